"""How long reading the atlas takes: everything at once, and each scale alone.

python benchmarks/atlas.py
"""

import statistics
import subprocess
import sys
from pathlib import Path

import beurteilung

DATA = Path(beurteilung.__file__).parent / "data"
RUNS = 3
EVERYTHING = """
import time
from pathlib import Path
from beurteilung.law import decisions as authorities
from beurteilung._base.compiled import DATA
from beurteilung.law import registry
folder = DATA / "mappings"
registry.guideline("schulnoten-1-6")
ends = [p.stem.split("--") for p in folder.iterdir() if ".nicht-vergleichbar" not in p.name]
start = time.perf_counter()
registry.guidelines()
read = time.perf_counter()
for a, b in ends: registry.mapping(a, b)
print(read - start, time.perf_counter() - read)
"""
ONE = """
import sys, time
from beurteilung._base.compiled import DATA
from beurteilung.law import registry
registry.scale("schulnoten-1-6")
start = time.perf_counter()
registry.scale(sys.argv[1])
print(time.perf_counter() - start)
"""


def run(code: str, *args: str) -> list[float]:
    """Return the figures that a fresh process prints: the medians of several runs."""
    rows = [
        subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", code, *args], check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(RUNS)
    ]
    return [statistics.median(float(row[n]) for row in rows) for n in range(len(rows[0]))]


def main() -> None:
    """Print the figures in milliseconds."""
    files = [*DATA.glob("guidelines/*.toml"), *DATA.glob("mappings/*.toml")]
    size = sum(f.stat().st_size for f in files) // 1000
    guidelines, mappings = run(EVERYTHING)
    both = (guidelines + mappings) * 1000
    print(f"{len(files)} files, {size} kB: {both:.0f} ms (aim: 300)")
    print(f"  guidelines {guidelines * 1000:.0f} ms, mappings {mappings * 1000:.0f} ms")
    ids = sorted({p.id for p in beurteilung.scales()})
    times = sorted(((run(ONE, name)[0] * 1000, name) for name in ids), reverse=True)
    print(f"one scale (aim: 10 ms): slowest of {len(times)}")
    for time, name in times[:5]:
        print(f"  {time:6.1f} ms  {name}")


if __name__ == "__main__":
    main()
