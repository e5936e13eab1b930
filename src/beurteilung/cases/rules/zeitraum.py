"""The period appraised: whether it joins the previous one, ends where it must, and is long enough."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text, day, percent, sentences
from beurteilung.cases.rules import answers, without_days
from beurteilung.cases.rules.anlass import held
from beurteilung.cases.rules.beitrag import covered
from beurteilung.law.certainty import (
    backed,
    breach,
    judged,
    unknown,
    without_guideline,
    without_rule,
)
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.rules import Fact
    from beurteilung.law.editions import Guideline
    from beurteilung.law.provisions import Mindestzeitraum
    from beurteilung.model.findings import Missing
    from beurteilung.model.sources import Citation

__all__ = ["check"]

JOIN, LENGTH = "zeitraum.anschluss", "zeitraum.mindestdauer"
SHARE, EARLY = "zeitraum.anteil", "zeitraum.zu-frueh"
LATE, NOT_MADE = "zeitraum.frist", "zeitraum.nicht-erteilt"

_STICHTAG = needed("stichtag")
_PREVIOUS = needed("vorbeurteilung")


PRACTICE = "zeitraum.selbstbindung"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check where the period lies, how long it is, and what of it counted."""
    last = facts.case.beurteilung[-1]
    late = answers(facts, [(NOT_MADE, last.nicht_erteilt), (LATE, last.frist_versaeumt)])
    return (*_by_guideline(facts), *_early(facts), *late, *_share(facts), *_practice(facts))


def _by_guideline(facts: Facts) -> tuple[Finding, ...]:
    guideline, period = facts.guideline, facts.current.period
    if period is None:
        if facts.current.days is None:
            return ()
        if guideline is None:
            return (without_guideline(JOIN), without_guideline(LENGTH))
        return (*without_days(facts, JOIN), _length_by_months(facts, guideline))
    # An appraisal at the end of the probation covers all of it, whatever was appraised before.
    if facts.case.beurteilung[-1].art == "probezeit":
        length = _length(facts, period, guideline) if guideline else without_guideline(LENGTH)
        return (length,)
    if guideline is None:
        return (_unruled(facts, period, without_guideline(JOIN)), without_guideline(LENGTH))
    return (_place(facts, period, guideline), _length(facts, period, guideline))


def _unruled(facts: Facts, period: Period, without: Finding) -> Finding:
    """Without a provision, the days between the two periods are counted, and no more."""
    before = facts.period_before
    if before is None:
        return without
    lie = _lie(before, period)
    if not before.gap(period):
        return evolve(without, message=lie + without.message, calculated=True)
    if _tolerated(facts, before, period):
        holding = facts.law("zeitraum.ueberschneidung")
        text = sentences(lie, _ACCEPTED, holding.why)
        return backed(Finding(JOIN, Verdict.SATISFIED, text, calculated=True), holding)
    reason = needed("zeitraum.lage")
    found = Finding(JOIN, Verdict.OPEN, lie + without.message, missing=(reason,), calculated=True)
    if before.gap(period) < 0:
        return found  # that no time may be left out says nothing on a time that is appraised twice
    holding = facts.law("zeitraum.lueckenlos")
    leaning = Verdict.VIOLATED if holding.direction == "stuetzt" else None
    return backed(
        evolve(found, message=lie + holding.why + without.message, leaning=leaning), holding
    )


def _lie(before: Period, period: Period) -> Text:
    """Say how two periods lie to each other, with the days between them or of both."""
    shared = before.common(period)
    if shared is not None:
        return Text("Die Zeiträume überschneiden sich:", "The periods overlap:") + _days(shared)
    if not before.gap(period):
        return Text(
            f"Der Zeitraum {period} schließt an den vorigen (bis {day(before.end)}) an.",
            f"The period {period.text.en} joins the previous one (to {day(before.end, 'en')}).",
        )
    first, second = sorted((before, period), key=lambda p: p.start)
    between = Period(first.end + timedelta(days=1), second.start - timedelta(days=1))
    gap = Text("Zwischen den Zeiträumen liegt eine Lücke:", "Between the periods there is a gap:")
    return gap + _days(between)


def _days(span: Period) -> Text:
    """Count days and name them: 1 Tag (01.06.1998), 92 Tage (05.07.2016–04.10.2016)."""
    if span.days == 1:
        return Text(f"1 Tag ({day(span.start)}).", f"1 day ({day(span.start, 'en')}).")
    return Text(f"{span.days} Tage ({span.text.de}).", f"{span.days} days ({span.text.en}).")


_ACCEPTED = Text("Das ist hier hinzunehmen.", "Here that is to be accepted.")


def _tolerated(facts: Facts, before: Period, period: Period) -> bool:
    """Tell whether an overlap is to be accepted: in a system of Anlassbeurteilungen only."""
    system = facts.case.zeitraum
    occasions_only = system is not None and system.nur_anlassbeurteilungen is True
    law = facts.law("zeitraum.ueberschneidung")
    # where appraisals come only on occasion, no round cuts their periods
    return before.gap(period) < 0 and occasions_only and law.direction == "stuetzt"


def _early(facts: Facts) -> tuple[Finding, ...]:
    """An appraisal made before its period ended could not know the rest of it."""
    written, period = facts.current.made_by, facts.current.period
    end = period.end if period else facts.stichtag
    if written is None or end is None or written >= end:
        return ()
    what = (
        Text("Ende des Zeitraums", "end of the period") if period else Text("Stichtag", "Stichtag")
    )
    rest = _days(Period(written + timedelta(days=1), end))
    text = Text(
        f"Die Beurteilung stand am {day(written)} schon fest, vor dem {what.de} ({day(end)}); es fehlen: "
        f"{rest.de}",
        f"The appraisal was made by {day(written, 'en')}, before the {what.en} ({day(end, 'en')}); "
        f"missing: {rest.en}",
    )
    missing = needed("zeitraum.rest")
    return (Finding(EARLY, Verdict.OPEN, text, missing=(missing,), calculated=True),)


def _share(facts: Facts) -> tuple[Finding, ...]:
    """Performance in more than a certain share of the period must not be left out of account."""
    spans, period = facts.case.unberuecksichtigt, facts.current.period
    if not spans:
        return ()
    if period is None:
        return without_days(facts, SHARE)
    out = covered([s.period for s in spans], period)
    share, law = Fraction(out, period.days), facts.law(SHARE)
    limit = law.number("anteil")
    text = Text(
        f"Unberücksichtigt blieben {out} von {period.days} Tagen ({percent(share)}).",
        f"{out} of {period.days} days ({percent(share, 'en')}) were left out of account.",
    )
    if limit is None:
        found = unknown(SHARE, text + law.why, *law.missing)
        return (backed(evolve(found, calculated=True), law),)
    text += Text(f"Die Grenze ist {limit.wert}.", f"The limit is {limit.wert}.")
    if share > limit.wert:
        return (judged(SHARE, text, law, Ground.FACTS, limit.citation, calculated=True),)
    less = Text("Für so wenig ist es nicht entschieden.", "For so little it is not decided.")
    return (
        Finding(
            SHARE, Verdict.OPEN, text + less, citations=(limit.citation,), calculated=True,
            missing=(needed("zeitraum.grund"),),
        ),
    )  # fmt: skip


def _practice(facts: Facts) -> tuple[Finding, ...]:
    system = facts.case.zeitraum
    if system is None:
        return ()
    asked = [(PRACTICE, system.weicht_von_praxis_ab, system.sachlicher_grund)]
    return tuple(answers(facts, asked))


def _place(facts: Facts, period: Period, guideline: Guideline) -> Finding:
    """The period joins the previous one, and ends on the Stichtag or the day before it."""
    rule = guideline.document.zeitraum
    if rule is None or not (rule.anschliessend or rule.ende):
        return _unruled(facts, period, without_rule(JOIN))
    asked: list[tuple[tuple[Fact, Text], Missing]] = []
    if rule.anschliessend:
        asked.append((_joins(facts, period, guideline), _PREVIOUS))
    if rule.ende:
        asked.append((_ends(facts, period, rule.ende), _STICHTAG))
    text, cited = sentences(*(sentence for (_, sentence), _ in asked)), guideline.cite(rule)
    answers = {answer for (answer, _), _ in asked}
    if False in answers:
        return breach(JOIN, text, cited)
    if None in answers:
        missing = (wanted for (answer, _), wanted in asked if answer is None)
        return unknown(JOIN, text, *missing, citations=(cited,))
    return Finding(JOIN, Verdict.SATISFIED, text, citations=(cited,))


def _joins(facts: Facts, period: Period, guideline: Guideline) -> tuple[Fact, Text]:
    """Tell whether the period joins the previous one, and say so in words."""
    before = facts.period_before
    if before is not None:
        lie = _lie(before, period)
        if _tolerated(facts, before, period):
            why = facts.law("zeitraum.ueberschneidung").why
            return True, sentences(lie, _ACCEPTED, why)
        return before.gap(period) == 0, lie
    closed = _round_before(facts, period, guideline)
    if closed is None:
        text = Text("Der vorige Zeitraum ist nicht bekannt.", "The previous period is not known.")
        return None, text
    text = Text(
        f"Der Zeitraum {period} schließt an den regelmäßigen Stichtag {day(closed)} an.",
        f"The period {period.text.en} joins the regular Stichtag {day(closed, 'en')}.",
    )
    return True, text


def _round_before(facts: Facts, period: Period, guideline: Guideline) -> date | None:
    """Return the regular Stichtag of the officer whose period ended where this one begins."""
    rule = guideline.document.zeitraum
    # a period that ends the day before the Stichtag leaves that day to the next one
    later = timedelta(days=1 if rule and rule.ende == "stichtag" else 0)
    days = (s.tag for s in guideline.document.stichtag if held(facts, s))
    return next((tag for tag in days if tag + later == period.start), None)


def _ends(facts: Facts, period: Period, ende: str) -> tuple[Fact, Text]:
    """Tell whether the period ends where it must, and say so in words."""
    on = facts.stichtag
    if on is None:
        text = Text(
            "Der Stichtag der Beurteilung ist nicht bekannt.",
            "The Stichtag of the appraisal is not known.",
        )
        return None, text
    due = on - timedelta(days=1 if ende == "vortag" else 0)
    text = Text(
        f"Der Zeitraum endet am {day(period.end)}, Stichtag ist der {day(on)}.",
        f"The period ends on {day(period.end, 'en')}, the Stichtag is {day(on, 'en')}.",
    )
    if period.end != due:
        text += Text(
            f"Er müsste am {day(due)} enden.", f"It would have to end on {day(due, 'en')}."
        )
    return period.end == due, text


def _length(facts: Facts, period: Period, guideline: Guideline) -> Finding:
    """The period is at least as long as the guideline demands; else what it provides for follows."""
    rule = guideline.document.mindestzeitraum
    if rule is None:
        return without_rule(LENGTH)
    cited = guideline.cite(rule)
    text = Text(
        f"{period} sind {period.days} Tage; verlangt: {rule.length.de}.",
        f"{period.text.en} is {period.days} days; required: {rule.length.en}.",
    )
    if rule.reached(period):
        return Finding(LENGTH, Verdict.SATISFIED, text, citations=(cited,), calculated=True)
    # the orders on pay by performance let the previous stage stand in (PBLEntgV, PostLEntgV)
    if rule.folge == "vorige_note":
        return _previous_counts(facts, rule, text, cited)
    if rule.folge is None:
        found = unknown(LENGTH, text + _THEN, needed("bestimmung"), citations=(cited,))
        return evolve(found, leaning=Verdict.VIOLATED, calculated=True)
    return breach(LENGTH, text, cited, calculated=True)


def _length_by_months(facts: Facts, guideline: Guideline) -> Finding:
    """A period of which only months are known is long enough if it is so between any days of them."""
    (found,) = without_days(facts, LENGTH)
    rule, least = guideline.document.mindestzeitraum, facts.current.at_least
    if rule is None:
        return without_rule(LENGTH)
    if least is None or not rule.reached(least):
        return found
    counted = Text(
        f"Das sind mindestens {least.days} Tage; verlangt: {rule.length.de}.",
        f"That is at least {least.days} days; required: {rule.length.en}.",
    )
    text, cited = found.message + counted, (guideline.cite(rule),)
    return Finding(LENGTH, Verdict.SATISFIED, text, citations=cited, calculated=True)


_THEN = Text(
    "Was dann folgt, ob nicht zu beurteilen ist oder etwas anderes gilt, ist nicht belegt.",
    "What follows then, whether there is no appraisal or something else holds, is not attested.",
)


def _previous_counts(facts: Facts, rule: Mindestzeitraum, text: Text, cited: Citation) -> Finding:
    """Where the period is too short, the previous stage counts as reached, or the one in its stead."""
    counts = Text(
        "Dann gilt die vorige Stufe als erreicht.", "Then the previous stage counts as reached."
    )
    text += counts
    now, before = facts.current.grade, facts.previous.grade if facts.previous else None
    stage = before.stage.code if before and before.stage else None
    if facts.previous is None and rule.ersatznote:
        stage = rule.ersatznote
        text += Text(
            f"Eine vorige gibt es nicht; es gilt „{stage}“.", f"There is none; “{stage}” counts."
        )
    if now is None or now.stage is None or stage is None:
        found = unknown(LENGTH, text, _PREVIOUS, citations=(cited,))
        return evolve(found, calculated=True)
    if now.stage.code == stage:
        text += Text("So ist es hier.", "So it is here.")
        return Finding(LENGTH, Verdict.SATISFIED, text, citations=(cited,), calculated=True)
    text += Text("Vergeben wurde eine andere.", "Another one was given.")
    return breach(LENGTH, text, cited, calculated=True)
