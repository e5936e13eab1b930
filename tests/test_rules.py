"""Each rule apart: what it answers when a fact is missing, a provision is not attested, or both are there."""

from __future__ import annotations

import copy
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from decided import build, changed
from each import each
from rows import BARE, BASES, FREMD, MITTELERDE, SENTENCES, seed, verdicts, wache

from beurteilung._base.toml import structure
from beurteilung.cases.facts import Facts, stage_code
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check
from beurteilung.cases.rules import anlass, taetigkeit, vorgabe, zeitraum
from beurteilung.cases.rules.gesamturteil import mean
from beurteilung.errors import DataError
from beurteilung.law import loading, registry
from beurteilung.law.codes import code as code_of
from beurteilung.law.decisions import authorities
from beurteilung.model.findings import Verdict
from beurteilung.model.offices import Laufbahngruppe

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 370


@pytest.fixture(scope="module", autouse=True)
def _mittelerde() -> None:
    loading.load(MITTELERDE)


ROWS = {
    f"{sentence['code']}: {row['name']}": (row, sentence["code"])
    for sentence in SENTENCES
    for row in sentence["zeile"]
}


@each(("row", "code"), ROWS.values(), ids=ROWS)
def test_a_rule(row: dict[str, Any], code: str) -> None:
    """A case with some facts set or struck out, the code asked, and what is found."""
    assert set(row) <= {"name", "fall", "setze", "streiche", "befund"}
    fall = build(changed(BASES[row["fall"]], row))
    assert verdicts(fall, code) == row["befund"]


@each("sentence", SENTENCES, ids=lambda s: s["code"])
def test_a_sentence_of_law_has_its_source(sentence: dict[str, Any]) -> None:
    """The source is a decision, or the guideline whose provision it is."""
    assert code_of(sentence["code"])
    assert sentence["satz"].endswith(".")
    decisions = {d.id for d in authorities()}
    assert sentence["quelle"] in decisions | {g.id for g in registry.guidelines()}


def test_the_number_of_rows_does_not_fall() -> None:
    assert len(ROWS) >= LEAST


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
        facts.guideline, document=evolve(facts.guideline.document, **keys)
    )
    return facts


class TestOtherProvisions:
    def test_no_word_on_the_end_of_the_period(self) -> None:
        rule = evolve(registry.guideline("ni-pol-1999").document.zeitraum, ende=None)
        (joined, _) = zeitraum.check(with_rules(seed(), zeitraum=rule))
        assert joined.verdict is Verdict.SATISFIED
        assert "endet" not in joined.message.de

    def test_a_provision_that_says_nothing(self) -> None:
        rule = evolve(
            registry.guideline("ni-pol-1999").document.zeitraum, ende=None, anschliessend=False
        )
        (joined, _) = zeitraum.check(with_rules(seed(), zeitraum=rule))
        assert joined.verdict is Verdict.OPEN
        assert "nicht belegt" in joined.message.de

    def test_a_duty_that_arises_at_its_months_and_not_only_beyond(self) -> None:
        duties = [
            evolve(d, laenger=False) for d in registry.guideline("ni-pol-1999").document.pflicht
        ]
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
        known = registry.guideline("ni-pol-1999").document.richtwert[0]
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
        known = registry.guideline("ni-pol-1999").document.richtwert[0]
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
            "Richtwerte were set for the stage 5; one is provided for only at 4."
        )

    def test_pay_groups_in_both_languages(self) -> None:
        known = registry.guideline("ni-pol-1999").document.richtwert[0]
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
            registry.guideline("ni-pol-1999").document.richtwert[0], stufen=(), gegenstand="Spitze"
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
    with pytest.raises(DataError, match="must be at least 1, got 0"):
        loading.read_guideline(file)


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
            DataError,
            match=r"unknown key 'noten'.*; allowed: angabe, bis, eignungsaussage, eroeffnet, note, ",
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


def test_a_bare_case_is_asked_nothing_new() -> None:
    """Rules stay silent on what a case does not speak of."""
    report = check(build(BARE))
    assert report.findings == ()
    assert "notensprung" in [c.code for c in report.not_asked]
    assert report.not_examined == ()


def test_a_short_time_in_the_new_office_is_named() -> None:
    fall = wache(
        massstab={"angewandt": "nur-zeit-danach"},
        ereignis=[{"art": "befoerderung", "datum": date(2002, 10, 1)}],
    )
    (found,) = check(fall).finding("massstab.befoerderung")
    assert "kürzer als der Mindestzeitraum (6 Monate)" in found.message.de
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


def table_file(evidence: str, name: str) -> str:
    """Write a guideline with a table of means: A from 13,00 on, nothing said of rounding."""
    common = f'titel = "t"\nquelle = "q"\nevidenz = "{evidence}"'
    return f"""
id = "{name}"
familie = "{name}"
land = "Mittelerde"
titel = "Schule"
[[quelle]]
id = "q"
zitat = "Schulordnung"
art = "norm"
[[skala]]
id = "{name}"
{common}
stufe = [{{ code = "A" }}, {{ code = "B" }}]
[[skala]]
id = "{name}-mittel"
{common}
reihe = {{ von = "15,00", bis = "0,00", schritt = "0,01" }}
[[abbildung]]
von = "{name}-mittel"
nach = "{name}"
quelle = "q"
evidenz = "{evidence}"
paar = [{{ von = ["15,00", "13,00"], nach = ["A"] }}, {{ von = ["12,99", "0,00"], nach = ["B"] }}]
"""


class TestTableOfMeans:
    """A mean belongs to a grade by the guideline's own table, whichever way it would be rounded."""

    def found(self, path: Path, marks: list[tuple[str, int]], evidence: str = "normtext") -> Any:
        name = f"auenland-{evidence}"
        file = path / "auenland.toml"
        file.write_text(table_file(evidence, name), encoding="utf-8")
        loading.load(file)
        version = {"note": f"{name}:A"}
        features = [{"note": note, "anzahl": n} for note, n in marks]
        case = BARE | {"beurteilung": [{"id": "a", "fassung": [version]}], "merkmal": features}
        return check(build(case)).finding("gesamturteil.tabelle")

    @pytest.mark.parametrize(
        ("marks", "verdict"),
        [
            ([("13", 2), ("12", 1)], "violated"),  # 12 2/3 is 12,66 or 12,67, and neither is an A
            ([("13", 2), ("14", 1)], "satisfied"),  # 13 1/3
            ([("13", 1)], "satisfied"),
            ([("12", 1)], "violated"),
            ([("13", 299), ("12", 1)], "open"),  # between 12,99 and 13,00
        ],
    )
    def test_by_norm_text(self, tmp_path: Path, marks: list[tuple[str, int]], verdict: str) -> None:
        (one,) = self.found(tmp_path, marks)
        assert one.verdict.value == verdict
        assert [m.code for m in one.missing] == (["mittel.rundung"] if verdict == "open" else [])

    def test_by_a_secondary_source(self, tmp_path: Path) -> None:
        (one,) = self.found(tmp_path, [("13", 2), ("12", 1)], "sekundaer")
        assert (one.verdict, one.leaning) == (Verdict.OPEN, Verdict.VIOLATED)
        assert "12,67" in one.message.de

    def test_off_the_scale(self, tmp_path: Path) -> None:
        assert not self.found(tmp_path, [("16", 1)])

    def test_a_table_from_the_scale_of_another_guideline(self, tmp_path: Path) -> None:
        file = tmp_path / "bree.toml"
        text = table_file("normtext", "bree")
        start = text.index('[[skala]]\nid = "bree-mittel"')
        text = text[:start] + text[text.index("[[abbildung]]") :]
        text = text.replace("bree-mittel", "oberstufe-15").replace(",00", "").replace("12,99", "12")
        file.write_text(text, encoding="utf-8")
        loading.load(file)
        case = BARE | {
            "beurteilung": [{"id": "a", "fassung": [{"note": "bree:A"}]}],
            "merkmal": [{"note": "13"}],
        }
        assert not check(build(case)).finding("gesamturteil.tabelle")
