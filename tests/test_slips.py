"""Slips of the pen in a TOML file: the line, what is wrong, and how to write it, in both languages."""

from __future__ import annotations

import pytest

from beurteilung._base.slips import explained
from beurteilung._base.toml import parse_toml
from beurteilung.errors import DataError

SLIPS = {
    "ab = 01.11.1999": ("ab = 1999-11-01 (statt 01.11.1999)", "ab = 1999-11-01 (not 01.11.1999)"),
    "amt = [{ ab = 1.1.2000 }]": ("ab = 2000-01-01", "ab = 2000-01-01"),
    "stichtag = 1999.11.1": ("stichtag = 1999-11-01", "stichtag = 1999-11-01"),
    "vom = 31.12.99": ("vom = ..99-12-31", "vom = ..99-12-31"),
    "von = 2018-1-1": ("zwei Ziffern: von = 2018-01-01", "two digits: von = 2018-01-01"),
    "ab = 1999-11": ('ab = "1999-11"', 'ab = "1999-11"'),
    '  { ab = 1998-10, bezeichnung = "PK" },': ('ab = "1998-10"', 'ab = "1998-10"'),
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
    "prozent = 15 %": ("prozent = 15.", "prozent = 15"),
    "prozent = 12,5 v. H.": ('prozent = "12,5".', 'prozent = "12,5"'),
    "toleranz_ueber = 2,5": (
        'in Anführungszeichen: toleranz_ueber = "2,5"',
        "a number with a comma",
    ),
    "x = { a = true, land = Hessen }": ('land = "Hessen"', 'land = "Hessen"'),
    'id: "x"': ("id = … (statt id: …)", "id = … (not id: …)"),
    'land = "Bund"\ra = 1': ("nur mit CR", "CR alone"),
    "stufen = [A, B]": ('stufen = ["A", …]', "each text of a list"),
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
    ("raw", "de", "en"),
    [
        (b"PK\x03\x04\xff", "Das ist eine Datei aus Word, Excel oder LibreOffice", "LibreOffice"),
        (b"\xd0\xcf\x11\xe0\xa1", "Das ist eine alte Datei aus Word oder Excel", "an old file"),
        (b"%PDF-1.7\n", "Das ist ein PDF", "this is a PDF"),
        ("Name;Grund\nMüller;3\n".encode("cp1252"), "Das sieht nach CSV aus", "looks like CSV"),
        (b"Die Beurteilung ist zu schlecht.", "Das sieht nach fließendem Text aus", "like prose"),
        (
            b"```toml\na = 1\n```\n",
            "Zeile 1: Die Zeilen mit ``` gehören nicht",
            "line 1: the lines with ```",
        ),
        (b"\xff\xfe", "das Byte 0xff ist kein UTF-8", "byte 0xff is not UTF-8"),
    ],
)
def test_a_file_of_another_kind(raw: bytes, de: str, en: str) -> None:
    with pytest.raises(DataError) as error:
        parse_toml(raw, "fall.toml")
    assert de in error.value.explain("de")
    assert en in error.value.explain("en")


def test_a_line_whose_quotes_are_closed_is_not_the_one_at_fault() -> None:
    with pytest.raises(DataError) as error:
        parse_toml(b"a = 'x'\nb = \"abc", "f")
    assert "Zeile 2: Bei b fehlt ein Anführungszeichen" in error.value.explain("de")


@pytest.mark.parametrize(
    "text", ["x = [1, 2", 'a = 1\na = "z"', "vom = 1999-02-31", "= 3", "x = { a = true, "]
)
def test_what_is_no_known_slip_keeps_the_words_of_the_parser(text: str) -> None:
    with pytest.raises(DataError, match="not TOML: ") as error:
        parse_toml(text.encode(), "f")
    assert "kein TOML: " in error.value.explain("de")


WORDS = {
    "a = \n": "hier steht kein Wert",
    "vom = 1999-02-31": "diesen Tag oder diese Uhrzeit gibt es nicht",
    "[richtwert]\n[richtwert]": "die Tabelle richtwert steht schon da; gibt es mehrere, heißt jede [[richtwert]]",
    "[a]\nb = 1\n[[a]]": "das steht schon da",
    "a = { b = 1 }\na.c = 2": "am Ende der Datei: das steht schon da",
    "x = { a = 1, a = 2 }": "das steht schon da",
    'id "x"': "nach dem Schlüssel fehlt das Gleichheitszeichen",
    "[skala\n": "die Klammer ] fehlt",
    "[[skala]\n": "die Klammern ]] fehlen",
    'id = "x" y = 1': "hinter der Angabe steht noch etwas",
    '"abc': "das zweite Anführungszeichen fehlt",
    "x = [1 2]": "in einer Liste fehlt ein Komma",
    'x = { a = "1" b = "2" }': "in einer Tabelle { … } fehlt ein Komma",
    "x = { a = 1, ? }": "so beginnt kein Schlüssel",
    "= 3": "so beginnt keine Angabe",
    r'a = "C:\q"': "steht jeder \\ doppelt",
    r'a = "\uZZZZ"': "steht jeder \\ doppelt",
    r'a = "\ud800"': "steht jeder \\ doppelt",
    'a = "\x01"': "hier steht ein Zeichen, das Text nicht enthalten darf",
    "x = " + "[" * 5000: "zu tief geschachtelt",
    "x = " + "9" * 5000: "eine Zahl hat höchstens 18 Stellen",
}


@pytest.mark.parametrize("text", WORDS, ids=[text[:20] for text in WORDS])
def test_the_parser_speaks_german_too(text: str) -> None:
    with pytest.raises(DataError) as error:
        parse_toml(text.encode(), "f")
    german = error.value.explain("de").splitlines()[1]
    assert WORDS[text] in german
    assert german.strip().startswith("kein TOML: ")
    assert "not TOML: " in str(error.value)


def test_what_a_later_parser_may_say_is_repeated() -> None:
    assert explained("Nanu (at line 1, column 2)").de == "kein TOML: Nanu (at line 1, column 2)"
