"""One run over a whole file: where from, where to, what is asked, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from beurteilung import frames
from beurteilung._base.errors import TableError
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, placed, reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from beurteilung.frames.asking import OnError
    from beurteilung.frames.summary import Summary

__all__ = ["Columns", "Done", "Job", "Relation", "compared", "damaged"]

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

    def shown(self, column: str) -> str:
        """Return the name that a new column has in the target, its prefix included."""
        start = self.columns.prefix or ""
        name = column.removeprefix(start)
        return f"{start}{self.names.get(name, name)}"

    words: Mapping[str, Mapping[str, str]] = {}
    """Other words for what new columns hold, by the column's own name."""


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


def damaged(source: Path, error: Exception) -> TableError:
    """Say that a file is none of the kind that its name promises, or why the system does not give it.

    What a library says of it, in English, is the cause of the error.
    """
    if isinstance(error, OSError) and error.errno:
        return TableError(placed(str(source), reason(error)))
    kind = source.suffix.lower()
    sheet = Text(
        "in einer Tabellenkalkulation öffnen und neu speichern",
        "open it in a spreadsheet and save it anew",
    )
    named, way = {
        ".xlsx": (
            Text("keine Excel-Datei der Art .xlsx", "not an Excel file of the kind .xlsx"),
            sheet,
        ),
        ".parquet": (
            Text("als Parquet nicht lesbar", "cannot be read as Parquet"),
            Text(
                "die Tabelle noch einmal schreiben lassen, oder als CSV",
                "have the table written again, or as CSV",
            ),
        ),
    }.get(
        kind,
        (Text(f"keine Tabelle der Art {kind}", f"not a spreadsheet of the kind {kind}"), sheet),
    )
    return TableError(
        Text(
            f"{source}: {named.de}: die Datei ist beschädigt, unvollständig oder von anderer Art; {way.de}",
            f"{source}: {named.en}: the file is damaged, incomplete or of another kind; {way.en}",
        )
    )
