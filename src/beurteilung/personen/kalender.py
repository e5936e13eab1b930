"""The calendar of regular appraisals: when the last was, when the next is due, and how it stands.

Every officer has exactly one state: current, expiring, overdue, gap, or open where the law or the day is not
known. The later the day asked about, the worse the state, until there is a new appraisal.
"""

from __future__ import annotations

import enum
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, NoReturn

from beurteilung._base.errors import DateError
from beurteilung._base.kinds import expect, expect_each, no_member
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, day
from beurteilung.law.certainty import dienst_of
from beurteilung.law.editions import Guideline
from beurteilung.law.laender import dienstherr
from beurteilung.model.appraisals import end_of_months
from beurteilung.personen.norms import citation, limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.law.certainty import Dienst
    from beurteilung.model.sources import Citation

__all__ = ["Entry", "Rhythm", "State", "entry", "rhythm"]


class State(enum.Enum):
    """How an officer stands in the calendar.

    >>> State.OVERDUE.label.en
    'overdue'
    """

    CURRENT = "aktuell"
    EXPIRING = "laeuft-ab"
    OVERDUE = "ueberfaellig"
    GAP = "luecke"
    OPEN = "offen"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        no_member(cls, value)

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self.value]


_LABELS = {
    "aktuell": Text("aktuell", "current"),
    "laeuft-ab": Text("läuft ab", "expiring"),
    "ueberfaellig": Text("überfällig", "overdue"),
    "luecke": Text("Lücke", "gap"),
    "offen": Text("offen", "open"),
}


def _days(given: Iterable[date]) -> tuple[date, ...]:
    return expect_each("stichtage", given, date)


@frozen
class Rhythm:
    """How often regular appraisals are due: months, and Stichtage that a guideline names.

    ``months`` None: not known. ``ahead`` are the months before the due day in which a state is expiring.
    ``citation`` is where it stands.
    """

    months: int | None
    stichtage: tuple[date, ...] = field(default=(), converter=_days)
    ahead: int = field(default=6, kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)


def rhythm(
    guideline: Guideline | None = None,
    *,
    land: str = "",
    dienst: Dienst | None = None,
    am: date | None = None,
    months: int | None = None,
) -> Rhythm:
    """Return the rhythm of a guideline, or of its Dienstherr by statute; ``months`` if the caller knows it.

    Of guideline and statute the shorter counts: a statute says how often at least. Without ``dienst`` it is
    that of those for whom the guideline is, else of officers.

    Raises:
        DateError: ``months`` is less than 1.
        UnknownIdError: no such Dienstherr is known.

    >>> from beurteilung import guideline
    >>> rhythm(guideline("bund-blv-2026")).months, rhythm(land="Hessen").months
    (36, None)
    >>> rhythm(guideline("by-lehrer-2011")).months
    48
    """
    expect("am", am, date, None)
    expect("months", months, int, None)
    expect("guideline", guideline, Guideline, None)
    expect("land", land, str)
    if months is not None and months < 1:
        raise DateError(
            Text(
                f"erwartet wird wenigstens ein Monat, angegeben ist {months}",
                f"expected at least one month, got {months}",
            )
        )
    stichtage = tuple(sorted(s.tag for s in guideline.document.stichtag)) if guideline else ()
    owner = dienstherr(land) if land else guideline.document.land if guideline else ""
    whose = dienst_of(guideline) if guideline else "beamte"
    norm = limit("turnus", owner, dienst or whose, am)
    if months is not None:
        return Rhythm(months, stichtage)
    known = [(norm.monate, citation(norm))] if norm else []
    if (
        guideline
        and dienst in (None, whose)
        and (am is None or guideline.holds_on(am) is not False)
    ):
        known += _own(guideline, am)
    if not known:
        return Rhythm(None, stichtage)
    shortest, cited = min(known, key=itemgetter(0))
    return Rhythm(shortest, stichtage, citation=cited)


def _own(guideline: Guideline, am: date | None) -> list[tuple[int, Citation]]:
    """Return the months of a guideline's own rhythm; nothing where it is not one for all."""
    rules = [t for t in guideline.document.turnus if t.governs(am)]
    if len({t.monate for t in rules}) > 1 or any(t.laufbahngruppe for t in rules):
        return []
    return [(t.monate, guideline.cite(t)) for t in rules]


@frozen
class Entry:
    """One officer's line: the last Stichtag, the next one named, the day by which one is due, the state."""

    last: date | None
    next: date | None
    due: date | None
    state: State

    @property
    def text(self) -> Text:
        """The line in words."""
        if self.due is None:
            return self.state.label
        return Text(
            f"{self.state.label.de}; fällig bis {day(self.due)}",
            f"{self.state.label.en}; due by {day(self.due, 'en')}",
        )


def entry(
    of: Rhythm,
    last: date | None,
    *,
    am: date,
    since: date | None = None,
    gap: bool = False,
) -> Entry:
    """Return how an officer stands on a day.

    ``last`` is the Stichtag of the last regular appraisal, ``since`` the day from which one has to be
    appraised (such as the appointment; it may be still to come), ``gap`` whether periods leave days
    unappraised.

    Raises:
        DateError: ``last`` lies after ``am``.

    >>> from datetime import date
    >>> entry(Rhythm(36), date(2023, 5, 31), am=date(2026, 6, 1)).text.en
    'overdue; due by 31 May 2026'
    """
    expect("of", of, Rhythm)
    expect("last", last, date, None)
    expect("am", am, date)
    expect("since", since, date, None)
    if last is not None and last > am:
        raise DateError(
            Text(
                f"der letzte Stichtag {day(last)} liegt nach dem {day(am)}",
                f"last {day(last, 'en')} lies after {day(am, 'en')}",
            )
        )
    following = next((s for s in of.stichtage if last is None or s > last), None)
    start = since if last is None else last + timedelta(days=1)
    if of.months is None or start is None:
        return Entry(last, following, None, State.GAP if gap else State.OPEN)
    due = end_of_months(start, of.months)
    if gap:
        return Entry(last, following, due, State.GAP)
    if am > due:
        return Entry(last, following, due, State.GAP if last is None else State.OVERDUE)
    expiring = of.ahead > 0 and end_of_months(am, of.ahead) >= due
    return Entry(last, following, due, State.EXPIRING if expiring else State.CURRENT)
