"""Changes between two grades: what the figures say, what the scale did, what is real, what is explained.

`measure` is the only place where a change is counted. Everything else, bulk tables included, looks
its answers up or puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from fractions import Fraction
from typing import overload

from attrs import evolve, frozen

from beurteilung import library
from beurteilung.appraisals import Appraisal
from beurteilung.authorities import choose, rule
from beurteilung.errors import BeurteilungError
from beurteilung.findings import Finding, Verdict
from beurteilung.offices import StatusEvent, band, derive_events, event, keys
from beurteilung.scales import Grade, GradeScale, Interval
from beurteilung.sources import Citation, Evidence
from beurteilung.wording import Lang, Text, joined, plural, signed

__all__ = ["GradeChange", "Outcome", "compare", "measure"]

Image = Callable[[Grade], tuple[Grade, ...]]


@frozen
class Outcome:
    """The figures of a change. They depend on the two grades, the scale and the kinds of events."""

    nominal: Interval | None
    scale_effect: Interval | None
    real: Interval | None
    explained: Interval | None
    unexplained: Interval | None
    verdict: Verdict
    code: str


def measure(before: Grade, after: Grade, image: Image, events: Sequence[StatusEvent]) -> Outcome:
    """Count a change on the scale into which ``image`` carries each grade.

    With the counterparts u of ``before`` and v of ``after`` there, ``real`` is the smallest interval
    of whole stages that contains every pos(v) - pos(u), better being positive. Without a counterpart
    nothing is counted and the verdict is open. ``k`` upward events explain at most ``k`` stages down.
    """
    nominal = _nominal(before, after)
    steps = {v.position - u.position for u in image(before) for v in image(after)}
    if not steps:
        hull = None if nominal is None else Interval.hull([nominal])
        return Outcome(hull, None, None, None, None, Verdict.OPEN, "wechsel.ohne-entsprechung")
    real = Interval.hull(steps)
    parts = [(max(-k, min(0, r)), r) for r in real for k in band(events)]
    unexplained = Interval.hull(r - x for x, r in parts)
    if any(e.unsettled for e in events):
        verdict, code = Verdict.OPEN, "wechsel.ereignis-offen"
    elif unexplained == 0:
        verdict, code = Verdict.SATISFIED, "wechsel.keiner" if real == 0 else "wechsel.erklaert"
    elif 0 in unexplained:
        verdict, code = Verdict.OPEN, "wechsel.ungewiss"
    else:
        verdict, code = Verdict.OPEN, "wechsel.unerklaert"
    return Outcome(
        nominal=None if nominal is None else Interval.hull([nominal]),
        scale_effect=None if nominal is None else Interval.hull(nominal - s for s in steps),
        real=real,
        explained=Interval.hull(x for x, _ in parts),
        unexplained=unexplained,
        verdict=verdict,
        code=code,
    )


def _nominal(before: Grade, after: Grade) -> Fraction | None:
    if before.scale == after.scale:
        return after.position - before.position
    direction = before.scale.direction
    old, new = before.scale.figure(before), after.scale.figure(after)
    if old is None or new is None or direction is None or direction != after.scale.direction:
        return None
    return direction * (new - old)


@frozen
class GradeChange:
    """What became of a grade, counted in stages of the scale ``on``, better being positive.

    ``derived`` says that the events are the fewest that fit the two offices, and were not stated.
    """

    before: Grade
    after: Grade
    on: GradeScale
    events: tuple[StatusEvent, ...]
    outcome: Outcome
    derived: bool = False

    @property
    def nominal(self) -> Interval | None:
        """What the printed figures say; None if they say nothing across these scales."""
        return self.outcome.nominal

    @property
    def scale_effect(self) -> Interval | None:
        """The part of ``nominal`` that the change of scale alone makes; None if there is none."""
        return self.outcome.scale_effect

    @property
    def real(self) -> Interval | None:
        """The change in substance; None if a grade has no counterpart."""
        return self.outcome.real

    @property
    def explained(self) -> Interval | None:
        """The part of ``real`` that the events make plausible at unchanged performance."""
        return self.outcome.explained

    @property
    def unexplained(self) -> Interval | None:
        """The rest of ``real``, which needs reasons of its own."""
        return self.outcome.unexplained

    @property
    def finding(self) -> Finding:
        """The verdict with its reasons and sources, over all authorities known."""
        return _finding(self)

    def explain(self, lang: Lang = "de") -> str:
        """Return a paragraph with citations, in German or English."""
        from beurteilung.render.text import paragraph  # noqa: PLC0415 - paper on demand

        return paragraph(self.finding, lang)


@overload
def compare(
    before: Grade,
    after: Grade,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange: ...
@overload
def compare(
    before: Appraisal,
    after: Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange: ...
def compare(
    before: Grade | Appraisal,
    after: Grade | Appraisal,
    *,
    events: Sequence[StatusEvent] = (),
    on: GradeScale | str | None = None,
) -> GradeChange:
    """Compare two grades, or two appraisals, and split the change.

    The change is counted in stages of ``on``, by default of the later grade's scale. Between two
    appraisals only events after the end of the earlier period and up to the later Stichtag count; if
    none of those is stated, or fewer than the two offices require, the fewest that fit are derived.

    Raises:
        NoMappingError: no mapping to ``on`` is known.
        NotComparableError: a decision holds the scales not comparable.

    >>> from datetime import date
    >>> from beurteilung import Laufbahnwechsel, grade
    >>> alt, neu = grade("ni-pol-1996:5"), grade("ni-pol-1999:3")
    >>> change = compare(alt, neu, events=[Laufbahnwechsel(date(1999, 11, 2))])
    >>> change.nominal, change.scale_effect, change.real, change.explained, change.unexplained
    (-2, -1, -1, -1, 0)
    """
    derived = False
    if isinstance(before, Appraisal) and isinstance(after, Appraisal):
        events, derived = between(before, after, events)
        before, after = before.grade, after.grade
    if not isinstance(before, Grade) or not isinstance(after, Grade):
        given = f"{type(before).__name__} and {type(after).__name__}"
        raise WrongKindError(given)
    scale = after.scale if on is None else library.scale(on) if isinstance(on, str) else on
    outcome = _outcome(before, after, scale, keys(events), library.generation())
    return GradeChange(before, after, scale, tuple(events), outcome, derived)


class WrongKindError(BeurteilungError, TypeError):
    """Something else than two grades or two appraisals was to be compared."""

    def __init__(self, given: str) -> None:
        """Say what was given and what is expected."""
        way = "grade('ni-pol-1996:5') makes a grade of a text"
        super().__init__(f"expected two grades or two appraisals, got {given}; {way}")


def between(
    before: Appraisal, after: Appraisal, events: Iterable[StatusEvent]
) -> tuple[tuple[StatusEvent, ...], bool]:
    """Return the events that lie between two appraisals, and whether they had to be derived."""
    first = before.period.end if before.period else before.stichtag
    last = after.stichtag or (after.period.end if after.period else None)
    stated = tuple(
        e
        for e in events
        if e.datum is None
        or ((first is None or e.datum > first) and (last is None or e.datum <= last))
    )
    if before.office is None or after.office is None:
        return stated, False
    fewest = derive_events(before.office, after.office)
    if len(stated) >= len(fewest):
        return stated, False
    return fewest, True


@lru_cache(maxsize=1 << 16)
def _outcome(
    before: Grade, after: Grade, on: GradeScale, kinds: tuple[str, ...], generation: int
) -> Outcome:
    del generation  # part of the key: a loaded mapping may answer otherwise
    return measure(before, after, lambda g: _image(g, on), [event(kind) for kind in kinds])


def _image(grade: Grade, on: GradeScale) -> tuple[Grade, ...]:
    return (grade,) if grade.scale == on else library.mapping(grade.scale, on)(grade)


def named(grade: Grade, lang: Lang = "de") -> str:
    """Return a grade with its wording, for a sentence."""
    left, right = ("„", "“") if lang == "de" else ("“", "”")
    label = f" {left}{grade.label}{right}" if grade.label and grade.label != grade.code else ""
    return f"{grade.code}{label}"


def _both(template_de: str, template_en: str, **parts: Callable[[Lang], str]) -> Text:
    """Fill two sentences, each part in its own language."""
    return Text(
        template_de.format(**{k: v("de") for k, v in parts.items()}),
        template_en.format(**{k: v("en") for k, v in parts.items()}),
    )


def _finding(change: GradeChange) -> Finding:
    parts = [_figures(change), *_conversions(change), *_band(change)]
    return Finding(
        change.outcome.code,
        change.outcome.verdict,
        _conclusion(change),
        children=tuple(parts),
        missing=_open_facts(change),
    )


def _scale_name(scale: GradeScale) -> Callable[[Lang], str]:
    return lambda _: scale.title or scale.id


def _stages(interval: Interval | None) -> Callable[[Lang], str]:
    """Put a change into words: eine Stufe schlechter; one stage better; between two figures."""

    def words(lang: Lang) -> str:
        if interval is None:
            return Text("unbestimmt", "undetermined")[lang]
        if not interval.exact:
            low, high = signed(interval.low), signed(interval.high)
            return Text(f"{low} bis {high} Stufen", f"{low} to {high} stages")[lang]
        if interval == 0:
            return Text("keine Stufe", "no stage")[lang]
        way = Text("besser", "better") if interval.low > 0 else Text("schlechter", "worse")
        return f"{plural(abs(interval.low), lang)} {way[lang]}"

    return words


def _figures(change: GradeChange) -> Finding:
    before, after = change.before, change.after
    text = _both(
        "Auf die Note {old} ({old_scale}) folgt die Note {new} ({new_scale}).",
        "The grade {old} ({old_scale}) is followed by the grade {new} ({new_scale}).",
        old=lambda lang: named(before, lang),
        old_scale=_scale_name(before.scale),
        new=lambda lang: named(after, lang),
        new_scale=_scale_name(after.scale),
    )
    if before.scale == after.scale:
        pass
    elif change.nominal is None:
        text += Text(
            "Die Ziffern oder Buchstaben der beiden Skalen lassen keinen Vergleich zu.",
            "The figures or letters of the two scales allow no comparison.",
        )
    elif change.nominal == 0:
        text += Text("Den Ziffern nach ist sie gleich.", "By the figures they are equal.")
    else:
        text += _both(
            "Den Ziffern nach ist sie {n}.", "By the figures it is {n}.", n=_stages(change.nominal)
        )
    labels = [g.label_citation for g in (before, after) if g.label and g.label_citation]
    return Finding(
        "wechsel.ziffern",
        Verdict.SATISFIED,
        text,
        citations=tuple(dict.fromkeys(labels)),
        calculated=True,
    )


def _conversions(change: GradeChange) -> list[Finding]:
    return [
        _conversion(grade, change.on)
        for grade in dict.fromkeys((change.before, change.after))
        if grade.scale != change.on
    ]


def _conversion(grade: Grade, on: GradeScale) -> Finding:
    mapping = library.mapping(grade.scale, on)
    found = mapping(grade)
    if not found:
        missing = tuple(m.citation for m in mapping.missing if m.grade == grade)
        text = _both(
            "Die Note {g} hat auf der Skala {s} keine Entsprechung.",
            "The grade {g} has no counterpart on the scale {s}.",
            g=lambda lang: named(grade, lang),
            s=_scale_name(on),
        )
        return Finding("wechsel.entsprechung", Verdict.OPEN, text, citations=missing)
    cited = tuple(dict.fromkeys(c for g in found if (p := mapping.pair(grade, g)) for c in p.citations))
    text = _both(
        "Die Note {g} der alten Skala entspricht auf der Skala {s} der Note {t}.",
        "The grade {g} of the other scale corresponds to the grade {t} on the scale {s}.",
        g=lambda lang: named(grade, lang),
        s=_scale_name(on),
        t=lambda lang: _alternatives([named(x, lang) for x in found], lang),
    )
    return Finding("wechsel.entsprechung", Verdict.SATISFIED, text, citations=cited)


def _alternatives(items: list[str], lang: Lang) -> str:
    *head, last = items
    return f"{', '.join(head)} {'oder' if lang == 'de' else 'or'} {last}" if head else last


def _band(change: GradeChange) -> list[Finding]:
    return [_event(one, change) for one in change.events]


RULES = {
    "befoerderung": "befoerderung.eine-stufe",
    "laufbahnwechsel": "laufbahnwechsel.eine-stufe",
    "amtszulage": "amtszulage.eigenes-amt",
    "amtszulage-eigenes-amt": "amtszulage.eigenes-amt",
    "amtszulage-kein-amt": "amtszulage.eigenes-amt",
}
"""The rule that decisions state for each kind of event that may explain a stage."""


def _event(one: StatusEvent, change: GradeChange) -> Finding:
    code = RULES.get(one.key)
    if code is None:
        text = one.described() + Text(
            ": Welche Note danach bei gleicher Leistung zu erwarten ist, ist nicht geklärt.",
            ": which grade is to be expected after it at equal performance is not settled.",
        )
        return Finding("wechsel.ereignis", Verdict.OPEN, _tight(text))
    choice = choose(code)
    attested = rule(code).belegt_fuer_stufen
    notes: list[Text] = [_what_it_explains(one)]
    doubts: list[Citation] = []
    if change.derived:
        notes.append(Text(
            "Das Ereignis ist aus den beiden Ämtern abgeleitet; es ist die geringste Zahl, die passt.",
            "The event was derived from the two offices; it is the fewest that fit.",
        ))  # fmt: skip
    if attested and len(change.on.stages) not in attested:
        sizes = Text(joined(map(str, attested), "de"), joined(map(str, attested), "en"))
        notes.append(Text(
            f"Belegt ist das für Skalen mit {sizes.de} Stufen; für diese Skala ist es erschlossen.",
            f"This is attested for scales of {sizes.en} stages; for this scale it is inferred.",
        ))  # fmt: skip
        doubts.append(_inferred(choice.supporting))
    if len(change.events) > 1:
        notes.append(Text(
            "Dass mehrere Ereignisse sich addieren, ist erschlossen.",
            "That several events add up is inferred.",
        ))  # fmt: skip
        doubts.append(_inferred(choice.supporting))
    text = one.described() + Text(":", ":")
    for note in notes:
        text += note
    return Finding(
        "wechsel.ereignis",
        Verdict.SATISFIED if one.stages.exact else Verdict.OPEN,
        _tight(text),
        citations=tuple(dict.fromkeys(doubts)),
        supporting=choice.supporting,
        opposing=choice.opposing,
    )


def _inferred(known: tuple[Citation, ...]) -> Citation:
    return evolve(known[0], evidence=Evidence.INFERRED, note="hierfür erschlossen")


def _tight(text: Text) -> Text:
    return Text(text.de.replace(" :", ":"), text.en.replace(" :", ":"))


def _what_it_explains(one: StatusEvent) -> Text:
    if one.stages == 1:
        return Text(
            "Bei gleichbleibender Leistung ist danach eine Stufe weniger plausibel, weil nun mit dem "
            "höheren Statusamt verglichen wird; vorgeschrieben ist sie nicht.",
            "At unchanged performance one stage less is plausible after it, because the comparison "
            "is now with the higher Statusamt; it is not prescribed.",
        )
    if one.stages == 0:
        return Text(
            "Nach der genannten Linie liegt darin kein neues Amt; sie erklärt keine Stufe.",
            "By the line of authority named this is no new office; it explains no stage.",
        )
    return Text(
        "Ob darin ein neues Amt liegt, beurteilen die Gerichte verschieden; sie erklärt keine oder "
        "eine Stufe.",
        "Courts differ on whether this is a new office; it explains no stage or one.",
    )


def _conclusion(change: GradeChange) -> Text:
    outcome = change.outcome
    if outcome.real is None:
        return Text(
            "Der Unterschied lässt sich auf dieser Skala nicht zählen; offen.",
            "The difference cannot be counted on this scale; open.",
        )
    text = _real(outcome)
    if outcome.code == "wechsel.keiner":
        return text + Text("Es gibt nichts zu erklären.", "There is nothing to explain.")
    if outcome.code == "wechsel.erklaert":
        return text + Text(
            "Er ist durch den Wechsel des Amtes erklärt; weiterer Gründe bedarf es dafür nicht.",
            "It is explained by the change of office; no further reasons are needed for it.",
        )
    if outcome.code == "wechsel.ereignis-offen":
        return text + Text(
            "Was das Ereignis für die Note bedeutet, ist nicht geklärt; offen.",
            "What the event means for the grade is not settled; open.",
        )
    if outcome.code == "wechsel.ungewiss":
        return text + _both(
            "Unerklärt bleiben {u}; ob Gründe nötig sind, ist offen.",
            "Unexplained are {u}; whether reasons are needed is open.",
            u=_stages(outcome.unexplained),
        )
    return text + _both(
        "Davon ist nicht erklärt: {u}. Das ist für sich kein Fehler, bedarf aber der Begründung.",
        "Of this is not explained: {u}. That is no fault by itself, but it needs reasons.",
        u=_stages(outcome.unexplained),
    )


def _real(outcome: Outcome) -> Text:
    if outcome.real == 0:
        text = Text("Der Sache nach ist die Note gleich.", "In substance the grade is the same.")
    else:
        text = _both(
            "Der Sache nach beträgt der Unterschied: {r}.",
            "In substance the difference is: {r}.",
            r=_stages(outcome.real),
        )
    if outcome.scale_effect is not None and outcome.scale_effect != 0:
        text = _both(
            "Auf den Wechsel der Skala allein entfällt: {s}.",
            "The change of scale alone makes: {s}.",
            s=_stages(outcome.scale_effect),
        ) + text
    return text


def _open_facts(change: GradeChange) -> tuple[Text, ...]:
    code = change.outcome.code
    if code in ("wechsel.keiner", "wechsel.erklaert"):
        return ()
    if code == "wechsel.ohne-entsprechung":
        return (Text("eine begründete Übertragung der Note", "a reasoned translation of the grade"),)
    return (
        Text(
            "Gründe für den nicht erklärten Unterschied (Plausibilisierung)",
            "reasons for the unexplained difference (Plausibilisierung)",
        ),
    )
