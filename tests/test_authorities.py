"""Which decision leads on a rule: laws on generated decisions, and every decision that ships."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung.errors import DataError, UnknownIdError
from beurteilung.law.certainty import Choice, choose
from beurteilung.law.decisions import (
    Aussage,
    Entscheidung,
    Stand,
    authorities,
    authority,
    rule,
    rules,
)
from beurteilung.model.sources import Evidence

RULE = "probe"
LEVELS = {"VG": 1, "OVG": 2, "BVerwG": 3, "BVerfG": 4}
LANDS = ("Gondor", "Rohan")
DIRECTIONS = ("stuetzt", "begrenzt", "lehnt_ab")
days = st.dates(date(1990, 1, 1), date(2020, 12, 31))


@st.composite
def decisions(draw: st.DrawFn, min_size: int = 0, **fixed: object) -> tuple[Entscheidung, ...]:
    """Draw decisions on one rule, of any court, Land, day, direction and standing."""
    made = []
    for n in range(draw(st.integers(min_size, 6))):
        day = draw(days)
        stand = ()
        if draw(st.integers(0, 3)) == 0:
            status = draw(st.sampled_from(["nicht_rechtskraeftig", "aufgegeben", "aufgehoben"]))
            lost = day + timedelta(days=draw(st.integers(0, 4000)))
            stand = (Stand(status=status, ab=lost, evidenz=Evidence.HEADNOTE),)
        said = Aussage(
            regel=RULE,
            richtung=draw(st.sampled_from(DIRECTIONS)),
            evidenz=Evidence.HEADNOTE,
            de="So.",
            en="So.",
            dienstherr=draw(st.sampled_from(["", "", "", *LANDS])),
        )
        level = draw(st.sampled_from(list(LEVELS)))
        known = {"datum": day} if draw(st.integers(0, 4)) else {"spaetestens": day}
        values = {
            "id": f"d{n}", "gericht": f"{level} {n}", "ebene": level,
            "land": draw(st.sampled_from(LANDS)), "form": "Urteil", "aktenzeichen": str(n),
            "gelesen": "leitsatz", "stand": stand, "aussage": (said,), **known, **fixed,
        }  # fmt: skip
        made.append(Entscheidung(**values))
    return tuple(made)


def ask(among: tuple[Entscheidung, ...], on: date | None = None, land: str = "Gondor") -> Choice:
    return choose(RULE, rechtsstand=on, land=land, among=among)


def standing(among: tuple[Entscheidung, ...], on: date | None) -> list[Entscheidung]:
    """Return what counts on a day, told apart from the library."""
    kept = []
    for one in among:
        if on and one.known_from > on:
            continue
        lost = [
            s for s in one.stand if s.status != "nicht_rechtskraeftig" and (not on or s.ab <= on)
        ]
        if not lost:
            kept.append(one)
    return kept


class TestChoice:
    """§ the order in which decisions lead, in the words of `choose`."""

    @given(decisions(), days)
    def test_only_decisions_up_to_the_rechtsstand_count(
        self, among: tuple[Entscheidung, ...], on: date
    ) -> None:
        found = ask(among, on)
        early = {d.id for d in among if d.known_from <= on}
        cited = {c.source_id for c in (*found.supporting, *found.opposing)}
        assert cited == early
        assert found.leading is None or found.leading.id in early

    @given(decisions(), days)
    def test_what_was_given_up_or_annulled_does_not_lead(
        self, among: tuple[Entscheidung, ...], on: date
    ) -> None:
        found = ask(among, on)
        kept = standing(among, on)
        assert (found.leading in kept) if found.leading else True
        if not kept:
            assert found.direction is None
            assert found.leading is None

    @given(decisions(), days)
    def test_the_highest_court_leads_then_the_same_land_then_the_later_day(
        self, among: tuple[Entscheidung, ...], on: date
    ) -> None:
        found, kept = ask(among, on), standing(among, on)
        if found.leading is None:
            return
        top = max(LEVELS[d.ebene] for d in kept)
        highest = [d for d in kept if LEVELS[d.ebene] == top]
        near = [d for d in highest if d.land == "Gondor"] or highest
        last = max((d.datum or date.min) for d in near)
        assert found.leading in near
        assert (found.leading.datum or date.min) == last

    @given(decisions(min_size=1), days)
    def test_a_statute_of_another_dienstherr_leaves_it_open(
        self, among: tuple[Entscheidung, ...], on: date
    ) -> None:
        found = ask(among, on)
        if found.direction is not None:
            assert found.leading
            assert found.leading.aussage[0].dienstherr in ("", "Gondor")
            assert found.direction == found.leading.aussage[0].richtung

    @given(st.permutations(range(6)), decisions(min_size=6), days)
    def test_the_order_in_the_file_does_not_matter(
        self, order: list[int], among: tuple[Entscheidung, ...], on: date
    ) -> None:
        turned = tuple(among[n] for n in order)
        assert ask(turned, on).direction == ask(among, on).direction

    @given(decisions(), days)
    def test_a_case_never_proves_itself(self, among: tuple[Entscheidung, ...], on: date) -> None:
        for one in among:
            rest = tuple(d for d in among if d is not one)
            without = choose(RULE, rechtsstand=on, land="Gondor", excluded=one.id, among=among)
            assert without == ask(rest, on)

    @given(decisions(min_size=1))
    def test_a_tie_that_differs_is_open(self, among: tuple[Entscheidung, ...]) -> None:
        one = among[0]
        other = {"stuetzt": "lehnt_ab"}.get(one.aussage[0].richtung, "stuetzt")
        from attrs import evolve  # noqa: PLC0415 - beside its use

        said = evolve(one.aussage[0], richtung=other, dienstherr="")
        pair = (
            evolve(one, stand=(), aussage=(evolve(one.aussage[0], dienstherr=""),)),
            evolve(one, id="zwilling", stand=(), aussage=(said,)),
        )
        assert ask(pair).direction is None

    @given(decisions())
    def test_without_a_rechtsstand_all_count(self, among: tuple[Entscheidung, ...]) -> None:
        found = ask(among)
        assert len(found.supporting) + len(found.opposing) == len(among)


class TestShipped:
    @pytest.mark.parametrize("one", authorities(), ids=lambda d: d.id)
    def test_a_decision(self, one: Entscheidung) -> None:
        known = {r.code for r in rules()}
        assert {s.regel for s in one.aussage} <= known
        assert {s.regel for s in one.stand} <= known | {""}
        for stand in one.stand:
            if stand.durch:
                assert authority(stand.durch).known_from == stand.ab
        assert one.source.zitat.startswith(one.gericht)
        assert bool(one.zitiert_nach) == (one.gelesen == "zitiert")
        weakest = {
            "volltext": Evidence.REASONS,
            "leitsatz": Evidence.REASONS,
            "tatbestand": Evidence.HEADNOTE,
            "zitiert": Evidence.REASONS,
            "sekundaer": Evidence.SECONDARY,
        }[one.gelesen]
        assert all(s.evidenz <= weakest for s in one.aussage), "firmer than what was read"

    @pytest.mark.parametrize("law", rules(), ids=lambda r: r.code)
    def test_a_rule_has_a_decision_and_its_numbers_a_source(self, law) -> None:
        cited = {c.source_id for c in law.citations()}
        assert cited
        for number in law.zahl:
            assert number.citation.source_id in cited

    def test_the_line_on_promotions(self) -> None:
        """Given up twice: by the OVG in 2010, by the BVerwG in 2023, for the Bund only."""
        code = "massstab.amt-am-stichtag"

        def on(year: int, land: str) -> str | None:
            return choose(code, rechtsstand=date(year, 12, 31), land=land).direction

        assert [on(year, "Niedersachsen") for year in (1992, 2001, 2010, 2022)] == [
            None, "stuetzt", "stuetzt", "stuetzt",
        ]  # fmt: skip
        assert on(2023, "Bund") == "lehnt_ab"
        assert on(2023, "Niedersachsen") is None

    def test_an_annulled_order_no_longer_opposes(self) -> None:
        code = "konkurrenz.vorbeurteilung"
        before = choose(code, rechtsstand=date(2018, 4, 15), land="Niedersachsen")
        after = choose(code, rechtsstand=date(2018, 4, 16), land="Niedersachsen")
        assert (before.direction, after.direction) == ("lehnt_ab", "stuetzt")


class TestErrors:
    def test_a_day_is_needed_once(self) -> None:
        values = {
            "id": "x", "gericht": "VG X", "ebene": "VG", "land": "Gondor", "form": "Urteil",
            "aktenzeichen": "1", "gelesen": "leitsatz",
        }  # fmt: skip
        for known in ({}, {"datum": date(2000, 1, 1), "spaetestens": date(2000, 1, 2)}):
            with pytest.raises(DataError, match="name the day, datum, or else"):
                Entscheidung(**values, **known)

    def test_names_are_found_or_suggested(self) -> None:
        with pytest.raises(UnknownIdError, match=r"did you mean 'praxis\.grenze'"):
            rule("praxis.grenzen")
        with pytest.raises(UnknownIdError, match="it has anteil"):
            rule("zeitraum.anteil").number("jahre")
        assert rule("zeitraum.anteil").number("anteil").wert == Fraction(1, 3)
        assert "Tag nicht bekannt" in str(authority("vg-koblenz-telekom").source)
