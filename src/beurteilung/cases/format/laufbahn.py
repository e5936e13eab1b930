"""The career of the officer: offices, events, posts, authorities, and when somebody else saw the work or nobody did."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from beurteilung._base.dates import Day, exact
from beurteilung._base.errors import DataError
from beurteilung._base.records import cached_property, key, table
from beurteilung._base.text import Text
from beurteilung.cases.format.values import Lasting, not_negative, refuse_no_share
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, Office, StatusEvent, event


@table
class Amt:
    """An office of the career, and the day from which it was held."""

    besoldungsgruppe: Besoldungsgruppe = key("pay group: A 9", de="Besoldungsgruppe: A 9")
    laufbahngruppe: Laufbahngruppe | None = key("career group", de="Laufbahngruppe", default=None)
    ab: Day | None = key(
        "first day; may be left out for the first office only",
        de="erster Tag; nur beim ersten Amt darf er fehlen",
        default=None,
    )
    bezeichnung: str = key("title of the office", de="Amtsbezeichnung", default="")
    amtszulage: bool = key(
        "whether it carries an Amtszulage; none if not stated",
        de="ob es mit einer Amtszulage verbunden ist; ohne Angabe nicht",
        default=False,
    )
    eingangsamt: bool | None = key(
        "whether it is the entry office of its career",
        de="ob es das Eingangsamt der Laufbahn ist",
        default=None,
    )
    qualifikationsebene: int | None = key(
        "Qualifikationsebene, 1 to 4 (Bavaria)",
        de="Qualifikationsebene, 1 bis 4 (Bayern)",
        default=None,
    )
    standzeit_ab: Day | None = key(
        "day from which time in the office counts, if not from the first (fiktive Standzeit)",
        de="Tag, von dem an die Standzeit zählt, wenn nicht vom ersten an (fiktive Standzeit)",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a Qualifikationsebene that does not exist."""
        if self.qualifikationsebene is not None and not 1 <= self.qualifikationsebene <= 4:  # noqa: PLR2004 - Art. 5 LlbG
            raise DataError(
                "",
                [
                    Text(
                        f"qualifikationsebene ist 1 bis 4, angegeben ist {self.qualifikationsebene}",
                        f"qualifikationsebene is 1 to 4, got {self.qualifikationsebene}",
                    )
                ],
            )

    @cached_property
    def office(self) -> Office:
        """The office itself."""
        return Office(self.besoldungsgruppe, self.laufbahngruppe, self.amtszulage, self.bezeichnung)


OTHER_TABLE = {
    "abordnung": "[[abordnung]]",
    "beurlaubung": "[[abwesenheit]]",
    "dienstpostenwechsel": "[[dienstposten]]",
    "dienststellenwechsel": "[[dienststelle]]",
    "elternzeit": "[[abwesenheit]]",
    "freistellung": "[nachzeichnung]",
    "teilzeit": "[[abwesenheit]]",
    "umsetzung": "[[dienstposten]]",
    "versetzung": "[[dienststelle]]",
    "zuweisung": "[[abordnung]]",
}
"""What happens to officers without a new office, and the table in which a case states it."""


@table
class Ereignis:
    """A status event that the list of offices does not show."""

    art: str = key(
        "kind of event: befoerderung, laufbahnwechsel, amtszulage, …",
        de="Art des Ereignisses: befoerderung, laufbahnwechsel, amtszulage, …",
    )
    datum: Day | None = key("day of the event", de="Tag des Ereignisses", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an unknown kind, and what is no change of the status and has a table of its own."""
        if place := OTHER_TABLE.get(self.art.casefold()):
            raise DataError(
                "",
                [
                    Text(
                        f"„{self.art}“ ändert den Status nicht; dafür gibt es {place}",
                        f"{self.art!r} does not change the status; for that there is {place}",
                    )
                ],
            )
        self.event  # noqa: B018 - raises

    @property
    def event(self) -> StatusEvent:
        """The event itself; one of which only the month is known has no day."""
        return event(self.art, exact(self.datum))


@table
class Dienstposten(Lasting):
    """The post held, and how it is valued; the value of the office stands under ``amt``."""

    bezeichnung: str = key("what it is", de="was es ist", default="")
    besoldungsgruppe: Besoldungsgruppe | None = key(
        "pay group by which the post is valued; the lowest one of a bundled post",
        de="Besoldungsgruppe, nach der der Dienstposten bewertet ist; bei Bündelung die niedrigste",
        default=None,
    )
    besoldungsgruppe_bis: Besoldungsgruppe | None = key(
        "highest pay group of a bundled post",
        de="höchste Besoldungsgruppe eines gebündelten Dienstpostens",
        default=None,
    )
    von: Day | None = key("first day on it", de="erster Tag", default=None)
    bis: Day | None = key("last day on it", de="letzter Tag", default=None)
    zeitanteil: Fraction | None = key(
        "share of the working time that the post took, if there were several: '1/2'",
        de="Anteil der Arbeitszeit auf diesem Dienstposten, wenn es mehrere gab: '1/2'",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start, a share that is none, and a bundle upside down."""
        super().__attrs_post_init__()
        refuse_no_share(zeitanteil=self.zeitanteil)
        low, high = self.besoldungsgruppe, self.besoldungsgruppe_bis
        if low and high and low.is_above(high):
            raise DataError(
                "",
                [
                    Text(
                        f"besoldungsgruppe_bis {high} ist niedriger als besoldungsgruppe {low}",
                        f"besoldungsgruppe_bis {high} is lower than besoldungsgruppe {low}",
                    )
                ],
            )


@table
class Dienststelle(Lasting):
    """An authority at which the officer served, after a change of authority."""

    bezeichnung: str = key("what it is", de="was es ist", default="")
    dienstherr: str = key(
        "the Land, Bund or other Dienstherr that it belongs to",
        de="das Land, der Bund oder der andere Dienstherr, zu dem sie gehört",
        default="",
    )
    von: Day | None = key("first day there", de="erster Tag dort", default=None)
    bis: Day | None = key("last day there", de="letzter Tag dort", default=None)
    richtlinie: str = key(
        "id of the guideline under which it appraises",
        de="Kennung der Richtlinie, nach der sie beurteilt",
        default="",
    )


@table
class Taetigkeit:
    """An activity of which it is disputed whether the appraisal had to describe it."""

    bezeichnung: str = key("what it was", de="was es war")
    erwaehnt_unter: str = key(
        "where the appraisal mentions it", de="wo die Beurteilung sie erwähnt", default=""
    )
    in_taetigkeitsbeschreibung: bool | None = key(
        "whether the description lists it",
        de="ob die Tätigkeitsbeschreibung sie aufführt",
        default=None,
    )
    kuerzer_als_monate: int | None = key(
        "established: it took less than this", de="festgestellt: sie dauerte kürzer", default=None
    )
    laenger_als_monate: int | None = key(
        "established: it took more than this", de="festgestellt: sie dauerte länger", default=None
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a time that no activity can have taken."""
        less, more = self.kuerzer_als_monate, self.laenger_als_monate
        rules = [
            (less is None or less >= 1, Text(
                f"kuerzer_als_monate muss mindestens 1 sein, angegeben ist {less}",
                f"kuerzer_als_monate must be at least 1, got {less}")),
            (more is None or more >= 0, Text(
                f"laenger_als_monate darf nicht negativ sein, angegeben ist {more}",
                f"laenger_als_monate must not be negative, got {more}")),
            (less is None or more is None or more < less,
             Text(f"sie kann nicht länger als {more} und kürzer als {less} Monate gedauert haben; eins streichen",
                  f"it cannot have taken more than {more} and less than {less} months; strike one")),
        ]  # fmt: skip
        if problems := [fault for holds, fault in rules if not holds]:
            raise DataError("", problems)


@table
class Abordnung(Lasting):
    """A time at another authority or unit."""

    bezeichnung: str = key("what it was", de="was es war", default="Abordnung")
    von: Day | None = key("first day", de="erster Tag", default=None)
    bis: Day | None = key("last day", de="letzter Tag", default=None)
    in_taetigkeitsbeschreibung: bool | None = key(
        "whether the description lists it",
        de="ob die Tätigkeitsbeschreibung sie aufführt",
        default=None,
    )
    beurteilungsnotiz: bool | None = key(
        "whether the receiving authority gave a note",
        de="ob die aufnehmende Stelle eine Beurteilungsnotiz gab",
        default=None,
    )
    im_dienstrechtlichen_sinn: bool | None = key(
        "whether it was an Abordnung in the strict sense",
        de="ob es eine Abordnung im dienstrechtlichen Sinn war",
        default=None,
    )


@table
class Lehrgang:
    """A course whose performance has a mark of its own."""

    bezeichnung: str = key("what it was", de="was es war")
    in_taetigkeitsbeschreibung: bool | None = key(
        "whether the description lists it",
        de="ob die Tätigkeitsbeschreibung ihn aufführt",
        default=None,
    )


@table
class Abwesenheit(Lasting):
    """A time of absence or of release from duty, whole or in part."""

    grund: Literal[
        "krankheit", "elternzeit", "mutterschutz", "urlaub", "beurlaubung", "teilzeit",
        "personalrat", "gleichstellung", "schwerbehindertenvertretung", "verbot-der-amtsfuehrung",
        "dienstenthebung", "ausbildung", "sonstiges",
    ] | None = key("why", de="weshalb", default=None)  # fmt: skip
    von: Day | None = key("first day", de="erster Tag", default=None)
    bis: Day | None = key("last day", de="letzter Tag", default=None)
    tage: int | None = key(
        "number of days, if they are not known one by one",
        de="Zahl der Tage, wenn sie nicht einzeln bekannt sind",
        default=None,
    )
    anteil: Fraction | None = key(
        "share of the working time that was not worked: '1/2'; 1: all of it",
        de="Anteil der Arbeitszeit, in dem kein Dienst geleistet wurde: '1/2'; 1: der ganze",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start, negative days, and shares that are none."""
        super().__attrs_post_init__()
        not_negative(tage=self.tage)
        refuse_no_share(anteil=self.anteil)
