"""Every shipped decision and rule: one file, ``data/authorities.toml``."""

import re
from datetime import date

import pytest
from each import each

from beurteilung._base.toml import read_toml
from beurteilung.errors import UnknownIdError
from beurteilung.law.certainty import ApplicableLaw, decide
from beurteilung.law.codes import codes
from beurteilung.law.decisions import PATH, Stand, authorities, authority, rule, rules

ALL = authorities()
CODES = {one.code for one in rules()}


class TestDecisions:
    """court, Land, date and standing"""

    def test_ids_are_unique_and_plain(self):
        ids = [d.id for d in ALL]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)

    @each("one", ALL, ids=lambda d: d.id)
    def test_it_can_be_cited(self, one):
        assert authority(one.id) is one
        assert one.aktenzeichen in str(one.source)
        assert one.gericht in str(one.source)
        assert one.datum is None or date(1949, 5, 24) < one.datum

    def test_a_court_has_one_name(self):
        """Two OVG that agree settle a principle: one court under two names must not pass for two."""
        names = {}
        for one in ALL:
            if one.ebene in ("OVG", "BVerfG", "BVerwG", "BAG"):
                names.setdefault((one.ebene, one.land), set()).add(one.gericht)
        assert [held for held in names.values() if len(held) > 1] == []
        # The Saarland has one Verwaltungsgericht.
        assert {d.gericht for d in ALL if (d.ebene, d.land) == ("VG", "Saarland")} == {
            "VG des Saarlandes"
        }

    @each("one", ALL, ids=lambda d: d.id)
    def test_what_it_refers_to_exists(self, one):
        for standing in one.stand:
            assert not standing.durch or authority(standing.durch)
            assert not standing.regel or standing.regel in CODES
        assert not one.zitiert_nach or authority(one.zitiert_nach)
        if one.gelesen == "zitiert":
            assert one.zitiert_nach or one.anmerkung
        for said in one.aussage:
            assert said.regel in CODES
            assert said.de
            assert said.en

    @each("one", ALL, ids=lambda d: d.id)
    def test_evidence_is_no_firmer_than_what_was_read(self, one):
        """Every datum names its source and its evidence; what was not read cannot be reasons read"""
        firm = {said.evidenz.value for said in one.aussage} & {"normtext", "gruende"}
        assert not firm or one.gelesen in ("volltext", "zitiert")
        if one.gelesen == "sekundaer":
            assert {said.evidenz.value for said in one.aussage} <= {"sekundaer", "erschlossen"}

    def test_no_decision_says_two_things_of_one_rule(self):
        for one in ALL:
            said = [s.regel for s in one.aussage]
            assert len(set(said)) == len(said), one.id


class TestRules:
    """a finding lists authorities for and against with court, Land, date and standing"""

    def test_codes_are_unique(self):
        codes = [one.code for one in rules()]
        assert len(set(codes)) == len(codes)

    @each("one", rules(), ids=lambda r: r.code)
    def test_both_languages_and_the_decisions(self, one):
        assert rule(one.code) is one
        assert one.text.de
        assert one.text.en
        assert one.text.de != one.text.en

    def test_each_stands_behind_a_finding(self):
        """Every rule becomes either code with authorities or a recorded gap"""
        behind = {law.code for one in codes() for law in one.rules()}
        assert behind == CODES

    @each("one", rules(), ids=lambda r: r.code)
    def test_what_is_not_attested_is_said_in_both_languages(self, one):
        found = decide(one.code)
        if found.direction is None and not one.in_der_regel:
            assert [m.text for m in found.missing[1:]] == [gap.text for gap in one.luecke]
        assert all(gap.de and gap.en and gap.de != gap.en for gap in one.luecke)

    @each("one", rules(), ids=lambda r: r.code)
    def test_every_decision_is_listed_once_and_only_those_of_its_day(self, one):
        days = sorted({d.known_from for d in ALL})
        for day in (None, days[0], days[len(days) // 2], days[-1]):
            found = decide(one.code, ApplicableLaw(day))
            cited = [c.source_id for c in (*found.supporting, *found.contrary)]
            expected = [
                d.id
                for d in ALL
                for s in d.aussage
                if s.regel == one.code and (day is None or d.known_from <= day)
            ]
            assert sorted(cited) == sorted(expected)
            assert found.why.de
            assert found.why.en
            assert found.leading is None or found.leading.id in expected

    @each("one", rules(), ids=lambda r: r.code)
    def test_one_that_no_decision_supports_is_put_as_a_question(self, one):
        if one.frage:
            assert not decide(one.code).supporting
            assert one.frage.de.endswith("?")
            assert one.frage.en.endswith("?")

    def test_unknown_codes_and_ids_offer_the_nearest(self):
        code = rules()[0].code
        with pytest.raises(UnknownIdError) as raised:
            rule(f"{code}x")
        assert f"did you mean {code!r}?" in str(raised.value)
        with pytest.raises(UnknownIdError) as raised:
            authority("vg-stade-3-a-401-03")
        assert "did you mean 'vg-stade-3-a-" in str(raised.value)


class TestFile:
    """The decisions are data"""

    def test_nothing_stands_there_that_is_not_read(self):
        table = read_toml(PATH)
        assert len(table["entscheidung"]) == len(ALL)
        assert len(table["regel"]) == len(rules())
        assert all(isinstance(s, Stand) for d in ALL for s in d.stand)
