"""The rows of the files that ship, each read when somebody asks for it: a case needs few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

from beurteilung._base.toml import Table, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Rows"]

T = TypeVar("T")


class Rows(Generic[T]):
    """The rows of one table of a file, each under its id or code; one object a row."""

    def __init__(self, cls: type[T], file: Callable[[], Table], name: str, by: str) -> None:
        """Name the class of the rows, what reads the file, the table and the key of the id."""
        self._cls, self._file, self._name, self._by = cls, file, name, by
        self._tables: dict[str, Table] | None = None
        self._read: dict[str, T] = {}

    @property
    def tables(self) -> dict[str, Table]:
        """The rows as they stand in the file, in its order."""
        if (
            self._tables is None
        ):  # no lock: a process may be forked meanwhile, and twice does no harm
            rows = cast("list[Table]", self._file()[self._name])
            self._tables = {str(row[self._by]): row for row in rows}
        return self._tables

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self.tables)

    def get(self, name: str) -> T | None:
        """Return the row of an id; None if there is none."""
        row = self._read.get(name)
        if row is None and name in self.tables:
            read = structure(self._cls, self.tables[name], f"{self._name} {name}")
            row = self._read.setdefault(name, read)  # another thread may have been first
        return row

    def all(self) -> tuple[T, ...]:
        """Return every row."""
        return tuple(row for row in map(self.get, self) if row is not None)
