"""Guidelines: one edition each, with its validity, scales, Richtwerte, Stichtage, duties and gaps.

The classes are the format of the files under ``data/guidelines`` and of a user's own; their fields
are the German keys of the file.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from beurteilung.errors import DataError, NotInForceError, OverlappingEditionsError
from beurteilung.files import Datum, Grundlagen, cite
from beurteilung.offices import Besoldungsgruppe, Laufbahngruppe
from beurteilung.reading import key
from beurteilung.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from beurteilung.mappings import ScaleMapping
    from beurteilung.scales import GradeScale
    from beurteilung.sources import Citation, Source

__all__ = [
    "Anlass",
    "Dokument",
    "Geltung",
    "Guideline",
    "Luecke",
    "Pflicht",
    "Richtwert",
    "Stichtag",
    "governing",
]

Art = Literal["regel", "anlass"]


def _ordered(ab: date | None, bis: date | None) -> None:
    if ab and bis and bis < ab:
        raise DataError("", [f"bis {bis} lies before ab {ab}"])


@frozen
class Geltung(Datum):
    """Which Stichtage the edition governs; an end left out is still open."""

    laufbahngruppe: Laufbahngruppe | None = key("for one Laufbahngruppe only", default=None)
    ab: date | None = key("first Stichtag governed, included", default=None)
    bis: date | None = key("last Stichtag governed, included", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        _ordered(self.ab, self.bis)

    def covers(self, stichtag: date, group: Laufbahngruppe | None) -> bool:
        """Tell whether it governs a Stichtag of a Laufbahngruppe."""
        of_group = self.laufbahngruppe in (None, group)
        return of_group and (self.ab or date.min) <= stichtag <= (self.bis or date.max)


@frozen
class Stichtag(Datum):
    """A key date of Regelbeurteilungen."""

    tag: date = key("the day")
    laufbahngruppe: Laufbahngruppe | None = key("for one Laufbahngruppe only", default=None)
    von: date | None = key("first day of the period appraised", default=None)
    bis: date | None = key("last day of the period appraised", default=None)


@frozen
class Einzelstichtag(Datum):
    """A key date of an Anlassbeurteilung that a decision attests."""

    tag: date = key("the day")


@frozen
class Anlass(Datum):
    """An occasion for an appraisal outside the regular ones."""

    id: str = key("short name: aufstieg")
    text: str = key("the occasion as the guideline names it")
    ereignis: Literal["laufbahnwechsel", "befoerderung", "sonstiges"] = key(
        "the event of the career that gives occasion", default="sonstiges"
    )
    stichtag_monat: int | None = key("month of its Stichtag, 1 to 12", default=None)
    stichtag_tag: int | None = key("day of its Stichtag", default=None)
    stichtag: tuple[Einzelstichtag, ...] = key("key dates that decisions attest", default=())

    def __attrs_post_init__(self) -> None:
        """Refuse half a day of the year, or one that no year has."""
        month, number = self.stichtag_monat, self.stichtag_tag
        if month is None and number is None:
            return
        try:
            date(2001, month or 0, number or 0)
        except ValueError:
            fault = f"stichtag_monat and stichtag_tag name no day of the year: {month}, {number}"
            raise DataError("", [fault]) from None

    def next_day(self, after: date) -> date | None:
        """Return the first day of the year's Stichtag later than a day; None if it has none."""
        if self.stichtag_monat is None or self.stichtag_tag is None:
            return None
        here = date(after.year, self.stichtag_monat, self.stichtag_tag)
        return here if here > after else here.replace(year=after.year + 1)


@frozen
class Zeitraum(Datum):
    """How the period appraised has to lie."""

    anschliessend: bool = key("it joins the previous one without a gap", default=False)
    ende: Literal["stichtag", "vortag"] | None = key(
        "whether it runs to the Stichtag or to the day before", default=None
    )


@frozen
class Monate(Datum):
    """A length of time in months."""

    monate: int = key("number of months")


@frozen
class Richtwert(Datum):
    """A share that the guideline sets for grades of a comparison group."""

    stufen: tuple[str, ...] = key("the grades or stages it binds, jointly", default=())
    rang: int | None = key("the stage it binds, counted from the top, 1 the best", default=None)
    prozent: Fraction | None = key("the share in per cent; left out if no source tells it", default=None)
    grenze: Literal["hoechstens", "mindestens", "etwa"] = key(
        "upper bound, lower bound, or about", default="hoechstens"
    )
    toleranz_ueber: Fraction | None = key("percentage points above that are tolerated", default=None)
    toleranz_unter: Fraction | None = key("percentage points below that are tolerated", default=None)
    arten: tuple[Art, ...] = key("kinds of appraisal it holds for", default=("regel", "anlass"))
    besgr_ab: Besoldungsgruppe | None = key("lowest pay group it holds for", default=None)
    besgr_bis: Besoldungsgruppe | None = key("highest pay group it holds for", default=None)
    mindestgroesse: int | None = key("smallest group it is applied to", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a Richtwert that binds nothing, or a share that is none."""
        if bool(self.stufen) == (self.rang is not None):
            raise DataError("", ["name either stufen or rang"])
        if self.prozent is not None and not 0 <= self.prozent <= 100:  # noqa: PLR2004 - per cent
            raise DataError("", [f"prozent must lie between 0 and 100, got {self.prozent}"])

    def holds_for(self, group: Besoldungsgruppe) -> bool | None:
        """Tell whether it holds for a pay group; None if that cannot be told."""
        answers: list[bool | None] = [True]
        if self.besgr_ab and self.besgr_ab != group:
            answers.append(group.is_above(self.besgr_ab))
        if self.besgr_bis and self.besgr_bis != group:
            answers.append(self.besgr_bis.is_above(group))
        return False if False in answers else None if None in answers else True


@frozen
class Vergleichsgruppe(Datum):
    """Whether, for which appraisals and from which size a comparison group is formed."""

    arten: tuple[Art, ...] = key("kinds of appraisal it is foreseen for")
    groesse_unerheblich: bool = key("its size does not matter", default=False)
    groesse_nr: str = key("place of the rule on its size", default="")
    mindestgroesse: int | None = key("smallest size", default=None)


@frozen
class Massstab(Datum):
    """The yardstick of a kind of appraisal."""

    arten: tuple[Art, ...] = key("kinds of appraisal it holds for")
    massstab: Literal["amt", "vergleichsgruppe"] = key("the office's requirements, or the group")


@frozen
class Pflicht(Datum):
    """A duty towards activities: to describe them, or to obtain a note on them."""

    gegenstand: Literal["taetigkeitsbeschreibung", "beurteilungsnotiz", "lehrgang_bleibt_aussen_vor"] = (
        key("what the duty is about")
    )
    monate: int | None = key("it arises for activities of this many months", default=None)
    laenger: bool = key("true: only if it lasts longer than that", default=False)


@frozen
class Luecke:
    """Something that no source read attests: recorded, never approximated."""

    was: str = key("what is not known")
    betrifft: str = key("id of the scale, or key of this file, that it concerns", default="")
    hinweis: str = key("where it was looked for, or who might know", default="")


@frozen
class Dokument(Grundlagen):
    """A whole file: a guideline, its scales, and mappings."""

    id: str = key("id of the file and the guideline: ni-pol-1999")
    titel: str = key("title as printed")
    familie: str = key("the line of editions it belongs to: ni-pol", default="")
    land: str = key("the Land whose service it governs, or Bund", default="")
    fundstelle: str = key("where it was published", default="")
    erlassen: date | None = key("date of the instrument", default=None)
    geprueft_am: date | None = key("day on which somebody last checked this file", default=None)
    geltung: tuple[Geltung, ...] = key("which Stichtage it governs", default=())
    stichtag: tuple[Stichtag, ...] = key("Stichtage of Regelbeurteilungen", default=())
    anlass: tuple[Anlass, ...] = key("other occasions", default=())
    zeitraum: Zeitraum | None = key("how periods have to lie", default=None)
    mindestzeitraum: Monate | None = key("shortest period that can be appraised", default=None)
    richtwert: tuple[Richtwert, ...] = key("Richtwerte", default=())
    vergleichsgruppe: Vergleichsgruppe | None = key("comparison groups", default=None)
    massstab: tuple[Massstab, ...] = key("yardsticks", default=())
    pflicht: tuple[Pflicht, ...] = key("duties", default=())
    luecke: tuple[Luecke, ...] = key("what could not be attested", default=())


@frozen
class Guideline:
    """One edition of a guideline, with the scales and mappings of its file.

    ``rules`` has what the file says, table by table; ``cite`` turns a datum into its citation.

    >>> from beurteilung import guideline
    >>> g = guideline("ni-pol-1999")
    >>> [str(g.cite(r)) for r in g.rules.richtwert]
    ['Nr. 9 (VG Stade, Urt. v. 20.03.2003, 3 A 401/02)']
    """

    rules: Dokument
    scales: tuple[GradeScale, ...] = ()
    mappings: tuple[ScaleMapping, ...] = ()
    _sources: Mapping[str, Source] = field(factory=dict[str, "Source"], eq=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the edition."""
        return self.rules.id

    @property
    def family(self) -> str:
        """The line of editions."""
        return self.rules.familie

    @property
    def title(self) -> str:
        """The title as printed."""
        return self.rules.titel

    @property
    def gaps(self) -> tuple[Luecke, ...]:
        """What could not be attested."""
        return self.rules.luecke

    @property
    def scale(self) -> GradeScale | None:
        """The scale of the Gesamturteil; None if no source attests its grades."""
        overall = {s.id for s in self.rules.skala if s.fuer == "gesamturteil"}
        return next((s for s in self.scales if s.id in overall), None)

    def cite(self, datum: Datum) -> Citation:
        """Return source, place and evidence of a datum of this edition."""
        return cite(datum, self._sources)

    def governs(self, stichtag: date, group: Laufbahngruppe | None = None) -> Geltung | None:
        """Return the statement of validity that covers a Stichtag; None if it does not govern it."""
        return next((g for g in self.rules.geltung if g.covers(stichtag, group)), None)

    def __str__(self) -> str:
        """Return the title."""
        return self.title


def governing(
    family: str, editions: Iterable[Guideline], stichtag: date, group: Laufbahngruppe | None
) -> Guideline:
    """Return the edition that governs a Stichtag of a Laufbahngruppe.

    Raises:
        NotInForceError: none does; the days that are covered are named.
        OverlappingEditionsError: several do; both are named.
    """
    known = list(editions)
    fitting = [g for g in known if g.governs(stichtag, group)]
    if len(fitting) == 1:
        return fitting[0]
    of_group = f" for {group.value}" if group else ""
    if fitting:
        ids = " and ".join(g.id for g in fitting)
        raise OverlappingEditionsError(
            f"{ids} both claim the Stichtag {day(stichtag, 'en')}{of_group}; name the edition itself"
        )
    spans = [
        f"{g.id} ({s.laufbahngruppe.value + ', ' if s.laufbahngruppe else ''}"
        f"{s.ab or 'start unknown'} to {s.bis or 'open'})"
        for g in known
        for s in g.rules.geltung
    ]
    raise NotInForceError(
        f"no edition of {family} is known for the Stichtag {day(stichtag, 'en')}{of_group}; "
        f"known: {', '.join(spans) or 'none'}"
    )
