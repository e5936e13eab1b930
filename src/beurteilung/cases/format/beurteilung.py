"""The appraisals, their versions and periods, what became of them, and one carried forward."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day, exact, first_of, in_words, last_of
from beurteilung._base.errors import DataError
from beurteilung._base.records import cached_property, evolve, key, table
from beurteilung._base.text import Text
from beurteilung.cases.format.values import (
    Lasting,
    not_negative,
    refuse_no_share,
    span,
    stated_grade,
)
from beurteilung.model.appraisals import Record, Version
from beurteilung.model.offices import Besoldungsgruppe, Office

if TYPE_CHECKING:
    from beurteilung.model.appraisals import Kind
    from beurteilung.model.scales import Grade


@table
class Fassung:
    """One version of an appraisal."""

    note: str = key(
        "the Gesamturteil in text form: ni-pol-1999:3",
        de="das Gesamturteil mit seiner Skala: ni-pol-1999:3",
        default="",
    )
    angabe: str = key(
        "what the source says of the grade, if its scale is not attested: never read as a grade",
        de="was die Quelle zur Note sagt, wenn deren Skala nicht belegt ist; nie als Note gelesen",
        default="",
    )
    ohne_gesamturteil: bool = key(
        "whether it has no overall mark at all",
        de="ob sie gar kein Gesamturteil hat",
        default=False,
    )
    wert: Fraction | None = key(
        "the decimal figure printed beside the mark: '2,25'",
        de="die Dezimalzahl, die neben der Note steht: '2,25'",
        default=None,
    )
    eignungsaussage: str = key(
        "what it says of aptitude for promotion or other duties, or of further development: probation passed, "
        "suitability of a judge, Entwicklungsprognose of a soldier",
        de="was sie zur Eignung für eine Beförderung oder andere Aufgaben oder zur Entwicklung sagt: Bewährung in der "
        "Probezeit, Eignung eines Richters, Entwicklungsprognose eines Soldaten",
        default="",
    )
    teilnoten: dict[str, str] | None = key(
        "part marks by what they grade: Leistung, Befähigung, as printed",
        de="Teilnoten nach ihrem Gegenstand: Leistung, Befähigung, wie gedruckt",
        default=None,
    )
    vom: Day | None = key(
        "day on which it was made", de="Tag, an dem sie erstellt wurde", default=None
    )
    eroeffnet: Day | None = key(
        "day on which it was opened to the officer", de="Tag der Eröffnung", default=None
    )
    von: Day | None = key(
        "first day of the period of this version, if it differs from that of the appraisal",
        de="erster Tag des Zeitraums dieser Fassung, wenn er von dem der Beurteilung abweicht",
        default=None,
    )
    bis: Day | None = key(
        "last day of the period of this version, if it differs",
        de="letzter Tag des Zeitraums dieser Fassung, wenn er abweicht",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and an opening before the making."""
        if (bool(self.note), bool(self.angabe), self.ohne_gesamturteil).count(True) != 1:
            way = Text(
                "eins von dreien angeben: note für die Note einer bekannten Skala, sonst angabe für das, was die "
                "Quelle von ihr sagt, oder ohne_gesamturteil = true; ist die Note nicht bekannt: angabe = "
                '"nicht bekannt"',
                "name one of three: note for a grade of a known scale, or else angabe for what the source says "
                'of it, or ohne_gesamturteil = true; if the grade is not known: angabe = "not known"',
            )
            raise DataError("", [way])
        self.grade  # noqa: B018 - raises
        if self.vom and self.eroeffnet and last_of(self.eroeffnet) < first_of(self.vom):
            raise DataError(
                "",
                [
                    Text(
                        f"eroeffnet {self.eroeffnet} liegt vor vom {self.vom}",
                        f"eroeffnet {self.eroeffnet} lies before vom {self.vom}",
                    )
                ],
            )
        span(self.von, self.bis)

    @cached_property
    def grade(self) -> Grade | None:
        """The grade; None if its scale is not attested, or there is none."""
        return stated_grade(self.note)

    @property
    def printed(self) -> Text:
        """What the source says of a grade that has no text form."""
        none = Text("ohne Gesamturteil", "without an overall mark")
        return none if self.ohne_gesamturteil else Text(self.angabe, self.angabe)

    @property
    def known_from(self) -> date | None:
        """The day from which it was known: its opening, or else its making; of a month the last day."""
        on = self.eroeffnet or self.vom
        return last_of(on) if on else None


@table
class Ueberpruefung:
    """What an authority or a court did about an appraisal or a selection: an act, and the way to it."""

    durch: (
        Literal[
            "dienstherr", "vorgesetzte-behoerde", "widerspruchsbescheid", "gericht", "vergleich"
        ]
        | None
    ) = key("whose act it was", de="wessen Entscheidung es war", default=None)
    ergebnis: Literal[
        "aufgehoben", "geaendert", "bestaetigt", "nur-bescheid-aufgehoben", "anhaengig"
    ] = key(
        "aufgehoben: annulled; geaendert: changed (the new version stands under fassung); bestaetigt: upheld; "
        "nur-bescheid-aufgehoben: only the decision on the objection was annulled; anhaengig: not yet decided",
        de="aufgehoben; geaendert (die neue Fassung steht unter fassung); bestaetigt; "
        "nur-bescheid-aufgehoben: allein der Widerspruchsbescheid; anhaengig: noch nicht entschieden",
    )
    am: Day | None = key(
        "day of the act, from which it has its effect",
        de="Tag der Entscheidung, von dem an sie wirkt",
        default=None,
    )
    eingelegt: Day | None = key(
        "day on which objection, claim or request was filed",
        de="Tag, an dem Widerspruch, Klage oder Antrag eingelegt wurde",
        default=None,
    )
    verspaetet: bool | None = key(
        "whether it was filed too late", de="ob das verspätet geschah", default=None
    )
    neu_beurteilt: bool | None = key(
        "whether a new appraisal took its place; false: none did",
        de="ob eine neue Beurteilung an ihre Stelle trat; false: keine",
        default=None,
    )
    rechtskraeftig: bool | None = key(
        "whether the act is final",
        de="ob die Entscheidung rechtskräftig oder bestandskräftig ist",
        default=None,
    )
    aktenzeichen: str = key("its file number", de="Aktenzeichen", default="")
    grund: str = key("why, in a few words", de="weshalb, in wenigen Worten", default="")

    @property
    def annuls(self) -> bool:
        """Whether it annulled the appraisal; the judgment of a court does so when it is final."""
        return self.ergebnis == "aufgehoben" and not (
            self.durch == "gericht" and self.rechtskraeftig is False
        )

    @property
    def am_text(self) -> Text | None:
        """The day of the act in words; None if it is not known."""
        return in_words(self.am) if self.am else None

    def __attrs_post_init__(self) -> None:
        """Refuse an act before the request for it."""
        if self.am and self.eingelegt and last_of(self.am) < first_of(self.eingelegt):
            raise DataError(
                "",
                [
                    Text(
                        f"am {self.am} liegt vor eingelegt {self.eingelegt}",
                        f"am {self.am} lies before eingelegt {self.eingelegt}",
                    )
                ],
            )


_NO_VERSION = Text(
    "der Schlüssel „fassung“ fehlt; eine Beurteilung braucht mindestens eine Fassung mit ihrer Note, es sei denn, sie "
    "wurde nicht erteilt: nicht_erteilt = true",
    "the key 'fassung' is missing; an appraisal needs at least one version with its grade, unless none was made: "
    "nicht_erteilt = true",
)


Art = Literal[
    "regel", "anlass", "regel-und-anlass", "probezeit", "erprobung", "leistungsnachweis", "zwischen"
]


@table
class Beurteilung(Lasting):
    """An appraisal with its versions."""

    id: str = key("short name of the appraisal", de="kurzer Name der Beurteilung")
    fassung: tuple[Fassung, ...] = key(
        "its versions; a later one replaces the earlier; none only with nicht_erteilt",
        de="ihre Fassungen; eine spätere ersetzt die frühere; ohne nur mit nicht_erteilt",
        default=(),
    )
    art: Art | None = key(
        "kind of appraisal; regel-und-anlass: both in one; erprobung: at the end of a trial on a higher post or at a "
        "higher court; zwischen: on a change of post or appraiser",
        de="Art der Beurteilung; regel-und-anlass: beides in einer; erprobung: nach einer Erprobung auf höherem Posten "
        "oder an einem höheren Gericht; zwischen: aus Anlass eines Wechsels",
        default=None,
    )
    anlass: str = key(
        "id of the occasion in the guideline: aufstieg",
        de="Kennung des Anlasses in der Richtlinie: aufstieg",
        default="",
    )
    von: Day | None = key("first day of the period", de="erster Tag des Zeitraums", default=None)
    bis: Day | None = key("last day of the period", de="letzter Tag des Zeitraums", default=None)
    stichtag: date | None = key("its Stichtag", de="ihr Stichtag", default=None)
    richtlinie: str = key(
        "id of the guideline under which it was made, if the grade does not tell it",
        de="Kennung der Richtlinie, nach der sie erstellt wurde, wenn die Note sie nicht nennt",
        default="",
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group of the office in which it was given, if the days under amt do not tell it",
        de="Besoldungsgruppe des Amtes, in dem sie erteilt wurde, wenn amt es nicht ergibt",
        default=None,
    )
    angehoert: bool | None = key(
        "whether the officer was heard before it was completed",
        de="ob der Beamte angehört wurde, bevor sie abgeschlossen war (Anhörung)",
        default=None,
    )
    besprochen: bool | None = key(
        "whether it was talked over with the officer",
        de="ob sie mit dem Beamten besprochen wurde",
        default=None,
    )
    nicht_erteilt: bool | None = key(
        "whether it was not made at all, though it was due",
        de="ob sie gar nicht erteilt wurde, obwohl sie anstand",
        default=None,
    )
    frist_versaeumt: bool | None = key(
        "whether it was made later than the guideline demands",
        de="ob sie später erstellt wurde, als die Richtlinie es verlangt",
        default=None,
    )
    gegenaeusserung: Day | None = key(
        "day of the officer's reply to it, outside any formal remedy",
        de="Tag der Gegenäußerung oder Gegenvorstellung des Beamten",
        default=None,
    )
    bestaetigt: str = key(
        "id of the earlier appraisal that this one upholds by a note, without judging anew",
        de="id der früheren Beurteilung, die diese nur durch Vermerk bestätigt",
        default="",
    )
    fortgeschrieben: bool | None = key(
        "whether it was carried forward, and does not grade performance (fiktive Fortschreibung)",
        de="ob sie fiktiv fortgeschrieben ist",
        default=None,
    )
    ueberpruefung: tuple[Ueberpruefung, ...] = key(
        "what authorities or courts did about it",
        de="was Behörden oder Gerichte mit ihr getan haben",
        default=(),
        or_one=True,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start, contradictory versions and impossible days."""
        if not self.fassung:
            if not self.nicht_erteilt:
                raise DataError("", [_NO_VERSION])
            object.__setattr__(self, "fassung", (Fassung(ohne_gesamturteil=True),))
        _ = self._record
        days: list[tuple[str, Day | None]] = [("stichtag", self.stichtag)]
        days += [(f"fassung[{n}].vom", f.vom) for n, f in enumerate(self.fassung)]
        days += [(f"fassung[{n}].eroeffnet", f.eroeffnet) for n, f in enumerate(self.fassung)]
        days += [(f"ueberpruefung[{n}].am", u.am) for n, u in enumerate(self.ueberpruefung)]
        if early := [
            Text(
                f"{name} {on} liegt vor dem ersten Tag des Zeitraums, {self.von}",
                f"{name} {on} lies before the first day of the period, {self.von}",
            )
            for name, on in days
            if on and self.von and last_of(on) < first_of(self.von)
        ]:
            raise DataError("", early)
        if self.bestaetigt == self.id:
            raise DataError(
                "",
                [
                    Text(
                        f"bestaetigt „{self.id}“ nennt diese Beurteilung selbst",
                        f"bestaetigt {self.id!r} names this appraisal itself",
                    )
                ],
            )

    @property
    def kind(self) -> Kind | None:
        """Whether it is regular or on occasion; one that is both is regular, other kinds are neither."""
        if self.art == "regel-und-anlass":
            return "regel"
        return self.art if self.art in ("regel", "anlass") else None

    @property
    def last_day(self) -> date:
        """The day by which appraisals are put in order; the first of days if none is known."""
        days = [f.vom or f.eroeffnet for f in self.fassung]
        if self.stichtag:
            return self.stichtag
        return last_of(self.bis) if self.bis else min(last_of(d) if d else date.min for d in days)

    def ends_of(self, version: Version) -> tuple[Day | None, Day | None]:
        """Return the first and the last day that a version of its record covers, as far as known."""
        fassung = self.fassung[self._record.versions.index(version)]
        return fassung.von or self.von, fassung.bis or self.bis

    def annulled_on(self, on: date | None) -> Ueberpruefung | None:
        """Return the act that annulled the version known on a day, or the last one; None if it stands."""
        version = self._record.known(on)
        acts = [
            act
            for act in self.ueberpruefung
            if act.annuls
            and not self._overturned(act, on)
            and not (on and act.am and first_of(act.am) > on)
            and not (
                act.am and version and version.known_from and version.known_from > last_of(act.am)
            )
        ]
        undated = any(act.am is None and act.neu_beurteilt is not False for act in acts)
        replaced = len(self.fassung) > 1 and undated
        return None if replaced or not acts else acts[-1]

    def _overturned(self, act: Ueberpruefung, on: date | None) -> bool:
        """Tell whether a court upheld the appraisal on appeal, after a judgment that had annulled it."""
        if act.durch != "gericht" or act.am is None or act.rechtskraeftig:
            return False
        upheld = [
            first_of(later.am)
            for later in self.ueberpruefung
            if later.durch == "gericht" and later.ergebnis == "bestaetigt" and later.am
        ]
        return any(last_of(act.am) < day <= (on or date.max) for day in upheld)

    def replaced_after(self, act: Ueberpruefung) -> bool:
        """Tell whether a later version stands in the place of the one that an act annulled."""
        later = (version.known_from for version in self._record.versions[1:])
        return act.annuls and any(
            act.am is None or (on is not None and on > last_of(act.am)) for on in later
        )

    def known(self, on: date | None) -> Version | None:
        """Return the version that was known on a day, or the last one; None if there was none."""
        return self._record.known(on)

    def record(self, office: Office | None) -> Record:
        """Return the appraisal with all its versions."""
        return evolve(self._record, office=office) if office else self._record

    @cached_property
    def _record(self) -> Record:
        """The appraisal with all its versions, and without an office."""
        versions = tuple(
            Version(f.grade, f.known_from, exact(f.vom), exact(f.eroeffnet), f.printed.de)
            for f in self.fassung
        )
        return Record(versions, None, self.period, self.stichtag, self.kind, self.anlass, self.id)


@table
class NeueRichtlinie:
    """A guideline that was issued while the period ran."""

    ab: date | None = key("day from which it applied", de="Tag, von dem an sie galt", default=None)
    strenger: bool | None = key(
        "whether its standards are stricter than before",
        de="ob ihre Maßstäbe strenger sind als zuvor",
        default=None,
    )


@table
class Luecke(Lasting):
    """A time between two periods that no appraisal covers, and why."""

    grund: Literal[
        "aufstieg", "einfuehrung", "ausbildung", "mutterschutz", "elternzeit", "urlaub", "beurlaubung", "krankheit",
        "freistellung", "abordnung", "probezeit", "anderer-dienstherr", "sonstiges",
    ] | None = key("why", de="weshalb", default=None)  # fmt: skip
    von: Day | None = key("first day", de="erster Tag", default=None)
    bis: Day | None = key("last day", de="letzter Tag", default=None)


@table
class Zeitraumpraxis:
    """What is known of how periods are laid."""

    nur_anlassbeurteilungen: bool | None = key(
        "whether there are Anlassbeurteilungen only",
        de="ob es nur Anlassbeurteilungen gibt",
        default=None,
    )
    weicht_von_praxis_ab: bool | None = key(
        "whether the length departs from that of constant practice",
        de="ob die Länge von der ständigen Praxis abweicht",
        default=None,
    )
    sachlicher_grund: bool | None = key(
        "whether there is an objective reason for it",
        de="ob es dafür einen sachlichen Grund gibt",
        default=None,
    )
    beginn_der_runde: date | None = key(
        "first day of the regular period of the round, if no earlier Regelbeurteilung tells it",
        de="erster Tag des Regelzeitraums der Runde, wenn keine frühere Regelbeurteilung ihn ergibt",
        default=None,
    )
    luecke: tuple[Luecke, ...] = key(
        "times between two periods that no appraisal covers",
        de="Zeiten zwischen zwei Zeiträumen, die keine Beurteilung erfasst",
        default=(),
    )


@table
class Nachzeichnung(Lasting):
    """An appraisal carried forward for an officer released from duty (fiktive Fortschreibung)."""

    von: Day | None = key(
        "first day of the release", de="erster Tag der Freistellung", default=None
    )
    bis: Day | None = key(
        "last day of the release; that of the period, if it went on",
        de="letzter Tag der Freistellung; der des Zeitraums, wenn sie fortdauerte",
        default=None,
    )
    vollstaendig: bool | None = key(
        "whether it was a release from all duties",
        de="ob von allen Aufgaben freigestellt war",
        default=None,
    )
    rechtsgrundlage: bool | None = key(
        "whether statute provides for carrying the appraisal forward",
        de="ob ein Gesetz die Fortschreibung vorsieht",
        default=None,
    )
    querschnitt: bool | None = key(
        "whether it follows the cross-section of comparable officers",
        de="ob sie dem Querschnitt vergleichbarer Beamter folgt",
        default=None,
    )
    unterblieben: bool | None = key(
        "whether the appraisal was not carried forward at all, though the officer was released",
        de="ob trotz Freistellung gar nicht fortgeschrieben wurde",
        default=None,
    )
    weitere_elemente: bool | None = key(
        "whether the selection added further fictitious elements to it",
        de="ob die Auswahl weitere fiktive Elemente hinzurechnete",
        default=None,
    )
    grundlage: bool | None = key(
        "whether there is an earlier appraisal that can be carried forward",
        de="ob es eine frühere Beurteilung gibt, die fortgeschrieben werden kann",
        default=None,
    )
    dienstanteil: Fraction | None = key(
        "share of the working time that was still served: '24/100'",
        de="Anteil der Arbeitszeit, in dem noch Dienst geleistet wurde: '24/100'",
        default=None,
    )
    mittel: Fraction | None = key(
        "the mean of their marks: '12,61'", de="das Mittel ihrer Noten: '12,61'", default=None
    )
    gruppengroesse: int | None = key(
        "number of officers compared with", de="Zahl der Vergleichspersonen", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start, a share that is none, and negative numbers."""
        super().__attrs_post_init__()
        refuse_no_share(dienstanteil=self.dienstanteil)
        not_negative(gruppengroesse=self.gruppengroesse)
