"""The shelf: what the library ships and what a user loads, read on first use, one object each."""

from __future__ import annotations

import os
from datetime import date
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, cast

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    NoScaleError,
    RegistrationError,
    UnknownGradeError,
    UnknownIdError,
    WrongKindError,
)
from beurteilung._base.text import Text, meant
from beurteilung._base.toml import MANY, Table, attempt, read_toml, sound, structure
from beurteilung.law import files
from beurteilung.law.checks import band_faults, provision_faults
from beurteilung.model.scales import Grade, GradeScale

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from beurteilung.law.editions import Guideline
    from beurteilung.model.mappings import NotComparable, ScaleMapping
    from beurteilung.model.offices import Laufbahngruppe
    from beurteilung.model.scales import Kind, Rung, Unit
    from beurteilung.model.sources import Citation, Source

__all__ = [
    "admissible",
    "generation",
    "grade",
    "guideline",
    "guidelines",
    "in_force",
    "joined",
    "load",
    "load_all",
    "mapping",
    "read_guideline",
    "scale",
    "scales",
    "walls",
]

_SUFFIX = ".toml"
_WALL = ".nicht-vergleichbar"

_lock = RLock()
_shelves: dict[str, dict[str, Path]] = {}
_tables: dict[str, Table] = {}
_scales: dict[str, GradeScale] = {}
_guidelines: dict[str, Guideline] = {}
_direct: dict[tuple[str, str], ScaleMapping] = {}
_found: dict[tuple[str, str], ScaleMapping] = {}
_grades: dict[str, Grade] = {}
_walls: list[NotComparable] | None = None
_loaded: dict[str, Guideline] = {}
_generation = 0
if hasattr(os, "register_at_fork"):  # a child gets the shelf whole, and a lock that nobody holds
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )


def _stems(folder: str) -> dict[str, Path]:
    """Return the shipped files of a folder by name, read from the disk once."""
    with _lock:
        if folder not in _shelves:
            found = os.scandir(DATA / folder)
            names = sorted(entry.name for entry in found if entry.name.endswith(_SUFFIX))
            _shelves[folder] = {n.removesuffix(_SUFFIX): DATA / folder / n for n in names}
        return _shelves[folder]


LAENDER = frozenset({
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Bund", "Hamburg", "Hessen",
    "Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland",
    "Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen",
})  # fmt: skip
"""The Länder and the Bund."""


def dienstherren() -> frozenset[str]:
    """Return whose law may govern: the Länder, the Bund, and whatever a guideline that is known names.

    >>> "Bund" in dienstherren(), "Europäische Union" in dienstherren()
    (True, True)
    """
    return LAENDER | ({one.rules.land for one in guidelines()} - {""})


def generation() -> int:
    """Return a number that changes whenever `load` adds something; caches of answers key on it."""
    return _generation


def grade(text: str) -> Grade:
    """Return the grade that a text form names: '<scale id>:<code>'.

    Case, spacing, Unicode form and decimal sign of the code do not matter, and a label that names
    one grade only is accepted too.

    Raises:
        UnknownGradeError: the text has no colon, or the scale has no such grade.
        UnknownIdError: no such scale is known.
        AmbiguousGradeError: several grades share the name.

    >>> alt = grade("ni-pol-1996:5")
    >>> alt.label, str(alt), grade(str(alt)) is alt
    ('übertrifft erheblich die Anforderungen', 'ni-pol-1996:5', True)
    """
    if not isinstance(text, str):
        raise WrongKindError.of("the text form of a grade, such as 'ni-pol-1996:5'", text)
    found = _grades.get(text)
    if found is None:
        name, colon, code = text.partition(":")
        if not colon:
            raise UnknownGradeError(
                Text(
                    f"erwartet wird Skala und Note wie ni-pol-1996:5, angegeben ist „{text}“",
                    f"expected '<scale>:<code>' such as ni-pol-1996:5, got {text!r}",
                )
            )
        found = scale(name.strip())[code]
        if str(found) == text:
            _grades[text] = found
    return found


def scale(name: str) -> GradeScale:
    """Return the scale of this id, shipped or loaded.

    Raises:
        NoScaleError: its guideline is known, but no source attests its grades.
        UnknownIdError: no such scale is known; the nearest id is named.

    >>> scale("ni-pol-1999")["2"].label
    'Entspricht im allgemeinen den Anforderungen'
    """
    if not isinstance(name, str):
        raise WrongKindError.of("the id of a scale, such as 'ni-pol-1996'", name)
    found = _scales.get(name)
    if found is not None:
        return found
    with _lock:
        if stem := _file_of(name):
            _read_scales(stem, name)
        if name in _scales:
            return _scales[name]
    raise _no_scale(name)


def _no_scale(name: str) -> UnknownIdError:
    """Say that no scale has this id, or that no source attests it for its guideline."""
    from beurteilung._base.translations import remark  # noqa: PLC0415 - only a refusal needs it

    owner = _owner(name, {*_stems("guidelines"), *_guidelines})
    if owner is None:
        hint = _told_apart(name) or meant(name, {*_stems("guidelines"), *_scales})
        return UnknownIdError(
            Text(
                f"keine Skala „{name}“ ist bekannt{hint.de}", f"no scale {name!r} is known{hint.en}"
            ),
            python="scales() lists all",
            command=Text("alle nennt: beurteilung scales", "beurteilung scales lists all"),
        )
    its = guideline(owner)
    gaps = [g.was for g in its.gaps if g.betrifft in ("", "skala", name)]
    known_scales = ", ".join(s.id for s in its.scales)
    return NoScaleError(
        Text(
            f"die Richtlinie {owner} ist bekannt, eine Skala „{name}“ ist für sie aber nicht belegt"
            f"{': ' if gaps else ''}{'; '.join(gaps)}"
            f"{'; ihre Skalen: ' if known_scales else ''}{known_scales}",
            f"guideline {owner} is known, but no scale {name!r} is attested for it"
            f"{': ' if gaps else ''}{'; '.join(remark(gap, 'en') for gap in gaps)}"
            f"{'; its scales: ' if known_scales else ''}{known_scales}",
        )
    )


def _told_apart(name: str) -> Text | None:
    """Say what a name is if it is a family, or a scale, or what the names are that begin with it."""
    every = sorted({*_stems("guidelines"), *_guidelines}) if name else []
    if family := [one.id for one in map(guideline, every) if one.family == name]:
        editions = ", ".join(family)
        return Text(
            f"; „{name}“ ist eine Reihe von Richtlinien, ihre Fassungen: {editions}",
            f"; {name!r} is a family of guidelines, its editions: {editions}",
        )
    owner = _owner(name, every)
    if owner and name in [s.id for s in guideline(owner).scales]:
        return Text(
            f"; „{name}“ ist eine Skala der Richtlinie {owner}",
            f"; {name!r} is a scale of the guideline {owner}",
        )
    begun = [one for one in every if one.startswith(name)]
    shown, more = ", ".join(begun[:_DOZEN]), len(begun) > _DOZEN
    return (
        Text(
            f"; so beginnen: {shown}{f' … (zusammen {len(begun)})' if more else ''}",
            f"; known names that begin so: {shown}{f' … ({len(begun)} in all)' if more else ''}",
        )
        if begun
        else None
    )


_DOZEN = 12


def _owner(name: str, known: Container[str]) -> str | None:
    """Return what a scale belongs to: what is named like it, or like its first words."""
    while name not in known:
        name, hyphen, _ = name.rpartition("-")
        if not hyphen:
            return None
    return name


def _file_of(name: str) -> str | None:
    """Return the shipped file that holds a scale."""
    return _owner(name, _stems("guidelines"))


def _shipped_under(name: str) -> str | None:
    """Return the shipped file that has a scale of this very id; other ids may begin like it."""
    stem = _file_of(name)
    return stem if stem and name in _ids(_table("guidelines", stem), "skala") else None


def _table(folder: str, stem: str) -> Table:
    if stem not in _tables:
        _tables[stem] = files.filled(read_toml(_stems(folder)[stem]))
    return _tables[stem]


def _basis(table: Table, where: str) -> files.Grundlagen:
    wanted = ("quelle", "skala", "abbildung", "nicht_vergleichbar")
    return structure(files.Grundlagen, {k: table[k] for k in wanted if k in table}, where)


def _read_scales(stem: str, name: str = "") -> None:
    """Put the scales of a file on the shelf, or the one of this name: some are large."""
    basis = _basis(_table("guidelines", stem), f"{stem}{_SUFFIX}")
    for part in basis.skala:
        if part.id not in _scales and name in ("", part.id):
            _scales[part.id] = files.build_scale(part, basis.sources)


def scales() -> tuple[GradeScale, ...]:
    """Return every scale, shipped and loaded, by id; all files are read.

    >>> [s.id for s in scales() if s.direction == -1][:3]
    ['be-lfbg', 'gesundheit-1-6', 'schulnoten-1-6']
    """
    with _lock:
        for stem in _stems("guidelines"):
            _read_scales(stem)
        return tuple(_scales[name] for name in sorted(_scales))


def ships(item: GradeScale) -> bool:
    """Tell whether this very scale can be had by name in any process."""
    return _scales.get(item.id) is item and _shipped_under(item.id) is not None


def restore_scale(  # noqa: PLR0913, PLR0917 - the content of a scale, in the order of its pickle
    name: str,
    ladder: tuple[Rung, ...] | None = None,
    title: str = "",
    citation: Citation | None = None,
    kind: Kind = "beurteilung",
    unit: Unit | None = None,
    stage_count: int | None = None,
) -> GradeScale:
    """Unpickle a scale: by name, or by content; the one on the shelf if the content is the same."""
    if ladder is None:
        return scale(name)
    return _shelved(GradeScale(name, ladder, title, citation, kind, unit, stage_count))


def _shelved(made: GradeScale) -> GradeScale:
    """Return the scale on the shelf if it has the same content."""
    if stem := _file_of(made.id):
        with _lock:
            _read_scales(stem, made.id)
    known = _scales.get(made.id)
    return known if known is not None and known == made else made


def mapping(before: GradeScale | str, after: GradeScale | str) -> ScaleMapping:
    """Return the mapping between two scales: direct, or by the shortest path of known ones.

    Raises:
        NoMappingError: none is known.
        NotComparableError: a decision holds the two not comparable.
        MappingConflictError: two equally short paths disagree.
        UnknownIdError: no such scale is known.

    >>> [str(g) for g in mapping("ni-pol-1999", "ni-pol-2008")(scale("ni-pol-1999")["4"])]
    ['ni-pol-2008:B']
    """
    from beurteilung.model.mappings import find_mapping, refuse  # noqa: PLC0415 - no grade needs it

    ends = _id(before), _id(after)
    with _lock:
        refuse(*ends, _all_walls())  # also where no source attests the grades of one of them
        first, last = _scale(before), _scale(after)
        found = _found.get(ends)
        if found is not None and found.before == first and found.after == last:
            return found
        made = find_mapping(
            first, last, _edges(), _mapping, _all_walls(), lambda: _new_appraisal(last, first)
        )
        if _scales.get(first.id) is first and _scales.get(last.id) is last:
            _found[ends] = made
        return made


def _new_appraisal(*ends: GradeScale) -> Text:
    """Say that the guideline of one of the scales orders a new appraisal instead of a conversion."""
    for item in filter(None, map(guideline_of, ends)):
        for record in item.rules.vergleichbarkeit:
            if record.befund == "neue_beurteilung":
                at = item.cite(record)
                return Text(
                    f"; der Weg ist nach {at} eine neue Beurteilung",
                    f"; under {at} the way is a new appraisal",
                )
    return Text("", "")


def counterparts(grade: Grade, target: GradeScale | str) -> tuple[Grade, ...]:
    """Return every counterpart of a grade on another scale, best first; raises like `mapping`."""
    return mapping(grade.scale, target)(grade)


def counterpart(grade: Grade, target: GradeScale | str) -> Grade:
    """Return the one counterpart of a grade on another scale; raises like `mapping` and its ``only``."""
    return mapping(grade.scale, target).only(grade)


def _id(item: GradeScale | str) -> str:
    if not isinstance(item, (GradeScale, str)):
        raise WrongKindError.of("a scale or its id, such as 'ni-pol-1996'", item)
    return item if isinstance(item, str) else item.id


def _scale(item: GradeScale | str) -> GradeScale:
    return scale(item) if isinstance(item, str) else item


def _edges() -> dict[str, set[str]]:
    edges: dict[str, set[str]] = {}
    for a, b in [*_direct, *(_ends(s) for s in _stems("mappings") if not s.endswith(_WALL))]:
        edges.setdefault(a, set()).add(b)
        edges.setdefault(b, set()).add(a)
    return edges


def _ends(stem: str) -> tuple[str, str]:
    first, _, last = stem.partition("--")
    return first, last


def _mapping(before: str, after: str) -> ScaleMapping:
    """Return a direct mapping as it stands in a file, or its inverse."""
    stem = f"{before}--{after}"
    if (before, after) not in _direct and stem in _stems("mappings"):
        basis = _basis(_table("mappings", stem), f"{stem}{_SUFFIX}")
        for part in basis.abbildung:
            _direct[part.von, part.nach] = files.build_mapping(part, basis.sources, scale)
    if (before, after) in _direct:
        return _direct[before, after]
    return _mapping(after, before).inverse()


def _all_walls() -> list[NotComparable]:
    global _walls  # noqa: PLW0603 - read once, under the lock
    if _walls is None:
        _walls = []
        for stem in (s for s in _stems("mappings") if s.endswith(_WALL)):
            basis = _basis(_table("mappings", stem), f"{stem}{_SUFFIX}")
            _walls += [files.build_wall(w, basis.sources) for w in basis.nicht_vergleichbar]
    return _walls


def guideline(name: str) -> Guideline:
    """Return one edition of a guideline, shipped or loaded.

    Raises:
        UnknownIdError: no such guideline is known; the nearest id is named.

    >>> guideline("ni-pol-1999").rules.fundstelle
    'Nds. MBl. 2000 S. 127'
    """
    if not isinstance(name, str):
        raise WrongKindError.of("the id of a guideline, such as 'ni-pol-1999'", name)
    found = _guidelines.get(name)
    if found is not None:
        return found
    if name not in _stems("guidelines"):
        hint = _told_apart(name) or meant(name, {*_stems("guidelines"), *_guidelines})
        raise UnknownIdError(
            Text(
                f"keine Richtlinie „{name}“ ist bekannt{hint.de}",
                f"no guideline {name!r} is known{hint.en}",
            ),
            python="guidelines() lists all",
            command=Text("alle nennt: beurteilung guidelines", "beurteilung guidelines lists all"),
        )
    with _lock:
        if name not in _guidelines:
            _guidelines[name] = _shipped(name)
        return _guidelines[name]


def _shipped(name: str) -> Guideline:
    """Build a guideline that ships; what its file says is checked by the tests, not on each use."""
    from beurteilung.law.editions import Dokument, Guideline  # noqa: PLC0415 - keeps grades fast

    _read_scales(name)
    document = structure(Dokument, _table("guidelines", name), f"{name}{_SUFFIX}")
    own = tuple(_scales[part.id] for part in document.skala)
    return Guideline(document, own, (), document.sources)


def guideline_of(item: GradeScale) -> Guideline | None:
    """Return the guideline whose file holds a scale; None for a scale that is not on the shelf."""
    for one in tuple(_loaded.values()):
        if item in one.scales:
            return one
    stem = _shipped_under(item.id)
    found = guideline(stem) if stem else None
    return found if found and item in found.scales else None


def guidelines() -> tuple[Guideline, ...]:
    """Return every guideline, shipped and loaded, by id; all files are read.

    >>> [g.id for g in guidelines() if g.family == "ni-pol"][:2]
    ['ni-pol-1996', 'ni-pol-1999']
    """
    return tuple(guideline(name) for name in sorted({*_stems("guidelines"), *_guidelines}))


def in_force(
    family: str, stichtag: date, *, laufbahngruppe: Laufbahngruppe | str | None = None
) -> Guideline:
    """Return the edition of a family that governs a Stichtag of a Laufbahngruppe.

    Raises:
        NotInForceError: none does, or no edition of the family is known.
        OverlappingEditionsError: several do.

    >>> from datetime import date
    >>> in_force("ni-pol", date(1999, 11, 1), laufbahngruppe="gehobener Dienst").id
    'ni-pol-1999'
    """
    if not isinstance(stichtag, date):
        raise WrongKindError.of("a Stichtag such as date(1999, 11, 1)", stichtag)
    from beurteilung.law.editions import governing  # noqa: PLC0415 - keeps the first grade fast
    from beurteilung.model.offices import Laufbahngruppe as Group  # noqa: PLC0415 - the same

    try:
        group = Group(laufbahngruppe) if isinstance(laufbahngruppe, str) else laufbahngruppe
    except ValueError:
        options = ", ".join(g.value for g in Group)
        fault = f"unknown Laufbahngruppe {laufbahngruppe!r}; known: {options}"
        raise UnknownIdError(fault) from None
    shipped = [stem for stem in _stems("guidelines") if stem.startswith(family)]
    with _lock:
        loaded = sorted(_loaded)
    editions = [guideline(name) for name in dict.fromkeys([*shipped, *loaded])]
    found = [g for g in editions if g.family == family]
    if not found and (one := next((g for g in editions if g.id == family), None)):
        raise UnknownIdError(
            Text(
                f"„{family}“ ist eine Fassung der Reihe „{one.family}“; gefragt wird nach der Reihe",
                f"{family!r} is one edition of the family {one.family!r}; ask for the family",
            )
        )
    return governing(family, found, stichtag, group)


def read_guideline(path: str | os.PathLike[str]) -> Guideline:
    """Read and check a file without putting it on the shelf.

    Raises:
        DataError: with every fault of the file.

    >>> read_guideline(DATA / "vorlage.toml").scale
    <GradeScale meine-richtlinie: A B C oben C Mitte C unten D>
    """
    file = Path(path)
    return _build(files.filled(read_toml(file)), str(file))


def load(path: str | os.PathLike[str], *, replace: bool = False) -> Guideline:
    """Read a user's own file and put its guideline, scales and mappings into the registry.

    The same content again gives the same objects. ``replace`` puts an edited file in the place of what
    was loaded under its id before; what ships is never replaced.

    Raises:
        DataError: with every fault of the file.
        RegistrationError: other content is already known under one of its ids.

    >>> load(DATA / "guidelines" / "ni-pol-1999.toml") is guideline("ni-pol-1999")
    True
    """
    with _lock:
        before = dict(_loaded)
        if replace and (name := read_toml(Path(path)).get("id")) in _loaded:
            _forget(str(name))
        try:
            made = read_guideline(path)
            if (known := _known_same(made)) is not None:
                return known
            admissible(made, str(path))
        except BeurteilungError:
            for one in [one for name, one in before.items() if name not in _loaded]:
                _put(one)
            raise
        _put(made)
        return made


def load_all(paths: Iterable[str | os.PathLike[str]]) -> tuple[Guideline, ...]:
    """Load several files, and every ``.toml`` file of a folder, in whatever order they name each other.

    Raises:
        DataError: with every fault of the first file that cannot be loaded even after all others.
        RegistrationError: other content is already known under one of the ids of a file.
    """
    waiting = [file for path in paths for file in _files(Path(path))]
    made: list[Guideline] = []
    while waiting:
        later: list[Path] = []
        faults: list[BeurteilungError] = []
        for file in waiting:
            try:
                made.append(load(file))
            except BeurteilungError as error:
                later.append(file)
                faults.append(error)
        if len(later) == len(waiting):
            raise faults[0]
        waiting = later
    return tuple(made)


def _files(path: Path) -> list[Path]:
    """Return the files of a folder, or the file itself."""
    if not path.is_dir():
        return [path]
    found = sorted(path.glob(f"*{_SUFFIX}"))
    if not found:
        fault = Text(
            f"in dem Ordner liegt keine {_SUFFIX}-Datei", f"the folder has no {_SUFFIX} file"
        )
        raise DataError(str(path), [fault])
    return found


def _known_same(made: Guideline) -> Guideline | None:
    """Return what is known under the id of a guideline if it has the same content."""
    if made.id in _loaded or made.id in _stems("guidelines"):
        known = guideline(made.id)
        if known.rules == made.rules:
            return known
    return None


def admissible(made: Guideline, where: str) -> None:
    """Check that nothing else is known under the ids of a guideline, as `load` asks.

    Raises:
        RegistrationError: something is; ``where`` names the file.
    """
    with _lock:
        taken = [] if _known_same(made) else list(dict.fromkeys(_taken(made)))
    if taken:
        ids = ", ".join(taken)
        raise RegistrationError(
            Text(
                f"{where}: unter {ids} ist schon anderer Inhalt bekannt; eine andere id wählen",
                f"{where}: other content is already known as {ids}; choose another id",
            ),
            python="or load(…, replace=True), if it is an earlier state of your own file",
        )


def _put(made: Guideline) -> None:
    global _generation  # noqa: PLW0603 - counted under the lock
    _scales.update({s.id: s for s in made.scales})
    _direct.update({(m.before.id, m.after.id): m for m in made.mappings})
    _all_walls().extend(
        files.build_wall(w, made.rules.sources) for w in made.rules.nicht_vergleichbar
    )
    _guidelines[made.id] = _loaded[made.id] = made
    _found.clear()
    _grades.clear()
    _generation += 1


def _forget(name: str) -> None:
    """Take what a user loaded under an id out of the registry."""
    gone = _loaded.pop(name)
    del _guidelines[name]
    for item in gone.scales:
        _scales.pop(item.id, None)
    for relation in gone.mappings:
        _direct.pop((relation.before.id, relation.after.id), None)
    lost = [files.build_wall(w, gone.rules.sources) for w in gone.rules.nicht_vergleichbar]
    walls = _all_walls()
    walls[:] = [wall for wall in walls if wall not in lost]
    _found.clear()
    _grades.clear()


def _taken(made: Guideline) -> Iterator[str]:
    """Name what a file would put into the registry under an id that has other content there."""
    if made.id in _loaded or made.id in _stems("guidelines"):
        yield made.id
    for item in made.scales:
        known = _scales.get(item.id, item) is not item
        if known or (item.id not in _scales and _shipped_under(item.id)):
            yield item.id
    for relation in made.mappings:
        ends = relation.before.id, relation.after.id
        if ends[1] in _edges().get(ends[0], ()) and _mapping(*ends) != relation:
            yield f"{ends[0]} to {ends[1]}"


def walls() -> tuple[NotComparable, ...]:
    """Return every pair of scales that is held not comparable, shipped and loaded."""
    with _lock:
        return tuple(_all_walls())


def joined(name: str) -> frozenset[str]:
    """Return the ids of the scales that a mapping joins to a scale, directly."""
    with _lock:
        return frozenset(_edges().get(name, ()))


def _build(table: Table, where: str) -> Guideline:
    """Build a guideline with all that its file holds; every fault is reported at once.

    The content of a part is checked even if the form of another part is wrong.
    """
    from beurteilung.law.editions import Dokument, Guideline, misfits  # noqa: PLC0415 - keeps grades fast

    document, problems = attempt(Dokument, table)
    sources = {q.id: q.source for _, q in sound(files.Quelle, table.get("quelle"))}
    parts = sound(files.Skala, table.get("skala"))
    own, faults = _own_scales(parts, table.get("id"), sources)
    broken = {*_ids(table, "skala")} - {*own}
    relations = [
        (n, a)
        for n, a in sound(files.Abbildung, table.get("abbildung"))
        if not broken & {a.von, a.nach}
    ]
    walls = [
        files.build_wall(w, sources)
        for _, w in sound(files.NichtVergleichbar, table.get("nicht_vergleichbar"))
    ]
    mappings, unmapped = _own_mappings(relations, own, sources, walls)
    overall = [own[s.id] for _, s in parts if s.fuer == "gesamturteil" and not broken]
    problems += [
        *_twice(table),
        *islice(_unknown_sources(table, _ids(table, "quelle")), MANY),
        *faults,
        *unmapped,
        *_strangers(table),
        *_unknown_grades(table, own),
        *provision_faults(
            table,
            overall[0] if overall else None,
            lambda name: None if name in broken else own.get(name) or scale(name),
        ),
        *_known_decisions(table),
        *misfits(table, overall[0] if overall else None),
    ]
    if problems or document is None:
        raise DataError(where, problems)
    return Guideline(document, tuple(own.values()), mappings, sources)


def _ids(table: Table, name: str) -> list[str]:
    """Return the ids in a list of tables, whatever else may be wrong with these."""
    items = table.get(name)
    tables = cast("list[object]", items) if isinstance(items, list) else []
    ids = [cast("Table", item).get("id") for item in tables if isinstance(item, dict)]
    return [one for one in ids if isinstance(one, str)]


def _own_scales(
    parts: Iterable[tuple[int, files.Skala]], file_id: object, sources: Mapping[str, Source]
) -> tuple[dict[str, GradeScale], list[str]]:
    """Build the scales of a file, by id, and say what is wrong with the others."""
    own: dict[str, GradeScale] = {}
    problems: list[str] = []
    total = 0
    for n, part in parts:
        total += part.size
        if total > files.MOST_GRADES:
            way = "give each large scale a file of its own, or divide into bands what is one stage"
            problems.append(
                f"skala[{n}]: at most {files.MOST_GRADES:,} grades are possible in a file; {way}"
            )
            break
        if part.id != file_id and not part.id.startswith(f"{file_id}-"):
            way = f"{file_id!r}, or that id, a hyphen and a word"
            problems.append(f"skala[{n}].id: expected {way}, got {part.id!r}")
        problems += [f"skala[{n}].{fault}" for fault in band_faults(part)]
        try:
            own[part.id] = _shelved(files.build_scale(part, sources))
        except DataError as error:
            problems += [f"skala[{n}]: {p}" for p in error.problems]
    return own, problems


def _own_mappings(
    relations: Iterable[tuple[int, files.Abbildung]],
    own: Mapping[str, GradeScale],
    sources: Mapping[str, Source],
    walls: Iterable[NotComparable],
) -> tuple[tuple[ScaleMapping, ...], list[str]]:
    """Build the mappings of a file, and say what is wrong with the others."""
    from beurteilung.model.mappings import refuse  # noqa: PLC0415 - no grade needs it

    made: list[ScaleMapping] = []
    problems: list[str] = []
    with _lock:
        barred = [*walls, *_all_walls()]
    for n, relation in relations:
        try:
            refuse(relation.von, relation.nach, barred)
            made.append(
                files.build_mapping(
                    relation, sources, lambda name: own[name] if name in own else scale(name)
                )
            )
        except BeurteilungError as error:
            faults = error.problems if isinstance(error, DataError) else [str(error)]
            problems += [f"abbildung[{n}]: {p}" for p in faults]
    return tuple(made), problems


def _twice(table: Table) -> Iterator[str]:
    """Name every id that stands in a file twice."""
    relations = sound(files.Abbildung, table.get("abbildung"))
    ids = {
        "quelle": _ids(table, "quelle"),
        "skala": _ids(table, "skala"),
        "abbildung": [" and ".join(sorted((a.von, a.nach))) for _, a in relations],
    }
    for name, found in ids.items():
        for one in dict.fromkeys(found):
            if found.count(one) > 1:
                yield f"{name}: {one!r} stands there {found.count(one)} times, expected once"


def _strangers(table: Table) -> Iterator[str]:
    """Name every scheme that a file refers to and that nobody knows.

    Thresholds and records on comparability may name one of which no data are known, if a gap does.
    """
    from beurteilung.law.editions import Luecke, Rahmen, Schwelle, Vergleichbarkeit  # noqa: PLC0415 - keeps grades fast

    own = [table.get("id"), *_ids(table, "skala")]
    told = " ".join(gap.was for _, gap in sound(Luecke, table.get("luecke")))
    walls = sound(files.NichtVergleichbar, table.get("nicht_vergleichbar"))
    ends = [(f"nicht_vergleichbar[{n}].von", scale, wall.von) for n, wall in walls]
    ends += [(f"nicht_vergleichbar[{n}].nach", scale, wall.nach) for n, wall in walls]
    frames = sound(Rahmen, table.get("rahmen"))
    named = [*ends, *((f"rahmen[{n}].richtlinie", guideline, f.richtlinie) for n, f in frames)]
    thresholds = sound(Schwelle, table.get("schwelle"))
    records = sound(Vergleichbarkeit, table.get("vergleichbarkeit"))
    by_a_gap = [(f"schwelle[{n}].skala", scale, t.skala) for n, t in thresholds if t.skala]
    by_a_gap += [(f"vergleichbarkeit[{n}].mit", scale, name) for n, r in records for name in r.mit]
    for at, look_up, name in [*named, *(one for one in by_a_gap if one[2] not in told)]:
        try:
            _ = name in own or look_up(name)
        except NoScaleError:
            continue  # known, but no source attests its grades
        except UnknownIdError as error:
            yield f"{at}: {error}"


def _unknown_grades(table: Table, own: Mapping[str, GradeScale]) -> Iterator[str]:
    """Name every grade of a threshold or a worked example that its scale does not have."""
    from beurteilung.law.editions import Beispiel, Schwelle  # noqa: PLC0415 - keeps grades fast

    broken = {*_ids(table, "skala")} - {*own}
    for n, threshold in sound(Schwelle, table.get("schwelle")):
        name, code = threshold.skala, threshold.mindestens
        try:
            _ = not code or name in broken or (own[name] if name in own else scale(name))[code]
        except UnknownIdError:
            continue  # no data of that scheme
        except BeurteilungError as error:
            yield f"schwelle[{n}].mindestens: {error}"
    for n, example in sound(Beispiel, table.get("beispiel")):
        for text in example.noten:
            name, _, code = text.partition(":")
            try:
                _ = own[name][code] if name in own else name in broken or grade(text)
            except BeurteilungError as error:
                yield f"beispiel[{n}].noten: {error}"


def _known_decisions(table: Table) -> Iterator[str]:
    """Name every source of a file that takes the id of a decision that ships."""
    from beurteilung.model.sources import shipped_source  # noqa: PLC0415 - only when a file is checked

    for n, source in sound(files.Quelle, table.get("quelle")):
        try:
            known = shipped_source(source.id)
        except UnknownIdError:
            continue
        way = "refer to it without a [[quelle]], or choose another id"
        yield f"quelle[{n}].id: {source.id!r} is known already as {known}; {way}"


def _unknown_sources(table: object, known: Container[str], at: str = "") -> Iterator[str]:
    """Name every key 'quelle' that refers to nothing."""
    from beurteilung.model.sources import shipped_source  # noqa: PLC0415 - only when a file is checked

    if isinstance(table, list):
        for n, item in enumerate(cast("list[object]", table)):
            yield from _unknown_sources(item, known, f"{at}[{n}]")
    elif isinstance(table, dict):
        for name, item in cast("Table", table).items():
            yield from _unknown_sources(item, known, f"{at}.{name}" if at else name)
    elif isinstance(table, str) and at.endswith("quelle") and table not in known:
        try:
            shipped_source(table)
        except UnknownIdError as error:
            yield f"{at}: {error}; or add it as [[quelle]]"
