"""Scales and grades: order, steps, stages, positions, and the names under which a grade is found.

A grade is a value of one scale, and no number stands behind it. A scale lists its grades best first,
each one *step*. What courts count are *stages*, and those must be attested: a stage may be a band of
several steps, a step may lie between two stages and belong to neither, and of many grades no source
tells the stage. The printed code is only a name.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    ScaleMismatchError,
    UnknownGradeError,
    WrongKindError,
    closest,
)
from beurteilung._base.kinds import expect, expect_each, formatted
from beurteilung._base.ports import Port, picture
from beurteilung._base.records import cached_property, evolve, field, frozen
from beurteilung._base.text import Lang, Text, german, guess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from beurteilung._base.text import Message
    from beurteilung.model.sources import Citation

__all__ = [
    "STAGE",
    "STEP",
    "AmbiguousGradeError",
    "Grade",
    "GradeScale",
    "Kind",
    "Row",
    "Stage",
    "Step",
    "Unit",
    "Unlisted",
    "WithoutStage",
    "fold",
]


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
    citation: Citation | None = field(default=None, repr=False)
    label_citation: Citation | None = field(default=None, repr=False)


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


@frozen
class WithoutStage:
    """Grades of which no source tells the stage, best first."""

    steps: tuple[Step, ...] | Row


@frozen
class Unlisted:
    """Stages that a list lacks at its place: how many, None if nobody tells."""

    stages: int | None = None


Rung: TypeAlias = Stage | Step | WithoutStage | Unlisted

Kind: TypeAlias = Literal["beurteilung", "pruefung", "entgelt", "schule", "fremdes_recht"]
"""What a scale grades: dienstliche Beurteilungen, or else examinations, pay, school, foreign law."""


@frozen
class Unit:
    """What the steps of a scale are called: one of them, with its article, and several.

    >>> points = Unit(Text("ein Punkt", "one point"), Text("Punkte", "points"))
    >>> points.count(1), points.count(2), points.count(12, "en")
    ('ein Punkt', 'zwei Punkte', '12 points')
    """

    one: Text
    several: Text
    code: str = ""
    """What decisions on such steps name it by: Punkt."""

    def count(self, number: int, lang: Lang = "de") -> str:
        """Return a number of them in words: ein Punkt, zwei Punkte."""
        if number == 1:
            return self.one[lang]
        words = _COUNT_DE if german(lang) else _COUNT_EN
        return f"{words[number] if number < len(words) else number} {self.several[lang]}"


_COUNT_DE = ("keine", "", "zwei", "drei", "vier", "fünf", "sechs")
_COUNT_EN = ("no", "", "two", "three", "four", "five", "six")
STAGE = Unit(Text("eine Stufe", "one stage"), Text("Stufen", "stages"))
STEP = Unit(Text("ein Schritt", "one step"), Text("Schritte", "steps"))

_COMMA = re.compile(r"(?<=\d),(?=\d)")
"""A decimal comma."""
_FIGURE = re.compile(r"-?[0-9]{1,18}")
"""A figure by which stages are numbered."""
_NUMBER = re.compile(r"(-?)0*([0-9]{1,18})(?:\.([0-9]{0,17}?[1-9])?0*)?")
"""A number after folding: sign, whole part and decimals without the zeros that mean nothing."""
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"))


def fold(text: str) -> str:
    """Return the form in which codes and labels are compared: NFC, case, space, dash, decimal sign.

    What nobody sees on paper, such as a soft hyphen, tells no two names apart.

    >>> fold("  C  Oberer Bereich "), fold("4,5"), fold("2–"), fold("gut\u00ad")
    ('c oberer bereich', '4.5', '2-', 'gut')
    """
    plain = text.casefold()
    if not text.isascii():
        plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())
        plain = plain.translate(_DASHES)
    words = " ".join(plain.split())
    return _COMMA.sub(".", words) if "," in words else words


def _spelt(folded: str) -> str:
    """Return what all common spellings of a name share: equal numbers, or the letters unspaced.

    >>> [_spelt(fold(text)) for text in ("4,00", "4.0", "04", "A 1", "a1")]
    ['4', '4', '4', 'a1', 'a1']
    """
    if number := _NUMBER.fullmatch(folded):
        sign, whole, decimals = number.groups()
        plain = f"{whole}.{decimals}" if decimals else whole
        return plain if plain == "0" else sign + plain
    return folded.replace(" ", "")


def _together(*words: str) -> str:
    """Return words as one, without what parts a code from its wording; the sign of a code stays.

    >>> _together("5 (gut)"), _together("5 - gut"), _together("5-: gut"), _together("5-", "gut")
    ('5gut', '5gut', '5-gut', '5-gut')
    """
    return _PARTING.sub("", fold(" ".join(words)))


_BRACKETS = re.compile(r"[():;]|,(?!\d)")
_PARTING = re.compile(r" - |[\s():;=]")


@frozen(eq=False, repr=False, init=False)
class Grade:
    """One grade of one scale. Grades come only from their scale; ``>`` means better.

    ``rank`` counts from the best grade, 0. ``position`` counts stages from the worst, 1: it is whole
    for a stage or a step inside one, and lies strictly between two whole numbers for a step that
    belongs to neither of its neighbours. It is None where no source attests the stage, or how many
    there are below it; ``stage_known`` tells whether the stage of the grade itself is attested.
    ``sorted(grades)`` lists worst first; for long lists
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
    position: Fraction | None
    citation: Citation | None
    label_citation: Citation | None
    stage_known: bool
    _hash: int

    def __str__(self) -> str:
        """Return the text form, from which `grade` gives the grade back."""
        return f"{self.scale.id}:{self.code}"

    def __repr__(self) -> str:
        """Return the text form in angle brackets."""
        return f"<Grade {self}>"

    def __format__(self, spec: str) -> str:
        """Format the text form like text: ``f"{grade:>20}"``."""
        return formatted(str(self), spec)

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


def _new_grade(scale: GradeScale, rank: int, place: _Place) -> Grade:
    """Make a grade; `Grade` itself has no constructor, because grades come only from their scale."""
    grade = object.__new__(Grade)
    step, stage, known = place.step, place.stage, place.height is not None
    named = step if step.label is not None or stage is None else stage
    grade.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        scale,
        step.code,
        named.label,
        stage,
        rank,
        place.position,
        step.citation or (stage.citation if stage else None) or (None if known else scale.citation),
        named.label_citation,
        known,
        hash((scale.id, step.code)),
    )
    return grade


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _rungs(ladder: Iterable[Rung]) -> tuple[Rung, ...]:
    return expect_each("ladder", ladder, Stage, Step, WithoutStage, Unlisted)


@frozen(repr=False, eq=False)
class GradeScale:
    """A finite list of grades, best first, in stages as far as a source attests them.

    ``ladder`` holds the rungs, best first: a `Stage`; a bare `Step` that lies between two stages;
    grades `WithoutStage`; or what is `Unlisted`. ``kind`` says what the scale grades.
    ``unit`` names its steps. ``stage_count`` is the number of stages where a source tells it and the
    ladder does not.

    Raises:
        DataError: no grade, a malformed id, two names that fold to the same, a step that does not
            lie between two stages, or another number of stages than the ladder has.
        WrongKindError: a part is not what it has to be.

    >>> s = GradeScale("drei", (Stage("I"), Stage("II"), Stage("III")))
    >>> [str(g) for g in s], s["ii"].position
    (['drei:I', 'drei:II', 'drei:III'], Fraction(2, 1))
    """

    id: str
    ladder: tuple[Rung, ...] = field(converter=_rungs)
    title: str = ""
    citation: Citation | None = None
    kind: Kind = "beurteilung"
    unit: Unit | None = None
    stage_count: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the list is a scale, and count its stages."""
        expect("id", self.id, str)
        expect("title", self.title, str)
        expect("kind", self.kind, str)
        expect("unit", self.unit, Unit, None)
        expect("stage_count", self.stage_count, int, None)
        counted = _counted(self.ladder)
        if problems := list(_faults(self, counted)):
            raise DataError(Text(f"Skala {self.id}", f"scale {self.id}"), problems)
        if counted is not None:
            object.__setattr__(self, "stage_count", counted)

    def _content(self) -> tuple[object, ...]:
        return (
            self.id,
            self.ladder,
            self.title,
            self.citation,
            self.kind,
            self.unit,
            self.stage_count,
        )

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
        return f"<GradeScale {self.id}: {' '.join(_shortened(self.grades))}>"

    @property
    def complete(self) -> bool:
        """Whether the list lacks no stage, as far as its source tells."""
        return not any(isinstance(rung, Unlisted) for rung in self.ladder)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, best first."""
        stages = tuple(evolve(r, scale_id=self.id) for r in self.ladder if isinstance(r, Stage))
        kept: tuple[Stage, ...] = vars(self).setdefault("stages", stages)
        return kept

    @cached_property
    def _places(self) -> tuple[_Place, ...]:
        return tuple(_climb(self))

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        """The grades, best first; made when first asked for, and the same for all threads."""
        grades = tuple(_new_grade(self, rank, place) for rank, place in enumerate(self._places))
        kept: tuple[Grade, ...] = vars(self).setdefault("grades", grades)
        return kept

    @cached_property
    def direction(self) -> int | None:
        """How stages are numbered: 1 if higher figures are better, -1 if lower, else None.

        None unless every stage is attested and their codes are consecutive whole numbers, so that one
        more is one stage more or less.

        >>> from beurteilung import scale
        >>> [scale(name).direction for name in ("ni-pol-1999", "be-lfbg", "ni-pol-2008", "by-llbg")]
        [1, -1, None, None]
        """
        codes = [stage.code for stage in self.stages]
        if self.stage_count != len(codes) or not all(map(_FIGURE.fullmatch, codes)):
            return None
        steps = {int(a) - int(b) for a, b in pairwise(codes)}
        return steps.pop() if steps in ({1}, {-1}) else None

    @cached_property
    def figure_direction(self) -> int | None:
        """Whether higher numbers of the printed codes are better, 1, or lower, -1.

        None unless every code prints a number, and the numbers all rise or all fall.

        >>> from beurteilung import scale
        >>> [scale(name).figure_direction for name in ("by-llbg", "jur-18", "ihk-100-dezimal")]
        [1, 1, -1]
        """
        numbers = [_figure(grade.code) for grade in self.grades]
        if len(numbers) < 2 or None in numbers:  # noqa: PLR2004 - one grade has no direction
            return None
        ways = {(a > b) - (a < b) for a, b in pairwise(n for n in numbers if n is not None)}
        return ways.pop() if ways in ({1}, {-1}) else None

    def figure(self, grade: Grade) -> Fraction | None:
        """Return the number that a grade prints, exact; None if it prints none.

        >>> from beurteilung import grade
        >>> half = grade("ni-pol-1999-merkmale:4,5")
        >>> half.scale.figure(half)
        Fraction(9, 2)
        """
        return _figure(self.member(grade).code)

    def stages_between(self, before: Grade, after: Grade) -> Fraction | None:
        """Return how many stages better ``after`` is than ``before``; None where that is not attested.

        >>> from beurteilung import scale
        >>> s = scale("oberstufe-15")
        >>> s.stages_between(s["13"], s["12"]), s.stages_between(s["15"], s["13"])
        (Fraction(-1, 1), Fraction(0, 1))
        """
        if self.member(before).rank == self.member(after).rank:
            return Fraction(0)
        one, other = self._places[before.rank], self._places[after.rank]
        if one.height is None or other.height is None:
            return None
        if one.stretch == other.stretch:
            return other.height - one.height
        if one.position is None or other.position is None:
            return None
        return other.position - one.position

    def worst(self, code: str) -> Grade:
        """Return the worst grade of the stage of a code, or else the grade of that code.

        Raises:
            UnknownGradeError: neither a stage nor a grade has the code.

        >>> from beurteilung import scale
        >>> scale("ni-pol-2008").worst("C").code, scale("ni-pol-1999").worst("4").code
        ('C unterer Bereich', '4')
        """
        inside = [g for g in self if g.stage and fold(g.stage.code) == fold(code)]
        return inside[-1] if inside else self[code]

    def steps_between(self, before: Grade, after: Grade) -> int | None:
        """Return how many steps better ``after`` is than ``before``; None where that is not attested.

        On a scale that is not complete, grades that nobody attests may lie between two others: only where
        the stages say how far they lie apart, and no number is left out between them, is that excluded.

        >>> from beurteilung import scale
        >>> s, part = scale("ni-pol-1999"), scale("bwl-pol-alt")
        >>> s.steps_between(s["4"], s["2"]), part.steps_between(part["1,25"], part["2,0"])
        (-2, None)
        """
        steps = self.member(before).rank - self.member(after).rank
        if self.complete or not steps:
            return steps
        old, new = self.figure(before), self.figure(after)
        left_out = old is not None and new is not None and abs(new - old) != abs(steps)
        return None if left_out or self.stages_between(before, after) is None else steps

    def stage_rank(self, grade: Grade) -> int | None:
        """Return the place of a grade's stage from the top, 0 the best; None where nobody attests it."""
        return self._places[self.member(grade).rank].stage_rank

    def of_rank(self, first: int, last: int) -> tuple[Grade, ...] | None:
        """Return the grades whose stage has a rank from ``first`` to ``last``, 0 the best.

        None if they are not all attested: a grade whose stage nobody tells may belong to one of them.

        >>> from beurteilung import scale
        >>> scale("ni-pol-1999").of_rank(0, 1), scale("by-llbg").of_rank(0, 0)
        ((<Grade ni-pol-1999:5>, <Grade ni-pol-1999:4>), None)
        """
        expect("first", first, int)
        expect("last", last, int)
        last = last + 1 if self.stage_count is None else min(last + 1, self.stage_count)
        return self._all_of(range(first, last), [self.stage_rank(g) for g in self.grades])

    def lowest(self, stages: int) -> tuple[Grade, ...] | None:
        """Return the grades of so many stages from the worst; None like `of_rank`."""
        expect("stages", stages, int)
        most = stages if self.stage_count is None else min(stages, self.stage_count)
        places = [int(g.position) if g.stage and g.position else None for g in self.grades]
        return self._all_of(range(1, most + 1), places)

    def _all_of(self, wanted: range, places: list[int | None]) -> tuple[Grade, ...] | None:
        # a range looks for what is no number one by one
        inside = [n for n, place in enumerate(places) if place is not None and place in wanted]
        if len({places[n] for n in inside}) < len(wanted):
            return None
        # a grade between two stages of them lies among them, though it belongs to neither
        found = self.grades[inside[0] : inside[-1] + 1] if inside else ()
        ends = {n for g in found for n in (g.rank - 1, g.rank + 1) if 0 <= n < len(self)}
        return found if all(self.grades[n].stage_known for n in ends) else None

    @property
    def stage_codes(self) -> tuple[str, ...]:
        """The codes of the stages, best first, and of the grades that belong to none."""
        return tuple(dict.fromkeys(g.stage.code if g.stage else g.code for g in self.grades))

    @cached_property
    def _names(self) -> dict[str, tuple[Grade, ...]]:
        """Every folded name, with the grades that it may mean; a code means one grade only."""
        shared: dict[str, list[Grade]] = {}
        for grade in self.grades:
            for word in {fold(w) for w in (grade.label, grade.stage and grade.stage.code) if w}:
                shared.setdefault(word, []).append(grade)
        names = {word: tuple(grades) for word, grades in shared.items()}
        return names | {fold(grade.code): (grade,) for grade in self.grades}

    @cached_property
    def _spellings(self) -> dict[str, tuple[Grade, ...]]:
        """The same names, in the form that their spellings share."""
        spellings: dict[str, dict[Grade, None]] = {}
        for name, grades in self._names.items():
            spellings.setdefault(_spelt(name), {}).update(dict.fromkeys(grades))
        return {name: tuple(grades) for name, grades in spellings.items()}

    def __getitem__(self, text: str) -> Grade:
        """Return the grade with this code or label.

        Case, spacing, dash and decimal sign do not matter, nor zeros that do not change a number.

        Raises:
            UnknownGradeError: no grade has this name; the nearest one is named.
            AmbiguousGradeError: several grades share it; they are listed.
        """
        if not isinstance(text, str):
            raise WrongKindError.of(
                Text(
                    f"die Note der Skala {self.id} als Text",
                    f"the code of a grade of scale {self.id} as text",
                ),
                text,
            )
        found = self._names.get(text) or self._names.get(fold(text), ())
        if not found:
            found = self._spellings.get(_spelt(fold(text)), ()) or self._with_wording(text)
        if len(found) == 1:
            return found[0]
        if found:
            options = listed(g.code for g in found)
            message = Text(
                f"„{text}“ benennt mehrere Noten der Skala {self.id}: {options}; bitte eine davon angeben",
                f"{text!r} names several grades of scale {self.id}: {options}; name one of them",
            )
            raise AmbiguousGradeError(message, found)
        codes = listed(_shortened(self.grades))
        if not self.complete:
            raise UnknownGradeError(
                Text(
                    f"die Liste der Skala {self.id} ist nicht vollständig, und eine Note „{text}“ belegt "
                    f"keine Quelle; belegt sind, die beste zuerst: {codes}",
                    f"the list of scale {self.id} is not complete, and no source attests a grade "
                    f"{text!r}; attested, best first: {codes}",
                )
            )
        hint = self._meant(text)
        raise UnknownGradeError(
            Text(
                f"Skala {self.id} hat keine Note „{text}“{hint.de}; ihre Noten, die beste zuerst: {codes}",
                f"scale {self.id} has no grade {text!r}{hint.en}; its grades, best first: {codes}",
            )
        )

    def _with_wording(self, text: str) -> tuple[Grade, ...]:
        """Return the grade that a text names twice, by its code and its wording or stage, or in brackets.

        So are written 5 (übertrifft …), gut (12), and C (oberer Bereich).
        """
        if not any(map(str.isalpha, text)):
            return ()
        plain = " ".join(_BRACKETS.sub(" ", fold(text)).split())
        given = _together(plain)
        return self._names.get(plain) or self._worded.get(given, ())

    @cached_property
    def _worded(self) -> dict[str, tuple[Grade, ...]]:
        """Every code together with its wording or stage, in either order, and the grades that it may mean."""
        shared: dict[str, dict[Grade, None]] = {}
        for grade in self.grades:
            for name in (grade.label, grade.stage.code if grade.stage else None):
                if name:
                    for both in (_together(grade.code, name), _together(name, grade.code)):
                        shared.setdefault(both, {})[grade] = None
        return {both: tuple(grades) for both, grades in shared.items()}

    def _meant(self, text: str) -> Text:
        """Return ' (did you mean …?)' for the name that a slip of the pen made of it, as printed.

        A hint must not name a better grade than was meant, so signs, figures and words that turn the
        sense have to stand in both.
        """
        typed = fold(text)
        if not any(map(str.isalpha, typed)):
            return guess(None)
        printed, of_shape = self._hints
        begun = [name for name in printed if name.startswith(f"{typed} ")]
        near = begun[0] if len(begun) == 1 else None
        near_ones = of_shape.get(_shape(typed), [])
        few = near_ones if len(near_ones) <= _MOST_ALIKE else ()
        alike = [name for name in few if _alike(typed, name)]
        close = near or closest(typed, alike)
        return guess(printed[close] if close else None)

    @cached_property
    def _hints(self) -> tuple[dict[str, str], dict[_Shape, list[str]]]:
        """Every folded name as it is printed, and the names of each shape."""
        words = (n for g in self.grades for n in (g.label, g.stage and g.stage.code, g.code) if n)
        printed = {fold(word): word for word in words}
        of_shape: dict[_Shape, list[str]] = {}
        for name in printed:
            of_shape.setdefault(_shape(name), []).append(name)
        return printed, of_shape

    def __iter__(self) -> Iterator[Grade]:
        """Yield the grades, best first."""
        return iter(self.grades)

    def __reversed__(self) -> Iterator[Grade]:
        """Yield the grades, worst first."""
        return reversed(self.grades)

    def __len__(self) -> int:
        """Count the grades."""
        return self._size

    @cached_property
    def _size(self) -> int:
        """The number of grades, counted without making them."""
        return sum(len(_inside(rung)) or isinstance(rung, Step) for rung in self.ladder)

    def __contains__(self, item: object) -> bool:
        """Tell whether a grade belongs to this scale, or a text is read as one of its grades."""
        if isinstance(item, str):
            try:
                _ = self[item]
            except (AmbiguousGradeError, UnknownGradeError):
                return False
            return True
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
        best, worst = sorted((self.member(one).rank, self.member(other).rank))
        return self.grades[best : worst + 1]

    def member(self, grade: Grade) -> Grade:
        """Return the grade if it is of this scale.

        Raises:
            ScaleMismatchError: it is of another scale.
        """
        if not isinstance(grade, Grade):
            raise WrongKindError.of(
                Text(f"eine Note der Skala {self.id}", f"a grade of scale {self.id}"), grade
            )
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
            "kind": self.kind,
            "complete": self.complete,
            "stage_count": self.stage_count,
            "grades": [
                {
                    "code": g.code,
                    "label": g.label,
                    "stage": g.stage.code if g.stage else None,
                    "stage_known": g.stage_known,
                    "position": None if g.position is None else str(g.position),
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


@frozen
class _Place:
    """Where a step stands: its stage, if it has one, and how high.

    ``height`` counts stages inside one ``stretch`` of the ladder, in which every stage is attested;
    None for a grade without one. ``position`` counts stages from the worst, 1; ``stage_rank`` is the
    place of the grade's own stage from the best, 0.
    """

    step: Step
    stage: Stage | None
    stretch: int
    height: Fraction | None
    position: Fraction | None = None
    stage_rank: int | None = None


def _climb(scale: GradeScale) -> Iterator[_Place]:
    """Yield the place of each step, best first."""
    stages = iter(scale.stages)
    stretch, above, waiting = 0, 0, list[Step]()
    for rung in scale.ladder:
        if isinstance(rung, Unlisted):
            above += rung.stages or 0
        elif isinstance(rung, WithoutStage):
            yield from (_Place(step, None, stretch, None) for step in rung.steps)
        elif isinstance(rung, Stage):
            parts = len(waiting) + 1
            for n, step in enumerate(waiting, 1):
                yield _place(scale, step, None, stretch, Fraction(above * parts + n, parts))
            above, waiting = above + 1, []
            stage = next(stages)
            for step in stage.steps or (stage,):
                yield _place(scale, step, stage, stretch, Fraction(above))
        else:
            waiting.append(rung)
        if _breaks(rung):
            stretch, above = stretch + 1, 0


def _place(
    scale: GradeScale, step: Step, stage: Stage | None, stretch: int, depth: Fraction
) -> _Place:
    """Return the place of a step whose stage is the ``depth``-th of its stretch, counted from the top.

    Positions are known in the last stretch, and in the first one if the number of stages is.
    """
    count, position = scale.stage_count, None
    if stretch == sum(map(_breaks, scale.ladder)):
        position = _depth(scale.ladder) - depth + 1
    elif stretch == 0 and count is not None:
        position = count - depth + 1
    from_top = depth - 1 if stretch == 0 else None
    if from_top is None and position is not None and count is not None:
        from_top = count - position
    rank = None if stage is None or from_top is None else int(from_top)
    return _Place(step, stage, stretch, -depth, position, rank)


def _breaks(rung: Rung) -> bool:
    """Tell whether nobody knows how many stages a rung stands for."""
    return isinstance(rung, WithoutStage) or (isinstance(rung, Unlisted) and rung.stages is None)


def _depth(ladder: tuple[Rung, ...]) -> int:
    """Count the stages of the last stretch."""
    depth = 0
    for rung in ladder:
        if _breaks(rung):
            depth = 0
        elif isinstance(rung, Stage):
            depth += 1
        elif isinstance(rung, Unlisted):
            depth += rung.stages or 0
    return depth


def _counted(ladder: tuple[Rung, ...]) -> int | None:
    """Count the stages of a ladder; None if nobody can."""
    return None if any(map(_breaks, ladder)) else _depth(ladder)


def _faults(scale: GradeScale, counted: int | None) -> Iterator[Message]:
    ladder = scale.ladder
    if not _ID.fullmatch(scale.id):
        yield Text(
            f"id „{scale.id}“: erlaubt sind Kleinbuchstaben, Ziffern und einzelne Bindestriche",
            f"id {scale.id!r} must be lower-case letters, digits and single hyphens",
        )
    if all(isinstance(rung, Unlisted) for rung in ladder):
        yield Text("eine Skala braucht mindestens eine Stufe", "a scale needs at least one stage")
    yield from _astray(ladder)
    if scale.stage_count is not None and scale.stage_count != (counted or scale.stage_count):
        yield Text(
            f"die Liste hat {counted} Stufen, als Zahl ist {scale.stage_count} angegeben",
            f"the list has {counted} stages, but their number is given as {scale.stage_count}",
        )
    if not _well_named(scale):
        yield from _misnamed(scale)


def _astray(ladder: tuple[Rung, ...]) -> Iterator[Message]:
    """Name each step that is said to lie between two stages and does not."""
    for end in ladder[:1] + ladder[-1:]:
        if isinstance(end, Step) and not isinstance(end, Stage):
            yield Text(
                f"„{end.code}“ steht am Ende der Skala, also nicht zwischen zwei Stufen",
                f"{end.code!r} lies at an end of the scale, so it is not between two stages",
            )
    for one, other in pairwise(ladder):
        for step, beside in ((one, other), (other, one)):
            if isinstance(step, Stage) or isinstance(beside, Step):
                continue
            if isinstance(step, Step):
                yield Text(
                    f"„{step.code}“ steht nicht zwischen zwei Stufen, die die Liste nennt",
                    f"{step.code!r} does not lie between two stages that the list names",
                )


def _well_named(scale: GradeScale) -> bool:
    """Tell whether all names surely differ: words after folding, the numbers of rows as numbers."""
    words: list[str] = []
    rows: list[Row] = []
    for rung in scale.ladder:
        steps = _inside(rung)
        if isinstance(steps, Row):
            rows.append(steps)
            steps = ()
        named = (rung, *steps) if isinstance(rung, Step) else steps
        words += [
            name for s in named for name in {_same(n) for n in (s.code, s.label) if n is not None}
        ]
    numbers = {n for row in rows for n in row.numbers}
    return (
        "" not in words
        and len(set(words)) == len(words)
        and len(numbers) == sum(map(len, rows))
        and len({row.decimals for row in rows}) <= 1
        and not (rows and any(map(_NUMBER.fullmatch, words)))
    )


def _inside(rung: Rung) -> tuple[Step, ...] | Row:
    return rung.steps if isinstance(rung, Stage | WithoutStage) else ()


def _misnamed(scale: GradeScale) -> Iterator[Message]:
    """Name what bears no name, or that of another; a step may bear the code of its stage."""
    owners: dict[str, tuple[tuple[int, int], str]] = {}
    for (rung, step), code, kind, name in _printed(scale):
        german = {"code": "die Note", "label": "die Bezeichnung"}[kind]
        if not (same := _same(name)):
            yield Text(f"{german} ist leer und benennt nichts", f"an empty {kind} names nothing")
        other, its_code = owners.setdefault(same, ((rung, step), code))
        of_stage = other == (rung, 0) and kind == "code" and name == its_code
        if other != (rung, step) and not of_stage:
            whose = f" der Note „{code}“" if kind == "label" else ""
            if kind == "code" and name == its_code:
                yield Text(f"die Note „{name}“ steht zweimal da", f"code {name!r} is listed twice")
                continue
            yield Text(
                f"{german} „{name}“{whose} ist auch ein Name der Note „{its_code}“ (Groß- und Kleinschreibung, "
                "Leerzeichen und Nachkommanullen zählen nicht)",
                f"{kind} {name!r} of {code!r} is also a name of {its_code!r} (after folding)",
            )


@lru_cache(1000)  # scales share most of their names
def _same(name: str) -> str:
    """Return what two spellings of one name share: 4 and 4,0 are one number, and one name."""
    return _spelt(fold(name)) if _PRINTED.fullmatch(name.strip()) else fold(name)


def _printed(scale: GradeScale) -> Iterator[tuple[tuple[int, int], str, str, str]]:
    """Yield each name that the scale prints, with whose it is and what.

    First the place by rung and step, 0 for the rung itself; then the code of what is there,
    whether the name is that code or a label, and the name.
    """
    for n, rung in enumerate(scale.ladder):
        first = 0 if isinstance(rung, Step) else 1
        head = (rung,) if isinstance(rung, Step) else ()
        for m, step in enumerate((*head, *_inside(rung)), first):
            yield (n, m), step.code, "code", step.code
            if step.label is not None:
                yield (n, m), step.code, "label", step.label


_PRINTED = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?")


def _figure(code: str) -> Fraction | None:
    """Return the number that a code prints; "1/2" prints none, it stands between 1 and 2."""
    return Fraction(code.replace(",", ".")) if _PRINTED.fullmatch(code) else None


_SIGNS = re.compile(r"[0-9+-]")
_CLOSE = 0.8
"""How much alike two words are of which one may be a slip of the pen: ratio of difflib."""


_Shape: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
_MOST_ALIKE = 200
"""Names that begin alike, of which one is looked for that was meant; among more a slip names none."""


def _shape(name: str) -> _Shape:
    """Return what a name and a slip of the pen share: the beginning of each word, signs and figures."""
    return tuple(_SIGNS.findall(name)), tuple(word[0] for word in name.split())


def _alike(typed: str, name: str) -> bool:
    """Tell whether a name of the same shape may be meant: each word is close."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a mistake needs it

    pairs = zip(typed.split(), name.split(), strict=True)
    return all(SequenceMatcher(None, a, b).ratio() >= _CLOSE for a, b in pairs)


def listed(codes: Iterable[str]) -> str:
    """Return codes in a row for a message, separated by semicolons where one of them has a comma."""
    shown = list(codes)
    return ("; " if any("," in code for code in shown) else ", ").join(shown)


_DOZEN = 12


def _shortened(grades: Sequence[Grade]) -> list[str]:
    """Return the codes of grades for a message, at most a dozen of them."""
    if len(grades) <= _DOZEN:
        return [g.code for g in grades]
    return [*(g.code for g in grades[: _DOZEN - 3]), "…", *(g.code for g in grades[-3:])]
