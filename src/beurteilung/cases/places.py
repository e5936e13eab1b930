"""Places of finding: a decision that only reports what a provision says is no authority for it."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung.law import registry
from beurteilung.model.sources import Citation, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.law.editions import Guideline
    from beurteilung.model.findings import Finding

__all__ = ["reported"]


def reported(finding: Finding, facts: Facts) -> Finding:
    """Return a finding that cites provisions, and not the decided case or a later one that reports them.

    Such a decision may be named as the place where the provision was read, for what it reports existed
    then. What it held, which the note beside a provision may tell, is left out.
    """
    citations = tuple(dict.fromkeys(_place(c, facts) for c in finding.citations))
    children = tuple(reported(child, facts) for child in finding.children)
    if _same(citations, finding.citations) and _same(children, finding.children):
        return finding
    return evolve(finding, citations=citations, children=children)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _place(citation: Citation, facts: Facts) -> Citation:
    source = citation.source
    if source.art != "entscheidung" or facts.counts(source.id):
        return citation
    of = next((g for g in _guidelines(facts) if source.id in g.document.source_ids), None)
    norm = Source(of.id, of.title, "norm") if of else _SCALES
    return Citation(norm, citation.evidence, citation.place, via=source.zitat)


_SCALES = Source("skalen", "Bezeichnungen und Definitionen der Skalen", "norm")
"""What a mapping compares, where no guideline of the case is reported by the decision."""


def _guidelines(facts: Facts) -> Iterator[Guideline]:
    """Return the guideline applied, and that of the previous grade."""
    if facts.guideline:
        yield facts.guideline
    before = facts.previous.grade if facts.previous else None
    if before and (of_grade := registry.guideline_of(before.scale)):
        yield of_grade
