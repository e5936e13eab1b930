"""The formats that a report or a change can be written in: one table, which command line and objects ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UnknownIdError
from beurteilung._base.records import evolve, frozen
from beurteilung._base.text import Text, meant
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


def _of_document(write: Callable[[Document, int], Written], *, drawn: bool) -> Format:
    """Return the format that writes documents, with pictures or without."""

    def of_report(report: Report, lang: Lang, head: Head, width: int) -> Written:
        from beurteilung.render.document import report_document  # noqa: PLC0415 - see below

        return write(report_document(report, lang, head, drawn=drawn), width)

    def of_change(change: GradeChange, lang: Lang, width: int) -> Written:
        from beurteilung.render.document import change_document  # noqa: PLC0415 - see below

        return write(change_document(change, lang, drawn=drawn), width)

    return Format(of_report, of_change)


# Documents and each writer are imported when they are asked for: most calls want one format, and all
# writers together take as long to import as the rest of the library. tests/test_start.py holds it.


def _markdown(document: Document, _: int) -> str:
    from beurteilung.render.markdown import document_markdown  # noqa: PLC0415 - see above

    return document_markdown(document)


def _html(document: Document, _: int) -> str:
    from beurteilung.render.html import document_html  # noqa: PLC0415 - see above

    return document_html(document)


def _pdf(document: Document, _: int) -> bytes:
    from beurteilung.render.pdf import document_pdf  # noqa: PLC0415 - see above

    return document_pdf(document)


def _picture(thing: Report | GradeChange, lang: Lang) -> str:
    from beurteilung.render.notebook import picture  # noqa: PLC0415 - see above

    return picture(thing, lang).html


def _of_plain(indent: int | None) -> Format:
    """Return the format that writes plain values, in one line or indented."""

    def written(thing: Report | GradeChange) -> str:
        from beurteilung.render.exchange import to_json  # noqa: PLC0415 - see above

        return to_json(thing, indent=indent)

    return Format(
        lambda report, _lang, _head, _width: written(report),
        lambda change, _lang, _width: written(change),
    )


FORMATS = {
    "text": evolve(_of_document(document_text, drawn=False), change=change_text),
    "md": _of_document(_markdown, drawn=False),
    "html": _of_document(_html, drawn=True),
    "pdf": _of_document(_pdf, drawn=True),
    "notebook": Format(
        lambda report, lang, _, __: _picture(report, lang),
        lambda change, lang, _: _picture(change, lang),
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
            Text(
                f"kein Format heißt „{name}“{meant(name, FORMATS).de}; es gibt: {', '.join(FORMATS)}",
                f"no format is called {name!r}{meant(name, FORMATS).en}; there are: {', '.join(FORMATS)}",
            )
        )
    return FORMATS[name]
