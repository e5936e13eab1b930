"""Staff files as rows of plain values: CSV, Excel and Parquet, read whole; for rounds and calendars."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from beurteilung._base.errors import TableError
from beurteilung._base.text import Text
from beurteilung.frames.files import expect_file, kind_of
from beurteilung.frames.files.csv import detected, distinct, name_in, refuse_totals
from beurteilung.frames.files.excel import names_at, numbered
from beurteilung.frames.files.job import damaged
from beurteilung.frames.optional import need
from beurteilung.model.cells import expect_columns

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

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
    source: str | os.PathLike[str],
    *,
    separator: str | None = None,
    sheet: str | None = None,
    wanted: Iterable[str] = (),
) -> dict[int, dict[str, object]]:
    """Return the same with the number of each row in the file, that of the names being 1.

    The line of names is the first that has all names ``wanted``, if any of the first fifty does.

    Raises:
        ColumnError: no line has all names ``wanted``.
        TableError, MissingExtraError: as `read_rows`.
    """
    path = Path(source)
    kind = kind_of(path)
    expect_file(path)
    asked = frozenset(wanted)
    if kind == "parquet":
        read = _parquet(path)
        names = _as_asked([*next(iter(read), ())], asked)
        rows = {n: dict(zip(names, row.values(), strict=True)) for n, row in enumerate(read, 1)}
        expect_columns(sorted(asked), next(iter(rows.values()), asked))
        return rows
    if kind == "csv":
        rows = dict(_named(path, _csv(path, separator, asked), asked))
    else:
        start = names_at(path, sheet, asked)
        rows = dict(_named(path, numbered(path, sheet, start), asked))
    _refuse_totals(path, rows)
    _refuse_names(path, rows)
    return rows


def _parquet(path: Path) -> list[dict[str, object]]:
    arrow, parquet = need("pyarrow", "arrow"), need("pyarrow.parquet", "arrow")
    try:
        table = cast("Any", parquet).read_table(path)
    except (
        cast("Any", arrow).ArrowException,
        OSError,
    ) as error:  # a torso, or another kind of file
        raise damaged(path, error) from error
    return cast("list[dict[str, object]]", table.to_pylist())


def _csv(
    path: Path, separator: str | None, wanted: frozenset[str]
) -> Iterator[tuple[int, tuple[object, ...]]]:
    form, _ = detected(path, separator, wanted)
    with path.open(encoding=form.encoding, newline="") as file:
        for _ in range(form.skip):
            file.readline()
        rows, number = csv.reader(file, delimiter=form.separator), form.skip
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error:  # of a cell that is too long, or that no quote closes
                raise too_long(path, number) from None
            if row is None:
                return
            yield number, tuple(cell if cell.strip() else None for cell in row)


def too_long(path: Path, number: int) -> TableError:
    """Return the error of a row that has a cell of more characters than one may have."""
    most = csv.field_size_limit()
    return TableError(
        Text(
            f"{path}: Zeile {number} hat eine Zelle mit mehr als {most} Zeichen; oft fehlt einem Anführungszeichen "
            "das zweite",
            f"{path}: row {number} has a cell of more than {most} characters; often a quote lacks its second one",
        )
    )


def _named(
    path: Path, rows: Iterator[tuple[int, tuple[object, ...]]], wanted: frozenset[str]
) -> Iterator[tuple[int, dict[str, object]]]:
    _, head = next(rows, (1, ()))
    while head and head[-1] is None:
        head = head[:-1]
    names, _ = distinct(
        [f"column_{n}" if name is None else name_in(str(name)) for n, name in enumerate(head, 1)],
        wanted,
        path,
    )
    if not names:
        raise TableError(
            Text(
                f"{path}: die Datei ist leer, erwartet wird eine Zeile mit Spaltennamen",
                f"{path}: the file is empty, expected a line of column names",
            )
        )
    names = _as_asked(names, wanted)
    expect_columns(sorted(wanted), names)
    for number, row in rows:
        if any(cell is not None for cell in row[len(names) :]):
            raise TableError(
                Text(
                    f"{path}: Zeile {number} hat mehr Zellen, als es Spaltennamen gibt",
                    f"{path}: row {number} has more cells than there are names",
                )
            )
        blank = (None,) * (len(names) - len(row))
        if any(cell is not None for cell in row):
            yield number, dict(zip(names, (*row, *blank), strict=False))


def _as_asked(names: list[str], wanted: frozenset[str]) -> list[str]:
    """Give a column that is wanted the name by which it is, capitals or not; an equal name goes first."""
    folded = {one.casefold(): one for one in wanted.difference(names)}
    return [name if name in wanted else folded.pop(name.casefold(), name) for name in names]


def _refuse_names(path: Path, rows: dict[int, dict[str, object]]) -> None:
    """Refuse names that stand on every printed page: such a row belongs to no officer.

    Raises:
        TableError: a row repeats the names of its columns.
    """
    for number, row in rows.items():
        given = [(name, str(cell).strip()) for name, cell in row.items() if cell is not None]
        if len(given) > 1 and all(name.casefold() == cell.casefold() for name, cell in given):
            raise TableError(
                Text(
                    f"{path}: Zeile {number} wiederholt die Namen der Spalten; die Zeile löschen",
                    f"{path}: row {number} repeats the names of the columns; delete the row",
                )
            )


def _refuse_totals(path: Path, rows: dict[int, dict[str, object]]) -> None:
    """Refuse a last row of totals or remarks: it would count as an officer.

    Raises:
        TableError: the last row begins with such a word.
    """
    if not rows:
        return
    number = max(rows)
    begun = next((str(cell).strip() for cell in rows[number].values() if cell is not None), "")
    refuse_totals(begun, path, Text(f"Zeile {number}", f"row {number}"))
