"""Findings and reports as Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung.findings import first_words
from beurteilung.render.text import OWN, details, head
from beurteilung.wording import Text

if TYPE_CHECKING:
    from beurteilung.cases import Report
    from beurteilung.findings import Finding
    from beurteilung.wording import Lang

__all__ = ["finding_markdown", "inert", "report_markdown"]


def inert(text: str) -> str:
    r"""Escape what Markdown or HTML would take as markup, and drop control characters.

    >>> inert("a*b <script>")
    'a\\\\*b \\\\<script\\\\>'
    """
    seen = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", seen)


def finding_markdown(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as nested list items."""
    return "\n".join(_lines(finding, lang, ""))


def _lines(finding: Finding, lang: Lang, indent: str) -> list[str]:
    own = f" ({OWN[lang]})" if finding.calculated else ""
    lines = [f"{indent}- **{first_words(finding, lang)}**: {inert(finding.message[lang])}{own}"]
    inner = f"{indent}  "
    lines += [f"{inner}- *{name}*: {inert(value)}" for name, value in details(finding, lang)]
    for child in finding.children:
        lines += _lines(child, lang, inner)
    return lines


def report_markdown(report: Report, lang: Lang = "de") -> str:
    """Return a whole report."""
    lines = [f"# {inert(report.case.titel)}", ""]
    lines += [f"- {name}: {inert(value)}" for name, value in head(report, lang)]
    lines += ["", f"## {Text('Prüfung', 'Checks')[lang]}", ""]
    for number, finding in enumerate(report.findings, 1):
        first, *rest = _lines(finding, lang, "   ")
        lines += [f"{number}. {first.strip().removeprefix('- ')}", *rest]
    lines += [
        "",
        f"## {Text('Ergebnis', 'Result')[lang]}",
        "",
        finding_markdown(report.overall, lang),
    ]
    lines += ["", f"## {Text('Quellen', 'Sources')[lang]}", ""]
    lines += [f"- {inert(str(s))}" for s in dict.fromkeys(c.source for c in report.sources)]
    return "\n".join(lines)
