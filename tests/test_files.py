"""The files of guidelines, scales and mappings: what is read from them, and what is refused."""

import contextlib
import copy
import itertools
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Evidence
from beurteilung._base.compiled import DATA
from beurteilung.errors import DataError, UnknownGradeError
from beurteilung.law import files, loading
from beurteilung.law.files import Reihe, exact
from beurteilung.law.loading import read_guideline
from beurteilung.model.scales import fold

HEAD = """
id = "probe"
titel = "Probe"
familie = "probe"

[[quelle]]
id = "q"
zitat = "erfundene Quelle"
art = "sekundaer"
"""
SCALE = """
[[skala]]
id = "probe"
titel = "Skala"
quelle = "q"
evidenz = "sekundaer"
"""
TWO = SCALE + 'stufe = [{ code = "2" }, { code = "1" }]\n'
OTHER = TWO.replace('id = "probe"', 'id = "probe-merkmale"')
MAPPED = """
[[abbildung]]
von = "probe"
nach = "probe-merkmale"
quelle = "q"
evidenz = "sekundaer"
"""


@pytest.fixture
def read(tmp_path):
    def one(text):
        file = tmp_path / "probe.toml"
        file.write_text(HEAD + text, "utf-8")
        return read_guideline(file)

    return one


@pytest.fixture
def faults(read):
    def all_(text):
        with pytest.raises(DataError) as raised:
            read(text)
        return raised.value.problems

    return all_


class TestScale:
    """Scales as data: labels with evidence; labels that no source attests are gaps, not inventions"""

    def test_bands_labels_and_their_own_evidence(self, read):
        (s,) = read(
            SCALE
            + """
            [[skala.stufe]]
            code = "C"
            nr = "Nr. 5"
            evidenz = "normtext"
            bezeichnung = { text = "voll", evidenz = "leitsatz", anmerkung = "so dort" }
            schritt = [{ code = "C1" }, { code = "C2", bezeichnung = { text = "unten" } }]
            [[skala.stufe]]
            code = "D"
            """
        ).scales
        assert [(g.code, g.label, g.stage.code) for g in s] == [
            ("C1", "voll", "C"),
            ("C2", "unten", "C"),
            ("D", None, "D"),
        ]
        assert s["C1"].label_citation.evidence is Evidence.HEADNOTE
        assert str(s["C1"].label_citation) == "Nr. 5 (erfundene Quelle)"
        assert s["D"].citation.evidence is Evidence.SECONDARY
        assert s["D"].label_citation is None

    def test_what_leaves_everything_out_is_attested_like_the_table_above_it(self, read):
        (s,) = read(TWO + 'anmerkung = "aus der Anlage"\n').scales
        assert [g.citation for g in s] == [s.citation] * 2
        assert s["1"].citation.note == "aus der Anlage"

    def test_a_row_with_whole_stages_and_steps_between(self, read):
        row = 'reihe = { von = "3", bis = "1", schritt = "0,5" }\nganze_stufen = true\n'
        (s,) = read(SCALE + row.replace('"3"', '"3,0"')).scales
        assert [g.code for g in s] == ["3,0", "2,5", "2,0", "1,5", "1,0"]
        assert [g.position for g in s] == [3, Fraction(5, 2), 2, Fraction(3, 2), 1]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (SCALE, "skala[0]: "),
            (TWO.replace('"1"', '"2"'), "skala[0]: code '2' is listed twice"),
            (
                TWO.replace('id = "probe"', 'id = "fremd"'),
                "skala[0].id: expected 'probe', or that id",
            ),
            (TWO.replace('"q"', '"p"'), "skala[0].quelle: no source 'p' is known"),
            (TWO + TWO, "skala: 'probe' is defined 2 times, expected once"),
            (TWO + "\n[[luecke]]\n", "luecke[0]: missing key 'was'"),
            (
                TWO.replace("evidenz", "evidenc"),
                "skala[0]: unknown key 'evidenc' (did you mean 'evidenz'?)",
            ),
            (
                HEAD[HEAD.index("[[quelle]]") :] + TWO,
                "quelle: 'q' is defined 2 times, expected once",
            ),
        ],
    )
    def test_what_is_refused(self, faults, text, fault):
        assert any(problem.startswith(fault) for problem in faults(text))

    def test_all_faults_of_a_file_are_told_at_once(self, faults):
        found = faults(
            TWO.replace('"1"', '"2"').replace('"q"', '"p"') + OTHER.replace('"q"', '"r"')
        )
        assert len(found) == 3

    @pytest.mark.parametrize(
        ("stage", "fault"),
        [
            (
                'code = "2,5"\nzwischenstufe = true\nschritt = [{ code = "a" }]',
                "skala[0].stufe[0]: a zwischenstufe is one grade, without schritt and reihe",
            ),
            (
                'code = "x"\nreihe = { von = "3", bis = "1", schritt = 1 }\nschritt = [{ code = "a" }]',
                "skala[0].stufe[0]: give the grades of a band either as schritt or as reihe",
            ),
        ],
    )
    def test_a_band_is_told_in_one_way_and_lies_between_no_stages(self, faults, stage, fault):
        assert faults(f"{SCALE}[[skala.stufe]]\n{stage}\n") == (fault,)

    def test_whole_stages_are_those_of_a_row(self, faults):
        assert faults(TWO + "ganze_stufen = true\n") == (
            "skala[0]: ganze_stufen says something of a reihe, and there is none",
        )


class TestOneRound:
    """All errors at once: the content of a part is checked even if the form of another is wrong"""

    BAD_FORM = '[[richtwert]]\nrang = "eins"\nquelle = "q"\nevidenz = "sekundaer"\n'

    def test_faults_of_form_and_of_content_come_together(self, faults):
        text = (
            TWO.replace('"1"', '"2"')
            + OTHER.replace('"q"', '"p"')
            + self.BAD_FORM
            + self.BAD_FORM.replace('"eins"', "3")
            + '[[rahmen]]\nrichtlinie = "nirgends"\nquelle = "q"\nevidenz = "sekundaer"\n'
        )
        own = (
            "ids look like vg-stade-3-a-401-02; a decision that is not listed is left out; "
            "or add it as [[quelle]]"
        )
        assert faults(text) == (
            "richtwert[0].rang: expected a whole number, got 'eins' (text)",
            f"skala[1].quelle: no source 'p' is known; {own}",
            "skala[0]: code '2' is listed twice",
            "rahmen[0].richtlinie: no guideline 'nirgends' is known; beurteilung guidelines lists all",
        )

    def test_parts_keep_their_place_in_the_file(self, faults):
        text = (
            TWO
            + self.BAD_FORM
            + self.BAD_FORM.replace('"eins"', "3")
            + "[[schwelle]]\nid = 1\n"
            + '[[schwelle]]\nid = "x"\ntext = "y"\nskala = "probe"\nmindestens = "9"\n'
            + 'quelle = "q"\nevidenz = "sekundaer"\n'
        )
        found = faults(text)
        assert "richtwert[1].rang: scale probe has 2 stages, got 3" in found
        assert any(
            x.startswith("schwelle[1].mindestens: scale probe has no grade '9'") for x in found
        )

    @pytest.mark.parametrize(
        "broken", [('"1" }', "true }"), ('"1" }', '"2" }'), ('code = "1"', 'cod = "1"')]
    )
    def test_what_rests_on_a_broken_part_is_not_blamed_for_it(self, faults, broken):
        """No scale, mapping or source is called unknown because its own table has a fault"""
        mapped = MAPPED + 'paar = [{ von = ["2", "1"], nach = ["2"] }]\n'
        bound = self.BAD_FORM.replace('"eins"', "1")
        for found in faults(TWO.replace(*broken) + OTHER + mapped + bound):
            assert found.startswith("skala[0]")

    def test_a_source_with_a_fault_is_not_unknown(self, faults, monkeypatch):
        monkeypatch.setitem(globals(), "HEAD", HEAD.replace('art = "sekundaer"', 'art = "buch"'))
        (fault,) = faults(TWO)
        assert fault.startswith("quelle[0].art: unknown value 'buch'")

    def test_what_is_no_list_of_tables_hides_nothing_else(self, faults, monkeypatch):
        head = 'skala = "keine"\nschwelle = [1]\nrichtwert = [{ rang = 0 }]\n' + HEAD
        monkeypatch.setitem(globals(), "HEAD", head)
        as_table = "as a table [[skala]] with id, titel, on one line: skala = [{ … }]"
        assert faults("[[rahmen]]\nrichtlinie = true\n" + self.WALL) == (
            f"skala: expected a list, got 'keine' (text); {as_table}",
            "richtwert[0]: missing key 'quelle' (id of the source)",
            "richtwert[0]: missing key 'evidenz' (how firmly the source attests it)",
            "rahmen[0]: missing key 'quelle' (id of the source)",
            "rahmen[0]: missing key 'evidenz' (how firmly the source attests it)",
            "rahmen[0].richtlinie: expected text, got true (true/false)",
            'schwelle[0]: expected a table, got 1 (number); in braces: { text = "1" }',
            (
                "nicht_vergleichbar[0].nach: no scale 'nirgends' is known; beurteilung scales lists all; "
                "--load FILE reads guidelines of your own"
            ),
        )

    WALL = (
        '[[nicht_vergleichbar]]\nvon = "probe"\nnach = "nirgends"\n'
        'quelle = "q"\nevidenz = "sekundaer"\n'
    )


class TestOthers:
    """Whatever a file names has to be known: its sources, scales, and the guidelines that bind it"""

    WALL = (
        '[[nicht_vergleichbar]]\nvon = "probe"\nnach = "{}"\nquelle = "q"\nevidenz = "sekundaer"\n'
    )
    FRAME = '[[rahmen]]\nrichtlinie = "{}"\nquelle = "q"\nevidenz = "sekundaer"\n'

    @pytest.mark.parametrize("name", ["ni-pol-1999", "bwl-pol-alt"])
    def test_what_is_known_may_be_held_not_comparable(self, read, name):
        """Also where no source attests its grades."""
        assert read(TWO + self.WALL.format(name)).document.nicht_vergleichbar

    def test_what_is_unknown_may_not(self, faults):
        (fault,) = faults(TWO + self.WALL.format("ni-pol-1998"))
        assert fault.startswith("nicht_vergleichbar[0].nach: no scale 'ni-pol-1998' is known (did")

    @pytest.mark.parametrize("name", ["bund-blv-2009", "probe"])
    def test_a_known_guideline_may_bind(self, read, name):
        assert read(TWO + self.FRAME.format(name)).document.rahmen

    def test_an_unknown_one_may_not(self, faults):
        (fault,) = faults(TWO + self.FRAME.format("bund-blv-2010"))
        assert fault.startswith("rahmen[0].richtlinie: no guideline 'bund-blv-2010' is known (did")

    THRESHOLD = '[[schwelle]]\nid = "x"\ntext = "x"\nmindestens = "{}"\n{}quelle = "q"\nevidenz = "sekundaer"\n'

    @pytest.mark.parametrize(
        ("code", "of", "fault"),
        [
            ("9", "probe", "schwelle[0].mindestens: scale probe has no grade '9'"),
            ("9", "ni-pol-1999", "schwelle[0].mindestens: scale ni-pol-1999 has no grade '9'"),
            (
                "9",
                "ni-pol-199",
                "schwelle[0].skala: no scale 'ni-pol-199' is known; known names that begin so: ni-pol-1996",
            ),
        ],
    )
    def test_a_threshold_names_a_grade_that_is_known(self, faults, code, of, fault):
        (found,) = faults(TWO + self.THRESHOLD.format(code, f'skala = "{of}"\n'))
        assert found.startswith(fault)

    def test_of_two_scales_it_names_one(self, faults, read):
        """Without one it speaks of the Gesamturteil, if that has one scale"""
        threshold = self.THRESHOLD.format("2", "")
        assert read(TWO + threshold).document.schwelle[0].skala == "probe"
        (found,) = faults(TWO + TWO.replace('"probe"', '"probe-zwei"') + threshold)
        assert found.startswith("schwelle[0]: mindestens needs the skala of the grade; if no")

    def test_a_threshold_may_name_a_stage(self, read):
        """The worst grade of the stage reaches it"""
        scale = read(
            SCALE
            + 'stufe = [{ code = "gut", reihe = { von = "9", bis = "7", schritt = 1 } }, { code = "6" }]\n'
            + self.THRESHOLD.format("gut", "")
        )
        (threshold,) = scale.document.schwelle
        assert [threshold.reached(g) for g in scale.scales[0]] == [True, True, True, False]

    @pytest.mark.parametrize(
        ("code", "more", "gap"),
        [
            ("2", 'skala = "probe"\n', ""),
            ("Hervorragend", 'skala = "ni-pol-1999"\n', ""),
            ("9", 'skala = "hh-pol"\n', ""),
            ("9", 'skala = "fremd"\n', '[[luecke]]\nwas = "das Schema fremd"\n'),
            ("9", "", '[[luecke]]\nwas = "Skala"\nbetrifft = "schwelle.skala"\n'),
        ],
    )
    def test_or_one_of_a_scheme_without_data(self, read, code, more, gap):
        assert read(TWO + self.THRESHOLD.format(code, more) + gap).document.schwelle

    def test_a_record_on_comparability_names_what_is_known_or_a_gap(self, faults, read):
        record = (
            '[[vergleichbarkeit]]\nmit = ["probe", "hh-pol", "eu-2099"]\nbefund = "massstab"\n'
            'text = "x"\nquelle = "q"\nevidenz = "sekundaer"\n'
        )
        (fault,) = faults(TWO + record)
        assert fault.startswith("vergleichbarkeit[0].mit: no scale 'eu-2099' is known")
        assert read(TWO + record + '[[luecke]]\nwas = "das Schema eu-2099"\n').gaps

    def test_a_grade_of_an_example_is_known(self, faults):
        example = '[[beispiel]]\nid = "x"\ntext = "x"\nquelle = "q"\nevidenz = "sekundaer"\n'
        named = (
            'noten = ["probe:2", "probe:9", "ni-pol-1999:4", "ni-pol-1999:6", "probe-x:1", "4"]\n'
        )
        found = faults(TWO + example + named)
        assert [fault.partition(";")[0] for fault in found] == [
            "beispiel[0].noten: scale probe has no grade '9'",
            "beispiel[0].noten: scale ni-pol-1999 has no grade '6'",
            "beispiel[0].noten: no scale 'probe-x' is known",
            "beispiel[0].noten: expected '<scale>:<code>' such as ni-pol-1996:5, got '4'",
        ]
        broken = TWO.replace('code = "1"', "code = true")
        (fault,) = faults(broken + example + 'noten = ["probe:1"]\n')
        assert fault.startswith("skala[0].stufe[1].code: ")

    def test_a_known_decision_is_not_described_again(self, faults, monkeypatch):
        monkeypatch.setitem(globals(), "HEAD", HEAD.replace('"q"', '"vg-stade-3-a-401-02"'))
        (fault,) = faults(TWO.replace('"q"', '"vg-stade-3-a-401-02"'))
        assert fault == (
            "quelle[0].id: 'vg-stade-3-a-401-02' is known already as VG Stade, Urt. v. 20.03.2003, "
            "3 A 401/02; refer to it without a [[quelle]], or choose another id"
        )

    @pytest.mark.parametrize(
        ("von", "nach", "by"),
        [
            ("bmwi-2007", "bmwi-2011", "VGH Baden-"),
            ("probe", "ch-bpv", "erfundene Quelle; compare"),
        ],
    )
    def test_no_mapping_bridges_what_is_held_not_comparable(self, faults, von, nach, by):
        bridge = MAPPED.replace('"probe"', f'"{von}"').replace('"probe-merkmale"', f'"{nach}"')
        text = (
            TWO + self.WALL.format("ch-bpv") + bridge + 'paar = [{ von = ["2"], nach = ["4"] }]\n'
        )
        (fault,) = faults(text)
        assert fault.startswith(f"abbildung[0]: {von} and {nach} are held not comparable by {by}")

    def test_a_source_that_ships_needs_no_table(self, read):
        (s,) = read(TWO.replace('"q"', '"vg-stade-3-a-401-02"')).scales
        assert s.citation.source.zitat == "VG Stade, Urt. v. 20.03.2003, 3 A 401/02"


class TestRows:
    """whole, half and quarter steps, means to 0.01"""

    @pytest.mark.parametrize(
        ("von", "bis", "schritt", "codes"),
        [
            ("3", "1", 1, "3 2 1"),
            ("1", "3", 1, "1 2 3"),
            ("5,0", "4", "0,5", "5,0 4,5 4,0"),
            ("1.00", "1.50", "0,25", "1.00 1.25 1.50"),
            ("0,5", "-0,5", "0,5", "0,5 0,0 -0,5"),
            ("7", "7", 1, "7"),
        ],
    )
    def test_the_numbers_as_printed(self, von, bis, schritt, codes):
        assert Reihe(von=von, bis=bis, schritt=exact(schritt)).row.codes == tuple(codes.split())

    @pytest.mark.parametrize(
        ("von", "bis", "schritt", "fault"),
        [
            ("eins", "drei", 1, "expected a number such as '8,30', got 'eins'"),
            ("1e9", "1", 1, "expected a number such as '8,30', got '1e9'"),
            ("3", "1", 0, "schritt must be positive, got 0"),
            ("3", "1", -1, "schritt must be positive, got -1"),
            ("4", "1", 2, "1 is not reached from 4 by 2"),
            ("5", "4", "1/2", "as many decimals as schritt needs: von = '5,0', bis = '4,0'"),
            ("5,0", "4,1", "1/2", "4,1 is not reached from 5,0 by 0.5"),
            ("10/3", "1/3", 1, "1/3 is not reached from 10/3 by 1"),
            ("1000000000", "1", 1, "expected at most 20,000 numbers from 1000000000 to 1"),
        ],
    )
    def test_what_is_no_row(self, von, bis, schritt, fault):
        with pytest.raises(DataError) as raised:
            Reihe(von=von, bis=bis, schritt=Fraction(schritt))
        assert fault in str(raised.value)

    @given(
        st.integers(-99, 99),
        st.integers(1, 9),
        st.integers(0, 40),
        st.integers(0, 2),
        st.booleans(),
    )
    def test_neighbours_lie_one_step_apart(self, first, step, count, decimals, down):
        grid = 10**decimals
        last = first + step * count * (-1 if down else 1)
        von, bis = (f"{Decimal(n).scaleb(-decimals):.{decimals}f}" for n in (first, last))
        row = Reihe(von=von, bis=bis, schritt=Fraction(step, grid)).row
        codes = [s.code for s in row]
        assert len(row) == len(codes)
        assert row.codes == tuple(codes)
        values = [Fraction(code.replace(",", ".")) for code in codes]
        assert len(codes) == count + 1 == len({fold(code) for code in codes})
        assert (values[0], values[-1]) == (Fraction(first, grid), Fraction(last, grid))
        assert {abs(a - b) for a, b in itertools.pairwise(values)} <= {Fraction(step, grid)}


class TestMapping:
    """all grades that it does not know are named at once"""

    def test_rows_of_neighbours_and_what_has_none(self, read):
        text = TWO.replace('{ code = "2" }', '{ code = "3" }, { code = "2" }') + OTHER + MAPPED
        (m,) = read(
            text
            + 'paar = [{ von = ["3", "2"], nach = ["2"], anmerkung = "so" }]\n'
            + 'ohne = [{ stufe = ["1"], anmerkung = "nichts" }]\n'
        ).mappings
        assert [(p.before.code, p.after.code, p.citations[0].note) for p in m] == [
            ("3", "2", "so"),
            ("2", "2", "so"),
        ]
        assert [(x.grade.code, x.citation.note) for x in m.without] == [("1", "nichts")]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "abbildung[0]: give either [[abbildung.paar]], a table, or a formel"),
            (
                'paar = [{ von = ["9"], nach = ["2"] }, { von = ["2"], nach = ["8"] }]',
                "abbildung[0]: paar[1].nach: scale probe-merkmale has no grade '8'",
            ),
            ('paar = [{ von = ["2"], nach = ["2"] }]', "abbildung[0]: nothing is said of 1; add a"),
            (
                'paar = [{ von = ["2"], nach = ["1"] }, { von = ["1"], nach = ["2"] }]',
                "abbildung[0]: probe:2 is better than probe:1, but its counterparts (1) are not (2)",
            ),
            (
                'paar = [{ von = ["2", "1"], nach = ["1"] }]\nohne = [{ stufe = ["1"] }]',
                "abbildung[0]: probe:1 has a counterpart and is said to have none",
            ),
            (
                'ohne = [{ stufe = ["2", "1"] }]\n' + MAPPED.replace("probe-merkmale", "probe"),
                "abbildung[1]: von and nach name the same scale, 'probe', expected two",
            ),
            (
                'paar = [{ von = [], nach = ["1"] }]',
                "abbildung[0].paar[0]: von and nach name at least one grade each",
            ),
        ],
    )
    def test_what_is_refused(self, faults, text, fault):
        assert any(problem.startswith(fault) for problem in faults(TWO + OTHER + MAPPED + text))

    def test_an_unknown_scale_is_a_fault_of_the_file(self, faults):
        text = (
            MAPPED.replace('"probe-merkmale"', '"nirgends"')
            + 'paar = [{ von = ["2"], nach = ["2"] }]'
        )
        assert any("abbildung[0]: no scale 'nirgends' is known" in x for x in faults(TWO + text))

    @pytest.mark.parametrize("rule", ["abschneiden", "kaufmaennisch", None])
    def test_a_formula_pairs_what_it_hits(self, read, rule):
        text = TWO.replace(
            '"2" }, { code = "1"', '"4" }, { code = "3" }, { code = "2" }, { code = "1"'
        )
        cut = f', rundung = "{rule}"' if rule else ""
        formula = f'formel = {{ faktor = "1/2", summand = 0{cut} }}\n'
        (m,) = read(text + OTHER + MAPPED + formula).mappings
        expected = {
            "abschneiden": [("4", "2"), ("3", "1"), ("2", "1")],
            "kaufmaennisch": [("4", "2"), ("3", "2"), ("2", "1"), ("1", "1")],
            None: [("4", "2"), ("2", "1")],
        }[rule]
        assert [(p.before.code, p.after.code) for p in m] == expected
        assert {x.grade.code for x in m.without} == set("4321") - {a for a, _ in expected}

    def test_a_formula_may_round_to_steps_that_are_no_decimals(self, read):
        """Halves of what is printed with one decimal"""
        row = 'reihe = {{ von = "{}", bis = "{}", schritt = "{}" }}\n'
        text = SCALE + row.format("3,0", "1,0", "0,1") + OTHER[: OTHER.index("stufe")]
        formula = 'formel = { faktor = 1, summand = 0, rundung = "kaufmaennisch", '
        text += row.format("3,0", "1,0", "0,5") + MAPPED + formula + 'rundung_schritt = "0,5" }\n'
        (m,) = read(text).mappings
        assert [p.after.code for p in m if p.before.code in ("2,8", "2,7", "1,3", "1,2")] == [
            "3,0",
            "2,5",
            "1,5",
            "1,0",
        ]
        assert not m.without

    @pytest.mark.parametrize(
        ("rest", "fault"),
        [
            ("", "rundung_schritt needs rundung: abschneiden or kaufmaennisch"),
            ('rundung = "abschneiden", ', "rundung_schritt must be positive, got 0"),
        ],
    )
    def test_a_step_belongs_to_a_rounding_and_has_a_length(self, faults, rest, fault):
        formula = f"formel = {{ faktor = 1, summand = 0, {rest}rundung_schritt = 0 }}\n"
        assert faults(TWO + OTHER + MAPPED + formula) == (f"abbildung[0].formel: {fault}",)

    def test_a_formula_passes_over_codes_that_are_no_numbers(self, read):
        word = TWO.replace('{ code = "1" }', '{ code = "1" }, { code = "ohne" }')
        formula = "formel = { faktor = 1, summand = 0 }\n"
        (m,) = read(word + OTHER + MAPPED + formula + 'ohne = [{ stufe = ["ohne"] }]\n').mappings
        assert [(p.before.code, p.after.code) for p in m] == [("2", "2"), ("1", "1")]

    def test_a_formula_that_sends_all_to_one_is_none(self, faults):
        formula = "formel = { faktor = 0, summand = 1 }\n"
        assert any("faktor must not be 0" in x for x in faults(TWO + OTHER + MAPPED + formula))


class TestMeans:
    """quarter steps, and means brought onto them"""

    QUARTERS = (
        'reihe = { von = "5,00", bis = "1,00", schritt = "0,25" }\n'
        'rundung = { art = "ART", schritt = "0,25", quelle = "q", evidenz = "sekundaer" }\n'
    )

    @pytest.mark.parametrize(
        ("art", "mean", "grade"),
        [
            ("abschneiden", "3,67", "3,50"),
            ("abschneiden", "3,60", "3,50"),
            ("abschneiden", "3,82", "3,75"),
            ("abschneiden", "2,50", "2,50"),
            ("kaufmaennisch", "3,62", "3,50"),
            ("kaufmaennisch", "3,625", "3,75"),
            ("kaufmaennisch", "0,875", "1,00"),
        ],
    )
    def test_a_mean_is_brought_to_a_quarter(self, read, art, mean, grade):
        assert read(SCALE + self.QUARTERS.replace("ART", art)).place(mean).code == grade

    @pytest.mark.parametrize("mean", ["0,99", "5,25"])
    def test_off_the_scale_its_ends_are_named(self, read, mean):
        own = read(SCALE + self.QUARTERS.replace("ART", "abschneiden"))
        with pytest.raises(UnknownGradeError) as raised:
            own.place(mean)
        assert str(raised.value) == (
            f"{mean} has no grade on scale probe (rundung: abschneiden); its numbers: 5,00 to 1,00"
        )

    def test_words_have_no_numbers(self, read):
        with pytest.raises(UnknownGradeError, match=r"how to round\); it has no numbers"):
            read(SCALE + 'stufe = [{ code = "gut" }]\n').place(1)

    def test_a_grade_between_two_is_no_fraction(self, read):
        """1/2 stands between 1 and 2 and is no half."""
        between = '{ code = "1" }, { code = "1/2", zwischenstufe = true }, { code = "2" }'
        own = read(SCALE + f"stufe = [{between}]\n")
        assert {g.code: n for n, g in files.numbers(own.scale).items()} == {"1": 1, "2": 2}
        with pytest.raises(UnknownGradeError, match="0,5 has no grade"):
            own.place("0,5")

    def test_a_step_has_a_length(self, faults):
        assert faults(
            SCALE + self.QUARTERS.replace("ART", "abschneiden").replace('"0,25", q', "-1, q")
        ) == ("skala[0].rundung: schritt must be positive, got -1",)


class TestNumbers:
    """Shares are exact"""

    @given(st.decimals(-99, 99, places=2))
    def test_exact_reads_what_is_printed(self, x):
        assert exact(str(x).replace(".", ",")) == exact(str(x)) == exact(x) == Fraction(x)

    def test_a_float_is_never_exact(self):
        with pytest.raises(DataError, match=r"8\.3 is a float and never exact; write it as text"):
            exact(8.3)

    def test_every_public_name_is_there(self):
        assert all(getattr(files, name) for name in files.__all__)


def places_of(value, at=()):
    """The paths of everything in a table."""
    yield at
    inner = dict(enumerate(value)) if isinstance(value, list) else value
    for key, item in inner.items() if isinstance(inner, dict) else ():
        yield from places_of(item, (*at, key))


TEMPLATE = tomllib.loads((DATA / "vorlage.toml").read_text(encoding="utf-8"))
PLACES = [place for place in places_of(TEMPLATE) if place]
JUNK = st.sampled_from(
    [
        "",
        "x",
        "-1",
        "1/2",
        "\x00",
        0,
        -1,
        10**30,
        True,
        1.5,
        date(2020, 1, 1),
        [],
        {},
        [1],
        {"a": 1},
    ]
)


class TestWhatever:
    """Bad input: an error of ours, never a traceback of another"""

    @given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
    def test_whatever_stands_somewhere_is_read_or_refused(self, changes):
        table = copy.deepcopy(TEMPLATE)
        for (*above, last), junk in changes:
            part = table
            with contextlib.suppress(KeyError, IndexError, TypeError):  # another change removed it
                for key in above:
                    part = part[key]
                part[last] = junk
        with contextlib.suppress(DataError):
            assert loading._build(table, "datei").title
