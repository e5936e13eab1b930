"""Documents on their way out: what the commands on persons and rounds have in common."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beurteilung._base.errors import BeurteilungError, DataError, spoken
from beurteilung._base.text import Text, placed
from beurteilung.cli.arguments import option
from beurteilung.cli.output import terminal_width, write
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    import os
    from collections.abc import Generator

    from beurteilung.model.findings import Finding
    from beurteilung.render.document import Document

__all__ = ["EXIT", "OUTPUT", "exit_code", "hand_out", "named", "written"]

OUTPUT = option(
    "--output",
    Text("DATEI", "FILE"),
    Text(
        "die Antwort in diese Datei schreiben; ihre Endung nennt die Form",
        "write the answer into this file; its ending names the form",
    ),
)
EXIT = {Verdict.VIOLATED: 1, Verdict.OPEN: 3}


@contextmanager
def named(source: str | os.PathLike[str]) -> Generator[None, None, None]:
    """Put the name of the file in front of an error that its content makes, if it is not there.

    Raises:
        DataError: instead of any error of the library.
    """
    name = str(source)
    try:
        yield
    except DataError as error:
        if error.where == name:
            raise
        at = Text(spoken(error.place, "de"), spoken(error.place, "en"))
        faults = [placed(at, f) for f in error.faults] if error.where else error.faults
        raise DataError(name, faults) from error
    except BeurteilungError as error:
        fault = Text(error.explain("de"), error.explain("en"))
        raise DataError(name, [fault]) from error


def exit_code(finding: Finding) -> int:
    """Return what a command ends with: 1 something violated, 3 something open, else 0."""
    return EXIT.get(finding.verdict, 0)


def written(document: Document, plain: object, form: str) -> str:
    """Return a document in a format; ``plain`` are its plain values."""
    # each is imported when it is asked for, like those of `render.formats`
    if form == "json":
        from beurteilung.render.exchange import json_text  # noqa: PLC0415 - see above

        return json_text(plain, 2)
    if form == "html":
        from beurteilung.render.html import document_html  # noqa: PLC0415 - see above

        return document_html(document)
    if form == "md":
        from beurteilung.render.markdown import document_markdown  # noqa: PLC0415 - see above

        return document_markdown(document)
    from beurteilung.render.text import document_text  # noqa: PLC0415 - see above

    return document_text(document, terminal_width())


def hand_out(answer: str | bytes, output: str | None, *inputs: str) -> None:
    """Write an answer into a file, or to standard output."""
    raw = answer if isinstance(answer, bytes) else (answer.rstrip("\n") + "\n").encode()
    if output:
        write(output, raw, inputs)
    else:
        sys.stdout.write(raw.decode())
