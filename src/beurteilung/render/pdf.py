"""A document as PDF: tagged, for the archive (PDF/A-2a) and for everybody (PDF/UA-1).

The typesetter enforces both standards and refuses a document that breaks them. All text is handed
over as data, so nothing in it is markup; the layout stands in ``report.typ``.
"""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never, cast
from xml.etree import ElementTree as ET

from beurteilung._base.errors import DataError, MissingExtraError
from beurteilung._base.text import Text
from beurteilung.render import document
from beurteilung.render.escaping import visible

if TYPE_CHECKING:
    from types import ModuleType

    from beurteilung.render.document import Block, Document, Entry
    from beurteilung.render.wording import Answer, Row

__all__ = ["document_pdf", "printable"]

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

_PAGE, _OF = Text("Seite", "Page"), Text("von", "of")


def document_pdf(document: Document) -> bytes:
    """Return a document as PDF.

    The file bears today's date. Where the environment fixes one by ``SOURCE_DATE_EPOCH``, as builds do
    that can be repeated, the same document gives the same bytes.

    Raises:
        DataError: ``SOURCE_DATE_EPOCH`` is no number of seconds.
        MissingExtraError: the typesetter is not installed.
    """
    typst = _typesetter()
    try:
        written = typst.compile(
            _LAYOUT.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=_STANDARDS,
            timestamp=int(datetime.combine(_today(), datetime.min.time(), UTC).timestamp()),
            sys_inputs={"report": json.dumps(_plain(document))},
        )
    except typst.TypstError as error:  # a title or an address longer than the format takes
        fault = Text(
            f"lässt sich nicht setzen: {error}; kürzen, oder text, md oder html wählen",
            f"cannot be typeset: {error}; shorten it, or choose text, md or html",
        )
        raise DataError("PDF", [fault]) from error
    return cast("bytes", written)


def _today() -> date:
    """Return the day that the file bears."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    except (ValueError, OverflowError, OSError):
        problem = Text(
            f"erwartet werden Sekunden seit 1970, etwa 1735689600, angegeben ist „{fixed}“; für den heutigen "
            "Tag weglassen",
            f"expected seconds since 1970, such as 1735689600, got {fixed!r}; unset it for today",
        )
        raise DataError("SOURCE_DATE_EPOCH", [problem]) from None


def _typesetter() -> ModuleType:
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        missing = Text(
            "ein PDF braucht typst, das nicht installiert ist",
            "a PDF needs typst, which is not installed",
        )
        raise MissingExtraError.of(missing, "report") from error
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


def _plain(document: Document) -> dict[str, object]:
    """Return what the layout asks for: texts, lists and tables of texts."""
    day = _today()
    return {
        "title": printable(document.title),
        "subject": printable(document.subject),
        "lang": document.lang,
        "date": [day.year, day.month, day.day],
        "footer": printable(document.footer),
        "page": _PAGE[document.lang],
        "of": _OF[document.lang],
        "top": _rows(document.head.rows),
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
    }


def _rows(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[printable(part) for part in row] for row in rows]


def _block(block: Block) -> dict[str, object]:  # noqa: PLR0911 - one a block
    match block:
        case document.Rows(rows):
            return {"kind": "rows", "rows": _rows(rows)}
        case document.Lines(lines, lead):
            return {
                "kind": "lines",
                "lead": printable(lead),
                "lines": [printable(line) for line in lines],
            }
        case document.Points(heading, points):
            shown = [printable(point) for point in points]
            return {"kind": "points", "heading": printable(heading), "points": shown}
        case document.Sources(sources):
            sources_ = [[printable(name), url, printable(url)] for name, url in sources]
            return {"kind": "sources", "sources": sources_}
        case document.Table(_, head, lines):
            cells = [[printable(cell) for cell in line] for line in (head, *lines)]
            return {"kind": "table", "head": cells[0], "lines": cells[1:]}
        case document.Drawing(svg, caption, reference):
            words = {"caption": printable(caption), "reference": printable(reference)}
            return {"kind": "drawing", **words, **_drawing(svg)}
        case document.Findings(entries, heading):
            found = [_entry(entry) for entry in entries]
            return {"kind": "findings", "heading": printable(heading), "entries": found}
        case _:  # pragma: no cover - a block that a writer forgets is a type error
            assert_never(block)


def _entry(entry: Entry) -> dict[str, object]:
    asked = [[printable(question), printable(code)] for code, question in entry.questions]
    return {"number": entry.number, "questions": asked, "answer": _tree(entry.answer)}


def _tree(one: Answer) -> dict[str, object]:
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
        "width": round(min(100.0, float(root.attrib["width"]) / 8.5)),
    }
