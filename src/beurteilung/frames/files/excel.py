"""Excel workbooks: a sheet is read by its values, and written so that text stays text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import closing
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING

from beurteilung._base.errors import TableError, excerpt
from beurteilung._base.text import Text
from beurteilung.frames.files.csv import SEARCHED, has_names, names_found
from beurteilung.frames.files.job import damaged
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from beurteilung.frames.files.job import Relation

__all__ = ["cells", "names_at", "numbered", "to_csv", "write"]

LOOKED_AT = 200
"""Rows that decide how wide a column is."""
WIDEST = 60
"""Characters of the widest column."""
EXCEL_ROWS = 1 << 20
"""Rows of a sheet, the line of names included."""
EXCEL_TEXT = 32_767
"""Characters of a cell of Excel."""
EXCEL_DIGITS = 10**15
"""From here on Excel rounds whole numbers."""
MOST_UNPACKED, MOST_TIMES = 100_000_000, 200
"""Bytes that a workbook may unpack to, if they are more than so many times its own."""


def cells(source: Path, sheet: str | None, start: int = 1) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet that hold anything, the names first; of a formula its value."""
    for _, row in numbered(source, sheet, start):
        yield row


def numbered(
    source: Path, sheet: str | None, start: int = 1
) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield the same with the number of each row in the sheet."""
    for number, row, _ in _with_formulas(source, sheet, start):
        yield number, row


def names_at(source: Path, sheet: str | None, wanted: frozenset[str]) -> int:
    """Return the number of the row that has all names wanted, 1 if none of the first fifty has.

    Raises:
        TableError: another sheet has it, and none was asked for; or the file unpacks to far too much.
    """
    _reasonable(source)

    def found(tab: str | None) -> int | None:
        rows = enumerate(islice(_sheet(source, tab, computed=True), SEARCHED), start=1)
        return next((n for n, row in rows if has_names(map(_text, row), wanted)), None)

    place = found(sheet)
    others = [] if place or sheet else [tab for tab in _tabs(source)[1:] if found(tab)]
    if others:
        names, tabs = ", ".join(sorted(wanted)), ", ".join(others)
        raise TableError(
            Text(
                f"{source}: die Spalten {names} hat nicht das erste Blatt, wohl aber: {tabs}",
                f"{source}: not the first sheet has the columns {names}, but: {tabs}",
            ),
            python=f"sheet={others[0]!r}",
            command=Text(f"--sheet {others[0]!r}", f"--sheet {others[0]!r}"),
        )
    return place or 1


def _reasonable(source: Path) -> None:
    """Refuse a packed file that unpacks to hundreds of times its size: no office has such a table."""
    if not zipfile.is_zipfile(source):
        return
    with zipfile.ZipFile(source) as packed:
        size = sum(part.file_size for part in packed.infolist())
    if size > MOST_UNPACKED and size > MOST_TIMES * source.stat().st_size:
        mb = size // 1_000_000
        raise TableError(
            Text(
                f"{source}: entpackt wären das {mb} MB; in einer Tabellenkalkulation öffnen und neu speichern",
                f"{source}: unpacked this would be {mb} MB; open it in a spreadsheet and save it anew",
            )
        )


def _with_formulas(
    source: Path, sheet: str | None, start: int
) -> Iterator[tuple[int, tuple[object, ...], tuple[object, ...]]]:
    """Yield the number of each row, and the row twice: with the values of formulas, and with the formulas."""
    values, formulas = (_sheet(source, sheet, computed=computed) for computed in (True, False))
    width = 0
    for number, (row, typed) in enumerate(zip(values, formulas, strict=True), start=1):
        if number < start or all(cell is None for cell in typed):
            continue
        width = width or len(row)
        if any(cell is not None for cell in typed[width:]):
            raise TableError(
                Text(
                    f"{source}: Zeile {number} hat mehr Zellen, als es Spaltennamen gibt",
                    f"{source}: row {number} has more cells than there are names",
                )
            )
        for place, (cell, formula) in enumerate(zip(row, typed, strict=True), start=1):
            if cell is None and formula is not None:
                raise TableError(
                    Text(
                        f"{source}: Zeile {number}, Spalte {place}: die Formel „{formula}“ hat noch keinen "
                        "Wert; die Datei in einer Tabellenkalkulation öffnen und speichern",
                        f"{source}: row {number}, column {place}: the formula {formula} has no value "
                        "yet; open the file in a spreadsheet and save it",
                    )
                )
        blank = (width - len(row)) * (None,)
        yield number, (*row[:width], *blank), (*typed[:width], *blank)


def _sheet(source: Path, sheet: str | None, *, computed: bool) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet, with the values of formulas or with the formulas."""
    if source.suffix.lower() != ".xlsx":
        yield from _other(source, sheet)
        return
    openpyxl = need("openpyxl", "excel")
    try:
        with closing(openpyxl.load_workbook(source, read_only=True, data_only=computed)) as book:
            found = _chosen(book, sheet, source)
            found.reset_dimensions()  # what the file says of its size may be wrong
            yield from found.iter_rows(values_only=True)
    except TableError:
        raise
    except Exception as error:  # openpyxl raises all kinds of errors on a damaged file
        raise damaged(source, error) from error


def _other(source: Path, sheet: str | None) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet of OpenDocument, or of Excel before 2007; both hold values only."""
    calamine = need("python_calamine", "excel")
    try:
        with calamine.CalamineWorkbook.from_path(str(source)) as book:
            found = book.get_sheet_by_name(_one_of(book.sheet_names, sheet, source))
            for row in found.to_python(skip_empty_area=False):
                yield tuple(None if cell == "" else cell for cell in row)
    except (calamine.CalamineError, OSError) as error:
        raise damaged(source, error) from error


def _tabs(source: Path) -> list[str]:
    """Return the names of the sheets of a file that could be read."""
    if source.suffix.lower() != ".xlsx":
        with need("python_calamine", "excel").CalamineWorkbook.from_path(str(source)) as book:
            return list(book.sheet_names)
    with closing(need("openpyxl", "excel").load_workbook(source, read_only=True)) as book:
        return [tab.title for tab in book.worksheets]


def _chosen(book: Relation, sheet: str | None, source: Path) -> Relation:
    tabs = {tab.title: tab for tab in book.worksheets}
    return tabs[_one_of(tabs, sheet, source)]


def _one_of(tabs: Iterable[str], sheet: str | None, source: Path) -> str:
    """Return the name of the sheet asked for, the first unless one is named."""
    tabs = list(tabs)
    chosen = tabs[0] if sheet is None else sheet
    if chosen not in tabs:
        raise TableError(
            Text(
                f"{source}: kein Blatt „{chosen}“; vorhanden: {', '.join(tabs)}",
                f"{source}: no sheet {chosen!r}; its sheets: {', '.join(tabs)}",
            )
        )
    return chosen


def to_csv(source: Path, sheet: str | None, target: Path, start: int = 1) -> list[Text]:
    """Write the cells of a sheet as text: whole numbers without a point, days as YYYY-MM-DD."""
    computed = False
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for _, row, typed in _with_formulas(source, sheet, start):
            computed |= row != typed
            writer.writerow([None if cell is None else _text(cell) for cell in row])
    notes = [names_found(start)] if start > 1 else []
    if computed:
        notes.append(Text("von Formeln zählt ihr Wert", "formulas are taken as their values"))
    return notes


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00")


def write(table: Relation, beside: Path, cells: Iterable[tuple[object, ...]] | None) -> int:
    """Write a sheet; text stays text, also where it begins like a formula.

    ``cells`` are the rows that an Excel file had, so that its numbers and days stay what they were.
    """
    openpyxl = need("openpyxl", "excel")
    zoned = [n for n, kind in zip(table.columns, table.types, strict=True) if "ZONE" in str(kind)]
    if zoned:
        raise TableError(
            Text(
                f"Excel kennt keine Zeitzonen, {', '.join(zoned)} hat eine; CSV oder Parquet schreiben",
                f"Excel knows no time zones, and {', '.join(zoned)} has one; write CSV or Parquet",
            )
        )
    found = table.limit(EXCEL_ROWS).fetchall()
    if len(found) == EXCEL_ROWS:
        raise TableError(
            Text(
                f"ein Blatt von Excel fasst {EXCEL_ROWS} Zeilen, weniger als diese; Parquet schreiben",
                f"a sheet of Excel holds {EXCEL_ROWS} rows, fewer than this; write Parquet",
            )
        )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tabelle")
    rows = [tuple(table.columns), *found]
    _dress(openpyxl, sheet, rows)
    try:
        for row, had in zip(rows, rows if cells is None else cells, strict=True):
            line = [_cell(openpyxl, sheet, value) for value in (*had, *row[len(had) :])]
            if row is rows[0]:
                for one in line:
                    one.font = openpyxl.styles.Font(bold=True)
            sheet.append(line)
    finally:
        sheet.close()
    packed = io.BytesIO()  # a book that the disk does not hold would complain as it is thrown away
    book.save(packed)
    beside.write_bytes(packed.getvalue())
    return len(found)


def _dress(openpyxl: Relation, sheet: Relation, rows: list[tuple[object, ...]]) -> None:
    """Freeze the names, filter by them, and make columns as wide as their first cells need."""
    letter = openpyxl.utils.get_column_letter
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letter(len(rows[0]))}{len(rows)}"
    for place, cells in enumerate(zip(*rows[:LOOKED_AT], strict=True), start=1):
        longest = max(len(str(cell)) for cell in cells if cell is not None)
        sheet.column_dimensions[letter(place)].width = min(longest, WIDEST) + 3


def _cell(openpyxl: Relation, sheet: Relation, value: object) -> Relation:
    """Return a cell that holds exactly this value; text is no formula."""
    if isinstance(value, int) and abs(value) >= EXCEL_DIGITS:
        value = str(value)
    if isinstance(value, Decimal) and Decimal(str(float(value))) != value:
        value = str(value)
    if isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()  # a sheet has no days without a time; shown is what people typed
    if isinstance(value, str) and len(value) > EXCEL_TEXT:
        raise TableError(
            Text(
                f"eine Zelle von Excel fasst {EXCEL_TEXT} Zeichen, weniger als eine hier hat",
                f"a cell of Excel holds {EXCEL_TEXT} characters, fewer than one here has",
            )
        )
    if isinstance(value, bytes) or (isinstance(value, str) and _NO_CHARACTER.search(value)):
        raise _no_cell(value)
    try:
        cell = openpyxl.cell.WriteOnlyCell(sheet, value)
    except (ValueError, TypeError, openpyxl.utils.exceptions.IllegalCharacterError):
        raise _no_cell(value) from None
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _no_cell(value: object) -> TableError:
    return TableError(
        Text(
            f"in Excel lässt sich {excerpt(value, 'de')} nicht schreiben; CSV oder Parquet schreiben",
            f"Excel cannot hold {excerpt(value)}; write CSV or Parquet",
        )
    )


_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What no XML file may hold, and openpyxl writes."""
