"""Who shows the decisions on one side shows those on the other: no reader sees half of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from decided import FILES, FOLDER, build, facts_of, read
from each import each
from rows import MITTELERDE, rows

from beurteilung.cases.facts import Facts
from beurteilung.cases.report import check
from beurteilung.law import loading
from beurteilung.model.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from beurteilung.law.certainty import Norm, Rechtslage
    from beurteilung.model.findings import Finding

FOR, AGAINST = (
    Citation(Source(id=name, zitat=name, art="entscheidung"), Evidence.REASONS)
    for name in ("dafür", "dagegen")
)


@pytest.fixture(autouse=True)
def _decisions_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every rule of law have one more decision on each side; who leads stays the same."""
    for path in (MITTELERDE, *sorted((FOLDER / "skalen").glob("*.toml"))):
        loading.load(path)
    plain = Facts.law

    def law(self: Facts, rule: str, *norms: Norm) -> Rechtslage:
        found = plain(self, rule, *norms)
        return evolve(
            found, supporting=(*found.supporting, FOR), opposing=(*found.opposing, AGAINST)
        )

    monkeypatch.setattr(Facts, "law", law)


def sides(finding: Finding) -> tuple[bool, bool]:
    shown = finding.supporting + finding.opposing
    return FOR in shown, AGAINST in shown


def one_sided(findings) -> list[str]:
    return [f.code for f in findings if len(set(sides(f))) > 1]


def test_of_every_row() -> None:
    found = {name: [*check(fall).walk()] for name, fall in rows().items()}
    shown = {f.code for findings in found.values() for f in findings if all(sides(f))}
    assert len(shown) > 40, "the decisions are not seen at all"
    half = {name: one_sided(findings) for name, findings in found.items()}
    assert {name: codes for name, codes in half.items() if codes} == {}


@each("path", FILES, ids=lambda path: path.stem)
def test_of_every_decided_case(path) -> None:
    assert one_sided(check(build(facts_of(read(path)))).walk()) == []
