"""Pictures: a scale as a ladder, a mapping as two ladders, a change in its parts, a career as a timeline.

They show what the objects say and decide nothing. Better is always up. Each picture is one inline
SVG element without script, style sheet, id or outside file, and tells in words what it shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import frozen
from beurteilung._base.text import Text, joined, signed
from beurteilung.changes.measure import number
from beurteilung.law import registry
from beurteilung.model.intervals import Interval
from beurteilung.model.mappings import Pair
from beurteilung.model.sources import Evidence
from beurteilung.render.drawing import (
    GREEN,
    LINE,
    ORANGE,
    SIZE,
    VIOLET,
    Box,
    arrow,
    box,
    bracket,
    cut,
    hatched,
    line,
    named,
    svg,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.changes.measure import GradeChange
    from beurteilung.model.findings import Finding
    from beurteilung.model.mappings import NotComparable, ScaleMapping
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["change_svg", "mapping_svg", "scale_svg"]

MANY = 40
"""Grades of one scale that a picture shows; of more it shows the best and the worst."""

_BOLD = 'font-weight="bold"'
_ITALIC = 'font-style="italic"'
_DASHED = 'stroke-dasharray="5 4"'
_THICK = 'stroke-width="3"'
_CENTRED = 'text-anchor="middle"'

_BETTER, _WORSE = Text("▲ besser", "▲ better"), Text("▼ schlechter", "▼ worse")
_UNATTESTED = Text("Bezeichnung nicht belegt", "wording not attested")
_WITHOUT = Text("ohne Entsprechung", "no counterpart")


# --- Ladders -------------------------------------------------------------------------------------


@frozen
class _Ladder:
    """Where each grade stands, and what was drawn for it."""

    rows: dict[Grade, Box]
    parts: list[str]
    bottom: float


def _ladder(
    shown: Sequence[Grade], at: Box, lang: Lang, marks: Mapping[Grade, Text] | None = None
) -> _Ladder:
    """Draw grades of one scale below each other, best first; marked ones have a thick frame.

    Of ``at`` the top left corner and the width count.
    """
    scale = shown[0].scale
    rows: dict[Grade, Box] = {}
    title = cut(scale.title, at.width, 1) if scale.title else []
    heads = [(text, _BOLD) for text in title] + [(scale.id, ""), (_BETTER[lang], "")]
    parts = [
        words(at.x, at.y + SIZE + n * LINE, text, style=style)
        for n, (text, style) in enumerate(heads)
    ]
    y = at.y + len(heads) * LINE + 4
    last, stage = -1, None
    for grade in shown:
        if skipped := grade.rank - last - 1:
            parts.append(words(at.x + 8, y + SIZE, _skipped(skipped, lang)))
            y += LINE + 4
        if _finer(grade) and grade.stage != stage:
            drawn, y = _heading(grade, at, y)
            parts += drawn
        last, stage = grade.rank, grade.stage
        mark = marks.get(grade) if marks else None
        rows[grade], drawn = _row(grade, at, y, lang, mark)
        parts += drawn
        y = rows[grade].bottom + 4
    if skipped := len(scale) - last - 1:
        parts.append(words(at.x + 8, y + SIZE, _skipped(skipped, lang)))
        y += LINE + 4
    parts.append(words(at.x, y + SIZE, _WORSE[lang]))
    return _Ladder(rows, parts, y + LINE + 4)


def _skipped(number: int, lang: Lang) -> str:
    return Text(f"… {number} weitere", f"… {number} more")[lang]


def _finer(grade: Grade) -> bool:
    """Tell whether the grade is one of several steps of its stage."""
    return grade.stage is not None and bool(grade.stage.steps)


def _heading(grade: Grade, at: Box, y: float) -> tuple[list[str], float]:
    """Draw the name of the stage above its steps."""
    stage = grade.stage
    names = dict.fromkeys((stage.code, stage.label or "")) if stage else ()
    label = " ".join(names)
    lines = cut(label, at.width)
    parts = [words(at.x, y + SIZE + n * LINE, text, style=_BOLD) for n, text in enumerate(lines)]
    return parts, y + len(lines) * LINE + 4


def _row(grade: Grade, at: Box, y: float, lang: Lang, mark: Text | None) -> tuple[Box, list[str]]:
    left = at.x + (16 if _finer(grade) else 0)
    width = at.right - left
    lines = cut(_named(grade, lang), width - 16)
    extra = cut(mark[lang], width - 16) if mark else []
    place = Box(left, y, width, (len(lines) + len(extra)) * LINE + 8)
    style = 'fill="none"'
    if mark:
        style += f" {_DASHED if mark is _WITHOUT else _THICK}"
    elif grade.stage is None:
        style += f" {_DASHED}"
    parts = [box(place, style=style)]
    parts.append(named(left + 8, y + SIZE + 3, lines[0], len(grade.code)))
    for n, text in enumerate([*lines, *extra][1:], 1):
        style = _ITALIC if n >= len(lines) else ""
        parts.append(words(left + 8, y + SIZE + 3 + n * LINE, text, style=style))
    return place, parts


def _named(grade: Grade, lang: Lang) -> str:
    """Return code and wording; the wording of a stage stands above its steps already."""
    if grade.stage is None and grade.stage_known:
        return f"{grade.code} ({Text('Zwischenstufe', 'between two stages')[lang]})"
    if grade.label is None or grade.label == grade.code:
        return grade.code
    if _finer(grade) and grade.stage and grade.label == grade.stage.label:
        return grade.code
    return f"{grade.code} {grade.label}"


def _some(scale: GradeScale) -> Sequence[Grade]:
    """Return the grades that a picture shows: all, or the best and the worst of many."""
    return scale.grades if len(scale) <= MANY else (*scale.grades[:12], *scale.grades[-3:])


def _title(scale: GradeScale) -> str:
    return f"{scale.title} ({scale.id})" if scale.title else scale.id


def scale_svg(scale: GradeScale, lang: Lang = "de", *, marked: Grade | None = None) -> str:
    """Draw a scale as a ladder; ``marked`` is a grade of it to point out."""
    at = Box(8, 6, 420, 0)
    marks = {marked: Text("diese Note", "this grade")} if marked else None
    shown = _some(scale)
    if marked and marked not in shown:
        shown = sorted({*shown, marked}, key=lambda g: g.rank)
    ladder = _ladder(shown, at, lang, marks)
    parts, bottom = ladder.parts, ladder.bottom
    if any(g.label is None for g in scale):
        parts.append(words(8, bottom + SIZE, _UNATTESTED[lang], style=_ITALIC))
        bottom += LINE
    count = Text(f"{len(scale)} Noten, die beste zuerst: ", f"{len(scale)} grades, best first: ")
    if scale.stage_count is not None:
        count = Text(
            f"{len(scale)} Noten in {scale.stage_count} Stufen, die beste zuerst: ",
            f"{len(scale)} grades in {scale.stage_count} stages, best first: ",
        )
    description = count[lang] + "; ".join(_named(g, lang) for g in shown)
    if marked:
        description += f". {Text('Hervorgehoben', 'Pointed out')[lang]}: {marked.code}"
    return svg(_title(scale), description, (at.right + 8, bottom + 8), parts, lang)


# --- Mappings ------------------------------------------------------------------------------------


def mapping_svg(mapping: ScaleMapping, lang: Lang = "de") -> str:
    """Draw a mapping as two ladders; a line joins grades that correspond, a dashed one if inferred."""
    left, right = Box(8, 6, 290, 0), Box(388, 6, 290, 0)
    back = mapping.inverse()
    ladders = [
        _ladder(_some(scale), at, lang, _notes(scale, forth, ways))
        for scale, at, forth, ways in (
            (mapping.before, left, mapping, _SPLIT),
            (mapping.after, right, back, _MERGED),
        )
    ]
    parts = [
        *(part for ladder in ladders for part in ladder.parts),
        *_links(mapping, ladders[0].rows, ladders[1].rows),
    ]
    bottom = max(ladder.bottom for ladder in ladders)
    parts += _legend(8, bottom, lang)
    title = f"{_title(mapping.before)} → {_title(mapping.after)}"
    return svg(title, _pairs_text(mapping, lang), (686, bottom + LINE + 8), parts, lang)


_SPLIT = Text("entspricht {} (offen, welcher)", "corresponds to {} (open which)")
_MERGED = Text("fasst {} zusammen", "merges {}")


def _notes(scale: GradeScale, mapping: ScaleMapping, several: Text) -> dict[Grade, Text]:
    """Say of each grade what a line alone does not show: several counterparts, or none."""
    notes: dict[Grade, Text] = {}
    for grade in scale:
        found = [g.code for g in mapping(grade)]
        if not found:
            notes[grade] = _WITHOUT
        elif len(found) > 1:
            notes[grade] = Text(
                several.de.format(joined(found)), several.en.format(joined(found, "en"))
            )
    return notes


def _links(
    pairs: Iterable[Pair], left: Mapping[Grade, Box], right: Mapping[Grade, Box]
) -> list[str]:
    return [
        _link(left[p.before], right[p.after], inferred=p.evidence is Evidence.INFERRED)
        for p in pairs
        if p.before in left and p.after in right
    ]


def _link(a: Box, b: Box, *, inferred: bool) -> str:
    style = f'stroke-width="2" {_DASHED}' if inferred else 'stroke-width="2"'
    dots = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="4"/>' for x, y in ((a.right, a.middle), (b.x, b.middle))
    )
    return line(a.right, a.middle, b.x, b.middle, style=style) + dots


def _legend(x: float, y: float, lang: Lang) -> list[str]:
    text = Text("belegt", "attested"), Text("erschlossen", "inferred")
    return [
        line(x, y + 8, x + 40, y + 8, style='stroke-width="2"'),
        words(x + 48, y + SIZE, text[0][lang]),
        line(x + 130, y + 8, x + 170, y + 8, style=f'stroke-width="2" {_DASHED}'),
        words(x + 178, y + SIZE, text[1][lang]),
    ]


def _pairs_text(mapping: ScaleMapping, lang: Lang) -> str:
    inferred = Text(" (erschlossen)", " (inferred)")[lang]
    pairs = [
        f"{p.before.code} → {p.after.code}{inferred if p.evidence is Evidence.INFERRED else ''}"
        for p in mapping.pairs[:MANY]
    ]
    loss = mapping.loss()
    lost = [f"{g.code}: {_WITHOUT[lang]}" for g in (*loss.without, *loss.unreached)[:MANY]]
    return "; ".join([*pairs, *lost])


# --- Changes -------------------------------------------------------------------------------------


def change_svg(
    change: GradeChange,
    lang: Lang = "de",
    *,
    finding: Finding | None = None,
    caption: bool = True,
) -> str:
    """Draw a change: the way from grade to grade on the ladders, and below it the parts of the drop.

    Its words are those of ``finding``, that on the change in a case, or else of its own finding; where
    they stand beside the picture, it needs no ``caption``.
    """
    finding = change.finding if finding is None else finding
    scales = list(dict.fromkeys((change.before.scale, change.on, change.after.scale)))
    drawn, bottom = _way(change, scales, lang)
    width = max(len(scales) * _APART + 16, 5 * _COLUMN + 16)
    messages = [part.message[lang] for part in (*finding.children, finding)]
    falls, bottom = _fall(change, bottom + 12, lang)
    lines = cut(_caption(change, finding, lang), width - 16, 5) if caption else []
    texts = [words(8, bottom + SIZE + n * LINE, text) for n, text in enumerate(lines)]
    size = width, bottom + len(lines) * LINE + 10
    title = f"{change.before} → {change.after}"
    return svg(title, " ".join(messages), size, [*drawn, *falls, *texts], lang)


def _caption(change: GradeChange, finding: Finding, lang: Lang) -> str:
    """Say below the picture what it comes to: the substance, the events between, the conclusion."""
    texts = [part.message[lang] for part in finding.children if part.code == "wechsel.sache"]
    if events := [event.described()[lang] for event in change.events]:
        texts.append(f"{Text('Dazwischen:', 'In between:')[lang]} {joined(events, lang)}.")
    return " ".join([*texts, finding.message[lang]])


_APART = 340
"""Distance of two ladders, in pixels."""


def _way(change: GradeChange, scales: Sequence[GradeScale], lang: Lang) -> tuple[list[str], float]:
    """Draw the two grades on their ladders, and the counterparts through which they are compared."""
    refused = registry.not_comparable(change.law)
    old = _image(change.before, change.on, refused)
    new = _image(change.after, change.on, refused)
    marks: dict[Grade, Text] = {}
    for grade in (*(p.after for p in old), *(p.after for p in new)):
        marks[grade] = Text("entspricht", "corresponds")
    marks[change.before] = Text("alte Note", "old grade")
    marks[change.after] = Text("neue Note", "new grade")
    if change.before == change.after:
        marks[change.after] = Text("alte und neue Note", "old and new grade")
    parts: list[str] = []
    rows: dict[Grade, Box] = {}
    bottom = 0.0
    for n, scale in enumerate(scales):
        at = Box(8 + n * _APART, 6, _APART - 70, 0)
        ladder = _ladder(_around(scale, marks), at, lang, marks)
        parts += ladder.parts
        rows |= ladder.rows
        bottom = max(bottom, ladder.bottom)
    parts += _links((p for p in old if p.before.scale != p.after.scale), rows, rows)
    parts += _links((p.reversed() for p in new if p.before.scale != p.after.scale), rows, rows)
    if len(old) == len(new) == 1 and change.real is not None and change.real != 0:
        start, end = rows[old[0].after], rows[new[0].after]
        parts.append(arrow(end.right + 4, start.middle, end.middle))
        middle = (start.middle + end.middle) / 2
        parts.append(words(end.right + 26, middle + 5, _value(change.real), style=_BOLD))
    if any(p.evidence is Evidence.INFERRED for p in (*old, *new)):
        parts += _legend(8, bottom, lang)
        bottom += LINE + 4
    return parts, bottom


def _image(grade: Grade, on: GradeScale, refused: Collection[NotComparable]) -> tuple[Pair, ...]:
    if grade.scale == on:
        return (Pair(grade, grade),)
    return tuple(p for p in registry.mapping(grade.scale, on, refused) if p.before == grade)


def _around(scale: GradeScale, marks: Mapping[Grade, Text]) -> Sequence[Grade]:
    """Return the grades to show: all of a short scale, else the marked ones and their neighbours."""
    if len(scale) <= 9:  # noqa: PLR2004 - what fits beside the bars
        return scale.grades
    wanted = {m.rank + d for m in marks if m.scale == scale for d in (-1, 0, 1)} | {0}
    return [g for g in scale if g.rank in wanted]


@frozen
class _Bar:
    """One part of a change: its name, its stages, where it starts, and how it is filled."""

    name: Text
    stages: Interval
    start: int
    fill: Callable[[Box], str]


def _plain(place: Box) -> str:
    return box(place, style='fill="none" stroke-width="2"')


def _grey(place: Box) -> str:
    return box(place, style='fill="currentColor" fill-opacity="0.25"')


def _solid(place: Box) -> str:
    return box(place, style=f'fill="{GREEN}"')


def _striped(place: Box) -> str:
    return hatched(place, VIOLET)


def _crossed(place: Box) -> str:
    return hatched(place, ORANGE, crossed=True)


def _bars(change: GradeChange) -> list[_Bar]:
    """Return the parts of a change; if all are exact, each starts where the one before it ends."""
    figures = Text("den Ziffern nach", "by the figures")
    named = [
        (figures, _nominal(change), _plain),
        (Text("durch die Skala", "by the scale"), change.scale_effect, _striped),
        (Text("der Sache nach", "in substance"), change.real, _grey),
        (Text("davon erklärt", "explained"), change.explained, _solid),
        (Text("davon unerklärt", "unexplained"), change.unexplained, _crossed),
    ]
    if change.before.scale == change.after.scale == change.on:
        named = named[2:]  # nothing but the substance changes
    known = [(name, stages, fill) for name, stages, fill in named if stages is not None]
    exact = all(stages.exact for _, stages, _ in known)
    scale = int(change.scale_effect) if exact and change.scale_effect is not None else 0
    explained = int(change.explained) if exact and change.explained is not None else 0
    starts = {_grey: scale, _solid: scale, _crossed: scale + explained}
    return [
        _Bar(name, stages, starts.get(fill, 0) if exact else 0, fill)
        for name, stages, fill in known
    ]


def _nominal(change: GradeChange) -> Interval | None:
    """Return the difference of the figures where they count stages, outward to whole ones."""
    if change.nominal is None or change.scale_effect is None:
        return None
    return Interval.hull([number(change.nominal)])


def _fall(change: GradeChange, top: float, lang: Lang) -> tuple[list[str], float]:
    """Draw the parts as bars that hang down from the line of no change, or stand on it."""
    bars = _bars(change)
    if not bars:
        return [], top
    ends = [0, *(b.start + end for b in bars for end in (0, b.stages.low, b.stages.high))]
    unit = min(36.0, 180 / max(max(ends) - min(ends), 1))
    zero = top + 2 * LINE + 16 + max(ends) * unit
    floor = zero - min(ends) * unit + 4
    heading = Text("Stufen; besser ist oben", "stages; better is up")
    parts = [words(8, top + SIZE, heading[lang], style=_ITALIC)]
    parts += [
        line(8, zero - n * unit, 8 + len(bars) * _COLUMN, zero - n * unit, style=_rule(n))
        for n in _ticks(min(ends), max(ends))
    ]
    for n, bar in enumerate(bars):
        middle = 8 + (n + 0.5) * _COLUMN
        parts.append(words(middle, top + LINE + SIZE + 4, bar.name[lang], style=_CENTRED))
        parts += _bar(bar, middle - 30, zero, unit)
        value = _value(bar.stages)
        parts.append(words(middle, floor + SIZE + 4, value, style=f"{_CENTRED} {_BOLD}"))
    sums = _sums(bars, floor + LINE + 8, lang)
    return [*parts, *sums], floor + (3 if sums else 2) * LINE + 8


_COLUMN = 118
"""Width of the place of one bar, in pixels."""


def _rule(stages: int) -> str:
    return 'stroke-opacity="0.3"' if stages else 'stroke-width="2"'


def _ticks(low: int, high: int) -> range:
    """Return the lines to draw: one a stage, or one every 5, 10, 50 … stages."""
    step = next(s for s in _STEPS if high - low <= 12 * s)
    return range(-(-low // step) * step, high + 1, step)


_STEPS = (1, *(n * 10**power for power in range(9) for n in (5, 10)))


def _bar(bar: _Bar, x: float, zero: float, unit: float) -> list[str]:
    """Draw what is certain in its pattern, what is uncertain as a dashed frame, nothing as a stroke."""
    low, high = bar.stages.low, bar.stages.high

    def place(lower: int, upper: int) -> Box:
        return Box(x, zero - (bar.start + upper) * unit, 60, (upper - lower) * unit)

    parts: list[str] = []
    if low > 0 or high < 0:
        parts.append(bar.fill(place(0, low) if low > 0 else place(high, 0)))
    if low != high:
        parts.append(box(place(low, high), style=f'fill="none" stroke-width="2" {_DASHED}'))
    if low == high == 0:
        y = zero - bar.start * unit
        parts.append(line(x, y, x + 60, y, style='stroke-width="5"'))
    return parts


def _value(stages: Interval) -> str:
    return " … ".join(signed(n) for n in dict.fromkeys((stages.low, stages.high)))


def _sums(bars: Sequence[_Bar], y: float, lang: Lang) -> list[str]:
    """Draw below which two parts make up the one before them; of uncertain parts nothing is summed."""
    if not all(bar.stages.exact for bar in bars):
        return []
    parts: list[str] = []
    for first in range(1, len(bars), 2):
        total = sum(int(bar.stages) for bar in bars[first : first + 2])
        left, right = 8 + first * _COLUMN + 20, 8 + (first + 2) * _COLUMN - 20
        text = Text(f"zusammen {signed(total)}", f"together {signed(total)}")[lang]
        parts.append(bracket(left, right, y))
        parts.append(words((left + right) / 2, y + LINE + 4, text, style=_CENTRED))
    return parts
