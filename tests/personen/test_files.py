"""A file that describes persons as people write it is read like the form itself, as far as that leaves no doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from beurteilung.errors import BeurteilungError
from beurteilung.personen.format import read_career, read_carried, read_field

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CARRIED = """
skala = "by-llbg"
ausgang = "by-llbg:11"
gewaehlt = "by-llbg:11"
land = "Bayern"
am = 2015-05-31
groesse = 122
mittel = "11,32"
gedruckt = "gerundet"
letzte_regel = true
"""
COUNTED = """
ausgang = "by-llbg:11"
gewaehlt = "by-llbg:11"
land = "Bayern"
neue = { "11" = 83, "12" = 39 }
"""
CAREER = """
skala = "by-llbg"
richtlinie = "by-stmuv-2023"
am = 2025-06-01
ziel = "A 9+AZ"
[[beurteilung]]
note = "by-llbg:13"
von = 2022-06-01
bis = 2025-05-31
art = "regel"
"""
FIELD = """
skala = "by-llbg"
ordnung = "bund-blv-2026"
am = 2026-04-01
plaetze = 1
[[bewerbung]]
id = "1"
note = "by-llbg:13"
amt = "A 11"
fiktiv = true
frueher = ["by-llbg:12"]
merkmale = { "Führung" = "by-llbg:14" }
[[bewerbung]]
id = "b"
note = "by-llbg:12"
amt = "A 11"
"""


def carried(path: Path) -> object:
    return read_carried(path).check()


def career(path: Path) -> object:
    return read_career(path).check()


def field(path: Path) -> object:
    return read_field(path).field().paare()


WHOLE = {carried: CARRIED, career: CAREER, field: FIELD}


def written(folder: Path, text: str) -> Path:
    path = folder / "p.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("read", "form", "natural"),
    [
        (carried, 'ausgang = "by-llbg:11"', "ausgang = 11"),
        (carried, 'gewaehlt = "by-llbg:11"', 'gewaehlt = "11 Punkte"'),
        (carried, 'gewaehlt = "by-llbg:11"', 'gewaehlt = "by-llbg: 11 Punkte"'),
        (carried, 'gewaehlt = "by-llbg:11"', 'gewaehlt = "Note 11"'),
        (carried, 'gewaehlt = "by-llbg:11"', 'gewaehlt = "Note: 11"'),
        (carried, "am = 2015-05-31", 'am = "31.05.2015"'),
        (carried, "am = 2015-05-31", 'am = "31. Mai 2015"'),
        (carried, "groesse = 122", 'groesse = "122"'),
        (carried, 'mittel = "11,32"', "mittel = 11.32"),
        (carried, 'gedruckt = "gerundet"', 'gedruckt = "Gerundet"'),
        (carried, "letzte_regel = true", 'letzte_regel = "ja"'),
        (carried, 'land = "Bayern"', 'land = "bayern"'),
        (career, 'note = "by-llbg:13"', "note = 13"),
        (career, "[[beurteilung]]", "[beurteilung]"),
        (career, "bis = 2025-05-31", 'bis = "31.5.2025"'),
        (career, 'art = "regel"', 'art = "Regel"'),
        (field, 'note = "by-llbg:13"', "note = 13"),
        (field, 'frueher = ["by-llbg:12"]', "frueher = 12"),
        (field, '= "by-llbg:14"', '= "14 Pkt."'),
        (field, 'id = "1"', "id = 1"),
        (field, "plaetze = 1", 'plaetze = "1"'),
        (field, "fiktiv = true", 'fiktiv = "Ja"'),
        (field, 'amt = "A 11"', 'amt = "A11"'),
    ],
)
def test_it_says_what_the_form_says(
    tmp_path: Path, read: Callable[[Path], object], form: str, natural: str
) -> None:
    whole = WHOLE[read]
    assert form in whole
    found = read(written(tmp_path, whole.replace(form, natural, 1)))
    assert found == read(written(tmp_path, whole))


@pytest.mark.parametrize(
    ("read", "text", "fault"),
    [
        (carried, COUNTED.replace("by-llbg:11", "11 Punkte", 1), "ausgang: „11 Punkte“ nennt keine Skala; vor"),
        (carried, COUNTED.replace("by-llbg:11", "by-llbg:17", 1), "ausgang: Skala by-llbg hat keine Note „17“"),
        (carried, COUNTED.replace("by-llbg:11", "by-llbg:gut (11)", 1), "keine Note „gut (11)“"),
        (carried, COUNTED.replace("by-llbg:11", "ni-pol-1999:3 Punkte", 1), "keine Note „3 Punkte“"),
        (carried, COUNTED.replace('"12"', '"11 Punkte"'), "neue: by-llbg:11 steht zweimal da"),
        (carried, COUNTED.replace('"12"', '"11,0"'), "neue: by-llbg:11 steht zweimal da"),
        (carried, COUNTED.replace('"12"', '"17"'), "neue: Skala by-llbg hat keine Note „17“"),
        (field, FIELD.replace('"by-llbg:14"', '"by-llbg"'), "Skala by-llbg hat keine Note „by-llbg“"),
        (carried, COUNTED + "rang = [1]", "erwartet werden zwei Zahlen, Platz und"),
        (carried, COUNTED + 'am = "31.05.15"', "am: erwartet wird ein Tag wie"),
        (carried, COUNTED + 'letzte_regel = "teils"', "letzte_regel: erwartet wird true oder false"),
        (carried, CARRIED.replace('"by-llbg"', '"by-llb"'), "by-llb"),
        (field, FIELD.replace('"by-llbg:14"', '"99"'), "bewerbung[0].merkmale.Führung: Skala by-llbg hat"),
        (field, FIELD.replace("by-llbg:12", "ni-pol-1999:9", 1), "bewerbung[0].frueher: Skala ni-pol-1999 hat"),
        (carried, CARRIED + "rang = [124, 5]", "122 Referenzpersonen gibt es 123 Plätze"),
        (carried, CARRIED + "rang = [5, 123]", "höchstens 122 Entscheidungen"),
        (field, FIELD.replace("{ ", '{ "fuehrung" = 12, '), "das Merkmal Führung steht zweimal da, auch als fuehrung"),
        (field, FIELD.replace('"Führung"', "Führung"), 'ein freier Name in Anführungszeichen: "Führung".'),
        (career, CAREER.replace("by-llbg:13", "by-llbg:0"), "beurteilung[0].note: Skala by-llbg hat"),
        (career, 'vergeben = ["by-llbg:0"]\n' + CAREER, "vergeben: Skala by-llbg hat"),
    ],
)  # fmt: skip
def test_what_leaves_doubt_is_refused_with_its_place(
    tmp_path: Path, read: Callable[[Path], object], text: str, fault: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BeurteilungError) as raised:
        read(path)
    assert fault in raised.value.explain("de")
