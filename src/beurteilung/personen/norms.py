"""What statutes and ordinances say of carrying forward, of time limits and of the steps of a selection: data.

The classes are the format of ``data/personen.toml``. A norm holds for a Dienstherr, a kind of service and a
span of days.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from beurteilung._base.compiled import DATA
from beurteilung._base.dates import holds
from beurteilung._base.errors import DataError, UnknownIdError, excerpt
from beurteilung._base.records import key, table
from beurteilung._base.text import Bilingual, Text, meant
from beurteilung._base.toml import number, read_toml, structure
from beurteilung.law.certainty import Dienst, expect_dienst
from beurteilung.law.files import Datum, Grundlagen, cite

if TYPE_CHECKING:
    from beurteilung.model.sources import Citation

__all__ = [
    "Auswahlordnung",
    "Auswahlschritt",
    "Fortschreibungsnorm",
    "Frist",
    "Grund",
    "Norm",
    "carrying_forward",
    "citation",
    "limit",
    "order",
    "orders",
    "percentage",
]

PATH = DATA / "personen.toml"
Grund: TypeAlias = Literal[
    "personalrat", "vertrauensperson", "gleichstellung", "elternzeit", "beurlaubung"
]
Was: TypeAlias = Literal[
    "gesamturteil",
    "merkmale",
    "merkmalsumme",
    "merkmalmittel",
    "vorbeurteilung",
    "eignungsdiagnostik",
    "hilfskriterium",
]


@table
class Norm(Datum, Bilingual):
    """A norm with its reach: for whom, and for which days."""

    id: str = key("short name")
    dienst: Dienst = key("for whom", default="beamte")
    land: str = key("the Dienstherr: Bund, or a Land")
    ab: date | None = key("first day it is known to hold for", default=None)
    bis: date | None = key("last day it holds for", default=None)
    de: str = key("what it says, in German, in our words")
    en: str = key("what it says, in English")

    def covers(self, on: date | None) -> bool:
        """Tell whether it holds on a day; without one, whether it still holds."""
        return holds(self.ab, self.bis, on)

    def binds(self, dienst: Dienst) -> bool:
        """Tell whether it is for them; what is for officers of the Bund holds for its judges (§ 46 DRiG).

        The orders of the Länder are those of an authority for its own officers, no statute on officers.
        """
        if dienst == "richter" and self.land == "Bund":
            return self.dienst == "beamte"
        return self.dienst == dienst


@table
class Hinweis(Datum, Bilingual):
    """A statement beside a norm."""

    de: str = key("what it says, in German, in our words")
    en: str = key("what it says, in English")


@table
class Fortschreibungsnorm(Norm):
    """When and how the last regular appraisal is carried forward."""

    anteil_unter: Fraction | None = key(
        "service takes less than this share of working time", default=None
    )
    anteil_gruende: tuple[Grund, ...] = key("grounds that the share matters for", default=())
    gruende: tuple[Grund, ...] = key("grounds that it names", default=())
    abschliessend: bool = key("whether it names all grounds", default=False)
    regelzahl: int | None = key("reference persons that there are as a rule", default=None)
    mindestzahl: int | None = key("reference persons that there are at least", default=None)
    merkmale: tuple[str, ...] = key("what reference persons have in common", default=())
    verfahren: tuple[Literal["rang", "mittel"], ...] = key("how it is done, in order", default=())
    hinweis: tuple[Hinweis, ...] = key("statements beside it", default=())


@table
class Frist(Norm):
    """A time limit: for how many months something holds, or after how many it is due.

    ``art`` is ``"aktualitaet"`` (the last period ends at most so long before the selection), ``"turnus"``
    (a regular appraisal is due at least so often), ``"befoerderung"`` (no promotion within that time) or
    ``"probezeit"`` (probation lasts so long; the first appraisal is due after half of it).
    """

    art: Literal["aktualitaet", "turnus", "befoerderung", "probezeit"] = key("what it limits")
    monate: int = key("months")


@table
class Auswahlschritt(Bilingual):
    """One step of a comparison of candidates."""

    was: Was = key("what is compared")
    merkmale: tuple[str, ...] = key("which features, if not all", default=())
    doppelt: tuple[str, ...] = key("features that count twice", default=())
    bedingung: Literal["aussagekraft"] | None = key(
        "aussagekraft: only so far as it still says something for the decision", default=None
    )
    de: str = key("the step in German")
    en: str = key("the step in English")


@table
class Auswahlordnung(Norm):
    """In which order candidates are compared, step by step."""

    titel: str = key("what it is called")
    vollstaendig: bool = key("whether all its steps were read", default=True)
    hoechste_note_entscheidet: bool = key(
        "whether it says that the better overall mark decides, whatever the distance", default=False
    )
    je: tuple[Literal["besoldungsgruppe"], ...] = key(
        "candidates are compared within these groups only", default=()
    )
    schritt: tuple[Auswahlschritt, ...] = key("the steps, first to last")


@table
class _Datei(Grundlagen):
    fortschreibung: tuple[Fortschreibungsnorm, ...] = key("norms on carrying forward")
    frist: tuple[Frist, ...] = key("time limits")
    auswahl: tuple[Auswahlordnung, ...] = key("orders of steps")


@cache
def _file() -> _Datei:
    return structure(_Datei, read_toml(PATH), PATH.name)


N = TypeVar("N", bound=Norm)


def _fitting(norms: tuple[N, ...], land: str, dienst: Dienst, on: date | None) -> N | None:
    expect_dienst(dienst)
    return next((n for n in norms if n.land == land and n.binds(dienst) and n.covers(on)), None)


def carrying_forward(land: str, dienst: Dienst, on: date | None) -> Fortschreibungsnorm | None:
    """Return the norm on carrying forward that holds on a day; None if none is known.

    >>> carrying_forward("Bund", "beamte", date(2026, 3, 17)).nr
    '§ 33 Abs. 3'
    >>> carrying_forward("Bund", "beamte", date(2026, 3, 18)).nr
    '§ 41 Abs. 4'
    """
    return _fitting(_file().fortschreibung, land, dienst, on)


def limit(art: str, land: str, dienst: Dienst = "beamte", on: date | None = None) -> Frist | None:
    """Return the time limit of a kind that holds on a day; None if none is known.

    >>> limit("turnus", "Bund").monate, limit("turnus", "Bund", "soldaten").monate
    (36, 24)
    """
    return _fitting(tuple(f for f in _file().frist if f.art == art), land, dienst, on)


def orders() -> tuple[Auswahlordnung, ...]:
    """Return every order of steps."""
    return _file().auswahl


def order(name: str) -> Auswahlordnung:
    """Return one order of steps.

    Raises:
        UnknownIdError: none has this id; the nearest one is named.

    >>> [step.was for step in order("bund-blv-2026").schritt]
    ['gesamturteil', 'merkmale', 'vorbeurteilung', 'hilfskriterium']
    """
    for one in orders():
        if one.id == name:
            return one
    known = [one.id for one in orders()]
    hint, listed = meant(name, known), ", ".join(known)
    raise UnknownIdError(
        Text(
            f"keine Ordnung der Schritte „{name}“ ist bekannt{hint.de}; es gibt {listed}",
            f"no order of steps {name!r} is known{hint.en}; there are {listed}",
        )
    )


def citation(of: Datum) -> Citation:
    """Return source, place and evidence of a datum of this file."""
    return cite(of, _file().sources)


def percentage(given: Fraction | str) -> Fraction:
    """Return a share as an exact fraction of 1; a text needs its per cent sign.

    Raises:
        DataError: it could mean several shares, such as 25 or '0,25'.

    >>> percentage("24,9 %")
    Fraction(249, 1000)
    """
    if isinstance(given, Fraction) and 0 <= given <= 1:
        return given
    if isinstance(given, str) and given.strip().endswith("%"):
        read = number(given.strip()[:-1])
        if read is not None and 0 <= read <= 100:  # noqa: PLR2004 - per cent
            return read / 100
    fault = Text(
        f"erwartet wird ein Anteil der Arbeitszeit mit Zeichen wie „24,9 %“, angegeben ist {excerpt(given, 'de')}",
        f"expected a share of working time, got {excerpt(given)}; write it with its sign, such as '24,9 %'",
    )
    raise DataError("anteil_dienst", [fault])
