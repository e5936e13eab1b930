"""Plain values for JSON: from a class of data to them, strictly back, and the JSON Schema."""

from __future__ import annotations

import enum
import json
import typing
from datetime import date
from fractions import Fraction
from functools import cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeVar, cast

from beurteilung._base.records import has_keys, keys
from beurteilung._base.toml import schema, structure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

__all__ = [
    "fields_of",
    "from_plain",
    "in_one_line",
    "indented",
    "plain",
    "plain_schema",
    "shown_of",
]

T = TypeVar("T")


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is as loose
    """Return plain values; of a class the keys that say nothing are left out."""
    shown = shown_of(value)
    if type(shown) is tuple:
        return [v if type(v) in _PLAIN else plain(v) for v in cast("Iterable[object]", shown)]
    if isinstance(shown, dict):
        named = cast("dict[str, object]", shown)
        return {name: v if type(v) in _PLAIN else plain(v) for name, v in named.items()}
    return shown


def shown_of(value: object) -> object:
    """Return what JSON shows of a value, and not yet of what it holds."""
    kind = type(value)
    if kind in _PLAIN or kind is tuple:
        return value
    if (fields := fields_of(kind)) is not None:
        return {
            name: v
            for name, default in fields
            if (v := getattr(value, name)) is not default and v != default
        }
    if isinstance(value, enum.Enum):
        return value._value_
    return str(value) if isinstance(value, (date, Fraction)) or hasattr(kind, "parse") else value


_PLAIN = frozenset({str, int, bool, type(None)})


Fields = tuple[tuple[str, object], ...]
_known: dict[type[object], Fields | None] = {}


def fields_of(kind: type[object]) -> Fields | None:
    """Return the fields of a class with their defaults; None if it has none, or is written as text."""
    try:
        return _known[kind]
    except KeyError:
        found = _known[kind] = _described(kind) if has_keys(kind) else None
        return found


def _described(kind: type[object]) -> Fields:
    return tuple((f.name, f.value) for f in keys(kind))


def indented(value: object, indent: int = 2) -> str:
    """Return the JSON of a value, indented as `json.dumps` would, which takes three times as long.

    >>> print(indented({"a": [1, "ä"], "b": {}}))
    {
      "a": [
        1,
        "ä"
      ],
      "b": {}
    }
    """
    return _indented(value, "\n", " " * indent)


def _indented(value: object, line: str, step: str) -> str:
    """Write a value at whose depth a line begins with ``line``, the break before it included."""
    kind, inner = type(value), line + step
    if kind is dict:
        rows = [
            f"{inner}{encode_basestring(name)}: "
            f"{encode_basestring(v) if type(v) is str else 'null' if v is None else _indented(v, inner, step)}"
            for name, v in cast("dict[str, object]", value).items()
        ]
        return f"{{{','.join(rows)}{line}}}" if rows else "{}"
    if kind is list or kind is tuple:
        rows = [
            f"{inner}{encode_basestring(v) if type(v) is str else _indented(v, inner, step)}"
            for v in cast("Iterable[object]", value)
        ]
        return f"[{','.join(rows)}{line}]" if rows else "[]"
    if kind is bool:
        return "true" if value else "false"
    shown = value if kind in _PLAIN else shown_of(value)
    return _encode(shown) if shown is value or type(shown) is str else _indented(shown, line, step)


_encode = json.JSONEncoder(ensure_ascii=False, default=shown_of).encode


def in_one_line(value: object) -> str:
    """Return the JSON of a value in one line, as `json.dumps` would write its plain values.

    >>> in_one_line({"a": (1, "ä"), "b": date(2000, 9, 1)})
    '{"a": [1, "ä"], "b": "2000-09-01"}'
    """
    return _encode(value)


def from_plain(cls: type[T], values: object, where: str) -> T:
    """Build a class of data from plain values; null says nothing, a day is an ISO text.

    Raises:
        DataError: with every fault, each with the path of its key.
    """
    days = _days(cast("Hashable", cls))
    return structure(cls, cast("Plain", _loaded(values, days)), where, toml=False)


def plain_schema(cls: type[object], title: str) -> dict[str, Any]:
    """Return the JSON Schema of plain values; a key that is not required may be null."""
    form = schema(cls, title)
    for one in (form, *cast("dict[str, dict[str, Any]]", form["$defs"]).values()):
        needed = cast("list[str]", one["required"])
        properties = cast("dict[str, dict[str, Any]]", one["properties"])
        for name, what in properties.items():
            if name not in needed:
                doc = what.pop("description")
                properties[name] = {"description": doc, "anyOf": [what, {"type": "null"}]}
    return form


Plain = dict[str, object]


@cache  # to ask the annotations of all classes takes longer than to read a report
def _days(cls: type[object]) -> frozenset[str]:
    """Return the names of the keys that hold days, in a class and all that it holds."""
    found: set[str] = set()
    classes = [cls]
    for one in classes:  # more are added on the way
        for name, hint in typing.get_type_hints(one).items():
            parts = [part for part in _types(hint) if isinstance(part, type)]
            if date in parts:
                found.add(name)
            classes += (part for part in parts if has_keys(part) and part not in classes)
    return frozenset(found)


def _types(hint: object) -> Iterator[object]:
    """Yield a type and all that it is made of."""
    yield hint
    for inner in typing.get_args(hint):
        yield from _types(inner)


def _loaded(value: object, days: frozenset[str], name: str = "") -> object:
    """Return JSON values as TOML has them: days as days, and no key that says nothing."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {k: _loaded(v, days, k) for k, v in table.items() if v is not None}
    if isinstance(value, list):
        return [_loaded(item, days) for item in cast("list[object]", value)]
    if isinstance(value, str) and name in days:
        return _day(value)
    return value


def _day(value: str) -> date | str:
    """Return the day that a text such as 2000-09-01 means; of another text the reader says what it expects."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return day if day.isoformat() == value else value  # 20000901 is none that we write
