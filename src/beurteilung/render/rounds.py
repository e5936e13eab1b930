"""Rounds and fields of candidates as documents, pictures, tables and plain values. Nothing is decided here.

What a Notenspiegel withholds is not known here either: it holds no count of it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.text import Text, percent
from beurteilung.personen.vergleich import Result
from beurteilung.render.document import (
    Document,
    Drawing,
    Entry,
    Findings,
    Lines,
    Rows,
    Section,
    Table,
)
from beurteilung.render.drawing import GREEN, LINE, VIOLET, Box, box, hatched, line, svg, words
from beurteilung.render.forms import finding_dict
from beurteilung.render.sheets import shown
from beurteilung.render.wording import Wording
from beurteilung.runden.runde import Part

if TYPE_CHECKING:
    from beurteilung._base.text import Lang
    from beurteilung.model.findings import Finding
    from beurteilung.personen.vergleich import Feld
    from beurteilung.render.sheets import Line
    from beurteilung.runden.notenspiegel import Notenspiegel

__all__ = [
    "CHECKS",
    "distribution_svg",
    "field_dict",
    "field_document",
    "field_svg",
    "finding_document",
    "findings",
    "notenspiegel_dict",
    "notenspiegel_document",
    "notenspiegel_lines",
    "notenspiegel_rows",
]

_TITLE = Text("Notenspiegel", "Grade distribution (Notenspiegel)")
_ALL = Text("alle", "all")
_WITHHELD = "–"
CHECKS = Text("Prüfung", "Checks")
_MANY = 40
"""Candidates that a picture shows; of more there is the table only."""


def notenspiegel_document(spiegel: Notenspiegel, lang: Lang) -> Document:
    """Return a Notenspiegel as a document: the table, a picture, what was checked and what was not."""
    title = _TITLE[lang]
    head, rows = notenspiegel_rows(spiegel, lang)
    scale = Text("Skala", "Scale")[lang]
    least = Text("Mindestzahl", "Least number")[lang]
    picture = distribution_svg(spiegel, lang)
    remarks = [Lines(tuple(r[lang] for r in spiegel.remarks))] if spiegel.remarks else []
    shares = Text("Anteile der Noten", "Shares of the grades")[lang]
    return Document(
        title, f"{spiegel.scale.id}, n = {spiegel.size}", lang,
        Rows(((scale, spiegel.scale.title or spiegel.scale.id), (least, str(spiegel.mindestzahl)))),
        (
            Section(
                shares,
                (
                    Table(title, head, rows), Lines((spiegel.sentence(lang),)), *remarks,
                    Drawing(picture, shares, ""),
                ),
            ),
            Section(CHECKS[lang], (findings(spiegel.finding, lang),)),
        ),
    )  # fmt: skip


def findings(finding: Finding, lang: Lang) -> Findings:
    """Return a finding and all below it as a block."""
    return Findings((Entry(Wording(lang).answer(finding)),))


def finding_document(finding: Finding, title: str, lang: Lang) -> Document:
    """Return a finding alone as a document."""
    return Document(
        title, title, lang, Rows(()), (Section(CHECKS[lang], (findings(finding, lang),)),)
    )


def notenspiegel_rows(
    spiegel: Notenspiegel, lang: Lang
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the table as a page prints it: each count with its share."""
    head, *lines = notenspiegel_lines(spiegel, lang)
    return tuple(map(str, head)), tuple(_printed(line, lang) for line in lines)


def _printed(line: Line, lang: Lang) -> tuple[str, ...]:
    name, size, *counts = line
    if not isinstance(size, int):
        return tuple(shown(cell, lang) for cell in line)
    return (
        shown(name, lang), str(size),
        *(f"{n} ({_share(n, size, lang)})" if isinstance(n, int) else shown(n, lang) for n in counts),
    )  # fmt: skip


def _share(n: int, size: int, lang: Lang) -> str:
    return percent(Fraction(n, size), lang).replace(" ", "\N{NO-BREAK SPACE}")


def notenspiegel_lines(spiegel: Notenspiegel, lang: Lang) -> list[Line]:
    """Return the table with its head: a line for all, for each part shown and for each withheld, counts only.

    Why a part is withheld stands in a column of its own, if any is.
    """
    codes = [g.code for g in spiegel.counts]
    why = [Text("zurückgehalten, weil", "withheld because")[lang]] if spiegel.withheld else []
    parts = [(_ALL[lang], spiegel.counts), *((p.name[lang], p.counts) for p in spiegel.parts)]
    return [
        (Text("Gruppe", "group")[lang], "n", *codes, *why),
        *((name, sum(n.values()), *n.values(), *([None] if why else [])) for name, n in parts),
        *((w.name[lang], _WITHHELD, *(_WITHHELD for _ in codes), w.why[lang])
          for w in spiegel.withheld),
    ]  # fmt: skip


def notenspiegel_dict(spiegel: Notenspiegel) -> dict[str, object]:
    """Return a Notenspiegel in plain values; withheld parts have their name and reason only."""
    return {
        "format": "beurteilung.notenspiegel.v1",
        "scale": spiegel.scale.id,
        "least": spiegel.mindestzahl,
        "size": spiegel.size,
        "counts": {g.code: n for g, n in spiegel.counts.items()},
        "parts": [_part(p) for p in spiegel.parts],
        "withheld": [
            {"division": w.merkmal, "part": w.teil, "reason": w.reason, "beside": list(w.beside)}
            for w in spiegel.withheld
        ],
        "checked": {"de": spiegel.sentence("de"), "en": spiegel.sentence("en")},
        "finding": finding_dict(spiegel.finding),
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "division": part.merkmal,
        "part": part.teil,
        "size": part.size,
        "counts": {g.code: n for g, n in part.counts.items()},
        "shares": {g.code: str(share) for g, share in part.shares.items()},
    }


# --- pictures ----------------------------------------------------------------------------------

_LETTER, _BAR, _HIGH = 8, 400, 12
"""Pixels: the width of a letter, of a bar of 100 per cent, and the height of a bar."""


def distribution_svg(spiegel: Notenspiegel, lang: Lang) -> str:
    """Return bars of the shares of each grade: of all, and of each part that is shown."""
    every = [Part("", None, spiegel.counts), *spiegel.parts]
    names = [_ALL[lang], *(p.name[lang] for p in spiegel.parts)]
    left = 24 + _LETTER * max(len(grade.code) for grade in spiegel.counts)
    y = 20.0
    drawn: list[str] = []
    groups: list[str] = []
    for n, (name, part) in enumerate(zip(names, every, strict=True)):
        drawn.append(words(0, y, f"{name} (n = {part.size})", style='font-weight="bold"'))
        y += LINE
        lines: list[str] = []
        for grade, share in part.shares.items():
            place = Box(left, y - _HIGH, float(share) * _BAR, _HIGH)
            drawn.append(words(10, y, grade.code))
            if share:
                drawn.append(hatched(place, VIOLET if not n else GREEN, crossed=bool(n)))
            drawn.append(words(place.right + 8, y, percent(share, lang)))
            lines.append(f"{grade.code} {percent(share, lang)}")
            y += LINE
        groups.append(f"{name}: {', '.join(lines)}")
        y += LINE / 2
    return svg(_TITLE[lang], "; ".join(groups), (left + _BAR + 90, y), drawn, lang)


def field_svg(field: Feld, lang: Lang) -> str:
    """Return who is ahead of whom: decided by lines, leaning by dashed ones, open pairs not at all."""
    ids = [one.id for one in field]
    loose = {i: [j for j in ids if field.ahead(i, j, mit_neigung=True)] for i in ids}
    level: dict[str, int] = {}

    def depth(one: str) -> int:
        if one not in level:
            level[one] = 1 + max((depth(o) for o in ids if one in loose[o]), default=-1)
        return level[one]

    rows: dict[int, list[str]] = {}
    for one in ids:
        rows.setdefault(depth(one), []).append(one)
    wide = max(map(len, rows.values())) * 130 + 20
    place = {
        one: Box(20 + n * 130 + (wide - 20 - len(row) * 130) / 2, 20 + at * 80, 100, 30)
        for at, row in rows.items()
        for n, one in enumerate(row)
    }
    drawn = [
        line(
            place[a].x + 50, place[a].bottom, place[b].x + 50, place[b].y,
            style="" if field.ahead(a, b) else 'stroke-dasharray="5 4"',
        )
        for a in ids
        for b in loose[a]
        if not any(b in loose[c] for c in loose[a])
    ]  # fmt: skip
    for one, at in place.items():
        drawn += [box(at), words(at.x + 8, at.middle + 5, one[:12])]
    title = Text("Bewerber nebeneinander", "Candidates side by side")[lang]
    return svg(title, _pairs(field, lang), (wide, 40 + 80 * len(rows)), drawn, lang)


def _pairs(field: Feld, lang: Lang) -> str:
    pairs = [f"{a} {_word(r, leaning, lang)} {b}" for a, b, r, leaning in field.paare()]
    return "; ".join(pairs) or Text("ein Bewerber", "one candidate")[lang]


def _word(result: Result, leaning: Result | None, lang: Lang) -> str:
    if leaning is None or result is not Result.OPEN:
        return result.label[lang]
    return Text(f"offen, eher {leaning.label.de}", f"open, leaning {leaning.label.en}")[lang]


def _for_posts(count: int) -> Text:
    if count == 1:
        return Text("bei einer Stelle", "for one post")
    return Text(f"bei {count} Stellen", f"for {count} posts")


def field_document(field: Feld, lang: Lang, plaetze: int | None = None) -> Document:
    """Return a field of candidates as a document: spans of places, pairs, the picture, reasons of each pair."""
    title = Text("Bewerber nebeneinander", "Candidates side by side")[lang]
    head = (
        Text("Bewerber", "candidate")[lang],
        Text("mögliche Plätze", "possible places")[lang],
        Text("mit Neigungen", "with leanings")[lang],
        *([_for_posts(plaetze)[lang]] if plaetze else []),
    )
    known = field.lage(plaetze) if plaetze else {}
    lines = tuple(
        (one.id, _span(field, one.id, loose=False), _span(field, one.id, loose=True),
         *([_LAGE[known[one.id]][lang]] if plaetze else []))
        for one in field
    )  # fmt: skip
    pairs = tuple((a, _word(r, leaning, lang), b) for a, b, r, leaning in field.paare())
    note = Text(
        "Das ist keine Reihung: Wo das Recht keine Reihenfolge vorgibt, bleibt der Platz offen.",
        "This is no ranking: where the law gives no order, the place stays open.",
    )
    name = Text("Paare", "Pairs")[lang]
    sections = [
        Section(title, (Table(title, head, lines), Lines((note[lang],)))),
        Section(name, (Table(name, (head[0], Text("steht", "stands")[lang], head[0]), pairs),)),
    ]
    if len(field) <= _MANY:
        picture = Text("Bild", "Picture")[lang]
        sections.insert(1, Section(picture, (Drawing(field_svg(field, lang), picture, ""),)))
    if len(pairs) <= _MANY:
        reasons = [findings(field.vergleich(a, b).finding, lang) for a, _, b in pairs]
        sections.append(Section(CHECKS[lang], tuple(reasons)))
    order = Text("Ordnung der Schritte", "Order of steps")[lang]
    return Document(title, title, lang, Rows(((order, field.ordnung.titel),)), tuple(sections))


def _span(field: Feld, one: str, *, loose: bool) -> str:
    span = field.span(one, mit_neigung=loose)
    return str(span.low) if span.low == span.high else f"{span.low}–{span.high}"


_LAGE = {
    "sicher": Text("sicher", "sure"),
    "ausgeschlossen": Text("ausgeschlossen", "excluded"),
    "offen": Text("offen", "open"),
}


def field_dict(field: Feld, plaetze: int | None = None) -> dict[str, object]:
    """Return a field in plain values: spans of places and pairs; there is no list of merit."""
    known = field.lage(plaetze) if plaetze else {}

    def ends(one: str, *, loose: bool) -> list[int]:
        span = field.span(one, mit_neigung=loose)
        return [span.low, span.high]

    return {
        "format": "beurteilung.field.v1",
        "order": field.ordnung.id,
        "candidates": [
            {
                "id": one.id,
                "places": ends(one.id, loose=False),
                "places_with_leanings": ends(one.id, loose=True),
                "standing": known.get(one.id),
            }
            for one in field
        ],
        "pairs": [
            {"a": a, "b": b, "result": r.value, "leaning": leaning.value if leaning else None}
            for a, b, r, leaning in field.paare()
        ],
    }
