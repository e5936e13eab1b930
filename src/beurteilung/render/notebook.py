"""How objects show themselves in a notebook: pictures and trees as one piece of HTML each.

`picture` gives the same with a choice of language: ``picture(change, "en")``.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from beurteilung._base.errors import WrongKindError
from beurteilung._base.records import evolve, frozen
from beurteilung._base.text import Text
from beurteilung._base.translations import remark
from beurteilung.cases.report import Head, Report
from beurteilung.changes.measure import GradeChange
from beurteilung.law.editions import Guideline
from beurteilung.model.findings import Finding
from beurteilung.model.mappings import ScaleMapping
from beurteilung.model.scales import Grade, GradeScale
from beurteilung.personen.vergleich import Feld
from beurteilung.render import parts
from beurteilung.render.document import Drawing, Findings, report_document
from beurteilung.render.escaping import inert
from beurteilung.render.html import (
    STYLE,
    block_html,
    finding_html,
    rows_html,
    table_html,
    wide,
)
from beurteilung.render.rounds import distribution_svg, field_svg, notenspiegel_rows
from beurteilung.render.svg import change_svg, mapping_svg, scale_svg
from beurteilung.render.wording import Wording, citations, cited, evidence_name
from beurteilung.runden.notenspiegel import Notenspiegel

if TYPE_CHECKING:
    from collections.abc import Callable

    from beurteilung._base.text import Lang
    from beurteilung.render.document import Block

__all__ = ["Picture", "picture", "picture_html"]


@frozen
class Picture:
    """One piece of HTML, as a notebook shows it."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def picture_html(thing: object) -> str:
    """Return the German picture of an object as HTML, for objects that show themselves."""
    return picture(thing).html


def picture(thing: object, lang: Lang = "de") -> Picture:
    """Return the picture of a scale, grade, mapping, change, finding, report or guideline.

    Raises:
        WrongKindError: the object is none of these.

    >>> from beurteilung import grade
    >>> picture(grade("ni-pol-1996:5")).html.count("<svg ")
    1
    """
    return Picture(
        f'<div class="beurteilung" lang="{lang}"><style>{STYLE}</style>{_body(thing, lang)}</div>'
    )


def _body(thing: object, lang: Lang) -> str:
    for kind, draw in _DRAWN.items():
        if isinstance(thing, kind):
            return draw(thing, lang)
    raise WrongKindError(
        Text(
            f"von {type(thing).__name__} gibt es kein Bild; erwartet wird eine Skala, Note, Abbildung, Änderung, "
            "ein Befund, Bericht oder eine Richtlinie",
            f"there is no picture of {type(thing).__name__}; expected a scale, grade, mapping, change, "
            "finding, report or guideline",
        )
    )


def _grade(grade: Grade, lang: Lang) -> str:
    return _drawn(scale_svg(grade.scale, lang, marked=grade))


def _scale(scale: GradeScale, lang: Lang) -> str:
    return _drawn(scale_svg(scale, lang))


def _mapping(mapping: ScaleMapping, lang: Lang) -> str:
    return _drawn(mapping_svg(mapping, lang)) + _folded(_SOURCES[lang], _pairs(mapping, lang))


def _change(change: GradeChange, lang: Lang) -> str:
    return _drawn(change_svg(change, lang)) + finding_html(change.finding, lang)


def _drawn(svg: str) -> str:
    """Let a picture scroll where the page is narrow, under the title that it has itself."""
    title = svg.partition("<title>")[2].partition("</title>")[0]
    return wide(unescape(title), svg)


_SOURCES = Text("Quellen", "Sources")


def _folded(name: str, body: str) -> str:
    return f"<details><summary>{inert(name)}</summary>{body}</details>"


def _bold(text: str) -> str:
    return f"<p><strong>{inert(text)}</strong></p>"


def _pairs(mapping: ScaleMapping, lang: Lang) -> str:
    head = (mapping.before.id, mapping.after.id, Text("Beleg", "Evidence")[lang], _SOURCES[lang])
    rows = [
        (p.before.code, p.after.code, evidence_name(p.evidence)[lang],
         citations(p.citations, lang))
        for p in mapping.pairs
    ]  # fmt: skip
    lost = Text("keine", "none")[lang]
    rows += [(m.grade.code, lost, "", cited(m.citation, lang)) for m in mapping.without]
    return table_html(_SOURCES[lang], head, rows)


def _report(report: Report, lang: Lang) -> str:
    """Show of a report what one looks at: its subject, result, pictures and findings, foldable."""
    document = report_document(report, lang, Head())
    blocks = [block for section in document.sections for block in section.blocks]
    result = "".join(block_html(block) for block in document.sections[0].blocks)
    return f"{_bold(document.subject)}{result}{''.join(map(_shown, blocks))}"


def _shown(block: Block) -> str:
    """Show pictures and findings; a topic is no heading, for the page around it has its own."""
    if isinstance(block, Findings) and block.heading:
        return _bold(block.heading) + _shown(evolve(block, heading=""))
    return block_html(block, unfolded=False) if isinstance(block, (Drawing, Findings)) else ""


def _guideline(guideline: Guideline, lang: Lang) -> str:
    gaps = [(parts.gap_name(lang), remark(gap.was, lang)) for gap in guideline.gaps]
    return (
        _bold(guideline.title)
        + rows_html([*parts.validity(guideline, Wording(lang), guideline.document.geltung), *gaps])
        + "".join(_folded(s.title or s.id, _scale(s, lang)) for s in guideline.scales)
    )


def _distribution(spiegel: Notenspiegel, lang: Lang) -> str:
    head, rows = notenspiegel_rows(spiegel, lang)
    table = table_html(Text("Notenspiegel", "Grade distribution")[lang], head, rows)
    return f"{table}{distribution_svg(spiegel, lang)}<p>{inert(spiegel.sentence(lang))}</p>"


_DRAWN: dict[type[object], Callable[..., str]] = {
    Grade: _grade,
    GradeScale: _scale,
    ScaleMapping: _mapping,
    GradeChange: _change,
    Finding: finding_html,
    Report: _report,
    Guideline: _guideline,
    Notenspiegel: _distribution,
    Feld: field_svg,
}
