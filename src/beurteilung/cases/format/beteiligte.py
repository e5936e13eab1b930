"""Who took part in the appraisal: appraisers, contributors, a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day
from beurteilung._base.records import key, table
from beurteilung.cases.format.urteil import Merkmal
from beurteilung.cases.format.values import Lasting, Spanne, grade_of
from beurteilung.model.offices import Besoldungsgruppe

if TYPE_CHECKING:
    from beurteilung.model.scales import Grade


@table
class Beurteiler:
    """An appraiser: what they knew, and whether they were competent and free."""

    rolle: Literal[
        "erstbeurteiler", "zweitbeurteiler", "endbeurteiler", "berichterstatter", "vertreter",
        "entwurfsverfasser", "naechsthoeherer-vorgesetzter", "weiterer-hoeherer-vorgesetzter",
    ] | None = key(
        "in which role; vertreter: in the place of another; entwurfsverfasser: who drafted it",
        de="in welcher Rolle; vertreter: anstelle eines anderen; entwurfsverfasser: wer sie entwarf",
        default=None,
    )  # fmt: skip
    eigene_kenntnis: bool | None = key(
        "whether the appraiser knows the work as a superior from own experience",
        de="ob er die Leistungen als Vorgesetzter aus eigener Anschauung kennt",
        default=None,
    )
    anderer_vorgesetzter: bool | None = key(
        "whether there was another superior who does",
        de="ob es einen anderen Vorgesetzten gab, der sie kennt",
        default=None,
    )
    kenntnis: tuple[Spanne, ...] = key(
        "the times that the appraiser knows", de="die Zeiten, die er kennt", default=()
    )
    zustaendig: bool | None = key(
        "whether the appraiser was competent", de="ob er zuständig war", default=None
    )
    befangen: bool | None = key(
        "whether the appraiser was in fact biased (not merely feared to be)",
        de="ob er tatsächlich voreingenommen war (nicht bloß die Besorgnis)",
        default=None,
    )
    besorgnis: bool | None = key(
        "whether bias is merely feared, and not established",
        de="ob nur die Besorgnis der Befangenheit besteht, ohne dass Voreingenommenheit feststeht",
        default=None,
    )
    ausgeschieden: bool | None = key(
        "whether the appraiser had left the service or the post when it was made",
        de="ob er bei der Erstellung schon in den Ruhestand getreten oder versetzt war",
        default=None,
    )
    unterschrieben: bool | None = key(
        "whether the appraiser signed", de="ob er unterschrieben hat", default=None
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "the appraiser's pay group", de="seine Besoldungsgruppe", default=None
    )


@table
class Beitrag(Lasting):
    """A contribution of somebody else to the appraisal (Beitrag, Notiz, Stellungnahme)."""

    bezeichnung: str = key("what it is", de="was es ist", default="Beitrag")
    von: Day | None = key("first day it covers", de="erster Tag, den er erfasst", default=None)
    bis: Day | None = key("last day it covers", de="letzter Tag, den er erfasst", default=None)
    vom: Day | None = key(
        "day on which it was made", de="Tag, an dem er erstellt wurde", default=None
    )
    noetig: bool | None = key(
        "whether it was needed: by the guideline, or because nobody else knew",
        de="ob er nötig war: nach der Richtlinie oder weil sonst niemand die Leistungen kannte",
        default=None,
    )
    eingeholt: bool | None = key(
        "whether it was obtained", de="ob er eingeholt wurde", default=None
    )
    verfasser_verhindert: bool | None = key(
        "whether its author could not be reached, or could not write it for reasons of health or age",
        de="ob sein Verfasser nicht erreichbar war oder ihn aus gesundheitlichen oder Altersgründen nicht geben konnte",
        default=None,
    )
    zustaendig: bool | None = key(
        "whether its author was competent", de="ob sein Verfasser zuständig war", default=None
    )
    verwertet: bool | None = key(
        "whether the appraisal uses it", de="ob die Beurteilung ihn verwertet", default=None
    )
    tief_genug: bool | None = key(
        "whether it is deep enough for every single rating",
        de="ob er für alle Einzelbewertungen tief genug ist",
        default=None,
    )
    abweichung: bool | None = key(
        "whether the appraisal departs from it",
        de="ob die Beurteilung von ihm abweicht",
        default=None,
    )
    abweichung_begruendet: bool | None = key(
        "whether the departure is reasoned", de="ob die Abweichung begründet ist", default=None
    )
    nur_zahlen: bool | None = key(
        "whether both consist of figures only", de="ob beide nur aus Zahlen bestehen", default=None
    )
    austausch: bool | None = key(
        "whether there was an exchange with its author",
        de="ob es einen Austausch mit seinem Verfasser gab",
        default=None,
    )
    note: str = key(
        "its overall mark as printed, if it has one",
        de="seine Gesamtnote wie gedruckt, wenn er eine hat",
        default="",
    )
    merkmal: tuple[Merkmal, ...] = key(
        "its single ratings", de="seine Einzelbewertungen", default=()
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group of the office that was its yardstick, if it was another one",
        de="Besoldungsgruppe des Amtes, an dem er misst, wenn es ein anderes ist",
        default=None,
    )
    richtlinie: str = key(
        "id of the guideline under which it was made, if it was another one",
        de="Kennung der Richtlinie, nach der er erstellt wurde, wenn es eine andere ist",
        default="",
    )
    rangniedriger: bool | None = key(
        "whether its author ranks below the officer or is not a superior",
        de="ob sein Verfasser im Rang unter dem Beurteilten steht oder kein Vorgesetzter ist",
        default=None,
    )


@table
class Aufgaben:
    """How the duties performed are valued against the office."""

    hoeherwertig: bool | None = key(
        "whether duties valued higher were performed",
        de="ob höherwertige Aufgaben wahrgenommen wurden",
        default=None,
    )
    beruecksichtigt: bool | None = key(
        "whether the appraisal considers their value",
        de="ob die Beurteilung ihre Wertigkeit berücksichtigt",
        default=None,
    )
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group to which the duties correspond, higher or lower than the office",
        de="Besoldungsgruppe, der die Aufgaben entsprechen, höher oder niedriger als das Amt",
        default=None,
    )
    gemessen_an: Literal["statusamt", "dienstposten"] | None = key(
        "by what the performance was measured: the office, or the post",
        de="woran die Leistungen gemessen wurden: am Statusamt oder am Dienstposten",
        default=None,
    )


@table
class Konferenz:
    """A conference of appraisers."""

    ergebnis_bindet: bool | None = key(
        "whether its result bound the appraisers; false also if that is not established",
        de="ob ihr Ergebnis die Beurteiler band; false auch, wenn das nicht feststeht",
        default=None,
    )
    feste_stufe_im_neuen_amt: bool | None = key(
        "whether it fixed those first appraised in a new office to one stage",
        de="ob sie erstmals im neuen Amt Beurteilte auf eine Stufe festlegte",
        default=None,
    )
    rangfolge_bindet: bool | None = key(
        "whether its rank order bound the grade", de="ob ihre Rangfolge die Note band", default=None
    )
    massstab_verschoben: bool | None = key(
        "whether it shifted the standard", de="ob sie den Maßstab verschob", default=None
    )
    beurteiler_nahm_teil: bool | None = key(
        "whether the appraiser, or a stand-in, took part",
        de="ob der Beurteiler oder ein Vertreter teilnahm",
        default=None,
    )
    unzustaendige_nahmen_teil: bool | None = key(
        "whether persons took part who were not competent",
        de="ob Personen teilnahmen, die nicht zuständig waren",
        default=None,
    )


@table
class Zweitbeurteiler:
    """A second appraiser, who may have changed the overall mark."""

    note_vorher: str = key(
        "the first appraiser's overall mark in text form",
        de="das Gesamturteil des Erstbeurteilers mit seiner Skala",
        default="",
    )
    merkmale_geaendert: int | None = key(
        "how many features the second appraiser changed",
        de="wie viele Merkmale der Zweitbeurteiler änderte",
        default=None,
    )
    pauschal: bool | None = key(
        "whether all features were lowered alike, without a look at each",
        de="ob alle Merkmale gleichmäßig herabgesetzt wurden, ohne jedes für sich zu betrachten",
        default=None,
    )
    begruendet: bool | None = key(
        "whether the change is reasoned", de="ob die Änderung begründet ist", default=None
    )
    angehoert: bool | None = key(
        "whether the first appraiser was heard before",
        de="ob der Erstbeurteiler vorher gehört wurde",
        default=None,
    )
    beamter_angehoert: bool | None = key(
        "whether the officer was heard before",
        de="ob der Beamte vorher gehört wurde",
        default=None,
    )
    nach_eroeffnung: bool | None = key(
        "whether the second appraiser decided only after the appraisal had been opened to the officer or talked over",
        de="ob er erst entschied, nachdem die Beurteilung dem Beamten eröffnet oder mit ihm besprochen war",
        default=None,
    )
    einvernehmen: bool | None = key(
        "whether both agreed in the end", de="ob beide am Ende übereinstimmten", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a grade that does not exist."""
        self.grade  # noqa: B018 - raises

    @property
    def grade(self) -> Grade | None:
        """The first appraiser's overall mark."""
        return grade_of(self.note_vorher)

    def unchanged(self, after: Grade | None) -> bool | None:
        """Tell whether the first appraiser's marks were confirmed; None if the case does not say it."""
        if self.merkmale_geaendert is not None and self.merkmale_geaendert > 0:
            return False
        if self.grade and after and self.grade != after:
            return False
        return True if self.merkmale_geaendert == 0 else None
