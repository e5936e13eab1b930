"""The outcome table says the same wherever it is taken: every pair of every scale, no row lost."""

import csv
import sqlite3
from collections import Counter

import duckdb
import pyarrow.parquet as pq
import pytest

import beurteilung
from beurteilung import Laufbahnwechsel, compare, frames, grade, scale
from beurteilung.errors import BadRowsError, ColumnError
from beurteilung.frames import Summary

POLICE = ("ni-pol-1996", "ni-pol-1999")
EVENTS = ["", "laufbahnwechsel", "befoerderung+laufbahnwechsel"]


@pytest.fixture(scope="module")
def table():
    return frames.outcomes(*POLICE, events=EVENTS)


def test_every_pair_of_grades_in_both_directions(table):
    names = [column.name for column in table.columns]
    assert "error" not in names  # no pair is without an answer
    found = {row[:3]: dict(zip(names, row, strict=True)) for row in table.rows}
    assert len(found) == len(table) == 11 * 11 * 3
    for (before, after, events), row in found.items():
        kinds = [Laufbahnwechsel()] * len([k for k in events.split("+") if k])
        change = compare(grade(before), grade(after), events=kinds)
        assert (row["real_low"], row["real_high"]) == (change.real.low, change.real.high)
        assert (row["unexplained_low"], row["code"]) == (
            change.unexplained.low,
            change.finding.code,
        )


def test_arrow_and_parquet_say_what_they_were_made_from(table, tmp_path):
    table.write_parquet(tmp_path / "o.parquet")
    read = pq.read_table(tmp_path / "o.parquet")
    assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)
    assert read.schema.metadata[b"beurteilung"].decode() == beurteilung.__version__
    assert read.schema.metadata[b"scales"] == b"ni-pol-1996 ni-pol-1999"


def test_csv(table, tmp_path):
    table.write_csv(tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [column.name for column in table.columns]
    assert rows == [["" if v is None else str(v) for v in row] for row in table.rows]


CONNECT = pytest.mark.parametrize(
    "connect", [lambda: sqlite3.connect(":memory:"), duckdb.connect], ids=["sqlite", "duckdb"]
)


def execute(connection, script):
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)


@CONNECT
def test_sql_drops_no_row_and_hides_no_gap(connect, table):
    connection = connect()
    execute(connection, table.sql("ergebnisse"))
    connection.execute("CREATE TABLE akte (alt VARCHAR(20), neu VARCHAR(20), e VARCHAR(20))")
    connection.execute(
        "INSERT INTO akte VALUES ('ni-pol-1996:5', 'ni-pol-1999:3', 'laufbahnwechsel'), "
        "('ni-pol-1996:7', 'ni-pol-1999:3', ''), (NULL, 'ni-pol-1999:3', '')"
    )
    query = table.join("akte", before="alt", after="neu", events="e", name="ergebnisse")
    found = sorted(connection.execute(query).fetchall(), key=lambda row: str(row[0]))
    assert [(row[0], row[3], row[-2], row[-1]) for row in found] == [
        (None, None, None, "no-outcome"),
        ("ni-pol-1996:5", -2, "wechsel.erklaert", None),
        ("ni-pol-1996:7", None, None, "no-outcome"),
    ]
    connection.close()


@CONNECT
def test_grades_as_whole_numbers_with_their_own_table(connect):
    table = frames.outcomes(scale("ni-pol-1996"), "ni-pol-1999", events=[0, 1], codes="integer")
    connection = connect()
    execute(connection, table.sql())
    found = connection.execute(
        'SELECT a.grade, b.grade, "real_low" FROM outcomes AS o '
        'JOIN outcomes_grades AS a ON a.number = o."before" '
        'JOIN outcomes_grades AS b ON b.number = o."after" WHERE "events" = 1'
    ).fetchall()
    assert ("ni-pol-1996:5", "ni-pol-1999:3", -1) in found
    assert len(found) == 121
    connection.close()


def test_pairs_without_an_answer_are_an_error_or_have_a_code():
    with pytest.raises(BadRowsError, match=r"rows of \d+ cannot be answered"):
        frames.outcomes("ni-pol-1999", "schulnoten-1-6")
    table = frames.outcomes("ni-pol-1999", "schulnoten-1-6", on_error="column")
    codes = {row[-1] for row in table.rows}
    assert codes == {None, "no-mapping"}
    query = table.join("akte", before="a", after="b", events="c")
    assert 'ELSE o."error" END AS "error"' in query
    assert query.count("error") == 2


def test_what_is_named_twice_is_one_row_of_the_table():
    twice = frames.outcomes(*POLICE, POLICE[0], scale(POLICE[1]), events=["", "", "1", ""])
    assert twice == frames.outcomes(*POLICE, events=["", "1"])
    assert len({row[:3] for row in twice.rows}) == len(twice)


def test_no_scales_make_an_empty_table():
    assert "INSERT" not in frames.outcomes().sql()


@pytest.mark.parametrize("events", [[], ["", 1]], ids=["none", "mixed"])
def test_events_are_of_one_kind(events):
    with pytest.raises(ColumnError, match="expected events, all texts or all whole numbers"):
        frames.outcomes(*POLICE, events=events)


def test_counted_on_a_named_scale():
    table = frames.outcomes(*POLICE, on="ni-pol-1996", on_error="column")
    ambiguous = [row for row in table.rows if row[:2] == ("ni-pol-1996:4", "ni-pol-1999:2")]
    change = compare(grade("ni-pol-1996:4"), grade("ni-pol-1999:2"), on="ni-pol-1996")
    assert ambiguous[0][8:10] == (change.real.low, change.real.high)


@pytest.mark.parametrize("wrong", [{"on_error": "colum"}, {"codes": "Integer"}])
def test_an_unknown_word_is_refused(wrong):
    (name,) = wrong
    with pytest.raises(ColumnError, match=f"{name} must be"):
        frames.outcomes("ni-pol-1999", **wrong)


def test_a_summary_counts_from_the_deepest_drop_on_and_the_undetermined_last():
    counts = {None: 1, (1, 1): 2, (-2, -1): 3}
    one = Summary(1, Counter(), Counter(), Counter(), Counter(counts))
    assert one.lines("de") == [
        "1 Zeile, davon 1 mit Antwort",
        "  nicht erklärte Stufen: −2 bis −1: 3, +1: 2, unbestimmt: 1",
    ]
