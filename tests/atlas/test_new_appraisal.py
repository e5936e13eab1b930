"""Where a norm orders a new appraisal instead of a conversion, that is a datum and a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from beurteilung import Verdict, check, check_richtwert, grade, guideline, scale
from beurteilung._base.errors import BeurteilungError
from beurteilung.cases.report import read_case
from beurteilung.law.registry import mapping
from beurteilung.model.mappings import NoMappingError

if TYPE_CHECKING:
    from pathlib import Path

CASE = """
id = "x"
titel = "X"
land = "Sachsen"
mitbewerber = {{ andere_skala = true, vergleichbar_gemacht = false }}
[[beurteilung]]
id = "a"
fassung = [{{ note = "{note}" }}]
"""
WAY = "The way here is a new appraisal, no conversion."


@pytest.mark.parametrize(
    ("note", "said"), [("sn-beurtvo-2024:12,00", True), ("nrw-lehrer:4", False)]
)
def test_the_finding_says_so(tmp_path: Path, note: str, *, said: bool) -> None:
    path = tmp_path / "x.toml"
    path.write_text(CASE.format(note=note), encoding="utf-8")
    (found,) = [f for f in check(read_case(path)).findings if f.code == "konkurrenz.vergleichbar"]
    assert (WAY in found.message.en) is said
    assert any("SächsBeurtVO" in str(c) for c in found.citations) is said


@pytest.mark.parametrize(
    "ends", [("nrw-lehrer", "sn-beurtvo-2024"), ("sn-beurtvo-2024", "nrw-lehrer")]
)
def test_a_refused_conversion_says_so(ends: tuple[str, str]) -> None:
    with pytest.raises(NoMappingError, match="the way is a new appraisal") as raised:
        mapping(*ends)
    assert "der Weg ist nach § 2 Abs. 3 Nr. 2" in raised.value.explain("de")


def test_elsewhere_nobody_says_so() -> None:
    with pytest.raises(BeurteilungError) as raised:
        grade("nrw-lehrer:4").to("by-llbg")
    assert "new appraisal" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "verdict", "said"),
    [
        ("nrw-justizvollzug-2025", Verdict.NOT_APPLICABLE, "sieht keine Richtwerte vor."),
        ("he-hlv", Verdict.OPEN, "stellt Richtwerte frei"),
        ("by-llbg", Verdict.OPEN, "ist nicht belegt."),
    ],
)
def test_what_a_source_says_of_shares_as_such(name: str, verdict: Verdict, said: str) -> None:
    grades = scale("by-llbg").grades
    found = check_richtwert({grades[0]: 10, grades[5]: 20}, guideline(name))
    assert found.verdict is verdict
    assert said in found.message.de
    assert bool(found.citations) is (name != "by-llbg")
