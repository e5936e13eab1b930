"""What a statement stands on, and how firmly: sources, grades of evidence, decisions."""

from __future__ import annotations

import enum
from functools import total_ordering
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn

from beurteilung._base.kinds import no_member
from beurteilung._base.ports import Port
from beurteilung._base.records import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Citation", "Evidence", "Source", "firmest", "weakest"]


@total_ordering
class Evidence(enum.Enum):
    """How firmly a statement is attested, firmest first; ``>`` means firmer.

    >>> Evidence.NORM > Evidence.REASONS > Evidence.INFERRED
    True
    >>> min(Evidence.HEADNOTE, Evidence.FACTS).value
    'tatbestand'
    """

    NORM = "normtext"
    """The text of the norm or guideline was read, in the original or an official mirror."""
    REASONS = "gruende"
    """A court states it in reasons that were read."""
    HEADNOTE = "leitsatz"
    """A headnote of a decision states it."""
    FACTS = "tatbestand"
    """It is in the operative part or among the facts of a case."""
    SECONDARY = "sekundaer"
    """Press or secondary literature states it."""
    INFERRED = "erschlossen"
    """Nobody states it; it was inferred, and the inference is noted beside it."""

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        no_member(cls, value)

    @property
    def settles(self) -> bool:
        """Whether it may settle what a verdict rests on: what is secondary or inferred leaves it open.

        >>> Evidence.FACTS.settles, Evidence.INFERRED.settles
        (True, False)
        """
        return self > Evidence.SECONDARY

    @property
    def strength(self) -> int:
        """The place in the order, 0 for the weakest."""
        return _STRENGTH[self._value_]

    def __lt__(self, other: object) -> bool:
        """Weaker than."""
        return self.strength < other.strength if isinstance(other, Evidence) else NotImplemented


_STRENGTH = {e.value: n for n, e in enumerate(reversed(Evidence))}


def weakest(*grades: Evidence) -> Evidence:
    """Return what a chain of these links is worth: its weakest link, or the top grade if it has none.

    >>> weakest(Evidence.NORM, Evidence.INFERRED).value, weakest().value
    ('erschlossen', 'normtext')
    """
    return min(grades, key=_strength, default=Evidence.NORM)


def firmest(grades: Iterable[Evidence]) -> Evidence:
    """Return what several that say the same are worth: the best attested of them."""
    return max(grades, key=_strength)


_strength = attrgetter("strength")


@frozen
class Source:
    """A text that can be cited.

    ``zitat`` is the citation as it is printed; ``art`` is one of ``"norm"``, ``"entscheidung"``,
    ``"sekundaer"``; ``geprueft_am`` is the day on which somebody last looked it up.
    """

    id: str
    zitat: str
    art: str
    url: str = ""
    geprueft_am: date | None = None

    def __hash__(self) -> int:
        """Hash the id: equal sources have equal ones."""
        return hash(self.id)

    def __str__(self) -> str:
        """Return the citation as printed."""
        return self.zitat


shipped_source: Port[[str], Source] = Port("shipped_source")
"""Return a decision that the library ships as a source; `UnknownIdError` if none has this id."""


@frozen
class Citation:
    """One place in one source, and the grade of evidence it gives to the datum beside it.

    A shipped source may be named by its id alone; its text is read when somebody asks for it.
    """

    _source: Source | str
    evidence: Evidence
    place: str = ""
    note: str = field(default="", kw_only=True)
    via: str = field(default="", kw_only=True)
    """The citation of the decision that quotes the source, where only that one was read."""

    @property
    def source_id(self) -> str:
        """The id of the source."""
        return self._source if isinstance(self._source, str) else self._source.id

    @property
    def source(self) -> Source:
        """The source itself.

        Raises:
            UnknownIdError: no shipped source has this id.
        """
        return self._source if isinstance(self._source, Source) else shipped_source(self._source)

    def __hash__(self) -> int:
        """Hash source and place: equal citations have equal ones."""
        return hash((self._source, self.place))

    def __str__(self) -> str:
        """Return place and source: 'Nr. 4.2.1 (VG Stade, …)'."""
        return f"{self.place} ({self.source})" if self.place else str(self.source)
