"""The JSON forms of findings, changes and reports, described once: written, read and published from here.

The findings come back as they were written; nothing is checked again, so that an old answer stays as
it was given. The appraisals and the change beside them are derived from the facts.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from beurteilung._base.plain import from_plain, plain, plain_schema
from beurteilung._base.records import evolve, key, table
from beurteilung._base.text import Bilingual
from beurteilung.cases.coverage import not_asked
from beurteilung.cases.format import Fall  # noqa: TC001 - the reader resolves the types of fields when it runs
from beurteilung.cases.receipt import Receipt  # noqa: TC001 - the same
from beurteilung.changes.measure import WHY_NOT, GradeChange, compare
from beurteilung.law.missing import all_needed
from beurteilung.law.registry import grade
from beurteilung.model.findings import Finding, Ground, Missing, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import event
from beurteilung.model.sources import Citation, Evidence, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from beurteilung._base.dates import Day
    from beurteilung._base.text import Text
    from beurteilung.cases.format.beurteilung import Beurteilung
    from beurteilung.cases.report import Report
    from beurteilung.model.appraisals import Version

__all__ = [
    "ChangeForm",
    "ReportForm",
    "finding_dict",
    "read_change",
    "read_finding",
    "read_report",
    "report_dict",
    "report_schema",
    "report_table",
]

Plain = dict[str, object]
T = TypeVar("T")


@table
class Words(Bilingual):
    """A statement in both languages."""

    de: str = key("in German")
    en: str = key("in English")

    @classmethod
    def of(cls, text: Text) -> Plain:
        """Describe a text."""
        return {"de": text.de, "en": text.en}


@table
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

    @classmethod
    def all_of(cls, citations: Iterable[Citation]) -> list[Plain]:
        """Describe citations."""
        return list(map(_cited, citations))

    @property
    def described(self) -> Citation:
        """The citation."""
        source = Source(self.source, self.citation, self.kind, self.url, self.checked)
        return Citation(source, self.evidence, self.place, note=self.note, via=self.via)


@lru_cache(
    1 << 10
)  # findings, and reports, cite the same places; nobody may change what is returned
def _cited(c: Citation) -> Plain:
    source = c.source
    return {
        "source": c.source_id,
        "citation": source.zitat,
        "kind": source.art,
        "url": source.url or None,
        "checked": _iso(source.geprueft_am),
        "place": c.place or None,
        "evidence": c.evidence.value,
        "note": c.note or None,
        "via": c.via or None,
    }


@table
class MissingForm(Bilingual):
    """What would have to be known to close an open point."""

    code: str = key("its stable code")
    kind: Literal["fact", "gap"] = key("fact: a reader can supply it; gap: no source tells it")
    de: str = key("in German")
    en: str = key("in English")
    key: str = key("the key of the case file that takes the fact", default="")

    @classmethod
    def all_of(cls, missing: Iterable[Missing]) -> list[Plain]:
        """Describe what is missing."""
        return [
            {"code": m.code, "kind": m.kind, "de": m.text.de, "en": m.text.en, "key": m.key or None}
            for m in missing
        ]

    @property
    def described(self) -> Missing:
        """What is missing."""
        return Missing(self.code, self.text, kind=self.kind, key=self.key)


@table
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
    inferred: bool = key(
        "whether it applies a rule where no source says that it holds", default=False
    )
    evidence: Evidence | None = key("the weakest evidence it rests on; derived", default=None)
    missing: tuple[MissingForm, ...] = key("what would have to be known to close it")
    citations: tuple[Cited, ...] = key("places applied")
    supporting: tuple[Cited, ...] = key("decisions for it")
    opposing: tuple[Cited, ...] = key("decisions against it")
    children: tuple[FindingForm, ...] = key("findings below it")

    @classmethod
    def of(cls, finding: Finding) -> Plain:
        """Describe a finding."""
        return {
            "code": finding.code,
            "verdict": finding.verdict.value,
            "leaning": _word(finding.leaning),
            "message": Words.of(finding.message),
            "deviation": Words.of(finding.deviation) if finding.deviation else None,
            "ground": _word(finding.ground),
            "new_appraisal": finding.new_appraisal,
            "calculated": finding.calculated,
            "inferred": finding.inferred,
            "evidence": _word(finding.evidence),
            "missing": MissingForm.all_of(finding.missing),
            "citations": Cited.all_of(finding.citations),
            "supporting": Cited.all_of(finding.supporting),
            "opposing": Cited.all_of(finding.opposing),
            "children": list(map(cls.of, finding.children)),
        }

    @property
    def described(self) -> Finding:
        """The finding."""
        return Finding(
            self.code,
            self.verdict,
            self.message.text,
            citations=tuple(c.described for c in self.citations),
            supporting=tuple(c.described for c in self.supporting),
            opposing=tuple(c.described for c in self.opposing),
            missing=tuple(m.described for m in self.missing),
            leaning=self.leaning,
            deviation=self.deviation.text if self.deviation else None,
            ground=self.ground,
            new_appraisal=self.new_appraisal,
            calculated=self.calculated,
            inferred=self.inferred,
            children=tuple(c.described for c in self.children),
        )


@table
class CaseForm:
    """What stands above the findings."""

    id: str = key("short name of the case")
    title: str = key("its title")
    land: str = key("the Land whose officer it is, or Bund")
    kenntnisstand: date | None = key("only facts known on this day count", default=None)
    rechtsstand: date | None = key("only authorities up to this day count", default=None)
    remarks: tuple[str, ...] = key("oddities of the source, as printed")

    @classmethod
    def of(cls, case: Fall) -> Plain:
        """Describe a case."""
        return {
            "id": case.id,
            "title": case.titel,
            "land": case.land,
            "kenntnisstand": _iso(case.kenntnisstand),
            "rechtsstand": _iso(case.rechtsstand),
            "remarks": case.anmerkung,
        }


@table
class VersionForm:
    """A version of an appraisal."""

    grade: str | None = key("the grade in text form", default=None)
    label: str | None = key("its wording, or what the source says of it", default=None)
    known_from: str | None = key("day from which it was known", default=None)
    valid: bool = key("whether it is the one that counts")

    @classmethod
    def of(cls, version: Version, *, valid: bool) -> Plain:
        """Describe a version."""
        grade = version.grade
        return {
            "grade": str(grade) if grade else None,
            "label": grade.label if grade else version.printed,
            "known_from": _iso(version.known_from),
            "valid": valid,
        }


@table
class AppraisalForm:
    """An appraisal as given."""

    id: str = key("short name")
    office: str | None = key("the office it was given in", default=None)
    first_day: str | None = key("first day of its period, its month or its year", default=None)
    last_day: str | None = key("last day of its period, its month or its year", default=None)
    stichtag: date | None = key("its Stichtag", default=None)
    versions: tuple[VersionForm, ...] = key("its versions")

    @classmethod
    def of(cls, item: Beurteilung, report: Report) -> Plain:
        """Describe an appraisal of a case, the version that counts marked."""
        record = item.record(report.facts.office_of(item))
        known = record.known(report.case.kenntnisstand)
        return {
            "id": item.id,
            "office": str(record.office) if record.office else None,
            "first_day": _iso(item.von),
            "last_day": _iso(item.bis),
            "stichtag": _iso(item.stichtag),
            "versions": tuple(VersionForm.of(v, valid=v is known) for v in record.versions),
        }


@table
class EventForm:
    """A status event that counted."""

    kind: str = key("its kind")
    date: str | None = key("its day", default=None)


@table
class WhyNot:
    """Why a measure cannot be told."""

    code: str = key("code of the reason")
    de: str = key("in German")
    en: str = key("in English")


@table
class ChangeForm:
    """The change against the previous appraisal, each figure with both its ends."""

    format: Literal["beurteilung.change.v2"] = key("name and version of this form")
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
    finding: FindingForm = key("the verdict on it; in a report that of the case")

    @classmethod
    def of(cls, change: GradeChange, finding: Finding | None = None) -> Plain:
        """Describe a change with its own finding, or with the one given."""
        return {
            "format": "beurteilung.change.v2",
            "before": str(change.before),
            "after": str(change.after),
            "on": change.on.id,
            "events": [{"kind": e.key, "date": _iso(e.datum)} for e in change.events],
            "derived": change.derived,
            "nominal": _ends(change.nominal) if isinstance(change.nominal, Interval) else None,
            "nominal_exact": None if change.nominal is None else str(change.nominal),
            "steps": change.steps,
            "scale_effect": _ends(change.scale_effect),
            "real": _ends(change.real),
            "explained": _ends(change.explained),
            "unexplained": _ends(change.unexplained),
            "why_not": {
                name: {"code": code, **Words.of(WHY_NOT[code])}
                for name, code in change.outcome.why_not
            },
            "finding": FindingForm.of(change.finding if finding is None else finding),
        }


@table
class Settle:
    """An open finding, and what would close it."""

    code: str = key("its code")
    missing: tuple[MissingForm, ...] = key("what would have to be known")


@table
class ReportForm:
    """A report."""

    format: Literal["beurteilung.report.v2"] = key("name and version of this form")
    case: CaseForm = key("what stands above the findings")
    facts: Fall = key("the case file itself")
    guideline: str | None = key("id of the guideline applied", default=None)
    guideline_of: str | None = key(
        "whose guideline it is, if of a Dienstherr that the case names nowhere: its law does not hold as such",
        default=None,
    )
    appraisals: tuple[AppraisalForm, ...] = key("the appraisals as given")
    change: ChangeForm | None = key("the change against the previous appraisal", default=None)
    findings: tuple[FindingForm, ...] = key("the findings in order")
    overall: FindingForm = key("what follows from them together")
    counts: dict[str, int] = key("how many findings have which verdict")
    to_settle: tuple[Settle, ...] = key("open points, and what would close each")
    not_asked: tuple[str, ...] = key(
        "codes of the questions on which the case states nothing", default=()
    )
    not_examined: tuple[str, ...] = key("keys of facts that no question takes up", default=())
    follows: str = key("what has to be done")
    exit_code: int = key("0 nothing violated or open, 1 something violated, 3 something open")
    receipt: Receipt = key("what the answer was made from")

    @classmethod
    def of(cls, report: Report) -> Plain:
        """Describe a report."""
        guideline, lent = report.facts.guideline, report.facts.lent
        return {
            "format": "beurteilung.report.v2",
            "case": CaseForm.of(report.case),
            "facts": report.case,
            "guideline": guideline.id if guideline else None,
            "guideline_of": lent.document.land if lent else None,
            "appraisals": tuple(AppraisalForm.of(one, report) for one in report.case.beurteilung),
            "change": ChangeForm.of(report.change, report.on_change) if report.change else None,
            "findings": list(map(FindingForm.of, report.findings)),
            "overall": FindingForm.of(report.overall),
            "counts": {verdict.value: n for verdict, n in report.counts.items()},
            "to_settle": [
                {"code": f.code, "missing": MissingForm.all_of(m)} for f, m in report.to_settle
            ],
            "not_asked": not_asked(f.code for f in report.walk()),
            "not_examined": report.not_examined,
            "follows": report.follows.value,
            "exit_code": report.exit_code,
            "receipt": report.receipt,
        }


def _iso(on: Day | None) -> str | None:
    return on.isoformat() if on else None


def _word(one: Verdict | Ground | Evidence | None) -> str | None:
    return one.value if one else None


def _ends(interval: Interval | None) -> tuple[int, int] | None:
    """Return both ends of an interval."""
    return None if interval is None else (interval.low, interval.high)


def finding_dict(finding: Finding) -> Plain:
    """Return a finding and all below it in plain values."""
    return {"format": "beurteilung.finding.v2", **plain(FindingForm.of(finding))}


def read_finding(table: Mapping[str, object]) -> Finding:
    """Return the finding that `finding_dict` wrote.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
    """
    alone = {name: value for name, value in table.items() if name != "format"}
    return from_plain(FindingForm, alone, "finding").described


def read_change(table: Mapping[str, object]) -> GradeChange:
    """Return the change that `to_json` wrote, counted again from its grades and events.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
        BeurteilungError: a scale, a grade or a kind of event is not known.
    """
    form = from_plain(ChangeForm, table, "change")
    events = [event(e.kind, date.fromisoformat(e.date) if e.date else None) for e in form.events]
    change = compare(grade(form.before), grade(form.after), events=events, on=form.on)
    return evolve(change, derived=form.derived)


def report_dict(report: Report) -> Plain:
    """Return a report in plain values, with a receipt of what it was made from."""
    return cast("Plain", plain(ReportForm.of(report)))


def report_table(report: Report) -> Plain:
    """Return a report for `indented` and `in_one_line`: its facts and its receipt are not plain yet."""
    return ReportForm.of(report)


def report_schema() -> dict[str, object]:
    """Return the JSON Schema of a report; a key that is not required may be null."""
    return plain_schema(ReportForm, "Report (beurteilung)")


def read_report(table: Mapping[str, object]) -> Report:
    """Return the report that `report_dict` wrote, now or in version 1 of the form.

    Raises:
        DataError: with every fault of the table, each with the path of its key.
    """
    from beurteilung.cases.report import Report  # noqa: PLC0415 - the report imports its documents

    read: dict[str, object] = dict(table)
    if read.get("format") == "beurteilung.report.v1":
        read = cast("dict[str, object]", _from_first(read))
    form = from_plain(ReportForm, read, "report")
    return Report(
        form.facts,
        tuple(f.described for f in form.findings),
        form.overall.described,
        receipt=form.receipt,
    )


def _from_first(value: object, name: str = "") -> object:
    """Return values of version 1 as of version 2: what is missing had no code beside its words then."""
    if name == "format" and isinstance(value, str):
        return value.replace(".v1", ".v2")
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [_coded(i) if name == "missing" else _from_first(i) for i in items]
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {k: v if k == "facts" else _from_first(v, k) for k, v in table.items()}
    return value


def _coded(words: object) -> object:
    """Find what is missing by its words; what has other words now keeps them."""
    if not isinstance(words, dict):
        return words
    texts = cast("dict[str, object]", words)
    known = {one.text.de: one for one in all_needed().values()}
    one = known.get(str(texts.get("de")))
    code, kind, where = (one.code, one.kind, one.key) if one else (_NO_CODE, "fact", "")
    return {"code": code, "kind": kind, "key": where or None, **texts}


_NO_CODE = "ohne-code"
"""What is missing in a report of version 1 under words that are no longer used."""
