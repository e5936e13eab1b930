"""Who took part: appraisers who were biased or not competent, authors of contributions, guests of a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import exact
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, day
from beurteilung.cases.rules import Asked, Fact, answer, answers, denied
from beurteilung.cases.rules.beitrag import covered
from beurteilung.cases.rules.merkmale import decimal, mean_of
from beurteilung.law.certainty import DECISION, backed, unknown
from beurteilung.law.codes import question
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beteiligte import Beitrag, Beurteiler

__all__ = ["check", "conference"]

BIAS, COMPETENT = "beurteiler.befangen", "beurteiler.zustaendig"
FEARED, RANK = "beurteiler.besorgnis", "beurteiler.rang"
OPENED = "beurteiler.eroeffnung"
RATINGS, COVERED = "beitrag.merkmale", "beitrag.zeitraum"
EARLY, YARDSTICK, AUTHOR = "beitrag.vorzeitig", "beitrag.massstab", "beitrag.verfasser"
ABSENT, GUESTS = "konferenz.abwesend", "konferenz.teilnehmer"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check appraisers and contributions by who they are and how they measured."""
    every = (found for one in facts.case.beurteiler for found in _appraiser(facts, one))
    asked: list[Asked] = [(AUTHOR, one.rangniedriger) for one in facts.case.beitrag]
    each = (found for one in facts.case.beitrag for found in _contribution(facts, one))
    return (*every, *_opened(facts), *answers(facts, asked), *each, *_uncovered(facts))


def _opened(facts: Facts) -> Iterator[Finding]:
    """§ 50 (3) BLV: what the second appraiser confirms unchanged may have been opened before; a change is open."""
    second = facts.case.zweitbeurteiler
    if second is None or second.nach_eroeffnung is None:
        return
    if not second.nach_eroeffnung or second.unchanged(facts.current.grade):
        yield answer(facts, OPENED, second.nach_eroeffnung)
    elif second.unchanged(facts.current.grade) is None:
        yield answer(facts, OPENED, None)
    else:
        text = Text("Er änderte sie danach noch.", "It was changed after that.")
        yield unknown(OPENED, question(OPENED).fehler.text + text, DECISION)


ROLES = {
    "erstbeurteiler": Text("Erstbeurteiler", "First appraiser"),
    "zweitbeurteiler": Text("Zweitbeurteiler", "Second appraiser"),
    "endbeurteiler": Text("Endbeurteiler", "Final appraiser"),
    "berichterstatter": Text("Berichterstatter", "Rapporteur"),
    "vertreter": Text("Vertreter des Beurteilers", "The appraiser's stand-in"),
    "entwurfsverfasser": Text("Verfasser des Entwurfs", "Author of the draft"),
    "naechsthoeherer-vorgesetzter": Text("Nächsthöherer Vorgesetzter", "Next higher superior"),
    "weiterer-hoeherer-vorgesetzter": Text(
        "Weiterer höherer Vorgesetzter", "Further higher superior"
    ),
}


def _appraiser(facts: Facts, one: Beurteiler) -> Iterator[Finding]:
    """Check one appraiser, named by the role if there are several."""
    feared = None if one.befangen else one.besorgnis
    asked: list[Asked] = [
        (BIAS, one.befangen),
        (FEARED, feared),
        (COMPETENT, denied(one.zustaendig)),
        (RANK, _not_above(facts, one)),
    ]
    role = ROLES.get(one.rolle or "") if len(facts.case.beurteiler) > 1 else None
    for found in answers(facts, asked):
        if role is None:
            yield found
        else:
            yield evolve(found, message=Text(f"{role.de}:", f"{role.en}:") + found.message)


def _not_above(facts: Facts, one: Beurteiler) -> Fact:
    """Tell whether the appraiser does not hold a higher office; None if the two pay groups do not tell."""
    office = facts.current.office
    if office is None or one.besoldungsgruppe is None:
        return None
    return denied(one.besoldungsgruppe.is_above(office.besoldungsgruppe))


def _uncovered(facts: Facts) -> Iterator[Finding]:
    """Days that no contribution covers are open as long as nobody says whether the appraiser knew them."""
    who, period = facts.first_appraiser, facts.current.period
    spans = [b.period for b in facts.case.beitrag if b.period and b.eingeholt is not False]
    knows = who is not None and (bool(who.kenntnis) or who.eigene_kenntnis is not None)
    if knows or period is None or not spans:
        return
    out = period.days - covered(spans, period)
    if not out:
        return
    text = Text(
        f"Über {out} von {period.days} Tagen gibt es keinen Beitrag; ob der Beurteiler sie selbst kannte, ist "
        "nicht bekannt.",
        f"On {out} of {period.days} days there is no contribution; whether the appraiser knew them is not known.",
    )
    found = unknown(COVERED, text, needed("beurteiler.kenntnis"))
    yield backed(evolve(found, calculated=True), facts.law("zeitraum.ganz"))


def conference(facts: Facts) -> tuple[Finding, ...]:
    """Check who took part in a conference."""
    meeting = facts.case.konferenz
    if meeting is None:
        return ()
    asked: list[Asked] = [
        (ABSENT, denied(meeting.beurteiler_nahm_teil)),
        (GUESTS, meeting.unzustaendige_nahmen_teil),
    ]
    return tuple(answers(facts, asked))


def _contribution(facts: Facts, one: Beitrag) -> Iterator[Finding]:
    """A contribution made before its time ended could not know the rest; another yardstick is to be adapted."""
    written, period = exact(one.vom), one.period
    name = Text(one.bezeichnung, one.bezeichnung)
    if written and period and written < period.end:
        rest = (period.end - written).days
        days = Text(
            f"{rest} Tage" if rest > 1 else "1 Tag", f"{rest} days" if rest > 1 else "1 day"
        )
        text = Text(
            f"{name.de}: am {day(written)} erstellt, vor dem Ende seines Zeitraums ({day(period.end)}); es fehlen "
            f"{days.de}.",
            f"{name.en}: made on {day(written, 'en')}, before its period ended ({day(period.end, 'en')}); {days.en} "
            "are missing.",
        )
        yield unknown(EARLY, text, needed("zeitraum.rest"))
    if one.merkmal and (value := mean_of(one.merkmal)) is not None:
        text = Text(
            f"{name.de}: Mittel der Einzelbewertungen {decimal(value)}.",
            f"{name.en}: mean of the single ratings {decimal(value).replace(',', '.')}.",
        )
        yield Finding(RATINGS, Verdict.NOT_APPLICABLE, text, calculated=True)
    office = facts.current.office
    other_office = (
        one.besoldungsgruppe and office and office.besoldungsgruppe != one.besoldungsgruppe
    )
    guideline = facts.guideline
    other_rules = one.richtlinie and (guideline is None or guideline.id != one.richtlinie)
    if other_office or other_rules:
        law = facts.law(YARDSTICK)
        what = Text(
            f"am Amt {one.besoldungsgruppe}"
            if other_office
            else f"nach der Richtlinie {one.richtlinie}",
            f"by the office {one.besoldungsgruppe}"
            if other_office
            else f"under the guideline {one.richtlinie}",
        )
        text = Text(
            f"{name.de}: gemessen {what.de}; der Maßstab ist ein anderer als der der Beurteilung.",
            f"{name.en}: measured {what.en}; the yardstick is not that of the appraisal.",
        )
        found = unknown(YARDSTICK, text + law.why, needed("beitrag.angeglichen"))
        yield backed(found, law)
    elif one.besoldungsgruppe and office:
        text = Text(f"{name.de}: derselbe Maßstab.", f"{name.en}: the same yardstick.")
        yield Finding(YARDSTICK, Verdict.SATISFIED, text)
