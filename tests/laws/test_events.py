"""What status events explain: architecture, laws, "events"."""

from datetime import date, datetime
from itertools import product

import pytest
from hypothesis import example, given
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
from beurteilung._base.text import Text
from beurteilung.errors import DataError, UnknownEventError, WrongKindError
from beurteilung.law.decisions import rule
from beurteilung.model.offices import (
    EVENT_KINDS,
    Amtswechsel,
    Hoehergruppierung,
    HorizontalerLaufbahnwechsel,
    Massstabsaenderung,
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
        most = band(happened, max(0, -change.real.low))  # an unknown extent explains up to the drop
        parts = [(clamp(r, -k, 0), r - clamp(r, -k, 0)) for r, k in product(change.real, most)]
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

    @pytest.mark.parametrize(
        "kind", [Hoehergruppierung, HorizontalerLaufbahnwechsel, Rueckstufung, Amtswechsel]
    )
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
        explained = settled and change.unexplained == 0 and not change.within_a_stage
        assert (change.outcome.verdict is Verdict.SATISFIED) == explained
        satisfied = change.finding.verdict is Verdict.SATISFIED
        assert explained or not satisfied  # the law may leave open what the figures explain
        assert bool(change.finding.missing) != satisfied

    @given(changes(st.just([])))
    def test_without_events_the_figures_decide_alone(self, change):
        assert change.finding.verdict is change.outcome.verdict


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

    def test_employees_hold_no_statusamt(self):
        """A higher Entgeltgruppe is no promotion, also where it is stated as one"""
        low, high = (Office(Besoldungsgruppe("E", n)) for n in (9, 11))
        assert derive_events(low, high) == (Hoehergruppierung(),)
        assert derive_events(high, low) == (Rueckstufung(),)
        assert events_between(low, high, [Befoerderung()]) == (Befoerderung(), Hoehergruppierung())

    def test_an_allowance_alone_is_one(self):
        plain, more = (Office(Besoldungsgruppe("A", 9), M, amtszulage=x) for x in (False, True))
        assert derive_events(plain, more) == (Amtszulage(),)
        assert derive_events(more, plain) == (Rueckstufung(),)

    @given(offices())
    def test_the_same_office_needs_none(self, office):
        assert derive_events(office, office) == ()

    @given(offices(), offices(), st.lists(events(), max_size=4))
    @example(Office("A 2"), Office("A 3"), [Rueckstufung()])
    def test_with_stated_ones_nothing_stated_is_lost_and_nothing_shown_left_out(self, a, b, stated):
        """Where the offices contradict what is stated, nothing is counted: it is open which is right."""
        found = events_between(a, b, stated)
        assert list(found[: len(stated)]) == stated
        shown = derive_events(a, b)
        contradicted = any(isinstance(e, Amtswechsel) for e in found)
        assert contradicted or band(found).low >= band(shown).low
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
        # the one kind whose key holds numbers
        assert e.key in EVENT_KINDS or e.key.startswith(f"{Massstabsaenderung.kind}-")

    @pytest.mark.parametrize("text", ["Beförderung", " befoerderung ", "BEFÖRDERUNG"])
    def test_case_space_and_umlauts_do_not_matter(self, text):
        assert event(text) == Befoerderung()

    def test_an_unknown_kind_names_the_known_ones(self):
        with pytest.raises(UnknownEventError) as raised:
            event("beförderungen")
        assert str(raised.value).startswith(
            "unknown kind of event 'beförderungen' (did you mean 'befoerderung'?); known: "
        )
        assert all(kind in str(raised.value) for kind in EVENT_KINDS)

    def test_a_day_behind_the_kind_is_shown_its_place(self):
        with pytest.raises(
            UnknownEventError, match=r"second argument: event\('befoerderung', date\("
        ):
            event("Beförderung:01.02.2020")

    @given(events())
    def test_it_is_described_in_both_languages_with_its_day(self, e):
        for text in (e.described().de, e.described().en):
            assert text
            assert (str(e.datum.year) in text) if e.datum else True

    @given(events(), events())
    def test_the_keys_tell_apart_what_explains_differently(self, a, b):
        if a.key == b.key:
            assert (a.stages, a.unsettled) == (b.stages, b.unsettled)


KINDS = [event(kind) for kind in EVENT_KINDS] + [Massstabsaenderung(stufen=2)]


class TestEachKindExplainsItself:
    """Each kind of status event explains itself in both languages; its rule of law and its opening words
    stand on the event class
    """

    @pytest.mark.parametrize("one", KINDS, ids=lambda e: e.key)
    def test_in_a_comparison(self, one):
        change = compare_stages(5, 4, [one])
        [found] = [f for f in change.finding.children if f.code == "wechsel.ereignis"]
        opening = one.opened() if one.rule else one.described()
        assert found.message.de.startswith(opening.de)
        assert found.message.en.casefold().startswith(opening.en.casefold())
        assert change.explain()
        assert change.explain(lang="en")

    @pytest.mark.parametrize("one", KINDS, ids=lambda e: e.key)
    def test_one_that_may_explain_something_has_a_rule_that_exists(self, one):
        assert bool(one.rule) == (not one.unsettled)
        if one.rule:
            assert rule(one.rule).code == one.rule

    def test_a_new_kind_needs_nothing_but_its_class(self):
        class Ernennung(Befoerderung):
            kind = "ernennung"
            opening = Text("Nach der Ernennung", "After the appointment")

        assert Ernennung(date(2020, 1, 1)).opened().de == "Nach der Ernennung vom 01.01.2020"
        assert Ernennung().explanation() == Befoerderung().explanation()


class TestStandard:
    """A declared tightening of the general standard explains like an event: known extent m widens the band
    to [−(k + m), 0], unknown extent leaves an interval and the finding open
    """

    @given(changes(st.lists(upward_events(), max_size=3)), st.integers(1, 4))
    def test_a_known_extent_widens_the_band(self, change, m):
        wider = compare(
            change.before, change.after, events=[*change.events, Massstabsaenderung(stufen=m)]
        )
        reach = len(change.events) + m
        assert wider.explained == clamp(int(change.real), -reach, 0)
        assert wider.explained + wider.unexplained == wider.real
        assert (wider.nominal, wider.scale_effect) == (change.nominal, change.scale_effect)

    @given(changes(st.lists(upward_events(), max_size=3)))
    def test_an_unknown_one_leaves_an_interval_and_the_finding_open(self, change):
        wider = compare(change.before, change.after, events=[*change.events, Massstabsaenderung()])
        r, k = int(change.real), len(change.events)
        assert wider.explained == Interval.hull([min(r, 0), clamp(r, -k, 0)])
        assert wider.unexplained == Interval.hull([max(r, 0), r - clamp(r, -k, 0)])
        if r < -k:
            assert wider.finding.verdict is Verdict.OPEN

    def test_it_is_a_child_of_its_own_and_a_sentence(self):
        change = compare_stages(5, 3, [Befoerderung(), Massstabsaenderung(date(2013, 6, 17), 1)])
        assert (change.explained, change.unexplained) == (-2, 0)
        text = "Mit der Verschärfung des Maßstabs für die ganze Vergleichsgruppe vom 17.06.2013 ist"
        assert text in change.explain()

    @pytest.mark.parametrize(
        ("extent", "drop", "unexplained", "verdict", "words"),
        [
            ((1, 2), 1, 0, Verdict.SATISFIED, "sind bei gleicher Leistung eine bis zwei Stufen weniger"),
            ((1, 2), 2, Interval(-1, 0), Verdict.OPEN, "eine bis zwei Stufen"),
            ((1, 2), 4, Interval(-3, -2), Verdict.OPEN, "eine bis zwei Stufen"),
            ((0, 2), 1, Interval(-1, 0), Verdict.OPEN, "höchstens zwei Stufen"),
            ((0, 1), 3, Interval(-3, -2), Verdict.OPEN, "ist bei gleicher Leistung höchstens eine Stufe"),
            ((1, None), 1, 0, Verdict.SATISFIED, "ist bei gleicher Leistung mindestens eine Stufe"),
            ((2, None), 4, Interval(-2, 0), Verdict.OPEN, "sind bei gleicher Leistung mindestens zwei"),
            ((0, None), 1, Interval(-1, 0), Verdict.OPEN, "um wie viel, ist nicht bekannt"),
        ],
    )  # fmt: skip
    def test_bounds_leave_what_they_leave(self, extent, drop, unexplained, verdict, words):
        stated = Massstabsaenderung(stufen=extent)
        change = compare_stages(5, 5 - drop, [stated])
        found = " ".join(f.message.de for f in change.finding.walk())
        assert (change.unexplained, change.outcome.verdict) == (unexplained, verdict)
        assert words in found
        assert event(stated.key).stages == stated.stages

    @pytest.mark.parametrize("extent", [0, -1, 1.5, True, (2, 1), (0, 0), (1,), (-1, None)])
    def test_an_extent_below_one_is_none(self, extent):
        with pytest.raises(DataError, match="expected 1 or more stages"):
            Massstabsaenderung(stufen=extent)

    def test_the_offices_do_not_show_it(self):
        a9, a10 = Office("A 9"), Office("A 10")
        stated = [Massstabsaenderung(stufen=1)]
        assert events_between(a9, a10, stated) == (*stated, Befoerderung())
        assert event("massstab-1") == stated[0]
        assert event("Maßstab") == Massstabsaenderung()


class TestContradiction:
    """a stated event that contradicts the offices is said to do so"""

    @pytest.mark.parametrize(
        ("before", "after", "stated"),
        [
            (Office("A 9", M), Office("A 9", G), Befoerderung()),
            (Office("A 9"), Office("A 9"), Befoerderung()),
            (Office("A 10", G), Office("A 9", G), Befoerderung()),
            (Office("A 9", G), Office("A 10", G), Laufbahnwechsel()),
            (Office("A 9", G), Office("A 10", G), Rueckstufung()),
        ],
    )
    def test_it_is_named(self, before, after, stated):
        found = events_between(before, after, [stated])
        assert found[:1] == (stated,)
        said = found[-1].described()
        assert said.de == (
            f"Die Angabe „{stated.described().de}“ widerspricht den beiden Ämtern ({before}; {after})"
        )
        assert "contradicts the two offices" in said.en

    def test_the_finding_says_so(self):
        from beurteilung import Appraisal, scale  # noqa: PLC0415 - one test

        s = scale("ni-pol-1999")
        change = compare(
            Appraisal(s["4"], Office("A 9", M)),
            Appraisal(s["3"], Office("A 9", G)),
            events=[Befoerderung()],
        )
        assert change.finding.verdict is Verdict.OPEN
        assert "widerspricht den beiden Ämtern" in change.explain()
        assert "unklarer Richtung" not in change.explain()


class TestConstructors:
    """a clear error at once, or the text form is read"""

    def test_an_office_reads_text(self):
        office = Office("a9", " Mittlerer  Dienst")
        assert office == Office(Besoldungsgruppe("A", 9), M)

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda: Laufbahnwechsel("1999-11-02"), "expected a day for datum, such as date"),
            (lambda: Befoerderung(datetime(2020, 1, 1)), "expected a day for datum"),  # noqa: DTZ001 - no day
            (lambda: Office(9), "expected a pay group such as 'A 9', got 9"),
            (lambda: Office("A 9", 3), "expected a career group such as 'gehobener Dienst'"),
            (lambda: Office("A 9", "hoher Dienst"), "unknown career group 'hoher Dienst'; known: "),
            (lambda: Office("A 9", amtszulage="ja"), "expected true or false for amtszulage"),
            (lambda: Office("A 9", bezeichnung=1), "expected the title as text for bezeichnung"),
            (lambda: Besoldungsgruppe("Z", 99), "expected a pay group such as 'A', 9, got 'Z', 99"),
            (lambda: Besoldungsgruppe("a", 9), "expected a pay group such as 'A', 9, got 'a', 9"),
            (lambda: Besoldungsgruppe(9, "A"), "expected a pay group such as 'A', 9, got 9, 'A'"),
        ],
    )
    def test_what_is_none_is_refused_at_once(self, make, message):
        with pytest.raises((DataError, WrongKindError)) as raised:
            make()
        assert message in str(raised.value)
