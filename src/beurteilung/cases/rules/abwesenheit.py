"""Absences and releases: for how much of the period there was service that could be appraised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import first_of, last_of
from beurteilung._base.text import Text, joined, sentences
from beurteilung.cases.rules.beitrag import covered
from beurteilung.law.certainty import unknown
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from fractions import Fraction

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.laufbahn import Abwesenheit

__all__ = ["check"]

CODE = "zeitraum.abwesenheit"

_WHY = {
    "krankheit": Text("Krankheit", "illness"),
    "elternzeit": Text("Elternzeit", "parental leave"),
    "mutterschutz": Text("Mutterschutz", "maternity leave"),
    "urlaub": Text("Urlaub", "leave"),
    "beurlaubung": Text("Beurlaubung", "long leave"),
    "teilzeit": Text("Teilzeit", "part-time work"),
    "personalrat": Text("Freistellung für den Personalrat", "release for the staff council"),
    "gleichstellung": Text("Freistellung für die Gleichstellung", "release as equality officer"),
    "schwerbehindertenvertretung": Text(
        "Freistellung für die Schwerbehindertenvertretung",
        "release as representative of the severely disabled",
    ),
    "verbot-der-amtsfuehrung": Text(
        "Verbot der Amtsführung", "ban on conducting official business"
    ),
    "dienstenthebung": Text("Dienstenthebung", "suspension from duty"),
    "ausbildung": Text("Ausbildung", "training"),
    "sonstiges": Text("sonstiger Grund", "another reason"),
}
_NO_REASON = Text("ohne Angabe des Grundes", "no reason stated")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Count the days of the period on which no service was done, if the case states any absence."""
    every = facts.case.abwesenheit
    if not every:
        return ()
    whole = [one for one in every if one.anteil in (None, 1) and one.grund != "teilzeit"]
    partly = [one for one in every if one not in whole]
    period = facts.current.period
    days = _days(whole, period) if period else None
    text = _in_words(whole, partly, days, period)
    gone = period is not None and days is not None and days >= period.days
    if gone and not facts.case.beurteilung[-1].fortgeschrieben:
        return (unknown(CODE, text, needed("abwesenheit.ersatz")),)
    return (Finding(CODE, Verdict.NOT_APPLICABLE, text, calculated=days is not None),)


def _days(whole: list[Abwesenheit], period: Period) -> int | None:
    """Return on how many days of the period there was no service at all; None if the days are not known."""
    if any(one.tage is None and one.von is None and one.bis is None for one in whole):
        return None
    spans = [span for one in whole if one.tage is None and (span := _span(one, period))]
    counted = covered(spans, period) + sum(one.tage or 0 for one in whole)
    return min(counted, period.days)


def _span(one: Abwesenheit, period: Period) -> Period | None:
    """Return an absence within the period; one without an end lasts to its end."""
    start = first_of(one.von) if one.von else period.start
    end = last_of(one.bis) if one.bis else period.end
    return period.common(Period(start, end)) if start <= end else None


def _in_words(
    whole: list[Abwesenheit], partly: list[Abwesenheit], days: int | None, period: Period | None
) -> Text:
    """Say how long there was no service, why, and where it was only less."""
    found: list[Text] = []
    if whole:
        why = Text(*(_reasons(whole, lang) for lang in ("de", "en")))
        if period is not None and days == period.days:
            found.append(
                Text(
                    f"Der ganze Zeitraum ({days} Tage) entfällt auf Abwesenheit ({why.de}).",
                    f"The whole period ({days} days) was one of absence ({why.en}).",
                )
            )
        elif days == 0:
            found.append(
                Text(
                    f"In den Zeitraum fällt keine Abwesenheit ({why.de}).",
                    f"No absence falls within the period ({why.en}).",
                )
            )
        elif days is None or period is None:
            found.append(
                Text(
                    f"Abwesend: {why.de}; wie viele Tage des Zeitraums, ist nicht bekannt.",
                    f"Absent: {why.en}; on how many days of the period is not known.",
                )
            )
        else:
            found.append(
                Text(
                    f"Von {period.days} Tagen des Zeitraums entfallen {days} auf Abwesenheit ({why.de}).",
                    f"Of {period.days} days of the period {days} were of absence ({why.en}).",
                )
            )
    within = [one for one in partly if period is None or _span(one, period)]
    found += [_less(one) for one in within]
    if partly and not within:
        found.append(
            Text(
                "Die Zeiten geminderter Arbeitszeit liegen außerhalb des Zeitraums.",
                "The times of reduced working time lie outside the period.",
            )
        )
    return sentences(*found)


def _less(one: Abwesenheit) -> Text:
    """Say by how much working time was reduced, when and why."""
    share, shown, why = _percent(one.anteil), one.days, _why(one)
    less = Text(f" um {share} %", f" by {share} %") if share else Text("", "")
    when = Text(f" ({shown.de})", f" ({shown.en})") if shown else Text("", "")
    return Text(
        f"Die Arbeitszeit war{less.de} gemindert{when.de}: {why.de}.",
        f"Working time was reduced{less.en}{when.en}: {why.en}.",
    )


def _why(one: Abwesenheit) -> Text:
    return _WHY[one.grund] if one.grund else _NO_REASON


def _reasons(every: list[Abwesenheit], lang: str) -> str:
    german = lang == "de"
    names = dict.fromkeys(_why(one).de if german else _why(one).en for one in every)
    return joined(names, "de" if german else "en")


def _percent(share: Fraction | None) -> str:
    """Write a share in percent, rounded to whole ones; nothing if none is stated."""
    return "" if share is None else str(round(share * 100))
