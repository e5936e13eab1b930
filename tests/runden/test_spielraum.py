"""What Richtwerte still allow, against every distribution that keeps them."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Besoldungsgruppe,
    Evidence,
    Interval,
    Laufbahngruppe,
    guideline,
    guidelines,
    scale,
)
from beurteilung.errors import DataError, WrongKindError
from beurteilung.law.document import Richtwert
from beurteilung.render.spielraum import spielraum_lines
from beurteilung.richtwerte.check import allowed
from beurteilung.runden import next_head, spielraum, split

BLV = guideline("bund-blv-2026")
FIVE = scale("schulnoten-1-6")
LAWS = [g for g in guidelines() if g.document.richtwert]


@pytest.mark.parametrize(
    ("size", "strict", "wide"),
    [(4, (0, 0), (0, 1)), (7, (0, 1), (1, 1)), (26, (2, 5), (3, 6))],
)
def test_break_points(size, strict, wide):
    """BLV 10 and 20 per cent, tolerance 5; the surely covered heads."""
    found = spielraum(BLV, size)
    assert tuple(s.further.low for s in found) == strict
    assert tuple(s.tolerated.low for s in found) == wide


@pytest.mark.parametrize("size", [0, 1_000, 30_000])
def test_where_one_officer_more_begins_in_groups_of_any_size(size):
    assert next_head(bound(beste=1, prozent=Fraction(1, 2)), size) == (
        size + 10,
        size + 5,
        size + 200,
    )
    assert next_head(bound(beste=1, prozent=Fraction(2, 5)), size)[-1] is None


def test_a_number_for_small_groups_begins_with_the_first_officer():
    """BLBV: of six or fewer one officer."""
    law = guideline("bund-blbv")
    assert next_head(law, 0) == (1, 1)
    assert next_head(law, 1) == (14, 14)


@pytest.mark.parametrize(("at", "starts"), [(0, [10, 20, 30]), (1, [5, 10, 15])])
def test_where_one_officer_more_begins(at, starts):
    n, found = 1, []
    for _ in starts:
        n = next_head(BLV, n)[at]
        found.append(n)
    assert found == starts


def test_smaller_groups_lose_officers():
    pairs = split(BLV, [9, 9, 8])
    assert [(whole.low, parts.low) for whole, parts in pairs] == [(2, 0), (5, 3)]


def test_what_a_part_is_too_small_for_is_left_out_of_a_divided_group():
    """A Richtwert that holds from a size of the group on covers nobody of a smaller one, not none of them."""
    fire = guideline("hh-fw-2026")
    assert [one.heads for one in allowed(fire, 31)] == [Interval(1, 2), Interval(6, 7)]
    assert [one.heads for one in allowed(fire, 1)] == [None, None]
    assert split(fire, [1, 30]) == ()
    assert len(split(fire, [31, 31])) == 2


@given(st.integers(0, 12), st.data())
def test_as_every_distribution_that_keeps_the_bounds(size, data):
    """The most officers that any admissible distribution adds, counted one by one."""
    counts = {FIVE["1"]: data.draw(st.integers(0, size))}
    counts[FIVE["2"]] = data.draw(st.integers(0, size - counts[FIVE["1"]]))
    waiting = size - sum(counts.values())
    limits = [a.heads.low for a in allowed(BLV, size)]
    more = [
        (a, b)
        for a, b in product(range(waiting + 1), repeat=2)
        if a + b <= waiting
        and all(
            not x or n + x <= limit
            for x, n, limit in zip((a, b), counts.values(), limits, strict=True)
        )
    ]
    found = spielraum(BLV, size, counts)
    assert [s.further.low for s in found] == [max(pair[n] for pair in more) for n in (0, 1)]
    assert all(
        s.exceeded is (n > a.tolerated.high)
        for s, n, a in zip(found, counts.values(), allowed(BLV, size), strict=True)
    )


@given(st.sampled_from(LAWS), st.integers(0, 60))
def test_never_negative_and_never_more_than_there_are(law, size):
    for s in spielraum(law, size):
        for heads in (s.further, s.tolerated):
            assert (
                heads is None
                or 0 <= heads.low <= heads.high <= size
                or s.richtwert.grenze == "mindestens"
            )
        assert s.text.de
        assert s.text.en


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4))
def test_parts_never_surely_cover_more_than_the_whole(parts):
    for whole, several in split(BLV, parts):
        assert several.low <= whole.low


def bound(**given):
    """Return the guideline with one Richtwert more."""
    made = Richtwert(quelle="blv-2026", evidenz=Evidence.NORM, **given)
    return evolve(BLV, document=evolve(BLV.document, richtwert=(*BLV.document.richtwert, made)))


def test_a_bound_from_below_says_how_many_are_missing():
    found = spielraum(
        bound(letzte=1, prozent=10, grenze="mindestens"), 20, {FIVE["6"]: 1, FIVE["1"]: 1}
    )[-1]
    assert found.further == 1
    assert found.text.de == "die schlechteste Stufe: 1 von 20 vergeben, noch nötig 1."


def test_a_bound_from_below_is_printed_as_one():
    law = bound(letzte=1, prozent=10, grenze="mindestens")
    rows = [(s, n) for s, n in zip(spielraum(law, 26), next_head(law, 26), strict=True)]
    assert spielraum_lines([("A 9", rows)], "de")[-1][4] == "mindestens 2–3"
    assert "noch nötig 2 bis 3" in spielraum(law, 26)[-1].text.de


def test_the_narrower_of_two_bounds_counts():
    found = spielraum(bound(beste=2, prozent=5), 100, {FIVE["2"]: 2})
    assert [s.further.high for s in found] == [3, 3, 3]


def test_dated_bounds_say_for_which_stichtage_they_hold():
    law = bound(beste=1, prozent=5, bis=date(2025, 12, 31))
    found = spielraum(law, 100, {FIVE["1"]: 2})[-1]
    assert (
        found.text.en
        == "the best stage (Stichtage … – 31 December 2025): 2 of 100 given, further 3."
    )
    shown = spielraum_lines([("A 9", [(found, None)])], "de")[-1]
    assert shown[1] == "die beste Stufe (Stichtage … – 31.12.2025)"


def test_a_bound_of_unknown_reach_has_no_figure():
    found = spielraum(bound(rang=3, prozent=40, grenze="etwa"), 100, {FIVE["2"]: 2})[-1]
    assert (found.further, found.text.en) == (None, "rank 3: “about” is no limit.")
    assert next_head(bound(rang=3), 9)[-1] is None
    assert len(split(bound(rang=3), [3, 4])) == 2


def test_bad_input():
    with pytest.raises(DataError, match="3 grades were given in a group of 2"):
        spielraum(BLV, 2, {FIVE["1"]: 3})
    with pytest.raises(DataError, match="expected a count from 0 up"):
        spielraum(BLV, 2, {FIVE["1"]: 0.5})
    with pytest.raises(WrongKindError, match="whole numbers from 0 up"):
        split(BLV, [3, 2.5])


@pytest.mark.parametrize(
    ("stichtag", "further"),
    [(date(2027, 9, 30), [2, 4]), (date(2027, 10, 1), [4, 8]), (None, [2, 4, 4, 8])],
)
def test_richtwerte_of_another_time_do_not_count(stichtag, further):
    """5 and 10 per cent until 30.09.2027, 10 and 20 per cent after it; neither narrows the other."""
    law = guideline("bpol-2016")
    assert [s.further.low for s in spielraum(law, 40, stichtag=stichtag)] == further
    assert len(next_head(law, 40, stichtag)) == len(further)


SCOPES = [
    ({}, {}, True),
    ({"besgr_ab": "A 5", "besgr_bis": "A 9"}, {"besgr_ab": "A 10"}, False),
    ({"besgr_ab": "A 5", "besgr_bis": "A 10"}, {"besgr_ab": "A 10"}, True),
    ({"besgr_bis": "A 9"}, {"besgr_ab": "A 10", "besgr_bis": "A 13"}, False),
    ({"besgr_bis": "A 9"}, {"besgr_bis": "A 13"}, True),
    ({"besgr_ab": "A 10"}, {}, True),
    ({"laufbahngruppen": (Laufbahngruppe.GEHOBENER,)}, {"laufbahngruppen": (Laufbahngruppe.MITTLERER,)}, False),
    ({"laufbahngruppen": (Laufbahngruppe.GEHOBENER,)}, {}, True),
    ({"laufbahnen": ("Polizei",)}, {"laufbahnen": ("polizei", "Justiz")}, True),
    ({"arten": ("anlass",)}, {"arten": ("regel",)}, False),
    ({"bis": date(2026, 12, 31)}, {"ab": date(2027, 1, 1)}, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "together"), SCOPES)
def test_only_what_may_hold_for_one_group_narrows(one, other, together):
    """10 per cent for some and 20 for others are each its own; for all of a group the lesser counts."""
    made = [
        evolve(BLV.document.richtwert[0], prozent=percent, toleranz_ueber=None, **{
            name: Besoldungsgruppe.parse(value) if name.startswith("besgr") else value
            for name, value in scope.items()
        })
        for percent, scope in ((10, one), (20, other))
    ]  # fmt: skip
    assert made[0].holds_beside(made[1]) is made[1].holds_beside(made[0]) is together
    law = evolve(BLV, document=evolve(BLV.document, richtwert=tuple(made)))
    first, second = spielraum(law, 20, {FIVE["1"]: 0})
    assert (first.further.low, second.further.low) == (2, 2 if together else 4)
    if not together:
        assert first.text != second.text


def test_a_grade_between_the_two_best_stages_is_among_them():
    """The half grade of 1999 belongs to no stage, and is better than the second best."""
    s = scale("ni-pol-1999-merkmale")
    assert [g.code for g in s.of_rank(0, 1)] == ["5", "4,5", "4"]
    assert [g.code for g in s.of_rank(1, 1)] == ["4"]
    assert [g.code for g in s.lowest(2)] == ["2", "1,5", "1"]
