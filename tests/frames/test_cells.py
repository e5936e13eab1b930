"""What people and programs write into a cell: the answer is that of the grade, event or blank that they mean."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from beurteilung._base.errors import ColumnError, TableError, UnknownGradeError
from beurteilung.cli import main
from beurteilung.errors import BadRowsError, DateError, UnknownEventError
from beurteilung.frames.files import excel, run
from beurteilung.law.registry import scale
from beurteilung.model.cells import day_of, events_in, grade_in, is_no_event, says_nothing

if TYPE_CHECKING:
    from pathlib import Path

SCALES = {"before_scale": "ni-pol-1996", "after_scale": "ni-pol-1999"}
ASKED = {"before": "alt", "after": "neu", **SCALES}


def answers(tmp_path: Path, text: str | bytes, name: str = "in.csv", **options: str) -> list[str]:
    """Return the rows that the run over a file writes, cut to their last cells."""
    source, target = tmp_path / name, tmp_path / "out.csv"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    run(source, target, **{**ASKED, **options}, on_error="column")
    return target.read_text(encoding="utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize(
    "text",
    ["k.A.", "k. A.", "KA", "-", "–", "n/a", "N.A.", "<NA>", "#NV", "#N/A", "keine Angabe", "entfällt", "",
     "k. B.", "offen", " ", "?"],
)  # fmt: skip
def test_words_for_nothing(text: str) -> None:
    assert says_nothing(text)
    assert is_no_event(text)


@pytest.mark.parametrize("text", ["5", "B-", "3.", "gut", "A+", "C oberer Bereich"])
def test_what_says_something(text: str) -> None:
    assert not says_nothing(text)
    assert not is_no_event(text)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("ni-pol-1996", "'5", "5"),
        ("ni-pol-1996", " 5 ", "5"),
        ("ni-pol-1996", '="5"', "5"),
        ("ni-pol-1996", "Note 5", "5"),
        ("ni-pol-1996", "Wertungsstufe: 5", "5"),
        ("ni-pol-1996", "5 - übertrifft erheblich die Anforderungen", "5"),
        ("ni-pol-1996", "5 (übertrifft erheblich die Anforderungen)", "5"),
        ("ni-pol-1996", "5: übertrifft erheblich die Anforderungen", "5"),
        ("by-llbg", "13 Punkte", "13"),
        ("by-llbg", "13 Pkt.", "13"),
        ("by-llbg", "Punkte 13", "13"),
        ("by-llbg", "13P", "13"),
        ("by-llbg", "13 Pte.", "13"),
        ("by-llbg", "by-llbg:13", "13"),
        ("jur-18", "gut (13 Punkte)", "13"),
        ("jur-18", "gut (13 P.)", "13"),
    ],
)
def test_words_around_a_grade(name: str, text: str, code: str) -> None:
    assert grade_in(scale(name), text).code == code


@pytest.mark.parametrize(
    "text",
    ["5 Punkte", "5 (fünf)", "5 - entspricht voll den Anforderungen", "9 (x)", "Mittelwert", "Note"],
)  # fmt: skip
def test_words_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(UnknownGradeError, match="has no grade"):
        grade_in(scale("ni-pol-1996"), text)


def test_a_stage_and_a_grade_of_another_offer_no_better_grade() -> None:
    with pytest.raises(UnknownGradeError, match=r"has no grade 'gut \(12 Punkte\)'; its grades"):
        grade_in(scale("jur-18"), "gut (12 Punkte)")


DAY = date(2023, 5, 31)


@pytest.mark.parametrize(
    "cell",
    [
        DAY, datetime(2023, 5, 31, tzinfo=UTC), "31.05.2023", "31. 5. 2023", "2023-5-31",
        "2023/05/31", "20230531", 20230531, 20230531.0, " 2023-05-31T00:00:00Z ", "31.05.2023 07:30",
        "2023-05-31 00:00:00+02:00",
    ],
    ids=repr,
)  # fmt: skip
def test_a_day_as_people_and_programs_write_it(cell: object) -> None:
    assert day_of(cell) == DAY


@pytest.mark.parametrize(
    "cell", [None, "", "k. A.", "—", "00.00.0000", "0000-00-00", float("nan"), "NaT"]
)
def test_no_day_is_stated(cell: object) -> None:
    assert day_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("31.05.23", "the year with four digits"),
        ("31.02.2023", "there is no such day"),
        (45077, "the number of a day in Excel"),
        (datetime(2023, 5, 30, 22, tzinfo=UTC), "a time with a zone"),
        ("Mai 2023", "got 'Mai 2023'$"),
        ("05/31/2023", "got '05/31/2023'$"),
        ("01.01.1900", "in programs for no known day"),
        ("1899-12-30 00:00:00", "in programs for no known day"),
        (date(1970, 1, 1), "in programs for no known day"),
        (99991231, "in programs for no known day"),
    ],
)
def test_what_names_no_day_for_certain_is_refused(cell: object, hint: str) -> None:
    with pytest.raises(DateError, match=hint):
        day_of(cell)


UP, CAREER = "befoerderung", "laufbahnwechsel"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("befoerderung:2020-01-01", [UP]),
        ("Beförderung 01.04.2000", [UP]),
        ("Beförderung (A 10) zum 01.04.1999", [UP]),
        ("Beförderung am 1.4.99", [UP]),
        ("laufbahnwechsel:1999-11-02 00:00:00", [CAREER]),
        ("Beförderung, Laufbahnwechsel", [UP, CAREER]),
        ("Beförderung + Laufbahnwechsel", [UP, CAREER]),
        ("Beförderung; 01.04.2000", [UP]),
        ("Beförderung 2000/04/01", [UP]),
        ("Beförderung 04/2000/Laufbahnwechsel im Mai 2001", [UP, CAREER]),
        ("Beförderung/2x Laufbahnwechsel", [UP, CAREER, CAREER]),
        ("Beförderung 4.2000, Laufbahnwechsel in 2001", [UP, CAREER]),
        ("Beförderung und Laufbahnwechsel", [UP, CAREER]),
        ("Beförderung\nLaufbahnwechsel", [UP, CAREER]),
        ("2x Beförderung", [UP, UP]),
        ("2 × Beförderung", [UP, UP]),
        ("Horizontaler Laufbahnwechsel", ["horizontaler-laufbahnwechsel"]),
        ("massstab-2", ["massstab"]),
        ("nein", []),
        ("keine", []),
        ("-", []),
    ],
)
def test_events(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in events_in(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "ja",
        "+",
        "01.04.2000",
        "Beförderung und so",
        "Beförderung 13/2000",
        "Beförderung?! (",
        "A 10",
    ],
)
def test_no_events(text: str) -> None:
    with pytest.raises(UnknownEventError):
        events_in(text)


@pytest.mark.parametrize("text", ["befoerderung:2020-02-31", "Beförderung 31.02.2020"])
def test_days_that_no_calendar_has(text: str) -> None:
    with pytest.raises(DateError, match="no such day"):
        events_in(text)


class TestFiles:
    """`beurteilung table`, as HR offices export"""

    def test_nothing_stated_is_named_and_counted(self, tmp_path: Path) -> None:
        text = "alt;neu;ev\n5;k.A.;\n-;3;\n5;3;keine\n5;3;laufbahnwechsel:1999-11-02\n"
        rows = answers(tmp_path, text, events="ev")
        assert [row.rsplit(";", 1)[1] for row in rows] == ["null", "null", "", ""]
        with pytest.raises(BadRowsError) as raised:
            run(tmp_path / "in.csv", tmp_path / "out.csv", **ASKED)
        assert raised.value.empty == 2
        assert "neu: „k.A.“ heißt keine Angabe" in raised.value.explain("de")

    def test_empty_rows_are_left_out(self, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
        assert len(answers(tmp_path, "alt;neu\n5;3\n;\n ; \n4;3\n")) == 2
        args = ["--before", "alt", "--after", "neu", "--before-scale", "ni-pol-1996"]
        files = [str(tmp_path / "in.csv"), str(tmp_path / "out.csv")]
        main(["table", *files, *args, "--after-scale", "ni-pol-1999"])
        assert "in.csv: 2 leere Zeilen bleiben weg" in capsys.readouterr().out
        done = run(tmp_path / "in.csv", tmp_path / "out.csv", **ASKED)
        (tmp_path / "in.csv").write_text("alt;neu\n5;3\n;\n", encoding="utf-8")
        done = run(tmp_path / "in.csv", tmp_path / "out.csv", **ASKED)
        assert "1 empty row is left out" in done.notes[-1].en

    def test_two_columns_of_one_name(self, tmp_path: Path) -> None:
        rows = answers(tmp_path, "Bem;alt;neu;bem;BEM;Bem_2\na;5;3;b;c;d\n")
        assert rows[0].startswith("a;5;3;b;c;d;-2")
        head = (tmp_path / "out.csv").read_text().partition("\n")[0]
        assert head.startswith("Bem;alt;neu;bem_3;BEM_4;Bem_2;")
        with pytest.raises(TableError, match=r"several columns have one name .*: alt, Alt"):
            answers(tmp_path, "alt;neu;Alt\n5;3;4\n")

    def test_names_on_two_lines(self, tmp_path: Path) -> None:
        text = '"Note\nalt";"Note \n neu"\n5;3\n'
        assert answers(tmp_path, text, before="Note alt", after="Note neu")[0].startswith("5;3;-2")
        book = openpyxl.Workbook()
        for row in (["Titel"], ["Note\nalt", "Note\nneu"], [5, 3]):
            book.active.append(row)
        book.save(tmp_path / "in.xlsx")
        options = {"before": "Note alt", "after": "Note neu"}
        run(tmp_path / "in.xlsx", tmp_path / "out.csv", **{**ASKED, **options})

    def test_scales_in_a_column(self, tmp_path: Path) -> None:
        text = "alt,neu,von\n5,3,NI-POL-1996\n5,3,ni-pol-1996 \n5,3,k.A.\n"
        rows = answers(tmp_path, text, before_scale="von")
        assert [row.rsplit(",", 1)[1] for row in rows] == ["", "", "null"]

    def test_a_fraction_is_no_formula(self, tmp_path: Path) -> None:
        scales = {"before_scale": "bwl-pol-2003", "after_scale": "bwl-pol-2003"}
        assert ";-3/4;" in answers(tmp_path, "alt;neu\n4;3,25\n", **scales)[0]

    def test_a_short_row(self, tmp_path: Path) -> None:
        with pytest.raises(TableError, match="line 3 has 1 cell, expected 2") as raised:
            answers(tmp_path, "alt;neu\n5;3\n4\n")
        assert "Zeile 3 hat 1 Zelle, erwartet" in raised.value.explain("de")

    def test_every_column_that_is_missing_has_its_hint(self, tmp_path: Path) -> None:
        with pytest.raises(ColumnError, match="did you mean 'Alt, Neu'"):
            answers(tmp_path, "Alt;Neu\n5;3\n")

    def test_too_many_columns(self, tmp_path: Path) -> None:
        names = ";".join(f"c{n}" for n in range(2_000))
        with pytest.raises(TableError, match="2002 columns are too many, at most 500"):
            answers(tmp_path, f"{names};alt;neu\n")

    def test_a_workbook_that_unpacks_to_far_too_much(self, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr(excel, "MOST_UNPACKED", 1_000_000)
        with zipfile.ZipFile(tmp_path / "in.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", " " * 2_000_000)
        files = tmp_path / "in.xlsx", tmp_path / "out.csv"
        with pytest.raises(TableError, match="unpacked this would be 2 MB"):
            run(*files, before="alt", after="neu")
        for limit in ("MOST_UNPACKED", "MOST_TIMES"):  # large, or tightly packed, alone is no fault
            with monkeypatch.context() as patch:
                patch.setattr(excel, limit, 2_000_000)
                with pytest.raises(TableError, match="not an Excel file"):
                    run(*files, before="alt", after="neu")

    def test_columns_of_a_workbook_are_no_wider_than_one_reads(self, tmp_path: Path) -> None:
        (tmp_path / "in.csv").write_text(f"nr;alt;neu\n{'x' * 300};ni-pol-1996:5;ni-pol-1999:3\n")
        run(tmp_path / "in.csv", tmp_path / "out.xlsx", before="alt", after="neu")
        sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
        assert [sheet.column_dimensions[name].width for name in "AB"] == [63, 16]
