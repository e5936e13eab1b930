"""Every exception that needs no other class of the library; all are public in `beurteilung.errors`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "BadRowsError",
    "BeurteilungError",
    "ColumnError",
    "DataError",
    "DateError",
    "InexactIntervalError",
    "LanguageError",
    "MappingConflictError",
    "MissingExtraError",
    "NoCounterpartError",
    "NoMappingError",
    "NoScaleError",
    "NotInForceError",
    "OverlappingEditionsError",
    "RegistrationError",
    "ScaleMismatchError",
    "TableError",
    "UndecidedTruthError",
    "UnknownEventError",
    "UnknownGradeError",
    "UnknownIdError",
    "UsageError",
    "WrongKindError",
]


class Bilingual(Protocol):
    """What has a German and an English text; `beurteilung._base.text.Text` is the usual one."""

    @property
    def de(self) -> str:
        """The German text."""
        ...

    @property
    def en(self) -> str:
        """The English text."""
        ...


class _Both(NamedTuple):
    """A message in both languages, where `beurteilung._base.text` cannot be asked."""

    de: str
    en: str


Lang: TypeAlias = Literal["de", "en"]
Message: TypeAlias = Bilingual
"""What an error says, in both languages: a plain text is none, so that no reader gets a message in another."""


_NOTHING = _Both("", "")


class BeurteilungError(Exception):
    """The root of every error that this library raises on purpose.

    The message is English, as Python's own are; `explain` gives it in German. ``python``
    and ``command`` are the ways out that a program and somebody at the command line have.
    """

    def __init__(
        self, message: Message = _NOTHING, *, python: str = "", command: Message = _NOTHING
    ) -> None:
        """Keep the message in both languages."""
        self._message = message
        self._command = command
        super().__init__("; ".join(filter(None, [spoken(message, "en"), python])))

    def explain(self, lang: Lang = "de") -> str:
        """Return the message in a language, with the way out for the command line.

        >>> from beurteilung._base.text import Text
        >>> BeurteilungError(Text("unbekannt", "unknown"), python="scales() lists all").explain("de")
        'unbekannt'
        """
        return "; ".join(filter(None, [spoken(self._message, lang), spoken(self._command, lang)]))

    def __init_subclass__(cls) -> None:
        """Give every error of the library the address under which it is public."""
        if cls.__module__.startswith(_LIBRARY):
            cls.__module__ = f"{_LIBRARY}errors"


def spoken(message: Message | str, lang: Lang) -> str:
    """Return a message in a language; a plain text, such as a path, is the same in both."""
    if isinstance(message, str):
        return message
    return message.de if lang == "de" else message.en


_LIBRARY = "beurteilung."
BeurteilungError.__module__ = f"{_LIBRARY}errors"


class UnknownGradeError(BeurteilungError, ValueError):
    """A text names no grade of the scale."""


class UnknownIdError(BeurteilungError, LookupError):
    """No scale, guideline, source or finding code of this name is known."""


class LanguageError(BeurteilungError, ValueError):
    """A language is neither German nor English."""


class NoScaleError(UnknownIdError):
    """The guideline is known, but no source attests the list of its grades."""


class UnknownEventError(BeurteilungError, ValueError):
    """A text names no kind of status event."""


class ScaleMismatchError(BeurteilungError, TypeError):
    """Grades of different scales meet where only one scale makes sense."""


_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def excerpt(given: object, lang: Lang = "en") -> str:
    """Return a wrong value for a message: its beginning, whatever its own ``repr`` does.

    A text stands in the quotation marks of the language.

    >>> excerpt("gut", "de"), excerpt("gut"), excerpt(5, "de")
    ('„gut“', "'gut'", '5')
    """
    try:
        text = repr(given)
    except Exception:  # noqa: BLE001 - of somebody else's object; Python prints no number of 5,000 digits
        return "…"
    if lang == "de" and isinstance(given, str):
        text = f"„{text[1:-1]}“"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class WrongKindError(BeurteilungError, TypeError):
    """Something of another kind was given than the one that is expected."""

    @classmethod
    def of(cls, expected: Message, given: object, name: str = "") -> WrongKindError:
        """Return the error with a message; ``name`` is that of the argument.

        >>> from beurteilung._base.text import Text
        >>> raise WrongKindError.of(Text("eine Note", "a grade"), 5)
        Traceback (most recent call last):
        ...
        beurteilung.errors.WrongKindError: expected a grade, got 5 (int)
        """
        kind, place = type(given).__name__, f"{name}: " if name else ""
        return cls(
            _Both(
                f"{place}erwartet wird {spoken(expected, 'de')}, angegeben ist {excerpt(given, 'de')} ({kind})",
                f"{place}expected {spoken(expected, 'en')}, got {excerpt(given)} ({kind})",
            )
        )


class NoCounterpartError(BeurteilungError, ValueError):
    """A mapping is known, but this grade has no counterpart on the other scale."""


class NoMappingError(BeurteilungError, LookupError):
    """No mapping between two scales is known. Nobody has said that there can be none."""


class MappingConflictError(BeurteilungError, ValueError):
    """Two shortest ways between two scales give one grade different counterparts."""


class InexactIntervalError(BeurteilungError, ValueError):
    """One whole number was asked of an interval that holds several."""


class UndecidedTruthError(BeurteilungError, TypeError):
    """A finding was used as a truth value; with four verdicts that hides two of them."""


class NotInForceError(BeurteilungError, LookupError):
    """No edition of the guideline family governs that day."""


class OverlappingEditionsError(BeurteilungError, ValueError):
    """Two editions claim the same day."""


class RegistrationError(BeurteilungError, ValueError):
    """Other content is already known under this id."""


class DateError(BeurteilungError, ValueError):
    """A day or a period that the calendar or the order of time rules out."""


class MissingExtraError(BeurteilungError, ImportError):
    """An optional library is needed; the message names the extra to install."""

    @classmethod
    def of(cls, missing: Message, extra: str) -> MissingExtraError:
        """Return the error with the ways to the extra: no index has the package, a checkout and a wheel do.

        >>> from beurteilung._base.text import Text
        >>> error = MissingExtraError.of(Text("x fehlt", "x is missing"), "excel")
        >>> print(error.explain("en").partition(", or")[0])
        x is missing; in a checkout: python -m pip install '.[excel]'
        """
        checkout = f"python -m pip install '.[{extra}]'"
        wheel = f"python -m pip install './beurteilung-…-py3-none-any.whl[{extra}]'"
        uv = f"uv run --extra {extra} …"
        return cls(
            _Both(
                f"{spoken(missing, 'de')}; in einem Checkout: {checkout}, oder {uv}; aus einem Wheel: {wheel}",
                f"{spoken(missing, 'en')}; in a checkout: {checkout}, or {uv}; from a wheel: {wheel}",
            )
        )


class ColumnError(BeurteilungError, ValueError):
    """A data frame lacks a column, has one of the wrong kind, or has the name already."""


class TableError(BeurteilungError, ValueError):
    """A file cannot be read or written as a table; the message names it and the way out."""


class UsageError(BeurteilungError, ValueError):
    """A call of the command line has a word too many, too few, or one that is not possible."""


class BadRowsError(BeurteilungError, ValueError):
    """Rows of a data frame have no answer. ``count`` rows do; ``offenders`` are the first, in words.

    ``empty`` of them state no grade at all. ``column`` tells that the call could have put the reason
    beside each row instead, in a column of its own.
    """

    def __init__(
        self,
        count: int,
        of: int,
        offenders: Sequence[Message],
        empty: int = 0,
        *,
        column: bool = False,
    ) -> None:
        """Count the rows and list the first."""
        self.count = count
        self.empty = empty
        self.of = of
        self.column = column
        self._offenders = tuple(offenders)
        self.offenders = tuple(spoken(offender, "en") for offender in offenders)
        english = self._in("en", f"correct them{_BESIDE if column else ''}")
        super().__init__(_Both("", english))

    def _in(self, lang: Lang, way: str) -> str:
        if lang == "de":
            rows = "1 Zeile" if self.count == 1 else f"{self.count} Zeilen"
            empty = f" ({self.empty} davon ohne Angabe)" if self.empty else ""
            head = f"{rows} von {self.of} ohne Antwort{empty}; {way}; die ersten:"
        else:
            rows = "1 row" if self.count == 1 else f"{self.count} rows"
            empty = f" ({self.empty} of them empty)" if self.empty else ""
            head = f"{rows} of {self.of} cannot be answered{empty}; {way}; the first:"
        return "\n".join([head, *(f"  {spoken(offender, lang)}" for offender in self._offenders)])

    def explain(self, lang: Lang = "de") -> str:
        """Return the message in a language, with the way out that the command line has."""
        if lang == "de":
            beside = ", oder mit --on-error column den Grund neben jede schreiben"
            return self._in(lang, f"bitte berichtigen{beside if self.column else ''}")
        beside = ", or put the reason beside each: --on-error column"
        return self._in(lang, f"correct them{beside if self.column else ''}")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by content, since the message is derived."""
        made = partial(type(self), column=self.column)
        return made, (self.count, self.of, self._offenders, self.empty)


_BESIDE = (
    "; compare and convert can put a code beside each instead: "
    "on_error='column' (--on-error column)"
)


_LISTED = 100
"""Faults of a file that a message lists."""
_LINE = 2000
"""Characters of a fault that a message shows."""


def _cut(text: str) -> str:
    return text if len(text) <= _LINE else f"{text[:_LINE]}…"


class DataError(BeurteilungError, ValueError):
    """A file or value is not what it has to be. ``problems`` lists the faults, each with its key.

    The message shows the first hundred.
    """

    def __init__(self, where: Message | str, problems: Sequence[Message]) -> None:
        """Collect all faults of one file, or of what ``where`` names, in one message."""
        self.place = where
        self.where = spoken(where, "en")
        self.faults = tuple(problems)
        self.problems = tuple(spoken(problem, "en") for problem in problems)
        super().__init__(_Both(self._in("de"), self._in("en")))

    def _in(self, lang: Lang) -> str:
        number = len(self.problems)
        one, several = ("Fehler", "Fehler") if lang == "de" else ("problem", "problems")
        count = f"{number} {one if number == 1 else several}"
        where = spoken(self.place, lang)
        head = f"{where}: {count}" if where else count
        lines = [f"  {_cut(spoken(fault, lang))}" for fault in self.faults[:_LISTED]]
        if rest := number - len(lines):
            lines.append(f"  … und {rest} weitere" if lang == "de" else f"  … and {rest} more")
        return "\n".join([head, *lines])

    def __reduce__(self) -> tuple[type[DataError], tuple[Message | str, tuple[Message, ...]]]:
        """Pickle by content, since the message is derived."""
        return type(self), (self.place, self.faults)


def closest(given: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the closest known word, capitals or not; None if none is alike by the ratio of difflib."""
    import difflib  # noqa: PLC0415 - only a mistake needs it

    plain = {word.casefold(): word for word in reversed(list(known))}
    found = difflib.get_close_matches(given.casefold(), list(plain)[::-1], n=1, cutoff=least)
    return plain[found[0]] if found else None
