"""Rules under a law that is settled either way: whatever courts come to hold, sentence and verdict agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from decided import FILES, FOLDER, build, changed, facts_of, read
from each import each
from rows import BASES, MITTELERDE, SENTENCES, rows

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
def _own_scales() -> None:
    for path in (MITTELERDE, *sorted((FOLDER / "skalen").glob("*.toml"))):
        loading.load(path)


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
@each("sentence", SENTENCES, ids=lambda s: s["code"])
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


def test_no_verdict_rests_on_provisions_that_are_all_inferred_or_secondary() -> None:
    cases = [*rows().values(), *(build(facts_of(read(path))) for path in FILES)]
    firm = 0
    for found in (f for case in cases for one in check(case).findings for f in one.walk()):
        if found.citations and found.verdict in {Verdict.SATISFIED, Verdict.VIOLATED}:
            firm += 1
            assert max(c.evidence for c in found.sources).settles, (found.code, found.message.de)
    assert firm > 200
