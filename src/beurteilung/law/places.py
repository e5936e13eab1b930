"""Places of finding: a decision that only reports what a provision says is no authority for it."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung.law.decisions import known_decision
from beurteilung.model.sources import Citation, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    citations, children = finding.citations, finding.children
    if citations:
        placed = [place(one, law, guidelines) for one in citations]
        citations = tuple(placed if len(placed) == 1 else dict.fromkeys(placed))
    if children:
        children = tuple([reported(child, law, guidelines) for child in children])
    if _same(citations, finding.citations) and _same(children, finding.children):
        return finding
    return evolve(finding, citations=citations, children=children)


def _same(made: Sequence[object], before: Sequence[object]) -> bool:
    """Tell whether two lists hold the very same objects."""
    return made is before or (len(made) == len(before) and all(map(is_, made, before)))


def place(citation: Citation, law: ApplicableLaw, guidelines: Collection[Guideline]) -> Citation:
    """Return a citation as it is, or as one of the provision that its source only reports."""
    if may_lead(citation.source_id, law):
        return citation
    source, norm = citation.source, _SCALES
    for one in guidelines:
        if source.id in one.document.source_ids:
            norm = one.as_source
            break
    return Citation(norm, citation.evidence, citation.place, via=source.zitat)


def may_lead(source_id: str, law: ApplicableLaw) -> bool:
    """Tell whether a source may be cited as an authority: no later decision, and not the decided case."""
    decision = known_decision(source_id)
    return decision is None or law.counts(decision)


_SCALES = Source("skalen", "Bezeichnungen und Definitionen der Skalen", "norm")
"""What a mapping compares, where no guideline at hand is reported by the decision."""
