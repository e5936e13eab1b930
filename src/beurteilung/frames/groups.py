"""Richtwerte of many comparison groups: counted by the engine, judged by the scalar check.

Grades that the same Richtwerte bind can be exchanged without changing an answer; so the engine
counts them together, and groups with the same counts are judged once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

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
from beurteilung.frames.engine import by_engine
from beurteilung.frames.optional import need
from beurteilung.frames.questions import Kind, Output, Side, in_cell
from beurteilung.model.cells import expect_columns
from beurteilung.richtwerte import check as rule

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from beurteilung._base.errors import Message
    from beurteilung.frames.asking import Native
    from beurteilung.frames.questions import Answer
    from beurteilung.law.editions import Guideline
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["counts_of", "expect_free", "grades_of", "is_one_of", "judged", "sampled"]

T = TypeVar("T")

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


def judged(
    wrapped: Native,
    group: Sequence[str],
    side: Side,
    guideline: Guideline,
    scope: rule.Scope | None,
) -> Native:
    """Return one row a comparison group and Richtwert."""
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
    expect_free(group, NAMES)
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
        grades = grades_of(some, side, f"{start}size")
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
        marks = {name: [v for v, grade in grades.items() if grade in kind] for name, kind in kinds}
        return question, counts_of(wrapped, group, side.column, marks, question.size, question.rest)

    question, counts = sampled(wrapped, counted, f"{start}rest")
    new = [f"{start}{output.name}" for output in question.outputs]
    wide = nw.from_native(by_engine(counts, question, new, "raise"))
    return nw.concat([
        wide.select(
            *group,
            nw.lit(rule.scoped_subject(r).de).alias("richtwert"),
            nw.col(question.size).cast(nw.Int64).alias("size"),
            *(nw.col(f"{start}{name}_{n}").alias(name) for name, _ in PARTS),
        )
        for n, r in enumerate(guideline.document.richtwert)
    ])  # fmt: skip


def expect_free(groups: Iterable[str], new: Container[str]) -> None:
    """Refuse groups that are called like a new column, in capitals or small letters."""
    if clash := [name for name in groups if str(name).casefold() in new]:
        named = ", ".join(clash)
        raise ColumnError(
            Text(
                f"die Gruppen haben schon eine Spalte {named}; sie zuerst umbenennen",
                f"the groups have already a column {named}; rename it first",
            )
        )


def sampled(
    wrapped: Native, counted: Callable[[Native], tuple[T, Native]], rest: str
) -> tuple[T, Native]:
    """Count by the grades of the first rows; by those of all if others hold more, or only all can tell."""
    if isinstance(wrapped, need("narwhals", "frames").DataFrame):
        try:
            found, counts = counted(wrapped.head(SAMPLE))
        except (BadRowsError, ScaleMismatchError):  # how many there are, the first rows cannot tell
            return counted(wrapped)
        if not (counts[rest] != 0).any():
            return found, counts
    return counted(wrapped)


def counts_of(  # noqa: PLR0913, PLR0917 - the parts of one query
    wrapped: Native,
    groups: Sequence[str],
    column: str,
    marks: Mapping[str, list[object]],
    size: str,
    rest: str,
) -> Native:
    """Return one row a group: its ``size``, how many have one of the values of each mark, and the ``rest``."""
    nw = need("narwhals", "frames")
    lazy = wrapped.lazy() if wrapped.implementation.is_polars() else wrapped
    all_of = nw.col(size).cast(nw.Int64)
    counts = (
        lazy.with_columns(is_one_of(nw, column, v).alias(name) for name, v in marks.items())
        .group_by(*groups)
        .agg(nw.len().alias(size), *(nw.col(name).sum() for name in marks))
        .with_columns((all_of - nw.sum_horizontal(*marks) if marks else all_of).alias(rest))
    )
    if lazy is not wrapped and isinstance(wrapped, nw.DataFrame):
        return counts.collect()  # Polars plans better than it obeys
    return counts


def is_one_of(nw: Native, column: str, values: list[object]) -> Native:
    """Return 1 for rows with one of the values, else 0."""
    return nw.col(column).is_in(values).cast(nw.Int64) if values else nw.lit(0, nw.Int64)


def grades_of(wrapped: Native, side: Side, size: str) -> dict[object, Grade]:
    """Return the grade that each value of a column means; ``size`` is a name that no column has.

    Raises:
        BadRowsError: a value means no grade, or a row has none.
    """
    nw = need("narwhals", "frames")
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
