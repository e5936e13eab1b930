"""Single features: what became of each since the previous appraisal, and how their ratings were formed."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.errors import NoScaleError, UnknownGradeError
from beurteilung._base.text import LANGUAGES, Text, joined
from beurteilung._base.toml import number
from beurteilung.cases.facts import stage_code
from beurteilung.cases.rules.gesamturteil import mean
from beurteilung.law.certainty import backed, breach, unknown, without_rule
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.sources import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.urteil import Merkmal, Untermerkmal
    from beurteilung.law.editions import Guideline
    from beurteilung.model.mappings import ScaleMapping
    from beurteilung.model.scales import Grade, GradeScale

__all__ = ["check", "decimal", "mean_of", "since"]

SINCE, FORMED, TABLE = "notensprung.merkmale", "gesamturteil.untermerkmale", "gesamturteil.tabelle"
REASONED = "gesamturteil.merkmalsgruende"


def _roundings(value: Fraction) -> dict[str, int]:
    """Return a mean on whole numbers, by each way of rounding."""
    half_up = math.floor(value + Fraction(1, 2))
    return {
        "kaufmaennisch": half_up,
        "abschneiden": math.floor(value),
        "aufrunden": math.ceil(value),
    }


def check(facts: Facts) -> tuple[Finding, ...]:
    """Check the features that the case lists one by one."""
    return (*_formed(facts), *_table(facts), *_reasoned(facts))


def _reasoned(facts: Facts) -> Iterator[Finding]:
    """Provisions demand reasons of certain ratings of features, such as § 5 SächsBeurtVO below 4 and above 12."""
    stated = [m for m in facts.case.merkmal if m.begruendet is not None]
    if not stated:
        return
    duties = [
        (guideline, duty)
        for guideline in facts.governing(facts.stichtag)
        for duty in guideline.document.begruendung
        if duty.fuer == "merkmal"
    ]
    if not duties:
        yield without_rule(REASONED)
        return
    for feature in stated:
        cited = tuple(g.cite(d) for g, d in duties if any(_same(feature.note, n) for n in d.noten))
        shown = Text(f"Bewertung {feature.note}:", f"Rating {feature.note}:")
        if feature.bezeichnung:
            name = f"{feature.bezeichnung} ({feature.note}):"
            shown = Text(name, name)
        if not cited:
            none = Text("Diese Bewertung verlangt nach der Vorschrift keine Begründung.",
                        "By the provision this rating needs no reasons.")  # fmt: skip
            places = tuple(g.cite(d) for g, d in duties)
            yield Finding(REASONED, Verdict.NOT_APPLICABLE, shown + none, citations=places)
        elif feature.begruendet:
            given = Text("Die Vorschrift verlangt Gründe; sie sind gegeben.",
                         "The provision demands reasons; they are given.")  # fmt: skip
            yield Finding(REASONED, Verdict.SATISFIED, shown + given, citations=cited)
        else:
            lacking = Text("Die Vorschrift verlangt Gründe; sie fehlen.",
                           "The provision demands reasons; there are none.")  # fmt: skip
            yield breach(REASONED, shown + lacking, *cited)


def _same(note: str, code: str) -> bool:
    """Tell whether a rating is one of the scale's, equal numbers being one name."""
    value = number(note)
    return note == code or (value is not None and value == number(code))


def since(facts: Facts) -> tuple[Finding, ...]:
    """Check what became of the features that the case lists with their earlier ratings."""
    return tuple(_since(facts))


def _since(facts: Facts) -> Iterator[Finding]:
    """Count the features that got worse or better; whether each needs reasons differs by norm."""
    moved = [(m, _steps(facts, m)) for m in facts.case.merkmal if m.vorher]
    if not moved:
        return
    worse = [(m, n) for m, n in moved if n is not None and n < 0]
    better = sum(m.anzahl for m, n in moved if n is not None and n > 0)
    same = sum(m.anzahl for m, n in moved if n == 0)
    unclear = sum(m.anzahl for m, n in moved if n is None)
    down = sum(m.anzahl for m, _ in worse)
    counted = (
        (down, Text("schlechter", "worse")),
        (better, Text("besser", "better")),
        (same, Text("unverändert", "unchanged")),
        (unclear, Text("nicht zu zählen", "not to be counted")),
    )
    de, en = (joined([f"{n} {what[lang]}" for n, what in counted if n], lang) for lang in LANGUAGES)
    lines = [f"{_named(m)}{m.vorher} → {m.note}" for m, _ in moved]
    text = Text(
        f"Merkmale gegenüber der Vorbeurteilung: {de} ({joined(lines)}).",
        f"Features against the previous appraisal: {en} ({joined(lines, 'en')}).",
    )
    if not worse and not unclear:
        yield Finding(SINCE, Verdict.NOT_APPLICABLE, text, calculated=True)
        return
    law = facts.law(SINCE)
    found = Finding(SINCE, Verdict.OPEN, text + law.why, missing=law.missing, calculated=True)
    yield backed(found, law)


def _named(feature: Merkmal) -> str:
    """Return what stands before the ratings of a feature: its name, or how many there are if several."""
    if feature.bezeichnung:
        return f"{feature.bezeichnung}: "
    return f"{feature.anzahl} × " if feature.anzahl > 1 else ""


def _steps(facts: Facts, feature: Merkmal) -> int | None:
    """Return whether a feature rose (1), fell (-1) or stayed (0); None if its ratings have no order here."""
    if feature.vorher == feature.note:
        return 0
    scale = facts.scale
    own, before = number(feature.note), number(feature.vorher)
    if own is not None and before is not None:
        overall = facts.case.gesamturteil
        other = overall is not None and overall.verschiedene_skalen
        direction = scale.figure_direction if scale and not other else None
        if direction is None:
            return None
        return (1 if own > before else -1) * direction
    if scale is None:
        return None
    order = [stage.code for stage in scale.stages]
    try:
        places = [order.index(stage_code(scale, note)) for note in (feature.vorher, feature.note)]
    except (UnknownGradeError, ValueError):
        return None
    return (places[0] > places[1]) - (places[0] < places[1])


def _formed(facts: Facts) -> Iterator[Finding]:
    """Tell whether the rating of a feature is the rounded mean of its sub-features."""
    overall = facts.case.gesamturteil
    stated = overall.rundung if overall else None
    for feature in facts.case.merkmal:
        exact, note = mean_of(feature.unter), number(feature.note)
        if exact is None or note is None:
            continue
        fits = [name for name, rounded in _roundings(exact).items() if rounded == note]
        shown = Text(
            f"{feature.bezeichnung or feature.note}: Mittel der Untermerkmale {decimal(exact)}, vergeben "
            f"{feature.note}.",
            f"{feature.bezeichnung or feature.note}: mean of the sub-features "
            f"{decimal(exact).replace(',', '.')}, given {feature.note}.",
        )
        if exact == note or (stated in fits):
            yield Finding(FORMED, Verdict.SATISFIED, shown, calculated=True)
        elif stated is None and fits:
            yield unknown(FORMED, shown, needed("merkmale.rundung"))
        else:
            yield unknown(FORMED, shown, needed("merkmale.gruende"))


def mean_of(items: Sequence[Merkmal | Untermerkmal]) -> Fraction | None:
    """Return the exact mean of features or sub-features, weighted if their weights are known; None if none."""
    values = [number(item.note) for item in items]
    if not items or None in values:
        return None
    weights = [item.anzahl * (item.gewicht or Fraction(1)) for item in items]
    pairs = zip(values, weights, strict=True)
    return sum((v * w for v, w in pairs if v is not None), Fraction(0)) / sum(weights, Fraction(0))


def _table(facts: Facts) -> Iterator[Finding]:
    """Hold the mean of the features against the guideline's own table of means, if it has one."""
    guideline, grade, overall = facts.guideline, facts.current.grade, facts.case.gesamturteil
    value = mean(facts) if facts.case.merkmal else overall.mittel if overall else None
    if guideline is None or grade is None or value is None:
        return
    for table in guideline.mappings:
        belonging = table.inverse()(grade) if table.after == grade.scale else ()
        if not belonging or number(belonging[0].code) is None:
            continue
        if figures := _placed(guideline, table.before, value):
            yield _held(table, figures, belonging, grade, value)


def _placed(guideline: Guideline, scale: GradeScale, value: Fraction) -> tuple[Grade, ...]:
    """Return the printed figures that a mean may be: one, or both beside it if no source says how to round.

    Whatever the way of rounding, it leads to one of the two; off the scale there is none.
    """
    try:
        return (guideline.place(value, scale.id),)
    except NoScaleError:
        return ()  # a table from another guideline's scale, which is no mean of these features
    except UnknownGradeError:
        printed = [(n, g) for g in scale if (n := number(g.code)) is not None]
    below = max((pair for pair in printed if pair[0] < value), default=None, key=_figure)
    above = min((pair for pair in printed if pair[0] > value), default=None, key=_figure)
    return (below[1], above[1]) if below and above else ()


def _figure(pair: tuple[Fraction, Grade]) -> Fraction:
    return pair[0]


def _held(
    table: ScaleMapping,
    figures: tuple[Grade, ...],
    belonging: tuple[Grade, ...],
    grade: Grade,
    value: Fraction,
) -> Finding:
    """Say whether a mean lies where the table has the grade that was given."""
    pair = table.pair(belonging[0], grade)
    cited = pair.citations[0] if pair and pair.citations else None
    ends = (belonging[0].code, belonging[-1].code)
    shown = decimal(value)
    text = Text(
        f"Mittel der Merkmale {shown}; nach der Tabelle der Richtlinie gehört {grade.code} zu {ends[0]} bis "
        f"{ends[1]}.",
        f"Mean of the features {shown.replace(',', '.')}; by the guideline's table {grade.code} belongs to "
        f"{ends[0].replace(',', '.')} to {ends[1].replace(',', '.')}.",
    )
    places = (cited,) if cited else ()
    inside = [figure in belonging for figure in figures]
    if all(inside):
        return Finding(TABLE, Verdict.SATISFIED, text, citations=places, calculated=True)
    if any(inside):
        missing = (needed("mittel.rundung"),)
        return Finding(
            TABLE, Verdict.OPEN, text, citations=places, calculated=True, missing=missing
        )
    if cited and cited.evidence is Evidence.NORM:
        return breach(TABLE, text, cited, calculated=True)
    return Finding(
        TABLE, Verdict.OPEN, text, citations=places, calculated=True, leaning=Verdict.VIOLATED,
        missing=(needed("tabelle"),),
    )  # fmt: skip


def decimal(value: Fraction) -> str:
    """Write a mean with two decimals, half up; only the text is rounded."""
    whole, part = divmod((value * 200 + 1) // 2, 100)
    return f"{whole},{part:02}"
