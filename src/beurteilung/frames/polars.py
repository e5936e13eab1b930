"""Polars, eager and lazy: cast to an Enum of the values that occur, and gather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.frames.asking import FIRST, LATER, layout, settle, unused_name
from beurteilung.frames.optional import need
from beurteilung.frames.questions import MOST, Answers, TooManyError, too_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung.frames.asking import Columns, Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["Polars"]

SAMPLE = 4096
"""Rows looked at for the values of a column; the rest is checked, and read whole if one is new."""

DENSE = 1 << 16
"""Whole numbers in a range no wider than this are their own codes."""


class Polars:
    """The steps of `beurteilung.frames.asking` for a Polars data frame."""

    def __init__(self, frame: Native) -> None:
        """Take the frame."""
        self.frame = frame
        self.pl = need("polars", "polars")

    def encode(self, keys: Sequence[str]) -> list[tuple[Native, list[object]]]:
        """Return each key column as numbers of its distinct values, and the values."""
        likely = [self._likely(_stated(self.frame[key])) for key in keys]
        coded = self.frame.select(e.alias(str(n)) for n, (e, _) in enumerate(likely)).get_columns()
        columns = (_stated(self.frame[key]) for key in keys)
        return [
            self._checked(column, codes, values)
            for column, codes, (_, values) in zip(columns, coded, likely, strict=True)
        ]

    def _likely(self, column: Native) -> tuple[Native, list[object]]:
        """Return an expression that numbers the values of a sample, and those values."""
        pl = self.pl
        named = exactly(pl, column.name)
        if isinstance(column.dtype, pl.Enum):
            return named.to_physical(), list(column.dtype.categories)
        if column.dtype == pl.Categorical:
            used = column.unique().drop_nulls()
            texts = dict(zip(used.to_physical(), used, strict=True))
            return named.to_physical(), [texts.get(n) for n in range(max(texts, default=-1) + 1)]
        if column.dtype.is_integer() and close(low := column.min(), high := column.max()):
            return whole(pl, column.name, low, high)
        sample = column.gather_every(max(1, len(column) // SAMPLE)).unique().drop_nulls()
        return spelled(pl, column.name, column.dtype, sample.to_list())

    def _checked(
        self, column: Native, codes: Native, values: list[object]
    ) -> tuple[Native, list[object]]:
        """Number what the sample missed, and nulls."""
        pl = self.pl
        nulls = column.null_count()
        if codes.null_count() > nulls:
            values = column.unique().drop_nulls().to_list()
            if len(values) > MOST:
                raise TooManyError(column.name)
            numbers, values = spelled(pl, column.name, column.dtype, values)
            codes = column.to_frame().select(numbers).to_series()
        if nulls:
            codes, values = codes.cast(pl.UInt32).fill_null(len(values)), [*values, None]
        return codes, values

    def fold(self, place: Native, times: int, codes: Native) -> Native:
        """Return ``place * times + codes``."""
        pl = self.pl
        return place.cast(pl.UInt32) * times + codes.cast(pl.UInt32)

    def dense(self, place: Native) -> tuple[Native, list[int]]:
        """Return the places as numbers of those that occur, and those."""
        kept = place.unique().sort()
        return place.rank("dense").cast(self.pl.UInt32) - 1, kept.to_list()

    def distinct(self, place: Native, size: int) -> Iterable[int]:
        """Return each place that occurs: those of a sample, then what the sample missed."""
        pl = self.pl
        sample = place.gather_every(max(1, len(place) // SAMPLE)).unique()
        if len(sample) == size:
            return list(sample)
        fresh = pl.repeat(1, size, dtype=pl.UInt8, eager=True).scatter(sample, 0).cast(pl.Boolean)
        rest = place.filter(fresh.gather(place)).unique()
        return [*sample, *rest]

    def bad(self, place: Native, bad: Sequence[bool]) -> tuple[int, list[tuple[int, int]]]:
        """Return how many rows are at bad places, and the first with their place."""
        where = self.pl.Series(bad, dtype=self.pl.Boolean).gather(place).arg_true()
        first = where.head(FIRST)
        return len(where), list(zip(first, place.gather(first), strict=True))

    def attach(self, place: Native, at: Sequence[int], columns: Columns) -> Native:
        """Return the frame with the columns added: row ``at[place]`` of them beside each row."""
        return self.frame.hstack(table(self.pl, at, columns)[place])


def exactly(pl: Native, name: str) -> Native:
    """Return a column by its name, also where `polars.col` would read a pattern (``*``, ``^x$``)."""
    return pl.selectors.by_name(name).as_expr()


def _stated(column: Native) -> Native:
    """Return a column in which what is no number is null."""
    return column.fill_nan(None) if column.dtype.is_float() else column


def table(pl: Native, at: Sequence[int], columns: Columns) -> Native:
    """Return the answers as a Polars frame, one row a place."""
    types = {"integer": pl.Int16, "count": pl.Int64, "text": pl.String}
    rows = pl.DataFrame([
        pl.Series(name, values, dtype=types[kind]) for name, (kind, values) in columns.items()
    ])  # fmt: skip
    return rows[pl.Series(at, dtype=pl.UInt32)]


def spelled(
    pl: Native, key: str, kind: Native, values: list[object]
) -> tuple[Native, list[object]]:
    """Return an expression that numbers the values of a column as listed; others become null."""
    column = exactly(pl, key)
    if not isinstance(kind, (pl.Enum, pl.Categorical, pl.String)):
        column = column.cast(pl.String)
    values = values or [""]  # an Enum needs a category
    return column.cast(pl.Enum(map(str, values)), strict=False).to_physical(), values


def whole(pl: Native, key: str, low: int, high: int) -> tuple[Native, list[object]]:
    """Return an expression that numbers the whole numbers between two ends."""
    return (exactly(pl, key).cast(pl.Int64) - low).cast(pl.UInt32, strict=False), [
        *range(low, high + 1)
    ]


def close(low: int | None, high: int | None) -> bool:
    """Tell whether whole numbers lie so close together that they number themselves."""
    return low is not None and high is not None and high - low < DENSE and high < 1 << 62


def ask_lazily(frame: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer for a lazy frame: one query finds the distinct questions, the result stays lazy."""
    pl = need("polars", "polars")
    start = unused_name(frame.collect_schema().names())
    keys = [exactly(pl, key) for key in question.keys]
    stated = frame.select(keys).with_columns(pl.selectors.float().fill_nan(None))
    asked = stated.group_by(keys).agg(pl.len().alias(start)).collect(engine="streaming")
    counts = asked.drop_in_place(start)
    rows = asked.rows()
    if len(rows) > question.most:
        raise too_many(question)
    answers = Answers(question)
    numbers = settle(answers, dict(zip(rows, counts, strict=True)), on_error)
    coded = [_known(pl, asked[key]) for key in question.keys]
    counted = layout([values for _, values in coded], rows)
    at = [0] * (counted.size + 1)  # the last place is that of values which were not there
    for place, number in zip(counted.places, numbers, strict=True):
        at[place] = number
    place = pl.lit(0, dtype=pl.UInt32)
    for (numbered, values), squeeze in zip(coded, counted.squeeze, strict=True):
        if squeeze is not None:
            place = pl.lit(pl.Series(squeeze, dtype=pl.UInt32)).gather(place)
        place = place * len(values) + numbered.cast(pl.UInt32)
    place = place.fill_null(counted.size)
    if on_error == "raise":
        place = _asked(pl, place, at)
    found = table(pl, at, answers.columns(new))
    return (
        frame.with_columns(place.alias(start))
        .with_columns(pl.lit(column).gather(pl.col(start)).alias(column.name) for column in found)
        .drop(start)
    )


def _asked(pl: Native, place: Native, at: Sequence[int]) -> Native:
    """Return the place, or fail when the query runs if nobody asked about it: no text is a number."""
    later = pl.lit(pl.Series([number == 0 for number in at])).gather(place)
    return pl.coalesce(pl.when(later).then(pl.lit(LATER)).cast(pl.UInt32), place)


def _known(pl: Native, column: Native) -> tuple[Native, list[object]]:
    """Return an expression that numbers the values of a column, nulls included, and the values.

    It is null for other values.
    """
    key, nulls = exactly(pl, column.name), column.null_count()
    if column.dtype.is_float():
        key = key.fill_nan(None)
    low, high = column.min(), column.max()
    if column.dtype.is_integer() and close(low, high):
        numbers, values = whole(pl, column.name, low, high)
        numbers = pl.when(key.is_between(low, high)).then(numbers)
    else:
        values = column.unique().drop_nulls().to_list()
        numbers, values = spelled(pl, column.name, column.dtype, values)
    if nulls:
        numbers = pl.when(key.is_null()).then(len(values)).otherwise(numbers.cast(pl.UInt32))
        return numbers, [*values, None]
    return numbers, values
