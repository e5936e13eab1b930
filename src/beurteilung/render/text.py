"""Findings and reports as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.render.escaping import visible
from beurteilung.render.said import citations, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.model.findings import Finding
    from beurteilung.render.paper import Block, Findings
    from beurteilung.render.said import Row, Said

__all__ = ["finding_text", "paragraph", "report_text"]

_WIDTH = 100
_INDENT = "    "


def finding_text(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as an indented list."""
    return "\n".join(_told(said(finding, lang), ""))


def _told(one: Said, indent: str) -> list[str]:
    inner = indent + _INDENT
    lines = _wrapped(f"{one.verdict}: {one.sentence}", indent)
    for row in one.rows:
        lines += _row(row, inner)
    for child in one.below:
        first, *rest = _told(child, f"{inner}  ")
        lines += [f"{inner}- {first.lstrip()}", *rest]
    return lines


def _row(row: Row, indent: str) -> list[str]:
    name, value = row
    return _wrapped(f"{name}: {value}", indent)


def _wrapped(text: str, indent: str) -> list[str]:
    """Break a line at spaces, but never before a per-cent sign."""
    kept = visible(text).replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(
        kept,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}%", " %") for line in lines]


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


def report_text(report: Report, lang: Lang = "de") -> str:
    """Return a whole report, in the order of a Vermerk."""
    from beurteilung.render.paper import paper  # noqa: PLC0415 - a finding alone needs none of it

    made = paper(report, lang)
    lines = [visible(made.title), "", *_block(made.top, "")]
    for section in made.sections:
        lines += [*([""] if lines[-1] else []), section.title, ""]
        for block in section.blocks:
            lines += _block(block, _INDENT)
    return "\n".join(lines)


def _block(block: Block, indent: str) -> list[str]:
    """Write one block; pictures are left out."""
    from beurteilung.render import paper  # noqa: PLC0415 - as above

    match block:
        case paper.Rows(rows):
            return [line for row in rows for line in _row(row, indent)]
        case paper.Sources(sources):
            told = [", ".join(filter(None, source)) for source in sources]
            return [line for one in told for line in _wrapped(f"- {one}", indent)]
        case paper.Table(_, head, lines):
            return [text for cells in lines for text in _line(head, cells, indent)]
        case paper.Findings():
            return _findings(block, indent)
        case _:
            return []


def _line(head: Iterable[str], cells: Iterable[str], indent: str) -> list[str]:
    """Write one line of a table in a sentence, each cell under the head of its column."""
    told = "; ".join(f"{name}: {cell}" for name, cell in zip(head, cells, strict=True))
    return _wrapped(f"- {told}", indent)


def _findings(block: Findings, indent: str) -> list[str]:
    if not block.first:
        return [line for one in block.findings for line in _told(one, indent)]
    lines = [block.heading, ""]
    for number, one in enumerate(block.findings, block.first):
        first, *rest = _told(one, indent)
        lines += [f"{number:2}. {first.lstrip()}", *rest, ""]
    return lines
