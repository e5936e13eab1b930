"""Findings and reports as Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung.render import paper
from beurteilung.render.escaping import visible
from beurteilung.render.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.model.findings import Finding
    from beurteilung.render.paper import Block, Findings, Paper
    from beurteilung.render.said import Row, Said

__all__ = ["finding_markdown", "inert", "paper_markdown", "report_markdown", "table"]


def inert(text: str) -> str:
    r"""Escape what Markdown or HTML would take as markup, and drop control characters.

    >>> print(inert("a*b"), inert("1. c"), inert("- d"))
    a\*b 1\. c \- d
    """
    escaped = re.sub(r"([\\`*_\[\]<>#|~&$])", r"\\\1", visible(text))
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", escaped)  # what would start a list or a heading


def finding_markdown(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as nested list items."""
    return "\n".join(_told(said(finding, lang), ""))


def _told(one: Said, indent: str) -> list[str]:
    inner = f"{indent}  "
    lines = [f"{indent}- **{one.verdict}**: {inert(one.sentence)}"]
    lines += [f"{inner}- *{inert(name)}*: {inert(value)}" for name, value in one.rows]
    for child in one.below:
        lines += _told(child, inner)
    return lines


def report_markdown(report: Report, lang: Lang = "de") -> str:
    """Return a whole report, in the order of a Vermerk."""
    return paper_markdown(paper.paper(report, lang))


def paper_markdown(made: Paper) -> str:
    """Write a paper."""
    lines = [f"# {inert(made.title)}", "", *_rows(made.top.rows)]
    for section in made.sections:
        lines += ["", f"## {section.title}", ""]
        for block in section.blocks:
            lines += _block(block)
    return "\n".join(lines)


def _block(block: Block) -> list[str]:
    """Write one block; pictures are left out."""
    match block:
        case paper.Rows(rows):
            return _rows(rows)
        case paper.Sources(sources):
            return [f"- {', '.join(map(inert, filter(None, source)))}" for source in sources]
        case paper.Table(_, head, lines):
            return table(head, lines)
        case paper.Findings():
            return _findings(block)
        case _:
            return []


def _findings(block: Findings) -> list[str]:
    if not block.first:
        return [line for one in block.findings for line in _told(one, "")]
    lines = [f"### {block.heading}", ""]
    for number, one in enumerate(block.findings, block.first):
        first, *rest = _told(one, "   ")
        lines += [f"{number}. {first.strip().removeprefix('- ')}", *rest]
    return [*lines, ""]


def _rows(rows: Iterable[Row]) -> list[str]:
    return [f"- {inert(name)}: {inert(value)}" for name, value in rows]


def table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table."""
    body = [f"| {' | '.join(map(inert, row))} |" for row in rows]
    return [f"| {' | '.join(map(inert, head))} |", f"|{'---|' * len(head)}", *body]
