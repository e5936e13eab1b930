"""`beurteilung guidelines [RICHTLINIE]`: the guidelines, or what one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.translations import remark
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.output import print_table
from beurteilung.law.registry import guideline, guidelines

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given
    from beurteilung.law.editions import Guideline

__all__ = ["PARAMETERS", "run"]

NAME = optional(
    Text("RICHTLINIE", "GUIDELINE"),
    Text("eine Richtlinie, etwa ni-pol-1999", "a guideline, such as ni-pol-1999"),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (NAME, FORMAT)


def run(given: Given) -> int:
    """Print all guidelines, or one."""
    lang = given.lang
    if name := given[NAME]:
        return _show(given, guideline(name))
    every = guidelines()
    head = (
        Text("Richtlinie", "guideline"),
        Text("Dienstherr", "Dienstherr"),
        Text("Titel", "title"),
    )
    rows = [tuple(h[lang] for h in head), *((g.id, g.rules.land, g.title) for g in every)]
    plain = [
        {"id": g.id, "family": g.family, "land": g.rules.land, "title": g.title} for g in every
    ]
    return print_table(given[FORMAT], lang, Text("Richtlinien", "Guidelines")[lang], plain, rows)


def _show(given: Given, item: Guideline) -> int:
    lang = given.lang
    rows = [(Text("Angabe", "item")[lang], Text("Inhalt", "content")[lang])]
    rows += [("id", item.id), (Text("Titel", "title")[lang], item.title)]
    rows.append((Text("Fundstelle", "published")[lang], item.rules.fundstelle or "–"))
    for validity in item.rules.geltung:
        group = validity.laufbahngruppe.value if validity.laufbahngruppe else ""
        span = f"{validity.ab or '?'} – {validity.bis or '…'} {group}"
        rows.append((Text("Geltung", "validity")[lang], span.strip()))
    rows += [(Text("Skala", "scale")[lang], f"{s.id}: {s.title}") for s in item.scales]
    rows += [(Text("Lücke", "gap")[lang], remark(gap.was, lang)) for gap in item.gaps]
    plain = {
        "id": item.id,
        "family": item.family,
        "title": item.title,
        "scales": [s.as_dict() for s in item.scales],
        "gaps": [gap.was for gap in item.gaps],
    }
    return print_table(given[FORMAT], lang, item.title, plain, rows)
