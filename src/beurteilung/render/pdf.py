"""A report as PDF: tagged, for the archive (PDF/A-2a) and for everybody (PDF/UA-1).

The typesetter enforces both standards and refuses a document that breaks them. All text is handed
over as data, so nothing in it is markup; the layout stands in ``report.typ``.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from beurteilung._base.dates import last_of
from beurteilung._base.errors import MissingExtraError
from beurteilung._base.text import Text
from beurteilung.render.escaping import visible
from beurteilung.render.paper import Drawing, Rows, Sources, Table, paper

if TYPE_CHECKING:
    from types import ModuleType

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.render.paper import Block
    from beurteilung.render.said import Said

__all__ = ["printable", "report_pdf"]
_LAYOUT = Path(__file__).parent / "report.typ"
_STANDARDS = ["a-2a", "ua-1"]

_FONT = (
    (0x20, 0x241),  # Latin
    (0x384, 0x3CE),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x1E00, 0x1E9B),  # Latin with further marks
    (0x1E9E, 0x1E9E),  # the capital sharp s
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x2037),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),  # the euro
    (0x2190, 0x2195),  # arrows
    (0x2212, 0x2212),  # the minus
    (0x2260, 0x2260),  # unequal
    (0x2264, 0x2265),  # at most, at least
    (0x25B2, 0x25B3),  # triangles up
    (0x25BC, 0x25BD),  # and down
)
"""Characters that the font of the layout has; a law tests each of them."""

_NO_DAY = date(1970, 1, 1)
"""The date of a paper that names no day; the archive wants one."""

_PAGE, _OF = Text("Seite", "Page"), Text("von", "of")


def report_pdf(report: Report, lang: Lang = "de") -> bytes:
    """Return a whole report as PDF; the same report gives the same bytes.

    Raises:
        MissingExtraError: the typesetter is not installed.
    """
    typst = _typesetter()
    made = typst.compile(
        _LAYOUT.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=_STANDARDS,
        sys_inputs={"report": json.dumps(_plain(report, lang))},
    )
    return cast("bytes", made)


def _typesetter() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            "a PDF needs typst, which is not installed; pip install 'beurteilung[report]'"
        ) from error
    return typst


@cache
def _fonts() -> object:
    """Return the fonts that come with the typesetter: those of the machine would change the pages."""
    return _typesetter().Fonts(include_system_fonts=False)


def printable(text: str) -> str:
    """Return a text as the fonts can show it, any other character by its number.

    >>> printable("Größe " + chr(0x65E5))
    'Größe [U+65E5]'
    """
    return "".join(map(_shown, unicodedata.normalize("NFC", visible(text))))


def _shown(letter: str) -> str:
    number = ord(letter)
    known = any(first <= number <= last for first, last in _FONT)
    return letter if known else f"[U+{number:04X}]"


def _plain(report: Report, lang: Lang) -> dict[str, object]:
    """Return what the layout asks for: texts, lists and tables of texts."""
    made, day = paper(report, lang), _last_day(report)
    return {
        "title": printable(made.title),
        "lang": lang,
        "date": [day.year, day.month, day.day],
        "footer": printable(report.case.id),
        "page": _PAGE[lang],
        "of": _OF[lang],
        "top": _rows(made.top.rows),
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in made.sections
        ],
    }


def _last_day(report: Report) -> date:
    """Return the last day that the report names, as its date: a paper does not change with the clock."""
    case = report.case
    days = [case.kenntnisstand, case.rechtsstand]
    for one in case.beurteilung:
        stated = [one.bis, *(day for f in one.fassung for day in (f.vom, f.eroeffnet))]
        days += [one.stichtag, *(last_of(day) for day in stated if day)]
    return max((day for day in days if day), default=_NO_DAY)


def _rows(rows: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[printable(part) for part in row] for row in rows]


def _block(block: Block) -> dict[str, object]:
    match block:
        case Rows(rows):
            return {"kind": "rows", "rows": _rows(rows)}
        case Sources(sources):
            told = [[printable(name), url, printable(url)] for name, url in sources]
            return {"kind": "sources", "sources": told}
        case Table(_, head, lines):
            cells = [[printable(cell) for cell in line] for line in (head, *lines)]
            return {"kind": "table", "head": cells[0], "lines": cells[1:]}
        case Drawing(svg):
            return {"kind": "drawing", **_drawing(svg)}
        case _:
            return {
                "kind": "findings",
                "heading": printable(block.heading),
                "first": block.first,
                "findings": [_tree(one) for one in block.findings],
            }


def _tree(one: Said) -> dict[str, object]:
    return {
        "kind": one.kind.name.lower(),
        "verdict": one.verdict,
        "sentence": printable(one.sentence),
        "rows": _rows(one.rows),
        "below": [_tree(child) for child in one.below],
    }


def _drawing(svg: str) -> dict[str, object]:
    """Return a picture, what it tells in words, and how much of the column it takes, in per cent."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    return {
        "svg": "".join(map(_shown, svg)),
        "told": printable(root.attrib["aria-label"]),
        "width": round(min(100.0, float(root.attrib["width"]) / 7)),
    }
