"""Officers released from duty: an appraisal carried forward instead of one of performance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, answers, denied
from beurteilung.law.certainty import DECISION, backed, left_open, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beurteilung import Nachzeichnung

__all__ = ["check"]

RELEASED, GROUP = "nachzeichnung.zeitraum", "nachzeichnung.querschnitt"

BASIS = "nachzeichnung.rechtsgrundlage"
TWICE = "nachzeichnung.zusaetzlich"
OMITTED = "nachzeichnung.unterblieben"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check an appraisal that was carried forward, if the case speaks of one."""
    nachzeichnung = facts.case.nachzeichnung
    if nachzeichnung is None:
        return ()
    asked: list[Asked] = [
        (OMITTED, nachzeichnung.unterblieben),
        (BASIS, denied(nachzeichnung.rechtsgrundlage)),
        (TWICE, nachzeichnung.weitere_elemente, denied(nachzeichnung.vollstaendig)),
    ]
    found = (_of_the_wholly_released(nachzeichnung, one) for one in answers(facts, asked))
    return (*_released(facts, nachzeichnung), *found, *_group(facts, nachzeichnung))


def _of_the_wholly_released(nachzeichnung: Nachzeichnung, found: Finding) -> Finding:
    """Whoever still serves in part can be appraised: that an appraisal was not carried forward settles nothing."""
    if found.code != OMITTED or found.verdict is Verdict.SATISFIED or nachzeichnung.vollstaendig:
        return found
    missing = (
        (needed("nachzeichnung.umfang"),) if nachzeichnung.vollstaendig is None else found.missing
    )
    return left_open(found, *(missing or (DECISION,)))


def _released(facts: Facts, nachzeichnung: Nachzeichnung) -> tuple[Finding, ...]:
    """Where there was nothing but release, there is no performance to appraise."""
    period, released = facts.current.period, nachzeichnung.period
    if released is None and nachzeichnung.von and nachzeichnung.bis is None:
        text = Text(
            "Der letzte Tag der Freistellung ist nicht bekannt; dauerte sie fort, ist der letzte Tag des Zeitraums "
            "anzugeben.",
            "The last day of the release is not known; if it went on, state the last day of the period.",
        )
        return (unknown(RELEASED, text, needed("nachzeichnung.ende")),)
    if period is None or released is None:
        text = Text(
            "Der Zeitraum oder die Zeit der Freistellung ist nicht bekannt.",
            "The period or the time of the release is not known.",
        )
        missing = needed("nachzeichnung.freistellung")
        return (unknown(RELEASED, text, missing),)
    shared = period.common(released)
    days = shared.days if shared else 0
    text = Text(
        f"Die Freistellung erfasst {days} von {period.days} Tagen des Zeitraums.",
        f"The release covers {days} of {period.days} days of the period.",
    )
    if days == period.days and nachzeichnung.vollstaendig:
        return (Finding(RELEASED, Verdict.SATISFIED, text, calculated=True),)
    rest = Text(
        "Im Übrigen gab es Leistungen, die zu beurteilen sind.",
        "Beyond that there was performance to appraise.",
    )
    if days == period.days:
        rest = Text(
            "Ob daneben Leistungen zu beurteilen sind, hängt davon ab, wie weit sie reicht.",
            "Whether there was performance to appraise depends on how far it goes.",
        )
    missing = needed("nachzeichnung.leistung")
    leaning = None if days else Verdict.VIOLATED
    found = Finding(
        RELEASED, Verdict.OPEN, text + rest, leaning=leaning, missing=(missing,), calculated=True
    )
    return (found,)


def _group(facts: Facts, nachzeichnung: Nachzeichnung) -> tuple[Finding, ...]:
    """By which officers the career is carried forward; no reasons on that were read."""
    if nachzeichnung.querschnitt is None:
        return ()
    choice = facts.law(GROUP)
    by = Text(
        "Nachgezeichnet wurde nach dem Querschnitt vergleichbarer Beamter.",
        "The career was carried forward by the cross-section of comparable officers.",
    )
    other = Text(
        "Nachgezeichnet wurde nicht nach dem Querschnitt vergleichbarer Beamter.",
        "The career was not carried forward by the cross-section of comparable officers.",
    )
    text = (by if nachzeichnung.querschnitt else other) + choice.why
    return (backed(Finding(GROUP, Verdict.OPEN, text, missing=choice.missing), choice),)
