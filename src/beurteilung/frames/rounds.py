"""Rounds and calendars of whole tables, on the engine the table is made of.

The engine counts or looks up; what a count or a day means is asked of `beurteilung.runden` and
`beurteilung.personen`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from beurteilung._base.errors import BadRowsError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung.frames import asking
from beurteilung.frames.asking import unused_name
from beurteilung.frames.carrying import fortschreibungen
from beurteilung.frames.engine import by_engine, expect_kinds, fold, wrap
from beurteilung.frames.groups import counts_of, expect_free, grades_of, sampled
from beurteilung.frames.optional import need
from beurteilung.frames.questions import MOST, Output, Side
from beurteilung.law import registry
from beurteilung.model.cells import day_of, expect_columns
from beurteilung.model.scales import GradeScale
from beurteilung.personen.kalender import entry
from beurteilung.runden.runde import Runde, divisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from narwhals.typing import IntoFrameT

    from beurteilung._base.errors import Message
    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Answer
    from beurteilung.personen.kalender import Rhythm

__all__ = ["distribution", "fortschreibungen", "kalender", "runde"]


def runde(  # noqa: PLR0913 - each is a column of its own
    frame: object,
    *,
    note: str,
    scale: GradeScale | str | None = None,
    gruppe: str | None = None,
    merkmale: Mapping[str, str] | Sequence[str] = (),
    person: str | None = None,
    leere: Literal["fehler", "weglassen"] = "fehler",
) -> Runde:
    """Return the round of a table with one row an officer, as `Runde.read` does for rows.

    The engine counts equal rows; only distinct ones are read. ``leere`` says what becomes of rows without
    a grade: they are an error, or left out and said to be.

    Raises:
        BadRowsError: a grade or group is unknown or null, or a person is listed twice.
        ColumnError: a column is missing, a division has too many parts, or ``leere`` is another word.
        ScaleMismatchError: grades of several scales.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> akte = pl.DataFrame({"note": ["by-llbg:10", "by-llbg:11", "by-llbg:10"], "tz": [True, False, None]})
    >>> r = runde(akte, note='note', merkmale={"teilzeit": "tz"})
    >>> r.size, [p.teil for p in r.parts("teilzeit")]
    (3, ['ja', 'nein', None])
    """
    expect("note", note, str)
    for name, given in (("gruppe", gruppe), ("person", person)):
        expect(name, given, str, None)
    nw = need("narwhals", "frames")
    wrapped = wrap(frame)
    columns = divisions(merkmale)
    asked: list[str] = [note, *([gruppe] if gruppe else []), *columns.values()]
    wanted: list[str] = list(dict.fromkeys(asked))
    names = wrapped.collect_schema().names()
    expect_columns([*wanted, *([person] if person else [])], names)
    count = f"{unused_name(names)}rows"
    if person:
        _refuse_twice(nw, wrapped, person, count)
    counted = wrapped.group_by(wanted).agg(nw.len().alias(count)).lazy().collect()
    rows = ((dict(zip(wanted, row[:-1], strict=True)), int(row[-1]))
            for row in counted.select(*wanted, count).iter_rows())  # fmt: skip
    return Runde.tallied(rows, note=note, scale=scale, gruppe=gruppe, merkmale=columns, leere=leere)


def _refuse_twice(nw: Native, wrapped: Native, person: str, count: str) -> None:
    """Refuse a person who is listed twice, and rows without one; the message names nobody."""
    found = wrapped.group_by(person).agg(nw.len().alias(count)).lazy().collect()
    null = nw.col(person).is_null().alias(f"{count}_null")
    times = list(found.select(count, null).iter_rows())
    empty = sum(n for n, missing in times if missing)
    twice = [n for n, missing in times if n > 1 and not missing]
    faults: list[Message] = []
    if empty:
        faults.append(
            Text(f"Spalte {person}: {empty} sind leer", f"column {person}: {empty} are empty")
        )
    if twice:
        faults.append(
            Text(
                f"Spalte {person}: {len(twice)} stehen dort mehrmals",
                f"column {person}: {len(twice)} stand there more than once",
            )
        )
    if faults:
        raise BadRowsError(empty + sum(twice), sum(n for n, _ in times), faults)


def distribution(
    frame: IntoFrameT,
    *,
    group: str | Sequence[str],
    note: str,
    scale: GradeScale | str | None = None,
) -> IntoFrameT:
    """Count the grades of each comparison group: one row a group, ``size`` and a column for each grade.

    The columns bear the codes of the grades that occur, best first, after ``n_``. Groups are in no order.

    Raises:
        BadRowsError: a grade is unknown or null.
        ColumnError: a column is missing, or has a new one's name.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> akte = pl.DataFrame({"g": ["x", "x", "x"], "note": ["by-llbg:10", "by-llbg:11", "by-llbg:10"]})
    >>> distribution(akte, group="g", note='note').rows(named=True)
    [{'g': 'x', 'size': 3, 'n_11': 1, 'n_10': 2}]
    """
    expect("note", note, str)
    expect("scale", scale, GradeScale, str, None)
    nw = need("narwhals", "frames")
    wrapped = wrap(frame)
    groups = (
        [group] if isinstance(group, str) else [*dict.fromkeys(expect_each("group", group, str))]
    )
    names = wrapped.collect_schema().names()
    expect_columns([*groups, note], names)
    side = Side(note, registry.scale(scale) if isinstance(scale, str) else scale)
    expect_kinds(wrapped, side.keys)
    rest = f"{unused_name(names)}rest"

    def counted(some: Native) -> tuple[list[str], Native]:
        """Count all rows by the grades that occur in some."""
        known = grades_of(some, side, f"{rest}_size")
        order = sorted({*known.values()}, key=lambda g: (g.scale.id, g.rank))
        marks = {
            f"n_{one.code}": [v for v, grade in known.items() if grade == one] for one in order
        }
        expect_free(groups, {name.casefold() for name in ("size", *marks)})
        return [*marks], counts_of(wrapped, groups, note, marks, "size", rest)

    marks, counts = sampled(wrapped, counted, rest)
    found = counts.select(*groups, *(nw.col(name).cast(nw.Int64) for name in ("size", *marks)))
    return cast("IntoFrameT", found.to_native())


@frozen
class _Calendar:
    """`beurteilung.personen.entry` for each row; an empty cell is a day that is not known."""

    of: Rhythm
    am: date
    labels: tuple[str, ...]
    start: str
    most: int = MOST

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of days, as text: of the last Stichtag, and perhaps of the day one is appraised from."""
        return tuple(f"{self.start}day_{n}" for n, _ in enumerate(self.labels))

    @property
    def needed(self) -> tuple[str, ...]:
        """No column: an empty cell is a day that is not known."""
        return ()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The next Stichtag, the day due, and the state."""
        return Output("next", "text"), Output("due", "text"), Output("state", "text")

    def answer(self, row: Mapping[str, object]) -> Answer:
        """Ask the calendar of one officer."""
        last, since = (*map(day_of, row.values()), None)[:2]
        found = entry(self.of, last, am=self.am, since=since)
        days = (None if d is None else d.isoformat() for d in (found.next, found.due))
        return (*days, found.state.value)


def kalender(  # noqa: PLR0913 - each is a column or a choice of its own
    frame: IntoFrameT,
    *,
    last: str,
    of: Rhythm,
    am: date,
    since: str | None = None,
    prefix: str = "",
    on_error: OnError = "raise",
) -> IntoFrameT:
    """Say of each row how its regular appraisal stands, as `beurteilung.personen.entry` does for one.

    ``last`` names the column of the last Stichtag, ``since`` the one of the day from which the officer has
    to be appraised; both hold days or text, empty where a day is not known. The new columns are ``next``
    and ``due`` (days as text) and ``state``.

    Raises:
        BadRowsError: a cell is no day, or lies after ``am``.
        ColumnError: a column is missing, or has a new one's name.
        MissingExtraError: narwhals is not installed.

    >>> from datetime import date
    >>> import polars as pl
    >>> from beurteilung.personen import Rhythm
    >>> akte = pl.DataFrame({"stichtag": ["2023-05-31", "2025-02-01", None]})
    >>> kalender(akte, last="stichtag", of=Rhythm(36), am=date(2026, 6, 1))["state"].to_list()
    ['ueberfaellig', 'aktuell', 'offen']
    """
    expect("last", last, str)
    expect("since", since, str, None)
    nw = need("narwhals", "frames")
    wrapped = wrap(frame)
    names = wrapped.collect_schema().names()
    given = (last,) if since is None else (last, since)
    expect_columns(given, names)
    question = _Calendar(of, am, given, unused_name(names))
    texts = wrapped.with_columns(
        nw.when(nw.col(name).is_null())
        .then(nw.lit(""))
        .otherwise(nw.col(name).cast(nw.String))
        .alias(key)
        for name, key in zip(given, question.keys, strict=True)
    )
    outputs = (output.name for output in question.outputs)
    new = asking.names(outputs, on_error, prefix, names, fold(wrapped))
    found = by_engine(texts, question, new, on_error)
    kept = nw.from_native(found).drop(*question.keys)
    return cast("IntoFrameT", kept.to_native())
