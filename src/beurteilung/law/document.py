"""What the file of a guideline may hold: the classes of its tables, their fields being its German keys.

Scales and mappings are in `files`, provisions on single questions in `provisions`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, cast

from beurteilung._base.errors import (
    DataError,
)
from beurteilung._base.records import cached_property, has_keys, key, keys, table
from beurteilung._base.text import ASCII, Text
from beurteilung._base.toml import number
from beurteilung.law.files import (
    Datum,
    Grundlagen,
    exact,
    exact_or_none,
)
from beurteilung.law.provisions import (
    Aktualitaetsnorm,
    Ausnahme,
    Befoerderungsnorm,
    Begruendungspflicht,
    Berechnung,
    Bestimmung,
    Beurteiler,
    Geltungsbereich,
    Gesamturteilsnorm,
    Massstabswechsel,
    Mindestzeitraum,
    Skalenvorgabe,
    Stufenwert,
    Turnus,
    Verfahrensschritt,
    Verteilung,
    Wartezeit,
)
from beurteilung.law.provisions import (
    Merkmal as Einzelmerkmal,
)
from beurteilung.law.thresholds import Auswahlgrenze
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe
from beurteilung.model.scales import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.model.offices import Office
    from beurteilung.model.scales import Grade, GradeScale

__all__ = [
    "Anlass",
    "Beispiel",
    "Dokument",
    "Geltung",
    "KleineGruppe",
    "Luecke",
    "Pflicht",
    "Rahmen",
    "Richtwert",
    "Schwelle",
    "Stichtag",
    "Vergleichbarkeit",
]

_ID = re.compile(r"[a-z0-9]+(--?[a-z0-9]+)*")

Art = Literal["regel", "anlass", "probezeit"]
Fach = Literal[
    "allgemein", "polizei", "justiz", "steuer", "schule", "feuerwehr", "koerperschaft", "pruefung"
]
"""Whose service a guideline is about; koerperschaft: a large body with appraisals of its own."""
Merkmal = Literal[
    "besoldungsgruppe",
    "funktionsebene",
    "statusamt",
    "laufbahn",
    "laufbahngruppe",
    "dienstgrad",
    "dienststelle",
]
"""A number given in Python may be an int, and never a float."""


def _id_like(text: str) -> Text:
    """Return how an id that is close to a text could be written, to follow a message; or nothing."""
    if _ID.fullmatch(text):
        return Text("", "")
    plain = text.casefold().translate(ASCII)
    close = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return Text(f", etwa {close}", f", such as {close}") if close else Text("", "")


Rule = tuple[bool, Text]
"""Whether a rule of the format holds, and what to say if not."""


def _refuse(*rules: Rule) -> None:
    """Refuse a table with all its faults at once."""
    if faults := [fault for holds, fault in rules if not holds]:
        raise DataError("", faults)


def _counted(name: str, number: int | None) -> Rule:
    return number is None or number >= 1, Text(
        f"{name} muss mindestens 1 sein, angegeben ist {number}",
        f"{name} must be at least 1, got {number}",
    )


def _not_negative(name: str, number: Fraction | int | None) -> Rule:
    return number is None or number >= 0, Text(
        f"{name} darf nicht negativ sein, angegeben ist {number}",
        f"{name} must not be negative, got {number}",
    )


def _ordered(ab: date | None, bis: date | None, first: str = "ab") -> Rule:
    return not (ab and bis and bis < ab), Text(
        f"bis {bis} liegt vor {first} {ab}", f"bis {bis} lies before {first} {ab}"
    )


def _upwards(ab: Besoldungsgruppe | None, bis: Besoldungsgruppe | None) -> Rule:
    return not (ab and bis and ab.is_above(bis)), Text(
        f"besgr_ab {ab} liegt über besgr_bis {bis}", f"besgr_ab {ab} is above besgr_bis {bis}"
    )


def _within(
    ab: Besoldungsgruppe | None, bis: Besoldungsgruppe | None, group: Besoldungsgruppe | None
) -> bool | None:
    """Tell whether a pay group lies between two ends; None if that cannot be told."""
    above = ab is None or ab == group or (group.is_above(ab) if group else None)
    below = bis is None or bis == group or (bis.is_above(group) if group else None)
    return _all_of(above, below)


def _all_of(*answers: bool | None) -> bool | None:
    return False if False in answers else None if None in answers else True


def _some(arten: tuple[Art, ...]) -> Rule:
    return bool(arten), Text(
        "arten nennt keine Art der Beurteilung; erwartet wird regel, anlass, probezeit oder mehrere davon",
        "arten names no kind of appraisal; expected regel, anlass, probezeit, or several of them",
    )


@table
class Geltung(Datum):
    """Which Stichtage the edition governs; an end left out is still open."""

    laufbahngruppe: Laufbahngruppe | None = key(
        "for one Laufbahngruppe only", de="nur für eine Laufbahngruppe", default=None
    )
    ab: date | None = key(
        "first Stichtag governed, included", de="erster Stichtag, für den sie gilt", default=None
    )
    bis: date | None = key(
        "last Stichtag governed, included", de="letzter Stichtag, für den sie gilt", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        _refuse(_ordered(self.ab, self.bis))

    def covers(self, stichtag: date, group: Laufbahngruppe | None) -> bool:
        """Tell whether it governs a Stichtag of a Laufbahngruppe."""
        of_group = self.laufbahngruppe in (None, group)
        return of_group and (self.ab or date.min) <= stichtag <= (self.bis or date.max)


@table
class Stichtag(Datum):
    """A key date of Regelbeurteilungen."""

    tag: date = key("the day", de="der Tag")
    laufbahngruppe: Laufbahngruppe | None = key(
        "for one Laufbahngruppe only", de="nur für eine Laufbahngruppe", default=None
    )
    besgr_ab: Besoldungsgruppe | None = key(
        "lowest pay group it holds for",
        de="unterste Besoldungsgruppe, für die er gilt",
        default=None,
    )
    besgr_bis: Besoldungsgruppe | None = key(
        "highest pay group it holds for",
        de="oberste Besoldungsgruppe, für die er gilt",
        default=None,
    )
    von: date | None = key(
        "first day of the period appraised", de="erster Tag des beurteilten Zeitraums", default=None
    )
    bis: date | None = key(
        "last day of the period appraised", de="letzter Tag des beurteilten Zeitraums", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        _refuse(_ordered(self.von, self.bis, "von"), _upwards(self.besgr_ab, self.besgr_bis))

    def of(self, office: Office | None) -> bool | None:
        """Tell whether it is one of an office; None if that cannot be told."""
        group = office.laufbahngruppe if office else None
        pay = office.besoldungsgruppe if office else None
        wanted = self.laufbahngruppe
        fits: bool | None = wanted in (None, group)
        if wanted and not fits:
            fits = None if group is None or wanted.is_above(group) is None else False
        return _all_of(fits, _within(self.besgr_ab, self.besgr_bis, pay))


@table
class Einzelstichtag(Datum):
    """A key date of an Anlassbeurteilung that a decision attests."""

    tag: date = key("the day", de="der Tag")


@table
class Anlass(Datum):
    """An occasion for an appraisal outside the regular ones."""

    id: str = key("short name: aufstieg", de="kurzer Name: aufstieg")
    text: str = key(
        "the occasion as the guideline names it", de="der Anlass, wie die Richtlinie ihn nennt"
    )
    ereignis: Literal["laufbahnwechsel", "befoerderung", "sonstiges"] = key(
        "the event of the career that gives occasion",
        de="das Ereignis der Laufbahn, das Anlass gibt",
        default="sonstiges",
    )
    stichtag_monat: int | None = key(
        "month of its Stichtag, 1 to 12", de="Monat seines Stichtags, 1 bis 12", default=None
    )
    stichtag_tag: int | None = key("day of its Stichtag", de="Tag seines Stichtags", default=None)
    stichtag: tuple[Einzelstichtag, ...] = key(
        "key dates that decisions attest", de="Stichtage, die Entscheidungen belegen", default=()
    )

    def __attrs_post_init__(self) -> None:
        """Refuse half a day of the year, or one that no year has."""
        month, number = self.stichtag_monat, self.stichtag_tag
        if month is None and number is None:
            return
        try:
            date(2001, month or 0, number or 0)
        except (ValueError, OverflowError):
            fault = Text(
                f"stichtag_monat und stichtag_tag nennen keinen Tag des Jahres: {month}, {number}",
                f"stichtag_monat and stichtag_tag name no day of the year: {month}, {number}",
            )
            raise DataError("", [fault]) from None

    def next_day(self, after: date) -> date | None:
        """Return the first day of the year's Stichtag later than a day; None if it has none."""
        if self.stichtag_monat is None or self.stichtag_tag is None:
            return None
        here = date(after.year, self.stichtag_monat, self.stichtag_tag)
        return here if here > after else here.replace(year=after.year + 1)


@table
class Zeitraum(Datum):
    """How the period appraised has to lie."""

    anschliessend: bool = key(
        "it joins the previous one without a gap",
        de="er schließt lückenlos an den vorigen an",
        default=False,
    )
    ende: Literal["stichtag", "vortag"] | None = key(
        "whether it runs to the Stichtag or to the day before",
        de="ob er bis zum Stichtag läuft oder bis zum Tag davor",
        default=None,
    )


@table
class Richtwert(Datum):
    """What a guideline sets for the grades of a comparison group: a share, a number, or a mean.

    Exactly one key says what is bound: ``stufen``, ``rang``, ``beste``, ``letzte``, ``bereich``, or
    ``gegenstand`` where no source tells which grades that are. A Richtwert on the mean of all grades
    has ``mittelwert`` in place of ``prozent``, and binds all grades together.
    """

    stufen: tuple[str, ...] = key(
        "the grades or stages it binds, jointly",
        de="die Noten oder Stufen, die er zusammen bindet",
        default=(),
    )
    rang: int | None = key(
        "the stage it binds, counted from the top, 1 the best",
        de="die Stufe, die er bindet, von oben gezählt, 1 ist die beste",
        default=None,
    )
    beste: int | None = key(
        "it binds so many of the best stages, jointly",
        de="so viele der besten Stufen bindet er zusammen",
        default=None,
    )
    letzte: int | None = key(
        "it binds so many of the worst stages, jointly",
        de="so viele der schlechtesten Stufen bindet er zusammen",
        default=None,
    )
    bereich: tuple[str, ...] = key(
        "it binds a row of neighbouring grades, jointly: the best and the worst of them",
        de="er bindet eine Reihe benachbarter Noten zusammen: die beste und die schlechteste davon",
        default=(),
    )
    gegenstand: str = key(
        "what it binds, if no source tells which grades that are",
        de="was er bindet, wenn keine Quelle sagt, welche Noten das sind",
        default="",
    )
    prozent: Fraction | None = key(
        "the share in per cent; left out if no source tells it",
        de="der Anteil in Prozent; weggelassen, wenn ihn keine Quelle nennt",
        default=None,
        converter=exact_or_none,
    )
    anzahl: int | None = key(
        "the number of officers, in place of a share: 3",
        de="die Zahl der Beamten, statt eines Anteils: 3",
        default=None,
    )
    mittelwert: Fraction | None = key(
        "the mean of all grades it aims at",
        de="das Mittel aller Noten, das er anstrebt",
        default=None,
        converter=exact_or_none,
    )
    gilt_dem_mittel: bool = key(
        "true: it binds the mean of all grades; mittelwert left out if no source tells it",
        de="true: er bindet das Mittel aller Noten; mittelwert weggelassen, wenn ihn keine Quelle nennt",
        default=False,
    )
    grenze: Literal["hoechstens", "mindestens", "etwa"] = key(
        "upper bound, lower bound, or about",
        de="Obergrenze, Untergrenze oder etwa",
        default="hoechstens",
    )
    toleranz_ueber: Fraction | None = key(
        "percentage points above that are tolerated; of a mean or a number: how far above",
        de="Prozentpunkte darüber, die hingenommen werden; bei Mittel oder Zahl: wie weit darüber",
        default=None,
        converter=exact_or_none,
    )
    toleranz_unter: Fraction | None = key(
        "percentage points below that are tolerated; of a mean or a number: how far below",
        de="Prozentpunkte darunter, die hingenommen werden; bei Mittel oder Zahl: wie weit darunter",
        default=None,
        converter=exact_or_none,
    )
    rundung: Literal["abrunden", "kaufmaennisch", "aufrunden"] | None = key(
        "how a share is brought to whole officers, if a source says it",
        de="wie ein Anteil auf ganze Beamte kommt, wenn eine Quelle es sagt",
        default=None,
    )
    rest: Literal["uebertragbar", "verfaellt"] | None = key(
        "whether a share that a better stage leaves unused may be given here, if a source says it",
        de="ob ein Anteil, den eine bessere Stufe nicht ausschöpft, hier vergeben werden darf, wenn "
        "eine Quelle es sagt",
        default=None,
    )
    arten: tuple[Art, ...] = key(
        "kinds of appraisal it holds for",
        de="Arten der Beurteilung, für die er gilt",
        default=("regel", "anlass"),
    )
    besgr_ab: Besoldungsgruppe | None = key(
        "lowest pay group it holds for",
        de="unterste Besoldungsgruppe, für die er gilt",
        default=None,
    )
    besgr_bis: Besoldungsgruppe | None = key(
        "highest pay group it holds for",
        de="oberste Besoldungsgruppe, für die er gilt",
        default=None,
    )
    laufbahngruppen: tuple[Laufbahngruppe, ...] = key(
        "only for these Laufbahngruppen", de="nur für diese Laufbahngruppen", default=()
    )
    laufbahnen: tuple[str, ...] = key(
        "only for these Laufbahnen", de="nur für diese Laufbahnen", default=()
    )
    statusaemter: tuple[str, ...] = key(
        "only for these Statusämter", de="nur für diese Statusämter", default=()
    )
    funktionsebenen: tuple[str, ...] = key(
        "only for these Funktionsebenen", de="nur für diese Funktionsebenen", default=()
    )
    je: tuple[tuple[Merkmal, ...], ...] = key(
        "what the members of a group share; several lists: any of them will do",
        de="was die Mitglieder einer Gruppe gemeinsam haben; mehrere Listen: eine davon genügt",
        default=(),
    )
    ab: date | None = key(
        "first Stichtag it holds for", de="erster Stichtag, für den er gilt", default=None
    )
    bis: date | None = key(
        "last Stichtag it holds for", de="letzter Stichtag, für den er gilt", default=None
    )
    mindestgroesse: int | None = key(
        "smallest group it is applied to",
        de="kleinste Gruppe, auf die er angewandt wird",
        default=None,
    )
    verbindlichkeit: Literal["verbindlich", "soll", "orientierung"] | None = key(
        "how far it binds, if the source says it",
        de="wie weit er bindet, wenn die Quelle es sagt",
        default=None,
    )
    nicht_gezaehlt: tuple[str, ...] = key(
        "who is not counted in the group, in words",
        de="wer in der Gruppe nicht mitzählt, in Worten",
        default=(),
    )
    ausgenommen: tuple[str, ...] = key(
        "services that it does not hold for, in words",
        de="Bereiche, für die er nicht gilt, in Worten",
        default=(),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a Richtwert that binds nothing, one with two figures, or a share that is none."""
        bound = ("stufen", "rang", "beste", "letzte", "bereich", "gegenstand", "gilt_dem_mittel")
        given = [name for name in bound if getattr(self, name)]
        of_mean = self.gilt_dem_mittel and self.prozent is not None
        share = self.prozent is None or of_mean or 0 <= self.prozent <= 100  # noqa: PLR2004
        _refuse(
            _ordered(self.ab, self.bis),
            _some(self.arten),
            (
                len(given) == 1,
                Text(
                    f"genau einer der Schlüssel {', '.join(bound)} ist anzugeben; angegeben ist "
                    f"{', '.join(given) or 'keiner'}",
                    f"name exactly one of {', '.join(bound)}; got {', '.join(given) or 'none'}",
                ),
            ),
            (
                len(self.bereich) <= 2,  # noqa: PLR2004 - two ends
                Text(
                    "bereich nennt die beste und die schlechteste Note einer Reihe, oder eine Note",
                    "bereich names the best and the worst of a row, or one grade",
                ),
            ),
            (
                self.mittelwert is None or self.gilt_dem_mittel,
                Text(
                    "mittelwert braucht gilt_dem_mittel = true",
                    "mittelwert needs gilt_dem_mittel = true",
                ),
            ),
            (
                not of_mean,
                Text(
                    f"mit gilt_dem_mittel heißt der Wert mittelwert und nicht prozent, angegeben ist {self.prozent}",
                    f"with gilt_dem_mittel the figure is called mittelwert, not prozent, got {self.prozent}",
                ),
            ),
            (
                self.anzahl is None or not (self.prozent is not None or self.gilt_dem_mittel),
                Text(
                    "anzahl steht statt prozent oder mittelwert; gilt beides, sind das zwei Tabellen",
                    "anzahl stands in place of prozent or mittelwert; where both hold, that is two tables",
                ),
            ),
            (
                self.anzahl is None or self.rundung is None,
                Text(
                    "rundung gehört zu prozent; anzahl ist schon eine ganze Zahl",
                    "rundung belongs to prozent; anzahl is a whole number already",
                ),
            ),
            (
                share,
                Text(
                    f"prozent ist ein Anteil der Noten von 0 bis 100, angegeben ist {self.prozent}",
                    f"prozent is a share of grades from 0 to 100, got {self.prozent}",
                ),
            ),
            _upwards(self.besgr_ab, self.besgr_bis),
            *(_counted(n, getattr(self, n)) for n in ("rang", "beste", "letzte", "mindestgroesse")),
            *(
                _not_negative(n, getattr(self, n))
                for n in ("anzahl", "toleranz_ueber", "toleranz_unter")
            ),
        )

    def __hash__(self) -> int:
        """Return a hash of two keys: that of all takes longer than a group to judge, and a guideline has few."""
        return hash((self.rang, self.grenze))

    def of(self, size: int) -> Fraction | None:
        """Return how many of a group of a size it means, exactly; None without a figure."""
        if self.anzahl is not None:
            return Fraction(self.anzahl)
        return None if self.prozent is None else self.prozent * size / 100

    def grades_on(self, scale: GradeScale) -> tuple[Grade, ...] | None:
        """Return the grades of a scale that it binds, best first; None if no source tells which.

        Ranks count stages, so that a rank of a scale with bands is a whole band. A Richtwert on the
        mean binds every grade.

        Raises:
            UnknownGradeError: the scale has no grade or stage of that name.
        """
        if self.gegenstand:
            return None
        if self.gilt_dem_mittel:
            return scale.grades
        if self.bereich:
            return scale.between(scale[self.bereich[0]], scale[self.bereich[-1]])
        if self.stufen:
            named = {g for name in self.stufen for g in _named(scale, name)}
            return None if _cut_off(scale, named) else tuple(g for g in scale if g in named)
        if self.letzte:
            return scale.lowest(self.letzte)
        last = self.rang or self.beste or 1
        return scale.of_rank(self.rang - 1 if self.rang else 0, last - 1)

    def governs(self, stichtag: date | None) -> bool | None:
        """Tell whether it holds for a Stichtag; None if it depends on a day that is not given."""
        if not (self.ab or self.bis):
            return True
        if stichtag is None:
            return None
        return (self.ab or date.min) <= stichtag <= (self.bis or date.max)

    def holds_beside(self, other: Richtwert) -> bool:
        """Tell whether both may hold for one group: the same Stichtag, pay group, Laufbahn, kind of appraisal."""
        first = max(self.ab or date.min, other.ab or date.min)
        lowest = [
            (one, low) for one, low in ((self, other.besgr_ab), (other, self.besgr_ab)) if low
        ]
        return (
            first <= min(self.bis or date.max, other.bis or date.max)
            and (not lowest or any(one.holds_for(low) is not False for one, low in lowest))
            and not any(
                mine and theirs and mine.isdisjoint(theirs)
                for mine, theirs in zip(self._only_for(), other._only_for(), strict=True)
            )
        )

    def _only_for(self) -> Iterator[set[str]]:
        """Yield what limits it in words, for comparison with another."""
        yield {*self.arten}
        yield {group.value for group in self.laufbahngruppen}
        for names in (self.laufbahnen, self.statusaemter, self.funktionsebenen):
            yield {fold(name) for name in names}

    def holds_for(self, group: Besoldungsgruppe) -> bool | None:
        """Tell whether it holds for a pay group; None if that cannot be told."""
        return _within(self.besgr_ab, self.besgr_bis, group)


def _named(scale: GradeScale, name: str) -> tuple[Grade, ...]:
    """Return the grades of the stage of this name, or the grade."""
    inside = tuple(g for g in scale if g.stage and fold(g.stage.code) == fold(name))
    return inside or (scale[name],)


def _cut_off(scale: GradeScale, grades: set[Grade]) -> bool:
    """Tell whether a stage among them borders on grades of which nobody tells the stage."""
    ends = {n for g in grades if g.stage for n in (g.rank - 1, g.rank + 1)}
    return any(not scale.grades[n].stage_known for n in ends if 0 <= n < len(scale))


@table
class Vergleichsgruppe(Datum):
    """Whether, for which appraisals and from which size a comparison group is formed."""

    arten: tuple[Art, ...] = key(
        "kinds of appraisal it is provided for",
        de="Arten der Beurteilung, für die sie vorgesehen ist",
    )
    groesse_unerheblich: bool = key(
        "its size does not matter", de="auf ihre Größe kommt es nicht an", default=False
    )
    groesse_nr: str = key(
        "place of the rule on its size", de="Stelle der Regel über ihre Größe", default=""
    )
    mindestgroesse: int | None = key("smallest size", de="kleinste Größe", default=None)
    je: tuple[tuple[Merkmal, ...], ...] = key(
        "what its members share; several lists: any of them will do",
        de="was ihre Mitglieder gemeinsam haben; mehrere Listen: eine davon genügt",
        default=(),
    )
    text: str = key(
        "what it is, in words, where the keys do not say it",
        de="was sie ist, in Worten, soweit die Schlüssel es nicht sagen",
        default="",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse groups for no appraisals, and of nobody."""
        _refuse(_some(self.arten), _counted("mindestgroesse", self.mindestgroesse))


@table
class KleineGruppe(Datum):
    """What the guideline says of groups that are too small for Richtwerte."""

    regel: Literal["differenzieren", "entfaellt", "erlaubt"] = key(
        "differenzieren: grade in a suitably differentiated way; entfaellt: Richtwerte do not "
        "apply; erlaubt: a fixed number of officers may have the grade",
        de="differenzieren: in geeigneter Weise differenziert benoten; entfaellt: Richtwerte gelten "
        "nicht; erlaubt: eine feste Zahl von Beamten darf die Note haben",
    )
    unter: int | None = key(
        "groups of fewer officers are small; left out if not said",
        de="Gruppen mit weniger Beamten sind klein; weggelassen, wenn es nicht gesagt ist",
        default=None,
    )
    erlaubt: int | None = key(
        "how many officers may have the grade then",
        de="wie viele Beamte die Note dann haben dürfen",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a number without its rule, or below what can be counted."""
        numbered = (self.regel == "erlaubt") == (self.erlaubt is not None)
        _refuse(
            _counted("unter", self.unter),
            _not_negative("erlaubt", self.erlaubt),
            (
                numbered,
                Text(
                    "regel „erlaubt“, und nur sie, braucht die Zahl erlaubt",
                    "regel 'erlaubt', and no other, needs the number erlaubt",
                ),
            ),
        )


@table
class Rahmen(Datum):
    """Another guideline that binds this one: its Richtwerte bind ranks of this one's scale."""

    richtlinie: str = key(
        "id of the guideline that binds: bund-blv-2009",
        de="Kennung der Richtlinie, die bindet: bund-blv-2009",
    )


@table
class Schwelle(Datum):
    """What an appraisal must at least have reached, by rank or by value."""

    id: str = key("short name: aufstieg", de="kurzer Name: aufstieg")
    text: str = key("the threshold, and what it opens", de="die Schwelle, und was sie eröffnet")
    rang: int | None = key(
        "the worst stage that reaches it, from the top, 1 the best",
        de="die schlechteste Stufe, die sie erreicht, von oben, 1 ist die beste",
        default=None,
    )
    mindestens: str = key(
        "the worst grade or stage that reaches it, as printed",
        de="die schlechteste Note oder Stufe, die sie erreicht, wie sie gedruckt wird",
        default="",
    )
    skala: str = key(
        "id of the scale of that grade; left out: that of the Gesamturteil; for a rank: any scale",
        de="Kennung der Skala dieser Note; weggelassen: die des Gesamturteils; bei einem Rang: jede Skala",
        default="",
    )
    anzahl: int = key(
        "how many of the last appraisals must reach it",
        de="wie viele der letzten Beurteilungen sie erreichen müssen",
        default=1,
    )
    besgr: Besoldungsgruppe | None = key(
        "the pay group that it opens", de="die Besoldungsgruppe, die sie eröffnet", default=None
    )
    amtszulage: bool = key(
        "it opens the office with an Amtszulage in that pay group",
        de="sie eröffnet das Amt mit Amtszulage in dieser Besoldungsgruppe",
        default=False,
    )
    beurteilungen: Literal["alle", "regel"] = key(
        "regel: only regular appraisals count",
        de="regel: nur Regelbeurteilungen zählen",
        default="alle",
    )
    ab: date | None = key("first day it holds", de="erster Tag, an dem sie gilt", default=None)
    bis: date | None = key("last day it holds", de="letzter Tag, an dem sie gilt", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse two measures at once, and ranks and numbers below 1."""
        one = self.rang is None or not self.mindestens
        _refuse(
            _counted("rang", self.rang),
            _counted("anzahl", self.anzahl),
            _ordered(self.ab, self.bis),
            (
                one,
                Text(
                    "entweder rang oder mindestens angeben; jedes ist eine eigene Schwelle",
                    "give either rang or mindestens; each is a threshold of its own",
                ),
            ),
        )

    def reached(self, grade: Grade) -> bool | None:
        """Tell whether a grade reaches it; None if that cannot be told.

        A step between two stages has no rank, nor has a grade whose stage is not attested; a value
        belongs to its own scale.
        """
        if self.rang is not None:
            rank = grade.scale.stage_rank(grade)
            return None if rank is None else rank < self.rang
        if self.mindestens and self.skala == grade.scale.id:
            return grade >= grade.scale.worst(self.mindestens)
        return None


@table
class Vergleichbarkeit(Datum):
    """What is attested of comparing this scheme with another, short of 'not comparable'."""

    mit: tuple[str, ...] = key(
        "ids of the other schemes; none: other schemes in general",
        de="Kennungen der anderen Richtlinien; keine: andere überhaupt",
        default=(),
    )
    ab: date | None = key(
        "the day from which that is known or so; left out: that of the decision, or not known",
        de="der Tag, von dem an das bekannt ist oder so gilt; ohne Angabe: der Tag der Entscheidung, oder nicht "
        "bekannt",
        default=None,
    )
    befund: Literal[
        "keine_umrechnung", "begruendung", "massstab", "andere_regel", "neue_beurteilung"
    ] = key(
        "keine_umrechnung: no conversion was found; begruendung: each translation needs reasons; "
        "massstab: same scale, other standard; andere_regel: another rule on what follows; "
        "neue_beurteilung: the source orders a new appraisal instead of a conversion",
        de="keine_umrechnung: eine Umrechnung wurde nicht gefunden; begruendung: jede Übertragung ist "
        "zu begründen; massstab: gleiche Skala, anderer Maßstab; andere_regel: eine andere Regel "
        "über die Folge; neue_beurteilung: die Quelle ordnet eine neue Beurteilung statt einer "
        "Umrechnung an",
    )
    text: str = key("what was found, in our words", de="was gefunden wurde, in eigenen Worten")


@table
class Beispiel(Datum):
    """A worked example from a source: numbers, how they are put together, and the result."""

    id: str = key("short name", de="kurzer Name")
    text: str = key("the example in words", de="das Beispiel in Worten")
    rechnung: Literal["mittel", "summe", "anteil"] | None = key(
        "mittel: the mean of the values; summe: their sum; anteil: their sum times faktor",
        de="mittel: das Mittel der Werte; summe: ihre Summe; anteil: ihre Summe mal faktor",
        default=None,
    )
    werte: dict[str, int] = key(
        "the values, and how often each occurs",
        de="die Werte, und wie oft jeder vorkommt",
        factory=dict[str, int],
    )
    faktor: Fraction | None = key(
        "the factor of an 'anteil': months served / months",
        de="der Faktor eines Anteils: Monate im Dienst / Monate",
        default=None,
    )
    ergebnis: Fraction | None = key(
        "the result as the source gives it",
        de="das Ergebnis, wie die Quelle es nennt",
        default=None,
    )
    noten: tuple[str, ...] = key(
        "grades that the example names, '<scale>:<code>'",
        de="Noten, die das Beispiel nennt, '<Skala>:<Note>'",
        default=(),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse half an example, and one that does not come out to two decimals."""
        given = {bool(self.werte), self.ergebnis is not None, self.rechnung is not None}
        shared = (self.rechnung == "anteil") == (self.faktor is not None)
        words = [value for value in self.werte if number(value) is None]
        _refuse(
            (
                len(given) == 1,
                Text(
                    "rechnung, werte und ergebnis gehören zusammen; alle angeben oder keines",
                    "rechnung, werte and ergebnis belong together; give all or none",
                ),
            ),
            (
                shared,
                Text(
                    "rechnung „anteil“, und nur sie, braucht einen faktor",
                    "rechnung 'anteil', and no other, needs a faktor",
                ),
            ),
            (
                not words,
                Text(
                    f"werte: erwartet werden Zahlen wie „4,5“, angegeben ist {', '.join(f'„{w}“' for w in words)}",
                    f"werte: expected numbers such as '4,5', got {', '.join(map(repr, words))}",
                ),
            ),
            (
                all(n >= 1 for n in self.werte.values()),
                Text(
                    "werte: jeder Wert kommt mindestens einmal vor",
                    "werte: each value occurs at least once",
                ),
            ),
        )
        result, computed = self.ergebnis or Fraction(0), self.computed() or Fraction(0)
        off = abs(result - computed) >= Fraction(1, 100)
        _refuse(
            (
                not off,
                Text(
                    f"ergebnis ist {result}, aber die Werte ergeben {computed}",
                    f"ergebnis is {result}, but the values give {computed}",
                ),
            )
        )

    def computed(self) -> Fraction | None:
        """Return the exact result of the calculation; None if the source names none."""
        if self.rechnung is None:
            return None
        total = sum((exact(value) * n for value, n in self.werte.items()), Fraction(0))
        if self.rechnung == "mittel":
            return total / sum(self.werte.values())
        return total if self.faktor is None else total * self.faktor


@table
class Massstab(Datum):
    """The yardstick of a kind of appraisal."""

    arten: tuple[Art, ...] = key(
        "kinds of appraisal it holds for", de="Arten der Beurteilung, für die er gilt"
    )
    massstab: Literal["amt", "dienstposten", "vergleichsgruppe"] = key(
        "the requirements of the office or of the post, or the group",
        de="die Anforderungen des Amtes oder des Dienstpostens, oder die Gruppe",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a yardstick of nothing."""
        _refuse(_some(self.arten))


@table
class Pflicht(Datum):
    """A duty towards activities: to describe them, or to obtain a note on them."""

    gegenstand: Literal[
        "taetigkeitsbeschreibung",
        "beurteilungsnotiz",
        "beurteilungsbeitrag",
        "notenspiegel",
        "lehrgang_bleibt_aussen_vor",
    ] = key("what the duty is about", de="worum es bei der Pflicht geht")
    monate: int | None = key(
        "it arises for activities of this many months",
        de="sie entsteht bei Tätigkeiten von so vielen Monaten",
        default=None,
    )
    laenger: bool = key(
        "true: only if it lasts longer than that",
        de="true: nur wenn sie länger dauert",
        default=False,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse no time at all."""
        _refuse(_counted("monate", self.monate))


@table
class Luecke:
    """Something that no source read attests: recorded, never approximated."""

    was: str = key("what is not known", de="was nicht bekannt ist")
    betrifft: str = key(
        "what it concerns: the id of a scale, a Laufbahngruppe, or a key of this file, such as skala, "
        "richtwert, richtwert.prozent, geltung.beginn, rundung",
        de="was sie betrifft: die Kennung einer Skala, eine Laufbahngruppe oder ein Schlüssel dieser "
        "Datei, etwa skala, richtwert, richtwert.prozent, geltung.beginn, rundung",
        default="",
    )
    hinweis: str = key(
        "where it was looked for, or who might know",
        de="wo gesucht wurde, oder wer es wissen könnte",
        default="",
    )
    ab: date | None = key(
        "first day for which it is not known",
        de="erster Tag, für den es nicht bekannt ist",
        default=None,
    )
    bis: date | None = key(
        "last day for which it is not known",
        de="letzter Tag, für den es nicht bekannt ist",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        _refuse(_ordered(self.ab, self.bis))

    def covers(self, day: date | None) -> bool:
        """Tell whether it concerns a day; without a day: whether it concerns any."""
        return day is None or (self.ab or date.min) <= day <= (self.bis or date.max)


@table
class Dokument(Grundlagen):
    """A whole file: a guideline, its scales, and mappings."""

    id: str = key(
        "id of the file and the guideline: ni-pol-1999",
        de="Kennung der Datei und der Richtlinie: ni-pol-1999",
    )
    titel: str = key("title as printed", de="Titel, wie er gedruckt ist")
    familie: str = key(
        "the line of editions it belongs to: ni-pol",
        de="die Reihe der Ausgaben, zu der sie gehört: ni-pol",
        default="",
    )
    land: str = key(
        "the Land whose service it governs, or Bund",
        de="das Land, dessen Dienst sie regelt, oder Bund",
        default="",
    )
    fach: tuple[Fach, ...] = key(
        "whose service it is about: allgemein, polizei, justiz, steuer, schule, feuerwehr; koerperschaft "
        "for a large body of its own; pruefung for examinations",
        de="um wessen Dienst es geht: allgemein, polizei, justiz, steuer, schule, feuerwehr; koerperschaft "
        "für eine große eigene Körperschaft; pruefung für Prüfungen",
        default=(),
    )
    fundstelle: str = key("where it was published", de="wo sie veröffentlicht ist", default="")
    erlassen: date | None = key(
        "date of the instrument", de="Tag, an dem sie erlassen wurde", default=None
    )
    ersetzt: tuple[str, ...] = key(
        "what it replaces: ids of guidelines, or titles",
        de="was sie ersetzt: Kennungen von Richtlinien, oder Titel",
        default=(),
    )
    geprueft_am: date | None = key(
        "day on which somebody last checked this file",
        de="Tag, an dem zuletzt jemand diese Datei nachgesehen hat",
        default=None,
    )
    geltung: tuple[Geltung, ...] = key(
        "which Stichtage it governs", de="für welche Stichtage sie gilt", default=()
    )
    geltungsbereich: tuple[Geltungsbereich, ...] = key(
        "whom it is about", de="für wen sie gilt", default=(), or_one=True
    )
    ausnahme: tuple[Ausnahme, ...] = key(
        "who need not be appraised regularly",
        de="wer nicht regelmäßig zu beurteilen ist",
        default=(),
    )
    skalenvorgabe: Skalenvorgabe | None = key(
        "what it demands of scales below it",
        de="was sie von Skalen unter ihr verlangt",
        default=None,
    )
    merkmal: tuple[Einzelmerkmal, ...] = key(
        "features that are appraised", de="Merkmale, die beurteilt werden", default=()
    )
    beurteiler: tuple[Beurteiler, ...] = key(
        "who appraises, decides or advises",
        de="wer beurteilt, entscheidet oder mitwirkt",
        default=(),
    )
    verfahren: tuple[Verfahrensschritt, ...] = key(
        "steps of the procedure", de="Schritte des Verfahrens", default=()
    )
    stichtag: tuple[Stichtag, ...] = key(
        "Stichtage of Regelbeurteilungen", de="Stichtage der Regelbeurteilungen", default=()
    )
    anlass: tuple[Anlass, ...] = key("other occasions", de="andere Anlässe", default=())
    zeitraum: Zeitraum | None = key(
        "how periods have to lie", de="wie Zeiträume liegen müssen", default=None
    )
    turnus: tuple[Turnus, ...] = key(
        "how often Regelbeurteilungen are made",
        de="wie oft Regelbeurteilungen erstellt werden",
        default=(),
    )
    mindestzeitraum: Mindestzeitraum | None = key(
        "shortest period that can be appraised, and what follows if it is missed",
        de="kürzester Zeitraum, der beurteilt werden kann, und was sonst folgt",
        default=None,
    )
    fuer_alle: bool = key(
        "true: a statute that governs all officers of the Land, whatever guideline was applied",
        de="true: ein Gesetz, das für alle Beamten des Landes gilt, gleich welche Richtlinie angewandt "
        "wurde",
        default=False,
    )
    gesamturteil: Gesamturteilsnorm | None = key(
        "how the Gesamturteil is formed", de="wie das Gesamturteil gebildet wird", default=None
    )
    befoerderung: Befoerderungsnorm | None = key(
        "by what an appraisal after a promotion is measured",
        de="woran nach einer Beförderung gemessen wird",
        default=None,
    )
    begruendung: tuple[Begruendungspflicht, ...] = key(
        "values that need reasons", de="Werte, die zu begründen sind", default=()
    )
    aktualitaet: Aktualitaetsnorm | None = key(
        "how long an appraisal may be used in a selection",
        de="wie lange eine Beurteilung in einer Auswahl verwendet werden darf",
        default=None,
    )
    richtwert: tuple[Richtwert, ...] = key("Richtwerte", de="Richtwerte", default=())
    verteilung: Verteilung | None = key(
        "what the source says of fixed distributions as such",
        de="was die Quelle über feste Verteilungen überhaupt sagt",
        default=None,
    )
    kleine_gruppe: KleineGruppe | None = key(
        "groups too small for Richtwerte",
        de="Gruppen, die für Richtwerte zu klein sind",
        default=None,
    )
    rahmen: tuple[Rahmen, ...] = key(
        "guidelines whose Richtwerte bind this one",
        de="Richtlinien, deren Richtwerte diese binden",
        default=(),
    )
    vergleichsgruppe: Vergleichsgruppe | None = key(
        "comparison groups", de="Vergleichsgruppen", default=None
    )
    massstab: tuple[Massstab, ...] = key("yardsticks", de="Maßstäbe", default=())
    pflicht: tuple[Pflicht, ...] = key("duties", de="Pflichten", default=())
    schwelle: tuple[Schwelle, ...] = key(
        "thresholds that an appraisal has to reach",
        de="Schwellen, die eine Beurteilung erreichen muss",
        default=(),
    )
    wartezeit: tuple[Wartezeit, ...] = key(
        "waiting times by grade", de="Wartezeiten nach Noten", default=()
    )
    berechnung: tuple[Berechnung, ...] = key(
        "how values are computed from features",
        de="wie Werte aus Merkmalen berechnet werden",
        default=(),
    )
    stufenwert: tuple[Stufenwert, ...] = key(
        "numbers attached to stages, such as factors of pay",
        de="Zahlen, die an Stufen hängen, etwa Faktoren eines Entgelts",
        default=(),
    )
    massstabswechsel: tuple[Massstabswechsel, ...] = key(
        "declared changes of the standard on one scale",
        de="erklärte Änderungen des Maßstabs auf einer Skala",
        default=(),
    )
    auswahlgrenze: tuple[Auswahlgrenze, ...] = key(
        "published cut-offs of rounds", de="veröffentlichte Grenzen von Runden", default=()
    )
    vergleichbarkeit: tuple[Vergleichbarkeit, ...] = key(
        "what is attested of comparing it with others",
        de="was vom Vergleich mit anderen belegt ist",
        default=(),
    )
    bestimmung: tuple[Bestimmung, ...] = key(
        "anything else that a source provides",
        de="was eine Quelle sonst bestimmt",
        default=(),
    )
    beispiel: tuple[Beispiel, ...] = key("worked examples", de="Rechenbeispiele", default=())
    anmerkung: tuple[str, ...] = key(
        "remarks for the reader, such as how grades are formed",
        de="Anmerkungen für den Leser, etwa wie Noten gebildet werden",
        default=(),
    )
    luecke: tuple[Luecke, ...] = key(
        "what could not be attested", de="was sich nicht belegen ließ", default=()
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an id that could not be written."""
        written = _ID.fullmatch(self.id) is not None
        _refuse(
            (
                written,
                Text(
                    f"id „{self.id}“ darf nur aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen"
                    f"{_id_like(self.id).de}",
                    f"id {self.id!r} must be lower-case letters, digits and hyphens{_id_like(self.id).en}",
                ),
            )
        )

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The ids of all sources that its data name."""
        return frozenset(_ids_below(self))


def _ids_below(value: object) -> Iterator[str]:
    """Yield the id of the source of each datum below."""
    if isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _ids_below(item)
    elif has_keys(type(value)):
        source: object = getattr(value, "quelle", "")
        if isinstance(source, str):
            yield source
        for field in keys(type(value)):
            yield from _ids_below(getattr(value, field.name))
