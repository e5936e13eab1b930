"""The JSON form of a report: its published description, and the way back from JSON to a report.

The findings come back as they were written; nothing is checked again, so that an old answer stays as
it was given. The appraisals and the change beside them are derived from the facts.
"""

from __future__ import annotations

import typing
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

import attrs
from attrs import frozen

from beurteilung._base.text import Bilingual, Text
from beurteilung._base.toml import key, schema, structure
from beurteilung.cases.format import Fall  # noqa: TC001 - the reader resolves the types of fields when it runs
from beurteilung.cases.receipt import Receipt  # noqa: TC001 - the same
from beurteilung.law.missing import all_needed
from beurteilung.model.findings import Finding, Ground, Missing, Verdict
from beurteilung.model.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from beurteilung.cases.report import Report

__all__ = ["ReportForm", "read_report", "report_schema"]


@frozen
class Words(Bilingual):
    """A statement in both languages."""

    de: str = key("in German")
    en: str = key("in English")


@frozen
class Cited:
    """A place in a source."""

    source: str = key("id of the source")
    citation: str = key("the source as printed")
    kind: str = key("norm, entscheidung or sekundaer")
    url: str = key("where it was read", default="")
    checked: date | None = key("day on which somebody last looked it up", default=None)
    place: str = key("the place in it", default="")
    evidence: Evidence = key("how firmly the statement is attested")
    note: str = key("a remark of the data, in German", default="")
    via: str = key("the decision that quotes the source, where only that one was read", default="")

    @property
    def made(self) -> Citation:
        """The citation."""
        source = Source(self.source, self.citation, self.kind, self.url, self.checked)
        return Citation(source, self.evidence, self.place, note=self.note, via=self.via)


@frozen
class FindingForm:
    """A finding and all below it."""

    code: str = key("its stable code")
    verdict: Verdict = key("its verdict")
    leaning: Verdict | None = key("where an open one leans", default=None)
    message: Words = key("what was found")
    deviation: Words | None = key("what a satisfied one departs in", default=None)
    ground: Ground | None = key("ground of review of a violated one", default=None)
    new_appraisal: bool = key("whether it by itself makes the appraisal unlawful")
    calculated: bool = key("whether it is the library's own arithmetic")
    evidence: Evidence | None = key("the weakest evidence it rests on; derived", default=None)
    missing: tuple[Words, ...] = key("what would have to be known to close it")
    citations: tuple[Cited, ...] = key("places applied")
    supporting: tuple[Cited, ...] = key("decisions for it")
    opposing: tuple[Cited, ...] = key("decisions against it")
    children: tuple[FindingForm, ...] = key("findings below it")

    @property
    def made(self) -> Finding:
        """The finding."""
        return Finding(
            self.code,
            self.verdict,
            self.message.text,
            citations=tuple(c.made for c in self.citations),
            supporting=tuple(c.made for c in self.supporting),
            opposing=tuple(c.made for c in self.opposing),
            missing=tuple(_missing(m.text) for m in self.missing),
            leaning=self.leaning,
            deviation=self.deviation.text if self.deviation else None,
            ground=self.ground,
            new_appraisal=self.new_appraisal,
            calculated=self.calculated,
            children=tuple(c.made for c in self.children),
        )


@frozen
class CaseForm:
    """What stands above the findings."""

    id: str = key("short name of the case")
    title: str = key("its title")
    land: str = key("the Land whose officer it is, or Bund")
    kenntnisstand: date | None = key("only facts known on this day count", default=None)
    rechtsstand: date | None = key("only authorities up to this day count", default=None)
    remarks: tuple[str, ...] = key("oddities of the source, as printed")


@frozen
class VersionForm:
    """A version of an appraisal."""

    grade: str | None = key("the grade in text form", default=None)
    label: str | None = key("its wording, or what the source says of it", default=None)
    known_from: date | None = key("day from which it was known", default=None)
    valid: bool = key("whether it is the one that counts")


@frozen
class AppraisalForm:
    """An appraisal as given."""

    id: str = key("short name")
    office: str | None = key("the office it was given in", default=None)
    first_day: date | None = key("first day of its period", default=None)
    last_day: date | None = key("last day of its period", default=None)
    stichtag: date | None = key("its Stichtag", default=None)
    versions: tuple[VersionForm, ...] = key("its versions")


@frozen
class EventForm:
    """A status event that counted."""

    kind: str = key("its kind")
    date: str | None = key("its day", default=None)


@frozen
class WhyNot:
    """Why a measure cannot be told."""

    code: str = key("code of the reason")
    de: str = key("in German")
    en: str = key("in English")


@frozen
class ChangeForm:
    """The change against the previous appraisal, each figure with both its ends."""

    format: Literal["beurteilung.change.v1"] = key("name and version of this form")
    before: str = key("the earlier grade")
    after: str = key("the later grade")
    on: str = key("id of the scale counted on")
    events: tuple[EventForm, ...] = key("events that counted")
    derived: bool = key("whether the events were derived from the offices")
    nominal: tuple[int, ...] | None = key(
        "what the figures say, if that is a whole number", default=None
    )
    nominal_exact: str | None = key("what the figures say, exact: '-3/2'", default=None)
    steps: int | None = key("the difference in rank on one scale", default=None)
    scale_effect: tuple[int, ...] | None = key("what the scale did", default=None)
    real: tuple[int, ...] | None = key("the change in substance", default=None)
    explained: tuple[int, ...] | None = key("what events explain", default=None)
    unexplained: tuple[int, ...] | None = key("the rest", default=None)
    why_not: dict[str, WhyNot] = key(
        "why a measure that is null cannot be told", factory=dict[str, WhyNot]
    )
    finding: FindingForm = key("the verdict on it")


@frozen
class Settle:
    """An open finding, and what would close it."""

    code: str = key("its code")
    missing: tuple[Words, ...] = key("what would have to be known")


@frozen
class ReportForm:
    """A report."""

    format: Literal["beurteilung.report.v1"] = key("name and version of this form")
    case: CaseForm = key("what stands above the findings")
    facts: Fall = key("the case file itself")
    guideline: str | None = key("id of the guideline applied", default=None)
    appraisals: tuple[AppraisalForm, ...] = key("the appraisals as given")
    change: ChangeForm | None = key("the change against the previous appraisal", default=None)
    findings: tuple[FindingForm, ...] = key("the findings in order")
    overall: FindingForm = key("what follows from them together")
    counts: dict[str, int] = key("how many findings have which verdict")
    to_settle: tuple[Settle, ...] = key("open points, and what would close each")
    follows: str = key("what has to be done")
    exit_code: int = key("0 nothing violated or open, 1 something violated, 3 something open")
    receipt: Receipt = key("what the answer was made from")


def report_schema() -> dict[str, object]:
    """Return the JSON Schema of a report; a key that is not required may be null."""
    made = schema(ReportForm, "Report (beurteilung)")
    for one in (made, *cast("dict[str, dict[str, Any]]", made["$defs"]).values()):
        needed = cast("list[str]", one["required"])
        properties = cast("dict[str, dict[str, Any]]", one["properties"])
        for name, what in properties.items():
            if name not in needed:
                doc = what.pop("description")
                properties[name] = {"description": doc, "anyOf": [what, {"type": "null"}]}
    return made


def read_report(table: Mapping[str, object]) -> Report:
    """Return the report that `report_dict` wrote.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
    """
    from beurteilung.cases.report import Report  # noqa: PLC0415 - the report imports its papers

    days = _days(ReportForm, set())
    form = structure(ReportForm, cast("dict[str, object]", _loaded(dict(table), days)), "report")
    return Report(
        form.facts,
        tuple(f.made for f in form.findings),
        form.overall.made,
        receipt=form.receipt,
    )


def _missing(text: Text) -> Missing:
    """Return what is missing; its code is found by its words, which version 1 of the form had alone."""
    known = {one.text: one for one in all_needed().values()}
    return known.get(text) or Missing("", text)


def _days(cls: type[object], seen: set[object]) -> set[str]:
    """Return the names of the keys that hold days, in a class and all that it holds."""
    seen.add(cls)
    found: set[str] = set()
    for name, hint in typing.get_type_hints(cls).items():
        for part in _types(hint):
            if part is date:
                found.add(name)
            elif isinstance(part, type) and attrs.has(part) and part not in seen:
                found |= _days(part, seen)
    return found


def _types(hint: object) -> Iterator[object]:
    """Yield a type and all that it is made of."""
    yield hint
    for inner in typing.get_args(hint):
        yield from _types(inner)


def _loaded(value: object, days: set[str], name: str = "") -> object:
    """Return JSON values as TOML has them: days as days, and no key that says nothing."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {k: _loaded(v, days, k) for k, v in table.items() if v is not None}
    if isinstance(value, list):
        return [_loaded(item, days) for item in cast("list[object]", value)]
    if isinstance(value, str) and name in days:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value  # the reader says what was expected
    return value
