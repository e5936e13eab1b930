"""How sure a verdict may be: what norms and decisions say of a rule, and what a finding may make of it.

`decide` is the one function that decides it, for every rule.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from beurteilung._base.errors import UnknownIdError, excerpt
from beurteilung._base.records import evolve, frozen
from beurteilung._base.text import Text
from beurteilung.law.decisions import authorities_on, for_judges, known_rule
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Ground, Missing, Verdict
from beurteilung.model.sources import Citation, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.law.decisions import (
        Aussage,
        Direction,
        Entscheidung,
        Regel,
        Richterrecht,
        Umfang,
        Zahl,
    )
    from beurteilung.law.editions import Guideline

__all__ = [
    "DECISION",
    "DIENSTE",
    "EXCEPTION",
    "NO_GUIDELINE",
    "NO_RULE",
    "SOLDIERS",
    "ApplicableLaw",
    "Dienst",
    "Norm",
    "Rechtslage",
    "backed",
    "breach",
    "decide",
    "dienst_of",
    "expect_dienst",
    "favours",
    "judged",
    "law_for",
    "law_of",
    "left_open",
    "of_selection",
    "permission",
    "rank",
    "unknown",
    "without_guideline",
    "without_rule",
]

Rang = Literal["grundgesetz", "gesetz", "verordnung", "richtlinie"]

_ABROAD = frozenset({"Europäische Union", "Österreich", "Schweiz"})
"""Whose law is not German: neither the Grundgesetz nor what courts say of it binds them."""

SOLDIERS = "bundeswehr-slv"
"""The line of guidelines of soldiers (SG, SLV)."""

Dienst = Literal["beamte", "richter", "soldaten", "post", "arbeitnehmer"]
"""Whose law it is."""
DIENSTE: dict[Dienst, tuple[str, Text]] = {
    "beamte": ("beamter", Text("Beamte", "officers")),
    "richter": ("richter", Text("Richter", "judges")),
    "soldaten": ("soldat", Text("Soldaten", "soldiers")),
    "post": (
        "beamter",
        Text("Beamte der Postnachfolgeunternehmen", "officers at the successors of the Post"),
    ),
    "arbeitnehmer": ("arbeitnehmer", Text("Arbeitnehmer", "employees")),
}
"""The status of each, as in a case file, and the word for them."""


@frozen
class Norm:
    """What a provision that governs a case says of a rule: that it is so, or that it is not.

    ``rang`` is its place in the order of norms; ``words`` say what it provides, for a report.
    """

    rang: Rang
    richtung: Direction
    words: Text
    citation: Citation


@frozen
class Rechtslage:
    """What the law holds on a rule on a day and for a Dienstherr.

    ``direction`` is what is settled, None if nothing is; ``leaning`` is then where all that is known
    points, and ``limited`` says that it is settled that the rule holds within limits only. ``rank`` is 1
    for a norm that governs, 2 for the highest courts, 3 for an OVG or two that agree, 4 for a court of
    first instance, 5 for what settles nothing, None if nothing is known. ``leading`` is the decision that
    leads, ``norm`` the provision. ``supporting``, ``limiting`` and ``opposing`` are all
    decisions up to the day, whatever they weigh. ``numbers`` are those that the rule contains, ``missing``
    is what would close an open question.
    """

    rule: str
    direction: Direction | None
    rank: int | None
    why: Text
    leaning: Direction | None = None
    limited: bool = False
    leading: Entscheidung | None = None
    norm: Citation | None = None
    supporting: tuple[Citation, ...] = ()
    limiting: tuple[Citation, ...] = ()
    opposing: tuple[Citation, ...] = ()
    numbers: tuple[Zahl, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def known(self) -> Direction | None:
        """What is settled, or else where all that is known points."""
        return self.direction or self.leaning

    @property
    def contrary(self) -> tuple[Citation, ...]:
        """The decisions that limit or reject the rule."""
        return (*self.limiting, *self.opposing)

    def number(self, name: str) -> Zahl | None:
        """Return a number of the rule; None if only a later decision, or the decided one, states it."""
        return next((one for one in self.numbers if one.name == name), None)


@frozen
class ApplicableLaw:
    """Whose law governs a case, and as of when.

    ``rechtsstand`` is the last day of the authorities that count, None for all that ship; ``excluded`` the
    id of the decided case, which is never its own authority. ``dienstherr`` and ``familie``, the line of
    guidelines, say whose law it is: without them only norms and general principles settle anything. ``on``
    is the day that the question refers to; ``umfang`` how far a change went whose stages are unknown:
    only what a decision says of as much supports anything then. ``status`` is what the person appraised is,
    as in a case file: statutes on officers bind neither soldiers nor employees.
    """

    rechtsstand: date | None = None
    dienstherr: str = ""
    familie: str = ""
    excluded: str = ""
    on: date | None = None
    umfang: Umfang | None = None
    status: str = ""

    @property
    def of_officers(self) -> bool:
        """Whether the statutes on officers (BBG, BLV, those of the Länder) govern.

        Soldiers have their own (SG, SLV), employees a contract; for judges they do where a provision says so.
        """
        if self.status == "richter":
            return self.richterrecht is not None
        return self.status not in {"soldat", "arbeitnehmer"} and self.familie != SOLDIERS

    @property
    def abroad(self) -> bool:
        """Whether German law does not govern at all."""
        return self.dienstherr in _ABROAD

    @property
    def richterrecht(self) -> Richterrecht | None:
        """By what the law of officers holds for a judge; None for others, and where no source tells."""
        return for_judges(self.dienstherr, self.on) if self.status == "richter" else None

    def counts(self, decision: Entscheidung) -> bool:
        """Tell whether a decision may be an authority: it is neither later nor the decided case."""
        early = self.rechtsstand is None or decision.known_from <= self.rechtsstand
        return early and decision.id != self.excluded


def law_of(guideline: Guideline | None, rechtsstand: date | None = None) -> ApplicableLaw:
    """Return the law that governs what a guideline governs; without one only what holds everywhere."""
    if guideline is None:
        return ApplicableLaw(rechtsstand)
    return ApplicableLaw(rechtsstand, guideline.document.land, guideline.line)


def law_for(dienst: Dienst, dienstherr: str = "", rechtsstand: date | None = None) -> ApplicableLaw:
    """Return the law that governs persons of a Dienstherr, without any guideline of theirs.

    Raises:
        UnknownIdError: no such persons are known.
    """
    expect_dienst(dienst)
    line = SOLDIERS if dienst == "soldaten" else ""
    return ApplicableLaw(rechtsstand, dienstherr, line, status=DIENSTE[dienst][0])


def expect_dienst(dienst: object) -> None:
    """Check that a word names persons whose law is told apart.

    Raises:
        UnknownIdError: it names none.
    """
    if dienst not in list(DIENSTE):
        known = ", ".join(DIENSTE)
        raise UnknownIdError(
            Text(
                f"dienst: erwartet wird eines von {known}; angegeben ist {excerpt(dienst, 'de')}",
                f"dienst: expected one of {known}; got {excerpt(dienst)}",
            )
        )


def dienst_of(guideline: Guideline | None) -> Dienst:
    """Return for whom a guideline is: soldiers have their own, all others are on officers first."""
    return "soldaten" if guideline is not None and guideline.line == SOLDIERS else "beamte"


def decide(
    code: str,
    law: ApplicableLaw = ApplicableLaw(),  # noqa: B008 - frozen
    *,
    norms: Iterable[Norm] = (),
    among: Iterable[Entscheidung] | None = None,
) -> Rechtslage:
    """Decide what the law holds on a rule, and how sure that is.

    ``norms`` are the provisions that govern, and ``among`` the decisions to choose from, by default those
    that ship. A norm decides before decisions on other provisions, a higher one before a lower, and never
    makes lawful what a highest court or an OVG calls a fault by a higher law. Of decisions the better rank
    decides (see `rank`); of one court the later; two courts of one rank that differ leave it open.

    >>> law = ApplicableLaw(date(2003, 3, 20), "Niedersachsen", "ni-pol", excluded="vg-stade-3-a-401-02")
    >>> found = decide("laufbahnwechsel.eine-stufe", law)
    >>> found.direction, found.rank, found.leading.aktenzeichen
    ('stuetzt', 4, '3 A 269/02')
    """
    statements = [
        (one, statement)
        for one in (authorities_on(code) if among is None else among)
        for statement in one.aussage
        if statement.regel == code and law.counts(one)
    ]
    entry = known_rule(code)

    def cited(direction: Direction) -> tuple[Citation, ...]:
        return tuple(d.cite(s, law.rechtsstand) for d, s in statements if s.richtung == direction)

    weighed = _weighed(
        [
            _Weighed(d, s, rank(d, s, law))
            for d, s in statements
            if not _dropped(d, code, law.rechtsstand)
        ],
        law,
    )
    found = _by_norm(tuple(norms), weighed, law) or _by_decisions(weighed, law)
    if entry is not None and entry.in_der_regel and found.direction == "stuetzt":
        found = evolve(found, direction=None, leaning="stuetzt", missing=(EXCEPTION,))
    elif found.direction is None:
        gaps = entry.luecke if entry else ()
        named = (Missing(f"{code}.{n}", g.text, kind="gap") for n, g in enumerate(gaps, 1))
        found = evolve(found, missing=(DECISION, *named))
    if found.rank is None and entry is not None:
        found = evolve(found, why=_given_up(entry) if statements else _undecided(entry))
    ids = {d.id for d, _ in statements}
    return evolve(
        found,
        rule=code,
        supporting=cited("stuetzt"),
        limiting=cited("begrenzt"),
        opposing=cited("lehnt_ab"),
        numbers=tuple(n for n in (entry.zahl if entry else ()) if n.quelle in ids),
    )


_RANKS: dict[str, int] = {
    "BVerfG": 2, "BVerwG": 2, "BAG": 2, "BGH": 2, "OVG": 3, "LAG": 3, "VG": 4, "ArbG": 4, "EuG": 4,
}  # fmt: skip
"""Whose statement on law that governs the case has which rank."""

_COUNTS = (Evidence.NORM, Evidence.REASONS, Evidence.HEADNOTE)
"""What has to have been read of a decision that is to settle anything."""

NOTHING = 5
"""The rank of a statement that settles nothing."""


def rank(decision: Entscheidung, statement: Aussage, law: ApplicableLaw) -> int:
    """Return the rank of a statement for a case: 2 to 4 if it may settle a question, else 5.

    It may if its reasons or headnote were read and say the sentence of the rule, the highest courts on
    general principles or on law that governs the case, all others on such law only; that two OVG which
    agree on general principles rank 3 as well, `decide` adds.
    """
    read = statement.evidenz in _COUNTS and statement.sagt_die_regel
    # a decision on a norm ends with that norm; it stays, as what was decided under other law
    changed = statement.norm_bis is not None and law.on is not None and law.on > statement.norm_bis
    beyond = statement.umfang is not None and not statement.umfang.holds(law.umfang)
    # that a stage less is plausible tells nothing of a number of points whose stages are unknown
    beyond |= (
        law.umfang is not None and statement.umfang is None and statement.richtung == "stuetzt"
    )
    if not read or changed or beyond:
        return NOTHING
    level = _RANKS[decision.ebene]
    # a lower court on Art. 33 (2) GG binds nobody beyond its case
    if statement.recht == "grundsaetze":
        return level if level == _RANKS["BVerwG"] and not law.abroad else NOTHING
    return level if _governs(statement, law) else NOTHING


def _governs(statement: Aussage, law: ApplicableLaw) -> bool:
    """Tell whether a statement applied a statute, or the guideline, that governs a case.

    A statute that binds one service only, such as soldiers, names its line as a guideline does; one that
    names none is on officers.
    """
    if not law.dienstherr or statement.dienstherr != law.dienstherr:
        return False
    if statement.familie:
        return statement.familie == law.familie
    return statement.recht == "gesetz" and law.of_officers


@frozen
class _Weighed:
    """A statement with its rank for a case."""

    decision: Entscheidung
    statement: Aussage
    rank: int

    @property
    def order(self) -> tuple[int, bool]:
        """Its place among all: by rank, the Bundesverfassungsgericht before other courts."""
        return self.rank, self.decision.ebene != "BVerfG"

    @property
    def day(self) -> date:
        """Its day; one that no source tells is the earliest."""
        return self.decision.datum or date.min

    @property
    def joins(self) -> bool:
        """Whether it settles a general principle together with that of another OVG."""
        middle = (
            _RANKS[self.decision.ebene] == _RANKS["OVG"] and self.statement.recht == "grundsaetze"
        )
        read = self.statement.evidenz in _COUNTS and self.statement.sagt_die_regel
        return middle and read and self.statement.umfang is None and self.statement.norm_bis is None


def _weighed(all_: list[_Weighed], law: ApplicableLaw) -> list[_Weighed]:
    """Let two OVG that agree on general principles count, and drop what the same court said earlier."""
    joint = [w for w in all_ if w.joins and not law.abroad]
    joint = [w for w in joint if not any(_overtakes(other, w) for other in joint)]
    # an OVG that decides otherwise keeps both from settling anything
    differ = {
        w.statement.richtung
        for w in all_
        if _RANKS[w.decision.ebene] == _RANKS["OVG"]
        and w.statement.recht == "grundsaetze"
        and not any(_overtakes(other, w) for other in joint)
    }
    if len(differ) == 1 and len({w.decision.gericht for w in joint}) > 1:
        all_ = [evolve(w, rank=_RANKS["OVG"]) if w in joint else w for w in all_]
    return [w for w in all_ if not any(_overtakes(o, w) and o.order <= w.order for o in all_)]


def _overtakes(other: _Weighed, one: _Weighed) -> bool:
    """Tell whether a court said something later than it did here; mere facts take back no statement."""
    silent = other.statement.evidenz in _SILENT and one.statement.evidenz not in _SILENT
    return other.decision.gericht == one.decision.gericht and other.day > one.day and not silent


_SILENT = (Evidence.FACTS, Evidence.INFERRED)
"""What a court did not say: its operative part, facts of the case, what somebody inferred."""


def _by_decisions(weighed: list[_Weighed], law: ApplicableLaw) -> Rechtslage:
    """Choose among decisions: the best rank decides if it speaks with one voice."""
    if not weighed:
        return Rechtslage("", None, None, _NONE_KNOWN)
    top = min(w.order for w in weighed)
    best = [w for w in weighed if w.order == top]

    def weight(one: _Weighed) -> tuple[bool, int, bool, date]:
        """Put what was read before what is inferred, then by court, place and day."""
        attested = one.statement.evidenz not in _SILENT
        return attested, -_RANKS[one.decision.ebene], one.decision.land == law.dienstherr, one.day

    best.sort(key=weight, reverse=True)
    first = best[0]
    ways = {w.statement.richtung for w in best}
    if top[0] == NOTHING:
        directions: set[Direction] = {
            w.statement.richtung for w in best if w.statement.evidenz is not Evidence.FACTS
        }
        one_way = len(directions) == 1 and not law.abroad
        leaning: Direction | None = directions.pop() if one_way else None
        return Rechtslage(
            "", None, NOTHING, _unsettled(first, best, law),
            leaning=None if leaning == "begrenzt" else leaning, leading=first.decision,
        )  # fmt: skip
    # courts of one rank that differ leave the question open, however many stand on a side
    if len(ways) > 1:
        other = next(w for w in best if w.statement.richtung != first.statement.richtung)
        return Rechtslage("", None, top[0], _contradicted(first, other), leading=first.decision)
    limited = first.statement.richtung == "begrenzt"
    direction = None if limited else first.statement.richtung
    return Rechtslage(
        "", direction, top[0], _leads(first, top[0], law), limited=limited, leading=first.decision
    )


_NONE_KNOWN = Text(
    "Bis zu diesem Rechtsstand ist keine Entscheidung zu dieser Frage bekannt.",
    "Up to this state of the law no decision on it is known.",
)


def _undecided(entry: Regel) -> Text:
    """Say of which sentence no decision is known: an open finding tells what was asked."""
    de, en = entry.de.removesuffix("."), entry.en.removesuffix(".")
    return Text(
        f"Zu dem Satz „{de}“ ist bis zu diesem Rechtsstand keine Entscheidung bekannt.",
        f"On the proposition “{en}” no decision is known up to this state of the law.",
    )


def _given_up(entry: Regel) -> Text:
    """Say that whatever was decided on a sentence was set aside or given up since."""
    de, en = entry.de.removesuffix("."), entry.en.removesuffix(".")
    return Text(
        f"Was zu dem Satz „{de}“ entschieden wurde, ist aufgehoben oder aufgegeben; er ist offen.",
        f"What was decided on the proposition “{en}” was set aside or given up; it is open.",
    )


def _named(one: _Weighed) -> Text:
    """Name a decision, with the mark that it is not final."""
    cited = str(one.decision.source)
    pending = any(s.status == "nicht_rechtskraeftig" for s in one.decision.stand)
    return Text(
        f"{cited}, nicht rechtskräftig" if pending else cited,
        f"{cited}, not final" if pending else cited,
    )


def _leads(one: _Weighed, rank_: int, law: ApplicableLaw) -> Text:
    """Say which decision leads, of one of first instance that it is one, and why it holds for judges."""
    name = _named(one)
    if rank_ == _RANKS["VG"]:
        text = Text(
            f"Nach einer erstinstanzlichen Entscheidung ({name.de}): {one.statement.de}",
            f"By a decision of first instance ({name.en}): {one.statement.en}",
        )
    else:
        text = Text(
            f"Maßgeblich ist {name.de}: {one.statement.de}", f"{name.en} leads: {one.statement.en}"
        )
    if one.statement.recht == "gesetz" and not one.statement.familie and law.richterrecht:
        text += law.richterrecht.text
    return text


def _contradicted(one: _Weighed, other: _Weighed) -> Text:
    return Text(
        f"Gleichrangige Entscheidungen widersprechen sich: {_named(one).de}: {one.statement.de} Anders "
        f"{_named(other).de}: {other.statement.de}",
        f"Decisions of equal rank differ: {_named(one).en}: {one.statement.en} Otherwise {_named(other).en}: "
        f"{other.statement.en}",
    )


def _unsettled(one: _Weighed, best: list[_Weighed], law: ApplicableLaw) -> Text:
    """Say what is known although it settles nothing, and why it does not."""
    read = (w for w in best if w.statement.evidenz is not Evidence.INFERRED)
    other = next((w for w in read if w.statement.richtung != one.statement.richtung), None)
    if other is not None and not law.abroad:
        return Text(
            f"Dazu ist Verschiedenes entschieden: {_named(one).de}: {one.statement.de} Anders "
            f"{_named(other).de}: {other.statement.de} Was hier gilt, ist offen.",
            f"Decisions differ: {_named(one).en}: {one.statement.en} Otherwise {_named(other).en}: "
            f"{other.statement.en} Which of them holds here is open.",
        )
    why = _why_not(one, law)
    return Text(
        f"{_named(one).de}: {one.statement.de} {why.de}",
        f"{_named(one).en}: {one.statement.en} {why.en}",
    )


def _why_not(one: _Weighed, law: ApplicableLaw) -> Text:
    statement = one.statement
    if law.abroad and statement.dienstherr != law.dienstherr:
        return Text("Das ist deutsches Recht; es gilt hier nicht.",
                    "That is German law; it does not hold here.")  # fmt: skip
    if statement.evidenz is Evidence.FACTS:
        return Text("Gründe dazu wurden nicht gelesen; ob das hier gilt, ist offen.",
                    "Its reasons were not read; whether that holds here is open.")  # fmt: skip
    if statement.evidenz not in _COUNTS:
        return Text("Belegt ist das nur mittelbar; ob es hier gilt, ist offen.",
                    "That is attested indirectly only; whether it holds here is open.")  # fmt: skip
    if statement.recht in ("gesetz", "richtlinie") and statement.dienstherr != law.dienstherr:
        return Text(
            f"Das beruht auf dem Recht eines anderen Dienstherrn ({statement.dienstherr}); ob es hier gilt, ist "
            "offen.",
            f"That rests on the law of another Dienstherr ({statement.dienstherr}); whether it holds here is "
            "open.",
        )
    if statement.recht == "gesetz" and not statement.familie and not law.of_officers:
        return Text("Das beruht auf Recht der Beamten; ob es hier gilt, ist offen.",
                    "That rests on the law of officers; whether it holds here is open.")  # fmt: skip
    return Text("Ob das hier gilt, ist damit nicht entschieden.",
                "Whether that holds here is not decided by it.")  # fmt: skip


_HIGHER: dict[str, int] = {"grundgesetz": 0, "gesetz": 1, "verordnung": 2, "richtlinie": 3}
"""The order of norms."""

_ATTESTED = (*_COUNTS, Evidence.FACTS)
"""Facts and operative part attest what a provision says, never a rule."""


def _by_norm(
    norms: tuple[Norm, ...], weighed: list[_Weighed], law: ApplicableLaw
) -> Rechtslage | None:
    """Let the highest norm that governs decide, read with the decisions on it; None if there is none."""
    known = [n for n in norms if n.citation.evidence in _ATTESTED]
    if not known:
        return None
    top = min(_HIGHER[n.rang] for n in known)
    best = [n for n in known if _HIGHER[n.rang] == top]
    norm = best[0]
    # no rule on the later or the more special norm is applied: that would be a judgment
    if len({n.richtung for n in best}) > 1:
        text = Text("Die Vorschriften widersprechen sich.", "The provisions contradict each other.")
        return Rechtslage("", None, 1, text, norm=norm.citation)
    above = [w for w in weighed if w.rank <= _RANKS["OVG"] and _is_above(w.statement, norm)]
    higher = _by_decisions(above, law)
    forbidden = any(w.statement.richtung == "stuetzt" for w in above)
    # Nobody heals by a guideline what a higher law forbids; where courts differ on that, it is open.
    if norm.richtung == "lehnt_ab" and forbidden and higher.direction != "lehnt_ab":
        return higher
    on_it = [w for w in weighed if w.rank < NOTHING and not _is_above(w.statement, norm)
             and _governs(w.statement, law)]  # fmt: skip
    if against := [w for w in on_it if w.statement.richtung != norm.richtung]:
        first = min(against, key=lambda w: w.order)
        text = norm.words + Text(
            f"Anders {_named(first).de}: {first.statement.de}",
            f"Otherwise {_named(first).en}: {first.statement.en}",
        )
        return Rechtslage("", None, 1, text, norm=norm.citation, leading=first.decision)
    direction = None if norm.richtung == "begrenzt" else norm.richtung
    return Rechtslage("", direction, 1, norm.words, norm=norm.citation)


def _is_above(statement: Aussage, norm: Norm) -> bool:
    """Tell whether a statement applied law that ranks above a norm."""
    if statement.recht == "grundsaetze":
        return norm.rang != "grundgesetz"
    return statement.recht == "gesetz" and _HIGHER[norm.rang] > _HIGHER["gesetz"]


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


def left_open(
    finding: Finding, *missing: Missing, why: Text | None = None, leaning: Verdict | None = None
) -> Finding:
    """Return a finding as open for want of what is missing, with why, and leaning if it does."""
    return evolve(
        finding,
        verdict=Verdict.OPEN,
        message=finding.message + why if why else finding.message,
        ground=None,
        new_appraisal=False,
        leaning=leaning,
        missing=missing or finding.missing,
    )


def permission(law: Rechtslage) -> Rechtslage:
    """Return the law on what is allowed as that on its opposite, which `judged` can judge."""
    return evolve(
        law,
        direction=_OPPOSITE[law.direction] if law.direction else None,
        leaning=_OPPOSITE[law.leaning] if law.leaning else None,
        supporting=law.opposing,
        opposing=law.supporting,
    )


_OPPOSITE: dict[Direction, Direction] = {
    "stuetzt": "lehnt_ab", "lehnt_ab": "stuetzt", "begrenzt": "begrenzt",
}  # fmt: skip


def of_selection(finding: Finding) -> Finding:
    """Return a finding on a selection: its fault does not make the appraisal unlawful."""
    return evolve(finding, new_appraisal=False)


def judged(
    code: str,
    message: Text,
    law: Rechtslage,
    ground: Ground,
    *citations: Citation,
    calculated: bool = False,
) -> Finding:
    """Judge what a rule calls a fault, as surely as the law on it is settled.

    Where the rule is settled it is a violation, where its opposite is, satisfied. All else leaves it open;
    it leans where all that is known points one way.
    """
    cited = (*citations, law.norm) if law.norm else citations
    found = Finding(
        code, Verdict.OPEN, message + law.why, citations=cited, missing=law.missing,
        leaning=_LEANING.get(law.leaning or ""), calculated=calculated,
    )  # fmt: skip
    if law.direction == "stuetzt":
        found = evolve(found, verdict=Verdict.VIOLATED, ground=ground, new_appraisal=True)
    if law.direction == "lehnt_ab":
        return backed(evolve(found, verdict=Verdict.SATISFIED), permission(law))
    return backed(found, law)


_LEANING = {"stuetzt": Verdict.VIOLATED, "lehnt_ab": Verdict.SATISFIED}


def favours(law: Rechtslage) -> Verdict | None:
    """Return what an open finding leans to that would be satisfied if the rule were settled."""
    return {"stuetzt": Verdict.SATISFIED, "lehnt_ab": Verdict.VIOLATED}.get(law.leaning or "")


def backed(finding: Finding, *laws: Rechtslage) -> Finding:
    """Return a finding with the decisions for and against the rules behind it."""
    return evolve(
        finding,
        supporting=tuple(dict.fromkeys(c for one in laws for c in one.supporting)),
        opposing=tuple(dict.fromkeys(c for one in laws for c in one.contrary)),
    )


DECISION = needed("entscheidung")
EXCEPTION = needed("ausnahme")
NO_GUIDELINE = Text(
    "Die Richtlinie, nach der beurteilt wurde, ist nicht bekannt.",
    "The guideline that was applied is not known.",
)
NO_RULE = Text(
    "Was die Richtlinie zu dieser Frage bestimmt, ist nicht belegt.",
    "What the guideline provides on this question is not attested.",
)
