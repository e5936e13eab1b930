"""Grades and appraisals as columns of SQLAlchemy (version 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beurteilung._base.errors import MissingExtraError, WrongKindError
from beurteilung._base.text import Text
from beurteilung.integrations.plain import appraisal_dict, read_appraisal, read_grade
from beurteilung.law import registry
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.scales import Grade, GradeScale

try:
    from sqlalchemy import JSON, String, case
    from sqlalchemy.sql import operators
    from sqlalchemy.types import TypeDecorator
except ImportError as error:
    missing = Text(
        "Spalten brauchen SQLAlchemy 2, das nicht installiert ist",
        "columns need SQLAlchemy 2, which is not installed",
    )
    raise MissingExtraError.of(missing, "sqlalchemy") from error

if TYPE_CHECKING:
    from sqlalchemy import Case, ColumnElement, Dialect
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.operators import OperatorType

__all__ = ["AppraisalType", "GradeType", "rank"]

_ORDER = (operators.lt, operators.le, operators.gt, operators.ge)


class _GradeComparator(TypeDecorator.Comparator[Grade]):
    """Equality and membership only: text sorts as text, never as grades."""

    def operate(self, op: OperatorType, *other: Any, **kwargs: Any) -> ColumnElement[Any]:  # noqa: ANN401 - as declared by SQLAlchemy
        if op in _ORDER:
            raise WrongKindError(
                Text(
                    "eine Spalte mit Noten enthält Text, dessen Reihenfolge nicht die der Noten ist; stattdessen "
                    "rank(column, scale) vergleichen, 0 ist die beste",
                    "a column of grades holds text, whose order is not that of grades; compare "
                    "rank(column, scale) instead, 0 is the best",
                )
            )
        return super().operate(op, *other, **kwargs)


class GradeType(TypeDecorator[Grade]):
    """A column of grades, kept as their stable text form.

    With ``scale`` the column takes grades of that scale only.

    Raises:
        ScaleMismatchError: on writing a grade of another scale than ``scale``.
    """

    impl = String
    cache_ok = True
    comparator_factory = _GradeComparator  # pyright: ignore[reportAssignmentType] - as its manual shows

    def __init__(self, scale: GradeScale | str | None = None) -> None:
        """Keep the id of the scale: the type is part of SQLAlchemy's cache key."""
        super().__init__()
        self.scale = scale.id if isinstance(scale, GradeScale) else scale

    def process_bind_param(self, value: Grade | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - as declared by SQLAlchemy
        """Write a grade as text."""
        if value is None:
            return None
        found = read_grade(value)
        return str(registry.scale(self.scale).member(found) if self.scale else found)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Grade | None:  # noqa: ARG002 - as declared by SQLAlchemy
        """Read a grade from text."""
        return None if value is None else read_grade(value)


class AppraisalType(TypeDecorator[Appraisal]):
    """A column of appraisals, kept as JSON; its keys are those of `appraisal_dict`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self,
        value: Appraisal | None,
        dialect: Dialect,  # noqa: ARG002 - as declared by SQLAlchemy
    ) -> dict[str, object] | None:
        """Write an appraisal as plain values."""
        return None if value is None else appraisal_dict(read_appraisal(value))

    def process_result_value(self, value: object, dialect: Dialect) -> Appraisal | None:  # noqa: ARG002 - as declared by SQLAlchemy
        """Read an appraisal from plain values."""
        return None if value is None else read_appraisal(value)


def rank(
    column: ColumnElement[Grade] | InstrumentedAttribute[Grade], scale: GradeScale | str
) -> Case[int]:
    """Return the place of a column's grades on one scale, 0 for the best; NULL for other scales.

    >>> from sqlalchemy import column
    >>> sorts_best_first = rank(column("note", GradeType()), "ni-pol-1999")
    """
    chosen = registry.scale(scale) if isinstance(scale, str) else scale
    return case({str(g): g.rank for g in chosen}, value=column)
