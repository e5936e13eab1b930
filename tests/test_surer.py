"""What makes the answer on a change surer or less sure, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from blank import bare

from beurteilung import (
    Amtszulage,
    Befoerderung,
    Evidence,
    Laufbahnwechsel,
    Verdict,
    check,
    check_richtwert,
    compare,
    grade,
)
from beurteilung._base.toml import structure
from beurteilung.cases.facts import Facts
from beurteilung.cases.format import Fall
from beurteilung.cases.rules import begruendung
from beurteilung.errors import UnknownGradeError, UnknownIdError
from beurteilung.law.certainty import SOLDIERS, ApplicableLaw, decide, law_for
from beurteilung.law.provisions import Gesamturteilsnorm
from beurteilung.law.registry import guideline

if TYPE_CHECKING:
    from beurteilung.model.offices import StatusEvent


class TestPartlyAttested:
    """On a scale of which grades are missing, nobody knows how many lie between two."""

    @pytest.mark.parametrize(
        ("before", "after", "steps", "words"),
        [
            ("st-pol-alt:265", "st-pol-alt:260", None, "der Unterschied −5."),
            ("bwl-pol-alt:1,25", "bwl-pol-alt:2,0", None, "der Unterschied −0,75"),
            ("rp-richter:1", "rp-richter:2.1", None, "der Unterschied −1,1"),
            ("mv-bildung:120 Punkte", "mv-bildung:100 Punkte", None, "Stufen werden nicht gezählt"),
            ("nrw-pol:4", "nrw-pol:3", -1, "eine Stufe weniger"),
            ("telekom-2013:Sehr gut ++", "telekom-2013:Sehr gut Basis", -2, "zwei Ausprägungen"),
        ],
    )
    def test_steps(self, before: str, after: str, steps: int | None, words: str) -> None:
        change = compare(grade(before), grade(after))
        assert change.steps == steps
        assert words in " ".join(change.explain().split()).replace(" (", ". (")
        assert "Schritt" not in change.explain()
        if steps is None:
            assert "nur zum Teil belegt" in change.why_not["steps"].de


class TestOneIsEnough:
    """What one event explains needs no second; another one never makes it less sure."""

    @pytest.mark.parametrize("more", [Befoerderung(), Laufbahnwechsel(), Amtszulage()], ids=str)
    @pytest.mark.parametrize("turned", ["in this order", "in the other"])
    def test_a_second_event(self, more: StatusEvent, turned: str) -> None:
        events = [Befoerderung(), more][:: 1 if turned == "in this order" else -1]
        change = compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3"), events=events)
        alone = compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3"), events=[Befoerderung()])
        assert change.verdict is alone.verdict is Verdict.SATISFIED
        assert change.finding.message == alone.finding.message
        assert "addieren" not in change.explain()

    def test_where_one_is_not_they_add_up(self) -> None:
        change = compare(
            grade("ni-pol-1999:5"), grade("ni-pol-1999:3"), events=[Befoerderung(), Befoerderung()]
        )
        assert change.verdict is Verdict.OPEN
        assert "addieren" in change.explain()


class TestCitedOnce:
    """A finding cites each place once, with the strongest way in which it was read."""

    @pytest.mark.parametrize(
        ("before", "after", "events"),
        [
            ("bpol-1-9:9", "bpol-1-9:8", [Befoerderung()]),
            ("ni-pol-1999:5", "ni-pol-1999:3", [Befoerderung(), Laufbahnwechsel()]),
            ("by-lehrer-2011:UB", "by-lehrer-2011:VE", [Laufbahnwechsel()]),
        ],
    )
    def test_sources(self, before: str, after: str, events: list[StatusEvent]) -> None:
        found = compare(grade(before), grade(after), events=events).finding
        for one in found.walk():
            cited = [(c.source_id, c.place) for c in (*one.citations, *one.supporting)]
            assert len(set(cited)) == len(cited), one.code
        assert found.evidence is Evidence.INFERRED
        text = found.explain()
        assert text.count("für diese Skala ist es erschlossen") <= 1


def test_the_law_of_the_bund_leads_where_it_limits() -> None:
    """BVerwG 2 A 7.22: a substantial departure needs reasons, after a promotion too."""
    change = compare(grade("bpol-2016:A1"), grade("bpol-2016:A2"), events=[Befoerderung()])
    assert (change.verdict, change.finding.leaning) == (Verdict.OPEN, None)
    assert "Maßgeblich ist BVerwG, Urt. v. 12.10.2023, 2 A 7.22" in change.explain()


def test_what_later_decisions_hold_is_not_said_of_an_earlier_day() -> None:
    before, after = grade("ni-pol-1999:4"), grade("ni-pol-1999:3")
    for day, settled in ((None, True), (date(2009, 1, 1), False), (date(2012, 1, 1), False)):
        change = compare(before, after, rechtsstand=day)
        assert ("bedarf sie der Begründung" in change.finding.message.de) == settled
        assert ("ist nicht geklärt" in change.finding.message.de) != settled


def test_a_richtwert_at_second_hand_settles_nothing() -> None:
    found = check_richtwert({"A1": 2, "A2": 14, "B1": 60}, "bpol-2016", kind="regel")
    kept, exceeded, *_ = found.children
    assert found.verdict is kept.verdict is exceeded.verdict is Verdict.OPEN
    assert (kept.code, exceeded.code) == ("richtwert.eingehalten", "richtwert.ueberschritten")
    assert "nur aus zweiter Hand belegt" in kept.message.de
    read = check_richtwert({"5": 1, "4": 4, "3": 60}, "ni-pol-1999", kind="regel")
    assert read == check_richtwert(
        {"ni-pol-1999:5": 1, "ni-pol-1999:4": 4, "ni-pol-1999:3": 60}, "ni-pol-1999", kind="regel"
    )
    with pytest.raises(UnknownGradeError, match="ni-pol-1999"):
        _ = check_richtwert({"sehr gut": 1}, "ni-pol-1999")


class TestAnotherKind:
    """On a scale of school or examination its own rules tell what a change means."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("oberstufe-15:12", "oberstufe-15:10"),
            ("oberstufe-15:12", "oberstufe-15:7"),
            ("eu-cdr-2003:15", "eu-cdr-2003:12"),
        ],
        ids=["within a stage", "a stage and more", "stages unknown"],
    )
    def test_says_so(self, before: str, after: str) -> None:
        change = compare(grade(before), grade(after), events=[Befoerderung()])
        assert "ob die Änderung Gründe braucht, sagen deren Regeln" in change.explain()
        assert "is not one of dienstliche Beurteilungen" in change.explain("en")
        assert "nicht geklärt" not in change.explain()


def test_a_provision_that_demands_no_reasons_of_the_overall_mark() -> None:
    table = {
        "id": "x", "titel": "x", "land": "Niedersachsen", "rechtsstand": date(2010, 1, 1),
        "beurteilung": [{"id": "b", "fassung": [{"note": "ni-pol-2023:B"}]}],
        "gesamturteil": {"begruendung": "fehlt", "draengt_sich_auf": False},
    }  # fmt: skip
    facts = Facts(structure(Fall, table, "case"))
    (before,) = begruendung.check(facts)
    known = guideline("ni-pol-2023")
    rule = Gesamturteilsnorm(begruenden=False, quelle="brlpol-2023-6", evidenz=Evidence.NORM)
    facts.__dict__["guideline"] = evolve(known, document=evolve(known.document, gesamturteil=rule))
    (found,) = begruendung.check(facts)
    assert (before.verdict, found.verdict) == (Verdict.OPEN, Verdict.SATISFIED)
    assert "verlangt keine Begründung" in found.message.de


def test_an_id_in_capitals_is_meant() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'ni-pol-1999'"):
        grade("NI-POL-1999:5")


class TestStatutesOnOfficers:
    """A statute for one group governs no other; general principles hold for all of them."""

    @pytest.mark.parametrize(
        ("law", "settled"),
        [
            (ApplicableLaw(dienstherr="Bund"), True),
            (ApplicableLaw(dienstherr="Bund", status="richter"), True),
            (ApplicableLaw(dienstherr="Bund", status="soldat"), False),
            (ApplicableLaw(dienstherr="Bund", familie=SOLDIERS), False),
            (ApplicableLaw(dienstherr="Bund", status="arbeitnehmer"), False),
        ],
    )
    def test_a_decision_on_the_blv(self, law: ApplicableLaw, *, settled: bool) -> None:
        found = decide("beurteiler.anschauung", law)
        assert (found.direction is not None) is settled
        assert ("beruht auf Recht der Beamten" in found.why.de) is not settled
        assert ("(§ 46 DRiG)" in found.why.de) is (law.status == "richter")

    @pytest.mark.parametrize("land", ["Europäische Union", "Österreich", "Schweiz"])
    def test_the_grundgesetz_binds_nobody_abroad(self, land: str) -> None:
        for rule in ("kontrolle.grenzen", "notensprung.begruendung"):
            found = decide(rule, law_for("beamte", land))
            assert (found.direction, found.leaning) == (None, None)
        assert "deutsches Recht" in found.why.de

    def test_on_a_scale_of_a_school_no_rule_on_reasons_applies(self) -> None:
        marks = [{"id": n, "fassung": [{"note": f"schulnoten-1-6:{n}"}]} for n in "13"]
        case = bare(beurteilung=marks, aenderung={"begruendung": "fehlt", "wesentlich": True})
        assert check(case).finding("notensprung.begruendung") == ()

    def test_for_judges_of_a_land_only_where_a_provision_was_read(self) -> None:
        """§ 71 DRiG refers to the BeamtStG only."""

        def of(land: str, on: date | None = None) -> bool:
            return ApplicableLaw(dienstherr=land, status="richter", on=on).of_officers

        assert of("Bayern")
        assert not of("Bayern", date(2009, 12, 31))
        assert not of("Saarland")
        assert decide("taetigkeit.massstab", law_for("beamte", "Saarland")).direction == "stuetzt"
        found = decide("taetigkeit.massstab", law_for("richter", "Saarland"))
        assert found.direction is None
        by = decide("auswahl.nicht-eroeffnet", law_for("richter", "Bayern")).why
        assert by.en.endswith(
            "For judges the law of officers holds mutatis mutandis (Art. 2 Abs. 1 BayRiStAG)."
        )

    @pytest.mark.parametrize("status", ["beamter", "soldat", "arbeitnehmer"])
    def test_of_the_highest_court_on_principles(self, status: str) -> None:
        law = ApplicableLaw(dienstherr="Bund", status=status)
        assert decide("kontrolle.grenzen", law).rank == 2

    @pytest.mark.parametrize("status", ["beamter", "soldat", "arbeitnehmer"])
    def test_the_bbg_governs_officers(self, status: str) -> None:
        governs = [one.id for one in Facts(bare(land="Bund", status=status)).governing(None)]
        assert ("bund-bbg" in governs) is (status == "beamter")
