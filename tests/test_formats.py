"""Every output format of a report and of a change, from one table."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from attrs import evolve

from beurteilung import Laufbahnwechsel, check, compare, example, grade, read_case
from beurteilung._base.text import Text, TextFormat
from beurteilung.cases.report import Head
from beurteilung.errors import UnknownIdError
from beurteilung.model.findings import Finding, Ground, Missing, Verdict
from beurteilung.model.sources import Evidence
from beurteilung.render import parts
from beurteilung.render.document import change_document, report_document
from beurteilung.render.formats import FORMATS
from beurteilung.render.text import _Page, document_text
from beurteilung.render.wording import Wording

if TYPE_CHECKING:
    from beurteilung.model.sources import Citation

REPORT = check(example("vg-stade-3-a-401-02"))
CHANGE = compare(
    grade("ni-pol-1996:5"), grade("ni-pol-1999:3"), events=[Laufbahnwechsel(date(1999, 11, 2))]
)
TEXT = Text("So ist es.", "So it is.")


def found(code: str, verdict: Verdict, **more) -> Finding:
    ground = Ground.GUIDELINE if verdict is Verdict.VIOLATED else None
    return Finding(code, verdict, TEXT, ground=ground, **more)


class TestTheTable:
    def test_the_types_know_every_format(self) -> None:
        assert {*get_args(TextFormat), "pdf"} == set(FORMATS)

    @pytest.mark.parametrize("name", FORMATS)
    @pytest.mark.parametrize("lang", ["de", "en"])
    @pytest.mark.parametrize("thing", [REPORT, CHANGE], ids=["report", "change"])
    def test_each_writes_a_report_and_a_change(self, thing, name, lang) -> None:
        if name == "pdf":
            pytest.importorskip("typst")
        answer = thing.render(name, lang)
        assert isinstance(answer, bytes if name == "pdf" else str)
        assert len(answer) > 200

    @pytest.mark.parametrize("thing", [REPORT, CHANGE], ids=["report", "change"])
    def test_another_format_is_refused_by_name(self, thing) -> None:
        with pytest.raises(
            UnknownIdError, match=r"'htm'.*html.*text, md, html, pdf, notebook, json"
        ):
            thing.render("htm")

    def test_one_line_of_json_is_the_same_json(self) -> None:
        assert "\n" not in REPORT.render("jsonl")
        assert json.loads(REPORT.render("jsonl")) == json.loads(REPORT.render("json"))


class TestTheWidth:
    @pytest.mark.parametrize("width", [40, 60, 72, 100, 160])
    def test_no_line_is_longer_unless_a_word_is(self, width) -> None:
        for text in (REPORT.render("text", width=width), CHANGE.render("text", width=width)):
            for line in text.splitlines():
                assert len(line) <= width or max(map(len, line.split())) > width - 14

    def test_the_numbers_of_several_questions_take_from_it(self) -> None:
        page = _Page(40)
        page.write("drei Wörter mehr " * 9, "    ", start="10, 11, 12 ", less=7)
        assert len(page.lines) > 3
        assert max(map(len, page.lines)) <= 40

    def test_a_terminal_of_no_width_gets_forty_letters(self) -> None:
        assert REPORT.render("text", width=0) == REPORT.render("text", width=40)

    def test_a_number_stays_with_its_word(self) -> None:
        for width in range(40, 120, 7):
            assert "Nr.\n" not in REPORT.render("text", width=width)

    def test_a_change_has_no_question(self) -> None:
        assert "?" not in document_text(change_document(CHANGE, "de"))


class TestTheSummary:
    """Three lines: what is at fault, what became of the grade, what is open."""

    def summary(self, *findings: Finding, overall: Verdict = Verdict.OPEN, lang="de"):
        one = evolve(REPORT.overall, verdict=overall, ground=None, new_appraisal=False)
        return parts.summary(evolve(REPORT, findings=findings, overall=one), lang)

    def test_a_fault_and_the_others_by_number(self) -> None:
        one, two = (found(code, Verdict.VIOLATED) for code in ("vorgabe.art", "vorgabe.stufe"))
        assert self.summary(one)[0] == "Verstoß (Nr. 1): So ist es."
        assert self.summary(one, two)[0].endswith("Weitere Verstöße: Nr. 2.")
        assert self.summary(one, two, two, lang="en")[0].endswith("Further violations: Nos. 2, 3.")

    def test_what_points_to_a_fault(self) -> None:
        one = found("abordnung.notiz", Verdict.OPEN, leaning=Verdict.VIOLATED)
        assert self.summary(one)[0].endswith("für einen Verstoß spricht Nr. 1.")
        assert self.summary(one, one, lang="en")[0].endswith("Nos. 1, 2 point to one.")
        assert self.summary(one, lang="en")[0].endswith("No. 1 points to one.")

    @pytest.mark.parametrize(("verdict", "words"), [
        (Verdict.SATISFIED, "nicht zu beanstanden"), (Verdict.VIOLATED, "zu beanstanden"),
        (Verdict.OPEN, "noch offen"),
    ])  # fmt: skip
    def test_the_change(self, verdict, words) -> None:
        line = self.summary(found("notensprung", verdict))[1]
        assert line == (
            f"Änderung gegenüber der Vorbeurteilung von 5 auf 3, der Sache nach −1: {words} (Nr. 1)."
        )

    def test_a_change_that_cannot_be_counted(self) -> None:
        case = REPORT.case
        old, new = case.beurteilung
        other = evolve(case, beurteilung=(evolve(old, fassung=(evolve(
            old.fassung[0], note="", angabe="gut"),)), new))  # fmt: skip
        report = evolve(check(other), findings=(found("notensprung", Verdict.OPEN),))
        assert parts.summary(report, "en")[1] == (
            "Change against the previous appraisal: still open (No. 1)."
        )

    @pytest.mark.parametrize(("kinds", "words"), [
        (("fact",), "dazu fehlen Angaben"), (("gap",), "insoweit reichen die gelesenen Quellen nicht"),
        (("fact", "gap"), "teils fehlen Angaben, teils reichen die gelesenen Quellen nicht"),
    ])  # fmt: skip
    def test_what_is_open(self, kinds, words) -> None:
        missing = tuple(Missing(kind, TEXT, kind=kind) for kind in kinds)
        assert self.summary(found("anlass.grund", Verdict.OPEN, missing=missing))[2] == (
            f"Offen: Nr. 1; {words}."
        )

    def test_nothing_open(self) -> None:
        fine = found("anlass.grund", Verdict.SATISFIED)
        assert self.summary(fine, overall=Verdict.SATISFIED)[2] == "Offene Punkte gibt es nicht."
        assert self.summary(fine)[2].startswith("Wesentliche Fragen wurden nicht gestellt")


def _two() -> tuple[Citation, Citation]:
    """Return two citations of two sources of the seed."""
    every = {c.source: c for c in REPORT.sources}
    first, second, *_ = every.values()
    return first, second


class TestEqualAnswers:
    def entries(self, *findings: Finding):
        made = report_document(evolve(REPORT, findings=findings), "de", Head())
        (checks,) = [s for s in made.sections if s.title == "Prüfung"]
        return [entry for block in checks.blocks for entry in block.entries]

    def test_those_of_a_topic_stand_once_below_all_questions(self) -> None:
        one, two = (found(code, Verdict.OPEN) for code in ("anlass.grund", "anlass.stichtag"))
        other = evolve(one, message=Text("Anders.", "Otherwise."))
        first, second = self.entries(one, other, two)
        assert (first.number, second.number) == ("Nr. 1, 3:", "2.")
        assert [code for code, _ in first.questions] == ["anlass.grund", "anlass.stichtag"]

    def test_one_with_answers_below_it_takes_the_same_one_without(self) -> None:
        one, two = (found(code, Verdict.OPEN) for code in ("anlass.grund", "anlass.stichtag"))
        below = found("anlass.fassung", Verdict.SATISFIED)
        for first, second in (
            (one, evolve(two, children=(below,))),
            (evolve(two, children=(below,)), one),
        ):
            (entry,) = self.entries(first, second)
            assert entry.number == "Nr. 1, 2:"
            assert [code for code, _ in entry.questions] == [first.code, second.code]
            assert len(entry.answer.below) == 1

    def test_those_of_several_topics_stand_once_before_the_others(self) -> None:
        one, three = (found(code, Verdict.OPEN) for code in ("anlass.grund", "zeitraum.anschluss"))
        two = evolve(found("anlass.stichtag", Verdict.OPEN), message=Text("Anders.", "Otherwise."))
        first, last = self.entries(one, two, three)
        assert (first.number, last.number) == ("Nr. 1, 3:", "2.")
        assert [code for code, _ in first.questions] == ["anlass.grund", "zeitraum.anschluss"]
        text = evolve(REPORT, findings=(one, two, three)).explain()
        assert "Dieselbe Antwort zu mehreren Themen" in text

    def test_a_statement_is_no_verdict(self) -> None:
        """What states a fact of the case says so; what does not apply is called that."""
        stated = found("gesamturteil.mittel", Verdict.NOT_APPLICABLE)
        other = found("abordnung.ausserhalb", Verdict.NOT_APPLICABLE)
        beside = evolve(other, message=Text("Anders.", "Otherwise."))
        first, second = (entry.answer.verdict for entry in self.entries(stated, beside))
        assert {first, second} == {"Feststellung", "nicht anwendbar"}

    def test_a_source_cited_in_the_sentence_is_not_written_out_below_it(self) -> None:
        """Only if it stands just above: behind another source nobody could tell which one is meant."""
        one, two = _two()
        text = Text(f"So {one}.", f"So {one}.")
        both = evolve(found("anlass.grund", Verdict.OPEN), message=text, supporting=(two, one))
        (entry,) = self.entries(both)
        assert entry.answer.rows[0][1].startswith("ebd.")
        against = evolve(both, supporting=(two,), opposing=(one,))
        (entry,) = self.entries(against)
        assert "ebd." not in entry.answer.rows[1][1]

    def test_general_gaps_stand_among_the_open_points_only(self) -> None:
        gap = Missing("entscheidung", Text("eine Entscheidung", "a decision"), kind="gap")
        one = found("anlass.grund", Verdict.OPEN, missing=(gap,))
        (entry,) = self.entries(one)
        assert entry.answer.rows == ()
        assert Wording("de").answer(one).rows == (("Nicht belegt", "eine Entscheidung"),)

    def test_long_marks_that_neighbours_share_stand_once(self) -> None:
        """Not behind a source without any: "each" would seem to be said of that one too."""
        decisions = {c.source: c for c in REPORT.sources if c.source.art == "entscheidung"}
        every = list(decisions.values())[:3]
        one, two, three = (evolve(c, via="VG X", evidence=Evidence.REASONS, note="") for c in every)
        marks = "[jeweils Entscheidungsgründe; zitiert nach VG X]"
        assert Wording("de").listed((one, two)) == f"{one}; {two} {marks}"
        known = Wording("de")
        known.cited(one)
        assert known.listed((one, two, three)).count("[Entscheidungsgründe; ") == 2


def test_a_case_without_any_remark_or_gap_needs_no_list() -> None:
    case = evolve(read_case(example("vg-stade-3-a-401-02")), anmerkung=())
    assert "Anmerkungen" not in check(case).render("text")
