"""Candidates side by side: a partial order with reasons, never a list.

Two candidates are compared step by step, in the order that a norm or guideline gives. Each step is ahead,
behind, equal or open; an open one may lean. Where the law gives no order there is none: candidates cannot be
sorted, a field gives each of them a span of places instead.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias

from beurteilung._base.errors import (
    DataError,
    NoMappingError,
    WrongKindError,
    excerpt,
)
from beurteilung._base.kinds import expect, expect_each, no_member
from beurteilung._base.ports import picture
from beurteilung._base.records import evolve, field, frozen
from beurteilung._base.text import ASCII, Text, joined, sentences
from beurteilung.law.certainty import decide, law_for
from beurteilung.law.decisions import rule
from beurteilung.law.files import numbers
from beurteilung.law.missing import needed
from beurteilung.law.registry import mapping
from beurteilung.model.appraisals import Appraisal, end_of_months
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.mappings import NotComparableError
from beurteilung.personen.norms import citation, limit, order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.law.certainty import Dienst, Rechtslage
    from beurteilung.model.findings import Missing
    from beurteilung.model.offices import Office
    from beurteilung.model.scales import Grade
    from beurteilung.model.sources import Citation
    from beurteilung.personen.norms import Auswahlordnung, Auswahlschritt

__all__ = [
    "Bewerbung",
    "Feld",
    "Place",
    "Result",
    "Span",
    "Step",
    "Vergleich",
    "Wertung",
    "vergleiche",
]


class Result(enum.Enum):
    """How one candidate stands to another.

    >>> Result.AHEAD.mirrored.value
    'nach'
    """

    AHEAD = "vor"
    BEHIND = "nach"
    EQUAL = "gleich"
    OPEN = "offen"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        no_member(cls, value)

    @property
    def mirrored(self) -> Result:
        """How the other stands to the one."""
        return _MIRRORED.get(self, self)

    @property
    def label(self) -> Text:
        """The result in words."""
        return _LABELS[self.value]


_MIRRORED = {Result.AHEAD: Result.BEHIND, Result.BEHIND: Result.AHEAD}
_LABELS = {
    "vor": Text("vor", "ahead"),
    "nach": Text("nach", "behind"),
    "gleich": Text("gleich", "equal"),
    "offen": Text("offen", "open"),
}
_Answer: TypeAlias = tuple[Result, Result | None, str]
"""A result, where an open one leans, and the code of the reason."""


@frozen
class Wertung:
    """What the employer states on a step that is open, and whether reasons are given."""

    ergebnis: Literal["vor", "nach", "gleichwertig"]
    begruendet: bool | None = None

    @property
    def result(self) -> Result:
        """How the one candidate stands to the other by it."""
        return {"vor": Result.AHEAD, "nach": Result.BEHIND, "gleichwertig": Result.EQUAL}[
            self.ergebnis
        ]

    @property
    def mirrored(self) -> Wertung:
        """The same, from the other candidate."""
        other: dict[str, Literal["vor", "nach"]] = {"vor": "nach", "nach": "vor"}
        return Wertung(other.get(self.ergebnis, "gleichwertig"), self.begruendet)


def _appraisals(given: Iterable[Appraisal]) -> tuple[Appraisal, ...]:
    return expect_each("frueher", given, Appraisal)


@frozen(eq=False)
class Bewerbung:
    """One candidate: an opaque id, the current appraisal with its office, features, and earlier appraisals.

    ``merkmale`` are the grades of features by name; ``frueher`` are earlier appraisals, latest first.
    ``endgrundgehalt`` is the final basic salary, needed between pay orders only. ``fiktiv`` tells that the
    current grade was carried forward; it is used like a real one, and said.

    Raises:
        DataError: the appraisal does not say its office, the id is empty, or a feature is given twice.
    """

    id: str
    beurteilung: Appraisal
    merkmale: Mapping[str, Grade] = field(factory=dict[str, "Grade"])
    frueher: tuple[Appraisal, ...] = field(default=(), converter=_appraisals)
    endgrundgehalt: Fraction | None = None
    fiktiv: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a candidate without an office: whether offices differ decides what grades weigh."""
        expect("id", self.id, str)
        expect("beurteilung", self.beurteilung, Appraisal)
        if not self.id.strip():
            raise DataError("", [_NO_ID])
        if self.beurteilung.office is None:
            raise DataError(Text(f"Bewerber {self.id}", f"candidate {self.id}"), [_NO_OFFICE])
        expect("merkmale", self.merkmale, Mapping)
        spelled: dict[str, str] = {}
        for feature in expect_each("merkmale", self.merkmale, str):
            other = spelled.setdefault(_name(feature), feature)
            if other != feature:
                twice = Text(
                    f"das Merkmal {feature} steht zweimal da, auch als {other}",
                    f"the feature {feature} is given twice, as {other} too",
                )
                raise DataError(Text(f"Bewerber {self.id}", f"candidate {self.id}"), [twice])

    @property
    def office(self) -> Office:
        """The office in which the current appraisal was given."""
        assert self.beurteilung.office is not None  # noqa: S101 - refused above
        return self.beurteilung.office

    def __lt__(self, other: object) -> NoReturn:
        """Refuse: the law gives candidates no order."""
        raise _no_order()

    __gt__ = __le__ = __ge__ = __lt__


def _no_order() -> WrongKindError:
    return WrongKindError(
        Text(
            "Bewerber lassen sich nicht sortieren: Das Recht gibt keine Liste vor; Feld(...).span(id) nennt die "
            "möglichen Plätze, vergleiche(a, b) die Gründe",
            "candidates cannot be sorted: the law gives no list; ask Feld(...).span(id) for the places that are "
            "possible, or vergleiche(a, b) for reasons",
        )
    )


# --- one step ----------------------------------------------------------------------------------


@frozen
class _Law:
    """What a comparison rests on: the order of steps, and which distances are attested to decide."""

    order: Auswahlordnung
    dienst: Dienst
    am: date | None
    rechtsstand: date | None
    stage: Rechtslage
    lengths: tuple[int, ...]
    months: int | None

    @property
    def governs(self) -> bool:
        """Whether the order holds on the day asked about."""
        return self.am is None or self.order.covers(self.am)

    def decide(self, code: str) -> Rechtslage:
        """Return what the law that governs these persons holds on a rule."""
        return decide(code, law_for(self.dienst, self.order.land, self.rechtsstand))


def _law(
    order_of: Auswahlordnung, dienst: Dienst, am: date | None, rechtsstand: date | None
) -> _Law:
    known = decide("konkurrenz.ganze-stufe", law_for(dienst, order_of.land, rechtsstand))
    current = limit("aktualitaet", order_of.land, dienst, am)
    lengths = rule("konkurrenz.ganze-stufe").belegt_fuer_stufen
    return _Law(
        order_of, dienst, am, rechtsstand, known, lengths, current.monate if current else None
    )


def _towards(better: bool) -> Result:  # noqa: FBT001 - turns a comparison into a result
    return Result.AHEAD if better else Result.BEHIND


def _leans(result: Result | None, why: str) -> _Answer:
    return Result.OPEN, result, why


@lru_cache(maxsize=1 << 14)  # few grades meet many times
def _marks(a: Grade, b: Grade, settled: bool) -> _Answer:  # noqa: FBT001 - part of the key
    """Compare two grades of one office: on one scale, or through every counterpart both ways."""
    if a.scale == b.scale:
        return _on_one_scale(a, b, settled)
    try:
        there = {_on_one_scale(one, b, settled) for one in a.candidates(b.scale)}
        back = {_on_one_scale(a, one, settled) for one in b.candidates(a.scale)}
    except (NoMappingError, NotComparableError):
        return _leans(None, "skalen")
    both = {result for result, _, _ in there | back}
    if len(both) == 1 and there and back:
        found = both.pop()
        if found is Result.OPEN:
            return _leans(None, "abbildung")
        ways = (*mapping(a.scale, b.scale).pairs_of(a), *mapping(b.scale, a.scale).pairs_of(b))
        if not all(pair.evidence.settles for pair in ways):
            return _leans(found, "abbildung-nicht-belegt")
        return found, None, "abbildung"
    return _leans(None, "abbildung")


def _on_one_scale(a: Grade, b: Grade, settled: bool) -> _Answer:  # noqa: FBT001 - as above
    if a == b:
        return Result.EQUAL, None, "gleich"
    better = _towards(a > b)
    if settled:
        return better, None, "hoechste"
    mine, theirs = a.scale.stage_rank(a), b.scale.stage_rank(b)
    if mine is None or theirs is None:
        return _leans(better, "stufe-unbekannt")
    if mine == theirs:
        return _leans(None, "gleiche-stufe")
    return _leans(better, "stufe")


def _offices(a: Bewerbung, b: Bewerbung) -> int | None:
    """Return by how many offices the one is above the other; None where nobody can tell."""
    one, other = a.office, b.office
    apart = one.besoldungsgruppe.steps_above(other.besoldungsgruppe)
    if apart is None:
        if a.endgrundgehalt is None or b.endgrundgehalt is None:
            return None
        return (a.endgrundgehalt > b.endgrundgehalt) - (a.endgrundgehalt < b.endgrundgehalt)
    return apart or one.amtszulage - other.amtszulage


def _overall(a: Bewerbung, b: Bewerbung, law: _Law) -> _Answer:
    mine, theirs = a.beurteilung.grade, b.beurteilung.grade
    apart = _offices(a, b)
    if apart is None:
        return _leans(None, "aemter-unbekannt")
    if apart:
        return _across(mine, theirs, apart)
    result, leaning, why = _marks(mine, theirs, law.order.hoechste_note_entscheidet)
    if (
        why == "stufe"
        and law.stage.direction == "stuetzt"
        and len(mine.scale.stages) in law.lengths
    ):
        return leaning or result, None, "stufe"
    return result, leaning, why


def _across(mine: Grade, theirs: Grade, apart: int) -> _Answer:
    """Different offices: never decided; it leans by dominance, or to a lead greater than the distance."""
    if mine.scale != theirs.scale:
        return _leans(None, "aemter")
    higher = _towards(apart > 0)
    if mine == theirs or (mine > theirs) == (apart > 0):
        return _leans(higher, "aemter-dominanz")
    ranks = mine.scale.stage_rank(mine), theirs.scale.stage_rank(theirs)
    if ranks[0] is None or ranks[1] is None:
        return _leans(None, "aemter")
    if abs(ranks[0] - ranks[1]) > abs(apart):
        return _leans(higher.mirrored, "aemter-vorsprung")
    return _leans(None, "aemter")


def _features(a: Bewerbung, b: Bewerbung, step: Auswahlschritt) -> _Answer:
    """Compare the features that both have: ahead is who is nowhere behind and somewhere ahead."""
    mine, theirs = _by_name(a.merkmale), _by_name(b.merkmale)
    wanted = set(map(_name, step.merkmale)) or {*mine, *theirs}
    common = [name for name in wanted if name in mine and name in theirs]
    pairs = [(mine[name], theirs[name]) for name in common]
    if not pairs or any(x.scale != y.scale for x, y in pairs):
        return _leans(None, "merkmale-unbekannt")
    better, worse = (any(x > y for x, y in pairs), any(x < y for x, y in pairs))
    if better and worse:
        return _leans(None, "merkmale-gemischt")
    leaning = _towards(better) if better or worse else None
    if len(common) < len(wanted):
        return _leans(leaning, "merkmale-fehlen")
    return _by_office(a, b, leaning, "merkmale")


def _name(feature: str) -> str:
    """Return what two spellings of a feature have in common: case, blanks and ä for ae do not matter."""
    return " ".join(feature.casefold().translate(ASCII).split())


def _by_name(features: Mapping[str, Grade]) -> dict[str, Grade]:
    return {_name(name): grade for name, grade in features.items()}


def _by_office(a: Bewerbung, b: Bewerbung, found: Result | None, why: str) -> _Answer:
    """The distance of offices counts in the features too: with different offices nothing is decided."""
    apart = _offices(a, b)
    if apart == 0:
        return found or Result.EQUAL, None, why
    if apart is None:
        return _leans(None, "aemter-unbekannt")
    higher = _towards(apart > 0)
    return _leans(higher if found in {None, higher} else None, f"{why}-aemter")


def _numbers(a: Bewerbung, b: Bewerbung, step: Auswahlschritt) -> _Answer:
    """Compare sums or means of features, exact; only where both have the same ones, all in figures."""
    wanted = {_name(name) for name in step.merkmale or a.merkmale}
    sums: list[Fraction] = []
    for one in (a, b):
        known = _by_name(one.merkmale)
        theirs = set(known) & wanted if step.merkmale else set(known)
        if not wanted or theirs != wanted:
            return _leans(None, "merkmale-unbekannt")
        figures = [_figure(known[name]) for name in wanted]
        if None in figures:
            return _leans(None, "merkmale-unbekannt")
        sums.append(sum((f for f in figures if f is not None), Fraction(0)))
    if len({g.scale for one in (a, b) for g in one.merkmale.values()}) > 1:
        return _leans(None, "skalen")
    up = _counts_up(next(iter(a.merkmale.values())))
    found = None if sums[0] == sums[1] else _towards((sums[0] > sums[1]) == up)
    return _by_office(a, b, found, "summe")


def _figure(grade: Grade) -> Fraction | None:
    return next((value for value, g in numbers(grade.scale).items() if g == grade), None)


def _counts_up(grade: Grade) -> bool:
    """Tell whether greater figures are better on its scale."""
    figures = list(numbers(grade.scale))
    return figures[0] >= figures[-1]


def _earlier(a: Bewerbung, b: Bewerbung, law: _Law, step: Auswahlschritt) -> _Answer:
    """Compare earlier appraisals, latest first, until two differ."""
    if not a.frueher or not b.frueher:
        return _leans(None, "vorbeurteilung-fehlt")
    for mine, theirs in zip(a.frueher, b.frueher, strict=False):
        pair = (
            evolve(a, beurteilung=_with_office(mine, a)),
            evolve(b, beurteilung=_with_office(theirs, b)),
        )
        result, leaning, why = _overall(*pair, law)
        if result is Result.EQUAL:
            continue
        if (
            step.bedingung
        ):  # BLV 2026 § 41 (1): first whether it still says something, then how far apart
            return _leans(leaning if result is Result.OPEN else result, "aussagekraft")
        return result, leaning, why if result is Result.OPEN else "vorbeurteilung"
    if len(a.frueher) != len(b.frueher):
        return _leans(None, "vorbeurteilung-fehlt")
    return Result.EQUAL, None, "vorbeurteilung"


def _with_office(appraisal: Appraisal, of: Bewerbung) -> Appraisal:
    return appraisal if appraisal.office else evolve(appraisal, office=of.office)


def _step(a: Bewerbung, b: Bewerbung, law: _Law, step: Auswahlschritt) -> _Answer:
    found = _plain_step(a, b, law, step)
    result, leaning, _ = found
    if result in {Result.AHEAD, Result.BEHIND}:
        leaning = result
    if not law.governs:
        return _leans(leaning, "ordnung")
    if not law.order.binds(law.dienst):
        return _leans(leaning, "personen")
    if step.was != "hilfskriterium" and (doubt := _doubt(a, b, law)):
        return _leans(leaning, doubt)
    return found


def _plain_step(a: Bewerbung, b: Bewerbung, law: _Law, step: Auswahlschritt) -> _Answer:
    if step.was == "gesamturteil":
        return _overall(a, b, law)
    if step.was == "merkmale":
        return _features(a, b, step)
    if step.was in {"merkmalsumme", "merkmalmittel"}:
        return _numbers(a, b, step)
    if step.was == "vorbeurteilung":
        return _earlier(a, b, law, step)
    return _leans(None, "hilfskriterium")


def _doubt(a: Bewerbung, b: Bewerbung, law: _Law) -> str:
    """Say why appraisals may not be comparable at all: of different kinds, or no longer current."""
    kinds = {a.beurteilung.kind, b.beurteilung.kind} - {None}
    if len(kinds) > 1:
        return "arten"
    if law.am is None:
        return ""
    for one in (a, b):
        period = one.beurteilung.period
        if period and period.end > law.am:
            return "kuenftig"
        if (
            period
            and law.months is not None
            and law.am > end_of_months(period.end + timedelta(days=1), law.months)
        ):
            return "aktualitaet"
    return ""


def _relation(
    a: Bewerbung, b: Bewerbung, law: _Law, stated: Mapping[str, Wertung]
) -> tuple[Result, Result | None]:
    """Return the result of all steps: the first that is not equal says it."""
    for step in law.order.schritt:
        result, leaning, _ = _step(a, b, law, step)
        if result is Result.OPEN and (why := stated.get(step.was)):
            result, leaning = why.result, None
        if result is not Result.EQUAL:
            return result, leaning
    return (Result.EQUAL, None) if law.order.vollstaendig else (Result.OPEN, None)


# --- two candidates ------------------------------------------------------------------------------


@frozen
class Step:
    """One step of a comparison: what was compared, the result, where an open one leans, and why.

    ``asked`` tells that no earlier step had decided; the others are shown as what they would say.
    ``wertung`` is what the employer stated, if that settled it.
    """

    was: str
    name: Text
    result: Result
    leaning: Result | None
    reason: str
    asked: bool
    wertung: Wertung | None = None

    @property
    def why(self) -> Text:
        """The reason in words."""
        return _WHY[self.reason]


@frozen(eq=False)
class Vergleich:
    """The comparison of two candidates: result, leaning, the step that decided, all steps, a finding."""

    a: Bewerbung
    b: Bewerbung
    ordnung: Auswahlordnung
    result: Result
    leaning: Result | None
    decided_by: str | None
    steps: tuple[Step, ...]
    finding: Finding

    def explain(self, lang: Lang = "de") -> str:
        """Return the finding as text."""
        return self.finding.explain(lang)


def vergleiche(  # noqa: PLR0913 - one keyword for each fact
    a: Bewerbung,
    b: Bewerbung,
    *,
    ordnung: str,
    dienst: Dienst = "beamte",
    am: date | None = None,
    rechtsstand: date | None = None,
    wertung: Mapping[str, Wertung] | None = None,
) -> Vergleich:
    """Compare two candidates by the steps of an order.

    ``ordnung`` is the id of an order, such as ``"bund-blv-2026"``; ``dienst`` whose law governs the
    candidates, for others than officers; ``am`` the day of the selection;
    ``wertung`` what the employer states on steps that are open, by what they compare.

    Raises:
        UnknownIdError: no such order is known.
        DataError: both have one id, the order compares within a pay group only, or a statement concerns a
            step that the order does not have.

    >>> from datetime import date
    >>> from beurteilung import Appraisal, Besoldungsgruppe, Office, grade
    >>> a11 = Office(Besoldungsgruppe("A", 11))
    >>> a, b = (Bewerbung(n, Appraisal(grade(f"by-llbg:{p}"), a11)) for n, p in (("a", 13), ("b", 12)))
    >>> v = vergleiche(a, b, ordnung="by-stmgp")
    >>> v.result.value, v.decided_by
    ('vor', 'gesamturteil')
    >>> v = vergleiche(a, b, ordnung="by-pol-bestellung")
    >>> v.result.value, v.leaning.value
    ('offen', 'vor')
    """
    expect("a", a, Bewerbung)
    expect("b", b, Bewerbung)
    expect("ordnung", ordnung, str)
    expect("am", am, date, None)
    expect("rechtsstand", rechtsstand, date, None)
    expect("wertung", wertung, Mapping, None)
    chosen = order(ordnung)
    _refuse_field((a, b), chosen)
    stated = _statements(wertung or {}, chosen)
    law = _law(chosen, dienst, am, rechtsstand)
    steps = tuple(_steps(a, b, law, stated))
    deciding = next((s for s in steps if s.result is not Result.EQUAL), None)
    if deciding is None:
        result, leaning = (Result.EQUAL if chosen.vollstaendig else Result.OPEN), None
    else:
        result, leaning = deciding.result, deciding.leaning
    decided = deciding.was if deciding and result in {Result.AHEAD, Result.BEHIND} else None
    finding = _finding(a, b, law, steps, (result, leaning))
    return Vergleich(a, b, chosen, result, leaning, decided, steps, finding)


def _statements(wertung: Mapping[str, Wertung], chosen: Auswahlordnung) -> Mapping[str, Wertung]:
    """Return what the employer states of two candidates; each statement is on a step of the order."""
    expect("wertung", wertung, Mapping)
    _ = expect_each("wertung", wertung, str)
    if strange := set(wertung) - {step.was for step in chosen.schritt}:
        known = ", ".join(step.was for step in chosen.schritt)
        raise DataError("wertung", [_no_step(chosen.id, ", ".join(sorted(strange)), known)])
    return wertung


def _steps(a: Bewerbung, b: Bewerbung, law: _Law, stated: Mapping[str, Wertung]) -> Iterator[Step]:
    asked = True
    for one in law.order.schritt:
        result, leaning, reason = _step(a, b, law, one)
        why = stated.get(one.was) if result is Result.OPEN else None
        if why is not None:
            result = why.result
        yield Step(one.was, one.text, result, leaning if why is None else None, reason, asked, why)
        asked = asked and result is Result.EQUAL


_NOBODY = Text("im Feld ist niemand", "there is nobody in the field")
_NO_ID = Text(
    "ein Kennzeichen fehlt; irgendeines genügt", "an id is needed; any opaque one will do"
)


def _no_step(order: str, strange: str, known: str) -> Text:
    return Text(
        f"{order} hat keinen Schritt {strange}; es gibt {known}",
        f"{order} has no step {strange}; it has {known}",
    )


_NO_OFFICE = Text(
    "die Beurteilung nennt ihr Amt nicht, etwa A 11",
    "the appraisal does not say its office, such as A 11",
)


def _twice(ids: str) -> Text:
    return Text(f"mehrere haben das Kennzeichen {ids}", f"several have the id {ids}")


def _groups(name: str, groups: str) -> Text:
    return Text(
        f"{name} vergleicht nur innerhalb einer Besoldungsgruppe, da sind {groups}; je ein Feld bilden",
        f"{name} compares within one pay group only, got {groups}; make a field of each",
    )


def _places(got: object) -> Text:
    return Text(
        f"erwartet wird eine Zahl von Stellen ab 1, angegeben ist {excerpt(got, 'de')}",
        f"expected a number of posts from 1 up, got {excerpt(got)}",
    )


def _refuse_field(candidates: Sequence[Bewerbung], chosen: Auswahlordnung) -> None:
    ids = [one.id for one in candidates]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise DataError("", [_twice(", ".join(twice))])
    groups = sorted({str(one.office.besoldungsgruppe) for one in candidates})
    if "besoldungsgruppe" in chosen.je and len(groups) > 1:
        raise DataError(
            "",
            [_groups(chosen.id, ", ".join(groups))],
        )


def _once(one: str, other: str) -> Text:
    return Text(
        f"{one} und {other}: erwartet werden zwei Bewerbungen, und zu beiden alle Wertungen zusammen",
        f"{one} and {other}: expected two candidates, and all that is stated of them in one place",
    )


def _in_a_circle(ids: Sequence[str]) -> Text:
    some = ids[:20]
    return Text(
        f"nach den Wertungen stünde von {joined(some)} jemand vor sich selbst; eine davon berichtigen",
        f"by what is stated one of {joined(some, 'en')} would be ahead of themselves; correct one of them",
    )


# --- a field -------------------------------------------------------------------------------------


@frozen
class Span:
    """The places that are possible for one candidate among all, both ends included."""

    low: int
    high: int


Place: TypeAlias = Literal["sicher", "ausgeschlossen", "offen"]


class Feld:
    """A field of candidates: who is ahead of whom, and which places are possible for each.

    Iteration keeps the order in which candidates were given; there is no other.

    ``wertung`` is what the employer states of two candidates, by their ids: ``{("1", "2"):
    {"gesamturteil": Wertung("vor", begruendet=True)}}``.

    Raises:
        DataError: no candidate, one id twice, several pay groups where the order forbids it, or statements
            by which each of some candidates is ahead of another.
    """

    def __init__(  # noqa: PLR0913 - one keyword for each fact
        self,
        bewerbungen: Sequence[Bewerbung],
        *,
        ordnung: str,
        dienst: Dienst = "beamte",
        am: date | None = None,
        rechtsstand: date | None = None,
        wertung: Mapping[tuple[str, str], Mapping[str, Wertung]] | None = None,
    ) -> None:
        """Compare each two candidates once."""
        self.bewerbungen = expect_each("bewerbungen", bewerbungen, Bewerbung)
        expect("ordnung", ordnung, str)
        expect("am", am, date, None)
        expect("rechtsstand", rechtsstand, date, None)
        if not self.bewerbungen:
            raise DataError("", [_NOBODY])
        self.ordnung = order(ordnung)
        _refuse_field(self.bewerbungen, self.ordnung)
        self._law = _law(self.ordnung, dienst, am, rechtsstand)
        self._stated: dict[tuple[str, str], Mapping[str, Wertung]] = {}
        for (one, other), stated in (wertung or {}).items():
            mine = _statements(stated, self.ordnung)
            pair = self._one(one).id, self._one(other).id
            if one == other or pair in self._stated:
                raise DataError("wertung", [_once(one, other)])
            self._stated[pair] = mine
            self._stated[pair[1], pair[0]] = {was: w.mirrored for was, w in mine.items()}
        self._known: dict[tuple[str, str], tuple[Result, Result | None]] = {}
        for n, a in enumerate(self.bewerbungen):
            for b in self.bewerbungen[n + 1 :]:
                stated = self._stated.get((a.id, b.id), {})
                result, leaning = _relation(a, b, self._law, stated)
                self._known[a.id, b.id] = result, leaning
                self._known[b.id, a.id] = result.mirrored, leaning.mirrored if leaning else None
        if self._stated and (circle := self._circle()):
            raise DataError("wertung", [_in_a_circle(circle)])

    def __repr__(self) -> str:
        """Show the order and how many candidates there are, in one line."""
        return f"<Feld {self.ordnung.id}: {len(self.bewerbungen)} candidates>"

    def _circle(self) -> list[str]:
        """Return those of whom each has somebody ahead who is behind somebody of them; statements can do that."""
        rest = {one.id for one in self.bewerbungen}
        above = {me: {other for other in rest if self.ahead(other, me)} for me in rest}
        while first := {one for one in rest if not above[one] & rest}:
            rest -= first
        return sorted(rest)

    def __iter__(self) -> Iterator[Bewerbung]:
        """Yield the candidates as they were given."""
        return iter(self.bewerbungen)

    def __len__(self) -> int:
        """Count the candidates."""
        return len(self.bewerbungen)

    def vergleich(self, a: str, b: str) -> Vergleich:
        """Return the comparison of two candidates with its reasons.

        Raises:
            DataError: one of them is not in the field.
        """
        return vergleiche(
            self._one(a), self._one(b), ordnung=self.ordnung.id, dienst=self._law.dienst, am=self._law.am,
            rechtsstand=self._law.rechtsstand, wertung=self._stated.get((a, b)),
        )  # fmt: skip

    def ahead(self, a: str, b: str, *, mit_neigung: bool = False) -> bool:
        """Tell whether one candidate is ahead of another; with leanings, whether at least it leans so."""
        pair = self._one(a).id, self._one(b).id
        if a == b:
            return False
        result, leaning = self._known[pair]
        return result is Result.AHEAD or (mit_neigung and leaning is Result.AHEAD)

    def span(self, candidate: str, *, mit_neigung: bool = False) -> Span:
        """Return which places are possible for a candidate.

        Raises:
            DataError: nobody in the field has this id.
        """
        expect("mit_neigung", mit_neigung, bool)
        me = self._one(candidate).id
        others = [one.id for one in self.bewerbungen if one.id != me]
        above = sum(self.ahead(other, me, mit_neigung=mit_neigung) for other in others)
        below = sum(self.ahead(me, other, mit_neigung=mit_neigung) for other in others)
        return Span(1 + above, len(self) - below)

    def lage(self, plaetze: int, *, mit_neigung: bool = False) -> dict[str, Place]:
        """Return for each candidate whether one of so many posts is sure, excluded or open.

        Raises:
            DataError: the number of posts is no whole number from 1 up.
        """
        expect("mit_neigung", mit_neigung, bool)
        if type(plaetze) is not int or plaetze < 1:
            raise DataError("plaetze", [_places(plaetze)])
        found: dict[str, Place] = {}
        for one in self.bewerbungen:
            span = self.span(one.id, mit_neigung=mit_neigung)
            found[one.id] = (
                "sicher" if span.high <= plaetze
                else "ausgeschlossen" if span.low > plaetze else "offen"
            )  # fmt: skip
        return found

    def paare(self) -> tuple[tuple[str, str, Result, Result | None], ...]:
        """Return each pair once, with result and leaning, in the order in which they were given."""
        ids = [one.id for one in self.bewerbungen]
        return tuple((a, b, *self._known[a, b]) for n, a in enumerate(ids) for b in ids[n + 1 :])

    def _repr_html_(self) -> str:
        return picture(self)

    def _one(self, candidate: str) -> Bewerbung:
        for one in self.bewerbungen:
            if one.id == candidate:
                return one
        known = [one.id for one in self.bewerbungen][:20]
        fault = Text(
            f"niemand hat das Kennzeichen {excerpt(candidate, 'de')}; es gibt {joined(known)}",
            f"nobody has the id {excerpt(candidate)}; there are {joined(known, 'en')}",
        )
        raise DataError("", [fault])


# --- words ---------------------------------------------------------------------------------------

_WHY = {
    "gleich": Text("dieselbe Note", "the same grade"),
    "hoechste": Text(
        "die bessere Note; die Ordnung lässt sie entscheiden",
        "the better grade; the order lets it decide",
    ),
    "stufe": Text("eine ganze Notenstufe auseinander", "a whole stage apart"),
    "stufe-unbekannt": Text(
        "verschiedene Noten; ob der Abstand wesentlich ist, ist für diese Skala nicht belegt",
        "different grades; whether the distance is essential is not attested for this scale",
    ),
    "gleiche-stufe": Text("dieselbe Stufe, aber nicht derselbe Schritt", "the same stage, not the same step"),
    "skalen": Text(
        "zwei Skalen, für die keine Umrechnung bekannt oder zulässig ist",
        "two scales between which no conversion is known or allowed",
    ),
    "abbildung-nicht-belegt": Text(
        "verglichen über Entsprechungen, die nur erschlossen oder mittelbar belegt sind",
        "compared through counterparts that are only inferred or attested indirectly",
    ),
    "abbildung": Text("verglichen über alle Entsprechungen", "compared through all counterparts"),
    "aemter": Text(
        "verschiedene Ämter; wie Amt und Note gegeneinander wiegen, gibt kein Schema vor",
        "different offices; no scheme tells how office and grade weigh against each other",
    ),
    "aemter-dominanz": Text(
        "im höheren Amt wenigstens gleich gut beurteilt", "at least as good a grade in the higher office"
    ),
    "aemter-vorsprung": Text(
        "der Vorsprung in der Note ist größer als der Abstand der Ämter",
        "the lead in the grade exceeds the distance of the offices",
    ),
    "aemter-unbekannt": Text(
        "welches Amt das höhere ist, ist nicht bekannt", "which office is the higher one is not known"
    ),
    "merkmale": Text("in keinem Merkmal schlechter", "worse in no feature"),
    "merkmale-aemter": Text(
        "auch in den Merkmalen zählt der Abstand der Ämter", "the distance of offices counts in the features too"
    ),
    "merkmale-gemischt": Text(
        "teils besser, teils schlechter; das zu gewichten ist Sache des Dienstherrn",
        "partly better, partly worse; to weigh that is for the employer",
    ),
    "merkmale-unbekannt": Text(
        "Merkmale fehlen oder sind nicht vergleichbar", "features are missing or not comparable"
    ),
    "merkmale-fehlen": Text(
        "nur die gemeinsamen Merkmale verglichen; andere fehlen bei einer Seite",
        "only the common features compared; others are missing on one side",
    ),
    "summe": Text("die Summe der angegebenen Merkmale", "the sum of the features given"),
    "summe-aemter": Text(
        "auch in den Merkmalen zählt der Abstand der Ämter", "the distance of offices counts in the features too"
    ),
    "vorbeurteilung": Text("die früheren Beurteilungen", "the earlier appraisals"),
    "vorbeurteilung-fehlt": Text("frühere Beurteilungen fehlen", "earlier appraisals are missing"),
    "aussagekraft": Text(
        "ob die frühere Beurteilung für die Entscheidung noch etwas aussagt, ist nicht gesagt",
        "whether the earlier appraisal still says something for the decision is not said",
    ),
    "hilfskriterium": Text("Hilfskriterien sind nicht angegeben", "auxiliary criteria are not stated"),
    "ordnung": Text("die Ordnung gilt an diesem Tag nicht", "the order does not hold on that day"),
    "personen": Text(
        "dass die Ordnung für diese Personen gilt, ist nicht belegt",
        "that the order holds for these persons is not attested",
    ),
    "arten": Text(
        "eine Regel- und eine Anlassbeurteilung; ob sie vergleichbar sind, ist offen",
        "a regular appraisal and one on occasion; whether they are comparable is open",
    ),
    "kuenftig": Text(
        "der Zeitraum einer der Beurteilungen endet erst nach der Auswahl",
        "the period of one of the appraisals ends after the selection only",
    ),
    "aktualitaet": Text("eine der Beurteilungen ist nicht mehr aktuell", "one of the appraisals is no longer current"),
}  # fmt: skip


def _missing(reason: str) -> Missing:
    if reason.startswith(("aemter", "merkmale-aemter", "summe-aemter")):
        return needed("vergleich.gewicht")
    if reason in {"stufe-unbekannt", "gleiche-stufe", "stufe"}:
        return needed("vergleich.abstand")
    if reason in {"skalen", "abbildung"}:
        return needed("vergleich.skala")
    if reason == "aussagekraft":
        return needed("vergleich.aussagekraft")
    if reason in {"arten", "aktualitaet", "kuenftig", "ordnung", "personen"}:
        return needed("vergleich.grundlage")
    return needed("vergleich.angaben")


_VERDICTS = {
    Result.AHEAD: Verdict.SATISFIED,
    Result.BEHIND: Verdict.SATISFIED,
    Result.EQUAL: Verdict.SATISFIED,
    Result.OPEN: Verdict.OPEN,
}


def _finding(
    a: Bewerbung,
    b: Bewerbung,
    law: _Law,
    steps: Sequence[Step],
    found: tuple[Result, Result | None],
) -> Finding:
    result, leaning = found
    text = Text(
        f"{a.id} gegen {b.id}: {_result_text(result, leaning).de}.",
        f"{a.id} against {b.id}: {_result_text(result, leaning).en}.",
    )
    fictitious = [one.id for one in (a, b) if one.fiktiv]
    beside = Text(
        f"Fortgeschrieben und wie eine echte Note verwendet: {joined(fictitious)}.",
        f"Carried forward and used like a real grade: {joined(fictitious, 'en')}.",
    ) if fictitious else None  # fmt: skip
    rest = None if law.order.vollstaendig else Text(
        "Nicht alle Schritte der Ordnung wurden gelesen.", "Not all steps of the order were read."
    )  # fmt: skip
    alone = sorted({*_by_name(a.merkmale)} ^ {*_by_name(b.merkmale)})
    spelled = {_name(name): name for name in (*a.merkmale, *b.merkmale)}
    left_out = Text(
        f"Nur bei einer Seite bewertet und nicht verglichen: {joined(spelled[n] for n in alone)}.",
        f"Rated on one side only and not compared: {joined((spelled[n] for n in alone), 'en')}.",
    ) if alone and a.merkmale and b.merkmale else None  # fmt: skip
    through = _through(a.beurteilung.grade, b.beurteilung.grade)
    children = tuple(
        _step_finding(step, law, through if step.reason == "abbildung" else ()) for step in steps
    )
    missing = tuple(dict.fromkeys(m for child in children for m in child.missing))
    if result is Result.OPEN and not missing:
        missing = (needed("vergleich.angaben"),)
    # what an employer states on an open step makes the answer no surer than that statement
    stated = [c for c, step in zip(children, steps, strict=True) if step.asked and step.wertung]
    verdict = Verdict.OPEN if stated else _VERDICTS[result]
    leanings = {child.leaning for child in stated}
    return Finding(
        "vergleich", verdict, sentences(text, law.order.text, left_out, beside, rest),
        citations=(citation(law.order),), missing=missing if verdict is Verdict.OPEN else (),
        leaning=leanings.pop() if len(leanings) == 1 else None, children=children,
    )  # fmt: skip


def _result_text(result: Result, leaning: Result | None) -> Text:
    if leaning is None:
        return result.label
    return Text(
        f"{result.label.de} (eher {leaning.label.de})",
        f"{result.label.en} (leaning {leaning.label.en})",
    )


def _through(a: Grade, b: Grade) -> tuple[Citation, ...]:
    """Return what attests the counterparts through which two grades were compared, with its evidence."""
    if a.scale == b.scale:
        return ()
    try:
        pairs = mapping(a.scale, b.scale).pairs_of(a)
    except (NoMappingError, NotComparableError):
        return ()
    return tuple(dict.fromkeys(cited for pair in pairs for cited in pair.citations))


def _step_finding(step: Step, law: _Law, cited: tuple[Citation, ...]) -> Finding:
    name, outcome = step.name, _result_text(step.result, step.leaning)
    would = (
        Text("", "")
        if step.asked
        else Text(
            " (entschiede nur, wenn es darauf ankäme)", " (would decide only if it came to it)"
        )
    )
    text = Text(
        f"{name.de}: {outcome.de}{would.de}; {step.why.de}.",
        f"{name.en}: {outcome.en}{would.en}; {step.why.en}.",
    )
    weighs = [law.decide(code) for code in _RULES.get(step.reason, ())]
    if step.wertung is not None:
        return _stated(step, text, weighs)
    verdict = _VERDICTS[step.result]
    return Finding(
        f"vergleich.{step.was}", verdict, text, citations=cited,
        missing=(_missing(step.reason),) if verdict is Verdict.OPEN else (),
        supporting=tuple(c for one in weighs for c in one.supporting),
        opposing=tuple(c for one in weighs for c in one.contrary),
    )  # fmt: skip


def _stated(step: Step, text: Text, weighs: Sequence[Rechtslage]) -> Finding:
    """Say whether what the employer stated on an open step is tenable: with reasons it may be."""
    assert step.wertung is not None  # noqa: S101 - the caller asks
    reasoned = step.wertung.begruendet
    grounds = Text(
        f"Der Dienstherr wertet: {step.wertung.ergebnis}.",
        f"The employer states: {step.result.label.en}.",
    )
    basis = {
        True: Text("Gründe sind angegeben; gerichtlich hingenommen wurde das mit tragfähigen Gründen.",
                   "Reasons are given; with sound reasons courts have accepted that."),
        False: Text("Gründe fehlen.", "There are no reasons."),
        None: Text("Ob Gründe angegeben sind, ist nicht gesagt.", "Whether reasons are given is not said."),
    }[reasoned]  # fmt: skip
    return Finding(
        f"vergleich.{step.was}", Verdict.OPEN, sentences(text, grounds, basis),
        leaning={True: Verdict.SATISFIED, False: Verdict.VIOLATED, None: None}[reasoned],
        missing=(needed("vergleich.gruende"),),
        supporting=tuple(c for one in weighs for c in one.supporting),
        opposing=tuple(c for one in weighs for c in one.contrary),
    )  # fmt: skip


_RULES: dict[str, tuple[str, ...]] = {
    "stufe": ("konkurrenz.ganze-stufe",),
    "gleich": ("konkurrenz.gleich",),
    "aemter": ("konkurrenz.schematisch", "konkurrenz.niedrigeres-amt", "konkurrenz.je-amt"),
    "aemter-dominanz": ("konkurrenz.statusamt", "konkurrenz.schematisch"),
    "aemter-vorsprung": (
        "konkurrenz.niedrigeres-amt",
        "konkurrenz.schematisch",
        "konkurrenz.je-amt",
    ),
    "aemter-unbekannt": ("konkurrenz.endgrundgehalt",),
    "merkmale": ("konkurrenz.ausschaerfung",),
    "merkmale-aemter": ("konkurrenz.statusamt-merkmale",),
    "summe-aemter": ("konkurrenz.statusamt-merkmale",),
    "hilfskriterium": ("konkurrenz.hilfskriterium-frauen",),
    "skalen": ("konkurrenz.vergleichbarmachen",),
}
"""The rules of law behind a reason."""
