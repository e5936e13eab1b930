"""The line of a file in which a fault stands, for every way to write a table."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from beurteilung._base.compiled import DATA
from beurteilung._base.places import lines_of, with_lines
from beurteilung._base.text import Text, placed
from beurteilung.cli import main
from beurteilung.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = """# a comment with [[signs]] = "x"
id = "r"
'text' = \'\'\'two
lines\'\'\'
[[skala]]
titel = "Anna # \\"Bn"  # [no table]
erlassen = 2024-03-01 10:00:00
stufe = [
  { code = "A", bezeichnung = { text = "x" } },

  # between
  { code = "B" }, { code = "C" },
]
  [[skala.stufe2]]
  code = 1
[[skala]]
reihe = { von = "1", bis = "5" }
  [skala.rundung]
  art = "x"
[turnus]
monate = 36
a.b = 1
"""
LINES = {
    "id": 2,
    "text": 3,
    "skala[0]": 5,
    "skala[0].titel": 6,
    "skala[0].erlassen": 7,
    "skala[0].stufe": 8,
    "skala[0].stufe[0]": 9,
    "skala[0].stufe[0].bezeichnung.text": 9,
    "skala[0].stufe[1]": 12,
    "skala[0].stufe[2].code": 12,
    "skala[0].stufe2[0]": 14,
    "skala[0].stufe2[0].code": 15,
    "skala[1]": 16,
    "skala[1].reihe.bis": 17,
    "skala[1].rundung": 18,
    "skala[1].rundung.art": 19,
    "turnus": 20,
    "turnus.monate": 21,
    "turnus.a.b": 22,
}


def test_each_key_has_its_line() -> None:
    found = lines_of(FILE)
    assert {name: found.get(name) for name in LINES} == LINES


def paths(value: object, at: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths(one, f"{at}.{name}".lstrip("."))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from paths(one, f"{at}[{n}]")
    else:
        yield at


@pytest.mark.parametrize("name", ["vorlage.toml", "fall.toml"])
def test_each_key_of_the_templates_has_one(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert set(paths(tomllib.loads(text))) <= lines_of(text).keys()


@pytest.mark.parametrize(
    "text",
    ["[[skala", "id", "id =", "a = [", "a = {b", "a = [1\nid = 2", "]]", "a = " + "[" * 5_000],
)
def test_what_is_no_toml_ends_anywhere(text: str) -> None:
    assert isinstance(lines_of(text), dict)


@pytest.mark.parametrize(
    ("places", "line"),
    [
        (["skala[1].reihe.bis"], 17),
        (["skala[1]", "reihe.bis"], 17),
        (["skala[1].titel"], 16),
        (["skala[7].titel"], None),
        (["turnus[0].monate"], 21),
        (["turnus[0]"], 20),
        (["skala.titel"], 6),
        (["skala[0].stufe[0]", "code"], 9),
        (["id"], 2),
        ([], None),
    ],
)
def test_a_fault_begins_with_it(tmp_path: Path, places: list[str], line: int | None) -> None:
    path = tmp_path / "r.toml"
    path.write_text(FILE, encoding="utf-8")
    fault = Text("deutsch", "english")
    for place in reversed(places):
        fault = placed(place, fault)
    error = with_lines(DataError(str(path), [fault]))
    de, en = (f"Zeile {line}: ", f"line {line}: ") if line else ("", "")
    assert error.explain("de").splitlines()[1] == f"  {de}{fault.de}"
    assert error.explain("en").splitlines()[1] == f"  {en}{fault.en}"


def test_what_is_no_file_stays(tmp_path: Path) -> None:
    long = tmp_path / "long.toml"
    long.write_text("#" * 200_000 + "\nid = 1", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'id = "\xe4"')
    for place in ("land", "fehlt.toml", str(long), str(tmp_path / "latin.toml")):
        error = DataError(place, [placed("id", Text("x", "y"))])
        assert with_lines(error).explain("de") == error.explain("de")


def test_the_program_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(f'id = "{name}"\nlaand = "x"\n', encoding="utf-8")
    assert main(["validate", str(tmp_path / "a.toml")]) == 2
    assert "  Zeile 2: unbekannter Schlüssel „laand“" in capsys.readouterr().err
    assert main(["validate", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("  Zeile 2: unbekannter Schlüssel „laand“") == 2


@pytest.mark.parametrize(
    "key",
    ["a[b", "[", "[]", "a[1", "a]", "a[1]b", "[31mX", "a.b[c", "a[b]c[d", "[[", "a\\n[b", "a[1.5]"],
)
@pytest.mark.parametrize("table", ["", "[beurteilung]\n"])
def test_a_key_with_brackets_ends_the_search(key, table, tmp_path, capsys):
    (path := tmp_path / "k.toml").write_text(f'{table}"{key}" = 1\n')
    assert main(["check", str(path)]) == 2
    assert "k.toml" in capsys.readouterr().err
