"""A case that states next to nothing, to which a test adds what it is about; and every key there is."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

import attrs
from decided import build

from beurteilung.cases.format import Fall

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE: dict[str, Any] = {
    "id": "leer",
    "titel": "ein Fall",
    "land": "Bund",
    "beurteilung": [{"id": "jetzt", "fassung": [{"angabe": "nicht genannt"}]}],
}


def bare(**tables: Any) -> Fall:
    return build(BARE | tables)


def appraisal(**keys: Any) -> Fall:
    return build(BARE | {"beurteilung": [BARE["beurteilung"][0] | keys]})


def leaves(cls: type[object], before: str = "") -> Iterator[tuple[str, attrs.Attribute[Any]]]:
    """Yield the keys of a class that hold no table, those of its tables behind a dot."""
    hints = typing.get_type_hints(cls)
    for field in attrs.fields(typing.cast("Any", cls)):
        parts = (hints[field.name], *typing.get_args(hints[field.name]))
        tables = [
            p for p in parts if isinstance(p, type) and attrs.has(p) and not hasattr(p, "parse")
        ]
        if tables:
            yield from leaves(tables[0], f"{before}{field.name}.")
        else:
            yield f"{before}{field.name}", field


KEYS = dict(leaves(Fall))
