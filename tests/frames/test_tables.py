"""Whole files: what goes in comes out with the answers beside it, or the old file stays."""

import csv
import gc
import signal
import subprocess
import sys
import threading
import time
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from beurteilung.errors import BadRowsError, ColumnError, DataError
from beurteilung.frames import files as tables
from beurteilung.frames.files import Done, TableError, excel, progress, run
from beurteilung.frames.files import csv as csv_files
from beurteilung.frames.questions import COMPARED

ROWS = [
    ["Müller", "ni-pol-1996:5", "ni-pol-1999:3", "laufbahnwechsel", "4,5"],
    ["x;y", "ni-pol-1996:4", "ni-pol-1999:3", "", "-3"],
]
HEAD = ["Name", "alt", "neu", "Ereignisse", "Anteil"]
WANTED = {"before": "alt", "after": "neu", "events": "Ereignisse"}
ASKED = {"before": "alt", "after": "neu"}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, rows=(HEAD, *ROWS), encoding="utf-8", delimiter=";", end="\r\n"):
    with Path(path).open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)


def read(path, encoding="utf-8", delimiter=";"):
    with Path(path).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def columns(rows, *names):
    return [[row[rows[0].index(name)] for name in names] for row in rows[1:]]


OUTPUTS = [output.name for output in COMPARED]
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
    | st.sampled_from('";,\n\r=+-@ \t'),
    max_size=8,
)


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_what_was_detected_is_said_and_kept(self, here, encoding, delimiter, end):
        write("in.csv", encoding=encoding, delimiter=delimiter, end=end)
        done = run("in.csv", "out.csv", **WANTED)
        assert (done.rows, [note.en for note in done.notes]) == (
            2,
            [
                f"in.csv: encoding {encoding}",
                f"in.csv: separator {csv_files.NAMES[delimiter].en}",
                "in.csv: decimal comma",
            ],
        )
        assert done.notes[2].de == "in.csv: Dezimalkomma"
        found = read("out.csv", encoding, delimiter)
        assert csv_files._end(Path("out.csv"), encoding)[0] == end
        assert [row[:5] for row in found] == [HEAD, *ROWS]
        assert columns(found, "nominal", "real_low", "code") == [
            ["-2", "-1", "wechsel.erklaert"],
            ["-1", "0", "wechsel.keiner"],
        ]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        name=TEXTS.filter(lambda text: text.strip().casefold() not in {"alt", "neu", *OUTPUTS}),
        texts=st.lists(TEXTS, max_size=6),
        end=st.sampled_from(["\n", "\r\n", "\r"]),
    )
    @example(name="a;\nb", texts=["x"], end="\r\n")
    @example(name="", texts=["x"], end="\r")
    def test_every_cell_survives_and_none_is_a_formula(self, here, name, texts, end):
        quoting = csv.QUOTE_MINIMAL if end == "\r\n" else csv.QUOTE_ALL  # else csv forgets some
        with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator=end, quoting=quoting)
            writer.writerows([[name, "alt", "neu"], *([t, *ROWS[0][1:3]] for t in texts)])
        assert run("in.csv", "out.csv", separator=";", **ASKED).rows == len(texts)
        assert csv_files._end(Path("out.csv"), "utf-8")[0] == end
        (called, *_), *found = read("out.csv")
        assert called == (csv_files._quoted(name.strip()) or "column_1")
        for text, (shown, *_) in zip(texts, found, strict=True):
            assert shown == csv_files._quoted(text)
            assert not csv_files.re.search(csv_files.FORMULA, shown) or csv_files.re.search(
                csv_files.NUMBER, shown
            )

    @given(
        lines=st.lists(st.sampled_from(['a;"b"', '"a\n\r\n";b', "a;b", '"""";"\r"'])),
        data=st.data(),
    )
    def test_how_lines_end_is_seen_outside_quotes(self, tmp_path_factory, lines, data):
        ends = [data.draw(st.sampled_from(["\n", "\r\n", "\r"])) for _ in lines]
        path = tmp_path_factory.mktemp("end") / "in.csv"
        text = "".join(line + end for line, end in zip(lines, ends, strict=True))
        path.write_text(text, encoding="utf-8", newline="")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csv_files, "BLOCK", data.draw(st.integers(1, 4)))
            if len(set(ends)) > 1:
                with pytest.raises(TableError, match="the lines end in different ways"):
                    csv_files._end(path, "utf-8")
            else:
                assert csv_files._end(path, "utf-8")[0] == (ends[0] if ends else "\n")

    @given(
        lines=st.lists(st.sampled_from(['a;"b"', '"a\n\r\n";b', "a;b", '"""";"\r"', '""'])),
        size=st.integers(1, 4),
        end=st.sampled_from(["\n", "\r\n", "\r"]),
    )
    def test_lines_end_otherwise_and_quotes_stay(self, lines, size, end):
        given, wanted = ("".join(line + e for line in lines) for e in ("\n", end))
        blocks = (given[at : at + size] for at in range(0, len(given), size))
        assert "".join(csv_files._ended(blocks, end)) == wanted

    def test_cells_of_several_lines_in_a_large_file(self, here):
        """Threads that begin inside a cell take its lines for rows."""
        note = "Vermerk; siehe Akte; Blatt; 3\n" * 60 + 'er sagte ""gut"";;\n'
        rows = f'{{}};ni-pol-1996:5;ni-pol-1999:3;"{note}"\n'
        text = "nr;alt;neu;vermerk\n" + "".join(map(rows.format, range(20_000)))
        Path("in.csv").write_text(text, encoding="utf-8")
        assert run("in.csv", "out.csv", before="alt", after="neu").rows == 20_000
        with Path("out.csv").open(encoding="utf-8", newline="") as file:
            found = [row[0] for row in csv.reader(file, delimiter=";")]
        assert found == ["nr", *map(str, range(20_000))]

    def test_a_letter_that_the_encoding_lacks(self, here):
        write("in.csv", [["alt", "neu", "ä"], ["x", "y", "z"]], encoding="cp1252")
        with pytest.raises(TableError, match=r"cp1252, like the one read, which has no 'Δ'; save"):
            run("in.csv", "out.csv", before="alt", after="neu", prefix="Δ_", on_error="column")
        assert not Path("out.csv").exists()

    def test_text_of_any_type_is_no_formula(self, here):
        pl.DataFrame({
            "alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"], "bytes": [b"=1+1"],
            "art": pl.Series(["@x"], dtype=pl.Categorical), "zahl": [-1.5],
        }).write_parquet("in.parquet")  # fmt: skip
        run("in.parquet", "out.csv", before="alt", after="neu")
        with Path("out.csv").open(encoding="utf-8", newline="") as file:
            _, row = csv.reader(file)
        assert row[2:5] == ["'=1+1", "'@x", "-1.5"]

    def test_a_file_is_found_by_its_exact_name(self, here):
        write("in1.csv", [["alt", "neu"], ["x", "x"]])
        for name in ("in[1].csv", "in*.csv", "in?'.csv", "in ü.csv"):
            write(name)
            assert run(name, "out[0].csv", **WANTED).rows == 2
            run(name, name.replace(".csv", ".parquet"), **WANTED)
            again = run(name.replace(".csv", ".parquet"), "again.csv", **ASKED, prefix="x_")
            assert again.rows == 2
        assert columns(read("out[0].csv"), "real_low") == [["-1"], ["0"]]

    def test_a_tsv_file_is_written_with_tabs(self, here):
        write("in.csv")
        run("in.csv", "mid.parquet", **WANTED)
        run("mid.parquet", "out.tsv", **ASKED, prefix="x_")
        assert read("out.tsv", delimiter="\t")[0][:5] == HEAD

    @pytest.mark.parametrize("separator", ["", ";;", '"', "\n"])
    def test_a_separator_is_one_character(self, here, separator):
        write("in.csv")
        with pytest.raises(TableError, match="expected one character as separator, got"):
            run("in.csv", "out.csv", separator=separator, **WANTED)

    def test_an_error_shows_no_endless_line(self, here):
        write("in.csv", [["Text", "alt", "neu"], ["x" * 3_000_000, *ROWS[0][1:3]]])
        with pytest.raises(
            TableError, match="line 2 is too long, at most 2 million bytes"
        ) as caught:
            run("in.csv", "out.csv", **ASKED)
        assert len(str(caught.value)) < 200
        assert "Zeile 2 ist zu lang" in caught.value.explain("de")
        write("in.csv", [["x" * 200_000, "alt", "neu"]])
        with pytest.raises(TableError, match="a name has at most 131072 characters"):
            run("in.csv", "out.csv", **ASKED)

    def test_the_name_of_a_column_is_no_formula_either(self, here):
        write("in.csv", [["=1+1", "alt", "neu"], ["=2", *ROWS[0][1:3]], ["-2,5", *ROWS[0][1:3]]])
        run("in.csv", "out.csv", **ASKED)
        assert [row[0] for row in read("out.csv")] == ["'=1+1", "'=2", "-2,5"]

    def test_bad_rows_stop_it_or_get_a_code(self, here):
        write("in.csv", [["alt", "neu"], ["", "ni-pol-1999:3"], ["ni-pol-1996:5", "ni-pol-1999:3"]])
        with pytest.raises(BadRowsError, match=r"^1 row of 2 cannot be answered"):
            run("in.csv", "out.csv", **ASKED)
        assert not Path("out.csv").exists()
        run("in.csv", "out.csv", on_error="column", **ASKED)
        assert columns(read("out.csv"), "error") == [["null"], [""]]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "the file is empty"),
            (b"\n\n", "the file is empty"),
            (b"Alt;alt\n1;2\n", r"several columns have one name \(capitals or not\): Alt, alt"),
            (b"alt;neu\n1;2;3\n", "line 2 has 3 cells, expected 2 as in the line of column names"),
            (b"alt;neu\r\n1;2\n", "the lines end in different ways"),
            (b"alt;neu\n\x81;2\n", "neither UTF-8 nor cp1252"),
        ],
        ids=["empty", "blank", "twice", "ragged", "ends", "binary"],
    )
    def test_a_file_that_is_no_table(self, here, content, message):
        Path("in.csv").write_bytes(content)
        with pytest.raises(TableError, match=message):
            run("in.csv", "out.csv", **ASKED)
        assert sorted(path.name for path in Path().iterdir()) == ["in.csv"]


class TestExcelAndParquet:
    def test_excel_keeps_numbers_and_text_and_runs_nothing(self, here):
        book = openpyxl.Workbook()
        book.create_sheet("Zweites")
        sheet = book.worksheets[0]
        for row in [["Nr", *HEAD], [1, *ROWS[0]], [2.5, "=1+1", *ROWS[1][1:3], None, None]]:
            sheet.append(row)
        sheet["B3"].data_type = "s"
        book.save("in.xlsx")
        assert run("in.xlsx", "out.xlsx", **WANTED, sheet="Sheet") == Done(2)
        found = list(openpyxl.load_workbook("out.xlsx").worksheets[0].iter_rows())
        assert [cell.value for cell in found[2]][:7] == [2.5, "=1+1", *ROWS[1][1:3], None, None, -1]
        assert found[2][1].data_type == "s"

    def test_whole_numbers_of_excel_are_codes(self, here):
        book = openpyxl.Workbook()
        for row in [["alt", "neu", "Tag"], [5.0, 3, tables_day()], [4, 3.0, None]]:
            book.worksheets[0].append(row)
        book.save("in.xlsx")
        scales = {"before_scale": "ni-pol-1996", "after_scale": "ni-pol-1999"}
        run("in.xlsx", "out.csv", **ASKED, **scales)
        found = read("out.csv", "utf-8-sig")
        assert columns(found, "alt", "Tag", "real_low") == [
            ["5", "1999-11-01", "-1"],
            ["4", "", "0"],
        ]

    def test_a_day_stays_a_day(self, here):
        book = openpyxl.Workbook()
        for row in [["alt", "neu", "Tag"], ["ni-pol-1996:5", "ni-pol-1999:3", tables_day()]]:
            book.active.append(row)
        book.save("in.xlsx")
        run("in.xlsx", "out.xlsx", **ASKED)
        day = openpyxl.load_workbook("out.xlsx").active["C2"]
        assert (day.value, day.number_format) == (tables_day(), "yyyy-mm-dd")

    def test_a_formula_is_its_value_or_an_error(self, here):
        book = openpyxl.Workbook()
        for row in [["alt", "neu", "Summe"], [*ROWS[0][1:3], "=1+1"], [*ROWS[1][1:3], 3]]:
            book.active.append(row)
        book.save("in.xlsx")
        with pytest.raises(
            TableError, match=r"row 2, column 3: the formula =1\+1 has no value yet"
        ):
            run("in.xlsx", "out.csv", **ASKED)
        patch("in.xlsx", "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
        for out in ("out.csv", "out.xlsx"):
            done = run("in.xlsx", out, **ASKED)
            assert [note.en for note in done.notes] == [
                "in.xlsx: formulas are taken as their values"
            ]
        assert columns(read("out.csv", "utf-8-sig"), "Summe") == [["2"], ["3"]]
        assert openpyxl.load_workbook("out.xlsx").active["C2"].value == 2

    def test_a_sheet_is_read_to_its_end_whatever_it_says_of_its_size(self, here):
        book = openpyxl.Workbook()
        for row in [["alt", "neu", "x"], [*ROWS[0][1:3], 1], [*ROWS[1][1:3], 2]]:
            book.active.append(row)
        book.save("in.xlsx")
        patch("in.xlsx", 'ref="A1:C3"', 'ref="A1:B2"')
        run("in.xlsx", "out.csv", **ASKED)
        assert columns(read("out.csv", "utf-8-sig"), "x", "real_low") == [["1", "-1"], ["2", "0"]]

    def test_a_sheet_need_not_be_tidy(self, here):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in [["alt", None, "neu"], [ROWS[0][1], None, ROWS[0][2]], [], [None, "x"]]:
            sheet.append(row)
        sheet["A4"], sheet["C4"] = ROWS[1][1:3]
        sheet["A9"].number_format = "0"
        book.save("in.xlsx")
        for out in ("out.csv", "out.xlsx"):
            done = run("in.xlsx", out, **ASKED)
            assert [note.de for note in done.notes] == [
                "in.xlsx: column_2 heißt eine Spalte ohne Namen"
            ]
        found = openpyxl.load_workbook("out.xlsx").active
        assert [[cell.value for cell in row[:4]] for row in found] == [
            ["alt", None, "neu", "nominal"],
            [ROWS[0][1], None, ROWS[0][2], -2],
            [ROWS[1][1], "x", ROWS[1][2], -1],
        ]

    def test_rows_of_a_sheet_may_be_shorter_than_the_names_not_longer(self, here, monkeypatch):
        rows = [("alt", "neu", "x"), (*ROWS[0][1:3],), (*ROWS[1][1:3], 1, None)]
        monkeypatch.setattr(excel, "_sheet", lambda *_, **__: iter(rows))
        Path("in.xlsx").touch()
        run("in.xlsx", "out.csv", **ASKED)
        assert columns(read("out.csv", "utf-8-sig"), "x", "real_low") == [["", "-1"], ["1", "0"]]
        rows.append(("a", "b", 1, 2))
        with pytest.raises(TableError, match="row 4 has more cells than there are names"):
            run("in.xlsx", "out.csv", **ASKED)

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("x" * 32_768, "a cell of Excel holds 32767 characters"),
            ("a\x01", r"Excel cannot hold 'a\\x01'; write CSV or Parquet"),
            ([1], r"Excel cannot hold \[1\]; write CSV or Parquet"),
        ],
        ids=["long", "control", "list"],
    )
    def test_excel_gets_nothing_that_it_would_cut(self, here, value, message, capfd):
        pl.DataFrame({"alt": ROWS[0][1], "neu": ROWS[0][2], "t": [value]}).write_parquet(
            "i.parquet"
        )
        with pytest.raises(TableError, match=message):
            run("i.parquet", "out.xlsx", **ASKED)
        gc.collect()
        assert "Traceback" not in capfd.readouterr().err

    def test_excel_gets_long_numbers_as_text(self, here):
        numbers = [10**15 - 1, 10**15, -(10**15)]
        frame = pl.DataFrame({"alt": ROWS[0][1], "neu": ROWS[0][2], "n": numbers})
        frame.write_parquet("in.parquet")
        run("in.parquet", "out.xlsx", **ASKED)
        found = openpyxl.load_workbook("out.xlsx").active
        assert [cell.value for cell in found["C"]][1:] == [numbers[0], *map(str, numbers[1:])]

    def test_csv_to_parquet_to_excel(self, here):
        write("in.csv")
        run("in.csv", "mid.parquet", **WANTED)
        assert pl.read_parquet("mid.parquet")["real_low"].to_list() == [-1, 0]
        done = run("mid.parquet", "out.xlsx", **ASKED, prefix="neu_")
        assert done == Done(2)
        sheet = openpyxl.load_workbook("out.xlsx").worksheets[0]
        assert [cell.value for cell in sheet[1]][-1] == "neu_code"

    def test_a_null_event_in_parquet_is_no_event(self, here):
        pl.DataFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"], "e": [None]}).cast(
            pl.String
        ).write_parquet("in.parquet")
        run("in.parquet", "out.parquet", before="alt", after="neu", events="e")
        found = pl.read_parquet("out.parquet")
        assert found.select("e", "code").row(0) == (None, "wechsel.unerklaert")

    def test_not_excel_and_no_such_sheet(self, here):
        Path("in.xlsx").write_text("no", encoding="utf-8")
        with pytest.raises(TableError, match=r"in\.xlsx: not an Excel file"):
            run("in.xlsx", "out.csv", **ASKED)
        openpyxl.Workbook().save("in.xlsx")
        with pytest.raises(TableError, match="no sheet 'X'; its sheets: Sheet"):
            run("in.xlsx", "out.csv", **ASKED, sheet="X")

    def test_more_rows_than_a_sheet_holds(self, here, monkeypatch):
        monkeypatch.setattr(excel, "EXCEL_ROWS", 2)
        write("in.csv")
        with pytest.raises(TableError, match="a sheet of Excel holds 2 rows"):
            run("in.csv", "out.xlsx", **WANTED)

    def test_a_broken_parquet_file(self, here):
        Path("in.parquet").write_text("no", encoding="utf-8")
        with pytest.raises(TableError, match=r"in\.parquet: "):
            run("in.parquet", "out.csv", **ASKED)


def test_a_whole_number_that_is_stored_as_a_float():
    assert [excel._text(cell) for cell in (5.0, 4.5, 3)] == ["5", "4.5", "3"]


def tables_day():
    import datetime as dt  # noqa: PLC0415 - one test needs a day

    return dt.datetime(1999, 11, 1)  # noqa: DTZ001 - Excel knows no zones


def patch(path, old, new):
    """Write a part of a workbook as another program might."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part.replace(old.encode(), new.encode()))


class TestWhatIsAsked:
    def test_columns_in_a_small_toml(self, here):
        write("in.csv")
        Path("spalten.toml").write_text(
            'before = "alt"\nafter = "Name"\nevents = "Ereignisse"\nprefix = "x_"\n',
            encoding="utf-8",
        )
        run("in.csv", "out.csv", columns="spalten.toml", after="neu")
        assert columns(read("out.csv"), "x_real_low") == [["-1"], ["0"]]

    def test_a_key_that_is_none(self, here):
        write("in.csv")
        Path("spalten.toml").write_text('vorher = "alt"\nafter = 1\n', encoding="utf-8")
        with pytest.raises(DataError) as caught:
            run("in.csv", "out.csv", columns="spalten.toml")
        assert len(caught.value.problems) == 2

    @pytest.mark.parametrize(
        ("source", "target", "options", "error", "message"),
        [
            ("in.csv", "out.csv", {}, TableError, "name the columns of both grades"),
            (
                "in.doc",
                "out.csv",
                ASKED,
                TableError,
                r"in\.doc: expected a name that ends with \.csv",
            ),
            ("no.csv", "out.csv", ASKED, TableError, r"no\.csv: no such file"),
            ("in.csv", "no/out.csv", ASKED, TableError, "no: no such directory"),
            (".csv.csv", "out.csv", ASKED, TableError, r"\.csv\.csv: a directory, expected a file"),
            ("in.csv", ".csv.csv", ASKED, TableError, r"\.csv\.csv: a directory, expected a file"),
            (
                "in.csv",
                "out.csv",
                ASKED | {"after": "x"},
                ColumnError,
                "no column x; the frame has",
            ),
            (
                "in.csv",
                "out.xlsx",
                ASKED | {"engine": "spark"},
                TableError,
                "Spark reads and writes Parquet here; leave --engine",
            ),
        ],
        ids=["columns", "ending", "source", "target", "from-dir", "to-dir", "name", "spark"],
    )
    def test_the_way_out_is_named(  # noqa: PLR0913, PLR0917 - a row of the table
        self, here, source, target, options, error, message
    ):
        write("in.csv")
        Path(".csv.csv").mkdir()
        with pytest.raises(error, match=message):
            run(source, target, **options)

    def test_a_folder_that_takes_nothing(self, here, monkeypatch):
        def refuse(**_):
            raise PermissionError(13, "Permission denied")

        write("in.csv")
        monkeypatch.setattr(tables.tempfile, "TemporaryDirectory", refuse)
        with pytest.raises(
            TableError, match=r"^\.: nothing can be written there: Permission denied"
        ):
            run("in.csv", "out.csv", **WANTED)


class TestTheOldFileStays:
    """Output is written beside and moved into place: an interrupted run leaves no half file."""

    def test_progress_ends_at_one(self, here, monkeypatch):
        monkeypatch.setattr(progress, "TICK", 0.001)
        pl.DataFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"]}).sample(
            400_000, with_replacement=True
        ).write_parquet("in.parquet")
        seen = []
        run("in.parquet", "out.parquet", **ASKED, progress=seen.append)
        assert seen[-1] == 1.0
        assert seen == sorted(seen)
        assert all(0 <= share <= 1 for share in seen)

    def test_a_report_under_way_comes_before_the_last(self, monkeypatch):
        asked, answered = threading.Event(), threading.Event()
        told = iter([-1.0, 40.0, 20.0])

        class Slow:
            def execute(self, _):
                pass

            def query_progress(self):
                share = next(told, None)
                if share is None:
                    share = 60.0
                    asked.set()
                    answered.wait(5)
                return share

        monkeypatch.setattr(progress, "TICK", 0.0001)
        seen = []
        later = threading.Timer(0.05, answered.set)
        with progress.watched(Slow(), seen.append):
            asked.wait(5)
            later.start()
        assert seen[:4] == [0.0, 0.4, 0.4, 0.6]
        assert seen[-1] == 1.0
        assert seen == sorted(seen)

    def test_no_one_after_an_error(self, monkeypatch):
        class Idle:
            def execute(self, _):
                pass

            def query_progress(self):
                return -1.0

        seen = []

        with pytest.raises(KeyboardInterrupt), progress.watched(Idle(), seen.append):
            raise KeyboardInterrupt
        assert 1.0 not in seen

    @pytest.mark.parametrize("kind", ["csv", "parquet"])
    def test_rows_stay_in_order(self, here, kind):
        count = 300_000
        given = pl.DataFrame({"nr": range(count)}).with_columns(
            alt=pl.format("ni-pol-1996:{}", pl.col("nr") % 6 + 1),
            neu=pl.format("ni-pol-1999:{}", pl.col("nr") % 5 + 1),
        )
        (given.write_csv if kind == "csv" else given.write_parquet)(f"in.{kind}")
        run(f"in.{kind}", f"out.{kind}", before="alt", after="neu")
        found = (pl.read_csv if kind == "csv" else pl.read_parquet)(f"out.{kind}")
        assert found["nr"].to_list() == list(range(count))

    @pytest.mark.skipif(sys.platform == "win32", reason="permissions and links")
    def test_its_permissions_and_links_stay(self, here):
        write("in.csv")
        Path("kept").mkdir()
        real = Path("kept/out.csv")
        real.write_text("old", encoding="utf-8")
        real.chmod(0o600)
        Path("out.csv").symlink_to(real)
        run("in.csv", "out.csv", **WANTED)
        assert Path("out.csv").is_symlink()
        assert real.stat().st_mode & 0o777 == 0o600
        assert len(read(real)) == 1 + len(ROWS)
        assert sorted(path.name for path in Path("kept").iterdir()) == ["out.csv"]

    @pytest.mark.parametrize("target", ["in.csv", "./in.csv", "other/../in.csv"])
    def test_a_file_is_never_its_own_target(self, here, target):
        write("in.csv")
        Path("other").mkdir()
        with pytest.raises(
            TableError, match="that is the file that is read; write to another name"
        ):
            run("in.csv", target, **WANTED)
        assert read("in.csv")[0] == HEAD

    def test_an_error_midway(self, here, monkeypatch):
        write("in.csv")
        Path("out.csv").write_text("old", encoding="utf-8")

        def stop(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(tables, "_move", stop)
        with pytest.raises(KeyboardInterrupt):
            run("in.csv", "out.csv", **WANTED)
        assert Path("out.csv").read_text(encoding="utf-8") == "old"
        assert sorted(path.name for path in Path().iterdir()) == ["in.csv", "out.csv"]

    @pytest.mark.skipif(sys.platform == "win32", reason="signals")
    def test_killed_midway(self, here):
        frame = pl.DataFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"]})
        pl.concat([frame] * 2_000_000, rechunk=True).write_parquet("in.parquet")
        Path("out.parquet").write_text("old", encoding="utf-8")
        program = (
            "from beurteilung.frames import files as tables\n"
            "tables.run('in.parquet', 'out.parquet', before='alt', after='neu')"
        )
        child = subprocess.Popen([sys.executable, "-c", program])  # noqa: S603 - our own program
        while not any(Path().glob(".beurteilung-*/out")):
            assert child.poll() is None, "it ended before it could be killed"
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        assert Path("out.parquet").read_text(encoding="utf-8") == "old"
        (left,) = Path().glob(".beurteilung-*")
        frame.write_parquet("in.parquet")  # what is told does not depend on the rows
        done = run("in.parquet", "out.parquet", before="alt", after="neu")
        assert [note.en for note in done.notes] == [
            f"{left}: left by a run that was killed, or still at work"
        ]
        assert list(Path().glob(".beurteilung-*")) == [left]


class TestWhatExcelCannotHold:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (Decimal(12345678901234567890), "12345678901234567890"),
            (Decimal("1.25"), 1.25),
            (float("inf"), "inf"),
            (float("nan"), "nan"),
            (10**15, "1000000000000000"),
            (10**15 - 1, 10**15 - 1),
        ],
    )
    def test_a_number_is_kept_as_text(self, here, value, shown):
        pl.DataFrame({
            "alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"], "x": [value]
        }).write_parquet("in.parquet")  # fmt: skip
        run("in.parquet", "out.xlsx", before="alt", after="neu")
        sheet = openpyxl.load_workbook("out.xlsx").active
        assert sheet["C2"].value == shown

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (b"=1+1", r"Excel cannot hold b'=1\+1'; write CSV or Parquet"),
            ("a\ufffe", "Excel cannot hold 'a"),
            (datetime(2020, 1, 1, tzinfo=UTC), "Excel knows no time zones, and x has one"),
        ],
    )
    def test_what_it_cannot_is_refused(self, here, value, message):
        pl.DataFrame({
            "alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"], "x": [value]
        }).write_parquet("in.parquet")  # fmt: skip
        with pytest.raises(TableError, match=message):
            run("in.parquet", "out.xlsx", before="alt", after="neu")
        assert not Path("out.xlsx").exists()

    def test_a_sheet_of_a_file_without_sheets(self, here):
        write("in.csv")
        with pytest.raises(TableError, match=r"in\.csv: no Excel file, so it has no sheet 'A'"):
            run("in.csv", "out.csv", **WANTED, sheet="A")
