"""The command line: each command in both languages and every format, and clear words for bad input."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from beurteilung.cli import main
from beurteilung.cli.table import _progress

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "src" / "beurteilung" / "data" / "schema" / "case.json"
SEED = str(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
DROP = ["compare", "ni-pol-1996:5", "ni-pol-1999:3", "--event", "laufbahnwechsel:02.11.1999"]


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Run a command and return exit code, output and errors; argparse's own exits count too."""
    try:
        code = main(list(args))
    except SystemExit as leaving:
        code = int(str(leaving.code))
    out, err = capsys.readouterr()
    return code, out, err


class TestCheck:
    def test_german_is_the_default_and_prints_eighteen_points(self, capsys) -> None:
        code, out, _ = run(capsys, "check", SEED)
        assert code == 1
        assert "\n18. " in out
        assert "\n19." not in out
        for part in (
            "72,73 %",
            "01.09.2000",
            "Rechtswidrig: aufzuheben, neu zu beurteilen.",
            "Nr. 9.2.3",
        ):
            assert part in out

    def test_english(self, capsys) -> None:
        code, out, _ = run(capsys, "check", SEED, "--lang", "en")
        assert code == 1
        for part in ("\n18. ", "72.73%", "1 September 2000", "Unlawful: to be set aside"):
            assert part in out

    def test_the_head_takes_what_is_given(self, capsys) -> None:
        given = ["--reference", "3 A 1/03", "--date", "1.4.2003", "--author", "Referat 2"]
        _, out, _ = run(capsys, "check", SEED, *given)
        assert "\nAktenzeichen: 3 A 1/03\nDatum: 01.04.2003\nVerfasser: Referat 2\n" in out
        _, out, _ = run(capsys, "check", SEED)
        assert "\nAktenzeichen: ____" in out

    def test_json_is_the_report_in_plain_values(self, capsys) -> None:
        code, out, _ = run(capsys, "check", SEED, "--format", "json")
        plain = json.loads(out)
        assert plain["format"] == "beurteilung.report.v2"
        assert len(plain["findings"]) == 18
        assert plain["exit_code"] == code == 1
        assert len(plain["receipt"]["case_sha256"]) == 64

    @pytest.mark.parametrize(("form", "part"), [("md", "## Prüfung"), ("html", "<h2>Prüfung</h2>")])
    def test_other_formats(self, capsys, form: str, part: str) -> None:
        code, out, _ = run(capsys, "check", SEED, "--format", form)
        assert code == 1
        assert part in out

    @pytest.mark.parametrize("form", ["text", "json", "md", "html", "pdf"])
    def test_every_format_goes_into_a_file(self, capsys, tmp_path, form: str) -> None:
        file = tmp_path / "vermerk"
        code, out, err = run(capsys, "check", SEED, "--format", form, "--output", str(file))
        assert (code, out, err) == (1, "", "")
        raw = file.read_bytes()
        if form == "pdf":
            assert raw.startswith(b"%PDF-1.7")
        else:
            _, shown, _ = run(capsys, "check", SEED, "--format", form)
            assert raw.decode() == shown

    def test_a_pdf_needs_a_file(self, capsys, tmp_path) -> None:
        code, out, err = run(capsys, "check", SEED, "--format", "pdf", "--lang", "en")
        assert (code, out) == (2, "")
        assert "a PDF is no text; name the file to write: --output FILE" in err
        _, _, err = run(capsys, "check", SEED, "--output", str(tmp_path), "--lang", "en")
        assert f"{tmp_path}" in err
        assert "this is a folder or a device; name a file" in err

    def test_another_day_of_knowledge_and_of_the_law(self, capsys) -> None:
        _, out, _ = run(capsys, "check", SEED, "--kenntnisstand", "22.12.2000")
        assert "nominal −1; durch die Skala −1; der Sache nach 0" in out
        _, out, _ = run(capsys, "check", SEED, "--rechtsstand", "2024-01-01")
        assert re.search(r"18\. .*\n.*\n    erfüllt", out)  # what the Bund's law says binds no Land
        _, out, _ = run(capsys, "check", SEED, "--rechtsstand", "2003-01-08")
        assert re.search(r"18\. .*\n.*\n    offen", out)

    def test_only_open_points_end_with_three(self, capsys, tmp_path: Path) -> None:
        text = Path(SEED).read_text(encoding="utf-8")
        case = tmp_path / "case.toml"
        case.write_text(
            text.replace('gesetzt_fuer = ["5", "4", "3"]', "gesetzt_fuer = []"), "utf-8"
        )
        assert run(capsys, "check", str(case))[0] == 3

    def test_nothing_open_ends_with_zero(self, capsys, tmp_path: Path) -> None:
        text = Path(SEED).read_text(encoding="utf-8")
        head, _, _ = text.partition("# Tätigkeiten, deren Fehlen gerügt wurde.")
        case = tmp_path / "case.toml"
        case.write_text(head, "utf-8")
        code, out, _ = run(capsys, "check", str(case))
        assert code == 0
        assert "Im geprüften Umfang kein Fehler festgestellt." in out


class TestCompare:
    def test_paragraph_and_figures(self, capsys) -> None:
        code, out, _ = run(capsys, *DROP)
        assert code == 0
        assert "Der Note 5 „übertrifft erheblich die Anforderungen“ entspricht" in " ".join(
            out.split()
        )
        assert "Nominal (den Ziffern nach)   −2\nDurch die Skala              −1\n" in out

    def test_english_json(self, capsys) -> None:
        _, out, _ = run(capsys, *DROP, "--format", "json", "--lang", "en")
        plain = json.loads(out)
        assert plain["nominal"] == [-2, -2]
        assert plain["real"] == [-1, -1]
        assert plain["events"] == [{"kind": "laufbahnwechsel", "date": "1999-11-02"}]

    @pytest.mark.parametrize(("form", "part"), [("md", "# ni-pol-1996:5 →"), ("html", "<svg ")])
    def test_other_formats(self, capsys, form: str, part: str) -> None:
        _, out, _ = run(capsys, *DROP, "--format", form)
        assert part in out

    def test_a_state_of_the_law_that_is_no_day_names_its_option(self, capsys) -> None:
        assert main(["compare", "ni-pol-1999:4", "ni-pol-1999:3", "--rechtsstand", "gestern"]) == 2
        assert "--rechtsstand" in capsys.readouterr().err

    def test_an_unexplained_drop_is_open(self, capsys) -> None:
        code, out, _ = run(
            capsys, "compare", "ni-pol-1999:5", "ni-pol-1999:3", "--on", "ni-pol-1999"
        )
        assert code == 3
        assert "Zwei Stufen der Verschlechterung bleiben unerklärt." in " ".join(out.split())

    def test_the_exit_code_is_that_of_the_one_verdict(self, capsys) -> None:
        """Nothing changed, so nothing is open, whatever the event might have explained."""
        code, out, _ = run(
            capsys, "compare", "ni-pol-1999:4", "ni-pol-1999:4", "--event", "amtszulage"
        )
        assert "verbunden sein oder nicht" in out
        assert code == 0

    def test_no_counterpart_is_undetermined(self, capsys) -> None:
        code, out, _ = run(capsys, "compare", "ni-pol-1999-merkmale:4,5", "ni-pol-1999:4")
        assert code == 3
        assert "Der Sache nach               unbestimmt" in out


class TestLists:
    @pytest.mark.parametrize("form", ["text", "md", "html", "json"])
    @pytest.mark.parametrize("command", ["scales", "guidelines", "explain"])
    def test_all(self, capsys, command: str, form: str) -> None:
        code, out, _ = run(capsys, command, "--format", form)
        assert code == 0
        assert ("notensprung" if command == "explain" else "ni-pol-1999") in out

    def test_one_scale(self, capsys) -> None:
        _, out, _ = run(capsys, "scales", "ni-pol-1996")
        assert "6     6      (nicht belegt)" in out
        _, out, _ = run(capsys, "scales", "ni-pol-1999-merkmale", "--lang", "en")
        assert "4,5    –      (not attested)" in out

    def test_one_guideline(self, capsys) -> None:
        _, out, _ = run(capsys, "guidelines", "ni-pol-1999")
        assert "Nds. MBl. 2000 S. 127" in out
        assert "Nicht belegt" in out

    def test_one_code(self, capsys) -> None:
        _, out, _ = run(capsys, "explain", "vorgabe.praxis")
        assert "BVerwG, Urt. v. 02.03.2000, 2 C 7/99" in out
        _, out, _ = run(capsys, "explain", "vorgabe.praxis", "--format", "json")
        rules = json.loads(out)["rules"]
        assert [rule["code"] for rule in rules] == ["praxis.abweichung", "praxis.grenze"]
        assert rules[0]["for"][0]["id"] == "bverwg-2-c-7-99"
        _, out, _ = run(capsys, "explain", "nachzeichnung.querschnitt", "--lang", "en")
        assert "Not attested: how the group of comparable officers is formed" in out
        _, out, _ = run(capsys, "explain", "vorgabe.praxis", "--format", "html")
        assert "<p>praxis.grenze: " in out

    def test_one_rule(self, capsys) -> None:
        """A report and `explain` name rules by their codes, so one may ask for them."""
        _, out, _ = run(capsys, "explain", "befoerderung.eine-stufe")
        assert out.startswith("befoerderung.eine-stufe: Nach einer Beförderung")
        assert "\n  Begrenzt:\n" in out
        _, out, _ = run(capsys, "explain", "befoerderung.eine-stufe", "--format", "json")
        assert [rule["code"] for rule in json.loads(out)["rules"]] == ["befoerderung.eine-stufe"]

    def test_decisions_stand_on_their_side(self, capsys) -> None:
        """A decision that rejects a rule never stands under it as if it supported it."""
        _, out, _ = run(capsys, "explain", "gesamturteil.rechnerisch")
        assert "Ist es schlechthin unzulässig" in out
        assert "Dafür" not in out
        assert out.index("Dagegen:") < out.index("2 B 31.24")
        _, out, _ = run(capsys, "explain", "wechsel.ereignis", "--lang", "en")
        assert "3 A 269/02 [court's reasons; not final; guidelines: ni-pol]" in out
        for name in ("For:", "Limiting:", "Against:"):
            assert name in out


class TestValidate:
    def test_a_case(self, capsys) -> None:
        code, out, _ = run(capsys, "validate", SEED)
        assert (code, out) == (0, f"{SEED}: Fall in Ordnung\n")

    def test_a_guideline(self, capsys) -> None:
        file = str(ROOT / "src" / "beurteilung" / "data" / "guidelines" / "ni-pol-1999.toml")
        code, out, _ = run(capsys, "validate", file, "--lang", "en", "--format", "html")
        assert code == 0
        assert f"<p>{file}: guideline in order</p>" in out

    def test_nothing(self, capsys) -> None:
        code, _, err = run(capsys, "validate")
        assert code == 2
        assert "DATEI.toml" in err

    def test_template_is_itself_in_order(self, capsys, tmp_path: Path) -> None:
        code, out, _ = run(capsys, "new", "guideline")
        assert code == 0
        file = tmp_path / "mein.toml"
        file.write_text(out, encoding="utf-8")
        assert run(capsys, "validate", str(file))[0] == 0


class TestGuidelineTemplate:
    """`new guideline` prints the same example in both languages, with comments in the one asked for."""

    def test_the_data_are_the_same_and_the_comments_are_not(self, capsys) -> None:
        printed = {
            lang: run(capsys, "new", "guideline", "--lang", lang)[1] for lang in ("de", "en")
        }
        assert tomllib.loads(printed["de"]) == tomllib.loads(printed["en"])
        lines = [text.count("#") for text in printed.values()]
        assert lines[0] == lines[1]
        assert "# Every datum names its source" in printed["en"]
        assert "# Jede Angabe nennt ihre Quelle" in printed["de"]


class TestCaseTemplate:
    """`new case` prints a case that holds, and every key that a case may have."""

    def printed(self, capsys, lang: str = "de") -> str:
        code, out, _ = run(capsys, "new", "case", "--lang", lang)
        assert code == 0
        return out

    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_it_is_itself_in_order(self, lang: str, capsys, tmp_path: Path) -> None:
        path = tmp_path / "fall.toml"
        path.write_text(self.printed(capsys, lang), encoding="utf-8")
        assert run(capsys, "validate", str(path))[0] == 0
        assert run(capsys, "check", str(path))[0] == 3

    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_every_key_stands_there_and_may_be_uncommented(self, lang: str, capsys) -> None:
        listed = self.printed(capsys, lang).partition("# --- ")[2].partition("\n")[2]
        bare = "\n".join(line.removeprefix("#") for line in listed.splitlines())
        one = re.sub(r'("[^"]*")( (?:or|oder) "[^"]*")+', r"\1", bare)
        assert keys(tomllib.loads(one)) == keys(described(json.loads(SCHEMA.read_text("utf-8"))))


def keys(table: Any) -> Any:
    """Return the keys of nested tables; what a key holds does not count."""
    first = table[0] if isinstance(table, list) else table
    if not isinstance(first, dict) or set(first) == {"5"}:
        return None
    return {name: keys(value) for name, value in first.items()}


def described(schema: Any, part: Any = None) -> Any:
    """Return the keys that a schema allows, as nested tables."""
    part = schema if part is None else part
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    if part.get("type") == "array":
        return described(schema, part["items"])
    if "anyOf" in part:
        return described(schema, part["anyOf"][0])
    if "properties" not in part:
        return None
    return {name: described(schema, inner) for name, inner in part["properties"].items()}


class TestLoad:
    def test_a_file_of_ones_own(self, capsys, tmp_path: Path) -> None:
        file = tmp_path / "eigene.toml"
        file.write_text(
            'id = "cli-eigene"\ntitel = "Eigene Richtlinie"\n'
            '[[quelle]]\nid = "selbst"\nzitat = "Eigene Richtlinie"\nart = "norm"\n'
            '[[skala]]\nid = "cli-eigene"\ntitel = "Stufen"\nquelle = "selbst"\nevidenz = "normtext"\n'
            'stufe = [{ code = "I" }, { code = "II" }]\n',
            encoding="utf-8",
        )
        code, out, _ = run(capsys, "compare", "cli-eigene:I", "cli-eigene:II", "--load", str(file))
        assert code == 3
        assert "eine Stufe weniger" in out


class TestTable:
    """A whole file, through the same answers as single grades."""

    def test_a_csv_file(self, capsys, tmp_path: Path) -> None:
        source, target = tmp_path / "ein.csv", tmp_path / "aus.csv"
        source.write_text(
            "id;alt;neu;ereignis\n1;ni-pol-1996:5;ni-pol-1999:3;laufbahnwechsel\n", encoding="utf-8"
        )
        columns = ["--before", "alt", "--after", "neu", "--events", "ereignis"]
        code, out, _ = run(capsys, "table", str(source), str(target), *columns)
        assert code == 0
        assert out.endswith(f"{target}: 1 Zeile\n")
        head, row = target.read_text(encoding="utf-8").splitlines()
        answer = dict(zip(head.split(";"), row.split(";"), strict=True))
        assert (answer["nominal"], answer["der_sache_nach_von"], answer["ergebnis"]) == (
            "-2",
            "-1",
            "erfüllt",
        )
        assert answer["warum_nicht"] == "schritte=zwei-skalen"

    def test_german_words_under_german_names(self, capsys, tmp_path: Path) -> None:
        source = tmp_path / "ein.csv"
        source.write_text("alt;neu\nni-pol-1996:5;ni-pol-1999:3\n;ni-pol-1999:3\n", "utf-8")
        asked = ["--before", "alt", "--after", "neu", "--on-error", "column"]
        found = {}
        for kind in ("csv", "parquet"):
            target = tmp_path / f"aus.{kind}"
            code, out, _ = run(capsys, "table", str(source), str(target), *asked)
            assert code == 3
            found[kind] = out.replace(str(target), "")
        rows = (tmp_path / "aus.csv").read_text("utf-8").splitlines()
        assert [row.split(";")[-3::2] for row in rows] == [
            ["ergebnis", "fehler"], ["offen", ""], ["", "ohne Angabe"]
        ]  # fmt: skip
        assert "  1 ohne Antwort: ohne Angabe (null)\n  1 offen\n" in found["csv"]
        assert found["parquet"] == found["csv"]  # the file in German words is counted back to codes

    def test_no_such_column(self, capsys, tmp_path: Path) -> None:
        source = tmp_path / "ein.csv"
        source.write_text("id;alt\n1;ni-pol-1996:5\n", encoding="utf-8")
        target = str(tmp_path / "aus.csv")
        columns = ["--before", "alt", "--after", "nix"]
        code, out, err = run(capsys, "table", str(source), target, *columns)
        assert (code, out) == (2, "")
        assert "keine Spalte nix; die Tabelle hat: id, alt" in err
        assert not Path(target).exists()

    def test_english_names_a_summary_and_rows_without_an_answer(
        self, capsys, tmp_path: Path
    ) -> None:
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_text(
            "alt;neu\nni-pol-1996:5;ni-pol-1999:3\n;ni-pol-1999:3\nx:1;y:2\n", "utf-8"
        )
        asked = ["table", str(source), str(target), "--before", "alt", "--after", "neu"]
        assert run(capsys, *asked)[0] == 2
        code, out, _ = run(capsys, *asked, "--on-error", "column", "--lang", "en")
        assert code == 3
        for line in (
            "3 rows, 1 of them answered\n", "  1 without an answer: empty (null)\n",
            "  1 without an answer: scale unknown (unknown-scale)\n", "  1 open\n",
            "  stages not explained: −1: 1\n",
        ):  # fmt: skip
            assert line in out
        assert "real_low" in target.read_text("utf-8").splitlines()[0].split(";")
        code, out, _ = run(capsys, *asked, "--on-error", "column", "--format", "json")
        assert json.loads(out)["unanswered"] == {"null": 1, "unknown-scale": 1}

    def test_a_german_name_that_is_taken(self, capsys, tmp_path: Path) -> None:
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_text("alt;neu;Ergebnis\nni-pol-1996:5;ni-pol-1999:3;x\n", "utf-8")
        asked = ["table", str(source), str(target), "--before", "alt", "--after", "neu"]
        code, _, err = run(capsys, *asked)
        assert code == 2
        assert "die Tabelle hat schon eine Spalte ergebnis; --prefix … gibt andere Namen" in err
        assert run(capsys, *asked, "--prefix", "neu_")[0] == 0
        assert "neu_ergebnis" in target.read_text("utf-8")

    def test_a_fifo_is_refused(self, capsys, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "in.csv")
        code, _, err = run(capsys, "table", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"),
                           "--before", "alt", "--after", "neu")  # fmt: skip
        assert (code, "keine gewöhnliche Datei" in err) == (2, True)

    def test_excel_is_dressed(self, capsys, tmp_path: Path) -> None:
        target = tmp_path / "aus.xlsx"
        runde = str(ROOT / "examples" / "runde-2000.csv")
        assert (
            run(
                capsys, "table", runde, str(target), "--before", "note_1998", "--after", "note_2000"
            )[0]
            == 0
        )
        sheet = openpyxl.load_workbook(target).active
        assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("A2", "A1:")
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.column_dimensions["B"].width > 10

    def test_the_bar_is_wiped(self, capsys) -> None:
        _progress(0.5)
        _progress(1.0)
        assert capsys.readouterr().err.endswith(" \r")


BAD = [
    (["check", "fehlt.toml"], "fehlt.toml: 1 problem\n  cannot be read: No such file or directory"),
    (
        ["compare", "ni-pol-1996:5", "ni-pol:3"],
        "no scale 'ni-pol' is known; 'ni-pol' is a family of guidelines, its editions: ni-pol-1996",
    ),
    (["compare", "ni-pol-1996:9", "ni-pol-1999:3"], "scale ni-pol-1996 has no grade '9'"),
    (["compare", "ni-pol-1996", "ni-pol-1999:3"], "expected '<scale>:<code>'"),
    (["compare", "ni-pol-2008:C", "ni-pol-2008:D"], "names several grades"),
    (["compare", "ni-pol-1996:5", "schulnoten-1-6:3"], "no mapping from ni-pol-1996"),
    ([*DROP[:3], "--event", "wechsel"], "unknown kind of event 'wechsel'"),
    ([*DROP[:3], "--event", "befoerderung:31.02.1999"], "expected a day such as 2000-09-01"),
    ([*DROP[:3], "--event", "befoerderung:02.11.99"], "expected a day such as 2000-09-01"),
    ([*DROP[:3], "--event", "befoerderung:1.1.99999999999999999999"], "expected a day such as"),
    ([*DROP[:3], "--on", "nirgends"], "no scale 'nirgends' is known"),
    (["scales", "nirgends"], "no scale 'nirgends' is known"),
    (["guidelines", "nirgends"], "no guideline 'nirgends' is known"),
    (["explain", "notensprng"], "did you mean 'notensprung'"),
    (["check", SEED, "--rechtsstand", "gestern"], "expected a day such as 2000-09-01"),
    (["check", SEED, "--kenntnisstand", "1999-01-01"], "was not known on 1 January 1999"),
    (["prüfe"], "'prüfe' is no command"),
    (["check"], "CASE.toml is missing: a case file"),
    (["compare", "a", "b", "c"], "is one word too many"),
]


@pytest.mark.parametrize(("args", "message"), BAD)
def test_bad_input_ends_with_two_and_says_why(capsys, args: list[str], message: str) -> None:
    code, out, err = run(capsys, *args, "--lang", "en")
    assert code == 2
    assert out == ""
    assert err.startswith("beurteilung: ")
    assert message in err
    assert "Traceback" not in err


CASE = Path(SEED).read_text(encoding="utf-8")
BROKEN = {
    "empty": ("", "the file is empty"),
    "not TOML": ('id = "x" y', "(at line 1, column 10)"),
    "unknown key": (CASE.replace("groesse = 22", "grosse = 22"), "did you mean 'groesse'?"),
    "missing key": (CASE.replace('land = "Niedersachsen"\n', ""), "missing key 'land'"),
    "wrong type": (CASE.replace("groesse = 22", 'groesse = "elf"'), "expected a whole number"),
    "31.02.": (CASE.replace("2000-08-31", "2000-02-31"), "Invalid date or datetime (at line 48, column 7)"),
    "end before start": (CASE.replace("bis = 2000-08-31", "bis = 1998-05-01"), "before it starts"),
    "contradictory versions": (CASE.replace("2001-03-19", "1998-08-07"), "two versions are of the same"),
    "unknown grade": (CASE.replace("ni-pol-1999:3", "ni-pol-1999:7"), "has no grade '7'"),
    "unknown stage": (CASE.replace('["5", "4", "3"]', '["9"]'), "richtwerte.gesetzt_fuer: scale"),
    "unknown share": (CASE.replace('"3" = 16', '"33" = 16'), "vergleichsgruppe.verteilung: scale"),
    "wrong count": (CASE.replace('"3" = 16', '"3" = 17'), "verteilung counts 23 officers, groesse 22"),
    "negative": (CASE.replace('"3" = 16', '"3" = -6'), "cannot be negative"),
    "a number without end": (CASE.replace("groesse = 22", f"groesse = 0x{'f' * 5000}"), "got a larger one (number)"),
    "a number of thousands of digits": (CASE.replace("groesse = 22", f"groesse = {'9' * 5000}"),
                                        "a number has at most 18 digits"),
    "a day before the calendar": (CASE.replace("stichtag = 2000-09-01", "stichtag = 0001-01-01"),
                                  "expected a day from 1800-01-01 to 2199-12-31"),
    "a German day": (CASE.replace("von = 1998-06-01", "von = 01.06.1998"), "von = 1998-06-01 (not 01.06.1998)"),
    "unknown decision": (CASE.replace('entscheidung = "vg', 'entscheidung = "ag'), "no source 'ag-stade"),
    "same id twice": (CASE.replace('"streitig"', '"vorbeurteilung"'), "another is called 'vorbeurteilung' already"),
    "careers out of order": (
        CASE.replace("[[amt]]\nab = 1999-11-02", "[[amt]]\nab = 1999-11-02\nbesoldungsgruppe = 'A 9'\n"
                     "[[amt]]\nab = 1998-01-01"),
        "list the offices in order",
    ),
    "office without day": (CASE.replace("ab = 1999-11-02\n", ""), "needs its first day"),
    "not a pay group": (CASE.replace('besoldungsgruppe = "A 9"', 'besoldungsgruppe = "neun"'),
                        "expected a pay group such as 'A 9'"),
    "opened before made": (CASE.replace("  eroeffnet = 2000-12-22", "  vom = 2001-01-01\n  eroeffnet = 2000-12-22"),
                           "lies before vom"),
    "unknown event": (CASE + '\n[[ereignis]]\nart = "wechsel"\n', "unknown kind of event"),
    "no event": (CASE + '\n[[ereignis]]\nart = "Versetzung"\n', "for that there is [[dienststelle]]"),
    "head of a name": (CASE + "\n[gruppe]\ngroesse = 9\n", "for that there is vergleichsgruppe"),
    "Abordnung backwards": (CASE.replace("bis = 2000-04-28", "bis = 2000-01-01"), "before it starts"),
    "land misspelt": (CASE.replace('land = "Niedersachsen"', 'land = "Niedersachen"'), "did you mean 'Niedersachsen'"),
    "a Land that is no more": (CASE.replace('land = "Niedersachsen"', 'land = "Preußen"'),
                               "unknown Dienstherr 'Preußen'; expected a Land"),
    "Stichtag before the period": (CASE.replace("stichtag = 2000-09-01", "stichtag = 1990-09-01"),
                                   "stichtag 1990-09-01 lies before the first day of the period, 1998-06-01"),
    "opened before the period": (CASE.replace("eroeffnet = 2000-12-22", "eroeffnet = 1990-12-22"),
                                 "fassung[0].eroeffnet 1990-12-22 lies before the first day"),
    "appraisals out of order": (CASE.replace("bis = 1998-05-31", "bis = 2010-05-31"),
                                "list the appraisals in the order of their Stichtage or last days"),
    "no appraisal": ('id = "x"\ntitel = "x"\nland = "x"\nbeurteilung = []\n', "at least one appraisal"),
    "no version": (
        'id = "x"\ntitel = "x"\nland = "x"\nbeurteilung = [{ id = "a", fassung = [] }]\n',
        "at least one version",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_case_file(capsys, tmp_path: Path, name: str) -> None:
    text, message = BROKEN[name]
    file = tmp_path / "fall.toml"
    file.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "check", str(file), "--lang", "en")
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_bytes_that_are_no_text(capsys, tmp_path: Path) -> None:
    file = tmp_path / "fall.toml"
    file.write_bytes('id = "x"\ntitel = "Prüfung"\n'.encode("cp1252"))
    code, _, err = run(capsys, "check", str(file), "--lang", "en")
    assert code == 2
    assert "line 2: byte 0xfc is not UTF-8; save the file as UTF-8" in err


def test_a_huge_file_and_a_directory(capsys, tmp_path: Path) -> None:
    file = tmp_path / "fall.toml"
    with file.open("wb") as huge:
        huge.truncate(100_000_000)
    code, _, err = run(capsys, "check", str(file), "--lang", "en")
    assert code == 2
    assert "expected at most 1,000,000 bytes" in err
    (tmp_path / "leer").mkdir()
    code, _, err = run(capsys, "validate", str(tmp_path / "leer"), "--lang", "en")
    assert code == 2
    assert "the folder has no .toml file" in err


class TestHostileNames:
    """What a file or a code is called stays text, in every format."""

    def test_a_file(self, capsys, tmp_path: Path) -> None:
        path = tmp_path / "<b>&|.toml"
        shutil.copy(SEED, path)
        _, html, _ = run(capsys, "validate", str(path), "--format", "html")
        assert "&lt;b&gt;&amp;|.toml" in html
        assert html.startswith("<!DOCTYPE html>")
        _, md, _ = run(capsys, "validate", str(path), "--format", "md")
        assert r"\<b\>\&\|.toml" in md

    def test_a_cell(self, capsys, tmp_path: Path) -> None:
        path = tmp_path / "eigene.toml"
        text = (Path(__file__).parent / "mittelerde.toml").read_text(encoding="utf-8")
        text = text.replace("mittelerde", "zellenland")  # its id is known in this process
        first = text.index('titel = "') + len('titel = "')
        path.write_text(f"{text[:first]}a|b<i>{text[first:]}", encoding="utf-8")
        _, md, _ = run(capsys, "guidelines", "--load", str(path), "--format", "md")
        assert r"a\|b\<i\>" in md


def test_an_interruption_is_no_traceback(capsys, monkeypatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("beurteilung.cli.scales.run", interrupted)
    code, out, err = run(capsys, "scales")
    assert (code, out, err) == (130, "", "beurteilung: abgebrochen\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
def test_a_full_disk_and_a_closed_pipe_are_no_traceback() -> None:
    program = [sys.executable, "-m", "beurteilung", "scales"]
    with Path("/dev/full").open("w", encoding="utf-8") as out:
        full = subprocess.run(  # noqa: S603 - our own program
            program, stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (full.returncode, full.stderr) == (
        2,
        "beurteilung: Standardausgabe: auf dem Datenträger ist kein Platz mehr\n",
    )
    program = [sys.executable, "-m", "beurteilung", "check", SEED, "--format", "html"]
    with subprocess.Popen(  # noqa: S603 - our own program
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as piped:
        piped.stdout.close()
        assert piped.stderr.read() == ""
    assert piped.returncode == 141


@pytest.mark.parametrize(("stream", "code"), [("stdout", 1), ("stderr", 2)])
def test_a_closed_stream_is_no_traceback(monkeypatch, stream: str, code: int) -> None:
    case = SEED if stream == "stdout" else "fehlt.toml"
    monkeypatch.setattr(sys, stream, None)
    assert main(["check", case]) == code


def test_the_module_hands_its_exit_code_on(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", ["beurteilung", "check", SEED])
    with pytest.raises(SystemExit) as leaving:
        runpy.run_module("beurteilung", run_name="__main__")
    assert leaving.value.code == 1
    assert "Ergebnis" in capsys.readouterr().out


def test_as_a_module_and_as_a_program() -> None:
    """Both ways to start it answer alike, also into a pipe that closes early."""
    program = shutil.which("beurteilung", path=str(Path(sys.executable).parent))
    assert program
    for start in ([sys.executable, "-m", "beurteilung"], [program]):
        done = subprocess.run([*start, "check", SEED], capture_output=True, check=False, cwd=ROOT)  # noqa: S603 - ours
        assert done.returncode == 1
        assert b"72,73 %" in done.stdout
    with subprocess.Popen(  # noqa: S603 - ours
        [program, "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as early:
        assert early.stdout
        assert early.stderr
        early.stdout.close()
        assert early.stderr.read() == b""
    assert early.returncode == 141
