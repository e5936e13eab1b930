"""Whole files: the work behind `beurteilung table IN OUT`.

`run(source, target, *, before, after, events, before_scale, after_scale, on, prefix, on_error,
columns, separator, sheet, engine, progress) -> Done` reads a CSV, Excel or Parquet file, puts the
answers of `beurteilung.frames.compare` beside each row, and writes a file of one of these kinds.

DuckDB does the work, in less memory than the file has rows. CSV is read as text, so that nothing is
reread as a number or date on the way; what had to be detected is said.
"""

from __future__ import annotations

import codecs
import csv
import glob
import os
import re
import shutil
import tempfile
import threading
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, fields, frozen

from beurteilung._base.errors import DataError, TableError
from beurteilung._base.toml import read_toml
from beurteilung.frames.files_spark import run_spark
from beurteilung.frames.job import Columns, Done, Job, Relation, compared
from beurteilung.frames.optional import need
from beurteilung.frames.sql import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from beurteilung.frames.asking import OnError

__all__ = ["Done", "Job", "TableError", "run"]


KINDS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "excel", ".parquet": "parquet"}
MEMORY = "800MB"
"""What DuckDB may hold; the rest it puts beside the target."""
SEPARATORS = ";,\t|"
NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
FORMULA = r"^[=+\-@\t\r]"
NUMBER = r"^[+\-]?[0-9]+([.,][0-9]+)*$"
FIGURE = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT|FLOAT|DOUBLE|DECIMAL|BOOL|DATE|TIME|INTERVAL|UUID")
"""Types of columns whose values are no text."""
BLOCK = 1 << 20
TICK = 0.25
"""Seconds between two reports of progress."""
EXCEL_ROWS = 1 << 20
"""Rows of a sheet, the line of names included."""
EXCEL_TEXT = 32_767
"""Characters of a cell of Excel."""
EXCEL_DIGITS = 10**15
"""From here on Excel rounds whole numbers."""
SHOWN = 200
"""Characters of a line that an error shows."""
SCRATCH = ".beurteilung-"
"""How the folder of a run at work begins, beside the target."""


@frozen
class _Csv:
    """How a CSV file is written."""

    encoding: str
    separator: str
    end: str = "\n"
    several: bool = False
    """Whether a cell has several lines; only one thread can tell them from rows."""


def run(  # noqa: PLR0913 - each is an option of the command line
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    before: str | None = None,
    after: str | None = None,
    events: str | None = None,
    before_scale: str | None = None,
    after_scale: str | None = None,
    on: str | None = None,
    prefix: str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
    on_error: OnError = "raise",
    columns: str | os.PathLike[str] | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    progress: Callable[[float], None] | None = None,
) -> Done:
    """Write ``target``: the table of ``source`` with the answers of `frames.compare` beside each row.

    The endings of both names say what they are: ``.csv`` (also ``.txt``, ``.tsv``), ``.xlsx``,
    ``.parquet``. ``before`` to ``on_error`` are those of `frames.compare`; all but ``on_error`` may
    stand in the TOML file ``columns`` instead, under the same names. An empty cell of events in CSV
    or Excel means none. ``separator`` is detected unless given; ``sheet`` is the first unless named.
    ``progress`` is called with the share done, 0 to 1, as far as the engine tells it.

    The target is written beside and moved into place: an interrupted run leaves the old file. In CSV
    a text that a spreadsheet would run as a formula gets a leading apostrophe; in Excel it is marked
    as text. With ``engine="spark"`` both are Parquet, and the target a directory of parts, in no
    order. A run that was killed leaves its folder, ``.beurteilung-…``, beside the target; the next
    one says so.

    Raises:
        TableError: a file cannot be read or written as what its name says.
        DataError: the TOML file has a key that is none of these.
        BadRowsError, ColumnError: see `frames.compare`.
        MissingExtraError: DuckDB, openpyxl or Spark is needed and not installed.
    """
    given = Columns(
        before, after, events, before_scale, after_scale, on, prefix, rechtsstand, dienstherr
    )
    wanted = _filled(given, columns)
    here, there = Path(source), Path(target)
    kind, into = _kind(here), _kind(there)
    if not here.exists():
        raise TableError(f"{here}: no such file")
    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        raise TableError(f"expected one character as separator, got {separator!r}")
    if sheet is not None and kind != "excel":
        raise TableError(f"{here}: no Excel file, so it has no sheet {sheet!r}")
    job = Job(here, there, wanted, on_error, separator, sheet)
    folder = there.resolve().parent if there.is_symlink() else there.parent
    left = _left_over(folder)
    with _scratch(folder) as scratch:
        if engine == "spark":
            done = run_spark(job, kind, into, Path(scratch))
        else:
            done = _embedded(job, kind, into, Path(scratch), progress)
    return evolve(done, notes=(*left, *done.notes))


def _left_over(folder: Path) -> tuple[str, ...]:
    """Name what runs that were killed have left; nobody can tell it from a run at work elsewhere."""
    if not folder.is_dir():
        raise TableError(f"{folder}: no such directory; make it first")
    found = sorted(path for path in folder.iterdir() if path.name.startswith(SCRATCH))
    return tuple(f"{path}: left by a run that was killed, or still at work" for path in found)


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder)
    except OSError as error:
        raise TableError(f"{folder}: nothing can be written there: {error.strerror}") from error


def _filled(given: Columns, path: str | os.PathLike[str] | None) -> Columns:
    """Take from a TOML file what the call leaves out."""
    names = [part.name for part in fields(Columns)]
    if path is not None:
        table = read_toml(Path(path))
        problems = [
            f"{name}: expected one of the keys {', '.join(names)}, each with a text, the "
            "rechtsstand with a day"
            for name, value in table.items()
            if name not in names or not isinstance(value, date if name == "rechtsstand" else str)
        ]
        if problems:
            raise DataError(str(path), problems)
        left: dict[str, Any] = {n: v for n, v in table.items() if getattr(given, n) is None}
        given = evolve(given, **left)
    if given.before is None or given.after is None:
        raise TableError(
            "name the columns of both grades: before and after, as options or as keys of a TOML file "
            "that columns names"
        )
    return given


def _kind(path: Path) -> str:
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise TableError(f"{path}: expected a name that ends with {', '.join(KINDS)}")
    return kind


def _embedded(
    job: Job, kind: str, into: str, scratch: Path, progress: Callable[[float], None] | None
) -> Done:
    """Let DuckDB do the work: read, answer by a projection, write beside, move into place."""
    duckdb = need("duckdb", "duckdb")
    for path in (job.source, job.target):
        if path.is_dir():
            raise TableError(f"{path}: a directory, expected a file")
    with duckdb.connect() as session:
        session.execute(f"SET memory_limit = '{MEMORY}'")
        session.execute(f"SET temp_directory = {literal(str(scratch), 'text')}")
        try:
            relation, form, notes = _read(session, job, kind, scratch)
            answered = _answered(relation, job, texts=kind != "parquet")
            beside = scratch / "out"
            with _watched(session, progress):
                if into == "excel":
                    cells = _cells(job.source, job.sheet) if kind == "excel" else None
                    rows = _write_excel(answered, beside, cells)
                else:
                    rows = _write(session, answered, beside, into, form)
        except duckdb.Error as error:
            raise TableError(f"{job.source}: {_why(error)}") from error
    _move(beside, job.target)
    return Done(rows, notes)


def _why(error: Exception) -> str:
    """Return what DuckDB says of a file, without the options that it offers instead."""
    lines = re.split("Possible (?:fixes|Solution)", str(error))[0].split("\n")
    said = [line if len(line) <= SHOWN else f"{line[:SHOWN]} …" for line in lines if line.strip()]
    if "CSV" in said[0]:
        said.append("correct it, or open the file in a spreadsheet and save it anew")
    return "\n  ".join(said)


def _move(beside: Path, target: Path) -> None:
    """Put a finished file in its place; until then the old one is there. Its permissions stay."""
    place = target.resolve()
    if place.exists():
        shutil.copymode(place, beside)
    with beside.open("rb+") as made:
        os.fsync(made.fileno())
    beside.replace(place)


# --- reading -----------------------------------------------------------------------------------


def _read(
    session: Relation, job: Job, kind: str, scratch: Path
) -> tuple[Relation, _Csv, tuple[str, ...]]:
    usual = "\t" if job.target.suffix.lower() == ".tsv" else None
    if kind == "parquet":
        relation = session.read_parquet(glob.escape(str(job.source)))
        return relation, _Csv("utf-8", job.separator or usual or ","), ()
    path = scratch / "in.csv"
    if kind == "excel":
        found = _excel_to_csv(job.source, job.sheet, path)
        written = _Csv("utf-8-sig", job.separator or usual or ";")
        form = _Csv("utf-8", ",", "\r\n", several=True)
    else:
        form, found = _detected(job.source, job.separator)
        written = form
        if form.encoding == "utf-8":
            path = job.source
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(_blocks(job.source, form.encoding))
    relation, unnamed = _csv(session, path, form, job.source)
    return relation, written, tuple(f"{job.source}: {note}" for note in (*found, *unnamed))


def _csv(session: Relation, path: Path, form: _Csv, shown: Path) -> tuple[Relation, list[str]]:
    """Read a CSV file as text, by names that stand in its first line, without any guess."""
    with path.open(encoding="utf-8", newline="") as file:
        try:
            first = next(csv.reader(file, delimiter=form.separator), list[str]())
        except csv.Error as error:
            raise TableError(f"{shown}: the line of column names: {error}") from error
    if not any(first):
        raise TableError(f"{shown}: the file is empty, expected a line of column names")
    names = [name or f"column_{number}" for number, name in enumerate(first, start=1)]
    folded = [name.casefold() for name in names]
    if twice := [name for name, one in zip(names, folded, strict=True) if folded.count(one) > 1]:
        raise TableError(
            f"{shown}: several columns have one name (capitals or not): {', '.join(twice)}"
        )
    kinds = ", ".join(f"{literal(name, 'text')}: 'VARCHAR'" for name in names)
    relation = session.sql(
        f"FROM read_csv({literal(glob.escape(str(path)), 'text')}, columns = {{{kinds}}}, "
        f"sep = {literal(form.separator, 'text')}, new_line = '{_ESCAPED[form.end]}', header = true, "
        f"quote = '\"', escape = '\"', auto_detect = false, parallel = {not form.several})"
    )
    called = zip(first, names, strict=True)
    return relation, [
        f"{name} is what a column without a name is called" for n, name in called if not n
    ]


_ESCAPED = {"\r\n": r"\r\n", "\n": r"\n", "\r": r"\r"}
"""The ways to end a line, as DuckDB spells them."""


def _detected(path: Path, separator: str | None) -> tuple[_Csv, list[str]]:
    """Find out how a CSV file is written, and say it; of the decimal sign it is only said."""
    encoding, (end, several) = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(BLOCK // 16)
    if separator is None:
        first = re.sub(r'"[^"]*"', "", head).partition(end)[0]
        separator = max(SEPARATORS, key=first.count)
    rows = csv.reader(head.splitlines()[1:], delimiter=separator)
    comma = any(re.fullmatch(r"[+-]?\d+,\d+", cell) for row in rows for cell in row)
    said = [f"encoding {encoding}", f"separator {NAMES.get(separator, separator)}"]
    return _Csv(encoding, separator, end, several), [*said, *(["decimal comma"] if comma else [])]


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
    raise TableError(f"{path}: neither UTF-8 nor cp1252; save it as UTF-8")


def _end(path: Path, encoding: str) -> tuple[str, bool]:
    """Return how the lines of a file end, and whether any ends inside quotes.

    DuckDB loses rows if they end in several ways.
    """
    found: set[str] = set()
    quoted, last, several = False, "", False
    for block in _blocks(path, encoding):
        text = last + block
        last = "\r" if text.endswith("\r") else ""  # the next block may begin with its line feed
        parts = text.removesuffix("\r").split('"')
        found.update(end for part in parts[quoted::2] for end in _LINE_END.findall(part))
        several = several or any(map(_LINE_END.search, parts[not quoted :: 2]))
        quoted ^= len(parts) % 2 == 0
    if last and not quoted:
        found.add(last)
    if len(found) > 1:
        kinds = ", ".join(sorted(map(repr, found)))
        raise TableError(f"{path}: the lines end in different ways ({kinds}); save the file anew")
    return (found.pop() if found else "\n"), several


_LINE_END = re.compile(r"\r\n|\n|\r")


def _blocks(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        while block := file.read(BLOCK):
            yield block


def _cells(source: Path, sheet: str | None) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet that hold anything, the names first; of a formula its value."""
    for row, _ in _with_formulas(source, sheet):
        yield row


def _with_formulas(
    source: Path, sheet: str | None
) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Yield each row twice: with the values of formulas, and with the formulas."""
    values, formulas = (_sheet(source, sheet, computed=computed) for computed in (True, False))
    width = 0
    for number, (row, typed) in enumerate(zip(values, formulas, strict=True), start=1):
        if all(cell is None for cell in typed):
            continue
        width = width or len(row)
        if any(cell is not None for cell in typed[width:]):
            raise TableError(f"{source}: row {number} has more cells than there are names")
        for place, (cell, formula) in enumerate(zip(row, typed, strict=True), start=1):
            if cell is None and formula is not None:
                raise TableError(
                    f"{source}: row {number}, column {place}: the formula {formula} has no value "
                    "yet; open the file in a spreadsheet and save it"
                )
        blank = (width - len(row)) * (None,)
        yield (*row[:width], *blank), (*typed[:width], *blank)


def _sheet(source: Path, sheet: str | None, *, computed: bool) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet, with the values of formulas or with the formulas."""
    openpyxl = need("openpyxl", "excel")
    try:
        with closing(openpyxl.load_workbook(source, read_only=True, data_only=computed)) as book:
            found = _chosen(book, sheet, source)
            found.reset_dimensions()  # what the file says of its size may be wrong
            yield from found.iter_rows(values_only=True)
    except TableError:
        raise
    except Exception as error:  # openpyxl raises all kinds of errors on a damaged file
        raise TableError(f"{source}: not an Excel file of the kind .xlsx: {error}") from error


def _chosen(book: Relation, sheet: str | None, source: Path) -> Relation:
    tabs = {tab.title: tab for tab in book.worksheets}
    chosen = next(iter(tabs)) if sheet is None else sheet
    if chosen not in tabs:
        raise TableError(f"{source}: no sheet {chosen!r}; its sheets: {', '.join(tabs)}")
    return tabs[chosen]


def _excel_to_csv(source: Path, sheet: str | None, target: Path) -> list[str]:
    """Write the cells of a sheet as text: whole numbers without a point, days as YYYY-MM-DD."""
    computed = False
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row, typed in _with_formulas(source, sheet):
            computed |= row != typed
            writer.writerow([None if cell is None else _text(cell) for cell in row])
    return ["formulas are taken as their values"] if computed else []


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00")


# --- answering ---------------------------------------------------------------------------------


def _answered(relation: Relation, job: Job, *, texts: bool) -> Relation:
    """Answer each row; in a file of texts an empty cell of events means none."""
    events = job.columns.events
    blank = texts and events in relation.columns
    if blank and events is not None:
        name = identifier(events)
        relation = relation.project(f"* REPLACE (coalesce({name}, '') AS {name})")
    answered = compared(relation, job)
    if blank and events is not None:
        name = identifier(events)
        answered = answered.project(f"* REPLACE (nullif({name}, '') AS {name})")
    return answered


def _write(session: Relation, table: Relation, beside: Path, into: str, form: _Csv) -> int:
    if into == "parquet":
        return _copy(session, table, beside, "FORMAT parquet, COMPRESSION zstd")
    safe = table.project(", ".join(map(_harmless, table.columns, table.types)))
    options = f"FORMAT csv, HEADER, DELIMITER {literal(form.separator, 'text')}"
    if form.encoding == "utf-8" and form.end == "\n":
        return _copy(session, safe, beside, options)
    plain = beside.with_suffix(".csv")
    rows = _copy(session, safe, plain, options)
    with beside.open("w", encoding=form.encoding, newline="") as file:
        try:
            file.writelines(_ended(_blocks(plain, "utf-8"), form.end))
        except UnicodeEncodeError as error:
            missing = error.object[error.start]
            raise TableError(
                f"the file is written as {form.encoding}, like the one read, which has no {missing!r}; "
                "save that one as UTF-8 first"
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


def _copy(session: Relation, table: Relation, path: Path, options: str) -> int:
    query = f"COPY ({table.sql_query()}) TO {literal(str(path), 'text')} ({options})"
    rows: int = session.execute(query).fetchone()[0]
    return rows


def _harmless(name: str, kind: object) -> str:
    """Write a column so that no spreadsheet runs one of its cells, or its name, as a formula."""
    column, shown = identifier(name), identifier(_quoted(name))
    if FIGURE.match(str(kind)):
        return f"{column} AS {shown}"
    column = f"{column}::VARCHAR"
    formula = (
        f"regexp_matches({column}, {literal(FORMULA, 'text')}) "
        f"AND NOT regexp_matches({column}, {literal(NUMBER, 'text')})"
    )
    return f"CASE WHEN {formula} THEN '''' || {column} ELSE {column} END AS {shown}"


def _quoted(text: str) -> str:
    return f"'{text}" if re.search(FORMULA, text) and not re.search(NUMBER, text) else text


def _write_excel(table: Relation, beside: Path, cells: Iterable[tuple[object, ...]] | None) -> int:
    """Write a sheet; text stays text, also where it begins like a formula.

    ``cells`` are the rows that an Excel file had, so that its numbers and days stay what they were.
    """
    openpyxl = need("openpyxl", "excel")
    zoned = [n for n, kind in zip(table.columns, table.types, strict=True) if "ZONE" in str(kind)]
    if zoned:
        raise TableError(
            f"Excel knows no time zones, and {', '.join(zoned)} has one; write CSV or Parquet"
        )
    found = table.limit(EXCEL_ROWS).fetchall()
    if len(found) == EXCEL_ROWS:
        raise TableError(
            f"a sheet of Excel holds {EXCEL_ROWS} rows, fewer than this; write Parquet"
        )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tabelle")
    rows = [tuple(table.columns), *found]
    try:
        for row, had in zip(rows, rows if cells is None else cells, strict=True):
            sheet.append([_cell(openpyxl, sheet, value) for value in (*had, *row[len(had) :])])
    finally:
        sheet.close()
    book.save(beside)
    return len(found)


def _cell(openpyxl: Relation, sheet: Relation, value: object) -> Relation:
    """Return a cell that holds exactly this value; text is no formula."""
    if isinstance(value, int) and abs(value) >= EXCEL_DIGITS:
        value = str(value)
    if isinstance(value, Decimal) and Decimal(str(float(value))) != value:
        value = str(value)
    if isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, str) and len(value) > EXCEL_TEXT:
        raise TableError(f"a cell of Excel holds {EXCEL_TEXT} characters, fewer than one here has")
    if isinstance(value, bytes) or (isinstance(value, str) and _NO_CHARACTER.search(value)):
        raise TableError(f"Excel cannot hold {value!r}; write CSV or Parquet")
    try:
        made = openpyxl.cell.WriteOnlyCell(sheet, value)
    except (ValueError, TypeError, openpyxl.utils.exceptions.IllegalCharacterError) as error:
        raise TableError(f"Excel cannot hold {value!r}; write CSV or Parquet: {error}") from error
    if isinstance(value, str):
        made.data_type = "s"
    return made


_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What no XML file may hold, and openpyxl writes."""


# --- progress ----------------------------------------------------------------------------------


@contextmanager
def _watched(session: Relation, progress: Callable[[float], None] | None) -> Generator[None]:
    """Tell how far a query is, from a thread of its own; what is told never falls, and ends at 1."""
    if progress is None:
        yield
        return
    session.execute("SET enable_progress_bar = true")
    session.execute("SET enable_progress_bar_print = false")
    session.execute("SET progress_bar_time = 0")
    ended = threading.Event()

    def watch() -> None:
        done = 0.0
        while not ended.wait(TICK):
            done = max(done, session.query_progress() / 100)  # -1 between two queries
            progress(done)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()  # or a report that is under way would come after the last one
    progress(1.0)
