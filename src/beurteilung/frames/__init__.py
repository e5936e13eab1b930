"""Whole tables: `compare` and `Grade.to` for each row of a data frame, on the engine it is made of.

pandas, Polars (eager and lazy), PyArrow, DuckDB, Spark, Dask and Ibis; another engine is refused by name.
The same kind of frame comes back, with new columns after the old ones. Rows keep their order where
the engine has one. Each distinct combination of grades and events is put to the scalar model once;
no rule is written a second time.

A column holds grades in their text form (``ni-pol-1996:5``), or bare codes together with a scale; it
may be of text, of categories or of numbers, also floats as readers make them (``4.0`` for a 4). Blanks
around the names of columns do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import ColumnError, UnknownIdError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.text import Text
from beurteilung.frames import asking
from beurteilung.frames.engine import by_engine, expect_kinds, fold, wrap
from beurteilung.frames.questions import Comparison, Conversion, Side
from beurteilung.frames.summary import Summary, summary
from beurteilung.frames.table import Outcomes, outcomes
from beurteilung.law import registry
from beurteilung.law.editions import Guideline
from beurteilung.model.cells import listed_columns
from beurteilung.model.scales import GradeScale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from narwhals.typing import IntoFrameT

    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Question
    from beurteilung.richtwerte.check import Scope

__all__ = ["Outcomes", "Summary", "compare", "convert", "outcomes", "richtwerte", "summary"]


def compare(  # noqa: PLR0913 - each is a column or a choice of its own
    frame: IntoFrameT,
    *,
    before: str,
    after: str,
    events: str | None = None,
    before_scale: GradeScale | str | None = None,
    after_scale: GradeScale | str | None = None,
    on: GradeScale | str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
    prefix: str = "",
    on_error: OnError = "raise",
) -> IntoFrameT:
    """Compare two grades of each row, as `beurteilung.compare` does for one pair.

    ``before`` and ``after`` name the columns of the grades; ``before_scale`` and ``after_scale`` give
    the scale of bare codes, by its id or by the column that holds it. ``events`` names a column of
    kinds joined by ``+`` (empty or null for none), or of whole numbers that count upward events.

    ``rechtsstand`` and ``dienstherr`` hold for the whole call, as in `beurteilung.compare`.

    The new columns are ``nominal``, a whole number or null; ``nominal_exact``, the same exact, as text
    ('-3/2'); ``steps``; then ``_low`` and ``_high`` of ``scale_effect``, ``real``, ``explained`` and
    ``unexplained`` in stages (Int16, null where the scalar answer is None); ``why_not``, the codes of
    what cannot be told ('real=stufe-nicht-belegt'); ``verdict`` and ``code``. ``prefix`` stands before
    each new name. With ``on_error="column"`` a column ``error`` has a code for each row without an
    answer, else null.

    Raises:
        BadRowsError: a grade, scale or event is unknown, ambiguous or null, or a pair of scales has
            no mapping or is held not comparable; rows are counted and the first listed.
        ColumnError: a column is missing, of the wrong kind, or has a new one's name.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> from beurteilung import frames
    >>> akte = pl.DataFrame({
    ...     "alt": ["ni-pol-1996:5", "ni-pol-1996:4"],
    ...     "neu": ["ni-pol-1999:3", "ni-pol-1999:3"],
    ...     "ereignisse": ["laufbahnwechsel", ""],
    ... })
    >>> found = frames.compare(akte, before="alt", after="neu", events="ereignisse")
    >>> found.select("nominal", "scale_effect_low", "real_low", "unexplained_low", "code").rows()
    [(-2, -1, -1, 0, 'wechsel.erklaert'), (-1, -1, 0, 0, 'wechsel.keiner')]
    """
    columns = _columns(frame)
    question = Comparison(
        _side(columns, before, before_scale),
        _side(columns, after, after_scale),
        None if events is None else _named(columns, events),
        registry.scale(on) if isinstance(on, str) else on,
        rechtsstand=rechtsstand,
        dienstherr=dienstherr,
    )
    return cast("IntoFrameT", _answered(frame, question, prefix, on_error))


def convert(  # noqa: PLR0913 - each is a column or a choice of its own
    frame: IntoFrameT,
    column: str,
    *,
    to: GradeScale | str,
    scale: GradeScale | str | None = None,
    prefix: str = "",
    on_error: OnError = "raise",
) -> IntoFrameT:
    """Convert the grade of each row to another scale, as `Grade.to` does for one grade.

    ``column`` holds the grades, ``scale`` gives the scale of bare codes, by its id or by the column
    that holds it. The new column ``converted`` has the text form of the one counterpart.

    Raises:
        BadRowsError: a grade is unknown or null, has several counterparts or none, or the scales
            have no mapping or are held not comparable; rows are counted and the first listed.
        ColumnError: a column is missing, of the wrong kind, or has a new one's name.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> from beurteilung import frames
    >>> akte = pl.DataFrame({"note": ["ni-pol-1996:5", "ni-pol-1996:3"]})
    >>> frames.convert(akte, "note", to="ni-pol-1999")["converted"].to_list()
    ['ni-pol-1999:4', 'ni-pol-1999:2']
    """
    target = registry.scale(to) if isinstance(to, str) else to
    question = Conversion(_side(_columns(frame), column, scale), target)
    return cast("IntoFrameT", _answered(frame, question, prefix, on_error))


def richtwerte(  # noqa: PLR0913 - each is a column or a choice of its own
    frame: IntoFrameT,
    *,
    group: str | Sequence[str],
    grade: str,
    guideline: Guideline | str,
    scale: GradeScale | str | None = None,
    scope: Scope | None = None,
) -> IntoFrameT:
    """Check every comparison group of a round, as `check_richtwert` does for one.

    ``group`` names the columns that tell groups apart, ``grade`` the column of the grades, ``scale``
    the scale of bare codes. ``scope`` is what all groups have in common. The result has one row a
    group and Richtwert: the columns of ``group``, ``richtwert`` (what it binds, in German), ``size``,
    ``count`` (null where the grades bound are not known), ``state`` (that of exact arithmetic),
    ``possible`` (all states that open questions leave, joined by ``+``) and ``verdict``. Groups are
    in no order.

    Raises:
        BadRowsError: a grade is unknown or null; rows are counted and the first values listed.
        ColumnError: a column is missing or has a new one's name, or the guideline has no Richtwert.
        ScaleMismatchError: grades of several scales, or of another scale than the guideline's.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> from beurteilung import frames
    >>> runde = pl.DataFrame({"gruppe": ["A"] * 10, "note": ["schulnoten-1-6:1"] * 4 + ["schulnoten-1-6:3"] * 6})
    >>> found = frames.richtwerte(runde, group="gruppe", grade="note", guideline="bund-blv-2026")
    >>> found.select("richtwert", "size", "count", "state").rows()
    [('Rang 1', 10, 4, 'ueberschritten'), ('Rang 2', 10, 0, 'eingehalten')]
    """
    from beurteilung.frames.groups import judged  # noqa: PLC0415 - the rules only when asked

    law = registry.guideline(guideline) if isinstance(guideline, str) else guideline
    columns = _columns(frame)
    expect("scale", scale, GradeScale, str, None)
    side = Side(_named(columns, grade), registry.scale(scale) if isinstance(scale, str) else scale)
    expect("guideline", law, Guideline)
    wanted = (group,) if isinstance(group, str) else expect_each("group", group)
    groups = [*dict.fromkeys(_named(columns, one) for one in wanted)]
    wrapped = wrap(frame)
    if wrapped.implementation.is_pyarrow():
        from beurteilung.frames.arrow import without_views  # noqa: PLC0415 - one engine a call

        wrapped = wrap(without_views(wrapped.to_native()))
    expect_kinds(wrapped, side.keys)
    if wrapped.implementation.is_duckdb():
        from beurteilung.frames.duckdb import exactly  # noqa: PLC0415 - one engine a call

        wrapped = wrap(exactly(wrapped.to_native(), grade))
    return cast("IntoFrameT", judged(wrapped, groups, side, law, scope).to_native())


def _columns(frame: object) -> Sequence[str]:
    names: Sequence[str] = wrap(frame).collect_schema().names()
    return names


def _side(columns: Sequence[str], column: str, scale: GradeScale | str | None) -> Side:
    """Read where a grade stands; the name of a scale may be the name of a column instead."""
    column = _named(columns, column)
    expect("scale", scale, GradeScale, str, None)
    if not isinstance(scale, str):
        return Side(column, scale)
    scale = _named(columns, scale)
    if scale not in columns:
        try:
            return Side(column, registry.scale(scale))
        except UnknownIdError as error:
            there = listed_columns(columns)
            raise ColumnError(
                Text(
                    f"„{scale}“ ist weder eine Spalte ({there.de}) noch eine Skala: {error.explain('de')}",
                    f"{scale!r} is neither a column ({there.en}) nor a scale: {error}",
                )
            ) from error
    if any(scale == known.id for known in registry.scales()):
        raise ColumnError(
            Text(
                f"„{scale}“ ist sowohl eine Spalte als auch eine Skala; die Spalte umbenennen",
                f"{scale!r} is both a column and a scale; rename the column",
            ),
            python=f"or pass beurteilung.scale({scale!r}) for the scale",
        )
    return Side(column, None, scale)


def _answered(frame: object, question: Question, prefix: str, on_error: OnError) -> Native:
    """Answer with the engine that the frame is made of."""
    wrapped = wrap(frame)
    taken = wrapped.collect_schema().names()
    outputs = (output.name for output in question.outputs)
    new = asking.names(outputs, on_error, prefix, taken, fold(wrapped))
    expect_kinds(wrapped, question.keys)
    return by_engine(wrapped, question, new, on_error)


def _named(columns: Sequence[str], name: str) -> str:
    """Return the column that is meant; blanks around names do not matter, as in ``nr, alt``."""
    if name in columns:  # of pandas any value names a column, a number too
        return name
    expect("column", name, str)
    found = [column for column in columns if str(column).strip() == name.strip()]
    return found[0] if len(found) == 1 else name
