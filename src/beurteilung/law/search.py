"""Find a guideline by the words that somebody knows: "Bayern Polizei", "Lehrer NRW", "Soldaten".

Umlauts, capitals, common abbreviations of the Länder, other words for a field, and slips of the pen make no
difference. What is searched is what a guideline says of itself: whose it is, its field, its title, its names.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import product
from typing import TYPE_CHECKING

from beurteilung._base.errors import UnknownIdError
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, words
from beurteilung.law.laender import ALMOST, LAENDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung.law.index import Entry

__all__ = ["Found", "field_named", "search"]

FIELDS = {
    "allgemein": "verwaltung landesverwaltung general kommune kommunal gemeinde stadt landkreis kreis rathaus "
    "universitaet uni hochschule ministerium",
    "polizei": "polizist polizistin polizeivollzug schutzpolizei kriminalpolizei kripo lka police",
    "justiz": "richter richterin staatsanwalt staatsanwaltschaft gericht rechtspfleger notar amtsanwalt "
    "justizvollzug jva gefaengnis strafvollzug haft judge judges prosecutor justice prison",
    "steuer": "finanzamt finanzverwaltung finanz finanzen steuerverwaltung tax",
    "schule": "lehrer lehrerin lehrkraft lehrkraefte schulleitung schuldienst gymnasium grundschule teacher "
    "teachers school",
    "feuerwehr": "feuerwehrmann brandschutz berufsfeuerwehr fire brigade",
    "koerperschaft": "",
    "pruefung": "examen klausur pruefungsnote staatsexamen exam examination school",
}
"""Other words for a field."""
BODIES = {
    "aa": "auswaertiges amt aussenministerium botschaft diplomat",
    "ba-hega": "arbeitsagentur bundesagentur arbeitsamt jobcenter",
    "bbank": "bundesbank",
    "bgs": "bundesgrenzschutz bundespolizei",
    "bmwi": "bundeswirtschaftsministerium wirtschaftsministerium",
    "bnd": "bundesnachrichtendienst nachrichtendienst",
    "bpol": "bundespolizei",
    "bundeswehr-slv": "soldat soldaten soldatin heer marine luftwaffe army soldier soldiers military",
    "bund-bpollv": "bundespolizei",
    "bund-dwd": "wetterdienst",
    "jur-18": "jura juristisch staatsexamen referendar law degree",
    "oberstufe-15": "abitur gymnasium abi",
    "post": "postbeamte",
    "postlentgv": "deutsche post",
    "pblentgv": "postbank",
    "telekom": "deutsche telekom dtag",
    "zoll": "zollverwaltung zollamt hauptzollamt generalzolldirektion customs",
    "zoll-note": "zollverwaltung zollhochschule customs",
}
"""Other words for bodies, by the beginning of the guideline's id."""
EMPTY = (
    "der die das des dem den und oder in im fuer von vom zu zur am an bei land freistaat beamte beamter beamtin "
    "beamten dienst beurteilung beurteilungen beurteilungsrichtlinie richtlinie richtlinien dienstliche note "
    "noten skala the of for and in guideline scale grades"
)
"""Words that tell no guideline from another."""

MOST_WORDS = 30
"""Words of one search; each is compared with all that a hundred guidelines are called."""
SHORT = 5
"""Letters below which a word has no slips and begins no other."""
_YEAR = re.compile(r"(19|20)\d\d")


@frozen
class Found:
    """What a search found, the best first, and the words that none of them has."""

    guidelines: tuple[Entry, ...]
    without: tuple[str, ...] = ()


def search(every: Iterable[Entry], text: str) -> Found:
    """Return the guidelines that all words of a text name; if there is none, those that most of them name.

    A Land counts for more than a field, and a slip for nothing where another guideline has the word itself.
    A year names the editions that governed a Stichtag in it.

    Raises:
        UnknownIdError: there are more than `MOST_WORDS` words.
    """
    known = tuple(every)
    typed = list(dict.fromkeys(words(text)))
    if len(typed) > MOST_WORDS:
        raise UnknownIdError(
            Text(
                f"höchstens {MOST_WORDS} Wörter suchen eine Richtlinie, angegeben sind {len(typed)}",
                f"at most {MOST_WORDS} words look for a guideline, got {len(typed)}",
            )
        )
    land, rest = _land(typed)
    wanted = [word for word in rest if len(word) > 1 and word not in EMPTY.split()]
    names = {g.id: (set(_own(g)), set(_other(g))) for g in known}
    hits = {g.id: [_strength(word, g, *names[g.id]) for word in wanted] for g in known}
    for n in range(len(wanted)):
        if max(row[n] for row in hits.values()) > _SLIP:
            for row in hits.values():
                row[n] = row[n] if row[n] > _SLIP else 0
    ranks = {
        g.id: (sum(map(bool, hits[g.id])) + 2 * (g.land == land), sum(hits[g.id])) for g in known
    }
    best = max((rank[0] for rank in ranks.values()), default=0)
    kept = [g for g in known if best and ranks[g.id][0] == best]
    kept.sort(key=lambda g: (-ranks[g.id][1], g.fields != ("allgemein",)))
    lost = [word for n, word in enumerate(wanted) if not any(hits[g.id][n] for g in kept)]
    return Found(tuple(kept), tuple(lost) if kept else ())


def _land(wanted: list[str]) -> tuple[str | None, list[str]]:
    """Take the Land out of the words of a text: as it is before any slip, Sachsen-Anhalt before Sachsen."""
    spellings = [
        (name, spelling)
        for name, more in LAENDER.items()
        for spelling in (words(name), *([word] for word in more.split()))
    ]
    sizes = sorted({len(spelling) for _, spelling in spellings}, reverse=True)
    for size, how in product(sizes, (_EXACT, _SLIP)):
        for name, spelling in spellings:
            for start in range(len(wanted) - size + 1 if len(spelling) == size else 0):
                alike = list(map(_alike, wanted[start : start + size], spelling))
                if min(alike) >= how and _PART not in alike:
                    return name, wanted[:start] + wanted[start + size :]
    return None, wanted


def _strength(word: str, item: Entry, own: set[str], other: set[str]) -> int:
    """Say how well a word names a guideline."""
    named = max((_alike(word, name) for name in own), default=0)
    governs = bool(_YEAR.fullmatch(word)) and _governs(item, int(word))
    return max(
        named, _PART * governs, min(_PART, max((_alike(word, name) for name in other), default=0))
    )


def _alike(word: str, other: str) -> int:
    if word == other:
        return _EXACT
    if min(len(word), len(other)) < SHORT or not word.isalpha():
        return 0
    if word in other or (word.startswith(other) and 2 * len(other) >= len(word)):
        return _PART
    if 2 * min(len(word), len(other)) < ALMOST * (len(word) + len(other)):
        return 0  # no slip makes a word so much longer
    return _SLIP * (SequenceMatcher(None, word, other).ratio() >= ALMOST)


_EXACT, _PART, _SLIP = 3, 2, 1
"""A word names another as it is, as a part of it, but for a slip."""


def _governs(item: Entry, year: int) -> bool:
    return any(first <= year and (last is None or year <= last) for first, last in item.years)


def _own(item: Entry) -> Iterator[str]:
    """Yield the words by which a guideline, or the body that made it, is called."""
    yield from words(f"{item.id} {item.family} {item.title} {item.place}")
    for start, more in BODIES.items():
        if item.id == start or item.id.startswith(f"{start}-"):
            yield from more.split()


def _other(item: Entry) -> Iterator[str]:
    """Yield the words for its field."""
    for name in item.fields:
        yield from (name, *FIELDS[name].split())


def field_named(text: str) -> str | None:
    """Return the field that a word names.

    >>> field_named("Lehrer"), field_named("Fußball")
    ('schule', None)
    """
    wanted = words(text)
    named = (
        name for name, more in FIELDS.items() if wanted in ([name], *([w] for w in more.split()))
    )
    return next(named, None)
