"""`beurteilung scales [SKALA|WORT …]`: the scales, those that words name, or the grades of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import NoScaleError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import formats, repeated
from beurteilung.cli.guidelines import FIELD, LAND, chosen, one
from beurteilung.cli.output import print_table
from beurteilung.law.index import entries
from beurteilung.law.registry import guideline_of, scale
from beurteilung.model.scales import GradeScale
from beurteilung.render.wording import evidence_name

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

NAMES = repeated(
    "",
    Text("SKALA|WORT", "SCALE|WORD"),
    Text(
        "eine Skala, etwa ni-pol-1999, oder Wörter, die sie suchen: Polizei Bayern",
        "a scale, such as ni-pol-1999, or words to look for: Polizei Bayern",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (NAMES, LAND, FIELD, FORMAT)


def run(given: Given) -> int:
    """Print all scales, those of a Land or field or that words name, or one."""
    lang = given.lang
    names = given[NAMES]
    of_one = one(names, scale, lang)
    if isinstance(of_one, GradeScale):
        return _show(given, of_one)
    every = chosen(of_one or entries(), given[LAND], given[FIELD])
    head = (
        Text("Skala", "scale"),
        Text("Dienstherr", "Dienstherr"),
        Text("Noten", "grades"),
        Text("Titel", "title"),
        Text("Richtlinie", "guideline"),
    )
    found = sorted(((s, g) for g in every for s in g.scales), key=lambda pair: pair[0].id)
    if names and not found:
        known = ", ".join(g.id for g in every)
        raise NoScaleError(
            Text(
                f"bekannt ist dazu {known}, eine Skala ist dafür aber nicht belegt",
                f"known is {known}, but no scale of it is attested",
            )
        )
    rows = [tuple(h[lang] for h in head)]
    part = Text(" (teilweise)", " (in part)")
    rows += [
        (s.id, g.land, f"{s.size}{'' if s.complete else part[lang]}", s.title, g.title)
        for s, g in found
    ]
    plain = [  # only JSON lists every grade
        {**scale(s.id).as_dict(), "guideline": g.id, "land": g.land, "fields": list(g.fields)}
        for s, g in (found if given[FORMAT] == "json" else ())
    ]
    return print_table(given[FORMAT], lang, Text("Skalen", "Scales")[lang], plain, rows)


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
    shown = [*item][:ENDS] + [*item][-ENDS:] if len(item) > MOST else [*item]
    for n, g in enumerate(shown):
        if n == ENDS and len(shown) < len(item):
            rows.append(("…",) * len(head))
        cited = g.label_citation if g.label else g.citation
        evidence = evidence_name(cited.evidence)[lang] if cited else ""
        rows.append((g.code, g.stage.code if g.stage else "–", g.label or unknown, evidence))
    plain = item.as_dict() if given[FORMAT] == "json" else {}  # of 20,000 grades: a second
    note = _left_out(len(item))[lang] if len(shown) < len(item) else ""
    return print_table(given[FORMAT], lang, item.title or item.id, plain, rows, note=note)


MOST, ENDS = 2000, 100
"""Grades of a scale that are listed one by one; of a longer one, so many from each end."""


def _left_out(number: int) -> Text:
    every, rest = f"{number:,}", f"{number - 2 * ENDS:,}"
    return Text(
        f"Gezeigt sind die besten {ENDS} und die schlechtesten {ENDS} von {every.replace(',', '.')} Noten; "
        f"{rest.replace(',', '.')} fehlen hier. Alle nennt --format json, die Stufen: beurteilung guidelines.",
        f"Shown are the best {ENDS} and the worst {ENDS} of {every} grades; {rest} are left out. --format json "
        "has them all, beurteilung guidelines the stages.",
    )
