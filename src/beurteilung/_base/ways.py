"""The way out of a value that was read and does not fit: where a key belongs, and how a value is written."""

from __future__ import annotations

import difflib
import re
import typing
from datetime import date
from typing import TYPE_CHECKING

import attrs

from beurteilung._base.records import keys
from beurteilung._base.slips import ASCII, YES
from beurteilung._base.text import Text, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["begun", "elsewhere", "listed_as", "number_as", "table_as", "written_as"]

_NOTHING = Text("", "")
_PLACES = 3
"""Places that a hint names at most."""
_SHORTEST = 5
"""Letters of a word that is looked for in the descriptions of keys."""


def elsewhere(whole: type[object], name: str, known: Iterable[str]) -> Text:
    """Say where in a file a key belongs, which key takes what it names, or which one is close; or nothing.

    ``known`` are the keys of the table in which it stands.
    """
    word, here = _folded(name), list(known)
    if word in here:  # capitals or an umlaut
        return meant(name, here)
    every = _places(whole)
    if found := [path for path, one, _ in every if one == word]:
        if "" in found:
            return Text(
                "; er steht oben in der Datei, vor der ersten Tabelle",
                "; it stands at the top of the file, before the first table",
            )
        names = ", ".join(dict.fromkeys(found[:_PLACES]))
        return Text(f"; es gibt ihn unter {names}", f"; it belongs under {names}")
    near = meant(name, here)
    if len(word) < _SHORTEST or _alike(word, here):
        return near
    taking = [f"{path}.{one}".lstrip(".") for path, one, said in every if word in said]
    if not taking:
        return near
    names = ", ".join(taking[:_PLACES])
    return Text(f"; dafür gibt es {names}", f"; for that there is {names}")


def _alike(word: str, known: Iterable[str]) -> bool:
    """Tell whether a word is a known one with a slip: closer than words that only sound alike."""
    return bool(difflib.get_close_matches(word, list(known), n=1, cutoff=0.8))


def _folded(text: str) -> str:
    return text.casefold().translate(ASCII)


_forms: dict[type[object], tuple[tuple[str, str, str], ...]] = {}


def _places(whole: type[object]) -> tuple[tuple[str, str, str], ...]:
    """Return every key of a form: the table that it stands in, its name, and what it says in both languages."""
    if whole not in _forms:
        _forms[whole] = tuple(_within(whole, "", frozenset()))
    return _forms[whole]


def _within(
    cls: type[object], at: str, above: frozenset[type[object]]
) -> Iterator[tuple[str, str, str]]:
    hints = typing.get_type_hints(cls)
    for one in keys(cls):
        yield at, one.name, _folded(f"{one.metadata['de']} {one.metadata['doc']}")
        for part in _parts(hints[one.name]):
            if attrs.has(part) and not hasattr(part, "parse") and part not in above:
                below = f"{at}.{one.name}".lstrip(".")
                yield from _within(part, below, above | {cls})


def _parts(hint: object) -> Iterator[type[object]]:
    """Yield the classes that a type is made of."""
    if isinstance(hint, type):
        yield hint
    for inner in typing.get_args(hint):
        yield from _parts(inner)


def begun(value: str, known: Iterable[str]) -> str | None:
    """Return the word with which a longer one begins: regel for Regelbeurteilung; None if there is none.

    >>> begun("Regelbeurteilung", ["regel", "anlass"])
    'regel'
    """
    word = _folded(value)
    found = [name for name in known if name and word.startswith(name.casefold())]
    return max((name for name in found if len(name) >= _SHORTEST - 1), key=len, default=None)


def listed_as(at: str, value: object, *, of_text: bool) -> Text:
    """Say how a single text, in a list ``of_text``, or a single table is written as a list."""
    name = re.sub(r"\[\d+\]$", "", at.rpartition(".")[2])
    if of_text and isinstance(value, str) and '"' not in value:
        return Text(
            f'; in eckigen Klammern: {name} = ["{value}"]', f'; in brackets: {name} = ["{value}"]'
        )
    if not of_text and isinstance(value, dict):
        return Text(
            f"; eine Tabelle der Liste hat doppelte Klammern: [[{name}]], in einer Zeile: {name} = [{{ … }}]",
            f"; a table of the list has double brackets: [[{name}]], on one line: {name} = [{{ … }}]",
        )
    return _NOTHING


def written_as(kind: type[object], value: object) -> Text:
    """Say how a value is written that is meant but stands in quotes, or lacks them."""
    if kind is str and type(value) in (int, float, date):
        return Text(f'; in Anführungszeichen: "{value}"', f'; in quotes: "{value}"')
    if not isinstance(value, str):
        return _NOTHING
    plain = value.strip()
    if kind is bool:
        word = plain.casefold()
        plain = YES.get(word, word if word in YES.values() else "")
    elif kind is date:
        german = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", plain)
        plain = f"{german[3]}-{german[2]:0>2}-{german[1]:0>2}" if german else plain
        plain = plain if re.fullmatch(r"\d{4}-\d\d-\d\d", plain) else ""
    elif not re.fullmatch(r"\d{1,18}", plain):
        plain = ""
    if not plain or kind is str:
        return _NOTHING
    return Text(f"; ohne Anführungszeichen: {plain}", f"; without quotes: {plain}")


def number_as(value: object) -> Text:
    """Say how a percentage is written.

    >>> number_as("20 %").de, number_as("12,5 v. H.").en
    ('; ohne Prozentzeichen: 20', "; without the percent sign: '12,5'")
    """
    unit = r"(?:%|v\. ?H\.|vH|Prozent|per ?cent)"
    found = re.fullmatch(rf"\s*(-?\d{{1,18}}(?:[.,]\d{{1,18}})?)\s*{unit}\s*", str(value))
    if not found:
        return _NOTHING
    plain = found[1] if found[1].lstrip("-").isdecimal() else f"'{found[1]}'"
    return Text(f"; ohne Prozentzeichen: {plain}", f"; without the percent sign: {plain}")


def table_as(cls: type[object], value: object) -> Text:
    """Say how a text is written as the table that is expected: { code = "A" }."""
    names = [one.name for one in keys(cls)]
    name = next((name for name in ("code", "text", "was", "name", "id") if name in names), None)
    if name is None or not isinstance(value, str) or '"' in value:
        return _NOTHING
    form = f'{{ {name} = "{value}" }}'
    return Text(f"; in geschweiften Klammern: {form}", f"; in braces: {form}")
