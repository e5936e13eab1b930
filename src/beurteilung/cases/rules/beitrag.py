"""What the appraiser knew, and the contributions of others: competent, obtained, deep enough, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UnknownGradeError
from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, Fact, answers, denied, without_days
from beurteilung.law.certainty import judged, permission
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beteiligte import Beitrag
    from beurteilung.model.appraisals import Period

__all__ = ["check", "covered"]

COVERED = "beitrag.zeitraum"

DUTIES = "taetigkeit.hoeherwertig"
KNOWS = "beurteiler.anschauung"
COMPETENT, USED = "beitrag.zustaendig", "beitrag.verwertung"
OBTAINED, EXCUSED = "beitrag.fehlt", "beitrag.verhindert"
DEEP = "beitrag.tiefe"
DEPARTS = "beitrag.abweichung"
EXCHANGE = "beitrag.austausch"


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
    found = list(answers(facts, asked))
    names = [one.bezeichnung for one in case.beitrag]
    for one in case.beitrag:
        more = (
            _with_decisions(facts, f) for f in answers(facts, _of_one(facts, one, wholly=wholly))
        )
        alone = len(names) == 1 or names.count(one.bezeichnung) > 1
        both = (*more, *_excused(facts, one))
        found += both if alone else (_named(one, f) for f in both)
    return (*found, *_covered(facts))


def _named(one: Beitrag, finding: Finding) -> Finding:
    """Say of which contribution a finding speaks, where there are several and each has its name."""
    name = f"{one.bezeichnung}:"
    return evolve(finding, message=Text(name, name) + finding.message)


def _with_decisions(facts: Facts, finding: Finding) -> Finding:
    """Add what else decisions say: on the need of a contribution, on reasons given later."""
    if finding.code == OBTAINED and finding.verdict is Verdict.OPEN:
        more = facts.law("beitrag.bedarf")
    elif finding.code == DEPARTS and finding.verdict is Verdict.VIOLATED:
        more = facts.law("notensprung.nachholen")
    else:
        return finding
    if more.direction != "stuetzt":
        return finding
    return evolve(finding, message=finding.message + more.why)


def _of_one(facts: Facts, one: Beitrag, *, wholly: bool) -> list[Asked]:
    missing: Asked = (OBTAINED, one.noetig, one.eingeholt)
    if one.noetig is None:  # one that was obtained is not missing, whether or not it was needed
        missing = (OBTAINED, False) if one.eingeholt else (OBTAINED, denied(one.eingeholt), None)
    if one.verfasser_verhindert and not one.eingeholt:
        missing = (OBTAINED, None)
    departs = _departs(facts, one)
    neither = one.verwertet is False and one.zustaendig is False  # nobody has to use that one
    return [
        missing,
        (USED, None if neither else denied(one.verwertet)),
        (COMPETENT, None if one.zustaendig is None else one.verwertet, one.zustaendig),
        (DEEP, denied(one.tief_genug) if wholly else None),
        (DEPARTS, departs, one.abweichung_begruendet),
        (
            EXCHANGE,
            departs and one.nur_zahlen if one.nur_zahlen is not None else None,
            one.austausch,
        ),
    ]


def _excused(facts: Facts, one: Beitrag) -> Iterator[Finding]:
    """Whoever cannot be reached, or cannot comment any more, need not be asked."""
    if one.verfasser_verhindert and not one.eingeholt:
        text = Text(
            "Der Beitrag wurde nicht eingeholt; sein Verfasser war nicht erreichbar oder konnte sich nicht äußern.",
            "The contribution was not obtained; its author could not be reached or could not comment.",
        )
        yield judged(EXCUSED, text, permission(facts.law(EXCUSED)), Ground.FACTS)


def _departs(facts: Facts, one: Beitrag) -> Fact:
    """Tell whether the appraisal departs from a contribution: as stated, or by two marks of one scale."""
    grade = facts.current.grade
    if one.abweichung is not None or grade is None or not one.note or one.richtlinie:
        return one.abweichung
    try:
        return grade.scale[one.note] != grade
    except UnknownGradeError:
        return None
    except (
        AmbiguousGradeError
    ) as several:  # "sehr gut" of a scale that shades it: as long as one may be the same
        return True if grade not in several.candidates else None


def covered(spans: Iterable[Period], inside: Period) -> int:
    """Count the days of a period that some spans cover; a day that several cover counts once."""
    shared = [s for s in (inside.common(span) for span in spans) if s]
    days, last = 0, 0
    for span in sorted(shared, key=lambda s: s.start):
        first, end = span.start.toordinal(), span.end.toordinal()
        days += max(0, end - max(first - 1, last))
        last = max(last, end)
    return days


def _covered(facts: Facts) -> tuple[Finding, ...]:
    """What the appraiser does not know is covered by contributions, day by day."""
    who, period = facts.first_appraiser, facts.current.period
    known = [k.period for k in who.kenntnis] if who else []
    spans = [b.period for b in facts.case.beitrag if b.period and b.eingeholt is not False]
    partial = bool(known) or (who is not None and who.eigene_kenntnis is False and bool(spans))
    if not partial:
        return ()
    if period is None:
        return without_days(facts, COVERED)
    open_days = period.days - covered([*known, *spans], period)
    holding = facts.law("zeitraum.ganz")
    if open_days == 0:
        text = Text(
            f"Kenntnis und Beiträge decken alle {period.days} Tage.",
            f"Knowledge and contributions cover all {period.days} days.",
        )
        return (
            Finding(
                COVERED, Verdict.SATISFIED, text, calculated=True,
                supporting=holding.supporting, opposing=holding.contrary,
            ),
        )  # fmt: skip
    text = Text(
        f"Über {open_days} von {period.days} Tagen gibt es weder Kenntnis noch Beitrag.",
        f"On {open_days} of {period.days} days there is neither knowledge nor a contribution.",
    )
    return (judged(COVERED, text, holding, Ground.FACTS, calculated=True),)
