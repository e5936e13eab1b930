"""Marks on paper: the few SVG elements that the pictures are made of.

Lines and letters take the colour of the text around them, so a picture reads on a light and on a
dark page. The three tones have a contrast of at least 3:1 to black and to white, and each has a
pattern of its own, so that nothing depends on telling colours apart. Nothing has an id: pictures
may stand in one page many times.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from beurteilung._base.records import frozen
from beurteilung.render.escaping import inert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.text import Lang

__all__ = [
    "Box",
    "arrow",
    "box",
    "bracket",
    "cut",
    "hatched",
    "line",
    "marker",
    "named",
    "svg",
    "words",
]

SIZE = 13
"""Height of letters in pixels."""
_SMALLEST = 10
"""Height of letters below which a narrow screen scrolls a picture instead of shrinking it."""
LINE = 17
"""Distance of two lines of text in pixels."""
_LETTER = 7.6
"""Width that one letter may take, in pixels; generous, since fonts differ."""

VIOLET, GREEN, ORANGE = "#8a63d2", "#2f8a5b", "#d4572a"


@frozen
class Box:
    """A rectangle, in pixels from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.y + self.height / 2


def cut(text: str, width: float, lines: int = 3) -> list[str]:
    """Break a text into lines that fit a width in pixels; what is too long ends with an ellipsis.

    >>> cut("übertrifft erheblich die Anforderungen", 160)
    ['übertrifft erheblich', 'die Anforderungen']
    """
    letters = max(int(width / _LETTER), 4)
    if text.isprintable():
        if len(text) <= letters:
            return [text.rstrip()]
        if (found := _broken(text, letters)) and len(found) <= lines:
            return found
    return textwrap.wrap(text, letters, max_lines=lines, placeholder=" …") or [""]


def _broken(text: str, letters: int) -> list[str]:
    """Break a text as textwrap does, in a third of the time; nothing where it may break within a word."""
    if "-" in text or "  " in text or text[0] == " " or text[-1] == " ":
        return []
    found: list[str] = []
    start = 0
    while len(text) - start > letters:
        end = text.rfind(" ", start, start + letters + 1)
        if end < 0:
            return []
        found.append(text[start:end])
        start = end + 1
    return [*found, text[start:]]


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def words(x: float, y: float, text: str, *, style: str = "") -> str:
    """Return one line of text with its baseline at ``y``; ``style`` holds further attributes."""
    return f"<text {_at(x, y)}{style and ' ' + style}>{inert(text)}</text>"


def _at(x: float, y: float) -> str:
    return f'x="{x:.1f}" y="{y:.1f}"'.replace('.0"', '"')


def named(x: float, y: float, text: str, bold: int) -> str:
    """Return one line of text whose first letters, ``bold`` of them, are bold."""
    start = f'<tspan font-weight="bold">{inert(text[:bold])}</tspan>'
    return f"<text {_at(x, y)}>{start}{inert(text[bold:])}</text>"


def arrow(x: float, y1: float, y2: float) -> str:
    """Return a bent arrow on the right of two rows, from the one to the other."""
    at = f"M{_number(x)} {_number(y1)}h14V{_number(y2)}h-12m6 -5l-6 5l6 5"
    return f'<path d="{at}" stroke="currentColor" stroke-width="2" fill="none"/>'


def line(x1: float, y1: float, x2: float, y2: float, *, style: str = "") -> str:
    """Return a straight line."""
    at = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'.replace('.0"', '"')
    return f'<line {at} stroke="currentColor"{style and " " + style}/>'


def box(place: Box, *, style: str = 'fill="none"') -> str:
    """Return a rectangle in outline."""
    size = f'width="{place.width:.1f}" height="{place.height:.1f}"'.replace('.0"', '"')
    return f'<rect {_at(place.x, place.y)} {size} rx="3" stroke="currentColor" {style}/>'


def hatched(place: Box, tone: str, *, crossed: bool = False) -> str:
    """Return a rectangle filled with slanting lines, or with lines both ways."""
    paths = list(_slants(place))
    if crossed:
        paths += [(x1, place.y + place.bottom - y1, x2, place.y + place.bottom - y2)
                  for x1, y1, x2, y2 in paths]  # fmt: skip
    strokes = "".join([f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for x1, y1, x2, y2 in paths])
    for sign in " LM":  # as `_number` writes each
        strokes = strokes.replace(f".0{sign}", sign)
    strokes = strokes.removesuffix(".0")
    fill = f'<path d="{strokes}" stroke="{tone}" stroke-width="2" fill="none"/>' if strokes else ""
    return fill + box(place)


def _slants(place: Box) -> Iterable[tuple[float, float, float, float]]:
    """Yield lines that rise from left to right at 45 degrees, cut off at the edges."""
    offset = 7.0
    while offset < place.width + place.height:
        left, down = max(0.0, offset - place.height), min(offset, place.height)
        right, up = min(offset, place.width), max(0.0, offset - place.width)
        yield place.x + left, place.y + down, place.x + right, place.y + up
        offset += 7


def marker(x: float, y: float, *, filled: bool) -> str:
    """Return a lozenge around a point, filled or hollow."""
    fill = "currentColor" if filled else "none"
    at = f"M{_number(x - 6)} {_number(y)}l6 -6l6 6l-6 6z"
    return f'<path d="{at}" stroke="currentColor" stroke-width="1.5" fill="{fill}"/>'


def bracket(x1: float, x2: float, y: float) -> str:
    """Return a bracket that opens upwards and spans from one place to another."""
    at = f"M{_number(x1)} {_number(y)}v6H{_number(x2)}v-6"
    return f'<path d="{at}" stroke="currentColor" fill="none"/>'


def svg(
    title: str, description: str, size: tuple[float, float], parts: Iterable[str], lang: Lang
) -> str:
    """Return a picture: its title, the same in words for who cannot see it, and its parts."""
    width, height = (_number(value) for value in size)
    name = inert(f"{title}. {description}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{lang}" aria-label="{name}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'style="max-width:100%;min-width:{_number(size[0] * _SMALLEST / SIZE)}px;height:auto" '
        'fill="currentColor" '
        f'font-family="system-ui,sans-serif" font-size="{SIZE}">'
        f"<title>{inert(title)}</title><desc>{inert(description)}</desc>{''.join(parts)}</svg>"
    )
