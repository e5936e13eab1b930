"""DuckDB: a look-up for each row among the values that occur, and a list of answers to take from.

Both are expressions of a projection, so rows keep their order, as they need not in a join. The SQL is
of the relation's own connection: a relation of any database works, and nothing is created there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import LATER, settle, spare
from beurteilung.frames.questions import Answers, too_many
from beurteilung.frames.sql import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Kind, Question, Value

__all__ = ["ask"]

SAMPLE = 10_000
"""Rows looked at for the combinations that occur; all are read if others hold more."""


def ask(relation: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer for a relation: queries find the distinct questions, the result stays lazy.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the key columns hold too many values to be grades.
    """
    rows = _distinct(relation, question)
    answers = Answers(question)
    settle(answers, rows, lambda: _counted(relation, question), on_error)
    later = f"error({literal(LATER, 'text')})" if on_error == "raise" else "0"
    spot = f"{spare(relation.columns)}spot"
    structs = _structs(answers.columns(new))
    # A projection of its own: DuckDB computes what may raise anew for each column that uses it.
    found = relation.project(f"*, coalesce({_spot(relation, question, rows)}, {later}) AS {spot}")
    return found.project(f"* EXCLUDE ({spot}), unnest({structs}[1 + {spot}])")


def _distinct(relation: Native, question: Question) -> list[tuple[Native, ...]]:
    """Return the distinct values of the key columns, as text.

    Those of the first rows are looked up in the others, which is less work than to group all.
    """
    known = list(_counted(relation.limit(SAMPLE), question))
    others = relation.filter(f"{_spot(relation, question, known)} IS NULL")
    return list(_counted(relation, question)) if others.limit(1).fetchall() else known


def _spot(relation: Native, question: Question, rows: Sequence[tuple[Native, ...]]) -> str:
    """Return SQL for where a row's values stand among those listed, from 1; NULL if they do not.

    Its names are none of the relation's, which would else be taken for them.
    """
    if not rows:
        return "CAST(NULL AS INTEGER)"
    start = spare(relation.columns)
    names = [f"{start}{number}" for number, _ in enumerate(question.keys)]
    listed = ", ".join(
        f"({', '.join(literal(value, 'text') for value in row)}, {spot})"
        for spot, row in enumerate(rows, start=1)
    )
    pairs = zip(names, question.keys, strict=True)
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM {_text(key)}" for name, key in pairs)
    known = f"(VALUES {listed}) AS {start}known({', '.join(names)}, {start}spot)"
    return f"(SELECT {start}spot FROM {known} WHERE {same})"  # noqa: S608 - all quoted


def _counted(relation: Native, question: Question) -> dict[tuple[Native, ...], int]:
    """Return how many rows have each combination of values of the key columns."""
    columns = ", ".join(map(_text, question.keys))
    found = relation.aggregate(f"{columns}, count(*)", columns).limit(question.most + 1).fetchall()
    if len(found) > question.most:
        raise too_many(question)
    return {row[:-1]: row[-1] for row in found}


def _text(key: str) -> str:
    return f"CAST({identifier(key)} AS VARCHAR)"


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
