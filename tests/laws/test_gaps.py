"""Gaps: architecture, section 5. What is not known opens, and never settles what was open."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from each import each

from beurteilung import Verdict
from beurteilung._base.toml import read_toml, structure
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check
from beurteilung.errors import BeurteilungError
from beurteilung.law import loading
from beurteilung.law.codes import code as code_of
from beurteilung.law.codes import codes
from beurteilung.law.document import Luecke
from beurteilung.law.editions import Guideline
from beurteilung.model.findings import Finding, Ground

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))
KEPT = {"id", "titel", "land", "beurteilung", "entscheidung", "rechtsstand", "kenntnisstand"}
FIRM = (Verdict.SATISFIED, Verdict.VIOLATED)


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    loading.load(ROOT / "tests" / "mittelerde.toml")
    for path in sorted((ROOT / "tests" / "cases" / "skalen").glob("*.toml")):
        loading.load(path)


@cache
def table(path: Path) -> dict[str, Any]:
    named = read_toml(path)["fall"]
    return read_toml(ROOT / named) if isinstance(named, str) else named


def findings(facts: dict[str, Any]) -> dict[str, list[Finding]]:
    """Return what is found by code; what a change is made of is left out."""
    found: dict[str, list[Finding]] = {}
    for one in check(structure(Fall, facts, "case")).findings:
        found.setdefault(one.code, []).append(one)
    return found


SHORT = {
    "id": "x",
    "titel": "zu kurz, mit Lücke, falscher Stichtag",
    "land": "Niedersachsen",
    "amt": [{"besoldungsgruppe": "A 12", "laufbahngruppe": "gehobener Dienst"}],
    "beurteilung": [
        {"id": "a", "bis": date(2001, 10, 31), "fassung": [{"note": "ni-pol-1999:4"}]},
        {
            "id": "b",
            "art": "anlass",
            "von": date(2002, 1, 1),
            "bis": date(2002, 2, 28),
            "stichtag": date(2002, 6, 1),
            "fassung": [{"note": "ni-pol-1999:3"}],
        },
    ],
}


class TestRecorded:
    """a recorded gap of a guideline makes the check that needs it open"""

    @each("path", CASES, ids=lambda p: p.stem)
    def test_no_breach_stands_of_what_is_not_fully_known(self, path):
        asked = {name for one in codes() for name in one.bestimmung}
        before = findings(table(path))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                Guideline,
                "gap",
                lambda _, topic, on=None: (
                    Luecke(was="etwas", betrifft=topic) if topic in asked else None
                ),
            )
            after = findings(table(path))
        for name, found in before.items():
            for one, other in zip(found, after[name], strict=True):
                firm = any(child.ground for child in one.children)
                if one.ground is Ground.GUIDELINE and code_of(name).bestimmung and not firm:
                    assert (other.verdict, other.leaning) == (Verdict.OPEN, Verdict.VIOLATED)
                    assert "etwas" in other.message.de
                    assert other.missing
                elif one.verdict is not other.verdict:
                    assert other.verdict not in FIRM

    def test_such_as_the_period_and_what_follows_if_it_is_too_short(self, monkeypatch):
        asked = ("zeitraum.anschluss", "zeitraum.mindestdauer")
        before = findings(SHORT)
        assert [before[name][0].verdict for name in asked] == [Verdict.VIOLATED] * 2
        keys = {key for name in asked for key in code_of(name).bestimmung}
        monkeypatch.setattr(
            Guideline,
            "gap",
            lambda _, topic, on=None: (
                Luecke(was="etwas", betrifft=topic) if topic in keys else None
            ),
        )
        after = findings(SHORT)
        assert [after[name][0].leaning for name in asked] == [Verdict.VIOLATED] * 2
        assert "Nicht belegt ist: etwas." in after[asked[0]][0].message.de


class TestStated:
    """a fact that a case does not mention adds no finding that is firm, and settles nothing"""

    @each("path", CASES, ids=lambda p: p.stem)
    def test_striking_out_a_key_settles_nothing(self, path):
        whole = table(path)
        before = findings(whole)
        for key in sorted(set(whole) - KEPT):
            less = copy.deepcopy(whole)
            del less[key]
            try:
                after = findings(less)
            except BeurteilungError:
                continue
            for name, found in after.items():
                firm = [one for one in found if one.verdict in FIRM]
                known = [one for one in before.get(name, ()) if one.verdict in FIRM]
                assert len(firm) <= len(known), (key, name)
