"""The words of every finding, in both languages, with sources and what is missing.

The words are what lawyers read, so they are pinned: ``tests/golden`` holds them, case by case. After a
change on purpose, ``WRITE_GOLDEN=1 pytest tests/test_words.py`` writes them anew; the diff is the review.
"""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from changes import CASES
from decided import FILES, FOLDER, build, changed, facts_of, read
from quotas import A9, ALWAYS, BETWEEN, DISTRIBUTION, FIVE, frame, group, rule, small
from rows import MITTELERDE, rows

from beurteilung import Laufbahngruppe, check_richtwert, guideline
from beurteilung._base.compiled import DATA
from beurteilung.cases.report import check
from beurteilung.changes.measure import compare
from beurteilung.law import loading
from beurteilung.law.document import Luecke
from beurteilung.law.registry import grade
from beurteilung.richtwerte.check import Scope, allowed, check_round

if TYPE_CHECKING:
    from beurteilung.model.findings import Finding

GOLDEN = Path(__file__).parent / "golden"


def words(finding: Finding) -> str:
    """Return all that a finding says, and what its words do not show."""
    flags = [f.code + (" (new appraisal)" if f.new_appraisal else "") for f in finding.walk()]
    return "\n".join([", ".join(flags), finding.explain("de"), finding.explain("en")])


def decided() -> dict[str, str]:
    """Return what is found in each decided case, and what its mirrors find otherwise."""
    texts: dict[str, str] = {}
    for path in FILES:
        case = read(path)
        report = check(build(facts_of(case)))
        plain = [words(f) for f in (*report.findings, report.overall)]
        texts[path.stem] = "\n".join(plain)
        for mirror in case.get("spiegel", []):
            other = check(build(changed(facts_of(case), mirror)))
            others = [words(f) for f in (*other.findings, other.overall)]
            texts[f"{path.stem}, {mirror['name']}"] = "\n".join(t for t in others if t not in plain)
    return texts


def rounds() -> dict[str, str]:
    """Return what is said of the Richtwerte of every guideline, and of rules that none has."""
    texts: dict[str, str] = {}
    for of in map(guideline, sorted(path.stem for path in DATA.glob("guidelines/*.toml"))):
        lines = [words(check_richtwert(group(30, 6, of.scale or FIVE), of))]
        lines += [f"{a.text.de}\n{a.text.en}" for a in allowed(of, 37)]
        texts[of.id] = "\n".join(lines)
    for name, (distribution, scope, tables) in MADE_UP.items():
        other = {key: table for key, table in tables.items() if key != "richtwert"}
        made = frame(*tables["richtwert"], **other)
        lines = [words(check_richtwert(distribution, made, **scope))]
        lines += [f"{a.text.de}\n{a.text.en}" for a in allowed(made, sum(distribution.values()))]
        texts[name] = "\n".join(lines)
    both = {name: (Scope(kind="regel"), group(50, top)) for name, top in (("I", 5), ("II", 20))}
    texts["a round"] = words(check_round(both, guideline("nrw-lvo"), rechtsstand=date(2024, 1, 1)))
    texts["no round"] = words(check_round({}, guideline("nrw-lvo")))
    return texts


TENTH = {"prozent": 10}
ABOUT = {"prozent": 10, "grenze": "etwa"}
POINTS_5 = {"toleranz_ueber": 5, "toleranz_unter": 5}
SCOPED = {
    "arten": ("regel",),
    **BETWEEN,
    "laufbahngruppen": (Laufbahngruppe.GEHOBENER,),
    "laufbahnen": ("Feuerwehr",),
    "statusaemter": ("Amtmann", "Amtfrau"),
    "funktionsebenen": ("Referent",),
    "ab": date(2020, 1, 1),
    "bis": date(2021, 12, 31),
    "je": (("besoldungsgruppe",), ("funktionsebene", "laufbahn")),
}
MEAN = {"gilt_dem_mittel": True, "mittelwert": Fraction(5, 2)}
MADE_UP: dict[str, tuple[dict[Any, int], dict[str, Any], dict[str, Any]]] = {
    "kept": (group(100, 10), {}, {"richtwert": [rule(**TENTH)]}),
    "a third, with decimals that do not end": (
        group(10, 2),
        {},
        {"richtwert": [rule(prozent=Fraction(100, 3)), rule(rang=2, prozent=Fraction(25, 2))]},
    ),
    "rounding is open": (group(37, 4), {}, {"richtwert": [rule(**TENTH)]}),
    "rounding is settled": (
        group(37, 4),
        {},
        {
            "richtwert": [
                rule(**TENTH, rundung=r) for r in ("abrunden", "kaufmaennisch", "aufrunden")
            ]
        },
    ),
    "rounding and tolerance": (
        group(15, 3),
        {},
        {
            "richtwert": [
                rule(**TENTH, **POINTS_5, rundung="kaufmaennisch"),
                rule(**TENTH, **POINTS_5),
            ]
        },
    ),
    "tolerated": (group(100, 12), {}, {"richtwert": [rule(**TENTH, **POINTS_5)]}),
    "far below": (group(100, 2), {}, {"richtwert": [rule(**TENTH, **POINTS_5)]}),
    "at the lower end of the tolerance": (
        group(100, 5),
        {},
        {"richtwert": [rule(**TENTH, **POINTS_5)]},
    ),
    "about, above": (group(100, 12), {}, {"richtwert": [rule(**ABOUT)]}),
    "about, below": (group(100, 8), {}, {"richtwert": [rule(**ABOUT)]}),
    "about, with points": (group(100, 4), {}, {"richtwert": [rule(**ABOUT, **POINTS_5)]}),
    "a minimum": (
        group(100, 80),
        {},
        {"richtwert": [rule(letzte=2, grenze="mindestens", prozent=25, **POINTS_5)]},
    ),
    "a minimum, missed": (
        group(100, 95),
        {},
        {"richtwert": [rule(letzte=2, grenze="mindestens", prozent=25)]},
    ),
    "several subjects": (
        group(20, 5),
        {},
        {
            "richtwert": [
                rule(beste=2, prozent=30),
                rule(stufen=("5", "4"), prozent=30),
                rule(bereich=("5", "3"), prozent=30),
            ]
        },
    ),
    "grades unknown": (group(20, 5), {}, {"richtwert": [rule(gegenstand="die Spitze", **TENTH)]}),
    "figure unknown": (
        group(20, 5),
        {},
        {"richtwert": [rule(), rule(grenze="mindestens"), rule(grenze="etwa")]},
    ),
    "unused shares": (
        {FIVE["5"]: 0, FIVE["4"]: 25, FIVE["3"]: 75},
        {},
        {
            "richtwert": [
                rule(**TENTH),
                rule(rang=2, prozent=20),
                rule(rang=2, prozent=20, rest="uebertragbar"),
                rule(rang=2, prozent=20, rest="verfaellt"),
            ]
        },
    ),
    "too small": (group(5, 1), {}, {"richtwert": [rule(**TENTH)], "kleine_gruppe": small()}),
    "perhaps too small": (
        group(20, 9),
        {},
        {"richtwert": [rule(**TENTH)], "kleine_gruppe": small()},
    ),
    "below a number": (
        group(9, 9),
        {},
        {"richtwert": [rule(**TENTH)], "kleine_gruppe": small("entfaellt", unter=10)},
    ),
    "a fixed number": (
        group(6, 2),
        {},
        {"richtwert": [rule(prozent=15)], "kleine_gruppe": small("erlaubt", unter=7, erlaubt=1)},
    ),
    "nobody": ({}, {}, {"richtwert": [rule(**TENTH)]}),
    "a mean": (
        DISTRIBUTION,
        {},
        {
            "richtwert": [
                rule(**MEAN),
                rule(**MEAN, grenze="mindestens"),
                rule(**MEAN, grenze="etwa"),
                rule(**MEAN, toleranz_ueber=1),
            ]
        },
    ),
    "a mean, unknown": (DISTRIBUTION, {}, {"richtwert": [rule(gilt_dem_mittel=True)]}),
    "nothing is known of the group": (group(100, 10), {}, {"richtwert": [rule(**TENTH, **SCOPED)]}),
    "outside of everything": (
        group(100, 10),
        {
            "kind": "anlass",
            "group": A9,
            "stichtag": date(2022, 1, 1),
            "laufbahngruppe": Laufbahngruppe.MITTLERER,
            "laufbahn": "Polizei",
            "statusamt": "Amtsrat",
            "funktionsebene": "Leitung",
            "je": {"dienstgrad"},
        },
        {"richtwert": [rule(**TENTH, **SCOPED)]},
    ),
    "gaps": (
        group(100, 7),
        {"stichtag": date(2015, 1, 1)},
        {
            "richtwert": [rule(grenze="mindestens", prozent=10, toleranz_unter=5)],
            "luecke": tuple(
                Luecke(was="?", betrifft=f"richtwert.{n}")
                for n in ("arten", "besgr", "toleranz_unter")
            ),
        },
    ),
    "a day that the guideline does not govern": (
        group(100, 10),
        {"stichtag": date(1999, 1, 1)},
        {"richtwert": [rule(**TENTH)], "geltung": ALWAYS},
    ),
    "a day of which nobody knows": (
        group(100, 10),
        {"stichtag": date(1999, 1, 1)},
        {"richtwert": [rule(**TENTH)]},
    ),
    "on other occasion": (group(100, 10), {"kind": "anlass"}, {"richtwert": [rule(**TENTH)]}),
    "on other occasion, where none holds": (
        group(100, 10),
        {"kind": "anlass"},
        {"richtwert": [rule(**TENTH, arten=("regel",))]},
    ),
    "none set": ({}, {}, {"richtwert": []}),
    "none attested": (
        {},
        {},
        {"richtwert": [], "luecke": (Luecke(was="?", betrifft="richtwert"),)},
    ),
    "none of its own": ({}, {}, {"richtwert": [], "rahmen": guideline("bpol-1-9").document.rahmen}),
    "none of its own, none attested": (
        {},
        {},
        {
            "richtwert": [],
            "rahmen": guideline("bpol-1-9").document.rahmen,
            "luecke": (Luecke(was="?", betrifft="richtwert"),),
        },
    ),
}


def answers() -> dict[str, str]:
    """Return what is found in the rows of each rule, and in changes of every kind."""
    texts: dict[str, str] = {}
    for name, fall in rows().items():
        code = name.rpartition(": ")[2]
        texts[name] = "\n".join(words(f) for f in check(fall).finding(code))
    for before, after, events, _ in CASES:
        kinds = " + ".join(e.key for e in events)
        change = compare(grade(before), grade(after), events=events)
        texts[f"{before} > {after} {kinds}".strip()] = "\n".join(
            [words(change.finding), change.explain("de"), change.explain("en")]
        )
    return texts


def laid_out(texts: dict[str, str]) -> str:
    return "".join(f"## {name}\n\n{text}\n\n" for name, text in texts.items())


FINDINGS = {"rules.txt": answers, "cases.txt": decided, "richtwerte.txt": rounds}


@pytest.mark.parametrize("file", FINDINGS)
def test_words(file: str) -> None:
    for path in (MITTELERDE, *sorted((FOLDER / "skalen").glob("*.toml"))):
        loading.load(path)
    texts = FINDINGS[file]()
    if os.environ.get("WRITE_GOLDEN"):
        (GOLDEN / file).write_text(laid_out(texts), encoding="utf-8")
    golden = (GOLDEN / file).read_text(encoding="utf-8").split("## ")[1:]
    expected = {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip() for part in golden}
    assert list(expected) == list(texts)
    for name, text in texts.items():
        assert text.strip() == expected[name], name
