"""Appraisal grading schemes of the German public service, and the transitions between them.

>>> from datetime import date
>>> from beurteilung import Laufbahnwechsel, compare, grade
>>> alt = grade("ni-pol-1996:5")
>>> change = compare(alt, grade("ni-pol-1999:3"), events=[Laufbahnwechsel(date(1999, 11, 2))])
>>> change.nominal, change.scale_effect, change.real
(-2, -1, -1)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from beurteilung.library import (
    grade,
    guideline,
    guidelines,
    in_force,
    load,
    mapping,
    scale,
    scales,
)
from beurteilung.scales import Grade, GradeScale, Interval
from beurteilung.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from beurteilung.appraisals import Appraisal, Period
    from beurteilung.cases import Report, check
    from beurteilung.changes import GradeChange, compare
    from beurteilung.editions import Guideline
    from beurteilung.findings import Finding, Verdict
    from beurteilung.mappings import ScaleMapping
    from beurteilung.offices import (
        Amtszulage,
        Befoerderung,
        Besoldungsgruppe,
        Laufbahngruppe,
        Laufbahnwechsel,
        Office,
    )
    from beurteilung.rules.richtwert import check_richtwert

__version__ = "0.1.0"

_LATER = {
    "Amtszulage": "offices",
    "Appraisal": "appraisals",
    "Befoerderung": "offices",
    "Besoldungsgruppe": "offices",
    "Finding": "findings",
    "GradeChange": "changes",
    "Guideline": "editions",
    "Laufbahngruppe": "offices",
    "Laufbahnwechsel": "offices",
    "Office": "offices",
    "Period": "appraisals",
    "Report": "cases",
    "ScaleMapping": "mappings",
    "Verdict": "findings",
    "check": "cases",
    "check_richtwert": "rules.richtwert",
    "compare": "changes",
}
"""Names whose module is read when somebody asks for them, so that the import stays quick."""

__all__ = [
    "Amtszulage",
    "Appraisal",
    "Befoerderung",
    "Besoldungsgruppe",
    "Citation",
    "Evidence",
    "Finding",
    "Grade",
    "GradeChange",
    "GradeScale",
    "Guideline",
    "Interval",
    "Laufbahngruppe",
    "Laufbahnwechsel",
    "Office",
    "Period",
    "Report",
    "ScaleMapping",
    "Source",
    "Verdict",
    "check",
    "check_richtwert",
    "compare",
    "grade",
    "guideline",
    "guidelines",
    "in_force",
    "load",
    "mapping",
    "scale",
    "scales",
]


# A type checker must not take every name for one of ours.
if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way

    def __getattr__(name: str) -> object:
        """Return a name of the public contract from its module."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__]
