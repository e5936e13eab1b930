"""A report before it is written: a title and sections of blocks, in the order of a Vermerk.

What a report says, in which words and in which order, is decided here. Text, Markdown, HTML, PDF and
the notebook write the same blocks, each in its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from beurteilung._base.text import Text
from beurteilung.render import parts
from beurteilung.render.escaping import visible
from beurteilung.render.said import Row, Said, said
from beurteilung.render.svg import change_svg
from beurteilung.render.timeline import timeline_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.changes.measure import GradeChange

__all__ = [
    "Block",
    "Drawing",
    "Findings",
    "Paper",
    "Rows",
    "Section",
    "Sources",
    "Table",
    "change_paper",
    "paper",
]


@frozen
class Rows:
    """Names, and what is said under each."""

    rows: tuple[Row, ...]


@frozen
class Table:
    """A table: its name, the heads of its columns, its lines."""

    name: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@frozen
class Sources:
    """Sources as printed, each with its address on the web or nothing."""

    sources: tuple[tuple[str, str], ...]


@frozen
class Findings:
    """Findings, under a heading of their own if it is not empty, numbered from ``first`` if it is not 0."""

    findings: tuple[Said, ...]
    heading: str = ""
    first: int = 0


@frozen
class Drawing:
    """A picture, as SVG that tells in words what it shows; paper that cannot draw leaves it out."""

    svg: str


Block = Rows | Table | Sources | Findings | Drawing


@frozen
class Section:
    """A heading, and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@frozen
class Paper:
    """A whole report in one language."""

    title: str
    lang: Lang
    top: Rows
    sections: tuple[Section, ...]


_SECTIONS = {
    "law": Text("Anwendbares Recht", "Applicable law"),
    "appraisals": Text("Beurteilungen, wie sie erteilt wurden", "The appraisals as given"),
    "conversion": Text("Umrechnung", "Conversion"),
    "change": Text("Nominale und tatsächliche Änderung", "Nominal and real change"),
    "checks": Text("Prüfung", "Checks"),
    "open": Text("Offene Punkte", "Open points"),
    "result": Text("Ergebnis", "Result"),
    "sources": Text("Quellen", "Sources"),
    "receipt": Text("Nachweis", "Receipt"),
}


def paper(report: Report, lang: Lang) -> Paper:
    """Return a report in one language; a section of which nothing can be said is left out."""
    blocks: dict[str, list[Block]] = {name: [] for name in _SECTIONS}
    for name, block in _blocks(report, lang):
        blocks[name].append(block)
    sections = tuple(
        Section(_SECTIONS[name][lang], tuple(found)) for name, found in blocks.items() if found
    )
    title = visible(report.case.titel).strip() or report.case.id
    return Paper(title, lang, Rows(tuple(parts.top(report, lang))), sections)


def change_paper(change: GradeChange, lang: Lang) -> Paper:
    """Return a change alone, without the case around it, in one language."""
    blocks = Findings((said(change.finding, lang),)), Drawing(change_svg(change, lang))
    top = Rows(tuple(parts.figures(change, lang)))
    title = f"{change.before} → {change.after}"
    return Paper(title, lang, top, (Section(_SECTIONS["change"][lang], blocks),))


def _blocks(report: Report, lang: Lang) -> Iterator[tuple[str, Block]]:
    """Yield each block with the section that it belongs to."""
    yield "law", Rows(tuple(parts.law(report, lang)))
    head, lines = parts.appraisals(report, lang)
    yield "appraisals", Table(_SECTIONS["appraisals"][lang], head, tuple(lines))
    if career := timeline_svg(report.case, lang):
        yield "appraisals", Drawing(career)
    if conversions := parts.conversions(report):
        yield "conversion", Findings(tuple(said(f, lang) for f in conversions))
    if found := parts.change(report):
        change, told = found
        yield "change", Rows(tuple(parts.figures(change, lang)))
        yield "change", Drawing(change_svg(change, lang, told=told))
    for topic, group in report.topics:
        findings = tuple(said(finding, lang) for _, finding in group)
        yield "checks", Findings(findings, topic.text[lang], first=group[0][0])
    if to_settle := parts.to_settle(report, lang):
        yield "open", Rows(tuple(to_settle))
    yield "result", Findings((said(report.overall, lang),))
    yield "result", Rows(tuple(parts.result(report, lang)))
    yield "sources", Sources(tuple(parts.sources(report)))
    yield "receipt", Rows(tuple(parts.receipt(report, lang)))
