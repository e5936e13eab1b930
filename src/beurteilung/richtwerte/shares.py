"""Shares and numbers of a group: how many officers a Richtwert means, and how a count stands to it.

Arithmetic only, and exact. What no source settles (how far "about" reaches, rounding to whole officers,
the order of tolerance and rounding, unused shares, from which size a group is large enough) keeps every
answer that is possible.
"""

from __future__ import annotations

import enum
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, TypeVar

from beurteilung._base.records import cached_property, evolve, frozen
from beurteilung._base.text import Text
from beurteilung.law.files import numbers
from beurteilung.model.findings import Verdict
from beurteilung.model.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from beurteilung.law.document import Richtwert
    from beurteilung.law.editions import Guideline
    from beurteilung.model.scales import Grade
    from beurteilung.model.sources import Citation

__all__ = [
    "FIGURE",
    "SIZE",
    "Limits",
    "RichtwertResult",
    "State",
    "fixed",
    "from_size",
    "judge_mean",
    "judge_share",
    "judge_size",
    "limits",
    "no_allowance",
    "smallest",
    "unused_suffices",
    "with_unused",
]

T = TypeVar("T")


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
    "unterschritten": Text("unterschritten", "not reached"),
    "zu-klein": Text("Gruppe zu klein für ein Urteil", "group too small to judge"),
    "unbekannt": Text("Wert nicht bekannt", "figure unknown"),
    "nicht-anwendbar": Text("nicht anwendbar", "not applicable"),
}
_GOOD = State.KEPT, State.TOLERATED


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
        if all(answer in _GOOD for answer in self.answers):
            return Verdict.SATISFIED
        if self.answers == (State.NOT_APPLICABLE,):
            return Verdict.NOT_APPLICABLE
        return Verdict.OPEN

    @cached_property
    def cells(self) -> tuple[int | None, str, str, str]:
        """Count, state, possible states and verdict, as a table has them."""
        possible = "+".join([answer.value for answer in self.answers])
        return self.count, self.state.value, possible, self.verdict.value

    def possible(self, state: State, doubt: Text, *cited: Citation) -> RichtwertResult:
        """Return the same with one more answer that a doubt leaves possible, and what attests that."""
        return RichtwertResult(
            self.richtwert, self.size, self.count, _with(self.answers, state), self.limit, self.heads,
            self.tolerated, self.mean, self.grades, _with(self.doubts, doubt), cited or self.citations,
        )  # fmt: skip


def _with(some: tuple[T, ...], one: T) -> tuple[T, ...]:
    return some if one in some else (*some, one)


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
FIGURE = Text("Der Wert ist nicht belegt.", "The figure is not attested.")
SIZE = Text(
    "Für kleine Gruppen gilt der Richtwert nicht; ab welcher Größe er gilt, sagt keine Quelle.",
    "The Richtwert does not hold for small groups; no source says from which size it does.",
)
SMALL_UNKNOWN = Text(
    "Was für kleine Gruppen gilt, ist nicht belegt.",
    "What holds for small groups is not attested.",
)
_TOLERANCE = Text(
    "Ob die Toleranz an diesem Tag galt, ist nicht belegt.",
    "Whether the tolerance held on that day is not attested.",
)


@frozen
class Limits:
    """How many officers of a group may have the grades: the exact share, and the whole number it means.

    ``tolerated`` is that number with the tolerance, None without one. An inexact interval has what no
    source settles between its ends.
    """

    exact: Fraction
    heads: Interval
    tolerated: Interval | None


@lru_cache(maxsize=1 << 10)  # many groups are of few sizes
def limits(r: Richtwert, size: int, *, upper: bool) -> Limits | None:
    """Return how many of a group a Richtwert means, as upper or as lower bound; None without a figure.

    Without a rule on rounding both whole numbers beside the share are possible; with one, tolerance
    and rounding can still come in either order.
    """
    share = r.of(size)
    if share is None:
        return None
    if upper:
        share = min(share, Fraction(size))  # a number may exceed a small group
    # a tolerance is in points of the share (BLV 2009 § 50 (2), 2026 § 59 (2)): it grows with the group
    sign, points = (1, r.toleranz_ueber) if upper else (-1, r.toleranz_unter)
    more = Fraction(points or 0) * (1 if r.anzahl is not None else Fraction(size, 100))
    if r.rundung:
        way = _ROUNDINGS[r.rundung]
        heads = Interval(way(share))
        # share and tolerance rounded together, or each for itself: no provision says which
        ends = [way(share + sign * more), way(share) + sign * way(more)]
    else:
        heads = Interval(floor(share), ceil(share))
        strict = floor(share + more) if upper else ceil(share - more)
        ends = [strict, (heads.high if upper else heads.low) + sign * ceil(more)]
    # no group has fewer than nobody, nor more than all
    least, most = (min(size, max(0, end)) for end in (min(ends), max(ends)))
    tolerated = None if points is None else Interval(least, most)
    return Limits(share, heads, tolerated)


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


_ROUNDINGS: dict[str, Callable[[Fraction], int]] = {
    "abrunden": floor,
    "kaufmaennisch": _half_up,
    "aufrunden": ceil,
}


def judge_share(result: RichtwertResult, doubted: Callable[[str], bool]) -> RichtwertResult:
    """Compare a count with a share: upper bound, lower bound, or both for 'about'.

    ``doubted`` tells whether a tolerance, such as ``toleranz_ueber``, may not have held on the day.
    """
    r, count = result.richtwert, result.count or 0
    upper = r.grenze == "hoechstens" or (r.grenze == "etwa" and count > (r.of(result.size) or 0))
    space = limits(r, result.size, upper=upper)
    if space is None:
        certain = {"hoechstens": 0, "mindestens": result.size}.get(r.grenze)
        if count == certain:
            return evolve(result, answers=(State.KEPT,))
        return evolve(result, doubts=(FIGURE,))
    answers, doubts = _compared(r, count, space, doubted, upper=upper)
    return RichtwertResult(
        r, result.size, result.count, answers, space.exact, space.heads, space.tolerated, None,
        result.grades, doubts, result.citations,
    )  # fmt: skip


def _compared(
    r: Richtwert, count: int, space: Limits, doubted: Callable[[str], bool], *, upper: bool
) -> tuple[tuple[State, ...], tuple[Text, ...]]:
    """Compare a count with the heads that are allowed, and keep what rounding leaves possible."""
    beyond = State.EXCEEDED if upper else State.SHORT
    heads, tolerated = space.heads, space.tolerated
    # “about” without a number is no limit that arithmetic could find exceeded, except where it is met
    if r.grenze == "etwa" and tolerated is None:
        if space.exact == count or (r.rundung and heads == count):
            return (State.KEPT,), ()
        return tuple(dict.fromkeys((State.UNKNOWN, State.KEPT, beyond))), (_ABOUT,)
    # a count lies within an interval surely, perhaps, or not
    strict, loose = (heads.low, heads.high) if upper else (heads.high, heads.low)
    sign = 1 if upper else -1
    if sign * count <= sign * strict:
        return (State.KEPT,), ()
    answers: list[State] = [beyond]
    doubts: list[Text] = []
    if tolerated is not None:
        wide, widest = (tolerated.low, tolerated.high) if upper else (tolerated.high, tolerated.low)
        if sign * count <= sign * wide:
            answers = [State.TOLERATED]
        elif sign * count <= sign * widest:
            answers.append(State.TOLERATED)
            doubts.append(_HEADS if r.rundung is None else _ORDER)
    if sign * count <= sign * loose:
        answers.append(State.KEPT)
        doubts.append(_HEADS)
    # an edition that took over a tolerance later does not excuse what was before
    if answers[0] is State.TOLERATED and doubted("toleranz_ueber" if upper else "toleranz_unter"):
        answers.append(beyond)
        doubts.append(_TOLERANCE)
    return tuple(dict.fromkeys(answers)), tuple(dict.fromkeys(doubts))


def smallest(r: Richtwert, guideline: Guideline) -> int | None:
    """Return the size from which a group is large enough; None if no source names one."""
    small, compared = guideline.document.kleine_gruppe, guideline.document.vergleichsgruppe
    if compared and compared.groesse_unerheblich:
        return None
    sizes = [r.mindestgroesse, compared and compared.mindestgroesse, small and small.unter]
    return max((n for n in sizes if n), default=None)


def fixed(r: Richtwert, guideline: Guideline, size: int) -> int | None:
    """Return the fixed number of officers who may have the grades in a small group; None if none."""
    small, compared = guideline.document.kleine_gruppe, guideline.document.vergleichsgruppe
    if small is None or small.unter is None or size >= small.unter or r.grenze == "mindestens":
        return None
    return None if compared and compared.groesse_unerheblich else small.erlaubt


def no_allowance(r: Richtwert, guideline: Guideline, size: int) -> bool:
    """Tell whether not even one officer may have the grades, where small groups are to be exempt.

    No source then says from which size a group is large enough.
    """
    compared = guideline.document.vergleichsgruppe
    if guideline.document.kleine_gruppe is None or smallest(r, guideline) is not None:
        return False
    if r.grenze == "mindestens" or (compared and compared.groesse_unerheblich):
        return False
    space = limits(r, size, upper=True)
    # that nobody may in a group of any size is no matter of size
    if space is None or not (r.of(size) or r.toleranz_ueber):
        return False
    return not (space.heads if space.tolerated is None else space.tolerated).low


def judge_size(result: RichtwertResult, guideline: Guideline, held: int | None) -> RichtwertResult:
    """Ask whether the group is large enough; one of the size ``held`` was held to be so."""
    r, rules = result.richtwert, guideline.document
    small, compared = rules.kleine_gruppe, rules.vergleichsgruppe
    least, few = smallest(r, guideline), fixed(r, guideline, result.size)
    cited = (*result.citations, guideline.cite(small)) if small else result.citations
    # a fixed number for small groups stands in place of the share, so it comes before the size
    if few is not None:
        answer = State.KEPT if (result.count or 0) <= few else State.EXCEEDED
        return evolve(
            result,
            answers=(answer,),
            heads=Interval(min(few, result.size)),
            tolerated=None,
            doubts=(),
            citations=cited,
        )
    # too small is too small whatever the count: nothing is left to exceed
    if least is not None and result.size < least:
        return evolve(
            result, answers=(State.NOT_APPLICABLE,), doubts=(from_size(least),), citations=cited
        )
    if no_allowance(r, guideline, result.size):
        return evolve(result, answers=(State.SMALL,), doubts=(SIZE,), citations=cited)
    large = held is not None and result.size >= held
    if least is not None or large or result.state is State.UNKNOWN:
        return result
    # what a small group needs instead, no figure that is kept shows either
    if small is None and guideline.gap("kleine_gruppe"):
        result = result.possible(State.SMALL, SMALL_UNKNOWN)
    elif small and not (compared and compared.groesse_unerheblich):
        result = result.possible(State.SMALL, SIZE, *cited)
    return result


def from_size(least: int) -> Text:
    """Say from which size on a Richtwert holds."""
    return Text(
        f"Er gilt erst für Gruppen ab {least}.", f"It holds only for groups of {least} and more."
    )


def judge_mean(result: RichtwertResult, distribution: Mapping[Grade, int]) -> RichtwertResult:
    """Compare the mean of all printed figures with the one that is aimed at."""
    r = result.richtwert
    values = (
        {grade: value for value, grade in numbers(result.grades[0].scale).items()}
        if result.grades
        else {}
    )
    if any(n and g not in values for g, n in distribution.items()):
        return evolve(result, doubts=(_WORDS,))
    mean = sum((values[g] * n for g, n in distribution.items() if n), Fraction(0)) / result.size
    result = evolve(result, mean=mean)
    if r.mittelwert is None:
        return evolve(result, doubts=(FIGURE,))
    off = mean - r.mittelwert
    upper = off > 0
    # beyond the mean on the side that is no limit is no departure
    if not off or r.grenze == ("mindestens" if upper else "hoechstens"):
        return evolve(result, answers=(State.KEPT,))
    points = r.toleranz_ueber if upper else r.toleranz_unter
    beyond = State.EXCEEDED if upper else State.SHORT
    if points is None and r.grenze == "etwa":
        return result.possible(State.KEPT, _ABOUT).possible(beyond, _ABOUT)
    within = points is not None and abs(off) <= points
    return evolve(result, answers=(State.TOLERATED if within else beyond,))


def unused_suffices(result: RichtwertResult, every: Iterable[RichtwertResult]) -> bool:
    """Tell whether what is exceeded would fit into shares that better stages leave unused."""
    r = result.richtwert
    if result.answers[0] is not State.EXCEEDED or r.grenze != "hoechstens" or r.rest == "verfaellt":
        return False
    unused = sum(
        other.heads.low - other.count
        for other in every
        if other.heads is not None and other.count is not None and other.count < other.heads.low
        # only what better stages leave: a share that worse ones leave takes nobody upwards
        if other.grades and result.grades and other.grades[-1] > result.grades[0]
        if other.richtwert.grenze == "hoechstens"
    )
    covered = result.widest
    return unused > 0 and covered is not None and (result.count or 0) <= covered.low + unused


def with_unused(result: RichtwertResult) -> RichtwertResult:
    """Keep open whether a share that better stages leave unused may be given to these grades."""
    if result.richtwert.rest == "uebertragbar":
        others = [a for a in result.answers if a in {State.SMALL, State.NOT_APPLICABLE}]
        return evolve(result, answers=(State.KEPT, *others), doubts=result.doubts if others else ())
    return result.possible(State.KEPT, _UNUSED)
