"""Findings and documents as Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from beurteilung.render import document
from beurteilung.render.escaping import visible
from beurteilung.render.wording import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.model.findings import Finding
    from beurteilung.render.document import Block, Document, Entry
    from beurteilung.render.wording import Answer, Row

__all__ = ["document_markdown", "finding_markdown", "inert", "table"]

_BLANK = r"\_" * 24


def inert(text: str) -> str:
    r"""Escape what Markdown or HTML would take as markup, and drop control characters.

    >>> print(inert("a*b"), inert("1. c"), inert("- d"))
    a\*b 1\. c \- d
    """
    escaped = _MARKUP.sub(_escape, visible(text).strip())
    number = _LIST.match(escaped)
    return f"{number[1]}\\{escaped[number.end(1) :]}" if number else escaped


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]")
_LIST = re.compile(r"(\d*)[-+=.)]")
"""What would start a list or a heading."""


def finding_markdown(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as nested list items."""
    return "\n".join(_answer(answer(finding, lang), ""))


def _answer(one: Answer, indent: str) -> list[str]:
    inner = f"{indent}  "
    lines = [f"{indent}- **{one.verdict}**: {inert(one.sentence)}"]
    lines += [f"{inner}- *{inert(name)}*: {inert(value)}" for name, value in one.rows]
    for child in one.below:
        lines += _answer(child, inner)
    return lines


def document_markdown(document: Document) -> str:
    """Write a document; pictures are left out."""
    lines = [f"# {inert(document.title)}", "", *_rows(document.head.rows)]
    for section in document.sections:
        lines += ["", f"## {section.title}"]
        for block in section.blocks:
            lines += ["", *_block(block)]
    return "\n".join(lines)


def _block(block: Block) -> list[str]:  # noqa: PLR0911 - one a block
    match block:
        case document.Rows(rows):
            return _rows(rows)
        case document.Lines(lines, lead):
            first = [f"**{inert(lead)}**\n"] if lead else []
            return first + [f"{inert(line)}\n" for line in lines]
        case document.Points(heading, points):
            return [f"### {inert(heading)}", "", *(f"- {inert(point)}" for point in points)]
        case document.Sources(sources):
            return [f"- {', '.join(map(inert, filter(None, source)))}" for source in sources]
        case document.Table(_, head, lines):
            return table(head, lines)
        case document.Findings(entries, heading):
            start = [f"### {inert(heading)}", ""] if heading else []
            return [*start, *(line for entry in entries for line in _entry(entry))]
        case document.Drawing():
            return []
        case _:  # pragma: no cover - a block that a writer forgets is a type error
            assert_never(block)


def _entry(entry: Entry) -> list[str]:
    """Write a finding: a line for each question, then the answer as a list."""
    lines = [f"{inert(question)} ({inert(code)})" for code, question in entry.questions]
    if lines:
        lines[0] = f"**{entry.number}** {lines[0]}"
        lines = ["\\\n".join(lines), ""]
    return [*lines, *_answer(entry.answer, ""), ""]


def _rows(rows: Iterable[Row]) -> list[str]:
    return [f"- {inert(name)}: {inert(value) or _BLANK}" for name, value in rows]


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table."""
    body = [f"| {' | '.join(map(inert, row))} |" for row in rows]
    return [f"| {' | '.join(map(inert, head))} |", f"|{'---|' * len(head)}", *body]
