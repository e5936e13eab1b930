"""What people and programs write into a cell: a grade with a word around it, a day, no statement, events."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from beurteilung._base.dates import MONTHS, WRITTEN, day_in, iso
from beurteilung._base.errors import (
    ColumnError,
    DateError,
    UnknownEventError,
    UnknownGradeError,
    closest,
)
from beurteilung._base.text import Text, guess
from beurteilung.model import offices
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import Grade, GradeScale

__all__ = [
    "DATES",
    "DateCellError",
    "NullError",
    "day_of",
    "events_in",
    "expect_columns",
    "grade_in",
    "is_no_event",
    "kind_and_day",
    "listed_columns",
    "says_nothing",
    "stated_grade",
]

_NOTHING = frozenset({
    "-", "--", "---", ".", "/", "?", "ka", "kb", "na", "#nv", "#na", "#wert!", "#value!", "#bezug!", "#ref!", "null",
    "none", "nil", "keine", "keineangabe", "keineangaben", "keinenote", "keinebeurteilung", "ohne", "ohneangabe",
    "ohnenote", "nichtbeurteilt", "nichtbewertet", "entfällt", "entfaellt", "entf", "offen", "leer", "fehlt",
    "unbekannt", "notrated", "notavailable", "notapplicable", "missing", "nan", "nat", "nb", "nn", "nichtbekannt",
    "nichtvorhanden", "ausstehend", "stehtaus", "00000000", "0000-00-00",
})  # fmt: skip
"""What stands in a cell in which nothing is stated, without spaces, points and strokes.

00.00.0000 is SAP's, 0000-00-00 that of MySQL.
"""
_DASHES = str.maketrans("–—‐‑−", "-----")


def _bare(text: str) -> str:
    plain = text.casefold().translate(_DASHES).strip(" \t\r\n<>()[]*")
    return re.sub(r"(?<=\w)[\s./]+(?=\w|$)", "", plain) or plain


def says_nothing(text: str) -> bool:
    """Tell whether a cell says that nothing is stated.

    >>> [says_nothing(text) for text in ("k. A.", "–", "#NV", "n/a", "3", "B-")]
    [True, True, True, True, False, False]
    """
    return not text.strip() or _bare(text) in _NOTHING


_BEFORE = re.compile(
    r"^(?:gesamt)?(?:note|notenstufe|stufe|wertungsstufe|urteil|wert|punkte?)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:punkte?|pk?te?\.?|p\.?)(?=\)?$)", re.IGNORECASE)
_TWICE = re.compile(r"^(.+?)\s*(?:\((.+)\)|\s[-–—=:]\s(.+)|:\s(.+))$", re.DOTALL)


def grade_in(scale: GradeScale, text: str) -> Grade:
    """Return the grade that a cell names on a scale.

    A spreadsheet's ``="5"`` and ``'5``, the word Note or Stufe before it, Punkte after it where the scale
    counts in Punkte, and its wording behind it are read as well.

    Raises:
        UnknownGradeError: the cell names no grade, or a code and the wording of another grade.
        AmbiguousGradeError: it names several.
    """
    try:
        return scale[text]
    except UnknownGradeError as error:
        for other in _forms(scale, text):
            if (found := _on(scale, other)) is not None:
                return found
        if (twice := _TWICE.match(text.strip())) is not None:
            code, wording = twice[1], next(filter(None, twice.groups()[1:]))
            # a stage and a grade of another one are no choice among the grades of that stage
            with suppress(AmbiguousGradeError):
                if (found := _on(scale, code)) is not None and _on(scale, wording) is found:
                    return found
        raise error from None


class NullError(ColumnError):
    """A cell that an answer depends on is null or empty: there is no grade, or no scale."""

    def __init__(self, column: str, word: str = "") -> None:
        """Name the column, and what stands in the cell instead of nothing."""
        empty = Text(f"{column} ist leer: keine Angabe", f"{column} is empty: nothing is stated")
        words = Text(
            f"{column}: „{word}“ heißt keine Angabe",
            f"{column}: {word!r} means that nothing is stated",
        )
        super().__init__(words if word.strip() else empty)


def expect_columns(wanted: Iterable[str], names: Iterable[str]) -> None:
    """Check that a table has these columns.

    Raises:
        ColumnError: it lacks one; the nearest name and all that it has are named.
    """
    known = [str(name) for name in names]
    lost = [name for name in map(str, wanted) if name not in known]
    if not lost:
        return
    folded = {name.strip().casefold(): name for name in known}
    close = [
        folded.get(name.strip().casefold()) or closest(name, known) or _with_word(name, known)
        for name in lost
    ]
    near = [name for name in close if name]
    hint = guess(listed_columns(near).de if near else None)
    first = near if len(known) > _FEW else []
    named, there = listed_columns(lost), listed_columns([*dict.fromkeys([*first, *known])])
    raise ColumnError(
        Text(
            f"keine Spalte {named.de}{hint.de}; die Tabelle hat: {there.de}",
            f"no column {named.en}{hint.en}; the frame has: {there.en}",
        )
    )


_FEW = 30
"""Names of columns that a message lists."""
_LONG = 100
"""Characters of such a name that it shows."""


def _cut(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"


def listed_columns(names: Sequence[str]) -> Text:
    """List names of columns: of many the first, and how many there are more.

    >>> listed_columns([f"s{n}" for n in range(50)]).en[-20:]
    's28, s29 and 20 more'
    """
    shown = ", ".join(map(_cut, names[:_FEW]))
    rest = len(names) - _FEW
    return (
        Text(f"{shown} und {rest} weitere", f"{shown} and {rest} more")
        if rest > 0
        else Text(shown, shown)
    )


def _with_word(name: str, known: Iterable[str]) -> str | None:
    """Return the one column that has a name as a word of its own: 'Note alt' for 'alt'; None if none or several do."""
    found = [one for one in known if name.casefold() in re.split(r"[\W_]+", one.casefold())]
    return found[0] if len(found) == 1 else None


DATES = re.compile(
    r"\d{4}-\d\d-\d\d([ T].*)?|\d{1,2}[.-][ ]?[A-Za-zä]{3,4}|\d{1,2}\.\d{1,2}\.(\d\d){1,2}"
)
"""What a spreadsheet makes of a grade such as 1-2 or 2.1: a day."""


class DateCellError(UnknownGradeError):
    """A spreadsheet made a date of a grade."""

    def __init__(self, code: str) -> None:
        """Show the date."""
        super().__init__(
            Text(
                f"„{code}“ ist ein Datum: eine Tabellenkalkulation hat es vermutlich aus einer Note gemacht; die "
                "Spalte als Text formatieren und die Noten neu eintragen",
                f"{code!r} is a date: a spreadsheet probably made it of a grade; format the column as text and "
                "enter the grades anew",
            )
        )


def stated_grade(text: str, read: Callable[[str], Grade]) -> Grade | None:
    """Return the grade that a cell names, as ``read`` reads it; None if the cell says that nothing is stated.

    Raises:
        DateCellError: the cell is a day.
        UnknownGradeError, AmbiguousGradeError: as ``read`` does.
    """
    try:
        return read(text)
    except UnknownGradeError:
        if DATES.fullmatch(text.strip()):
            raise DateCellError(text) from None
        if says_nothing(text):
            return None
        raise


def _forms(scale: GradeScale, text: str) -> Iterator[str]:
    plain = text.strip()
    for quoted in (re.fullmatch(r'="(.*)"', plain), re.fullmatch(r"'(.+)", plain)):
        if quoted:
            yield quoted[1]
    bare = _BEFORE.sub("", plain)
    yield bare
    yield plain.removeprefix(f"{scale.id}:")
    if scale.unit is not None and scale.unit.one.de.endswith("Punkt"):
        yield _AFTER.sub("", bare)


def _on(scale: GradeScale, text: str) -> Grade | None:
    try:
        return scale[text]
    except UnknownGradeError:
        return None


_NO_EVENT = _NOTHING | {"nein", "no", "keines", "keins", "nichts", "keinereignis", "0"}


def is_no_event(text: str) -> bool:
    """Tell whether a cell says that nothing happened."""
    return not text.strip() or _bare(text) in _NO_EVENT


_BETWEEN = re.compile(r"\s*(?:[+;,&|\n]|(?<!\d)/|/(?!\d)|\bund\b|\band\b)\s*", re.IGNORECASE)
"""What stands between two events; a stroke between two figures belongs to a day."""
_TIMES = re.compile(r"(\d)\s*[x×]\s*(?=\D)", re.IGNORECASE)
_DATED = re.compile(
    r"(?P<kind>.*?)\s*(?:\([^)]*\))?\s*:?\s*(?:\b(?:am|im|vom|zum|ab|seit|on|in|from)\b)?\s*"
    rf"(?:(?P<day>{WRITTEN})(?:[ T][\d:.]+)?"
    rf"|\b(?:(?:0?[1-9]|1[0-2])[./]|(?:{'|'.join(MONTHS)}|mrz)[^\W\d]{{0,6}}\.?\s)?\s?(?:19|20)\d\d\b)?",
    re.IGNORECASE | re.DOTALL,
)


def events_in(text: str) -> tuple[StatusEvent, ...]:
    """Return the kinds of events that a cell names, in words; their days, months or years change no outcome.

    Raises:
        UnknownEventError: no kind has such a name.
        DateError: a day is none.

    >>> [one.kind for one in events_in("Beförderung zum 01.04.2000; laufbahnwechsel:2001-09-01")]
    ['befoerderung', 'laufbahnwechsel']
    >>> len(events_in("2 x Beförderung")), events_in("keine")
    (2, ())
    """
    found: list[StatusEvent] = []
    if is_no_event(text):
        return ()
    parts = [part for part in _BETWEEN.split(text) if not is_no_event(part)] or [text]
    for before, part in pairwise(["", *parts]):
        times = _TIMES.match(part)
        kind, _ = kind_and_day(part[times.end() :] if times else part)
        if kind:
            found += [offices.event(kind)] * (int(times[1]) if times else 1)
        elif not before:  # a day behind a comma belongs to what stands before it
            raise UnknownEventError(
                Text(
                    f"„{part}“ ist nur ein Tag; erwartet wird eine Art von Ereignis davor",
                    f"{part!r} is a day only; expected a kind of event before it",
                )
            )
    return tuple(found)


def kind_and_day(part: str) -> tuple[str, str]:
    """Return the word for a kind of event and the day beside it as written, which must be one; else empty.

    Raises:
        DateError: there is no such day.

    >>> kind_and_day("Aufstieg am 1.3.2004"), kind_and_day("befördert 04/2000")
    (('Aufstieg', '1.3.2004'), ('befördert', ''))
    """
    dated = _DATED.fullmatch(part.strip())
    assert dated is not None  # noqa: S101 - its first group takes anything
    day: str = dated["day"] or ""
    written = iso(day or "2000-01-01") or ""
    if day_in(written.replace("..", "20")) is None:
        raise DateError(
            Text(f"„{part}“: diesen Tag gibt es nicht", f"{part!r}: there is no such day")
        )
    return dated["kind"].strip(), day


_TIMED = re.compile(
    r"(.*\d)[ T]+(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?|00:00(?::00(?:\.0+)?)? ?(?:Z|[+-]\d\d(?::?\d\d)?|UTC))"
)
"""A day and a time. Of a time with a zone only midnight leaves the day certain."""
_SERIAL = re.compile(r"[34]\d{4}")
"""The number of a day of our time in Excel."""


def day_of(cell: object) -> date | None:
    """Return the day that a cell of a table holds, None if it says that nothing is stated.

    Raises:
        DateError: it is no day, one that programs put where none is known (01.01.1900, 31.12.9999), or a time
            with a zone, which may be another day elsewhere.

    >>> day_of("31.05.2023"), day_of("2023-05-31 00:00:00"), day_of("k. A.")
    (datetime.date(2023, 5, 31), datetime.date(2023, 5, 31), None)
    """
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return _of_service(cell, str(cell))
    text = "" if cell is None else str(cell).strip().removesuffix(".0")
    if says_nothing(text):
        return None
    timed = _TIMED.fullmatch(text)
    found = day_in(timed[1] if timed else text)
    if found is None:
        hint = _no_day(text)
        raise DateError(
            Text(
                f"erwartet wird ein Tag wie 2023-05-31 oder 31.05.2023, angegeben ist „{text}“{hint.de}",
                f"expected a day such as 2023-05-31 or 31.05.2023, got {text!r}{hint.en}",
            )
        )
    return _of_service(found, text)


_EARLIEST, _LATEST, _EPOCH = date(1905, 1, 1), date(2199, 12, 31), date(1970, 1, 1)
"""Days before and after the service of anybody appraised, and the zero of Unix time, stand for no day."""


def _of_service(found: date, text: str) -> date:
    """Refuse a day that stands for none, such as the first of a program's calendar, or its last."""
    if found == _EPOCH or not _EARLIEST <= found <= _LATEST:
        raise DateError(
            Text(
                f"„{text}“ steht in Programmen für „kein Tag bekannt“; die Zelle leeren, wenn das gemeint ist",
                f"{text!r} stands in programs for no known day; empty the cell if that is meant",
            )
        )
    return found


def _no_day(text: str) -> Text:
    """Say what is wrong with a day, if that is known."""
    if (written := iso(text)) is not None and written.startswith("."):
        return Text("; das Jahr mit vier Ziffern angeben", "; give the year with four digits")
    if written is not None:
        return Text("; diesen Tag gibt es nicht", "; there is no such day")
    if _SERIAL.fullmatch(text):
        return Text(
            "; das ist wohl die Zahl eines Tages in Excel: die Spalte als Datum formatieren",
            "; this seems to be the number of a day in Excel: format the column as a date",
        )
    if _ZONED.search(text):
        return Text(
            "; eine Uhrzeit mit Zeitzone kann anderswo ein anderer Tag sein: nur den Tag angeben",
            "; a time with a zone may be another day elsewhere: give the day only",
        )
    return Text("", "")


_ZONED = re.compile(r":\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?|UTC)$")
