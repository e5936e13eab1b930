"""Staff files as rows of plain values: CSV, Excel and Parquet, read whole; for rounds and calendars."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from beurteilung._base.errors import TableError
from beurteilung._base.text import Text
from beurteilung.frames.files import kind_of
from beurteilung.frames.files.csv import detected
from beurteilung.frames.files.excel import cells
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["numbered_rows", "read_rows"]


def read_rows(
    source: str | os.PathLike[str], *, separator: str | None = None, sheet: str | None = None
) -> list[dict[str, object]]:
    """Return the rows of a file by column; an empty cell is None, and a row of nothing else is left out.

    How a CSV file is written is found out, cp1252 and semicolons too.

    Raises:
        TableError: the file cannot be read as what its name says, two columns have one name, or a row has
            more cells than names.
        MissingExtraError: openpyxl or PyArrow is needed and not installed.
    """
    return list(numbered_rows(source, separator=separator, sheet=sheet).values())


def numbered_rows(
    source: str | os.PathLike[str], *, separator: str | None = None, sheet: str | None = None
) -> dict[int, dict[str, object]]:
    """Return the same with the number of each row in the file, that of the names being 1.

    Raises:
        TableError, MissingExtraError: as `read_rows`.
    """
    path = Path(source)
    kind = kind_of(path)
    if not os.path.isfile(path):  # noqa: PTH113 - `Path.is_file` raises for a name that is too long
        if os.path.exists(path):  # noqa: PTH110 - the same; a folder, or a FIFO that would wait for ever
            raise TableError(
                Text(
                    f"{path}: das ist keine gewöhnliche Datei", f"{path}: this is no ordinary file"
                )
            )
        raise TableError(Text(f"{path}: die Datei gibt es nicht", f"{path}: no such file"))
    if kind == "parquet":
        return dict(enumerate(_parquet(path), 1))
    read = _csv(path, separator) if kind == "csv" else cells(path, sheet)
    return dict(_named(path, read))


def _parquet(path: Path) -> list[dict[str, object]]:
    arrow, parquet = need("pyarrow", "arrow"), need("pyarrow.parquet", "arrow")
    try:
        table = cast("Any", parquet).read_table(path)
    except (
        cast("Any", arrow).ArrowException,
        OSError,
    ) as error:  # a torso, or another kind of file
        what = str(error).splitlines()[0]
        raise TableError(
            Text(
                f"{path}: als Parquet nicht lesbar: {what}",
                f"{path}: cannot be read as Parquet: {what}",
            )
        ) from error
    return cast("list[dict[str, object]]", table.to_pylist())


def _csv(path: Path, separator: str | None) -> Iterator[tuple[object, ...]]:
    form, _ = detected(path, separator)
    with path.open(encoding=form.encoding, newline="") as file:
        for row in csv.reader(file, delimiter=form.separator):
            yield tuple(cell if cell.strip() else None for cell in row)


def _named(
    path: Path, rows: Iterator[tuple[object, ...]]
) -> Iterator[tuple[int, dict[str, object]]]:
    head = next(rows, ())
    while head and head[-1] is None:
        head = head[:-1]
    names = [f"column_{n}" if name is None else str(name).strip() for n, name in enumerate(head, 1)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableError(
            Text(
                f"{path}: mehrere Spalten heißen {', '.join(twice)}; eine umbenennen",
                f"{path}: several columns are called {', '.join(twice)}; rename one",
            )
        )
    if not names:
        raise TableError(
            Text(
                f"{path}: die Datei ist leer, erwartet wird eine Zeile mit Spaltennamen",
                f"{path}: the file is empty, expected a line of column names",
            )
        )
    for number, row in enumerate(rows, 2):
        if len(row) > len(names) and any(cell is not None for cell in row[len(names) :]):
            raise TableError(
                Text(
                    f"{path}: Zeile {number} hat mehr Zellen, als es Spaltennamen gibt",
                    f"{path}: row {number} has more cells than there are names",
                )
            )
        blank = (None,) * (len(names) - len(row))
        if any(cell is not None for cell in row):
            yield number, dict(zip(names, (*row, *blank), strict=False))
