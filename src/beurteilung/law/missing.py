"""What may have to be known to close an open point: facts of the case, and gaps of the sources."""

from __future__ import annotations

from functools import cache

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import UnknownIdError
from beurteilung._base.records import key, table
from beurteilung._base.shipped import Rows
from beurteilung._base.text import Bilingual, Text, meant
from beurteilung._base.toml import Table, read_toml
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
def _file() -> Table:
    return read_toml(PATH)


_FACTS = Rows(Tatsache, _file, "tatsache", "code")
_GAPS = Rows(Luecke, _file, "luecke", "code")


@cache
def all_needed() -> dict[str, Missing]:
    """Return all that may be missing, by code."""
    return {code: needed(code) for code in (*_FACTS, *_GAPS)}


def needed(code: str) -> Missing:
    """Return what is missing under a code.

    Raises:
        UnknownIdError: nothing has this code; the nearest one is named.

    >>> needed("zustimmung").text.de, needed("entscheidung").kind
    ('ob der abweichenden Praxis zugestimmt wurde', 'gap')
    """
    if fact := _FACTS.get(code):
        return Missing(code, fact.text, key=fact.angabe)
    if gap := _GAPS.get(code):
        return Missing(code, gap.text, kind="gap")
    near = meant(code, (*_FACTS, *_GAPS))
    raise UnknownIdError(
        Text(
            f"keine fehlende Angabe hat die Kennung „{code}“{near.de}",
            f"nothing missing has the code {code!r}{near.en}",
        )
    )
