"""Files of a user's own: read, checked with every fault at once, and put into the registry."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    RegistrationError,
    UnknownIdError,
    closest,
    spoken,
)
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.natural import natural
from beurteilung._base.text import Text, guess, placed
from beurteilung._base.text import faults as faults_of
from beurteilung._base.toml import (
    MANY,
    Table,
    first_faults,
    is_folder,
    read_toml,
    toml_files,
    try_structure,
    well_formed,
)
from beurteilung.law import checks, files, registry
from beurteilung.law.document import Dokument, Luecke
from beurteilung.law.editions import Guideline
from beurteilung.law.registry import scale
from beurteilung.model.mappings import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Mapping

    from beurteilung._base.errors import Message
    from beurteilung.model.mappings import NotComparable, ScaleMapping
    from beurteilung.model.scales import GradeScale
    from beurteilung.model.sources import Source

    _Ids = tuple[set[str], set[str]]
    """Ids of the scales that a file holds, and of those that its mappings name."""

__all__ = ["admissible", "files_at", "load", "load_all", "read_guideline", "validated"]


def read_guideline(path: str | os.PathLike[str]) -> Guideline:
    """Read and check a file without putting it into the registry.

    Raises:
        DataError: with every fault of the file.

    >>> from beurteilung._base.compiled import DATA
    >>> read_guideline(DATA / "vorlage.toml").scale
    <GradeScale meine-richtlinie: A B C oben C Mitte C unten D>
    """
    expect("path", path, str, os.PathLike)
    file = Path(path)
    return _build(_table(file), str(file))


def load(path: str | os.PathLike[str], *, replace: bool = False) -> Guideline:
    """Read a user's own file and put its guideline, scales and mappings into the registry.

    The same content again gives the same objects. ``replace`` puts an edited file in the place of what
    was loaded under its id before; what ships is never replaced.

    Raises:
        DataError: with every fault of the file.
        RegistrationError: other content is already known under one of its ids.

    >>> from beurteilung import guideline
    >>> from beurteilung._base.compiled import DATA
    >>> load(DATA / "guidelines" / "ni-pol-1999.toml") is guideline("ni-pol-1999")
    True
    """
    expect("path", path, str, os.PathLike)
    with registry.lock:
        before = dict(registry.loaded)
        if replace and (name := str(read_toml(Path(path)).get("id"))) in registry.loaded:
            registry.forget(name)
        try:
            item = read_guideline(path)
            if (known := registry.known_same(item)) is not None:
                return known
            admissible(item, str(path))
        except BeurteilungError:
            for one in [one for name, one in before.items() if name not in registry.loaded]:
                registry.put(one)
            raise
        registry.put(item)
        return item


def load_all(paths: Iterable[str | os.PathLike[str]]) -> tuple[Guideline, ...]:
    """Load several files, and every ``.toml`` file of a folder, in whatever order they name each other.

    Raises:
        DataError: with every fault of the first file that cannot be loaded even after all others.
        RegistrationError: other content is already known under one of the ids of a file.
    """
    wanted = expect_each("paths", paths, str, os.PathLike)
    items, faults = _in_any_order(file for path in wanted for file in files_at(Path(path)))
    if faults:
        raise next(iter(faults.values()))
    return tuple(item for _, item in items)


def _in_any_order(
    paths: Iterable[Path],
) -> tuple[list[tuple[Path, Guideline]], dict[Path, BeurteilungError]]:
    """Load files, again and again while one more can be loaded; return them, and what is wrong with the rest."""
    given = list(paths)
    scales = {path: _scales_of(path) for path in given} if len(given) > 1 else {}
    waiting = _by_need(scales) if scales else given  # one file alone has no order
    items: list[tuple[Path, Guideline]] = []
    faults: dict[Path, BeurteilungError] = {}
    while waiting:
        faults = {}
        for file in waiting:
            try:
                items.append((file, load(file)))
            except BeurteilungError as error:
                faults[file] = error
        if len(faults) == len(waiting):
            break
        waiting = list(faults)
    if not scales:
        return items, faults
    return items, {
        path: _with_the_lacking(path, error, scales, faults) for path, error in faults.items()
    }


def _with_the_lacking(
    path: Path, error: BeurteilungError, scales: Mapping[Path, _Ids], faults: Collection[Path]
) -> BeurteilungError:
    """Add to a fault which scales that a file needs stand in another one that cannot be loaded either."""
    needed = scales[path][1] - scales[path][0]
    lacking = [
        Text(
            f"„{name}“ steht in {other}, das selbst nicht geladen ist; brauchen Dateien einander, ist eine ihrer "
            "Abbildungen zu viel, denn Umkehrung und Verkettung werden berechnet",
            f"{name!r} stands in {other}, which is not loaded itself; if files need each other, one of their "
            "mappings is too many, for inverse and composition are computed",
        )
        for other in faults
        for name in sorted(needed & scales[other][0])
        if other != path
    ]
    return DataError(str(path), [*faults_of(error), *lacking]) if lacking else error


def _by_need(scales: Mapping[Path, _Ids]) -> list[Path]:
    """Put each file behind those that hold the scales of its mappings, so that most load at the first try."""
    left = dict(scales)
    found: list[Path] = []
    while left:
        coming = {name for own, _ in left.values() for name in own}
        ready = [path for path, (own, named) in left.items() if not (named - own) & coming]
        for path in ready or [*left]:  # files that need each other say what they lack
            del left[path]
            found.append(path)
    return found


def _scales_of(path: Path) -> _Ids:
    """Return the ids of the scales that a file holds, and of those that its mappings name."""
    try:
        table = _table(path)
    except DataError:  # loading it says what is wrong
        return set(), set()
    relations = [one for _, one in well_formed(files.Abbildung, table.get("abbildung"))]
    return {*files.ids(table, "skala")}, {end for one in relations for end in (one.von, one.nach)}


def _table(path: Path) -> Table:
    """Return the table of a file in the one form that is read, each row with its source and its scale."""
    table = files.filled(natural(Dokument, read_toml(path)))
    overall = files.ids(table, "skala", fuer="gesamturteil")
    gaps = [gap.betrifft for _, gap in well_formed(Luecke, table.get("luecke"))]
    if len(overall) == 1:
        for name in ("schwelle", "stufenwert"):
            if isinstance(rows := table.get(name), list) and f"{name}.skala" not in gaps:
                table[name] = [_on(overall[0], row) for row in cast("list[object]", rows)]
    return table


def _on(scale_id: str, row: object) -> object:
    """Return a row about a grade with the scale of the Gesamturteil, if it names none."""
    if not isinstance(row, dict):
        return row
    given = cast("Table", row)
    return given if "rang" in given else {"skala": scale_id} | given


@contextmanager
def validated(
    paths: Iterable[Path],
) -> Generator[tuple[dict[Path, Guideline], dict[Path, BeurteilungError]], None, None]:
    """Know the guidelines of several files together for a while, and what is wrong with those that are not.

    They may name each other in any order; afterwards the registry is as it was.
    """
    with registry.lock:
        before = set(registry.loaded)
        try:
            items, faults = _in_any_order(paths)
            yield dict(items), faults
        finally:
            for name in set(registry.loaded) - before:
                registry.forget(name)


def files_at(path: Path) -> list[Path]:
    """Return the files of a folder, or the file itself."""
    if not is_folder(path):
        return [path]
    found = toml_files(path)
    if not found:
        fault = Text("in dem Ordner liegt keine .toml-Datei", "the folder has no .toml file")
        raise DataError(str(path), [fault])
    return found


def admissible(item: Guideline, where: str) -> None:
    """Check that nothing else is known under the ids of a guideline, as `load` asks.

    Raises:
        RegistrationError: something is; ``where`` names the file.
    """
    with registry.lock:
        taken = [] if registry.known_same(item) else list(dict.fromkeys(registry.taken(item)))
    if taken:
        ids = ", ".join(taken)
        raise RegistrationError(
            Text(
                f"{where}: unter {ids} ist schon anderer Inhalt bekannt; eine andere id wählen",
                f"{where}: other content is already known as {ids}; choose another id",
            ),
            python="or load(…, replace=True), if it is an earlier state of your own file",
        )


def _build(table: Table, where: str) -> Guideline:
    """Build a guideline with all that its file holds; every fault is reported at once.

    The content of a part is checked even if the form of another part is wrong.
    """
    document, problems = try_structure(Dokument, table)
    sources = {q.id: q.source for _, q in well_formed(files.Quelle, table.get("quelle"))}
    parts = well_formed(files.Skala, table.get("skala"))
    scales, faults = _own_scales(parts, table.get("id"), sources)
    broken = {*files.ids(table, "skala")} - {*scales}
    known = partial(_own_or_known, scales)
    relations = [
        (n, a)
        for n, a in well_formed(files.Abbildung, table.get("abbildung"))
        if not broken & {a.von, a.nach}
    ]
    not_comparable = [
        files.build_not_comparable(w, sources)
        for _, w in well_formed(files.NichtVergleichbar, table.get("nicht_vergleichbar"))
    ]
    mappings, unmapped = _own_mappings(relations, known, sources, not_comparable)
    overall = [scales[s.id] for _, s in parts if s.fuer == "gesamturteil" and not broken]
    problems += first_faults(
        chain(
            checks.twice(table),
            checks.unknown_sources(table, files.ids(table, "quelle")),
            faults,
            unmapped,
            checks.strangers(table, known),
            checks.unknown_grades(table, scales),
            checks.provision_faults(
                table,
                overall[0] if overall else None,
                lambda name: None if name in broken else known(name),
            ),
            checks.known_decisions(table),
            checks.misfits(table, overall[0] if overall else None),
        )
    )
    if problems or document is None:
        raise DataError(where, [*checks.nothing_for_all(table), *problems])
    return Guideline(document, tuple(scales.values()), mappings, sources)


def _own_or_known(own: Mapping[str, GradeScale], name: str) -> GradeScale:
    """Return a scale of the file, or one that is known already; the hint at a slip looks at the file first.

    Raises:
        UnknownIdError: neither has this id.
    """
    if name in own:
        return own[name]
    try:
        return scale(name)
    except UnknownIdError:
        if (close := closest(name, own)) is None:
            raise
        hint = guess(close)
        if re.sub(r"\d", "", close) == re.sub(r"\d", "", name):  # another edition, not a slip
            hint = Text(
                "; steht sie in einer anderen Datei, beide zusammen angeben",
                "; if another file has it, name both files together",
            )
        raise UnknownIdError(
            Text(
                f"keine Skala „{name}“ ist bekannt{hint.de}", f"no scale {name!r} is known{hint.en}"
            )
        ) from None


def _own_scales(
    parts: Iterable[tuple[int, files.Skala]], file_id: object, sources: Mapping[str, Source]
) -> tuple[dict[str, GradeScale], list[Message]]:
    """Build the scales of a file, by id, and say what is wrong with the others."""
    scales: dict[str, GradeScale] = {}
    problems: list[Message] = []
    total = 0
    for n, part in parts:
        total += part.size
        if total > files.MOST_GRADES:
            problems.append(
                Text(
                    f"skala[{n}]: höchstens {files.MOST_GRADES} Noten sind in einer Datei möglich; jeder großen "
                    "Skala eine eigene Datei geben, oder in Bänder teilen, was eine Stufe ist",
                    f"skala[{n}]: at most {files.MOST_GRADES:,} grades are possible in a file; give each large "
                    "scale a file of its own, or divide into bands what is one stage",
                )
            )
            break
        if part.id != file_id and not part.id.startswith(f"{file_id}-"):
            problems.append(
                Text(
                    f"skala[{n}].id: erwartet wird „{file_id}“, oder diese id, ein Bindestrich und ein Wort, "
                    f"angegeben ist „{part.id}“",
                    f"skala[{n}].id: expected {file_id!r}, or that id, a hyphen and a word, got {part.id!r}",
                )
            )
        problems += [_after(f"skala[{n}].", fault) for fault in checks.band_faults(part)]
        try:
            scales[part.id] = registry.stored(files.build_scale(part, sources))
        except DataError as error:
            problems += [placed(f"skala[{n}]", fault) for fault in error.faults]
    return scales, problems


def _after(start: str, fault: Message) -> Message:
    """Return a fault with the place in front of it."""
    return Text(f"{start}{spoken(fault, 'de')}", f"{start}{spoken(fault, 'en')}")


def _own_mappings(
    relations: Iterable[tuple[int, files.Abbildung]],
    known: Callable[[str], GradeScale],
    sources: Mapping[str, Source],
    not_comparable: Iterable[NotComparable],
) -> tuple[tuple[ScaleMapping, ...], list[Message]]:
    """Build the mappings of a file, and say what is wrong with the others."""
    mappings: list[ScaleMapping] = []
    problems: list[Message] = []
    with registry.lock:
        refused = [*not_comparable, *registry.all_not_comparable()]
    total = 0
    for n, relation in relations:
        if len(problems) >= MANY:  # nobody reads on
            break
        try:
            refuse(relation.von, relation.nach, refused)
            made = files.build_mapping(relation, sources, known)
            mappings.append(made)
            total += len(made.pairs) + len(made.without)
            if total > files.MOST_PAIRS:
                problems.append(placed(f"abbildung[{n}]", files.TOO_MANY_PAIRS))
                break
        except BeurteilungError as error:
            faults = error.faults if isinstance(error, DataError) else None
            problems += [
                placed(f"abbildung[{n}]", fault)
                for fault in ((error,) if faults is None else faults)
            ]
    return tuple(mappings), problems
