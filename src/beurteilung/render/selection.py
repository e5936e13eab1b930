"""What a report says of the selection and of those who competed, as the case states it. Nothing is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import in_words
from beurteilung._base.text import Text
from beurteilung.render import parts

if TYPE_CHECKING:
    from beurteilung._base.dates import Day
    from beurteilung._base.text import Lang
    from beurteilung.cases.format import Fall
    from beurteilung.cases.format.auswahl import Auswahl, Mitbewerber
    from beurteilung.render.wording import Row

__all__ = ["competitors", "facts", "on", "whether"]

_KINDS = {
    "befoerderung": Text("Beförderung", "promotion"),
    "dienstposten": Text("Dienstposten", "post"),
    "einstellung": Text("Einstellung", "appointment to the service"),
    "aufstieg": Text("Aufstieg", "Aufstieg"),
    "zulage": Text("Zulage", "allowance"),
    "leistungsbezahlung": Text("Leistungsbezahlung", "performance-related pay"),
}
_DECIDED = {
    "gesamturteil": Text("Gesamturteil", "overall mark"),
    "merkmale": Text("Einzelmerkmale", "single features"),
    "vorbeurteilung": Text("Vorbeurteilungen", "earlier appraisals"),
    "auswahlgespraech": Text("Auswahlgespräch", "interview"),
    "test": Text("Test", "test"),
    "hilfskriterium": Text("Hilfskriterium", "secondary criterion"),
    "dienstpostenwert": Text("Bewertung des Dienstpostens", "value of the post"),
}
_YES, _NO = Text("ja", "yes"), Text("nein", "no")


def facts(case: Fall, lang: Lang) -> list[Row]:
    """Return what the case states of the selection, each under its name."""
    stated = case.auswahl
    if stated is None:
        return []
    rows = [
        (Text("Gegenstand", "What was at stake"), _subject(stated, lang)),
        (Text("Ausgeschrieben", "Advertised"), whether(stated.ausgeschrieben, lang)),
        (Text("Tag der Auswahl", "Day of the selection"), on(stated.am, lang)),
        (Text("Bewerber", "Applicants"), _number(stated.bewerber)),
        (Text("Stellen", "Posts to be filled"), _number(stated.stellen)),
        (Text("Rangplatz des Beamten", "The officer's place"), _number(stated.rangplatz)),
        (Text("Beamter ausgewählt", "Officer chosen"), whether(stated.beamter_ausgewaehlt, lang)),
        (Text("Den Ausschlag gab", "What decided"), _means(stated, lang)),
        (Text("Mitgeteilt am", "Notified on"), on(stated.mitgeteilt, lang)),
        (Text("Ernannt am", "Appointed on"), on(stated.ernannt, lang)),
    ]
    return [(name[lang], value) for name, value in rows if value]


def _subject(stated: Auswahl, lang: Lang) -> str:
    kind = _KINDS[stated.art][lang] if stated.art else ""
    low, high = stated.besoldungsgruppe, stated.besoldungsgruppe_bis
    pay = f"{low}/{high}" if low and high else str(low or high or "")
    return ", ".join(filter(None, (kind, stated.stelle, pay)))


def _means(stated: Auswahl, lang: Lang) -> str:
    means = _DECIDED[stated.entschieden_durch][lang] if stated.entschieden_durch else ""
    return ": ".join(filter(None, (means, stated.hilfskriterium)))


def whether(fact: bool | None, lang: Lang) -> str:  # noqa: FBT001 - a fact of the case
    """Return yes or no, or nothing where the case does not tell."""
    return "" if fact is None else (_YES if fact else _NO)[lang]


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def on(when: Day | None, lang: Lang) -> str:
    """Write a day, or as much of one as is known; nothing where the case does not tell."""
    return in_words(when)[lang] if when else ""


def competitors(case: Fall, lang: Lang) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the competitors as a table: its head, and a row for each; without columns of which nothing is known."""
    names = (
        Text("Mitbewerber", "Competitor"),
        Text("Amt", "Office"),
        Text("Gesamturteil", "Overall mark"),
        Text("Zeitraum", "Period"),
        Text("Ausgewählt", "Chosen"),
    )
    rows = [_competitor(n, one, lang) for n, one in enumerate(case.mitbewerber, 1)]
    return parts.known_columns(names, rows, lang)


def _competitor(number: int, one: Mitbewerber, lang: Lang) -> tuple[str, ...]:
    allowance = Text(" mit Amtszulage", " with Amtszulage")[lang] if one.amtszulage else ""
    office = f"{one.besoldungsgruppe}{allowance}" if one.besoldungsgruppe else ""
    mark = parts.named(one.grade, lang) if one.grade else one.angabe
    period = one.period.text[lang] if one.period else ""
    name = one.bezeichnung or f"{Text('Mitbewerber', 'Competitor')[lang]} {number}"
    return (name, office, mark, period, whether(one.ausgewaehlt, lang))
