"""What the commands on a round have in common: the staff file, and which of its columns say what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import BadRowsError, DataError, UsageError
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung.cli.arguments import SHEET, argument, choice, formats, option, repeated
from beurteilung.cli.documents import OUTPUT, hand_out, written
from beurteilung.frames.rows import numbered_rows
from beurteilung.render.sheets import table_csv, table_excel
from beurteilung.runden import Runde

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beurteilung.cli.arguments import Given
    from beurteilung.render.document import Document
    from beurteilung.render.sheets import Line

__all__ = [
    "BY",
    "COLUMN",
    "EMPTY",
    "FORMAT",
    "GROUP",
    "NOTE",
    "PERSON",
    "SCALE",
    "SOURCE",
    "Shown",
    "bad_rows",
    "divisions",
    "hand_out_table",
    "read_round",
    "staff",
    "whole",
]

FORMAT = formats("text", "json", "md", "html", "csv", "xlsx")
_DIGITS = 9
"""No round has more officers."""
COLUMN = Text("SPALTE", "COLUMN")
SOURCE = argument(
    Text("AKTE", "FILE"),
    Text(
        "eine Zeile je Person: .csv, .xlsx, .ods, .xls oder .parquet",
        "one row per person: .csv, .xlsx, .ods, .xls or .parquet",
    ),
)
NOTE = option(
    "--note", COLUMN, Text("Spalte der Noten, sonst „note“", "column of grades, else “note”")
)
SCALE = option(
    "--scale",
    Text("SKALA", "SCALE"),
    Text("Skala, wenn die Spalte nur Noten nennt", "scale of bare codes"),
)
BY = repeated(
    "--by",
    Text("NAME[=SPALTE]", "NAME[=COLUMN]"),
    Text(
        "danach getrennt ausweisen, etwa frau=w; mehrfach, das Wichtigste zuerst",
        "show separately by it, such as frau=w; may be repeated, the most important first",
    ),
)
PERSON = option(
    "--person",
    COLUMN,
    Text("Spalte der Kennzeichen: niemand zählt doppelt", "column of ids: nobody counts twice"),
)
EMPTY = choice(
    "--empty",
    ("refuse", "skip"),
    Text(
        "was mit Zeilen ohne Note geschieht: ablehnen oder nicht mitzählen",
        "what happens to rows without a grade: refuse them or leave them out",
    ),
)
GROUP = option(
    "--group", COLUMN, Text("Spalte der Vergleichsgruppe", "column of the comparison group")
)


def divisions(given: Given) -> dict[str, str]:
    """Return the column of each division that was asked for, in that order.

    Raises:
        UsageError: one has no name, or is given twice.
    """
    found: dict[str, str] = {}
    for word in given[BY]:
        name, _, column = (part.strip() for part in word.partition("="))
        if not name or name in found:
            raise UsageError(
                Text(
                    f"--by: „{word}“ hat keinen Namen oder steht zweimal da; erwartet wird etwa frau=w",
                    f"--by: {word!r} has no name or is given twice; expected such as frau=w",
                )
            )
        found[name] = column or name
    return found


def read_round(given: Given) -> Runde:
    """Return the round of the staff file.

    Raises:
        DataError: with the rows of the file that cannot be read.
    """
    source, note, columns = given[SOURCE], given[NOTE] or "note", divisions(given)
    rows = staff(source, given[SHEET], note, given[GROUP], given[PERSON], *columns.values())
    try:
        return Runde.read(
            rows.values(), note=note, scale=given[SCALE], gruppe=given[GROUP],
            merkmale=columns, person=given[PERSON], numbers=[*rows],
            leere="weglassen" if given[EMPTY] == "skip" else "fehler",
        )  # fmt: skip
    except BadRowsError as error:
        raise bad_rows(source, error) from None


def staff(source: str, sheet: str | None, *wanted: str | None) -> dict[int, dict[str, object]]:
    """Return the rows of a staff file by their numbers; ``wanted`` are the columns asked about.

    Raises:
        DataError: there is no row.
    """
    rows = numbered_rows(source, sheet=sheet, wanted=filter(None, wanted))
    if not rows:
        raise DataError(source, [Text("die Datei hat keine Zeile", "the file has no row")])
    return rows


def whole(name: str, word: str) -> int:
    """Return the whole number of an option.

    Raises:
        UsageError: it is none.
    """
    if not word.isascii() or not word.isdecimal() or len(word) > _DIGITS:
        raise UsageError(
            Text(
                f"{name}: erwartet wird eine ganze Zahl mit höchstens {_DIGITS} Stellen, angegeben ist „{word[:60]}“",
                f"{name}: expected a whole number of at most {_DIGITS} digits, got {word[:60]!r}",
            )
        )
    return int(word)


def bad_rows(source: str, error: BadRowsError) -> DataError:
    """Return the faults of a file without the way out that only the command table has."""
    return DataError(source, error._offenders)  # noqa: SLF001 - in both languages


@frozen
class Shown:
    """An answer in all its forms: a document, plain values, the lines of a table, and notes below these."""

    document: Document
    plain: object
    lines: Sequence[Line]
    notes: tuple[str, ...]


def hand_out_table(given: Given, answer: Shown, *inputs: str) -> None:
    """Write an answer in the format that was asked for.

    Raises:
        UsageError: an Excel file was asked for and no file named.
    """
    form, output = given[FORMAT], given[OUTPUT]
    if form == "xlsx":
        if not output:
            raise UsageError(_NAME_A_FILE)
        hand_out(table_excel(answer.document.title, answer.lines, answer.notes), output, *inputs)
    elif form == "csv":
        hand_out(table_csv(answer.lines, given.lang, answer.notes), output, *inputs)
    else:
        hand_out(written(answer.document, answer.plain, form), output, *inputs)


_NAME_A_FILE = Text(
    "eine Excel-Datei ist kein Text; die Datei angeben: --output DATEI",
    "an Excel file is no text; name the file to write: --output FILE",
)
