"""The engines that the laws of frames are tested on.

``BEURTEILUNG_ENGINES`` names others than those of the normal run; the tasks `dask`, `ibis` and
`spark` set it. Every engine gets the same PyArrow table and gives back rows as dicts.
"""

import functools
import math
import os

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import settings

from beurteilung.frames import engine

NAMES = os.environ.get(
    "BEURTEILUNG_ENGINES", "pandas,pandas-object,polars,polars-lazy,pyarrow,duckdb,narwhals-join"
).split(",")
UNORDERED = {"spark", "ibis", "narwhals-join"}
EXAMPLES = int(os.environ.get("BEURTEILUNG_EXAMPLES", settings.default.max_examples // 3))
"""Examples for each engine; all of them are asked."""


@functools.cache
def _spark():
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only in its own task

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()


def _dask(table):
    import dask.dataframe as dd  # noqa: PLC0415 - only in its own task

    return dd.from_pandas(pandas(table), npartitions=2)


def _ibis(table):
    import ibis  # noqa: PLC0415 - only in its own task

    return ibis.duckdb.connect().create_table("akte", ibis.memtable(table))


def pandas(table):
    return table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


MAKERS = {
    "pandas": pandas,
    "pandas-object": lambda table: pandas(table).astype(object),
    "polars": pl.from_arrow,
    "polars-lazy": lambda table: pl.from_arrow(table).lazy(),
    "pyarrow": lambda table: table,
    "duckdb": duckdb.from_arrow,
    "narwhals-join": lambda table: pl.from_arrow(table).lazy(),
    "dask": _dask,
    "ibis": _ibis,
    "spark": lambda table: _spark().createDataFrame(table),
}


def made(engine, columns, types):
    """Return a frame of the engine; the column ``nr`` numbers its rows."""
    count = len(next(iter(columns.values())))
    fields = {name: pa.array(values, types[name]) for name, values in columns.items()}
    return MAKERS[engine](pa.table({"nr": pa.array(range(count), pa.int64()), **fields}))


def rows(frame, *, ordered):
    """Return a frame's rows as dicts of plain values, by ``nr`` where the engine has no order."""
    wrapped = nw.from_native(frame)
    if isinstance(wrapped, nw.LazyFrame):
        wrapped = wrapped.collect()
    if wrapped.implementation.is_pandas():
        plain = wrapped.to_native().astype(object).to_dict("records")
        found = [{k: _plain(v) for k, v in row.items()} for row in plain]
    else:
        found = list(wrapped.iter_rows(named=True))
    return found if ordered else sorted(found, key=lambda row: row["nr"])


def _plain(value):
    missing = value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    return None if missing else value


def by_join(frame, question, new, on_error):
    """Answer by the join that engines without a module of their own take."""
    return engine.by_join(nw.from_native(frame), question, new, on_error)


__all__ = ["EXAMPLES", "NAMES", "UNORDERED", "by_join", "made", "rows"]
