"""DuckDB: one projection that casts to an ENUM of the values that occur and indexes a list.

A projection keeps the order of rows, a join does not. The SQL is of the relation's own connection,
so a relation of any database works, and nothing is created there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import layout, settle
from beurteilung.frames.questions import Answers, too_many
from beurteilung.frames.sql import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Kind, Question, Value

__all__ = ["ask", "projection"]

SAMPLE = 10_000
"""Rows looked at for the combinations that occur; all are read if others hold more."""


def ask(relation: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer for a relation: one query finds the distinct questions, the result stays lazy."""
    return relation.project(projection(relation, question, new, on_error))


def projection(relation: Native, question: Question, new: list[str], on_error: OnError) -> str:
    """Return the list of a SELECT that has all columns and the answers.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the key columns hold too many values to be grades.
    """
    rows = _distinct(relation, question)
    answers = Answers(question)
    numbers = settle(answers, rows, lambda: _counted(relation, question), on_error)
    digits = [
        sorted({row[n] for row in rows}, key=lambda v: (v is None, v or ""))
        for n in range(len(question.keys))
    ]
    counted = layout(digits, rows)
    at = [0] * counted.size
    for spot, number in zip(counted.places, numbers, strict=True):
        at[spot] = number
    place = "0"
    for key, values, squeeze in zip(question.keys, digits, counted.squeeze, strict=True):
        if squeeze is not None:
            place = f"[{', '.join(map(str, squeeze))}][1 + {place}]"
        place = f"({place} * {len(values)} + {_number(key, values)})"
    structs = _structs(answers.columns(new))
    return f"*, unnest({structs}[1 + [{', '.join(map(str, at))}][1 + {place}]])"


def _distinct(relation: Native, question: Question) -> list[tuple[Native, ...]]:
    """Return the distinct values of the key columns, as text.

    Those of the first rows are looked up in the others, which is far less work than to group all.
    """
    known = list(_counted(relation.limit(SAMPLE), question))
    if not known:
        return known
    texts = [_text(key) for key in question.keys]
    rows = ", ".join(f"({', '.join(literal(v, 'text') for v in row)})" for row in known)
    names = [f"k{n}" for n, _ in enumerate(texts)]
    same = " AND ".join(f"{text} = k.{name}" for text, name in zip(texts, names, strict=True))
    others = relation.query(
        "beurteilung_rows",
        f"SELECT {', '.join(texts)} FROM beurteilung_rows "  # noqa: S608 - all quoted
        f"ANTI JOIN (VALUES {rows}) k({', '.join(names)}) ON {same} LIMIT 1",
    )
    return list(_counted(relation, question)) if others.fetchall() else known


def _counted(relation: Native, question: Question) -> dict[tuple[Native, ...], int]:
    """Return how many rows have each combination of values of the key columns."""
    columns = ", ".join(map(_text, question.keys))
    found = relation.aggregate(f"{columns}, count(*)", columns).limit(question.most + 1).fetchall()
    if len(found) > question.most:
        raise too_many(question)
    return {row[:-1]: row[-1] for row in found}


def _text(key: str) -> str:
    return f"CAST({identifier(key)} AS VARCHAR)"


def _number(key: str, values: list[str | None]) -> str:
    texts = [value for value in values if value is not None]
    if not texts:
        return "0"
    listed = ", ".join(literal(text, "text") for text in texts)
    known = f"enum_code(TRY_CAST({_text(key)} AS ENUM({listed})))::INTEGER"
    return f"coalesce({known}, {len(texts)})" if None in values else known


def _structs(columns: dict[str, tuple[Kind, list[Value]]]) -> str:
    """Return the rows of answers as a list of structs; the first, empty one fixes the types."""
    kinds: list[tuple[str, Kind]] = [
        (identifier(name), kind) for name, (kind, _) in columns.items()
    ]
    types = ", ".join(f"{name} {TYPES[kind]}" for name, kind in kinds)
    rows = zip(*(values for _, values in columns.values()), strict=True)
    return f"CAST([{', '.join(_struct(kinds, row) for row in rows)}] AS STRUCT({types})[])"


TYPES = {"integer": "SMALLINT", "count": "BIGINT", "text": "VARCHAR"}


def _struct(kinds: list[tuple[str, Kind]], row: Iterable[Value]) -> str:
    parts = (f"{name}: {literal(v, kind)}" for (name, kind), v in zip(kinds, row, strict=True))
    return f"{{{', '.join(parts)}}}"
