"""Mappings between scales: architecture, laws, "mapping"."""

from itertools import pairwise

import pytest
from hypothesis import assume, find, given, settings
from hypothesis import strategies as st

from beurteilung import Evidence, GradeScale, grade, mapping, scale
from beurteilung.errors import (
    AmbiguousGradeError,
    DataError,
    NoCounterpartError,
    ScaleMismatchError,
)
from beurteilung.model.mappings import NoCounterpart, Pair, ScaleMapping, identity
from beurteilung.model.scales import Stage
from beurteilung.model.sources import Citation, Source, weakest
from beurteilung.strategies import grades, mappings, scales

CITED = Citation(Source("q", "Quelle", "norm"), Evidence.HEADNOTE, "Nr. 1", note="sagt es so")


@st.composite
def chains(draw, number=2):
    """Draw mappings that join end to end."""
    found = [draw(mappings())]
    while len(found) < number:
        found.append(draw(mappings(found[-1].after)))
    return found


def small(name, number):
    return GradeScale(name, tuple(Stage(str(n)) for n in range(number, 0, -1)))


def relation(m):
    return {(p.before, p.after) for p in m}


def is_interval(ranks, within):
    """Tell whether ranks leave out none of those within which they are counted."""
    return not ranks or {r for r in within if min(ranks) <= r <= max(ranks)} == set(ranks)


class TestMonotone:
    """both ends monotone on the domain"""

    @given(mappings())
    def test_a_better_grade_has_neither_a_worse_best_nor_a_worse_worst_counterpart(self, m):
        for better, worse in pairwise(g for g in m.before if m(g)):
            assert m(better)[0] >= m(worse)[0]
            assert m(better)[-1] >= m(worse)[-1]

    @given(mappings())
    def test_counterparts_are_listed_best_first_and_are_all_pairs(self, m):
        for g in m.before:
            assert list(m(g)) == sorted(m(g), reverse=True)
        assert [(p.before, p.after) for p in m] == [(g, t) for g in m.before for t in m(g)]

    def test_a_relation_that_turns_two_grades_round_is_refused(self):
        a, b = small("a", 2), small("b", 2)
        with pytest.raises(DataError) as raised:
            ScaleMapping(a, b, (Pair(a["2"], b["1"]), Pair(a["1"], b["2"])))
        assert "a:2 is better than a:1, but its counterparts (1) are not (2)" in str(raised.value)

    def test_the_worse_end_alone_is_refused_too(self):
        a, b = small("a", 2), small("b", 3)
        pairs = [Pair(a["2"], b[c]) for c in "321"] + [Pair(a["1"], b[c]) for c in "32"]
        with pytest.raises(DataError, match=r"its counterparts \(3, 2, 1\) are not \(3, 2\)"):
            ScaleMapping(a, b, tuple(pairs))


class TestImages:
    """the image of one grade is an interval; images of intervals are intervals if the mapping is onto"""

    @given(mappings(onto=True))
    def test_onto_the_image_of_one_grade_is_an_interval(self, m):
        for g in m.before:
            if image := m(g):
                assert image == m.after.between(image[0], image[-1])

    @given(mappings())
    def test_otherwise_it_leaves_out_only_what_nothing_reaches(self, m):
        reached = {p.after.rank for p in m}
        for g in m.before:
            assert is_interval([t.rank for t in m(g)], reached)

    @given(mappings(onto=True), st.data())
    def test_onto_the_image_of_an_interval_is_an_interval(self, m, data):
        ends = sorted(data.draw(st.tuples(grades(m.before), grades(m.before))), reverse=True)
        ranks = {t.rank for g in m.before.between(*ends) for t in m(g)}
        assert is_interval(ranks, range(len(m.after)))

    def test_a_hole_in_an_image_is_refused(self):
        a, b = small("a", 2), small("b", 3)
        pairs = (Pair(a["2"], b["3"]), Pair(a["2"], b["1"]), Pair(a["1"], b["2"]))
        with pytest.raises(DataError) as raised:
            ScaleMapping(a, b, pairs)
        assert "a:2 corresponds to grades on both sides of 2, but not to 2" in str(raised.value)

    def test_a_pair_given_twice_is_refused(self):
        a = small("a", 1)
        with pytest.raises(DataError, match="a pair is given twice"):
            ScaleMapping(a, a, (Pair(a["1"], a["1"]), Pair(a["1"], a["1"], Evidence.FACTS)))

    @given(scales(), scales(), grades())
    def test_a_pair_of_other_scales_is_refused(self, a, b, foreign):
        assume(foreign.scale not in (a, b))
        for pair in (Pair(foreign, b.grades[0]), Pair(a.grades[0], foreign)):
            with pytest.raises(DataError, match="is a pair of other scales"):
                ScaleMapping(a, b, (pair,))


class TestInverse:
    """inverse is an involution, and g ∈ m.inverse()(t) for each t ∈ m(g)"""

    @given(mappings())
    def test_it_is_an_involution(self, m):
        assert m.inverse().inverse() == m
        assert m.inverse().before == m.after

    @given(mappings())
    def test_it_is_the_same_relation_read_the_other_way(self, m):
        back = m.inverse()
        for g in m.before:
            for t in m.after:
                assert (t in m(g)) == (g in back(t))
                assert m.evidence(g, t) == back.evidence(t, g)

    @given(mappings())
    def test_it_carries_the_same_citations(self, m):
        for pair in m:
            assert m.inverse().pair(pair.after, pair.before).citations == pair.citations


class TestThen:
    """then is plain relation composition, associative, with the identity; the evidence of a composed
    pair is the best, over the ways through, of the weakest link; the identity has the top grade
    """

    @given(chains())
    def test_it_is_the_composition_of_relations(self, two):
        m, n = two
        assert relation(m.then(n)) == {
            (p.before, q.after) for p in m for q in n if p.after == q.before
        }

    @given(chains(3))
    def test_it_is_associative_with_evidence(self, three):
        m, n, o = three
        assert m.then(n).then(o) == m.then(n.then(o))

    @given(mappings())
    def test_the_identity_is_neutral(self, m):
        assert identity(m.before).then(m) == m
        assert m.then(identity(m.after)) == m

    @given(chains())
    def test_the_inverse_turns_the_order_round(self, two):
        m, n = two
        assert m.then(n).inverse() == n.inverse().then(m.inverse())

    @given(chains())
    def test_evidence_is_the_best_over_the_ways_of_the_weakest_link(self, two):
        m, n = two
        for pair in m.then(n):
            ways = [
                weakest(p.evidence, q.evidence)
                for p in m
                for q in n
                if (p.before, p.after, q.after) == (pair.before, q.before, pair.after)
            ]
            assert pair.evidence == max(ways)

    @given(scales())
    def test_the_identity_has_the_top_grade(self, s):
        for g in s:
            assert identity(s)(g) == (g,)
            assert identity(s).evidence(g, g) is Evidence.NORM

    @given(chains())
    def test_no_citation_is_lost_or_invented(self, two):
        m, n = two
        for pair in m.then(n):
            links = {
                c
                for t in m(pair.before)
                if pair.after in n(t)
                for c in (*m.pair(pair.before, t).citations, *n.pair(t, pair.after).citations)
            }
            assert set(pair.citations) == links

    @given(mappings(), mappings())
    def test_mappings_that_do_not_meet_are_refused(self, m, n):
        assume(m.after != n.before)
        with pytest.raises(ScaleMismatchError, match="they join at one scale only"):
            m.then(n)


class TestLoss:
    """Inverse, composition, merging, loss: all computed"""

    @given(mappings())
    def test_it_names_what_merges_splits_and_has_no_counterpart(self, m):
        loss = m.loss()
        assert dict(loss.split) == {g: m(g) for g in m.before if len(m(g)) > 1}
        back = m.inverse()
        assert dict(loss.merged) == {t: back(t) for t in m.after if len(back(t)) > 1}
        assert set(loss.without) == set(m.before) - {p.before for p in m}
        assert set(loss.unreached) == set(m.after) - {p.after for p in m}

    @given(mappings())
    def test_the_loss_of_the_inverse_is_the_loss_turned(self, m):
        loss, turned = m.loss(), m.inverse().loss()
        assert (loss.merged, loss.without) == (turned.split, turned.unreached)
        assert (loss.split, loss.unreached) == (turned.merged, turned.without)

    @given(scales())
    def test_the_identity_loses_nothing(self, s):
        loss = identity(s).loss()
        assert (loss.merged, loss.split, loss.without, loss.unreached) == ((), (), (), ())


class TestOnly:
    """m(grade) → tuple, best first; AmbiguousGradeError lists candidates if there are several"""

    @given(mappings())
    def test_it_gives_the_one_counterpart_or_says_why_there_is_none(self, m):
        for g in m.before:
            if len(m(g)) == 1:
                assert m.only(g) is m(g)[0]
            elif m(g):
                with pytest.raises(AmbiguousGradeError) as ambiguous:
                    m.only(g)
                assert ambiguous.value.candidates == m(g)
                assert all(t.code in str(ambiguous.value) for t in m(g))
            else:
                with pytest.raises(NoCounterpartError) as none:
                    m.only(g)
                assert f"{g} has no counterpart on {m.after.id}; its neighbours" in str(none.value)

    @given(mappings(), grades())
    def test_a_grade_of_another_scale_is_refused(self, m, g):
        assume(g.scale != m.before)
        with pytest.raises(ScaleMismatchError):
            m(g)

    def test_the_neighbours_of_a_hole_are_named_with_their_counterparts(self):
        a, b = small("a", 5), small("b", 2)
        m = ScaleMapping(
            a, b, (Pair(a["4"], b["2"]), Pair(a["2"], b["1"])), (NoCounterpart(a["3"], CITED),)
        )
        with pytest.raises(NoCounterpartError) as raised:
            m.only(a["3"])
        assert str(raised.value) == (
            "a:3 has no counterpart on b; its neighbours with one are 4 (2) and 2 (1); "
            "see Nr. 1 (Quelle): sagt es so"
        )
        with pytest.raises(NoCounterpartError, match=r"with one are 4 \(2\)$"):
            m.only(a["5"])

    def test_an_empty_mapping_has_no_neighbours(self):
        a = small("a", 2)
        with pytest.raises(NoCounterpartError, match=r"its neighbours with one are none$"):
            ScaleMapping(a, small("b", 1), ()).only(a["2"])


class TestMissing:
    """Grades of either scale of which a source says that they have no counterpart."""

    def test_what_has_a_counterpart_cannot_be_said_to_have_none(self):
        a, b = small("a", 1), small("b", 1)
        for lost in (a["1"], b["1"]):
            with pytest.raises(DataError, match="has a counterpart and is said to have none"):
                ScaleMapping(a, b, (Pair(a["1"], b["1"]),), (NoCounterpart(lost, CITED),))

    def test_it_must_be_of_one_of_the_scales(self):
        a, b = small("a", 1), small("b", 1)
        with pytest.raises(DataError, match="is of neither scale"):
            ScaleMapping(a, b, (), (NoCounterpart(small("c", 1)["1"], CITED),))

    def test_a_composition_says_of_its_own_ends_what_is_lost_on_the_way(self):
        a, b, c = small("a", 2), small("b", 2), small("c", 2)
        m = ScaleMapping(a, b, (Pair(a["2"], b["2"]), Pair(a["1"], b["1"])))
        n = ScaleMapping(
            b,
            c,
            (Pair(b["2"], c["2"]),),
            (NoCounterpart(b["1"], CITED), NoCounterpart(c["1"], CITED)),
        )
        assert m.then(n).without == (NoCounterpart(a["1"], CITED), NoCounterpart(c["1"], CITED))
        back = n.inverse().then(m.inverse())
        assert set(back.without) == set(m.then(n).without)

    @given(mappings(), st.data())
    def test_then_never_breaks_with_it(self, m, data):
        lost = tuple(NoCounterpart(g, CITED) for g in (*m.loss().without, *m.loss().unreached))
        told = ScaleMapping(m.before, m.after, m.pairs, lost)
        n = data.draw(mappings(m.after))
        through = told.then(n)
        for missing in through.without:
            assert missing.grade in through.before or missing.grade in through.after
        assert {x.grade for x in through.without} >= set(m.loss().without)


class TestGenerated:
    """onto/total variants by keyword; monotone relations with holes, merges, splits"""

    @given(mappings(total=True), mappings(onto=True), mappings(onto=True, total=True))
    def test_the_keywords_hold(self, total, onto, both):
        assert not total.loss().without
        assert not onto.loss().unreached
        assert not both.loss().without
        assert not both.loss().unreached

    @pytest.mark.parametrize("kind", ["merged", "split", "without", "unreached"])
    def test_every_kind_of_loss_occurs(self, kind):
        two = mappings(small("a", 2), small("b", 2))
        assert find(two, lambda m: bool(getattr(m.loss(), kind)), settings=settings(database=None))

    @given(st.data())
    def test_given_scales_are_used(self, data):
        a, b = scale("ni-pol-1996"), scale("oberstufe-15")
        m = data.draw(mappings(a, b))
        assert m.before is a
        assert m.after is b


class TestShipped:
    """Merging, as the court held: old 3 and 2 are one stage of 1999"""

    def test_the_grades_of_1996_that_merge(self):
        m = mapping("ni-pol-1996", "ni-pol-1999")
        assert {t.code: "".join(g.code for g in gs) for t, gs in m.loss().merged} == {"2": "32"}
        assert not m.loss().without

    def test_the_contract_of_grades(self):
        assert grade("ni-pol-1996:5").to("ni-pol-1999") is grade("ni-pol-1999:4")
        back = grade("ni-pol-1999:2").candidates("ni-pol-1996")
        assert back == (grade("ni-pol-1996:3"), grade("ni-pol-1996:2"))
        assert grade("ni-pol-1999:2").candidates(scale("ni-pol-1999")) == (grade("ni-pol-1999:2"),)

    def test_two_stages_become_one_c_with_three_ranges(self):
        assert [str(g) for g in grade("ni-pol-1999:3").candidates("ni-pol-2008")] == [
            "ni-pol-2008:C oberer Bereich",
            "ni-pol-2008:C mittlerer Bereich",
            "ni-pol-2008:C unterer Bereich",
        ]

    def test_a_half_step_has_no_counterpart_and_the_error_says_who_held_so(self):
        with pytest.raises(NoCounterpartError) as raised:
            grade("ni-pol-1999-merkmale:4,5").to("ni-pol-1999")
        assert "its neighbours with one are 5 (5) and 4 (4)" in str(raised.value)
        assert "2 A 5081/21" in str(raised.value)

    def test_repr(self):
        assert repr(mapping("ni-pol-1996", "ni-pol-1999")) == (
            "<ScaleMapping ni-pol-1996 to ni-pol-1999, 6 pairs>"
        )
