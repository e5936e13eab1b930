"""`beurteilung table EIN AUS`: the grades of a whole file, each row with its answer beside it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, cast

from beurteilung._base.text import Text
from beurteilung.cli.arguments import SHEET, argument, choice, formats, option
from beurteilung.cli.compare import EMPLOYER, STATE, read_state
from beurteilung.cli.output import print_lines
from beurteilung.frames.files import run as compare_file
from beurteilung.frames.questions import FAULT_NAMES
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

SOURCE = argument(
    Text("EIN", "IN"),
    Text(
        "eine Datei .csv, .tsv, .txt, .xlsx, .ods, .xls oder .parquet",
        "a file .csv, .tsv, .txt, .xlsx, .ods, .xls or .parquet",
    ),
)
TARGET = argument(
    Text("AUS", "OUT"),
    Text(
        "die Datei, die geschrieben wird: .csv, .xlsx oder .parquet",
        "the file to write: .csv, .xlsx or .parquet",
    ),
)
COLUMN, FILE = Text("SPALTE", "COLUMN"), Text("DATEI", "FILE")
SCALE = Text("SKALA|SPALTE", "SCALE|COLUMN")
BEFORE = option("--before", COLUMN, Text("Spalte der früheren Note", "column of the earlier grade"))
AFTER = option("--after", COLUMN, Text("Spalte der späteren Note", "column of the later grade"))
EVENTS = option(
    "--events",
    COLUMN,
    Text(
        "Spalte der Ereignisse, mehrere durch + oder Komma getrennt, oder ihrer Zahl",
        "column of events, several separated by + or a comma, or of their number",
    ),
)
BEFORE_SCALE = option(
    "--before-scale",
    SCALE,
    Text(
        "Skala, wenn die Spalte nur Noten nennt: ihr Name oder die Spalte, die sie nennt",
        "scale of bare codes: its id, or the column that names it",
    ),
)
AFTER_SCALE = option(
    "--after-scale", SCALE, Text("dasselbe für die spätere Note", "the same for the later grade")
)
ON = option("--on", Text("SKALA", "SCALE"), Text("auf dieser Skala zählen", "count on this scale"))
PREFIX = option(
    "--prefix",
    Text("TEXT", "TEXT"),
    Text("vor den Namen der neuen Spalten", "put this before the names of the new columns"),
)
COLUMNS = option(
    "--columns",
    FILE,
    Text("eine TOML-Datei mit diesen Optionen", "a TOML file with these options"),
)
SEPARATOR = option(
    "--separator",
    Text("ZEICHEN", "CHARACTER"),
    Text(
        "Trennzeichen der CSV-Datei, wenn es nicht erkannt werden soll",
        "of a CSV file, if it is not to be detected",
    ),
)
ON_ERROR = choice(
    "--on-error",
    ("raise", "column"),
    Text(
        "bei Zeilen ohne Antwort abbrechen oder den Grund in eine Spalte schreiben",
        "stop at rows without an answer, or write the reason into a column",
    ),
)
ENGINE = choice(
    "--engine",
    ("duckdb", "spark"),
    Text(
        "womit gerechnet wird; Spark liest nur Parquet",
        "what does the work; Spark reads Parquet only",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (
    SOURCE,
    TARGET,
    BEFORE,
    AFTER,
    EVENTS,
    BEFORE_SCALE,
    AFTER_SCALE,
    ON,
    STATE,
    EMPLOYER,
    ON_ERROR,
    PREFIX,
    COLUMNS,
    SEPARATOR,
    SHEET,
    ENGINE,
    FORMAT,
)


UNANSWERED = 3
"""Exit code if rows had no answer."""
MEASURES = {
    "nominal": "nominal",
    "scale_effect": "durch_skala",
    "real": "der_sache_nach",
    "unexplained": "nicht_erklaert",
    "explained": "erklaert",
}
GERMAN = {
    "nominal_exact": "nominal_genau",
    "steps": "schritte",
    "why_not": "warum_nicht",
    "verdict": "ergebnis",
    "error": "fehler",
    **{
        f"{name}_{end}": f"{german}_{ende}"
        for name, german in MEASURES.items()
        for end, ende in (("low", "von"), ("high", "bis"))
    },
}
"""The names of new columns in German; `nominal` and `code` are German already."""
WORDS = {
    "verdict": {verdict.value: verdict.label.de for verdict in Verdict},
    "error": {code: name.de for code, name in FAULT_NAMES.items()},
    "why_not": {
        f"{name}=": f"{german}=" for name, german in (MEASURES | {"steps": "schritte"}).items()
    },
}
"""What stands in them in German, by their own names."""


def run(given: Given) -> int:
    """Write the table and say what was done."""
    target, lang = given[TARGET], given.lang
    done = compare_file(
        given[SOURCE],
        target,
        before=given[BEFORE],
        after=given[AFTER],
        events=given[EVENTS],
        before_scale=given[BEFORE_SCALE],
        after_scale=given[AFTER_SCALE],
        on=given[ON],
        prefix=given[PREFIX],
        rechtsstand=read_state(given[STATE]),
        dienstherr=given[EMPLOYER],
        on_error=cast("Literal['raise', 'column']", given[ON_ERROR]),
        columns=given[COLUMNS],
        separator=given[SEPARATOR],
        sheet=given[SHEET],
        engine=cast("Literal['duckdb', 'spark']", given[ENGINE]),
        names=GERMAN if lang == "de" else None,
        words=WORDS if lang == "de" else None,
        progress=_progress if sys.stderr and sys.stderr.isatty() else None,
    )
    summary = done.summary
    plain: dict[str, object] = {
        "target": target,
        "rows": done.rows,
        "notes": [note[lang] for note in done.notes],
    }
    if summary:
        plain |= {"unanswered": dict(summary.unanswered), "verdicts": dict(summary.verdicts)}
    rows = (
        Text("1 Zeile", "1 row")
        if done.rows == 1
        else Text(f"{done.rows} Zeilen", f"{done.rows} rows")
    )
    counts = summary.lines(lang) if summary else []
    lines = [*(note[lang] for note in done.notes), *counts, f"{target}: {rows[lang]}"]
    print_lines(given[FORMAT], lang, target, plain, lines)
    return UNANSWERED if summary and summary.answered < summary.rows else 0


def _progress(share: float) -> None:
    """Draw a bar on the terminal; it is wiped when the work is done."""
    width = round(share * BAR)
    end = "\r" + " " * (BAR + 8) + "\r" if share >= 1 else ""
    sys.stderr.write(f"\r[{'#' * width}{'.' * (BAR - width)}] {share:4.0%}{end}")
    sys.stderr.flush()


BAR = 40
