"""How sure a verdict may be: architecture, idea 7, on generated authorities and norms."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Evidence
from beurteilung._base.text import Text
from beurteilung.errors import UnknownIdError
from beurteilung.law.certainty import NOTHING, SOLDIERS, ApplicableLaw, Norm, decide, rank
from beurteilung.law.decisions import Aussage, Entscheidung, Stand, Umfang, rule
from beurteilung.model.sources import Citation, Source

HERE = ApplicableLaw(dienstherr="Bayern", familie="by-x")
DAYS = [date(2000, 1, n) for n in range(1, 8)]
OFFICERS = ["", "beamter", "richter"]
OTHERS = ["soldat", "arbeitnehmer"]
DIRECTIONS = ["stuetzt", "begrenzt", "lehnt_ab"]


def decision(name, richtung="stuetzt", **more):
    ebene, gericht = more.pop("ebene", "VG"), more.pop("gericht", None)
    datum, stand = more.pop("datum", DAYS[0]), more.pop("stand", ())
    said = {"recht": "grundsaetze", "evidenz": Evidence.REASONS, "sagt_die_regel": True} | more
    words = f"So {name}."
    return Entscheidung(
        id=name,
        gericht=gericht or f"{ebene} {name}",
        ebene=ebene,
        land="Bayern",
        datum=datum,
        form="Urteil",
        aktenzeichen=name,
        gelesen="volltext",
        stand=stand,
        aussage=(Aussage(regel="r", richtung=richtung, de=words, en=words, **said),),
    )


def points(number, unit="Punkt", length=16):
    return Umfang(zahl=number, einheit=unit, laenge=length)


def norm(richtung="stuetzt", rang="richtlinie", evidenz=Evidence.NORM):
    place = Citation(Source("n", "Nr. 1", "norm"), evidenz)
    return Norm(rang, richtung, Text("Die Vorschrift sagt es.", "The provision says so."), place)


@st.composite
def decisions(draw, least=0):
    """Draw decisions on one rule: all courts, laws, directions, evidence, standing."""
    found = []
    for n in range(draw(st.integers(least, 5))):
        ebene = draw(st.sampled_from(["VG", "OVG", "BVerwG", "BVerfG"]))
        recht = draw(st.sampled_from(["grundsaetze", "gesetz", "richtlinie", "nicht bekannt"]))
        own = recht in ("gesetz", "richtlinie")
        status = draw(st.sampled_from(["nicht_rechtskraeftig", "aufgegeben", "aufgehoben"]))
        standing = Stand(status=status, ab=None, evidenz=Evidence.REASONS)
        found.append(
            decision(
                f"d{n}",
                draw(st.sampled_from(DIRECTIONS)),
                ebene=ebene,
                gericht=f"{ebene} {draw(st.sampled_from('AB'))}",
                datum=draw(st.sampled_from(DAYS)),
                recht=recht,
                dienstherr=draw(st.sampled_from(["Bayern", "Hessen"])) if own else "",
                familie=draw(st.sampled_from(["by-x", "he-x"])) if recht == "richtlinie" else "",
                evidenz=draw(st.sampled_from([Evidence.REASONS, Evidence.HEADNOTE, Evidence.FACTS,
                                              Evidence.SECONDARY, Evidence.INFERRED])),
                sagt_die_regel=draw(st.sampled_from([True, True, False])),
                stand=draw(st.sampled_from([(), (), (standing,)])),
            )
        )  # fmt: skip
    return found


def settled(found, direction):
    return found.direction == direction


class TestCertainty:
    """a verdict is only as sure as what it rests on"""

    @given(decisions(1), st.sampled_from(["stuetzt", "lehnt_ab"]))
    def test_without_a_supporting_statement_it_is_never_surer(self, all_, direction):
        before = decide("r", HERE, among=all_)
        for one in all_:
            if one.aussage[0].richtung == direction:
                after = decide("r", HERE, among=[d for d in all_ if d is not one])
                if not settled(before, direction):
                    assert not settled(after, direction)

    @given(decisions(1), st.sampled_from(["stuetzt", "lehnt_ab"]))
    def test_without_a_contradicting_statement_it_is_never_less_sure(self, all_, direction):
        before = decide("r", HERE, among=all_)
        for one in all_:
            if one.aussage[0].richtung != direction:
                after = decide("r", HERE, among=[d for d in all_ if d is not one])
                if settled(before, direction):
                    assert settled(after, direction)

    @given(decisions(), st.sampled_from(DIRECTIONS), st.sampled_from(["VG", "OVG", "BVerwG"]))
    def test_a_contradiction_of_equal_or_higher_rank_never_leaves_it_settled(
        self, all_, direction, ebene
    ):
        lead = decision("lead", ebene=ebene, recht="gesetz", dienstherr="Bayern")
        before = decide("r", HERE, among=[*all_, lead])
        for level in ("VG", "OVG", "BVerwG", "BVerfG"):
            one = decision("new", direction, ebene=level, recht="gesetz", dienstherr="Bayern")
            lower = before.rank < rank(one, one.aussage[0], HERE)
            below = before.leading.ebene == "BVerfG" and level != "BVerfG"
            if not (lower or below or before.direction in (None, direction)):
                assert decide("r", HERE, among=[*all_, lead, one]).direction != before.direction

    @given(decisions())
    def test_the_law_of_another_dienstherr_never_settles_alone(self, all_):
        other = [d for d in all_ if d.aussage[0].dienstherr != "Bayern"
                 and d.aussage[0].recht != "grundsaetze"]  # fmt: skip
        assert decide("r", HERE, among=other).direction is None

    @given(decisions())
    def test_without_a_dienstherr_only_general_principles_settle(self, all_):
        found = decide("r", among=all_)
        if found.direction:
            assert found.leading.aussage[0].recht == "grundsaetze"

    @given(decisions(), st.sampled_from(DAYS))
    def test_nothing_later_and_never_the_decided_case(self, all_, day):
        for one in all_:
            law = evolve(HERE, rechtsstand=day, excluded=one.id)
            left = [d for d in all_ if d is not one and d.known_from <= day]
            assert decide("r", law, among=all_) == decide("r", law, among=left)

    @given(decisions())
    def test_sentence_and_direction_agree(self, all_):
        """Sentence and verdict agree: nothing that is settled ends in doubt"""
        found = decide("r", HERE, among=all_)
        for lang in ("de", "en"):
            doubt = {"de": ("offen", "widersprechen", "Verschiedenes", "nicht entschieden"),
                     "en": ("open", "differ", "not decided")}[lang]  # fmt: skip
            assert not (found.direction and any(word in found.why[lang] for word in doubt))
        assert bool(found.missing) == (found.direction is None)
        if found.direction:
            assert found.leaning is None
            assert found.rank in (2, 3, 4)
            assert ("erstinstanzlichen" in found.why.de) == (found.rank == 4)

    @given(decisions())
    def test_the_order_of_the_file_does_not_matter(self, all_):
        one, other = decide("r", HERE, among=all_), decide("r", HERE, among=all_[::-1])
        assert (one.direction, one.leaning, one.rank) == (
            other.direction,
            other.leaning,
            other.rank,
        )


class TestStatus:
    """statutes on officers bind neither soldiers nor employees; general principles bind them all"""

    @given(decisions(), st.sampled_from(OTHERS))
    def test_a_statute_on_officers_never_settles_for_others(self, all_, status):
        left = [d for d in all_ if d.aussage[0].recht != "gesetz"]
        law = evolve(HERE, status=status)
        found, without = decide("r", law, among=all_), decide("r", law, among=left)
        assert found.direction is None or found.leading.aussage[0].recht != "gesetz"
        assert without.direction == found.direction

    @given(decisions(), st.sampled_from(OTHERS))
    def test_nor_for_soldiers_by_their_own_line(self, all_, status):
        own = [d for d in all_ if d.aussage[0].recht == "gesetz"]
        for law in (evolve(HERE, familie=SOLDIERS), evolve(HERE, familie=SOLDIERS, status=status)):
            assert decide("r", law, among=own).direction is None

    @given(decisions(), st.sampled_from(OFFICERS))
    def test_it_does_for_officers_and_judges_and_where_nobody_says_who_it_is(self, all_, status):
        found = decide("r", evolve(HERE, status=status), among=all_)
        plain = decide("r", HERE, among=all_)
        assert evolve(found, why=plain.why) == plain  # of judges it says by what it holds for them

    @given(decisions())
    def test_for_judges_only_where_a_provision_says_so(self, all_):
        statutes = [d for d in all_ if d.aussage[0].recht == "gesetz"]
        law = evolve(HERE, dienstherr="Hessen", status="richter")
        assert decide("r", law, among=statutes).direction is None

    @given(decisions(), st.sampled_from([*OFFICERS, *OTHERS]))
    def test_general_principles_do_not_ask_for_it(self, all_, status):
        general = [d for d in all_ if d.aussage[0].recht == "grundsaetze"]
        law = evolve(HERE, status=status)
        assert decide("r", law, among=general) == decide("r", HERE, among=general)

    @given(decisions(), st.sampled_from(OTHERS), st.sampled_from(["stuetzt", "lehnt_ab"]))
    def test_to_know_that_somebody_is_none_never_makes_it_surer_by_a_statute(
        self, all_, status, richtung
    ):
        one = decision("s", richtung, ebene="BVerwG", recht="gesetz", dienstherr="Bayern")
        law = evolve(HERE, status=status)
        assert rank(one, one.aussage[0], law) == NOTHING
        before, after = decide("r", law, among=all_), decide("r", law, among=[*all_, one])
        assert after.direction == before.direction


class TestRank:
    """rank of a statement, not of a decision"""

    @pytest.mark.parametrize(
        ("rank_", "said"),
        [
            (2, {"ebene": "BVerfG"}),
            (2, {"ebene": "BVerwG"}),
            (2, {"ebene": "BVerwG", "recht": "gesetz", "dienstherr": "Bayern"}),
            (5, {"ebene": "BVerwG", "recht": "gesetz", "dienstherr": "Bund"}),
            (5, {"ebene": "BVerwG", "sagt_die_regel": False}),
            (5, {"ebene": "BVerwG", "evidenz": Evidence.SECONDARY}),
            (5, {"ebene": "BVerwG", "evidenz": Evidence.INFERRED}),
            (5, {"ebene": "BVerwG", "evidenz": Evidence.FACTS}),
            (5, {"ebene": "BVerwG", "recht": "nicht bekannt"}),
            (3, {"ebene": "OVG", "recht": "gesetz", "dienstherr": "Bayern"}),
            (3, {"ebene": "OVG", "recht": "richtlinie", "dienstherr": "Bayern", "familie": "by-x"}),
            (5, {"ebene": "OVG", "recht": "richtlinie", "dienstherr": "Bayern", "familie": "by-y"}),
            (5, {"ebene": "OVG", "recht": "richtlinie", "dienstherr": "Bayern"}),
            (5, {"ebene": "OVG", "recht": "gesetz", "dienstherr": "Bayern", "familie": "by-y"}),
            (5, {"ebene": "OVG"}),
            (4, {"ebene": "VG", "recht": "richtlinie", "dienstherr": "Bayern", "familie": "by-x"}),
            (4, {"ebene": "VG", "recht": "gesetz", "dienstherr": "Bayern"}),
            (5, {"ebene": "VG"}),
        ],
    )  # fmt: skip
    def test_ranks(self, rank_, said):
        one = decision("d", **said)
        assert rank(one, one.aussage[0], HERE) == rank_
        assert decide("r", HERE, among=[one]).rank == rank_

    def test_a_changed_provision_settles_nothing(self):
        one = decision("d", ebene="BVerwG", norm_bis=DAYS[2])
        assert decide("r", evolve(HERE, on=DAYS[2]), among=[one]).rank == 2
        assert decide("r", evolve(HERE, on=DAYS[3]), among=[one]).rank == 5
        assert decide("r", HERE, among=[one]).rank == 2

    @pytest.mark.parametrize(
        ("asked", "rank_"),
        [
            (None, 5),
            (points(-2), 2),
            (points(-1), 2),
            (points(-3), 5),
            (points(-2, length=15), 5),
            (points(-2, "Stufe"), 5),
        ],
    )
    def test_a_statement_with_an_extent_settles_within_it_only(self, asked, rank_):
        one = decision("d", ebene="BVerwG", umfang=points(-2))
        assert decide("r", evolve(HERE, umfang=asked), among=[one]).rank == rank_

    def test_of_points_only_a_statement_on_points_settles(self):
        """That one stage less is plausible tells nothing of points whose stages nobody attests"""
        wide = decision("d", ebene="BVerwG")
        for asked in (points(-1), points(-12)):
            assert decide("r", evolve(HERE, umfang=asked), among=[wide]).direction is None
        against = decision("e", "lehnt_ab", ebene="BVerwG")
        assert decide("r", evolve(HERE, umfang=points(-1)), among=[against]).direction == "lehnt_ab"

    def test_two_ovg_that_agree_on_general_principles_settle(self):
        one, two = decision("a", ebene="OVG"), decision("b", ebene="OVG")
        found = decide("r", HERE, among=[one, two])
        assert (found.direction, found.rank) == ("stuetzt", 3)
        same = evolve(two, gericht=one.gericht)
        assert decide("r", HERE, among=[one, same]).direction is None
        differing = decision("c", "lehnt_ab", ebene="OVG")
        assert decide("r", HERE, among=[one, two, differing]).direction is None

    def test_of_one_court_the_later_prevails(self):
        one = decision("a", ebene="BVerwG", gericht="BVerwG")
        two = decision("b", "lehnt_ab", ebene="BVerwG", gericht="BVerwG", datum=DAYS[1])
        assert decide("r", HERE, among=[one, two]).direction == "lehnt_ab"

    @pytest.mark.parametrize("evidenz", [Evidence.FACTS, Evidence.INFERRED])
    def test_mere_facts_of_a_later_case_take_back_no_statement(self, evidenz):
        one = decision("a", ebene="OVG", gericht="OVG A", evidenz=Evidence.SECONDARY)
        two = decision(
            "b", "lehnt_ab", ebene="OVG", gericht="OVG A", datum=DAYS[1], evidenz=evidenz
        )
        found = decide("r", HERE, among=[one, two])
        assert (found.direction, found.leading) == (None, one)
        assert found.opposing

    def test_what_holds_as_a_rule_only_leaves_room_for_an_exception(self):
        found = decide("beitrag.austausch", HERE, norms=[norm()], among=[])
        assert (found.direction, found.leaning) == (None, "stuetzt")
        assert [m.code for m in found.missing] == ["ausnahme"]

    def test_the_bundesverfassungsgericht_goes_first(self):
        one = decision("a", ebene="BVerwG", datum=DAYS[1])
        two = decision("b", "lehnt_ab", ebene="BVerfG")
        assert decide("r", HERE, among=[one, two]).direction == "lehnt_ab"

    def test_not_final_keeps_its_rank_and_is_marked(self):
        pending = Stand(status="nicht_rechtskraeftig", evidenz=Evidence.REASONS)
        one = decision("a", recht="gesetz", dienstherr="Bayern", stand=(pending,))
        found = decide("r", HERE, among=[one])
        assert found.rank == 4
        assert "nicht rechtskräftig" in found.why.de
        assert "not final" in found.why.en

    def test_one_set_aside_has_no_rank_from_that_day(self):
        gone = Stand(status="aufgehoben", ab=DAYS[2], evidenz=Evidence.REASONS)
        one = decision("a", recht="gesetz", dienstherr="Bayern", stand=(gone,))
        before, after = (evolve(HERE, rechtsstand=day) for day in (DAYS[1], DAYS[2]))
        assert decide("r", before, among=[one]).rank == 4
        assert decide("r", after, among=[one]).rank is None

    def test_facts_never_lean(self):
        one = decision("a", evidenz=Evidence.FACTS)
        assert decide("r", HERE, among=[one]).leaning is None
        assert "Gründe" in decide("r", HERE, among=[one]).why.de

    def test_a_limiting_statement_that_leads_leaves_it_open(self):
        found = decide("r", HERE, among=[decision("a", "begrenzt", ebene="BVerwG")])
        assert (found.direction, found.leaning, found.rank) == (None, None, 2)

    def test_both_sides_are_listed(self):
        all_ = [decision(d, d) for d in DIRECTIONS]
        found = decide("r", HERE, among=all_)
        sides = (found.supporting, found.limiting, found.opposing)
        assert [c.source_id for side in sides for c in side] == DIRECTIONS
        assert found.contrary == (*found.limiting, *found.opposing)

    def test_numbers_of_a_later_decision_are_none(self):
        early = decide("aktualitaet.bedarf", ApplicableLaw(date(2010, 1, 1)))
        assert early.number("anteil") is None
        number = decide("aktualitaet.bedarf").number("anteil")
        assert number is not None
        assert str(number.wert) == "2/3"


class TestOrderOfNorms:
    """norms go by their rank: Grundgesetz, statute, ordinance, guideline as practised"""

    @given(decisions(), st.sampled_from(["richtlinie", "verordnung", "gesetz"]))
    def test_a_lower_norm_never_heals_what_a_higher_one_forbids(self, all_, rang):
        found = decide("r", HERE, norms=[norm("lehnt_ab", rang), norm("stuetzt", "grundgesetz")],
                       among=all_)  # fmt: skip
        assert found.direction != "lehnt_ab"

    @given(decisions())
    def test_nor_what_a_highest_court_or_an_ovg_calls_a_fault_by_general_principles(self, all_):
        lead = decision("lead", ebene="BVerfG", datum=DAYS[-1])
        every = [*all_, lead]
        plain = decide("r", HERE, among=[d for d in every if d.aussage[0].recht == "grundsaetze"])
        if plain.direction == "stuetzt":
            found = decide("r", HERE, norms=[norm("lehnt_ab")], among=every)
            assert found.direction != "lehnt_ab"

    def test_where_highest_courts_differ_on_a_higher_law_no_guideline_settles_it(self):
        lead = decision("lead", ebene="BVerfG", datum=DAYS[-1])
        other = decision("d", "begrenzt", ebene="BVerfG", recht="gesetz", dienstherr="Bayern")
        assert decide("r", HERE, norms=[norm("lehnt_ab")], among=[other, lead]).direction is None

    @given(decisions(), st.sampled_from(["stuetzt", "lehnt_ab"]))
    def test_a_guideline_goes_before_decisions_on_others(self, all_, direction):
        other = [d for d in all_ if d.aussage[0].recht == "richtlinie"
                 and d.aussage[0].familie != "by-x"]  # fmt: skip
        found = decide("r", HERE, norms=[norm(direction)], among=other)
        assert (found.direction, found.rank) == (direction, 1)

    def test_a_guideline_may_be_stricter_than_general_principles(self):
        court = decision("a", "lehnt_ab", ebene="BVerwG")
        found = decide("r", HERE, norms=[norm()], among=[court])
        assert (found.direction, found.rank) == ("stuetzt", 1)

    def test_a_decision_on_this_provision_is_read_with_it(self):
        own = decision("a", "lehnt_ab", recht="richtlinie", dienstherr="Bayern", familie="by-x")
        found = decide("r", HERE, norms=[norm()], among=[own])
        assert (found.direction, found.leading) == (None, own)

    def test_provisions_of_one_rank_that_differ_leave_it_open(self):
        found = decide("r", HERE, norms=[norm(), norm("lehnt_ab")], among=[])
        assert (found.direction, found.rank) == (None, 1)

    def test_one_that_limits_leaves_it_open(self):
        assert decide("r", HERE, norms=[norm("begrenzt")], among=[]).direction is None

    @pytest.mark.parametrize("evidence", [Evidence.SECONDARY, Evidence.INFERRED])
    def test_one_that_nobody_read_decides_nothing(self, evidence):
        found = decide("r", HERE, norms=[norm(evidenz=evidence)], among=[])
        assert (found.direction, found.rank) == (None, None)

    def test_facts_attest_what_a_provision_says(self):
        assert decide("r", HERE, norms=[norm(evidenz=Evidence.FACTS)], among=[]).rank == 1


class TestStanding:
    """with court, Land, date and standing"""

    @given(st.lists(st.none() | st.sampled_from(DAYS), min_size=1, max_size=3, unique=True),
           st.sampled_from(DAYS), st.randoms())  # fmt: skip
    def test_the_latest_one_by_that_day_counts_in_any_order(self, starts, on, chance):
        stand = [Stand(status="aufgehoben", ab=ab, evidenz=Evidence.REASONS) for ab in starts]
        chance.shuffle(stand)
        one = decision("d", stand=tuple(stand))
        by_then = [ab or date.min for ab in starts if ab is None or ab <= on]
        found = one.standing("r", on)
        assert (found and (found.ab or date.min)) == max(by_then, default=None)

    def test_it_may_concern_one_rule_only(self):
        given_up = Stand(status="aufgegeben", regel="r", evidenz=Evidence.REASONS)
        one = decision("d", stand=(given_up,))
        assert one.standing("r", None) is given_up
        assert one.standing("andere", None) is None

    def test_an_unknown_day_counts_from_when_it_is_known_to_exist(self):
        one = evolve(decision("d"), datum=None, spaetestens=DAYS[4])
        early, late = (evolve(HERE, rechtsstand=day) for day in (DAYS[3], DAYS[4]))
        assert decide("r", early, among=[one]).leading is None
        assert decide("r", late, among=[one]).leading is one


class TestNumbers:
    """Rule modules contain no count of any case: a number that a rule contains is data"""

    def test_an_unknown_number_names_the_known_ones(self):
        known = rule("aktualitaet.bedarf")
        with pytest.raises(UnknownIdError) as raised:
            known.number("hälfte")
        names = ", ".join(z.name for z in known.zahl)
        assert str(raised.value) == (
            f"rule aktualitaet.bedarf has no number 'hälfte'; it has {names}"
        )
