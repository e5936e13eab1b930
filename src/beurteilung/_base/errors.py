"""Every exception that needs no other class of the library; all are public in `beurteilung.errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    "WrongKindError",
]


class BeurteilungError(Exception):
    """The root of every error that this library raises on purpose."""

    def __init_subclass__(cls) -> None:
        """Give every error of the library the address under which it is public."""
        if cls.__module__.startswith(_LIBRARY):
            cls.__module__ = f"{_LIBRARY}errors"


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


class WrongKindError(BeurteilungError, TypeError):
    """Something of another kind was given than the one that is expected."""

    @classmethod
    def of(cls, expected: str, given: object) -> WrongKindError:
        """Return the error with a message.

        >>> raise WrongKindError.of("a grade", 5)
        Traceback (most recent call last):
        ...
        beurteilung.errors.WrongKindError: expected a grade, got 5 (int)
        """
        shown = repr(given)
        short = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        return cls(f"expected {expected}, got {short} ({type(given).__name__})")


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


class ColumnError(BeurteilungError, ValueError):
    """A data frame lacks a column, has one of the wrong kind, or has the name already."""


class TableError(BeurteilungError, ValueError):
    """A file cannot be read or written as a table; the message names it and the way out."""


class BadRowsError(BeurteilungError, ValueError):
    """Rows of a data frame have no answer. ``count`` rows do; ``offenders`` are the first, in words."""

    def __init__(self, count: int, of: int, offenders: Sequence[str]) -> None:
        """Count the rows and list the first."""
        self.count = count
        self.of = of
        self.offenders = tuple(offenders)
        rows = "1 row" if count == 1 else f"{count} rows"
        way = (
            "correct them; compare and convert can put a code beside each instead: "
            "on_error='column' (--on-error column); the first:"
        )
        lines = [f"{rows} of {of} cannot be answered; {way}", *(f"  {o}" for o in self.offenders)]
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type[BadRowsError], tuple[int, int, tuple[str, ...]]]:
        """Pickle by content, since the message is derived."""
        return type(self), (self.count, self.of, self.offenders)


class DataError(BeurteilungError, ValueError):
    """A file or value is not what it has to be. ``problems`` lists all faults, each with its key."""

    def __init__(self, where: str, problems: Sequence[str]) -> None:
        """Collect all faults of one file in one message."""
        self.where = where
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        head = f"{where}: {count}" if where else count
        super().__init__("\n".join([head, *(f"  {p}" for p in self.problems)]))

    def __reduce__(self) -> tuple[type[DataError], tuple[str, tuple[str, ...]]]:
        """Pickle by content, since the message is derived."""
        return type(self), (self.where, self.problems)


def closest(given: str, known: Iterable[str]) -> str | None:
    """Return the closest known word, or None if none is close."""
    import difflib  # noqa: PLC0415 - only a mistake needs it

    return next(iter(difflib.get_close_matches(given, list(known), n=1)), None)


def nearest(given: str, known: Iterable[str]) -> str:
    """Return '; did you mean …?' for the closest known word, or nothing."""
    close = closest(given, known)
    return f"; did you mean {close!r}?" if close else ""
