"""Spark and Ibis: one query for the distinct questions, one left join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import settle, unused_name
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Answers, too_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from beurteilung.frames.asking import Engine, Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["ask", "distinct"]


def ask(
    frame: Native,
    question: Question,
    new: list[str],
    on_error: OnError,
    engine: Callable[..., Engine],
) -> Native:
    """Answer for a lazy narwhals frame; ``engine`` is that of the small frames it collects.

    No expression raises on every engine, so a row that comes after the call says ``no-outcome`` in
    the columns of text, by default too.
    """
    nw = need("narwhals", "frames")
    start = unused_name(frame.collect_schema().names())
    keyed, keys = _keyed(frame, question, start)
    asked, rows, counts = _counted(keyed, keys, question, start)
    answers = Answers(question)
    numbers = settle(answers, rows, lambda: counts, on_error)
    number = f"{start}number"
    each = nw.new_series(number, range(len(rows)), nw.Int64, backend=asked.implementation)
    small = engine(asked.with_columns(each).to_native(), asked.implementation).attach(
        each.to_native(), numbers, answers.columns(new)
    )
    session = getattr(frame.to_native(), "sparkSession", None)
    beside = nw.from_native(small).lazy(backend=frame.implementation, session=session)
    kinds = zip(new, question.outputs, strict=False)
    texts = new[-1:] if on_error == "column" else [n for n, o in kinds if o.kind == "text"]
    later = nw.col(number).is_null()
    return (
        keyed.join(beside, on=keys, how="left")
        .with_columns(
            nw.when(later).then(nw.lit("no-outcome")).otherwise(nw.col(name)).alias(name)
            for name in texts
        )
        .drop(*keys, number)
    )


def distinct(
    frame: Native, question: Question
) -> tuple[list[tuple[object, ...]], dict[tuple[object, ...], int]]:
    """Return the distinct values of the key columns, as text, and how many rows have them.

    Raises:
        ColumnError: the key columns hold too many values to be grades.
    """
    start = unused_name(frame.collect_schema().names())
    _, rows, counts = _counted(*_keyed(frame, question, start), question, start)
    return rows, counts


def _keyed(frame: Native, question: Question, start: str) -> tuple[Native, list[str]]:
    """Add the key columns as text: '=' and the value, or nothing for null, which joins nothing."""
    nw = need("narwhals", "frames")
    names = [f"{start}key_{n}" for n, _ in enumerate(question.keys)]
    texts = (
        nw.concat_str(nw.lit("="), nw.col(key).cast(nw.String)).fill_null("").alias(name)
        for name, key in zip(names, question.keys, strict=True)
    )
    return frame.with_columns(*texts), names


def _counted(
    keyed: Native, keys: list[str], question: Question, start: str
) -> tuple[Native, list[tuple[object, ...]], dict[tuple[object, ...], int]]:
    nw = need("narwhals", "frames")
    count = f"{start}rows"
    asked = keyed.group_by(keys).agg(nw.len().alias(count)).head(question.most + 1).collect()
    if len(asked) > question.most:
        raise too_many(question)
    rows: list[tuple[object, ...]] = [
        tuple(v[1:] if v else None for v in row) for row in asked.select(keys).iter_rows()
    ]
    counts = dict(zip(rows, asked[count].to_list(), strict=True))
    return asked.select(keys), rows, counts
