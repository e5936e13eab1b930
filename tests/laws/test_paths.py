"""The search for a mapping between two scales: architecture, laws, "mapping"."""

from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Evidence, GradeScale
from beurteilung.errors import MappingConflictError, NoMappingError, NotComparableError
from beurteilung.model.mappings import NotComparable, Pair, ScaleMapping, find_mapping, identity
from beurteilung.model.scales import Stage
from beurteilung.model.sources import Citation, Source, weakest
from beurteilung.strategies import mappings

COURT = Source("vg", "VG Musterstadt, Urt. v. 01.02.2003, 1 A 1/02", "entscheidung")
WALL = Citation(COURT, Evidence.REASONS, note="gleiche Buchstaben, andere Richtwerte")


class Graph:
    """Scales, the mappings that join them, and the walls between them."""

    def __init__(self, scales, joined, barred=()):
        self.scales = {s.id: s for s in scales}
        self.joined = {frozenset((m.before.id, m.after.id)): m for m in joined}
        self.walls = {frozenset(pair) for pair in barred}
        self.edges = {}
        for a, b in map(sorted, self.joined):
            self.edges.setdefault(a, set()).add(b)
            self.edges.setdefault(b, set()).add(a)

    def direct(self, a, b):
        m = self.joined[frozenset((a, b))]
        return m if m.before.id == a else m.inverse()

    def find(self, a, b):
        barred = [NotComparable(pair, WALL) for pair in self.walls]
        return find_mapping(self.scales[a], self.scales[b], self.edges, self.direct, barred)

    def shortest(self, a, b):
        """Return all shortest simple paths that meet no wall, by trying every order of scales."""
        between = sorted(set(self.scales) - {a, b})
        for number in range(len(between) + 1):
            paths = [(a, *middle, b) for middle in permutations(between, number)]
            open_ = [
                path
                for path in paths
                if all(frozenset(step) in self.joined for step in pairwise(path))
                and not any(frozenset(two) in self.walls for two in combinations(path, 2))
            ]
            if open_:
                return open_
        return []

    def along(self, path):
        """Return the pairs along a path, each with the evidence of its best way."""
        found = {(g, g): Evidence.NORM for g in self.scales[path[0]]}
        for step in pairwise(path):
            onward = {}
            for (first, g), so_far in found.items():
                for pair in self.direct(*step):
                    if pair.before == g:
                        way = weakest(so_far, pair.evidence)
                        known = onward.setdefault((first, pair.after), way)
                        onward[first, pair.after] = max(way, known)
            found = onward
        return found


def plain(name, number):
    return GradeScale(name, tuple(Stage(str(n)) for n in range(number, 0, -1)))


@st.composite
def graphs(draw, *, walls=True):
    scales = [plain(f"s{n}", draw(st.integers(1, 2))) for n in range(draw(st.integers(2, 5)))]
    pairs = list(combinations(scales, 2))
    joined = draw(st.lists(st.sampled_from(pairs), unique=True))
    barred = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 if walls else 0))
    relations = [draw(mappings(*draw(st.permutations(pair)), total=True)) for pair in joined]
    return Graph(scales, relations, [(a.id, b.id) for a, b in barred])


@st.composite
def questions(draw, *, walls=True):
    graph = draw(graphs(walls=walls))
    return graph, *draw(st.permutations(sorted(graph.scales)))[:2]


class TestWays:
    """A direct mapping wins over paths; otherwise the shortest simple paths, and two that give some
    grade different sets are an error that shows both; a pair declared not comparable is never bridged
    """

    @given(questions())
    def test_every_question_is_answered_as_the_law_says(self, question):
        graph, a, b = question
        paths = graph.shortest(a, b)
        relations = [graph.along(path) for path in paths]
        if frozenset((a, b)) in graph.walls:
            with pytest.raises(NotComparableError):
                graph.find(a, b)
        elif not paths:
            with pytest.raises(NoMappingError):
                graph.find(a, b)
        elif any(set(other) != set(relations[0]) for other in relations):
            with pytest.raises(MappingConflictError):
                graph.find(a, b)
        else:
            best = {pair: max(r[pair] for r in relations) for pair in relations[0]}
            found = graph.find(a, b)
            assert {(p.before, p.after): p.evidence for p in found} == best

    @given(questions(walls=False))
    def test_a_direct_mapping_wins_over_paths(self, question):
        graph, a, b = question
        if frozenset((a, b)) in graph.joined:
            assert graph.find(a, b) == graph.direct(a, b)

    @given(questions())
    def test_the_way_back_is_the_inverse(self, question):
        graph, a, b = question
        try:
            found = graph.find(a, b)
        except (MappingConflictError, NoMappingError, NotComparableError) as error:
            with pytest.raises(type(error)):
                graph.find(b, a)
        else:
            assert graph.find(b, a) == found.inverse()

    @given(graphs())
    def test_a_scale_maps_to_itself_by_the_identity(self, graph):
        for name, scale in graph.scales.items():
            assert graph.find(name, name) == identity(scale)

    def test_a_longer_way_counts_if_a_wall_bars_the_shorter(self):
        """Walls bar pairs, not scales: a-b-d is barred, a-c-e-d is not."""
        names = [plain(name, 1) for name in "abcde"]
        a, b, c, d, e = names
        joined = [identity_like(x, y) for x, y in [(a, b), (b, d), (a, c), (c, e), (e, d)]]
        assert graph_answers(Graph(names, joined, [("b", "d")]))
        assert graph_answers(Graph(names, joined, [("a", "b")]))
        with pytest.raises(NoMappingError):
            Graph(names, joined, [("b", "d"), ("a", "e")]).find("a", "d")


def identity_like(x, y):
    return ScaleMapping(x, y, (Pair(x["1"], y["1"], Evidence.FACTS, (WALL,)),))


def graph_answers(graph):
    return [p.after for p in graph.find("a", "d")] == [graph.scales["d"]["1"]]


class TestErrors:
    """Two scales may have no known mapping, or be held not comparable by a decision: two different
    errors, the second quoting its source
    """

    def test_not_comparable_quotes_its_source(self):
        graph = Graph([plain("a", 1), plain("b", 1)], [], [("a", "b")])
        for ends in ("ab", "ba"):
            with pytest.raises(NotComparableError) as raised:
                graph.find(*ends)
            assert str(raised.value) == (
                f"{ends[0]} and {ends[1]} are held not comparable by VG Musterstadt, Urt. v. 01.02.2003, "
                "1 A 1/02: gleiche Buchstaben, andere Richtwerte; compare the grades by a reasoned "
                "assessment, no conversion is possible"
            )
            assert raised.value.citation == WALL

    def test_a_wall_stands_even_against_a_direct_mapping(self):
        a, b = plain("a", 1), plain("b", 1)
        with pytest.raises(NotComparableError):
            Graph([a, b], [identity_like(a, b)], [("a", "b")]).find("a", "b")

    def test_no_mapping_names_what_is_joined_and_the_way_out(self):
        a, b, c = plain("a", 1), plain("b", 1), plain("c", 1)
        with pytest.raises(NoMappingError) as raised:
            Graph([a, b, c], [identity_like(a, b)]).find("a", "c")
        assert str(raised.value) == (
            "no mapping from a to c is known; scales joined to a: b; "
            "load() a file with [[abbildung]] and its source to add one"
        )
        with pytest.raises(NoMappingError, match="scales joined to c: none;"):
            Graph([a, b, c], [identity_like(a, b)]).find("c", "a")

    def test_a_conflict_shows_both_ways(self):
        a, b, c, d = plain("a", 1), plain("b", 1), plain("c", 1), plain("d", 2)
        up = ScaleMapping(b, d, (Pair(b["1"], d["2"]),))
        down = ScaleMapping(c, d, (Pair(c["1"], d["1"]),))
        graph = Graph([a, b, c, d], [identity_like(a, b), identity_like(a, c), up, down])
        with pytest.raises(MappingConflictError) as raised:
            graph.find("a", "d")
        assert str(raised.value) == (
            "two equally short ways disagree on a:1: a > b > d gives 2; a > c > d gives 1; "
            "take one of them with .then(), or load a direct mapping"
        )

    def test_one_way_that_gives_none_is_a_conflict_too(self):
        a, b, c, d = plain("a", 1), plain("b", 1), plain("c", 1), plain("d", 1)
        none = ScaleMapping(c, d, ())
        joined = [identity_like(a, b), identity_like(a, c), identity_like(b, d), none]
        with pytest.raises(MappingConflictError, match="a > c > d gives none"):
            Graph([a, b, c, d], joined).find("a", "d")

    def test_ways_that_agree_are_joined_with_all_their_citations(self):
        a, b, c, d = plain("a", 1), plain("b", 1), plain("c", 1), plain("d", 1)
        other = Citation(COURT, Evidence.NORM, "Nr. 2")
        strong = [
            ScaleMapping(x, y, (Pair(x["1"], y["1"], Evidence.NORM, (other,)),))
            for x, y in [(a, c), (c, d)]
        ]
        found = Graph([a, b, c, d], [identity_like(a, b), identity_like(b, d), *strong]).find(
            "a", "d"
        )
        (pair,) = found
        assert pair.evidence is Evidence.NORM
        assert set(pair.citations) == {WALL, other}
