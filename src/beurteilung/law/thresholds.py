"""How a round of promotions was cut off: offices, criteria, published cut-offs.

Like those of `beurteilung.law.editions`, the classes are the format of the files.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from beurteilung._base.errors import DataError
from beurteilung._base.records import key, table
from beurteilung._base.text import Text
from beurteilung.law.files import Datum
from beurteilung.model.offices import Besoldungsgruppe

__all__ = ["Amt", "Auswahlgrenze", "Bedingung", "Kriterium"]

Was: TypeAlias = Literal[
    "gesamturteil",
    "merkmalsumme",
    "rechenwert",
    "vorbeurteilung",
    "schwerbehindert",
    "monate_im_amt",
    "dienstmonate",
]


@table
class Amt:
    """An office that something is asked for: its pay group, and whether it carries an Amtszulage."""

    besoldungsgruppe: Besoldungsgruppe = key(
        "pay group", de="Besoldungsgruppe des Amtes, für das etwas verlangt ist"
    )
    amtszulage: bool = key("with an Amtszulage", de="ob das Amt eine Amtszulage hat", default=False)

    def __str__(self) -> str:
        """Return the usual form, 'A 9+AZ'."""
        return f"{self.besoldungsgruppe}{'+AZ' if self.amtszulage else ''}"


@table
class Bedingung:
    """One of several conditions that will do."""

    zaehlt: Was = key("what counts", de="worauf es ankommt")
    mindestens: int | None = key(
        "the least number; left out for a yes", de="die kleinste Zahl; bei Ja/Nein weggelassen",
        default=None,
    )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        """Refuse a number for a yes, and none for a number."""
        if (self.zaehlt == "schwerbehindert") == (self.mindestens is not None):
            raise DataError(
                "",
                [
                    Text(
                        f"{self.zaehlt}: nur was gezählt wird, hat mindestens",
                        f"{self.zaehlt}: only what is counted has mindestens",
                    )
                ],
            )


@table
class Kriterium:
    """One criterion of a cut-off: a number that must be reached, or one of several conditions."""

    zaehlt: Was | None = key("what counts", de="worauf es ankommt", default=None)
    mindestens: int | None = key("the least number", de="die kleinste Zahl", default=None)
    oder: tuple[Bedingung, ...] = key(
        "conditions of which one will do", de="Bedingungen, von denen eine genügt", default=()
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a criterion that is none, or two at once."""
        if (self.zaehlt is None) == (not self.oder):
            raise DataError(
                "",
                [
                    Text(
                        "entweder zaehlt mit mindestens angeben, oder oder",
                        "give either zaehlt with mindestens, or oder",
                    )
                ],
            )
        if (self.zaehlt is None) != (self.mindestens is None):
            raise DataError(
                "",
                [
                    Text(
                        "zaehlt und mindestens gehören zusammen",
                        "zaehlt and mindestens belong together",
                    )
                ],
            )


@table
class Auswahlgrenze(Datum):
    """The cut-off of one round as it was published: who reached it, criterion by criterion.

    The next criterion binds only those who hit the one before exactly. A cut-off tells who belongs; it puts
    nobody in an order.
    """

    id: str = key("short name: a9z-2024-02", de="Kurzname: a9z-2024-02")
    stichtag: date = key("day of the round", de="Tag der Runde")
    fuer: Amt = key("the office promoted to", de="das Amt, in das befördert wurde")
    plaetze: int | None = key("places", de="Plätze", default=None)
    bewerber: int | None = key("officers eligible", de="Beamte, die infrage kamen", default=None)
    kriterien: tuple[Kriterium, ...] = key("criteria, first to last", de="Kriterien der Reihe nach")
