"""GleiStatV § 1 (1) sentence 2: shares of the highest and second-highest grade awarded, in five splits."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runden.rounds import SCALE, made

from beurteilung import GradeScale, Verdict
from beurteilung._base.text import percent
from beurteilung.errors import ColumnError, DateError, UnknownIdError
from beurteilung.model.scales import Stage
from beurteilung.runden import Runde, gleistat

NAMES = ["frau", "teilzeit", "fuehrung"]
TIME = {"laufbahngruppe": "höherer Dienst", "von": date(2024, 7, 1), "bis": date(2026, 6, 30)}


def rows(table, sex):
    return {row.split: row for row in table.rows if row.sex == sex}


def test_n6_shares_are_exact():
    women = dict(zip(SCALE, (2, 6, 12, 0), strict=True))
    men = dict(zip(SCALE, (6, 9, 13, 1), strict=True))
    cells = {("ja", "nein", "nein"): women, ("nein", "nein", "nein"): men}
    table = gleistat(Runde.counted(SCALE, cells, NAMES), **TIME)
    of_women, of_men = rows(table, "frauen")["insgesamt"], rows(table, "maenner")["insgesamt"]
    assert of_women.shares == (Fraction(1, 10), Fraction(3, 10))
    assert of_men.shares == (Fraction(6, 29), Fraction(9, 29))
    assert [percent(s) for s in of_men.shares] == ["20,69 %", "31,03 %"]
    assert rows(table, "frauen")["teilzeit"].shares is None
    assert of_women.name.de == "Frauen insgesamt"
    assert table.finding.verdict is Verdict.SATISFIED


def test_n7_a_top_grade_that_nobody_got():
    six = GradeScale("sechs", tuple(map(Stage, "XABCDE")))
    cells = {("ja", "ja", "ja"): {six["A"]: 3, six["B"]: 5, six["C"]: 2}}
    table = gleistat(Runde.counted(six, cells, NAMES), **TIME)
    leading = rows(table, "frauen")["insgesamt"]
    assert leading.shares == (Fraction(3, 10), Fraction(1, 2))
    other = next(row for row in table.of_scale if row.split == "insgesamt" and row.sex == "frauen")
    assert other.shares == (Fraction(0), Fraction(3, 10))
    reading = table.finding.children[1]
    assert (reading.code, reading.verdict, reading.leaning) == (
        "gleistat.note", Verdict.OPEN, Verdict.SATISFIED,
    )  # fmt: skip
    assert "X und A" in reading.message.de


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), *[st.sampled_from(["ja", "nein"])] * 3), min_size=1)
)
def test_the_parts_are_the_whole(officers):
    grades, *parts = zip(*officers, strict=True)
    table = gleistat(made(grades, *parts, names=NAMES), **TIME)
    for sex in ("frauen", "maenner"):
        split = rows(table, sex)
        for pair in (("teilzeit", "vollzeit"), ("leitend", "nicht-leitend")):
            for name in ("size", "best", "second"):
                total = sum(getattr(split[one], name) for one in pair)
                assert total == getattr(split["insgesamt"], name)


def test_who_is_not_assigned_is_counted_and_said():
    r = made("ABCA", ["w", "m", "d", "w"], ["ja", None, "ja", "nein"], ["ja"] * 4,
             names=["geschlecht", "teilzeit", "fuehrung"])  # fmt: skip
    table = gleistat(r, **TIME)
    assert table.left_out == {
        "insgesamt": 1,
        "teilzeit": 2,
        "vollzeit": 2,
        "leitend": 1,
        "nicht-leitend": 1,
    }
    complete = table.finding.children[2]
    assert complete.verdict is Verdict.OPEN
    assert "1 (insgesamt), 2 (in Teilzeit)" in complete.message.de


def test_the_reporting_time():
    r = made("AB", *[["ja", "nein"]] * 3, names=NAMES)
    off = gleistat(r, laufbahngruppe="höherer Dienst", von=date(2025, 1, 1), bis=date(2026, 12, 31))
    assert off.finding.children[0].verdict is Verdict.OPEN
    fits = gleistat(r, **TIME).finding.children[0]
    assert fits.verdict is Verdict.SATISFIED
    assert "zum 30. Juni" in fits.message.de
    assert [c.place for c in fits.citations] == ["§ 38 Abs. 1 Satz 3", "§ 4 Abs. 1 Satz 1"]
    with pytest.raises(DateError):
        gleistat(r, laufbahngruppe="höherer Dienst", von=date(2026, 7, 1), bis=date(2024, 6, 30))


def test_other_careers_are_not_reported():
    r = made("AB", *[["ja", "nein"]] * 3, names=NAMES)
    found = gleistat(r, **{**TIME, "laufbahngruppe": "gehobener Dienst"}).finding
    assert found.verdict is Verdict.NOT_APPLICABLE
    with pytest.raises(UnknownIdError, match=r"'hoher Dienst' \(did you mean 'höherer Dienst'"):
        gleistat(r, **{**TIME, "laufbahngruppe": "hoher Dienst"})


def test_divisions_that_are_missing():
    with pytest.raises(ColumnError, match="divided by frau and fuehrung; it is by teilzeit"):
        gleistat(made("AB", ["ja", "nein"], names=["teilzeit"]), **TIME)
