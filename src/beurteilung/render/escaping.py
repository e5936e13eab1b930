"""Text from outside on its way to paper: it may say anything and start nothing."""

from __future__ import annotations

__all__ = ["inert", "spelled", "visible"]


def visible(text: str) -> str:
    """Return a text in one line: control and direction characters become spaces.

    >>> visible("a" + chr(0x202E) + "b" + chr(10) + "c")
    'a b c'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " for c in text)


def spelled(json_text: str) -> str:
    r"""Return JSON in which each character that is none to print is an escape; its lines stay.

    >>> spelled('"a' + chr(0x202E) + chr(0x1F600) + '"')
    '"a\\u202e😀"'
    """
    lines = json_text.split("\n")
    return "\n".join(line if line.isprintable() else _spelled_line(line) for line in lines)


def _spelled_line(line: str) -> str:
    return "".join(c if c.isprintable() else _escape(c) for c in line)


def _escape(letter: str) -> str:
    """Write a character as JSON escapes it, beyond the first 65,536 as two."""
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4))


def inert(text: str) -> str:
    """Escape text for HTML and SVG.

    >>> inert("<b>" + chr(0x202E) + "x")
    '&lt;b&gt; x'
    """
    from html import escape  # noqa: PLC0415 - words need none of its entities

    return escape(visible(text))
