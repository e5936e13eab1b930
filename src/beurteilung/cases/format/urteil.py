"""The judgment of the appraisal: features, overall mark, its reasons, and what changed against the last one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day
from beurteilung._base.errors import DataError
from beurteilung._base.records import key, table
from beurteilung._base.text import Text
from beurteilung.cases.format.values import (
    LATER,
    LATER_DE,
    REASONS,
    REASONS_DE,
    Begruendung,
    Nachgeholt,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@table
class Untermerkmal:
    """Sub-features of one feature, with the same rating."""

    note: str = key("the rating as printed: '3,5'", de="die Bewertung wie gedruckt: '3,5'")
    anzahl: int = key("how many have it", de="wie viele sie haben", default=1)
    gewicht: Fraction | None = key("weight of each of them", de="Gewicht jedes davon", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse counts and weights that are none."""
        _counted(self.anzahl, self.gewicht)


def _counted(anzahl: int, gewicht: Fraction | None) -> None:
    if anzahl < 1:
        raise DataError(
            "",
            [
                Text(
                    f"anzahl zählt Merkmale, angegeben ist {anzahl}",
                    f"anzahl counts features, got {anzahl}",
                )
            ],
        )
    if gewicht is not None and gewicht <= 0:
        raise DataError(
            "",
            [
                Text(
                    f"gewicht muss über 0 liegen, angegeben ist {gewicht}",
                    f"gewicht must be above 0, got {gewicht}",
                )
            ],
        )


def _weighed(items: Iterable[Merkmal | Untermerkmal]) -> None:
    """Refuse weights of some features only: without the others no mean can be formed."""
    weights = [m.gewicht for m in items]
    if None in weights and any(weights):
        raise DataError(
            "",
            [
                Text(
                    "das Gewicht aller Merkmale angeben, oder keines",
                    "give the weight of all features, or of none",
                )
            ],
        )


@table
class Merkmal:
    """Single features with the same rating."""

    note: str = key("the rating as printed: '3,5'", de="die Bewertung wie gedruckt: '3,5'")
    anzahl: int = key("how many features have it", de="wie viele Merkmale sie haben", default=1)
    gewicht: Fraction | None = key(
        "weight of each of them; left out if no weights are known",
        de="Gewicht jedes davon; bleibt weg, wenn keine Gewichte bekannt sind",
        default=None,
    )
    bezeichnung: str = key("what is rated", de="was bewertet wird", default="")
    vorher: str = key(
        "its rating in the previous appraisal, as printed",
        de="seine Bewertung in der Vorbeurteilung, wie gedruckt",
        default="",
    )
    begruendet: bool | None = key(
        "whether the appraisal gives reasons for this rating",
        de="ob die Beurteilung diese Bewertung begründet",
        default=None,
    )
    unter: tuple[Untermerkmal, ...] = key(
        "the sub-features from which its rating was formed",
        de="die Untermerkmale, aus denen seine Bewertung gebildet ist",
        default=(),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse counts and weights that are none."""
        _counted(self.anzahl, self.gewicht)
        _weighed(self.unter)


@table
class Aenderung:
    """What is known of the change against the previous appraisal besides the two grades."""

    stufen: int | None = key(
        "established: so many stages better (+) or worse (-), if the grades have no text form",
        de="festgestellt: so viele Stufen besser (+) oder schlechter (-), wenn die Noten keine Skala haben",
        default=None,
    )
    schritte: int | None = key(
        "established: so many points or sub-stages better or worse, where these are finer than stages",
        de="festgestellt: so viele Punkte oder Ausprägungen besser oder schlechter, wenn sie feiner sind als "
        "Stufen",
        default=None,
    )
    stufen_der_skala: int | None = key(
        "number of stages of the scale", de="Zahl der Stufen der Skala", default=None
    )
    begruendung: Begruendung | None = key(REASONS, de=REASONS_DE, default=None)
    nachgeholt: Nachgeholt | None = key(LATER, de=LATER_DE, default=None)
    wesentlich: bool | None = key(
        "established: the change is substantial, though nobody counts it",
        de="festgestellt: die Änderung ist wesentlich, auch wenn niemand sie zählt",
        default=None,
    )
    foerderhinweis_entfallen: bool | None = key(
        "whether an earlier promotion hint was dropped",
        de="ob ein früherer Förderhinweis weggefallen ist",
        default=None,
    )
    massstab_geaendert: bool | None = key(
        "whether the standard was changed for the first time",
        de="ob der Maßstab erstmals geändert wurde",
        default=None,
    )


@table
class Gesamturteil:
    """How the overall mark came about, and how it is reasoned."""

    verschiedene_skalen: bool | None = key(
        "whether features and overall mark have different scales",
        de="ob Merkmale und Gesamturteil verschiedene Skalen haben",
        default=None,
    )
    uebertragung_erlaeutert: bool | None = key(
        "whether the translation between them is explained",
        de="ob die Übertragung zwischen ihnen erläutert ist",
        default=None,
    )
    vorab_festgelegt: bool | None = key(
        "whether it was fixed before the single ratings",
        de="ob es vor den Einzelbewertungen feststand",
        default=None,
    )
    nur_freitexte: bool | None = key(
        "whether the appraisal rests on free texts alone, without any grading",
        de="ob die Beurteilung nur auf freien Texten ohne Einstufung beruht",
        default=None,
    )
    rechnerisch: bool | None = key(
        "whether it was formed by arithmetic", de="ob es rechnerisch gebildet wurde", default=None
    )
    staendige_praxis: bool | None = key(
        "whether forming it by arithmetic is constant practice",
        de="ob es in ständiger Praxis rechnerisch gebildet wird",
        default=None,
    )
    gewichtung_verkennt: bool | None = key(
        "whether the weights misjudge aptitude, ability and performance",
        de="ob die Gewichtung Eignung, Befähigung und Leistung verkennt",
        default=None,
    )
    zwischenstufe_zugeordnet: bool | None = key(
        "whether a Zwischenstufe was counted to a neighbouring stage",
        de="ob eine Zwischenstufe einer Nachbarstufe zugeschlagen wurde",
        default=None,
    )
    zuordnung_begruendet: bool | None = key(
        "whether that is reasoned", de="ob das begründet ist", default=None
    )
    begruendung: Begruendung | None = key(REASONS, de=REASONS_DE, default=None)
    nachgeholt: Nachgeholt | None = key(LATER, de=LATER_DE, default=None)
    draengt_sich_auf: bool | None = key(
        "whether the mark imposes itself in view of the single ratings, so that reasons are not needed",
        de="ob sich die Note nach den Einzelbewertungen vergleichbar einer Ermessensreduzierung aufdrängt",
        default=None,
    )
    ankreuzverfahren: bool | None = key(
        "whether the single ratings are ticked without a text",
        de="ob die Einzelbewertungen ohne Text angekreuzt sind",
        default=None,
    )
    ausgelassen: tuple[str, ...] | None = key(
        "features or criteria that did not enter it, such as Befähigung; [] if all did",
        de="Merkmale oder Kriterien, die nicht eingingen, etwa Befähigung; [] wenn alle eingingen",
        default=None,
    )
    rechtsnorm: bool | None = key(
        "whether a legal norm, not only a guideline, lays down how appraisals are made and that they end "
        "in an overall mark",
        de="ob eine Rechtsnorm, nicht nur eine Richtlinie, die Grundlagen der Beurteilung und das Gesamturteil "
        "vorgibt",
        default=None,
    )
    gewichte_bekannt: bool | None = key(
        "whether it is laid open which weight the features have",
        de="ob offengelegt ist, welches Gewicht die Merkmale haben",
        default=None,
    )
    gewichte_einheitlich: bool | None = key(
        "whether the weights are the same for all whom the appraisal is compared with",
        de="ob die Gewichte für alle gleich sind, mit denen verglichen wird",
        default=None,
    )
    mittel: Fraction | None = key(
        "the mean of the features as the source prints it, if they are not listed",
        de="das Mittel der Merkmale, wie die Quelle es nennt, wenn sie nicht aufgeführt sind",
        default=None,
    )
    rundung: Literal["abschneiden", "kaufmaennisch", "aufrunden"] | None = key(
        "how a mean was rounded, of sub-features and of features",
        de="wie Mittel gerundet wurden, die der Untermerkmale und das der Merkmale",
        default=None,
    )


@table
class Inhalt:
    """Faults of content that a court found or an officer pleads and proves."""

    sachverhalt_unrichtig: bool | None = key(
        "established: it rests on wrong or incomplete facts",
        de="festgestellt: ein unrichtiger oder unvollständiger Sachverhalt liegt zugrunde",
        default=None,
    )
    sachfremd: bool | None = key(
        "established: irrelevant considerations entered it",
        de="festgestellt: sachfremde Erwägungen sind eingeflossen",
        default=None,
    )
    widerspruechlich: bool | None = key(
        "established: its text, single ratings and overall mark contradict each other",
        de="festgestellt: Text, Einzelbewertungen und Gesamturteil widersprechen einander",
        default=None,
    )
    ausserhalb_des_zeitraums: bool | None = key(
        "established: performance or incidents from outside the period entered it",
        de="festgestellt: Leistungen oder Vorfälle außerhalb des Zeitraums sind eingeflossen",
        default=None,
    )
    richterliche_unabhaengigkeit: bool | None = key(
        "established, of a judge: it amounts to a direction how to proceed or decide in future",
        de="festgestellt, bei Richtern: sie läuft auf eine Weisung hinaus, wie künftig zu verfahren oder zu "
        "entscheiden ist",
        default=None,
    )
    benachteiligt_wegen: tuple[
        Literal[
            "teilzeit", "elternzeit", "mutterschutz", "beurlaubung", "krankheit", "freistellung", "geschlecht",
            "behinderung", "alter",
        ],
        ...,
    ] | None = key(
        "established: what was counted against the officer; an empty list: nothing of the kind",
        de="festgestellt: was zum Nachteil gewertet wurde; eine leere Liste: nichts dergleichen",
        default=None,
    )  # fmt: skip
    ungleicher_massstab: bool | None = key(
        "established: not all were measured by the same standard",
        de="festgestellt: nicht alle wurden am gleichen Maßstab gemessen",
        default=None,
    )
    verfahren_verletzt: bool | None = key(
        "established: a provision on the procedure was broken (talk, hearing, participation)",
        de="festgestellt: eine Verfahrensvorschrift ist verletzt (Gespräch, Anhörung, Beteiligung)",
        default=None,
    )
    geheilt: bool | None = key(
        "whether that was made good", de="ob das geheilt wurde", default=None
    )
    ohne_einfluss: bool | None = key(
        "whether that fault could not influence the result, such as a breach of a provision of mere order",
        de="ob dieser Verfahrensfehler das Ergebnis nicht beeinflussen konnte, etwa weil nur eine Ordnungsvorschrift "
        "verletzt ist",
        default=None,
    )
    beteiligung_unterblieben: (
        tuple[
            Literal["gleichstellungsbeauftragte", "personalrat", "schwerbehindertenvertretung"], ...
        ]
        | None
    ) = key(
        "who was not involved in the appraisal; an empty list: nobody was passed over",
        de="wer an der Beurteilung nicht beteiligt wurde; eine leere Liste: niemand wurde übergangen",
        default=None,
    )
    leistungsabfall_mitgeteilt: bool | None = key(
        "whether the officer had been told in time that the performance fell, in a talk during the period",
        de="ob auf einen Leistungsabfall rechtzeitig hingewiesen worden war, etwa im Mitarbeitergespräch",
        default=None,
    )
    schwerbehinderung_beruecksichtigt: bool | None = key(
        "whether a severe disability was considered, if there is one",
        de="ob eine Schwerbehinderung berücksichtigt ist, wenn eine besteht",
        default=None,
    )


@table
class Plausibilisierung:
    """An explanation that was asked for, or given, after the opening."""

    stadium: Literal["eroeffnung", "widerspruch", "gericht"] | None = key(
        "when: at the opening, on the objection, in court",
        de="wann: bei der Eröffnung, im Widerspruch, vor Gericht",
        default=None,
    )
    am: Day | None = key("day", de="Tag", default=None)
    verlangt: bool | None = key(
        "whether the officer had asked for it with concrete objections",
        de="ob der Beamte sie mit konkreten Einwänden verlangt hatte",
        default=None,
    )
    durch: Literal["beurteiler", "dienstherr", "prozessvertreter"] | None = key(
        "who explained", de="wer sie gab", default=None
    )
    ausreichend: bool | None = key(
        "established: whether it makes the ratings comprehensible",
        de="festgestellt: ob sie die Wertungen nachvollziehbar macht",
        default=None,
    )
