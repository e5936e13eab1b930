"""Generated cases against a second, simpler reading of the guideline of 29.12.1999.

The oracle below knows the guideline from its data file only, as plain TOML, and shares no code with the
library: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from beurteilung._base.toml import structure
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check

DATA = Path(__file__).parent.parent / "src" / "beurteilung" / "data" / "guidelines"
RULES = tomllib.loads((DATA / "ni-pol-1999.toml").read_text(encoding="utf-8"))
TABLE = tomllib.loads(
    (DATA.parent / "mappings" / "ni-pol-1996--ni-pol-1999.toml").read_text(encoding="utf-8")
)
OLDER = tomllib.loads((DATA / "ni-pol-1996.toml").read_text(encoding="utf-8"))["skala"][0]["stufe"]
COUNTERPART = {
    int(old): int(pair["nach"][0])
    for one in TABLE["abbildung"]
    for pair in one["paar"]
    for old in pair["von"]
}
INFERRED = {
    int(old)
    for one in TABLE["abbildung"]
    for pair in one["paar"]
    for old in pair["von"]
    if pair.get("evidenz") == "erschlossen"
} | {int(stage["code"]) for stage in OLDER if stage.get("evidenz") == "erschlossen"}
HELD_TOO_MANY = 3
MIDDLE, UPPER = "mittlerer Dienst", "gehobener Dienst"
ONE = timedelta(days=1)

days = st.dates(date(1998, 1, 1), date(2006, 12, 31))
first_of_september = st.integers(1999, 2006).map(lambda year: date(year, 9, 1))


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the facts of a coherent case: days in order, one career, one comparison group."""
    before_start = date(1996, 2, 1)
    before_end = draw(st.dates(date(1998, 1, 1), date(2004, 1, 1)))
    start = before_end + timedelta(days=draw(st.sampled_from([1, 1, 1, 2, 40, 0, -5])))
    regular = st.sampled_from([s["tag"] for s in RULES["stichtag"]])
    stichtag = draw(
        st.one_of(first_of_september, regular, days).filter(
            lambda d: d > max(start, before_end) + ONE
        )
    )
    end = stichtag - timedelta(days=draw(st.sampled_from([1, 1, 1, 0, 2])))
    change = draw(
        st.none() | st.dates(before_end - timedelta(days=90), stichtag + timedelta(days=90))
    )
    offices = [{"besoldungsgruppe": "A 9", "laufbahngruppe": MIDDLE}]
    if change:
        offices.append({"ab": change, "besoldungsgruppe": "A 9", "laufbahngruppe": UPPER})
    kind = draw(st.sampled_from(["anlass", "regel"]))
    away = draw(days)
    pay = draw(st.integers(7, 13))
    table = {
        "id": "fall",
        "titel": "ein erzeugter Fall",
        "land": "Niedersachsen",
        "rechtsstand": date(2003, 12, 31),
        "amt": offices,
        "beurteilung": [
            {
                "id": "vorher",
                "von": before_start,
                "bis": before_end,
                "fassung": [{"note": f"ni-pol-1996:{draw(st.integers(1, 6))}"}],
            },
            {
                "id": "jetzt",
                "art": kind,
                "von": start,
                "bis": max(end, start),
                "stichtag": stichtag,
                "fassung": [{"note": f"ni-pol-1999:{draw(st.integers(1, 5))}"}],
            },
        ],
        "abordnung": [
            {
                "von": away,
                "bis": away + timedelta(days=draw(st.integers(0, 200))),
                "in_taetigkeitsbeschreibung": False,
                "beurteilungsnotiz": False,
            }
        ],
        "vergleichsgruppe": {"gebildet": True, "besoldungsgruppe": f"A {pay}"},
        "richtwerte": {
            "gesetzt_fuer": draw(
                st.lists(st.sampled_from("54321"), min_size=1, max_size=5, unique=True)
            ),
            "staendige_praxis": True,
        },
    }
    if kind == "anlass":
        table["beurteilung"][1]["anlass"] = "aufstieg"
    return table


def months_on(start: date, months: int) -> date:
    """Return the last day of a span of months, by the calendar of dateutil."""
    end = start + relativedelta(months=months)
    return end - ONE if end.day == start.day else end


def group_on(table: dict[str, Any], on: date) -> str:
    return [a["laufbahngruppe"] for a in table["amt"] if a.get("ab", date.min) <= on][-1]


def expected(table: dict[str, Any]) -> dict[str, list[str]]:
    before, now = table["beurteilung"]
    on, period = now["stichtag"], (now["von"], now["bis"])
    rising = [a["ab"] for a in table["amt"] if "ab" in a and before["bis"] < a["ab"] <= on]
    found: dict[str, list[str]] = {}

    # 1 and 2: occasion and Stichtag
    if now["art"] == "regel":
        known = [
            s
            for s in RULES["stichtag"]
            if s["tag"] == on
            and s["laufbahngruppe"] == group_on(table, on)
            and s["evidenz"] != "erschlossen"
        ]
        found["anlass.grund"] = found["anlass.stichtag"] = ["satisfied" if known else "open"]
    else:
        # The Stichtag on the day after the previous period closed that one.
        missed = [s for s in RULES["stichtag"] if before["bis"] + ONE < s["tag"] <= on]
        due = [s for s in missed if group_on(table, s["tag"]) == s["laufbahngruppe"]]
        found["anlass.grund"] = ["violated" if not rising or due else "satisfied"]
        if not rising:
            found["anlass.stichtag"] = ["open"]
        else:
            here = date(rising[0].year, 9, 1)
            following = here if here > rising[0] else date(rising[0].year + 1, 9, 1)
            # Other days follow from a rule that is only inferred.
            stated = following in {s["tag"] for s in RULES["anlass"][0]["stichtag"]}
            right = (
                on == following
                and stated
                and months_on(rising[0], RULES["mindestzeitraum"]["monate"]) < on
            )
            found["anlass.stichtag"] = ["satisfied" if right else "open"]
    governed = [
        g
        for g in RULES["geltung"]
        if g["laufbahngruppe"] == group_on(table, on) and g["ab"] <= on <= g["bis"]
    ]
    if not governed:  # only the scale tells which edition was applied
        found["anlass.stichtag"] = ["open"]

    # 3 and 4: the period
    joined = before["bis"] + ONE == now["von"] and now["bis"] + ONE == on
    found["zeitraum.anschluss"] = ["satisfied" if joined else "violated"]
    long = now["bis"] >= months_on(now["von"], RULES["mindestzeitraum"]["monate"])
    found["zeitraum.mindestdauer"] = ["satisfied" if long else "violated"]

    # 7, 8, 9: the Abordnung
    away = table["abordnung"][0]
    inside = max(away["von"], period[0]), min(away["bis"], period[1])
    if inside[0] > inside[1]:
        found["abordnung.ausserhalb"] = ["not applicable"]
    else:
        listed = inside[1] > months_on(inside[0], 3)
        found["abordnung.beschreibung"] = ["open" if listed else "satisfied"]
        noted = away["bis"] > months_on(away["von"], 3)
        found["abordnung.notiz"] = ["open" if noted else "not applicable"]

    # 14, 15, 16: Richtwerte set
    rule = RULES["richtwert"][0]
    pay = int(table["vergleichsgruppe"]["besoldungsgruppe"].split()[1])
    beyond = set(table["richtwerte"]["gesetzt_fuer"]) - set(rule["stufen"])
    lowest = int(rule["besgr_ab"].split()[1])
    found["vorgabe.art"] = ["satisfied" if now["art"] in rule["arten"] else "violated"]
    found["vorgabe.besoldungsgruppe"] = ["satisfied" if pay >= lowest else "violated"]
    found["vorgabe.stufe"] = ["violated" if beyond else "satisfied"]

    # 17: constant practice
    points = ("vorgabe.art", "vorgabe.besoldungsgruppe", "vorgabe.stufe")
    departures = sum(found[point] == ["violated"] for point in points)
    covered = "open" if departures else "not applicable"
    found["vorgabe.praxis"] = ["violated" if departures >= HELD_TOO_MANY else covered]

    # 18: the change of the grade, in stages of the newer scale
    old, new = (int(b["fassung"][0]["note"].partition(":")[2]) for b in (before, now))
    real = new - COUNTERPART[old]
    settled = -len(rising) <= real <= 0 and old not in INFERRED
    found["notensprung"] = ["satisfied" if settled else "open"]
    return found


@given(cases())
def test_the_oracle_agrees(table: dict[str, Any]) -> None:
    report = check(structure(Fall, table, "fall"))
    for code, verdicts in expected(table).items():
        assert [f.verdict.value for f in report.findings if f.code == code] == verdicts, code
