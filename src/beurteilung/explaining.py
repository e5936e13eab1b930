"""A change put into words: a finding whose parts read as one paragraph, with citations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import evolve

from beurteilung import library
from beurteilung.authorities import choose, rule
from beurteilung.findings import Finding, Verdict
from beurteilung.offices import Amtszulage
from beurteilung.sources import Citation, Evidence
from beurteilung.wording import Lang, Text, day, joined, plural, signed

if TYPE_CHECKING:
    from beurteilung.authorities import Choice
    from beurteilung.changes import GradeChange
    from beurteilung.offices import StatusEvent
    from beurteilung.scales import Grade, GradeScale, Interval

__all__ = ["ON_POINT", "RULES", "explained", "leans"]

Words = Callable[[Lang], str]

RULES = {
    "befoerderung": "befoerderung.eine-stufe",
    "laufbahnwechsel": "laufbahnwechsel.eine-stufe",
    "amtszulage": "amtszulage.eigenes-amt",
    "amtszulage-eigenes-amt": "amtszulage.eigenes-amt",
    "amtszulage-kein-amt": "amtszulage.eigenes-amt",
}
"""The rule of law on each kind of event that may explain a stage."""

_AFTER = {
    "befoerderung": Text("Nach der Beförderung", "After the promotion (Beförderung)"),
    "laufbahnwechsel": Text(
        "Nach dem Laufbahnwechsel", "After the change of career track (Laufbahnwechsel)"
    ),
    "amtszulage": Text("Mit der Amtszulage", "With the allowance (Amtszulage)"),
}


def explained(change: GradeChange, said: Callable[[str], Choice] | None = None) -> Finding:
    """Return the finding on a change: its figures, conversions and events, then the conclusion.

    ``said`` chooses the decision that leads on a rule, for the Dienstherr and the Rechtsstand of a
    case: where none that leads supports the rule, the finding is open. Without it no decision can
    lead; the words then name the one that might.
    """
    doubts = _unsupported(change, said or choose)
    open_law = doubts if said else []
    return Finding(
        change.outcome.code,
        Verdict.OPEN if open_law else change.outcome.verdict,
        _as_far_as(doubts) if doubts else _conclusion(change),
        leaning=Verdict.SATISFIED if open_law and all(map(leans, open_law)) else None,
        missing=(ON_POINT,) if open_law else _open_facts(change),
        children=(
            _figures(change),
            *_conversions(change),
            *_substance(change),
            *(_event(one, change, said) for one in change.events),
        ),
    )


def _unsupported(change: GradeChange, said: Callable[[str], Choice]) -> list[Choice]:
    """Return the rules by which the change is explained, and which no leading decision supports."""
    if change.outcome.code != "wechsel.erklaert":
        return []
    certain = [e for e in change.events if e.stages == 1 and not _named_line(e)]
    choices = [said(RULES[e.key]) for e in certain]
    return [choice for choice in choices if choice.direction != "stuetzt"]


def _named_line(one: StatusEvent) -> bool:
    """Tell whether the event itself names the line of authority to follow."""
    return isinstance(one, Amtszulage) and one.eigenes_amt is not None


def leans(choice: Choice) -> bool:
    """Tell whether an open rule is supported by somebody, and not contradicted by the one that leads."""
    return choice.direction is None and bool(choice.supporting)


def _as_far_as(doubts: list[Choice]) -> Text:
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


ON_POINT = Text("eine einschlägige Entscheidung", "a decision on the point")


def _both(de: str, en: str, **parts: Words) -> Text:
    """Fill two sentences, each part in its own language."""
    return Text(
        de.format(**{name: words("de") for name, words in parts.items()}),
        en.format(**{name: words("en") for name, words in parts.items()}),
    )


def _named(grade: Grade) -> Words:
    def words(lang: Lang) -> str:
        left, right = ("„", "“") if lang == "de" else ("“", "”")
        label = f" {left}{grade.label}{right}" if grade.label not in (None, grade.code) else ""
        return f"{grade.code}{label}"

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
    text = _both(
        "Auf die Note {old} ({old_scale}) folgt die Note {new} ({new_scale})",
        "The grade {old} ({old_scale}) is followed by the grade {new} ({new_scale})",
        old=_named(before),
        old_scale=_scale(before.scale),
        new=_named(after),
        new_scale=_scale(after.scale),
    )
    labels = [g.label_citation for g in (before, after) if g.label and g.label_citation]
    return Finding(
        "wechsel.ziffern",
        Verdict.SATISFIED,
        Text(text.de + _by_figures(change).de, text.en + _by_figures(change).en),
        citations=tuple(dict.fromkeys(evolve(c, note="") for c in labels)),
        calculated=True,
    )


def _by_figures(change: GradeChange) -> Text:
    if change.before.scale == change.after.scale:
        return Text(".", ".")
    if change.nominal is None:
        return Text(
            "; die Zeichen der beiden Skalen lassen für sich keinen Vergleich zu.",
            "; the codes of the two scales by themselves allow no comparison.",
        )
    if change.nominal == 0:
        return Text("; den Ziffern nach ist das dieselbe Note.", "; by the figures it is the same.")
    return _both(
        "; den Ziffern nach sind das {n}.",
        "; by the figures that is {n}.",
        n=_stages(change.nominal),
    )


def _conversions(change: GradeChange) -> list[Finding]:
    grades = dict.fromkeys((change.before, change.after))
    return [_conversion(g, change.on) for g in grades if g.scale != change.on]


def _conversion(grade: Grade, on: GradeScale) -> Finding:
    mapping = library.mapping(grade.scale, on)
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
        "To the grade {g} corresponds, on the scale “{s}”, the grade {t}.",
        g=_named(grade),
        s=_scale(on),
        t=lambda lang: _either([_named(x)(lang) for x in found], lang),
    )
    cited = tuple(dict.fromkeys(c for pair in pairs for c in pair.citations))
    return Finding("wechsel.entsprechung", Verdict.SATISFIED, text, citations=cited)


def _either(items: list[str], lang: Lang) -> str:
    *head, last = items
    return f"{', '.join(head)} {'oder' if lang == 'de' else 'or'} {last}" if head else last


def _substance(change: GradeChange) -> list[Finding]:
    """Say what is left of the nominal change once the scales are the same."""
    real, effect = change.real, change.scale_effect
    if real is None:
        return []
    if real == 0:
        text = Text("Der Sache nach ist die Note gleich geblieben.", "In substance it is the same.")
    else:
        text = _both(
            "Der Sache nach {verb} es {r}.",
            "In substance it is {r}.",
            verb=lambda _: "ist" if real in (1, -1) else "sind",
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


def _event(one: StatusEvent, change: GradeChange, said: Callable[[str], Choice] | None) -> Finding:
    code = RULES.get(one.key)
    if code is None:
        told = one.described()
        text = Text(
            f"{told.de}: Welche Note danach bei gleicher Leistung zu erwarten ist, ist nicht geklärt.",
            f"{told.en[:1].upper()}{told.en[1:]}: which grade is to be expected after it at equal "
            "performance is not settled.",
        )
        return Finding("wechsel.ereignis", Verdict.OPEN, text)
    choice = (said or choose)(code)
    settled = said is None or _named_line(one) or choice.direction == "stuetzt"
    text = _after(one) + _what_it_explains(one)
    if change.derived and one.datum is None:
        text += Text(
            "Das Ereignis ist aus den beiden Ämtern abgeleitet; es ist die geringste Zahl, die passt.",
            "The event was derived from the two offices; it is the fewest that fit.",
        )
    doubts = _doubts(change, code)
    for doubt in doubts:
        text += doubt
    weak = [_inferred(choice.supporting[0])] if doubts and choice.supporting else []
    return Finding(
        "wechsel.ereignis",
        Verdict.SATISFIED if settled and one.stages.exact else Verdict.OPEN,
        text,
        citations=tuple(weak),
        supporting=choice.supporting,
        opposing=choice.opposing,
    )


def _after(one: StatusEvent) -> Text:
    text = _AFTER[one.kind]
    if one.datum is None:
        return text
    return text + Text(f"vom {day(one.datum)}", f"of {day(one.datum, 'en')}")


def _what_it_explains(one: StatusEvent) -> Text:
    if one.stages == 1:
        return Text(
            "ist bei gleichbleibender Leistung eine Stufe weniger plausibel, weil nun mit dem höheren "
            "Statusamt verglichen wird; vorgeschrieben ist sie nicht.",
            "one stage less is plausible at unchanged performance, because the comparison is now with "
            "the higher Statusamt; it is not prescribed.",
        )
    if one.stages == 0:
        return Text(
            "ist nach der genannten Linie kein neues Amt verbunden; sie erklärt keine Stufe.",
            "there comes no new office, by the line of authority named; it explains no stage.",
        )
    return Text(
        "kann ein neues Amt verbunden sein oder nicht, die Gerichte urteilen verschieden; sie erklärt "
        "keine oder eine Stufe.",
        "there may come a new office or not, courts differ; it explains no stage or one.",
    )


def _doubts(change: GradeChange, code: str) -> list[Text]:
    """Name what of the explanation is inferred and not attested."""
    doubts: list[Text] = []
    attested = rule(code).belegt_fuer_stufen
    if attested and len(change.on.stages) not in attested:
        de, en = joined(map(str, attested)), joined(map(str, attested), "en")
        doubts.append(Text(
            f"Belegt ist das für Skalen mit {de} Stufen; für diese Skala ist es erschlossen.",
            f"This is attested for scales of {en} stages; for this scale it is inferred.",
        ))  # fmt: skip
    if len(change.events) > 1:
        doubts.append(Text(
            "Dass mehrere Ereignisse sich addieren, ist erschlossen.",
            "That several events add up is inferred.",
        ))  # fmt: skip
    return doubts


def _inferred(known: Citation) -> Citation:
    return evolve(known, evidence=Evidence.INFERRED, note="hierfür erschlossen")


def _conclusion(change: GradeChange) -> Text:
    outcome = change.outcome
    if outcome.code == "wechsel.keiner":
        return Text("Es gibt nichts zu erklären.", "There is nothing to explain.")
    if outcome.code == "wechsel.erklaert":
        return Text(
            "Damit ist der Unterschied erklärt; weiterer Gründe bedarf es dafür nicht.",
            "This explains the difference; no further reasons are needed for it.",
        )
    if outcome.code == "wechsel.ereignis-offen":
        return Text(
            "Was das Ereignis für die Note bedeutet, bleibt offen.",
            "What the event means for the grade stays open.",
        )
    left = outcome.unexplained
    if left is None:
        return Text(
            "Der Unterschied lässt sich auf dieser Skala nicht zählen und bleibt offen.",
            "The difference cannot be counted on this scale and stays open.",
        )
    text = _both(
        "Nicht erklärt {verb} {u}.",
        "Not explained is {u}.",
        verb=lambda _: "ist" if left in (1, -1) else "sind",
        u=_stages(left),
    )
    if outcome.code == "wechsel.ungewiss":
        return text + Text(
            "Ob Gründe nötig sind, bleibt offen.", "Whether reasons are needed stays open."
        )
    return text + Text(
        "Das ist für sich kein Fehler, bedarf aber der Begründung.",
        "That is no fault by itself, but it needs reasons.",
    )


REASONS = Text(
    "Gründe für den nicht erklärten Unterschied (Plausibilisierung)",
    "reasons for the unexplained difference (Plausibilisierung)",
)


def _open_facts(change: GradeChange) -> tuple[Text, ...]:
    code = change.outcome.code
    if code in ("wechsel.keiner", "wechsel.erklaert"):
        return ()
    if code == "wechsel.ohne-entsprechung":
        return (
            Text("eine begründete Übertragung der Note", "a reasoned translation of the grade"),
        )
    if code == "wechsel.ereignis-offen":
        return (Text("was das Ereignis bedeutet", "what the event means"),)
    return (REASONS,)
