"""The table of shares that federal offices report, as a document, as lines of a table and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import LANGUAGES, Text
from beurteilung.render.document import Document, Lines, Rows, Section, Table
from beurteilung.render.forms import finding_dict
from beurteilung.render.rounds import CHECKS, findings
from beurteilung.render.sheets import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beurteilung._base.text import Lang
    from beurteilung.model.scales import Grade
    from beurteilung.render.sheets import Cell, Line
    from beurteilung.runden.gleistat import Gleistat, GleistatZeile

__all__ = ["REPORT", "gleistat_dict", "gleistat_document", "gleistat_lines"]

_TITLE = Text("Anteile der besten Noten (GleiStatV)", "Shares of the best grades (GleiStatV)")
_AWARDED = Text("die beiden besten vergebenen Noten", "the best two grades awarded")
_OF_SCALE = Text("die beiden besten Noten der Skala", "the best two grades of the scale")
REPORT = Text(
    "Das ist eine Meldung an die amtliche Statistik und kein Aushang: Zurückgehalten ist hier nichts.",
    "This is a report to the office of statistics and no notice: nothing is withheld in it.",
)


def gleistat_lines(table: Gleistat, lang: Lang) -> list[Line]:
    """Return the table, its head first: in the reading that leads, then in the other if it differs."""
    head = (
        Text("Lesart", "reading")[lang], Text("Gruppe", "group")[lang], "n",
        Text("Note", "grade")[lang], Text("Zahl", "number")[lang], Text("Anteil", "share")[lang],
        Text("zweite Note", "second grade")[lang], Text("Zahl", "number")[lang],
        Text("Anteil", "share")[lang],
    )  # fmt: skip
    lines: list[Line] = [head, *_lines(table.rows, table.best, _AWARDED, lang)]
    if table.rows != table.of_scale:
        lines += _lines(table.of_scale, table.scale_best, _OF_SCALE, lang)
    return lines


def _lines(
    rows: Sequence[GleistatZeile], best: Sequence[Grade], reading: Text, lang: Lang
) -> list[Line]:
    names = [g.code for g in best] + [""] * (2 - len(best))
    found: list[Line] = []
    for row in rows:
        shares: tuple[Cell, Cell] = row.shares or (None, None)
        found.append((
            reading[lang], row.name[lang], row.size, names[0], row.best, shares[0], names[1],
            row.second, shares[1],
        ))  # fmt: skip
    return found


def gleistat_document(table: Gleistat, lang: Lang) -> Document:
    """Return the table as a document with what it rests on."""
    title = _TITLE[lang]
    head, *lines = gleistat_lines(table, lang)
    cells = tuple(tuple(shown(cell, lang) for cell in line) for line in lines)
    return Document(
        title, title, lang, Rows(()),
        (
            Section(title, (Table(title, tuple(map(str, head)), cells), Lines((REPORT[lang],)))),
            Section(CHECKS[lang], (findings(table.finding, lang),)),
        ),
    )  # fmt: skip


def gleistat_dict(table: Gleistat) -> dict[str, object]:
    """Return the table in plain values: exact shares as fractions, both readings."""
    return {
        "format": "beurteilung.gleistat.v1",
        "best": [str(g) for g in table.best],
        "rows": [_row(row) for row in table.rows],
        "scale_best": [str(g) for g in table.scale_best],
        "of_scale": [_row(row) for row in table.of_scale],
        "left_out": dict(table.left_out),
        "checked": {lang: REPORT[lang] for lang in LANGUAGES},
        "finding": finding_dict(table.finding),
    }


def _row(row: GleistatZeile) -> dict[str, object]:
    shares = [None, None] if row.shares is None else [str(s) for s in row.shares]
    return {
        "split": row.split, "sex": row.sex, "size": row.size, "best": row.best,
        "second": row.second, "shares": shares,
    }  # fmt: skip
