"""The ways in which somebody writes a file by hand that leave no doubt, brought into the one form that is read.

A form may be long: a list of tables, each with a key for its text. Who has one table, or a text only, writes
that; what could mean two things stays as it is, and the reader says how to write it.
"""

from __future__ import annotations

import builtins
import enum
import re
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, cast

from beurteilung._base.dates import PartialDay, day_in, iso
from beurteilung._base.records import (
    NAMES,
    THOUSANDS,
    has_keys,
    keys,
    members,
    named_keys,
    without_none,
)
from beurteilung._base.text import ASCII, YES

if TYPE_CHECKING:
    from beurteilung._base.records import Key
    from beurteilung._base.toml import Table

__all__ = ["natural"]

Form = Callable[[object], object]
"""What brings a value into the form that is read."""

_PLAIN = re.compile(r"-?\d{1,18}(\.\d{1,18})?")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_YES = {**{word: meant == "true" for word, meant in YES.items()}, "true": True, "false": False}


def natural(cls: type[object], table: Table) -> Table:
    """Return the table of a file in the form that its class describes, as far as it leaves no doubt.

    One value stands for a list of one, a text for a table that needs no more, a number for its text and the
    other way round, a day for any of its spellings, yes and no for true and false, and a word for the same
    one in capitals or with an umlaut.
    """
    known = named_keys(cls)
    return {
        name: _form_of(known[name])(value) if name in known else value
        for name, value in table.items()
    }


@cache
def _form_of(one: Key) -> Form:
    """Return what brings the value of a key into its form."""
    return _form(one.kind)


def _form(kind: object) -> Form:
    """Return what brings a value of a kind into its form."""
    if PartialDay in members(kind):
        return _partial_day
    plain = without_none(kind)
    args = typing.get_args(plain)
    match typing.get_origin(plain):
        case builtins.tuple:
            return partial(_listed, args[0], _form(args[0]))
        case builtins.dict:
            return partial(_each, _form(args[1]))
        case origin if origin is Literal:
            return partial(_word, args)
        case _:
            return _single(plain) if isinstance(plain, type) else _unchanged


def _single(kind: type[object]) -> Form:
    """Return what brings a value of a class into its form."""
    if has_keys(kind):
        return partial(_tabled, kind)
    if issubclass(kind, enum.Enum):
        return partial(_word, [member.value for member in kind])
    return _FORMS.get(kind, _unchanged)


def _unchanged(value: object) -> object:
    """Return the value of a kind that has one spelling only, or several kinds."""
    return value


def _partial_day(value: object) -> object:
    """Return a day, or the text of a part of one: of 2002 only the year is known."""
    return str(value) if type(value) is int else _day(value)


def _each(form: Form, value: object) -> object:
    """Return a table whose names are free with each value in its form."""
    if not isinstance(value, dict):
        return value
    return {name: form(item) for name, item in cast("Table", value).items()}


def _listed(item: object, form: Form, value: object) -> object:
    """Return a list in the form of its kind; one value alone is a list of one."""
    nested = typing.get_origin(item) is tuple
    if not isinstance(value, list):
        one = form(value)
        return [one] if _is_one(one, item) else value
    items = cast("list[object]", value)
    if nested and len(items) > 1 and not all(isinstance(one, list) for one in items):
        return items  # of two words nobody can tell whether both are meant or either
    return list(map(form, items))


def _is_one(value: object, item: object) -> bool:
    """Tell whether a value can be one of a list of a kind."""
    nested = typing.get_origin(item) is tuple or has_keys(item)
    return isinstance(value, (dict, list) if nested else (str, int, Decimal))


def _tabled(cls: type[object], value: object) -> object:
    """Return a table in the form of its class; a text stands for one that needs no more than its name."""
    one = _alone(value)
    if isinstance(one, dict):
        return natural(cls, cast("Table", one))
    plain = isinstance(one, (str, int, Decimal)) and not isinstance(one, bool)
    name = _only(cls) if plain else None
    return natural(cls, {name: one}) if name else value


def _alone(value: object) -> object:
    """Return the one value of a list, or the value that is no list."""
    if not isinstance(value, list):
        return value
    items = cast("list[object]", value)
    return items[0] if len(items) == 1 else None


def _only(cls: type[object]) -> str | None:
    """Return the one key that a table of a class must have, or by which it says what it is about; else None."""
    every = [one for one in keys(cls) if one.name not in getattr(cls, "INHERITED", ())]
    needed = [one.name for one in every if one.required]
    names = needed or [name for name in NAMES if name in [one.name for one in every]]
    return names[0] if len(needed) <= 1 and names else None


def _word(known: typing.Sequence[object], value: object) -> object:
    """Return the word of a list that is the same apart from capitals, umlauts and blanks."""
    if not isinstance(value, str) or value in known or len(value) > _LONGEST:
        return value
    return next((one for one in known if _same(str(one), value)), value)


_LONGEST = 100
"""Letters of the longest word that may be one of a list, with blanks around it."""


def _same(one: str, value: str) -> bool:
    """Tell whether a value is a word apart from how it is written, or two words by their initials: gD, h. D."""
    initials, letters = re.findall(r"\b[^\W\d_]", one), re.findall(r"[^\W_]", value)
    short = len(initials) > 1 and "".join(initials).casefold() == "".join(letters).casefold()
    return short or _folded(one) == _folded(value)


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().casefold().translate(ASCII))


def _text(value: object) -> object:
    """Return a number as it is printed: 5, 4.50."""
    given = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return str(value) if given and _PLAIN.fullmatch(str(value)) else value


def _number(value: object) -> object:
    """Return a decimal number as the text that keeps it exact; 1.500 may be meant for 1500."""
    printed = isinstance(value, Decimal) and _PLAIN.fullmatch(str(value))
    return str(value) if printed and not THOUSANDS.fullmatch(str(value)) else value


def _day(value: object) -> object:
    """Return the day that a text names."""
    return (day_in(value) if isinstance(value, str) and iso(value) else None) or value


def _whole(value: object) -> object:
    """Return the whole number that a text is; of one the points can only part thousands: 1.963."""
    if isinstance(value, (str, Decimal)) and THOUSANDS.fullmatch(str(value).strip()):
        return int(str(value).replace(".", ""))
    return int(value) if isinstance(value, str) and _WHOLE.fullmatch(value.strip()) else value


def _yes(value: object) -> object:
    """Return what yes and no stand for."""
    return _YES.get(value.strip().casefold(), value) if isinstance(value, str) else value


_FORMS: dict[type[object], Form] = {
    str: _text,
    int: _whole,
    bool: _yes,
    Fraction: _number,
    date: _day,
}
