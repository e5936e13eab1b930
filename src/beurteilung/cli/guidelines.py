"""`beurteilung guidelines [RICHTLINIE|WORT …]`: the guidelines, those that words name, or all that one says."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, TypeVar, get_args

from beurteilung._base.errors import UnknownIdError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import formats, option, repeated
from beurteilung.cli.output import print_table, terminal_width
from beurteilung.law.document import Fach
from beurteilung.law.editions import Guideline
from beurteilung.law.index import entries
from beurteilung.law.laender import LAENDER, almost_named, land_named
from beurteilung.law.loading import read_guideline
from beurteilung.law.registry import guideline
from beurteilung.law.search import Found, field_named, search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import Given
    from beurteilung.law.index import Entry

__all__ = ["FIELD", "LAND", "PARAMETERS", "chosen", "one", "run", "state"]

T = TypeVar("T")

NAMES = repeated(
    "",
    Text("RICHTLINIE|WORT", "GUIDELINE|WORD"),
    Text(
        "eine Richtlinie, etwa ni-pol-1999, oder eine eigene Datei; oder Wörter, die sie suchen: Polizei Bayern",
        "a guideline, such as ni-pol-1999, or a file of your own; or words to look for: Polizei Bayern",
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
    other_words=field_named,
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (NAMES, LAND, FIELD, FORMAT)


def run(given: Given) -> int:
    """Print all guidelines, those of a Land or field or that words name, or one."""
    lang = given.lang
    names = given[NAMES]
    if len(names) == 1 and names[0].endswith(".toml"):  # an id has no dot
        return _show(given, read_guideline(names[0]))
    of_one = one(names, guideline, lang)
    if isinstance(of_one, Guideline):
        return _show(given, of_one)
    head = (
        Text("Richtlinie", "guideline"),
        Text("Dienstherr", "Dienstherr"),
        Text("Fach", "field"),
        Text("Skala", "scale"),
        Text("Titel", "title"),
    )
    every = chosen(of_one or entries(), given[LAND], given[FIELD])
    rows = [tuple(h[lang] for h in head)]
    rows += [(g.id, g.land, ", ".join(g.fields), state(g)[lang], g.title) for g in every]
    plain = [
        {
            "id": g.id,
            "family": g.family,
            "land": g.land,
            "fields": list(g.fields),
            "title": g.title,
            "scale": g.scale.id if g.scale else None,
            "complete": g.scale.complete if g.scale else None,
        }
        for g in every
    ]
    return print_table(given[FORMAT], lang, Text("Richtlinien", "Guidelines")[lang], plain, rows)


def one(names: Sequence[str], look_up: Callable[[str], T], lang: Lang) -> T | tuple[Entry, ...]:
    """Return what one name names, or else the guidelines that all words name; none for no word.

    Raises:
        UnknownIdError: neither an id is known nor a guideline of these words.
    """
    if not names:
        return ()
    text = " ".join(names)
    try:
        return look_up(text)
    except UnknownIdError:
        land = land_named(text, LAENDER)
        found = Found(()) if _ID.fullmatch(text) and not land else search(entries(), text)
        if not found.guidelines:
            raise
    if found.without:
        lost = ", ".join(found.without)
        note = Text(
            f"eine Richtlinie zu allen Wörtern ist nicht bekannt; gezeigt wird, was ohne „{lost}“ gefunden ist",
            f"no guideline has all these words; shown is what is found without {lost!r}",
        )
        sys.stderr.write(f"beurteilung: {note[lang]}\n")
    return found.guidelines


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
"""What looks like an id, and not like a word; a slip in one is answered by the nearest."""


def chosen(every: tuple[Entry, ...], land: str | None, field: str | None) -> tuple[Entry, ...]:
    """Return the guidelines of a Land and a field, as far as they are given.

    Raises:
        UnknownIdError: no guideline is of that Land; those that there are are named.
    """
    known = {g.land: None for g in every if g.land}
    wanted = land_named(land, known) if land else None
    if land is not None and wanted is None:
        # a Land of which nothing is known is no slip of another one's name
        hint = Text("", "") if land_named(land, LAENDER) else almost_named(land, known)
        names = ", ".join(sorted(known))
        raise UnknownIdError(
            Text(
                f"von „{land}“ ist keine Richtlinie bekannt{hint.de}; bekannt: {names}",
                f"no guideline of {land!r} is known{hint.en}; known: {names}",
            )
        )
    return tuple(
        g for g in every if wanted in (None, g.land) and (field is None or field in g.fields)
    )


def state(item: Entry) -> Text:
    """Say whether the scale of the Gesamturteil is attested."""
    if item.scale is None:
        return Text("keine belegt", "none attested")
    return Text("vollständig", "complete") if item.scale.complete else Text("teilweise", "in part")


def _show(given: Given, item: Guideline) -> int:
    from beurteilung.render.guideline import guideline_dict  # noqa: PLC0415 - the list needs none

    form, lang = given[FORMAT], given.lang
    if form == "json":
        from beurteilung._base.plain import indented  # noqa: PLC0415 - words need no JSON

        answer = indented(guideline_dict(item))
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
