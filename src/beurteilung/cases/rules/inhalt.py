"""Faults of content and procedure that are established: wrong facts, irrelevant considerations, unequal standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.cases.rules import Asked, answers, denied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Inhalt
    from beurteilung.model.findings import Finding

__all__ = ["check"]

EQUALITY = "gleichstellungsbeauftragte"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the faults of content that the case states."""
    stated = facts.case.inhalt
    if stated is None:
        return ()
    asked: list[Asked] = [
        ("inhalt.sachverhalt", stated.sachverhalt_unrichtig),
        ("inhalt.sachfremd", stated.sachfremd),
        ("inhalt.widerspruch", stated.widerspruechlich),
        ("inhalt.massstab", stated.ungleicher_massstab),
        ("inhalt.schwerbehinderung", denied(stated.schwerbehinderung_beruecksichtigt)),
        ("inhalt.verfahren", stated.verfahren_verletzt, stated.geheilt),
    ]
    if stated.verfahren_verletzt and stated.geheilt is None:
        asked[-1] = ("inhalt.verfahren", stated.verfahren_verletzt)
    return tuple(answers(facts, [*asked, *_passed_over(stated)]))


def _passed_over(stated: Inhalt) -> Iterator[Asked]:
    """Ask of each body with a law of its own whether it matters that it was passed over."""
    absent = stated.beteiligung_unterblieben
    if absent is None:
        return
    others = [one for one in absent if one != EQUALITY]
    if EQUALITY in absent:
        yield "inhalt.gleichstellung", True
    if others or not absent:
        yield "inhalt.beteiligung", bool(others)
