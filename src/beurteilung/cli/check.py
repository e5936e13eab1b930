"""`beurteilung check FALL.toml`: a file of facts becomes a report."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung._base.errors import DataError
from beurteilung._base.text import Text
from beurteilung.cases.report import check, read_case
from beurteilung.cli.arguments import argument, day, formats, option
from beurteilung.cli.output import write

if TYPE_CHECKING:
    from beurteilung._base.text import Lang
    from beurteilung.cases.report import Report
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

CASE = argument(
    Text("FALL.toml", "CASE.toml"),
    Text(
        "eine Falldatei; eine zum Anfangen mit allen Schlüsseln gibt beurteilung new case aus",
        "a case file; beurteilung new case prints one to start from, with every key",
    ),
)
FORMAT = formats("text", "json", "md", "html", "pdf")
OUTPUT = option(
    "--output",
    Text("DATEI", "FILE"),
    Text(
        "die Antwort in diese Datei schreiben; für PDF nötig",
        "write the answer into this file; a PDF needs one",
    ),
)
KENNTNISSTAND = day(
    "--kenntnisstand",
    Text(
        "nur Tatsachen zählen, die an diesem Tag bekannt waren",
        "only facts known on this day count",
    ),
)
RECHTSSTAND = day(
    "--rechtsstand",
    Text("nur Entscheidungen bis zu diesem Tag zählen", "only authorities up to this day count"),
)
PARAMETERS = (CASE, FORMAT, OUTPUT, KENNTNISSTAND, RECHTSSTAND)


def run(given: Given) -> int:
    """Print or write the report; its exit code is the program's."""
    case = read_case(given[CASE])
    if known := given[KENNTNISSTAND]:
        case = evolve(case, kenntnisstand=known)
    if law := given[RECHTSSTAND]:
        case = evolve(case, rechtsstand=law)
    if given[FORMAT] == "pdf" and not given[OUTPUT]:
        raise DataError("--format pdf", ["a PDF is no text; name the file to write: --output FILE"])
    report = check(case)
    answer = _paper(report, given[FORMAT], given.lang)
    if output := given[OUTPUT]:
        write(output, answer)
    else:
        sys.stdout.write(answer.decode())
    return report.exit_code


def _paper(report: Report, form: str, lang: Lang) -> bytes:
    """Return a report in the format asked for."""
    from beurteilung.render import html, markdown, pdf, plain  # noqa: PLC0415 - text needs none

    if form == "pdf":
        return pdf.report_pdf(report, lang)
    if form == "html":
        out = html.report_html(report, lang)
    elif form == "md":
        out = markdown.report_markdown(report, lang)
    elif form == "json":
        out = json.dumps(plain.report_dict(report), ensure_ascii=False, indent=2)
    else:
        out = report.explain(lang)
    return (out.rstrip("\n") + "\n").encode()
