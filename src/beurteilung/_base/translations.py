"""What the data remark, in English: the German is the master text, a catalogue holds the English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from beurteilung._base.compiled import DATA
from beurteilung._base.text import german as is_german
from beurteilung._base.toml import read_toml

if TYPE_CHECKING:
    from beurteilung._base.text import Lang

__all__ = ["remark"]


def remark(german: str, lang: Lang) -> str:
    """Return a remark or a gap of the data in a language; what nobody translated stays German.

    >>> remark("nicht rechtskräftig", "en"), remark("nicht rechtskräftig", "de")
    ('not final', 'nicht rechtskräftig')
    >>> remark("so steht es in meiner Richtlinie", "en")
    'so steht es in meiner Richtlinie'
    """
    return german if is_german(lang) else _english().get(german, german)


@cache
def _english() -> dict[str, str]:
    return {german: str(english) for german, english in read_toml(DATA / "english.toml").items()}
