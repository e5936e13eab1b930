"""`beurteilung offline DATEI.html`: the page that compares grades without Python, to keep or pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.arguments import argument
from beurteilung.cli.output import print_answer, refuse_target, standard_error, write
from beurteilung.render.offline import offline_page

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

TARGET = argument(
    Text("DATEI.html", "FILE.html"), Text("die Datei, die geschrieben wird", "the file to write")
)
PARAMETERS = (TARGET,)


_COUNTING = Text(
    "alle Antworten werden berechnet, das dauert bis zu einer Minute …",
    "all answers are computed, which takes up to a minute …",
)


def run(given: Given) -> int:
    """Write the page and say where."""
    target = given[TARGET]
    refuse_target(target)
    stream = standard_error()
    if stream is not None and stream.isatty():
        stream.write(f"beurteilung: {_COUNTING[given.lang]}\n")
        stream.flush()
    write(target, offline_page().encode(), ())
    text = Text(
        f"{target}: im Browser öffnen; nichts wird übertragen",
        f"{target}: open it in a browser; nothing is transmitted",
    )
    print_answer("text", None, lambda: text[given.lang], str)
    return 0
