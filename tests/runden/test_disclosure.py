"""What published counts give away, against every assignment of grades that fits them."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from runden import rounds

from beurteilung.runden.disclosure import gives_away, pair_gives_away


def crossed(grades, parts):
    cells = {}
    for place, grade in zip(zip(*parts, strict=True), grades, strict=True):
        cells.setdefault(place, Counter())[grade] += 1
    return cells


@given(rounds.small())
def test_as_full_enumeration_says(case):
    grades, parts = case
    assert gives_away(crossed(grades, parts)) == bool(rounds.derivable(grades, parts))


@given(rounds.small(divisions=(1, 2), words=("w", "m", "d")))
def test_as_full_enumeration_says_of_three_parts(case):
    grades, parts = case
    assert gives_away(crossed(grades, parts)) == bool(rounds.derivable(grades, parts))


@given(rounds.small(most=12, divisions=(2,)))
def test_the_formula_for_pairs_is_what_the_search_finds(case):
    grades, parts = case
    table = crossed(grades, parts)
    thrice = {(*cell, "all"): counts for cell, counts in table.items()}
    assert gives_away(thrice, steps=10**6) == gives_away(table)


def test_three_divisions_may_tell_what_no_two_of_them_do():
    """A round that was found by search."""
    grades, parts = "AAABBCCAA", ["njjjjjnnj", "njjjjnjjn", "njjjnjnnn"]
    for pair in combinations(parts, 2):
        assert gives_away(crossed(grades, pair)) is False
        assert not rounds.derivable(grades, pair)
    assert gives_away(crossed(grades, parts)) is True
    assert rounds.derivable(grades, parts)


def test_three_divisions_may_leave_open_what_the_search_alone_finds_out():
    """Rounds that were found by search, one of each answer: no four officers can exchange grades."""
    grades, parts = "CBBCAAA", ["njnnjjn", "njnjjnj", "nnjjjnn"]
    assert gives_away(crossed(grades, parts), steps=0) is None
    assert gives_away(crossed(grades, parts)) is False
    assert not rounds.derivable(grades, parts)
    grades, parts = "AAA", ["nnj", "jjd", "jnn"]
    assert gives_away(crossed(grades, parts), steps=0) is None
    assert gives_away(crossed(grades, parts)) is True
    assert rounds.derivable(grades, parts)


def test_a_search_that_takes_too_long_says_so():
    grades, parts = "AACA", ["njjn", "njnj", "jnnj"]
    assert gives_away(crossed(grades, parts), steps=0) is None
    assert gives_away(crossed(grades, parts)) is not None


def test_four_officers_who_exchange_crosswise_need_no_search():
    grades, parts = "ABAB", ["jjjj", "jnnj", "jjnn"]
    assert gives_away(crossed(grades, parts), steps=0) is False
    assert not rounds.derivable(grades, parts)


def test_an_officer_alone_in_a_part_is_seen():
    assert gives_away({("ja",): {"A": 1}, ("nein",): {"A": 3, "B": 4}})
    assert pair_gives_away([3, 5], [1, 0], [2, 2], 1)


def test_what_all_in_both_parts_have_tells_the_grade_of_who_is_in_one():
    """Two officers in both parts have A and B, since one of each at least is there: the third has B."""
    assert pair_gives_away([1, 3], [1, 2], [1, 2], 2)


@given(st.lists(st.sampled_from("AB"), min_size=2, max_size=30))
def test_a_division_that_mixes_both_parts_gives_nothing_away(grades):
    mixed = {("ja",): {"A": 1, "B": 1}, ("nein",): Counter(grades) + Counter("AB")}
    assert gives_away(mixed) is False


def test_a_search_passes_over_what_does_not_fit():
    """The last cell of a part takes what is left, which may not fit the other divisions."""
    cells = {
        (1, 1, 1): {"A": 2},
        (1, 0, 0): {"B": 1, "A": 1},
        (0, 1, 0): {"B": 2},
        (0, 0, 1): {"A": 1, "B": 1},
    }
    assert gives_away(cells, steps=10**6) in {True, False}
