"""Each rule apart: what it answers when a fact is missing, a provision is not attested, or both are there."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from test_cases import ROOT, build, changed, read

from beurteilung import library
from beurteilung.cases import check
from beurteilung.errors import DataError
from beurteilung.facts import Facts, Fall, stage_code
from beurteilung.findings import Verdict
from beurteilung.reading import structure
from beurteilung.rules import anlass, vorgabe, zeitraum

SEED = read(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
MITTELERDE = Path(__file__).parent / "mittelerde.toml"


@pytest.fixture(scope="module", autouse=True)
def _mittelerde() -> None:
    library.load(MITTELERDE)


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


SEED_TABLE: list[tuple[str, dict[str, Any], tuple[str, ...], str, list[str]]] = [
    ("kind unknown", {}, ("beurteilung.1.art",), "anlass.grund", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "anlass.stichtag", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vergleichsgruppe.bildung", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vergleichsgruppe.massstab", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vorgabe.art", ["open"]),
    ("kind unknown", {}, ("beurteilung.1.art",), "vorgabe.praxis", ["open violated"]),
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
        from beurteilung.cases import RULES  # noqa: PLC0415 - the list of rules itself

        found = [f for rule in RULES for f in rule(facts) if f.code != "notensprung"]
        assert len(found) == 14
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
        rule = evolve(library.guideline("ni-pol-1999").rules.zeitraum, ende=None)
        (joined, _) = zeitraum.check(with_rules(seed(), zeitraum=rule))
        assert joined.verdict is Verdict.SATISFIED
        assert "Er endet" not in joined.message.de

    def test_no_richtwerte_at_all(self) -> None:
        found = vorgabe.check(with_rules(seed(), richtwert=()))
        assert {f.verdict for f in found} == {Verdict.OPEN}

    def test_a_file_without_family_has_no_editions(self) -> None:
        (_, stichtag) = anlass.check(with_rules(seed(), familie=""))
        assert stichtag.children == ()

    def test_practice_is_open_while_departures_are(self) -> None:
        fall = seed(
            beurteilung__1__fassung__0__note="ni-pol-1996:4", richtwerte__gesetzt_fuer=["5"]
        )
        assert verdicts(fall, "vorgabe.stufe") == ["satisfied"]
        assert verdicts(fall, "vorgabe.praxis") == ["open"]


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
        scale = library.scale("mittelerde")
        names = ("Silber", "silber hell", "dazwischen", "BRONZE")
        assert [stage_code(scale, n) for n in names] == ["Silber", "Silber", "dazwischen", "Bronze"]

    def test_an_unknown_key_is_named_with_the_allowed_ones(self) -> None:
        with pytest.raises(
            DataError, match=r"unknown key 'noten'.*; allowed: angabe, eroeffnet, note, vom"
        ):
            structure(
                Fall, FREMD | {"beurteilung": [{"id": "x", "fassung": [{"noten": "y"}]}]}, "c"
            )

    def test_an_allowed_kenntnisstand_on_the_day_itself(self) -> None:
        assert Facts(seed(kenntnisstand=date(2000, 12, 22))).current.grade.code == "3"


def test_report_finds_by_code_and_prints() -> None:
    report = check(seed())
    assert [f.code for f in report.finding("vorgabe.zustimmung")] == ["vorgabe.zustimmung"]
    assert str(report) == report.explain("de")
