"""A finding in words: what each kind of paper prints of it, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from beurteilung._base.text import Text
from beurteilung._base.translations import remark
from beurteilung.model.findings import Finding, Verdict, first_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.text import Lang
    from beurteilung.model.sources import Citation, Evidence

__all__ = ["Row", "Said", "citations", "cited", "evidence_name", "said"]

Row = tuple[str, str]
"""A name and what is said under it."""

_EVIDENCE = {
    "normtext": Text("Normtext gelesen", "norm text read"),
    "gruende": Text("Entscheidungsgründe", "court's reasons"),
    "leitsatz": Text("Leitsatz", "headnote"),
    "tatbestand": Text("Tenor oder Tatbestand", "operative part or facts"),
    "sekundaer": Text("Sekundärquelle", "secondary source"),
    "erschlossen": Text("erschlossen", "inferred"),
}
_PLACES, _FOR = Text("Grundlage", "Basis"), Text("Dafür", "For")
_AGAINST, _MISSING = Text("Dagegen", "Against"), Text("Zu klären", "To be settled")
_GROUND, _DEVIATION = Text("Fehlergruppe", "Ground of review"), Text("Abweichung", "Deviation")
_OWN = Text("eigene Rechnung", "own calculation")


@frozen
class Said:
    """A finding in one language: its verdict in words, its sentence, rows, and the findings below it."""

    kind: Verdict
    verdict: str
    sentence: str
    rows: tuple[Row, ...]
    below: tuple[Said, ...]


def said(finding: Finding, lang: Lang) -> Said:
    """Put a finding and all below it into words."""
    own = f" ({_OWN[lang]})" if finding.calculated else ""
    return Said(
        finding.verdict,
        first_words(finding, lang),
        finding.message[lang] + own,
        tuple(_rows(finding, lang)),
        tuple(said(child, lang) for child in finding.children),
    )


def _rows(finding: Finding, lang: Lang) -> Iterable[Row]:
    if finding.ground:
        yield _GROUND[lang], finding.ground.label[lang]
    if finding.deviation and finding.deviation[lang] not in finding.message[lang]:
        yield _DEVIATION[lang], finding.deviation[lang]
    for name, items in (
        (_PLACES, finding.citations),
        (_FOR, finding.supporting),
        (_AGAINST, finding.opposing),
    ):
        if items:
            yield name[lang], citations(items, lang)
    if finding.missing:
        yield _MISSING[lang], "; ".join(m.text[lang].rstrip(".") for m in finding.missing)


def evidence_name(evidence: Evidence) -> Text:
    """Return a grade of evidence in words."""
    return _EVIDENCE[evidence.value]


def cited(citation: Citation, lang: Lang) -> str:
    """Return a citation with its evidence and note."""
    marks = [evidence_name(citation.evidence)[lang]]
    if citation.note:
        marks.append(remark(citation.note, lang))
    if citation.via:
        marks.append(Text(f"zitiert nach {citation.via}", f"cited from {citation.via}")[lang])
    return f"{citation} [{'; '.join(marks)}]"


def citations(items: Iterable[Citation], lang: Lang) -> str:
    """Return citations in one line."""
    return "; ".join(cited(c, lang) for c in items)
