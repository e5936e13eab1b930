"""Anlass and Regel: whether a Regelbeurteilung is current, and whether one on occasion is due beside it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from beurteilung._base.dates import exact
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, day, sentences
from beurteilung.cases.rules import answers, denied
from beurteilung.law.certainty import (
    DECISION,
    Norm,
    backed,
    judged,
    left_open,
    of_selection,
    unknown,
)
from beurteilung.law.decisions import RARER, for_judges
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import end_of_months
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.auswahl import Aktualitaet
    from beurteilung.law.decisions import Richterrecht, Zahl
    from beurteilung.law.provisions import Aktualitaetsnorm

__all__ = ["check"]

EDITION, CURRENT, NEED, ALLOWED = (
    "anlass.richtlinie",
    "aktualitaet.dauer",
    "aktualitaet.bedarf",
    "aktualitaet.zulaessig",
)
JUDGES = "aktualitaet.dauer-richter"
_MONTHS = 12

DEVELOPS = "aktualitaet.fortentwicklung"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check a new guideline and the currency of a Regelbeurteilung, if the case speaks of them."""
    found = list(_new_guideline(facts))
    asked = facts.case.aktualitaet
    if asked is None:
        return tuple(found)
    current, need = _current(facts, asked), _need(facts, asked)
    found += [f for f in (current, need) if f is not None]
    if asked.anlassbeurteilung is not None:
        found.append(_allowed(facts, current, need, exists=asked.anlassbeurteilung))
    develops = asked.nur_fortentwickelt
    found += answers(facts, [(DEVELOPS, denied(develops))])
    return tuple(found)


def _new_guideline(facts: Facts) -> tuple[Finding, ...]:
    """The guideline in force at the Stichtag governs the whole period."""
    new, period = facts.case.neue_richtlinie, facts.current.period
    if new is None:
        return ()
    if new.ab is None or period is None:
        text = Text(
            "Ab wann die neue Richtlinie galt, oder der Zeitraum, ist nicht bekannt.",
            "From when the new guideline applied, or the period, is not known.",
        )
        missing = needed("neue-richtlinie")
        return (unknown(EDITION, text, missing),)
    last = facts.stichtag or period.end
    before = (new.ab - period.start).days
    if before <= 0:
        text = Text(
            "Die Richtlinie galt schon zu Beginn des Zeitraums.",
            "The guideline applied from the start of the period.",
        )
        return (Finding(EDITION, Verdict.NOT_APPLICABLE, text),)
    return (_governs(facts, new.ab, last, before),)


def _governs(facts: Facts, start: date, last: date, before: int) -> Finding:
    new = facts.case.neue_richtlinie
    holding = facts.law("richtlinie.stichtag")
    text = Text(
        f"Die Richtlinie gilt seit {day(start)}; {before} Tage des Zeitraums liegen davor, sein Ende am "
        f"{day(last)}.",
        f"The guideline applies from {day(start, 'en')}; {before} days of the period lie before it, its "
        f"end on {day(last, 'en')}.",
    )
    stricter = new is not None and new.strenger
    # a stricter standard in the middle of a period is another question than a new form
    if start > last or stricter or holding.direction != "stuetzt":
        doubt = Text(
            "Ob sie auch dafür gilt, ist offen.", "Whether it governs that too is open."
        ) + holding.why  # fmt: skip
        return Finding(
            EDITION, Verdict.OPEN, text + doubt, missing=holding.missing or (DECISION,),
            supporting=holding.supporting, opposing=holding.contrary, calculated=True,
        )  # fmt: skip
    return Finding(
        EDITION, Verdict.SATISFIED, text + holding.why,
        supporting=holding.supporting, opposing=holding.contrary, calculated=True,
    )  # fmt: skip


def _current(facts: Facts, asked: Aktualitaet) -> Finding | None:
    """A Regelbeurteilung is current for some years, counted from the day that the provision names."""
    if asked.regelbeurteilung is None and asked.auswahl is None:
        return None
    # statutes on officers bind judges, whose rhythm is another, only where a provision says so
    judge = _judge(facts, asked)
    also = for_judges(facts.case.land, asked.auswahl) if judge else None
    norms = [] if judge and not also else _norms(facts, asked.auswahl)
    first = _counted_from(facts, asked, _since(norms[0][1]) if norms else "stichtag")
    if first is None or asked.auswahl is None:
        text = Text(
            "Tag der Auswahl oder der Tag, von dem an gezählt wird, ist nicht bekannt.",
            "The day of the selection, or the day from which it is counted, is not known.",
        )
        return unknown(CURRENT, text, needed("aktualitaet.tage"))
    if norms:
        return _by_norm(facts, first, asked.auswahl, norms, also)
    return _by_decisions(facts, asked, first, asked.auswahl)


def _judge(facts: Facts, asked: Aktualitaet) -> bool | None:
    """Tell whether the person appraised is a judge; None if the case does not say so."""
    status = facts.case.status
    return asked.richter if asked.richter is not None or status is None else status == "richter"


def _norms(facts: Facts, on: date | None) -> list[tuple[Norm, Aktualitaetsnorm]]:
    """Return the provisions on currency that govern on the day of the selection."""
    found: list[tuple[Norm, Aktualitaetsnorm]] = []
    for guideline in facts.governing(on):
        rule = guideline.document.aktualitaet
        if rule is None:
            continue
        cited, held = guideline.cite(rule), guideline.governs(on) if on else None
        # as sure as the weaker of two: what the provision says, and from when it governs
        if held and held.evidenz < cited.evidence:
            cited = evolve(cited, evidence=held.evidenz)
        years = Text(f"{rule.jahre} Jahre", f"{rule.jahre} years")
        words = Text(
            f"Die Vorschrift lässt höchstens {years.de} zu.",
            f"The provision allows {years.en} at most.",
        )
        found.append((Norm(rule.rang, "stuetzt", words, cited), rule))
    return found


def _since(norm: Aktualitaetsnorm) -> str:
    """Return what a provision counts from; of one that does not say it the earliest day there can be."""
    return norm.ab or "zeitraumende"


def _counted_from(facts: Facts, asked: Aktualitaet, from_what: str) -> date | None:
    """Return the Stichtag of the Regelbeurteilung, or the end of its period where that counts."""
    if from_what == "stichtag":
        return asked.regelbeurteilung
    every = [b for b in facts.case.beurteilung if b.bis and b.art != "anlass"]
    regular = [b for b in every if asked.regelbeurteilung in (None, b.stichtag)]
    return exact(regular[-1].bis) if regular else None


def _by_norm(
    facts: Facts,
    first: date,
    chosen: date,
    norms: list[tuple[Norm, Aktualitaetsnorm]],
    also: Richterrecht | None,
) -> Finding:
    """The provision that governs on the day of the selection decides; a fault is one of the selection.

    ``also`` is by what it holds for a judge.
    """
    law, rule_ = facts.law(CURRENT, *(norm for norm, _ in norms)), norms[0][1]
    # the day itself does not count (§ 187 (1) BGB)
    limit = end_of_months(first + timedelta(days=1), rule_.jahre * _MONTHS)
    inside = chosen <= limit
    what = {"zeitraumende": Text("Der Zeitraum endete", "The period ended"),
            "stichtag": Text("Der Stichtag lag", "The Stichtag was")}[_since(rule_)]  # fmt: skip
    text = sentences(Text(
        f"{what.de} am {day(first)}, ausgewählt wurde am {day(chosen)}; zulässig ist das höchstens "
        f"{rule_.jahre} Jahre danach, also bis {day(limit)}.",
        f"{what.en} on {day(first, 'en')}, the selection was made on {day(chosen, 'en')}; it may be used "
        f"for {rule_.jahre} years at most, that is until {day(limit, 'en')}.",
    ), also.text if also else None)  # fmt: skip
    verdict = Verdict.SATISFIED if inside else Verdict.VIOLATED
    attested = law.rank == 1 and law.direction is not None
    doubts = (
        (_PERHAPS_LATER, not attested),
        (_NO_START, rule_.ab is None and not inside),
        (RARER, also is not None and not inside),
    )
    doubt = next((words for words, holds in doubts if holds), None)
    if doubt is not None:
        found = Finding(CURRENT, Verdict.OPEN, text + doubt, missing=(needed("bestimmung"),),
                        leaning=None if attested else verdict, citations=(norms[0][0].citation,),
                        calculated=True)  # fmt: skip
        return backed(found, law)
    result = Text("Noch aktuell.", "Still current.") if inside else Text(
        "Nicht mehr aktuell.", "No longer current."
    )  # fmt: skip
    cited = (law.norm,) if law.norm else ()
    ground = None if inside else Ground.TERM
    return backed(
        Finding(CURRENT, verdict, result + text, citations=cited, ground=ground, calculated=True),
        law,
    )


_PERHAPS_LATER = Text(
    "Ob die Vorschrift an diesem Tag schon so lautete, ist nicht belegt.",
    "Whether the provision read so on that day is not attested.",
)
_NO_START = Text(
    "Von welchem Tag an gezählt wird, sagt die Vorschrift nicht.",
    "The provision does not say from which day it is counted.",
)


def _by_decisions(facts: Facts, asked: Aktualitaet, first: date, chosen: date) -> Finding:
    """Without a provision courts tell how long, counted from the Stichtag."""
    judges, is_judge = facts.law(JUDGES), _judge(facts, asked)
    law = judges if is_judge else facts.law(CURRENT)
    years, judge = law.number("jahre"), judges.number("jahre")
    if years is None:
        apart = Text(
            f"Stichtag {day(first)}, Auswahl {day(chosen)}: {(chosen - first).days} Tage.",
            f"Stichtag {day(first, 'en')}, selection {day(chosen, 'en')}: {(chosen - first).days} days.",
        )
        found = unknown(CURRENT, apart + law.why, *law.missing)
        return backed(evolve(found, calculated=True), law)
    limit = _last_day(first, years)
    inside = chosen <= limit
    text = Text(
        f"Stichtag {day(first)}, Auswahl {day(chosen)}; nach {years.wert} Jahren wäre das bis "
        f"{day(limit)}.",
        f"Stichtag {day(first, 'en')}, selection {day(chosen, 'en')}; by {years.wert} years that would be "
        f"until {day(limit, 'en')}.",
    )
    verdict = Verdict.SATISFIED if inside else Verdict.VIOLATED
    found = Finding(
        CURRENT, verdict, text + law.why, ground=None if inside else Ground.STANDARDS,
        citations=(years.citation,), calculated=True,
    )  # fmt: skip
    if not inside and is_judge is None and judge and chosen <= _last_day(first, judge):
        longer = Text(
            f"Für Richter, die alle {judge.wert} Jahre beurteilt werden, wären es {judge.wert} Jahre.",
            f"For judges appraised every {judge.wert} years it would be {judge.wert} years.",
        )
        found = evolve(
            left_open(found, _JUDGE),
            message=text + longer,
            citations=(years.citation, judge.citation),
        )
    elif law.direction != "stuetzt":
        leaning = verdict if law.leaning == "stuetzt" else None
        found = left_open(found, *law.missing, leaning=leaning)
    if (
        not asked.turnus
        or asked.turnus == years.wert
        or inside is (chosen <= _after(first, asked.turnus))
    ):
        return backed(found, law)
    # The decisions speak of appraisals every three years, for judges every five.
    rhythm = Text(
        f"Beurteilt wird hier alle {asked.turnus} Jahre; was dann gilt, ist nicht entschieden.",
        f"Here appraisals are made every {asked.turnus} years; what holds then is not decided.",
    )
    return backed(left_open(found, *(found.missing or (DECISION,)), why=rhythm), law)


_JUDGE = needed("aktualitaet.richter")


def _last_day(stichtag: date, years: Zahl) -> date:
    """Return the last day of so many years after a Stichtag."""
    return _after(stichtag, int(years.wert))


def _after(stichtag: date, years: int) -> date:
    return end_of_months(stichtag + timedelta(days=1), years * _MONTHS)


def _need(facts: Facts, asked: Aktualitaet) -> Finding | None:
    """An Anlassbeurteilung is needed after long enough other tasks of another Statusamt."""
    other, tasks = asked.anderes_statusamt, asked.other_tasks
    if asked.andere_aufgaben is None and other is None and asked.turnus is None:
        return None
    holding = facts.law("aktualitaet.bedarf")
    share, years = holding.number("anteil"), holding.number("jahre")
    if share is None or years is None:
        return backed(unknown(NEED, holding.why, *holding.missing), holding)
    months = share.wert * years.wert * _MONTHS
    # a rhythm as short as that brings the next Regelbeurteilung before the need
    never = asked.turnus is not None and asked.turnus * _MONTHS <= months
    long = None if asked.andere_aufgaben is None else tasks is not None and tasks.lasts(int(months))
    text = Text(
        f"Nötig wären {share.wert} von {years.wert} Jahren, also {months} Monate, mit Aufgaben eines "
        "anderen Statusamts.",
        f"{share.wert} of {years.wert} years, that is {months} months, with tasks of another Statusamt "
        "would be needed.",
    )
    if never:
        text += Text(
            f"So lange dauert es bei einem Turnus von {asked.turnus} Jahren bis zur nächsten nicht.",
            f"At a rhythm of {asked.turnus} years the next one comes before.",
        )
    later = _of_rhythm(asked.turnus, share, years)
    if later and long:
        text += Text(
            f"Bei einem Turnus von {asked.turnus} Jahren wäre derselbe Anteil {later} Monate.",
            f"At a rhythm of {asked.turnus} years the same share would be {later} months.",
        )
        long = True if tasks and tasks.lasts(later) else None
    if tasks:
        text += Text(f"Andere Aufgaben: {tasks}.", f"Other tasks: {tasks.text.en}.")
    elif long is False:
        text += Text(
            "Andere Aufgaben zwischen Stichtag und Auswahl gab es nicht.",
            "There were no other tasks between the Stichtag and the selection.",
        )
    verdict = (
        Verdict.OPEN
        if holding.direction != "stuetzt"
        else Verdict.NOT_APPLICABLE
        if never or False in (long, other)
        else Verdict.SATISFIED
        if long and other
        else Verdict.OPEN
    )
    result = {
        Verdict.SATISFIED: Text("Der Bedarf besteht.", "The need exists."),
        Verdict.NOT_APPLICABLE: Text("Ein Bedarf besteht nicht.", "There is no need."),
        Verdict.OPEN: Text("Ob ein Bedarf besteht, ist offen.", "Whether there is a need is open."),
    }[verdict]
    missing = (
        () if verdict is not Verdict.OPEN
        else (DECISION,) if holding.direction == "stuetzt" and tasks and other
        else (needed("aktualitaet.aufgaben"),)
    )  # fmt: skip
    return Finding(
        NEED, verdict, result + text, citations=(share.citation,), missing=missing,
        supporting=holding.supporting, opposing=holding.contrary, calculated=True,
    )  # fmt: skip


def _of_rhythm(turnus: int | None, share: Zahl, years: Zahl) -> int | None:
    """Return the months that the share is of a longer rhythm; None where appraisals come as often as there.

    The BVerwG speaks of two thirds of three years, BayVGH 3 CE 23.2302 of two thirds of four.
    """
    if turnus is None or turnus <= years.wert:
        return None
    return ceil(share.wert * turnus * _MONTHS)


def _allowed(
    facts: Facts, current: Finding | None, need: Finding | None, *, exists: bool
) -> Finding:
    """While the regular appraisal is current and nothing demands it, no Anlassbeurteilung is made."""
    is_current = None if current is None else _yes(current)
    is_needed = None if need is None else _yes(need)
    # currency first: an appraisal that is out of date cannot stand, needed or not
    if is_current is False and not is_needed:
        return _outdated(facts)
    if is_needed:
        due = Text("Eine Anlassbeurteilung war nötig", "An Anlassbeurteilung was due")
        if exists:
            return Finding(ALLOWED, Verdict.SATISFIED, due + Text("und erging.", "and was made."))
        holding = facts.law("aktualitaet.bedarf")
        text = due + Text("und unterblieb.", "and was not made.")
        return of_selection(judged(ALLOWED, text, holding, Ground.STANDARDS))
    if is_current is None or is_needed is None:
        text = Text(
            "Ob eine Anlassbeurteilung zulässig war, ist offen.",
            "Whether an Anlassbeurteilung was allowed is open.",
        )
        missing = needed("aktualitaet.bedarf")
        return unknown(ALLOWED, text, missing)
    if exists:
        text = Text(
            "Die Regelbeurteilung war aktuell und ein Bedarf bestand nicht; gleichwohl erging eine "
            "Anlassbeurteilung.",
            "The regular appraisal was current and there was no need; one was made all the same.",
        )
        holding = facts.law("aktualitaet.unzulaessig")
        return of_selection(judged(ALLOWED, text, holding, Ground.STANDARDS))
    text = Text(
        "Eine Anlassbeurteilung war nicht nötig und erging nicht.",
        "An Anlassbeurteilung was not due and was not made.",
    )
    return Finding(ALLOWED, Verdict.SATISFIED, text)


def _outdated(facts: Facts) -> Finding:
    """After its time a new regular appraisal is due; whether one on occasion will do is not decided."""
    holding = facts.law("aktualitaet.danach")
    text = Text(
        "Die Regelbeurteilung war nicht mehr aktuell. Ob statt einer neuen eine Anlassbeurteilung genügt, "
        "ist nicht entschieden.",
        "The regular appraisal was no longer current. Whether one on occasion will do instead of a new one "
        "is not decided.",
    )
    missing = needed("aktualitaet.neue")
    return backed(Finding(ALLOWED, Verdict.OPEN, text + holding.why, missing=(missing,)), holding)


def _yes(finding: Finding) -> bool | None:
    """Read a finding as the answer to its question; open is no answer."""
    return None if finding.verdict is Verdict.OPEN else finding.verdict is Verdict.SATISFIED
