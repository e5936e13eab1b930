"""A document before it is written: a head and sections of blocks; a report's in the order of a Vermerk.

What a document says, in which words and in which order, is decided here. Text, Markdown, HTML, PDF and
the notebook write the same blocks, each in its own way; a writer that forgets a block is a type error.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve, frozen
from beurteilung._base.text import LANGUAGES, Text, joined
from beurteilung.law.codes import code
from beurteilung.render import involved, parts, selection
from beurteilung.render.escaping import visible
from beurteilung.render.wording import Answer, Row, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Head, Report
    from beurteilung.changes.measure import GradeChange
    from beurteilung.law.codes import Thema
    from beurteilung.model.findings import Finding

__all__ = [
    "Block",
    "Document",
    "Drawing",
    "Entry",
    "Findings",
    "Lines",
    "Points",
    "Rows",
    "Section",
    "Sources",
    "Table",
    "change_document",
    "report_document",
]


@frozen
class Rows:
    """Names, and what stands under each; an empty one is a blank line to fill in."""

    rows: tuple[Row, ...]


@frozen
class Lines:
    """Paragraphs; ``lead`` goes before them, for whoever reads no further."""

    lines: tuple[str, ...]
    lead: str = ""


@frozen
class Points:
    """A list under a heading of its own."""

    heading: str
    points: tuple[str, ...]


@frozen
class Table:
    """A table: its name, the heads of its columns, its lines."""

    name: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@frozen
class Sources:
    """Sources as printed, each with its address on the web or nothing."""

    sources: tuple[tuple[str, str], ...]


@frozen
class Entry:
    """One answer, the numbers of the findings that give it, as printed, and the question and code of each.

    A finding that stands alone has no number and no question.
    """

    answer: Answer
    number: str = ""
    questions: tuple[tuple[str, str], ...] = ()
    """Code and question of each."""


@frozen
class Findings:
    """Findings under a heading of their own, if it is not empty."""

    entries: tuple[Entry, ...]
    heading: str = ""


@frozen
class Drawing:
    """A numbered picture, as SVG that says in words what it shows, and the sentence that refers to it.

    A document that cannot draw leaves out both.
    """

    svg: str
    caption: str
    reference: str


Block = Rows | Lines | Points | Table | Sources | Findings | Drawing


@frozen
class Section:
    """A heading, and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@frozen
class Document:
    """A whole document in one language; ``subject`` is what it is about, in one line."""

    title: str
    subject: str
    lang: Lang
    head: Rows
    sections: tuple[Section, ...]
    footer: str = ""


_VERMERK = Text("Vermerk", "Memorandum (Vermerk)")
_SECTIONS = {
    "result": Text("Ergebnis", "Result"),
    "law": Text("Anwendbares Recht", "Applicable law"),
    "appraisals": Text("Beurteilungen, wie sie erteilt wurden", "The appraisals as given"),
    "involved": Text("Beurteiler und Beiträge", "Appraisers and contributions"),
    "selection": Text("Auswahl und Mitbewerber", "Selection and competitors"),
    "change": Text("Nominale und tatsächliche Änderung", "Nominal and real change"),
    "checks": Text("Prüfung", "Checks"),
    "open": Text("Offene Punkte", "Open points"),
    "unchecked": Text("Nicht geprüft", "Not checked"),
    "sources": Text("Quellen", "Sources"),
    "receipt": Text("Nachweis", "Receipt"),
}
_GENERAL = ("entscheidung", "bestimmung")
"""Gaps that say nothing of the finding beside which they stand; the open points list them once."""
_FIGURE = Text("Abbildung", "Figure")
_NUMBERS = Text("Nr.", "Nos.")
_ACROSS = Text("Dieselbe Antwort zu mehreren Themen", "The same answer on several topics")


def report_document(report: Report, lang: Lang, head: Head, *, drawn: bool = True) -> Document:
    """Return a report in one language; a section with nothing to report is left out.

    ``drawn`` says whether pictures are wanted, which take longer than all words.
    """
    blocks: dict[str, list[Block]] = {name: [] for name in _SECTIONS}
    for name, block in _blocks(report, lang, drawn=drawn):
        blocks[name].append(block)
    sections = tuple(
        Section(_SECTIONS[name][lang], tuple(found)) for name, found in blocks.items() if found
    )
    subject = next(
        filter(None, (visible(s).strip() for s in (head.subject, report.case.titel))), ""
    )
    subject = subject or report.case.id
    rows = Rows(tuple(parts.head(report, head, subject, lang)))
    title = _VERMERK[lang]
    footer = ", ".join(filter(None, (title, visible(head.reference).strip())))
    return Document(title, subject, lang, rows, sections, footer)


def change_document(change: GradeChange, lang: Lang, *, drawn: bool = True) -> Document:
    """Return a change alone, without the case around it, in one language."""
    blocks: tuple[Block, ...] = (Findings((Entry(Wording(lang).answer(change.finding)),)),)
    if drawn:
        blocks += (_drawing(1, parts.CHANGE, _change_svg(change, None, lang), lang),)
    title = f"{change.before} → {change.after}"
    rows = Rows(tuple(parts.folded(parts.figures(change, lang))))
    return Document(title, title, lang, rows, (Section(_SECTIONS["change"][lang], blocks),))


def _blocks(report: Report, lang: Lang, *, drawn: bool) -> Iterator[tuple[str, Block]]:
    """Yield each block with the section that it belongs to."""
    guideline = report.facts.guideline
    wording, drawings = Wording(lang, _GENERAL, guideline.title if guideline else ""), 0
    yield "result", Lines(parts.summary(report, lang), parts.result(report, lang))
    yield "law", Rows(tuple(parts.law(report, wording)))
    name = _SECTIONS["appraisals"][lang]
    yield "appraisals", Table(name, *parts.appraisals(report, lang))
    if report.case.anmerkung:
        yield "appraisals", Points(parts.REMARKS[lang], report.case.anmerkung)
    if drawn and (career := _career_svg(report, lang)):
        drawings += 1
        yield "appraisals", _drawing(drawings, parts.CAREER, career, lang)
    yield from _involved(report, lang)
    yield from _selected(report, lang)
    if report.change:
        yield "change", Rows(tuple(parts.change(report.change, lang)))
    if drawn and report.change:
        picture = _change_svg(report.change, report.on_change, lang)
        yield "change", _drawing(drawings + 1, parts.CHANGE, picture, lang)
    for heading, entries in _entries(report, wording):
        yield "checks", Findings(entries, heading)
    for heading, points in parts.open_points(report, lang):
        yield "open", Points(heading, points)
    for heading, points in parts.unchecked(report, lang):
        yield "unchecked", Points(heading, points)
    if sources := tuple(parts.sources(report)):
        yield "sources", Sources(sources)
    if gaps := parts.gaps(report, lang):
        yield "sources", Points(parts.GAPS[lang], gaps)
    yield "receipt", Rows(tuple(parts.receipt(report, lang)))


def _involved(report: Report, lang: Lang) -> Iterator[tuple[str, Block]]:
    """Yield what the case states of those who appraised and contributed."""
    name = _SECTIONS["involved"][lang]
    case = report.case
    for stated, table in (
        (case.beurteiler, involved.appraisers),
        (case.beitrag, involved.contributions),
    ):
        head, lines = table(case, lang) if stated else ((), ())
        if head[1:]:  # of whom nothing but the role is stated, nothing can be read
            yield "involved", Table(name, head, lines)


def _selected(report: Report, lang: Lang) -> Iterator[tuple[str, Block]]:
    """Yield what the case states of a selection and of those who competed."""
    if rows := selection.facts(report.case, lang):
        yield "selection", Rows(tuple(rows))
    if report.case.mitbewerber:
        name = _SECTIONS["selection"][lang]
        yield "selection", Table(name, *selection.competitors(report.case, lang))


def _career_svg(report: Report, lang: Lang) -> str:
    from beurteilung.render.timeline import timeline_svg  # noqa: PLC0415 - words need no pictures

    return timeline_svg(report.facts, lang)


def _change_svg(change: GradeChange, finding: Finding | None, lang: Lang) -> str:
    from beurteilung.render.svg import change_svg  # noqa: PLC0415 - the same

    return change_svg(change, lang, finding=finding, caption=False)


def _drawing(number: int, names: tuple[Text, Text], svg: str, lang: Lang) -> Drawing:
    name, described = names
    figure = f"{_FIGURE[lang]} {number}"
    shows = Text("zeigt", "shows")[lang]
    return Drawing(svg, f"{figure}: {name[lang]}", f"{figure} {shows} {described[lang]}.")


def _entries(report: Report, wording: Wording) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the findings by topic, those of one answer together, in the order of their first numbers.

    An answer on several topics stands once, under a heading of its own.
    """
    case = report.case
    called = (*(m.bezeichnung for m in case.mitbewerber), *(b.bezeichnung for b in case.beitrag))
    names = [name for name in called if name]
    of_topic = [(thema, _together(_same(group, names))) for thema, group in report.topics]
    spoken: dict[str, list[tuple[Thema, _Same]]] = {}
    for thema, same in of_topic:
        for one in same:
            spoken.setdefault(one.message.de, []).append((thema, one))
    across: list[_Same] = []
    for thema, same in of_topic:
        for one in list(same):
            alike = spoken[one.message.de]
            if alike[1:] and any(t != thema and o.says(one.message, one.whole) for t, o in alike):
                same.remove(one)
                _put(across, one)
    parted = [(_ACROSS, across), *((thema.text, same) for thema, same in of_topic)]
    parted = [(heading, same) for heading, same in parted if same]
    for heading, same in sorted(parted, key=lambda part: min(_numbers(part[1]))):
        yield heading[wording.lang], tuple(_entry(one, wording) for one in same)


class _Same:
    """Findings of one answer, whatever was asked and of whom each speaks."""

    def __init__(self, message: Text, whole: Finding, found: tuple[int, str, Finding]) -> None:
        self.message = message
        """What they say of anyone."""
        self.whole = whole
        """The one whose sources, and what stands below it, are printed for all."""
        self.found = [found]
        """The number of each, the competitor or contribution of which it speaks, the finding."""

    def says(self, message: Text, finding: Finding) -> bool:
        """Tell whether a finding with this message says the same."""
        return (
            self.message.de == message.de
            and self.message.en == message.en
            and self.whole.children == finding.children
            and _stands_on(self.whole) == _stands_on(finding)
        )


_stands_on = attrgetter(
    "verdict", "citations", "supporting", "opposing", "missing", "leaning", "deviation", "ground",
    "new_appraisal", "calculated", "inferred",
)  # fmt: skip
"""What a finding says beside its message, and what stands below it."""


def _same(group: Iterable[tuple[int, Finding]], names: list[str]) -> list[_Same]:
    """Put numbered findings of one answer together."""
    same: list[_Same] = []
    for number, finding in group:
        message = finding.message
        name = next((n for n in names if message.de.startswith(f"{n}: ")), "")
        if name:
            message = Text(*(text.removeprefix(f"{name}: ") for text in (message.de, message.en)))
        _put(same, _Same(message, finding, (number, name, finding)))
    return same


def _put(same: list[_Same], new: _Same) -> None:
    """Put an answer to the one of a list that says the same, or else to the end."""
    for one in same:
        if one.says(new.message, new.whole):
            one.found += new.found
            return
    same.append(new)


def _together(same: list[_Same]) -> list[_Same]:
    """Put an answer to the one that says the same and has findings of its own below it."""
    bearing = [one for one in same if one.whole.children]
    if not bearing:
        return same
    joined_: list[_Same] = []
    for one in same:
        whole = next((o for o in bearing if _rests_on(one, o)), one)
        if whole is not one:
            whole.found = sorted([*whole.found, *one.found], key=lambda found: found[0])
        if whole not in joined_:
            joined_.append(whole)
    return joined_


def _rests_on(one: _Same, other: _Same) -> bool:
    """Tell whether an answer says what another one says above the findings below it."""
    return (
        not one.whole.children
        and one.message == other.message
        and _stands_on(one.whole) == _stands_on(other.whole)
    )


def _numbers(same: Iterable[_Same]) -> Iterator[int]:
    """Yield the numbers of findings of several answers."""
    return (number for one in same for number, _, _ in one.found)


def _entry(one: _Same, wording: Wording) -> Entry:
    """Put an answer into words, with the numbers and the questions that it answers."""
    found, label = one.found, f"{one.found[0][0]}."
    if found[1:]:
        label = f"{_NUMBERS[wording.lang]} {parts.runs(number for number, _, _ in found)}:"
    asked = {f.code: code(f.code).text[wording.lang] for _, _, f in found}
    names = dict.fromkeys([name for _, name, _ in found if name])
    whole = one.whole
    if names:
        of = Text(*(f"{joined(names, lang)}:" for lang in LANGUAGES))
        whole = evolve(whole, message=of + one.message)
    return Entry(wording.answer(whole, found[0][2].code), label, tuple(asked.items()))
