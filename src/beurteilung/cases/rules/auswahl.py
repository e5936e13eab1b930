"""The selection itself: whether it could rest on the appraisal, is documented, and by what marks it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import exact
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, day
from beurteilung.cases.rules import Asked, answer, answers, denied
from beurteilung.cases.rules.bestand import act
from beurteilung.law.certainty import DECISION, backed, of_selection, unknown
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import end_of_months
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.offices import Befoerderung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.auswahl import Auswahl, Mitbewerber

__all__ = ["check"]

UNOPENED, DOCUMENTED = "auswahl.nicht-eroeffnet", "auswahl.dokumentation"
LATER, PROFILE = "auswahl.nachholen", "auswahl.anforderungsprofil"
INTERVIEW, BROKEN_OFF = "auswahl.gespraech", "auswahl.abbruch"
NO_EARLIER = "auswahl.vorbeurteilung-fehlt"
DISCIPLINE, NO_CAUSE = "auswahl.disziplinarverfahren", "auswahl.disziplinarverfahren-grundlos"
ILLNESS, SECONDARY = "auswahl.krankheit", "auswahl.hilfskriterium"
INCLUDED, NONE_MADE = "auswahl.einbezogen", "auswahl.ohne-beurteilung"
CHANGED, NEEDED = "auswahl.profil-geaendert", "auswahl.profil-zwingend"
HEAD_START = "auswahl.bewaehrungsvorsprung"
RECOMMENDED, EXCLUDED = "auswahl.empfehlung", "auswahl.ausschluss"
POST, OTHER_MEANS = "auswahl.dienstpostenwert", "auswahl.andere-mittel"
APPOINTED, PROSPECT = "auswahl.ernennung", "auswahl.aussicht"
DAMAGES, STANDS = "auswahl.schadensersatz", "auswahl.bestand"
THRESHOLD, WAITING = "auswahl.mindestnote", "auswahl.mindestzeit"
BETTER, DUTIES = "konkurrenz.besser", "konkurrenz.aufgaben"
EARLIER, JUMP = "konkurrenz.vorbeurteilungen", "konkurrenz.sprung"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the selection, and what of the competitors goes beyond their current marks."""
    auswahl = facts.case.auswahl
    found: list[Finding] = []
    if auswahl:
        asked: list[Asked] = [
            (UNOPENED, _unopened(facts, auswahl)),
            (DOCUMENTED, denied(auswahl.vorsprung_dokumentiert)),
            (LATER, _in_court(auswahl)),
            # where a reason is stated, the question is whether that one holds
            (
                INCLUDED,
                None if auswahl.ausgeschlossen_wegen else denied(auswahl.beamter_einbezogen),
            ),
            (NONE_MADE, auswahl.ohne_beurteilung),
            (HEAD_START, auswahl.bewaehrungsvorsprung),
            (PROFILE, denied(auswahl.anforderungsprofil_geprueft)),
            (CHANGED, auswahl.anforderungsprofil_geaendert),
            (NEEDED, denied(auswahl.anforderungsprofil_zwingend)),
            (INTERVIEW, denied(auswahl.gespraech_festgehalten)),
            (BROKEN_OFF, denied(auswahl.abbruch_begruendet)),
            (NO_EARLIER, auswahl.fehlende_vorbeurteilung_schlechter),
            *_left_out(auswahl),
            (POST, True if auswahl.entschieden_durch == "dienstpostenwert" else None),
        ]
        found += (
            Finding(STANDS, Verdict.NOT_APPLICABLE, act(_SELECTION, one))
            for one in auswahl.ueberpruefung
        )
        found += [
            *answers(facts, asked),
            *_for_other_reason(facts, auswahl),
            *_by_other_means(facts, auswahl),
            *_secondary(facts, auswahl),
        ]
        found += [
            *_threshold(facts, auswahl),
            *_waiting(facts, auswahl),
            *_appointed(facts, auswahl),
        ]
        found += [*_prospect(facts, auswahl), *_damages(facts, auswahl)]
    for other in facts.case.mitbewerber:
        found += [*_better(facts, other), *_duties(facts, other)]
        found += [*_earlier(facts, other), *_jump(facts, other)]
    return tuple(found)


_SELECTION = Text("Auswahl", "Selection")
_MEANS = {
    "auswahlgespraech": Text(
        "Den Ausschlag gab das Auswahlgespräch.", "What decided was the interview."
    ),
    "test": Text("Den Ausschlag gab ein Test.", "What decided was a test."),
}


def _left_out(auswahl: Auswahl) -> Iterator[Asked]:
    """Ask whether the reason for leaving the officer out was one; causeless proceedings are none."""
    if auswahl.ausgeschlossen_wegen == "krankheit":
        yield ILLNESS, True
    elif auswahl.ausgeschlossen_wegen == "disziplinarverfahren":
        groundless = auswahl.disziplinarverfahren_grundlos
        yield DISCIPLINE, None if groundless else True
        yield NO_CAUSE, groundless
    elif auswahl.ausgeschlossen_wegen == "empfehlung":
        # one that the appraisal need not give says nothing by its lack; of another nothing is decided
        yield RECOMMENDED, denied(auswahl.empfehlung_vorgesehen) or None


_REASONS = {
    "gesundheit": Text("fehlende gesundheitliche Eignung", "lack of fitness"),
    "empfehlung": Text(
        "fehlende Empfehlung in der Beurteilung", "no recommendation in the appraisal"
    ),
    "bewerbungsfrist": Text("verspätete Bewerbung", "a late application"),
    "laufbahnbefaehigung": Text("fehlende Laufbahnbefähigung", "lack of the qualification needed"),
    "altersgrenze": Text("Altersgrenze", "an age limit"),
    "beurlaubung": Text("Beurlaubung", "leave of absence"),
    "teilzeit": Text("Teilzeit", "part-time work"),
    "freistellung": Text("Freistellung vom Dienst", "release from duty"),
    "sonstiges": Text("ein sonstiger Grund", "another reason"),
}


def _for_other_reason(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """Name the reason for leaving the officer out of which no source that was read says whether it is one."""
    why = auswahl.ausgeschlossen_wegen or ""
    if why == "anforderungsprofil" and auswahl.anforderungsprofil_zwingend is None:
        yield answer(facts, NEEDED, None)
    elif why == "empfehlung" and not auswahl.empfehlung_vorgesehen:
        if auswahl.empfehlung_vorgesehen is None:
            yield answer(facts, RECOMMENDED, None)
    elif reason := _REASONS.get(why):
        text = Text(
            f"Der Beamte kam nicht in die Auswahl; Grund: {reason.de}.",
            f"The officer was left out of the selection; reason: {reason.en}.",
        )
        law = facts.law(EXCLUDED)
        found = Finding(EXCLUDED, Verdict.OPEN, text, missing=law.missing)
        yield of_selection(backed(found, law))


def _by_other_means(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """What was seen in an hour supplements appraisals of years; whether it may decide is open."""
    text = _MEANS.get(auswahl.entschieden_durch or "")
    if text:
        law = facts.law(OTHER_MEANS)
        found = Finding(OTHER_MEANS, Verdict.OPEN, text + law.why, missing=law.missing)
        yield of_selection(backed(found, law))


def _secondary(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """Ask about earlier appraisals only where a secondary criterion decided."""
    if auswahl.hilfskriterium or auswahl.entschieden_durch == "hilfskriterium":
        yield answer(facts, SECONDARY, denied(auswahl.vorbeurteilung_herangezogen))


def _appointed(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """Art. 19 (4) GG: an appointment has to wait; how long, the days alone do not tell."""
    told, appointed = exact(auswahl.mitgeteilt), exact(auswahl.ernannt)
    if auswahl.ernannt_vor_rechtsschutz is not None:
        yield answer(facts, APPOINTED, auswahl.ernannt_vor_rechtsschutz)
    elif told and appointed:
        law = facts.law(APPOINTED)
        text = Text(
            f"Mitgeteilt wurde die Auswahl am {day(told)}, ernannt wurde am {day(appointed)}. Ob die Zeit dazwischen "
            "genügte, ist nicht bekannt.",
            f"The selection was notified on {day(told, 'en')}, the appointment was on {day(appointed, 'en')}. Whether "
            "the time between was enough is not known.",
        )
        yield backed(unknown(APPOINTED, text + law.why, needed("auswahl.rechtsschutz")), law)


def _prospect(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """A fault of the selection helps only those who might succeed in a new one."""
    if auswahl.aussicht is None:
        return
    law = facts.law(PROSPECT)
    if auswahl.aussicht:
        text = Text(
            "Ein Erfolg bei einer neuen Auswahl ist ernsthaft möglich.",
            "Success in a new selection is seriously possible.",
        )
        yield backed(Finding(PROSPECT, Verdict.SATISFIED, text), law)
        return
    text = Text(
        "Ein Erfolg bei einer neuen Auswahl ist ausgeschlossen.",
        "Success in a new selection is out of the question.",
    )
    found = Finding(PROSPECT, Verdict.NOT_APPLICABLE, text + law.why)
    if law.direction != "stuetzt":
        found = evolve(found, verdict=Verdict.OPEN, missing=law.missing or (DECISION,))
    yield backed(found, law)


def _damages(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """§ 839 (3) BGB, by analogy: no damages for what a remedy would have prevented."""
    if auswahl.rechtsschutz_gesucht is None:
        return
    law = facts.law(DAMAGES)
    if auswahl.rechtsschutz_gesucht:
        text = Text(
            "Der Beamte suchte gegen die Auswahl gerichtlichen Rechtsschutz.",
            "The officer sought protection in court against the selection.",
        )
        yield backed(Finding(DAMAGES, Verdict.SATISFIED, text), law)
        return
    text = Text(
        "Der Beamte suchte gegen die Auswahl keinen gerichtlichen Rechtsschutz.",
        "The officer sought no protection in court against the selection.",
    )
    yield backed(
        Finding(DAMAGES, Verdict.OPEN, text + law.why, missing=law.missing or (DECISION,)), law
    )


def _in_court(auswahl: Auswahl) -> bool | None:
    """Tell whether the reasons came in court only; None if nothing is stated of that."""
    when = auswahl.gruende_nachgeholt
    return None if when is None else when == "gericht"


def _unopened(facts: Facts, auswahl: Auswahl) -> bool | None:
    """Tell whether the selection came before the opening: as stated, or by both days."""
    opened = exact(facts.case.beurteilung[-1].fassung[-1].eroeffnet)
    on = exact(auswahl.am)
    if auswahl.vor_eroeffnung is not None or not (opened and on):
        return auswahl.vor_eroeffnung
    return on < opened


def _threshold(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """Tell whether the mark needed was reached; whether it may be asked for is another question."""
    needed_mark, grade_ = auswahl.threshold, facts.current.grade
    reached = auswahl.mindestnote_erreicht
    if reached is None and needed_mark and grade_ and grade_.scale == needed_mark.scale:
        reached = grade_ >= needed_mark
    if needed_mark is None and reached is None:
        return
    law = facts.law(THRESHOLD)
    if reached is None:
        text = Text(
            "Ob die Mindestnote erreicht ist, ist nicht bekannt.",
            "Whether the mark needed was reached is not known.",
        )
        yield backed(unknown(THRESHOLD, text, needed("auswahl.mindestnote")), law)
    elif reached:
        text = Text("Die Mindestnote ist erreicht.", "The mark needed was reached.")
        yield backed(Finding(THRESHOLD, Verdict.SATISFIED, text, calculated=bool(needed_mark)), law)
    else:
        text = Text(
            "Die Mindestnote ist nicht erreicht; ob die Eignung an einer Note gemessen werden darf, ist hier "
            "nicht entschieden.",
            "The mark needed was not reached; whether aptitude may be measured by a mark is not decided here.",
        )
        found = Finding(THRESHOLD, Verdict.OPEN, text + law.why, missing=law.missing)
        yield of_selection(backed(found, law))


def _waiting(facts: Facts, auswahl: Auswahl) -> Iterator[Finding]:
    """Count the months since the last promotion, § 188 Abs. 2 BGB."""
    months, on = auswahl.mindestzeit_monate, exact(auswahl.am)
    if months is None:
        if auswahl.ausgeschlossen_wegen == "mindestzeit":
            text = Text(
                "Der Beamte kam nicht in die Auswahl, weil seit seiner letzten Beförderung zu wenig Zeit verging.",
                "The officer was left out of the selection because the last promotion was too recent.",
            )
            law = facts.law(WAITING)
            yield of_selection(
                backed(unknown(WAITING, text + law.why, needed("auswahl.mindestzeit")), law)
            )
        return
    risen = [e.datum for e in facts.events if isinstance(e, Befoerderung) and e.datum]
    if on is None or not risen:
        text = Text(
            "Tag der Auswahl oder der letzten Beförderung ist nicht bekannt.",
            "The day of the selection or of the last promotion is not known.",
        )
        yield unknown(WAITING, text, needed("auswahl.tage"))
        return
    last = max(risen)
    free = end_of_months(last, months)
    law = facts.law(WAITING)
    text = Text(
        f"Letzte Beförderung am {day(last)}; die Mindestzeit von {months} Monaten endet am {day(free)}, "
        f"ausgewählt wurde am {day(on)}.",
        f"Last promotion on {day(last, 'en')}; the minimum time of {months} months ends on {day(free, 'en')}, "
        f"the selection was on {day(on, 'en')}.",
    )
    if on > free:
        yield backed(Finding(WAITING, Verdict.SATISFIED, text, calculated=True), law)
    else:
        found = Finding(WAITING, Verdict.OPEN, text + law.why, missing=law.missing, calculated=True)
        yield of_selection(backed(found, law))


def _better(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """Say who has the better mark, and whether the one chosen has it."""
    ahead = _ahead(facts, other)
    if ahead is None:
        return
    if other.ausgewaehlt and ahead > 0:
        text = Text(
            "Die bessere Note hat der Beamte; ausgewählt ist, wer die schlechtere hat.",
            "The officer has the better mark; the one chosen has the worse.",
        )
        yield _of(other, of_selection(unknown(BETTER, text, needed("auswahl.gruende"))))
        return
    chosen = Text(" und ist ausgewählt", " and was chosen") if other.ausgewaehlt else Text("", "")
    text = {
        1: Text("Die bessere Note hat der Beamte.", "The officer has the better mark."),
        0: Text("Beide haben dieselbe Note.", "Both have the same mark."),
        -1: Text(
            f"Der Mitbewerber hat die bessere Note{chosen.de}.",
            f"The competitor has the better mark{chosen.en}.",
        ),
    }[ahead]
    yield _of(other, Finding(BETTER, Verdict.NOT_APPLICABLE, text))


def _ahead(facts: Facts, other: Mitbewerber) -> int | None:
    """Return 1 if the officer has the better mark, -1 if the competitor, 0 if both the same; None if unknown."""
    mine = facts.current.grade
    if mine and other.grade and mine.scale == other.grade.scale:
        return (mine > other.grade) - (mine < other.grade)
    if other.besser and other.abstand_stufen != 0:
        return 1 if other.besser == "beamter" else -1
    return None


def _duties(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """Compare by which pay groups the duties of both are valued."""
    theirs, mine = other.aufgaben_besoldungsgruppe, facts.value_of_work
    if theirs is None:
        return
    if mine is None:
        text = Text(
            f"Die Aufgaben des Mitbewerbers entsprechen {theirs}; die des Beamten sind nicht bewertet.",
            f"The competitor's duties correspond to {theirs}; those of the officer are not valued.",
        )
        yield _of(other, unknown(DUTIES, text, needed("aufgaben.wert")))
        return
    text = Text(
        f"Die Aufgaben des Mitbewerbers entsprechen {theirs}, die des Beamten {mine[1]}.",
        f"The competitor's duties correspond to {theirs}, those of the officer to {mine[1]}.",
    )
    yield _of(other, Finding(DUTIES, Verdict.NOT_APPLICABLE, text))


def _earlier(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """An earlier mark in the higher office weighs more in principle, as a current one does."""
    mine = facts.previous
    if not other.vorbeurteilung or mine is None:
        return
    theirs = other.vorbeurteilung[-1]
    law = facts.law("konkurrenz.statusamt")
    same = mine.grade is not None and mine.grade == theirs.grade
    if mine.office is None or theirs.besoldungsgruppe is None:
        text = Text(
            "In welchem Amt die Vorbeurteilungen erteilt wurden, ist nicht bekannt.",
            "In which office the previous appraisals were given is not known.",
        )
        yield _of(other, unknown(EARLIER, text, needed("vorbeurteilung.amt")))
        return
    above = theirs.besoldungsgruppe.is_above(mine.office.besoldungsgruppe)
    below = mine.office.besoldungsgruppe.is_above(theirs.besoldungsgruppe)
    offices = Text(
        f"Vorbeurteilungen: {mine.office.besoldungsgruppe} und {theirs.besoldungsgruppe}",
        f"Previous appraisals: {mine.office.besoldungsgruppe} and {theirs.besoldungsgruppe}",
    )
    if not above and not below:
        text = Text(f"{offices.de}, dasselbe Amt.", f"{offices.en}, the same office.")
        yield _of(other, Finding(EARLIER, Verdict.NOT_APPLICABLE, text, calculated=True))
        return
    marks = Text(", gleiche Note.", ", the same mark.") if same else Text(".", ".")
    text = Text(offices.de + marks.de, offices.en + marks.en) + law.why
    found = Finding(EARLIER, Verdict.NOT_APPLICABLE, text, calculated=True)
    yield _of(other, backed(found, law))


def _jump(facts: Facts, other: Mitbewerber) -> Iterator[Finding]:
    """A jump of the competitor's mark may need reasons like any other, upwards too."""
    if other.sprung_stufen is None or other.sprung_stufen == 0:
        return
    law = facts.law("notensprung.begruendung")
    n, up = abs(other.sprung_stufen), other.sprung_stufen > 0
    text = Text(
        f"Die Note {'stieg' if up else 'fiel'} um {'eine Stufe' if n == 1 else f'{n} Stufen'}.",
        f"The mark {'rose' if up else 'fell'} by {'one stage' if n == 1 else f'{n} stages'}.",
    )  # fmt: skip
    given = other.sprung_begruendung
    if given == "traegt":
        text += Text("Die Gründe tragen.", "The reasons hold.")
        yield _of(other, backed(Finding(JUMP, Verdict.SATISFIED, text), law))
        return
    missing = needed("gruende.tragen") if given == "gegeben" else needed("sprung.gruende")
    bad = given in ("fehlt", "formelhaft", "unzureichend")
    found = evolve(
        unknown(JUMP, text + law.why, missing),
        leaning=Verdict.VIOLATED if bad and law.direction == "stuetzt" else None,
    )
    yield _of(other, backed(found, law))


def _of(other: Mitbewerber, finding: Finding) -> Finding:
    """Say of which competitor a finding speaks, if the case names them."""
    name = f"{other.bezeichnung}:" if other.bezeichnung else ""
    return evolve(finding, message=Text(name, name) + finding.message) if name else finding
