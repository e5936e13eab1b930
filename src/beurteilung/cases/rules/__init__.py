"""The rules, one module a topic: pure functions from facts to findings.

A rule module contains no date, file number, pay group, count or grade of any case: what differs from
edition to edition it reads from the guideline, what courts say it reads from the authorities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.law.certainty import backed, judged, of_selection, unknown
from beurteilung.law.codes import question
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.law.certainty import Norm

__all__ = ["Asked", "Fact", "answer", "answers", "denied", "without_days"]


Fact = bool | None
"""Yes, no, or not known."""


def denied(fact: Fact) -> Fact:
    """Return the opposite; what is not known stays so."""
    return None if fact is None else not fact


Asked = tuple[str, Fact] | tuple[str, Fact, Fact]
"""Code of a question, whether its fault is given, and whether something cures it, if anything can."""


def answer(facts: Facts, code: str, fault: Fact, *norms: Norm, absent: bool = False) -> Finding:
    """Answer a question with a fact of the case, by provisions that govern and decisions known then.

    ``absent`` says that there is nothing of which it could be a fault: no contribution to depart from.
    """
    asked = question(code)
    law = facts.law(asked.regel, *norms)
    if fault is None:
        unknown = asked.fehlt.text
        text = Text(f"Nicht bekannt: {unknown.de}.", f"Not known: {unknown.en}.")
        if asked.gegeben:
            given = asked.gegeben.text
            text = Text(
                f"{given.de}; nicht bekannt ist, {unknown.de}.",
                f"{given.en}; it is not known {unknown.en}.",
            )
        missing = Missing(code, unknown)
        return backed(Finding(code, Verdict.OPEN, text, missing=(missing,)), law)
    if not fault:
        none = asked.entfaellt if absent and asked.entfaellt else asked.kein_fehler
        return backed(Finding(code, Verdict.SATISFIED, none.text), law)
    found = judged(code, asked.fehler.text, law, asked.grund)
    return of_selection(found) if asked.auswahl else found


def answers(facts: Facts, asked: Iterable[Asked]) -> Iterator[Finding]:
    """Answer those questions of which the case tells something; stay silent on the rest.

    What is given stays open as long as nobody knows whether something cures it.
    """
    for code, given, *cured in asked:
        if given is not None:
            fault = denied(cured[0]) if given and cured else given
            yield answer(facts, code, fault, absent=bool(cured) and not given)


def without_days(facts: Facts, *codes: str) -> tuple[Finding, ...]:
    """Return an open finding a code for want of the days of the period: of all of it, or of its ends."""
    shown = facts.current.days
    text = Text("Der Zeitraum ist nicht bekannt.", "The period is not known.")
    missing = needed("zeitraum")
    if shown:
        text = Text(
            f"Vom Zeitraum ist nur bekannt: {shown.de}.",
            f"Of the period only this is known: {shown.en}.",
        )
        missing = needed("zeitraum.tage") if facts.current.end else needed("zeitraum.bis")
    return tuple(unknown(code, text, missing) for code in codes)
