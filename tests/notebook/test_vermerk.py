"""The report on paper: each part is there, in every format, and says nothing it does not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from beurteilung import library
from beurteilung.cases import check, read_case
from beurteilung.render import parts
from beurteilung.render.html import report_html
from beurteilung.render.markdown import report_markdown
from beurteilung.render.plain import report_dict
from beurteilung.render.timeline import timeline_svg
from beurteilung.scales import Interval

ROOT = Path(__file__).parent.parent.parent
CASE = read_case(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
REPORT = check(CASE)


def without_mapping():
    old, new = CASE.beurteilung
    other = tuple(evolve(f, note="be-lfbg:1") for f in old.fassung)
    return check(evolve(CASE, beurteilung=(evolve(old, fassung=other), new)))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("made", [report_html, report_markdown])
class TestEveryPartIsThere:
    def test_in_order(self, lang, made) -> None:
        text = made(REPORT, lang)
        heads = [text.index(f"{sign}{title[lang]}") for title in parts.SECTIONS.values()
                 for sign in (["<h2>"] if made is report_html else ["## "])]  # fmt: skip
        assert heads == sorted(heads)

    def test_what_cannot_be_said_is_left_out(self, lang, made) -> None:
        text = made(without_mapping(), lang)
        sign = "<h2>" if made is report_html else "## "
        assert sign + parts.SECTIONS["conversion"][lang] not in text
        assert sign + parts.SECTIONS["change"][lang] not in text


class TestParts:
    def test_only_the_governing_span_is_named(self) -> None:
        (said,) = [value for name, value in parts.law(REPORT, "de") if name.startswith("Gilt")]
        assert said == (
            "von 01.11.1999 bis 31.08.2008 gehobener Dienst: Nr. 3.1 (VG Stade, Urt. v. 20.03.2003, "
            "3 A 401/02) [Entscheidungsgründe; erster Stichtag 01.11.1999, vor dem Datum der "
            "Richtlinie; das Ende folgt aus dem ersten Stichtag der nächsten (erschlossen)]"
        )

    def test_without_stichtag_every_span_is_named(self) -> None:
        old, new = CASE.beurteilung
        bare = check(evolve(CASE, beurteilung=(old, evolve(new, stichtag=None))))
        assert len([name for name, _ in parts.law(bare, "de") if name.startswith("Gilt")]) == 2

    def test_a_guideline_that_says_little(self) -> None:
        new = CASE.beurteilung[1]
        fassung = (evolve(new.fassung[0], note="schulnoten-1-6:2"),)
        said = parts.law(check(evolve(CASE, beurteilung=(evolve(new, fassung=fassung),))), "en")
        assert "Published" not in dict(said)

    def test_no_guideline(self, monkeypatch) -> None:
        monkeypatch.setattr(library, "guideline_of", lambda _: None)
        assert parts.law(REPORT, "en") == [("Guideline", "none is known")]
        assert len(parts.receipt(REPORT, "en")) == 3

    def test_both_versions_are_shown_with_their_fate(self) -> None:
        _, rows = parts.appraisals(REPORT, "de")
        assert [(r[0], r[4][:1], r[5]) for r in rows] == [
            ("vorbeurteilung", "4", "07.08.1998, ersetzt"),
            ("vorbeurteilung", "5", "19.03.2001, gilt"),
            ("streitig", "3", "22.12.2000, gilt"),
        ]

    def test_an_appraisal_of_which_little_is_known(self) -> None:
        new = CASE.beurteilung[1]
        bare = evolve(new, von=None, bis=None, stichtag=None,
                      fassung=(evolve(new.fassung[0], eroeffnet=None, note="ni-pol-1999:1"),))  # fmt: skip
        _, rows = parts.appraisals(check(evolve(CASE, amt=(), beurteilung=(bare,))), "en")
        assert rows == [("streitig", "–", "–", "–", "1 (Wertungsstufen der BRLPol 1999)", "valid")]

    def test_a_grade_whose_scale_is_not_attested_is_shown_as_printed(self) -> None:
        old, new = CASE.beurteilung
        other = tuple(evolve(f, note="", angabe="gut (10 P.)") for f in old.fassung)
        made = check(evolve(CASE, beurteilung=(evolve(old, fassung=other), new)))
        _, rows = parts.appraisals(made, "en")
        assert [row[4] for row in rows][:2] == ["gut (10 P.) (scale not attested)"] * 2
        assert "Note gut (10 P.) vom 07.08.1998: ersetzt" in timeline_svg(made.case)

    def test_figures(self) -> None:
        change = parts.change(REPORT)
        assert change is not None
        assert [value for _, value in parts.figures(change, "de")] == ["−2", "−1", "−1", "−1", "0"]
        assert parts.stages(None, "en") == "undetermined"
        assert parts.stages(Interval(-1, 0), "de") == "−1 bis 0"

    def test_what_is_missing_stands_once(self) -> None:
        assert parts.missing(REPORT, "de") == [
            "ob es eine Abordnung im dienstrechtlichen Sinn war",
            "ob zugestimmt wurde",
        ]

    def test_the_receipt_names_the_case(self) -> None:
        assert ("Digest of the case (SHA-256)", REPORT.digest) in parts.receipt(REPORT, "en")


class TestPlain:
    def test_the_parts_stand_in_json_too(self) -> None:
        plain = json.loads(json.dumps(report_dict(REPORT)))
        assert plain["guideline"] == "ni-pol-1999"
        assert plain["change"]["real"] == [-1, -1]
        old, new = plain["appraisals"]
        assert [(v["grade"], v["valid"]) for v in old["versions"]] == [
            ("ni-pol-1996:4", False),
            ("ni-pol-1996:5", True),
        ]
        assert (new["first_day"], new["last_day"], new["stichtag"]) == (
            "1998-06-01",
            "2000-08-31",
            "2000-09-01",
        )
        assert new["office"] == "Polizeikommissar (A 9 gehobener Dienst)"

    def test_what_is_not_known_is_null(self) -> None:
        plain = report_dict(without_mapping())
        assert plain["change"] is None


def test_printed_paper_hides_nothing() -> None:
    assert "<details class=" in report_html(REPORT)
    assert report_html(REPORT).count("<details") == report_html(REPORT).count(" open><summary>")
