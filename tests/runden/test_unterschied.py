"""Exact tests of differences, against counting every choice."""

import tomllib
from fractions import Fraction
from itertools import combinations, product
from math import comb, erfc, prod, sqrt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from runden.rounds import SCALE, counted

from beurteilung import Verdict
from beurteilung.errors import ColumnError, DataError
from beurteilung.runden import Runde, holm, unterschied, unterschiede
from beurteilung.runden.runde import _of
from beurteilung.runden.unterschied import (
    about_p,
    exact_p,
    index,
    least_p,
    least_stratified_p,
    stratified_p,
)

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
counts = st.lists(st.integers(0, 3), min_size=3, max_size=3)
many = st.lists(st.integers(0, 6), min_size=4, max_size=4)


def officers(of):
    return [grade for grade, n in enumerate(of) for _ in range(n)]


def rank_sum(chosen, every):
    """Return the sum of middle ranks of officers, less its mean, counted one by one."""
    ranks = [
        Fraction(sum(o < mine for o in every)) + Fraction(sum(o == mine for o in every) + 1, 2)
        for mine in chosen
    ]
    return sum(ranks, Fraction(0)) - len(ranks) * Fraction(len(every) + 1, 2)


def every_choice(strata):
    """Return the sum of weighted ranks that is there, and that of every choice in every group."""
    used = [(officers(a), officers(a) + officers(b)) for a, b in strata if sum(a) and sum(b)]
    seen = sum(rank_sum(mine, every) / (len(every) + 1) for mine, every in used)
    choices = [
        [rank_sum(c, every) / (len(every) + 1) for c in combinations(every, len(mine))]
        for mine, every in used
    ]
    return seen, [sum(one) for one in product(*choices)]


def by_counting(strata):
    """Return the p-value by going through every choice in every group."""
    seen, sums = every_choice(strata)
    return Fraction(sum(abs(s) >= abs(seen) for s in sums), len(sums))


def countable(strata):
    ways = [comb(sum(a) + sum(b), sum(a)) for a, b in strata if sum(a) and sum(b)]
    return bool(ways) and prod(ways) <= 30_000


@pytest.mark.parametrize("of", EXAMPLES["unterschied"], ids=lambda of: of["id"])
def test_worked_examples(of):
    assert exact_p(of["a"], of["b"]) == Fraction(of["p"])
    assert index(of["a"], of["b"]) == Fraction(of["index"])


def test_n11_holm():
    values = [Fraction(of["p"]) for of in EXAMPLES["unterschied"]]
    assert [f"{float(p):.4f}" for p in holm(values)] == ["0.0889", "0.0639", "0.0889"]


def test_n12_within_the_groups_it_is_the_other_way_round():
    of = EXAMPLES["simpson"]
    strata = [(of[name]["a"], of[name]["b"]) for name in ("a9", "a13")]
    cells = {
        (name, (part,)): dict(zip(SCALE, of[name][side], strict=True))
        for name in ("a9", "a13") for part, side in (("ja", "a"), ("nein", "b"))
    }  # fmt: skip
    u = unterschied(_of(SCALE, ("frau",), cells, ()), "frau")
    assert f"{float(u.pooled):.3f}" == of["pooled_index"]
    assert (
        f"{float(exact_p(*[[*map(sum, zip(*side, strict=True))] for side in zip(*strata, strict=True)])):.3f}"
        == of["pooled_p"]
    )
    assert f"{float(u.p):.3f}" == of["stratified_p"]
    shown = {name: f"{float(found):.3f}" for name, _, found in u.by_group}
    assert shown == {"a9": of["index_a9"], "a13": of["index_a13"]}
    assert u.opposite
    assert "zeigen das Gegenteil" in u.finding.message.de


class TestLaws:
    @given(counts, counts)
    def test_the_count_of_every_choice(self, a, b):
        assume(sum(a) and sum(b) and sum(a) + sum(b) <= 14)
        assert exact_p(a, b) == by_counting([(a, b)])

    @given(st.lists(st.tuples(counts, counts), min_size=2, max_size=3))
    def test_the_count_of_every_choice_in_every_group(self, strata):
        assume(countable(strata))
        assert stratified_p(strata) == by_counting(strata)

    @given(st.lists(st.tuples(counts, counts), min_size=1, max_size=3))
    def test_the_normal_curve_has_mean_and_variance_of_every_choice(self, strata):
        assume(countable(strata))
        seen, sums = every_choice(strata)
        assert sum(sums) == 0
        variance = Fraction(sum(s * s for s in sums), len(sums))
        about = about_p(strata)
        if not variance:
            assert about is None
        else:
            assert float(about) == pytest.approx(erfc(sqrt(seen * seen / variance / 2)), abs=1e-6)

    @given(st.lists(st.tuples(counts, counts), min_size=1, max_size=3))
    def test_the_least_value_is_that_of_the_ends(self, strata):
        assume(countable(strata))
        _, sums = every_choice(strata)
        furthest = max(map(abs, sums))
        assert least_stratified_p(strata) == Fraction(
            sum(abs(s) == furthest for s in sums), len(sums)
        )

    def test_the_index_over_groups_weighs_them_as_the_test_does(self):
        strata = {
            "a9": ([1, 2, 0, 0], [0, 3, 2, 0]),
            "a13": ([0, 0, 4, 1], [2, 1, 0, 0]),
        }
        cells = {
            (name, (part,)): dict(zip(SCALE, side, strict=True))
            for name, sides in strata.items() for part, side in zip(("ja", "nein"), sides, strict=True)
        }  # fmt: skip
        weights = {
            name: Fraction(sum(a) * sum(b), sum(a) + sum(b) + 1) for name, (a, b) in strata.items()
        }
        found = sum(index(*strata[name]) * w for name, w in weights.items()) / sum(weights.values())
        assert unterschied(_of(SCALE, ("frau",), cells, ()), "frau").index == found

    @given(many, many)
    def test_both_ends_and_both_sides_are_alike(self, a, b):
        assert exact_p(a, b) == exact_p(b, a) == exact_p(a[::-1], b[::-1])
        mine, theirs = index(a, b), index(b, a)
        assert (mine is None) == (theirs is None) == (not sum(a) or not sum(b))
        assert mine is None or mine + theirs == 1

    @given(many)
    def test_no_difference(self, a):
        assume(sum(a))
        assert index(a, a) == Fraction(1, 2)
        assert exact_p(a, a) == 1

    @given(many, st.integers(0, 2))
    def test_whoever_stands_better_throughout_has_more_than_half(self, a, at):
        assume(a[at + 1])
        better = [*a]
        better[at] += 1
        better[at + 1] -= 1
        assert index(better, a) > Fraction(1, 2)

    @given(many, many)
    def test_everybody_twice_keeps_the_index(self, a, b):
        assert index([2 * x for x in a], [2 * x for x in b]) == index(a, b)

    def test_everybody_twice_need_not_lower_p(self):
        few, twice = exact_p([0, 1, 3, 0], [1, 3, 0, 3]), exact_p([0, 2, 6, 0], [2, 6, 0, 6])
        assert (f"{float(few):.3f}", f"{float(twice):.3f}") == ("0.836", "0.889")

    @given(many, many, many)
    def test_a_group_with_one_side_only_says_nothing(self, a, b, alone):
        none = [0, 0, 0, 0]
        assert stratified_p([(a, b), (alone, none), (none, alone)]) == stratified_p([(a, b)])

    @given(many, many, st.integers(0, 3))
    def test_grades_that_nobody_has_change_nothing(self, a, b, at):
        wide = [[*x[:at], 0, *x[at:]] for x in (a, b)]
        assert exact_p(*wide) == exact_p(a, b)

    @given(many, many)
    def test_no_value_is_below_the_least(self, a, b):
        p, least = exact_p(a, b), least_p(a, b)
        assert (p is None) == (least is None)
        assert p is None or least <= p <= 1

    @given(st.lists(st.fractions(0, 1), min_size=1, max_size=6))
    def test_holm(self, values):
        adjusted = holm(values)
        assert all(a >= v for a, v in zip(adjusted, values, strict=True))
        order = sorted(range(len(values)), key=values.__getitem__)
        assert [adjusted[n] for n in order] == sorted(adjusted)
        assert holm(values[:1]) == (values[0],)


def test_forty_against_sixty_in_five_grades_is_counted():
    assert exact_p((2, 8, 15, 10, 5), (8, 14, 20, 12, 6))


def test_what_is_too_much_to_count_is_none_and_said():
    big = [90] * 12
    assert exact_p(big, big) is None
    assert 0 < least_p(big, big) < Fraction(1, 10**300)
    cells = {
        (f"g{n}", (part,)): dict.fromkeys(SCALE, 5 + n) for n in range(9) for part in ("ja", "nein")
    }
    u = unterschied(_of(SCALE, ("frau",), cells, ()), "frau")
    assert u.p is None
    assert u.about == u.chance == u.p_holm == 1  # every group alike
    assert "etwa, nach der Normalverteilung" in u.finding.message.de


def test_more_officers_than_are_counted_exactly():
    many = unterschied(counted([9_000, 3_000, 10, 0], [4_000, 5_000, 0, 10]), "frau")
    assert (many.p, many.least_p) == (None, None)
    assert many.about < Fraction(1, 10**9)
    assert "weniger als 0,01 %" in many.finding.message.de


class TestFinding:
    def test_it_is_always_open_and_says_that_it_says_nothing_of_one_appraisal(self):
        u = unterschied(counted([0, 2, 4, 2], [2, 3, 2, 0]), "frau")
        assert u.finding.verdict is Verdict.OPEN
        assert u.finding.leaning is None
        assert "4,44 %" in u.finding.message.de
        assert "Zahl der Vergleiche: 1" in u.finding.message.de
        assert u.finding.message.en.endswith(
            "It says nothing about any single appraisal; by itself it is no fault."
        )

    def test_few_officers_can_show_nothing(self):
        u = unterschied(counted([0, 0, 2, 0], [2, 0, 0, 0]), "frau")
        assert "kann der Wert nicht kleiner werden als 33,33 %" in u.finding.message.de

    def test_several_comparisons_are_adjusted(self):
        cells = {("ja", "nein"): {SCALE["A"]: 4}, ("nein", "ja"): {SCALE["B"]: 4, SCALE["A"]: 1}}
        made = unterschiede(Runde.counted(SCALE, cells, ["frau", "teilzeit"]), ["frau", "teilzeit"])
        assert [u.comparisons for u in made] == [2, 2]
        assert [u.p_holm for u in made] == [min(Fraction(1), 2 * u.p) for u in made]

    def test_parts_that_are_not_there(self):
        with pytest.raises(DataError, match="no officer belongs to ja; there are w, m"):
            unterschied(Runde.counted(SCALE, {("w",): {SCALE["A"]: 1}, ("m",): {SCALE["B"]: 1}}, ["geschlecht"]),
                        "geschlecht", teile=("ja", "w"))  # fmt: skip
        parts = {(part,): {SCALE["A"]: 2, SCALE["B"]: 2} for part in ("x", "y", "z")}
        three = Runde.counted(SCALE, parts, ["ort"])
        with pytest.raises(
            DataError, match="has the parts x, y and z; name two of them to compare"
        ):
            unterschied(three, nach="ort")
        with pytest.raises(ColumnError, match="not divided by 'tz'"):
            unterschied(counted([1, 0, 0, 0], [1, 0, 0, 0]), "tz")

    @pytest.mark.parametrize(("part", "word"), [("ja", "women"), (None, "not known")])
    def test_all_belong_to_one_part(self, part, word):
        with pytest.raises(DataError, match=f"all belong to one part \\({word}\\)"):
            unterschied(Runde.counted(SCALE, {(part,): {SCALE["A"]: 3}}, ["frau"]), "frau")

    def test_no_group_has_both(self):
        cells = {("x", ("ja",)): {SCALE["A"]: 3}, ("y", ("nein",)): {SCALE["B"]: 3}}
        u = unterschied(_of(SCALE, ("frau",), cells, ()), "frau")
        assert (u.index, u.p) == (None, None)
        assert "In keiner Vergleichsgruppe gibt es beide" in u.finding.message.de
        assert not u.opposite
        together = unterschied(_of(SCALE, ("frau",), cells, ()), "frau", stratified=False)
        assert together.index == 1
