"""`beurteilung table --engine spark`: the same answers for files that outgrow one machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from beurteilung._base.errors import TableError
from beurteilung._base.text import Text
from beurteilung.frames.files.job import Done, compared
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    from pathlib import Path

    from beurteilung.frames.files.job import Job

__all__ = ["run_spark"]


def run_spark(job: Job, kind: str, into: str, scratch: Path) -> Done:
    """Let Spark do the work; the target is a directory of parts, moved into place when complete.

    Spark would read CSV with no question about how it is written, and write formulas as they are.

    Raises:
        TableError: one of the files is not Parquet.
        MissingExtraError: Spark is not installed.
    """
    if {kind, into} != {"parquet"}:
        raise TableError(
            Text(
                "Spark liest und schreibt hier Parquet; --engine weglassen, dann wird CSV und Excel zu "
                "Parquet und zurück",
                "Spark reads and writes Parquet here; leave --engine, which turns CSV and Excel into "
                "Parquet and back",
            )
        )
    return _run(job, scratch)  # pragma: no cover - the task `spark` does


def _run(
    job: Job, scratch: Path
) -> Done:  # pragma: no cover - needs Java; the task `spark` runs it
    session = need("pyspark.sql", "spark").SparkSession.builder.getOrCreate()
    beside = scratch / "out"
    compared(session.read.parquet(str(job.source)), job).write.parquet(str(beside))
    if job.target.is_dir():
        job.target.rename(scratch / "old")
    beside.rename(job.target)
    shutil.rmtree(scratch / "old", ignore_errors=True)
    return Done(session.read.parquet(str(job.target)).count())
