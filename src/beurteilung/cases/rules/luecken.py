"""Gaps: times that no appraisal covers and why, and releases with nothing to carry forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text, unsigned
from beurteilung.cases.rules import answers, denied
from beurteilung.law.certainty import backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beurteilung import Luecke

__all__ = ["carried", "check"]

GAP, NOTHING, SHARE = "zeitraum.luecke", "nachzeichnung.grundlage", "nachzeichnung.anteil"

_WHY = {
    "aufstieg": Text("Aufstieg", "Aufstieg"),
    "einfuehrung": Text("Einführungszeit", "introduction to a career"),
    "ausbildung": Text("Ausbildung", "training"),
    "mutterschutz": Text("Mutterschutz", "maternity leave"),
    "elternzeit": Text("Elternzeit", "parental leave"),
    "urlaub": Text("Urlaub", "leave"),
    "beurlaubung": Text("Beurlaubung", "long leave"),
    "krankheit": Text("Krankheit", "illness"),
    "freistellung": Text("Freistellung", "release from duty"),
    "abordnung": Text("Abordnung", "Abordnung"),
    "probezeit": Text("Probezeit", "probation"),
    "anderer-dienstherr": Text("anderer Dienstherr", "another Dienstherr"),
    "sonstiges": Text("sonstiger Grund", "another reason"),
}


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the gaps that the case names."""
    laid = facts.case.zeitraum
    return tuple(_gap(facts, one) for one in laid.luecke) if laid else ()


def carried(facts: Facts) -> tuple[Finding, ...]:
    """Check whether there is something to carry forward, and how much service is left to appraise."""
    nachzeichnung = facts.case.nachzeichnung
    asked = [(NOTHING, denied(nachzeichnung.grundlage) if nachzeichnung else None)]
    return (*answers(facts, asked), *_share(facts))


def _gap(facts: Facts, gap: Luecke) -> Finding:
    """A gap whose reason is known is no fault by itself; one without a reason is a question."""
    shown = gap.days
    span = Text(f"Lücke {shown.de}", f"Gap {shown.en}") if shown else Text("Lücke", "Gap")
    if gap.period:
        span += Text(f"({gap.period.days} Tage)", f"({gap.period.days} days)")
    law = facts.law("zeitraum.lueckenlos")
    if gap.grund is None:
        text = Text(f"{span.de}: Ein Grund ist nicht genannt.", f"{span.en}: no reason is given.")
        return backed(unknown(GAP, text, needed("zeitraum.lage")), law)
    why = _WHY[gap.grund]
    text = Text(
        f"{span.de}, Grund: {why.de}. Ob er genügt, sagt keine gelesene Quelle.",
        f"{span.en}, reason: {why.en}. Whether it is enough no source read tells.",
    )
    return backed(unknown(GAP, text, needed("luecke.grund")), law)


def _share(facts: Facts) -> Iterator[Finding]:
    """Where enough service is left there is performance to grade; how much is enough norms say differently."""
    nachzeichnung = facts.case.nachzeichnung
    if nachzeichnung is None or not nachzeichnung.dienstanteil:
        return  # where no service is left, nothing is left to ask
    law = facts.law(SHARE)
    share = nachzeichnung.dienstanteil
    shown = unsigned(share * 100)
    text = Text(
        f"Dienst wurde noch in {shown} % der Arbeitszeit geleistet.",
        f"Service was still done in {unsigned(share * 100, 'en')} % of the working time.",
    )
    yield backed(Finding(SHARE, Verdict.OPEN, text + law.why, missing=law.missing), law)
