"""What a report says of those who appraised and contributed, as the case states it. Nothing is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.render import parts
from beurteilung.render.selection import on, whether

if TYPE_CHECKING:
    from beurteilung._base.text import Lang
    from beurteilung.cases.format import Fall
    from beurteilung.cases.format.beteiligte import Beitrag, Beurteiler

__all__ = ["appraisers", "contributions"]

_Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def appraisers(case: Fall, lang: Lang) -> _Table:
    """Return the appraisers as a table: its head, and a row for each; without columns of which nothing is known."""
    names = (
        Text("Beurteiler", "Appraiser"),
        Text("Amt", "Office"),
        Text("Kennt die Leistungen als Vorgesetzter", "Knows the work as a superior"),
        Text("Kennt die Zeit", "Knows the time"),
        Text("Zuständig", "Competent"),
        Text("Voreingenommen", "Biased"),
        Text("Bei der Erstellung ausgeschieden", "Had left when it was made"),
        Text("Unterschrieben", "Signed"),
    )
    rows = [_appraiser(n, one, lang) for n, one in enumerate(case.beurteiler, 1)]
    return parts.known_columns(names, rows, lang)


def _appraiser(number: int, one: Beurteiler, lang: Lang) -> tuple[str, ...]:
    from beurteilung.cases.rules.beteiligte import ROLES  # noqa: PLC0415 - a change alone has no case

    bias = whether(one.befangen, lang)
    if one.besorgnis and not one.befangen:
        bias = Text("nur Besorgnis", "merely feared")[lang]
    nameless = Text("Beurteiler", "Appraiser")
    return (
        ROLES[one.rolle][lang] if one.rolle else f"{nameless[lang]} {number}",
        str(one.besoldungsgruppe or ""),
        whether(one.eigene_kenntnis, lang),
        "; ".join(span.period.text[lang] for span in one.kenntnis),
        whether(one.zustaendig, lang),
        bias,
        whether(one.ausgeschieden, lang),
        whether(one.unterschrieben, lang),
    )


def contributions(case: Fall, lang: Lang) -> _Table:
    """Return the contributions of others as a table, in the order of the case."""
    names = (
        Text("Beitrag", "Contribution"),
        Text("Zeitraum", "Period"),
        Text("Erstellt", "Made"),
        Text("Gesamtnote", "Overall mark"),
        Text("Eingeholt", "Obtained"),
        Text("Verwertet", "Used"),
    )
    rows = [_contribution(one, lang) for one in case.beitrag]
    return parts.known_columns(names, rows, lang)


def _contribution(one: Beitrag, lang: Lang) -> tuple[str, ...]:
    return (
        one.bezeichnung,
        one.days[lang] if one.days else "",
        on(one.vom, lang),
        one.note,
        whether(one.eingeholt, lang),
        whether(one.verwertet, lang),
    )
