"""A round: how many officers have which grade, by comparison group and by what they have in common.

A round holds counts, never persons. What an officer is (part-time, severely disabled) has the values
yes, no and not known; a column of other words is a division into more parts, such as m, w, d.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from attrs import field

from beurteilung._base.errors import BadRowsError, BeurteilungError, ColumnError, DataError
from beurteilung._base.errors import ScaleMismatchError as Mismatch
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, joined
from beurteilung.law.registry import grade, scale
from beurteilung.model.scales import Grade, GradeScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Part", "Row", "Runde", "part_name"]

Value: TypeAlias = str | None
"""The part to which an officer belongs; None: not known."""
Row: TypeAlias = Mapping[str, object]
"""One officer of a staff file, by column."""
Counts: TypeAlias = dict[Grade, int]
"""How many officers have each grade that was awarded, best first."""

YES, NO = "ja", "nein"
_NOBODY = Text("niemand kommt darin vor", "there is no officer in it")
_YES = {"ja", "j", "yes", "y", "true", "wahr", "1", "x"}
_NO = {"nein", "n", "no", "false", "falsch", "0"}
MOST_PARTS = 12
"""More different words than this in a column divide no round: the wrong column was named."""
_FIRST = 10


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

    @property
    def uniform(self) -> bool:
        """Whether all have the same grade."""
        return sum(1 for n in self.counts.values() if n) <= 1


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
        groups: dict[tuple[str, tuple[Value, ...]], Counts] = {}
        for parts, counts in cells.items():
            if len(parts) != len(merkmale):
                named = joined(merkmale, "en") or "none"
                raise DataError("round", [f"{parts}: expected one part for each of {named}"])
            for one, n in counts.items():
                scale.member(one)
                if type(n) is not int or n < 0:
                    way = "officers are counted; shares cannot be put together"
                    raise DataError(
                        "round", [f"{one}: expected a count from 0 up, got {n!r}; {way}"]
                    )
            groups[group, parts] = dict(counts)
        return _of(scale, tuple(merkmale), groups, ())

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
    ) -> Runde:
        """Count the rows of a staff file, one an officer.

        ``note`` names the column of grades, ``scale`` the scale of bare codes, ``gruppe`` the column of
        the comparison group. ``merkmale`` gives the column of each division, in the order in which
        divisions are to be shown. ``person`` may name a column of opaque ids; it is only asked whether
        somebody stands there twice.

        Raises:
            BadRowsError: a grade or group is unknown or null, or a person stands there twice.
            ColumnError: a column is missing, or a division has too many parts.
            ScaleMismatchError: grades of several scales.
            DataError: there is no row.
        """
        return cls.tallied(
            ((row, 1) for row in rows),
            note=note, scale=scale, gruppe=gruppe, merkmale=merkmale, person=person,
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
    ) -> Runde:
        """Count rows that each stand for several officers; otherwise like `read`.

        Raises:
            BadRowsError, ColumnError, ScaleMismatchError, DataError: as `read`.
        """
        columns = (
            dict(merkmale) if isinstance(merkmale, Mapping) else {name: name for name in merkmale}
        )
        reader = _Reader(note, _scale(scale), gruppe, columns, person)
        for row, times in rows:
            reader.take(row, times)
        return reader.round()

    @property
    def size(self) -> int:
        """The number of officers."""
        return sum(n for counts in self.cells.values() for n in counts.values())

    @property
    def groups(self) -> tuple[str, ...]:
        """The comparison groups, in order of their names."""
        return tuple(sorted({group for group, _ in self.cells}))

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
        kept = {key: counts for key, counts in self.cells.items() if key[0] == group}
        if not kept:
            known = joined(self.groups, "en")
            raise DataError("round", [f"no comparison group {group!r}; there are {known}"])
        return Runde(self.scale, self.merkmale, kept, self.remarks)

    def parts(self, merkmal: str) -> tuple[Part, ...]:
        """Return the parts of a division: yes, no, other words in order, then those not known.

        Raises:
            ColumnError: the round is not divided so.
        """
        at = self._place(merkmal)
        values = {parts[at] for _, parts in self.cells}
        return tuple(self.part(merkmal, v) for v in sorted(values, key=_order))

    def part(self, merkmal: str, teil: Value) -> Part:
        """Return one part of a division; grades that were awarded elsewhere count 0 in it.

        Raises:
            ColumnError: the round is not divided so.
        """
        at = self._place(merkmal)
        mine = self._sum(lambda _, parts: parts[at] == teil)
        return Part(merkmal, teil, {g: mine.get(g, 0) for g in self.counts()})

    def crossed(self, merkmale: Sequence[str]) -> dict[tuple[Value, ...], Counts]:
        """Count the grades of officers by their parts in several divisions at once."""
        places = [self._place(name) for name in merkmale]
        found: dict[tuple[Value, ...], Counter[Grade]] = {}
        for (_, parts), counts in self.cells.items():
            found.setdefault(tuple(parts[n] for n in places), Counter()).update(counts)
        return {key: _best_first(counts) for key, counts in found.items() if counts.total()}

    def _place(self, merkmal: str) -> int:
        if merkmal not in self.merkmale:
            known = joined(self.merkmale, "en") or "nothing"
            raise ColumnError(f"the round is not divided by {merkmal!r}; it is by {known}")
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
        raise DataError("round", [_NOBODY])
    return Runde(scale, merkmale, kept, remarks)


def _best_first(counts: Mapping[Grade, int]) -> Counts:
    return {g: counts[g] for g in sorted(counts, key=lambda g: g.rank) if counts[g]}


def _scale(given: GradeScale | str | None) -> GradeScale | None:
    return scale(given) if isinstance(given, str) else given


def _order(value: Value) -> tuple[int, str]:
    places = {YES: 0, NO: 1, None: 3}
    return places.get(value, 2), value or ""


class _Reader:
    """Counts rows, and keeps what is wrong with them."""

    def __init__(
        self,
        note: str,
        of: GradeScale | None,
        gruppe: str | None,
        columns: Mapping[str, str],
        person: str | None,
    ) -> None:
        self.note, self.of, self.gruppe, self.columns, self.person = (
            note,
            of,
            gruppe,
            columns,
            person,
        )
        self.found: dict[tuple[str, tuple[Value, ...]], Counter[Grade]] = {}
        self.faults: list[Text] = []
        self.bad = self.rows = 0
        self.known: dict[str, Grade] = {}
        self.seen: dict[str, int] = {}
        self.named = False

    def take(self, row: Row, times: int) -> None:
        """Count one row; what cannot be read is kept as a fault."""
        self.rows += times
        wanted = (self.note, self.gruppe, self.person, *self.columns.values())
        if missing := [name for name in wanted if name is not None and name not in row]:
            names = joined(map(str, row), "en")
            raise ColumnError(
                Text(
                    f"keine Spalte {', '.join(missing)}; die Datei hat {joined(map(str, row))}",
                    f"no column {', '.join(missing)}; the file has {names}",
                )
            )
        try:
            group = "" if self.gruppe is None else _filled(row, self.gruppe)
            grade_ = self._grade(_filled(row, self.note))
            self._once(row)
        except BeurteilungError as error:
            self.bad += times
            self.faults.append(
                Text(f"Zeile {self.rows}: {error.explain('de')}", f"row {self.rows}: {error}")
            )
            return
        parts = tuple(_value(row[column]) for column in self.columns.values())
        self.found.setdefault((group, parts), Counter())[grade_] += times

    def _grade(self, text: str) -> Grade:
        if text not in self.known:
            self.known[text] = grade(text) if self.of is None else self.of[text]
        return self.known[text]

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
        self.seen[one] = self.rows

    def round(self) -> Runde:
        """Return the round, or refuse it with all that is wrong."""
        if self.faults:
            raise BadRowsError(self.bad, self.rows, self.faults[:_FIRST])
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
            raise DataError("round", [_NOBODY])
        self._refuse_other_columns()
        cells = dict(zip(self.found, self._words(), strict=True))
        groups = {
            (group, cells[group, parts]): counts for (group, parts), counts in self.found.items()
        }
        return _of(next(iter(scales.values())), tuple(self.columns), groups, tuple(self._remarks()))

    def _refuse_other_columns(self) -> None:
        for n, (name, column) in enumerate(self.columns.items()):
            words = {parts[n] for _, parts in self.found}
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
        """Return the parts of each cell; a column of nothing but yes and no has these two words."""
        columns = list(zip(*(parts for _, parts in self.found), strict=True))
        read = [_yes_and_no(column) for column in columns]
        return list(zip(*read, strict=True)) if read else [() for _ in self.found]

    def _remarks(self) -> Iterator[Text]:
        if self.named:
            yield Text(
                f"Spalte {self.person} enthält wohl Namen; sie wird nicht gebraucht, eine Nummer genügt.",
                f"Column {self.person} seems to hold names; it is not needed, a number will do.",
            )
        for n, name in enumerate(self.columns):
            values = {parts[n] for parts in self._words()}
            if len(values) == 1:
                word = part_name(name, *values)
                yield Text(
                    f"{name}: alle gehören zu einem Teil ({word.de}); das teilt die Runde nicht.",
                    f"{name}: all belong to one part ({word.en}); that does not divide the round.",
                )


def _filled(row: Row, column: str) -> str:
    value = _value(row[column])
    if value is None:
        raise ColumnError(Text(f"{column} ist leer", f"{column} is null"))
    return value


def _value(value: object) -> Value:
    """Return the text of a cell; nothing, and a number that is none, are not known."""
    if value is None or value != value:  # noqa: PLR0124 - pandas has nulls that are none
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def _yes_and_no(column: Sequence[Value]) -> list[Value]:
    words = {value.casefold() for value in column if value is not None}
    if not words <= _YES | _NO:
        return list(column)
    return [None if v is None else YES if v.casefold() in _YES else NO for v in column]


def part_name(merkmal: str, teil: Value) -> Text:
    """Return a part in words, as a table prints it.

    >>> part_name("teilzeit", "nein").en, part_name("geschlecht", "d").de
    ('full-time', 'geschlecht: d')
    """
    if teil is None:
        return Text(f"{merkmal}: nicht bekannt", f"{merkmal}: not known")
    plain = Text(f"{merkmal}: {teil}", f"{merkmal}: {_ENGLISH.get(teil, teil)}")
    return _NAMES.get((merkmal, teil), plain)


_ENGLISH = {YES: "yes", NO: "no"}
_NAMES = {
    ("frau", YES): Text("Frauen", "women"),
    ("frau", NO): Text("Männer", "men"),
    ("geschlecht", "w"): Text("Frauen", "women"),
    ("geschlecht", "m"): Text("Männer", "men"),
    ("teilzeit", YES): Text("Teilzeitbeschäftigte", "part-time"),
    ("teilzeit", NO): Text("Vollzeitbeschäftigte", "full-time"),
    ("schwerbehindert", YES): Text("Schwerbehinderte", "severely disabled"),
    ("schwerbehindert", NO): Text("nicht Schwerbehinderte", "not severely disabled"),
    ("fuehrung", YES): Text("mit Leitungsaufgaben", "leading"),
    ("fuehrung", NO): Text("ohne Leitungsaufgaben", "not leading"),
    ("telearbeit", YES): Text("in Telearbeit", "teleworking"),
    ("telearbeit", NO): Text("nicht in Telearbeit", "not teleworking"),
}
