"""The JSON form of appraisals: to plain values, strictly back, and its JSON Schema.

Keys are the names of the attributes, days are ISO texts, a grade is its text form, a pay group is
written as ``"A 9"``. A key left out is not known.

>>> from beurteilung import Appraisal, grade
>>> appraisal_dict(Appraisal(grade("ni-pol-1999:3"), kind="anlass"))
{'grade': 'ni-pol-1999:3', 'kind': 'anlass'}
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the reader resolves the types of keys when it runs
from typing import Any, cast

from beurteilung._base.errors import DataError, excerpt
from beurteilung._base.plain import from_plain, plain, plain_schema
from beurteilung._base.records import key, keys, table
from beurteilung._base.text import Text
from beurteilung.law import registry
from beurteilung.model.appraisals import Appraisal, Kind, Period
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, Office
from beurteilung.model.scales import Grade

__all__ = ["appraisal_dict", "appraisal_schema", "grade_schema", "read_appraisal", "read_grade"]

Plain = dict[str, object]


class _GradeText(str):
    """The text form of a grade; the reader makes the grade of it."""

    __slots__ = ()

    @staticmethod
    def parse(text: str) -> Grade:
        """Return the grade that a text names."""
        return registry.grade(text)


@table
class _Period:
    """The days that an appraisal covers."""

    start: date = key("first day")
    end: date = key("last day")

    def __attrs_post_init__(self) -> None:
        """Refuse days that are no period."""
        Period(self.start, self.end)


@table
class _Office:
    """A Statusamt."""

    besoldungsgruppe: Besoldungsgruppe = key("pay group such as A 9")
    laufbahngruppe: Laufbahngruppe | None = key("career group", default=None)
    amtszulage: bool = key("whether it carries an Amtszulage", default=False)
    bezeichnung: str = key("its title", default="")


@table
class _Appraisal:
    """An appraisal; its keys are the attributes of `Appraisal`."""

    grade: _GradeText = key("the grade in text form")
    office: _Office | None = key("the office it was given in", default=None)
    period: _Period | None = key("the days it covers", default=None)
    stichtag: date | None = key("its key date", default=None)
    kind: Kind | None = key("regel or anlass", default=None)
    occasion: str = key("the Anlass of the guideline", default="")
    made: date | None = key("day on which it was made", default=None)
    opened: date | None = key("day on which it was opened", default=None)


def read_grade(value: object) -> Grade:
    """Return a grade as it is, or read its text form.

    Raises:
        DataError: it is neither.
        UnknownGradeError: the scale has no such grade.
        UnknownIdError: no such scale is known.
    """
    if isinstance(value, Grade):
        return value
    if isinstance(value, str):
        return registry.grade(value)
    raise DataError(
        "grade",
        [
            Text(
                f"erwartet wird der Text einer Note, angegeben ist {excerpt(value, 'de')}",
                f"expected the text of a grade, got {value!r}",
            )
        ],
    )


def appraisal_dict(item: Appraisal) -> Plain:
    """Return an appraisal in plain values for JSON; what is not known is left out."""
    office, period = item.office, item.period
    return cast("Plain", plain(_Appraisal(
        grade=_GradeText(item.grade),
        office=_Office(**_attributes(office)) if office else None,
        period=_Period(**_attributes(period)) if period else None,
        stichtag=item.stichtag,
        kind=item.kind,
        occasion=item.occasion,
        made=item.made,
        opened=item.opened,
    )))  # fmt: skip


def _attributes(item: Office | Period | _Office | _Period) -> dict[str, Any]:
    return {f.name: getattr(item, f.name) for f in keys(type(item))}


def read_appraisal(value: object) -> Appraisal:
    """Return an appraisal as it is, or read its plain values.

    Raises:
        DataError: with every fault, each with its key.

    >>> read_appraisal({"grade": "ni-pol-1999:9", "stichtag": "1.9.2000"})
    Traceback (most recent call last):
    ...
    beurteilung.errors.DataError: appraisal: 2 problems
      grade: scale ni-pol-1999 has no grade '9'; its grades, best first: 5, 4, 3, 2, 1
      stichtag: expected a day such as 2000-09-01, got '1.9.2000' (text)
    """
    if isinstance(value, Appraisal):
        return value
    read = from_plain(_Appraisal, value, "appraisal")
    return Appraisal(
        cast("Grade", read.grade),
        Office(**_attributes(read.office)) if read.office else None,
        Period(**_attributes(read.period)) if read.period else None,
        read.stichtag,
        read.kind,
        read.occasion,
        read.made,
        read.opened,
    )


def grade_schema() -> Plain:
    """Return the JSON Schema of the text form of a grade.

    Whether the scale exists and has the grade, only reading tells.
    """
    return {
        "type": "string",
        "title": "Grade",
        "description": "A grade of one scale, '<scale id>:<code>'.",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*:.+$",
        "examples": ["ni-pol-1999:3"],
    }


def appraisal_schema() -> Plain:
    """Return the JSON Schema of the plain values of an appraisal, whole in itself, for schemas of others."""
    form = plain_schema(_Appraisal, "Appraisal")
    parts = form.pop("$defs")
    del form["$schema"]
    for what in form["properties"].values():
        for option in what.get("anyOf", ()):
            option.update(parts.get(option.pop("$ref", "").rpartition("/")[2], {}))
    form["properties"]["grade"] = grade_schema()
    return form
