"""What can be wrong, or worth a second look, in a file of one's own, beyond the form of its tables.

A *fault* refuses the file; a *remark* is printed by ``validate`` and refuses nothing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from beurteilung._base.errors import BeurteilungError
from beurteilung._base.text import Text
from beurteilung._base.toml import sound
from beurteilung.law.files import Abbildung, Skala, few
from beurteilung.law.provisions import (
    Berechnung,
    Massstabswechsel,
    Merkmal,
    Stufenwert,
    Verteilung,
    Wartezeit,
    longer_for_better,
)
from beurteilung.model.scales import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from beurteilung._base.toml import Table
    from beurteilung.law.editions import Guideline
    from beurteilung.law.files import Reihe
    from beurteilung.model.mappings import ScaleMapping
    from beurteilung.model.scales import GradeScale

__all__ = ["band_faults", "provision_faults", "remarks"]


def band_faults(part: Skala) -> Iterator[str]:
    """Name every band of numbers that runs against the others or against their order."""
    rows = [(n, stage.reihe) for n, stage in enumerate(part.stufe) if stage.reihe]
    ways = [_way(row) for _, row in rows if _way(row)]
    falling = sum(ways) <= 0
    if not rows or not ways:
        return
    for n, row in rows:
        if _way(row) and (_way(row) < 0) != falling:
            yield (
                f"stufe[{n}].reihe: von {row.von} bis {row.bis} runs against the other bands; "
                f"von is the best number: von = '{row.bis}', bis = '{row.von}'"
            )
    for (_, above), (n, below) in pairwise(rows):
        end, start = above.row.numbers[-1], below.row.numbers[0]
        if above.row.decimals == below.row.decimals and start != end and (start < end) != falling:
            yield f"stufe[{n}].reihe: begins at {below.von}, which does not follow {above.bis}"


def _way(row: Reihe) -> int:
    first, last = row.row.numbers[0], row.row.numbers[-1]
    return (last > first) - (last < first)


def provision_faults(
    table: Table, overall: GradeScale | None, look_up: Callable[[str], GradeScale | None]
) -> Iterator[str]:
    """Name what provisions say of scales and grades that are not there, and what contradicts itself.

    ``look_up`` returns the scale of an id, or None if it has a fault of its own.
    """

    def faults(at: str, scale_id: str, codes: Iterable[str] = ()) -> list[str]:
        return _ranks(at, lambda: look_up(scale_id) if scale_id else overall, codes)[1]

    for n, values in sound(Stufenwert, table.get("stufenwert")):
        yield from faults(f"stufenwert[{n}]", values.skala, values.werte)
    for n, shift in sound(Massstabswechsel, table.get("massstabswechsel")):
        yield from faults(f"massstabswechsel[{n}]", shift.skala)
    for n, feature in sound(Merkmal, table.get("merkmal")):
        if feature.skala:
            yield from faults(f"merkmal[{n}]", feature.skala)
    for n, rule in sound(Berechnung, table.get("berechnung")):
        for scale_id in filter(None, (rule.von, rule.nach)):
            yield from faults(f"berechnung[{n}]", scale_id)
    for n, waiting in sound(Wartezeit, table.get("wartezeit")):
        yield from _waiting_faults(n, waiting, overall, look_up)
    yield from _shares_nobody_allows(table)


def _waiting_faults(
    n: int,
    waiting: Wartezeit,
    overall: GradeScale | None,
    look_up: Callable[[str], GradeScale | None],
) -> Iterator[str]:
    def scale() -> GradeScale | None:
        return look_up(waiting.skala) if waiting.skala else overall

    ranks, faults = _ranks(f"wartezeit[{n}]", scale, waiting.monate)
    yield from faults
    months = [(rank, waiting.monate[code]) for code, rank in ranks.items()]
    for better, worse in longer_for_better(months):
        yield (
            f"wartezeit[{n}].monate: a better grade waits {better} months and a worse one {worse}; "
            "expected that a better grade waits no longer"
        )


def _ranks(
    at: str, find: Callable[[], GradeScale | None], codes: Iterable[str]
) -> tuple[dict[str, int], list[str]]:
    """Return the rank of each code on a scale, and what is wrong with the others or the scale."""
    ranks: dict[str, int] = {}
    try:
        scale = find()
    except BeurteilungError as error:
        return ranks, [f"{at}.skala: {error}"]
    faults: list[str] = []
    for code in codes if scale else ():
        try:
            ranks[code] = _worst(scale, code) if scale else 0
        except BeurteilungError as error:
            faults.append(f"{at}: {error}")
    return ranks, faults


def _worst(scale: GradeScale, code: str) -> int:
    """Return the rank of a grade, or of the worst grade of a stage of this code."""
    inside = [g.rank for g in scale if g.stage and fold(g.stage.code) == fold(code)]
    return max(inside) if inside else scale[code].rank


def _shares_nobody_allows(table: Table) -> Iterator[str]:
    for _, rule in sound(Verteilung, [table.get("verteilung")]):
        if rule.regel != "freigestellt" and table.get("richtwert"):
            yield (
                f"verteilung: regel {rule.regel!r} says that there are no Richtwerte, "
                "but [[richtwert]] has some"
            )


def remarks(
    item: Guideline, joined: Callable[[str], Collection[str]] = lambda _: ()
) -> tuple[Text, ...]:
    """Return what is worth a second look in a guideline, shipped or of one's own.

    ``joined`` returns the scales that a scale is joined to without this file.
    """
    found = [text for part in item.rules.skala for text in _holes(part)]
    tables = zip(item.rules.abbildung, item.mappings, strict=False)  # what ships has them elsewhere
    found += [text for table, made in tables for text in _overlaps(table, made)]
    by_formula = {(a.von, a.nach) for a in item.rules.abbildung if a.formel}
    computed = [m for m in item.mappings if (m.before.id, m.after.id) in by_formula]
    found += [text for m in computed for text in _unreached(m)]
    return (*found, *_invented(item, joined))


def _holes(part: Skala) -> Iterator[Text]:
    """Yield the numbers between two bands that belong to none."""
    rows = [stage.reihe for stage in part.stufe if stage.reihe]
    for above, below in pairwise(rows):
        one, other = above.row, below.row
        unit = Fraction(1, 10 ** max(one.decimals, other.decimals))
        end = Fraction(one.numbers[-1], 10**one.decimals)
        start = Fraction(other.numbers[0], 10**other.decimals)
        if abs(start - end) > max(min(above.schritt, below.schritt), unit):
            yield Text(
                f"Skala {part.id}: zwischen {above.bis} und {below.von} liegt ein Loch; was dort liegt, "
                "hat keine Note",
                f"scale {part.id}: there is a hole between {above.bis} and {below.von}; what lies there has "
                "no grade",
            )


def _overlaps(a: Abbildung, relation: ScaleMapping) -> Iterator[Text]:
    """Yield the grades that two rows of a table name, each with another counterpart."""
    seen: dict[str, int] = {}
    twice: list[str] = []
    for n, pair in enumerate(a.paar):
        ends = [relation.before[code] for code in pair.von]
        row = relation.before.between(*ends) if len(ends) == 2 else ends  # noqa: PLR2004 - two ends
        twice += [g.code for g in row if seen.setdefault(g.code, n) != n]
    if twice:
        yield Text(
            f"Abbildung {a.von} → {a.nach}: {few(twice)} steht in zwei Zeilen, also mit mehreren Gegenstücken",
            f"mapping {a.von} → {a.nach}: {few(twice)} stands in two rows, so with several counterparts",
        )


def _unreached(relation: ScaleMapping) -> Iterator[Text]:
    """Yield how many numbers of a formula reach no grade."""
    lost = [m.grade.code for m in relation.missing if m.grade in relation.before]
    if lost:
        yield Text(
            f"Abbildung {relation.before.id} → {relation.after.id}: {len(lost)} von {len(relation.before)} "
            "Noten haben kein Gegenstück",
            f"mapping {relation.before.id} → {relation.after.id}: {len(lost)} of {len(relation.before)} "
            "grades have no counterpart",
        )


def _invented(item: Guideline, joined: Callable[[str], Collection[str]]) -> Iterator[Text]:
    """Yield the scales of others that only this file joins, by way of a third one."""
    own = {s.id for s in item.scales}
    beside: dict[str, set[str]] = {}
    for m in item.mappings:
        beside.setdefault(m.before.id, set()).add(m.after.id)
        beside.setdefault(m.after.id, set()).add(m.before.id)
    for middle, ends in sorted(beside.items()):
        others = sorted({*ends, *joined(middle)} - own)
        for a, b in combinations(others, 2):
            if b not in joined(a) and ({a, b} & ends):
                yield Text(
                    f"Über {middle} entsteht ein Weg von {a} nach {b}, den keine Quelle belegt; "
                    "compare() würde ihn gehen",
                    f"by way of {middle} a path from {a} to {b} arises that no source attests; "
                    "compare() would take it",
                )
