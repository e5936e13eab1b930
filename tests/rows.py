"""Rows of `tests/rules`: a base case with some facts set or struck out, a code, and what is found."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decided import ROOT, build, changed, read

from beurteilung.cases.report import check

if TYPE_CHECKING:
    from beurteilung.cases.format import Fall

SEED = read(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
MITTELERDE = Path(__file__).parent / "mittelerde.toml"


def verdicts(fall: Fall, code: str) -> list[str]:
    """Return the verdicts of the findings with a code, with leaning or deviation."""
    found = []
    for one in check(fall).finding(code):
        extra = f" {one.leaning.value}" if one.leaning else " deviation" if one.deviation else ""
        found.append(one.verdict.value + extra)
    return found


def seed(streiche: tuple[str, ...] = (), **setze: Any) -> Fall:
    """Return the seed case with keys set (dots as __) and struck out."""
    paths = {name.replace("__", "."): value for name, value in setze.items()}
    return build(changed(SEED, {"setze": paths, "streiche": list(streiche)}))


FREMD: dict[str, Any] = {
    "id": "wache",
    "titel": "ein Fall der Wache",
    "land": "Mittelerde",
    "amt": [{"besoldungsgruppe": "A 9", "laufbahngruppe": "gehobener Dienst"}],
    "beurteilung": [
        {
            "id": "vorher",
            "von": date(2001, 1, 1),
            "bis": date(2001, 12, 31),
            "fassung": [{"note": "mittelerde:Gold"}],
        },
        {
            "id": "jetzt",
            "art": "anlass",
            "anlass": "reise",
            "von": date(2002, 1, 1),
            "bis": date(2002, 12, 31),
            "stichtag": date(2002, 12, 31),
            "fassung": [{"note": "mittelerde:Silber hell"}],
        },
    ],
    "abordnung": [{"von": date(2002, 2, 1), "bis": date(2002, 3, 31)}],
    "taetigkeit": [{"bezeichnung": "Botengang"}],
    "lehrgang": [{"bezeichnung": "Schule"}],
    "vergleichsgruppe": {"massstab": "amt"},
    "richtwerte": {"gesetzt_fuer": ["Silber"]},
}


def wache(streiche: tuple[str, ...] = (), **setze: Any) -> Fall:
    """Return the case of the fictional guideline with keys set and struck out."""
    paths = {name.replace("__", "."): value for name, value in setze.items()}
    return build(changed(copy.deepcopy(FREMD), {"setze": paths, "streiche": list(streiche)}))


BARE: dict[str, Any] = {
    "id": "blank",
    "titel": "ein Fall, von dem fast nichts bekannt ist",
    "land": "Niedersachsen",
    "beurteilung": [{"id": "jetzt", "fassung": [{"angabe": "nicht genannt"}]}],
}
BASES = {"stade": SEED, "mittelerde": FREMD, "leer": BARE}
SENTENCES = [
    sentence
    for path in sorted((Path(__file__).parent / "rules").glob("*.toml"))
    for sentence in read(path)["satz"]
]


def rows() -> dict[str, Fall]:
    """Return the cases of the rows of rules by name."""
    made: dict[str, Fall] = {}
    for sentence in SENTENCES:
        for row in sentence["zeile"]:
            change = {name: row[name] for name in ("setze", "streiche") if name in row}
            case = changed(copy.deepcopy(BASES[row["fall"]]), change)
            made[f"{row['name']}: {sentence['code']}"] = build(case)
    return made
