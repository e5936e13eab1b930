"""What lists and searches ask of a guideline, in one line each: whose it is, its title, the size of its scales.

To know it of all guidelines takes reading every file. So the lines are written beside the compiled data
when the package is built, with the checksum of the files; where the two differ, the files are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from beurteilung._base.compiled import DATA, FOLDER, SUFFIX, read, write
from beurteilung._base.records import frozen
from beurteilung.law import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.law.editions import Guideline

__all__ = ["Entry", "ScaleEntry", "dienstherren", "entries", "entry", "statutes", "write_index"]


@frozen
class ScaleEntry:
    """A scale: how many grades it has, and whether they are all."""

    id: str
    title: str
    size: int
    complete: bool


@frozen
class Entry:
    """A guideline; ``place`` is where it was published, ``years`` are those of the Stichtage that it governs."""

    id: str
    family: str
    title: str
    place: str
    land: str
    fields: tuple[str, ...]
    for_all: bool
    """Whether it binds everybody of its Dienstherr."""
    years: tuple[tuple[int, int | None], ...]
    """First and last year; None for one that still governs."""
    scales: tuple[ScaleEntry, ...]
    overall: str | None
    """The id of the scale of the Gesamturteil."""

    @property
    def scale(self) -> ScaleEntry | None:
        """The scale of the Gesamturteil; None if no source attests its grades."""
        return next((one for one in self.scales if one.id == self.overall), None)


def entry(item: Guideline) -> Entry:
    """Return the line of a guideline.

    >>> entry(registry.guideline("ni-pol-1999")).scale
    ScaleEntry(id='ni-pol-1999', title='Wertungsstufen der BRLPol 1999', size=5, complete=True)
    """
    of, overall = item.document, item.scale
    return Entry(
        item.id,
        item.family,
        item.title,
        of.fundstelle,
        of.land,
        of.fach,
        of.fuer_alle,
        tuple((g.ab.year, g.bis.year if g.bis else None) for g in of.geltung if g.ab),
        tuple(ScaleEntry(s.id, s.title, len(s), s.complete) for s in item.scales),
        overall.id if overall else None,
    )


def entries() -> tuple[Entry, ...]:
    """Return the line of every guideline, shipped and loaded, by id."""
    own = [entry(item) for item in tuple(registry.loaded.values())]
    return tuple(sorted((*_shipped(), *own), key=lambda one: one.id))


def dienstherren() -> frozenset[str]:
    """Return whose law may govern: the Länder, the Bund, and whatever a guideline that is known names.

    >>> "Bund" in dienstherren(), "Europäische Union" in dienstherren()
    (True, True)
    """
    return registry.LAENDER | ({one.land for one in entries()} - {""})


def statutes(land: str) -> Iterator[Guideline]:
    """Yield what binds everybody of a Dienstherr."""
    for one in entries():
        if one.for_all and one.land == land:
            yield registry.guideline(one.id)


_lines: tuple[Entry, ...] = ()


def _shipped() -> tuple[Entry, ...]:
    global _lines  # noqa: PLW0603 - read once; twice does no harm
    if not _lines:
        _lines = _written() or _read()
    return _lines


def _read() -> tuple[Entry, ...]:
    return tuple(entry(registry.guideline(name)) for name in sorted(registry.stems("guidelines")))


def _written() -> tuple[Entry, ...] | None:
    """Return what was written when the package was built; None if a file has changed since."""
    content = read(_file())
    if content is None or content[0] != _checksum():
        return None
    return tuple(map(_entry, content[1]))


def write_index() -> None:
    """Write the lines of all guidelines that ship below the compiled data."""
    import attrs  # noqa: PLC0415 - only a build needs it

    write(_file(), (_checksum(), [attrs.astuple(one) for one in _read()]))


def _file() -> str:
    return str(DATA / FOLDER / f"index{SUFFIX}")


def _entry(row: list[Any]) -> Entry:
    name, family, title, place, land, fields, for_all, years, scales, overall = row
    of = tuple(ScaleEntry(*one) for one in scales)
    spans = tuple((first, last) for first, last in years)
    return Entry(name, family, title, place, land, tuple(fields), for_all, spans, of, overall)


def _checksum() -> int:
    """Return a number that changes with every letter of the guidelines that ship."""
    found = 0
    for stem, file in registry.stems("guidelines").items():
        with open(file, "rb") as raw:  # noqa: PTH123 - as `compiled`
            found = crc32(raw.read(), crc32(stem.encode(), found))
    return found
