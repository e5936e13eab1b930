"""What an answer was made from: the input and the data files with their digests, so that it can be repeated."""

from __future__ import annotations

import enum
import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import attrs
from attrs import frozen

from beurteilung import library
from beurteilung.reading import key

if TYPE_CHECKING:
    from pathlib import Path

    from beurteilung.facts import Facts, Fall

__all__ = ["Digest", "Receipt", "plain", "receipt"]


@frozen
class Digest:
    """A data file that was used, and its digest."""

    name: str = key("the file: authorities.toml, guidelines/ni-pol-1999.toml")
    sha256: str = key("its SHA-256")


@frozen
class Receipt:
    """The library, the case and the data that an answer was made from."""

    version: str = key("version of the library", default="")
    case_sha256: str = key(
        "SHA-256 of the case as JSON with sorted keys, keys left out that say nothing", default=""
    )
    data: tuple[Digest, ...] = key("the data files used", default=())


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is as loose
    """Return what a file class was read from as plain values; keys that say nothing are left out."""
    kind = type(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Fraction) or hasattr(kind, "parse"):
        return str(value)
    if attrs.has(kind):
        fields = cast("tuple[attrs.Attribute[object], ...]", attrs.fields(cast("Any", kind)))
        shown = ((f, getattr(value, f.name)) for f in fields)
        return {f.name: plain(v) for f, v in shown if f.default is attrs.NOTHING or v != f.default}
    return value


def receipt(case: Fall, facts: Facts) -> Receipt:
    """Return the receipt of an answer on a case."""
    from beurteilung import __version__  # noqa: PLC0415 - the root imports this package

    text = json.dumps(plain(case), sort_keys=True, ensure_ascii=False)
    return Receipt(version=__version__, case_sha256=_sha(text.encode()), data=_used(facts))


def _used(facts: Facts) -> tuple[Digest, ...]:
    """Digest the decisions, the codes, each guideline whose scale occurs, and all mappings if two do."""
    ends = [a.grade.scale for a in (facts.previous, facts.current) if a and a.grade]
    guidelines = [facts.guideline, *(library.guideline_of(scale) for scale in ends)]
    found = [_file(library.DATA / name) for name in ("authorities.toml", "codes.toml")]
    for one in dict.fromkeys(g for g in guidelines if g is not None):
        path = library.DATA / "guidelines" / f"{one.id}.toml"
        found.append(_file(path) if path.exists() else _loaded(one.id, repr(one.rules)))
    if len({scale.id for scale in ends}) > 1:
        files = sorted((library.DATA / "mappings").glob("*.toml"))
        digest = _sha(b"".join(file.read_bytes() for file in files))
        found.append(Digest(name="mappings/*.toml", sha256=digest))
    return tuple(found)


def _file(path: Path) -> Digest:
    name = path.relative_to(library.DATA).as_posix()
    return Digest(name=name, sha256=_sha(path.read_bytes()))


def _loaded(name: str, content: str) -> Digest:
    return Digest(name=f"loaded: {name}", sha256=_sha(content.encode()))


def _sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
