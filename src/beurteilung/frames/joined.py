"""Spark and Ibis: one query for the distinct questions, one left join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.arrow import Arrow
from beurteilung.frames.asking import settle, unused_name
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Answers, too_many

if TYPE_CHECKING:
    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["ask", "distinct"]


def ask(frame: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer for a lazy narwhals frame.

    No expression raises on every engine, so a row that comes after the call says ``no-outcome`` in
    the columns of text, by default too.
    """
    nw = need("narwhals", "frames")
    counts = distinct(frame, question)
    answers = Answers(question)
    numbers = settle(answers, counts, on_error)
    # Null joins nothing, and to no question does an empty cell say another thing.
    at = {tuple(value or "" for value in row): n for row, n in zip(counts, numbers, strict=True)}
    start = unused_name(frame.collect_schema().names())
    keys = [f"{start}key_{n}" for n, _ in enumerate(question.keys)]
    number = f"{start}number"
    values = {key: [row[n] for row in at] for n, key in enumerate(keys)}
    types = {**dict.fromkeys(keys, nw.String), number: nw.Int32}
    small = nw.from_dict({**values, number: [*range(len(at))]}, types, backend="pyarrow")
    answered = Arrow(small.to_native()).attach(
        small[number].to_native(), [*at.values()], answers.columns(new)
    )
    session = getattr(frame.to_native(), "sparkSession", None)
    beside = nw.from_native(answered).lazy(backend=frame.implementation, session=session)
    kinds = zip(new, question.outputs, strict=False)
    texts = new[-1:] if on_error == "column" else [n for n, o in kinds if o.kind == "text"]
    later = nw.col(number).is_null()
    return (
        frame.with_columns(
            text.fill_null("").alias(key)
            for key, text in zip(keys, _texts(nw, question), strict=True)
        )
        .join(beside, on=keys, how="left")
        .with_columns(
            nw.when(later).then(nw.lit("no-outcome")).otherwise(nw.col(name)).alias(name)
            for name in texts
        )
        .drop(*keys, number)
    )


def distinct(frame: Native, question: Question) -> dict[tuple[object, ...], int]:
    """Return how many rows have each combination of values of the key columns, as text.

    Raises:
        ColumnError: the key columns hold too many values to be grades.
    """
    nw = need("narwhals", "frames")
    keyed = frame.select(text.alias(f"{n}") for n, text in enumerate(_texts(nw, question)))
    counted = keyed.group_by(keyed.columns).agg(nw.len().alias("rows"))
    asked = counted.head(question.most + 1).collect("pyarrow")  # null is None there
    if len(asked) > question.most:
        raise too_many(question)
    return {tuple(values): count for *values, count in asked.iter_rows()}


def _texts(nw: Native, question: Question) -> list[Native]:
    return [nw.col(key).cast(nw.String) for key in question.keys]
