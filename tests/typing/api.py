"""The public contract as type checkers see it. Never run: mypy and basedpyright read it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_type

import beurteilung
from beurteilung import (
    Amtszulage,
    Appraisal,
    Befoerderung,
    Besoldungsgruppe,
    Citation,
    Evidence,
    Finding,
    Grade,
    GradeChange,
    GradeScale,
    Guideline,
    Interval,
    Laufbahngruppe,
    Laufbahnwechsel,
    Office,
    Period,
    ScaleMapping,
    Source,
    Verdict,
    compare,
    grade,
    guideline,
    guidelines,
    in_force,
    load,
    mapping,
    scale,
    scales,
)
from beurteilung.model.offices import StatusEvent

if TYPE_CHECKING:
    from pathlib import Path


def grades_and_scales() -> None:
    alt = grade("ni-pol-1996:5")
    assert_type(alt, Grade)
    assert_type(alt.label, str | None)
    assert_type(alt.code, str)
    assert_type(alt.scale, GradeScale)
    assert_type(alt.position, Fraction | None)
    assert_type(alt.to("ni-pol-1999"), Grade)
    assert_type(alt.candidates(scale("ni-pol-1999")), tuple[Grade, ...])
    assert_type(alt > grade("ni-pol-1996:4"), bool)
    assert_type(sorted([alt, alt]), list[Grade])
    assert_type(max(scale("ni-pol-1996")), Grade)
    assert_type(scale("ni-pol-1999")["2"], Grade)
    assert_type(list(scale("ni-pol-1999")), list[Grade])
    assert_type(scales(), tuple[GradeScale, ...])
    assert_type(alt.citation, Citation | None)
    _ = alt < 1  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    Grade(1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def relations() -> None:
    m = mapping("ni-pol-1996", scale("ni-pol-1999"))
    assert_type(m, ScaleMapping)
    assert_type(m(grade("ni-pol-1996:5")), tuple[Grade, ...])
    assert_type(m.inverse().then(m), ScaleMapping)
    assert_type([pair.evidence for pair in m], list[Evidence])
    assert_type(m.loss().without, tuple[Grade, ...])
    m("ni-pol-1996:5")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def changes() -> None:
    events = [Laufbahnwechsel(date(1999, 11, 2)), Befoerderung(), Amtszulage(eigenes_amt=True)]
    change = compare(
        grade("ni-pol-1996:5"), grade("ni-pol-1999:3"), events=events, on="ni-pol-1999"
    )
    assert_type(change, GradeChange)
    assert_type(change.nominal, Interval | Fraction | None)
    assert_type(change.real, Interval | None)
    assert_type(change.events, tuple[StatusEvent, ...])
    assert_type(change.explain(lang="en"), str)
    assert_type(change.finding, Finding)
    assert_type(change.finding.verdict, Verdict)
    before = Appraisal(grade("ni-pol-1996:5"), Office(Besoldungsgruppe("A", 9)), None)
    assert_type(compare(before, before), GradeChange)
    compare(before, grade("ni-pol-1999:3"))  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    change.explain(lang="fr")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def intervals() -> None:
    i = Interval(-2, 0)
    assert_type(i + 1, Interval)
    assert_type(1 + i, Interval)
    assert_type(-i, Interval)
    assert_type(int(Interval(1)), int)
    assert_type(i.issubset(i), bool)
    assert_type(list(i), list[int])
    other = Interval(1)
    _ = i - other  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    _ = i < other  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]


def guidelines_and_sources(path: Path) -> None:
    assert_type(guideline("ni-pol-1999"), Guideline)
    assert_type(guidelines(), tuple[Guideline, ...])
    assert_type(
        in_force("ni-pol", date(2000, 9, 1), laufbahngruppe=Laufbahngruppe.GEHOBENER), Guideline
    )
    assert_type(load(path), Guideline)
    assert_type(guideline("ni-pol-1999").scale, GradeScale | None)
    assert_type(Citation(Source("q", "Q", "norm"), Evidence.NORM).source, Source)
    assert_type(Period(date(2000, 1, 1), date(2000, 1, 2)).days, int)
    assert_type(beurteilung.__version__, str)
    beurteilung.note  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
