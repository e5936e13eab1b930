"""Whether two groups of officers were graded differently: an exact test, ties counted as ties.

The test of Wilcoxon, Mann and Whitney, exact for grades of which many are equal; stratified by comparison
group after van Elteren. It speaks about a round and says nothing of any single appraisal. All numbers are
exact fractions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from fractions import Fraction
from itertools import accumulate
from math import comb, erfc, lcm, prod, sqrt
from typing import TYPE_CHECKING, TypeAlias

from beurteilung._base.errors import DataError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.records import evolve, frozen
from beurteilung._base.text import Text, joined, percent, sentences
from beurteilung.law.certainty import ApplicableLaw, backed, decide
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict
from beurteilung.runden.runde import NO, YES, Runde, part_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from beurteilung.runden.runde import Part, Value

__all__ = [
    "Unterschied",
    "about_p",
    "chance",
    "exact_p",
    "holm",
    "index",
    "least_p",
    "stratified_p",
    "unterschied",
    "unterschiede",
]

Counts: TypeAlias = "Sequence[int]"
"""Officers with each grade, best first."""

MOST = 3_000_000
"""Steps of a count beyond which the exact answer stays open."""
OFFICERS = 10_000
"""More than this are not counted exactly: the numbers would have thousands of digits."""
LEVEL = Fraction(1, 20)
"""The level that is usual; only said, never applied."""
_FINEST = 10**12
"""What the normal curve gives is no finer than this."""
LEAST_SHOWN = Fraction(1, 10_000)
"""Smaller probabilities are printed as being less."""


def index(a: Counts, b: Counts) -> Fraction | None:
    """Return how likely a random member of ``a`` has the better grade, ties counted half.

    None if one group is empty.

    >>> index([0, 2, 4, 2], [2, 3, 2, 0])
    Fraction(11, 56)
    """
    n, m = sum(a), sum(b)
    if not n or not m:
        return None
    worse = m
    twice = 0
    for x, y in zip(a, b, strict=True):
        worse -= y
        twice += x * (2 * worse + y)
    return Fraction(twice, 2 * n * m)


def exact_p(a: Counts, b: Counts) -> Fraction | None:
    """Return the exact two-sided p-value of the difference between two groups; None if one is empty.

    All ways to choose as many officers as ``a`` has are equally likely; counted are those whose sum of
    ranks lies at least as far from its mean.

    >>> exact_p([0, 2, 4, 2], [2, 3, 2, 0])
    Fraction(2, 45)
    """
    return stratified_p([(a, b)])


def stratified_p(strata: Iterable[tuple[Counts, Counts]]) -> Fraction | None:
    """Return the exact two-sided p-value over several comparison groups.

    Officers are exchanged within their group only; each group weighs 1 / (size + 1). Groups of which one
    side is empty say nothing. None if none is left, or if there are too many officers or sums to be put
    together.

    >>> stratified_p([([1, 4, 15, 5], [0, 2, 12, 6]), ([3, 3, 0, 0], [9, 10, 3, 0])]).limit_denominator(1000)
    Fraction(193, 878)
    """
    used = _compared(strata)
    if not used:
        return None
    sizes = [sum(a) + sum(b) for a, b in used]
    common = lcm(*(n + 1 for n in sizes))
    sides = [(a, b) if sum(a) <= sum(b) else (b, a) for a, b in used]  # fewer ways to count
    weights = [
        common // (n + 1) * (1 if side == pair else -1)  # the other side deviates the other way
        for n, side, pair in zip(sizes, sides, used, strict=True)
    ]
    seen = abs(sum(_deviation(a, b) * w for (a, b), w in zip(sides, weights, strict=True)))
    every = prod(comb(n, sum(a)) for (a, _), n in zip(sides, sizes, strict=True))
    *head, (a, b) = sides
    total: dict[int, int] = {0: 1}
    try:
        for (one, other), weight in zip(head, weights, strict=False):
            total = _folded(total, {d * weight: w for d, w in _sums(one, other).items()})
        return Fraction(_beyond(total, *_halves(a, b), weights[-1], seen), every)
    except _TooLongError:
        return None


def _compared(strata: Iterable[tuple[Counts, Counts]]) -> list[tuple[Counts, Counts]]:
    """Return the groups of which no side is empty; none if there are more officers than are counted exactly."""
    used = [(a, b) for a, b in strata if sum(a) and sum(b)]
    return used if sum(sum(a) + sum(b) for a, b in used) <= OFFICERS else []


def _deviation(a: Counts, b: Counts) -> int:
    """Return the sum of doubled ranks of ``a``, less its mean."""
    return sum(x * r for x, r in zip(a, _ranks(a, b), strict=True))


def _ranks(a: Counts, b: Counts) -> list[int]:
    """Return the doubled middle rank of each grade, less its mean over all officers."""
    ranks: list[int] = []
    better = 0
    size = sum(a) + sum(b)
    for n in map(sum, zip(a, b, strict=True)):
        ranks.append(2 * better + n + 1 - (size + 1))
        better += n
    return ranks


class _TooLongError(Exception):
    """A count would take too many steps."""


def _within(steps: int) -> None:
    if steps > MOST:
        raise _TooLongError


_Ways: TypeAlias = dict[tuple[int, int], int]
"""How many ways there are to choose so many officers with such a sum of ranks."""


def _chosen(grades: Iterable[tuple[int, int]], most: int) -> _Ways:
    """Count the ways to choose officers from grades, each a number of officers and a rank."""
    ways: _Ways = {(0, 0): 1}
    for n, rank in grades:
        found: _Ways = defaultdict(int)
        _within(len(ways) * (min(n, most) + 1))
        options = [(x, x * rank, comb(n, x)) for x in range(min(n, most) + 1)]
        for (taken, total), count in ways.items():
            for x, more, choices in options:
                if taken + x > most:
                    break
                found[taken + x, total + more] += count * choices
        ways = found
    return ways


def _halves(a: Counts, b: Counts) -> tuple[_Ways, _Ways, int]:
    """Count the ways for two halves of the grades, of about equal work, and the number to choose."""
    grades = [(x + y, r) for x, y, r in zip(a, b, _ranks(a, b), strict=True) if x + y]
    work = list(accumulate((n + 1 for n, _ in grades), int.__mul__))
    at = next(n for n, done in enumerate(work, 1) if done * done >= work[-1])
    return _chosen(grades[:at], sum(a)), _chosen(grades[at:], sum(a)), sum(a)


def _sums(a: Counts, b: Counts) -> dict[int, int]:
    """Count the ways for each sum of ranks of a choice as large as ``a``."""
    grades = [(x + y, r) for x, y, r in zip(a, b, _ranks(a, b), strict=True)]
    size = sum(a)
    return {total: n for (taken, total), n in _chosen(grades, size).items() if taken == size}


def _folded(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    _within(len(one) * len(other))
    found: dict[int, int] = defaultdict(int)
    for x, ways in one.items():
        for y, more in other.items():
            found[x + y] += ways * more
    return found


def _beyond(  # noqa: PLR0913, PLR0917 - the parts of one count
    before: Mapping[int, int], first: _Ways, second: _Ways, chosen: int, weight: int, seen: int
) -> int:
    """Count the ways whose sum lies at least as far from the mean as the one that was seen.

    The sums of the second half are sorted, so that those beyond a bound are found at once.
    """
    rest: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (taken, total), ways in second.items():
        rest[taken].append((total * weight, ways))
    tables: dict[int, tuple[list[int], list[int]]] = {}
    for taken, pairs in rest.items():
        pairs.sort()
        tables[taken] = [t for t, _ in pairs], [0, *accumulate(w for _, w in pairs)]
    _within(len(first) * len(before))
    far = 0
    for (taken, total), ways in first.items():
        if chosen - taken not in tables:
            continue
        totals, up_to = tables[chosen - taken]
        for sofar, others in before.items():
            here = sofar + total * weight
            low = up_to[bisect_right(totals, -seen - here)]
            high = up_to[-1] - up_to[bisect_left(totals, seen - here)]
            far += ways * others * (up_to[-1] if not seen else low + high)
    return far


def least_p(a: Counts, b: Counts) -> Fraction | None:
    """Return the smallest p-value that groups of these sizes and grades can have.

    None if one is empty, or if there are more officers than are counted exactly.

    With few officers no difference, however great, falls below a level.

    >>> least_p([0, 0, 4], [4, 0, 0])
    Fraction(1, 35)
    """
    return least_stratified_p([(a, b)])


def least_stratified_p(strata: Iterable[tuple[Counts, Counts]]) -> Fraction | None:
    """Return the same over several comparison groups: the group compared has all the best grades, or all the worst.

    >>> least_stratified_p([([0, 0, 4], [4, 0, 0]), ([0, 2], [2, 0])])
    Fraction(1, 210)
    """
    used = _compared(strata)
    if not used:
        return None
    ends = [_end(used, best=best) for best in (True, False)]
    furthest = max(abs(sums) for sums, _ in ends)
    ways = sum(ways for sums, ways in {*ends} if abs(sums) == furthest)
    return Fraction(ways, prod(comb(sum(a) + sum(b), sum(a)) for a, b in used))


def _end(strata: Sequence[tuple[Counts, Counts]], *, best: bool) -> tuple[Fraction, int]:
    """Return the sum of ranks at one end, less its mean, and how many ways lead there."""
    total, ways = Fraction(0), 1
    for a, b in strata:
        left, size = sum(a), sum(a) + sum(b)
        grades = list(zip(map(sum, zip(a, b, strict=True)), _ranks(a, b), strict=True))
        for n, rank in grades if best else reversed(grades):
            taken = min(n, left)
            total += Fraction(taken * rank, size + 1)
            ways *= comb(n, taken)
            left -= taken
    return total, ways


def about_p(strata: Iterable[tuple[Counts, Counts]]) -> Fraction | None:
    """Return about which p-value the normal curve gives, where there is too much to count exactly.

    Mean and variance are those of the exact test, ties included. None if nothing can differ.

    >>> float(about_p([([4, 9, 10, 1], [1, 3, 10, 2])])) < 0.07
    True
    """
    seen = variance = Fraction(0)
    for a, b in strata:
        m, n = sum(a), sum(a) + sum(b)
        if not m or m == n:
            continue
        squares = sum((x + y) * r * r for x, y, r in zip(a, b, _ranks(a, b), strict=True))
        seen += Fraction(_deviation(a, b), n + 1)
        variance += Fraction(squares * m * (n - m), n * (n - 1) * (n + 1) ** 2)
    if not variance:
        return None
    about = Fraction(erfc(sqrt(seen * seen / variance / 2))).limit_denominator(_FINEST)
    return max(about, Fraction(1, _FINEST))


def holm(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Adjust p-values of several comparisons, after Holm.

    >>> holm([Fraction(1, 100), Fraction(4, 100), Fraction(3, 100)])
    (Fraction(3, 100), Fraction(3, 50), Fraction(3, 50))
    """
    values = expect_each("values", values, Fraction)
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [Fraction(0)] * len(values)
    highest = Fraction(0)
    for rank, at in enumerate(order):
        highest = max(highest, min(Fraction(1), (len(values) - rank) * values[at]))
        found[at] = highest
    return tuple(found)


@frozen
class Unterschied:
    """A difference between the grades of two parts of a round, with what it does not say.

    ``index`` is how likely a random member of the first part stands better than one of the second within
    a comparison group, ties half; 1/2 is no difference. ``p`` is exact and two-sided; where that is too much
    to count it is None, and ``about`` is what the normal curve gives. ``p_holm`` is either, adjusted for
    ``comparisons`` made together. ``pooled`` is the index over all groups together, which may point the
    other way. ``least_p`` is the smallest value that p could have had. Each is None where it cannot be told.
    """

    merkmal: str
    first: Value
    second: Value
    sizes: tuple[int, int]
    index: Fraction | None
    p: Fraction | None
    least_p: Fraction | None
    pooled: Fraction | None
    by_group: tuple[tuple[str, tuple[int, int], Fraction | None], ...] = ()
    comparisons: int = 1
    p_holm: Fraction | None = None
    about: Fraction | None = None

    @property
    def chance(self) -> Fraction | None:
        """The exact p-value, or what the normal curve gives."""
        return self.about if self.p is None else self.p

    @property
    def names(self) -> tuple[Text, Text]:
        """Both parts in words."""
        return part_name(self.merkmal, self.first), part_name(self.merkmal, self.second)

    @property
    def finding(self) -> Finding:
        """The difference as a finding: always open, for statistics are no fault of an appraisal."""
        return _finding(self)

    @property
    def opposite(self) -> bool:
        """Whether the groups together point the other way than within the comparison groups."""
        half = Fraction(1, 2)
        if self.index is None or self.pooled is None:
            return False
        return (self.index - half) * (self.pooled - half) < 0


def unterschied(
    runde: Runde, nach: str, *, stratified: bool = True, teile: tuple[Value, Value] | None = None
) -> Unterschied:
    """Compare the grades of two parts of a round, within each comparison group.

    ``teile`` are the two parts of the division ``nach``; without them yes and no, women and men, or the only
    two that there are. With ``stratified=False`` all comparison groups are taken together.

    Raises:
        ColumnError: the round is not divided so.
        DataError: a part does not occur, or there are more than two and none were named.

    >>> from beurteilung import scale
    >>> from beurteilung.runden import Runde
    >>> s = scale("schulnoten-1-6")
    >>> cells = {("ja",): dict(zip(s, (0, 2, 4, 2))), ("nein",): dict(zip(s, (2, 3, 2, 0)))}
    >>> u = unterschied(Runde.counted(s, cells, ["frau"]), "frau")
    >>> u.p, u.index
    (Fraction(2, 45), Fraction(11, 56))
    """
    expect("runde", runde, Runde)
    expect("teile", teile, tuple, None)
    known = {part.teil: part for part in runde.parts(nach)}
    teile = teile or _usual(nach, [teil for teil in known if teil is not None])
    if missing := [str(teil) for teil in teile if teil not in known]:
        raise DataError("", [_not_there(nach, missing, known)])
    whole = _counts(known[teile[0]]), _counts(known[teile[1]])
    names = runde.groups if stratified else ("",)
    pairs = [_pair(runde.in_group(name) if stratified else runde, nach, teile) for name in names]
    by_group = tuple(
        (name, (sum(a), sum(b)), index(a, b)) for name, (a, b) in zip(names, pairs, strict=True)
    )
    p = stratified_p(pairs)
    about = about_p(pairs) if p is None else None
    return Unterschied(
        nach, *teile, (sum(whole[0]), sum(whole[1])), _weighted(pairs), p, least_stratified_p(pairs),
        index(*whole), by_group if len(names) > 1 else (), 1, about if p is None else p, about,
    )  # fmt: skip


_USUAL: tuple[tuple[Value, Value], ...] = ((YES, NO), ("w", "m"))


def _usual(nach: str, there: Sequence[str]) -> tuple[Value, Value]:
    """Return the two parts that are meant where none were named."""
    for pair in _USUAL:
        if set(pair) <= set(there):
            return pair
    if len(there) == 2:  # noqa: PLR2004 - the only two
        return there[0], there[1]
    if len(there) < 2:  # noqa: PLR2004 - nothing to compare with
        only = part_name(nach, there[0]) if there else Text("nicht bekannt", "not known")
        fault = Text(
            f"{nach}: alle gehören zu einem Teil ({only.de}); zu vergleichen gibt es nichts",
            f"{nach}: all belong to one part ({only.en}); there is nothing to compare",
        )
        raise DataError("", [fault])
    listed = Text(joined(there), joined(there, "en"))
    raise DataError(
        "",
        [
            Text(
                f"{nach} hat die Teile {listed.de}; zum Vergleichen zwei davon nennen",
                f"{nach} has the parts {listed.en}; name two of them to compare",
            )
        ],
    )


def _not_there(nach: str, missing: Sequence[str], known: Iterable[Value]) -> Text:
    there = ", ".join(str(teil) for teil in known)
    return Text(
        f"{nach}: niemand gehört zu {', '.join(missing)}; es gibt {there}",
        f"{nach}: no officer belongs to {', '.join(missing)}; there are {there}",
    )


def unterschiede(
    runde: Runde,
    nach: Sequence[str],
    *,
    stratified: bool = True,
    teile: tuple[Value, Value] | None = None,
) -> tuple[Unterschied, ...]:
    """Compare by several divisions, and adjust the p-values for their number.

    Raises:
        ColumnError, DataError: as `unterschied`.
    """
    expect("runde", runde, Runde)
    nach = expect_each("nach", nach, str)
    tests = [unterschied(runde, name, stratified=stratified, teile=teile) for name in nach]
    adjusted = iter(holm([u.chance for u in tests if u.chance is not None]))
    return tuple(
        evolve(u, comparisons=len(tests), p_holm=None if u.chance is None else next(adjusted))
        for u in tests
    )


def _counts(part: Part) -> tuple[int, ...]:
    return tuple(part.counts.values())


def _pair(runde: Runde, nach: str, teile: tuple[Value, Value]) -> tuple[Counts, Counts]:
    """Return the counts of two parts; a part that does not occur here is empty."""
    first, second = (tuple(runde.part(nach, teil).counts.values()) for teil in teile)
    return first, second


def _weighted(pairs: Iterable[tuple[Counts, Counts]]) -> Fraction | None:
    """Return the mean of the indices within groups, weighed as the test weighs them."""
    parts = [
        (found, Fraction(sum(a) * sum(b), sum(a) + sum(b) + 1))
        for a, b in pairs
        if (found := index(a, b)) is not None
    ]
    weight = sum((w for _, w in parts), Fraction(0))
    return sum((found * w for found, w in parts), Fraction(0)) / weight if weight else None


# --- words -------------------------------------------------------------------------------------

_INDICATION = Text(
    "Für eine Benachteiligung genügen Indizien; ob eine solche Statistik eines ist, ist nicht belegt.",
    "Indications suffice for discrimination; whether such statistics are one is not attested.",
)
_NOTHING = Text(
    "Über eine einzelne Beurteilung sagt das nichts; für sich ist es kein Fehler.",
    "It says nothing about any single appraisal; by itself it is no fault.",
)


def _finding(u: Unterschied) -> Finding:
    burden = decide("diskriminierung.indizien", ApplicableLaw(None))
    finding = Finding(
        "unterschied", Verdict.OPEN, sentences(*_sentences(u), _INDICATION, _NOTHING),
        missing=(needed("unterschied.gruende"),), calculated=True,
    )  # fmt: skip
    return backed(finding, burden)


def _sentences(u: Unterschied) -> Iterable[Text]:
    first, second = u.names
    n, m = u.sizes
    yield Text(
        f"Verglichen: {first.de} ({n}) und {second.de} ({m}).",
        f"Compared: {first.en} ({n}) and {second.en} ({m}).",
    )
    if u.index is None or u.chance is None:
        yield Text(
            "In keiner Vergleichsgruppe gibt es beide; ein Vergleich ist nicht möglich.",
            "No comparison group has both; they cannot be compared.",
        )
        return
    yield Text(
        f"Mit {percent(u.index)} Wahrscheinlichkeit steht jemand der ersten Gruppe besser als jemand der "
        "zweiten (gleiche Noten je zur Hälfte); 50 % wäre kein Unterschied.",
        f"With a probability of {percent(u.index, 'en')} somebody of the first group stands better than "
        "somebody of the second (equal grades count half); 50% would be no difference.",
    )
    yield from _by_chance(u, u.chance)
    if u.opposite:
        yield Text(
            "Alle Gruppen zusammengeworfen zeigen das Gegenteil; maßgeblich ist der Vergleich innerhalb der "
            "Gruppen.",
            "All groups thrown together show the opposite; the comparison within groups is the one to go by.",
        )


def _by_chance(u: Unterschied, p: Fraction) -> Iterable[Text]:
    one, adjusted = chance(p), chance(p if u.p_holm is None else u.p_holm)
    exact = Text("exakt", "exact") if u.p is not None else Text(
        "etwa, nach der Normalverteilung; so viele Fälle lassen sich nicht mehr exakt zählen, kleinere Gruppen "
        "für sich schon",
        "about, by the normal curve; so many cases cannot be counted exactly any more, smaller groups by "
        "themselves can",
    )  # fmt: skip
    yield Text(
        f"Durch Zufall allein käme ein mindestens so großer Unterschied in {one.de} der Fälle vor ({exact.de}, "
        f"zweiseitig; Zahl der Vergleiche: {u.comparisons}, danach {adjusted.de}).",
        f"By chance alone a difference at least as great would occur in {one.en} of cases ({exact.en}, "
        f"two-sided; comparisons made: {u.comparisons}, adjusted {adjusted.en}).",
    )
    if u.least_p is not None and u.least_p > LEVEL:
        least = chance(u.least_p)
        yield Text(
            f"Bei so wenigen Personen kann der Wert nicht kleiner werden als {least.de}.",
            f"With so few officers the value cannot fall below {least.en}.",
        )


def chance(p: Fraction) -> Text:
    """Write a probability as per cent; one that would be printed as 0 is said to be less.

    >>> chance(Fraction(1, 10**9)).de, chance(Fraction(2, 45)).de
    ('weniger als 0,01 %', '4,44 %')
    """
    if 0 < p < LEAST_SHOWN:
        return Text(
            f"weniger als {percent(LEAST_SHOWN)}", f"less than {percent(LEAST_SHOWN, 'en')}"
        )
    return Text(percent(p), percent(p, "en"))
