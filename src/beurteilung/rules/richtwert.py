"""Richtwerte: whether the distribution of a comparison group keeps what its guideline sets.

Whether a Richtwert applies is asked before any arithmetic, and the arithmetic is exact. What no
source settles (how far "about" reaches, rounding to whole officers, the order of tolerance and
rounding, unused shares, from which size a group is large enough) keeps every answer that is
possible. An exceeded Richtwert speaks about the round; by itself it is no fault of one appraisal.
"""

from __future__ import annotations

import enum
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, cast, get_args

from attrs import evolve, frozen

from beurteilung.authorities import choose
from beurteilung.authorities import rule as rule_of_law
from beurteilung.editions import Art, Merkmal
from beurteilung.errors import DataError, ScaleMismatchError
from beurteilung.files import numbers
from beurteilung.findings import Finding, Verdict
from beurteilung.offices import Besoldungsgruppe, Laufbahngruppe
from beurteilung.scales import Interval, fold
from beurteilung.wording import Text, day, joined, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from beurteilung.editions import Guideline, KleineGruppe, Richtwert
    from beurteilung.scales import Grade, GradeScale
    from beurteilung.sources import Citation

__all__ = [
    "Allowance",
    "RichtwertResult",
    "Scope",
    "State",
    "allowed",
    "check_richtwert",
    "check_round",
    "richtwerte",
]


class State(enum.Enum):
    """How a distribution stands to one Richtwert.

    >>> State.EXCEEDED.code, State.EXCEEDED.label.en
    ('richtwert.ueberschritten', 'exceeded')
    """

    KEPT = "eingehalten"
    TOLERATED = "toleranz"
    EXCEEDED = "ueberschritten"
    SHORT = "unterschritten"
    SMALL = "zu-klein"
    UNKNOWN = "unbekannt"
    NOT_APPLICABLE = "nicht-anwendbar"

    @property
    def code(self) -> str:
        """The code of the finding that has this state."""
        return f"richtwert.{self.value}"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self.value]


_LABELS = {
    "eingehalten": Text("eingehalten", "kept"),
    "toleranz": Text("mit Toleranz eingehalten", "kept by tolerance"),
    "ueberschritten": Text("überschritten", "exceeded"),
    "unterschritten": Text("unterschritten", "fallen short"),
    "zu-klein": Text("Gruppe zu klein für ein Urteil", "group too small to judge"),
    "unbekannt": Text("Wert nicht bekannt", "figure unknown"),
    "nicht-anwendbar": Text("nicht anwendbar", "not applicable"),
}
_GOOD = {State.KEPT, State.TOLERATED}


@frozen
class Scope:
    """What is known of a comparison group; what is left out keeps a Richtwert's application open.

    ``je`` names what its members share, such as ``{"besoldungsgruppe"}``.
    """

    kind: Art | None = None
    group: Besoldungsgruppe | None = None
    stichtag: date | None = None
    laufbahngruppe: Laufbahngruppe | None = None
    laufbahn: str = ""
    statusamt: str = ""
    funktionsebene: str = ""
    je: frozenset[Merkmal] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what would never match: a condition that nobody can meet answers with confidence."""
        if wrong := list(_misfits(self)):
            raise DataError("comparison group", wrong)


def _misfits(scope: Scope) -> Iterator[str]:
    typed: list[tuple[str, object, type[object]]] = [
        ("group", scope.group, Besoldungsgruppe),
        ("stichtag", scope.stichtag, date),
        ("laufbahngruppe", scope.laufbahngruppe, Laufbahngruppe),
    ]
    for name, value, kind in typed:
        if value is not None and not isinstance(value, kind):
            yield f"{name}: expected a {kind.__name__}, got {value!r}"
    chosen: list[tuple[str, Iterable[object], tuple[str, ...]]] = [
        ("kind", () if scope.kind is None else (scope.kind,), get_args(Art)),
        ("je", scope.je or (), get_args(Merkmal)),
    ]
    for name, values, known in chosen:
        for value in sorted(set(values).difference(known), key=str):
            yield f"{name}: unknown value {value!r}; allowed: {', '.join(known)}"


@frozen
class Allowance:
    """How many officers of a group one Richtwert lets have its grades.

    ``exact`` is the share of the group, ``heads`` the whole number that follows from it, and
    ``tolerated`` the same with the tolerance; an inexact interval has what no source settles between
    its ends. Each is None where no figure is known. ``text`` says it in a sentence.
    """

    richtwert: Richtwert
    size: int
    exact: Fraction | None
    heads: Interval | None
    tolerated: Interval | None
    text: Text


@frozen
class RichtwertResult:
    """The exact numbers of one Richtwert in one group.

    ``answers`` are all states that are possible as long as the ``doubts`` last, first the one that
    follows from exact arithmetic, which is ``state``. ``count``, ``share`` and ``mean`` are None
    where no source tells which grades are bound, or where they make no sense.
    """

    richtwert: Richtwert
    size: int
    count: int | None
    answers: tuple[State, ...]
    limit: Fraction | None = None
    heads: Interval | None = None
    tolerated: Interval | None = None
    mean: Fraction | None = None
    grades: tuple[Grade, ...] | None = None
    doubts: tuple[Text, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def state(self) -> State:
        """The state that follows from exact arithmetic."""
        return self.answers[0]

    @property
    def widest(self) -> Interval | None:
        """The whole officers that are covered at most: with the tolerance, if there is one."""
        return self.heads if self.tolerated is None else self.tolerated

    @property
    def share(self) -> Fraction | None:
        """The share of the group that has the grades."""
        return None if self.count is None or not self.size else Fraction(self.count, self.size)

    @property
    def verdict(self) -> Verdict:
        """Satisfied, or not applicable, only if that holds whatever the doubts."""
        if set(self.answers) <= _GOOD:
            return Verdict.SATISFIED
        if set(self.answers) == {State.NOT_APPLICABLE}:
            return Verdict.NOT_APPLICABLE
        return Verdict.OPEN

    def possible(self, state: State, doubt: Text) -> RichtwertResult:
        """Return the same with one more answer that a doubt leaves possible."""
        answers = tuple(dict.fromkeys((*self.answers, state)))
        return evolve(self, answers=answers, doubts=tuple(dict.fromkeys((*self.doubts, doubt))))


# What is left open, and why.
_HEADS = Text(
    "Ob auf ganze Personen gerundet wird, sagt keine Quelle.",
    "No source says whether the share is rounded to whole officers.",
)
_ABOUT = Text(
    "Wie weit „etwa“ reicht, sagt keine Quelle.", "No source says how far “about” reaches."
)
_ORDER = Text(
    "Ob erst gerundet oder erst die Toleranz gerechnet wird, sagt keine Quelle.",
    "No source says whether rounding or the tolerance comes first.",
)
_UNUSED = Text(
    "Ob ein Anteil, den bessere Stufen nicht ausschöpfen, hier vergeben werden darf, sagt keine Quelle.",
    "No source says whether a share that better stages leave unused may be given here.",
)
_WORDS = Text("Noten in Worten haben kein Mittel.", "Grades in words have no mean.")
_FIGURE = Text("Der Wert ist nicht belegt.", "The figure is not attested.")
_WHICH = Text(
    "Welche Noten gebunden sind, ist nicht belegt.", "Which grades are bound is not attested."
)
_SIZE = Text(
    "Für kleine Gruppen gilt der Richtwert nicht; ab welcher Größe er gilt, sagt keine Quelle.",
    "The Richtwert does not hold for small groups; no source says from which size it does.",
)
_TOLERANCE = Text(
    "Ob die Toleranz an diesem Tag galt, ist nicht belegt.",
    "Whether the tolerance held on that day is not attested.",
)


def check_richtwert(  # noqa: PLR0913 - one keyword for each fact of the group
    distribution: Mapping[Grade, int],
    guideline: Guideline,
    *,
    group: Besoldungsgruppe | None = None,
    kind: Art | None = None,
    stichtag: date | None = None,
    laufbahngruppe: Laufbahngruppe | None = None,
    laufbahn: str = "",
    statusamt: str = "",
    funktionsebene: str = "",
    je: Collection[Merkmal] | None = None,
    rechtsstand: date | None = None,
) -> Finding:
    """Check the grades of one comparison group against the Richtwerte of a guideline.

    ``distribution`` counts the officers with each grade of one scale; for a guideline without a
    scale of its own that is the scale of the guideline below it. The finding has one child a
    Richtwert. Exceeding is open: it speaks about the round, and needs reasons.

    Raises:
        DataError: a count is negative or no whole number.
        ScaleMismatchError: grades of several scales, or of another scale than the guideline's.

    >>> from beurteilung import guideline, scale
    >>> s = scale("schulnoten-1-6")
    >>> frame = guideline("bund-blv-2026")
    >>> f = check_richtwert({s["1"]: 3, s["2"]: 9, s["3"]: 25}, frame, kind="regel")
    >>> [(c.code, c.verdict.value) for c in f.children]
    [('richtwert.eingehalten', 'satisfied'), ('richtwert.toleranz', 'satisfied')]
    """
    members = (
        None
        if je is None
        else frozenset(cast("Collection[Merkmal]", [je] if isinstance(je, str) else je))
    )
    scope = Scope(
        kind, group, stichtag, laufbahngruppe, laufbahn, statusamt, funktionsebene, members
    )
    return _group_finding(distribution, guideline, scope, rechtsstand)


def check_round(
    groups: Mapping[str, tuple[Scope, Mapping[Grade, int]]],
    guideline: Guideline,
    *,
    rechtsstand: date | None = None,
) -> Finding:
    """Check a whole round: each comparison group by itself, under its name.

    Shares are never added up over groups: a Richtwert holds within one.

    Raises:
        DataError, ScaleMismatchError: as `check_richtwert`.
    """
    children = tuple(
        evolve(found, message=Text(f"{name}: {found.message.de}", f"{name}: {found.message.en}"))
        for name, (scope, distribution) in groups.items()
        for found in [_group_finding(distribution, guideline, scope, rechtsstand)]
    )
    verdict = _together(children)
    text = Text(
        f"{len(children)} Vergleichsgruppen geprüft: {verdict.label.de}.",
        f"{len(children)} comparison groups checked: {verdict.label.en}.",
    )
    return Finding("richtwert.runde", verdict, text, children=children)


def richtwerte(
    distribution: Mapping[Grade, int], guideline: Guideline, scope: Scope | None = None
) -> tuple[RichtwertResult, ...]:
    """Return the exact numbers of every Richtwert of a guideline in one comparison group.

    Raises:
        DataError, ScaleMismatchError: as `check_richtwert`.

    >>> from beurteilung import guideline, scale
    >>> s = scale("schulnoten-1-6")
    >>> first, second = richtwerte({s["1"]: 4, s["3"]: 33}, guideline("nrw-lvo"))
    >>> first.state.label.en, first.limit, first.heads, [a.label.en for a in first.answers]
    ('exceeded', Fraction(37, 10), [3, 4], ['exceeded', 'kept'])
    """
    known = scope or Scope()
    scale = _scale(distribution, guideline)
    found = [_result(r, distribution, guideline, known, scale) for r in guideline.rules.richtwert]
    return tuple(_with_unused(r, found) for r in found)


def allowed(guideline: Guideline, size: int) -> tuple[Allowance, ...]:
    """Return how many officers of a group of this size each Richtwert lets have its grades.

    Raises:
        DataError: the size is negative or no whole number.

    >>> from beurteilung import guideline
    >>> print(allowed(guideline("bund-blv-2026"), 37)[0].text.en)
    rank 1: at most 10% of 37, that is 3.7: 3 to 4, with tolerance 5 to 6
    """
    if type(size) is not int or size < 0:
        raise DataError("size", [f"expected a number of officers from 0 up, got {size!r}"])
    return tuple(_allowance(r, guideline, size) for r in guideline.rules.richtwert)


# --- findings ----------------------------------------------------------------------------------


def _group_finding(
    distribution: Mapping[Grade, int],
    guideline: Guideline,
    scope: Scope,
    rechtsstand: date | None,
) -> Finding:
    results = richtwerte(distribution, guideline, scope)
    size = sum(distribution.values())
    children = tuple(_finding(r, rechtsstand) for r in results)
    if not children:
        return _without(guideline)
    verdict = _together(children)
    states = joined(dict.fromkeys(r.state.label.de for r in results))
    states_en = joined(dict.fromkeys(r.state.label.en for r in results), "en")
    text = Text(
        f"Richtwerte der Richtlinie „{guideline.title}“ in einer Gruppe von {size}: {states}.",
        f"Richtwerte of the guideline “{guideline.title}” in a group of {size}: {states_en}.",
    )
    supporting: tuple[Citation, ...] = ()
    if scope.kind == "anlass" and verdict is not Verdict.NOT_APPLICABLE:
        chosen = choose("richtwert.anlass-ganze-gruppe", rechtsstand=rechtsstand)
        supporting = chosen.supporting
        text += rule_of_law("richtwert.anlass-ganze-gruppe").text
    return Finding("richtwert.gruppe", verdict, text, supporting=supporting, children=children)


def _without(guideline: Guideline) -> Finding:
    """Say that a guideline has no Richtwert: it sets none, or none is attested."""
    frames = joined(f.richtlinie for f in guideline.rules.rahmen)
    see = Text(
        f"Es binden die Richtwerte von {frames}.", f"The Richtwerte of {frames} bind."
    ) if frames else Text("", "")  # fmt: skip
    cited = tuple(guideline.cite(f) for f in guideline.rules.rahmen)
    if guideline.gap("richtwert"):
        text = Text(
            f"Ob und welche Richtwerte „{guideline.title}“ setzt, ist nicht belegt.",
            f"Whether and which Richtwerte “{guideline.title}” sets is not attested.",
        )
        return Finding(
            "richtwert.gruppe",
            Verdict.OPEN,
            text + see if frames else text,
            citations=cited,
            missing=(Text("Richtwerte der Richtlinie", "the guideline's Richtwerte"),),
        )
    text = Text(
        f"„{guideline.title}“ setzt keine Richtwerte.", f"“{guideline.title}” sets no Richtwerte."
    )
    return Finding(
        "richtwert.gruppe",
        Verdict.NOT_APPLICABLE,
        text + see if frames else text,
        citations=cited,
    )


def _together(children: Iterable[Finding]) -> Verdict:
    verdicts = {child.verdict for child in children}
    if Verdict.OPEN in verdicts:
        return Verdict.OPEN
    return Verdict.SATISFIED if Verdict.SATISFIED in verdicts else Verdict.NOT_APPLICABLE


def _finding(result: RichtwertResult, rechtsstand: date | None) -> Finding:
    verdict = result.verdict
    others = result.answers[1:]
    text = _sentence(result)
    for doubt in result.doubts:
        text += doubt
    if others and verdict is Verdict.OPEN:
        text += Text(
            f"Möglich bleibt auch: {joined(a.label.de for a in others)}.",
            f"Also possible: {joined((a.label.en for a in others), 'en')}.",
        )
    if result.state in {State.EXCEEDED, State.SHORT}:
        text += Text(
            "Das sagt etwas über die Runde; für sich ist es kein Fehler einer Beurteilung.",
            "This speaks about the round; by itself it is no fault of an appraisal.",
        )
    size = choose("richtwert.gruppengroesse", rechtsstand=rechtsstand)
    judged = result.state in {State.EXCEEDED, State.SHORT, State.SMALL}
    return Finding(
        result.state.code,
        verdict,
        text,
        citations=result.citations,
        supporting=size.supporting if judged else (),
        missing=_missing(result) if verdict is Verdict.OPEN else (),
        deviation=_deviation(result) if verdict is Verdict.SATISFIED else None,
        calculated=result.count is not None,
    )


def _missing(result: RichtwertResult) -> tuple[Text, ...]:
    if result.state in {State.EXCEEDED, State.SHORT}:
        return (Text("die Gründe der Runde", "the reasons of the round"),)
    return result.doubts


def _deviation(result: RichtwertResult) -> Text | None:
    """Note what the tolerance alone covers, and an upper bound missed by more than tolerated."""
    if result.state is State.TOLERATED:
        return State.TOLERATED.label
    r = result.richtwert
    if r.grenze != "hoechstens" or r.toleranz_unter is None or r.prozent is None:
        return None
    if result.share is None or 100 * result.share >= r.prozent - r.toleranz_unter:
        return None
    return Text(
        "Der Anteil bleibt um mehr als die genannte Toleranz darunter; die Obergrenze ist eingehalten.",
        "The share lies below by more than the stated tolerance; the upper bound is kept.",
    )


def _sentence(result: RichtwertResult) -> Text:
    """State count, share, what is allowed, and how the group stands to it."""
    r, name = result.richtwert, subject(result.richtwert)
    label = result.state.label
    if result.mean is not None:
        mean = _with_places(result.mean, 2)
        return Text(f"{name.de}: {mean.replace('.', ',')}. {_bound(r).de}: {label.de}.",
                    f"{name.en}: {mean}. {_bound(r).en}: {label.en}.")  # fmt: skip
    if result.share is None:
        return Text(f"{name.de}: {label.de}.", f"{name.en}: {label.en}.")
    given = Text(
        f"{name.de}: {result.count} von {result.size} ({percent(result.share)})",
        f"{name.en}: {result.count} of {result.size} ({percent(result.share, 'en')})",
    )
    if result.limit is None:
        return Text(f"{given.de}: {label.de}.", f"{given.en}: {label.en}.")
    figures = _figures(result.limit, result.heads, result.tolerated)
    return Text(
        f"{given.de}; {_bound(r).de}, das sind {figures.de}: {label.de}.",
        f"{given.en}; {_bound(r).en}, that is {figures.en}: {label.en}.",
    )


def subject(r: Richtwert) -> Text:
    """Say in words what a Richtwert binds.

    >>> from beurteilung import guideline
    >>> subject(guideline("ba-hega-2008").rules.richtwert[-1]).en
    'the worst 2 stages together'
    """
    if r.gilt_dem_mittel:
        return Text("Mittel aller Noten", "mean of all grades")
    if r.rang:
        return Text(f"Rang {r.rang}", f"rank {r.rang}")
    if r.beste:
        return Text(f"die besten {r.beste} Stufen zusammen", f"the best {r.beste} stages together")
    if r.letzte:
        worst = f"die schlechtesten {r.letzte} Stufen zusammen"
        return Text(worst, f"the worst {r.letzte} stages together")
    if r.bereich:
        return Text(f"{r.bereich[0]} bis {r.bereich[-1]}", f"{r.bereich[0]} to {r.bereich[-1]}")
    names = r.stufen or (r.gegenstand,)
    return Text(joined(names), joined(names, "en"))


def _bound(r: Richtwert) -> Text:
    words = {
        "hoechstens": Text("höchstens", "at most"),
        "mindestens": Text("mindestens", "at least"),
        "etwa": Text("etwa", "about"),
    }[r.grenze]
    if r.gilt_dem_mittel:
        value = "?" if r.mittelwert is None else _decimal(r.mittelwert)
        return Text(f"{words.de} {value.replace('.', ',')}", f"{words.en} {value}")
    share = Fraction(r.prozent or 0, 100)
    return Text(f"{words.de} {percent(share)}", f"{words.en} {percent(share, 'en')}")


def _figures(limit: Fraction, heads: Interval | None, tolerated: Interval | None) -> Text:
    exact = _decimal(limit)
    firm = _span(heads)
    with_tolerance = _span(tolerated)
    de, en = exact.replace(".", ","), exact
    if limit.denominator > 1 and firm:
        de, en = f"{de}: {firm.de}", f"{en}: {firm.en}"
    if with_tolerance:
        de, en = (
            f"{de}, mit Toleranz {with_tolerance.de}",
            f"{en}, with tolerance {with_tolerance.en}",
        )
    return Text(de, en)


def _span(heads: Interval | None) -> Text | None:
    if heads is None:
        return None
    if heads.exact:
        return Text(str(heads.low), str(heads.low))
    return Text(f"{heads.low} bis {heads.high}", f"{heads.low} to {heads.high}")


def _decimal(value: Fraction) -> str:
    """Write a number as a decimal, or with two places if it has no end within three."""
    for places in range(4):
        if (value * 10**places).denominator == 1:
            return _with_places(value, places)
    return _with_places(value, 2)


def _with_places(value: Fraction, places: int) -> str:
    """Write a number from 0 up with so many decimals, half up; no float comes near it."""
    whole, part = divmod(_half_up(value * 10**places), 10**places)
    return f"{whole}.{part:0{places}}" if places else str(whole)


# --- arithmetic --------------------------------------------------------------------------------


def _scale(distribution: Mapping[Grade, int], guideline: Guideline) -> GradeScale | None:
    """Return the scale that all grades belong to; None if there are none and no own scale."""
    for grade, count in distribution.items():
        if type(count) is not int or count < 0:
            raise DataError("distribution", [f"{grade}: expected a count from 0 up, got {count!r}"])
    found = {grade.scale.id: grade.scale for grade in distribution}
    if len(found) > 1:
        raise ScaleMismatchError(
            f"expected grades of one scale, got {joined(sorted(found), 'en')}; convert them first"
        )
    scale = next(iter(found.values()), guideline.scale)
    if scale and guideline.scale and scale not in guideline.scales:
        ids = joined((s.id for s in guideline.scales), "en")
        raise ScaleMismatchError(
            f"{guideline.id} grades on {ids}, got grades of {scale.id}; convert them first"
        )
    return scale


def _result(
    r: Richtwert,
    distribution: Mapping[Grade, int],
    guideline: Guideline,
    scope: Scope,
    scale: GradeScale | None,
) -> RichtwertResult:
    size = sum(distribution.values())
    bound = r.grades_on(scale) if scale else None
    made = RichtwertResult(
        r,
        size,
        None if bound is None or r.gilt_dem_mittel else sum(distribution.get(g, 0) for g in bound),
        (State.UNKNOWN,),
        grades=bound,
        citations=(guideline.cite(r),),
    )
    applies, why = _applies(r, guideline, scope)
    if applies is False or not size or bound == ():
        return evolve(made, answers=(State.NOT_APPLICABLE,), doubts=why if applies is False else ())
    if r.gilt_dem_mittel:
        made = _judge_mean(made, distribution)
    elif made.count is None:
        made = evolve(made, doubts=(_WHICH,))
    else:
        made = _judge_size(_judge_tolerance(_judge_share(made), guideline, scope), guideline)
    for doubt in why:
        made = made.possible(State.NOT_APPLICABLE, doubt)
    return made


def _applies(
    r: Richtwert, guideline: Guideline, scope: Scope
) -> tuple[bool | None, tuple[Text, ...]]:
    """Tell whether a Richtwert holds for a group, and why not or what is missing to tell."""
    answers = list(_conditions(r, guideline, scope))
    if scope.stichtag is not None:
        answers.insert(0, _governed(scope.stichtag, guideline, scope.laufbahngruppe))
    for wanted in (False, None):
        if why := tuple(text for answer, text in answers if answer is wanted):
            return wanted, why
    return True, ()


def _conditions(
    r: Richtwert, guideline: Guideline, scope: Scope
) -> Iterator[tuple[bool | None, Text]]:
    kinds = {"regel": "Regelbeurteilung", "anlass": "Anlassbeurteilung"}
    if guideline.gap("richtwert.arten", scope.stichtag):
        yield (
            None,
            Text(
                "Für welche Beurteilungsarten er gilt, ist nicht belegt.",
                "For which kinds of appraisal it holds is not attested.",
            ),
        )
    elif set(r.arten) != set(kinds):
        words = joined(kinds[kind] for kind in r.arten)
        known = None if scope.kind is None else scope.kind in r.arten
        yield known, Text(f"Er gilt nur für: {words}.", f"It holds only for: {words}.")
    if guideline.gap("richtwert.besgr", scope.stichtag):
        yield (
            None,
            Text(
                "Für welche Besoldungsgruppen er gilt, ist nicht belegt.",
                "For which pay groups it holds is not attested.",
            ),
        )
    elif r.besgr_ab or r.besgr_bis:
        span = f"{r.besgr_ab or '…'} – {r.besgr_bis or '…'}"
        held = r.holds_for(scope.group) if scope.group else None
        yield held, Text(f"Er gilt nur für die Besoldungsgruppen {span}.",
                         f"It holds only for the pay groups {span}.")  # fmt: skip
    if r.laufbahngruppen:
        names = joined(g.value for g in r.laufbahngruppen)
        told = None if scope.laufbahngruppe is None else scope.laufbahngruppe in r.laufbahngruppen
        yield told, Text(f"Er gilt nur für: {names}.", f"It holds only for: {names}.")
    for given, wanted in (
        (scope.laufbahn, r.laufbahnen),
        (scope.statusamt, r.statusaemter),
        (scope.funktionsebene, r.funktionsebenen),
    ):
        if wanted:
            said = fold(given) in map(fold, wanted) if given else None
            yield (
                said,
                Text(
                    f"Er gilt nur für: {joined(wanted)}.", f"It holds only for: {joined(wanted)}."
                ),
            )
    if r.ab or r.bis:
        days = f"{r.ab or '…'} – {r.bis or '…'}"
        yield (
            r.governs(scope.stichtag),
            Text(f"Er gilt nur für Stichtage {days}.", f"It holds only for Stichtage {days}."),
        )
    if r.je and scope.je is not None:
        options = joined(" + ".join(names) for names in r.je)
        yield (
            scope.je in map(frozenset, r.je),
            Text(
                f"Die Gruppe ist anders gebildet als vorgesehen ({options}).",
                f"The group is formed otherwise than foreseen ({options}).",
            ),
        )


def _governed(
    on: date, guideline: Guideline, group: Laufbahngruppe | None
) -> tuple[bool | None, Text]:
    holds = guideline.holds_on(on, group)
    if holds is False:
        return holds, Text(
            f"Die Richtlinie gilt nicht für den Stichtag {day(on)}.",
            f"The guideline does not hold for the Stichtag {day(on, 'en')}.",
        )
    return holds, Text(
        f"Ob die Richtlinie für den Stichtag {day(on)} gilt, ist nicht belegt.",
        f"Whether the guideline holds for the Stichtag {day(on, 'en')} is not attested.",
    )


def _judge_share(made: RichtwertResult) -> RichtwertResult:
    """Compare a count with a share: upper bound, lower bound, or both for 'about'."""
    r, count = made.richtwert, made.count or 0
    if r.prozent is None:
        if (r.grenze == "hoechstens" and not count) or (
            r.grenze == "mindestens" and count == made.size
        ):
            return evolve(made, answers=(State.KEPT,))
        return evolve(made, doubts=(_FIGURE,))
    limit = r.prozent * made.size / 100
    upper = r.grenze == "hoechstens" or (r.grenze == "etwa" and count > limit)
    points = r.toleranz_ueber if upper else r.toleranz_unter
    tolerance = None if points is None else points * made.size / 100
    heads, tolerated = _heads(r, limit, tolerance, upper=upper)
    made = evolve(made, limit=limit, heads=heads, tolerated=tolerated)
    if r.grenze == "etwa" and points is None:
        if count == limit:
            return evolve(made, answers=(State.KEPT,))
        beyond = State.EXCEEDED if upper else State.SHORT
        return made.possible(State.KEPT, _ABOUT).possible(beyond, _ABOUT)
    return _judge_heads(made, count, upper=upper)


def _judge_heads(made: RichtwertResult, count: int, *, upper: bool) -> RichtwertResult:
    """Compare a count with the heads that are allowed, and keep what rounding leaves possible."""
    settled = made.richtwert.rundung is not None

    def within(heads: Interval | None, *, loose: bool) -> bool:
        if heads is None:
            return False
        if upper:
            return count <= (heads.high if loose else heads.low)
        return count >= (heads.low if loose else heads.high)

    if within(made.heads, loose=False):
        return evolve(made, answers=(State.KEPT,))
    if within(made.tolerated, loose=False):
        made = evolve(made, answers=(State.TOLERATED,))
    else:
        made = evolve(made, answers=(State.EXCEEDED if upper else State.SHORT,))
        if within(made.tolerated, loose=True):
            made = made.possible(State.TOLERATED, _ORDER if settled else _HEADS)
    if within(made.heads, loose=True):
        made = made.possible(State.KEPT, _HEADS)
    return made


def _heads(
    r: Richtwert, limit: Fraction, tolerance: Fraction | None, *, upper: bool
) -> tuple[Interval, Interval | None]:
    """Return the whole officers that a share means, alone and with the tolerance.

    Without a rule on rounding both whole numbers beside the share are possible; with one, tolerance
    and rounding can still come in either order.
    """
    sign = 1 if upper else -1
    total = limit + sign * (tolerance or 0)
    if r.rundung:
        way = _ROUNDINGS[r.rundung]
        heads = Interval(way(limit))
        ends = [way(total), way(limit) + sign * way(tolerance or Fraction(0))]
    else:
        heads = Interval(floor(limit), ceil(limit))
        loosest = heads.high if upper else heads.low
        ends = [floor(total) if upper else ceil(total), loosest + sign * ceil(tolerance or 0)]
    return heads, None if tolerance is None else Interval(max(0, min(ends)), max(0, *ends))


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


_ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "abrunden": floor,
    "kaufmaennisch": _half_up,
    "aufrunden": ceil,
}


def _judge_tolerance(made: RichtwertResult, guideline: Guideline, scope: Scope) -> RichtwertResult:
    """Keep open what only a tolerance covers of which it is not known whether it held that day."""
    side = "ueber" if made.richtwert.grenze == "hoechstens" else "unter"
    if made.state is not State.TOLERATED or not guideline.gap(
        f"richtwert.toleranz_{side}", scope.stichtag
    ):
        return made
    return made.possible(State.EXCEEDED if side == "ueber" else State.SHORT, _TOLERANCE)


def _judge_size(made: RichtwertResult, guideline: Guideline) -> RichtwertResult:
    """Ask whether the group is large enough, as far as a source says anything of it."""
    rules = guideline.rules
    small, compared = rules.kleine_gruppe, rules.vergleichsgruppe
    if compared and compared.groesse_unerheblich:
        return made
    sizes = [
        made.richtwert.mindestgroesse,
        compared and compared.mindestgroesse,
        small and small.unter,
    ]
    smallest = max((n for n in sizes if n), default=None)
    cited = (*made.citations, guideline.cite(small)) if small else made.citations
    if smallest is not None:
        return _judge_few(made, small, smallest, cited)
    if small is None:
        return made
    if made.richtwert.grenze != "mindestens" and _allows_nobody(made):
        return evolve(made, answers=(State.SMALL,), doubts=(_SIZE,), citations=cited)
    held = rule_of_law("richtwert.gruppengroesse").gruppengroesse
    if made.state in {State.EXCEEDED, State.SHORT} and (held is None or made.size < held):
        return evolve(made.possible(State.SMALL, _SIZE), citations=cited)
    return made


def _allows_nobody(made: RichtwertResult) -> bool:
    """Tell whether not even one officer may have the grades, the tolerance included."""
    r = made.richtwert
    if made.limit is None:
        return False
    points = Fraction(0) if r.toleranz_ueber is None else r.toleranz_ueber
    _, tolerated = _heads(r, made.limit, points * made.size / 100, upper=True)
    return tolerated is not None and not tolerated.low


def _judge_few(
    made: RichtwertResult, small: KleineGruppe | None, smallest: int, cited: tuple[Citation, ...]
) -> RichtwertResult:
    """Apply a rule on small groups that names their size."""
    if made.size >= smallest:
        return made
    if small and small.erlaubt is not None:
        kept = (made.count or 0) <= small.erlaubt
        answer = State.KEPT if kept else State.EXCEEDED
        heads = Interval(small.erlaubt)
        return evolve(
            made, answers=(answer,), heads=heads, tolerated=None, doubts=(), citations=cited
        )
    why = Text(
        f"Er gilt erst für Gruppen ab {smallest}.",
        f"It holds only for groups of {smallest} and more.",
    )
    return evolve(made, answers=(State.NOT_APPLICABLE,), doubts=(why,), citations=cited)


def _judge_mean(made: RichtwertResult, distribution: Mapping[Grade, int]) -> RichtwertResult:
    """Compare the mean of all printed figures with the one that is aimed at."""
    r = made.richtwert
    values = (
        {grade: value for value, grade in numbers(made.grades[0].scale).items()}
        if made.grades
        else {}
    )
    if any(n and g not in values for g, n in distribution.items()):
        return evolve(made, doubts=(_WORDS,))
    mean = sum((values[g] * n for g, n in distribution.items() if n), Fraction(0)) / made.size
    made = evolve(made, mean=mean)
    if r.mittelwert is None:
        return evolve(made, doubts=(_FIGURE,))
    off = mean - r.mittelwert
    upper = off > 0
    if not off or r.grenze == ("mindestens" if upper else "hoechstens"):
        return evolve(made, answers=(State.KEPT,))
    points = r.toleranz_ueber if upper else r.toleranz_unter
    beyond = State.EXCEEDED if upper else State.SHORT
    if points is None and r.grenze == "etwa":
        return made.possible(State.KEPT, _ABOUT).possible(beyond, _ABOUT)
    within = points is not None and abs(off) <= points
    return evolve(made, answers=(State.TOLERATED if within else beyond,))


def _with_unused(made: RichtwertResult, every: Iterable[RichtwertResult]) -> RichtwertResult:
    """Keep open whether a share that better stages leave unused may be given to these grades."""
    r = made.richtwert
    if made.state is not State.EXCEEDED or r.grenze != "hoechstens" or r.rest == "verfaellt":
        return made
    unused = sum(
        other.heads.low - other.count
        for other in every
        if other.heads is not None and other.count is not None and other.count < other.heads.low
        if other.grades and made.grades and other.grades[-1] > made.grades[0]
        if other.richtwert.grenze == "hoechstens"
    )
    covered = made.widest
    if not unused or covered is None or (made.count or 0) > covered.low + unused:
        return made
    if r.rest == "uebertragbar":
        return evolve(made, answers=(State.KEPT,), doubts=())
    return made.possible(State.KEPT, _UNUSED)


def _allowance(r: Richtwert, guideline: Guideline, size: int) -> Allowance:
    name = subject(r)
    if r.prozent is None:
        said = _FIGURE if r.mittelwert is None else _bound(r)
        text = Text(f"{name.de}: {said.de}", f"{name.en}: {said.en}")
        return Allowance(r, size, None, None, None, text)
    limit = r.prozent * size / 100
    upper = r.grenze != "mindestens"
    points = r.toleranz_ueber if upper else r.toleranz_unter
    tolerance = None if points is None else points * size / 100
    heads, tolerated = _heads(r, limit, tolerance, upper=upper)
    figures = _figures(limit, heads, tolerated)
    bound = _bound(r)
    text = Text(
        f"{name.de}: {bound.de} von {size}, das sind {figures.de}",
        f"{name.en}: {bound.en} of {size}, that is {figures.en}",
    )
    small = guideline.rules.kleine_gruppe
    if small and small.erlaubt is not None and small.unter is not None and size < small.unter:
        heads, tolerated = Interval(small.erlaubt), None
        text += Text(f"; unter {small.unter} sind {small.erlaubt} erlaubt",
                     f"; below {small.unter}, {small.erlaubt} is allowed")  # fmt: skip
    return Allowance(r, size, limit, heads, tolerated, text)
