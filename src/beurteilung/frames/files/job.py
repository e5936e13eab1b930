"""One run over a whole file: where from, where to, what is asked, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field

from beurteilung import frames
from beurteilung._base.records import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from beurteilung._base.text import Text
    from beurteilung.frames.asking import OnError
    from beurteilung.frames.summary import Summary

__all__ = ["Columns", "Done", "Job", "Relation", "compared"]

Relation: TypeAlias = Any
"""A relation or session of an engine that is imported when it is needed."""


@frozen
class Done:
    """What a run did: how many rows, and what it detected, in words."""

    rows: int
    notes: tuple[Text, ...] = ()
    summary: Summary | None = field(default=None, eq=False)
    """What was answered; None of Spark."""


@frozen
class Columns:
    """Which columns and scales are meant; also the keys of a TOML file."""

    before: str | None = None
    after: str | None = None
    events: str | None = None
    before_scale: str | None = None
    after_scale: str | None = None
    on: str | None = None
    prefix: str | None = None
    rechtsstand: date | None = None
    dienstherr: str | None = None


@frozen
class Job:
    """One run: where from, where to, and what is asked."""

    source: Path
    target: Path
    columns: Columns
    on_error: OnError
    separator: str | None
    sheet: str | None
    names: Mapping[str, str] = {}
    """Other names for new columns."""


def compared(frame: Relation, job: Job) -> Relation:
    """Put the question of a run to a frame of any engine."""
    columns = job.columns
    return frames.compare(
        frame,
        before=columns.before or "",
        after=columns.after or "",
        events=columns.events,
        before_scale=columns.before_scale,
        after_scale=columns.after_scale,
        on=columns.on,
        rechtsstand=columns.rechtsstand,
        dienstherr=columns.dienstherr,
        prefix=columns.prefix or "",
        on_error=job.on_error,
    )


# --- writing -----------------------------------------------------------------------------------
