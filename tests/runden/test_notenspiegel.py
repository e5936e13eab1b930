"""BLV § 59 (4): the distribution is made known; single groups are shown separately if anonymity is kept."""

import json
import pickle
import tomllib
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement, product
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runden import rounds
from runden.rounds import SCALE, counted, made

from beurteilung import Verdict
from beurteilung.errors import (
    BadRowsError,
    ColumnError,
    DataError,
    ScaleMismatchError,
    UnknownIdError,
    WrongKindError,
)
from beurteilung.runden import Runde, notenspiegel
from beurteilung.runden.duties import duties, duty, duty_of, reports
from beurteilung.runden.spielraum import so_far

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))


def reasons(shown):
    return {(w.merkmal, w.teil): w.reason for w in shown.withheld}


def seen(grades, parts, shown):
    """Return each division as a reader sees it: withheld parts are not told apart."""
    kept = {(p.merkmal, p.teil) for p in shown.parts}
    return [
        [part if (f"m{n}", part) in kept else None for part in division]
        for n, division in enumerate(parts)
    ]


class TestExamples:
    def test_n1_small_groups_are_withheld_with_their_reason(self):
        grades = "ABCD" * 10
        women = ["ja"] * 16 + ["nein"] * 24
        part = ["ja"] * 3 + ["nein"] * 37
        disabled = ["nein"] * 38 + ["ja"] * 2
        r = made(grades, women, part, disabled, names=["frau", "teilzeit", "schwerbehindert"])
        shown = notenspiegel(r, mindestzahl=5)
        assert [p.name.de for p in shown.parts] == ["Frauen", "Männer"]
        assert reasons(shown) == {
            ("teilzeit", "ja"): "klein",
            ("teilzeit", "nein"): "ableitbar",
            ("schwerbehindert", "ja"): "klein",
            ("schwerbehindert", "nein"): "ableitbar",
        }
        assert shown.size == 40
        assert sum(shown.counts.values()) == 40

    def test_n2_whoever_withholds_the_women_withholds_the_men(self):
        r = made("ABCD" * 10, ["ja"] * 4 + ["nein"] * 36, names=["frau"])
        shown = notenspiegel(r, mindestzahl=5)
        assert reasons(shown) == {("frau", "ja"): "klein", ("frau", "nein"): "ableitbar"}

    def test_n3_a_part_with_one_grade_is_withheld(self):
        r = made("BBBBBB" + "ABCD" * 3, ["ja"] * 6 + ["nein"] * 12, names=["frau"])
        assert reasons(notenspiegel(r, mindestzahl=5))["frau", "ja"] == "ableitbar"

    def test_no_reason_tells_which_part_has_one_grade(self):
        """Five women, and B alone occurs five times: that all have one grade would be their grade."""
        shown = notenspiegel(
            made("BBBBBABC", ["ja"] * 5 + ["nein"] * 3, names=["frau"]), mindestzahl=3
        )
        assert reasons(shown) == {("frau", "ja"): "ableitbar", ("frau", "nein"): "ableitbar"}
        why = shown.withheld[0].why  # the sentence speaks of one grade whatever the round is
        assert "dieselbe Note" not in shown.explain() + why.de
        assert "same grade" not in shown.explain("en") + why.en

    def test_n4_two_divisions_that_look_safe_tell_grades_together(self):
        of = EXAMPLES["acht"]
        women, part = (
            ["ja" if n in of[name] else "nein" for n in range(8)] for name in ("frauen", "teilzeit")
        )
        r = made(of["noten"], women, part, names=["frau", "teilzeit"])
        shown = notenspiegel(r, mindestzahl=3)
        assert {p.merkmal for p in shown.parts} == {"frau"}
        assert set(reasons(shown).values()) == {"paar"}
        assert "zusammen mit frau wären Noten ableitbar" in shown.finding.children[2].message.de
        other = made(of["noten"], part, names=["teilzeit"])
        assert not notenspiegel(other, mindestzahl=3).withheld

    def test_n5_one_grade_for_all_is_shown_and_open(self):
        shown = notenspiegel(made("BBBBBB", ["ja"] * 3 + ["nein"] * 3), mindestzahl=2)
        assert shown.counts == {SCALE["B"]: 6}
        assert set(reasons(shown).values()) == {"ableitbar"}
        whole = shown.finding.children[0]
        assert (whole.code, whole.verdict) == ("notenspiegel.gesamt", Verdict.OPEN)
        assert shown.finding.verdict is Verdict.OPEN


def told_by_the_rules(size, divisions, *, streng):
    """Return how many outputs of rounds of some size tell a grade to who knows the parts of all and the rules.

    Rounds are told apart by their cells, for officers of the same parts can be exchanged.
    """
    names, told = ["frau", "teilzeit"][:divisions], 0
    cells = product(("ja", "nein"), repeat=divisions)
    for members in combinations_with_replacement([*cells], size):
        sizes = Counter(members)
        ways = (
            [Counter(w) for w in combinations_with_replacement([*SCALE][:3], n)]
            for n in sizes.values()
        )
        outputs = {}
        for way in product(*ways):
            runde = Runde.counted(SCALE, dict(zip(sizes, way, strict=True)), names)
            shown = notenspiegel(runde, mindestzahl=2, streng=streng)
            seen = (
                tuple(shown.counts.items()), shown.withheld,
                tuple((p.merkmal, p.teil, *p.counts.items()) for p in shown.parts),
            )  # fmt: skip
            outputs.setdefault(seen, []).append(way)
        for (counts, *_), fitting in outputs.items():
            places = zip(*fitting, strict=True)
            sure = any(len(set(map(frozenset, place))) == len(place[0]) == 1 for place in places)
            told += len(counts) > 1 and sure
    return told


class TestWhoKnowsTheRules:
    """Whoever reads that a part is withheld, and knows why parts are, can conclude from that, too."""

    def test_a_round_in_which_withholding_tells_a_grade(self):
        r = counted((0, 2, 2, 0), (3, 0, 0, 0))
        assert {*reasons(notenspiegel(r, mindestzahl=2)).values()} == {"ableitbar"}  # only AAA fits
        other = counted((1, 2, 1, 0), (2, 0, 1, 0))
        assert not notenspiegel(other, mindestzahl=2).withheld
        assert reasons(notenspiegel(other, mindestzahl=2, streng=True)) == reasons(
            notenspiegel(r, mindestzahl=2, streng=True)
        )

    @pytest.mark.parametrize(("size", "divisions"), [(4, 2), (5, 2), (7, 1)])
    def test_strictly_nothing_follows_from_the_withholding_itself(self, size, divisions):
        """Every round of so many officers, in three grades and all parts."""
        assert told_by_the_rules(size, divisions, streng=True) == 0

    def test_otherwise_something_may_and_the_answer_says_so(self):
        assert told_by_the_rules(7, 1, streng=False) == 6
        shown = notenspiegel(counted((1, 2, 1, 0), (2, 1, 1, 0)), mindestzahl=2)
        assert "aus dem Zurückhalten selbst schließt" in shown.sentence()

    def test_strict_says_what_is_withheld(self):
        shown = notenspiegel(counted((1, 4, 0, 0), (2, 2, 4, 0)), mindestzahl=3, streng=True)
        assert {*reasons(shown).values()} == {"ableitbar"}
        assert "wo alle bis auf eine Person dieselbe Note haben" in shown.sentence()
        assert "schließt" not in shown.sentence()

    @given(rounds.small(most=20), st.integers(2, 5))
    def test_strict_only_withholds_more(self, case, least):
        grades, parts = case
        usual, strict = (
            notenspiegel(made(grades, *parts[:1]), mindestzahl=least, streng=streng)
            for streng in (False, True)
        )
        assert {*usual.withheld} <= {*strict.withheld}


class TestNothingFollows:
    @given(rounds.small(), st.integers(2, 3))
    def test_no_grade_follows_from_what_is_shown(self, case, least):
        grades, parts = case
        shown = notenspiegel(made(grades, *parts), mindestzahl=least)
        if len(set(grades)) > 1:
            assert not rounds.derivable(grades, seen(grades, parts, shown))

    @given(rounds.small(divisions=(1, 2), words=("w", "m", "d")), st.integers(2, 3))
    def test_nor_of_divisions_in_three_parts(self, case, least):
        grades, parts = case
        shown = notenspiegel(made(grades, *parts), mindestzahl=least)
        if len(set(grades)) > 1:
            assert not rounds.derivable(grades, seen(grades, parts, shown))

    @given(rounds.small(most=30))
    def test_a_part_is_shown_if_and_only_if_the_other_is(self, case):
        grades, parts = case
        shown = notenspiegel(made(grades, *parts), mindestzahl=3)
        for name in shown.shown:
            assert len([p for p in shown.parts if p.merkmal == name]) == 2

    @given(rounds.small(most=30, words=("w", "m", "d", None)), st.integers(2, 6), st.integers(1, 4))
    def test_a_greater_least_number_only_withholds_more(self, case, least, more):
        grades, parts = case
        r = made(grades, *parts)
        few, many = (notenspiegel(r, mindestzahl=n) for n in (least, least + more))
        kept = {(p.merkmal, p.teil) for p in few.parts}
        assert {(p.merkmal, p.teil) for p in many.parts} <= kept

    @given(rounds.small(most=20, divisions=(2, 3)))
    def test_one_more_division_changes_nothing_of_those_before(self, case):
        grades, parts = case
        names = [f"m{n}" for n, _ in enumerate(parts)]
        every = notenspiegel(made(grades, *parts), mindestzahl=3)
        fewer = notenspiegel(made(grades, *parts[:-1], names=names[:-1]), mindestzahl=3)
        assert [p for p in every.parts if p.merkmal != names[-1]] == list(fewer.parts)

    @given(rounds.small(most=30, words=("ja", "nein", None)), st.integers(2, 5))
    def test_shares_are_exact_and_every_part_is_large_and_mixed(self, case, least):
        grades, parts = case
        shown = notenspiegel(made(grades, *parts), mindestzahl=least)
        for part in shown.parts:
            assert part.size >= least
            assert sum(map(bool, part.counts.values())) > 1
            assert sum(part.shares.values()) == Fraction(1)
        assert {(w.merkmal, w.teil) for w in shown.withheld}.isdisjoint(
            (p.merkmal, p.teil) for p in shown.parts
        )


class TestWords:
    def test_the_sentence_says_what_was_checked_and_what_not(self):
        women = ["ja", "nein"] * 10
        part = ["ja"] * 10 + ["nein"] * 10
        tele = (["ja"] * 5 + ["nein"] * 5) * 2
        r = made(
            "ABAABBAB" * 2 + "ABBA", women, part, tele, names=["frau", "teilzeit", "telearbeit"]
        )
        shown = notenspiegel(r, mindestzahl=3)
        assert shown.shown == ("frau", "teilzeit", "telearbeit")
        assert (
            "aus je zwei Aufgliederungen keine Note ableiten. Auch aus allen zusammen nicht."
            in shown.sentence()
        )
        assert shown.sentence("en").endswith(
            "with --care strict (in Python streng=True) that is withheld too."
        )
        two = notenspiegel(made("ABAABBAB" * 2 + "ABBA", women, part), mindestzahl=3)
        assert "aus je zwei Aufgliederungen" in two.sentence()
        assert "Auch aus allen zusammen" not in two.sentence()
        assert "anonym" not in shown.sentence()

    def test_it_can_be_a_key_and_strict_is_yes_or_no(self):
        whole = Runde.counted(SCALE, {(): {SCALE["A"]: 5, SCALE["B"]: 5}})
        assert len({notenspiegel(whole, mindestzahl=5), notenspiegel(whole, mindestzahl=5)}) == 1
        with pytest.raises(WrongKindError):
            notenspiegel(whole, mindestzahl=5, streng="nein")

    def test_a_round_that_is_smaller_than_the_least_number_is_open_and_claims_no_check(self):
        whole = Runde.counted(SCALE, {(): {SCALE["A"]: 1, SCALE["B"]: 1}})
        small, enough = (notenspiegel(whole, mindestzahl=n) for n in (5, 2))
        assert (small.finding.verdict, enough.finding.verdict) == (Verdict.OPEN, Verdict.SATISFIED)
        assert "weniger Personen als die Mindestzahl" in " ".join(small.explain().split())
        undivided = notenspiegel(
            Runde.counted(SCALE, {(): {SCALE["A"]: 1, SCALE["B"]: 1}}), mindestzahl=2
        )
        assert (
            undivided.sentence("en")
            == "Only the whole round is shown; there are no parts to check."
        )

    def test_withheld_parts_have_no_number_anywhere(self):
        r = made("ABCD" * 10, ["ja"] * 4 + ["nein"] * 36, names=["frau"])
        shown = notenspiegel(r, mindestzahl=5)
        told = json.dumps(
            [shown.sentence(), shown.explain("de"), shown.explain("en"), str(shown.withheld)]
        )
        assert "36" not in told
        assert shown.withheld[0].why.en == "fewer officers than the least number"

    def test_the_duty_that_orders_it_is_cited(self):
        r = made("ABCD" * 3, names=[])
        after = notenspiegel(r, mindestzahl=5, pflicht=duty_of("Bund", date(2026, 3, 18)))
        before = notenspiegel(r, mindestzahl=5, pflicht=duty_of("Bund", date(2026, 3, 17)))
        assert [c.place for c in after.finding.citations] == ["§ 59 Abs. 4", ""]
        assert [c.place for c in before.finding.citations] == ["§ 50 Abs. 4"]
        assert notenspiegel(r, mindestzahl=5).finding.citations == ()
        assert duty_of("Bund", dienst="soldaten").id == "slv"
        assert duty_of("Bayern") is None
        assert not duty("blv-2026").covers(date(2026, 3, 17))
        assert not duty("blv-2009").covers(date(2026, 3, 18))
        assert duty_of("bund", dienst="soldaten").id == "slv"
        with pytest.raises(
            UnknownIdError, match="unknown Dienstherr 'Bumd'; expected a Land or 'Bund'"
        ):
            duty_of("Bumd")
        named = notenspiegel(r, mindestzahl=5, pflicht=duty("postlv"))
        assert "mit Zustimmung" in named.finding.message.de

    def test_every_duty_has_both_languages_and_a_source(self):
        assert {d.id for d in duties()} == {"blv-2009", "blv-2026", "slv", "postlv"}
        assert [r.id for r in reports()] == ["gleistatv"]
        with pytest.raises(UnknownIdError, match="no duty 'blv'"):
            duty("blv")


class TestWhatCouldNotBeChecked:
    """Publish what pairs allow and say that only pairs were checked; a pair itself unchecked is withheld."""

    ROUND = made(
        "ABAABBAB" * 2 + "ABBA",
        ["ja", "nein"] * 10,
        ["ja"] * 10 + ["nein"] * 10,
        (["ja"] * 5 + ["nein"] * 5) * 2,
    )

    def test_all_together(self):
        def only_pairs(cells):
            return False if len(next(iter(cells))) == 2 else None

        with mock.patch("beurteilung.runden.notenspiegel.gives_away", only_pairs):
            shown = notenspiegel(self.ROUND, mindestzahl=3)
        assert (shown.unchecked, len(shown.shown)) == (True, 3)
        assert (
            "aus allen Aufgliederungen zusammen Noten ableiten lassen, wurde nicht geprüft"
            in shown.sentence()
        )

    def test_a_pair(self):
        with mock.patch("beurteilung.runden.notenspiegel.gives_away", return_value=None):
            shown = notenspiegel(self.ROUND, mindestzahl=3)
        assert {w.reason for w in shown.withheld} == {"nicht_geprueft"}
        assert shown.shown == ("m0",)
        assert shown.finding.missing[0].code == "runde.ableitbar"


class TestBadInput:
    @pytest.mark.parametrize("least", [0, 1, 2.5, "5", True, None])
    def test_the_least_number_is_a_number_of_persons(self, least):
        with pytest.raises(DataError, match="expected a whole number from 2 up"):
            notenspiegel(counted([1, 1, 0, 0], [1, 1, 0, 0]), mindestzahl=least)

    def test_it_has_no_default(self):
        with pytest.raises(TypeError, match="mindestzahl"):
            notenspiegel(counted([1, 1, 0, 0], [1, 1, 0, 0]))

    def test_sex_in_more_than_two_parts(self):
        sex = ["w"] * 10 + ["m"] * 10 + ["d"] + ["keine Angabe"] * 2
        shown = notenspiegel(made("ABCD" * 5 + "ABC", sex, names=["geschlecht"]), mindestzahl=5)
        assert reasons(shown) == {
            ("geschlecht", "d"): "klein",
            ("geschlecht", None): "klein",
            ("geschlecht", "m"): "ableitbar",
        }
        assert [p.name.en for p in shown.parts] == ["women"]

    def test_bad_rows_name_no_option_that_a_round_has_not(self):
        with pytest.raises(BadRowsError, match=r"correct them; the first:") as caught:
            Runde.read([{"note": "ni-pol-1999:9"}], note="note")
        assert "bitte berichtigen; die ersten:" in caught.value.explain("de")
        assert "on-error" not in str(caught.value) + caught.value.explain("en")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own

    def test_a_person_twice(self):
        rows = [{"note": "A", "nr": n} for n in ("17", "18", "17")]
        with pytest.raises(
            BadRowsError, match="row 3: the person of row 1 stands here again"
        ) as raised:
            Runde.read(rows, note="note", scale=SCALE, person="nr")
        assert "17" not in str(raised.value)

    def test_a_column_of_persons_that_is_not_there(self):
        with pytest.raises(ColumnError, match="nr"):
            Runde.read([{"note": "A"}], note="note", scale=SCALE, person="nr")

    def test_grades_of_two_scales(self):
        rows = [{"note": "ni-pol-1996:5"}, {"note": "ni-pol-1999:5"}]
        with pytest.raises(ScaleMismatchError, match="count each scale by itself"):
            Runde.read(rows, note="note")

    def test_a_division_that_all_belong_to(self):
        r = made("ABCD" * 3, ["ja"] * 12, names=["teilzeit"])
        assert "das teilt die Runde nicht" in r.remarks[0].de
        assert reasons(notenspiegel(r, mindestzahl=3)) == {("teilzeit", "ja"): "alle"}

    def test_free_text_in_the_column_of_grades(self):
        rows = [{"note": "A"}, {"note": "sehr ordentlich"}, {"note": None}]
        with pytest.raises(BadRowsError, match=r"2 rows of 3(.|\n)*no grade 'sehr ordentlich'"):
            Runde.read(rows, note="note", scale=SCALE)

    def test_pseudonyms_that_are_names(self):
        rows = [{"note": "A", "wer": "Eomer, Marschall"}, {"note": "B", "wer": "x"}]
        r = Runde.read(rows, note="note", scale=SCALE, person="wer")
        assert (
            r.remarks[0].en == "Column wer seems to hold names; it is not needed, a number will do."
        )

    def test_a_group_that_is_null(self):
        rows = [{"note": "A", "g": "x"}, {"note": "B", "g": float("nan")}]
        with pytest.raises(
            BadRowsError, match="row 2: g is empty; write the comparison group into each row"
        ):
            Runde.read(rows, note="note", scale=SCALE, gruppe="g")
        with pytest.raises(BadRowsError, match="row 2: g is empty: nothing is stated"):
            Runde.read(rows, note="note", scale=SCALE, person="g")

    @pytest.mark.parametrize("share", [0.25, "3", -1, True])
    def test_shares_instead_of_counts(self, share):
        with pytest.raises(DataError, match="officers are counted; shares cannot be put together"):
            Runde.counted(SCALE, {(): {SCALE["A"]: share}})

    def test_counts_of_other_parts_than_named(self):
        with pytest.raises(DataError, match="one part for each of frau"):
            Runde.counted(SCALE, {(): {SCALE["A"]: 1}}, ["frau"])

    def test_nobody(self):
        with pytest.raises(DataError, match="there is no officer in it"):
            Runde.read([], note="note", scale=SCALE)
        with pytest.raises(DataError, match="there is no officer in it"):
            Runde.counted(SCALE, {(): {SCALE["A"]: 0}})

    def test_a_column_that_is_not_there_or_divides_nothing(self):
        rows = [{"note": "A", "nr": n} for n in range(20)]
        with pytest.raises(ColumnError, match="no column tz; the frame has: note, nr"):
            Runde.read(rows, note="note", scale=SCALE, merkmale={"teilzeit": "tz"})
        with pytest.raises(ColumnError, match="20 different values, at most 12 divide"):
            Runde.read(rows, note="note", scale=SCALE, merkmale=["nr"])
        with pytest.raises(ColumnError, match="not divided by 'tz'; it is by nothing") as found:
            Runde.read(rows, note="note", scale=SCALE).parts("tz")
        assert found.value.explain("de").endswith(
            "nicht nach „tz“ aufgegliedert, sondern nach nichts"
        )
        parted = [{"note": "A", "haus": "Ost"}, {"note": "A", "haus": "West"}]
        with pytest.raises(ColumnError, match="it is by haus") as found:
            Runde.read(parted, note="note", scale=SCALE, merkmale=["haus"]).parts("tz")
        assert found.value.explain("de").endswith("sondern nach haus")
        with pytest.raises(DataError, match="no comparison group 'y'; there are x"):
            made("AB").in_group("y")

    @pytest.mark.parametrize(
        "words", [["0 %", "50 %"], ["120 %", "50 %"], ["0,5", "1"], ["41", "20 Std."]]
    )
    def test_a_share_of_working_time_that_is_none(self, words):
        with pytest.raises(
            ColumnError, match="or write shares of working time with their sign: 50%"
        ):
            made("AB", words, names=["teilzeit"])

    def test_groups_that_differ_in_their_spelling(self):
        """Case makes no other group, nor do the blanks of a pay group; what only a reader can tell is said."""
        written = ["a 9", "A 9 ", "A9", "A 9 Z", "A 9Z", "a9  z", "A 10", "A 1"]
        rows = [{"note": "A", "g": name} for name in written]
        for order in (rows, rows[::-1]):
            r = Runde.read(order, note="note", scale=SCALE, gruppe="g")
            assert {g: r.in_group(g).size for g in r.groups} == {
                "A 1": 1, "A 9": 3, "A 9 Z": 1, "A 9Z": 1, "a9 z": 1, "A 10": 1,
            }  # fmt: skip
            (remark,) = r.remarks
            assert remark.en == (
                "A 9 Z, A 9Z and a9 z are counted as different comparison groups; if one is meant, spell it alike."
            )
        assert so_far(rows, note="note", scale=SCALE, gruppe="g")["A 9"][0] == 3

    @pytest.mark.parametrize(
        ("words", "parts"),
        [
            ([1, 0, None], ["ja", "nein", None]),
            ([True, False, True], ["ja", "nein"]),
            ([1.0, 0.0, float("nan")], ["ja", "nein", None]),
            (["Ja", " nein ", ""], ["ja", "nein", None]),
            (["w", "m", "keine Angabe"], ["w", "m", None]),
            (["TZ", "Vollzeit", "k. A."], ["ja", "nein", None]),
            (["Ja", "JA", "nein"], ["ja", "nein"]),
            (["Nord", "NORD ", "Süd"], ["NORD", "Süd"]),
            (["-", "?", "unbekannt"], [None]),
            (["50 %", "100 %", "66,67%"], ["ja", "nein"]),
            (["100,00 %", "Teilzeit (75 %)", ""], ["ja", "nein", None]),
            (["1/2", "3/4", "1/1"], ["ja", "nein"]),
            (["TZ (unterhälftig)", "Teilzeit 0,75", "VZ 1,0"], ["ja", "nein"]),
        ],
    )
    def test_yes_and_no_are_read_and_nothing_is_never_no(self, words, parts):
        r = made("ABC", words, names=["teilzeit"])
        assert [p.teil for p in r.parts("teilzeit")] == parts
