"""Every shipped scheme: source and evidence for each datum, gaps for the rest (architecture, "data")."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from each import each

from beurteilung import Evidence, guideline, guidelines, in_force, scale, scales
from beurteilung import grade as a_grade
from beurteilung._base.compiled import DATA
from beurteilung._base.translations import remark
from beurteilung.errors import NoScaleError, NotInForceError
from beurteilung.law.decisions import authorities
from beurteilung.law.document import Dokument
from beurteilung.law.files import filled
from beurteilung.model.offices import Laufbahngruppe
from beurteilung.model.scales import fold
from beurteilung.model.sources import Citation

GUIDELINES = sorted((DATA / "guidelines").glob("*.toml"))
MAPPINGS = sorted((DATA / "mappings").glob("*.toml"))
TABLES = {
    p.stem: filled(tomllib.loads(p.read_text(encoding="utf-8"))) for p in [*GUIDELINES, *MAPPINGS]
}
EVERY = guidelines()
IDS = [g.id for g in EVERY]
TODAY = date(2026, 11, 22)
NAMES = """
    bund-blv-2002 bund-blv-2009 bund-blv-2009-later bund-blv-2026 bund-blbv bgs-1-9
    zoll-brzv-2010 telekom-2013 post-2009 postlentgv-em postlentgv-gh bmwi-2007 bmwi-2011
    ba-hega-2008 bnd bund-dwd bund-lagkoeln-0-15 bundeswehr-slv-2002 bundeswehr-slv-2021
    bwl-alt-8 bwl-beurtvo-2014 bwl-pol-alt bwl-pol-2003 bwl-pol-2025 by-llbg by-richter be-lfbg
    be-justiz bb-beurtv hb-beurtv hh-pol he-hlv mv-alvo mv-pol-2002 ni-justiz ni-mi nrw-lvo
    nrw-pol nrw-lehrer rp-steuer sl-pol sl-finanz sl-alt st-lbg st-pol-2011 sh-alvo sh-lvo-alt
    th-lbvo jur-18 rangpunkte-15 zoll-note-2023 gesundheit-1-6 ihk-100 grosse-staatspruefung
    schulnoten-1-6 oberstufe-15 ch-bpv at-bdg eu-cdr-2003
""".split()  # noqa: SIM905 - a paragraph of names
"""The schemes that the research attests, apart from those of the police of Lower Saxony."""

WITHOUT_SCALE = """
    aa-2010 ba-hega-2008 bb-beurtv be-justiz bund-bbg bund-blbv bund-blv-2002 bund-blv-2009
    bund-blv-2009-later bund-blv-2026 bund-bpollv bund-dwd bundeswehr-slv-2002
    bundeswehr-slv-2021 bwl-justiz-2016 by-pol-befoerderung by-stmuv-2023 hb-beurtv he-brl-2007
    he-hlv hh-lehrer-2013 hh-pol mv-alvo mv-pol-2002 ni-mi ni-nlvo-44 ni-pol-2020
    ni-steuer-1999 ni-steuer-2020 nrw-justizvollzug-2025 nrw-lvo post-2009 sh-alvo sh-lvo-alt
    sl-alt sl-finanz sn-lehrer sn-smwa-2006 st-lbg
""".split()  # noqa: SIM905 - a paragraph of names
"""Schemes whose list of codes no source attests: nobody may make it up."""


def tables(value, at=""):
    """Every table of a file with its path."""
    if isinstance(value, dict):
        yield at, value
        for name, item in value.items():
            yield from tables(item, f"{at}.{name}" if at else name)
    if isinstance(value, list):
        for n, item in enumerate(value):
            yield from tables(item, f"{at}[{n}]")


def test_the_whole_field_is_there():
    assert len(NAMES) == 59
    assert set(NAMES) <= set(IDS)


@each("path", [*GUIDELINES, *MAPPINGS], ids=lambda p: p.stem)
def test_a_file_is_named_like_its_id(path):
    assert TABLES[path.stem]["id"] == path.stem.removesuffix(".nicht-vergleichbar")


@each("name", TABLES)
def test_each_datum_has_source_and_evidence(name):
    """Tables of data need both themselves; parts of a scale or mapping may take them from above."""
    parts = {"stufe", "schritt", "bezeichnung", "paar", "ohne", "formel", "reihe", "einheit"}
    bare = {"luecke", "quelle", "werte", "fuer", "monate", "kriterien", "oder", "gewicht"}
    for at, table in tables(TABLES[name]):
        kind = at.rpartition(".")[2].partition("[")[0]
        if at and kind not in parts | bare:
            assert table.get("quelle"), at
            assert Evidence(table["evidenz"]), at


@each("name", TABLES)
def test_each_source_is_used(name):
    used = {t.get("quelle") for _, t in tables(TABLES[name]) if isinstance(t.get("quelle"), str)}
    assert {q["id"] for q in TABLES[name].get("quelle", [])} <= used


@each("name", TABLES)
def test_what_is_inferred_says_why(name):
    for at, table in tables(TABLES[name]):
        if table.get("evidenz") == "erschlossen":
            above = TABLES[name]
            for part in at.split(".")[:-1]:
                key, _, index = part.partition("[")
                above = above[key][int(index[:-1])] if index else above[key]
                if above.get("anmerkung"):
                    break
            said = table.get("anmerkung") or above.get("anmerkung") or table.get("bezeichnung")
            listed = any("Merkmalsstufen" in g["was"] for g in TABLES[name].get("luecke", []))
            assert said or listed, f"{name}: {at}"


@each("one", EVERY, ids=IDS)
def test_each_citation_can_be_shown(one):
    for table in (
        one.document.geltung,
        one.document.richtwert,
        one.document.schwelle,
        one.document.beispiel,
    ):
        for datum in table:
            cited = one.cite(datum)
            assert isinstance(cited, Citation)
            assert str(cited)
            assert cited.source.art in {"norm", "entscheidung", "sekundaer"}


def test_decisions_have_one_id_and_one_docket():
    found = authorities()
    assert len({d.id for d in found}) == len(found)
    assert len({(d.gericht, d.aktenzeichen) for d in found}) == len(found)


def test_a_text_that_was_read_is_no_decision_and_no_press():
    for one in EVERY:
        for datum in (*one.document.skala, *one.document.richtwert, *one.document.geltung):
            cited = one.cite(datum)
            if cited.evidence is Evidence.NORM:
                assert cited.source.art == "norm", (one.id, str(cited))
            if cited.source.art == "sekundaer":
                assert cited.evidence <= Evidence.SECONDARY, (one.id, str(cited))


class TestScales:
    @each("name", WITHOUT_SCALE)
    def test_without_attested_codes_there_is_none_and_a_gap_says_why(self, name):
        with pytest.raises(NoScaleError) as caught:
            scale(name)
        gaps = [g.was for g in guideline(name).gaps if g.betrifft == "skala"]
        assert gaps
        assert remark(gaps[0], "en") in str(caught.value)

    def test_all_others_have_one(self):
        with_scale = {name for name in IDS if name not in WITHOUT_SCALE}
        assert with_scale == {g.id for g in EVERY if g.scale is not None}

    @each("of", scales(), ids=lambda s: s.id)
    def test_codes_and_labels_are_unique_after_folding(self, of):
        codes = [fold(g.code) for g in of]
        assert len(set(codes)) == len(codes)
        stages = [fold(s.code) for s in of.stages]
        assert len(set(stages)) == len(stages)
        labels = [fold(s.label) for s in of.stages if s.label]
        assert len(set(labels)) == len(labels)

    @each("of", scales(), ids=lambda s: s.id)
    def test_each_grade_is_cited_and_found_by_its_code(self, of):
        edges = {of.grades[0], of.grades[-1], *of.grades[:: max(1, len(of) // 50)]}
        for g in edges:
            assert of[g.code] is g
            assert g.citation is not None
            assert g.code.strip() == g.code

    @pytest.mark.parametrize(
        ("name", "best", "worst", "number"),
        [
            ("bgs-1-9", "9", "1", 9),
            ("bpol-1-9", "9", "1", 9),
            ("bwl-pol-alt", "1,25", "2,75", 4),
            ("nrw-pol", "4", "3", 2),
            ("sl-pol", "III", "IV", 2),
            ("st-pol-2011", "C", "E", 3),
            ("telekom-2013", "Hervorragend ++", "Gut Basis", 9),
            ("post-2009-merkmale", "4", "3", 2),
            ("bb-beurtvv-2000", "7", "7", 1),
            ("bpol-2016", "A1", "C", 6),
            ("bundeswehr-slv-2002-merkmale", "9", "1", 9),
            ("bwl-pol-2010", "5,00", "1,00", 17),
            ("by-pol-2018", "16", "1", 16),
            ("by-lehrer-2011", "HQ", "IU", 7),
            ("eu-2009", "IA", "IV", 5),
            ("hh-fw-2026", "6", "1", 6),
            ("hh-fw-2026-summe", "126", "21", 106),
            ("nrw-justiz-2023", "15", "0", 16),
            ("nrw-justiz-2023-eignung", "15", "0", 16),
            ("pblentgv", "5,00", "1,00", 401),
            ("sn-beurtvo-2024", "16,00", "0,00", 1601),
            ("sn-beurtvo-2024-merkmale", "16", "0", 17),
            ("sn-ristabeurtvo", "sehr gut", "entspricht nicht den Anforderungen", 7),
            ("sn-schuldienst-2021", "16,0", "0,0", 161),
            ("th-beurtvo-2020", "15", "1", 15),
            ("zoll-note-2023-mittel", "1,0", "6,0", 51),
            ("zoll-brzv-2010", "15", "0", 16),
            ("bwl-alt-8", "8,0", "1,0", 15),
            ("bwl-beurtvo-2014", "15", "1", 15),
            ("bwl-pol-2003", "5,00", "1,00", 17),
            ("bwl-pol-2025", "7", "1", 7),
            ("by-llbg", "16", "1", 16),
            ("be-lfbg", "1", "5", 5),
            ("ni-justiz", "1", "5", 5),
            ("nrw-lehrer", "5", "1", 5),
            ("rp-steuer", "6", "0", 7),
            ("th-lbvo", "hervorragend", "entspricht nicht den Anforderungen", 6),
            ("jur-18", "18", "0", 19),
            ("rangpunkte-15", "15", "0", 16),
            ("zoll-note-2023", "1,0", "6,0", 12),
            ("gesundheit-1-6", "1", "6", 6),
            ("ihk-100", "100", "0", 101),
            ("grosse-staatspruefung", "1,00", "4,00", 301),
            ("jur-18-mittel", "18,00", "0,00", 1801),
            ("rangpunkte-15-prozent", "100,00", "0,00", 10001),
            ("ch-bpv", "4", "1", 4),
            ("at-bdg", "Z 1", "Z 3", 3),
            ("eu-cdr-2003", "20", "0", 21),
            ("bmwi-2007", "X", "E", 6),
            ("rp-steuer-befaehigung", "I", "VII", 7),
            ("ni-richter-2024", "vorzüglich geeignet", "nicht geeignet", 7),
        ],
    )
    def test_ends_and_length(self, name, best, worst, number):
        of = scale(name)
        assert (of.grades[0].code, of.grades[-1].code, len(of)) == (best, worst, number)

    @pytest.mark.parametrize(
        ("name", "stages"),
        [
            ("bwl-beurtvo-2014", [3, 3, 5, 3, 1]),
            ("jur-18", [3, 3, 3, 3, 3, 3, 1]),
            ("nrw-justiz-2023", [3, 3, 3, 3, 3, 1]),
            ("nrw-justiz-2023-eignung", [3, 3, 3, 3, 4]),
            ("pblentgv", [51, 100, 100, 100, 50]),
            ("sn-beurtvo-2024-merkmale", [1, 3, 3, 3, 3, 3, 1]),
            ("th-beurtvo-2020", [3, 3, 5, 3, 1]),
            ("rangpunkte-15", [2, 3, 3, 3, 3, 2]),
            ("oberstufe-15", [3, 3, 3, 3, 3, 1]),
            ("zoll-note-2023", [2, 3, 3, 2, 1, 1]),
            ("ihk-100", [9, 11, 14, 17, 20, 30]),
            ("grosse-staatspruefung", [50, 95, 90, 66]),
        ],
    )
    def test_bands(self, name, stages):
        of = scale(name)
        sizes = [sum(g.stage is not None and g.stage.code == s.code for g in of) for s in of.stages]
        assert sizes == stages

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("zoll-note-2023:1,3", "sehr gut"),
            ("zoll-note-2023:5,0", "mangelhaft"),
            ("jur-18:12", "vollbefriedigend"),
            ("jur-18-mittel:11,50", "gut"),
            ("rangpunkte-15:13", "gut"),
            ("oberstufe-15:13", "sehr gut"),
            ("oberstufe-15-tendenz:4-", "ausreichend"),
            ("ihk-100:81", "gut"),
            ("ihk-100-dezimal:5,5", "ungenügend"),
            ("grosse-staatspruefung:2,45", "befriedigend"),
            ("bwl-beurtvo-2014:12", "liegt über den Leistungserwartungen"),
            ("bwl-beurtvo-2014:5", "entspricht überwiegend den Leistungserwartungen"),
            ("bwl-beurtvo-2014:1", "Entspricht nicht den Leistungserwartungen"),
        ],
    )
    def test_a_number_has_the_words_of_its_band(self, text, label):
        g = a_grade(text)
        assert g.label == label
        assert g.label_citation is not None

    def test_same_numbers_other_words(self):
        assert scale("rangpunkte-15")["13"].stage.code == "gut"
        assert scale("oberstufe-15")["13"].stage.code == "sehr gut"
        assert scale("jur-18")["13"].stage.code == "gut"


class TestTime:
    """every family and Laufbahngruppe has one edition or a recorded gap for each day covered"""

    FAMILIES = sorted({g.family for g in EVERY})

    @each("family", FAMILIES)
    @each("group", [None, *Laufbahngruppe], ids=str)
    def test_no_day_is_claimed_twice(self, family, group):
        spans = sorted(
            (s.ab or date.min, s.bis or date.max)
            for g in EVERY
            if g.family == family
            for s in g.document.geltung
            if s.laufbahngruppe in (None, group)
        )
        for (_, end), (start, _) in pairwise(spans):
            assert end < start

    @each("family", FAMILIES)
    def test_each_day_has_an_edition_or_a_gap(self, family):
        editions = [g for g in EVERY if g.family == family]
        gaps = [g for e in editions for g in e.gaps if g.betrifft.startswith("geltung")]
        spans = sorted(
            (s.ab or date.min, s.bis or date.max) for e in editions for s in e.document.geltung
        )
        if not spans:
            assert gaps, "neither a day of validity nor a gap"
            return
        covered = spans[0][1]
        for start, end in spans[1:]:
            if covered < date.max and start > covered + timedelta(days=1):
                assert any(g.covers(covered + timedelta(days=1)) for g in gaps), family
            covered = max(covered, end)
        if covered < TODAY:
            assert any(g.covers(TODAY) for g in gaps), f"{family} ends on {covered}"

    @each("family", FAMILIES)
    def test_a_year_of_the_future_or_past_is_governed_by_one_or_refused(self, family):
        for year in range(1980, 2031, 5):
            try:
                found = in_force(family, date(year, 7, 1))
            except NotInForceError as error:
                assert family in str(error)  # noqa: PT017 - both ways are right
            else:
                assert found.family == family


class TestFederalRichtwert:
    """The federal Richtwert is cited by the norm of the day."""

    @pytest.mark.parametrize(
        ("day", "norm", "lower"),
        [
            (date(2005, 6, 1), "§ 41a (BLV i.d.F.", None),
            (date(2012, 6, 1), "§ 50 Abs. 2 (BLV vom 12.02.2009", 5),
            (date(2015, 6, 1), "§ 50 Abs. 2 (BLV vom 12.02.2009", 5),
            (date(2022, 6, 1), "§ 50 Abs. 2 (BLV vom 12.02.2009", None),
            (date(2026, 6, 1), "§ 59 Abs. 2 (BLV vom 11.03.2026", None),
        ],
    )
    def test_citation_by_date(self, day, norm, lower):
        of = in_force("bund-blv", day)
        first, second = of.document.richtwert
        assert str(of.cite(first)).startswith(norm)
        assert (first.prozent, second.prozent) == ((15, 35) if day.year < 2009 else (10, 20))
        assert first.toleranz_ueber == (None if day.year < 2009 else 5)
        assert first.toleranz_unter == lower

    def test_a_recorded_gap_before(self):
        with pytest.raises(NotInForceError) as raised:
            in_force("bund-blv", date(2000, 6, 1))
        gap = "Richtwerte der Bundeslaufbahnverordnung vor dem 09.07.2002"
        assert str(raised.value) == (
            "no edition of bund-blv is known for the Stichtag 1 June 2000; known: "
            "bund-blv-2002 (2002-07-09 to 2009-02-13), bund-blv-2009 (2009-02-14 to 2021-04-29), "
            "bund-blv-2009-later (2021-04-30 to 2026-03-17), bund-blv-2026 (2026-03-18 to open); "
            f"recorded gap: {remark(gap, 'en')}"
        )

    def test_a_gap_without_days_is_told_too(self):
        with pytest.raises(NotInForceError, match="; known: none; recorded gap: days on which"):
            in_force("by-llbg", date(2020, 6, 1))

    @pytest.mark.parametrize(
        ("day", "unknown"),
        [(date(2012, 7, 2), False), (date(2012, 7, 3), True), (date(2021, 4, 29), True)],
    )
    def test_the_lower_tolerance_is_open_from_the_day_it_was_last_read(self, day, unknown):
        gap = in_force("bund-blv", day).gap("richtwert.toleranz_unter", day)
        assert (gap is not None) == unknown

    def test_paragraph_50_says_something_else_since_march_2026(self):
        assert in_force("bund-blv", date(2026, 3, 17)).id == "bund-blv-2009-later"
        assert in_force("bund-blv", date(2026, 3, 18)).id == "bund-blv-2026"


class TestRecords:
    def test_frames_exist(self):
        for one in EVERY:
            for f in one.document.rahmen:
                assert guideline(f.richtlinie).document.richtwert

    def test_comparability_names_known_schemes_or_a_gap(self):
        for one in EVERY:
            for record in one.document.vergleichbarkeit:
                for name in record.mit:
                    known = name in IDS or name in {s.id for s in scales()}
                    assert known or any(name in g.was for g in one.gaps), name

    def test_records_of_comparability(self):
        kinds = sorted(r.befund for g in EVERY for r in g.document.vergleichbarkeit)
        assert kinds.count("keine_umrechnung") == 11
        assert kinds.count("neue_beurteilung") == 2
        assert {"andere_regel", "begruendung", "massstab"} <= set(kinds)

    @pytest.mark.parametrize(
        ("of", "name", "grade", "answer"),
        [
            ("bund-blv-2009", "aufstieg", "schulnoten-1-6:2", True),
            ("bund-blv-2009", "aufstieg", "schulnoten-1-6:3", False),
            ("bund-blv-2026", "aufstieg", "oberstufe-15:10", True),
            ("bund-blv-2026", "uebergang", "oberstufe-15:12", False),
            ("bund-blv-2026", "aufstieg", "ni-pol-1999-merkmale:4,5", None),
            ("mv-alvo", "uebergang", "ch-bpv:4", None),
            ("bund-blv-2026", "aktualitaet", "schulnoten-1-6:1", None),
            ("bund-bpollv", "b-1", "ni-pol-2008:B", None),
            ("bund-bpollv", "b-1", "bpol-2016:B1", True),
            ("bund-bpollv", "b-1", "bpol-2016:B2", False),
            ("by-pol-2018", "leistungsstufe", "by-pol-2018:10", False),
            ("bund-bpollv", "ueberdurchschnittlich", "ni-pol-2008:B", None),
        ],
    )
    def test_thresholds(self, of, name, grade, answer):
        (threshold,) = [s for s in guideline(of).document.schwelle if s.id == name]
        assert threshold.reached(a_grade(grade)) is answer

    @pytest.mark.parametrize(
        ("one", "example"),
        [(g, e) for g in EVERY for e in g.document.beispiel],
        ids=[f"{g.id}-{e.id}" for g in EVERY for e in g.document.beispiel],
    )
    def test_worked_examples(self, one, example):
        assert example.computed() == example.ergebnis
        for text in example.noten:
            assert str(a_grade(text)) == text

    def test_gaps_name_something(self):
        for one in EVERY:
            known = {a.name for a in Dokument.__attrs_attrs__}
            for gap in one.gaps:
                first = gap.betrifft.partition(".")[0]
                named = first in known | {"rundung", "höherer Dienst", ""}
                assert named or gap.betrifft in {s.id for s in one.scales} | {f"{one.id}-merkmale"}
