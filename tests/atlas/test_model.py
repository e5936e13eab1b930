"""What a file can say, with any combination of features, and how it is refused."""

import json
import re
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import beurteilung
from beurteilung import (
    Besoldungsgruppe,
    Laufbahngruppe,
    Verdict,
    check_richtwert,
    compare,
    grade,
    load,
    scale,
)
from beurteilung._base.compiled import DATA
from beurteilung._base.toml import structure
from beurteilung.changes import measure as changes
from beurteilung.errors import BeurteilungError, DataError, OverlappingEditionsError
from beurteilung.law import registry
from beurteilung.law.document import (
    Anlass,
    Beispiel,
    Dokument,
    Geltung,
    KleineGruppe,
    Luecke,
    Massstab,
    Richtwert,
    Schwelle,
    Stichtag,
    Vergleichsgruppe,
)
from beurteilung.law.editions import Guideline, governing
from beurteilung.law.files import Formel, NichtVergleichbar, Paar, Reihe, exact, places, rounded
from beurteilung.law.loading import read_guideline
from beurteilung.model.sources import Evidence
from beurteilung.richtwerte.check import Scope, State, allowed, richtwerte

SCHEMA = json.loads((DATA / "schema" / "guideline.json").read_text(encoding="utf-8"))
BASE = {"quelle": "x", "evidenz": Evidence.NORM}

EVERYTHING = """
id = "auenland"
titel = "Beurteilungsordnung des Auenlandes"
familie = "auenland"
land = "Auenland"
erlassen = 2020-01-01

[[quelle]]
id = "buch"
zitat = "Rotes Buch der Westmark"
art = "norm"

[[skala]]
id = "auenland"
titel = "Gesamturteil, niedriger ist besser"
quelle = "buch"
evidenz = "normtext"

  [[skala.stufe]]
  code = "I"
  schritt = [{ code = "I a" }, { code = "I b", bezeichnung = { text = "prächtig", evidenz = "sekundaer" } }]

  [[skala.stufe]]
  code = "I/II"
  zwischenstufe = true

  [[skala.stufe]]
  code = "II"
  definition = "ganz in Ordnung"

  [[skala.stufe]]
  code = "III"

[[skala]]
id = "auenland-mittel"
titel = "Mittel der Merkmale"
quelle = "buch"
evidenz = "normtext"
rundung = { art = "abschneiden", quelle = "buch", evidenz = "normtext" }
stufe = [
  { code = "oben", reihe = { von = "1,00", bis = "1,49", schritt = "0,01" } },
  { code = "unten", reihe = { von = "1,50", bis = "3,00", schritt = "0,01" } },
]

[[abbildung]]
von = "auenland"
nach = "ni-pol-1999"
quelle = "buch"
evidenz = "erschlossen"
anmerkung = "nach der Reihenfolge"
paar = [{ von = ["I a", "I b"], nach = ["5"] }, { von = ["II"], nach = ["4", "3"] }]
ohne = [{ stufe = ["I/II", "III"] }]

[[richtwert]]
beste = 1
prozent = "12,5"
toleranz_ueber = "2,5"
arten = ["regel"]
besgr_ab = "A 5"
laufbahngruppen = ["gehobener Dienst"]
je = [["statusamt", "laufbahn"]]
bis = 2024-12-31
quelle = "buch"
evidenz = "normtext"

[[richtwert]]
beste = 1
prozent = 10
ab = 2025-01-01
quelle = "buch"
evidenz = "normtext"

[[richtwert]]
stufen = ["I a"]
prozent = 5
quelle = "buch"
evidenz = "normtext"

[[richtwert]]
letzte = 2
prozent = 20
grenze = "mindestens"
toleranz_unter = 5
quelle = "buch"
evidenz = "normtext"

[[richtwert]]
bereich = ["I/II", "II"]
prozent = 50
grenze = "etwa"
quelle = "buch"
evidenz = "normtext"

[kleine_gruppe]
regel = "entfaellt"
unter = 8
quelle = "buch"
evidenz = "normtext"

[[schwelle]]
id = "aufstieg"
text = "mindestens II"
mindestens = "II"
skala = "auenland"
quelle = "buch"
evidenz = "normtext"

[[geltung]]
ab = 2020-01-01
quelle = "buch"
evidenz = "normtext"
"""


SHELF = ("_tables", "_scales", "_guidelines", "_direct", "_found", "_grades", "loaded")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The file of this page, loaded onto a shelf that goes away with the test."""
    for name in SHELF:
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    changes._outcome.cache_clear()
    file = tmp_path / "auenland.toml"
    file.write_text(EVERYTHING, encoding="utf-8")
    yield load(file)
    changes._outcome.cache_clear()


class TestOwnScheme:
    """A scheme with any combination of the features can be written as a file, and used at once."""

    def test_scale(self, own):
        assert [g.code for g in own.scale] == ["I a", "I b", "I/II", "II", "III"]
        assert [g.position for g in own.scale] == [3, 3, Fraction(5, 2), 2, 1]
        assert own.scale["prächtig"].code == "I b"

    def test_compared_with_a_shipped_one(self, own):
        change = compare(own.scale["I a"], grade("ni-pol-1999:4"))
        assert (change.real, change.nominal) == (-1, None)

    def test_richtwerte(self, own):
        s = own.scale
        distribution = {s["I a"]: 3, s["I b"]: 2, s["II"]: 25, s["III"]: 10}
        scope = Scope(
            "regel",
            Besoldungsgruppe("A", 9),
            date(2024, 12, 31),
            je=frozenset({"statusamt", "laufbahn"}),
        )
        states = [r.answers for r in richtwerte(distribution, own, scope)]
        assert states == [
            (State.KEPT, State.NOT_APPLICABLE),
            (State.NOT_APPLICABLE,),
            (State.EXCEEDED,),
            (State.KEPT,),
            (State.UNKNOWN, State.KEPT, State.EXCEEDED),
        ]
        few = check_richtwert({s["I a"]: 7}, own, stichtag=date(2026, 1, 1))
        assert few.verdict is Verdict.NOT_APPLICABLE

    def test_means_and_thresholds(self, own):
        assert own.place("1,499", "auenland-mittel").stage.code == "oben"
        (threshold,) = own.document.schwelle
        assert [threshold.reached(g) for g in own.scale] == [True] * 4 + [False]

    def test_the_same_file_again_is_the_same(self, own, tmp_path):
        assert load(tmp_path / "auenland.toml") is own
        assert scale("auenland") is own.scale


class TestTemplate:
    def test_it_is_in_order(self):
        assert read_guideline(DATA / "vorlage.toml").scale is not None

    def test_it_shows_every_key_of_a_file(self):
        """Keys of inner tables stand there too, at least in a remark."""
        text = (DATA / "vorlage.toml").read_text(encoding="utf-8")
        assert {f.name for f in attrs.fields(Dokument)} == set(tomllib.loads(text))
        words = set(re.findall(r"[a-z_]+", text))
        for table in SCHEMA["$defs"].values():
            assert set(table["properties"]) <= words

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ('stufen = ["A"]', 'stufen = ["Z"]', "richtwert[0]: scale meine-richtlinie has no grade 'Z'"),
            ('stufen = ["A"]', "rang = 7", "richtwert[0].rang: scale meine-richtlinie has 4 stages, got 7"),
            ('stufen = ["A"]', "beste = 5", "richtwert[0].beste: scale meine-richtlinie has 4 stages, got 5"),
            ("letzte = 1", "letzte = 5", "richtwert[1].letzte: scale meine-richtlinie has 4 stages, got 5"),
            ('stufen = ["A"]', 'stufen = ["A"]\nrang = 1', "richtwert[0]: name exactly one of"),
            ('stufen = ["A"]', "", "got none"),
            ("prozent = 15", "prozent = 150", "a share of grades from 0 to 100, got 150"),
            ("prozent = 15", "prozent = 1e2", "write it as text, so that it stays exact"),
            ("toleranz_ueber = 5", "toleranz_ueber = -5", "toleranz_ueber must not be negative, got -5"),
            ("letzte = 1", "letzte = 0", "name exactly one of"),
            ("letzte = 1", "letzte = -1", "letzte must be at least 1, got -1"),
            ("letzte = 1", 'bereich = ["A", "B", "D"]', "bereich names the best and the worst"),
            ("letzte = 1", "rang = 1\nmittelwert = 3", "mittelwert needs gilt_dem_mittel = true"),
            ("letzte = 1", "gilt_dem_mittel = true", "the figure is called mittelwert"),
            ('regel = "entfaellt"', 'regel = "erlaubt"', "needs the number erlaubt"),
            ('schritt = "0,5" }', "schritt = 0 }", "skala[1].reihe: schritt must be positive, got 0"),
            ('schritt = "0,5" }', 'schritt = "0,3" }', "5,0 is not reached from 1,0 by 0.3"),
            ('schritt = "0,5" }', 'schritt = "0,25" }', "5,0 is not reached from 1,0 by 0.25"),
            ('von = "1,0"', 'von = "eins"', "expected a number such as '8,30', got 'eins'"),
            ('nach = ["5", "4"]', "nach = []", "von and nach name at least one grade each"),
            ('nach = ["3"]', 'nach = ["9"]', "abbildung[0]: paar[1].nach: scale ni-pol-1999 has no"),
            ("ab = 2024-04-01", "ab = 2024-04-01\nbis = 2024-01-01", "bis 2024-01-01 lies before ab"),
            ('evidenz = "erschlossen"', 'evidenz = "geraten"', "unknown value 'geraten'"),
            ('land = "Niedersachsen"', "laand = 5", "unknown key 'laand' (did you mean 'land'?)"),
            ('id = "meine-richtlinie"', 'id = "Meine"', "id 'Meine' must be lower-case letters, digits and"),
            ('arten = ["regel"]', "arten = []", "vergleichsgruppe: arten names no kind of appraisal"),
            ("letzte = 1", 'letzte = 1\nbesgr_ab = "A 13"\nbesgr_bis = "A 9"', "besgr_ab A 13 is above besgr_bis A 9"),
            ("unter = 10", "unter = 0", "kleine_gruppe: unter must be at least 1, got 0"),
            ('regel = "entfaellt"', 'regel = "erlaubt"\nerlaubt = -1', "erlaubt must not be negative, got -1"),
            ('betrifft = "meine-richtlinie"', 'betrifft = "richtwert.prozet"',
             "luecke[0].betrifft: unknown topic 'richtwert.prozet' (did you mean 'richtwert.prozent'?); name a"),
        ],
    )  # fmt: skip
    def test_each_fault_says_where_and_what(self, tmp_path, old, new, fault):
        text = (DATA / "vorlage.toml").read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "x.toml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_guideline(file)
        assert fault in str(caught.value)

    def test_all_faults_at_once(self, tmp_path):
        text = (DATA / "vorlage.toml").read_text(encoding="utf-8")
        text = text.replace("prozent = 15", "prozent = 150").replace('nach = ["3"]', "nach = true")
        text = text.replace('land = "Niedersachsen"', "laand = 5")
        file = tmp_path / "x.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DataError) as caught:
            read_guideline(file)
        assert len(caught.value.problems) == 3

    def test_a_threshold_on_a_grade_that_is_none(self, tmp_path):
        file = tmp_path / "x.toml"
        text = EVERYTHING.replace('mindestens = "II"', 'mindestens = "IV"')
        file.write_text(text.replace("auenland", "bree"), encoding="utf-8")
        with pytest.raises(
            DataError, match=r"schwelle\[0\].mindestens: scale bree has no grade 'IV'"
        ):
            read_guideline(file)


class TestAllowed:
    """'How many may get the top grade in a group of 37?' has an answer for each scheme"""

    @pytest.mark.parametrize(
        ("figure", "answer"),
        [
            (Fraction(16, 5), "mean of all grades: about 3.2"),
            (None, "mean of all grades: The figure"),
        ],
    )
    def test_a_mean_is_no_number_of_heads(self, figure, answer):
        r = Richtwert(**BASE, gilt_dem_mittel=True, mittelwert=figure, grenze="etwa")
        (found,) = allowed(Guideline(Dokument(id="x", titel="x", richtwert=(r,))), 37)
        assert found.heads is None
        assert found.text.en.startswith(answer)


class TestRows:
    @given(
        st.integers(-500, 500),
        st.integers(1, 60),
        st.integers(1, 40),
        st.integers(0, 2),
        st.booleans(),
    )
    def test_a_row_prints_each_number_exactly_once(self, first, step, count, decimals, down):
        grid = 10**decimals
        sign = -1 if down else 1
        wanted = [Fraction(first + sign * k * step, grid) for k in range(count + 1)]

        def printed(x):
            size = abs(x) * grid
            whole, part = divmod(int(size), grid)
            text = f"{whole},{part:0{decimals}d}" if decimals else str(whole)
            return f"-{text}" if x < 0 else text

        row = Reihe(von=printed(wanted[0]), bis=printed(wanted[-1]), schritt=Fraction(step, grid))
        assert [exact(code) for code in row.row.codes] == wanted
        assert row.row.codes[0] == printed(wanted[0])

    def test_comma_or_point_as_the_source_prints(self):
        points = Reihe(von="1.0", bis="0.0", schritt=Fraction(1, 2)).row
        assert points.codes == ("1.0", "0.5", "0.0")
        assert Reihe(von="3", bis="5", schritt=Fraction(1)).row.codes == ("3", "4", "5")


class TestNumbers:
    @given(
        st.fractions(-1000, 1000), st.sampled_from(["1", "0,1", "0,25", "0,5", "0,01", "1/3", "2"])
    )
    def test_cutting_and_rounding(self, x, step):
        grid = exact(step)
        cut, half_up = (rounded(x, grid, art) for art in ("abschneiden", "kaufmaennisch"))
        assert (cut / grid).denominator == (half_up / grid).denominator == 1
        assert abs(cut) <= abs(x) < abs(cut) + grid
        assert abs(half_up - x) <= grid / 2
        if abs(abs(x) - abs(cut)) == grid / 2:
            assert abs(half_up) == abs(cut) + grid
        assert -rounded(-x, grid, "kaufmaennisch") == half_up

    def test_exact(self):
        assert exact(" 8,30 ") == Fraction(83, 10)
        with pytest.raises(DataError, match="is a float and never exact"):
            exact(8.3)
        with pytest.raises(DataError, match="expected a number"):
            exact("1/0")

    def test_places(self):
        assert places(["1,25", "2"]) == 2
        assert places([]) == 0

    def test_a_formula_without_rounding_is_exact(self):
        third = Formel(faktor=Fraction(1, 3), summand=Fraction(0))
        assert third.value(Fraction(1), Fraction(1, 100)) == Fraction(1, 3)
        cut = Formel(faktor=Fraction(1, 3), summand=Fraction(0), rundung="abschneiden")
        assert cut.value(Fraction(1), Fraction(1, 100)) == Fraction(33, 100)


FORMULA = """
id = "bruchtal"
titel = "Bruchtal"

[[quelle]]
id = "q"
zitat = "q"
art = "norm"

[[skala]]
id = "bruchtal"
titel = "Punkte"
quelle = "q"
evidenz = "normtext"
stufe = [{ code = "3" }, { code = "2" }, { code = "1" }, { code = "keine" }]

[[skala]]
id = "bruchtal-halb"
titel = "halbe Punkte"
quelle = "q"
evidenz = "normtext"
stufe = [{ code = "1,5" }, { code = "1,0" }]

[[abbildung]]
von = "bruchtal"
nach = "bruchtal-halb"
quelle = "q"
evidenz = "normtext"
formel = { faktor = "1/2", summand = 0 }
ohne = [{ stufe = ["keine"] }]
"""


class TestFormulaInAFile:
    def read(self, tmp_path, text):
        file = tmp_path / "x.toml"
        file.write_text(text, encoding="utf-8")
        return read_guideline(file)

    def test_numbers_off_the_second_scale_have_no_counterpart(self, tmp_path):
        (m,) = self.read(tmp_path, FORMULA).mappings
        assert {p.before.code: p.after.code for p in m} == {"3": "1,5", "2": "1,0"}
        assert [x.grade.code for x in m.without] == ["1", "keine"]

    def test_words_need_to_be_spoken_of(self, tmp_path):
        with pytest.raises(DataError, match="nothing is said of keine"):
            self.read(tmp_path, FORMULA.replace('ohne = [{ stufe = ["keine"] }]', ""))

    def test_a_table_and_a_formula(self, tmp_path):
        both = FORMULA + 'paar = [{ von = ["3"], nach = ["1,5"] }]\n'
        with pytest.raises(DataError, match=r"either \[\[abbildung.paar\]\], a table, or a formel"):
            self.read(tmp_path, both)

    def test_a_constant_is_none(self, tmp_path):
        with pytest.raises(DataError, match="faktor must not be 0"):
            self.read(tmp_path, FORMULA.replace('"1/2"', "0"))


class TestParts:
    def test_a_gap_of_some_days(self):
        gap = Luecke(was="?", ab=date(2020, 1, 1), bis=date(2020, 12, 31))
        days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
        assert [gap.covers(d) for d in days] == [False, True, True, False]
        assert gap.covers(None)
        with pytest.raises(DataError, match="lies before"):
            Luecke(was="?", ab=date(2020, 1, 2), bis=date(2020, 1, 1))

    @pytest.mark.parametrize(
        "topic",
        [
            "meine-richtlinie-merkmale",
            "richtwert.toleranz_ueber",
            "geltung.beginn",
            "höherer Dienst",
        ],
    )
    def test_what_a_gap_may_concern(self, tmp_path, topic):
        text = (DATA / "vorlage.toml").read_text(encoding="utf-8")
        file = tmp_path / "x.toml"
        file.write_text(
            text.replace('betrifft = "meine-richtlinie"', f'betrifft = "{topic}"'), "utf-8"
        )
        assert read_guideline(file).gaps[-1].betrifft == topic

    @pytest.mark.parametrize(
        ("cls", "keys", "faults"),
        [
            (Schwelle, {"id": "x", "text": "x", "rang": 0, "anzahl": 0},
             ["rang must be at least 1, got 0", "anzahl must be at least 1, got 0"]),
            (Schwelle, {"id": "x", "text": "x", "rang": 1, "mindestens": "4"},
             ["give either rang or mindestens; each is a threshold of its own"]),
            (Vergleichsgruppe, {"arten": (), "mindestgroesse": 0},
             ["arten names no kind of appraisal; expected regel, anlass, probezeit, or several of them",
              "mindestgroesse must be at least 1, got 0"]),
            (Massstab, {"arten": (), "massstab": "amt"},
             ["arten names no kind of appraisal; expected regel, anlass, probezeit, or several of them"]),
            (Stichtag, {"tag": date(2020, 1, 1), "von": date(2020, 1, 1), "bis": date(2019, 1, 1)},
             ["bis 2019-01-01 lies before von 2020-01-01"]),
            (Beispiel, {"id": "x", "text": "x", "rechnung": "summe", "faktor": Fraction(1), "werte": {"x": 0}},
             ["rechnung, werte and ergebnis belong together; give all or none",
              "rechnung 'anteil', and no other, needs a faktor",
              "werte: expected numbers such as '4,5', got 'x'",
              "werte: each value occurs at least once"]),
            (Beispiel, {"id": "x", "text": "x", "ergebnis": Fraction(1)},
             ["rechnung, werte and ergebnis belong together; give all or none"]),
            (NichtVergleichbar, {"von": "a", "nach": "a"},
             ["von and nach name the same scale, 'a', expected two"]),
        ],
    )  # fmt: skip
    def test_a_table_tells_all_its_faults_at_once(self, cls, keys, faults):
        with pytest.raises(DataError) as caught:
            cls(**BASE, **keys)
        assert list(caught.value.problems) == faults

    def test_small_groups(self):
        with pytest.raises(DataError, match="needs the number"):
            KleineGruppe(**BASE, regel="entfaellt", erlaubt=1)

    def test_validity_of_a_richtwert(self):
        r = Richtwert(**BASE, rang=1, ab=date(2020, 1, 1))
        assert r.governs(None) is None
        assert r.governs(date(2020, 1, 1)) is True
        assert r.governs(date(2019, 12, 31)) is False
        assert Richtwert(**BASE, rang=1).governs(None) is True

    def test_thresholds_without_a_measure(self):
        said = Schwelle(**BASE, id="x", text="überdurchschnittlich")
        assert said.reached(grade("ch-bpv:4")) is None

    def test_examples(self):
        none = Beispiel(**BASE, id="x", text="x")
        assert none.computed() is None

        def example(rechnung, ergebnis, werte, faktor=None):
            return Beispiel(
                **BASE,
                id="x",
                text="x",
                rechnung=rechnung,
                werte=werte,
                ergebnis=exact(ergebnis),
                faktor=faktor,
            )

        mean = example("mittel", "4,14", {"4,5": 3, "4": 8})
        assert mean.computed() == Fraction(455, 110)
        assert example("summe", "28", {"4": 4, "3": 4}).computed() == 28
        assert example("anteil", "5", {"15": 1}, Fraction(6, 18)).computed() == 5
        with pytest.raises(DataError, match="ergebnis is 83/20, but the values give 91/22"):
            example("mittel", "4,15", {"4,5": 3, "4": 8})

    def test_a_pair_has_two_ends(self):
        assert Paar(von=("1", "2", "3"), nach=("1",)).von == ("1", "2", "3")
        with pytest.raises(DataError):
            Paar(von=(), nach=("1",))

    def test_every_class_is_read_from_its_keys_only(self):
        with pytest.raises(BeurteilungError):
            structure(Dokument, {"id": "x"}, "x")

    @pytest.mark.parametrize(
        ("group", "answer"),
        [("A 10", False), ("A 11", True), ("A 13", True), ("A 14", False), ("B 2", None)],
    )
    def test_a_span_of_pay_groups(self, group, answer):
        ends = {
            f"besgr_{end}": Besoldungsgruppe.parse(g)
            for end, g in [("ab", "A 11"), ("bis", "A 13")]
        }
        r = Richtwert(**BASE, rang=1, **ends)
        assert r.holds_for(Besoldungsgruppe.parse(group)) is answer

    @pytest.mark.parametrize(
        "half", [{"stichtag_monat": 2}, {"stichtag_monat": 2, "stichtag_tag": 30}]
    )
    def test_an_occasion_names_a_day_of_each_year(self, half):
        with pytest.raises(DataError, match="name no day of the year"):
            Anlass(**BASE, id="x", text="x", **half)
        assert Anlass(**BASE, id="x", text="x").next_day(date(2020, 1, 1)) is None
        march = Anlass(**BASE, id="x", text="x", stichtag_monat=3, stichtag_tag=1)
        assert march.next_day(date(2020, 2, 29)) == date(2020, 3, 1)
        assert march.next_day(date(2020, 3, 1)) == date(2021, 3, 1)

    def test_two_editions_of_one_day(self):
        editions = [
            Guideline(Dokument(id=name, titel=name, geltung=(Geltung(**BASE),))) for name in "ab"
        ]
        with pytest.raises(OverlappingEditionsError, match="a and b both claim the Stichtag 1 May"):
            governing("x", editions, date(2020, 5, 1), Laufbahngruppe.ERSTE)


def test_the_function_is_not_hidden_by_a_module_of_its_name():
    """Importing a submodule sets its name on the package; none may be called like a public name."""
    assert callable(beurteilung.guidelines)
    public = {n for n in beurteilung.__all__ if not n[0].isupper()}
    modules = {p.stem for p in Path(beurteilung.__file__).parent.iterdir()}
    assert public & modules <= {"scales"}  # read, and overwritten, with the package itself
