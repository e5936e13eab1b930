"""What each code of a finding means, and the rules of law behind it."""

from __future__ import annotations

from functools import cache
from typing import cast

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import UnknownIdError
from beurteilung._base.records import key, table
from beurteilung._base.shipped import Rows
from beurteilung._base.text import Bilingual, Text, meant
from beurteilung._base.toml import Table, read_toml, structure
from beurteilung.law.decisions import Regel, rule
from beurteilung.model.findings import Ground  # noqa: TC001 - the reader resolves the types of fields

__all__ = ["Code", "Frage", "Thema", "code", "codes", "question", "questions", "topic"]

PATH, QUESTIONS = DATA / "codes.toml", DATA / "questions.toml"


@table
class Code(Bilingual):
    """A code of a finding."""

    code: str = key("the code")
    de: str = key("what it checks, in German")
    en: str = key("what it checks, in English")
    regel: tuple[str, ...] = key("codes of the rules of law behind it", default=())
    bestimmung: tuple[str, ...] = key(
        "keys of a guideline file that it asks: a recorded gap there leaves open what they seem to forbid",
        default=(),
    )
    feststellung: bool = key(
        "true: where it is no question of right or wrong, the answer states a fact of the case",
        default=False,
    )

    def rules(self) -> tuple[Regel, ...]:
        """Return the rules of law behind it."""
        return tuple(rule(name) for name in self.regel)


@table
class Worte(Bilingual):
    """A statement in both languages."""

    de: str = key("in German")
    en: str = key("in English")


@table
class Frage:
    """A question of yes or no whose answer is a fault by a rule of law."""

    code: str = key("the code of its finding")
    regel: str = key("code of the rule of law by which it is a fault")
    auch: tuple[str, ...] = key("codes of further rules of law behind it", default=())
    grund: Ground = key("the ground of review")
    auswahl: bool = key(
        "true: the fault lies in the choice between competitors and leaves the appraisal alone",
        default=False,
    )
    frage: Worte = key("the question")
    fehler: Worte = key("what is said if it is a fault")
    kein_fehler: Worte = key("what is said if it is none")
    entfaellt: Worte | None = key(
        "what is said if there is nothing of which it could be a fault", default=None
    )
    gegeben: Worte | None = key(
        "what is given, without a full stop, while nobody knows whether something cures it",
        default=None,
    )
    fehlt: Worte = key("what is missing as long as nobody knows")


@table
class Thema(Bilingual):
    """A topic under which a report groups its findings."""

    praefix: tuple[str, ...] = key("first words of its codes")
    de: str = key("its name in German")
    en: str = key("its name in English")

    def __hash__(self) -> int:
        """Hash the name: equal topics have equal ones."""
        return hash(self.de)


@table
class _Datei:
    thema: tuple[Thema, ...] = key("the topics")
    code: tuple[Code, ...] = key("the codes")


@cache
def _file() -> Table:
    return read_toml(PATH)


_CODES = Rows(Code, _file, "code", "code")


@table
class _Fragen:
    frage: tuple[Frage, ...] = key("the questions")


_QUESTIONS = Rows(Frage, lambda: read_toml(QUESTIONS), "frage", "code")


@cache
def codes() -> tuple[Code, ...]:
    """Return every code, those of the questions last."""
    return tuple(code(name) for name in (*_CODES, *_QUESTIONS))


def questions() -> tuple[Frage, ...]:
    """Return every question of yes or no."""
    return _QUESTIONS.all()


def question(code: str) -> Frage:
    """Return one question.

    Raises:
        UnknownIdError: no question has this code; the nearest one is named.

    >>> question("konferenz.bindung").fehler.en
    'The result of the conference bound the appraisers.'
    """
    if found := _QUESTIONS.get(code):
        return found
    raise UnknownIdError(
        Text(
            f"keine Frage hat die Kennung „{code}“{meant(code, _QUESTIONS).de}",
            f"no question has the code {code!r}{meant(code, _QUESTIONS).en}",
        )
    )


@cache
def _topics() -> dict[str, Thema]:
    """Return the topics by each of the first words of their codes."""
    rows = cast("list[Table]", _file()["thema"])
    topics = [structure(Thema, row, PATH.name) for row in rows]
    return {first: one for one in topics for first in one.praefix}


def topic(name: str) -> Thema:
    """Return the topic of a code.

    Raises:
        UnknownIdError: no topic names its first word.

    >>> topic("abordnung.notiz").de
    'Tätigkeiten'
    """
    if found := _topics().get(name.partition(".")[0]):
        return found
    raise UnknownIdError(
        Text(f"kein Thema hat den Code „{name}“", f"no topic holds the code {name!r}"),
        python="codes() lists all",
    )


@cache
def _asking(name: str) -> Code:
    """Return the code of a question."""
    one = question(name)
    return Code(code=one.code, de=one.frage.de, en=one.frage.en, regel=(one.regel, *one.auch))


def code(name: str) -> Code:
    """Return one code.

    Raises:
        UnknownIdError: no finding has this code; the nearest one is named.

    >>> code("notensprung").en
    'Is the change against the previous appraisal explained, or does it need reasons?'
    """
    if found := _CODES.get(name):
        return found
    if _QUESTIONS.get(name):
        return _asking(name)
    hint = meant(name, (*_CODES, *_QUESTIONS))
    raise UnknownIdError(
        Text(
            f"kein Befund hat den Code „{name}“{hint.de}",
            f"no finding has the code {name!r}{hint.en}",
        ),
        python="codes() lists all",
        command=Text("alle nennt: beurteilung explain", "beurteilung explain lists all"),
    )
