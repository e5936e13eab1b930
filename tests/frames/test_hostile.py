"""What real files do to a frame: odd names, odd dtypes, and rows that come after the call."""

from contextlib import closing

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from frames import engines
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import beurteilung
from beurteilung import frames
from beurteilung.errors import BadRowsError, BeurteilungError, ColumnError, ScaleMismatchError
from beurteilung.frames import asking, dask, engine, joined
from beurteilung.frames.asking import LATER, layout
from beurteilung.frames.questions import COMPARED, Comparison, Side

OLD, NEW = "ni-pol-1996:5", "ni-pol-1999:3"
ONE = {"alt": [OLD], "neu": [NEW]}
ASKED = {"before": "alt", "after": "neu"}
MAKERS = {
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.table,
    "duckdb": lambda columns: duckdb.from_arrow(pa.table(columns)),
}
ENGINES = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
quick = settings(suppress_health_check=list(HealthCheck))


def cells(frame, *names):
    """Return rows of plain values, by way of no other engine."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        places = [frame.columns.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in frame.fetchall()]
    columns = [frame[name] for name in names]
    plain = [c.to_pylist() if isinstance(frame, pa.Table) else c.to_list() for c in columns]
    return [tuple(map(engines._plain, row)) for row in zip(*plain, strict=True)]


# --- names -------------------------------------------------------------------------------------

NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6
) | st.sampled_from(["*", "^.*$", "k0", "k", "beurteilung_rows", 'a "b"', "it's", "ü ß", "$1", "?"])


class TestNames:
    """A column may be called anything: it is found by its exact name, and stays what it was."""

    @ENGINES
    @quick
    @given(names=st.lists(NAMES, min_size=3, max_size=3, unique_by=str.casefold))
    @example(names=["*", "k0", "beurteilung_1"])
    @example(names=["^.*$", "beurteilung_", "beurteilung_rows"])
    def test_any_name(self, make, names):
        alt, neu, other = names
        frame = make({alt: [OLD, OLD], neu: [NEW, NEW], other: ["x", "y"]})
        try:
            found = frames.compare(frame, before=alt, after=neu, prefix="p\"'ö ")
        except ColumnError as error:
            assert "is the same name" in str(error) or "are the same name" in str(error)  # noqa: PT017 - SQL folds more
            return
        assert cells(found, alt, other, "p\"'ö real_low") == [(OLD, "x", -1), (OLD, "y", -1)]

    @pytest.mark.parametrize("make", [pl.LazyFrame, MAKERS["duckdb"]], ids=["polars", "duckdb"])
    def test_helper_columns_take_no_name_of_the_users(self, make, monkeypatch):
        monkeypatch.setattr("beurteilung.frames.polars.ask_lazily", engines.by_join)
        mine = {"beurteilung_key_0": ["a"], "beurteilung_number": ["b"], "beurteilung_rows": ["c"]}
        found = frames.compare(make(ONE | mine), **ASKED)
        assert cells(found, *mine, "real_low") == [("a", "b", "c", -1)]

    @pytest.mark.parametrize("twice", ["alt", "x"])
    def test_a_name_that_stands_twice(self, twice):
        columns = [pa.array([v]) for v in (OLD, NEW, "1", "2")]
        table = pa.Table.from_arrays(columns, ["alt", "neu", twice, twice])
        wide = pd.DataFrame([[OLD, NEW, 1, 2]], columns=["alt", "neu", twice, twice])
        relation = duckdb.sql(f"SELECT '{OLD}' alt, '{NEW}' neu, 1 {twice}, 2 {twice}")
        for frame in (table, wide, relation):
            with pytest.raises(ColumnError, match="the same name"):
                frames.compare(frame, **ASKED)

    def test_sql_does_not_tell_capitals_from_small_letters(self):
        relation = duckdb.sql(f"SELECT 'x' AS \"ALT\", '{OLD}' AS alt, '{NEW}' AS neu")
        with pytest.raises(ColumnError, match="ALT, alt are the same name to this engine"):
            frames.compare(relation, **ASKED)
        taken = duckdb.sql(f"SELECT '{OLD}' AS alt, '{NEW}' AS neu, 1 AS \"Nominal\"")
        with pytest.raises(ColumnError, match="already a column Nominal"):
            frames.compare(taken, **ASKED)
        for make in (pd.DataFrame, pl.LazyFrame):
            found = frames.compare(make({"ALT": ["x"], **ONE, "Nominal": [1]}), **ASKED)
            assert cells(found, "ALT", "Nominal", "nominal") == [("x", 1, -2)]

    def test_names_that_spark_takes_apart(self):
        engine.refuse_paths(["alt", "neu"])
        with pytest.raises(ColumnError, match=r"Spark reads a path in a\.b, `; rename"):
            engine.refuse_paths(["alt", "a.b", "`"])

    def test_names_that_are_no_text(self):
        found = frames.compare(pd.DataFrame([[OLD, NEW, 1]]), before=0, after=1)
        assert cells(found, 0, 2, "real_low") == [(OLD, 1, -1)]
        several = pd.DataFrame(
            [[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("c", "d")])
        )
        with pytest.raises(ColumnError, match=r"no column alt, neu; the frame has: \('a', 'b'\)"):
            frames.compare(several, **ASKED)


# --- dtypes ------------------------------------------------------------------------------------


class TestDtypes:
    """A value is read as its code is printed, whatever holds it; else the column is refused."""

    @quick
    @given(
        values=st.lists(
            st.sampled_from([5, 5.0, "5", "5.0", True, 1, 1.0, None, float("nan"), b"5", (5,)]),
            min_size=1,
            max_size=6,
        )
    )
    @example(values=[5.0, 5])
    @example(values=[1, True])
    @example(values=[[5], None])
    def test_objects_of_pandas(self, values):
        column = pd.Series(values, dtype=object)
        frame = pd.DataFrame({"alt": column, "neu": NEW})
        found = frames.compare(frame, **ASKED, before_scale="ni-pol-1996", on_error="column")
        old = beurteilung.scale("ni-pol-1996")
        wanted = [
            "null"
            if engines._plain(value) is None
            else (
                None if str(value).removesuffix(".0") in {g.code for g in old} else "unknown-grade"
            )
            for value in values
        ]
        assert [error for (error,) in cells(found, "error")] == wanted

    @pytest.mark.parametrize(
        "kind",
        [pa.string_view(), pa.large_string(), pa.dictionary(pa.uint8(), pa.large_string())],
        ids=str,
    )
    def test_layouts_of_text_in_arrow(self, kind):
        column = pa.chunked_array([pa.array([OLD, None], pa.string())] * 3000 + [["x"]]).cast(kind)
        frame = pa.table({"alt": column, "neu": [NEW] * len(column)})
        found = cells(frames.compare(frame, **ASKED, on_error="column"), "real_low", "error")
        assert found == [(-1, None), (None, "null")] * 3000 + [(None, "unknown-grade")]

    @pytest.mark.parametrize(
        "frame",
        [
            pl.DataFrame({"alt": pl.Series([OLD], dtype=pl.Object), "neu": [NEW]}),
            pl.DataFrame({"alt": [True], "neu": [NEW]}),
            pl.DataFrame({"alt": [[OLD]], "neu": [NEW]}),
            pa.table({"alt": pa.RunEndEncodedArray.from_arrays([1], [OLD]), "neu": [NEW]}),
            pd.DataFrame({"alt": [pd.Timestamp(2026, 2, 1)], "neu": [NEW]}),
        ],
        ids=["object", "bool", "list", "run-end", "date"],
    )
    def test_what_no_code_is_printed_as(self, frame):
        with pytest.raises(ColumnError, match="column alt is of "):
            frames.compare(frame, **ASKED)

    @pytest.mark.parametrize(
        "frame",
        [
            pd.DataFrame({"alt": [], "neu": []}),
            pd.DataFrame({"alt": [True], "neu": [1.5]}).head(0),
            pl.DataFrame({"alt": [1.5], "neu": [NEW]}).head(0),
            pa.table({"alt": pa.array([], pa.float64()), "neu": pa.array([], pa.bool_())}),
        ],
        ids=["pandas", "pandas-bool", "polars", "pyarrow"],
    )
    def test_of_no_rows_no_value_can_be_misread(self, frame):
        found = frames.compare(frame, **ASKED)
        assert cells(found, "real_low") == []

    def test_an_index_is_no_column(self):
        frame = pd.DataFrame({"alt": [OLD, "ni-pol-1996:4"], "neu": NEW}, index=[7, 7])
        found = frames.compare(frame, **ASKED)
        assert (found.index.tolist(), found["real_low"].tolist()) == ([7, 7], [-1, 0])

    def test_a_count_of_events_may_be_longer_than_python_reads(self):
        frame = pl.DataFrame({"alt": [OLD] * 3, "neu": [NEW] * 3, "e": ["9" * 5000, "001", "00"]})
        found = frames.compare(frame, **ASKED, events="e")
        assert found["explained_low"].to_list() == [-1, -1, 0]


# --- rows that come later ----------------------------------------------------------------------

GRADES = [str(g) for name in ("ni-pol-1996", "ni-pol-1999") for g in beurteilung.scale(name)]
CELLS = st.sampled_from([*GRADES, "x", None])
TABLES = st.lists(st.tuples(CELLS, CELLS), max_size=5)
CODES = st.sampled_from([*range(-1, 8), None])
CODED = st.lists(st.tuples(CODES, CODES), max_size=5)
LATE_ERRORS = {"polars": pl.exceptions.InvalidOperationError, "duckdb": duckdb.Error}


def growing(engine, kind):
    """Return a lazy frame and what replaces its rows."""
    if engine == "duckdb":
        session = duckdb.connect()
        session.execute(f"CREATE TABLE t (nr INT, alt {kind}, neu {kind})")

        def fill(rows):
            session.execute("DELETE FROM t")
            for nr, (alt, neu) in enumerate(rows):
                session.execute("INSERT INTO t VALUES (?, ?, ?)", [nr, alt, neu])

        return session.table("t"), fill
    dtype = {"VARCHAR": pl.String, "INTEGER": pl.Int32}[kind]
    schema = {"nr": pl.Int32, "alt": dtype, "neu": dtype}
    held = []

    def fill(rows):
        held[:] = [(nr, *row) for nr, row in enumerate(rows)]

    return pl.defer(lambda: pl.DataFrame(held, schema, orient="row"), schema=schema), fill


def answer(rows, **options):
    schema = {"alt": pl.Int32, "neu": pl.Int32} if "before_scale" in options else dict.fromkeys(
        ("alt", "neu"), pl.String
    )  # fmt: skip
    frame = pl.DataFrame(rows, schema, orient="row")
    found = frames.compare(frame, **ASKED, **options, on_error="column")
    return cells(found, "real_low", "code", "error")


@pytest.mark.parametrize("engine", ["polars", "duckdb", "narwhals-join"])
class TestRowsThatComeLater:
    """An engine that computes later may meet rows that the call has not seen.

    None of them gets the answer of another, and none a silent null.
    """

    @quick
    @given(data=st.data())
    def test_have_their_own_answer_or_a_code(self, engine, data):
        self.check(engine, data, TABLES, "VARCHAR")

    @quick
    @given(data=st.data())
    def test_also_as_whole_numbers(self, engine, data):
        scales = {"before_scale": "ni-pol-1996", "after_scale": "ni-pol-1999"}
        self.check(engine, data, CODED, "INTEGER", **scales)

    @quick
    @given(data=st.data())
    def test_also_where_places_are_counted_anew(self, engine, data):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("beurteilung.frames.asking.WIDEST", 2)
            self.check(engine, data, TABLES, "VARCHAR")

    def check(self, engine, data, tables, kind, **options):
        first, then = data.draw(tables), data.draw(tables)
        with pytest.MonkeyPatch.context() as patch:
            if engine == "narwhals-join":
                patch.setattr("beurteilung.frames.polars.ask_lazily", engines.by_join)
            frame, fill = growing(engine, kind)
            fill(first)
            found = frames.compare(frame, **ASKED, **options, on_error="column")
            fill(then)
            rows = sorted(cells(found, "nr", "real_low", "code", "error"), key=lambda row: row[0])
            for row, values, wanted in zip(rows, then, answer(then, **options), strict=True):
                later = (None, None, "no-outcome")
                assert row[1:] in ({wanted} if values in first else {wanted, later})
            good = [v for v, w in zip(first, answer(first, **options), strict=True) if not w[-1]]
            fill(good)
            found = frames.compare(frame, **ASKED, **options)
            fill(then)
            wanted = answer(then, **options)
            if set(then) <= set(good):
                rows = sorted(cells(found, "nr", "real_low", "code"), key=lambda row: row[0])
                assert [row[1:] for row in rows] == [w[:2] for w in wanted]
            elif engine == "narwhals-join":
                rows = sorted(cells(found, "nr", "real_low", "code"), key=lambda row: row[0])
                for row, values, answered in zip(rows, then, wanted, strict=True):
                    assert row[1:] == (answered[:2] if values in good else (None, "no-outcome"))
            else:
                with pytest.raises(LATE_ERRORS[engine], match=LATER):
                    cells(found, "nr", "real_low", "code")


@pytest.mark.parametrize("on_error", ["raise", "column"])
@pytest.mark.parametrize("source", ["range", "table", "parquet", "csv"])
def test_rows_of_duckdb_keep_their_order(tmp_path, source, on_error):
    """Several threads read several row groups, which is where a join loses the order."""
    count, session = 400_000, duckdb.connect(config={"threads": 4})
    grades = ", ".join(f"'{grade}'" for grade in GRADES[:6])
    given = f"SELECT i, [{grades}][1 + (i * 7) % 6] alt, '{NEW}' neu FROM range({count}) t(i)"  # noqa: S608
    if source == "table":
        session.execute(f"CREATE TABLE akte AS {given}")
        relation = session.table("akte")
    elif source == "range":
        relation = session.sql(given)
    else:
        file = str(tmp_path / f"in.{source}")
        session.sql(f"COPY ({given}) TO '{file}'")
        relation = session.sql(f"FROM '{file}'")
    found = frames.compare(relation, **ASKED, on_error=on_error)
    assert found.to_arrow_table()["i"].to_pylist() == list(range(count))
    assert [row[1] for row in found.limit(2).fetchall()] == [GRADES[0], GRADES[1]]
    assert found.limit(1, offset=count - 1).fetchall()[0][0] == count - 1


@pytest.mark.parametrize(
    "seen",
    [
        "verdict = 'open'",
        "code IS NOT NULL",
        "nominal < 0",
        "alt = 'zzz'",
        "starts_with(code, 'w')",
    ],
)
def test_no_filter_hides_a_row_that_came_later(seen):
    with closing(duckdb.connect()) as session:
        session.execute(f"CREATE TABLE t AS SELECT '{OLD}' alt, '{NEW}' neu FROM range(20)")  # noqa: S608 - ours
        found = frames.compare(session.table("t"), **ASKED)
        session.execute("INSERT INTO t VALUES ('zzz', 'q')")
        with pytest.raises(duckdb.Error, match=LATER):
            found.filter(seen).fetchall()


def test_a_partition_of_dask_is_answered_as_the_pandas_frame_it_is():
    part = pd.DataFrame({"alt": [OLD, "x"], "neu": NEW}, index=[7, 7])
    asked, new = Comparison(Side("alt"), Side("neu")), [*(o.name for o in COMPARED), "error"]
    found = dask._part(part, asked, new, "column")
    pd.testing.assert_frame_equal(found, frames.compare(part, **ASKED, on_error="column"))
    like = dask._part(part.head(0), asked, new, "column")
    assert like.dtypes.to_dict() == found.dtypes.to_dict()


def test_the_questions_of_a_lazy_frame():
    frame = nw.from_native(pl.LazyFrame({"alt": [OLD, OLD, None], "neu": ["", "", NEW]}))
    asked = Comparison(Side("alt"), Side("neu"))
    assert joined.distinct(frame, asked) == {(OLD, ""): 2, (None, NEW): 1}
    assert len(joined.distinct(frame, evolve(asked, most=2))) == 2
    with pytest.raises(ColumnError, match="more than 1 different values in alt, neu"):
        joined.distinct(frame, evolve(asked, most=1))


def test_places_of_no_row_have_no_number(monkeypatch):
    monkeypatch.setattr("beurteilung.frames.asking.WIDEST", 3)
    found = layout([["a", "b"], ["c", "d"]], [("a", "c"), ("b", "c")])
    assert found.squeeze[1] == [0, 1]
    found = layout([["a", "b"], ["c", "d"], ["e", "f"]], [("a", "c", "e"), ("b", "d", "f")])
    assert found.squeeze[2] == [0, None, None, 1]


# --- groups ------------------------------------------------------------------------------------

LAW = "ni-pol-1999"
NOTE = f"{LAW}:3"


class TestGroups:
    @ENGINES
    @pytest.mark.parametrize(
        "name", ["count_0", "state_0", "beurteilung_kind_0", "beurteilung_size", 'a "b" ü']
    )
    def test_a_group_may_be_called_as_a_helper_is(self, make, name):
        found = frames.richtwerte(
            make({name: ["A", "A"], "size": [NOTE] * 2}), group=name, grade="size", guideline=LAW
        )
        assert cells(found, name, "size", "count") == [("A", 2, 0)]

    @ENGINES
    def test_what_cannot_be_asked(self, make):
        def ask(columns, error, match, **options):
            given_options = {"group": "g", "grade": "n", "guideline": LAW} | options
            with pytest.raises(error, match=match):
                frames.richtwerte(make(columns), **given_options)

        ask({"g": ["A"], "n": [NOTE]}, ColumnError, "names no column", group=[])
        ask({"g": ["A"], "n": [NOTE]}, ColumnError, "no column x; the frame has: g, n", group="x")
        ask({"g": ["A"], "*": [NOTE]}, ColumnError, r"\* is a pattern", grade="*")
        ask({"^g$": ["A"], "n": [NOTE]}, ColumnError, "is a pattern", group="^g$")
        ask({"Size": ["A"], "n": [NOTE]}, ColumnError, "already a column Size", group="Size")
        ask({"g": ["A"], "n": [True]}, ColumnError, "column n is of Boolean", scale=LAW)
        ask({"g": ["A"], "n": ["schulnoten-1-6:1"]}, ScaleMismatchError, "got grades of schulnoten")
        ask({"g": ["A"], "n": [None]}, BeurteilungError, "n is null|is of Null")

    @ENGINES
    def test_a_group_without_a_name_is_a_group(self, make):
        columns = {"g": ["A", None, None], "n": [NOTE] * 3}
        found = frames.richtwerte(make(columns), group=["g", "g"], grade="n", guideline=LAW)
        assert sorted(map(str, cells(found, "g", "size"))) == ["('A', 1)", "(None, 2)"]

    @pytest.mark.parametrize("late", [f"{LAW}:5", "x", None])
    def test_a_grade_that_comes_later_is_not_left_out(self, late):
        with closing(duckdb.connect()) as session:
            session.execute(f"CREATE TABLE t AS SELECT 'A' g, '{NOTE}' n FROM range(20)")  # noqa: S608
            found = frames.richtwerte(session.table("t"), group="g", grade="n", guideline=LAW)
            assert cells(found, "size", "count") == [(20, 0)]
            session.execute("UPDATE t SET n = ? WHERE rowid = 0", [late])
            with pytest.raises(duckdb.Error, match=LATER):
                found.fetchall()
            with pytest.raises(duckdb.Error, match=LATER):
                found.filter("state = 'ueberschritten'").fetchall()


class Lists:
    """An engine of plain lists that numbers in 32 bits."""

    def __init__(self, *columns):
        self.columns = columns

    def encode(self, keys):
        del keys
        return list(self.columns)

    def fold(self, place, times, codes):
        found = [one * times + code for one, code in zip(place, codes, strict=True)]
        assert max(found) < 1 << 31
        return found

    def dense(self, place):
        kept = sorted(set(place))
        numbers = {one: number for number, one in enumerate(kept)}
        return [numbers[one] for one in place], kept


class TestManyValues:
    """Few rows may use few of very many categories; a place never overflows."""

    def test_of_categories_that_do_not_occur(self):
        many = range(5_000_000)
        codes = [[(row * step) % len(many) for row in range(900)] for step in (7, 1_000_003, 13)]
        engine = Lists(*((one, many) for one in codes))
        place, meaning = asking._places(engine, Comparison(Side("a"), Side("b"), "c"))
        found = [meaning.values(one) for one in place]
        assert found == [tuple(row) for row in zip(*codes, strict=True)]
        assert meaning.size <= asking.WIDEST

    def test_of_many_values_that_seldom_meet(self):
        rows = range(4_000)
        engine = Lists((rows, rows), ([row % 2_000 for row in rows], range(2_000)))
        place, meaning = asking._places(engine, Comparison(Side("a"), Side("b")))
        assert [meaning.values(one) for one in place] == [(row, row % 2_000) for row in rows]
        assert meaning.size == len(rows)

    def test_too_many_combinations_are_refused(self):
        every, fewer = range(50_000), range(4_097)  # just too many to number, and to hold
        engine = Lists((every, every), (every, every))
        with pytest.raises(ColumnError, match="too many values for one table"):
            asking._places(engine, Comparison(Side("a"), Side("b")))
        with pytest.raises(ColumnError, match="too many values for one table"):
            layout([fewer, fewer], [(one, one) for one in fewer])

    def test_as_many_as_can_be_held_are_counted(self):
        many = range(4_096)
        assert layout([many, many], [(one, one) for one in many]).size == 1 << 24


@pytest.mark.parametrize("collated", ["column", "database"])
class TestCollation:
    """A database that ignores case does not make an unknown grade known."""

    @pytest.fixture
    def akte(self, collated):
        with closing(duckdb.connect()) as session:
            kind = "VARCHAR COLLATE NOCASE"
            if collated == "database":
                session.execute("PRAGMA default_collation = 'NOCASE'")
                kind = "VARCHAR"
            session.execute(f"CREATE TABLE akte (nr INT, g VARCHAR, alt {kind}, neu {kind})")
            rows = [(1, "A", OLD, NEW), (2, "A", OLD.upper(), NEW), (3, "A", OLD, NEW)]
            session.executemany("INSERT INTO akte VALUES (?, ?, ?, ?)", rows)
            yield session.table("akte")

    def test_of_two_grades(self, akte):
        with pytest.raises(BadRowsError, match="1 row of 3"):
            frames.compare(akte, **ASKED)
        found = frames.compare(akte, **ASKED, on_error="column")
        assert cells(found, "nr", "error") == [(1, None), (2, "unknown-scale"), (3, None)]

    def test_of_a_round(self, akte):
        with pytest.raises(BadRowsError, match="1 row of 3"):
            frames.richtwerte(akte, group="g", grade="alt", guideline="ni-pol-1996")
        fine = akte.filter("nr <> 2")
        found = frames.richtwerte(fine, group="g", grade="alt", guideline="ni-pol-1996")
        assert {size for (size,) in cells(found, "size")} == {2}
