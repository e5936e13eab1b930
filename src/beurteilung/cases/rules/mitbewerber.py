"""A competitor: what two appraisals can be compared in. Nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text, joined, sentences
from beurteilung.cases.rules import Asked, answers, denied
from beurteilung.law.certainty import (
    DECISION,
    backed,
    favours,
    judged,
    of_selection,
    permission,
    unknown,
)
from beurteilung.law.codes import question
from beurteilung.law.decisions import rule
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.offices import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.auswahl import Mitbewerber
    from beurteilung.law.certainty import Rechtslage
    from beurteilung.model.appraisals import Period

__all__ = ["check"]

EQUAL, OFFICE, LENGTHS = "konkurrenz.gleich", "konkurrenz.statusamt", "konkurrenz.zeitraeume"
WHOLE_STAGE = "konkurrenz.ganze-stufe"
INSTEAD, SALARY = "konkurrenz.vorbeurteilung", "konkurrenz.endgrundgehalt"

SCHEMATIC = "konkurrenz.schematisch"
COMPARABLE = "konkurrenz.vergleichbar"
FEATURES = "konkurrenz.ausschaerfung"
WORDS = "konkurrenz.ausschaerfung-text"
MEANS = "konkurrenz.mittelwert"
SUBSTAGE = "konkurrenz.vorbeurteilung-stufe"
MOVED = "konkurrenz.versetzung"
ALLOWANCE = "amtszulage.eigenes-amt"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check what the case says of each competitor."""
    every = facts.case.mitbewerber
    found = [(other, one) for other in every for one in _of_one(facts, other)]
    return tuple(_named(other, one) if len(every) > 1 else one for other, one in found)


def _named(other: Mitbewerber, finding: Finding) -> Finding:
    """Say of which competitor a finding speaks, where there are several."""
    name = f"{other.bezeichnung}:" if other.bezeichnung else ""
    return evolve(finding, message=Text(name, name) + finding.message) if name else finding


def _of_one(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    asked: list[Asked] = [
        (SCHEMATIC, other.schematisch),
        (COMPARABLE, other.andere_skala, other.vergleichbar_gemacht),
        (WORDS, other.texte_verschieden, other.texte_verglichen),
        (MEANS, other.nach_mittelwert),
        (SUBSTAGE, denied(other.vorbeurteilung_mit_binnendifferenzierung)),
    ]
    return (
        *_moved(facts, other),
        *_equal(facts, other),
        *_office(facts, other),
        *_features(facts, other),
        *(_new_appraisal(facts, one) for one in answers(facts, asked)),
        *_instead(facts, other),
        *_lengths(facts, other),
    )


def _moved(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """Art. 33 (2) GG: whoever would only be moved is chosen by merit only if the Dienstherr bound itself to that."""
    if not other.versetzungsbewerber:
        return
    law = facts.law(MOVED)
    alike = facts.case.auswahl and facts.case.auswahl.versetzungsbewerber_gleich
    text = Text(
        "Der Mitbewerber hat das Amt schon und würde nur versetzt.",
        "The competitor already holds the office and would only be moved.",
    )
    if alike is None:
        found = unknown(MOVED, text + law.why, needed("konkurrenz.versetzung"))
    elif law.direction != "stuetzt" or facts.case.status == "arbeitnehmer":
        found = Finding(MOVED, Verdict.OPEN, text + law.why, missing=law.missing or (DECISION,))
    else:
        found = Finding(MOVED, Verdict.NOT_APPLICABLE, text + (_ALL if alike else _FREE))
    yield backed(found, law)


_ALL = Text(
    "Die Stelle war für Beförderungs- und Versetzungsbewerber gleichermaßen ausgeschrieben; auszuwählen ist unter "
    "allen nach Eignung, Befähigung und fachlicher Leistung.",
    "The post was advertised for both alike; all are to be chosen by aptitude, ability and performance.",
)
_FREE = Text(
    "Für Beförderungs- und Versetzungsbewerber gleichermaßen ausgeschrieben war die Stelle nicht; einem Vergleich "
    "nach Leistung muss er sich grundsätzlich nicht stellen.",
    "The post was not advertised for both alike; in principle such an applicant need not face a comparison by merit.",
)


def _new_appraisal(facts: Facts, found: Finding) -> Finding:
    """Say where a guideline answers what cannot be compared by a new appraisal, such as § 2 SächsBeurtVO."""
    item = facts.guideline
    records = item.document.vergleichbarkeit if item and found.code == COMPARABLE else ()
    for record in records:
        if item and record.befund == "neue_beurteilung":
            text = Text(
                "Der Weg ist hier eine neue Beurteilung, keine Umrechnung.",
                "The way here is a new appraisal, no conversion.",
            )
            places = (*found.citations, item.cite(record))
            return evolve(found, message=found.message + text, citations=places)
    return found


def _features(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """Where the posts stay, nobody has to look behind equal marks; for the rest it is not decided."""
    if other.merkmale_verglichen is not None and _apart(facts, other):
        text = Text(
            "Die Gesamturteile liegen eine ganze Stufe oder mehr auseinander; gleich sind sie nicht.",
            "The overall marks are a whole stage or more apart; they are not equal.",
        )
        yield Finding(FEATURES, Verdict.NOT_APPLICABLE, text, calculated=True)
        return
    law = facts.law(question(FEATURES).regel)
    for found in answers(facts, [(FEATURES, denied(other.merkmale_verglichen))]):
        if other.merkmale_verglichen or law.direction != "lehnt_ab" or other.dienstposten_bleibt:
            yield found
        else:
            missing = needed("konkurrenz.posten")
            yield evolve(found, verdict=Verdict.OPEN, missing=(missing,))


def _instead(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """A criterion close to performance may decide instead of a previous appraisal that is faulty."""
    if other.hilfskriterium_statt_vorbeurteilung is not True:
        return ()
    holding = facts.law(INSTEAD)
    text = Text(
        "Statt der Vorbeurteilung entschied ein leistungsnahes Hilfskriterium.",
        "A criterion close to performance decided instead of the previous appraisal.",
    )
    if other.vorbeurteilung_fehlerhaft is not True:
        missing = needed("konkurrenz.vorbeurteilung")
        return (backed(unknown(INSTEAD, text, missing), holding),)
    return (of_selection(judged(INSTEAD, text, permission(holding), Ground.STANDARDS)),)


def _equal(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """In one office a whole stage apart is not essentially equal, the same step is; the rest is open."""
    if other.grade is None and other.abstand_stufen is None:
        return ()
    if _offices_differ(facts, other):
        # who is ahead in both, mark and office, is not equal: only a mark that is not better leaves the question
        return () if _ahead_in_both(facts, other) else (_other_office(facts, other),)
    found = _alike(facts, other)
    if _one_office(facts, other) or found.verdict is Verdict.OPEN:
        return (found,)
    # the sentence speaks of one Statusamt: beside an office that is not known it settles nothing
    lean = Verdict.SATISFIED if found.verdict is Verdict.SATISFIED else None
    missing = needed("konkurrenz.amt")
    return (evolve(found, verdict=Verdict.OPEN, leaning=lean, missing=(missing,)),)


def _one_office(facts: Facts, other: Mitbewerber) -> bool:
    """Tell whether one office is at issue: a case that names the one of two names none that is shared."""
    return (_mine(facts, other) is None) == (_theirs(other) is None)


def _alike(facts: Facts, other: Mitbewerber) -> Finding:
    """Say how far apart the marks are, in one office."""
    mine, theirs = facts.current.grade, other.grade
    if theirs is None:
        return _likeness(facts, other.abstand_stufen, same=other.gleiche_binnendifferenzierung)
    if mine is None or mine.scale != theirs.scale:
        text = Text(
            "Die beiden Noten stehen nicht auf derselben Skala.",
            "The two grades are not of the same scale.",
        )
        return unknown(EQUAL, text, needed("konkurrenz.skala"))
    if mine != theirs and (mine.stage is None or theirs.stage is None):
        text = Text(
            "Zu welcher Stufe eine der beiden Noten gehört, steht nicht fest.",
            "To which stage one of the two grades belongs is not settled.",
        )
        return unknown(EQUAL, text, DECISION)
    return _likeness(facts, int(mine.stage != theirs.stage), same=mine == theirs)


def _apart(facts: Facts, other: Mitbewerber) -> bool:
    """Tell whether two marks of one office are known to be of different stages."""
    mine, theirs = facts.current.grade, other.grade
    if _offices_differ(facts, other):
        return False
    if theirs is None:
        return bool(other.abstand_stufen)
    if mine is None or mine.scale != theirs.scale:
        return False
    return None not in (mine.stage, theirs.stage) and mine.stage != theirs.stage


def _theirs(other: Mitbewerber) -> Office | None:
    """Return the office in which the competitor was appraised: what the mark is worth depends on that one."""
    if other.beurteilt_in:
        return Office(other.beurteilt_in)
    group = other.besoldungsgruppe
    return Office(group, amtszulage=other.amtszulage) if group else None


def _offices_differ(facts: Facts, other: Mitbewerber) -> bool:
    """Tell whether the two marks are known to be of different offices: they are no equals."""
    mine, theirs = _mine(facts, other), _theirs(other)
    return mine is not None and theirs is not None and mine != theirs


def _ahead_in_both(facts: Facts, other: Mitbewerber) -> bool:
    """Tell whether one of the two has the better mark of one scale and the higher office of one pay order."""
    mine, theirs = _mine(facts, other), _theirs(other)
    own, others = facts.current.grade, other.grade
    if not (mine and theirs and own and others) or own.scale != others.scale:
        return False
    if own > others:
        return mine.besoldungsgruppe.is_above(theirs.besoldungsgruppe) is True
    return others > own and theirs.besoldungsgruppe.is_above(mine.besoldungsgruppe) is True


def _other_office(facts: Facts, other: Mitbewerber) -> Finding:
    """What is decided on equal marks is decided of one office; an Amtszulage may or may not make another one."""
    law, allowance = facts.law(OFFICE), facts.law(ALLOWANCE)
    text = Text(
        "Die beiden Ämter sind verschieden; wann zwei Noten im Wesentlichen gleich sind, ist nur für ein und dasselbe "
        "Amt entschieden.",
        "The two offices differ; when two grades are essentially equal is decided of one and the same office only.",
    )
    groups = {one.besoldungsgruppe for one in (_mine(facts, other), _theirs(other)) if one}
    if len(groups) == 1 and allowance.direction != "stuetzt":
        law = allowance
        text = Text(
            "Die beiden Ämter unterscheiden sich nur durch eine Amtszulage; ob sie deshalb verschieden sind, ist "
            "offen.",
            "The two offices differ by an Amtszulage only; whether that makes them different is open.",
        )
    return backed(Finding(EQUAL, Verdict.OPEN, text, missing=(DECISION,)), law)


def _likeness(facts: Facts, stages: int | None, *, same: bool | None) -> Finding:
    if stages:
        text = Text(
            "Die Noten liegen eine ganze Stufe oder mehr auseinander.",
            "The grades are a whole stage or more apart.",
        )
        return _settled(facts, WHOLE_STAGE, text, Verdict.NOT_APPLICABLE)
    if same:
        text = Text(
            "Gleiches Gesamturteil bis in die feinste Abstufung der Note.",
            "Same overall mark down to the finest step of the grade.",
        )
        return _settled(facts, EQUAL, text, Verdict.SATISFIED)
    text = Text(
        "Dieselbe Stufe, aber nicht nachweislich derselbe Schritt; das ist nicht entschieden.",
        "The same stage, but not shown to be the same step; that is not decided.",
    )
    law = facts.law(EQUAL)
    return backed(Finding(EQUAL, Verdict.OPEN, text, missing=(needed("konkurrenz.binnen"),)), law)


def _settled(facts: Facts, code: str, text: Text, verdict: Verdict) -> Finding:
    """Answer by a rule on equal marks, as far as it is settled and attested for a scale of this length."""
    law, attested = facts.law(code), rule(code).belegt_fuer_stufen
    length = len(facts.scale.stages) if facts.scale else None
    if attested and length is not None and length not in attested:
        shown, shown_en = joined(map(str, attested)), joined(map(str, attested), "en")
        fine = Text(
            f"Entschieden ist das nur für Skalen mit {shown} Stufen.",
            f"That is decided for scales of {shown_en} stages only.",
        )
        return backed(Finding(EQUAL, Verdict.OPEN, text + fine, missing=(DECISION,)), law)
    found = Finding(EQUAL, verdict, text + law.why)
    if law.direction != "stuetzt":
        leans = law.leaning == "stuetzt" and verdict is Verdict.SATISFIED
        found = evolve(found, verdict=Verdict.OPEN, missing=law.missing or (DECISION,),
                       leaning=Verdict.SATISFIED if leans else None)  # fmt: skip
    return backed(found, law)


def _office(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """Tell which office is the higher one, and what equal or better marks then weigh in principle."""
    theirs = _theirs(other)
    if theirs is None:
        return ()
    mine = _mine(facts, other)
    if mine is None:
        text = Text("Das eigene Amt ist nicht bekannt.", "The officer's own office is not known.")
        return (unknown(OFFICE, text, needed("konkurrenz.amt")),)
    same_group = mine.besoldungsgruppe == theirs.besoldungsgruppe
    names = Text(f"{mine} und {theirs}:", f"{_english(mine)} and {_english(theirs)}:")
    if mine == theirs:
        text = Text("Beide haben dasselbe Statusamt.", "Both hold the same Statusamt.")
        found = Finding(OFFICE, Verdict.SATISFIED, text, calculated=True)
        if other.beurteilt_in:
            text = Text(f"Beide wurden in {mine} beurteilt.", f"Both were appraised in {mine}.")
            if other.besoldungsgruppe not in {None, other.beurteilt_in}:
                text += Text(
                    f"Der Mitbewerber hat seither {other.besoldungsgruppe} erlangt.",
                    f"The competitor has reached {other.besoldungsgruppe} since.",
                )
            found = Finding(OFFICE, Verdict.NOT_APPLICABLE, text, calculated=True)
    elif same_group:
        found = _by_allowance(facts, other, names, mine)
    elif (apart := theirs.besoldungsgruppe.steps_above(mine.besoldungsgruppe)) is not None:
        groups = "eine Besoldungsgruppe" if abs(apart) == 1 else f"{abs(apart)} Besoldungsgruppen"
        counted = Text(
            f"Die Ämter liegen {groups} auseinander; ein Amt mit Amtszulage dazwischen zählt mit.",
            f"The offices are {abs(apart)} pay group{'s' * (abs(apart) != 1)} apart; an office with "
            "Amtszulage between them counts.",
        )
        salary = facts.law(SALARY)
        found = _weighed(facts, other, sentences(names, counted), apart, salary)
    else:
        found = _by_salary(facts, other, names)
    return (found,)


def _mine(facts: Facts, other: Mitbewerber) -> Office | None:
    """Return the officer's own office by pay group and Amtszulage."""
    held, stated = facts.current.office, other.eigene_besoldungsgruppe
    if stated:
        return Office(stated, amtszulage=other.eigene_amtszulage)
    return Office(held.besoldungsgruppe, amtszulage=held.amtszulage) if held else None


def _english(office: Office) -> str:
    return str(office).replace(" mit ", " with ")


def _by_allowance(facts: Facts, other: Mitbewerber, names: Text, mine: Office) -> Finding:
    """Offices of one pay group differ in status by an Amtszulage, if the decisions say so."""
    holding = facts.law(ALLOWANCE)
    if holding.direction == "stuetzt":
        order = -1 if mine.amtszulage else 1
        return _weighed(facts, other, sentences(names, holding.why), order, holding)
    doubt = Text(
        "Ob die Amtszulage ein eigenes Amt begründet, ist offen.",
        "Whether the Amtszulage makes an office of its own is open.",
    )
    text = sentences(names, doubt, holding.why)
    return backed(Finding(OFFICE, Verdict.OPEN, text, missing=(DECISION,)), holding)


def _by_salary(facts: Facts, other: Mitbewerber, names: Text) -> Finding:
    """Between pay orders the final basic salary decides, if the case states both."""
    holding = facts.law(SALARY)
    mine, theirs = other.eigenes_endgrundgehalt, other.endgrundgehalt
    if holding.direction != "stuetzt" or mine is None or theirs is None:
        text = Text(
            "Zwischen Besoldungsordnungen entscheidet das Endgrundgehalt; es ist nicht für beide angegeben.",
            "Between pay orders the final basic salary decides; it is not stated for both.",
        )
        missing = needed("konkurrenz.gehalt")
        wanted = missing if holding.direction == "stuetzt" else DECISION
        return backed(
            Finding(OFFICE, Verdict.OPEN, sentences(names, text), missing=(wanted,)), holding
        )
    order = (theirs > mine) - (theirs < mine)
    return _weighed(facts, other, sentences(names, rule(SALARY).text), order, holding)


def _weighed(facts: Facts, other: Mitbewerber, why: Text, order: int, basis: Rechtslage) -> Finding:
    """Say what the higher office weighs: more with equal marks, while a better mark may prevail."""
    higher = {
        -1: Text("Das höhere Amt hat der Beamte.", "The officer holds the higher office."),
        0: Text("Beide Ämter sind gleich hoch.", "Both offices are equally high."),
        1: Text("Das höhere Amt hat der Mitbewerber.", "The competitor holds the higher office."),
    }[(order > 0) - (order < 0)]
    holdings = [facts.law("konkurrenz.statusamt")] if order else []
    if _better_below(facts, other, order):
        holdings.append(facts.law("konkurrenz.niedrigeres-amt"))
    text = sentences(why, higher, *(one.why for one in holdings))
    return backed(Finding(OFFICE, Verdict.NOT_APPLICABLE, text, calculated=True), basis, *holdings)


def _better_below(facts: Facts, other: Mitbewerber, order: int) -> bool:
    """Tell whether the one in the lower office is known to have the better mark."""
    mine, theirs = facts.current.grade, other.grade
    if mine is None or theirs is None or mine.scale != theirs.scale:
        return False
    return (order > 0 and mine > theirs) or (order < 0 and theirs > mine)


def _lengths(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """Periods of different length do not exclude a comparison unless somebody suffers from it."""
    mine, theirs, harmed = facts.current.period, other.period, other.nennenswert_benachteiligt
    if theirs is None and harmed is None:
        return ()
    holding = facts.law("zeitraum.verschieden-lang")
    counted = None
    if mine and theirs:
        counted = _counted(mine, theirs)
        if mine == theirs:
            return (backed(Finding(LENGTHS, Verdict.SATISFIED, counted, calculated=True), holding),)
    if harmed is None:
        missing = needed("konkurrenz.nachteil")
        text = sentences(counted, holding.why)
        return (backed(Finding(LENGTHS, Verdict.OPEN, text, missing=(missing,)), holding),)
    if not harmed:
        text = sentences(counted, Text(
            "Niemand ist dadurch nennenswert benachteiligt.", "Nobody is disadvantaged by it."
        ))  # fmt: skip
        found = Finding(LENGTHS, Verdict.SATISFIED, text)
        if holding.direction != "stuetzt":
            found = evolve(found, verdict=Verdict.OPEN, message=text + holding.why,
                           missing=holding.missing or (DECISION,), leaning=favours(holding))  # fmt: skip
        return (backed(found, holding),)
    text = sentences(counted, Text(
        "Jemand ist dadurch nennenswert benachteiligt; ob der Vergleich noch trägt, ist eine Frage des "
        "Einzelfalls.",
        "Somebody is disadvantaged by it; whether the comparison still holds depends on the case.",
    ))  # fmt: skip
    missing_case = needed("konkurrenz.gewicht")
    return (
        backed(
            Finding(LENGTHS, Verdict.OPEN, text, leaning=Verdict.VIOLATED, missing=(missing_case,)),
            holding,
        ),
    )


def _counted(mine: Period, theirs: Period) -> Text:
    """Say how long two periods are, and how far their ends lie apart."""
    if mine == theirs:
        return Text(
            f"Es ist derselbe Zeitraum ({mine}, {mine.days} Tage).",
            f"It is the same period ({mine.text.en}, {mine.days} days).",
        )
    apart = abs((mine.end - theirs.end).days)
    ends = Text(f"ihre Enden liegen {apart} {'Tag' if apart == 1 else 'Tage'} auseinander",
                f"their ends are {apart} {'day' if apart == 1 else 'days'} apart")  # fmt: skip
    if not apart:
        ends = Text("sie enden am selben Tag", "they end on the same day")
    return Text(
        f"Die Zeiträume haben {mine.days} und {theirs.days} Tage; {ends.de}.",
        f"The periods have {mine.days} and {theirs.days} days; {ends.en}.",
    )
