"""A round: how many officers have which grade, by comparison group and by what they have in common.

A round holds counts, never persons. What an officer is (part-time, severely disabled) has the values
yes, no and not known; a column of other words is a division into more parts, such as m, w, d.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from beurteilung._base.errors import (
    BadRowsError,
    BeurteilungError,
    ColumnError,
    DataError,
    excerpt,
)
from beurteilung._base.errors import ScaleMismatchError as Mismatch
from beurteilung._base.kinds import ending, expect, expect_each, known_word
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, joined
from beurteilung.law.registry import scale, written_grade
from beurteilung.model.cells import (
    DateCellError,
    NullError,
    expect_columns,
    says_nothing,
    stated_grade,
)
from beurteilung.model.offices import pay_group
from beurteilung.model.scales import Grade, GradeScale

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Part", "Reader", "Row", "Runde", "divisions", "in_rows", "part_name"]

Value: TypeAlias = str | None
"""The part to which an officer belongs; None: not known."""
Row: TypeAlias = Mapping[str, object]
"""One officer of a staff file, by column."""
Counts: TypeAlias = dict[Grade, int]
"""How many officers have each grade that was awarded, best first."""

YES, NO = "ja", "nein"
GROUP = "vergleichsgruppe"
"""The division whose parts are the comparison groups."""
_NOBODY = Text("niemand kommt darin vor", "there is no officer in it")
_YES = {"ja", "j", "yes", "y", "true", "wahr", "1", "x"}
_NO = {"nein", "n", "no", "false", "falsch", "0", "kein", "keine", "ohne"}
_WOMAN = {"w", "f", "weiblich", "weibl", "frau", "fr", "female", "woman", "ms", "mrs", "♀"}
_MAN = {"m", "männlich", "maennlich", "männl", "mann", "herr", "hr", "male", "man", "mr", "♂"}
_DIVERS = {"d", "divers", "diverse"}
_WORDS: dict[str, dict[str, str]] = {
    "frau": {**dict.fromkeys(_WOMAN, YES), **dict.fromkeys(_MAN, NO), **dict.fromkeys(_DIVERS, "d")},
    "geschlecht": {
        **dict.fromkeys(_WOMAN, "w"), **dict.fromkeys(_MAN, "m"), **dict.fromkeys(_DIVERS, "d"),
    },
    "teilzeit": {
        **dict.fromkeys(("tz", "teilzeit", "teilzeitbeschäftigt", "part-time", "parttime"), YES),
        **dict.fromkeys(("vz", "vollzeit", "vollzeitbeschäftigt", "full-time", "fulltime"), NO),
    },
}  # fmt: skip
"""What the words of a column mean in a division of this name."""
MOST_PARTS = 12
"""More different words than this in a column divide no round: the wrong column was named."""
MOST_GROUPS = 200
"""More comparison groups than this are none: the wrong column was named."""
_FIRST = 10
_READ = 1_000
"""Different faults of rows after which no further row is read."""


def _by_grade(column: str) -> Text:
    return Text(
        f"die Spalte {column} enthält die Noten; nach ihnen lässt sich nicht aufgliedern",
        f"column {column} holds the grades; a round is not divided by them",
    )


@frozen
class Part:
    """One part of a division: its name, ``"ja"``, ``"nein"`` or another word (None: not known), and counts."""

    merkmal: str
    teil: Value
    counts: Mapping[Grade, int]

    @property
    def size(self) -> int:
        """The number of officers."""
        return sum(self.counts.values())

    @property
    def shares(self) -> dict[Grade, Fraction]:
        """The exact share of each grade that occurs in the round."""
        return {g: Fraction(n, self.size) for g, n in self.counts.items()}

    @property
    def name(self) -> Text:
        """The part in words."""
        return part_name(self.merkmal, self.teil)


@frozen
class Runde:
    """The grades of one round on one scale.

    ``cells`` counts the officers by comparison group, by their parts in the order of ``merkmale``, and
    by grade. ``remarks`` is what was noticed while reading.

    >>> from beurteilung import scale
    >>> s = scale("ni-pol-1999")
    >>> r = Runde.counted(s, {("ja",): {s["4"]: 2, s["3"]: 1}, ("nein",): {s["3"]: 5}}, ["teilzeit"])
    >>> r.size, [(g.code, n) for g, n in r.counts().items()], r.part("teilzeit", "ja").size
    (8, [('4', 2), ('3', 6)], 3)
    """

    scale: GradeScale
    merkmale: tuple[str, ...]
    cells: Mapping[tuple[str, tuple[Value, ...]], Mapping[Grade, int]] = field(eq=False)
    remarks: tuple[Text, ...] = ()

    @classmethod
    def counted(
        cls,
        scale: GradeScale,
        cells: Mapping[tuple[Value, ...], Mapping[Grade, int]],
        merkmale: Sequence[str] = (),
        *,
        group: str = "",
    ) -> Runde:
        """Return a round of one comparison group that was counted already.

        ``cells`` counts the grades of officers by their parts, in the order of ``merkmale``.

        Raises:
            DataError: a count is negative or no whole number, such as a share, or there is no officer.
            ScaleMismatchError: a grade is of another scale.
        """
        expect("scale", scale, GradeScale)
        expect("cells", cells, Mapping)
        merkmale = expect_each("merkmale", merkmale, str)
        expect("group", group, str)
        groups: dict[tuple[str, tuple[Value, ...]], Counts] = {}
        for parts, counts in cells.items():
            expect("cells", parts, tuple)
            expect("cells", counts, Mapping)
            if len(parts) != len(merkmale):
                raise DataError("", [_parts_of_each(parts, merkmale)])
            for one, n in counts.items():
                scale.member(one)
                if type(n) is not int or n < 0:
                    raise DataError("", [_no_count(one, n)])
            groups[group, parts] = dict(counts)
        return _of(scale, merkmale, groups, ())

    @classmethod
    def read(  # noqa: PLR0913 - each is a column of its own
        cls,
        rows: Iterable[Row],
        *,
        note: str,
        scale: GradeScale | str | None = None,
        gruppe: str | None = None,
        merkmale: Mapping[str, str] | Sequence[str] = (),
        person: str | None = None,
        leere: Literal["fehler", "weglassen"] = "fehler",
        numbers: Sequence[int] = (),
    ) -> Runde:
        """Count the rows of a staff file, one an officer.

        ``note`` names the column of grades, ``scale`` the scale of bare codes, ``gruppe`` the column of
        the comparison group. ``merkmale`` gives the column of each division, in the order in which
        divisions are to be shown. ``person`` may name a column of opaque ids; it is only asked whether
        somebody is listed twice. Whoever has no grade is an error, or is left out and said to be, by
        ``leere``. ``numbers`` are those of the rows in messages, if they are not 1, 2, 3.

        An empty cell, and a word such as "k. A.", is not known; in divisions named ``frau``, ``geschlecht``
        and ``teilzeit`` the usual words are understood (50 % and 1/2 are part-time), and elsewhere, as in the
        names of groups, case does not matter.

        Raises:
            BadRowsError: a grade or group is unknown or null, or a person is listed twice.
            ColumnError: a column is missing, a division has too many parts, or ``leere`` is another word.
            ScaleMismatchError: grades of several scales.
            DataError: there is no row.
        """
        return cls.tallied(
            ((row, 1) for row in ending("rows", rows)),
            note=note, scale=scale, gruppe=gruppe, merkmale=merkmale, person=person, leere=leere,
            numbers=numbers,
        )  # fmt: skip

    @classmethod
    def tallied(  # noqa: PLR0913 - each is a column of its own
        cls,
        rows: Iterable[tuple[Row, int]],
        *,
        note: str,
        scale: GradeScale | str | None = None,
        gruppe: str | None = None,
        merkmale: Mapping[str, str] | Sequence[str] = (),
        person: str | None = None,
        leere: Literal["fehler", "weglassen"] = "fehler",
        numbers: Sequence[int] = (),
    ) -> Runde:
        """Count rows that each stand for several officers; otherwise like `read`.

        Raises:
            BadRowsError, ColumnError, ScaleMismatchError, DataError: as `read`.
        """
        expect("note", note, str)
        expect("scale", scale, GradeScale, str, None)
        expect("gruppe", gruppe, str, None)
        expect("person", person, str, None)
        known_word("leere", leere, "fehler", "weglassen")
        columns = divisions(merkmale)
        if note in columns.values():
            raise ColumnError(_by_grade(note))
        reader = Reader(note, scale, gruppe, more=[person, *columns.values()], numbers=numbers)
        tally = _Tally(reader, columns, person, skip=leere == "weglassen")
        for row, times in rows:
            expect("rows", row, Mapping)
            tally.take(row, times)
        return tally.round()

    @property
    def size(self) -> int:
        """The number of officers."""
        return sum(n for counts in self.cells.values() for n in counts.values())

    @property
    def groups(self) -> tuple[str, ...]:
        """The comparison groups, in order of their names; A 9 comes before A 10."""
        return tuple(sorted({group for group, _ in self.cells}, key=_natural))

    @property
    def awarded(self) -> tuple[Grade, ...]:
        """The grades that somebody has, best first."""
        return tuple(self.counts())

    def counts(self) -> Counts:
        """Return how many officers have each grade that was awarded, best first."""
        return self._sum(lambda _group, _parts: True)

    def in_group(self, group: str) -> Runde:
        """Return the round of one comparison group alone.

        Raises:
            DataError: there is no such group.
        """
        expect("group", group, str)
        kept = {key: counts for key, counts in self.cells.items() if key[0] == group}
        if not kept:
            raise DataError("", [_no_group(group, self.groups)])
        return Runde(self.scale, self.merkmale, kept, self.remarks)

    def by_group(self) -> Runde:
        """Return the round divided by its comparison groups first, then as before.

        Raises:
            ColumnError: there are too many comparison groups.

        >>> from beurteilung import scale
        >>> rows = [{"note": "4", "g": "A 9"}, {"note": "3", "g": "A 10"}, {"note": "4", "g": "A 9"}]
        >>> r = Runde.read(rows, note='note', scale="ni-pol-1999", gruppe="g").by_group()
        >>> [(part.name.de, part.size) for part in r.parts("vergleichsgruppe")]
        [('A 9', 2), ('A 10', 1)]
        """
        if len(self.groups) > MOST_GROUPS:
            raise ColumnError(_too_many_groups(len(self.groups)))
        cells = {(group, (group, *parts)): n for (group, parts), n in self.cells.items()}
        return Runde(self.scale, (GROUP, *self.merkmale), cells, self.remarks)

    def parts(self, merkmal: str) -> tuple[Part, ...]:
        """Return the parts of a division: yes, no, other words in order, then those not known.

        Raises:
            ColumnError: the round is not divided so.
        """
        expect("merkmal", merkmal, str)
        at = self._place(merkmal)
        values = {parts[at] for _, parts in self.cells}
        return tuple(self.part(merkmal, v) for v in sorted(values, key=_order))

    def part(self, merkmal: str, teil: Value) -> Part:
        """Return one part of a division; grades that were awarded elsewhere count 0 in it.

        Raises:
            ColumnError: the round is not divided so.
        """
        expect("merkmal", merkmal, str)
        at = self._place(merkmal)
        mine = self._sum(lambda _, parts: parts[at] == teil)
        return Part(merkmal, teil, {g: mine.get(g, 0) for g in self.counts()})

    def crossed(self, merkmale: Sequence[str]) -> dict[tuple[Value, ...], Counts]:
        """Count the grades of officers by their parts in several divisions at once."""
        merkmale = expect_each("merkmale", merkmale, str)
        places = [self._place(name) for name in merkmale]
        found: dict[tuple[Value, ...], Counter[Grade]] = {}
        for (_, parts), counts in self.cells.items():
            found.setdefault(tuple(parts[n] for n in places), Counter()).update(counts)
        return {key: _best_first(counts) for key, counts in found.items() if counts.total()}

    def _place(self, merkmal: str) -> int:
        if merkmal not in self.merkmale:
            raise ColumnError(_not_divided(merkmal, self.merkmale))
        return self.merkmale.index(merkmal)

    def _sum(self, wanted: _Wanted) -> Counts:
        total: Counter[Grade] = Counter()
        for (group, parts), counts in self.cells.items():
            if wanted(group, parts):
                total.update(counts)
        return _best_first(total)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Wanted: TypeAlias = Callable[[str, tuple[Value, ...]], bool]


def _of(
    scale: GradeScale,
    merkmale: tuple[str, ...],
    cells: Mapping[tuple[str, tuple[Value, ...]], Mapping[Grade, int]],
    remarks: tuple[Text, ...] = (),
) -> Runde:
    """Return a round, with the grades that were awarded best first.

    Raises:
        DataError: there is no officer.
    """
    kept = {key: _best_first(counts) for key, counts in cells.items()}
    if not any(n for counts in kept.values() for n in counts.values()):
        raise DataError("", [_NOBODY])
    return Runde(scale, merkmale, kept, remarks)


def _best_first(counts: Mapping[Grade, int]) -> Counts:
    return {g: counts[g] for g in sorted(counts, key=lambda g: g.rank) if counts[g]}


def _scale(given: GradeScale | str | None) -> GradeScale | None:
    return scale(given) if isinstance(given, str) else given


def _order(value: Value) -> tuple[int, list[tuple[int, str]]]:
    """Put yes before no, women before men, what is not known last, and other words as people do."""
    places = {YES: 0, "w": 0, NO: 1, "m": 1, None: 3}
    return places.get(value, 2), _natural(value or "")


def divisions(merkmale: Mapping[str, str] | Sequence[str]) -> dict[str, str]:
    """Return the column of each division; a bare list names both at once.

    Raises:
        WrongKindError: it is neither, or a name is no text.
    """
    if isinstance(merkmale, Mapping):
        _ = expect_each("merkmale", (*merkmale, *merkmale.values()), str)
        return dict(merkmale)
    names = expect_each("merkmale", merkmale, str)
    return dict(zip(names, names, strict=True))


def _natural(text: str) -> list[tuple[int, str]]:
    """Return what sorts numbers in a text by their value: A 9 before A 10."""
    return [(int(part) if part.isdecimal() else -1, part) for part in re.split(r"(\d+)", text)]


def _parts_of_each(parts: Sequence[Value], merkmale: Sequence[str]) -> Text:
    return Text(
        f"{parts}: erwartet wird je ein Teil von {joined(merkmale) or 'keiner Aufgliederung'}",
        f"{parts}: expected one part for each of {joined(merkmale, 'en') or 'none'}",
    )


def _no_count(one: Grade, n: object) -> Text:
    return Text(
        f"{one}: erwartet wird eine Anzahl ab 0, angegeben ist {excerpt(n, 'de')}; gezählt werden Personen, Anteile "
        "lassen sich nicht zusammenzählen",
        f"{one}: expected a count from 0 up, got {n!r}; officers are counted; shares cannot be put together",
    )


def _no_group(group: str, groups: Sequence[str]) -> Text:
    return Text(
        f"keine Vergleichsgruppe „{group}“; es gibt {joined(groups)}",
        f"no comparison group {group!r}; there are {joined(groups, 'en')}",
    )


def _not_divided(merkmal: str, merkmale: Sequence[str]) -> Text:
    return Text(
        f"die Runde ist nicht nach „{merkmal}“ aufgegliedert, sondern nach {joined(merkmale) or 'nichts'}",
        f"the round is not divided by {merkmal!r}; it is by {joined(merkmale, 'en') or 'nothing'}",
    )


def _too_many_groups(n: int) -> Text:
    return Text(
        f"es gibt {n} Vergleichsgruppen, höchstens {MOST_GROUPS} werden getrennt gezeigt; ist es die richtige "
        "Spalte?",
        f"there are {n} comparison groups, at most {MOST_GROUPS} are shown separately; is it the right column?",
    )


class Reader:
    """Reads group and grade of each row of a staff file, and keeps what is wrong with rows.

    ``numbers`` are those of the rows in messages, if they are not 1, 2, 3.
    """

    def __init__(
        self,
        note: str,
        scale: GradeScale | str | None = None,
        gruppe: str | None = None,
        *,
        more: Sequence[str | None] = (),
        numbers: Sequence[int] = (),
    ) -> None:
        """Take the columns: of grade and group, and those that must be there too; None is no column."""
        expect("numbers", numbers, Sequence)
        self.note, self.of, self.gruppe, self.more = note, _scale(scale), gruppe, more
        self.faults: dict[Text, list[int]] = {}
        self.bad = self.rows = 0
        self.numbers = numbers
        self.known: dict[str, Grade | None] = {}
        self.names: dict[str, str] = {}
        """Each group as it is written, by the form in which case does not matter."""

    @property
    def number(self) -> int:
        """The number of the row read last."""
        return self.numbers[self.rows - 1] if self.rows <= len(self.numbers) else self.rows

    def cells(self, row: Row, times: int = 1) -> tuple[str, Grade | None] | None:
        """Return group and grade of a row, the grade None if empty; None if it cannot be read.

        The group is a key of ``names``.

        Raises:
            ColumnError: a column is missing.
        """
        self.rows += times
        wanted = [name for name in (self.note, self.gruppe, *self.more) if name is not None]
        if any(name not in row for name in wanted):
            expect_columns(wanted, row)
        try:
            group = "" if self.gruppe is None else self._group(row, self.gruppe)
            text = _value(row[self.note])
            return group, None if text is None else self._grade(text, row[self.note])
        except BeurteilungError as error:
            self.fault(error, times)
            return None

    def fault(self, error: BeurteilungError, times: int = 1) -> None:
        """Keep what is wrong with the row read last."""
        self.bad += times
        text = Text(error.explain("de"), error.explain("en"))
        self.faults.setdefault(text, []).append(self.number)
        if len(self.faults) > _READ:  # nobody reads on: it is the wrong column, or another scale
            self.refuse()

    def refuse(self) -> None:
        """Refuse rows with faults.

        Raises:
            BadRowsError: with the first of them.
        """
        if self.faults:
            raise BadRowsError(self.bad, self.rows, in_rows(self.faults))

    def _group(self, row: Row, column: str) -> str:
        name = _value(row[column])
        if name is None:
            raise ColumnError(_groupless(column))
        folded = _one_spelling(name)
        self.names[folded] = min(name, self.names.get(folded, name))  # whatever the order of rows
        return folded

    def _grade(self, text: str, cell: object) -> Grade | None:
        if isinstance(cell, date):
            raise DateCellError(text)
        if text not in self.known:
            self.known[text] = stated_grade(text, self._read)
        return self.known[text]

    def _read(self, text: str) -> Grade:
        return written_grade(text, self.of)


def in_rows(faults: Mapping[Text, Sequence[int]]) -> list[Text]:
    """Say of each fault in which rows it is; of many only the first, and how many more there are.

    >>> [one.en for one in in_rows({Text("leer", "empty"): range(2, 30), Text("doppelt", "twice"): [7]})]
    ['rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 18 more: empty', 'row 7: twice']
    """
    found: list[Text] = []
    for fault, rows in list(faults.items())[:_FIRST]:
        some, rest = ", ".join(map(str, rows[:_FIRST])), len(rows) - _FIRST
        de, en = (
            (f"Zeilen {some}", f"rows {some}")
            if len(rows) > 1
            else (f"Zeile {some}", f"row {some}")
        )
        if rest > 0:
            de, en = f"{de} und {rest} weitere", f"{en} and {rest} more"
        found.append(Text(f"{de}: {fault.de}", f"{en}: {fault.en}"))
    if (others := len(faults) - len(found)) > 0:
        least = Text("mehr als ", "more than ") if len(faults) > _READ else Text("", "")
        found.append(Text(f"… und {least.de}{others} andere", f"… and {least.en}{others} others"))
    return found


class _Tally:
    """Counts rows by group, parts and grade."""

    def __init__(
        self, reader: Reader, columns: Mapping[str, str], person: str | None, *, skip: bool
    ) -> None:
        self.reader, self.columns, self.person, self.skip = reader, columns, person, skip
        self.found: dict[tuple[str, tuple[Value, ...]], Counter[Grade]] = {}
        self.seen: dict[str, int] = {}
        self.skipped = 0
        self.named = False

    def take(self, row: Row, times: int) -> None:
        """Count one row; what cannot be read is kept as a fault."""
        read = self.reader.cells(row, times)
        if read is None:
            return
        group, own = read
        try:
            if own is None and not self.skip:
                word = _value(row[self.reader.note]) or ""
                raise ColumnError(_no_grade(self.reader.note, word))
            self._once(row)
        except BeurteilungError as error:
            self.reader.fault(error, times)
            return
        if own is None:
            self.skipped += times
            return
        parts = tuple(_value(row[column]) for column in self.columns.values())
        self.found.setdefault((group, parts), Counter())[own] += times

    def _once(self, row: Row) -> None:
        if self.person is None:
            return
        one = _filled(row, self.person)
        self.named = self.named or any(sign in one.strip() for sign in (" ", ","))
        if one in self.seen:
            raise ColumnError(
                Text(
                    f"die Person aus Zeile {self.seen[one]} steht hier noch einmal",
                    f"the person of row {self.seen[one]} stands here again",
                )
            )
        self.seen[one] = self.reader.number

    def round(self) -> Runde:
        """Return the round, or refuse it with all that is wrong."""
        self.reader.refuse()
        scales = {g.scale.id: g.scale for counts in self.found.values() for g in counts}
        if len(scales) > 1:
            raise Mismatch(
                Text(
                    f"erwartet werden Noten einer Skala, da sind {joined(sorted(scales))}; eine Umrechnung "
                    "kann Noten zusammenwerfen und ändert Anteile, darum jede Skala für sich zählen",
                    f"expected grades of one scale, got {joined(sorted(scales), 'en')}; a conversion can "
                    "merge grades and would change the shares, so count each scale by itself",
                )
            )
        if not scales:
            raise DataError("", [_NOBODY])
        self._refuse_other_columns()
        groups: dict[tuple[str, tuple[Value, ...]], Counter[Grade]] = {}
        for ((group, _), counts), parts in zip(self.found.items(), self._words(), strict=True):
            groups.setdefault((self.reader.names.get(group, group), parts), Counter()).update(
                counts
            )  # several words of one meaning
        return _of(next(iter(scales.values())), tuple(self.columns), groups, tuple(self._remarks()))

    def _refuse_other_columns(self) -> None:
        for n, (name, column) in enumerate(self.columns.items()):
            words = {parts[n] for parts in self._words()}
            if name in _YES_OR_NO and (numbers := sorted(filter(_is_number, words), key=_order)):
                raise ColumnError(_numbers(name, column, [str(one) for one in numbers]))
            if len(words) > MOST_PARTS:
                raise ColumnError(
                    Text(
                        f"Spalte {column} hat {len(words)} verschiedene Werte, höchstens {MOST_PARTS} teilen "
                        f"eine Runde nach {name}; ist es die richtige Spalte?",
                        f"column {column} has {len(words)} different values, at most {MOST_PARTS} divide "
                        f"a round by {name}; is it the right column?",
                    )
                )

    def _words(self) -> list[tuple[Value, ...]]:
        """Return the parts of each cell, in the words of the division."""
        columns = list(zip(*(parts for _, parts in self.found), strict=True))
        read = [_understood(n, c) for n, c in zip(self.columns, columns, strict=True)]
        return list(zip(*read, strict=True)) if read else [() for _ in self.found]

    def _remarks(self) -> Iterator[Text]:
        if self.skipped:
            yield Text(
                f"Nicht mitgezählt, weil ohne Note: {self.skipped}.",
                f"Left out since they have no grade: {self.skipped}.",
            )
        if self.named:
            yield Text(
                f"Spalte {self.person} enthält wohl Namen; sie wird nicht gebraucht, eine Nummer genügt.",
                f"Column {self.person} seems to hold names; it is not needed, a number will do.",
            )
        alike: dict[str, list[str]] = {}
        for written in sorted(self.reader.names.values(), key=_natural):
            alike.setdefault(_letters(written), []).append(written)
        for several in alike.values():
            if len(several) > 1:
                yield Text(
                    f"{joined(several)} sind als verschiedene Vergleichsgruppen gezählt; ist eine gemeint, sie gleich "
                    "schreiben.",
                    f"{joined(several, 'en')} are counted as different comparison groups; if one is meant, spell it "
                    "alike.",
                )
        for n, (name, column) in enumerate(self.columns.items()):
            values = {parts[n] for parts in self._words()}
            if values == {YES, None}:
                yield Text(
                    f"{name}: Spalte {column} hat nur Ja und leere Zellen; leer gilt als nicht bekannt. Heißt leer "
                    "nein, dann nein eintragen.",
                    f"{name}: column {column} has yes and empty cells only; empty counts as not known. If empty "
                    "means no, enter no.",
                )
            if len(values) == 1:
                word = part_name(name, *values)
                yield Text(
                    f"{name}: alle gehören zu einem Teil ({word.de}); das teilt die Runde nicht.",
                    f"{name}: all belong to one part ({word.en}); that does not divide the round.",
                )


def _no_grade(column: str, word: str) -> Text:
    """Say that somebody has no grade, and how to leave such rows out."""
    null = NullError(column, word)
    return Text(
        f"{null.explain('de')}; --empty skip (in Python leere='weglassen') zählt solche Zeilen nicht mit",
        f"{null.explain('en')}; --empty skip (leere='weglassen' in Python) leaves such rows out",
    )


def _one_spelling(group: str) -> str:
    """Return what spellings of one comparison group have in common: of a pay group its name, else the small letters."""
    return str(pay_group(group) or group.casefold())


def _letters(name: str) -> str:
    """Return a name without blanks, case and leading zeros: A 9, A9 and A 09 have the same."""
    return "".join(re.sub(r"(?<!\d)0+(?=\d)", "", name.casefold()).split())


def _groupless(column: str) -> Text:
    return Text(
        f"{column} ist leer; die Vergleichsgruppe in jede Zeile schreiben, auch wo verbundene Zellen sie nur einmal "
        "zeigen",
        f"{column} is empty; write the comparison group into each row, also where merged cells show it once",
    )


def _filled(row: Row, column: str) -> str:
    value = _value(row[column])
    if value is None:
        raise NullError(column)
    return value


def _value(value: object) -> Value:
    """Return the text of a cell; nothing, and a number that is none, are not known."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else " ".join(str(value).split())
    return None if text in _NULLS else text


_NULLS = {"", "nan", "NaN", "NaT", "<NA>", "None"}
"""What the nulls of a table read as, in pandas too."""
_YES_OR_NO = {"frau", "geschlecht", "teilzeit", "schwerbehindert", "fuehrung", "telearbeit"}
"""Divisions that no number tells apart: what share of working time is part-time a column does not say."""


def _is_number(value: Value) -> bool:
    """Tell whether a part is a number, perhaps with its unit: 20 Std."""
    return value is not None and value[:1].isdecimal()


def _numbers(name: str, column: str, found: Sequence[str]) -> Text:
    listed = ", ".join(found[:_FIRST])
    beside = (
        Text(", oder bei Anteilen der Arbeitszeit das Zeichen dazusetzen: 50 %",
             ", or write shares of working time with their sign: 50%")
        if name == "teilzeit"
        else Text("", "")
    )  # fmt: skip
    words = (
        Text(
            "w und m (Akten zählen die Geschlechter nicht alle gleich)",
            "w and m (files number the sexes in different ways)",
        )
        if name == "geschlecht"
        else Text("ja und nein", "yes and no")
    )
    return Text(
        f"Spalte {column} hat Zahlen ({listed}); was sie für {name} bedeuten, sagt sie nicht. Eine Spalte mit "
        f"{words.de} bilden{beside.de}",
        f"column {column} has numbers ({listed}); what they mean for {name} it does not say. Make a column of "
        f"{words.en}{beside.en}",
    )


def _understood(name: str, column: Sequence[Value]) -> list[Value]:
    """Return the parts that the words of a column stand for; words that differ in case only are one."""
    known = _WORDS.get(name, {})
    bare = {v: "".join(v.casefold().split()).rstrip(".") for v in column if v is not None}
    if name == "teilzeit":
        bare = {v: _working(word) for v, word in bare.items()}
    words = {word for word in bare.values() if word in _NO or not says_nothing(word)}
    decided = {**dict.fromkeys(_YES, YES), **dict.fromkeys(_NO, NO)} if name != "geschlecht" else {}
    if known or words <= decided.keys():
        known = {**decided, **known}
    first: dict[str, str] = {}
    for value in sorted(bare):
        first.setdefault(bare[value], value)

    def part(value: Value) -> Value:
        if value is None:
            return None
        word = bare[value]
        return known.get(word) or (None if says_nothing(word) else first[word])

    return [part(value) for value in column]


_KIND = re.compile(r"(teilzeit|tz|vollzeit|vz)(?![a-zäöüß]).*")
"""A word with what share of working time it is behind it: Teilzeit (50 %), TZ 0,75."""
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)(?:%|/(\d{1,3}))")


def _working(word: str) -> str:
    """Return the word for a share of working time with its sign: all of it, or less; else what stands there."""
    share = _SHARE.fullmatch(word)
    if share is None:
        return _KIND.sub(r"\1", word)
    part, whole = Fraction(share[1].replace(",", ".")), Fraction(share[2] or 100)
    return "vollzeit" if part == whole else "teilzeit" if 0 < part < whole else word


def part_name(merkmal: str, teil: Value) -> Text:
    """Return a part in words, as a table prints it.

    >>> part_name("teilzeit", "nein").en, part_name("geschlecht", "d").de
    ('full-time', 'divers')
    """
    if teil is None:
        return Text(f"{merkmal}: nicht bekannt", f"{merkmal}: not known")
    if merkmal == GROUP:
        return Text(teil, teil)
    plain = Text(f"{merkmal}: {teil}", f"{merkmal}: {_ENGLISH.get(teil, teil)}")
    return _NAMES.get((merkmal, teil), plain)


_ENGLISH = {YES: "yes", NO: "no"}
_NAMES = {
    ("frau", YES): Text("Frauen", "women"),
    ("frau", NO): Text("Männer", "men"),
    ("geschlecht", "w"): Text("Frauen", "women"),
    ("geschlecht", "m"): Text("Männer", "men"),
    ("frau", "d"): Text("divers", "divers"),
    ("geschlecht", "d"): Text("divers", "divers"),
    ("teilzeit", YES): Text("Teilzeitbeschäftigte", "part-time"),
    ("teilzeit", NO): Text("Vollzeitbeschäftigte", "full-time"),
    ("schwerbehindert", YES): Text("Schwerbehinderte", "severely disabled"),
    ("schwerbehindert", NO): Text("nicht Schwerbehinderte", "not severely disabled"),
    ("fuehrung", YES): Text("mit Leitungsaufgaben", "leading"),
    ("fuehrung", NO): Text("ohne Leitungsaufgaben", "not leading"),
    ("telearbeit", YES): Text("in Telearbeit", "teleworking"),
    ("telearbeit", NO): Text("nicht in Telearbeit", "not teleworking"),
}
