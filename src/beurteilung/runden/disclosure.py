"""Whether published counts give somebody's grade away to colleagues who know who belongs where.

Published are, for each division of a round, the counts of each grade in each part. Everybody knows of
everybody to which parts they belong. A grade is given away if it is the same in every assignment of
grades that fits the published counts. Officers who belong to the same parts can be exchanged, so a cell
of the crossed divisions gives grades away exactly if every such assignment fills it with one grade.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

__all__ = ["gives_away", "pair_gives_away"]

Cell: TypeAlias = "tuple[Hashable, ...]"
Grades: TypeAlias = tuple[int, ...]
G = TypeVar("G")

STEPS = 20_000
"""Partial assignments that the search looks at before it says that it cannot tell."""


def gives_away(cells: Mapping[Cell, Mapping[G, int]], steps: int = STEPS) -> bool | None:
    """Tell whether the counts of each part of each division give a grade away; None if not checked.

    ``cells`` counts the grades of officers by their parts, one part of each division. Up to two divisions
    in two parts are answered by a formula, everything else by search.

    >>> women_parttime = {(1, 1): {"B": 2, "C": 1}, (1, 0): {"B": 2}, (0, 0): {"A": 1, "B": 2}}
    >>> gives_away(women_parttime)
    True
    """
    known = sorted({g for counts in cells.values() for g in counts}, key=str)
    table = {
        cell: tuple(counts.get(g, 0) for g in known)
        for cell, counts in cells.items()
        if sum(counts.values())
    }
    suspects = [cell for cell, counts in table.items() if _uniform(counts)]
    if not suspects:
        return False  # the true assignment mixes every cell, so nobody's grade is sure
    width = len(next(iter(table)))
    if width == 2 and all(len({cell[n] for cell in table}) <= 2 for n in range(2)):  # noqa: PLR2004 - the formula's case
        return _pair(table)
    unsettled = [cell for cell in suspects if not _exchanged(table, cell)]
    search = _Search(table, steps)
    answers = [search.fits_otherwise(cell) for cell in unsettled]
    if False in answers:
        return True
    return None if None in answers else False


def _uniform(counts: Grades) -> bool:
    return sum(1 for n in counts if n) == 1


def _pair(table: Mapping[Cell, Grades]) -> bool:
    """Answer for two divisions in at most two parts."""
    first, second = next(iter(table))
    zero: Grades = tuple(0 for _ in next(iter(table.values())))
    four = dict.fromkeys(product((True, False), repeat=2), zero)
    for (a, b), counts in table.items():
        four[a == first, b == second] = counts
    both, one, other, none = (four[c] for c in product((True, False), repeat=2))
    whole = [sum(column) for column in zip(both, one, other, none, strict=True)]
    s = [x + y for x, y in zip(both, one, strict=True)]
    t = [x + y for x, y in zip(both, other, strict=True)]
    return pair_gives_away(whole, s, t, sum(both))


def pair_gives_away(whole: Sequence[int], s: Sequence[int], t: Sequence[int], common: int) -> bool:
    """Tell whether two divisions give a grade away, by the exact range of each count they leave open.

    ``whole``, ``s`` and ``t`` count the grades of all, of the one part and of the other; ``common`` is how
    many belong to both. The number of those of both parts with grade g lies between
    max(0, s + t − n) and min(s, t), and all of them together are ``common``; the other three cells
    follow by subtraction.

    >>> pair_gives_away([1, 6, 1], [0, 4, 1], [0, 2, 1], 3)
    True
    """
    least = [max(0, a + b - n) for n, a, b in zip(whole, s, t, strict=True)]
    most = [min(a, b) for a, b in zip(s, t, strict=True)]
    low = [max(lo, common - (sum(most) - hi)) for lo, hi in zip(least, most, strict=True)]
    high = [min(hi, common - (sum(least) - lo)) for lo, hi in zip(least, most, strict=True)]
    sizes = common, sum(s) - common, sum(t) - common, sum(whole) - sum(s) - sum(t) + common
    for n, a, b, lo, hi in zip(whole, s, t, low, high, strict=True):
        surely = lo, a - hi, b - hi, n - a - b + lo
        if any(size and sure == size for size, sure in zip(sizes, surely, strict=True)):
            return True
    return False


def _exchanged(table: Mapping[Cell, Grades], cell: Cell) -> bool:
    """Tell whether four officers can exchange two grades, one of them in this cell, and nobody notices.

    Two officers, here and elsewhere, have grade g; two with grade h belong to the same parts, otherwise
    put together. Let both pairs change grades: every published count stays.
    """
    g = next(n for n, count in enumerate(table[cell]) if count)
    for other, counts in table.items():
        if other == cell or not counts[g]:
            continue
        differing = [n for n, (a, b) in enumerate(zip(cell, other, strict=True)) if a != b]
        for taken in product((True, False), repeat=len(differing)):
            chosen = {n for n, yes in zip(differing, taken, strict=True) if yes}
            one = tuple(other[n] if n in chosen else part for n, part in enumerate(cell))
            two = tuple(cell[n] if n in chosen else part for n, part in enumerate(other))
            theirs = table.get(one, ()), table.get(two, ())
            if any(x and y for h, (x, y) in enumerate(zip(*theirs, strict=False)) if h != g):
                return True
    return False


@define
class _Search:
    """Looks for an assignment that fits the published counts and fills one cell otherwise."""

    table: Mapping[Cell, Grades]
    steps: int
    left: int = field(init=False, default=0)

    def fits_otherwise(self, target: Cell) -> bool | None:
        """Tell whether such an assignment exists; None if the search was given up."""
        self.left = self.steps
        others = sorted((c for c in self.table if c != target), key=lambda c: sum(self.table[c]))
        order = [target, *others]
        rest: dict[tuple[int, Hashable], list[int]] = {}
        last: dict[tuple[int, Hashable], int] = {}
        for at, cell in enumerate(order):
            for part in enumerate(cell):
                known = rest.setdefault(part, [0] * len(self.table[cell]))
                rest[part] = [a + b for a, b in zip(known, self.table[cell], strict=True)]
                last[part] = at
        return self._fill(order, 0, rest, last)

    def _fill(
        self,
        order: list[Cell],
        at: int,
        rest: dict[tuple[int, Hashable], list[int]],
        last: Mapping[tuple[int, Hashable], int],
    ) -> bool | None:
        if at == len(order):
            return True
        cell = order[at]
        parts = list(enumerate(cell))
        capacity = [min(column) for column in zip(*(rest[p] for p in parts), strict=True)]
        closing = [rest[p] for p in parts if last[p] == at]
        size = sum(self.table[cell])
        for counts in _ways(capacity, size) if not closing else [tuple(closing[0])]:
            if not self.left:
                return None
            self.left -= 1
            # what is left of every part that ends here is as large as this cell, so they agree
            if sum(counts) != size or any(x > y for x, y in zip(counts, capacity, strict=True)):
                continue
            if not at and counts == self.table[cell]:
                continue
            below = dict(rest)
            for p in parts:
                below[p] = [a - b for a, b in zip(rest[p], counts, strict=True)]
            found = self._fill(order, at + 1, below, last)
            if found is not False:
                return found
        return False


def _ways(capacity: Sequence[int], size: int) -> Iterator[Grades]:
    """Yield every way to put so many officers into grades with so much room each."""
    if not capacity:
        yield ()
        return
    least = max(0, size - sum(capacity[1:]))
    for n in range(min(capacity[0], size), least - 1, -1):
        for rest in _ways(capacity[1:], size - n):
            yield (n, *rest)
