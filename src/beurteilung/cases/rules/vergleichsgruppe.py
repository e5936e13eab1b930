"""The comparison group: whether it may be formed, is large enough, and what is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import Text
from beurteilung.cases.rules import answer, answers, denied
from beurteilung.law.certainty import (
    DECISION,
    backed,
    breach,
    unknown,
    without_guideline,
    without_rule,
)
from beurteilung.law.codes import question
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.massstab import Gruppe
    from beurteilung.law.editions import Guideline
    from beurteilung.model.sources import Citation

__all__ = ["check"]

FORMED, SIZE, YARDSTICK = (
    "vergleichsgruppe.bildung",
    "vergleichsgruppe.groesse",
    "vergleichsgruppe.massstab",
)

_PRACTICE = needed("praxis.gruppe")
_KIND = needed("art")


FORM = "vergleichsgruppe.zuschnitt"
OWN = "vergleichsgruppe.eigene"
WHOLE = "vergleichsgruppe.vollstaendig"
APPLICANTS = "vergleichsgruppe.bewerber"
CAREERS = "vergleichsgruppe.laufbahnen"
EMPLOYEES = "vergleichsgruppe.angestellte"


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the comparison group, if the case names one."""
    group = facts.case.vergleichsgruppe
    if group is None:
        return ()
    by = group.gebildet_nach
    asked = [
        (FORM, None if by is None else by == "dienstposten"),
        (APPLICANTS, group.nur_bewerber),
        (CAREERS, group.mehrere_laufbahnen),
        (EMPLOYEES, group.mit_angestellten),
    ]
    return (
        *_by_guideline(facts, group),
        *_own(facts, group),
        *_whole(facts, group),
        *answers(facts, asked),
    )


def _own(facts: Facts, group: Gruppe) -> Iterator[Finding]:
    """Whoever is compared belongs to the group: of another pay group somebody has to say why."""
    own = facts.current.office
    if own is None or group.besoldungsgruppe in {None, own.besoldungsgruppe}:
        return
    text = Text(
        f"Die Vergleichsgruppe umfasst {group.besoldungsgruppe}, der Beamte wurde in {own.besoldungsgruppe} beurteilt.",
        f"The comparison group is of {group.besoldungsgruppe}, the officer was appraised in {own.besoldungsgruppe}.",
    )
    yield evolve(unknown(OWN, text, needed("gruppe.andere")), calculated=True)


def _whole(facts: Facts, group: Gruppe) -> tuple[Finding, ...]:
    """Whoever applies Richtwerte in an Anlassbeurteilung includes the whole group."""
    kind, set_for = facts.current.kind, facts.case.richtwerte and facts.case.richtwerte.gesetzt_fuer
    if group.vollstaendig is None:
        return ()
    if not group.vollstaendig and set_for == ():
        text = Text("Richtwerte wurden nicht gesetzt.", "No Richtwerte were set.")
        return (Finding(WHOLE, Verdict.NOT_APPLICABLE, text),)
    if group.vollstaendig or kind == "anlass":
        return (answer(facts, WHOLE, denied(group.vollstaendig)),)
    text = Text(
        "Entschieden ist das nur für Anlassbeurteilungen.",
        "This is decided for Anlassbeurteilungen only.",
    )
    return (unknown(WHOLE, question(WHOLE).fehler.text + text, DECISION if kind else _KIND),)


def _by_guideline(facts: Facts, group: Gruppe) -> tuple[Finding, ...]:
    guideline = facts.guideline
    if not group.described:
        return ()
    if group.gebildet is False:
        text = Text(
            "Eine Vergleichsgruppe wurde nicht gebildet.", "No comparison group was formed."
        )
        none = (Finding(code, Verdict.NOT_APPLICABLE, text) for code in (FORMED, SIZE, YARDSTICK))
        if guideline is None or group.massstab != "amt":
            return tuple(none)
        return (next(none), next(none), _yardstick(facts, group, guideline))
    if guideline is None:
        size = _size_held(facts, group, without_guideline(SIZE))
        return (without_guideline(FORMED), size, without_guideline(YARDSTICK))
    return (
        _formed(facts, group, guideline),
        _size(facts, group, guideline),
        _yardstick(facts, group, guideline),
    )


def _formed(facts: Facts, group: Gruppe, guideline: Guideline) -> Finding:
    """A group is formed where the guideline provides for it, or by constant practice."""
    rule = guideline.document.vergleichsgruppe
    if rule is None:
        return without_rule(FORMED)
    cited = guideline.cite(rule)
    wanted = [
        (facts.current.kind, _KIND),
        (group.gebildet, needed("gruppe.gebildet")),
    ]
    if missing := [text for fact, text in wanted if fact is None]:
        text = Text("Die Bildung der Gruppe ist offen.", "Whether the group was due is open.")
        return unknown(FORMED, text, *missing, citations=(cited,))
    if facts.current.kind in rule.arten:
        text = Text(
            "Die Richtlinie sieht die Vergleichsgruppe vor.",
            "The guideline provides for the group.",
        )
        return Finding(FORMED, Verdict.SATISFIED, text, citations=(cited,))
    departs = Text(
        "Die Richtlinie sieht die Vergleichsgruppe für diese Art der Beurteilung nicht vor.",
        "The guideline does not provide for the comparison group in this kind of appraisal.",
    )
    return _by_practice(
        FORMED, facts, constant=group.staendige_praxis, departs=departs, cited=cited
    )


def _by_practice(
    code: str, facts: Facts, *, constant: bool | None, departs: Text, cited: Citation
) -> Finding:
    """Constant practice may fill what the guideline does not provide for."""
    if constant is False:
        return breach(code, departs, cited)
    holding = facts.law("praxis.abweichung")
    found = Finding(code, Verdict.OPEN, departs, citations=(cited,), missing=(_PRACTICE,))
    if constant and holding.direction == "stuetzt":
        covered = Text("Die ständige Praxis deckt das.", "Constant practice covers this.")
        found = Finding(
            code,
            Verdict.SATISFIED,
            departs + covered + holding.why,
            citations=(cited,),
            deviation=departs,
        )
    elif constant:
        found = evolve(found, message=departs + holding.why, missing=(DECISION,))
    return backed(found, holding)


def _size_held(facts: Facts, group: Gruppe, otherwise: Finding) -> Finding:
    """A group as large as one that was held large enough is; below that nothing is decided."""
    holding = facts.law("richtwert.gruppengroesse")
    enough = holding.number("groesse")
    if group.groesse is None or enough is None or holding.known != "stuetzt":
        return otherwise
    text = Text(
        f"{group.groesse} Personen; als hinreichend groß galt eine Gruppe von {enough.wert}.",
        f"{group.groesse} persons; a group of {enough.wert} was held large enough.",
    )
    found = Finding(SIZE, Verdict.SATISFIED, text, citations=(enough.citation,), calculated=True)
    missing = needed("gruppe.untergrenze")
    if group.groesse < enough.wert:
        below = Text(
            "Eine Untergrenze, die hier gälte, ist nicht belegt.",
            "No lower limit that would hold here is attested.",
        )
        few = holding.number("zu-klein")
        if few is not None and group.groesse <= few.wert:
            below += Text(
                f"Eine Gruppe von {few.wert} galt in einem Verfahren als zu klein.",
                f"In one case a group of {few.wert} was treated as too small.",
            )
            found = evolve(found, citations=(*found.citations, few.citation))
        found = evolve(found, verdict=Verdict.OPEN, message=text + below, missing=(missing,))
    elif holding.direction is None:
        found = evolve(found, verdict=Verdict.OPEN, message=text + holding.why, missing=holding.missing,
                       leaning=Verdict.SATISFIED)  # fmt: skip
    return backed(found, holding)


def _size(facts: Facts, group: Gruppe, guideline: Guideline) -> Finding:
    """The group is as large as the guideline demands, or else as one that was held large enough."""
    rule = guideline.document.vergleichsgruppe
    if rule is None or not (rule.groesse_unerheblich or rule.mindestgroesse):
        small = guideline.document.kleine_gruppe
        if small and small.unter and group.groesse is not None:
            return _small(group.groesse, small.unter, guideline.cite(small))
        return _size_held(facts, group, without_rule(SIZE))
    cited = evolve(guideline.cite(rule), place=rule.groesse_nr or rule.nr)
    count = "" if group.groesse is None else f" ({group.groesse})"
    if rule.groesse_unerheblich:
        text = Text(
            f"Auf die Größe der Vergleichsgruppe{count} kommt es nicht an.",
            f"The size of the comparison group{count} does not matter.",
        )
        return Finding(SIZE, Verdict.SATISFIED, text, citations=(cited,))
    if group.groesse is None:
        text = Text(
            "Die Größe der Gruppe ist nicht bekannt.", "The size of the group is not known."
        )
        return unknown(SIZE, text, needed("gruppe.groesse"), citations=(cited,))
    smallest = rule.mindestgroesse or 0
    text = Text(
        f"{group.groesse} Personen; verlangt sind mindestens {smallest}.",
        f"{group.groesse} persons; at least {smallest} are required.",
    )
    if group.groesse < smallest:
        return breach(SIZE, text, cited, calculated=True)
    return Finding(SIZE, Verdict.SATISFIED, text, citations=(cited,), calculated=True)


def _small(size: int, least: int, cited: Citation) -> Finding:
    """A group below the number of the guideline is small: the Richtwerte do not bind it."""
    text = Text(
        f"{size} Personen; Richtwerte gelten ab {least}.",
        f"{size} persons; Richtwerte hold from {least} on.",
    )
    verdict = Verdict.SATISFIED if size >= least else Verdict.NOT_APPLICABLE
    return Finding(SIZE, verdict, text, citations=(cited,), calculated=True)


def _yardstick(facts: Facts, group: Gruppe, guideline: Guideline) -> Finding:
    """What is compared is what the guideline names for this kind of appraisal."""
    kind = facts.current.kind
    rule = next((m for m in guideline.document.massstab if kind in m.arten), None)
    if kind is None or group.massstab is None:
        missing = _KIND if kind is None else needed("gruppe.massstab")
        text = Text("Der Maßstab ist nicht bekannt.", "The yardstick is not known.")
        return unknown(YARDSTICK, text, missing)
    if rule is None:
        provided = guideline.document.vergleichsgruppe
        if provided and kind in provided.arten and group.massstab == "vergleichsgruppe":
            text = Text(
                "Verglichen wird in der Gruppe, die die Richtlinie vorsieht.",
                "The comparison is within the group that the guideline provides for.",
            )
            return Finding(
                YARDSTICK, Verdict.SATISFIED, text, citations=(guideline.cite(provided),)
            )
        return without_rule(YARDSTICK)
    cited = guideline.cite(rule)
    if rule.massstab == group.massstab:
        text = Text("Der Maßstab entspricht der Richtlinie.", "The yardstick is the guideline's.")
        return Finding(YARDSTICK, Verdict.SATISFIED, text, citations=(cited,))
    return _other_yardstick(facts, group, cited)


def _other_yardstick(facts: Facts, group: Gruppe, cited: Citation) -> Finding:
    """A comparison within the group weighs little; one with the office needs practice behind it."""
    if group.massstab == "amt":
        departs = Text(
            "Verglichen wurde mit dem Amt statt in der Gruppe.",
            "The comparison was with the office instead of within the group.",
        )
        return _by_practice(
            YARDSTICK, facts, constant=group.staendige_praxis, departs=departs, cited=cited
        )
    who = f" {group.besoldungsgruppe}" if group.besoldungsgruppe else ""
    departs = Text(
        f"Verglichen wurde innerhalb der Gruppe{who} statt an den Anforderungen des Amtes; das ist nicht "
        "schwerwiegend, weil ein idealer Beurteiler zum selben Ergebnis käme.",
        f"The comparison was within the group{who} instead of with the office's requirements; that is "
        "not serious, because an ideal appraiser would arrive at the same result.",
    )
    if group.staendige_praxis is False:
        alone = Text(
            "Ob das auch ohne eine ständige Praxis genügt, ist nicht entschieden.",
            "Whether that suffices without constant practice, too, is not decided.",
        )
        return unknown(YARDSTICK, departs + alone, DECISION, citations=(cited,))
    return _by_practice(
        YARDSTICK, facts, constant=group.staendige_praxis, departs=departs, cited=cited
    )
