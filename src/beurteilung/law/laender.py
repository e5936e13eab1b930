"""The Länder and the Bund by their names, official styles and abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UnknownIdError, closest, excerpt
from beurteilung._base.text import Text, guess, words
from beurteilung.law import index

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALMOST", "LAENDER", "almost_named", "dienstherr", "land_named", "words"]

LAENDER = {
    "Baden-Württemberg": "bw bwl bawue badenwuerttemberg baden wuerttemberg stuttgart",
    "Bayern": "by bay bavaria muenchen bayerisch bayerische",
    "Berlin": "be bln",
    "Brandenburg": "bb brb brandenburgisch potsdam",
    "Bremen": "hb bremisch bremerhaven",
    "Bund": "bundesrepublik deutschland federation federal bundesbeamte bundesbehoerde",
    "Europäische Union": "eu europa europe european kommission commission",
    "Hamburg": "hh hamburgisch",
    "Hessen": "he hess hessisch wiesbaden hesse",
    "Mecklenburg-Vorpommern": "mv meckpomm mecklenburg vorpommern schwerin",
    "Niedersachsen": "ni nds nieders niedersaechsisch lower saxony hannover",
    "Nordrhein-Westfalen": "nrw nw nordrhein westfalen westphalia duesseldorf",
    "Österreich": "at austria oesterreichisch wien",
    "Rheinland-Pfalz": "rp rlp pfalz palatinate mainz",
    "Saarland": "sl saar saarlaendisch saarbruecken",
    "Sachsen": "sn sachs saechsisch saxony dresden",
    "Sachsen-Anhalt": "st lsa anhalt magdeburg",
    "Schleswig-Holstein": "sh schleswig holstein kiel",
    "Schweiz": "ch switzerland eidgenossenschaft schweizerisch",
    "Thüringen": "th thue thueringer thuringia erfurt",
}
"""Other words for whose guideline it is."""
STYLES = frozenset({"land", "freistaat", "freie", "und", "hansestadt"})
"""What official names put before that of a Land; three call themselves Freistaat, so it names none."""
ALMOST = 0.8
"""How alike two words are that differ by a slip."""


def land_named(text: str, known: Iterable[str]) -> str | None:
    """Return the one of the known Länder that a text names, by its name, with or without its style, or an abbreviation.

    >>> land_named("Land NRW", ["Bayern", "Nordrhein-Westfalen"]), land_named("Freistaat", ["Bayern"])
    ('Nordrhein-Westfalen', None)
    """
    wanted = [word for word in words(text) if word not in STYLES]
    for land in known:
        more = LAENDER.get(land, "").split()
        if "".join(wanted) in ("".join(words(land)), *more) or set() < set(wanted) <= set(more):
            return land
    return None


def almost_named(text: str, known: Iterable[str]) -> Text:
    """Return the hint at the Land that a text names but for a slip, to follow a message; or nothing.

    >>> almost_named("Hesen", ["Hessen"]).en, almost_named("Preußen", ["Hessen"]).en
    (" (did you mean 'Hessen'?)", '')
    """
    return guess(closest(text, known, ALMOST))


def dienstherr(text: str) -> str:
    """Return the Dienstherr that a text names, by its name or an abbreviation of it.

    Raises:
        UnknownIdError: none of this name is known; an answer for nobody would look like a gap in the law.

    >>> dienstherr("bund"), dienstherr("NRW")
    ('Bund', 'Nordrhein-Westfalen')
    """
    if found := land_named(text, index.dienstherren()):
        return found
    hint = almost_named(text, index.dienstherren())
    raise UnknownIdError(
        Text(
            f"unbekannter Dienstherr {excerpt(text, 'de')}{hint.de}; erwartet ist ein Land oder „Bund“, für "
            "Gemeinden ihr Land",
            f"unknown Dienstherr {excerpt(text)}{hint.en}; expected a Land or 'Bund', of a municipality its "
            "Land",
        )
    )
