"""Anlass and Regel: whether a Regelbeurteilung is current, and whether one on occasion is due beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from beurteilung._base.text import Text, day
from beurteilung.cases.rules import answers, denied
from beurteilung.law.certainty import DECISION, backed, judged, of_selection, unknown
from beurteilung.law.decisions import rule
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import end_of_months
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Aktualitaet
    from beurteilung.law.decisions import Zahl

__all__ = ["check"]

EDITION, CURRENT, NEED, ALLOWED = (
    "anlass.richtlinie",
    "aktualitaet.dauer",
    "aktualitaet.bedarf",
    "aktualitaet.zulaessig",
)
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
        found.append(_allowed(facts, current, need, made=asked.anlassbeurteilung))
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
    said = facts.law("richtlinie.stichtag")
    text = Text(
        f"Die Richtlinie gilt seit {day(start)}; {before} Tage des Zeitraums liegen davor, sein Ende am "
        f"{day(last)}.",
        f"The guideline applies from {day(start, 'en')}; {before} days of the period lie before it, its "
        f"end on {day(last, 'en')}.",
    )
    stricter = new is not None and new.strenger
    if start > last or stricter or said.direction != "stuetzt":
        doubt = Text(
            "Ob sie auch dafür gilt, ist offen.", "Whether it governs that too is open."
        ) + said.why  # fmt: skip
        return Finding(
            EDITION, Verdict.OPEN, text + doubt, missing=said.missing or (DECISION,),
            supporting=said.supporting, opposing=said.contrary, calculated=True,
        )  # fmt: skip
    return Finding(
        EDITION, Verdict.SATISFIED, text + said.why,
        supporting=said.supporting, opposing=said.contrary, calculated=True,
    )  # fmt: skip


def _current(facts: Facts, asked: Aktualitaet) -> Finding | None:
    """A Regelbeurteilung is current for some years after its Stichtag, both days of the year included."""
    if asked.regelbeurteilung is None and asked.auswahl is None:
        return None
    if asked.regelbeurteilung is None or asked.auswahl is None:
        text = Text(
            "Stichtag der Regelbeurteilung oder Tag der Auswahl ist nicht bekannt.",
            "The Stichtag of the regular appraisal or the day of the selection is not known.",
        )
        missing = needed("aktualitaet.tage")
        return unknown(CURRENT, text, missing)
    said = facts.law("aktualitaet.dauer")
    officer, judge = (rule("aktualitaet.dauer").number(n) for n in ("jahre", "jahre-richter"))
    years = judge if asked.richter else officer
    limit = _last_day(asked.regelbeurteilung, years)
    inside = asked.auswahl <= limit
    text = Text(
        f"Stichtag {day(asked.regelbeurteilung)}, Auswahl {day(asked.auswahl)}; aktuell ist die "
        f"Regelbeurteilung {years.wert} Jahre, bis {day(limit)}.",
        f"Stichtag {day(asked.regelbeurteilung, 'en')}, selection {day(asked.auswahl, 'en')}; a regular "
        f"appraisal is current for {years.wert} years, until {day(limit, 'en')}.",
    )
    if said.direction != "stuetzt":
        return Finding(
            CURRENT, Verdict.OPEN, text + said.why, missing=(DECISION,), citations=(years.citation,),
            supporting=said.supporting, opposing=said.contrary, calculated=True,
        )  # fmt: skip
    if (
        not inside
        and asked.richter is None
        and asked.auswahl <= _last_day(asked.regelbeurteilung, judge)
    ):
        longer = Text(
            f"Für Richter, die alle {judge.wert} Jahre beurteilt werden, wären es {judge.wert} Jahre.",
            f"For judges appraised every {judge.wert} years it would be {judge.wert} years.",
        )
        return Finding(
            CURRENT, Verdict.OPEN, text + longer, missing=(_JUDGE,), citations=(years.citation, judge.citation),
            supporting=said.supporting, opposing=said.contrary, calculated=True,
        )  # fmt: skip
    return Finding(
        CURRENT,
        Verdict.SATISFIED if inside else Verdict.VIOLATED,
        text,
        ground=None if inside else Ground.STANDARDS,
        citations=(years.citation,),
        supporting=said.supporting,
        opposing=said.contrary,
        calculated=True,
    )


_JUDGE = needed("aktualitaet.richter")


def _last_day(stichtag: date, years: Zahl) -> date:
    """Return the last day of so many years after a Stichtag."""
    return end_of_months(stichtag + timedelta(days=1), int(years.wert) * _MONTHS)


def _need(facts: Facts, asked: Aktualitaet) -> Finding | None:
    """An appraisal on occasion is needed after long enough other tasks of another Statusamt."""
    other, tasks = asked.anderes_statusamt, asked.other_tasks
    if asked.andere_aufgaben is None and other is None and asked.turnus is None:
        return None
    said, law = facts.law("aktualitaet.bedarf"), rule("aktualitaet.bedarf")
    share, years = law.number("anteil"), law.number("jahre")
    months = share.wert * years.wert * _MONTHS
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
    if tasks:
        text += Text(f"Andere Aufgaben: {tasks}.", f"Other tasks: {tasks.text.en}.")
    elif long is False:
        text += Text(
            "Andere Aufgaben zwischen Stichtag und Auswahl gab es nicht.",
            "There were no other tasks between the Stichtag and the selection.",
        )
    verdict = (
        Verdict.OPEN
        if said.direction != "stuetzt"
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
    missing = () if verdict is not Verdict.OPEN else (
        needed("aktualitaet.aufgaben"),
    )  # fmt: skip
    return Finding(
        NEED, verdict, text + result, citations=(share.citation,), missing=missing,
        supporting=said.supporting, opposing=said.contrary, calculated=True,
    )  # fmt: skip


def _allowed(facts: Facts, current: Finding | None, need: Finding | None, *, made: bool) -> Finding:
    """While the regular appraisal is current and nothing demands it, none on occasion is made."""
    is_current = None if current is None else _yes(current)
    is_needed = None if need is None else _yes(need)
    if is_current is False and not is_needed:
        return _outdated(facts)
    if is_needed:
        due = Text("Eine Anlassbeurteilung war nötig", "An appraisal on occasion was due")
        if made:
            return Finding(ALLOWED, Verdict.SATISFIED, due + Text("und erging.", "and was made."))
        said = facts.law("aktualitaet.bedarf")
        text = due + Text("und unterblieb.", "and was not made.")
        return of_selection(judged(ALLOWED, text, said, Ground.STANDARDS))
    if is_current is None or is_needed is None:
        text = Text(
            "Ob eine Anlassbeurteilung zulässig war, ist offen.",
            "Whether an appraisal on occasion was allowed is open.",
        )
        missing = needed("aktualitaet.bedarf")
        return unknown(ALLOWED, text, missing)
    if made:
        text = Text(
            "Die Regelbeurteilung war aktuell und ein Bedarf bestand nicht; gleichwohl erging eine "
            "Anlassbeurteilung.",
            "The regular appraisal was current and there was no need; one on occasion was made all the "
            "same.",
        )
        said = facts.law("aktualitaet.unzulaessig")
        return of_selection(judged(ALLOWED, text, said, Ground.STANDARDS))
    text = Text(
        "Eine Anlassbeurteilung war nicht nötig und erging nicht.",
        "An appraisal on occasion was not due and was not made.",
    )
    return Finding(ALLOWED, Verdict.SATISFIED, text)


def _outdated(facts: Facts) -> Finding:
    """After its time a new regular appraisal is due; whether one on occasion will do is not decided."""
    said = facts.law("aktualitaet.danach")
    text = Text(
        "Die Regelbeurteilung war nicht mehr aktuell. Ob statt einer neuen eine Anlassbeurteilung genügt, "
        "ist nicht entschieden.",
        "The regular appraisal was no longer current. Whether one on occasion will do instead of a new one "
        "is not decided.",
    )
    missing = needed("aktualitaet.neue")
    return backed(Finding(ALLOWED, Verdict.OPEN, text + said.why, missing=(missing,)), said)


def _yes(finding: Finding) -> bool | None:
    """Read a finding as the answer to its question; open is no answer."""
    return None if finding.verdict is Verdict.OPEN else finding.verdict is Verdict.SATISFIED
