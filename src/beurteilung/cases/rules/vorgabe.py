"""Richtwerte that were set: whether the guideline provides for them, or practice covers the rest.

The fault lies in the setting, a fact of the case; it is never inferred from a distribution.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text, joined, percent, sentences
from beurteilung.cases.facts import stage_code
from beurteilung.cases.rules import answers, denied
from beurteilung.law.certainty import (
    backed,
    breach,
    unknown,
    without_guideline,
    without_rule,
)
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.sources import Citation, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.massstab import Vorgabe
    from beurteilung.law.document import Richtwert
    from beurteilung.law.editions import Guideline
    from beurteilung.model.findings import Missing
    from beurteilung.model.offices import Besoldungsgruppe
    from beurteilung.model.scales import GradeScale

__all__ = ["check"]

KIND, PAY, STAGE = "vorgabe.art", "vorgabe.besoldungsgruppe", "vorgabe.stufe"
PRACTICE, CONSENT = "vorgabe.praxis", "vorgabe.zustimmung"
LIMIT = "praxis.grenze"


BASIS = "vorgabe.rechtsgrundlage"
STRICTER = "vorgabe.rahmen"
VACANCIES = "vorgabe.stellenzahl"
FREE = "vorgabe.erstbeurteiler"
RESERVED = "vorgabe.gesperrte-stufe"
SENIORITY = "vorgabe.standzeit"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check Richtwerte that were set, if the case speaks of any."""
    richtwerte = facts.case.richtwerte
    found: list[Finding] = []
    if richtwerte and richtwerte.described:
        found += _by_guideline(facts)
    if richtwerte:
        asked = [
            (BASIS, denied(richtwerte.rechtsgrundlage)),
            (STRICTER, richtwerte.strenger_als_verordnung),
            (VACANCIES, richtwerte.nach_stellenzahl),
            (FREE, richtwerte.erstbeurteiler_gebunden),
            (RESERVED, richtwerte.gesperrte_stufe),
            (SENIORITY, richtwerte.standzeit_schematisch),
        ]
        found += answers(facts, asked)
    return tuple(found)


def _by_guideline(facts: Facts) -> tuple[Finding, ...]:
    guideline = facts.guideline
    if guideline is None:
        return tuple(without_guideline(code) for code in (KIND, PAY, STAGE, PRACTICE))
    stages = facts.case.richtwerte.gesetzt_fuer if facts.case.richtwerte else None
    if stages is None:
        text = Text(
            "Ob Richtwerte gesetzt wurden, ist nicht bekannt; aus der Verteilung folgt es nicht.",
            "Whether Richtwerte were set is not known; it does not follow from the distribution.",
        )
        missing = needed("richtwerte")  # fmt: skip
        return tuple(unknown(code, text, missing) for code in (KIND, PAY, STAGE, PRACTICE))
    if not stages:
        text = Text("Richtwerte wurden nicht gesetzt.", "No Richtwerte were set.")
        return tuple(Finding(c, Verdict.NOT_APPLICABLE, text) for c in (KIND, PAY, STAGE, PRACTICE))
    found = tuple(_points(facts, guideline, stages))
    practice = _practice(facts, found)
    if practice.verdict is Verdict.OPEN and all(f.verdict is Verdict.VIOLATED for f in found):
        # A practice modifies a guideline (OVG Niedersachsen, 5 L 3298/99); one that keeps none of its limits
        # replaces it, so the breach stands as long as nobody shows that practice may go so far.
        found = tuple(evolve(f, new_appraisal=_constant(facts) is not None) for f in found)
    return (*found, practice)


def _points(facts: Facts, guideline: Guideline, stages: tuple[str, ...]) -> Iterator[Finding]:
    """Ask of the kind, the pay group and the stages, each of the Richtwerte that the last one left."""
    rules = [
        r
        for r in guideline.document.richtwert
        if r.governs(facts.stichtag) is not False
        and (not r.laufbahngruppen or facts.group in (None, *r.laufbahngruppen))
    ]
    yield _kind(facts, guideline, rules)
    # if none is left, the next question is asked of all: one departure shall not hide another
    rules = [r for r in rules if facts.current.kind in (None, *r.arten)] or rules
    yield _pay_group(facts, guideline, rules)
    group = _group(facts)
    rules = [r for r in rules if group is None or r.holds_for(group) is not False] or rules
    yield _stage(facts, guideline, rules, stages)


def _departure(facts: Facts, code: str, text: Text, cited: tuple[Citation, ...]) -> Finding:
    """A departure; whether it alone makes the appraisal unlawful depends on practice, if pleaded."""
    return Finding(
        code,
        Verdict.VIOLATED,
        text,
        citations=cited,
        ground=Ground.GUIDELINE,
        new_appraisal=_constant(facts) is False,
    )


def _constant(facts: Facts) -> bool | None:
    richtwerte: Vorgabe | None = facts.case.richtwerte
    return richtwerte.staendige_praxis if richtwerte else None


def _unattested(facts: Facts, guideline: Guideline, key: str) -> bool:
    topics = ("richtwert", f"richtwert.{key}")
    return any(guideline.gap(topic, facts.stichtag) for topic in topics)


def _cited(guideline: Guideline, items: Iterable[Richtwert]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(guideline.cite(item) for item in items))


def _kind(facts: Facts, guideline: Guideline, rules: list[Richtwert]) -> Finding:
    """Richtwerte are set only in the kinds of appraisal for which the guideline provides them."""
    kind = facts.current.kind
    if kind is None:
        text = Text(
            "Die Art der Beurteilung ist nicht bekannt.", "The kind of appraisal is not known."
        )
        return unknown(KIND, text, needed("art"))
    if not rules or _unattested(facts, guideline, "arten"):
        return without_rule(KIND)
    cited = _cited(guideline, rules)
    if any(kind in r.arten for r in rules):
        text = Text(
            "Für diese Art der Beurteilung sieht die Richtlinie Richtwerte vor.",
            "For this kind of appraisal the guideline provides for Richtwerte.",
        )
        return Finding(KIND, Verdict.SATISFIED, text, citations=cited)
    text = Text(
        "Richtwerte wurden in einer Beurteilung aus sonstigem Anlass gesetzt; vorgesehen sind sie nur für "
        "Regelbeurteilungen.",
        "Richtwerte were set in an Anlassbeurteilung; they are provided for only for "
        "Regelbeurteilungen.",
    ) if kind == "anlass" else Text(
        "Richtwerte wurden in einer Regelbeurteilung gesetzt; vorgesehen sind sie dort nicht.",
        "Richtwerte were set in a Regelbeurteilung; they are not provided for there.",
    )  # fmt: skip
    return _departure(facts, KIND, text, cited)


def _pay_group(facts: Facts, guideline: Guideline, rules: list[Richtwert]) -> Finding:
    """Richtwerte are set only for the pay groups for which the guideline provides them."""
    group = _group(facts)
    if group is None:
        text = Text("Die Besoldungsgruppe ist nicht bekannt.", "The pay group is not known.")
        return unknown(PAY, text, needed("besoldungsgruppe"))
    if not rules or _unattested(facts, guideline, "besgr"):
        return without_rule(PAY)
    cited = _cited(guideline, rules)
    answers = {r.holds_for(group) for r in rules}
    if True in answers:
        text = Text(
            f"Für die Besoldungsgruppe {group} sieht die Richtlinie Richtwerte vor.",
            f"For the pay group {group} the guideline provides for Richtwerte.",
        )
        return Finding(PAY, Verdict.SATISFIED, text, citations=cited)
    if None in answers:
        text = Text(
            f"Ob die Richtwerte für {group} gelten, lässt sich nicht bestimmen.",
            f"Whether the Richtwerte hold for {group} cannot be told.",
        )
        return unknown(PAY, text, needed("besoldungsgruppe.rang"), citations=cited)
    spans = list(dict.fromkeys(_span(r) for r in rules))
    text = Text(
        f"Richtwerte wurden für {group} gesetzt; vorgesehen sind sie nur {joined(s.de for s in spans)}.",
        f"Richtwerte were set for {group}; they are provided for only {joined((s.en for s in spans), 'en')}.",
    )
    return _departure(facts, PAY, text, cited)


def _group(facts: Facts) -> Besoldungsgruppe | None:
    """Return the pay group of the comparison group, or else that of the officer."""
    # a Richtwert binds the comparison group; the office of one member only stands for it
    compared, office = facts.case.vergleichsgruppe, facts.current.office
    if compared and compared.besoldungsgruppe:
        return compared.besoldungsgruppe
    return office.besoldungsgruppe if office else None


def _span(rule: Richtwert) -> Text:
    low, high = rule.besgr_ab, rule.besgr_bis
    if low and high:
        return Text(f"von {low} bis {high}", f"from {low} to {high}")
    return Text(f"ab {low}", f"from {low} up") if low else Text(f"bis {high}", f"up to {high}")


def _bound(rule: Richtwert, scale: GradeScale) -> set[str] | None:
    """Return the codes of the stages that a Richtwert binds; None if no source tells which.

    One on the mean of all grades binds no stage.
    """
    if rule.gilt_dem_mittel:
        return set()
    grades = rule.grades_on(scale)
    return None if grades is None else {g.stage.code if g.stage else g.code for g in grades}


def _stage(
    facts: Facts, guideline: Guideline, rules: list[Richtwert], names: tuple[str, ...]
) -> Finding:
    """Richtwerte are set only for the stages for which the guideline provides them."""
    scale = facts.scale
    if scale is None or not rules or _unattested(facts, guideline, "stufen"):
        return without_rule(STAGE)
    if guideline.scale not in (None, scale):  # Richtwerte bind overall marks, not marks of features
        return without_rule(STAGE)
    cited = _cited(guideline, rules)
    given = {stage_code(scale, name) for name in names}
    bound = [_bound(r, scale) for r in rules]
    if None in bound:
        return without_rule(STAGE, *cited)
    provided = set[str]().union(*(codes for codes in bound if codes))
    order = [*scale.stage_codes]
    beyond = [code for code in order if code in given - provided]
    allowed = [code for code in order if code in provided]
    if not beyond:
        text = Text(
            f"Richtwerte wurden nur für die vorgesehenen Stufen gesetzt ({joined(allowed)}).",
            f"Richtwerte were set only for the stages provided for ({joined(allowed, 'en')}).",
        )
        return Finding(STAGE, Verdict.SATISFIED, text, citations=cited)
    too = bool(given & provided)
    what = Text(
        f"Richtwerte wurden {'auch ' if too else ''}für {_of_stages(beyond).de} gesetzt;",
        f"Richtwerte were set for {_of_stages(beyond).en}{' too' if too else ''};",
    )
    limit = Text(
        f"vorgesehen ist ein Richtwert nur für {joined(allowed)}.",
        f"one is provided for only at {joined(allowed, 'en')}.",
    ) if allowed else Text(
        "vorgesehen ist für keine Stufe einer.", "none is provided for at any stage."
    )  # fmt: skip
    return _departure(facts, STAGE, sentences(what, limit, _shares(facts)), cited)


def _of_stages(codes: list[str]) -> Text:
    several = len(codes) > 1
    return Text(
        f"die {'Stufen' if several else 'Stufe'} {joined(codes)}",
        f"the {'stages' if several else 'stage'} {joined(codes, 'en')}",
    )


def _shares(facts: Facts) -> Text | None:
    """State the distribution in exact shares; it illustrates the fault and does not prove it."""
    group = facts.case.vergleichsgruppe
    counts = group.verteilung if group and group.verteilung else {}
    total = sum(counts.values())
    if not total:
        return None
    de = joined(f"{n} × {code} ({percent(Fraction(n, total))})" for code, n in counts.items())
    en = joined(
        (f"{n} × {code} ({percent(Fraction(n, total), 'en')})" for code, n in counts.items()), "en"
    )
    return Text(f"Vergeben wurden bei {total} Beamten: {de}.", f"Given to {total} officers: {en}.")


def _practice(facts: Facts, found: tuple[Finding, ...]) -> Finding:
    """Constant practice may fill a gap of the guideline, but does not cover considerable departures."""
    departures = [f for f in found if f.verdict is Verdict.VIOLATED]
    missing = tuple(dict.fromkeys(m for f in found for m in f.missing))
    if not departures and missing:
        text = Text(
            "Ob von der Richtlinie abgewichen wurde, ist offen.",
            "Whether the guideline was departed from is open.",
        )
        return unknown(PRACTICE, text, *missing)
    if not departures:
        text = Text("Es gibt keine Abweichung zu decken.", "There is no departure to cover.")
        return Finding(PRACTICE, Verdict.NOT_APPLICABLE, text)
    # practice helps the authority, who has to plead it
    constant = _constant(facts)
    if constant is False:
        text = Text("Auf eine Praxis beruft sich niemand.", "Nobody relies on practice.")
        return Finding(PRACTICE, Verdict.NOT_APPLICABLE, text)
    if constant is None:
        missing = (*missing, needed("praxis.richtwerte"))
    judged = _covered(facts, len(departures), missing)
    limits = (facts.law("praxis.abweichung"), facts.law(LIMIT))
    return evolve(backed(judged, *limits), children=(_consent(facts),))


def _covered(facts: Facts, number: int, missing: tuple[Missing, ...]) -> Finding:
    """Tell whether practice covers a number of departures, by the number that was held too many."""
    limit = facts.law(LIMIT)
    held = limit.number("abweichungen")
    if held is None or limit.direction != "stuetzt":
        text = Text(
            "Ob eine ständige Praxis so erhebliche Abweichungen deckt, ist offen.",
            "Whether constant practice covers so considerable departures is open.",
        )
        return Finding(
            PRACTICE, Verdict.OPEN, text + limit.why, missing=(*missing, *limit.missing),
            leaning=Verdict.VIOLATED if limit.known == "stuetzt" else None,
        )  # fmt: skip
    if number >= held.wert:
        text = Text(
            "So erhebliche Abweichungen deckt auch eine ständige Praxis nicht; die schriftliche "
            "Richtlinie verlöre ihren Sinn.",
            "Constant practice does not cover so considerable departures; the written guideline would "
            "lose its sense.",
        )
        return breach(PRACTICE, text + limit.why)
    text = Text(
        f"Entschieden ist, dass eine Praxis {held.wert} solche Abweichungen zusammen nicht deckt; für "
        f"{number} ist es nicht entschieden (erschlossen: eher nicht).",
        f"It is decided that practice does not cover {held.wert} such departures together; for {number} it "
        "is not decided (inferred: rather not).",
    )
    doubts = tuple(
        Citation(c.source, Evidence.INFERRED, note="für weniger Abweichungen erschlossen")
        for c in limit.supporting
    )
    return Finding(
        PRACTICE, Verdict.OPEN, text, leaning=Verdict.VIOLATED, citations=doubts, missing=missing
    )


def _consent(facts: Facts) -> Finding:
    """Whether a departing practice needs the consent of the ministry or the staff council."""
    given = facts.case.richtwerte.zustimmung if facts.case.richtwerte else None
    question = Text(
        "Ob eine abweichende Praxis der Zustimmung des Ministeriums oder der Personalvertretung bedarf, ist "
        "nicht entschieden.",
        "Whether a departing practice needs the consent of the ministry or the staff council is not "
        "decided.",
    )
    if given:
        text = Text("Die Zustimmung lag vor.", "The consent was given.")
        return Finding(CONSENT, Verdict.SATISFIED, text)
    missing = () if given is False else (needed("zustimmung"),)
    return backed(Finding(CONSENT, Verdict.OPEN, question, missing=missing), facts.law(LIMIT))
