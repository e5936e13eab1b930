"""How a day is written, and days of which a source tells only the month or the year."""

from __future__ import annotations

import re
from datetime import date

from beurteilung._base.errors import DataError
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, day, month

__all__ = [
    "LEFT_OUT",
    "WRITTEN",
    "YEARS",
    "Day",
    "PartialDay",
    "day_in",
    "exact",
    "first_of",
    "holds",
    "in_words",
    "iso",
    "last_of",
]

MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
WRITTEN = (
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b|"
    rf"\d{{1,2}}\.\s?(?i:{'|'.join(MONTHS)}|mrz)[^\W\d]{{0,6}}\.?\s?\d{{4}}\b"
)
"""A day as people write it, in a line or a cell: 1.9.2000, 01. 09. 00, 2000-9-1, 2000/09/01, 1. Sept. 2000."""


def iso(text: str) -> str | None:
    """Return the form 2000-09-01 of a day as people write it, whether or not there is such a day; else None.

    A century that is not written is nobody's to guess and stays open: two points stand for it.

    >>> iso("1.9.2000"), iso("2000/9/1"), iso("01. 09. 00"), iso("1. September 2000"), iso("September")
    ('2000-09-01', '2000-09-01', '..00-09-01', '2000-09-01', None)
    """
    plain = text.strip()
    if not re.fullmatch(WRITTEN, plain):
        return None
    first, *months, last = re.findall(r"\d+", plain)
    year, day = (first, last) if len(first) == len("2000") else (last, first)
    if months:
        number = months[0]
    else:
        name = re.findall(r"[^\W\d]{3}", plain)[0].lower().replace("mrz", "mär")
        number = str(MONTHS.index(name) + 1)
    return f"{year:.>4}-{number:0>2}-{day:0>2}"


def day_in(text: str) -> date | None:
    """Return the day that a text names, in one of the ways people write it or as 20000901; else None.

    >>> day_in("1.9.2000"), day_in("20000901"), day_in("31.02.2000"), day_in("01.09.00")
    (datetime.date(2000, 9, 1), datetime.date(2000, 9, 1), None, None)
    """
    try:
        return date.fromisoformat(iso(text) or text.strip())
    except ValueError:
        return None


def holds(ab: date | None, bis: date | None, on: date | None) -> bool:
    """Tell whether what holds from a first to a last day does so on a day; without one, whether it still does.

    >>> holds(date(2020, 1, 1), None, date(2019, 12, 31)), holds(None, date(2020, 1, 1), None)
    (False, False)
    """
    if on is None:
        return bis is None
    return (ab or date.min) <= on <= (bis or date.max)


LEFT_OUT = Text("; was nicht bekannt ist, bleibt weg", "; what is not known is left out")
"""The way out for whoever writes that something is not known."""
YEARS = 1800, 2199
"""The first and the last year that a file can mean; any other is a slip, such as 3005 for 2005."""
_MONTHS = 12


def _month_first(text: str) -> str:
    """Return the form 2009-05 of a month that stands before its year; any other text as it is."""
    first = iso(f"1.{text.strip().replace('/', '.')}") or ""
    return first[: len("2009-05")] if first[:1].isdigit() else text


@frozen
class PartialDay:
    """A day of which only the month is known, or only the year.

    >>> PartialDay.parse("2009-05").text.de, PartialDay.parse("2009").last
    ('Mai 2009', datetime.date(2009, 12, 31))
    """

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDay:
        """Read '2009-05' or '2009', or a month as people write it: 'Mai 2009', '05/2009', '5.2009'.

        Raises:
            DataError: the text is neither.
        """
        if day := iso(text):
            given = text.strip()
            de, en = ("", "") if day == given else (f" als {day}", f" as {day},")
            raise DataError(
                "",
                [
                    Text(
                        f"den Tag {given}{de} ohne Anführungszeichen schreiben",
                        f"write the day {given}{en} without quotes",
                    )
                ],
            )
        found = re.fullmatch(r"\s*(\d{4})(?:-(\d{2}))?\s*", _month_first(text))
        year = int(found[1]) if found else 0
        months = int(found[2]) if found and found[2] else None
        if not YEARS[0] <= year <= YEARS[1] or months == 0 or (months or 0) > _MONTHS:
            shown, digits = text[:60], re.search(r"\d", text)
            fault = Text(
                "erwartet wird ein Tag wie 2000-09-01, oder in Anführungszeichen ein Monat wie '2000-09' oder ein "
                f"Jahr, angegeben ist „{shown}“{'' if digits else LEFT_OUT.de}",
                "expected a day such as 2000-09-01, or in quotes a month such as '2000-09' or a year, "
                f"got {shown!r}{'' if digits else LEFT_OUT.en}",
            )
            raise DataError("", [fault])
        return cls(year, months)

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        in_month = self.month or _MONTHS
        return date(self.year, in_month, days_in_month(self.year, in_month))

    @property
    def text(self) -> Text:
        """What is known of it: Mai 2009; May 2009."""
        if self.month is None:
            return Text(f"{self.year}", f"{self.year}")
        return Text(month(self.first), month(self.first, "en"))

    def isoformat(self) -> str:
        """Return the form in which a case file has it: 2009-05."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def __str__(self) -> str:
        """Return the form in which a case file has it."""
        return self.isoformat()


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has; the module ``calendar`` takes long to import.

    >>> days_in_month(2000, 2), days_in_month(1900, 2), days_in_month(2001, 4)
    (29, 28, 30)
    """
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == _FEBRUARY and leap else _LENGTHS[month - 1]


_FEBRUARY = 2
_LENGTHS = 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31

Day = date | PartialDay
"""A day, or what is known of one."""


def exact(value: Day | None) -> date | None:
    """Return the day, if it is known as such; None if only its month is."""
    return value if isinstance(value, date) else None


def in_words(value: Day) -> Text:
    """Write a day, or as much of one as is known.

    >>> in_words(date(2009, 5, 31)).de, in_words(PartialDay(2009, 5)).de
    ('31.05.2009', 'Mai 2009')
    """
    return Text(day(value), day(value, "en")) if isinstance(value, date) else value.text


def first_of(value: Day) -> date:
    """Return the day, or the first one that it can be."""
    return value if isinstance(value, date) else value.first


def last_of(value: Day) -> date:
    """Return the day, or the last one that it can be."""
    return value if isinstance(value, date) else value.last
