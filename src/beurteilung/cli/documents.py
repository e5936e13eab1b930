"""Documents on their way out: what the commands on persons and rounds have in common."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.arguments import option
from beurteilung.cli.output import terminal_width, write
from beurteilung.model.findings import Verdict
from beurteilung.render.exchange import json_text
from beurteilung.render.html import document_html
from beurteilung.render.markdown import document_markdown
from beurteilung.render.text import document_text

if TYPE_CHECKING:
    from beurteilung.model.findings import Finding
    from beurteilung.render.document import Document

__all__ = ["EXIT", "OUTPUT", "exit_code", "hand_out", "written"]

OUTPUT = option(
    "--output",
    Text("DATEI", "FILE"),
    Text("die Antwort in diese Datei schreiben", "write the answer into this file"),
)
EXIT = {Verdict.VIOLATED: 1, Verdict.OPEN: 3}


def exit_code(finding: Finding) -> int:
    """Return what a command ends with: 1 something violated, 3 something open, else 0."""
    return EXIT.get(finding.verdict, 0)


def written(document: Document, plain: object, form: str) -> str:
    """Return a document in a format; ``plain`` are its plain values."""
    if form == "json":
        return json_text(plain, 2)
    if form == "html":
        return document_html(document)
    if form == "md":
        return document_markdown(document)
    return document_text(document, terminal_width())


def hand_out(answer: str | bytes, output: str | None, *inputs: str) -> None:
    """Write an answer into a file, or to standard output."""
    raw = answer if isinstance(answer, bytes) else (answer.rstrip("\n") + "\n").encode()
    if output:
        write(output, raw, inputs)
    else:
        sys.stdout.write(raw.decode())
