"""Slips of the pen in a TOML file: the line, what is wrong, and how to write it, in both languages."""

from __future__ import annotations

import pytest

from beurteilung._base.toml import parse_toml
from beurteilung.errors import DataError

SLIPS = {
    "ab = 01.11.1999": ("ab = 1999-11-01 (statt 01.11.1999)", "ab = 1999-11-01 (not 01.11.1999)"),
    "amt = [{ ab = 1.1.2000 }]": ("ab = 2000-01-01", "ab = 2000-01-01"),
    "stichtag = 1999.11.1": ("stichtag = 1999-11-01", "stichtag = 1999-11-01"),
    "vom = 31.12.99": ("vom = ..99-12-31", "vom = ..99-12-31"),
    "ab = 1999-11": ('ab = "1999-11"', 'ab = "1999-11"'),
    "prüfung = true": ("pruefung (statt prüfung)", "pruefung (not prüfung)"),
    "[überprüfung]": ("ueberpruefung (statt überprüfung)", "ueberpruefung (not überprüfung)"),
    'aenderung = { begründung = "fehlt" }': ("begruendung", "begruendung"),
    'titel = "abc': ("Bei titel fehlt ein Anführungszeichen", "a quote is missing at titel"),
    "titel = 'abc": ("Bei titel fehlt ein Anführungszeichen", "a quote is missing at titel"),
    'titel = abc"': ("Bei titel fehlt ein Anführungszeichen", "a quote is missing at titel"),
    "land = Niedersachsen # Land": ('land = "Niedersachsen"', 'land = "Niedersachsen"'),
    "land = „Bund“": ('land = "Bund"', 'land = "Bund"'),
    "amt = [{ besoldungsgruppe = A 9 }]": ('besoldungsgruppe = "A 9"', 'besoldungsgruppe = "A 9"'),
    "wesentlich = ja": ("Ja und nein heißen true und false", "yes and no are true and false"),
    "wesentlich = False": ("wesentlich = false", "wesentlich = false"),
}


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_names_its_line_and_the_way_out(line: str) -> None:
    de, en = SLIPS[line]
    with pytest.raises(DataError) as error:
        parse_toml(f'id = "x"\n\n{line}\n'.encode(), "fall.toml")
    german, english = (error.value.explain(lang).splitlines()[1].strip() for lang in ("de", "en"))
    assert german.startswith("Zeile 3: ")
    assert de in german
    assert english.startswith("line 3: ")
    assert en in english


@pytest.mark.parametrize(
    "text", ["x = [1, 2", 'a = 1\na = "z"', "vom = 1999-02-31", "= 3", "x = { a = true, "]
)
def test_what_is_no_known_slip_keeps_the_words_of_the_parser(text: str) -> None:
    with pytest.raises(DataError, match="not TOML: ") as error:
        parse_toml(text.encode(), "f")
    assert "kein TOML: " in error.value.explain("de")
