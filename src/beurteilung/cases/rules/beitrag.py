"""What the appraiser knew, and the contributions of others: competent, obtained, deep enough, followed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, Question, answers, denied
from beurteilung.law.certainty import judged, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Beitrag
    from beurteilung.model.appraisals import Period

__all__ = ["check", "days_of"]

COVERED = "beitrag.zeitraum"

DUTIES = Question(
    "taetigkeit.hoeherwertig",
    "taetigkeit.hoeherwertig",
    Ground.FACTS,
    Text(
        "Höherwertige Aufgaben blieben unberücksichtigt.",
        "Higher-valued duties were not considered.",
    ),
    Text(
        "Höherwertige Aufgaben gab es nicht, oder sie sind berücksichtigt.",
        "There were no higher-valued duties, or they are considered.",
    ),
    Text("ob höherwertige Aufgaben berücksichtigt sind", "whether such duties are considered"),
)
KNOWS = Question(
    "beurteiler.anschauung",
    "beurteiler.anschauung",
    Ground.FACTS,
    Text(
        "Der Beurteiler kannte die Leistungen nicht als Vorgesetzter; es gab einen, der sie kannte.",
        "The appraiser did not know the work as a superior; there was one who did.",
    ),
    Text(
        "Der Beurteiler kannte die Leistungen, oder es gab keinen Vorgesetzten, der sie kannte.",
        "The appraiser knew the work, or there was no superior who did.",
    ),
    Text(
        "ob es einen Vorgesetzten gab, der sie kannte", "whether there was a superior who knew it"
    ),
)
COMPETENT = Question(
    "beitrag.zustaendig",
    "beitrag.zustaendig",
    Ground.FACTS,
    Text(
        "Verwertet wurde der Beitrag eines Unzuständigen.",
        "A contribution of somebody not competent was used.",
    ),
    Text(
        "Verwertet wurde kein Beitrag eines Unzuständigen.",
        "No contribution of somebody not competent was used.",
    ),
    Text("wer zuständig war", "who was competent"),
)
OBTAINED = Question(
    "beitrag.fehlt",
    "beitrag.fehlt",
    Ground.FACTS,
    Text("Ein nötiger Beitrag fehlt.", "A contribution that was needed is missing."),
    Text(
        "Der Beitrag liegt vor, oder er war nicht nötig.",
        "The contribution was obtained, or it was not needed.",
    ),
    Text("ob der Beitrag nötig war", "whether the contribution was needed"),
)
DEEP = Question(
    "beitrag.tiefe",
    "beitrag.tiefe",
    Ground.FACTS,
    Text(
        "Der Beurteiler war auf Beiträge angewiesen, die nicht für alle Einzelbewertungen tief genug sind.",
        "The appraiser depended on contributions that are not deep enough for every single rating.",
    ),
    Text("Die Beiträge sind tief genug.", "The contributions are deep enough."),
    Text("ob die Beiträge tief genug sind", "whether they are deep enough"),
)
DEPARTS = Question(
    "beitrag.abweichung",
    "beitrag.abweichung",
    Ground.STANDARDS,
    Text(
        "Die Beurteilung weicht von einem Beitrag ab, ohne das zu begründen.",
        "The appraisal departs from a contribution without reasons.",
    ),
    Text(
        "Die Beurteilung folgt dem Beitrag, oder die Abweichung ist begründet.",
        "The appraisal follows the contribution, or the departure is reasoned.",
    ),
    Text("ob die Abweichung begründet ist", "whether the departure is reasoned"),
)
EXCHANGE = Question(
    "beitrag.austausch",
    "beitrag.austausch",
    Ground.STANDARDS,
    Text(
        "Beitrag und Beurteilung bestehen nur aus Zahlen; ein Austausch mit dem Verfasser fehlt.",
        "Contribution and appraisal consist of figures only; there was no exchange with the author.",
    ),
    Text(
        "Der Austausch mit dem Verfasser fand statt, oder er war nicht nötig.",
        "There was an exchange with the author, or it was not needed.",
    ),
    Text("ob es einen Austausch gab", "whether there was an exchange"),
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check duties, appraiser and contributions, as far as the case speaks of them."""
    case = facts.case
    duties, who = case.aufgaben, facts.first_appraiser
    asked: list[Asked] = []
    if duties:
        asked.append((DUTIES, duties.hoeherwertig, duties.beruecksichtigt))
    if who:
        asked.append((KNOWS, denied(who.eigene_kenntnis), denied(who.anderer_vorgesetzter)))
    wholly = who is not None and who.eigene_kenntnis is False
    for one in case.beitrag:
        asked += _of_one(one, wholly=wholly)
    found = (_told(facts, one) for one in answers(facts, asked))
    return (*found, *_covered(facts))


def _told(facts: Facts, finding: Finding) -> Finding:
    """Add what else decisions say: on the need of a contribution, on reasons given later."""
    if finding.code == OBTAINED.code and finding.verdict is Verdict.OPEN:
        more = facts.said("beitrag.bedarf")
    elif finding.code == DEPARTS.code and finding.verdict is Verdict.VIOLATED:
        more = facts.said("notensprung.nachholen")
    else:
        return finding
    if more.direction != "stuetzt":
        return finding
    return evolve(finding, message=finding.message + more.why)


def _of_one(one: Beitrag, *, wholly: bool) -> list[Asked]:
    missing: Asked = (OBTAINED, one.noetig, one.eingeholt)
    if one.noetig is None:
        missing = (OBTAINED, denied(one.eingeholt), None)
    return [
        missing,
        (COMPETENT, one.verwertet, one.zustaendig),
        (DEEP, denied(one.tief_genug) if wholly else None),
        (DEPARTS, one.abweichung, one.abweichung_begruendet),
        (EXCHANGE, one.abweichung and one.nur_zahlen, one.austausch),
    ]


def days_of(spans: Iterable[Period], inside: Period) -> set[date]:
    """Return the days of a period that some spans cover."""
    shared = [s for s in (inside.common(span) for span in spans) if s]
    return {s.start + timedelta(days=n) for s in shared for n in range(s.days)}


def _covered(facts: Facts) -> tuple[Finding, ...]:
    """What the appraiser does not know is covered by contributions, day by day."""
    who, period = facts.first_appraiser, facts.current.period
    known = [k.period for k in who.kenntnis] if who else []
    spans = [b.period for b in facts.case.beitrag if b.period and b.eingeholt is not False]
    partial = bool(known) or (who is not None and who.eigene_kenntnis is False and bool(spans))
    if not partial:
        return ()
    if period is None:
        text = Text("Der Zeitraum ist nicht bekannt.", "The period is not known.")
        return (unknown(COVERED, text, needed("zeitraum")),)
    open_days = period.days - len(days_of([*known, *spans], period))
    said = facts.said("zeitraum.ganz")
    if open_days == 0:
        text = Text(
            f"Kenntnis und Beiträge decken alle {period.days} Tage.",
            f"Knowledge and contributions cover all {period.days} days.",
        )
        return (
            Finding(
                COVERED, Verdict.SATISFIED, text, calculated=True,
                supporting=said.supporting, opposing=said.opposing,
            ),
        )  # fmt: skip
    text = Text(
        f"Über {open_days} von {period.days} Tagen gibt es weder Kenntnis noch Beitrag.",
        f"On {open_days} of {period.days} days there is neither knowledge nor a contribution.",
    )
    return (judged(COVERED, text, said, Ground.FACTS, calculated=True),)
