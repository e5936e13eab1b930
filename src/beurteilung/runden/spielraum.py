"""What Richtwerte still allow after grades were given: numbers of officers, never names or proposals.

Superiors may see to it that Richtwerte are kept, but prescribe no grade; this module counts and says no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from beurteilung._base.errors import DataError, WrongKindError, excerpt
from beurteilung._base.kinds import ending, expect, expect_each
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung.law.editions import Guideline
from beurteilung.model.intervals import Interval
from beurteilung.model.scales import Grade, GradeScale
from beurteilung.richtwerte.check import allowed, scoped_subject
from beurteilung.runden.runde import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from beurteilung.law.document import Richtwert
    from beurteilung.richtwerte.check import Allowance
    from beurteilung.runden.runde import Row

__all__ = ["LIMITS", "Spielraum", "next_head", "so_far", "spielraum", "split"]

LIMITS = (
    Text(
        "Gezählt wird, was die Richtwerte zulassen; Noten werden damit nicht vorgeschlagen und dürfen im "
        "Einzelfall nicht vorgegeben werden.",
        "This counts what the Richtwerte allow; it proposes no grades, and none may be prescribed in a single "
        "case.",
    ),
    Text(
        "Wie viele Stellen frei sind, darf die Noten nicht bestimmen, und keine Stufe darf für jemanden "
        "ausgeschlossen sein.",
        "How many posts are vacant must not set the grades, and no stage may be barred for anybody.",
    ),
)
"""What no superior may do with the numbers; `vorgabe` has the decisions."""

FAR = 200
"""Each Richtwert of half a per cent or more covers one officer more in a group greater by so many."""


@frozen
class Spielraum:
    """What one Richtwert leaves in a group in which some grades were given already.

    ``given`` counts the officers who have its grades. For an upper bound ``further`` is how many more may
    get one of them, ``tolerated`` the same with the tolerance; for a lower bound how many more must. An
    inexact interval has what no source settles between its ends. None where no figure is known, or no source
    tells which grades are bound. ``exceeded`` tells that more were given than the bound surely allows.
    """

    richtwert: Richtwert
    size: int
    given: int | None
    further: Interval | None
    tolerated: Interval | None
    exceeded: bool

    @property
    def text(self) -> Text:
        """The same in a sentence."""
        name = scoped_subject(self.richtwert)
        if self.further is None or self.given is None:
            none = Text("dazu ist keine Zahl bekannt", "no figure is known")
            if self.richtwert.grenze == "etwa" and self.richtwert.of(self.size) is not None:
                none = Text("„etwa“ ist keine Grenze", "“about” is no limit")
            return Text(f"{name.de}: {none.de}.", f"{name.en}: {none.en}.")
        upper = self.richtwert.grenze != "mindestens"
        de, en = ("noch", "further") if upper else ("noch nötig", "still needed")
        wide = _EMPTY if self.tolerated is None else Text(
            f", mit Toleranz {_span(self.tolerated).de}",
            f", with tolerance {_span(self.tolerated).en}",
        )  # fmt: skip
        span = _span(self.further)
        over = Text("; überschritten", "; exceeded") if self.exceeded else _EMPTY
        return Text(
            f"{name.de}: {self.given} von {self.size} vergeben, {de} {span.de}{wide.de}{over.de}.",
            f"{name.en}: {self.given} of {self.size} given, {en} {span.en}{wide.en}{over.en}.",
        )


_EMPTY = Text("", "")


def _span(heads: Interval) -> Text:
    if heads.exact:
        return Text(str(heads.low), str(heads.low))
    return Text(f"{heads.low} bis {heads.high}", f"{heads.low} to {heads.high}")


def spielraum(
    guideline: Guideline,
    size: int,
    given: Mapping[Grade, int] | None = None,
    stichtag: date | None = None,
) -> tuple[Spielraum, ...]:
    """Return what each Richtwert of a guideline leaves in a group of this size.

    ``given`` counts the grades that were given already; whoever has none yet may still get any. Where the
    grades of one Richtwert lie among those of another that holds for the same Stichtage, the narrower of both
    counts. With a Stichtag only the Richtwerte that hold for it count, as in `allowed`.

    Raises:
        DataError: more officers have grades than the group has, or a count is negative.

    >>> from beurteilung import guideline
    >>> first, second = spielraum(guideline("bund-blv-2026"), 26)
    >>> first.further, first.tolerated, second.further
    ([2, 3], [3, 5], [5, 6])
    """
    expect("guideline", guideline, Guideline)
    expect("size", size, int)
    expect("given", given, Mapping, None)
    counts = dict(given or {})
    for one, n in counts.items():
        expect("given", one, Grade)
        if type(n) is not int or n < 0:
            raise DataError("", [_no_count(one, n)])
    total = sum(counts.values())
    if total > size:
        raise DataError("", [_too_many(total, size)])
    scale = next((one.scale for one in counts), guideline.scale)
    every = allowed(guideline, size, stichtag)
    bound = [a.richtwert.grades_on(scale) if scale else None for a in every]
    parts = list(zip(every, bound, strict=True))
    return tuple(_left(a, grades, parts, counts, size - total) for a, grades in parts)


def _no_count(one: Grade, n: object) -> Text:
    return Text(
        f"{one}: erwartet wird eine Anzahl ab 0, angegeben ist {excerpt(n, 'de')}",
        f"{one}: expected a count from 0 up, got {n!r}",
    )


def _too_many(total: int, size: int) -> Text:
    return Text(
        f"{total} Noten sind vergeben, die Gruppe hat nur {size} Personen",
        f"{total} grades were given in a group of {size}",
    )


def so_far(
    rows: Iterable[Row],
    *,
    note: str,
    scale: GradeScale | str | None = None,
    gruppe: str | None = None,
    numbers: Sequence[int] = (),
) -> dict[str, tuple[int, dict[Grade, int]]]:
    """Count the officers of each comparison group, and the grades that were given so far.

    An empty grade is one that was not given yet. ``numbers`` are those of the rows in messages.

    Raises:
        DataError: a grade is unknown, a group is empty, or there is no row.
        ColumnError: a column is missing.

    >>> rows = [{"g": "A 9", "note": "5"}, {"g": "A 9", "note": None}]
    >>> so_far(rows, note='note', scale="ni-pol-1999", gruppe="g")
    {'A 9': (2, {<Grade ni-pol-1999:5>: 1})}
    """
    expect("note", note, str)
    expect("scale", scale, GradeScale, str, None)
    expect("gruppe", gruppe, str, None)
    reader = Reader(note, scale, gruppe, numbers=numbers)
    sizes: dict[str, int] = {}
    counts: dict[str, dict[Grade, int]] = {}
    for row in ending("rows", rows):
        expect("rows", row, Mapping)
        if (read := reader.cells(row)) is None:
            continue
        group, one = read
        sizes[group] = sizes.get(group, 0) + 1
        mine = counts.setdefault(group, {})
        if one is not None:
            mine[one] = mine.get(one, 0) + 1
    reader.refuse()
    return {reader.names.get(group, group): (n, counts[group]) for group, n in sizes.items()}


def _left(
    a: Allowance,
    grades: tuple[Grade, ...] | None,
    parts: Sequence[tuple[Allowance, tuple[Grade, ...] | None]],
    counts: Mapping[Grade, int],
    waiting: int,
) -> Spielraum:
    r = a.richtwert
    mine = 0 if not counts else None if grades is None else _among(counts, grades)
    if a.heads is None or mine is None or r.grenze == "etwa":
        return Spielraum(r, a.size, mine, None, None, exceeded=False)
    if r.grenze == "mindestens":
        return Spielraum(
            r, a.size, mine, _minus(a.heads, mine), _minus(a.tolerated, mine), exceeded=False
        )
    around = [
        (other, _among(counts, theirs))
        for other, theirs in parts
        if other is not a and theirs is not None and grades is not None
        if other.heads is not None
        and other.richtwert.grenze == "hoechstens"
        and other.richtwert.holds_beside(r)
        and set(grades) <= set(theirs)
    ]
    strict = _least([_minus(a.heads, mine), *(_minus(o.heads, n) for o, n in around)], waiting)
    wide = None
    if a.tolerated is not None:
        wide = _least(
            [_minus(a.tolerated, mine), *(_minus(o.tolerated or o.heads, n) for o, n in around)],
            waiting,
        )
    covered = a.heads if a.tolerated is None else a.tolerated
    return Spielraum(r, a.size, mine, strict, wide, exceeded=mine > covered.high)


def _among(counts: Mapping[Grade, int], grades: Sequence[Grade]) -> int:
    return sum(n for one, n in counts.items() if one in grades)


def _minus(heads: Interval | None, n: int) -> Interval | None:
    return None if heads is None else Interval(max(0, heads.low - n), max(0, heads.high - n))


def _least(bounds: Iterable[Interval | None], waiting: int) -> Interval:
    known = [Interval(waiting, waiting), *(bound for bound in bounds if bound is not None)]
    return Interval(min(b.low for b in known), min(b.high for b in known))


def next_head(
    guideline: Guideline, size: int, stichtag: date | None = None
) -> tuple[int | None, ...]:
    """Return for each Richtwert from which greater group on it surely covers one officer more.

    None where no figure is known, or where it takes more than ``FAR`` officers. Tolerances do not count.
    ``stichtag`` is that of `spielraum`.

    >>> from beurteilung import guideline
    >>> next_head(guideline("bund-blv-2026"), 9)
    (10, 10)
    """
    expect("guideline", guideline, Guideline)
    here = allowed(guideline, size, stichtag)
    found: list[int | None] = [None] * len(here)
    for n in range(size + 1, size + FAR + 1):
        there = allowed(guideline, n, stichtag)
        for at, (a, b) in enumerate(zip(here, there, strict=True)):
            if a.heads is None or b.heads is None or found[at] is not None:
                continue
            if b.heads.low > a.heads.low:
                found[at] = n
        if None not in found:
            break
    return tuple(found)


def split(guideline: Guideline, parts: Sequence[int]) -> tuple[tuple[Interval, Interval], ...]:
    """Return for each Richtwert the officers it covers in a whole group, and in its parts taken together.

    Groups are formed by office, not by unit; smaller groups lose officers to rounding. Richtwerte without a
    figure are left out.

    Raises:
        WrongKindError: a size is no whole number from 0 up.

    >>> from beurteilung import guideline
    >>> [(whole.low, several.low) for whole, several in split(guideline("bund-blv-2026"), [9, 9, 8])]
    [(2, 0), (5, 3)]
    """
    expect("guideline", guideline, Guideline)
    parts = expect_each("parts", parts)
    for n in parts:
        if type(n) is not int or n < 0:
            raise WrongKindError.of(
                Text(
                    "Größen von Gruppen, ganze Zahlen von 0 an",
                    "sizes of groups, whole numbers from 0 up",
                ),
                n,
            )
    whole = allowed(guideline, sum(parts))
    each = [allowed(guideline, n) for n in parts]
    found: list[tuple[Interval, Interval]] = []
    for at, a in enumerate(whole):
        heads = [h for one in each if (h := one[at].heads) is not None]
        if a.heads is not None and len(heads) == len(parts):
            found.append((a.heads, sum(heads, Interval(0))))
    return tuple(found)
