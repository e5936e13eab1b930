"""From a TOML file to attrs objects, strictly, and from the same classes to their JSON Schema.

A class whose fields are made by `key` is read from a table with exactly those keys. All faults of a
file are found in one go, each with the path of its key. What the classes say is the only description
of the format: the reader follows it, and so does the published schema.
"""

from __future__ import annotations

import difflib
import enum
import tomllib
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, cast

import attrs

from beurteilung.errors import BeurteilungError, DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["key", "nearest", "read_toml", "schema", "structure"]

T = TypeVar("T")
Table = dict[str, object]
Fault = Callable[[str, str], object]

LIMIT = 1_000_000
"""Bytes that a guideline, mapping or case file may have; real ones have a few thousand."""


def key(doc: str, **settings: Any) -> Any:
    """Declare one TOML key: an attrs field with its description; ``default`` makes it optional."""
    return attrs.field(kw_only=True, metadata={"doc": doc}, **settings)


def read_toml(path: Path, limit: int = LIMIT) -> Table:
    """Read one TOML file of at most ``limit`` bytes.

    Raises:
        DataError: the file is missing, a directory, empty, too large, not UTF-8 or not TOML.
    """
    try:
        if path.stat().st_size > limit:
            size = f"{path.stat().st_size:,} bytes"
            raise DataError(str(path), [f"the file has {size}, expected at most {limit:,}"])
        raw = path.read_bytes()
    except IsADirectoryError:
        raise DataError(str(path), ["this is a directory, expected a TOML file in it"]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(str(path), [f"cannot be read: {reason}"]) from None
    return parse_toml(raw, str(path))


def parse_toml(raw: bytes, where: str) -> Table:
    """Parse the bytes of a TOML file; ``where`` names it in messages."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = f"line {line}: byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise DataError(where, [fault]) from None
    if not text.strip():
        raise DataError(where, ["the file is empty"])
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(where, [f"not TOML: {error}"]) from None
    except ValueError as error:  # a date such as 31.02. in the shape of a TOML date
        raise DataError(where, [f"not TOML: {error}; a day is written 2000-09-01"]) from None


def structure(cls: type[T], table: Mapping[str, object], where: str) -> T:
    """Build ``cls`` from a TOML table.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
    """
    problems: list[str] = []
    made = _object(cls, table, "", lambda at, what: problems.append(_fault(at, what)))
    if problems or made is None:
        raise DataError(where, problems)
    return made


def nearest(given: str, known: typing.Iterable[str]) -> str:
    """Return '; did you mean …?' for the closest known word, or nothing."""
    close = difflib.get_close_matches(given, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _fault(at: str, what: str) -> str:
    return f"{at}: {what}" if at else what


def _object(cls: type[T], table: object, at: str, fault: Fault) -> T | None:
    if not isinstance(table, dict):
        fault(at, f"expected a table, got {_shown(table)}")
        return None
    entries = cast("Table", table)
    known = _keys(cls)
    for name in entries:
        if name not in known:
            allowed = ", ".join(sorted(known))
            fault(at, f"unknown key {name!r}{nearest(name, known)}; allowed: {allowed}")
    expected = len(known)
    values: dict[str, object] = {}
    for name, (kind, required) in known.items():
        if name in entries:
            value = _value(kind, entries[name], f"{at}.{name}" if at else name, fault)
            if value is not None:
                values[name] = value
        elif required:
            fault(at, f"missing key {name!r}")
        else:
            expected -= 1
    if len(values) < expected:
        return None
    try:
        return cls(**values)
    except BeurteilungError as error:
        for line in error.problems if isinstance(error, DataError) else [str(error)]:
            fault(at, line)
        return None


def _value(kind: object, value: object, at: str, fault: Fault) -> object:
    """Read one value; a fault returns None, which no key ever means."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), value, at, fault)
    if origin is Literal:
        if value in args:
            return value
        choices = ", ".join(str(a) for a in args)
        hint = nearest(str(value), map(str, args))
        return fault(at, f"unknown value {_shown(value)}{hint}; allowed: {choices}")
    if origin is tuple:
        if not isinstance(value, list):
            return fault(at, f"expected a list, got {_shown(value)}")
        items = cast("list[object]", value)
        made = [_value(args[0], item, f"{at}[{n}]", fault) for n, item in enumerate(items)]
        return None if None in made else tuple(made)
    if origin is dict:
        if not isinstance(value, dict):
            return fault(at, f"expected a table, got {_shown(value)}")
        table = cast("Table", value)
        read = {name: _value(args[1], item, f"{at}.{name}", fault) for name, item in table.items()}
        return None if None in read.values() else read
    return _single(cast("type[object]", kind), value, at, fault)


def _single(kind: type[object], value: object, at: str, fault: Fault) -> object:
    if attrs.has(kind) and not hasattr(kind, "parse"):
        return _object(kind, value, at, fault)
    if issubclass(kind, enum.Enum):
        names = [member.value for member in kind]
        if value in names:
            return kind(value)
        hint = nearest(str(value), names)
        return fault(at, f"unknown value {_shown(value)}{hint}; allowed: {', '.join(names)}")
    if kind is Fraction:
        return _exact(value, at, fault)
    if hasattr(kind, "parse"):
        if not isinstance(value, str):
            return fault(at, f"expected text, got {_shown(value)}")
        try:
            return kind.parse(value)
        except BeurteilungError as error:
            return fault(at, str(error))
    if type(value) is kind and value != "":
        return value
    return fault(at, f"expected {_KINDS[kind]}, got {_shown(value)}")


def _exact(value: object, at: str, fault: Fault) -> object:
    if isinstance(value, str):
        try:
            return Fraction(value.replace(",", ".").strip())
        except (ValueError, ZeroDivisionError):
            return fault(at, f"expected a number such as 15 or '12,5', got {value!r}")
    if type(value) is int:
        return Fraction(value)
    way = "; write it as text, so that it stays exact" if isinstance(value, float) else ""
    return fault(at, f"expected a number such as 15 or '12,5', got {_shown(value)}{way}")


_KINDS: dict[type[object], str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a day such as 2000-09-01",
}


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else f"{str(value).lower()}"
    names = {str: "text", bool: "true/false", int: "number", float: "decimal number"}
    names |= {datetime: "date with time", date: "day", list: "list", dict: "table"}
    name = names.get(type(value), type(value).__name__)
    return name if isinstance(value, (list, dict)) else f"{text[:60]} ({name})"


@cache
def _keys(cls: type[object]) -> dict[str, tuple[object, bool]]:
    """Return, for each key of the class, its type and whether it is required."""
    hints = typing.get_type_hints(cls)
    fields = cast("tuple[attrs.Attribute[object], ...]", attrs.fields(cast("Any", cls)))
    return {f.name: (hints[f.name], f.default is attrs.NOTHING) for f in fields if f.init}


def schema(cls: type[object], title: str) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of the files that `structure` reads as ``cls``."""
    definitions: dict[str, object] = {}
    body = _schema_object(cls, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_object(cls: type[object], definitions: dict[str, object]) -> dict[str, object]:
    known = _keys(cls)
    fields = cast("tuple[attrs.Attribute[object], ...]", attrs.fields(cast("Any", cls)))
    docs = {f.name: cast("str", f.metadata.get("doc", "")) for f in fields}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": docs[name], **_schema_value(kind, definitions)}
            for name, (kind, _) in known.items()
        },
        "required": [name for name, (_, required) in known.items() if required],
    }


def _schema_value(kind: object, definitions: dict[str, object]) -> dict[str, object]:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _schema_value(next(a for a in args if a is not type(None)), definitions)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _schema_value(args[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema_value(args[1], definitions)}
    single = cast("type[object]", kind)
    if attrs.has(single) and not hasattr(single, "parse"):
        if single.__name__ not in definitions:
            definitions[single.__name__] = {}
            definitions[single.__name__] = _schema_object(single, definitions)
        return {"$ref": f"#/$defs/{single.__name__}"}
    if issubclass(single, enum.Enum):
        return {"enum": [member.value for member in single]}
    if single is Fraction:
        return {"type": ["integer", "string"], "pattern": r"^\s*-?\d+([.,]\d+)?(/\d+)?\s*$"}
    shapes: dict[type[object], dict[str, object]] = {
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        date: {"type": "string", "format": "date"},
    }
    return shapes.get(single, {"type": "string", "minLength": 1})
