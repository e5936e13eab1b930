"""What may have to be known to close an open point: facts of the case, and gaps of the sources."""

from __future__ import annotations

from functools import cache

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import UnknownIdError, nearest
from beurteilung._base.records import key, table
from beurteilung._base.text import Bilingual
from beurteilung._base.toml import read_toml, structure
from beurteilung.model.findings import Missing

__all__ = ["all_needed", "needed"]

PATH = DATA / "missing.toml"


@table
class Tatsache(Bilingual):
    """A fact that whoever knows the case can supply."""

    code: str = key("the code")
    de: str = key("what is missing, in German")
    en: str = key("what is missing, in English")
    angabe: str = key("the key of the case file that takes it", default="")


@table
class Luecke(Bilingual):
    """What no source tells."""

    code: str = key("the code")
    de: str = key("what is missing, in German")
    en: str = key("what is missing, in English")


@table
class _Datei:
    tatsache: tuple[Tatsache, ...] = key("facts")
    luecke: tuple[Luecke, ...] = key("gaps of the sources")


@cache
def all_needed() -> dict[str, Missing]:
    """Return all that may be missing, by code."""
    file = structure(_Datei, read_toml(PATH), PATH.name)
    facts = {one.code: Missing(one.code, one.text, key=one.angabe) for one in file.tatsache}
    return facts | {one.code: Missing(one.code, one.text, kind="gap") for one in file.luecke}


def needed(code: str) -> Missing:
    """Return what is missing under a code.

    Raises:
        UnknownIdError: nothing has this code; the nearest one is named.

    >>> needed("zustimmung").text.de, needed("entscheidung").kind
    ('ob der abweichenden Praxis zugestimmt wurde', 'gap')
    """
    known = all_needed()
    if code not in known:
        raise UnknownIdError(f"nothing missing has the code {code!r}{nearest(code, known)}")
    return known[code]
