"""Plain values for JSON: what a class of data was read from, or may be read back from."""

from __future__ import annotations

import enum
from datetime import date
from fractions import Fraction
from typing import Any, cast

import attrs

__all__ = ["Form", "plain"]


class Form:
    """A class whose JSON has every key: null where nothing is known, nothing being "" or None."""

    __slots__ = ()


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - JSON is as loose; one return a kind
    """Return plain values; of a class that is no `Form`, keys that say nothing are left out."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if (fields := _fields(kind)) is not None:
        shown = [(name, default, getattr(value, name)) for name, default in fields]
        if isinstance(value, Form):
            return {n: None if v == "" and d == "" else plain(v) for n, d, v in shown}
        return {n: plain(v) for n, d, v in shown if d is attrs.NOTHING or v != d}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in cast("dict[str, object]", value).items()}
    return str(value) if isinstance(value, (date, Fraction)) or hasattr(kind, "parse") else value


_PLAIN = frozenset({str, int, bool, type(None)})


Fields = tuple[tuple[str, object], ...]
_known: dict[type[object], Fields | None] = {}


def _fields(kind: type[object]) -> Fields | None:
    """Return the fields of a class with their defaults; None if it has none, or is written as text."""
    if kind not in _known:
        _known[kind] = _described(kind) if attrs.has(kind) and not hasattr(kind, "parse") else None
    return _known[kind]


def _described(kind: type[object]) -> Fields:
    fields = cast("tuple[attrs.Attribute[object], ...]", attrs.fields(cast("Any", kind)))
    return tuple((f.name, f.default) for f in fields)
