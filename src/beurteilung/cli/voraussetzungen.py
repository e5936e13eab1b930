"""`beurteilung voraussetzungen DATEI.toml`: a file about a career is checked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.toml import template
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.documents import OUTPUT, exit_code, hand_out, named, written
from beurteilung.personen.format import Laufbahndatei, read_career
from beurteilung.render.forms import finding_dict
from beurteilung.render.rounds import finding_document

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

SOURCE = optional(
    Text("DATEI.toml", "FILE.toml"),
    Text(
        "eine Datei über eine Laufbahn; ohne sie werden alle Schlüssel gezeigt",
        "a file about a career; without one all keys are shown",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (SOURCE, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write the finding, or all keys of the file."""
    if not (source := given[SOURCE]):
        sys.stdout.write(template(Laufbahndatei, given.lang) + "\n")
        return 0
    with named(source):
        found = read_career(source).check()
    document = finding_document(
        found, Text("Voraussetzungen", "Conditions")[given.lang], given.lang
    )
    hand_out(written(document, finding_dict(found), given[FORMAT]), given[OUTPUT], source)
    return exit_code(found)
