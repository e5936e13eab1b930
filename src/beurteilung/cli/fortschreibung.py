"""`beurteilung fortschreibung DATEI.toml`: a file about a grade carried forward is checked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.toml import template
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.documents import OUTPUT, exit_code, hand_out, named, written
from beurteilung.personen.format import Fortschreibungsdatei, read_carried
from beurteilung.render.forms import finding_dict
from beurteilung.render.rounds import finding_document

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

SOURCE = optional(
    Text("DATEI.toml", "FILE.toml"),
    Text(
        "eine Datei über eine fortgeschriebene Note; ohne sie werden alle Schlüssel gezeigt",
        "a file about a grade carried forward; without one all keys are shown",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (SOURCE, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write the finding, or all keys of the file."""
    if not (source := given[SOURCE]):
        sys.stdout.write(template(Fortschreibungsdatei, given.lang) + "\n")
        return 0
    with named(source):
        found = read_carried(source).check()
    document = finding_document(
        found, Text("Fiktive Fortschreibung", "Grade carried forward")[given.lang], given.lang
    )
    hand_out(written(document, finding_dict(found), given[FORMAT]), given[OUTPUT], source)
    return exit_code(found)
