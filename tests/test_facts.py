"""The format of a case: what it can say, that nothing it says is ignored, and what it refuses."""

from __future__ import annotations

import json
import random
import re
import tomllib
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from blank import BARE, KEYS, appraisal, bare
from decided import FILES, build, facts_of, read
from each import each

from beurteilung._base import plain as plain_values
from beurteilung._base.dates import PartialDay, exact, first_of, last_of
from beurteilung._base.toml import parse_toml, schema, template
from beurteilung.cases.coverage import keys_of, not_examined, stated
from beurteilung.cases.facts import Facts
from beurteilung.cases.format import Fall, laufbahn
from beurteilung.cases.report import case_in, check
from beurteilung.errors import DataError
from beurteilung.law import loading
from beurteilung.law.codes import codes
from beurteilung.law.missing import all_needed
from beurteilung.model import offices

if TYPE_CHECKING:
    from pathlib import Path

CASES = [facts_of(read(path)) for path in FILES]
ELSEWHERE = ("wechsel", "richtwert", "notenspiegel", "gleistat", "unterschied", "gesamt", "fortschreibung",
             "voraussetzung", "kalender", "auswahlgrenze", "vergleich")  # fmt: skip
"""First words of codes that other questions than those on a case have."""


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((FILES[0].parent / "skalen").glob("*.toml")):
        loading.load(path)


class TestNothingIsIgnored:
    """A fact that no question turns on is kept and named; a question that was not asked is listed."""

    def test_each_key_of_a_question_is_one_of_the_case_file(self) -> None:
        tables = {name[: n + 1] for name in KEYS for n, letter in enumerate(name) if letter == "."}
        named = {name for names in keys_of().values() for name in names}
        assert {n for n in named if not n.endswith(".*")} - set(KEYS) == set()
        assert {n.removesuffix("*") for n in named if n.endswith(".*")} - tables == set()

    def test_each_question_on_a_case_names_its_keys_and_the_reverse(self) -> None:
        known = {c.code for c in codes() if c.code.partition(".")[0] not in ELSEWHERE}
        below = {"anlass.fassung", "auswahl.grenze"}
        assert set(keys_of()) <= known
        assert known - set(keys_of()) <= below

    @each("case", CASES, ids=lambda c: c["id"])
    def test_a_report_asks_only_what_its_case_states(self, case: dict[str, Any]) -> None:
        """Each question of a report has a key that the case states."""
        report = check(build(case))
        given = stated(report.case)
        for one in report.findings:
            names = keys_of()[one.code]
            assert any(
                g == n or g.startswith(n.removesuffix("*")) or n.startswith(f"{g}.")
                for n in names
                for g in given
            ), one.code

    @each("case", CASES, ids=lambda c: c["id"])
    def test_what_is_not_examined_changes_no_finding(self, case: dict[str, Any]) -> None:
        """Taking away what a report calls not examined leaves every verdict as it was."""
        report = check(build(case))
        for name in report.not_examined:
            if name not in KEYS or KEYS[name].default is attrs.NOTHING:
                continue
            less = json.loads(json.dumps(case, default=str))
            less = _dated(without(less, name.split(".")))
            again = check(build(less))
            assert [(f.code, f.verdict) for f in again.walk()] == [
                (f.code, f.verdict) for f in report.walk()
            ]

    def test_the_two_lists(self) -> None:
        report = check(bare(begehren=["auswahl"], aenderung={"stufen": -1, "schritte": -3}))
        assert report.not_examined == (
            "aenderung.schritte",
        )  # what is asked for stands in the head
        asked = check(bare(aenderung={"stufen": -1, "schritte": -3, "begruendung": "gegeben"}))
        assert asked.not_examined == ()
        assert "3 Schritte der Skala" in asked.finding("notensprung.begruendung")[0].message.de
        listed = [c.code for c in report.not_asked]
        assert "gesamturteil.begruendung" in listed
        assert "notensprung" not in listed
        assert all(c.de.endswith("?") or c.de.endswith(".") for c in report.not_asked)

    def test_what_identifies_a_case_is_no_fact_of_a_question(self) -> None:
        assert stated(build(BARE)) == ("beurteilung.id", "beurteilung.fassung.angabe")
        assert not_examined(stated(build(BARE)), ()) == ()


def without(table: Any, path: list[str]) -> Any:
    """Return nested tables without one key, in each table of a list."""
    if isinstance(table, list):
        return [without(item, path) for item in table]
    first, *rest = path
    if first not in table:
        return table
    if not rest:
        return {k: v for k, v in table.items() if k != first}
    return table | {first: without(table[first], rest)}


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _dated(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_dated(v) for v in value]
    try:
        return (
            date.fromisoformat(value)
            if isinstance(value, str) and len(value) == len("2000-01-01")
            else value
        )
    except ValueError:
        return value


class TestDescriptions:
    """Every key is described in German and in English, in schema and template."""

    @each("name", KEYS)
    def test_both_languages(self, name: str) -> None:
        german, english = KEYS[name].metadata["de"], KEYS[name].metadata["doc"]
        assert german
        assert english
        assert german != english or name.rpartition(".")[2] in ("stichtag", "laufbahngruppe")

    def test_the_schema_in_german(self) -> None:
        said = schema(Fall, "Fall", "de")
        assert said["properties"]["land"]["description"].startswith("das Land")  # type: ignore[index]
        assert set(said["$defs"]) == set(schema(Fall, "Case")["$defs"])  # type: ignore[call-overload]

    def test_the_template_in_german_and_english(self) -> None:
        de, en = template(Fall, "de"), template(Fall)
        assert "# nur Tatsachen, die an diesem Tag bekannt waren, zählen" in de
        assert " oder " in de
        assert " or " in en
        assert len(de.splitlines()) == len(en.splitlines())


class TestDays:
    """A day may be a month or a year where the source tells no more."""

    def test_a_month_and_a_year(self) -> None:
        month, year = PartialDay.parse("2009-02"), PartialDay.parse(" 2009 ")
        assert (month.first, month.last) == (date(2009, 2, 1), date(2009, 2, 28))
        assert (year.first, year.last) == (date(2009, 1, 1), date(2009, 12, 31))
        assert (month.text.de, month.text.en, str(year)) == (
            "Februar 2009",
            "February 2009",
            "2009",
        )
        assert (exact(month), exact(date(2009, 1, 1))) == (None, date(2009, 1, 1))
        assert first_of(date(2009, 1, 1)) == last_of(date(2009, 1, 1))

    @pytest.mark.parametrize("text", ["Mai 2009", "05/2009", "5.2009", "05. 2009", "Mai 2009 "])
    def test_a_month_as_people_write_it(self, text: str) -> None:
        assert PartialDay.parse(text) == PartialDay(2009, 5)

    @pytest.mark.parametrize(
        ("text", "way"),
        [
            ("2009-13", "a month such as '2009-09'"),
            ("2009-00", "got '2009-00'"),
            ("0999", "or a year"),
            ("bald", "got 'bald'"),
            ("5.09", "got '5.09'"),
            ("2009-05-01", "write the day 2009-05-01 without quotes"),
            ("1.5.2009", "write the day 1.5.2009 as 2009-05-01, without quotes"),
        ],
    )
    def test_what_is_none_names_the_way_out(self, text: str, way: str) -> None:
        with pytest.raises(DataError, match="beurteilung") as error:
            appraisal(von=text)
        assert way.replace("2009-09", "2000-09") in str(error.value)

    def test_a_period_of_months_is_no_period_of_days(self) -> None:
        item = appraisal(von="2007-06", bis="2010").beurteilung[0]
        assert item.period is None
        assert item.days is not None
        assert item.days.de == "Juni 2007 bis 2010"
        (open_,) = appraisal(von=date(2019, 4, 1)).beurteilung
        assert open_.days is not None
        assert open_.days.en == "from 1 April 2019"

    def test_a_version_has_a_period_of_its_own(self) -> None:
        versions = [
            {"angabe": "a", "vom": date(2010, 8, 1), "bis": date(2010, 6, 30)},
            {"angabe": "b", "vom": date(2011, 8, 1)},
        ]
        fall = appraisal(von=date(2008, 1, 1), bis=date(2010, 5, 31), fassung=versions)
        early = Facts(attrs.evolve(fall, kenntnisstand=date(2010, 12, 31)))
        assert early.current.period is not None
        assert early.current.period.end == date(2010, 6, 30)
        later = Facts(fall).current.period
        assert later is not None
        assert later.end == date(2010, 5, 31)

    def test_an_office_from_some_day_of_a_month(self) -> None:
        """Within that month nobody can say which office was held."""
        offices = [{"besoldungsgruppe": "A 9"}, {"besoldungsgruppe": "A 10", "ab": "2009-05"}]
        facts = Facts(bare(amt=offices))
        days = (date(2009, 4, 30), date(2009, 5, 15), date(2009, 5, 31))
        assert [str(facts.office_on(day)) for day in days] == ["A 9", "None", "A 10"]

    def test_an_event_of_a_month_outside_both_appraisals_explains_nothing(self) -> None:
        notes = [("alt", date(2005, 12, 31)), ("neu", date(2008, 12, 31))]
        listed = [
            {"id": n, "bis": b, "von": date(b.year - 2, 1, 1), "fassung": [{"angabe": n}]}
            for n, b in notes
        ]

        def events(on: str) -> int:
            table = BARE | {
                "beurteilung": listed,
                "ereignis": [{"art": "befoerderung", "datum": on}],
            }
            return len(Facts(build(table)).events)

        assert [events(on) for on in ("2005-11", "2006-01", "2008", "2009-01")] == [0, 1, 1, 0]

    def test_it_survives_json(self) -> None:
        fall = appraisal(
            von="2007-06", bis=date(2010, 5, 31), fassung=[{"angabe": "x", "wert": "2,25"}]
        )
        plain = plain_values.plain(fall)
        assert plain["beurteilung"][0]["von"] == "2007-06"
        assert build(_dated(plain)) == fall


class TestStanding:
    def test_a_tightening_explains_like_an_event(self) -> None:
        stages = [
            ({"mindestens": 1, "hoechstens": 1, "einheit": "stufe"}, 1),
            ({"mindestens": 1, "einheit": "stufe"}, (1, None)),
            ({"mindestens": 1, "hoechstens": 2, "einheit": "stufe"}, (1, 2)),
            ({"mindestens": "1,5", "hoechstens": "1,5", "einheit": "stufe"}, (1, 2)),
            ({"hoechstens": "1/2", "einheit": "stufe"}, (0, 1)),
            ({"mindestens": "1,5", "einheit": "punkt"}, None),
            ({}, None),
        ]
        for keys, size in stages:
            (event,) = Facts(bare(verschaerfung=keys)).tightening
            assert event.stufen == size, keys
        for none in ({"gleichmaessig": False}, {"hoechstens": 0, "einheit": "stufe"}):
            assert Facts(bare(verschaerfung=none)).tightening == ()

    def test_a_note_that_upholds_an_appraisal_repeats_its_grade(self) -> None:
        first = {"id": "a", "bis": date(2014, 2, 28), "fassung": [{"note": "ni-pol-1999:4"}]}
        note = {
            "id": "b",
            "bis": date(2015, 2, 28),
            "bestaetigt": "a",
            "fassung": [{"angabe": "Vermerk"}],
        }
        facts = Facts(build(BARE | {"beurteilung": [first, note]}))
        assert str(facts.current.grade) == "ni-pol-1999:4"
        assert facts.change is not None
        assert facts.change.real == 0

    def test_the_office_as_stated_where_the_career_does_not_tell_it(self) -> None:
        assert str(Facts(appraisal(besoldungsgruppe="A 11")).current.office) == "A 11"

    def test_who_the_first_appraiser_is(self) -> None:
        roles = ["zweitbeurteiler", "erstbeurteiler"]
        facts = Facts(bare(beurteiler=[{"rolle": role} for role in roles]))
        assert facts.first_appraiser is not None
        assert facts.first_appraiser.rolle == "erstbeurteiler"
        second = Facts(bare(beurteiler={"rolle": "endbeurteiler"})).first_appraiser
        assert second is not None
        assert second.rolle == "endbeurteiler"

    @pytest.mark.parametrize("art", ["probezeit", "leistungsnachweis", "zwischen"])
    def test_other_kinds_are_not_asked_for_an_occasion(self, art: str) -> None:
        codes_ = [f.code for f in check(appraisal(art=art)).findings]
        assert not [c for c in codes_ if c.startswith("anlass")]

    def test_regular_and_on_occasion_in_one_is_regular(self) -> None:
        assert appraisal(art="regel-und-anlass").beurteilung[0].kind == "regel"


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no such Qualifikationsebene": ({"amt": [{"besoldungsgruppe": "A 9", "qualifikationsebene": 5}]}, "is 1 to 4"),
    "a bundle upside down": (
        {"dienstposten": {"besoldungsgruppe": "A 11", "besoldungsgruppe_bis": "A 9"}}, "A 9 is lower than",
    ),
    "an act before the request": (
        {"beurteilung": [BARE["beurteilung"][0] | {"ueberpruefung": {
            "ergebnis": "aufgehoben", "am": date(2010, 1, 1), "eingelegt": date(2010, 1, 2)}}]},
        "am 2010-01-01 lies before eingelegt 2010-01-02",
    ),
    "upheld by itself": ({"beurteilung": [BARE["beurteilung"][0] | {"bestaetigt": "jetzt"}]}, "this appraisal itself"),
    "upheld is unknown": ({"beurteilung": [BARE["beurteilung"][0] | {"bestaetigt": "x"}]}, "no earlier appraisal"),
    "negative days": ({"abwesenheit": [{"tage": -1}]}, "tage must not be negative"),
    "more than all": ({"abwesenheit": [{"anteil": 25}]}, "write 25 per cent as '25/100'"),
    "shares that do not pair": ({"richtwerte": {"anteile": ["1/2"], "erreicht": ["1/2", "1/3"]}}, "in the same order"),
    "an extent upside down": ({"verschaerfung": {"mindestens": 2, "hoechstens": 1}}, "mindestens 2 is more than"),
    "some weights of sub-features": (
        {"merkmal": [{"note": "3", "unter": [{"note": "3", "gewicht": 1}, {"note": "2"}]}]}, "weight of all",
    ),
    "a minimum time of none": ({"auswahl": {"mindestzeit_monate": 0}}, "counts months, got 0"),
    "two words for one mark": ({"mitbewerber": {"note": "ni-pol-1999:3", "angabe": "3"}}, "strike one"),
    "a guideline that is unknown": ({"dienststelle": [{"richtlinie": "ni-mii"}]}, "dienststelle[0].richtlinie"),
    "a gap upside down": (
        {"zeitraum": {"luecke": [{"von": "2009-05", "bis": "2009-04"}]}}, "ends on 2009-04, before it starts",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be(name: str) -> None:
    tables, message = REFUSED[name]
    with pytest.raises(DataError) as error:
        bare(**tables)
    assert message in str(error.value)


def test_a_table_may_stand_for_a_list_of_one() -> None:
    one, several = (
        bare(mitbewerber={"besser": "beamter"}),
        bare(mitbewerber=[{"besser": "beamter"}]),
    )
    assert one == several


@each("path", FILES, ids=lambda p: p.stem)
def test_the_order_of_lists_does_not_matter(path: Path) -> None:
    """Except of offices and appraisals, which the format says are in order."""
    table = facts_of(read(path))
    mixed = dict(table)
    for name in (
        "beitrag",
        "mitbewerber",
        "merkmal",
        "taetigkeit",
        "abordnung",
        "lehrgang",
        "ereignis",
        "abwesenheit",
    ):
        if isinstance(mixed.get(name), list):
            items = list(mixed[name])
            random.Random(7).shuffle(items)  # noqa: S311 - a shuffle that repeats
            mixed[name] = items
    first, second = (check(build(t)) for t in (table, mixed))
    found = [sorted((f.code, f.verdict.value) for f in r.walk()) for r in (first, second)]
    assert found[0] == found[1]
    assert first.overall.verdict is second.overall.verdict


def test_every_key_that_closes_a_point_exists() -> None:
    assert {m.key for m in all_needed().values() if m.key} <= {
        *KEYS, *{k.rpartition(".")[0] for k in KEYS},
    }  # fmt: skip


def test_exact_numbers_stay_exact() -> None:
    fall = appraisal(fassung=[{"angabe": "gut", "wert": "2,25", "teilnoten": {"Leistung": "2,50"}}])
    assert fall.beurteilung[0].fassung[0].wert == Fraction(9, 4)
    assert tomllib.loads('x = "2,25"')


class TestPostsAndAbsences:
    """A post may take a share of the working time, and a suspension is an absence."""

    def test_shares_of_posts(self) -> None:
        halves = [{"bezeichnung": "eins", "zeitanteil": "1/2"}, {"zeitanteil": "0,5"}]
        report = check(bare(dienstposten=halves))
        assert [p.zeitanteil for p in report.case.dienstposten] == [Fraction(1, 2)] * 2
        assert report.not_examined == ("dienstposten.zeitanteil",)

    @pytest.mark.parametrize("wrong", ["50", "-1/2"])
    def test_a_share_that_is_none(self, wrong: str) -> None:
        with pytest.raises(DataError, match="zeitanteil"):
            bare(dienstposten=[{"zeitanteil": wrong}])

    def test_a_suspension(self) -> None:
        report = check(bare(abwesenheit=[{"grund": "dienstenthebung"}]))
        assert report.not_examined == ()
        assert "Dienstenthebung" in report.finding("zeitraum.abwesenheit")[0].message.de

    def test_what_decisions_report_and_no_rule_judges(self) -> None:
        """Facts of a selection are kept, and named as not examined."""
        day = date(2020, 5, 4)
        given = {
            "ausgeschrieben": True,
            "hilfskriterium": "Dienstalter",
            "mitgeteilt": day,
            "ernannt": day,
        }
        report = check(bare(auswahl=given))
        assert report.not_examined == ("auswahl.ausgeschrieben",)

    def test_aptitude(self) -> None:
        version = {"angabe": "nicht genannt", "eignungsaussage": "geeignet"}
        report = check(appraisal(fassung=[version]))
        assert report.not_examined == ("beurteilung.fassung.eignungsaussage",)


def test_an_appraisal_that_was_not_made_needs_no_version() -> None:
    never = {"id": "x", "nicht_erteilt": True}
    text = check(bare(beurteilung=[never])).explain()
    assert "Gesamturteil: keines" in text
    for made in ({}, {"nicht_erteilt": False}):
        with pytest.raises(DataError, match="unless none was made"):
            bare(beurteilung=[{"id": "x"} | made])


@pytest.mark.parametrize(
    ("stated", "last", "refused"),
    [
        ("A 9", date(2020, 6, 30), False),
        ("A 10", date(2020, 6, 30), True),
        ("A 10", date(2020, 7, 1), False),
        ("A 9", date(2021, 6, 30), True),
    ],
)
def test_an_appraisal_names_no_other_pay_group_than_its_day(
    stated: str, last: date, *, refused: bool
) -> None:
    """It names one only where the career does not tell; what contradicts it is not passed over."""
    fall = bare(
        amt=[{"besoldungsgruppe": "A 9"}, {"besoldungsgruppe": "A 10", "ab": date(2020, 7, 1)}],
        beurteilung=[BARE["beurteilung"][0] | {"besoldungsgruppe": stated, "bis": last}],
    )
    if not refused:
        assert Facts(fall).current.office is not None
        return
    with pytest.raises(DataError, match=f"besoldungsgruppe: {stated}, but by amt it is A "):
        check(fall)


@pytest.mark.parametrize(
    ("tables", "remark"),
    [
        ({"land": "Bund"}, True),
        ({"land": "Niedersachsen"}, False),
        ({"land": "nicht bekannt"}, False),
        ({"land": "Bund", "dienststelle": [{"dienstherr": "Niedersachsen"}]}, False),
        ({"land": "Bund", "beurteilung": BARE["beurteilung"]}, False),
    ],
)
def test_a_guideline_of_another_dienstherr_is_remarked(
    tables: dict[str, Any], *, remark: bool
) -> None:
    version = {"id": "jetzt", "fassung": [{"note": "ni-pol-1999:3"}]}
    report = check(bare(**({"beurteilung": [version]} | tables)))
    for lang, words in (("de", "ist eine von Niedersachsen"), ("en", "is one of Niedersachsen")):
        assert (words in " ".join(report.explain(lang).split())) is remark


WRITTEN = """
id = "x"
titel = "T"
land = "Niedersachsen"
begehren = ["neubeurteilung"]
[[amt]]
besoldungsgruppe = "A 10"
laufbahngruppe = "gehobener Dienst"
[[beurteilung]]
id = "alt"
bis = "2002"
[[beurteilung.fassung]]
note = "ni-pol-1999:4"
[[beurteilung]]
id = "neu"
art = "regel"
von = 2002-11-01
fassung = [{ note = "ni-pol-1999:3" }]
[vergleichsgruppe]
gebildet = true
groesse = 1963
[richtwerte]
anteile = ["0,05"]
"""


class TestAsPeopleWrite:
    """A case is read as guideline files are: what leaves no doubt needs no other form."""

    @pytest.mark.parametrize(
        ("form", "natural"),
        [
            ('["neubeurteilung"]', '"Neubeurteilung"'),
            ("[[amt]]", "[amt]"),
            ('"gehobener Dienst"', '"gD"'),
            ('"gehobener Dienst"', '"g. D."'),
            ('"regel"', '"Regel"'),
            ('"2002"', "2002"),
            ("2002-11-01", '"01.11.2002"'),
            ("2002-11-01", '"1. November 2002"'),
            ('[{ note = "ni-pol-1999:3" }]', '{ note = "ni-pol-1999:3" }'),
            ('[{ note = "ni-pol-1999:3" }]', '"ni-pol-1999:3"'),
            ("true", '"ja"'),
            ("groesse = 1963", 'groesse = "1963"'),
            ("groesse = 1963", 'groesse = "1.963"'),
            ("groesse = 1963", "groesse = 1.963"),
            ('["0,05"]', "0.05"),
        ],
    )
    def test_it_says_what_the_form_says(self, form: str, natural: str) -> None:
        assert form in WRITTEN
        read = [
            case_in(parse_toml(text.encode(), "x"), "x")
            for text in (WRITTEN, WRITTEN.replace(form, natural, 1))
        ]
        assert read[0] == read[1]

    @pytest.mark.parametrize(
        ("form", "doubtful", "way"),
        [
            ('id = "neu"', 'id = "alt"', "„alt“ heißt schon eine andere; einer von beiden"),
            ('["0,05"]', '["5 %"]', "nur die Zahl: '5/100'"),
            ("groesse = 1963", "verteilung = [1, 2]", "für jede Note einzeln: verteilung = {"),
            ("groesse = 1963", 'groesse = "zwölf"', "erwartet wird eine ganze Zahl"),
        ],
    )
    def test_what_leaves_a_doubt_stays_a_fault(self, form: str, doubtful: str, way: str) -> None:
        with pytest.raises(DataError) as error:
            case_in(parse_toml(WRITTEN.replace(form, doubtful, 1).encode(), "x"), "x")
        assert way in error.value.explain("de")


def test_what_is_no_change_of_office_has_a_table_of_its_own() -> None:
    assert set(laufbahn.OTHER_TABLE) == offices.SAME_OFFICE
    for word, place in laufbahn.OTHER_TABLE.items():
        with pytest.raises(DataError, match=re.escape(place)):
            _ = laufbahn.Ereignis(art=word)


@pytest.mark.parametrize("guideline", [{}, {"richtlinie": "ni-pol-1999"}])
@pytest.mark.parametrize(
    ("ends", "away", "words"),
    [
        (
            {"von": "2016"},
            {"bis": "2015"},
            "bis 2015: liegt außerhalb des Beurteilungszeitraums (ab 2016)",
        ),
        ({"bis": "2016-05"}, {"von": date(2016, 6, 1)}, "ab 01.06.2016: liegt außerhalb"),
        ({"von": "2016"}, {"bis": "2016"}, ""),
        ({"bis": "2016"}, {"bis": "2015"}, ""),
    ],
)
def test_an_abordnung_that_lies_outside_on_any_of_its_days_is_asked_nothing(
    guideline: dict[str, str], ends: dict[str, Any], away: dict[str, Any], words: str
) -> None:
    """Neither the days nor the guideline need be known for that."""
    item = {"id": "neu", "fassung": [{"angabe": "gut"}]} | guideline | ends
    report = check(bare(beurteilung=[item], abordnung=[{"bezeichnung": "Ministerium"} | away]))
    (found,) = report.finding("abordnung.ausserhalb") or report.finding("abordnung.notiz")
    assert (found.code == "abordnung.ausserhalb") is bool(words)
    assert words in found.message.de
