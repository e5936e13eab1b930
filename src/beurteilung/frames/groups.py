"""Richtwerte of many comparison groups: counted by the engine, judged by the scalar check.

Grades that the same Richtwerte bind can be exchanged without changing an answer; so the engine
counts them together, and groups with the same counts are judged once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung._base.errors import (
    BadRowsError,
    BeurteilungError,
    ColumnError,
    ScaleMismatchError,
    spoken,
)
from beurteilung._base.kinds import expect
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, placed
from beurteilung.frames.asking import FIRST, unused_name
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Kind, Output, Side, in_cell
from beurteilung.model.cells import expect_columns
from beurteilung.richtwerte import check as rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from beurteilung._base.errors import Message
    from beurteilung.frames.asking import Native
    from beurteilung.frames.questions import Answer, Question
    from beurteilung.law.editions import Guideline
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["judged"]

NAMES = ("richtwert", "size", "count", "state", "possible", "verdict")
PATTERN = re.compile(r"\*|\^.*\$", re.DOTALL)
"""Names that narwhals passes on to engines which read several columns in them."""
SAMPLE = 10_000
"""Rows of a frame in memory that are looked at for the grades that occur; all if others hold more."""
PARTS: tuple[tuple[str, Kind], ...] = (
    ("count", "count"),
    ("state", "text"),
    ("possible", "text"),
    ("verdict", "text"),
)


@frozen
class _Groups:
    """What the Richtwerte say about a group, by how many it has of each kind of grade.

    ``parts`` says of each Richtwert where among the kinds its grades are; None if not known, or if all grades count.
    """

    kinds: tuple[tuple[str, tuple[Grade, ...]], ...]
    guideline: Guideline
    judge: rule.Judging
    start: str
    parts: tuple[tuple[int, ...] | None, ...]
    most: int = 1 << 30

    @property
    def size(self) -> str:
        """The column that counts all grades of a group."""
        return f"{self.start}size"

    @property
    def rest(self) -> str:
        """The column that counts grades of no kind: those that came after the call."""
        return f"{self.start}rest"

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that count the kinds of grades."""
        return (*(name for name, _ in self.kinds), self.rest)

    @property
    def labels(self) -> tuple[str, ...]:
        """Their own names: no group is without an answer."""
        return self.keys

    @property
    def needed(self) -> tuple[str, ...]:
        """None that is looked at: a count is never empty."""
        return ()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Count, state, possible states and verdict of each Richtwert."""
        return tuple(
            Output(f"{name}_{n}", kind)
            for n, _ in enumerate(self.guideline.document.richtwert)
            for name, kind in PARTS
        )

    def answer(self, row: Mapping[str, object]) -> Answer:
        """Judge a distribution in which one grade stands for all of its kind."""
        counts = [
            n if type(n) is int else int(str(n)) for n in row.values()
        ]  # in the order of keys
        if None in self.parts:
            kinds = zip(self.kinds, counts, strict=False)
            results = self.judge({grades[0]: n for (_, grades), n in kinds})
        else:
            size = sum(counts[:-1])
            bound = [sum([counts[at] for at in part]) for part in self.parts if part is not None]
            results = self.judge.counted(self.kinds[0][1][0].scale, size, bound)
        return tuple([cell for result in results for cell in result.cells])


def judged(  # noqa: PLR0913, PLR0917 - the parts of one question
    wrapped: Native,
    group: Sequence[str],
    side: Side,
    guideline: Guideline,
    scope: rule.Scope | None,
    answer: Callable[[Native, Question, list[str]], Native],
) -> Native:
    """Return one row a comparison group and Richtwert; ``answer`` puts a question to a frame."""
    expect("scope", scope, rule.Scope, None)
    nw = need("narwhals", "frames")
    names = wrapped.collect_schema().names()
    expect_columns(group, names)
    if not group:
        raise ColumnError(
            Text(
                "group= nennt keine Spalte; die nennen, nach denen sich die Gruppen unterscheiden",
                "group= names no column; name those that tell the groups apart",
            )
        )
    if patterns := [name for name in (*group, side.column) if PATTERN.fullmatch(str(name))]:
        named = ", ".join(patterns)
        raise ColumnError(
            Text(
                f"{named} ist für manche Engines ein Muster; die Spalte umbenennen",
                f"{named} is a pattern to some engines; rename the column",
            )
        )
    if clash := [name for name in group if str(name).lower() in NAMES]:
        named = ", ".join(clash)
        raise ColumnError(
            Text(
                f"die Gruppen haben schon eine Spalte {named}; sie zuerst umbenennen",
                f"the groups have already a column {named}; rename it first",
            )
        )
    if not guideline.document.richtwert:
        raise ColumnError(
            Text(
                f"{guideline.id} setzt keine Richtwerte, also ist nichts zu zählen",
                f"{guideline.id} sets no Richtwerte, so there is nothing to count",
            )
        )
    start = unused_name(names)

    def counted(some: Native) -> tuple[_Groups, Native]:
        """Count all rows by the grades that occur in some."""
        grades = _grades(nw, some, side, f"{start}size")
        judge = rule.judging(guideline, scope)
        judge(dict.fromkeys(grades.values(), 0))  # refuses other scales
        kinds = _kinds(guideline, grades.values(), start)
        parts = tuple(
            None
            if bound is None
            else tuple(at for at, (_, grades) in enumerate(kinds) if grades[0] in bound)
            for bound in judge.bound(kinds[0][1][0].scale)
        )
        question = _Groups(kinds, guideline, judge, start, parts)
        return question, _counts(nw, wrapped, group, side.column, grades, question)

    question, counts = _sampled(wrapped, counted) or counted(wrapped)
    new = [f"{start}{output.name}" for output in question.outputs]
    wide = nw.from_native(answer(counts.to_native(), question, new))
    return nw.concat([
        wide.select(
            *group,
            nw.lit(rule.subject(r).de).alias("richtwert"),
            nw.col(question.size).cast(nw.Int64).alias("size"),
            *(nw.col(f"{start}{name}_{n}").alias(name) for name, _ in PARTS),
        )
        for n, r in enumerate(guideline.document.richtwert)
    ])  # fmt: skip


def _sampled(
    wrapped: Native, counted: Callable[[Native], tuple[_Groups, Native]]
) -> tuple[_Groups, Native] | None:
    """Count by the grades of the first rows; None if others hold more, or only all rows can tell."""
    if not isinstance(wrapped, need("narwhals", "frames").DataFrame):
        return None
    try:
        question, counts = counted(wrapped.head(SAMPLE))
    except (BadRowsError, ScaleMismatchError):  # how many there are, the first rows cannot tell
        return None
    return None if (counts[question.rest] != 0).any() else (question, counts)


def _counts(  # noqa: PLR0913, PLR0917 - the parts of one query
    nw: Native,
    wrapped: Native,
    group: Sequence[str],
    column: str,
    grades: Mapping[object, Grade],
    question: _Groups,
) -> Native:
    """Return one row a group: how many grades of each kind it has, and of none."""
    marked = wrapped.lazy() if wrapped.implementation.is_polars() else wrapped
    counts = (
        marked.with_columns(
            _is_one_of(nw, column, [v for v, grade in grades.items() if grade in kind]).alias(name)
            for name, kind in question.kinds
        )
        .group_by(*group)
        .agg(nw.len().alias(question.size), *(nw.col(name).sum() for name, _ in question.kinds))
        .with_columns(
            (
                nw.col(question.size).cast(nw.Int64)
                - nw.sum_horizontal(*(name for name, _ in question.kinds))
            ).alias(question.rest)
        )
    )
    if marked is not wrapped and isinstance(wrapped, nw.DataFrame):
        return counts.collect()  # Polars plans better than it obeys
    return counts


def _is_one_of(nw: Native, column: str, values: list[object]) -> Native:
    """Return 1 for rows with one of the values, else 0."""
    return nw.col(column).is_in(values).cast(nw.Int64) if values else nw.lit(0, nw.Int64)


def _grades(nw: Native, wrapped: Native, side: Side, size: str) -> dict[object, Grade]:
    """Return the grade that each value of a column means."""
    asked = wrapped.group_by(side.column).agg(nw.len().alias(size)).lazy().collect()
    grades: dict[object, Grade] = {}
    faults: list[Message] = []
    bad = 0
    missing = nw.col(side.column).is_null().alias(f"{size}_null")
    for value, count, null in asked.select(side.column, size, missing).iter_rows():
        try:
            if null or value != value:  # noqa: PLR0124 - pandas has nulls that are none to narwhals
                raise ColumnError(Text(f"{side.column} ist ohne Wert", f"{side.column} is null"))
            if value == "":
                raise ColumnError(Text(f"{side.column} ist leer", f"{side.column} is empty"))
            grades[value] = side.grade({side.column: value})
        except BeurteilungError as error:
            faults.append(placed(in_cell(side.column, value), error))
            bad += count
    if faults:
        raise BadRowsError(
            bad,
            sum(asked[size].to_list()),
            sorted(faults, key=lambda one: spoken(one, "en"))[:FIRST],
        )
    return grades


def _kinds(
    guideline: Guideline, grades: Iterable[Grade], start: str
) -> tuple[tuple[str, tuple[Grade, ...]], ...]:
    """Sort the grades of the scale by which Richtwerte bind them; a mean tells all of them apart."""
    scale: GradeScale | None = next((grade.scale for grade in grades), guideline.scale)
    if scale is None:
        raise ColumnError(
            Text(
                f"es sind keine Noten da, und {guideline.id} hat keine eigene Skala",
                f"there are no grades, and {guideline.id} has no scale of its own",
            )
        )
    bound = [r.grades_on(scale) or () for r in guideline.document.richtwert]
    means = any(r.gilt_dem_mittel for r in guideline.document.richtwert)
    kinds: dict[object, tuple[Grade, ...]] = {}
    for grade in scale:
        like = grade if means else tuple(grade in part for part in bound)
        kinds[like] = (*kinds.get(like, ()), grade)
    return tuple((f"{start}kind_{n}", members) for n, members in enumerate(kinds.values()))
