"""The way from a frame to its answers, the same for every engine that holds its rows in memory.

1. Encode each key column as small whole numbers, one for each distinct value.
2. Join the numbers of a row to one *place*, as digits form a number.
3. Ask the scalar model once for each place that occurs.
4. Gather the answers by place.

Steps 1, 2 and 4 are whole-column work of the engine; step 3 sees each distinct question once.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from beurteilung._base.errors import BadRowsError, ColumnError, spoken
from beurteilung._base.kinds import expect, known_word
from beurteilung._base.records import frozen
from beurteilung._base.text import Text
from beurteilung.frames.questions import Answers, Kind, Question, too_many
from beurteilung.model.cells import listed_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from beurteilung._base.errors import Message

__all__ = [
    "FIRST",
    "LATER",
    "Columns",
    "Engine",
    "Layout",
    "Native",
    "OnError",
    "ask",
    "layout",
    "names",
    "settle",
    "unused_name",
]

OnError: TypeAlias = Literal["raise", "column"]
Native: TypeAlias = Any
"""A frame, column or expression of some engine; only the module of that engine knows its type."""
Columns: TypeAlias = Mapping[str, tuple[Kind, Sequence[Any]]]

FIRST = 5
"""So many offenders are listed."""

LATER = (
    "this row was not in the frame when beurteilung.frames looked which grades occur; call it again"
)
"""The error of an engine that computes later, for a row that came in between."""

WIDEST = 1 << 22
"""A table of places never holds more entries."""


class Engine(Protocol):
    """What an engine has to offer. A *place* is a column of whole numbers, one for each row."""

    @abstractmethod
    def encode(self, keys: Sequence[str]) -> list[tuple[Native, list[object]]]:
        """Return each key column as numbers of its distinct values, and the values."""

    @abstractmethod
    def fold(self, place: Native, times: int, codes: Native) -> Native:
        """Return ``place * times + codes``."""

    @abstractmethod
    def dense(self, place: Native) -> tuple[Native, list[int]]:
        """Return the places as numbers of those that occur, and those."""

    @abstractmethod
    def distinct(self, place: Native, size: int) -> Iterable[int]:
        """Return each place that occurs; all are below ``size``."""

    @abstractmethod
    def bad(self, place: Native, bad: Sequence[bool]) -> tuple[int, list[tuple[int, int]]]:
        """Return how many rows are at bad places, and the first with their place."""

    @abstractmethod
    def attach(self, place: Native, at: Sequence[int], columns: Columns) -> Native:
        """Return the frame with the columns added: row ``at[place]`` of them beside each row."""


def ask(engine: Engine, rows: int, question: Question, new: list[str], on_error: OnError) -> Native:
    """Return the frame with the answers to a question beside each row.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the key columns hold too many values to be grades.
    """
    answers = Answers(question)
    place, meaning = _places(engine, question)
    at = [0] * meaning.size
    for one in engine.distinct(place, meaning.size):
        at[one] = answers.row(meaning.values(one))
    if on_error == "raise" and answers.faults:
        count, first = engine.bad(place, [number in answers.faults for number in at])
        empty, _ = engine.bad(place, [number in answers.empty for number in at])
        offenders: list[Message] = [
            Text(f"Zeile {row}: {spoken(fault, 'de')}", f"row {row}: {spoken(fault, 'en')}")
            for row, one in first
            for fault in [answers.faults[at[one]]]
        ]
        raise BadRowsError(count, rows, offenders, empty, column=True)
    return engine.attach(place, at, answers.columns(new))


class _Meaning:
    """What values a place stands for: ``digits`` has those of each key column, or of several."""

    def __init__(self, digits: list[list[tuple[object, ...]]]) -> None:
        self.digits = digits
        self.size = prod(len(values) for values in digits)

    def values(self, place: int) -> tuple[object, ...]:
        found: tuple[object, ...] = ()
        for values in reversed(self.digits):
            place, digit = divmod(place, len(values))
            found = (*values[digit], *found)
        return found


def _places(engine: Engine, question: Question) -> tuple[Native, _Meaning]:
    (place, first), *others = engine.encode(question.keys)
    meaning = _Meaning([[(value,) for value in first]])
    for numbered, listed in others:
        codes, values = numbered, listed
        if meaning.size * len(values) > WIDEST:
            place, kept = engine.dense(place)
            meaning = _Meaning([[meaning.values(one) for one in kept]])
            codes, kept = engine.dense(codes)
            values = [values[one] for one in kept]
        _countable(meaning.size * len(values))
        place = engine.fold(place, len(values), codes)
        meaning = _Meaning([*meaning.digits, [(value,) for value in values]])
    if meaning.size > WIDEST:
        place, kept = engine.dense(place)
        if len(kept) > question.most:
            raise too_many(question)
        meaning = _Meaning([[meaning.values(one) for one in kept]])
    return place, meaning


def _countable(size: int, most: int = (1 << 31) - 1) -> None:
    """Refuse more places than an engine can number in 32 bits, or than fit into memory."""
    if size > most:
        raise ColumnError(
            Text(
                f"die Spalten von Noten und Ereignissen haben zu viele Werte für eine Tabelle ({size:,} "
                "Verbindungen); sind es die richtigen?",
                f"the columns of grades and events hold too many values for one table ({size:,} "
                "combinations); are these the right ones?",
            )
        )


def unused_name(taken: Collection[str]) -> str:
    """Return a beginning for names of columns that none of these names has.

    >>> unused_name(["alt", "beurteilung_1"])
    'beurteilung__'
    """
    start = "beurteilung_"
    while any(str(name).lower().startswith(start) for name in taken):
        start += "_"
    return start


def names(
    outputs: Iterable[str],
    on_error: OnError,
    prefix: str,
    taken: Iterable[str],
    fold: Callable[[str], str],
) -> list[str]:
    """Return the names of the new columns; ``fold`` makes names equal that are one to the engine.

    Raises:
        ColumnError: one of them is taken, or ``on_error`` is no known word.
    """
    known_word("on_error", on_error, "raise", "column")
    expect("prefix", prefix, str)
    if not prefix.isprintable():
        raise ColumnError(
            Text(
                f"prefix „{prefix}“ hat Zeichen, die in keinem Namen stehen können",
                f"prefix {prefix!r} has characters that no name can have",
            )
        )
    found = [f"{prefix}{name}" for name in (*outputs, *(["error"] if on_error == "column" else []))]
    new = set(map(fold, found))
    if clash := [str(name) for name in taken if fold(name) in new]:
        raise ColumnError(
            Text(
                f"die Tabelle hat schon eine Spalte {listed_columns(clash).de}",
                f"the frame has already a column {listed_columns(clash).en}",
            ),
            python="pass prefix='…' (--prefix …) for other names",
            command=Text("--prefix … gibt andere Namen", "--prefix … gives other names"),
        )
    return found


@frozen
class Layout:
    """How the places of known rows are counted by an engine that computes later.

    ``squeeze[n]`` renumbers the places of the first n keys densely, where the table of places would
    otherwise grow too large; those of no row have no number. ``places`` has the place of each known
    row.
    """

    squeeze: list[list[int | None] | None]
    places: list[int]
    size: int


def layout(digits: Sequence[Sequence[object]], rows: Sequence[tuple[object, ...]]) -> Layout:
    """Count places for rows whose values, key by key, are among ``digits``."""
    places, size = [0] * len(rows), 1
    squeeze: list[list[int | None] | None] = []
    for n, values in enumerate(digits):
        renumbered = None
        if size * len(values) > WIDEST:
            dense = {place: number for number, place in enumerate(dict.fromkeys(places))}
            renumbered = [dense.get(place) for place in range(size)]
            places, size = [dense[place] for place in places], len(dense)
        squeeze.append(renumbered)
        _countable(size * len(values), 1 << 24)
        spots = {value: spot for spot, value in enumerate(values)}
        places = [p * len(values) + spots[row[n]] for p, row in zip(places, rows, strict=True)]
        size *= len(values)
    return Layout(squeeze, places, size)


def settle(
    answers: Answers,
    counts: Mapping[tuple[object, ...], int],
    on_error: OnError,
) -> list[int]:
    """Return the number of the answer to each distinct question; ``counts`` has how many rows ask it.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the key columns hold too many values to be grades.
    """
    numbers = [answers.row(values) for values in counts]
    if on_error == "raise" and answers.faults:
        asked = zip(numbers, counts.values(), strict=True)
        bad = [(n, count) for n, count in asked if n in answers.faults]
        first = [_counted(answers.faults[n], count) for n, count in bad]
        empty = sum(count for n, count in bad if n in answers.empty)
        raise BadRowsError(
            sum(count for _, count in bad),
            sum(counts.values()),
            sorted(first, key=lambda fault: fault.en)[:FIRST],
            empty,
            column=True,
        )
    return numbers


def _counted(fault: Message, count: int) -> Text:
    de, en = ("1 Zeile", "1 row") if count == 1 else (f"{count} Zeilen", f"{count} rows")
    return Text(f"{spoken(fault, 'de')} ({de})", f"{spoken(fault, 'en')} ({en})")
