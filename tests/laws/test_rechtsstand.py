"""Rechtsstand and decided case, in what is printed: architecture, ideas 7 and 9."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from beurteilung import Befoerderung, Laufbahnwechsel, Verdict, compare, grade, scales
from beurteilung._base.toml import read_toml, structure
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check
from beurteilung.law import loading, registry
from beurteilung.law.decisions import authorities
from beurteilung.model.offices import Massstabsaenderung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.model.offices import StatusEvent

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))
DAYS = [date(1999, 1, 1), date(2003, 3, 19), date(2010, 1, 1), date(2016, 12, 31), date(2022, 6, 1)]
PLACE = re.compile(r"(wiedergegeben in|zitiert nach|reported in|cited from) [^\[\]]{0,90}$")


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((ROOT / "tests" / "cases" / "skalen").glob("*.toml")):
        loading.load(path)


@cache
def table(path: Path) -> dict:
    named = read_toml(path)["fall"]
    return read_toml(ROOT / named) if isinstance(named, str) else named


def forbidden(fall: Fall) -> list[str]:
    """Return the docket of the decided case, and of every decision that is later than the Rechtsstand."""
    return [
        one.aktenzeichen
        for one in authorities()
        if one.id == fall.entscheidung
        or (fall.rechtsstand is not None and one.known_from > fall.rechtsstand)
    ]


def misnamed(text: str, dockets: list[str]) -> list[str]:
    """Return what stands before each docket that is not named as a place of finding."""
    plain = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    return [
        plain[max(0, at.start() - 120) : at.end()]
        for docket in dockets
        if docket in plain  # few are: a pattern for each of the others takes the longest
        for at in re.finditer(rf"(?<!\w){re.escape(docket)}(?!\w)", plain)
        if not PLACE.search(plain[: at.start()])
    ]


def strings(value: object, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return every text of a JSON document with the keys that lead to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*keys, key))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, keys)
    elif isinstance(value, str):
        yield keys, value


@st.composite
def cases(draw: st.DrawFn) -> Fall:
    """Draw a decided case at some Rechtsstand, with some of its keys struck out, and without remarks."""
    path = draw(st.sampled_from(CASES))
    whole = table(path)
    optional = sorted(set(whole) - {"id", "titel", "land", "beurteilung", "entscheidung"})
    gone = draw(st.sets(st.sampled_from(optional), max_size=3)) | {"anmerkung"}
    fall = structure(Fall, {k: v for k, v in whole.items() if k not in gone}, path.name)
    return evolve(fall, rechtsstand=draw(st.sampled_from([fall.rechtsstand, *DAYS])))


class TestPrinted:
    """For every rule and Rechtsstand no authority in the report is later and none is the decided case."""

    @given(
        cases(), st.sampled_from(["text", "html", "md", "notebook"]), st.sampled_from(["de", "en"])
    )
    def test_a_later_decision_is_a_place_of_finding_at_most(self, fall, form, lang):
        assert misnamed(check(fall).render(form, lang), forbidden(fall)) == []

    @settings(max_examples=10)
    @given(cases())
    def test_nor_does_json_name_it_otherwise(self, fall):
        report = json.loads(check(fall).render("json"))
        dockets = forbidden(fall)
        named = [(keys, text) for keys, text in strings(report) if any(d in text for d in dockets)]
        assert {keys[-1] for keys, _ in named} <= {"via"}

    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_the_head_of_the_decided_case_names_it_as_the_place_of_finding(self, lang):
        seed = structure(Fall, read_toml(ROOT / "examples" / "vg-stade-3-a-401-02.toml"), "seed")
        words = {"de": "wiedergegeben in VG Stade", "en": "reported in VG Stade"}[lang]
        first = {"de": "01.11.1999", "en": "1 November 1999"}[lang]
        lines = check(seed).render("md", lang).splitlines()
        (line,) = [x for x in lines if first in x and ("Gilt für" in x or "Governs" in x)]
        assert words in line


PAIRS = [
    (s.grades[0], s.grades[min(len(s) - 1, 2)])
    for s in scales()
    if len(s) > 1 and registry.guideline_of(s)
]
MAPPED = [
    ("ni-pol-1996:5", "ni-pol-1999:3"),
    ("ni-pol-1999:4", "ni-pol-2008:C oberer Bereich"),
    ("ni-pol-1999-merkmale:4,5", "ni-pol-1999:4"),
    ("bbank-fremdnote:1,00", "bbank-rangpunktzahl:14,00"),
]


class TestCompared:
    """`compare` has a Rechtsstand as well, and names a later decision as a place of finding at most."""

    @pytest.mark.parametrize("day", DAYS)
    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_on_every_shipped_scale(self, day, lang):
        later = [one.aktenzeichen for one in authorities() if one.known_from > day]
        mapped = [(grade(a), grade(b)) for a, b in MAPPED]
        for before, after in [*PAIRS, *mapped]:
            change = compare(before, after, events=[Befoerderung()], rechtsstand=day)
            assert misnamed(change.explain(lang), later) == [], (before, after)

    def test_what_a_report_of_a_later_day_tells_is_not_told_before(self):
        ends = grade("bpol-2016:A1"), grade("bpol-2016:B1")
        told = [compare(*ends, rechtsstand=day).explain() for day in (None, date(2026, 1, 7))]
        assert ["doppelt so viele" in text for text in told] == [True, False]

    def test_nor_a_provision_that_was_made_later(self):
        ends, on = (grade("nrw-justiz-2023:13"), grade("nrw-justiz-2023:9")), date(2022, 12, 14)
        told = [
            compare(*ends, events=[Befoerderung()], rechtsstand=day).explain()
            for day in (None, on, on - timedelta(days=1))
        ]
        assert ["strengere Maßstäbe" in text for text in told] == [True, True, False]


class TestBeforeEveryDecision:
    """on a Rechtsstand before which nothing was decided no event explains anything, and the text says so"""

    @pytest.mark.parametrize(
        "one", [Befoerderung(), Laufbahnwechsel(), Massstabsaenderung(stufen=1)]
    )
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("bwl-alt-8:8,0", "bwl-alt-8:7,5"),
            ("ni-pol-2008:C oberer Bereich", "ni-pol-2008:C unterer Bereich"),
            ("ni-pol-1999:5", "ni-pol-1999:3"),
            ("by-llbg:14", "by-llbg:12"),
        ],
    )
    def test_it(self, before: str, after: str, one: StatusEvent) -> None:
        change = compare(before, after, events=[one], rechtsstand=date(1960, 1, 1))
        assert (change.verdict, change.finding.leaning) == (Verdict.OPEN, None)
        assert "keine Entscheidung bekannt" in change.explain()
        assert "no decision is known" in change.explain(lang="en")

    def test_later_decisions_make_a_drop_within_a_stage_lean(self) -> None:
        change = compare("bwl-alt-8:8,0", "bwl-alt-8:7,5", events=[Befoerderung()])
        assert (change.verdict, change.finding.leaning) == (Verdict.OPEN, Verdict.SATISFIED)
