"""Offices, and the status events between two of them."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import field, frozen

from beurteilung._base.errors import DataError, UnknownEventError
from beurteilung._base.text import Text, day, meant
from beurteilung.model.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = [
    "EVENT_KINDS",
    "Amtswechsel",
    "Amtszulage",
    "Befoerderung",
    "Besoldungsgruppe",
    "HorizontalerLaufbahnwechsel",
    "Laufbahngruppe",
    "Laufbahnwechsel",
    "Office",
    "Rueckstufung",
    "StatusEvent",
    "derive_events",
    "event",
]


@frozen
class Besoldungsgruppe:
    """A pay group such as A 9: the letter of its Besoldungsordnung and its number.

    Pay groups of one letter are ordered; between letters the order depends on the pay tables, which
    this library does not hold, so ``is_above`` answers None.

    >>> Besoldungsgruppe.parse("a11").is_above(Besoldungsgruppe.parse("A 9"))
    True
    >>> print(Besoldungsgruppe("B", 2).is_above(Besoldungsgruppe("A", 16)))
    None
    """

    ordnung: str
    nummer: int

    @classmethod
    def parse(cls, text: str) -> Besoldungsgruppe:
        """Read 'A 9', 'A9' or 'a 9'.

        Raises:
            DataError: the text is no pay group.
        """
        found = re.fullmatch(r"\s*([A-Za-z]{1,2})\s*(\d{1,2})\s*", text)
        if not found:
            raise DataError(
                "",
                [
                    Text(
                        f"erwartet wird eine Besoldungsgruppe wie „A 9“, angegeben ist „{text}“",
                        f"expected a pay group such as 'A 9', got {text!r}",
                    )
                ],
            )
        return cls(found[1].upper(), int(found[2]))

    def steps_above(self, other: Besoldungsgruppe) -> int | None:
        """Return by how many pay groups this one is higher, lower being negative; None between letters."""
        return self.nummer - other.nummer if self.ordnung == other.ordnung else None

    def is_above(self, other: Besoldungsgruppe) -> bool | None:
        """Tell whether this group is the higher one; None if the letters differ."""
        return _is_up(self.steps_above(other))

    def __str__(self) -> str:
        """Return the usual form, 'A 9'."""
        return f"{self.ordnung} {self.nummer}"


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

    def steps_above(self, other: Laufbahngruppe) -> int | None:
        """Return by how many groups this one is higher, lower being negative; None between systems."""
        for system in (list(Laufbahngruppe)[:4], list(Laufbahngruppe)[4:]):
            if self in system and other in system:
                return system.index(self) - system.index(other)
        return None

    def is_above(self, other: Laufbahngruppe) -> bool | None:
        """Tell whether this group is the higher one; None between the two systems."""
        return _is_up(self.steps_above(other))


def _is_up(steps: int | None) -> bool | None:
    return None if steps is None else steps > 0


Ordered = TypeVar("Ordered", Besoldungsgruppe, Laufbahngruppe)


@frozen
class Office:
    """A Statusamt: pay group, career group, whether it carries an Amtszulage, and its title."""

    besoldungsgruppe: Besoldungsgruppe
    laufbahngruppe: Laufbahngruppe | None = None
    amtszulage: bool = False
    bezeichnung: str = field(default="", eq=False)

    def __str__(self) -> str:
        """Return title, pay group and career group."""
        group = f" {self.laufbahngruppe.value}" if self.laufbahngruppe else ""
        extra = " mit Amtszulage" if self.amtszulage else ""
        grade = f"{self.besoldungsgruppe}{group}{extra}"
        return f"{self.bezeichnung} ({grade})" if self.bezeichnung else grade


@frozen
class StatusEvent:
    """A dated change of status. ``upward`` tells how many stages less it may explain."""

    datum: date | None = None
    kind: ClassVar[str] = ""
    name: ClassVar[Text] = Text("", "")
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

    def described(self) -> Text:
        """Return the kind and, if it is known, the day."""
        if self.datum is None:
            return self.name
        return Text(
            f"{self.name.de} vom {day(self.datum)}", f"{self.name.en} on {day(self.datum, 'en')}"
        )


@frozen
class Befoerderung(StatusEvent):
    """A promotion: an office with a higher final basic salary."""

    kind: ClassVar[str] = "befoerderung"
    name: ClassVar[Text] = Text("Beförderung", "promotion (Beförderung)")
    upward: ClassVar[Interval] = Interval(1)


@frozen
class Laufbahnwechsel(StatusEvent):
    """A change to a higher Laufbahngruppe, also where the pay group stays."""

    kind: ClassVar[str] = "laufbahnwechsel"
    name: ClassVar[Text] = Text("Laufbahnwechsel", "change of career track (Laufbahnwechsel)")
    upward: ClassVar[Interval] = Interval(1)


@frozen
class Amtszulage(StatusEvent):
    """An allowance to the same pay group.

    Two lines of authority differ: no new office, hence nothing to explain (VG Lüneburg, 20.11.2002,
    1 A 56/00), or a Statusamt of its own (OVG Niedersachsen, 5 ME 204/17). ``eigenes_amt`` names the
    line; left open, the event explains between none and one stage.

    >>> Amtszulage().stages, Amtszulage(eigenes_amt=False).stages
    ([0, 1], 0)
    """

    eigenes_amt: bool | None = None
    kind: ClassVar[str] = "amtszulage"
    name: ClassVar[Text] = Text("Amtszulage", "allowance (Amtszulage)")

    @property
    def key(self) -> str:
        """The kind together with the line of authority."""
        suffix = {None: "", True: "-eigenes-amt", False: "-kein-amt"}[self.eigenes_amt]
        return self.kind + suffix

    @property
    def stages(self) -> Interval:
        """None to one stage, or what the named line says."""
        return Interval(0, 1) if self.eigenes_amt is None else Interval(int(self.eigenes_amt))


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
class Rueckstufung(StatusEvent):
    """A lower office than before; nobody has said what it means for the grade."""

    kind: ClassVar[str] = "rueckstufung"
    name: ClassVar[Text] = Text("Wechsel in ein niedrigeres Amt", "move to a lower office")
    unsettled: ClassVar[bool] = True


@frozen
class Amtswechsel(StatusEvent):
    """A change of office of which the facts do not tell whether it leads up, down or sideways."""

    kind: ClassVar[str] = "amtswechsel"
    name: ClassVar[Text] = Text(
        "Amtswechsel unklarer Richtung", "change of office of unclear direction"
    )
    unsettled: ClassVar[bool] = True


_KINDS: tuple[type[StatusEvent], ...] = (
    Befoerderung,
    Laufbahnwechsel,
    Amtszulage,
    HorizontalerLaufbahnwechsel,
    Rueckstufung,
    Amtswechsel,
)
_MAKERS: dict[str, StatusEvent] = {
    **{kind.kind: kind() for kind in _KINDS},
    "amtszulage-eigenes-amt": Amtszulage(eigenes_amt=True),
    "amtszulage-kein-amt": Amtszulage(eigenes_amt=False),
}
EVENT_KINDS: tuple[str, ...] = tuple(sorted(_MAKERS))
"""The words by which tables, files and the command line name kinds of events."""


def event(kind: str, datum: date | None = None) -> StatusEvent:
    """Return the event of this kind.

    Raises:
        UnknownEventError: no kind has this name; all kinds are listed.

    >>> event("befoerderung")
    Befoerderung(datum=None)
    """
    known = _MAKERS.get(kind.strip().casefold().replace("ö", "oe").replace("ü", "ue"))
    if known is None:
        hint = meant(kind, _MAKERS)
        options = ", ".join(EVENT_KINDS)
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
    pay = _direction(before.besoldungsgruppe, after.besoldungsgruppe)
    group = _direction(before.laufbahngruppe, after.laufbahngruppe)
    if pay is None or group is None or pay * group < 0:
        return (Amtswechsel(datum),)
    if group:
        return (Laufbahnwechsel(datum) if group > 0 else Rueckstufung(datum),)
    if pay:
        return (Befoerderung(datum) if pay > 0 else Rueckstufung(datum),)
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
    if _too_many(before, after, stated):
        fewest = (Amtswechsel(),)
    open_ends = any(e.unsettled for e in fewest)
    if open_ends and any(e.unsettled for e in stated):
        return tuple(stated)
    told, required = band(stated), band(fewest)
    if not open_ends and told.low >= required.low and told.high >= required.high:
        return tuple(stated)
    return (*stated, *fewest)


def _too_many(before: Office, after: Office, stated: Sequence[StatusEvent]) -> bool:
    """Tell whether more upward events are stated than there is room for, as far as the offices tell."""
    pay = after.besoldungsgruppe.steps_above(before.besoldungsgruppe)
    promotions = sum(isinstance(e, Befoerderung) for e in stated)
    if pay is not None and promotions > max(pay, 0) + (after.amtszulage > before.amtszulage):
        return True
    if before.laufbahngruppe is None or after.laufbahngruppe is None:
        return False
    groups = after.laufbahngruppe.steps_above(before.laufbahngruppe)
    careers = sum(isinstance(e, Laufbahnwechsel) for e in stated)
    return groups is not None and careers > max(groups, 0)


def _direction(before: Ordered | None, after: Ordered | None) -> int | None:
    """Return 1 for up, -1 for down, 0 for the same or an unknown one, None without an order."""
    if before is None or after is None or before == after:
        return 0
    up = after.is_above(before)
    return None if up is None else 1 if up else -1


def band(events: Iterable[StatusEvent]) -> Interval:
    """Return how many stages less the events may explain together."""
    total = Interval(0)
    for one in events:
        total += one.stages
    return total


def keys(events: Sequence[StatusEvent]) -> tuple[str, ...]:
    """Return the kinds in a fixed order: outcomes do not depend on dates or on order."""
    return tuple(sorted(e.key for e in events))
