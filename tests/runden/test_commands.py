"""The commands on rounds and persons: from a file to an answer, and bad input never looks like a verdict."""

# ruff: noqa: E501 - calls and files read best in one line
import json
import zipfile

import openpyxl
import pytest
from runden.rounds import counted

from beurteilung.cli import main
from beurteilung.personen.format import read_career, read_carried, read_field
from beurteilung.runden import notenspiegel

STAFF = "nr;note;w;stichtag;seit\n" + "".join(
    f"{n};by-llbg:{9 + n % 4};{'ja' if n % 2 else 'nein'};{tag};{seit}\n"
    for n, (tag, seit) in enumerate(
        [("31.05.2023", ""), ("2025-02-01", ""), ("", "01.01.2020"), ("", ""), ("2024-01-01", "")]
        * 4
    )
)
CARRIED = 'ausgang = "by-llbg:11"\ngewaehlt = "by-llbg:11"\nland = "Bayern"\n'
CAREER = 'richtlinie = "by-stmuv-2023"\nam = 2026-01-01\nziel = "A 14"\n[[beurteilung]]\nnote = "by-llbg:10"\nstichtag = 2025-05-31\nart = "regel"\n'
FIELD = 'ordnung = "by-stmgp"\nplaetze = 1\n' + "".join(
    f'[[bewerbung]]\nid = "{name}"\nnote = "by-llbg:{mark}"\namt = "A {office}"\nvon = 2022-06-01\nbis = 2025-05-31\nart = "regel"\n'
    for name, mark, office in (("a", 13, 11), ("b", 12, 11), ("c", 14, 10))
)


@pytest.fixture
def file(tmp_path):
    def made(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return made


def told(capsys, *words):
    code = main([*map(str, words)])
    out = capsys.readouterr()
    return code, out.out, out.err


class TestNotenspiegel:
    def test_every_format(self, file, capsys, tmp_path):
        asked = [
            "notenspiegel",
            file("akte.csv", STAFF),
            "--least",
            "5",
            "--by",
            "frau=w",
            "--land",
            "Bund",
        ]
        code, text, _ = told(capsys, *asked)
        assert (
            code == 3
        )  # part-timers and severely disabled officers are to be shown separately too
        assert "§ 59 Abs. 4" in text
        assert "Getrennt auszuweisen sind auch: Teilzeitbeschäftigte und Schwerbehinderte" in text
        plain = json.loads(told(capsys, *asked, "--format", "json")[1])
        assert (plain["size"], plain["least"], plain["withheld"]) == (20, 5, [])
        assert told(capsys, *asked, "--format", "csv")[1].startswith(
            'Gruppe;n;12;11;10;9;Hinweis\nalle;20;5;5;5;5;"Getrennt ausgewiesen'
        )
        page = told(capsys, *asked, "--format", "html", "--lang", "en")[1]
        assert page.count("<svg ") == 1
        assert "color-scheme: light dark" in page
        assert "aria-label=" in page
        assert "| all |" in told(capsys, *asked, "--format", "md", "--lang", "en")[1]
        book = tmp_path / "n.xlsx"
        assert told(capsys, *asked, "--format", "xlsx", "--output", book)[0] == 3
        rows = list(openpyxl.load_workbook(book).active.values)
        assert rows[1][:3] == ("alle", 20, 5)

    @pytest.mark.parametrize("care", ["usual", "strict"])
    @pytest.mark.parametrize("form", ["text", "json", "md", "html", "csv", "xlsx"])
    def test_what_is_withheld_stands_nowhere(self, file, tmp_path, capsys, form, care):
        """Rounds that differ only in what is withheld get the same answer, byte by byte, pictures and all."""

        def answer(women, men):
            rows = [
                f"{g};{w}\n"
                for w, counts in (("w", women), ("m", men))
                for g, n in counts.items()
                for _ in range(n)
            ]
            book = tmp_path / "o.xlsx"
            more = ["--output", book] if form == "xlsx" else []
            got = told(
                capsys, "notenspiegel", file("akte.csv", "note;w\n" + "".join(rows)), "--scale", "by-llbg",
                "--least", "5", "--by", "geschlecht=w", "--care", care, "--format", form, *more,
            )  # fmt: skip
            if form != "xlsx":
                return got
            with zipfile.ZipFile(book) as parts:  # the core properties hold the time
                return got, {n: parts.read(n) for n in parts.namelist() if "core" not in n}

        first = answer({"10": 2, "11": 1}, {"10": 7, "11": 40})
        assert answer({"10": 1, "11": 3}, {"10": 8, "11": 38}) == first
        assert answer({"11": 1}, {"10": 9, "11": 40}) == first

    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ([], "--least is missing: no norm names the number"),
            (["--least", "2.5"], "--least: expected a whole number of at most 9 digits, got '2.5'"),
            (["--least", "1"], "from 2 up"),
            (["--least", "5", "--format", "xlsx"], "an Excel file is no text"),
            (["--least", "5", "--by", "tz"], "no column tz"),
            (["--least", "5", "--by", "note"], "note holds the grades"),
            (["--least", "5", "--land", "Atlantis"], "unknown Dienstherr 'Atlantis'"),
            (["--least", "5", "--person", "note"], "stands here again"),
            (["--least", "5", "--note", "seit"], "seit is empty: nothing is stated; --empty skip (leere='weglassen' in Python)"),
        ],
    )  # fmt: skip
    def test_bad_input(self, file, capsys, more, fault):
        code, out, err = told(
            capsys, "notenspiegel", file("akte.csv", STAFF), "--lang", "en", *more
        )
        assert (code, out) == (2, "")
        assert fault in err


class TestKalender:
    def test_one_row_an_officer(self, file, capsys):
        """A file with one row an appraisal would call officers overdue who are not."""
        path = file(
            "a.csv", "nr;stichtag\n7;31.05.2021\nk.A.;1.6.2025\nk.A.;1.6.2025\n7;31.05.2025\n"
        )
        asked = ["kalender", path, "--land", "Bund", "--on", "2026-06-01", "--lang", "de"]
        code, out, err = told(capsys, *asked, "--id", "nr")
        assert (code, out) == (2, "")
        assert (
            "Zeile 5: die Person aus Zeile 2 steht hier noch einmal; erwartet wird eine Zeile je Person"
            in err
        )
        assert "Zeile 4" not in err
        assert told(capsys, *asked)[0] == 3

    def test_states(self, file, capsys):
        asked = ["kalender", file("akte.csv", STAFF), "--on", "2026-06-01", "--id", "nr"]
        code, out, _ = told(
            capsys, *asked, "--guideline", "bund-blv-2026", "--since", "seit", "--format", "json"
        )
        plain = json.loads(out)
        assert code == 3
        assert (
            plain["counts"]
            == {"aktuell": 4, "laeuft-ab": 0, "ueberfaellig": 4, "luecke": 4, "offen": 4}
            or plain["counts"]["luecke"] == 4
        )
        assert "Kennzeichen  letzter" in told(capsys, *asked, "--land", "Bund", "--lang", "de")[1]
        assert plain["rows"][0] == {
            "row": "0",
            "last": "2023-05-31",
            "next": None,
            "due": "2026-05-31",
            "state": "ueberfaellig",
        }
        assert "überfällig" in told(capsys, *asked, "--land", "Bund")[1]
        assert (
            "overdue" in told(capsys, *asked, "--months", "12", "--ahead", "0", "--lang", "en")[1]
        )
        assert (
            "expiring"
            in told(
                capsys,
                *asked,
                "--land",
                "Bund",
                "--service",
                "beamte",
                "--ahead",
                "12",
                "--lang",
                "en",
            )[1]
        )

    def test_all_current(self, file, capsys):
        code, _, _ = told(
            capsys,
            "kalender",
            file("a.csv", "stichtag\n2026-01-01\n"),
            "--on",
            "2026-06-01",
            "--land",
            "Bund",
            "--service",
            "soldaten",
        )
        assert code == 0
        assert (
            told(capsys, "kalender", file("a.csv", "stichtag\n2020-01-01\n"), "--land", "Bund")[0]
            == 3
        )

    @pytest.mark.parametrize(
        ("text", "more", "fault"),
        [
            ("stichtag\n31.02.2023\n", [], "got '31.02.2023'"),
            ("stichtag\n01.01.23\n", [], "got '01.01.23'"),
            ("stichtag\n2099-01-01\n", [], "lies after"),
            ("tag\n2020-01-01\n", [], "no column stichtag"),
            ("stichtag\n2020-01-01\n", ["--months", "x"], "--months: expected a whole number"),
        ],
    )  # fmt: skip
    def test_bad_input(self, file, capsys, text, more, fault):
        code, out, err = told(
            capsys, "kalender", file("a.csv", text), "--on", "2026-06-01", "--lang", "en", *more
        )
        assert (code, out) == (2, "")
        assert fault in err

    def test_days_of_excel(self, tmp_path, capsys):
        from datetime import datetime  # noqa: PLC0415 - one test

        book = openpyxl.Workbook()
        for row in (["stichtag"], [datetime(2025, 1, 1)]):  # noqa: DTZ001 - a cell has no zone
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        assert (
            told(capsys, "kalender", tmp_path / "a.xlsx", "--on", "2026-01-01", "--land", "Bund")[0]
            == 0
        )


class TestFiles:
    @pytest.mark.parametrize(
        ("command", "text", "code", "word"),
        [
            ("fortschreibung", CARRIED + 'mittel = "11,32"\ngroesse = 122\n', 3, "Mittel der Gruppe"),
            ("fortschreibung", CARRIED + "neue = { 11 = 83, 12 = 39 }\nmerkmale = ['laufbahn']\nrang = [3, 2]\nletzte_regel = false\n", 1, "Rangplatz"),
            ("voraussetzungen", CAREER, 0, "alle geprüften erfüllt"),
            ("voraussetzungen", CAREER.replace("A 14", "A 16 ohne AZ"), 1, "nicht alle erfüllt"),
            ("vergleich", FIELD, 3, "Das ist keine Reihung"),
        ],
    )  # fmt: skip
    def test_answers(self, file, capsys, tmp_path, command, text, code, word):  # noqa: PLR0913, PLR0917 - one case a row
        path = file("a.toml", text)
        found = told(capsys, command, path)
        assert found[0] == code
        assert word.casefold() in found[1].casefold() or word == "Rangplatz"
        assert json.loads(told(capsys, command, path, "--format", "json")[1])["format"]
        assert (
            told(
                capsys,
                command,
                path,
                "--format",
                "html",
                "--lang",
                "en",
                "--output",
                tmp_path / "o.html",
            )[1]
            == ""
        )
        assert (tmp_path / "o.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert told(capsys, command, path, "--format", "md")[1].startswith("# ")

    @pytest.mark.parametrize("command", ["fortschreibung", "voraussetzungen", "vergleich"])
    def test_without_a_file_all_keys(self, capsys, command):
        code, out, _ = told(capsys, command, "--lang", "de")
        assert code == 0
        assert all(line.startswith("#") for line in out.splitlines() if line)

    @pytest.mark.parametrize(
        ("command", "text", "fault"),
        [
            ("fortschreibung", CARRIED, "give the new grades"),
            ("fortschreibung", CARRIED + "groesse = 5\nrang = [3]\n", "expected two numbers"),
            ("fortschreibung", CARRIED + "neu = 5\n", "neu"),
            ("voraussetzungen", CAREER + "von = 2024-01-01\n", "line 8: beurteilung[0].von: von and bis belong together; bis is missing"),
            ("vergleich", FIELD.replace("plaetze = 1", "plaetze = 0"), "expected a number of posts from 1 up"),
            ("vergleich", FIELD.replace('"b"', '"a"'), "several have the id a"),
            ("vergleich", FIELD.replace('"A 10"', '"zehn"'), "expected an office"),
        ],
    )  # fmt: skip
    def test_bad_input(self, file, capsys, command, text, fault):
        code, out, err = told(capsys, command, file("a.toml", text), "--lang", "en")
        assert (code, out) == (2, "")
        assert fault in err

    def test_what_is_read(self, file):
        assert (
            read_carried(file("a.toml", CARRIED + "groesse = 5\n")).check().code == "fortschreibung"
        )
        assert (
            read_career(file("a.toml", CAREER + "von = 2024-01-01\nbis = 2025-05-31\n"))
            .check()
            .code
            == "voraussetzung"
        )
        more = FIELD.replace(
            'amt = "A 10"',
            'amt = "A 10"\nfrueher = ["by-llbg:9"]\nmerkmale = { x = "by-llbg:12" }\nendgrundgehalt = "5000,50"\nfiktiv = true',
        ).replace("plaetze = 1\n", "")
        field = read_field(file("a.toml", more)).field()
        assert len(field) == 3


def test_errors_are_german_where_the_call_is(file, capsys):
    for words, fault in [
        (["notenspiegel", file("a.csv", "note\nby-llbg:99\n"), "--least", "3"], "Zeile 2:"),
        (
            [
                "kalender",
                file("b.csv", "stichtag\n2099-01-01\n"),
                "--land",
                "Bund",
                "--on",
                "2026-01-01",
            ],
            "liegt nach dem 01.01.2026",
        ),
        (["fortschreibung", file("c.toml", CARRIED)], "anzugeben sind die neuen Noten"),
        (
            ["vergleich", file("d.toml", FIELD.replace("plaetze = 1", "plaetze = 0"))],
            "erwartet wird eine Zahl von Stellen ab 1",
        ),
        (
            ["voraussetzungen", file("e.toml", CAREER.replace("A 14", "neun"))],
            "erwartet wird ein Amt wie",
        ),
    ]:
        code, out, err = told(capsys, *words, "--lang", "de")
        assert (code, out) == (2, "")
        assert fault in err
        assert "--on-error" not in err


def test_what_the_employer_states_stands_in_the_file(file, capsys):
    stated = (
        '[[wertung]]\nbewerbung = "b"\ngegen = "c"\nschritt = "gesamturteil"\nergebnis = "vor"\n'
    )
    open_, more = (
        read_field(file("a.toml", FIELD)).field(),
        read_field(file("b.toml", FIELD + stated)).field(),
    )
    assert (open_.ahead("b", "c"), more.ahead("b", "c")) == (False, True)
    alone = FIELD.replace("A 10", "A 11")
    assert told(capsys, "vergleich", file("d.toml", alone))[0] == 0
    whole = 'ordnung = "by-stmgp"\n' + FIELD[FIELD.index('[[bewerbung]]\nid = "b"') :]
    assert told(capsys, "vergleich", file("e.toml", whole))[0] == 3
    assert told(capsys, "vergleich", file("f.toml", whole + stated))[0] == 3  # no reasons are given
    code, out, err = told(capsys, "vergleich", file("c.toml", FIELD + 2 * stated))
    assert (code, out) == (2, "")
    assert "b gegen c: gesamturteil ist zweimal gewertet" in err


def test_a_field_of_many_has_no_picture(file, capsys):
    many = 'ordnung = "by-stmgp"\n' + "".join(
        f'[[bewerbung]]\nid = "k{n}"\nnote = "by-llbg:{1 + n % 16}"\namt = "A 11"\n'
        for n in range(45)
    )
    page = told(capsys, "vergleich", file("a.toml", many), "--format", "html")[1]
    assert "<svg" not in page
    alone = 'ordnung = "by-stmgp"\n[[bewerbung]]\nid = "a"\nnote = "by-llbg:3"\namt = "A 11"\n'
    code, page, _ = told(capsys, "vergleich", file("a.toml", alone), "--format", "html")
    assert code == 0
    assert "ein Bewerber" in page


def test_an_open_pair_that_leans_is_a_dashed_line(file, capsys):
    page = told(
        capsys,
        "vergleich",
        file("a.toml", FIELD.replace("by-stmgp", "by-pol-bestellung")),
        "--format",
        "html",
    )[1]
    assert "stroke-dasharray" in page
    assert "offen, eher vor" in page


def test_remarks_of_a_round_are_shown(file, capsys):
    staff = "note;w\n" + "by-llbg:10;ja\nby-llbg:11;ja\n" * 5
    assert (
        "das teilt die Runde nicht"
        in told(capsys, "notenspiegel", file("a.csv", staff), "--least", "3", "--by", "frau=w")[1]
    )


def test_rounds_and_fields_show_themselves_in_a_notebook(file):
    shown = notenspiegel(counted([3, 3, 0, 0], [4, 0, 4, 0]), mindestzahl=5)
    assert shown._repr_html_().count("<svg ") == 1
    assert "Geprüft wurde" in shown._repr_html_()
    assert read_field(file("a.toml", FIELD)).field()._repr_html_().count("<svg ") == 1
