"""Findings and documents as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from beurteilung._base.text import Text
from beurteilung.render import parts
from beurteilung.render.escaping import visible
from beurteilung.render.wording import answer, citations

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    return "\n".join(_answer(answer(finding, lang), "", WIDTH))


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
    figures = [f"{name:28} {value}" for name, value in parts.figures(change, lang)]
    return "\n".join([*_wrapped(change.explain(lang), "", width, hanging=""), "", *figures])


def document_text(document: Document, width: int = WIDTH) -> str:
    """Write a document in lines of a width; pictures are left out."""
    width = max(width, _NARROWEST)
    lines = [visible(document.title), "", *_rows(document.head.rows, "", width)]
    for section in document.sections:
        body = [line for block in section.blocks for line in (*_block(block, width), "")]
        lines += ["", *_wrapped(section.title, "", width), "", *body[:-1]]
        while lines[-1] == "":
            lines.pop()
    return "\n".join(lines)


def _block(block: Block, width: int) -> list[str]:  # noqa: PLR0911 - one a block
    from beurteilung.render import document  # noqa: PLC0415 - a finding alone needs none of it

    match block:
        case document.Rows(rows):
            return _rows(rows, _INDENT, width)
        case document.Lines(lines, lead):
            shown = [lead, "", *lines] if lead else lines
            return [part for line in shown for part in _wrapped(line, _INDENT, width) or [""]]
        case document.Points(heading, points):
            shown = [p for one in points for p in _point(one, width)]
            return [*_wrapped(heading, _INDENT, width), *shown]
        case document.Sources(sources):
            cited = [", ".join(filter(None, source)) for source in sources]
            return [part for one in cited for part in _point(one, width)]
        case document.Table(_, head, lines):
            return [part for cells in lines for part in _line(head, cells, width)]
        case document.Findings(entries, heading):
            found = [part for entry in entries for part in (*_entry(entry, width), "")][:-1]
            return [*_wrapped(heading, "", width), "", *found] if heading else found
        case document.Drawing():
            return []
        case _:  # pragma: no cover - a block that a writer forgets is a type error
            assert_never(block)


def _rows(rows: tuple[Row, ...], indent: str, width: int) -> list[str]:
    return [line for row in rows for line in _row(row, indent, width)]


def _row(row: Row, indent: str, width: int) -> list[str]:
    name, value = row
    return _wrapped(f"{name}: {value or _BLANK}", indent, width)


def _point(text: str, width: int) -> list[str]:
    return _wrapped(f"- {text}", _INDENT, width)


def _line(head: tuple[str, ...], cells: tuple[str, ...], width: int) -> Iterator[str]:
    """Write one line of a table in a sentence, each cell under the head of its column.

    A first cell that says its head itself needs none: *Erstbeurteiler*, under the head *Beurteiler*.
    """
    parts = [f"{name}: {cell}" for name, cell in zip(head, cells, strict=True) if cell]
    if parts and head[0].casefold() in cells[0].casefold():
        parts[0] = cells[0]
    line = "; ".join(parts)
    yield from _point(line, width)


def _entry(entry: Entry, width: int) -> list[str]:
    """Write a finding: its numbers with question and code, then the answer."""
    if not entry.questions:
        return _answer(entry.answer, _INDENT, width)
    lines: list[str] = []
    for n, (code, question) in enumerate(entry.questions):
        start = f"{'' if n else entry.number:>3} "
        beyond = len(start) - len(_INDENT)  # numbers of several findings take more than the indent
        first, *rest = _wrapped(f"{question} [{code}]", _INDENT, width - beyond)
        lines += [start + first.lstrip(), *rest]
    return lines + _answer(entry.answer, _INDENT, width)


def _answer(one: Answer, indent: str, width: int) -> list[str]:
    inner = indent + _INDENT
    lines = _wrapped(f"{one.verdict}: {one.sentence}", indent, width)
    for row in one.rows:
        lines += _row(row, inner, width)
    for child in one.below:
        first, *rest = _answer(child, f"{inner}  ", width)
        lines += [f"{inner}- {first.lstrip()}", *rest]
    return lines


def _wrapped(text: str, indent: str, width: int, *, hanging: str = "  ") -> list[str]:
    """Break a line at spaces, but never before a per-cent sign or behind "Nr."."""
    rest = visible(text).strip(" ")
    if len(indent) + len(rest) <= width:
        return [indent + rest] if rest else []
    for together in _TOGETHER:
        rest = rest.replace(together, together.replace(" ", _GLUE))
    lines: list[str] = []
    start = indent
    while len(start) + len(rest) > width:
        room = max(width - len(start), 0)
        end = rest.rfind(" ", 0, room + 1)
        if end < 0:  # a word that is longer than a line has it for itself
            end = rest.find(" ", room)
        if end < 0:
            break
        lines.append(start + rest[:end].rstrip(" "))
        rest, start = rest[end:].lstrip(" "), indent + hanging
    return [line.replace(_GLUE, " ") for line in (*lines, start + rest)]


_GLUE = "\N{NO-BREAK SPACE}"
_TOGETHER = (" %", "Nr. ", "No. ", "Rn. ", "Bl. ")
