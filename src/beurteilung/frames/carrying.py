"""Reference groups of a whole table: how the grades of officers developed who had the same last grade.

The engine counts; which grades are better, and what a mean is made of, is asked of the scalar model.
"""

from __future__ import annotations

from operator import eq, gt, lt
from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import BadRowsError, BeurteilungError, ColumnError, ScaleMismatchError
from beurteilung._base.text import Text, joined, placed
from beurteilung.frames.asking import FIRST, unused_name
from beurteilung.frames.engine import expect_kinds, wrap
from beurteilung.frames.groups import expect_free, is_one_of
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Side, in_cell
from beurteilung.law import registry
from beurteilung.model.cells import NullError, expect_columns
from beurteilung.personen.fortschreibung import figures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from narwhals.typing import IntoFrameT

    from beurteilung._base.errors import Message
    from beurteilung.frames.asking import Native
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["fortschreibungen"]

_OWN = ("note", "n", "without", "better", "same", "worse", "sum")
"""The columns of the answer beside those of the groups."""


def fortschreibungen(  # noqa: PLR0913 - each is a column or a scale of its own
    frame: IntoFrameT,
    *,
    note: str,
    neu: str,
    je: str | Sequence[str] = (),
    scale: GradeScale | str | None = None,
    scale_neu: GradeScale | str | None = None,
) -> IntoFrameT:
    """Say of each reference group of a table how its grades developed: one row an office and last grade.

    ``note`` names the column of the last regular grades, ``neu`` that of the grades now, ``je`` the columns
    that a group has in common, such as the office. ``scale`` and ``scale_neu`` are the scales of bare codes.
    The result has the columns of ``je``, ``note`` (the last grade), ``n`` (officers with a grade now),
    ``without`` (those without one), ``better``, ``same``, ``worse`` (null across two scales) and ``sum``, that
    of the figures: the mean is ``sum / n``, exact and rounded nowhere (null on a scale without consecutive
    whole numbers). Officers without a last grade belong to no group. Rows are in no order.

    `beurteilung.personen.Referenzgruppe` says the same of one group, and `check_fortschreibung` checks
    a grade that was chosen; neither does this choose one.

    Raises:
        BadRowsError: a grade is unknown.
        ColumnError: a column is missing or has the name of a new one, or nobody has a last grade.
        ScaleMismatchError: new grades of several scales.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> akte = pl.DataFrame({"amt": ["A 11"] * 4, "alt": ["11"] * 4, "neu": ["11", "12", "12", None]})
    >>> fortschreibungen(akte, note='alt', neu="neu", je="amt", scale="by-llbg").rows(named=True)
    [{'amt': 'A 11', 'note': 'by-llbg:11', 'n': 3, 'without': 1, 'better': 2, 'same': 1, 'worse': 0, 'sum': 35}]
    """
    nw = need("narwhals", "frames")
    wrapped = wrap(frame)
    groups = [je] if isinstance(je, str) else [*dict.fromkeys(je)]
    names = wrapped.collect_schema().names()
    expect_columns((*groups, note, neu), names)
    expect_free(groups, _OWN)
    before = _stated(nw, wrapped, Side(note, _known(scale)))
    if not before:
        raise ColumnError(_nobody(note))
    after = _stated(nw, wrapped, Side(neu, _known(scale_neu or scale)))
    start = unused_name(names)
    marks = {
        name: e.alias(start + name) for name, e in _marks(nw, note, neu, before, after).items()
    }
    lazy = wrapped.lazy() if wrapped.implementation.is_polars() else wrapped
    found = (
        lazy.filter(nw.col(note).is_in([*before]))
        .with_columns(_text(nw, note, before).alias(f"{start}note"), *marks.values())
        .group_by(*groups, f"{start}note")
        .agg(nw.len().alias(f"{start}size"), *(nw.col(start + name).sum() for name in marks))
    )
    n = nw.col(f"{start}n").cast(nw.Int64)
    nothing = nw.when(n < 0).then(n)  # null, of the type that each engine has for it
    found = found.select(
        *groups,
        nw.col(f"{start}note").alias("note"),
        n.alias("n"),
        (nw.col(f"{start}size").cast(nw.Int64) - n).alias("without"),
        *(
            (nw.col(start + name).cast(nw.Int64) if name in marks else nothing).alias(name)
            for name in _OWN[3:]
        ),
    )
    if lazy is not wrapped and isinstance(wrapped, nw.DataFrame):
        found = found.collect()
    return cast("IntoFrameT", found.to_native())


def _nobody(note: str) -> Text:
    return Text(f"in Spalte {note} steht keine Note", f"column {note} holds no grade")


def _known(scale: GradeScale | str | None) -> GradeScale | None:
    return registry.scale(scale) if isinstance(scale, str) else scale


def _stated(nw: Native, wrapped: Native, side: Side) -> dict[object, Grade]:
    """Return the grade that each value of a column means; an empty cell means none."""
    expect_kinds(wrapped, side.keys)
    count = f"{unused_name([side.column])}size"
    asked = wrapped.group_by(side.column).agg(nw.len().alias(count)).lazy().collect()
    null = nw.col(side.column).is_null().alias(f"{count}_null")
    found: dict[object, Grade] = {}
    faults: list[Message] = []
    bad = 0
    for value, times, missing in asked.select(side.column, count, null).iter_rows():
        if missing or str(value).strip() in {"", "nan"}:
            continue
        try:
            found[value] = side.grade({side.column: value})
        except NullError:
            continue  # k. A.
        except BeurteilungError as error:
            faults.append(placed(in_cell(side.column, value), error))
            bad += times
    if faults:
        raise BadRowsError(bad, sum(asked[count].to_list()), faults[:FIRST])
    return found


def _text(nw: Native, column: str, grades: Mapping[object, Grade]) -> Native:
    """Return the text form of each grade, whatever its spelling."""
    found = nw.lit(None, nw.String)
    for one in dict.fromkeys(grades.values()):
        meant = nw.col(column).is_in(_spelled(grades, [one]))
        found = nw.when(meant).then(nw.lit(str(one))).otherwise(found)
    return found


def _spelled(grades: Mapping[object, Grade], wanted: Iterable[Grade]) -> list[object]:
    chosen = {*wanted}
    return [value for value, grade in grades.items() if grade in chosen]


def _marks(
    nw: Native,
    note: str,
    neu: str,
    before: Mapping[object, Grade],
    after: Mapping[object, Grade],
) -> dict[str, Native]:
    """Return what each row counts for: a grade now, a better, the same or a worse one, its figure."""
    scales = {grade.scale.id: grade.scale for grade in after.values()}
    if len(scales) > 1:
        raise ScaleMismatchError(
            Text(
                f"erwartet werden neue Noten einer Skala, da sind {joined(sorted(scales))}",
                f"expected new grades of one scale, got {joined(sorted(scales), 'en')}",
            )
        )
    marks = {"n": is_one_of(nw, neu, [*after]).fill_null(0)}
    if all(grade.scale.id in scales for grade in before.values()) or not scales:
        old = [*dict.fromkeys(before.values())]
        for name, wanted in _WANTED.items():
            marks[name] = _sum(
                nw,
                (
                    is_one_of(nw, note, _spelled(before, [last]))
                    * is_one_of(nw, neu, [v for v, new in after.items() if wanted(new, last)])
                    for last in old
                ),
            )
    figures = figures_of(next(iter(after.values()))) if after else None
    if figures is not None:
        marks["sum"] = _sum(
            nw,
            (
                is_one_of(nw, neu, _spelled(after, [one])) * int(figures[one])
                for one in dict.fromkeys(after.values())
            ),
        )
    return marks


_WANTED: dict[str, Callable[[Grade, Grade], bool]] = {"better": gt, "same": eq, "worse": lt}


def _sum(nw: Native, parts: Iterable[Native]) -> Native:
    total = nw.lit(0, nw.Int64)
    for part in parts:
        total = total + part.fill_null(0)
    return total
