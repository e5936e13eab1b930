"""Paired ratios of bulk work: ours against hand-written code for the same columns, and other yardsticks.

``python benchmarks/frames.py`` runs every figure; names of figures, ``--rows`` and ``--processes``
narrow it. Of each pair the candidate and the reference run by turns in one process; a figure is the
median of the ratio over the processes, with the lowest and the highest beside it. Single times of
such machines scatter by a factor of two, ratios of pairs by about a fifth. The last line is the peak
memory of `beurteilung table`, in a process of its own. It asserts nothing.

The references below are written by hand with the outcome table at hand: they need not find out which
grades occur. They are as strict as ours: a value that the table lacks raises.
"""

from __future__ import annotations

import argparse
import atexit
import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beurteilung import frames, scale

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = [str(grade) for grade in scale("ni-pol-1996")]
NEW = [str(grade) for grade in scale("ni-pol-1999")]
EVENTS = ["", "befoerderung", "laufbahnwechsel", "befoerderung+befoerderung"]
ASKED = {"before": "alt", "after": "neu", "events": "ereignisse"}
ROUNDS = 3
LARGE = 50_000_000
"""From so many rows on, one round a process is measured; it takes minutes."""
Pair = tuple["Callable[[], object]", "Callable[[], object]"]


def outcomes() -> Any:  # noqa: ANN401 - a Polars frame
    """Return the outcome table of the two scales, best grades first, events fastest."""
    import polars as pl  # noqa: PLC0415 - one figure a process

    made = frames.outcomes("ni-pol-1996", "ni-pol-1999", events=EVENTS)
    table = pl.from_arrow(made.to_arrow())
    return table.filter(pl.col("before").is_in(OLD) & pl.col("after").is_in(NEW))


def rows(count: int) -> Any:  # noqa: ANN401 - a Polars frame
    """Return random rows; one in four has an event."""
    import numpy as np  # noqa: PLC0415 - the same
    import polars as pl  # noqa: PLC0415 - the same

    random = np.random.default_rng(0)
    taken = {
        "alt": pl.Series(OLD)[random.integers(0, 6, count)],
        "neu": pl.Series(NEW)[random.integers(0, 5, count)],
        "ereignisse": pl.Series(EVENTS)[random.choice(4, count, p=[0.75, 0.1, 0.1, 0.05])],
    }
    return pl.DataFrame(taken)


def polars_text(count: int) -> Pair:
    """Polars, text: an Enum a column, one place, one gather."""
    import polars as pl  # noqa: PLC0415 - the same

    frame, answers = rows(count), outcomes().drop("before", "after", "events")

    def place(pl: Any) -> Any:  # noqa: ANN401 - an expression
        def code(name: str, values: list[str]) -> Any:  # noqa: ANN401 - an expression
            return pl.col(name).cast(pl.Enum(values), strict=False).to_physical().cast(pl.UInt32)

        return (code("alt", OLD) * 5 + code("neu", NEW)) * 4 + code("ereignisse", EVENTS)

    def by_hand() -> object:
        at = frame.select(place(pl)).to_series()
        if at.null_count():
            raise ValueError
        return frame.hstack(answers[at])

    return lambda: frames.compare(frame, **ASKED), by_hand


def polars_codes(count: int) -> Pair:
    """Polars, categories: the bare gather by their numbers."""
    import polars as pl  # noqa: PLC0415 - the same

    kinds = {"alt": pl.Enum(OLD), "neu": pl.Enum(NEW), "ereignisse": pl.Enum(EVENTS)}
    frame, answers = rows(count).cast(kinds), outcomes().drop("before", "after", "events")

    def by_hand() -> object:
        old, new, events = (pl.col(name).to_physical().cast(pl.UInt32) for name in kinds)
        return frame.hstack(answers[frame.select((old * 5 + new) * 4 + events).to_series()])

    return lambda: frames.compare(frame, **ASKED), by_hand


def pyarrow_text(count: int) -> Pair:
    """PyArrow, text: three look-ups, one take."""
    import pyarrow as pa  # noqa: PLC0415 - the same
    import pyarrow.compute as pc  # noqa: PLC0415 - the same

    text = pa.string()
    table = pa.table({c: s.to_arrow().cast(text) for c, s in rows(count).to_dict().items()})
    answers = outcomes().drop("before", "after", "events").to_arrow()
    answers = answers.cast(
        pa.schema([(f.name, text if "string" in str(f.type) else f.type) for f in answers.schema])
    ).combine_chunks()

    def by_hand() -> object:
        old, new, events = (
            pc.index_in(table[name], value_set=pa.array(values))
            for name, values in (("alt", OLD), ("neu", NEW), ("ereignisse", EVENTS))
        )
        at = pc.add(pc.multiply(pc.add(pc.multiply(old, 5), new), 4), events)
        if at.null_count:
            raise ValueError
        found = answers.take(at)
        made = table
        for name in found.column_names:
            made = made.append_column(name, found[name])
        return made

    return lambda: frames.compare(table, **ASKED), by_hand


def duckdb_text(count: int, *, checked: bool = True, ordered: bool = True) -> Pair:
    """DuckDB, text, to Arrow: after a query that counts rows without a partner, one projection.

    A projection keeps the order of rows, a join does not; that one is ``ordered=False``.
    """
    import duckdb  # noqa: PLC0415 - the same

    session = duckdb.connect()
    session.register("given", rows(count).to_arrow())
    session.execute("CREATE TABLE akte AS FROM given")
    session.register("answers", outcomes().to_arrow())
    session.execute("CREATE TABLE o AS FROM answers")
    join = "akte LEFT JOIN o ON alt = o.before AND neu = o.after AND ereignisse = o.events"

    def code(column: str, values: list[str]) -> str:
        listed = ", ".join(f"'{value}'" for value in values)
        return f"enum_code(CAST({column} AS ENUM({listed})))::INTEGER"

    parts = code("alt", OLD), code("neu", NEW), code("ereignisse", EVENTS)
    place = f"({parts[0]} * {len(NEW)} + {parts[1]}) * {len(EVENTS)} + {parts[2]}"
    found = session.sql("SELECT o.* EXCLUDE (before, after, events) FROM o")
    listed = ", ".join(str(row) for row in found.fetchall()).replace("None", "NULL")
    types = ", ".join(f"{n} {t}" for n, t in zip(found.columns, found.types, strict=True))
    taken = f"unnest(CAST([{listed}] AS STRUCT({types})[])[1 + place])"
    query = (
        f"SELECT * EXCLUDE (place), {taken} FROM (SELECT *, {place} AS place FROM akte)"  # noqa: S608 - no input
        if ordered
        else f"SELECT akte.*, o.* EXCLUDE (before, after, events) FROM {join}"  # noqa: S608 - the same
    )
    without = f"SELECT count(*) FROM {join} WHERE o.before IS NULL"  # noqa: S608 - the same

    def by_hand() -> object:
        if checked and session.sql(without).fetchall() != [(0,)]:
            raise ValueError
        return session.sql(query).to_arrow_table()

    relation = session.table("akte")
    return lambda: frames.compare(relation, **ASKED).to_arrow_table(), by_hand


def duckdb_strict(count: int) -> Pair:
    """DuckDB, what strictness costs: the same against a projection that checks nothing."""
    return duckdb_text(count, checked=False)


def duckdb_join(count: int) -> Pair:
    """DuckDB, what the order of rows costs: the same against a join, which loses it."""
    return duckdb_text(count, ordered=False)


def polars_lazy(count: int) -> Pair:
    """Polars lazy, what strictness costs: the whole against the query alone."""
    frame = rows(count).lazy()
    query = frames.compare(frame, **ASKED)
    return (
        lambda: frames.compare(frame, **ASKED).collect(engine="streaming"),
        lambda: query.collect(engine="streaming"),
    )


def _pyratings(count: int) -> Callable[[], object]:
    import numpy as np  # noqa: PLC0415 - the same
    import pandas as pd  # noqa: PLC0415 - the same
    import pyratings  # noqa: PLC0415 - the same

    given = pd.Series(
        np.random.default_rng(0).choice(["AAA", "AA+", "A", "BBB-", "B", "CC"], count)
    )

    def translated() -> object:
        scores = pyratings.get_scores_from_ratings(given, rating_provider="S&P", tenor="long-term")
        return pyratings.get_ratings_from_scores(scores, rating_provider="Moody", tenor="long-term")

    return translated


def pyratings_polars(count: int) -> Pair:
    """Convert on Polars, against pyratings on pandas (below 1 is faster)."""
    column = rows(count).select("alt")
    return lambda: frames.convert(column, "alt", to="ni-pol-1999"), _pyratings(count)


def pyratings_pandas(count: int) -> Pair:
    """Convert on pandas, against pyratings on pandas (below 1 is faster)."""
    column = rows(count).select("alt").to_pandas()
    return lambda: frames.convert(column, "alt", to="ni-pol-1999"), _pyratings(count)


def _folder() -> Path:
    """Return a folder that lasts as long as this process."""
    made = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def _given(folder: Path, count: int) -> tuple[str, Any]:
    """Write a Parquet file of four columns in a folder; return its name and a session to read it."""
    import duckdb  # noqa: PLC0415 - the same

    source = str(folder / "in.parquet")
    session = duckdb.connect()
    session.execute("SET memory_limit = '800MB'")
    listed = ", ".join(f"'{kind}'" for kind in EVENTS)
    session.execute(
        f"COPY (SELECT i AS nr, 'ni-pol-1996:' || (1 + hash(i) % 6) AS alt, "  # noqa: S608 - no input
        "'ni-pol-1999:' || (1 + hash(i + 7) % 5) AS neu, "
        f"[{listed}][1 + (hash(i * 3) % 4)::INT] AS ereignisse "
        f"FROM range({count}) t(i)) TO '{source}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return source, session


def _parquet(count: int, of: str) -> Pair:
    from beurteilung.frames import files as tables  # noqa: PLC0415 - the same

    folder = _folder()
    source, session = _given(folder, count)
    out, copy = (str(folder / name) for name in ("out.parquet", "copy.parquet"))
    tables.run(source, out, **ASKED)
    copied = {"in": source, "out": out}[of]

    def by_hand() -> object:
        return session.execute(
            f"COPY (FROM '{copied}') TO '{copy}' (FORMAT parquet, COMPRESSION zstd)"
        )

    return lambda: tables.run(source, str(folder / "again.parquet"), **ASKED), by_hand


def parquet(count: int) -> Pair:
    """`table` Parquet to Parquet, against DuckDB's copy of the same columns, old and new."""
    return _parquet(count, "out")


def parquet_input(count: int) -> Pair:
    """The same, against DuckDB's copy of the four columns that were there before."""
    return _parquet(count, "in")


def memory(count: int) -> None:
    """Print what `beurteilung table` takes for a Parquet file.

    A process counts the memory of the one that started it, so this one stays small: another makes
    the file.
    """
    folder = _folder()
    made = [sys.executable, __file__, "--given", str(folder), "--rows", str(count)]
    subprocess.run(made, check=True)  # noqa: S603 - ourselves
    columns = [part for key, name in ASKED.items() for part in (f"--{key}", name)]
    files = [str(folder / name) for name in ("in.parquet", "out.parquet")]
    start = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "beurteilung", "table", *files, *columns], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(child.returncode)
    took, peak = time.perf_counter() - start, used.ru_maxrss / 1024  # kilobytes on Linux
    print(f"`table`, Parquet, {count:,} rows: {peak:,.0f} MB at most (reach 1,500), {took:.0f} s")


def richtwerte(count: int) -> Pair:
    """Richtwerte in groups of 50, shuffled, against the bare conditional sums in Polars."""
    import numpy as np  # noqa: PLC0415 - the same
    import polars as pl  # noqa: PLC0415 - the same

    random = np.random.default_rng(0)
    grades = [str(grade) for grade in scale("schulnoten-1-6")]
    frame = pl.DataFrame({
        "gruppe": random.integers(0, max(1, count // 50), count),
        "note": pl.Series(grades)[random.choice(6, count, p=[0.1, 0.2, 0.4, 0.2, 0.08, 0.02])],
    })  # fmt: skip

    def by_hand() -> object:
        sums = [(pl.col("note") == grade).sum().alias(grade) for grade in grades]
        return frame.lazy().group_by("gruppe").agg(pl.len(), *sums).collect()

    def ours() -> object:
        return frames.richtwerte(frame, group="gruppe", grade="note", guideline="bund-blv-2026")

    return ours, by_hand


def spark(count: int) -> Pair:
    """Spark local[2], Parquet to a count: with the distinct pass, against its own bare join."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - the same
    from pyspark.sql import functions as f  # noqa: PLC0415 - the same

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    path = str(_folder() / "in.parquet")
    rows(count).write_parquet(path)
    answers = session.createDataFrame(outcomes().to_arrow())
    frame = session.read.parquet(path)

    def consumed(table: Any) -> object:  # noqa: ANN401 - a Spark frame
        return table.agg(f.sum("real_low"), f.count("code"), f.max("verdict")).collect()

    on = [
        frame.alt == answers.before,
        frame.neu == answers.after,
        frame.ereignisse == answers.events,
    ]
    return (
        lambda: consumed(frames.compare(frame, **ASKED)),
        lambda: consumed(frame.join(answers, on, "left")),
    )


FIGURES: dict[str, tuple[Callable[[int], Pair], int, str]] = {
    "polars-text": (polars_text, 10_000_000, "<= 1.2"),
    "polars-codes": (polars_codes, 10_000_000, "<= 1.5"),
    "pyarrow-text": (pyarrow_text, 10_000_000, "<= 1.2"),
    "duckdb-text": (duckdb_text, 10_000_000, "<= 1.2"),
    "duckdb-strict": (duckdb_strict, 10_000_000, "say"),
    "duckdb-join": (duckdb_join, 10_000_000, "say"),
    "polars-lazy": (polars_lazy, 10_000_000, "say"),
    "pyratings-polars": (pyratings_polars, 1_000_000, "<= 0.01"),
    "pyratings-pandas": (pyratings_pandas, 1_000_000, "<= 0.05"),
    "parquet": (parquet, 50_000_000, "<= 2"),
    "parquet-input": (parquet_input, 50_000_000, "say"),
    "richtwerte": (richtwerte, 10_000_000, "<= 1.5"),
    "spark-1m": (spark, 1_000_000, "say"),
    "spark-10m": (spark, 10_000_000, "say"),
}
MEMORY = "memory"
LIBRARIES = ("polars", "duckdb", "pyarrow", "pandas", "numpy", "narwhals")


def machine() -> str:
    """Say what kind of machine this is, how busy, and with which libraries."""
    cores = os.cpu_count()
    kind = platform.processor() or platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        lines = (line.partition(":") for line in cpus.read_text(encoding="utf-8").splitlines())
        kind = next((value.strip() for key, _, value in lines if key.strip() == "model name"), kind)
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    load = os.getloadavg()[0]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return (
        f"{platform.system()}, {platform.machine()}, {kind}, {cores} cores, {gigabytes:.0f} GiB, "
        f"load {load:.1f} at the start; Python {platform.python_version()}, {versions}"
    )


def one(name: str, count: int) -> None:
    """Print the ratio, and both times in nanoseconds a row, of one figure in this process.

    On one pinned core the time is that of the processor: of a wait for the core, which others use,
    the short work would take the larger share.
    """
    clock = time.perf_counter
    if name.startswith("pyratings") and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
        os.environ["POLARS_MAX_THREADS"] = "1"
        clock = time.process_time
    ours, reference = FIGURES[name][0](count)
    times: list[tuple[float, float]] = []
    for _ in range(1 + (ROUNDS if count < LARGE else 1)):
        pair: list[float] = []
        for work in (ours, reference):
            start = clock()
            work()
            pair.append(clock() - start)
        times.append((pair[0], pair[1]))
    warm = times[1:]  # the first round fills caches
    ratio = statistics.median(a / b for a, b in warm)
    ns = [min(column) / count * 1e9 for column in zip(*warm, strict=True)]
    print(ratio, *ns)


def main() -> None:
    """Print a table of the figures asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join((*FIGURES, MEMORY)))
    parser.add_argument("--rows", type=int, help="instead of each figure's own number")
    parser.add_argument("--processes", type=int, default=5, help="a figure; 5 unless given")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--given", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one, options.rows)
        return
    if options.given:
        _given(options.given, options.rows)
        return
    print(f"{machine()}; {options.processes} processes a figure\n")
    wanted = options.figures or [*FIGURES, MEMORY]
    if wanted != [MEMORY]:
        print("| figure | rows | ratio | lowest – highest | ours / reference, ns a row | reach |")
        print("|---|---|---|---|---|---|")
    for name in (name for name in wanted if name != MEMORY):
        count = options.rows or FIGURES[name][1]
        command = [sys.executable, __file__, "--one", name, "--rows", str(count)]
        found: list[list[float]] = []
        for _ in range(options.processes):
            made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
            if made.returncode:
                print(
                    f"| {name} | {count:,} | not run: {made.stderr.strip().splitlines()[-1]} | | | |"
                )
                break
            found.append([float(part) for part in made.stdout.split()[-3:]])
        else:
            ratios, ours, reference = zip(*found, strict=True)
            print(
                f"| {name} | {count:,} | {statistics.median(ratios):.3g} "
                f"| {min(ratios):.3g} – {max(ratios):.3g} "
                f"| {min(ours):.3g} / {min(reference):.3g} | {FIGURES[name][2]} |",
                flush=True,
            )
    if MEMORY in wanted:
        print()
        memory(options.rows or 50_000_000)


if __name__ == "__main__":
    main()
