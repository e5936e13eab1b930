"""Provisions of a guideline beside scales and Richtwerte: how often, how computed, what a stage brings.

The classes are part of the format of guideline files, like those of `editions`, which holds the whole file.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction  # noqa: TC003 - the same
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import holds
from beurteilung._base.errors import DataError
from beurteilung._base.records import key, table
from beurteilung._base.text import Text
from beurteilung.law.files import Datum, Rundungsart, exact_or_none
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe  # noqa: TC001 - the same

if TYPE_CHECKING:
    from beurteilung.model.appraisals import Period

__all__ = [
    "Aktualitaetsnorm",
    "Ausnahme",
    "Befoerderungsnorm",
    "Begruendungspflicht",
    "Berechnung",
    "Bestimmung",
    "Beurteiler",
    "Geltungsbereich",
    "Gesamturteilsnorm",
    "Gewicht",
    "Massstabswechsel",
    "Merkmal",
    "Mindestzeitraum",
    "Normrang",
    "Skalenvorgabe",
    "Stufenwert",
    "Turnus",
    "Verfahrensschritt",
    "Verteilung",
    "Wartezeit",
    "longer_for_better",
]


def _check(*rules: tuple[bool, Text]) -> None:
    """Raise a `DataError` with every rule that does not hold."""
    if faults := [fault for holds, fault in rules if not holds]:
        raise DataError("", faults)


Normrang = Literal["grundgesetz", "gesetz", "verordnung", "richtlinie"]
_RANK = "its place in the order of norms: gesetz, verordnung, richtlinie"
_RANK_DE = "sein Platz in der Rangfolge der Normen: gesetz, verordnung, richtlinie"


@table
class Gesamturteilsnorm(Datum):
    """How the Gesamturteil is formed, as far as the source provides for it."""

    rechnerisch: Literal["vorgeschrieben", "untersagt", "zugelassen"] | None = key(
        "whether it is formed by arithmetic", de="ob es rechnerisch gebildet wird", default=None
    )
    gesamtschau: bool = key(
        "true: it demands that the single ratings be weighed in an overall view",
        de="true: verlangt ist, die Einzelbewertungen in einer Gesamtschau zu würdigen",
        default=False,
    )
    begruenden: bool | None = key(
        "whether it needs reasons", de="ob es zu begründen ist", default=None
    )
    rang: Normrang = key(_RANK, de=_RANK_DE, default="richtlinie")

    def __attrs_post_init__(self) -> None:
        """Check that it provides for something."""
        some = self.rechnerisch is not None or self.gesamtschau or self.begruenden is not None
        _check(
            (
                some,
                Text(
                    "rechnerisch, gesamtschau oder begruenden angeben",
                    "give rechnerisch, gesamtschau or begruenden",
                ),
            )
        )


@table
class Befoerderungsnorm(Datum):
    """By what an appraisal after a promotion is measured, as far as the source provides for it."""

    amt: Literal["stichtag"] | None = key(
        "stichtag: by the office held at the Stichtag",
        de="stichtag: am Amt, das am Stichtag innegehabt wird",
        default=None,
    )
    strenger: bool = key(
        "true: stricter standards are demanded after a promotion",
        de="true: nach einer Beförderung sind strengere Maßstäbe verlangt",
        default=False,
    )
    rang: Normrang = key(_RANK, de=_RANK_DE, default="richtlinie")

    def __attrs_post_init__(self) -> None:
        """Check that it provides for something."""
        some = self.amt is not None or self.strenger
        _check((some, Text("amt oder strenger angeben", "give amt or strenger")))


@table
class Begruendungspflicht(Datum):
    """Values that need reasons of their own."""

    noten: tuple[str, ...] = key(
        "the codes of the grades that need reasons", de="die Noten, die zu begründen sind"
    )
    fuer: Literal["gesamturteil", "merkmal"] = key(
        "what has the value", de="was den Wert hat", default="gesamturteil"
    )
    text: str = key(
        "what is demanded, in our words", de="was verlangt ist, in eigenen Worten", default=""
    )

    def __attrs_post_init__(self) -> None:
        """Check that it names a value."""
        _check((bool(self.noten), Text("noten nennt keine Note", "noten names no grade")))


@table
class Aktualitaetsnorm(Datum):
    """How long an appraisal may be used in a selection, and from which day that is counted."""

    jahre: int = key("number of years", de="Zahl der Jahre")
    ab: Literal["zeitraumende", "stichtag"] | None = key(
        "whether it is counted from the end of the period or from the Stichtag; left out if not said",
        de="ob vom Ende des Zeitraums oder vom Stichtag an gezählt wird; weggelassen, wenn es nicht gesagt ist",
        default=None,
    )
    rang: Normrang = key(_RANK, de=_RANK_DE, default="richtlinie")

    def __attrs_post_init__(self) -> None:
        """Check the number of years."""
        _check(
            (
                self.jahre >= 1,
                Text(
                    f"jahre muss mindestens 1 sein, angegeben ist {self.jahre}",
                    f"jahre must be at least 1, got {self.jahre}",
                ),
            )
        )


@table
class Mindestzeitraum(Datum):
    """The shortest period that can be appraised, and what follows if a period is shorter."""

    monate: int | None = key("number of months", de="Zahl der Monate", default=None)
    tage: int | None = key(
        "number of days, if it is counted so",
        de="Zahl der Tage, wenn so gezählt wird",
        default=None,
    )
    folge: Literal["keine_beurteilung", "vorige_note"] | None = key(
        "what follows if it is missed: keine_beurteilung: there is no appraisal; vorige_note: the previous "
        "grade counts as reached",
        de="was folgt, wenn er nicht erreicht ist: keine_beurteilung: es wird nicht beurteilt; vorige_note: "
        "die vorige Note gilt als erreicht",
        default=None,
    )
    ersatznote: str = key(
        "the grade that counts as reached where there is no previous one",
        de="die Note, die als erreicht gilt, wenn es keine vorige gibt",
        default="",
    )

    def __attrs_post_init__(self) -> None:
        """Check the number of months, and that a grade in its stead has the rule that needs it."""
        needless = self.ersatznote and self.folge != "vorige_note"
        given = [n for n in (self.monate, self.tage) if n is not None]
        _check(
            (
                len(given) == 1,
                Text("entweder monate oder tage angeben", "give either monate or tage"),
            ),
            (
                all(n >= 1 for n in given),
                Text(
                    f"monate oder tage muss mindestens 1 sein, angegeben ist {min(given, default=0)}",
                    f"monate or tage must be at least 1, got {min(given, default=0)}",
                ),
            ),
            (
                not needless,
                Text(
                    "ersatznote gehört zu folge = 'vorige_note'",
                    "ersatznote belongs to folge = 'vorige_note'",
                ),
            ),
        )

    def reached(self, period: Period) -> bool:
        """Tell whether a period is as long."""
        return period.lasts(self.monate) if self.monate else period.days >= (self.tage or 0)

    @property
    def length(self) -> Text:
        """How long it is: 3 Monate; 90 days."""
        number = self.monate or self.tage
        one, many = ("Monat", "Monate") if self.monate else ("Tag", "Tage")
        single, several = ("month", "months") if self.monate else ("day", "days")
        return Text(
            f"{number} {one if number == 1 else many}",
            f"{number} {single if number == 1 else several}",
        )


@table
class Turnus(Datum):
    """How often Regelbeurteilungen are made."""

    monate: int = key(
        "months from one Regelbeurteilung to the next: 36 for every three years",
        de="Monate von einer Regelbeurteilung zur nächsten: 36 für alle drei Jahre",
    )
    mindestens: bool = key(
        "true: at least so often, so that it may be sooner",
        de="true: mindestens so oft, früher ist möglich",
        default=False,
    )
    erster_tag: date | None = key(
        "first day from which it is counted", de="Tag, von dem an gezählt wird", default=None
    )
    laufbahngruppe: Laufbahngruppe | None = key(
        "for one Laufbahngruppe only", de="nur für eine Laufbahngruppe", default=None
    )
    stichtag_monat: int | None = key(
        "month of the Stichtag, 1 to 12", de="Monat des Stichtags, 1 bis 12", default=None
    )
    stichtag_tag: int | None = key("day of the Stichtag", de="Tag des Stichtags", default=None)
    ab: date | None = key(
        "first Stichtag it holds for", de="erster Stichtag, für den er gilt", default=None
    )
    bis: date | None = key(
        "last Stichtag it holds for", de="letzter Stichtag, für den er gilt", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Check the number of months, the order of the days, and the day of the year."""
        _check(
            (
                self.monate >= 1,
                Text(
                    f"monate muss mindestens 1 sein, angegeben ist {self.monate}",
                    f"monate must be at least 1, got {self.monate}",
                ),
            ),
            (
                not (self.ab and self.bis and self.bis < self.ab),
                Text(
                    f"bis {self.bis} liegt vor ab {self.ab}",
                    f"bis {self.bis} lies before ab {self.ab}",
                ),
            ),
            (
                _day_of_year(self.stichtag_monat, self.stichtag_tag),
                Text(
                    f"stichtag_monat und stichtag_tag nennen keinen Tag des Jahres: {self.stichtag_monat}, "
                    f"{self.stichtag_tag}",
                    f"stichtag_monat and stichtag_tag name no day of the year: {self.stichtag_monat}, "
                    f"{self.stichtag_tag}",
                ),
            ),
        )

    def governs(self, on: date | None) -> bool:
        """Tell whether it holds on a day; without one, whether it still holds."""
        return holds(self.ab, self.bis, on)


def _day_of_year(month: int | None, number: int | None) -> bool:
    """Tell whether both are left out, or name a day that each year has."""
    if month is None or number is None:
        return month is number
    try:
        return date(2001, month, number).month == month
    except ValueError:
        return False


@table
class Verteilung(Datum):
    """What a source says of fixed distributions of grades as such."""

    regel: Literal["untersagt", "nicht_vorgesehen", "freigestellt"] = key(
        "untersagt: a fixed distribution is forbidden; nicht_vorgesehen: the source says that there are "
        "no Richtwerte; freigestellt: the authority may set some; shares of grades are [[richtwert]]",
        de="untersagt: eine feste Verteilung ist verboten; nicht_vorgesehen: die Quelle sagt, dass es keine "
        "Richtwerte gibt; freigestellt: die Behörde darf welche setzen; Anteile einzelner Noten sind [[richtwert]]",
    )
    text: str = key("what it says, in our words", de="was sie sagt, in eigenen Worten", default="")


@table
class Gewicht:
    """What one feature, or a group of them, counts in a computed Gesamturteil."""

    was: str = key("the feature or the group of features", de="das Merkmal oder die Merkmalsgruppe")
    gewicht: Fraction = key("what it counts: 2, '1/2', '50'", de="was es zählt: 2, '1/2', '50'")
    anzahl: int = key("how many features count so", de="wie viele Merkmale so zählen", default=1)

    def __attrs_post_init__(self) -> None:
        """Check that it counts something."""
        _check(
            (
                self.gewicht > 0,
                Text(
                    f"gewicht muss positiv sein, angegeben ist {self.gewicht}",
                    f"gewicht must be positive, got {self.gewicht}",
                ),
            ),
            (
                self.anzahl >= 1,
                Text(
                    f"anzahl muss mindestens 1 sein, angegeben ist {self.anzahl}",
                    f"anzahl must be at least 1, got {self.anzahl}",
                ),
            ),
        )


@table
class Berechnung(Datum):
    """How a value is computed from the features, as far as the source orders it."""

    art: Literal["mittel", "summe", "gewichtetes_mittel", "gewichtete_summe"] = key(
        "mittel: the mean; summe: the sum; both also weighted, with gewicht",
        de="mittel: das Mittel; summe: die Summe; beide auch gewichtet, mit gewicht",
    )
    von: str = key(
        "id of the scale of the features", de="Kennung der Skala der Merkmale", default=""
    )
    nach: str = key(
        "id of the scale on which the result stands",
        de="Kennung der Skala, auf der das Ergebnis steht",
        default="",
    )
    dezimalstellen: int | None = key(
        "decimals of the result", de="Dezimalstellen des Ergebnisses", default=None
    )
    rundung: Rundungsart | None = key(
        "how it is rounded, if the source says it",
        de="wie gerundet wird, wenn die Quelle es sagt",
        default=None,
    )
    gewicht: tuple[Gewicht, ...] = key(
        "what the features count", de="was die Merkmale zählen", default=()
    )
    text: str = key(
        "what cannot be said with these keys", de="was diese Schlüssel nicht sagen", default=""
    )

    def __attrs_post_init__(self) -> None:
        """Check that weights stand exactly where the kind of calculation has them."""
        weighted = self.art.startswith("gewichtet")
        places = self.dezimalstellen
        _check(
            (
                weighted or not self.gewicht,
                Text(
                    f"art „{self.art}“ hat keine Gewichte; gewichtetes_mittel verwenden",
                    f"art {self.art!r} has no weights; use gewichtetes_mittel",
                ),
            ),
            (
                places is None or places >= 0,
                Text(
                    f"dezimalstellen darf nicht negativ sein, angegeben ist {places}",
                    f"dezimalstellen must not be negative, got {places}",
                ),
            ),
        )


@table
class Stufenwert(Datum):
    """Numbers attached to the stages of a scale, such as a factor of pay; none of them is a grade."""

    skala: str = key("id of the scale", de="Kennung der Skala")
    was: str = key(
        "what the numbers are: Leistungsentgelt", de="was die Zahlen sind: Leistungsentgelt"
    )
    einheit: str = key("what they count: Prozent", de="was sie zählen: Prozent", default="")
    werte: dict[str, Fraction] = key(
        "the number of each stage or grade: { \"A\" = '1,5' }",
        de="die Zahl jeder Stufe oder Note: { \"A\" = '1,5' }",
    )

    def __attrs_post_init__(self) -> None:
        """Check that there is a number."""
        _check((bool(self.werte), Text("werte nennt keine Stufe", "werte names no stage")))


@table
class Massstabswechsel(Datum):
    """A declared change of the standard on one scale: the grades stay, what they demand changes."""

    richtung: Literal["strenger", "milder", "offen"] = key(
        "strenger: the same performance gets a worse grade; milder: a better one; offen: not said",
        de="strenger: gleiche Leistung, schlechtere Note; milder: bessere Note; offen: nicht gesagt",
    )
    ab: date | None = key(
        "first Stichtag under the new standard; left out if no source tells it",
        de="erster Stichtag unter dem neuen Maßstab; weggelassen, wenn keine Quelle ihn nennt",
        default=None,
    )
    skala: str = key(
        "id of the scale; left out: that of the Gesamturteil",
        de="Kennung der Skala; weggelassen: die des Gesamturteils",
        default="",
    )
    um: Fraction | None = key(
        "by how much, in the numbers that the grades print, if a source tells it",
        de="um wie viel, in den gedruckten Zahlen der Noten, wenn eine Quelle es sagt",
        default=None,
        converter=exact_or_none,
    )
    text: str = key("what was declared, in our words", de="was erklärt wurde, in eigenen Worten")

    def __attrs_post_init__(self) -> None:
        """Check that an extent is one."""
        _check(
            (
                self.um is None or self.um > 0,
                Text(
                    f"um muss positiv sein, angegeben ist {self.um}",
                    f"um must be positive, got {self.um}",
                ),
            )
        )


@table
class Wartezeit(Datum):
    """How long an officer waits for a step of the career, by the grade of the appraisal."""

    id: str = key("short name: befoerderung-a-10", de="kurzer Name: befoerderung-a-10")
    text: str = key(
        "what is waited for, and from which day on", de="worauf und von wann an gewartet wird"
    )
    skala: str = key(
        "id of the scale of the grades; left out: that of the Gesamturteil",
        de="Kennung der Skala der Noten; weggelassen: die des Gesamturteils",
        default="",
    )
    monate: dict[str, int] = key(
        'months of waiting by the worst grade that is enough for them: { "A" = 12, "C" = 36 }',
        de='Monate der Wartezeit nach der schlechtesten Note, die für sie genügt: { "A" = 12, "C" = 36 }',
    )
    besgr: Besoldungsgruppe | None = key(
        "the pay group that is waited for",
        de="die Besoldungsgruppe, auf die gewartet wird",
        default=None,
    )
    amtszulage: bool = key(
        "the office with an Amtszulage in that pay group is waited for",
        de="gewartet wird auf das Amt mit Amtszulage in dieser Besoldungsgruppe",
        default=False,
    )
    zaehlt_ab: Literal["befoerderung", "stichtag"] | None = key(
        "what the time begins with: befoerderung: the last promotion; stichtag: the last Stichtag",
        de="womit die Zeit beginnt: befoerderung: die letzte Beförderung; stichtag: der letzte Stichtag",
        default=None,
    )
    ab: date | None = key("first day it holds", de="erster Tag, an dem sie gilt", default=None)
    bis: date | None = key("last day it holds", de="letzter Tag, an dem sie gilt", default=None)

    def __attrs_post_init__(self) -> None:
        """Check that there are months, and the order of the days."""
        _check(
            (bool(self.monate), Text("monate nennt keine Note", "monate names no grade")),
            (
                all(n >= 0 for n in self.monate.values()),
                Text("monate darf nicht negativ sein", "monate must not be negative"),
            ),
            (
                not (self.ab and self.bis and self.bis < self.ab),
                Text(
                    f"bis {self.bis} liegt vor ab {self.ab}",
                    f"bis {self.bis} lies before ab {self.ab}",
                ),
            ),
        )


def longer_for_better(months: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the months of neighbouring grades, best first, where the better one waits longer.

    Each pair is the rank of a grade and its months.

    >>> longer_for_better([(0, 12), (1, 36), (2, 24)])
    [(36, 24)]
    """
    ordered = [n for _, n in sorted(months)]
    return [(better, worse) for better, worse in pairwise(ordered) if better > worse]


@table
class Geltungsbereich(Datum):
    """Whom the guideline is about."""

    fuer: tuple[str, ...] = key("whom it is about", de="für wen sie gilt", default=())
    ausgenommen: tuple[str, ...] = key("whom it leaves out", de="für wen nicht", default=())

    def __attrs_post_init__(self) -> None:
        """Check that it names somebody."""
        _check(
            (
                bool(self.fuer or self.ausgenommen),
                Text("fuer oder ausgenommen angeben", "give fuer or ausgenommen"),
            )
        )


@table
class Ausnahme(Datum):
    """Who need not be appraised regularly."""

    text: str = key("who, in our words", de="wer, in eigenen Worten")
    ab_alter: int | None = key("from this age on", de="von diesem Alter an", default=None)
    besgr_ab: Besoldungsgruppe | None = key(
        "from this pay group on", de="von dieser Besoldungsgruppe an", default=None
    )
    auf_antrag: bool = key("true: on request only", de="true: nur auf Antrag", default=False)

    def __attrs_post_init__(self) -> None:
        """Check the age."""
        _check(
            (
                self.ab_alter is None or self.ab_alter >= 1,
                Text("ab_alter muss mindestens 1 sein", "ab_alter must be at least 1"),
            )
        )


@table
class Beurteiler(Datum):
    """Who appraises, decides or advises."""

    rolle: Literal["erstbeurteiler", "zweitbeurteiler", "endbeurteiler", "beitrag", "gremium"] = (
        key(
            "what part they have: gremium is a conference or commission",
            de="welche Rolle: gremium ist eine Konferenz oder Kommission",
        )
    )
    wer: str = key("who that is", de="wer das ist")
    text: str = key(
        "what they may and must do, in our words",
        de="was sie dürfen und müssen, in eigenen Worten",
        default="",
    )


@table
class Merkmal(Datum):
    """A feature that is appraised."""

    name: str = key("the feature as printed", de="das Merkmal wie gedruckt")
    gruppe: str = key("the group it belongs to", de="die Gruppe, zu der es gehört", default="")
    skala: str = key("id of its scale", de="Kennung seiner Skala", default="")
    gewicht: Fraction | None = key(
        "what it counts, if the source says it",
        de="was es zählt, wenn die Quelle es sagt",
        default=None,
        converter=exact_or_none,
    )

    def __attrs_post_init__(self) -> None:
        """Check that a weight is one."""
        _check(
            (
                self.gewicht is None or self.gewicht > 0,
                Text(
                    f"gewicht muss positiv sein, angegeben ist {self.gewicht}",
                    f"gewicht must be positive, got {self.gewicht}",
                ),
            )
        )


@table
class Verfahrensschritt(Datum):
    """A step of the procedure: a talk, the opening, the time for objections."""

    schritt: str = key("the step: Eröffnung, Gespräch", de="der Schritt: Eröffnung, Gespräch")
    frist_tage: int | None = key("days allowed for it", de="Frist in Tagen", default=None)
    frist_monate: int | None = key("months allowed for it", de="Frist in Monaten", default=None)
    text: str = key(
        "what is demanded, in our words", de="was verlangt ist, in eigenen Worten", default=""
    )

    def __attrs_post_init__(self) -> None:
        """Check the number of days or months."""
        _check(
            *(
                (
                    number is None or number >= 1,
                    Text(f"{name} muss mindestens 1 sein", f"{name} must be at least 1"),
                )
                for name, number in (
                    ("frist_tage", self.frist_tage),
                    ("frist_monate", self.frist_monate),
                )
            )
        )


@table
class Skalenvorgabe(Datum):
    """What a norm demands of the scales that guidelines below it set."""

    stufen_mindestens: int | None = key(
        "fewest stages", de="kleinste Zahl der Stufen", default=None
    )
    stufen_hoechstens: int | None = key("most stages", de="größte Zahl der Stufen", default=None)
    zwischenstufen: Literal["erlaubt", "untersagt"] | None = key(
        "steps between stages", de="Zwischenstufen", default=None
    )
    binnendifferenzierung: Literal["erlaubt", "untersagt"] | None = key(
        "finer steps inside a stage", de="Bereiche innerhalb einer Stufe", default=None
    )
    text: str = key("what else, in our words", de="was sonst, in eigenen Worten", default="")

    def __attrs_post_init__(self) -> None:
        """Check the order of the numbers."""
        least, most = self.stufen_mindestens or 1, self.stufen_hoechstens
        _check(
            (
                least >= 1,
                Text(
                    f"stufen_mindestens muss mindestens 1 sein, angegeben ist {least}",
                    f"stufen_mindestens must be at least 1, got {least}",
                ),
            ),
            (
                most is None or most >= least,
                Text(
                    f"stufen_hoechstens {most} liegt unter {least}",
                    f"stufen_hoechstens {most} lies below {least}",
                ),
            ),
        )


@table
class Bestimmung(Datum):
    """Anything else that a source provides, in our words; what has a key of its own goes there."""

    thema: str = key("what it is about", de="worum es geht")
    text: str = key("what it says, in our words", de="was sie sagt, in eigenen Worten")
    ab: date | None = key("first day it holds", de="erster Tag, an dem sie gilt", default=None)
    bis: date | None = key("last day it holds", de="letzter Tag, an dem sie gilt", default=None)

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        _check(
            (
                not (self.ab and self.bis and self.bis < self.ab),
                Text(
                    f"bis {self.bis} liegt vor ab {self.ab}",
                    f"bis {self.bis} lies before ab {self.ab}",
                ),
            )
        )
