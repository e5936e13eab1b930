"""The rules, one module a topic: pure functions from facts to findings.

A rule module contains no date, file number, pay group, count or grade of any case: what differs from
edition to edition it reads from the guideline, what courts say it reads from the authorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from beurteilung._base.text import Text
from beurteilung.law.certainty import judged, of_selection
from beurteilung.model.findings import Finding, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.model.findings import Ground

__all__ = ["Asked", "Fact", "Question", "answer", "answers", "denied"]


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
            question.code, Verdict.OPEN, text, missing=(Missing(question.code, question.missing),),
            supporting=said.supporting, opposing=said.opposing,
        )  # fmt: skip
    if not fault:
        return Finding(
            question.code, Verdict.SATISFIED, question.fine,
            supporting=said.supporting, opposing=said.opposing,
        )  # fmt: skip
    found = judged(question.code, question.fault, said, question.ground)
    return of_selection(found) if question.of_selection else found


def answers(facts: Facts, asked: Iterable[Asked]) -> Iterator[Finding]:
    """Answer those questions of which the case tells something; stay silent on the rest.

    What is given stays open as long as nobody knows whether something cures it.
    """
    for question, given, *cured in asked:
        if given is not None:
            yield answer(facts, question, denied(cured[0]) if given and cured else given)
