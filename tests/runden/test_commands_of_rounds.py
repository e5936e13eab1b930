"""A staff file as an office has it becomes an answer: `gleistat`, `unterschied`, `spielraum`, groups."""

import json
from datetime import date

import openpyxl
import polars as pl
import pytest

from beurteilung.cli import main
from beurteilung.errors import BadRowsError, ColumnError, TableError
from beurteilung.frames.rows import numbered_rows, read_rows
from beurteilung.render.sheets import harmless, table_excel
from beurteilung.runden import Runde, notenspiegel, so_far

HEAD = "PersNr;BesGr;Gesamturteil;Geschlecht;Teilzeit;Leitung\n"
STAFF = HEAD + "".join(
    f"{n:03};A {13 + n % 2};{'54332'[n * 7 % 5]};{'W' if n % 3 else 'm'};{'TZ' if n % 4 == 1 else 'VZ'};"
    f"{'ja' if n % 5 == 0 else 'nein'}\n"
    for n in range(60)
)
READ = ("--note", "Gesamturteil", "--scale", "ni-pol-1999")
TIME = ("--from", "2024-07-01", "--until", "30.06.2026")
SPLITS = ("--by", "frau=Geschlecht", "--by", "teilzeit=Teilzeit", "--by", "fuehrung=Leitung")


@pytest.fixture
def staff(tmp_path):
    path = tmp_path / "akte.csv"
    path.write_text(STAFF, encoding="cp1252")
    return str(path)


@pytest.fixture
def ask(capsys):
    def asked(*words):
        code = main([*map(str, words)])
        out = capsys.readouterr()
        return code, out.out, out.err

    return asked


def sheet(path):
    return [*openpyxl.load_workbook(path).active.values]


@pytest.mark.parametrize("form", ["text", "json", "md", "html", "csv", "xlsx"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_answer_says_what_was_not_checked(staff, ask, tmp_path, form, lang):
    """Whoever passes an answer on passes on what it does not vouch for, and how to ask for more."""
    said = {
        ("notenspiegel", "--least", "5", "--by", "frau=Geschlecht"): [
            ("Nicht geprüft wurde, was jemand ableiten kann", "It was not checked what can be derived"),
            ("mit --care strict", "with --care strict"),
        ],
        ("notenspiegel", "--least", "5", "--by", "frau=Geschlecht", "--care", "strict"): [
            ("der Noten anderer oder andere Veröffentlichungen", "who knows grades of others or other publications"),
        ],
        ("gleistat", *SPLITS, *TIME): [("Zurückgehalten ist hier nichts", "nothing is withheld in it")],
        ("unterschied", "--by", "frau=Geschlecht"): [
            ("ableiten lassen, ist nicht geprüft", "follow from them was not checked"),
            ("Über eine einzelne Beurteilung sagt das nichts", "It says nothing about any single appraisal"),
        ],
    }  # fmt: skip
    for (command, *more), sentences in said.items():
        book = tmp_path / "o.xlsx"
        to = ["--output", book] if form == "xlsx" else []
        code, answer, _ = ask(command, staff, *READ, *more, "--format", form, "--lang", lang, *to)
        assert code in {0, 3}
        if form == "xlsx":
            answer = " ".join(str(cell) for row in sheet(book) for cell in row if cell)
        for pair in sentences:
            assert pair[lang == "en"] in " ".join(answer.split()), (command, form)


class TestGleistat:
    def test_every_form(self, staff, ask, tmp_path):
        asked = ("gleistat", staff, *READ, *SPLITS, *TIME)
        code, text, _ = ask(*asked)
        assert code == 0
        assert "Frauen in Teilzeit" in text
        assert "Zurückgehalten ist hier nichts" in text
        plain = json.loads(ask(*asked, "--format", "json")[1])
        first = plain["rows"][0]
        assert (first["split"], first["sex"], first["size"]) == ("insgesamt", "frauen", 40)
        assert plain["left_out"] == dict.fromkeys(plain["left_out"], 0)
        assert plain["best"] == ["ni-pol-1999:5", "ni-pol-1999:4"]
        lines = ask(*asked, "--format", "csv")[1].splitlines()
        assert (
            lines[1]
            == "die beiden besten vergebenen Noten;Frauen insgesamt;40;5;8;20 %;4;8;20 %;Das ist eine "
            "Meldung an die amtliche Statistik und kein Aushang: Zurückgehalten ist hier nichts."
        )
        page = ask(*asked, "--format", "html", "--lang", "en")[1]
        assert "women, part-time" in page
        book = tmp_path / "g.xlsx"
        assert ask(*asked, "--format", "xlsx", "--output", book)[0] == 0
        rows = sheet(book)
        assert rows[1][5] == 0.2
        assert openpyxl.load_workbook(book).active["F2"].number_format == "0.00%"

    def test_two_readings_and_words_that_are_no_split(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("note;frau;teilzeit;fuehrung\n4;ja;manchmal;ja\n3;nein;nein;nein\n")
        code, out, _ = ask("gleistat", file, "--scale", "ni-pol-1999", *TIME,
                           "--by", "frau", "--by", "teilzeit", "--by", "fuehrung")  # fmt: skip
        assert code == 3
        assert "die beiden besten Noten der Skala" in out
        assert "Nicht zugeordnet sind: 1 (in Teilzeit) und 1 (in Vollzeit)" in out

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ((), "der Berichtszeitraum fehlt"),
            ((*TIME, "--by", "frau=Geschlecht"), "aufgegliedert nach teilzeit und fuehrung"),
            ((*TIME, "--by", "=Geschlecht"), "hat keinen Namen"),
            ((*TIME, "--by", "frau=Geschlecht", "--by", "frau=Leitung"), "steht zweimal da"),
            (("--from", "2026-07-01", "--until", "2024-06-30", *SPLITS), "2026"),
        ],
    )
    def test_bad_input(self, staff, ask, words, fault):
        code, out, err = ask("gleistat", staff, *READ, *words, "--lang", "de")
        assert (code, out) == (2, "")
        assert fault in err


class TestUnterschied:
    def test_every_form(self, staff, ask, tmp_path):
        asked = ("unterschied", staff, *READ, "--by", "frau=Geschlecht", "--by", "teilzeit=Teilzeit",
                 "--group", "BesGr")  # fmt: skip
        code, text, _ = ask(*asked)
        assert code == 3
        assert "Zahl der Vergleiche: 2" in text
        assert "Über eine einzelne Beurteilung sagt das nichts" in text
        assert "Ob sich aus ihnen einzelne Noten ableiten lassen, ist nicht geprüft" in " ".join(
            text.split()
        )
        plain = json.loads(ask(*asked, "--format", "json")[1])
        first = plain["differences"][0]
        assert (first["division"], first["parts"]) == ("frau", ["ja", "nein"])
        assert [(g["group"], g["index"]) for g in first["groups"]] == [
            ("A 13", "1/2"),
            ("A 14", "1/2"),
        ]
        assert first["p"] == first["p_adjusted"] == "1"
        assert first["finding"]["verdict"] == "open"
        book = tmp_path / "u.xlsx"
        assert ask(*asked, "--format", "xlsx", "--output", book)[0] == 3
        rows = sheet(book)
        assert rows[1][:3] == ("innerhalb aller", "Frauen", 40)
        assert any("sagt das nichts" in str(row[0]) for row in rows)
        lines = ask(*asked, "--format", "csv", "--lang", "en")[1].splitlines()
        head = "first group;n;second group;n;first group better;by chance;adjusted;note"
        assert lines[0] == f"comparison group;{head}"
        assert "within all;part-time;15;full-time;45;50%;100%;100%;" in lines
        assert "A 14;part-time;15;full-time;15;50%;;;" in lines
        assert "A 13;part-time;0;full-time;30;;;;" in lines  # one side only: nothing to compare

    def test_which_parts_are_compared(self, staff, ask):
        by = ("unterschied", staff, *READ, "--by", "amt=BesGr", "--format", "json")
        found = json.loads(ask(*by)[1])["differences"][0]
        assert found["parts"] == ["A 13", "A 14"]
        turned = json.loads(ask(*by, "--parts", "A 14, A 13")[1])["differences"][0]
        assert turned["p"] == found["p"]
        sex = json.loads(
            ask("unterschied", staff, *READ, "--by", "geschlecht=Geschlecht", "--format", "json")[1]
        )
        assert sex["differences"][0]["parts"] == ["w", "m"]

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ((), "wonach verglichen wird, fehlt"),
            (("--by", "amt=BesGr", "--parts", "A 13"), "erwartet werden zwei Teile"),
            (("--by", "amt=BesGr", "--parts", "A 13,A 15"), "niemand gehört zu A 15"),
            (("--by", "note=Gesamturteil"), "die Spalte Gesamturteil enthält die Noten"),
        ],
    )
    def test_bad_input(self, staff, ask, words, fault):
        code, out, err = ask("unterschied", staff, *READ, *words, "--lang", "de")
        assert (code, out) == (2, "")
        assert fault in err


class TestSpielraum:
    LAW = ("spielraum", "--guideline", "bund-blv-2026", "--scale", "schulnoten-1-6")

    def test_one_group_in_words(self, ask):
        code, text, _ = ask(*self.LAW, "--size", "26", "--given", "1=1", "--given", "2=2")
        assert code == 0
        assert "Rang 1: 1 von 26 vergeben, noch 1 bis 2, mit Toleranz 2 bis 4." in text
        assert "eine Person mehr ab n: 30" in text
        assert "Noten werden damit nicht vorgeschlagen" in text
        code, text, _ = ask(*self.LAW, "--size", "26", "--given", "1=6", "--lang", "en")
        assert code == 3
        assert "6 of 26 given, further 0, with tolerance 0; exceeded." in text

    def test_a_file_in_which_some_have_no_grade_yet(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("g;note\n" + "A 9;1\n" * 2 + "A 9;\n" * 24 + "A 10;\n" * 9)
        asked = (*self.LAW, file, "--group", "g")
        plain = json.loads(ask(*asked, "--format", "json")[1])
        first, second = plain["groups"]
        assert (first["group"], first["richtwerte"][0]["given"]) == ("A 9", 2)
        assert first["richtwerte"][0]["further"] == [0, 1]
        assert second["richtwerte"][0]["one_more_from"] == 10
        book = tmp_path / "s.xlsx"
        assert ask(*asked, "--format", "xlsx", "--output", book)[0] == 0
        assert sheet(book)[1][:4] == ("A 9", "Rang 1", 26, 2)
        line = ask(*asked, "--format", "csv")[1].splitlines()[1]
        assert line.startswith("A 9;Rang 1;26;2;0–1;1–3;30;;")

    def test_only_what_holds_for_the_stichtag(self, ask):
        asked = (
            "spielraum",
            "--guideline",
            "bpol-2016",
            "--size",
            "40",
            "--stichtag",
            "01.10.2027",
        )
        code, text, _ = ask(*asked)
        assert code == 0
        assert "A2 (Stichtage 01.10.2027 – …): 0 von 40 vergeben, noch 8." in text
        assert "30.09.2027" not in text

    def test_a_figure_that_nobody_knows(self, ask):
        code, text, _ = ask("spielraum", "--guideline", "ni-pol-1999", "--size", "26")
        assert code == 3
        assert "dazu ist keine Zahl bekannt" in text

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            (("spielraum", "--size", "3"), "die Richtlinie fehlt"),
            (
                ("spielraum", "--guideline", "by-stmuv-2023", "--size", "3"),
                "setzt keine Richtwerte",
            ),
            ((*LAW,), "entweder eine Datei oder die Größe"),
            (
                (
                    "spielraum",
                    "--guideline",
                    "bpol-2016",
                    "--size",
                    "40",
                    "--stichtag",
                    "2010-01-01",
                ),
                "für den 01.01.2010 gilt kein Richtwert von bpol-2016",
            ),
            (
                (*LAW, "--size", "drei"),
                "erwartet wird eine ganze Zahl mit höchstens 9 Stellen, angegeben ist „drei“",
            ),
            (
                (*LAW, "--size", "3", "--given", "1=x"),
                "erwartet wird eine ganze Zahl mit höchstens 9 Stellen, angegeben ist „x“",
            ),
            ((*LAW, "--size", "3", "--given", "9=1"), "hat keine Note"),
            ((*LAW, "--size", "3", "--given", "1=1", "--given", "1=1"), "steht zweimal da"),
            ((*LAW, "--size", "3", "--given", "1=4"), "die Gruppe hat nur 3 Personen"),
        ],
    )
    def test_bad_input(self, ask, words, fault):
        code, out, err = ask(*words, "--lang", "de")
        assert (code, out) == (2, "")
        assert fault in err

    def test_bad_files(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("g;note\nA 9;1\n\n;2\nA 9;9\n")
        code, _, err = ask(*self.LAW, file, "--group", "g", "--lang", "de")
        assert code == 2
        assert "Zeile 4: g ist leer" in err  # the empty line is counted
        assert "Zeile 5: Skala schulnoten-1-6 hat keine Note" in err
        assert "--given entfällt" in ask(*self.LAW, file, "--given", "1=1", "--lang", "de")[2]
        with pytest.raises(BadRowsError, match="row 7: g is empty"):
            so_far(
                [{"g": None, "note": "1"}],
                note="note",
                scale="schulnoten-1-6",
                gruppe="g",
                numbers=[7],
            )


class TestNotenspiegel:
    def test_each_comparison_group_and_what_the_duty_asks_for(self, staff, ask):
        asked = ("notenspiegel", staff, *READ, "--least", "5", "--group", "BesGr", "--land", "Bund")
        code, text, _ = ask(*asked)
        assert code == 3
        assert "Getrennt ausgewiesen: A 13 und A 14." in text
        assert (
            "Getrennt auszuweisen sind auch: Frauen, Teilzeitbeschäftigte und Schwerbehinderte"
            in text
        )
        code, text, _ = ask(*asked[:-2], "--by", "geschlecht=Geschlecht", "--format", "json")
        assert [p["part"] for p in json.loads(text)["parts"]] == ["A 13", "A 14", "w", "m"]

    def test_a_dienstherr_of_whom_no_duty_is_known(self, staff, ask):
        _, text, _ = ask("notenspiegel", staff, *READ, "--least", "5", "--land", "Bayern")
        assert "hier (Bayern) bekannt zu geben ist, ist nicht belegt" in text
        code, text, fault = ask("notenspiegel", staff, *READ, "--least", "5", "--land", "Atlantis")
        assert (code, text) == (2, "")
        assert "unbekannter Dienstherr „Atlantis“" in fault

    def test_soldiers(self, staff, ask):
        _, text, _ = ask(
            "notenspiegel", staff, *READ, "--least", "5", "--land", "Bund", "--service", "soldaten"
        )
        assert "Soldatenlaufbahnverordnung" in text

    def test_persons_without_an_appraisal(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("note;w\n4;ja\n;ja\n3;nein\n\n")
        asked = ("notenspiegel", file, "--scale", "ni-pol-1999", "--least", "2")
        code, out, err = ask(*asked, "--lang", "de")
        assert (code, out) == (2, "")
        assert "Zeile 3: note ist leer" in err
        code, out, _ = ask(*asked, "--empty", "skip")
        assert "Nicht mitgezählt, weil ohne Note: 1." in out

    def test_no_cell_is_run_as_a_formula(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text(
            "note;w\n" + "".join(f"{3 + n % 2};{'=1+1' if n % 4 < 2 else 'b'}\n" for n in range(20))
        )
        asked = ("notenspiegel", file, "--scale", "ni-pol-1999", "--least", "2", "--by", "w")
        book = tmp_path / "n.xlsx"
        ask(*asked, "--format", "xlsx", "--output", book)
        cells = [cell for row in openpyxl.load_workbook(book).active for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert [harmless(t) for t in ("=1", "-1", "+49 1", "a")] == ["'=1", "-1", "'+49 1", "a"]


def test_too_many_groups_are_none():
    rows = [{"note": "4", "nr": n} for n in range(201)]
    runde = Runde.read(rows, note="note", scale="ni-pol-1999", gruppe="nr")
    with pytest.raises(ColumnError, match="there are 201 comparison groups, at most 200"):
        runde.by_group()


def test_numbers_that_mean_nothing_by_themselves():
    for name, words in (("teilzeit", "yes and no"), ("geschlecht", "w and m")):
        with pytest.raises(ColumnError, match=f"has numbers.*{words}"):
            Runde.read(
                [{"note": "4", "x": n} for n in (50, "75 %", 100)],
                note="note", scale="ni-pol-1999", merkmale={name: "x"},
            )  # fmt: skip


def test_a_column_of_yes_and_nothing_is_said():
    rows = [{"note": n, "sb": x} for n, x in (("4", "x"), ("3", "x"), ("3", None))]
    runde = Runde.read(rows, note="note", scale="ni-pol-1999", merkmale={"schwerbehindert": "sb"})
    assert "leer gilt als nicht bekannt" in runde.remarks[0].de
    assert notenspiegel(runde, mindestzahl=2).remarks == runde.remarks


def test_a_day_in_the_column_of_grades():
    with pytest.raises(
        BadRowsError, match=r"row 1: .2026-02-01. is a date: a spreadsheet probably made it"
    ):
        Runde.read([{"note": date(2026, 2, 1)}], note="note", scale="bwl-alt-8")


def test_rows_of_a_file(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a;;c;\n1;2;3;\n\n;;;\n4;;;\n")
    assert numbered_rows(file) == {
        2: {"a": "1", "column_2": "2", "c": "3"}, 5: {"a": "4", "column_2": None, "c": None}
    }  # fmt: skip
    assert len(read_rows(file)) == 2
    file.write_text("a;b;a\n1;2;3\n")
    assert read_rows(file) == [{"a": "1", "b": "2", "a_2": "3"}]
    with pytest.raises(TableError, match="several columns have one name"):
        numbered_rows(file, wanted=["a"])


@pytest.mark.parametrize("cell", ["x" * 200_000, f'"{"x" * 200_000}"'])
def test_a_cell_that_is_too_long(tmp_path, capsys, cell):
    """A quote that lacks its second one makes a cell of all that follows."""
    file = tmp_path / "a.csv"
    file.write_text(f"note;w\nby-llbg:12;ja\nby-llbg:12;{cell}\n")
    for words in (["notenspiegel", "--least", "3"], ["kalender", "--months", "36", "--last", "w"]):
        assert main([words[0], str(file), *words[1:], "--lang", "en"]) == 2
        assert "a cell of more than 131072 characters" in capsys.readouterr().err


def test_columns_of_one_name_are_numbered_at_once(tmp_path):
    """Some hundred took minutes."""
    file = tmp_path / "a.csv"
    file.write_text(";".join(["a"] * 500) + "\n1\n")
    assert list(read_rows(file)[0])[:3] == ["a", "a_2", "a_3"]
    file.write_text(";".join(["a"] * 400_000) + "\n1\n")
    with pytest.raises(TableError, match="400000 columns are too many, at most 500"):
        numbered_rows(file)


def test_faults_of_rows_are_read_to_a_limit(tmp_path, capsys):
    """The wrong column has another fault in each of its rows."""
    file = tmp_path / "a.csv"
    file.write_text("note\n" + "".join(f"x{n}\n" for n in range(50_000)))
    for words in (
        ["notenspiegel", "--least", "3", "--scale", "by-llbg"],
        ["spielraum", "--guideline", "bund-blv-2026", "--scale", "by-llbg"],
    ):
        assert main([words[0], str(file), *words[1:], "--lang", "en"]) == 2
        assert "… and more than 991 others" in capsys.readouterr().err


TITLE = "Runde 2026;;;\n;;;\nNr;Gesamt-Urteil;Anrede;AZ\n"
OFFICERS = """\
0017;13;Frau;Teilzeit (50 %)
0018;Note 12;Herr;VZ
0019;12 Punkte;Frau;TZ 75 %
0020;by-llbg:13;Herr;Vollzeit
0021;k. A.;Hr.;n.b.
0022;12,0;Fr.;tz
0023;13P;männl.;VZ 100%
"""
ASKED = (
    "--note",
    "Gesamt-Urteil",
    "--scale",
    "by-llbg",
    "--by",
    "frau=Anrede",
    "--by",
    "teilzeit=AZ",
)


class TestExports:
    """What personnel systems write: titles above, words around grades, codes of their own, totals below."""

    def test_a_round_in_the_words_of_an_export(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_bytes((TITLE + OFFICERS).replace("\n", "\r\n").encode("cp1252"))
        words = ("notenspiegel", file, *ASKED, "--person", "Nr", "--least", "3", "--lang", "de")
        code, out, _ = ask(*words, "--empty", "skip", "--format", "json")
        assert code == 0
        found = json.loads(out)
        named = [(p["division"], p["part"], p["size"], p["counts"]) for p in found["parts"]]
        each = [("ja", 3, {"13": 1, "12": 2}), ("nein", 3, {"13": 2, "12": 1})]
        assert named == [(name, *part) for name in ("frau", "teilzeit") for part in each]
        code, _, err = ask(*words)
        assert code == 2
        assert "Zeile 8: Gesamt-Urteil: „k. A.“ heißt keine Angabe" in err

    @pytest.mark.parametrize("last", ["Summe:;7;;", ";Durchschnitt;;", "Stand: 01.06.2026;;;"])
    def test_a_row_of_totals_is_no_officer(self, ask, tmp_path, last):
        file = tmp_path / "akte.csv"
        file.write_text(f"{TITLE}{OFFICERS}{last}\n")
        law = ("spielraum", file, "--guideline", "bund-blv-2026", "--scale", "by-llbg")
        code, _, err = ask(*law, "--note", "Gesamt-Urteil", "--lang", "de")
        assert code == 2
        assert "Zeile 11 beginnt mit" in err

    def test_a_fault_of_many_rows_is_said_once_and_none_is_dropped(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        days = ["31.12.9999"] * 14 + [f"{day}.13.2020" for day in range(1, 13)]
        file.write_text(
            "nr;note;stichtag\n" + "".join(f"{n};x:1;{d}\n" for n, d in enumerate(days))
        )
        _, _, err = ask("notenspiegel", file, "--least", "3", "--lang", "en")
        assert (
            "1 problem\n  rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 16 more: no scale 'x' is" in err
        )
        _, _, err = ask("kalender", file, "--on", "2026-01-01", "--lang", "de")
        assert "  Zeilen 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 und 4 weitere: „31.12.9999“ steht in" in err
        assert "  Zeile 16: erwartet wird ein Tag" in err
        assert err.rstrip().endswith("… und 3 andere")

    def test_names_that_stand_on_every_printed_page(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("nr;note;w;\n1;9;ja;\nnr;note;w;\n2;9;nein;\n", encoding="utf-8")
        code, _, err = ask(
            "notenspiegel", file, "--scale", "by-llbg", "--least", "3", "--lang", "en"
        )
        assert code == 2
        assert "row 3 repeats the names of the columns; delete the row" in err
        file.write_text("A;nr\nA;\n", encoding="utf-8")
        assert read_rows(file) == [{"A": "A", "nr": None}]  # one cell alone may be a grade

    def test_a_sheet_by_its_name_and_rows_by_their_numbers(self, ask, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["Deckblatt"])
        sheet = book.create_sheet("Akte")
        for row in (["Runde"], [], ["Nr", "Stichtag"], [1, date(2023, 5, 31)], [], [2, "31.5.23"]):
            sheet.append(row)
        book.save(file := tmp_path / "akte.xlsx")
        words = ("kalender", file, "--last", "Stichtag", "--on", "2026-06-01", "--lang", "de")
        code, _, err = ask(*words)
        assert code == 2
        assert "--sheet 'Akte'" in err
        code, _, err = ask(*words, "--sheet", "Akte")
        assert code == 2
        assert "Zeile 6: erwartet wird ein Tag" in err

    def test_a_column_that_no_line_names(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text(f"{TITLE}{OFFICERS}")
        code, _, err = ask("kalender", file, "--last", "Stichtag", "--lang", "de")
        assert (code, "keine Spalte Stichtag; die Tabelle hat: Runde 2026" in err) == (2, True)
        pl.DataFrame({"stichtag": [date(2023, 5, 31)]}).write_parquet(tmp_path / "akte.parquet")
        code, _, err = ask("kalender", tmp_path / "akte.parquet", "--last", "Tag", "--lang", "de")
        assert (code, "keine Spalte Tag; die Tabelle hat: stichtag" in err) == (2, True)

    def test_capitals_tell_no_columns_apart(self, ask, tmp_path):
        """An office heads its column of grades with Note; which of note and Note is meant nobody can tell."""
        rows = "Amt;Note\nA 12;5\na12;\nA 11;4\n"
        file, parquet = tmp_path / "akte.csv", tmp_path / "akte.parquet"
        file.write_text(f"Runde 2026;\n{rows}")
        cells = [["A 12", "5"], ["a12", None], ["A 11", "4"]]
        pl.DataFrame(cells, schema=["Amt", "Note"], orient="row").write_parquet(parquet)
        words = ("--guideline", "ni-pol-1999", "--group", "amt", "--format", "json")
        for one in (file, parquet):
            code, out, _ = ask("spielraum", one, *words)
            groups = json.loads(out)["groups"]
            assert code == 3
            assert [(g["group"], g["richtwerte"][0]["size"]) for g in groups] == [
                ("A 12", 2),
                ("A 11", 1),
            ]
        file.write_text(f"{rows}AMT;NOTE\n")
        assert "wiederholt die Namen" in ask("spielraum", file, *words, "--lang", "de")[2]
        file.write_text("Amt;Note\nA 9;5\n")
        code, out, _ = ask("spielraum", file, *words)  # which binds from A 11 on
        assert (code, json.loads(out)["groups"]) == (0, [{"group": "A 9", "richtwerte": []}])
        assert "A 9: kein Richtwert gilt." in ask("spielraum", file, *words[:4], "--lang", "de")[1]
        file.write_text("Amt;Note;NOTE\nA 9;5;4\n")
        assert "mehrere Spalten heißen gleich" in ask("spielraum", file, *words, "--lang", "de")[2]

    def test_no_row_names_the_file(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("note\n")
        assert "akte.csv" in ask("notenspiegel", file, "--scale", "by-llbg", "--least", "3")[2]


def test_a_sheet_keeps_numbers_and_shares():
    data = table_excel("a/b", [("x", "y"), (1, None)], ("=note",))
    assert data[:2] == b"PK"


class TestKalender:
    def test_a_beginning_that_is_still_to_come_and_days_with_midnight(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("nr;stichtag;seit\n7;2024-05-31 00:00:00;\n8;;01.07.2026\n")
        asked = (
            "kalender",
            file,
            "--on",
            "2026-06-01",
            "--land",
            "Bund",
            "--since",
            "seit",
            "--id",
            "nr",
        )
        code, text, _ = ask(*asked)
        assert code == 0
        assert "Turnus: 36 Monate (§ 21 Abs. 1 (BBG))." in text
        assert "30.06.2029" in text
        assert json.loads(ask(*asked, "--format", "json")[1])["basis"] == "§ 21 Abs. 1 (BBG)"

    def test_a_dienstherr_of_whom_no_norm_is_known(self, ask, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_text("stichtag\n2024-05-31\n")
        code, text, _ = ask("kalender", file, "--on", "2026-06-01", "--land", "Hessen")
        assert code == 3
        assert "Wie oft hier zu beurteilen ist, ist nicht bekannt" in text

    @pytest.mark.parametrize(
        ("text", "words", "fault"),
        [
            ("stichtag\n", (), "die Datei hat keine Zeile"),
            ("stichtag\n2024-05-31\n", ("--id", "nr"), "keine Spalte nr"),
            (
                "stichtag;stichtag\n2024-05-31;2025-05-31\n",
                (),
                "mehrere Spalten heißen gleich",
            ),
            ("stichtag\n\n31.02.2024\n", (), "Zeile 3: erwartet wird ein Tag"),
        ],
    )
    def test_bad_input(self, ask, tmp_path, text, words, fault):
        file = tmp_path / "akte.csv"
        file.write_text(text)
        code, out, err = ask("kalender", file, "--on", "2026-06-01", "--lang", "de", *words)
        assert (code, out) == (2, "")
        assert fault in err


def test_a_difference_too_large_to_count_is_about_so(ask, tmp_path):
    file = tmp_path / "akte.csv"
    file.write_text(
        "note;tz\n"
        + "".join(
            f"{5 - n * 7 % 5 if n % 3 else 5 - n * 3 % 4};{'ja' if n % 3 else 'nein'}\n"
            for n in range(3000)
        )
    )
    asked = ("unterschied", file, "--scale", "ni-pol-1999", "--by", "teilzeit=tz")
    found = json.loads(ask(*asked, "--format", "json")[1])["differences"][0]
    assert found["p"] is None
    assert "/" in found["about"]
    assert "in weniger als 0,01 % der Fälle vor (etwa, nach der Normalverteilung" in " ".join(
        ask(*asked)[1].split()
    )
