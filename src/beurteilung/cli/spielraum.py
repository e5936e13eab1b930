"""`beurteilung spielraum`: what the Richtwerte of a guideline still allow in each comparison group."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from beurteilung._base.errors import BadRowsError, UsageError
from beurteilung._base.text import Text
from beurteilung._base.text import day as day_in_words
from beurteilung.cli.arguments import SHEET, day, option, optional, repeated
from beurteilung.cli.documents import OUTPUT
from beurteilung.cli.rounds import (
    FORMAT,
    GROUP,
    NOTE,
    SCALE,
    Shown,
    bad_rows,
    hand_out_table,
    staff,
    whole,
)
from beurteilung.law.registry import guideline, scale, written_grade
from beurteilung.model.offices import pay_group
from beurteilung.render.spielraum import spielraum_dict, spielraum_document, spielraum_lines
from beurteilung.runden.spielraum import LIMITS, next_head, so_far, spielraum

if TYPE_CHECKING:
    from datetime import date

    from beurteilung.cli.arguments import Given
    from beurteilung.law.editions import Guideline
    from beurteilung.model.scales import Grade, GradeScale
    from beurteilung.runden import Spielraum

__all__ = ["PARAMETERS", "run"]

Counts: TypeAlias = "dict[Grade, int]"

SOURCE = optional(
    Text("AKTE", "FILE"),
    Text(
        "eine Zeile je Person, die Note leer, solange keine vergeben ist: .csv, .xlsx, .ods, .xls oder .parquet",
        "one row per person, the grade empty as long as none was given: .csv, .xlsx, .ods, .xls or .parquet",
    ),
)
GUIDELINE = option(
    "--guideline",
    Text("RICHTLINIE", "GUIDELINE"),
    Text("Richtlinie mit Richtwerten", "guideline with Richtwerte"),
)
SIZE = option(
    "--size",
    Text("ZAHL", "NUMBER"),
    Text(
        "Größe der Vergleichsgruppe, wenn keine Datei da ist",
        "size of the comparison group, without a file",
    ),
)
GIVEN = repeated(
    "--given",
    Text("NOTE=ZAHL", "GRADE=NUMBER"),
    Text(
        "so viele haben diese Note schon, etwa 5=2; mehrfach",
        "so many have this grade already, such as 5=2; may be repeated",
    ),
)
STICHTAG = day(
    "--stichtag",
    Text(
        "Stichtag der Runde; dann zählt nur, was für ihn gilt",
        "Stichtag of the round; then only what holds for it counts",
    ),
)
PARAMETERS = (SOURCE, SHEET, GUIDELINE, STICHTAG, SIZE, GIVEN, GROUP, NOTE, SCALE, FORMAT, OUTPUT)


def run(given: Given) -> int:
    """Print or write what is left; the exit code is 3 if a bound is exceeded or a figure is not known."""
    if (name := given[GUIDELINE]) is None:
        raise UsageError(
            Text(
                "die Richtlinie fehlt, etwa --guideline bund-blv-2026",
                "the guideline is missing, such as --guideline bund-blv-2026",
            )
        )
    law, lang, source = guideline(name), given.lang, given[SOURCE]
    if not law.document.richtwert:
        raise UsageError(
            Text(
                f"{law.id} setzt keine Richtwerte; welche Richtlinien es tun, zeigt: beurteilung guidelines",
                f"{law.id} sets no Richtwerte; which guidelines do, shows: beurteilung guidelines",
            )
        )
    if (on := given[STICHTAG]) and not _in_force(law, on):
        raise UsageError(
            Text(
                f"--stichtag: für den {day_in_words(on)} gilt kein Richtwert von {law.id}; welche wann gelten, zeigt: "
                f"beurteilung guidelines {law.id}",
                f"--stichtag: no Richtwert of {law.id} holds for {day_in_words(on, 'en')}; which hold when, shows: "
                f"beurteilung guidelines {law.id}",
            )
        )
    of = scale(known) if (known := given[SCALE]) else law.scale
    if (source is None) == (given[SIZE] is None):
        raise UsageError(
            Text(
                "anzugeben ist entweder eine Datei oder die Größe der Gruppe, etwa --size 26",
                "give either a file or the size of the group, such as --size 26",
            )
        )
    groups = _of_file(source, given, of) if source else {"": _of_words(given, of)}
    rows = [
        (group, _asked(law, group, size, counts, on)) for group, (size, counts) in groups.items()
    ]
    answer = Shown(
        spielraum_document(law, rows, lang), spielraum_dict(law, rows), spielraum_lines(rows, lang),
        tuple(one[lang] for one in LIMITS),
    )  # fmt: skip
    hand_out_table(given, answer, *([source] if source else []))
    every = [s for _, group in rows for s, _ in group]
    return 3 if any(s.exceeded or s.further is None for s in every) else 0


def _in_force(law: Guideline, stichtag: date) -> bool:
    """Tell whether a Richtwert of the guideline may hold for a Stichtag."""
    return law.holds_on(stichtag) is not False and any(
        r.governs(stichtag) is not False for r in law.document.richtwert
    )


def _asked(
    law: Guideline, group: str, size: int, counts: Counts, day: date | None
) -> list[tuple[Spielraum, int | None]]:
    """Return what each Richtwert leaves, of a group that is a pay group only those that may hold for it."""
    found = zip(spielraum(law, size, counts, day), next_head(law, size, day), strict=True)
    pay = pay_group(group)
    return [one for one in found if pay is None or one[0].richtwert.holds_for(pay) is not False]


def _of_file(source: str, given: Given, of: GradeScale | None) -> dict[str, tuple[int, Counts]]:
    """Return size and grades of each group of a file."""
    if given[GIVEN]:
        raise UsageError(
            Text(
                "mit einer Datei stehen die Noten darin; --given entfällt",
                "with a file the grades stand in it; leave --given out",
            )
        )
    note = given[NOTE] or "note"
    rows = staff(source, given[SHEET], note, given[GROUP])
    try:
        return so_far(
            rows.values(), note=note, scale=of, gruppe=given[GROUP],
            numbers=[*rows],
        )  # fmt: skip
    except BadRowsError as error:
        raise bad_rows(source, error) from None


def _of_words(given: Given, of: GradeScale | None) -> tuple[int, Counts]:
    """Return size and grades of the one group that the options describe."""
    counts: Counts = {}
    for word in given[GIVEN]:
        code, _, number = (part.strip() for part in word.rpartition("="))
        one = written_grade(code, of)
        if one in counts:
            raise UsageError(
                Text(f"--given: {one} steht zweimal da", f"--given: {one} is given twice")
            )
        counts[one] = whole("--given", number)
    return whole("--size", given[SIZE] or ""), counts
