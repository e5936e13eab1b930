"""Questions about a row, and their answers: each distinct question is put to the scalar model once.

An engine finds the distinct values of the key columns, asks here for the number of the row of
answers, and joins or gathers that row. Nothing in an engine knows what a grade is.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from attrs import define, field

from beurteilung._base.errors import (
    BeurteilungError,
    ColumnError,
    MappingConflictError,
    NoCounterpartError,
    NoMappingError,
    NoScaleError,
    UnknownEventError,
    UnknownGradeError,
    UnknownIdError,
    excerpt,
)
from beurteilung._base.records import frozen
from beurteilung._base.text import LANGUAGES, Text, placed
from beurteilung.changes import measure as changes
from beurteilung.law import registry
from beurteilung.model import offices
from beurteilung.model.cells import (
    DATES,
    NullError,
    events_in,
    grade_in,
    says_nothing,
    stated_grade,
)
from beurteilung.model.intervals import Interval
from beurteilung.model.mappings import NotComparableError
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from beurteilung._base.errors import Message
    from beurteilung.model.scales import Grade, GradeScale

__all__ = [
    "COMPARED",
    "FAULTS",
    "FAULT_NAMES",
    "Answers",
    "Comparison",
    "Conversion",
    "Kind",
    "Output",
    "Question",
    "Side",
    "in_cell",
]

Kind: TypeAlias = Literal["integer", "count", "text"]
"""Stages, of 16 bits; numbers of rows, of 64 bits; text."""
Value: TypeAlias = int | str | None
Answer: TypeAlias = tuple[Value, ...]

MOST = 100_000
"""More distinct questions than this are no grades: the caller named the wrong column."""

FAULTS: tuple[tuple[type[BeurteilungError], str], ...] = (
    (UnknownGradeError, "unknown-grade"),
    (NoScaleError, "no-scale"),
    (UnknownIdError, "unknown-scale"),
    (AmbiguousGradeError, "ambiguous"),
    (UnknownEventError, "unknown-event"),
    (NoCounterpartError, "no-counterpart"),
    (NoMappingError, "no-mapping"),
    (NotComparableError, "not-comparable"),
    (MappingConflictError, "mapping-conflict"),
)
"""The codes beside rows without an answer, by the error that the scalar model raises."""


FAULT_NAMES = {
    "unknown-grade": Text("Note unbekannt", "grade unknown"),
    "no-scale": Text("Skala nicht belegt", "scale not attested"),
    "unknown-scale": Text("Skala unbekannt", "scale unknown"),
    "ambiguous": Text("mehrere Noten möglich", "several grades possible"),
    "unknown-event": Text("Ereignis unbekannt", "event unknown"),
    "no-counterpart": Text("keine Entsprechung", "no counterpart"),
    "no-mapping": Text("keine Abbildung bekannt", "no mapping known"),
    "not-comparable": Text("nicht vergleichbar", "not comparable"),
    "mapping-conflict": Text("Abbildungen widersprechen sich", "mappings contradict each other"),
    "null": Text("ohne Angabe", "empty"),
    "invalid": Text("ungültig", "invalid"),
}
"""The codes in words."""


@frozen
class Output:
    """A column of answers."""

    name: str
    kind: Kind


@frozen
class Side:
    """Where a grade stands: a column with its text form, or with bare codes of a scale."""

    column: str
    scale: GradeScale | None = None
    scale_column: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that it reads."""
        return (self.column,) if self.scale_column is None else (self.column, self.scale_column)

    def grade(self, row: Mapping[str, object]) -> Grade:
        """Return the grade that a row names."""
        code = str(row[self.column])
        scale = self.scale
        if scale is None and self.scale_column is not None:
            scale = self._named(str(row[self.scale_column]))

        def read(text: str) -> Grade:
            return _whole(text, self.column) if scale is None else grade_in(scale, text)

        found = stated_grade(code, read)
        if found is None:
            raise NullError(self.column, code)
        return found

    def _named(self, name: str) -> GradeScale:
        """Return the scale that a cell names; ids have small letters and no blanks around."""
        if says_nothing(name):
            raise NullError(self.scale_column or "", name)
        return registry.scale(name.strip().lower())


def _whole(text: str, column: str) -> Grade:
    """Read a grade with its scale; a bare code asks for the scale of the column."""
    if ":" in text or not text.strip() or DATES.fullmatch(text.strip()):
        return registry.grade(text)
    raise UnknownGradeError(
        Text(
            f"erwartet wird in Spalte {column} Skala und Note wie ni-pol-1996:5, angegeben ist „{text}“",
            f"expected scale and grade such as ni-pol-1996:5 in column {column}, got {text!r}",
        ),
        python="name its scale: before_scale=, after_scale=",
        command=Text(
            "die Skala angeben: --before-scale, --after-scale",
            "name its scale: --before-scale, --after-scale",
        ),
    )


class Question(Protocol):
    """What is asked about each row."""

    @property
    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """The columns that the answer depends on, each once."""

    @property
    @abstractmethod
    def labels(self) -> tuple[str, ...]:
        """What messages call these columns, in the same order: the caller's own names."""

    @property
    @abstractmethod
    def needed(self) -> tuple[str, ...]:
        """Those of them without which there is no answer."""

    @property
    @abstractmethod
    def outputs(self) -> tuple[Output, ...]:
        """The columns of the answer."""

    @property
    @abstractmethod
    def most(self) -> int:
        """So many distinct questions are asked; more means that the wrong column was named."""

    @abstractmethod
    def answer(self, row: Mapping[str, object]) -> Answer:
        """Ask the scalar model."""


INTERVALS = ("scale_effect", "real", "explained", "unexplained")


@frozen
class Comparison:
    """`beurteilung.compare` for each row."""

    before: Side
    after: Side
    events: str | None = None
    on: GradeScale | None = None
    most: int = MOST
    rechtsstand: date | None = None
    dienstherr: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check once what holds for all rows."""
        changes.governing_law(self.rechtsstand, self.dienstherr)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of both grades and of the events."""
        events = () if self.events is None else (self.events,)
        return tuple(dict.fromkeys((*self.before.keys, *self.after.keys, *events)))

    @property
    def labels(self) -> tuple[str, ...]:
        """Their own names."""
        return self.keys

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns of both grades: no event is an answer, too."""
        return (*self.before.keys, *self.after.keys)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """``nominal`` whole and exact, steps, both ends of each interval, why not, verdict and code."""
        return COMPARED

    def answer(self, row: Mapping[str, object]) -> Answer:
        """Compare the grades of a row."""
        before, after = self.before.grade(row), self.after.grade(row)
        events = () if self.events is None else _events(row, self.events, self.on or after.scale)
        change = changes.compare(
            before,
            after,
            events=events,
            on=self.on,
            rechtsstand=self.rechtsstand,
            dienstherr=self.dienstherr,
        )
        nominal = change.nominal
        ends = [end for name in INTERVALS for end in _ends(getattr(change, name))]
        whole = int(nominal) if isinstance(nominal, Interval) else None
        exact = None if nominal is None else str(nominal)
        why = " ".join(f"{name}={code}" for name, code in change.outcome.why_not) or None
        return (whole, exact, change.steps, *ends, why, change.verdict.value, change.code)


COMPARED = (
    Output("nominal", "integer"),
    Output("nominal_exact", "text"),
    Output("steps", "integer"),
    *(Output(f"{name}_{end}", "integer") for name in INTERVALS for end in ("low", "high")),
    Output("why_not", "text"),
    Output("verdict", "text"),
    Output("code", "text"),
)


def _ends(interval: Interval | None) -> tuple[int | None, int | None]:
    return (None, None) if interval is None else (interval.low, interval.high)


def _events(
    row: Mapping[str, object], column: str, on: GradeScale
) -> tuple[offices.StatusEvent, ...]:
    """Return the events of a cell, or how many lead upward; none if it is null or says so."""
    cell = row[column]
    text = "" if cell is None else str(cell).strip()
    if not text:
        return ()
    if re.fullmatch(r"[0-9]+[.,]0+", text):  # a reader made floats of a column with empty cells
        text = re.split("[.,]", text)[0]
    if text.isascii() and text.isdecimal():
        digits = text.lstrip("0")[:9] or "0"
        count = min(int(digits), len(on))  # no change is larger than its scale has grades
        return (offices.event("befoerderung"),) * count
    return events_in(text)


@frozen
class Conversion:
    """`Grade.to` for each row."""

    grade: Side
    to: GradeScale
    most: int = MOST

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of the grade."""
        return self.grade.keys

    @property
    def labels(self) -> tuple[str, ...]:
        """Their own names."""
        return self.keys

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns of the grade."""
        return self.grade.keys

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The text form of the one counterpart."""
        return (Output("converted", "text"),)

    def answer(self, row: Mapping[str, object]) -> Answer:
        """Convert the grade of a row."""
        return (str(self.grade.grade(row).to(self.to)),)


@define(eq=False)
class Answers:
    """The answers to a question, one row for each distinct set of values asked about.

    Row 0 is that of values nobody asked about: rows that come into a lazy frame after the call.
    ``faults`` holds the rows without an answer and why, ``empty`` those of them where nothing is stated.
    """

    question: Question
    rows: list[Answer] = field(init=False, factory=list[Answer])
    faults: dict[int, Message] = field(init=False, factory=dict[int, "Message"])
    empty: set[int] = field(init=False, factory=set[int])
    _keys: tuple[str, ...] = field(init=False)
    _needed: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with the row without an answer; what is asked for every row is looked up once."""
        self._keys, self._needed = tuple(self.question.keys), tuple(self.question.needed)
        self.rows.append((*(None for _ in self.question.outputs), "no-outcome"))

    def row(self, values: tuple[object, ...]) -> int:
        """Ask about these values of the key columns, once; return the number of the row."""
        number = len(self.rows)
        if number > self.question.most:
            raise too_many(self.question)
        self.rows.append(
            self._ask(number, dict(zip(self._keys, map(_stated, values), strict=True)))
        )
        return number

    def _ask(self, number: int, row: dict[str, object]) -> Answer:
        try:
            for name in self._needed:
                if row[name] in _EMPTY:
                    raise NullError(name)
            return (*self.question.answer(row), None)
        except BeurteilungError as error:
            if isinstance(error, NullError):
                self.empty.add(number)
            cells = zip(self.question.labels, row.values(), strict=True)
            given = [in_cell(label, value) for label, value in cells if value is not None]
            place = Text(*(", ".join(one[lang] for one in given) for lang in LANGUAGES))
            text = Text(error.explain("de"), error.explain("en"))
            self.faults[number] = placed(place, text) if given else text
            return (*(None for _ in self.question.outputs), _code(error))

    def columns(self, names: Iterable[str]) -> dict[str, tuple[Kind, list[Value]]]:
        """Return the table of answers by column; the last one has the codes of faults."""
        kinds: list[Kind] = [*(output.kind for output in self.question.outputs), "text"]
        values = (list(column) for column in zip(*self.rows, strict=True))
        return dict(zip(names, zip(kinds, values, strict=True), strict=False))


def in_cell(column: str, value: object) -> Text:
    """Return the place of a fault in a table: the column, and what stands there.

    >>> in_cell("alt", "x").de, in_cell("alt", "x").en
    ('alt „x“', "alt='x'")
    """
    return Text(f"{column} {excerpt(value, 'de')}", f"{column}={excerpt(value)}")


_EMPTY = (None, "")


def _stated(value: object) -> object:
    """Return a value, or None where a column says that it is no number."""
    if type(value) is int or str(value).casefold() != "nan":
        return value
    return None


class TooManyError(ColumnError):
    """Columns hold more different values than grades and events have."""

    def __init__(self, columns: str, most: int = MOST) -> None:
        """Name the columns."""
        super().__init__(
            Text(
                f"mehr als {most} verschiedene Werte in {columns}; Spalten von Noten und Ereignissen haben wenige: "
                "sind es die richtigen?",
                f"more than {most} different values in {columns}; columns of grades and events hold "
                "few: are these the right ones?",
            )
        )


def too_many(question: Question) -> TooManyError:
    """Return the error for more distinct questions than a table of answers is made for."""
    return TooManyError(", ".join(question.labels), question.most)


def _code(error: BeurteilungError) -> str:
    if isinstance(error, NullError):
        return "null"
    return next((code for kind, code in FAULTS if isinstance(error, kind)), "invalid")
