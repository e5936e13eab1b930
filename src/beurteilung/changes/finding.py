"""A change put into words: a finding whose parts read as one paragraph, with citations."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from beurteilung._base.records import evolve
from beurteilung._base.text import (
    Lang,
    Text,
    figure,
    joined,
    opened,
    plural,
    sentences,
    signed,
    unsigned,
)
from beurteilung._base.translations import remark
from beurteilung.changes.measure import WHY_NOT, as_decided, legal, number, split
from beurteilung.law import registry
from beurteilung.law.certainty import NOTHING, backed, decide, left_open
from beurteilung.law.decisions import Umfang, rule
from beurteilung.law.missing import needed
from beurteilung.law.places import may_lead, reported
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.offices import Amtswechsel, Amtszulage, Befoerderung
from beurteilung.model.scales import STAGE, STEP
from beurteilung.model.sources import Evidence, weakest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from fractions import Fraction

    from beurteilung.changes.measure import GradeChange, Outcome
    from beurteilung.law.certainty import ApplicableLaw, Rechtslage
    from beurteilung.law.editions import Guideline
    from beurteilung.model.findings import Missing
    from beurteilung.model.mappings import NotComparable
    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import Grade, GradeScale, Unit

__all__ = [
    "KINDS",
    "concluded",
    "conclusion",
    "explained",
    "legal_basis",
    "may_explain",
    "on_events",
    "rests_on",
    "unattested",
]

Words = Callable[[Lang], str]


def explained(change: GradeChange) -> Finding:
    """Return the finding on a change: its figures, conversions and events, then the conclusion."""
    scales = dict.fromkeys((change.before.scale, change.after.scale, change.on))
    guidelines = [g for g in map(registry.guideline_of, scales) if g]
    found = evolve(
        conclusion(change),
        children=(
            _figures(change),
            *_conversions(change),
            *_substance(change),
            *_recorded_standards(change),
            *on_events(change),
        ),
    )
    return reported(found, change.law, guidelines)


def on_events(change: GradeChange) -> tuple[Finding, ...]:
    """Return what the law says of the events; that several add up depends on the figures too."""
    return *_stricter(change), *(_event(one, change) for one in change.events)


def conclusion(change: GradeChange) -> Finding:
    """Return the verdict on a change by the law that governs it, without what it is made of."""
    law = change.law
    if change.outcome.code == "wechsel.stufe-nicht-belegt":
        law = evolve(law, umfang=_extent(change))
    found = (
        _of_another_kind(change.outcome, change.foreign)
        if change.foreign
        else concluded(change.outcome, change.events, law, change.on.stage_count)
    )
    if found.verdict is not Verdict.SATISFIED:
        return found
    # a chain is as weak as its weakest link
    links = zip(rests_on(change), (_IF_IT_HOLDS, _IF_THERE_ARE), _GAPS, strict=True)
    weak = [(words[attested], gap) for attested, words, gap in links if not attested.settles]
    if not weak:
        return found
    condition = weak[0][0]
    return evolve(
        left_open(found, *(gap for _, gap in weak), leaning=Verdict.SATISFIED),
        message=condition + found.message,
    )


_GAPS = needed("umrechnung"), needed("skala.noten")
_IF_THERE_ARE = {
    Evidence.SECONDARY: Text(
        "Wenn die Skala so ist, wie sie nur mittelbar belegt ist:",
        "If the scale is as it is attested indirectly only:",
    ),
    Evidence.INFERRED: Text(
        "Wenn die Skala so ist, wie sie nur erschlossen ist:",
        "If the scale is as it is inferred only:",
    ),
}
_IF_IT_HOLDS = {
    Evidence.SECONDARY: Text(
        "Wenn die nur mittelbar belegte Umrechnung zutrifft:",
        "If the conversion holds, which is attested indirectly only:",
    ),
    Evidence.INFERRED: Text(
        "Wenn die nur erschlossene Umrechnung zutrifft:",
        "If the conversion holds, which is inferred only:",
    ),
}


def rests_on(change: GradeChange) -> tuple[Evidence, Evidence]:
    """Return how firmly the conversion to the scale that counts is attested, and the grades moved between."""
    refused = registry.not_comparable(change.law)
    grades = dict.fromkeys((change.before, change.after))
    pairs = (
        pair
        for g in grades
        if g.scale != change.on
        for pair in registry.mapping(g.scale, change.on, refused).pairs_of(g)
    )
    moved = grades if len(grades) > 1 else ()
    return (
        weakest(*(pair.evidence for pair in pairs)),
        weakest(*(g.citation.evidence for g in moved if g.citation)),
    )


def concluded(
    outcome: Outcome, events: Sequence[StatusEvent], law: ApplicableLaw, length: int | None
) -> Finding:
    """Return what follows from the figures of a change, and from the law on its events.

    ``length`` is the number of stages of the scale; None if nobody tells.
    """
    return _concluded(outcome, tuple(as_decided(e, law) for e in events), law, length)


@lru_cache(maxsize=1 << 12)
def _concluded(
    outcome: Outcome, events: tuple[StatusEvent, ...], law: ApplicableLaw, length: int | None
) -> Finding:
    if outcome.code == "wechsel.stufe-nicht-belegt":
        return _by_extent(outcome, events, law)
    plain = Finding(
        outcome.code, outcome.verdict, _conclusion(outcome, law), missing=_open_facts(outcome)
    )
    if outcome.code == "wechsel.innerhalb-der-stufe":
        # where one whole stage less is plausible after it, a part of one is the more
        less = (outcome.steps or 0) < 0
        upward = less and any(e.counts and _supported(e, law) for e in events)
        return evolve(plain, leaning=Verdict.SATISFIED if upward else None)
    if outcome.code != "wechsel.erklaert":
        return plain
    counting = [e for e in events if e.counts]
    enough = [e for e in counting if suffices(e, outcome)]
    sure = [e for e in enough if not unattested(e, length) and _holds(e, law)]
    if sure:
        counting = [min(sure, key=lambda e: max(x.rank or 0 for x in _laws(e, law)))]
    laws = [x for e in counting for x in _laws(e, law)]
    open_law = [x for x in laws if x.direction != "stuetzt"]
    doubts = [doubt for e in counting for doubt in unattested(e, length)]
    if not enough:
        doubts.append(_ADDED_UP)
    if not (open_law or doubts):
        leading = dict.fromkeys(x.why for x in laws)
        return evolve(plain, message=sentences(plain.message, *leading))
    reasons = (*(x.why for x in open_law), *doubts)
    return evolve(
        plain,
        verdict=Verdict.OPEN,
        message=sentences(_WOULD_EXPLAIN, *dict.fromkeys(reasons)),
        leaning=Verdict.SATISFIED if all(map(leans, open_law)) else None,
        missing=(ON_POINT,),
    )


def suffices(one: StatusEvent, outcome: Outcome) -> bool:
    """Tell whether an event alone explains a change; then nothing has to be added up."""
    return outcome.real is not None and split(outcome.real, (one,))[1] == 0


def _holds(one: StatusEvent, law: ApplicableLaw) -> bool:
    """Tell whether it is settled that an event explains what it is taken to explain."""
    return all(x.direction == "stuetzt" for x in _laws(one, law))


def _supported(one: StatusEvent, law: ApplicableLaw) -> bool:
    """Tell whether what an event is taken to explain is settled, or all that is known points there."""
    return all(x.direction == "stuetzt" or leans(x) for x in _laws(one, law))


def may_explain(one: StatusEvent, law: ApplicableLaw) -> bool:
    """Tell whether an event may explain a change: nobody settled that it does not, or not without more."""
    read = as_decided(one, law)
    return read.counts and not any(x.limited or x.direction == "lehnt_ab" for x in _laws(read, law))


def _laws(one: StatusEvent, law: ApplicableLaw) -> list[Rechtslage]:
    """Return what the law holds on each rule that an event rests on; how far it goes, the last says."""
    *first, last = one.rests_on
    return [*(legal(code, evolve(law, umfang=None)) for code in first), legal(last, law)]


def _extent(change: GradeChange) -> Umfang | None:
    """Return how far a change went down on a scale whose stages nobody attests."""
    scale, steps = change.after.scale, change.steps
    if steps is None or steps >= 0 or scale.unit is None:
        return None
    return Umfang(zahl=-steps, einheit=scale.unit.code, laenge=len(scale))


def _by_extent(outcome: Outcome, events: tuple[StatusEvent, ...], law: ApplicableLaw) -> Finding:
    """Judge a change whose stages nobody attests: a decision on so many points settles so many."""
    plain = Finding(
        outcome.code, outcome.verdict, _conclusion(outcome, law), missing=_open_facts(outcome)
    )
    counting = [e for e in events if e.counts]
    if len(counting) != 1 or law.umfang is None or any(e.unsettled for e in events):
        return plain
    if not _holds(counting[0], law):
        return plain
    text = Text("Damit ist der Unterschied erklärt.", "This explains the difference.")
    why = dict.fromkeys(x.why for x in _laws(counting[0], law))
    return Finding("wechsel.erklaert", Verdict.SATISFIED, sentences(text, *why))


def _of_another_kind(outcome: Outcome, scale: GradeScale) -> Finding:
    """Say of a scale of examination, pay, school or foreign law that its own rules tell what follows."""
    kind = KINDS[scale.kind]
    own = Text(
        f"Die Skala „{scale.title or scale.id}“ ist keine der dienstlichen Beurteilungen, sondern "
        f"{kind.de}; ob die Änderung Gründe braucht, sagen deren Regeln.",
        f"The scale “{scale.title or scale.id}” is not one of dienstliche Beurteilungen but one of "
        f"{kind.en}; whether the change needs reasons is a matter of its own rules.",
    )
    if outcome.code == "wechsel.keiner":
        message = _CONCLUSIONS[outcome.code]
    elif outcome.code == "wechsel.innerhalb-der-stufe":
        message = own
    else:
        message = (_CONCLUSIONS.get(outcome.code) or _left(outcome)) + own
    missing = _open_facts(outcome) if outcome.code in _OPEN_FACTS else (ON_POINT,)
    return Finding(
        outcome.code,
        outcome.verdict,
        message,
        missing=missing if outcome.verdict is Verdict.OPEN else (),
    )


KINDS = {
    "pruefung": Text("eine der Prüfungen", "examinations"),
    "entgelt": Text("eine des Leistungsentgelts", "pay by performance"),
    "schule": Text("eine der Schule", "school"),
    "fremdes_recht": Text("eine fremden Rechts", "foreign law"),
}
"""What a scale is that says it is none of dienstliche Beurteilungen."""


def legal_basis(one: StatusEvent, law: ApplicableLaw) -> tuple[Rechtslage, ...]:
    """Return the decisions for and against what an event is taken to explain; none of no rule."""
    if not one.rule:
        return ()
    choice = legal(one.rule, law)
    if not one.counts:
        return (
            evolve(choice, supporting=choice.contrary, limiting=(), opposing=choice.supporting),
        )
    if not one.stages.exact:
        return (choice,)
    return (choice, *(legal(code, law) for code in one.rests_on if code != one.rule))


def leans(choice: Rechtslage) -> bool:
    """Tell whether an open rule is supported by somebody, rejected by nobody and limited by no leading court."""
    if choice.direction is not None or choice.opposing:
        return False
    return choice.leaning == "stuetzt" or (choice.rank == NOTHING and bool(choice.supporting))


_WOULD_EXPLAIN = Text(
    "Ob das den Unterschied erklärt, ist offen.", "Whether this explains the difference is open."
)
_ADDED_UP = Text(
    "Dass mehrere Ereignisse sich addieren, ist erschlossen.",
    "That several events add up is inferred.",
)


ON_POINT = needed("entscheidung")


def _both(de: str, en: str, **parts: Words) -> Text:
    """Fill two sentences, each part in its own language."""
    return Text(
        de.format(**{name: words("de") for name, words in parts.items()}),
        en.format(**{name: words("en") for name, words in parts.items()}),
    )


def _named(grade: Grade) -> Words:
    def words(lang: Lang) -> str:
        if grade.label is None or grade.code.startswith(grade.label):  # Hervorragend Basis
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
            "Auf der Skala „{scale}“ war die Note {old} und ist jetzt {new}.",
            "On the scale “{scale}” the grade was {old} and is now {new}.",
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
    if change.before == change.after or (steps is not None and steps == change.real):
        return None
    if nominal is None:
        if steps is None:
            return None
        unit = scale.unit or STEP
        return _both("Das {verb} {n}.", "That is {n}.", verb=_is(steps), n=_less(steps, unit))
    text = opened(_by_numbers(nominal, None if scale.direction is not None else scale.unit))
    if steps is None or abs(steps) == abs(nominal):
        return text
    return text + _both(
        "Auf der Skala {verb} es {n}.",
        "On the scale it is {n}.",
        verb=_is(steps),
        n=_less(steps, STEP),
    )


def _by_numbers(nominal: int | Fraction, unit: Unit | None) -> Text:
    """Say how far the printed figures lie apart: in the unit of the scale, or as a bare number."""
    if unit is None:
        return Text(
            f"den Ziffern nach beträgt der Unterschied {figure(nominal)}.",
            f"by the figures the difference is {figure(nominal, 'en')}.",
        )
    return _both(
        "den Ziffern nach {verb} das {n}.",
        "by the figures that is {n}.",
        verb=_is(nominal),
        n=_less(nominal, unit),
    )


def _is(value: int | Fraction) -> Words:
    return lambda _: "ist" if abs(value) == 1 else "sind"


def _less(value: int | Fraction, unit: Unit) -> Words:
    """Put a difference other than 0 into words: zwei Punkte weniger, 1,5 Punkte mehr."""

    def words(lang: Lang) -> str:
        way = Text("mehr", "more") if value > 0 else Text("weniger", "less")
        size = value if value > 0 else -value
        if isinstance(size, int):
            return f"{unit.count(size, lang)} {way[lang]}"
        return f"{unsigned(size, lang)} {unit.several[lang]} {way[lang]}"

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
    return _by_numbers(number(change.nominal), _unit_across(change))


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
    refused = registry.not_comparable(change.law)
    return [_conversion(g, change.on, refused) for g in grades if g.scale != change.on]


def _conversion(grade: Grade, on: GradeScale, refused: Collection[NotComparable]) -> Finding:
    mapping = registry.mapping(grade.scale, on, refused)
    found = mapping(grade)
    if not found:
        missing = tuple(m.citation for m in mapping.without if m.grade == grade)
        text = _both(
            "Der Note {g} entspricht auf der Skala „{s}“ keine Note.",
            "No grade of the scale “{s}” corresponds to the grade {g}.",
            g=_named(grade),
            s=_scale(on),
        )
        return Finding("wechsel.entsprechung", Verdict.OPEN, text, citations=missing)
    pairs = mapping.pairs_of(grade)
    text = _both(
        "Der Note {g} entspricht auf der Skala „{s}“ die Note {t}.",
        "The grade {g} corresponds, on the scale “{s}”, to the grade {t}.",
        g=_named(grade),
        s=_scale(on),
        t=_either(found),
    )
    cited = tuple(dict.fromkeys(c for pair in pairs for c in pair.citations))
    if all(pair.evidence.settles for pair in pairs):
        return Finding("wechsel.entsprechung", Verdict.SATISFIED, text, citations=cited)
    return Finding(
        "wechsel.entsprechung", Verdict.OPEN, text, citations=cited,
        missing=(needed("umrechnung"),), leaning=Verdict.SATISFIED,
    )  # fmt: skip


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
    for scale in dict.fromkeys((change.before.scale, change.after.scale, change.on)):
        owner = registry.guideline_of(scale)
        for gap in owner.gaps if owner else ():
            if gap.betrifft == scale.id and why is WHY_NOT["stufe-nicht-belegt"]:
                text += Text(f"Lücke: {gap.was}.", f"Gap: {remark(gap.was, 'en')}.")
    least = _at_least(change)
    if least:
        text += Text(
            f"Belegt ist eine Grenze zwischen ihnen: Es ist mindestens {STAGE.count(least)}.",
            f"A limit between them is attested: it is at least {STAGE.count(least, 'en')}.",
        )
    return Finding("wechsel.sache", Verdict.NOT_APPLICABLE, text, calculated=True)


def _at_least(change: GradeChange) -> int:
    """Return how many attested limits of stages lie between two grades of one scale."""
    if not change.before.scale == change.after.scale == change.on:
        return 0
    between = change.on.between(change.before, change.after)
    apart = (
        change.on.stages_between(a, b) for a, b in pairwise(g for g in between if g.stage_known)
    )
    return sum(ceil(abs(a)) for a in apart if a is not None)


def _later(day: date | None, law: ApplicableLaw) -> bool:
    return day is not None and law.rechtsstand is not None and day > law.rechtsstand


def _governing(change: GradeChange) -> Guideline | None:
    """Return the guideline of the later grade, unless it is of another Dienstherr, whom it does not bind."""
    guideline = registry.guideline_of(change.after.scale)
    return guideline if guideline and guideline.document.land == change.law.dienstherr else None


def _recorded_standards(change: GradeChange) -> list[Finding]:
    """Show what a guideline records of another standard on one scale; it explains only if it is stated."""
    guideline = _governing(change)
    if guideline is None or change.before == change.after:
        return []
    return [
        Finding(
            "wechsel.massstab",
            Verdict.NOT_APPLICABLE,
            Text(
                f"Zur Richtlinie ist festgehalten: {one.text}",
                f"Recorded of the guideline (in German): {one.text}",
            ),
            citations=(guideline.cite(one),),
        )
        for one in guideline.document.vergleichbarkeit
        if one.befund == "massstab"
        and may_lead(one.quelle, change.law)
        and not _later(one.ab, change.law)
        and change.before.scale.id in (one.mit or (change.after.scale.id,))
    ]


def _stricter(change: GradeChange) -> list[Finding]:
    """Show that the provision demands stricter standards after a promotion; how much, it does not say."""
    guideline = _governing(change)
    rule_ = guideline.document.befoerderung if guideline else None
    if guideline is None or rule_ is None or not rule_.strenger:
        return []
    if _later(guideline.document.erlassen, change.law):
        return []
    if all(Befoerderung.rule not in as_decided(e, change.law).rests_on for e in change.events):
        return []
    text = Text(
        "Nach einer Beförderung verlangt die Vorschrift strengere Maßstäbe; um wie viel schlechter die "
        "Note danach ist, sagt sie nicht.",
        "After a promotion the provision demands stricter standards; by how much the grade is lower then, "
        "it does not say.",
    )
    cited = (guideline.cite(rule_),)
    return [Finding("wechsel.massstab", Verdict.NOT_APPLICABLE, text, citations=cited)]


def _event(one: StatusEvent, change: GradeChange) -> Finding:
    if change.foreign is not None:
        return _not_for(one, change.foreign)
    code = change.outcome.code
    return _explains(
        one,
        change.law,
        _extent(change) if code == "wechsel.stufe-nicht-belegt" else None,
        change.on.stage_count,
        code,
        added=_adds_up(one, change),
        derived=change.derived and one is change.events[-1],
    )


@lru_cache(maxsize=1 << 12)
def _explains(  # noqa: PLR0913 - all that the law on an event depends on
    one: StatusEvent,
    law: ApplicableLaw,
    extent: Umfang | None,
    stages: int | None,
    code: str,
    *,
    added: bool,
    derived: bool,
) -> Finding:
    """Say what an event explains of a change with this code; many changes ask the same."""
    read = as_decided(one, law)
    choices = legal_basis(read, law)
    if not choices:
        return _unsettled(one)
    doubts = unattested(read, stages) if stages is not None and read.stages.exact else []
    inferred = bool(doubts) or added
    if code == "wechsel.erklaert":
        doubts = []  # the conclusion names them
    elif read.counts:
        doubts += (x.why for x in choices if x.direction is None and not x.supporting)
    if code == "wechsel.stufe-nicht-belegt":
        law = evolve(law, umfang=extent)
    # that it explains nothing may be named although the law that governs holds otherwise
    holds = _holds(read, law) if read.counts else choices[0].direction != "stuetzt"
    explains = read.explanation(counted=stages is not None)
    by_law = None
    if isinstance(read, Amtszulage) and read != one:
        explains, by_law = read.explanation(counted=stages is not None, by_law=True), choices[0].why
    plain = Finding(
        "wechsel.ereignis",
        Verdict.SATISFIED if holds and read.stages.exact and not inferred else Verdict.OPEN,
        sentences(one.opened() + explains, by_law, _DERIVED if derived else None, *doubts),
        inferred=inferred,
    )
    return backed(plain, *choices)


def _not_for(one: StatusEvent, scale: GradeScale) -> Finding:
    """Say that the rule on an event is one on dienstliche Beurteilungen only."""
    named, kind = one.described(), KINDS[scale.kind]
    text = Text(
        f"{named.de}: Die Regel darüber gilt für dienstliche Beurteilungen und nur für sie; die Skala "
        f"„{scale.title or scale.id}“ ist {kind.de}.",
        f"{named.en[:1].upper()}{named.en[1:]}: the rule on it speaks of dienstliche Beurteilungen only; "
        f"the scale “{scale.title or scale.id}” is one of {kind.en}.",
    )
    return Finding("wechsel.ereignis", Verdict.NOT_APPLICABLE, text)


def _unsettled(one: StatusEvent) -> Finding:
    """Say of an event that nobody has stated what it explains, or that it contradicts the offices."""
    name = one.described()
    if isinstance(one, Amtswechsel) and one.widerspruch:
        text = Text(
            f"{name.de}; was davon zutrifft, ist zu klären.",
            f"{name.en}; which of them is right has to be clarified.",
        )
    else:
        text = Text(
            f"{name.de}: Welche Note danach bei gleicher Leistung zu erwarten ist, ist nicht geklärt.",
            f"{name.en[:1].upper()}{name.en[1:]}: which grade is to be expected after it at equal "
            "performance is not settled.",
        )
    return Finding("wechsel.ereignis", Verdict.OPEN, text)


_DERIVED = Text(
    "Das Ereignis ist aus den beiden Ämtern abgeleitet: die geringste Zahl, die passt.",
    "The event is derived from the two offices: the fewest that fit.",
)


def _adds_up(one: StatusEvent, change: GradeChange) -> bool:
    """Tell whether an event is the last of several that explain a change together, and none alone."""
    counting = [e for e in change.events if as_decided(e, change.law).counts]
    if change.on.stage_count is None or len(counting) < 2 or one is not counting[-1]:  # noqa: PLR2004 - several
        return False
    return not any(suffices(as_decided(e, change.law), change.outcome) for e in counting)


def unattested(one: StatusEvent, stages: int | None) -> list[Text]:
    """Say that the rule on an event is attested for scales of other length only, if it is."""
    attested = rule(one.rests_on[-1]).belegt_fuer_stufen if one.rests_on else ()
    if not attested or stages in attested:
        return []
    de, en = joined(map(str, attested)), joined(map(str, attested), "en")
    text = Text(
        f"Belegt ist das für Skalen mit {de} Stufen; für diese Skala ist es erschlossen.",
        f"This is attested for scales of {en} stages; for this scale it is inferred.",
    )
    return [text]


def _conclusion(outcome: Outcome, law: ApplicableLaw) -> Text:
    if outcome.code in _CONCLUSIONS:
        return _CONCLUSIONS[outcome.code]
    text = _left(outcome)
    if outcome.code == "wechsel.ungewiss":
        return text + Text(
            "Ob Gründe nötig sind, bleibt offen.", "Whether reasons are needed stays open."
        )
    if decide("notensprung.begruendung", law).direction == "stuetzt":
        return text + Text(
            "Das ist für sich kein Fehler; ist die Änderung wesentlich, bedarf sie der Begründung.",
            "That is not a fault in itself; if the change is substantial, it needs reasons.",
        )
    return text + Text(
        "Das ist für sich kein Fehler; ob eine wesentliche Änderung zu begründen ist, ist nicht geklärt.",
        "That is not a fault in itself; whether a substantial change needs reasons is not settled.",
    )


def _left(outcome: Outcome) -> Text:
    """Say how many stages are not explained."""
    left = outcome.unexplained
    assert left is not None  # noqa: S101 - the others have conclusions of their own
    side = Text("Verschlechterung", "decline") if left.low < 0 else Text("Verbesserung", "rise")
    if not left.exact and 0 in (left.low, left.high):
        most = max(-left.low, left.high)
        return Text(
            f"Höchstens {plural(most)} der {side.de} {'bleibt' if most == 1 else 'bleiben'} unerklärt.",
            f"At most {plural(most, 'en')} of the {side.en} {'remains' if most == 1 else 'remain'} unexplained.",
        )
    words, one = _stages(left), left in (1, -1)
    de = f"{plural(abs(int(left)))} der {side.de}" if left.exact else words("de")
    return opened(Text(
        f"{de} {'bleibt' if one else 'bleiben'} unerklärt.",
        f"{words('en')} {'remains' if one else 'remain'} unexplained.",
    ))  # fmt: skip


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
