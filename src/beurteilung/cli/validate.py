"""`beurteilung validate DATEI.toml`: whether a file of one's own is in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.toml import read_toml
from beurteilung.cases.report import check, read_case
from beurteilung.cli.arguments import argument, formats
from beurteilung.cli.output import print_lines
from beurteilung.law.registry import read_guideline

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

FILE = argument(
    Text("DATEI.toml", "FILE.toml"),
    Text("eine Richtlinien- oder Falldatei", "a guideline or case file"),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (FILE, FORMAT)


def run(given: Given) -> int:
    """Say that a file is in order; its faults are an error."""
    path = Path(given[FILE])
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
