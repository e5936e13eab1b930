"""Tables as CSV and Excel: counts stay numbers, shares stay shares, and no text is run as a formula."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from beurteilung._base.text import Text, percent
from beurteilung.frames.files.csv import FORMULA, NUMBER
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung._base.text import Lang

__all__ = ["Cell", "Line", "shown", "table_csv", "table_excel"]

Cell: TypeAlias = str | int | Fraction | None
"""A fraction is a share; None is an empty cell."""
Line: TypeAlias = "Sequence[Cell]"

_SHARE = "0.00%"
_NOTE = Text("Hinweis", "note")
_WIDEST = 60
"""Letters that a column of Excel is wide at most."""


def shown(cell: Cell, lang: Lang) -> str:
    """Return a cell as a page prints it.

    >>> shown(Fraction(2, 15), "de"), shown(None, "de"), shown(7, "de")
    ('13,33 %', '', '7')
    """
    if cell is None:
        return ""
    return percent(cell, lang) if isinstance(cell, Fraction) else str(cell)


def table_csv(rows: Iterable[Line], lang: Lang, notes: Sequence[str]) -> str:
    r"""Return a table as CSV with semicolons; text that a spreadsheet would run gets an apostrophe.

    Notes stand in a last column of their own beside the first row, so that each row stays one of the table.

    >>> table_csv([("Gruppe", "n"), ("=1+1", 7)], "de", ["Geprüft."])
    "Gruppe;n;Hinweis\n'=1+1;7;Geprüft.\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    beside = chain([_NOTE[lang], " ".join(notes)], repeat(None))
    for row, note in zip(rows, beside, strict=False):
        writer.writerow([
            harmless(cell) if isinstance(cell, str) else shown(cell, lang) for cell in (*row, note)
        ])  # fmt: skip
    return file.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula.

    >>> harmless("=1+1"), harmless("-3"), harmless("A 9")
    ("'=1+1", '-3', 'A 9')
    """
    return f"'{text}" if re.search(FORMULA, text) and not re.search(NUMBER, text) else text


def table_excel(title: str, rows: Sequence[Line], notes: Sequence[str]) -> bytes:
    """Return a table as an Excel file, its head in bold, with paragraphs below it.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    openpyxl = cast("Any", need("openpyxl", "excel"))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\\/*?:\[\]]", " ", title)[:31]  # what Excel allows
    for number, row in enumerate((*rows, (), *((note,) for note in notes)), 1):
        for column, cell in enumerate(row, 1):
            if cell is None:
                continue
            place = sheet.cell(number, column, float(cell) if isinstance(cell, Fraction) else cell)
            if isinstance(cell, Fraction):
                place.number_format = _SHARE
            elif isinstance(cell, str):
                place.data_type = "s"  # text that begins like a formula stays text
    for place in sheet[1]:
        place.font = openpyxl.styles.Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, cells in enumerate(zip(*rows, strict=True), 1):
        longest = max(len(str(cell)) for cell in cells)
        letter = openpyxl.utils.get_column_letter(column)
        sheet.column_dimensions[letter].width = min(longest, _WIDEST) + 3
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
