"""On every engine a round and a calendar are those of the scalar model, row by row."""

from collections import Counter
from datetime import date
from unittest import mock

import polars as pl
import pyarrow as pa
import pytest
from frames import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from beurteilung.errors import BadRowsError, ColumnError
from beurteilung.frames import groups, rounds
from beurteilung.frames.questions import too_many
from beurteilung.frames.rows import read_rows
from beurteilung.personen import Rhythm, entry
from beurteilung.runden import Runde

TODAY = date(2026, 6, 1)
officer = st.tuples(
    st.sampled_from(["x", "y"]),
    st.sampled_from(["10", "11", "12"]),
    st.sampled_from(["ja", "nein", None]),
)


@pytest.fixture(params=[n for n in engines.NAMES if n != "narwhals-join"], scope="session")
def engine(request):
    return request.param


def frame_of(engine, **columns):
    return engines.made(engine, columns, dict.fromkeys(columns, pa.string()))


@settings(max_examples=engines.EXAMPLES)
@given(officers=st.lists(officer, min_size=1, max_size=30))
def test_a_round_is_the_scalar_one(engine, officers):
    group, note, part = zip(*officers, strict=True)
    frame = frame_of(engine, gruppe=group, note=note, tz=part)
    asked = {"note": "note", "scale": "by-llbg", "gruppe": "gruppe", "merkmale": {"teilzeit": "tz"}}
    rows = [{"gruppe": g, "note": n, "tz": p} for g, n, p in officers]
    found, expected = rounds.runde(frame, **asked), Runde.read(rows, **asked)
    assert found == expected
    assert found.cells == expected.cells


@settings(max_examples=engines.EXAMPLES)
@given(officers=st.lists(officer, min_size=1, max_size=30))
def test_a_distribution_counts_each_group(engine, officers):
    group, note, _ = zip(*officers, strict=True)
    found = rounds.distribution(
        frame_of(engine, g=group, note=note), group="g", note="note", scale="by-llbg"
    )
    rows = {row["g"]: row for row in engines.rows(found, ordered=True)}
    for name in {*group}:
        counts = Counter(n for g, n in zip(group, note, strict=True) if g == name)
        assert rows[name]["size"] == counts.total()
        assert {k: v for k, v in rows[name].items() if k.startswith("n_") and v} == {
            f"n_{code}": n for code, n in counts.items()
        }


@settings(max_examples=engines.EXAMPLES)
@given(
    days=st.lists(st.one_of(st.none(), st.dates(date(2019, 1, 1), TODAY)), min_size=1, max_size=20)
)
def test_a_calendar_is_that_of_each_row(engine, days):
    of = Rhythm(36)
    texts = [None if d is None else d.isoformat() for d in days]
    found = rounds.kalender(frame_of(engine, tag=texts), last="tag", of=of, am=TODAY)
    rows = engines.rows(found, ordered=engine not in engines.UNORDERED)
    for day, row in zip(days, rows, strict=True):
        expected = entry(of, day, am=TODAY)
        assert row["state"] == expected.state.value
        assert row["due"] == (expected.due.isoformat() if expected.due else None)


def test_days_of_every_type_and_a_beginning(engine):
    days = [date(2023, 5, 31), None]
    columns = {"tag": days, "seit": [date(2000, 1, 1), date(2025, 1, 1)]}
    frame = engines.made(engine, columns, {"tag": pa.date32(), "seit": pa.date32()})
    found = rounds.kalender(frame, last="tag", since="seit", of=Rhythm(36), am=TODAY)
    rows = engines.rows(found, ordered=engine not in engines.UNORDERED)
    assert [row["state"] for row in rows] == ["ueberfaellig", "aktuell"]


def test_bad_rows_and_columns():
    frame = pl.DataFrame({"tag": ["31.05.2023", "31.02.2023", "2099-01-01"], "nr": ["1", "2", "1"]})
    with pytest.raises(
        BadRowsError, match=r"2 rows of 3(.|\n)*expected a day such as 2023-05-31"
    ) as of_days:
        rounds.kalender(frame, last="tag", of=Rhythm(36), am=TODAY)
    assert "row 1: tag='31.02.2023'" in of_days.value.explain(
        "en"
    )  # as the caller names the column
    assert "Zeile 2: tag „2099-01-01“" in of_days.value.explain("de")
    question = rounds._Calendar(Rhythm(36), TODAY, ("tag", "seit"), "beurteilung_", most=2)
    assert "more than 2 different values in tag, seit;" in str(too_many(question))
    graded = frame.with_columns(note=pl.lit("by-llbg:1"))
    with pytest.raises(ColumnError, match="leere must be 'fehler' or 'weglassen', got 'skip'"):
        rounds.runde(graded, note="note", leere="skip")
    with pytest.raises(ColumnError, match="no column tg"):
        rounds.kalender(frame, last="tg", of=Rhythm(36), am=TODAY)
    with pytest.raises(
        BadRowsError, match=r"2 rows of 3(.|\n)*column nr: 1 stand there more than once"
    ) as raised:
        rounds.runde(frame.with_columns(note=pl.lit("by-llbg:1")), note="note", person="nr")
    assert "'1'" not in str(raised.value)
    good = rounds.runde(
        frame.head(2).with_columns(note=pl.lit("by-llbg:1")),
        note="note",
        person="nr",
        merkmale=["nr"],
    )
    assert good.size == 2


@pytest.mark.parametrize("name", ["polars", "pandas", "duckdb"])
def test_no_grade_behind_the_first_rows_is_missed(name):
    def counted(*notes):
        frame = frame_of(name, g=["x"] * len(notes), note=[*notes])
        found = rounds.distribution(frame, group="g", note="note")
        return engines.rows(found, ordered=True)

    ten, eleven = "by-llbg:10", "by-llbg:11"
    with mock.patch.object(groups, "SAMPLE", 1):
        assert counted(ten, eleven, ten) == [{"g": "x", "size": 3, "n_11": 1, "n_10": 2}]
        assert counted(ten, ten, ten) == [{"g": "x", "size": 3, "n_10": 3}]
        with pytest.raises(BadRowsError, match="1 row of 3"):
            counted("?", ten, ten)


class TestFiles:
    def test_csv_of_a_spreadsheet(self, tmp_path):
        file = tmp_path / "akte.csv"
        file.write_bytes("nr;note;Größe\n1;by-llbg:10;ä\n\n2;;\n".encode("cp1252"))
        assert read_rows(file) == [
            {"nr": "1", "note": "by-llbg:10", "Größe": "ä"},
            {"nr": "2", "note": None, "Größe": None},
        ]

    def test_excel_and_parquet(self, tmp_path):
        table = pl.DataFrame({"nr": [1, 2], "note": ["by-llbg:10", None]})
        table.write_parquet(tmp_path / "a.parquet")
        from openpyxl import Workbook  # noqa: PLC0415 - one test

        book = Workbook()
        for row in (["nr", "note"], [1, "by-llbg:10"], [2, None]):
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        assert (
            read_rows(tmp_path / "a.parquet") == read_rows(tmp_path / "a.xlsx") == table.to_dicts()
        )

    @pytest.mark.parametrize(
        ("text", "fault"),
        [("", "is empty|leer"), ("a;b\n1;2;3\n", "row 2 has more cells")],
    )
    def test_what_is_no_table(self, tmp_path, text, fault):
        file = tmp_path / "akte.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Exception, match=fault):
            read_rows(file)
        with pytest.raises(Exception, match="no such file"):
            read_rows(tmp_path / "keine.csv")


def plain(frame):
    found = engines.rows(frame, ordered=True)
    return [tuple(cell for name, cell in row.items() if name != "nr") for row in found]


class TestUglyTables:
    """Tables of personnel systems give the same answer or the same error on every engine."""

    def test_counts_are_whole_numbers_whatever_the_spelling(self, engine):
        frame = frame_of(engine, g=["x", "x", "y"], n=["13", "13 Punkte", "Note 12"])
        found = plain(rounds.distribution(frame, group="g", note="n", scale="by-llbg"))
        assert sorted(found) == [("x", 2, 2, 0), ("y", 1, 0, 1)]
        assert {type(n) for row in found for n in row[1:]} == {int}

    def test_no_row_has_no_grades(self, engine):
        found = rounds.distribution(
            frame_of(engine, g=[], n=[]), group="g", note="n", scale="by-llbg"
        )
        assert plain(found) == []

    @pytest.mark.parametrize("name", ["size", "n_13"])
    def test_a_group_named_like_a_count_is_refused(self, engine, name):
        frame = frame_of(engine, **{name: ["x"], "n": ["13"]})
        with pytest.raises(ColumnError, match=f"have already a column {name}"):
            rounds.distribution(frame, group=name, note="n", scale="by-llbg")

    def test_nothing_stated_is_a_fault_in_a_round_and_no_grade_in_a_reference_group(self, engine):
        frame = frame_of(engine, g=["x"] * 3, n=["13", None, "k. A."], neu=["12", "13", "11"])
        with pytest.raises(BadRowsError, match="2 rows of 3") as raised:
            rounds.runde(frame, note="n", scale="by-llbg")
        assert "n is empty" in str(raised.value)
        found = rounds.fortschreibungen(frame, note="n", neu="neu", scale="by-llbg")
        assert [row[:2] for row in plain(found)] == [("by-llbg:13", 1)]

    def test_a_row_without_a_person_is_a_fault_as_in_the_scalar_model(self, engine):
        frame = frame_of(engine, p=["1", None, "2"], n=["13", "12", "13"])
        with pytest.raises(BadRowsError, match="column p: 1 are empty"):
            rounds.runde(frame, note="n", scale="by-llbg", person="p")
        frame = frame_of(engine, p=["1", None, "1", "2"], n=["13"] * 4)
        with pytest.raises(BadRowsError, match=r"3 rows of 4(.|\n)*p: 1 are(.|\n)*p: 1 stand"):
            rounds.runde(frame, note="n", scale="by-llbg", person="p")
        rows = [{"p": p, "n": "13"} for p in ("1", None, "2")]
        with pytest.raises(BadRowsError, match="row 2: p is empty"):
            Runde.read(rows, note="n", scale="by-llbg", person="p")

    def test_days_as_programs_write_them(self, engine):
        days = ["31.05.2023", "20230531", "2023-05-31 00:00:00+00", "00.00.0000", "31.05.23"]
        frame = frame_of(engine, s=days)
        found = rounds.kalender(frame, last="s", of=Rhythm(36), am=TODAY, on_error="column")
        states = {row[0]: (row[3], row[4]) for row in plain(found)}
        assert states == {
            **dict.fromkeys(days[:3], ("ueberfaellig", None)),
            "00.00.0000": ("offen", None),
            "31.05.23": (None, "invalid"),
        }


def test_rows_without_a_grade_are_left_out_where_that_is_asked():
    frame = pl.DataFrame({"note": ["by-llbg:1", None, "k. A.", "by-llbg:1"]})
    with pytest.raises(BadRowsError, match="leere='weglassen'"):
        rounds.runde(frame, note="note")
    found = rounds.runde(frame, note="note", leere="weglassen")
    assert (found.size, [one.en for one in found.remarks]) == (
        2,
        ["Left out since they have no grade: 2."],
    )
