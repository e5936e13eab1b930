"""Findings and reports as HTML: no script, no outside file, readable in light and dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from beurteilung.findings import Verdict, first_words
from beurteilung.render.text import OWN, details, head
from beurteilung.wording import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.cases import Report
    from beurteilung.findings import Finding
    from beurteilung.wording import Lang

__all__ = ["finding_html", "inert", "page", "report_html"]

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
details, .finding { margin: .4rem 0 .4rem 1.2rem; }
.verdict { font-weight: 600; border: 1px solid; border-radius: .3rem; padding: 0 .4rem; }
.violated .verdict { border-width: 3px; } .open .verdict { border-style: dashed; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .3rem 0; }
dt { font-weight: 600; } dd { margin: 0; }
@media print { details { display: block; } }
"""


def inert(text: str) -> str:
    r"""Escape text for HTML; control and direction characters become spaces.

    >>> inert("<b>\\u202ex")
    '&lt;b&gt; x'
    """
    return escape("".join(c if c.isprintable() else " " for c in text))


def finding_html(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as a tree that opens and closes."""
    own = f" ({OWN[lang]})" if finding.calculated else ""
    verdict = f'<span class="verdict">{inert(first_words(finding, lang))}</span>'
    line = f"{verdict} {inert(finding.message[lang])}{own}"
    kind = finding.verdict.name.lower()
    inner = _list(details(finding, lang)) + "".join(finding_html(c, lang) for c in finding.children)
    if not inner:
        return f'<div class="finding {kind}">{line}</div>'
    shown = "" if finding.verdict is Verdict.SATISFIED else " open"
    return f'<details class="{kind}"{shown}><summary>{line}</summary>{inner}</details>'


def _list(rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f"<dt>{inert(name)}</dt><dd>{inert(value)}</dd>" for name, value in rows)
    return f"<dl>{body}</dl>" if body else ""


def page(title: str, body: str, lang: Lang) -> str:
    """Return a whole document around a body."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{inert(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{inert(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def report_html(report: Report, lang: Lang = "de") -> str:
    """Return a whole report as one file that needs no other."""
    items = "".join(f"<li>{finding_html(f, lang)}</li>\n" for f in report.findings)
    sources = "".join(
        f"<li>{inert(str(s))}</li>\n" for s in dict.fromkeys(c.source for c in report.sources)
    )
    body = (
        f"{_list(head(report, lang))}\n<h2>{Text('Prüfung', 'Checks')[lang]}</h2>\n<ol>\n{items}</ol>\n"
        f"<h2>{Text('Ergebnis', 'Result')[lang]}</h2>\n{finding_html(report.overall, lang)}\n"
        f"<h2>{Text('Quellen', 'Sources')[lang]}</h2>\n<ul>\n{sources}</ul>"
    )
    return page(report.case.titel, body, lang)
