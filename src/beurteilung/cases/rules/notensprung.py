"""The drop or rise against the previous appraisal, what of it is left to explain, and the reasons given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.errors import NoMappingError
from beurteilung._base.records import evolve
from beurteilung._base.text import LANGUAGES, Text, figure, joined, plural, sentences, signed
from beurteilung.changes.finding import REASONS as UNEXPLAINED
from beurteilung.changes.finding import concluded, explained, legal_basis, may_explain
from beurteilung.changes.measure import as_decided, conclude, number
from beurteilung.law.certainty import DECISION, backed, judged, left_open, unknown
from beurteilung.law.decisions import rule as rule_of_law
from beurteilung.law.missing import needed
from beurteilung.law.places import may_lead
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.mappings import NotComparableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.urteil import Aenderung
    from beurteilung.changes.measure import GradeChange, Outcome
    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import Grade
    from beurteilung.model.sources import Citation

__all__ = ["CODE", "WHY", "check"]

CODE, REASONS = "notensprung", "notensprung.begruendung"
HINT, STANDARD = "notensprung.foerderhinweis", "notensprung.massstab"
HEIGHTENED, NO_THRESHOLD = "notensprung.hoehere-anforderungen", "notensprung.keine-schwelle"
ONE_STAGE = "notensprung.eine-stufe-wesentlich"

_REASONED = needed("aenderung.vergleich")
WHY = needed("aenderung.gruende")
_IF_THEY_HOLD = needed("aenderung.tragen")


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the change of the grade against the previous appraisal, and the reasons given for it."""
    return tuple(_by_deduction(facts, found) for found in _check(facts))


def _by_deduction(facts: Facts, found: Finding) -> Finding:
    """Where a deduction was prescribed, the drop is that deduction, and no rating explains it."""
    cut = facts.case.abschlag
    explained_away = found.verdict is Verdict.SATISFIED or found.leaning is Verdict.SATISFIED
    if found.code != CODE or not (cut and cut.vorgeschrieben and explained_away):
        return found
    text = Text(
        "Der Unterschied ist aber der vorgeschriebene Abschlag selbst; er erklärt sich nicht aus einer "
        "Wertung.",
        "But the difference is the prescribed deduction itself; no rating explains it.",
    )
    return evolve(
        found, verdict=Verdict.OPEN, message=found.message + text, leaning=None, deviation=None,
        missing=found.missing or (_REASONED,),
    )  # fmt: skip


def _check(facts: Facts) -> tuple[Finding, ...]:
    if facts.case.aenderung is None and (facts.previous is None or _no_marks(facts)):
        return ()
    try:
        change = facts.change
    except NotComparableError as error:
        return (_not_comparable(facts, error.citation), *_reasons(facts, None, None))
    except NoMappingError:
        return (_without_conversion(), *_reasons(facts, None, None))
    if change is not None:
        found = _against_stated(facts, change, _judge(facts, change))
        left = None if change.within_a_stage else _left(facts, found, change.outcome)
        sized = change.unexplained is not None or change.steps is not None
        # of a scale that is none of appraisals its own rules tell whether a change needs reasons
        reasons = [] if change.foreign else _reasons(facts, change.real, left)
        return (_reasoned(facts, found, sized=sized), *reasons)
    aenderung = facts.case.aenderung
    if aenderung and aenderung.stufen is not None:
        events = _between(facts)
        read = [as_decided(e, facts.applicable_law) for e in events]
        outcome = conclude(Interval(aenderung.stufen), read)
        found = _stated(facts, aenderung, outcome, events)
        left = _left(facts, found, outcome)
        sized = outcome.unexplained is not None
        return (_reasoned(facts, found, sized=sized), *_reasons(facts, outcome.real, left))
    return (_reasoned(facts, _without(facts), sized=False), *_reasons(facts, None, None))


def _no_marks(facts: Facts) -> bool:
    """Tell whether there is no mark that could have changed: two without one, as in a probation, or none made."""
    if facts.case.beurteilung[-1].nicht_erteilt:
        return True
    return all(item.fassung[-1].ohne_gesamturteil for item in facts.case.beurteilung[-2:])


def _left(facts: Facts, found: Finding, outcome: Outcome) -> Interval | None:
    """Return what needs reasons: nothing of what is explained; all that is not by the law that governs."""
    # what an event explains by the law that governs needs no reasons besides
    if found.verdict is Verdict.SATISFIED:
        return Interval(0)
    # nothing is left by the figures, but the conversion behind them settles nothing
    if outcome.code == "wechsel.keiner":
        return None
    # by figures alone it is not explained: all that is left needs reasons
    if outcome.real is None or outcome.code != "wechsel.erklaert":
        return outcome.unexplained
    if not _may_be_explained(facts):
        return outcome.real
    return Interval.hull([outcome.real.low, outcome.real.high, 0])


def _between(facts: Facts) -> list[StatusEvent]:
    """Return the events between the two appraisals, those without a day included, and a tightening."""
    between = [e for e in facts.events if e.datum is None or e in facts.events_between()]
    return [*between, *facts.tightening]


def _may_be_explained(facts: Facts) -> bool:
    """Tell whether an event may explain the change by the law that governs."""
    return any(may_explain(e, facts.applicable_law) for e in _between(facts))


def _not_comparable(facts: Facts, citation: Citation) -> Finding:
    """A decision bars the comparison from its day on, and not in the case that it decided."""
    if not may_lead(citation.source_id, facts.applicable_law):
        return _without_conversion()
    text = Text(
        "Die beiden Skalen sind nach einer Entscheidung nicht vergleichbar; nicht umzurechnen.",
        "By a decision the two scales are not comparable; there is no conversion.",
    )
    return unknown(CODE, text, _REASONED, citations=(citation,))


def _without_conversion() -> Finding:
    text = Text(
        "Zwischen den beiden Skalen ist keine Umrechnung bekannt.",
        "No conversion between the two scales is known.",
    )
    return unknown(CODE, text, _REASONED)


def _reasoned(facts: Facts, found: Finding, *, sized: bool) -> Finding:
    """A change whose size is established, in stages or steps, and whose reasons hold leaves nothing open."""
    aenderung = facts.case.aenderung
    if aenderung and aenderung.begruendung == "gegeben" and found.missing == (UNEXPLAINED,):
        return evolve(found, missing=(_IF_THEY_HOLD,))
    if aenderung is None or aenderung.begruendung != "traegt" or found.verdict is not Verdict.OPEN:
        return found
    if not sized and aenderung.schritte is None and not aenderung.wesentlich:
        return found
    held = Text("Unerklärt, aber begründet.", "Unexplained, but reasoned.")
    return evolve(found, verdict=Verdict.SATISFIED, deviation=held, missing=(), leaning=None)


def _printed(grade: Grade | None) -> str:
    """Return a grade as a report names it beside one that no scale attests."""
    return " ".join(filter(None, (grade.code, grade.label))) if grade else ""


def _without(facts: Facts) -> Finding:
    shown = [a.printed or _printed(a.grade) for a in (facts.previous, facts.current) if a]
    different = list(dict.fromkeys(shown))
    if len(shown) > len(different):
        text = Text(
            f"Zu beiden Noten heißt es „{shown[0]}“; ob es dieselbe ist, steht nicht fest.",
            f"Of both grades it says “{shown[0]}”; whether they are the same is not settled.",
        )
        return unknown(CODE, text, _REASONED)
    between = Text(f" („{different[0]}“)", f" (“{different[0]}”)")
    if different[1:]:
        between = Text(
            f" zwischen „{different[0]}“ und „{different[1]}“",
            f" between “{different[0]}” and “{different[1]}”",
        )
    text = Text(
        f"Der Unterschied{between.de} lässt sich nicht zählen.",
        f"The difference{between.en} cannot be counted.",
    )
    return unknown(CODE, text, _REASONED)


def _judge(facts: Facts, change: GradeChange) -> Finding:
    """An explained change is plausible if the rule that explains it holds on the day of the law."""
    plain = explained(change)
    children = (evolve(child, supporting=(), opposing=()) for child in plain.children)
    events = () if change.foreign else change.events
    found = _backed(facts, plain, change.outcome, events)
    message = sentences(
        _figures(change.outcome), plain.message
    )  # what is not counted a child explains
    return evolve(found, message=message, children=tuple(children))


def _against_stated(facts: Facts, change: GradeChange, found: Finding) -> Finding:
    """Leave the change open if the number of stages that the case states is not that of its grades."""
    stated = facts.case.aenderung.stufen if facts.case.aenderung else None
    if stated is None or change.real is None or stated in change.real:
        return found
    text = Text(
        f"Festgestellt sind laut Angabe {signed(stated)} Stufen; aus den Noten folgt das nicht. Was davon "
        "zutrifft, ist zu klären.",
        f"The case states {signed(stated)} stages as established; from the grades that does not follow. Which "
        "of them is right has to be clarified.",
    )
    return left_open(found, _REASONED, why=text)


def _backed(
    facts: Facts, found: Finding, outcome: Outcome, events: Sequence[StatusEvent]
) -> Finding:
    """Return the finding on the case, with the decisions on the events if there is a change."""
    law = facts.applicable_law
    read = [as_decided(e, law) for e in events] if outcome.real != 0 else []
    return backed(evolve(found, code=CODE), *(basis for e in read for basis in legal_basis(e, law)))


def _stated(
    facts: Facts, aenderung: Aenderung, outcome: Outcome, events: Sequence[StatusEvent]
) -> Finding:
    """Judge a number of stages that is established without the grades."""
    assert aenderung.stufen is not None  # noqa: S101 - the caller has one
    way, names = _way(aenderung.stufen), [e.described() for e in events]
    shown, left = _shown(outcome.explained), _shown(outcome.unexplained)
    in_brackets = Text(
        f" ({joined(n.de for n in names)})", f" ({joined((n.en for n in names), 'en')})"
    )
    end = in_brackets if names else Text("", "")
    figures = Text(
        f"Festgestellt: {way.de}; erklärt {shown.de}, unerklärt {left.de}{end.de}.",
        f"Established: {way.en}; explained {shown.en}, unexplained {left.en}{end.en}.",
    )
    plain = concluded(outcome, events, facts.applicable_law, aenderung.stufen_der_skala)
    found = _backed(facts, plain, outcome, events)
    return evolve(found, message=sentences(figures, found.message), calculated=True)


def _reasons(facts: Facts, real: Interval | None, left: Interval | None) -> list[Finding]:
    """A substantial change needs reasons; so may a lost hint or a new standard without any change."""
    aenderung = facts.case.aenderung
    if aenderung is None:
        return []
    found: list[Finding] = []
    if _asked(aenderung, real):
        found.append(_given(facts, aenderung, real, left))
    for code, given, text in (
        (HINT, aenderung.foerderhinweis_entfallen, _HINT),
        (STANDARD, aenderung.massstab_geaendert, _STANDARD),
    ):
        if given:
            found.append(_needed(facts, code, text, aenderung))
    return found


_HINT = Text(
    "Ein früherer Förderhinweis ist weggefallen.", "An earlier promotion hint was dropped."
)
_STANDARD = Text(
    "Der Maßstab wurde erstmals geändert.", "The standard was changed for the first time."
)


def _asked(aenderung: Aenderung, real: Interval | None) -> bool:
    """Tell whether the case asks for reasons for a change of the grade, and not of something else."""
    if real is not None or aenderung.schritte is not None or aenderung.wesentlich:
        return aenderung.begruendung is not None
    return not (aenderung.foerderhinweis_entfallen or aenderung.massstab_geaendert)


def _given(
    facts: Facts, aenderung: Aenderung, real: Interval | None, left: Interval | None
) -> Finding:
    """Reasons are there, and hold; how strong they must be grows with the size of the change."""
    if left == 0 or (left is None and aenderung.schritte == 0):
        text = Text("Es bleibt nichts zu begründen.", "Nothing is left that needs reasons.")
        return Finding(REASONS, Verdict.NOT_APPLICABLE, text)
    law = facts.law(REASONS)
    size, cited = _size(facts, aenderung, real)
    explicable = _may_be_explained(facts)
    due = not explicable if left is None else 0 not in left
    if aenderung.begruendung in _LACKING and due:
        return _lacking(
            facts, aenderung, real, (sentences(_LACKING[aenderung.begruendung], size), cited)
        )
    if aenderung.begruendung == "traegt":
        held = Text("Die Gründe tragen die Änderung.", "The reasons carry the change.")
        return backed(
            Finding(REASONS, Verdict.SATISFIED, sentences(held, size), citations=cited), law
        )
    if aenderung.begruendung == "gegeben":
        text = Text("Gründe wurden gegeben; ob sie tragen, ist den Angaben nicht zu entnehmen.",
                    "Reasons were given; whether they hold the facts do not tell.")  # fmt: skip
        missing = _IF_THEY_HOLD
    elif aenderung.begruendung in _LACKING:
        text = _LACKING[aenderung.begruendung] + (_IF_EXPLAINED if explicable else _IF_NEEDED)
        missing = DECISION if aenderung.wesentlich else needed("aenderung.gegenstand")
    else:
        text = Text("Ob Gründe nötig sind und gegeben wurden, ist offen.",
                    "Whether reasons are needed and were given is open.")  # fmt: skip
        missing = WHY
    more = _perhaps_more(facts, aenderung, real)
    # a substantial change needs reasons, unless an event explains it
    lacks = aenderung.wesentlich and aenderung.begruendung in _LACKING
    found = Finding(
        REASONS, Verdict.OPEN, sentences(text, size, more), missing=(missing,), citations=cited,
        leaning=Verdict.VIOLATED if lacks and law.known == "stuetzt" else None,
    )  # fmt: skip
    return backed(found, law, *([facts.law(HEIGHTENED)] if more else []))


_IF_NEEDED = Text("Ob welche nötig sind, ist offen.", "Whether any are needed is open.")
_IF_EXPLAINED = Text(
    "Ob welche nötig sind, ist offen: Es hängt davon ab, ob der Wechsel des Amtes oder der strengere Maßstab "
    "den Unterschied erklärt.",
    "Whether any are needed is open: it depends on whether the change of office or the stricter standard "
    "explains the difference.",
)
_LACKING = {
    "fehlt": Text("Gründe wurden nicht gegeben.", "No reasons were given."),
    "formelhaft": Text("Die Begründung ist nur eine Formel.", "The reasons are a mere formula."),
    "unzureichend": Text(
        "Die Gründe genügen nach den Angaben nicht.",
        "By the facts stated the reasons are not enough.",
    ),
}


def _lacking(
    facts: Facts,
    aenderung: Aenderung,
    real: Interval | None,
    words: tuple[Text, tuple[Citation, ...]],
) -> Finding:
    """Without reasons a change is a fault only if it is substantial, and if they did not come in time."""
    law, (text, cited) = facts.law(REASONS), words
    # before the question whether it is substantial: reasons that came in time leave no fault
    if aenderung.nachgeholt is not None:
        return _supplied_later(facts, aenderung, text, cited)
    if aenderung.wesentlich:
        return judged(REASONS, text, law, Ground.STANDARDS, *cited)
    more = Text(
        "Dass die Änderung wesentlich ist, ist nicht festgestellt; nur dann kann sie zu begründen sein.",
        "It is not established that the change is substantial; only then may it need reasons.",
    )
    down = real is not None and real.high < 0
    leaning = Verdict.VIOLATED if law.direction == "stuetzt" and (down or real is None) else None
    found = unknown(REASONS, text + more, needed("aenderung.wesentlich"), citations=cited)
    return backed(evolve(found, leaning=leaning), law)


def _supplied_later(
    facts: Facts, aenderung: Aenderung, text: Text, cited: tuple[Citation, ...]
) -> Finding:
    """Reasons that came later count if they may still be supplied; on the objection nobody denies it."""
    law, later = facts.law(REASONS), facts.law("notensprung.nachholen")
    if aenderung.nachgeholt == "widerspruch":
        came = Text("Sie kamen im Widerspruchsverfahren.", "They came on the objection.")
        found = unknown(REASONS, text + came, _IF_THEY_HOLD, citations=cited)
        return backed(found, law)
    came = Text("Sie kamen erst im Gerichtsverfahren.", "They came only in court.")
    text += came + later.why
    if later.direction == "lehnt_ab" and aenderung.wesentlich:
        return judged(REASONS, text, law, Ground.STANDARDS, *cited)
    missing = _IF_THEY_HOLD if later.direction == "stuetzt" else later.missing[0] if later.missing else (
        needed("aenderung.wesentlich")
    )  # fmt: skip
    return backed(unknown(REASONS, text, missing, citations=cited), law, later)


def _size(
    facts: Facts, aenderung: Aenderung, real: Interval | None
) -> tuple[Text | None, tuple[Citation, ...]]:
    """Say how large the change is, over which time, and whether more is required of the reasons."""
    parts: list[Text] = []
    cited: list[Citation] = []
    if real is not None and aenderung.schritte is not None:
        n = abs(aenderung.schritte)
        parts.append(Text(
            f"Das sind {n} {'Schritt' if n == 1 else 'Schritte'} der Skala.",
            f"That is {n} {'step' if n == 1 else 'steps'} of the scale.",
        ))  # fmt: skip
    elif aenderung.schritte is not None:
        n, up = abs(aenderung.schritte), aenderung.schritte > 0
        parts.append(Text(
            f"Festgestellt: {n} {'Schritt' if n == 1 else 'Schritte'} {'besser' if up else 'schlechter'}; "
            "wie viele Stufen das sind, ist nicht belegt.",
            f"Established: {n} {'step' if n == 1 else 'steps'} {'better' if up else 'worse'}; how many "
            "stages that is is not attested.",
        ))  # fmt: skip
    if facts.current.period:
        days = facts.current.period.days
        parts.append(Text(
            f"Der Zeitraum hat {days} Tage.", f"The period has {days} days."
        ))  # fmt: skip
    stages = facts.scale.stage_count if facts.scale else aenderung.stufen_der_skala
    one, higher = facts.law(ONE_STAGE), facts.law(HEIGHTENED)
    length, limit = one.number("skala"), higher.number("stufen")
    down = 0 if real is None else real.high
    if length and down < 0 and stages == length.wert and one.direction == "stuetzt":
        parts.append(rule_of_law(ONE_STAGE).text)
        cited += (length.citation, *one.supporting)
    lengths = rule_of_law(HEIGHTENED).belegt_fuer_stufen
    attested = not lengths or stages in lengths
    if limit and attested and down <= -limit.wert and higher.direction == "stuetzt":
        parts.append(rule_of_law(HEIGHTENED).text)
        cited += (limit.citation, *higher.supporting)
    return (sentences(*parts) if parts else None), tuple(dict.fromkeys(cited))


def _perhaps_more(facts: Facts, aenderung: Aenderung, real: Interval | None) -> Text | None:
    """Say what courts require of reasons for so large a fall where it is not settled that it holds here."""
    law = facts.law(HEIGHTENED)
    limit, lengths = law.number("stufen"), rule_of_law(HEIGHTENED).belegt_fuer_stufen
    stages = facts.scale.stage_count if facts.scale else aenderung.stufen_der_skala
    large = limit is not None and real is not None and real.high <= -limit.wert
    if not large or stages not in lengths or law.direction is not None or law.leading is None:
        return None
    return law.why


def _needed(facts: Facts, code: str, text: Text, aenderung: Aenderung) -> Finding:
    """Something besides the grade changed for the worse, and needs reasons."""
    choice = facts.law(code)
    if aenderung.begruendung in _LACKING:
        return judged(code, text + _LACKING[aenderung.begruendung], choice, Ground.STANDARDS)
    if aenderung.begruendung == "traegt":
        held = Text("Die Gründe tragen.", "The reasons hold.")
        return Finding(
            code, Verdict.SATISFIED, text + held,
            supporting=choice.supporting, opposing=choice.contrary,
        )  # fmt: skip
    need = Text("Das kann der Begründung bedürfen.", "That may need reasons.")
    return Finding(
        code, Verdict.OPEN, text + need, missing=(WHY,),
        supporting=choice.supporting, opposing=choice.contrary,
    )  # fmt: skip


def _way(stages: int) -> Text:
    if stages == 0:
        return Text("keine Änderung", "no change")
    return Text(
        f"{plural(abs(stages))} {'mehr' if stages > 0 else 'weniger'}",
        f"{plural(abs(stages), 'en')} {'more' if stages > 0 else 'less'}",
    )


def _shown(value: Interval | None) -> Text:
    """Write a number of stages, or the two between which it lies."""
    if value is None:
        return Text("–", "–")
    ends = [signed(n) for n in dict.fromkeys((value.low, value.high))]
    return Text(" bis ".join(ends), " to ".join(ends))


def _exact(value: Interval | Fraction | None) -> Text:
    if value is None:
        return Text("–", "–")
    exact = number(value)
    return Text(figure(exact), figure(exact, "en"))


def _figures(outcome: Outcome) -> Text | None:
    """State the figures as a line: nominal, scale effect, real, explained, unexplained."""
    names = [
        (Text("nominal", "nominal"), _exact(outcome.nominal)),
        (Text("durch die Skala", "by the scale"), _shown(outcome.scale_effect)),
        (Text("der Sache nach", "real"), _shown(outcome.real)),
        (Text("erklärt", "explained"), _shown(outcome.explained)),
        (Text("unerklärt", "unexplained"), _shown(outcome.unexplained)),
    ]
    # what is not known the sentences after it say
    known = [(n, v) for n, v in names if v.de != "–"]
    de, en = ("; ".join(f"{n[lang]} {v[lang]}" for n, v in known) for lang in LANGUAGES)
    return Text(f"{de}.", f"{en}.") if known else None
