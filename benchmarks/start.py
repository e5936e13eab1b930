"""What a person waits for, each figure beside its peer: `python benchmarks/start.py` prints all in one run.

A figure and its peer run by turns, so that a busy moment meets both; the ratio is the median over the
rounds, with the lowest and the highest beside it. Times are those of the processor. Processes run from
compiled bytecode, and from compiled data if the package was installed or built since a datum changed, as
an installed package does. It asserts nothing: a busy machine is no fault of the library.

Names of figures narrow it (`python benchmarks/start.py check compare`); ``--rounds`` and ``--cases`` make it
shorter; ``--frames`` adds Spark, DuckDB and Parquet from `frames.py`, which takes minutes, and ``--project``
the test command and the build of the docs, which takes minutes too.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import beurteilung
from beurteilung import Laufbahnwechsel, check, compare, example, read_case, scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beurteilung import Grade

HERE = Path(__file__).parent
CASE = example("vg-stade-3-a-401-02")
ATTRS = ("-c", "import attrs")
PROCESSES = {
    "check": (("-m", "beurteilung", "check", str(CASE)), "<= 2.5"),
    "scales": (("-m", "beurteilung", "scales"), "<= 2"),
    "compare": (("-m", "beurteilung", "compare", "ni-pol-1996:5", "ni-pol-1999:3"), "<= 1.6"),
    "version": (("-m", "beurteilung", "--version"), "<= 1.2"),
    "import": (("-c", "from beurteilung import grade"), "<= 1.4"),
}
"""Whole processes against `import attrs`: words of the call, and the aim."""
FIRST = (
    "import time; from beurteilung import grade; start = time.process_time(); "
    "grade('ni-pol-1996:5'); print(time.process_time() - start)"
)
FORMATS = ("text", "html", "md", "json")
PAIRS = 100_000
FRAMES = ("spark-10m", "duckdb-text", "duckdb-join", "parquet")
Times = list[tuple[float, float]]


class Figure(NamedTuple):
    """One line: what was measured, of what, and the rounds."""

    name: str
    peer: str
    times: Times
    aim: str
    unit: float = 1e3
    """What a second is in the unit that is printed: 1000 for milliseconds."""

    def __str__(self) -> str:
        """Print medians, the ratio of each round, and what is aimed at."""
        ours, peers = (statistics.median(column) for column in zip(*self.times, strict=True))
        ratios = [a / b for a, b in self.times]
        spread = f"{min(ratios):.2f} – {max(ratios):.2f}"
        return (
            f"| {self.name} | {ours * self.unit:.2f} | {self.peer}: {peers * self.unit:.2f} "
            f"| {statistics.median(ratios):.2f} | {spread} | {self.aim} |"
        )


def line(name: str, figure: str, aim: str) -> str:
    """Return the line of a figure without a peer."""
    return f"| {name} | {figure} | – | – | – | {aim} |"


def processor(words: tuple[str, ...], environment: dict[str, str]) -> tuple[float, str]:
    """Run a Python process; return its processor time in seconds, and what it printed."""
    child = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None  # noqa: S101 - it is a pipe
    printed = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode == 2:  # noqa: PLR2004 - bad input, see the command line
        raise SystemExit(f"{' '.join(words)} failed")
    return used.ru_utime + used.ru_stime, printed


def environment(cache: str) -> dict[str, str]:
    """Return an environment in which Python keeps bytecode in a folder."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": cache}


def processes(names: list[str], rounds: int) -> Iterator[str]:
    """Measure whole processes; the first round compiles."""
    wanted = [name for name in PROCESSES if name in names]
    with tempfile.TemporaryDirectory() as cache:
        settings = environment(cache)
        rows: list[dict[str, float]] = []
        for _ in range(rounds + 1 if wanted else 0):
            row = {"attrs": processor(ATTRS, settings)[0]}
            row |= {name: processor(PROCESSES[name][0], settings)[0] for name in wanted}
            rows.append(row)
        for name in wanted:
            times = [(row[name], row["attrs"]) for row in rows[1:]]
            yield str(Figure(name, "import attrs", times, PROCESSES[name][1]))
        if "grade" in names:
            spent = [float(processor(("-c", FIRST), settings)[1]) for _ in range(rounds + 1)][1:]
            yield line("first grade()", f"{statistics.median(spent) * 1e3:.2f}", "<= 4")


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the processor time of one call, over several."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def paired(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> Times:
    """Measure two things by turns, warm, with the garbage collector at rest."""
    ours(), peer()
    gc.collect()
    gc.disable()
    times = [(seconds(ours, 10), seconds(peer, 10)) for _ in range(rounds)]
    gc.enable()
    return times


def case(names: list[str], rounds: int) -> Iterator[str]:
    """Measure check and report of the seed case, warm, against the bare parse of its file."""
    text = CASE.read_text(encoding="utf-8")

    def parse() -> object:
        return tomllib.loads(text)

    if "warm" in names:
        times = paired(lambda: check(read_case(CASE)), parse, rounds)
        yield str(Figure("read and check a case, warm", "TOML parse", times, "<= 2.5"))
    report = check(CASE)
    for form in FORMATS:
        if form in names:
            times = paired(lambda form=form: report.render(form), parse, rounds)  # type: ignore[misc]
            yield str(Figure(f"report as {form}", "TOML parse", times, "<= 2"))


def different_cases(folder: Path, count: int) -> None:
    """Write cases that differ: days, grades, ids and titles of the seed case."""
    draw, text = random.Random(2003), CASE.read_text(encoding="utf-8")  # noqa: S311 - no secret
    folder.mkdir()
    for n in range(count):
        shift = timedelta(days=draw.randrange(-200, 200))

        def moved(found: re.Match[str], shift: timedelta = shift) -> str:
            return (date.fromisoformat(found[0]) + shift).isoformat()

        made = re.sub(r"\b(?:19|20)\d\d-\d\d-\d\d\b", moved, text)
        made = re.sub(r"ni-pol-1999:\d", lambda _: f"ni-pol-1999:{draw.randint(1, 5)}", made)
        made = re.sub(r'(?m)^titel = "', f'titel = "{n}: ', made)
        (folder / f"{n:05}.toml").write_text(made, encoding="utf-8")


def many(names: list[str], count: int) -> Iterator[str]:
    """Check many different files to JSON lines, in one process, and in two with half of them each."""
    if "many" not in names:
        return
    with tempfile.TemporaryDirectory() as place:
        halves = [Path(place) / "a", Path(place) / "b"]
        for half in halves:
            different_cases(half, count // 2)
        settings = environment(str(Path(place) / "cache"))
        call = [sys.executable, "-m", "beurteilung", "check", "--format", "jsonl"]

        def run(*folders: Path) -> subprocess.Popen[bytes]:
            words = [*call, *map(str, folders)]
            return subprocess.Popen(words, env=settings, stdout=subprocess.DEVNULL)  # noqa: S603 - ours

        run(CASE).wait()
        before, start = os.times(), time.perf_counter()
        run(*halves).wait()
        one, after = time.perf_counter() - start, os.times()
        spent = after.children_user + after.children_system
        spent -= before.children_user + before.children_system
        start = time.perf_counter()
        for child in [run(half) for half in halves]:
            child.wait()
        two = time.perf_counter() - start
    yield line(f"check of {count:,} files, ms a case", f"{spent / count * 1e3:.2f}", "<= 3")
    yield line("two processes instead of one, times as fast", f"{one / two:.2f}", "near 2")


def comparisons(names: list[str], rounds: int) -> Iterator[str]:
    """Count distinct comparisons a second of which every figure is read, one thread."""
    if "comparisons" not in names:
        return
    draw, start = random.Random(2003), date(1999, 11, 2)  # noqa: S311 - no secret
    old, new = (list(scale(name)) for name in ("ni-pol-1996", "ni-pol-1999"))

    def rate(pairs: list[tuple[Grade, Grade, list[Laufbahnwechsel]]]) -> str:
        def work() -> None:
            for before, after, events in pairs:
                change = compare(before, after, events=events)
                _ = change.nominal, change.scale_effect, change.real, change.explained
                _ = change.unexplained

        work()
        best = min(seconds(work, 1) for _ in range(max(2, rounds // 3)))
        return f"{len(pairs) / best:,.0f} a second"

    days = [[Laufbahnwechsel(start + timedelta(days=n))] for n in range(PAIRS)]
    same = [(draw.choice(old), draw.choice(new), events) for events in days]
    yield line("distinct compare(), scales met before", rate(same), ">= 500,000")
    bare: list[tuple[Grade, Grade, list[Laufbahnwechsel]]] = [
        (a, b, []) for a, b in itertools.product(old, new)
    ]
    yield line("compare() of a pair without events", rate(bare * 1000), ">= 500,000")


def frames() -> Iterator[str]:
    """Repeat the lines of `frames.py` on bulk work."""
    command = [sys.executable, str(HERE / "frames.py"), *FRAMES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    yield from (row for row in done.stdout.splitlines() if row.startswith("| "))


def project() -> Iterator[str]:
    """Time the test command of the README and the build of the docs, by the clock."""
    calls = {
        "test command": ([sys.executable, "-m", "pytest", "-q"], "<= 120 s"),
        "docs build": ([sys.executable, "-m", "sphinx", "-q", "docs"], "<= 60 s"),
    }
    for name, (words, aim) in calls.items():
        with tempfile.TemporaryDirectory() as out:
            start = time.perf_counter()
            more = [out] if name == "docs build" else []
            done = subprocess.run(  # noqa: S603 - our own words
                [*words, *more], cwd=HERE.parent, capture_output=True, check=False
            )
            spent = time.perf_counter() - start
        yield line(name, f"{spent:.0f} s{' (failed)' if done.returncode else ''}", aim)


def compiled() -> str:
    """Say whether compiled data are at hand and no TOML is newer."""
    data = Path(beurteilung.__file__).parent / "data"
    made = {p.relative_to(data / "compiled").with_suffix(""): p.stat().st_mtime
            for p in (data / "compiled").rglob("*.bin")}  # fmt: skip
    masters = [p for p in data.rglob("*.toml") if "examples" not in p.parts]
    stale = [p for p in masters
             if made.get(p.relative_to(data).with_suffix(""), 0) < p.stat().st_mtime]  # fmt: skip
    return f"not up to date for {len(stale)} of {len(masters)} files" if stale else "up to date"


def main() -> None:
    """Print a table of the figures asked for."""
    known = [*PROCESSES, "grade", "warm", *FORMATS, "many", "comparisons"]
    parser = argparse.ArgumentParser()
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(known))
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--frames", action="store_true")
    parser.add_argument("--project", action="store_true")
    options = parser.parse_args()
    names = options.figures or known
    if unknown := {*names} - {*known}:
        parser.error(f"no figure {', '.join(sorted(unknown))}; figures: {', '.join(known)}")
    print(
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, ", end=""
    )
    print(f"load {os.getloadavg()[0]:.1f}; compiled data: {compiled()}\n")
    print("| figure | ours, ms | peer, ms | ratio | lowest – highest | aim |")
    print("|---|---|---|---|---|---|")
    for rows in (
        processes(names, options.rounds),
        case(names, options.rounds),
        comparisons(names, options.rounds),
        many(names, options.cases),
        frames() if options.frames else (),
        project() if options.project else (),
    ):
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
