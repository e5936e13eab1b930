"""Wrong command lines: what was typed, what was expected, the way out, in the language of the reader."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from beurteilung.cli import main, offline

SEED = Path(__file__).parents[1] / "examples" / "vg-stade-3-a-401-02.toml"

SLIPS = {
    "--hlep": ("„--hlep“ ist keine Option vor dem Befehl; gemeint ist wohl „--help“", "did you mean '--help'"),
    "--format json check": ("zuerst steht der Befehl", "the command comes first"),
    "chek x.toml": ("„chek“ ist kein Befehl; gemeint ist wohl „check“", "did you mean 'check'"),
    "check --example vg-staed": ("gemeint ist wohl „vg-stade-3-a-401-02“", "did you mean 'vg-stade-3-a-401-02'"),
    "check vg-stade": ("das Beispiel zeigt: beurteilung check --example vg-stade", "check --example vg-stade"),
    "check --example zzz": ("kein Beispiel „zzz“ wird mitgeliefert; die", "no example 'zzz' ships; the examples"),
    "check --example vg-stade --output x.docx": ("eine Datei .docx wird hier nicht geschrieben", "a file .docx"),
    "check --example vg-stade --output x.txt --format pfd": ("„pfd“ ist nicht möglich", "did you mean 'pdf'"),
    "check --example vg-stade --output nicht/da/x.txt": ("diesen Ordner gibt es nicht", "cannot be written"),
    "check richtlinie.toml": ("das ist eine Richtliniendatei", "this is a guideline file"),
    "check unfertig.toml": ("der Schlüssel „beurteilung“ fehlt", "missing key 'beurteilung'"),
    "compare ni-pol-1996 5 x": ("„x“ ist ein Wort zu viel", "'x' is one word too many"),
    "compare ni-pol-1996:5 ni-pol-1999:3 --rechtsstand gestern": ("angegeben ist „gestern“", "got 'gestern'"),
    "compare ni-pol-1996:5 ni-pol-1999:3 --event umsetzung": ("kein Wechsel des Statusamts", "no change of the Stat"),
    "compare ni-pol-1996:5 ni-pol-1999:3 --event aufstieg+2004": ("Art von Ereignis „aufstieg+2004“", "unknown kind"),
    "compare 5 3": ("alle Skalen nennt: beurteilung scales", "all scales are listed by: beurteilung scales"),
    "compare ni-pol-1996:5 ni-pol-1999:3 --output x.pdf": ("eine Datei .pdf wird hier nicht", "a file .pdf is not"),
    "table x.csv y.docx": ("auf .csv, .txt, .tsv, .xlsx, .parquet endet", ".csv, .txt, .tsv, .xlsx, .parquet"),
    "table x.toml y.csv": ("erwartet wird ein Name, der auf .csv", "expected a name that ends with .csv"),
    "table x.xlsx y.csv --before a --after b": ("keine Excel-Datei der Art .xlsx: die Datei", "not an Excel file"),
    "table x.csv y.csv": ("--before und --after", "name the columns of both grades, before and after"),
    "--lang fr scales": ("--lang: „fr“ ist nicht möglich; möglich: de, en", "'fr' is not possible"),
    "--lang=fr": ("„fr“ ist nicht möglich", "'fr' is not possible"),
    "fall.toml": ("gemeint ist wohl „check fall.toml“", "did you mean 'check fall.toml'"),
    "runde.XLSX": ("gemeint ist wohl „table runde.XLSX“", "did you mean 'table runde.XLSX'"),
    "version": ("gemeint ist wohl „--version“", "did you mean '--version'"),
    "compare --before x": ("„--before“ ist keine Option; alle nennt --help", "no option; --help lists all"),
    "check x.csv": ("Eine Tabelle liest beurteilung table", "A table is read by beurteilung table"),
    "check komma.csv": ("Eine Tabelle liest beurteilung table", "A table is read by beurteilung table"),
    "help chek": ("„chek“ ist kein Befehl", "'chek' is no command"),
}  # fmt: skip


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip(line: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("richtlinie.toml").write_text('id = "x"\n[[quelle]]\nid = "q"\n', encoding="utf-8")
    Path("unfertig.toml").write_text('id = "x"\n', encoding="utf-8")
    Path("komma.csv").write_text('"alt","neu"\n', encoding="utf-8")
    for name in ("x.xlsx", "x.csv"):
        Path(name).write_text("a;b\n", encoding="utf-8")
    for lang, told in zip(("de", "en"), SLIPS[line], strict=True):
        assert main([*line.split(), "--lang", lang]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert told in err


@pytest.mark.parametrize("columns", ["40", "5"])
def test_help_on_a_narrow_terminal_breaks_no_word(columns, monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    main(["check", "--help"])
    words = capsys.readouterr().out.split()
    monkeypatch.setenv("COLUMNS", columns)
    main(["check", "--help"])
    out = capsys.readouterr().out
    assert out.split() == words
    assert max(map(len, out.splitlines())) < 60  # the usage
    main(["--help"])
    assert "\n  new\n      eine" in capsys.readouterr().out  # a short name too stands alone


@pytest.mark.parametrize(
    ("name", "start"),
    [("v.html", "<!DOCTYPE html>"), ("v.htm", "<!DOCTYPE html>"), ("v.md", "# "), ("v.json", "{"), ("v", "Vermerk"),
     ("v.text", "Vermerk"), ("v.x", "Vermerk")],
)  # fmt: skip
def test_the_ending_of_the_file_names_the_form(name: str, start: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert main(["check", str(SEED), "--output", str(path)]) == 1
    assert path.read_text(encoding="utf-8").startswith(start)


def test_a_comparison_goes_into_a_file_as_well(tmp_path: Path, capsys) -> None:
    path = tmp_path / "v.html"
    line = "compare ni-pol-1996:5 ni-pol-1999:3 --event Aufstieg --output"
    assert main([*line.split(), str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out == ""


def test_a_form_that_is_given_counts(tmp_path: Path) -> None:
    path = tmp_path / "v.html"
    assert main(["check", str(SEED), "--output", str(path), "--format", "md"]) == 1
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_a_pdf_needs_no_more_than_its_ending(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    path = tmp_path / "v.pdf"
    assert main(["check", str(SEED), "--output", str(path)]) == 1
    assert path.read_bytes().startswith(b"%PDF")


def test_help_is_a_word_too(capsys) -> None:
    assert main(["help", "--lang", "de"]) == 0
    assert "Befehle:" in capsys.readouterr().out
    assert main(["help", "compare"]) == 0
    assert "VORHER NACHHER" in capsys.readouterr().out


def test_who_waits_for_the_offline_page_is_told(tmp_path: Path, monkeypatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(offline, "offline_page", lambda: "<p>")
    for stream, told in ((Terminal(), "alle Antworten werden berechnet"), (io.StringIO(), "")):
        monkeypatch.setattr(offline, "standard_error", lambda stream=stream: stream)
        assert main(["offline", str(tmp_path / "seite.html"), "--lang", "de"]) == 0
        assert told in stream.getvalue()
        assert bool(told) == bool(stream.getvalue())


def test_help_keeps_an_id_on_one_line(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main(["compare", "--help", "--lang", "en"])
    assert "ni-pol-1996:5" in capsys.readouterr().out


def test_an_event_is_read_with_the_day_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    answers = set()
    for word in ("aufstieg:2004-03-01", "Aufstieg 1.3.2004", "Aufstieg am 01.03.2004"):
        assert main(["compare", "ni-pol-1996:5", "ni-pol-1999:3", "--event", word]) == 0
        answers.add(capsys.readouterr().out)
    (answer,) = answers
    assert "Laufbahnwechsel vom 01.03.2004" in " ".join(answer.split())


def test_a_grade_is_read_as_people_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", "by-llbg:13", "by-llbg:11", "--format", "json"])
    plain = capsys.readouterr().out
    main(["compare", "by-llbg: 13 Punkte", "by-llbg:11,0", "--format", "json"])
    assert capsys.readouterr().out == plain
