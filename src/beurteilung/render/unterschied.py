"""Differences between groups of a round as a document, as lines of a table and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import LANGUAGES, Text
from beurteilung.render.document import Document, Lines, Rows, Section, Table
from beurteilung.render.forms import finding_dict
from beurteilung.render.rounds import CHECKS, findings
from beurteilung.render.sheets import shown
from beurteilung.runden.unterschied import chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beurteilung._base.text import Lang
    from beurteilung.render.sheets import Line
    from beurteilung.runden.unterschied import Unterschied

__all__ = ["unterschied_dict", "unterschied_document", "unterschied_lines", "unterschied_note"]

_TITLE = Text("Unterschiede zwischen Gruppen", "Differences between groups")
_NOTE = Text(
    "Die Zahlen sind für die Dienststelle. Ob sich aus ihnen einzelne Noten ableiten lassen, ist nicht "
    "geprüft; was bekannt gegeben werden soll, zeigt der Notenspiegel.",
    "The figures are for the office. Whether single grades follow from them was not checked; what is to be "
    "made known is for the grade distribution.",
)


def unterschied_note(lang: Lang) -> str:
    """Say whom the figures are for."""
    return _NOTE[lang]


def unterschied_lines(found: Sequence[Unterschied], lang: Lang) -> list[Line]:
    """Return the table, its head first: each comparison, then its comparison groups where there are several."""
    better = Text("erste Gruppe besser", "first group better")[lang]
    lines: list[Line] = [(
        Text("Vergleichsgruppe", "comparison group")[lang],
        Text("erste Gruppe", "first group")[lang], "n",
        Text("zweite Gruppe", "second group")[lang], "n", better,
        Text("durch Zufall", "by chance")[lang], Text("bereinigt", "adjusted")[lang],
    )]  # fmt: skip
    every = (
        Text("innerhalb aller", "within all") if any(u.by_group for u in found) else Text("", "")
    )
    for u in found:
        first, second = u.names
        p, adjusted = (None if x is None else chance(x)[lang] for x in (u.chance, u.p_holm))
        lines.append((
            every[lang], first[lang], u.sizes[0], second[lang], u.sizes[1], u.index, p, adjusted,
        ))  # fmt: skip
        lines += [
            (name, first[lang], n, second[lang], m, index, None, None)
            for name, (n, m), index in u.by_group
        ]
    return lines


def unterschied_document(found: Sequence[Unterschied], lang: Lang) -> Document:
    """Return the comparisons as a document, with what they do not say."""
    title = _TITLE[lang]
    head, *lines = unterschied_lines(found, lang)
    cells = tuple(tuple(shown(cell, lang) for cell in line) for line in lines)
    return Document(
        title, title, lang, Rows(()),
        (
            Section(title, (Table(title, tuple(map(str, head)), cells), Lines((_NOTE[lang],)))),
            Section(CHECKS[lang], tuple(findings(u.finding, lang) for u in found)),
        ),
    )  # fmt: skip


def unterschied_dict(found: Sequence[Unterschied]) -> dict[str, object]:
    """Return the comparisons in plain values: exact fractions as text."""
    return {
        "format": "beurteilung.differences.v1",
        "differences": [_one(u) for u in found],
        "checked": {lang: _NOTE[lang] for lang in LANGUAGES},
    }


def _one(u: Unterschied) -> dict[str, object]:
    numbers = {
        "index": u.index, "p": u.p, "about": u.about, "p_adjusted": u.p_holm, "least_p": u.least_p,
        "pooled_index": u.pooled,
    }  # fmt: skip
    return {
        "division": u.merkmal,
        "parts": [u.first, u.second],
        "sizes": list(u.sizes),
        **{name: None if x is None else str(x) for name, x in numbers.items()},
        "comparisons": u.comparisons,
        "groups": [
            {"group": name, "sizes": list(sizes), "index": None if x is None else str(x)}
            for name, sizes, x in u.by_group
        ],
        "finding": finding_dict(u.finding),
    }
