"""How sure a verdict may be: which decision leads on a rule, and what a finding on it may say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from beurteilung._base.text import Text
from beurteilung.law.decisions import authorities, rules
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Missing, Verdict
from beurteilung.model.sources import Citation, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.law.decisions import Aussage, Direction, Entscheidung

__all__ = [
    "DECISION",
    "EXCEPTION",
    "NO_GUIDELINE",
    "NO_RULE",
    "Choice",
    "backed",
    "breach",
    "choose",
    "judged",
    "of_selection",
    "permission",
    "unknown",
    "without_guideline",
    "without_rule",
]

_LEVELS = {"VG": 1, "ArbG": 1, "OVG": 2, "LAG": 2, "BVerwG": 3, "BAG": 3, "BVerfG": 4, "EuG": 4}


@frozen
class Choice:
    """The decisions on a rule up to a day, and which of them leads.

    ``direction`` is that of the leading decision, None if there is none or it cannot be chosen;
    ``inferred`` tells that nobody states it, ``as_a_rule`` that a case may be an exception. ``gaps``
    are what no source tells of the rule.
    """

    direction: Direction | None
    leading: Entscheidung | None
    supporting: tuple[Citation, ...]
    opposing: tuple[Citation, ...]
    why: Text
    inferred: bool = False
    as_a_rule: bool = False
    gaps: tuple[Missing, ...] = ()


def choose(
    code: str,
    *,
    rechtsstand: date | None = None,
    land: str = "",
    excluded: str = "",
    among: Iterable[Entscheidung] | None = None,
) -> Choice:
    """Choose the decision that leads on a rule.

    Only decisions of the ``rechtsstand`` or earlier count, and never the decided case itself
    (``excluded``); those given up or annulled by then drop out. Then the higher court leads, a federal
    court before any of a Land; then a court of the same ``land``; then the later day, a decision of
    unknown day being the earliest. Where the leading decision rests on a statute of another Dienstherr,
    or decisions of equal rank differ, nothing is chosen. ``among`` are the decisions to choose from,
    by default those that ship.

    >>> choose("laufbahnwechsel.eine-stufe", rechtsstand=date(2003, 3, 20)).leading.aktenzeichen
    '3 A 401/02'
    """
    said = [
        (one, statement)
        for one in (authorities() if among is None else among)
        for statement in one.aussage
        if statement.regel == code
        and one.id != excluded
        and (rechtsstand is None or one.known_from <= rechtsstand)
    ]
    pro = tuple(d.cite(s, rechtsstand) for d, s in said if s.richtung == "stuetzt")
    contra = tuple(d.cite(s, rechtsstand) for d, s in said if s.richtung != "stuetzt")

    laws = [law for law in rules() if law.code == code]
    gaps = tuple(
        Missing(f"{law.code}.{n}", gap.text, kind="gap")
        for law in laws
        for n, gap in enumerate(law.luecke, 1)
    )
    as_a_rule = any(law.in_der_regel for law in laws)

    def chosen(
        direction: Direction | None,
        leading: Entscheidung | None,
        why: Text,
        *,
        inferred: bool = False,
    ) -> Choice:
        return Choice(direction, leading, pro, contra, why, inferred, as_a_rule, gaps)

    def weight(item: tuple[Entscheidung, Aussage]) -> tuple[int, bool, date]:
        return _LEVELS[item[0].ebene], item[0].land == land, item[0].datum or date.min

    standing = [(d, s) for d, s in said if not _dropped(d, s.regel, rechtsstand)]
    if not standing:
        return chosen(None, None, Text(
            "Bis zu diesem Rechtsstand ist keine Entscheidung dazu bekannt.",
            "Up to this state of the law no decision on it is known.",
        ))  # fmt: skip
    top = max(map(weight, standing))
    best = [item for item in standing if weight(item) == top]
    if len({s.richtung for _, s in best}) > 1:
        return chosen(None, None, Text(
            "Gleichrangige Entscheidungen widersprechen sich.", "Decisions of equal rank differ."
        ))  # fmt: skip
    of_land = [item for item in best if item[1].dienstherr in ("", land)]
    decision, statement = (of_land or best)[0]
    cited = decision.source.zitat
    if not of_land:
        return chosen(None, decision, Text(
            f"Die ranghöchste Entscheidung ({cited}) beruht auf dem Recht eines anderen Dienstherrn "
            f"({statement.dienstherr}); ob sie hier gilt, ist offen.",
            f"The highest decision ({cited}) rests on the law of another Dienstherr "
            f"({statement.dienstherr}); whether it holds here is open.",
        ))  # fmt: skip
    return chosen(statement.richtung, decision, Text(
        f"Maßgeblich ist {cited}: {statement.de}", f"{cited} leads: {statement.en}"
    ), inferred=statement.evidenz is Evidence.INFERRED)  # fmt: skip


def _dropped(decision: Entscheidung, regel: str, on: date | None) -> bool:
    standing = decision.standing(regel, on)
    return standing is not None and standing.status != "nicht_rechtskraeftig"


def unknown(
    code: str, message: Text, *missing: Missing, citations: tuple[Citation, ...] = ()
) -> Finding:
    """Return an open finding that names the facts or rules that are missing."""
    return Finding(code, Verdict.OPEN, message, missing=missing, citations=citations)


def without_guideline(code: str) -> Finding:
    """Return an open finding for want of a guideline."""
    return unknown(code, NO_GUIDELINE, needed("richtlinie"))


def without_rule(code: str, *citations: Citation) -> Finding:
    """Return an open finding for want of a provision in the guideline."""
    return unknown(code, NO_RULE, needed("bestimmung"), citations=citations)


def breach(
    code: str,
    message: Text,
    *citations: Citation,
    ground: Ground = Ground.GUIDELINE,
    calculated: bool = False,
) -> Finding:
    """Return a violated finding that by itself makes the appraisal unlawful."""
    return Finding(
        code,
        Verdict.VIOLATED,
        message,
        citations=citations,
        ground=ground,
        new_appraisal=True,
        calculated=calculated,
    )


def permission(said: Choice) -> Choice:
    """Return a choice on what is allowed as one on its opposite, which `judged` can judge."""
    turned: dict[Direction | None, Direction] = {"stuetzt": "lehnt_ab", "lehnt_ab": "stuetzt"}
    return evolve(
        said,
        direction=turned.get(said.direction, said.direction),
        supporting=said.opposing,
        opposing=said.supporting,
    )


def of_selection(finding: Finding) -> Finding:
    """Return a finding on a selection: its fault does not make the appraisal unlawful."""
    return evolve(finding, new_appraisal=False)


def judged(
    code: str,
    message: Text,
    said: Choice,
    ground: Ground,
    *citations: Citation,
    calculated: bool = False,
) -> Finding:
    """Judge what the leading decision calls a fault.

    A decision that supports the rule makes it a violation, one that rejects the rule satisfied. One
    that limits it, one of which nobody states that it says so, one of what holds as a rule only, or
    none that can be chosen, leaves it open; it leans where all that is known points one way and some of
    it still stands.
    """
    decided = not said.inferred
    if decided and not said.as_a_rule and said.direction == "stuetzt":
        return Finding(
            code, Verdict.VIOLATED, message + said.why, citations=citations, ground=ground, new_appraisal=True,
            supporting=said.supporting, opposing=said.opposing, calculated=calculated,
        )  # fmt: skip
    if decided and said.direction == "lehnt_ab":
        return Finding(
            code, Verdict.SATISFIED, message + said.why, citations=citations,
            supporting=said.opposing, opposing=said.supporting, calculated=calculated,
        )  # fmt: skip
    wanted = EXCEPTION if said.as_a_rule and said.direction == "stuetzt" else DECISION
    leans = said.leading is not None and bool(said.supporting) and not said.opposing
    return Finding(
        code, Verdict.OPEN, message + said.why, citations=citations, missing=(wanted, *said.gaps),
        leaning=Verdict.VIOLATED if leans else None,
        supporting=said.supporting, opposing=said.opposing, calculated=calculated,
    )  # fmt: skip


def backed(finding: Finding, *said: Choice) -> Finding:
    """Return a finding with the decisions for and against the rules behind it."""
    return evolve(
        finding,
        supporting=tuple(dict.fromkeys(c for one in said for c in one.supporting)),
        opposing=tuple(dict.fromkeys(c for one in said for c in one.opposing)),
    )


DECISION = needed("entscheidung")
EXCEPTION = needed("ausnahme")
NO_GUIDELINE = Text(
    "Zur Skala der Beurteilung ist keine Richtlinie bekannt.",
    "No guideline is known for the scale of the appraisal.",
)
NO_RULE = Text(
    "Eine Bestimmung der Richtlinie dazu ist nicht belegt.",
    "No provision of the guideline on this is attested.",
)
