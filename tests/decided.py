"""Decided cases as files: where they are, how one is read, and how its facts are changed."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beurteilung._base.toml import structure
from beurteilung.cases.format import Fall

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "cases"
FILES = sorted(FOLDER.glob("*.toml"))

Table = dict[str, Any]


def read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def facts_of(case: Table) -> Table:
    named = case["fall"]
    return read(ROOT / named) if isinstance(named, str) else named


def build(table: Table) -> Fall:
    return structure(Fall, table, "case")


def changed(table: Table, mirror: Table) -> Table:
    """Return the facts with the mirror's keys set and struck out."""
    made = copy.deepcopy(table)

    def parent(path: str) -> tuple[Any, Any]:
        *head, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        place: Any = made
        for step in head:
            place = place[step]
        return place, last

    for path, value in mirror.get("setze", {}).items():
        place, last = parent(path)
        place[last] = copy.deepcopy(value)
    for path in mirror.get("streiche", []):
        place, last = parent(path)
        del place[last]
    return made


LAW = {"land", "rechtsstand", "entscheidung"}
"""Keys that say by which law a case is judged; without them more decisions count, not fewer facts."""
NAMES = {"id", "titel"}
NOT_LISTED = {"amtszulage", "eigene_amtszulage"}
"""What an office carries is listed with it: without mention it carries none."""


def keys(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every key of a case, in the tables of its lists too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in LAW | NAMES | NOT_LISTED:
                yield (*path, name)
            yield from keys(inner, (*path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from keys(inner, (*path, n))


def without(case: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    made = copy.deepcopy(case)
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return made
