"""Mappings between scales: sourced monotone relations, and what follows from them.

A mapping is no formula. One grade may have several counterparts, several may share one, some have
none. The inverse, the composition and the loss of information are computed, never stored.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    MappingConflictError,
    NoCounterpartError,
    NoMappingError,
    ScaleMismatchError,
)
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.ports import picture
from beurteilung._base.records import cached_property, field, frozen
from beurteilung._base.text import Text
from beurteilung.model.scales import AmbiguousGradeError, GradeScale, listed
from beurteilung.model.sources import Citation, Evidence, weakest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
    from datetime import date

    from beurteilung._base.text import Message
    from beurteilung.model.scales import Grade

__all__ = [
    "Loss",
    "NoCounterpart",
    "NotComparable",
    "NotComparableError",
    "Pair",
    "ScaleMapping",
    "find_mapping",
    "identity",
]


MOST_WAYS = 1000
"""Ways between two scales that are followed; those that ship know a dozen."""


class NotComparableError(BeurteilungError, LookupError):
    """A decision holds two scales not comparable; ``citation`` and the message quote it."""

    def __init__(self, message: Message, citation: Citation) -> None:
        """Keep the citation beside the message."""
        super().__init__(message)
        self.citation = citation

    def __reduce__(self) -> tuple[type[NotComparableError], tuple[Message, Citation]]:
        """Pickle by content."""
        return type(self), (self._message, self.citation)


@frozen
class Pair:
    """Two grades that correspond, and what attests it.

    ``evidence`` is that of the best way from one to the other; ``citations`` has those of every way.
    """

    before: Grade
    after: Grade
    evidence: Evidence = field(default=Evidence.NORM)
    citations: tuple[Citation, ...] = ()

    def reversed(self) -> Pair:
        """Read the pair the other way."""
        return Pair(self.after, self.before, self.evidence, self.citations)


@frozen
class NoCounterpart:
    """A grade of which a source says that it has no counterpart."""

    grade: Grade
    citation: Citation


@frozen
class Loss:
    """What a mapping cannot carry over: grades that merge, split, or have no counterpart."""

    merged: tuple[tuple[Grade, tuple[Grade, ...]], ...]
    """Counterparts that several grades share, each with those grades, best first."""
    split: tuple[tuple[Grade, tuple[Grade, ...]], ...]
    """Grades with several counterparts, each with those, best first."""
    without: tuple[Grade, ...]
    """Grades of the first scale without counterpart, best first."""
    unreached: tuple[Grade, ...]
    """Grades of the second scale that nothing corresponds to, best first."""


def _by_rank(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(
        sorted(expect_each("pairs", pairs, Pair), key=lambda p: (p.before.rank, p.after.rank))
    )


def _without(given: Iterable[NoCounterpart]) -> tuple[NoCounterpart, ...]:
    return expect_each("without", given, NoCounterpart)


@frozen(repr=False)
class ScaleMapping:
    """A relation between the grades of two scales.

    Raises:
        DataError: a pair is of other scales or is given twice; the relation is not monotone at
            both ends; the counterparts of one grade leave out one between them.
        WrongKindError: a part is not what it has to be.

    >>> from beurteilung import mapping
    >>> m = mapping("ni-pol-1996", "ni-pol-1999")
    >>> m(m.before["3"]), m.inverse()(m.after["2"])
    ((<Grade ni-pol-1999:2>,), (<Grade ni-pol-1996:3>, <Grade ni-pol-1996:2>))
    """

    before: GradeScale
    after: GradeScale
    pairs: tuple[Pair, ...] = field(converter=_by_rank)
    without: tuple[NoCounterpart, ...] = field(default=(), converter=_without, eq=False)
    """Grades of either scale of which a source says that they have no counterpart."""

    def __attrs_post_init__(self) -> None:
        """Refuse a relation that turns grades round or leaves a hole."""
        expect("before", self.before, GradeScale)
        expect("after", self.after, GradeScale)
        if problems := list(_faults(self)):
            raise DataError(
                Text(
                    f"Abbildung von {self.before.id} auf {self.after.id}",
                    f"mapping {self.before.id} to {self.after.id}",
                ),
                problems,
            )

    def __repr__(self) -> str:
        """Show both scales."""
        return f"<ScaleMapping {self.before.id} to {self.after.id}, {len(self.pairs)} pairs>"

    def _repr_html_(self) -> str:
        return picture(self)

    def __iter__(self) -> Iterator[Pair]:
        """Yield the sourced pairs, best grades first."""
        return iter(self.pairs)

    @cached_property
    def _images(self) -> Mapping[Grade, tuple[Grade, ...]]:
        images: dict[Grade, list[Grade]] = {}
        for pair in self.pairs:
            images.setdefault(pair.before, []).append(pair.after)
        return {grade: tuple(image) for grade, image in images.items()}

    def __call__(self, grade: Grade) -> tuple[Grade, ...]:
        """Return the counterparts of a grade, best first; none is an empty tuple.

        Raises:
            ScaleMismatchError: the grade is not of the first scale.
        """
        return self._images.get(self.before.member(grade), ())

    def only(self, grade: Grade) -> Grade:
        """Return the one counterpart of a grade.

        Raises:
            AmbiguousGradeError: there are several; they are listed.
            NoCounterpartError: there is none; the neighbours are named.

        >>> from beurteilung import grade, mapping
        >>> mapping("ni-pol-1999-merkmale", "ni-pol-1999").only(grade("ni-pol-1999-merkmale:4"))
        <Grade ni-pol-1999:4>
        """
        found = self(grade)
        if len(found) == 1:
            return found[0]
        if found:
            options = listed(map(_code, found))
            raise AmbiguousGradeError(
                Text(
                    f"{grade} entsprechen mehrere Noten von {self.after.id}: {options}",
                    f"{grade} corresponds to several grades of {self.after.id}: {options}",
                ),
                found,
                python=".candidates() returns all of them",
            )
        raise NoCounterpartError(self._why_none(grade))

    def _why_none(self, grade: Grade) -> Text:
        above = [g for g in self.before.grades[: grade.rank] if self(g)][-1:]
        below = [g for g in self.before.grades[grade.rank + 1 :] if self(g)][:1]
        beside = [f"{g.code} ({listed(map(_code, self(g)))})" for g in above + below]
        citations = [m.citation for m in self.without if m.grade == grade]
        return Text(
            f"{grade} hat keine Entsprechung auf {self.after.id}; Nachbarn mit einer: "
            f"{' und '.join(beside) or 'keine'}{''.join(f'; siehe {c}{_remark(c).de}' for c in citations)}",
            f"{grade} has no counterpart on {self.after.id}; its neighbours with one are "
            f"{' and '.join(beside) or 'none'}{''.join(f'; see {c}{_remark(c).en}' for c in citations)}",
        )

    def evidence(self, before: Grade, after: Grade) -> Evidence | None:
        """Return how firmly it is attested that the two correspond; None if they do not.

        >>> from beurteilung import grade, mapping
        >>> m = mapping("ni-pol-1996", "ni-pol-1999")
        >>> m.evidence(grade("ni-pol-1996:5"), grade("ni-pol-1999:4")).value
        'gruende'
        """
        found = self.pair(before, after)
        return found.evidence if found else None

    @cached_property
    def _by_ends(self) -> Mapping[tuple[Grade, Grade], Pair]:
        return {(pair.before, pair.after): pair for pair in self.pairs}

    def pair(self, before: Grade, after: Grade) -> Pair | None:
        """Return the pair of two grades with its citations; None if they do not correspond.

        Raises:
            ScaleMismatchError: a grade is of another scale.
        """
        return self._by_ends.get((self.before.member(before), self.after.member(after)))

    def pairs_of(self, grade: Grade) -> tuple[Pair, ...]:
        """Return the pairs of a grade with its counterparts, best first; none without one.

        Raises:
            ScaleMismatchError: the grade is of another scale.

        >>> from beurteilung import grade, mapping
        >>> way = mapping("ni-pol-1996", "ni-pol-1999")
        >>> [p.evidence.value for g in ("ni-pol-1996:5", "ni-pol-1996:4") for p in way.pairs_of(grade(g))]
        ['gruende', 'erschlossen']
        """
        return tuple(pair for one in self(grade) if (pair := self.pair(grade, one)))

    def inverse(self) -> ScaleMapping:
        """Return the same relation, read the other way."""
        turned = tuple(pair.reversed() for pair in self.pairs)
        return ScaleMapping(self.after, self.before, turned, self.without)

    def then(self, other: ScaleMapping) -> ScaleMapping:
        """Return the composition: what corresponds by way of the scale in between.

        The evidence of a pair is the best, over the grades in between, of the weakest link.

        Raises:
            ScaleMismatchError: the other mapping starts from another scale.

        >>> from beurteilung import mapping
        >>> way = mapping("ni-pol-1996", "ni-pol-1999").then(mapping("ni-pol-1999", "ni-pol-2008"))
        >>> [(p.before.code, p.after.code, p.evidence.value) for p in way][:2]
        [('6', 'A', 'erschlossen'), ('5', 'B', 'erschlossen')]
        """
        expect("other", other, ScaleMapping)
        if self.after != other.before:
            raise ScaleMismatchError(
                Text(
                    f"diese Abbildung führt zu {self.after.id}, die andere beginnt bei {other.before.id}; "
                    "verbinden lassen sie sich nur an einer Skala",
                    f"this mapping leads to {self.after.id}, but the other mapping starts from "
                    f"{other.before.id}; they join at one scale only",
                )
            )
        onward: dict[Grade, list[Pair]] = {}
        for pair in other.pairs:
            onward.setdefault(pair.before, []).append(pair)
        ways: dict[tuple[Grade, Grade], list[tuple[Pair, Pair]]] = {}
        for first in self.pairs:
            for second in onward.get(first.after, ()):
                ways.setdefault((first.before, second.after), []).append((first, second))
        pairs = tuple(
            Pair(
                *ends,
                max(weakest(a.evidence, b.evidence) for a, b in links),
                _united(p.citations for link in links for p in link),
            )
            for ends, links in ways.items()
        )
        missing = (*_lost(self, other), *_lost(other.inverse(), self.inverse()))
        return ScaleMapping(self.before, other.after, pairs, missing)

    def loss(self) -> Loss:
        """Return what the mapping cannot carry over.

        >>> from beurteilung import mapping
        >>> mapping("ni-pol-1996", "ni-pol-1999").loss().merged
        ((<Grade ni-pol-1999:2>, (<Grade ni-pol-1996:3>, <Grade ni-pol-1996:2>)),)
        """
        back = self.inverse()
        return Loss(
            merged=tuple((g, back(g)) for g in self.after if len(back(g)) > 1),
            split=tuple((g, self(g)) for g in self.before if len(self(g)) > 1),
            without=tuple(g for g in self.before if not self(g)),
            unreached=tuple(g for g in self.after if not back(g)),
        )


def _lost(first: ScaleMapping, second: ScaleMapping) -> Iterator[NoCounterpart]:
    """Yield the grades without counterpart at the near end, with what says so on the way."""
    citations: dict[Grade, list[Citation]] = {}
    for missing in second.without:
        citations.setdefault(missing.grade, []).append(missing.citation)
    for missing in first.without:
        if missing.grade in first.before:
            yield missing
    for grade in first.before:
        if not any(second(g) for g in first(grade)):
            yield from (NoCounterpart(grade, c) for g in first(grade) for c in citations.get(g, ()))


def identity(scale: GradeScale) -> ScaleMapping:
    """Return the mapping of a scale to itself, of the top evidence."""
    return ScaleMapping(scale, scale, tuple(Pair(g, g) for g in scale))


def _code(grade: Grade) -> str:
    return grade.code


def _united(groups: Iterable[tuple[Citation, ...]]) -> tuple[Citation, ...]:
    every = {c for group in groups for c in group}
    return tuple(sorted(every, key=lambda c: (c.source_id, c.place, -c.evidence.strength, c.note)))


def _faults(m: ScaleMapping) -> Iterator[Message]:
    foreign = [p for p in m.pairs if p.before not in m.before or p.after not in m.after]
    if foreign:
        yield from (
            Text(
                f"{p.before} zu {p.after} ist ein Paar anderer Skalen",
                f"{p.before} to {p.after} is a pair of other scales",
            )
            for p in foreign
        )
        return
    if len(m._by_ends) < len(m.pairs):  # noqa: SLF001 - its own check
        yield Text("ein Paar steht zweimal da", "a pair is given twice")
    images, reached = m._images, {p.after for p in m.pairs}  # noqa: SLF001 - its own check
    sides = ((m.before, images), (m.after, reached))
    for grade in (missing.grade for missing in m.without):
        paired = [grade in grades for scale, grades in sides if grade in scale]
        if not paired:
            yield Text(
                f"{grade} soll keine Entsprechung haben, gehört aber zu keiner der beiden Skalen",
                f"{grade} is said to have no counterpart, but is of neither scale",
            )
        elif all(paired):
            yield Text(
                f"{grade} hat eine Entsprechung und soll keine haben",
                f"{grade} has a counterpart and is said to have none",
            )
    for grade, image in images.items():
        inside = m.after.between(image[0], image[-1]) if len(image) > 1 else image
        if holes := reached.intersection(inside).difference(image):
            left = listed(g.code for g in inside if g in holes)
            yield Text(
                f"{grade} entspricht Noten beiderseits von {left}, aber nicht {left}",
                f"{grade} corresponds to grades on both sides of {left}, but not to {left}",
            )
    for (better, high), (worse, low) in pairwise(images.items()):
        if high[0].rank > low[0].rank or high[-1].rank > low[-1].rank:
            yield Text(
                f"{better} ist besser als {worse}, die Entsprechungen sind es nicht "
                f"({listed(map(_code, high))}; {listed(map(_code, low))})",
                f"{better} is better than {worse}, but its counterparts "
                f"({listed(map(_code, high))}) are not ({listed(map(_code, low))})",
            )


@frozen
class NotComparable:
    """The statement of a decision or provision that two scales cannot be compared.

    It counts from a day on (``since``; None: that of the decision) and for one ``dienstherr`` (empty:
    those of the two guidelines).
    """

    scales: frozenset[str]
    citation: Citation
    since: date | None = None
    dienstherr: str = ""


def refuse(before: str, after: str, not_comparable: Iterable[NotComparable]) -> None:
    """Raise `NotComparableError` if a decision holds the two scales not comparable."""
    for pair in not_comparable:
        if pair.scales == frozenset((before, after)):
            why = _remark(pair.citation)
            raise NotComparableError(
                Text(
                    f"{before} und {after} sind nach {pair.citation} nicht vergleichbar{why.de}; eine Umrechnung "
                    "scheidet aus, die Noten sind in einer begründeten Bewertung zu vergleichen",
                    f"{before} and {after} are held not comparable by {pair.citation}{why.en}; "
                    "compare the grades by a reasoned assessment, no conversion is possible",
                ),
                pair.citation,
            )


def _remark(citation: Citation) -> Text:
    from beurteilung._base.translations import remark  # noqa: PLC0415 - only a refusal needs it

    note = citation.note
    return Text(f": {note}", f": {remark(note, 'en')}") if note else Text("", "")


def find_mapping(  # noqa: PLR0913, PLR0917 - a graph, its closed pairs, and the way out
    before: GradeScale,
    after: GradeScale,
    edges: Mapping[str, Iterable[str]],
    direct: Callable[[str, str], ScaleMapping],
    not_comparable: Collection[NotComparable] = (),
    instead: Callable[[], Text] = lambda: Text("", ""),
) -> ScaleMapping:
    """Return the mapping between two scales, direct or by the shortest simple paths.

    ``edges`` names for each scale those that a mapping joins to it, ``direct`` makes that mapping,
    ``not_comparable`` are the pairs that are never bridged. ``instead`` says what a source orders where nothing can
    be converted, or nothing.

    Raises:
        NotComparableError: the pair is not_comparable; the decision is quoted.
        NoMappingError: no path is known.
        MappingConflictError: two shortest paths give some grade different counterparts.
    """
    if before == after:
        return identity(before)
    refuse(before.id, after.id, not_comparable)
    closed = {pair.scales for pair in not_comparable}
    paths = _shortest_paths(before.id, after.id, edges, closed)
    if not paths:
        joined, ordered = ", ".join(sorted(edges.get(before.id, ()))), instead()
        raise NoMappingError(
            Text(
                f"keine Abbildung von {before.id} auf {after.id} ist bekannt; mit {before.id} verbundene Skalen: "
                f"{joined or 'keine'}{ordered.de}",
                f"no mapping from {before.id} to {after.id} is known; scales joined to {before.id}: "
                f"{joined or 'none'}{ordered.en}",
            ),
            python="load() a file with [[abbildung]] and its source to add one",
            command=Text(
                "eine eigene Datei mit [[abbildung]] und Quelle kann eine ergänzen: --load DATEI",
                "a file of your own with [[abbildung]] and its source can add one: --load FILE",
            ),
        )
    ways = [_along(path, direct) for path in paths]
    for path, way in zip(paths[1:], ways[1:], strict=True):
        for grade in before:
            if way(grade) != ways[0](grade):
                shown = [
                    f"{' > '.join(p)} gives {listed(map(_code, w(grade))) or 'none'}"
                    for p, w in ((paths[0], ways[0]), (path, way))
                ]
                raise MappingConflictError(
                    Text(
                        f"zwei gleich kurze Wege widersprechen sich bei {grade}: {'; '.join(shown)}",
                        f"two equally short ways disagree on {grade}: {'; '.join(shown)}",
                    ),
                    python="take one of them with .then(), or load a direct mapping",
                    command=Text(
                        "eine unmittelbare Abbildung entscheidet es: --load DATEI",
                        "a direct mapping settles it: --load FILE",
                    ),
                )
    return _merged(ways)


def _along(path: tuple[str, ...], direct: Callable[[str, str], ScaleMapping]) -> ScaleMapping:
    first, *rest = (direct(a, b) for a, b in pairwise(path))
    for mapping in rest:
        first = first.then(mapping)
    return first


def _merged(ways: list[ScaleMapping]) -> ScaleMapping:
    """Join ways that agree: each pair has the best evidence and every citation."""
    if len(ways) == 1:
        return ways[0]
    pairs = [
        Pair(
            group[0].before,
            group[0].after,
            max(p.evidence for p in group),
            _united(p.citations for p in group),
        )
        for group in zip(*(way.pairs for way in ways), strict=True)
    ]
    missing = tuple(dict.fromkeys(m for way in ways for m in way.without))
    return ScaleMapping(ways[0].before, ways[0].after, tuple(pairs), missing)


def _shortest_paths(
    start: str,
    goal: str,
    edges: Mapping[str, Iterable[str]],
    closed: Container[frozenset[str]],
) -> list[tuple[str, ...]]:
    """Return every shortest simple path that joins no scales that are not comparable, in the order of their names."""
    paths: list[tuple[str, ...]] = [(start,)]
    while paths:
        paths = [
            (*path, step)
            for path in paths
            for step in sorted(edges.get(path[-1], ()))
            if step not in path and not any(frozenset((p, step)) in closed for p in path)
        ]
        if done := [path for path in paths if path[-1] == goal]:
            return done
        if len(paths) > MOST_WAYS:
            raise NoMappingError(
                Text(
                    f"zwischen {start} und {goal} gibt es mehr als {MOST_WAYS} Wege, die zu prüfen wären",
                    f"between {start} and {goal} there are more than {MOST_WAYS} ways to look at",
                ),
                python="load() a direct mapping with its source",
                command=Text(
                    "eine unmittelbare Abbildung entscheidet es: --load DATEI",
                    "a direct mapping settles it: --load FILE",
                ),
            )
    return []
