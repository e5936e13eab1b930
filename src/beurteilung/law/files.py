"""The parts of a TOML file that describe sources, scales and mappings, and what is built from them.

The fields of these classes *are* the keys of the file; they are German, because lawyers edit them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, cast

from beurteilung._base import toml as reading
from beurteilung._base.errors import BeurteilungError, DataError
from beurteilung._base.kinds import expect
from beurteilung._base.records import cached_property, key, table
from beurteilung._base.text import Message, Text, placed, unsigned
from beurteilung.model.scales import (
    AmbiguousGradeError,
    GradeScale,
    Kind,
    Row,
    Stage,
    Step,
    Unit,
    Unlisted,
    WithoutStage,
    listed,
)
from beurteilung.model.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from beurteilung._base.toml import Table
    from beurteilung.model.mappings import NoCounterpart, NotComparable, Pair, ScaleMapping
    from beurteilung.model.scales import Grade, Rung

__all__ = [
    "Abbildung",
    "Beleg",
    "Datum",
    "Formel",
    "Grundbeleg",
    "NichtVergleichbar",
    "Quelle",
    "Rundung",
    "Skala",
    "cite",
    "exact",
    "filled",
    "named_grades",
    "rounded",
    "row_of",
]

MOST = 20_000
"""Grades that a row may have; the longest one known, 100,00 to 0,00, has 10,001."""

MOST_GRADES = 100_000
"""Grades that all scales of a file may have together."""
MOST_PAIRS = 50_000
"""Pairs, and grades without counterpart, that the mappings of a file may have; the longest has 10,001."""
TOO_MANY_PAIRS = Text(
    f"höchstens {MOST_PAIRS} Paare sind möglich; Bänder einander zuordnen statt einzelner Werte",
    f"at most {MOST_PAIRS} pairs are possible; map bands instead of single values",
)

Rundungsart = Literal["abschneiden", "kaufmaennisch", "aufrunden"]


@table
class Quelle:
    """A source that only this file uses; court decisions stand in ``authorities.toml``."""

    id: str = key(
        "short name by which the data of this file refer to the source",
        de="kurzer Name, unter dem die Angaben dieser Datei auf die Quelle verweisen",
    )
    zitat: str = key("the citation as printed", de="das Zitat, wie es gedruckt wird")
    art: Literal["norm", "entscheidung", "sekundaer"] = key("kind of source", de="Art der Quelle")
    url: str = key("where it was read", de="wo sie gelesen wurde", default="")
    geprueft_am: date | None = key(
        "day on which somebody last looked it up",
        de="Tag, an dem zuletzt jemand nachgesehen hat",
        default=None,
    )

    @property
    def source(self) -> Source:
        """The source that the table describes."""
        return Source(self.id, self.zitat, self.art, self.url, self.geprueft_am)


@table
class Datum:
    """What every datum says of itself: its source, its place there, its grade of evidence.

    Source and evidence may stand in a ``[[beleg]]`` for all rows of a table or of the file.
    """

    INHERITED = ("quelle", "evidenz")

    quelle: str = key("id of the source", de="Kennung der Quelle")
    evidenz: Evidence = key("how firmly the source attests it", de="wie fest die Quelle es belegt")
    nr: str = key(
        "place in the source: Nr. 4.2.1, § 8 Abs. 2",
        de="Stelle in der Quelle: Nr. 4.2.1, § 8 Abs. 2",
        default="",
    )
    anmerkung: str = key(
        "a remark for the reader, such as the ground of an inference",
        de="eine Anmerkung für den Leser, etwa worauf ein Schluss beruht",
        default="",
    )


@table
class Beleg:
    """Source and evidence where the surrounding table has the usual ones."""

    quelle: str = key(
        "id of the source, if not that of the table above",
        de="Kennung der Quelle, wenn nicht die der Tabelle darüber",
        default="",
    )
    evidenz: Evidence | None = key(
        "evidence, if not that of the table above",
        de="Evidenz, wenn nicht die der Tabelle darüber",
        default=None,
    )
    nr: str = key("place in the source", de="Stelle in der Quelle", default="")
    anmerkung: str = key("a remark for the reader", de="eine Anmerkung für den Leser", default="")


@table
class Grundbeleg:
    """Source and evidence for the rows of tables that name none of their own."""

    fuer: tuple[str, ...] = key(
        "the tables it is for: richtwert, schwelle; left out: all tables of the file",
        de="die Tabellen, für die er steht: richtwert, schwelle; weggelassen: alle Tabellen der Datei",
        default=(),
    )
    quelle: str = key("id of the source", de="Kennung der Quelle")
    evidenz: Evidence = key(
        "how firmly the source attests the rows", de="wie fest die Quelle die Zeilen belegt"
    )
    nr: str = key("place in the source", de="Stelle in der Quelle", default="")


@table
class Bezeichnung(Beleg):
    """The wording of a stage or step as the source prints it."""

    text: str = key("the wording", de="der Wortlaut")


@table
class Schritt(Beleg):
    """One grade inside a stage."""

    code: str = key("the grade as printed", de="die Note, wie sie gedruckt wird")
    bezeichnung: Bezeichnung | None = key(
        "its own wording, if it has one",
        de="ihr eigener Wortlaut, wenn sie einen hat",
        default=None,
    )


@table
class Reihe:
    """A row of numbers as grades, best first."""

    von: str = key(
        "the best number as printed: 15, 1,00", de="die beste Zahl, wie sie gedruckt wird: 15, 1,00"
    )
    bis: str = key("the worst number as printed", de="die schlechteste Zahl, wie sie gedruckt wird")
    schritt: Fraction = key(
        "distance of two neighbours, positive: 1, '0,25'",
        de="Abstand zweier Nachbarn, positiv: 1, '0,25'",
    )

    @cached_property
    def row(self) -> Row:
        """The numbers as steps, printed with the decimals and the comma of both ends."""
        decimals = places((self.von, self.bis))
        first, last, step = (
            n * 10**decimals for n in (exact(self.von), exact(self.bis), self.schritt)
        )
        if step <= 0:
            raise DataError(
                "",
                [
                    Text(
                        f"schritt muss größer als 0 sein, angegeben ist {self.schritt}",
                        f"schritt must be positive, got {self.schritt}",
                    )
                ],
            )
        if step.denominator > 1 or first.denominator > 1 or (last - first) % step:
            raise DataError("", [self._not_reached()])
        if abs(last - first) // step >= MOST:
            most = f"{MOST:,}"
            fault = Text(
                f"höchstens {most.replace(',', '.')} Zahlen von {self.von} bis {self.bis} sind möglich; in "
                "Bänder teilen, jedes eine [[skala.stufe]] mit eigener reihe",
                f"expected at most {most} numbers from {self.von} to {self.bis}; divide it into bands, each a "
                "[[skala.stufe]] with a reihe of its own",
            )
            raise DataError("", [fault])
        sign = 1 if last >= first else -1
        numbers = range(int(first), int(last) + sign, int(step) * sign)
        return Row(numbers, decimals, "," if "," in self.von + self.bis else ".")

    def _not_reached(self) -> Text:
        """Say why the end is not reached by numbers that can be printed."""
        rest = self.schritt.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest > 1:
            return Text(
                f"Zahlen im Abstand von {self.schritt} lassen sich nicht als Dezimalzahlen drucken; die Noten "
                "einzeln als [[skala.stufe]] mit dem gedruckten code angeben: 3 2/3",
                f"numbers at a distance of {self.schritt} cannot be printed as decimals; list the grades one by "
                "one as [[skala.stufe]] with the code as printed: 3 2/3",
            )
        whole = (self.von + self.bis).isdecimal()
        if whole and (exact(self.bis) - exact(self.von)) % self.schritt == 0:
            ends = [
                f"{end},{'0' * len(unsigned(self.schritt).partition(',')[2])}"
                for end in (self.von, self.bis)
            ]
            return Text(
                f"von und bis drucken so viele Dezimalstellen, wie schritt braucht: von = '{ends[0]}', "
                f"bis = '{ends[1]}'",
                f"von and bis print as many decimals as schritt needs: von = '{ends[0]}', bis = '{ends[1]}'",
            )
        return Text(
            f"{self.bis} wird von {self.von} aus mit {unsigned(self.schritt)} nicht erreicht",
            f"{self.bis} is not reached from {self.von} by {unsigned(self.schritt, 'en')}",
        )

    def __attrs_post_init__(self) -> None:
        """Refuse a row that is none."""
        _ = self.row


def exact_or_none(number: Fraction | Decimal | int | str | None) -> Fraction | None:
    """Return a number as a fraction, and None for what is left out."""
    return None if number is None else exact(number)


def exact(number: Fraction | Decimal | int | str) -> Fraction:
    """Return a number as a fraction; a text may have a decimal comma.

    Raises:
        DataError: it is a float, which is never exact, or no number.

    >>> exact("8,30"), exact(7)
    (Fraction(83, 10), Fraction(7, 1))
    """
    if isinstance(number, str):
        if (read := reading.number(number)) is None:
            raise DataError(
                "",
                [
                    Text(
                        f"erwartet wird eine Zahl wie „8,30“, angegeben ist „{number}“",
                        f"expected a number such as '8,30', got {number!r}",
                    )
                ],
            )
        return read
    if isinstance(number, float):
        raise DataError(
            "",
            [
                Text(
                    f"{number!r} ist eine Dezimalzahl und nie genau; als Text schreiben: '8,30'",
                    f"{number!r} is a float and never exact; write it as text: '8,30'",
                )
            ],
        )
    expect("number", number, int, Fraction, Decimal)
    if isinstance(number, Decimal) and not (
        number.is_finite() and abs(number.adjusted()) < _DIGITS
    ):
        raise DataError("number", [_NO_NUMBER])
    value = Fraction(number)
    if max(abs(value.numerator), value.denominator) >= 10**_DIGITS:
        raise DataError("number", [_NO_NUMBER])
    return value


_DIGITS = 30
_NO_NUMBER = Text(
    f"erwartet wird eine Zahl wie „8,30“ mit höchstens {_DIGITS} Stellen",
    f"expected a number such as '8,30' of at most {_DIGITS} digits",
)


def rounded(number: Fraction, step: Fraction, art: Rundungsart) -> Fraction:
    """Cut a number to a multiple of the step, round it half up ("kaufmännisch"), or up; away from 0.

    >>> rounded(exact("13,999"), exact("0,01"), "abschneiden"), rounded(exact("2,63"), exact("0,25"), "kaufmaennisch")
    (Fraction(1399, 100), Fraction(11, 4))
    """
    more = {"kaufmaennisch": Fraction(1, 2), "abschneiden": Fraction(0)}
    exact_steps = abs(number) / step
    size = (ceil(exact_steps) if art == "aufrunden" else floor(exact_steps + more[art])) * step
    return size if number >= 0 else -size


def last_place(codes: Iterable[str]) -> Fraction:
    """Return what one unit of the last decimal is that the codes print: 1/100 for 4,25."""
    return Fraction(1, 10 ** places(codes))


def _positive(name: str, step: Fraction | None) -> None:
    if step is not None and step <= 0:
        raise DataError(
            "",
            [
                Text(
                    f"{name} muss größer als 0 sein, angegeben ist {step}",
                    f"{name} must be positive, got {step}",
                )
            ],
        )


def places(codes: Iterable[str]) -> int:
    """Return how many decimals the codes print at most."""
    return max((len(code.replace(",", ".").partition(".")[2]) for code in codes), default=0)


def numbers(scale: GradeScale) -> dict[Fraction, Grade]:
    """Return the grades of a scale by the number that their code prints; words have none.

    Nor has "1/2", which stands between 1 and 2.
    """
    read = ((reading.number(g.code), g) for g in scale if "/" not in g.code)
    return {value: grade for value, grade in read if value is not None}


@table
class Stufe(Beleg):
    """A stage, best first in its list: one grade, or a band of several."""

    code: str = key(
        "the stage as printed; a band without a code of its own: its wording",
        de="die Stufe, wie sie gedruckt wird; bei einem Band ohne eigene Note sein Wortlaut",
        default="",
    )
    bezeichnung: Bezeichnung | None = key(
        "its wording; left out if no source attests it",
        de="ihr Wortlaut; weggelassen, wenn ihn keine Quelle belegt",
        default=None,
    )
    definition: str = key(
        "what the source says the stage means",
        de="was die Quelle unter der Stufe versteht",
        default="",
    )
    zwischenstufe: bool = key(
        "true for a step that lies between two stages",
        de="true: die Note liegt zwischen zwei Stufen",
        default=False,
    )
    schritt: tuple[Schritt, ...] = key(
        "the grades inside a band, best first",
        de="die Noten eines Bandes, die beste zuerst",
        default=(),
    )
    reihe: Reihe | None = key(
        "the grades inside a band as a row of numbers",
        de="die Noten eines Bandes als Reihe von Zahlen",
        default=None,
    )
    ohne_stufe: bool = key(
        "true for grades, given as schritt or reihe, of which no source tells the stage",
        de="true: Noten, als schritt oder reihe angegeben, deren Stufe keine Quelle belegt",
        default=False,
    )
    rang: int | None = key(
        "in a list that is not complete: which stage it is, from the top, 1 the best",
        de="in einer unvollständigen Liste: die wievielte Stufe von oben, 1 ist die beste",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Check that a stage has a code, a Zwischenstufe no band, and grades without a stage neither."""
        listed_grades = bool(self.schritt or self.reihe)
        if self.ohne_stufe:
            more = (self.code, self.bezeichnung, self.definition, self.zwischenstufe, self.rang)
            if any(more) or not listed_grades:
                fault = Text(
                    "ohne_stufe = true braucht schritt oder reihe, und nichts, was eine Stufe beschreibt",
                    "ohne_stufe = true needs schritt or reihe, and nothing that describes a stage",
                )
                raise DataError("", [fault])
        elif not self.code:
            raise DataError(
                "",
                [
                    Text(
                        "code fehlt: die Stufe, wie sie gedruckt ist",
                        "code is missing: the stage as printed",
                    )
                ],
            )
        if self.rang is not None and self.rang < 1:
            raise DataError(
                "",
                [
                    Text(
                        f"rang zählt ab 1, der besten Stufe, angegeben ist {self.rang}",
                        f"rang counts from 1, the best, got {self.rang}",
                    )
                ],
            )
        if self.zwischenstufe and (self.schritt or self.reihe):
            raise DataError(
                "",
                [
                    Text(
                        "eine zwischenstufe ist eine einzige Note, ohne schritt und reihe",
                        "a zwischenstufe is one grade, without schritt and reihe",
                    )
                ],
            )
        if self.schritt and self.reihe:
            raise DataError(
                "",
                [
                    Text(
                        "die Noten eines Bandes stehen entweder unter schritt oder unter reihe",
                        "give the grades of a band either as schritt or as reihe",
                    )
                ],
            )


@table
class Rundung(Datum):
    """How a computed value, such as a mean, is brought onto a scale of numbers."""

    art: Rundungsart = key(
        "abschneiden: what lies beyond is cut; kaufmaennisch: half up; aufrunden: up",
        de="abschneiden: was darüber hinausgeht, fällt weg; kaufmaennisch: ab der Hälfte aufwärts; "
        "aufrunden: immer aufwärts",
    )
    schritt: Fraction | None = key(
        "to multiples of this: '0,25'; left out: to the decimals that the scale prints",
        de="auf Vielfache davon: '0,25'; weggelassen: auf die Dezimalstellen, die die Skala druckt",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a step of no length."""
        _positive("schritt", self.schritt)


@table
class Einheit:
    """What the steps of a scale are called in either language: one, with its article, and several."""

    EXAMPLE = (
        '{ eins = "ein Punkt", mehrere = "Punkte", eins_en = "one point", mehrere_en = "points" }'
    )

    eins: str = key(
        "one of them, with its article: ein Punkt", de="einer davon, mit Artikel: ein Punkt"
    )
    mehrere: str = key("several of them: Punkte", de="mehrere davon: Punkte")
    eins_en: str = key(
        "one of them in English: one point; left out: the German word",
        de="einer davon auf Englisch: one point; weggelassen: das deutsche Wort",
        default="",
    )
    mehrere_en: str = key(
        "several of them in English: points; left out: the German word",
        de="mehrere davon auf Englisch: points; weggelassen: das deutsche Wort",
        default="",
    )

    @property
    def unit(self) -> Unit:
        """The unit that the table describes."""
        code = self.eins.rpartition(" ")[2]
        one, many = self.eins_en or self.eins, self.mehrere_en or self.mehrere
        return Unit(Text(self.eins, one), Text(self.mehrere, many), code)


@table
class Skala(Datum):
    """A scale: its stages, best first."""

    id: str = key(
        "id of the scale: that of the file, or that id, a hyphen and a word",
        de="Kennung der Skala: die der Datei, oder diese, ein Bindestrich und ein Wort",
    )
    titel: str = key("name of the scale", de="Name der Skala")
    fuer: Literal["gesamturteil", "merkmale", "eignung", "probezeit"] = key(
        "what it grades; eignung: what somebody is fit for, a forecast; probezeit: how somebody did on probation",
        de="was sie bewertet; eignung: wofür jemand geeignet ist, eine Prognose; probezeit: ob jemand sich "
        "bewährt hat",
        default="gesamturteil",
    )
    stufe: tuple[Stufe, ...] = key(
        "the stages, best first", de="die Stufen, die beste zuerst", default=()
    )
    reihe: Reihe | None = key(
        "a scale of numbers without bands", de="eine Skala aus Zahlen ohne Bänder", default=None
    )
    werte_sind_stufen: bool = key(
        "in a row of numbers each number is a stage, because a source says so; else no stage is "
        "attested",
        de="in einer Reihe von Zahlen ist jede Zahl eine Stufe, weil eine Quelle es sagt; sonst ist "
        "keine Stufe belegt",
        default=False,
    )
    ganze_stufen: bool = key(
        "in a row of numbers only whole numbers are stages, the others lie between",
        de="in einer Reihe von Zahlen sind nur ganze Zahlen Stufen, die anderen liegen dazwischen",
        default=False,
    )
    stufenzahl: int | None = key(
        "how many stages the scale has, if a source tells it and not all of them",
        de="wie viele Stufen die Skala hat, wenn eine Quelle das sagt und nicht alle nennt",
        default=None,
    )
    vollstaendig: bool = key(
        "false if the list lacks grades that no source attests; neighbours in it then need not be "
        "neighbouring stages, unless rang or whole numbers tell it",
        de="false: in der Liste fehlen Noten, die keine Quelle belegt; Nachbarn sind dann nur "
        "benachbarte Stufen, wenn rang oder ganze Zahlen es sagen",
        default=True,
    )
    art: Kind = key(
        "what the scale grades: beurteilung, a dienstliche Beurteilung; or pruefung, entgelt, schule, "
        "fremdes_recht, none of which follows the rules on dienstliche Beurteilungen",
        de="worum es geht: beurteilung, eine dienstliche Beurteilung; oder pruefung, entgelt, schule, "
        "fremdes_recht, für die die Regeln dienstlicher Beurteilungen nicht gelten",
        default="beurteilung",
    )
    einheit: Einheit | None = key(
        "what one step of the scale is called, of numbers the difference of 1; left out: Stufe or Schritt",
        de="wie ein Schritt der Skala heißt, bei Zahlen der Unterschied 1; weggelassen: Stufe oder Schritt",
        default=None,
    )
    rundung: Rundung | None = key(
        "how a computed value is brought onto this scale",
        de="wie ein errechneter Wert auf diese Skala kommt",
        default=None,
    )

    def __attrs_post_init__(self) -> None:
        """Check that a row has what is said of rows, and that ranks go with a list that has holes."""
        for name in ("ganze_stufen", "werte_sind_stufen"):
            if getattr(self, name) and not self.reihe:
                raise DataError(
                    "",
                    [
                        Text(
                            f"{name} sagt etwas über eine reihe, und es gibt keine",
                            f"{name} says something of a reihe, and there is none",
                        )
                    ],
                )
        if self.ganze_stufen and self.werte_sind_stufen:
            raise DataError(
                "",
                [
                    Text(
                        "entweder ganze_stufen oder werte_sind_stufen angeben",
                        "give either ganze_stufen or werte_sind_stufen",
                    )
                ],
            )
        if self.stufenzahl is not None and self.stufenzahl < 1:
            raise DataError(
                "",
                [
                    Text(
                        f"stufenzahl ist mindestens 1, angegeben ist {self.stufenzahl}",
                        f"stufenzahl must be at least 1, got {self.stufenzahl}",
                    )
                ],
            )
        ranks = [part.rang for part in self.stufe if part.rang is not None]
        if ranks and self.vollstaendig:
            raise DataError(
                "",
                [
                    Text(
                        "rang gehört zu einer Liste mit vollstaendig = false; die anderen werden gezählt",
                        "rang is for a list with vollstaendig = false; others are counted",
                    )
                ],
            )
        if ranks != sorted(set(ranks)):
            raise DataError(
                "",
                [
                    Text(
                        f"rang steigt von Stufe zu Stufe, angegeben ist {ranks}",
                        f"rang rises from stage to stage, got {ranks}",
                    )
                ],
            )
        if ranks and self.stufenzahl is not None and ranks[-1] > self.stufenzahl:
            raise DataError(
                "",
                [
                    Text(
                        f"rang {ranks[-1]} ist höher als stufenzahl {self.stufenzahl}",
                        f"rang {ranks[-1]} is beyond stufenzahl {self.stufenzahl}",
                    )
                ],
            )

    @property
    def size(self) -> int:
        """How many grades the table lists, counted without making them."""
        rows = [part.reihe for part in self.stufe if part.reihe]
        single = sum(len(part.schritt) or not part.reihe for part in self.stufe)
        rows += [self.reihe] if self.reihe else []
        return single + sum(len(row.row.numbers) for row in rows)


@table
class Paar(Beleg):
    """Grades that correspond: one grade, or a row of neighbours, to one or several.

    A list of two grades is a row in every key of a mapping: its best, its worst, and all between.
    """

    von: tuple[str, ...] = key(
        "one grade; two: the best and the worst of a row, with all between; more: each of them",
        de="eine Note; zwei: die beste und die schlechteste einer Reihe, mit allen dazwischen; mehr: "
        "jede von ihnen",
    )
    nach: tuple[str, ...] = key(
        "the grades that correspond, best first; two: the best and the worst of a row",
        de="die Noten, die entsprechen, die beste zuerst; zwei: die beste und die schlechteste einer Reihe",
    )

    def __attrs_post_init__(self) -> None:
        """Check that both ends name a grade."""
        if not self.von or not self.nach:
            raise DataError(
                "",
                [
                    Text(
                        "von und nach nennen je mindestens eine Note",
                        "von and nach name at least one grade each",
                    )
                ],
            )


@table
class Ohne(Beleg):
    """Grades of which the source says that they have no counterpart."""

    stufe: tuple[str, ...] = key(
        "the grades; two: the best and the worst of a row, as far as no [[paar]] names what lies between",
        de="die Noten; zwei: die beste und die schlechteste einer Reihe, soweit kein [[paar]] nennt, "
        "was dazwischen liegt",
    )


@table
class Formel(Beleg):
    """An exact linear formula: y = summand + faktor · x, both read from the codes of the scales."""

    faktor: Fraction = key("the factor: -3, '10/3'", de="der Faktor: -3, '10/3'")
    summand: Fraction = key("what is added: 18", de="was addiert wird: 18")
    rundung: Rundungsart | None = key(
        "how the result is brought onto the second scale",
        de="wie das Ergebnis auf die zweite Skala kommt",
        default=None,
    )
    rundung_schritt: Fraction | None = key(
        "to multiples of this: '0,25'; left out: to the decimals that the second scale prints",
        de="auf Vielfache davon: '0,25'; weggelassen: auf die Dezimalstellen, die die zweite Skala druckt",
        default=None,
    )
    rundung_nr: str = key(
        "place of the rule on rounding in the source",
        de="Stelle der Rundungsregel in der Quelle",
        default="",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a formula that sends all grades to one, and a step of no length."""
        if not self.faktor:
            raise DataError("", [Text("faktor darf nicht 0 sein", "faktor must not be 0")])
        if self.rundung_schritt is not None and self.rundung is None:
            raise DataError(
                "",
                [
                    Text(
                        "rundung_schritt braucht rundung: abschneiden oder kaufmaennisch",
                        "rundung_schritt needs rundung: abschneiden or kaufmaennisch",
                    )
                ],
            )
        _positive("rundung_schritt", self.rundung_schritt)

    def value(self, x: Fraction, unit: Fraction) -> Fraction:
        """Return the result for ``x``, rounded as the source says, else exact.

        ``unit`` is one in the last decimal that the second scale prints.
        """
        y = self.summand + self.faktor * x
        return rounded(y, self.rundung_schritt or unit, self.rundung) if self.rundung else y


def _two_scales(von: str, nach: str) -> None:
    if von == nach:
        raise DataError(
            "",
            [
                Text(
                    f"von und nach nennen dieselbe Skala, „{von}“; erwartet werden zwei",
                    f"von and nach name the same scale, {von!r}, expected two",
                )
            ],
        )


@table
class Abbildung(Datum):
    """A mapping between two scales: a table, or a formula."""

    von: str = key("id of the first scale", de="Kennung der ersten Skala")
    nach: str = key("id of the second scale", de="Kennung der zweiten Skala")
    paar: tuple[Paar, ...] = key("what corresponds", de="was einander entspricht", default=())
    formel: Formel | None = key(
        "a formula in place of a table", de="eine Formel statt einer Tabelle", default=None
    )
    ohne: tuple[Ohne, ...] = key(
        "grades of the first scale without counterpart",
        de="Noten der ersten Skala ohne Gegenstück",
        default=(),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a mapping of a scale to itself, and one that says nothing, or the same twice."""
        _two_scales(self.von, self.nach)
        if bool(self.paar) == (self.formel is not None):
            raise DataError(
                "",
                [
                    Text(
                        "entweder [[abbildung.paar]] angeben, eine Tabelle, oder eine formel",
                        "give either [[abbildung.paar]], a table, or a formel",
                    )
                ],
            )


@table
class NichtVergleichbar(Datum):
    """Two scales that a decision holds not comparable."""

    von: str = key("id of one scale", de="Kennung der einen Skala")
    nach: str = key("id of the other scale", de="Kennung der anderen Skala")
    ab: date | None = key(
        "the day from which that counts; left out: that of the decision, or always",
        de="der Tag, von dem an das zählt; weggelassen: der der Entscheidung, oder immer",
        default=None,
    )
    dienstherr: str = key(
        "the Land, or Bund, for which it is so; left out: that of the guidelines of the two scales",
        de="das Land, oder Bund, für das es gilt; weggelassen: das der Richtlinien beider Skalen",
        default="",
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a scale that cannot be compared with itself."""
        _two_scales(self.von, self.nach)


@table
class Grundlagen:
    """The part of a file that scales and mappings need."""

    quelle: tuple[Quelle, ...] = key("sources of this file", de="Quellen dieser Datei", default=())
    beleg: tuple[Grundbeleg, ...] = key(
        "source and evidence for all rows that name none; one for single tables goes before one for all",
        de="Quelle und Evidenz für alle Zeilen, die keine nennen; einer für einzelne Tabellen geht vor",
        default=(),
        or_one=True,
    )
    skala: tuple[Skala, ...] = key("scales", de="Skalen", default=())
    abbildung: tuple[Abbildung, ...] = key(
        "mappings between scales", de="Abbildungen zwischen Skalen", default=()
    )
    nicht_vergleichbar: tuple[NichtVergleichbar, ...] = key(
        "pairs of scales that a decision holds not comparable",
        de="Paare von Skalen, die eine Entscheidung für nicht vergleichbar hält",
        default=(),
    )

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of this file by id."""
        return {q.id: q.source for q in self.quelle}


_BARE = frozenset({"quelle", "beleg", "luecke"})
"""Tables of a file whose rows name no source."""
_INSIDE = {"skala": "rundung", "anlass": "stichtag"}
"""Tables in rows that have a source of their own, else that of the row."""


def filled(table: Mapping[str, object]) -> Table:
    """Return a file in which every row has the source and evidence that a ``[[beleg]]`` gives it.

    A row that names a source of its own needs its own evidence, too: nothing makes it firmer.
    """
    given = table.get("beleg")
    rows: object = [cast("Table", given)] if isinstance(given, dict) else given
    found = [row for _, row in reading.well_formed(Grundbeleg, rows)]
    if not found and isinstance(
        rows, list
    ):  # the fault of a [beleg] is told once, not in every row
        found = [
            Grundbeleg(quelle=one, evidenz=Evidence.INFERRED)
            for one in _named(cast("list[object]", rows))
        ]
    found.sort(key=lambda one: not one.fuer)
    table_ = dict(table)
    for name, value in table.items():
        basis = next((one for one in found if name in one.fuer or not one.fuer), None)
        if basis is not None and name not in _BARE:
            table_[name] = _with_basis(name, value, basis)
    return table_


def _named(rows: list[object]) -> Iterator[str]:
    """Yield the sources that tables with a fault name."""
    for row in rows:
        if isinstance(row, dict) and isinstance(name := cast("Table", row).get("quelle"), str):
            yield name


def _with_basis(name: str, value: object, basis: Grundbeleg) -> object:
    if isinstance(value, list):
        return [_with_basis(name, row, basis) for row in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    row = dict(cast("Table", value))
    if "quelle" not in row:
        row |= {"quelle": basis.quelle, "evidenz": row.get("evidenz", basis.evidenz.value)}
        if basis.nr:
            row.setdefault("nr", basis.nr)
    if (inner := _INSIDE.get(name)) in row:
        row[inner] = _with_basis("", row[inner], basis)
    return row


def cite(
    datum: Datum | Beleg, sources: Mapping[str, Source], above: Citation | None = None
) -> Citation:
    """Return the citation of a datum; what it leaves out is that of the table above it."""
    if above and not (datum.quelle or datum.evidenz or datum.nr or datum.anmerkung):
        return above
    name = datum.quelle or (above.source_id if above else "")
    evidence = datum.evidenz or (above.evidence if above else Evidence.INFERRED)
    place = datum.nr or (above.place if above and not datum.quelle else "")
    return Citation(sources.get(name, name), evidence, place, note=datum.anmerkung)


def build_scale(s: Skala, sources: Mapping[str, Source]) -> GradeScale:
    """Build the scale that a file describes."""
    citation = cite(s, sources)

    def step(part: Stufe | Schritt) -> Step:
        at = cite(part, sources, citation)
        words = part.bezeichnung
        if words is None:
            return Step(part.code, None, at)
        return Step(part.code, words.text, at, cite(words, sources, at))

    def rungs() -> Iterator[Rung]:
        for part in s.stufe:
            steps = part.reihe.row if part.reihe else tuple(map(step, part.schritt))
            if part.ohne_stufe:
                yield WithoutStage(steps)
                continue
            head = step(part)
            yield head if part.zwischenstufe else Stage(*_plain(head), steps)
        if s.reihe and not (s.ganze_stufen or s.werte_sind_stufen):
            yield WithoutStage(s.reihe.row)
        elif s.reihe:
            for code in s.reihe.row.codes:
                whole = s.werte_sind_stufen or Decimal(code.replace(",", ".")) % 1 == 0
                yield Stage(code, None, citation) if whole else Step(code, None, citation)

    ladder = tuple(rungs())
    if not s.vollstaendig:
        ladder = tuple(_with_holes(ladder, [part.rang for part in s.stufe], s.stufenzahl))
    unit = s.einheit.unit if s.einheit else None
    return GradeScale(s.id, ladder, s.titel, citation, s.art, unit, s.stufenzahl)


def _with_holes(
    ladder: tuple[Rung, ...], ranks: list[int | None], count: int | None
) -> Iterator[Rung]:
    """Yield the rungs of a list that is not complete, and between them what it may lack.

    Nothing is lacking where the ranks of two stages tell so, or where they bear neighbouring whole
    numbers, and beside a Zwischenstufe.
    """
    ranks = [*ranks, *(None for _ in ladder[len(ranks) :])]
    yield Unlisted(None if not ranks or ranks[0] is None else ranks[0] - 1)
    for n, rung in enumerate(ladder):
        yield rung
        if n + 1 == len(ladder):
            last = ranks[n]
            yield Unlisted(None if count is None or last is None else count - last)
        elif hole := _hole(rung, ladder[n + 1], ranks[n], ranks[n + 1]):
            yield hole


def _hole(one: Rung, other: Rung, rank: int | None, next_rank: int | None) -> Unlisted | None:
    if rank is not None and next_rank is not None:
        return Unlisted(next_rank - rank - 1) if next_rank > rank + 1 else None
    if not (isinstance(one, Stage) and isinstance(other, Stage)):
        return None if isinstance(one, Step) and isinstance(other, Step) else Unlisted()
    numbers = [reading.number(stage.code) for stage in (one, other)]
    near = None not in numbers and abs((numbers[0] or 0) - (numbers[1] or 0)) == 1
    return None if near else Unlisted()


def _plain(step: Step) -> tuple[str, str | None, Citation | None, Citation | None]:
    return step.code, step.label, step.citation, step.label_citation


def build_mapping(
    a: Abbildung, sources: Mapping[str, Source], scale: Callable[[str], GradeScale]
) -> ScaleMapping:
    """Build the mapping that a file describes; all grades that it does not know are named at once."""
    from beurteilung.model.mappings import NoCounterpart, Pair, ScaleMapping  # noqa: PLC0415 - no grade needs it

    before, after = scale(a.von), scale(a.nach)
    citation = cite(a, sources)
    problems: list[Message] = []

    pairs: list[Pair] = []
    missing: list[NoCounterpart] = []
    named: set[Grade] = set()
    if a.formel:
        pairs, missing = _by_formula(a.formel, before, after, cite(a.formel, sources, citation))
    for n, p in enumerate(a.paar):
        at = cite(p, sources, citation)
        row = row_of(before, named_grades(before, p.von, f"paar[{n}].von", problems))
        goals = row_of(after, named_grades(after, p.nach, f"paar[{n}].nach", problems))
        named.update(row)
        if len(pairs) + len(row) * len(goals) > MOST_PAIRS:
            raise DataError(f"paar[{n}]", [TOO_MANY_PAIRS])
        pairs += [Pair(g, t, at.evidence, (at,)) for g in row for t in goals]
    for n, o in enumerate(a.ohne):
        ends = named_grades(before, o.stufe, f"ohne[{n}].stufe", problems)
        lost = [g for g in row_of(before, ends) if g in ends or g not in named]
        if len(missing) + len(lost) > MOST_PAIRS:
            raise DataError(f"ohne[{n}]", [TOO_MANY_PAIRS])
        missing += [NoCounterpart(g, cite(o, sources, citation)) for g in lost]
    named |= {p.before for p in pairs} | {m.grade for m in missing}
    if silent := [g.code for g in before if g not in named]:
        problems.append(
            Text(
                f"über {few(silent).de} ist nichts gesagt; ein [[abbildung.paar]] oder ein [[abbildung.ohne]] "
                "ergänzen",
                f"nothing is said of {few(silent).en}; add a [[abbildung.paar]] or an [[abbildung.ohne]]",
            )
        )
    if problems:
        raise DataError(
            Text(f"Abbildung von {a.von} auf {a.nach}", f"mapping {a.von} to {a.nach}"), problems
        )
    return ScaleMapping(before, after, tuple(pairs), tuple(missing))


def named_grades(
    of: GradeScale, codes: tuple[str, ...], at: str, problems: list[Message]
) -> tuple[Grade, ...]:
    """Return the grades that a list in a mapping names; of two, the ends of what they name."""
    found: list[Grade] = []
    for code in codes:
        if len(problems) >= reading.MANY:  # nobody reads on
            break
        try:
            found += _of_name(of, code)
        except BeurteilungError as error:
            problems.append(placed(at, error))
    if len(codes) == 2 and found:  # noqa: PLR2004 - two ends, whole stages too
        found.sort(key=lambda g: g.rank)
        return found[0], found[-1]
    return tuple(found)


def _of_name(of: GradeScale, name: str) -> tuple[Grade, ...]:
    """Return the grade of a name, or all grades of the stage that has it."""
    try:
        return (of[name],)
    except AmbiguousGradeError as error:
        stages = {g.stage for g in error.candidates}
        if len(stages) > 1 or error.candidates != tuple(g for g in of if g.stage in stages):
            raise
        return error.candidates


def row_of(of: GradeScale, named: tuple[Grade, ...]) -> tuple[Grade, ...]:
    """Return what a list of grades in a mapping means: two are the ends of a row."""
    return of.between(*named) if len(named) == 2 else named  # noqa: PLR2004 - two ends


def few(codes: Iterable[str]) -> Text:
    """Return codes in a row, at most a dozen of them."""
    every = list(codes)
    if len(every) <= _DOZEN:
        return Text(listed(every), listed(every))
    shown, number = f"{listed(every[: _DOZEN - 2])} … {every[-1]}", len(every)
    return Text(f"{shown} (insgesamt {number})", f"{shown} ({number} in all)")


_DOZEN = 12


def _by_formula(
    f: Formel, before: GradeScale, after: GradeScale, at: Citation
) -> tuple[list[Pair], list[NoCounterpart]]:
    """Pair each number of the first scale with the result of the formula, if the second has it."""
    from beurteilung.model.mappings import NoCounterpart, Pair  # noqa: PLC0415 - no grade needs it

    goals = numbers(after)
    unit = last_place(g.code for g in goals.values())
    ways = [(g, goals.get(f.value(x, unit))) for x, g in numbers(before).items()]
    pairs = [Pair(g, t, at.evidence, (at,)) for g, t in ways if t]
    if 2 * len(pairs) < len(ways):
        lost = [g.code for g, t in ways if not t]
        fault = Text(
            f"formel: {len(lost)} von {len(ways)} Noten erreichen keine von {after.id}: {few(lost).de}; mit "
            "rundung und rundung_schritt sagen, wie die Ergebnisse auf die zweite Skala kommen",
            f"formel: {len(lost)} of {len(ways)} grades reach none of {after.id}: {few(lost).en}; say with "
            "rundung and rundung_schritt how the results come onto the second scale",
        )
        raise DataError(
            Text(f"Abbildung von {before.id} auf {after.id}", f"mapping {before.id} to {after.id}"),
            [fault],
        )
    return pairs, [NoCounterpart(g, at) for g, t in ways if not t]


def build_not_comparable(n: NichtVergleichbar, sources: Mapping[str, Source]) -> NotComparable:
    """Build the statement that two scales are not comparable."""
    from beurteilung.model.mappings import NotComparable  # noqa: PLC0415 - no grade needs it

    pair = frozenset((n.von, n.nach))
    return NotComparable(pair, cite(n, sources), n.ab, n.dienstherr)


def ids(table: Table, name: str, **of: str) -> list[str]:
    """Return the ids in a list of tables, whatever else may be wrong with these.

    ``of`` are values that a table has or leaves out.
    """
    items = table.get(name)
    tables = cast("list[object]", items) if isinstance(items, list) else []
    rows = [cast("Table", item) for item in tables if isinstance(item, dict)]
    given = [row.get("id") for row in rows if all(row.get(k, v) == v for k, v in of.items())]
    return [one for one in given if isinstance(one, str)]
