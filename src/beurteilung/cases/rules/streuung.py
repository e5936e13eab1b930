"""How many stages of the scale are in fact given: a comparison needs more than a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text, joined, percent
from beurteilung.law.certainty import DECISION, backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts

__all__ = ["check"]

CODE, LAW = "vorgabe.vergebene-stufen", "richtwert.drei-stufen"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check how many stages are given in practice, if the case says so."""
    richtwerte = facts.case.richtwerte
    if richtwerte is None or richtwerte.vergebene_stufen is None:
        return ()
    count = facts.scale.stage_count if facts.scale else None
    given, stages = richtwerte.vergebene_stufen, richtwerte.stufen_der_skala or count
    if stages is None:
        text = Text(
            f"Vergeben werden {given} Stufen; wie viele die Skala hat, ist nicht bekannt.",
            f"{given} stages are given; how many the scale has is not known.",
        )
        return (unknown(CODE, text, needed("stufen.zahl")),)
    text = Text(
        f"Von {stages} Stufen werden {given} tatsächlich vergeben.",
        f"Of {stages} stages {given} are in fact given.",
    )
    if given >= stages:
        return (Finding(CODE, Verdict.SATISFIED, text),)
    return (_attested(facts, text, given, stages),)


def _attested(facts: Facts, text: Text, given: int, stages: int) -> Finding:
    """What was held to be enough is enough; how much less would be, nobody has decided."""
    law = facts.law(LAW)
    names = ("stufen", "skala", "anteil-erster", "anteil-zweiter")
    enough, scale, *shares = (law.number(name) for name in names)
    quotas = {share.wert for share in shares if share}
    if enough is None or scale is None:  # only a later decision, or the decided one, states them
        return backed(unknown(CODE, text + law.why, *law.missing), law)
    shown = joined(percent(q) for q in sorted(quotas))
    limit = Text(
        f"Entschieden ist das für {enough.wert} von {scale.wert} Stufen mit Richtwerten von {shown}.",
        f"That is decided for {enough.wert} of {scale.wert} stages with Richtwerte of "
        f"{joined((percent(q, 'en') for q in sorted(quotas)), 'en')}.",
    )
    cited = (enough.citation, scale.citation)
    alike = stages == scale.wert and given >= enough.wert and law.known == "stuetzt"
    stated = facts.case.richtwerte.anteile if facts.case.richtwerte else ()
    if alike and law.direction and quotas <= set(stated):
        found = Finding(CODE, Verdict.SATISFIED, text + law.why, citations=cited)
    else:
        found = Finding(
            CODE, Verdict.OPEN, text + law.why + limit, citations=cited,
            leaning=Verdict.SATISFIED if alike else None, missing=law.missing or (DECISION,),
        )  # fmt: skip
    return backed(found, law)
