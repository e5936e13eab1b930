"""The shipped TOML files as Python reads its own modules, which is many times faster; made when the package is built.

The TOML is the master. Each compiled file carries the checksum of the TOML that it was made from: where
the two differ, or nothing was compiled, the TOML is parsed.
"""

from __future__ import annotations

import marshal
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["DATA", "FOLDER", "SUFFIX", "compile_data", "compiled", "read", "write"]

DATA = Path(__file__).parents[1] / "data"
FOLDER = "compiled"
"""Where the compiled files lie, below the data."""
SUFFIX = ".bin"
_VERSION = 4
"""The format that every supported Python reads."""

Step = str | int


def compile_data(data: Path) -> None:
    """Write the compiled form of every TOML file below a folder, under ``FOLDER``."""
    import tomllib  # noqa: PLC0415 - only a build needs it

    for file in sorted(data.rglob("*.toml")):
        raw = file.read_bytes()
        table = tomllib.loads(raw.decode("utf-8-sig"))
        days = tuple(_days(table))
        _turn(table, days, date.isoformat)
        target = data / FOLDER / file.relative_to(data).with_suffix(SUFFIX)
        write(str(target), (_checksum(raw), days, table))


def write(target: str, content: object) -> None:
    """Write lists, tables, texts and numbers to a file, and the folders above it."""
    file = Path(target)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(marshal.dumps(cast("Any", content), _VERSION))


def read(target: str) -> Any:  # noqa: ANN401 - as loose as JSON
    """Return what `write` wrote; None if the file is missing, or was not written to its end."""
    try:
        with open(target, "rb") as file:  # noqa: PTH123 - paths take longer than their files
            return marshal.loads(file.read())  # noqa: S302 - it ships with the modules, which are read so too
    except (OSError, EOFError, ValueError, TypeError):
        return None


def compiled(file: Path, raw: bytes) -> dict[str, object] | None:
    """Return what a shipped TOML file of these bytes says; None if its compiled form is not at hand."""
    name, inside = str(file), f"{DATA}{os.sep}"
    if not name.startswith(inside):
        return None
    target = f"{inside}{FOLDER}{os.sep}{name.removeprefix(inside).removesuffix('.toml')}{SUFFIX}"
    content = read(target)
    if content is None or content[0] != _checksum(raw):
        return None
    _, days, table = content
    _turn(table, days, date.fromisoformat)
    return cast("dict[str, object]", table)


def _turn(table: object, days: Iterable[tuple[Step, ...]], turned: Callable[[Any], object]) -> None:
    """Put something else where days stand."""
    for *path, last in days:
        place: Any = table
        for step in path:
            place = place[step]
        place[last] = turned(place[last])


def _checksum(raw: bytes) -> tuple[int, int]:
    return len(raw), crc32(raw)


def _days(value: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield where a day stands: it is written as text, for the format has none."""
    if type(value) is date:
        yield path
    elif isinstance(value, dict):
        for name, item in cast("dict[str, object]", value).items():
            yield from _days(item, (*path, name))
    elif isinstance(value, list):
        for n, item in enumerate(cast("list[object]", value)):
            yield from _days(item, (*path, n))
