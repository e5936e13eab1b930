"""Places of finding: a decision that only reports what a provision says is no authority for it."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung.law.decisions import known_decision
from beurteilung.model.sources import Citation, Source

if TYPE_CHECKING:
    from collections.abc import Collection

    from beurteilung.law.certainty import ApplicableLaw
    from beurteilung.law.editions import Guideline
    from beurteilung.model.findings import Finding

__all__ = ["may_lead", "place", "reported"]


def reported(finding: Finding, law: ApplicableLaw, guidelines: Collection[Guideline]) -> Finding:
    """Return a finding that cites provisions, and not the decided case or a later one that reports them.

    Such a decision may be named as the place where the provision was read, for what it reports existed
    then. What it held, which the note beside a provision may tell, is left out. ``guidelines`` are those
    whose provisions may be meant.
    """
    if law.rechtsstand is None and not law.excluded:
        return finding
    citations = tuple(dict.fromkeys(finding.citations))
    if not all(may_lead(one.source_id, law) for one in citations):
        citations = tuple(dict.fromkeys(place(c, law, guidelines) for c in citations))
    children = tuple(reported(child, law, guidelines) for child in finding.children)
    if citations == finding.citations and all(map(is_, children, finding.children)):
        return finding
    return evolve(finding, citations=citations, children=children)


def place(citation: Citation, law: ApplicableLaw, guidelines: Collection[Guideline]) -> Citation:
    """Return a citation as it is, or as one of the provision that its source only reports."""
    source = citation.source
    if may_lead(source.id, law):
        return citation
    of = next((g for g in guidelines if source.id in g.document.source_ids), None)
    norm = Source(of.id, of.title, "norm") if of else _SCALES
    return Citation(norm, citation.evidence, citation.place, via=source.zitat)


def may_lead(source_id: str, law: ApplicableLaw) -> bool:
    """Tell whether a source may be cited as an authority: no later decision, and not the decided case."""
    decision = known_decision(source_id)
    return decision is None or law.counts(decision)


_SCALES = Source("skalen", "Bezeichnungen und Definitionen der Skalen", "norm")
"""What a mapping compares, where no guideline at hand is reported by the decision."""
