"""`beurteilung kalender AKTE`: whose regular appraisal is current, expiring, overdue or missing."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import BeurteilungError, ColumnError, DataError, UsageError
from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung._base.text import day as written_day
from beurteilung.cli.arguments import SHEET, argument, choice, day, formats, option
from beurteilung.cli.output import print_table
from beurteilung.cli.rounds import staff
from beurteilung.law.certainty import DIENSTE
from beurteilung.law.registry import guideline
from beurteilung.model.cells import day_of, says_nothing
from beurteilung.personen import State, entry, rhythm
from beurteilung.runden.runde import in_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import Given
    from beurteilung.law.certainty import Dienst
    from beurteilung.personen import Entry, Rhythm

__all__ = ["PARAMETERS", "run"]

SOURCE = argument(
    Text("AKTE", "FILE"),
    Text(
        "eine Zeile je Person: .csv, .xlsx, .ods, .xls oder .parquet",
        "one row per person: .csv, .xlsx, .ods, .xls or .parquet",
    ),
)
COLUMN, NUMBER = Text("SPALTE", "COLUMN"), Text("ZAHL", "NUMBER")
LAST = option(
    "--last",
    COLUMN,
    Text(
        "Spalte des letzten Stichtags, sonst „stichtag“",
        "column of the last Stichtag, else “stichtag”",
    ),
)
SINCE = option(
    "--since",
    COLUMN,
    Text(
        "Spalte des Tages, von dem an zu beurteilen ist",
        "column of the day from which one is appraised",
    ),
)
ID = option("--id", COLUMN, Text("Spalte der Kennzeichen", "column of ids"))
AM = day("--on", Text("Tag, um den es geht; sonst heute", "day of the question; else today"))
GUIDELINE = option(
    "--guideline",
    Text("RICHTLINIE", "GUIDELINE"),
    Text("Richtlinie mit Turnus und Stichtagen", "guideline with interval and Stichtage"),
)
LAND = option(
    "--land", Text("LAND", "LAND"), Text("Dienstherr, etwa Bund", "Dienstherr, such as Bund")
)
DIENST = choice("--service", tuple(DIENSTE), Text("für wen", "for whom"))
MONTHS = option(
    "--months",
    NUMBER,
    Text("Turnus in Monaten, wenn keine Norm ihn nennt", "months, if no norm names them"),
)
AHEAD = option(
    "--ahead",
    NUMBER,
    Text(
        "so viele Monate vorher läuft er ab, sonst 6", "so many months ahead it is expiring, else 6"
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (SOURCE, SHEET, LAST, SINCE, ID, AM, GUIDELINE, LAND, DIENST, MONTHS, AHEAD, FORMAT)


def run(given: Given) -> int:
    """Print the calendar; the exit code is 3 if anything is overdue, missing or open."""
    lang = given.lang
    on = given[AM] or datetime.now().astimezone().date()
    law = guideline(name) if (name := given[GUIDELINE]) else None
    # the word without an option; for a guideline of soldiers it is about them
    dienst = None if given[DIENST] == "beamte" else cast("Dienst", given[DIENST])
    of = rhythm(
        law, land=given[LAND] or "", dienst=dienst, am=on, months=_number(given[MONTHS], "--months")
    )
    if (ahead := _number(given[AHEAD], "--ahead")) is not None:
        of = evolve(of, ahead=ahead)
    entries = list(_entries(given, of, on))
    head = tuple(
        t[lang] for t in (
            Text("Kennzeichen", "id") if given[ID] else Text("Zeile", "row"),
            Text("letzter Stichtag", "last Stichtag"),
            Text("nächster Stichtag", "next Stichtag"), Text("fällig bis", "due by"),
            Text("Zustand", "state"),
        )
    )  # fmt: skip
    rows = [
        (name, _shown(e.last, lang), _shown(e.next, lang), _shown(e.due, lang), e.state.label[lang])
        for name, e in entries
    ]
    counts = Counter(e.state for _, e in entries)
    plain = {
        "format": "beurteilung.calendar.v1",
        "on": on.isoformat(),
        "months": of.months,
        "basis": str(of.citation) if of.citation else None,
        "counts": {state.value: counts[state] for state in State},
        "rows": [{"row": name, **_plain(e)} for name, e in entries],
    }
    print_table(given[FORMAT], lang, Text("Kalender", "Calendar")[lang], plain, [head, *rows])
    if given[FORMAT] in {"text", "md"}:
        sys.stdout.write(f"\n{_basis(of)[lang]}\n")
    return 3 if counts[State.OVERDUE] + counts[State.GAP] + counts[State.OPEN] else 0


def _basis(of: Rhythm) -> Text:
    """Say how often appraisals are due, and by what; or how to say it."""
    if of.months is None:
        return Text(
            "Wie oft hier zu beurteilen ist, ist nicht bekannt: --land oder --guideline nennt den Dienstherrn, "
            "--months die Monate.",
            "How often appraisals are due here is not known: --land or --guideline name the Dienstherr, --months "
            "the months.",
        )
    by = f" ({of.citation})" if of.citation else ""
    return Text(f"Turnus: {of.months} Monate{by}.", f"Interval: {of.months} months{by}.")


def _number(word: str | None, name: str) -> int | None:
    if word is None:
        return None
    if not word.isascii() or not word.isdecimal() or len(word) > _DIGITS:
        raise UsageError(
            Text(f"{name}: erwartet wird eine ganze Zahl mit höchstens {_DIGITS} Stellen, angegeben ist „{word[:60]}“",
                 f"{name}: expected a whole number of at most {_DIGITS} digits, got {word[:60]!r}")
        )  # fmt: skip
    return int(word)


_DIGITS = 6
"""Months beyond every calendar have more."""


def _entries(given: Given, of: Rhythm, on: date) -> Iterator[tuple[str, Entry]]:
    last, since, ids = given[LAST] or "stichtag", given[SINCE], given[ID]
    faults: dict[Text, list[int]] = {}
    entries: list[tuple[str, Entry]] = []
    seen: dict[str, int] = {}
    rows = staff(given[SOURCE], given[SHEET], last, since, ids)
    for number, row in rows.items():
        try:
            started = day_of(row[since]) if since else None
            name = str(number if ids is None else row[ids])
            if seen.setdefault(name, number) != number and not says_nothing(name):
                raise ColumnError(_again(seen[name]))
            entries.append((name, entry(of, day_of(row[last]), am=on, since=started)))
        except BeurteilungError as error:
            text = Text(error.explain("de"), error.explain("en"))
            faults.setdefault(text, []).append(number)
    if faults:
        raise DataError(given[SOURCE], in_rows(faults))
    yield from entries


def _again(first: int) -> Text:
    return Text(
        f"die Person aus Zeile {first} steht hier noch einmal; erwartet wird eine Zeile je Person, mit ihrem letzten "
        "Stichtag",
        f"the officer of row {first} stands here again; expected one row an officer, with the last Stichtag",
    )


def _shown(on: date | None, lang: Lang) -> str:
    return written_day(on, lang) if on else "–"


def _plain(of: Entry) -> dict[str, object]:
    days = {"last": of.last, "next": of.next, "due": of.due}
    return {**{k: v.isoformat() if v else None for k, v in days.items()}, "state": of.state.value}
