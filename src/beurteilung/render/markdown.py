"""Findings and reports as Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung.findings import first_words
from beurteilung.render import parts
from beurteilung.render.text import OWN, details

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.cases import Report
    from beurteilung.findings import Finding
    from beurteilung.wording import Lang

__all__ = ["finding_markdown", "inert", "report_markdown"]


def inert(text: str) -> str:
    """Escape what Markdown or HTML would take as markup, and drop control characters.

    >>> inert("a*b") == "a" + chr(92) + "*b"
    True
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
    """Return a whole report, in the order of a Vermerk."""
    change = parts.change(report)
    bodies = {
        "law": _rows(parts.law(report, lang)),
        "appraisals": _table(*parts.appraisals(report, lang)),
        "conversion": [finding_markdown(f, lang) for f in parts.conversions(report)],
        "change": _rows(parts.figures(change, lang)) if change else [],
        "checks": [
            line
            for number, finding in enumerate(report.findings, 1)
            for line in _numbered(number, finding, lang)
        ],
        "missing": [f"- {inert(item)}" for item in parts.missing(report, lang)],
        "result": [finding_markdown(report.overall, lang)],
        "sources": [f"- {inert(item)}" for item in parts.sources(report)],
        "receipt": _rows(parts.receipt(report, lang)),
    }
    lines = [f"# {inert(report.case.titel)}", "", *_rows(parts.top(report, lang))]
    for name, body in bodies.items():
        if body:
            lines += ["", f"## {parts.SECTIONS[name][lang]}", "", *body]
    return "\n".join(lines)


def _numbered(number: int, finding: Finding, lang: Lang) -> list[str]:
    first, *rest = _lines(finding, lang, "   ")
    return [f"{number}. {first.strip().removeprefix('- ')}", *rest]


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [f"- {name}: {inert(value)}" for name, value in rows]


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> list[str]:
    body = [f"| {' | '.join(map(inert, row))} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body]
