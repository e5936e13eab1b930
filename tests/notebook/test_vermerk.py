"""The report on paper: one walk, so that every format says the same, and says nothing it does not know."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape

import pytest
from attrs import evolve
from papers import CASE, CASES, REPORT, squeezed, statements

from beurteilung import compare, grade
from beurteilung._base.text import Text
from beurteilung.cases.facts import Facts
from beurteilung.cases.receipt import Receipt
from beurteilung.cases.report import Head, check
from beurteilung.law import registry
from beurteilung.law.decisions import authorities
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.render import parts
from beurteilung.render.document import report_document
from beurteilung.render.escaping import visible
from beurteilung.render.forms import report_dict
from beurteilung.render.markdown import inert
from beurteilung.render.notebook import picture
from beurteilung.render.timeline import timeline_svg
from beurteilung.render.wording import Wording, answer


def without_mapping():
    old, new = CASE.beurteilung
    other = tuple(evolve(f, note="be-lfbg:1") for f in old.fassung)
    return check(evolve(CASE, beurteilung=(evolve(old, fassung=other), new)))


PAPERS = {
    "text": (visible, lambda text: re.sub(r"\n +- ", "\n", text)),
    # the number of a finding stands in bold type, where it starts no list
    "md": (lambda one: one if re.fullmatch(r"\d+\.", one) else inert(one), lambda text: text),
    "html": (
        visible,
        lambda text: unescape(re.sub("<svg.*?</svg>|<[^>]*>", "", text)),
    ),
}


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("lang", ["de", "en"])
class TestEveryPaperSaysTheSame:
    """What `paper` holds stands in each format, section after section."""

    @pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
    def test_every_statement_in_its_section(self, kind, lang, path) -> None:
        report = check(path)
        escaped, bare = PAPERS[kind]
        text = squeezed(bare(report.render(kind, lang)))
        at = 0
        for title, *told in statements(report_document(report, lang, Head())):
            at = text.index(squeezed(escaped(title)), at)
            for one in told:
                assert squeezed(escaped(one)) in text[at:], (title, one)

    def test_what_cannot_be_said_is_left_out(self, kind, lang) -> None:
        headings = {"text": r"^(?=\w)(.*)$", "md": r"^## (.*)$", "html": r"<h2>(.*?)</h2>"}
        text = without_mapping().render(kind, lang)
        shown = re.findall(headings[kind], text, re.MULTILINE)
        every, known = (
            [section.title for section in report_document(report, lang, Head()).sections]
            for report in (REPORT, without_mapping())
        )
        assert len(known) == len(every) - 1
        assert [head for head in shown if head in every] == known


class TestPaper:
    def test_the_order_of_a_vermerk(self) -> None:
        assert [section.title for section in report_document(REPORT, "de", Head()).sections] == [
            "Ergebnis",
            "Anwendbares Recht",
            "Beurteilungen, wie sie erteilt wurden",
            "Nominale und tatsächliche Änderung",
            "Prüfung",
            "Offene Punkte",
            "Nicht geprüft",
            "Quellen",
            "Nachweis",
        ]

    def test_findings_are_numbered_through_and_stand_under_their_topics(self) -> None:
        (checks,) = [
            s for s in report_document(REPORT, "de", Head()).sections if s.title == "Prüfung"
        ]
        numbers = [entry.number for block in checks.blocks for entry in block.entries]
        assert numbers == [f"{n}." for n in range(1, 19)]
        assert [block.heading for block in checks.blocks] == [
            topic.text.de for topic, _ in REPORT.topics
        ]


class TestParts:
    def test_only_the_governing_span_is_named(self) -> None:
        (one,) = [
            value for name, value in parts.law(REPORT, Wording("de")) if name.startswith("Gilt")
        ]
        assert one == (
            "vom 01.11.1999 bis 31.08.2008, gehobener Dienst: Nr. 3.1 (Beurteilungsrichtlinien für den "
            "Polizeivollzugsdienst (BRLPol) vom 29.12.1999) [Entscheidungsgründe; wiedergegeben in "
            "VG Stade, Urt. v. 20.03.2003, 3 A 401/02]"
        )

    def test_without_stichtag_every_span_is_named(self) -> None:
        old, new = CASE.beurteilung
        bare = check(evolve(CASE, beurteilung=(old, evolve(new, stichtag=None))))
        assert (
            len([name for name, _ in parts.law(bare, Wording("de")) if name.startswith("Gilt")])
            == 2
        )

    def test_a_guideline_that_says_little(self) -> None:
        new = CASE.beurteilung[1]
        fassung = (evolve(new.fassung[0], note="schulnoten-1-6:2"),)
        told = parts.law(
            check(evolve(CASE, beurteilung=(evolve(new, fassung=fassung),))), Wording("en")
        )
        assert "Published" not in dict(told)

    def test_no_guideline(self, monkeypatch) -> None:
        monkeypatch.setattr(registry, "guideline_of", lambda _: None)
        bare = evolve(REPORT, facts=Facts(CASE))
        assert parts.law(bare, Wording("en"))[0] == ("Guideline", "none is known")
        assert "Guideline last checked" not in dict(parts.receipt(bare, "en"))

    def test_both_versions_are_shown_with_their_fate(self) -> None:
        _, rows = parts.appraisals(REPORT, "de")
        assert [(r[0], r[4][:1], r[5]) for r in rows] == [
            ("Zu prüfende Beurteilung (Anlassbeurteilung)", "3", "22.12.2000, gilt"),
            ("Vorbeurteilung", "4", "07.08.1998, ersetzt"),
            ("Vorbeurteilung", "5", "19.03.2001, gilt"),
        ]

    def test_days_and_quotation_marks_are_those_of_the_language(self) -> None:
        for lang, period, mark in (
            ("de", "01.06.1998–31.08.2000", "„entspricht voll den Anforderungen“"),
            ("en", "1 June 1998 to 31 August 2000", "“entspricht voll den Anforderungen”"),
        ):
            _, rows = parts.appraisals(REPORT, lang)
            assert rows[0][1] == period
            assert mark in rows[0][4]

    def test_an_appraisal_of_which_little_is_known(self) -> None:
        new = CASE.beurteilung[1]
        bare = evolve(new, von=None, bis=None, stichtag=None,
                      fassung=(evolve(new.fassung[0], eroeffnet=None, note="ni-pol-1999:1"),))  # fmt: skip
        _, rows = parts.appraisals(check(evolve(CASE, amt=(), beurteilung=(bare,))), "en")
        assert rows == (
            (
                "Appraisal to be checked (Anlassbeurteilung)",
                "1 (Wertungsstufen der BRLPol 1999)",
                "valid",
            ),
        )

    def test_a_grade_whose_scale_is_not_attested_is_shown_as_printed(self) -> None:
        old, new = CASE.beurteilung
        other = tuple(evolve(f, note="", angabe="gut (10 P.)") for f in old.fassung)
        made = check(evolve(CASE, beurteilung=(evolve(old, fassung=other), new)))
        _, rows = parts.appraisals(made, "en")
        assert [row[4] for row in rows][1:] == ["gut (10 P.) (scale not attested)"] * 2
        assert "Note gut (10 P.) vom 07.08.1998: ersetzt" in timeline_svg(made.facts)

    def test_a_code_that_begins_with_its_wording_is_not_followed_by_it(self) -> None:
        named = parts.named(grade("telekom-2013:Sehr gut Basis"), "de")
        assert named == "Sehr gut Basis (Gesamturteil mit Ausprägungen, soweit belegt)"
        change = compare(grade("telekom-2013:Sehr gut Basis"), grade("telekom-2013:Gut ++"))
        assert "war die Note Sehr gut Basis und ist jetzt Gut ++" in change.explain()

    def test_a_grade_that_is_not_stated_wants_no_scale(self) -> None:
        old, new = CASE.beurteilung
        unnamed = tuple(evolve(v, note="", angabe="nicht genannt") for v in old.fassung)
        made = check(evolve(CASE, beurteilung=(evolve(old, fassung=unnamed), new)))
        _, rows = parts.appraisals(made, "de")
        assert [row[4] for row in rows][1:] == ["nicht genannt"] * 2
        assert "Fassung vom 07.08.1998, Note nicht genannt: ersetzt" in timeline_svg(made.facts)

    def test_figures(self) -> None:
        assert REPORT.change is not None
        assert [value for _, value in parts.figures(REPORT.change, "de")] == [
            "−2",
            "−1",
            "−1",
            "−1",
            "0",
        ]
        assert parts.stages(None, "en") == "undetermined"
        assert parts.stages(Interval(-1, 0), "de") == "−1 bis 0"

    def test_open_points_are_parted_into_facts_and_gaps(self) -> None:
        facts, gaps = parts.open_points(REPORT, "de")
        key = "abordnung.im_dienstrechtlichen_sinn"
        assert facts == (
            "Angaben, die nachgetragen werden können",
            (
                f"ob es eine Abordnung im dienstrechtlichen Sinn war (Nr. 8; im Fall: {key})",
                "ob der abweichenden Praxis zugestimmt wurde (Nr. 17; im Fall: richtwerte.zustimmung)",
            ),
        )
        assert gaps == (
            "Was die Quellen nicht belegen",
            ("eine Entscheidung zu dieser Frage (Nr. 7, 17)",),
        )
        assert "Bezeichnung der Stufe 1" in parts.gaps(REPORT, "de")

    def test_a_day_that_limits_nothing_is_not_called_today(self) -> None:
        """A paper is read years later: it names a day or none."""
        bare = check(evolve(CASE, kenntnisstand=None, rechtsstand=None))
        rows = dict(parts.head(bare, Head(), "x", "de"))
        assert "Kenntnisstand" not in rows
        assert rows["Rechtsstand"] == "nicht begrenzt"
        assert dict(parts.head(REPORT, Head(), "x", "de"))["Rechtsstand"] == "20.03.2003"

    def test_what_the_head_does_not_give_is_a_blank(self) -> None:
        rows = dict(parts.head(REPORT, Head(), "Betreff", "de"))
        assert [rows[name] for name in ("Aktenzeichen", "Datum", "Verfasser")] == ["", "", ""]
        given = Head(
            subject="Probe", reference="1 A 2/03", day=date(2003, 4, 1), author="Referat 2"
        )
        text = REPORT.render("text", head=given)
        for line in (
            "Betreff: Probe",
            "Aktenzeichen: 1 A 2/03",
            "Datum: 01.04.2003",
            "Verfasser: Referat 2",
        ):
            assert f"\n{line}\n" in text
        assert "Aktenzeichen: ____" in REPORT.render("text")

    def test_the_receipt_is_that_of_the_report_and_not_of_today(self) -> None:
        old = evolve(REPORT, receipt=Receipt(version="0.0.7", case_sha256="ab"))
        told = dict(parts.receipt(old, "en"))
        assert (told["Program"], told["Case (SHA-256)"]) == ("beurteilung 0.0.7", "ab")
        named = dict(parts.receipt(REPORT, "en"))
        assert all(named[f"{d.name} (SHA-256)"] == d.sha256 for d in REPORT.receipt.data)


class TestAnswer:
    def test_a_deviation_that_the_sentence_does_not_tell_is_told_below_it(self) -> None:
        apart = Text("die Toleranz", "the tolerance")
        for message, rows in (
            (Text("So.", "So."), (("Deviation", "the tolerance"),)),
            (Text("So deckt es die Toleranz.", "So covers the tolerance."), ()),
        ):
            one = Finding("x", Verdict.SATISFIED, message, deviation=apart)
            assert answer(one, "en").rows == rows


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


class TestOneLaw:
    """A report is one answer: its picture and its JSON know no other decisions than its findings."""

    def test_what_came_after_the_rechtsstand_is_nowhere_named(self) -> None:
        later = {
            str(one.datum.year) for one in authorities() if one.datum and one.datum.year > 2003
        }
        assert {"2009", "2023"} <= later
        texts = (
            REPORT.render("html"),
            REPORT.render("md"),
            REPORT.render("text"),
            picture(REPORT).html,
        )
        for text in (*texts, json.dumps(report_dict(REPORT)["change"])):
            assert not [year for year in later if re.search(rf"\d\d\.\d\d\.{year}, \d", text)]

    @pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
    def test_the_picture_concludes_as_the_finding_does(self, path) -> None:
        report = check(path)
        if report.change:
            (finding,) = report.finding("notensprung")
            html = unescape(report.render("html"))
            assert finding.message.de in html.rpartition("</desc>")[0].rpartition("<desc>")[2]


def test_printed_paper_hides_nothing() -> None:
    assert "<details class=" in REPORT.render("html")
    assert REPORT.render("html").count("<details") == REPORT.render("html").count(" open><summary>")


def test_one_day_is_not_days() -> None:
    old, new = CASE.beurteilung
    for start, words in ((date(1998, 6, 2), "1 Tag"), (date(1998, 6, 3), "2 Tage")):
        moved = evolve(CASE, beurteilung=(old, evolve(new, von=start)))
        assert f"Lücke ohne Beurteilung: {words}<" in timeline_svg(Facts(moved))
