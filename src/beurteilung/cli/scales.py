"""`beurteilung scales [SKALA]`: the scales, or the grades of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.output import print_table
from beurteilung.law.registry import guideline_of, scale, scales
from beurteilung.render.wording import evidence_name

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given
    from beurteilung.model.scales import GradeScale

__all__ = ["PARAMETERS", "run"]

NAME = optional(
    Text("SKALA", "SCALE"), Text("eine Skala, etwa ni-pol-1999", "a scale, such as ni-pol-1999")
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (NAME, FORMAT)


def run(given: Given) -> int:
    """Print all scales, or one."""
    lang = given.lang
    if name := given[NAME]:
        return _show(given, scale(name))
    every = scales()
    head = (Text("Skala", "scale"), Text("Noten", "grades"), Text("Titel", "title"))
    rows = [tuple(h[lang] for h in head)]
    rows += [(s.id, str(len(s)), s.title) for s in every]
    title = Text("Skalen", "Scales")[lang]
    return print_table(given[FORMAT], lang, title, [s.as_dict() for s in every], rows)


def _show(given: Given, item: GradeScale) -> int:
    lang = given.lang
    its = guideline_of(item)
    missing = its is None or any(its.gap(topic) for topic in (item.id, its.id))
    unknown = Text("(nicht belegt)", "(not attested)")[lang] if missing else "–"
    head = (
        Text("Note", "grade"),
        Text("Stufe", "stage"),
        Text("Bezeichnung", "wording"),
        Text("Beleg", "evidence"),
    )
    rows = [tuple(h[lang] for h in head)]
    for g in item:
        cited = g.label_citation if g.label else g.citation
        shown = evidence_name(cited.evidence)[lang] if cited else ""
        rows.append((g.code, g.stage.code if g.stage else "–", g.label or unknown, shown))
    return print_table(given[FORMAT], lang, item.title or item.id, item.as_dict(), rows)
