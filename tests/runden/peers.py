"""The exact tests of differences beside those of SciPy; run by ``nox -s peers``, since SciPy is large."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from scipy import stats

from beurteilung.runden.unterschied import exact_p, index, stratified_p

# one untied table, then those of three to five grades in which nearly all is ties
TABLES = [
    ((1, 0, 1, 0, 1, 0), (0, 1, 0, 1, 0, 1)),
    ((1, 1, 0, 0, 1, 0), (0, 0, 1, 1, 0, 1)),
    ((0, 2, 4, 2), (2, 3, 2, 0)),
    ((0, 1, 3, 0), (1, 0, 3, 1)),
    ((3, 0, 0), (0, 2, 4)),
    ((0, 4, 0), (1, 3, 1)),
    ((2, 1, 2, 0, 1), (1, 3, 0, 1, 2)),
]
STRATA = [
    [((0, 2, 1), (1, 1, 1)), ((1, 1, 2), (2, 1, 0))],
    [((1, 0, 1), (0, 2, 0)), ((0, 1, 1), (1, 1, 0)), ((2, 0, 0), (0, 0, 3))],
    [((0, 3, 0), (0, 2, 0)), ((1, 2, 0), (0, 1, 2))],
]


def officers(counts):
    """Return the place of each officer's grade, 0 the best."""
    return np.repeat(np.arange(len(counts)), counts)


def deviation(x, y, axis=-1):
    """Return how far the sum of SciPy's middle ranks lies from its mean."""
    ranks = stats.rankdata(np.concatenate((x, y), axis=axis), axis=axis)
    size = x.shape[axis]
    mean = size * (size + y.shape[axis] + 1) / 2
    return np.abs(ranks[..., :size].sum(axis=axis) - mean)


@pytest.mark.parametrize(("a", "b"), TABLES)
def test_one_group_with_ties(a, b):
    """Every choice of as many officers, enumerated by SciPy."""
    theirs = stats.permutation_test(
        (officers(a), officers(b)), deviation, n_resamples=np.inf, alternative="greater",
        vectorized=True,
    )  # fmt: skip
    assert float(exact_p(a, b)) == pytest.approx(theirs.pvalue, abs=1e-12)


@pytest.mark.parametrize(("a", "b"), TABLES)
def test_how_likely_the_better_grade_is(a, b):
    """U over n·m, with ties counted half; SciPy counts the greater place, which is the worse grade."""
    u = stats.mannwhitneyu(officers(b), officers(a), method="asymptotic").statistic
    assert float(index(a, b)) == pytest.approx(u / (sum(a) * sum(b)), abs=1e-12)


@pytest.mark.parametrize(("a", "b"), TABLES[:2])
def test_without_ties_the_usual_exact_test(a, b):
    theirs = stats.mannwhitneyu(officers(a), officers(b), method="exact").pvalue
    assert float(exact_p(a, b)) == pytest.approx(theirs, abs=1e-12)


def test_with_ties_the_usual_exact_test_is_none():
    """That is why the library has one of its own."""
    a, b = TABLES[2]
    theirs = stats.mannwhitneyu(officers(a), officers(b), method="exact").pvalue
    assert (f"{theirs:.4f}", exact_p(a, b)) == ("0.0541", Fraction(2, 45))


@pytest.mark.parametrize("strata", STRATA)
def test_several_groups(strata):
    """Every choice within every group; each group's ranks by SciPy, weighted 1 / (size + 1)."""
    seen, choices = 0.0, []
    for a, b in strata:
        ranks, chosen = stats.rankdata(np.concatenate((officers(a), officers(b)))), sum(a)
        size = len(ranks)
        null = stats.permutation_test(
            (ranks[:chosen], ranks[chosen:]),
            lambda x, y, axis=-1, n=size: x.sum(axis=axis) / (n + 1) - x.shape[axis] / 2,
            n_resamples=np.inf, vectorized=True,
        )  # fmt: skip
        seen += null.statistic
        choices.append(null.null_distribution)
    sums = np.array([sum(one) for one in product(*choices)])
    theirs = np.mean(np.abs(sums) >= abs(seen) - 1e-12)
    assert float(stratified_p(strata)) == pytest.approx(theirs, abs=1e-12)
