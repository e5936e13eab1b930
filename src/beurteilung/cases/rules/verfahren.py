"""Conferences, and deductions because of a change of office: results fixed before anybody judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, answer, answers
from beurteilung.law.certainty import backed, judged, permission, unknown
from beurteilung.law.codes import question
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.massstab import Abschlag

__all__ = ["check"]

DEDUCTION = "abschlag.amtszulage"

BINDING = "konferenz.bindung"
SHIFTED = "konferenz.massstab"
FIXED = "konferenz.feste-stufe"
ORDER = "konferenz.rangfolge"
FLAT = "abschlag.pauschal"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check conferences and deductions, if the case names any."""
    meeting, deduction = facts.case.konferenz, facts.case.abschlag
    asked: list[Asked] = []
    if meeting:
        asked += [
            (BINDING, meeting.ergebnis_bindet),
            (FIXED, meeting.feste_stufe_im_neuen_amt),
            (ORDER, meeting.rangfolge_bindet),
            (SHIFTED, meeting.massstab_verschoben),
        ]
    found = [_unless_proven(facts, one) for one in answers(facts, asked)]
    if deduction:
        found += [answer(facts, FLAT, deduction.vorgeschrieben), *_for_allowance(facts, deduction)]
    return tuple(found)


def _unless_proven(facts: Facts, finding: Finding) -> Finding:
    """A result whose binding effect is not established counts as free: say who says so."""
    proof = facts.law("konferenz.beweis")
    free = finding.code == BINDING and finding.verdict is Verdict.SATISFIED
    if not free or proof.direction != "stuetzt":
        return finding
    proven = evolve(finding, message=finding.message + proof.why)
    return backed(proven, facts.law(question(BINDING).regel), proof)


def _for_allowance(facts: Facts, deduction: Abschlag) -> tuple[Finding, ...]:
    """Without a new office there is no deduction; whether an Amtszulage makes one is in dispute."""
    if deduction.grund != "amtszulage":
        return ()
    deducted, office = facts.law("amtszulage.abschlag"), facts.law("amtszulage.eigenes-amt")
    text = Text(
        "Der Abschlag beruht allein auf einer Amtszulage.",
        "The deduction rests on an Amtszulage alone.",
    )
    found = judged(DEDUCTION, text, deducted, Ground.STANDARDS)
    # that it is an office of its own takes away what a court of lower rank presupposed
    outranked = office.direction == "stuetzt" and (office.rank or 0) < (deducted.rank or 0)
    if not office.supporting or (found.verdict is not Verdict.OPEN and not outranked):
        return (found,)
    limit = Text(
        "Danach ist es ein eigenes Amt; ob das einen Abschlag trägt, ist damit nicht entschieden.",
        "By that it is an office of its own; whether this carries a deduction is not decided.",
    )
    return (
        backed(
            unknown(DEDUCTION, text + office.why + limit, needed("abschlag")),
            deducted,
            permission(office),
        ),
    )
