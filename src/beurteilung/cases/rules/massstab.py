"""The yardstick after a promotion within the period: which office, and which days are graded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.text import Text, percent, sentences
from beurteilung.changes.measure import as_decided
from beurteilung.law.certainty import DECISION, Norm, backed, favours, unknown
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.offices import Amtszulage, Befoerderung, Laufbahnwechsel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.law.decisions import Direction
    from beurteilung.model.offices import StatusEvent

__all__ = ["check"]

CODE = "massstab.befoerderung"

_APPLIED = needed("massstab.amt")
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
    changes = _within(facts, period)
    days = _days(changes, period) if period and changes else None
    if asked.angewandt is None:
        text = Text("Der Maßstab ist nicht bekannt.", "The yardstick is not known.")
        found = unknown(CODE, sentences(days, text), _APPLIED)
    elif changes:
        found = _judge(facts, asked.angewandt, days, changes)
    else:
        text = Text(
            "Ob im Zeitraum befördert wurde, ist nicht bekannt.",
            "Whether there was a promotion within the period is not known.",
        )
        found = unknown(CODE, text, needed("massstab.tag"))
    if period and not changes and all(e.datum for e in facts.events):
        text = Text(
            "Im Zeitraum gab es nach seinem ersten Tag keinen Wechsel des Amtes.",
            "There was no change of office within the period after its first day.",
        )
        found = Finding(CODE, Verdict.NOT_APPLICABLE, text)
    return (found,)


def _within(facts: Facts, period: Period | None) -> list[StatusEvent]:
    """Return the events after which the period went on, having begun before, and those without a day."""
    return [
        e
        for e in facts.events
        if e.datum is None or (period and period.start < e.datum <= period.end)
    ]


def _days(changes: list[StatusEvent], period: Period) -> Text:
    """State how much of the period lies after the last change of office, in exact days."""
    last = _last(changes)
    if last is None:
        return Text(
            "Der Tag des Wechsels ist nicht bekannt.", "The day of the change is not known."
        )
    after = Period(last, period.end).days
    share = Fraction(after, period.days)
    return Text(
        f"{after} von {period.days} Tagen ({percent(share)}) liegen nach dem Wechsel des Amtes.",
        f"{after} of {period.days} days ({percent(share, 'en')}) lie after the change of office.",
    )


def _last(changes: list[StatusEvent]) -> date | None:
    return max((e.datum for e in changes if e.datum), default=None)


def _judge(facts: Facts, applied: str, days: Text | None, changes: list[StatusEvent]) -> Finding:
    holding = facts.law(f"massstab.{applied}", *_provided(facts, applied))
    text = sentences(days, _NAMES[applied], holding.why, _too_short(facts, applied, changes))
    held = {"stuetzt": Verdict.SATISFIED, "lehnt_ab": Verdict.VIOLATED}.get(holding.direction or "")
    # a provision that names the day holds for whatever changed the office before it
    if holding.norm is None and len(changes) > 1:
        several = Text(
            f"Im Zeitraum lagen {len(changes)} Wechsel des Amtes; dafür ist der Maßstab nicht entschieden.",
            f"There were {len(changes)} changes of office within the period; for that it is not decided.",
        )
        missing = (DECISION, *holding.missing[1:])
        return backed(Finding(CODE, Verdict.OPEN, text + several, missing=missing), holding)
    if holding.norm is None and not isinstance(changes[0], Befoerderung):
        name = changes[0].name
        other = Text(
            f"Entschieden ist das für die Beförderung, nicht für: {name.de}.",
            f"That is decided for a promotion, not for: {name.en}.",
        )
        read = as_decided(changes[0], facts.applicable_law)
        near = isinstance(read, Laufbahnwechsel) or (isinstance(read, Amtszulage) and read.counts)
        leaning = held if near and read.stages.exact else None
        missing = (DECISION, *holding.missing[1:])
        found = Finding(CODE, Verdict.OPEN, text + other, missing=missing, leaning=leaning)
        return backed(found, holding)
    cited = (holding.norm,) if holding.norm else ()
    if held is Verdict.VIOLATED:
        return Finding(
            CODE, Verdict.VIOLATED, text, ground=Ground.TERM, new_appraisal=True, citations=cited,
            supporting=holding.contrary, opposing=holding.supporting,
        )  # fmt: skip
    if held is Verdict.SATISFIED:
        return backed(Finding(CODE, Verdict.SATISFIED, text, citations=cited), holding)
    return backed(
        Finding(CODE, Verdict.OPEN, text, missing=holding.missing, leaning=favours(holding),
                citations=cited),
        holding,
    )  # fmt: skip


_PROVIDED: dict[str, Direction] = {"amt-am-stichtag": "stuetzt", "geteilt": "lehnt_ab"}
_BY_OFFICE = Text(
    "Die Vorschrift, nach der beurteilt wurde, misst am Amt des Stichtags.",
    "The provision that was applied measures by the office at the Stichtag.",
)


def _provided(facts: Facts, applied: str) -> Iterator[Norm]:
    """Yield what the provisions that govern say; that time before is left out, none of them says."""
    for guideline in facts.governing(facts.stichtag):
        rule = guideline.document.befoerderung
        if rule and rule.amt and applied in _PROVIDED:
            yield Norm(rule.rang, _PROVIDED[applied], _BY_OFFICE, guideline.cite(rule))


def _too_short(facts: Facts, applied: str, changes: list[StatusEvent]) -> Text | None:
    """Say where only the time after the promotion counts and is shorter than the guideline demands."""
    period, guideline, last = facts.current.period, facts.guideline, _last(changes)
    shortest = guideline.document.mindestzeitraum if guideline else None
    if applied != "nur-zeit-danach" or not (shortest and period and last):
        return None
    if shortest.reached(Period(last, period.end)):
        return None
    return Text(
        f"Diese Zeit ist kürzer als der Mindestzeitraum ({shortest.length.de}).",
        f"That time is shorter than the minimum period ({shortest.length.en}).",
    )
