"""DuckDB: a look-up for each row among the values that occur, whose answers come as one struct.

It is an expression of a projection, so rows keep their order, as they need not in a join. The SQL is
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
    found = f"{spare(relation.columns)}found"
    columns = answers.columns(new)
    kinds: list[Kind] = [kind for kind, _ in columns.values()]
    nobody, *known = (_row(kinds, row) for row in answers.rows)
    fields = ", ".join(f"{identifier(name)} {TYPES[kind]}" for name, (kind, _) in columns.items())
    beside = _beside(relation, question, rows, known, f"STRUCT({fields})")
    if on_error == "raise":
        later = literal(LATER, "text")
        strict = f"CASE WHEN {found} IS NULL THEN error({later}) ELSE true END"
        answered = relation.project(f"*, {beside} AS {found}").filter(strict)
    else:
        answered = relation.project(f"*, coalesce({beside}, {nobody}) AS {found}")
    return answered.project(f"* EXCLUDE ({found}), unnest({found})")


def _distinct(relation: Native, question: Question) -> list[tuple[Native, ...]]:
    """Return the distinct values of the key columns, as text.

    Those of the first rows are looked up in the others, which is less work than to group all.
    """
    known = list(_counted(relation.limit(SAMPLE), question))
    beside = _beside(relation, question, known, ["true"] * len(known), "BOOLEAN")
    others = relation.filter(f"{beside} IS NULL")
    return list(_counted(relation, question)) if others.limit(1).fetchall() else known


def _beside(
    relation: Native,
    question: Question,
    rows: Sequence[tuple[Native, ...]],
    what: Sequence[str],
    kind: str,
) -> str:
    """Return SQL for what stands beside a row's values among those listed; NULL if they are not.

    Its names are none of the relation's, which would else be taken for them.
    """
    if not rows:
        return f"CAST(NULL AS {kind})"
    start = spare(relation.columns)
    names = [f"{start}{number}" for number, _ in enumerate(question.keys)]
    listed = ", ".join(
        f"({', '.join(literal(value, 'text') for value in row)}, {sql})"
        for row, sql in zip(rows, what, strict=True)
    )
    pairs = zip(names, question.keys, strict=True)
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM {_text(key)}" for name, key in pairs)
    known = f"(VALUES {listed}) AS {start}known({', '.join(names)}, {start}beside)"
    typed = f"SELECT * REPLACE (CAST({start}beside AS {kind}) AS {start}beside) FROM {known}"  # noqa: S608 - all quoted
    return f"(SELECT {start}beside FROM ({typed}) WHERE {same})"  # noqa: S608 - the same


def _counted(relation: Native, question: Question) -> dict[tuple[Native, ...], int]:
    """Return how many rows have each combination of values of the key columns."""
    columns = ", ".join(map(_text, question.keys))
    found = relation.aggregate(f"{columns}, count(*)", columns).limit(question.most + 1).fetchall()
    if len(found) > question.most:
        raise too_many(question)
    return {row[:-1]: row[-1] for row in found}


def _text(key: str) -> str:
    return f"CAST({identifier(key)} AS VARCHAR)"


TYPES = {"integer": "SMALLINT", "count": "BIGINT", "text": "VARCHAR"}


def _row(kinds: Iterable[Kind], row: Iterable[Value]) -> str:
    """Return a row of answers; without the error where that is no column."""
    return (
        f"row({', '.join(literal(value, kind) for value, kind in zip(row, kinds, strict=False))})"
    )
