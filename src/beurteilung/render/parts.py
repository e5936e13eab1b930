"""What a report says beside its findings, as rows for every kind of paper. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import NoMappingError
from beurteilung._base.text import Text, day, figure, signed
from beurteilung._base.translations import remark
from beurteilung.cases.facts import Facts
from beurteilung.cases.rules.notensprung import change_of
from beurteilung.changes import measure
from beurteilung.changes.finding import explained
from beurteilung.model.findings import Verdict, first_words
from beurteilung.model.mappings import NotComparableError
from beurteilung.render.said import Row, cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cases.format import Beurteilung
    from beurteilung.cases.report import Report
    from beurteilung.changes.measure import GradeChange
    from beurteilung.law.editions import Geltung, Guideline
    from beurteilung.model.appraisals import Version
    from beurteilung.model.findings import Finding
    from beurteilung.model.intervals import Interval
    from beurteilung.model.sources import Source

__all__ = [
    "FIGURES",
    "appraisals",
    "change",
    "conversions",
    "fate",
    "figures",
    "gap_name",
    "law",
    "receipt",
    "result",
    "sources",
    "stages",
    "to_settle",
    "top",
    "validity",
]

_UNKNOWN, _UNLIMITED = Text("nicht bekannt", "not known"), Text("nicht begrenzt", "not limited")


def top(report: Report, lang: Lang) -> list[Row]:
    """Return what stands first: the result in a line, whose law, which days count, remarks."""
    case, overall = report.case, report.overall
    rows = [
        (Text("Ergebnis", "Result"), f"{first_words(overall, lang)}: {overall.message[lang]}"),
        (Text("Dienstherr", "Dienstherr"), case.land),
    ]
    for name, value in (
        (Text("Kenntnisstand", "Facts known on"), case.kenntnisstand),
        (Text("Rechtsstand", "State of the law"), case.rechtsstand),
    ):
        rows.append((name, day(value, lang) if value else _UNLIMITED[lang]))
    rows += [(Text("Anmerkung", "Remark"), note) for note in case.anmerkung]
    return [(name[lang], value) for name, value in rows]


def law(report: Report, lang: Lang) -> list[Row]:
    """Return the guideline whose scale the appraisal uses, and why it governs."""
    facts = Facts(report.case)
    guideline = facts.guideline
    name = Text("Richtlinie", "Guideline")[lang]
    if guideline is None:
        return [(name, Text("keine bekannt", "none is known")[lang])]
    rows = [(name, f"{guideline.title} ({guideline.id})")]
    if guideline.rules.fundstelle:
        rows.append((Text("Fundstelle", "Published")[lang], guideline.rules.fundstelle))
    stichtag = facts.stichtag
    governing = guideline.governs(stichtag, facts.group) if stichtag else None
    rows += validity(guideline, lang, (governing,) if governing else guideline.rules.geltung)
    rows += [(gap_name(lang), remark(gap.was, lang)) for gap in guideline.gaps]
    return rows


def gap_name(lang: Lang) -> str:
    """Return the word for what no source attests."""
    return Text("Nicht belegt", "Not attested")[lang]


def validity(guideline: Guideline, lang: Lang, spans: Iterable[Geltung]) -> list[Row]:
    """Return which Stichtage an edition governs, each with its source."""
    name = Text("Gilt für Stichtage", "Governs Stichtage")[lang]
    words = Text("von", "from"), Text("bis", "to"), Text("jeden", "any")
    rows: list[Row] = []
    for one in spans:
        span = [f"{words[0][lang]} {day(one.ab, lang)}"] if one.ab else []
        span += [f"{words[1][lang]} {day(one.bis, lang)}"] if one.bis else []
        said = [" ".join(span)] if span else [words[2][lang]]
        said += [one.laufbahngruppe.value] if one.laufbahngruppe else []
        rows.append((name, f"{', '.join(said)}: {cited(guideline.cite(one), lang)}"))
    return rows


def appraisals(report: Report, lang: Lang) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the appraisals as a table: its head, and a row for each version."""
    names = (
        Text("Beurteilung", "Appraisal"),
        Text("Zeitraum", "Period"),
        Text("Stichtag", "Stichtag"),
        Text("Amt", "Office"),
        Text("Gesamturteil", "Overall mark"),
        Text("Fassung", "Version"),
    )
    facts = Facts(report.case)
    rows = [row for one in facts.case.beurteilung for row in _versions(one, facts, lang)]
    return tuple(name[lang] for name in names), rows


def _versions(item: Beurteilung, facts: Facts, lang: Lang) -> Iterator[tuple[str, ...]]:
    record = item.record(facts.office_of(item))
    valid = record.known(facts.case.kenntnisstand)
    for version in record.versions:
        yield (
            item.id,
            item.days[lang] if item.days else _UNKNOWN[lang],
            day(item.stichtag, lang) if item.stichtag else _UNKNOWN[lang],
            str(record.office) if record.office else _UNKNOWN[lang],
            _mark(version, lang),
            _standing(version, valid, lang),
        )


def _mark(version: Version, lang: Lang) -> str:
    """Write a grade with its wording and scale, or what the source says of one not attested."""
    grade = version.grade
    if grade is None:
        return f"{version.printed} ({Text('Skala nicht belegt', 'scale not attested')[lang]})"
    label = Text(f" „{grade.label}“", f" “{grade.label}”")[lang] if grade.label else ""
    return f"{grade.code}{label} ({grade.scale.title or grade.scale.id})"


def _standing(version: Version, valid: Version | None, lang: Lang) -> str:
    made = version.known_from
    on = f"{day(made, lang)}, " if made else ""
    return on + fate(version, valid)[lang]


def fate(version: Version, valid: Version | None) -> Text:
    """Say what became of a version, as known on a day: it holds, was replaced, or came later."""
    if version is valid:
        return Text("gilt", "valid")
    made = version.known_from
    if valid and valid.known_from and made and made < valid.known_from:
        return Text("ersetzt", "replaced")
    return Text("noch nicht bekannt", "not yet known")


def change(report: Report) -> tuple[GradeChange, Finding] | None:
    """Return the change against the previous appraisal, and the finding on it under the law of the case.

    None if there is no change or none can be told.
    """
    facts = Facts(report.case)
    try:
        found = change_of(facts)
    except (NoMappingError, NotComparableError):
        return None
    return (found, explained(found, facts.said)) if found else None


def conversions(report: Report) -> tuple[Finding, ...]:
    """Return the findings that carry a grade to the scale on which the change is counted."""
    return report.finding("wechsel.entsprechung")


FIGURES = (
    Text("Nominal (den Ziffern nach)", "Nominal (by the figures)"),
    Text("Durch die Skala", "By the scale"),
    Text("Der Sache nach", "Real"),
    Text("Davon erklärt", "Of that explained"),
    Text("Davon unerklärt", "Of that unexplained"),
)
"""The names of the five figures of a change, in their order."""


def figures(change: GradeChange, lang: Lang) -> list[Row]:
    """Return the five figures of a change by name, in stages."""
    nominal = change.nominal
    first = None if nominal is None else figure(measure.number(nominal), lang)
    counted = {
        "scale_effect": change.scale_effect,
        "real": change.real,
        "explained": change.explained,
        "unexplained": change.unexplained,
    }
    told = {"nominal": first} | {
        name: None if value is None else stages(value, lang) for name, value in counted.items()
    }
    shown = [text or _undetermined(change.why_not[name], lang) for name, text in told.items()]
    return list(zip((name[lang] for name in FIGURES), shown, strict=True))


def _undetermined(why: Text, lang: Lang) -> str:
    return f"{Text('unbestimmt', 'undetermined')[lang]} ({why[lang]})"


def stages(value: Interval | None, lang: Lang) -> str:
    """Write a number of stages with its sign, an uncertain one with both ends."""
    if value is None:
        return Text("unbestimmt", "undetermined")[lang]
    to = Text("bis", "to")[lang]
    return f" {to} ".join(signed(n) for n in dict.fromkeys((value.low, value.high)))


def to_settle(report: Report, lang: Lang) -> list[Row]:
    """Return what would close the open points: the number of the finding, and what is missing there."""
    opened = [
        number
        for number, finding in enumerate(report.findings, 1)
        for f in finding.walk()
        if f.verdict is Verdict.OPEN
    ]
    wanted: dict[int, list[str]] = {}
    for number, (_, missing) in zip(opened, report.to_settle, strict=True):
        wanted.setdefault(number, []).extend(m.text[lang] for m in missing)
    name = Text("Zu Nr.", "No.")[lang]
    return [(f"{name} {n}", "; ".join(dict.fromkeys(items))) for n, items in wanted.items()]


def result(report: Report, lang: Lang) -> list[Row]:
    """Return how many findings have which verdict, and what follows."""
    counted = ", ".join(f"{n} {v.label[lang]}" for v, n in report.counts.items() if n)
    return [
        (Text("Befunde", "Findings")[lang], counted),
        (Text("Folge", "What follows")[lang], report.follows.label[lang]),
    ]


def sources(report: Report) -> list[tuple[str, str]]:
    """Return every source as printed, and its address on the web; any other address is part of the text."""
    return [_addressed(s) for s in dict.fromkeys(c.source for c in report.sources)]


def _addressed(source: Source) -> tuple[str, str]:
    if source.url.startswith(("https://", "http://")):
        return str(source), source.url
    return ", ".join(filter(None, (str(source), source.url))), ""


def receipt(report: Report, lang: Lang) -> list[Row]:
    """Return what the report was made from, so that it can be made again."""
    made = report.receipt
    rows = [
        (Text("Programm", "Program")[lang], f"beurteilung {made.version}"),
        (Text("Fall", "Case")[lang], report.case.id),
        (Text("Fall (SHA-256)", "Case (SHA-256)")[lang], made.case_sha256),
    ]
    rows += [(f"{one.name} (SHA-256)", one.sha256) for one in made.data]
    guideline = Facts(report.case).guideline
    if guideline and (checked := guideline.rules.geprueft_am):
        name = Text("Richtlinie zuletzt geprüft", "Guideline last checked")[lang]
        rows.append((name, f"{guideline.id}, {day(checked, lang)}"))
    return rows
