"""Rules under a law that is settled either way: whatever courts come to hold, sentence and verdict agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from decided import build, changed
from rows import BASES, MITTELERDE, SENTENCES

from beurteilung._base.text import Text
from beurteilung.cases.facts import Facts
from beurteilung.cases.report import check
from beurteilung.law import loading
from beurteilung.law.certainty import ApplicableLaw, Norm, Rechtslage, decide
from beurteilung.law.decisions import rules
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from beurteilung.law.decisions import Direction

DOUBT = ("ist offen", "nicht entschieden", "widersprechen sich", "Verschiedenes entschieden")
ALL = {rule.code: rule for rule in rules()}


@pytest.fixture(scope="module", autouse=True)
def _mittelerde() -> None:
    loading.load(MITTELERDE)


def settle(monkeypatch: pytest.MonkeyPatch, direction: Direction) -> None:
    """Let every rule be settled in one direction, with all its numbers."""

    def law(self: Facts, rule: str, *norms: Norm) -> Rechtslage:
        if norms:
            return decide(rule, self.applicable_law, norms=norms)
        found = decide(rule, ApplicableLaw())
        why = Text("So ist es entschieden.", "It is decided so.")
        return evolve(found, direction=direction, leaning=None, rank=2, why=why, missing=(),
                      numbers=ALL[rule].zahl)  # fmt: skip

    monkeypatch.setattr(Facts, "law", law)


@pytest.mark.parametrize("direction", ["stuetzt", "lehnt_ab"])
@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s["code"])
def test_sentence_and_verdict_agree(
    sentence: dict[str, Any], direction: Direction, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, direction)
    for row in sentence["zeile"]:
        report = check(build(changed(BASES[row["fall"]], row)))
        for one in report.finding(sentence["code"]):
            if one.verdict is Verdict.SATISFIED or one.verdict is Verdict.VIOLATED:
                last = one.message.de.rstrip(".").rpartition(". ")[2]
                assert not any(doubt in last for doubt in DOUBT), (row["name"], one.message.de)
