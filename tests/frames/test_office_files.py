"""Tables as offices have them: titles above the names, other sheets, OpenDocument, old Excel."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from beurteilung import frames
from beurteilung.errors import BadRowsError, ColumnError, TableError
from beurteilung.frames.files import Done, run

ASKED: dict[str, Any] = {
    "before": "alt",
    "after": "neu",
    "before_scale": "ni-pol-1996",
    "after_scale": "ni-pol-1999",
}
NAMES, ROW = ("nr", "alt", "neu"), (1, 5, 3)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0"
 xmlns:text="{OFFICE}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{{}}</office:spreadsheet>
</office:body></office:document-content>"""

MANIFEST = """<?xml version="1.0"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def ods(name: str, **sheets: list[tuple[object, ...]]) -> None:
    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        kind = "string" if isinstance(value, str) else "float"
        number = "" if isinstance(value, str) else f' office:value="{value}"'
        return f'<table:table-cell office:value-type="{kind}"{number}><text:p>{value}</text:p></table:table-cell>'

    tables = ""
    for title, rows in sheets.items():
        lines = "".join(
            f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
        )
        tables += f'<table:table table:name="{title}">{lines}</table:table>'
    with zipfile.ZipFile(name, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", CONTENT.format(tables))


def xlsx(name: str, **sheets: list[tuple[object, ...]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(name)


def answered(name: str) -> list[str]:
    return Path(name).read_text(encoding="utf-8-sig").splitlines()


def notes(done: Done) -> list[str]:
    return [note.de.partition(": ")[2] for note in done.notes]


class TestTheLineOfNames:
    """Above the names stands what an office wants to read, or what Excel wants to know."""

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("Runde 2024;;\n\nnr;alt;neu\n1;5;3\n", 3),
            ("sep=;\nnr;alt;neu\n1;5;3\n", 2),
            ("Runde 2024, Stand Mai\nnr;alt;neu\n1;5;3\n", 2),
            ('"erste Zeile\nzweite";;\nnr;alt;neu\n1;5;3\n', 3),
        ],
    )
    def test_in_csv(self, text: str, line: int) -> None:
        Path("in.csv").write_text(text, encoding="utf-8")
        done = run("in.csv", "out.csv", **ASKED)
        assert (done.rows, notes(done)[-1]) == (
            1,
            f"die Spaltennamen stehen in Zeile {line}; was davor steht, bleibt weg",
        )
        assert answered("out.csv")[1].startswith("1;5;3;-2;")

    @pytest.mark.parametrize("write", [ods, xlsx])
    @pytest.mark.parametrize("out", ["out.csv", "out.xlsx"])
    def test_in_a_sheet(self, write, out: str) -> None:
        name = f"in.{write.__name__}"
        write(name, Runde=[("Runde 2024", None, None), (), NAMES, ROW])
        done = run(name, out, **ASKED)
        assert done.rows == 1
        assert notes(done) == ["die Spaltennamen stehen in Zeile 3; was davor steht, bleibt weg"]
        if out == "out.xlsx":
            found = openpyxl.load_workbook(out).active
            assert [cell.value for cell in found[2]][:4] == [1, 5, 3, -2]

    def test_a_name_that_nothing_has_is_an_error_with_the_first_line(self) -> None:
        Path("in.csv").write_text("nr;Alt;neu\n1;5;3\n", encoding="utf-8")
        with pytest.raises(ColumnError, match=r"no column alt \(did you mean 'Alt'"):
            run("in.csv", "out.csv", **ASKED)

    def test_a_name_with_more_words_is_named(self) -> None:
        Path("in.csv").write_text("Nr;Note alt;Note neu\n1;5;3\n", encoding="utf-8")
        with pytest.raises(ColumnError, match=r"alt, neu \(did you mean 'Note alt, Note neu'"):
            run("in.csv", "out.csv", **ASKED)

    @pytest.mark.parametrize("last", ["Gesamt;9;6", "Durchschnitt:;4;3", "Summe;;", "Summe;;\n;;"])
    def test_a_last_row_of_totals_is_no_officer(self, last: str) -> None:
        """Its figures may well be grades of the scale"""
        Path("in.csv").write_text(f"nr;alt;neu\n1;5;3\n{last}\n", encoding="utf-8")
        with pytest.raises(TableError, match=r"the last row begins with '(Gesamt|Durch|Summe)"):
            run("in.csv", "out.csv", **ASKED)

    def test_nor_in_a_sheet(self) -> None:
        xlsx("in.xlsx", Runde=[NAMES, ROW, (None, None, None), ("Mittelwert", 5, 3)])
        with pytest.raises(TableError, match="the last row begins with 'Mittelwert'"):
            run("in.xlsx", "out.csv", **ASKED)

    def test_a_field_too_long_above_is_left_to_the_reader(self) -> None:
        Path("in.csv").write_text("x" * 200_000 + ";b\nalt;neu\n5;3\n", encoding="utf-8")
        with pytest.raises(TableError, match="a name has at most 131072 characters"):
            run("in.csv", "out.csv", **ASKED)


class TestSheets:
    @pytest.mark.parametrize("write", [ods, xlsx])
    def test_the_sheet_that_has_the_columns_is_named(self, write) -> None:
        name = f"in.{write.__name__}"
        write(name, Deckblatt=[("Stand 2024",)], Runde=[NAMES, ROW])
        with pytest.raises(TableError) as caught:
            run(name, "out.csv", **ASKED)
        assert caught.value.explain("de").endswith("wohl aber: Runde; --sheet 'Runde'")
        assert run(name, "out.csv", **ASKED, sheet="Runde").rows == 1
        with pytest.raises(TableError, match="no sheet 'Tabelle1'; its sheets: Deckblatt, Runde"):
            run(name, "out.csv", **ASKED, sheet="Tabelle1")


class TestOpenDocument:
    def test_numbers_and_text_are_grades(self) -> None:
        ods("in.ods", Runde=[NAMES, ROW, (2, "4", 3)])
        run("in.ods", "out.csv", **ASKED)
        assert [line[:8] for line in answered("out.csv")[1:]] == ["1;5;3;-2", "2;4;3;-1"]

    @pytest.mark.parametrize("name", ["in.ods", "in.xls"])
    def test_what_is_none_is_refused(self, name: str) -> None:
        Path(name).write_bytes(b"nr;alt;neu")
        with pytest.raises(TableError, match=f"{name}: not a spreadsheet of the kind"):
            run(name, "out.csv", **ASKED)

    @pytest.mark.parametrize("name", ["out.ods", "out.xls"])
    def test_it_is_read_and_not_written(self, name: str) -> None:
        ods("in.ods", Runde=[NAMES, ROW])
        with pytest.raises(TableError, match=f"{name[3:]} is read and not written; write .xlsx"):
            run("in.ods", name, **ASKED)


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows() -> None:
    Path("in.csv").write_text('nr;alt;neu\n1;"5;3\n2;4;3\n', encoding="utf-8")
    with pytest.raises(TableError, match="a quotation mark is opened and not closed"):
        run("in.csv", "out.csv", **ASKED)


def test_a_bare_code_asks_for_the_scale_of_its_column() -> None:
    import polars as pl  # noqa: PLC0415 - only this test

    bare = pl.DataFrame({"alt": ["5"], "neu": ["3"]})
    with pytest.raises(BadRowsError) as caught:
        frames.compare(bare, before="alt", after="neu")
    assert "in Spalte alt Skala und Note wie ni-pol-1996:5" in caught.value.explain("de")
    assert "--before-scale" in caught.value.explain("de")
