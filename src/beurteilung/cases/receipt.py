"""What an answer was made from: the input and the data files with their digests, so that it can be repeated."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

from beurteilung._base.compiled import DATA
from beurteilung._base.plain import plain
from beurteilung._base.records import key, table
from beurteilung._base.version import VERSION
from beurteilung.law import registry

if TYPE_CHECKING:
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Fall
    from beurteilung.law.editions import Guideline

__all__ = ["Digest", "Receipt", "receipt"]

_LOADED = "loaded: "
"""What stands before the id of a loaded guideline; reports on file have it."""


@table
class Digest:
    """A data file that was used, and its digest."""

    name: str = key("the file: authorities.toml, guidelines/ni-pol-1999.toml")
    sha256: str = key("its SHA-256; of a loaded file, that of its content as JSON with sorted keys")

    @property
    def own_id(self) -> str:
        """The id of the guideline if it is a loaded one, else nothing."""
        return self.name.removeprefix(_LOADED) if self.name.startswith(_LOADED) else ""


@table
class Receipt:
    """The library, the case and the data that an answer was made from."""

    version: str = key("version of the library", default="")
    case_sha256: str = key(
        "SHA-256 of the case as JSON with sorted keys, keys left out that say nothing", default=""
    )
    data: tuple[Digest, ...] = key("the data files used", default=())


def receipt(case: Fall, facts: Facts) -> Receipt:
    """Return the receipt of an answer on a case."""
    return Receipt(version=VERSION, case_sha256=_content(case), data=_used(facts))


def _used(facts: Facts) -> tuple[Digest, ...]:
    """Digest the decisions, the codes, each guideline whose scale occurs, and all mappings if two do."""
    ends = [a.grade.scale for a in (facts.previous, facts.current) if a and a.grade]
    guidelines = [facts.guideline, *(registry.guideline_of(scale) for scale in ends)]
    used = [g for g in guidelines if g is not None]
    found = [_shipped(name) for name in ("authorities.toml", "codes.toml", "questions.toml")]
    several = len({scale.id for scale in ends}) > 1
    if several:
        used += [g for g in registry.loaded.values() if g.mappings]
    for one in dict.fromkeys(used):
        name = f"guidelines/{one.id}.toml"
        found.append(_shipped(name) if _ships(name) else _loaded(one))
    return (*found, _shipped("mappings/*.toml")) if several else tuple(found)


@cache
def _ships(name: str) -> bool:
    return (DATA / name).exists()


@cache
def _shipped(pattern: str) -> Digest:
    """Digest shipped files, one after the other; each is read once, as its content is."""
    files = sorted(DATA.glob(pattern))
    return Digest(name=pattern, sha256=_sha(b"".join(file.read_bytes() for file in files)))


def _loaded(one: Guideline) -> Digest:
    return Digest(name=f"{_LOADED}{one.id}", sha256=_content(one.document))


def _content(read: object) -> str:
    """Digest what a file was read as, so that spelling and order of keys do not matter."""
    return _sha(
        json.dumps(plain(read), sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
