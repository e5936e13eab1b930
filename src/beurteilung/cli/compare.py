"""`beurteilung compare VORHER NACHHER`: two grades, and the change between them in its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UsageError
from beurteilung._base.text import Text, placed
from beurteilung.changes.measure import compare
from beurteilung.cli.arguments import (
    argument,
    formats,
    option,
    read_day,
    repeated,
)
from beurteilung.cli.documents import OUTPUT, hand_out
from beurteilung.cli.output import terminal_width
from beurteilung.law.registry import written_grade
from beurteilung.model.findings import Verdict
from beurteilung.model.offices import event

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cli.arguments import Given
    from beurteilung.model.offices import StatusEvent

__all__ = ["EMPLOYER", "PARAMETERS", "STATE", "read_state", "run"]

BEFORE = argument(
    Text("VORHER", "BEFORE"),
    Text(
        "die frühere Note: Skala und Note, etwa ni-pol-1996:5",
        "the earlier grade: scale and grade, such as ni-pol-1996:5",
    ),
)
AFTER = argument(
    Text("NACHHER", "AFTER"),
    Text("die spätere Note, etwa ni-pol-1999:3", "the later grade, such as ni-pol-1999:3"),
)
ON = option(
    "--on",
    Text("SKALA", "SCALE"),
    Text(
        "auf dieser Skala zählen; ohne Angabe auf der späteren",
        "count on this scale; unless given on the later one",
    ),
)
EVENT = repeated(
    "--event",
    Text("ART[:TAG]", "KIND[:DAY]"),
    Text(
        "was dazwischen geschah, etwa laufbahnwechsel:02.11.1999; mehrfach möglich",
        "an event in between, such as laufbahnwechsel:1999-11-02; may be repeated",
    ),
)
STATE = option(
    "--rechtsstand",
    Text("TAG", "DAY"),
    Text(
        "Entscheidungen bis zu diesem Tag zählen; ohne Angabe alle",
        "decisions up to this day count; unless given all of them",
    ),
)
EMPLOYER = option(
    "--dienstherr",
    Text("NAME", "NAME"),
    Text(
        "wessen Recht gilt, etwa Bund; ohne Angabe das der Richtlinie der späteren Note",
        "whose law applies, such as Bund; unless given that of the later grade's guideline",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (BEFORE, AFTER, EVENT, ON, STATE, EMPLOYER, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print the change; open if its verdict is."""
    form, lang = given[FORMAT], given.lang
    before, after = written_grade(given[BEFORE]), written_grade(given[AFTER])
    change = compare(
        before,
        after,
        events=_events(given[EVENT]),
        on=given[ON],
        rechtsstand=read_state(given[STATE]),
        dienstherr=given[EMPLOYER],
    )
    hand_out(change.render(form, lang, width=terminal_width()), given[OUTPUT])
    return 3 if change.verdict is Verdict.OPEN else 0


def read_state(word: str | None) -> date | None:
    """Return the Rechtsstand that was typed, if one was."""
    if word is None:
        return None
    try:
        return read_day(word)
    except UsageError as error:
        raise UsageError(placed("--rechtsstand", error)) from None


def _events(words: tuple[str, ...]) -> list[StatusEvent]:
    events: list[StatusEvent] = []
    for word in words:
        kind, colon, on = word.partition(":")
        try:
            if not colon and any(map(str.isdigit, word)):
                from beurteilung.model.cells import kind_and_day  # noqa: PLC0415 - a kind alone needs none

                named, on = kind_and_day(word)
                kind = named if named and on else word  # a month alone is not dropped
            events.append(event(kind, read_day(on) if on else None))
        except UsageError as error:
            raise UsageError(placed(f"--event {word}", error)) from None
    return events
