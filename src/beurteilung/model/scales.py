"""Scales and grades: order, steps, stages, positions, and the names under which a grade is found.

A grade is a value of one scale, and no number stands behind it. A scale lists its *stages* best
first; a stage may be a band of several *steps*, and a step may lie between two stages and belong to
neither. The printed code is only a name.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, field, frozen

from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    ScaleMismatchError,
    UnknownGradeError,
    WrongKindError,
    closest,
)
from beurteilung._base.ports import Port, picture
from beurteilung._base.text import Text, guess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from beurteilung._base.text import Message
    from beurteilung.model.sources import Citation

__all__ = ["AmbiguousGradeError", "Grade", "GradeScale", "Row", "Stage", "Step", "fold"]


class AmbiguousGradeError(BeurteilungError, ValueError):
    """Several grades fit and none may be picked silently; ``candidates`` has them, best first."""

    def __init__(
        self, message: Message, candidates: Sequence[Grade] = (), *, python: str = ""
    ) -> None:
        """Keep the candidates beside the message."""
        super().__init__(message, python=python)
        self.candidates = tuple(candidates)


@frozen
class Step:
    """One grade as it is described: its code as printed, and its wording if a source attests one."""

    code: str
    label: str | None = None
    citation: Citation | None = None
    label_citation: Citation | None = None


@frozen
class Row:
    """A row of numbers as steps, best first: what differs is their code only.

    ``numbers`` counts them in their last decimal, ``mark`` is the decimal sign that they print.

    >>> [step.code for step in Row(range(150, 75, -25), 2)]
    ['1,50', '1,25', '1,00']
    """

    numbers: range
    decimals: int = 0
    mark: str = ","

    @property
    def codes(self) -> tuple[str, ...]:
        """The numbers as printed."""
        if not self.decimals:
            return tuple(map(str, self.numbers))
        digits = (str(n).zfill(self.decimals + 1 + (n < 0)) for n in self.numbers)
        return tuple(f"{d[: -self.decimals]}{self.mark}{d[-self.decimals :]}" for d in digits)

    def __iter__(self) -> Iterator[Step]:
        """Yield the steps, best first."""
        return map(Step, self.codes)

    def __len__(self) -> int:
        """Count the steps."""
        return len(self.numbers)


@frozen
class Stage(Step):
    """A stage of a scale: what courts count. ``steps``, best first, if it is finer than one grade."""

    steps: tuple[Step, ...] | Row = ()
    scale_id: str = field(default="", kw_only=True)


Rung: TypeAlias = Stage | Step

_COMMA = re.compile(r"(?<=\d),(?=\d)")
"""A decimal comma."""
_FIGURE = re.compile(r"-?[0-9]{1,18}")
"""A figure by which stages are numbered."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
"""A number after folding."""


def fold(text: str) -> str:
    """Return the form in which codes and labels are compared: NFC, case, space, decimal sign.

    >>> fold("  C  Oberer Bereich "), fold("4,5")
    ('c oberer bereich', '4.5')
    """
    plain = text.casefold()
    if not text.isascii():
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    words = " ".join(plain.split())
    return _COMMA.sub(".", words) if "," in words else words


@frozen(eq=False, repr=False, init=False)
class Grade:
    """One grade of one scale. Grades come only from their scale; ``>`` means better.

    ``rank`` counts from the best grade, 0. ``position`` counts stages from the worst, 1: it is whole
    for a stage or a step inside one, and lies strictly between two whole numbers for a step that
    belongs to neither of its neighbours. ``sorted(grades)`` lists worst first; for long lists
    ``sorted(grades, key=operator.attrgetter("rank"))`` is faster and lists best first.

    >>> from beurteilung import grade
    >>> grade("ni-pol-1996:5") > grade("ni-pol-1996:4")
    True
    >>> grade("schulnoten-1-6:1") > grade("schulnoten-1-6:2")
    True
    >>> grade("ni-pol-1996:4") == grade("ni-pol-1999:4")
    False
    """

    scale: GradeScale
    code: str
    label: str | None
    stage: Stage | None
    rank: int
    position: Fraction
    citation: Citation | None
    label_citation: Citation | None
    _hash: int

    def __str__(self) -> str:
        """Return the text form, from which `grade` gives the grade back."""
        return f"{self.scale.id}:{self.code}"

    def __repr__(self) -> str:
        """Return the text form in angle brackets."""
        return f"<Grade {self}>"

    def __hash__(self) -> int:
        """Hash by scale and code."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same grade of the same scale; across scales always false."""
        if self is other:
            return True
        if not isinstance(other, Grade):
            return NotImplemented
        return self._hash == other._hash and self.code == other.code and self.scale == other.scale

    def __lt__(self, other: Grade) -> bool:
        """Worse than.

        Raises:
            ScaleMismatchError: the grades belong to different scales.
        """
        try:
            if self.scale is other.scale:
                return self.rank > other.rank
        except AttributeError:
            return NotImplemented
        return self._rank_beside(other, "<") > other.rank

    def __gt__(self, other: Grade) -> bool:
        """Better than; raises like ``<``."""
        if not isinstance(other, Grade):
            return NotImplemented
        return self._rank_beside(other, ">") < other.rank

    def __le__(self, other: Grade) -> bool:
        """Worse than, or the same; raises like ``<``."""
        if not isinstance(other, Grade):
            return NotImplemented
        return self._rank_beside(other, "<=") >= other.rank

    def __ge__(self, other: Grade) -> bool:
        """Better than, or the same; raises like ``<``."""
        if not isinstance(other, Grade):
            return NotImplemented
        return self._rank_beside(other, ">=") <= other.rank

    def _rank_beside(self, other: Grade, sign: str) -> int:
        if self.scale == other.scale:
            return self.rank
        way = f"convert first: .to({other.scale.id!r}), or ask compare() for the change"
        raise ScaleMismatchError(
            Text(
                f"{self} {sign} {other} lässt sich nicht entscheiden: Noten zweier Skalen haben keine "
                "gemeinsame Rangfolge",
                f"cannot decide {self} {sign} {other}: grades of two scales have no common order",
            ),
            python=way,
        )

    def candidates(self, target: GradeScale | str) -> tuple[Grade, ...]:
        """Return every counterpart on the other scale, best first; none is an empty tuple.

        Raises:
            NoMappingError: no mapping between the scales is known.
            NotComparableError: a decision holds them not comparable.
        """
        return _counterparts(self, target)

    def to(self, target: GradeScale | str) -> Grade:
        """Return the one counterpart on the other scale.

        Raises:
            AmbiguousGradeError: there are several; they are listed.
            NoCounterpartError: there is none; the neighbours are named.
            NoMappingError: no mapping between the scales is known.
            NotComparableError: a decision holds them not comparable.

        >>> from beurteilung import grade
        >>> grade("ni-pol-1996:5").to("ni-pol-1999")
        <Grade ni-pol-1999:4>
        """
        return _counterpart(self, target)

    def _repr_html_(self) -> str:
        return picture(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> object:
        return _grade_field()

    @classmethod
    def __get_pydantic_json_schema__(cls, core: object, handler: object) -> dict[str, object]:
        return _grade_schema()

    def __copy__(self) -> Grade:
        """Return the grade itself, which cannot change."""
        return self

    def __deepcopy__(self, memo: object) -> Grade:
        """Return the grade itself, which cannot change."""
        return self

    def __reduce__(self) -> tuple[Callable[[GradeScale, int], Grade], tuple[GradeScale, int]]:
        """Pickle as a place on its scale."""
        return _grade_at, (self.scale, self.rank)


_counterparts: Port[[Grade, GradeScale | str], tuple[Grade, ...]] = Port("counterparts")
_counterpart: Port[[Grade, GradeScale | str], Grade] = Port("counterpart")
_grade_field: Port[[], object] = Port("grade_field")
_grade_schema: Port[[], dict[str, object]] = Port("grade_schema")


def _grade_at(scale: GradeScale, rank: int) -> Grade:
    return scale.grades[rank]


def _new_grade(
    scale: GradeScale, step: Step, stage: Stage | None, rank: int, at: Fraction
) -> Grade:
    """Make a grade; `Grade` itself has no constructor, because grades come only from their scale."""
    made = object.__new__(Grade)
    named = step if step.label is not None or stage is None else stage
    made.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        scale,
        step.code,
        named.label,
        stage,
        rank,
        at,
        step.citation or (stage.citation if stage else None),
        named.label_citation,
        hash((scale.id, step.code)),
    )
    return made


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _rungs(ladder: Iterable[Rung]) -> tuple[Rung, ...]:
    return tuple(ladder)


@frozen(slots=False, repr=False, eq=False)
class GradeScale:
    """A finite list of grades, best first, in stages.

    ``ladder`` holds the rungs, best first: a `Stage`, or a bare `Step` that lies between two stages.

    Raises:
        DataError: no rung, a malformed id, two names that fold to the same, or a step between
            stages at either end of the ladder.

    >>> s = GradeScale("drei", (Stage("I"), Stage("II"), Stage("III")))
    >>> [str(g) for g in s], s["ii"].position
    (['drei:I', 'drei:II', 'drei:III'], Fraction(2, 1))
    """

    id: str
    ladder: tuple[Rung, ...] = field(converter=_rungs)
    title: str = ""
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a list that is no scale."""
        if problems := list(_faults(self)):
            raise DataError(f"scale {self.id}", problems)

    def _content(self) -> tuple[object, ...]:
        return self.id, self.ladder, self.title, self.citation

    def __eq__(self, other: object) -> bool:
        """Tell whether both have the same content."""
        if self is other:
            return True
        if not isinstance(other, GradeScale):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        """Hash by id."""
        return hash(self.id)

    def __repr__(self) -> str:
        """Show id and codes."""
        return f"<GradeScale {self.id}: {' '.join(_shortened([g.code for g in self.grades]))}>"

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, best first."""
        made = tuple(evolve(r, scale_id=self.id) for r in self.ladder if isinstance(r, Stage))
        kept: tuple[Stage, ...] = vars(self).setdefault("stages", made)
        return kept

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        """The grades, best first; made when first asked for, and the same for all threads."""
        made = tuple(
            _new_grade(self, step, stage, rank, at)
            for rank, (step, stage, at) in enumerate(_climb(self))
        )
        kept: tuple[Grade, ...] = vars(self).setdefault("grades", made)
        return kept

    @cached_property
    def direction(self) -> int | None:
        """How stages are numbered: 1 if higher figures are better, -1 if lower, else None.

        None unless the codes of all stages are consecutive whole numbers.

        >>> from beurteilung import scale
        >>> [scale(name).direction for name in ("ni-pol-1999", "be-lfbg", "ni-pol-2008")]
        [1, -1, None]
        """
        codes = [stage.code for stage in self.stages]
        if len(codes) < 2 or not all(_FIGURE.fullmatch(code) for code in codes):  # noqa: PLR2004
            return None
        steps = {int(a) - int(b) for a, b in pairwise(codes)}
        return steps.pop() if steps in ({1}, {-1}) else None

    def figure(self, grade: Grade) -> Fraction | None:
        """Return the printed figure of a grade's stage, exact; None if stages bear no numbers.

        A grade between two stages has the figure between theirs.

        >>> from beurteilung import grade
        >>> half = grade("ni-pol-1999-merkmale:4,5")
        >>> half.scale.figure(half)
        Fraction(9, 2)
        """
        if self.direction is None:
            return None
        return int(self.stages[-1].code) + self.direction * (grade.position - 1)

    @cached_property
    def _names(self) -> dict[str, tuple[Grade, ...]]:
        """Every folded name, with the grades that it may mean; a code means one grade only."""
        shared: dict[str, list[Grade]] = {}
        for grade in self.grades:
            for word in {fold(w) for w in (grade.label, grade.stage and grade.stage.code) if w}:
                shared.setdefault(word, []).append(grade)
        names = {word: tuple(grades) for word, grades in shared.items()}
        return names | {fold(grade.code): (grade,) for grade in self.grades}

    def __getitem__(self, text: str) -> Grade:
        """Return the grade with this code or label; case, spacing and decimal sign do not matter.

        Raises:
            UnknownGradeError: no grade has this name; the nearest one is named.
            AmbiguousGradeError: several grades share it; they are listed.
        """
        if not isinstance(text, str):
            raise WrongKindError.of(f"the code of a grade of scale {self.id} as text", text)
        found = self._names.get(text) or self._names.get(fold(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            options = listed(g.code for g in found)
            message = Text(
                f"„{text}“ benennt mehrere Noten der Skala {self.id}: {options}; bitte eine davon angeben",
                f"{text!r} names several grades of scale {self.id}: {options}; name one of them",
            )
            raise AmbiguousGradeError(message, found)
        codes = listed(_shortened([g.code for g in self.grades]))
        hint = self._meant(text)
        raise UnknownGradeError(
            Text(
                f"Skala {self.id} hat keine Note „{text}“{hint.de}; ihre Noten, die beste zuerst: {codes}",
                f"scale {self.id} has no grade {text!r}{hint.en}; its grades, best first: {codes}",
            )
        )

    def _meant(self, text: str) -> Text:
        """Return '; did you mean …?' for the nearest name as printed; for a number, the equal one."""
        from beurteilung._base.toml import number  # noqa: PLC0415 - only a mistake needs it

        words = (n for g in self.grades for n in (g.label, g.stage and g.stage.code, g.code) if n)
        printed = {fold(word): word for word in words}
        value = number(text)
        if value is None:
            close = printed.get(closest(fold(text), printed) or "")
        else:
            close = next((name for name in printed.values() if number(name) == value), None)
        return guess(close)

    def __iter__(self) -> Iterator[Grade]:
        """Yield the grades, best first."""
        return iter(self.grades)

    def __len__(self) -> int:
        """Count the grades."""
        return len(self.grades)

    def __contains__(self, item: object) -> bool:
        """Tell whether a grade belongs to this scale."""
        return isinstance(item, Grade) and item.scale == self

    def between(self, one: Grade, other: Grade) -> tuple[Grade, ...]:
        """Return the grades from one to the other, both included, best first.

        Raises:
            ScaleMismatchError: one of them is of another scale.

        >>> from beurteilung import scale
        >>> s = scale("ni-pol-2008")
        >>> [g.code for g in s.between(s["D"], s["B"])]
        ['B', 'C oberer Bereich', 'C mittlerer Bereich', 'C unterer Bereich', 'D']
        """
        best, worst = sorted((self.own(one).rank, self.own(other).rank))
        return self.grades[best : worst + 1]

    def own(self, grade: Grade) -> Grade:
        """Return the grade if it is of this scale.

        Raises:
            ScaleMismatchError: it is of another scale.
        """
        if not isinstance(grade, Grade):
            raise WrongKindError.of(f"a grade of scale {self.id}", grade)
        if grade.scale is self or grade.scale == self:
            return grade
        same = grade.scale.id == self.id
        raise ScaleMismatchError(
            Text(
                f"erwartet wird eine Note der Skala {self.id}, angegeben ist {grade}"
                f"{' einer anderen Skala mit demselben Namen' if same else ''}",
                f"expected a grade of scale {self.id}, got {grade}"
                f"{' of another scale with the same id' if same else ''}",
            )
        )

    def as_dict(self) -> dict[str, object]:
        """Return the scale in plain values for JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "grades": [
                {
                    "code": g.code,
                    "label": g.label,
                    "stage": g.stage.code if g.stage else None,
                    "position": str(g.position),
                    "evidence": g.citation.evidence.value if g.citation else None,
                    "label_evidence": g.label_citation.evidence.value if g.label_citation else None,
                }
                for g in self.grades
            ],
        }

    def _repr_html_(self) -> str:
        return picture(self)

    def __copy__(self) -> GradeScale:
        """Return the scale itself, which cannot change."""
        return self

    def __deepcopy__(self, memo: object) -> GradeScale:
        """Return the scale itself, which cannot change."""
        return self

    def __reduce__(self) -> tuple[Callable[..., GradeScale], tuple[object, ...]]:
        """Pickle by content, or by name if the library ships it."""
        return restore_scale, ((self.id,) if _ships(self) else self._content())


_ships: Port[[GradeScale], bool] = Port("ships")
_restore_scale: Port[..., GradeScale] = Port("restore_scale")


def restore_scale(*content: object) -> GradeScale:
    """Unpickle a scale: by name, or by content; the one that is registered if the content is the same."""
    return _restore_scale(*content)


def _climb(scale: GradeScale) -> Iterator[tuple[Step, Stage | None, Fraction]]:
    """Yield each step with its stage and position, best first."""
    stages = iter(scale.stages)
    above = len(scale.stages) + 1
    waiting: list[Step] = []
    for rung in scale.ladder:
        if not isinstance(rung, Stage):
            waiting.append(rung)
            continue
        parts = len(waiting) + 1
        for n, step in enumerate(waiting, 1):
            yield step, None, Fraction(above * parts - n, parts)
        waiting, above = [], above - 1
        stage, at = next(stages), Fraction(above)
        for step in stage.steps or (stage,):
            yield step, stage, at


def _faults(scale: GradeScale) -> Iterator[str]:
    if not _ID.fullmatch(scale.id):
        yield f"id {scale.id!r} must be lower-case letters, digits and single hyphens"
    if not scale.ladder:
        yield "a scale needs at least one stage"
    for end in scale.ladder[:1] + scale.ladder[-1:]:
        if not isinstance(end, Stage):
            yield f"{end.code!r} lies at an end of the scale, so it is not between two stages"
    if not _well_named(scale):
        yield from _misnamed(scale)


def _well_named(scale: GradeScale) -> bool:
    """Tell whether all names surely differ: words after folding, the numbers of rows as numbers."""
    words: list[str] = []
    rows: list[Row] = []
    for rung in scale.ladder:
        steps = rung.steps if isinstance(rung, Stage) else ()
        if isinstance(steps, Row):
            rows.append(steps)
            steps = ()
        words += [fold(n) for s in (rung, *steps) for n in (s.code, s.label) if n is not None]
    numbers = {n for row in rows for n in row.numbers}
    return (
        "" not in words
        and len(set(words)) == len(words)
        and len(numbers) == sum(map(len, rows))
        and len({row.decimals for row in rows}) <= 1
        and not (rows and any(map(_NUMBER.fullmatch, words)))
    )


def _misnamed(scale: GradeScale) -> Iterator[str]:
    """Name what bears no name, or that of another; a step may bear the code of its stage."""
    owners: dict[str, tuple[tuple[int, int], str]] = {}
    for (rung, step), code, kind, name in _printed(scale):
        if not fold(name):
            yield f"an empty {kind} names nothing"
        other, its_code = owners.setdefault(fold(name), ((rung, step), code))
        of_stage = other == (rung, 0) and kind == "code" and name == its_code
        if other != (rung, step) and not of_stage:
            yield f"{kind} {name!r} of {code!r} is also a name of {its_code!r} (after folding)"


def _printed(scale: GradeScale) -> Iterator[tuple[tuple[int, int], str, str, str]]:
    """Yield each name that the scale prints, with whose it is and what.

    First the place by rung and step, 0 for the rung itself; then the code of what stands there,
    whether the name is that code or a label, and the name.
    """
    for n, rung in enumerate(scale.ladder):
        for m, step in enumerate((rung, *(rung.steps if isinstance(rung, Stage) else ()))):
            yield (n, m), step.code, "code", step.code
            if step.label is not None:
                yield (n, m), step.code, "label", step.label


def listed(codes: Iterable[str]) -> str:
    """Return codes in a row for a message, parted by semicolons where one of them has a comma."""
    shown = list(codes)
    return ("; " if any("," in code for code in shown) else ", ").join(shown)


def _shortened(codes: list[str]) -> list[str]:
    return codes if len(codes) <= 24 else [*codes[:12], "…", *codes[-3:]]  # noqa: PLR2004 - a line
