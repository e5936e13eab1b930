"""Features and overall mark: their exact mean, two scales, half steps, weights, the second appraiser."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.errors import UnknownGradeError
from beurteilung._base.records import evolve
from beurteilung._base.text import Text, joined, percent, sentences
from beurteilung._base.toml import number
from beurteilung.cases.facts import stage_code
from beurteilung.cases.rules import Asked, answer, answers
from beurteilung.law.certainty import DECISION, Norm, backed, breach, favours, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beteiligte import Zweitbeurteiler
    from beurteilung.cases.format.urteil import Gesamturteil
    from beurteilung.law.decisions import Direction
    from beurteilung.law.provisions import Gesamturteilsnorm

__all__ = ["check", "mean"]

MEAN, SECOND = "gesamturteil.mittel", "gesamturteil.zweitbeurteiler"
TENDENCY = "gesamturteil.tendenz"
ALIKE = "gesamturteil.pauschal"

EXPLAINED = "gesamturteil.uebertragung"
BEFORE = "gesamturteil.vorab"
ARITHMETIC = "gesamturteil.rechnerisch"
WEIGHTS = "gesamturteil.gewichtung"
BETWEEN = "gesamturteil.zwischenstufe"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check features and overall mark, if the case speaks of them."""
    gesamturteil, second = facts.case.gesamturteil, facts.case.zweitbeurteiler
    found = [*_mean(facts), *_tendency(facts)]
    if gesamturteil:
        found += answers(facts, _asked(gesamturteil))
        found += _by_arithmetic(facts, gesamturteil)
    if second:
        if second.grade or second.merkmale_geaendert or second.begruendet is not None:
            found.append(_second(facts, second))
        found += answers(facts, [(ALIKE, second.pauschal)])
    return tuple(found)


def _asked(gesamturteil: Gesamturteil) -> list[Asked]:
    return [
        (EXPLAINED, gesamturteil.verschiedene_skalen, gesamturteil.uebertragung_erlaeutert),
        (BEFORE, gesamturteil.vorab_festgelegt),
        (WEIGHTS, gesamturteil.gewichtung_verkennt),
        (BETWEEN, gesamturteil.zwischenstufe_zugeordnet, gesamturteil.zuordnung_begruendet),
    ]


def _by_arithmetic(facts: Facts, gesamturteil: Gesamturteil) -> Iterator[Finding]:
    """Whether arithmetic is allowed depends on the provision: in general it is not forbidden."""
    if gesamturteil.rechnerisch is None:
        return
    norms = _on_arithmetic(facts)
    found = answer(facts, ARITHMETIC, gesamturteil.rechnerisch, *(norm for norm, _ in norms))
    if not gesamturteil.rechnerisch:
        yield _not_computed(facts, gesamturteil, found)
    elif not norms:
        yield _without_provision(found)
    elif (
        found.verdict is Verdict.VIOLATED
        and gesamturteil.staendige_praxis
        and norms[0][0].rang == "richtlinie"
    ):
        yield _practised(facts, found)
    elif found.verdict is Verdict.OPEN and any(rule.gesamtschau for _, rule in norms):
        yield evolve(found, leaning=Verdict.VIOLATED)
    else:
        yield found


def _not_computed(facts: Facts, gesamturteil: Gesamturteil, found: Finding) -> Finding:
    """Where the provision that decides prescribes arithmetic, such as § 5 (5) SächsBeurtVO, it is breached."""
    norms = _on_arithmetic(facts)
    law = facts.law(ARITHMETIC, *(norm for norm, _ in norms))
    decisive = [rule for norm, rule in norms if norm.citation == law.norm]
    if law.direction != "lehnt_ab" or not decisive or decisive[0].rechnerisch != "vorgeschrieben":
        return found
    text = found.message + Text(
        "Die Vorschrift, nach der beurteilt wurde, schreibt das Rechnen vor.",
        "The provision that was applied prescribes arithmetic.",
    )
    broken = breach(ARITHMETIC, text, *([law.norm] if law.norm else []))
    if gesamturteil.staendige_praxis and decisive[0].rang == "richtlinie":
        return _practised(facts, broken)
    return broken


def _without_provision(found: Finding) -> Finding:
    """That there is no general ban says nothing on one of the guideline."""
    more = Text(
        "Ob die Vorschriften, die hier gelten, es untersagen oder verlangen, ist nicht belegt.",
        "Whether the provisions that govern here forbid or demand it is not attested.",
    )
    return evolve(
        found, verdict=Verdict.OPEN, message=found.message + more, ground=None, new_appraisal=False,
        leaning=None, missing=(needed("bestimmung"),),
    )  # fmt: skip


def _practised(facts: Facts, found: Finding) -> Finding:
    """Constant practice is asked before the wording of a guideline, within its limits."""
    law = facts.law("praxis.abweichung")
    if law.direction != "stuetzt":
        return backed(
            evolve(found, verdict=Verdict.OPEN, message=found.message + law.why, ground=None,
                   new_appraisal=False, missing=law.missing), law,
        )  # fmt: skip
    covered = Text("Die ständige Praxis deckt das.", "Constant practice covers this.")
    return backed(
        evolve(found, verdict=Verdict.SATISFIED, message=found.message + covered + law.why,
               ground=None, new_appraisal=False, deviation=found.message), law,
    )  # fmt: skip


def _on_arithmetic(facts: Facts) -> list[tuple[Norm, Gesamturteilsnorm]]:
    """Return what the provisions that govern say of arithmetic; one on an overall view leaves it open."""
    found: list[tuple[Norm, Gesamturteilsnorm]] = []
    for guideline in facts.governing(facts.stichtag):
        rule = guideline.document.gesamturteil
        if rule is None or not (rule.rechnerisch or rule.gesamtschau):
            continue
        way, words = _WAYS[rule.rechnerisch or "gesamtschau"]
        found.append((Norm(rule.rang, way, words, guideline.cite(rule)), rule))
    return found


_WAYS: dict[str, tuple[Direction, Text]] = {
    "untersagt": ("stuetzt", Text(
        "Die Vorschrift, nach der beurteilt wurde, untersagt das.",
        "The provision that was applied forbids it.",
    )),
    "vorgeschrieben": ("lehnt_ab", Text(
        "Die Vorschrift, nach der beurteilt wurde, schreibt das vor.",
        "The provision that was applied prescribes it.",
    )),
    "zugelassen": ("lehnt_ab", Text(
        "Die Vorschrift, nach der beurteilt wurde, lässt das zu.",
        "The provision that was applied allows it.",
    )),
    "gesamtschau": ("begrenzt", Text(
        "Die Vorschrift, nach der beurteilt wurde, verlangt eine Gesamtschau; ob ein reines Mittel ihr "
        "genügt, ist offen.",
        "The provision that was applied demands an overall view; whether a mere mean satisfies it is open.",
    )),
}  # fmt: skip


def mean(facts: Facts) -> Fraction | None:
    """Return the exact mean of the features, weighted if their weights are known; None if none.

    None also if a feature is rated in words. It is a number, and never becomes a grade.
    """
    items = facts.case.merkmal
    values = [_value(item.note) for item in items]
    if not items or None in values:
        return None
    weights = [item.anzahl * (item.gewicht or Fraction(1)) for item in items]
    total = sum((v * w for v, w in zip(values, weights, strict=True) if v is not None), Fraction(0))
    return total / sum(weights, Fraction(0))


def _value(note: str) -> Fraction | None:
    return number(note) if re.fullmatch(r"\d+([.,]\d+)?", note) else None


def _mean(facts: Facts) -> tuple[Finding, ...]:
    """State the mean; where the overall mark is a figure of the same scale, tell if it lies beside it."""
    if not facts.case.merkmal:
        return ()
    value = mean(facts)
    if value is None:
        text = Text("Die Merkmale sind keine Zahlen.", "The features are no numbers.")
        return (Finding(MEAN, Verdict.NOT_APPLICABLE, text),)
    counted = joined(f"{m.anzahl} × {m.note}" for m in facts.case.merkmal)
    text = Text(
        f"Das Mittel der Merkmale ({counted}) ist {_exact(value)}; es ist eine Zahl und keine Note.",
        f"The mean of the features ({_english(counted)}) is {_english(_exact(value))}; it is a number and no grade.",
    )
    overall = _overall(facts)
    if overall is not None and abs(value - overall) >= 1:
        far = Text(
            f"Das Gesamturteil {overall} liegt um eine ganze Note oder mehr davon entfernt.",
            f"The overall mark {overall} lies a whole grade or more away from it.",
        )
        missing = needed("gesamturteil.abweichung")
        found = Finding(MEAN, Verdict.OPEN, text + far, missing=(missing,), calculated=True)
    else:
        found = Finding(MEAN, Verdict.NOT_APPLICABLE, text, calculated=True)
    return (found,)


def _tendency(facts: Facts) -> tuple[Finding, ...]:
    """A few features of a better stage do not by themselves lift the overall mark."""
    places = _places(facts)
    better, worse = sum(n for at, n in places if at > 0), sum(n for at, n in places if at < 0)
    if not better or worse:
        return ()
    share = Fraction(better, sum(n for _, n in places))
    holding = facts.law(TENDENCY)
    limit = holding.number("anteil")
    text = Text(
        f"{percent(share)} der Merkmale liegen über der Stufe des Gesamturteils, keines darunter.",
        f"{percent(share, 'en')} of the features lie above the stage of the overall mark, none below.",
    )
    missing = needed("gesamturteil.gruende")
    if holding.direction != "stuetzt" or limit is None:
        found = evolve(unknown(TENDENCY, text + holding.why, missing), leaning=favours(holding))
    elif share > limit.wert:
        more = Text("Für so viele ist es nicht entschieden.", "For so many it is not decided.")
        found = unknown(TENDENCY, text + more, missing, citations=(limit.citation,))
    else:
        found = Finding(
            TENDENCY, Verdict.SATISFIED, text + holding.why, citations=(limit.citation,)
        )
    return (backed(evolve(found, calculated=True), holding),)


def _places(facts: Facts) -> list[tuple[int, int]]:
    """Return by how many stages features lie above the overall mark, and how many do; [] if unknown."""
    grade, gesamturteil = facts.current.grade, facts.case.gesamturteil
    if grade is None or grade.stage is None or (gesamturteil and gesamturteil.verschiedene_skalen):
        return []
    order = [stage.code for stage in grade.scale.stages]
    try:
        codes = [(stage_code(grade.scale, m.note), m.anzahl) for m in facts.case.merkmal]
    except UnknownGradeError:
        return []
    attested = grade.scale.stage_count == len(order)
    if not attested or any(code not in order for code, _ in codes):
        return []
    place = order.index(grade.stage.code)
    return [(place - order.index(code), count) for code, count in codes]


def _english(counted: str) -> str:
    return re.sub(r"(\d),(\d)", r"\1.\2", counted).replace(" und ", " and ")


def _overall(facts: Facts) -> Fraction | None:
    """Return the figure of the overall mark, if features and overall mark are counted alike."""
    gesamturteil, grade = facts.case.gesamturteil, facts.current.grade
    if grade is None or (gesamturteil and gesamturteil.verschiedene_skalen):
        return None
    return _value(grade.code)


def _exact(value: Fraction) -> str:
    """Write a mean as a decimal; where two decimals do not tell it, with the fraction: 3,33 (10/3)."""
    decimal = _decimal(value)
    exact_ = Fraction(decimal.replace(",", ".")) == value
    return decimal.rstrip("0").rstrip(",") if exact_ else f"{decimal} ({value})"


def _decimal(value: Fraction) -> str:
    """Write a mean with two decimals, half up; only the text is rounded."""
    whole, part = divmod((value * 200 + 1) // 2, 100)
    return f"{whole},{part:02}"


def _second(facts: Facts, second: Zweitbeurteiler) -> Finding:
    """A second appraiser who lowers the overall mark makes that comprehensible."""
    before, after = second.grade, facts.current.grade
    holding = facts.law(SECOND)
    if before and after and before.scale == after.scale and after >= before:
        text = Text("Der Zweitbeurteiler senkte nicht.", "The second appraiser did not lower it.")
        return Finding(SECOND, Verdict.NOT_APPLICABLE, text)
    moved = (
        Text(f"Der Zweitbeurteiler änderte von {before.code} auf {after.code}.",
             f"The second appraiser changed it from {before.code} to {after.code}.")
        if before and after and before.scale != after.scale
        else Text(f"Der Zweitbeurteiler senkte von {before.code} auf {after.code}.",
             f"The second appraiser lowered it from {before.code} to {after.code}.")
        if before and after
        else Text("Der Zweitbeurteiler änderte das Gesamturteil.",
                  "The second appraiser changed the overall mark.")
    )  # fmt: skip
    changed = None if second.merkmale_geaendert is None else Text(
        f"Geänderte Merkmale: {second.merkmale_geaendert}.",
        f"Features changed: {second.merkmale_geaendert}.",
    )  # fmt: skip
    text = sentences(moved, changed)
    if second.begruendet:
        held = Text("Das ist begründet.", "That is reasoned.")
        return backed(Finding(SECOND, Verdict.SATISFIED, text + held), holding)
    if second.begruendet is None:
        return backed(unknown(SECOND, text, needed("gesamturteil.gruende-dafuer")), holding)
    leaning = Verdict.VIOLATED if second.merkmale_geaendert == 0 else None
    text += Text("Begründet ist das nicht.", "No reasons are given.")
    missing = holding.missing or (DECISION,)
    return backed(Finding(SECOND, Verdict.OPEN, text, leaning=leaning, missing=missing), holding)
