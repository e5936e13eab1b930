"""Occasion, Stichtag and edition: whether this appraisal was due, and under which guideline."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from beurteilung._base.dates import first_of, last_of
from beurteilung._base.errors import NotInForceError
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, day
from beurteilung.law import registry
from beurteilung.law.certainty import NO_RULE, breach, left_open, unknown, without_guideline
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.offices import Amtswechsel
from beurteilung.model.sources import Evidence

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.rules import Fact
    from beurteilung.law.document import Anlass, Stichtag
    from beurteilung.law.editions import Guideline
    from beurteilung.model.findings import Missing
    from beurteilung.model.offices import Office, StatusEvent
    from beurteilung.model.sources import Citation

__all__ = ["check", "held"]

GROUND, DAY, EDITION = "anlass.grund", "anlass.stichtag", "anlass.fassung"

_KIND = needed("art")
_STICHTAG = needed("stichtag")
_GROUP = needed("laufbahngruppe")
_DAY_OF_OCCASION = needed("anlass.tag")
_INFERRED = Text("der erschlossenen Regel", "the inferred rule")
_RULE_ON_DAY = needed("stichtag.regel")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the occasion and the Stichtag of the appraisal."""
    guideline, item = facts.guideline, facts.case.beurteilung[-1]
    other_kind = (
        item.art is not None and item.kind is None
    )  # probation and the like have no Stichtag
    if other_kind or not (item.art or item.anlass or item.stichtag):
        return ()
    if guideline is None:
        return (without_guideline(GROUND), without_guideline(DAY))
    if facts.current.kind is None:
        text = Text(
            "Die Art der Beurteilung ist nicht bekannt.", "The kind of appraisal is not known."
        )
        return (unknown(GROUND, text, _KIND), unknown(DAY, text, _KIND))
    if facts.stichtag is None:
        text = Text(
            "Der Stichtag der Beurteilung ist nicht bekannt.",
            "The Stichtag of the appraisal is not known.",
        )
        return (unknown(GROUND, text, _STICHTAG), unknown(DAY, text, _STICHTAG))
    if facts.current.kind == "regel":
        found = tuple(_regular(facts, guideline, facts.stichtag, of) for of in (GROUND, DAY))
    else:
        found = (_occasion(facts, guideline), _day_of_occasion(facts, guideline))
    return (found[0], _with_edition(found[1], facts, guideline))


def _regular(facts: Facts, guideline: Guideline, on: date, code: str) -> Finding:
    """A Regelbeurteilung is due on a Stichtag of the officer's Laufbahngruppe."""
    office = facts.current.office
    of_day = [(s, s.of(office)) for s in guideline.document.stichtag if s.tag == on]
    for known, of_group in of_day:
        if of_group:
            text = Text(
                f"Der {day(known.tag)} ist regelmäßiger Stichtag{_of(known)}.",
                f"{day(known.tag, 'en')} is a regular Stichtag{_of(known)}.",
            )
            cited = guideline.cite(known)
            found = Finding(code, Verdict.SATISFIED, text, citations=(cited,))
            return found if cited.evidence.settles else _doubted(found, needed("stichtage"))
    if not guideline.document.stichtag:
        return unknown(code, NO_RULE, needed("stichtage"))
    if facts.group is None or None in {of_group for _, of_group in of_day}:
        text = Text(
            f"Ob der {day(on)} Stichtag der Laufbahngruppe ist, lässt sich nicht sagen.",
            f"Whether {day(on, 'en')} is a Stichtag of the Laufbahngruppe cannot be told.",
        )
        return unknown(code, text, _GROUP)
    text = Text(
        f"Dass der {day(on)} regelmäßiger Stichtag der Laufbahngruppe ist, ist nicht belegt.",
        f"It is not attested that {day(on, 'en')} is a regular Stichtag of the Laufbahngruppe.",
    )
    missing = needed("stichtage.alle")
    leaning = Verdict.VIOLATED if _between_rounds(facts, guideline) else None
    return Finding(code, Verdict.OPEN, text, leaning=leaning, missing=(missing,))


def _between_rounds(facts: Facts, guideline: Guideline) -> bool:
    """Tell whether the day lies between two rounds of the group that leave no room for one nobody attests."""
    on = facts.stichtag
    days = sorted({s.tag for s in guideline.document.stichtag if s.of(facts.current.office)})
    pairs = list(pairwise(days))
    around = next(((a, b) for a, b in pairs if on and a < on < b), None)
    if around is None:
        return False
    shortest = min(b - a for a, b in pairs)
    return (
        around[1] - around[0] < shortest * 1.5
    )  # half as long again: a round may slip by some months


def _of(known: Stichtag) -> str:
    return f" ({known.laufbahngruppe.value})" if known.laufbahngruppe else ""


def _occasion(facts: Facts, guideline: Guideline) -> Finding:
    """An Anlassbeurteilung needs an occasion of the guideline, and no Regelbeurteilung in its stead."""
    rule = _rule(facts, guideline)
    if rule is None:
        return unknown(GROUND, NO_RULE, needed("anlass.regel"))
    cited = guideline.cite(rule)
    if rule.ereignis == "sonstiges":
        text = Text(
            f"Anlass „{rule.text}“; ob er vorliegt, ist aus den Angaben nicht zu prüfen.",
            f"Occasion “{rule.text}”; whether it is given cannot be checked from the facts.",
        )
        return unknown(GROUND, text, needed("anlass.nachweis"), citations=(cited,))
    happened = _event(facts, rule)
    if happened is None:
        return _without_event(facts, rule, cited)
    passed = _passed(facts, guideline)
    due = next((s for s in passed if held(facts, s)), None)
    if due is not None:
        return _regular_due(facts, guideline, due, cited)
    name = happened.described()
    text = Text(
        f"{name.de}: Beurteilung aus sonstigem Anlass „{rule.text}“.",
        f"{name.en}: Anlassbeurteilung “{rule.text}”.",
    )
    if unsure := _unsure(facts, guideline, passed):
        doubt, missing = unsure
        return unknown(GROUND, text + doubt, missing, citations=(cited,))
    missed = _missed(facts, guideline, happened)
    for stichtag in missed:
        text += _why_missed(stichtag, happened)
    citations = (cited, *(guideline.cite(s) for s in missed))
    return Finding(GROUND, Verdict.SATISFIED, text, citations=tuple(dict.fromkeys(citations)))


def _regular_due(facts: Facts, guideline: Guideline, due: Stichtag, cited: Citation) -> Finding:
    """Beside a Regelbeurteilung that was due none may be made; whether it was due depends on the start."""
    if facts.round[0] == date.min:
        text = Text(
            f"Ob zum {day(due.tag)}{_of(due)} noch eine Regelbeurteilung fällig war, ist nicht bekannt: Der "
            "Beginn des Zeitraums fehlt.",
            f"Whether a Regelbeurteilung was still due on {day(due.tag, 'en')}{_of(due)} is not known: the "
            "start of the period is missing.",
        )
        return unknown(GROUND, text, needed("zeitraum.von"), citations=(guideline.cite(due), cited))
    text = Text(
        f"Zum {day(due.tag)}{_of(due)} war eine Regelbeurteilung fällig; für eine Beurteilung aus "
        "sonstigem Anlass ist daneben kein Raum.",
        f"A Regelbeurteilung was due on {day(due.tag, 'en')}{_of(due)}; no "
        "Anlassbeurteilung may be made beside it.",
    )
    return breach(GROUND, text, guideline.cite(due), cited)


def _rule(facts: Facts, guideline: Guideline) -> Anlass | None:
    named = facts.current.occasion
    return next((a for a in guideline.document.anlass if a.id == named), None)


def _event(facts: Facts, rule: Anlass) -> StatusEvent | None:
    fitting = [e for e in facts.events_between() if e.kind == rule.ereignis]
    return fitting[-1] if fitting else None


def _without_event(facts: Facts, rule: Anlass, cited: Citation) -> Finding:
    """Without the event there is no occasion, if the career is known well enough to say so."""
    missing = _untold(facts, rule)
    if missing is not None:
        text = Text(
            f"Ob der Anlass „{rule.text}“ vorliegt, ist nicht bekannt.",
            f"Whether the occasion “{rule.text}” is given is not known.",
        )
        return unknown(GROUND, text, missing, citations=(cited,))
    text = Text(
        f"Der Anlass „{rule.text}“ liegt nicht vor: Zwischen den Beurteilungen gibt es kein solches "
        "Ereignis.",
        f"The occasion “{rule.text}” is not given: there is no such event between the appraisals.",
    )
    return breach(GROUND, text, cited)


def _untold(facts: Facts, rule: Anlass) -> Missing | None:
    """Name what is missing to say that no such event happened; None if nothing is."""
    if any(e.kind == rule.ereignis and e.datum is None for e in facts.events):
        return _DAY_OF_OCCASION
    held = _offices(facts, facts.window)
    groups = [o.laufbahngruppe for o in held if rule.ereignis == "laufbahnwechsel"]
    first, last = facts.window
    unclear = [
        e
        for e in facts.events
        if isinstance(e, Amtswechsel) and (e.datum is None or first < e.datum <= last)
    ]
    if not held or unclear or None in groups:
        return needed("aemter")
    return None


def _offices(facts: Facts, span: tuple[date, date]) -> list[Office]:
    """Return the offices held in a span of days; none if the one at its start is not known."""
    first, last = span
    held = [a for a in facts.case.amt if a.ab is None or first_of(a.ab) <= last]
    at_start = [a for a in held if a.ab is None or last_of(a.ab) <= first]
    return [a.office for a in held[len(at_start) - 1 :]] if at_start else []


def _passed(facts: Facts, guideline: Guideline) -> list[Stichtag]:
    """Return the regular Stichtage between the appraisals."""
    first, last = facts.round
    return [s for s in guideline.document.stichtag if first < s.tag <= last]


def held(facts: Facts, stichtag: Stichtag) -> Fact:
    """Tell whether the officer was of the group of a Stichtag on its day."""
    return stichtag.of(facts.office_on(stichtag.tag))


def _unsure(
    facts: Facts, guideline: Guideline, passed: list[Stichtag]
) -> tuple[Text, Missing] | None:
    """Say why it cannot be told whether a Regelbeurteilung was due, and what is missing; None if it can."""
    for stichtag in passed:
        if held(facts, stichtag) is None:
            text = Text(
                f"Ob zum {day(stichtag.tag)}{_of(stichtag)} eine Regelbeurteilung fällig war, ist nicht "
                "bekannt.",
                f"Whether a Regelbeurteilung was due on {day(stichtag.tag, 'en')}{_of(stichtag)} is not "
                "known.",
            )
            return text, _GROUP
    for office in _offices(facts, facts.round):
        group = office.laufbahngruppe
        if group and guideline.gap(group.value, facts.stichtag):
            text = Text(
                f"Ob eine Regelbeurteilung fällig war, ist offen: Stichtage für „{group.value}“ sind nicht "
                "belegt.",
                f"Whether a Regelbeurteilung was due is open: Stichtage for “{group.value}” are not "
                "attested.",
            )
            return text, needed("stichtage.gruppe")
    return None


def _missed(facts: Facts, guideline: Guideline, happened: StatusEvent) -> list[Stichtag]:
    """Return the Stichtage missed by a change of group: of the new one before, of the old one after."""
    on = happened.datum
    assert on is not None  # noqa: S101 - events between two days have one
    old, new = (facts.office_on(d) for d in (_eve(on), on))
    if old is None or new is None or old.laufbahngruppe is new.laufbahngruppe:
        return []
    too_soon = [
        s
        for s in _passed(facts, guideline)
        if s.tag < on and s.laufbahngruppe is new.laufbahngruppe
    ]
    too_late = [
        s
        for s in guideline.document.stichtag
        if s.tag >= on and s.laufbahngruppe and s.laufbahngruppe is old.laufbahngruppe
    ]
    return [*too_soon, *too_late[:1]]


def _eve(on: date) -> date:
    return on.fromordinal(on.toordinal() - 1)


def _why_missed(stichtag: Stichtag, happened: StatusEvent) -> Text:
    assert happened.datum is not None  # noqa: S101 - events between two days have one
    when = Text(f"Am Stichtag {day(stichtag.tag)}", f"On the Stichtag {day(stichtag.tag, 'en')}")
    early = stichtag.tag < happened.datum
    return Text(
        f"{when.de}{_of(stichtag)} gehörte der Beamte dieser Gruppe {'noch nicht' if early else 'nicht mehr'} "
        "an.",
        f"{when.en}{_of(stichtag)} the officer was {'not yet' if early else 'no longer'} of this group.",
    )


def _day_of_occasion(facts: Facts, guideline: Guideline) -> Finding:
    """The Stichtag of an occasion is the guideline's next day of the year for it."""
    rule, on = _rule(facts, guideline), facts.stichtag
    if rule is None or rule.stichtag_monat is None or on is None:
        return unknown(DAY, NO_RULE, _RULE_ON_DAY)
    happened = _event(facts, rule)
    cited = guideline.cite(rule)
    written = cited.evidence is Evidence.NORM
    by_rule = cited if written else evolve(cited, evidence=Evidence.INFERRED)
    if happened is None or happened.datum is None:
        text = Text(
            "Ohne Anlass steht kein Stichtag fest.", "Without an occasion no Stichtag is fixed."
        )
        return unknown(DAY, text, _DAY_OF_OCCASION, citations=(by_rule,))
    expected = rule.next_day(happened.datum)
    assert expected is not None  # noqa: S101 - the rule has a day of the year
    shortest = guideline.document.mindestzeitraum
    short = shortest and not shortest.reached(Period(happened.datum, _eve(expected)))
    if shortest and short and on in (expected, rule.next_day(expected)):
        text = Text(
            f"Der {day(expected)} ist der nächste Stichtag; bis dahin lag im neuen Amt weniger als der "
            "Mindestzeitraum.",
            f"{day(expected, 'en')} is the next Stichtag; less than the minimum period lay in the new "
            "office.",
        )
        return unknown(DAY, text, _RULE_ON_DAY, citations=(by_rule, guideline.cite(shortest)))
    if on != expected:
        how = Text("der Richtlinie", "the guideline") if written else _INFERRED
        text = Text(
            f"Nach {how.de} wäre der {day(expected)} Stichtag, nicht der {day(on)}.",
            f"By {how.en} {day(expected, 'en')} would be the Stichtag, not {day(on, 'en')}.",
        )
        return _doubted(breach(DAY, text, by_rule), _RULE_ON_DAY)
    attested = [guideline.cite(a) for a in rule.stichtag if a.tag == on]
    if attested or written:
        text = Text(f"Stichtag ist der {day(on)}.", f"The Stichtag is {day(on, 'en')}.")
    else:
        text = Text(
            f"Nach {_INFERRED.de} ist der {day(on)} Stichtag.",
            f"By {_INFERRED.en} {day(on, 'en')} is the Stichtag.",
        )
    found = Finding(DAY, Verdict.SATISFIED, text, citations=((attested or [by_rule])[0],))
    return found if found.citations[0].evidence.settles else _doubted(found, _RULE_ON_DAY)


def _with_edition(finding: Finding, facts: Facts, guideline: Guideline) -> Finding:
    """Attach whether the edition applied is the one that governs the Stichtag."""
    on = facts.stichtag
    if not guideline.family or on is None:
        return finding
    try:
        governing = registry.in_force(guideline.family, on, laufbahngruppe=facts.group)
    except NotInForceError:
        by_group = facts.group is None and any(g.laufbahngruppe for g in guideline.document.geltung)
        missing = _GROUP if by_group else needed("geltung")
        text = Text(
            f"Welche Ausgabe am {day(on)} gilt, ist nicht belegt.",
            f"Which edition governs on {day(on, 'en')} is not attested.",
        )
        return _joined(finding, unknown(EDITION, text, missing))
    validity = governing.governs(on, facts.group)
    cited = (governing.cite(validity),) if validity else ()
    doubts = () if all(c.evidence.settles for c in cited) else (needed("geltung"),)
    if governing.id == guideline.id:
        text = Text(f"Es gilt: {guideline.title}.", f"In force: {guideline.title}.")
        found = Finding(EDITION, Verdict.SATISFIED, text, citations=cited)
        return _joined(finding, _doubted(found, *doubts))
    text = Text(
        f"Für diesen Stichtag gilt „{governing.title}“, angewandt wurde „{guideline.title}“.",
        f"“{governing.title}” governs this Stichtag, “{guideline.title}” was applied.",
    )
    if not facts.case.richtlinie and not facts.case.beurteilung[-1].richtlinie:
        # only the scale of the grade tells which edition was applied, and a scale is easily taken for the next
        doubts = (needed("richtlinie"), *doubts)
        text += Text(
            "Wurde in Wahrheit die geltende angewandt, ist die Note mit deren Skala anzugeben.",
            "If the one in force was applied in truth, state the grade with its scale.",
        )
    return _joined(finding, _doubted(breach(EDITION, text, *cited), *doubts))


def _doubted(finding: Finding, *missing: Missing) -> Finding:
    """Leave the finding open, leaning to its verdict, if something is missing that it rests on."""
    return left_open(finding, *missing, leaning=finding.verdict) if missing else finding


def _joined(finding: Finding, child: Finding) -> Finding:
    """Put the finding on the edition below that on the Stichtag, which is not better than it."""
    whole = finding
    if child.verdict is Verdict.VIOLATED:
        wrong = Text(
            "Angewandt wurde eine Fassung, die an diesem Stichtag nicht gilt.",
            "The edition applied does not govern this Stichtag.",
        )
        whole = breach(finding.code, wrong + finding.message, *finding.citations)
    elif child.leaning is Verdict.VIOLATED and finding.verdict is not Verdict.VIOLATED:
        doubtful = Text(
            "Ob die angewandte Fassung an diesem Stichtag gilt, ist offen.",
            "Whether the edition applied governs this Stichtag is open.",
        )
        whole = evolve(
            left_open(finding, *(finding.missing or child.missing), leaning=child.leaning),
            message=doubtful + finding.message,
        )
    return evolve(whole, children=(*finding.children, child))
