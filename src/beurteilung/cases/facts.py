"""What the rules may ask of a case: its facts as known on a day, and what follows from them at once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

from beurteilung._base.dates import exact, first_of, last_of
from beurteilung._base.errors import (
    DataError,
    DateError,
    NoMappingError,
    UnknownGradeError,
    UnknownIdError,
)
from beurteilung._base.records import cached_property, evolve, frozen
from beurteilung._base.text import Text, day, placed
from beurteilung.cases import coverage
from beurteilung.cases.format.values import shortest, span, span_text
from beurteilung.changes.measure import compare_under, number
from beurteilung.law import registry
from beurteilung.law.certainty import SOLDIERS, ApplicableLaw, Norm, Rechtslage, decide
from beurteilung.law.index import statutes
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.mappings import NotComparableError
from beurteilung.model.offices import Massstabsaenderung, Office, derive_events
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung._base.dates import Day
    from beurteilung._base.errors import Message
    from beurteilung.cases.format import Fall
    from beurteilung.cases.format.beteiligte import Beurteiler
    from beurteilung.cases.format.beurteilung import Beurteilung
    from beurteilung.cases.format.laufbahn import Dienstposten
    from beurteilung.cases.format.massstab import Vorgabe
    from beurteilung.changes.measure import GradeChange
    from beurteilung.law.editions import Guideline
    from beurteilung.model.appraisals import Kind, Period
    from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, StatusEvent
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["Facts", "stage_code"]


def _set(richtwerte: Vorgabe | None) -> tuple[str, ...]:
    return (richtwerte.gesetzt_fuer or ()) if richtwerte else ()


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


def _same_event(shown: StatusEvent, stated: StatusEvent) -> bool:
    """Tell whether a stated event is one that the offices show: nobody rises twice on a day."""
    if stated.kind == shown.kind and stated.datum in (None, shown.datum):
        return True
    upward = shown.stages.high > 0 and stated.stages.high > 0
    return upward and stated.datum is not None and stated.datum == shown.datum


@frozen
class Known:
    """An appraisal as known on a day; its grade may have no text form, and ``printed`` then tells it."""

    grade: Grade | None
    printed: str = ""
    office: Office | None = None
    period: Period | None = None
    stichtag: date | None = None
    kind: Kind | None = None
    occasion: str = ""
    made: date | None = None
    von: Day | None = None
    bis: Day | None = None
    guideline: str = ""
    made_by: date | None = None
    """The day on which it stood, at the latest: it is opened after it was made."""

    @property
    def days(self) -> Text | None:
        """The days that it covers in words, as far as they are known."""
        return span_text(self.von, self.bis)

    @property
    def at_least(self) -> Period | None:
        """The days that it covers whichever days of their months its ends are."""
        return shortest(self.von, self.bis)

    @property
    def end(self) -> date | None:
        """The last day that it covers, which may be known without the first."""
        return last_of(self.bis) if self.bis else None

    @property
    def appraisal(self) -> Appraisal | None:
        """The appraisal with its grade; None if that is not known."""
        if self.grade is None:
            return None
        return Appraisal(
            self.grade, self.office, self.period, self.stichtag, self.kind, self.occasion, self.made
        )


@lru_cache(1 << 12)  # the cases of one round have one law; whatever decides it is in the key
def _held(rule: str, law: ApplicableLaw, norms: tuple[Norm, ...]) -> Rechtslage:
    return decide(rule, law, norms=norms)


@frozen(eq=False)
class Facts:
    """What the rules ask of a case: the facts as known on a day.

    Raises:
        DateError: the appraisal to be examined was not known on that day.
        DataError: the case names stages that the scale lacks, another guideline than the grade's, or two
            pay groups of one day.
    """

    case: Fall

    def __attrs_post_init__(self) -> None:
        """Refuse a day on which there was nothing to examine, and what contradicts itself."""
        if problems := [*self._unknown_stages(), *self._two_guidelines(), *self._two_offices()]:
            raise DataError(Text(f"Fall {self.case.id}", f"case {self.case.id}"), problems)

    def _unknown_stages(self) -> Iterator[Message]:
        scale, group = self.scale, self.case.vergleichsgruppe
        if scale is None:
            return
        names = [("richtwerte.gesetzt_fuer", n) for n in _set(self.case.richtwerte)]
        counted = group.verteilung if group and group.verteilung else {}
        names += [("vergleichsgruppe.verteilung", n) for n in counted]
        for at, name in names:
            try:
                stage_code(scale, name)
            except UnknownGradeError as error:
                yield placed(at, error)

    def _two_guidelines(self) -> Iterator[Message]:
        grade = self.current.grade
        of_grade = registry.guideline_of(grade.scale) if grade else None
        names = [("richtlinie", self.case.richtlinie)]
        last = len(self.case.beurteilung) - 1
        names.append((f"beurteilung[{last}].richtlinie", self.case.beurteilung[-1].richtlinie))
        for at, named in names:
            if named and of_grade and of_grade.id != named:
                yield Text(
                    f"{at}: {named}, aber die Note {grade} gehört zu {of_grade.id}; eines von beiden streichen",
                    f"{at}: {named}, but the grade {grade} is of {of_grade.id}; strike one of them",
                )

    def _two_offices(self) -> Iterator[Message]:
        for n, item in enumerate(self.case.beurteilung):
            stated, held = item.besoldungsgruppe, self.office_on(item.last_day)
            if stated and held and stated != held.besoldungsgruppe:
                yield Text(
                    f"beurteilung[{n}].besoldungsgruppe: {stated}, aber nach amt ist es {held.besoldungsgruppe}; "
                    "eines von beiden ändern",
                    f"beurteilung[{n}].besoldungsgruppe: {stated}, but by amt it is {held.besoldungsgruppe}; change "
                    "one of them",
                )

    def _known(self, item: Beurteilung) -> Known | None:
        version = item.known(self.case.kenntnisstand)
        if version is None:
            return None
        grade, printed = version.grade, version.printed
        upheld = next((b for b in self.case.beurteilung if b.id == item.bestaetigt), None)
        if grade is None and upheld and (before := self._known(upheld)):
            grade, printed = before.grade, printed or before.printed  # a note repeats no grade
        von, bis = item.ends_of(version)
        return Known(
            grade,
            printed,
            self.office_of(item),
            span(von, bis),
            item.stichtag,
            item.kind,
            item.anlass,
            version.made,
            von,
            bis,
            item.richtlinie or self._guideline_of(grade),
            version.made or version.opened,
        )

    def _guideline_of(self, grade: Grade | None) -> str:
        of_grade = registry.guideline_of(grade.scale) if grade else None
        return of_grade.id if of_grade else ""

    def office_of(self, item: Beurteilung) -> Office | None:
        """Return the office in which an appraisal was given: by its day, or as stated."""
        single = len(self.case.amt) == 1 and self.case.amt[0].ab is None
        if single and self.case.ereignis and item is not self.case.beurteilung[-1]:
            held = (
                None  # the one office is the last; which one was held before the event is not known
            )
        else:
            held = self.office_on(item.last_day)
        return held or (Office(item.besoldungsgruppe) if item.besoldungsgruppe else None)

    def standing(self, item: Beurteilung) -> bool:
        """Tell whether an appraisal still stands, as known on the day of knowledge."""
        return item.annulled_on(self.case.kenntnisstand) is None

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The keys that the case states."""
        return coverage.stated(self.case)

    @cached_property
    def current(self) -> Known:
        """The appraisal examined, as known on the day of knowledge."""
        known = self._known(self.case.beurteilung[-1])
        if known is None:
            on, name = self.case.kenntnisstand or date.max, self.case.beurteilung[-1].id
            raise DateError(
                Text(
                    f"die Beurteilung „{name}“ war am {day(on)} noch nicht bekannt; einen späteren "
                    "kenntnisstand wählen",
                    f"appraisal {name!r} was not known on {day(on, 'en')}; choose a later kenntnisstand",
                )
            )
        return known

    @cached_property
    def previous(self) -> Known | None:
        """The appraisal before it, as known on the day of knowledge; None if it was annulled by then."""
        if len(self.case.beurteilung) == 1 or not self.standing(self.case.beurteilung[-2]):
            return None
        return self._known(self.case.beurteilung[-2])

    @property
    def period_before(self) -> Period | None:
        """The period that the one examined has to join: a regular one joins the last regular one."""
        before = self.previous
        if self.current.kind == "regel" and before and before.kind == "anlass":
            earlier = (self._known(one) for one in reversed(self.case.beurteilung[:-2]))
            before = next((one for one in earlier if one and one.kind == "regel"), None)
        return before.period if before else None

    def office_on(self, on: date) -> Office | None:
        """Return the office held on a day; None if the career does not tell."""
        offices = self.case.amt
        if on == date.min:  # the day is not known
            return offices[0].office if len(offices) == 1 else None
        held = [a for a in offices if a.ab is None or first_of(a.ab) <= on]
        unsure = held and held[-1].ab is not None and last_of(held[-1].ab) > on
        return held[-1].office if held and not unsure else None

    @cached_property
    def events(self) -> tuple[StatusEvent, ...]:
        """The status events: those that the offices show, and those stated; one given twice is one."""
        found = [
            e
            for old, new in zip(self.case.amt, self.case.amt[1:], strict=False)
            for e in derive_events(old.office, new.office, exact(new.ab))
        ]
        shown = tuple(found)
        for stated in (e.event for e in self.case.ereignis if self._may_lie_between(e.datum)):
            twin = next((n for n, e in enumerate(shown) if _same_event(e, stated)), None)
            if twin is None:
                found.append(stated)
            elif shown[twin].kind == stated.kind:  # the stated one may name a line of authority
                found[twin] = evolve(stated, datum=shown[twin].datum)
        return tuple(dict.fromkeys(found))

    def _may_lie_between(self, on: Day | None) -> bool:
        """Tell whether an event can lie between the appraisals; one with a day is sorted by that."""
        if on is None or exact(on):
            return True
        first, last = self.window
        return last_of(on) > first and first_of(on) <= last

    @cached_property
    def change(self) -> GradeChange | None:
        """The change against the previous appraisal; None without one, or if a grade is not known.

        Raises:
            NoMappingError: no mapping between the scales is known.
            NotComparableError: a decision holds the scales not comparable.
        """
        before = self.previous.appraisal if self.previous else None
        after = self.current.appraisal
        if before is None or after is None:
            self._refuse_by_guidelines()
            return None
        events = [*self.events, *self.tightening]
        return compare_under(self.applicable_law, before, after, events)

    def _refuse_by_guidelines(self) -> None:
        """Refuse a comparison that a decision refuses, though a scale of the two is not attested."""
        named = (self.previous.guideline if self.previous else "", self.current.guideline)
        guideline_id = self.guideline.id if self.guideline else ""
        before, after = named[0], named[1] or guideline_id
        if before and after and before != after:
            with suppress(NoMappingError, UnknownIdError):
                registry.mapping(before, after)

    @property
    def drop(self) -> bool:
        """Whether the grade is known to have fallen, by its figures or in substance."""
        stated = self.case.aenderung
        if stated and stated.stufen is not None:
            return stated.stufen < 0
        try:
            change = self.change
        except (NoMappingError, NotComparableError):
            return False
        if change is None:
            return False
        by_figures = change.nominal is not None and number(change.nominal) < 0
        return by_figures or (change.real is not None and change.real.high < 0)

    @cached_property
    def window(self) -> tuple[date, date]:
        """The days after which and up to which something happened between the two appraisals."""
        before = self.previous
        first = before and (before.end or before.stichtag)
        last = self.stichtag or self.current.end
        return first or date.min, last or date.max

    def events_between(self) -> tuple[StatusEvent, ...]:
        """Return the dated events between the two appraisals."""
        first, last = self.window
        return tuple(e for e in self.events if e.datum and first < e.datum <= last)

    @cached_property
    def round(self) -> tuple[date, date]:
        """The Stichtage after which and up to which a Regelbeurteilung could have been due.

        The Stichtag that closed the previous period, on its last day or the day after, is not due
        again; where the previous appraisal is not known, the start of the period tells it.
        """
        first, last = self.window
        if self.previous and self.previous.stichtag:
            first = self.previous.stichtag
        elif first != date.min:
            first += timedelta(days=1)
        elif self.current.period:
            first = self.current.period.start
        return first, last

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
        """The guideline whose scale the appraisal uses, or else the one named; None if none is known."""
        grade = self.current.grade
        named = self.case.richtlinie or self.case.beurteilung[-1].richtlinie
        if grade:
            return registry.guideline_of(grade.scale)
        return registry.guideline(named) if named else None

    @property
    def lent(self) -> Guideline | None:
        """The guideline, if it is of a Dienstherr that the case names nowhere."""
        case, guideline = self.case, self.guideline
        named = {case.land, *(one.dienstherr for one in case.dienststelle)}
        if guideline is None or case.land == "nicht bekannt":
            return None
        theirs = guideline.document.land
        return guideline if theirs in registry.LAENDER and theirs not in named else None

    @cached_property
    def scale(self) -> GradeScale | None:
        """The scale of the overall mark; None if it is not attested."""
        if self.current.grade:
            return self.current.grade.scale
        return self.guideline.scale if self.guideline else None

    @cached_property
    def tightening(self) -> tuple[Massstabsaenderung, ...]:
        """A general tightening of the standard, if one is stated and held for all alike.

        Its extent is known as far as the case states it in stages; parts of a stage are rounded outwards.
        """
        stated = self.case.verschaerfung
        if stated is None or stated.gleichmaessig is False:
            return ()
        on, low, high = exact(stated.ab), stated.mindestens or Fraction(0), stated.hoechstens
        if high == 0:
            return ()
        if stated.einheit != "stufe" or not (low or high):
            return (Massstabsaenderung(on),)
        if low == high and low.denominator == 1:
            return (Massstabsaenderung(on, int(low)),)
        return (Massstabsaenderung(on, (floor(low), None if high is None else ceil(high))),)

    @property
    def value_of_work(self) -> tuple[Besoldungsgruppe, Besoldungsgruppe] | None:
        """The pay groups, lowest and highest, to which the work corresponds: as stated, or by its last post."""
        stated = self.case.aufgaben.besoldungsgruppe if self.case.aufgaben else None
        if stated:
            return stated, stated
        held = [post for post in self.case.dienstposten if self._in_period(post)]
        if not held or held[-1].besoldungsgruppe is None:
            return None
        return held[-1].besoldungsgruppe, held[-1].besoldungsgruppe_bis or held[-1].besoldungsgruppe

    def _in_period(self, post: Dienstposten) -> bool:
        """Tell whether a post can have been held in the period appraised: no day that is known speaks against it."""
        period = self.current.period
        if period is None:
            return True
        begun = post.von is None or first_of(post.von) <= period.end
        return begun and (post.bis is None or last_of(post.bis) >= period.start)

    @cached_property
    def first_appraiser(self) -> Beurteiler | None:
        """The one who made the appraisal: the first of that role, or else the first of the list."""
        every = self.case.beurteiler
        first = (one for one in every if one.rolle in (None, "erstbeurteiler", "vertreter"))
        return next(first, every[0] if every else None)

    @cached_property
    def applicable_law(self) -> ApplicableLaw:
        """Whose law governs the case, up to its Rechtsstand, and never by the decided case itself."""
        case, guideline = self.case, self.guideline
        line = (
            SOLDIERS if case.status == "soldat" else ""
        )  # their statutes bind without a guideline
        return ApplicableLaw(
            case.rechtsstand,
            "" if case.land == "nicht bekannt" else case.land,
            guideline.line if guideline else line,
            excluded=case.entscheidung,
            on=self.stichtag,
            status=case.status or "",
        )

    def governing(self, on: date | None) -> tuple[Guideline, ...]:
        """Return what governs the case on a day: the guideline applied, and statutes of the Dienstherr."""
        named = (self.guideline,) if self.guideline else ()
        bound = statutes(self.case.land) if self.applicable_law.of_officers else ()
        others = (g for g in bound if g not in named)
        return (*named, *(g for g in others if on is None or g.governs(on)))

    @cached_property
    def guidelines(self) -> tuple[Guideline, ...]:
        """The guideline applied, and that of the previous grade."""
        before = self.previous.grade if self.previous else None
        of_grade = registry.guideline_of(before.scale) if before else None
        return tuple(g for g in (self.guideline, of_grade) if g is not None)

    def law(self, rule: str, *norms: Norm) -> Rechtslage:
        """Return what the law holds on a rule, by the provisions that govern and by decisions."""
        return _held(rule, self.applicable_law, norms)
