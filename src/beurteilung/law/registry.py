"""The registry: what the library ships and what a user loads, read on first use, one object each."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import (
    NoScaleError,
    UnknownGradeError,
    UnknownIdError,
    WrongKindError,
)
from beurteilung._base.text import Text, meant
from beurteilung._base.toml import Table, read_toml, structure
from beurteilung.law import files
from beurteilung.model.scales import Grade, GradeScale

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator

    from beurteilung.law.certainty import ApplicableLaw
    from beurteilung.law.editions import Guideline
    from beurteilung.model.mappings import NotComparable, ScaleMapping
    from beurteilung.model.offices import Laufbahngruppe
    from beurteilung.model.scales import Kind, Rung, Unit
    from beurteilung.model.sources import Citation

__all__ = [
    "generation",
    "grade",
    "guideline",
    "guidelines",
    "in_force",
    "joined",
    "mapping",
    "not_comparable",
    "scale",
    "scales",
    "written_grade",
]

_SUFFIX = ".toml"
_NOT_COMPARABLE = ".nicht-vergleichbar"

lock = RLock()
_folders: dict[str, dict[str, str]] = {}
_tables: dict[str, Table] = {}
_scales: dict[str, GradeScale] = {}
_guidelines: dict[str, Guideline] = {}
_direct: dict[tuple[str, str], ScaleMapping] = {}
_found: dict[tuple[str, str, tuple[NotComparable, ...]], ScaleMapping] = {}
_grades: dict[str, Grade] = {}
_not_comparable: list[NotComparable] | None = None
loaded: dict[str, Guideline] = {}
_generation = 0
if hasattr(os, "register_at_fork"):  # a child gets the registry whole, and a lock that nobody holds
    os.register_at_fork(
        before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
    )


def stems(folder: str) -> dict[str, str]:
    """Return the shipped files of a folder by name, read from the disk once."""
    if (known := _folders.get(folder)) is not None:
        return known
    with lock:
        if folder not in _folders:
            found = sorted(os.scandir(DATA / folder), key=lambda entry: entry.name)
            _folders[folder] = {
                one.name.removesuffix(_SUFFIX): one.path
                for one in found
                if one.name.endswith(_SUFFIX)
            }
        return _folders[folder]


LAENDER = frozenset({
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Bund", "Hamburg", "Hessen",
    "Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland",
    "Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen",
})  # fmt: skip
"""The Länder and the Bund."""


def generation() -> int:
    """Return a number that changes with what is loaded; caches of answers key on it."""
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
        raise WrongKindError.of(
            Text(
                "die Textform einer Note, etwa „ni-pol-1996:5“",
                "the text form of a grade, such as 'ni-pol-1996:5'",
            ),
            text,
        )
    found = _grades.get(text)
    if found is None:
        name, colon, code = text.partition(":")
        if not colon:
            raise UnknownGradeError(
                Text(
                    f"erwartet wird Skala und Note wie ni-pol-1996:5, angegeben ist „{text}“; alle Skalen nennt: "
                    "beurteilung scales",
                    f"expected '<scale>:<code>' such as ni-pol-1996:5, got {text!r}; all scales are listed by: "
                    "beurteilung scales",
                )
            )
        found = scale(name.strip())[code]
        if str(found) == text:
            _grades[text] = found
    return found


def written_grade(text: str, of: GradeScale | None = None) -> Grade:
    """Return the grade that somebody wrote into a file: '13 Punkte' of a scale, 'by-llbg: 13 Punkte'.

    Raises:
        UnknownGradeError, UnknownIdError, AmbiguousGradeError: as `grade`, and as `grade_in` of cells.

    >>> written_grade("by-llbg: 13 Punkte"), written_grade("Note 13", scale("by-llbg"))
    (<Grade by-llbg:13>, <Grade by-llbg:13>)
    """
    try:
        return grade(text) if of is None else of[text]
    except UnknownGradeError:
        name, colon, code = text.partition(":") if of is None else ("", ":", text)
        if not colon:
            raise
    from beurteilung.model.cells import grade_in  # noqa: PLC0415 - patterns that few grades need

    return grade_in(scale(name.strip()) if of is None else of, code)


def scale(name: str) -> GradeScale:
    """Return the scale of this id, shipped or loaded.

    Raises:
        NoScaleError: its guideline is known, but no source attests its grades.
        UnknownIdError: no such scale is known; the nearest id is named.

    >>> scale("ni-pol-1999")["2"].label
    'Entspricht im allgemeinen den Anforderungen'
    """
    if not isinstance(name, str):
        raise WrongKindError.of(
            Text(
                "die Kennung einer Skala, etwa „ni-pol-1996“",
                "the id of a scale, such as 'ni-pol-1996'",
            ),
            name,
        )
    found = _scales.get(name)
    if found is not None:
        return found
    with lock:
        if stem := _file_of(name):
            _read_scales(stem, name)
        if name in _scales:
            return _scales[name]
    raise _no_scale(name)


def _no_scale(name: str) -> UnknownIdError:
    """Say that no scale has this id, or that no source attests it for its guideline."""
    from beurteilung._base.translations import remark  # noqa: PLC0415 - only a refusal needs it

    owner = _owner(name, {*stems("guidelines"), *_guidelines})
    if owner is None:
        hint = _by_ending(name) or meant(name, {*stems("guidelines"), *_scales})
        return UnknownIdError(
            Text(
                f"keine Skala „{name}“ ist bekannt{hint.de}", f"no scale {name!r} is known{hint.en}"
            ),
            python="scales() lists all",
            command=Text(
                "alle nennt: beurteilung scales; eigene Richtlinien liest --load DATEI",
                "beurteilung scales lists all; --load FILE reads guidelines of your own",
            ),
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


def _by_ending(name: str) -> Text | None:
    """Say what a name is if it is a family, or a scale, or what the names are that begin with it."""
    if name.casefold().endswith(_SUFFIX):
        return Text(
            "; das ist der Name einer Datei, erwartet wird ihre Kennung; die Datei nennt --load",
            "; that is the name of a file, expected its id; --load names the file",
        )
    every = sorted({*stems("guidelines"), *_guidelines}) if name else []
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
    shown, more = ", ".join(begun[:_DOZEN]), begun[_DOZEN:]
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
    if len(name) > _LONGEST:
        return None
    while name not in known:
        name, hyphen, _ = name.rpartition("-")
        if not hyphen:
            return None
    return name


_LONGEST = 200
"""Letters that no id of a guideline that ships comes near."""


def _file_of(name: str) -> str | None:
    """Return the shipped file that holds a scale."""
    return _owner(name, stems("guidelines"))


def _shipped_under(name: str) -> str | None:
    """Return the shipped file that has a scale of this very id; other ids may begin like it."""
    stem = _file_of(name)
    return stem if stem and name in files.ids(_table("guidelines", stem), "skala") else None


def _table(folder: str, stem: str) -> Table:
    if stem not in _tables:
        _tables[stem] = files.filled(read_toml(Path(stems(folder)[stem])))
    return _tables[stem]


def _basis(table: Table, where: str) -> files.Grundlagen:
    wanted = ("quelle", "skala", "abbildung", "nicht_vergleichbar")
    return structure(files.Grundlagen, {k: table[k] for k in wanted if k in table}, where)


def _read_scales(stem: str, name: str = "") -> None:
    """Put the scales of a file into the registry, or the one of this name: some are large."""
    _put_scales(_basis(_table("guidelines", stem), f"{stem}{_SUFFIX}"), name)


def _put_scales(basis: files.Grundlagen, name: str = "") -> None:
    sources = basis.sources
    for part in basis.skala:
        if part.id not in _scales and name in ("", part.id):
            _scales[part.id] = files.build_scale(part, sources)


def scales() -> tuple[GradeScale, ...]:
    """Return every scale, shipped and loaded, by id; all files are read.

    >>> [s.id for s in scales() if s.direction == -1][:3]
    ['be-lfbg', 'gesundheit-1-6', 'schulnoten-1-6']
    """
    with lock:
        for stem in stems("guidelines"):
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
    """Unpickle a scale: by name, or by content; the one in the registry if the content is the same."""
    if ladder is None:
        return scale(name)
    return stored(GradeScale(name, ladder, title, citation, kind, unit, stage_count))


def stored(item: GradeScale) -> GradeScale:
    """Return the scale of the registry if it has the same content."""
    if stem := _file_of(item.id):
        with lock:
            _read_scales(stem, item.id)
    known = _scales.get(item.id)
    return known if known is not None and known == item else item


def mapping(
    before: GradeScale | str,
    after: GradeScale | str,
    refused: Collection[NotComparable] | None = None,
) -> ScaleMapping:
    """Return the mapping between two scales: direct, or by the shortest path of known ones.

    ``refused`` are the pairs that are held not comparable, by default all that are known.

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
    with lock:
        every = all_not_comparable()
        pairs = every if refused is None else refused
        refuse(*ends, pairs)  # also where no source attests the grades of one of them
        first, last = _scale(before), _scale(after)
        counted = () if len(pairs) == len(every) else tuple(pairs)
        found = _found.get((*ends, counted))
        if found is not None and found.before == first and found.after == last:
            return found
        relation = find_mapping(
            first,
            last,
            _edges(),
            _mapping,
            pairs,
            lambda: _new_appraisal(last, first),
        )
        if _scales.get(first.id) is first and _scales.get(last.id) is last:
            _found[*ends, counted] = relation
        return relation


def _new_appraisal(*ends: GradeScale) -> Text:
    """Say that the guideline of one of the scales orders a new appraisal instead of a conversion."""
    for item in filter(None, map(guideline_of, ends)):
        for record in item.document.vergleichbarkeit:
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
        raise WrongKindError.of(
            Text(
                "eine Skala oder ihre Kennung, etwa „ni-pol-1996“",
                "a scale or its id, such as 'ni-pol-1996'",
            ),
            item,
        )
    return item if isinstance(item, str) else item.id


def _scale(item: GradeScale | str) -> GradeScale:
    return scale(item) if isinstance(item, str) else item


def _edges() -> dict[str, set[str]]:
    edges: dict[str, set[str]] = {}
    for a, b in [
        *_direct,
        *(_ends(s) for s in stems("mappings") if not s.endswith(_NOT_COMPARABLE)),
    ]:
        edges.setdefault(a, set()).add(b)
        edges.setdefault(b, set()).add(a)
    return edges


def _ends(stem: str) -> tuple[str, str]:
    first, _, last = stem.partition("--")
    return first, last


def _mapping(before: str, after: str) -> ScaleMapping:
    """Return a direct mapping as it stands in a file, or its inverse."""
    stem = f"{before}--{after}"
    if (before, after) not in _direct and stem in stems("mappings"):
        basis = _basis(_table("mappings", stem), f"{stem}{_SUFFIX}")
        for part in basis.abbildung:
            _direct[part.von, part.nach] = files.build_mapping(part, basis.sources, scale)
    if (before, after) in _direct:
        return _direct[before, after]
    return _mapping(after, before).inverse()


def all_not_comparable() -> list[NotComparable]:
    global _not_comparable  # noqa: PLW0603 - read once, under the lock
    if _not_comparable is None:
        _not_comparable = []
        for stem in (s for s in stems("mappings") if s.endswith(_NOT_COMPARABLE)):
            basis = _basis(_table("mappings", stem), f"{stem}{_SUFFIX}")
            _not_comparable += [
                files.build_not_comparable(w, basis.sources) for w in basis.nicht_vergleichbar
            ]
    return _not_comparable


def guideline(name: str) -> Guideline:
    """Return one edition of a guideline, shipped or loaded.

    Raises:
        UnknownIdError: no such guideline is known; the nearest id is named.

    >>> guideline("ni-pol-1999").document.fundstelle
    'Nds. MBl. 2000 S. 127'
    """
    if not isinstance(name, str):
        raise WrongKindError.of(
            Text(
                "die Kennung einer Richtlinie, etwa „ni-pol-1999“",
                "the id of a guideline, such as 'ni-pol-1999'",
            ),
            name,
        )
    found = _guidelines.get(name)
    if found is not None:
        return found
    if name not in stems("guidelines"):
        hint = _by_ending(name) or meant(name, {*stems("guidelines"), *_guidelines})
        raise UnknownIdError(
            Text(
                f"keine Richtlinie „{name}“ ist bekannt{hint.de}",
                f"no guideline {name!r} is known{hint.en}",
            ),
            python="guidelines() lists all",
            command=Text("alle nennt: beurteilung guidelines", "beurteilung guidelines lists all"),
        )
    with lock:
        if name not in _guidelines:
            _guidelines[name] = _shipped(name)
        return _guidelines[name]


def _shipped(name: str) -> Guideline:
    """Build a guideline that ships; what its file says is checked by the tests, not on each use."""
    from beurteilung.law.document import Dokument  # noqa: PLC0415 - keeps grades fast
    from beurteilung.law.editions import Guideline  # noqa: PLC0415 - keeps grades fast

    document = structure(Dokument, _table("guidelines", name), f"{name}{_SUFFIX}")
    _put_scales(document)
    scales_ = tuple(_scales[part.id] for part in document.skala)
    return Guideline(document, scales_, (), document.sources)


def guideline_of(item: GradeScale) -> Guideline | None:
    """Return the guideline whose file holds a scale; None for a scale that is not in the registry."""
    return _holder(item, _generation)


@lru_cache(1 << 10)
def _holder(item: GradeScale, generation: int) -> Guideline | None:
    del generation  # part of the key: a loaded guideline may hold the scale
    for one in tuple(loaded.values()):
        if item in one.scales:
            return one
    stem = _file_of(item.id)
    found = guideline(stem) if stem else None
    return found if found and item in found.scales else None


def guidelines() -> tuple[Guideline, ...]:
    """Return every guideline, shipped and loaded, by id; all files are read.

    >>> [g.id for g in guidelines() if g.family == "ni-pol"][:2]
    ['ni-pol-1996', 'ni-pol-1999']
    """
    return tuple(guideline(name) for name in sorted({*stems("guidelines"), *_guidelines}))


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
    if not isinstance(family, str):
        raise WrongKindError.of(
            Text("der Name einer Reihe wie „ni-pol“", "the name of a family such as 'ni-pol'"),
            family,
        )
    day: object = stichtag  # users err
    if not isinstance(day, date) or isinstance(day, datetime):
        raise WrongKindError.of(
            Text("ein Stichtag wie date(1999, 11, 1)", "a Stichtag such as date(1999, 11, 1)"),
            stichtag,
        )
    from beurteilung.law.editions import governing  # noqa: PLC0415 - keeps the first grade fast
    from beurteilung.model.offices import Laufbahngruppe as Group  # noqa: PLC0415 - the same

    try:
        group = Group(laufbahngruppe) if isinstance(laufbahngruppe, str) else laufbahngruppe
    except ValueError:
        options = ", ".join(g.value for g in Group)
        fault = Text(
            f"unbekannte Laufbahngruppe „{laufbahngruppe}“; bekannt: {options}",
            f"unknown Laufbahngruppe {laufbahngruppe!r}; known: {options}",
        )
        raise UnknownIdError(fault) from None
    found = editions(family)
    if not found and (one := _named(family)):
        raise UnknownIdError(
            Text(
                f"„{family}“ ist eine Fassung der Reihe „{one.family}“; gefragt wird nach der Reihe",
                f"{family!r} is one edition of the family {one.family!r}; ask for the family",
            )
        )
    return governing(family, found, stichtag, group)


def editions(family: str) -> list[Guideline]:
    """Return the editions of a family, shipped and loaded; the names of shipped ones begin with its name."""
    return [*_editions(family, _generation)]


@lru_cache(1 << 8)
def _editions(family: str, generation: int) -> tuple[Guideline, ...]:
    del generation  # part of the key: a loaded guideline may be an edition
    shipped = [stem for stem in stems("guidelines") if stem.startswith(family)]
    with lock:
        names = sorted(loaded)
    every = [guideline(name) for name in dict.fromkeys([*shipped, *names])]
    return tuple(g for g in every if g.family == family)


def _named(name: str) -> Guideline | None:
    return guideline(name) if name in stems("guidelines") or name in loaded else None


def known_same(item: Guideline) -> Guideline | None:
    """Return what is known under the id of a guideline if it has the same content."""
    if item.id in loaded or item.id in stems("guidelines"):
        known = guideline(item.id)
        if known.document == item.document:
            return known
    return None


def put(item: Guideline) -> None:
    _scales.update({s.id: s for s in item.scales})
    _direct.update({(m.before.id, m.after.id): m for m in item.mappings})
    all_not_comparable().extend(
        files.build_not_comparable(w, item.document.sources)
        for w in item.document.nicht_vergleichbar
    )
    _guidelines[item.id] = loaded[item.id] = item
    _forget_answers()


def _forget_answers() -> None:
    """Forget what was found out from what was known before."""
    global _generation  # noqa: PLW0603 - counted under the lock
    _found.clear()
    _grades.clear()
    _generation += 1


def forget(name: str) -> None:
    """Take what a user loaded under an id out of the registry."""
    old = loaded.pop(name)
    del _guidelines[name]
    for item in old.scales:
        _scales.pop(item.id, None)
    for relation in old.mappings:
        _direct.pop((relation.before.id, relation.after.id), None)
    lost = [
        files.build_not_comparable(w, old.document.sources) for w in old.document.nicht_vergleichbar
    ]
    known = all_not_comparable()
    known[:] = [pair for pair in known if pair not in lost]
    _forget_answers()


def taken(new: Guideline) -> Iterator[str]:
    """Name what a file would put into the registry under an id that has other content there."""
    if new.id in loaded or new.id in stems("guidelines"):
        yield new.id
    for item in new.scales:
        known = _scales.get(item.id, item) is not item
        if known or (item.id not in _scales and _shipped_under(item.id)):
            yield item.id
    for relation in new.mappings:
        ends = relation.before.id, relation.after.id
        if ends[1] in _edges().get(ends[0], ()) and _mapping(*ends) != relation:
            yield f"{ends[0]} to {ends[1]}"


def not_comparable(law: ApplicableLaw | None = None) -> tuple[NotComparable, ...]:
    """Return every pair of scales that is held not comparable: under a law, or at all.

    It is a statement like any other: it counts from its day on, for its Dienstherr, and not in the case
    that was decided by it. Whose law governs nobody tells, it counts.
    """
    with lock:
        every = tuple(all_not_comparable())
    return every if law is None else tuple(pair for pair in every if _binds(pair, law))


def _binds(pair: NotComparable, law: ApplicableLaw) -> bool:
    """Tell whether a statement that two scales are not comparable counts under a law."""
    from beurteilung.law.places import may_lead  # noqa: PLC0415 - keeps grades fast

    late = pair.since is not None and law.rechtsstand is not None and pair.since > law.rechtsstand
    if late or not may_lead(pair.citation.source_id, law):
        return False
    lands = {pair.dienstherr} if pair.dienstherr else set(map(_land, pair.scales))
    return law.dienstherr in lands | _NOBODY or lands <= _NOBODY


_NOBODY = {"", "Länder"}
"""What names no Dienstherr: nothing, and all Länder."""


def _land(name: str) -> str:
    """Return whose guideline a scale belongs to, or nothing."""
    for one in tuple(loaded.values()):
        if name == one.id or any(name == item.id for item in one.scales):
            return one.document.land
    stem = _shipped_under(name)
    return guideline(stem).document.land if stem else ""


def joined(name: str) -> frozenset[str]:
    """Return the ids of the scales that a mapping joins to a scale, directly."""
    with lock:
        return frozenset(_edges().get(name, ()))
