"""A change in words: what is said, in which order, and what is marked as inferred."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from changes import CASES

from beurteilung.changes.finding import explained
from beurteilung.changes.measure import compare
from beurteilung.errors import UnknownIdError
from beurteilung.law import loading
from beurteilung.law.codes import code, codes, question
from beurteilung.law.registry import grade
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.findings import Verdict
from beurteilung.model.offices import (
    Amtszulage,
    Befoerderung,
    Besoldungsgruppe,
    HorizontalerLaufbahnwechsel,
    Laufbahngruppe,
    Laufbahnwechsel,
    Office,
)
from beurteilung.model.sources import Evidence


@pytest.mark.parametrize(("before", "after", "events", "part"), CASES)
def test_words(before: str, after: str, events: tuple, part: str) -> None:
    change = compare(grade(before), grade(after), events=events)
    assert part in change.explain()
    assert change.explain("en") != change.explain()


def test_a_scale_effect_between_two_figures() -> None:
    """Counted on the older scale the later grade has two counterparts."""
    change = compare(grade("ni-pol-1996:4"), grade("ni-pol-1999:2"), on="ni-pol-1996")
    assert (change.scale_effect.low, change.scale_effect.high) == (-1, 0)
    assert "Auf den Wechsel der Skala allein entfallen −1 bis 0 Stufen." in change.explain()


def test_the_conclusion_of_every_outcome_is_a_known_code() -> None:
    known = {c.code for c in codes()}
    for before, after, events, _ in CASES:
        finding = compare(grade(before), grade(after), events=events).finding
        assert {f.code for f in finding.walk()} <= known


@pytest.mark.parametrize(
    "events", [(), (HorizontalerLaufbahnwechsel(),)], ids=["nothing else", "an event that is open"]
)
def test_within_a_stage(events: tuple) -> None:
    """Whatever happened in between, whether the difference within the stage needs reasons is open."""
    upper, lower = grade("ni-pol-2008:C oberer Bereich"), grade("ni-pol-2008:C unterer Bereich")
    change = compare(upper, lower, events=events)
    assert change.within_a_stage
    assert "Beide Noten gehören zu derselben Stufe" in change.explain()
    assert change.finding.verdict is Verdict.OPEN
    assert not compare(upper, upper, events=events).within_a_stage
    assert "Der Sache nach ist die Note gleich" in compare(upper, upper, events=events).explain()


class TestInferredIsMarked:
    def test_several_events(self) -> None:
        change = compare(
            grade("ni-pol-1999:5"),
            grade("ni-pol-1999:3"),
            events=[Befoerderung(), Laufbahnwechsel()],
        )
        assert change.unexplained == 0
        assert change.finding.evidence is Evidence.INFERRED

    def test_a_scale_of_other_length(self) -> None:
        """The one-stage rule is attested for five and six stages."""
        loading.load(Path(__file__).parent / "mittelerde.toml")
        change = compare(
            grade("mittelerde:Gold"), grade("mittelerde:Silber hell"), events=[Befoerderung()]
        )
        assert "Belegt ist das für Skalen mit 5 und 6 Stufen" in change.explain()
        assert change.finding.evidence is Evidence.INFERRED

    def test_an_attested_scale(self) -> None:
        change = compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3"), events=[Laufbahnwechsel()])
        assert "erschlossen." not in change.explain()


class TestWithinAStage:
    """Courts count stages; a difference within one is named, not counted."""

    def test_two_ranges_of_one_stage(self) -> None:
        change = compare(
            grade("ni-pol-2008:C oberer Bereich"), grade("ni-pol-2008:C unterer Bereich")
        )
        assert change.real == 0
        assert change.finding.verdict is Verdict.OPEN
        assert change.code == "wechsel.innerhalb-der-stufe"
        assert "derselben Stufe" in change.explain()

    @pytest.mark.parametrize(
        ("before", "after"),
        [("ni-pol-1999:4", "ni-pol-1999:4"), ("ni-pol-1996:5", "ni-pol-1999:4"), ("ni-pol-1999:5", "ni-pol-1999:3")],
    )  # fmt: skip
    def test_nothing_else_deviates(self, before: str, after: str) -> None:
        assert compare(grade(before), grade(after)).finding.deviation is None


class TestAuthorities:
    """Who speaks for a line of authority supports it; who speaks against it does not."""

    def sides(self, event: Amtszulage) -> tuple[str, str]:
        change = compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3"), events=[event])
        found = change.finding.children[-1]
        return (
            " ".join(str(c.source) for c in found.supporting),
            " ".join(str(c.source) for c in found.opposing),
        )

    def test_an_office_of_its_own(self) -> None:
        pro, contra = self.sides(Amtszulage(eigenes_amt=True))
        assert "5 ME 204/17" in pro
        assert "1 A 56/00" in contra

    def test_no_office(self) -> None:
        pro, contra = self.sides(Amtszulage(eigenes_amt=False))
        assert "1 A 56/00" in pro
        assert "5 ME 204/17" in contra

    def test_only_those_that_are_chosen(self) -> None:
        """What is inferred is inferred from a decision of the day, never from a later one."""
        change = compare(
            grade("ni-pol-1999:5"),
            grade("ni-pol-1999:3"),
            events=[Befoerderung(), Laufbahnwechsel()],
            rechtsstand=date(1990, 1, 1),
        )
        assert not {c for child in explained(change).children[2:] for c in child.sources}

    def test_adding_up_is_doubted_once_and_only_of_what_counts(self) -> None:
        alt, neu = grade("ni-pol-1999:5"), grade("ni-pol-1999:3")
        both = compare(alt, neu, events=[Befoerderung(), Laufbahnwechsel()]).explain()
        assert both.count("sich addieren") == 1
        one = compare(alt, neu, events=[Befoerderung(), Amtszulage(eigenes_amt=False)]).explain()
        assert "sich addieren" not in one


class TestDerived:
    middle = Office(Besoldungsgruppe("A", 8), Laufbahngruppe.MITTLERER)
    upper = Office(Besoldungsgruppe("A", 9), Laufbahngruppe.GEHOBENER)

    def test_the_fewest_events_are_derived_and_said_to_be(self) -> None:
        before = Appraisal(grade("ni-pol-1999:4"), office=self.middle)
        after = Appraisal(grade("ni-pol-1999:3"), office=self.upper)
        change = compare(before, after)
        assert change.events == (Laufbahnwechsel(),)
        assert change.derived
        assert "die geringste Zahl, die passt" in change.explain()

    def test_what_the_offices_require_is_added_to_what_is_stated(self) -> None:
        """A stated event of another kind does not stand for the one that the offices require."""
        before = Appraisal(grade("ni-pol-1999:4"), office=self.middle)
        after = Appraisal(grade("ni-pol-1999:3"), office=self.upper)
        change = compare(before, after, events=[HorizontalerLaufbahnwechsel()])
        assert change.events == (HorizontalerLaufbahnwechsel(), Laufbahnwechsel())
        assert change.derived
        assert change.explain().count("abgeleitet") == 1

    def test_only_the_derived_event_is_said_to_be_derived(self) -> None:
        before = Appraisal(grade("ni-pol-1999:4"), office=Office(Besoldungsgruppe("A", 9)))
        after = Appraisal(grade("ni-pol-1999:3"), office=Office(Besoldungsgruppe("A", 10)))
        change = compare(before, after, events=[Amtszulage()])
        assert change.events == (Amtszulage(), Befoerderung())
        told = [child.message.de for child in change.finding.children[-2:]]
        assert ["abgeleitet" in text for text in told] == [False, True]

    def test_a_lower_office_is_not_made_good_by_a_stated_promotion(self) -> None:
        before = Appraisal(grade("ni-pol-1999:4"), office=self.upper)
        after = Appraisal(grade("ni-pol-1999:3"), office=self.middle)
        change = compare(before, after, events=[Befoerderung()])
        assert change.finding.verdict is Verdict.OPEN

    def test_more_events_are_taken_as_stated(self) -> None:
        before = Appraisal(grade("ni-pol-1999:5"), office=self.middle, stichtag=date(2000, 1, 1))
        after = Appraisal(grade("ni-pol-1999:3"), office=self.upper, stichtag=date(2003, 1, 1))
        stated = [Laufbahnwechsel(date(2001, 1, 1)), Befoerderung(date(2002, 1, 1))]
        change = compare(before, after, events=stated)
        assert change.unexplained == 0
        assert not change.derived


def test_an_unknown_code_is_named_with_its_nearest() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'gesamt'"):
        code("gesammt")


def test_a_question_that_nobody_asks_is_named() -> None:
    with pytest.raises(UnknownIdError, match=r"konferenz\.bindung"):
        question("konferenz.bindungen")


class TestAfterAPromotion:
    """A provision that demands stricter standards after a promotion is shown, if there was one."""

    stricter = "Nach einer Beförderung verlangt die Vorschrift strengere Maßstäbe"

    def test_it_is_shown_of_a_promotion_only(self) -> None:
        before, after = grade("nrw-justiz-2023:13"), grade("nrw-justiz-2023:11")
        promoted = compare(before, after, events=[Befoerderung()])
        assert self.stricter in promoted.explain()
        assert "§ 4 (BeurtVO JM" in promoted.explain()
        assert (
            promoted.verdict
            is compare(before, after, events=[Befoerderung()], dienstherr="").verdict
        )
        assert self.stricter not in compare(before, after).explain()

    def test_a_provision_that_does_not_say_so_is_not(self) -> None:
        before, after = grade("ni-pol-1999:4"), grade("ni-pol-1999:3")
        assert self.stricter not in compare(before, after, events=[Befoerderung()]).explain()

    @pytest.mark.parametrize(
        ("dienstherr", "shown"), [("Nordrhein-Westfalen", True), ("NRW", True), ("Hessen", False)]
    )
    def test_it_binds_its_own_dienstherr_only(self, dienstherr: str, *, shown: bool) -> None:
        ends, event = ("nrw-justiz-2023:13", "nrw-justiz-2023:11"), Befoerderung()
        change = compare(*ends, events=[event], dienstherr=dienstherr)
        assert (self.stricter in change.explain()) == shown
        recorded = compare("bwl-alt-8:8,0", "bwl-alt-8:7,0", dienstherr=dienstherr)
        assert "festgehalten" not in recorded.explain()
