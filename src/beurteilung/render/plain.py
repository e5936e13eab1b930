"""Findings and reports as plain values, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.cases.facts import Facts
from beurteilung.changes.measure import WHY_NOT
from beurteilung.model.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung._base.dates import Day
    from beurteilung._base.text import Text
    from beurteilung.cases.format import Beurteilung
    from beurteilung.cases.report import Report
    from beurteilung.changes.measure import GradeChange
    from beurteilung.model.findings import Finding
    from beurteilung.model.sources import Citation

__all__ = ["change_dict", "finding_dict", "report_dict"]

VERSION = 1
"""Version of the JSON form; it changes when a key is removed or changes its meaning."""

Plain = dict[str, object]


def _text(text: Text) -> Plain:
    return {"de": text.de, "en": text.en}


def _citations(items: Iterable[Citation]) -> list[Plain]:
    return [
        {
            "source": c.source_id,
            "citation": c.source.zitat,
            "kind": c.source.art,
            "url": c.source.url or None,
            "checked": _iso(c.source.geprueft_am),
            "place": c.place or None,
            "evidence": c.evidence.value,
            "note": c.note or None,
            "via": c.via or None,
        }
        for c in items
    ]


def finding_dict(finding: Finding) -> Plain:
    """Return a finding and all below it in plain values."""
    return {
        "code": finding.code,
        "verdict": finding.verdict.value,
        "leaning": finding.leaning.value if finding.leaning else None,
        "message": _text(finding.message),
        "deviation": _text(finding.deviation) if finding.deviation else None,
        "ground": finding.ground.value if finding.ground else None,
        "new_appraisal": finding.new_appraisal,
        "calculated": finding.calculated,
        "evidence": finding.evidence.value if finding.evidence else None,
        "missing": [_text(m.text) for m in finding.missing],
        "citations": _citations(finding.citations),
        "supporting": _citations(finding.supporting),
        "opposing": _citations(finding.opposing),
        "children": [finding_dict(child) for child in finding.children],
    }


def interval_list(interval: Interval | None) -> list[int] | None:
    """Return both ends of an interval."""
    return None if interval is None else [interval.low, interval.high]


def change_dict(change: GradeChange, told: Finding | None = None) -> Plain:
    """Return a change in plain values: its figures and its finding, or ``told``, that under a case's law."""
    return {
        "format": f"beurteilung.change.v{VERSION}",
        "before": str(change.before),
        "after": str(change.after),
        "on": change.on.id,
        "events": [{"kind": e.key, "date": _iso(e.datum)} for e in change.events],
        "derived": change.derived,
        "nominal": interval_list(change.nominal) if isinstance(change.nominal, Interval) else None,
        "nominal_exact": None if change.nominal is None else str(change.nominal),
        "steps": change.steps,
        "scale_effect": interval_list(change.scale_effect),
        "real": interval_list(change.real),
        "explained": interval_list(change.explained),
        "unexplained": interval_list(change.unexplained),
        "why_not": {
            name: {"code": code, **_text(WHY_NOT[code])} for name, code in change.outcome.why_not
        },
        "finding": finding_dict(change.finding if told is None else told),
    }


def report_dict(report: Report) -> Plain:
    """Return a report in plain values, with a receipt of what it was made from."""
    from beurteilung.cases.receipt import plain  # noqa: PLC0415 - a change alone needs none of it
    from beurteilung.render import parts  # noqa: PLC0415 - a change alone needs none of it

    case, facts, change = report.case, Facts(report.case), parts.change(report)
    return {
        "format": f"beurteilung.report.v{VERSION}",
        "case": {
            "id": case.id,
            "title": case.titel,
            "land": case.land,
            "kenntnisstand": _iso(case.kenntnisstand),
            "rechtsstand": _iso(case.rechtsstand),
            "remarks": list(case.anmerkung),
        },
        "facts": plain(case),
        "guideline": facts.guideline.id if facts.guideline else None,
        "appraisals": [_appraisal(one, facts) for one in case.beurteilung],
        "change": change_dict(*change) if change else None,
        "findings": [finding_dict(f) for f in report.findings],
        "overall": finding_dict(report.overall),
        "counts": {verdict.value: n for verdict, n in report.counts.items()},
        "to_settle": [
            {"code": f.code, "missing": [_text(m.text) for m in missing]}
            for f, missing in report.to_settle
        ],
        "follows": report.follows.value,
        "exit_code": report.exit_code,
        "receipt": {"data": [], **plain(report.receipt)},
    }


def _appraisal(item: Beurteilung, facts: Facts) -> Plain:
    """Return an appraisal as given: days as texts, versions as in the file, the valid one marked."""
    record = item.record(facts.office_of(item))
    valid = record.known(facts.case.kenntnisstand)
    return {
        "id": item.id,
        "office": str(record.office) if record.office else None,
        "first_day": _iso(item.von),
        "last_day": _iso(item.bis),
        "stichtag": _iso(item.stichtag),
        "versions": [
            {
                "grade": str(v.grade) if v.grade else None,
                "label": v.grade.label if v.grade else v.printed,
                "known_from": _iso(v.known_from),
                "valid": v is valid,
            }
            for v in record.versions
        ],
    }


def _iso(on: Day | None) -> str | None:
    return on.isoformat() if on else None
