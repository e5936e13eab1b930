"""Conferences, and deductions because of a change of office: results fixed before anybody judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, Question, answer, answers
from beurteilung.law.certainty import backed, judged
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Abschlag

__all__ = ["check"]

DEDUCTION = "abschlag.amtszulage"

BINDING = Question(
    "konferenz.bindung",
    "konferenz.bindung",
    Ground.STANDARDS,
    Text(
        "Das Ergebnis der Konferenz band die Beurteiler.",
        "The result of the conference bound the appraisers.",
    ),
    Text(
        "Dass das Ergebnis der Konferenz die Beurteiler band, ist nicht festgestellt.",
        "It is not established that the result of the conference bound the appraisers.",
    ),
    Text("ob das Ergebnis band", "whether the result bound"),
)
SHIFTED = Question(
    "konferenz.massstab",
    "konferenz.massstab",
    Ground.STANDARDS,
    Text(
        "Die Konferenz verschob den Maßstab.",
        "The conference shifted the standard.",
    ),
    Text("Die Konferenz verschob den Maßstab nicht.", "The conference did not shift the standard."),
    Text("ob der Maßstab verschoben wurde", "whether the standard was shifted"),
)
FIXED = Question(
    "konferenz.feste-stufe",
    "befoerderung.feste-stufe",
    Ground.STANDARDS,
    Text(
        "Erstmals im neuen Amt Beurteilte waren auf eine bestimmte Stufe festgelegt.",
        "Those first appraised in a new office were fixed to one stage.",
    ),
    Text(
        "Erstmals im neuen Amt Beurteilte waren nicht festgelegt.",
        "Those first appraised in a new office were not fixed to a stage.",
    ),
    Text("ob eine Stufe festgelegt war", "whether a stage was fixed"),
)
ORDER = Question(
    "konferenz.rangfolge",
    "konferenz.rangfolge",
    Ground.STANDARDS,
    Text("Die Rangfolge band das Gesamturteil.", "The rank order bound the overall mark."),
    Text("Die Rangfolge band nicht.", "The rank order did not bind."),
    Text("ob die Rangfolge band", "whether the rank order bound"),
)
FLAT = Question(
    "abschlag.pauschal",
    "befoerderung.pauschal",
    Ground.STANDARDS,
    Text(
        "Der Abschlag war allen vorgeschrieben, gleich was sie leisteten.",
        "The deduction was prescribed for all, whatever their performance.",
    ),
    Text(
        "Der Abschlag war nicht vorgeschrieben, sondern Ergebnis der Wertung.",
        "The deduction was not prescribed, but the outcome of the rating.",
    ),
    Text("ob der Abschlag vorgeschrieben war", "whether the deduction was prescribed"),
)


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
    proof = facts.said("konferenz.beweis")
    free = finding.code == BINDING.code and finding.verdict is Verdict.SATISFIED
    if not free or proof.direction != "stuetzt":
        return finding
    told = evolve(finding, message=finding.message + proof.why)
    return backed(told, facts.said(BINDING.rule), proof)


def _for_allowance(facts: Facts, deduction: Abschlag) -> tuple[Finding, ...]:
    """Without a new office there is no deduction; whether an Amtszulage makes one is in dispute."""
    if deduction.grund != "amtszulage":
        return ()
    said = facts.said("amtszulage.eigenes-amt")
    text = Text(
        "Der Abschlag beruht allein auf einer Amtszulage.",
        "The deduction rests on an Amtszulage alone.",
    )
    if said.direction == "lehnt_ab":
        return (
            Finding(
                DEDUCTION, Verdict.VIOLATED, text + said.why, ground=Ground.STANDARDS,
                new_appraisal=True, supporting=said.opposing, opposing=said.supporting,
            ),
        )  # fmt: skip
    found = judged(DEDUCTION, text, said, Ground.STANDARDS)
    if said.direction != "stuetzt":
        return (found,)
    only = Text(
        "Danach ist es ein eigenes Amt; ob das einen Abschlag trägt, ist damit nicht entschieden.",
        "By that it is an office of its own; whether this carries a deduction is not decided.",
    )
    return (
        Finding(
            DEDUCTION, Verdict.OPEN, text + said.why + only, leaning=Verdict.SATISFIED,
            missing=(needed("abschlag"),),
            supporting=said.supporting, opposing=said.opposing,
        ),
    )  # fmt: skip
