"""The rules, one module a topic: pure functions from facts to findings.

A rule module contains no date, file number, pay group, count or grade of any case: what differs from
edition to edition it reads from the guideline, what courts say it reads from the authorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from beurteilung.findings import Finding, Ground, Verdict
from beurteilung.wording import Text, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.authorities import Choice, Direction
    from beurteilung.facts import Facts
    from beurteilung.sources import Citation

__all__ = [
    "Asked",
    "Fact",
    "Question",
    "answer",
    "answers",
    "backed",
    "breach",
    "denied",
    "judged",
    "of_selection",
    "permission",
    "sentences",
    "unknown",
]


def unknown(
    code: str, message: Text, *missing: Text, citations: tuple[Citation, ...] = ()
) -> Finding:
    """Return an open finding that names the facts or rules that are missing."""
    wanted = missing or _WANTED.get(message, ())
    return Finding(code, Verdict.OPEN, message, missing=wanted, citations=citations)


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


Fact = bool | None
"""Yes, no, or not known."""


def denied(fact: Fact) -> Fact:
    """Return the opposite; what is not known stays so."""
    return None if fact is None else not fact


Asked = tuple["Question", Fact] | tuple["Question", Fact, Fact]
"""A question, whether its fault is given, and whether something cures it, if anything can."""


@frozen
class Question:
    """A question of yes or no whose answer is a fault by a rule of law.

    ``fault`` is said if it is answered yes, ``fine`` if no, ``missing`` if nobody knows. A fault
    ``of_selection`` lies in the choice between competitors and leaves the appraisal itself alone.
    """

    code: str
    rule: str
    ground: Ground
    fault: Text
    fine: Text
    missing: Text
    of_selection: bool = False


def answer(facts: Facts, question: Question, fault: Fact) -> Finding:
    """Answer a question with a fact of the case, by the decisions up to its Rechtsstand."""
    said = facts.said(question.rule)
    if fault is None:
        text = Text(
            "Das ist nach den Angaben nicht bekannt.", "The facts do not tell whether it was so."
        )
        return Finding(
            question.code, Verdict.OPEN, text, missing=(question.missing,),
            supporting=said.supporting, opposing=said.opposing,
        )  # fmt: skip
    if not fault:
        return Finding(
            question.code, Verdict.SATISFIED, question.fine,
            supporting=said.supporting, opposing=said.opposing,
        )  # fmt: skip
    found = judged(question.code, question.fault, said, question.ground)
    return of_selection(found) if question.of_selection else found


def permission(said: Choice) -> Choice:
    """Return a choice on what is allowed as one on its opposite, which `judged` can judge."""
    turned: dict[Direction | None, Direction] = {"stuetzt": "lehnt_ab", "lehnt_ab": "stuetzt"}
    return evolve(
        said,
        direction=turned.get(said.direction, said.direction),
        supporting=said.opposing,
        opposing=said.supporting,
    )


def of_selection(finding: Finding) -> Finding:
    """Return a finding on a selection: its fault does not make the appraisal unlawful."""
    return evolve(finding, new_appraisal=False)


def answers(facts: Facts, asked: Iterable[Asked]) -> Iterator[Finding]:
    """Answer those questions of which the case tells something; stay silent on the rest.

    What is given stays open as long as nobody knows whether something cures it.
    """
    for question, given, *cured in asked:
        if given is not None:
            yield answer(facts, question, denied(cured[0]) if given and cured else given)


def judged(
    code: str,
    message: Text,
    said: Choice,
    ground: Ground,
    *citations: Citation,
    calculated: bool = False,
) -> Finding:
    """Judge what the leading decision calls a fault.

    A decision that supports the rule makes it a violation, one that rejects the rule satisfied. One
    that limits it, one of which nobody states that it says so, one of what holds as a rule only, or
    none that can be chosen, leaves it open; it leans where all that is known points one way and some of
    it still stands.
    """
    decided = not said.inferred
    if decided and not said.as_a_rule and said.direction == "stuetzt":
        return Finding(
            code, Verdict.VIOLATED, message + said.why, citations=citations, ground=ground, new_appraisal=True,
            supporting=said.supporting, opposing=said.opposing, calculated=calculated,
        )  # fmt: skip
    if decided and said.direction == "lehnt_ab":
        return Finding(
            code, Verdict.SATISFIED, message + said.why, citations=citations,
            supporting=said.opposing, opposing=said.supporting, calculated=calculated,
        )  # fmt: skip
    wanted = EXCEPTION if said.as_a_rule and said.direction == "stuetzt" else DECISION
    leans = said.leading is not None and bool(said.supporting) and not said.opposing
    return Finding(
        code, Verdict.OPEN, message + said.why, citations=citations, missing=(wanted, *said.gaps),
        leaning=Verdict.VIOLATED if leans else None,
        supporting=said.supporting, opposing=said.opposing, calculated=calculated,
    )  # fmt: skip


def backed(finding: Finding, *said: Choice) -> Finding:
    """Return a finding with the decisions for and against the rules behind it."""
    return evolve(
        finding,
        supporting=tuple(dict.fromkeys(c for one in said for c in one.supporting)),
        opposing=tuple(dict.fromkeys(c for one in said for c in one.opposing)),
    )


DECISION = Text("eine einschlägige Entscheidung", "a decision on the point")
EXCEPTION = Text("ob ein Ausnahmefall vorliegt", "whether the case is an exception")
NO_GUIDELINE = Text(
    "Zur Skala der Beurteilung ist keine Richtlinie bekannt.",
    "No guideline is known for the scale of the appraisal.",
)
NO_RULE = Text(
    "Eine Bestimmung der Richtlinie dazu ist nicht belegt.",
    "No provision of the guideline on this is attested.",
)
_WANTED = {
    NO_GUIDELINE: (
        Text("die Richtlinie, nach der beurteilt wurde", "the guideline that was applied"),
    ),
    NO_RULE: (Text("was die Richtlinie dazu bestimmt", "what the guideline provides on this"),),
}
"""What would close a point that is open for want of a guideline, or of a provision in it."""
