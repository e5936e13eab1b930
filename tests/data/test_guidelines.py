"""Every shipped guideline file: architecture, laws, "data". The files are enumerated, whatever they are."""

from datetime import timedelta
from itertools import groupby, pairwise
from pathlib import Path

import attrs
from each import each

from beurteilung import Evidence, grade, guideline, in_force, scale
from beurteilung._base.compiled import DATA
from beurteilung.law.decisions import authority
from beurteilung.law.files import Beleg, Datum
from beurteilung.law.loading import read_guideline
from beurteilung.model.scales import Stage, Step, fold

FILES = sorted((DATA / "guidelines").iterdir())
NAMES = [path.stem for path in FILES]
ONE = timedelta(days=1)


each_edition = each("edition", [guideline(name) for name in NAMES], ids=NAMES)


def data_of(part, at=""):
    """Yield every datum of a file with its path: whatever names a source and an evidence."""
    if isinstance(part, (Datum, Beleg)):
        yield at, part
    if isinstance(part, tuple):
        for n, item in enumerate(part):
            yield from data_of(item, f"{at}[{n}]")
    elif attrs.has(type(part)) and not isinstance(part, Path):
        for field in attrs.fields(type(part)):
            yield from data_of(getattr(part, field.name), f"{at}.{field.name}".lstrip("."))


@each_edition
class TestFiles:
    """One TOML file per guideline edition"""

    def test_there_is_nothing_else_in_the_folder(self):
        assert {path.suffix for path in FILES} == {".toml"}

    @each("path", FILES, ids=NAMES)
    def test_it_passes_each_check_of_a_file_of_a_user(self, path):
        """Nobody checks it when it is used; mappings are files of their own."""
        assert read_guideline(path) == guideline(path.stem)

    @each("path", FILES, ids=NAMES)
    def test_it_quotes_as_german_does(self, path):
        assert '\\"' not in path.read_text(encoding="utf-8")

    def test_ids_follow_the_name_of_the_file(self, edition):
        assert edition.id in NAMES
        for s in edition.scales:
            assert s.id == edition.id or s.id.startswith(f"{edition.id}-")
            assert scale(s.id) is s

    def test_no_scale_could_be_taken_for_one_of_another_file(self, edition):
        for s in edition.scales:
            longest = max((n for n in NAMES if s.id == n or s.id.startswith(f"{n}-")), key=len)
            assert longest == edition.id

    def test_family_and_land_are_named(self, edition):
        assert edition.family
        assert edition.document.land
        assert edition.title
        assert edition.id == edition.family or edition.id.startswith(f"{edition.family}-")

    def test_somebody_has_checked_it(self, edition):
        assert edition.document.geprueft_am is not None


@each_edition
class TestSources:
    """every datum has a source and an evidence"""

    def test_every_datum_cites_a_source_that_is_known(self, edition):
        found = list(data_of(edition.document))
        for at, datum in found:
            if isinstance(datum, Datum):
                cited = edition.cite(datum)
                assert cited.source.zitat, at
                assert isinstance(cited.evidence, Evidence), at
            elif datum.quelle:
                assert datum.quelle in edition.document.sources or authority(datum.quelle), at

    def test_every_grade_cites_what_attests_it(self, edition):
        for g in (g for s in edition.scales for g in s):
            assert g.citation.source.zitat, g
            assert str(g.citation)
            assert bool(g.label) == bool(g.label_citation), g

    def test_a_source_of_the_file_is_used(self, edition):
        used = {datum.quelle for _, datum in data_of(edition.document)}
        assert {q.id for q in edition.document.quelle} <= used

    def test_a_gap_says_what_is_not_known(self, edition):
        for gap in edition.gaps:
            assert gap.was


@each_edition
class TestScales:
    """stage labels and codes unique after folding NFC, case, space and decimal sign"""

    def test_codes_and_labels_are_unique_after_folding(self, edition):
        for s in edition.scales:
            codes = [fold(g.code) for g in s]
            assert len(set(codes)) == len(codes)
            rungs = [rung for rung in s.ladder if isinstance(rung, Step)]
            labels = [fold(rung.label) for rung in rungs if rung.label]
            assert len(set(labels)) == len(labels)
            for rung in rungs:
                others = {fold(o.code) for o in rungs if o is not rung}
                assert not rung.label or fold(rung.label) not in others

    def test_every_grade_is_found_again(self, edition):
        for g in (g for s in edition.scales for g in s):
            assert grade(str(g)) is g

    def test_without_a_scale_of_the_overall_mark_a_gap_says_so(self, edition):
        if edition.scale is None:
            told = [gap.betrifft for gap in edition.gaps]
            assert any(at in ("", edition.id) or at.startswith("skala") for at in told)

    def test_richtwerte_bind_grades_that_exist(self, edition):
        for n, richtwert in enumerate(edition.document.richtwert):
            for name in richtwert.stufen:
                assert any(names(s, name) for s in edition.scales), f"richtwert[{n}]: {name}"
            if richtwert.rang is not None and edition.scale is not None:
                assert 1 <= richtwert.rang <= (edition.scale.stage_count or richtwert.rang)


def names(s, text):
    """Tell whether a text names a grade or a stage of a scale."""
    stages = [rung for rung in s.ladder if isinstance(rung, Stage)]
    known = {n for rung in (*stages, *s) for n in (rung.code, rung.label) if n}
    return fold(text) in map(fold, known)


FAMILIES = {
    family: list(editions)
    for family, editions in groupby(
        sorted(map(guideline, NAMES), key=lambda g: g.family), key=lambda g: g.family
    )
}


@each_edition
class TestTime:
    """every family and Laufbahngruppe has one edition or a recorded gap for each day covered"""

    def test_an_edition_without_validity_records_a_gap(self, edition):
        if not edition.document.geltung:
            assert any(gap.betrifft in ("", "geltung") for gap in edition.gaps)

    @each("family", FAMILIES)
    def test_no_day_is_claimed_twice_and_none_between_is_lacking(self, family):
        editions = FAMILIES[family]
        groups = {g.laufbahngruppe for e in editions for g in e.document.geltung}
        for group in groups - {None} or {None}:
            spans = [
                (g.ab, g.bis, e)
                for e in editions
                for g in e.document.geltung
                if g.laufbahngruppe in (None, group)
            ]
            spans.sort(key=lambda span: span[0].toordinal() if span[0] else 0)
            for (_, bis, before), (ab, _, after) in pairwise(spans):
                assert bis is not None, f"{before.id} has no end, yet {after.id} follows"
                assert ab is not None, f"{after.id} has no start, yet {before.id} precedes"
                assert bis < ab, f"{before.id} and {after.id} both claim {ab}"
                if bis + ONE < ab:
                    told = [gap for e in (before, after) for gap in e.gaps]
                    assert any(gap.betrifft.startswith("geltung") for gap in told), (
                        f"{bis + ONE} to {ab - ONE}"
                    )
            for ab, bis, e in spans:
                for day in (ab, bis):
                    assert day is None or in_force(family, day, laufbahngruppe=group) is e

    def test_regular_key_dates_lie_in_their_own_edition(self, edition):
        for one in edition.document.stichtag:
            if edition.document.geltung:
                assert edition.governs(one.tag, one.laufbahngruppe), one.tag
            if one.von and one.bis:
                assert one.von <= one.bis
