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

from beurteilung._base import ports
from beurteilung._base.version import VERSION

if TYPE_CHECKING:
    from beurteilung import errors as errors
    from beurteilung import frames as frames
    from beurteilung._base.examples import example, examples
    from beurteilung.cases.report import Report, check, read_case
    from beurteilung.changes.measure import GradeChange, compare
    from beurteilung.law.editions import Guideline
    from beurteilung.law.loading import load, load_all, read_guideline
    from beurteilung.law.registry import (
        grade,
        guideline,
        guidelines,
        in_force,
        mapping,
        scale,
        scales,
    )
    from beurteilung.model.appraisals import Appraisal, Period
    from beurteilung.model.findings import Finding, Verdict
    from beurteilung.model.intervals import Interval
    from beurteilung.model.mappings import ScaleMapping
    from beurteilung.model.offices import (
        Amtszulage,
        Befoerderung,
        Besoldungsgruppe,
        Laufbahngruppe,
        Laufbahnwechsel,
        Office,
        event,
    )
    from beurteilung.model.scales import Grade, GradeScale
    from beurteilung.model.sources import Citation, Evidence, Source
    from beurteilung.render.exchange import from_json, to_json
    from beurteilung.richtwerte.check import allowed, check_richtwert

__version__ = VERSION

# Who answers what an object asks of a wing above its own; the modules are imported when asked.
ports.fill(
    {
        "appraisal_field": "beurteilung.integrations.pydantic:appraisal_field",
        "appraisal_schema": "beurteilung.integrations.plain:appraisal_schema",
        "counterpart": "beurteilung.law.registry:counterpart",
        "counterparts": "beurteilung.law.registry:counterparts",
        "concluded": "beurteilung.changes.finding:conclusion",
        "explained": "beurteilung.changes.finding:explained",
        "finding_text": "beurteilung.render.text:finding_text",
        "grade_field": "beurteilung.integrations.pydantic:grade_field",
        "grade_schema": "beurteilung.integrations.plain:grade_schema",
        "paragraph": "beurteilung.render.text:paragraph",
        "picture": "beurteilung.render.notebook:picture_html",
        "rendered_change": "beurteilung.render.formats:rendered_change",
        "rendered_report": "beurteilung.render.formats:rendered_report",
        "restore_scale": "beurteilung.law.registry:restore_scale",
        "shipped_source": "beurteilung.law.decisions:source_of",
        "ships": "beurteilung.law.registry:ships",
    }
)

_MODULE_OF = {
    "Amtszulage": "model.offices",
    "Appraisal": "model.appraisals",
    "Befoerderung": "model.offices",
    "Besoldungsgruppe": "model.offices",
    "Citation": "model.sources",
    "Evidence": "model.sources",
    "Finding": "model.findings",
    "Grade": "model.scales",
    "GradeChange": "changes.measure",
    "GradeScale": "model.scales",
    "Guideline": "law.editions",
    "Interval": "model.intervals",
    "Laufbahngruppe": "model.offices",
    "Laufbahnwechsel": "model.offices",
    "Office": "model.offices",
    "Period": "model.appraisals",
    "Report": "cases.report",
    "ScaleMapping": "model.mappings",
    "Source": "model.sources",
    "Verdict": "model.findings",
    "allowed": "richtwerte.check",
    "check": "cases.report",
    "check_richtwert": "richtwerte.check",
    "compare": "changes.measure",
    "event": "model.offices",
    "example": "_base.examples",
    "examples": "_base.examples",
    "from_json": "render.exchange",
    "grade": "law.registry",
    "guideline": "law.registry",
    "guidelines": "law.registry",
    "in_force": "law.registry",
    "load": "law.loading",
    "load_all": "law.loading",
    "mapping": "law.registry",
    "read_case": "cases.report",
    "read_guideline": "law.loading",
    "scale": "law.registry",
    "scales": "law.registry",
    "to_json": "render.exchange",
}
"""The module of each name, read when somebody asks for it: no call pays for what it does not use."""

_MODULES = ("errors", "frames")
"""Modules that are reachable without an import of their own, and read as late."""

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
    "allowed",
    "check",
    "check_richtwert",
    "compare",
    "event",
    "example",
    "examples",
    "from_json",
    "grade",
    "guideline",
    "guidelines",
    "in_force",
    "load",
    "load_all",
    "mapping",
    "read_case",
    "read_guideline",
    "scale",
    "scales",
    "to_json",
]


# A type checker must not take every name for one of ours.
if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way

    def __getattr__(name: str) -> object:
        """Return a name of the public contract from its module."""
        if name in _MODULES:
            return import_module(f"{__name__}.{name}")
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__]
