"""Richtwerte of many comparison groups: counted by the engine, judged by the scalar check.

Grades that the same Richtwerte bind can be exchanged without changing an answer; so the engine
counts them together, and groups with the same counts are judged once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from beurteilung.errors import BadRowsError, BeurteilungError, ColumnError, ScaleMismatchError
from beurteilung.frames.asking import FIRST
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Kind, Output, Side
from beurteilung.rules import richtwert as rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from beurteilung.editions import Guideline
    from beurteilung.frames.asking import Native
    from beurteilung.frames.questions import Answer, Question
    from beurteilung.scales import Grade, GradeScale

__all__ = ["judged"]

NAMES = ("richtwert", "size", "count", "state", "possible", "verdict")
PARTS: tuple[tuple[str, Kind], ...] = (
    ("count", "count"),
    ("state", "text"),
    ("possible", "text"),
    ("verdict", "text"),
)


@frozen
class _Groups:
    """What the Richtwerte say about a group, by how many it has of each kind of grade."""

    kinds: tuple[tuple[str, tuple[Grade, ...]], ...]
    guideline: Guideline
    scope: rule.Scope | None
    most: int = 1 << 30

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that count the kinds of grades."""
        return tuple(name for name, _ in self.kinds)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Count, state, possible states and verdict of each Richtwert."""
        return tuple(
            Output(f"{name}_{n}", kind)
            for n, _ in enumerate(self.guideline.rules.richtwert)
            for name, kind in PARTS
        )

    def answer(self, row: Mapping[str, object]) -> Answer:
        """Judge a distribution in which one grade stands for all of its kind."""
        counts = {grades[0]: int(str(row[name])) for name, grades in self.kinds}
        found = rule.richtwerte(counts, self.guideline, self.scope)
        return tuple(
            value
            for result in found
            for value in (
                result.count,
                result.state.value,
                "+".join(answer.value for answer in result.answers),
                result.verdict.value,
            )
        )


def judged(  # noqa: PLR0913, PLR0917 - the parts of one question
    wrapped: Native,
    group: Sequence[str],
    side: Side,
    guideline: Guideline,
    scope: rule.Scope | None,
    answer: Callable[[Native, Question, list[str]], Native],
) -> Native:
    """Return one row a comparison group and Richtwert; ``answer`` puts a question to a frame."""
    nw = need("narwhals", "frames")
    names = wrapped.collect_schema().names()
    if missing := [name for name in (*group, side.column) if name not in names]:
        raise ColumnError(f"no column {', '.join(missing)}; the frame has: {', '.join(names)}")
    if clash := [name for name in group if name in NAMES]:
        raise ColumnError(f"the groups have already a column {', '.join(clash)}; rename it first")
    if not guideline.rules.richtwert:
        raise ColumnError(f"{guideline.id} sets no Richtwerte, so there is nothing to count")
    grades = _grades(nw, wrapped, side)
    kinds = _kinds(guideline, grades.values())
    marked = wrapped.lazy() if wrapped.implementation.is_polars() else wrapped
    counts = (
        marked.with_columns(
            _is_one_of(nw, side.column, [v for v, grade in grades.items() if grade in kind]).alias(
                name
            )
            for name, kind in kinds
        )
        .group_by(*group)
        .agg(nw.len().alias("size"), *(nw.col(name).sum() for name, _ in kinds))
    )
    if marked is not wrapped and isinstance(wrapped, nw.DataFrame):
        counts = counts.collect()  # Polars plans better than it obeys
    question = _Groups(kinds, guideline, scope)
    wide = nw.from_native(
        answer(counts.to_native(), question, [output.name for output in question.outputs])
    )
    return nw.concat([
        wide.select(
            *group,
            nw.lit(rule.subject(r).de).alias("richtwert"),
            nw.col("size").cast(nw.Int64),
            *(nw.col(f"{name}_{n}").alias(name) for name, _ in PARTS),
        )
        for n, r in enumerate(guideline.rules.richtwert)
    ])  # fmt: skip


def _is_one_of(nw: Native, column: str, values: list[object]) -> Native:
    """Return 1 for rows with one of the values, else 0."""
    return nw.col(column).is_in(values).cast(nw.Int64) if values else nw.lit(0, nw.Int64)


def _grades(nw: Native, wrapped: Native, side: Side) -> dict[object, Grade]:
    """Return the grade that each value of a column means; all are of one scale."""
    asked = wrapped.group_by(side.column).agg(nw.len().alias("size")).lazy().collect()
    grades: dict[object, Grade] = {}
    faults: list[str] = []
    bad = 0
    for value, count in asked.select(side.column, "size").iter_rows():
        try:
            if value is None:
                raise ColumnError(f"{side.column} is null")
            grades[value] = side.grade({side.column: value})
        except BeurteilungError as error:
            faults.append(f"{side.column}={value!r}: {error}")
            bad += count
    if faults:
        raise BadRowsError(bad, sum(asked["size"].to_list()), sorted(faults)[:FIRST])
    if len(scales := sorted({grade.scale.id for grade in grades.values()})) > 1:
        raise ScaleMismatchError(f"expected grades of one scale, got {', '.join(scales)}")
    return grades


def _kinds(
    guideline: Guideline, grades: Iterable[Grade]
) -> tuple[tuple[str, tuple[Grade, ...]], ...]:
    """Sort the grades of the scale by which Richtwerte bind them; a mean tells all of them apart."""
    scale: GradeScale | None = next((grade.scale for grade in grades), guideline.scale)
    if scale is None:
        raise ColumnError(f"there are no grades, and {guideline.id} has no scale of its own")
    bound = [r.grades_on(scale) or () for r in guideline.rules.richtwert]
    means = any(r.gilt_dem_mittel for r in guideline.rules.richtwert)
    kinds: dict[object, tuple[Grade, ...]] = {}
    for grade in scale:
        like = grade if means else tuple(grade in part for part in bound)
        kinds[like] = (*kinds.get(like, ()), grade)
    return tuple((f"beurteilung_kind_{n}", members) for n, members in enumerate(kinds.values()))
