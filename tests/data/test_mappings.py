"""Every shipped mapping file, and the graph that all of them make."""

from itertools import combinations, pairwise

import pytest

from beurteilung import guideline, guidelines, mapping, scale, scales
from beurteilung._base.compiled import DATA
from beurteilung._base.toml import read_toml, structure
from beurteilung.errors import NoMappingError, NotComparableError
from beurteilung.law import checks, registry
from beurteilung.law.document import Dokument

FILES = sorted((DATA / "mappings").iterdir())
WALLS = [path for path in FILES if path.stem.endswith(".nicht-vergleichbar")]
BRIDGES = [path for path in FILES if path not in WALLS]
by_stem = {"ids": lambda path: path.stem}


def read(path):
    return structure(Dokument, read_toml(path), path.name)


def ends(path):
    first, _, last = (
        path.name.removesuffix(".toml").removesuffix(".nicht-vergleichbar").partition("--")
    )
    return first, last


class TestFiles:
    """a new mapping is one file under data/mappings/"""

    def test_there_is_nothing_else_in_the_folder(self):
        assert {path.suffix for path in FILES} == {".toml"}

    @pytest.mark.parametrize("path", BRIDGES, **by_stem)
    def test_it_has_one_mapping_between_the_scales_that_name_it(self, path):
        document = read(path)
        assert document.id == path.stem
        assert [(a.von, a.nach) for a in document.abbildung] == [ends(path)]
        assert not document.nicht_vergleichbar
        assert not document.skala

    @pytest.mark.parametrize("path", WALLS, **by_stem)
    def test_a_wall_says_so_and_no_more(self, path):
        document = read(path)
        assert [(w.von, w.nach) for w in document.nicht_vergleichbar] == [ends(path)]
        assert not document.abbildung
        with pytest.raises(NotComparableError) as raised:
            mapping(*ends(path))
        assert raised.value.citation.source.zitat in str(raised.value)

    @pytest.mark.parametrize("path", BRIDGES, **by_stem)
    def test_both_scales_exist(self, path):
        for name in ends(path):
            assert scale(name).id == name

    @pytest.mark.parametrize("path", WALLS, **by_stem)
    def test_a_wall_stands_between_guidelines_that_are_known(self, path):
        """Also where no source attests the grades of one of them."""
        for name in ends(path):
            assert guideline(registry._file_of(name)).title

    @pytest.mark.parametrize("path", FILES, **by_stem)
    def test_every_source_is_known(self, path):
        assert not list(checks.unknown_sources(read_toml(path), read(path).sources))

    def test_no_two_scales_are_joined_twice_or_joined_and_walled(self):
        pairs = [frozenset(ends(path)) for path in FILES]
        pairs += [frozenset((m.before.id, m.after.id)) for g in guidelines() for m in g.mappings]
        assert len(set(pairs)) == len(pairs)


class TestRelations:
    """A mapping is a sourced, monotone relation between two scales"""

    @pytest.mark.parametrize("path", BRIDGES, **by_stem)
    def test_it_is_monotone_and_sourced_pair_by_pair(self, path):
        m = mapping(*ends(path))
        assert (m.before.id, m.after.id) == ends(path)
        for better, worse in pairwise(g for g in m.before if m(g)):
            assert m(better)[0] >= m(worse)[0]
            assert m(better)[-1] >= m(worse)[-1]
        for pair in m:
            assert pair.citations
            assert pair.evidence is pair.citations[0].evidence
            assert all(c.source.zitat for c in pair.citations)

    @pytest.mark.parametrize("path", BRIDGES, **by_stem)
    def test_what_has_no_counterpart_is_said_to_have_none(self, path):
        m = mapping(*ends(path))
        assert set(m.loss().without) == {x.grade for x in m.without if x.grade in m.before}

    @pytest.mark.parametrize("path", BRIDGES, **by_stem)
    def test_an_inference_gives_its_ground(self, path):
        for pair in mapping(*ends(path)):
            cited = pair.citations[0]
            assert cited.evidence.value != "erschlossen" or cited.note

    def test_no_two_ways_between_shipped_scales_contradict_each_other(self):
        names = sorted({name for path in BRIDGES for name in ends(path)})
        for first, last in combinations(names, 2):
            try:
                found = mapping(first, last)
            except (NoMappingError, NotComparableError):
                continue
            assert mapping(last, first) == found.inverse()

    def test_scales_that_no_file_joins_are_not_joined(self):
        joined = {name for path in FILES for name in ends(path)}
        alone = [s for s in scales() if s.id not in joined]
        assert alone
        for s in alone[:10]:
            with pytest.raises(NoMappingError):
                mapping(s, "ni-pol-1996")
