"""Ratios of the core: import, first grade, comparisons, sorting, parsing, checking.

Run it with ``python benchmarks/core.py``. It prints figures beside their targets; it asserts nothing,
because a busy machine is no fault of the library.
"""

from __future__ import annotations

import gc
import operator
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROCESSES = 15
PAIRS = 100_000
RANKS = 1_000_000
SEED_CASE = next(Path(__file__).parents[1].glob("examples/*3-a-401-02*.toml"), None)


def line(what: str, figure: str, target: str) -> None:
    """Print one figure beside its target."""
    print(f"{what:<52}{figure:>16}   target {target}")


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the best time of a few rounds, with the garbage collector at rest."""
    times: list[float] = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
        gc.enable()
    return min(times)


def fresh(code: str, cache: str) -> tuple[float, str]:
    """Run a statement in a fresh process; return its time, start and end included, and its output."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own statement
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=environment | {"PYTHONPYCACHEPREFIX": cache},
    )
    return time.perf_counter() - start, done.stdout


def imports() -> None:
    """Compare imports by turns, so that a busy moment meets all alike; the first round compiles."""
    first = (
        "import time, beurteilung; s = time.perf_counter(); beurteilung.grade('ni-pol-1996:5');"
        "print(time.perf_counter() - s)"
    )
    codes = ("pass", "import attrs", "import beurteilung", first)
    with tempfile.TemporaryDirectory() as cache:
        rounds = [[fresh(code, cache) for code in codes] for _ in range(PROCESSES + 1)][1:]
    empty, attrs, ours, _ = (
        statistics.median(spent for spent, _ in column) for column in zip(*rounds, strict=True)
    )
    grade = statistics.median(float(row[-1][1]) for row in rounds)
    line("import beurteilung / import attrs", f"{(ours - empty) / (attrs - empty):.2f} x", "<= 2 x")
    line("first grade() beyond the import", f"{grade * 1e3:.1f} ms", "<= 10 ms")


def comparisons() -> None:
    """Compare distinct pairs, each with an event of its own date, and read all figures."""
    from beurteilung import Laufbahnwechsel, compare, scale  # noqa: PLC0415 - after the imports

    draw = random.Random(2003)  # noqa: S311 - no secret
    grades = [g for name in ("ni-pol-1996", "ni-pol-1999", "ni-pol-2008") for g in scale(name)]
    start = date(1999, 11, 2)
    pairs = [
        (draw.choice(grades), draw.choice(grades), [Laufbahnwechsel(start + timedelta(days=n))])
        for n in range(PAIRS)
    ]

    def work() -> None:
        for before, after, events in pairs:
            change = compare(before, after, events=events)
            _ = change.nominal, change.scale_effect, change.real, change.explained
            _ = change.unexplained

    line("distinct compare() calls a second", f"{PAIRS / seconds(work):,.0f}", ">= 100,000")


def sorting() -> None:
    """Sort a million grades by the documented key and plainly, against the same ranks as ints."""
    from beurteilung import scale  # noqa: PLC0415 - after the imports

    draw = random.Random(1996)  # noqa: S311 - no secret
    grades = draw.choices(scale("ni-pol-1996").grades, k=RANKS)
    ranks = [g.rank for g in grades]
    ints = seconds(lambda: sorted(ranks))
    keyed = seconds(lambda: sorted(grades, key=operator.attrgetter("rank")))
    plain = seconds(lambda: sorted(grades))
    line("sorted(grades, key=attrgetter('rank')) / ints", f"{keyed / ints:.2f} x", "<= 2 x")
    line("sorted(grades) / ints", f"{plain / ints:.2f} x", "<= 10 x")


def parsing() -> None:
    """Parse texts of one scale; nothing new may be made."""
    from beurteilung import Grade, grade, scale  # noqa: PLC0415 - after the imports

    draw = random.Random(1999)  # noqa: S311 - no secret
    known = scale("oberstufe-15").grades
    texts = [str(g) for g in draw.choices(known, k=PAIRS)]
    before = living(Grade)
    started = time.perf_counter()
    found = [grade(text) for text in texts]
    spent = time.perf_counter() - started
    line("new grades after parsing 100,000 texts", str(living(Grade) - before), "0")
    line("grade(text) calls a second", f"{len(found) / spent:,.0f}", "-")


def living(kind: type[object]) -> int:
    """Count the objects of a class."""
    return sum(type(o) is kind for o in gc.get_objects())


def seed_case() -> None:
    """Check the seed case, warm."""
    if SEED_CASE is None:
        print("check of the seed case: no file under examples/")
        return
    from beurteilung import check  # noqa: PLC0415 - after the imports
    from beurteilung.cases.report import read_case  # noqa: PLC0415 - after the imports

    case = read_case(SEED_CASE)
    check(case)
    line(
        "check() of the seed case, warm", f"{seconds(lambda: check(case)) * 1e3:.1f} ms", "<= 20 ms"
    )


def main() -> None:
    """Print all ratios."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for part in (imports, comparisons, sorting, parsing, seed_case):
        part()


if __name__ == "__main__":
    main()
