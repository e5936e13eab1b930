"""BLV § 41 (4): the last regular appraisal is carried forward with regard to comparable officers."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beurteilung import Grade, Verdict, grade, scale
from beurteilung.errors import DataError, DateError, ScaleMismatchError, WrongKindError
from beurteilung.personen import Referenzgruppe, check_fortschreibung, fortschreibung
from beurteilung.personen.fortschreibung import MODES, Mean, explaining, grades_for
from beurteilung.personen.norms import carrying_forward, percentage

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
BY, FIVE = scale("by-llbg"), scale("ni-pol-1999")
BUND, SOLDIERS = {"land": "Bund", "am": date(2026, 6, 1)}, {"land": "Bund", "dienst": "soldaten"}


def points(n):
    return BY[str(n)]


def child(finding, code):
    return next(one for one in finding.children if one.code == f"fortschreibung.{code}")


def checked(group, chosen=12, **facts):
    return check_fortschreibung(group, gewaehlt=points(chosen), **{**BUND, **facts})


class TestExamples:
    def test_w1_a_printed_mean_is_every_number_that_is_printed_so(self):
        of = EXAMPLES["W1"]
        group = Referenzgruppe(points(of["ausgang"]), mittel=of["mittel"], gedruckt="gerundet")
        assert (group.mean.low, group.mean.high) == (Fraction("12.605"), Fraction("12.615"))
        sure, possible = explaining(group.mean, int(of["gewaehlt"]))
        assert "kaufmaennisch" in sure
        assert "abrunden" not in possible
        assert sum(int(n) * times for n, times in of["merkmale"].items()) == of["merkmalsumme"]

    def test_w2_the_size_leaves_one_sum(self):
        of = EXAMPLES["W2"]
        group = Referenzgruppe(
            points(of["ausgang"]), mittel=of["mittel"], groesse=of["groesse"], gedruckt="gerundet"
        )
        assert group.mean.exact == Fraction(of["summe"], of["groesse"])
        assert "aufrunden" not in explaining(group.mean, int(of["gewaehlt"]))[1]

    def test_w3_only_one_way_of_rounding_explains_both(self):
        both = set(MODES)
        for of in (EXAMPLES["W1"], EXAMPLES["W2"]):
            group = Referenzgruppe(
                points(of["ausgang"]), mittel=of["mittel"], groesse=of.get("groesse")
            )
            both &= set(explaining(group.mean, int(of["gewaehlt"]))[1])
        assert both == {"kaufmaennisch"}

    @pytest.mark.parametrize("chosen", [12, 13])
    def test_w4_at_the_half_both_are_possible(self, chosen):
        found = child(
            checked(Referenzgruppe(points(12), {points(12): 5, points(13): 5}), chosen), "rundung"
        )
        assert (found.verdict, found.leaning) == (Verdict.OPEN, None)
        assert [m.code for m in found.missing] == ["fortschreibung.haelfte"]

    def test_w6_the_sum_of_features(self):
        of = EXAMPLES["W6"]
        assert sum(int(n) * times for n, times in of["merkmale"].items()) == of["merkmalsumme"]

    def test_w7_the_majority_kept_their_grade(self):
        group = Referenzgruppe(points(12), {points(12): 5, points(13): 3})
        assert group.shares.same == Fraction(5, 8)
        found = child(checked(group), "mittel")
        assert "62,5" in found.message.de
        assert any("6 B 274/19" in str(c) for c in found.opposing)

    @pytest.mark.parametrize(
        ("n", "verdict", "deviates"),
        [(3, Verdict.VIOLATED, False), (4, Verdict.SATISFIED, True), (9, Verdict.SATISFIED, True),
         (10, Verdict.SATISFIED, False)],
    )  # fmt: skip
    def test_w8_soldiers_have_a_number_by_statute(self, n, verdict, deviates):
        group = Referenzgruppe(points(12), {points(12): n})
        found = child(checked(group, **SOLDIERS), "gruppe.groesse")
        assert (found.verdict, found.deviation is not None) == (verdict, deviates)
        assert found.citations[0].place == "§ 27b Abs. 1, 2"

    @pytest.mark.parametrize(
        ("share", "verdict"),
        [("24,9 %", Verdict.SATISFIED), ("25 %", Verdict.NOT_APPLICABLE),
         ("25,1 %", Verdict.NOT_APPLICABLE), (None, Verdict.OPEN)],
    )  # fmt: skip
    def test_w9_below_a_quarter_of_working_time(self, share, verdict):
        group = Referenzgruppe(points(12), {points(12): 12})
        found = child(checked(group, grund="personalrat", anteil_dienst=share), "anwendbar")
        assert found.verdict is verdict

    @pytest.mark.parametrize(
        ("following", "facts", "verdict"),
        [
            (date(2023, 3, 1), SOLDIERS, Verdict.SATISFIED),
            (date(2023, 3, 2), SOLDIERS, Verdict.VIOLATED),
            (date(2023, 3, 2), {}, Verdict.OPEN),
            (date(2023, 3, 2), {**SOLDIERS, "rechtsstand": date(2023, 2, 28)}, Verdict.OPEN),
        ],
    )
    def test_w10_the_group_is_checked_every_two_years(self, following, facts, verdict):
        group = Referenzgruppe(
            points(12), {points(12): 12}, gebildet=date(2019, 1, 1), geprueft=date(2021, 3, 1)
        )
        found = child(checked(group, naechste_pruefung=following, **facts), "pruefung")
        assert found.verdict is verdict
        cited = [*found.supporting, *found.opposing]
        assert bool(cited) == ("rechtsstand" not in facts)


@st.composite
def groups(draw):
    counts = draw(st.dictionaries(st.integers(5, 16), st.integers(0, 9), min_size=1))
    assume(any(counts.values()))
    return Referenzgruppe(points(12), {points(p): n for p, n in counts.items()})


class TestLaws:
    @given(groups())
    def test_the_mean_is_exact_whatever_the_order(self, group):
        total = sum(int(g.code) * n for g, n in group.neue.items())
        assert group.mean.exact == Fraction(total, group.size)
        turned = Referenzgruppe(points(12), dict(reversed(group.neue.items())))
        thrice = Referenzgruppe(points(12), {g: 3 * n for g, n in group.neue.items()})
        assert turned.mean == group.mean == thrice.mean

    @given(groups(), st.integers(1, 3), st.sampled_from(["gerundet", "abgeschnitten"]))
    def test_the_true_mean_lies_within_what_is_printed(self, group, decimals, printing):
        unit = Fraction(1, 10**decimals)
        true = group.mean.exact
        units = (true / unit + (Fraction(1, 2) if printing == "gerundet" else 0)) // 1
        text = f"{int(units) / 10**decimals:.{decimals}f}"
        for known in (printing, None):
            for size in (group.size, None):
                mean = Referenzgruppe(points(12), mittel=text, groesse=size, gedruckt=known).mean
                assert mean.low <= true
                assert true <= mean.high if size else true < mean.high
                assert size is None or true in mean.values
                for mode in MODES:
                    reached = {n for n in range(1, 17) if mode in explaining(mean, n)[1]}
                    assert {*grades_for(true, mode)} <= reached

    @given(st.integers(10, 160), st.integers(0, 99))
    def test_more_decimals_of_one_number_never_leave_more_grades(self, tenths, hundredths):
        text = f"{tenths // 10},{tenths % 10}"
        few, many = (
            Referenzgruppe(points(12), mittel=one, gedruckt="abgeschnitten").mean
            for one in (text, f"{text}{hundredths:02}")
        )
        assert few.low <= many.low < many.high <= few.high
        for n in range(18):
            assert set(explaining(many, n)[1]) <= set(explaining(few, n)[1])

    @given(st.fractions(1, 16, max_denominator=500))
    def test_ways_of_rounding_are_ordered(self, mean):
        down, near, up = (grades_for(mean, mode) for mode in MODES)
        assert max(down) <= min(near) <= max(near) <= min(up)
        assert (down == near == up) == (mean.denominator == 1)

    @given(
        st.fractions(1, 16, max_denominator=60),
        st.fractions(0, 1, max_denominator=60),
        st.sampled_from(MODES),
    )
    def test_a_span_reaches_what_its_values_reach(self, low, width, mode):
        assume(width)
        mean = Mean(low, low + width)
        fine = [low + width * Fraction(k, 240) for k in range(240)]
        reached = {n for n in range(20) if mode in explaining(mean, n)[1]}
        assert {n for value in fine for n in grades_for(value, mode)} <= reached
        assert max(reached) - min(reached) <= 2

    @given(groups(), st.data())
    def test_one_better_grade_never_lowers_mean_or_share(self, group, data):
        old = data.draw(st.sampled_from([g for g, n in group.neue.items() if n]))
        better = data.draw(st.sampled_from([g for g in BY if g >= old]))
        counts = dict(group.neue)
        counts[old] -= 1
        counts[better] = counts.get(better, 0) + 1
        after = Referenzgruppe(points(12), counts)
        assert after.mean.exact >= group.mean.exact
        assert after.shares.better >= group.shares.better
        assert sum(attrs.astuple(after.shares)) == 1

    @pytest.mark.parametrize("name", ["ni-pol-2008", "jur-18-noten"])
    def test_grades_without_consecutive_numbers_have_no_mean(self, name):
        first = next(iter(scale(name)))
        group = Referenzgruppe(first, {first: 3})
        assert group.mean is None
        assert group.shares.same == 1
        found = check_fortschreibung(group, gewaehlt=first, land="Bund")
        assert child(found, "mittel").verdict is Verdict.OPEN

    @given(st.sampled_from(list(BY)), st.integers(1, 30), st.sampled_from(MODES))
    def test_if_all_keep_theirs_only_the_old_grade_follows(self, old, n, mode):
        group = Referenzgruppe(old, {old: n})
        for chosen in BY:
            found = child(
                check_fortschreibung(group, gewaehlt=chosen, land="Bayern", rundung=mode), "rundung"
            )
            assert (found.verdict is Verdict.SATISFIED) == (chosen == old)
            assert found.verdict is not Verdict.OPEN

    def test_no_grade_comes_out_that_did_not_go_in(self):
        """No public object has a field or a value of type Grade that the caller did not pass in."""
        group = Referenzgruppe(points(11), mittel="11,32", groesse=122)
        found = checked(group, 11)
        values = [getattr(group, name) for name in ("mean", "shares", "size")]
        parts = [
            v
            for one in (*values, *found.walk())
            if attrs.has(type(one))
            for v in attrs.astuple(one, recurse=False)
        ]
        assert not any(isinstance(v, Grade) for v in parts)
        for name in ("check_fortschreibung", "explaining", "grades_for"):
            assert "Grade" not in getattr(fortschreibung, name).__annotations__["return"]

    @pytest.mark.parametrize(
        ("on", "place"), [(date(2026, 3, 17), "§ 33 Abs. 3"), (date(2026, 3, 18), "§ 41 Abs. 4")]
    )
    def test_the_ordinance_was_renumbered(self, on, place):
        group = Referenzgruppe(points(12), {points(12): 12})
        found = check_fortschreibung(group, gewaehlt=points(12), land="Bund", am=on)
        assert [c.place for c in found.citations] == [place]
        assert carrying_forward("Bund", "beamte", on).nr == place


class TestFacts:
    GROUP = Referenzgruppe(points(12), {points(12): 8, points(13): 4})

    def test_everything_settled_is_satisfied(self):
        group = Referenzgruppe(
            points(12), {points(12): 12},
            merkmale=frozenset({"laufbahn", "beurteilungsjahr", "gesamtnote", "entwicklungsprognose"}),
        )  # fmt: skip
        found = checked(
            group, **SOLDIERS, grund="personalrat", letzte_regel=True, rundung="kaufmaennisch"
        )
        assert [c.verdict for c in found.children if c.verdict is not Verdict.NOT_APPLICABLE] == [
            Verdict.SATISFIED
        ] * 5
        assert found.verdict is Verdict.SATISFIED

    @pytest.mark.parametrize(
        ("facts", "verdict"),
        [
            ({}, Verdict.OPEN),
            ({"land": "Hessen"}, Verdict.OPEN),
            ({"grund": "gleichstellung"}, Verdict.SATISFIED),
            ({"grund": "elternzeit"}, Verdict.OPEN),
            ({"grund": "elternzeit", "vollstaendig": True}, Verdict.SATISFIED),
            ({"grund": "elternzeit", "vollstaendig": False}, Verdict.NOT_APPLICABLE),
            ({"grund": "beurlaubung"}, Verdict.SATISFIED),
            ({"grund": "personalrat", "dienst": "post"}, Verdict.OPEN),
        ],
    )
    def test_the_ground(self, facts, verdict):
        assert child(checked(self.GROUP, **facts), "anwendbar").verdict is verdict

    def test_the_reference_that_was_left_behind_is_told(self):
        found = child(checked(self.GROUP, grund="gleichstellung"), "anwendbar")
        assert "an der seit März 2026 anderes steht" in found.message.de
        assert found.citations[1].place == "§ 28 Abs. 3"

    @pytest.mark.parametrize(
        ("last", "verdict"),
        [(True, Verdict.SATISFIED), (False, Verdict.VIOLATED), (None, Verdict.OPEN)],
    )
    def test_the_last_regular_appraisal(self, last, verdict):
        found = checked(self.GROUP, letzte_regel=last)
        assert child(found, "ausgang").verdict is verdict
        assert found.verdict is (Verdict.VIOLATED if last is False else Verdict.OPEN)
        wanted = dict.fromkeys(m for one in found.children for m in one.missing)
        assert wanted
        assert list(found.missing) == ([] if last is False else list(wanted))

    @pytest.mark.parametrize(
        ("chosen", "mode", "verdict", "leaning"),
        [
            (12, "kaufmaennisch", Verdict.SATISFIED, None),
            (13, "kaufmaennisch", Verdict.VIOLATED, None),
            (12, None, Verdict.OPEN, Verdict.SATISFIED),
            (13, None, Verdict.OPEN, Verdict.VIOLATED),
        ],
    )
    def test_rounding(self, chosen, mode, verdict, leaning):
        found = child(checked(self.GROUP, chosen, rundung=mode), "rundung")
        assert (found.verdict, found.leaning) == (verdict, leaning)
        way = {12: "to the nearest", 13: "up"}[chosen]
        assert f"{chosen} follows by: " in found.message.en
        assert f"rounding {way}." in found.message.en

    def test_rounding_of_a_printed_mean_that_leaves_it_open(self):
        group = Referenzgruppe(points(12), mittel="12,5")
        for mode in (None, "kaufmaennisch"):
            found = child(checked(group, 12, rundung=mode), "rundung")
            assert (found.verdict, found.leaning) == (Verdict.OPEN, None)
        assert "von 12,45 bis unter 12,6" in child(checked(group), "mittel").message.de
        several = Referenzgruppe(points(12), mittel="12,5", groesse=30)
        assert len(several.mean.values) > 1
        assert several.mean.exact is None
        assert "Mittel der Gruppe: 187/15, 25/2 und" not in several.mean.values
        assert "Mittel der Gruppe: " in child(checked(several), "mittel").message.de

    @pytest.mark.parametrize(
        ("rank", "verdict"),
        [
            ((3, 3), Verdict.SATISFIED),
            ((3, 2), Verdict.OPEN),
            ((3, 1), Verdict.NOT_APPLICABLE),
            ((1, 0), Verdict.OPEN),
            ((1, 1), Verdict.SATISFIED),
        ],
    )
    def test_the_rank_place_of_soldiers(self, rank, verdict):
        assert child(checked(self.GROUP, **SOLDIERS, rang=rank), "rang").verdict is verdict
        assert child(checked(self.GROUP, rang=rank), "rang").verdict is Verdict.NOT_APPLICABLE

    def test_the_formation_of_the_group(self):
        group = Referenzgruppe(points(12), {points(12): 12}, merkmale=frozenset({"laufbahn"}))
        found = child(checked(group, **SOLDIERS), "gruppe.bildung")
        assert (found.verdict, found.leaning) == (Verdict.OPEN, Verdict.VIOLATED)
        assert child(checked(group), "gruppe.bildung").verdict is Verdict.OPEN
        assert any("AN 1 K 17.00194" in str(c) for c in found.supporting)

    def test_a_group_of_which_nothing_but_the_size_is_known(self):
        found = checked(Referenzgruppe(points(12), groesse=20))
        assert child(found, "mittel").verdict is Verdict.OPEN
        assert (
            child(checked(Referenzgruppe(points(12), mittel="12,0")), "gruppe.groesse").verdict
            is Verdict.OPEN
        )

    def test_a_change_of_scale_needs_no_mapping(self):
        old, new = grade("ni-pol-1996:4"), scale("ni-pol-1999")
        group = Referenzgruppe(old, {new["3"]: 9, new["4"]: 1})
        assert group.shares is None
        assert group.mean.exact == Fraction(31, 10)


class TestBadInput:
    def test_groups_that_are_none(self):
        for counts, message in [
            ({}, "the group is empty"),
            ({points(12): 0}, "the group is empty"),
            ({points(12): -1}, "expected a count from 0 up, got -1"),
            ({points(12): 2.5}, "expected a count from 0 up, got 2.5"),
        ]:
            with pytest.raises(DataError, match=message):
                Referenzgruppe(points(12), counts)
        with pytest.raises(DataError, match="give the new grades"):
            Referenzgruppe(points(12))
        with pytest.raises(DataError, match="expected a number of persons from 1 up, got 0"):
            Referenzgruppe(points(12), groesse=0)

    def test_two_scales(self):
        with pytest.raises(
            ScaleMismatchError, match="new grades of one scale, got by-llbg and ni-pol-1999"
        ):
            Referenzgruppe(points(12), {points(12): 1, grade("ni-pol-1999:3"): 1})
        with pytest.raises(ScaleMismatchError):
            check_fortschreibung(
                Referenzgruppe(points(12), {points(12): 1}),
                gewaehlt=grade("ni-pol-1999:3"),
                land="Bund",
            )

    def test_counts_and_mean_that_contradict_each_other(self):
        counts = {points(11): 83, points(12): 39}
        assert Referenzgruppe(points(11), counts, mittel="11,32").mean.exact == Fraction(1381, 122)
        with pytest.raises(
            DataError,
            match=r"the counts have the mean 11.475 \(700/61\), which is not printed as 11,32",
        ):
            Referenzgruppe(points(11), {points(11): 64, points(12): 58}, mittel="11,32")
        with pytest.raises(
            DataError, match="in a group of 7 the mean of the grades cannot be 11,32"
        ):
            _ = Referenzgruppe(points(11), mittel="11,32", groesse=7, gedruckt="gerundet").mean

    @pytest.mark.parametrize("text", ["11,3 2", "elf", "1381/122", ""])
    def test_means_that_are_none(self, text):
        with pytest.raises(DataError, match="expected a mean as printed, such as '11,32'"):
            Referenzgruppe(points(11), mittel=text)
        assert (
            Referenzgruppe(points(11), mittel="11.32").mean
            == Referenzgruppe(points(11), mittel="11,32").mean
        )

    def test_a_mean_off_the_scale(self):
        with pytest.raises(DataError, match="the mean lies off the scale \\(1–16\\)"):
            checked(Referenzgruppe(points(12), mittel="17,3"))

    @pytest.mark.parametrize(
        "share", ["25", "0,25", 25, 0.25, "125 %", "viel %", Fraction(5, 4)], ids=repr
    )
    def test_shares_that_could_be_several(self, share):
        with pytest.raises(DataError, match="write it with its sign, such as '24,9 %'"):
            percentage(share)
        assert percentage(Fraction(1, 4)) == percentage("25%") == percentage("25 %")

    def test_nothing_and_everything_are_shares(self):
        assert percentage(Fraction(0)) == percentage("0 %") == 0
        assert percentage(Fraction(1)) == percentage("100 %") == 1

    def test_persons(self):
        rows = [("1", points(12), points(12)), ("2", points(12), points(13))]
        group = Referenzgruppe.of_persons(points(12), rows, officer="3")
        assert group.size == 2
        with pytest.raises(DataError, match="person 3 was counted already"):
            Referenzgruppe.of_persons(points(12), [*rows, rows[0]], officer="3")
        with pytest.raises(DataError, match="person 2 is the officer"):
            Referenzgruppe.of_persons(points(12), rows, officer="2")
        with pytest.raises(DataError, match="person 1 had by-llbg:12 before, expected by-llbg:11"):
            Referenzgruppe.of_persons(points(11), rows, officer="3")

    def test_a_mean_on_the_edge_of_what_is_printed_so(self):
        counts = {points(12): 11, points(13): 9}
        group = Referenzgruppe(points(12), counts, mittel="12,5", gedruckt="gerundet")
        assert group.mean.exact == Fraction(1245, 100)

    def test_a_day_of_another_kind(self):
        with pytest.raises(WrongKindError, match=r"^gebildet: "):
            Referenzgruppe(points(12), gebildet="2020-01-01")
        with pytest.raises(WrongKindError, match=r"^geprueft: "):
            Referenzgruppe(points(12), geprueft="2020-01-01")

    def test_days_in_the_wrong_order(self):
        with pytest.raises(DateError, match="before it was formed"):
            Referenzgruppe(
                points(12), {points(12): 1}, gebildet=date(2020, 1, 1), geprueft=date(2019, 1, 1)
            )
        group = Referenzgruppe(points(12), {points(12): 1}, geprueft=date(2020, 1, 1))
        with pytest.raises(DateError, match="lies before the last one"):
            checked(group, naechste_pruefung=date(2019, 1, 1))

    def test_a_group_formed_after_the_carrying_forward(self):
        group = Referenzgruppe(points(12), {points(12): 1}, gebildet=date(2026, 6, 2))
        with pytest.raises(
            DateError, match="formed on 2 June 2026, after the carrying forward on 1 J"
        ):
            checked(group)

    def test_a_rank_that_is_none(self):
        with pytest.raises(DataError, match="a place from 1 up"):
            checked(self_group(), rang=(0, 1))


def self_group():
    return Referenzgruppe(points(12), {points(12): 12})


class TestWhatItRestsOn:
    GROUP = Referenzgruppe(points(11), {points(11): 10})

    def test_counts_and_size_that_contradict_each_other(self):
        with pytest.raises(DataError, match="8 new grades are counted, the size given is 10"):
            Referenzgruppe(points(12), {points(12): 5, points(13): 3}, groesse=10)

    def test_a_ground_that_does_not_apply_carries_no_grade(self):
        found = checked(self.GROUP, 11, grund="elternzeit", vollstaendig=False, letzte_regel=True)
        assert (found.verdict, found.leaning) == (Verdict.OPEN, Verdict.VIOLATED)

    def test_a_ground_that_the_norm_does_not_name(self):
        found = child(checked(self.GROUP, 11, grund="krankheit"), "anwendbar")
        assert [m.code for m in found.missing] == ["fortschreibung.anderer-grund"]
        assert "abschließend sind ihre Fälle nicht" in found.message.de

    def test_a_mean_without_end_is_a_decimal_and_the_fraction(self):
        group = Referenzgruppe(points(11), {points(11): 5, points(12): 4})
        assert (
            "Mittel der Gruppe: 11,444 (103/9)." in child(checked(group, 11), "mittel").message.de
        )

    def test_every_error_is_german_where_the_call_is(self):
        faults = []
        for call in (
            lambda: Referenzgruppe(points(11), {points(11): 5, FIVE["4"]: 4}),
            lambda: Referenzgruppe(points(11), {points(11): 5}, mittel="11,32"),
            lambda: Referenzgruppe(points(11), mittel="11,3333", groesse=2).mean,
            lambda: Referenzgruppe.of_persons(points(11), [("x", points(12), points(12))] * 2, officer="x"),
            lambda: Referenzgruppe(points(11), groesse=4, gebildet=date(2020, 1, 2), geprueft=date(2020, 1, 1)),
            lambda: checked(self.GROUP, 11, rang=(0, 0)),
            lambda: checked(Referenzgruppe(points(11), groesse=4, geprueft=date(2020, 1, 2)), 11,
                            naechste_pruefung=date(2020, 1, 1)),
        ):  # fmt: skip
            with pytest.raises((DataError, DateError, ScaleMismatchError)) as raised:
                call()
            faults.append(raised.value.explain("de"))
        assert not [f for f in faults if "expected" in f or " the " in f]
