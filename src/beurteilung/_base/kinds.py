"""What an argument has to be: checked where it comes in, and refused in the reader's language."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, SupportsIndex, TypeVar

from beurteilung._base.errors import ColumnError, DataError, WrongKindError, excerpt
from beurteilung._base.text import Text

if TYPE_CHECKING:
    import enum

__all__ = [
    "LONGEST",
    "MOST",
    "Kind",
    "ending",
    "expect",
    "expect_each",
    "expect_size",
    "formatted",
    "known_word",
    "no_member",
    "whole",
]

MOST = 10**15
"""No number that counts something is greater."""
LONGEST = 1_000_000
"""Entries after which what is no list, such as a generator, has to end."""
Kind = type | None
"""A class, or None for what may be left out."""
T = TypeVar("T")


def expect(name: str, value: object, *kinds: Kind) -> None:
    """Check that an argument is of one of some kinds; a truth value is no number, a point in time no day.

    Raises:
        WrongKindError: it is of another.

    >>> expect("am", "2000-01-26", date, None)
    Traceback (most recent call last):
    ...
    beurteilung.errors.WrongKindError: am: expected a day such as date(2000, 1, 26), got '2000-01-26' (str)
    """
    kind = type(value)
    if kind in kinds and kind is not int:  # as most are: no subclass, such as bool or datetime
        return
    if value is None and None in kinds:
        return
    known = tuple(kind for kind in kinds if kind is not None)
    odd = (isinstance(value, bool) and bool not in known) or isinstance(value, datetime)
    # Python writes no number of 5,000 digits, and counts no list as long
    if isinstance(value, int) and abs(value) > MOST:
        raise WrongKindError.of(_COUNTABLE, value, name)
    if odd or not isinstance(value, known):
        words = [_WORDS.get(kind, Text(kind.__name__, kind.__name__)) for kind in known]
        raise WrongKindError.of(
            Text(" oder ".join(w.de for w in words), " or ".join(w.en for w in words)), value, name
        )


def whole(value: int) -> int:
    """Return a whole number of another library, such as numpy's, as Python's own; anything else as it is."""
    given: object = value  # users err
    if isinstance(given, bool | type) or not isinstance(given, SupportsIndex):
        return value
    return operator.index(given)


def expect_each(name: str, values: Iterable[T], *kinds: Kind) -> tuple[T, ...]:
    """Return the entries of an argument that is a list, each of one of some kinds, if any are named.

    Raises:
        WrongKindError: it is no list, it does not end, or an entry is of another kind.
    """
    if not kinds and type(values) in (list, tuple):  # most are, and asking for more takes longer
        return tuple(values)
    items: list[T] = []
    for item in ending(name, values):
        if kinds:
            expect(f"{name}[{len(items)}]", item, *kinds)
        items.append(item)
    return tuple(items)


def ending(name: str, values: Iterable[T]) -> Iterator[T]:
    """Yield the entries of an argument that is a list, or ends as a list does.

    Raises:
        WrongKindError: it is no list, or does not end.

    >>> from itertools import repeat
    >>> list(ending("n", repeat(1)))
    Traceback (most recent call last):
    ...
    beurteilung.errors.WrongKindError: n: expected a list, or what ends within 1,000,000 entries, got repeat(1) (repeat)
    """
    given: object = values  # users err
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise WrongKindError.of(_LIST, given, name)
    if isinstance(values, (list, tuple)):
        yield from values
        return
    for n, item in enumerate(values):
        if n == LONGEST:
            raise WrongKindError.of(_ENDS, given, name)
        yield item


def expect_size(name: str, value: tuple[object, ...], size: int) -> None:
    """Check how many entries a tuple has.

    Raises:
        WrongKindError: fewer or more.
    """
    if len(value) != size:
        raise WrongKindError.of(
            Text(f"ein Tupel aus {size} Angaben", f"a tuple of {size} entries"), value, name
        )


def known_word(name: str, given: str, *known: str) -> None:
    """Refuse a word that is none of those that an argument may be.

    >>> known_word("on_error", "colum", "raise", "column")
    Traceback (most recent call last):
    ...
    beurteilung.errors.ColumnError: on_error must be 'raise' or 'column', got 'colum'
    """
    if given not in known:
        german = " oder ".join(excerpt(word, "de") for word in known)
        english = " or ".join(map(repr, known))
        raise ColumnError(
            Text(
                f"{name} ist {german}, angegeben ist {excerpt(given, 'de')}",
                f"{name} must be {english}, got {excerpt(given)}",
            )
        )


def no_member(kind: type[enum.Enum], value: object) -> NoReturn:
    """Refuse a value that no member of an enumeration has, and name those that there are.

    Raises:
        DataError: always.
    """
    words = ", ".join(str(member.value) for member in kind)
    raise DataError(
        kind.__name__,
        [
            Text(
                f"unbekannter Wert {excerpt(value, 'de')}; möglich: {words}",
                f"unknown value {excerpt(value)}; allowed: {words}",
            )
        ],
    )


def formatted(value: str | int, spec: str) -> str:
    """Format a text or a whole number, as ``format`` does.

    Raises:
        DataError: the specification is none for it.
    """
    try:
        return format(value, spec)
    except (TypeError, ValueError):
        raise DataError(
            "format",
            [
                Text(
                    f"{excerpt(spec, 'de')} ist keine Formatangabe für {excerpt(value, 'de')}; eine wäre „>20“",
                    f"{excerpt(spec)} is no format specification for {excerpt(value)}; one is '>20'",
                )
            ],
        ) from None


_COUNTABLE = Text("eine Zahl von höchstens 15 Stellen", "a number of at most 15 digits")
_ENDS = Text(
    "eine Liste oder etwas, das nach höchstens 1.000.000 Einträgen endet",
    "a list, or what ends within 1,000,000 entries",
)
_LIST = Text("eine Liste", "a list")
_WORDS: dict[type, Text] = {
    bool: Text("True oder False", "True or False"),
    date: Text("ein Tag wie date(2000, 1, 26)", "a day such as date(2000, 1, 26)"),
    Fraction: Text("eine Bruchzahl wie Fraction(1, 2)", "a fraction such as Fraction(1, 2)"),
    int: Text("eine ganze Zahl", "a whole number"),
    Iterable: Text("eine Liste", "a list"),
    Mapping: Text("eine Zuordnung wie {…: …}", "a mapping such as {…: …}"),
    Sequence: Text("eine Liste", "a list"),
    os.PathLike: Text("ein Pfad", "a path"),
    str: Text("Text", "text"),
    tuple: Text("ein Tupel", "a tuple"),
}
