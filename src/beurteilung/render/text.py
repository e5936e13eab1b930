"""Findings and documents as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from beurteilung._base.text import Text
from beurteilung.render import parts
from beurteilung.render.escaping import visible
from beurteilung.render.wording import answer, citations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.text import Lang
    from beurteilung.changes.measure import GradeChange
    from beurteilung.model.findings import Finding
    from beurteilung.render.document import Block, Document, Entry
    from beurteilung.render.wording import Answer, Row

__all__ = ["change_text", "document_text", "finding_text", "paragraph"]

WIDTH = 100
"""Letters in a line, where nobody says how wide the terminal is."""
_NARROWEST = 40
_INDENT = "    "
_BLANK = "_" * 24


def finding_text(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as an indented list."""
    page = _Page(WIDTH)
    page.answer(answer(finding, lang), "")
    return "\n".join(page.lines)


def paragraph(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding as running text: its parts with their citations, then the conclusion."""
    sentences = [_sentence(part, lang) for part in finding.children]
    return " ".join([*sentences, _sentence(finding, lang)])


def _sentence(finding: Finding, lang: Lang) -> str:
    text = finding.message[lang]
    against = Text("anders", "but see")[lang]
    groups = [
        citations((*finding.citations, *finding.supporting), lang),
        f"{against}: {citations(finding.opposing, lang)}" if finding.opposing else "",
    ]
    sources = "; ".join(g for g in groups if g)
    return visible(f"{text.removesuffix('.')} ({sources})." if sources else text)


def change_text(change: GradeChange, lang: Lang, width: int = WIDTH) -> str:
    """Return a change as running text, and its figures by name."""
    page = _Page(width)
    page.write(change.explain(lang), "", hanging="")
    figures = [f"{name:28} {value}" for name, value in parts.figures(change, lang)]
    return "\n".join([*page.lines, "", *figures])


def document_text(document: Document, width: int = WIDTH) -> str:
    """Write a document in lines of a width; pictures are left out."""
    page = _Page(max(width, _NARROWEST))
    lines = page.lines
    lines += [visible(document.title), ""]
    page.rows(document.head.rows, "")
    for section in document.sections:
        lines.append("")
        page.write(section.title, "")
        for block in section.blocks:
            lines.append("")
            _block(page, block)
        while lines[-1] == "":
            lines.pop()
    return "\n".join(lines)


def _block(page: _Page, block: Block) -> None:
    from beurteilung.render import document  # noqa: PLC0415 - a finding alone needs none of it

    match block:
        case document.Rows(rows):
            page.rows(rows, _INDENT)
        case document.Lines(lines, lead):
            page.paragraphs((lead, "", *lines) if lead else lines)
        case document.Points(heading, points):
            page.write(heading, _INDENT)
            page.points(points)
        case document.Sources(sources):
            page.points([", ".join(filter(None, source)) for source in sources])
        case document.Table(_, head, rows):
            page.points([_line(head, cells) for cells in rows])
        case document.Findings(entries, heading):
            page.findings(entries, heading)
        case document.Drawing():
            pass
        case _:  # pragma: no cover - a block that a writer forgets is a type error
            assert_never(block)


def _line(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """Put one line of a table into a sentence, each cell under the head of its column.

    A first cell that says its head itself needs none: *Erstbeurteiler*, under the head *Beurteiler*.
    """
    parts = [f"{name}: {cell}" for name, cell in zip(head, cells, strict=True) if cell]
    if parts and head[0].casefold() in cells[0].casefold():
        parts[0] = cells[0]
    return "; ".join(parts)


class _Page:
    """Lines of a width, as far as they are written."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def write(
        self, text: str, indent: str, *, start: str = "", hanging: str = "  ", less: int = 0
    ) -> None:
        """Break a line at spaces, but never before a per-cent sign or behind "Nr."; ``start`` begins the first."""
        rest, lines = visible(text).strip(" "), self.lines
        start, room = start or indent, self.width - less - len(indent)
        if len(rest) <= room:
            if rest:
                lines.append(start + rest)
            return
        for loose, tight in _TOGETHER:
            rest = rest.replace(loose, tight)
        indent += hanging
        while len(rest) > room:
            end = rest.rfind(" ", 0, max(room, 0) + 1)
            if end < 0:  # a word that is longer than a line has it for itself
                end = rest.find(" ", max(room, 0))
            if end < 0:
                break
            lines.append((start + rest[:end].rstrip(" ")).replace(_GLUE, " "))
            rest, start = rest[end:].lstrip(" "), indent
            room = self.width - less - len(indent)
        lines.append((start + rest).replace(_GLUE, " "))

    def rows(self, rows: Iterable[Row], indent: str) -> None:
        """Write names and values; a blank to fill in is a line."""
        for name, value in rows:
            self.write(f"{name}: {value or _BLANK}", indent)

    def paragraphs(self, lines: Iterable[str]) -> None:
        """Write paragraphs; an empty one parts them."""
        for line in lines:
            before = len(self.lines)
            self.write(line, _INDENT)
            if len(self.lines) == before:
                self.lines.append("")

    def points(self, points: Iterable[str]) -> None:
        """Write a list."""
        for one in points:
            self.write(f"- {one}", _INDENT)

    def findings(self, entries: tuple[Entry, ...], heading: str) -> None:
        """Write findings with a blank line between them."""
        if heading:
            self.write(heading, "")
            self.lines.append("")
        for entry in entries:
            self.entry(entry)
            self.lines.append("")
        if entries:
            self.lines.pop()

    def entry(self, entry: Entry) -> None:
        """Write a finding: its numbers with question and code, then the answer."""
        number = entry.number
        for code, question in entry.questions:
            start, number = f"{number:>3} ", ""
            beyond = len(start) - len(_INDENT)  # numbers of several take more than the indent
            self.write(f"{question} [{code}]", _INDENT, start=start, less=beyond)
        self.answer(entry.answer, _INDENT)

    def answer(self, one: Answer, indent: str, start: str = "") -> None:
        """Write an answer, and those below it as a list."""
        inner = indent + _INDENT
        self.write(f"{one.verdict}: {one.sentence}", indent, start=start)
        self.rows(one.rows, inner)
        for child in one.below:
            self.answer(child, f"{inner}  ", f"{inner}- ")


_GLUE = "\N{NO-BREAK SPACE}"
_TOGETHER = tuple(
    (loose, loose.replace(" ", _GLUE)) for loose in (" %", "Nr. ", "No. ", "Rn. ", "Bl. ")
)
