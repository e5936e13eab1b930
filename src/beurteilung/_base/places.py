"""In which line of a TOML file a fault stands: whoever edits it looks for a line, not for ``skala[1].stufe[0]``."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.errors import DataError, spoken
from beurteilung._base.text import Placed, Text

if TYPE_CHECKING:
    from beurteilung._base.errors import BeurteilungError, Message

__all__ = ["lines_of", "with_lines"]

_TOKEN = re.compile(
    r"(?P<text>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
    r"|#[^\n]*|(?P<sign>[\n\[\]{}=,])|(?P<word>[^\s\[\]{}=,\"'#]+)",
    re.DOTALL,
)
_LONGEST = 200_000
"""Characters of a file whose lines are looked for; people write files of some thousands."""


def with_lines(error: BeurteilungError) -> BeurteilungError:
    """Return an error about a TOML file with the line of each fault in front of it, where it can be told."""
    if not (isinstance(error, DataError) and error.where.endswith(".toml")):
        return error
    if not any(isinstance(fault, Placed) for fault in error.faults):
        return error
    try:
        path = Path(error.where)
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, ValueError):
        return error
    lines = lines_of(text) if len(text) < _LONGEST else {}
    return DataError(error.place, [_with_line(fault, lines) for fault in error.faults])


def _with_line(fault: Message, lines: dict[str, int]) -> Message:
    line = _line(fault.path, lines) if isinstance(fault, Placed) else None
    if line is None:
        return fault
    return Text(f"Zeile {line}: {spoken(fault, 'de')}", f"line {line}: {spoken(fault, 'en')}")


def _line(place: str, lines: dict[str, int]) -> int | None:
    """Return the line of a place, or else that of the table in which it would stand."""
    alone = re.fullmatch(r"[^.\[]+(\..*)?", place) is not None
    while place:
        names = [place, place.replace("[0]", "")]  # [turnus] alone is the first of its list
        if alone:
            names.append(re.sub(r"^([^.]+)", r"\1[0]", place))  # and [[zeitraum]] the one table
        if line := next((lines[name] for name in names if name in lines), None):
            return line
        shorter = re.sub(r"(\.[^.]*|\[\d+\]|^[^.\[]*)$", "", place)
        if shorter == place:  # a key in quotation marks may hold brackets of its own
            break
        place = shorter
    return None


def lines_of(text: str) -> dict[str, int]:
    r"""Return the line of each table and key of a TOML file, by its path as faults name it.

    >>> lines_of('id = "x"\n[[skala]]\nstufe = [\n  { code = "A" },\n]')
    {'id': 1, 'skala[0]': 2, 'skala[0].stufe': 3, 'skala[0].stufe[0]': 4, 'skala[0].stufe[0].code': 4}
    """
    return _Lines(text).found


class _Lines:
    """A walk through the words and signs of a file that is TOML."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, int] = {}
        self.many: dict[str, int] = {}
        self.line = 1
        self.words: list[tuple[str, int]] = []
        line = 1
        for token in _TOKEN.finditer(text):
            if token.lastgroup:
                self.words.append((token[0], line))
            line += token[0].count("\n")
        self.words.reverse()
        # what is no TOML may end anywhere, and be nested for ever
        with suppress(IndexError, RecursionError):
            self._file()

    def _file(self) -> None:
        table = ""
        while self.words:
            if self._next() == "[":
                table = self._header()
            elif self._next() == "\n":
                self._take()
            else:
                self._value(self._key(table))

    def _next(self) -> str:
        return self.words[-1][0] if self.words else "\n"

    def _take(self) -> str:
        word, self.line = self.words.pop()
        return word

    def _until(self, end: str) -> str:
        """Return the name up to a sign, and take the sign."""
        parts: list[str] = []
        while (word := self._take()) != end:
            parts.append(word.strip("\"'"))
        return "".join(parts)

    def _header(self) -> str:
        """Take the head of a table, and return its path."""
        self._take()
        many = self._next() == "["
        if many:
            self._take()
        *above, name = self._until("]").split(".")
        if many:
            self._take()
        path = ""
        for one in above:
            path = self._latest(f"{path}.{one}".lstrip("."))
        path = f"{path}.{name}".lstrip(".")
        if many:
            self.many[path] = number = self.many.get(path, -1) + 1
            path = f"{path}[{number}]"
        self.found[path] = self.line
        return path

    def _latest(self, path: str) -> str:
        """Return the last table of a list of tables, or the one table of that name."""
        return f"{path}[{self.many[path]}]" if path in self.many else path

    def _key(self, table: str) -> str:
        """Take a key and its equals sign, and return its path."""
        line = self.words[-1][1]
        path = f"{table}.{self._until('=')}".lstrip(".")
        self.found[path] = line
        return path

    def _value(self, path: str) -> None:
        """Take a value with all that it holds."""
        first = self._take()
        if first == "[":
            self._list(path)
        elif first == "{":
            while self._inside("}"):
                self._value(self._key(path))
        else:
            while self._next() not in ("\n", ",", "]", "}"):
                self._take()  # a day with its time

    def _list(self, path: str) -> None:
        number = 0
        while self._inside("]"):
            self.found[f"{path}[{number}]"] = self.words[-1][1]
            self._value(f"{path}[{number}]")
            number += 1

    def _inside(self, end: str) -> bool:
        """Skip what parts values; tell whether another one comes, and take the end if none does."""
        while self._next() in ("\n", ",") and self.words:
            self._take()
        if self._next() == end:
            self._take()
            return False
        return bool(self.words)
