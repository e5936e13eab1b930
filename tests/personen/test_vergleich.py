"""Candidates: the current appraisals first, then what the norm names, in its order; nobody is put in a list."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from unittest import mock

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from beurteilung import (
    Appraisal,
    Besoldungsgruppe,
    GradeScale,
    Office,
    Period,
    Verdict,
    grade,
    scale,
)
from beurteilung._base.text import Text
from beurteilung.errors import DataError, UnknownGradeError, UnknownIdError, WrongKindError
from beurteilung.law.certainty import Rechtslage
from beurteilung.law.missing import all_needed
from beurteilung.model.scales import Stage
from beurteilung.personen import Bewerbung, Feld, Result, Wertung, vergleich, vergleiche
from beurteilung.personen.norms import order, orders
from beurteilung.personen.vergleich import _law, _relation, _step

BY, FIVE = scale("by-llbg"), scale("ni-pol-1999")
BUND = "bund-blv-2009"
A, B, E, O = Result.AHEAD, Result.BEHIND, Result.EQUAL, Result.OPEN  # noqa: E741


def office(n, *, zulage=False, letter="A"):
    return Office(Besoldungsgruppe(letter, n), amtszulage=zulage)


def candidate(name, mark, n=11, features=None, before=(), **more):
    own = office(n) if isinstance(n, int) else n
    grades = {k: grade(v) for k, v in (features or {}).items()}
    earlier = tuple(Appraisal(grade(code), own) for code in before)
    return Bewerbung(name, Appraisal(grade(mark), own, kind="regel"), grades, earlier, **more)


def both(a, b, ordnung=BUND, **more):
    v = vergleiche(a, b, ordnung=ordnung, **more)
    return v.result, v.leaning


def reasons(v):
    return [s.reason for s in v.steps]


class TestExamples:
    def test_v1_points_decide_only_where_the_order_says_so(self):
        a, b = candidate("a", "by-llbg:13"), candidate("b", "by-llbg:12")
        assert both(a, b, "by-stmgp") == (A, None)
        assert both(a, b, "by-pol-2011") == (A, None)
        assert both(a, b, "by-pol-bestellung") == (O, A)

    def test_v2_the_employer_may_hold_office_and_point_about_equal(self):
        a, b = candidate("a", "by-llbg:13", 12), candidate("b", "by-llbg:14", 11)
        assert both(a, b) == (O, None)
        stated = vergleiche(
            a, b, ordnung=BUND, wertung={"gesamturteil": Wertung("gleichwertig", begruendet=True)}
        )
        first = stated.finding.children[0]
        assert (stated.steps[0].result, first.verdict, first.leaning) == (
            E,
            Verdict.OPEN,
            Verdict.SATISFIED,
        )
        assert stated.steps[1].asked

    def test_v3_the_distance_of_offices_counts_in_the_features_too(self):
        features = {"Führungserfolg": "by-llbg:13", "Führungspotential": "by-llbg:14"}
        a = candidate("a", "by-llbg:13", 12, features)
        b = candidate("b", "by-llbg:14", 11, {**features, "Führungspotential": "by-llbg:13"})
        equal = {"gesamturteil": Wertung("gleichwertig", begruendet=True)}
        v = vergleiche(a, b, ordnung=BUND, wertung=equal)
        assert (v.result, v.leaning, v.steps[1].reason) == (O, A, "merkmale-aemter")
        weighed = vergleiche(
            a, b, ordnung=BUND, wertung={**equal, "merkmale": Wertung("vor", begruendet=True)}
        )
        assert (weighed.result, weighed.decided_by) == (A, "merkmale")

    @pytest.mark.parametrize(
        ("reasoned", "leaning"),
        [(True, Verdict.SATISFIED), (False, Verdict.VIOLATED), (None, None)],
    )
    def test_v4_lowering_by_an_office_needs_reasons(self, reasoned, leaning):
        a, b = candidate("a", "ni-pol-1999:5", 10), candidate("b", "ni-pol-1999:3", 11)
        assert both(a, b) == (O, A)
        v = vergleiche(
            a, b, ordnung=BUND, wertung={"gesamturteil": Wertung("nach", begruendet=reasoned)}
        )
        assert (v.result, v.finding.children[0].leaning) == (B, leaning)

    def test_what_is_stated_holds_in_a_field_from_either_side(self):
        a, b = candidate("a", "by-llbg:13", 12), candidate("b", "by-llbg:14", 11)
        stated = {("b", "a"): {"gesamturteil": Wertung("vor", begruendet=True)}}
        field = Feld([a, b], ordnung=BUND, wertung=stated)
        assert field.paare() == (("a", "b", B, None),)
        assert field.vergleich("a", "b").result is B
        assert field.vergleich("b", "a").decided_by == "gesamturteil"
        assert field.lage(1) == {"a": "ausgeschlossen", "b": "sicher"}
        equal = Wertung("gleichwertig")
        assert (equal.mirrored, equal.result) == (equal, E)

    def test_statements_on_a_field_that_cannot_hold_together(self):
        some = [
            candidate(n, f"by-llbg:{p}", o)
            for n, p, o in (("a", 13, 12), ("b", 14, 11), ("c", 15, 10))
        ]
        ahead = {"gesamturteil": Wertung("vor")}
        round_ = dict.fromkeys((("a", "b"), ("b", "c"), ("c", "a")), ahead)
        for stated, fault in (
            (round_, "one of a, b and c would be ahead of themselves"),
            (
                {("a", "b"): ahead, ("b", "a"): ahead},
                "expected two candidates, and all that is stated",
            ),
            ({("a", "a"): ahead}, "expected two candidates, and all that is stated"),
            ({("a", "x"): ahead}, "nobody has the id 'x'"),
            ({("a", "b"): {"note": Wertung("vor")}}, "has no step note"),
        ):
            with pytest.raises(DataError, match=fault):
                Feld(some, ordnung=BUND, wertung=stated)

    def test_v6_earlier_appraisals_must_still_say_something(self):
        features = {"x": "schulnoten-1-6:2"}
        a = candidate("a", "schulnoten-1-6:2", 11, features, ["ni-pol-1999:4"])
        b = candidate("b", "schulnoten-1-6:2", 11, features, ["ni-pol-1999:3"])
        old = vergleiche(a, b, ordnung=BUND, am=date(2026, 3, 17))
        # on the Bund's law no decision settles that a whole stage is essential, so that it leans
        assert (old.result, old.leaning, old.steps[2].reason) == (O, A, "stufe")
        new = vergleiche(a, b, ordnung="bund-blv-2026", am=date(2026, 3, 18))
        assert (new.result, new.leaning, new.steps[2].reason) == (O, A, "aussagekraft")

    def test_v7_a_list_that_runs_by_pay_group(self):
        with pytest.raises(
            DataError, match="within one pay group only, got A 8, A 9; make a field of each"
        ):
            vergleiche(
                candidate("a", "by-llbg:13", 8),
                candidate("b", "by-llbg:13", 9),
                ordnung="by-pol-2011",
            )

    def test_v8_through_a_mapping(self):
        v = vergleiche(
            candidate("a", "ni-pol-1996:5"), candidate("b", "ni-pol-1999:4"), ordnung=BUND
        )
        assert (v.steps[0].result, v.steps[0].reason) == (E, "abbildung")

    def test_v9_a_mapping_that_leaves_it_open(self):
        v = vergleiche(
            candidate("a", "ni-pol-1999:2"), candidate("b", "ni-pol-1996:3"), ordnung=BUND
        )
        assert (v.steps[0].result, v.steps[0].reason) == (O, "abbildung")
        none = vergleiche(
            candidate("a", "by-llbg:12"), candidate("b", "ni-pol-1996:3"), ordnung=BUND
        )
        assert none.steps[0].reason == "skalen"

    def test_v10_a_carried_grade_is_used_like_a_real_one_and_named(self):
        a, b = candidate("a", "by-llbg:13", fiktiv=True), candidate("b", "by-llbg:14")
        v = vergleiche(a, b, ordnung="by-stmgp")
        assert v.result is B
        assert "Fortgeschrieben und wie eine echte Note verwendet: a." in v.finding.message.de

    def test_w5_a_carried_grade_stands_one_point_behind(self):
        """BayVGH, 24.05.2017, 3 CE 17.465: carried from 12 to 13, the competitor has 14."""
        carried, real = (candidate("a", "by-llbg:13", fiktiv=f) for f in (True, False))
        other = candidate("b", "by-llbg:14")
        assert BY["14"].rank - BY["13"].rank == -1
        for order_of in (BUND, "by-stmgp", "by-pol-bestellung"):
            found = [vergleiche(one, other, ordnung=order_of) for one in (carried, real)]
            assert found[0].steps == found[1].steps
            assert (found[0].result, found[0].leaning) == (found[1].result, found[1].leaning)

    def test_spans_of_the_specification(self):
        """P = (A 12, 3), q = (A 11, 4), r = (A 11, 3), s = (A 12, 2): only leanings make p and q safe."""
        field = Feld([
            candidate("p", "ni-pol-1999:3", 12), candidate("q", "ni-pol-1999:4", 11),
            candidate("r", "ni-pol-1999:3", 11), candidate("s", "ni-pol-1999:2", 12),
        ], ordnung="by-pol-bestellung")  # fmt: skip
        assert {i: (field.span(i).low, field.span(i).high) for i in "pqrs"} == dict.fromkeys(
            "pqrs", (1, 4)
        )
        leaning = {i: (s.low, s.high) for i in "pqrs" for s in [field.span(i, mit_neigung=True)]}
        assert leaning["p"][0] == 1
        assert leaning["p"][1] <= 2
        assert leaning["s"][0] >= 2
        assert field.lage(2, mit_neigung=True)["p"] == "sicher"
        assert set(field.lage(2).values()) == {"offen"}


@st.composite
def fields(draw, most=5):
    n = draw(st.integers(1, most))
    marks = st.sampled_from([g for of in (FIVE,) for g in of])
    made = []
    for k in range(n):
        own = office(draw(st.integers(9, 12)), zulage=draw(st.booleans()))
        features = {name: draw(marks) for name in draw(st.sampled_from([(), ("x",), ("x", "y")]))}
        earlier = tuple(Appraisal(draw(marks), own) for _ in range(draw(st.integers(0, 2))))
        made.append(Bewerbung(f"k{k}", Appraisal(draw(marks), own), features, earlier))
    return made


orders_of = st.sampled_from([o.id for o in orders() if not o.je])


class TestLaws:
    @given(fields(most=2), orders_of)
    def test_the_one_against_the_other_is_the_mirror(self, field, ordnung):
        assume(len(field) == 2)
        a, b = field
        one, other = vergleiche(a, b, ordnung=ordnung), vergleiche(b, a, ordnung=ordnung)
        assert other.result is one.result.mirrored
        assert other.leaning is (one.leaning.mirrored if one.leaning else None)
        assert [s.result for s in other.steps] == [s.result.mirrored for s in one.steps]

    @given(fields(most=1), orders_of)
    def test_against_an_equal_one_every_known_step_is_equal(self, field, ordnung):
        twin = evolve(field[0], id="twin")
        v = vergleiche(field[0], twin, ordnung=ordnung)
        assert {s.result for s in v.steps} <= {E, O}
        assert v.steps[0].result is E

    @given(fields(), orders_of)
    def test_ahead_is_a_strict_partial_order(self, made, ordnung):
        field = Feld(made, ordnung=ordnung)
        ids = [one.id for one in made]
        for loose in (False, True):
            edges = {
                (a, b) for a, b in permutations(ids, 2) if field.ahead(a, b, mit_neigung=loose)
            }
            assert not any((b, a) in edges for a, b in edges)
            reach = set(edges)
            for k in ids:
                reach |= {(a, b) for a in ids for b in ids if (a, k) in reach and (k, b) in reach}
            assert not any((i, i) in reach for i in ids)
            if not loose:
                assert reach == edges
        assert all(
            field.ahead(a, b, mit_neigung=True)
            for a, b in permutations(ids, 2)
            if field.ahead(a, b)
        )

    @given(fields(), orders_of)
    def test_spans_hold_every_list_that_fits(self, made, ordnung):
        field = Feld(made, ordnung=ordnung)
        ids = [one.id for one in made]
        for loose in (False, True):
            edges = [
                (a, b) for a, b in permutations(ids, 2) if field.ahead(a, b, mit_neigung=loose)
            ]
            spans = {i: field.span(i, mit_neigung=loose) for i in ids}
            assert all(s.low <= s.high for s in spans.values())
            for listed in permutations(ids):
                place = {i: n for n, i in enumerate(listed, 1)}
                if all(place[a] < place[b] for a, b in edges):
                    assert all(spans[i].low <= place[i] <= spans[i].high for i in ids)
        for i in ids:
            strict, leaning = field.span(i), field.span(i, mit_neigung=True)
            assert strict.low <= leaning.low <= leaning.high <= strict.high

    @given(fields(), orders_of)
    def test_one_more_moves_each_end_by_at_most_one(self, made, ordnung):
        assume(len(made) > 1)
        all_, fewer = Feld(made, ordnung=ordnung), Feld(made[:-1], ordnung=ordnung)
        for one in made[:-1]:
            more, less = all_.span(one.id), fewer.span(one.id)
            assert 0 <= more.low - less.low <= 1
            assert 0 <= more.high - less.high <= 1

    @given(fields(), orders_of, st.randoms())
    def test_the_order_and_the_names_do_not_matter(self, made, ordnung, rng):
        mixed = list(made)
        rng.shuffle(mixed)
        one, other = Feld(made, ordnung=ordnung), Feld(mixed, ordnung=ordnung)
        assert [b.id for b in other] == [b.id for b in mixed]
        assert all(one.span(b.id) == other.span(b.id) for b in made)

    @given(fields(most=2))
    def test_unknown_facts_only_ever_open(self, field):
        assume(len(field) == 2)
        a, b = field
        full = vergleiche(a, b, ordnung=BUND).result
        fewer = [evolve(b, merkmale={}), evolve(b, frueher=())]
        if {*b.merkmale} <= {*a.merkmale}:  # otherwise nothing is left that tells of the feature
            fewer.append(evolve(b, merkmale=dict(list(b.merkmale.items())[:1])))
        for less in fewer:
            assert vergleiche(a, less, ordnung=BUND).result in {full, O}

    @given(fields(most=4), orders_of, st.integers(1, 3))
    def test_a_later_step_changes_no_pair_that_was_decided_before(self, field, ordnung, kept):
        whole = order(ordnung)
        fewer = evolve(whole, schritt=whole.schritt[:kept])
        for a, b in permutations(field, 2):
            result, leaning = _relation(a, b, _law(fewer, "beamte", None, None), {})
            if result in {A, B}:
                found = _relation(a, b, _law(whole, "beamte", None, None), {})
                assert found == (result, leaning)

    @given(fields(most=4))
    def test_two_steps_the_other_way_round_change_only_who_ties_on_neither(self, field):
        """Overall mark, previous appraisal, features (Bestellungsverfahren): or features first, as elsewhere."""
        one = order("by-pol-bestellung")
        first, earlier, features = one.schritt
        laws = [
            _law(evolve(one, schritt=steps), "beamte", None, None)
            for steps in (one.schritt, (first, features, earlier))
        ]
        for a, b in permutations(field, 2):
            ties = [_step(a, b, laws[0], step)[0] is E for step in (earlier, features)]
            before, after = (_relation(a, b, law, {}) for law in laws)
            if before != after:
                assert not any(ties)
                assert _step(a, b, laws[0], first)[0] is E

    @given(fields(most=2))
    def test_relabelled_grades_give_the_same(self, field):
        assume(len(field) == 2)
        other = GradeScale("umbenannt", tuple(Stage(f"n{k}") for k in range(len(FIVE))))

        def renamed(one):
            def swap(g):
                return other.grades[g.rank]

            return evolve(
                one,
                beurteilung=evolve(one.beurteilung, grade=swap(one.beurteilung.grade)),
                merkmale={k: swap(g) for k, g in one.merkmale.items()},
                frueher=tuple(evolve(f, grade=swap(f.grade)) for f in one.frueher),
            )

        assert both(*field) == both(*map(renamed, field))

    def test_nobody_can_sort_candidates(self):
        field = Feld(
            [candidate("a", "by-llbg:13"), candidate("b", "by-llbg:12")], ordnung="by-stmgp"
        )
        with pytest.raises(
            WrongKindError, match="candidates cannot be sorted: the law gives no list; ask Feld"
        ):
            sorted(field)
        with pytest.raises(WrongKindError):
            max(field)
        assert not {"sorted", "rank", "rang", "score", "liste"} & {
            *dir(field),
            *dir(next(iter(field))),
        }

    def test_two_hundred_candidates(self):
        made = [
            candidate(f"k{n}", f"by-llbg:{1 + n % 16}", 9 + n % 5, {"x": f"by-llbg:{1 + n % 7}"})
            for n in range(200)
        ]
        field = Feld(made, ordnung=BUND)
        assert len(field.paare()) == 19_900


class TestSteps:
    def test_offices(self):
        for one, other, expected in [
            (office(12), office(11), A),
            (office(11, zulage=True), office(11), A),
            (office(11), office(11, zulage=True), B),
            (office(3, letter="B"), office(16), None),
        ]:
            found = both(candidate("a", "by-llbg:13", one), candidate("b", "by-llbg:13", other))
            assert found == (O, expected)
        paid = [candidate("a", "by-llbg:13", office(3, letter="B"), endgrundgehalt=Fraction(9000)),
                candidate("b", "by-llbg:13", office(16), endgrundgehalt=Fraction(8000))]  # fmt: skip
        assert both(*paid) == (O, A)
        alike = [evolve(one, endgrundgehalt=Fraction(8000)) for one in paid]
        assert both(*alike) == (O, None)  # as much pay: no office is the higher one

    def test_a_lead_greater_than_the_distance_of_offices(self):
        assert both(candidate("a", "ni-pol-1999:5", 10), candidate("b", "ni-pol-1999:3", 11)) == (
            O,
            A,
        )
        assert both(candidate("a", "ni-pol-1999:4", 10), candidate("b", "ni-pol-1999:3", 11)) == (
            O,
            None,
        )
        assert both(candidate("a", "by-llbg:16", 10), candidate("b", "by-llbg:3", 11)) == (O, None)
        assert both(candidate("a", "bwl-alt-8:6,0", 10), candidate("b", "bwl-alt-8:4,0", 11)) == (
            O,
            None,
        )
        assert both(candidate("a", "ni-pol-1999:4", 10), candidate("b", "ni-pol-1996:3", 11)) == (
            O,
            None,
        )

    def test_the_same_stage_and_another_step(self):
        v = vergleiche(
            candidate("a", "ni-pol-2008:C oberer Bereich"),
            candidate("b", "ni-pol-2008:C unterer Bereich"),
            ordnung=BUND,
        )
        assert (v.result, v.leaning, v.steps[0].reason) == (O, None, "gleiche-stufe")

    def test_features(self):
        def pair(one, other):
            a, b = (
                candidate("a", "by-llbg:13", features=one),
                candidate("b", "by-llbg:13", features=other),
            )
            v = vergleiche(a, b, ordnung=BUND)
            return v.steps[1].result, v.steps[1].leaning, v.steps[1].reason

        x, y = {"x": "by-llbg:13"}, {"y": "by-llbg:12"}
        assert pair({**x, **y}, {**x, "y": "by-llbg:11"}) == (A, None, "merkmale")
        assert pair({**x, **y}, {**x, **y}) == (E, None, "merkmale")
        assert pair({**x, **y}, {"x": "by-llbg:14", "y": "by-llbg:11"}) == (
            O,
            None,
            "merkmale-gemischt",
        )
        assert pair({**x, **y}, {"x": "by-llbg:12"}) == (O, A, "merkmale-fehlen")
        assert pair({**x, **y}, {" X": "by-llbg:12"}) == (O, A, "merkmale-fehlen")
        assert pair({**x, **y}, {"z": "by-llbg:12"})[2] == "merkmale-unbekannt"
        assert pair({}, {})[2] == "merkmale-unbekannt"
        assert pair(x, {"x": "ni-pol-1999:3"})[2] == "merkmale-unbekannt"

    def test_features_between_pay_orders(self):
        x = {"x": "by-llbg:13"}
        a, b = (
            candidate("a", "by-llbg:13", office(3, letter="B"), x),
            candidate("b", "by-llbg:13", office(16), x),
        )
        equal = {"gesamturteil": Wertung("gleichwertig", begruendet=True)}
        assert vergleiche(a, b, ordnung=BUND, wertung=equal).steps[1].reason == "aemter-unbekannt"

    def test_sums_of_features(self):
        def pair(one, other, of="by-pol-2011"):
            a, b = (
                candidate("a", "by-llbg:13", features=one),
                candidate("b", "by-llbg:13", features=other),
            )
            v = vergleiche(a, b, ordnung=of)
            return v.steps[1].result, v.steps[1].reason

        assert pair(
            {"x": "by-llbg:13", "y": "by-llbg:12"}, {"x": "by-llbg:10", "y": "by-llbg:14"}
        ) == (A, "summe")
        assert pair({"x": "by-llbg:13"}, {"x": "by-llbg:13"}, "bw-pol-2016") == (E, "summe")
        assert pair({"x": "by-llbg:13"}, {"y": "by-llbg:13"})[1] == "merkmale-unbekannt"
        assert pair({"x": "by-llbg:13"}, {"x": "ni-pol-2008:B"})[1] == "merkmale-unbekannt"
        assert pair({"x": "by-llbg:13"}, {"x": "ni-pol-1999:3"})[1] == "skalen"
        assert pair({"x": "schulnoten-1-6:1"}, {"x": "schulnoten-1-6:3"}) == (A, "summe")
        assert pair({}, {})[1] == "merkmale-unbekannt"
        assert pair({"x": "ni-pol-2008:B"}, {"x": "ni-pol-2008:B"})[1] == "merkmale-unbekannt"

    def test_earlier_appraisals(self):
        def pair(one, other):
            a, b = (
                candidate("a", "by-llbg:13", before=one),
                candidate("b", "by-llbg:13", before=other),
            )
            v = vergleiche(a, b, ordnung="by-pol-bestellung")
            return v.steps[1].result, v.steps[1].leaning, v.steps[1].reason

        assert pair(["by-llbg:12"], ["by-llbg:12"]) == (E, None, "vorbeurteilung")
        assert pair(["by-llbg:12"], ["by-llbg:11"]) == (O, A, "stufe-unbekannt")
        assert pair(["by-llbg:12", "by-llbg:12"], ["by-llbg:12"])[2] == "vorbeurteilung-fehlt"
        assert pair([], ["by-llbg:12"])[2] == "vorbeurteilung-fehlt"

    def test_days(self):
        def ended(one, end):
            return evolve(
                one,
                beurteilung=evolve(one.beurteilung, period=Period(end - timedelta(days=300), end)),
            )

        a, b = candidate("a", "schulnoten-1-6:1"), candidate("b", "schulnoten-1-6:1")
        late = {"am": date(2026, 6, 1), "ordnung": "bund-blv-2026"}
        fresh, stale = ended(a, date(2025, 5, 31)), ended(b, date(2023, 5, 31))
        assert vergleiche(fresh, stale, **late).steps[0].reason == "aktualitaet"
        assert vergleiche(fresh, ended(b, date(2023, 6, 1)), **late).steps[0].reason == "gleich"
        assert vergleiche(a, b, ordnung=BUND, am=date(2026, 3, 18)).steps[0].reason == "ordnung"
        other = evolve(b, beurteilung=evolve(b.beurteilung, kind="anlass"))
        assert vergleiche(a, other, ordnung=BUND).steps[0].reason == "arten"

    def test_an_order_of_which_not_all_was_read_never_ends_equal(self):
        x = {"x": "by-llbg:13"}
        assert both(
            candidate("a", "by-llbg:13", features=x),
            candidate("b", "by-llbg:13", features=x),
            "by-stmgp",
        ) == (O, None)
        field = Feld(
            [candidate("a", "by-llbg:13", features=x), candidate("b", "by-llbg:13", features=x)],
            ordnung="by-stmgp",
        )
        assert field.paare() == (("a", "b", O, None),)
        assert field.vergleich("a", "b").finding.missing[0].code == "vergleich.angaben"

    def test_a_whole_stage_decides_where_the_law_settles_that(self):
        a, b = candidate("a", "ni-pol-1999:5"), candidate("b", "ni-pol-1999:3")
        assert both(a, b) == (O, A)
        settled = Rechtslage("konkurrenz.ganze-stufe", "stuetzt", 3, Text("", ""))
        with mock.patch.object(vergleich, "decide", return_value=settled):
            assert both(a, b) == (A, None)
            assert both(candidate("a", "by-llbg:5"), candidate("b", "by-llbg:3")) == (O, A)
            old, new = (
                candidate("a", "by-llbg:13", before=["ni-pol-1999:5"]),
                candidate("b", "by-llbg:13", before=["ni-pol-1999:3"]),
            )
            equal = {"merkmale": Wertung("gleichwertig", begruendet=True)}
            for of, expected in ((BUND, (A, None)), ("bund-blv-2026", (O, A))):
                v = vergleiche(old, new, ordnung=of, wertung=equal)
                assert (v.result, v.leaning) == expected

    def test_before_the_first_decision_nothing_is_settled(self):
        a, b = candidate("a", "ni-pol-1999:5"), candidate("b", "ni-pol-1999:3")
        assert vergleiche(a, b, ordnung=BUND, rechtsstand=date(1990, 1, 1)).result is O

    def test_every_reason_has_words_and_every_gap_a_code(self):
        known = all_needed()
        for reason, text in vergleich._WHY.items():
            assert text.de != text.en
            assert vergleich._missing(reason).code in known

    def test_words(self):
        v = vergleiche(
            candidate("a", "by-llbg:13"), candidate("b", "by-llbg:12"), ordnung="by-stmgp"
        )
        assert "a gegen b: vor." in v.finding.message.de
        assert "Nicht alle Schritte der Ordnung wurden gelesen." in v.finding.message.de
        assert "gegen" in v.explain()
        assert "would decide only if it came to it" in v.finding.children[1].message.en
        assert Result.AHEAD.label.en == "ahead"


class TestBadInput:
    def test_candidates(self):
        a = candidate("a", "by-llbg:13")
        with pytest.raises(DataError, match="several have the id a"):
            Feld([a, a], ordnung=BUND)
        with pytest.raises(DataError, match="the appraisal does not say its office, such as A 11"):
            Bewerbung("x", Appraisal(BY["13"]))
        with pytest.raises(DataError, match="an id is needed; any opaque one will do"):
            candidate(" ", "by-llbg:13")
        with pytest.raises(DataError, match="there is nobody in the field"):
            Feld([], ordnung=BUND)
        with pytest.raises(UnknownGradeError):
            candidate("a", "by-llbg:13,4")

    def test_orders_and_places(self):
        a, b = candidate("a", "by-llbg:13"), candidate("b", "by-llbg:13")
        with pytest.raises(UnknownIdError, match="no order of steps 'ni-pol-1999' is known"):
            vergleiche(a, b, ordnung="ni-pol-1999")
        field = Feld([a, b], ordnung=BUND)
        for places in (0, -1, 1.5):
            with pytest.raises(DataError, match="expected a number of posts from 1 up"):
                field.lage(places)
        assert set(field.lage(3).values()) == {"sicher"}, "more posts than candidates"
        with pytest.raises(DataError, match="nobody has the id 'c'; there are a and b"):
            field.span("c")
        with pytest.raises(DataError, match="has no step note; it has gesamturteil"):
            vergleiche(a, b, ordnung=BUND, wertung={"note": Wertung("vor")})


class TestWhatItRestsOn:
    """A comparison is only as sure as what it rests on."""

    def test_a_statement_of_the_employer_is_no_surer_than_its_reasons(self):
        a, b = candidate("a", "by-llbg:13", 12), candidate("b", "by-llbg:14", 12)
        for reasoned, leaning in (
            (True, Verdict.SATISFIED),
            (False, Verdict.VIOLATED),
            (None, None),
        ):
            v = vergleiche(
                a, b, ordnung=BUND, wertung={"gesamturteil": Wertung("vor", begruendet=reasoned)}
            )
            assert v.result is A
            assert (v.finding.verdict, v.finding.leaning) == (Verdict.OPEN, leaning)

    def test_no_decision_is_later_than_the_day_asked_about(self):
        a = candidate("a", "by-llbg:13", 12, {"x": "by-llbg:13"})
        b = candidate("b", "by-llbg:13", 11, {"x": "by-llbg:13"})
        step = vergleiche(a, b, ordnung=BUND).finding.children[1]
        assert any("6 V 2813/23" in str(c) for c in step.supporting)
        step = vergleiche(a, b, ordnung=BUND, rechtsstand=date(2024, 9, 2)).finding.children[1]
        assert not any("6 V 2813/23" in str(c) for c in step.supporting)

    def test_how_far_an_office_weighs_is_decided_both_ways(self):
        v = vergleiche(
            candidate("a", "by-llbg:13", 11), candidate("b", "by-llbg:14", 10), ordnung=BUND
        )
        assert any("6 B 1080/15" in str(c) for c in v.finding.children[0].opposing)

    def test_a_period_that_ends_after_the_selection(self):
        ends = Period(date(2025, 1, 1), date(2027, 12, 31))
        later = Bewerbung("a", Appraisal(grade("by-llbg:14"), office(11), ends))
        v = vergleiche(
            later, candidate("b", "by-llbg:12", 11), ordnung="by-stmgp", am=date(2026, 5, 1)
        )
        assert (v.result, v.leaning, v.steps[0].reason) == (O, A, "kuenftig")

    def test_features_of_one_side_are_named(self):
        a = candidate("a", "by-llbg:13", 11, {"Führung": "by-llbg:13", "Fachwissen": "by-llbg:12"})
        b = candidate("b", "by-llbg:13", 11, {"führung ": "by-llbg:13"})
        v = vergleiche(a, b, ordnung=BUND)
        assert "nicht verglichen: Fachwissen." in v.finding.message.de

    def test_two_scales_cite_what_attests_the_counterparts(self):
        a, b = candidate("a", "ni-pol-1996:5"), candidate("b", "ni-pol-1999:4")
        step = vergleiche(a, b, ordnung=BUND).finding.children[0]
        assert any("3 A 401/02" in str(c) for c in step.citations)
        apart = vergleiche(
            candidate("a", "bwl-alt-8:5,0"), candidate("b", "schulnoten-1-6:2"), ordnung=BUND
        )
        assert apart.finding.children[0].citations == ()


def test_candidates_are_not_ordered_by_a_conversion_that_is_only_inferred():
    one, other = candidate("x", "ni-pol-1999:5"), candidate("y", "ni-pol-2008:D")
    [(_, _, result, leaning)] = Feld([one, other], ordnung="by-pol-2011").paare()
    assert (result, leaning) == (Result.OPEN, Result.AHEAD)
    assert "nur erschlossen" in vergleiche(one, other, ordnung="by-pol-2011").explain("de")
