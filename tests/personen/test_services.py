"""§§ 46, 71 DRiG: what is on officers holds for judges too; it settles nothing for soldiers and employees."""

from datetime import date

import pytest

from beurteilung import Appraisal, Besoldungsgruppe, Office, Period, Verdict, grade, guideline
from beurteilung.errors import UnknownIdError
from beurteilung.personen import (
    Bewerbung,
    Feld,
    Laufbahn,
    Referenzgruppe,
    Result,
    check_eligibility,
    check_fortschreibung,
    rhythm,
    vergleiche,
)
from beurteilung.personen.format import read_career, read_field
from beurteilung.runden import duty_of

DAY = date(2026, 6, 1)
EVERYBODY = ["beamte", "richter", "soldaten", "post", "arbeitnehmer"]
PERIOD = Period(date(2022, 6, 1), date(2025, 5, 31))
LAST = Appraisal(grade("by-llbg:13"), period=PERIOD, kind="regel")
CAREER = Laufbahn((LAST,), wirksam_ab=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("dienst", "months"),
    [("beamte", 36), ("richter", 36), ("soldaten", 24), ("arbeitnehmer", None), ("post", None)],
)
def test_how_often_appraisals_are_due(dienst, months):
    assert rhythm(land="Bund", dienst=dienst).months == months


def test_a_guideline_of_soldiers_is_about_them():
    slv = guideline("bundeswehr-slv-2021")
    assert rhythm(slv).months == 24
    assert rhythm(slv, dienst="beamte").months == 36
    found = check_eligibility(slv, CAREER, am=DAY)
    assert "BBG" not in found.explain("de")
    assert found.verdict is Verdict.OPEN
    other = check_eligibility(slv, CAREER, am=DAY, dienst="beamte").children[0]
    assert other.message.de == (
        "Dass die Richtlinie bundeswehr-slv-2021 für Beamte gilt, ist nicht belegt."
    )


@pytest.mark.parametrize("dienst", EVERYBODY)
def test_what_an_office_requires(dienst):
    found = check_eligibility(
        guideline("by-stmuv-2023"), CAREER, am=DAY, ziel="A 14", dienst=dienst
    )
    threshold = found.children[0]
    asked = dienst in {"beamte", "richter", "post"}
    assert threshold.verdict is (Verdict.SATISFIED if asked else Verdict.OPEN)


def test_waiting_and_currency_of_the_statute_on_officers():
    law = guideline("bund-blv-2026")
    old = Laufbahn((LAST,), wirksam_ab=date(2026, 1, 1))
    for dienst in EVERYBODY:
        found = check_eligibility(law, old, am=DAY, dienst=dienst)
        barred = dienst in {"beamte", "richter"}
        assert found.verdict is (Verdict.VIOLATED if barred else Verdict.OPEN), dienst


def test_a_judge_may_be_appraised_more_rarely_than_the_statute_on_officers_supposes():
    old = Laufbahn((LAST,), wirksam_ab=date(2020, 1, 1))
    for day, officers, judges in (
        (date(2028, 5, 31), Verdict.SATISFIED, Verdict.SATISFIED),
        (date(2028, 6, 1), Verdict.VIOLATED, Verdict.OPEN),
    ):
        for dienst, expected in (("beamte", officers), ("richter", judges)):
            found = check_eligibility(guideline("bund-blv-2026"), old, am=day, dienst=dienst)
            [current] = [f for f in found.walk() if f.code == "voraussetzung.aktualitaet"]
            assert current.verdict is expected, (day, dienst)


def test_the_check_of_a_reference_group_binds_soldiers_only():
    group = Referenzgruppe(
        grade("by-llbg:11"), {grade("by-llbg:11"): 12}, gebildet=date(2021, 3, 1)
    )
    for dienst in EVERYBODY:
        found = check_fortschreibung(
            group, gewaehlt=grade("by-llbg:11"), land="Bund", dienst=dienst, am=DAY,
            grund="personalrat", anteil_dienst="10 %", naechste_pruefung=date(2023, 3, 2),
        )  # fmt: skip
        checked = next(c for c in found.children if c.code == "fortschreibung.pruefung")
        assert checked.verdict is (Verdict.VIOLATED if dienst == "soldaten" else Verdict.OPEN)
        applies = found.children[0]
        assert (applies.verdict is Verdict.OPEN) == (dienst in {"post", "arbeitnehmer"})


def test_an_order_on_officers_decides_nothing_between_others():
    office = Office(Besoldungsgruppe("A", 11))
    a, b = (
        Bewerbung(n, Appraisal(grade(f"by-llbg:{p}"), office)) for n, p in (("a", 13), ("b", 12))
    )
    for dienst in EVERYBODY:
        v = vergleiche(a, b, ordnung="by-stmgp", dienst=dienst)
        decided = dienst == "beamte"  # an authority's order for its officers is none on judges
        assert v.result is (Result.AHEAD if decided else Result.OPEN)
        assert decided or v.leaning is Result.AHEAD
        assert (
            Feld((a, b), ordnung="by-stmgp", dienst=dienst).vergleich("a", "b").result is v.result
        )
    assert "dass die Ordnung für diese Personen gilt, ist nicht belegt" in v.steps[0].why.de


def test_files_name_whom_they_are_about(tmp_path):
    career = tmp_path / "laufbahn.toml"
    career.write_text('richtlinie = "bundeswehr-slv-2021"\nam = 2026-06-01\n', encoding="utf-8")
    assert "BBG" not in read_career(career).check().explain("de")
    field = tmp_path / "feld.toml"
    one = '[[bewerbung]]\nid = "{}"\nnote = "by-llbg:{}"\namt = "A 11"\n'
    field.write_text(
        f'ordnung = "by-stmgp"\ndienst = "Arbeitnehmer"\n{one.format("a", 13)}{one.format("b", 12)}',
        encoding="utf-8",
    )
    assert read_field(field).field().vergleich("a", "b").result is Result.OPEN


@pytest.mark.parametrize("word", ["tarif", None, ["beamte"]])
def test_nobody_else_is_known(word):
    expected = "dienst: expected one of beamte, richter, soldaten, post, arbeitnehmer; got"
    with pytest.raises(UnknownIdError, match=expected):
        duty_of("Bund", dienst=word)
    if word is not None:
        for asked in (
            lambda: rhythm(land="Bund", dienst=word),
            lambda: check_eligibility(guideline("bund-blv-2026"), CAREER, am=DAY, dienst=word),
        ):
            with pytest.raises(UnknownIdError, match=expected):
                asked()
