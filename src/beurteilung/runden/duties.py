"""Which norm orders that the result of a round is made known or reported, and since when: data.

The classes are the format of ``data/runden.toml``.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from beurteilung._base.compiled import DATA
from beurteilung._base.dates import holds
from beurteilung._base.errors import UnknownIdError
from beurteilung._base.kinds import expect
from beurteilung._base.records import key, table
from beurteilung._base.text import Bilingual, Text, meant
from beurteilung._base.toml import read_toml, structure
from beurteilung.law.certainty import Dienst, expect_dienst
from beurteilung.law.files import Datum, Grundlagen, cite
from beurteilung.law.laender import dienstherr

if TYPE_CHECKING:
    from beurteilung.model.sources import Citation

__all__ = [
    "Berichtspflicht",
    "Bestimmung",
    "Notenspiegelpflicht",
    "duties",
    "duty",
    "duty_of",
    "reports",
]

PATH = DATA / "runden.toml"


@table
class Bestimmung(Datum, Bilingual):
    """A provision that stands beside a duty: a limit, a further duty, or a practice."""

    de: str = key("what it says, in German, in our words")
    en: str = key("what it says, in English")


@table
class Notenspiegelpflicht(Datum, Bilingual):
    """A duty to make the grade distribution of a round known."""

    id: str = key("short name: blv-2026")
    dienst: Dienst = key("whose rounds it concerns")
    land: str = key("the Dienstherr: Bund, or a Land")
    ab: date | None = key("first Stichtag it holds for, if known", default=None)
    bis: date | None = key("last Stichtag it holds for", default=None)
    getrennt: tuple[str, ...] = key(
        "divisions to be shown separately: frau, teilzeit, schwerbehindert", default=()
    )
    de: str = key("the duty in German, in our words")
    en: str = key("the duty in English")
    daneben: tuple[Bestimmung, ...] = key("provisions beside it", default=())

    def covers(self, on: date | None) -> bool:
        """Tell whether it holds for a Stichtag; without one, whether it still holds."""
        return holds(self.ab, self.bis, on)


@table
class Berichtspflicht(Datum, Bilingual):
    """A duty to report shares of a round to an office of statistics."""

    id: str = key("short name: gleistatv")
    laufbahngruppen: tuple[str, ...] = key("Laufbahngruppen it concerns")
    monate: int = key("length of the reporting time in months")
    ende_monat: int = key("month in which the reporting time ends")
    ende_tag: int = key("day on which the reporting time ends")
    de: str = key("the duty in German, in our words")
    en: str = key("the duty in English")
    spannung: tuple[Bestimmung, ...] = key("provisions that do not fit together", default=())


@table
class _Datei(Grundlagen):
    notenspiegel: tuple[Notenspiegelpflicht, ...] = key("duties to make known")
    bericht: tuple[Berichtspflicht, ...] = key("duties to report")


@cache
def _file() -> _Datei:
    return structure(_Datei, read_toml(PATH), PATH.name)


def duties() -> tuple[Notenspiegelpflicht, ...]:
    """Return every duty to make a grade distribution known."""
    return _file().notenspiegel


def reports() -> tuple[Berichtspflicht, ...]:
    """Return every duty to report."""
    return _file().bericht


def duty(name: str) -> Notenspiegelpflicht:
    """Return one duty.

    Raises:
        UnknownIdError: none has this id.

    >>> duty("blv-2026").getrennt
    ('frau', 'teilzeit', 'schwerbehindert')
    """
    expect("name", name, str)
    for one in duties():
        if one.id == name:
            return one
    known = [one.id for one in duties()]
    hint, listed = meant(name, known), ", ".join(known)
    raise UnknownIdError(
        Text(
            f"keine Pflicht „{name}“ ist bekannt{hint.de}; es gibt {listed}",
            f"no duty {name!r} is known{hint.en}; there are {listed}",
        )
    )


def duty_of(
    land: str, stichtag: date | None = None, *, dienst: Dienst = "beamte"
) -> Notenspiegelpflicht | None:
    """Return the duty of a Dienstherr that holds for a Stichtag; None if none is known.

    ``dienst`` says for whom: ``"beamte"``, ``"soldaten"``, ``"post"``; for others none is known.

    Raises:
        UnknownIdError: no such Dienstherr is known.

    >>> from datetime import date
    >>> duty_of("Bund", date(2026, 3, 17)).id, duty_of("Bund", date(2026, 3, 18)).id
    ('blv-2009', 'blv-2026')
    """
    expect("land", land, str)
    expect_dienst(dienst)
    expect("stichtag", stichtag, date, None)
    land = dienstherr(land)
    fitting = (d for d in duties() if (d.land, d.dienst) == (land, dienst) and d.covers(stichtag))
    return next(fitting, None)


def citation(of: Datum) -> Citation:
    """Return source, place and evidence of a datum of this file."""
    return cite(of, _file().sources)
