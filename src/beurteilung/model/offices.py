"""Offices, and the status events between two of them."""

from __future__ import annotations

import enum
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from beurteilung._base.errors import DataError, UnknownEventError, WrongKindError, excerpt
from beurteilung._base.kinds import expect, no_member
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, day, joined, meant, numeral, plural
from beurteilung.model.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attrs import Attribute

__all__ = [
    "EVENT_KINDS",
    "SAME_OFFICE",
    "Amtswechsel",
    "Amtszulage",
    "Befoerderung",
    "Besoldungsgruppe",
    "Hoehergruppierung",
    "HorizontalerLaufbahnwechsel",
    "Laufbahngruppe",
    "Laufbahnwechsel",
    "Massstabsaenderung",
    "Office",
    "Rueckstufung",
    "StatusEvent",
    "derive_events",
    "event",
    "pay_group",
]


_ORDNUNG = re.compile(r"[A-Z]{1,2}")
_HIGHEST = 20
"""No pay table has more groups."""
_ENTGELTORDNUNGEN = frozenset({"E", "EG", "KR", "P", "S"})
"""The letters of TVöD and TV-L: general, hospitals and care, social and education services."""


def _beside(text: str) -> Text:
    """Say where what stands beside a pay group belongs, and how several are written; or nothing."""
    several = re.findall(r"[A-Za-z]{1,2}\s*\d{1,2}", text)
    if several[1:]:
        return Text(
            f'; mehrere sind zwei Angaben: besoldungsgruppe = "{several[0]}" und besoldungsgruppe_bis',
            f'; several are two entries: besoldungsgruppe = "{several[0]}" and besoldungsgruppe_bis',
        )
    if several and text.strip() != several[0]:
        return Text(
            f"; dort steht nur „{several[0]}“, die Laufbahngruppe unter laufbahngruppe, eine Zulage als "
            "amtszulage = true",
            f"; only '{several[0]}' goes there, the career group under laufbahngruppe, an allowance as "
            "amtszulage = true",
        )
    return Text("", "")


@frozen
class Besoldungsgruppe:
    """A pay group such as A 9: the letter of its Besoldungsordnung and its number.

    Pay groups of one letter are ordered; between letters the order depends on the pay tables, which
    this library does not hold, so ``is_above`` answers None.

    >>> Besoldungsgruppe.parse("a11").is_above(Besoldungsgruppe.parse("A 9"))
    True
    >>> print(Besoldungsgruppe("B", 2).is_above(Besoldungsgruppe("A", 16)))
    None
    >>> Besoldungsgruppe.parse("E 9c").is_above(Besoldungsgruppe.parse("E 9a"))
    True
    """

    ordnung: str
    nummer: int
    letter: str = ""
    """The letter behind the number of an Entgeltgruppe: the a of E 9a."""

    def __attrs_post_init__(self) -> None:
        """Check that it is a letter of a Besoldungsordnung and a number that tables have.

        Raises:
            DataError: it is not.
        """
        letter: object = self.ordnung  # users err
        lettered = isinstance(letter, str) and _ORDNUNG.fullmatch(letter)
        if not lettered or type(self.nummer) is not int or not 1 <= self.nummer <= _HIGHEST:
            given = f"{excerpt(self.ordnung)}, {excerpt(self.nummer)}"
            raise DataError(
                "",
                [
                    Text(
                        f"erwartet ist eine Besoldungsgruppe wie 'A', 9, angegeben ist {given}",
                        f"expected a pay group such as 'A', 9, got {given}",
                    )
                ],
            )

    @classmethod
    def parse(cls, text: str) -> Besoldungsgruppe:
        """Read 'A 9', 'A9' or 'a 9'.

        Raises:
            DataError: the text is no pay group.
        """
        expect("text", text, str)
        found = re.fullmatch(r"\s*([A-Za-z]{1,2})\s*(\d{1,2})\s*([a-cA-C]?)\s*", text)
        if not found or (found[3] and found[1].upper() not in _ENTGELTORDNUNGEN):
            raise DataError(
                "",
                [
                    Text(
                        f"erwartet wird eine Besoldungsgruppe wie „A 9“, angegeben ist „{text}“{_beside(text).de}",
                        f"expected a pay group such as 'A 9', got {text!r}{_beside(text).en}",
                    )
                ],
            )
        return cls(found[1].upper(), int(found[2]), found[3].lower())

    @property
    def of_employees(self) -> bool:
        """Whether it is an Entgeltgruppe of a collective agreement: employees hold no Statusamt."""
        return self.ordnung in _ENTGELTORDNUNGEN

    def steps_above(self, other: Besoldungsgruppe) -> int | None:
        """Return by how many pay groups this one is higher, lower being negative; None between letters.

        How many lie between E 9a and E 10 no number tells.
        """
        expect("other", other, Besoldungsgruppe)
        counted = not (self.letter or other.letter) or self == other
        return self.nummer - other.nummer if counted and self.ordnung == other.ordnung else None

    def is_above(self, other: Besoldungsgruppe) -> bool | None:
        """Tell whether this group is the higher one; None if the letters differ, or for E 9 and E 9a."""
        expect("other", other, Besoldungsgruppe)
        if self.ordnung == other.ordnung and self.nummer != other.nummer:
            return self.nummer > other.nummer
        if self.ordnung == other.ordnung and self.letter and other.letter:
            return self.letter > other.letter
        return _is_up(self.steps_above(other))

    def __str__(self) -> str:
        """Return the usual form, 'A 9', 'E 9a'."""
        return f"{self.ordnung} {self.nummer}{self.letter}"


def pay_group(text: str) -> Besoldungsgruppe | None:
    """Return the pay group that a text is; None if it is none.

    >>> str(pay_group("a9")), pay_group("Abteilung 9")
    ('A 9', None)
    """
    try:
        return Besoldungsgruppe.parse(text)
    except DataError:
        return None


class Laufbahngruppe(enum.Enum):
    """A career group, in the older system of four or the newer one of two.

    >>> Laufbahngruppe("gehobener Dienst").is_above(Laufbahngruppe("mittlerer Dienst"))
    True
    """

    EINFACHER = "einfacher Dienst"
    MITTLERER = "mittlerer Dienst"
    GEHOBENER = "gehobener Dienst"
    HOEHERER = "höherer Dienst"
    ERSTE = "Laufbahngruppe 1"
    ZWEITE = "Laufbahngruppe 2"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        no_member(cls, value)

    def steps_above(self, other: Laufbahngruppe) -> int | None:
        """Return by how many groups this one is higher, lower being negative; None between systems."""
        for system in _SYSTEMS:
            if self in system and other in system:
                return system.index(self) - system.index(other)
        return None

    def is_above(self, other: Laufbahngruppe) -> bool | None:
        """Tell whether this group is the higher one; None between the two systems."""
        return _is_up(self.steps_above(other))


_SYSTEMS = list(Laufbahngruppe)[:4], list(Laufbahngruppe)[4:]


def _is_up(steps: int | None) -> bool | None:
    return None if steps is None else steps > 0


Ordered = TypeVar("Ordered", Besoldungsgruppe, Laufbahngruppe)


def _pay_group(given: Besoldungsgruppe | str) -> Besoldungsgruppe:
    if isinstance(given, str):
        return Besoldungsgruppe.parse(given)
    if not isinstance(given, Besoldungsgruppe):
        raise WrongKindError.of(
            Text("eine Besoldungsgruppe wie „A 9“", "a pay group such as 'A 9'"), given
        )
    return given


def _career_group(given: Laufbahngruppe | str | None) -> Laufbahngruppe | None:
    if given is None or isinstance(given, Laufbahngruppe):
        return given
    if not isinstance(given, str):
        raise WrongKindError.of(
            Text(
                "eine Laufbahngruppe wie „gehobener Dienst“",
                "a career group such as 'gehobener Dienst'",
            ),
            given,
        )
    known = {_folded(group.value): group for group in Laufbahngruppe}
    if (found := known.get(_folded(given))) is not None:
        return found
    options = ", ".join(group.value for group in Laufbahngruppe)
    raise DataError(
        "",
        [
            Text(
                f"unbekannte Laufbahngruppe „{given}“; bekannt: {options}",
                f"unknown career group {given!r}; known: {options}",
            )
        ],
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _of_kind(kind: type, expected: Text) -> Callable[[object, Attribute[Any], object], None]:
    def check(self: object, attribute: Attribute[Any], value: object) -> None:
        del self
        if not isinstance(value, kind):
            raise WrongKindError.of(
                Text(f"{expected.de} für {attribute.name}", f"{expected.en} for {attribute.name}"),
                value,
            )

    return check


@frozen
class Office:
    """A Statusamt: pay group, career group, whether it carries an Amtszulage, and its title.

    Raises:
        DataError: a text names no pay group or career group.
        WrongKindError: a part is of another kind.

    >>> print(Office("A 9", "mittlerer Dienst"))
    A 9 mittlerer Dienst
    """

    besoldungsgruppe: Besoldungsgruppe = field(converter=_pay_group)
    laufbahngruppe: Laufbahngruppe | None = field(default=None, converter=_career_group)
    amtszulage: bool = field(
        default=False, validator=_of_kind(bool, Text("true oder false", "true or false"))
    )
    bezeichnung: str = field(
        default="",
        eq=False,
        validator=_of_kind(str, Text("die Bezeichnung als Text", "the title as text")),
    )

    def __str__(self) -> str:
        """Return title, pay group and career group."""
        group = f" {self.laufbahngruppe.value}" if self.laufbahngruppe else ""
        extra = " mit Amtszulage" if self.amtszulage else ""
        grade = f"{self.besoldungsgruppe}{group}{extra}"
        return f"{self.bezeichnung} ({grade})" if self.bezeichnung else grade


def _a_day(self: object, attribute: Attribute[date | None], value: object) -> None:
    """Check that a day is one; a text such as '1999-11-02' is none, and a point in time neither."""
    del self
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise WrongKindError.of(
            Text(
                f"ein Tag für {attribute.name}, etwa date(1999, 11, 2)",
                f"a day for {attribute.name}, such as date(1999, 11, 2)",
            ),
            value,
        )


@frozen
class StatusEvent:
    """A dated change of status. ``upward`` tells how many stages less it may explain.

    Each kind explains itself: ``rule`` is the rule of law on what it explains, none if nobody has stated
    one; ``opening`` are the words with which its explanation begins.

    Raises:
        WrongKindError: the day is none.
    """

    datum: date | None = field(default=None, validator=_a_day)
    kind: ClassVar[str] = ""
    name: ClassVar[Text] = Text("", "")
    opening: ClassVar[Text] = Text("Nach dem Ereignis", "After the event")
    rule: ClassVar[str] = ""
    upward: ClassVar[Interval] = Interval(0)
    unsettled: ClassVar[bool] = False
    """Whether it leaves the comparison open because nobody has said what it explains."""

    @property
    def key(self) -> str:
        """The kind, as far as an outcome depends on it; the date does not count."""
        return self.kind

    @property
    def stages(self) -> Interval:
        """How many stages less the event may explain."""
        return self.upward

    @property
    def counts(self) -> bool:
        """Whether it may explain anything."""
        return self.stages != 0

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The rules that must all hold for it to explain anything; the last says how much."""
        return (self.rule,) if self.rule else ()

    def within(self, drop: int) -> Interval:
        """Return how many of ``drop`` stages less the event may explain."""
        del drop
        return self.stages

    def described(self) -> Text:
        """Return the kind and, if it is known, the day."""
        return self._on_its_day(self.name)

    def opened(self) -> Text:
        """Return the opening words of its explanation with the day, if that is known."""
        return self._on_its_day(self.opening)

    def _on_its_day(self, text: Text) -> Text:
        if self.datum is None:
            return text
        return Text(f"{text.de} vom {day(self.datum)}", f"{text.en} on {day(self.datum, 'en')}")

    def explanation(self, *, counted: bool = True) -> Text:
        """Return what the event explains, as the rest of a sentence that its opening words begin.

        Where stages cannot be counted (``counted``), nothing is said of how many.
        """
        if not counted:
            return Text(
                "ist bei gleichbleibender Leistung eine schlechtere Note plausibel, weil nun mit dem "
                "höheren Statusamt verglichen wird; vorgeschrieben ist das nicht.",
                "a lower grade is plausible at unchanged performance, because the comparison is now "
                "with the higher Statusamt; it is not prescribed.",
            )
        return Text(
            "ist bei gleichbleibender Leistung eine Stufe weniger plausibel, weil nun mit dem höheren "
            "Statusamt verglichen wird; vorgeschrieben ist das nicht.",
            "one stage less is plausible at unchanged performance, because the comparison is now with "
            "the higher Statusamt; it is not prescribed.",
        )


@frozen
class Befoerderung(StatusEvent):
    """A promotion: an office with a higher final basic salary."""

    kind: ClassVar[str] = "befoerderung"
    name: ClassVar[Text] = Text("Beförderung", "promotion (Beförderung)")
    opening: ClassVar[Text] = Text("Nach der Beförderung", "After the promotion (Beförderung)")
    rule: ClassVar[str] = "befoerderung.eine-stufe"
    upward: ClassVar[Interval] = Interval(1)


@frozen
class Laufbahnwechsel(StatusEvent):
    """A change to a higher Laufbahngruppe, also where the pay group stays."""

    kind: ClassVar[str] = "laufbahnwechsel"
    name: ClassVar[Text] = Text("Laufbahnwechsel", "change of career track (Laufbahnwechsel)")
    opening: ClassVar[Text] = Text(
        "Nach dem Laufbahnwechsel", "After the change of career track (Laufbahnwechsel)"
    )
    rule: ClassVar[str] = "laufbahnwechsel.eine-stufe"
    upward: ClassVar[Interval] = Interval(1)


@frozen
class Amtszulage(StatusEvent):
    """An allowance to the same pay group.

    Two lines of authority differ: no new office, hence nothing to explain (VG Lüneburg, 20.11.2002,
    1 A 56/00), or a Statusamt of its own (OVG Niedersachsen, 5 ME 204/17). ``eigenes_amt`` names the
    line; left open, the event explains between none and one stage unless the law that governs a change
    settles it. What an office of its own explains, the rule on promotions says.

    >>> Amtszulage().stages, Amtszulage(eigenes_amt=False).stages
    ([0, 1], 0)
    """

    eigenes_amt: bool | None = None
    kind: ClassVar[str] = "amtszulage"
    name: ClassVar[Text] = Text("Amtszulage", "allowance (Amtszulage)")
    opening: ClassVar[Text] = Text("Mit der Amtszulage", "With the allowance (Amtszulage)")
    rule: ClassVar[str] = "amtszulage.eigenes-amt"

    @property
    def key(self) -> str:
        """The kind together with what is stated of the office."""
        suffix = {None: "", True: "-eigenes-amt", False: "-kein-amt"}[self.eigenes_amt]
        return self.kind + suffix

    @property
    def stages(self) -> Interval:
        """None to one stage, or what the named line says."""
        return Interval(0, 1) if self.eigenes_amt is None else Interval(int(self.eigenes_amt))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The rule on promotions; and that it makes an office of its own, unless that is named."""
        if self.eigenes_amt is None:
            return (self.rule, Befoerderung.rule)
        return (Befoerderung.rule,) if self.eigenes_amt else ()

    def explanation(self, *, counted: bool = True, by_law: bool = False) -> Text:
        """Return what the allowance explains: by the line that is named, by law, or by neither."""
        if self.eigenes_amt is None:
            return (
                Text(
                    "kann ein neues Amt verbunden sein oder nicht; sie "
                    "erklärt keine oder eine Stufe.",
                    "there may come a new office or not; it explains no stage or one.",
                )
                if counted
                else Text(
                    "kann ein neues Amt verbunden sein oder nicht.",
                    "there may come a new office or not.",
                )
            )
        line = Text("", "") if by_law else Text(", wie angegeben,", ", as stated")
        if not self.eigenes_amt:
            return Text(
                f"ist{line.de} kein neues Amt verbunden; sie erklärt nichts.",
                f"there comes no new office{line.en}; it explains nothing.",
            )
        office = Text(
            f"ist{line.de} ein eigenes Amt verbunden; damit",
            f"there comes an office of its own{line.en};",
        )
        return office + super().explanation(counted=counted)


_UNLIMITED = 1 << 30
"""More stages than any scale has: how far a tightening of unknown extent may reach."""


@frozen
class Massstabsaenderung(StatusEvent):
    """A stricter general standard, declared for the whole comparison group.

    ``stufen`` is its extent in stages, or the least and the most that are known, the most None if only
    the least is; None if nothing is known of it. It is no change of the officer's status, but explains like
    one: what is lost by the standard is not lost by the officer.

    Raises:
        DataError: the extent is less than one stage, or its ends are turned.

    >>> Massstabsaenderung(stufen=1).stages, Massstabsaenderung().within(3)
    (1, [0, 3])
    >>> Massstabsaenderung(stufen=(1, 2)).within(3), Massstabsaenderung(stufen=(1, None)).within(3)
    ([1, 2], [1, 3])
    """

    stufen: int | tuple[int, int | None] | None = None
    kind: ClassVar[str] = "massstab"
    name: ClassVar[Text] = Text(
        "Verschärfung des allgemeinen Maßstabs", "tightening of the general standard"
    )
    opening: ClassVar[Text] = Text(
        "Mit der Verschärfung des Maßstabs für die ganze Vergleichsgruppe",
        "With the tightening of the standard for the whole comparison group",
    )
    rule: ClassVar[str] = "massstab.verschaerfung"

    def __attrs_post_init__(self) -> None:
        """Check that a tightening has an extent, or none is stated."""
        ends = list(self.stufen) if isinstance(self.stufen, tuple) else [self.stufen] * 2
        whole = len(ends) == 2 and all(one is None or type(one) is int for one in ends)  # noqa: PLR2004 - two ends
        if not whole or not 0 <= (ends[0] or 0) <= self._most or self._most < 1:
            raise DataError(
                "massstab",
                [
                    Text(
                        f"stufen: erwartet wird mindestens eine Stufe, angegeben ist {excerpt(self.stufen, 'de')}",
                        f"stufen: expected 1 or more stages, got {excerpt(self.stufen)}",
                    )
                ],
            )

    @property
    def _least(self) -> int:
        stated = self.stufen[0] if isinstance(self.stufen, tuple) else self.stufen
        return 0 if stated is None else stated

    @property
    def _most(self) -> int:
        stated = self.stufen[1] if isinstance(self.stufen, tuple) else self.stufen
        return _UNLIMITED if stated is None else stated

    @property
    def _unknown(self) -> bool:
        return (self._least, self._most) == (0, _UNLIMITED)

    @property
    def key(self) -> str:
        """The kind together with the extent: massstab-1, massstab-1-2, massstab-1-mehr."""
        if self._unknown:
            return self.kind
        if self._least == self._most:
            return f"{self.kind}-{self._least}"
        return f"{self.kind}-{self._least}-{'mehr' if self._most == _UNLIMITED else self._most}"

    @property
    def stages(self) -> Interval:
        """Its extent, or anything from none."""
        return Interval(self._least, self._most)

    def within(self, drop: int) -> Interval:
        """Return how much of a drop it may explain: its extent, or as much of the drop as is not excluded."""
        return Interval(self._least, max(self._least, min(self._most, drop)))

    def _size(self) -> Text:
        low, high = self._least, self._most
        if high == _UNLIMITED:
            return Text(f"mindestens {plural(low)}", f"at least {plural(low, 'en')}")
        size = Text(plural(high), plural(high, "en"))
        if low == 0:
            return Text(f"höchstens {size.de}", f"at most {size.en}")
        if low == high:
            return size
        return Text(f"{numeral(low)} bis {size.de}", f"{numeral(low, 'en')} to {size.en}")

    def explanation(self, *, counted: bool = True) -> Text:
        """Return what the tightening explains."""
        if self._unknown:
            return Text(
                "ist die Note bei gleicher Leistung schlechter; um wie viel, ist nicht bekannt.",
                "the grade is lower at equal performance; by how much is not known.",
            )
        size = self._size()
        last = self._least if self._most == _UNLIMITED else self._most
        de, en = ("ist", "is") if last == 1 else ("sind", "are")
        if not counted:
            return Text(
                f"ist die Note bei gleicher Leistung schlechter; angegeben {de} {size.de}, wie viele Noten dieser "
                "Skala das sind, ist nicht belegt.",
                f"the grade is lower at equal performance; stated {en} {size.en}, how many grades of this scale "
                "that makes is not attested.",
            )
        return Text(
            f"{de} bei gleicher Leistung {size.de} weniger zu erwarten.",
            f"{size.en} less {en} to be expected at equal performance.",
        )


@frozen
class HorizontalerLaufbahnwechsel(StatusEvent):
    """A change of career track within the same Laufbahngruppe; it explains nothing by itself."""

    kind: ClassVar[str] = "horizontaler-laufbahnwechsel"
    name: ClassVar[Text] = Text(
        "Laufbahnwechsel innerhalb derselben Laufbahngruppe",
        "change of career track within the same Laufbahngruppe",
    )
    unsettled: ClassVar[bool] = True


@frozen
class Hoehergruppierung(StatusEvent):
    """A higher Entgeltgruppe of an employee; the rule on promotions speaks of a Statusamt, which officers hold."""

    kind: ClassVar[str] = "hoehergruppierung"
    name: ClassVar[Text] = Text(
        "Höhergruppierung", "move to a higher Entgeltgruppe (Höhergruppierung)"
    )
    unsettled: ClassVar[bool] = True


@frozen
class Rueckstufung(StatusEvent):
    """A lower office than before; nobody has said what it means for the grade."""

    kind: ClassVar[str] = "rueckstufung"
    name: ClassVar[Text] = Text("Wechsel in ein niedrigeres Amt", "move to a lower office")
    unsettled: ClassVar[bool] = True


@frozen
class Amtswechsel(StatusEvent):
    """A change of office of which the facts do not tell whether it leads up, down or sideways.

    ``widerspruch`` says so if a stated event contradicts the two offices; it does not count for equality.
    """

    widerspruch: Text | None = field(default=None, eq=False, repr=False)
    kind: ClassVar[str] = "amtswechsel"
    name: ClassVar[Text] = Text(
        "Amtswechsel unklarer Richtung", "change of office of unclear direction"
    )
    unsettled: ClassVar[bool] = True

    def described(self) -> Text:
        """Return the contradiction, if there is one, else the kind."""
        return self.widerspruch or super().described()


_KINDS: tuple[type[StatusEvent], ...] = (
    Befoerderung,
    Laufbahnwechsel,
    Amtszulage,
    Hoehergruppierung,
    HorizontalerLaufbahnwechsel,
    Rueckstufung,
    Amtswechsel,
    Massstabsaenderung,
)
_MAKERS: dict[str, StatusEvent] = {
    **{kind.kind: kind() for kind in _KINDS},
    "amtszulage-eigenes-amt": Amtszulage(eigenes_amt=True),
    "amtszulage-kein-amt": Amtszulage(eigenes_amt=False),
}
_WORDS = {"aufstieg": "laufbahnwechsel", "befoerdert": "befoerderung"}
"""What tables write for a kind; BLV 2026 § 50 calls the change to a higher Laufbahngruppe Aufstieg."""
SAME_OFFICE = frozenset({
    "abordnung", "beurlaubung", "dienstpostenwechsel", "dienststellenwechsel", "elternzeit", "freistellung",
    "teilzeit", "umsetzung", "versetzung", "zuweisung",
})  # fmt: skip
"""What changes the post or the hours; the Statusamt, by which courts measure, stays."""
_EXTENT = r"massstab-([0-9]{1,3})(?:-([0-9]{1,3}|mehr))?"
EVENT_KINDS: tuple[str, ...] = tuple(sorted(_MAKERS))
"""The words by which tables, files and the command line name kinds of events."""


def event(kind: str, datum: date | None = None) -> StatusEvent:
    """Return the event of this kind.

    Raises:
        UnknownEventError: no kind has this name; all kinds are listed.

    >>> event("befoerderung"), event("befördert")
    (Befoerderung(datum=None), Befoerderung(datum=None))
    """
    expect("kind", kind, str)
    word = "-".join(kind.casefold().split())
    word = word.replace("ö", "oe").replace("ü", "ue").replace("ä", "ae").replace("ß", "ss")
    if extent := re.fullmatch(_EXTENT, word):
        low, high = int(extent[1]), extent[2]
        if high is None:
            return Massstabsaenderung(datum, low)
        return Massstabsaenderung(datum, (low, None if high == "mehr" else int(high)))
    known = _MAKERS.get(_WORDS.get(word, word))
    if known is None:
        options = ", ".join(EVENT_KINDS)
        if word in SAME_OFFICE:
            raise UnknownEventError(
                Text(
                    f"„{kind}“ ist für sich kein Wechsel des Statusamts; wechselte auch das Amt, diesen Wechsel "
                    f"angeben, sonst kein Ereignis; bekannt: {options}",
                    f"{kind!r} by itself is no change of the Statusamt; if the office changed too, name that "
                    f"change, else no event; known: {options}",
                )
            )
        hint = meant(kind, _MAKERS)
        if event_of := _MAKERS.get(word.partition(":")[0]):
            hint = Text(
                f"; der Tag ist die zweite Angabe: event({event_of.kind!r}, date(1999, 11, 2))",
                f"; the day is the second argument: event({event_of.kind!r}, date(1999, 11, 2))",
            )
        raise UnknownEventError(
            Text(
                f"unbekannte Art von Ereignis „{kind}“{hint.de}; bekannt: {options}",
                f"unknown kind of event {kind!r}{hint.en}; known: {options}",
            )
        )
    if isinstance(known, Amtszulage):
        return Amtszulage(datum, known.eigenes_amt)
    return type(known)(datum)


def derive_events(
    before: Office, after: Office, datum: date | None = None
) -> tuple[StatusEvent, ...]:
    """Return the fewest events that lead from one office to the other.

    A career to a higher Laufbahngruppe counts as one event, whatever the pay group does on the way:
    more events must be stated, not guessed. Where the two offices have no order, or pay group and
    career group point in opposite directions, the one event is an `Amtswechsel`.

    >>> a8 = Office(Besoldungsgruppe("A", 8), Laufbahngruppe.MITTLERER)
    >>> a9 = Office(Besoldungsgruppe("A", 9), Laufbahngruppe.GEHOBENER)
    >>> derive_events(a8, a9)
    (Laufbahnwechsel(datum=None),)
    """
    expect("before", before, Office)
    expect("after", after, Office)
    expect("datum", datum, date, None)
    pay = _direction(before.besoldungsgruppe, after.besoldungsgruppe)
    group = _direction(before.laufbahngruppe, after.laufbahngruppe)
    # A 9 of one career and A 8 of the next higher: neither order says which office is the higher one
    if pay is None or group is None or pay * group < 0:
        return (Amtswechsel(datum),)
    # the other career is the other comparison group; the pay group only follows it (VG Stade 3 A 401/02)
    if group:
        return (Laufbahnwechsel(datum) if group > 0 else Rueckstufung(datum),)
    # employees hold no Statusamt, by which courts measure after a promotion
    if pay > 0 and after.besoldungsgruppe.of_employees:
        return (Hoehergruppierung(datum),)
    if pay:
        return (Befoerderung(datum) if pay > 0 else Rueckstufung(datum),)
    # last, since it is part of the basic salary (§ 42 (2) BBesG) and no step between pay groups
    if before.amtszulage != after.amtszulage:
        return (Amtszulage(datum) if after.amtszulage else Rueckstufung(datum),)
    return ()


def events_between(
    before: Office, after: Office, stated: Sequence[StatusEvent]
) -> tuple[StatusEvent, ...]:
    """Return the stated events, and what the two offices show beyond them.

    Fewer stated than the offices require are filled up with the fewest that fit. More than the offices
    have room for (two changes to a higher Laufbahngruppe between neighbours, a promotion that left the
    pay group as it was) contradict them: that is an `Amtswechsel`, and leaves the comparison open.

    >>> a9 = Office(Besoldungsgruppe("A", 9))
    >>> events_between(a9, Office(Besoldungsgruppe("A", 10)), [])
    (Befoerderung(datum=None),)
    >>> events_between(a9, a9, [Befoerderung()])
    (Befoerderung(datum=None), Amtswechsel(datum=None))
    """
    fewest = derive_events(before, after)
    if wrong := _contradicting(before, after, stated):
        if any(isinstance(e, Amtswechsel) for e in stated):
            return tuple(stated)
        return (*stated, Amtswechsel(widerspruch=_contradiction(before, after, wrong)))
    # what leads in no known direction is not filled up twice
    open_ends = any(e.unsettled for e in fewest)
    if open_ends and any(e.unsettled for e in stated):
        return tuple(stated)
    # a tightening moves every office's grade and accounts for no step between two of them
    of_office = [e for e in stated if not isinstance(e, Massstabsaenderung)]
    stages, required = band(of_office), band(fewest)
    if not open_ends and stages.low >= required.low and stages.high >= required.high:
        return tuple(stated)
    return (*stated, *fewest)


def _contradicting(
    before: Office, after: Office, stated: Sequence[StatusEvent]
) -> list[StatusEvent]:
    """Return the stated events for which the two offices leave no room, as far as they tell."""
    pay = after.besoldungsgruppe.steps_above(before.besoldungsgruppe)
    group = _direction(before.laufbahngruppe, after.laufbahngruppe)
    promotions = [e for e in stated if isinstance(e, Befoerderung)]
    careers = [e for e in stated if isinstance(e, Laufbahnwechsel)]
    wrong: list[StatusEvent] = []
    if pay is not None and len(promotions) > max(pay, 0) + (after.amtszulage > before.amtszulage):
        wrong += promotions
    if before.laufbahngruppe is not None and after.laufbahngruppe is not None:
        groups = after.laufbahngruppe.steps_above(before.laufbahngruppe)
        if groups is not None and len(careers) > max(groups, 0):
            wrong += careers
    # to lose an Amtszulage may be meant by a lower office
    lost = before.amtszulage > after.amtszulage
    if pay is not None and group is not None and pay >= 0 and group >= 0 and not lost:
        wrong += [e for e in stated if isinstance(e, Rueckstufung)]
    return wrong


def _contradiction(before: Office, after: Office, wrong: list[StatusEvent]) -> Text:
    named = [e.described() for e in wrong]
    de, en = joined(n.de for n in named), joined((n.en for n in named), "en")
    return Text(
        f"Die Angabe „{de}“ widerspricht den beiden Ämtern ({before}; {after})",
        f"What is stated ({en}) contradicts the two offices ({before}; {after})",
    )


def _direction(before: Ordered | None, after: Ordered | None) -> int | None:
    """Return 1 for up, -1 for down, 0 for the same or an unknown one, None without an order."""
    if before is None or after is None or before == after:
        return 0
    up = after.is_above(before)
    return None if up is None else 1 if up else -1


def band(events: Iterable[StatusEvent], drop: int | None = None) -> Interval:
    """Return how many stages less the events may explain together, or how many of a drop."""
    total = Interval(0)
    for one in events:
        total += one.stages if drop is None else one.within(drop)
    return total


def keys(events: Sequence[StatusEvent]) -> tuple[str, ...]:
    """Return the kinds in a fixed order: outcomes do not depend on dates or on order."""
    if len(events) > 1:
        return tuple(sorted(e.key for e in events))
    return (events[0].key,) if events else ()
