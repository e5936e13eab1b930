"""The drop or rise against the previous appraisal, and what of it is left to explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung.authorities import Choice, choose
from beurteilung.changes import GradeChange, compare
from beurteilung.errors import NoMappingError, NotComparableError
from beurteilung.explaining import RULES
from beurteilung.findings import Finding, Verdict
from beurteilung.rules import unknown
from beurteilung.wording import Text

if TYPE_CHECKING:
    from beurteilung.facts import Facts

__all__ = ["change_of", "check"]

CODE = "notensprung"

_REASONED = Text(
    "ein begründeter Vergleich der beiden Noten", "a reasoned comparison of the two grades"
)


def change_of(facts: Facts) -> GradeChange | None:
    """Return the change against the previous appraisal; None without one.

    Raises:
        NoMappingError: no mapping between the scales is known.
        NotComparableError: a decision holds the scales not comparable.
    """
    if facts.previous is None:
        return None
    return compare(facts.previous, facts.current, events=facts.events)


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the change of the grade against the previous appraisal."""
    try:
        change = change_of(facts)
    except NotComparableError as error:
        text = Text(
            "Die beiden Skalen sind nach einer Entscheidung nicht vergleichbar; nicht umzurechnen.",
            "By a decision the two scales are not comparable; there is no conversion.",
        )
        return (unknown(CODE, text, _REASONED, citations=(error.citation,)),)
    except NoMappingError:
        text = Text(
            "Zwischen den beiden Skalen ist keine Umrechnung bekannt.",
            "No conversion between the two scales is known.",
        )
        return (unknown(CODE, text, _REASONED),)
    if change is None:
        text = Text("Eine Vorbeurteilung ist nicht bekannt.", "No previous appraisal is known.")
        return (Finding(CODE, Verdict.NOT_APPLICABLE, text),)
    return (_judge(facts, change),)


def _judge(facts: Facts, change: GradeChange) -> Finding:
    """An explained change is plausible if the rule that explains it holds on the day of the law."""
    plain = change.finding
    choices = [_choice(facts, RULES[e.key]) for e in change.events if e.key in RULES]
    supporting = tuple(dict.fromkeys(c for choice in choices for c in choice.supporting))
    opposing = tuple(dict.fromkeys(c for choice in choices for c in choice.opposing))
    children = tuple(_without_authorities(child) for child in plain.children)
    if change.outcome.code != "wechsel.erklaert":
        authorities = () if change.real == 0 else supporting
        return evolve(
            plain, code=CODE, message=_figures(change) + plain.message, children=children,
            supporting=authorities, opposing=opposing if authorities else (),
        )  # fmt: skip
    doubts = [choice for choice in choices if choice.direction != "stuetzt"]
    message = _figures(change) + plain.message
    if doubts:
        for doubt in doubts:
            message += doubt.why
        return Finding(
            CODE,
            Verdict.OPEN,
            message,
            leaning=Verdict.SATISFIED if supporting else None,
            missing=(Text("eine einschlägige Entscheidung", "a decision on the point"),),
            supporting=supporting,
            opposing=opposing,
            children=children,
        )
    return Finding(
        CODE,
        Verdict.SATISFIED,
        message,
        supporting=supporting,
        opposing=opposing,
        children=children,
    )


def _choice(facts: Facts, rule: str) -> Choice:
    case = facts.case
    return choose(rule, rechtsstand=case.rechtsstand, land=case.land, excluded=case.entscheidung)


def _without_authorities(child: Finding) -> Finding:
    """Keep the words of a child; the authorities are those of the case's Rechtsstand."""
    return evolve(child, supporting=(), opposing=())


def _figures(change: GradeChange) -> Text:
    """State the figures as a line: nominal, scale effect, real, explained, unexplained."""
    names = [
        (Text("nominal", "nominal"), change.nominal),
        (Text("durch die Skala", "by the scale"), change.scale_effect),
        (Text("der Sache nach", "real"), change.real),
        (Text("erklärt", "explained"), change.explained),
        (Text("unerklärt", "unexplained"), change.unexplained),
    ]
    shown = [(n, "–" if v is None else str(v).replace("-", "−")) for n, v in names]
    return Text(
        "; ".join(f"{n.de} {v}" for n, v in shown) + ".",
        "; ".join(f"{n.en} {v}" for n, v in shown) + ".",
    )
