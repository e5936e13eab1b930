"""Targets that were set: a mean, a contingent of points, a general tightening, shares that were missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text, joined, percent
from beurteilung.cases.rules import Asked, answers, denied
from beurteilung.law.certainty import backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.massstab import Vorgabe
    from beurteilung.cases.rules import Fact

__all__ = ["check"]

MEAN, CONTINGENT = "vorgabe.mittel", "vorgabe.kontingent"
SHARES, SMALL = "vorgabe.abweichung", "vergleichsgruppe.zu-klein"
OTHERS = "vergleichsgruppe.hoeherwertig"
EVEN = "verschaerfung.gleichmaessig"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the targets that the case names."""
    richtwerte, tightened = facts.case.richtwerte, facts.case.verschaerfung
    group = facts.case.vergleichsgruppe
    asked: list[Asked] = [(OTHERS, group.andere_hoeherwertig if group else None)]
    if richtwerte:
        asked.append((CONTINGENT, richtwerte.punktekontingent))
    if tightened:
        asked.append((EVEN, denied(tightened.gleichmaessig)))
    targets = (*_mean(facts, richtwerte), *_shares(richtwerte)) if richtwerte else ()
    return (*targets, *answers(facts, asked), *_small(facts))


def _mean(facts: Facts, richtwerte: Vorgabe) -> Iterator[Finding]:
    """A mean that only guides is no order; one that has to be kept binds each appraiser."""
    if richtwerte.mittel is None and richtwerte.mittel_verbindlich is None:
        return
    fault: Fact = richtwerte.mittel_verbindlich
    yield from answers(facts, [(MEAN, fault)])
    if fault is None:
        law = facts.law(MEAN)
        text = Text(
            f"Vorgegeben war ein Mittel von {_decimal(richtwerte)}.",
            f"A mean of {_decimal(richtwerte).replace(',', '.')} was set.",
        )
        yield backed(unknown(MEAN, text, needed("vorgabe.mittel-verbindlich")), law)


def _decimal(richtwerte: Vorgabe) -> str:
    mean = richtwerte.mittel
    assert mean is not None  # noqa: S101 - asked for a mean that the case names
    return str(mean) if mean.denominator == 1 else f"{float(mean):.2f}".replace(".", ",")


def _shares(richtwerte: Vorgabe) -> Iterator[Finding]:
    """State how far the shares given lie from those that were set; how much is slight nobody says."""
    pairs = list(zip(richtwerte.anteile, richtwerte.erreicht, strict=False))
    if not pairs:
        return
    de = joined(f"{percent(given)} statt {percent(due)}" for due, given in pairs)
    en = joined(
        (f"{percent(given, 'en')} instead of {percent(due, 'en')}" for due, given in pairs), "en"
    )
    text = Text(f"Vergeben wurden {de}.", f"{en} were given.")
    if all(due == given for due, given in pairs):
        yield Finding(SHARES, Verdict.SATISFIED, text, calculated=True)
        return
    if richtwerte.nur_geringfuegig:
        text += Text(
            "Erlaubt sind nur geringfügige Abweichungen.", "Only slight departures are allowed."
        )
    yield unknown(SHARES, text, needed("vorgabe.geringfuegig"))


def _small(facts: Facts) -> Iterator[Finding]:
    """A group that is too small is graded without Richtwerte, or joined with others."""
    group = facts.case.vergleichsgruppe
    if group is None or not (group.zu_klein or group.zusammengefasst):
        return
    law = facts.law("richtwert.gruppengroesse")
    text = Text(
        "Die Gruppe wurde als zu klein behandelt." if group.zu_klein else
        "Mehrere Gruppen wurden zusammengefasst.",
        "The group was treated as too small." if group.zu_klein else "Several groups were joined.",
    )  # fmt: skip
    yield backed(unknown(SMALL, text, needed("vergleichsgruppe.groesse-noetig")), law)
