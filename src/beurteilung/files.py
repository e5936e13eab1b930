"""The parts of a TOML file that describe sources, scales and mappings, and what is built from them.

The fields of these classes *are* the keys of the file; they are German, because lawyers edit them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from beurteilung.errors import BeurteilungError, DataError
from beurteilung.mappings import Missing, NotComparable, Pair, ScaleMapping
from beurteilung.reading import key
from beurteilung.scales import GradeScale, Stage, Step
from beurteilung.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from beurteilung.scales import Grade

__all__ = ["Abbildung", "Beleg", "Datum", "NichtVergleichbar", "Quelle", "Skala", "cite"]


@frozen
class Quelle:
    """A source that only this file uses; court decisions stand in ``authorities.toml``."""

    id: str = key("short name by which the data of this file refer to the source")
    zitat: str = key("the citation as printed")
    art: Literal["norm", "entscheidung", "sekundaer"] = key("kind of source")
    url: str = key("where it was read", default="")
    geprueft_am: date | None = key("day on which somebody last looked it up", default=None)


@frozen
class Datum:
    """What every datum says of itself: its source, its place there, its grade of evidence."""

    quelle: str = key("id of the source")
    evidenz: Evidence = key("how firmly the source attests it")
    nr: str = key("place in the source: Nr. 4.2.1, § 8 Abs. 2", default="")
    anmerkung: str = key("a remark for the reader, such as the ground of an inference", default="")


@frozen
class Beleg:
    """Source and evidence where the surrounding table has the usual ones."""

    quelle: str = key("id of the source, if not that of the table above", default="")
    evidenz: Evidence | None = key("evidence, if not that of the table above", default=None)
    nr: str = key("place in the source", default="")
    anmerkung: str = key("a remark for the reader", default="")


@frozen
class Bezeichnung(Beleg):
    """The wording of a stage or step as the source prints it."""

    text: str = key("the wording")


@frozen
class Schritt(Beleg):
    """One grade inside a stage."""

    code: str = key("the grade as printed")
    bezeichnung: Bezeichnung | None = key("its own wording, if it has one", default=None)


@frozen
class Reihe:
    """A row of numbers as grades, best first."""

    von: str = key("the best number as printed: 15, 1,00")
    bis: str = key("the worst number as printed")
    schritt: Fraction = key("distance of two neighbours, positive: 1, '0,25'")

    def codes(self) -> tuple[str, ...]:
        """Return the numbers as printed, best first, with the decimals and the comma of ``von``."""
        first, last = (Decimal(t.replace(",", ".")) for t in (self.von, self.bis))
        places = max(-int(d.as_tuple().exponent) for d in (first, last))
        count, rest = divmod(abs(Fraction(last) - Fraction(first)), self.schritt)
        if rest:
            raise DataError("", [f"{self.bis} is not reached from {self.von} by {self.schritt}"])
        step = self.schritt if last >= first else -self.schritt
        mark = "," if "," in self.von + self.bis else "."
        return tuple(
            f"{Decimal((n := Fraction(first) + k * step).numerator) / n.denominator:.{places}f}"
            .replace(".", mark)
            for k in range(count + 1)
        )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        """Refuse a row that is none."""
        if self.schritt <= 0:
            raise DataError("", [f"schritt must be positive, got {self.schritt}"])
        try:
            self.codes()
        except ArithmeticError:
            fault = f"expected numbers such as 15 or 1,00, got {self.von!r} and {self.bis!r}"
            raise DataError("", [fault]) from None


@frozen
class Stufe(Beleg):
    """A stage, best first in its list: one grade, or a band of several."""

    code: str = key("the stage as printed; a band without a code of its own: its wording")
    bezeichnung: Bezeichnung | None = key("its wording; left out if no source attests it", default=None)
    zwischenstufe: bool = key("true for a step that lies between two stages", default=False)
    schritt: tuple[Schritt, ...] = key("the grades inside a band, best first", default=())
    reihe: Reihe | None = key("the grades inside a band as a row of numbers", default=None)


@frozen
class Skala(Datum):
    """A scale: its stages, best first."""

    id: str = key("id of the scale: that of the file, or that id, a hyphen and a word")
    titel: str = key("name of the scale")
    fuer: Literal["gesamturteil", "merkmale"] = key("what it grades", default="gesamturteil")
    stufe: tuple[Stufe, ...] = key("the stages, best first", default=())
    reihe: Reihe | None = key("a scale of numbers without bands", default=None)
    ganze_stufen: bool = key(
        "in a row of numbers only whole numbers are stages, the others lie between", default=False
    )


@frozen
class Paar(Beleg):
    """Grades that correspond: one grade, or a row of neighbours, to one or several."""

    von: tuple[str, ...] = key("one grade, or the best and the worst of neighbouring ones")
    nach: tuple[str, ...] = key("the grades that correspond, best first")

    def __attrs_post_init__(self) -> None:
        """Refuse a row that has more than two ends."""
        if len(self.von) not in (1, 2) or not self.nach:
            fault = "von names one grade, or the best and the worst of a row; nach at least one"
            raise DataError("", [fault])


@frozen
class Ohne(Beleg):
    """Grades of which the source says that they have no counterpart."""

    stufe: tuple[str, ...] = key("the grades")


@frozen
class Abbildung(Datum):
    """A mapping between two scales."""

    von: str = key("id of the first scale")
    nach: str = key("id of the second scale")
    paar: tuple[Paar, ...] = key("what corresponds")
    ohne: tuple[Ohne, ...] = key("grades of the first scale without counterpart", default=())


@frozen
class NichtVergleichbar(Datum):
    """Two scales that a decision holds not comparable."""

    von: str = key("id of one scale")
    nach: str = key("id of the other scale")


@frozen
class Grundlagen:
    """The part of a file that scales and mappings need."""

    quelle: tuple[Quelle, ...] = key("sources of this file", default=())
    skala: tuple[Skala, ...] = key("scales", default=())
    abbildung: tuple[Abbildung, ...] = key("mappings between scales", default=())
    nicht_vergleichbar: tuple[NichtVergleichbar, ...] = key(
        "pairs of scales that a decision holds not comparable", default=()
    )

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of this file by id."""
        return {q.id: Source(q.id, q.zitat, q.art, q.url, q.geprueft_am) for q in self.quelle}


def cite(datum: Datum | Beleg, sources: Mapping[str, Source], above: Citation | None = None) -> Citation:
    """Return the citation of a datum; what it leaves out is that of the table above it."""
    name = datum.quelle or (above.source_id if above else "")
    evidence = datum.evidenz or (above.evidence if above else Evidence.INFERRED)
    place = datum.nr or (above.place if above and not datum.quelle else "")
    return Citation(sources.get(name, name), evidence, place, note=datum.anmerkung)


def build_scale(s: Skala, sources: Mapping[str, Source]) -> GradeScale:
    """Build the scale that a file describes."""
    own = cite(s, sources)

    def step(part: Stufe | Schritt) -> Step:
        at = cite(part, sources, own)
        words = part.bezeichnung
        return Step(part.code, words and words.text, at, words and cite(words, sources, at))

    def rungs() -> Iterator[Stage | Step]:
        for part in s.stufe:
            head = step(part)
            inner = [step(p) for p in part.schritt]
            inner += [Step(c, None, head.citation) for c in (part.reihe.codes() if part.reihe else ())]
            if part.zwischenstufe:
                yield head
            else:
                yield Stage(*_plain(head), tuple(inner))
        for code in s.reihe.codes() if s.reihe else ():
            whole = not s.ganze_stufen or Decimal(code.replace(",", ".")) % 1 == 0
            yield Stage(code, None, own) if whole else Step(code, None, own)

    return GradeScale(s.id, tuple(rungs()), s.titel, own)


def _plain(step: Step) -> tuple[str, str | None, Citation | None, Citation | None]:
    return step.code, step.label, step.citation, step.label_citation


def build_mapping(
    a: Abbildung, sources: Mapping[str, Source], scale: Callable[[str], GradeScale]
) -> ScaleMapping:
    """Build the mapping that a file describes; all grades that it does not know are named at once."""
    before, after = scale(a.von), scale(a.nach)
    own = cite(a, sources)
    problems: list[str] = []

    def grades(of: GradeScale, codes: tuple[str, ...], at: str) -> tuple[Grade, ...]:
        found: list[Grade] = []
        for code in codes:
            try:
                found.append(of[code])
            except BeurteilungError as error:
                problems.append(f"{at}: {error}")
        return tuple(found)

    pairs: list[Pair] = []
    for n, p in enumerate(a.paar):
        at = cite(p, sources, own)
        ends = grades(before, p.von, f"paar[{n}].von")
        for g in before.between(ends[0], ends[-1]) if ends else ():
            goals = grades(after, p.nach, f"paar[{n}].nach")
            pairs += [Pair(g, t, at.evidence, (at,)) for t in goals]
    missing = [
        Missing(g, cite(o, sources, own))
        for n, o in enumerate(a.ohne)
        for g in grades(before, o.stufe, f"ohne[{n}].stufe")
    ]
    said = {p.before for p in pairs} | {m.grade for m in missing}
    if silent := [g.code for g in before if g not in said]:
        problems.append(f"nothing is said of {', '.join(silent)}; add a [[paar]] or an [[ohne]]")
    if problems:
        raise DataError(f"mapping {a.von} to {a.nach}", problems)
    return ScaleMapping(before, after, tuple(pairs), tuple(missing))


def build_wall(n: NichtVergleichbar, sources: Mapping[str, Source]) -> NotComparable:
    """Build the statement that two scales are not comparable."""
    return NotComparable(frozenset((n.von, n.nach)), cite(n, sources))
