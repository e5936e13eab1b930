"""`table --engine spark`, run by the task `spark`: same answers, a directory that is whole or not there."""

import polars as pl
import pytest

from beurteilung.errors import BadRowsError
from beurteilung.frames.files import Done, run

ASKED = {"before": "alt", "after": "neu", "events": "e", "engine": "spark"}
FRAME = pl.DataFrame({
    "alt": ["ni-pol-1996:5", "ni-pol-1996:4"],
    "neu": ["ni-pol-1999:3", "ni-pol-1999:3"],
    "e": ["laufbahnwechsel", ""],
})  # fmt: skip


def test_the_same_answers_twice_in_place(tmp_path):
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    FRAME.write_parquet(source)
    for _ in range(2):
        assert run(source, target, **ASKED) == Done(2)
    found = pl.concat(pl.read_parquet(part) for part in target.glob("part-*"))
    assert sorted(found["real_low"]) == [-1, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [source.name, target.name]


def test_bad_rows_leave_the_old_directory(tmp_path):
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    FRAME.write_parquet(source)
    run(source, target, **ASKED)
    FRAME.with_columns(alt=pl.lit("x")).write_parquet(source)
    with pytest.raises(BadRowsError, match="2 rows of 2"):
        run(source, target, **ASKED)
    assert list(target.glob("part-*"))
