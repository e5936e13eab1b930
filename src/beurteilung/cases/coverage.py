"""What of a case was examined, and which questions were not asked: nothing that it states is ignored in silence."""

from __future__ import annotations

import re
import typing
from functools import cache
from typing import TYPE_CHECKING, cast

from beurteilung._base.compiled import DATA
from beurteilung._base.plain import fields_of
from beurteilung._base.records import has_keys, key, keys, named_keys, table
from beurteilung._base.text import Bilingual, Text
from beurteilung._base.toml import read_toml, structure
from beurteilung.cases.format import Fall
from beurteilung.law.codes import Thema, topic
from beurteilung.law.codes import code as known_code

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "by_topic",
    "described",
    "keys_of",
    "left_whole",
    "not_asked",
    "not_examined",
    "reasons",
    "stated",
    "why_not_examined",
]

PATH = DATA / "angaben.toml"


@table
class OhneFrage(Bilingual):
    """Keys on which no question turns, and why."""

    angaben: tuple[str, ...] = key("the keys")
    de: str = key("why, in German")
    en: str = key("why, in English")


@table
class _Datei:
    angaben: dict[str, tuple[str, ...]] = key("on which keys of a case file each question turns")
    ohne_frage: tuple[OhneFrage, ...] = key("on which keys no question turns, and why")


@cache
def _file() -> _Datei:
    return structure(_Datei, read_toml(PATH), PATH.name)


@cache
def keys_of() -> dict[str, tuple[str, ...]]:
    """Return the keys on which each question turns, by its code, in the order of a report."""
    return _file().angaben


@cache
def reasons() -> dict[str, Text]:
    """Return why no question turns on a key, by the key."""
    return {name: one.text for one in _file().ohne_frage for name in one.angaben}


_NAMES = frozenset(
    {
        "id", "titel", "land", "kenntnisstand", "rechtsstand", "entscheidung", "anmerkung", "begehren", "verfahren",
        "status",
    }
)  # fmt: skip
"""Keys that say which case it is, what is asked for and whose law governs it: a report has them in its head."""
_SHOWN = frozenset({"id", "bezeichnung", "richtlinie", "angabe", "rolle"})
"""Keys of tables that a report prints, or by which it finds the law, whatever it asks."""


_VERSION = frozenset(
    f"beurteilung.fassung.{name}" for name in ("note", "vom", "eroeffnet", "ohne_gesamturteil")
)
"""Keys that say which version is examined, from which day it was known, and on which scale."""


def stated(case: Fall) -> tuple[str, ...]:
    """Return the keys that a case states, those of its tables behind a dot, each once, in order.

    >>> from beurteilung import example, read_case
    >>> stated(read_case(example("vg-stade-3-a-401-02")))[-2:]
    ('richtwerte.gesetzt_fuer', 'richtwerte.staendige_praxis')
    """
    return tuple(dict.fromkeys(_stated(case, "")))


def _stated(table: object, before: str) -> list[str]:
    found: list[str] = []
    for name, default in fields_of(type(table)) or ():
        value: object = getattr(table, name)
        if value is default or value == default or (not before and name in _NAMES):
            continue
        path = f"{before}{name}"
        parts = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        tables = [one for one in parts if fields_of(type(one)) is not None]
        if not tables:
            found.append(path)
        for one in tables:
            # An empty table, massstab = {}, says that its topic is at issue.
            found += _stated(one, f"{path}.") or [path]
    return found


def not_examined(names: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
    """Return of the keys that a case states those on which none of the questions asked turns."""
    asked = frozenset[str]().union(*map(_asked, codes))
    return tuple(name for name in names if not _covered(name, asked))


def left_whole(stated: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Return the tables of whose stated keys nothing was examined, by the names of those that were not."""
    left = set(names)
    used = {
        name.rpartition(".")[0]
        for name in stated
        if name not in left and name.rpartition(".")[-1] not in _SHOWN
    }
    return frozenset(name.rpartition(".")[0] for name in left) - used - {""}


@cache
def _asked(code: str) -> frozenset[str]:
    """Return the keys on which a question turns, and the tables in which they stand."""
    names = keys_of().get(code, ())
    return frozenset(names) | {
        name[:n] for name in names for n, sign in enumerate(name) if sign == "."
    }


@cache
def why_not_examined(name: str) -> Text:
    """Say why a key that a case states was not examined: no question turns on it, or one needs more facts.

    >>> why_not_examined("auswahl.rangplatz").de
    'nur beschreibend; eine Frage hängt daran nicht'
    """
    if name in reasons():
        return reasons()[name]
    named = (code for code, names in keys_of().items() if name in names)
    within = f"{name}."  # of an empty table
    if reason := next((why for key, why in reasons().items() if key.startswith(within)), None):
        return reason
    wider = (
        code
        for code, names in keys_of().items()
        if _covered(name, frozenset(names)) or any(n.startswith(within) for n in names)
    )
    first = next(named, None) or next(wider)
    question = known_code(first).text
    return Text(
        f"erst mit weiteren Angaben zu prüfen: „{question.de}“",
        f"to be checked only with further facts: “{question.en}”",
    )


def _covered(name: str, asked: frozenset[str]) -> bool:
    if name in asked or name in _VERSION:
        return True
    table, _, last = name.rpartition(".")
    if last in _SHOWN:
        return True
    parts = table.split(".")
    return any(f"{'.'.join(parts[: n + 1])}.*" in asked for n in range(len(parts)))


_TABLES = {
    "abordnung": Text("Abordnung", "Abordnung"),
    "abwesenheit": Text("Abwesenheit", "absence"),
    "aenderung": Text("Änderung", "change"),
    "amt": Text("Amt", "office"),
    "aufgaben": Text("Aufgaben", "duties"),
    "auswahl": Text("Auswahl", "selection"),
    "beitrag": Text("Beitrag", "contribution"),
    "beurteiler": Text("Beurteiler", "appraiser"),
    "beurteilung": Text("Beurteilung", "appraisal"),
    "dienstposten": Text("Dienstposten", "post"),
    "dienststelle": Text("Dienststelle", "authority"),
    "fassung": Text("Fassung", "version"),
    "gesamturteil": Text("Gesamturteil", "overall mark"),
    "inhalt": Text("Inhalt", "content"),
    "lehrgang": Text("Lehrgang", "course"),
    "merkmal": Text("Merkmal", "feature"),
    "mitbewerber": Text("Mitbewerber", "competitor"),
    "nachzeichnung": Text("Nachzeichnung", "appraisal carried forward"),
    "plausibilisierung": Text("Plausibilisierung", "explanation"),
    "richtwerte": Text("Richtwerte", "Richtwerte"),
    "taetigkeit": Text("Tätigkeit", "activity"),
    "ueberpruefung": Text("Überprüfung", "review"),
    "unter": Text("Untermerkmal", "sub-feature"),
    "verschaerfung": Text("Verschärfung", "tightening"),
    "vergleichsgruppe": Text("Vergleichsgruppe", "comparison group"),
    "vorbeurteilung": Text("Vorbeurteilung", "earlier appraisal"),
    "zeitraum": Text("Zeitraum", "period"),
    "zweitbeurteiler": Text("Zweitbeurteiler", "second appraiser"),
}
"""The tables of a case file, as a report names them; one that is not here is named by its key."""


@cache
def described(name: str) -> tuple[Text, Text]:
    """Return what a key of a case file is called in a report: its table, if it lies in one, and what it says.

    Where no question turns on anything of the table, its name alone says what it is.

    >>> [text.de for text in described("auswahl.stelle")]
    ['Auswahl', 'was zu besetzen war']
    """
    *tables, last = name.split(".")
    cls: type[object] = Fall
    for step in tables:
        cls = _table_under(cls, step)
    words = next(k for k in keys(cls) if k.name == last).metadata
    within = tables[-1] if tables else ""
    table = _TABLES.get(within, Text(within, within))
    if tables and _without_question(cls, f"{'.'.join(tables)}."):
        return Text("", ""), table
    return table, Text(_short(words["de"]), _short(words["doc"]))


def _without_question(cls: type[object], before: str) -> bool:
    """Tell whether no question turns on anything of a table, whose keys have the text ``before`` them."""
    asked = {name[len(before) :] for name in reasons() if name.startswith(before)}
    return {k.name for k in keys(cls)} <= _SHOWN | {name.split(".")[0] for name in asked}


def _table_under(cls: type[object], name: str) -> type[object]:
    """Return the class of the table, or of the tables, under a key."""
    kind = named_keys(cls)[name].kind
    return next(one for one in (kind, *typing.get_args(kind)) if has_keys(one))


def _short(description: object) -> str:
    """Return what a description says before it goes into its values or examples."""
    return re.split(r"[;:]", str(description), maxsplit=1)[0]


def not_asked(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the questions that were not asked, because the case states none of their keys."""
    asked = set(codes)
    return tuple([code for code in keys_of() if code not in asked])


@cache
def by_topic() -> dict[Thema, frozenset[str]]:
    """Return the questions on each topic, the topics in the order of a report."""
    found: dict[Thema, set[str]] = {}
    for code in keys_of():
        found.setdefault(topic(code), set()).add(code)
    return {one: frozenset(codes) for one, codes in found.items()}
