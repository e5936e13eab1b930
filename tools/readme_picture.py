"""Write the picture of the README, light and dark: `python tools/readme_picture.py`.

A page on the web shows an SVG file without the colours of its own text, so each scheme has a file.
"""

from datetime import date
from pathlib import Path

from beurteilung import Laufbahnwechsel, compare, grade
from beurteilung.render.svg import change_svg

FOLDER = Path(__file__).parent.parent / "docs" / "_static"
COLOURS = {"light": "#1f2328", "dark": "#e6edf3"}
"""Of text and lines; the other colours of the picture are legible on both grounds."""


def write() -> None:
    """Write both files."""
    change = compare(
        grade("ni-pol-1996:5"),
        grade("ni-pol-1999:3"),
        events=[Laufbahnwechsel(date(1999, 11, 2))],
    )
    drawn = change_svg(change, "en")
    for name, colour in COLOURS.items():
        text = drawn.replace("<svg ", f'<svg color="{colour}" ', 1)
        (FOLDER / f"drop-{name}.svg").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
