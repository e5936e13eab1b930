"""Whole cases: from a file of facts to a report of findings."""

from __future__ import annotations

import enum
import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from beurteilung._base.errors import WrongKindError
from beurteilung._base.ports import Port, picture
from beurteilung._base.text import Lang, Text, sentences
from beurteilung._base.toml import read_toml, structure
from beurteilung.cases.facts import Facts
from beurteilung.cases.format import Fall
from beurteilung.cases.receipt import Receipt, receipt
from beurteilung.cases.rules import (
    aktualitaet,
    anlass,
    beitrag,
    gesamturteil,
    massstab,
    mitbewerber,
    nachzeichnung,
    notensprung,
    regelzeitraum,
    streuung,
    taetigkeit,
    verfahren,
    vergleichsgruppe,
    vorgabe,
    zeitraum,
)
from beurteilung.changes.finding import REASONS
from beurteilung.law.certainty import DECISION
from beurteilung.law.codes import Thema, topic
from beurteilung.model.findings import Finding, Ground, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beurteilung.model.findings import Missing
    from beurteilung.model.sources import Citation

__all__ = ["Consequence", "Report", "check", "read_case"]

RULES: tuple[Callable[[Facts], tuple[Finding, ...]], ...] = (
    anlass.check,
    aktualitaet.check,
    zeitraum.check,
    regelzeitraum.check,
    taetigkeit.check,
    beitrag.check,
    vergleichsgruppe.check,
    vorgabe.check,
    streuung.check,
    verfahren.check,
    massstab.check,
    nachzeichnung.check,
    notensprung.check,
    gesamturteil.check,
    mitbewerber.check,
)
"""Every rule, in the order in which a report prints them."""


class Consequence(enum.Enum):
    """What follows from a report.

    >>> Consequence.REASONS.label.de
    'Gründe für die Änderung sind nachzuholen; die offenen Punkte sind zu klären.'
    """

    NOTHING = "nothing"
    CLARIFY = "clarify"
    REASONS = "reasons"
    SELECTION = "selection"
    VIOLATION = "violation"
    NEW_APPRAISAL = "new appraisal"

    @property
    def label(self) -> Text:
        """The consequence in a sentence."""
        return _CONSEQUENCES[self.value]


_CONSEQUENCES = {
    "nothing": Text("Es ist nichts zu veranlassen.", "Nothing has to be done."),
    "clarify": Text("Die offenen Punkte sind zu klären.", "The open points have to be settled."),
    "reasons": Text(
        "Gründe für die Änderung sind nachzuholen; die offenen Punkte sind zu klären.",
        "Reasons for the change have to be supplied; the open points have to be settled.",
    ),
    "selection": Text(
        "Ein Verstoß liegt vor, der für sich nicht zur Neubeurteilung führt; er ist zu beheben.",
        "There is a violation that by itself does not require a new appraisal; it has to be cured.",
    ),
    "violation": Text(
        "Ein Verstoß liegt vor; ob er zur Neubeurteilung führt, ist zu klären.",
        "There is a violation; whether it requires a new appraisal has to be settled.",
    ),
    "new appraisal": Text("Es ist neu zu beurteilen.", "A new appraisal is required."),
}


@frozen
class Report:
    """The findings on a case, in order, and what follows from them.

    ``overall`` is violated if a finding by itself makes the appraisal unlawful, satisfied (lawful as
    far as checked) if none is violated and none open, else open. ``receipt`` tells what the answer was
    made from.
    """

    case: Fall
    findings: tuple[Finding, ...]
    overall: Finding
    receipt: Receipt = field(default=Receipt(), kw_only=True)

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
        return Consequence.CLARIFY if Verdict.OPEN in verdicts else Consequence.NOTHING

    @property
    def exit_code(self) -> int:
        """0: nothing violated, nothing open; 1: something violated; 3: only open points."""
        verdicts = {f.verdict for f in self.walk()}
        if Verdict.VIOLATED in verdicts:
            return 1
        return 3 if Verdict.OPEN in verdicts else 0

    def finding(self, code: str) -> tuple[Finding, ...]:
        """Return the findings with this code, those below others included."""
        return tuple(f for f in self.walk() if f.code == code)

    def walk(self) -> Iterator[Finding]:
        """Yield every finding, parents first."""
        for one in self.findings:
            yield from one.walk()

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation, each once."""
        return tuple(dict.fromkeys(c for f in (*self.findings, self.overall) for c in f.sources))

    def explain(self, lang: Lang = "de") -> str:
        """Return the report as text in German or English."""
        return _report_text(self, lang)

    def _repr_html_(self) -> str:
        return picture(self)

    def __str__(self) -> str:
        """Return the German text."""
        return self.explain()


_REASONS = {REASONS.code, notensprung.WHY.code}
_report_text: Port[[Report, Lang], str] = Port("report_text")


def read_case(path: str | os.PathLike[str]) -> Fall:
    """Read a case file.

    Raises:
        DataError: with every fault of the file.
    """
    file = Path(path)
    return structure(Fall, read_toml(file), str(file))


def check(case: Fall | str | os.PathLike[str]) -> Report:
    """Check a whole case: a case object, or the path of a case file.

    Raises:
        DataError: the file is faulty; all of its faults are listed.
        DateError: the appraisal was not known on the ``kenntnisstand``.
    """
    if not isinstance(case, (Fall, str, os.PathLike)):
        raise WrongKindError.of("a case, or the path of a case file", case)
    fall = case if isinstance(case, Fall) else read_case(case)
    facts = Facts(fall)
    findings = tuple(f for rule in RULES for f in rule(facts))
    overall = _overall(facts, findings)
    return Report(fall, findings, overall, receipt=receipt(fall, facts))


def _overall(facts: Facts, findings: tuple[Finding, ...]) -> Finding:
    limits = facts.said("kontrolle.grenzen")
    every = [f for one in findings for f in one.walk()]
    fatal = [f for f in every if f.new_appraisal]
    if fatal:
        text = Text(
            "Die Beurteilung ist rechtswidrig; es ist neu zu beurteilen.",
            "The appraisal is unlawful; a new one is required.",
        )
        text = sentences(text, _on_the_drop(findings))
        ground = fatal[0].ground or Ground.GUIDELINE
        return Finding(
            "gesamt", Verdict.VIOLATED, text, ground=ground, new_appraisal=True,
            supporting=limits.supporting,
        )  # fmt: skip
    if any(f.verdict in (Verdict.OPEN, Verdict.VIOLATED) for f in every):
        text = Text(
            "Nach den bekannten Tatsachen ist offen, ob die Beurteilung rechtmäßig ist.",
            "On the known facts it is open whether the appraisal is lawful.",
        )
        return Finding("gesamt", Verdict.OPEN, text, supporting=limits.supporting)
    text = Text(
        "Soweit geprüft, ist die Beurteilung rechtmäßig.",
        "As far as checked, the appraisal is lawful.",
    )
    return Finding("gesamt", Verdict.SATISFIED, text, supporting=limits.supporting)


def _on_the_drop(findings: tuple[Finding, ...]) -> Text | None:
    """Say apart whether the change of the grade is a fault: parties argue about it most."""
    for one in findings:
        if one.code == notensprung.CODE and one.verdict is Verdict.SATISFIED:
            return Text("Der Notensprung selbst ist kein Fehler.", "The drop itself is no fault.")
        if one.code == notensprung.CODE and one.verdict is Verdict.OPEN:
            return Text(
                "Der Notensprung ist gesondert zu betrachten.", "The drop is to be looked at apart."
            )
    return None
