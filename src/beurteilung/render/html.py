"""Findings and documents as HTML: no script, no outside file, readable in light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from beurteilung._base.text import Text
from beurteilung.model.findings import Verdict
from beurteilung.render import document
from beurteilung.render.escaping import inert
from beurteilung.render.wording import answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.text import Lang
    from beurteilung.model.findings import Finding
    from beurteilung.render.document import Block, Document, Entry
    from beurteilung.render.wording import Answer, Row

__all__ = [
    "STYLE",
    "block_html",
    "document_html",
    "finding_html",
    "list_html",
    "page",
    "rows_html",
    "table_html",
    "wide",
]

STYLE = """
.beurteilung { line-height: 1.5; overflow-wrap: anywhere; hyphens: auto; }
.beurteilung .code, .beurteilung svg { hyphens: none; }
.beurteilung .code { font-size: .7em; opacity: .85; } .beurteilung .question { font-style: italic; }
.beurteilung .entry > p { margin: 1rem 0 .3rem; } .beurteilung .blank { border-bottom: 1px solid; }
.beurteilung figure { margin: .5rem 0; } .beurteilung figcaption { font-size: .9em; }
.beurteilung details, .beurteilung .finding { margin: .4rem 0 .4rem 1.2rem; }
.beurteilung .verdict { font-weight: 600; border: 1px solid; border-radius: .3rem; padding: 0 .4rem; }
.beurteilung .violated > summary .verdict, .beurteilung .finding.violated .verdict { border-width: 3px; }
.beurteilung .open > summary .verdict, .beurteilung .finding.open .verdict { border-style: dashed; }
.beurteilung dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr;
  gap: .1rem 1rem; margin: .3rem 0; }
.beurteilung dl > dt { font-weight: 600; margin: 0; overflow-wrap: normal; }
.beurteilung dl > dd { margin: 0; }
.beurteilung dl > dt, .beurteilung dl > dd { float: none; width: auto; }
.beurteilung table { border-collapse: collapse; margin: .3rem 0; font-size: .85em; table-layout: auto;
  overflow-wrap: break-word; }
.beurteilung th, .beurteilung td { border: 1px solid; padding: .2rem .5rem; text-align: left;
  vertical-align: top; }
.beurteilung .wide { overflow-x: auto; } .beurteilung a { color: inherit; }
"""
"""How findings look, wherever they stand; only what lies inside an element of this class is touched."""

_PAGE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
@media (max-width: 35rem) { .beurteilung dl { display: block; } }
@page { size: A4; margin: 2cm; }
@media print {
  :root { color-scheme: light; }
  body { margin: 0; padding: 0; max-width: none; font: 9.8pt/1.4 serif; }
  h1 { font-size: 16pt; margin: 0 0 .6rem; } h2 { font-size: 12.5pt; margin: 1rem 0 .3rem; }
  h3 { font-size: 10.5pt; margin: .7rem 0 .2rem; } p { margin: .25rem 0; } ul { margin: .2rem 0; }
  h2, h3, .entry > p { break-after: avoid; }
  tr, figure, dd, summary { break-inside: avoid; } summary { list-style: none; }
  .beurteilung { line-height: 1.38; }
  .beurteilung dl { margin: .15rem 0; } .beurteilung .finding dl, .beurteilung details dl { font-size: .93em; }
  .beurteilung .entry > p { margin: .5rem 0 .1rem; }
  .beurteilung details, .beurteilung .finding { margin: .1rem 0 .1rem 1rem; }
  .beurteilung .wide { overflow: visible; } .beurteilung svg { max-width: 12.5cm !important; min-width: 0 !important; }
  .beurteilung table { font-size: .85em; overflow-wrap: anywhere; }
  .beurteilung th, .beurteilung td { min-width: 6.8em; padding: .15rem .3rem; }
}
"""


def finding_html(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as a tree; what is satisfied starts closed."""
    return _answer(answer(finding, lang), unfolded=False)


def _answer(one: Answer, *, unfolded: bool) -> str:
    line = f'<span class="verdict">{inert(one.verdict)}</span> {inert(one.sentence)}'
    kind = one.kind.name.lower()
    inner = rows_html(one.rows) + "".join(_answer(child, unfolded=unfolded) for child in one.below)
    if not inner:
        return f'<div class="finding {kind}">{line}</div>'
    shown = " open" if unfolded or one.kind is not Verdict.SATISFIED else ""
    return f'<details class="{kind}"{shown}><summary>{line}</summary>{inner}</details>'


def rows_html(rows: Iterable[Row]) -> str:
    """Return names and values as a list of definitions; nothing if there are none."""
    body = "".join(f"<dt>{inert(name)}</dt>{_value(value)}" for name, value in rows)
    return f"<dl>{body}</dl>" if body else ""


def _value(value: str) -> str:
    """Write a value; a blank to fill in is a line."""
    return f"<dd>{inert(value)}</dd>" if value else '<dd class="blank">&nbsp;</dd>'


def table_html(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table that can be scrolled sideways where the page is narrow."""
    heads = "".join(f'<th scope="col">{inert(cell)}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{inert(c)}</td>' for c in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    return wide(name, table)


def wide(name: str, body: str) -> str:
    """Return what can be scrolled sideways where the page is narrow."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{inert(name)}">{body}</div>'


def list_html(sources: Iterable[tuple[str, str]]) -> str:
    """Return sources as a list, with a link where there is an address on the web."""
    items = "".join(f"<li>{inert(name)}{_link(url)}</li>\n" for name, url in sources)
    return f"<ul>\n{items}</ul>"


def _link(url: str) -> str:
    return f', <a href="{inert(url)}">{inert(url)}</a>' if url else ""


def page(title: str, body: str, lang: Lang, *, heading: str = "") -> str:
    """Return a whole document around a body; its heading is the title unless another is given."""
    code = Text("de", "en")[lang]  # refuses any other
    return (
        f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{inert(title)}</title>\n<style>{STYLE}{_PAGE}</style>\n</head>\n<body>\n"
        f'<main class="beurteilung">\n<h1>{inert(heading or title)}</h1>\n{body}\n</main>\n'
        "</body>\n</html>\n"
    )


def document_html(document: Document) -> str:
    """Write a document as one file that needs no other."""
    sections = "\n".join(
        f"<section>\n<h2>{inert(section.title)}</h2>\n"
        f"{''.join(block_html(b) for b in section.blocks)}</section>"
        for section in document.sections
    )
    body = f"{rows_html(document.head.rows)}\n{sections}"
    return page(document.subject, body, document.lang, heading=document.title)


def block_html(block: Block, *, unfolded: bool = True) -> str:  # noqa: PLR0911 - one a block
    """Return one block of a document; ``unfolded`` shows every finding, as on paper."""
    match block:
        case document.Rows(rows):
            return rows_html(rows)
        case document.Lines(lines, lead):
            first = f"<p><strong>{inert(lead)}</strong></p>\n" if lead else ""
            return first + "".join(f"<p>{inert(line)}</p>\n" for line in lines)
        case document.Points(heading, points):
            return f"<h3>{inert(heading)}</h3>\n{list_html((point, '') for point in points)}"
        case document.Sources(sources):
            return list_html(sources)
        case document.Table(name, head, lines):
            return table_html(name, head, lines)
        case document.Drawing(svg, caption, reference):
            return (
                f"<p>{inert(reference)}</p>\n<figure>{wide(caption, svg)}"
                f"<figcaption>{inert(caption)}</figcaption></figure>\n"
            )
        case document.Findings(entries, heading):
            start = f"<h3>{inert(heading)}</h3>\n" if heading else ""
            return start + "".join(_entry(entry, unfolded=unfolded) for entry in entries)
        case _:  # pragma: no cover - a block that a writer forgets is a type error
            assert_never(block)


def _entry(entry: Entry, *, unfolded: bool) -> str:
    """Write a finding: a head line for each question, with its code in small type, then the answer."""
    lines = [
        f'<span class="question">{inert(question)}</span> <span class="code">{inert(code)}</span>'
        for code, question in entry.questions
    ]
    head = f"<p><b>{inert(entry.number)}</b> {'<br>'.join(lines)}</p>" if lines else ""
    return f'<div class="entry">{head}{_answer(entry.answer, unfolded=unfolded)}</div>\n'
