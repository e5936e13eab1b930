"""The format of case files: one class a table, whose fields are its keys.

A key left out is not known, never a default. Reader, schema and template follow these classes; what rules
ask of a case stands in `beurteilung.cases.facts`.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction  # noqa: TC003 - the reader resolves the types of fields when it runs
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from beurteilung._base.dates import Day, exact, first_of, in_words, last_of
from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    DateError,
    UnknownGradeError,
    UnknownIdError,
)
from beurteilung._base.records import evolve, key, table
from beurteilung._base.text import Text, meant, placed, sentences
from beurteilung.law import registry
from beurteilung.law.decisions import authority
from beurteilung.law.index import dienstherren
from beurteilung.model.appraisals import Period, Record, Version
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, Office, StatusEvent, event
from beurteilung.model.scales import AmbiguousGradeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from beurteilung._base.text import Message
    from beurteilung.model.appraisals import Kind
    from beurteilung.model.scales import Grade

__all__ = ["Fall"]

Begruendung = Literal["fehlt", "formelhaft", "unzureichend", "gegeben", "traegt"]
"""How an assessment was reasoned: not at all, by a formula, not enough, somehow, so that it holds."""
Nachgeholt = Literal["widerspruch", "gericht"]
"""When reasons came that the appraisal itself does not give: on the objection, or only in court."""
_REASONS = (
    "fehlt: no reasons were given; formelhaft: only a formula; unzureichend: established that they are "
    "not enough; gegeben: some were; traegt: established that they hold"
)
_REASONS_DE = (
    "fehlt: keine Gründe; formelhaft: nur eine Formel; unzureichend: festgestellt, dass sie nicht genügen; "
    "gegeben: es gibt welche; traegt: festgestellt, dass sie tragen"
)
_LATER = "when reasons were supplied, if the appraisal itself does not give them"
_LATER_DE = "wann Gründe nachgeholt wurden, wenn die Beurteilung selbst sie nicht nennt"


def _span(von: Day | None, bis: Day | None) -> Period | None:
    """Return the days from the first to the last; None if one of them is not known as a day.

    Raises:
        DateError: the last lies before the first, whichever days of their months they are.
    """
    if von and bis and last_of(bis) < first_of(von):
        raise DateError(
            Text(
                f"der Zeitraum endet am {bis}, bevor er am {von} beginnt",
                f"the period ends on {bis}, before it starts on {von}",
            )
        )
    start, end = exact(von), exact(bis)
    return Period(start, end) if start and end else None


def _shown(von: Day | None, bis: Day | None) -> Text | None:
    """Write a span of which both ends, one, or only months may be known."""
    if whole := _span(von, bis):
        return whole.text
    if von and bis:
        return Text(
            f"{in_words(von).de} bis {in_words(bis).de}",
            f"{in_words(von).en} to {in_words(bis).en}",
        )
    ends = [
        Text(f"{word} {in_words(on).de}", f"{english} {in_words(on).en}")
        for word, english, on in (("ab", "from", von), ("bis", "to", bis))
        if on
    ]
    return sentences(*ends) if ends else None


def _grade(text: str) -> Grade | None:
    return registry.grade(text) if text else None


def _refuse_grade(text: str) -> None:
    """Refuse a grade of no known scale, and say how a case states one nevertheless.

    Raises:
        DataError: the text has no scale, or none that is known.
    """
    try:
        _grade(text)
    except (UnknownIdError, UnknownGradeError, AmbiguousGradeError) as error:
        if isinstance(error, UnknownGradeError) and ":" in text:
            raise  # the scale is known, and the message lists its grades
        said = Text(error.explain("de"), error.explain("en"))
        printed = text.rpartition(":")[2]
        way = Text(
            f"{said.de}; ist mehr nicht bekannt: angabe = '{printed}' statt note",
            f"{said.en}; if no more is known: angabe = '{printed}' instead of note",
        )
        raise DataError("", [way]) from None


def _not_negative(**counts: Fraction | int | None) -> None:
    """Refuse counts and shares below 0."""
    if wrong := [
        Text(
            f"{name} darf nicht negativ sein, angegeben ist {n}",
            f"{name} must not be negative, got {n}",
        )
        for name, n in counts.items()
        if n and n < 0
    ]:
        raise DataError("", wrong)


def _share(**shares: Fraction | None) -> None:
    """Refuse shares outside 0 to 1: '25' per cent is written '25/100' or '0,25'."""
    wrong = [
        Text(
            f"{name} ist ein Anteil von 0 bis 1, angegeben ist {n}; 25 Prozent schreibt man '25/100'",
            f"{name} is a share from 0 to 1, got {n}; write 25 per cent as '25/100'",
        )
        for name, n in shares.items()
        if n is not None and not 0 <= n <= 1
    ]
    if wrong:
        raise DataError("", wrong)


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

    @property
    def office(self) -> Office:
        """The office itself."""
        return Office(self.besoldungsgruppe, self.laufbahngruppe, self.amtszulage, self.bezeichnung)


@table
class Ereignis:
    """A status event that the list of offices does not show."""

    art: str = key(
        "kind of event: befoerderung, laufbahnwechsel, amtszulage, …",
        de="Art des Ereignisses: befoerderung, laufbahnwechsel, amtszulage, …",
    )
    datum: Day | None = key("day of the event", de="Tag des Ereignisses", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an unknown kind."""
        self.event  # noqa: B018 - raises

    @property
    def event(self) -> StatusEvent:
        """The event itself; one of which only the month is known has no day."""
        return event(self.art, exact(self.datum))


@table
class Dienstposten:
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
        _span(self.von, self.bis)
        _share(zeitanteil=self.zeitanteil)
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
class Dienststelle:
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

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        _span(self.von, self.bis)


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
        _refuse_grade(self.note)
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
        _span(self.von, self.bis)

    @property
    def grade(self) -> Grade | None:
        """The grade; None if its scale is not attested, or there is none."""
        return _grade(self.note)

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
class Beurteilung:
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
    def period(self) -> Period | None:
        """The days it covers; None unless the first and the last are known as days."""
        return _span(self.von, self.bis)

    @property
    def days(self) -> Text | None:
        """The days it covers in words, as far as they are known; None if neither end is."""
        return _shown(self.von, self.bis)

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

    def period_of(self, version: Version) -> Period | None:
        """Return the days that a version of its record covers."""
        fassung = self.fassung[self._record.versions.index(version)]
        if fassung.von is None and fassung.bis is None:
            return self.period
        return _span(fassung.von or self.von, fassung.bis or self.bis)

    def annulled_on(self, on: date | None) -> Ueberpruefung | None:
        """Return the act that annulled the version known on a day, or the last one; None if it stands."""
        version = self._record.known(on)
        acts = [
            act
            for act in self.ueberpruefung
            if act.ergebnis == "aufgehoben"
            and not (act.durch == "gericht" and act.rechtskraeftig is False)
            and not (on and act.am and first_of(act.am) > on)
            and not (
                act.am and version and version.known_from and version.known_from > last_of(act.am)
            )
        ]
        undated = any(act.am is None and act.neu_beurteilt is not False for act in acts)
        replaced = len(self.fassung) > 1 and undated
        return None if replaced or not acts else acts[-1]

    def record(self, office: Office | None) -> Record:
        """Return the appraisal with all its versions."""
        return evolve(self._record, office=office)

    @cached_property
    def _record(self) -> Record:
        """The appraisal with all its versions, and without an office."""
        versions = tuple(
            Version(f.grade, f.known_from, exact(f.vom), exact(f.eroeffnet), f.printed.de)
            for f in self.fassung
        )
        return Record(versions, None, self.period, self.stichtag, self.kind, self.anlass, self.id)


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
class Abordnung:
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

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period | None:
        """The days it lasted; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
class Abwesenheit:
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
        self.period  # noqa: B018 - raises
        _not_negative(tage=self.tage)
        _share(anteil=self.anteil)

    @property
    def days(self) -> Text | None:
        """The days of it in words, as far as they are known."""
        return _shown(self.von, self.bis)

    @property
    def period(self) -> Period | None:
        """The days of it; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
        _not_negative(mindestens=low, hoechstens=high)
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
class Spanne:
    """A time within the period appraised."""

    bezeichnung: str = key("what it was", de="was es war", default="")
    von: date = key("first day", de="erster Tag")
    bis: date = key("last day", de="letzter Tag")

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def period(self) -> Period:
        """The days it lasted."""
        return Period(self.von, self.bis)


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
class Luecke:
    """A time between two periods that no appraisal covers, and why."""

    grund: Literal[
        "aufstieg", "einfuehrung", "ausbildung", "mutterschutz", "elternzeit", "urlaub", "beurlaubung", "krankheit",
        "freistellung", "abordnung", "probezeit", "anderer-dienstherr", "sonstiges",
    ] | None = key("why", de="weshalb", default=None)  # fmt: skip
    von: Day | None = key("first day", de="erster Tag", default=None)
    bis: Day | None = key("last day", de="letzter Tag", default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def days(self) -> Text | None:
        """The days of it in words, as far as they are known."""
        return _shown(self.von, self.bis)

    @property
    def period(self) -> Period | None:
        """The days of it; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
class Beitrag:
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

    def __attrs_post_init__(self) -> None:
        """Refuse an end before the start."""
        self.period  # noqa: B018 - raises

    @property
    def days(self) -> Text | None:
        """The days it covers in words, as far as they are known."""
        return _shown(self.von, self.bis)

    @property
    def period(self) -> Period | None:
        """The days it covers; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
    begruendung: Begruendung | None = key(_REASONS, de=_REASONS_DE, default=None)
    nachgeholt: Nachgeholt | None = key(_LATER, de=_LATER_DE, default=None)
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
    begruendung: Begruendung | None = key(_REASONS, de=_REASONS_DE, default=None)
    nachgeholt: Nachgeholt | None = key(_LATER, de=_LATER_DE, default=None)
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
        return _grade(self.note_vorher)

    def unchanged(self, after: Grade | None) -> bool | None:
        """Tell whether the first appraiser's marks were confirmed; None if the case does not say it."""
        if self.merkmale_geaendert is not None and self.merkmale_geaendert > 0:
            return False
        if self.grade and after and self.grade != after:
            return False
        return True if self.merkmale_geaendert == 0 else None


@table
class Nachzeichnung:
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
        self.period  # noqa: B018 - raises
        _share(dienstanteil=self.dienstanteil)
        _not_negative(gruppengroesse=self.gruppengroesse)

    @property
    def period(self) -> Period | None:
        """The days of the release; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
        _not_negative(bewerber=self.bewerber, stellen=self.stellen, rangplatz=self.rangplatz)
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
        return _grade(self.mindestnote)


@table
class Vorbeurteilung:
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
        _refuse_grade(self.note)
        _span(self.von, self.bis)

    @property
    def grade(self) -> Grade | None:
        """The overall mark."""
        return _grade(self.note)


@table
class Mitbewerber:
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
    sprung_begruendung: Begruendung | None = key(_REASONS, de=_REASONS_DE, default=None)
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
        _refuse_grade(self.note)
        self.period  # noqa: B018 - raises
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

    @property
    def grade(self) -> Grade | None:
        """The competitor's overall mark."""
        return _grade(self.note)

    @property
    def period(self) -> Period | None:
        """The days of the competitor's period; None unless both ends are known as days."""
        return _span(self.von, self.bis)


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
        de="das Land, dessen Beamter es ist, oder Bund, oder 'nicht bekannt'",
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
        if len(set(ids)) < len(ids):
            yield Text(
                "beurteilung: zwei Beurteilungen haben dieselbe id",
                "beurteilung: two appraisals have the same id",
            )
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
        if self.land not in DIENSTHERREN:
            known = {*DIENSTHERREN, *dienstherren()}
            if self.land not in known:
                names = ", ".join(sorted(known))
                hint = meant(self.land, known)
                yield Text(
                    f"land: „{self.land}“ ist unbekannt{hint.de}; bekannt: {names}",
                    f"land: unknown {self.land!r}{hint.en}; known: {names}",
                )
        lookups: list[tuple[str, str, Callable[[str], object]]] = [
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


DIENSTHERREN = registry.LAENDER | {"nicht bekannt"}
"""Whose law a case may be of; besides these, whatever a guideline that is known names."""
