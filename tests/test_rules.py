"""Each rule apart: what it answers when a fact is missing, a provision is not attested, or both are there."""

from __future__ import annotations

import copy
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from test_cases import ROOT, build, changed, read

from beurteilung._base.toml import structure
from beurteilung.cases.facts import Facts, stage_code
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check
from beurteilung.cases.rules import anlass, taetigkeit, vorgabe, zeitraum
from beurteilung.cases.rules.gesamturteil import mean
from beurteilung.errors import DataError
from beurteilung.law import registry
from beurteilung.model.findings import Verdict
from beurteilung.model.offices import Laufbahngruppe

SEED = read(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
MITTELERDE = Path(__file__).parent / "mittelerde.toml"


@pytest.fixture(scope="module", autouse=True)
def _mittelerde() -> None:
    registry.load(MITTELERDE)


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


SILVER, DULL = (
    {"beurteilung.0.fassung": [{"note": f"mittelerde:Silber {step}"}]} for step in ("hell", "matt")
)

SEED_TABLE: list[tuple[str, dict[str, Any], tuple[str, ...], str, list[str]]] = [
    ("kind unknown", {}, ("beurteilung.1.art",), "anlass.grund", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "anlass.stichtag", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vergleichsgruppe.bildung", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vergleichsgruppe.massstab", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vorgabe.art", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vorgabe.praxis", ["open violated"]),
    (
        "kind unknown, nothing else departs",
        {"vergleichsgruppe.besoldungsgruppe": "A 11", "richtwerte.gesetzt_fuer": ["5"]},
        ("beurteilung.1.art",),
        "vorgabe.praxis",
        ["open"],
    ),
    ("Stichtag unknown", {}, ("beurteilung.1.stichtag",), "anlass.grund", ["open"]),
    ("Stichtag unknown", {}, ("beurteilung.1.stichtag",), "zeitraum.anschluss", ["open"]),
    ("occasion unknown", {}, ("beurteilung.1.anlass",), "anlass.grund", ["open"]),
    ("occasion unknown", {}, ("beurteilung.1.anlass",), "anlass.stichtag", ["open"]),
    ("day of no round", {"beurteilung.1.art": "regel"}, (), "anlass.grund", ["open violated"]),
    (
        "an edition that is gone",
        {"beurteilung.1.stichtag": date(2010, 9, 1)},
        (),
        "anlass.fassung",
        ["violated"],
    ),
    (
        "no edition attested",
        {"amt.1.laufbahngruppe": "höherer Dienst"},
        (),
        "anlass.fassung",
        ["open"],
    ),
    ("career unknown", {}, ("amt",), "anlass.grund", ["open"]),
    ("career known from the event on only", {}, ("amt.0",), "anlass.grund", ["open"]),
    ("former career group unknown", {}, ("amt.0.laufbahngruppe",), "anlass.grund", ["open"]),
    ("never of another group", {}, ("amt.1",), "anlass.grund", ["violated"]),
    (
        "risen on a day unknown",
        {"ereignis": [{"art": "laufbahnwechsel"}]},
        ("amt.1",),
        "anlass.grund",
        ["open"],
    ),
    (
        "moved, whether up is unclear",
        {"ereignis": [{"art": "amtswechsel", "datum": date(1999, 11, 2)}]},
        ("amt.1",),
        "anlass.grund",
        ["open"],
    ),
    (
        "risen out of a group unknown",
        {"ereignis": [{"art": "laufbahnwechsel", "datum": date(1999, 11, 2)}]},
        ("amt",),
        "anlass.grund",
        ["open"],
    ),
    (
        "risen into a group whose Stichtage are a gap",
        {"amt.1.laufbahngruppe": "höherer Dienst"},
        (),
        "anlass.grund",
        ["open"],
    ),
    (
        "risen on the Stichtag of the new group",
        {"amt.1.ab": date(1999, 11, 1)},
        (),
        "anlass.grund",
        ["violated"],
    ),
    (
        "a round, career group unknown",
        {
            "beurteilung.1.art": "regel",
            "beurteilung.1.stichtag": date(2002, 9, 1),
            "beurteilung.1.bis": date(2002, 8, 31),
        },
        ("amt",),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "a round, career group of the newer system",
        {
            "beurteilung.1.art": "regel",
            "beurteilung.1.stichtag": date(2002, 9, 1),
            "beurteilung.1.bis": date(2002, 8, 31),
            "amt.1.laufbahngruppe": "Laufbahngruppe 2",
        },
        (),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "a round later than any that is attested",
        {
            "beurteilung.1.art": "regel",
            "beurteilung.1.stichtag": date(2008, 8, 31),
            "beurteilung.1.bis": date(2008, 8, 30),
        },
        (),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "too short in the new office, appraised a year later",
        {
            "amt.1.ab": date(2000, 8, 1),
            "beurteilung.1.stichtag": date(2001, 9, 1),
            "beurteilung.1.bis": date(2001, 8, 31),
        },
        (),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "too short in the new office, appraised two years later",
        {
            "amt.1.ab": date(2000, 8, 1),
            "beurteilung.1.stichtag": date(2002, 9, 1),
            "beurteilung.1.bis": date(2002, 8, 31),
        },
        (),
        "anlass.stichtag",
        ["open violated"],
    ),
    (
        "risen later, on a day that only the inferred rule gives",
        {
            "amt.1.ab": date(2001, 2, 1),
            "beurteilung.1.stichtag": date(2001, 9, 1),
            "beurteilung.1.bis": date(2001, 8, 31),
        },
        (),
        "anlass.stichtag",
        ["satisfied"],
    ),
    (
        "too short in the new office",
        {"amt.1.ab": date(2000, 8, 1)},
        (),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "period unknown",
        {},
        ("beurteilung.1.von", "beurteilung.1.bis"),
        "zeitraum.anschluss",
        ["open"],
    ),
    (
        "period unknown",
        {},
        ("beurteilung.1.von", "beurteilung.1.bis"),
        "abordnung.beschreibung",
        ["open", "open"],
    ),
    (
        "previous period unknown",
        {},
        ("beurteilung.0.von", "beurteilung.0.bis"),
        "zeitraum.anschluss",
        ["open"],
    ),
    ("no previous appraisal", {}, ("beurteilung.0",), "zeitraum.anschluss", ["open"]),
    (
        "no previous appraisal, but a wrong end",
        {"beurteilung.1.bis": date(2000, 9, 1)},
        ("beurteilung.0",),
        "zeitraum.anschluss",
        ["violated"],
    ),
    (
        "no previous appraisal, but a round that ended there",
        {"beurteilung.1.von": date(1999, 11, 1), "amt.1.ab": date(1999, 10, 1)},
        ("beurteilung.0",),
        "zeitraum.anschluss",
        ["satisfied"],
    ),
    (
        "no previous appraisal, a round of another group",
        {"beurteilung.1.von": date(1999, 11, 1)},
        ("beurteilung.0",),
        "zeitraum.anschluss",
        ["open"],
    ),
    (
        "two days of both periods",
        {"beurteilung.1.von": date(1998, 5, 30)},
        (),
        "zeitraum.anschluss",
        ["violated"],
    ),
    (
        "a day of both periods, in a Land that tolerates it",
        {
            "beurteilung.1.von": date(1998, 5, 31),
            "zeitraum": {"nur_anlassbeurteilungen": True},
            "land": "Bremen",
            "rechtsstand": date(2026, 11, 22),
        },
        (),
        "zeitraum.anschluss",
        ["satisfied"],
    ),
    (
        "a day missing, and the wrong end",
        {"beurteilung.1.von": date(1998, 6, 2), "beurteilung.1.bis": date(2000, 9, 1)},
        (),
        "zeitraum.anschluss",
        ["violated"],
    ),
    ("no previous appraisal", {}, ("beurteilung.0",), "notensprung", ["not applicable"]),
    (
        "mentioned nowhere",
        {},
        ("taetigkeit.0.erwaehnt_unter",),
        "taetigkeit.beschreibung",
        ["open", "satisfied"],
    ),
    (
        "listed",
        {"taetigkeit.1.in_taetigkeitsbeschreibung": True},
        (),
        "taetigkeit.beschreibung",
        ["satisfied", "satisfied"],
    ),
    (
        "long and not listed",
        {"taetigkeit.1.laenger_als_monate": 3},
        ("taetigkeit.1.kuerzer_als_monate",),
        "taetigkeit.beschreibung",
        ["satisfied", "open violated"],
    ),
    (
        "mentioned, but so long that it had to be listed",
        {"taetigkeit.0.laenger_als_monate": 4, "taetigkeit.0.in_taetigkeitsbeschreibung": False},
        (),
        "taetigkeit.beschreibung",
        ["open violated", "satisfied"],
    ),
    (
        "less than a month",
        {"taetigkeit.1.kuerzer_als_monate": 1},
        (),
        "taetigkeit.beschreibung",
        ["satisfied", "satisfied"],
    ),
    (
        "period unknown",
        {},
        ("beurteilung.1.von", "beurteilung.1.bis"),
        "abordnung.notiz",
        ["open", "open"],
    ),
    (
        "long, not known whether listed",
        {"taetigkeit.1.laenger_als_monate": 4},
        ("taetigkeit.1.kuerzer_als_monate", "taetigkeit.1.in_taetigkeitsbeschreibung"),
        "taetigkeit.beschreibung",
        ["satisfied", "open"],
    ),
    (
        "note unknown",
        {"abordnung.0.im_dienstrechtlichen_sinn": True},
        ("abordnung.0.beurteilungsnotiz",),
        "abordnung.notiz",
        ["open"],
    ),
    (
        "course unknown",
        {},
        ("lehrgang.0.in_taetigkeitsbeschreibung",),
        "lehrgang.beschreibung",
        ["open"],
    ),
    (
        "no group",
        {"vergleichsgruppe.gebildet": False},
        (),
        "vergleichsgruppe.bildung",
        ["not applicable"],
    ),
    (
        "group unknown",
        {},
        ("vergleichsgruppe.gebildet",),
        "vergleichsgruppe.bildung",
        ["open"],
    ),
    (
        "practice unknown",
        {},
        ("vergleichsgruppe.staendige_praxis",),
        "vergleichsgruppe.bildung",
        ["open"],
    ),
    (
        "practice before any decision on it",
        {"rechtsstand": date(2000, 1, 1)},
        (),
        "vergleichsgruppe.bildung",
        ["open"],
    ),
    (
        "yardstick unknown",
        {},
        ("vergleichsgruppe.massstab",),
        "vergleichsgruppe.massstab",
        ["open"],
    ),
    (
        "compared within the group, no practice",
        {"vergleichsgruppe.staendige_praxis": False},
        (),
        "vergleichsgruppe.massstab",
        ["open"],
    ),
    (
        "compared with the office, no group",
        {"vergleichsgruppe.gebildet": False, "vergleichsgruppe.massstab": "amt"},
        (),
        "vergleichsgruppe.massstab",
        ["satisfied"],
    ),
    (
        "not the whole group, Richtwerte in an appraisal on occasion",
        {"vergleichsgruppe.vollstaendig": False, "rechtsstand": date(2004, 1, 1), "land": "Bund"},
        (),
        "vergleichsgruppe.vollstaendig",
        ["violated"],
    ),
    (
        "not the whole group, no Richtwerte",
        {"vergleichsgruppe.vollstaendig": False, "richtwerte.gesetzt_fuer": []},
        (),
        "vergleichsgruppe.vollstaendig",
        ["not applicable"],
    ),
    (
        "not the whole group, in a round",
        {
            "vergleichsgruppe.vollstaendig": False,
            "beurteilung.1.art": "regel",
            "rechtsstand": date(2004, 1, 1),
            "land": "Bund",
        },
        (),
        "vergleichsgruppe.vollstaendig",
        ["open"],
    ),
    (
        "not the whole group, kind unknown",
        {"vergleichsgruppe.vollstaendig": False, "rechtsstand": date(2004, 1, 1), "land": "Bund"},
        ("beurteilung.1.art",),
        "vergleichsgruppe.vollstaendig",
        ["open"],
    ),
    (
        "three departures before any decision on the limit",
        {"rechtsstand": date(2000, 8, 16)},
        (),
        "vorgabe.praxis",
        ["open"],
    ),
    (
        "two departures, practice unknown",
        {"richtwerte.gesetzt_fuer": ["5"]},
        ("richtwerte.staendige_praxis",),
        "vorgabe.praxis",
        ["open violated"],
    ),
    (
        "one stage that is not foreseen",
        {"richtwerte.gesetzt_fuer": ["4"]},
        (),
        "vorgabe.stufe",
        ["violated"],
    ),
    (
        "the right yardstick",
        {"vergleichsgruppe.massstab": "amt"},
        (),
        "vergleichsgruppe.massstab",
        ["satisfied"],
    ),
    (
        "pay group of the officer",
        {},
        ("vergleichsgruppe.besoldungsgruppe",),
        "vorgabe.besoldungsgruppe",
        ["violated"],
    ),
    (
        "pay group unknown",
        {},
        ("vergleichsgruppe.besoldungsgruppe", "amt"),
        "vorgabe.besoldungsgruppe",
        ["open"],
    ),
    (
        "another Besoldungsordnung",
        {"vergleichsgruppe.besoldungsgruppe": "B 3"},
        (),
        "vorgabe.besoldungsgruppe",
        ["open"],
    ),
    (
        "consent given",
        {"richtwerte.zustimmung": True},
        (),
        "vorgabe.zustimmung",
        ["satisfied"],
    ),
    (
        "consent refused",
        {"richtwerte.zustimmung": False},
        (),
        "vorgabe.zustimmung",
        ["open"],
    ),
    (
        "no distribution",
        {},
        ("vergleichsgruppe.verteilung",),
        "vorgabe.stufe",
        ["violated"],
    ),
    (
        "old guideline: kinds not attested",
        {"beurteilung.1.fassung.0.note": "ni-pol-1996:4"},
        (),
        "vorgabe.art",
        ["open"],
    ),
    (
        "old guideline: pay groups not attested",
        {"beurteilung.1.fassung.0.note": "ni-pol-1996:4"},
        (),
        "vorgabe.besoldungsgruppe",
        ["open"],
    ),
    (
        "old guideline: the best three stages",
        {"beurteilung.1.fassung.0.note": "ni-pol-1996:4"},
        (),
        "vorgabe.stufe",
        ["violated"],
    ),
    (
        "old guideline: nothing on periods",
        {"beurteilung.1.fassung.0.note": "ni-pol-1996:4"},
        (),
        "zeitraum.anschluss",
        ["open"],
    ),
    (
        "old guideline: nothing on groups",
        {"beurteilung.1.fassung.0.note": "ni-pol-1996:4"},
        (),
        "vergleichsgruppe.groesse",
        ["open"],
    ),
    (
        "no counterpart",
        {"beurteilung.0.fassung": [{"note": "ni-pol-1999-merkmale:4,5"}]},
        (),
        "notensprung",
        ["open"],
    ),
    (
        "no mapping",
        {"beurteilung.0.fassung": [{"note": "schulnoten-1-6:3"}]},
        (),
        "notensprung",
        ["open"],
    ),
    (
        "a rise",
        {"beurteilung.1.fassung.0.note": "ni-pol-1999:5"},
        (),
        "notensprung",
        ["open"],
    ),
    (
        "the same grade",
        {"beurteilung.1.fassung.0.note": "ni-pol-1999:4"},
        (),
        "notensprung",
        ["satisfied"],
    ),
]


@pytest.mark.parametrize(
    ("setze", "streiche", "code", "expected"),
    [row[1:] for row in SEED_TABLE],
    ids=[f"{row[0]}: {row[3]}" for row in SEED_TABLE],
)
def test_the_seed_case_with_other_facts(
    setze: dict[str, Any], streiche: tuple[str, ...], code: str, expected: list[str]
) -> None:
    fall = build(changed(SEED, {"setze": setze, "streiche": list(streiche)}))
    assert verdicts(fall, code) == expected


WACHE_TABLE: list[tuple[str, dict[str, Any], tuple[str, ...], str, list[str]]] = [
    ("an occasion that facts cannot prove", {}, (), "anlass.grund", ["open"]),
    ("no rule on its Stichtag", {}, (), "anlass.stichtag", ["open"]),
    ("ends on the Stichtag", {}, (), "zeitraum.anschluss", ["satisfied"]),
    (
        "ends before the Stichtag",
        {"beurteilung.1.bis": date(2002, 12, 30)},
        (),
        "zeitraum.anschluss",
        ["violated"],
    ),
    ("a gap where none is forbidden", {"beurteilung.1.von": date(2002, 2, 1)}, (), "zeitraum.anschluss", ["satisfied"]),
    ("a duty without months", {}, (), "taetigkeit.beschreibung", ["open"]),
    ("a duty without months", {}, (), "abordnung.beschreibung", ["open"]),
    ("two months are enough here", {}, (), "abordnung.notiz", ["open"]),
    (
        "one day less than two months",
        {"abordnung.0.bis": date(2002, 3, 30)},
        (),
        "abordnung.notiz",
        ["not applicable"],
    ),
    ("no provision on courses", {}, (), "lehrgang.beschreibung", ["open"]),
    ("formed or not", {}, (), "vergleichsgruppe.bildung", ["open"]),
    ("foreseen", {"vergleichsgruppe.gebildet": True}, (), "vergleichsgruppe.bildung", ["satisfied"]),
    ("size unknown", {}, (), "vergleichsgruppe.groesse", ["open"]),
    ("ten", {"vergleichsgruppe.groesse": 10}, (), "vergleichsgruppe.groesse", ["satisfied"]),
    ("nine", {"vergleichsgruppe.groesse": 9}, (), "vergleichsgruppe.groesse", ["violated"]),
    ("office instead of group", {}, (), "vergleichsgruppe.massstab", ["open"]),
    (
        "office instead of group, as ever",
        {"vergleichsgruppe.staendige_praxis": True},
        (),
        "vergleichsgruppe.massstab",
        ["satisfied deviation"],
    ),
    (
        "no yardstick for this kind",
        {"beurteilung.1.art": "regel"},
        (),
        "vergleichsgruppe.massstab",
        ["open"],
    ),
    ("the second stage", {}, (), "vorgabe.stufe", ["satisfied"]),
    (
        "a band by one of its steps",
        {"richtwerte.gesetzt_fuer": ["Silber matt"]},
        (),
        "vorgabe.stufe",
        ["satisfied"],
    ),
    ("a step between stages", {"richtwerte.gesetzt_fuer": ["dazwischen"]}, (), "vorgabe.stufe", ["violated"]),
    ("up to A 9", {}, (), "vorgabe.besoldungsgruppe", ["satisfied"]),
    ("above A 9", {"amt.0.besoldungsgruppe": "A 10"}, (), "vorgabe.besoldungsgruppe", ["violated"]),
    ("not in rounds", {"beurteilung.1.art": "regel"}, (), "vorgabe.art", ["violated"]),
    ("nothing to cover", {}, (), "vorgabe.praxis", ["not applicable"]),
    (
        "a Stichtag for all",
        {"beurteilung.1.art": "regel", "beurteilung.1.stichtag": date(2003, 1, 1)},
        (),
        "anlass.grund",
        ["satisfied"],
    ),
    (
        "promoted, next day of June",
        {
            "beurteilung.1.anlass": "befoerderung",
            "beurteilung.1.stichtag": date(2002, 6, 1),
            "beurteilung.1.bis": date(2002, 6, 1),
            "ereignis": [{"art": "befoerderung", "datum": date(2002, 1, 1)}],
        },
        (),
        "anlass.stichtag",
        ["open"],
    ),
    (
        "promoted, next day of June by the written rule",
        {
            "beurteilung.1.anlass": "befoerderung",
            "beurteilung.1.stichtag": date(2003, 6, 1),
            "beurteilung.1.bis": date(2003, 6, 1),
            "ereignis": [{"art": "befoerderung", "datum": date(2002, 11, 30)}],
        },
        (),
        "anlass.stichtag",
        ["satisfied"],
    ),
    (
        "promoted, not on the day of the written rule",
        {
            "beurteilung.1.anlass": "befoerderung",
            "ereignis": [{"art": "befoerderung", "datum": date(2002, 7, 1)}],
        },
        (),
        "anlass.stichtag",
        ["open violated"],
    ),
    (
        "promoted, round passed by",
        {
            "beurteilung.1.anlass": "befoerderung",
            "beurteilung.1.stichtag": date(2003, 6, 1),
            "beurteilung.1.bis": date(2003, 6, 1),
            "ereignis": [{"art": "befoerderung", "datum": date(2002, 7, 1)}],
        },
        (),
        "anlass.grund",
        ["violated"],
    ),
    (
        "promoted, a day that nobody attests",
        {
            "beurteilung.1.anlass": "befoerderung",
            "beurteilung.1.stichtag": date(2002, 6, 1),
            "beurteilung.1.bis": date(2002, 6, 1),
            "ereignis": [{"art": "befoerderung", "datum": date(2002, 1, 1)}],
        },
        (),
        "anlass.grund",
        ["satisfied"],
    ),
    ("a lower office", {"ereignis": [{"art": "rueckstufung", "datum": date(2002, 7, 1)}]}, (), "notensprung", ["open"]),
    (
        "an allowance",
        {"ereignis": [{"art": "amtszulage", "datum": date(2002, 7, 1)}]},
        (),
        "notensprung",
        ["open"],
    ),
    (
        "another step of the same stage",
        DULL,
        (),
        "notensprung",
        ["open"],
    ),
    (
        "another step of the same stage, no reasons",
        DULL | {"aenderung": {"begruendung": "fehlt"}},
        (),
        "notensprung.begruendung",
        ["open violated"],
    ),
    (
        "the same step after a move down, no reasons",
        SILVER | {
            "ereignis": [{"art": "rueckstufung", "datum": date(2002, 7, 1)}],
            "aenderung": {"begruendung": "fehlt"},
        },
        (),
        "notensprung.begruendung",
        ["not applicable"],
    ),
    (
        "another step of the same stage, reasons that hold",
        DULL | {"aenderung": {"begruendung": "traegt"}},
        (),
        "notensprung",
        ["satisfied deviation"],
    ),
    (
        "the same step",
        SILVER,
        (),
        "notensprung",
        ["satisfied"],
    ),
    (
        "a scale held not comparable",
        {"beurteilung.0.fassung": [{"note": "mittelerde-fremd:ja"}]},
        (),
        "notensprung",
        ["open"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("setze", "streiche", "code", "expected"),
    [row[1:] for row in WACHE_TABLE],
    ids=[f"{row[0]}: {row[3]}" for row in WACHE_TABLE],
)
def test_a_fictional_guideline(
    setze: dict[str, Any], streiche: tuple[str, ...], code: str, expected: list[str]
) -> None:
    fall = build(changed(copy.deepcopy(FREMD), {"setze": setze, "streiche": list(streiche)}))
    assert verdicts(fall, code) == expected


class TestNoGuideline:
    """A scale without a guideline leaves every check of the guideline open."""

    def test_every_check_is_open(self) -> None:
        fall = wache()
        facts = Facts(fall)
        facts.__dict__["guideline"] = None
        from beurteilung.cases.report import RULES  # noqa: PLC0415 - the list of rules itself

        found = [f for rule in RULES for f in rule(facts) if f.code != "notensprung"]
        assert len(found) == 15
        assert {f.verdict for f in found} == {Verdict.OPEN}


def with_rules(fall: Fall, **keys: Any) -> Facts:
    """Return the facts of a case under its guideline with some of its provisions changed."""
    facts = Facts(fall)
    assert facts.guideline
    facts.__dict__["guideline"] = evolve(
        facts.guideline, rules=evolve(facts.guideline.rules, **keys)
    )
    return facts


class TestOtherProvisions:
    def test_no_word_on_the_end_of_the_period(self) -> None:
        rule = evolve(registry.guideline("ni-pol-1999").rules.zeitraum, ende=None)
        (joined, _) = zeitraum.check(with_rules(seed(), zeitraum=rule))
        assert joined.verdict is Verdict.SATISFIED
        assert "endet" not in joined.message.de

    def test_a_provision_that_says_nothing(self) -> None:
        rule = evolve(
            registry.guideline("ni-pol-1999").rules.zeitraum, ende=None, anschliessend=False
        )
        (joined, _) = zeitraum.check(with_rules(seed(), zeitraum=rule))
        assert joined.verdict is Verdict.OPEN
        assert "nicht belegt" in joined.message.de

    def test_a_duty_that_arises_at_its_months_and_not_only_beyond(self) -> None:
        duties = [evolve(d, laenger=False) for d in registry.guideline("ni-pol-1999").rules.pflicht]
        for last, words in (
            (date(2000, 4, 24), "weniger als 3 Monate"),
            (date(2000, 4, 25), "mindestens 3 Monate"),
        ):
            facts = with_rules(seed(abordnung__0__bis=last), pflicht=tuple(duties))
            listed = next(f for f in taetigkeit.check(facts) if f.code == "abordnung.beschreibung")
            assert words in listed.message.de

    def test_no_richtwerte_at_all(self) -> None:
        found = vorgabe.check(with_rules(seed(), richtwert=()))
        assert {f.verdict for f in found} == {Verdict.OPEN}

    def test_a_mean_binds_no_stage(self) -> None:
        known = registry.guideline("ni-pol-1999").rules.richtwert[0]
        rule = evolve(known, stufen=(), gilt_dem_mittel=True)
        (found,) = (
            f
            for f in vorgabe.check(with_rules(seed(), richtwert=(rule,)))
            if f.code == "vorgabe.stufe"
        )
        assert found.verdict is Verdict.VIOLATED
        assert "für keine Stufe" in found.message.de

    def test_one_richtwert_foresees_kind_group_and_stage_together(self) -> None:
        """What one Richtwert foresees for others is not foreseen here."""
        known = registry.guideline("ni-pol-1999").rules.richtwert[0]
        group = known.besgr_ab
        assert group
        low = evolve(known, stufen=("4",), besgr_ab=None, besgr_bis=evolve(group, nummer=10))
        other = evolve(known, stufen=("3",), arten=("anlass",))
        gone = evolve(known, stufen=("3",), bis=date(2000, 8, 31))
        of_others = evolve(known, stufen=("3",), laufbahngruppen=(Laufbahngruppe.MITTLERER,))
        rules = (known, low, other, gone, of_others)
        fall = seed(
            beurteilung__1__art="regel",
            richtwerte__gesetzt_fuer=["5"],
            vergleichsgruppe__besoldungsgruppe="A 9",
        )
        found = {f.code: f for f in vorgabe.check(with_rules(fall, richtwert=rules))}
        assert found["vorgabe.art"].verdict is Verdict.SATISFIED
        assert found["vorgabe.besoldungsgruppe"].verdict is Verdict.SATISFIED
        assert found["vorgabe.stufe"].verdict is Verdict.VIOLATED
        assert found["vorgabe.stufe"].message.en.startswith(
            "Richtwerte were set for the stage 5; one is foreseen only for 4."
        )

    def test_pay_groups_in_both_languages(self) -> None:
        known = registry.guideline("ni-pol-1999").rules.richtwert[0]
        low = known.besgr_ab
        assert low
        high = evolve(low, nummer=13)
        spans = [(low, high), (None, evolve(low, nummer=8))]
        rules = tuple(evolve(known, besgr_ab=a, besgr_bis=b) for a, b in spans)
        found = {f.code: f for f in vorgabe.check(with_rules(seed(), richtwert=rules))}
        text = found["vorgabe.besoldungsgruppe"].message
        assert text.de.endswith("nur von A 11 bis A 13 und bis A 8.")
        assert text.en.endswith("only from A 11 to A 13 and up to A 8.")

    def test_a_richtwert_of_which_no_source_tells_what_it_binds(self) -> None:
        rule = evolve(
            registry.guideline("ni-pol-1999").rules.richtwert[0], stufen=(), gegenstand="Spitze"
        )
        (found,) = (
            f
            for f in vorgabe.check(with_rules(seed(), richtwert=(rule,)))
            if f.code == "vorgabe.stufe"
        )
        assert found.verdict is Verdict.OPEN

    def test_a_file_without_family_has_no_editions(self) -> None:
        (_, stichtag) = anlass.check(with_rules(seed(), familie=""))
        assert stichtag.children == ()

    def test_practice_is_open_while_departures_are(self) -> None:
        fall = seed(
            beurteilung__1__fassung__0__note="ni-pol-1996:4", richtwerte__gesetzt_fuer=["5"]
        )
        assert verdicts(fall, "vorgabe.stufe") == ["satisfied"]
        assert verdicts(fall, "vorgabe.praxis") == ["open"]


@pytest.mark.parametrize("old", ["monate = 6", "monate = 2"])
def test_no_time_at_all_is_refused(tmp_path: Path, old: str) -> None:
    file = tmp_path / "keine.toml"
    file.write_text(MITTELERDE.read_text("utf-8").replace(old, "monate = 0"), encoding="utf-8")
    with pytest.raises(DataError, match="monate must be at least 1, got 0"):
        registry.read_guideline(file)


class TestFacts:
    def test_kenntnisstand_before_the_previous_appraisal(self) -> None:
        """What was not yet known is no previous appraisal."""
        fall = wache()
        versions = (evolve(fall.beurteilung[0].fassung[0], vom=date(2005, 1, 1)),)
        first = evolve(fall.beurteilung[0], fassung=versions)
        later = evolve(
            fall, beurteilung=(first, fall.beurteilung[1]), kenntnisstand=date(2003, 1, 1)
        )
        assert Facts(later).previous is None

    def test_stage_code_of_band_step_and_step_between(self) -> None:
        scale = registry.scale("mittelerde")
        names = ("Silber", "silber hell", "dazwischen", "BRONZE")
        assert [stage_code(scale, n) for n in names] == ["Silber", "Silber", "dazwischen", "Bronze"]

    def test_an_unknown_key_is_named_with_the_allowed_ones(self) -> None:
        with pytest.raises(
            DataError, match=r"unknown key 'noten'.*; allowed: angabe, bis, eroeffnet, note, "
        ):
            structure(
                Fall, FREMD | {"beurteilung": [{"id": "x", "fassung": [{"noten": "y"}]}]}, "c"
            )

    def test_an_allowed_kenntnisstand_on_the_day_itself(self) -> None:
        assert Facts(seed(kenntnisstand=date(2000, 12, 22))).current.grade.code == "3"


class TestToldTwice:
    """An event that the offices show and the case states is one event."""

    @pytest.mark.parametrize(
        "again",
        [
            {"art": "laufbahnwechsel"},
            {"art": "laufbahnwechsel", "datum": date(1999, 11, 2)},
            {"art": "befoerderung", "datum": date(1999, 11, 2)},
        ],
        ids=["no day", "same day", "promoted on the same day"],
    )
    def test_it_explains_one_stage(self, again: dict[str, Any]) -> None:
        fall = seed(ereignis=[again], beurteilung__1__fassung=[{"note": "ni-pol-1999:2"}])
        assert [e.key for e in Facts(fall).events] == ["laufbahnwechsel"]
        assert verdicts(fall, "notensprung") == ["open"]

    def test_a_second_one_is_another_day(self) -> None:
        fall = seed(ereignis=[{"art": "befoerderung", "datum": date(2000, 3, 1)}])
        assert [e.key for e in Facts(fall).events] == ["laufbahnwechsel", "befoerderung"]

    def test_a_line_of_authority_is_kept_with_the_day_that_the_offices_show(self) -> None:
        office = {"besoldungsgruppe": "A 9", "laufbahngruppe": "mittlerer Dienst"}
        fall = seed(
            amt=[office, office | {"ab": date(1999, 11, 2), "amtszulage": True}],
            ereignis=[{"art": "amtszulage-kein-amt"}],
        )
        (one,) = Facts(fall).events
        assert (one.key, one.datum) == ("amtszulage-kein-amt", date(1999, 11, 2))


def test_report_finds_by_code_and_prints() -> None:
    report = check(seed())
    assert [f.code for f in report.finding("vorgabe.zustimmung")] == ["vorgabe.zustimmung"]
    assert str(report) == report.explain("de")


BARE: dict[str, Any] = {
    "id": "blank",
    "titel": "ein Fall, von dem fast nichts bekannt ist",
    "land": "Niedersachsen",
    "beurteilung": [{"id": "jetzt", "fassung": [{"angabe": "nicht genannt"}]}],
}
YEAR = {"von": date(2001, 1, 1), "bis": date(2001, 12, 31)}
PERIOD = {"beurteilung.0.von": YEAR["von"], "beurteilung.0.bis": YEAR["bis"]}
RISEN = [{"art": "befoerderung", "datum": date(2001, 7, 1)}]
LOWERED = {"note_vorher": "ni-pol-1999:4"}
DAYS_APART = {"mitbewerber": {"von": date(2000, 1, 1), "bis": date(2000, 6, 30)}}
BEFORE = {"rechtsstand": date(1980, 1, 1)}


def three(second: dict[str, Any], third: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a Regelbeurteilung to 2002, one on occasion and another Regelbeurteilung to 2005."""
    first = {"art": "regel", "von": date(2000, 1, 1), "bis": date(2002, 12, 31)}
    then = {"art": "anlass", "von": date(2003, 1, 1), "bis": date(2003, 12, 31)} | second
    last = {"art": "regel", "von": date(2003, 1, 1), "bis": date(2005, 12, 31)} | third
    listed = [
        {"id": name, "fassung": [{"angabe": "x"}]} | {k: v for k, v in one.items() if v}
        for name, one in zip("abc", (first, then, last), strict=True)
    ]
    return {"beurteilung": listed} | more


LAW_TABLE: list[tuple[str, dict[str, Any], str, list[str]]] = [
    # a difference that cannot be counted
    (
        "a grade of no known scale, then one of a known",
        {
            "beurteilung": [
                {"id": "a", "fassung": [{"angabe": "7 Punkte"}]},
                {"id": "b", "fassung": [{"note": "ni-pol-1999:3"}]},
            ]
        },
        "notensprung",
        ["open"],
    ),
    # a new guideline
    ("start unknown", {"neue_richtlinie": {}}, "anlass.richtlinie", ["open"]),
    (
        "start known, period unknown, beside a selection",
        {
            "neue_richtlinie": {"ab": YEAR["bis"]},
            "aktualitaet": {"regelbeurteilung": YEAR["von"], "auswahl": YEAR["bis"]},
        },
        "anlass.richtlinie",
        ["open"],
    ),
    (
        "start unknown, period known",
        PERIOD | {"neue_richtlinie": {"strenger": True}},
        "anlass.richtlinie",
        ["open"],
    ),
    (
        "it starts with the second day",
        PERIOD | {"neue_richtlinie": {"ab": date(2001, 1, 2)}},
        "anlass.richtlinie",
        ["satisfied"],
    ),
    (
        "it starts with the first day",
        PERIOD | {"neue_richtlinie": {"ab": YEAR["von"]}},
        "anlass.richtlinie",
        ["not applicable"],
    ),
    (
        "it starts with the last day",
        PERIOD | {"neue_richtlinie": {"ab": YEAR["bis"]}},
        "anlass.richtlinie",
        ["satisfied"],
    ),
    (
        "it starts after the last day",
        PERIOD | {"neue_richtlinie": {"ab": date(2002, 1, 1)}},
        "anlass.richtlinie",
        ["open"],
    ),
    (
        "it is stricter, and a decision limits that",
        PERIOD | {"neue_richtlinie": {"ab": YEAR["bis"], "strenger": True}},
        "anlass.richtlinie",
        ["open"],
    ),
    # currency
    (
        "one day known",
        {"aktualitaet": {"auswahl": date(2001, 1, 1)}},
        "aktualitaet.dauer",
        ["open"],
    ),
    (
        "no decision yet",
        BEFORE
        | {"aktualitaet": {"regelbeurteilung": date(1979, 1, 1), "auswahl": date(1979, 2, 1)}},
        "aktualitaet.dauer",
        ["open"],
    ),
    (
        "needed and made",
        {
            "aktualitaet": {
                "anlassbeurteilung": True,
                "anderes_statusamt": True,
                "andere_aufgaben": {"von": date(2001, 1, 1), "bis": date(2003, 1, 1)},
            }
        },
        "aktualitaet.zulaessig",
        ["satisfied"],
    ),
    (
        "four years, a judge or not",
        {"aktualitaet": {"regelbeurteilung": date(2020, 1, 1), "auswahl": date(2024, 1, 1)}},
        "aktualitaet.dauer",
        ["open"],
    ),
    (
        "five years and a day, a judge or not",
        {"aktualitaet": {"regelbeurteilung": date(2020, 1, 1), "auswahl": date(2025, 1, 2)}},
        "aktualitaet.dauer",
        ["violated"],
    ),
    (
        "five years to the day, a judge or not",
        {"aktualitaet": {"regelbeurteilung": date(2020, 1, 1), "auswahl": date(2025, 1, 1)}},
        "aktualitaet.dauer",
        ["open"],
    ),
    (
        "three years, a judge or not",
        {"aktualitaet": {"regelbeurteilung": date(2020, 1, 1), "auswahl": date(2023, 1, 1)}},
        "aktualitaet.dauer",
        ["satisfied"],
    ),
    (
        "no longer current, one on occasion made",
        {
            "aktualitaet": {
                "regelbeurteilung": date(2020, 1, 1),
                "auswahl": date(2025, 1, 2),
                "anlassbeurteilung": True,
            }
        },
        "aktualitaet.zulaessig",
        ["open"],
    ),
    (
        "every two years, never",
        {
            "aktualitaet": {
                "turnus": 2,
                "anderes_statusamt": True,
                "andere_aufgaben": {"von": date(2001, 1, 1), "bis": date(2003, 1, 1)},
            }
        },
        "aktualitaet.bedarf",
        ["not applicable"],
    ),
    (
        "other tasks for two years, half of them before the Stichtag",
        {
            "aktualitaet": {
                "turnus": 3,
                "regelbeurteilung": date(2002, 1, 1),
                "anderes_statusamt": True,
                "andere_aufgaben": {"von": date(2001, 1, 1), "bis": date(2003, 1, 1)},
            }
        },
        "aktualitaet.bedarf",
        ["not applicable"],
    ),
    (
        "other tasks from the day after the Stichtag for two years",
        {
            "aktualitaet": {
                "regelbeurteilung": date(2000, 12, 31),
                "auswahl": date(2002, 12, 31),
                "anderes_statusamt": True,
                "andere_aufgaben": {"von": date(2000, 1, 1), "bis": date(2003, 1, 1)},
            }
        },
        "aktualitaet.bedarf",
        ["satisfied"],
    ),
    (
        "other tasks before the Stichtag only",
        {
            "aktualitaet": {
                "regelbeurteilung": date(2004, 1, 1),
                "andere_aufgaben": {"von": date(2001, 1, 1), "bis": date(2003, 12, 31)},
            }
        },
        "aktualitaet.bedarf",
        ["not applicable"],
    ),
    (
        "other tasks, whose office is not known",
        {"aktualitaet": {"andere_aufgaben": {"von": date(2001, 1, 1), "bis": date(2003, 1, 1)}}},
        "aktualitaet.bedarf",
        ["open"],
    ),
    (
        "nothing on it",
        {"aktualitaet": {"anlassbeurteilung": True}},
        "aktualitaet.zulaessig",
        ["open"],
    ),
    # the period
    (
        "an overlap without a rule",
        {
            "beurteilung": [
                {"id": "a", "fassung": [{"angabe": "x"}], **YEAR},
                {
                    "id": "b",
                    "fassung": [{"angabe": "y"}],
                    "von": date(2001, 12, 1),
                    "bis": date(2002, 6, 1),
                },
            ]
        },
        "zeitraum.anschluss",
        ["open"],
    ),
    ("which period?", {"unberuecksichtigt": [YEAR]}, "zeitraum.anteil", ["open"]),
    (
        "all of it",
        PERIOD | {"unberuecksichtigt": [YEAR], "rechtsstand": date(2001, 1, 1)},
        "zeitraum.anteil",
        ["open"],
    ),
    ("all of it, later", PERIOD | {"unberuecksichtigt": [YEAR]}, "zeitraum.anteil", ["violated"]),
    (
        "practice kept",
        {"zeitraum": {"weicht_von_praxis_ab": False}},
        "zeitraum.selbstbindung",
        ["satisfied"],
    ),
    (
        "a reason unknown",
        {"zeitraum": {"weicht_von_praxis_ab": True}},
        "zeitraum.selbstbindung",
        ["open"],
    ),
    (
        "made before the Stichtag",
        {
            "beurteilung.0.stichtag": date(2001, 6, 1),
            "beurteilung.0.fassung": [{"angabe": "x", "vom": date(2001, 5, 31)}],
        },
        "zeitraum.zu-frueh",
        ["open"],
    ),
    (
        "made on the Stichtag",
        {
            "beurteilung.0.stichtag": date(2001, 6, 1),
            "beurteilung.0.fassung": [{"angabe": "x", "vom": date(2001, 6, 1)}],
        },
        "zeitraum.zu-frueh",
        [],
    ),
    # an appraisal on occasion within the round
    ("the round covers it", three({}, {}), "zeitraum.anlass-in-regel", ["satisfied"]),
    (
        "it began before the last one ended",
        three({"von": date(2002, 7, 1)}, {}),
        "zeitraum.anlass-in-regel",
        ["satisfied"],
    ),
    ("the round joins the last one", three({}, {}), "zeitraum.anschluss", ["open"]),
    (
        "the round begins after it",
        three({}, {"von": date(2004, 1, 1)}),
        "zeitraum.anlass-in-regel",
        ["violated"],
    ),
    (
        "the round begins after it, which leaves a gap",
        three({}, {"von": date(2004, 1, 1)}),
        "zeitraum.anschluss",
        ["open violated"],
    ),
    (
        "the round begins within it",
        three({}, {"von": date(2003, 7, 1)}, zeitraum={"weicht_von_praxis_ab": False}),
        "zeitraum.anlass-in-regel",
        ["violated"],
    ),
    (
        "the round begins when the case says",
        three({}, {}, zeitraum={"beginn_der_runde": date(2004, 1, 1)}),
        "zeitraum.anlass-in-regel",
        ["not applicable"],
    ),
    (
        "the round is stated to begin on its last day",
        three({}, {"von": date(2004, 1, 1)}, zeitraum={"beginn_der_runde": date(2003, 12, 31)}),
        "zeitraum.anlass-in-regel",
        ["violated"],
    ),
    (
        "its period is not known",
        three({"von": None, "bis": None, "stichtag": date(2004, 1, 1)}, {}),
        "zeitraum.anlass-in-regel",
        ["open"],
    ),
    (
        "the period of the round is not known",
        three({}, {"von": None, "bis": None, "stichtag": date(2006, 1, 1)}),
        "zeitraum.anlass-in-regel",
        ["open"],
    ),
    (
        "no earlier round is known",
        {"beurteilung": three({}, {})["beurteilung"][1:]},
        "zeitraum.anlass-in-regel",
        ["open"],
    ),
    (
        "two regular ones",
        three({"art": "regel"}, {"von": date(2004, 1, 1)}),
        "zeitraum.anlass-in-regel",
        [],
    ),
    (
        "two on occasion",
        three({}, {"art": "anlass", "von": date(2004, 1, 1)}),
        "zeitraum.anlass-in-regel",
        [],
    ),
    # contributions
    ("which period?", {"beurteiler": {"kenntnis": [YEAR]}}, "beitrag.zeitraum", ["open"]),
    ("all known", PERIOD | {"beurteiler": {"kenntnis": [YEAR]}}, "beitrag.zeitraum", ["satisfied"]),
    (
        "two spans and a hole",
        PERIOD
        | {
            "beurteiler": {"kenntnis": [{"von": date(2000, 1, 1), "bis": date(2001, 6, 30)}]},
            "beitrag": [{"von": date(2001, 7, 2), "bis": date(2002, 1, 1)}],
        },
        "beitrag.zeitraum",
        ["violated"],
    ),
    ("knows it", {"beurteiler": {"eigene_kenntnis": True}}, "beurteiler.anschauung", ["satisfied"]),
    (
        "does not know it, nor who did",
        {"beurteiler": {"eigene_kenntnis": False}},
        "beurteiler.anschauung",
        ["open"],
    ),
    ("not used", {"beitrag": [{"verwertet": False}]}, "beitrag.zustaendig", ["satisfied"]),
    (
        "not needed",
        {"beitrag": [{"noetig": False, "eingeholt": False}]},
        "beitrag.fehlt",
        ["satisfied"],
    ),
    ("not obtained", {"beitrag": [{"eingeholt": False}]}, "beitrag.fehlt", ["open"]),
    ("obtained or not", {"beitrag": [{"noetig": True}]}, "beitrag.fehlt", ["open"]),
    ("obtained", {"beitrag": [{"eingeholt": True}]}, "beitrag.fehlt", ["satisfied"]),
    (
        "duties, whether considered is not known",
        {"aufgaben": {"hoeherwertig": True}},
        "taetigkeit.hoeherwertig",
        ["open"],
    ),
    (
        "no such duties",
        {"aufgaben": {"hoeherwertig": False}},
        "taetigkeit.hoeherwertig",
        ["satisfied"],
    ),
    (
        "departed from, why is not known",
        {"beitrag": [{"abweichung": True}]},
        "beitrag.abweichung",
        ["open"],
    ),
    (
        "followed, nothing to exchange",
        {"beitrag": [{"abweichung": False, "nur_zahlen": True}]},
        "beitrag.austausch",
        ["satisfied"],
    ),
    (
        "deep enough is asked only if all depends on it",
        {"beitrag": [{"tief_genug": False}]},
        "beitrag.tiefe",
        [],
    ),
    # conferences
    (
        "the standard was shifted",
        {"konferenz": {"massstab_verschoben": True}},
        "konferenz.massstab",
        ["violated"],
    ),
    (
        "the standard was not shifted",
        {"konferenz": {"massstab_verschoben": False}},
        "konferenz.massstab",
        ["satisfied"],
    ),
    (
        "a binding result is not established",
        {"konferenz": {"ergebnis_bindet": False}},
        "konferenz.bindung",
        ["satisfied"],
    ),
    # deductions
    ("for a promotion", {"abschlag": {"grund": "befoerderung"}}, "abschlag.amtszulage", []),
    (
        "for an Amtszulage, with both lines",
        {"abschlag": {"grund": "amtszulage"}},
        "abschlag.amtszulage",
        ["open satisfied"],
    ),
    (
        "for an Amtszulage, before the second line",
        {"rechtsstand": date(2003, 1, 1), "abschlag": {"grund": "amtszulage"}},
        "abschlag.amtszulage",
        ["violated"],
    ),
    ("prescribed or not", {"abschlag": {"grund": "befoerderung"}}, "abschlag.pauschal", ["open"]),
    # the yardstick
    ("nobody rose", PERIOD | {"massstab": {}}, "massstab.befoerderung", ["not applicable"]),
    ("nobody knows", {"massstab": {}}, "massstab.befoerderung", ["open"]),
    (
        "no promotion and no period known",
        {"massstab": {"angewandt": "amt-am-stichtag"}},
        "massstab.befoerderung",
        ["open"],
    ),
    (
        "risen on a day unknown, in a period unknown",
        {"massstab": {"angewandt": "amt-am-stichtag"}, "ereignis": [{"art": "befoerderung"}]},
        "massstab.befoerderung",
        ["open"],
    ),
    (
        "risen on the first day: nothing lies before",
        PERIOD
        | {
            "land": "Bund",
            "massstab": {"angewandt": "amt-am-stichtag"},
            "ereignis": [{"art": "befoerderung", "datum": date(2001, 1, 1)}],
        },
        "massstab.befoerderung",
        ["not applicable"],
    ),
    (
        "risen on the second day",
        PERIOD
        | {
            "land": "Bund",
            "massstab": {"angewandt": "amt-am-stichtag"},
            "ereignis": [{"art": "befoerderung", "datum": date(2001, 1, 2)}],
        },
        "massstab.befoerderung",
        ["violated"],
    ),
    (
        "risen on the last day",
        PERIOD
        | {
            "land": "Bund",
            "massstab": {"angewandt": "nur-zeit-danach"},
            "ereignis": [{"art": "befoerderung", "datum": date(2001, 12, 31)}],
        },
        "massstab.befoerderung",
        ["satisfied"],
    ),
    (
        "a change of career track is only inferred",
        PERIOD
        | {
            "land": "Bund",
            "massstab": {"angewandt": "amt-am-stichtag"},
            "ereignis": [{"art": "laufbahnwechsel", "datum": date(2001, 7, 1)}],
        },
        "massstab.befoerderung",
        ["open violated"],
    ),
    (
        "a lower office is not decided",
        PERIOD
        | {
            "land": "Bund",
            "massstab": {"angewandt": "amt-am-stichtag"},
            "ereignis": [{"art": "rueckstufung", "datum": date(2001, 7, 1)}],
        },
        "massstab.befoerderung",
        ["open"],
    ),
    (
        "twice in a year",
        PERIOD
        | {
            "massstab": {"angewandt": "amt-am-stichtag"},
            "ereignis": [*RISEN, {"art": "laufbahnwechsel"}],
        },
        "massstab.befoerderung",
        ["open"],
    ),
    # carried forward
    ("released, when is not known", {"nachzeichnung": {}}, "nachzeichnung.zeitraum", ["open"]),
    (
        "released, when is not known, in a period",
        PERIOD | {"nachzeichnung": {"vollstaendig": True}},
        "nachzeichnung.zeitraum",
        ["open"],
    ),
    (
        "released in a period unknown",
        {"nachzeichnung": {"vollstaendig": True} | YEAR},
        "nachzeichnung.zeitraum",
        ["open"],
    ),
    (
        "more was added, how far released is not known",
        {"nachzeichnung": {"weitere_elemente": True}},
        "nachzeichnung.zusaetzlich",
        ["open"],
    ),
    (
        "more was added to one partly released",
        {"nachzeichnung": {"weitere_elemente": True, "vollstaendig": False}},
        "nachzeichnung.zusaetzlich",
        ["satisfied"],
    ),
    (
        "not by the cross-section",
        {"nachzeichnung": {"querschnitt": False}},
        "nachzeichnung.querschnitt",
        ["open"],
    ),
    # stages given
    ("of how many?", {"richtwerte": {"vergebene_stufen": 3}}, "vorgabe.vergebene-stufen", ["open"]),
    (
        "three of five, quotas unknown",
        {"richtwerte": {"vergebene_stufen": 3, "stufen_der_skala": 5}},
        "vorgabe.vergebene-stufen",
        ["open satisfied"],
    ),
    (
        "three of six",
        {
            "richtwerte": {
                "vergebene_stufen": 3,
                "stufen_der_skala": 6,
                "anteile": ["18/100", "45/100"],
            }
        },
        "vorgabe.vergebene-stufen",
        ["open"],
    ),
    (
        "four of the stages that the scale tells",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "richtwerte": {"vergebene_stufen": 4, "anteile": ["45/100", "18/100"]},
        },
        "vorgabe.vergebene-stufen",
        ["satisfied"],
    ),
    (
        "three of five, no decision yet",
        BEFORE | {"richtwerte": {"vergebene_stufen": 3, "stufen_der_skala": 5}},
        "vorgabe.vergebene-stufen",
        ["open"],
    ),
    # the change
    (
        "counted with a deserved stage",
        {"aenderung": {"stufen": -1, "stufen_der_skala": 5}, "ereignis": RISEN},
        "notensprung",
        ["open satisfied"],
    ),
    (
        "one stage of seven",
        {
            "aenderung": {"stufen": -1, "stufen_der_skala": 7},
            "ereignis": RISEN,
            "rechtsstand": date(2022, 1, 1),
        },
        "notensprung",
        ["satisfied"],
    ),
    (
        "a move down",
        {"aenderung": {"stufen": 0}, "ereignis": [{"art": "rueckstufung"}]},
        "notensprung",
        ["open"],
    ),
    (
        "a rise",
        {"aenderung": {"stufen": 2, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["open violated"],
    ),
    (
        "a substantial rise",
        {"aenderung": {"stufen": 2, "wesentlich": True, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["violated"],
    ),
    (
        "no reasons for a change of which nothing is known",
        {"aenderung": {"begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["open violated"],
    ),
    (
        "no reasons, before any decision",
        BEFORE | {"aenderung": {"begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["open"],
    ),
    (
        "one of five stages, no reasons",
        {"aenderung": {"stufen": -1, "stufen_der_skala": 5, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["violated"],
    ),
    (
        "reasons hold, of what is not known",
        {"aenderung": {"begruendung": "traegt"}},
        "notensprung",
        ["open"],
    ),
    (
        "reasons hold for two stages",
        {"aenderung": {"stufen": -2, "begruendung": "traegt"}},
        "notensprung",
        ["satisfied deviation"],
    ),
    (
        "reasons hold for a change of which only the weight is known",
        {"aenderung": {"wesentlich": True, "begruendung": "traegt"}},
        "notensprung",
        ["satisfied deviation"],
    ),
    (
        "no step at all",
        {"aenderung": {"schritte": 0, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["not applicable"],
    ),
    (
        "one step down without reasons, whether substantial is unknown",
        {"aenderung": {"schritte": -1, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        ["open violated"],
    ),
    (
        "only a hint is known to be lost",
        {"aenderung": {"foerderhinweis_entfallen": True, "begruendung": "fehlt"}},
        "notensprung.begruendung",
        [],
    ),
    (
        "no reasons, but perhaps none are needed",
        {
            "aenderung": {"stufen": -1, "begruendung": "fehlt"},
            "ereignis": [{"art": "amtszulage", "datum": date(2001, 7, 1)}],
        },
        "notensprung.begruendung",
        ["open"],
    ),
    (
        "two stages, and reasons that hold",
        {"aenderung": {"stufen": -2, "begruendung": "traegt"}},
        "notensprung",
        ["satisfied deviation"],
    ),
    (
        "two stages, and reasons that nobody has judged",
        {"aenderung": {"stufen": -2, "begruendung": "gegeben"}},
        "notensprung",
        ["open"],
    ),
    (
        "two stages after two promotions, before any decision",
        BEFORE
        | {
            "aenderung": {"stufen": -2},
            "ereignis": [{"art": "befoerderung"}, {"art": "laufbahnwechsel"}],
        },
        "notensprung",
        ["open"],
    ),
    (
        "steps up",
        {"aenderung": {"schritte": 3, "begruendung": "gegeben"}} | PERIOD,
        "notensprung.begruendung",
        ["open"],
    ),
    (
        "hint lost, reasons hold",
        {"aenderung": {"stufen": 0, "foerderhinweis_entfallen": True, "begruendung": "traegt"}},
        "notensprung.foerderhinweis",
        ["satisfied"],
    ),
    (
        "hint kept",
        {"aenderung": {"foerderhinweis_entfallen": False}},
        "notensprung.foerderhinweis",
        [],
    ),
    # features
    (
        "in words",
        {"merkmal": [{"note": "gut", "anzahl": 2}]},
        "gesamturteil.mittel",
        ["not applicable"],
    ),
    (
        "a third, without an overall mark",
        {"merkmal": [{"note": "3", "anzahl": 2}, {"note": "4", "anzahl": 1}]},
        "gesamturteil.mittel",
        ["not applicable"],
    ),
    (
        "far from an overall mark of another scale",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "9", "anzahl": 2}],
            "gesamturteil": {"verschiedene_skalen": True},
        },
        "gesamturteil.mittel",
        ["not applicable"],
    ),
    (
        "exactly one from the overall mark",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "4", "anzahl": 2}],
        },
        "gesamturteil.mittel",
        ["open"],
    ),
    (
        "three of eleven better",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "3", "anzahl": 8}, {"note": "4", "anzahl": 3}],
        },
        "gesamturteil.tendenz",
        ["satisfied"],
    ),
    (
        "three of eleven better, in another Land",
        {
            "land": "Bayern",
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "3", "anzahl": 8}, {"note": "4", "anzahl": 3}],
        },
        "gesamturteil.tendenz",
        ["open"],
    ),
    (
        "four of eleven better",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "3", "anzahl": 7}, {"note": "4", "anzahl": 4}],
        },
        "gesamturteil.tendenz",
        ["open"],
    ),
    (
        "better and worse",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "2", "anzahl": 1}, {"note": "4", "anzahl": 1}],
        },
        "gesamturteil.tendenz",
        [],
    ),
    (
        "none better",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "2", "anzahl": 1}, {"note": "3", "anzahl": 1}],
        },
        "gesamturteil.tendenz",
        [],
    ),
    (
        "better, on another scale",
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "merkmal": [{"note": "4", "anzahl": 1}],
            "gesamturteil": {"verschiedene_skalen": True},
        },
        "gesamturteil.tendenz",
        [],
    ),
    (
        "an overall mark between two stages",
        {
            "beurteilung.0.fassung": [{"note": "mittelerde:dazwischen"}],
            "merkmal": [{"note": "Gold", "anzahl": 1}],
        },
        "gesamturteil.tendenz",
        [],
    ),
    (
        "a feature between two stages",
        SILVER | {"merkmal": [{"note": "Gold", "anzahl": 1}, {"note": "dazwischen", "anzahl": 1}]},
        "gesamturteil.tendenz",
        [],
    ),
    (
        "steps of the stage and a better one",
        SILVER | {"merkmal": [{"note": "Silber matt", "anzahl": 9}, {"note": "Gold", "anzahl": 1}]},
        "gesamturteil.tendenz",
        ["satisfied"],
    ),
    (
        "two scales, how is not known",
        {"gesamturteil": {"verschiedene_skalen": True}},
        "gesamturteil.uebertragung",
        ["open"],
    ),
    (
        "one scale",
        {"gesamturteil": {"verschiedene_skalen": False}},
        "gesamturteil.uebertragung",
        ["satisfied"],
    ),
    (
        "a Zwischenstufe counted to a neighbour",
        {"gesamturteil": {"zwischenstufe_zugeordnet": True, "zuordnung_begruendet": False}},
        "gesamturteil.zwischenstufe",
        ["violated"],
    ),
    (
        "changed, from what is not known",
        {"zweitbeurteiler": {}},
        "gesamturteil.zweitbeurteiler",
        ["open"],
    ),
    (
        "changed from a grade of another scale",
        SILVER | {"zweitbeurteiler": LOWERED},
        "gesamturteil.zweitbeurteiler",
        ["open"],
    ),
    (
        "by one feature, no reasons",
        {"zweitbeurteiler": LOWERED | {"begruendet": False, "merkmale_geaendert": 1}},
        "gesamturteil.zweitbeurteiler",
        ["open"],
    ),
    # competitors
    (
        "another scale",
        SILVER | {"mitbewerber": {"note": "ni-pol-1999:3"}},
        "konkurrenz.gleich",
        ["open"],
    ),
    ("no own grade", {"mitbewerber": {"note": "ni-pol-1999:3"}}, "konkurrenz.gleich", ["open"]),
    (
        "the same step",
        SILVER | {"mitbewerber": {"note": "mittelerde:Silber hell"}},
        "konkurrenz.gleich",
        ["satisfied"],
    ),
    (
        "another step of the stage",
        SILVER | {"mitbewerber": {"note": "mittelerde:Silber matt"}},
        "konkurrenz.gleich",
        ["open"],
    ),
    (
        "another stage",
        SILVER | {"mitbewerber": {"note": "mittelerde:Bronze"}},
        "konkurrenz.gleich",
        ["not applicable"],
    ),
    (
        "a step between stages",
        SILVER | {"mitbewerber": {"note": "mittelerde:dazwischen"}},
        "konkurrenz.gleich",
        ["open"],
    ),
    (
        "own office unknown",
        {"mitbewerber": {"besoldungsgruppe": "A 9"}},
        "konkurrenz.statusamt",
        ["open"],
    ),
    (
        "an Amtszulage apart",
        {
            "mitbewerber": {
                "besoldungsgruppe": "A 9",
                "eigene_besoldungsgruppe": "A 9",
                "eigene_amtszulage": True,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "final salaries decide between pay orders",
        {
            "mitbewerber": {
                "besoldungsgruppe": "R 2",
                "eigene_besoldungsgruppe": "A 16",
                "endgrundgehalt": 8000,
                "eigenes_endgrundgehalt": 7000,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "final salaries are the same",
        {
            "mitbewerber": {
                "besoldungsgruppe": "R 2",
                "eigene_besoldungsgruppe": "A 16",
                "endgrundgehalt": 8000,
                "eigenes_endgrundgehalt": 8000,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the own final salary is higher",
        {
            "mitbewerber": {
                "besoldungsgruppe": "A 16",
                "eigene_besoldungsgruppe": "R 2",
                "endgrundgehalt": 7000,
                "eigenes_endgrundgehalt": 8000,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "final salaries are the same, and one has the better mark",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Gold",
                "besoldungsgruppe": "R 2",
                "eigene_besoldungsgruppe": "A 16",
                "endgrundgehalt": 8000,
                "eigenes_endgrundgehalt": 8000,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "final salaries are the same, and the own mark is better",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Bronze",
                "besoldungsgruppe": "R 2",
                "eigene_besoldungsgruppe": "A 16",
                "endgrundgehalt": 8000,
                "eigenes_endgrundgehalt": 8000,
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "an equal mark in the own, lower office",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Silber hell",
                "besoldungsgruppe": "A 10",
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the mark of the other is not known",
        SILVER | {"mitbewerber": {"besoldungsgruppe": "A 10", "eigene_besoldungsgruppe": "A 9"}},
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "final salaries, before any decision",
        BEFORE
        | {
            "mitbewerber": {
                "besoldungsgruppe": "A 16",
                "eigene_besoldungsgruppe": "R 2",
                "endgrundgehalt": 8000,
                "eigenes_endgrundgehalt": 7000,
            }
        },
        "konkurrenz.statusamt",
        ["open"],
    ),
    (
        "one of the salaries",
        {
            "mitbewerber": {
                "besoldungsgruppe": "A 16",
                "eigene_besoldungsgruppe": "R 2",
                "endgrundgehalt": 8000,
            }
        },
        "konkurrenz.statusamt",
        ["open"],
    ),
    (
        "the better mark in the lower office",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Bronze",
                "besoldungsgruppe": "A 10",
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the better mark in the higher office",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Gold",
                "besoldungsgruppe": "A 10",
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the better mark of the other in the lower office",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Gold",
                "besoldungsgruppe": "A 8",
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "an equal mark in the higher office",
        SILVER
        | {
            "mitbewerber": {
                "note": "mittelerde:Silber hell",
                "besoldungsgruppe": "A 8",
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the features were not compared",
        {"mitbewerber": {"merkmale_verglichen": False, "dienstposten_bleibt": True}},
        "konkurrenz.ausschaerfung",
        ["satisfied"],
    ),
    (
        "the features were not compared, and the posts change",
        {"mitbewerber": {"merkmale_verglichen": False, "dienstposten_bleibt": False}},
        "konkurrenz.ausschaerfung",
        ["open"],
    ),
    (
        "the features were compared, and the posts change",
        {"mitbewerber": {"merkmale_verglichen": True, "dienstposten_bleibt": False}},
        "konkurrenz.ausschaerfung",
        ["satisfied"],
    ),
    (
        "the features were not compared, no decision yet",
        {"rechtsstand": date(2009, 12, 21), "mitbewerber": {"merkmale_verglichen": False}},
        "konkurrenz.ausschaerfung",
        ["open"],
    ),
    (
        "the texts differ, nobody looked",
        {"mitbewerber": {"texte_verschieden": True, "texte_verglichen": False}},
        "konkurrenz.ausschaerfung-text",
        ["violated"],
    ),
    (
        "the texts differ, nobody knows",
        {"mitbewerber": {"texte_verschieden": True}},
        "konkurrenz.ausschaerfung-text",
        ["open"],
    ),
    (
        "the texts do not differ",
        {"mitbewerber": {"texte_verschieden": False}},
        "konkurrenz.ausschaerfung-text",
        ["satisfied"],
    ),
    (
        "ranked by means",
        {"mitbewerber": {"nach_mittelwert": True}},
        "konkurrenz.mittelwert",
        ["violated"],
    ),
    (
        "ranked by means in another Land",
        {"land": "Bayern", "mitbewerber": {"nach_mittelwert": True}},
        "konkurrenz.mittelwert",
        ["open violated"],
    ),
    (
        "full grades of the previous appraisals only, in another Land",
        {"land": "Bund", "mitbewerber": {"vorbeurteilung_mit_binnendifferenzierung": False}},
        "konkurrenz.vorbeurteilung-stufe",
        ["open violated"],
    ),
    (
        "not ranked by means",
        {"mitbewerber": {"nach_mittelwert": False}},
        "konkurrenz.mittelwert",
        ["satisfied"],
    ),
    (
        "full grades of the previous appraisals only",
        {"mitbewerber": {"vorbeurteilung_mit_binnendifferenzierung": False}},
        "konkurrenz.vorbeurteilung-stufe",
        ["violated"],
    ),
    (
        "full grades only, an inferred decision",
        {
            "rechtsstand": date(2012, 6, 8),
            "mitbewerber": {"vorbeurteilung_mit_binnendifferenzierung": False},
        },
        "konkurrenz.vorbeurteilung-stufe",
        ["open violated"],
    ),
    (
        "sub-stages too",
        {"mitbewerber": {"vorbeurteilung_mit_binnendifferenzierung": True}},
        "konkurrenz.vorbeurteilung-stufe",
        ["satisfied"],
    ),
    (
        "another criterion, the previous appraisal faulty",
        {
            "mitbewerber": {
                "vorbeurteilung_fehlerhaft": True,
                "hilfskriterium_statt_vorbeurteilung": True,
            }
        },
        "konkurrenz.vorbeurteilung",
        ["satisfied"],
    ),
    (
        "another criterion, before the order was annulled",
        {
            "rechtsstand": date(2018, 4, 15),
            "mitbewerber": {
                "vorbeurteilung_fehlerhaft": True,
                "hilfskriterium_statt_vorbeurteilung": True,
            },
        },
        "konkurrenz.vorbeurteilung",
        ["violated"],
    ),
    (
        "another criterion, the previous appraisal faulty or not",
        {"mitbewerber": {"hilfskriterium_statt_vorbeurteilung": True}},
        "konkurrenz.vorbeurteilung",
        ["open"],
    ),
    (
        "no other criterion",
        {
            "mitbewerber": {
                "vorbeurteilung_fehlerhaft": True,
                "hilfskriterium_statt_vorbeurteilung": False,
            }
        },
        "konkurrenz.vorbeurteilung",
        [],
    ),
    (
        "an Amtszulage of the other, before any decision",
        BEFORE
        | {
            "mitbewerber": {
                "besoldungsgruppe": "A 9",
                "amtszulage": True,
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["open"],
    ),
    (
        "an Amtszulage of the other, the lines in dispute",
        {
            "rechtsstand": date(2003, 1, 1),
            "mitbewerber": {
                "besoldungsgruppe": "A 9",
                "eigene_besoldungsgruppe": "A 9",
                "eigene_amtszulage": True,
            },
        },
        "konkurrenz.statusamt",
        ["open"],
    ),
    (
        "an Amtszulage of the other",
        {
            "mitbewerber": {
                "besoldungsgruppe": "A 9",
                "amtszulage": True,
                "eigene_besoldungsgruppe": "A 9",
            }
        },
        "konkurrenz.statusamt",
        ["not applicable"],
    ),
    (
        "the held office carries the Amtszulage",
        {
            "amt": [{"besoldungsgruppe": "A 9", "amtszulage": True}],
            "mitbewerber": {"besoldungsgruppe": "A 9", "amtszulage": True},
        },
        "konkurrenz.statusamt",
        ["satisfied"],
    ),
    (
        "the stated office goes before the held one",
        {
            "amt": [{"besoldungsgruppe": "A 9", "amtszulage": True}],
            "mitbewerber": {"besoldungsgruppe": "A 9", "eigene_besoldungsgruppe": "A 9"},
        },
        "konkurrenz.statusamt",
        ["satisfied"],
    ),
    ("how long is all that is known", PERIOD | DAYS_APART, "konkurrenz.zeitraeume", ["open"]),
    (
        "the own period is not known",
        {"mitbewerber": YEAR | {"nennenswert_benachteiligt": False}},
        "konkurrenz.zeitraeume",
        ["satisfied"],
    ),
    (
        "equally long, another end",
        PERIOD | {"mitbewerber": {"von": date(2002, 1, 1), "bis": date(2002, 12, 31)}},
        "konkurrenz.zeitraeume",
        ["open"],
    ),
    (
        "the same end, another length",
        PERIOD | {"mitbewerber": {"von": date(2000, 1, 1), "bis": date(2001, 12, 31)}},
        "konkurrenz.zeitraeume",
        ["open"],
    ),
    (
        "shorter, nobody suffers",
        PERIOD | {"mitbewerber": DAYS_APART["mitbewerber"] | {"nennenswert_benachteiligt": False}},
        "konkurrenz.zeitraeume",
        ["satisfied"],
    ),
    (
        "shorter, somebody suffers",
        PERIOD | {"mitbewerber": DAYS_APART["mitbewerber"] | {"nennenswert_benachteiligt": True}},
        "konkurrenz.zeitraeume",
        ["open violated"],
    ),
    ("equally long", PERIOD | {"mitbewerber": YEAR}, "konkurrenz.zeitraeume", ["satisfied"]),
    (
        "nobody suffers, no decision yet",
        BEFORE | {"mitbewerber": {"nennenswert_benachteiligt": False}},
        "konkurrenz.zeitraeume",
        ["open"],
    ),
    (
        "not made comparable",
        {"mitbewerber": {"andere_skala": True, "vergleichbar_gemacht": False}},
        "konkurrenz.vergleichbar",
        ["violated"],
    ),
    (
        "the same system",
        {"mitbewerber": {"andere_skala": False}},
        "konkurrenz.vergleichbar",
        ["satisfied"],
    ),
]


@pytest.mark.parametrize(
    ("setze", "code", "expected"),
    [row[1:] for row in LAW_TABLE],
    ids=[f"{row[2]}: {row[0]}" for row in LAW_TABLE],
)
def test_a_rule_of_law(setze: dict[str, Any], code: str, expected: list[str]) -> None:
    fall = build(changed(copy.deepcopy(BARE), {"setze": setze}))
    assert verdicts(fall, code) == expected


def test_a_bare_case_is_asked_nothing_new() -> None:
    """Rules stay silent on what a case does not speak of."""
    assert [f.code for f in check(build(BARE)).findings] == [
        "anlass.grund",
        "anlass.stichtag",
        "zeitraum.anschluss",
        "zeitraum.mindestdauer",
        "notensprung",
    ]


def test_a_short_time_in_the_new_office_is_named() -> None:
    fall = wache(
        massstab={"angewandt": "nur-zeit-danach"},
        ereignis=[{"art": "befoerderung", "datum": date(2002, 10, 1)}],
    )
    (found,) = check(fall).finding("massstab.befoerderung")
    assert "kürzer als der Mindestzeitraum von 6 Monaten" in found.message.de
    earlier = evolve(fall, ereignis=(evolve(fall.ereignis[0], datum=date(2002, 2, 1)),))
    (found,) = check(earlier).finding("massstab.befoerderung")
    assert "Mindestzeitraum" not in found.message.de


def test_weights_count_in_the_mean() -> None:
    features = [
        {"note": "4", "anzahl": 1, "gewicht": 2},
        {"note": "3,5", "anzahl": 2, "gewicht": "1/2"},
    ]
    facts = Facts(build(changed(copy.deepcopy(BARE), {"setze": {"merkmal": features}})))
    assert mean(facts) == Fraction(23, 6)


FAULTY = {
    "longer and shorter": (
        {"taetigkeit": [{"bezeichnung": "x", "kuerzer_als_monate": 3, "laenger_als_monate": 3}]},
        "cannot have taken more than 3 and less than 3 months",
    ),
    "no time": (
        {"taetigkeit": [{"bezeichnung": "x", "kuerzer_als_monate": 0}]},
        "kuerzer_als_monate must be at least 1, got 0",
    ),
    "less than no time": (
        {"taetigkeit": [{"bezeichnung": "x", "laenger_als_monate": -1}]},
        "laenger_als_monate must not be negative, got -1",
    ),
    "two ways to say a grade": (
        {"beurteilung.0.fassung": [{"note": "ni-pol-1999:3", "angabe": "3"}]},
        "name one of three",
    ),
    "a contribution upside down": (
        {"beitrag": [{"von": date(2001, 1, 2), "bis": date(2001, 1, 1)}]},
        "ends on 2001-01-01, before it starts",
    ),
    "a selection before the Stichtag": (
        {"aktualitaet": {"regelbeurteilung": date(2001, 1, 2), "auswahl": date(2001, 1, 1)}},
        "auswahl 2001-01-01 lies before the Stichtag of the last Regelbeurteilung, 2001-01-02",
    ),
    "more stages given than there are": (
        {"richtwerte": {"vergebene_stufen": 6, "stufen_der_skala": 5}},
        "vergebene_stufen 6 of stufen_der_skala 5",
    ),
    "no stage given": ({"richtwerte": {"vergebene_stufen": 0}}, "vergebene_stufen 0"),
    "a rhythm of no years": ({"aktualitaet": {"turnus": 0}}, "turnus counts years, got 0"),
    "a competitor's months upside down": (
        {"mitbewerber": {"von": "2001-02", "bis": "2001-01"}},
        "ends on 2001-01, before it starts on 2001-02",
    ),
    "no features": ({"merkmal": [{"note": "3", "anzahl": 0}]}, "anzahl counts features, got 0"),
    "no weight": ({"merkmal": [{"note": "3", "anzahl": 1, "gewicht": 0}]}, "must be above 0"),
    "some weights": (
        {"merkmal": [{"note": "3", "anzahl": 1, "gewicht": 1}, {"note": "2", "anzahl": 1}]},
        "give the weight of all features",
    ),
    "another guideline": (
        {
            "beurteilung.0.fassung": [{"note": "ni-pol-1999:3"}],
            "richtlinie": "ni-pol-1996",
        },
        "but the grade ni-pol-1999:3 is of ni-pol-1999",
    ),
    "no guideline": ({"richtlinie": "ni-pol-1899"}, "richtlinie: no guideline 'ni-pol-1899'"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_facts_that_cannot_be(name: str) -> None:
    setze, message = FAULTY[name]
    with pytest.raises(DataError, match=re.escape(message)):
        check(build(changed(copy.deepcopy(BARE), {"setze": setze})))


def test_appraisals_without_days_keep_their_order() -> None:
    two = [
        {"id": "a", "fassung": [{"angabe": "x"}], "stichtag": date(2001, 1, 1)},
        {"id": "b", "fassung": [{"angabe": "y"}]},
    ]
    facts = Facts(build(changed(copy.deepcopy(BARE), {"setze": {"beurteilung": two}})))
    assert facts.current.printed == "y"
    assert facts.previous
    assert facts.previous.printed == "x"


class TestRound:
    """The Stichtage on which a Regelbeurteilung could have been due."""

    def test_after_the_previous_stichtag(self) -> None:
        fall = seed(beurteilung__0__stichtag=date(1998, 6, 1))
        assert Facts(fall).round == (date(1998, 6, 1), date(2000, 9, 1))

    def test_after_the_start_of_the_period_if_no_more_is_known(self) -> None:
        assert Facts(seed(("beurteilung.0",))).round[0] == date(1998, 6, 1)

    def test_any_if_nothing_is_known(self) -> None:
        assert Facts(build(BARE)).round == (date.min, date.max)
