"""Findings and reports as HTML: no script, no outside file, readable in light and dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from beurteilung.findings import Verdict, first_words
from beurteilung.render.text import OWN, details

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.cases import Report
    from beurteilung.findings import Finding
    from beurteilung.wording import Lang

__all__ = [
    "STYLE",
    "finding_html",
    "inert",
    "list_html",
    "page",
    "report_html",
    "rows_html",
    "table_html",
]

STYLE = """
.beurteilung { line-height: 1.5; overflow-wrap: anywhere; }
.beurteilung details, .beurteilung .finding { margin: .4rem 0 .4rem 1.2rem; }
.beurteilung .verdict { font-weight: 600; border: 1px solid; border-radius: .3rem; padding: 0 .4rem; }
.beurteilung .violated > summary .verdict, .beurteilung .finding.violated .verdict { border-width: 3px; }
.beurteilung .open > summary .verdict, .beurteilung .finding.open .verdict { border-style: dashed; }
.beurteilung dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr;
  gap: .1rem 1rem; margin: .3rem 0; }
.beurteilung dt { font-weight: 600; } .beurteilung dd { margin: 0; }
.beurteilung table { border-collapse: collapse; margin: .3rem 0; hyphens: auto;
  overflow-wrap: break-word; }
.beurteilung th, .beurteilung td { border: 1px solid; padding: .2rem .5rem; text-align: left;
  vertical-align: top; }
.beurteilung .wide { overflow-x: auto; }
"""
"""How findings look, wherever they stand; only what lies inside an element of this class is touched."""

_PAGE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
@media (max-width: 35rem) { .beurteilung dl { display: block; } }
@page { size: A4; margin: 2cm; }
@media print {
  :root { color-scheme: light; } body { margin: 0; max-width: none; font-size: 10.5pt; }
  h2 { break-after: avoid; }
  tr, svg, dd, summary { break-inside: avoid; } summary { list-style: none; }
  .beurteilung .wide { overflow: visible; }
  .beurteilung table { font-size: .8em; overflow-wrap: anywhere; }
  .beurteilung th, .beurteilung td { min-width: 6.8em; padding: .2rem .3rem; }
}
"""


def inert(text: str) -> str:
    """Escape text for HTML; control and direction characters become spaces.

    >>> inert("<b>" + chr(0x202E) + "x")
    '&lt;b&gt; x'
    """
    return escape("".join(c if c.isprintable() else " " for c in text))


def finding_html(finding: Finding, lang: Lang = "de", *, unfolded: bool = False) -> str:
    """Return a finding and all below it as a tree that opens and closes.

    What is satisfied starts closed, unless ``unfolded``, as on paper.
    """
    own = f" ({OWN[lang]})" if finding.calculated else ""
    verdict = f'<span class="verdict">{inert(first_words(finding, lang))}</span>'
    line = f"{verdict} {inert(finding.message[lang])}{own}"
    kind = finding.verdict.name.lower()
    below = (finding_html(child, lang, unfolded=unfolded) for child in finding.children)
    inner = rows_html(details(finding, lang)) + "".join(below)
    if not inner:
        return f'<div class="finding {kind}">{line}</div>'
    shown = " open" if unfolded or finding.verdict is not Verdict.SATISFIED else ""
    return f'<details class="{kind}"{shown}><summary>{line}</summary>{inner}</details>'


def rows_html(rows: Iterable[tuple[str, str]]) -> str:
    """Return names and values as a list of definitions; nothing if there are none."""
    body = "".join(f"<dt>{inert(name)}</dt><dd>{inert(value)}</dd>" for name, value in rows)
    return f"<dl>{body}</dl>" if body else ""


def table_html(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table that can be scrolled sideways where the page is narrow."""
    heads = "".join(f'<th scope="col">{inert(cell)}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{inert(c)}</td>' for c in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def list_html(items: Iterable[str]) -> str:
    """Return texts as a list; nothing if there are none."""
    body = "".join(f"<li>{inert(item)}</li>\n" for item in items)
    return f"<ul>\n{body}</ul>" if body else ""


def page(title: str, body: str, lang: Lang) -> str:
    """Return a whole document around a body."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{inert(title)}</title>\n<style>{STYLE}{_PAGE}</style>\n</head>\n<body>\n"
        f'<main class="beurteilung">\n<h1>{inert(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n'
    )


def report_html(report: Report, lang: Lang = "de") -> str:
    """Return a whole report as one file that needs no other, in the order of a Vermerk."""
    from beurteilung.render import parts, svg, timeline  # noqa: PLC0415 - they draw with `inert`

    change = parts.change(report)
    figures = parts.figures(change, lang) if change else ()
    findings = "".join(
        f"<li>{finding_html(f, lang, unfolded=True)}</li>\n" for f in report.findings
    )
    bodies = {
        "law": rows_html(parts.law(report, lang)),
        "appraisals": table_html(*parts.appraisals(report, lang))
        + timeline.timeline_svg(report.case, lang),
        "conversion": "".join(
            finding_html(f, lang, unfolded=True) for f in parts.conversions(report)
        ),
        "change": rows_html(figures) + (svg.change_svg(change, lang) if change else ""),
        "checks": f"<ol>\n{findings}</ol>",
        "missing": list_html(parts.missing(report, lang)),
        "result": finding_html(report.overall, lang, unfolded=True),
        "sources": list_html(parts.sources(report)),
        "receipt": rows_html(parts.receipt(report, lang)),
    }
    sections = "\n".join(
        f"<h2>{parts.SECTIONS[name][lang]}</h2>\n{body}" for name, body in bodies.items() if body
    )
    return page(report.case.titel, f"{rows_html(parts.top(report, lang))}\n{sections}", lang)
