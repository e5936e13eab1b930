"""pandas: factorize the key columns and take the answers block by block with NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import FIRST
from beurteilung.frames.optional import need
from beurteilung.frames.questions import MOST, TooManyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.frames.asking import Columns, Native

__all__ = ["Pandas"]

BLOCK = 1 << 16
"""Rows taken at a time, so that a block stays in the cache while all columns are filled."""


class Pandas:
    """The steps of `beurteilung.frames.asking` for a pandas data frame."""

    def __init__(self, frame: Native) -> None:
        """Take the frame."""
        self.frame = frame
        self.pd = need("pandas", "pandas")
        self.np = need("numpy", "pandas")

    def encode(self, keys: Sequence[str]) -> list[tuple[Native, list[object]]]:
        """Return each key column as numbers of its distinct values, and the values."""
        return [self._encoded(key, self.frame[key]) for key in keys]

    def _encoded(self, key: str, column: Native) -> tuple[Native, list[object]]:
        np, pd = self.np, self.pd
        values: list[object]
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, values = column.cat.codes.to_numpy(), column.cat.categories.tolist()
        else:
            if column.dtype == object and pd.api.types.infer_dtype(column) != "string":
                column = column.map(str, na_action="ignore")  # else 5, 5.0 and True are one value
            codes, kept = pd.factorize(column)
            values = kept.tolist()
        if len(values) > MOST:
            raise TooManyError(key)
        codes = codes.astype(np.intp)
        if len(codes) and codes.min() < 0:
            codes, values = np.where(codes < 0, len(values), codes), [*values, None]
        return codes, values

    def fold(self, place: Native, times: int, codes: Native) -> Native:
        """Return ``place * times + codes``."""
        return place * times + codes

    def dense(self, place: Native) -> tuple[Native, list[int]]:
        """Return the places as numbers of those that occur, and those."""
        codes, kept = self.pd.factorize(place)
        return codes, kept.tolist()

    def distinct(self, place: Native, size: int) -> Iterable[int]:
        """Return each place that occurs."""
        found: list[int] = self.np.flatnonzero(self.np.bincount(place, minlength=size)).tolist()
        return found

    def bad(self, place: Native, bad: Sequence[bool]) -> tuple[int, list[tuple[int, int]]]:
        """Return how many rows are at bad places, and the first with their place."""
        where = self.np.flatnonzero(self.np.asarray(bad)[place])
        first = where[:FIRST]
        return len(where), list(zip(first.tolist(), place[first].tolist(), strict=True))

    def attach(self, place: Native, at: Sequence[int], columns: Columns) -> Native:
        """Return the frame with the columns added: row ``at[place]`` of them beside each row."""
        np = self.np
        wide = np.asarray(at, dtype=np.intp)
        taken = {
            name: self._texts(values).take(wide).take(place)
            if kind == "text"
            else self._integers(values, "int16" if kind == "integer" else "int64", wide, place)
            for name, (kind, values) in columns.items()
        }
        return self.frame.assign(**taken)

    def _texts(self, values: Sequence[str | None]) -> Native:
        """Return texts in the dtype that this pandas gives to texts, also if all are missing."""
        return self.pd.Series([*values, ""]).array[:-1]

    def _integers(
        self, values: Sequence[int | None], kind: str, wide: Native, place: Native
    ) -> Native:
        """Take whole numbers and, beside them, which are missing."""
        np = self.np
        numbers = np.array([value or 0 for value in values], dtype=kind)[wide]
        missing = np.array([value is None for value in values])[wide]
        parts = [np.empty(len(place), part.dtype) for part in (numbers, missing)]
        for start in range(0, len(place), BLOCK):
            block = slice(start, start + BLOCK)
            for part, into in zip((numbers, missing), parts, strict=True):
                np.take(part, place[block], out=into[block], mode="clip")  # places are in range
        return self.pd.arrays.IntegerArray(*parts)
