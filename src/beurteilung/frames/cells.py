"""What people and programs write into a cell: a grade with a word around it, no statement, events with days."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from beurteilung._base.errors import DateError, UnknownEventError, UnknownGradeError
from beurteilung._base.text import Text
from beurteilung.model import offices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["events_in", "grade_in", "is_no_event", "says_nothing"]

_NOTHING = frozenset({
    "-", "--", "---", ".", "/", "?", "ka", "na", "#nv", "#na", "#wert!", "#value!", "#bezug!", "#ref!", "null",
    "none", "nil", "keine", "keineangabe", "keineangaben", "keinenote", "keinebeurteilung", "ohne", "ohneangabe",
    "ohnenote", "nichtbeurteilt", "nichtbewertet", "entfällt", "entf", "leer", "fehlt", "unbekannt",
    "notrated", "notavailable", "notapplicable", "missing",
})  # fmt: skip
"""What stands in a cell in which nothing is stated, without spaces, points and strokes."""
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
_AFTER = re.compile(r"\s*(?:punkte?|pkte?\.?|p\.)$", re.IGNORECASE)
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
            if (found := _on(scale, code)) is not None and _on(scale, wording) is found:
                return found
        raise error from None


def _forms(scale: GradeScale, text: str) -> Iterator[str]:
    plain = text.strip()
    for quoted in (re.fullmatch(r'="(.*)"', plain), re.fullmatch(r"'(.+)", plain)):
        if quoted:
            yield quoted[1]
    bare = _BEFORE.sub("", plain)
    yield bare
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


_BETWEEN = re.compile(r"\s*(?:[+;,/&|\n]|\bund\b|\band\b)\s*", re.IGNORECASE)
_TIMES = re.compile(r"(\d)\s*[x×]\s*(?=\D)", re.IGNORECASE)
_DAY = r"(?P<iso>\d{4}-\d{2}-\d{2})(?:[ T][\d:.]+)?|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})"
_DATED = re.compile(
    rf"(?P<kind>.*?)\s*(?:\([^)]*\))?\s*:?\s*(?:\b(?:am|vom|zum|ab|seit|on|from)\b)?\s*(?:{_DAY})?",
    re.IGNORECASE | re.DOTALL,
)


def events_in(text: str) -> tuple[StatusEvent, ...]:
    """Return the kinds of events that a cell names, in words; their days, if it states any, change no outcome.

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
        kind = _kind(part[times.end() :] if times else part)
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


def _kind(part: str) -> str:
    """Return the word for a kind, without the day beside it, which must be one."""
    dated = _DATED.fullmatch(part.strip())
    assert dated is not None  # noqa: S101 - its first group takes anything
    from datetime import date  # noqa: PLC0415 - most cells have no day

    try:
        if dated["iso"]:
            date.fromisoformat(dated["iso"])
        elif dated["d"]:
            year = int(dated["y"]) + (2000 if len(dated["y"]) < len("2000") else 0)
            date(year, int(dated["m"]), int(dated["d"]))
    except ValueError:
        raise DateError(
            Text(f"„{part}“: diesen Tag gibt es nicht", f"{part!r}: there is no such day")
        ) from None
    return dated["kind"].strip()
