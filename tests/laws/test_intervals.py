"""Changes as intervals of stages: architecture, contract, "Interval"."""

import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Interval
from beurteilung.errors import DataError, InexactIntervalError, WrongKindError
from beurteilung.strategies import intervals

numbers = st.integers(-9, 9)
fractions = st.fractions(-6, 6, max_denominator=6)


class TestExact:
    """If exact it equals and hashes like its int, int() works, and its repr is that of the int"""

    @given(numbers)
    def test_it_is_its_int_in_every_respect(self, n):
        i = Interval(n)
        assert i.exact
        assert i == n
        assert n == i
        assert hash(i) == hash(n)
        assert int(i) == n
        assert repr(i) == repr(n)
        assert bool(i) == bool(n)
        assert {i, n, Interval(n, n)} == {n}

    @given(numbers)
    def test_it_equals_other_kinds_of_the_same_number(self, n):
        assert Interval(n) == Fraction(n)
        assert hash(Interval(n)) == hash(Fraction(n))
        assert Interval(n) != Fraction(2 * n + 1, 2)

    @given(intervals(), intervals(), intervals())
    def test_equality_is_transitive_through_int(self, a, b, c):
        if a == b and b == c:
            assert a == c
        assert (a == b) == ((a.low, a.high) == (b.low, b.high))
        if a == b:
            assert hash(a) == hash(b)

    @given(intervals())
    def test_it_equals_nothing_else(self, i):
        assert i != repr(i)
        assert i is not None
        assert i != None  # noqa: E711 - the sign is what is tested


class TestInexact:
    """int() and bool() of an inexact one raise"""

    @given(intervals().filter(lambda i: not i.exact))
    def test_no_single_number_can_be_had(self, i):
        for ask in (int, bool):
            with pytest.raises(InexactIntervalError) as raised:
                ask(i)
            assert str(raised.value) == f"{i!r} is no single number; use .low and .high"

    @given(intervals().filter(lambda i: not i.exact), numbers)
    def test_it_equals_no_number(self, i, n):
        assert i != n
        assert repr(i) == f"[{i.low}, {i.high}]"

    @given(numbers, st.integers(1, 9))
    def test_an_end_below_the_start_is_refused(self, n, by):
        with pytest.raises(DataError, match=f"low {n} is greater than high {n - by}"):
            Interval(n, n - by)


class TestAlgebra:
    """It has +, unary -, in, issubset"""

    @given(intervals(), intervals(), intervals())
    def test_plus_is_associative_and_commutative_with_0(self, a, b, c):
        assert (a + b) + c == a + (b + c)
        assert a + b == b + a
        assert a + Interval(0) == a
        assert a + 0 == a
        assert 0 + a == a

    @given(intervals(), numbers)
    def test_plus_a_number_is_plus_its_interval(self, i, n):
        assert i + n == n + i == i + Interval(n)

    @given(intervals(), intervals())
    def test_a_sum_has_exactly_the_sums(self, a, b):
        assert set(a + b) == {x + y for x in a for y in b}

    @given(intervals(), intervals())
    def test_minus_mirrors(self, a, b):
        mirrored = -a
        assert -mirrored == a
        assert -(a + b) == -a + -b
        assert set(-a) == {-x for x in a}

    @given(intervals())
    def test_the_distance_from_0_covers_that_of_each_number(self, a):
        far = {abs(x) for x in a}
        assert (abs(a).low, abs(a).high) == (min(far), max(far))

    @given(intervals())
    def test_a_sum_with_the_mirror_holds_0_and_is_0_only_if_exact(self, a):
        assert 0 in a + -a
        assert (a + -a == 0) == a.exact

    @given(intervals(), intervals())
    def test_issubset_is_that_of_sets(self, a, b):
        assert a.issubset(b) == (set(a) <= set(b))
        assert a.issubset(a)

    @given(intervals(), intervals(), intervals(), intervals())
    def test_plus_keeps_subsets(self, a, b, c, d):
        if a.issubset(b) and c.issubset(d):
            assert (a + c).issubset(b + d)

    @given(intervals(), fractions)
    def test_in_counts_both_ends_and_what_lies_between(self, i, x):
        assert (x in i) == (i.low <= x <= i.high)
        assert i.low in i
        assert i.high in i

    @pytest.mark.parametrize("other", ["0", None, 0.0])
    def test_nothing_but_numbers_of_stages_lies_in_it(self, other):
        assert other not in Interval(-1, 1)

    @pytest.mark.parametrize("other", ["1", None, 1.5, Fraction(1, 2)])
    def test_plus_takes_stages_only(self, other):
        with pytest.raises(TypeError):
            Interval(1) + other


class TestWhatItLacks:
    """no binary -; an exact one compares with and formats like its int, an inexact one refuses"""

    @given(intervals(), intervals(), numbers)
    def test_it_has_no_difference(self, a, b, n):
        for other in (b, n):
            with pytest.raises(TypeError):
                _ = a - other
            with pytest.raises(TypeError):
                _ = other - a

    @given(intervals(), intervals(), numbers)
    def test_an_exact_one_compares_like_its_number(self, a, b, n):
        for other in (b, n):
            known = a.exact and (not isinstance(other, Interval) or other.exact)
            for sign in (operator.lt, operator.le, operator.gt, operator.ge):
                if known:
                    assert sign(a, other) == sign(int(a), int(other))
                else:
                    with pytest.raises(InexactIntervalError, match=r"use \.low and \.high"):
                        sign(a, other)
        with pytest.raises(TypeError):
            _ = a < "1"

    @given(intervals(), st.sampled_from(["", "d", "+d", ">6", "03"]))
    def test_an_exact_one_formats_like_its_number(self, a, spec):
        if a.exact:
            assert format(a, spec) == format(int(a), spec)
        elif spec:
            with pytest.raises(InexactIntervalError):
                format(a, spec)
        else:
            assert f"{a}" == repr(a)

    @pytest.mark.parametrize("ends", [("1",), (1.0,), (True,), (0, None)])
    def test_its_ends_are_whole_numbers(self, ends):
        with pytest.raises(WrongKindError, match="whole numbers as the ends of an interval"):
            Interval(*ends)


class TestHull:
    """the smallest closed integer interval that contains every value (outward floor and ceiling)"""

    @given(st.lists(fractions, min_size=1, max_size=4))
    def test_it_contains_every_value_and_no_smaller_one_does(self, values):
        hull = Interval.hull(values)
        assert all(x in hull for x in values)
        assert min(values) - hull.low < 1
        assert hull.high - max(values) < 1

    @given(st.lists(fractions, min_size=1, max_size=4))
    def test_it_mirrors_with_its_values(self, values):
        assert Interval.hull(-x for x in values) == -Interval.hull(values)

    @given(intervals())
    def test_the_hull_of_an_interval_is_itself(self, i):
        assert Interval.hull(i) == i

    def test_of_nothing_there_is_none(self):
        with pytest.raises(DataError, match="no value is given"):
            Interval.hull([])
