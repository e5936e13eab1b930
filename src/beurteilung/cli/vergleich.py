"""`beurteilung vergleich DATEI.toml`: candidates side by side, as spans of places and never as a list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.toml import template
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.documents import OUTPUT, hand_out, named, written
from beurteilung.model.findings import Verdict
from beurteilung.personen import Result
from beurteilung.personen.format import Felddatei, read_field
from beurteilung.render.rounds import field_dict, field_document

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

SOURCE = optional(
    Text("DATEI.toml", "FILE.toml"),
    Text(
        "eine Datei über Bewerbungen; ohne sie werden alle Schlüssel gezeigt",
        "a file about candidates; without one all keys are shown",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (SOURCE, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write the field; the exit code is 3 if a pair is open, or whether a statement is tenable."""
    if not (source := given[SOURCE]):
        sys.stdout.write(template(Felddatei, given.lang) + "\n")
        return 0
    with named(source):
        file = read_field(source)
        field = file.field()
    document = field_document(field, given.lang, file.plaetze)
    hand_out(
        written(document, field_dict(field, file.plaetze), given[FORMAT]), given[OUTPUT], source
    )
    # what the employer states settles a step, and whether that is tenable may stay open
    stated = {(one.bewerbung, one.gegen) for one in file.wertung}
    open_ = any(result is Result.OPEN for _, _, result, _ in field.paare()) or any(
        field.vergleich(a, b).finding.verdict is Verdict.OPEN for a, b in stated
    )
    return 3 if open_ else 0
