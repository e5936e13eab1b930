"""Occasion, Stichtag and edition: whether this appraisal was due, and under which guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung import library
from beurteilung.appraisals import Period
from beurteilung.errors import NotInForceError
from beurteilung.findings import Finding, Verdict
from beurteilung.offices import Laufbahnwechsel
from beurteilung.rules import NO_GUIDELINE, NO_RULE, breach, unknown
from beurteilung.sources import Citation, Evidence
from beurteilung.wording import Text, day

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.editions import Anlass, Guideline, Stichtag
    from beurteilung.facts import Facts
    from beurteilung.offices import StatusEvent

__all__ = ["check"]

GROUND, DAY, EDITION = "anlass.grund", "anlass.stichtag", "anlass.fassung"

_KIND = Text(
    "Art der Beurteilung (Regel oder Anlass)", "kind of appraisal (regular or on occasion)"
)
_STICHTAG = Text("Stichtag der Beurteilung", "Stichtag of the appraisal")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the occasion and the Stichtag of the appraisal."""
    guideline = facts.guideline
    if guideline is None:
        return (unknown(GROUND, NO_GUIDELINE), unknown(DAY, NO_GUIDELINE))
    if facts.current.kind is None:
        text = Text(
            "Die Art der Beurteilung ist nicht bekannt.", "The kind of appraisal is not known."
        )
        return (unknown(GROUND, text, _KIND), unknown(DAY, text, _KIND))
    if facts.stichtag is None:
        text = Text("Der Stichtag ist nicht bekannt.", "The Stichtag is not known.")
        return (unknown(GROUND, text, _STICHTAG), unknown(DAY, text, _STICHTAG))
    if facts.current.kind == "regel":
        found = (_regular(facts, guideline, GROUND), _regular(facts, guideline, DAY))
    else:
        found = (_occasion(facts, guideline), _day_of_occasion(facts, guideline))
    return (found[0], _with_edition(found[1], facts, guideline))


def _regular(facts: Facts, guideline: Guideline, code: str) -> Finding:
    """A Regelbeurteilung is due on a Stichtag of the officer's Laufbahngruppe."""
    on = facts.stichtag
    for known in guideline.rules.stichtag:
        if known.tag == on and known.laufbahngruppe in (None, facts.group):
            text = Text(
                f"Der {day(known.tag)} ist regelmäßiger Stichtag{_of(known)}.",
                f"{day(known.tag, 'en')} is a regular Stichtag{_of(known)}.",
            )
            return Finding(code, Verdict.SATISFIED, text, citations=(guideline.cite(known),))
    if not guideline.rules.stichtag:
        return unknown(code, NO_RULE, Text("die Stichtage der Richtlinie", "its Stichtage"))
    text = Text(
        "Für diesen Tag ist kein regelmäßiger Stichtag der Laufbahngruppe belegt.",
        "No regular Stichtag of the Laufbahngruppe is attested for this day.",
    )
    missing = Text("alle Stichtage der Richtlinie", "all Stichtage of the guideline")
    return Finding(code, Verdict.OPEN, text, leaning=Verdict.VIOLATED, missing=(missing,))


def _of(known: Stichtag) -> str:
    return f" ({known.laufbahngruppe.value})" if known.laufbahngruppe else ""


def _occasion(facts: Facts, guideline: Guideline) -> Finding:
    """An Anlassbeurteilung needs an occasion of the guideline, and no Regelbeurteilung in its stead."""
    rule = _rule(facts, guideline)
    if rule is None:
        return unknown(
            GROUND, NO_RULE, Text("Anlass nach der Richtlinie", "occasion in the guideline")
        )
    cited = guideline.cite(rule)
    if rule.ereignis == "sonstiges":
        text = Text(
            f"Anlass „{rule.text}“; ob er vorliegt, ist aus den Angaben nicht zu prüfen.",
            f"Occasion “{rule.text}”; whether it is given cannot be checked from the facts.",
        )
        return unknown(
            GROUND, text, Text("Nachweis des Anlasses", "proof of it"), citations=(cited,)
        )
    happened = _event(facts, rule)
    if happened is None:
        text = Text(
            f"Der Anlass „{rule.text}“ liegt nicht vor: Zwischen den Beurteilungen gibt es kein solches "
            "Ereignis.",
            f"The occasion “{rule.text}” is not given: there is no such event between the appraisals.",
        )
        return breach(GROUND, text, cited)
    due = _regular_due(facts, guideline)
    if due is not None:
        text = Text(
            f"Zum {day(due.tag)}{_of(due)} war eine Regelbeurteilung fällig; für eine Beurteilung aus "
            "sonstigem Anlass ist daneben kein Raum.",
            f"A Regelbeurteilung was due on {day(due.tag, 'en')}{_of(due)}; there is no room for an "
            "appraisal on other occasion.",
        )
        return breach(GROUND, text, guideline.cite(due), cited)
    told = happened.described()
    text = Text(
        f"{told.de}: Beurteilung aus sonstigem Anlass „{rule.text}“.",
        f"{told.en}: appraisal on other occasion “{rule.text}”.",
    )
    missed = _missed(facts, guideline, happened)
    for stichtag in missed:
        text += _why_missed(stichtag, happened)
    citations = (cited, *(guideline.cite(s) for s in missed))
    return Finding(GROUND, Verdict.SATISFIED, text, citations=tuple(dict.fromkeys(citations)))


def _rule(facts: Facts, guideline: Guideline) -> Anlass | None:
    named = facts.current.occasion
    return next((a for a in guideline.rules.anlass if a.id == named), None)


def _event(facts: Facts, rule: Anlass) -> StatusEvent | None:
    fitting = [e for e in facts.events_between() if e.kind == rule.ereignis]
    return fitting[-1] if fitting else None


def _regular_due(facts: Facts, guideline: Guideline) -> Stichtag | None:
    """Return a regular Stichtag between the appraisals on which the officer was of its group."""
    first, last = facts.round
    return next(
        (s for s in guideline.rules.stichtag if first < s.tag <= last and _held(facts, s)), None
    )


def _held(facts: Facts, stichtag: Stichtag) -> bool:
    office = facts.office_on(stichtag.tag)
    return stichtag.laufbahngruppe in (None, office.laufbahngruppe if office else None)


def _missed(facts: Facts, guideline: Guideline, happened: StatusEvent) -> list[Stichtag]:
    """Return the regular Stichtage that passed the officer by because of the event."""
    first, last = facts.round
    passed = [s for s in guideline.rules.stichtag if first < s.tag <= last]
    assert happened.datum is not None  # noqa: S101 - events between two days have one
    before = [b for b in (facts.office_on(_eve(happened.datum)),) if b]
    later = [
        s
        for s in guideline.rules.stichtag
        if s.tag > last and before and s.laufbahngruppe == before[0].laufbahngruppe
    ]
    return [*passed, *later[:1]] if isinstance(happened, Laufbahnwechsel) else passed


def _eve(on: date) -> date:
    return on.fromordinal(on.toordinal() - 1)


def _why_missed(stichtag: Stichtag, happened: StatusEvent) -> Text:
    assert happened.datum is not None  # noqa: S101 - events between two days have one
    group = stichtag.laufbahngruppe.value if stichtag.laufbahngruppe else ""
    if stichtag.tag < happened.datum:
        return Text(
            f"Am Stichtag {day(stichtag.tag)} ({group}) gehörte der Beamte dieser Gruppe noch nicht an.",
            f"On the Stichtag {day(stichtag.tag, 'en')} ({group}) the officer was not yet of this group.",
        )
    return Text(
        f"Vor dem Stichtag {day(stichtag.tag)} ({group}) war er aus dieser Gruppe ausgeschieden.",
        f"Before the Stichtag {day(stichtag.tag, 'en')} ({group}) he had left this group.",
    )


def _day_of_occasion(facts: Facts, guideline: Guideline) -> Finding:
    """The Stichtag of an occasion is the guideline's next day of the year for it."""
    rule, on = _rule(facts, guideline), facts.stichtag
    if rule is None or rule.stichtag_monat is None or on is None:
        return unknown(DAY, NO_RULE, Text("Regel über den Stichtag", "rule on the Stichtag"))
    happened = _event(facts, rule)
    cited = guideline.cite(rule)
    inferred = Citation(cited.source, Evidence.INFERRED, cited.place, note=cited.note)
    if happened is None or happened.datum is None:
        text = Text(
            "Ohne Anlass steht kein Stichtag fest.", "Without an occasion no Stichtag is fixed."
        )
        return unknown(
            DAY, text, Text("Tag des Anlasses", "day of the occasion"), citations=(inferred,)
        )
    expected = rule.next_day(happened.datum)
    assert expected is not None  # noqa: S101 - the rule has a day of the year
    if on != expected:
        text = Text(
            f"Nach der erschlossenen Regel wäre der {day(expected)} Stichtag, nicht der {day(on)}.",
            f"By the inferred rule {day(expected, 'en')} would be the Stichtag, not {day(on, 'en')}.",
        )
        return Finding(DAY, Verdict.OPEN, text, leaning=Verdict.VIOLATED, citations=(inferred,))
    shortest = guideline.rules.mindestzeitraum
    if shortest and not Period(happened.datum, _eve(on)).lasts(shortest.monate):
        text = Text(
            f"Der {day(on)} ist der nächste Stichtag; bis dahin lag im neuen Amt weniger als der "
            "Mindestzeitraum.",
            f"{day(on, 'en')} is the next Stichtag; less than the minimum period lay in the new office.",
        )
        return unknown(DAY, text, NO_RULE, citations=(inferred, guideline.cite(shortest)))
    attested = [guideline.cite(a) for a in rule.stichtag if a.tag == on]
    text = Text(f"Stichtag ist der {day(on)}.", f"The Stichtag is {day(on, 'en')}.")
    if not attested:
        text += Text("(erschlossene Regel)", "(inferred rule)")
    return Finding(DAY, Verdict.SATISFIED, text, citations=(*attested[:1],) or (inferred,))


def _with_edition(finding: Finding, facts: Facts, guideline: Guideline) -> Finding:
    """Attach whether the edition applied is the one that governs the Stichtag."""
    on = facts.stichtag
    if not guideline.family or on is None:
        return finding
    try:
        governing = library.in_force(guideline.family, on, laufbahngruppe=facts.group)
    except NotInForceError:
        text = Text(
            f"Welche Ausgabe am {day(on)} gilt, ist nicht belegt.",
            f"Which edition governs on {day(on, 'en')} is not attested.",
        )
        return _joined(finding, unknown(EDITION, text))
    validity = governing.governs(on, facts.group)
    cited = (governing.cite(validity),) if validity else ()
    if governing.id != guideline.id:
        text = Text(
            f"Für diesen Stichtag gilt {governing.title}, angewandt wurde {guideline.title}.",
            f"{governing.title} governs this Stichtag, {guideline.title} was applied.",
        )
        return _joined(finding, breach(EDITION, text, *cited))
    text = Text(f"Es gilt: {guideline.title}.", f"In force: {guideline.title}.")
    return _joined(finding, Finding(EDITION, Verdict.SATISFIED, text, citations=cited))


def _joined(finding: Finding, child: Finding) -> Finding:
    """Put a finding below another; a violated one below makes the other violated too."""
    whole = finding
    if child.verdict is Verdict.VIOLATED:
        whole = breach(finding.code, finding.message, *finding.citations)
    return evolve(whole, children=(*finding.children, child))
