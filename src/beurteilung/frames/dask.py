"""Dask: every partition is a pandas frame and is answered as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames import asking, joined
from beurteilung.frames.pandas import Pandas
from beurteilung.frames.questions import Answers

if TYPE_CHECKING:
    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["ask"]


def ask(
    wrapped: Native, question: Question, new: list[str], on_error: OnError
) -> Native:  # pragma: no cover - the task `dask` does
    """Answer for a frame of Dask: one computation finds the distinct questions, the rest is lazy."""
    asking.settle(Answers(question), joined.distinct(wrapped, question), on_error)
    native = wrapped.to_native()
    like = _part(native._meta, question, new, on_error)  # noqa: SLF001 - Dask's own way to say it
    return native.map_partitions(_part, question, new, on_error, meta=like)


def _part(frame: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    return asking.ask(Pandas(frame), len(frame), question, new, on_error)
