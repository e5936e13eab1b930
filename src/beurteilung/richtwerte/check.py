"""Richtwerte: whether the distribution of a comparison group keeps what its guideline sets.

Whether a Richtwert applies is asked before any arithmetic. An exceeded Richtwert speaks about the round;
by itself it is no fault of one appraisal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from itertools import repeat
from math import floor
from typing import TYPE_CHECKING, cast, get_args

from beurteilung._base.errors import DataError, ScaleMismatchError, WrongKindError, excerpt
from beurteilung._base.kinds import expect, expect_each, whole
from beurteilung._base.records import evolve, field, frozen
from beurteilung._base.text import LANGUAGES, Text, day, joined, percent, sentences
from beurteilung.law.certainty import backed, decide, law_of
from beurteilung.law.decisions import rule as rule_of_law
from beurteilung.law.document import Art, Merkmal
from beurteilung.law.editions import Guideline
from beurteilung.law.missing import needed
from beurteilung.law.registry import grade as read_grade
from beurteilung.law.registry import guideline as registered
from beurteilung.model.findings import Finding, Missing, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe
from beurteilung.model.scales import Grade, fold
from beurteilung.richtwerte.shares import (
    FIGURE,
    SIZE,
    Limits,
    RichtwertResult,
    State,
    fixed,
    from_size,
    judge_mean,
    judge_share,
    judge_size,
    limits,
    no_allowance,
    smallest,
    unused_suffices,
    with_unused,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from beurteilung.law.certainty import ApplicableLaw
    from beurteilung.law.document import Richtwert
    from beurteilung.model.scales import GradeScale
    from beurteilung.model.sources import Citation

__all__ = [
    "Allowance",
    "RichtwertResult",
    "Scope",
    "State",
    "allowed",
    "check_richtwert",
    "check_round",
    "judging",
    "richtwerte",
    "scoped_subject",
    "subject",
]


_ENDLESS = 10**100
"""Python writes no number of thousands of digits."""


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
            raise DataError(Text("Vergleichsgruppe", "comparison group"), wrong)


def _misfits(scope: Scope) -> Iterator[Text]:
    typed: list[tuple[str, object, type[object]]] = [
        ("group", scope.group, Besoldungsgruppe),
        ("stichtag", scope.stichtag, date),
        ("laufbahngruppe", scope.laufbahngruppe, Laufbahngruppe),
    ]
    for name, value, kind in typed:
        if value is not None and (not isinstance(value, kind) or isinstance(value, datetime)):
            yield Text(
                f"{name}: erwartet wird {kind.__name__}, angegeben ist {excerpt(value, 'de')}",
                f"{name}: expected a {kind.__name__}, got {excerpt(value)}",
            )
    chosen: list[tuple[str, Iterable[object], tuple[str, ...]]] = [
        ("kind", () if scope.kind is None else (scope.kind,), get_args(Art)),
        ("je", scope.je or (), get_args(Merkmal)),
    ]
    for name, values, known in chosen:
        for value in sorted(set(values).difference(known), key=str):
            yield Text(
                f"{name}: unbekannter Wert {excerpt(value, 'de')}; möglich: {', '.join(known)}",
                f"{name}: unknown value {value!r}; allowed: {', '.join(known)}",
            )


@frozen
class Allowance:
    """How many officers of a group one Richtwert lets have its grades.

    ``exact`` is the share of the group, ``heads`` the whole number that follows from it, and
    ``tolerated`` the same with the tolerance; ``least`` is the lower end, where there is a tolerance
    below as well. An inexact interval has what no source settles between its ends. Each is None where
    no figure is known, or where the group is too small for the Richtwert. ``text`` says it in a sentence.
    """

    richtwert: Richtwert
    size: int
    exact: Fraction | None
    heads: Interval | None
    tolerated: Interval | None
    text: Text
    least: Interval | None = None

    def __repr__(self) -> str:
        """Show the sentence, in one line."""
        return f"<Allowance {self.text.en}>"


def check_richtwert(  # noqa: PLR0913 - one keyword for each fact of the group
    distribution: Mapping[Grade, int] | Mapping[str, int],
    guideline: Guideline | str,
    *,
    group: Besoldungsgruppe | str | None = None,
    kind: Art | None = None,
    stichtag: date | None = None,
    laufbahngruppe: Laufbahngruppe | str | None = None,
    laufbahn: str = "",
    statusamt: str = "",
    funktionsebene: str = "",
    je: Collection[Merkmal] | None = None,
    rechtsstand: date | None = None,
) -> Finding:
    """Check the grades of one comparison group against the Richtwerte of a guideline.

    ``distribution`` counts the officers with each grade of one scale; for a guideline without a
    scale of its own that is the scale of the guideline below it. A text is read as `grade` reads it, or is a
    grade of the guideline's own scale; an id is read as `guideline` does. The finding has one child a
    Richtwert. Exceeding is open: it speaks about the round, and needs reasons.

    Raises:
        DataError: a count is negative or no whole number, or one grade is given twice.
        UnknownGradeError, UnknownIdError: a text names no grade, an id no guideline.
        ScaleMismatchError: grades of several scales, or of another scale than the guideline's.

    >>> from beurteilung import guideline, scale
    >>> s = scale("schulnoten-1-6")
    >>> frame = guideline("bund-blv-2026")
    >>> f = check_richtwert({s["1"]: 3, s["2"]: 9, s["3"]: 25}, frame, kind="regel")
    >>> [(c.code, c.verdict.value) for c in f.children]
    [('richtwert.eingehalten', 'satisfied'), ('richtwert.toleranz', 'satisfied')]
    """
    counts: object = distribution  # users err
    if not isinstance(counts, Mapping):
        raise WrongKindError.of(
            Text("Anzahlen je Note wie Counter(noten)", "counts of grades such as Counter(grades)"),
            counts,
            "distribution",
        )
    expect("guideline", guideline, Guideline, str)
    expect("rechtsstand", rechtsstand, date, None)
    expect("kind", kind, str, None)
    members = None
    if je is not None:
        shared = [je] if isinstance(je, str) else je
        members = frozenset(cast("Iterable[Merkmal]", expect_each("je", shared, str)))
    scope = Scope(
        kind,
        Besoldungsgruppe.parse(group) if isinstance(group, str) else group,
        stichtag,
        Laufbahngruppe(laufbahngruppe) if isinstance(laufbahngruppe, str) else laufbahngruppe,
        laufbahn, statusamt, funktionsebene, members,
    )  # fmt: skip
    known = _known(guideline)
    return _group_finding(_graded(distribution, known), known, scope, rechtsstand)


def _graded(
    distribution: Mapping[Grade, int] | Mapping[str, int], guideline: Guideline
) -> dict[Grade, int]:
    """Return a distribution by grades; several spellings of one grade are an error, not a sum."""
    counts: dict[Grade, int] = {}
    for key, count in distribution.items():
        if not isinstance(key, str):
            one = key
        elif ":" not in key and guideline.scale:
            one = guideline.scale[key]
        else:
            one = read_grade(key)
        expect("distribution", one, Grade)
        if one in counts:
            raise DataError(
                "distribution", [Text(f"{one} ist zweimal gezählt", f"{one} is counted twice")]
            )
        counts[one] = whole(count)
    return counts


def _known(item: Guideline | str) -> Guideline:
    return registered(item) if isinstance(item, str) else item


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
    distribution: Mapping[Grade, int],
    guideline: Guideline,
    scope: Scope | None = None,
    rechtsstand: date | None = None,
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
    return judging(guideline, scope, rechtsstand)(distribution)


def judging(
    guideline: Guideline, scope: Scope | None = None, rechtsstand: date | None = None
) -> Judging:
    """Return `richtwerte` for many groups of one guideline: what they share is asked once.

    What is returned can be pickled, so that other processes judge, too.
    """
    law = decide(_GROUP_SIZE, law_of(guideline, rechtsstand))
    held = law.number("groesse")
    return Judging(guideline, scope or Scope(), int(held.wert) if held else None)


_GROUP_SIZE = "richtwert.gruppengroesse"


def allowed(
    guideline: Guideline | str, size: int, stichtag: date | None = None
) -> tuple[Allowance, ...]:
    """Return how many officers of a group of this size each Richtwert lets have its grades.

    With a Stichtag only the Richtwerte that hold for it count; without one each that is dated says for
    which Stichtage it holds.

    Raises:
        DataError: the size is negative or no whole number.

    >>> from beurteilung import guideline
    >>> print(allowed(guideline("bund-blv-2026"), 37)[0].text.en)
    rank 1: at most 10% of 37, that is 3.7: 3 to 4, with tolerance 5 to 6
    """
    expect("guideline", guideline, Guideline, str)
    size = whole(size)
    if type(size) is not int or not 0 <= size < _ENDLESS:
        raise DataError(
            "size",
            [
                Text(
                    f"erwartet wird eine Zahl von Beamten ab 0, angegeben ist {excerpt(size, 'de')}",
                    f"expected a number of officers from 0 up, got {excerpt(size)}",
                )
            ],
        )
    day_given: object = stichtag  # users err
    if day_given is not None and (
        not isinstance(day_given, date) or isinstance(day_given, datetime)
    ):
        raise WrongKindError.of(
            Text(
                "der Stichtag als Tag wie date(2027, 9, 30)",
                "the Stichtag as a day such as date(2027, 9, 30)",
            ),
            day_given,
        )
    guideline = _known(guideline)
    holding = [r for r in guideline.document.richtwert if r.governs(stichtag) is not False]
    return tuple(_allowance(r, guideline, size, dated=stichtag is None) for r in holding)


_GROUP, _WHOLE_GROUP = "richtwert.gruppe", "richtwert.anlass-ganze-gruppe"


# --- findings ----------------------------------------------------------------------------------


def _group_finding(
    distribution: Mapping[Grade, int],
    guideline: Guideline,
    scope: Scope,
    rechtsstand: date | None,
) -> Finding:
    results = richtwerte(distribution, guideline, scope, rechtsstand)
    size = sum(distribution.values())
    law = law_of(guideline, rechtsstand)
    children = tuple(_finding(r, law) for r in results)
    if not children:
        return _without(guideline)
    verdict = _together(children)
    states = joined(dict.fromkeys(r.state.label.de for r in results))
    states_en = joined(dict.fromkeys(r.state.label.en for r in results), "en")
    text = Text(
        f"Richtwerte der Richtlinie „{guideline.title}“ in einer Gruppe von {size}: {states}.",
        f"Richtwerte of the guideline “{guideline.title}” in a group of {size}: {states_en}.",
    )
    if verdict is Verdict.OPEN and {r.state for r in results} <= {State.KEPT, State.TOLERATED}:
        text += Text(  # kept under a rule of which it is not known whether it holds here
            "Das sagen die Zahlen; was daran offen ist, steht beim einzelnen Richtwert.",
            "So say the figures; what is open about it stands with each Richtwert.",
        )
    if scope.kind != "anlass" or verdict is Verdict.NOT_APPLICABLE:
        return Finding(_GROUP, verdict, text, children=children)
    text += rule_of_law(_WHOLE_GROUP).text
    found = Finding(_GROUP, verdict, text, children=children)
    return backed(found, decide(_WHOLE_GROUP, law))


_NO_SHARES = {
    "untersagt": Text(
        "untersagt eine feste Verteilung der Noten.", "forbids a fixed distribution of grades."
    ),
    "nicht_vorgesehen": Text("sieht keine Richtwerte vor.", "provides for no Richtwerte."),
    "freigestellt": Text(
        "stellt Richtwerte frei; ob die Behörde welche gesetzt hat, sagt die Datei nicht.",
        "leaves Richtwerte to the authority; whether it has set any, the file does not say.",
    ),
}


def _without(guideline: Guideline) -> Finding:
    """Say that a guideline has no Richtwert: it sets none, or none is attested."""
    frames = joined(f.richtlinie for f in guideline.document.rahmen)
    see = Text(
        f"Es binden die Richtwerte von {frames}.", f"The Richtwerte of {frames} bind."
    ) if frames else None  # fmt: skip
    cited = tuple(guideline.cite(f) for f in guideline.document.rahmen)
    if rule := guideline.document.verteilung:
        sentence = _NO_SHARES[rule.regel]
        text = Text(f"„{guideline.title}“ {sentence.de}", f"“{guideline.title}” {sentence.en}")
        places = (*cited, guideline.cite(rule))
        if rule.regel == "freigestellt":
            missing = needed("richtwerte.werte")
            return Finding(
                _GROUP, Verdict.OPEN, sentences(text, see), citations=places, missing=(missing,)
            )
        return Finding(_GROUP, Verdict.NOT_APPLICABLE, sentences(text, see), citations=places)
    if guideline.gap("richtwert"):
        text = Text(
            f"Ob und welche Richtwerte „{guideline.title}“ setzt, ist nicht belegt.",
            f"Whether and which Richtwerte “{guideline.title}” sets is not attested.",
        )
        missing = needed("richtwerte.werte")
        return Finding(
            _GROUP, Verdict.OPEN, sentences(text, see), citations=cited, missing=(missing,)
        )
    text = Text(
        f"„{guideline.title}“ setzt keine Richtwerte.", f"“{guideline.title}” sets no Richtwerte."
    )
    return Finding(_GROUP, Verdict.NOT_APPLICABLE, sentences(text, see), citations=cited)


def _together(children: Iterable[Finding]) -> Verdict:
    verdicts = {child.verdict for child in children}
    if Verdict.OPEN in verdicts:
        return Verdict.OPEN
    return Verdict.SATISFIED if Verdict.SATISFIED in verdicts else Verdict.NOT_APPLICABLE


def _finding(result: RichtwertResult, law: ApplicableLaw) -> Finding:
    verdict = result.verdict
    others = result.answers[1:]
    beyond = result.state in {State.EXCEEDED, State.SHORT}
    also = Text(
        f"Möglich bleibt auch: {joined(a.label.de for a in others)}.",
        f"Also possible: {joined((a.label.en for a in others), 'en')}.",
    ) if others and verdict is Verdict.OPEN else None  # fmt: skip
    found = Finding(
        result.state.code,
        verdict,
        sentences(_sentence(result), *result.doubts, also, _OF_THE_ROUND if beyond else None),
        citations=result.citations,
        missing=_missing(result) if verdict is Verdict.OPEN else (),
        deviation=_deviation(result) if verdict is Verdict.SATISFIED else None,
        calculated=result.count is not None,
    )
    of_size = beyond or result.state is State.SMALL
    return backed(found, decide(_GROUP_SIZE, law)) if of_size else found


_OF_THE_ROUND = Text(
    "Das sagt etwas über die Runde; für sich ist es kein Fehler einer Beurteilung.",
    "This speaks about the round; by itself it is no fault of an appraisal.",
)


def _missing(result: RichtwertResult) -> tuple[Missing, ...]:
    if result.state in {State.EXCEEDED, State.SHORT}:
        return (needed("richtwerte.gruende"),)
    return tuple(Missing("richtwerte.zweifel", doubt, kind="gap") for doubt in result.doubts)


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
        mean = _decimal(result.mean)
        given = Text(f"{name.de}: {mean.de}", f"{name.en}: {mean.en}")
        if r.mittelwert is None:
            return Text(f"{given.de}; {label.de}.", f"{given.en}; {label.en}.")
        bound = _bound(r)
        return Text(f"{given.de}; {bound.de}: {label.de}.", f"{given.en}; {bound.en}: {label.en}.")
    if result.share is None:
        return Text(f"{name.de}: {label.de}.", f"{name.en}: {label.en}.")
    given = Text(
        f"{name.de}: {result.count} von {result.size} ({percent(result.share)})",
        f"{name.en}: {result.count} of {result.size} ({percent(result.share, 'en')})",
    )
    if result.limit is None:
        return Text(f"{given.de}: {label.de}.", f"{given.en}: {label.en}.")
    assert result.heads is not None  # noqa: S101 - a limit comes with its heads
    figures = _figures(r, _bound(r), Limits(result.limit, result.heads, result.tolerated))
    return Text(f"{given.de}; {figures.de}: {label.de}.", f"{given.en}; {figures.en}: {label.en}.")


def subject(r: Richtwert) -> Text:
    """Say in words what a Richtwert binds.

    >>> from beurteilung import guideline
    >>> subject(guideline("ba-hega-2008").document.richtwert[-1]).en
    'the worst 2 stages together'
    """
    if r.gilt_dem_mittel:
        return Text("Mittel aller Noten", "mean of all grades")
    if r.rang:
        return Text(f"Rang {r.rang}", f"rank {r.rang}")
    if number := r.beste or r.letzte:
        return _of_an_end(number, worst=r.letzte is not None)
    if r.bereich:
        return Text(f"{r.bereich[0]} bis {r.bereich[-1]}", f"{r.bereich[0]} to {r.bereich[-1]}")
    names = r.stufen or (r.gegenstand,)
    return Text(joined(names), joined(names, "en"))


def _of_an_end(number: int, *, worst: bool) -> Text:
    """Name so many of the best, or of the worst, stages."""
    de, en = ("schlechteste", "worst") if worst else ("beste", "best")
    if number == 1:
        return Text(f"die {de} Stufe", f"the {en} stage")
    return Text(f"die {de}n {number} Stufen zusammen", f"the {en} {number} stages together")


def scoped_subject(r: Richtwert, *, dated: bool = True) -> Text:
    """Say in words what a Richtwert binds, and for whom and, if ``dated``, for which Stichtage it holds.

    >>> from beurteilung import guideline
    >>> scoped_subject(guideline("bpol-2016").document.richtwert[0]).en
    'A1 (Stichtage … – 30 September 2027)'
    """
    name, scope = subject(r), list(_scope(r, dated=dated))
    if not scope:
        return name
    return Text(
        f"{name.de} ({'; '.join(one.de for one in scope)})",
        f"{name.en} ({'; '.join(one.en for one in scope)})",
    )


def _scope(r: Richtwert, *, dated: bool) -> Iterator[Text]:
    """Yield what tells a Richtwert from others on the same grades."""
    if "regel" not in r.arten:
        yield _list([_KINDS[kind] for kind in r.arten])
    if r.besgr_ab or r.besgr_bis:
        span = _pay_groups(r)
        yield Text(span, span)
    for names in (
        [group.value for group in r.laufbahngruppen], r.laufbahnen, r.statusaemter, r.funktionsebenen,
    ):  # fmt: skip
        if names:
            yield _list(names)
    if dated and (r.ab or r.bis):
        days = _days(r)
        yield Text(f"Stichtage {days.de}", f"Stichtage {days.en}")


def _list(names: Sequence[str]) -> Text:
    return Text(joined(names), joined(names, "en"))


def _pay_groups(r: Richtwert) -> str:
    return f"{r.besgr_ab or '…'} – {r.besgr_bis or '…'}"


_KINDS = {
    "regel": "Regelbeurteilung",
    "anlass": "Anlassbeurteilung",
    "probezeit": "Probezeitbeurteilung",
}


def _bound(r: Richtwert) -> Text:
    words = {
        "hoechstens": Text("höchstens", "at most"),
        "mindestens": Text("mindestens", "at least"),
        "etwa": Text("etwa", "about"),
    }[r.grenze]
    if r.mittelwert is not None:
        return words + _decimal(r.mittelwert)
    if r.anzahl is not None:
        return words + Text(str(r.anzahl), str(r.anzahl))
    share = Fraction(r.prozent or 0, 100)
    return words + Text(percent(share), percent(share, "en"))


def _figures(r: Richtwert, bound: Text, space: Limits, least: Interval | None = None) -> Text:
    """Add to a bound how many officers it means; a number means itself."""
    text = bound
    if r.anzahl is None:
        figure, firm = _decimal(space.exact), _span(space.heads)
        text = Text(f"{bound.de}, das sind {figure.de}", f"{bound.en}, that is {figure.en}")
        if space.exact.denominator > 1:
            text = Text(f"{text.de}: {firm.de}", f"{text.en}: {firm.en}")
    if space.tolerated is None:
        return text
    wide = _span(space.tolerated)
    if least is not None:
        low = _span(least)
        return Text(
            f"{text.de}, mit Toleranz nach unten {low.de}, nach oben {wide.de}",
            f"{text.en}, with tolerance down to {low.en}, up to {wide.en}",
        )
    return Text(f"{text.de}, mit Toleranz {wide.de}", f"{text.en}, with tolerance {wide.en}")


def _span(heads: Interval) -> Text:
    if heads.exact:
        return Text(str(heads.low), str(heads.low))
    return Text(f"{heads.low} bis {heads.high}", f"{heads.low} to {heads.high}")


def _decimal(value: Fraction) -> Text:
    """Write a number as a decimal, rounded half up to two places if three do not suffice."""
    ending = (n for n in range(4) if (value * 10**n).denominator == 1)
    places = next(ending, 2)
    whole, part = divmod(floor(value * 10**places + Fraction(1, 2)), 10**places)
    text = f"{whole}.{part:0{places}}" if places else str(whole)
    return Text(text.replace(".", ","), text)


# --- application --------------------------------------------------------------------------------


def _scale(distribution: Mapping[Grade, int], guideline: Guideline) -> GradeScale | None:
    """Return the scale that all grades belong to; None if there are none and no own scale."""
    for grade, count in distribution.items():
        if type(count) is not int or count < 0:
            raise DataError(
                "distribution",
                [
                    Text(
                        f"{grade}: erwartet wird eine Zahl ab 0, angegeben ist {excerpt(count, 'de')}",
                        f"{grade}: expected a count from 0 up, got {count!r}",
                    )
                ],
            )
    found = {grade.scale.id: grade.scale for grade in distribution}
    if len(found) > 1:
        raise ScaleMismatchError(
            Text(
                f"erwartet werden Noten einer Skala, angegeben sind solche von {joined(sorted(found), 'de')}; "
                "zuerst umrechnen",
                f"expected grades of one scale, got {joined(sorted(found), 'en')}; convert them first",
            )
        )
    scale = next(iter(found.values()), guideline.scale)
    if scale and guideline.scale and scale not in guideline.scales:
        ids = joined((s.id for s in guideline.scales), "en")
        raise ScaleMismatchError(
            Text(
                f"{guideline.id} benotet auf {ids}, angegeben sind Noten von {scale.id}; zuerst umrechnen",
                f"{guideline.id} grades on {ids}, got grades of {scale.id}; convert them first",
            )
        )
    return scale


_WHICH = Text(
    "Welche Noten gebunden sind, ist nicht belegt.", "Which grades are bound is not attested."
)
_SECOND_HAND = Text(
    "Der Wert ist nur aus zweiter Hand belegt.", "The figure is attested at second hand only."
)
_NO_SUCH = Text("Die Skala hat keine solche Stufe.", "The scale has no such stage.")
_EMPTY = Text("Die Gruppe ist leer.", "The group is empty.")


@frozen
class _Judge:
    """How a Richtwert judges groups; what does not depend on the group is asked once."""

    r: Richtwert
    guideline: Guideline
    scope: Scope
    held: int | None
    bound: tuple[Grade, ...] | None
    applies: bool | None
    why: tuple[Text, ...]
    cited: tuple[Citation, ...]
    known: dict[tuple[int, int], RichtwertResult] = field(
        factory=dict[tuple[int, int], RichtwertResult]
    )
    loose: dict[tuple[int, int], RichtwertResult] = field(
        factory=dict[tuple[int, int], RichtwertResult]
    )

    def __call__(self, group: Mapping[Grade, int], size: int) -> RichtwertResult:
        """Judge a group; those of the same size and count are judged once."""
        if self.bound is None or self.r.gilt_dem_mittel:
            return self._result(size, None, group)
        return self.counted(size, sum(map(group.get, self.bound, repeat(0))))

    def counted(self, size: int, count: int) -> RichtwertResult:
        """Judge a group of which the number of the bound grades is known."""
        found = self.known.get((size, count))
        if found is None:
            found = self.known[size, count] = self._result(size, count, {})
        return found

    def loosened(self, result: RichtwertResult) -> RichtwertResult:
        """Return the same with what an unused share of better stages leaves open."""
        key = result.size, result.count or 0
        if key not in self.loose:
            self.loose[key] = with_unused(result)
        return self.loose[key]

    def _result(self, size: int, count: int | None, group: Mapping[Grade, int]) -> RichtwertResult:
        r = self.r
        result = RichtwertResult(
            r, size, count, (State.UNKNOWN,), grades=self.bound, citations=self.cited
        )
        doubts = self.why if self.applies is False else () if size else (_EMPTY,)
        if doubts or self.bound == ():
            return evolve(result, answers=(State.NOT_APPLICABLE,), doubts=doubts or (_NO_SUCH,))
        if r.gilt_dem_mittel:
            result = judge_mean(result, group)
        elif count is None:
            result = evolve(result, doubts=(_WHICH,))
        else:
            result = judge_share(result, lambda key: _is_gap(self.guideline, self.scope, key))
            result = judge_size(result, self.guideline, self.held)
        for doubt in self.why:
            result = result.possible(State.NOT_APPLICABLE, doubt)
        if not all(c.evidence.settles for c in self.cited):
            result = result.possible(State.UNKNOWN, _SECOND_HAND)
        return result


def _with_unused_shares(
    judges: Sequence[_Judge], found: Sequence[RichtwertResult]
) -> tuple[RichtwertResult, ...]:
    """Ask of each result that exceeds whether a share that others leave unused changes it."""
    return tuple(
        [
            judge.loosened(one)
            if one.answers[0] is State.EXCEEDED and unused_suffices(one, found)
            else one
            for judge, one in zip(judges, found, strict=True)
        ]
    )


@frozen
class Judging:
    """How the Richtwerte of a guideline judge groups, scale by scale."""

    guideline: Guideline
    scope: Scope
    held: int | None
    judges: dict[GradeScale | None, list[_Judge]] = field(
        factory=dict["GradeScale | None", "list[_Judge]"]
    )

    def __call__(self, distribution: Mapping[Grade, int]) -> tuple[RichtwertResult, ...]:
        """Judge a group by every Richtwert."""
        scale = _scale(distribution, self.guideline)
        size = sum(distribution.values())
        judges = self.of(scale)
        return _with_unused_shares(judges, [judge(distribution, size) for judge in judges])

    def bound(self, scale: GradeScale) -> list[tuple[Grade, ...] | None]:
        """Return the grades that each Richtwert binds; None if not known, or if it concerns the mean of all."""
        return [None if j.r.gilt_dem_mittel else j.bound for j in self.of(scale)]

    def counted(
        self, scale: GradeScale, size: int, counts: Sequence[int]
    ) -> tuple[RichtwertResult, ...]:
        """Judge a group of which the number of grades that each Richtwert binds is known."""
        judges = self.of(scale)
        return _with_unused_shares(
            judges, [j.counted(size, n) for j, n in zip(judges, counts, strict=True)]
        )

    def of(self, scale: GradeScale | None) -> list[_Judge]:
        """Return how each Richtwert judges grades of a scale."""
        found = self.judges.get(scale)
        if found is None:
            found = [self._judge(r, scale) for r in self.guideline.document.richtwert]
            self.judges[scale] = found
        return found

    def _judge(self, r: Richtwert, scale: GradeScale | None) -> _Judge:
        bound = r.grades_on(scale) if scale else None
        applies, why = _applies(r, self.guideline, self.scope)
        cited = (self.guideline.cite(r),)
        return _Judge(r, self.guideline, self.scope, self.held, bound, applies, why, cited)


def _is_gap(guideline: Guideline, scope: Scope, key: str) -> bool:
    return guideline.gap(f"richtwert.{key}", scope.stichtag) is not None


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
    """Ask whether each condition of a Richtwert is met, and say what it asks for."""
    if _is_gap(guideline, scope, "arten"):
        yield (
            None,
            Text(
                "Für welche Beurteilungsarten er gilt, ist nicht belegt.",
                "For which kinds of appraisal it holds is not attested.",
            ),
        )
    elif not {"regel", "anlass"} <= {*r.arten}:
        known = None if scope.kind is None else scope.kind in r.arten
        yield known, _only_for(_KINDS[kind] for kind in r.arten)
    if _is_gap(guideline, scope, "besgr"):
        yield (
            None,
            Text(
                "Für welche Besoldungsgruppen er gilt, ist nicht belegt.",
                "For which pay groups it holds is not attested.",
            ),
        )
    elif r.besgr_ab or r.besgr_bis:
        span = _pay_groups(r)
        held = r.holds_for(scope.group) if scope.group else None
        yield held, Text(f"Er gilt nur für die Besoldungsgruppen {span}.",
                         f"It holds only for the pay groups {span}.")  # fmt: skip
    if r.laufbahngruppen:
        applies = (
            None if scope.laufbahngruppe is None else scope.laufbahngruppe in r.laufbahngruppen
        )
        yield applies, _only_for(g.value for g in r.laufbahngruppen)
    for given, wanted in (
        (scope.laufbahn, r.laufbahnen),
        (scope.statusamt, r.statusaemter),
        (scope.funktionsebene, r.funktionsebenen),
    ):
        if wanted:
            yield fold(given) in map(fold, wanted) if given else None, _only_for(wanted)
    if r.ab or r.bis:
        days = _days(r)
        yield (
            r.governs(scope.stichtag),
            Text(
                f"Er gilt nur für Stichtage {days.de}.", f"It holds only for Stichtage {days.en}."
            ),
        )
    if r.je and scope.je is not None:
        options = [" + ".join(names) for names in r.je]
        yield (
            scope.je in map(frozenset, r.je),
            Text(
                f"Die Gruppe ist anders gebildet als vorgesehen ({joined(options)}).",
                f"The group is formed otherwise than provided for ({joined(options, 'en')}).",
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


def _only_for(names: Iterable[str]) -> Text:
    named = list(names)
    return Text(f"Er gilt nur für: {joined(named)}.", f"It holds only for: {joined(named, 'en')}.")


def _allowance(r: Richtwert, guideline: Guideline, size: int, *, dated: bool) -> Allowance:
    """Say of a group of a size what `check_richtwert` would judge its counts by."""
    name, bound = scoped_subject(r, dated=dated), _bound(r)
    few, least = fixed(r, guideline, size), smallest(r, guideline)
    if few is None and least is not None and size < least:
        return _no_figure(r, name, size, from_size(least))
    space = limits(r, size, upper=r.grenze != "mindestens")
    if space is None and few is None:
        mean = r.gilt_dem_mittel and r.mittelwert is not None
        return _no_figure(r, name, size, bound if mean else FIGURE)
    text, heads, tolerated, below = name, None, None, None
    if space is not None:
        heads, tolerated, below = space.heads, space.tolerated, _lowest(r, size)
        if r.anzahl is None:
            bound = Text(f"{bound.de} von {size}", f"{bound.en} of {size}")
        figures = _figures(r, bound, space, below)
        text = Text(f"{name.de}: {figures.de}", f"{name.en}: {figures.en}")
    if few is not None:
        heads, tolerated, below = Interval(min(few, size)), None, None
    if few is not None and size:
        text = Text(
            f"{text.de}; unter {least} {'ist' if few == 1 else 'sind'} {few} erlaubt",
            f"{text.en}; below {least}, {few} {'is' if few == 1 else 'are'} allowed",
        )
    if no_allowance(r, guideline, size):
        text = Text(f"{text.de}. {SIZE.de}", f"{text.en}. {SIZE.en}")
    exact = space.exact if space else None
    return Allowance(r, size, exact, heads, tolerated, text, below)


def _lowest(r: Richtwert, size: int) -> Interval | None:
    """Return the lower end of a tolerance on both sides, in heads; None where there is none."""
    if r.toleranz_unter is None or r.toleranz_ueber is None:
        return None
    space = limits(r, size, upper=False)
    return space.tolerated if space else None


def _days(r: Richtwert) -> Text:
    """Return the Stichtage for which a Richtwert holds."""
    de, en = (
        f"{day(r.ab, lang) if r.ab else '…'} – {day(r.bis, lang) if r.bis else '…'}"
        for lang in LANGUAGES
    )
    return Text(de, en)


def _no_figure(r: Richtwert, name: Text, size: int, why: Text) -> Allowance:
    text = Text(f"{name.de}: {why.de}", f"{name.en}: {why.en}")
    return Allowance(r, size, None, None, None, text)
