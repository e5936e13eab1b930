"""PyArrow: look values up with ``index_in`` and take the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import ColumnError
from beurteilung._base.text import Text
from beurteilung.frames.asking import FIRST
from beurteilung.frames.optional import need
from beurteilung.frames.questions import MOST, TooManyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.frames.asking import Columns, Native

__all__ = ["Arrow", "without_views"]

SAMPLE = 4096
"""Rows looked at for the values of a column; if others hold more, all are read."""


class Arrow:
    """The steps of `beurteilung.frames.asking` for a PyArrow table."""

    def __init__(self, table: Native) -> None:
        """Take the table."""
        self.table = table
        self.pa = need("pyarrow", "arrow")
        self.pc = need("pyarrow.compute", "arrow")

    def encode(self, keys: Sequence[str]) -> list[tuple[Native, list[object]]]:
        """Return each key column as numbers of its distinct values, and the values."""
        return [self._encoded(key, self.table.column(key)) for key in keys]

    def _encoded(self, key: str, column: Native) -> tuple[Native, list[object]]:
        pa, pc = self.pa, self.pc
        values: list[object]
        if pa.types.is_dictionary(column.type):
            whole = column.unify_dictionaries()
            values = whole.chunk(0).dictionary.to_pylist() if whole.num_chunks else []
            codes = pa.chunked_array(
                [part.indices for part in whole.chunks], column.type.index_type
            )
        else:
            column = self._plain(key, column)
            kept = pc.unique(column.slice(0, SAMPLE)).drop_null()
            codes = pc.index_in(column, value_set=kept, skip_nulls=True)
            if codes.null_count > column.null_count:
                kept = pc.unique(column).drop_null()
                codes = pc.index_in(column, value_set=kept, skip_nulls=True)
            values = kept.to_pylist()
        if len(values) > MOST:
            raise TooManyError(key)
        codes = codes.cast(pa.int32())
        if codes.null_count:
            codes, values = pc.fill_null(codes, len(values)), [*values, None]
        return codes, values

    def _plain(self, key: str, column: Native) -> Native:
        """Return a column that PyArrow can look up: not every layout of text has the function."""
        types = self.pa.types
        if any(kind(column.type) for kind in (types.is_string, types.is_integer, types.is_null)):
            return column
        try:
            return column.cast(self.pa.large_string())
        except self.pa.ArrowNotImplementedError as error:
            raise ColumnError(
                Text(
                    f"die Spalte {key} hat den Typ {column.type}; erst in Text umwandeln",
                    f"column {key} is of {column.type}; cast it to text first",
                )
            ) from error

    def fold(self, place: Native, times: int, codes: Native) -> Native:
        """Return ``place * times + codes``."""
        return self.pc.add(self.pc.multiply(place, self.pa.scalar(times, self.pa.int32())), codes)

    def dense(self, place: Native) -> tuple[Native, list[int]]:
        """Return the places as numbers of those that occur, and those."""
        kept = self.pc.unique(place)
        return self.pc.index_in(place, value_set=kept), kept.to_pylist()

    def distinct(self, place: Native, size: int) -> Iterable[int]:
        """Return each place that occurs."""
        del size  # a hash of few values is quick enough
        found: list[int] = self.pc.unique(place).to_pylist()
        return found

    def bad(self, place: Native, bad: Sequence[bool]) -> tuple[int, list[tuple[int, int]]]:
        """Return how many rows are at bad places, and the first with their place."""
        where = self.pc.indices_nonzero(self.pa.array(bad, self.pa.bool_()).take(place))
        first = where.slice(0, FIRST)
        return len(where), list(zip(first.to_pylist(), place.take(first).to_pylist(), strict=True))

    def attach(self, place: Native, at: Sequence[int], columns: Columns) -> Native:
        """Return the table with the columns added: row ``at[place]`` of them beside each row."""
        pa = self.pa
        types = {"integer": pa.int16(), "count": pa.int64(), "text": pa.string()}
        rows = pa.table({
            name: pa.array(values, types[kind]) for name, (kind, values) in columns.items()
        })  # fmt: skip
        found = rows.take(pa.array(at, pa.int32())).combine_chunks().take(place)
        table = self.table
        for name in found.column_names:
            table = table.append_column(name, found.column(name))
        return table


def without_views(table: Native) -> Native:
    """Return a table whose text can be grouped and compared: PyArrow does neither with views."""
    pa = need("pyarrow", "arrow")
    for place, field in enumerate(table.schema):
        if pa.types.is_string_view(field.type):
            plain = table.column(place).cast(pa.large_string())
            table = table.set_column(place, field.name, plain)
    return table
