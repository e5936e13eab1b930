"""What each code of a finding means, and the rules of law behind it."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import UnknownIdError
from beurteilung._base.text import Bilingual, Text, meant
from beurteilung._base.toml import key, read_toml, structure
from beurteilung.law.decisions import Regel, rule

__all__ = ["Code", "Thema", "code", "codes", "topic"]

PATH = DATA / "codes.toml"


@frozen
class Code(Bilingual):
    """A code of a finding."""

    code: str = key("the code")
    de: str = key("what it checks, in German")
    en: str = key("what it checks, in English")
    regel: tuple[str, ...] = key("codes of the rules of law behind it", default=())

    def rules(self) -> tuple[Regel, ...]:
        """Return the rules of law behind it."""
        return tuple(rule(name) for name in self.regel)


@frozen
class Thema(Bilingual):
    """A topic under which a report groups its findings."""

    praefix: tuple[str, ...] = key("first words of its codes")
    de: str = key("its name in German")
    en: str = key("its name in English")


@frozen
class _Datei:
    thema: tuple[Thema, ...] = key("the topics")
    code: tuple[Code, ...] = key("the codes")


@cache
def _file() -> _Datei:
    return structure(_Datei, read_toml(PATH), PATH.name)


def codes() -> tuple[Code, ...]:
    """Return every code."""
    return _file().code


def topic(name: str) -> Thema:
    """Return the topic of a code.

    Raises:
        UnknownIdError: no topic names its first word.

    >>> topic("abordnung.notiz").de
    'Tätigkeiten'
    """
    first = name.partition(".")[0]
    for one in _file().thema:
        if first in one.praefix:
            return one
    raise UnknownIdError(
        Text(f"kein Thema hat den Code „{name}“", f"no topic holds the code {name!r}"),
        python="codes() lists all",
    )


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
    hint = meant(name, known)
    raise UnknownIdError(
        Text(
            f"kein Befund hat den Code „{name}“{hint.de}",
            f"no finding has the code {name!r}{hint.en}",
        ),
        python="codes() lists all",
        command=Text("alle nennt: beurteilung explain", "beurteilung explain lists all"),
    )
