"""Appraisals, the days they cover, and their replaced versions."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import days_in_month
from beurteilung._base.errors import DateError, WrongKindError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.ports import Port
from beurteilung._base.records import cached_property, field, frozen
from beurteilung._base.text import Text, day
from beurteilung.model.offices import Office
from beurteilung.model.scales import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Appraisal", "Period", "Record", "Version", "end_of_months"]

Kind = Literal["regel", "anlass"]


def end_of_months(start: date, months: int) -> date:
    """Return the last day of a span of ``months`` months that begins with ``start``.

    § 187 Abs. 2, § 188 Abs. 2 Alt. 2, Abs. 3 BGB: the day before the same-numbered day of the last
    month, or the last day of that month if it lacks the number.

    Raises:
        DateError: ``months`` is less than 1, or the span leaves the calendar.

    >>> end_of_months(date(2000, 1, 26), 3), end_of_months(date(2001, 11, 30), 3)
    (datetime.date(2000, 4, 25), datetime.date(2002, 2, 28))
    """
    expect("start", start, date)
    expect("months", months, int)
    if months < 1:
        raise DateError(
            Text(
                f"erwartet wird wenigstens ein Monat, angegeben ist {months}",
                f"expected at least one month, got {months}",
            )
        )
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > MAXYEAR:
        raise DateError(
            Text(
                f"{months} Monate vom {day(start)} an enden nach dem letzten Tag des Kalenders",
                f"{months} months from {day(start, 'en')} end after the last day of the calendar",
            )
        )
    last = days_in_month(year, month + 1)
    if start.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, start.day) - timedelta(days=1)


def _check_day(value: object) -> None:
    """Check that something is a day; a text is none, and a point in time neither."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongKindError.of(
            Text("ein Tag wie date(2000, 1, 26)", "a day such as date(2000, 1, 26)"), value
        )


@frozen
class Period:
    """A span of days, both ends included.

    Raises:
        DateError: it ends before it starts.
        WrongKindError: an end is no day.

    >>> p = Period(date(2000, 1, 26), date(2000, 4, 28))
    >>> p.days, p.longer_than(3), Period(p.start, date(2000, 4, 25)).longer_than(3)
    (94, True, False)
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        """Check that both ends are days, and that it does not end before it starts."""
        for end in (self.start, self.end):
            if type(end) is not date:
                _check_day(end)
        if self.end < self.start:
            raise DateError(
                Text(
                    f"der Zeitraum endet am {day(self.end)}, bevor er am {day(self.start)} beginnt",
                    f"the period ends on {self.end}, before it starts on {self.start}",
                )
            )

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start).days + 1

    def __contains__(self, value: date) -> bool:
        """Tell whether a day lies inside."""
        expect("value", value, date)
        return self.start <= value <= self.end

    def lasts(self, months: int) -> bool:
        """Tell whether it is at least so many months long."""
        expect("months", months, int)
        return self.end >= end_of_months(self.start, months)

    def longer_than(self, months: int) -> bool:
        """Tell whether it is more than so many months long."""
        expect("months", months, int)
        return self.end > end_of_months(self.start, months)

    def gap(self, other: Period) -> int:
        """Return the days between two periods; negative for days that both have; symmetric."""
        expect("other", other, Period)
        first, second = sorted((self, other), key=lambda p: (p.start, p.end))
        shared = min(first.end, second.end) - second.start
        return (second.start - first.end).days - 1 if shared.days < 0 else -shared.days - 1

    def common(self, other: Period) -> Period | None:
        """Return the days that both have."""
        expect("other", other, Period)
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    @cached_property
    def text(self) -> Text:
        """Both days: 26.01.2000–28.04.2000; 26 January 2000 to 28 April 2000."""
        return Text(
            f"{day(self.start)}–{day(self.end)}",
            f"{day(self.start, 'en')} to {day(self.end, 'en')}",
        )

    def __str__(self) -> str:
        """Return both days in German form."""
        return self.text.de


@frozen
class Version:
    """One version of an appraisal: the grade, and the day from which it was known.

    ``grade`` is None where no scale attests it; ``printed`` then has what the source says of it.
    """

    grade: Grade | None
    known_from: date | None = None
    made: date | None = None
    opened: date | None = None
    printed: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that grade and days are what they have to be.

        Raises:
            WrongKindError: they are not.
        """
        if self.grade is not None:
            _check_grade(self.grade)
        _check_days(self.known_from, self.made, self.opened)
        expect("printed", self.printed, str)


@frozen
class Appraisal:
    """One appraisal: the grade, the office it was given in, the days it covers.

    ``stichtag`` is its key date. ``kind`` is ``"regel"`` or ``"anlass"``; ``occasion`` names the
    Anlass of the guideline.
    """

    grade: Grade
    office: Office | None = None
    period: Period | None = None
    stichtag: date | None = None
    kind: Kind | None = None
    occasion: str = ""
    made: date | None = None
    opened: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check that each part is what it has to be.

        Raises:
            WrongKindError: it is not.
        """
        _check_grade(self.grade)
        _check_parts(self)
        _check_days(self.stichtag, self.made, self.opened)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> object:
        return _appraisal_field()

    @classmethod
    def __get_pydantic_json_schema__(cls, core: object, handler: object) -> dict[str, object]:
        return _appraisal_schema()


_appraisal_field: Port[[], object] = Port("appraisal_field")
_appraisal_schema: Port[[], dict[str, object]] = Port("appraisal_schema")


def _versions(given: Iterable[Version]) -> tuple[Version, ...]:
    return expect_each("versions", given, Version)


@frozen
class Record:
    """An appraisal together with all versions of its grade.

    Raises:
        DateError: two versions are of the same day, or a version other than the first has no day.
        WrongKindError: a part is not what it has to be.
    """

    versions: tuple[Version, ...] = field(converter=_versions)
    office: Office | None = None
    period: Period | None = None
    stichtag: date | None = None
    kind: Kind | None = None
    occasion: str = ""
    id: str = ""

    def __attrs_post_init__(self) -> None:
        """Refuse versions that contradict each other."""
        _check_parts(self)
        _check_days(self.stichtag)
        expect("id", self.id, str)
        days = [v.known_from for v in self.versions]
        if not days:
            raise DateError(
                Text(
                    "eine Beurteilung braucht mindestens eine Fassung mit ihrer Note",
                    "an appraisal needs at least one version with its grade",
                )
            )
        if len(days) > 1 and None in days:
            raise DateError(
                Text(
                    "von mehreren Fassungen braucht jede ihren Tag, sonst ersetzt keine die andere",
                    "of several versions each needs its day, else none replaces the other",
                )
            )
        if len(set(days)) < len(days):
            twice = next(d for d in days if days.count(d) > 1)
            raise DateError(
                Text(
                    f"zwei Fassungen sind vom selben Tag, {twice}; welche ersetzt die andere?",
                    f"two versions are of the same day, {twice}; which one replaces the other?",
                )
            )

    def known(self, on: date | None = None) -> Version | None:
        """Return the version that was known on a day, or the last one; None if there was none."""
        expect("on", on, date, None)
        return _last(v for v in self.versions if not (on and v.known_from and v.known_from > on))

    def as_known(self, on: date | None = None) -> Appraisal | None:
        """Return the appraisal as it was known on a day; None before its first version.

        None also if the grade of that version is not attested.
        """
        version = self.known(on)
        if version is None or version.grade is None:
            return None
        return Appraisal(
            version.grade,
            self.office,
            self.period,
            self.stichtag,
            self.kind,
            self.occasion,
            version.made,
            version.opened,
        )


def _check_grade(given: object) -> None:
    if not isinstance(given, Grade):
        way = Text(
            "eine Note; grade('ni-pol-1996:5') macht eine aus einem Text",
            "a grade; grade('ni-pol-1996:5') makes one of a text",
        )
        raise WrongKindError.of(way, given)


def _check_parts(one: Appraisal | Record) -> None:
    """Check office, period, kind and occasion."""
    if one.office is not None and not isinstance(one.office, Office):
        raise WrongKindError.of(
            Text("ein Office wie Office('A 9')", "an Office such as Office('A 9')"), one.office
        )
    if one.period is not None and not isinstance(one.period, Period):
        raise WrongKindError.of(
            Text("eine Period aus zwei Tagen", "a Period of two days"), one.period
        )
    if one.kind not in (None, "regel", "anlass"):
        raise WrongKindError.of(
            Text("die Art „regel“ oder „anlass“", "the kind 'regel' or 'anlass'"), one.kind
        )
    expect("occasion", one.occasion, str)


def _check_days(*days: date | None) -> None:
    """Check that what is given are days; a text is none, and a point in time neither."""
    for on in days:
        if on is not None and type(on) is not date:
            _check_day(on)


def _last(versions: Iterable[Version]) -> Version | None:
    return max(versions, key=lambda v: v.known_from or date.min, default=None)
