"""JSON both ways: what was written comes back, an old version too, and nothing in it acts on a terminal."""

from __future__ import annotations

import json
import typing
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Appraisal,
    Laufbahnwechsel,
    check,
    compare,
    example,
    examples,
    from_json,
    grade,
    read_case,
    to_json,
)
from beurteilung._base.records import has_keys, keys
from beurteilung.cases.report import Consequence
from beurteilung.errors import DataError, UnknownGradeError, WrongKindError
from beurteilung.model.findings import Missing
from beurteilung.render import forms
from beurteilung.render.escaping import spelled
from beurteilung.render.formats import FORMATS
from beurteilung.render.forms import ReportForm, read_report, report_dict, report_table

CASES = [name for name in examples() if name != "runde-2000"]
SEED = read_case(example("vg-stade-3-a-401-02"))
CHANGE = compare(
    grade("ni-pol-1996:5"),
    grade("ni-pol-1999:3"),
    events=[Laufbahnwechsel(date(1999, 11, 2)), Laufbahnwechsel()],
)
POINTS = compare(grade("by-llbg:13"), grade("by-llbg:11"))


class TestBothWays:
    @pytest.mark.parametrize("thing", [
        grade("ni-pol-1999:3"),
        Appraisal(grade("ni-pol-1999:3"), kind="anlass", stichtag=date(2000, 9, 1)),
        CHANGE, POINTS, CHANGE.finding,
    ], ids=["grade", "appraisal", "change", "points", "finding"])  # fmt: skip
    def test_what_was_written_comes_back(self, thing) -> None:
        text = to_json(thing)
        assert to_json(from_json(text)) == text

    def test_a_report_comes_back_as_it_was_filed(self) -> None:
        report = check(SEED)
        back = from_json(to_json(report, indent=2))
        assert back == evolve(report, findings=back.findings, overall=back.overall)
        for name in ("text", "md", "html", "json", "notebook"):
            assert back.render(name) == report.render(name)

    def test_a_derived_event_stays_derived(self) -> None:
        derived = evolve(CHANGE, derived=True)
        assert from_json(to_json(derived)).derived

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "1", "null", "{}", '{"format": "x"}', "[" * 9999]
    )
    def test_what_is_of_no_form_is_refused(self, text) -> None:
        with pytest.raises(DataError, match=r"no JSON|expected the text of a grade"):
            from_json(text)

    def test_a_grade_that_is_none_is_refused(self) -> None:
        with pytest.raises(UnknownGradeError):
            from_json('"ni-pol-1999:9"')

    @pytest.mark.parametrize("thing", [None, "ni-pol-1999:3", SEED])
    def test_what_has_no_form_is_refused(self, thing) -> None:
        with pytest.raises(WrongKindError, match="a grade, appraisal, finding, change or report"):
            to_json(thing)


def as_first(value, name=""):
    """Return JSON as version 1 wrote it: what is missing had no code beside its words."""
    if name == "format":
        return value.replace(".v2", ".v1")
    if name == "missing":
        return [{"de": one["de"], "en": one["en"]} for one in value]
    if isinstance(value, list):
        return [as_first(one) for one in value]
    if isinstance(value, dict):
        return {k: v if k == "facts" else as_first(v, k) for k, v in value.items()}
    return value


def with_keys(form: type[object], value: object, at: str = "") -> set[type[object]]:
    """Hold that a table has the keys of its form, in their order, and so all below it; return the forms met."""
    assert list(value) == [one.name for one in keys(form)], at or form
    met = {form}
    for one in keys(form):
        inner = [
            kind for kind in parts(one.kind) if getattr(kind, "__module__", "") == forms.__name__
        ]
        held = value[one.name]
        held = list(held.values()) if one.name == "why_not" else held
        for below in (held if isinstance(held, (list, tuple)) else [held]) if inner else ():
            if below is not None:
                met |= with_keys(inner[0], below, f"{at}.{one.name}")
    return met


def parts(kind: object) -> list[object]:
    """Return a type and all that it is made of."""
    return [kind, *(below for one in typing.get_args(kind) for below in parts(one))]


def test_a_report_is_written_as_its_form_describes_it() -> None:
    """The form is what is read and published; what is written is put together beside it."""
    met = [with_keys(ReportForm, report_table(check(example(case)))) for case in CASES]
    described = {
        one for one in vars(forms).values() if getattr(one, "__module__", "") == forms.__name__
    }
    assert set().union(*met) == {one for one in described if has_keys(one)}


class TestVersionOne:
    def test_it_is_read_and_what_is_missing_gets_its_code(self) -> None:
        report = check(SEED)
        first = as_first(json.loads(to_json(report)))
        back = read_report(first)
        assert back.follows is report.follows
        assert back.to_settle == tuple(
            (b, m) for (b, _), (_, m) in zip(back.to_settle, report.to_settle, strict=True)
        )
        assert report_dict(back)["format"] == "beurteilung.report.v2"

    def test_words_that_are_gone_have_no_code(self) -> None:
        first = as_first(json.loads(to_json(check(SEED))))
        first["findings"][7]["missing"] = [{"de": "alte Worte", "en": "old words"}]
        (one,) = read_report(first).findings[7].missing
        assert (one.code, one.kind, one.text.en) == ("ohne-code", "fact", "old words")

    def test_a_fault_names_its_place(self) -> None:
        first = as_first(json.loads(to_json(check(SEED))))
        first["findings"][7]["missing"] = ["alt"]
        with pytest.raises(DataError, match=r"findings\[7\].missing\[0\]"):
            read_report(first)


HOSTILE = "a\u202eb\u2028c\x1b[31m\x07\x9b\ud800\u200f\U000e0001<script>"


@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_keeps_hostile_text_inert(name, monkeypatch) -> None:
    """No control or direction character of a case leaves a writer, JSON included."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    pytest.importorskip("typst") if name == "pdf" else None
    case = evolve(
        SEED,
        id=HOSTILE,
        titel=HOSTILE,
        anmerkung=(HOSTILE,),
        amt=tuple(evolve(one, bezeichnung=HOSTILE) for one in SEED.amt),
        taetigkeit=(evolve(SEED.taetigkeit[0], bezeichnung=HOSTILE),),
    )
    answer = check(case).render(name)
    if isinstance(answer, str):
        assert [c for c in answer if not (c.isprintable() or c == "\n")] == []
        assert "<script>" not in answer or name in ("text", "json", "jsonl")
    if name.startswith("json"):
        assert json.loads(answer)["case"]["title"] == HOSTILE


class TestConsequence:
    """What follows hangs on codes, never on words."""

    def test_other_words_of_what_is_missing_change_nothing(self) -> None:
        report = check(SEED)
        reasons = Missing("aenderung.gruende", evolve(SEED_TEXT, de="Anderes", en="Other"))
        open_one = next(f for f in report.findings if f.missing)
        other = evolve(
            report,
            findings=(evolve(open_one, missing=(reasons,), leaning=None),),
            overall=evolve(open_one, code="gesamt", leaning=None),
        )
        assert other.follows is Consequence.REASONS


SEED_TEXT = CHANGE.finding.message


@pytest.mark.parametrize(("land", "theirs"), [("Hessen", "Niedersachsen"), ("Niedersachsen", None)])
def test_a_report_says_of_whom_the_guideline_is_if_the_case_does_not(
    land: str, theirs: str | None
) -> None:
    """As the text does beside the Dienstherr"""
    report = check(evolve(SEED, land=land))
    plain = json.loads(report.render("json"))
    assert plain["guideline_of"] == theirs
    assert read_report(plain).render("json") == report.render("json")
    assert ("ist eine von Niedersachsen" in " ".join(report.render().split())) == (land == "Hessen")


class TestWhatIsSpelledOut:
    @given(st.text(st.one_of(st.characters(), st.sampled_from("\n\u202e\x7f\x85\xa0\ud800"))))
    def test_each_letter_that_is_none_to_print(self, text: str) -> None:
        for shown in (spelled(text), spelled(f"{text}\n")[:-1]):
            assert shown.replace("\n", "").isprintable()
            read = json.loads(f'"{shown}"', strict=False) if not {*text} & {*'"\\'} else text
            assert read == text
