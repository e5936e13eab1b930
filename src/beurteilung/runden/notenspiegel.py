"""The grade distribution of a round (Notenspiegel), and what of it must be withheld.

A Notenspiegel shows how often each grade was awarded, and the same for women, men, part-timers and
others separately, as far as nobody's grade can be derived. No norm says how many officers that takes, so
the caller names the number. What is withheld appears nowhere: this module keeps no count of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from beurteilung._base.errors import DataError, excerpt
from beurteilung._base.kinds import MOST, expect
from beurteilung._base.ports import picture
from beurteilung._base.records import evolve, field, frozen
from beurteilung._base.text import Text, joined, sentences
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict
from beurteilung.runden.disclosure import gives_away
from beurteilung.runden.duties import Notenspiegelpflicht, citation
from beurteilung.runden.runde import YES, Part, Runde, part_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.model.scales import Grade, GradeScale
    from beurteilung.runden.runde import Value

__all__ = ["Notenspiegel", "Reason", "Withheld", "notenspiegel"]

Reason: TypeAlias = Literal["klein", "ableitbar", "alle", "paar", "nicht_geprueft"]
LEAST = 2
"""Nobody can hide alone: fewer than two are never shown."""

_REASONS: dict[str, Text] = {
    "klein": Text("weniger Personen als die Mindestzahl", "fewer officers than the least number"),
    # One reason for a part of a single grade and for the one that would betray it by subtraction: whoever
    # reads that all of a part have the same grade finds it where only one grade occurs so often.
    "ableitbar": Text(
        "sonst wären Noten ableitbar, auch durch Abzug",
        "grades would else follow, if only by subtraction",
    ),
    "alle": Text(
        "alle gehören dazu, und alle sind schon gezeigt",
        "all belong to it, and all are shown already",
    ),
    "paar": Text("zusammen mit {} wären Noten ableitbar", "together with {} grades would follow"),
    "nicht_geprueft": Text(
        "ob zusammen mit {} Noten ableitbar wären, war zu aufwendig zu prüfen",
        "whether grades would follow together with {} took too long to check",
    ),
}


@frozen
class Withheld:
    """A part that is not shown, and why; it holds no count.

    ``reason`` is ``"klein"``, ``"ableitbar"``, ``"alle"``, ``"paar"`` or ``"nicht_geprueft"``;
    ``beside`` are the divisions together with which grades would follow.
    """

    merkmal: str
    teil: Value
    reason: Reason
    beside: tuple[str, ...] = ()

    @property
    def name(self) -> Text:
        """The part in words."""
        return part_name(self.merkmal, self.teil)

    @property
    def why(self) -> Text:
        """The reason in words."""
        text = _REASONS[self.reason]
        return Text(text.de.format(joined(self.beside)), text.en.format(joined(self.beside, "en")))


@frozen
class Notenspiegel:
    """What may be shown of a round: all grades, and the parts of divisions that give nobody's grade away.

    ``counts`` and ``size`` are those of all. ``parts`` are shown, ``withheld`` are not. ``unchecked``
    tells that only pairs of divisions were checked, not all of them together; ``streng`` that parts are
    withheld too in which all but one have the same grade.
    """

    scale: GradeScale
    mindestzahl: int
    counts: Mapping[Grade, int] = field(eq=False)
    parts: tuple[Part, ...] = field(eq=False)
    withheld: tuple[Withheld, ...]
    divisions: tuple[str, ...]
    unchecked: bool
    finding: Finding = field(eq=False)
    remarks: tuple[Text, ...] = ()
    streng: bool = False

    @property
    def size(self) -> int:
        """The number of officers."""
        return sum(self.counts.values())

    @property
    def shown(self) -> tuple[str, ...]:
        """The divisions of which at least one part is shown."""
        return tuple(dict.fromkeys(p.merkmal for p in self.parts))

    def sentence(self, lang: Lang = "de") -> str:
        """Say what was shown separately, what was checked, and what was not."""
        return _sentence(self)[lang]

    def explain(self, lang: Lang = "de") -> str:
        """Return the finding as text."""
        return self.finding.explain(lang)

    def noting(self, remark: Text) -> Notenspiegel:
        """Return the same with one more remark."""
        return evolve(self, remarks=(*self.remarks, remark))

    def _repr_html_(self) -> str:
        return picture(self)


def notenspiegel(
    runde: Runde,
    *,
    mindestzahl: int,
    pflicht: Notenspiegelpflicht | None = None,
    streng: bool = False,
) -> Notenspiegel:
    """Return what may be shown of a round.

    ``mindestzahl`` is the least number of officers that a part must have: no norm names one, so there is
    no default. Divisions are taken in the order of ``runde.merkmale``; each is shown as far as it gives
    nobody's grade away together with those before it. For each comparison group separately, take
    ``runde.by_group()``. ``pflicht`` is the duty that orders it, such as `beurteilung.runden.duty_of` finds
    it; it is cited, and the divisions that it orders are asked for. ``streng`` withholds a part too in which
    all but one have the same grade: the one who differs knows that of all others, and who reads that a part is
    withheld can no longer conclude that all in it have one grade.

    Raises:
        DataError: ``mindestzahl`` is no whole number of at least 2.

    >>> from beurteilung import scale
    >>> from beurteilung.runden import Runde
    >>> s = scale("ni-pol-1999")
    >>> r = Runde.counted(s, {("ja",): {s["4"]: 3, s["3"]: 1}, ("nein",): {s["4"]: 9, s["3"]: 27}}, ["frau"])
    >>> shown = notenspiegel(r, mindestzahl=5)
    >>> [(w.name.en, w.reason) for w in shown.withheld]
    [('women', 'klein'), ('men', 'ableitbar')]
    """
    expect("runde", runde, Runde)
    expect("pflicht", pflicht, Notenspiegelpflicht, None)
    expect("streng", streng, bool)
    if type(mindestzahl) is not int or not LEAST <= mindestzahl <= MOST:
        fault = Text(
            f"erwartet wird eine ganze Zahl ab {LEAST}, angegeben ist {excerpt(mindestzahl, 'de')}; keine Norm nennt "
            "die Zahl, also ist sie zu wählen, etwa 5",
            f"expected a whole number from {LEAST} up, got {excerpt(mindestzahl)}; no norm names the number, so "
            "choose it, such as 5",
        )
        raise DataError("mindestzahl", [fault])
    choice = _Choice(runde, mindestzahl, 2 if streng else 1)
    counts = runde.counts()
    finding = _finding(runde, choice, pflicht)
    return Notenspiegel(
        runde.scale, mindestzahl, counts, tuple(choice.parts), tuple(choice.withheld),
        runde.merkmale, choice.unchecked, finding, runde.remarks, streng,
    )  # fmt: skip


class _Choice:
    """Which parts are shown, division by division."""

    def __init__(self, runde: Runde, least: int, others: int) -> None:
        self.runde, self.least = runde, least
        self.parts: list[Part] = []
        self.withheld: list[Withheld] = []
        self.unchecked = False
        self.kept: list[_Division] = []
        for name in runde.merkmale:
            self._take(_Division(name, runde.parts(name), others))

    def _take(self, division: _Division) -> None:
        """Show a division as far as its own parts and those kept before allow it.

        A division is asked about together with those that would be shown if two were enough. So a
        greater least number only ever withholds more.
        """
        hidden = division.withheld(self.least)
        reason, beside = self._beside(division)
        if reason and len(hidden) < len(division.parts):
            self.withheld += [
                Withheld(division.name, p.teil, reason, beside) for p in division.parts
            ]
            return
        self.withheld += [Withheld(division.name, teil, why) for teil, why in hidden.items()]
        self.parts += [p for p in division.parts if p.teil not in hidden]

    def _beside(self, division: _Division) -> tuple[Reason | None, tuple[str, ...]]:
        """Tell why a division cannot stand beside those before it; keep it if it can."""
        if len(division.withheld(LEAST)) == len(division.parts):
            return None, ()  # it is never shown
        for other in self.kept:
            found = self._gives_away([other, division])
            if found is not False:
                return ("paar" if found else "nicht_geprueft"), (other.name,)
        if len(self.kept) > 1:
            found = self._gives_away([*self.kept, division])
            if found:
                return "paar", tuple(other.name for other in self.kept)
            self.unchecked = self.unchecked or found is None
        self.kept.append(division)
        return None, ()

    def _gives_away(self, divisions: Sequence[_Division]) -> bool | None:
        """Ask about the published parts of divisions; what each withholds is one part."""
        hidden = [d.withheld(LEAST) for d in divisions]
        cells: dict[tuple[Hashable, ...], dict[Grade, int]] = {}
        for parts, counts in self.runde.crossed([d.name for d in divisions]).items():
            place = tuple(
                (teil in away) or (False, teil) for teil, away in zip(parts, hidden, strict=True)
            )
            known = cells.setdefault(place, {})
            for grade, n in counts.items():
                known[grade] = known.get(grade, 0) + n
        return gives_away(cells)


@frozen
class _Division:
    """The parts of one division; so many ``others`` at least have not the grade that most of a part have."""

    name: str
    parts: tuple[Part, ...]
    others: int

    def withheld(self, least: int) -> dict[Value, Reason]:
        """Return the parts that are withheld for their own sake, and those that would betray them.

        What is withheld follows together by subtraction from all, so it must have the least number of
        officers, of several parts, with several grades.
        """
        if len(self.parts) == 1:
            return {self.parts[0].teil: "alle"}  # it divides nothing, and is there already
        places = {part.teil: n for n, part in enumerate(self.parts)}
        # of equal ones the last is withheld
        by_size = sorted(self.parts, key=lambda p: (p.size, -places[p.teil]))
        found: dict[Value, Reason] = {}
        for part in by_size:
            if part.size < least:
                found[part.teil] = "klein"
            elif not self._mixed([part]):
                found[part.teil] = "ableitbar"
        for part in by_size:
            if part.teil not in found and not self._safe(found, least):
                found[part.teil] = "ableitbar"
        return {p.teil: found[p.teil] for p in self.parts if p.teil in found}

    def _safe(self, away: Mapping[Value, Reason], least: int) -> bool:
        if not away:
            return True
        hidden = [p for p in self.parts if p.teil in away]
        return len(hidden) > 1 and sum(p.size for p in hidden) >= least and self._mixed(hidden)

    def _mixed(self, parts: Sequence[Part]) -> bool:
        """Tell whether enough officers of some parts together have another grade than most of them."""
        together = [sum(p.counts[g] for p in parts) for g in parts[0].counts]
        return sum(together) - max(together) >= self.others


# --- findings ----------------------------------------------------------------------------------


def _finding(runde: Runde, choice: _Choice, pflicht: Notenspiegelpflicht | None) -> Finding:
    children = (
        _whole(runde, choice.least),
        *(_separate(name, choice) for name in runde.merkmale),
        *_ordered(runde, pflicht),
    )
    verdict = Verdict.SATISFIED
    if any(child.verdict is Verdict.OPEN for child in children):
        verdict = Verdict.OPEN
    text = Text(
        f"Notenspiegel einer Runde von {runde.size} mit Mindestzahl {choice.least}.",
        f"Grade distribution of a round of {runde.size} with a least number of {choice.least}.",
    )
    cited = tuple(citation(d) for d in (pflicht, *pflicht.daneben)) if pflicht else ()
    orders = pflicht.text if pflicht else None
    beside = [one.text for one in pflicht.daneben] if pflicht else []
    missing = tuple(dict.fromkeys(m for child in children for m in child.missing))
    return Finding(
        "notenspiegel", verdict, sentences(text, orders, *beside), citations=cited,
        missing=missing if verdict is Verdict.OPEN else (), children=children, calculated=True,
    )  # fmt: skip


def _whole(runde: Runde, least: int) -> Finding:
    """All grades together are shown: the duty has no proviso for them."""
    if len(runde.awarded) > 1:
        text = Text(
            "Der Notenspiegel der ganzen Runde wird gezeigt.",
            "The grade distribution of the whole round is shown.",
        )
        if runde.size >= least:
            return Finding("notenspiegel.gesamt", Verdict.SATISFIED, text, calculated=True)
        few = Text(
            "Sie hat weniger Personen als die Mindestzahl; ob er bekannt zu geben ist, sagt keine gelesene Norm.",
            "It has fewer officers than the least number; whether to make it known no norm that was read says.",
        )
        return Finding(
            "notenspiegel.gesamt",
            Verdict.OPEN,
            text + few,
            missing=(needed("runde.mindestzahl"),),
            calculated=True,
        )
    text = Text(
        "Alle haben dieselbe Note; schon der Notenspiegel der ganzen Runde sagt von jedem die Note.",
        "All have the same grade; the distribution of the whole round alone tells everybody's grade.",
    )
    missing = needed("runde.eine-note")
    return Finding("notenspiegel.gesamt", Verdict.OPEN, text, missing=(missing,), calculated=True)


def _separate(name: str, choice: _Choice) -> Finding:
    """Say of one division which parts are shown, and why others are not."""
    mine = [w for w in choice.withheld if w.merkmal == name]
    shown = [p.name for p in choice.parts if p.merkmal == name]
    message = sentences(
        _listed(Text(f"{name}: getrennt gezeigt werden", f"{name}: shown separately are"), shown),
        *(Text(f"{w.name.de}: zurückgehalten, {w.why.de}.", f"{w.name.en}: withheld, {w.why.en}.")
          for w in mine),
    )  # fmt: skip
    code = "notenspiegel.getrennt"
    if not mine:
        return Finding(code, Verdict.SATISFIED, message, calculated=True)
    reasons = {w.reason for w in mine}
    if reasons & {"klein", "nicht_geprueft"}:
        wanted = needed("runde.mindestzahl") if "klein" in reasons else needed("runde.ableitbar")
        leaning = Verdict.NOT_APPLICABLE
        return Finding(
            code, Verdict.OPEN, message, missing=(wanted,), leaning=leaning, calculated=True
        )
    kept = Text(
        "Getrennt auszuweisen ist nur, was die Anonymität wahrt.",
        "Only what keeps anonymity is to be shown separately.",
    )
    return Finding(code, Verdict.NOT_APPLICABLE, message + kept, calculated=True)


def _ordered(runde: Runde, pflicht: Notenspiegelpflicht | None) -> Iterator[Finding]:
    """Ask for the divisions that the duty orders and the round does not have."""
    if pflicht is None:
        return
    there = {"frau" if name == "geschlecht" else name for name in runde.merkmale}
    if lacking := [name for name in pflicht.getrennt if name not in there]:
        names = [part_name(name, YES) for name in lacking]
        text = Text(
            f"Getrennt auszuweisen sind auch: {joined(n.de for n in names)}; danach ist die Runde nicht "
            "aufgegliedert.",
            f"To be shown separately are also: {joined((n.en for n in names), 'en')}; the round is not divided "
            "so.",
        )
        yield Finding(
            "notenspiegel.getrennt", Verdict.OPEN, text, citations=(citation(pflicht),),
            missing=(needed("runde.aufgliederung"),), calculated=True,
        )  # fmt: skip


def _listed(head: Text, names: Iterable[Text]) -> Text | None:
    every = list(names)
    if not every:
        return None
    de, en = joined(n.de for n in every), joined((n.en for n in every), "en")
    return Text(f"{head.de} {de.removesuffix('.')}.", f"{head.en} {en.removesuffix('.')}.")


def _sentence(spiegel: Notenspiegel) -> Text:
    return sentences(*_sentences(spiegel))


def _sentences(spiegel: Notenspiegel) -> Iterator[Text | None]:
    yield _listed(
        Text("Getrennt ausgewiesen:", "Shown separately:"), [p.name for p in spiegel.parts]
    )
    if spiegel.withheld:
        yield _listed(Text("Zurückgehalten:", "Withheld:"), [w.name for w in spiegel.withheld])
    if not spiegel.divisions:
        yield Text(
            "Gezeigt ist nur die ganze Runde; Teile, die zu prüfen wären, gibt es nicht.",
            "Only the whole round is shown; there are no parts to check.",
        )
        return
    yield Text(
        f"Geprüft wurde: Jeder gezeigte Teil hat mindestens {spiegel.mindestzahl} Personen und mehr als eine "
        "Note, ebenso alles, was sich durch Abzug ergibt.",
        f"Every part shown was checked to have at least {spiegel.mindestzahl} officers and more than one grade, "
        "and so was whatever follows by subtraction.",
    )
    if len(spiegel.shown) > 1:
        yield Text(
            "Wer von jedem weiß, zu welchen Teilen er gehört, kann aus je zwei Aufgliederungen keine Note "
            "ableiten.",
            "Whoever knows of everybody to which parts they belong can derive no grade from any two "
            "divisions.",
        )
    if len(spiegel.shown) > 2 and not spiegel.unchecked:  # noqa: PLR2004 - pairs are said above
        yield Text("Auch aus allen zusammen nicht.", "Nor from all of them together.")
    if spiegel.unchecked:
        yield Text(
            "Ob sich aus allen Aufgliederungen zusammen Noten ableiten lassen, wurde nicht geprüft.",
            "Whether grades follow from all divisions together was not checked.",
        )
    if spiegel.streng:
        yield Text(
            "Zurückgehalten ist auch, wo alle bis auf eine Person dieselbe Note haben.",
            "A part in which all but one have the same grade is withheld too.",
        )
        yield Text(
            "Nicht geprüft wurde, was jemand ableiten kann, der Noten anderer oder andere Veröffentlichungen "
            "schon kennt.",
            "It was not checked what can be derived by somebody who knows grades of others or other publications.",
        )
        return
    yield Text(
        "Nicht geprüft wurde, was jemand ableiten kann, der einzelne Noten, auch nur die eigene, oder andere "
        "Veröffentlichungen schon kennt oder aus dem Zurückhalten selbst schließt.",
        "It was not checked what can be derived by somebody who knows single grades, be it only their own, or "
        "other publications, or who draws conclusions from the withholding itself.",
    )
    yield Text(
        "Wo alle bis auf eine Person dieselbe Note haben, kennt diese die Note aller anderen; mit --care strict "
        "(in Python streng=True) wird auch das zurückgehalten.",
        "Where all but one have the same grade, the one knows that of all others; with --care strict (in Python "
        "streng=True) that is withheld too.",
    )
