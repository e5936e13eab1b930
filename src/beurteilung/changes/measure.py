"""Changes between two grades: what the figures say, what the scale did, what is real, what is explained.

`measure` is the only place where a change is counted. Everything else, bulk tables included, looks
its answers up or puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from attrs import evolve, frozen

from beurteilung._base.errors import WrongKindError
from beurteilung._base.ports import Port, picture
from beurteilung.law import registry
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.findings import Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import StatusEvent, band, event, events_between, keys
from beurteilung.model.scales import Grade, GradeScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from beurteilung._base.text import Lang
    from beurteilung.model.findings import Finding


__all__ = ["GradeChange", "Outcome", "compare", "conclude", "measure", "split"]

Image = Callable[[Grade], tuple[Grade, ...]]


@frozen
class Outcome:
    """The figures of a change. They depend on the two grades, the scale and the kinds of events."""

    nominal: Interval | None
    scale_effect: Interval | None
    real: Interval | None
    explained: Interval | None
    unexplained: Interval | None
    verdict: Verdict
    code: str


def measure(before: Grade, after: Grade, image: Image, events: Sequence[StatusEvent]) -> Outcome:
    """Count a change on the scale into which ``image`` carries each grade.

    With the counterparts u of ``before`` and v of ``after`` there, ``real`` is the smallest interval
    of whole stages that contains every pos(v) - pos(u), better being positive. Without a counterpart
    nothing is counted and the verdict is open. ``k`` upward events explain at most ``k`` stages down.
    """
    nominal = _nominal(before, after)
    old, new = image(before), image(after)  # both, so that a missing mapping raises in any case
    steps = {v.position - u.position for u in old for v in new}
    if not steps:
        hull = None if nominal is None else Interval.hull([nominal])
        return Outcome(hull, None, None, None, None, Verdict.OPEN, "wechsel.ohne-entsprechung")
    counted = conclude(Interval.hull(steps), events)
    if nominal is None:
        return counted
    effect = Interval.hull(nominal - s for s in steps)
    return evolve(counted, nominal=Interval.hull([nominal]), scale_effect=effect)


def conclude(real: Interval, events: Sequence[StatusEvent]) -> Outcome:
    """Return what follows from a number of stages: what of it events explain, verdict and code.

    >>> left = conclude(Interval(-2), [event("befoerderung")])
    >>> left.unexplained, left.code
    (-1, 'wechsel.unerklaert')
    """
    explained, unexplained = split(real, events)
    if any(e.unsettled for e in events):
        verdict, code = Verdict.OPEN, "wechsel.ereignis-offen"
    elif unexplained == 0:
        verdict, code = Verdict.SATISFIED, "wechsel.keiner" if real == 0 else "wechsel.erklaert"
    elif 0 in unexplained:
        verdict, code = Verdict.OPEN, "wechsel.ungewiss"
    else:
        verdict, code = Verdict.OPEN, "wechsel.unerklaert"
    return Outcome(None, None, real, explained, unexplained, verdict, code)


def split(real: Interval, events: Sequence[StatusEvent]) -> tuple[Interval, Interval]:
    """Return what of a number of stages the events explain, and the rest.

    >>> split(Interval(-2), [event("befoerderung")])
    (-1, -1)
    """
    parts = [(max(-k, min(0, r)), r) for r in real for k in band(events)]
    return Interval.hull(x for x, _ in parts), Interval.hull(r - x for x, r in parts)


def _nominal(before: Grade, after: Grade) -> Fraction | None:
    if before.scale == after.scale:
        return after.position - before.position
    direction = before.scale.direction
    old, new = before.scale.figure(before), after.scale.figure(after)
    if old is None or new is None or direction is None or direction != after.scale.direction:
        return None
    return direction * (new - old)


@frozen
class GradeChange:
    """What became of a grade, counted in stages of the scale ``on``, better being positive.

    ``derived`` says that some of the events were not stated: the two offices show them.
    """

    before: Grade
    after: Grade
    on: GradeScale
    events: tuple[StatusEvent, ...]
    outcome: Outcome
    derived: bool = False

    @property
    def nominal(self) -> Interval | None:
        """What the printed figures say; None if they say nothing across these scales."""
        return self.outcome.nominal

    @property
    def scale_effect(self) -> Interval | None:
        """The part of ``nominal`` that the change of scale alone makes; None if there is none."""
        return self.outcome.scale_effect

    @property
    def real(self) -> Interval | None:
        """The change in substance; None if a grade has no counterpart."""
        return self.outcome.real

    @property
    def explained(self) -> Interval | None:
        """The part of ``real`` that the events make plausible at unchanged performance."""
        return self.outcome.explained

    @property
    def unexplained(self) -> Interval | None:
        """The rest of ``real``, which needs reasons of its own."""
        return self.outcome.unexplained

    @property
    def within_a_stage(self) -> bool:
        """Whether the two grades differ, but not by a stage, which alone is counted."""
        same_scale = self.before.scale == self.after.scale
        return same_scale and self.before != self.after and self.real == 0

    @property
    def finding(self) -> Finding:
        """The verdict with its reasons and sources, over all authorities known."""
        return _explained(self)

    def _repr_html_(self) -> str:
        return picture(self)

    def explain(self, lang: Lang = "de") -> str:
        """Return a paragraph with citations, in German or English."""
        return _paragraph(self.finding, lang)


_explained: Port[[GradeChange], Finding] = Port("explained")
_paragraph: Port[[Finding, Lang], str] = Port("paragraph")


@overload
def compare(
    before: Grade,
    after: Grade,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange: ...
@overload
def compare(
    before: Appraisal,
    after: Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange: ...
def compare(
    before: Grade | Appraisal,
    after: Grade | Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange:
    """Compare two grades, or two appraisals, and split the change.

    The change is counted in stages of ``on``, by default of the later grade's scale. Between two
    appraisals only events after the end of the earlier period and up to the later Stichtag count; if
    fewer of those are stated than the two offices require, the fewest that fit are derived.

    Raises:
        NoMappingError: no mapping to ``on`` is known.
        NotComparableError: a decision holds the scales not comparable.

    >>> from datetime import date
    >>> from beurteilung import Laufbahnwechsel, grade
    >>> alt, neu = grade("ni-pol-1996:5"), grade("ni-pol-1999:3")
    >>> change = compare(alt, neu, events=[Laufbahnwechsel(date(1999, 11, 2))])
    >>> change.nominal, change.scale_effect, change.real, change.explained, change.unexplained
    (-2, -1, -1, -1, 0)
    """
    if isinstance(events, StatusEvent):
        raise WrongKindError.of("a list of events", events)
    events, derived = tuple(events), False
    for one in events:
        if not isinstance(one, StatusEvent):
            raise WrongKindError.of("events such as Befoerderung() or event('befoerderung')", one)
    if isinstance(before, Appraisal) and isinstance(after, Appraisal):
        events, derived = between(before, after, events)
        before, after = before.grade, after.grade
    if not isinstance(before, Grade) or not isinstance(after, Grade):
        given = f"{type(before).__name__} and {type(after).__name__}"
        way = "grade('ni-pol-1996:5') makes a grade of a text"
        raise WrongKindError(f"expected two grades or two appraisals, got {given}; {way}")
    scale = after.scale if on is None else on if isinstance(on, GradeScale) else registry.scale(on)
    outcome = _outcome(before, after, scale, keys(events), registry.generation())
    return GradeChange(before, after, scale, events, outcome, derived)


def between(
    before: Appraisal, after: Appraisal, events: Iterable[StatusEvent]
) -> tuple[tuple[StatusEvent, ...], bool]:
    """Return the events that lie between two appraisals, and whether some had to be derived."""
    first = before.period.end if before.period else before.stichtag
    last = after.stichtag or (after.period.end if after.period else None)
    stated = tuple(
        e
        for e in events
        if e.datum is None
        or ((first is None or e.datum > first) and (last is None or e.datum <= last))
    )
    if before.office is None or after.office is None:
        return stated, False
    found = events_between(before.office, after.office, stated)
    return found, len(found) > len(stated)


@lru_cache(maxsize=1 << 16)
def _outcome(
    before: Grade, after: Grade, on: GradeScale, kinds: tuple[str, ...], generation: int
) -> Outcome:
    del generation  # part of the key: a loaded mapping may answer otherwise
    return measure(before, after, lambda g: _image(g, on), [event(kind) for kind in kinds])


def _image(grade: Grade, on: GradeScale) -> tuple[Grade, ...]:
    return (grade,) if grade.scale == on else registry.mapping(grade.scale, on)(grade)
