"""Grades and appraisals as fields of pydantic models (version 2).

`Grade` and `Appraisal` bring these hooks along: write ``note: Grade`` in a model and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import BeurteilungError, MissingExtraError
from beurteilung._base.text import Text
from beurteilung.integrations.plain import appraisal_dict, read_appraisal, read_grade

try:
    from pydantic_core import PydanticCustomError, core_schema
except ImportError as error:
    missing = Text(
        "Felder von pydantic brauchen pydantic 2, das nicht installiert ist",
        "pydantic fields need pydantic 2, which is not installed",
    )
    raise MissingExtraError.of(missing, "pydantic") from error

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema

__all__ = ["appraisal_field", "grade_field"]


def grade_field() -> CoreSchema:
    """Return how pydantic reads and writes a grade: as it is in Python, as text in JSON."""
    return _field(read_grade, str)


def appraisal_field() -> CoreSchema:
    """Return how pydantic reads and writes an appraisal: as it is in Python, as object in JSON."""
    return _field(read_appraisal, appraisal_dict)


def _field(read: Callable[[object], object], write: Callable[..., object]) -> CoreSchema:
    def validated(value: object) -> object:
        try:
            return read(value)
        except BeurteilungError as error:
            raise PydanticCustomError("beurteilung", "{problem}", {"problem": str(error)}) from None

    return core_schema.no_info_plain_validator_function(
        validated,
        serialization=core_schema.plain_serializer_function_ser_schema(write, when_used="json"),
    )
