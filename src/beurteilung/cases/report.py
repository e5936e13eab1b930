"""Whole cases: from a file of facts to a report of findings."""

from __future__ import annotations

import enum
import os
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from beurteilung._base.errors import NoMappingError, WrongKindError
from beurteilung._base.kinds import expect, expect_each
from beurteilung._base.natural import natural
from beurteilung._base.ports import Port, picture
from beurteilung._base.records import Factory, cached_property, field, frozen
from beurteilung._base.text import Lang, Text, TextFormat, sentences
from beurteilung._base.toml import read_toml, structure
from beurteilung._base.translations import remark
from beurteilung.cases.coverage import not_asked, not_examined
from beurteilung.cases.facts import Facts
from beurteilung.cases.format import Fall
from beurteilung.cases.receipt import Receipt, receipt
from beurteilung.cases.rules import (
    abwesenheit,
    aktualitaet,
    anlass,
    auswahl,
    begruendung,
    beitrag,
    bestand,
    beteiligte,
    gesamturteil,
    inhalt,
    luecken,
    massstab,
    merkmale,
    mitbewerber,
    nachzeichnung,
    notensprung,
    regelzeitraum,
    streuung,
    taetigkeit,
    verfahren,
    vergleichsgruppe,
    vorgabe,
    wertigkeit,
    zeitraum,
    ziele,
)
from beurteilung.changes.finding import REASONS
from beurteilung.law.certainty import DECISION, left_open
from beurteilung.law.codes import Code, Thema, topic
from beurteilung.law.codes import code as known_code
from beurteilung.law.missing import needed
from beurteilung.law.places import reported
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.mappings import NotComparableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beurteilung._base.toml import Table
    from beurteilung.changes.measure import GradeChange
    from beurteilung.model.findings import Missing
    from beurteilung.model.sources import Citation

__all__ = ["Consequence", "Head", "Report", "case_in", "check", "read_case"]

RULES: tuple[Callable[[Facts], tuple[Finding, ...]], ...] = (
    bestand.check,
    anlass.check,
    aktualitaet.check,
    zeitraum.check,
    regelzeitraum.check,
    luecken.check,
    abwesenheit.check,
    taetigkeit.check,
    wertigkeit.check,
    beitrag.check,
    beteiligte.check,
    vergleichsgruppe.check,
    vorgabe.check,
    streuung.check,
    ziele.check,
    verfahren.check,
    beteiligte.conference,
    massstab.check,
    nachzeichnung.check,
    luecken.carried,
    notensprung.check,
    merkmale.since,
    gesamturteil.check,
    merkmale.check,
    begruendung.check,
    inhalt.check,
    mitbewerber.check,
    auswahl.check,
)
"""Every rule, in the order in which a report prints them."""


class Consequence(enum.Enum):
    """What follows from a report.

    >>> Consequence.SELECTION.label.de
    'Auswahl fehlerhaft: neu zu entscheiden'
    """

    NOTHING = "nothing"
    CLARIFY = "clarify"
    REASONS = "reasons"
    SELECTION = "selection"
    VIOLATION = "violation"
    NEW_APPRAISAL = "new appraisal"

    @property
    def label(self) -> Text:
        """The consequence, as the result of a Vermerk."""
        return _CONSEQUENCES[self.value]


_CONSEQUENCES = {
    "nothing": Text(
        "im geprüften Umfang kein Fehler festgestellt", "no fault found as far as checked"
    ),
    "clarify": Text(
        "offen: noch nicht abschließend zu beurteilen", "open: cannot be judged conclusively yet"
    ),
    "reasons": Text(
        "offen: die Änderung ist noch nicht erklärt", "open: the change is not explained yet"
    ),
    "selection": Text(
        "Auswahl fehlerhaft: neu zu entscheiden", "selection faulty: to be decided anew"
    ),
    "violation": Text(
        "Auswahl fehlerhaft: neu zu entscheiden; ob auch die Beurteilung fehlerhaft ist, ist offen",
        "selection faulty: to be decided anew; whether the appraisal is faulty too is open",
    ),
    "new appraisal": Text(
        "rechtswidrig: aufzuheben, neu zu beurteilen",
        "unlawful: to be set aside, a new appraisal is required",
    ),
}


@frozen
class Head:
    """What stands above a Vermerk: each given, or left blank to be filled in by hand.

    ``subject`` is the title of the case unless another is given.
    """

    subject: str = ""
    reference: str = ""
    day: date | None = None
    author: str = ""


@frozen(repr=False)
class Report:
    """The findings on a case, in order, and what follows from them.

    ``overall`` is violated if a finding by itself makes the appraisal unlawful, satisfied (lawful as
    far as checked) if none is violated and none open, else open. ``facts`` are those that the rules were
    asked with, ``receipt`` names what the answer was made from.
    """

    case: Fall
    findings: tuple[Finding, ...]
    overall: Finding
    receipt: Receipt = field(default=Receipt(), kw_only=True)
    facts: Facts = field(
        default=Factory(lambda self: Facts(self.case), takes_self=True),
        kw_only=True,
        eq=False,
        repr=False,
    )

    def __attrs_post_init__(self) -> None:
        """Check the parts that everything else is read from."""
        expect("case", self.case, Fall)
        expect("findings", self.findings, tuple)
        _ = expect_each("findings", self.findings, Finding)
        expect("overall", self.overall, Finding)

    @property
    def change(self) -> GradeChange | None:
        """The change against the previous appraisal; None if there is none, or none can be counted."""
        try:
            return self.facts.change
        except (NoMappingError, NotComparableError):
            return None

    @property
    def on_change(self) -> Finding | None:
        """The finding on the change of the grade."""
        return next(iter(self.finding(notensprung.CODE)), None)

    @property
    def digest(self) -> str:
        """The SHA-256 of the case as it was read, so that the answer can be traced to its input."""
        return self.receipt.case_sha256

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many of the findings have which verdict; those below others are not counted."""
        return {v: sum(f.verdict is v for f in self.findings) for v in Verdict}

    @property
    def topics(self) -> tuple[tuple[Thema, tuple[tuple[int, Finding], ...]], ...]:
        """The findings by topic, each with its number in the report."""
        numbered = enumerate(self.findings, 1)
        return tuple(
            (thema, tuple(group)) for thema, group in groupby(numbered, lambda n: topic(n[1].code))
        )

    @property
    def to_settle(self) -> tuple[tuple[Finding, tuple[Missing, ...]], ...]:
        """Each open finding, and what would have to be known to close it."""
        return tuple(
            (f, f.missing or (DECISION,)) for f in self.walk() if f.verdict is Verdict.OPEN
        )

    @property
    def not_asked(self) -> tuple[Code, ...]:
        """The questions that were not asked, because the case states none of their facts."""
        return tuple(known_code(name) for name in not_asked(f.code for f in self.walk()))

    @property
    def not_examined(self) -> tuple[str, ...]:
        """The keys that the case states and that no question of the report turns on."""
        return not_examined(self.facts.stated, (f.code for f in self.walk()))

    @property
    def follows(self) -> Consequence:
        """What follows from the findings."""
        verdicts = {f.verdict for f in self.walk()}
        if self.overall.verdict is Verdict.VIOLATED:
            return Consequence.NEW_APPRAISAL
        if Verdict.VIOLATED in verdicts:
            in_doubt = any(f.leaning is Verdict.VIOLATED for f in self.walk())
            return Consequence.VIOLATION if in_doubt else Consequence.SELECTION
        if any(m.code in _REASONS for f in self.findings for m in f.missing):
            return Consequence.REASONS
        open_ = Verdict.OPEN in {*verdicts, self.overall.verdict}
        return Consequence.CLARIFY if open_ else Consequence.NOTHING

    @property
    def exit_code(self) -> int:
        """0: nothing violated, nothing open; 1: something violated; 3: only open points."""
        verdicts = {f.verdict for f in (*self.walk(), self.overall)}
        if Verdict.VIOLATED in verdicts:
            return 1
        return 3 if Verdict.OPEN in verdicts else 0

    def __repr__(self) -> str:
        """Show case, verdict and number of findings, in one line."""
        return f"<Report {self.case.id!r}: {self.overall.verdict.value}, {len(self.findings)} findings>"

    def finding(self, code: str) -> tuple[Finding, ...]:
        """Return the findings with this code, those below others included; none if it was not asked.

        Raises:
            UnknownIdError: no finding ever has this code; the nearest one is named.
        """
        expect("code", code, str)
        found = tuple(f for f in self.walk() if f.code == code)
        if not found:
            _ = known_code(code)
        return found

    def walk(self) -> Iterator[Finding]:
        """Yield every finding, parents first."""
        return iter(self._every)

    @cached_property
    def _every(self) -> tuple[Finding, ...]:
        return tuple(each for one in self.findings for each in one.walk())

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation, each once."""
        return tuple(dict.fromkeys(c for f in (*self.findings, self.overall) for c in f.sources))

    def explain(self, lang: Lang = "de") -> str:
        """Return the report as text in German or English."""
        return self.render("text", lang)

    @overload
    def render(
        self, format: TextFormat = "text", lang: Lang = "de", *, head: Head = ..., width: int = ...
    ) -> str: ...
    @overload
    def render(
        self, format: Literal["pdf"], lang: Lang = "de", *, head: Head = ..., width: int = ...
    ) -> bytes: ...
    @overload
    def render(
        self, format: str, lang: Lang = "de", *, head: Head = ..., width: int = ...
    ) -> str | bytes: ...
    def render(
        self,
        format: str = "text",  # noqa: A002 - the word of the contract
        lang: Lang = "de",
        *,
        head: Head = Head(),  # noqa: B008 - frozen
        width: int = 100,
    ) -> str | bytes:
        """Return the report as a Vermerk in one of the formats, or as JSON.

        ``head`` is what stands above it, ``width`` how many letters a line of text takes.

        Raises:
            UnknownIdError: there is no such format; the formats are named.
            MissingExtraError: a PDF needs a typesetter that is not installed.
        """
        expect("format", format, str)
        expect("width", width, int)
        return _rendered(self, format, lang, head, width)

    def _repr_html_(self) -> str:
        return picture(self)

    def __str__(self) -> str:
        """Return the German text."""
        return self.explain()


_REASONS = {REASONS.code, notensprung.WHY.code}
_rendered: Port[[Report, str, Lang, Head, int], str | bytes] = Port("rendered_report")


def read_case(path: str | os.PathLike[str]) -> Fall:
    """Read a case file.

    Raises:
        DataError: with every fault of the file.
    """
    expect("path", path, str, os.PathLike)
    file = Path(path)
    return case_in(read_toml(file), str(file))


def case_in(table: Table, where: str) -> Fall:
    """Return the case that a table states, whose ``where`` is named by every fault.

    Raises:
        DataError: with every fault of the table.
    """
    return structure(Fall, natural(Fall, table), where)


def _gap_opens(finding: Finding, facts: Facts) -> Finding:
    """Leave open a breach of a guideline of which it is recorded that the provision is not fully known."""
    guideline = facts.guideline
    breach = finding.ground is Ground.GUIDELINE
    if guideline is None or not breach or any(f.ground for f in finding.children):
        return finding
    asked = known_code(finding.code).bestimmung
    gap = next((g for name in asked if (g := guideline.gap(name, facts.stichtag))), None)
    if gap is None:
        return finding
    text = Text(f"Nicht belegt ist: {gap.was}.", f"It is not attested: {remark(gap.was, 'en')}.")
    return left_open(finding, needed("bestimmung"), why=text, leaning=Verdict.VIOLATED)


def check(case: Fall | str | os.PathLike[str]) -> Report:
    """Check a whole case: a case object, or the path of a case file.

    Raises:
        DataError: the file is faulty; all of its faults are listed.
        DateError: the appraisal was not known on the ``kenntnisstand``.
    """
    if not isinstance(case, (Fall, str, os.PathLike)):
        raise WrongKindError.of(
            Text("ein Fall, oder der Pfad einer Falldatei", "a case, or the path of a case file"),
            case,
        )
    fall = case if isinstance(case, Fall) else read_case(case)
    facts = Facts(fall)
    law, guidelines = facts.applicable_law, facts.guidelines
    found = (_gap_opens(f, facts) for rule in RULES for f in rule(facts))
    findings = tuple(reported(f, law, guidelines) for f in found)
    overall = _overall(facts, findings)
    return Report(fall, findings, overall, receipt=receipt(fall, facts), facts=facts)


def _overall(facts: Facts, findings: tuple[Finding, ...]) -> Finding:
    """Return what follows from all findings; a fault of the selection alone leaves the appraisal as it is."""
    limits = facts.law("kontrolle.grenzen")
    every = [f for one in findings for f in one.walk()]
    fatal = [f for f in every if f.new_appraisal]
    verdicts = {f.verdict for f in every}
    verdict, ground = Verdict.SATISFIED, None
    text = Text(
        "Im geprüften Umfang ist kein Fehler festgestellt.", "No fault was found as far as checked."
    )
    if fatal:
        verdict, ground = Verdict.VIOLATED, fatal[0].ground
        text = sentences(_UNLAWFUL, _on_the_drop(facts, findings))
    elif Verdict.OPEN in verdicts or not {f.code for f in every} >= _BASIC:
        verdict, text = Verdict.OPEN, _UNSETTLED
        if Verdict.VIOLATED in verdicts:
            text = _SELECTION + text
    elif Verdict.VIOLATED in verdicts:
        verdict, text = Verdict.OPEN, _SELECTION + _NOTHING_ELSE
    reviewed = () if verdict is Verdict.OPEN else limits.supporting  # what is open rests on nothing
    return Finding(
        "gesamt", verdict, text, ground=ground, new_appraisal=bool(fatal), supporting=reviewed
    )


_BASIC = {"anlass.grund", "anlass.stichtag", "zeitraum.anschluss", "zeitraum.mindestdauer"}
"""What has to have been asked before a report may say that no fault was found: any appraisal has them."""
_UNLAWFUL = Text(
    "Die Beurteilung ist rechtswidrig; sie ist aufzuheben, und es ist neu zu beurteilen.",
    "The appraisal is unlawful; it is to be set aside, and a new one is required.",
)
_UNSETTLED = Text(
    "Nach den bekannten Tatsachen ist offen, ob die Beurteilung rechtmäßig ist.",
    "On the known facts it is open whether the appraisal is lawful.",
)
_SELECTION = Text(
    "Die Auswahl ist fehlerhaft; über sie ist neu zu entscheiden.",
    "The selection is faulty; it has to be decided anew.",
)
_NOTHING_ELSE = Text(
    "An der Beurteilung selbst ist im geprüften Umfang kein Fehler festgestellt.",
    "In the appraisal itself no fault was found as far as checked.",
)


def _on_the_drop(facts: Facts, findings: tuple[Finding, ...]) -> Text | None:
    """Say of a drop that is no fault that it is none: parties argue about it most.

    Nothing is said where there is no drop, or where any finding on the change is violated or open.
    """
    of_change = topic(notensprung.CODE)
    on_change = [f for one in findings for f in one.walk() if topic(f.code) is of_change]
    if any(f.verdict in (Verdict.OPEN, Verdict.VIOLATED) for f in on_change):
        return None
    settled = any(f.code == notensprung.CODE and f.verdict is Verdict.SATISFIED for f in on_change)
    if settled and facts.drop:
        return Text("Der Notensprung selbst ist kein Fehler.", "The drop itself is no fault.")
    return None
