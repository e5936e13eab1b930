"""What somebody writes who has not read the form, and what leaves no doubt, is read like the form itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from beurteilung.errors import DataError
from beurteilung.law.loading import read_guideline

if TYPE_CHECKING:
    from pathlib import Path

FORM = """
id = "r"
titel = "T"
land = "Hessen"
fach = ["allgemein"]
erlassen = 2024-03-01
[[quelle]]
id = "buch"
zitat = "Z"
art = "norm"
[[beleg]]
quelle = "buch"
evidenz = "normtext"
[[geltung]]
ab = 2024-04-01
[[skala]]
id = "r"
titel = "Gesamturteil"
rundung = { art = "kaufmaennisch" }
stufe = [
  { code = "3", bezeichnung = { text = "gut" } },
  { code = "2,50" },
  { code = "1", schritt = [{ code = "1+" }, { code = "1-" }] },
]
[[turnus]]
monate = 36
[[richtwert]]
stufen = ["3"]
prozent = "12,5"
je = [["laufbahn"]]
[[schwelle]]
id = "aufstieg"
text = "S"
mindestens = "1"
skala = "r"
[[stufenwert]]
skala = "r"
was = "Prämie"
werte = { 3 = "1,5", 1 = 0 }
[vergleichsgruppe]
arten = ["regel"]
[[luecke]]
was = "Bezeichnung der 1"
"""


def read(folder: Path, text: str) -> object:
    path = folder / "r.toml"
    path.write_text(text, encoding="utf-8")
    return read_guideline(path).document


@pytest.mark.parametrize(
    ("form", "natural"),
    [
        ('fach = ["allgemein"]', 'fach = "allgemein"'),
        ('fach = ["allgemein"]', 'fach = ["Allgemein"]'),
        ("erlassen = 2024-03-01", 'erlassen = "01.03.2024"'),
        ("erlassen = 2024-03-01", 'erlassen = "1. März 2024"'),
        ("[[quelle]]", "[quelle]"),
        ("[[beleg]]", "[beleg]"),
        ("[[geltung]]", "[geltung]"),
        ("[[skala]]", "[skala]"),
        ("[[turnus]]\nmonate = 36", "[turnus]\nmonate = 36"),
        ("[[richtwert]]", "[richtwert]"),
        ('evidenz = "normtext"', 'evidenz = "Normtext"'),
        ('{ art = "kaufmaennisch" }', '"kaufmännisch"'),
        ('{ text = "gut" }', '"gut"'),
        ('{ code = "2,50" }', '"2,50"'),
        ('code = "3"', "code = 3"),
        ('[{ code = "1+" }, { code = "1-" }]', '["1+", "1-"]'),
        ('stufen = ["3"]', 'stufen = "3"'),
        ('stufen = ["3"]', "stufen = [3]"),
        ('stufen = ["3"]', "stufen = 3"),
        ('prozent = "12,5"', "prozent = 12.5"),
        ('"1,5"', "1.5"),
        ('je = [["laufbahn"]]', 'je = ["laufbahn"]'),
        ('je = [["laufbahn"]]', 'je = "laufbahn"'),
        ('mindestens = "1"\nskala = "r"', "mindestens = 1"),
        ('skala = "r"\nwas', "was"),
        ("[vergleichsgruppe]", "[[vergleichsgruppe]]"),
        ('arten = ["regel"]', 'arten = "regel"'),
        ("", ""),
    ],
)
def test_it_says_what_the_form_says(tmp_path: Path, form: str, natural: str) -> None:
    assert form in FORM
    assert read(tmp_path, FORM.replace(form, natural, 1)) == read(tmp_path, FORM)


def test_the_printed_decimals_of_a_grade_stay(tmp_path: Path) -> None:
    assert "2.50" in str(read(tmp_path, FORM.replace('"2,50"', "2.50")))


@pytest.mark.parametrize(
    ("form", "doubtful", "way"),
    [
        ('"1,5"', "1.500", "das kann 1500 heißen oder '1,500'"),
        ('"1,5"', '"1.500"', "das kann 1500 heißen oder '1,500'"),
        ('je = [["laufbahn"]]', 'je = ["laufbahn", "dienstgrad"]', "gemeinsam: [["),
        ('titel = "T"', "titel = true", "erwartet wird Text, angegeben ist true"),
        ("monate = 36", 'monate = "drei"', "erwartet wird eine ganze Zahl"),
        ("erlassen = 2024-03-01", 'erlassen = "01.03.24"', "erwartet wird ein Tag wie"),
        ("erlassen = 2024-03-01", "abbildung = 3", "abbildung: erwartet wird eine Liste"),
        ("[vergleichsgruppe]", "[[vergleichsgruppe]]\n[[vergleichsgruppe]]", "angegeben ist Liste"),
        ("werte = { 3", "werte = { 3 = 1e5, 2", "angegeben ist 1e+5 (Dezimalzahl)"),
    ],
)
def test_what_could_mean_two_things_stays(
    tmp_path: Path, form: str, doubtful: str, way: str
) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, FORM.replace(form, doubtful, 1))
    assert way in raised.value.explain("de")


def test_a_row_that_is_no_table_is_left_to_the_reader(tmp_path: Path) -> None:
    start = FORM.index("[[schwelle]]")
    text = FORM[:start] + FORM[FORM.index("[[stufenwert]]") :]
    with pytest.raises(DataError) as raised:
        read(tmp_path, f"schwelle = [true]\n{text}")
    assert "schwelle[0]: erwartet wird eine Tabelle" in raised.value.explain("de")
