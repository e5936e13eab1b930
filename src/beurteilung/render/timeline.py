"""A career as a timeline: offices, events, appraisals with their versions, gaps and overlaps."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import exact, first_of, last_of
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, day
from beurteilung.render.drawing import (
    GREEN,
    LINE,
    ORANGE,
    SIZE,
    Box,
    box,
    cut,
    hatched,
    line,
    marker,
    svg,
    words,
)
from beurteilung.render.parts import NO_GRADE, appraisal_name, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beurteilung import Beurteilung

__all__ = ["timeline_svg"]

Kind = Literal["office", "appraisal", "posting", "gap", "overlap", "day", "old"]

_LABELS, _CHART = 300, 420
"""Widths of the words on the left and of the chart, in pixels."""


@frozen
class _Row:
    """One line of the timeline: words, and the days that it shows; an open end runs to the edge."""

    text: Text
    kind: Kind
    start: date | None = None
    end: date | None = None


def timeline_svg(facts: Facts, lang: Lang = "de") -> str:
    """Draw what is known of a career, up to the case's ``kenntnisstand``; nothing, unless two days are."""
    rows = list(_rows(facts))
    texts = [cut(row.text[lang], _LABELS - 8) for row in rows]
    days = [d for row in rows for d in (row.start, row.end) if d]
    title = Text("Werdegang und Beurteilungen", "Career and appraisals")[lang]
    description = "; ".join(row.text[lang] for row in rows)
    if len({*days}) < 2:  # noqa: PLR2004 - a line of time has two ends
        return ""
    span = min(days), max(days)
    parts: list[str] = []
    y = 8.0
    parts += _years(span, y, y + LINE + sum(map(_height, texts)))
    y += LINE + 4
    for row, lines in zip(rows, texts, strict=True):
        parts += _drawn(row, lines, y, span)
        y += _height(lines)
    return svg(title, description, (_LABELS + _CHART + 24, y + 8), parts, lang)


# --- What happened, as rows ------------------------------------------------------------------------


def _rows(facts: Facts) -> Iterator[_Row]:
    yield from _offices(facts)
    for event in facts.events:
        yield _Row(event.described(), "day", event.datum)
    ordered = facts.case.beurteilung
    known = facts.case.kenntnisstand
    names = [appraisal_name(n, one) for n, one in enumerate(reversed(ordered))][::-1]
    yield from _appraisal(ordered[0], names[0], known)
    for (before, after), name in zip(pairwise(ordered), names[1:], strict=True):
        yield from _between(before, after)
        yield from _appraisal(after, name, known)
    for one in facts.case.abordnung:
        name = Text(one.bezeichnung, one.bezeichnung)
        span = name + one.period.text if one.period else name
        yield _Row(span, "posting", exact(one.von), exact(one.bis))
    if known:
        text = Text(f"Kenntnisstand {day(known)}", f"facts known on {day(known, 'en')}")
        yield _Row(text, "day", known)


def _offices(facts: Facts) -> Iterator[_Row]:
    offices = facts.case.amt
    for held, following in zip(offices, [*offices[1:], None], strict=False):
        name = str(held.office)
        yield _Row(
            Text(name, name),
            "office",
            first_of(held.ab) if held.ab else None,
            last_of(following.ab) if following and following.ab else None,
        )


def _between(before: Beurteilung, after: Beurteilung) -> Iterator[_Row]:
    """Name the days that neither of two periods covers, or that both cover."""
    if before.period is None or after.period is None:
        return
    days = before.period.gap(after.period)
    if days > 0:
        first, second = sorted((before.period, after.period), key=lambda p: p.start)
        text = Text("Lücke ohne Beurteilung:", "gap without appraisal:") + _days(days)
        yield _Row(text, "gap", first.end, second.start)
    elif shared := before.period.common(after.period):
        text = Text("Überschneidung:", "overlap:") + _days(shared.days)
        yield _Row(text, "overlap", shared.start, shared.end)


def _days(number: int) -> Text:
    return Text("1 Tag", "1 day") if number == 1 else Text(f"{number} Tage", f"{number} days")


def _appraisal(item: Beurteilung, name: Text, known: date | None) -> Iterator[_Row]:
    span = name + item.days if item.days else name
    start, end = (
        (first_of(item.von) if item.von else None),
        (last_of(item.bis) if item.bis else None),
    )
    yield _Row(span, "appraisal", start, end)
    if item.stichtag:
        text = Text(f"Stichtag {day(item.stichtag)}", f"Stichtag {day(item.stichtag, 'en')}")
        yield _Row(text, "day", item.stichtag)
    record = item.record(None)
    valid = record.known(known)
    for version in record.versions:
        known_from = version.known_from
        kind: Kind = "day" if version is valid else "old"
        what = standing(version, valid)
        on = (
            Text(f" vom {day(known_from)}", f" of {day(known_from, 'en')}")
            if known_from
            else Text("", "")
        )
        note = version.grade.code if version.grade else version.printed
        text = Text(f"Note {note}{on.de}: {what.de}", f"grade {note}{on.en}: {what.en}")
        if not version.grade and note.startswith(NO_GRADE):
            text = Text(
                f"Fassung{on.de}, Note {note}: {what.de}",
                f"version{on.en}, grade {note}: {what.en}",
            )
        yield _Row(
            text,
            kind,
            known_from,
        )


# --- Rows on paper -----------------------------------------------------------------------------------


def _height(lines: list[str]) -> float:
    return len(lines) * LINE + 8


def _at(on: date, span: tuple[date, date]) -> float:
    whole = max((span[1] - span[0]).days, 1)
    return _LABELS + 12 + _CHART * (on - span[0]).days / whole


def _years(span: tuple[date, date], top: float, bottom: float) -> list[str]:
    """Draw a line for each new year, with its number; of many years, only some."""
    years = range(span[0].year + 1, span[1].year + 1)
    step = len(years) // 8 + 1
    parts: list[str] = []
    for year in years[::step]:
        x = _at(date(year, 1, 1), span)
        parts.append(line(x, top + LINE, x, bottom + 4, style='stroke-opacity="0.3"'))
        parts.append(words(x, top + SIZE, str(year), style='text-anchor="middle"'))
    return parts


def _drawn(row: _Row, lines: list[str], y: float, span: tuple[date, date]) -> list[str]:
    parts = [words(8, y + SIZE + n * LINE, text) for n, text in enumerate(lines)]
    if row.start or row.end:
        parts += _sign(row, y, span)
    elif row.kind == "office":
        parts += _bar(row, Box(_LABELS + 12, y, _CHART, SIZE + 3))
    return parts


def _sign(row: _Row, y: float, span: tuple[date, date]) -> list[str]:
    if row.kind in ("day", "old") and row.start:
        return [marker(_at(row.start, span), y + 8, filled=row.kind == "day")]
    first = _at(row.start or span[0], span)
    last = _at(row.end or span[1], span)
    return _bar(row, Box(first, y, max(last - first, 2), SIZE + 3))


def _bar(row: _Row, place: Box) -> list[str]:
    match row.kind:
        case "gap":
            return [box(place, style='fill="none" stroke-dasharray="5 4"')]
        case "overlap":
            return [hatched(place, ORANGE, crossed=True)]
        case "appraisal":
            return [box(place, style=f'fill="{GREEN}"')]
        case "posting":
            return [hatched(place, ORANGE)]
        case _:
            return [box(place, style='fill="currentColor" fill-opacity="0.25"')]
