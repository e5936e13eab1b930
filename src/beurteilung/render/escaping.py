"""Text from outside on its way to paper: it may say anything and start nothing."""

from __future__ import annotations

from html import escape

__all__ = ["inert", "visible"]


def visible(text: str) -> str:
    """Return a text in one line: control and direction characters become spaces.

    >>> visible("a" + chr(0x202E) + "b" + chr(10) + "c")
    'a b c'
    """
    return "".join(c if c.isprintable() else " " for c in text)


def inert(text: str) -> str:
    """Escape text for HTML and SVG.

    >>> inert("<b>" + chr(0x202E) + "x")
    '&lt;b&gt; x'
    """
    return escape(visible(text))
