"""Changes counted in stages: architecture, laws, "change" and "the seed law"."""

from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from beurteilung import (
    Appraisal,
    Besoldungsgruppe,
    Grade,
    GradeScale,
    Interval,
    Laufbahngruppe,
    Laufbahnwechsel,
    Office,
    Period,
    Verdict,
    compare,
    grade,
    mapping,
    scale,
)
from beurteilung.changes.measure import measure
from beurteilung.errors import NoMappingError, WrongKindError
from beurteilung.model.offices import Befoerderung
from beurteilung.model.scales import Stage, Step
from beurteilung.strategies import appraisals, events, grades, mappings
from beurteilung.strategies import scales as generated

OLD, NEW = scale("ni-pol-1996"), scale("ni-pol-1999")


def delta(m, n, x, y, happened=()):
    """Count the change from x to y on the scale that both mappings lead to."""
    maps = {m.before: m, n.before: n}
    return measure(x, y, lambda g: maps[g.scale](g), happened)


@st.composite
def triples(draw, *, whole=False, total=False):
    """Draw three grades of one scale and one mapping of it to a reference scale U."""
    before = draw(generated(whole=whole))
    u = draw(generated(whole=whole).filter(lambda s: s.id != before.id))
    m = draw(mappings(before, u, total=total))
    return m, *draw(st.tuples(*[grades(before)] * 3))


@st.composite
def across(draw, **settings):
    """Draw grades of two scales that are both numbered in one direction, and their images on U."""
    first = draw(generated(min_stages=2, **settings).filter(lambda s: s.direction is not None))
    last = draw(
        generated(min_stages=2, **settings).filter(lambda s: s.direction == first.direction)
    )
    assume(first.id != last.id)
    u = draw(generated(**settings))
    m, n = draw(mappings(first, u, total=True)), draw(mappings(last, u, total=True))
    return m, n, draw(grades(first)), draw(grades(last))


class TestReal:
    """real is the smallest closed integer interval that contains every pos(v) - pos(u), better being
    positive, for u in img(before), v in img(after) (outward floor and ceiling)
    """

    @given(triples())
    def test_it_is_that_interval(self, drawn):
        m, x, y, _ = drawn
        steps = [v.position - u.position for u in m(x) for v in m(y)]
        real = delta(m, m, x, y).real
        if steps:
            assert (real.low, real.high) == (floor(min(steps)), ceil(max(steps)))
        else:
            assert real is None

    @given(generated(), st.data())
    def test_a_better_grade_is_never_a_fall(self, s, data):
        worse, better = sorted(data.draw(st.tuples(grades(s), grades(s))))
        assert compare(worse, better).real.low >= 0
        assert compare(better, worse).real.high <= 0

    @given(generated(), st.data())
    def test_within_a_stage_nothing_changes(self, s, data):
        a, b = data.draw(st.tuples(grades(s), grades(s)))
        if a.stage is not None and a.stage == b.stage:
            assert compare(a, b).real == 0

    def test_half_a_stage_counts_outward(self):
        s = GradeScale("halb", (Stage("5"), Step("4,5"), Stage("4")))
        assert compare(s["5"], s["4,5"]).real == Interval(-1, 0)
        assert compare(s["4,5"], s["5"]).real == Interval(0, 1)
        assert compare(s["5"], s["4"]).real == -1

    @given(triples())
    def test_without_counterpart_it_is_none_and_open(self, drawn):
        m, x, y, _ = drawn
        outcome = delta(m, m, x, y)
        if not m(x) or not m(y):
            assert outcome.real is outcome.explained is outcome.unexplained is None
            assert outcome.scale_effect is None
            assert outcome.verdict is Verdict.OPEN


class TestReferenceScale:
    """write Δ_U(x, y) for the real change counted on one reference scale U. Δ_U(y, x) = −Δ_U(x, y).
    Δ_U(x, z) ⊆ Δ_U(x, y) + Δ_U(y, z)
    """

    @given(triples())
    def test_swapping_mirrors(self, drawn):
        m, x, y, _ = drawn
        there, back = delta(m, m, x, y).real, delta(m, m, y, x).real
        assert back == (None if there is None else -there)

    @given(triples(total=True))
    def test_a_detour_never_narrows(self, drawn):
        m, x, y, z = drawn
        detour = delta(m, m, x, y).real + delta(m, m, y, z).real
        assert delta(m, m, x, z).real.issubset(detour)

    @given(triples(whole=True, total=True))
    def test_it_widens_by_nothing_if_y_has_one_stage_and_positions_are_whole(self, drawn):
        """With equality when all positions are whole and y has exactly one stage on U"""
        m, x, y, z = drawn
        if len({u.position for u in m(y)}) == 1:
            detour = delta(m, m, x, y).real + delta(m, m, y, z).real
            assert delta(m, m, x, z).real == detour

    def test_otherwise_it_may_widen(self):
        s = GradeScale("halb", (Stage("5"), Step("4,5"), Stage("4")))
        five, half, four = s
        detour = compare(five, half).real + compare(half, four).real
        assert compare(five, four).real == -1
        assert detour == Interval(-2, 0)

    @given(grades())
    def test_on_its_own_scale_a_grade_does_not_change(self, g):
        """On its own scale Δ(g, g) = 0"""
        change = compare(g, g)
        assert change.real == change.scale_effect == change.steps == 0
        assert change.nominal == (None if g.scale.figure(g) is None else 0)
        assert change.explained == change.unexplained == 0
        assert change.finding.verdict is Verdict.SATISFIED

    @given(grades(), st.data())
    def test_on_its_own_scale_nominal_is_real_where_each_step_is_a_numbered_stage(self, g, data):
        """Nominal equals real on one scale only where each step is a numbered stage"""
        change = compare(g, data.draw(grades(g.scale)))
        if g.scale.direction is not None and all(s.stage and not s.stage.steps for s in g.scale):
            assert change.nominal == change.real == change.steps
        assert change.scale_effect == (None if change.real is None else 0)

    def test_without_a_fixed_scale_neither_swapping_nor_adding_holds(self):
        """A merge loses stages (1996:3→1996:2 is −1, 1996:2→1999:2 is 0, yet 1996:3→1999:2 is 0)"""
        x, y, z = OLD["3"], OLD["2"], NEW["2"]
        assert (compare(x, y).real, compare(y, z).real, compare(x, z).real) == (-1, 0, 0)
        assert compare(x, z).real not in (compare(x, y).real + compare(y, z).real, -1)
        assert compare(z, x).real == Interval(0, 1)
        assert compare(z, x).real != -compare(x, z).real

    @pytest.mark.parametrize("u", [OLD, NEW], ids=str)
    def test_with_one_both_hold_for_all_grades_of_both_shipped_scales(self, u):
        everything = [*OLD, *NEW]
        real = {(x, y): compare(x, y, on=u).real for x, y in product(everything, everything)}
        for x, y, z in product(everything, everything, everything):
            assert real[y, x] == -real[x, y]
            assert real[x, z].issubset(real[x, y] + real[y, z])


class TestNominal:
    """nominal is the exact difference of the printed numbers, better being positive; None where codes
    are no numbers, and across scales where unit or direction differ. scale_effect exists across scales
    only where both number their stages by consecutive whole numbers in one direction
    """

    @given(generated(), generated(), st.data())
    def test_it_exists_only_then(self, a, b, data):
        assume(a != b)
        m, n = data.draw(mappings(a, b, total=True)), data.draw(mappings(b, b, total=True))
        x, y = data.draw(grades(a)), data.draw(grades(b))
        outcome = delta(m, n, x, y)
        way = a.figure_direction
        if way is None or way != b.figure_direction:
            assert outcome.nominal is None
        if outcome.nominal is not None:
            assert outcome.nominal == way * (b.figure(y) - a.figure(x))
        if a.direction is None or a.direction != b.direction:
            assert outcome.scale_effect is None
        assert (outcome.nominal is None) == ("nominal" in dict(outcome.why_not))

    @given(across(whole=True))
    def test_scale_effect_and_nominal_and_real_end_by_end(self, drawn):
        """Where nominal exists, end by end scale_effect.low = nominal − real.high and
        scale_effect.high = nominal − real.low; as a sum only nominal ∈ scale_effect + real
        """
        m, n, x, y = drawn
        outcome = delta(m, n, x, y)
        if outcome.scale_effect is None:
            return
        nominal = int(outcome.nominal)
        assert outcome.scale_effect.low == nominal - outcome.real.high
        assert outcome.scale_effect.high == nominal - outcome.real.low
        assert nominal in outcome.scale_effect + outcome.real

    @given(across())
    def test_with_half_figures_the_sum_still_contains_it(self, drawn):
        m, n, x, y = drawn
        outcome = delta(m, n, x, y)
        if outcome.scale_effect is not None:
            assert outcome.nominal in outcome.scale_effect + outcome.real

    def test_without_a_counterpart_the_figures_still_say_what_they_say(self):
        half = grade("ni-pol-1999-merkmale:4,5")
        change = compare(half, grade("ni-pol-1999:4"))
        assert change.nominal == Fraction(-1, 2)
        assert change.real is change.scale_effect is None

    def test_letters_have_none(self):
        change = compare(grade("ni-pol-1999:4"), grade("ni-pol-2008:B"))
        assert change.nominal is None
        assert change.scale_effect is None
        assert change.real == 0

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("rangpunkte-15:15", "rangpunkte-15-prozent:90"),
            ("hh-fw-2026-summe:100", "hh-fw-2026:4"),
        ],
    )
    def test_other_units_have_none(self, before, after):
        """Points less points is a number, points less percent is none"""
        for ends in ((before, after), (after, before)):
            change = compare(*ends)
            assert change.nominal is None
            assert change.why_not["nominal"].en == "the two scales count in different units"

    def test_opposite_directions_have_none(self):
        change = compare(grade("oberstufe-15:13"), grade("schulnoten-1-6:1"))
        assert change.nominal is None
        assert change.real == 0


SEED = {("6", "4"), ("5", "3"), ("4", "2"), ("3", "1")}
PAIRS = list(product(OLD, NEW))


class TestSeedLaw:
    """of all pairs of the 1996 and 1999 scales exactly 6→4, 5→3, 4→2 and 3→1 drop by two figures, and
    each has real = −1 (court: 5→3; the others rest on a label or on inference, and say so)
    """

    def test_exactly_these_drop_by_two_figures(self):
        assert {(x.code, y.code) for x, y in PAIRS if compare(x, y).nominal == -2} == SEED

    def test_each_has_one_real_stage_and_one_of_the_scale(self):
        for x, y in PAIRS:
            if (x.code, y.code) in SEED:
                change = compare(x, y, events=[Laufbahnwechsel(date(1999, 11, 2))])
                figures = change.nominal, change.scale_effect, change.real
                assert figures == (-2, -1, -1)
                assert (change.explained, change.unexplained) == (-1, 0)

    def test_only_what_the_court_said_does_not_rest_on_inference(self):
        m = mapping(OLD, NEW)
        firm = {(p.before.code, p.after.code) for p in m if p.evidence.value == "gruende"}
        assert firm == {("5", "4"), ("3", "2"), ("2", "2")}
        weak = {(p.before.code, p.after.code) for p in m if p.evidence.value == "erschlossen"}
        assert weak == {("6", "5"), ("4", "3"), ("1", "1")}
        for p in m:
            assert p.evidence.value == "gruende" or p.citations[0].note

    def test_the_mirror(self):
        """For old 3-6, real = −1 only there; old 2 has scale effect 0, so 2→1 is −1 and −1"""
        for x, y in PAIRS:
            if x.code in "3456":
                assert (compare(x, y).real == -1) == ((x.code, y.code) in SEED)
        last = compare(OLD["2"], NEW["1"])
        assert (last.nominal, last.scale_effect, last.real) == (-1, 0, -1)
        assert {int(compare(OLD["2"], y).scale_effect) for y in NEW} == {0}

    def test_every_pair_counts_exactly(self):
        for x, y in PAIRS:
            change = compare(x, y)
            assert change.nominal == int(y.code) - int(x.code)
            assert int(change.nominal) == int(change.real) + int(change.scale_effect)


class TestCompare:
    """compare counts on `on`, by default the later grade's scale, as the court did"""

    @given(st.sampled_from(PAIRS))
    def test_the_default_is_the_later_scale(self, pair):
        x, y = pair
        assert compare(x, y) == compare(x, y, on=NEW) == compare(x, y, on="ni-pol-1999")
        assert compare(x, y).on is NEW

    def test_a_grade_may_be_given_in_its_text_form(self):
        assert compare("ni-pol-1996:5", "ni-pol-1999:3") == compare(OLD["5"], NEW["3"])

    def test_on_another_scale_the_same_grades_may_lie_further_apart(self):
        change = compare(OLD["3"], OLD["2"], on=NEW)
        assert (change.nominal, change.scale_effect, change.real) == (-1, -1, 0)

    @given(grades(), grades())
    def test_a_generated_scale_is_joined_to_no_other(self, a, b):
        assume(a.scale != b.scale)
        with pytest.raises(NoMappingError, match="load"):
            compare(a, b)

    @pytest.mark.parametrize(("before", "after"), [(5, 4), (OLD["5"], 4), (None, OLD["5"])])
    def test_only_two_grades_or_two_appraisals_can_be_compared(self, before, after):
        with pytest.raises(WrongKindError) as raised:
            compare(before, after)
        kinds = f"{type(before).__name__} and {type(after).__name__}"
        assert f"expected two grades or two appraisals, got {kinds}" in str(raised.value)
        with pytest.raises(TypeError):
            compare(Appraisal(OLD["5"]), OLD["5"])

    @given(st.sampled_from(PAIRS), st.lists(events(), max_size=3), st.randoms())
    def test_the_outcome_depends_on_kinds_only_not_on_dates_or_order(self, pair, happened, chance):
        """The outcome depends only on the grades, on, and the kinds and number of events"""
        dated = [evolve(e, datum=date(2000, 1, 1)) for e in happened]
        chance.shuffle(dated)
        assert compare(*pair, events=happened).outcome == compare(*pair, events=dated).outcome

    @given(st.sampled_from(PAIRS), st.lists(events(), max_size=3))
    def test_the_look_up_says_what_measure_says(self, pair, happened):
        m = mapping(OLD, NEW)
        image = lambda g: m(g) if g.scale is OLD else (g,)  # noqa: E731 - as short as it is
        assert compare(*pair, events=happened).outcome == measure(*pair, image, happened)

    @given(st.sampled_from(PAIRS), st.lists(events(), max_size=3), st.sampled_from(["de", "en"]))
    def test_nothing_of_it_is_a_grade_but_what_was_given(self, pair, happened, lang):
        """No rule, check or finding returns a Grade"""
        change = compare(*pair, events=happened)
        held = [getattr(change.outcome, f.name) for f in change.outcome.__attrs_attrs__]
        assert not [x for x in held if isinstance(x, Grade)]
        for finding in change.finding.walk():
            assert not [
                f.name
                for f in finding.__attrs_attrs__
                if isinstance(getattr(finding, f.name), Grade)
            ]
        assert (change.before, change.after) == pair
        assert change.explain(lang=lang)


FIRST = Period(date(1995, 6, 1), date(1998, 5, 31))
A8 = Office(Besoldungsgruppe("A", 8))
A9 = Office(Besoldungsgruppe("A", 9))
A10 = Office(Besoldungsgruppe("A", 10))
LOWER, HIGHER = Laufbahngruppe.MITTLERER, Laufbahngruppe.GEHOBENER


def appraised(code, office=None, period=None, stichtag=None):
    return Appraisal(OLD[code], office, period, stichtag)


class TestAppraisals:
    """for two appraisals, events outside (end of the earlier period, later Stichtag] are dropped first"""

    @pytest.mark.parametrize(
        ("day", "counts"),
        [
            (date(1998, 5, 31), False),
            (date(1998, 6, 1), True),
            (date(2000, 9, 1), True),
            (date(2000, 9, 2), False),
            (None, True),
        ],
    )
    def test_the_days_that_count(self, day, counts):
        before, after = appraised("5", period=FIRST), appraised("4", stichtag=date(2000, 9, 1))
        change = compare(before, after, events=[Befoerderung(day)])
        assert (change.explained, change.unexplained) == ((-1, 0) if counts else (0, -1))
        assert bool(change.events) == counts
        assert not change.derived

    def test_without_a_period_the_stichtag_takes_its_place_and_the_reverse(self):
        before = appraised("5", stichtag=date(1998, 6, 1))
        after = appraised("4", period=Period(date(1998, 6, 1), date(2000, 8, 31)))
        days = [date(1998, 6, 1), date(1998, 6, 2), date(2000, 8, 31), date(2000, 9, 1)]
        kept = [bool(compare(before, after, events=[Befoerderung(d)]).events) for d in days]
        assert kept == [False, True, True, False]

    def test_without_days_every_event_counts(self):
        change = compare(appraised("5"), appraised("4"), events=[Befoerderung(date(1900, 1, 1))])
        assert change.explained == -1

    def test_the_fewest_events_that_fit_the_offices_are_derived(self):
        change = compare(appraised("5", A8), appraised("4", A9))
        assert change.events == (Befoerderung(),)
        assert change.derived
        assert change.real == change.explained == -1
        assert "abgeleitet" in change.explain()
        assert "derived" in change.explain(lang="en")

    def test_stated_events_are_not_replaced_if_they_are_enough(self):
        stated = [Befoerderung(date(1999, 1, 1)), Befoerderung(date(2000, 1, 1))]
        change = compare(appraised("5", A8), appraised("4", A10), events=stated)
        assert change.events == tuple(stated)
        assert not change.derived

    def test_events_may_come_one_by_one(self):
        once = (e for e in [Laufbahnwechsel(date(1999, 11, 2))])
        change = compare(OLD["5"], NEW["3"], events=once)
        assert change.events == (Laufbahnwechsel(date(1999, 11, 2)),)
        assert change.explained == -1

    @pytest.mark.parametrize(
        ("before", "after", "stated"),
        [
            (Office(Besoldungsgruppe("A", 10)), A9, Befoerderung()),
            (Office(A9.besoldungsgruppe, HIGHER), Office(A9.besoldungsgruppe, LOWER), Laufbahnwechsel()),
            (A9, A9, Befoerderung()),
            (Office(A9.besoldungsgruppe, HIGHER), Office(A9.besoldungsgruppe, HIGHER), Laufbahnwechsel()),
        ],
        ids=["a lower pay group", "a lower group", "the same office", "the same group"],
    )  # fmt: skip
    def test_offices_that_contradict_a_stated_event_leave_it_open(self, before, after, stated):
        change = compare(appraised("4", before), appraised("3", after), events=[stated])
        assert change.outcome.verdict is change.finding.verdict is Verdict.OPEN
        assert change.derived

    @given(appraisals(OLD), appraisals(OLD), st.lists(events(), max_size=3))
    def test_only_days_between_the_two_count(self, before, after, happened):
        change = compare(before, after, events=happened)
        for e in change.events:
            assert e.datum is None or before.period.end < e.datum <= after.stichtag
        if not change.derived:
            assert list(change.events) == [e for e in happened if e in change.events]
        assert change.real == compare(before.grade, after.grade).real


class TestSeedCase:
    """The seed case: −2 = −1 + −1"""

    def test_the_figures_of_the_contract(self):
        change = compare(OLD["5"], NEW["3"], events=[Laufbahnwechsel(date(1999, 11, 2))])
        assert (
            change.nominal,
            change.scale_effect,
            change.real,
            change.explained,
            change.unexplained,
        ) == (-2, -1, -1, -1, 0)
        assert change.finding.verdict is Verdict.SATISFIED
        assert "3 A 401/02" in change.explain() + str(change.finding.sources)

    def test_a_drop_that_nothing_explains_is_open_and_not_violated(self):
        change = compare(OLD["5"], NEW["3"])
        assert (change.explained, change.unexplained) == (0, -1)
        assert change.finding.verdict is Verdict.OPEN
        assert change.finding.missing
