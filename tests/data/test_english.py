"""Every remark and gap of the shipped data is written in German and given in English."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from each import each

from beurteilung._base.compiled import DATA
from beurteilung._base.translations import remark
from beurteilung.cases.report import check
from beurteilung.law.decisions import _STATUS, authority
from beurteilung.render.wording import cited

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTE = re.compile(r'\bnote="([^"]+)"')  # a remark that the code itself makes
REMARKS = {"anmerkung", "was", "hinweis"}
CATALOGUE = tomllib.loads((DATA / "english.toml").read_text(encoding="utf-8"))


def remarks(value: object, key: str = "") -> Iterator[str]:
    """Walk through a file and yield what stands under the keys of remarks."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from remarks(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from remarks(inner, key)
    elif key in REMARKS:
        yield value


def shipped() -> set[str]:
    files = [DATA / "authorities.toml", *DATA.glob("guidelines/*"), *DATA.glob("mappings/*")]
    read = (remarks(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)
    code = "".join(path.read_text(encoding="utf-8") for path in DATA.parent.rglob("*.py"))
    return {text for one in read for text in one} | set(_STATUS.values()) | set(NOTE.findall(code))


def test_each_has_its_english() -> None:
    assert sorted(shipped() - set(CATALOGUE)) == []


def test_the_catalogue_holds_nothing_else() -> None:
    assert sorted(set(CATALOGUE) - shipped()) == []


@each("german", sorted(CATALOGUE))
def test_figures_and_citations_survive(german: str) -> None:
    """A translation keeps every number; only the decimal comma and the form of dates differ."""
    english = remark(german, "en")
    assert english.strip() == english != ""
    assert digits(english) == digits(german)
    assert remark(german, "de") == german


def digits(text: str) -> list[str]:
    """Return the digits of a text, without those of months, which English writes as words."""
    dated = re.sub(r"\b(?:(\d{1,2})\./)?(\d{1,2})\.\d{2}\.(\d{4})?", worded, text)
    return sorted(re.findall(r"\d", dated))


def worded(found: re.Match[str]) -> str:
    """Write a day without its month: 10./01.05.2011 as 10 1 2011."""
    return " ".join(part.lstrip("0") for part in found.groups("") if part)


def test_a_report_in_english_has_no_german_remark() -> None:
    report = check(EXAMPLES / "vg-stade-3-a-401-02.toml")
    text = report.render("text", "en").replace("\n", " ")
    assert "not final; cited from VG Stade" in " ".join(text.split())
    assert "erschlossen" not in text


def test_who_cites_a_decision_is_said_in_both_languages() -> None:
    decision = authority("vg-stade-3-a-269-02")
    said = decision.cite(decision.aussage[0])
    assert "; zitiert nach VG Stade" in cited(said, "de")
    assert "; cited from VG Stade" in cited(said, "en")
