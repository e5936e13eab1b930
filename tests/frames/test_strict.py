"""Nothing that is unknown becomes a silent null, and each error says the way out."""

import math
import pickle
import subprocess
import sys
from typing import ClassVar

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import engines

from beurteilung import frames, scale
from beurteilung.errors import (
    BadRowsError,
    BeurteilungError,
    ColumnError,
    MissingExtraError,
    ScaleMismatchError,
    UnknownIdError,
    WrongKindError,
)
from beurteilung.frames import asking, engine, optional, questions

ONE = {"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"]}
ASKED = {"before": "alt", "after": "neu"}


class TestErrors:
    def test_rows_are_counted_and_the_first_listed(self):
        frame = pl.DataFrame({"alt": ["x"] * 7 + ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"] * 8})
        with pytest.raises(BadRowsError) as caught:
            frames.compare(frame, **ASKED)
        assert (caught.value.count, caught.value.of, len(caught.value.offenders)) == (7, 8, 5)
        assert str(caught.value).startswith(
            "7 rows of 8 cannot be answered; correct them; compare and convert can put a code beside each instead: "
            "on_error='column' (--on-error column); the first:\n  row 0: alt='x', neu='ni-pol-1999:3': expected "
        )
        copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert str(copy) == str(caught.value)

    @pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow"])
    def test_the_first_of_them_are_listed_by_every_engine_in_memory(self, engine):
        columns = {"alt": ["ni-pol-1996:5"] + ["x"] * 7, "neu": ["ni-pol-1999:3"] * 8}
        frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
        with pytest.raises(BadRowsError) as caught:
            frames.compare(frame, **ASKED)
        listed = [str(one).partition(":")[0] for one in caught.value.offenders]
        assert listed == [f"row {n}" for n in range(1, 6)]

    def test_the_place_of_a_fault_is_quoted_in_its_language(self):
        with pytest.raises(BadRowsError, match="row 0: alt='x', neu='y': ") as caught:
            frames.compare(pl.DataFrame({"alt": ["x"], "neu": ["y"]}), **ASKED)
        assert "Zeile 0: alt „x“, neu „y“: " in caught.value.explain("de")

    def test_what_holds_for_all_rows_is_refused_once(self):
        with pytest.raises(UnknownIdError, match=r"^unknown Dienstherr 'Hesen' \(did you mean"):
            frames.compare(pl.DataFrame(ONE), **ASKED, dienstherr="Hesen", on_error="column")
        with pytest.raises(WrongKindError, match=r"^expected the Rechtsstand as a day"):
            frames.outcomes("ni-pol-1999", rechtsstand="2003", on_error="column")

    def test_lazy_engines_count_by_value(self):
        frame = pl.LazyFrame({"alt": ["x", "x", "y"], "neu": ["ni-pol-1999:3"] * 3})
        with pytest.raises(BadRowsError, match=r"\(2 rows\)\n.*\(1 row\)$") as caught:
            frames.compare(frame, **ASKED)
        assert (caught.value.count, caught.value.of) == (3, 3)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (ASKED | {"before": "x"}, "no column x; the frame has: alt, neu"),
            (ASKED | {"on_error": "ignore"}, "on_error must be 'raise' or 'column', got 'ignore'"),
            (
                ASKED | {"before_scale": "x"},
                r"'x' is neither a column \(alt, neu\) nor a scale: no scale",
            ),
        ],
        ids=["column", "on_error", "scale"],
    )
    def test_what_was_asked_wrongly(self, options, message):
        with pytest.raises(ColumnError, match=message):
            frames.compare(pl.DataFrame(ONE), **options)

    def test_a_name_that_is_taken(self):
        frame = pl.DataFrame(ONE | {"verdict": ["mine"]})
        with pytest.raises(ColumnError, match=r"already a column verdict; pass prefix="):
            frames.compare(frame, **ASKED)
        found = frames.compare(frame, **ASKED, prefix="neu_")
        assert found.select("verdict", "neu_verdict").row(0) == ("mine", "open")

    def test_a_column_that_cannot_be_a_code(self):
        with pytest.raises(
            ColumnError, match="column alt is of Boolean, expected text, categories or numbers"
        ):
            frames.compare(pl.DataFrame({"alt": [True], "neu": ["ni-pol-1999:3"]}), **ASKED)

    def test_a_name_that_is_a_column_and_a_scale(self):
        frame = pl.DataFrame({"ni-pol-1996": ["5"], "neu": ["ni-pol-1999:3"]})
        asked = {"before": "ni-pol-1996", "after": "neu"}
        with pytest.raises(ColumnError, match="'ni-pol-1996' is both a column and a scale"):
            frames.compare(frame, **asked, before_scale="ni-pol-1996")
        found = frames.compare(frame, **asked, before_scale=scale("ni-pol-1996"))
        assert found["real_low"].to_list() == [-1]

    def test_a_frame_of_another_kind(self):
        with pytest.raises(ColumnError, match="Spark, Dask or Ibis, got list"):
            frames.compare([1], **ASKED)
        other = nw.Implementation.MODIN
        with pytest.raises(ColumnError, match=r"Spark, Dask or Ibis, got modin"):
            engine.eager(None, other)

    def test_an_engine_like_spark_that_was_tried_in_vain_is_refused_by_name(self, monkeypatch):
        monkeypatch.setattr(nw.LazyFrame, "implementation", nw.Implementation.SQLFRAME)
        frame = pl.LazyFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"]})
        with pytest.raises(ColumnError, match=r"Spark, Dask or Ibis, got sqlframe; convert it"):
            frames.compare(frame, before="alt", after="neu")

    def test_a_missing_library_names_its_extra(self):
        with pytest.raises(
            MissingExtraError, match=r"no_such is not installed; in a checkout: .* '\.\[x\]'"
        ):
            optional.need("no_such", "x")

    def test_every_fault_has_a_code(self):
        assert questions._code(BeurteilungError("anything else")) == "invalid"

    def test_import_loads_no_engine(self):
        program = (
            "import sys, beurteilung\n"
            "assert not {'narwhals', 'polars', 'pandas', 'beurteilung.frames'} & set(sys.modules)\n"
            "import beurteilung.frames, beurteilung.frames.files\n"
            "assert not {'narwhals', 'polars', 'pandas', 'duckdb', 'pyarrow'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own program


MANY = [f"ni-pol-1996:{n}" for n in range(50)]
MAKERS = {
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.table,
    "duckdb": lambda columns: __import__("duckdb").from_arrow(pa.table(columns)),
}
ENGINES = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def rows(frame):
    wrapped = nw.from_native(frame).lazy().collect("pyarrow")
    return wrapped.to_native().to_pylist()


def at_most_40(monkeypatch):
    """Ask of no more than 40 different values or combinations."""
    defaults = questions.Comparison.__init__.__defaults__
    fewer = tuple(40 if one == questions.MOST else one for one in defaults)
    monkeypatch.setattr(questions.Comparison.__init__, "__defaults__", fewer)


class TestWide:
    """Many different values: a table of places is kept small, and a wrong column is refused."""

    @ENGINES
    def test_places_are_counted_anew_where_there_are_too_many(self, make, monkeypatch):
        monkeypatch.setattr(asking, "WIDEST", 100)
        columns = {
            "alt": MANY * 2,
            "neu": ["ni-pol-1999:3", "ni-pol-1999:2"] * 50,
            "e": ["", "1", "2", "", "1"] * 20,
        }
        found = rows(frames.compare(make(columns), **ASKED, events="e", on_error="column"))
        monkeypatch.undo()
        wanted = rows(frames.compare(pl.DataFrame(columns), **ASKED, events="e", on_error="column"))
        assert found == wanted
        assert {row["error"] for row in found} == {None, "unknown-grade"}

    @ENGINES
    def test_more_values_than_grades_can_be(self, make, monkeypatch):
        for module in ("polars", "pandas", "arrow"):
            monkeypatch.setattr(f"beurteilung.frames.{module}.MOST", 40)
        at_most_40(monkeypatch)
        with pytest.raises(ColumnError, match="different values in alt"):
            frames.compare(make({"alt": MANY, "neu": ["ni-pol-1999:3"] * 50}), **ASKED)

    @pytest.mark.parametrize("make", [pl.DataFrame, pa.table], ids=["polars", "pyarrow"])
    def test_more_values_than_a_sample_shows(self, make, monkeypatch):
        for module in ("polars", "arrow"):
            monkeypatch.setattr(f"beurteilung.frames.{module}.MOST", 5_000)
        text = [f"x{n}" for n in range(10_000)]
        with pytest.raises(ColumnError, match="different values in alt;"):
            frames.compare(make({"alt": text, "neu": text}), **ASKED)

    def test_a_join_asks_no_more_either(self, monkeypatch):
        at_most_40(monkeypatch)
        monkeypatch.setattr("beurteilung.frames.polars.ask_lazily", engines.by_join)
        with pytest.raises(ColumnError, match="more than 40 different values in alt, neu"):
            frames.compare(pl.LazyFrame({"alt": MANY, "neu": MANY}), **ASKED)

    @ENGINES
    def test_more_combinations_than_are_asked(self, make, monkeypatch):
        at_most_40(monkeypatch)
        for wide in (100, 1 << 22):
            monkeypatch.setattr(asking, "WIDEST", wide)
            with pytest.raises(ColumnError, match="more than 40 different values in alt, neu"):
                frames.compare(make({"alt": MANY * 2, "neu": [*MANY, *MANY[::-1]]}), **ASKED)

    @ENGINES
    def test_whole_numbers_far_apart(self, make):
        columns = {"alt": [5, 2**40, 4], "neu": ["ni-pol-1999:3"] * 3}
        found = rows(
            frames.compare(make(columns), **ASKED, before_scale="ni-pol-1996", on_error="column")
        )
        assert [(r["alt"], r["error"]) for r in found] == [
            (5, None),
            (2**40, "unknown-grade"),
            (4, None),
        ]

    @ENGINES
    @pytest.mark.parametrize("values", [[], [None, None]], ids=["none", "nulls"])
    def test_nothing_to_answer(self, make, values):
        columns = {"alt": pa.array(values, pa.string()), "neu": pa.array(values, pa.string())}
        frame = make(pa.table(columns)) if make is pa.table else None
        table = pa.table(columns)
        frame = {
            MAKERS["polars"]: lambda: pl.from_arrow(table),
            MAKERS["polars-lazy"]: lambda: pl.from_arrow(table).lazy(),
            MAKERS["pandas"]: table.to_pandas,
            MAKERS["pyarrow"]: lambda: table,
            MAKERS["duckdb"]: lambda: __import__("duckdb").from_arrow(table),
        }[make]()
        found = rows(frames.compare(frame, **ASKED, on_error="column"))
        assert [row["error"] for row in found] == ["null"] * len(values)
        assert (
            "real_low"
            in nw.from_native(frames.compare(frame, **ASKED, on_error="column")).collect_schema()
        )


class TestCategories:
    TEXT: ClassVar = ["ni-pol-1996:5", None, "ni-pol-1996:4", "ni-pol-1996:9"]
    WANTED: ClassVar = [(-1, None), (None, "null"), (0, None), (None, "unknown-grade")]

    @pytest.mark.parametrize(
        "column",
        [
            pl.Series(TEXT, dtype=pl.Categorical),
            pl.Series(TEXT, dtype=pl.Enum(["other", *filter(None, TEXT)])),
            pl.Series(TEXT, dtype=pl.Categorical).tail(4),
        ],
        ids=["categorical", "enum", "slice"],
    )
    @pytest.mark.parametrize("lazy", [False, True], ids=["eager", "lazy"])
    def test_polars(self, column, lazy):
        frame = pl.DataFrame({"alt": column, "neu": ["ni-pol-1999:3"] * 4})
        found = frames.compare(frame.lazy() if lazy else frame, **ASKED, on_error="column")
        assert [(r["real_low"], r["error"]) for r in rows(found)] == self.WANTED

    def test_pandas(self):
        frame = pd.DataFrame({"alt": pd.Categorical(self.TEXT), "neu": ["ni-pol-1999:3"] * 4})
        found = frames.compare(frame, **ASKED, on_error="column")
        assert [(r["real_low"], r["error"]) for r in rows(found)] == self.WANTED

    def test_arrow(self):
        parts = [
            pa.array(self.TEXT[:2]).dictionary_encode(),
            pa.array(self.TEXT[2:]).dictionary_encode(),
        ]
        frame = pa.table({"alt": pa.chunked_array(parts), "neu": ["ni-pol-1999:3"] * 4})
        found = frames.compare(frame, **ASKED, on_error="column")
        assert [(r["real_low"], r["error"]) for r in rows(found)] == self.WANTED
        empty = frames.compare(frame.slice(0, 0), **ASKED, on_error="column")
        assert empty.num_rows == 0

    def test_values_that_a_sample_misses(self):
        text = ["ni-pol-1996:5"] * 99_999 + [" ni-pol-1996:5"]
        for make in (pl.DataFrame, pa.table, pd.DataFrame):
            found = frames.compare(make({"alt": text, "neu": ["ni-pol-1999:3"] * 100_000}), **ASKED)
            assert set(nw.from_native(found)["real_low"].to_list()) == {-1}


class TestConvert:
    def test_several_counterparts_or_none_are_never_a_guess(self):
        frame = pl.DataFrame({"note": ["ni-pol-1999:2", "ni-pol-1999:4", "schulnoten-1-6:1"]})
        found = frames.convert(frame, "note", to="ni-pol-1996", on_error="column")
        assert found["converted"].to_list() == [None, "ni-pol-1996:5", None]
        assert found["error"].to_list() == ["ambiguous", None, "no-mapping"]

    def test_bare_codes(self):
        frame = pl.DataFrame({"note": [5, 3]})
        found = frames.convert(
            frame, "note", to=scale("ni-pol-1999"), scale="ni-pol-1996", prefix="x_"
        )
        assert found["x_converted"].to_list() == ["ni-pol-1999:4", "ni-pol-1999:2"]


class TestGroups:
    def test_what_cannot_be_counted(self):
        frame = pl.DataFrame({"g": ["A", "A"], "n": ["schulnoten-1-6:1", "ni-pol-1999:3"]})
        law = {"guideline": "bund-blv-2026"}
        with pytest.raises(
            ScaleMismatchError, match="grades of one scale, got ni-pol-1999 and schulnoten-1-6"
        ):
            frames.richtwerte(frame, group="g", grade="n", **law)
        with pytest.raises(ColumnError, match="no column x; the frame has: g, n"):
            frames.richtwerte(frame, group="g", grade="x", **law)
        with pytest.raises(ColumnError, match="already a column size"):
            frames.richtwerte(frame.rename({"g": "size"}), group="size", grade="n", **law)
        with pytest.raises(ColumnError, match="schulnoten-1-6 sets no Richtwerte"):
            frames.richtwerte(frame.head(1), group="g", grade="n", guideline="schulnoten-1-6")
        with pytest.raises(ColumnError, match="no grades, and bund-blv-2026 has no scale"):
            frames.richtwerte(frame.head(0), group="g", grade="n", **law)
        bad = pl.DataFrame({"g": ["A"] * 3, "n": ["schulnoten-1-6:1", None, "x"]})
        with pytest.raises(BadRowsError, match="2 rows of 3"):
            frames.richtwerte(bad, group="g", grade="n", **law)


class TestWhatReadersMake:
    """A file that pandas or a spreadsheet has read: floats, nulls, blanks and dates."""

    SCALES: ClassVar = {"before_scale": "ni-pol-1996", "after_scale": "ni-pol-1999"}

    def made(self, engine, columns, types):
        return engines.made(engine, columns, dict(zip(columns, types, strict=True)))

    @pytest.mark.parametrize("engine", engines.NAMES)
    def test_floats_blanks_and_nulls_in_events(self, engine):
        columns = {" alt": [4, 5, 2], "neu ": [3.0, 4.0, 2.0], " wie": [None, 1.0, None]}
        frame = self.made(engine, columns, [pa.int64(), pa.float64(), pa.float64()])
        found = frames.compare(frame, before="alt", after="neu", events="wie", **self.SCALES)
        assert [row["code"] for row in engines.rows(found, ordered=True)] == ["wechsel.keiner"] * 3

    @pytest.mark.parametrize("engine", engines.NAMES)
    @pytest.mark.parametrize("missing", [None, ""])
    def test_no_grade_is_counted_and_named(self, engine, missing):
        columns = {"alt": ["4", missing, missing, "9"], "neu": ["3"] * 4}
        frame = self.made(engine, columns, [pa.string(), pa.string()])
        with pytest.raises(BadRowsError) as caught:
            frames.compare(frame, before="alt", after="neu", **self.SCALES)
        assert (caught.value.count, caught.value.empty) == (3, 2)
        assert "3 rows of 4 cannot be answered (2 of them empty)" in str(caught.value)
        assert "3 Zeilen von 4 ohne Antwort (2 davon ohne Angabe)" in caught.value.explain()
        assert "alt is empty: nothing is stated" in str(caught.value)

    @pytest.mark.parametrize(
        "cell", ["2026-02-01", "2026-02-01 00:00:00", "1. Feb", "02.01.2026", "1-Feb"]
    )
    def test_a_date_of_a_spreadsheet_is_named(self, cell):
        frame = pd.DataFrame({"alt": ["4"], "neu": [cell]})
        with pytest.raises(
            BadRowsError, match="is a date: a spreadsheet probably made it of a grade"
        ):
            frames.compare(frame, before="alt", after="neu", **self.SCALES)

    def test_no_number_is_no_grade(self):
        frame = pl.DataFrame({"alt": [4.0, math.nan], "neu": ["3", "3"]})
        for asked in (frame, frame.lazy()):
            with pytest.raises(
                BadRowsError, match=r"1 row of 2 cannot be answered \(1 of them empty"
            ):
                frames.compare(asked, before="alt", after="neu", **self.SCALES)

    @pytest.mark.parametrize("make", [pl.DataFrame, pl.LazyFrame])
    def test_no_number_and_null_are_counted_together(self, make):
        frame = make({"alt": [4.0, math.nan, None, None], "neu": ["3"] * 4})
        with pytest.raises(BadRowsError) as caught:
            frames.compare(frame, before="alt", after="neu", **self.SCALES)
        assert (caught.value.count, caught.value.of, caught.value.empty) == (3, 4, 3)

    def test_an_empty_cell_of_a_round_is_counted(self):
        runde = pl.DataFrame(
            {"gruppe": ["A"] * 3, "note": ["schulnoten-1-6:1", "", "schulnoten-1-6:2"]}
        )
        with pytest.raises(BadRowsError, match="1 row of 3 cannot be answered"):
            frames.richtwerte(runde, group="gruppe", grade="note", guideline="bund-blv-2026")


class TestManyColumns:
    """A message about a wide table is no screen of names."""

    def test_the_near_name_and_a_count_of_the_rest(self):
        frame = pl.DataFrame({**{f"s{n}": [1] for n in range(500)}, "note_neu": ["ni-pol-1999:3"]})
        with pytest.raises(ColumnError) as caught:
            frames.convert(frame, "note_nue", to="ni-pol-1996")
        message = str(caught.value)
        assert "did you mean 'note_neu'?" in message
        assert "the frame has: note_neu, s0, s1" in message
        assert message.endswith("s28 and 471 more")
        assert len(message) < 400

    def test_a_long_name_is_cut(self):
        with pytest.raises(ColumnError) as caught:
            frames.convert(pl.DataFrame({"x" * 100_000: [1]}), "y", to="ni-pol-1996")
        assert len(str(caught.value)) < 400
