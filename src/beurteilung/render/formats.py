"""The formats that a report or a change can be written in: one table, which command line and objects ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung._base.errors import UnknownIdError, nearest
from beurteilung._base.records import frozen
from beurteilung.render.document import change_document, report_document
from beurteilung.render.exchange import json_text
from beurteilung.render.forms import change_dict, report_dict
from beurteilung.render.html import document_html
from beurteilung.render.markdown import document_markdown
from beurteilung.render.notebook import picture
from beurteilung.render.pdf import document_pdf
from beurteilung.render.text import change_text, document_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Head, Report
    from beurteilung.changes.measure import GradeChange
    from beurteilung.render.document import Document

__all__ = ["FORMATS", "Format", "rendered_change", "rendered_report"]

Written = str | bytes


@frozen
class Format:
    """An output format: how it writes a report and a change, in lines of a width where it has lines."""

    report: Callable[[Report, Lang, Head, int], Written]
    change: Callable[[GradeChange, Lang, int], Written]


def _of_document(write: Callable[[Document, int], Written]) -> Format:
    """Return the format that writes documents."""
    return Format(
        lambda report, lang, head, width: write(report_document(report, lang, head), width),
        lambda change, lang, width: write(change_document(change, lang), width),
    )


def _of_plain(indent: int | None) -> Format:
    """Return the format that writes plain values, in one line or indented."""

    def written(plain: object) -> str:
        return json_text(plain, indent)

    return Format(
        lambda report, _lang, _head, _width: written(report_dict(report)),
        lambda change, _lang, _width: written(change_dict(change)),
    )


FORMATS = {
    "text": evolve(_of_document(document_text), change=change_text),
    "md": _of_document(lambda document, _: document_markdown(document)),
    "html": _of_document(lambda document, _: document_html(document)),
    "pdf": _of_document(lambda document, _: document_pdf(document)),
    "notebook": Format(
        lambda report, lang, _, __: picture(report, lang).html,
        lambda change, lang, _: picture(change, lang).html,
    ),
    "json": _of_plain(2),
    "jsonl": _of_plain(None),
}
"""Every output format by name; a new one is an entry here and a word in the types of ``render``."""


def rendered_report(report: Report, name: str, lang: Lang, head: Head, width: int) -> Written:
    """Write a report; for ``report.render``."""
    return _format(name).report(report, lang, head, width)


def rendered_change(change: GradeChange, name: str, lang: Lang, width: int) -> Written:
    """Write a change alone; for ``change.render``."""
    return _format(name).change(change, lang, width)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownIdError(
            f"no format is called {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}"
        )
    return FORMATS[name]
