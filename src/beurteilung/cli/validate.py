"""`beurteilung validate DATEI.toml`: whether a file of one's own is in order; or one to start from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.data import DATA
from beurteilung._base.errors import UsageError
from beurteilung._base.text import Text
from beurteilung._base.toml import read_toml, template
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check, read_case
from beurteilung.cli.arguments import formats, option, optional
from beurteilung.cli.output import print_lines
from beurteilung.law.registry import read_guideline

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

TEMPLATES = {"guideline": "vorlage.toml", "case": "fall.toml"}
FILE = optional(
    Text("DATEI.toml", "FILE.toml"),
    Text("eine Richtlinien- oder Falldatei", "a guideline or case file"),
)
TEMPLATE = option(
    "--template",
    Text("guideline|case", "guideline|case"),
    Text(
        "eine kommentierte Datei zum Anfangen ausgeben; ohne Wort die einer Richtlinie",
        "print a commented file to start from; without a word: of a guideline",
    ),
    choices=tuple(TEMPLATES),
    bare="guideline",
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (FILE, TEMPLATE, FORMAT)


def run(given: Given) -> int:
    """Say that a file is in order; its faults are an error."""
    if kind := given[TEMPLATE]:
        sys.stdout.write((DATA / TEMPLATES[kind]).read_text(encoding="utf-8"))
        if kind == "case":
            sys.stdout.write(template(Fall) + "\n")
        return 0
    if not (file := given[FILE]):
        raise UsageError(
            Text(
                "eine Datei fehlt; --template gibt eine aus, mit der man anfangen kann",
                "name a file, or --template for one to start from",
            )
        )
    path = Path(file)
    if {"beurteilung", "kenntnisstand", "rechtsstand"} & read_toml(path).keys():
        check(read_case(path))
        done = Text("Fall", "case")
    else:
        read_guideline(path)
        done = Text("Richtlinie", "guideline")
    lang = given.lang
    line = f"{path}: {done[lang]} {Text('in Ordnung', 'in order')[lang]}"
    plain = {"file": str(path), "kind": done.en, "valid": True}
    return print_lines(given[FORMAT], lang, done[lang], plain, [line])
