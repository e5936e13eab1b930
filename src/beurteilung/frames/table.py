"""The outcome table: every answer of `compare` for given scales and events, to take elsewhere."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from beurteilung._base.errors import BadRowsError, ColumnError
from beurteilung._base.kinds import expect, expect_each, known_word
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung._base.version import VERSION
from beurteilung.frames.asking import FIRST
from beurteilung.frames.optional import need
from beurteilung.frames.questions import COMPARED, Answers, Comparison, Output, Side
from beurteilung.frames.sql import identifier, literal
from beurteilung.law import registry
from beurteilung.model.scales import GradeScale

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from datetime import date

    from beurteilung._base.errors import Message
    from beurteilung.frames.asking import OnError
    from beurteilung.frames.questions import Kind, Value

__all__ = ["Outcomes", "outcomes"]

Arrow: TypeAlias = Any
"""A PyArrow table; the library brings no types."""

KEYS = ("before", "after", "events")


@frozen
class Outcomes:
    """Outcomes of comparisons, one row for each pair of grades and kinds of events.

    ``columns`` names and types them: ``before``, ``after`` and ``events`` are the key, the others are
    those of `frames.compare`. ``grades`` has the text forms; with ``codes="integer"`` ``before`` and
    ``after`` are their places in it, from 0. ``made_from`` says by what the table was made.
    """

    columns: tuple[Output, ...]
    rows: tuple[tuple[Value, ...], ...]
    grades: tuple[str, ...]
    made_from: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def to_arrow(self) -> Arrow:
        """Return a PyArrow table; its metadata says by what it was made.

        Raises:
            MissingExtraError: PyArrow is not installed.
        """
        pa = need("pyarrow", "arrow")
        types = {"integer": pa.int16(), "count": pa.int64(), "text": pa.string()}
        schema = pa.schema(
            [pa.field(column.name, types[column.kind]) for column in self.columns],
            metadata=dict(self.made_from),
        )
        names = [column.name for column in self.columns]
        return pa.Table.from_pylist(
            [dict(zip(names, row, strict=True)) for row in self.rows], schema=schema
        )

    def write_parquet(self, path: str | os.PathLike[str]) -> None:
        """Write a Parquet file.

        Raises:
            MissingExtraError: PyArrow is not installed.
        """
        need("pyarrow.parquet", "arrow").write_table(self.to_arrow(), Path(path))

    def write_csv(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file in UTF-8 with commas; an empty figure is one that there is not."""
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in self.columns)
            writer.writerows(self.rows)

    def sql(self, name: str = "outcomes") -> str:
        """Return CREATE TABLE and INSERT in SQL that every engine reads.

        Text is VARCHAR, figures are SMALLINT. With ``codes="integer"`` a second table, called like
        the first with ``_grades`` after it, has the text form of each number.
        """
        origin = ", ".join(f"{key}={value}" for key, value in self.made_from)
        parts = [f"-- {origin}", *_table(name, self.columns, self.rows, KEYS)]
        if self.columns[0].kind == "integer":
            columns = (Output("number", "integer"), Output("grade", "text"))
            parts += _table(f"{name}_grades", columns, tuple(enumerate(self.grades)), ("number",))
        return "\n".join(parts) + "\n"

    def join(
        self, table: str, *, before: str, after: str, events: str, name: str = "outcomes"
    ) -> str:
        """Return a SELECT that puts the outcomes beside each row of a table.

        No row is dropped: one that the outcomes do not cover has ``no-outcome`` as its ``error``.
        """
        pairs = zip(KEYS, (before, after, events), strict=True)
        on = " AND ".join(f"o.{identifier(key)} = t.{identifier(column)}" for key, column in pairs)
        taken = [f"o.{identifier(c.name)}" for c in self.columns[len(KEYS) :] if c.name != "error"]
        known = any(column.name == "error" for column in self.columns)
        good = 'o."error"' if known else "NULL"
        error = f'CASE WHEN o."before" IS NULL THEN \'no-outcome\' ELSE {good} END AS "error"'
        return (
            f"SELECT t.*, {', '.join(taken)}, {error}\n"
            f"FROM {identifier(table)} AS t\nLEFT JOIN {identifier(name)} AS o ON {on};\n"
        )


def outcomes(  # noqa: PLR0913 - each is a choice of its own
    *scales: GradeScale | str,
    events: Iterable[str] | Iterable[int] = ("",),
    on: GradeScale | str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
    codes: Kind = "text",
    on_error: OnError = "raise",
) -> Outcomes:
    """Return every outcome of `compare` between grades of these scales, in every direction.

    ``events`` are kinds joined by ``+`` (empty for none), or whole numbers that count upward events.
    ``rechtsstand`` and ``dienstherr`` hold for all, as in `beurteilung.compare`.

    Raises:
        BadRowsError: scales without a mapping or held not comparable, or an unknown event; with
            ``on_error="column"`` a column ``error`` has the code instead.
        ColumnError: events of both kinds, or unknown words for ``codes`` or ``on_error``.

    >>> from beurteilung import frames
    >>> table = frames.outcomes("ni-pol-1996", "ni-pol-1999", events=["", "laufbahnwechsel"])
    >>> len(table), [column.name for column in table.columns][:4]
    (242, ['before', 'after', 'events', 'nominal'])
    """
    known_word("on_error", on_error, "raise", "column")
    known_word("codes", codes, "text", "integer")
    for one in scales:
        expect("scales", one, GradeScale, str)
    known = [*dict.fromkeys(registry.scale(s) if isinstance(s, str) else s for s in scales)]
    grades = [str(grade) for scale in known for grade in scale]
    every: Iterable[int | str] = [events] if isinstance(events, str) else events
    given = expect_each("events", every, int, str)
    wanted = [*dict.fromkeys(given)]
    event_kinds: set[Kind] = {_kind(event) for event in wanted}
    if len(event_kinds) != 1:
        raise ColumnError(
            Text(
                f"erwartet werden Ereignisse, alle als Text oder alle als ganze Zahlen, angegeben ist {wanted}",
                f"expected events, all texts or all whole numbers, got {wanted}",
            )
        )
    counted_on = registry.scale(on) if isinstance(on, str) else on
    spelled = {text: text if codes == "text" else number for number, text in enumerate(grades)}
    rows: list[tuple[Value, ...]] = []
    faults: list[Message] = []
    for old, new in product(known, known):
        question = Comparison(
            Side("before", old),
            Side("after", new),
            "events",
            counted_on,
            rechtsstand=rechtsstand,
            dienstherr=dienstherr,
        )
        answers = Answers(question)
        for before, after, event in product(old, new, wanted):
            answer = answers.rows[answers.row((before.code, after.code, event))]
            rows.append((spelled[str(before)], spelled[str(after)], event, *answer))
        faults += answers.faults.values()
    if on_error == "raise" and faults:
        raise BadRowsError(len(faults), len(rows), faults[:FIRST], column=True)
    key_kinds: tuple[Kind, ...] = (codes, codes, event_kinds.pop())
    keys = zip(KEYS, key_kinds, strict=True)
    columns = (*(Output(name, kind) for name, kind in keys), *COMPARED, Output("error", "text"))
    shown = len(columns) if on_error == "column" else len(columns) - 1
    made_from = (("beurteilung", VERSION), ("scales", " ".join(scale.id for scale in known)))
    return Outcomes(columns[:shown], tuple(row[:shown] for row in rows), tuple(grades), made_from)


def _kind(event: int | str) -> Kind:
    return "integer" if isinstance(event, int) else "text"


def _table(
    name: str, columns: tuple[Output, ...], rows: Iterable[tuple[Value, ...]], keys: Iterable[str]
) -> list[str]:
    """Return CREATE TABLE and INSERT; the columns of the key are never null."""
    known = tuple(keys)
    described = [
        f"{identifier(c.name)} {TYPES[c.kind]}{' NOT NULL' if c.name in known else ''}"
        for c in columns
    ]
    values = [f"({', '.join(map(literal, row, (c.kind for c in columns)))})" for row in rows]
    key = ", ".join(map(identifier, known))
    listed = ",\n".join(values)
    return [
        f"CREATE TABLE {identifier(name)} ({', '.join(described)}, PRIMARY KEY ({key}));",
        *([f"INSERT INTO {identifier(name)} VALUES\n{listed};"] if values else []),
    ]


TYPES = {"integer": "SMALLINT", "count": "BIGINT", "text": "VARCHAR(200)"}
