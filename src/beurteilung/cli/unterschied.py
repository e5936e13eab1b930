"""`beurteilung unterschied AKTE`: whether groups of officers were graded differently, by an exact test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UsageError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import SHEET, option
from beurteilung.cli.documents import OUTPUT, exit_code
from beurteilung.cli.rounds import (
    BY,
    EMPTY,
    FORMAT,
    GROUP,
    NOTE,
    PERSON,
    SCALE,
    SOURCE,
    Shown,
    divisions,
    hand_out_table,
    read_round,
)
from beurteilung.render.unterschied import (
    unterschied_dict,
    unterschied_document,
    unterschied_lines,
    unterschied_note,
)
from beurteilung.runden import unterschiede

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

PARTS = option(
    "--parts",
    Text("TEIL,TEIL", "PART,PART"),
    Text(
        "welche beiden Teile verglichen werden, wenn eine Spalte mehr als zwei hat",
        "which two parts are compared if a column has more than two",
    ),
)
PARAMETERS = (SOURCE, SHEET, BY, PARTS, GROUP, NOTE, SCALE, EMPTY, PERSON, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write the comparisons; the exit code is 3, for statistics alone settle nothing."""
    lang = given.lang
    names = tuple(divisions(given))
    if not names:
        raise UsageError(
            Text(
                "wonach verglichen wird, fehlt, etwa --by teilzeit=tz",
                "what to compare by is missing, such as --by teilzeit=tz",
            )
        )
    found = unterschiede(read_round(given), names, teile=_parts(given[PARTS]))
    answer = Shown(
        unterschied_document(found, lang), unterschied_dict(found), unterschied_lines(found, lang),
        (*(u.finding.message[lang] for u in found), unterschied_note(lang)),
    )  # fmt: skip
    hand_out_table(given, answer, given[SOURCE])
    return max(exit_code(u.finding) for u in found)


def _parts(word: str | None) -> tuple[str, str] | None:
    if word is None:
        return None
    first, _, second = (part.strip() for part in word.partition(","))
    if not first or not second or first == second:
        raise UsageError(
            Text(
                f"--parts: erwartet werden zwei Teile wie w,m, angegeben ist „{word}“",
                f"--parts: expected two parts such as w,m, got {word!r}",
            )
        )
    return first, second
