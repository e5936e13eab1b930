"""Text from outside on its way to paper: it may say anything and start nothing."""

from __future__ import annotations

from beurteilung._base.text import escaped

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
    # nine of ten letters are ASCII, and to ask each of them would take as long as to write them
    others = json_text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if others.decode("utf-8", "surrogatepass").isprintable():
        return json_text
    return "".join(c if c == "\n" or c.isprintable() else escaped(c) for c in json_text)


_ASCII = bytes([ord("\n"), *range(ord(" "), ord("~") + 1)])
"""What stands in JSON as it is, as far as it is ASCII."""


def inert(text: str) -> str:
    r"""Escape text for HTML and SVG; a space that does not break stays one.

    >>> inert("<b>" + chr(0x202E) + "10" + chr(0xA0) + "%")
    '&lt;b&gt; 10\xa0%'
    """
    if not text.isprintable():
        text = _BREAKLESS.join(map(visible, text.split(_BREAKLESS)))
    # as `html.escape` does: the ampersand first, which the others contain
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;")


_BREAKLESS = "\N{NO-BREAK SPACE}"
"""The space that keeps a figure and its percent sign in one line."""
