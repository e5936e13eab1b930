"""Currency of a Regelbeurteilung: decisions speak of three years for officers and of five for judges."""

from datetime import date
from itertools import product

import pytest
from decided import build, changed
from rows import BASES

from beurteilung import load
from beurteilung.cases.report import check
from beurteilung.model.findings import Verdict

STICHTAG = date(2020, 1, 1)
ATTESTED = {False: 3, True: 5}


def currency(turnus, after, *, judge):
    """Return the finding on an appraisal used so many years and a half after its Stichtag."""
    row = {"setze": {"aktualitaet": {
        "richter": judge, "turnus": turnus, "regelbeurteilung": STICHTAG,
        "auswahl": date(STICHTAG.year + after, 7, 1),
    }}}  # fmt: skip
    report = check(build(changed(BASES["leer"], row)))
    return next(f for f in report.findings if f.code == "aktualitaet.dauer")


@pytest.mark.parametrize("judge", [False, True])
def test_it_leans_only_where_the_rhythm_and_the_years_decided_agree(judge):
    """An appraisal that is older than one of the two, and not than the other, is left open."""
    for turnus, after in product(range(1, 8), range(7)):
        found = currency(turnus, after, judge=judge)
        inside = {after < ATTESTED[judge], after < turnus}
        assert found.verdict is Verdict.OPEN
        expected = (
            None if len(inside) > 1 else Verdict.SATISFIED if True in inside else Verdict.VIOLATED
        )
        assert found.leaning is expected, (turnus, after)


@pytest.mark.parametrize("judge", [False, True])
def test_age_never_makes_it_more_current(judge):
    order = {Verdict.SATISFIED: 0, None: 1, Verdict.VIOLATED: 2}
    for turnus in range(1, 8):
        places = [order[currency(turnus, after, judge=judge).leaning] for after in range(7)]
        assert places == sorted(places)


def test_the_judges_rule_never_speaks_for_officers():
    for turnus, after in product((3, 4, 5), range(7)):
        officer = currency(turnus, after, judge=False)
        assert "1 M 55/20" not in officer.message.de
        assert "1 M 44/20" not in currency(turnus, after, judge=True).message.de


OWN = """
id = "eigene-aktualitaet"
titel = "Eigene"
aktualitaet = { jahre = 3, quelle = "text", evidenz = "normtext" }
[[quelle]]
id = "text"
zitat = "Eigene"
art = "norm"
[[geltung]]
ab = 2010-01-01
quelle = "text"
evidenz = "normtext"
"""


def test_a_provision_that_names_no_start_settles_only_what_holds_from_any(tmp_path):
    path = tmp_path / "eigene-aktualitaet.toml"
    path.write_text(OWN, encoding="utf-8")
    load(path)
    for chosen, verdict in [
        (date(2022, 12, 31), Verdict.SATISFIED),
        (date(2023, 1, 1), Verdict.OPEN),
    ]:
        row = {"setze": {
            "richtlinie": "eigene-aktualitaet",
            "aktualitaet": {"richter": False, "regelbeurteilung": STICHTAG, "auswahl": chosen},
            "beurteilung": [{"id": "regel", "art": "regel", "von": date(2017, 1, 1), "bis": date(2019, 12, 31),
                             "stichtag": STICHTAG, "fassung": [{"vom": STICHTAG, "angabe": "nicht genannt"}]}],
        }}  # fmt: skip
        report = check(build(changed(BASES["leer"], row)))
        found = next(f for f in report.findings if f.code == "aktualitaet.dauer")
        assert (found.verdict, found.leaning) == (verdict, None)
        assert ("sagt die Vorschrift nicht" in found.message.de) is (verdict is Verdict.OPEN)
