"""Changes between two grades: what the figures say, what the scale did, what is real, what is explained.

`measure` is the only place where a change is counted. Everything else, bulk tables included, looks
its answers up or puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from beurteilung._base.errors import DataError, WrongKindError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.ports import Port, picture
from beurteilung._base.records import Factory, evolve, frozen
from beurteilung._base.text import Text
from beurteilung.law import laender, registry
from beurteilung.law.certainty import ApplicableLaw, decide, law_of
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.findings import Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import Amtszulage, StatusEvent, band, event, events_between, keys
from beurteilung.model.scales import STAGE, STEP, Grade, GradeScale, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung._base.text import Lang, TextFormat
    from beurteilung.law.certainty import Rechtslage
    from beurteilung.model.findings import Finding
    from beurteilung.model.mappings import NotComparable


__all__ = [
    "MEASURES",
    "WHY_NOT",
    "GradeChange",
    "Outcome",
    "as_decided",
    "compare",
    "compare_under",
    "conclude",
    "governing_law",
    "legal",
    "measure",
    "number",
    "split",
]

MOST_EVENTS = 50
"""Events that may lie between two grades; a career has far fewer, and each is put into words."""
Image = Callable[[Grade], tuple[Grade, ...]]

MEASURES = ("nominal", "steps", "scale_effect", "real", "explained", "unexplained")

WHY_NOT: dict[str, Text] = {
    "keine-ziffern": Text(
        "die Noten sind keine Zahlen, die steigen oder fallen",
        "the grades are no numbers that rise or fall",
    ),
    "andere-einheit": Text(
        "die beiden Skalen zählen in verschiedenen Einheiten",
        "the two scales count in different units",
    ),
    "andere-richtung": Text(
        "auf der einen Skala ist die höhere, auf der anderen die niedrigere Zahl die bessere",
        "on one scale the higher number is the better one, on the other the lower",
    ),
    "zwei-skalen": Text("die Noten gehören zu zwei Skalen", "the grades belong to two scales"),
    "noten-fehlen": Text(
        "die Skala ist nur zum Teil belegt; zwischen den beiden Noten können andere liegen",
        "the scale is attested in part only; other grades may lie between the two",
    ),
    "ohne-entsprechung": Text(
        "eine der Noten hat auf dieser Skala keine Entsprechung",
        "one of the grades has no counterpart on this scale",
    ),
    "stufe-nicht-belegt": Text(
        "zu welchen Stufen die Noten gehören, ist nicht belegt",
        "no source attests to which stages the grades belong",
    ),
    "stufen-ohne-ziffern": Text(
        "nicht beide Skalen zählen ihre Stufen mit fortlaufenden ganzen Zahlen",
        "not both scales count their stages by consecutive whole numbers",
    ),
    "noten-nicht-belegt": Text(
        "die beiden Noten sind nicht belegt, nur ihr Abstand",
        "the two grades are not attested, only the distance between them",
    ),
}
"""Why something cannot be measured, by its code."""


@frozen
class Outcome:
    """The figures of a change. They depend on the two grades, the scale and the kinds of events.

    ``nominal`` is an exact interval where it is whole, else a fraction. ``why_not`` has the code of the
    reason for each measure that is None. ``within_a_stage`` says that the grades are two steps of one
    stage.
    """

    nominal: Interval | Fraction | None
    scale_effect: Interval | None
    real: Interval | None
    explained: Interval | None
    unexplained: Interval | None
    verdict: Verdict
    code: str
    steps: int | None = None
    within_a_stage: bool = False
    why_not: tuple[tuple[str, str], ...] = ()


def measure(before: Grade, after: Grade, image: Image, events: Sequence[StatusEvent]) -> Outcome:
    """Count a change on the scale into which ``image`` carries each grade.

    With the counterparts u of ``before`` and v of ``after`` there, ``real`` is the smallest interval
    of whole stages that contains every pos(v) - pos(u), better being positive. Without a counterpart,
    or where the stage of one is not attested, nothing is counted and the verdict is open. ``k`` upward
    events explain at most ``k`` stages down, on scales of appraisals.
    """
    return _with(_apart(before, after, image), events)


class _Apart(NamedTuple):
    """How far two grades lie apart, whatever happened in between."""

    outcome: Outcome
    explicable: bool
    """Whether the rules on what explains a change hold: they are rules on dienstliche Beurteilungen only."""
    one_grade: bool
    """Whether both may be the same grade."""


def _apart(before: Grade, after: Grade, image: Image) -> _Apart:
    same = before.scale == after.scale
    steps = before.scale.steps_between(before, after) if same else None
    figures, no_nominal = _nominal(before, after)
    nominal = None if figures is None else _whole(figures)
    old, new = image(before), image(after)  # both, so that a missing mapping raises in any case
    ways = [(u, v, u.scale.stages_between(u, v)) for u in old for v in new]
    stages = [apart for _, _, apart in ways if apart is not None]
    no_steps = "noten-fehlen" if same else "zwei-skalen"
    why = {"nominal": no_nominal, "steps": no_steps if steps is None else ""}
    if not ways or len(stages) < len(ways):
        no_real, code = _uncounted(ways)
        why |= dict.fromkeys(("scale_effect", "real", "explained", "unexplained"), no_real)
        return _Apart(
            Outcome(
                nominal, None, None, None, None, Verdict.OPEN, code, steps, why_not=_given(why)
            ),
            explicable=False,
            one_grade=False,
        )
    effect = (
        Interval(0)
        if old[0].scale == before.scale == after.scale
        else _scale_effect(before.scale, after.scale, figures, stages)
    )
    why["scale_effect"] = "stufen-ohne-ziffern" if effect is None else ""
    counted = evolve(
        conclude(Interval.hull(stages), ()),
        nominal=nominal, scale_effect=effect, steps=steps, why_not=_given(why),
    )  # fmt: skip
    scales = (before.scale, after.scale, old[0].scale)
    return _Apart(
        counted,
        explicable=all(s.kind == "beurteilung" for s in scales),
        one_grade=any(u == v for u, v, _ in ways),
    )


def _with(apart: _Apart, events: Sequence[StatusEvent]) -> Outcome:
    """Return what follows from a distance and from what happened in between."""
    counted, real = apart.outcome, apart.outcome.real
    if real is None:
        return counted
    if events and apart.explicable:
        after = conclude(real, events)
        counted = evolve(
            counted, explained=after.explained, unexplained=after.unexplained,
            verdict=after.verdict, code=after.code,
        )  # fmt: skip
    if real != 0 or apart.one_grade:
        return counted
    within = evolve(counted, within_a_stage=True)  # whatever happened in between
    if counted.code != "wechsel.keiner":
        return within
    return evolve(within, verdict=Verdict.OPEN, code="wechsel.innerhalb-der-stufe")


def _given(why: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, code) for name, code in why.items() if code)


def _uncounted(ways: Sequence[object]) -> tuple[str, str]:
    """Return why no stages are counted, and the code of the outcome."""
    if not ways:
        return "ohne-entsprechung", "wechsel.ohne-entsprechung"
    return "stufe-nicht-belegt", "wechsel.stufe-nicht-belegt"


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
    why = _given(dict.fromkeys(("nominal", "steps", "scale_effect"), "noten-nicht-belegt"))
    return Outcome(None, None, real, explained, unexplained, verdict, code, why_not=why)


def split(real: Interval, events: Sequence[StatusEvent]) -> tuple[Interval, Interval]:
    """Return what of a number of stages the events explain, and the rest.

    >>> split(Interval(-2), [event("befoerderung")])
    (-1, -1)
    """
    drop = max(0, -real.low)
    parts = [(max(-k, min(0, r)), r) for r in real for k in band(events, drop)]
    return Interval.hull(x for x, _ in parts), Interval.hull(r - x for x, r in parts)


def _nominal(before: Grade, after: Grade) -> tuple[Fraction | None, str]:
    """Return the exact difference of the printed numbers, better positive, or why there is none."""
    one, other = before.scale, after.scale
    old, new = one.figure(before), other.figure(after)
    if old is None or new is None:
        return None, "keine-ziffern"
    if before == after:
        return Fraction(0), ""
    if one.figure_direction is None:
        return None, "keine-ziffern"
    if one != other and one.figure_direction != other.figure_direction:
        return None, "andere-richtung"
    if one != other and _unit(one) != _unit(other):
        return None, "andere-einheit"
    return one.figure_direction * (new - old), ""


def number(nominal: Interval | Fraction) -> int | Fraction:
    """Return the difference of the printed figures as a number."""
    return int(nominal) if isinstance(nominal, Interval) else nominal


def _whole(number: Fraction) -> Interval | Fraction:
    return Interval(int(number)) if number.denominator == 1 else number


def _unit(scale: GradeScale) -> Unit | None:
    """Return what one number more stands for: a stage where stages are numbered, else the unit."""
    return STAGE if scale.direction is not None else scale.unit or STEP


def _scale_effect(
    one: GradeScale, other: GradeScale, nominal: Fraction | None, stages: Sequence[Fraction]
) -> Interval | None:
    """Return the part of the nominal change that the change of scale alone makes."""
    if nominal is None or one.direction is None or one.direction != other.direction:
        return None
    return Interval.hull(nominal - apart for apart in stages)


_MEASURES = ("nominal", "real", "explained", "unexplained")


@frozen
class GradeChange:
    """What became of a grade, counted in stages of the scale ``on``, better being positive.

    ``derived`` says that some of the events were not stated: the two offices show them. ``law`` is the
    one by which the verdict is found.
    """

    before: Grade
    after: Grade
    on: GradeScale
    events: tuple[StatusEvent, ...]
    outcome: Outcome
    derived: bool = False
    law: ApplicableLaw = Factory(ApplicableLaw)

    @property
    def nominal(self) -> Interval | Fraction | None:
        """The exact difference of the printed figures; None of letters, and across unlike scales."""
        return self.outcome.nominal

    @property
    def steps(self) -> int | None:
        """The difference in rank on one scale; None across scales, or where grades may be left out."""
        return self.outcome.steps

    @property
    def scale_effect(self) -> Interval | None:
        """The part of ``nominal`` that the change of scale alone makes; None if there is none."""
        return self.outcome.scale_effect

    @property
    def real(self) -> Interval | None:
        """The change in stages; None if a grade has no counterpart, or its stage is not attested."""
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
        """Whether the two grades are different steps of one stage, which alone is counted."""
        return self.outcome.within_a_stage

    @property
    def why_not(self) -> dict[str, Text]:
        """Why each measure that is None cannot be told.

        >>> from beurteilung import compare, grade
        >>> compare(grade("by-llbg:13"), grade("by-llbg:11")).why_not["real"].en
        'no source attests to which stages the grades belong'
        """
        return {name: WHY_NOT[code] for name, code in self.outcome.why_not}

    @property
    def finding(self) -> Finding:
        """The verdict with its reasons and sources."""
        return _explained(self)

    @property
    def verdict(self) -> Verdict:
        """The verdict: what of the change is explained, by the law that governs it."""
        return _concluded(self).verdict

    @property
    def code(self) -> str:
        """The code of the verdict."""
        return _concluded(self).code

    @property
    def foreign(self) -> GradeScale | None:
        """The scale among those involved that is none of appraisals, if there is one."""
        scales = (self.before.scale, self.after.scale, self.on)
        return next((s for s in scales if s.kind != "beurteilung"), None)

    def __repr__(self) -> str:
        """Show the grades, the measures and the verdict, in one line.

        >>> from beurteilung import compare
        >>> compare("ni-pol-1996:5", "ni-pol-1999:4")
        <GradeChange ni-pol-1996:5 to ni-pol-1999:4: nominal -1, real 0, explained 0, unexplained 0, satisfied>
        """
        measures = ", ".join(f"{name} {getattr(self, name)}" for name in _MEASURES)
        return f"<GradeChange {self.before} to {self.after}: {measures}, {self.verdict.value}>"

    def _repr_html_(self) -> str:
        return picture(self)

    def explain(self, lang: Lang = "de") -> str:
        """Return a paragraph with citations, in German or English."""
        return _paragraph(self.finding, lang)

    @overload
    def render(
        self, format: TextFormat = "text", lang: Lang = "de", *, width: int = ...
    ) -> str: ...
    @overload
    def render(self, format: Literal["pdf"], lang: Lang = "de", *, width: int = ...) -> bytes: ...
    @overload
    def render(self, format: str, lang: Lang = "de", *, width: int = ...) -> str | bytes: ...
    def render(
        self,
        format: str = "text",  # noqa: A002 - the word of the contract
        lang: Lang = "de",
        *,
        width: int = 100,
    ) -> str | bytes:
        """Return the change alone in one of the formats; ``width`` is that of a line of text.

        Raises:
            UnknownIdError: there is no such format; the formats are named.
            MissingExtraError: a PDF needs a typesetter that is not installed.
        """
        expect("format", format, str)
        expect("width", width, int)
        return _rendered(self, format, lang, width)


_rendered: Port[[GradeChange, str, Lang, int], str | bytes] = Port("rendered_change")
_explained: Port[[GradeChange], Finding] = Port("explained")
_concluded: Port[[GradeChange], Finding] = Port("concluded")
_paragraph: Port[[Finding, Lang], str] = Port("paragraph")


@overload
def compare(
    before: Grade | str,
    after: Grade | str,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
) -> GradeChange: ...
@overload
def compare(
    before: Appraisal,
    after: Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
) -> GradeChange: ...
def compare(  # noqa: PLR0913 - each keyword is a question of its own
    before: Grade | str | Appraisal,
    after: Grade | str | Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
    rechtsstand: date | None = None,
    dienstherr: str | None = None,
) -> GradeChange:
    """Compare two grades (or their text forms), or two appraisals, and split the change.

    The change is counted in stages of ``on``, by default of the later grade's scale. Between two
    appraisals only events after the end of the earlier period and up to the later Stichtag count; if
    fewer of those are stated than the two offices require, the fewest that fit are derived.

    What explains a change is a question of law: authorities count up to the ``rechtsstand``, by default
    all that ship, and those on the law of the ``dienstherr`` ("Niedersachsen", "Bund"), by default that
    of the later grade's guideline. Without one, general principles alone settle anything.

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
    if rechtsstand is not None or dienstherr is not None:
        dienstherr = governing_law(rechtsstand, dienstherr)
    stichtag = after.stichtag if isinstance(after, Appraisal) else None
    old, new, events, derived = _asked(before, after, events)
    if on is not None and not isinstance(on, GradeScale):
        on = registry.scale(on)
    scale, outcome, law = _answer(
        old, new, on, keys(events), rechtsstand, dienstherr, registry.generation()
    )
    if stichtag is not None:
        law = evolve(law, on=stichtag)
    return GradeChange(old, new, scale, events, outcome, derived, law)


def compare_under(
    law: ApplicableLaw, before: Appraisal, after: Appraisal, events: Sequence[StatusEvent]
) -> GradeChange:
    """Compare two appraisals under the law that governs a case; raises like `compare`."""
    old, new, events, derived = _asked(before, after, events)
    outcome = _counted(old, new, new.scale, keys(events), law, registry.generation())
    return GradeChange(old, new, new.scale, events, outcome, derived, law)


def _asked(
    before: object, after: object, events: Sequence[StatusEvent]
) -> tuple[Grade, Grade, tuple[StatusEvent, ...], bool]:
    """Check what is compared; return both grades, the events, and whether some had to be derived."""
    events, derived = _listed(events), False
    if type(before) is Grade and type(after) is Grade:  # as most are, by the million
        return before, after, events, derived
    if isinstance(before, Appraisal) and isinstance(after, Appraisal):
        events, derived = between(before, after, events)
        before, after = before.grade, after.grade
    if isinstance(before, str):
        before = registry.grade(before)
    if isinstance(after, str):
        after = registry.grade(after)
    if not isinstance(before, Grade) or not isinstance(after, Grade):
        given = f"{type(before).__name__} and {type(after).__name__}"
        raise WrongKindError(
            Text(
                f"erwartet werden zwei Noten oder zwei Beurteilungen, angegeben ist {given}",
                f"expected two grades or two appraisals, got {given}",
            )
        )
    return before, after, events, derived


def _listed(events: Sequence[StatusEvent]) -> tuple[StatusEvent, ...]:
    """Check that what is given is a list of events, and not too many of them."""
    if isinstance(events, StatusEvent):
        raise WrongKindError.of(Text("eine Liste von Ereignissen", "a list of events"), events)
    listed = expect_each("events", events)
    if len(listed) > MOST_EVENTS:
        raise DataError(
            Text("Ereignisse", "events"),
            [
                Text(
                    f"möglich sind höchstens {MOST_EVENTS} zwischen zwei Noten, angegeben sind {len(listed)}",
                    f"at most {MOST_EVENTS} are possible between two grades, got {len(listed)}",
                )
            ],
        )
    for one in listed:
        if not isinstance(one, StatusEvent):
            raise WrongKindError.of(
                Text(
                    "Ereignisse wie Befoerderung() oder event('befoerderung')",
                    "events such as Befoerderung() or event('befoerderung')",
                ),
                one,
            )
    return listed


@lru_cache(maxsize=1 << 14)
def _answer(  # noqa: PLR0913, PLR0917 - all that an answer depends on
    before: Grade,
    after: Grade,
    on: GradeScale | None,
    kinds: tuple[str, ...],
    rechtsstand: date | None,
    dienstherr: str | None,
    generation: int,
) -> tuple[GradeScale, Outcome, ApplicableLaw]:
    """Return the scale counted on, the figures and the law: one look-up for a pair that was met before."""
    # the old grade is read on the new scale first, then counted there (VG Stade 3 A 401/02)
    scale = after.scale if on is None else on
    law = _law(after.scale, rechtsstand, dienstherr, generation)
    return scale, _counted(before, after, scale, kinds, law, generation), law


def _counted(  # noqa: PLR0913, PLR0917 - all that an outcome depends on
    before: Grade,
    after: Grade,
    on: GradeScale,
    kinds: tuple[str, ...],
    law: ApplicableLaw,
    generation: int,
) -> Outcome:
    """Count on a scale, with the statements that two scales are not comparable which count under a law."""
    same = before.scale == after.scale == on
    refused = () if same else _refused(law, generation)
    if Amtszulage.kind in kinds:
        kinds = keys([as_decided(event(kind), law) for kind in kinds])
    return _outcome(before, after, on, kinds, refused, generation)


def as_decided(one: StatusEvent, law: ApplicableLaw) -> StatusEvent:
    """Return an event as the law that governs reads it: whether an Amtszulage makes an office of its own.

    >>> as_decided(Amtszulage(), ApplicableLaw(dienstherr="Bund"))
    Amtszulage(datum=None, eigenes_amt=True)
    """
    if not isinstance(one, Amtszulage) or one.eigenes_amt is not None:
        return one
    direction = legal(one.rule, evolve(law, umfang=None)).direction
    return evolve(one, eigenes_amt={"stuetzt": True, "lehnt_ab": False}.get(direction or ""))


@lru_cache(maxsize=1 << 12)
def legal(code: str, law: ApplicableLaw) -> Rechtslage:
    """Return what the law holds on a rule; many changes ask the same."""
    return decide(code, law)


@lru_cache(maxsize=1 << 10)
def _law(
    scale: GradeScale, rechtsstand: date | None, dienstherr: str | None, generation: int
) -> ApplicableLaw:
    """Return the law that governs the later grade: that of its guideline, or of the Dienstherr named."""
    del generation  # part of the key: a loaded guideline may own the scale
    # in dispute is the later appraisal: the law of its Dienstherr governs the comparison
    law = law_of(registry.guideline_of(scale), rechtsstand)
    if dienstherr is None or dienstherr == law.dienstherr:
        return law
    # another Dienstherr is not bound by this guideline: its family says nothing there
    return evolve(law, dienstherr=dienstherr, familie="")


def governing_law(rechtsstand: object, dienstherr: object) -> str | None:
    """Return the Dienstherr by its whole name, and check that the Rechtsstand is a day.

    Raises:
        WrongKindError: one of them is of another kind.
        UnknownIdError: no Dienstherr has this name.
    """
    if rechtsstand is not None and (
        not isinstance(rechtsstand, date) or isinstance(rechtsstand, datetime)
    ):
        raise WrongKindError.of(
            Text(
                "der Rechtsstand als Tag wie date(2003, 3, 20)",
                "the Rechtsstand as a day such as date(2003, 3, 20)",
            ),
            rechtsstand,
        )
    if dienstherr is None:
        return None
    if not isinstance(dienstherr, str):
        raise WrongKindError.of(
            Text(
                "der Dienstherr als Text, etwa „Niedersachsen“",
                "the Dienstherr as text, such as 'Niedersachsen'",
            ),
            dienstherr,
        )
    if dienstherr in registry.LAENDER or not dienstherr:
        return dienstherr
    return laender.dienstherr(dienstherr)  # an abbreviation, a Dienstherr of a file, or a slip


def between(
    before: Appraisal, after: Appraisal, events: Iterable[StatusEvent]
) -> tuple[tuple[StatusEvent, ...], bool]:
    """Return the events that lie between two appraisals, and whether some had to be derived."""
    # a grade measures by the Statusamt at the end of its period: what lay before is in it already
    first = before.period.end if before.period else before.stichtag
    last = after.stichtag or (after.period.end if after.period else None)
    stated = tuple(
        e
        for e in events
        if e.datum is None
        or ((first is None or e.datum > first) and (last is None or e.datum <= last))
    )
    # one office alone shows no event
    if before.office is None or after.office is None:
        return stated, False
    found = events_between(before.office, after.office, stated)
    return found, len(found) > len(stated)


@lru_cache(maxsize=1 << 10)
def _refused(law: ApplicableLaw, generation: int) -> tuple[NotComparable, ...]:
    del generation  # part of the key: a loaded file may hold more
    return registry.not_comparable(law)


@lru_cache(maxsize=1 << 16)
def _outcome(  # noqa: PLR0913, PLR0917 - all that an outcome depends on
    before: Grade,
    after: Grade,
    on: GradeScale,
    kinds: tuple[str, ...],
    refused: tuple[NotComparable, ...],
    generation: int,
) -> Outcome:
    return _with(_found(before, after, on, refused, generation), [event(kind) for kind in kinds])


@lru_cache(maxsize=1 << 12)
def _found(
    before: Grade,
    after: Grade,
    on: GradeScale,
    refused: tuple[NotComparable, ...],
    generation: int,
) -> _Apart:
    del generation  # part of the key: a loaded mapping may answer otherwise

    def image(grade: Grade) -> tuple[Grade, ...]:
        return (grade,) if grade.scale == on else registry.mapping(grade.scale, on, refused)(grade)

    return _apart(before, after, image)
