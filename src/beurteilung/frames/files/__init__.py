"""Whole files: the work behind `beurteilung table IN OUT`.

`run(source, target, *, before, after, events, before_scale, after_scale, on, prefix, on_error,
columns, separator, sheet, engine, progress) -> Done` reads a CSV, Excel or Parquet file, puts the
answers of `beurteilung.frames.compare` beside each row, and writes a file of one of these kinds.

DuckDB does the work, in less memory than the file has rows. CSV is read as text, so that nothing is
reread as a number or date on the way; what had to be detected is said.
"""

from __future__ import annotations

import errno
import glob
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from beurteilung._base.errors import ColumnError, DataError, TableError, excerpt
from beurteilung._base.records import evolve, keys
from beurteilung._base.text import Text, placed, reason, unwritable
from beurteilung._base.toml import is_folder, read_toml
from beurteilung.frames.asking import LATER
from beurteilung.frames.files import csv, excel
from beurteilung.frames.files.job import Columns, Done, Job, Relation, compared, damaged
from beurteilung.frames.files.progress import watched
from beurteilung.frames.files.spark import run_spark
from beurteilung.frames.optional import need
from beurteilung.frames.sql import identifier, literal
from beurteilung.frames.summary import ENDS, Summary, counted
from beurteilung.model.cells import listed_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from beurteilung.frames.asking import OnError

__all__ = ["Done", "Job", "TableError", "expect_file", "kind_of", "run"]


KINDS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "excel",
    ".ods": "excel",
    ".xls": "excel",
    ".parquet": "parquet",
}
READ_ONLY = (".ods", ".xls")
"""What is read and not written."""
MEMORY = "800MB"
"""What DuckDB may hold; the rest it puts beside the target."""
SHOWN = 200
"""Characters of a line that an error shows."""
SCRATCH = ".beurteilung-"
"""How the folder of a run at work begins, beside the target."""


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
    names: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Done:
    """Write ``target``: the table of ``source`` with the answers of `frames.compare` beside each row.

    The endings of both names say what they are: ``.csv`` (also ``.txt``, ``.tsv``), ``.xlsx``,
    ``.parquet``. ``before`` to ``on_error`` are those of `frames.compare`; all but ``on_error`` may
    stand in the TOML file ``columns`` instead, under the same names. An empty cell of events in CSV
    or Excel means none. ``separator`` is detected unless given; ``sheet`` is the first unless named.
    ``names`` gives new columns other names, such as ``{"verdict": "ergebnis"}``, and ``words`` puts others
    for what stands in them: ``{"verdict": {"open": "offen"}}``. Spark writes both as they are.
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
    here, there = Path(source), Path(target)
    kind, into = kind_of(here), kind_of(there, [k for k in KINDS if k not in READ_ONLY])
    wanted = _filled(given, columns)
    _expect_files(here, there, None if columns is None else Path(columns))
    job = Job(here, there, wanted, on_error, separator, sheet, names or {}, words or {})
    _expect_form(job, kind)
    folder = _folder(there)
    left = _left_over(folder)
    with _scratch(folder) as scratch:
        if engine == "spark":
            done = run_spark(job, kind, into, Path(scratch))
        else:
            done = _embedded(job, kind, into, Path(scratch), progress)
    return evolve(done, notes=(*left, *done.notes))


def _expect_files(here: Path, there: Path, columns: Path | None) -> None:
    """Refuse a file that cannot be read, or one that cannot be written or is the same."""
    if there.suffix.lower() in READ_ONLY:
        raise TableError(
            Text(
                f"{there}: {there.suffix} wird gelesen und nicht geschrieben; als .xlsx, .csv oder .parquet schreiben",
                f"{there}: {there.suffix} is read and not written; write .xlsx, .csv or .parquet",
            )
        )
    read = [one for one in (here, columns) if one is not None and _there(one)]
    if _there(there) and any(one.samefile(there) for one in read):
        raise TableError(
            Text(
                f"{there}: das ist die Datei, die gelesen wird; unter einem anderen Namen schreiben",
                f"{there}: that is the file that is read; write to another name",
            )
        )
    for path in (here, there) if _there(there) else (here,):
        expect_file(path, folder=True)
    if _there(there) and not os.access(there, os.W_OK):  # moving another file there would succeed
        raise _unwritten(there, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def expect_file(path: Path, *, folder: bool = False) -> None:
    """Refuse a path where nothing is, or no ordinary file: a FIFO would wait for ever.

    Raises:
        TableError: it is neither a file nor, if one may be there, a ``folder``.
    """
    if not _there(path):
        raise TableError(Text(f"{path}: eine solche Datei gibt es nicht", f"{path}: no such file"))
    if not (path.is_file() or (folder and path.is_dir())):
        raise TableError(
            Text(f"{path}: das ist keine gewöhnliche Datei", f"{path}: this is no ordinary file")
        )


def _expect_form(job: Job, kind: str) -> None:
    """Refuse a separator that is none, and the name of a sheet in a file without sheets."""
    if job.separator is not None and (len(job.separator) != 1 or job.separator in '"\r\n'):
        raise TableError(
            Text(
                f"als Trennzeichen wird ein einzelnes Zeichen erwartet, angegeben ist {excerpt(job.separator, 'de')}",
                f"expected one character as separator, got {job.separator!r}",
            )
        )
    if job.sheet is not None and kind != "excel":
        raise TableError(
            Text(
                f"{job.source}: das ist keine Excel-Datei, also gibt es kein Blatt „{job.sheet}“",
                f"{job.source}: no Excel file, so it has no sheet {job.sheet!r}",
            )
        )


def _folder(target: Path) -> Path:
    """Return the folder of a file, that of the file to which a link points."""
    try:
        return target.resolve().parent if os.path.islink(target) else target.parent  # noqa: PTH114 - as `_there`
    except (OSError, RuntimeError) as error:  # up to Python 3.12 a loop is a RuntimeError
        raise TableError(
            Text(
                f"{target}: der Verweis führt im Kreis; eine Datei angeben",
                f"{target}: the link leads in a circle; name a file",
            )
        ) from error


def _left_over(folder: Path) -> tuple[Text, ...]:
    """Name what runs that were killed have left; nobody can tell it from a run at work elsewhere."""
    if not folder.is_dir():
        raise TableError(
            Text(
                f"{folder}: diesen Ordner gibt es nicht; ihn zuerst anlegen",
                f"{folder}: no such directory; make it first",
            )
        )
    try:
        found = sorted(path for path in folder.iterdir() if path.name.startswith(SCRATCH))
    except PermissionError:  # one may write into a folder that one may not list
        return ()
    return tuple(
        Text(
            f"{path}: von einem abgebrochenen Lauf, oder von einem, der noch arbeitet",
            f"{path}: left by a run that was killed, or still at work",
        )
        for path in found
    )


def _there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises for a name that is too long


def _scratch(folder: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder)
    except OSError as error:
        raise TableError(
            Text(
                f"{folder}: dort lässt sich nichts schreiben: {reason(error).de}",
                f"{folder}: nothing can be written there: {reason(error).en}",
            )
        ) from error


def _filled(given: Columns, path: str | os.PathLike[str] | None) -> Columns:
    """Take from a TOML file what the call leaves out."""
    names = [part.name for part in keys(Columns)]
    if path is not None:
        table = read_toml(Path(path))
        problems = [
            Text(
                f"{name}: erwartet wird einer der Schlüssel {', '.join(names)}, je mit einem Text, der "
                "rechtsstand mit einem Tag",
                f"{name}: expected one of the keys {', '.join(names)}, each with a text, the "
                "rechtsstand with a day",
            )
            for name, value in table.items()
            if name not in names or not isinstance(value, date if name == "rechtsstand" else str)
        ]
        if problems:
            raise DataError(str(path), problems)
        left: dict[str, Any] = {n: v for n, v in table.items() if getattr(given, n) is None}
        given = evolve(given, **left)
    if given.before is None or given.after is None:
        raise TableError(
            Text(
                "die Spalten beider Noten nennen: --before und --after, oder als Schlüssel einer TOML-Datei, die "
                "--columns nennt",
                "name the columns of both grades, before and after: as options, or as keys of a TOML file that "
                "columns names",
            )
        )
    return given


def kind_of(path: Path, endings: Sequence[str] = tuple(KINDS)) -> str:
    """Return what the ending of a name says a file is; an error names these ones."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(endings)
        raise TableError(
            Text(
                f"{path}: erwartet wird ein Name, der auf {known} endet",
                f"{path}: expected a name that ends with {known}",
            )
        )
    return kind


def _embedded(
    job: Job, kind: str, into: str, scratch: Path, progress: Callable[[float], None] | None
) -> Done:
    """Let DuckDB do the work: read, answer by a projection, write beside, move into place."""
    duckdb = need("duckdb", "duckdb")
    for path in (job.source, job.target):
        if is_folder(path):
            raise TableError(
                Text(
                    f"{path}: das ist ein Ordner, erwartet wird eine Datei",
                    f"{path}: a directory, expected a file",
                )
            )
    with duckdb.connect() as session:
        session.execute(f"SET memory_limit = '{MEMORY}'")
        session.execute(f"SET temp_directory = {literal(str(scratch), 'text')}")
        try:
            start = excel.names_at(job.source, job.sheet, _wanted(job)) if kind == "excel" else 1
            relation, form, notes = _read(session, job, kind, scratch, start)
            answered = compared(relation, job)
            shown = _named(answered, relation.columns, job)
            beside = scratch / "out"
            cells = None
            if into == kind == "excel":
                cells = excel.cells(job.source, job.sheet, start)
            with watched(session, progress), _written(job.target):
                if into == "excel":
                    rows = excel.write(shown, beside, cells)
                else:
                    rows = csv.write(session, shown, beside, into, form)
            summary = _summary(session, answered, beside, into, job)
        except duckdb.InterruptException:  # DuckDB met the signal first
            raise KeyboardInterrupt from None
        except duckdb.Error as error:
            if _FULL in str(error):
                raise _unwritten(job.target, OSError(errno.ENOSPC, _FULL)) from error
            broken = type(error) in {duckdb.Error, duckdb.InvalidInputException}
            if kind == "parquet" and broken and LATER not in str(error):
                raise damaged(job.source, error) from error
            why = _why(error)
            raise TableError(Text(f"{job.source}: {why.de}", f"{job.source}: {why.en}")) from error
    with _written(job.target):
        _move(beside, job.target)
    return Done(rows, notes, summary)


_FULL = os.strerror(errno.ENOSPC)


@contextmanager
def _written(target: Path) -> Generator[None, None, None]:
    """Name the target in what the system says of a disk that is full, or of a folder gone meanwhile."""
    try:
        yield
    except OSError as error:
        raise _unwritten(target, error) from error


def _unwritten(target: Path, error: OSError) -> TableError:
    return TableError(placed(str(target), unwritable(error)))


def _named(answered: Relation, taken: Sequence[str], job: Job) -> Relation:
    """Give the new columns the names that the run asks for."""
    start = job.columns.prefix or ""
    names = {column: job.shown(column) for column in answered.columns if column not in taken}
    there = {name.casefold() for name in taken}
    if clash := [name for name in names.values() if name.casefold() in there]:
        raise ColumnError(
            Text(
                f"die Tabelle hat schon eine Spalte {listed_columns(clash).de}",
                f"the table has already a column {listed_columns(clash).en}",
            ),
            python="prefix= gives other names",
            command=Text("--prefix … gibt andere Namen", "--prefix … gives other names"),
        )
    renamed: dict[str, str] = {column: column for column in answered.columns} | names
    return answered.project(
        ", ".join(
            f"{_worded(column, job.words.get(column.removeprefix(start), {}) if column in names else {})} "
            f"AS {identifier(name)}"
            for column, name in renamed.items()
        )
    )


def _worded(column: str, words: Mapping[str, str]) -> str:
    """Return the expression of a column in other words; a code may stand within a longer text."""
    found = identifier(column)
    for code, word in words.items():
        found = f"replace({found}, {literal(code, 'text')}, {literal(word, 'text')})"
    return found


def _summary(session: Relation, answered: Relation, beside: Path, into: str, job: Job) -> Summary:
    """Count what was answered: of Parquet in the file just written, which is quicker than anew."""
    start = job.columns.prefix or ""
    wanted = [f"{start}{name}" for name in ("verdict", *ENDS)]
    wanted += [f"{start}error"] if job.on_error == "column" else []
    if into == "parquet":
        source = session.read_parquet(glob.escape(str(beside)))
        wanted = [job.shown(name) for name in wanted]
    else:
        source = answered
    keys = ", ".join(map(identifier, wanted))
    codes = {word: code for words in job.words.values() for code, word in words.items()}
    rows = source.aggregate(f"{keys}, count(*)", keys).fetchall()
    return counted(tuple(codes.get(cell, cell) for cell in row) for row in rows)


def _why(error: Exception) -> Text:
    """Return what DuckDB says of a file, without the options that it offers instead."""
    message = re.split("Possible (?:fixes|Solution)", str(error))[0]
    row = re.search(r"Line: (\d+).*?Columns: (\d+) Found: (\d+)", message, re.DOTALL)
    if row:
        line, expected, found = row.groups()
        cells = (
            Text("1 Zelle", "1 cell") if found == "1" else Text(f"{found} Zellen", f"{found} cells")
        )
        return Text(
            f"Zeile {line} hat {cells.de}, erwartet werden {expected} wie in der Zeile der Spaltennamen; ein "
            "Trennzeichen fehlt oder ist zu viel, oder ein Text mit Trennzeichen steht nicht in Anführungszeichen",
            f"line {line} has {cells.en}, expected {expected} as in the line of column names; a separator is "
            "missing or one too many, or a text with a separator is not quoted",
        )
    if long := re.search(r"Line: (\d+).*Maximum line size of (\d+) bytes", message, re.DOTALL):
        line, most = long[1], int(long[2]) // 1_000_000
        return Text(
            f"Zeile {line} ist zu lang, möglich sind höchstens {most} Millionen Byte; eine Spalte mit so langem "
            "Text weglassen",
            f"line {line} is too long, at most {most} million bytes are possible; leave out a column of such long text",
        )
    readable = [
        line if len(line) <= SHOWN else f"{line[:SHOWN]} …"
        for line in message.split("\n")
        if line.strip()
    ]
    what = "\n  ".join(readable)  # DuckDB speaks English only
    if "CSV" not in readable[0]:
        return Text(f"nicht lesbar: {what}", f"cannot be read: {what}")
    return Text(
        f"{what}\n  berichtigen, oder in einer Tabellenkalkulation öffnen und neu speichern",
        f"{what}\n  correct it, or open the file in a spreadsheet and save it anew",
    )


def _move(beside: Path, target: Path) -> None:
    """Put a finished file in its place; until then the old one is there. Its permissions stay."""
    place = target.resolve()
    if place.exists():
        shutil.copymode(place, beside)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.replace(place)


def _wanted(job: Job) -> frozenset[str]:
    """Return the names of columns that tell the line of names."""
    asked = job.columns
    return frozenset(filter(None, (asked.before, asked.after, asked.events)))


def _read(
    session: Relation, job: Job, kind: str, scratch: Path, start: int
) -> tuple[Relation, csv.Csv, tuple[Text, ...]]:
    usual = "\t" if job.target.suffix.lower() == ".tsv" else None
    if kind == "parquet":
        relation = session.read_parquet(glob.escape(str(job.source)))
        return relation, csv.Csv("utf-8", job.separator or usual or ","), ()
    path = scratch / "in.csv"
    if kind == "excel":
        found = excel.to_csv(job.source, job.sheet, path, start)
        written = csv.Csv("utf-8-sig", job.separator or usual or ";")
        form = csv.Csv("utf-8", ",", "\r\n", several=True)
    else:
        form, found = csv.detected(job.source, job.separator, _wanted(job))
        written = form
        if form.encoding == "utf-8" and not form.skip:
            path = job.source
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv.blocks(job.source, form.encoding, form.skip))
    relation, unnamed = csv.read(session, path, form, job.source, _wanted(job))
    return relation, written, tuple(placed(str(job.source), note) for note in (*found, *unnamed))
