"""CSV files: how one is written is detected and reported, never guessed cell by cell; none starts a formula."""

from __future__ import annotations

import codecs
import csv
import glob
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from beurteilung._base.errors import TableError, excerpt
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung.frames.sql import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from beurteilung.frames.files.job import Relation

__all__ = [
    "SEARCHED",
    "Csv",
    "blocks",
    "detected",
    "distinct",
    "has_names",
    "name_in",
    "names_found",
    "read",
    "write",
]

SEPARATORS = ";,\t|"
NAMES = {
    ";": Text("Semikolon", "semicolon"),
    ",": Text("Komma", "comma"),
    "\t": Text("Tabulator", "tab"),
    "|": Text("senkrechter Strich", "bar"),
}
FORMULA = r"^[=+\-@\t\r\n" + "\uff1d\uff0b\uff0d\uff20]"
"""How a formula begins; the last four are the full-width forms of the first."""
NUMBER = r"^[+\-]?[0-9]+([.,][0-9]+)*(/[0-9]+)?$"
FIGURE = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT|FLOAT|DOUBLE|DECIMAL|BOOL|DATE|TIME|INTERVAL|UUID")
"""Types of columns whose values are no text."""
BLOCK = 1 << 20
"""Characters read at a time."""


@frozen
class Csv:
    """How a CSV file is written."""

    encoding: str
    separator: str
    end: str = "\n"
    several: bool = False
    """Whether a cell has several lines; only one thread can tell them from rows."""
    skip: int = 0
    """Lines before that of the names of columns: a title, a blank line, or ``sep=;``."""


def read(
    session: Relation, path: Path, form: Csv, shown: Path, wanted: frozenset[str] = frozenset()
) -> tuple[Relation, list[Text]]:
    """Read a CSV file as text, by the names in its line of names, without any guess.

    Of several columns of one name each but the first gets a number, unless it is one of those ``wanted``.
    Rows of empty cells are left out.
    """
    with path.open(encoding="utf-8", newline="") as file:
        try:
            first = next(csv.reader(file, delimiter=form.separator), list[str]())
        except csv.Error:
            most = csv.field_size_limit()
            raise TableError(
                Text(
                    f"{shown}: die Zeile der Spaltennamen ist nicht lesbar; ein Name hat höchstens {most} Zeichen",
                    f"{shown}: the line of column names cannot be read; a name has at most {most} characters",
                )
            ) from None
    if not any(first):
        raise TableError(
            Text(
                f"{shown}: die Datei ist leer, erwartet wird eine Zeile mit Spaltennamen",
                f"{shown}: the file is empty, expected a line of column names",
            )
        )
    names, notes = distinct(
        [
            (name_in(name) if name_in(name) in wanted else name.strip()) or f"column_{number}"
            for number, name in enumerate(first, start=1)
        ],
        wanted,
        shown,
    )
    kinds = ", ".join(f"{literal(name, 'text')}: 'VARCHAR'" for name in names)
    relation = session.sql(
        f"FROM read_csv({literal(glob.escape(str(path)), 'text')}, columns = {{{kinds}}}, "
        f"sep = {literal(form.separator, 'text')}, new_line = '{_ESCAPED[form.end]}', header = true, "
        f"quote = '\"', escape = '\"', auto_detect = false, parallel = {not form.several})"
    )
    notes += [
        Text(
            f"{name} heißt eine Spalte ohne Namen",
            f"{name} is what a column without a name is called",
        )
        for n, name in zip(first, names, strict=True)
        if not n.strip()
    ]
    filled = (
        f"coalesce({', '.join(f'nullif(trim({identifier(name)}), {_NO_TEXT})' for name in names)})"
    )
    if blank := relation.filter(f"{filled} IS NULL").aggregate("count(*)").fetchall()[0][0]:
        notes.append(
            Text("1 leere Zeile bleibt weg", "1 empty row is left out")
            if blank == 1
            else Text(f"{blank} leere Zeilen bleiben weg", f"{blank} empty rows are left out")
        )
        relation = relation.filter(f"{filled} IS NOT NULL")
    refuse_totals(_last(path, form), shown, Text("die letzte Zeile", "the last row"))
    return relation, notes


_NO_TEXT = "''"
MOST_COLUMNS = 500
"""Columns that a file of text may have: DuckDB takes the square of their number; exports have some dozens."""


def name_in(cell: str) -> str:
    """Return the name of a column that stands in a cell, on one line."""
    return " ".join(cell.split())


def has_names(cells: Iterable[str], wanted: Iterable[str]) -> bool:
    """Tell whether a row has all names of columns that are wanted, capitals or not."""
    return {one.casefold() for one in wanted} <= {name_in(cell).casefold() for cell in cells}


def distinct(names: list[str], wanted: frozenset[str], shown: Path) -> tuple[list[str], list[Text]]:
    """Number columns that have one name, capitals or not; which of them is meant nobody can tell.

    Raises:
        TableError: several have the name of one that is wanted, or there are too many.
    """
    if len(names) > MOST_COLUMNS:
        raise TableError(
            Text(
                f"{shown}: {len(names)} Spalten sind zu viele, möglich sind {MOST_COLUMNS}; nur die nötigen ausgeben",
                f"{shown}: {len(names)} columns are too many, at most {MOST_COLUMNS}; export those that are needed",
            )
        )
    folded = [name.casefold() for name in names]
    times = Counter(folded)
    twice = [name for name, one in zip(names, folded, strict=True) if times[one] > 1]
    if asked := [name for name in twice if name.casefold() in {one.casefold() for one in wanted}]:
        raise TableError(
            Text(
                f"{shown}: mehrere Spalten heißen gleich (Großschreibung zählt nicht): {', '.join(asked)}; sie "
                "umbenennen",
                f"{shown}: several columns have one name (capitals or not): {', '.join(asked)}; rename them",
            )
        )
    taken, called, notes = set(folded), list[str](), list[Text]()
    numbers: dict[str, int] = {}
    for name, one in zip(names, folded, strict=True):
        number = numbers.get(one, 0) + 1
        new = name if number == 1 else f"{name}_{number}"
        while number > 1 and new.casefold() in taken:
            number += 1
            new = f"{name}_{number}"
        numbers[one] = number
        if new != name:
            taken.add(new.casefold())
            notes.append(
                Text(
                    f"{new} heißt die {number}. Spalte {name}",
                    f"{new} is what column {name} number {number} is called",
                )
            )
        called.append(new)
    return called, notes


_ESCAPED = {"\r\n": r"\r\n", "\n": r"\n", "\r": r"\r"}
"""The ways to end a line, as DuckDB spells them."""


_TOTALS = re.compile(
    r"(zwischen|gesamt)?summen?|gesamt(zahl|ergebnis)?|insgesamt|anzahl|(noten)?durchschnitt|mittel(wert)?|total|"
    r"(stand|quelle|erstellt|hinweise?|anmerkung(en)?|legende)\b.*",
    re.IGNORECASE,
)


def refuse_totals(begun: str, path: Path, row: Text) -> None:
    """Refuse a last row of totals or remarks: it would count as an officer.

    Raises:
        TableError: the row begins with such a word.
    """
    if _TOTALS.fullmatch(begun.strip().rstrip(": ")):
        raise TableError(
            Text(
                f"{path}: {row.de} beginnt mit „{begun}“ und gehört zu keiner Person; die Zeile löschen",
                f"{path}: {row.en} begins with {begun!r} and belongs to no officer; delete the row",
            )
        )


def _last(path: Path, form: Csv) -> str:
    """Return the first cell of the last row that has any; nothing if there is one row only."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - BLOCK // 16))
        tail = file.read().decode("utf-8", errors="ignore")
    lines = (re.sub(r"[\r\n]", " ", line) for line in tail.split(form.end))
    rows = list(csv.reader(lines, delimiter=form.separator))
    filled = [[cell for cell in row if cell.strip()] for row in rows[1:]]
    return next((row[0] for row in reversed(filled) if row), "")


def detected(
    path: Path, separator: str | None, wanted: frozenset[str] = frozenset()
) -> tuple[Csv, list[Text]]:
    """Find out how a CSV file is written, and say it; of the decimal sign it is only a note.

    The line of names is the first that has all names ``wanted``, if any of the first fifty does.
    """
    encoding, (end, several) = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(BLOCK // 16)
    first = re.sub(r'"[^"]*"', "", head).partition(end)[0]
    usual = sorted(SEPARATORS, key=first.count, reverse=True)
    possible = [separator] if separator else usual
    places = [(one, _names_at(head, one, wanted)) for one in possible]
    separator, skip = next(((one, at) for one, at in places if at is not None), (possible[0], 0))
    rows = csv.reader(head.splitlines()[1:], delimiter=separator)
    comma = any(re.fullmatch(r"[+-]?\d+,\d+", cell) for row in rows for cell in row)
    name = NAMES.get(separator, Text(separator, separator))
    notes = [
        Text(f"Zeichensatz {encoding}", f"encoding {encoding}"),
        Text(f"Trennzeichen {name.de}", f"separator {name.en}"),
        *([Text("Dezimalkomma", "decimal comma")] if comma else []),
    ]
    if skip:
        notes.append(names_found(skip + 1))
    return Csv(encoding, separator, end, several, skip), notes


def names_found(line: int) -> Text:
    """Say that the names of columns do not stand at the top."""
    return Text(
        f"die Spaltennamen stehen in Zeile {line}; was davor steht, bleibt weg",
        f"the names of columns stand in line {line}; what comes before is left out",
    )


def _names_at(head: str, separator: str, wanted: frozenset[str]) -> int | None:
    """Return how many lines come before the one that has all names wanted; None if none of the first has."""
    rows, before = csv.reader(io.StringIO(head, newline=""), delimiter=separator), 0
    try:
        for row in islice(rows, SEARCHED):
            if has_names(row, wanted):
                return before
            before = rows.line_num
    except csv.Error:  # reading it says what is wrong
        return None
    return None


SEARCHED = 50
"""Lines among which that of the names of columns is looked for."""


BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def _encoding(path: Path) -> tuple[str, tuple[str, bool]]:
    """Return how a file is encoded, and how its lines end: see `_end`.

    The encoding is what the first bytes say, else UTF-8, else cp1252.
    """
    with path.open("rb") as file:
        start = file.read(3)
    marked = [encoding for mark, encoding in BOMS.items() if start.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            return encoding, _end(path, encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(
        Text(
            f"{path}: weder UTF-8 noch cp1252; als UTF-8 speichern",
            f"{path}: neither UTF-8 nor cp1252; save it as UTF-8",
        )
    )


def _end(path: Path, encoding: str) -> tuple[str, bool]:
    """Return how the lines of a file end, and whether any ends inside quotes.

    DuckDB loses rows if they end in several ways.
    """
    found: set[str] = set()
    quoted, last, several = False, "", False
    for block in blocks(path, encoding):
        text = last + block
        last = "\r" if text.endswith("\r") else ""  # the next block may begin with its line feed
        parts = text.removesuffix("\r").split('"')
        found.update(end for part in parts[quoted::2] for end in _LINE_END.findall(part))
        several = several or any(map(_LINE_END.search, parts[not quoted :: 2]))
        quoted ^= len(parts) % 2 == 0
    if quoted:
        raise TableError(
            Text(
                f"{path}: ein Anführungszeichen wird geöffnet und nicht geschlossen; berichtigen, oder in einer "
                "Tabellenkalkulation öffnen und neu speichern",
                f"{path}: a quotation mark is opened and not closed; correct it, or open the file in a "
                "spreadsheet and save it anew",
            )
        )
    if last:
        found.add(last)
    if len(found) > 1:
        kinds = ", ".join(sorted(map(repr, found)))
        raise TableError(
            Text(
                f"{path}: die Zeilen enden verschieden ({kinds}); die Datei neu speichern",
                f"{path}: the lines end in different ways ({kinds}); save the file anew",
            )
        )
    return (found.pop() if found else "\n"), several


_LINE_END = re.compile(r"\r\n|\n|\r")


def blocks(path: Path, encoding: str, skip: int = 0) -> Iterator[str]:
    """Yield the text of a file after some lines, a block at a time, its line ends as they are."""
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(skip):
            file.readline()
        while block := file.read(BLOCK):
            yield block


def write(session: Relation, table: Relation, beside: Path, into: str, form: Csv) -> int:
    """Write a relation as CSV of this form, or as Parquet, and count its rows."""
    if into == "parquet":
        return copied(session, table, beside, "FORMAT parquet, COMPRESSION zstd")
    safe = table.project(", ".join(map(harmless, table.columns, table.types)))
    options = f"FORMAT csv, HEADER, DELIMITER {literal(form.separator, 'text')}"
    if form.encoding == "utf-8" and form.end == "\n":
        return copied(session, safe, beside, options)
    plain = beside.with_suffix(".csv")
    rows = copied(session, safe, plain, options)
    with beside.open("w", encoding=form.encoding, newline="") as file:
        try:
            file.writelines(_ended(blocks(plain, "utf-8"), form.end))
        except UnicodeEncodeError as error:
            missing = error.object[error.start]
            raise TableError(
                Text(
                    f"geschrieben wird {form.encoding}, wie die gelesene Datei; darin gibt es {excerpt(missing, 'de')} "
                    "nicht, also zuerst jene als UTF-8 speichern",
                    f"the file is written as {form.encoding}, like the one read, which has no {missing!r}; "
                    "save that one as UTF-8 first",
                )
            ) from error
    return rows


def _ended(blocks: Iterable[str], end: str) -> Iterator[str]:
    """Yield a text with another end of its lines; what is quoted keeps its own."""
    quoted = False
    for block in blocks:
        parts = block.split('"')
        for place in range(quoted, len(parts), 2):
            parts[place] = parts[place].replace("\n", end)
        yield '"'.join(parts)
        quoted ^= len(parts) % 2 == 0


def copied(session: Relation, table: Relation, path: Path, options: str) -> int:
    query = f"COPY ({table.sql_query()}) TO {literal(str(path), 'text')} ({options})"
    rows: int = session.execute(query).fetchone()[0]
    return rows


def harmless(name: str, kind: object) -> str:
    """Write a column so that no spreadsheet runs one of its cells, or its name, as a formula."""
    column, shown = identifier(name), identifier(_quoted(name))
    if FIGURE.match(str(kind)):
        return f"{column} AS {shown}"
    column = f"{column}::VARCHAR"
    formula = f"regexp_matches({column}, {literal(FORMULA, 'text')})"
    number = f"regexp_matches({column}, {literal(NUMBER, 'text')})"
    # one in the other: of an AND of both DuckDB looks at each column beside each other one
    made = f"CASE WHEN {number} THEN {column} ELSE '''' || {column} END"
    return f"CASE WHEN {formula} THEN {made} ELSE {column} END AS {shown}"


def _quoted(text: str) -> str:
    return f"'{text}" if re.search(FORMULA, text) and not re.search(NUMBER, text) else text
