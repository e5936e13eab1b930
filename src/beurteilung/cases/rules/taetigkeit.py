"""Activities: what the description of activities must list, and where a note is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import first_of, last_of
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, sentences
from beurteilung.cases.format.values import span_text
from beurteilung.cases.rules import without_days
from beurteilung.law.certainty import (
    DECISION,
    breach,
    left_open,
    unknown,
    without_guideline,
    without_rule,
)
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.sources import Evidence

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.laufbahn import Abordnung, Lehrgang, Taetigkeit
    from beurteilung.cases.rules import Fact
    from beurteilung.law.document import Pflicht
    from beurteilung.law.editions import Guideline
    from beurteilung.model.appraisals import Period
    from beurteilung.model.sources import Citation

__all__ = ["check"]

ACTIVITY = "taetigkeit.beschreibung"
LISTED, NOTE, OUTSIDE = "abordnung.beschreibung", "abordnung.notiz", "abordnung.ausserhalb"
COURSE = "lehrgang.beschreibung"

_LISTED = needed("taetigkeit.aufgefuehrt")
_LENGTH = needed("taetigkeit.dauer")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check every activity, Abordnung and course that the case names."""
    case, guideline = facts.case, facts.guideline
    found = [
        _activity(item, guideline) if guideline else without_guideline(ACTIVITY)
        for item in case.taetigkeit
    ]
    for item in case.abordnung:
        if (outside := _outside(item, facts)) is not None:
            found.append(outside)
        elif guideline is None:
            found += [without_guideline(code) for code in (LISTED, NOTE)]
        else:
            found += _secondment(item, facts, guideline)
    found += [
        _course(item, guideline) if guideline else without_guideline(COURSE)
        for item in case.lehrgang
    ]
    return tuple(found)


def _duty(guideline: Guideline, what: str) -> Pflicht | None:
    return next((d for d in guideline.document.pflicht if d.gegenstand == what), None)


def _activity(item: Taetigkeit, guideline: Guideline) -> Finding:  # noqa: PLR0911 - one a fact
    """The description lists what shapes the work or has special weight; other mentions suffice."""
    duty = _duty(guideline, "taetigkeitsbeschreibung")
    if duty is None:
        return without_rule(ACTIVITY)
    cited = (guideline.cite(duty),)
    name, months = Text(item.bezeichnung, item.bezeichnung), duty.monate
    short, long = item.kuerzer_als_monate, item.laenger_als_monate
    if item.in_taetigkeitsbeschreibung:
        return _listed(ACTIVITY, name, cited)
    if months is not None and long is not None and long >= months:
        return _probably_missing(ACTIVITY, name, item.in_taetigkeitsbeschreibung, duty, cited)
    if item.erwaehnt_unter:
        text = Text(
            f"{name.de}: in der Beurteilung erwähnt ({item.erwaehnt_unter}). Wer den Auftrag gab, ist "
            "unerheblich; nur ein größerer Umfang könnte eine Aufnahme in die Beschreibung verlangen.",
            f"{name.en}: mentioned in the appraisal ({item.erwaehnt_unter}). Who commissioned it does not "
            "matter; only a larger scope could require listing it.",
        )
        return Finding(ACTIVITY, Verdict.SATISFIED, text, citations=cited)
    if months is None:
        return without_rule(ACTIVITY, *cited)
    if short is not None and short <= months:
        less = _months(short)
        return _of_no_weight(
            ACTIVITY, name, Text(f"weniger als {less.de}", f"less than {less.en}"), cited
        )
    text = Text(
        f"{name.de}: Ob die Tätigkeit prägend war, ist offen.",
        f"{name.en}: whether the activity shaped the work is open.",
    )
    return unknown(ACTIVITY, text, _LENGTH, citations=cited)


def _months(number: int) -> Text:
    if number == 1:
        return Text("ein Monat", "one month")
    return Text(f"{number} Monate", f"{number} months")


def _of_no_weight(code: str, name: Text, how_long: Text, cited: tuple[Citation, ...]) -> Finding:
    text = Text(
        f"{name.de}: {how_long.de}, also weder prägend noch von besonderem Gewicht.",
        f"{name.en}: {how_long.en}, so neither shaping the work nor of special weight.",
    )
    return Finding(code, Verdict.SATISFIED, text, citations=cited)


def _listed(code: str, name: Text, cited: tuple[Citation, ...]) -> Finding:
    text = Text(
        f"{name.de}: in der Beschreibung aufgeführt.", f"{name.en}: listed in the description."
    )
    return Finding(code, Verdict.SATISFIED, text, citations=cited)


def _probably_missing(
    code: str, name: Text, listed: Fact, duty: Pflicht, cited: tuple[Citation, ...]
) -> Finding:
    months = _months(duty.monate or 0)
    how_long = Text(f"länger als {months.de}", f"longer than {months.en}") if duty.laenger else Text(
        f"mindestens {months.de}", f"at least {months.en}"
    )  # fmt: skip
    text = Text(
        f"{name.de}: {how_long.de}. Das spricht dafür, dass die Tätigkeit prägend oder von besonderem "
        "Gewicht war und aufgeführt werden musste; abschließend ist das nicht entschieden.",
        f"{name.en}: {how_long.en}. That speaks for its having shaped the work or having special weight, "
        "so that it had to be listed; this is not finally decided.",
    )
    missing = (DECISION if listed is False else _LISTED,)
    leaning = Verdict.VIOLATED if listed is False else None
    return Finding(code, Verdict.OPEN, text, leaning=leaning, missing=missing, citations=cited)


def _secondment(item: Abordnung, facts: Facts, guideline: Guideline) -> list[Finding]:
    """An Abordnung inside the period is to be listed and noted if it lasts long enough."""
    period = facts.current.period
    if period is None:
        return [*without_days(facts, LISTED, NOTE)]
    if item.period is None:
        text = Text(
            f"{item.bezeichnung}: Ihre Tage sind nicht bekannt.",
            f"{item.bezeichnung}: its days are not known.",
        )
        return [unknown(code, text, needed("abordnung.tage")) for code in (LISTED, NOTE)]
    inside = item.period.common(period)
    assert inside is not None  # noqa: S101 - one outside was sorted out
    return [_description(item, item.period, inside, guideline), _note(item, item.period, guideline)]


def _outside(item: Abordnung, facts: Facts) -> Finding | None:
    """Say of an Abordnung that it lies outside the period, whichever days of their months or years they are."""
    period, stated = facts.current.period, facts.case.beurteilung[-1]
    von, bis = (period.start, period.end) if period else (stated.von, stated.bis)
    before = von and item.bis and last_of(item.bis) < first_of(von)
    after = bis and item.von and last_of(bis) < first_of(item.von)
    if not (before or after):
        return None
    name = sentences(Text(item.bezeichnung, item.bezeichnung), item.days)
    whole = sentences(span_text(von, bis))
    text = Text(
        f"{name.de}: liegt außerhalb des Beurteilungszeitraums ({whole.de}).",
        f"{name.en}: lies outside the period appraised ({whole.en}).",
    )
    return Finding(OUTSIDE, Verdict.NOT_APPLICABLE, text, calculated=True)


def _named(item: Abordnung, whole: Period) -> Text:
    return Text(item.bezeichnung, item.bezeichnung) + whole.text


def _long_enough(period: Period, duty: Pflicht) -> bool:
    months = duty.monate or 0
    return period.longer_than(months) if duty.laenger else period.lasts(months)


def _description(item: Abordnung, whole: Period, inside: Period, guideline: Guideline) -> Finding:
    duty = _duty(guideline, "taetigkeitsbeschreibung")
    if duty is None or duty.monate is None:
        return without_rule(LISTED)
    cited = (guideline.cite(duty),)
    name = _named(item, whole) + Text(
        f"({inside.days} Tage im Zeitraum)", f"({inside.days} days of the period)"
    )
    if item.in_taetigkeitsbeschreibung:
        return _listed(LISTED, name, cited)
    if _long_enough(inside, duty):
        return _probably_missing(LISTED, name, item.in_taetigkeitsbeschreibung, duty, cited)
    months = _months(duty.monate)
    too_short = Text(f"nicht länger als {months.de}", f"not longer than {months.en}")
    if not duty.laenger:
        too_short = Text(f"weniger als {months.de}", f"less than {months.en}")
    return _of_no_weight(LISTED, name, too_short, cited)


def _note(item: Abordnung, whole: Period, guideline: Guideline) -> Finding:
    duty = _duty(guideline, "beurteilungsnotiz")
    if duty is None or duty.monate is None:
        return without_rule(NOTE)
    cited = guideline.cite(duty)
    name = _named(item, whole) + Text(f"({whole.days} Tage)", f"({whole.days} days)")
    months = "Monat" if duty.monate == 1 else "Monaten"
    over = Text(f"bei mehr als {duty.monate} {months}", f"for more than {_months(duty.monate).en}")
    if not duty.laenger:
        over = Text(f"ab {duty.monate} {months}", f"from {_months(duty.monate).en} on")
    if not _long_enough(whole, duty):
        text = Text(
            f"{name.de}: Eine Beurteilungsnotiz ist erst {over.de} nötig.",
            f"{name.en}: a Beurteilungsnotiz is needed only {over.en}.",
        )
        return Finding(NOTE, Verdict.NOT_APPLICABLE, text, citations=(cited,), calculated=True)
    if item.beurteilungsnotiz:
        text = Text(
            f"{name.de}: Die Beurteilungsnotiz liegt vor.", f"{name.en}: the note was given."
        )
        return Finding(NOTE, Verdict.SATISFIED, text, citations=(cited,))
    if item.im_dienstrechtlichen_sinn is False:
        text = Text(
            f"{name.de}: keine Abordnung im dienstrechtlichen Sinn, also keine Beurteilungsnotiz.",
            f"{name.en}: no Abordnung in the strict sense, hence no Beurteilungsnotiz.",
        )
        return Finding(NOTE, Verdict.NOT_APPLICABLE, text, citations=(cited,))
    if item.im_dienstrechtlichen_sinn and item.beurteilungsnotiz is False:
        text = Text(
            f"{name.de}: Die Beurteilungsnotiz der aufnehmenden Behörde fehlt.",
            f"{name.en}: the receiving authority's Beurteilungsnotiz is missing.",
        )
        return breach(NOTE, text, cited)
    text = Text(
        f"{name.de}: Eine Beurteilungsnotiz der aufnehmenden Behörde ist {over.de} einzuholen, wenn es eine "
        "Abordnung im dienstrechtlichen Sinn war.",
        f"{name.en}: the receiving authority's Beurteilungsnotiz is needed {over.en} if it was an "
        "Abordnung in the strict sense.",
    )
    missing = [
        (item.im_dienstrechtlichen_sinn, needed("abordnung.art")),
        (item.beurteilungsnotiz, needed("abordnung.notiz")),
    ]  # fmt: skip
    return unknown(NOTE, text, *(m for fact, m in missing if fact is None), citations=(cited,))


def _course(item: Lehrgang, guideline: Guideline) -> Finding:
    """A course with a mark of its own stays out of the description."""
    duty = _duty(guideline, "lehrgang_bleibt_aussen_vor")
    if duty is None:
        return without_rule(COURSE)
    cited = guideline.cite(duty)
    why = Text(
        "Seine Leistungen gehen in die Lehrgangsnote ein; sie auch hier zu werten, wäre eine "
        "Doppelbewertung.",
        "Its performance counts in the course mark; valuing it here too would count it twice.",
    )
    if item.in_taetigkeitsbeschreibung is None:
        text = Text(f"{item.bezeichnung}: {why.de}", f"{item.bezeichnung}: {why.en}")
        return unknown(COURSE, text, _LISTED, citations=(cited,))
    if item.in_taetigkeitsbeschreibung:
        head = Text(f"{item.bezeichnung} ist aufgeführt.", f"{item.bezeichnung} is listed.")
        # the court held that leaving a course out is right, not that listing one is wrong
        cited = evolve(cited, evidence=Evidence.INFERRED)
        return left_open(breach(COURSE, head + why, cited), DECISION, leaning=Verdict.VIOLATED)
    head = Text(
        f"{item.bezeichnung}: zu Recht nicht aufgeführt.",
        f"{item.bezeichnung}: rightly not listed.",
    )
    return Finding(COURSE, Verdict.SATISFIED, head + why, citations=(cited,))
