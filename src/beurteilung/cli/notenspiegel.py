"""`beurteilung notenspiegel AKTE`: the grade distribution of a round, with what must be withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import UsageError
from beurteilung._base.text import Text
from beurteilung.cli.arguments import SHEET, choice, day, option
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
    hand_out_table,
    read_round,
    whole,
)
from beurteilung.law.certainty import DIENSTE
from beurteilung.render.rounds import (
    notenspiegel_dict,
    notenspiegel_document,
    notenspiegel_lines,
)
from beurteilung.runden import duty_of, notenspiegel

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given
    from beurteilung.law.certainty import Dienst

__all__ = ["PARAMETERS", "run"]

LEAST = option(
    "--least",
    Text("ZAHL", "NUMBER"),
    Text(
        "Mindestzahl je gezeigtem Teil; keine Norm nennt sie, darum ist sie anzugeben",
        "least number of a part that is shown; no norm names it, so it has to be given",
    ),
)
CARE = choice(
    "--care",
    ("usual", "strict"),
    Text(
        "strict: auch zurückhalten, wo alle bis auf eine Person dieselbe Note haben; ohne das kennt diese die Note "
        "aller anderen",
        "strict: also withhold a part in which all but one have the same grade; otherwise that one knows the grade "
        "of all others",
    ),
)
LAND = option(
    "--land",
    Text("LAND", "LAND"),
    Text("Dienstherr, dessen Pflicht zitiert wird: Bund", "Dienstherr whose duty is cited: Bund"),
)
DIENST = choice("--service", tuple(DIENSTE), Text("für wen", "for whom"))
STICHTAG = day("--stichtag", Text("Stichtag der Runde", "Stichtag of the round"))
PARAMETERS = (
    SOURCE, SHEET, LEAST, CARE, NOTE, SCALE, GROUP, BY, EMPTY, PERSON, LAND, DIENST, STICHTAG, FORMAT, OUTPUT,
)  # fmt: skip


def run(given: Given) -> int:
    """Print or write the Notenspiegel."""
    least, land, lang = given[LEAST], given[LAND], given.lang
    if least is None:
        raise UsageError(
            Text(
                "--least fehlt: keine Norm nennt die Zahl, etwa --least 5",
                "--least is missing: no norm names the number, such as --least 5",
            )
        )
    number = whole("--least", least)
    runde = read_round(given)
    if given[GROUP]:
        runde = runde.by_group()
    dienst = cast("Dienst", given[DIENST])
    duty = duty_of(land, given[STICHTAG], dienst=dienst) if land else None
    spiegel = notenspiegel(runde, mindestzahl=number, pflicht=duty, streng=given[CARE] == "strict")
    if land and duty is None:
        spiegel = spiegel.noting(_no_duty(land))
    answer = Shown(
        notenspiegel_document(spiegel, lang), notenspiegel_dict(spiegel),
        notenspiegel_lines(spiegel, lang), (spiegel.sentence(lang),),
    )  # fmt: skip
    hand_out_table(given, answer, given[SOURCE])
    return exit_code(spiegel.finding)


def _no_duty(land: str) -> Text:
    return Text(
        f"Ob der Notenspiegel hier ({land}) bekannt zu geben ist, ist nicht belegt: Für diesen Dienstherrn, "
        "diesen Dienst und diesen Tag ist keine Pflicht bekannt.",
        f"Whether the distribution is to be made known here ({land}) is not attested: for this Dienstherr, this "
        "service and this day no duty is known.",
    )
