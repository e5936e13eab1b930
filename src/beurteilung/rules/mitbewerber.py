"""A competitor: what two appraisals can be compared in. Nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.findings import Finding, Ground, Verdict
from beurteilung.rules import DECISION, Asked, Question, answers, backed, sentences, unknown
from beurteilung.wording import Text

if TYPE_CHECKING:
    from beurteilung.facts import Facts, Mitbewerber
    from beurteilung.offices import Besoldungsgruppe

__all__ = ["check"]

EQUAL, OFFICE, LENGTHS = "konkurrenz.gleich", "konkurrenz.statusamt", "konkurrenz.zeitraeume"

SCHEMATIC = Question(
    "konkurrenz.schematisch",
    "konkurrenz.schematisch",
    Ground.STANDARDS,
    Text(
        "Das höhere Statusamt wurde schematisch höher gewichtet.",
        "The higher Statusamt was given more weight schematically.",
    ),
    Text("Gewichtet wurde nach dem Einzelfall.", "The weight was set by the case."),
    Text("wie gewichtet wurde", "how weight was given"),
    of_selection=True,
)
COMPARABLE = Question(
    "konkurrenz.vergleichbar",
    "konkurrenz.vergleichbarmachen",
    Ground.STANDARDS,
    Text(
        "Beurteilungen nach verschiedenen Systemen wurden nicht vergleichbar gemacht.",
        "Appraisals under different systems were not made comparable.",
    ),
    Text(
        "Die Beurteilungen folgen demselben System oder wurden vergleichbar gemacht.",
        "The appraisals follow the same system or were made comparable.",
    ),
    Text("ob sie vergleichbar gemacht wurden", "whether they were made comparable"),
    of_selection=True,
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check what the case says of a competitor."""
    other = facts.case.mitbewerber
    if other is None:
        return ()
    asked: list[Asked] = [
        (SCHEMATIC, other.schematisch),
        (COMPARABLE, other.andere_skala, other.vergleichbar_gemacht),
    ]
    return (
        *_equal(facts, other),
        *_office(facts, other),
        *answers(facts, asked),
        *_lengths(facts, other),
    )


def _equal(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """A whole stage apart is not essentially equal; the same step is; the rest is in dispute."""
    if other.grade is None and other.abstand_stufen is None:
        return ()
    if other.grade is None:
        return (_likeness(facts, other.abstand_stufen, same=other.gleiche_binnendifferenzierung),)
    mine = facts.current.grade
    if mine is None or mine.scale != other.grade.scale:
        text = Text(
            "Die beiden Noten stehen nicht auf derselben Skala.",
            "The two grades are not of the same scale.",
        )
        return (unknown(EQUAL, text, Text("eine gemeinsame Skala", "a common scale")),)
    if mine == other.grade:
        return (_likeness(facts, 0, same=True),)
    if mine.stage is None or other.grade.stage is None:
        text = Text(
            "Eine Zwischenstufe gehört zu keiner der beiden Nachbarstufen.",
            "A Zwischenstufe belongs to neither neighbouring stage.",
        )
        return (unknown(EQUAL, text, DECISION),)
    return (_likeness(facts, int(mine.stage != other.grade.stage), same=False),)


def _likeness(facts: Facts, stages: int | None, *, same: bool | None) -> Finding:
    said = facts.said(EQUAL)
    if said.direction != "stuetzt":
        return backed(Finding(EQUAL, Verdict.OPEN, said.why, missing=(DECISION,)), said)
    if stages:
        text = Text(
            "Die Noten liegen eine ganze Stufe oder mehr auseinander; im Wesentlichen gleich sind sie nicht.",
            "The grades are a whole stage or more apart; they are not essentially equal.",
        )
        return backed(Finding(EQUAL, Verdict.NOT_APPLICABLE, text), said)
    if same:
        text = Text(
            "Gleiches Gesamturteil, gleiche Binnendifferenzierung: im Wesentlichen gleich.",
            "Same overall mark, same sub-stage: essentially equal.",
        )
        return backed(Finding(EQUAL, Verdict.SATISFIED, text), said)
    text = Text(
        "Dieselbe Stufe, aber nicht nachweislich derselbe Schritt; das ist nicht entschieden.",
        "The same stage, but not shown to be the same step; that is not decided.",
    )
    missing = Text("ob die Binnendifferenzierung gleich ist", "whether the sub-stage is the same")
    return backed(Finding(EQUAL, Verdict.OPEN, text, missing=(missing,)), said)


def _office(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """Count how many offices lie between the two; one with Amtszulage is an office of its own."""
    theirs = other.besoldungsgruppe
    if theirs is None:
        return ()
    held = facts.current.office
    mine = other.eigene_besoldungsgruppe or (held.besoldungsgruppe if held else None)
    extra = other.eigene_amtszulage or bool(held and held.amtszulage)
    if mine is None:
        text = Text("Das eigene Amt ist nicht bekannt.", "The own office is not known.")
        return (unknown(OFFICE, text, Text("das eigene Amt", "the own office")),)
    salary, allowance = (
        facts.said("konkurrenz.endgrundgehalt"),
        facts.said("amtszulage.eigenes-amt"),
    )
    names = _name(mine, extra=extra), _name(theirs, extra=other.amtszulage)
    if mine.ordnung != theirs.ordnung:
        text = Text(
            f"{names[0]} und {names[1]}: Zwischen Besoldungsordnungen entscheidet das Endgrundgehalt, das "
            "diese Bibliothek nicht kennt.",
            f"{names[0]} and {names[1]}: between pay orders the final basic salary decides, which this "
            "library does not know.",
        )
        missing = Text("die Endgrundgehälter", "the final basic salaries")
        return (backed(Finding(OFFICE, Verdict.OPEN, text, missing=(missing,)), salary, allowance),)
    if (extra != other.amtszulage) and allowance.direction != "stuetzt":
        text = Text(
            f"{names[0]} und {names[1]}: Ob die Amtszulage ein eigenes Amt begründet, ist offen.",
            f"{names[0]} and {names[1]}: whether the Amtszulage makes an office of its own is open.",
        )
        return (
            backed(
                Finding(OFFICE, Verdict.OPEN, sentences(text, allowance.why), missing=(DECISION,)),
                salary,
                allowance,
            ),
        )
    if mine == theirs and extra == other.amtszulage:
        text = Text("Beide haben dasselbe Statusamt.", "Both hold the same Statusamt.")
        return (
            backed(Finding(OFFICE, Verdict.SATISFIED, text, calculated=True), salary, allowance),
        )
    higher = names[0] if (mine.nummer, extra) > (theirs.nummer, other.amtszulage) else names[1]
    apart = abs(theirs.nummer - mine.nummer)
    text = Text(
        f"{names[0]} und {names[1]}: {higher} ist das höhere Amt, {apart} Besoldungsgruppe(n) darüber; ein "
        "Amt mit Amtszulage zählt dazwischen. Bei gleichem Gesamturteil wiegt das höhere grundsätzlich "
        "mehr, aber nicht schematisch.",
        f"{names[0]} and {names[1]}: {higher} is the higher office, {apart} pay group(s) above; an office "
        "with Amtszulage counts between. With equal marks the higher one in principle weighs more, but "
        "not schematically.",
    )
    return (
        backed(Finding(OFFICE, Verdict.NOT_APPLICABLE, text, calculated=True), salary, allowance),
    )


def _name(group: Besoldungsgruppe, *, extra: bool) -> str:
    return f"{group}{' mit Amtszulage' if extra else ''}"


def _lengths(facts: Facts, other: Mitbewerber) -> tuple[Finding, ...]:
    """Periods of different length do not exclude a comparison unless somebody suffers from it."""
    mine, theirs, harmed = facts.current.period, other.period, other.nennenswert_benachteiligt
    if theirs is None and harmed is None:
        return ()
    said = facts.said("zeitraum.verschieden-lang")
    counted = None
    if mine and theirs:
        counted = Text(
            f"Die Zeiträume haben {mine.days} und {theirs.days} Tage, ihre Enden liegen "
            f"{abs((mine.end - theirs.end).days)} Tage auseinander.",
            f"The periods have {mine.days} and {theirs.days} days, their ends are "
            f"{abs((mine.end - theirs.end).days)} days apart.",
        )
        if mine.days == theirs.days and mine.end == theirs.end:
            return (backed(Finding(LENGTHS, Verdict.SATISFIED, counted, calculated=True), said),)
    if harmed is None:
        missing = Text(
            "ob jemand nennenswert benachteiligt ist", "whether somebody is disadvantaged"
        )
        text = sentences(counted, said.why)
        return (backed(Finding(LENGTHS, Verdict.OPEN, text, missing=(missing,)), said),)
    if not harmed:
        text = sentences(counted, Text(
            "Niemand ist dadurch nennenswert benachteiligt.", "Nobody is disadvantaged by it."
        ))  # fmt: skip
        verdict = Verdict.SATISFIED if said.direction == "stuetzt" else Verdict.OPEN
        missing_rule = () if verdict is Verdict.SATISFIED else (DECISION,)
        return (backed(Finding(LENGTHS, verdict, text, missing=missing_rule), said),)
    text = sentences(counted, Text(
        "Jemand ist dadurch nennenswert benachteiligt; ob der Vergleich noch trägt, ist eine Frage des "
        "Einzelfalls.",
        "Somebody is disadvantaged by it; whether the comparison still holds depends on the case.",
    ))  # fmt: skip
    missing_case = Text("wie schwer der Nachteil wiegt", "how much the disadvantage weighs")
    return (
        backed(
            Finding(LENGTHS, Verdict.OPEN, text, leaning=Verdict.VIOLATED, missing=(missing_case,)),
            said,
        ),
    )
