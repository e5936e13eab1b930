"""What several tables of a case share: spans of days, grades, counts, and how something was reasoned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day, exact, first_of, in_words, last_of
from beurteilung._base.errors import DataError, DateError, UnknownGradeError, UnknownIdError
from beurteilung._base.records import cached_property, key, table
from beurteilung._base.text import Text, sentences
from beurteilung.law import registry
from beurteilung.model.appraisals import Period
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from beurteilung.model.scales import Grade


Begruendung = Literal["fehlt", "formelhaft", "unzureichend", "gegeben", "traegt"]
"""How an assessment was reasoned: not at all, by a formula, not enough, somehow, so that it holds."""
Nachgeholt = Literal["widerspruch", "gericht"]
"""When reasons came that the appraisal itself does not give: on the objection, or only in court."""
REASONS = (
    "fehlt: no reasons were given; formelhaft: only a formula; unzureichend: established that they are "
    "not enough; gegeben: some were; traegt: established that they hold"
)
REASONS_DE = (
    "fehlt: keine Gründe; formelhaft: nur eine Formel; unzureichend: festgestellt, dass sie nicht genügen; "
    "gegeben: es gibt welche; traegt: festgestellt, dass sie tragen"
)
LATER = "when reasons were supplied, if the appraisal itself does not give them"
LATER_DE = "wann Gründe nachgeholt wurden, wenn die Beurteilung selbst sie nicht nennt"


def span(von: Day | None, bis: Day | None) -> Period | None:
    """Return the days from the first to the last; None if one of them is not known as a day.

    Raises:
        DateError: the last lies before the first, whichever days of their months they are.
    """
    if von and bis and last_of(bis) < first_of(von):
        raise DateError(
            Text(
                f"der Zeitraum endet am {bis}, bevor er am {von} beginnt",
                f"the period ends on {bis}, before it starts on {von}",
            )
        )
    start, end = exact(von), exact(bis)
    return Period(start, end) if start and end else None


def shortest(von: Day | None, bis: Day | None) -> Period | None:
    """Return the days between two ends whichever days of their months they are; None if there may be none."""
    if von and bis and last_of(von) <= first_of(bis):
        return Period(last_of(von), first_of(bis))
    return None


def span_text(von: Day | None, bis: Day | None) -> Text | None:
    """Write a span of which both ends, one, or only months may be known."""
    if whole := span(von, bis):
        return whole.text
    if von and bis:
        return Text(
            f"{in_words(von).de} bis {in_words(bis).de}",
            f"{in_words(von).en} to {in_words(bis).en}",
        )
    ends = [
        Text(f"{word} {in_words(on).de}", f"{english} {in_words(on).en}")
        for word, english, on in (("ab", "from", von), ("bis", "to", bis))
        if on
    ]
    return sentences(*ends) if ends else None


class Lasting:
    """What lasts from ``von`` to ``bis``, each of which may be unknown, or known as a month only."""

    von: Day | None
    bis: Day | None

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @cached_property
    def period(self) -> Period | None:
        """Its days; None unless the first and the last are known as days."""
        return span(self.von, self.bis)

    @cached_property
    def days(self) -> Text | None:
        """Its days in words, as far as they are known; None if neither end is."""
        return span_text(self.von, self.bis)


def grade_of(text: str) -> Grade | None:
    """Return the grade; None if none is stated."""
    return registry.written_grade(text) if text else None


def stated_grade(text: str) -> Grade | None:
    """Return the grade; None if none is stated; one of no known scale may be stated nevertheless, as is said.

    Raises:
        DataError: the text has no scale, or none that is known.
    """
    try:
        return grade_of(text)
    except (UnknownIdError, UnknownGradeError, AmbiguousGradeError) as error:
        if isinstance(error, UnknownGradeError) and ":" in text:
            raise  # the scale is known, and the message lists its grades
        said = Text(error.explain("de"), error.explain("en"))
        printed = text.rpartition(":")[2]
        way = Text(
            f"{said.de}; ist mehr nicht bekannt: angabe = '{printed}' statt note",
            f"{said.en}; if no more is known: angabe = '{printed}' instead of note",
        )
        raise DataError("", [way]) from None


def not_negative(**counts: Fraction | int | None) -> None:
    """Refuse counts and shares below 0."""
    if wrong := [
        Text(
            f"{name} darf nicht negativ sein, angegeben ist {n}",
            f"{name} must not be negative, got {n}",
        )
        for name, n in counts.items()
        if n and n < 0
    ]:
        raise DataError("", wrong)


def refuse_no_share(**shares: Fraction | None) -> None:
    """Refuse shares outside 0 to 1: '25' per cent is written '25/100' or '0,25'."""
    wrong = [
        Text(
            f"{name} ist ein Anteil von 0 bis 1, angegeben ist {n}; 25 Prozent schreibt man '25/100'",
            f"{name} is a share from 0 to 1, got {n}; write 25 per cent as '25/100'",
        )
        for name, n in shares.items()
        if n is not None and not 0 <= n <= 1
    ]
    if wrong:
        raise DataError("", wrong)


@table
class Spanne:
    """A time within the period appraised."""

    bezeichnung: str = key("what it was", de="was es war", default="")
    von: date = key("first day", de="erster Tag")
    bis: date = key("last day", de="letzter Tag")

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @cached_property
    def period(self) -> Period:
        """The days it lasted."""
        return Period(self.von, self.bis)
