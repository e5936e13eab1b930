"""The JSON form of appraisals: to plain values, strictly back, and its JSON Schema.

Keys are the names of the attributes, days are ISO texts, a grade is its text form, a pay group is
written as ``"A 9"``. A key left out is not known.

>>> from beurteilung import Appraisal, grade
>>> appraisal_dict(Appraisal(grade("ni-pol-1999:3"), kind="anlass"))
{'grade': 'ni-pol-1999:3', 'kind': 'anlass'}
"""

from __future__ import annotations

import typing
from datetime import date
from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import BeurteilungError, DataError
from beurteilung._base.text import Text, faults, meant, placed
from beurteilung.law import registry
from beurteilung.model.appraisals import Appraisal, Kind, Period
from beurteilung.model.offices import Besoldungsgruppe, Laufbahngruppe, Office

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from beurteilung.model.scales import Grade

__all__ = ["appraisal_dict", "appraisal_schema", "grade_schema", "read_appraisal", "read_grade"]

Plain = dict[str, object]


def read_grade(value: object) -> Grade:
    """Return a grade as it is, or read its text form.

    Raises:
        DataError: it is neither.
        UnknownGradeError: the scale has no such grade.
        UnknownIdError: no such scale is known.
    """
    from beurteilung.model.scales import Grade  # noqa: PLC0415 - the name is only a type above

    return value if isinstance(value, Grade) else registry.grade(_text(value))


def appraisal_dict(item: Appraisal) -> Plain:
    """Return an appraisal in plain values for JSON; what is not known is left out."""
    office, period = item.office, item.period
    return _known({
        "grade": str(item.grade),
        "office": office and _known({
            "besoldungsgruppe": str(office.besoldungsgruppe),
            "laufbahngruppe": office.laufbahngruppe and office.laufbahngruppe.value,
            "amtszulage": office.amtszulage or None,
            "bezeichnung": office.bezeichnung or None,
        }),
        "period": period and {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "stichtag": _iso(item.stichtag),
        "kind": item.kind,
        "occasion": item.occasion or None,
        "made": _iso(item.made),
        "opened": _iso(item.opened),
    })  # fmt: skip


def _known(values: Plain) -> Plain:
    return {name: value for name, value in values.items() if value is not None}


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def read_appraisal(value: object) -> Appraisal:
    """Return an appraisal as it is, or read its plain values.

    Raises:
        DataError: with every fault, each with its key.

    >>> read_appraisal({"grade": "ni-pol-1999:9", "stichtag": "1.9.2000"})
    Traceback (most recent call last):
    ...
    beurteilung.errors.DataError: appraisal: 2 problems
      grade: scale ni-pol-1999 has no grade '9'; its grades, best first: 5, 4, 3, 2, 1
      stichtag: expected a day such as 2000-09-01, got '1.9.2000'
    """
    if isinstance(value, Appraisal):
        return value
    return Appraisal(**cast("dict[str, typing.Any]", _fields("appraisal", value, _APPRAISAL)))


def _fields(where: str, value: object, readers: Mapping[str, Callable[[object], object]]) -> Plain:
    """Read a table with its own reader for each key; the first key is required."""
    if not isinstance(value, dict):
        raise DataError(
            where,
            [
                Text(
                    f"erwartet wird ein Objekt, angegeben ist {value!r}",
                    f"expected an object, got {value!r}",
                )
            ],
        )
    table = cast("Plain", value)
    allowed = ", ".join(sorted(readers))
    problems = [
        Text(
            f"unbekannter Schlüssel „{name}“{meant(name, readers).de}; möglich: {allowed}",
            f"unknown key {name!r}{meant(name, readers).en}; allowed: {allowed}",
        )
        for name in map(str, table)
        if name not in readers
    ]
    required = next(iter(readers))
    if required not in table:
        problems.append(Text(f"der Schlüssel „{required}“ fehlt", f"missing key {required!r}"))
    values: Plain = {}
    for name, read in readers.items():
        if table.get(name) is not None:
            try:
                values[name] = read(table[name])
            except BeurteilungError as error:
                problems += [placed(name, fault) for fault in faults(error)]
    if problems:
        raise DataError(where, problems)
    return values


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise DataError(
        "text",
        [
            Text(
                f"erwartet wird ein Text, angegeben ist {value!r}",
                f"expected a text, got {value!r}",
            )
        ],
    )


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise DataError(
        "flag",
        [
            Text(
                f"erwartet wird true oder false, angegeben ist {value!r}",
                f"expected true or false, got {value!r}",
            )
        ],
    )


def _day(value: object) -> date:
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and (day := date.fromisoformat(value)).isoformat() == value:
            return day
    except ValueError:
        pass
    raise DataError(
        "day",
        [
            Text(
                f"erwartet wird ein Tag wie 2000-09-01, angegeben ist {value!r}",
                f"expected a day such as 2000-09-01, got {value!r}",
            )
        ],
    )


def _one_of(*options: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value in options:
            return str(value)
        raise DataError(
            "choice",
            [
                Text(
                    f"unbekannter Wert {value!r}; möglich: {', '.join(options)}",
                    f"unknown value {value!r}; allowed: {', '.join(options)}",
                )
            ],
        )

    return read


def _period(value: object) -> Period:
    days = _fields("period", value, {"start": _day, "end": _day})
    if "end" not in days:
        raise DataError("period", [Text("der Schlüssel „end“ fehlt", "missing key 'end'")])
    return Period(cast("date", days["start"]), cast("date", days["end"]))


def _office(value: object) -> Office:
    return Office(**cast("dict[str, typing.Any]", _fields("office", value, _OFFICE)))


_GROUPS = tuple(group.value for group in Laufbahngruppe)
_KINDS = cast("tuple[str, ...]", typing.get_args(Kind))

_OFFICE: dict[str, Callable[[object], object]] = {
    "besoldungsgruppe": lambda v: Besoldungsgruppe.parse(_text(v)),
    "laufbahngruppe": lambda v: Laufbahngruppe(_one_of(*_GROUPS)(v)),
    "amtszulage": _flag,
    "bezeichnung": _text,
}
_APPRAISAL: dict[str, Callable[[object], object]] = {
    "grade": read_grade,
    "office": _office,
    "period": _period,
    "stichtag": _day,
    "kind": _one_of(*_KINDS),
    "occasion": _text,
    "made": _day,
    "opened": _day,
}


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
    """Return the JSON Schema of the plain values of an appraisal."""
    day: Plain = {"type": "string", "format": "date"}
    text: Plain = {"type": "string"}
    office = {
        "besoldungsgruppe": {"type": "string", "pattern": r"^\s*[A-Za-z]{1,2}\s*[0-9]{1,2}\s*$"},
        "laufbahngruppe": {"enum": [*_GROUPS, None]},
        "amtszulage": {"type": ["boolean", "null"]},
        "bezeichnung": _or_null(text),
    }
    return _object("Appraisal", ["grade"], {
        "grade": grade_schema(),
        "office": _or_null(_object("Office", ["besoldungsgruppe"], office)),
        "period": _or_null(_object("Period", ["start", "end"], {"start": day, "end": day})),
        "stichtag": _or_null(day),
        "kind": {"enum": [*_KINDS, None]},
        "occasion": _or_null(text),
        "made": _or_null(day),
        "opened": _or_null(day),
    })  # fmt: skip


def _or_null(schema: Plain) -> Plain:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(title: str, required: list[str], properties: Mapping[str, object]) -> Plain:
    return {
        "type": "object",
        "title": title,
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }
