"""`beurteilung new case|guideline`: a commented file to start from, in the language asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.compiled import DATA
from beurteilung._base.text import Text
from beurteilung._base.toml import template
from beurteilung.cases.format import Fall
from beurteilung.cli.arguments import argument

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

KIND = argument(
    Text("case|guideline", "case|guideline"),
    Text("case: ein Fall; guideline: eine Richtlinie", "case: a case; guideline: a guideline"),
    choices=("case", "guideline"),
)
PARAMETERS = (KIND,)
_STARTS = {
    "case": Text("fall.toml", "fall.en.toml"),
    "guideline": Text("vorlage.toml", "vorlage.en.toml"),
}


def run(given: Given) -> int:
    """Print the file; a case is followed by every key that it may have."""
    kind, lang = given[KIND], given.lang
    sys.stdout.write((DATA / _STARTS[kind][lang]).read_text(encoding="utf-8"))
    if kind == "case":
        sys.stdout.write(template(Fall, lang) + "\n")
    return 0
