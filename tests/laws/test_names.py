"""The names under which a grade is found: architecture, laws, "data" and "round trips"."""

import re
import unicodedata

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Grade, GradeScale, grade, scale, scales
from beurteilung.errors import AmbiguousGradeError, UnknownGradeError, UnknownIdError
from beurteilung.model.scales import Stage, Step, Unlisted, fold, listed
from beurteilung.strategies import grades
from beurteilung.strategies import scales as generated

SHIPPED = [g for s in scales() for g in s]
CHANGES = [
    str.upper,
    str.lower,
    str.title,
    lambda t: f"  {t}\t",
    lambda t: t.replace(" ", "\u00a0 "),
    lambda t: re.sub(r"(?<=\d),(?=\d)", ".", t),
    lambda t: f"\u200b{t}\u00ad",
    lambda t: unicodedata.normalize("NFD", t),
    lambda t: unicodedata.normalize("NFC", t),
]
changes = st.lists(st.sampled_from(CHANGES), max_size=4)


def changed(text, how):
    for change in how:
        text = change(text)
    return text


class TestFolding:
    """unique after folding NFC, case, space and decimal sign"""

    @given(st.text())
    def test_folding_twice_is_folding_once(self, text):
        assert fold(fold(text)) == fold(text)

    @given(st.text(), st.sampled_from(["NFC", "NFD"]))
    def test_the_unicode_form_does_not_matter(self, text, form):
        assert fold(unicodedata.normalize(form, text)) == fold(text)

    @given(st.text(st.characters(codec="latin-1")))
    def test_case_and_space_do_not_matter(self, text):
        assert fold(f" {text.upper()}\n") == fold(text)

    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("4,5", "4.5"),
            ("1,00", "1.00"),
            ("gut, sehr gut", "gut, sehr gut"),
            ("A,B", "a,b"),
            ("  C  Oberer\tBereich ", "c oberer bereich"),
            ("GRÖSSE", "grösse"),
            ("Größe", "grösse"),
        ],
    )
    def test_only_the_comma_between_digits_is_a_decimal_sign(self, text, folded):
        assert fold(text) == folded


class TestLookUp:
    """Accepted: a code or stage label in other case, spacing, Unicode form or with a decimal point"""

    @given(grades(), changes)
    def test_every_grade_is_found_by_its_code(self, g, how):
        assert g.scale[g.code] is g
        assert g.scale[changed(g.code, how)] is g

    @given(grades(), changes)
    def test_a_label_or_stage_finds_the_grade_if_it_is_the_only_one(self, g, how):
        for name in (g.label, g.stage and g.stage.code):
            if not name:
                continue
            sharing = [
                o
                for o in g.scale
                if fold(name) in {fold(n) for n in (o.label, o.stage and o.stage.code) if n}
            ]
            exact = [o for o in g.scale if fold(o.code) == fold(name)]
            if exact or len(sharing) == 1:
                assert g.scale[changed(name, how)] is (exact or sharing)[0]
            else:
                with pytest.raises(AmbiguousGradeError) as raised:
                    _ = g.scale[changed(name, how)]
                assert raised.value.candidates == tuple(sharing)

    @each("s", scales(), ids=lambda s: s.id)
    def test_every_shipped_grade_is_found_by_its_text_form(self, s):
        """Every scale satisfies s[g.code] is g; shipped grades satisfy grade(str(g)) is g"""
        for g in s:
            assert s[g.code] is g
            assert grade(str(g)) is g
            for change in CHANGES:
                assert grade(f" {s.id} :{change(g.code)}") is g

    @given(st.sampled_from(SHIPPED), changes)
    def test_in_any_mixture_of_ways_to_write_it(self, g, how):
        assert grade(f"{g.scale.id}:{changed(g.code, how)}") is g

    def test_a_point_for_the_comma(self):
        assert grade("ni-pol-1999-merkmale:4.5") is grade("ni-pol-1999-merkmale:4,5")

    @pytest.mark.parametrize(
        "text",
        [
            "5 (übertrifft erheblich die Anforderungen)",
            "5 - Übertrifft erheblich die Anforderungen",
            "5 – übertrifft erheblich die Anforderungen",
            "5: übertrifft erheblich die Anforderungen",
            "übertrifft erheblich die Anforderungen (5)",
        ],
    )
    def test_by_code_and_label_together(self, text):
        assert scale("ni-pol-1996")[text].code == "5"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("jur-18:gut (13)", "13"),
            ("jur-18:13 - gut", "13"),
            ("ni-pol-2008:C (oberer Bereich)", "C oberer Bereich"),
            ("ni-pol-2008:C, oberer Bereich", "C oberer Bereich"),
            ("telekom-2013:sehr gut (++)", "Sehr gut ++"),
        ],
    )
    def test_by_code_and_stage_together_and_in_brackets(self, text, code):
        assert grade(text).code == code

    @pytest.mark.parametrize(
        "text", ["jur-18:gut (12)", "jur-18:12 gut", "ni-pol-2008:B (oberer Bereich)"]
    )
    def test_not_if_the_stage_is_another(self, text):
        with pytest.raises(UnknownGradeError):
            grade(text)

    @pytest.mark.parametrize(
        "text", ["4 (übertrifft erheblich die Anforderungen)", "5 (gut)", "5 (5)", "5+ (sehr gut)"]
    )
    def test_not_if_they_name_two_grades(self, text):
        with pytest.raises(UnknownGradeError):
            scale("ni-pol-1996")[text]

    def test_by_its_label(self):
        assert grade("ni-pol-1999:HERVORRAGEND").code == "5"

    @given(generated())
    def test_nothing_new_is_made(self, s):
        """Parsing 100,000 texts of one scale creates no new Grade"""
        assert [s[g.code] for g in s] == list(s)
        assert all(s[g.code] is g for g in s)


def spellings(code):
    """The common ways to write a code: decimals more or fewer, dashes, blanks left out or put in."""
    yield code.replace(" ", "")
    for dash in "–−‐":
        yield code.replace("-", dash)
    number = re.fullmatch(r"(-?)(\d+)(?:[.,](\d*))?", code)
    if number:
        sign, whole, decimals = number[1], number[2], (number[3] or "").rstrip("0")
        for zeros in ("", "0", "00"):
            for mark in ",.":
                yield f"{sign}{whole}{mark if decimals + zeros else ''}{decimals}{zeros}"
        yield f"{sign}0{code.removeprefix('-')}"


class TestSpellings:
    """equal numbers name one grade; every shipped code is found through each of its common spellings"""

    @each("s", scales(), ids=lambda s: s.id)
    def test_every_shipped_code(self, s):
        for g in s.grades if len(s) < 200 else (*s.grades[:50], *s.grades[-50:]):
            for text in spellings(g.code):
                assert s[text] is g, text

    @given(grades())
    def test_every_generated_code(self, g):
        clashing = {
            fold(n) for o in g.scale for n in (o.code, o.label, o.stage and o.stage.code) if n
        }
        for text in spellings(g.code):
            if fold(text) not in clashing - {fold(g.code)}:
                assert g.scale[text] is g

    @pytest.mark.parametrize(
        ("scale_id", "text", "code"),
        [
            ("bwl-pol-2003", "4", "4,00"),
            ("bwl-pol-2003", "3.5", "3,50"),
            ("jur-18", "15,0", "15"),
            ("oberstufe-15-tendenz", "2–", "2-"),
            ("oberstufe-15-tendenz", "2−", "2-"),
            ("bpol-2016", "A 1", "A1"),
        ],
    )
    def test_as_spreadsheets_and_people_write_them(self, scale_id, text, code):
        assert scale(scale_id)[text].code == code

    def test_a_name_that_several_share_unspaced_is_asked_back(self):
        s = GradeScale("leer", (Stage("A 1"), Stage("A1")))
        assert s["A 1"].code == "A 1"
        assert s["A1"].code == "A1"


class TestUnknown:
    """Unknown scale, unknown grade (nearest valid ones named)"""

    def test_an_unknown_grade_names_the_grades_best_first(self):
        with pytest.raises(UnknownGradeError) as raised:
            grade("ni-pol-1999:7")
        assert str(raised.value) == (
            "scale ni-pol-1999 has no grade '7'; its grades, best first: 5, 4, 3, 2, 1"
        )

    def test_a_long_scale_is_shortened(self):
        long = GradeScale("lang", tuple(Stage(str(n)) for n in range(100, 0, -1)))
        with pytest.raises(UnknownGradeError) as raised:
            _ = long["x"]
        assert str(raised.value).endswith("93, 92, …, 3, 2, 1")
        assert repr(long).startswith("<GradeScale lang: 100 99 ")

    def test_the_number_of_another_scale_is_not_guessed(self):
        with pytest.raises(UnknownGradeError):
            grade("schulnoten-1-6:15")

    def test_a_text_without_a_scale_is_refused(self):
        with pytest.raises(UnknownGradeError) as raised:
            grade("5")
        assert str(raised.value) == (
            "expected '<scale>:<code>' such as ni-pol-1996:5, got '5'; all scales are listed by: beurteilung scales"
        )

    def test_an_unknown_scale_offers_the_nearest(self):
        with pytest.raises(UnknownIdError) as raised:
            grade("ni-poll-1996:5")
        assert str(raised.value) == (
            "no scale 'ni-poll-1996' is known (did you mean 'ni-pol-1996'?); scales() lists all"
        )

    @pytest.mark.parametrize(
        ("scale_id", "text", "meant"),
        [
            ("th-lbvo", "Hervoragend", "hervorragend"),
            ("ni-pol-1999", "hervoragend", "Hervorragend"),
            ("ni-pol-2023", "C oberer", "C oberer Bereich"),
        ],
    )
    def test_an_unknown_name_offers_the_nearest_as_it_is_printed(self, scale_id, text, meant):
        with pytest.raises(UnknownGradeError) as raised:
            scale(scale_id)[text]
        assert f"no grade {text!r} (did you mean {meant!r}?); its grades" in str(raised.value)

    @pytest.mark.parametrize(
        ("scale_id", "text"),
        [
            ("oberstufe-15-tendenz", "7-"),
            ("oberstufe-15-tendenz", "6-"),
            ("ni-pol-2008", "C unter Bereich"),
            ("ni-richter-2024", "ungeeignet"),
            ("ni-richter-2024-probe", "gut geeignet"),
            ("th-lbvo", "entspricht nie den Anforderungen"),
            ("bwl-pol-2003", "3,60"),
        ],
    )
    def test_a_hint_never_names_a_better_grade_than_was_typed(self, scale_id, text):
        with pytest.raises(UnknownGradeError) as raised:
            scale(scale_id)[text]
        hint = re.search(r"did you mean '(.*?)'", str(raised.value))
        assert hint is None or hint[1] == "C unterer Bereich"

    def test_an_incomplete_list_offers_nothing(self):
        s = GradeScale("teil", (Unlisted(), Stage("gut", "gut gemacht"), Unlisted()))
        with pytest.raises(UnknownGradeError) as raised:
            _ = s["gutt"]
        assert str(raised.value) == (
            "the list of scale teil is not complete, and no source attests a grade 'gutt'; "
            "attested, best first: gut"
        )

    @pytest.mark.parametrize("text", ["xyzzy", "99", ""])
    def test_what_is_near_to_nothing_offers_nothing(self, text):
        with pytest.raises(UnknownGradeError) as raised:
            scale("jur-18")[text]
        assert f"scale jur-18 has no grade {text!r}; its grades" in str(raised.value)

    def test_codes_with_a_decimal_comma_are_told_apart(self):
        with pytest.raises(AmbiguousGradeError) as raised:
            _ = scale("zoll-note-2023")["gut"]
        assert str(raised.value) == (
            "'gut' names several grades of scale zoll-note-2023: 1,7; 2,0; 2,3; name one of them"
        )
        assert listed(["5", "4"]) == "5, 4"
        assert listed([]) == ""

    def test_a_band_names_its_steps(self):
        with pytest.raises(AmbiguousGradeError) as raised:
            grade("ni-pol-2008:C")
        assert str(raised.value) == (
            "'C' names several grades of scale ni-pol-2008: "
            "C oberer Bereich, C mittlerer Bereich, C unterer Bereich; name one of them"
        )
        assert [g.code[2] for g in raised.value.candidates] == ["o", "m", "u"]

    @given(grades(), st.text(min_size=1))
    def test_whatever_is_no_name_raises_an_error_of_ours(self, g, text):
        names = {fold(n) for o in g.scale for n in (o.code, o.label, o.stage and o.stage.code) if n}
        if fold(text) not in names:
            with pytest.raises(UnknownGradeError) as raised:
                _ = g.scale[text]
            assert repr(text) in str(raised.value)


class TestTextForms:
    """text form "<scale id>:<code>"; str() gives it back"""

    @given(grades())
    def test_str_and_repr(self, g):
        assert str(g) == f"{g.scale.id}:{g.code}"
        assert repr(g) == f"<Grade {g}>"
        assert re.fullmatch(r"[a-z0-9-]+", str(g).partition(":")[0])

    def test_a_grade_has_the_label_of_its_stage_unless_it_has_its_own(self):
        s = GradeScale("band", (Stage("C", "voll", steps=(Step("C1", "oben"), Step("C2"))),))
        assert [g.label for g in s] == ["oben", "voll"]
        assert isinstance(s["C1"], Grade)

    def test_as_dict_is_plain(self):
        first = scale("ni-pol-1996").as_dict()["grades"][0]
        assert first["code"] == "6"
        assert first["position"] == "6"
        assert first["stage"] == "6"
