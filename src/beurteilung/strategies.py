"""Hypothesis strategies for scales, grades, mappings, events, periods and what is made of them.

Generated schemes are in no registry: no strategy registers a scale, so nothing leaks from one test
into the next. Where Hypothesis is installed it calls `_register` by itself, and then
``st.from_type(Grade)`` works without an import from here.

>>> from hypothesis import given
>>> from beurteilung.strategies import grades
>>> @given(grades())
... def test_a_grade_is_found_by_its_code(g):
...     assert g.scale[g.code] is g
>>> test_a_grade_is_found_by_its_code()
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.model.appraisals import Appraisal, Period
from beurteilung.model.intervals import Interval
from beurteilung.model.mappings import Pair, ScaleMapping
from beurteilung.model.offices import (
    Amtswechsel,
    Amtszulage,
    Befoerderung,
    Besoldungsgruppe,
    Hoehergruppierung,
    HorizontalerLaufbahnwechsel,
    Laufbahngruppe,
    Laufbahnwechsel,
    Massstabsaenderung,
    Office,
    Rueckstufung,
    StatusEvent,
)
from beurteilung.model.scales import Grade, GradeScale, Row, Stage, Step, Unit, WithoutStage
from beurteilung.model.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.model.scales import Rung


def _register() -> None:  # pyright: ignore[reportUnusedFunction] - the entry point names it
    """Tell Hypothesis how to make our types; called by its entry point."""
    from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 - see below

    register_type_strategy(GradeScale, lambda _: scales())
    register_type_strategy(Grade, lambda _: grades())
    register_type_strategy(ScaleMapping, lambda _: mappings())
    register_type_strategy(Interval, lambda _: intervals())
    register_type_strategy(Period, lambda _: periods())
    register_type_strategy(Office, lambda _: offices())
    register_type_strategy(Appraisal, lambda _: appraisals())
    register_type_strategy(StatusEvent, lambda _: events())
    register_type_strategy(Amtszulage, lambda _: _amtszulagen())
    register_type_strategy(Massstabsaenderung, lambda _: _standards())
    for kind in (*_UPWARD, *_UNSETTLED):
        register_type_strategy(kind, lambda asked: _of(asked))  # noqa: PLW0108 - defined below


_UPWARD = (Befoerderung, Laufbahnwechsel)
_UNSETTLED = (Hoehergruppierung, HorizontalerLaufbahnwechsel, Rueckstufung, Amtswechsel)

# Hypothesis calls `_register` while it is imported, so what that needs stands above this line.
from hypothesis import strategies as st  # noqa: E402

__all__ = [
    "appraisals",
    "banded_scales",
    "citations",
    "distributions",
    "events",
    "grades",
    "intervals",
    "mappings",
    "offices",
    "periods",
    "point_scales",
    "scales",
    "upward_events",
]

FIRST, LAST = date(1949, 5, 24), date(2099, 12, 31)
"""The days that dates are drawn from: those of the Grundgesetz, as far as anyone plans."""

_ids = st.integers(0, 0xFFFF).map("gen-{:x}".format)
_days = st.dates(FIRST, LAST)


_QUALITIES = (
    "hervorragend",
    "außergewöhnlich",
    "übertrifft erheblich",
    "sehr gut",
    "gut",
    "voll befriedigend",
    "Entspricht voll",
    "entspricht noch",
    "größtenteils genügend",
    "mäßig",
    "mangelhaft",
    "ungenügend",
)
_FINER = ("", " +", " ++", ", oberer Bereich", ", mittlerer Bereich", ", unterer Bereich")
_PLAIN = tuple(quality + finer for finer in _FINER for quality in _QUALITIES)
_NAMES = (*_PLAIN[::2], *(unicodedata.normalize("NFD", name) for name in _PLAIN[1::2]))
"""Words as schemes print them: umlauts in both Unicode forms, ß, blanks, signs, both cases."""


_INVENTED = Source("generiert", "erfundene Quelle", "sekundaer")


def citations() -> st.SearchStrategy[Citation]:
    """Draw citations of an invented source, of every grade of evidence."""
    return st.sampled_from([Citation(_INVENTED, evidence) for evidence in Evidence])


@st.composite
def _codes(draw: st.DrawFn, number: int, words: list[str]) -> list[str]:
    """Draw the codes of stages: figures from either end, letters, or words."""
    first = draw(st.integers(0, 3))
    figures = [str(n) for n in range(first, first + number)]
    letters = [chr(ord("A") + n) for n in range(number)]
    return draw(st.sampled_from((figures[::-1], figures, letters, words)))


@st.composite
def point_scales(draw: st.DrawFn) -> GradeScale:
    """Draw scales of numbers of which some or all stages are not attested.

    Quarter, half or whole points, higher or lower ones better; a band may be attested at the top, and
    the number of stages may be.

    >>> from hypothesis import given
    >>> @given(point_scales())
    ... def test_unknown(s):
    ...     assert not s.grades[-1].stage_known
    >>> test_unknown()
    """
    step, decimals = draw(st.sampled_from(((1, 0), (5, 1), (25, 2))))
    number = draw(st.integers(3, 9))
    first = draw(st.integers(0, 3)) * step
    numbers = range(first, first + number * step, step)
    row = numbers[::-1] if draw(st.booleans()) else numbers
    banded = draw(st.integers(0, number - 1))
    ladder: list[Rung] = []
    if banded:
        ladder.append(Stage("oben", None, None, None, Row(row[:banded], decimals)))
    ladder.append(WithoutStage(Row(row[banded:], decimals)))
    unit = Unit(Text("ein Punkt", "one point"), Text("Punkte", "points"))
    count = draw(st.none() | st.integers(max(2, banded > 0), 6))
    return GradeScale(
        draw(_ids),
        tuple(ladder),
        "erfundene Punkte",
        draw(st.none() | citations()),
        unit=draw(st.sampled_from((None, unit))),
        stage_count=count,
    )


@st.composite
def banded_scales(draw: st.DrawFn) -> GradeScale:
    """Draw scales whose stages are bands of numbers: 5,00 to 4,50, then 4,49 to 3,50 and so on.

    The numbers are whole or have decimals, higher or lower ones are better, and every limit is attested.

    >>> from hypothesis import given
    >>> @given(banded_scales())
    ... def test_bands(s):
    ...     assert all(g.stage_known for g in s)
    ...     assert sum(len(stage.steps) for stage in s.stages) == len(s)
    >>> test_bands()
    """
    step, decimals = draw(st.sampled_from(((1, 0), (1, 1), (5, 1), (1, 2), (25, 2))))
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    first = draw(st.integers(0, 3)) * step
    numbers = range(first, first + sum(sizes) * step, step)
    row = numbers[::-1] if draw(st.booleans()) else numbers
    cited = draw(st.none() | citations())
    ladder: list[Rung] = []
    for name in draw(st.permutations(_PLAIN[: len(sizes)])):
        size, done = sizes[len(ladder)], sum(sizes[: len(ladder)])
        ladder.append(Stage(name, None, cited, None, Row(row[done : done + size], decimals)))
    return GradeScale(draw(_ids), tuple(ladder), "erfundene Bänder", cited)


@st.composite
def scales(
    draw: st.DrawFn, *, min_stages: int = 1, max_stages: int = 4, whole: bool = False
) -> GradeScale:
    """Draw scales: plain ones, with bands of several steps, with steps between stages.

    Stages are numbered from either end, lettered, or named by words; a label may be missing, as in
    law. With ``whole`` no step lies between two stages, so that every position is whole. There are
    words for ten stages and all their steps.

    >>> from hypothesis import given
    >>> @given(scales(min_stages=2, whole=True))
    ... def test_positions(s):
    ...     assert s.grades[0].position == len(s.stages) >= 2
    >>> test_positions()
    """
    number = draw(st.integers(min_stages, max_stages))
    inner = [draw(st.sampled_from((0, 0, 1, 2, 3))) for _ in range(number)]
    between = [0 if whole else draw(st.sampled_from((0, 0, 1, 2))) for _ in range(number - 1)]
    labelled = draw(st.lists(st.booleans(), min_size=number, max_size=number))
    wanted = number + sum(inner) + sum(between) + sum(labelled)
    drawn = draw(st.lists(st.sampled_from(_NAMES), min_size=wanted, max_size=wanted, unique=True))
    codes, names = draw(_codes(number, drawn[:number])), iter(drawn[number:])
    cited = draw(st.none() | citations())

    def ladder() -> Iterator[Rung]:
        for n, code in enumerate(codes):
            label = next(names) if labelled[n] else None
            steps = tuple(Step(next(names), None, cited) for _ in range(inner[n]))
            yield Stage(code, label, cited, cited if label else None, steps)
            for _ in range((*between, 0)[n]):
                yield Step(next(names), None, cited)

    return GradeScale(draw(_ids), tuple(ladder()), "erfundene Skala", cited)


def grades(scale: GradeScale | None = None) -> st.SearchStrategy[Grade]:
    """Draw grades of one scale, or of any.

    >>> from hypothesis import given
    >>> from beurteilung import scale
    >>> @given(grades(scale("ni-pol-1996")))
    ... def test_scale(g):
    ...     assert g.scale is scale("ni-pol-1996")
    >>> test_scale()
    """
    if scale is None:
        return scales().flatmap(grades)
    return st.sampled_from(scale.grades)


@st.composite
def mappings(
    draw: st.DrawFn,
    before: GradeScale | None = None,
    after: GradeScale | None = None,
    *,
    onto: bool = False,
    total: bool = False,
) -> ScaleMapping:
    """Draw mappings between two scales, given or drawn: with holes, merges and splits.

    With ``onto`` every grade of the second scale has a counterpart, with ``total`` every grade of the
    first. Each pair has its own evidence. A mapping may be empty.

    >>> from hypothesis import given
    >>> @given(mappings(onto=True))
    ... def test_onto(m):
    ...     assert not m.loss().unreached
    >>> test_onto()
    """
    few = scales(max_stages=3)
    first = before or draw(few)
    last = after or draw(few.filter(lambda scale: scale.id != first.id))
    rows = first.grades if total else draw(_part(first.grades))
    columns = last.grades if onto else draw(_part(last.grades))
    if not rows or not columns:
        if not (onto or total):
            return ScaleMapping(first, last, ())
        rows, columns = rows or first.grades, columns or last.grades
    stairs = draw(_stairs(len(rows), len(columns)))
    cells = [(r, c) for r, (low, high) in enumerate(stairs) for c in range(low, high + 1)]
    cited = draw(st.lists(citations(), min_size=len(cells), max_size=len(cells)))
    pairs = [
        Pair(rows[r], columns[c], at.evidence, (at,))
        for (r, c), at in zip(cells, cited, strict=True)
    ]
    return ScaleMapping(first, last, tuple(pairs))


@st.composite
def _part(draw: st.DrawFn, of: tuple[Grade, ...]) -> tuple[Grade, ...]:
    keep = draw(st.lists(st.booleans(), min_size=len(of), max_size=len(of)))
    return tuple(grade for grade, kept in zip(of, keep, strict=True) if kept)


@st.composite
def _stairs(draw: st.DrawFn, rows: int, columns: int) -> list[tuple[int, int]]:
    """Draw the lowest and highest column of each row: neither falls, none is left out."""
    stairs: list[tuple[int, int]] = []
    low = high = 0
    for row in range(rows):
        low = draw(st.integers(low, min(high + 1, columns - 1))) if row else 0
        high = draw(st.integers(max(low, high), columns - 1))
        if row == rows - 1:
            high = columns - 1
        stairs.append((low, high))
    return stairs


def events() -> st.SearchStrategy[StatusEvent]:
    """Draw status events of every kind, with or without a day."""
    unsettled = st.sampled_from(_UNSETTLED).flatmap(_of)
    return st.one_of(upward_events(), _amtszulagen(), _standards(), unsettled)


def upward_events() -> st.SearchStrategy[StatusEvent]:
    """Draw events that explain exactly one stage: Beförderung and Laufbahnwechsel.

    >>> from hypothesis import given
    >>> @given(upward_events())
    ... def test_one_stage(e):
    ...     assert e.stages == 1
    >>> test_one_stage()
    """
    return st.sampled_from(_UPWARD).flatmap(_of)


def _of(kind: type[StatusEvent]) -> st.SearchStrategy[StatusEvent]:
    return st.builds(kind, st.none() | _days)


def _standards() -> st.SearchStrategy[Massstabsaenderung]:
    known = st.integers(1, 4)
    between = st.tuples(known, known).map(lambda ends: (min(ends) - 1, max(ends)))
    extent = known | between | st.tuples(known, st.none())
    return st.builds(Massstabsaenderung, st.none() | _days, st.none() | extent)


def _amtszulagen() -> st.SearchStrategy[Amtszulage]:
    return st.builds(Amtszulage, st.none() | _days, st.none() | st.booleans())


def intervals(low: int = -6, high: int = 6) -> st.SearchStrategy[Interval]:
    """Draw intervals of stages with both ends from ``low`` to ``high``.

    >>> from hypothesis import given
    >>> @given(intervals(-2, 0))
    ... def test_ends(i):
    ...     assert i.issubset(Interval(-2, 0))
    >>> test_ends()
    """
    ends = st.integers(low, high)
    return st.builds(_interval, ends, ends)


def _interval(a: int, b: int) -> Interval:
    return Interval(min(a, b), max(a, b))


def periods(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[Period]:
    """Draw periods that lie from ``first`` to ``last``, short and long ones.

    >>> from hypothesis import given
    >>> @given(periods())
    ... def test_days(p):
    ...     assert p.days >= 1
    >>> test_days()
    """
    days = st.dates(first, last)
    return st.builds(_period, days, days)


def _period(a: date, b: date) -> Period:
    return Period(min(a, b), max(a, b))


def offices() -> st.SearchStrategy[Office]:
    """Draw offices of the Besoldungsordnung A, with or without a Laufbahngruppe."""
    pay = st.builds(Besoldungsgruppe, st.just("A"), st.integers(2, 16))
    return st.builds(Office, pay, st.none() | st.sampled_from(Laufbahngruppe), st.booleans())


@st.composite
def appraisals(draw: st.DrawFn, scale: GradeScale | None = None) -> Appraisal:
    """Draw appraisals with a grade of a scale, an office, and a period that ends by the Stichtag.

    >>> from hypothesis import given
    >>> @given(appraisals())
    ... def test_stichtag(a):
    ...     assert a.period.end <= a.stichtag
    >>> test_stichtag()
    """
    period = draw(periods())
    return Appraisal(
        draw(grades(scale)),
        draw(offices()),
        period,
        draw(st.dates(period.end, LAST)),
        draw(st.sampled_from(("regel", "anlass"))),
    )


@st.composite
def distributions(
    draw: st.DrawFn, scale: GradeScale | None = None, *, most: int = 40
) -> dict[Grade, int]:
    """Draw how many officers of a comparison group have each grade of a scale; at least one has one.

    >>> from hypothesis import given
    >>> @given(distributions())
    ... def test_somebody(d):
    ...     assert sum(d.values()) > 0
    >>> test_somebody()
    """
    of = scale or draw(scales())
    counts = draw(st.lists(st.integers(0, most), min_size=len(of), max_size=len(of)).filter(any))
    return dict(zip(of.grades, counts, strict=True))
