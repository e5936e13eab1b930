"""Richtwerte: architecture, laws, "Richtwert", and the arithmetic of shipped and generated ones."""

import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotas import (
    A9,
    A11,
    ALWAYS,
    BASE,
    BETWEEN,
    DISTRIBUTION,
    FIVE,
    frame,
    group,
    only,
    rule,
    small,
)

from beurteilung import (
    Besoldungsgruppe,
    GradeScale,
    Laufbahngruppe,
    Verdict,
    check_richtwert,
    grade,
    guideline,
    guidelines,
    scale,
)
from beurteilung.errors import DataError, ScaleMismatchError, WrongKindError
from beurteilung.law.codes import code
from beurteilung.law.document import (
    Dokument,
    Geltung,
    Luecke,
    Vergleichsgruppe,
)
from beurteilung.law.editions import Guideline
from beurteilung.model.intervals import Interval
from beurteilung.model.scales import Stage
from beurteilung.richtwerte.check import (
    Scope,
    State,
    allowed,
    check_round,
    judging,
    richtwerte,
    subject,
)
from beurteilung.strategies import distributions

percents = st.fractions(0, 100, max_denominator=8)
bounds = st.sampled_from(["hoechstens", "mindestens", "etwa"])


POINTS_OR_NONE = st.none() | st.fractions(0, 30, max_denominator=4)
WAYS = st.sampled_from([None, "abrunden", "kaufmaennisch", "aufrunden"])


@st.composite
def ruled(draw):
    """Any Richtwert on the best stage."""
    number = draw(st.none() | st.integers(0, 40))
    figure = {"anzahl": number}
    if number is None:
        figure = {"prozent": draw(st.none() | percents), "rundung": draw(WAYS)}
    return rule(
        **figure,
        grenze=draw(bounds),
        toleranz_ueber=draw(POINTS_OR_NONE),
        toleranz_unter=draw(POINTS_OR_NONE),
        mindestgroesse=draw(st.none() | st.integers(1, 40)),
    )


@st.composite
def tables(draw):
    """What a guideline may say of small groups, or of comparison groups."""
    below = draw(st.none() | st.integers(1, 40))
    few = draw(
        st.sampled_from(
            [
                None,
                small("differenzieren", unter=below),
                small("entfaellt", unter=below),
                small("erlaubt", unter=below, erlaubt=1),
            ]
        )
    )
    compared = draw(st.sampled_from([None, {"mindestgroesse": 12}, {"groesse_unerheblich": True}]))
    found = {} if few is None else {"kleine_gruppe": few}
    if compared is not None:
        found["vergleichsgruppe"] = Vergleichsgruppe(**BASE, arten=("regel",), **compared)
    return found


@st.composite
def counted(draw):
    size = draw(st.integers(1, 300))
    return size, draw(st.integers(0, size))


class TestExactArithmetic:
    """exact rational arithmetic (100·k <= p·n, p a Fraction)"""

    @given(counted(), percents)
    def test_kept_is_exactly_the_inequality(self, group_, p):
        size, top = group_
        found = only(group(size, top), rule(prozent=p))
        kept = 100 * p.denominator * top <= p.numerator * size
        assert (found.state is State.KEPT) == kept
        assert found.share == Fraction(top, size)
        assert found.limit == p * size / 100

    @given(counted(), percents)
    def test_a_lower_bound_is_the_mirror(self, group_, p):
        size, top = group_
        found = only(group(size, top), rule(prozent=p, grenze="mindestens"))
        assert (found.state is State.KEPT) == (100 * top >= p * size)

    @given(counted(), percents, st.fractions(0, 30, max_denominator=4))
    def test_a_tolerance_moves_the_bound_by_its_points(self, group_, p, points):
        size, top = group_
        found = only(group(size, top), rule(prozent=p, toleranz_ueber=points))
        assert (found.state is State.EXCEEDED) == (100 * top > (p + points) * size)
        below = only(group(size, top), rule(prozent=p, grenze="mindestens", toleranz_unter=points))
        assert (below.state is State.SHORT) == (100 * top < (p - points) * size)

    @given(counted(), percents, st.fractions(0, 30, max_denominator=4))
    def test_about_is_both_bounds(self, group_, p, points):
        size, top = group_
        about = rule(prozent=p, grenze="etwa", toleranz_ueber=points, toleranz_unter=points)
        off = 100 * top - p * size
        state = only(group(size, top), about).state
        expected = State.EXCEEDED if off > points * size else State.SHORT
        if abs(off) <= points * size:
            expected = State.KEPT if top == p * size / 100 else State.TOLERATED
        assert state is expected

    @given(counted(), percents, st.sampled_from(["abrunden", "kaufmaennisch", "aufrunden"]))
    def test_a_rule_on_rounding_settles_the_heads(self, group_, p, way):
        size, top = group_
        found = only(group(size, top), rule(prozent=p, rundung=way))
        exact = p * size / 100
        heads = {
            "abrunden": exact // 1,
            "aufrunden": -(-exact // 1),
            "kaufmaennisch": (exact + Fraction(1, 2)) // 1,
        }[way]
        assert found.heads == heads
        assert found.answers == ((State.KEPT,) if top <= heads else (State.EXCEEDED,))

    @given(counted(), percents)
    def test_without_one_both_neighbours_stay_possible(self, group_, p):
        size, top = group_
        found = only(group(size, top), rule(prozent=p))
        exact = p * size / 100
        rounded_up = -(-exact // 1)
        assert (State.KEPT in found.answers) == (top <= rounded_up)
        assert (found.verdict is Verdict.OPEN) == (top > exact)


class TestNumbers:
    """höchstens drei Beamte: a number in place of a share"""

    @given(counted(), st.integers(0, 300), bounds, POINTS_OR_NONE, POINTS_OR_NONE)
    def test_in_one_group_it_is_the_share_that_means_it(self, group_, n, bound, above, below):
        size, top = group_
        n = min(n, size)
        points = [None if more is None else 100 * Fraction(more) / size for more in (above, below)]
        number = rule(anzahl=n, grenze=bound, toleranz_ueber=above, toleranz_unter=below)
        share = rule(
            prozent=Fraction(100 * n, size), grenze=bound,
            toleranz_ueber=points[0], toleranz_unter=points[1],
        )  # fmt: skip
        one, other = only(group(size, top), number), only(group(size, top), share)
        assert (one.answers, one.limit, one.heads, one.tolerated) == (
            other.answers, other.limit, other.heads, other.tolerated,
        )  # fmt: skip

    @given(counted(), st.integers(1, 1000), st.integers(0, 300))
    def test_it_does_not_grow_with_the_group(self, group_, more, n):
        size, top = group_
        states = {only(group(s, top), rule(anzahl=n)).state for s in (size, size + more)}
        assert states == {State.KEPT if top <= n else State.EXCEEDED}

    def test_a_group_is_named_as_an_office_is_and_counted_by_any_library(self):
        """A pay group as text, whole numbers of numpy."""
        int64 = pytest.importorskip("numpy").int64
        law = frame(rule(prozent=10, besgr_ab=Besoldungsgruppe("A", 11)))
        counts = {g: int64(n) for g, n in group(80, 4).items()}
        found = check_richtwert(counts, law, group="a 9", laufbahngruppe="mittlerer Dienst")
        assert found.children[0].verdict is Verdict.NOT_APPLICABLE
        assert allowed(law, int64(80)) == allowed(law, 80)
        with pytest.raises(DataError, match="expected a count from 0 up, got True"):
            check_richtwert({**counts, next(iter(counts)): True}, law)

    def test_a_group_smaller_than_the_number(self):
        assert [a.heads for a in allowed(frame(rule(anzahl=3)), 2)] == [2]
        assert only(group(2, 2), rule(anzahl=3, grenze="mindestens")).answers == (State.SHORT,)

    def test_it_stands_beside_a_share(self):
        first, second = allowed(frame(rule(anzahl=3, toleranz_ueber=1), rule(prozent=5)), 80)
        assert first.text.de == "Rang 1: höchstens 3, mit Toleranz 4"
        assert second.text.en == "rank 1: at most 5% of 80, that is 4"
        finding = check_richtwert(group(80, 4), frame(rule(anzahl=3), rule(prozent=5)))
        assert [child.message.en.split(". ")[0] for child in finding.children] == [
            "rank 1: 4 of 80 (5%); at most 3: exceeded",
            "rank 1: 4 of 80 (5%); at most 5%, that is 4: kept.",
        ]

    @pytest.mark.parametrize(
        ("keys", "fault"),
        [
            ({"prozent": 5}, "anzahl stands in place of prozent"),
            ({"gilt_dem_mittel": True}, "anzahl stands in place of prozent"),
            ({"rundung": "abrunden"}, "anzahl is a whole number already"),
        ],
    )
    def test_one_figure_alone(self, keys, fault):
        with pytest.raises(DataError, match=fault):
            rule(anzahl=3, **keys)


class TestInvariance:
    """the share test is invariant under permutation and scaling, the finding only where no rule on
    small groups or rounding stands
    """

    @given(distributions(FIVE), st.randoms())
    def test_permutation(self, distribution, random):
        pairs = list(distribution.items())
        random.shuffle(pairs)
        of = guideline("bund-blv-2026")
        assert richtwerte(dict(pairs), of) == richtwerte(distribution, of)

    @given(counted(), st.integers(1, 20), percents, bounds)
    def test_scaling_keeps_the_exact_state(self, group_, factor, p, bound):
        size, top = group_
        points = Fraction(5)
        r = rule(prozent=p, grenze=bound, toleranz_ueber=points, toleranz_unter=points)
        one = only(group(size, top), r)
        many = only(group(size * factor, top * factor), r)
        assert (one.state in {State.KEPT, State.TOLERATED}) == (
            many.state in {State.KEPT, State.TOLERATED}
        )
        assert one.share == many.share

    def test_a_small_group_number_breaks_it(self):
        r = rule(prozent=10)
        few, many = group(5, 1), group(50, 10)
        of = {"kleine_gruppe": small("entfaellt", unter=10)}
        assert only(few, r, **of).state is State.NOT_APPLICABLE
        assert only(many, r, **of).state is State.EXCEEDED

    @given(distributions(), percents)
    def test_a_stage_counts_all_its_steps(self, distribution, p):
        of = next(iter(distribution)).scale
        found = only(distribution, rule(prozent=p))
        best = of.stages[0].code
        count = sum(n for g, n in distribution.items() if g.stage and g.stage.code == best)
        assert found.count == count

    @given(distributions(), st.integers(1, 4))
    def test_best_and_worst_stages_are_counted_from_their_end(self, distribution, number):
        of = next(iter(distribution)).scale
        stages = [s.code for s in of.stages]

        def counted(codes):
            ranks = [g.rank for g in of if g.stage and g.stage.code in codes]
            return sum(n for g, n in distribution.items() if min(ranks) <= g.rank <= max(ranks))

        assert only(distribution, rule(beste=number)).count == counted(stages[:number])
        assert only(distribution, rule(letzte=number)).count == counted(stages[-number:])


class TestOpen:
    """What is about or unknown without a tolerance is open, and says which answers stay possible."""

    def test_about_without_tolerance(self):
        found = only(group(100, 12), rule(prozent=10, grenze="etwa"))
        assert found.answers == (State.UNKNOWN, State.KEPT, State.EXCEEDED)
        assert found.verdict is Verdict.OPEN
        assert only(group(100, 8), rule(prozent=10, grenze="etwa")).answers[-1] is State.SHORT
        assert only(group(100, 10), rule(prozent=10, grenze="etwa")).answers == (State.KEPT,)

    def test_about_with_a_tolerance_upwards_only(self):
        r = rule(prozent=10, grenze="etwa", toleranz_ueber=5)
        assert only(group(100, 12), r).state is State.TOLERATED
        assert only(group(100, 16), r).state is State.EXCEEDED
        assert only(group(100, 8), r).state is State.UNKNOWN

    def test_unknown_percentage(self):
        assert only(group(22, 1), rule()).answers == (State.UNKNOWN,)

    @given(st.integers(1, 50))
    def test_nobody_above_an_upper_bound_is_kept_whatever_its_figure(self, size):
        assert only(group(size, 0), rule()).answers == (State.KEPT,)
        everybody = only(group(size, size), rule(grenze="mindestens"))
        assert everybody.answers == (State.KEPT,)
        assert only(group(size, 0), rule(grenze="mindestens")).state is State.UNKNOWN

    def test_unknown_grades(self):
        found = only(group(22, 1), rule(gegenstand="die Spitze", prozent=10))
        assert (found.state, found.count, found.share) == (State.UNKNOWN, None, None)

    def test_order_of_tolerance_and_rounding(self):
        # 10 % of 14 are 1.4, 5 points 0.7: together 2.1, each rounded by itself 1 + 1
        r = rule(prozent=10, toleranz_ueber=5, rundung="kaufmaennisch")
        assert only(group(14, 2), r).answers == (State.TOLERATED,)
        # 10 % of 15 are 1.5, 5 points 0.75: together 2.25, each by itself 2 + 1
        found = only(group(15, 3), r)
        assert found.answers == (State.EXCEEDED, State.TOLERATED)
        assert "Rundung" not in found.doubts[0].de
        assert found.tolerated == Interval(2, 3)

    def test_without_a_rule_rounding_itself_is_open(self):
        found = only(group(37, 4), rule(prozent=10))
        assert (found.answers, found.heads) == ((State.EXCEEDED, State.KEPT), Interval(3, 4))
        found = only(group(37, 6), rule(prozent=10, toleranz_ueber=5))
        assert (found.answers, found.tolerated) == (
            (State.EXCEEDED, State.TOLERATED),
            Interval(5, 6),
        )

    def test_tolerated_or_even_kept_is_satisfied_either_way(self):
        found = only(group(37, 4), rule(prozent=10, toleranz_ueber=5))
        assert found.answers == (State.TOLERATED, State.KEPT)
        assert found.verdict is Verdict.SATISFIED

    def test_a_tolerance_of_which_the_day_is_unknown(self):
        gap = Luecke(was="?", betrifft="richtwert.toleranz_unter", ab=date(2012, 7, 3))
        r = rule(prozent=10, grenze="mindestens", toleranz_unter=5)
        later, before = Scope(stichtag=date(2015, 1, 1)), Scope(stichtag=date(2012, 1, 1))
        tables = {"luecke": (gap,), "geltung": ALWAYS}
        assert only(group(100, 7), r, scope=before, **tables).answers == (State.TOLERATED,)
        assert only(group(100, 7), r, scope=later, **tables).answers == (
            State.TOLERATED,
            State.SHORT,
        )
        upper = Luecke(was="?", betrifft="richtwert.toleranz_ueber")
        r = rule(prozent=10, toleranz_ueber=5)
        assert only(group(100, 12), r, luecke=(upper,)).answers == (State.TOLERATED, State.EXCEEDED)

    def test_each_side_of_about_has_its_own_tolerance(self):
        r = rule(prozent=10, grenze="etwa", toleranz_ueber=5, toleranz_unter=5)
        gaps = {
            side: (Luecke(was="?", betrifft=f"richtwert.toleranz_{side}"),)
            for side in ("ueber", "unter")
        }
        above, below = group(100, 12), group(100, 8)
        assert only(above, r, luecke=gaps["ueber"]).answers == (State.TOLERATED, State.EXCEEDED)
        assert only(above, r, luecke=gaps["unter"]).answers == (State.TOLERATED,)
        assert only(below, r, luecke=gaps["unter"]).answers == (State.TOLERATED, State.SHORT)
        assert only(below, r, luecke=gaps["ueber"]).answers == (State.TOLERATED,)

    def test_about_a_share_that_a_source_rounds_is_kept_by_the_rounded_number(self):
        r = rule(prozent=10, grenze="etwa", rundung="kaufmaennisch")
        assert only(group(37, 4), r).answers == (State.KEPT,)
        assert only(group(37, 5), r).verdict is Verdict.OPEN


class TestUnusedShares:
    """moving unused shares is open where no source settles it"""

    def check(self, rest):
        s = FIVE
        distribution = {s["5"]: 0, s["4"]: 25, s["3"]: 75}
        rules = rule(rang=1, prozent=10), rule(rang=2, prozent=20, rest=rest)
        return richtwerte(distribution, frame(*rules))[1]

    def test_it_stays_possible(self):
        assert self.check(None).answers == (State.EXCEEDED, State.KEPT)

    def test_a_source_settles_it(self):
        assert self.check("uebertragbar").answers == (State.KEPT,)
        assert self.check("verfaellt").answers == (State.EXCEEDED,)

    def test_what_keeps_the_application_open_stays(self):
        """An unused share makes good the excess, not what is unknown of the group."""
        s = FIVE
        rules = (
            rule(rang=1, prozent=10),
            rule(rang=2, prozent=20, rest="uebertragbar", besgr_ab=A11),
        )
        found = richtwerte({s["4"]: 25, s["3"]: 75}, frame(*rules))[1]
        assert found.answers == (State.KEPT, State.NOT_APPLICABLE)
        assert found.doubts

    def test_nothing_is_left_if_the_better_share_is_used(self):
        s = FIVE
        rules = rule(rang=1, prozent=10), rule(rang=2, prozent=20)
        found = richtwerte({s["5"]: 10, s["4"]: 25, s["3"]: 65}, frame(*rules))[1]
        assert found.answers == (State.EXCEEDED,)

    def test_a_worse_stage_gives_nothing_to_a_better_one(self):
        s = FIVE
        rules = rule(rang=1, prozent=10), rule(rang=2, prozent=20)
        found = richtwerte({s["5"]: 12, s["4"]: 0, s["3"]: 88}, frame(*rules))[0]
        assert found.answers == (State.EXCEEDED,)


class TestSmallGroups:
    def test_without_a_number_one_officer_too_many_is_too_small_to_judge(self):
        found = only(group(5, 1), rule(prozent=10), kleine_gruppe=small())
        assert (found.state, found.verdict) == (State.SMALL, Verdict.OPEN)

    @given(counted(), percents, st.fractions(0, 20, max_denominator=4), bounds)
    def test_too_small_only_if_not_even_one_may_have_the_grade(self, group_, p, points, bound):
        size, top = group_
        r = rule(prozent=p, grenze=bound, toleranz_ueber=points, toleranz_unter=points)
        found = only(group(size, top), r, kleine_gruppe=small())
        nobody = 0 < (p + points) * size < 100 and bound != "mindestens"
        assert (found.state is State.SMALL) == nobody

    def test_an_unknown_figure_stays_unknown_in_a_small_group(self):
        assert only(group(5, 1), rule(), kleine_gruppe=small()).answers == (State.UNKNOWN,)

    def test_even_nobody_is_too_small_to_judge(self):
        assert only(group(5, 0), rule(prozent=10), kleine_gruppe=small()).state is State.SMALL

    def test_an_exceeded_one_may_be_too_small_below_the_size_a_court_accepted(self):
        few = only(group(20, 9), rule(prozent=10), kleine_gruppe=small())
        assert few.answers == (State.EXCEEDED, State.SMALL)
        enough = only(group(26, 9), rule(prozent=10), kleine_gruppe=small())
        assert enough.answers == (State.EXCEEDED,)

    @given(counted(), percents, bounds)
    def test_a_kept_one_shows_nothing_of_a_group_that_may_be_too_small(self, group_, p, bound):
        """What a small group needs instead of a Richtwert, figures that keep it do not show"""
        size, top = group_
        found = only(group(size, top), rule(prozent=p, grenze=bound), kleine_gruppe=small())
        plain = only(group(size, top), rule(prozent=p, grenze=bound))
        if found.state is not State.SMALL:
            assert found.verdict is (plain.verdict if size >= 26 else Verdict.OPEN)
            assert found.state is plain.state

    def test_a_lower_bound_that_is_missed(self):
        r = rule(letzte=1, prozent=50, grenze="mindestens")
        found = only({FIVE["5"]: 4, FIVE["1"]: 1}, r, kleine_gruppe=small())
        assert found.answers == (State.SHORT, State.SMALL)

    def test_size_does_not_matter_if_the_guideline_says_so(self):
        free = Vergleichsgruppe(**BASE, arten=("regel",), groesse_unerheblich=True)
        found = only(group(5, 1), rule(prozent=10), kleine_gruppe=small(), vergleichsgruppe=free)
        assert found.answers == (State.EXCEEDED, State.KEPT)

    @pytest.mark.parametrize(
        "tables",
        [
            {"kleine_gruppe": small("entfaellt", unter=10)},
            {"vergleichsgruppe": Vergleichsgruppe(**BASE, arten=("regel",), mindestgroesse=10)},
        ],
        ids=["small", "compared"],
    )
    def test_a_number_ends_it(self, tables):
        assert only(group(9, 9), rule(prozent=10), **tables).state is State.NOT_APPLICABLE
        assert only(group(10, 2), rule(prozent=10), **tables).state is State.EXCEEDED

    def test_a_number_of_the_richtwert_itself(self):
        r = rule(prozent=10, mindestgroesse=10)
        assert only(group(9, 9), r).state is State.NOT_APPLICABLE
        assert only(group(10, 1), r).state is State.KEPT

    def test_a_fixed_number_is_allowed(self):
        fixed = small("erlaubt", unter=7, erlaubt=1)
        assert only(group(6, 1), rule(prozent=15), kleine_gruppe=fixed).answers == (State.KEPT,)
        assert only(group(6, 2), rule(prozent=15), kleine_gruppe=fixed).state is State.EXCEEDED
        assert only(group(7, 2), rule(prozent=15), kleine_gruppe=fixed).answers == (
            State.EXCEEDED,
            State.KEPT,
        )

    def test_a_fixed_number_is_no_lower_bound_and_ends_with_small_groups(self):
        fixed = small("erlaubt", unter=7, erlaubt=1)
        least = rule(letzte=1, prozent=50, grenze="mindestens", mindestgroesse=1)
        assert only({FIVE["5"]: 6}, least, kleine_gruppe=fixed).state is State.NOT_APPLICABLE
        r = rule(prozent=10, mindestgroesse=10)
        assert only(group(8, 2), r, kleine_gruppe=fixed).state is State.NOT_APPLICABLE
        assert only(group(6, 2), r, kleine_gruppe=fixed).state is State.EXCEEDED

    def test_the_size_that_a_court_accepted_counts_from_its_day_on(self):
        later, before = (
            richtwerte(group(26, 9), frame(rule(prozent=10), kleine_gruppe=small()), None, day)[0]
            for day in (date(2020, 1, 1), date(2000, 1, 1))
        )
        assert later.answers == (State.EXCEEDED,)
        assert before.answers == (State.EXCEEDED, State.SMALL)

    def test_nobody(self):
        assert only({}, rule(prozent=10)).state is State.NOT_APPLICABLE
        assert only(group(0, 0), rule(prozent=10)).state is State.NOT_APPLICABLE


class TestApplicability:
    """applicability is asked before arithmetic, and never makes "satisfied" of "not applicable"."""

    @pytest.mark.parametrize(
        ("keys", "yes", "no"),
        [
            ({"arten": ("regel",)}, Scope(kind="regel"), Scope(kind="anlass")),
            (BETWEEN, Scope(group=A11), Scope(group=A9)),
            (
                {"laufbahngruppen": (Laufbahngruppe.GEHOBENER,)},
                Scope(laufbahngruppe=Laufbahngruppe.GEHOBENER),
                Scope(laufbahngruppe=Laufbahngruppe.MITTLERER),
            ),
            (
                {"laufbahnen": ("Feuerwehr",)},
                Scope(laufbahn="feuerwehr"),
                Scope(laufbahn="Polizei"),
            ),
            (
                {"statusaemter": ("Amtmann",)},
                Scope(statusamt="Amtmann"),
                Scope(statusamt="Amtsrat"),
            ),
            (
                {"funktionsebenen": ("Referent",)},
                Scope(funktionsebene="Referent"),
                Scope(funktionsebene="Leitung"),
            ),
            (
                {"ab": date(2020, 1, 1), "bis": date(2021, 12, 31)},
                Scope(stichtag=date(2021, 12, 31)),
                Scope(stichtag=date(2022, 1, 1)),
            ),
        ],
        ids=["kind", "pay", "group", "career", "office", "function", "day"],
    )
    def test_each_condition(self, keys, yes, no):
        r = rule(prozent=10, **keys)
        assert only(group(100, 10), r, scope=yes, geltung=ALWAYS).answers == (State.KEPT,)
        barred = only(group(100, 10), r, scope=no, geltung=ALWAYS)
        assert barred.verdict is Verdict.NOT_APPLICABLE
        assert barred.doubts
        unknown = only(group(100, 10), r)
        assert unknown.answers == (State.KEPT, State.NOT_APPLICABLE)
        assert unknown.verdict is Verdict.OPEN

    def test_only_for_days_that_the_guideline_governs(self):
        """An edition says nothing of a Stichtag that another one governs."""
        of, s = guideline("bund-blv-2026"), scale("schulnoten-1-6")
        distribution = {s["1"]: 3, s["3"]: 40}
        for stichtag, verdict in (
            (date(2010, 1, 1), Verdict.NOT_APPLICABLE),
            (date(2026, 6, 1), Verdict.SATISFIED),
        ):
            found = check_richtwert(distribution, of, kind="regel", stichtag=stichtag)
            assert found.verdict is verdict, stichtag

    def test_a_validity_that_nobody_attests_stays_open(self):
        unknown = Scope(stichtag=date(2020, 1, 1))
        found = only(group(100, 10), rule(prozent=10), scope=unknown)
        assert found.answers == (State.KEPT, State.NOT_APPLICABLE)
        assert "nicht belegt" in found.doubts[0].de
        gap = Luecke(was="?", betrifft="geltung", ab=date(2020, 1, 1))
        ended = (Geltung(**BASE, bis=date(2019, 12, 31)),)
        found = only(group(100, 10), rule(prozent=10), scope=unknown, luecke=(gap,), geltung=ended)
        assert found.verdict is Verdict.OPEN

    def test_a_validity_for_one_group_only_needs_the_group(self):
        one = (Geltung(**BASE, laufbahngruppe=Laufbahngruppe.GEHOBENER, ab=date(2020, 1, 1)),)
        verdicts = [
            only(
                group(100, 10),
                rule(prozent=10),
                scope=Scope(stichtag=date(2020, 1, 1), laufbahngruppe=of),
                geltung=one,
            ).verdict
            for of in (Laufbahngruppe.GEHOBENER, Laufbahngruppe.MITTLERER, None)
        ]
        assert verdicts == [Verdict.SATISFIED, Verdict.NOT_APPLICABLE, Verdict.OPEN]

    @pytest.mark.parametrize(
        ("keys", "problem"),
        [
            ({"kind": "Regel"}, "kind: unknown value 'Regel'; allowed: regel, anlass"),
            ({"je": ["foo"]}, "je: unknown value 'foo'; allowed: besoldungsgruppe, "),
            ({"group": 9}, "group: expected a Besoldungsgruppe, got 9"),
            ({"group": "Amtmann"}, "expected a pay group such as 'A 9', got 'Amtmann'"),
            ({"stichtag": "2010-01-01"}, "stichtag: expected a date, got '2010-01-01'"),
            ({"laufbahngruppe": 2}, "laufbahngruppe: expected a Laufbahngruppe, got 2"),
            ({"laufbahngruppe": "gD"}, "unknown value 'gD'; allowed: einfacher Dienst, "),
        ],
        ids=["kind", "je", "group", "office", "stichtag", "laufbahngruppe", "gD"],
    )  # fmt: skip
    def test_what_can_never_match_is_refused(self, keys, problem):
        with pytest.raises(DataError) as raised:
            check_richtwert(group(10, 1), guideline("bund-blv-2026"), **keys)
        assert raised.value.problems[0].startswith(problem)

    def test_a_list_of_grades_is_counted_first(self):
        with pytest.raises(WrongKindError, match=r"counts of grades such as Counter\(grades\)"):
            check_richtwert([*group(9, 1)], guideline("nrw-lvo"))

    def test_one_thing_in_common_may_stand_alone(self):
        found = check_richtwert(group(9, 1), guideline("nrw-lvo"), je="laufbahn")
        assert found == check_richtwert(group(9, 1), guideline("nrw-lvo"), je=["laufbahn"])

    def test_each_condition_reads_in_both_languages(self):
        r = rule(
            prozent=10,
            laufbahnen=("Feuerwehr", "Polizei"),
            ab=date(2020, 1, 1),
            je=(("besoldungsgruppe",), ("funktionsebene",)),
        )
        scope = Scope(laufbahn="Justiz", stichtag=date(2019, 1, 1), je=frozenset({"laufbahn"}))
        career, days, formed = only(group(100, 10), r, scope=scope).doubts
        assert career.en == "It holds only for: Feuerwehr and Polizei."
        assert days.de == "Er gilt nur für Stichtage 01.01.2020 – …."
        assert days.en == "It holds only for Stichtage 1 January 2020 – …."
        assert formed.en.endswith("(besoldungsgruppe and funktionsebene).")

    def test_pay_groups_of_another_letter_are_open(self):
        r = rule(prozent=10, besgr_ab=A11)
        found = only(group(100, 10), r, scope=Scope(group=Besoldungsgruppe("B", 2)))
        assert found.verdict is Verdict.OPEN

    def test_how_the_group_is_formed(self):
        r = rule(prozent=10, je=(("besoldungsgruppe",), ("funktionsebene",)))
        right, wrong = (Scope(je=frozenset({n})) for n in ("funktionsebene", "dienstgrad"))
        assert only(group(100, 10), r, scope=right).answers == (State.KEPT,)
        assert only(group(100, 10), r, scope=wrong).answers == (State.NOT_APPLICABLE,)
        assert only(group(100, 10), r).answers == (State.KEPT,)

    @pytest.mark.parametrize("topic", ["richtwert.arten", "richtwert.besgr"])
    def test_a_recorded_gap_keeps_it_open(self, topic):
        gap = Luecke(was="?", betrifft=topic)
        scope = Scope(kind="regel", group=A9)
        found = only(group(100, 10), rule(prozent=10), scope=scope, luecke=(gap,))
        assert found.answers == (State.KEPT, State.NOT_APPLICABLE)

    def test_a_rank_that_the_scale_lacks(self):
        assert only(group(100, 10), rule(rang=9, prozent=10)).state is State.NOT_APPLICABLE

    @given(distributions(), percents)
    def test_never_satisfied(self, distribution, p):
        r = rule(prozent=p, arten=("regel",))
        found = only(distribution, r, scope=Scope(kind="anlass"))
        assert found.verdict is Verdict.NOT_APPLICABLE

    def test_change_on_a_key_date(self):
        old = rule(prozent=15, bis=date(2020, 12, 31))
        new = rule(prozent=10, ab=date(2021, 1, 1))
        states = [
            [r.state for r in richtwerte(group(100, 12), frame(old, new), Scope(stichtag=day))]
            for day in (date(2020, 12, 31), date(2021, 1, 1))
        ]
        assert states == [
            [State.KEPT, State.NOT_APPLICABLE],
            [State.NOT_APPLICABLE, State.EXCEEDED],
        ]


class TestMeans:
    def check(self, **keys):
        return only(DISTRIBUTION, rule(gilt_dem_mittel=True, **keys))

    def test_exact_mean(self):
        assert self.check(mittelwert=3).mean == 3
        assert self.check(mittelwert=3, grenze="etwa").answers == (State.KEPT,)

    @pytest.mark.parametrize(
        ("keys", "answers"),
        [
            ({"mittelwert": Fraction(7, 2)}, (State.KEPT,)),
            ({"mittelwert": Fraction(5, 2)}, (State.EXCEEDED,)),
            ({"mittelwert": Fraction(5, 2), "toleranz_ueber": Fraction(1, 2)}, (State.TOLERATED,)),
            ({"mittelwert": Fraction(7, 2), "grenze": "mindestens"}, (State.SHORT,)),
            ({"mittelwert": Fraction(5, 2), "grenze": "mindestens"}, (State.KEPT,)),
            (
                {"mittelwert": Fraction(5, 2), "grenze": "etwa"},
                (State.UNKNOWN, State.KEPT, State.EXCEEDED),
            ),
            ({}, (State.UNKNOWN,)),
        ],
        ids=["below", "above", "tolerated", "short", "enough", "about", "unknown"],
    )
    def test_bounds(self, keys, answers):
        assert self.check(**keys).answers == answers

    def test_words_have_no_mean(self):
        words = GradeScale("worte", (Stage("gut"), Stage("schlecht")))
        found = only({words["gut"]: 1}, rule(gilt_dem_mittel=True, mittelwert=1))
        assert (found.answers, found.mean) == ((State.UNKNOWN,), None)

    def test_it_reads_as_a_sentence(self):
        of = frame(rule(gilt_dem_mittel=True, mittelwert=Fraction(5, 2)))
        text = check_richtwert(DISTRIBUTION, of).children[0].message
        assert text.de.startswith("Mittel aller Noten: 3; höchstens 2,5: überschritten.")
        of = frame(rule(gilt_dem_mittel=True))
        text = check_richtwert(DISTRIBUTION, of).children[0].message
        assert "mean of all grades: 3; figure unknown" in text.en


class TestBinding:
    """Richtwerte on a rank, a value, a band total, several at once, the lower end, a row"""

    def test_band_total_and_values_at_once(self):
        s, of = scale("bwl-beurtvo-2014"), guideline("bwl-beurtvo-2014")
        distribution = {s["15"]: 4, s["14"]: 5, s["13"]: 7, s["9"]: 84}
        found = richtwerte(distribution, of, Scope(kind="regel"))
        states = [r.state for r in found if r.count]
        # the band of 13 to 15 may have 15 of 100, and 13 alone 6: both are exceeded by one
        assert states == [State.EXCEEDED, State.KEPT, State.KEPT, State.EXCEEDED]

    def test_a_row_of_means(self):
        s = scale("grosse-staatspruefung")
        found = only({s["1,20"]: 1, s["1,50"]: 9}, rule(bereich=("1,00", "1,49"), prozent=10))
        assert (found.count, found.state) == (1, State.KEPT)

    def test_the_lower_end_jointly_as_a_minimum(self):
        r = rule(letzte=2, grenze="mindestens", prozent=10)
        assert only({FIVE["3"]: 90, FIVE["2"]: 6, FIVE["1"]: 4}, r).state is State.KEPT
        assert only({FIVE["3"]: 95, FIVE["2"]: 5}, r).state is State.SHORT

    def test_a_middle_band(self):
        r = rule(stufen=("3",), grenze="etwa", prozent=50, toleranz_ueber=10, toleranz_unter=10)
        assert only({FIVE["3"]: 45, FIVE["2"]: 55}, r).state is State.TOLERATED

    def test_a_step_between_stages_has_no_rank(self):
        s = scale("ni-pol-1999-merkmale")
        found = richtwerte({s["5"]: 1, s["4,5"]: 9}, frame(rule(prozent=10)))[0]
        assert (found.count, found.size) == (1, 10)

    def test_subjects_in_words(self):
        texts = [
            subject(r).de
            for r in (
                rule(),
                rule(beste=2),
                rule(letzte=2),
                rule(bereich=("9", "8")),
                rule(stufen=("A", "B")),
                rule(gegenstand="Spitze"),
                rule(gilt_dem_mittel=True),
            )
        ]
        assert texts == [
            "Rang 1",
            "die besten 2 Stufen zusammen",
            "die schlechtesten 2 Stufen zusammen",
            "9 bis 8",
            "A und B",
            "Spitze",
            "Mittel aller Noten",
        ]


class TestFinding:
    def test_exceeding_is_open_and_no_fault(self):
        found = check_richtwert(group(100, 30), guideline("bund-blv-2026"), kind="regel")
        child = found.children[0]
        assert (found.verdict, child.verdict) == (Verdict.OPEN, Verdict.OPEN)
        assert child.code == "richtwert.ueberschritten"
        assert "kein Fehler einer Beurteilung" in child.message.de
        assert [str(c) for c in child.citations] == [
            "§ 59 Abs. 2 (BLV vom 11.03.2026 (BGBl. 2026 I Nr. 67))"
        ]
        assert "BayVGH" in str(child.supporting[0])

    @given(distributions(FIVE))
    def test_no_distribution_is_ever_a_violation(self, distribution):
        for of in ("bund-blv-2009", "nrw-lvo", "bundeswehr-slv-2021", "ba-hega-2008"):
            found = check_richtwert(distribution, guideline(of))
            assert all(f.verdict is not Verdict.VIOLATED for f in found.walk())

    def test_tolerance_is_noted(self):
        found = check_richtwert(group(100, 12), guideline("bund-blv-2026")).children[0]
        assert (found.verdict, found.deviation.en) == (Verdict.SATISFIED, "kept by tolerance")

    def test_far_below_an_upper_bound_with_a_lower_tolerance(self):
        found = check_richtwert(group(100, 2), guideline("bund-blv-2009")).children[0]
        assert found.verdict is Verdict.SATISFIED
        assert "Obergrenze ist eingehalten" in found.deviation.de
        assert (
            check_richtwert(group(100, 6), guideline("bund-blv-2009")).children[0].deviation is None
        )
        assert (
            check_richtwert(group(100, 2), guideline("bund-blv-2026")).children[0].deviation is None
        )

    def test_the_seed_case(self):
        s, of = scale("ni-pol-1999"), guideline("ni-pol-1999")
        round_ = {s["5"]: 1, s["4"]: 5, s["3"]: 16}
        a9, a11 = Besoldungsgruppe("A", 9), Besoldungsgruppe("A", 11)
        set_wrongly = check_richtwert(round_, of, group=a9, kind="anlass")
        assert set_wrongly.verdict is Verdict.NOT_APPLICABLE
        foreseen = check_richtwert(round_, of, group=a11, kind="regel")
        assert foreseen.verdict is Verdict.OPEN
        assert foreseen.children[0].code == "richtwert.unbekannt"
        assert "1 von 22 (4,55 %)" in foreseen.children[0].message.de

    def test_anlass_needs_the_whole_group(self):
        found = check_richtwert(group(100, 5), guideline("bund-blv-2002"), kind="anlass")
        assert "1 B 349/03" in str(found.supporting[0])
        early = check_richtwert(
            group(100, 5), guideline("bund-blv-2002"), kind="anlass", rechtsstand=date(2003, 1, 1)
        )
        assert early.supporting == ()

    def test_a_guideline_without_richtwerte(self):
        none = check_richtwert(group(9, 1, scale("be-lfbg")), guideline("be-lfbg"))
        assert none.verdict is Verdict.NOT_APPLICABLE
        unknown = check_richtwert({}, guideline("hh-pol"))
        assert unknown.verdict is Verdict.OPEN
        assert unknown.missing
        bound = check_richtwert(group(9, 1, scale("bpol-1-9")), guideline("bpol-1-9"))
        assert "bund-blv-2002" in bound.message.de
        framed = Guideline(
            Dokument(id="x", titel="x", rahmen=guideline("bpol-1-9").document.rahmen)
        )
        assert "bund-blv-2002" in check_richtwert({}, framed).message.en

    def test_how_the_group_was_formed_is_asked(self):
        found = check_richtwert(group(9, 1), guideline("nrw-lvo"), je=["laufbahn"])
        assert found.verdict is Verdict.NOT_APPLICABLE

    def test_a_whole_round(self):
        of = guideline("nrw-lvo")
        a9, a10 = (Scope(kind="regel", group=Besoldungsgruppe("A", n)) for n in (9, 10))
        found = check_round({"A 9": (a9, group(50, 5)), "A 10": (a10, group(50, 20))}, of)
        assert found.code == "richtwert.runde"
        assert [c.verdict for c in found.children] == [Verdict.SATISFIED, Verdict.OPEN]
        assert found.children[0].message.en.startswith("A 9: ")
        assert found.verdict is Verdict.OPEN
        assert check_round({"A 9": (a9, group(50, 5))}, of).verdict is Verdict.SATISFIED
        assert check_round({}, of).verdict is Verdict.NOT_APPLICABLE

    def test_both_languages_and_codes(self):
        for of in guidelines():
            own = of.scale or FIVE
            for found in check_richtwert(group(30, 6, own), of).walk():
                assert code(found.code).text
                assert found.message.de
                assert found.message.en
                assert found.explain()

    def test_bad_distributions(self):
        of = guideline("bund-blv-2026")
        with pytest.raises(DataError, match="expected a count from 0 up, got -1"):
            check_richtwert({FIVE["5"]: -1}, of)
        with pytest.raises(DataError, match="got True"):
            check_richtwert({FIVE["5"]: True}, of)
        mixed = {FIVE["5"]: 1, grade("ni-pol-1996:5"): 1}
        with pytest.raises(ScaleMismatchError, match="ni-pol-1996 and ni-pol-1999; convert"):
            check_richtwert(mixed, of)
        with pytest.raises(ScaleMismatchError, match="grades on ni-pol-1999 and ni-pol-1999-merk"):
            check_richtwert({grade("ni-pol-1996:5"): 1}, guideline("ni-pol-1999"))


class TestHowMany:
    """How many may get the top grade in a group of 37?"""

    @pytest.mark.parametrize(
        ("of", "heads", "tolerated"),
        [
            ("bund-blv-2002", Interval(5, 6), None),
            ("bund-blv-2009", Interval(3, 4), Interval(5, 6)),
            ("bund-blv-2026", Interval(3, 4), Interval(5, 6)),
            ("mv-alvo", Interval(3, 4), None),
            ("bmwi-2007", Interval(1, 2), None),
            ("bundeswehr-slv-2021", Interval(1, 2), Interval(3, 4)),
            ("bwl-beurtvo-2014", Interval(5, 6), None),
        ],
    )
    def test_figures(self, of, heads, tolerated):
        first = allowed(guideline(of), 37)[0]
        assert (first.heads, first.tolerated) == (heads, tolerated)

    def test_large_numbers_stay_exact(self):
        most = allowed(guideline("bund-blv-2026"), 10**30 + 1)[0]
        assert "100000000000000000000000000000,1: 1" in most.text.de

    @pytest.mark.parametrize("size", [-1, True, 2.5])
    def test_what_is_no_size_is_refused(self, size):
        with pytest.raises(DataError, match="expected a number of officers from 0 up"):
            allowed(guideline("bund-blv-2026"), size)

    def test_every_scheme_has_an_answer(self):
        for of in guidelines():
            answers = allowed(of, 37)
            assert len(answers) == len(of.document.richtwert)
            assert all(a.text.de and a.text.en for a in answers)
            assert answers or of.gap("richtwert") or not of.document.richtwert

    def test_sentences(self):
        texts = [a.text.de for a in allowed(guideline("bund-blv-2009"), 37)]
        assert (
            texts[0] == "Rang 1: höchstens 10 % von 37, das sind 3,7: 3 bis 4, mit Toleranz "
            "nach unten 1 bis 2, nach oben 5 bis 6"
        )
        whole = allowed(guideline("bund-blv-2002"), 100)[0].text.en
        assert whole == "rank 1: at most 15% of 100, that is 15"
        few = allowed(guideline("bund-blbv"), 6)[0]
        assert few.heads == 1
        assert few.text.de.endswith("unter 7 ist 1 erlaubt")
        assert (
            allowed(guideline("ni-pol-1999"), 37)[0].text.de
            == "5 (A 11 – …): Der Wert ist nicht belegt."
        )
        third = allowed(frame(rule(prozent=Fraction(100, 3))), 10)[0]
        assert "3,33: 3 bis 4" in third.text.de

    @given(counted(), ruled(), tables())
    def test_they_agree_with_the_check(self, group_, r, of):
        """check_richtwert judges a count by nothing but what allowed says of the size."""
        size, count = group_
        distribution = {FIVE.grades[0]: count, FIVE.grades[-1]: size - count}
        (answer,) = allowed(frame(r, **of), size)
        found = only(distribution, r, **of)
        if answer.heads is None:
            assert found.state in {State.UNKNOWN, State.NOT_APPLICABLE, State.KEPT}
            assert found.state is not State.KEPT or r.prozent is None
            return
        if found.state is State.SMALL:
            assert "kleine Gruppen" in answer.text.de
            return
        lower = r.grenze == "mindestens" or (r.grenze == "etwa" and not count > answer.exact)
        if r.grenze == "etwa" and lower:
            return  # allowed speaks of how many may have the grades, not of how many must
        heads, wide = answer.heads, answer.tolerated
        if r.grenze == "etwa" and wide is None:
            assert found.state in {State.UNKNOWN, State.KEPT, State.EXCEEDED}
            return

        def within(span, strict):
            if lower:
                return count >= (span.high if strict else span.low)
            return count <= (span.low if strict else span.high)

        beyond = State.SHORT if lower else State.EXCEEDED
        strict = (
            State.KEPT
            if within(heads, strict=True)
            else State.TOLERATED
            if wide is not None and within(wide, strict=True)
            else beyond
        )
        assert found.state is strict
        assert (State.KEPT in found.answers) == within(heads, strict=False)
        covered = wide is not None and within(wide, strict=False)
        assert not covered or {State.KEPT, State.TOLERATED} & set(found.answers)

    def test_a_mean_is_told(self):
        (told,) = allowed(frame(rule(gilt_dem_mittel=True, mittelwert=3, grenze="etwa")), 10)
        assert (told.text.de, told.text.en) == (
            "Mittel aller Noten: etwa 3",
            "mean of all grades: about 3",
        )
        (unknown,) = allowed(frame(rule(gilt_dem_mittel=True)), 10)
        assert unknown.text.en == "mean of all grades: The figure is not attested."

    def test_a_group_too_small_has_no_figure(self):
        few = allowed(frame(rule(prozent=10), kleine_gruppe=small("entfaellt", unter=10)), 9)[0]
        assert (few.exact, few.heads) == (None, None)
        assert few.text.en == "rank 1: It holds only for groups of 10 and more."
        open_ = allowed(frame(rule(prozent=10), kleine_gruppe=small()), 9)[0]
        assert open_.heads == Interval(0, 1)
        assert open_.text.de.endswith("ab welcher Größe er gilt, sagt keine Quelle.")

    def test_a_fixed_number_needs_no_share(self):
        fixed = small("erlaubt", unter=7, erlaubt=2)
        (told,) = allowed(frame(rule(), kleine_gruppe=fixed), 6)
        assert (told.exact, told.heads) == (None, 2)
        assert told.text.en == "rank 1; below 7, 2 are allowed"


@pytest.mark.parametrize("law", [g.id for g in guidelines() if g.document.richtwert])
def test_another_process_judges_alike(law):
    of = guideline(law)
    group_of_30 = group(30, 6, of.scale or FIVE)
    here = judging(of, Scope(kind="regel"))
    first = here(group_of_30)
    there = pickle.loads(pickle.dumps(here))  # noqa: S301 - our own
    assert there(group_of_30) == first == richtwerte(group_of_30, of, Scope(kind="regel"))


@pytest.mark.parametrize(
    ("size", "verdict"), [(5, Verdict.OPEN), (25, Verdict.OPEN), (26, Verdict.SATISFIED)]
)
def test_a_rule_on_small_groups_that_nobody_read_leaves_it_open(
    size: int, verdict: Verdict
) -> None:
    """A small-group rule that exists with unknown content makes the Richtwert check open."""
    guideline_ = guideline("bmwi-2007")
    assert guideline_.gap("kleine_gruppe")
    assert guideline_.scale
    worst = guideline_.scale.grades[-1]
    found = check_richtwert({worst: size}, guideline_)
    assert found.verdict is verdict
    assert ("kleine Gruppen" in found.explain()) == (verdict is Verdict.OPEN)


def test_results_show_themselves_in_one_line() -> None:
    assert repr(allowed("bmwi-2007", 40)[0]) == "<Allowance X: at most 5% of 40, that is 2>"
    found = check_richtwert({"bmwi-2007:X": 2, "bmwi-2007:B": 38}, "bmwi-2007")
    assert repr(found) == f"<Finding {found.code}: {found.verdict.value}>"
