"""The facts of a case: the format of case files, and what the rules may ask of them.

The fields of these classes are the keys of a case file. A key left out is not known, never a default.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from beurteilung import library
from beurteilung.appraisals import Appraisal, Period, Record, Version
from beurteilung.authorities import authority
from beurteilung.errors import (
    AmbiguousGradeError,
    BeurteilungError,
    DataError,
    DateError,
    UnknownGradeError,
)
from beurteilung.offices import (
    Besoldungsgruppe,
    Laufbahngruppe,
    Office,
    StatusEvent,
    derive_events,
    event,
)
from beurteilung.reading import key
from beurteilung.wording import day

if TYPE_CHECKING:
    from beurteilung.editions import Guideline
    from beurteilung.scales import Grade, GradeScale

__all__ = ["Facts", "Fall"]


@frozen
class Amt:
    """An office of the career, and the day from which it was held."""

    besoldungsgruppe: Besoldungsgruppe = key("pay group: A 9")
    laufbahngruppe: Laufbahngruppe | None = key("career group", default=None)
    ab: date | None = key("first day; may be left out for the first office only", default=None)
    bezeichnung: str = key("title of the office", default="")
    amtszulage: bool = key("whether it carries an Amtszulage", default=False)

    @property
    def office(self) -> Office:
        """The office itself."""
        return Office(self.besoldungsgruppe, self.laufbahngruppe, self.amtszulage, self.bezeichnung)


@frozen
class Ereignis:
    """A status event that the list of offices does not show."""

    art: str = key("kind of event: befoerderung, laufbahnwechsel, amtszulage, …")
    datum: date | None = key("day of the event", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an unknown kind."""
        self.event  # noqa: B018 - raises

    @property
    def event(self) -> StatusEvent:
        """The event itself."""
        return event(self.art, self.datum)


@frozen
class Fassung:
    """One version of an appraisal."""

    note: str = key("the Gesamturteil in text form: ni-pol-1999:3")
    vom: date | None = key("day on which it was made", default=None)
    eroeffnet: date | None = key("day on which it was opened to the officer", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and an opening before the making."""
        self.grade  # noqa: B018 - raises
        if self.vom and self.eroeffnet and self.eroeffnet < self.vom:
            raise DataError("", [f"eroeffnet {self.eroeffnet} lies before vom {self.vom}"])

    @property
    def grade(self) -> Grade:
        """The grade."""
        return library.grade(self.note)


@frozen
class Beurteilung:
    """An appraisal with its versions."""

    id: str = key("short name of the appraisal")
    fassung: tuple[Fassung, ...] = key("its versions; a later one replaces the earlier")
    art: Literal["regel", "anlass"] | None = key("kind of appraisal", default=None)
    anlass: str = key("id of the occasion in the guideline: aufstieg", default="")
    von: date | None = key("first day of the period", default=None)
    bis: date | None = key("last day of the period", default=None)
    stichtag: date | None = key("its Stichtag", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse half a period, an end before the start, and contradictory versions."""
        if (self.von is None) != (self.bis is None):
            raise DataError("", ["a period needs both von and bis, or neither"])
        self.record(None)

    @property
    def period(self) -> Period | None:
        """The days it covers."""
        return Period(self.von, self.bis) if self.von and self.bis else None

    @property
    def last_day(self) -> date:
        """The day by which appraisals are put in order."""
        made = [f.vom or f.eroeffnet or date.min for f in self.fassung]
        return self.stichtag or self.bis or min(made)

    def record(self, office: Office | None) -> Record:
        """Return the appraisal with all its versions."""
        versions = tuple(
            Version(f.grade, f.eroeffnet or f.vom, f.vom, f.eroeffnet) for f in self.fassung
        )
        return Record(versions, office, self.period, self.stichtag, self.art, self.anlass, self.id)


@frozen
class Taetigkeit:
    """An activity of which it is disputed whether the appraisal had to describe it."""

    bezeichnung: str = key("what it was")
    erwaehnt_unter: str = key("where the appraisal mentions it", default="")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)
    kuerzer_als_monate: int | None = key("established: it took less than this", default=None)
    laenger_als_monate: int | None = key("established: it took more than this", default=None)


@frozen
class Abordnung:
    """A time at another authority or unit."""

    bezeichnung: str = key("what it was", default="Abordnung")
    von: date = key("first day")
    bis: date = key("last day")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)
    beurteilungsnotiz: bool | None = key(
        "whether the receiving authority gave a note", default=None
    )
    im_dienstrechtlichen_sinn: bool | None = key(
        "whether it was an Abordnung in the strict sense", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period:
        """The days it lasted."""
        return Period(self.von, self.bis)


@frozen
class Lehrgang:
    """A course whose performance has a mark of its own."""

    bezeichnung: str = key("what it was")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)


@frozen
class Gruppe:
    """The comparison group."""

    gebildet: bool | None = key("whether one was formed", default=None)
    besoldungsgruppe: Besoldungsgruppe | None = key("its pay group", default=None)
    groesse: int | None = key("number of its members", default=None)
    massstab: Literal["amt", "vergleichsgruppe"] | None = key(
        "what was compared with: the office's requirements, or the group", default=None
    )
    staendige_praxis: bool | None = key("whether this is constant practice", default=None)
    verteilung: dict[str, int] | None = key("how many got which grade", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse counts that are none, or more than the group has."""
        counts = list((self.verteilung or {}).values())
        if any(n < 0 for n in counts) or (self.groesse is not None and self.groesse < 0):
            raise DataError("", ["a number of officers cannot be negative"])
        if counts and self.groesse is not None and sum(counts) != self.groesse:
            raise DataError(
                "", [f"verteilung counts {sum(counts)} officers, groesse {self.groesse}"]
            )


@frozen
class Vorgabe:
    """Richtwerte that were set for the round."""

    gesetzt_fuer: tuple[str, ...] | None = key(
        "the stages for which Richtwerte were set; [] if none were", default=None
    )
    staendige_praxis: bool | None = key("whether this is constant practice", default=None)
    zustimmung: bool | None = key(
        "whether the ministry or the staff council had consented to the practice", default=None
    )


@frozen
class Fall:
    """A case file."""

    id: str = key("short name of the case")
    titel: str = key("what the case is about, without names of persons")
    land: str = key("the Land whose officer it is, or Bund")
    kenntnisstand: date | None = key("only facts known on this day count", default=None)
    rechtsstand: date | None = key("only authorities up to this day count", default=None)
    entscheidung: str = key("id of the decision that the facts are taken from", default="")
    beurteilung: tuple[Beurteilung, ...] = key("the appraisals; the last one is examined")
    amt: tuple[Amt, ...] = key("the offices of the career, in order", default=())
    ereignis: tuple[Ereignis, ...] = key("further status events", default=())
    taetigkeit: tuple[Taetigkeit, ...] = key("disputed activities", default=())
    abordnung: tuple[Abordnung, ...] = key("times at other authorities", default=())
    lehrgang: tuple[Lehrgang, ...] = key("courses", default=())
    vergleichsgruppe: Gruppe | None = key("the comparison group", default=None)
    richtwerte: Vorgabe | None = key("Richtwerte that were set", default=None)
    anmerkung: tuple[str, ...] = key("remarks: oddities of the source, kept as printed", default=())

    def __attrs_post_init__(self) -> None:
        """Refuse a case without appraisal, or a career out of order."""
        problems: list[str] = []
        if not self.beurteilung:
            problems.append("beurteilung: at least one appraisal is needed")
        if len({b.id for b in self.beurteilung}) < len(self.beurteilung):
            problems.append("beurteilung: two appraisals have the same id")
        starts = [a.ab for a in self.amt]
        if None in starts[1:]:
            problems.append("amt: every office but the first needs its first day, ab")
        days = [d for d in starts if d]
        if days != sorted(set(days)):
            problems.append("amt: list the offices in order of their first days")
        if self.entscheidung:
            try:
                authority(self.entscheidung)
            except BeurteilungError as error:
                problems.append(f"entscheidung: {error}")
        if problems:
            raise DataError("", problems)


def _set(said: Vorgabe | None) -> tuple[str, ...]:
    return (said.gesetzt_fuer or ()) if said else ()


def stage_code(scale: GradeScale, name: str) -> str:
    """Return the code of the stage that a code or wording of a grade or a stage names.

    A step between two stages stands for itself.

    Raises:
        UnknownGradeError: the scale has no such grade or stage.
    """
    try:
        grade = scale[name]
    except AmbiguousGradeError as error:
        grade = error.candidates[0]
    return grade.stage.code if grade.stage else grade.code


@frozen(slots=False, eq=False)
class Facts:
    """What the rules ask of a case: the facts as known on a day.

    Raises:
        DateError: the appraisal to be examined was not known on that day.
    """

    case: Fall

    def __attrs_post_init__(self) -> None:
        """Refuse a day on which there was nothing to examine, and stages that the scale lacks."""
        scale = self.current.grade.scale
        case = self.case
        names = [("richtwerte.gesetzt_fuer", n) for n in _set(case.richtwerte)]
        if case.vergleichsgruppe:
            names += [
                ("vergleichsgruppe.verteilung", n) for n in case.vergleichsgruppe.verteilung or ()
            ]
        problems: list[str] = []
        for at, name in names:
            try:
                stage_code(scale, name)
            except UnknownGradeError as error:
                problems.append(f"{at}: {error}")
        if problems:
            raise DataError(f"case {case.id}", problems)

    @cached_property
    def _ordered(self) -> list[Beurteilung]:
        return sorted(self.case.beurteilung, key=lambda b: b.last_day)

    def _known(self, item: Beurteilung) -> Appraisal | None:
        return item.record(self.office_on(item.last_day)).as_known(self.case.kenntnisstand)

    @cached_property
    def current(self) -> Appraisal:
        """The appraisal examined, as known on the day of knowledge."""
        known = self._known(self._ordered[-1])
        if known is None:
            on = self.case.kenntnisstand or date.max
            raise DateError(
                f"appraisal {self._ordered[-1].id!r} was not known on {day(on, 'en')}; "
                "choose a later kenntnisstand"
            )
        return known

    @cached_property
    def previous(self) -> Appraisal | None:
        """The appraisal before it, as known on the day of knowledge."""
        return self._known(self._ordered[-2]) if len(self._ordered) > 1 else None

    def office_on(self, on: date) -> Office | None:
        """Return the office held on a day; None if the career does not tell."""
        held = [a for a in self.case.amt if a.ab is None or a.ab <= on]
        return held[-1].office if held else None

    @cached_property
    def events(self) -> tuple[StatusEvent, ...]:
        """The status events: those that the offices show, and those stated."""
        shown = [
            e
            for old, new in zip(self.case.amt, self.case.amt[1:], strict=False)
            for e in derive_events(old.office, new.office, new.ab)
        ]
        stated = [e.event for e in self.case.ereignis]
        return tuple(dict.fromkeys([*shown, *stated]))

    @cached_property
    def window(self) -> tuple[date, date]:
        """The days after which and up to which something happened between the two appraisals."""
        before = self.previous
        first = before.period.end if before and before.period else before and before.stichtag
        last = self.stichtag or (self.current.period.end if self.current.period else None)
        return first or date.min, last or date.max

    def events_between(self) -> tuple[StatusEvent, ...]:
        """Return the dated events between the two appraisals."""
        first, last = self.window
        return tuple(e for e in self.events if e.datum and first < e.datum <= last)

    @property
    def stichtag(self) -> date | None:
        """The Stichtag of the appraisal examined."""
        return self.current.stichtag

    @property
    def group(self) -> Laufbahngruppe | None:
        """The career group at the Stichtag."""
        return self.current.office.laufbahngruppe if self.current.office else None

    @cached_property
    def guideline(self) -> Guideline | None:
        """The guideline whose scale the appraisal uses; None if its scale has none."""
        return library.guideline_of(self.current.grade.scale)
