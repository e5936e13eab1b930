"""Ratios of work on rounds: ours against the engine's own group-by, and times of the scalar parts.

``python benchmarks/rounds.py`` prints every figure. Of a pair both run by turns in one process; the figure is
the median of the ratio, with the lowest and the highest beside it. It asserts nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING, Any

from beurteilung import Appraisal, Besoldungsgruppe, Office, frames, grade, scale
from beurteilung.frames import rounds
from beurteilung.personen import Bewerbung, Feld
from beurteilung.runden.unterschied import exact_p

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS, GROUPS, TURNS = 1_000_000, 20_000, 7
SCALE = "schulnoten-1-6"


def staff(rows: int, groups: int) -> Any:  # noqa: ANN401 - a Polars frame
    """Return random rows in random groups."""
    import numpy as np  # noqa: PLC0415 - only this program needs it
    import polars as pl  # noqa: PLC0415 - the same

    random = np.random.default_rng(0)
    codes = [str(g) for g in scale(SCALE)]
    weights = [0.08, 0.22, 0.4, 0.2, 0.07, 0.03]
    return pl.DataFrame(
        {
            "gruppe": random.integers(0, groups, rows),
            "note": pl.Series(codes)[random.choice(len(codes), rows, p=weights)],
        }
    )


def ratio(name: str, ours: Callable[[], object], theirs: Callable[[], object], aim: str) -> None:
    """Print the ratio of two pieces of work, run by turns."""
    found = []
    for _ in range(TURNS + 1):
        times = []
        for work in (ours, theirs):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        found.append(times[0] / times[1])
    kept = sorted(found[1:])  # the first turn warms up
    shown = f"{statistics.median(kept):5.2f} ({kept[0]:.2f}-{kept[-1]:.2f})"
    print(f"{name:42} {shown:22} aim {aim}")


def single(name: str, work: Callable[[], object], aim: str) -> None:
    """Print the median time of one piece of work in milliseconds."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1_000)
    print(f"{name:42} {statistics.median(times):8.1f} ms {'':10} aim {aim}")


def candidates(count: int) -> list[Bewerbung]:
    """Return candidates of several offices with two features each."""
    return [
        Bewerbung(
            str(n),
            Appraisal(grade(f"by-llbg:{1 + n % 16}"), Office(Besoldungsgruppe("A", 9 + n % 5))),
            {"x": grade(f"by-llbg:{1 + n % 7}"), "y": grade(f"by-llbg:{1 + n % 11}")},
        )
        for n in range(count)
    ]


def main() -> None:
    """Print every figure."""
    import polars as pl  # noqa: PLC0415 - only this program needs it

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--groups", type=int, default=GROUPS)
    given = parser.parse_args()
    akte = staff(given.rows, given.groups)
    codes = [str(g) for g in scale(SCALE)]

    def by_hand() -> object:
        """Count each grade of each group, written for this engine and these grades."""
        return (
            akte.lazy()
            .group_by("gruppe")
            .agg(pl.len().alias("size"), *((pl.col("note") == c).sum().alias(c) for c in codes))
            .collect()
        )

    def richtwerte() -> object:
        return frames.richtwerte(akte, group="gruppe", grade="note", guideline="bund-blv-2026")

    def distribution() -> object:
        return rounds.distribution(akte, group="gruppe", note="note")

    print(f"{given.rows:,} rows in {given.groups:,} groups, Polars")
    ratio("distribution : group-by", distribution, by_hand, "<= 1.5")
    ratio("Richtwerte : group-by", richtwerte, by_hand, "<= 1.5")
    field = candidates(200)
    single("exact test, 40 against 60, five grades",
           lambda: exact_p((2, 8, 15, 10, 5), (8, 14, 20, 12, 6)), "< 50 ms")  # fmt: skip
    single(
        "200 candidates, each against each",
        lambda: Feld(field, ordnung="bund-blv-2026"),
        "< 1000 ms",
    )


if __name__ == "__main__":
    main()
