"""What a change is called: its verdict and code follow from the figures and the kinds of events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Amtszulage,
    Appraisal,
    Befoerderung,
    Besoldungsgruppe,
    Grade,
    Interval,
    Laufbahngruppe,
    Laufbahnwechsel,
    Office,
    Verdict,
    compare,
    event,
    grade,
    mapping,
)
from beurteilung._base.text import Text
from beurteilung.changes import measure as counting
from beurteilung.changes.measure import Outcome, measure
from beurteilung.errors import BeurteilungError
from beurteilung.law import registry
from beurteilung.law.certainty import ApplicableLaw, Rechtslage
from beurteilung.model.offices import HorizontalerLaufbahnwechsel, StatusEvent
from beurteilung.model.scales import GradeScale, Stage, Step
from beurteilung.strategies import events, mappings, scales

if TYPE_CHECKING:
    from beurteilung.law.decisions import Direction

HALVES = GradeScale("halb", (Stage("5"), Step("4,5"), Stage("4"), Stage("3")))
WORDS = GradeScale("worte", (Stage("gut"), Stage("mittel"), Stage("schlecht")))


def outcome(before: str, after: str, *happened: StatusEvent, on: str | None = None) -> Outcome:
    return compare(grade(before), grade(after), events=happened, on=on).outcome


class TestEveryCode:
    """Each code once, with its verdict, on scales that a reader can look up."""

    @pytest.mark.parametrize(
        ("before", "after", "happened", "verdict", "code"),
        [
            ("ni-pol-1999:4", "ni-pol-1999:4", [], Verdict.SATISFIED, "wechsel.keiner"),
            ("ni-pol-1996:5", "ni-pol-1999:4", [], Verdict.SATISFIED, "wechsel.keiner"),
            ("ni-pol-1999:4", "ni-pol-1999:4", [Befoerderung()], Verdict.SATISFIED, "wechsel.keiner"),
            ("ni-pol-1999:4", "ni-pol-1999:3", [Befoerderung()], Verdict.SATISFIED, "wechsel.erklaert"),
            ("ni-pol-1996:5", "ni-pol-1999:3", [Laufbahnwechsel()], Verdict.SATISFIED, "wechsel.erklaert"),
            ("ni-pol-1999:4", "ni-pol-1999:3", [], Verdict.OPEN, "wechsel.unerklaert"),
            ("ni-pol-1999:3", "ni-pol-1999:4", [], Verdict.OPEN, "wechsel.unerklaert"),
            ("ni-pol-1999:3", "ni-pol-1999:4", [Befoerderung()], Verdict.OPEN, "wechsel.unerklaert"),
            ("ni-pol-1999:5", "ni-pol-1999:3", [Befoerderung()], Verdict.OPEN, "wechsel.unerklaert"),
            ("ni-pol-1999:4", "ni-pol-1999:3", [Amtszulage()], Verdict.OPEN, "wechsel.ungewiss"),
            (
                "ni-pol-1999:4",
                "ni-pol-1999:4",
                [HorizontalerLaufbahnwechsel()],
                Verdict.OPEN,
                "wechsel.ereignis-offen",
            ),
            (
                "ni-pol-1999-merkmale:4,5",
                "ni-pol-1999:4",
                [],
                Verdict.OPEN,
                "wechsel.ohne-entsprechung",
            ),
        ],
    )  # fmt: skip
    def test_it(
        self, before: str, after: str, happened: list[StatusEvent], verdict: Verdict, code: str
    ) -> None:
        found = outcome(before, after, *happened)
        assert (found.verdict, found.code) == (verdict, code)

    def test_two_counterparts_leave_it_uncertain(self) -> None:
        found = outcome("ni-pol-1996:3", "ni-pol-1999:2", on="ni-pol-1996")
        assert found.unexplained == Interval(-1, 0)
        assert (found.verdict, found.code) == (Verdict.OPEN, "wechsel.ungewiss")

    def test_both_signs_of_the_unexplained_count(self) -> None:
        """An interval that lies wholly on one side of 0 is unexplained, on either side."""
        up = measure(HALVES["3"], HALVES["4,5"], lambda g: (g,), ())
        assert (up.unexplained, up.code) == (Interval(1, 2), "wechsel.unerklaert")
        down = measure(HALVES["4,5"], HALVES["3"], lambda g: (g,), ())
        assert (down.unexplained, down.code) == (Interval(-2, -1), "wechsel.unerklaert")


class TestTheCodeFollowsFromTheFigures:
    @given(st.data())
    def test_on_any_scales(self, data: st.DataObject) -> None:
        first, u = data.draw(scales()), data.draw(scales())
        if first.id == u.id:
            return
        m = data.draw(mappings(first, u))
        x, y = data.draw(st.sampled_from(list(first))), data.draw(st.sampled_from(list(first)))
        happened = data.draw(st.lists(events(), max_size=2))
        found = measure(x, y, m, happened)
        if not m(x) or not m(y):
            assert found.code == "wechsel.ohne-entsprechung"
        elif any(e.unsettled for e in happened):
            assert found.code == "wechsel.ereignis-offen"
        else:
            rest = set(found.unexplained)
            nothing = "wechsel.keiner" if {*m(x)} & {*m(y)} else "wechsel.innerhalb-der-stufe"
            settled = nothing if set(found.real) == {0} else "wechsel.erklaert"
            assert found.code == (
                settled
                if rest == {0}
                else "wechsel.ungewiss"
                if 0 in rest
                else "wechsel.unerklaert"
            )
        assert (found.verdict is Verdict.SATISFIED) == (
            found.code in {"wechsel.keiner", "wechsel.erklaert"}
        )


class TestNominalNeedsFigures:
    """None if the figures say nothing: no numbers, or numbers that run in opposite directions."""

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("oberstufe-15:14", "schulnoten-1-6:1"),  # the figures run in opposite directions
            ("schulnoten-1-6:1", "oberstufe-15:14"),
            ("ni-pol-1999:4", "ni-pol-2008:B"),  # figures on one side only
            ("ni-pol-2008:B", "ni-pol-1999:4"),
        ],
    )
    def test_across(self, before: str, after: str) -> None:
        found = outcome(before, after)
        assert found.nominal is found.scale_effect is None
        assert found.real is not None

    def test_without_counterpart(self) -> None:
        """It is kept if there is one: nobody needs a mapping to read two figures."""
        assert outcome("ni-pol-1999-merkmale:4,5", "ni-pol-1999:4").nominal == Fraction(-1, 2)

        def nowhere(_: Grade) -> tuple[Grade, ...]:
            return ()

        found = measure(HALVES["5"], WORDS["gut"], nowhere, ())
        assert found.nominal is None
        assert found.code == "wechsel.ohne-entsprechung"


DROPS = [
    ("ni-pol-1999:4", "ni-pol-1999:3"), ("bmwi-2011:A", "bmwi-2011:B"), ("bpol-1-9:8", "bpol-1-9:7"),
    ("by-lehrer-2011:BG", "by-lehrer-2011:UB"), ("by-llbg:13", "by-llbg:11"), ("by-llbg:13", "by-llbg:10"),
    ("zoll-brzv-2010:15", "zoll-brzv-2010:3"), ("nrw-lehrer:4", "nrw-lehrer:3"),
]  # fmt: skip
"""Drops on scales of the Bund and of Länder, of five, six, seven and nine stages, and of points."""


class TestAllowance:
    """What an office of its own explains, the rule on promotions says: an Amtszulage is never surer."""

    @pytest.mark.parametrize(("before", "after"), DROPS)
    @pytest.mark.parametrize("day", [date(2005, 1, 1), date(2019, 1, 1), None])
    def test_never_surer_than_a_promotion(self, before: str, after: str, day: date | None) -> None:
        old, new = grade(before), grade(after)
        promoted = compare(old, new, events=[Befoerderung()], rechtsstand=day)
        for own in (None, True, False):
            change = compare(old, new, events=[Amtszulage(eigenes_amt=own)], rechtsstand=day)
            assert promoted.verdict is Verdict.SATISFIED or change.verdict is Verdict.OPEN
            assert change.finding.verdict is change.verdict

    def test_where_the_law_settles_it_it_counts_as_decided(self) -> None:
        """For the Bund it is an office of its own since 2018, and was in dispute before"""
        old, new = grade("bmwi-2011:A"), grade("bmwi-2011:B")
        settled = compare(old, new, events=[Amtszulage()])
        named = compare(old, new, events=[Amtszulage(eigenes_amt=True)])
        assert (settled.explained, settled.unexplained) == (named.explained, named.unexplained)
        assert "ist ein eigenes Amt verbunden" in settled.explain()
        assert "6 CE 17.2444: Ein Statusamt mit Amtszulage" in settled.explain()
        before = compare(old, new, events=[Amtszulage()], rechtsstand=date(2018, 3, 13))
        assert before.explained == Interval(-1, 0)
        assert settled.events == (Amtszulage(),)

    def test_the_law_that_governs_says_whether_it_is_an_office(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        law = ApplicableLaw(dienstherr="Bund")
        known: dict[Direction | None, bool | None]
        known = {"stuetzt": True, "lehnt_ab": False, "begrenzt": None, None: None}
        for direction, own in known.items():
            held = Rechtslage(Amtszulage.rule, direction, 1, Text("", ""))
            monkeypatch.setattr(counting, "legal", lambda *_, held=held: held)
            assert counting.as_decided(Amtszulage(), law) == Amtszulage(eigenes_amt=own)
            stated = Amtszulage(eigenes_amt=True)
            assert counting.as_decided(stated, law) is stated

    def test_a_line_that_the_law_rejects_is_open(self) -> None:
        old, new = grade("bmwi-2011:A"), grade("bmwi-2011:B")
        for day, verdict in ((date(2018, 3, 13), Verdict.SATISFIED), (None, Verdict.OPEN)):
            change = compare(old, new, events=[Amtszulage(eigenes_amt=False)], rechtsstand=day)
            (event,) = [c for c in change.finding.children if c.code == "wechsel.ereignis"]
            assert event.verdict is verdict

    @pytest.mark.parametrize(
        ("kind", "said"), [("massstab-1", "ist eine Stufe"), ("massstab-2", "sind zwei Stufen")]
    )
    def test_a_tightening_in_stages_says_so_where_stages_are_unknown(
        self, kind: str, said: str
    ) -> None:
        change = compare(grade("by-llbg:13"), grade("by-llbg:11"), events=[event(kind)])
        assert f"angegeben {said}, wie viele Noten dieser Skala das sind" in change.explain()

    @pytest.mark.parametrize("points", range(1, 13))
    def test_points_are_settled_up_to_the_number_decided(self, points: int) -> None:
        """Of points whose stages nobody attests a decision on two settles up to two"""
        scale = grade("by-llbg:16").scale
        change = compare(scale["14"], scale[str(14 - points)], events=[Befoerderung()])
        assert (change.verdict is Verdict.SATISFIED) == (points <= 2)


class TestDerived:
    """``derived`` tells whether the events are the fewest that fit, and were not stated."""

    middle = Office(Besoldungsgruppe("A", 8), Laufbahngruppe.MITTLERER)
    upper = Office(Besoldungsgruppe("A", 9), Laufbahngruppe.GEHOBENER)

    def test_between_grades_never(self) -> None:
        assert compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3")).derived is False

    def test_as_many_stated_as_the_offices_require_are_taken_as_stated(self) -> None:
        before = Appraisal(grade("ni-pol-1999:4"), self.middle, stichtag=date(1999, 6, 1))
        after = Appraisal(grade("ni-pol-1999:3"), self.upper, stichtag=date(2000, 9, 1))
        stated = Laufbahnwechsel(date(1999, 11, 2))
        change = compare(before, after, events=[stated])
        assert change.events == (stated,)
        assert change.derived is False


def shipped_pairs() -> list[tuple[GradeScale, GradeScale]]:
    known = [s for s in registry.scales() if len(s) <= 16]
    return [(a, b) for a in known for b in known if a != b and _joined(a, b)]


def _joined(a: GradeScale, b: GradeScale) -> bool:
    try:
        mapping(a, b)
    except BeurteilungError:
        return False
    return True


class TestConversions:
    """A verdict is no surer than the conversion on which it rests: a chain is as weak as its weakest link."""

    def test_what_is_inferred_or_secondary_settles_no_change(self) -> None:
        met: set[bool] = set()
        for a, b in shipped_pairs():
            way = mapping(a, b)
            for before in a:
                pairs = way.pairs_of(before)
                settles = all(pair.evidence.settles for pair in pairs)
                for after in b:
                    change = compare(before, after)
                    if change.outcome.verdict is Verdict.SATISFIED:
                        met.add(settles)
                        known = all(
                            g.citation.evidence.settles for g in (before, after) if g.citation
                        )
                        expected = Verdict.SATISFIED if settles and known else Verdict.OPEN
                        assert change.verdict is change.finding.verdict is expected
                        assert (settles and known) or change.finding.leaning is Verdict.SATISFIED
                    elif not settles:
                        assert change.verdict is not Verdict.SATISFIED
        assert met == {True, False}

    def test_grades_that_no_source_names_settle_no_change_between_them(self) -> None:
        scale = registry.scale("ni-pol-2008-merkmale")
        for before, after in pairwise(scale):
            change = compare(before, after, events=[Befoerderung()])
            assert (change.real, change.explained) == (-1, -1)
            assert change.finding.leaning is Verdict.SATISFIED
            assert change.verdict is Verdict.OPEN
            assert [m.code for m in change.finding.missing] == ["skala.noten"]
            assert "nur erschlossen ist" in change.explain()
            assert compare(before, before).verdict is Verdict.SATISFIED

    def test_the_seed_case_rests_on_what_the_court_stated(self) -> None:
        change = compare(grade("ni-pol-1996:5"), grade("ni-pol-1999:3"), events=[Laufbahnwechsel()])
        assert change.verdict is Verdict.SATISFIED

    def test_it_says_on_what_it_hangs(self) -> None:
        found = compare(grade("ni-pol-1996:4"), grade("ni-pol-1999:3")).finding
        assert "Wenn die nur erschlossene Umrechnung zutrifft: Es gibt nichts" in found.message.de
        assert [m.code for m in found.missing] == ["umrechnung"]
        [conversion] = [c for c in found.children if c.code == "wechsel.entsprechung"]
        assert (conversion.verdict, conversion.leaning) == (Verdict.OPEN, Verdict.SATISFIED)
