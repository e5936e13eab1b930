"""From a TOML file to attrs objects, strictly, and from the same classes to their JSON Schema.

A class whose fields are made by `key` is read from a table with exactly those keys. All faults of a
file are found in one go, each with the path of its key. What the classes say is the only description
of the format: the reader follows it, and so does the published schema.
"""

from __future__ import annotations

import builtins
import enum
import fnmatch
import os
import re
import stat
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import islice
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TypeVar, cast

from beurteilung._base.compiled import compiled
from beurteilung._base.dates import YEARS
from beurteilung._base.errors import BeurteilungError, DataError, excerpt, spoken
from beurteilung._base.records import THOUSANDS, has_keys, keys, members, named_keys, without_none
from beurteilung._base.text import (
    Message,
    Placed,
    Text,
    faults,
    german,
    guess,
    meant,
    placed,
    reason,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from beurteilung._base.records import Key
    from beurteilung._base.text import Lang

__all__ = [
    "first_faults",
    "is_folder",
    "number",
    "parse_toml",
    "read_toml",
    "schema",
    "structure",
    "template",
    "toml_files",
    "try_structure",
    "well_formed",
]

T = TypeVar("T")
Table = dict[str, object]
Reader = Callable[[object, str, "_Faults"], object]
"""What reads a value: it gets the place of the value, for faults."""

LIMIT = 1_000_000
"""Bytes that a guideline, mapping or case file may have; real ones have a few thousand."""
LONGEST = 40
"""Characters that a printed number may have."""
DEEPEST = 16
"""Tables within tables of a file, and names in a dotted key; the files that ship have five at most."""
MANY = 200
"""Faults of one kind after which a file is read no further."""


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Tell whether a name is that of a folder; one that no system takes is none, and opening it says why."""
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long


def toml_files(folder: str | os.PathLike[str], *, below: bool = False) -> list[Path]:
    """Return the TOML files of a folder, and of the folders below it, by name.

    Raises:
        DataError: the folder, or one below it, cannot be read.
    """

    def refuse(error: OSError) -> NoReturn:
        why = reason(error)
        fault = Text(
            f"der Ordner ist nicht lesbar: {why.de}", f"the folder cannot be read: {why.en}"
        )
        raise DataError(str(error.filename), [fault])

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=refuse):
        found += [Path(place, name) for name in fnmatch.filter(names, "*.toml")]
        if not below:
            folders.clear()
    return sorted(found)


def read_toml(path: Path) -> Table:
    """Read one TOML file of at most `LIMIT` bytes.

    Raises:
        DataError: the file is missing, a directory, empty, too large, not UTF-8 or not TOML.
    """
    try:
        mode = path.stat().st_mode
        ordinary = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    except (OSError, ValueError):  # opening it says why
        ordinary = True
    if not ordinary:  # a FIFO would wait for ever
        raise DataError(str(path), [_NO_FILE])
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except IsADirectoryError:
        raise DataError(
            str(path),
            [
                Text(
                    "das ist ein Ordner, erwartet wird eine TOML-Datei",
                    "this is a directory, expected a TOML file in it",
                )
            ],
        ) from None
    except (OSError, ValueError) as error:
        why = reason(error)
        fault = Text(
            f"nicht lesbar: {why.de}; erwartet wird der Pfad einer TOML-Datei, vom aktuellen Ordner aus",
            f"cannot be read: {why.en}; expected the path of a TOML file, seen from the folder you are in",
        )
        raise DataError(str(path), [fault]) from None
    return compiled(path, raw) or parse_toml(raw, str(path))


_NO_FILE = Text(
    "das ist keine gewöhnliche Datei; die Standardeingabe heißt -",
    "this is no ordinary file; the standard input is called -",
)


def parse_toml(raw: bytes, where: str) -> Table:
    """Parse the bytes of a TOML file; ``where`` names it in messages."""
    import tomllib  # noqa: PLC0415 - `import beurteilung` reads no file

    if len(raw) > LIMIT:
        fault = Text(
            f"die Datei ist zu groß, möglich sind höchstens {LIMIT // 1_000_000} Million Byte",
            f"the file is too large, expected at most {LIMIT:,} bytes",
        )
        raise DataError(where, [fault])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from beurteilung._base.slips import other_kind  # noqa: PLC0415 - most files are UTF-8

        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02x}"
        fault = Text(
            f"Zeile {line}: das Byte {byte} ist kein UTF-8; die Datei als UTF-8 speichern",
            f"line {line}: byte {byte} is not UTF-8; save the file as UTF-8",
        )
        raise DataError(where, [other_kind(raw) or fault]) from None
    if not text.strip():
        raise DataError(where, [Text("die Datei ist leer", "the file is empty")])
    if sum(map(text.count, ",=[")) > MOST_SIGNS:  # the parser takes a second for ten times as many
        raise DataError(where, [_TOO_DENSE])
    # the parser takes time and memory with the square of the names in a key; they need points in a line
    if max(map(_points, text.split("\n"))) >= DEEPEST and _DOTTED.search(text):
        raise DataError(where, [_TOO_DEEP])
    try:
        return _flat_enough(tomllib.loads(text, parse_float=Decimal), where)
    except DataError:
        raise
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        from beurteilung._base.slips import explained, other_kind, slip  # noqa: PLC0415 - most files are TOML

        fault = slip(text, str(error)) or other_kind(raw) or explained(str(error))
        raise DataError(where, [fault]) from None
    except (ValueError, ArithmeticError) as error:  # a number, or an exponent, of too many digits
        from beurteilung._base.slips import explained  # noqa: PLC0415 - most files are TOML

        limit = "Exceeds the limit" if isinstance(error, ArithmeticError) else str(error)
        raise DataError(where, [explained(limit.partition(";")[0])]) from None


_points = methodcaller("count", ".")
_NAME = r"""[ \t]*+(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DOTTED = re.compile(rf"(?:^|[{{,\[]){_NAME}(?:\.{_NAME}){{{DEEPEST},}}+[=\]]", re.MULTILINE)
MOST_SIGNS = 100_000
"""Signs that begin or part values in a file; the longest that ships has five thousand."""
_TOO_DENSE = Text(
    "die Datei hat zu viele Werte; möglich sind höchstens 100.000 Kommas, Gleichheitszeichen und Klammern [",
    f"the file has too many values; at most {MOST_SIGNS:,} commas, equals signs and brackets [ are possible",
)
_TOO_DEEP = Text(
    f"zu tief geschachtelt; möglich sind höchstens {DEEPEST} Tabellen ineinander und Namen in einem Schlüssel",
    f"nested too deeply; at most {DEEPEST} tables inside each other and names in a key are possible",
)


def _flat_enough(table: Table, where: str) -> Table:
    """Return the table, or refuse it: whoever walks through it goes as deep as it is."""
    level: list[Table | list[object]] = [table]
    for _ in range(2 * DEEPEST):  # a list of tables counts as two
        held = [one.values() if isinstance(one, dict) else one for one in level]
        level = [one for some in held for one in some if isinstance(one, (dict, list))]
        if not level:
            return table
    raise DataError(where, [_TOO_DEEP])


def structure(cls: type[T], table: Mapping[str, object], where: str, *, toml: bool = True) -> T:
    """Build ``cls`` from a table of a TOML file, or of other data, for which no fault speaks of TOML.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
    """
    value, problems = try_structure(cls, table, toml=toml)
    if value is None:
        raise DataError(where, problems)
    return value


def try_structure(
    cls: type[T], table: Mapping[str, object], *, toml: bool = True
) -> tuple[T | None, list[Message]]:
    """Build ``cls`` from a table as `structure`, or None with every fault of the table."""
    faults = _Faults(cls, toml=toml)
    value = None
    try:
        value = _object(cls, table, "", faults)
    except _TooManyFaultsError:
        faults.found.append(_REST)
    return (None if faults.found else value), faults.found


class _Faults:
    """The faults of one file; it knows the whole form, for keys that stand in the wrong table."""

    def __init__(self, whole: type[object], *, toml: bool) -> None:
        self.whole = whole
        self.toml = toml
        self.found: list[Message] = []
        self.listed: set[frozenset[str]] = set()
        """Tables whose keys a fault has listed; the list is long."""

    def __call__(self, at: str, what: Message, way: Text | None = None) -> object:
        """Keep a fault, and how TOML writes what is meant; None, as for every value that cannot be read."""
        if way is not None and self.toml:
            what = Text(f"{spoken(what, 'de')}{way.de}", f"{spoken(what, 'en')}{way.en}")
        self.found.append(_fault(at, what))
        if len(self.found) == MANY:
            raise _TooManyFaultsError("", ())
        return None


class _TooManyFaultsError(DataError):
    """A file has so many faults that nobody reads on."""


def first_faults(found: Iterable[Message]) -> list[Message]:
    """Return the faults of a file, as many as anybody reads; the rest is not looked for."""
    first = list(islice(found, MANY))
    return [*first, _REST] if len(first) == MANY else first


_REST = Text(
    f"nach {MANY} Fehlern wurde nicht weiter gelesen", f"reading stopped after {MANY} problems"
)


def well_formed(cls: type[T], tables: object) -> list[tuple[int, T]]:
    """Return the tables of a list that have no fault, each with its place in the list.

    What is wrong with the content of a file can be message although the form of other parts is wrong.
    """
    items = cast("list[Table]", tables) if isinstance(tables, list) else []
    tried = [(n, try_structure(cls, item)[0]) for n, item in enumerate(items[:MOST_TABLES])]
    return [(n, value) for n, value in tried if value is not None]


def _fault(at: str, what: Message) -> Message:
    return placed(at, what) if at else what


def _object(cls: type[T], table: object, at: str, fault: _Faults) -> T | None:
    if not isinstance(table, dict):
        from beurteilung._base.ways import table_as  # noqa: PLC0415 - only a mistake needs it

        fault(at, _expected(_TABLE, table), table_as(cls, table))
        return None
    values = _fields(cls, cast("Table", table), at, fault)
    if values is None:
        return None
    try:
        return cls(**values)
    except BeurteilungError as error:
        _all(error, at, fault)
        return None


def _all(error: BeurteilungError, at: str, fault: _Faults) -> object:
    """Report each fault that an error holds; None, as for every value that cannot be read."""
    return [fault(at, line) for line in faults(error)][-1]


def _fields(cls: type[object], entries: Table, at: str, fault: _Faults) -> dict[str, object] | None:
    """Read the values of a table, in the order of its keys; None if a key is missing or its value is none."""
    known = named_keys(cls)
    if strangers := [name for name in entries if name not in known]:
        _report_unknown({name: entries[name] for name in strangers}, known, at, fault)
    values: dict[str, object] = {}
    begin = f"{at}." if at else ""
    for name, read in _readers(cls):
        if name in entries:
            values[name] = read(entries[name], begin + name, fault)
        elif (one := known[name]).required:
            from beurteilung._base.ways import meaning  # noqa: PLC0415 - the same

            lacking = Text(f"der Schlüssel „{name}“ fehlt", f"missing key {name!r}")
            values[name] = fault(at, lacking, meaning(one))
    return None if None in values.values() else values


_REMARKS = Text(
    "; was keinen Schlüssel hat, gehört oben in die Liste anmerkung",
    "; what has no key belongs into the list anmerkung at the top",
)
_PROVISION = Text(
    "; was hier keinen Platz hat, steht als [[bestimmung]] mit thema und text",
    "; what has no place here is a [[bestimmung]] with thema and text",
)


def _remarks(whole: type[object]) -> Text:
    """Say where a form takes what it has no key for; nothing if it has no place for that."""
    form = named_keys(whole)
    return _PROVISION if "bestimmung" in form else _REMARKS if "anmerkung" in form else Text("", "")


def _report_unknown(strangers: Table, known: Mapping[str, Key], at: str, fault: _Faults) -> None:
    """Report each key that a table does not have, with where it stands, and once with all that there are."""
    from beurteilung._base.ways import elsewhere  # noqa: PLC0415 - only a mistake needs it

    allowed = ", ".join(sorted(known))
    remarks = _remarks(fault.whole) if at else Text("", "")
    for name, value in strangers.items():
        listed = Text(f"; möglich: {allowed}", f"; allowed: {allowed}")
        if (table := frozenset(known)) in fault.listed:
            listed = Text("", "")
        fault.listed.add(table)
        hint = elsewhere(fault.whole, name, known, at=at, value=value)
        fault(
            at,
            Placed(
                f"unbekannter Schlüssel „{name}“{hint.de}{listed.de}{'' if hint.de else remarks.de}",
                f"unknown key {name!r}{hint.en}{listed.en}{'' if hint.en else remarks.en}",
                name,
            ),
        )


def _readers(cls: type[object]) -> tuple[tuple[str, Reader], ...]:
    """Return the keys of a table, each with what reads its value."""
    if (found := _reading.get(cls)) is None:
        found = tuple((name, _reader_of(one)) for name, one in named_keys(cls).items())
        _reading[cls] = found
    return found


_reading: dict[type[object], tuple[tuple[str, Reader], ...]] = {}


def _reader_of(one: Key) -> Reader:
    """Return what reads the value of a key."""
    read = _reader(one.kind)
    if not one.metadata["or_one"]:
        return read
    alone = dict if has_keys(typing.get_args(one.kind)[0]) else str
    return partial(_one_or_list, read, alone)


def _one_or_list(read: Reader, alone: type, value: object, at: str, fault: _Faults) -> object:
    """Read a list of tables or words, of which one may stand alone."""
    return read([value] if isinstance(value, alone) else value, at, fault)


@cache
def _reader(kind: object) -> Reader:
    """Return what reads values of a kind; a fault returns None, which no key ever means."""
    plain = without_none(kind)
    if len(several := members(plain)) > 1:
        kinds = cast("tuple[type[object], ...]", several)
        texts = (k for k in kinds if _parser(k) is not None)
        return partial(_either, _single(next(texts)), _single(kinds[0]))
    args = typing.get_args(plain)
    match typing.get_origin(plain):
        case origin if origin is Literal:
            return partial(_choice, args)
        case builtins.tuple:
            return partial(_list, _reader(args[0]))
        case builtins.dict:
            return partial(_table, _reader(args[1]))
        case _:
            return _single(cast("type[object]", plain))


def _either(of_text: Reader, of_rest: Reader, value: object, at: str, fault: _Faults) -> object:
    """Read a value of one kind of several: text by the kind that reads text, the rest by the first."""
    return (of_text if isinstance(value, str) else of_rest)(value, at, fault)


def _choice(names: Sequence[object], value: object, at: str, fault: _Faults) -> object:
    if value in names:
        return value
    known = [str(name) for name in names]
    allowed, shown = ", ".join(known), _shown(value)
    if isinstance(value, str):  # of the kind that is expected
        shown = Text(excerpt(value, "de"), excerpt(value))
    from beurteilung._base.ways import word_for  # noqa: PLC0415 - only a mistake needs it

    word = word_for(value, known) if isinstance(value, str) else None
    hint = guess(word) if word else meant(str(value), known)
    more = Text("", "")
    if not hint.de and "bestimmung" in named_keys(fault.whole):  # what none of them says, words may
        more = _PROVISION
    return fault(
        at,
        Text(
            f"unbekannter Wert {shown.de}{hint.de}; möglich: {allowed}{more.de}",
            f"unknown value {shown.en}{hint.en}; allowed: {allowed}{more.en}",
        ),
    )


def _list(read: Reader, value: object, at: str, fault: _Faults) -> object:
    if not isinstance(value, list):
        from beurteilung._base.ways import listed_as  # noqa: PLC0415 - only a mistake needs it

        expected = _expected(Text("eine Liste", "a list"), value)
        return fault(at, expected, listed_as(at, value, _class_of(read)))
    items = cast("list[object]", value)
    if len(items) > (MOST_TABLES if items and isinstance(items[0], dict) else MOST):
        return fault(at, _TOO_MANY)
    values = [read(item, f"{at}[{n}]", fault) for n, item in enumerate(items)]
    return None if None in values else tuple(values)


def _class_of(read: Reader) -> type[object] | None:
    """Return the class of the tables that a reader reads; None if it reads plain values."""
    return read.args[0] if isinstance(read, partial) and read.func is _object else None


MOST, MOST_TABLES = 2000, 500
"""Values of one list or table, and tables of one list; the longest that ships have 50 and 233."""
_TOO_MANY = Text(
    f"möglich sind höchstens {MOST_TABLES} Tabellen in einer Liste und {MOST} Einträge in einer Tabelle oder "
    "einer Liste von Werten",
    f"at most {MOST_TABLES} tables are possible in a list, and {MOST} entries in a table or a list of values",
)


def _table(read: Reader, value: object, at: str, fault: _Faults) -> object:
    if not isinstance(value, dict):
        from beurteilung._base.ways import each_as  # noqa: PLC0415 - only a mistake needs it

        return fault(at, _expected(_TABLE, value), each_as(at, value))
    table = cast("Table", value)
    if len(table) > MOST:
        return fault(at, _TOO_MANY)
    values = {name: read(item, f"{at}.{name}", fault) for name, item in table.items()}
    return None if None in values.values() else values


def _single(kind: type[object]) -> Reader:
    parse = _parser(kind)
    if parse is not None:
        return partial(_parsed, parse)
    if has_keys(kind):
        return partial(_object, kind)
    if issubclass(kind, enum.Enum):
        return partial(_member, kind, [member.value for member in kind])
    if kind is str:
        return _text
    return _exact if kind is Fraction else partial(_plain, kind)


def _member(
    kind: type[enum.Enum], values: Sequence[object], value: object, at: str, fault: _Faults
) -> object:
    found = _choice(values, value, at, fault)
    return None if found is None else kind(found)


def _text(value: object, at: str, fault: _Faults) -> object:
    return value if type(value) is str and value else _plain(str, value, at, fault)


def _plain(kind: type[object], value: object, at: str, fault: _Faults) -> object:
    if type(value) is kind and value != "" and _in_range(value):
        return value
    expected = _KINDS[kind] if _in_range(value) else _RANGES.get(kind, _KINDS[kind])
    from beurteilung._base.ways import written_as  # noqa: PLC0415 - the same

    return fault(at, _expected(expected, value), written_as(kind, value))


_TABLE = Text("eine Tabelle", "a table")


def _expected(what: Text, value: object) -> Text:
    shown = _shown(value)
    return Text(
        f"erwartet wird {what.de}, angegeben ist {shown.de}", f"expected {what.en}, got {shown.en}"
    )


def _parser(kind: type[object]) -> Callable[[str], object] | None:
    """Return the method by which a class reads itself from text, if it has one."""
    return getattr(kind, "parse", None)


def _parsed(parse: Callable[[str], object], value: object, at: str, fault: _Faults) -> object:
    if not isinstance(value, str):
        return fault(at, _expected(_KINDS[str], value))
    try:
        return parse(value)
    except BeurteilungError as error:
        return _all(error, at, fault)


_EXACT = r"^\s*-?[0-9]{1,18}([.,][0-9]{1,18}|( +[0-9]{1,18})?/0*(1000|[1-9][0-9]{0,2}))?\s*$"
"""Sums of fractions stay short enough to be printed: their denominators have one of three digits, or decimals."""


_LONG = r"^\s*-?[0-9]+(?:[.,][0-9]+|(?: +[0-9]+)?/0*[1-9][0-9]*)?\s*$"
"""A number, of whatever length."""


def number(text: str) -> Fraction | None:
    """Return the exact number that a text prints; None if it prints none.

    >>> number("12,5"), number("10/3"), number("33 1/3"), number("1e9")
    (Fraction(25, 2), Fraction(10, 3), Fraction(100, 3), None)
    """
    if len(text) > LONGEST or not re.match(_EXACT, text):
        return None
    *whole, part = text.replace(",", ".").split()
    if not whole:
        return Fraction(part)
    sign = -1 if whole[0].startswith("-") else 1
    return Fraction(whole[0]) + sign * Fraction(part)


def _exact(value: object, at: str, fault: _Faults) -> object:
    thousands = isinstance(value, (str, Decimal)) and THOUSANDS.fullmatch(str(value))
    if isinstance(value, str) and not thousands and (read := number(value)) is not None:
        return read
    if type(value) is int and _in_range(value):
        return Fraction(value)
    message = _expected(
        Text("eine Zahl wie 15, '12,5' oder '100/3'", "a number such as 15, '12,5' or '100/3'"),
        value,
    )
    if isinstance(value, str) and re.match(_LONG, value):
        message = Text(
            f"{message.de}; möglich sind 18 Stellen, im Nenner eines Bruchs höchstens 1000",
            f"{message.en}; at most 18 digits are possible, and 1000 as the denominator of a fraction",
        )
    if thousands:
        whole, comma = str(value).replace(".", ""), str(value).replace(".", ",", 1)
        message = Text(
            f"{message.de}; das kann {whole} heißen oder '{comma}', und eines davon ist zu schreiben",
            f"{message.en}; it may mean {whole} or '{comma}', one of which is to be written",
        )
    elif isinstance(value, (float, Decimal)):
        message = Text(
            f"{message.de}; als Text geschrieben bleibt sie genau",
            f"{message.en}; write it as text, so that it stays exact",
        )
    from beurteilung._base.ways import number_as  # noqa: PLC0415 - only a mistake needs it

    return fault(at, message, number_as(at, value))


_KINDS: dict[type[object], Text] = {
    str: Text("Text", "text"),
    int: Text("eine ganze Zahl", "a whole number"),
    bool: Text("true oder false", "true or false"),
    date: Text("ein Tag wie 2000-09-01", "a day such as 2000-09-01"),
}


_RANGES: dict[type[object], Text] = {
    int: Text("eine ganze Zahl mit höchstens 18 Stellen", "a whole number of at most 18 digits"),
    date: Text(
        f"ein Tag von {YEARS[0]}-01-01 bis {YEARS[1]}-12-31",
        f"a day from {YEARS[0]}-01-01 to {YEARS[1]}-12-31",
    ),
}


def _in_range(value: object) -> bool:
    """Tell whether a number can be printed and a day can be reckoned with."""
    if isinstance(value, date):
        return YEARS[0] <= value.year <= YEARS[1]
    return not isinstance(value, int) or abs(value) < _FIRST_TOO_LARGE


_FIRST_TOO_LARGE = 10**18

_TYPES: dict[type[object], Text] = {
    str: Text("Text", "text"),
    bool: Text("true/false", "true/false"),
    int: Text("Zahl", "number"),
    float: Text("Dezimalzahl", "decimal number"),
    Decimal: Text("Dezimalzahl", "decimal number"),
    datetime: Text("Datum mit Uhrzeit", "date with time"),
    date: Text("Tag", "day"),
    time: Text("Uhrzeit", "time"),
    list: Text("Liste", "list"),
    dict: Text("Tabelle", "table"),
}


def _shown(value: object) -> Text:
    kind: type[object] = type(value)
    name = _TYPES.get(kind, Text(kind.__name__, kind.__name__))
    if kind in (list, dict):
        return name
    if isinstance(value, int) and not _in_range(value):
        return Text(f"eine größere ({name.de})", f"a larger one ({name.en})")
    if isinstance(value, str):
        return Text(f"{excerpt(value, 'de')} ({name.de})", f"{excerpt(value)} ({name.en})")
    text = str(value).lower()[:60]
    return Text(f"{text} ({name.de})", f"{text} ({name.en})")


def schema(cls: type[object], title: str, lang: Lang = "en") -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of the files that `structure` reads as ``cls``.

    Its descriptions are in the language asked for.
    """
    definitions: dict[str, object] = {}
    body = _schema_object(cls, definitions, lang)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _docs(cls: type[object], lang: Lang) -> dict[str, str]:
    """Return what each key of a class means."""
    name = "de" if german(lang) else "doc"
    return {f.name: cast("str", f.metadata[name]) for f in keys(cls)}


def _schema_object(
    cls: type[object], definitions: dict[str, object], lang: Lang
) -> dict[str, object]:
    docs = _docs(cls, lang)

    def holds(one: Key) -> dict[str, object]:
        whole = _schema_value(one.kind, definitions, lang)
        return {"anyOf": [whole, whole["items"]]} if one.metadata["or_one"] else whole

    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            one.name: {"description": docs[one.name], **holds(one)} for one in keys(cls)
        },
        "required": [
            one.name
            for one in keys(cls)
            if one.required and one.name not in getattr(cls, "INHERITED", ())
        ],
    }


def _schema_value(kind: object, definitions: dict[str, object], lang: Lang) -> dict[str, object]:
    plain = without_none(kind)
    if len(several := members(plain)) > 1:
        return {"anyOf": [_schema_value(one, definitions, lang) for one in several]}
    args = typing.get_args(plain)
    match typing.get_origin(plain):
        case origin if origin is Literal:
            return {"enum": list(args)}
        case builtins.tuple:
            return {"type": "array", "items": _schema_value(args[0], definitions, lang)}
        case builtins.dict:
            return {
                "type": "object",
                "additionalProperties": _schema_value(args[1], definitions, lang),
            }
        case _:
            return _schema_single(cast("type[object]", plain), definitions, lang)


def _schema_single(
    kind: type[object], definitions: dict[str, object], lang: Lang
) -> dict[str, object]:
    if has_keys(kind) and _parser(kind) is None:
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # stands for itself while its own keys are described
            definitions[kind.__name__] = _schema_object(kind, definitions, lang)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    return _SHAPES.get(kind, {"type": "string", "minLength": 1})


_SHAPES: dict[type[object], dict[str, object]] = {
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Fraction: {"type": ["integer", "string"], "pattern": _EXACT},
}


def template(cls: type[object], lang: Lang = "en") -> str:
    """Return every key of the files that `structure` reads as ``cls``, commented out, with its meaning."""
    return "\n".join(f"# {line}".rstrip() for line in _template(cls, (), lang))


def _template(cls: type[object], path: tuple[str, ...], lang: Lang) -> Iterator[str]:
    docs = _docs(cls, lang)
    needed = Text("nötig", "needed")[lang]
    tables: list[tuple[str, str, type[object]]] = []
    for name, one in named_keys(cls).items():
        plain = without_none(one.kind)
        many = typing.get_origin(plain) is builtins.tuple
        inner = typing.get_args(plain)[0] if many else plain
        if isinstance(inner, type) and has_keys(inner) and _parser(inner) is None:
            head = "[[{}]]" if many else "[{}]"
            tables.append((head.format(".".join((*path, name))), docs[name], inner))
        else:
            note = f"{docs[name]}; {needed}" if one.required else docs[name]
            yield f"{name} = {_sample(plain, lang)}  # {note}"
    for head, doc, inner in tables:
        yield from ("", f"{head}  # {doc}")
        yield from _template(inner, (*path, head.strip("[]").rpartition(".")[2]), lang)


def _sample(kind: object, lang: Lang) -> str:
    """Return a value of a kind as TOML writes it, or all that it may be."""
    either = Text(" oder ", " or ")[lang]
    kind = members(kind)[0]
    match typing.get_origin(kind):
        case origin if origin is Literal:
            return either.join(f'"{name}"' for name in typing.get_args(kind))
        case builtins.tuple:
            return f"[{_sample(typing.get_args(kind)[0], lang)}]"
        case builtins.dict:
            return f'{{ "5" = {_sample(typing.get_args(kind)[1], lang)} }}'
        case _:
            single = cast("type[object]", kind)
            if issubclass(single, enum.Enum):
                return either.join(f'"{member.value}"' for member in single)
            return _SAMPLES.get(single, '"A 9"')


_SAMPLES: dict[type[object], str] = {
    str: '"…"',
    int: "1",
    bool: "true",
    date: "2000-09-01",
    Fraction: '"1/2"',
}
