"""The reasons of the overall mark: whether there are any, when they came, and what entered the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, answer, answers, denied
from beurteilung.law.certainty import DECISION, Norm, backed, judged, left_open, unknown
from beurteilung.law.codes import question
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.urteil import Gesamturteil, Plausibilisierung
    from beurteilung.cases.rules import Fact
    from beurteilung.law.decisions import Direction

__all__ = ["check"]

REASONS, LATER = "gesamturteil.begruendung", "gesamturteil.nachholen"
FORMULA = "gesamturteil.formel"
ALL, NORM, WEIGHTS = (
    "gesamturteil.alle-merkmale",
    "gesamturteil.rechtsnorm",
    "gesamturteil.gewichte",
)
TEXTS = "gesamturteil.freitexte"
PLAUSIBLE = "plausibilisierung.ausreichend"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check how the overall mark is reasoned, and what was explained after the opening."""
    overall = facts.case.gesamturteil
    found = [*_reasons(facts, overall)] if overall else []
    if overall:
        asked: list[Asked] = [
            (ALL, None if overall.ausgelassen is None else bool(overall.ausgelassen)),
            (NORM, denied(overall.rechtsnorm)),
            (WEIGHTS, denied(overall.gewichte_einheitlich)),
            (TEXTS, overall.nur_freitexte),
        ]
        found += answers(facts, asked)
    found += (
        one
        for plausibilisierung in facts.case.plausibilisierung
        for one in _explained(facts, plausibilisierung)
    )
    return tuple(found)


def _reasons(facts: Facts, overall: Gesamturteil) -> Iterator[Finding]:
    given, later = overall.begruendung, overall.nachgeholt
    if later and given not in _LACKING:
        given = "fehlt"  # of reasons that came later the appraisal itself says nothing
    if given in _LACKING:
        absent = _missing(facts, overall, given)
        if later == "widerspruch" and absent.verdict is Verdict.VIOLATED:
            absent = left_open(absent, DECISION, why=_ON_OBJECTION, leaning=Verdict.VIOLATED)
        yield absent
        if later and absent.verdict is not Verdict.SATISFIED:
            yield _later(facts, later, absent)
    elif given == "gegeben":
        text = Text(
            "Das Gesamturteil ist begründet; ob die Gründe tragen, ist den Angaben nicht zu entnehmen.",
            "The overall mark is reasoned; whether the reasons hold the facts do not tell.",
        )
        law = facts.law(REASONS)
        yield backed(unknown(REASONS, text, needed("gruende.tragen")), law)
    elif given == "traegt":
        yield answer(facts, REASONS, fault=False)


_LACKING = ("fehlt", "formelhaft", "unzureichend")
_ON_OBJECTION = Text(
    "Die Begründung kam im Widerspruchsverfahren.", "The reasons came on the objection."
)


def _missing(facts: Facts, overall: Gesamturteil, given: str) -> Finding:
    """Without reasons the mark must impose itself; a formula is as good as none, by some courts.

    Where a provision demands reasons, of every overall mark or of this one, nobody has decided whether
    it helps that the mark imposes itself.
    """
    norms = tuple(_demanded(facts))
    if given == "fehlt" and any(norm.richtung == "stuetzt" for norm in norms):
        absent = question(REASONS).fehler.text if overall.draengt_sich_auf is False else _NONE
        found = judged(
            REASONS, absent, facts.law(question(REASONS).regel, *norms), Ground.STANDARDS
        )
        if not overall.draengt_sich_auf or found.verdict is not Verdict.VIOLATED:
            return found
        return left_open(found, DECISION, why=_IMPOSED, leaning=Verdict.VIOLATED)
    if overall.draengt_sich_auf:
        text = Text(
            "Eine Begründung war nicht nötig: Die Note drängt sich nach den Einzelbewertungen auf.",
            "Reasons were not needed: the mark imposes itself in view of the single ratings.",
        )
        return backed(Finding(REASONS, Verdict.SATISFIED, text), facts.law(REASONS))
    fault: Fact = None if overall.draengt_sich_auf is None else True
    if fault is None:  # that a mark imposes itself is the exception
        guideline = facts.guideline
        others = guideline is not None and bool(
            guideline.document.begruendung
        )  # of other marks only
        leans = facts.law(REASONS).direction == "stuetzt" and given == "fehlt" and not others
        return evolve(answer(facts, REASONS, None), leaning=Verdict.VIOLATED if leans else None)
    if given == "fehlt":
        return answer(facts, REASONS, _IS_SO, *norms)
    law = facts.law(FORMULA)
    what = {
        "formelhaft": Text(
            "Das Gesamturteil ist nur formelhaft begründet.",
            "The overall mark is reasoned by a formula only.",
        ),
        "unzureichend": Text(
            "Die Begründung des Gesamturteils genügt nach den Feststellungen nicht.",
            "The reasons of the overall mark are established not to be enough.",
        ),
    }[given]
    return judged(REASONS, what, law, Ground.STANDARDS)


def _demanded(facts: Facts) -> Iterator[Norm]:
    """Yield what the provisions that govern say of reasons: of every overall mark, or of its value."""
    for guideline in facts.governing(facts.stichtag):
        rule = guideline.document.gesamturteil
        if rule is not None and rule.begruenden is not None:
            way, words = _EVERY[rule.begruenden]
            yield Norm(rule.rang, way, words, guideline.cite(rule))
        for duty in guideline.document.begruendung:
            if duty.fuer == "gesamturteil" and _has_value(facts, duty.noten):
                yield Norm("richtlinie", "stuetzt", _THIS, guideline.cite(duty))


def _has_value(facts: Facts, codes: Collection[str]) -> bool:
    """Tell whether the overall mark is one of these grades, or of one of these stages."""
    mark = facts.current.grade
    return mark is not None and bool({mark.code, mark.stage and mark.stage.code} & {*codes})


_NONE = Text("Das Gesamturteil ist nicht begründet.", "The overall mark is not reasoned.")
_IS_SO: Fact = True
_EVERY: dict[bool, tuple[Direction, Text]] = {
    True: ("stuetzt", Text(
        "Die Vorschrift, nach der beurteilt wurde, verlangt, das Gesamturteil zu begründen.",
        "The provision that was applied demands reasons of the overall mark.",
    )),
    False: ("lehnt_ab", Text(
        "Die Vorschrift, nach der beurteilt wurde, verlangt keine Begründung des Gesamturteils.",
        "The provision that was applied demands no reasons of the overall mark.",
    )),
}  # fmt: skip
_IF_NEEDED = Text(
    "Ob es überhaupt einer Begründung bedurfte, ist offen.",
    "Whether reasons were needed at all is open.",
)
_IMPOSED = Text(
    "Ob sie entbehrlich ist, weil sich die Note aufdrängt, ist für diese Vorschrift nicht entschieden.",
    "Whether they can be spared because the mark imposes itself is not decided of this provision.",
)
_THIS = Text(
    "Diese Note ist nach der Vorschrift, nach der beurteilt wurde, zu begründen.",
    "By the provision that was applied this mark needs reasons.",
)


def _later(facts: Facts, when: str, absent: Finding) -> Finding:
    """Reasons of the overall mark are part of the appraisal; in court they come too late, if they were needed."""
    if when == "gericht":
        found = answer(facts, LATER, fault=True)
        if found.verdict is not Verdict.VIOLATED or absent.verdict is Verdict.VIOLATED:
            return found
        return left_open(found, *absent.missing, why=_IF_NEEDED, leaning=Verdict.VIOLATED)
    text = Text(
        "Die Begründung des Gesamturteils wurde im Widerspruchsverfahren nachgeholt; ob das genügt, ist "
        "nicht entschieden.",
        "The reasons of the overall mark were supplied on the objection; whether that is enough is not "
        "decided.",
    )
    law = facts.law(LATER)
    return backed(Finding(LATER, Verdict.OPEN, text, missing=(needed("entscheidung"),)), law)


def _explained(facts: Facts, plausibilisierung: Plausibilisierung) -> Iterator[Finding]:
    """Who attacks ratings with concrete objections gets them explained; who names none has to wait."""
    if plausibilisierung.ausreichend is None:
        return
    law = facts.law(PLAUSIBLE)
    if plausibilisierung.ausreichend:
        yield answer(facts, PLAUSIBLE, fault=False)
    elif plausibilisierung.verlangt is False:
        text = Text(
            "Die Erläuterung genügt nicht; konkrete Einwände, auf die sie antworten müsste, gab es nicht.",
            "The explanation is not enough; there were no concrete objections that it had to answer.",
        )
        yield backed(unknown(PLAUSIBLE, text + law.why, needed("plausibilisierung.einwaende")), law)
    else:
        yield answer(facts, PLAUSIBLE, None if plausibilisierung.verlangt is None else True)
