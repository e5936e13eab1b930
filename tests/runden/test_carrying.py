"""On every engine the reference groups of a table are those of the scalar model."""

from itertools import product

import polars as pl
import pyarrow as pa
import pytest
from frames import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from beurteilung import grade
from beurteilung.errors import BadRowsError, ColumnError, ScaleMismatchError
from beurteilung.frames import rounds
from beurteilung.personen import Referenzgruppe

officer = st.tuples(
    st.sampled_from(["x", "y"]),
    st.sampled_from(["11", "12", "12,0", None]),
    st.sampled_from(["10", "11", "12", "13", None, ""]),
)


@pytest.fixture(params=[n for n in engines.NAMES if n != "narwhals-join"], scope="session")
def engine(request):
    return request.param


@settings(max_examples=engines.EXAMPLES)
@given(
    officers=st.lists(officer, min_size=1, max_size=20).filter(lambda o: any(n for _, n, _ in o))
)
def test_a_group_is_the_scalar_one(engine, officers):
    columns = dict(zip(("g", "alt", "neu"), zip(*officers, strict=True), strict=True))
    frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
    found = rounds.fortschreibungen(frame, note="alt", neu="neu", je="g", scale="by-llbg")
    rows = {(row["g"], row["note"]): row for row in engines.rows(found, ordered=True)}
    expected = {(g, f"by-llbg:{n.removesuffix(',0')}") for g, n, _ in officers if n}
    assert {*rows} == expected
    for g, n in product("xy", ("by-llbg:11", "by-llbg:12")):
        if (g, n) not in expected:
            continue
        mine = [new for h, old, new in officers if h == g and old and old.startswith(n[-2:])]
        new = [grade(f"by-llbg:{one}") for one in mine if one]
        row = rows[g, n]
        assert (row["n"], row["without"]) == (len(new), len(mine) - len(new))
        if new:
            group = Referenzgruppe(grade(n), {one: new.count(one) for one in new})
            shares = group.shares
            assert (row["better"], row["same"], row["worse"]) == tuple(
                share * len(new) for share in (shares.better, shares.same, shares.worse)
            )
            assert (
                group.mean.exact == row["sum"] / len(new)
                or group.mean.exact * len(new) == row["sum"]
            )


def test_a_change_of_scale_needs_no_mapping():
    akte = pl.DataFrame(
        {"alt": ["ni-pol-1996:5", "ni-pol-1996:5"], "neu": ["ni-pol-1999:4", "ni-pol-1999:3"]}
    )
    assert rounds.fortschreibungen(akte, note="alt", neu="neu").rows(named=True) == [
        {
            "note": "ni-pol-1996:5",
            "n": 2,
            "without": 0,
            "better": None,
            "same": None,
            "worse": None,
            "sum": 7,
        }
    ]


def test_a_scale_without_consecutive_whole_numbers_has_no_sum():
    akte = pl.DataFrame({"alt": ["4,0", "4,0"], "neu": ["4,5", None]})
    (row,) = rounds.fortschreibungen(akte, note="alt", neu="neu", scale="bwl-alt-8").rows(
        named=True
    )
    assert (row["n"], row["better"], row["sum"]) == (1, 1, None)


def test_nobody_was_graded_anew():
    akte = pl.DataFrame({"alt": ["11"], "neu": pl.Series([None], dtype=pl.String)})
    (row,) = rounds.fortschreibungen(akte, note="alt", neu="neu", scale="by-llbg").rows(named=True)
    assert (row["n"], row["without"], row["better"], row["sum"]) == (0, 1, 0, None)


def test_bad_input():
    akte = pl.DataFrame(
        {"alt": ["11", "99"], "neu": ["ni-pol-1999:4", "ni-pol-1996:4"], "n": ["x", "x"]}
    )
    with pytest.raises(BadRowsError, match=r"alt='99'.*no grade '99'"):
        rounds.fortschreibungen(akte, note="alt", neu="neu", scale="by-llbg")
    more = pl.DataFrame({"alt": ["11", "99", "98", "99"], "neu": ["11"] * 4})
    with pytest.raises(BadRowsError) as caught:
        rounds.fortschreibungen(more, note="alt", neu="neu", scale="by-llbg")
    assert (caught.value.count, caught.value.of, len(caught.value.offenders)) == (3, 4, 2)
    good = akte.head(1).with_columns(neu=pl.lit("11"))
    with pytest.raises(ColumnError, match="no column neue"):
        rounds.fortschreibungen(good, note="alt", neu="neue")
    with pytest.raises(ColumnError, match="have already a column n;"):
        rounds.fortschreibungen(good, note="alt", neu="neu", je="n", scale="by-llbg")
    with pytest.raises(ColumnError, match="column leer holds no grade"):
        rounds.fortschreibungen(
            good.with_columns(leer=pl.lit("")), note="leer", neu="neu", scale="by-llbg"
        )
    two = pl.DataFrame({"alt": ["ni-pol-1996:5"] * 2, "neu": ["ni-pol-1999:4", "ni-pol-1996:4"]})
    with pytest.raises(ScaleMismatchError, match="new grades of one scale"):
        rounds.fortschreibungen(two, note="alt", neu="neu")
