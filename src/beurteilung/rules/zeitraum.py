"""The period appraised: whether it joins the previous one, ends where it must, and is long enough."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from beurteilung.findings import Finding, Verdict
from beurteilung.rules import NO_GUIDELINE, NO_RULE, breach, unknown
from beurteilung.wording import Text, day

if TYPE_CHECKING:
    from beurteilung.appraisals import Period
    from beurteilung.facts import Facts
    from beurteilung.editions import Guideline

__all__ = ["check"]

JOIN, LENGTH = "zeitraum.anschluss", "zeitraum.mindestdauer"

_PERIOD = Text("Beurteilungszeitraum", "period appraised")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check where the period lies and how long it is."""
    guideline = facts.guideline
    if guideline is None:
        return (unknown(JOIN, NO_GUIDELINE), unknown(LENGTH, NO_GUIDELINE))
    period = facts.current.period
    if period is None:
        text = Text("Der Zeitraum ist nicht bekannt.", "The period is not known.")
        return (unknown(JOIN, text, _PERIOD), unknown(LENGTH, text, _PERIOD))
    return (_place(facts, period, guideline), _length(period, guideline))


def _place(facts: Facts, period: Period, guideline: Guideline) -> Finding:
    """The period joins the previous one and ends on the Stichtag or the day before it."""
    rule = guideline.rules.zeitraum
    if rule is None:
        return unknown(JOIN, NO_RULE)
    cited = guideline.cite(rule)
    faults: list[Text] = []
    kept: list[Text] = []
    if rule.anschliessend and facts.previous is not None:
        before = facts.previous.period
        if before is None:
            text = Text(
                "Der vorige Zeitraum ist nicht bekannt.", "The previous period is not known."
            )
            return unknown(JOIN, text, _PERIOD, citations=(cited,))
        gap = before.gap(period)
        kept.append(Text(
            f"{period} schließt an den vorigen Zeitraum (bis {day(before.end)}) an.",
            f"{period} joins the previous period (to {day(before.end, 'en')}).",
        ))  # fmt: skip
        if gap > 0:
            faults.append(Text(f"Lücke von {gap} Tag(en).", f"Gap of {gap} day(s)."))
        elif gap < 0:
            faults.append(Text(
                f"Überschneidung von {-gap} Tag(en).", f"Overlap of {-gap} day(s)."
            ))  # fmt: skip
    if rule.ende:
        if facts.stichtag is None:
            text = Text("Der Stichtag ist nicht bekannt.", "The Stichtag is not known.")
            return unknown(JOIN, text, Text("Stichtag", "Stichtag"), citations=(cited,))
        end = facts.stichtag - timedelta(days=1 if rule.ende == "vortag" else 0)
        kept.append(Text(
            f"Er endet am {day(period.end)}, Stichtag {day(facts.stichtag)}.",
            f"It ends on {day(period.end, 'en')}, Stichtag {day(facts.stichtag, 'en')}.",
        ))  # fmt: skip
        if period.end != end:
            faults.append(Text(
                f"Er müsste am {day(end)} enden.", f"It would have to end on {day(end, 'en')}."
            ))  # fmt: skip
    if faults:
        return breach(JOIN, _all([*faults, *kept[1:]]), cited)
    return Finding(JOIN, Verdict.SATISFIED, _all(kept), citations=(cited,))


def _all(texts: list[Text]) -> Text:
    return Text(" ".join(t.de for t in texts), " ".join(t.en for t in texts))


def _length(period: Period, guideline: Guideline) -> Finding:
    """The period is at least as long as the guideline demands."""
    rule = guideline.rules.mindestzeitraum
    if rule is None:
        return unknown(LENGTH, NO_RULE)
    cited = guideline.cite(rule)
    text = Text(
        f"{period} sind {period.days} Tage; verlangt sind {rule.monate} Monate.",
        f"{period} is {period.days} days; {rule.monate} months are required.",
    )
    if not period.lasts(rule.monate):
        return breach(LENGTH, text, cited, calculated=True)
    return Finding(LENGTH, Verdict.SATISFIED, text, citations=(cited,), calculated=True)
