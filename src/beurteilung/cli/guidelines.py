"""`beurteilung guidelines [RICHTLINIE]`: the guidelines, or everything that one says."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, get_args

from beurteilung._base.errors import UnknownIdError
from beurteilung._base.text import Text, meant
from beurteilung.cli.arguments import formats, option, optional
from beurteilung.cli.output import print_table, terminal_width
from beurteilung.law.document import Fach
from beurteilung.law.loading import read_guideline
from beurteilung.law.registry import guideline, guidelines

if TYPE_CHECKING:
    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import Given
    from beurteilung.law.editions import Guideline

__all__ = ["FIELD", "LAND", "PARAMETERS", "chosen", "run", "state"]

NAME = optional(
    Text("RICHTLINIE", "GUIDELINE"),
    Text(
        "eine Richtlinie, etwa ni-pol-1999, oder eine eigene Datei",
        "a guideline, such as ni-pol-1999, or a file of your own",
    ),
)
LAND = option(
    "--land",
    Text("LAND", "LAND"),
    Text("nur die eines Landes, oder Bund", "only those of a Land, or Bund"),
)
FIELD = option(
    "--fach",
    Text("FACH", "FIELD"),
    Text("nur die eines Fachs, etwa polizei", "only those of a field, such as polizei"),
    choices=get_args(Fach),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (NAME, LAND, FIELD, FORMAT)


def run(given: Given) -> int:
    """Print all guidelines, those of a Land or field, or one."""
    lang = given.lang
    if name := given[NAME]:
        is_file = name.endswith(".toml")  # an id has no dot
        return _show(given, read_guideline(name) if is_file else guideline(name))
    head = (
        Text("Richtlinie", "guideline"),
        Text("Dienstherr", "Dienstherr"),
        Text("Fach", "field"),
        Text("Skala", "scale"),
        Text("Titel", "title"),
    )
    every = chosen(guidelines(), given[LAND], given[FIELD])
    rows = [tuple(h[lang] for h in head)]
    rows += [
        (g.id, g.document.land, ", ".join(g.document.fach), state(g)[lang], g.title) for g in every
    ]
    plain = [
        {
            "id": g.id,
            "family": g.family,
            "land": g.document.land,
            "fields": list(g.document.fach),
            "title": g.title,
            "scale": g.scale.id if g.scale else None,
            "complete": g.scale.complete if g.scale else None,
        }
        for g in every
    ]
    return print_table(given[FORMAT], lang, Text("Richtlinien", "Guidelines")[lang], plain, rows)


def chosen(
    every: tuple[Guideline, ...], land: str | None, field: str | None
) -> tuple[Guideline, ...]:
    """Return the guidelines of a Land and a field, as far as they are given.

    Raises:
        UnknownIdError: no guideline is of that Land; those that there are are named.
    """
    known = {g.document.land.casefold(): g.document.land for g in every if g.document.land}
    if land is not None and land.casefold() not in known:
        hint, names = meant(land, known.values()), ", ".join(sorted(known.values()))
        raise UnknownIdError(
            Text(
                f"von „{land}“ ist keine Richtlinie bekannt{hint.de}; bekannt: {names}",
                f"no guideline of {land!r} is known{hint.en}; known: {names}",
            )
        )
    return tuple(
        g
        for g in every
        if (land is None or g.document.land.casefold() == land.casefold())
        and (field is None or field in g.document.fach)
    )


def state(item: Guideline) -> Text:
    """Say whether the scale of the Gesamturteil is attested."""
    if item.scale is None:
        return Text("keine belegt", "none attested")
    return Text("vollständig", "complete") if item.scale.complete else Text("teilweise", "in part")


def _show(given: Given, item: Guideline) -> int:
    from beurteilung.render.guideline import guideline_dict  # noqa: PLC0415 - the list needs none

    form, lang = given[FORMAT], given.lang
    if form == "json":
        answer = json.dumps(guideline_dict(item), ensure_ascii=False, indent=2)
    else:
        answer = _written(form, item, lang)
    sys.stdout.write(answer.rstrip("\n") + "\n")
    return 0


def _written(form: str, item: Guideline, lang: Lang) -> str:
    from beurteilung.render.guideline import guideline_document  # noqa: PLC0415 - as above
    from beurteilung.render.html import document_html  # noqa: PLC0415 - as above
    from beurteilung.render.markdown import document_markdown  # noqa: PLC0415 - as above
    from beurteilung.render.text import document_text  # noqa: PLC0415 - as above

    document = guideline_document(item, lang)
    if form == "html":
        return document_html(document)
    return (
        document_markdown(document) if form == "md" else document_text(document, terminal_width())
    )
