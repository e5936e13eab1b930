"""Eligibility: thresholds of grades, waiting times, how old an appraisal may be, and published cut-offs.

Nothing here says who is promoted. A threshold is reached or not, a waiting time is over from some day on,
and a cut-off is a test of membership that puts nobody in an order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from beurteilung._base.dates import holds
from beurteilung._base.errors import DataError, DateError, UnknownIdError, excerpt
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.records import Factory, field, frozen
from beurteilung._base.text import Text, day, joined, meant, sentences
from beurteilung.law.certainty import DIENSTE, dienst_of, expect_dienst
from beurteilung.law.decisions import RARER
from beurteilung.law.editions import Guideline
from beurteilung.law.missing import needed
from beurteilung.law.thresholds import Auswahlgrenze
from beurteilung.model.appraisals import Appraisal, end_of_months
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.offices import Besoldungsgruppe
from beurteilung.model.scales import Grade
from beurteilung.personen.norms import citation, limit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from beurteilung._base.errors import Message
    from beurteilung.law.certainty import Dienst
    from beurteilung.law.document import Schwelle
    from beurteilung.law.provisions import Wartezeit
    from beurteilung.law.thresholds import Bedingung, Kriterium
    from beurteilung.model.findings import Missing
    from beurteilung.model.sources import Citation
    from beurteilung.personen.norms import Frist

__all__ = [
    "Days",
    "Laufbahn",
    "Target",
    "check_cutoff",
    "check_eligibility",
    "earliest",
    "office_of",
    "probation",
    "waiting",
]


@frozen
class Days:
    """The first day on which something is possible: one day, or two where the law leaves it open.

    >>> Days(date(2026, 4, 1)).exact
    True
    """

    low: date
    high: date = field(default=Factory(lambda made: made.low, takes_self=True))

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.low == self.high

    @property
    def text(self) -> Text:
        """The day, or both."""
        if self.exact:
            return Text(day(self.low), day(self.low, "en"))
        return Text(
            f"{day(self.low)} oder {day(self.high)}",
            f"{day(self.low, 'en')} or {day(self.high, 'en')}",
        )


@frozen
class Target:
    """An office that somebody wants to reach; ``amtszulage`` None: not said whether with one."""

    besoldungsgruppe: Besoldungsgruppe
    amtszulage: bool | None = None

    def matches(self, group: Besoldungsgruppe | None, *, amtszulage: bool) -> bool | None:
        """Tell whether an office of a guideline is meant; None if that depends on the Amtszulage."""
        if group != self.besoldungsgruppe:
            return False
        return None if self.amtszulage is None else amtszulage == self.amtszulage

    def __str__(self) -> str:
        """Return the usual form: 'A 9', 'A 9+AZ'."""
        return f"{self.besoldungsgruppe}{'+AZ' if self.amtszulage else ''}"


_OFFICE = re.compile(
    r"(?:Bes(?:oldungs|\.)?-?\s*Gr(?:uppe|\.)?\s*)?"
    r"([A-Z])\s*(\d{1,2})\s*(?:[egmhv]\.?\s*D\.?|[egmhv])?\s*"
    r"((?:\+|mit|und|m\.)?\s*\(?(?:AZ|Z|(?:Amts)?Zulage)\)?|(?:ohne|o\.)\s*(?:AZ|Z|(?:Amts)?Zulage))?",
    re.IGNORECASE,
)
"""A pay group, perhaps with its Laufbahngruppe, perhaps with a word on the Amtszulage."""


def office_of(text: str) -> Target:
    """Read an office as it is written: 'A 9', 'A9Z', 'A 9 m.D. mit Amtszulage', 'A 9m+Z', 'A 9 ohne AZ'.

    Without a word on the Amtszulage it is not said whether there is one.

    Raises:
        DataError: the text is no office, such as a pay group of employees (E 9b).

    >>> [office_of(t).amtszulage for t in ("A 9", "A9Z", "A 9m+Z", "A 9 ohne AZ")]
    [None, True, True, False]
    """
    expect("text", text, str)
    found = _OFFICE.fullmatch(text.strip())
    if found is None:
        fault = Text(
            f"erwartet wird ein Amt wie „A 9“, „A 9+AZ“ oder „A 9 ohne AZ“, angegeben ist „{text}“",
            f"expected an office such as 'A 9', 'A 9+AZ' or 'A 9 ohne AZ', got {text!r}",
        )
        raise DataError("", [fault])
    group = Besoldungsgruppe(found[1].upper(), int(found[2]))
    word = found[3]
    return Target(group, None if word is None else not word.casefold().startswith("o"))


def _appraisals(given: Iterable[Appraisal]) -> tuple[Appraisal, ...]:
    return expect_each("beurteilungen", given, Appraisal)


def _awarded(given: Iterable[Grade] | None) -> tuple[Grade, ...] | None:
    return None if given is None else expect_each("vergeben", given, Grade)


@frozen
class Laufbahn:
    """What of a career an eligibility rests on; nothing personal is needed.

    ``beurteilungen`` are in any order; each counts from the end of its period, or its Stichtag.
    ``wirksam_ab`` is the day on which the last promotion or appointment took effect at its start,
    ``ausgehaendigt_am`` the day on which the certificate was handed over; give one of them.
    ``vergeben`` are the grades that were awarded in the officer's group, if known.

    Raises:
        DateError: both days of the last promotion are given, two regular appraisals have one Stichtag, or
            their periods overlap.
    """

    beurteilungen: tuple[Appraisal, ...] = field(default=(), converter=_appraisals)
    wirksam_ab: date | None = None
    ausgehaendigt_am: date | None = None
    muss_nicht_durchlaufen_werden: bool = False
    vergeben: tuple[Grade, ...] | None = field(default=None, converter=_awarded)

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself."""
        expect("wirksam_ab", self.wirksam_ab, date, None)
        expect("ausgehaendigt_am", self.ausgehaendigt_am, date, None)
        if self.wirksam_ab and self.ausgehaendigt_am:
            raise DateError(
                Text(
                    "entweder wirksam_ab (von Tagesbeginn an) oder ausgehaendigt_am (im Lauf des Tages), nicht "
                    "beides",
                    "give wirksam_ab (from the start of the day) or ausgehaendigt_am (during it), not both",
                )
            )
        days = [a.stichtag for a in self.beurteilungen if a.kind == "regel" and a.stichtag]
        if twice := [d for d in days if days.count(d) > 1]:
            raise DateError(
                Text(
                    f"zwei Regelbeurteilungen haben den Stichtag {day(twice[0])}",
                    f"two regular appraisals have the Stichtag {day(twice[0], 'en')}",
                )
            )
        periods = [a.period for a in self.beurteilungen if a.kind == "regel" and a.period]
        for one, other in combinations(periods, 2):
            if shared := one.common(other):
                raise DateError(
                    Text(
                        f"zwei Regelbeurteilungen gelten beide für {shared.text.de}; erwartet wird von jeder die "
                        "Fassung, die gilt",
                        f"two regular appraisals are both on {shared.text.en}; expected of each the version that holds",
                    )
                )

    @property
    def seit(self) -> date | None:
        """The day of the last promotion."""
        return self.wirksam_ab or self.ausgehaendigt_am

    def last(self, on: date) -> list[Appraisal]:
        """Return the appraisals that there were on a day, latest first."""
        expect("on", on, date)
        known = [a for a in self.beurteilungen if (_end(a) or date.min) <= on]
        return sorted(known, key=lambda a: _end(a) or date.min, reverse=True)


def _end(appraisal: Appraisal) -> date | None:
    return appraisal.period.end if appraisal.period else appraisal.stichtag


def earliest(months: int, since: date, *, first_day_counts: bool | None = None) -> Days:
    """Return the first day after a waiting time that begins with an event.

    The first day counts if the event took effect at its start (§ 187 (2) BGB), and does not if it fell
    within the day (§ 187 (1) BGB); None: not known, so both are possible.

    Raises:
        DateError: less than one month.

    >>> earliest(12, date(2025, 4, 1)).text.en
    '1 April 2026 or 2 April 2026'
    """
    expect("first_day_counts", first_day_counts, bool, None)
    after = end_of_months(since, months) + timedelta(days=1)
    # § 188 (2) BGB: the last day bears the number of the event's day, or is the last of its month
    later = after + timedelta(days=1) if after.day == since.day else after
    # handed over in the course of a day: § 187 (1); effective from its start: § 187 (2) BGB
    chosen = {True: (after,), False: (later,), None: (after, later)}[first_day_counts]
    return Days(min(chosen), max(chosen))


def probation(start: date, months: int) -> tuple[date, date]:
    """Return the last day for the first appraisal on probation, after half of it, and its last day.

    >>> probation(date(2026, 3, 1), 36)
    (datetime.date(2027, 8, 31), datetime.date(2029, 2, 28))
    """
    expect("months", months, int)
    return end_of_months(start, months // 2), end_of_months(start, months)


def waiting(guideline: Guideline, target: Target, grade: Grade, since: date) -> Days | None:
    """Return the first day after the waiting time of a guideline for an office; None without one.

    An office of which it is not said whether it carries an Amtszulage has none.

    Raises:
        DataError: the table does not have the grade.

    >>> from beurteilung import grade, guideline
    >>> law = guideline("by-pol-befoerderung")
    >>> waiting(law, office_of("A 9+AZ"), grade("by-llbg:13"), date(2012, 6, 1)).text.en
    '1 March 2016'
    """
    expect("guideline", guideline, Guideline)
    expect("target", target, Target)
    expect("grade", grade, Grade)
    expect("since", since, date)
    for one in guideline.document.wartezeit:
        if _meant(target, one):
            months = _months(guideline, one, grade)
            if months is None:
                known = ", ".join(one.monate)
                fault = Text(
                    f"die Wartezeit für {_name(one)} nennt keine Monate für {grade}; sie hat {known}",
                    f"the waiting time for {_name(one)} has no months for {grade}; it has {known}",
                )
                raise DataError("", [fault])
            return earliest(months, since, first_day_counts=True)
    return None


def _meant(target: Target, datum: Schwelle | Wartezeit) -> bool | None:
    return target.matches(datum.besgr, amtszulage=datum.amtszulage)


def _name(datum: Schwelle | Wartezeit) -> str:
    return f"{datum.besgr}{'+AZ' if datum.amtszulage else ''}"


def _months(guideline: Guideline, of: Wartezeit, grade: Grade) -> int | None:
    """Return the months of the best entry that a grade reaches; None for another scale, or below all."""
    overall = guideline.scale.id if guideline.scale else ""
    if (of.skala or overall) != grade.scale.id:
        return None
    reached = [n for code, n in of.monate.items() if grade >= grade.scale.worst(code)]
    return min(reached, default=None)


# --- thresholds --------------------------------------------------------------------------------

_CODE = "voraussetzung"
Reading: TypeAlias = bool | None


def check_eligibility(  # noqa: PLR0913 - one keyword for each fact
    guideline: Guideline,
    laufbahn: Laufbahn,
    *,
    am: date,
    schwelle: str | None = None,
    ziel: Target | str | None = None,
    dienst: Dienst | None = None,
) -> Finding:
    """Check what a guideline and the statute ask of an officer on a day.

    ``schwelle`` names a threshold of the guideline, ``ziel`` an office (``"A 9+AZ"``). With neither, all
    thresholds that hold for every office are asked. One child a condition: thresholds, the waiting time of
    the guideline and of the statute, and how old the last appraisal may be. Without ``dienst`` it is about
    those for whom the guideline is.

    Raises:
        UnknownIdError: the guideline has no such threshold.
        DataError: ``ziel`` is no office, or the promotion lies after ``am``.

    >>> from datetime import date
    >>> from beurteilung import Appraisal, Period, grade, guideline
    >>> since = date(2024, 6, 1)
    >>> last = Appraisal(grade("by-llbg:10"), period=Period(date(2022, 6, 1), date(2025, 5, 31)), kind="regel")
    >>> law = guideline("by-stmuv-2023")
    >>> f = check_eligibility(law, Laufbahn((last,)), am=date(2026, 3, 1), ziel="A 14")
    >>> [(c.code, c.verdict.value) for c in f.children][0]
    ('voraussetzung.schwelle', 'satisfied')
    """
    expect("guideline", guideline, Guideline)
    expect("laufbahn", laufbahn, Laufbahn)
    expect("am", am, date)
    expect("schwelle", schwelle, str, None)
    expect("ziel", ziel, Target, str, None)
    if laufbahn.seit and laufbahn.seit > am:
        fault = Text(
            f"die Beförderung vom {day(laufbahn.seit)} liegt nach dem {day(am)}",
            f"the promotion of {day(laufbahn.seit, 'en')} lies after {day(am, 'en')}",
        )
        raise DataError("", [fault])
    wanted = office_of(ziel) if isinstance(ziel, str) else ziel
    land = guideline.document.land
    _refuse_unknown(guideline, schwelle)
    dienst = dienst_of(guideline) if dienst is None else dienst
    expect_dienst(dienst)
    outside = _outside(guideline, am, dienst)
    children = [
        *(
            [outside]
            if outside is not None
            else [
                *_thresholds(guideline, laufbahn, am, schwelle, wanted),
                *_guideline_wait(guideline, laufbahn, am, wanted),
            ]
        ),
        *_statute_wait(laufbahn, am, land, dienst),
        *_current(
            guideline if outside is None else None,
            laufbahn,
            am,
            limit("aktualitaet", land, dienst, am),
            dienst,
        ),
    ]
    verdicts = {child.verdict for child in children}
    verdict = (
        Verdict.VIOLATED if Verdict.VIOLATED in verdicts
        else Verdict.OPEN if Verdict.OPEN in verdicts or not children
        else Verdict.SATISFIED if Verdict.SATISFIED in verdicts
        else Verdict.NOT_APPLICABLE
    )  # fmt: skip
    head = Text(f"Voraussetzungen am {day(am)}", f"Conditions on {day(am, 'en')}")
    if wanted:
        head = Text(f"{head.de} für {wanted}", f"{head.en} for {wanted}")
    missing: list[Missing] = [m for child in children for m in child.missing]
    if not children:
        missing = [needed("voraussetzung.bestimmung")]
    return Finding(
        _CODE, verdict, Text(f"{head.de}: {_WORDS[verdict].de}.", f"{head.en}: {_WORDS[verdict].en}."),
        ground=Ground.TERM if verdict is Verdict.VIOLATED else None,
        missing=tuple(dict.fromkeys(missing)) if verdict is Verdict.OPEN else (),
        children=tuple(children), calculated=True,
    )  # fmt: skip


_WORDS = {
    Verdict.SATISFIED: Text("alle geprüften erfüllt", "all that were checked met"),
    Verdict.VIOLATED: Text("nicht alle erfüllt", "not all met"),
    Verdict.OPEN: Text("nicht alle geklärt", "not all settled"),
    Verdict.NOT_APPLICABLE: Text("keine einschlägig", "none applies"),
}


def _outside(guideline: Guideline, am: date, dienst: Dienst) -> Finding | None:
    """Say that a guideline does not hold on the day asked about, or for them; what it asks for is open then."""
    made = guideline.document.erlassen
    soldiers = (dienst == "soldaten", dienst_of(guideline) == "soldaten")
    if dienst == "arbeitnehmer" or soldiers[0] != soldiers[1]:
        whom = DIENSTE[dienst][1]
        text = Text(
            f"Dass die Richtlinie {guideline.id} für {whom.de} gilt, ist nicht belegt.",
            f"That the guideline {guideline.id} holds for {whom.en} is not attested.",
        )
    elif made is not None and am < made:
        text = Text(
            f"Die Richtlinie {guideline.id} wurde erst am {day(made)} erlassen.",
            f"The guideline {guideline.id} was made on {day(made, 'en')} only.",
        )
    elif guideline.holds_on(am) is False:
        text = Text(
            f"Die Richtlinie {guideline.id} gilt am {day(am)} nicht.",
            f"The guideline {guideline.id} does not hold on {day(am, 'en')}.",
        )
    else:
        return None
    missing = (needed("voraussetzung.bestimmung"),)
    return Finding(f"{_CODE}.schwelle", Verdict.OPEN, text, missing=missing)


def _met(code: str, met: Reading, text: Text, *cited: Citation, missing: Missing) -> Finding:
    """Return whether a condition is met."""
    if met is None:
        return Finding(code, Verdict.OPEN, text, citations=cited, missing=(missing,))
    verdict = Verdict.SATISFIED if met else Verdict.VIOLATED
    ground = None if met else Ground.TERM
    return Finding(code, verdict, text, citations=cited, ground=ground, calculated=True)


def _refuse_unknown(guideline: Guideline, name: str | None) -> None:
    """Refuse the name of a threshold that a guideline does not have."""
    if name is not None and name not in [s.id for s in guideline.document.schwelle]:
        known = [s.id for s in guideline.document.schwelle]
        hint, listed = meant(name, known), ", ".join(known)
        raise UnknownIdError(
            Text(
                f"{guideline.id} hat keine Schwelle „{name}“{hint.de}; es gibt {listed or 'keine'}",
                f"{guideline.id} has no threshold {name!r}{hint.en}; it has {listed or 'none'}",
            )
        )


def _thresholds(
    guideline: Guideline, laufbahn: Laufbahn, am: date, name: str | None, wanted: Target | None
) -> Iterator[Finding]:
    every = guideline.document.schwelle
    chosen = [s for s in every if _is_asked(s, name, wanted) and _in_force(s, am)]
    findings = [_threshold(guideline, s, laufbahn, am) for s in chosen]
    unclear = [s for s in chosen if wanted and s.besgr and _meant(wanted, s) is None]
    if len(unclear) > 1 and len({f.verdict for f in findings}) > 1:
        names = [_name(s) for s in unclear]
        text = Text(
            f"Ob {' oder '.join(names)} gemeint ist, ist nicht gesagt; die Schwellen sind verschieden.",
            f"Whether {' or '.join(names)} is meant is not said; the thresholds differ.",
        )
        cited = tuple(guideline.cite(s) for s in unclear)
        missing = (needed("voraussetzung.amtszulage"),)
        yield Finding(f"{_CODE}.schwelle", Verdict.OPEN, text, citations=cited, missing=missing)
        return
    yield from findings


def _in_force(datum: Schwelle | Wartezeit, on: date) -> bool:
    return holds(datum.ab, datum.bis, on)


def _is_asked(threshold: Schwelle, name: str | None, wanted: Target | None) -> bool:
    if threshold.rang is None and not threshold.mindestens:
        return threshold.id == name  # a threshold in words: only if it is asked for
    if name is not None:
        return threshold.id == name
    if threshold.besgr is None:
        return wanted is None
    return wanted is not None and _meant(wanted, threshold) is not False


def _threshold(guideline: Guideline, s: Schwelle, laufbahn: Laufbahn, am: date) -> Finding:
    """Ask the last appraisals, as many as the threshold names; only regular ones if it says so."""
    code, cited = f"{_CODE}.schwelle", guideline.cite(s)
    asked = Text(f"Verlangt: {s.text}.", f"Required: {s.text}.")
    if s.rang is None and not s.mindestens:
        text = Text(
            "Woran das zu messen ist, ist nicht belegt.", "What it is measured by is not attested."
        )
        return _met(code, None, asked + text, cited, missing=needed("voraussetzung.massstab"))
    known = laufbahn.last(am)
    if s.beurteilungen == "regel":
        if any(a.kind is None for a in known):
            text = Text(
                "Ob alle Beurteilungen Regelbeurteilungen sind, ist nicht angegeben.",
                "Whether all appraisals are regular ones is not stated.",
            )
            return _met(code, None, asked + text, cited, missing=needed("art"))
        known = [a for a in known if a.kind == "regel"]
    if len(known) < s.anzahl:
        later = len(laufbahn.beurteilungen) - len(laufbahn.last(am))
        after = Text(
            f"Nach dem {day(am)} liegen: {later}.", f"After {day(am, 'en')} lie: {later}."
        ) if later else None  # fmt: skip
        text = sentences(
            Text(
                f"Bekannt sind {len(known)} von {s.anzahl} Beurteilungen.",
                f"Known are {len(known)} of {s.anzahl} appraisals.",
            ),
            after,
        )
        return _met(code, None, asked + text, cited, missing=needed("voraussetzung.beurteilungen"))
    if len(known) > s.anzahl and any(_end(a) is None for a in known):
        text = Text(
            "Welche Beurteilung die letzte ist, ist nicht gesagt: Nicht jede nennt Zeitraum oder Stichtag.",
            "Which appraisal is the last is not said: not each states its period or Stichtag.",
        )
        return _met(code, None, asked + text, cited, missing=needed("voraussetzung.beurteilungen"))
    grades = [a.grade for a in known[: s.anzahl]]
    text = Text(
        f"Zuletzt: {joined(map(str, grades))}.", f"Latest: {joined(map(str, grades), 'en')}."
    )
    answers = [_reached(s, g, laufbahn.vergeben) for g in grades]
    met = False if False in answers else None if None in answers else True
    doubt = None
    if met is None and s.rang is not None:
        doubt = Text(
            "Ob die höchste Note der Skala oder die höchste vergebene gemeint ist, ist offen.",
            "Whether the highest grade of the scale or the highest one awarded is meant is open.",
        )
    missing = needed("voraussetzung.hoechste-note") if doubt else needed("voraussetzung.skala")
    return _met(code, met, sentences(asked, text, doubt), cited, missing=missing)


def _reached(s: Schwelle, grade: Grade, awarded: Collection[Grade] | None) -> Reading:
    """Tell whether a grade reaches a threshold; a rank counts stages of the scale, or those awarded.

    Both readings of a rank agree where the scale's own stages suffice: leaving out stages that nobody
    got only lifts those below.
    """
    by_scale = s.reached(grade)
    if s.rang is None or by_scale is not False:
        return by_scale
    if awarded is None:
        return None
    stages = {g.stage.code: g.stage for g in awarded if g.scale == grade.scale and g.stage}
    order = [one.code for one in grade.scale.stages if one.code in stages]
    if grade.stage is None or grade.stage.code not in order:
        return None
    return None if order.index(grade.stage.code) < s.rang else False


# --- time --------------------------------------------------------------------------------------


def _guideline_wait(
    guideline: Guideline, laufbahn: Laufbahn, am: date, wanted: Target | None
) -> Iterator[Finding]:
    if wanted is None:
        return
    in_force = [w for w in guideline.document.wartezeit if _in_force(w, am)]
    perhaps = [w for w in in_force if _meant(wanted, w) is not False]
    if not perhaps:
        return
    code, cited = f"{_CODE}.wartezeit", guideline.cite(perhaps[0])
    # Where the guideline knows no office with an Amtszulage in that group, the other one is meant.
    asked = [w for w in perhaps if _meant(wanted, w) or not any(o.amtszulage for o in perhaps)]
    if not asked:
        text = Text(
            f"Für {_name(perhaps[0])} gibt es eine Wartezeit; ob dieses Amt gemeint ist, ist nicht gesagt.",
            f"There is a waiting time for {_name(perhaps[0])}; whether that office is meant is not said.",
        )
        yield _met(code, None, text, cited, missing=needed("voraussetzung.amtszulage"))
        return
    last = laufbahn.last(am)
    if asked[0].zaehlt_ab is None:
        text = Text(f"Womit die Zeit beginnt, ist nicht gesagt: {asked[0].text}.",
                    f"What the time begins with is not said: {asked[0].text}.")  # fmt: skip
        yield _met(code, None, text, cited, missing=needed("voraussetzung.beginn"))
        return
    since = (
        laufbahn.seit
        if asked[0].zaehlt_ab == "befoerderung"
        else last[0].stichtag
        if last
        else None
    )
    if since is None or not last:
        text = Text(
            f"Für {wanted} hängt die Wartezeit von der Note und der letzten Beförderung ab.",
            f"For {wanted} the waiting time depends on the grade and the last promotion.",
        )
        yield _met(code, None, text, cited, missing=needed("voraussetzung.befoerderung"))
        return
    grade = last[0].grade
    if _months(guideline, asked[0], grade) is None:
        text = Text(f"Für {grade} nennt die Tabelle keine Wartezeit.",
                    f"For {grade} the table names no waiting time.")  # fmt: skip
        yield _met(code, None, text, cited, missing=needed("voraussetzung.skala"))
        return
    # § 187 BGB: handed over during a day, that day does not count
    months, counts = _months(guideline, asked[0], grade), since != laufbahn.ausgehaendigt_am
    assert months is not None  # noqa: S101 - asked above
    yield _from(code, earliest(months, since, first_day_counts=counts), am, cited, None)


def _statute_wait(laufbahn: Laufbahn, am: date, land: str, dienst: Dienst) -> Iterator[Finding]:
    """No promotion within a time of the last one, if the statute says so."""
    norm = limit("befoerderung", land, dienst, am)
    if norm is None or laufbahn.muss_nicht_durchlaufen_werden:
        return
    code = f"{_CODE}.wartezeit"
    if laufbahn.seit is None:
        missing = needed("voraussetzung.befoerderung")
        yield _met(code, None, norm.text, citation(norm), missing=missing)
        return
    first = earliest(norm.monate, laufbahn.seit, first_day_counts=laufbahn.wirksam_ab is not None)
    yield _from(code, first, am, citation(norm), norm.text)


def _from(code: str, first: Days | None, am: date, cited: Citation, rule: Text | None) -> Finding:
    assert first is not None  # noqa: S101 - the table has the grade
    text = Text(f"Frühestens am {first.text.de}.", f"At the earliest on {first.text.en}.")
    met = True if am >= first.high else False if am < first.low else None
    return _met(code, met, sentences(rule, text), cited, missing=needed("voraussetzung.erster-tag"))


def _current(
    guideline: Guideline | None, laufbahn: Laufbahn, am: date, norm: Frist | None, dienst: Dienst
) -> Iterator[Finding]:
    """The last appraisal may be only so old at the selection; of guideline and statute the stricter binds."""
    own, doubt = guideline.document.aktualitaet if guideline else None, None
    if guideline and own and (norm is None or own.jahre * _YEAR < norm.monate):
        months, ab, cited = own.jahre * _YEAR, own.ab, guideline.cite(own)
        asked = Text(
            f"Verwendbar bis {own.jahre} Jahre danach.", f"Usable for {own.jahre} years after."
        )
        doubt = _NO_START if ab is None else None
    elif norm:
        months, ab, cited, asked = norm.monate, "zeitraumende", citation(norm), norm.text
        doubt = RARER if dienst == "richter" else None
    else:
        return
    code, last = f"{_CODE}.aktualitaet", laufbahn.last(am)
    if ab == "stichtag":
        days = [a.stichtag for a in last if a.stichtag]
        what, absent = Text("Der letzte Stichtag war", "The last Stichtag was"), "stichtag"
    else:
        days = [a.period.end for a in last if a.period]
        what = Text("Der letzte Zeitraum endete am", "The last period ended on")
        absent = "zeitraum"
    if not days:
        yield _met(code, None, asked, cited, missing=needed(absent))
        return
    first = max(days)
    until = end_of_months(first + timedelta(days=1), months)
    text = Text(
        f"{what.de} {day(first)}; das reicht bis {day(until)}.",
        f"{what.en} {day(first, 'en')}; that reaches to {day(until, 'en')}.",
    )
    if am > until and doubt:
        yield _met(code, None, sentences(asked, text, doubt), cited, missing=needed("bestimmung"))
        return
    yield _met(code, am <= until, sentences(asked, text), cited, missing=needed(absent))


_YEAR = 12
"""Months."""
# counted from a later day, or for those who are appraised more rarely, it might still do
_NO_START = Text(
    "Von welchem Tag an gezählt wird, ist nicht gesagt.",
    "From which day it is counted is not said.",
)


# --- cut-offs ----------------------------------------------------------------------------------


def check_cutoff(cutoff: Auswahlgrenze, values: Mapping[str, int | bool | None]) -> bool | None:
    """Tell whether somebody belongs to those whom a published cut-off let through; None if not known.

    ``values`` has what counts, such as ``{"gesamturteil": 13, "merkmalsumme": 64, "schwerbehindert":
    False}``. Criteria are asked in order: whoever lies above one belongs, below does not, and only who
    hits it exactly is asked the next. What is left out or None is not known.

    Raises:
        DataError: a value is no whole number or yes or no, or the cut-off does not ask for it.

    >>> from beurteilung import guideline
    >>> cut = guideline("by-pol-befoerderung").document.auswahlgrenze[-1]
    >>> check_cutoff(cut, {"gesamturteil": 14}), check_cutoff(cut, {"gesamturteil": 13})
    (True, None)
    """
    expect("cutoff", cutoff, Auswahlgrenze)
    expect("values", values, Mapping)
    _ = expect_each("values", values, str)
    _refuse_values(cutoff, values)
    for criterion in cutoff.kriterien:
        place = _place(criterion, values)
        if place is None:
            return None
        if place:
            return place > 0
    return True


def _place(criterion: Kriterium, values: Mapping[str, int | bool | None]) -> int | None:
    """Return 1 above a criterion, 0 on it, -1 below; one of several conditions is met or not."""
    if criterion.zaehlt is None:
        answers = [_holds(one, values) for one in criterion.oder]
        return 0 if True in answers else None if None in answers else -1
    value, least = values.get(criterion.zaehlt), criterion.mindestens or 0
    return None if value is None else (value > least) - (value < least)


def _holds(condition: Bedingung, values: Mapping[str, int | bool | None]) -> bool | None:
    value = values.get(condition.zaehlt)
    if value is None or condition.mindestens is None:
        return None if value is None else bool(value)
    return value >= condition.mindestens


def _refuse_values(cutoff: Auswahlgrenze, values: Mapping[str, int | bool | None]) -> None:
    asked = [*_asked(cutoff.kriterien)]
    problems: list[Message] = []
    for name, value in values.items():
        wanted = bool if name == "schwerbehindert" else int
        if name not in asked:
            hint, listed = meant(name, asked), ", ".join(asked)
            problems.append(
                Text(
                    f"„{name}“ zählt hier nicht{hint.de}; es zählt: {listed}",
                    f"{name!r} does not count here{hint.en}; what does: {listed}",
                )
            )
        elif value is not None and type(value) is not wanted:
            kind = (
                Text("ja oder nein", "true or false")
                if wanted is bool
                else Text("eine ganze Zahl", "a whole number")
            )
            problems.append(
                Text(
                    f"{name}: erwartet wird {kind.de}, angegeben ist {excerpt(value, 'de')}",
                    f"{name}: expected {kind.en}, got {value!r}",
                )
            )
    if problems:
        raise DataError(cutoff.id, problems)


def _asked(criteria: Sequence[Kriterium]) -> Iterable[str]:
    for one in criteria:
        names = [c.zaehlt for c in one.oder] if one.zaehlt is None else [one.zaehlt]
        yield from dict.fromkeys(names)
