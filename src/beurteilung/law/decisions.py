"""Decisions as authorities: what they say of which rule, and since when.

The decisions are data, in ``data/authorities.toml``; this module reads them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction  # noqa: TC003 - the reader resolves the types of fields when it runs
from functools import cache
from typing import Literal, cast

from beurteilung._base.compiled import DATA
from beurteilung._base.dates import holds
from beurteilung._base.errors import DataError, UnknownIdError
from beurteilung._base.records import cached_property, key, table
from beurteilung._base.shipped import Rows
from beurteilung._base.text import Bilingual, Text, day, meant, words
from beurteilung._base.toml import Table, read_toml
from beurteilung.model.sources import Citation, Evidence, Source

__all__ = [
    "RARER",
    "Aussage",
    "Entscheidung",
    "Regel",
    "Richterrecht",
    "Umfang",
    "Zahl",
    "authorities",
    "authorities_on",
    "authority",
    "decision_named",
    "for_judges",
    "known_decision",
    "known_rule",
    "rule",
]

PATH = DATA / "authorities.toml"

Direction = Literal["stuetzt", "begrenzt", "lehnt_ab"]


@table
class Stand:
    """From which day a decision has lost or not yet gained its force."""

    status: Literal["nicht_rechtskraeftig", "aufgegeben", "aufgehoben"] = key("what became of it")
    ab: date | None = key("first day of that; left out if it was so from the start", default=None)
    durch: str = key("id of the decision that did it", default="")
    evidenz: Evidence = key("how firmly that is attested")
    regel: str = key("the one rule that it concerns, if not the whole decision", default="")
    anmerkung: str = key("a remark for the reader", default="")


@table
class Umfang:
    """How far a change went of which a decision speaks: two points on a scale of sixteen."""

    zahl: int = key("the number of steps")
    einheit: str = key("the unit of the scale: Punkt")
    laenge: int = key("how many grades the scale has")

    def holds(self, change: Umfang | None) -> bool:
        """Tell whether a change on such a scale lies within it; one that is not given does not."""
        if change is None or (change.einheit, change.laenge) != (self.einheit, self.laenge):
            return False
        return abs(change.zahl) <= abs(self.zahl)


@table
class Aussage:
    """What a decision says of one rule, and by which law.

    What counts is the law that was applied, not the seat of the court: a Verwaltungsgericht in Bavaria
    that judged an officer of the Bund applied federal law.
    """

    regel: str = key("code of the rule")
    richtung: Direction = key("whether it supports, limits or rejects the rule")
    evidenz: Evidence = key("how firmly that is attested")
    de: str = key("the statement in German, in our words")
    en: str = key("the statement in English")
    recht: Literal["grundsaetze", "gesetz", "richtlinie", "nicht bekannt"] = key(
        "the law applied: grundsaetze (Art. 33 (2), 19 (4) GG, general principles of appraisal), a "
        "statute or ordinance, or a guideline",
        default="nicht bekannt",
    )
    dienstherr: str = key(
        "the Land, or Bund, whose statute or guideline was applied; left out for general principles",
        default="",
    )
    familie: str = key("the line of guidelines applied: ni-pol", default="")
    sagt_die_regel: bool = key(
        "whether it says the sentence of the rule, or its opposite, and not merely something near it",
        default=False,
    )
    norm_bis: date | None = key(
        "last day on which the provision it interprets read as it did then", default=None
    )
    umfang: Umfang | None = key("how far the change went of which alone it speaks", default=None)


@table
class Entscheidung:
    """A decision of a court."""

    id: str = key("court and docket number in lower case: vg-stade-3-a-401-02")
    gericht: str = key("name of the court")
    ebene: Literal["VG", "ArbG", "OVG", "LAG", "BVerwG", "BAG", "BGH", "BVerfG", "EuG"] = key(
        "level of the court; OVG for every Oberverwaltungsgericht and Verwaltungsgerichtshof"
    )
    land: str = key("Land of the court, or Bund")
    datum: date | None = key(
        "day of the decision; left out if no source read tells it", default=None
    )
    spaetestens: date | None = key(
        "a day by which it had been made, if its own day is not known", default=None
    )
    form: Literal["Urteil", "Beschluss", "Entscheidung"] = key("form of the decision")
    aktenzeichen: str = key("docket number")
    url: str = key("where it was read", default="")
    gelesen: Literal["volltext", "leitsatz", "tatbestand", "zitiert", "sekundaer"] = key(
        "what of it was read; zitiert: only what another decision says of it"
    )
    zitiert_nach: str = key("id of the decision that it is cited from", default="")
    stand: tuple[Stand, ...] = key("its standing, if it is not simply final", default=())
    aussage: tuple[Aussage, ...] = key("what it says of rules", default=())
    anmerkung: str = key("a remark for the reader", default="")

    def __attrs_post_init__(self) -> None:
        """Refuse a decision that cannot be placed in time at all, or twice."""
        if (self.datum is None) == (self.spaetestens is None):
            raise DataError(
                "",
                [
                    Text(
                        "den Tag angeben, datum, oder sonst einen Tag, bis zu dem sie erging, spaetestens",
                        "name the day, datum, or else a day by which it was made, spaetestens",
                    )
                ],
            )

    @property
    def known_from(self) -> date:
        """The day from which it counts: its own, or the first by which it is known to exist."""
        known = self.datum or self.spaetestens
        assert known is not None  # noqa: S101 - one of the two is given
        return known

    @cached_property
    def source(self) -> Source:
        """The decision as a source that can be cited."""
        form = {"Urteil": "Urt. v. ", "Beschluss": "Beschl. v. ", "Entscheidung": ""}[self.form]
        when = f"{form}{day(self.datum)}" if self.datum else "Tag nicht bekannt"
        cited = f"{self.gericht}, {when}, {self.aktenzeichen}"
        return Source(self.id, cited, "entscheidung", self.url)

    def standing(self, regel: str, on: date | None) -> Stand | None:
        """Return its standing on a rule on a day, or today's; None if nothing weakens it."""
        known = [
            s
            for s in self.stand
            if s.regel in ("", regel) and (on is None or s.ab is None or s.ab <= on)
        ]
        return max(known, key=lambda s: s.ab or date.min, default=None)

    def cite(self, statement: Aussage, on: date | None = None) -> Citation:
        """Cite what it says of a rule; the note tells its standing on a day."""
        standing = self.standing(statement.regel, on)
        note = _STATUS[standing.status] if standing else ""
        via = str(authority(self.zitiert_nach).source) if self.zitiert_nach else ""
        return Citation(self.source, statement.evidenz, note=note, via=via)


_STATUS = {
    "nicht_rechtskraeftig": "nicht rechtskräftig",
    "aufgegeben": "aufgegeben",
    "aufgehoben": "aufgehoben",
}


@table
class Zahl:
    """A number that a rule of law contains, with the decision that states it."""

    name: str = key("what it counts: anteil, jahre, stufen")
    wert: Fraction = key("the number, exact: '2/3'")
    quelle: str = key("id of the decision that states it")
    evidenz: Evidence = key("how firmly that is attested")

    @property
    def citation(self) -> Citation:
        """Where the number stands."""
        return Citation(authority(self.quelle).source, self.evidenz)


@table
class Rechtsfrage(Bilingual):
    """A rule put as a question, because no decision supports it."""

    de: str = key("the question in German")
    en: str = key("the question in English")


@table
class Luecke(Bilingual):
    """What no source that was read tells of a rule."""

    de: str = key("what is not known, in German")
    en: str = key("what is not known, in English")


@table
class Regel(Bilingual):
    """A rule that decisions support, limit or reject."""

    code: str = key("code of the rule")
    de: str = key("the rule in German")
    en: str = key("the rule in English")
    frage: Rechtsfrage | None = key(
        "the rule as a question, where no decision supports it", default=None
    )
    belegt_fuer_stufen: tuple[int, ...] = key(
        "numbers of stages for which it is attested; on other scales it is inferred", default=()
    )
    in_der_regel: bool = key(
        "whether it holds as a rule only, so that a case may be an exception", default=False
    )
    zahl: tuple[Zahl, ...] = key("numbers that the rule contains", default=())
    luecke: tuple[Luecke, ...] = key("what no source read tells of it", default=())

    def number(self, name: str) -> Zahl:
        """Return a number that the rule contains.

        Raises:
            UnknownIdError: the rule has no such number.

        >>> str(rule("aktualitaet.bedarf").number("anteil").wert)
        '2/3'
        """
        for one in self.zahl:
            if one.name == name:
                return one
        names = [one.name for one in self.zahl]
        raise UnknownIdError(
            Text(
                f"die Regel {self.code} hat keine Zahl „{name}“; sie hat {', '.join(names) or 'keine'}",
                f"rule {self.code} has no number {name!r}; it has {', '.join(names) or 'none'}",
            )
        )

    def citations(self) -> tuple[Citation, ...]:
        """Return every decision that speaks of it."""
        return tuple(
            one.cite(statement)
            for one in authorities_on(self.code)
            for statement in one.aussage
            if statement.regel == self.code
        )


@table
class Richterrecht:
    """By which provision the law of officers holds for the judges of a Dienstherr mutatis mutandis."""

    dienstherr: str = key("Bund, or the Land")
    quelle: str = key("the provision: § 46 DRiG")
    evidenz: Evidence = key("how firmly that is attested")
    ab: date = key("first day it is known to hold for")

    @property
    def text(self) -> Text:
        """Say that the law of officers holds for judges, and by what."""
        return Text(
            f"Für Richter gilt das Recht der Beamten entsprechend ({self.quelle}).",
            f"For judges the law of officers holds mutatis mutandis ({self.quelle}).",
        )


RARER = Text(
    "Ob die Frist auch gilt, wenn Richter in größeren Abständen beurteilt werden, ist nicht entschieden.",
    "Whether that limit holds too if judges are appraised at longer intervals is not decided.",
)
"""What the law of officers on how long an appraisal is current leaves open for judges."""


@table
class _Datei:
    richter: tuple[Richterrecht, ...] = key(
        "by which provisions the law of officers holds for judges"
    )
    regel: tuple[Regel, ...] = key("the rules")
    entscheidung: tuple[Entscheidung, ...] = key("the decisions")


@cache
def _file() -> Table:
    return read_toml(PATH)


_DECISIONS = Rows(Entscheidung, _file, "entscheidung", "id")
_RULES = Rows(Regel, _file, "regel", "code")
_JUDGES = Rows(Richterrecht, _file, "richter", "dienstherr")


def for_judges(dienstherr: str, on: date | None = None) -> Richterrecht | None:
    """Return by what the law of officers holds for the judges of a Dienstherr on a day; None if none was read.

    >>> for_judges("Bund").quelle, for_judges("Hessen")
    ('§ 46 DRiG', None)
    """
    found = _JUDGES.get(dienstherr)
    return found if found and holds(found.ab, None, on) else None


@cache
def authorities() -> tuple[Entscheidung, ...]:
    """Return every decision that the library ships."""
    return _DECISIONS.all()


@cache
def authorities_on(code: str) -> tuple[Entscheidung, ...]:
    """Return every decision that speaks of a rule."""
    return tuple(map(authority, _speaking().get(code, ())))


@cache
def _speaking() -> dict[str, tuple[str, ...]]:
    """Return the ids of the decisions that speak of each rule."""
    found: dict[str, dict[str, None]] = {}
    for name, row in _DECISIONS.tables.items():
        for statement in cast("list[Table]", row.get("aussage", ())):
            found.setdefault(str(statement["regel"]), {})[name] = None
    return {code: tuple(names) for code, names in found.items()}


def known_decision(decision_id: str) -> Entscheidung | None:
    """Return one decision; None if none has this id."""
    return _DECISIONS.get(decision_id)


def authority(decision_id: str) -> Entscheidung:
    """Return one decision.

    Raises:
        UnknownIdError: none has this id.

    >>> str(authority("vg-stade-3-a-401-02").source)
    'VG Stade, Urt. v. 20.03.2003, 3 A 401/02'
    """
    if found := known_decision(decision_id):
        return found
    hint = meant(decision_id, _DECISIONS)
    raise UnknownIdError(
        Text(
            f"keine Quelle „{decision_id}“ ist bekannt{hint.de}; Kennungen sehen aus wie vg-stade-3-a-401-02; "
            "eine Entscheidung, die nicht verzeichnet ist, bleibt weg",
            f"no source {decision_id!r} is known{hint.en}; ids look like vg-stade-3-a-401-02; a decision that is "
            "not listed is left out",
        )
    )


def decision_named(text: str) -> str:
    """Return the id of the one decision whose court and docket number a text names; else the text, to be shown.

    >>> decision_named("VG Stade, Urteil vom 20.03.2003 - 3 A 401/02")
    'vg-stade-3-a-401-02'
    """
    if not text or text in _DECISIONS:
        return text
    named = words(text)
    found = [one.id for one in authorities() if _names(named, one)]
    return found[0] if len(found) == 1 else text


def _names(named: list[str], one: Entscheidung) -> bool:
    """Tell whether the words name the court and, in one piece, the docket number from its first figure."""
    parts = words(one.id)
    first = next((n for n, part in enumerate(parts) if part.isdigit()), None)
    if first is None:  # no source read tells its docket number
        return False
    court, docket = parts[:first], parts[first:]
    return any({*some} <= {*named} for some in (court, words(one.gericht))) and any(
        named[n : n + len(docket)] == docket for n, _ in enumerate(named)
    )


def source_of(decision_id: str) -> Source:
    """Return one decision as a source that can be cited; raises like `authority`."""
    return authority(decision_id).source


def rules() -> tuple[Regel, ...]:
    """Return every rule of which decisions speak."""
    return _RULES.all()


def known_rule(code: str) -> Regel | None:
    """Return one rule; None if none has this code."""
    return _RULES.get(code)


def rule(code: str) -> Regel:
    """Return one rule.

    Raises:
        UnknownIdError: none has this code.
    """
    if found := known_rule(code):
        return found
    hint = meant(code, _RULES)
    raise UnknownIdError(
        Text(f"keine Regel „{code}“ ist bekannt{hint.de}", f"no rule {code!r} is known{hint.en}"),
        python="see rules()",
    )
