"""The format of case files: one class a table, whose fields are its keys.

A key left out is not known, never a default. Reader, schema and template follow these classes; what rules
ask of a case stands in `beurteilung.cases.facts`.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction  # noqa: TC003 - the reader resolves the types of fields when it runs
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from beurteilung._base.errors import BeurteilungError, DataError, nearest
from beurteilung._base.toml import key
from beurteilung.law import registry
from beurteilung.law.decisions import authority
from beurteilung.model.appraisals import Period, Record, Version
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, Office, StatusEvent, event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beurteilung.model.scales import Grade

__all__ = ["Fall"]


def _days(von: date | None, bis: date | None) -> Period | None:
    """Return the days from the first to the last; None if neither is known.

    Raises:
        DataError: one of the two is missing.
        DateError: the last lies before the first.
    """
    if (von is None) != (bis is None):
        raise DataError("", ["a period needs both von and bis, or neither"])
    return Period(von, bis) if von and bis else None


@frozen
class Amt:
    """An office of the career, and the day from which it was held."""

    besoldungsgruppe: Besoldungsgruppe = key("pay group: A 9")
    laufbahngruppe: Laufbahngruppe | None = key("career group", default=None)
    ab: date | None = key("first day; may be left out for the first office only", default=None)
    bezeichnung: str = key("title of the office", default="")
    amtszulage: bool = key("whether it carries an Amtszulage", default=False)

    @property
    def office(self) -> Office:
        """The office itself."""
        return Office(self.besoldungsgruppe, self.laufbahngruppe, self.amtszulage, self.bezeichnung)


@frozen
class Ereignis:
    """A status event that the list of offices does not show."""

    art: str = key("kind of event: befoerderung, laufbahnwechsel, amtszulage, …")
    datum: date | None = key("day of the event", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an unknown kind."""
        self.event  # noqa: B018 - raises

    @property
    def event(self) -> StatusEvent:
        """The event itself."""
        return event(self.art, self.datum)


@frozen
class Fassung:
    """One version of an appraisal."""

    note: str = key("the Gesamturteil in text form: ni-pol-1999:3", default="")
    angabe: str = key(
        "what the source says of the grade, if its scale is not attested: never read as a grade",
        default="",
    )
    vom: date | None = key("day on which it was made", default=None)
    eroeffnet: date | None = key("day on which it was opened to the officer", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and an opening before the making."""
        if bool(self.note) == bool(self.angabe):
            way = "note for a grade of a known scale, or else angabe for what the source says of it"
            raise DataError("", [f"name one of two: {way}"])
        self.grade  # noqa: B018 - raises
        if self.vom and self.eroeffnet and self.eroeffnet < self.vom:
            raise DataError("", [f"eroeffnet {self.eroeffnet} lies before vom {self.vom}"])

    @property
    def grade(self) -> Grade | None:
        """The grade; None if its scale is not attested."""
        return registry.grade(self.note) if self.note else None


@frozen
class Beurteilung:
    """An appraisal with its versions."""

    id: str = key("short name of the appraisal")
    fassung: tuple[Fassung, ...] = key("its versions; a later one replaces the earlier")
    art: Literal["regel", "anlass"] | None = key("kind of appraisal", default=None)
    anlass: str = key("id of the occasion in the guideline: aufstieg", default="")
    von: date | None = key("first day of the period", default=None)
    bis: date | None = key("last day of the period", default=None)
    stichtag: date | None = key("its Stichtag", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse half a period, an end before the start, contradictory versions and impossible days."""
        self.record(None)
        days = [("stichtag", self.stichtag)]
        days += [(f"fassung[{n}].vom", f.vom) for n, f in enumerate(self.fassung)]
        days += [(f"fassung[{n}].eroeffnet", f.eroeffnet) for n, f in enumerate(self.fassung)]
        if early := [
            f"{name} {on} lies before the first day of the period, {self.von}"
            for name, on in days
            if on and self.von and on < self.von
        ]:
            raise DataError("", early)

    @property
    def period(self) -> Period | None:
        """The days it covers."""
        return _days(self.von, self.bis)

    @property
    def last_day(self) -> date:
        """The day by which appraisals are put in order; the first of days if none is known."""
        made = [f.vom or f.eroeffnet or date.min for f in self.fassung]
        return self.stichtag or self.bis or min(made)

    def record(self, office: Office | None) -> Record:
        """Return the appraisal with all its versions."""
        versions = tuple(
            Version(f.grade, f.eroeffnet or f.vom, f.vom, f.eroeffnet, f.angabe)
            for f in self.fassung
        )
        return Record(versions, office, self.period, self.stichtag, self.art, self.anlass, self.id)


@frozen
class Taetigkeit:
    """An activity of which it is disputed whether the appraisal had to describe it."""

    bezeichnung: str = key("what it was")
    erwaehnt_unter: str = key("where the appraisal mentions it", default="")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)
    kuerzer_als_monate: int | None = key("established: it took less than this", default=None)
    laenger_als_monate: int | None = key("established: it took more than this", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a time that no activity can have taken."""
        less, more = self.kuerzer_als_monate, self.laenger_als_monate
        rules = [
            (less is None or less >= 1, f"kuerzer_als_monate must be at least 1, got {less}"),
            (more is None or more >= 0, f"laenger_als_monate must not be negative, got {more}"),
            (less is None or more is None or more < less,
             f"it cannot have taken more than {more} and less than {less} months; strike one"),
        ]  # fmt: skip
        if problems := [fault for holds, fault in rules if not holds]:
            raise DataError("", problems)


@frozen
class Abordnung:
    """A time at another authority or unit."""

    bezeichnung: str = key("what it was", default="Abordnung")
    von: date = key("first day")
    bis: date = key("last day")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)
    beurteilungsnotiz: bool | None = key(
        "whether the receiving authority gave a note", default=None
    )
    im_dienstrechtlichen_sinn: bool | None = key(
        "whether it was an Abordnung in the strict sense", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period:
        """The days it lasted."""
        return Period(self.von, self.bis)


@frozen
class Lehrgang:
    """A course whose performance has a mark of its own."""

    bezeichnung: str = key("what it was")
    in_taetigkeitsbeschreibung: bool | None = key("whether the description lists it", default=None)


@frozen
class Gruppe:
    """The comparison group."""

    gebildet: bool | None = key("whether one was formed", default=None)
    besoldungsgruppe: Besoldungsgruppe | None = key("its pay group", default=None)
    groesse: int | None = key("number of its members", default=None)
    massstab: Literal["amt", "vergleichsgruppe"] | None = key(
        "what was compared with: the office's requirements, or the group", default=None
    )
    staendige_praxis: bool | None = key("whether this is constant practice", default=None)
    verteilung: dict[str, int] | None = key("how many got which grade", default=None)
    gebildet_nach: Literal["amt", "besoldungsgruppe", "dienstgrad", "dienstposten"] | None = key(
        "by what it was formed", default=None
    )
    vollstaendig: bool | None = key(
        "whether all of the group were included, those too who waived an appraisal", default=None
    )
    nur_bewerber: bool | None = key(
        "whether only the applicants for a post were compared with each other", default=None
    )

    @property
    def described(self) -> bool:
        """Whether the case describes the group itself."""
        own = (self.gebildet, self.besoldungsgruppe, self.groesse, self.massstab, self.verteilung)
        return any(fact is not None for fact in own)

    def __attrs_post_init__(self) -> None:
        """Refuse counts that are none, or more than the group has."""
        counts = list((self.verteilung or {}).values())
        if any(n < 0 for n in counts) or (self.groesse is not None and self.groesse < 0):
            raise DataError("", ["a number of officers cannot be negative"])
        if counts and self.groesse is not None and sum(counts) != self.groesse:
            raise DataError(
                "", [f"verteilung counts {sum(counts)} officers, groesse {self.groesse}"]
            )


@frozen
class Vorgabe:
    """Richtwerte that were set for the round."""

    gesetzt_fuer: tuple[str, ...] | None = key(
        "the stages for which Richtwerte were set; [] if none were", default=None
    )
    staendige_praxis: bool | None = key("whether this is constant practice", default=None)
    zustimmung: bool | None = key(
        "whether the ministry or the staff council had consented to the practice", default=None
    )
    rechtsgrundlage: bool | None = key("whether statute provides for them", default=None)
    strenger_als_verordnung: bool | None = key(
        "whether the guideline's quotas are stricter than those of the ordinance", default=None
    )
    nach_stellenzahl: bool | None = key(
        "whether grades were given by the number of vacancies", default=None
    )
    erstbeurteiler_gebunden: bool | None = key(
        "whether first appraisers were bound by them", default=None
    )
    gesperrte_stufe: bool | None = key(
        "whether a stage was reserved for those on higher-valued posts", default=None
    )
    standzeit_schematisch: bool | None = key(
        "whether the longer-serving were graded better as a matter of course", default=None
    )
    vergebene_stufen: int | None = key(
        "how many stages of the scale are in fact given, in all groups together", default=None
    )
    stufen_der_skala: int | None = key(
        "number of stages of the scale, if the grade does not tell it", default=None
    )
    anteile: tuple[Fraction, ...] = key("the Richtwerte as shares: '18/100'", default=())

    def __attrs_post_init__(self) -> None:
        """Refuse more stages given than there are."""
        given, stages = self.vergebene_stufen, self.stufen_der_skala
        if given is not None and (given < 1 or (stages is not None and given > stages)):
            raise DataError("", [f"vergebene_stufen {given} of stufen_der_skala {stages}"])

    @property
    def described(self) -> bool:
        """Whether the case says which Richtwerte were set, or by what practice."""
        own = (self.gesetzt_fuer, self.staendige_praxis, self.zustimmung)
        return any(fact is not None for fact in own)


@frozen
class Spanne:
    """A time within the period appraised."""

    bezeichnung: str = key("what it was", default="")
    von: date = key("first day")
    bis: date = key("last day")

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period:
        """The days it lasted."""
        return Period(self.von, self.bis)


@frozen
class NeueRichtlinie:
    """A guideline that was issued while the period ran."""

    ab: date | None = key("day from which it applied", default=None)
    strenger: bool | None = key("whether its standards are stricter than before", default=None)


@frozen
class Aktualitaet:
    """Whether a Regelbeurteilung was current when a selection was made."""

    regelbeurteilung: date | None = key("Stichtag of the last Regelbeurteilung", default=None)
    auswahl: date | None = key("day of the selection", default=None)
    richter: bool | None = key(
        "whether the officer is a judge, and judges are appraised every five years", default=None
    )
    turnus: int | None = key(
        "years from one Regelbeurteilung to the next, for officers", default=None
    )
    andere_aufgaben: Spanne | None = key(
        "the time of substantially different tasks since that Stichtag", default=None
    )
    anderes_statusamt: bool | None = key(
        "whether those tasks belong to another Statusamt; false on a bundled post that includes the "
        "former pay group",
        default=None,
    )
    anlassbeurteilung: bool | None = key(
        "whether an Anlassbeurteilung was made all the same", default=None
    )
    nur_fortentwickelt: bool | None = key(
        "whether the Anlassbeurteilung only develops the Regelbeurteilung further", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a selection before the Stichtag, and a rhythm of no years."""
        if self.regelbeurteilung and self.auswahl and self.auswahl < self.regelbeurteilung:
            last = f"the Stichtag of the last Regelbeurteilung, {self.regelbeurteilung}"
            raise DataError(
                "", [f"auswahl {self.auswahl} lies before {last}; name the one before it"]
            )
        if self.turnus is not None and self.turnus < 1:
            raise DataError("", [f"turnus counts years, got {self.turnus}"])

    @property
    def other_tasks(self) -> Period | None:
        """The days of other tasks after that Stichtag and up to the selection; None if there are none."""
        if self.andere_aufgaben is None:
            return None
        first = self.regelbeurteilung + timedelta(days=1) if self.regelbeurteilung else date.min
        return self.andere_aufgaben.period.common(Period(first, self.auswahl or date.max))


@frozen
class Zeitraumpraxis:
    """What is known of how periods are laid."""

    nur_anlassbeurteilungen: bool | None = key(
        "whether there are appraisals on occasion only", default=None
    )
    weicht_von_praxis_ab: bool | None = key(
        "whether the length departs from that of constant practice", default=None
    )
    sachlicher_grund: bool | None = key("whether there is an objective reason for it", default=None)
    beginn_der_runde: date | None = key(
        "first day of the regular period of the round, if no earlier Regelbeurteilung tells it",
        default=None,
    )


@frozen
class Beurteiler:
    """What the appraiser knew."""

    eigene_kenntnis: bool | None = key(
        "whether the appraiser knows the work as a superior from own experience", default=None
    )
    anderer_vorgesetzter: bool | None = key(
        "whether there was another superior who does", default=None
    )
    kenntnis: tuple[Spanne, ...] = key("the times that the appraiser knows", default=())


@frozen
class Beitrag:
    """A contribution of somebody else to the appraisal (Beitrag, Notiz, Stellungnahme)."""

    bezeichnung: str = key("what it is", default="Beitrag")
    von: date | None = key("first day it covers", default=None)
    bis: date | None = key("last day it covers", default=None)
    noetig: bool | None = key(
        "whether it was needed: by the guideline, or because nobody else knew", default=None
    )
    eingeholt: bool | None = key("whether it was obtained", default=None)
    zustaendig: bool | None = key("whether its author was competent", default=None)
    verwertet: bool | None = key("whether the appraisal uses it", default=None)
    tief_genug: bool | None = key("whether it is deep enough for every single rating", default=None)
    abweichung: bool | None = key("whether the appraisal departs from it", default=None)
    abweichung_begruendet: bool | None = key("whether the departure is reasoned", default=None)
    nur_zahlen: bool | None = key("whether both consist of figures only", default=None)
    austausch: bool | None = key("whether there was an exchange with its author", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse half a period, and an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period | None:
        """The days it covers."""
        return _days(self.von, self.bis)


@frozen
class Aufgaben:
    """Duties that were valued higher than the office."""

    hoeherwertig: bool | None = key("whether such duties were performed", default=None)
    beruecksichtigt: bool | None = key("whether the appraisal considers them", default=None)


@frozen
class Konferenz:
    """A conference of appraisers."""

    ergebnis_bindet: bool | None = key(
        "whether its result bound the appraisers; false also if that is not established",
        default=None,
    )
    feste_stufe_im_neuen_amt: bool | None = key(
        "whether it fixed those first appraised in a new office to one stage", default=None
    )
    rangfolge_bindet: bool | None = key("whether its rank order bound the grade", default=None)
    massstab_verschoben: bool | None = key("whether it shifted the standard", default=None)


@frozen
class Abschlag:
    """A deduction that was made because of a change of office."""

    grund: Literal["befoerderung", "laufbahnwechsel", "amtszulage"] = key("what it was made for")
    vorgeschrieben: bool | None = key(
        "whether it was prescribed for all, whatever their performance", default=None
    )


@frozen
class Massstab:
    """By which office the performance was measured, if the officer was promoted in the period."""

    angewandt: Literal["amt-am-stichtag", "nur-zeit-danach", "geteilt"] | None = key(
        "amt-am-stichtag: the office at the Stichtag for the whole period; nur-zeit-danach: only the "
        "time after the promotion is graded; geteilt: the time before by the former office",
        default=None,
    )


@frozen
class Aenderung:
    """What is known of the change against the previous appraisal besides the two grades."""

    stufen: int | None = key(
        "established: so many stages better (+) or worse (-), if the grades have no text form",
        default=None,
    )
    schritte: int | None = key(
        "established: so many points or sub-stages better or worse, where these are finer than stages",
        default=None,
    )
    stufen_der_skala: int | None = key("number of stages of the scale", default=None)
    begruendung: Literal["fehlt", "gegeben", "traegt"] | None = key(
        "fehlt: no reasons were given; gegeben: some were; traegt: established that they hold",
        default=None,
    )
    wesentlich: bool | None = key(
        "established: the change is substantial, though nobody counts it", default=None
    )
    foerderhinweis_entfallen: bool | None = key(
        "whether an earlier promotion hint was dropped", default=None
    )
    massstab_geaendert: bool | None = key(
        "whether the standard was changed for the first time", default=None
    )


@frozen
class Merkmal:
    """Single features with the same rating."""

    note: str = key("the rating as printed: '3,5'")
    anzahl: int = key("how many features have it")
    gewicht: Fraction | None = key(
        "weight of each of them; left out if no weights are known", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse counts and weights that are none."""
        if self.anzahl < 1:
            raise DataError("", [f"anzahl counts features, got {self.anzahl}"])
        if self.gewicht is not None and self.gewicht <= 0:
            raise DataError("", [f"gewicht must be above 0, got {self.gewicht}"])


@frozen
class Gesamturteil:
    """How the overall mark came about."""

    verschiedene_skalen: bool | None = key(
        "whether features and overall mark have different scales", default=None
    )
    uebertragung_erlaeutert: bool | None = key(
        "whether the translation between them is explained", default=None
    )
    vorab_festgelegt: bool | None = key(
        "whether it was fixed before the single ratings", default=None
    )
    rechnerisch: bool | None = key("whether it was formed by arithmetic", default=None)
    gewichtung_verkennt: bool | None = key(
        "whether the weights misjudge aptitude, ability and performance", default=None
    )
    zwischenstufe_zugeordnet: bool | None = key(
        "whether a Zwischenstufe was counted to a neighbouring stage", default=None
    )
    zuordnung_begruendet: bool | None = key("whether that is reasoned", default=None)


@frozen
class Zweitbeurteiler:
    """A second appraiser who changed the overall mark."""

    note_vorher: str = key("the first appraiser's overall mark in text form", default="")
    merkmale_geaendert: int | None = key(
        "how many features the second appraiser changed", default=None
    )
    begruendet: bool | None = key("whether the change is reasoned", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist."""
        self.grade  # noqa: B018 - raises

    @property
    def grade(self) -> Grade | None:
        """The first appraiser's overall mark."""
        return registry.grade(self.note_vorher) if self.note_vorher else None


@frozen
class Nachzeichnung:
    """An appraisal carried forward for an officer released from duty (fiktive Fortschreibung)."""

    von: date | None = key("first day of the release", default=None)
    bis: date | None = key(
        "last day of the release; that of the period, if it went on", default=None
    )
    vollstaendig: bool | None = key("whether it was a release from all duties", default=None)
    rechtsgrundlage: bool | None = key(
        "whether statute provides for carrying the appraisal forward", default=None
    )
    querschnitt: bool | None = key(
        "whether it follows the cross-section of comparable officers", default=None
    )
    weitere_elemente: bool | None = key(
        "whether the selection added further fictitious elements to it", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse half a period, and an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period | None:
        """The days of the release."""
        return _days(self.von, self.bis)


@frozen
class Mitbewerber:
    """A competitor for a post, as far as the comparison of appraisals goes."""

    note: str = key("the competitor's overall mark in text form", default="")
    abstand_stufen: int | None = key(
        "established: stages between the two marks, if they have no text form", default=None
    )
    gleiche_binnendifferenzierung: bool | None = key(
        "whether both have the same sub-stage", default=None
    )
    besoldungsgruppe: Besoldungsgruppe | None = key("the competitor's pay group", default=None)
    amtszulage: bool = key("whether the competitor's office carries an Amtszulage", default=False)
    eigene_besoldungsgruppe: Besoldungsgruppe | None = key(
        "the officer's pay group, if no office is listed", default=None
    )
    eigene_amtszulage: bool = key(
        "whether the officer's office carries an Amtszulage", default=False
    )
    endgrundgehalt: Fraction | None = key(
        "final basic salary of the competitor's office: needed between two pay orders", default=None
    )
    eigenes_endgrundgehalt: Fraction | None = key(
        "final basic salary of the officer's office", default=None
    )
    schematisch: bool | None = key(
        "whether the higher office was given more weight schematically", default=None
    )
    merkmale_verglichen: bool | None = key(
        "whether the marks of the single features were compared behind equal overall marks",
        default=None,
    )
    dienstposten_bleibt: bool | None = key(
        "whether both keep their posts, and only the higher Statusamt is at stake", default=None
    )
    texte_verschieden: bool | None = key(
        "whether the appraisals with equal marks differ in their wording", default=None
    )
    texte_verglichen: bool | None = key("whether those differences were considered", default=None)
    nach_mittelwert: bool | None = key(
        "whether equal overall marks were ranked by the mean of the single features", default=None
    )
    vorbeurteilung_mit_binnendifferenzierung: bool | None = key(
        "whether previous appraisals were compared with their sub-stages, not by full grades only",
        default=None,
    )
    vorbeurteilung_fehlerhaft: bool | None = key(
        "whether a previous appraisal is faulty", default=None
    )
    hilfskriterium_statt_vorbeurteilung: bool | None = key(
        "whether a criterion close to performance decided in its stead", default=None
    )
    andere_skala: bool | None = key(
        "whether the competitor was appraised under another system", default=None
    )
    vergleichbar_gemacht: bool | None = key(
        "whether the appraisals were made comparable", default=None
    )
    von: date | None = key("first day of the competitor's period", default=None)
    bis: date | None = key("last day of the competitor's period", default=None)
    nennenswert_benachteiligt: bool | None = key(
        "whether somebody is put at a relevant disadvantage by different periods", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and half a period."""
        self.grade  # noqa: B018 - raises
        self.period  # noqa: B018 - raises

    @property
    def grade(self) -> Grade | None:
        """The competitor's overall mark."""
        return registry.grade(self.note) if self.note else None

    @property
    def period(self) -> Period | None:
        """The days of the competitor's period."""
        return _days(self.von, self.bis)


@frozen
class Fall:
    """A case file."""

    id: str = key("short name of the case")
    titel: str = key("what the case is about, without names of persons")
    land: str = key("the Land whose officer it is, or Bund, or 'nicht bekannt'")
    kenntnisstand: date | None = key("only facts known on this day count", default=None)
    rechtsstand: date | None = key("only authorities up to this day count", default=None)
    entscheidung: str = key("id of the decision that the facts are taken from", default="")
    beurteilung: tuple[Beurteilung, ...] = key("the appraisals; the last one is examined")
    amt: tuple[Amt, ...] = key("the offices of the career, in order", default=())
    ereignis: tuple[Ereignis, ...] = key("further status events", default=())
    taetigkeit: tuple[Taetigkeit, ...] = key("disputed activities", default=())
    abordnung: tuple[Abordnung, ...] = key("times at other authorities", default=())
    lehrgang: tuple[Lehrgang, ...] = key("courses", default=())
    vergleichsgruppe: Gruppe | None = key("the comparison group", default=None)
    richtwerte: Vorgabe | None = key("Richtwerte that were set", default=None)
    richtlinie: str = key("id of the guideline applied, if the grade does not tell it", default="")
    neue_richtlinie: NeueRichtlinie | None = key(
        "a guideline issued while the period ran", default=None
    )
    aktualitaet: Aktualitaet | None = key(
        "whether a Regelbeurteilung was current for a selection", default=None
    )
    zeitraum: Zeitraumpraxis | None = key("how periods are laid", default=None)
    unberuecksichtigt: tuple[Spanne, ...] = key(
        "times whose performance was left out of account", default=()
    )
    aufgaben: Aufgaben | None = key("higher-valued duties", default=None)
    beurteiler: Beurteiler | None = key("what the appraiser knew", default=None)
    beitrag: tuple[Beitrag, ...] = key("contributions of others", default=())
    konferenz: Konferenz | None = key("a conference of appraisers", default=None)
    abschlag: Abschlag | None = key("a deduction that was made", default=None)
    massstab: Massstab | None = key("the yardstick after a promotion in the period", default=None)
    aenderung: Aenderung | None = key(
        "the change against the previous appraisal, besides the grades", default=None
    )
    merkmal: tuple[Merkmal, ...] = key("the single features", default=())
    gesamturteil: Gesamturteil | None = key("how the overall mark came about", default=None)
    zweitbeurteiler: Zweitbeurteiler | None = key("a second appraiser", default=None)
    nachzeichnung: Nachzeichnung | None = key(
        "an appraisal carried forward for an officer released from duty", default=None
    )
    mitbewerber: Mitbewerber | None = key("a competitor", default=None)
    anmerkung: tuple[str, ...] = key("remarks: oddities of the source, kept as printed", default=())

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself or names nothing known, with all faults at once."""
        if problems := [*self._appraisals(), *self._offices(), *self._names()]:
            raise DataError("", problems)

    def _appraisals(self) -> Iterator[str]:
        if not self.beurteilung:
            yield "beurteilung: at least one appraisal is needed"
        if len({b.id for b in self.beurteilung}) < len(self.beurteilung):
            yield "beurteilung: two appraisals have the same id"
        ends = [b.last_day for b in self.beurteilung]
        if date.min not in ends and ends != sorted(ends):
            yield (
                "beurteilung: list the appraisals in the order of their Stichtage or last days; the last "
                f"one is examined (got {', '.join(map(str, ends))})"
            )
        weights = [m.gewicht for m in self.merkmal]
        if None in weights and any(weights):
            yield "merkmal: give the weight of all features, or of none"

    def _offices(self) -> Iterator[str]:
        starts = [a.ab for a in self.amt]
        if None in starts[1:]:
            yield (
                "amt: every office but the first needs its first day, ab; where it is not known, list the "
                "last office only and state the change as an ereignis without datum"
            )
        days = [d for d in starts if d]
        if days != sorted(set(days)):
            yield "amt: list the offices in order of their first days"

    def _names(self) -> Iterator[str]:
        if self.land not in DIENSTHERREN:
            known = {*DIENSTHERREN, *(g.rules.land for g in registry.guidelines())} - {""}
            if self.land not in known:
                names = ", ".join(sorted(known))
                yield f"land: unknown {self.land!r}{nearest(self.land, known)}; known: {names}"
        lookups: list[tuple[str, str, Callable[[str], object]]] = [
            ("entscheidung", self.entscheidung, authority),
            ("richtlinie", self.richtlinie, registry.guideline),
        ]
        for name, value, look_up in lookups:
            try:
                if value:
                    look_up(value)
            except BeurteilungError as error:
                yield f"{name}: {error}"


DIENSTHERREN = frozenset({
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Bund", "Hamburg", "Hessen",
    "Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland",
    "Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen", "nicht bekannt",
})  # fmt: skip
"""Whose law a case may be of; besides these, whatever a guideline that is known names."""
