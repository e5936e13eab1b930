"""Which engine a frame is made of: the frame as narwhals sees it, its columns, and who answers for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from beurteilung._base.errors import ColumnError
from beurteilung._base.text import Text
from beurteilung.frames import asking
from beurteilung.frames.optional import need
from beurteilung.model.cells import expect_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beurteilung.frames.asking import Native, OnError
    from beurteilung.frames.questions import Question

__all__ = ["by_engine", "by_join", "eager", "expect_kinds", "fold", "refuse_paths", "wrap"]


def wrap(frame: object) -> Native:
    """Return a frame as narwhals sees it; every column has a name of its own."""
    nw = need("narwhals", "frames")
    try:
        wrapped = nw.from_native(frame)
        names = wrapped.columns
    except TypeError as error:
        raise ColumnError(_expected(type(frame).__name__)) from error
    except nw.exceptions.DuplicateError as error:
        raise ColumnError(
            Text(
                f"mehrere Spalten heißen gleich; sie umbenennen: {error}",
                f"several columns have the same name; rename them: {error}",
            )
        ) from error
    folded = fold(wrapped)
    spelled = Counter(map(folded, names))
    if twice := [str(name) for name in names if spelled[folded(name)] > 1]:
        named = ", ".join(twice)
        raise ColumnError(
            Text(
                f"{named} ist für diese Engine derselbe Name; die Spalten umbenennen",
                f"{named} are the same name to this engine; rename them",
            )
        )
    return wrapped


def fold(wrapped: Native) -> Callable[[str], str]:
    """Return what makes two names one: SQL does not tell capitals from small letters."""
    engine = wrapped.implementation
    in_memory = isinstance(wrapped, need("narwhals", "frames").DataFrame)
    return str if in_memory or engine.is_polars() or engine.is_dask() else str.casefold


def expect_kinds(wrapped: Native, keys: Sequence[str]) -> None:
    """Refuse columns that are not there, or of which nobody can say what code they print."""
    nw = need("narwhals", "frames")
    schema = wrapped.collect_schema()
    expect_columns(keys, schema)
    if isinstance(wrapped, nw.DataFrame) and not len(wrapped):
        return  # no value can be misread
    fine = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
    for key in keys:
        kind = schema[key]
        objects = kind == nw.Object and not wrapped.implementation.is_polars()
        if not (kind in fine or isinstance(kind, fine) or objects or kind.is_numeric()):
            raise ColumnError(
                Text(
                    f"die Spalte {key} hat den Typ {kind}, erwartet werden Text, Kategorien oder Zahlen; bitte "
                    "umwandeln, so dass die Werte lauten wie die gedruckten Noten, bei Ereignissen wie ihre Namen "
                    "oder ihre Zahl",
                    f"column {key} is of {kind}, expected text, categories or numbers; cast it first, so that its "
                    "values read as the codes are printed, and events as their names or their number",
                )
            )


def by_engine(wrapped: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Return the frame, of its own kind, with the answers to a question in the columns ``new``.

    Raises:
        BadRowsError: rows have no answer, and ``on_error`` is ``"raise"``.
        ColumnError: the engine is none that was tried, or the key columns hold too many values.
    """
    nw = need("narwhals", "frames")
    native, engine = wrapped.to_native(), wrapped.implementation
    if not isinstance(wrapped, nw.LazyFrame):
        return asking.ask(eager(native, engine), len(wrapped), question, new, on_error)
    if engine.is_polars():
        from beurteilung.frames.polars import ask_lazily  # noqa: PLC0415 - one engine a call

        return ask_lazily(native, question, new, on_error)
    if engine.is_duckdb():
        from beurteilung.frames import duckdb  # noqa: PLC0415 - one engine a call

        return duckdb.ask(native, question, new, on_error)
    if engine.is_sqlframe():  # like Spark by its methods, but what it derives has no schema
        raise _refused(engine)
    return by_join(wrapped, question, new, on_error)  # pragma: no cover - tasks of their own


def by_join(wrapped: Native, question: Question, new: list[str], on_error: OnError) -> Native:
    """Answer with an engine that is lazy and takes a join; otherwise like `by_engine`."""
    if wrapped.implementation.is_dask():  # pragma: no cover - the task `dask` does
        from beurteilung.frames import dask  # noqa: PLC0415 - one engine a call

        return dask.ask(wrapped, question, new, on_error)
    from beurteilung.frames import joined  # noqa: PLC0415 - one engine a call

    if wrapped.implementation.is_spark_like():  # pragma: no cover - the task `spark` does
        refuse_paths(wrapped.columns)
    return joined.ask(wrapped, question, new, on_error).to_native()


def refuse_paths(names: Sequence[str]) -> None:
    """Refuse names that Spark takes apart: it would look for a field in a column."""
    if paths := [name for name in names if "." in name or "`" in name]:
        named = ", ".join(paths)
        raise ColumnError(
            Text(
                f"Spark liest in {named} einen Pfad; die Spalte zuerst umbenennen",
                f"Spark reads a path in {named}; rename the column first",
            )
        )


def eager(native: Native, engine: Native) -> asking.Engine:
    """Return the engine of a frame whose rows are in memory."""
    if engine.is_polars():
        from beurteilung.frames.polars import Polars  # noqa: PLC0415 - one engine a call

        return Polars(native)
    if engine.is_pyarrow():
        from beurteilung.frames.arrow import Arrow  # noqa: PLC0415 - one engine a call

        return Arrow(native)
    if engine.is_pandas():
        from beurteilung.frames.pandas import Pandas  # noqa: PLC0415 - one engine a call

        return Pandas(native)
    raise _refused(engine)


def _refused(engine: Native) -> ColumnError:
    """Return the error for a frame of an engine that nobody has tried."""
    message = _expected(str(engine))
    way = Text("; in eine davon umwandeln", "; convert it to one of these")
    return ColumnError(Text(f"{message.de}{way.de}", f"{message.en}{way.en}"))


def _expected(given: str) -> Text:
    """Say what a frame is, of something that is none, or one of another engine."""
    return Text(
        "erwartet wird eine Tabelle von pandas, Polars, PyArrow, DuckDB, Spark, Dask oder Ibis, "
        f"angegeben ist {given}",
        f"expected a frame of pandas, Polars, PyArrow, DuckDB, Spark, Dask or Ibis, got {given}",
    )
