"""Every exception of the library, under one root.

A message says what was given, what was expected, and the way out. Each class also derives from the
built-in exception that a caller would catch without knowing this library.

>>> from beurteilung import grade
>>> grade("ni-pol-1999:7")
Traceback (most recent call last):
...
beurteilung.errors.UnknownGradeError: scale ni-pol-1999 has no grade '7'; its grades, best first: 5, 4, 3, 2, 1
"""

from beurteilung._base.errors import (
    BadRowsError,
    BeurteilungError,
    ColumnError,
    DataError,
    DateError,
    InexactIntervalError,
    LanguageError,
    MappingConflictError,
    MissingExtraError,
    NoCounterpartError,
    NoMappingError,
    NoScaleError,
    NotInForceError,
    OverlappingEditionsError,
    RegistrationError,
    ScaleMismatchError,
    TableError,
    UndecidedTruthError,
    UnknownEventError,
    UnknownGradeError,
    UnknownIdError,
    UsageError,
    WrongKindError,
)
from beurteilung.model.mappings import NotComparableError
from beurteilung.model.scales import AmbiguousGradeError

__all__ = [
    "AmbiguousGradeError",
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
    "NotComparableError",
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
