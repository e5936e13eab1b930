"""DuckDB: one projection that casts to an ENUM of the values that occur and indexes a list.

A projection keeps the order of rows, a join does not. The SQL is of the relation's own connection,
so a relation of any database works, and nothing is created there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import LATER, layout, settle, unused_name
from beurteilung.frames.questions import Answers, too_many
from beurteilung.frames.sql import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Kind, Question, Value

__all__ = ["ask", "exactly"]


def ask(relation: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer for a relation: one query finds the distinct questions, the result stays lazy.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the key columns hold too many values to be grades.
    """
    found = _counted(relation, question)
    counts = {row: found[row] for row in sorted(found, key=lambda row: [*map(_nulls_last, row)])}
    answers = Answers(question)
    settle(answers, counts, on_error)
    later = f"error({literal(LATER, 'text')})" if on_error == "raise" else "0"
    spot = identifier(f"{unused_name(relation.columns)}spot")
    structs = _structs(answers.columns(new))
    # A projection of its own: DuckDB computes what may raise anew for each column that uses it.
    placed = relation.project(
        f"*, coalesce({_spot(question.keys, list(counts))}, {later}) AS {spot}"
    )
    return placed.project(f"* EXCLUDE ({spot}), unnest({structs}[1 + {spot}])")


def _spot(keys: Sequence[str], rows: list[tuple[Native, ...]]) -> str:
    """Return SQL for where a row's values stand among those listed, from 1; NULL if they do not."""
    digits = [sorted({row[n] for row in rows}, key=_nulls_last) for n, _ in enumerate(keys)]
    counted = layout(digits, rows)
    spots: list[int | None] = [None] * counted.size
    for spot, at in enumerate(counted.places, start=1):
        spots[at] = spot
    place = "0"
    for key, values, squeeze in zip(keys, digits, counted.squeeze, strict=True):
        if squeeze is not None:
            place = f"{_integers(squeeze)}[1 + {place}]"
        place = f"({place} * {len(values)} + {_number(key, values)})"
    if spots == list(range(1, len(spots) + 1)):
        return f"(1 + {place})"  # every combination occurs
    return f"{_integers(spots)}[1 + {place}]"


def _nulls_last(value: str | None) -> tuple[bool, str]:
    return value is None, value or ""


def _integers(numbers: Iterable[int | None]) -> str:
    return f"CAST([{', '.join(literal(n, 'integer') for n in numbers)}] AS INTEGER[])"


def _counted(relation: Native, question: Question) -> dict[tuple[Native, ...], int]:
    """Return how many rows have each combination of values of the key columns."""
    columns = ", ".join(map(_text, question.keys))
    found = relation.aggregate(f"{columns}, count(*)", columns).limit(question.most + 1).fetchall()
    if len(found) > question.most:
        raise too_many(question)
    return {row[:-1]: row[-1] for row in found}


def _text(key: str) -> str:
    return f"{identifier(key)}::VARCHAR{EXACT}"


def exactly(relation: Native, key: str) -> Native:
    """Return a relation that tells spellings of a column apart, whatever its collation."""
    if str(relation.types[relation.columns.index(key)]) != "VARCHAR":
        return relation
    return relation.project(f"* REPLACE ({_text(key)} AS {identifier(key)})")


EXACT = ' COLLATE "binary"'
"""After a text: capitals and small letters differ, whatever the column or the database says."""


def _number(key: str, values: list[str | None]) -> str:
    """Return SQL for where a value stands among those listed, from 0; NULL if it does not."""
    texts = [value for value in values if value is not None]
    listed = ", ".join(literal(text, "text") for text in texts)
    known = f"enum_code(TRY_CAST({_text(key)} AS ENUM({listed})))::INTEGER" if texts else "NULL"
    if None not in values:
        return known
    return f"CASE WHEN {identifier(key)} IS NULL THEN {len(texts)} ELSE {known} END"


def _structs(columns: dict[str, tuple[Kind, list[Value]]]) -> str:
    """Return the rows of answers as a list of structs; the first, empty one fixes the types.

    No row takes the last two. Without them DuckDB knows from the answers alone that some filter keeps
    nothing, and does not read the row that would have stopped it.
    """
    kinds: list[tuple[str, Kind]] = [
        (identifier(name), kind) for name, (kind, _) in columns.items()
    ]
    types = ", ".join(f"{name} {TYPES[kind]}" for name, kind in kinds)
    rows = zip(*((*values, *ENDS[kind]) for kind, values in columns.values()), strict=True)
    return f"CAST([{', '.join(_struct(kinds, row) for row in rows)}] AS STRUCT({types})[])"


TYPES = {"integer": "SMALLINT", "count": "BIGINT", "text": "VARCHAR"}
ENDS: dict[Kind, tuple[Value, Value]] = {
    "integer": (-(1 << 15), (1 << 15) - 1),
    "count": (-(1 << 63), (1 << 63) - 1),
    "text": ("", "\U0010ffff" * 4),
}
"""The least and the greatest value of each type."""


def _struct(kinds: list[tuple[str, Kind]], row: Iterable[Value]) -> str:
    parts = (f"{name}: {literal(v, kind)}" for (name, kind), v in zip(kinds, row, strict=True))
    return f"{{{', '.join(parts)}}}"
