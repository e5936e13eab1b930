"""The commands: a name, and what it is good for. Each is a module of this wing with the same name.

A module has `PARAMETERS`, what the command takes beside `COMMON`, and `run`, which writes the answer to
standard output and returns the exit code. To add a command, write its module and its row here; help, the
completions of the shells and the reference page follow from both.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from beurteilung._base.text import Text

if TYPE_CHECKING:
    from beurteilung.cli.arguments import AnyParameter, Given

__all__ = ["COMMANDS", "Command", "command"]


class Command(Protocol):
    """What the module of a command has."""

    PARAMETERS: tuple[AnyParameter, ...]
    """Arguments first, in their order, then options."""

    def run(self, given: Given) -> int:
        """Write the answer and return the exit code."""
        ...


COMMANDS = {
    "check": Text(
        "einen Fall prüfen: aus einer Datei mit Tatsachen wird ein Vermerk",
        "check a whole case: a file of facts becomes a report",
    ),
    "compare": Text(
        "zwei Noten vergleichen und die Veränderung zerlegen",
        "compare two grades and split the change",
    ),
    "scales": Text("Notenskalen auflisten oder eine zeigen", "list the scales, or show one"),
    "guidelines": Text(
        "Beurteilungsrichtlinien auflisten oder eine zeigen", "list the guidelines, or show one"
    ),
    "new": Text(
        "eine kommentierte Fall- oder Richtliniendatei zum Anfangen ausgeben",
        "print a commented case or guideline file to start from",
    ),
    "validate": Text(
        "eine eigene Richtlinien- oder Falldatei prüfen",
        "check a guideline or case file of your own",
    ),
    "explain": Text(
        "erklären, was der Code eines Befundes bedeutet und worauf er beruht",
        "say what the code of a finding means and what it rests on",
    ),
    "table": Text(
        "die Noten einer ganzen CSV-, Excel- oder Parquet-Datei vergleichen",
        "compare the grades of a whole CSV, Excel or Parquet file",
    ),
    "offline": Text(
        "die Seite schreiben, die im Browser ohne Python vergleicht",
        "write the page that compares in a browser, without Python",
    ),
    "notenspiegel": Text(
        "den Notenspiegel einer Runde zeigen, ohne dass jemandes Note ableitbar wird",
        "show the grade distribution of a round without giving anybody's grade away",
    ),
    "gleistat": Text(
        "die Anteile der besten Noten für die Gleichstellungsstatistik des Bundes zusammenstellen",
        "put together the shares of the best grades for the federal statistics on equality",
    ),
    "unterschied": Text(
        "prüfen, ob Gruppen einer Runde verschieden beurteilt wurden",
        "check whether groups of a round were graded differently",
    ),
    "spielraum": Text(
        "zeigen, wie viele Noten die Richtwerte noch zulassen",
        "show how many grades the Richtwerte still allow",
    ),
    "kalender": Text(
        "zeigen, wessen Regelbeurteilung aktuell, überfällig oder lückenhaft ist",
        "show whose regular appraisal is current, overdue or missing",
    ),
    "voraussetzungen": Text(
        "Schwellen, Wartezeiten und Aktualität vor einer Beförderung prüfen",
        "check thresholds, waiting times and currency before a promotion",
    ),
    "fortschreibung": Text(
        "eine fiktiv fortgeschriebene Note gegen ihre Referenzgruppe prüfen",
        "check a grade carried forward against its reference group",
    ),
    "vergleich": Text(
        "Bewerber nebeneinander stellen, ohne sie zu reihen",
        "put candidates side by side without ranking them",
    ),
    "completion": Text(
        "ein Skript ausgeben, mit dem die Shell Befehle ergänzt",
        "print a script that lets the shell complete commands",
    ),
}


def command(name: str) -> Command:
    """Return a command; only its own module is imported, so that none waits for another."""
    return cast("Command", import_module(f"beurteilung.cli.{name}"))
