"""`beurteilung validate DATEI.toml`: whether a file of one's own is in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.toml import read_toml
from beurteilung.cases.report import check, read_case
from beurteilung.cli.arguments import argument, formats
from beurteilung.cli.documents import named
from beurteilung.cli.output import print_lines
from beurteilung.law.checks import remarks
from beurteilung.law.loading import admissible, read_guideline
from beurteilung.law.registry import joined

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
    notes: tuple[Text, ...] = ()
    if {"beurteilung", "kenntnisstand", "rechtsstand"} & read_toml(path).keys():
        with named(path):
            check(read_case(path))
        done = Text("Fall", "case")
    else:
        item = read_guideline(path)
        admissible(item, str(path))
        notes = remarks(item, joined)
        done = Text("Richtlinie", "guideline")
    lang = given.lang
    lines = [f"{path}: {done[lang]} {Text('in Ordnung', 'in order')[lang]}"]
    lines += [f"{Text('Hinweis', 'note')[lang]}: {note[lang]}" for note in notes]
    plain = {
        "file": str(path),
        "kind": done.en,
        "valid": True,
        "notes": [{"de": note.de, "en": note.en} for note in notes],
    }
    return print_lines(given[FORMAT], lang, done[lang], plain, lines)
