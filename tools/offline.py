"""Write the page without Python as a file to release: `python tools/offline.py FOLDER`."""

import sys
from pathlib import Path

from beurteilung import __version__
from beurteilung.render.offline import offline_page

MOST = 1_000_000
"""Bytes that the file may have: small enough for a mail."""


def write(folder: Path) -> Path:
    """Write the page into a folder and return the file."""
    file = folder / f"beurteilung-offline-{__version__}.html"
    file.write_text(offline_page(), encoding="utf-8", newline="\n")
    return file


if __name__ == "__main__":
    made = write(Path(sys.argv[1]))
    if made.stat().st_size > MOST:
        sys.exit(f"{made} has {made.stat().st_size:,} bytes, expected at most {MOST:,}")
    sys.stdout.write(f"{made}\n")
