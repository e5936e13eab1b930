"""`beurteilung table --engine spark`: the same answers for files that outgrow one machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from beurteilung import tables
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run_spark"]


def run_spark(job: tables.Job, kind: str, into: str, scratch: Path) -> tables.Done:
    """Let Spark do the work; the target is a directory of parts, moved into place when complete.

    Raises:
        TableError: one of the files is neither CSV nor Parquet.
        MissingExtraError: Spark is not installed.
    """
    if "excel" in (kind, into):
        raise tables.TableError("Spark reads and writes CSV and Parquet; leave --engine for Excel")
    return _run(job, kind, into, scratch)  # pragma: no cover - the task `spark` does


def _run(
    job: tables.Job, kind: str, into: str, scratch: Path
) -> tables.Done:  # pragma: no cover - needs Java; the task `spark` runs it
    session = need("pyspark.sql", "spark").SparkSession.builder.getOrCreate()
    if kind == "csv":
        separator = job.separator or ","
        table = session.read.csv(str(job.source), header=True, sep=separator, encoding="UTF-8")
        if job.columns.events is not None:
            table = table.fillna("", subset=[job.columns.events])
    else:
        table = session.read.parquet(str(job.source))
    answered = tables.compared(table, job)
    beside = scratch / "out"
    if into == "csv":
        answered.write.csv(str(beside), header=True, sep=job.separator or ",")
    else:
        answered.write.parquet(str(beside))
    if job.target.is_dir():
        job.target.rename(scratch / "old")
    beside.rename(job.target)
    shutil.rmtree(scratch / "old", ignore_errors=True)
    written = session.read.option("header", value=True).format(into).load(str(job.target))
    return tables.Done(written.count())
