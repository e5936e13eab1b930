"""Staff files as rows of plain values: CSV, Excel and Parquet, read whole; for rounds and calendars."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from beurteilung._base.errors import TableError
from beurteilung._base.text import Text
from beurteilung.frames.files import kind_of
from beurteilung.frames.files.csv import detected
from beurteilung.frames.files.excel import cells
from beurteilung.frames.optional import need

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

__all__ = ["read_rows"]


def read_rows(
    source: str | os.PathLike[str], *, separator: str | None = None, sheet: str | None = None
) -> list[dict[str, object]]:
    """Return the rows of a file by column; an empty cell is None.

    How a CSV file is written is found out, cp1252 and semicolons too.

    Raises:
        TableError: the file cannot be read as what its name says, or a row has more cells than names.
        MissingExtraError: openpyxl or PyArrow is needed and not installed.
    """
    path = Path(source)
    kind = kind_of(path)
    if not path.is_file():
        if path.exists():  # a folder, or a FIFO that would wait for ever
            raise TableError(
                Text(
                    f"{path}: das ist keine gewöhnliche Datei", f"{path}: this is no ordinary file"
                )
            )
        raise TableError(Text(f"{path}: die Datei gibt es nicht", f"{path}: no such file"))
    if kind == "parquet":
        return _parquet(path)
    read = _csv(path, separator) if kind == "csv" else cells(path, sheet)
    return list(_named(path, read))


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
            if row:
                yield tuple(cell if cell.strip() else None for cell in row)


def _named(path: Path, rows: Iterator[tuple[object, ...]]) -> Iterator[dict[str, object]]:
    names = [str(name).strip() for name in next(rows, ()) if name is not None]
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
        yield dict(zip(names, (*row, *blank), strict=False))
