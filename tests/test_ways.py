"""Slips that leave a case file TOML: where the key belongs, and how the value is written, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from blank import BARE
from decided import build

from beurteilung.errors import DataError

GOOD = BARE["beurteilung"][0]
SLIPS: list[tuple[dict[str, Any], str, str]] = [
    ({"auswahl": {"zustaendig": True}}, "es gibt ihn unter beurteiler, beitrag", "belongs under"),
    (
        {"beurteilung": [GOOD | {"seitdem": ["ruhestand"]}]},
        "er steht oben in der Datei, vor der ersten Tabelle",
        "at the top of the file, before the first table",
    ),
    (
        {"entwicklungsprognose": "hoch"},
        "dafür gibt es beurteilung.fassung.eignungsaussage",
        "for that there is beurteilung.fassung.eignungsaussage",
    ),
    ({"anhoerung": True}, "dafür gibt es beurteilung.angehoert", "beurteilung.angehoert"),
    ({"Verfahren": "klage"}, "gemeint ist wohl „verfahren“", "did you mean 'verfahren'?"),
    ({"verfharen": "klage"}, "gemeint ist wohl „verfahren“", "did you mean 'verfahren'?"),
    ({"gesamturteil": {"rechnerisch": "nein"}}, "ohne Anführungszeichen: false", "quotes: false"),
    ({"rechtsstand": "2020-01-01"}, "ohne Anführungszeichen: 2020-01-01", "quotes: 2020-01-01"),
    ({"auswahl": {"bewerber": "3"}}, "ohne Anführungszeichen: 3", "without quotes: 3"),
    ({"mitbewerber": {"note": 3}}, 'in Anführungszeichen: "3"', 'in quotes: "3"'),
    ({"richtwerte": {"anteile": "1/2"}}, 'anteile = ["1/2"]', 'anteile = ["1/2"]'),
    ({"anmerkung": "ein Text"}, 'anmerkung = ["ein Text"]', 'anmerkung = ["ein Text"]'),
    (
        {"amt": {"besoldungsgruppe": "A 9"}},
        "doppelte Klammern: [[amt]]",
        "double brackets: [[amt]]",
    ),
    (
        {"amt": "A 9"},
        "als Tabelle [[amt]] mit ",
        "as a table [[amt]] with ",
    ),
    (
        {"beurteilung": [GOOD | {"art": "Regelbeurteilung"}]},
        "wohl „regel“",
        "did you mean 'regel'?",
    ),
    (
        {"amt": [{"besoldungsgruppe": "A 9 m. D. + Z"}]},
        "dort steht nur „A 9“, die Laufbahngruppe unter laufbahngruppe",
        "only 'A 9' goes there",
    ),
    (
        {"abwesenheit": [], "zeitraum": {"luecke": "Aufstieg"}},
        "[[zeitraum.luecke]], in einer",
        "luecke]], on one",
    ),
    (
        {"auswahl": {"bewerber": "mehrere"}},
        "was nicht bekannt ist, bleibt weg",
        "not known is left out",
    ),
    (
        {"beurteilung": [GOOD | {"bis": "laufend"}]},
        "was nicht bekannt ist, bleibt weg",
        "not known is left out",
    ),
    ({"amt": [{"besoldungsgruppe": "A14/A13"}]}, "und besoldungsgruppe_bis", "are two entries"),
    ({"abwesenheit": [{"anteil": "80 %"}]}, "nur die Zahl: '80/100'", "alone: '80/100'"),
    ({"beurteiler": {"besucht": True}}, "gehört oben in die Liste anmerkung", "has no key belongs"),
    ({"mitbewerber": {"note": "nw-pol:3"}}, "angabe = '3' statt note", "'3' instead of note"),
    (
        {"mitbewerber": {"note": "telekom-2013:hervorragend"}},
        "ist mehr nicht bekannt: angabe = 'hervorragend' statt note",
        "if no more is known: angabe = 'hervorragend'",
    ),
    ({"mitbewerber": {"note": "gut"}}, "angabe = 'gut' statt note", "'gut' instead of note"),
    ({"mitbewerber": {"note": "ni-pol-1999:7"}}, "keine Note", "has no grade"),
]


@pytest.mark.parametrize(("facts", "german", "english"), SLIPS, ids=range(len(SLIPS)))
def test_a_slip_has_a_way_out(facts: dict[str, Any], german: str, english: str) -> None:
    with pytest.raises(DataError) as error:
        build(BARE | facts)
    assert german in error.value.explain("de")
    assert english in error.value.explain("en")


@pytest.mark.parametrize(
    "facts",
    [
        {"auswahl": {"bewerber": "drei"}},
        {"anmerkung": 'mit "Zitat"'},
        {"gesamturteil": {"rechnerisch": "vielleicht"}},
        {"titel": date},
    ],
    ids=str,
)
def test_where_nobody_can_tell_what_was_meant_nothing_is_guessed(facts: dict[str, Any]) -> None:
    with pytest.raises(DataError) as error:
        build(BARE | facts)
    (fault,) = error.value.explain("en").splitlines()[1:]
    assert "; " not in fault


def test_the_keys_of_a_table_are_listed_once() -> None:
    with pytest.raises(DataError) as error:
        build(BARE | {"auswahl": {"xyz": 1, "zyx": 2}})
    assert error.value.explain("de").count("möglich: ") == 1
