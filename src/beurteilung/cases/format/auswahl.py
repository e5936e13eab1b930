"""The selection: whom it compared, and by which appraisals."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day
from beurteilung._base.errors import DataError
from beurteilung._base.records import cached_property, key, table
from beurteilung._base.text import Text
from beurteilung.cases.format.beurteilung import Ueberpruefung
from beurteilung.cases.format.urteil import Merkmal
from beurteilung.cases.format.values import (
    REASONS,
    REASONS_DE,
    Begruendung,
    Lasting,
    Nachgeholt,
    Spanne,
    grade_of,
    not_negative,
    stated_grade,
)
from beurteilung.model.appraisals import Period
from beurteilung.model.offices import Besoldungsgruppe

if TYPE_CHECKING:
    from beurteilung.model.scales import Grade


@table
class Aktualitaet:
    """Whether a Regelbeurteilung was current when a selection was made."""

    regelbeurteilung: date | None = key(
        "Stichtag of the last Regelbeurteilung",
        de="Stichtag der letzten Regelbeurteilung",
        default=None,
    )
    auswahl: date | None = key("day of the selection", de="Tag der Auswahl", default=None)
    richter: bool | None = key(
        "whether the officer is a judge, and judges are appraised every five years",
        de="ob es um Richter geht, die alle fünf Jahre beurteilt werden",
        default=None,
    )
    turnus: int | None = key(
        "years from one Regelbeurteilung to the next, for officers",
        de="Jahre von einer Regelbeurteilung zur nächsten, für Beamte",
        default=None,
    )
    andere_aufgaben: Spanne | None = key(
        "the time of substantially different tasks since that Stichtag",
        de="die Zeit wesentlich anderer Aufgaben seit diesem Stichtag",
        default=None,
    )
    anderes_statusamt: bool | None = key(
        "whether those tasks belong to another Statusamt; false on a bundled post that includes the "
        "former pay group",
        de="ob diese Aufgaben zu einem anderen Statusamt gehören; false auf einem gebündelten Dienstposten, "
        "der die bisherige Besoldungsgruppe umfasst",
        default=None,
    )
    anlassbeurteilung: bool | None = key(
        "whether an Anlassbeurteilung was made all the same",
        de="ob gleichwohl eine Anlassbeurteilung erstellt wurde",
        default=None,
    )
    nur_fortentwickelt: bool | None = key(
        "whether the Anlassbeurteilung only develops the Regelbeurteilung further",
        de="ob die Anlassbeurteilung die Regelbeurteilung nur fortentwickelt",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a selection before the Stichtag, and a rhythm of no years."""
        if self.regelbeurteilung and self.auswahl and self.auswahl < self.regelbeurteilung:
            fault = Text(
                f"auswahl {self.auswahl} liegt vor dem Stichtag der letzten Regelbeurteilung, "
                f"{self.regelbeurteilung}; die davor angeben",
                f"auswahl {self.auswahl} lies before the Stichtag of the last Regelbeurteilung, "
                f"{self.regelbeurteilung}; name the one before it",
            )
            raise DataError("", [fault])
        if self.turnus is not None and self.turnus < 1:
            raise DataError(
                "",
                [
                    Text(
                        f"turnus zählt Jahre, angegeben ist {self.turnus}",
                        f"turnus counts years, got {self.turnus}",
                    )
                ],
            )

    @property
    def other_tasks(self) -> Period | None:
        """The days of other tasks after that Stichtag and up to the selection; None if there are none."""
        if self.andere_aufgaben is None:
            return None
        first = self.regelbeurteilung + timedelta(days=1) if self.regelbeurteilung else date.min
        return self.andere_aufgaben.period.common(Period(first, self.auswahl or date.max))


@table
class Auswahl:
    """The selection for a post or a promotion, apart from the appraisals."""

    am: Day | None = key("day of the selection", de="Tag der Auswahlentscheidung", default=None)
    stelle: str = key("what was to be filled", de="was zu besetzen war", default="")
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group of what was to be filled",
        de="Besoldungsgruppe dessen, was zu besetzen war",
        default=None,
    )
    besoldungsgruppe_bis: Besoldungsgruppe | None = key(
        "highest pay group, if the post covers several",
        de="höchste Besoldungsgruppe, wenn der Dienstposten mehrere umfasst",
        default=None,
    )
    bewerber: int | None = key(
        "how many applied or were considered",
        de="Zahl der Bewerber oder der in Betracht gezogenen Kandidaten",
        default=None,
    )
    beamter_einbezogen: bool | None = key(
        "whether the officer was included in the comparison, without an application too",
        de="ob der Beamte in den Vergleich einbezogen wurde, auch ohne Bewerbung",
        default=None,
    )
    ohne_beurteilung: bool | None = key(
        "whether the selection was made without a valid appraisal of somebody whom it compares",
        de="ob bei der Auswahl eine wirksame Beurteilung des Beamten oder eines Mitbewerbers fehlte",
        default=None,
    )
    stellen: int | None = key(
        "how many posts were to be filled", de="Zahl der zu besetzenden Stellen", default=None
    )
    rangplatz: int | None = key(
        "the officer's place on the list", de="Platz des Beamten auf der Rangliste", default=None
    )
    art: Literal[
        "befoerderung", "dienstposten", "einstellung", "aufstieg", "zulage", "leistungsbezahlung"
    ] | None = key(
        "what was at stake; befoerderung: the higher office on the present post",
        de="worum es ging; befoerderung: das höhere Amt auf dem bisherigen Dienstposten",
        default=None,
    )  # fmt: skip
    beamter_ausgewaehlt: bool | None = key(
        "whether the officer was chosen", de="ob der Beamte ausgewählt wurde", default=None
    )
    vor_eroeffnung: bool | None = key(
        "whether it relied on an appraisal that had not been opened to the officer",
        de="ob sie sich auf eine Beurteilung stützte, die noch nicht eröffnet war",
        default=None,
    )
    bewaehrungsvorsprung: bool | None = key(
        "whether it counted what somebody showed on the very post at issue, which was given to them beforehand",
        de="ob zählte, was jemand auf dem streitigen, ihm vorab übertragenen Dienstposten zeigte",
        default=None,
    )
    vorsprung_dokumentiert: bool | None = key(
        "whether the advantage of those chosen is documented coherently",
        de="ob der Vorsprung der Ausgewählten schlüssig dokumentiert ist",
        default=None,
    )
    gruende_nachgeholt: Nachgeholt | None = key(
        "when the reasons came, if the file of the selection itself does not give them",
        de="wann die Gründe nachgeholt wurden, wenn der Auswahlvorgang selbst sie nicht nennt",
        default=None,
    )
    anforderungsprofil_geprueft: bool | None = key(
        "whether the applicants were compared by the profile of requirements, if there is one",
        de="ob die Bewerber am Anforderungsprofil verglichen wurden, wenn es eines gibt",
        default=None,
    )
    anforderungsprofil_zwingend: bool | None = key(
        "whether the duties of the post cannot be done without the requirement that shut somebody out",
        de="ob der Dienstposten ohne die Anforderung, an der jemand scheiterte, nicht wahrgenommen werden kann",
        default=None,
    )
    anforderungsprofil_geaendert: bool | None = key(
        "whether the profile of requirements was changed while the selection was under way",
        de="ob das Anforderungsprofil während des Auswahlverfahrens geändert wurde",
        default=None,
    )
    gespraech_festgehalten: bool | None = key(
        "whether questions, answers and ratings of an interview are on record, if there was one",
        de="ob Fragen, Antworten und Bewertung eines Auswahlgesprächs festgehalten sind, wenn es eines gab",
        default=None,
    )
    abbruch_begruendet: bool | None = key(
        "whether breaking off the selection had an objective reason, if it was broken off",
        de="ob der Abbruch des Auswahlverfahrens einen sachlichen Grund hatte, wenn es abgebrochen wurde",
        default=None,
    )
    ausgeschrieben: bool | None = key(
        "whether the post was advertised", de="ob die Stelle ausgeschrieben war", default=None
    )
    versetzungsbewerber_gleich: bool | None = key(
        "whether it was advertised for those to be promoted and those to be moved alike, all to be chosen by merit",
        de="ob sie für Beförderungs- und Versetzungsbewerber gleichermaßen ausgeschrieben war, alle nach Leistung "
        "auszuwählen",
        default=None,
    )
    hilfskriterium: str = key(
        "the secondary criterion used, if one decided: seniority, sex, disability",
        de="das Hilfskriterium, wenn eines den Ausschlag gab: Dienstalter, Geschlecht, Schwerbehinderung",
        default="",
    )
    vorbeurteilung_herangezogen: bool | None = key(
        "whether earlier appraisals were looked at before a secondary criterion",
        de="ob vor einem Hilfskriterium auf die Vorbeurteilungen gesehen wurde",
        default=None,
    )
    ausgeschlossen_wegen: Literal[
        "disziplinarverfahren", "krankheit", "anforderungsprofil", "gesundheit", "empfehlung",
        "bewerbungsfrist", "laufbahnbefaehigung", "altersgrenze", "mindestzeit", "beurlaubung", "teilzeit",
        "freistellung", "sonstiges",
    ] | None = key(
        "why the officer was left out of the selection; krankheit: could not be appraised because of illness; "
        "empfehlung: the appraisal does not recommend it; mindestzeit: promoted too short a time ago",
        de="weshalb der Beamte nicht in die Auswahl kam; krankheit: wegen Krankheit nicht zu beurteilen; gesundheit: "
        "gesundheitlich nicht geeignet; empfehlung: die Beurteilung empfiehlt es nicht; mindestzeit: seit der letzten "
        "Beförderung verging zu wenig Zeit",
        default=None,
    )  # fmt: skip
    empfehlung_vorgesehen: bool | None = key(
        "whether the appraisal has to say whether it recommends the officer, if it does not",
        de="ob die Beurteilung sich zu einer Empfehlung äußern muss, wenn sie keine enthält",
        default=None,
    )
    disziplinarverfahren_grundlos: bool | None = key(
        "whether there was obviously no cause for the disciplinary proceedings, or they were an abuse",
        de="ob für das Disziplinarverfahren offensichtlich kein Anlass bestand oder es missbräuchlich war",
        default=None,
    )
    beteiligung_unterblieben: tuple[
        Literal["gleichstellungsbeauftragte", "personalrat", "schwerbehindertenvertretung"], ...
    ] = key(
        "who was passed over in the selection", de="wer an der Auswahl nicht beteiligt wurde", default=()
    )  # fmt: skip
    aussicht: bool | None = key(
        "whether success in a new selection is seriously possible",
        de="ob ein Erfolg bei einer neuen Auswahl ernsthaft möglich ist",
        default=None,
    )
    ernannt_vor_rechtsschutz: bool | None = key(
        "whether the one chosen was appointed before those passed over could exhaust their remedies in court",
        de="ob der Ausgewählte ernannt wurde, bevor die Unterlegenen gerichtlichen Rechtsschutz ausschöpfen konnten",
        default=None,
    )
    rechtsschutz_gesucht: bool | None = key(
        "whether the officer sought protection in court against the selection, if damages are claimed",
        de="ob der Beamte gegen die Auswahl gerichtlichen Rechtsschutz suchte, wenn Schadensersatz begehrt ist",
        default=None,
    )
    mitgeteilt: Day | None = key(
        "day on which those passed over were told of the selection",
        de="Tag, an dem den Unterlegenen die Auswahl mitgeteilt wurde",
        default=None,
    )
    ernannt: Day | None = key(
        "day on which the one chosen was appointed, from which the office is taken",
        de="Tag, an dem der Ausgewählte ernannt wurde; von da an ist das Amt besetzt",
        default=None,
    )
    fehlende_vorbeurteilung_schlechter: bool | None = key(
        "whether an earlier appraisal that is missing because of illness counted like a worse one",
        de="ob eine wegen Krankheit fehlende Vorbeurteilung wie eine schlechtere gewertet wurde",
        default=None,
    )
    mindestnote: str = key(
        "the mark needed for being thought suitable, in text form: by-llbg:12",
        de="die Note, ab der jemand als geeignet gilt, mit ihrer Skala: by-llbg:12",
        default="",
    )
    mindestnote_erreicht: bool | None = key(
        "whether that mark was reached, if it has no text form",
        de="ob diese Note erreicht war, wenn sie keine Skala hat",
        default=None,
    )
    entschieden_durch: Literal[
        "gesamturteil", "merkmale", "vorbeurteilung", "auswahlgespraech", "test", "hilfskriterium",
        "dienstpostenwert",
    ] | None = key(
        "what decided in the end; dienstpostenwert: the value of the applicant's post",
        de="was am Ende den Ausschlag gab; dienstpostenwert: die Bewertung des bisherigen Dienstpostens", default=None,
    )  # fmt: skip
    mindestzeit_monate: int | None = key(
        "months that must lie between the last promotion and this one",
        de="Monate, die zwischen der letzten Beförderung und dieser liegen müssen",
        default=None,
    )
    ueberpruefung: tuple[Ueberpruefung, ...] = key(
        "what authorities or courts did about it",
        de="was Behörden oder Gerichte mit ihr getan haben",
        default=(),
        or_one=True,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a mark that does not exist, and negative numbers."""
        self.threshold  # noqa: B018 - raises
        not_negative(bewerber=self.bewerber, stellen=self.stellen, rangplatz=self.rangplatz)
        if self.mindestzeit_monate is not None and self.mindestzeit_monate < 1:
            raise DataError(
                "",
                [
                    Text(
                        f"mindestzeit_monate zählt Monate, angegeben ist {self.mindestzeit_monate}",
                        f"mindestzeit_monate counts months, got {self.mindestzeit_monate}",
                    )
                ],
            )

    @property
    def threshold(self) -> Grade | None:
        """The mark needed for being thought suitable."""
        return grade_of(self.mindestnote)


@table
class Vorbeurteilung(Lasting):
    """An earlier appraisal of a competitor."""

    note: str = key(
        "its overall mark in text form", de="ihr Gesamturteil mit seiner Skala", default=""
    )
    angabe: str = key(
        "what the source says of it, if the scale is not attested",
        de="was die Quelle dazu sagt, wenn die Skala nicht belegt ist",
        default="",
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group of the office in which it was given",
        de="Besoldungsgruppe des Amtes, in dem sie erteilt wurde",
        default=None,
    )
    von: Day | None = key("first day of its period", de="erster Tag ihres Zeitraums", default=None)
    bis: Day | None = key("last day of its period", de="letzter Tag ihres Zeitraums", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and an end before the start."""
        self.grade  # noqa: B018 - raises
        super().__attrs_post_init__()

    @cached_property
    def grade(self) -> Grade | None:
        """The overall mark."""
        return stated_grade(self.note)


@table
class Mitbewerber(Lasting):
    """A competitor for a post, as far as the comparison of appraisals goes."""

    bezeichnung: str = key(
        "how to name the competitor, no name of a person: Beigeladene 1",
        de="wie er zu nennen ist, nie mit Namen: Beigeladene 1",
        default="",
    )
    ausgewaehlt: bool | None = key(
        "whether the competitor was chosen", de="ob er ausgewählt wurde", default=None
    )
    versetzungsbewerber: bool | None = key(
        "whether the competitor already holds the office and would only be moved",
        de="ob er das Amt schon hat und nur versetzt oder umgesetzt würde",
        default=None,
    )
    note: str = key(
        "the competitor's overall mark in text form",
        de="sein Gesamturteil mit dessen Skala",
        default="",
    )
    angabe: str = key(
        "what the source says of that mark, if its scale is not attested",
        de="was die Quelle zu dieser Note sagt, wenn die Skala nicht belegt ist",
        default="",
    )
    abstand_stufen: int | None = key(
        "established: stages between the two marks, if they have no text form",
        de="festgestellt: Stufen zwischen den beiden Noten, wenn sie keine Skala haben",
        default=None,
    )
    besser: Literal["beamter", "mitbewerber"] | None = key(
        "who of the two has the better mark, if only the distance is known",
        de="wer von beiden besser beurteilt ist, wenn nur der Abstand bekannt ist",
        default=None,
    )
    gleiche_binnendifferenzierung: bool | None = key(
        "whether both have the same sub-stage",
        de="ob beide dieselbe Binnendifferenzierung haben",
        default=None,
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "the competitor's pay group", de="seine Besoldungsgruppe", default=None
    )
    beurteilt_in: Besoldungsgruppe | None = key(
        "pay group of the office in which the mark was given, if the competitor has been promoted since",
        de="Besoldungsgruppe des Amtes, in dem er beurteilt wurde, wenn er seither befördert ist",
        default=None,
    )
    amtszulage: bool = key(
        "whether the competitor's office carries an Amtszulage; none if not stated",
        de="ob sein Amt mit einer Amtszulage verbunden ist; ohne Angabe nicht",
        default=False,
    )
    eigene_besoldungsgruppe: Besoldungsgruppe | None = key(
        "the officer's pay group, if no office is listed",
        de="die Besoldungsgruppe des Beamten, wenn kein Amt aufgeführt ist",
        default=None,
    )
    eigene_amtszulage: bool = key(
        "whether the officer's office carries an Amtszulage; none if not stated",
        de="ob das Amt des Beamten mit einer Amtszulage verbunden ist; ohne Angabe nicht",
        default=False,
    )
    endgrundgehalt: Fraction | None = key(
        "final basic salary of the competitor's office: needed between two pay orders",
        de="Endgrundgehalt seines Amtes: nötig zwischen zwei Besoldungsordnungen",
        default=None,
    )
    eigenes_endgrundgehalt: Fraction | None = key(
        "final basic salary of the officer's office",
        de="Endgrundgehalt des Amtes des Beamten",
        default=None,
    )
    schematisch: bool | None = key(
        "whether the higher office was given more weight schematically",
        de="ob das höhere Amt schematisch höher gewichtet wurde",
        default=None,
    )
    merkmale_verglichen: bool | None = key(
        "whether the marks of the single features were compared behind equal overall marks",
        de="ob hinter gleichen Gesamturteilen die Noten der Einzelmerkmale verglichen wurden",
        default=None,
    )
    dienstposten_bleibt: bool | None = key(
        "whether both keep their posts, and only the higher Statusamt is at stake",
        de="ob beide ihre Dienstposten behalten und es nur um das höhere Statusamt geht",
        default=None,
    )
    texte_verschieden: bool | None = key(
        "whether the appraisals with equal marks differ in their wording",
        de="ob sich die gleich benoteten Beurteilungen im Text unterscheiden",
        default=None,
    )
    texte_verglichen: bool | None = key(
        "whether those differences were considered",
        de="ob diese Unterschiede beachtet wurden",
        default=None,
    )
    nach_mittelwert: bool | None = key(
        "whether equal overall marks were ranked by the mean of the single features",
        de="ob gleiche Gesamturteile nach dem Mittel der Einzelmerkmale gereiht wurden",
        default=None,
    )
    vorbeurteilung_mit_binnendifferenzierung: bool | None = key(
        "whether previous appraisals were compared with their sub-stages, not by full grades only",
        de="ob Vorbeurteilungen samt Binnendifferenzierung verglichen wurden, nicht nur nach vollen Noten",
        default=None,
    )
    vorbeurteilung_fehlerhaft: bool | None = key(
        "whether a previous appraisal is faulty",
        de="ob eine Vorbeurteilung fehlerhaft ist",
        default=None,
    )
    hilfskriterium_statt_vorbeurteilung: bool | None = key(
        "whether a criterion close to performance decided in its stead",
        de="ob statt ihrer ein leistungsnahes Hilfskriterium entschied",
        default=None,
    )
    vorbeurteilung: tuple[Vorbeurteilung, ...] = key(
        "the competitor's earlier appraisals, the latest last",
        de="seine früheren Beurteilungen, die letzte zuletzt",
        default=(),
        or_one=True,
    )
    sprung_stufen: int | None = key(
        "established: so many stages by which the competitor's mark rose (+) or fell (-)",
        de="festgestellt: um so viele Stufen stieg (+) oder fiel (-) seine Note",
        default=None,
    )
    sprung_begruendung: Begruendung | None = key(REASONS, de=REASONS_DE, default=None)
    andere_skala: bool | None = key(
        "whether the competitor was appraised under another system",
        de="ob er nach einem anderen System beurteilt wurde",
        default=None,
    )
    arbeitszeugnis: bool | None = key(
        "whether a reference of an employer (Arbeitszeugnis) stands in for an appraisal",
        de="ob an die Stelle einer Beurteilung ein Arbeitszeugnis tritt",
        default=None,
    )
    vergleichbar_gemacht: bool | None = key(
        "whether the appraisals were made comparable",
        de="ob die Beurteilungen vergleichbar gemacht wurden",
        default=None,
    )
    aufgaben_besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group to which the competitor's duties correspond",
        de="Besoldungsgruppe, der seine Aufgaben entsprechen",
        default=None,
    )
    merkmal: tuple[Merkmal, ...] = key(
        "the competitor's single features", de="seine Einzelmerkmale", default=()
    )
    von: Day | None = key(
        "first day of the competitor's period", de="erster Tag seines Zeitraums", default=None
    )
    bis: Day | None = key(
        "last day of the competitor's period", de="letzter Tag seines Zeitraums", default=None
    )
    nennenswert_benachteiligt: bool | None = key(
        "whether somebody is put at a relevant disadvantage by different periods",
        de="ob jemand durch verschiedene Zeiträume nennenswert benachteiligt ist",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist, and an end before the start."""
        self.grade  # noqa: B018 - raises
        super().__attrs_post_init__()
        if self.note and self.angabe:
            raise DataError(
                "",
                [
                    Text(
                        "note und angabe nennen beide das Urteil; eins streichen",
                        "note and angabe both tell the mark; strike one",
                    )
                ],
            )

    @cached_property
    def grade(self) -> Grade | None:
        """The competitor's overall mark."""
        return stated_grade(self.note)
