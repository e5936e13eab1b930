"""A finding in words: what each kind of document prints of it, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text
from beurteilung._base.translations import remark
from beurteilung.law.codes import code
from beurteilung.model.findings import Finding, Verdict, first_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from beurteilung._base.text import Lang
    from beurteilung.model.findings import Missing
    from beurteilung.model.sources import Citation, Evidence

__all__ = ["GUIDELINE", "Answer", "Row", "Wording", "answer", "citations", "cited", "evidence_name"]

Row = tuple[str, str]
"""A name and what stands under it; a blank to fill in where that is empty."""

_EVIDENCE = {
    "normtext": Text("Normtext gelesen", "norm text read"),
    "gruende": Text("Entscheidungsgründe", "court's reasons"),
    "leitsatz": Text("Leitsatz", "headnote"),
    "tatbestand": Text("Tenor oder Tatbestand", "operative part or facts"),
    "sekundaer": Text("Sekundärquelle", "secondary source"),
    "erschlossen": Text("erschlossen", "inferred"),
}
_PLACES, _FOR, _AGAINST = (
    Text("Grundlage", "Basis"),
    Text("Dafür", "For"),
    Text("Dagegen", "Against"),
)
_FACTS, _GAPS = Text("Nachzutragen", "To be supplied"), Text("Nicht belegt", "Not attested")
_GROUND, _DEVIATION = Text("Fehlergruppe", "Ground of review"), Text("Abweichung", "Deviation")
_IBID = Text("ebd.", "ibid.")
_EACH = Text("jeweils", "each:")
GUIDELINE = Text("Richtlinie", "Guideline")
_CALCULATED = Text("eigene Rechnung", "own calculation")


_STATED = Text("Feststellung", "noted")
"""What stands before an answer that is none of right or wrong."""


def _states(name: str) -> bool:
    """Tell whether an answer states a fact of the case, where it is no question of right or wrong."""
    return bool(name) and code(name).feststellung


@frozen
class Answer:
    """A finding in one language: its verdict in words, its sentence, rows, and the answers below it."""

    kind: Verdict
    verdict: str
    sentence: str
    rows: tuple[Row, ...] = ()
    below: tuple[Answer, ...] = ()


@frozen
class Wording:
    """Puts findings into words; within one document what holds of a source stands where it is named first."""

    lang: Lang
    _unsaid: Collection[str] = ()
    """Codes of what is missing that a document lists elsewhere, once for all findings."""
    guideline: str = ""
    """The title of the guideline that a document has named as the one that governs."""
    _attested: dict[str, tuple[str, str]] = field(factory=dict)
    """How each source was attested where it was named last."""
    _remarked: set[tuple[str, str]] = field(factory=set)

    def answer(self, finding: Finding, of: str = "") -> Answer:
        """Put a finding and all below it into words; ``of`` is its code, if it does not tell it."""
        how = f" ({_CALCULATED[self.lang]})" if finding.calculated else ""
        states = finding.verdict is Verdict.NOT_APPLICABLE and _states(of or finding.code)
        return Answer(
            finding.verdict,
            _STATED[self.lang] if states else first_words(finding, self.lang),
            finding.message[self.lang] + how,
            tuple(self._rows(finding)),
            tuple(self.answer(child) for child in finding.children),
        )

    def _rows(self, finding: Finding) -> Iterable[Row]:
        lang, sentence = self.lang, finding.message[self.lang]
        if finding.ground:
            yield _GROUND[lang], finding.ground.label[lang]
        if finding.deviation and finding.deviation[lang] not in sentence:
            yield _DEVIATION[lang], finding.deviation[lang]
        # what a rule rests on need not be named twice
        further = [one for one in finding.supporting if one not in finding.citations]
        groups = (_PLACES, finding.citations), (_FOR, further), (_AGAINST, finding.opposing)
        cited = [(name, [(str(one), one) for one in items]) for name, items in groups if items]
        named = {text for _, items in cited for text, _ in items if text in sentence}
        # the one source that the sentence cites; nothing where it cites several, or none
        above = named.pop() if len(named) == 1 else ""
        for name, items in cited:
            if above:
                items.sort(key=lambda one: one[0] != above)
            yield name[lang], self._listed(items, above)
            above = ""  # what follows this row would be taken for its last source
        if finding.missing:
            yield from self._missing(finding.missing, sentence.casefold())

    def _missing(self, missing: Iterable[Missing], sentence: str) -> Iterable[Row]:
        """Name what is missing that neither the sentence nor the document says."""
        lang = self.lang
        wanted = [
            m
            for m in missing
            if m.code not in self._unsaid and m.text[lang].casefold() not in sentence
        ]
        for name, kind in ((_FACTS, "fact"), (_GAPS, "gap")):
            if texts := [m.text[lang].rstrip(".") for m in wanted if m.kind == kind]:
                yield name[lang], "; ".join(texts)

    def listed(self, items: Iterable[Citation]) -> str:
        """Return citations in one line; marks of several words that neighbours share stand once, behind the last."""
        return self._listed([(str(one), one) for one in items])

    def _listed(self, items: list[tuple[str, Citation]], above: str = "") -> str:
        """Return citations, each with itself as printed; the one that stands ``above`` is not written out again."""
        found: list[tuple[list[str], str]] = []
        bare = False  # behind one without marks, marks for several would seem to be of that one too
        for named, marks in dict.fromkeys([self._parts(*one, above) for one in items]):
            if found and marks == found[-1][1] and "; " in marks and not bare:
                found[-1][0].append(named)
            else:
                bare = bool(found) and not found[-1][1]
                found.append(([named], marks))
        return "; ".join(
            [
                _marked("; ".join(named), f"{_EACH[self.lang]} {marks}" if named[1:] else marks)
                for named, marks in found
            ]
        )

    def cited(self, citation: Citation) -> str:
        """Return a citation: how it is attested only where that is new of its source, its note once."""
        return _marked(*self._parts(str(citation), citation))

    def _parts(self, printed: str, citation: Citation, above: str = "") -> tuple[str, str]:
        """Return what a citation names, and the marks beside it."""
        zitat, named, marks = citation.source.zitat, printed, list[str]()
        if named == above:
            named = _IBID[self.lang]
        elif zitat == self.guideline:
            named = ", ".join(filter(None, (GUIDELINE[self.lang], citation.place)))
        firmly, read_in = attested = _attested(citation, self.lang)
        if self._attested.get(zitat) == attested:
            firmly = read_in = ""
        self._attested[zitat] = attested
        if firmly:
            marks.append(firmly)
        if citation.note and (noted := (printed, citation.note)) not in self._remarked:
            marks.append(remark(citation.note, self.lang))
            self._remarked.add(noted)
        if read_in:
            marks.append(read_in)
        return named, "; ".join(marks)


def _marked(named: str, marks: str) -> str:
    return f"{named} [{marks}]" if marks else named


def answer(finding: Finding, lang: Lang) -> Answer:
    """Put one finding and all below it into words."""
    return Wording(lang).answer(finding)


def evidence_name(evidence: Evidence) -> Text:
    """Return a grade of evidence in words."""
    return _EVIDENCE[evidence._value_]


def cited(citation: Citation, lang: Lang) -> str:
    """Return a citation with its evidence and its note."""
    return Wording(lang).cited(citation)


def _attested(citation: Citation, lang: Lang) -> tuple[str, str]:
    """Return how firmly a place is attested, and in which decision it was read if not in the source itself."""
    read_in = ""
    if citation.via:
        how = _REPORTED if citation.source.art == "norm" else _QUOTED
        read_in = f"{how[lang]} {citation.via}"
    return evidence_name(citation.evidence)[lang], read_in


_REPORTED = Text("wiedergegeben in", "reported in")
_QUOTED = Text("zitiert nach", "cited from")


def citations(items: Iterable[Citation], lang: Lang) -> str:
    """Return citations in one line."""
    return "; ".join(cited(c, lang) for c in items)
