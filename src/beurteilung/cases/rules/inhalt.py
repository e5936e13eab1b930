"""Faults of content and procedure that are established: wrong facts, irrelevant considerations, unequal standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung.cases.rules import Asked, answers, denied
from beurteilung.law.certainty import backed
from beurteilung.law.codes import question
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.urteil import Inhalt

__all__ = ["check"]

BODIES = "inhalt.beteiligung"
DISADVANTAGE = "inhalt.benachteiligung"
EQUALITY, PROCEDURE = "gleichstellungsbeauftragte", "inhalt.verfahren"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the faults of content that the case states."""
    stated = facts.case.inhalt
    if stated is None:
        return ()
    asked: list[Asked] = [
        ("inhalt.sachverhalt", stated.sachverhalt_unrichtig),
        ("inhalt.sachfremd", stated.sachfremd),
        ("inhalt.widerspruch", stated.widerspruechlich),
        ("inhalt.ausserhalb", stated.ausserhalb_des_zeitraums),
        ("inhalt.unabhaengigkeit", stated.richterliche_unabhaengigkeit),
        ("inhalt.massstab", stated.ungleicher_massstab),
        ("inhalt.schwerbehinderung", denied(stated.schwerbehinderung_beruecksichtigt)),
        (DISADVANTAGE, _counted_against(stated)),
        ("inhalt.leistungsabfall", denied(stated.leistungsabfall_mitgeteilt)),
        (PROCEDURE, stated.verfahren_verletzt, stated.geheilt),
    ]
    if stated.verfahren_verletzt and stated.geheilt is None:
        asked[-1] = (PROCEDURE, stated.verfahren_verletzt)
    found = (_with_causes(stated, _without_effect(facts, one)) for one in answers(facts, asked))
    passed = (_named(stated, one) for one in answers(facts, _passed_over(stated)))
    return (*found, *passed)


def _counted_against(stated: Inhalt) -> bool | None:
    """Tell whether something was counted against the officer that must not be; None if nothing is stated."""
    return None if stated.benachteiligt_wegen is None else bool(stated.benachteiligt_wegen)


_CAUSES = {
    "teilzeit": Text("Teilzeit", "part-time work"),
    "elternzeit": Text("Elternzeit", "parental leave"),
    "mutterschutz": Text("Mutterschutz", "maternity leave"),
    "beurlaubung": Text("Beurlaubung", "leave of absence"),
    "krankheit": Text("Krankheit", "illness"),
    "freistellung": Text("Freistellung", "release from duty"),
    "geschlecht": Text("Geschlecht", "sex"),
    "behinderung": Text("Behinderung", "disability"),
    "alter": Text("Alter", "age"),
}


def _with_causes(stated: Inhalt, finding: Finding) -> Finding:
    """Name what was counted against the officer."""
    if finding.code != DISADVANTAGE or not stated.benachteiligt_wegen:
        return finding
    causes = [_CAUSES[one] for one in stated.benachteiligt_wegen]
    names = Text(", ".join(c.de for c in causes), ", ".join(c.en for c in causes))
    named = Text(f"Zum Nachteil gewertet: {names.de}.", f"Counted against the officer: {names.en}.")
    return evolve(finding, message=named + finding.message)


_BODIES = {
    "personalrat": Text("der Personalrat", "the staff council"),
    "schwerbehindertenvertretung": Text(
        "die Schwerbehindertenvertretung", "the representative of the severely disabled"
    ),
}


def _named(stated: Inhalt, finding: Finding) -> Finding:
    """Say which body was passed over, if one was."""
    absent = [_BODIES[one] for one in stated.beteiligung_unterblieben or () if one in _BODIES]
    if finding.code != BODIES or not absent:
        return finding
    law = finding.message
    question_ = question(BODIES).fehler.text
    names = Text(" und ".join(b.de for b in absent), " and ".join(b.en for b in absent))
    names = Text(*(n[0].upper() + n[1:] for n in (names.de, names.en)))
    who = Text(
        f"{names.de} {'waren' if absent[1:] else 'war'} an der Beurteilung nicht beteiligt.",
        f"{names.en} {'were' if absent[1:] else 'was'} not involved in the appraisal.",
    )
    return evolve(
        finding,
        message=Text(law.de.replace(question_.de, who.de), law.en.replace(question_.en, who.en)),
    )


def _without_effect(facts: Facts, finding: Finding) -> Finding:
    """A fault of procedure that could not influence the result: whether it counts is another rule."""
    stated = facts.case.inhalt
    harmless = stated is not None and stated.ohne_einfluss is True
    if finding.code != PROCEDURE or finding.verdict is Verdict.SATISFIED or not harmless:
        return finding
    text = Text(
        "Eine Vorschrift über das Verfahren ist verletzt; auf das Ergebnis konnte sich das nicht auswirken.",
        "A provision on the procedure was breached; that could not influence the result.",
    )
    law = facts.law("inhalt.verfahren-einfluss")
    return backed(Finding(PROCEDURE, Verdict.OPEN, text + law.why, missing=law.missing), law)


def _passed_over(stated: Inhalt) -> Iterator[Asked]:
    """Ask of each body with a law of its own whether it matters that it was passed over."""
    absent = stated.beteiligung_unterblieben
    if absent is None:
        return
    others = [one for one in absent if one != EQUALITY]
    if EQUALITY in absent:
        yield "inhalt.gleichstellung", True
    if others or not absent:
        yield BODIES, bool(others)
