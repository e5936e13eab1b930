"""JSON text of what the library answers and takes, and the way back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias, cast

from beurteilung._base.errors import DataError, WrongKindError
from beurteilung._base.kinds import expect
from beurteilung._base.plain import in_one_line, indented
from beurteilung._base.text import Text
from beurteilung.cases.report import Report
from beurteilung.changes.measure import GradeChange
from beurteilung.integrations.plain import appraisal_dict, read_appraisal, read_grade
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.findings import Finding
from beurteilung.model.scales import Grade
from beurteilung.render.escaping import spelled
from beurteilung.render.forms import (
    ChangeForm,
    ReportForm,
    finding_dict,
    read_change,
    read_finding,
    read_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Exchanged", "from_json", "json_text", "to_json"]

Exchanged: TypeAlias = Grade | Appraisal | Finding | GradeChange | Report

APPRAISAL = "beurteilung.appraisal.v1"


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON; what a terminal or a reader's eye would act on is spelled out."""
    if indent is None:
        return spelled(in_one_line(value))
    return spelled(indented(value, indent))


_WIDEST = 16
_INDENT = Text(
    f"erwartet wird eine Einrückung von 0 bis {_WIDEST} Leerzeichen",
    f"expected an indentation of 0 to {_WIDEST} blanks",
)


def to_json(thing: Exchanged, *, indent: int | None = None) -> str:
    """Return a grade, appraisal, finding, change or report as JSON; its key ``format`` has the version.

    Raises:
        WrongKindError: it is none of these.
        DataError: ``indent`` is wider than anybody reads.

    >>> from beurteilung import grade
    >>> to_json(grade("ni-pol-1999:3"))
    '"ni-pol-1999:3"'
    """
    expect("indent", indent, int, None)
    if indent is not None and not 0 <= indent <= _WIDEST:
        raise DataError("indent", [_INDENT])
    for kind, form in _FORMS.items():
        if isinstance(thing, kind):
            return json_text(form(thing), indent)
    raise WrongKindError.of(
        Text(
            "eine Note, Beurteilung, Änderung, ein Befund oder Bericht",
            "a grade, appraisal, finding, change or report",
        ),
        thing,
    )


def from_json(text: str) -> Exchanged:
    """Return what `to_json` wrote. A report comes back as it was filed; a change is counted again.

    Raises:
        DataError: the text is no JSON, or not of a known form; every fault is listed.

    >>> from beurteilung import grade
    >>> from_json(to_json(grade("ni-pol-1999:3")))
    <Grade ni-pol-1999:3>
    """
    expect("text", text, str)
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError("JSON", [Text(f"kein JSON: {error}", f"no JSON: {error}")]) from None
    if isinstance(read, str):
        return read_grade(read)
    table = cast("dict[str, object]", read) if isinstance(read, dict) else {}
    form = table.get("format")
    if form == APPRAISAL:
        return read_appraisal({name: v for name, v in table.items() if name != "format"})
    if isinstance(form, str) and form in _READ:
        return _READ[form](table)
    known = ", ".join([APPRAISAL, *_READ])
    raise DataError("JSON", [Text(
        f"erwartet wird der Text einer Note oder ein Objekt, dessen Schlüssel format einer ist von: {known}",
        f"expected the text of a grade, or an object whose key format is one of: {known}",
    )])  # fmt: skip


def _tagged(one: Appraisal) -> dict[str, object]:
    return {"format": APPRAISAL, **appraisal_dict(one)}


_FORMS: dict[type[object], Callable[..., object]] = {
    Grade: str,
    Appraisal: _tagged,
    Finding: finding_dict,
    GradeChange: ChangeForm.of,
    Report: ReportForm.of,
}
_READ: dict[str, Callable[[dict[str, object]], Exchanged]] = {
    "beurteilung.finding.v2": read_finding,
    "beurteilung.change.v2": read_change,
    "beurteilung.report.v1": read_report,
    "beurteilung.report.v2": read_report,
}
