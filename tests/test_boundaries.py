"""Edges that no decided case meets: the last day, one month, exactly the limit, both facts at once.

Each was found by a mutant that no other test noticed. The law here is made up where no source has it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from decided import build, changed
from quotas import BASE, FIVE, frame, group, only, rule, small
from rows import BARE, MITTELERDE, seed, verdicts

from beurteilung import Laufbahngruppe
from beurteilung._base.text import Text
from beurteilung.cases.facts import Facts
from beurteilung.cases.format.laufbahn import Abordnung
from beurteilung.cases.format.massstab import Gruppe
from beurteilung.cases.format.urteil import Aenderung
from beurteilung.cases.report import check
from beurteilung.cases.rules import (
    anlass,
    mitbewerber,
    notensprung,
    taetigkeit,
    vergleichsgruppe,
    vorgabe,
    zeitraum,
)
from beurteilung.errors import DataError, WrongKindError
from beurteilung.law import loading, registry
from beurteilung.law.certainty import Rechtslage, judged, permission, unknown
from beurteilung.law.document import (
    Luecke,
    Mindestzeitraum,
    Pflicht,
    Richtwert,
    Stichtag,
    Vergleichsgruppe,
    Zeitraum,
)
from beurteilung.model.appraisals import Period
from beurteilung.model.findings import Ground, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.sources import Citation, Evidence, Source
from beurteilung.richtwerte import check as richtwert
from beurteilung.richtwerte.check import Scope, allowed, check_round, subject
from beurteilung.richtwerte.shares import State

if TYPE_CHECKING:
    from beurteilung.cases.format import Fall
    from beurteilung.model.findings import Finding

FOR, AGAINST, PLACE = (
    Citation(Source(id=name, zitat=name, art="norm"), Evidence.NORM, note="zitiert nach x")
    for name in ("dafür", "dagegen", "Stelle")
)
NOTHING = Text("", "")

PERIOD = {"beurteilung.0.von": date(2001, 1, 1), "beurteilung.0.bis": date(2001, 12, 31)}


@pytest.fixture(scope="module", autouse=True)
def _mittelerde() -> None:
    loading.load(MITTELERDE)


def bare(**setze: Any) -> Fall:
    """Return a case of which almost nothing is known, with keys set (dots as __)."""
    paths = {name.replace("__", "."): value for name, value in setze.items()}
    return build(changed(BARE, {"setze": paths}))


def one(fall: Fall, code: str) -> Finding:
    (found,) = check(fall).finding(code)
    return found


class TestWhatJudgesAQuestion:
    """`judged` shows both lines, the place and whether it was reckoned, whichever way it ends."""

    @pytest.mark.parametrize("direction", ["stuetzt", "lehnt_ab", None])
    def test_nothing_is_lost(self, direction) -> None:
        law = Rechtslage("r", direction, None, NOTHING, supporting=(FOR,), opposing=(AGAINST,))
        found = judged("x", NOTHING, law, Ground.FACTS, PLACE, calculated=True)
        lines = (found.supporting, found.opposing)
        assert lines == (((AGAINST,), (FOR,)) if direction == "lehnt_ab" else ((FOR,), (AGAINST,)))
        assert found.citations == (PLACE,)
        assert found.calculated

    @pytest.mark.parametrize(
        ("direction", "turned"),
        [("stuetzt", "lehnt_ab"), ("lehnt_ab", "stuetzt"), (None, None)],
    )
    def test_a_permission_is_the_opposite_of_a_fault(self, direction, turned) -> None:
        law = Rechtslage("r", direction, None, NOTHING, supporting=(FOR,), opposing=(AGAINST,))
        turn = permission(law)
        assert (turn.direction, turn.supporting, turn.opposing) == (turned, (AGAINST,), (FOR,))

    def test_what_is_missing_is_a_list_also_when_it_is_empty(self) -> None:
        assert unknown("x", NOTHING).missing == ()


class TestDays:
    @pytest.mark.parametrize(
        ("ende", "start", "found"),
        [
            ("stichtag", date(2001, 1, 2), date(2001, 1, 1)),
            ("stichtag", date(2001, 1, 1), None),
            ("stichtag", date(2000, 12, 31), None),
            ("stichtag", date(2001, 1, 3), None),
            ("vortag", date(2001, 1, 1), date(2001, 1, 1)),
            ("vortag", date(2001, 1, 2), None),
        ],
    )
    def test_the_round_before_ends_where_the_guideline_says(self, ende, start, found) -> None:
        law = frame(
            stichtag=(Stichtag(**BASE, tag=date(2001, 1, 1)),), zeitraum=Zeitraum(**BASE, ende=ende)
        )
        period = Period(start, date(2003, 1, 1))
        assert zeitraum._round_before(Facts(seed()), period, law) == found

    @pytest.mark.parametrize(
        ("months", "de", "en"),
        [(1, "verlangt: 1 Monat.", "required: 1 month."), (2, "2 Monate.", "2 months.")],
    )
    def test_months_are_counted_in_words(self, months, de, en) -> None:
        law = frame(mindestzeitraum=Mindestzeitraum(**BASE, monate=months))
        text = zeitraum._length(
            Facts(bare()), Period(date(2001, 1, 1), date(2001, 6, 30)), law
        ).message
        assert text.de.endswith(de)
        assert text.en.endswith(en)

    @pytest.mark.parametrize(("last", "verdict"), [(30, "open"), (31, "open violated")])
    def test_exactly_the_share_that_may_be_left_out(self, last, verdict) -> None:
        first = date(2001, 1, 1)
        period = {"beurteilung.0.von": first, "beurteilung.0.bis": date(2001, 3, 31)}  # 90 days
        spans = {"unberuecksichtigt": [{"von": first, "bis": date(2001, 1, last)}]}
        fall = build(changed(BARE, {"setze": period | spans}))
        assert verdicts(fall, "zeitraum.anteil") == [verdict]

    def test_periods_that_join_do_not_overlap(self, monkeypatch) -> None:
        settled = Rechtslage("zeitraum.ueberschneidung", "stuetzt", 2, NOTHING)
        monkeypatch.setattr(Facts, "law", lambda *_: settled)
        facts = Facts(bare(zeitraum={"nur_anlassbeurteilungen": True}))
        days = [date(2001, 1, 1), date(2001, 6, 30), date(2001, 7, 1), date(2001, 12, 31)]
        assert not zeitraum._tolerated(facts, Period(*days[:2]), Period(*days[2:]))
        assert zeitraum._tolerated(facts, Period(days[0], days[2]), Period(*days[2:]))

    def test_exactly_the_shortest_period_lay_in_the_new_office(self) -> None:
        assert verdicts(seed(amt__1__ab=date(2000, 6, 1)), "anlass.stichtag") == ["satisfied"]
        assert verdicts(seed(amt__1__ab=date(2000, 6, 2)), "anlass.stichtag") == ["open"]

    def test_the_last_day_still_counts(self) -> None:
        last = date(2000, 9, 1)
        moved = seed(("amt.1",), ereignis=[{"art": "amtswechsel", "datum": last}])
        assert verdicts(moved, "anlass.grund") == ["open"]
        unclear = seed(("amt.1.laufbahngruppe",), amt__1__ab=last)
        assert "seit der Vorbeurteilung" in str(one(unclear, "anlass.grund").missing)

    @pytest.mark.parametrize("on", [date(1998, 5, 31), date(1990, 1, 1)])
    def test_what_happened_before_the_window_is_not_unclear(self, on) -> None:
        moved = seed(("amt.1",), ereignis=[{"art": "amtswechsel", "datum": on}])
        assert verdicts(moved, "anlass.grund") == ["violated"]

    def test_the_office_held_on_the_first_day_of_the_window(self) -> None:
        fall = seed(("amt.0.laufbahngruppe",), amt__1__ab=date(1998, 5, 31))
        assert verdicts(fall, "anlass.grund") == ["violated"]

    def test_stichtage_missed_are_those_of_the_new_group_before_and_of_the_old_one_after(
        self,
    ) -> None:
        old, new, third = (
            Laufbahngruppe(f"{n} Dienst") for n in ("mittlerer", "gehobener", "höherer")
        )
        days = [
            (date(1999, 10, 1), third), (date(1999, 11, 1), new), (date(1999, 11, 2), new),
            (date(1999, 12, 1), third), (date(2000, 11, 1), old), (date(2001, 11, 1), old),
        ]  # fmt: skip
        law = frame(stichtag=[Stichtag(**BASE, tag=tag, laufbahngruppe=g) for tag, g in days])
        facts = Facts(seed())
        (risen,) = facts.events_between()
        missed = anlass._missed(facts, law, risen)
        assert [s.tag for s in missed] == [date(1999, 11, 1), date(2000, 11, 1)]

    @pytest.mark.parametrize(("until", "unsure"), [(None, True), (date(1999, 1, 1), False)])
    def test_a_gap_in_the_stichtage_counts_on_its_days(self, until, unsure) -> None:
        gap = Luecke(was="?", betrifft="gehobener Dienst", bis=until)
        found = anlass._unsure(Facts(seed()), frame(luecke=(gap,)), [])
        assert (found is not None) is unsure

    def test_a_promotion_is_no_unclear_event(self) -> None:
        fall = seed(amt__1__laufbahngruppe="mittlerer Dienst", amt__1__besoldungsgruppe="A 10")
        assert verdicts(fall, "anlass.grund") == ["violated"]

    def test_who_rose_out_of_an_office_unknown_missed_nothing_of_it(self) -> None:
        fall = seed(
            beurteilung__0__bis=date(2000, 1, 31), beurteilung__1__von=date(2000, 2, 1),
            ereignis=[{"art": "laufbahnwechsel", "datum": date(2000, 3, 1)}],
            amt=[{"besoldungsgruppe": "A 9", "laufbahngruppe": "gehobener Dienst", "ab": date(2000, 3, 1)}],
        )  # fmt: skip
        assert verdicts(fall, "anlass.grund") == ["satisfied"]


class TestCompetitors:
    def test_both_lines_are_shown_where_nothing_leads(self, monkeypatch) -> None:
        law = Rechtslage("r", None, None, NOTHING, supporting=(FOR,), opposing=(AGAINST,))
        monkeypatch.setattr(Facts, "law", lambda *_: law)
        found = mitbewerber._likeness(Facts(bare()), 0, same=True)
        assert (found.supporting, found.opposing) == ((FOR,), (AGAINST,))


class TestBothAtOnce:
    def test_a_conference_and_a_deduction(self) -> None:
        found = check(
            bare(
                konferenz={"ergebnis_bindet": True},
                abschlag={"grund": "befoerderung", "vorgeschrieben": True},
            )
        )
        assert [f.code for f in found.findings if f.code.startswith(("konferenz", "abschlag"))] == [
            "konferenz.bindung",
            "abschlag.pauschal",
        ]

    @pytest.mark.parametrize(
        ("obtained", "verdict"), [(True, "satisfied"), (None, "satisfied"), (False, "open")]
    )
    def test_only_a_contribution_that_was_obtained_covers_days(self, obtained, verdict) -> None:
        given = {"von": date(2001, 4, 1), "bis": date(2001, 12, 31)}
        if obtained is not None:
            given["eingeholt"] = obtained
        known = [{"von": date(2001, 1, 1), "bis": date(2001, 3, 31)}]
        facts = PERIOD | {"beurteiler": {"kenntnis": known}, "beitrag": [given]}
        fall = build(changed(BARE, {"setze": facts}))
        assert one(fall, "beitrag.zeitraum").verdict.value == verdict

    @pytest.mark.parametrize("counted", [{"stufen": -1}, {"schritte": -1}, {"wesentlich": True}])
    def test_reasons_for_the_grade_beside_a_lost_hint(self, counted) -> None:
        told = {"foerderhinweis_entfallen": True, "begruendung": "fehlt"} | counted
        codes = [f.code for f in check(bare(aenderung=told)).walk()]
        assert {"notensprung.begruendung", "notensprung.foerderhinweis"} <= set(codes)

    def test_reasons_for_two_grades_beside_a_lost_hint(self) -> None:
        told = {"foerderhinweis_entfallen": True, "begruendung": "fehlt"}
        assert check(seed(("amt.1",), aenderung=told)).finding("notensprung.begruendung")


class TestChanges:
    @pytest.mark.parametrize(
        ("stages", "de", "en"),
        [(1, "eine Stufe mehr", "one stage more"), (-1, "eine Stufe weniger", "one stage less")],
    )
    def test_one_stage_has_a_direction(self, stages, de, en) -> None:
        text = one(bare(aenderung={"stufen": stages}), "notensprung").message
        assert text.de.startswith(f"Festgestellt: {de};")
        assert text.en.startswith(f"Established: {en};")

    @pytest.mark.parametrize(
        ("steps", "way"), [(1, "1 Schritt besser"), (-1, "1 Schritt schlechter")]
    )
    def test_one_step_has_a_direction(self, steps, way) -> None:
        told = {"schritte": steps, "begruendung": "fehlt"}
        assert way in one(bare(aenderung=told), "notensprung.begruendung").message.de

    @pytest.mark.parametrize(
        ("real", "said"),
        [
            (Interval(-1), True),
            (Interval(-2, -1), True),
            (Interval(-1, 0), False),
            (Interval(0), False),
        ],
    )
    def test_one_stage_of_five_is_much_if_it_is_one_at_least(self, monkeypatch, real, said) -> None:
        asked = Facts.law
        monkeypatch.setattr(Facts, "law", lambda *of: evolve(asked(*of), direction="stuetzt"))
        text, _ = notensprung._size(Facts(seed(("rechtsstand",))), Aenderung(), real)
        assert text is not None
        assert ("fünfstufigen" in text.de) is said


class TestActivities:
    AWAY = Abordnung(von=date(2001, 1, 1), bis=date(2001, 1, 20), bezeichnung="Wache")
    DAYS = Period(date(2001, 1, 1), date(2001, 1, 20))

    def law(self, months: int, gegenstand: str) -> Any:
        return frame(pflicht=(Pflicht(**BASE, gegenstand=gegenstand, monate=months),))

    def test_shorter_than_a_month(self) -> None:
        law = self.law(1, "taetigkeitsbeschreibung")
        text = taetigkeit._description(self.AWAY, self.DAYS, self.DAYS, law).message
        assert "weniger als ein Monat" in text.de
        assert "less than one month" in text.en

    def test_at_least_two_months(self) -> None:
        law, days = self.law(2, "taetigkeitsbeschreibung"), evolve(self.DAYS, end=date(2001, 4, 1))
        text = taetigkeit._description(self.AWAY, days, days, law).message
        assert "mindestens 2 Monate" in text.de
        assert "at least 2 months" in text.en

    @pytest.mark.parametrize(("months", "de"), [(1, "ab 1 Monat nötig"), (2, "ab 2 Monaten nötig")])
    def test_a_note_from_a_month_on(self, months, de) -> None:
        found = taetigkeit._note(self.AWAY, self.DAYS, self.law(months, "beurteilungsnotiz"))
        assert de in found.message.de

    def test_a_size_that_nobody_states(self) -> None:
        law = frame(
            vergleichsgruppe=Vergleichsgruppe(**BASE, arten=("regel",), groesse_unerheblich=True)
        )
        text = vergleichsgruppe._size(Facts(seed()), Gruppe(), law).message
        assert text == Text(
            "Auf die Größe der Vergleichsgruppe kommt es nicht an.",
            "The size of the comparison group does not matter.",
        )


class TestRichtwerteThatWereSet:
    """Of the Richtwerte of a guideline, those count that hold on the day and for the career."""

    def stage(self, *rules: Richtwert, stages: tuple[str, ...] = ("4",), **tables: Any) -> Finding:
        law = frame(*rules, **tables)
        return list(vorgabe._points(Facts(seed()), law, stages))[-1]

    def test_one_that_is_gone_allows_nothing(self) -> None:
        gone = rule(rang=2, prozent=20, bis=date(1999, 12, 31))
        assert self.stage(rule(prozent=10), gone).verdict is Verdict.VIOLATED
        assert self.stage(rule(prozent=10), evolve(gone, bis=None)).verdict is Verdict.SATISFIED

    def test_one_of_another_career_allows_nothing(self) -> None:
        other = rule(rang=2, prozent=20, laufbahngruppen=(Laufbahngruppe.MITTLERER,))
        assert self.stage(rule(prozent=10), other).verdict is Verdict.VIOLATED
        own = evolve(other, laufbahngruppen=(Laufbahngruppe.GEHOBENER,))
        assert self.stage(rule(prozent=10), own).verdict is Verdict.SATISFIED

    def test_one_on_the_mean_foresees_no_stage(self) -> None:
        found = self.stage(rule(gilt_dem_mittel=True, mittelwert=Fraction(3)))
        assert "gesetzt; vorgesehen ist für keine Stufe einer. V" in found.message.de
        assert "; none is provided for at any stage. G" in found.message.en

    @pytest.mark.parametrize("topic", ["richtwert", "richtwert.stufen"])
    @pytest.mark.parametrize(("until", "known"), [(None, False), (date(1999, 12, 31), True)])
    def test_a_gap_counts_on_its_days(self, topic, until, known) -> None:
        gap = Luecke(was="?", betrifft=topic, bis=until)
        found = self.stage(rule(rang=2, prozent=20), luecke=(gap,))
        assert (found.verdict is Verdict.SATISFIED) is known

    def test_stages_that_no_source_names_are_cited(self) -> None:
        found = self.stage(rule(gegenstand="die Spitze", prozent=10))
        assert found.verdict is Verdict.OPEN
        assert found.citations

    def test_two_stages_are_joined_in_each_language(self) -> None:
        text = self.stage(rule(beste=2, prozent=30)).message
        assert text.de.endswith("(5 und 4).")
        assert text.en.endswith("(5 and 4).")

    def test_a_grade_between_stages_can_be_bound(self) -> None:
        between = rule(stufen=("dazwischen",), prozent=10)
        assert vorgabe._bound(between, registry.scale("mittelerde")) == {"dazwischen"}

    def test_what_was_missing_stays_missing(self) -> None:
        wanted = Text("die Art", "the kind")
        found = vorgabe._covered(Facts(seed(rechtsstand=date(1980, 1, 1))), 3, (wanted,))
        assert wanted in found.missing


class TestShares:
    def test_a_minimum_between_two_whole_numbers(self) -> None:
        lowest = rule(letzte=2, grenze="mindestens", prozent=25)
        assert only(group(10, 8), lowest).answers == (State.SHORT, State.KEPT)
        assert only(group(10, 7), lowest).answers == (State.KEPT,)
        assert only(group(10, 9), lowest).answers == (State.SHORT,)

    @pytest.mark.parametrize(("count", "beyond"), [(100, State.SHORT), (101, State.EXCEEDED)])
    def test_about_has_a_side(self, count, beyond) -> None:
        found = only(group(1001, count), rule(grenze="etwa", prozent=10))  # 100.1
        assert found.answers == (State.UNKNOWN, State.KEPT, beyond)

    def test_exactly_the_share_lies_below_rather_than_above(self) -> None:
        about = rule(grenze="etwa", prozent=10, toleranz_ueber=5, toleranz_unter=3)
        assert only(group(100, 10), about).tolerated == Interval(7)

    def test_size_does_not_matter_for_a_fixed_number_either(self) -> None:
        tables = {"kleine_gruppe": small("erlaubt", unter=7, erlaubt=3)}
        assert only(group(6, 3), rule(prozent=10), **tables).answers == (State.KEPT,)
        any_size = Vergleichsgruppe(**BASE, arten=("regel",), groesse_unerheblich=True)
        found = only(group(6, 3), rule(prozent=10), **tables, vergleichsgruppe=any_size)
        assert found.answers == (State.EXCEEDED,)

    def test_nobody_is_fine_where_nobody_is_allowed(self) -> None:
        tables = {"kleine_gruppe": small("erlaubt", unter=7, erlaubt=0)}
        assert only(group(6, 0), rule(prozent=10), **tables).answers == (State.KEPT,)
        assert only(group(6, 1), rule(prozent=10), **tables).answers == (State.EXCEEDED,)

    def test_a_fixed_number_settles_the_rounding(self) -> None:
        tables = {"kleine_gruppe": small("erlaubt", unter=20, erlaubt=2)}
        found = only(group(15, 2), rule(prozent=10, toleranz_ueber=5), **tables)
        assert (found.answers, found.doubts) == ((State.KEPT,), ())
        assert (found.heads, found.tolerated) == (Interval(2), None)

    def test_a_tolerance_can_make_room_for_one(self) -> None:
        tenth = rule(prozent=10)
        assert only(group(9, 0), tenth, kleine_gruppe=small()).state is State.SMALL
        wider = evolve(tenth, toleranz_ueber=5)
        assert only(group(9, 0), wider, kleine_gruppe=small()).state is State.KEPT

    def test_two_shares_of_one_stage_lend_each_other_nothing(self) -> None:
        rules = rule(prozent=10), rule(prozent=5)
        found = richtwert.richtwerte(group(100, 6), frame(*rules))
        assert [r.answers for r in found] == [(State.KEPT,), (State.EXCEEDED,)]

    def test_words_have_no_mean(self) -> None:
        letters = registry.scale("ni-pol-2008")
        aim = rule(gilt_dem_mittel=True, mittelwert=Fraction(3))
        found = only({letters.grades[0]: 3}, aim)
        assert found.mean is None
        assert "kein Mittel" in str(found.doubts)

    @pytest.mark.parametrize(("worse", "state"), [(2, State.TOLERATED), (4, State.SHORT)])
    def test_a_mean_has_a_tolerance_on_each_side(self, worse, state) -> None:
        aim = rule(
            gilt_dem_mittel=True, mittelwert=Fraction(3), grenze="etwa",
            toleranz_ueber=Fraction(0), toleranz_unter=Fraction(1, 5),
        )  # fmt: skip
        assert only({FIVE["3"]: 10 - worse, FIVE["2"]: worse}, aim).state is state

    def test_a_minimum_is_never_too_small_for_nobody(self) -> None:
        lowest = rule(letzte=2, grenze="mindestens", prozent=10)
        found = only(group(5, 5), lowest, kleine_gruppe=small())
        assert found.state is not State.SMALL

    def test_unused_shares_cover_as_many_as_they_are(self) -> None:
        law = frame(rule(prozent=10), rule(rang=2, prozent=20))
        for second, possible in ((21, True), (22, False)):
            given = {FIVE["5"]: 9, FIVE["4"]: second, FIVE["3"]: 91 - second}
            found = richtwert.richtwerte(given, law)[1]
            assert (State.KEPT in found.answers) is possible

    def test_a_share_that_moves_leaves_no_doubt(self) -> None:
        rules = rule(prozent=10), rule(rang=2, prozent=10, rest="uebertragbar")
        given = {FIVE["5"]: 0, FIVE["4"]: 4, FIVE["3"]: 33}  # 3.7 of 37, so that rounding decides
        found = richtwert.richtwerte(given, frame(*rules))[1]
        assert (found.answers, found.doubts) == ((State.KEPT,), ())


class TestHowManyMay:
    def test_every_answer_names_its_rule_and_size(self) -> None:
        rules = (
            rule(prozent=10), rule(prozent=10, mindestgroesse=50), rule(),
            rule(gilt_dem_mittel=True, mittelwert=Fraction(3)),
        )  # fmt: skip
        found = allowed(frame(*rules), 37)
        assert [(a.richtwert, a.size) for a in found] == [(r, 37) for r in rules]

    def test_a_group_of_exactly_the_least_size(self) -> None:
        law = frame(rule(prozent=10, mindestgroesse=10))
        assert [allowed(law, n)[0].heads for n in (9, 10)] == [None, Interval(1)]

    def test_nobody_is_a_size(self) -> None:
        assert allowed(frame(rule(prozent=10)), 0)[0].heads == Interval(0)
        for wrong in (-1, 1.0, True):
            with pytest.raises(DataError, match=r"^size: 1 problem"):
                allowed(frame(rule(prozent=10)), wrong)

    @pytest.mark.parametrize(("few", "words"), [(1, "ist 1 erlaubt"), (2, "sind 2 erlaubt")])
    def test_one_is_and_two_are(self, few, words) -> None:
        law = frame(rule(prozent=10), kleine_gruppe=small("erlaubt", unter=7, erlaubt=few))
        assert allowed(law, 6)[0].text.de.endswith(f"unter 7 {words}")

    @pytest.mark.parametrize("size", [0, 1])
    def test_never_more_than_the_group_has(self, size) -> None:
        law = frame(rule(prozent=10), kleine_gruppe=small("erlaubt", unter=7, erlaubt=2))
        found = allowed(law, size)[0]
        assert found.heads == size
        assert ("erlaubt" in found.text.de) is (size > 0)

    def test_numbers_are_rounded_half_up_to_two_places(self) -> None:
        shown = {Fraction(6, 11): "0,55", Fraction(1, 16): "0,06", Fraction(1, 8): "0,125"}
        assert {value: richtwert._decimal(value).de for value in shown} == shown

    def test_one_grade_is_a_row(self) -> None:
        assert subject(rule(bereich=("5",), prozent=10)) == Text("5 bis 5", "5 to 5")


class TestConditions:
    def doubts(self, scope: Scope, **keys: Any) -> str:
        return str(only(group(100, 10), rule(prozent=10, **keys), scope=scope).doubts)

    def test_words(self) -> None:
        regel = Scope(kind="regel", stichtag=date(2020, 1, 1))
        assert "nur für: Anlassbeurteilung." in self.doubts(regel, arten=("anlass",))
        low = registry.guideline("ni-pol-1999").document.richtwert[0].besgr_ab
        assert f"Besoldungsgruppen … – {low}" in self.doubts(Scope(), besgr_bis=low)
        assert "Stichtage … – 31.12.2019" in self.doubts(regel, bis=date(2019, 12, 31))

    def test_a_little_more_than_tolerated_below(self) -> None:
        law = rule(prozent=20, toleranz_unter=5)
        for count, noted in ((149, True), (150, False)):
            (found,) = richtwert.check_richtwert(group(1000, count), frame(law)).children
            assert (found.deviation is not None) is noted

    def test_grades_of_an_empty_group(self) -> None:
        assert only({}, rule(prozent=10)).grades is None
        (found, *_) = richtwert.richtwerte({}, registry.guideline("ni-pol-1999"))
        assert found.grades is not None

    def test_wrong_parts_are_told_together(self) -> None:
        with pytest.raises(DataError, match=r"^comparison group: 2 problems"):
            Scope(je=frozenset({"x", 3}))
        with pytest.raises(DataError, match=r"^distribution: 1 problem"):
            only({FIVE["5"]: -1}, rule(prozent=10))

    @pytest.mark.parametrize("law", ["nrw-lvo", "bund-blv-2026"])
    def test_a_decision_counts_from_its_day_on(self, law) -> None:
        """Who asks as of 1980 is told of no decision; who asks as of today is told of some."""
        of = registry.guideline(law)
        given = group(40, 30, of.scale or registry.scale("schulnoten-1-6"))

        def lines(on: date) -> int:
            both = {"I": (Scope(kind="anlass"), given)}
            found = [
                richtwert.check_richtwert(given, of, kind="anlass", rechtsstand=on),
                check_round(both, of, rechtsstand=on),
            ]
            return sum(len(f.supporting) for one in found for f in one.walk())

        assert lines(date(1980, 1, 1)) == 0
        assert lines(date(2026, 1, 1)) > 0

    def test_how_large_a_group_must_be_was_decided_on_a_day(self) -> None:
        law = frame(rule(prozent=10), kleine_gruppe=small())
        codes = {}
        for year in (1980, 2026):
            found = richtwert.check_richtwert(group(30, 20), law, rechtsstand=date(year, 1, 1))
            codes[year] = "Gruppe zu klein" in found.explain("de")
        assert codes == {1980: True, 2026: False}


def test_an_equal_scale_that_was_built_apart_owns_the_grade() -> None:
    apart = evolve(FIVE)
    assert apart == FIVE
    assert apart is not FIVE
    assert FIVE.member(apart["4"]).code == "4"


class TestAllowedOnADay:
    """`allowed` has a Stichtag, prints both ends, never more than the group has"""

    def test_only_what_holds_for_the_stichtag_counts(self) -> None:
        law = frame(rule(prozent=5, bis=date(2027, 9, 30)), rule(prozent=10, ab=date(2027, 10, 1)))
        before, after = date(2027, 9, 30), date(2027, 10, 1)
        assert [a.richtwert.prozent for a in allowed(law, 40, before)] == [5]
        assert [a.richtwert.prozent for a in allowed(law, 40, after)] == [10]
        without = [a.text.de for a in allowed(law, 40)]
        assert "(Stichtage … – 30.09.2027): " in without[0]
        assert "(Stichtage 01.10.2027 – …): " in without[1]

    def test_a_tolerance_on_both_sides_shows_both_ends(self) -> None:
        law = frame(rule(prozent=10, grenze="etwa", toleranz_ueber=5, toleranz_unter=5))
        [found] = allowed(law, 40)
        assert (found.least, found.heads, found.tolerated) == (2, 4, 6)
        assert found.text.de.endswith("das sind 4, mit Toleranz nach unten 2, nach oben 6")
        assert found.text.en.endswith("that is 4, with tolerance down to 2, up to 6")

    @pytest.mark.parametrize("size", range(4))
    def test_never_more_than_the_group_has(self, size: int) -> None:
        [found] = allowed(frame(rule(prozent=90, toleranz_ueber=5, toleranz_unter=5)), size)
        for ends in (found.least, found.heads, found.tolerated):
            assert ends is not None
            assert 0 <= ends.low <= ends.high <= size

    def test_a_stichtag_is_a_day(self) -> None:
        with pytest.raises(WrongKindError, match="the Stichtag as a day"):
            allowed(frame(rule(prozent=10)), 10, "2027-09-30")  # type: ignore[arg-type]
