"""`beurteilung gleistat AKTE`: the table that federal offices report of the best grades awarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import UsageError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import SHEET, day, option
from beurteilung.cli.documents import OUTPUT, exit_code
from beurteilung.cli.rounds import (
    BY,
    EMPTY,
    FORMAT,
    NOTE,
    PERSON,
    SCALE,
    SOURCE,
    Shown,
    hand_out_table,
    read_round,
)
from beurteilung.render.gleistat import REPORT, gleistat_dict, gleistat_document, gleistat_lines
from beurteilung.runden import gleistat

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

FROM = day("--from", Text("erster Tag des Berichtszeitraums", "first day of the reporting time"))
UNTIL = day("--until", Text("letzter Tag des Berichtszeitraums", "last day of the reporting time"))
CAREER = option(
    "--career",
    Text("LAUFBAHNGRUPPE", "CAREER"),
    Text("Laufbahngruppe, sonst „höherer Dienst“", "Laufbahngruppe, else “höherer Dienst”"),
)
PARAMETERS = (SOURCE, SHEET, FROM, UNTIL, CAREER, NOTE, SCALE, BY, EMPTY, PERSON, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write the table."""
    first, last = given[FROM], given[UNTIL]
    if first is None or last is None:
        raise UsageError(
            Text(
                "der Berichtszeitraum fehlt, etwa --from 2024-07-01 --until 2026-06-30",
                "the reporting time is missing, such as --from 2024-07-01 --until 2026-06-30",
            )
        )
    table = gleistat(
        read_round(given), laufbahngruppe=given[CAREER] or "höherer Dienst", von=first, bis=last
    )
    lang = given.lang
    answer = Shown(
        gleistat_document(table, lang),
        gleistat_dict(table),
        gleistat_lines(table, lang),
        (REPORT[lang],),
    )
    hand_out_table(given, answer, given[SOURCE])
    return exit_code(table.finding)
