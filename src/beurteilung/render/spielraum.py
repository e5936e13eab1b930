"""What Richtwerte still allow, group by group, as a document, as lines of a table and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.render.document import Document, Lines, Rows, Section, Table
from beurteilung.render.sheets import shown
from beurteilung.richtwerte.check import scoped_subject
from beurteilung.runden.spielraum import LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beurteilung._base.text import Lang
    from beurteilung.law.editions import Guideline
    from beurteilung.model.intervals import Interval
    from beurteilung.render.sheets import Line
    from beurteilung.runden.spielraum import Spielraum

__all__ = ["spielraum_dict", "spielraum_document", "spielraum_lines"]

_TITLE = Text("Was die Richtwerte noch lassen", "What the Richtwerte leave")
_RICHTLINIE = Text("Richtlinie", "Guideline")
_NO_FIGURE = Text("nicht bekannt", "not known")
_NONE = Text("kein Richtwert gilt.", "no Richtwert holds.")
_LOWER = Text("mindestens", "at least")


def spielraum_lines(
    groups: Sequence[tuple[str, Sequence[tuple[Spielraum, int | None]]]], lang: Lang
) -> list[Line]:
    """Return the table, its head first: each group and Richtwert with the size at which one more begins."""
    lines: list[Line] = [(
        Text("Vergleichsgruppe", "comparison group")[lang], "Richtwert", "n",
        Text("vergeben", "given")[lang], Text("noch", "further")[lang],
        Text("mit Toleranz", "with tolerance")[lang],
        Text("eine Person mehr ab n", "one officer more from n")[lang],
        Text("überschritten", "exceeded")[lang],
    )]  # fmt: skip
    for group, rows in groups:
        for s, following in rows:
            lines.append((
                group, scoped_subject(s.richtwert)[lang], s.size, s.given, _heads(s.further, lang, s),
                "" if s.tolerated is None else _heads(s.tolerated, lang, s), following,
                Text("ja", "yes")[lang] if s.exceeded else "",
            ))  # fmt: skip
    return lines


def _heads(heads: Interval | None, lang: Lang, s: Spielraum) -> str | int:
    if heads is None:
        return _NO_FIGURE[lang]
    number = str(heads.low) if heads.exact else f"{heads.low}–{heads.high}"
    if s.richtwert.grenze == "mindestens":
        return f"{_LOWER[lang]} {number}"
    return heads.low if heads.exact else number


def spielraum_document(
    guideline: Guideline,
    groups: Sequence[tuple[str, Sequence[tuple[Spielraum, int | None]]]],
    lang: Lang,
) -> Document:
    """Return it as a document, with what no superior may do with it."""
    title = _TITLE[lang]
    head, *lines = spielraum_lines(groups, lang)
    cells = tuple(tuple(shown(cell, lang) for cell in line) for line in lines)
    sentences = tuple(
        f"{group}: {s.text[lang]}" if group else s.text[lang]
        for group, rows in groups
        for s, _ in rows
    ) + tuple(f"{group}: {_NONE[lang]}" for group, rows in groups if not rows)
    name = guideline.title or guideline.id
    return Document(
        title, f"{title}: {name}", lang, Rows(((_RICHTLINIE[lang], name),)),
        (
            Section(title, (Table(title, tuple(map(str, head)), cells), Lines(sentences))),
            Section(
                Text("Grenzen", "Limits")[lang], (Lines(tuple(one[lang] for one in LIMITS)),)
            ),
        ),
    )  # fmt: skip


def spielraum_dict(
    guideline: Guideline, groups: Sequence[tuple[str, Sequence[tuple[Spielraum, int | None]]]]
) -> dict[str, object]:
    """Return it in plain values; an interval is its two ends."""
    return {
        "format": "beurteilung.room.v1",
        "guideline": guideline.id,
        "groups": [
            {"group": group, "richtwerte": [_one(s, following) for s, following in rows]}
            for group, rows in groups
        ],
    }


def _one(s: Spielraum, following: int | None) -> dict[str, object]:
    return {
        "richtwert": scoped_subject(s.richtwert).de,
        "bound": s.richtwert.grenze,
        "size": s.size,
        "given": s.given,
        "further": _ends(s.further),
        "tolerated": _ends(s.tolerated),
        "one_more_from": following,
        "exceeded": s.exceeded,
    }


def _ends(heads: Interval | None) -> list[int] | None:
    return None if heads is None else [heads.low, heads.high]
