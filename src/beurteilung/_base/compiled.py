"""The shipped TOML files as JSON, which Python reads many times faster; made when the package is built.

The TOML is the master. Each compiled file carries the checksum of the TOML that it was made from: where
the two differ, or nothing was compiled, the TOML is parsed.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DATA", "FOLDER", "compile_data", "compiled"]

DATA = Path(__file__).parents[1] / "data"
FOLDER = "compiled"
"""Where the compiled files lie, below the data."""

Step = str | int


def compile_data(data: Path) -> None:
    """Write the compiled form of every TOML file below a folder, under ``FOLDER``."""
    import json  # noqa: PLC0415 - see below
    import tomllib  # noqa: PLC0415 - only a build needs it

    for file in sorted(data.rglob("*.toml")):
        raw = file.read_bytes()
        table = tomllib.loads(raw.decode("utf-8-sig"))
        content = [_checksum(raw), [list(path) for path in _days(table)], table]
        target = _target(data, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_iso)
        target.write_text(text, encoding="utf-8")


def compiled(file: Path, raw: bytes) -> dict[str, object] | None:
    """Return what a shipped TOML file of these bytes says; None if its compiled form is not at hand."""
    name, inside = str(file), f"{DATA}{os.sep}"
    if not name.startswith(inside):
        return None
    target = f"{inside}{FOLDER}{os.sep}{name.removeprefix(inside).removesuffix('.toml')}.json"
    try:
        with open(target, "rb") as written:  # noqa: PTH123 - paths take longer than their files
            text = written.read()
    except OSError:
        return None
    import json  # noqa: PLC0415 - `import beurteilung` reads no file

    checksum, days, table = json.loads(text)
    if checksum != _checksum(raw):
        return None
    for *path, last in days:
        place: Any = table
        for step in path:
            place = place[step]
        place[last] = date.fromisoformat(place[last])
    return cast("dict[str, object]", table)


def _target(data: Path, file: Path) -> Path:
    return data / FOLDER / file.relative_to(data).with_suffix(".json")


def _iso(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    raise TypeError(f"expected data of text, numbers and days, got {value!r}")


def _checksum(raw: bytes) -> list[int]:
    return [len(raw), crc32(raw)]


def _days(value: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield where a day stands: JSON has none, so that it is written as text."""
    if type(value) is date:
        yield path
    elif isinstance(value, dict):
        for name, item in cast("dict[str, object]", value).items():
            yield from _days(item, (*path, name))
    elif isinstance(value, list):
        for n, item in enumerate(cast("list[object]", value)):
            yield from _days(item, (*path, n))
