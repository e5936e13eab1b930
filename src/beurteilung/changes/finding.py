"""A change put into words: a finding whose parts read as one paragraph, with citations."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung._base.text import Lang, Text, joined, plural, sentences, signed, unsigned
from beurteilung.changes.measure import number
from beurteilung.law import registry
from beurteilung.law.certainty import decide
from beurteilung.law.decisions import rule
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import Amtswechsel, Amtszulage
from beurteilung.model.scales import STAGE, STEP
from beurteilung.model.sources import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from beurteilung.changes.measure import GradeChange, Outcome
    from beurteilung.law.certainty import Rechtslage
    from beurteilung.model.findings import Missing
    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import Grade, GradeScale, Unit

__all__ = ["concluded", "explained", "heard", "unattested"]

Words = Callable[[Lang], str]


def explained(change: GradeChange, said: Callable[[str], Rechtslage] | None = None) -> Finding:
    """Return the finding on a change: its figures, conversions and events, then the conclusion.

    ``said`` chooses the decision that leads on a rule, for the Dienstherr and the Rechtsstand of a
    case: where none that leads supports the rule, the finding is open. Without it no decision can
    lead; the words then name the one that might.
    """
    found = concluded(change.outcome, change.events, said)
    return evolve(
        found,
        children=(
            _figures(change),
            *_conversions(change),
            *_substance(change),
            *(_event(one, change, said) for one in change.events),
        ),
    )


def concluded(
    outcome: Outcome, events: Sequence[StatusEvent], said: Callable[[str], Rechtslage] | None = None
) -> Finding:
    """Return what follows from the figures of a change, and from the law on its events."""
    doubts = _unsupported(outcome, events, said or decide)
    open_law = doubts if said else []
    return Finding(
        outcome.code,
        Verdict.OPEN if open_law else outcome.verdict,
        _as_far_as(doubts) if doubts else _conclusion(outcome),
        leaning=Verdict.SATISFIED if open_law and all(map(leans, open_law)) else None,
        missing=(ON_POINT,) if open_law else _open_facts(outcome),
    )


def heard(one: StatusEvent, said: Callable[[str], Rechtslage]) -> Rechtslage | None:
    """Return the decisions for and against what an event is taken to explain; None of no rule."""
    if not one.rule:
        return None
    choice = said(one.rule)
    if one.stages != 0:
        return choice
    return evolve(choice, supporting=choice.contrary, limiting=(), opposing=choice.supporting)


def _unsupported(
    outcome: Outcome, events: Sequence[StatusEvent], said: Callable[[str], Rechtslage]
) -> list[Rechtslage]:
    """Return the rules by which a change is explained, and which no leading decision supports."""
    if outcome.code != "wechsel.erklaert":
        return []
    certain = [e for e in events if e.rule and e.counts and e.stages.exact and not _named_line(e)]
    choices = [said(e.rule) for e in certain]
    return [choice for choice in choices if choice.direction != "stuetzt"]


def _named_line(one: StatusEvent) -> bool:
    """Tell whether the event itself names the line of authority to follow."""
    return isinstance(one, Amtszulage) and one.eigenes_amt is not None


def leans(choice: Rechtslage) -> bool:
    """Tell whether an open rule is supported by somebody, and not contradicted by the one that leads."""
    return choice.direction is None and bool(choice.supporting)


def _as_far_as(doubts: list[Rechtslage]) -> Text:
    if all(choice.supporting for choice in doubts):
        text = Text(
            "Damit ist der Unterschied erklärt, soweit diesen Entscheidungen zu folgen ist.",
            "This explains the difference as far as these decisions are to be followed.",
        )
    else:
        text = Text("Das würde den Unterschied erklären.", "This would explain the difference.")
    for why in dict.fromkeys(choice.why for choice in doubts):
        text += why
    return text


ON_POINT = needed("entscheidung")


def _both(de: str, en: str, **parts: Words) -> Text:
    """Fill two sentences, each part in its own language."""
    return Text(
        de.format(**{name: words("de") for name, words in parts.items()}),
        en.format(**{name: words("en") for name, words in parts.items()}),
    )


def _named(grade: Grade) -> Words:
    def words(lang: Lang) -> str:
        if grade.label in (None, grade.code):
            return grade.code
        return f"{grade.code} {_quoted(grade.label, lang)}"

    return words


def _scale(scale: GradeScale) -> Words:
    return lambda _: scale.title or scale.id


def _stages(interval: Interval) -> Words:
    """Put a number of stages other than 0 into words: eine Stufe weniger; −1 to 0 stages."""

    def words(lang: Lang) -> str:
        if not interval.exact:
            low, high = signed(interval.low), signed(interval.high)
            return Text(f"{low} bis {high} Stufen", f"{low} to {high} stages")[lang]
        way = Text("mehr", "more") if interval.low > 0 else Text("weniger", "less")
        return f"{plural(abs(interval.low), lang)} {way[lang]}"

    return words


def _counted(interval: Interval) -> Words:
    """Put a number of stages into words with its sign: eine Stufe (−1)."""
    if not interval.exact:
        return _stages(interval)
    return lambda lang: f"{plural(abs(interval.low), lang)} ({signed(interval.low)})"


def _figures(change: GradeChange) -> Finding:
    before, after = change.before, change.after
    if before.scale == after.scale:
        text = _both(
            "Auf der Skala „{scale}“ folgt auf die Note {old} die Note {new}.",
            "On the scale “{scale}” the grade {old} is followed by the grade {new}.",
            scale=_scale(after.scale),
            old=_named(before),
            new=_named(after),
        )
        text = sentences(text, _in_its_unit(change))
    else:
        figures = _by_figures(change)
        text = _both(
            "Auf die Note {old} ({old_scale}) folgt die Note {new} ({new_scale}); {figures}",
            "The grade {old} ({old_scale}) is followed by the grade {new} ({new_scale}); {figures}",
            old=_named(before),
            old_scale=_scale(before.scale),
            new=_named(after),
            new_scale=_scale(after.scale),
            figures=lambda lang: figures[lang],
        )
    labels = [g.label_citation for g in (before, after) if g.label and g.label_citation]
    return Finding(
        "wechsel.ziffern",
        Verdict.SATISFIED,
        text,
        citations=tuple(dict.fromkeys(evolve(c, note="") for c in labels)),
        calculated=True,
    )


def _in_its_unit(change: GradeChange) -> Text | None:
    """Say how far two grades of one scale lie apart, in its own unit, unless the stages say it all."""
    steps, scale = change.steps, change.after.scale
    nominal = None if change.nominal is None else number(change.nominal)
    if not steps or steps == change.real:
        return None
    if nominal is None:
        unit = scale.unit or STEP
        return _both("Das {verb} {n}.", "That is {n}.", verb=_is(steps), n=_less(steps, unit))
    text = _both(
        "Den Ziffern nach {verb} das {n}.",
        "By the figures that is {n}.",
        verb=_is(nominal),
        n=_less(nominal, None if scale.direction is not None else scale.unit),
    )
    if abs(steps) == abs(nominal):
        return text
    return text + _both(
        "Auf der Skala {verb} es {n}.",
        "On the scale it is {n}.",
        verb=_is(steps),
        n=_less(steps, STEP),
    )


def _is(value: int | Fraction) -> Words:
    return lambda _: "ist" if -1 <= value <= 1 else "sind"


def _less(value: int | Fraction, unit: Unit | None) -> Words:
    """Put a difference other than 0 into words: zwei Punkte weniger, 1,5 mehr."""

    def words(lang: Lang) -> str:
        way = Text("mehr", "more") if value > 0 else Text("weniger", "less")
        size = value if value > 0 else -value
        if unit is None:
            shown = unsigned(size, lang)
        elif isinstance(size, int):
            shown = unit.count(size, lang)
        else:
            shown = f"{unsigned(size, lang)} {unit.several[lang]}"
        return f"{shown} {way[lang]}"

    return words


def _by_figures(change: GradeChange) -> Text:
    """Say what the printed figures of two scales say."""
    if change.nominal is None:
        why = change.why_not["nominal"]
        return Text(
            f"den Ziffern nach lassen sie sich nicht vergleichen: {why.de}.",
            f"by the figures they cannot be compared: {why.en}.",
        )
    if change.nominal == 0:
        return Text("den Ziffern nach ist das dieselbe Note.", "by the figures it is the same.")
    return _both(
        "den Ziffern nach {verb} das {n}.",
        "by the figures that is {n}.",
        verb=_is(number(change.nominal)),
        n=_less(number(change.nominal), _unit_across(change)),
    )


def _unit_across(change: GradeChange) -> Unit | None:
    """Return what one figure more stands for on both scales; half a stage is no unit."""
    scale = change.after.scale
    if scale.direction is None:
        return scale.unit
    return STAGE if isinstance(change.nominal, Interval) else None


def _verb(interval: Interval) -> Words:
    return lambda _: "ist" if interval in (1, -1) else "sind"


def _conversions(change: GradeChange) -> list[Finding]:
    grades = dict.fromkeys((change.before, change.after))
    return [_conversion(g, change.on) for g in grades if g.scale != change.on]


def _conversion(grade: Grade, on: GradeScale) -> Finding:
    mapping = registry.mapping(grade.scale, on)
    found = mapping(grade)
    if not found:
        missing = tuple(m.citation for m in mapping.missing if m.grade == grade)
        text = _both(
            "Der Note {g} entspricht auf der Skala „{s}“ keine Note.",
            "No grade of the scale “{s}” corresponds to the grade {g}.",
            g=_named(grade),
            s=_scale(on),
        )
        return Finding("wechsel.entsprechung", Verdict.OPEN, text, citations=missing)
    pairs = [pair for g in found if (pair := mapping.pair(grade, g))]
    text = _both(
        "Der Note {g} entspricht auf der Skala „{s}“ die Note {t}.",
        "The grade {g} corresponds, on the scale “{s}”, to the grade {t}.",
        g=_named(grade),
        s=_scale(on),
        t=_either(found),
    )
    cited = tuple(dict.fromkeys(c for pair in pairs for c in pair.citations))
    return Finding("wechsel.entsprechung", Verdict.SATISFIED, text, citations=cited)


def _either(grades: tuple[Grade, ...]) -> Words:
    """Name several grades; a label that all of them share is said once."""
    labels = {g.label for g in grades}
    shared = labels.pop() if len(grades) > 1 and len(labels) == 1 else None

    def words(lang: Lang) -> str:
        *head, last = [g.code if shared else _named(g)(lang) for g in grades]
        text = f"{', '.join(head)} {Text('oder', 'or')[lang]} {last}" if head else last
        each = Text("jeweils", "each")[lang]
        return f"{text} ({each} {_quoted(shared, lang)})" if shared else text

    return words


def _quoted(text: str, lang: Lang) -> str:
    return Text(f"„{text}“", f"“{text}”")[lang]


def _substance(change: GradeChange) -> list[Finding]:
    """Say what is left of the nominal change once the scales are the same."""
    real, effect = change.real, change.scale_effect
    if real is None:
        return [_not_counted(change)]
    if real == 0:
        same = Text("Der Sache nach ist die Note gleich geblieben.", "In substance it is the same.")
        within = Text(
            "Beide Noten gehören zu derselben Stufe; der Unterschied innerhalb der Stufe zählt als keine "
            "Stufe.",
            "Both grades belong to the same stage; the difference within it counts as no stage.",
        )
        text = within if change.within_a_stage else same
    else:
        text = _both(
            "Der Sache nach {verb} es {r}.",
            "In substance it is {r}.",
            verb=_verb(real),
            r=_stages(real),
        )
    if effect is not None and effect != 0:
        by_scale = _both(
            "Auf den Wechsel der Skala allein {verb} {e}.",
            "The change of scale alone accounts for {e}.",
            verb=lambda _: "entfällt" if effect in (1, -1) else "entfallen",
            e=_counted(effect),
        )
        text = by_scale + text
    return [Finding("wechsel.sache", Verdict.SATISFIED, text, calculated=True)]


def _not_counted(change: GradeChange) -> Finding:
    """Say why no stages are counted, and what is attested all the same."""
    why = change.why_not["real"]
    text = Text(f"Stufen werden nicht gezählt: {why.de}.", f"Stages are not counted: {why.en}.")
    least = _at_least(change)
    if least:
        text += Text(
            f"Belegt ist eine Grenze zwischen ihnen: Es ist mindestens {STAGE.count(least)}.",
            f"A limit between them is attested: it is at least {STAGE.count(least, 'en')}.",
        )
    return Finding("wechsel.sache", Verdict.OPEN, text, calculated=True)


def _at_least(change: GradeChange) -> int:
    """Return how many attested limits of stages lie between two grades of one scale."""
    if change.steps is None or change.before.scale != change.on:
        return 0
    between = change.on.between(change.before, change.after)
    apart = (
        change.on.stages_between(a, b) for a, b in pairwise(g for g in between if g.stage_known)
    )
    return sum(ceil(abs(a)) for a in apart if a is not None)


def _event(
    one: StatusEvent, change: GradeChange, said: Callable[[str], Rechtslage] | None
) -> Finding:
    choice = heard(one, said or decide)
    if choice is None:
        told = one.described()
        if isinstance(one, Amtswechsel) and one.widerspruch:
            contradicted = Text(
                f"{told.de}; was davon zutrifft, ist zu klären.",
                f"{told.en}; which of them is right has to be clarified.",
            )
            return Finding("wechsel.ereignis", Verdict.OPEN, contradicted)
        text = Text(
            f"{told.de}: Welche Note danach bei gleicher Leistung zu erwarten ist, ist nicht geklärt.",
            f"{told.en[:1].upper()}{told.en[1:]}: which grade is to be expected after it at equal "
            "performance is not settled.",
        )
        return Finding("wechsel.ereignis", Verdict.OPEN, text)
    settled = said is None or _named_line(one) or choice.direction == "stuetzt"
    derived = change.derived and one is change.events[-1]
    doubts = _doubts(one, change)
    weak = (evolve(c, evidence=Evidence.INFERRED, note="") for c in choice.supporting[:1] if doubts)
    return Finding(
        "wechsel.ereignis",
        Verdict.SATISFIED if settled and one.stages.exact else Verdict.OPEN,
        sentences(one.opened() + one.explanation(), _DERIVED if derived else None, *doubts),
        citations=tuple(weak),
        supporting=choice.supporting,
        opposing=choice.contrary,
    )


_DERIVED = Text(
    "Das Ereignis ist aus den beiden Ämtern abgeleitet: die geringste Zahl, die passt.",
    "The event is derived from the two offices: the fewest that fit.",
)


def _doubts(one: StatusEvent, change: GradeChange) -> list[Text]:
    """Name what of the explanation is inferred and not attested; that events add up, with the last."""
    doubts = unattested(one, change.on.stage_count)
    counting = [e for e in change.events if e.counts]
    if len(counting) > 1 and one is counting[-1]:
        doubts.append(Text(
            "Dass mehrere Ereignisse sich addieren, ist erschlossen.",
            "That several events add up is inferred.",
        ))  # fmt: skip
    return doubts


def unattested(one: StatusEvent, stages: int | None) -> list[Text]:
    """Say that the rule on an event is attested for scales of other length only, if it is."""
    attested = rule(one.rule).belegt_fuer_stufen if one.rule else ()
    if not attested or stages in attested:
        return []
    de, en = joined(map(str, attested)), joined(map(str, attested), "en")
    text = Text(
        f"Belegt ist das für Skalen mit {de} Stufen; für diese Skala ist es erschlossen.",
        f"This is attested for scales of {en} stages; for this scale it is inferred.",
    )
    return [text]


def _conclusion(outcome: Outcome) -> Text:
    if outcome.code in _CONCLUSIONS:
        return _CONCLUSIONS[outcome.code]
    left = outcome.unexplained
    assert left is not None  # noqa: S101 - only without a counterpart there is none
    text = _both(
        "Nicht erklärt {verb} {u}.", "Not explained is {u}.", verb=_verb(left), u=_stages(left)
    )
    if outcome.code == "wechsel.ungewiss":
        return text + Text(
            "Ob Gründe nötig sind, bleibt offen.", "Whether reasons are needed stays open."
        )
    return text + Text(
        "Das ist für sich kein Fehler, bedarf aber der Begründung.",
        "That is no fault by itself, but it needs reasons.",
    )


_CONCLUSIONS = {
    "wechsel.keiner": Text("Es gibt nichts zu erklären.", "There is nothing to explain."),
    "wechsel.erklaert": Text(
        "Damit ist der Unterschied erklärt; weiterer Gründe bedarf es dafür nicht.",
        "This explains the difference; no further reasons are needed for it.",
    ),
    "wechsel.ereignis-offen": Text(
        "Was das Ereignis für die Note bedeutet, bleibt offen.",
        "What the event means for the grade stays open.",
    ),
    "wechsel.innerhalb-der-stufe": Text(
        "Die Stufe ist dieselbe; ob ein Unterschied innerhalb einer Stufe der Begründung bedarf, ist "
        "nicht geklärt.",
        "The stage is the same; whether a difference within a stage needs reasons is not settled.",
    ),
    "wechsel.stufe-nicht-belegt": Text(
        "Wie viel davon zu erklären ist, bleibt offen.",
        "How much of it is to be explained stays open.",
    ),
    "wechsel.ohne-entsprechung": Text(
        "Der Unterschied lässt sich auf dieser Skala nicht zählen und bleibt offen.",
        "The difference cannot be counted on this scale and stays open.",
    ),
}


def _open_facts(outcome: Outcome) -> tuple[Missing, ...]:
    """Name what would have to be known to close the question."""
    if outcome.verdict is not Verdict.OPEN:
        return ()
    return (_OPEN_FACTS.get(outcome.code, REASONS),)


REASONS = needed("aenderung.unerklaert")
_OPEN_FACTS = {
    "wechsel.ohne-entsprechung": needed("aenderung.uebertragung"),
    "wechsel.stufe-nicht-belegt": needed("stufen.grenzen"),
    "wechsel.innerhalb-der-stufe": ON_POINT,
    "wechsel.ereignis-offen": needed("ereignis"),
}
