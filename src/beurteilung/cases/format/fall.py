"""A case: one class, whose fields are the tables of the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import last_of
from beurteilung._base.errors import BeurteilungError, DataError
from beurteilung._base.records import key, table
from beurteilung._base.text import Text, meant, placed
from beurteilung.cases.format.auswahl import Aktualitaet, Auswahl, Mitbewerber
from beurteilung.cases.format.beteiligte import (
    Aufgaben,
    Beitrag,
    Beurteiler,
    Konferenz,
    Zweitbeurteiler,
)
from beurteilung.cases.format.beurteilung import (
    Beurteilung,
    Nachzeichnung,
    NeueRichtlinie,
    Zeitraumpraxis,
)
from beurteilung.cases.format.laufbahn import (
    Abordnung,
    Abwesenheit,
    Amt,
    Dienstposten,
    Dienststelle,
    Ereignis,
    Lehrgang,
    Taetigkeit,
)
from beurteilung.cases.format.massstab import Abschlag, Gruppe, Massstab, Verschaerfung, Vorgabe
from beurteilung.cases.format.urteil import (
    Aenderung,
    Gesamturteil,
    Inhalt,
    Merkmal,
    Plausibilisierung,
)
from beurteilung.cases.format.values import Spanne
from beurteilung.law import registry
from beurteilung.law.decisions import authority, decision_named
from beurteilung.law.index import dienstherren
from beurteilung.law.laender import dienstherr, land_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beurteilung._base.text import Message


Begehren = Literal[
    "neubeurteilung",
    "bessere-note",
    "aufhebung",
    "bescheid",
    "auswahl",
    "schadensersatz",
    "keine-aufnahme",
    "feststellung",
    "nachzeichnung",
    "befoerderung",
]


DIENSTHERREN = registry.LAENDER | {"nicht bekannt"}
"""Whose law a case may be of; besides these, whatever a guideline that is known names."""


def _land(text: str) -> str:
    """Return the name of the Land that a case means by NRW or Freistaat Bayern; a slip stays, to be shown."""
    if text in DIENSTHERREN:
        return text
    return land_named(text, dienstherren()) or text


@table
class Fall:
    """A case file."""

    id: str = key("short name of the case", de="kurzer Name des Falls")
    titel: str = key(
        "what the case is about, without names of persons",
        de="worum es geht, ohne Namen von Personen",
    )
    land: str = key(
        "the Land whose officer it is, or Bund, or 'nicht bekannt'",
        de="das Land, dessen Beamter es ist, oder Bund, oder „nicht bekannt“",
        converter=_land,
    )
    kenntnisstand: date | None = key(
        "only facts known on this day count",
        de="nur Tatsachen, die an diesem Tag bekannt waren, zählen",
        default=None,
    )
    rechtsstand: date | None = key(
        "only authorities up to this day count",
        de="nur Entscheidungen bis zu diesem Tag zählen",
        default=None,
    )
    entscheidung: str = key(
        "id of the decision that the facts are taken from",
        de="Kennung der Entscheidung, aus der die Tatsachen stammen",
        default="",
        converter=decision_named,
    )
    begehren: tuple[Begehren, ...] = key(
        "what the officer asks for: a new appraisal, a better mark, its annulment, only the decision on the "
        "objection, a new selection, damages, its removal from the file, a declaration that it was unlawful, an "
        "appraisal carried forward, promotion",
        de="was begehrt wird: Neubeurteilung, bessere Note, Aufhebung, nur der Widerspruchsbescheid, neue Auswahl, "
        "Schadensersatz, Entfernung aus der Akte, Feststellung, Nachzeichnung, Beförderung",
        default=(),
        or_one=True,
    )
    verfahren: Literal[
        "verwaltungsverfahren", "eilverfahren", "klage", "rechtsmittel", "verfassungsbeschwerde",
        "wehrbeschwerde", "dienstgericht",
    ] | None = key(
        "at which stage the case is; eilverfahren: provisional protection; rechtsmittel: on appeal; wehrbeschwerde: "
        "of a soldier; dienstgericht: on the independence of a judge",
        de="in welchem Verfahren der Fall steht; rechtsmittel: Berufung, Beschwerde, Revision oder deren Zulassung; "
        "wehrbeschwerde: eines Soldaten; dienstgericht: Prüfungsverfahren eines Richters",
        default=None,
    )  # fmt: skip
    status: Literal["beamter", "richter", "soldat", "arbeitnehmer"] | None = key(
        "what the person appraised is: an officer, a judge, a soldier, an employee",
        de="was der Beurteilte ist: Beamter, Richter, Soldat oder Arbeitnehmer",
        default=None,
    )
    seitdem: tuple[Literal["ruhestand", "ausgeschieden", "befoerdert", "neu-beurteilt"], ...] = key(
        "what has happened since the appraisal that is examined: retirement, end of service, promotion, a later "
        "appraisal",
        de="was seit der geprüften Beurteilung geschah: Ruhestand, Ende des Dienstverhältnisses, Beförderung, eine "
        "spätere Beurteilung",
        default=(),
        or_one=True,
    )
    beurteilung: tuple[Beurteilung, ...] = key(
        "the appraisals; the last one is examined", de="die Beurteilungen; die letzte wird geprüft"
    )
    amt: tuple[Amt, ...] = key(
        "the offices of the career, in order",
        de="die Ämter der Laufbahn, der Reihe nach",
        default=(),
    )
    ereignis: tuple[Ereignis, ...] = key(
        "further status events", de="weitere Ereignisse der Laufbahn", default=()
    )
    dienstposten: tuple[Dienstposten, ...] = key(
        "the posts held, in order", de="die Dienstposten, der Reihe nach", default=(), or_one=True
    )
    dienststelle: tuple[Dienststelle, ...] = key(
        "the authorities served at, if they changed",
        de="die Dienststellen, wenn sie wechselten",
        default=(),
    )
    taetigkeit: tuple[Taetigkeit, ...] = key(
        "disputed activities", de="streitige Tätigkeiten", default=()
    )
    abordnung: tuple[Abordnung, ...] = key(
        "times at other authorities", de="Zeiten bei anderen Stellen", default=()
    )
    lehrgang: tuple[Lehrgang, ...] = key("courses", de="Lehrgänge", default=())
    abwesenheit: tuple[Abwesenheit, ...] = key(
        "absences and releases from duty", de="Fehlzeiten und Freistellungen", default=()
    )
    vergleichsgruppe: Gruppe | None = key(
        "the comparison group", de="die Vergleichsgruppe", default=None
    )
    richtwerte: Vorgabe | None = key(
        "Richtwerte, means and contingents that were set",
        de="Richtwerte, Mittel und Kontingente, die vorgegeben waren",
        default=None,
    )
    verschaerfung: Verschaerfung | None = key(
        "a general tightening of the standard",
        de="eine allgemeine Verschärfung des Maßstabs",
        default=None,
    )
    richtlinie: str = key(
        "id of the guideline applied, if the grade does not tell it",
        de="Kennung der angewandten Richtlinie, wenn die Note sie nicht nennt",
        default="",
    )
    neue_richtlinie: NeueRichtlinie | None = key(
        "a guideline issued while the period ran",
        de="eine Richtlinie, die während des Zeitraums erging",
        default=None,
    )
    aktualitaet: Aktualitaet | None = key(
        "whether a Regelbeurteilung was current for a selection",
        de="ob eine Regelbeurteilung für eine Auswahl aktuell war",
        default=None,
    )
    zeitraum: Zeitraumpraxis | None = key(
        "how periods are laid", de="wie Zeiträume liegen", default=None
    )
    unberuecksichtigt: tuple[Spanne, ...] = key(
        "times whose performance was left out of account",
        de="Zeiten, deren Leistungen unberücksichtigt blieben",
        default=(),
    )
    aufgaben: Aufgaben | None = key(
        "how the duties are valued", de="wie die Aufgaben bewertet sind", default=None
    )
    beurteiler: tuple[Beurteiler, ...] = key(
        "the appraisers: what they knew, whether they were competent and free",
        de="die Beurteiler: was sie wussten, ob sie zuständig und unbefangen waren",
        default=(),
        or_one=True,
    )
    beitrag: tuple[Beitrag, ...] = key("contributions of others", de="Beiträge anderer", default=())
    konferenz: Konferenz | None = key(
        "a conference of appraisers", de="eine Beurteilerkonferenz", default=None
    )
    abschlag: Abschlag | None = key(
        "a deduction that was made", de="ein Abschlag, der gemacht wurde", default=None
    )
    massstab: Massstab | None = key(
        "the yardstick after a promotion in the period",
        de="der Maßstab nach einer Beförderung im Zeitraum",
        default=None,
    )
    aenderung: Aenderung | None = key(
        "the change against the previous appraisal, besides the grades",
        de="die Änderung gegenüber der Vorbeurteilung, neben den Noten",
        default=None,
    )
    merkmal: tuple[Merkmal, ...] = key("the single features", de="die Einzelmerkmale", default=())
    gesamturteil: Gesamturteil | None = key(
        "how the overall mark came about", de="wie das Gesamturteil zustande kam", default=None
    )
    inhalt: Inhalt | None = key(
        "faults of content that are established",
        de="festgestellte Mängel des Inhalts",
        default=None,
    )
    plausibilisierung: tuple[Plausibilisierung, ...] = key(
        "explanations after the opening",
        de="Erläuterungen nach der Eröffnung",
        default=(),
        or_one=True,
    )
    zweitbeurteiler: Zweitbeurteiler | None = key(
        "a second appraiser", de="ein Zweitbeurteiler", default=None
    )
    nachzeichnung: Nachzeichnung | None = key(
        "an appraisal carried forward for an officer released from duty",
        de="eine fiktiv fortgeschriebene Beurteilung bei Freistellung",
        default=None,
    )
    auswahl: Auswahl | None = key(
        "the selection for a post or a promotion",
        de="die Auswahl für einen Dienstposten oder eine Beförderung",
        default=None,
    )
    mitbewerber: tuple[Mitbewerber, ...] = key(
        "the competitors, those too who were considered without an application",
        de="die Mitbewerber, auch wer ohne Bewerbung in Betracht gezogen wurde",
        default=(),
        or_one=True,
    )
    anmerkung: tuple[str, ...] = key(
        "remarks: oddities of the source, kept as printed",
        de="Anmerkungen: Unstimmigkeiten der Quelle, wie gedruckt",
        default=(),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what contradicts itself or names nothing known, with all faults at once."""
        if problems := [*self._appraisals(), *self._offices(), *self._names()]:
            raise DataError("", problems)

    def _appraisals(self) -> Iterator[Message]:
        if not self.beurteilung:
            yield Text(
                "beurteilung: mindestens eine Beurteilung ist nötig",
                "beurteilung: at least one appraisal is needed",
            )
        ids = [b.id for b in self.beurteilung]
        for n, name in enumerate(ids):
            if name in ids[:n]:
                twice = Text(
                    f"„{name}“ heißt schon eine andere; einer von beiden einen anderen Namen geben",
                    f"another is called {name!r} already; give one of them another name",
                )
                yield placed(f"beurteilung[{n}].id", twice)
        ends = [b.last_day for b in self.beurteilung]
        if date.min not in ends and ends != sorted(ends):
            days = ", ".join(map(str, ends))
            yield Text(
                "beurteilung: die Beurteilungen in der Reihenfolge ihrer Stichtage oder letzten Tage angeben; "
                f"geprüft wird die letzte (angegeben: {days})",
                "beurteilung: list the appraisals in the order of their Stichtage or last days; the last "
                f"one is examined (got {days})",
            )
        for n, one in enumerate(self.beurteilung):
            if one.bestaetigt and one.bestaetigt not in ids[:n]:
                hint = meant(one.bestaetigt, ids[:n])
                yield Text(
                    f"beurteilung[{n}].bestaetigt: „{one.bestaetigt}“ ist keine id einer früheren Beurteilung{hint.de}",
                    f"beurteilung[{n}].bestaetigt: {one.bestaetigt!r} is the id of no earlier appraisal{hint.en}",
                )
        weights = [m.gewicht for m in self.merkmal]
        if None in weights and any(weights):
            yield Text(
                "merkmal: das Gewicht aller Merkmale angeben, oder keines",
                "merkmal: give the weight of all features, or of none",
            )

    def _offices(self) -> Iterator[Message]:
        starts = [a.ab for a in self.amt]
        if None in starts[1:]:
            yield Text(
                "amt: jedes Amt außer dem ersten braucht seinen ersten Tag, ab; ist er nicht bekannt, nur das "
                "letzte Amt angeben und den Wechsel als ereignis ohne datum",
                "amt: every office but the first needs its first day, ab; where it is not known, list the "
                "last office only and state the change as an ereignis without datum",
            )
        days = [last_of(d) for d in starts if d]
        if days != sorted(set(days)):
            yield Text(
                "amt: die Ämter in der Reihenfolge ihrer ersten Tage angeben",
                "amt: list the offices in order of their first days",
            )

    def _names(self) -> Iterator[Message]:
        lookups: list[tuple[str, str, Callable[[str], object]]] = [
            ("land", "" if self.land in DIENSTHERREN else self.land, dienstherr),
            ("entscheidung", self.entscheidung, authority),
            ("richtlinie", self.richtlinie, registry.guideline),
        ]
        named = [(f"beurteilung[{n}]", b.richtlinie) for n, b in enumerate(self.beurteilung)]
        named += [(f"beitrag[{n}]", b.richtlinie) for n, b in enumerate(self.beitrag)]
        named += [(f"dienststelle[{n}]", d.richtlinie) for n, d in enumerate(self.dienststelle)]
        lookups += [(f"{at}.richtlinie", name, registry.guideline) for at, name in named]
        for name, value, look_up in lookups:
            try:
                if value:
                    look_up(value)
            except BeurteilungError as error:
                yield placed(name, error)
