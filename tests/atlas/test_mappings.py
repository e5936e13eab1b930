"""Every shipped mapping: boundaries on both sides, both formulas, laws by enumeration."""

from fractions import Fraction
from itertools import pairwise

import pytest
from each import each

from beurteilung import Evidence, compare, grade, guideline, mapping, scale, scales
from beurteilung._base.compiled import DATA
from beurteilung.errors import (
    DataError,
    MappingConflictError,
    NoMappingError,
    NoScaleError,
    NotComparableError,
    UnknownGradeError,
)
from beurteilung.law.registry import _basis, _table

STEMS = sorted(p.stem for p in (DATA / "mappings").glob("*.toml"))
WALLS = [s for s in STEMS if s.endswith(".nicht-vergleichbar")]
ENDS = [tuple(s.split("--")) for s in STEMS if s not in WALLS]
IDS = ["--".join(e) for e in ENDS]
MANY = 400

# First and last value of each interval as the norms print them: best first, with its result.
INTERVALS = {
    ("jur-18-mittel", "jur-18-noten"): [
        ("18,00", "14,00", "sehr gut"),
        ("13,99", "11,50", "gut"),
        ("11,49", "9,00", "vollbefriedigend"),
        ("8,99", "6,50", "befriedigend"),
        ("6,49", "4,00", "ausreichend"),
        ("3,99", "1,50", "mangelhaft"),
        ("1,49", "0,00", "ungenügend"),
    ],
    ("jur-18", "jur-18-noten"): [
        ("18", "16", "sehr gut"),
        ("15", "13", "gut"),
        ("12", "10", "vollbefriedigend"),
        ("9", "7", "befriedigend"),
        ("6", "4", "ausreichend"),
        ("3", "1", "mangelhaft"),
        ("0", "0", "ungenügend"),
    ],
    ("rangpunkte-15-prozent", "rangpunkte-15"): [
        ("100,00", "93,70", "15"),
        ("93,69", "87,50", "14"),
        ("87,49", "83,40", "13"),
        ("83,39", "79,20", "12"),
        ("79,19", "75,00", "11"),
        ("74,99", "70,90", "10"),
        ("70,89", "66,70", "9"),
        ("66,69", "62,50", "8"),
        ("62,49", "58,40", "7"),
        ("58,39", "54,20", "6"),
        ("54,19", "50,00", "5"),
        ("49,99", "41,70", "4"),
        ("41,69", "33,40", "3"),
        ("33,39", "25,00", "2"),
        ("24,99", "12,50", "1"),
        ("12,49", "0,00", "0"),
    ],
    ("rangpunkte-15", "rangpunkte-15-noten"): [
        ("15", "14", "sehr gut (1)"),
        ("13", "11", "gut (2)"),
        ("10", "8", "befriedigend (3)"),
        ("7", "5", "ausreichend (4)"),
        ("4", "2", "mangelhaft (5)"),
        ("1", "0", "ungenügend (6)"),
    ],
    ("zoll-note-2023-prozent", "zoll-note-2023"): [
        ("100", "95", "1,0"),
        ("94", "90", "1,3"),
        ("89", "85", "1,7"),
        ("84", "80", "2,0"),
        ("79", "75", "2,3"),
        ("74", "70", "2,7"),
        ("69", "65", "3,0"),
        ("64", "60", "3,3"),
        ("59", "55", "3,7"),
        ("54", "50", "4,0"),
        ("49", "25", "5,0"),
        ("24", "0", "6,0"),
    ],
    ("gesundheit-1-6-mittel", "gesundheit-1-6"): [
        ("1,00", "1,49", "1"),
        ("1,50", "2,49", "2"),
        ("2,50", "3,49", "3"),
        ("3,50", "4,49", "4"),
        ("4,50", "5,49", "5"),
        ("5,50", "6,00", "6"),
    ],
    ("grosse-staatspruefung", "grosse-staatspruefung-noten"): [
        ("1,00", "1,49", "sehr gut"),
        ("1,50", "2,44", "gut"),
        ("2,45", "3,34", "befriedigend"),
        ("3,35", "4,00", "ausreichend"),
    ],
    ("ihk-100-dezimal", "ihk-100-noten"): [
        ("1,0", "1,4", "sehr gut"),
        ("1,5", "2,4", "gut"),
        ("2,5", "3,4", "befriedigend"),
        ("3,5", "4,4", "ausreichend"),
        ("4,5", "5,4", "mangelhaft"),
        ("5,5", "6,0", "ungenügend"),
    ],
    ("hh-fw-2026-summe", "hh-fw-2026"): [
        ("126", "116", "6"),
        ("115", "95", "5"),
        ("94", "74", "4"),
        ("73", "53", "3"),
        ("52", "32", "2"),
        ("31", "21", "1"),
    ],
    ("sn-beurtvo-2024-merkmale", "sn-beurtvo-2024-probezeit"): [
        ("16", "10", "überdurchschnittlich bewährt"),
        ("9", "4", "bewährt"),
        ("3", "0", "nicht bewährt"),
    ],
    ("zoll-note-2023-mittel", "zoll-note-2023"): [
        ("1,0", "1,1", "1,0"),
        ("1,2", "1,4", "1,3"),
        ("1,5", "1,8", "1,7"),
        ("1,9", "2,1", "2,0"),
        ("2,2", "2,4", "2,3"),
        ("2,5", "2,8", "2,7"),
        ("2,9", "3,1", "3,0"),
        ("3,2", "3,4", "3,3"),
        ("3,5", "3,8", "3,7"),
        ("3,9", "4,0", "4,0"),
        ("4,1", "5,0", "5,0"),
        ("5,1", "6,0", "6,0"),
    ],
    ("oberstufe-15", "schulnoten-1-6"): [
        ("15", "13", "1"),
        ("12", "10", "2"),
        ("9", "7", "3"),
        ("6", "4", "4"),
        ("3", "1", "5"),
        ("0", "0", "6"),
    ],
}
ROWS = [(*ends, *row) for ends, rows in INTERVALS.items() for row in rows]


class TestBoundaries:
    @each(("before", "after", "best", "worst", "result"), ROWS)
    def test_both_ends_belong_to_the_interval(self, before, after, best, worst, result):
        m = mapping(before, after)
        assert [m(m.before[end])[0].code for end in (best, worst)] == [result, result]

    @each(("before", "after", "best", "worst", "result"), ROWS)
    def test_one_step_beyond_is_another_result(self, before, after, best, worst, result):
        m = mapping(before, after)
        row = m.before.between(m.before[best], m.before[worst])
        for beyond in (row[0].rank - 1, row[-1].rank + 1):
            if 0 <= beyond < len(m.before):
                (other,) = m(m.before.grades[beyond])
                assert other.code != result
        assert all([t.code for t in m(g)] == [result] for g in row)

    @pytest.mark.parametrize("ends", INTERVALS)
    def test_the_intervals_cover_the_scale_without_overlap(self, ends):
        m = mapping(*ends)
        sizes = [len(m.before.between(m.before[a], m.before[b])) for a, b, _ in INTERVALS[ends]]
        assert sum(sizes) == len(m.before) == len(m.pairs)

    def test_other_cuts_for_one_mark_than_for_a_mean(self):
        noten = scale("jur-18-noten")
        assert grade("jur-18:15").to(noten).code == "gut"
        assert grade("jur-18-mittel:14,00").to(noten).code == "sehr gut"
        assert grade("jur-18:9").to(noten).code == "befriedigend"
        assert grade("jur-18-mittel:9,00").to(noten).code == "vollbefriedigend"


class TestRawValues:
    """How a computed value is brought onto a scale: cut, rounded, or not at all without a rule."""

    @pytest.mark.parametrize(
        ("of", "on", "value", "code"),
        [
            ("jur-18", "jur-18-mittel", "13,999", "13,99"),
            ("jur-18", "jur-18-mittel", Fraction(35, 3), "11,66"),
            ("jur-18", "jur-18-mittel", 14, "14,00"),
            ("grosse-staatspruefung", "", "2,449", "2,44"),
            ("ihk-100", "", "91,5", "92"),
            ("ihk-100", "", "91,49", "91"),
            ("zoll-note-2023", "zoll-note-2023-prozent", "94,99", "94"),
            ("bbank", "bbank-rangpunktzahl", "14,095", "14,10"),
            ("gesundheit-1-6", "gesundheit-1-6-mittel", "1,49", "1,49"),
        ],
    )
    def test_values(self, of, on, value, code):
        assert guideline(of).place(value, on).code == code

    def test_without_a_rule_only_printed_values_have_a_grade(self):
        with pytest.raises(UnknownGradeError, match="no source says how to round"):
            guideline("gesundheit-1-6").place("1,495", "gesundheit-1-6-mittel")
        with pytest.raises(UnknownGradeError, match="no source says how to round"):
            guideline("rangpunkte-15-prozent").place("93,695")

    def test_off_the_scale(self):
        with pytest.raises(UnknownGradeError, match="abschneiden"):
            guideline("jur-18").place("18,01", "jur-18-mittel")

    def test_a_float_is_never_exact(self):
        with pytest.raises(DataError, match=r"0\.1 is a float"):
            guideline("jur-18").place(0.1, "jur-18-mittel")

    def test_no_such_scale(self):
        with pytest.raises(NoScaleError, match="its scales: jur-18, jur-18-noten"):
            guideline("jur-18").place(1, "jur-19")
        with pytest.raises(NoScaleError, match="its scales: none"):
            guideline("hh-pol").place(1)


class TestFormulas:
    COMPUTED = [  # noqa: RUF012 - a table
        ("1,00", "15,00"),
        ("1,30", "14,10"),
        ("1,70", "12,90"),
        ("2,00", "12,00"),
        ("2,30", "11,10"),
        ("2,70", "9,90"),
        ("3,00", "9,00"),
        ("3,30", "8,10"),
        ("3,70", "6,90"),
        ("4,00", "6,00"),
    ]

    @pytest.mark.parametrize(("x", "n"), COMPUTED)
    def test_bbank(self, x, n):
        assert grade(f"bbank-fremdnote:{x}").to("bbank-rangpunktzahl").code == n

    def test_bbank_is_the_line_of_the_ordinance_for_every_grade(self):
        """X = 1 + 3 1/3 · ((15 − N) / (15 − 5))."""
        for pair in mapping("bbank-fremdnote", "bbank-rangpunktzahl"):
            x, n = (Fraction(g.code.replace(",", ".")) for g in (pair.before, pair.after))
            assert x == 1 + Fraction(10, 3) * (15 - n) / (15 - 5)
            assert pair.evidence is Evidence.NORM

    def test_bbank_ends(self):
        m = mapping("bbank-fremdnote", "bbank-rangpunktzahl")
        assert m.without == ()
        assert m(m.before["4,33"])[0].code == "5,01"
        assert len(m.loss().unreached) == 1001 - 334

    def test_pro_rata(self):
        """Points = mark · months served / months of the period"""
        part = next(e for e in guideline("eu-cdr-2003").document.beispiel if e.id == "anteilig")
        assert part.faktor == Fraction(1, 3)
        assert part.computed() == 5 == 15 * Fraction(6, 18)

    def test_the_tendency_is_a_bijection_and_secondary(self):
        m = mapping("oberstufe-15", "oberstufe-15-tendenz")
        assert [p.after.rank for p in m] == [p.before.rank for p in m] == list(range(16))
        assert {p.evidence for p in m} == {Evidence.SECONDARY}
        assert grade("oberstufe-15:13").to("oberstufe-15-tendenz").code == "1-"


class TestUnevenTable:
    @pytest.mark.parametrize(
        ("points", "note"),
        [(100, "1,0"), (99, "1,1"), (92, "1,4"), (91, "1,5"), (82, "2,3"), (50, "4,4"), (49, "4,5"),
         (29, "5,5"), (25, "5,5"), (24, "5,6"), (4, "6,0"), (0, "6,0")],
    )  # fmt: skip
    def test_points_to_decimal(self, points, note):
        assert grade(f"ihk-100:{points}").to("ihk-100-dezimal").code == note

    def test_uneven_widths(self):
        back = mapping("ihk-100", "ihk-100-dezimal").inverse()
        width = {g.code: len(back(g)) for g in back.before}
        assert len(width) == 51
        assert (width["1,0"], width["1,1"], width["1,5"]) == (1, 2, 1)
        assert {width[f"5,{n}"] for n in range(5, 10)} | {width["6,0"]} == {5}

    def test_both_ways_to_words_agree(self):
        """The bands of the points have the names that the way over decimals gives."""
        m = mapping("ihk-100", "ihk-100-noten")
        for g in m.before:
            assert [t.code for t in m(g)] == [g.stage.code]


class TestNotComparable:
    def test_exactly_two(self):
        assert WALLS == [
            "bmwi-2007--bmwi-2011.nicht-vergleichbar",
            "bwl-pol-alt--bwl-pol-2003.nicht-vergleichbar",
        ]

    @pytest.mark.parametrize("ends", [("bmwi-2007", "bmwi-2011"), ("bmwi-2011", "bmwi-2007")])
    def test_same_letters_other_quotas(self, ends):
        with pytest.raises(NotComparableError, match=r"4 S 126/15"):
            mapping(*ends)
        with pytest.raises(NotComparableError):
            compare(grade(f"{ends[0]}:A"), grade(f"{ends[1]}:A"))

    @pytest.mark.parametrize(
        "ends", [("bwl-pol-alt", "bwl-pol-2003"), ("bwl-pol-2003", "bwl-pol-alt")]
    )
    def test_a_scale_that_is_not_attested_is_still_not_comparable(self, ends):
        with pytest.raises(NotComparableError, match=r"3 K 1370/05"):
            mapping(*ends)

    @pytest.mark.parametrize(
        "ends",
        [
            ("bwl-alt-8", "bwl-beurtvo-2014"),
            ("bwl-pol-2003", "bwl-pol-2025"),
            ("rangpunkte-15", "zoll-note-2023"),
        ],
    )
    def test_no_conversion_found_is_another_error(self, ends):
        with pytest.raises(NoMappingError):
            mapping(*ends)

    def test_an_unattested_scale_stays_one_elsewhere(self):
        with pytest.raises(NoScaleError):
            mapping("hh-pol", "bwl-pol-2025")


class TestLaws:
    """The laws of mappings on all shipped ones: small ones whole, large ones sampled with all ends."""

    @staticmethod
    def some(of):
        ends = {g.rank for rows in INTERVALS.values() for row in rows for c in row[:2]
                for g in of if len(of) > MANY and g.code == c}  # fmt: skip
        step = max(1, len(of) // MANY)
        ranks = {*range(0, len(of), step), len(of) - 1, *ends}
        return [of.grades[n] for n in sorted(ranks)]

    @each("ends", ENDS, ids=IDS)
    def test_monotone_at_both_ends(self, ends):
        m = mapping(*ends)
        known = [m(g) for g in self.some(m.before) if m(g)]
        for better, worse in pairwise(known):
            assert better[0] >= worse[0]
            assert better[-1] >= worse[-1]

    @each("ends", ENDS, ids=IDS)
    def test_images_are_rows_of_neighbours(self, ends):
        m = mapping(*ends)
        reached = {p.after.rank for p in m}
        for g in self.some(m.before):
            ranks = [t.rank for t in m(g)]
            assert ranks == sorted(r for r in reached if ranks and ranks[0] <= r <= ranks[-1])

    @each("ends", ENDS, ids=IDS)
    def test_the_inverse_turns_back(self, ends):
        m = mapping(*ends)
        back = m.inverse()
        assert back.inverse() == m
        for g in self.some(m.before)[::7]:
            assert all(g in back(t) for t in m(g))

    @each("ends", ENDS, ids=IDS)
    def test_each_pair_is_sourced(self, ends):
        m = mapping(*ends)
        assert all(p.citations and p.evidence for p in m.pairs[:: max(1, len(m.pairs) // MANY)])

    @each("stem", STEMS)
    def test_each_file_holds_what_its_name_says(self, stem):
        basis = _basis(_table("mappings", stem), stem)
        first, _, last = stem.removesuffix(".nicht-vergleichbar").partition("--")
        held = [(a.von, a.nach) for a in (*basis.abbildung, *basis.nicht_vergleichbar)]
        assert held == [(first, last)]

    def test_all_scales_reach_each_other_or_say_why_not(self):
        small = [s for s in scales() if len(s) < MANY and not s.id.startswith("mittelerde")]
        for a in small:
            for b in small:
                try:
                    m = mapping(a, b)
                except (NoMappingError, NotComparableError):
                    continue
                except MappingConflictError as error:
                    pytest.fail(str(error))
                assert (m.before, m.after) == (a, b)
