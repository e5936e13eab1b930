"""The few pieces of SQL that every engine reads alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beurteilung.frames.questions import Kind, Value

__all__ = ["identifier", "literal"]


def identifier(name: str) -> str:
    """Quote a name.

    >>> print(identifier('die "neue" Note'))
    "die ""neue"" Note"
    """
    quoted = name.replace('"', '""')
    return f'"{quoted}"'


def literal(value: Value, kind: Kind) -> str:
    """Write a value.

    >>> literal("D'accord", "text"), literal(-2, "integer"), literal(None, "text")
    ("'D''accord'", '-2', 'NULL')
    """
    if value is None:
        return "NULL"
    if kind != "text":
        return str(int(value))
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
