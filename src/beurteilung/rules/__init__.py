"""The rules, one module a topic: pure functions from facts to findings.

A rule module contains no date, file number, pay group, count or grade of any case: what differs from
edition to edition it reads from the guideline, what courts say it reads from the authorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.findings import Finding, Ground, Verdict
from beurteilung.wording import Text

if TYPE_CHECKING:
    from beurteilung.sources import Citation

__all__ = ["breach", "unknown"]


def unknown(
    code: str, message: Text, *missing: Text, citations: tuple[Citation, ...] = ()
) -> Finding:
    """Return an open finding that names the facts or rules that are missing."""
    return Finding(code, Verdict.OPEN, message, missing=missing, citations=citations)


def breach(
    code: str,
    message: Text,
    *citations: Citation,
    ground: Ground = Ground.GUIDELINE,
    calculated: bool = False,
) -> Finding:
    """Return a violated finding that by itself makes the appraisal unlawful."""
    return Finding(
        code,
        Verdict.VIOLATED,
        message,
        citations=citations,
        ground=ground,
        new_appraisal=True,
        calculated=calculated,
    )


NO_GUIDELINE = Text(
    "Zur Skala der Beurteilung ist keine Richtlinie bekannt.",
    "No guideline is known for the scale of the appraisal.",
)
NO_RULE = Text(
    "Eine Bestimmung der Richtlinie dazu ist nicht belegt.",
    "No provision of the guideline on this is attested.",
)
