"""The post against the office: how the duties are valued, and by what the performance was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cases.rules import answers
from beurteilung.law.certainty import backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.model.offices import Besoldungsgruppe

__all__ = ["check"]

VALUE, LOWER = "taetigkeit.wertigkeit", "taetigkeit.unterwertig"
YARDSTICK = "taetigkeit.massstab"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check how post and duties are valued, as far as the case says it."""
    duties = facts.case.aufgaben
    measured = duties.gemessen_an if duties else None
    asked = [(YARDSTICK, None if measured is None else measured == "dienstposten")]
    return (*_value(facts), *answers(facts, asked))


def _value(facts: Facts) -> Iterator[Finding]:
    """State how far the value of the work lies from the office; only lower work is a question of its own."""
    span = facts.value_of_work
    if span is None:
        return
    low, high = span
    office = facts.current.office
    if office is None:
        text = Text("Das eigene Amt ist nicht bekannt.", "The officer's own office is not known.")
        yield unknown(VALUE, text, needed("wertigkeit.amt"))
        return
    office_group = office.besoldungsgruppe
    below, above = office_group.is_above(high), low.is_above(office_group)
    work = _work(low, high)
    if below is None or above is None:
        text = Text(
            f"{work.de}; wie sich das zu {office_group} verhält, sagt nur das Endgrundgehalt.",
            f"{work.en}; how that compares with {office_group} only the final basic salary tells.",
        )
        yield unknown(VALUE, text, needed("wertigkeit.endgrundgehalt"))
        return
    if not below and not above:
        text = work + Text(
            f"und damit dem Amt ({office_group}).", f"and so to the office ({office_group})."
        )
        yield Finding(VALUE, Verdict.NOT_APPLICABLE, text, calculated=True)
        return
    apart = office_group.steps_above(high) if below else low.steps_above(office_group)
    count = Text(
        "eine Besoldungsgruppe" if apart == 1 else f"{apart} Besoldungsgruppen",
        "one pay group" if apart == 1 else f"{apart} pay groups",
    )
    if above:
        text = work + Text(
            f"und liegen {count.de} über dem Amt ({office_group}).",
            f"and lie {count.en} above the office ({office_group}).",
        )
        yield Finding(VALUE, Verdict.NOT_APPLICABLE, text, calculated=True)
        return
    law = facts.law(LOWER)
    text = work + Text(
        f"und liegen {count.de} unter dem Amt ({office_group}); was daraus für die Note folgt, ist nicht entschieden.",
        f"and lie {count.en} below the office ({office_group}); what follows for the grade is not decided.",
    )
    yield backed(Finding(LOWER, Verdict.OPEN, text, missing=law.missing, calculated=True), law)


def _work(low: Besoldungsgruppe, high: Besoldungsgruppe) -> Text:
    """Name the pay group of the work, or both ends of a bundled post."""
    de, en = (str(low), str(low)) if low == high else (f"{low} bis {high}", f"{low} to {high}")
    return Text(f"Die Aufgaben entsprechen {de}", f"The duties correspond to {en}")
