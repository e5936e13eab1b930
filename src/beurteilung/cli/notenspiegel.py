"""`beurteilung notenspiegel AKTE`: the grade distribution of a round, with what must be withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import BadRowsError, DataError, UsageError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import argument, day, formats, option, repeated
from beurteilung.cli.documents import OUTPUT, exit_code, hand_out, written
from beurteilung.frames.rows import read_rows
from beurteilung.render.rounds import (
    notenspiegel_csv,
    notenspiegel_dict,
    notenspiegel_document,
    notenspiegel_excel,
)
from beurteilung.runden import Runde, duty_of
from beurteilung.runden import notenspiegel as made_from

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

SOURCE = argument(
    Text("AKTE", "FILE"),
    Text(
        "eine Zeile je Person: .csv, .xlsx oder .parquet",
        "one row a person: .csv, .xlsx or .parquet",
    ),
)
COLUMN = Text("SPALTE", "COLUMN")
NOTE = option(
    "--note", COLUMN, Text("Spalte der Noten, sonst „note“", "column of grades, else “note”")
)
SCALE = option(
    "--scale",
    Text("SKALA", "SCALE"),
    Text("Skala, wenn die Spalte nur Noten nennt", "scale of bare codes"),
)
LEAST = option(
    "--least",
    Text("ZAHL", "NUMBER"),
    Text(
        "Mindestzahl je gezeigtem Teil; keine Norm nennt sie, darum ist sie anzugeben",
        "least number of a part that is shown; no norm names it, so it has to be given",
    ),
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
LAND = option(
    "--land",
    Text("LAND", "LAND"),
    Text("Dienstherr, dessen Pflicht zitiert wird: Bund", "Dienstherr whose duty is cited: Bund"),
)
STICHTAG = day("--stichtag", Text("Stichtag der Runde", "Stichtag of the round"))
FORMAT = formats("text", "json", "md", "html", "csv", "xlsx")
PARAMETERS = (SOURCE, LEAST, NOTE, SCALE, BY, PERSON, LAND, STICHTAG, FORMAT, OUTPUT)


_DIGITS = 9
"""No round has more officers."""


def run(given: Given) -> int:
    """Print or write the Notenspiegel."""
    least, form, lang = given[LEAST], given[FORMAT], given.lang
    if least is None or not least.isascii() or not least.isdecimal() or len(least) > _DIGITS:
        raise UsageError(
            Text(
                "--least fehlt oder ist keine ganze Zahl: keine Norm nennt sie, etwa --least 5",
                "--least is missing or no whole number: no norm names it, such as --least 5",
            )
        )
    if form == "xlsx" and not given[OUTPUT]:
        raise UsageError(
            Text(
                "eine Excel-Datei ist kein Text; die Datei angeben: --output DATEI",
                "an Excel file is no text; name the file to write: --output FILE",
            )
        )
    source = given[SOURCE]
    divisions = dict(_division(word) for word in given[BY])
    try:
        runde = Runde.read(
            read_rows(source), note=given[NOTE] or "note", scale=given[SCALE], merkmale=divisions,
            person=given[PERSON],
        )  # fmt: skip
    except BadRowsError as error:  # its way out is that of the command table
        raise DataError(source, error._offenders) from None  # noqa: SLF001 - in both languages
    duty = duty_of(land, given[STICHTAG]) if (land := given[LAND]) else None
    spiegel = made_from(runde, mindestzahl=int(least), pflicht=duty)
    answer: str | bytes
    if form == "xlsx":
        answer = notenspiegel_excel(spiegel, lang)
    elif form == "csv":
        answer = notenspiegel_csv(spiegel, lang)
    else:
        answer = written(notenspiegel_document(spiegel, lang), notenspiegel_dict(spiegel), form)
    hand_out(answer, given[OUTPUT], source)
    return exit_code(spiegel.finding)


def _division(word: str) -> tuple[str, str]:
    name, _, column = word.partition("=")
    return name, column or name
