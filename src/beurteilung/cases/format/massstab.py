"""The yardstick of the appraisal: comparison group, targets, and how strictly it was applied."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from beurteilung._base.dates import Day
from beurteilung._base.errors import DataError
from beurteilung._base.records import key, table
from beurteilung._base.text import Text
from beurteilung.cases.format.values import not_negative
from beurteilung.model.offices import Besoldungsgruppe


@table
class Gruppe:
    """The comparison group."""

    gebildet: bool | None = key("whether one was formed", de="ob eine gebildet wurde", default=None)
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "its pay group", de="ihre Besoldungsgruppe", default=None
    )
    groesse: int | None = key("number of its members", de="Zahl ihrer Mitglieder", default=None)
    massstab: Literal["amt", "vergleichsgruppe"] | None = key(
        "what was compared with: the office's requirements, or the group",
        de="womit verglichen wurde: mit den Anforderungen des Amtes oder mit der Gruppe",
        default=None,
    )
    staendige_praxis: bool | None = key(
        "whether this is constant practice", de="ob das ständige Praxis ist", default=None
    )
    verteilung: dict[str, int] | None = key(
        "how many got which grade", de="wie viele welche Note erhielten", default=None
    )
    gebildet_nach: Literal["amt", "besoldungsgruppe", "dienstgrad", "dienstposten"] | None = key(
        "by what it was formed", de="wonach sie gebildet wurde", default=None
    )
    vollstaendig: bool | None = key(
        "whether all of the group were included, those too who waived an appraisal",
        de="ob alle der Gruppe einbezogen wurden, auch wer auf eine Beurteilung verzichtete",
        default=None,
    )
    nur_bewerber: bool | None = key(
        "whether only the applicants for a post were compared with each other",
        de="ob nur die Bewerber um eine Stelle untereinander verglichen wurden",
        default=None,
    )
    mehrere_laufbahnen: bool | None = key(
        "whether officers of several careers are in it",
        de="ob Beamte mehrerer Laufbahnen dazugehören",
        default=None,
    )
    mit_angestellten: bool | None = key(
        "whether employees were included with the officers",
        de="ob neben den Beamten auch Angestellte einbezogen wurden",
        default=None,
    )
    zu_klein: bool | None = key(
        "whether it was treated as too small for Richtwerte",
        de="ob sie als zu klein für Richtwerte behandelt wurde",
        default=None,
    )
    zusammengefasst: bool | None = key(
        "whether several groups were joined to reach a sufficient size",
        de="ob mehrere Gruppen zusammengefasst wurden, damit sie groß genug ist",
        default=None,
    )
    andere_hoeherwertig: bool | None = key(
        "whether others of the group show equal work on posts valued higher",
        de="ob andere der Gruppe auf höher bewerteten Dienstposten Gleiches leisten",
        default=None,
    )

    @property
    def described(self) -> bool:
        """Whether the case describes the group itself."""
        facts = (self.gebildet, self.besoldungsgruppe, self.groesse, self.massstab, self.verteilung)
        return any(fact is not None for fact in facts)

    def __attrs_post_init__(self) -> None:
        """Refuse counts that are none, or more than the group has."""
        counts = list((self.verteilung or {}).values())
        if any(n < 0 for n in counts) or (self.groesse is not None and self.groesse < 0):
            raise DataError(
                "",
                [
                    Text(
                        "eine Zahl von Beamten kann nicht negativ sein",
                        "a number of officers cannot be negative",
                    )
                ],
            )
        if counts and self.groesse is not None and sum(counts) != self.groesse:
            raise DataError(
                "",
                [
                    Text(
                        f"verteilung zählt {sum(counts)} Beamte, groesse {self.groesse}",
                        f"verteilung counts {sum(counts)} officers, groesse {self.groesse}",
                    )
                ],
            )


@table
class Vorgabe:
    """Richtwerte, means and contingents that were set for the round."""

    gesetzt_fuer: tuple[str, ...] | None = key(
        "the stages for which Richtwerte were set; [] if none were",
        de="die Stufen, für die Richtwerte gesetzt wurden; [] wenn keine",
        default=None,
    )
    staendige_praxis: bool | None = key(
        "whether this is constant practice", de="ob das ständige Praxis ist", default=None
    )
    zustimmung: bool | None = key(
        "whether the ministry or the staff council had consented to the practice",
        de="ob Ministerium oder Personalvertretung der Praxis zugestimmt hatten",
        default=None,
    )
    rechtsgrundlage: bool | None = key(
        "whether statute provides for them", de="ob ein Gesetz sie vorsieht", default=None
    )
    strenger_als_verordnung: bool | None = key(
        "whether the guideline's quotas are stricter than those of the ordinance",
        de="ob die Quoten der Richtlinie strenger sind als die der Verordnung",
        default=None,
    )
    nach_stellenzahl: bool | None = key(
        "whether grades were given by the number of vacancies",
        de="ob Noten nach der Zahl der freien Stellen vergeben wurden",
        default=None,
    )
    erstbeurteiler_gebunden: bool | None = key(
        "whether first appraisers were bound by them",
        de="ob die Erstbeurteiler daran gebunden waren",
        default=None,
    )
    gesperrte_stufe: bool | None = key(
        "whether a stage was reserved for those on higher-valued posts",
        de="ob eine Stufe höherwertig Eingesetzten vorbehalten war",
        default=None,
    )
    standzeit_schematisch: bool | None = key(
        "whether the longer-serving were graded better as a matter of course",
        de="ob Dienstältere schematisch besser beurteilt wurden",
        default=None,
    )
    vergebene_stufen: int | None = key(
        "how many stages of the scale are in fact given, in all groups together",
        de="wie viele Stufen der Skala tatsächlich vergeben werden, in allen Gruppen zusammen",
        default=None,
    )
    stufen_der_skala: int | None = key(
        "number of stages of the scale, if the grade does not tell it",
        de="Zahl der Stufen der Skala, wenn die Note sie nicht ergibt",
        default=None,
    )
    anteile: tuple[Fraction, ...] = key(
        "the Richtwerte as shares: '18/100'", de="die Richtwerte als Anteile: '18/100'", default=()
    )
    erreicht: tuple[Fraction, ...] = key(
        "the shares that were in fact given, in the same order",
        de="die tatsächlich vergebenen Anteile, in derselben Reihenfolge",
        default=(),
    )
    nur_geringfuegig: bool | None = key(
        "whether they may be missed slightly only",
        de="ob von ihnen nur geringfügig abgewichen werden darf",
        default=None,
    )
    mittel: Fraction | None = key(
        "the mean that was set as a target (Orientierungsschnitt): '11'",
        de="das vorgegebene Mittel (Orientierungsschnitt, Durchschnittsnote): '11'",
        default=None,
    )
    mittel_verbindlich: bool | None = key(
        "whether that mean had to be kept; false: it was for orientation only",
        de="ob dieses Mittel einzuhalten war; false: es diente nur der Orientierung",
        default=None,
    )
    punktekontingent: bool | None = key(
        "whether the office was given a contingent of points to distribute",
        de="ob der Dienststelle ein Kontingent von Punkten vorgegeben war",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse more stages given than there are, and shares that do not belong together."""
        given, stages = self.vergebene_stufen, self.stufen_der_skala
        if given is not None and (given < 1 or (stages is not None and given > stages)):
            raise DataError(
                "",
                [
                    Text(
                        f"vergebene_stufen {given} von stufen_der_skala {stages}",
                        f"vergebene_stufen {given} of stufen_der_skala {stages}",
                    )
                ],
            )
        if self.erreicht and len(self.erreicht) != len(self.anteile):
            given, wanted = len(self.erreicht), len(self.anteile)
            fault = Text(
                f"erreicht hat {given} Anteile, anteile {wanted}; beide in derselben Reihenfolge angeben",
                f"erreicht has {given} shares, anteile {wanted}; name both in the same order",
            )
            raise DataError("", [fault])

    @property
    def described(self) -> bool:
        """Whether the case says which Richtwerte were set, or by what practice."""
        facts = (self.gesetzt_fuer, self.staendige_praxis, self.zustimmung)
        return any(fact is not None for fact in facts)


@table
class Verschaerfung:
    """A general change of the standard, declared for all: the same scale, another level."""

    ab: Day | None = key("day from which it applied", de="Tag, von dem an sie galt", default=None)
    mindestens: Fraction | None = key(
        "how much less is at least to be expected at equal performance: '1,0'",
        de="um wie viel weniger bei gleicher Leistung mindestens zu erwarten ist: '1,0'",
        default=None,
    )
    hoechstens: Fraction | None = key(
        "how much less at most: '1,5'", de="um wie viel weniger höchstens: '1,5'", default=None
    )
    einheit: Literal["stufe", "punkt"] | None = key(
        "what is counted: stages, or the steps of the scale (Punkte)",
        de="was gezählt wird: Stufen oder Schritte der Skala (Punkte)",
        default=None,
    )
    gleichmaessig: bool | None = key(
        "whether it was applied to all alike",
        de="ob sie auf alle gleichmäßig angewandt wurde",
        default=None,
    )
    angekuendigt: Day | None = key(
        "day on which it was announced", de="Tag der Ankündigung", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an extent that is none, or whose ends are turned."""
        low, high = self.mindestens, self.hoechstens
        not_negative(mindestens=low, hoechstens=high)
        if low is not None and high is not None and low > high:
            raise DataError(
                "",
                [
                    Text(
                        f"mindestens {low} ist mehr als hoechstens {high}",
                        f"mindestens {low} is more than hoechstens {high}",
                    )
                ],
            )


@table
class Abschlag:
    """A deduction that was made because of a change of office."""

    grund: Literal["befoerderung", "laufbahnwechsel", "amtszulage"] = key(
        "what it was made for", de="weswegen er gemacht wurde"
    )
    vorgeschrieben: bool | None = key(
        "whether it was prescribed for all, whatever their performance",
        de="ob er allen vorgeschrieben war, gleich was sie leisteten",
        default=None,
    )


@table
class Massstab:
    """By which office the performance was measured, if the officer was promoted in the period."""

    angewandt: Literal["amt-am-stichtag", "nur-zeit-danach", "geteilt"] | None = key(
        "amt-am-stichtag: the office at the Stichtag for the whole period; nur-zeit-danach: only the "
        "time after the promotion is graded; geteilt: the time before by the former office",
        de="amt-am-stichtag: das Amt am Stichtag für den ganzen Zeitraum; nur-zeit-danach: bewertet wird nur "
        "die Zeit nach der Beförderung; geteilt: die Zeit davor am früheren Amt",
        default=None,
    )
