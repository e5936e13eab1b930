"""The yardstick after a promotion within the period: which office, and which days are graded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung.appraisals import Period
from beurteilung.findings import Finding, Ground, Verdict
from beurteilung.rules import DECISION, backed, sentences, unknown
from beurteilung.wording import Text, percent

if TYPE_CHECKING:
    from beurteilung.facts import Facts
    from beurteilung.offices import StatusEvent

__all__ = ["check"]

CODE = "massstab.befoerderung"

_APPLIED = Text(
    "an welchem Amt die Leistung gemessen wurde", "by which office the performance was measured"
)
_NAMES = {
    "amt-am-stichtag": Text(
        "Gemessen wurde der ganze Zeitraum am Amt des Stichtags.",
        "The whole period was measured by the office at the Stichtag.",
    ),
    "nur-zeit-danach": Text(
        "Bewertet wurde nur die Zeit nach der Beförderung.",
        "Only the time after the promotion was graded.",
    ),
    "geteilt": Text(
        "Die Zeit vor der Beförderung wurde am früheren Amt gemessen.",
        "The time before the promotion was measured by the former office.",
    ),
}


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the yardstick, if the case speaks of it."""
    asked, period = facts.case.massstab, facts.current.period
    if asked is None:
        return ()
    risen = _within(facts, period)
    if period and not risen and all(e.datum for e in facts.events):
        text = Text(
            "Im Zeitraum gab es keinen Wechsel des Amtes.",
            "There was no change of office within the period.",
        )
        return (Finding(CODE, Verdict.NOT_APPLICABLE, text),)
    days = _days(risen, period) if period else None
    if asked.angewandt is None:
        text = Text("Der Maßstab ist nicht bekannt.", "The yardstick is not known.")
        return (unknown(CODE, sentences(days, text), _APPLIED),)
    return (_judge(facts, asked.angewandt, days, len(risen)),)


def _within(facts: Facts, period: Period | None) -> list[StatusEvent]:
    """Return the events that lie within the period, or whose day is not known."""
    return [e for e in facts.events if e.datum is None or (period and e.datum in period)]


def _days(risen: list[StatusEvent], period: Period) -> Text:
    """State how much of the period lies after the last change of office, in exact days."""
    dated = sorted(e.datum for e in risen if e.datum)
    if not dated:
        return Text(
            "Der Tag des Wechsels ist nicht bekannt.", "The day of the change is not known."
        )
    after = Period(dated[-1], period.end).days
    share = Fraction(after, period.days)
    return Text(
        f"{after} von {period.days} Tagen ({percent(share)}) liegen nach dem Wechsel des Amtes.",
        f"{after} of {period.days} days ({percent(share, 'en')}) lie after the change of office.",
    )


def _judge(facts: Facts, applied: str, days: Text | None, changes: int) -> Finding:
    said = facts.said(f"massstab.{applied}")
    text = sentences(days, _NAMES[applied], said.why, _too_short(facts, applied))
    if changes > 1:
        several = Text(
            f"Im Zeitraum lagen {changes} Wechsel des Amtes; dafür ist der Maßstab nicht entschieden.",
            f"There were {changes} changes of office within the period; for that it is not decided.",
        )
        return backed(Finding(CODE, Verdict.OPEN, text + several, missing=(DECISION,)), said)
    if said.direction == "stuetzt":
        return backed(Finding(CODE, Verdict.SATISFIED, text), said)
    if said.direction == "lehnt_ab":
        return Finding(
            CODE, Verdict.VIOLATED, text, ground=Ground.TERM, new_appraisal=True,
            supporting=said.opposing, opposing=said.supporting,
        )  # fmt: skip
    return backed(Finding(CODE, Verdict.OPEN, text, missing=(DECISION,)), said)


def _too_short(facts: Facts, applied: str) -> Text | None:
    """Say where only the time after the promotion counts and is shorter than the guideline demands."""
    period, guideline = facts.current.period, facts.guideline
    shortest = guideline.rules.mindestzeitraum if guideline else None
    dated = sorted(e.datum for e in _within(facts, period) if e.datum)
    if applied != "nur-zeit-danach" or not (shortest and period and dated):
        return None
    if Period(dated[-1], period.end).lasts(shortest.monate):
        return None
    return Text(
        f"Diese Zeit ist kürzer als der Mindestzeitraum von {shortest.monate} Monaten.",
        f"That time is shorter than the minimum period of {shortest.monate} months.",
    )
