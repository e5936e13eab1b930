"""Every other engine that narwhals knows: one query for the distinct questions, one left join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import settle
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Answers, too_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from beurteilung.frames.asking import Engine, Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["ask"]

COUNT = "beurteilung_rows"
NULL = "\0"
"""Stands for a missing value in the columns joined on, where null would meet nothing."""


def ask(
    frame: Native,
    question: Question,
    new: list[str],
    on_error: OnError,
    engine: Callable[..., Engine],
) -> Native:
    """Answer for a lazy narwhals frame; ``engine`` is that of the small frames it collects."""
    nw = need("narwhals", "frames")
    keys = [f"beurteilung_key_{n}" for n, _ in enumerate(question.keys)]
    texts = (
        nw.col(key).cast(nw.String).fill_null(NULL).alias(name)
        for name, key in zip(keys, question.keys, strict=True)
    )
    keyed = frame.with_columns(*texts)
    asked = keyed.group_by(keys).agg(nw.len().alias(COUNT)).head(question.most + 1).collect()
    rows = [tuple(None if v == NULL else v for v in row) for row in asked.select(keys).iter_rows()]
    if len(rows) > question.most:
        raise too_many(question)
    answers = Answers(question)
    numbers = settle(
        answers, rows, lambda: dict(zip(rows, asked[COUNT].to_list(), strict=True)), on_error
    )
    each = nw.new_series("", range(len(rows)), nw.UInt32, backend=asked.implementation)
    small = engine(asked.select(keys).to_native(), asked.implementation).attach(
        each.to_native(), numbers, answers.columns(new)
    )
    session = getattr(frame.to_native(), "sparkSession", None)
    beside = nw.from_native(small).lazy(backend=frame.implementation, session=session)
    return keyed.join(beside, on=keys, how="left").drop(keys)
