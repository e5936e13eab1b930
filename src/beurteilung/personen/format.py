"""The files that describe a carried grade, a career and a field of candidates: their keys and how they are read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from beurteilung._base.errors import BeurteilungError, DataError, UnknownIdError
from beurteilung._base.natural import natural
from beurteilung._base.records import evolve, key, table
from beurteilung._base.text import Text, faults, placed
from beurteilung._base.toml import read_toml, structure
from beurteilung.law.certainty import Dienst
from beurteilung.law.registry import guideline, scale, written_grade
from beurteilung.model.appraisals import Appraisal, Period
from beurteilung.model.offices import Office
from beurteilung.personen.fortschreibung import Referenzgruppe, check_fortschreibung
from beurteilung.personen.norms import Grund
from beurteilung.personen.vergleich import Bewerbung, Feld, Wertung
from beurteilung.personen.voraussetzungen import Laufbahn, check_eligibility, office_of

if TYPE_CHECKING:
    import os

    from beurteilung.model.findings import Finding
    from beurteilung.model.scales import Grade, GradeScale

T = TypeVar("T")

__all__ = [
    "Felddatei",
    "Fortschreibungsdatei",
    "Laufbahndatei",
    "read_career",
    "read_carried",
    "read_field",
]


@table
class Notendatei:
    """A file that names the scale of its bare grades once."""

    skala: str = key(
        "scale of the grades that name none: by-llbg",
        de="Skala der Noten, die keine nennen: by-llbg",
        default="",
    )

    def grade(self, where: str, text: str) -> Grade:
        """Return the grade that a text names; a scale before a colon goes before that of the file.

        Raises:
            DataError: it names none, or no scale is named; ``where`` is its key.
        """
        try:
            if not self.skala and ":" not in text:
                raise DataError("", [_without_scale(text)])
            of = scale(self.skala) if self.skala else None
            return written_grade(text, None if _names_scale(text) else of)
        except BeurteilungError as error:
            raise DataError("", [placed(where, fault) for fault in faults(error)]) from None


def _names_scale(text: str) -> bool:
    name, colon, _ = text.partition(":")
    try:
        return bool(colon) and bool(scale(name.strip()))
    except UnknownIdError:
        return False


def _without_scale(text: str) -> Text:
    return Text(
        f"„{text}“ nennt keine Skala; vor die Note schreiben, etwa by-llbg:13, oder einmal oben in die Datei: "
        'skala = "by-llbg"',
        f"{text!r} names no scale; write it before the grade, such as by-llbg:13, or once at the top of the "
        'file: skala = "by-llbg"',
    )


@table
class Beurteilungsangabe:
    """One appraisal as far as these questions need it."""

    note: str = key("the grade: by-llbg:13", de="die Note: by-llbg:13")
    von: date | None = key("first day of its period", de="erster Tag des Zeitraums", default=None)
    bis: date | None = key("last day of its period", de="letzter Tag des Zeitraums", default=None)
    stichtag: date | None = key("its Stichtag", de="der Stichtag", default=None)
    art: Literal["regel", "anlass"] | None = key(
        "regular or on occasion", de="Regel- oder Anlassbeurteilung", default=None
    )

    def appraisal(self, file: Notendatei, at: str, office: Office | None = None) -> Appraisal:
        """Return the appraisal; ``at`` is its place in the file."""
        if (self.von is None) != (self.bis is None):
            missing, stated = ("von", "bis") if self.von is None else ("bis", "von")
            fault = Text(
                f"von und bis gehören zusammen; {missing} fehlt",
                f"von and bis belong together; {missing} is missing",
            )
            raise DataError("", [placed(f"{at}.{stated}", fault)])
        period = Period(self.von, self.bis) if self.von and self.bis else None
        return Appraisal(
            file.grade(f"{at}.note", self.note), office, period, self.stichtag, self.art
        )


@table
class Fortschreibungsdatei(Notendatei):
    """A grade that was carried forward, and its reference group."""

    ausgang: str = key("the last regular grade: by-llbg:11", de="die letzte Regelnote: by-llbg:11")
    gewaehlt: str = key("the grade that was chosen", de="die gewählte Note")
    land: str = key("the Dienstherr: Bund, or a Land", de="der Dienstherr: Bund oder ein Land")
    dienst: Dienst = key("for whom", de="für wen", default="beamte")
    am: date | None = key(
        "day on which it was carried forward", de="Tag der Fortschreibung", default=None
    )
    neue: dict[str, int] = key(
        "how many of the group have which grade now: { '11' = 83, '12' = 39 }",
        de="wie viele der Gruppe jetzt welche Note haben: { '11' = 83, '12' = 39 }",
        factory=dict[str, int],
    )
    mittel: str = key(
        "the mean as printed: '11,32'", de="das gedruckte Mittel: '11,32'", default=""
    )
    groesse: int | None = key("number of persons", de="Zahl der Personen", default=None)
    gedruckt: Literal["gerundet", "abgeschnitten"] | None = key(
        "how the mean was printed", de="wie das Mittel gedruckt wurde", default=None
    )
    merkmale: tuple[str, ...] | None = key(
        "what the group has in common", de="was die Gruppe gemeinsam hat", default=None
    )
    gebildet: date | None = key("day the group was formed", de="Tag der Bildung", default=None)
    geprueft: date | None = key(
        "day it was last checked", de="Tag der letzten Prüfung", default=None
    )
    naechste_pruefung: date | None = key(
        "day of the check after that", de="Tag der Prüfung danach", default=None
    )
    grund: Grund | None = key(
        "why there is no current appraisal",
        de="warum eine aktuelle Beurteilung fehlt",
        default=None,
    )
    anteil_dienst: str = key(
        "share of working time in service: '24,9 %'",
        de="Anteil des Dienstes an der Arbeitszeit: '24,9 %'",
        default="",
    )
    vollstaendig: bool | None = key(
        "whether the release was complete", de="ob die Freistellung vollständig war", default=None
    )
    letzte_regel: bool | None = key(
        "whether it starts from the last regular appraisal",
        de="ob der Ausgang die letzte Regelbeurteilung ist",
        default=None,
    )
    rundung: Literal["abrunden", "kaufmaennisch", "aufrunden"] | None = key(
        "how the guideline rounds", de="wie die Richtlinie rundet", default=None
    )
    rang: tuple[int, ...] = key(
        "place in the group, and number of favourable decisions: [3, 2]",
        de="Platz in der Gruppe und Zahl günstiger Entscheidungen: [3, 2]",
        default=(),
    )
    rechtsstand: date | None = key(
        "only decisions up to this day count",
        de="nur Entscheidungen bis zu diesem Tag zählen",
        default=None,
    )

    def check(self) -> Finding:
        """Check it.

        Raises:
            BeurteilungError: as `check_fortschreibung`.
        """
        chosen = self.grade("gewaehlt", self.gewaehlt)
        if len(self.rang) not in {0, 2}:
            raise DataError(
                "rang",
                [
                    Text(
                        "erwartet werden zwei Zahlen, Platz und Entscheidungen: [3, 2]",
                        "expected two numbers, the place and the decisions: [3, 2]",
                    )
                ],
            )
        group = Referenzgruppe(
            self.grade("ausgang", self.ausgang),
            self._counts(chosen.scale) or None,
            mittel=self.mittel or None, groesse=self.groesse, gedruckt=self.gedruckt,
            gebildet=self.gebildet, geprueft=self.geprueft,
            merkmale=None if self.merkmale is None else frozenset(self.merkmale),
        )  # fmt: skip
        return check_fortschreibung(
            group, gewaehlt=chosen, land=self.land, dienst=self.dienst, am=self.am,
            grund=self.grund, anteil_dienst=self.anteil_dienst or None,
            vollstaendig=self.vollstaendig, letzte_regel=self.letzte_regel, rundung=self.rundung,
            rang=(self.rang[0], self.rang[1]) if self.rang else None,
            naechste_pruefung=self.naechste_pruefung, rechtsstand=self.rechtsstand,
        )  # fmt: skip

    def _counts(self, of: GradeScale) -> dict[Grade, int]:
        """Return how many of the group have which grade; one that stands there twice is refused."""
        counts: dict[Grade, int] = {}
        for code, n in self.neue.items():
            one = evolve(self, skala=of.id).grade("neue", code)
            if one in counts:
                raise DataError("", [placed("neue", _twice(one))])
            counts[one] = n
        return counts


@table
class Laufbahndatei(Notendatei):
    """A career, and what is asked of it."""

    richtlinie: str = key("id of the guideline that asks", de="Name der Richtlinie, die verlangt")
    am: date = key("day of the question", de="Tag, um den es geht")
    ziel: str = key("the office: 'A 9+AZ'", de="das Amt: 'A 9+AZ'", default="")
    schwelle: str | None = key(
        "id of one threshold", de="Name einer einzelnen Schwelle", default=None
    )
    dienst: Dienst | None = key(
        "for whom, if not those for whom the guideline is",
        de="für wen, wenn nicht für die der Richtlinie",
        default=None,
    )
    wirksam_ab: date | None = key(
        "day at whose start the last promotion took effect",
        de="Tag, zu dessen Beginn die letzte Beförderung wirksam wurde",
        default=None,
    )
    ausgehaendigt_am: date | None = key(
        "day on which its certificate was handed over",
        de="Tag, an dem die Urkunde ausgehändigt wurde",
        default=None,
    )
    muss_nicht_durchlaufen_werden: bool = key(
        "whether the present office need not be passed through",
        de="ob das jetzige Amt nicht durchlaufen werden muss",
        default=False,
    )
    vergeben: tuple[str, ...] = key(
        "grades awarded in the group, if known: schulnoten-1-6:1",
        de="in der Gruppe vergebene Noten, wenn bekannt: schulnoten-1-6:1",
        default=(),
    )
    beurteilung: tuple[Beurteilungsangabe, ...] = key(
        "the appraisals", de="die Beurteilungen", default=()
    )

    def check(self) -> Finding:
        """Check it.

        Raises:
            BeurteilungError: as `check_eligibility`.
        """
        career = Laufbahn(
            tuple(
                one.appraisal(self, f"beurteilung[{n}]") for n, one in enumerate(self.beurteilung)
            ), self.wirksam_ab,
            self.ausgehaendigt_am, self.muss_nicht_durchlaufen_werden,
            tuple(self.grade("vergeben", code) for code in self.vergeben),
        )  # fmt: skip
        return check_eligibility(
            guideline(self.richtlinie), career, am=self.am, schwelle=self.schwelle,
            ziel=self.ziel or None, dienst=self.dienst,
        )  # fmt: skip


@table
class Bewerbungsangabe(Beurteilungsangabe):
    """One candidate: an opaque id, the current appraisal, the office."""

    id: str = key("an opaque id", de="ein Kennzeichen, kein Name")
    amt: str = key("the office: 'A 11'", de="das Amt: 'A 11'")
    merkmale: dict[str, str] = key(
        "grades of features by name: { 'Führung' = 'by-llbg:13' }",
        de="Noten der Merkmale: { 'Führung' = 'by-llbg:13' }",
        factory=dict[str, str],
    )
    frueher: tuple[str, ...] = key(
        "earlier grades, latest first", de="frühere Noten, die letzte zuerst", default=()
    )
    endgrundgehalt: Fraction | None = key(
        "final basic salary, needed between pay orders only",
        de="Endgrundgehalt, nur zwischen Besoldungsordnungen nötig",
        default=None,
    )
    fiktiv: bool = key(
        "whether the grade was carried forward", de="ob die Note fortgeschrieben ist", default=False
    )

    def candidate(self, file: Notendatei, at: str) -> Bewerbung:
        """Return the candidate at a place of a file; without a word on an Amtszulage the office has none."""
        target = office_of(self.amt)
        office = Office(target.besoldungsgruppe, amtszulage=bool(target.amtszulage))
        return Bewerbung(
            self.id, self.appraisal(file, at, office),
            {name: file.grade(f"{at}.merkmale.{name}", code) for name, code in self.merkmale.items()},
            tuple(Appraisal(file.grade(f"{at}.frueher", code), office) for code in self.frueher),
            self.endgrundgehalt, self.fiktiv,
        )  # fmt: skip


@table
class Wertungsangabe:
    """What the employer states of two candidates on a step that is open."""

    bewerbung: str = key("id of the one", de="Kennzeichen der einen")
    gegen: str = key("id of the other", de="Kennzeichen der anderen")
    schritt: str = key("the step: gesamturteil, merkmale", de="der Schritt: gesamturteil, merkmale")
    ergebnis: Literal["vor", "nach", "gleichwertig"] = key(
        "how the one stands to the other", de="wie die eine zur anderen steht"
    )
    begruendet: bool | None = key(
        "whether reasons are given", de="ob Gründe angegeben sind", default=None
    )


@table
class Felddatei(Notendatei):
    """A field of candidates."""

    ordnung: str = key("id of the order of steps", de="Name der Ordnung der Schritte")
    dienst: Dienst = key("for whom", de="für wen", default="beamte")
    am: date | None = key("day of the selection", de="Tag der Auswahl", default=None)
    plaetze: int | None = key("number of posts", de="Zahl der Stellen", default=None)
    rechtsstand: date | None = key(
        "only decisions up to this day count",
        de="nur Entscheidungen bis zu diesem Tag zählen",
        default=None,
    )
    bewerbung: tuple[Bewerbungsangabe, ...] = key("the candidates", de="die Bewerbungen")
    wertung: tuple[Wertungsangabe, ...] = key(
        "what the employer states on open steps",
        de="was der Dienstherr zu offenen Schritten wertet",
        default=(),
    )

    def field(self) -> Feld:
        """Return the field.

        Raises:
            BeurteilungError: as `Feld`.
        """
        candidates = [
            one.candidate(self, f"bewerbung[{n}]") for n, one in enumerate(self.bewerbung)
        ]
        stated: dict[tuple[str, str], dict[str, Wertung]] = {}
        for one in self.wertung:
            of_pair = stated.setdefault((one.bewerbung, one.gegen), {})
            if one.schritt in of_pair:
                raise DataError("wertung", [_stated_twice(one)])
            of_pair[one.schritt] = Wertung(one.ergebnis, one.begruendet)
        field = Feld(
            candidates,
            ordnung=self.ordnung,
            dienst=self.dienst,
            am=self.am,
            rechtsstand=self.rechtsstand,
            wertung=stated,
        )
        if self.plaetze is not None:
            field.lage(self.plaetze)
        return field


def _twice(one: Grade) -> Text:
    return Text(f"{one} steht zweimal da", f"{one} is given twice")


def _stated_twice(one: Wertungsangabe) -> Text:
    return Text(
        f"{one.bewerbung} gegen {one.gegen}: {one.schritt} ist zweimal gewertet",
        f"{one.bewerbung} against {one.gegen}: {one.schritt} is stated twice",
    )


def read_carried(path: str | os.PathLike[str]) -> Fortschreibungsdatei:
    """Read a file about a carried grade.

    Raises:
        DataError: with every fault of the file.
    """
    return _read(Fortschreibungsdatei, path)


def read_career(path: str | os.PathLike[str]) -> Laufbahndatei:
    """Read a file about a career.

    Raises:
        DataError: with every fault of the file.
    """
    return _read(Laufbahndatei, path)


def read_field(path: str | os.PathLike[str]) -> Felddatei:
    """Read a file about candidates.

    Raises:
        DataError: with every fault of the file.
    """
    return _read(Felddatei, path)


def _read(cls: type[T], path: str | os.PathLike[str]) -> T:
    return structure(cls, natural(cls, read_toml(Path(path))), str(path))
