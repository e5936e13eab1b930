"""Bad input names its file and speaks the reader's language, whatever is wrong with it."""

from __future__ import annotations

import errno
import os
import pathlib
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet

from beurteilung import example
from beurteilung.cli import main
from beurteilung.errors import WrongKindError

if TYPE_CHECKING:
    from pathlib import Path

STAFF = "alt;neu;note;stichtag\nni-pol-1996:5;ni-pol-1999:3;by-llbg:12;2023-05-31\n"
PERSON = 'note = "by-llbg:13"\namt = "A 11"\n'
FILES = {
    "career": ("voraussetzungen", 'richtlinie = "gibt-es-nicht"\nam = 2026-01-01\n'),
    "carried": (
        "fortschreibung",
        'ausgang = "by-llbg:11"\ngewaehlt = "by-llbg:12"\nland = "Bayern"\nrang = [0, 0]\ngroesse = 3\n',
    ),
    "field": ("vergleich", f'ordnung = "gibt-es-nicht"\n[[bewerbung]]\nid = "a"\n{PERSON}'),
    "nobody": ("vergleich", 'ordnung = "by-stmgp"\nbewerbung = []\n'),
    "case": (
        "check",
        """id = "x"
titel = "t"
land = "Niedersachsen"
kenntnisstand = 2000-01-01
[[beurteilung]]
id = "a"
[[beurteilung.fassung]]
note = "ni-pol-1999:3"
bekannt_ab = 2001-01-01
""",
    ),
}


def answered(capsys, *words: object) -> tuple[str, str]:
    """Return the messages on a call that is wrong, in German and in English."""
    found = []
    for lang in ("de", "en"):
        assert main(["--lang", lang, *map(str, words)]) == 2
        out = capsys.readouterr()
        assert out.out == ""
        assert "BEURTEILUNG_DEBUG" not in out.err
        found.append(out.err)
    assert found[0] != found[1]
    return found[0], found[1]


@pytest.mark.parametrize("kind", FILES)
def test_what_is_wrong_with_the_content_names_the_file(tmp_path: Path, capsys, kind: str) -> None:
    command, text = FILES[kind]
    file = tmp_path / f"{kind}.toml"
    file.write_text(text)
    for message in answered(capsys, command, file):
        assert message.startswith(f"beurteilung: {file}: 1 ")


@pytest.mark.parametrize("command", ["kalender", "notenspiegel"])
def test_tables_that_are_none(tmp_path: Path, capsys, command: str) -> None:
    torso = tmp_path / "torso.parquet"
    parquet.write_table(pa.table({"note": ["by-llbg:12"] * 50}), torso)
    torso.write_bytes(torso.read_bytes()[:60])
    more = ["--least", "5"] if command == "notenspiegel" else ["--months", "36"]
    german, english = answered(capsys, command, torso, *more)
    assert "als Parquet nicht lesbar" in german
    assert "cannot be read as Parquet" in english
    folder = tmp_path / "ordner.csv"
    folder.mkdir()
    assert "keine gewöhnliche Datei" in answered(capsys, command, folder, *more)[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO on this system")
def test_a_fifo_never_waits(tmp_path: Path, capsys) -> None:
    fifo = tmp_path / "x.csv"
    os.mkfifo(fifo)
    assert "no ordinary file" in answered(capsys, "kalender", fifo, "--months", "36")[1]


def test_a_link_that_leads_to_itself(tmp_path: Path, capsys) -> None:
    staff, loop = tmp_path / "a.csv", tmp_path / "loop.csv"
    staff.write_text(STAFF)
    loop.symlink_to(loop)
    words = ("table", staff, loop, "--before", "alt", "--after", "neu")
    assert "in a circle" in answered(capsys, *words)[1]


def test_a_folder_that_may_not_be_listed_is_not_empty(tmp_path: Path, monkeypatch, capsys) -> None:
    def denied(path: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "scandir", denied)
    for words in (("check", tmp_path), ("validate", tmp_path), ("scales", "--load", tmp_path)):
        german, english = answered(capsys, *words)
        assert german.endswith("der Ordner ist nicht lesbar: die Berechtigung fehlt\n")
        assert english.endswith("the folder cannot be read: Permission denied\n")


def test_a_table_is_written_into_a_folder_that_may_not_be_listed(
    tmp_path: Path, monkeypatch, capsys
) -> None:
    def denied(_: object) -> None:
        raise PermissionError

    (tmp_path / "a.csv").write_text(STAFF)
    monkeypatch.setattr(pathlib.Path, "iterdir", denied)
    words = ("table", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--before", "alt")
    assert main([*words, "--after", "neu"]) in {0, 3}
    assert (tmp_path / "b.csv").exists()


def test_a_file_that_is_write_protected_stays(tmp_path: Path, monkeypatch, capsys) -> None:
    """Moving another file into its place would need no permission on the file itself."""
    case, staff = example("vg-stade-3-a-401-02"), tmp_path / "a.csv"
    staff.write_text(STAFF)
    monkeypatch.setattr(os, "access", lambda *_: False)
    for name, words in {
        "b.md": ("check", case, "--output"),
        "b.csv": ("table", staff, "--before", "alt", "--after", "neu"),
    }.items():
        target = tmp_path / name
        target.write_text("alt")
        german, english = answered(capsys, *words, target)
        assert "lässt sich nicht schreiben: die Berechtigung fehlt" in german
        assert "cannot be written: Permission denied" in english
        assert target.read_text() == "alt"


def test_a_standard_input_that_is_closed(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    german, english = answered(capsys, "check", "-")
    assert "die Standardeingabe ist geschlossen" in german
    assert "the standard input is closed" in english


@pytest.mark.parametrize("name", ["9" * 5000, "\0", "\udced\udca0\udc80"])
def test_a_name_that_no_system_takes(tmp_path: Path, monkeypatch, capsys, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(STAFF)
    ends = ("--before", "alt", "--after", "neu")
    for words in (
        ("scales", "--load", name),
        ("check", name),
        ("validate", name),
        ("vergleich", name),
        ("table", f"{name}.csv", "b.csv", *ends),
        ("table", "a.csv", "b.csv", *ends, "--prefix", name if len(name) == 3 else "\t"),
        ("kalender", f"{name}.csv", "--months", "36"),
    ):
        answered(capsys, *words)
    assert main(["check", name, name]) == 2  # of several, the answer counts them
    assert "unerwartet" not in capsys.readouterr().err
    if len(name) > 3:
        assert "nicht schreiben" in answered(capsys, "table", "a.csv", f"{name}.csv", *ends)[0]


@pytest.mark.parametrize("number", ["9" * 5000, "1" * 7, "-1", "٣"])
def test_numbers_beyond_every_calendar(tmp_path: Path, capsys, number: str) -> None:
    staff = tmp_path / "a.csv"
    staff.write_text(STAFF)
    answered(capsys, "kalender", staff, "--months", number)
    answered(capsys, "notenspiegel", staff, "--least", number * 2)


def test_an_empty_word_is_no_command(capsys) -> None:
    assert "'' is no command" in answered(capsys, "", "scales")[1]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("", ()),
        ("a,b\r\n1,2\n", ()),
        ("x;X;alt\n1;2;3\n", ()),
        (STAFF, ("--separator", "ab")),
        (STAFF, ("--sheet", "x")),
        (STAFF, ("--engine", "spark")),
        (STAFF, ("--columns", "spalten.toml")),
    ],
)
def test_a_table_that_cannot_be_read_says_so_in_both_languages(
    tmp_path: Path, monkeypatch, capsys, text: str, more: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(text, newline="")
    (tmp_path / "spalten.toml").write_text('farbe = "rot"\n')
    answered(capsys, "table", "a.csv", "b.csv", "--before", "alt", "--after", "neu", *more)


def test_no_sheet_and_no_workbook(tmp_path: Path, capsys) -> None:
    book = tmp_path / "a.xlsx"
    book.write_text("kein Excel")
    words = ("--before", "alt", "--after", "neu")
    assert "keine Excel-Datei" in answered(capsys, "table", book, tmp_path / "b.csv", *words)[0]


def test_a_wrong_kind_is_shown_whatever_its_own_repr_does() -> None:
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    for given in (Rude(), 10**5000):
        error = WrongKindError.of("a grade", given, "note")
        assert str(error).startswith("note: expected a grade, got …")
        assert error.explain("de").startswith("note: erwartet wird a grade, angegeben ist …")


GUIDELINE = 'id = "probe"\ntitel = "t"\n[[quelle]]\nid = "q"\nzitat = "z"\nart = "norm"\n'
DATUM = 'quelle = "q"\nevidenz = "normtext"\n'
SCALE = f'[[skala]]\nid = "probe"\ntitel = "s"\n{DATUM}'


@pytest.mark.parametrize(
    "body",
    [
        f'[[skala]]\nid = "anders"\ntitel = "s"\n{DATUM}stufe = [{{ code = "a" }}]\n',
        f'{SCALE}stufe = [{{ code = "a", rang = 0 }}]\nvollstaendig = false\n',
        f'{SCALE}stufe = [{{ code = "a" }}, {{ code = " a" }}]\n',
        f'{SCALE}stufe = [{{ code = "a" }}, {{ code = "b" }}]\nstufenzahl = 5\n',
        f'{SCALE}stufe = [{{ code = "a" }}, {{ code = "b", zwischenstufe = true }}]\n',
        f'{SCALE}ganze_stufen = true\nstufe = [{{ code = "a" }}]\n',
        f"{SCALE}stufe = [{{}}]\n",
        f"{SCALE}stufe = [{{ ohne_stufe = true }}]\n",
        f'{SCALE}stufenzahl = 0\nstufe = [{{ code = "a" }}]\n',
        f'{SCALE}stufe = [{{ code = "a", rang = 1 }}]\n',
        f'{SCALE}vollstaendig = false\nstufe = [{{ code = "a", rang = 2 }}, {{ code = "b", rang = 1 }}]\n',
        f'{SCALE}vollstaendig = false\nstufenzahl = 3\nstufe = [{{ code = "a", rang = 4 }}]\n',
        f'{SCALE}ganze_stufen = true\nwerte_sind_stufen = true\nreihe = {{ von = "3", bis = "1", schritt = 1 }}\n',
        f'[[abbildung]]\nvon = "ni-pol-1996"\nnach = "ni-pol-1996"\n{DATUM}',
        (
            f'[[abbildung]]\nvon = "ni-pol-1996"\nnach = "gibt-es-nicht"\n{DATUM}'
            'paar = [{ von = ["5"], nach = ["4"] }]\n'
        ),
        f'[[beispiel]]\n{DATUM}noten = ["gibt-es-nicht:1"]\nergebnis = "1"\n',
    ],
)
def test_faults_of_a_guideline_come_in_both_languages(tmp_path: Path, capsys, body: str) -> None:
    file = tmp_path / "probe.toml"
    file.write_text(GUIDELINE + body)
    german, english = answered(capsys, "validate", file)
    for one in german.splitlines()[1:]:
        assert one not in english.splitlines()


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "ods", "xls"])
@pytest.mark.parametrize("content", [b"", b"alt;neu\n", b"PAR1" * 99, b"PK\x03\x04" + b"x" * 99])
def test_what_its_name_promises_and_it_is_not(tmp_path: Path, capsys, kind, content) -> None:
    """A library says what is wrong with such a file in English; the reader gets a sentence and a way out."""
    table = tmp_path / f"a.{kind}"
    table.write_bytes(content)
    words = ("table", table, tmp_path / "b.csv", "--before", "alt", "--after", "neu")
    german, english = answered(capsys, *words)
    ways = "die Tabelle noch einmal schreiben", "have the table written again"
    if kind != "parquet":
        ways = "in einer Tabellenkalkulation öffnen", "open it in a spreadsheet"
    assert f"die Datei ist beschädigt, unvollständig oder von anderer Art; {ways[0]}" in german
    assert f"the file is damaged, incomplete or of another kind; {ways[1]}" in english
