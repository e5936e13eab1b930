"""Every decision that ships, what leads on a rule of theirs, and errors of the format."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from each import each

from beurteilung.errors import DataError, UnknownIdError
from beurteilung.law.certainty import ApplicableLaw, decide
from beurteilung.law.decisions import (
    Entscheidung,
    authorities,
    authority,
    decision_named,
    rule,
    rules,
)
from beurteilung.model.sources import Evidence


class TestShipped:
    @each("one", authorities(), ids=lambda d: d.id)
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

    @each("law", rules(), ids=lambda r: r.code)
    def test_a_rule_has_a_decision_and_its_numbers_a_source(self, law) -> None:
        cited = {c.source_id for c in law.citations()}
        assert cited or law.luecke, "no decision speaks of it: say so as its gap"
        for number in law.zahl:
            assert number.citation.source_id in cited

    def test_the_line_on_promotions(self) -> None:
        """Given up twice: by the OVG in 2010, by the BVerwG in 2023, for the Bund only."""
        code = "massstab.amt-am-stichtag"

        def on(year: int, land: str) -> str | None:
            law = ApplicableLaw(date(year, 12, 31), land, "ni-pol" if land != "Bund" else "")
            return decide(code, law).direction

        assert [on(year, "Niedersachsen") for year in (1992, 2001, 2010, 2026)] == [
            None, None, "stuetzt", "stuetzt",
        ]  # fmt: skip
        assert [on(year, "Bund") for year in (1993, 2022, 2023)] == [
            "stuetzt",
            "stuetzt",
            "lehnt_ab",
        ]

    def test_an_annulled_order_no_longer_opposes(self) -> None:
        code = "konkurrenz.vorbeurteilung"
        before, after = (
            decide(code, ApplicableLaw(date(2018, 4, day), "Niedersachsen", "ni-pol"))
            for day in (15, 16)
        )
        assert (before.direction, after.direction) == (None, "stuetzt")

    @each("one", authorities(), ids=lambda d: d.id)
    def test_a_statement_names_the_law_it_applied(self, one: Entscheidung) -> None:
        """General principles have no Dienstherr; a statute or guideline has one."""
        for said in one.aussage:
            own = said.recht in ("gesetz", "richtlinie")
            assert bool(said.dienstherr) == own, said.regel
            assert not said.familie or own
            assert said.recht != "richtlinie" or said.familie, said.regel
            if said.recht == "nicht bekannt":
                assert not said.sagt_die_regel, said.regel


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


def test_a_decision_is_known_by_court_and_docket_number() -> None:
    for one in authorities():
        assert decision_named(one.id) == one.id
        if any(map(str.isdigit, one.aktenzeichen)):
            assert decision_named(str(one.source)) == one.id
    assert decision_named("OVG Hamburg, 3 A 401/02") == "OVG Hamburg, 3 A 401/02"
    assert decision_named("VG Stade, 01.03.2003, 3 A 402/02") == "VG Stade, 01.03.2003, 3 A 402/02"
