"""The period appraised: whether it joins the previous one, ends where it must, and is long enough."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung.authorities import rule as rule_of_law
from beurteilung.findings import Finding, Ground, Verdict
from beurteilung.rules import (
    NO_GUIDELINE,
    NO_RULE,
    Question,
    answers,
    backed,
    breach,
    judged,
    sentences,
    unknown,
)
from beurteilung.rules.beitrag import days_of
from beurteilung.wording import Text, day, percent

if TYPE_CHECKING:
    from beurteilung.appraisals import Period
    from beurteilung.editions import Guideline
    from beurteilung.facts import Facts

__all__ = ["check"]

JOIN, LENGTH = "zeitraum.anschluss", "zeitraum.mindestdauer"
SHARE, EARLY = "zeitraum.anteil", "zeitraum.zu-frueh"

_STICHTAG = Text("Stichtag", "Stichtag")
_PERIOD = Text("Beurteilungszeitraum", "period appraised")


PRACTICE = Question(
    "zeitraum.selbstbindung",
    "zeitraum.selbstbindung",
    Ground.STANDARDS,
    Text(
        "Die Länge des Zeitraums weicht ohne sachlichen Grund von der ständigen Praxis ab.",
        "The length of the period departs from constant practice without an objective reason.",
    ),
    Text(
        "Die Länge entspricht der ständigen Praxis, oder es gibt einen sachlichen Grund.",
        "The length is that of constant practice, or there is an objective reason.",
    ),
    Text("ob es einen sachlichen Grund gibt", "whether there is an objective reason"),
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check where the period lies, how long it is, and what of it counted."""
    return (*_by_guideline(facts), *_early(facts), *_share(facts), *_practice(facts))


def _by_guideline(facts: Facts) -> tuple[Finding, ...]:
    guideline, period = facts.guideline, facts.current.period
    if period is None:
        text = Text("Der Zeitraum ist nicht bekannt.", "The period is not known.")
        if guideline is None:
            text = NO_GUIDELINE
        return (unknown(JOIN, text, _PERIOD), unknown(LENGTH, text, _PERIOD))
    if guideline is None:
        return (_unruled(facts, period, NO_GUIDELINE), unknown(LENGTH, NO_GUIDELINE))
    return (_place(facts, period, guideline), _length(period, guideline))


def _unruled(facts: Facts, period: Period, why: Text) -> Finding:
    """Without a provision, the days between the two periods are counted, and no more."""
    before = facts.previous.period if facts.previous else None
    if before is None:
        return unknown(JOIN, why)
    gap = before.gap(period)
    said = facts.said("zeitraum.lueckenlos")
    if gap < 0 and _tolerated(facts):
        return _overlap(facts, -gap)
    if gap > 0:
        start, end = before.end + timedelta(days=1), period.start - timedelta(days=1)
        counted = Text(
            f"Zwischen den Zeiträumen liegt eine Lücke von {gap} Tag(en), {day(start)} bis {day(end)}.",
            f"Between the periods there is a gap of {gap} day(s), {day(start, 'en')} to "
            f"{day(end, 'en')}.",
        )
    elif gap < 0:
        counted = Text(
            f"Die Zeiträume überschneiden sich um {-gap} Tag(e).",
            f"The periods overlap by {-gap} day(s).",
        )
    else:
        counted = Text("Die Zeiträume schließen aneinander an.", "The periods join.")
    leaning = Verdict.VIOLATED if gap > 0 and said.direction == "stuetzt" else None
    reason = Text("warum die Zeiträume so liegen", "why the periods lie like that")
    found = Finding(
        JOIN, Verdict.OPEN, counted + why, leaning=leaning, calculated=True,
        missing=(reason,) if gap else unknown(JOIN, why).missing,
    )  # fmt: skip
    return backed(found, said) if gap else found


def _tolerated(facts: Facts) -> bool:
    """Tell whether an overlap is to be accepted: in a system of appraisals on occasion only."""
    system = facts.case.zeitraum
    only = system is not None and system.nur_anlassbeurteilungen is True
    return only and facts.said("zeitraum.ueberschneidung").direction == "stuetzt"


def _overlap(facts: Facts, days: int) -> Finding:
    said = facts.said("zeitraum.ueberschneidung")
    text = Text(
        f"Die Zeiträume überschneiden sich um {days} Tag(e); das ist hier hinzunehmen.",
        f"The periods overlap by {days} day(s); here that is to be accepted.",
    )
    return Finding(
        JOIN, Verdict.SATISFIED, sentences(text, said.why), calculated=True,
        supporting=said.supporting, opposing=said.opposing,
    )  # fmt: skip


def _early(facts: Facts) -> tuple[Finding, ...]:
    """An appraisal made before its period ended could not know the rest of it."""
    made, period = facts.current.made, facts.current.period
    end = period.end if period else facts.stichtag
    if made is None or end is None or made >= end:
        return ()
    days = (end - made).days
    what = Text("Ende des Zeitraums", "end of the period") if period else _STICHTAG
    text = Text(
        f"Die Beurteilung vom {day(made)} wurde {days} Tag(e) vor dem {what.de} ({day(end)}) gemacht.",
        f"The appraisal of {day(made, 'en')} was made {days} day(s) before the {what.en} "
        f"({day(end, 'en')}).",
    )
    missing = Text("wie die restliche Zeit erfasst wurde", "how the remaining time was covered")
    return (Finding(EARLY, Verdict.OPEN, text, missing=(missing,), calculated=True),)


def _share(facts: Facts) -> tuple[Finding, ...]:
    """Performance in more than a certain share of the period must not be left out of account."""
    spans, period = facts.case.unberuecksichtigt, facts.current.period
    if not spans:
        return ()
    if period is None:
        text = Text("Der Zeitraum ist nicht bekannt.", "The period is not known.")
        return (unknown(SHARE, text, _PERIOD),)
    out = len(days_of([s.period for s in spans], period))
    share, limit = Fraction(out, period.days), rule_of_law(SHARE).number("anteil")
    text = Text(
        f"Unberücksichtigt blieben {out} von {period.days} Tagen ({percent(share)}); die Grenze ist "
        f"{limit.wert}.",
        f"{out} of {period.days} days ({percent(share, 'en')}) were left out of account; the limit is "
        f"{limit.wert}.",
    )
    said = facts.said(SHARE)
    if share > limit.wert:
        return (judged(SHARE, text, said, Ground.FACTS, limit.citation, calculated=True),)
    less = Text("Für so wenig ist es nicht entschieden.", "For so little it is not decided.")
    return (
        Finding(
            SHARE, Verdict.OPEN, text + less, citations=(limit.citation,), calculated=True,
            missing=(Text("warum diese Zeit nicht zählt", "why that time does not count"),),
        ),
    )  # fmt: skip


def _practice(facts: Facts) -> tuple[Finding, ...]:
    system = facts.case.zeitraum
    if system is None:
        return ()
    asked = [(PRACTICE, system.weicht_von_praxis_ab, system.sachlicher_grund)]
    return tuple(answers(facts, asked))


def _place(facts: Facts, period: Period, guideline: Guideline) -> Finding:
    """The period joins the previous one and ends on the Stichtag or the day before it."""
    rule = guideline.rules.zeitraum
    if rule is None:
        return _unruled(facts, period, NO_RULE)
    cited = guideline.cite(rule)
    faults: list[Text] = []
    kept: list[Text] = []
    if rule.anschliessend and facts.previous is not None:
        before = facts.previous.period
        if before is None:
            text = Text(
                "Der vorige Zeitraum ist nicht bekannt.", "The previous period is not known."
            )
            return unknown(JOIN, text, _PERIOD, citations=(cited,))
        gap = before.gap(period)
        kept.append(Text(
            f"{period} schließt an den vorigen Zeitraum (bis {day(before.end)}) an.",
            f"{period.text.en} joins the previous period (to {day(before.end, 'en')}).",
        ))  # fmt: skip
        if gap > 0:
            faults.append(Text(f"Lücke von {gap} Tag(en).", f"Gap of {gap} day(s)."))
        elif gap < 0 and not _tolerated(facts):
            faults.append(Text(
                f"Überschneidung von {-gap} Tag(en).", f"Overlap of {-gap} day(s)."
            ))  # fmt: skip
    if rule.ende:
        if facts.stichtag is None:
            text = Text("Der Stichtag ist nicht bekannt.", "The Stichtag is not known.")
            return unknown(JOIN, text, Text("Stichtag", "Stichtag"), citations=(cited,))
        end = facts.stichtag - timedelta(days=1 if rule.ende == "vortag" else 0)
        kept.append(Text(
            f"Er endet am {day(period.end)}, Stichtag {day(facts.stichtag)}.",
            f"It ends on {day(period.end, 'en')}, Stichtag {day(facts.stichtag, 'en')}.",
        ))  # fmt: skip
        if period.end != end:
            faults.append(Text(
                f"Er müsste am {day(end)} enden.", f"It would have to end on {day(end, 'en')}."
            ))  # fmt: skip
    if faults:
        return breach(JOIN, _all([*faults, *kept[1:]]), cited)
    return Finding(JOIN, Verdict.SATISFIED, _all(kept), citations=(cited,))


def _all(texts: list[Text]) -> Text:
    return Text(" ".join(t.de for t in texts), " ".join(t.en for t in texts))


def _length(period: Period, guideline: Guideline) -> Finding:
    """The period is at least as long as the guideline demands."""
    rule = guideline.rules.mindestzeitraum
    if rule is None:
        return unknown(LENGTH, NO_RULE)
    cited = guideline.cite(rule)
    text = Text(
        f"{period} sind {period.days} Tage; verlangt sind {rule.monate} Monate.",
        f"{period.text.en} is {period.days} days; {rule.monate} months are required.",
    )
    if not period.lasts(rule.monate):
        return breach(LENGTH, text, cited, calculated=True)
    return Finding(LENGTH, Verdict.SATISFIED, text, citations=(cited,), calculated=True)
