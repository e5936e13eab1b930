"""A Regelbeurteilung whose round an Anlassbeurteilung fell into: it covers that time too."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cases.rules.beitrag import covered
from beurteilung.law.certainty import backed, judged, unknown
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cases.facts import Facts

__all__ = ["check"]

CODE = "zeitraum.anlass-in-regel"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check a Regelbeurteilung that follows an Anlassbeurteilung."""
    before = facts.previous
    if facts.current.kind != "regel" or before is None or before.kind != "anlass":
        return ()
    start, period = _start(facts), facts.current.period
    if start is None and period and before.period and period.common(before.period) == before.period:
        start = before.period.start  # all of it is included, wherever the round began
    if start is None or period is None or before.period is None:
        text = Text(
            "Die Zeiträume beider Beurteilungen oder der Beginn der Runde sind nicht bekannt.",
            "The periods of both appraisals or the start of the round are not known.",
        )
        missing = needed("runde")
        return (unknown(CODE, text, missing),)
    shared = Period(start, max(start, period.end)).common(before.period)
    if shared is None:
        text = Text(
            "Die Anlassbeurteilung liegt vor dieser Runde.",
            "The Anlassbeurteilung lies before this round.",
        )
        return (Finding(CODE, Verdict.NOT_APPLICABLE, text, calculated=True),)
    return (_included(facts, shared, covered([period], shared)),)


def _start(facts: Facts) -> date | None:
    """Return the first day of the regular period: as stated, or after the last Regelbeurteilung."""
    system, last = facts.case.zeitraum, facts.period_before
    if system and system.beginn_der_runde:
        return system.beginn_der_runde
    return last.end + timedelta(days=1) if last else None


def _included(facts: Facts, shared: Period, covered: int) -> Finding:
    holding = facts.law(CODE)
    if covered == shared.days:
        text = Text(
            "Auch die Zeit der Runde, die schon die Anlassbeurteilung erfasst "
            f"({shared}), ist einbezogen: {covered} {'Tag' if covered == 1 else 'Tage'}.",
            "The time of the round that the Anlassbeurteilung covers already "
            f"({shared.text.en}) is included too: {covered} {'day' if covered == 1 else 'days'}.",
        )
        return backed(Finding(CODE, Verdict.SATISFIED, text, calculated=True), holding)
    text = Text(
        "Von der Zeit der Runde, die schon die Anlassbeurteilung erfasst "
        f"({shared}), fehlen {shared.days - covered} von {shared.days} {'Tag' if shared.days == 1 else 'Tagen'}.",
        "Of the time of the round that the Anlassbeurteilung covers already "
        f"({shared.text.en}), {shared.days - covered} of {shared.days} {'day is' if shared.days == 1 else 'days are'} "
        "missing.",
    )
    return judged(CODE, text, holding, Ground.GUIDELINE, calculated=True)
