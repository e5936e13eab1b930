"""Help: what can be typed, in German or in English, made from the descriptions that the reader follows."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import AnyParameter

__all__ = ["EXIT_CODES", "command_help", "program_help", "usage"]

WIDEST = 100
LEFT = 26
"""Columns that names take before their description begins."""
NARROW = 60
"""Columns below which the descriptions stand under the names."""
LEAST = 30
"""Columns of the narrowest help; the longest of our words need them."""
ABOUT = Text(
    "Noten dienstlicher Beurteilungen: was eine Note auf einer anderen Skala bedeutet, wie weit jemand "
    "wirklich abgesunken ist, was das erklärt und welche Vorschrift an dem Tag galt.",
    "Appraisal grades of the German public service: what a grade means on another scale, how far somebody "
    "really dropped, what explains it, and which rule applied on that day.",
)
EXIT_CODES = {
    0: Text("nichts verletzt, nichts offen", "nothing violated, nothing open"),
    1: Text("etwas ist verletzt", "something is violated"),
    3: Text("nichts verletzt, etwas ist offen", "nothing violated, something is open"),
    2: Text("Eingabe oder Aufruf fehlerhaft; keine Antwort", "bad input or call; no answer"),
}
OPTIONS = {
    "-h, --help": Text(
        "diese Hilfe; BEFEHL --help die eines Befehls",
        "this help; COMMAND --help that of a command",
    ),
    "--lang de|en": Text(
        "Sprache von Hilfe, Antworten und Fehlern", "language of help, answers and errors"
    ),
    "--version": Text("Version", "version"),
}
EXAMPLES = Text(
    "beurteilung compare ni-pol-1996:5 ni-pol-1999:3 --event laufbahnwechsel:02.11.1999",
    "beurteilung compare ni-pol-1996:5 ni-pol-1999:3 --event laufbahnwechsel:1999-11-02 --lang en",
)


def usage(name: str | None, parameters: Sequence[AnyParameter], lang: Lang) -> str:
    """Return the line that shows how the program or a command is called."""
    start = Text("Aufruf:", "Usage:")[lang]
    if name is None:
        return f"{start} beurteilung {Text('BEFEHL … [Optionen]', 'COMMAND … [options]')[lang]}"
    words = [_in_usage(p, lang) for p in parameters if not p.name]
    return " ".join([start, "beurteilung", name, *words, Text("[Optionen]", "[options]")[lang]])


def _in_usage(parameter: AnyParameter, lang: Lang) -> str:
    shown = f"{parameter.label[lang]} …" if parameter.many else parameter.label[lang]
    return shown if parameter.needed else f"[{shown}]"


def program_help(lang: Lang) -> str:
    """Return the help of the whole program."""
    commands = [(name, text[lang]) for name, text in COMMANDS.items()]
    options = [(name, text[lang]) for name, text in OPTIONS.items()]
    codes = [(str(code), text[lang]) for code, text in EXIT_CODES.items()]
    parts = [
        usage(None, (), lang),
        _wrapped(ABOUT[lang]),
        _listed(Text("Befehle", "Commands")[lang], commands),
        _listed(Text("Optionen", "Options")[lang], options),
        _listed(Text("Rückgabewerte", "Exit codes")[lang], codes),
        f"{Text('Beispiel', 'Example')[lang]}:\n  {EXAMPLES[lang]}",
    ]
    return "\n\n".join(parts) + "\n"


def command_help(name: str, parameters: Sequence[AnyParameter], lang: Lang) -> str:
    """Return the help of one command."""
    arguments = [(p.label[lang], p.about[lang]) for p in parameters if not p.name]
    options = [(_named(p, lang), p.about[lang]) for p in parameters if p.name]
    parts = [usage(name, parameters, lang), _wrapped(COMMANDS[name][lang])]
    if arguments:
        parts.append(_listed(Text("Angaben", "Arguments")[lang], arguments))
    parts.append(_listed(Text("Optionen", "Options")[lang], options))
    return "\n\n".join(parts) + "\n"


def _named(parameter: AnyParameter, lang: Lang) -> str:
    name = "-h, --help" if parameter.name == "--help" else parameter.name
    if parameter.value is None:
        return name
    value = parameter.value[lang]
    return f"{name} {value}"


def _width() -> int:
    return max(LEAST, min(WIDEST, shutil.get_terminal_size().columns))


def _wrapped(text: str, first: str = "", others: str = "") -> str:
    """Break a text into lines; an id such as ni-pol-1996:5 and an option stay whole."""
    return textwrap.fill(
        text, _width(), initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )


def _listed(title: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = [f"{title}:"]
    left = LEFT if _width() >= NARROW else 6
    for name, text in rows:
        start = f"  {name} ".ljust(left)
        if len(start) > left or left < LEFT:  # the description begins on a line of its own
            lines.append(start.rstrip())
            start = " " * left
        lines.append(_wrapped(text, start, " " * left))
    return "\n".join(lines)
