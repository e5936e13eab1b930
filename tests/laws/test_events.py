"""What status events explain: architecture, laws, "events"."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Amtszulage,
    Befoerderung,
    Besoldungsgruppe,
    Interval,
    Laufbahngruppe,
    Laufbahnwechsel,
    Office,
    Verdict,
    compare,
)
from beurteilung.errors import DataError, UnknownEventError
from beurteilung.model.offices import (
    EVENT_KINDS,
    Amtswechsel,
    HorizontalerLaufbahnwechsel,
    Rueckstufung,
    band,
    derive_events,
    event,
    events_between,
    keys,
)
from beurteilung.strategies import events, grades, offices, scales, upward_events

M, G = Laufbahngruppe.MITTLERER, Laufbahngruppe.GEHOBENER


@st.composite
def changes(draw, happened):
    """Draw a change on one scale of whole stages, together with events."""
    s = draw(scales(whole=True))
    return compare(draw(grades(s)), draw(grades(s)), events=draw(happened))


def clamp(value, low, high):
    return max(low, min(high, value))


class TestBand:
    """k upward events open the band [−k, 0]; more never narrow it; none explains a rise"""

    @given(changes(st.lists(upward_events(), max_size=4)))
    def test_a_fall_is_explained_as_far_as_the_band_reaches(self, change):
        k, r = len(change.events), int(change.real)
        assert change.explained == clamp(r, -k, 0)
        assert change.unexplained == r - clamp(r, -k, 0)

    @given(changes(st.lists(upward_events(), max_size=4)))
    def test_both_parts_make_up_the_change(self, change):
        assert change.explained + change.unexplained == change.real

    @given(changes(st.lists(events(), max_size=4)), events())
    def test_one_more_event_never_explains_less(self, change, more):
        wider = compare(change.before, change.after, events=[*change.events, more])
        assert wider.explained.low <= change.explained.low
        assert wider.unexplained.high >= change.unexplained.high

    @given(changes(st.lists(events(), max_size=4)))
    def test_a_rise_is_explained_by_nothing(self, change):
        if change.real.low >= 0:
            assert change.explained == 0
            assert change.unexplained == change.real

    @given(changes(st.lists(events(), max_size=4)))
    def test_the_grade_stays_as_given(self, change):
        """The grade stays as given"""
        alone = compare(change.before, change.after)
        assert (alone.before, alone.after) == (change.before, change.after)
        assert (alone.real, alone.nominal) == (change.real, change.nominal)

    @given(st.lists(events(), max_size=4), st.randoms())
    def test_the_band_does_not_depend_on_the_order(self, happened, chance):
        mixed = list(happened)
        chance.shuffle(mixed)
        assert band(mixed) == band(happened)
        assert keys(mixed) == keys(happened)

    def test_several_events_add_up_only_by_inference_and_the_finding_says_so(self):
        """K ≥ 2 is inferred"""
        change = compare_stages(5, 3, [Befoerderung(), Laufbahnwechsel()])
        assert change.explained == -2
        assert "erschlossen" in change.explain()


class TestUncertain:
    """An uncertain k (an Amtszulage without a named line of authority: k ∈ [0, 1]) widens both: for
    each real value r and admissible k explained = clamp(r, [−k, 0]), the intervals are the hulls
    """

    @given(changes(st.lists(upward_events() | st.builds(Amtszulage), max_size=4)))
    def test_both_are_the_hulls_over_all_admissible_k(self, change):
        least = sum(not isinstance(e, Amtszulage) for e in change.events)
        parts = [clamp(int(change.real), -k, 0) for k in range(least, len(change.events) + 1)]
        assert change.explained == Interval.hull(parts)
        assert change.unexplained == Interval.hull(int(change.real) - x for x in parts)

    @given(st.data())
    def test_with_uncertain_counterparts_too(self, data):
        from beurteilung import scale  # noqa: PLC0415 - shipped scales, one test

        old, new = scale("ni-pol-1999"), scale("ni-pol-1996")
        happened = data.draw(st.lists(events(), max_size=3))
        change = compare(data.draw(grades(old)), data.draw(grades(new)), events=happened)
        parts = [
            (clamp(r, -k, 0), r - clamp(r, -k, 0)) for r, k in product(change.real, band(happened))
        ]
        assert change.explained == Interval.hull(x for x, _ in parts)
        assert change.unexplained == Interval.hull(x for _, x in parts)

    def test_a_named_line_of_authority_is_certain(self):
        assert compare_stages(5, 4, [Amtszulage(eigenes_amt=True)]).explained == -1
        assert compare_stages(5, 4, [Amtszulage(eigenes_amt=False)]).explained == 0
        open_ = compare_stages(5, 4, [Amtszulage()])
        assert (open_.explained, open_.unexplained) == (Interval(-1, 0), Interval(-1, 0))
        assert open_.finding.verdict is Verdict.OPEN


class TestUnsettled:
    """a demotion or a horizontal change is no such event: open"""

    @pytest.mark.parametrize("kind", [HorizontalerLaufbahnwechsel, Rueckstufung, Amtswechsel])
    @given(change=changes(st.lists(upward_events(), max_size=2)))
    def test_it_opens_no_band_and_leaves_every_change_open(self, kind, change):
        other = compare(change.before, change.after, events=[*change.events, kind()])
        assert kind().stages == 0
        assert (other.explained, other.unexplained) == (change.explained, change.unexplained)
        assert other.finding.verdict is Verdict.OPEN

    @given(changes(st.lists(events(), max_size=4)))
    def test_no_change_is_ever_violated(self, change):
        """An unexplained change is never by itself a violation: it is open, reasons needed"""
        assert change.finding.verdict in (Verdict.SATISFIED, Verdict.OPEN)
        settled = not any(e.unsettled for e in change.events)
        satisfied = settled and change.unexplained == 0 and not change.within_a_stage
        assert (change.finding.verdict is Verdict.SATISFIED) == satisfied
        assert bool(change.finding.missing) != satisfied


def compare_stages(before, after, happened):
    from beurteilung import scale  # noqa: PLC0415 - a scale with whole stages

    s = scale("ni-pol-1999")
    return compare(s[str(before)], s[str(after)], events=happened)


pay = st.integers(2, 16)


class TestDerived:
    """From two offices the fewest upward events that fit are derived"""

    @pytest.mark.parametrize(
        ("before", "after", "kinds"),
        [
            ((8, M), (9, G), [Laufbahnwechsel]),
            ((9, M), (9, G), [Laufbahnwechsel]),
            ((9, G), (11, G), [Befoerderung]),
            ((9, None), (10, G), [Befoerderung]),
            ((9, G), (9, G), []),
            ((9, G), (9, M), [Rueckstufung]),
            ((11, G), (10, G), [Rueckstufung]),
            ((10, M), (9, G), [Amtswechsel]),
            ((9, G), (10, M), [Amtswechsel]),
            ((9, G), (9, Laufbahngruppe.ZWEITE), [Amtswechsel]),
        ],
    )
    def test_by_pay_group_and_career_group(self, before, after, kinds):
        first, last = (Office(Besoldungsgruppe("A", n), group) for n, group in (before, after))
        assert [type(e) for e in derive_events(first, last)] == kinds

    def test_between_pay_orders_nobody_can_tell(self):
        a, b = (Office(Besoldungsgruppe(letter, 2)) for letter in "AB")
        assert derive_events(a, b) == (Amtswechsel(),)

    def test_an_allowance_alone_is_one(self):
        plain, more = (Office(Besoldungsgruppe("A", 9), M, amtszulage=x) for x in (False, True))
        assert derive_events(plain, more) == (Amtszulage(),)
        assert derive_events(more, plain) == (Rueckstufung(),)

    @given(offices())
    def test_the_same_office_needs_none(self, office):
        assert derive_events(office, office) == ()

    @given(offices(), offices(), st.lists(events(), max_size=4))
    def test_with_stated_ones_nothing_stated_is_lost_and_nothing_shown_left_out(self, a, b, stated):
        found = events_between(a, b, stated)
        assert list(found[: len(stated)]) == stated
        shown = derive_events(a, b)
        assert band(found).low >= band(shown).low
        assert any(e.unsettled for e in found) or not any(e.unsettled for e in shown)
        assert events_between(a, b, found) == found

    @given(offices(), offices())
    def test_those_derived_are_enough(self, a, b):
        assert events_between(a, b, []) == derive_events(a, b)

    @given(offices(), offices(), st.integers(1, 3))
    def test_more_than_there_is_room_for_leave_it_open(self, a, b, more):
        steps = b.besoldungsgruppe.steps_above(a.besoldungsgruppe)
        if steps is not None:
            room = max(steps, 0) + (b.amtszulage > a.amtszulage)
            stated = [Befoerderung()] * (room + more)
            assert any(e.unsettled for e in events_between(a, b, stated))

    def test_a_promotion_on_the_way_to_another_career(self):
        before = Office(Besoldungsgruppe("A", 8), Laufbahngruppe.MITTLERER)
        after = Office(Besoldungsgruppe("A", 9), Laufbahngruppe.GEHOBENER)
        both = [Befoerderung(), Laufbahnwechsel()]
        assert events_between(before, after, both) == tuple(both)
        assert events_between(before, after, both[:1]) == tuple(both[:1])
        twice = [Laufbahnwechsel(), Laufbahnwechsel()]
        assert events_between(before, after, twice) == (*twice, Amtswechsel())

    @given(offices(), offices())
    def test_never_more_than_one_and_turned_round_never_two_that_lead_up(self, a, b):
        there, back = derive_events(a, b), derive_events(b, a)
        assert len(there) == len(back) <= 1
        up = (Befoerderung, Laufbahnwechsel, Amtszulage)
        if there and not isinstance(there[0], Amtswechsel):
            assert isinstance(there[0], up) != isinstance(back[0], up)

    @given(offices(), offices())
    def test_the_title_does_not_count(self, a, b):
        named = Office(a.besoldungsgruppe, a.laufbahngruppe, a.amtszulage, "Polizeikommissar")
        assert derive_events(named, b) == derive_events(a, b)


class TestOrderOfOffices:
    """Pay groups of one letter are ordered; between letters, and between the systems of career
    groups, nothing can be told
    """

    @given(pay, pay)
    def test_pay_groups(self, m, n):
        a, b = Besoldungsgruppe("A", m), Besoldungsgruppe("A", n)
        assert a.is_above(b) == (m > n)
        assert a.is_above(Besoldungsgruppe("R", n)) is None

    @given(pay, st.sampled_from(["A {}", "a{}", " A  {} "]))
    def test_pay_groups_are_read_as_they_are_written(self, n, form):
        assert Besoldungsgruppe.parse(form.format(n)) == Besoldungsgruppe("A", n)
        assert str(Besoldungsgruppe("A", n)) == f"A {n}"

    @pytest.mark.parametrize("text", ["", "9", "A", "A 9 m", "ABC 9", "A 999"])
    def test_what_is_no_pay_group_is_refused(self, text):
        with pytest.raises(DataError, match="expected a pay group such as 'A 9', got"):
            Besoldungsgruppe.parse(text)

    def test_career_groups(self):
        old, new = list(Laufbahngruppe)[:4], list(Laufbahngruppe)[4:]
        for system, other in ((old, new), (new, old)):
            for (m, a), (n, b) in product(enumerate(system), repeat=2):
                assert a.is_above(b) == (m > n)
            assert system[0].is_above(other[0]) is None

    def test_an_office_in_words(self):
        office = Office(Besoldungsgruppe("A", 9), M, amtszulage=True, bezeichnung="Hauptmeister")
        assert str(office) == "Hauptmeister (A 9 mittlerer Dienst mit Amtszulage)"
        assert str(Office(Besoldungsgruppe("A", 9))) == "A 9"


class TestKinds:
    """Tables, files and the command line name kinds of events by words"""

    @given(events())
    def test_a_key_gives_an_event_of_the_same_effect(self, e):
        made = event(e.key, e.datum)
        assert made == e
        assert (made.stages, made.unsettled, made.key) == (e.stages, e.unsettled, e.key)
        assert e.key in EVENT_KINDS

    @pytest.mark.parametrize("text", ["Beförderung", " befoerderung ", "BEFÖRDERUNG"])
    def test_case_space_and_umlauts_do_not_matter(self, text):
        assert event(text) == Befoerderung()

    def test_an_unknown_kind_names_the_known_ones(self):
        with pytest.raises(UnknownEventError) as raised:
            event("beförderungen")
        assert str(raised.value).startswith(
            "unknown kind of event 'beförderungen'; did you mean 'befoerderung'?; known: "
        )
        assert all(kind in str(raised.value) for kind in EVENT_KINDS)

    @given(events())
    def test_it_is_described_in_both_languages_with_its_day(self, e):
        for text in (e.described().de, e.described().en):
            assert text
            assert (str(e.datum.year) in text) if e.datum else True

    @given(events(), events())
    def test_the_keys_tell_apart_what_explains_differently(self, a, b):
        if a.key == b.key:
            assert (a.stages, a.unsettled) == (b.stages, b.unsettled)
