"""Findings and reports as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from beurteilung.findings import first_words
from beurteilung.wording import Text, day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.cases import Report
    from beurteilung.findings import Finding
    from beurteilung.sources import Citation, Evidence
    from beurteilung.wording import Lang

__all__ = ["cited", "evidence_name", "finding_text", "paragraph", "report_text"]

_WIDTH = 100

_EVIDENCE = {
    "normtext": Text("Normtext gelesen", "norm text read"),
    "gruende": Text("Entscheidungsgründe", "court's reasons"),
    "leitsatz": Text("Leitsatz", "headnote"),
    "tatbestand": Text("Tenor oder Tatbestand", "operative part or facts"),
    "sekundaer": Text("Sekundärquelle", "secondary source"),
    "erschlossen": Text("erschlossen", "inferred"),
}
FOR, AGAINST = Text("Dafür", "For"), Text("Dagegen", "Against")
PLACES, MISSING = Text("Grundlage", "Basis"), Text("Zu klären", "To be settled")
GROUND, OWN = Text("Fehlergruppe", "Ground of review"), Text("eigene Rechnung", "own calculation")


def evidence_name(evidence: Evidence) -> Text:
    """Return a grade of evidence in words."""
    return _EVIDENCE[evidence.value]


def cited(citation: Citation, lang: Lang) -> str:
    """Return a citation with its evidence and note."""
    parts = [evidence_name(citation.evidence)[lang]]
    if citation.note:
        parts.append(citation.note)
    return f"{citation} [{'; '.join(parts)}]"


def finding_text(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding and all below it as an indented list."""
    return "\n".join(_lines(finding, lang, ""))


def _lines(finding: Finding, lang: Lang, indent: str) -> list[str]:
    head = f"{first_words(finding, lang)}: {finding.message[lang]}"
    if finding.calculated:
        head += f" ({OWN[lang]})"
    lines = _wrapped(head, indent)
    inner = f"{indent}    "
    for name, value in details(finding, lang):
        lines += _wrapped(f"{name}: {value}", inner)
    for child in finding.children:
        first, *rest = _lines(child, lang, f"{inner}  ")
        lines += [f"{inner}- {first.lstrip()}", *rest]
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    """Break a line at spaces, but never before a per-cent sign."""
    kept = text.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(
        kept,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}%", " %") for line in lines]


def details(finding: Finding, lang: Lang) -> list[tuple[str, str]]:
    """Return what stands below the message of a finding: name and text of each line."""
    lines: list[tuple[str, str]] = []
    if finding.ground:
        lines.append((GROUND[lang], finding.ground.label[lang]))
    for name, citations in (
        (PLACES, finding.citations),
        (FOR, finding.supporting),
        (AGAINST, finding.opposing),
    ):
        if citations:
            lines.append((name[lang], _list(citations, lang)))
    if finding.missing:
        lines.append((MISSING[lang], "; ".join(m[lang] for m in finding.missing)))
    return lines


def _list(citations: Iterable[Citation], lang: Lang) -> str:
    return "; ".join(cited(c, lang) for c in citations)


def paragraph(finding: Finding, lang: Lang = "de") -> str:
    """Return a finding as running text: its parts with their citations, then the conclusion."""
    sentences = [_sentence(part, lang) for part in finding.children]
    return " ".join([*sentences, _sentence(finding, lang)])


def _sentence(finding: Finding, lang: Lang) -> str:
    text = finding.message[lang]
    against = Text("anders", "but see")[lang]
    groups = [
        _list((*finding.citations, *finding.supporting), lang),
        f"{against}: {_list(finding.opposing, lang)}" if finding.opposing else "",
    ]
    sources = "; ".join(g for g in groups if g)
    return f"{text.removesuffix('.')} ({sources})." if sources else text


def report_text(report: Report, lang: Lang = "de") -> str:
    """Return a whole report: the case, the numbered findings by topic, what follows, what it rests on."""
    case = report.case
    lines = [case.titel, ""]
    lines += [f"{name}: {value}" for name, value in head(report, lang)]
    lines.append("")
    for thema, group in report.topics:
        lines += [thema.text[lang], ""]
        for number, finding in group:
            body = _lines(finding, lang, "    ")
            lines += [f"{number:2}. {body[0].lstrip()}", *body[1:], ""]
    lines += [Text("Ergebnis", "Result")[lang], *_lines(report.overall, lang, "    ")]
    lines += [f"    {name}: {value}" for name, value in _result(report, lang)]
    lines += ["", *_to_settle(report, lang)]
    lines.append(Text("Quellen", "Sources")[lang])
    for source in dict.fromkeys(c.source for c in report.sources):
        lines += _wrapped(f"- {source}", "    ")
    lines += ["", Text("Nachweis", "Receipt")[lang]]
    for name, value in _receipt(report, lang):
        lines.append(f"    {name}: {value}")
    return "\n".join(lines)


def _result(report: Report, lang: Lang) -> list[tuple[str, str]]:
    counted = ", ".join(f"{n} {v.label[lang]}" for v, n in report.counts.items() if n)
    return [
        (Text("Befunde", "Findings")[lang], counted),
        (Text("Folge", "What follows")[lang], report.follows.label[lang]),
    ]


def _to_settle(report: Report, lang: Lang) -> list[str]:
    """List each open point with what would have to be known to close it."""
    if not report.to_settle:
        return []
    lines = [MISSING[lang]]
    for finding, missing in report.to_settle:
        lines += _wrapped(f"- {finding.code}: {'; '.join(m[lang] for m in missing)}", "    ")
    return [*lines, ""]


def _receipt(report: Report, lang: Lang) -> list[tuple[str, str]]:
    made = report.receipt
    rows = [
        (Text("Programm", "Program")[lang], f"beurteilung {made.version}"),
        (Text("Fall (SHA-256)", "Case (SHA-256)")[lang], made.case_sha256),
    ]
    return rows + [(f"{one.name} (SHA-256)", one.sha256) for one in made.data]


def head(report: Report, lang: Lang) -> list[tuple[str, str]]:
    """Return what stands above the findings: name and text of each line."""
    case = report.case
    known = Text("Kenntnisstand", "Facts known on")
    law = Text("Rechtsstand", "State of the law")
    lines = [(Text("Dienstherr", "Dienstherr")[lang], case.land)]
    for name, value in ((known, case.kenntnisstand), (law, case.rechtsstand)):
        lines.append((name[lang], day(value, lang) if value else Text("heute", "today")[lang]))
    return lines + [(Text("Anmerkung", "Remark")[lang], note) for note in case.anmerkung]
