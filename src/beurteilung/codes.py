"""What each code of a finding means, and the rules of law behind it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from beurteilung.authorities import Regel, rule
from beurteilung.errors import UnknownIdError, nearest
from beurteilung.reading import key, read_toml, structure
from beurteilung.wording import Text

__all__ = ["Code", "code", "codes"]

PATH = Path(__file__).parent / "data" / "codes.toml"


@frozen
class Code:
    """A code of a finding."""

    code: str = key("the code")
    de: str = key("what it checks, in German")
    en: str = key("what it checks, in English")
    regel: tuple[str, ...] = key("codes of the rules of law behind it", default=())

    @property
    def text(self) -> Text:
        """What it checks, in both languages."""
        return Text(self.de, self.en)

    def rules(self) -> tuple[Regel, ...]:
        """Return the rules of law behind it."""
        return tuple(rule(name) for name in self.regel)


@frozen
class _Datei:
    code: tuple[Code, ...] = key("the codes")


@cache
def codes() -> tuple[Code, ...]:
    """Return every code, in the order of the report."""
    return structure(_Datei, read_toml(PATH), PATH.name).code


def code(name: str) -> Code:
    """Return one code.

    Raises:
        UnknownIdError: no finding has this code; the nearest one is named.

    >>> code("notensprung").en
    'Is the change against the previous appraisal explained, or does it need reasons?'
    """
    for one in codes():
        if one.code == name:
            return one
    known = [one.code for one in codes()]
    raise UnknownIdError(
        f"no finding has the code {name!r}{nearest(name, known)}; codes() lists all"
    )
