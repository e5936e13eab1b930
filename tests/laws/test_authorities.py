"""Decisions for and against: architecture, idea 8, "Case law conflicts"."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Evidence
from beurteilung.errors import DataError, UnknownIdError
from beurteilung.law.certainty import choose
from beurteilung.law.decisions import Aussage, Entscheidung, Stand, rule

LANDS = ["Niedersachsen", "Bayern", "Bund"]
LEVELS = {"VG": 1, "OVG": 2, "BVerwG": 3, "BVerfG": 4}
days = st.dates(date(2000, 1, 1), date(2000, 1, 9))


def decision(name, ebene="VG", land="Bayern", datum=None, **more):
    direction, dienstherr = more.pop("richtung", "stuetzt"), more.pop("dienstherr", "")
    said = Aussage(
        regel="r",
        richtung=direction,
        evidenz=Evidence.REASONS,
        de="so",
        en="so",
        dienstherr=dienstherr,
    )
    return Entscheidung(
        id=name,
        gericht=ebene,
        ebene=ebene,
        land=land,
        datum=datum,
        form="Urteil",
        aktenzeichen=name,
        gelesen="volltext",
        aussage=(said,),
        **more,
    )


@st.composite
def several(draw):
    """Draw decisions on one rule, some of them given up, annulled, not yet final or undated."""
    found = []
    for n in range(draw(st.integers(0, 5))):
        status = draw(st.sampled_from(["nicht_rechtskraeftig", "aufgegeben", "aufgehoben"]))
        standing = Stand(status=status, ab=draw(st.none() | days), evidenz=Evidence.REASONS)
        dated = {"datum": draw(days)} if draw(st.booleans()) else {"spaetestens": draw(days)}
        found.append(
            decision(
                f"d{n}",
                draw(st.sampled_from(sorted(LEVELS))),
                draw(st.sampled_from(LANDS)),
                richtung=draw(st.sampled_from(["stuetzt", "begrenzt", "lehnt_ab"])),
                dienstherr=draw(st.sampled_from(["", *LANDS])),
                stand=draw(st.sampled_from([(), (standing,)])),
                **dated,
            )
        )
    return found


def stands(one, on):
    """Tell whether a decision is neither given up nor annulled on a day."""
    return not any(
        s.status != "nicht_rechtskraeftig" and (on is None or s.ab is None or s.ab <= on)
        for s in one.stand
    )


class TestRechtsstand:
    """only authorities up to that day count"""

    @given(several(), days)
    def test_later_ones_are_as_if_they_were_not(self, found, on):
        by_then = [d for d in found if d.known_from <= on]
        assert choose("r", rechtsstand=on, among=found) == choose(
            "r", rechtsstand=on, among=by_then
        )

    @given(several(), days)
    def test_the_decided_case_never_counts_for_itself(self, found, on):
        for one in found:
            others = [d for d in found if d is not one]
            assert choose("r", rechtsstand=on, excluded=one.id, among=found) == choose(
                "r", rechtsstand=on, among=others
            )

    @given(several())
    def test_without_a_day_all_count(self, found):
        choice = choose("r", among=found)
        assert len(choice.supporting) + len(choice.opposing) == len(found)

    @given(several())
    def test_of_another_rule_they_say_nothing(self, found):
        assert choose("andere", among=found).direction is None
        assert not choose("andere", among=found).supporting

    def test_an_unknown_day_counts_from_when_it_is_known_to_exist(self):
        one = decision("d", spaetestens=date(2000, 1, 5))
        assert choose("r", rechtsstand=date(2000, 1, 4), among=[one]).leading is None
        assert choose("r", rechtsstand=date(2000, 1, 5), among=[one]).leading is one
        assert "Tag nicht bekannt" in str(one.source)

    @pytest.mark.parametrize(
        "days_", [{}, {"datum": date(2000, 1, 1), "spaetestens": date(2000, 1, 1)}]
    )
    def test_a_decision_has_exactly_one_of_both(self, days_):
        with pytest.raises(DataError, match="name the day, datum, or else"):
            decision("d", **days_)


class TestPreference:
    """a finding lists authorities for and against, and says by which preference it decided, or that it
    stays open
    """

    @given(several(), days, st.sampled_from(LANDS))
    def test_the_one_that_leads_stands_and_no_higher_court_does(self, found, on, land):
        choice = choose("r", rechtsstand=on, land=land, among=found)
        standing = [d for d in found if d.known_from <= on and stands(d, on)]
        if choice.leading:
            assert choice.leading in standing
            assert LEVELS[choice.leading.ebene] == max(LEVELS[d.ebene] for d in standing)
            assert choice.leading.source.zitat in choice.why.de
            assert choice.leading.source.zitat in choice.why.en
        if not standing:
            assert choice.leading is choice.direction is None

    @given(several(), days, st.sampled_from(LANDS), st.randoms())
    def test_the_order_in_which_they_are_listed_does_not_matter(self, found, on, land, chance):
        mixed = list(found)
        chance.shuffle(mixed)
        one, other = (choose("r", rechtsstand=on, land=land, among=x) for x in (found, mixed))
        assert one.direction == other.direction
        assert set(one.supporting) == set(other.supporting)
        assert set(one.opposing) == set(other.opposing)

    @given(several())
    def test_a_higher_court_leads_whatever_the_lower_ones_say(self, found):
        lower = [d for d in found if d.ebene != "BVerfG"]
        last = decision("x", "BVerfG", "Bund", date(1999, 1, 1), richtung="lehnt_ab")
        choice = choose("r", among=[*lower, last])
        assert choice.leading is last
        assert choice.direction == "lehnt_ab"

    @pytest.mark.parametrize(
        ("first", "second", "leads"),
        [
            ({"land": "Niedersachsen"}, {"land": "Bayern", "day": 9}, 0),
            ({"land": "Bayern"}, {"land": "Bayern", "day": 9}, 1),
            ({"land": "Niedersachsen"}, {"land": "Bayern", "ebene": "OVG"}, 1),
            ({"land": "Niedersachsen", "ebene": "OVG"}, {"land": "Bund", "ebene": "BVerwG"}, 1),
        ],
    )
    def test_court_before_land_before_day(self, first, second, leads):
        two = [
            decision(f"d{n}", x.get("ebene", "VG"), x["land"], date(2000, 1, x.get("day", 1)))
            for n, x in enumerate((first, second))
        ]
        assert choose("r", land="Niedersachsen", among=two).leading is two[leads]

    def test_equal_rank_that_differs_is_open(self):
        two = [
            decision("d0", datum=date(2000, 1, 1)),
            decision("d1", datum=date(2000, 1, 1), richtung="lehnt_ab"),
        ]
        choice = choose("r", among=two)
        assert choice.direction is choice.leading is None
        assert choice.why.en == "Decisions of equal rank differ."
        assert (len(choice.supporting), len(choice.opposing)) == (1, 1)

    def test_the_statute_of_another_dienstherr_is_open(self):
        one = decision("d", "BVerwG", "Bund", date(2000, 1, 1), dienstherr="Bund")
        here, there = (choose("r", land=land, among=[one]) for land in ("Bund", "Bayern"))
        assert here.direction == "stuetzt"
        assert there.direction is None
        assert there.leading is one
        assert "(Bund)" in there.why.de


class TestStanding:
    """with court, Land, date and standing"""

    @given(st.lists(st.none() | days, min_size=1, max_size=3, unique=True), days, st.randoms())
    def test_the_latest_one_by_that_day_counts_in_any_order(self, starts, on, chance):
        stand = [Stand(status="aufgehoben", ab=ab, evidenz=Evidence.REASONS) for ab in starts]
        chance.shuffle(stand)
        one = decision("d", datum=date(2000, 1, 1), stand=tuple(stand))
        by_then = [ab or date.min for ab in starts if ab is None or ab <= on]
        found = one.standing("r", on)
        assert (found and (found.ab or date.min)) == max(by_then, default=None)

    def test_it_may_concern_one_rule_only(self):
        given_up = Stand(status="aufgegeben", regel="r", evidenz=Evidence.REASONS)
        one = decision("d", datum=date(2000, 1, 1), stand=(given_up,))
        assert one.standing("r", None) is given_up
        assert one.standing("andere", None) is None

    def test_a_decision_that_is_not_final_leads_and_says_so(self):
        """Authority 3 A 269/02, then not final"""
        standing = Stand(status="nicht_rechtskraeftig", evidenz=Evidence.REASONS)
        one = decision("d", datum=date(2000, 1, 1), stand=(standing,))
        choice = choose("r", among=[one])
        assert choice.leading is one
        assert choice.supporting[0].note == "nicht rechtskräftig"


class TestRules:
    """Rule modules contain no count of any case: a number that a rule contains is data"""

    def test_an_unknown_number_names_the_known_ones(self):
        with pytest.raises(UnknownIdError) as raised:
            rule("aktualitaet.bedarf").number("hälfte")
        assert str(raised.value) == (
            "rule aktualitaet.bedarf has no number 'hälfte'; it has "
            + ", ".join(z.name for z in rule("aktualitaet.bedarf").zahl)
        )
        assert rule("aktualitaet.bedarf").number("anteil").citation.source.zitat
