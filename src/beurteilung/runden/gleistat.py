"""The table that federal offices report: shares of the best two grades awarded, women and men, five splits.

It is a report to an office of statistics, no publication; nothing is withheld in it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from beurteilung._base.errors import ColumnError, UnknownIdError, excerpt
from beurteilung._base.kinds import expect
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, joined, meant, sentences
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import Period, end_of_months
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.offices import Laufbahngruppe
from beurteilung.runden.duties import citation, reports
from beurteilung.runden.runde import NO, YES, Runde

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from beurteilung.model.scales import Grade
    from beurteilung.runden.duties import Berichtspflicht
    from beurteilung.runden.runde import Value

__all__ = ["Gleistat", "GleistatZeile", "gleistat"]

_WOMEN, _MEN = ("frau", "geschlecht"), {YES: "frauen", "w": "frauen", NO: "maenner", "m": "maenner"}
_SEXES = {"frauen": Text("Frauen", "women"), "maenner": Text("Männer", "men")}
_SPLITS: tuple[tuple[str, str, Value, Text], ...] = (
    ("insgesamt", "", None, Text("insgesamt", "all")),
    ("teilzeit", "teilzeit", YES, Text("in Teilzeit", "part-time")),
    ("vollzeit", "teilzeit", NO, Text("in Vollzeit", "full-time")),
    ("leitend", "fuehrung", YES, Text("mit Leitungsaufgaben", "leading")),
    ("nicht-leitend", "fuehrung", NO, Text("ohne Leitungsaufgaben", "not leading")),
)


@frozen
class GleistatZeile:
    """Women or men of one split: how many there are, and how many have the best two grades.

    ``split`` is ``"insgesamt"``, ``"teilzeit"``, ``"vollzeit"``, ``"leitend"`` or ``"nicht-leitend"``;
    ``sex`` is ``"frauen"`` or ``"maenner"``.
    """

    split: str
    sex: str
    size: int
    best: int
    second: int

    @property
    def shares(self) -> tuple[Fraction, Fraction] | None:
        """The exact shares of the best and the second-best grade; None if nobody belongs here."""
        if not self.size:
            return None
        return Fraction(self.best, self.size), Fraction(self.second, self.size)

    @property
    def name(self) -> Text:
        """Women or men, and the split, in words."""
        split = next(text for key, _, _, text in _SPLITS if key == self.split)
        sex = _SEXES[self.sex]
        return Text(f"{sex.de} {split.de}", f"{sex.en}, {split.en}")


@frozen
class Gleistat:
    """The table in both readings of "highest grade awarded".

    ``rows`` takes the best two grades that somebody got, ``of_scale`` the best two of the scale; ``best``
    and ``scale_best`` name them. ``left_out`` counts officers whose sex or split is not known, by split.
    """

    rows: tuple[GleistatZeile, ...]
    of_scale: tuple[GleistatZeile, ...]
    best: tuple[Grade, ...]
    scale_best: tuple[Grade, ...]
    left_out: Mapping[str, int] = field(eq=False)
    finding: Finding = field(eq=False)


_CAREERS = tuple(group.value for group in Laufbahngruppe)


def _no_career(given: str) -> Text:
    hint, known = meant(given, _CAREERS), ", ".join(_CAREERS)
    return Text(
        f"unbekannte Laufbahngruppe {excerpt(given, 'de')}{hint.de}; bekannt: {known}",
        f"unknown Laufbahngruppe {excerpt(given)}{hint.en}; known: {known}",
    )


def gleistat(
    runde: Runde, *, laufbahngruppe: str, von: date, bis: date, pflicht: str = "gleistatv"
) -> Gleistat:
    """Return the table of a round of regular appraisals whose Stichtage lie in the reporting time.

    The round is divided by ``frau`` (or ``geschlecht``), ``teilzeit`` and ``fuehrung``.

    Raises:
        ColumnError: a division is missing.
        DateError: ``bis`` lies before ``von``.
        UnknownIdError: there is no such ``laufbahngruppe``.
    """
    expect("runde", runde, Runde)
    expect("laufbahngruppe", laufbahngruppe, str)
    if laufbahngruppe not in _CAREERS:
        raise UnknownIdError(_no_career(laufbahngruppe))
    expect("von", von, date)
    expect("bis", bis, date)
    period = Period(von, bis)
    sex = next((name for name in _WOMEN if name in runde.merkmale), None)
    needed = [name for name in ("teilzeit", "fuehrung") if name not in runde.merkmale]
    if sex is None:
        needed.insert(0, "frau")
    if sex is None or needed:
        raise ColumnError(_not_divided(needed, runde.merkmale))
    law = next(one for one in reports() if one.id == pflicht)
    awarded, listed = runde.awarded[:2], runde.scale.grades[:2]
    left: dict[str, int] = {}
    rows = tuple(_rows(runde, sex, awarded, left))
    of_scale = tuple(_rows(runde, sex, listed, left))
    finding = _finding(law, laufbahngruppe, period, rows == of_scale, left, (awarded, listed))
    return Gleistat(rows, of_scale, awarded, listed, left, finding)


def _not_divided(needed: Sequence[str], there: Sequence[str]) -> Text:
    return Text(
        f"die Tabelle braucht die Runde aufgegliedert nach {joined(needed)}; sie ist es nach "
        f"{joined(there) or 'nichts'}",
        f"the table needs the round divided by {joined(needed, 'en')}; it is by "
        f"{joined(there, 'en') or 'nothing'}",
    )


def _rows(
    runde: Runde, sex: str, best: tuple[Grade, ...], left: dict[str, int]
) -> Iterator[GleistatZeile]:
    for split, merkmal, wanted, _ in _SPLITS:
        crossed = runde.crossed([sex, merkmal] if merkmal else [sex])
        found = {name: [0, 0, 0] for name in _SEXES}
        left[split] = 0
        for parts, counts in crossed.items():
            size = sum(counts.values())
            name = _MEN.get(parts[0] or "")
            if name is None or (merkmal and parts[1] not in {YES, NO}):
                left[split] += size
            elif not merkmal or parts[1] == wanted:
                found[name][0] += size
                for n, grade in enumerate(best, 1):
                    found[name][n] += counts.get(grade, 0)
        for name, (size, first, second) in found.items():
            yield GleistatZeile(split, name, size, first, second)


def _finding(  # noqa: PLR0913, PLR0917 - what the report rests on
    law: Berichtspflicht,
    group: str,
    period: Period,
    same: bool,  # noqa: FBT001 - one of the facts
    left: Mapping[str, int],
    best: tuple[tuple[Grade, ...], tuple[Grade, ...]],
) -> Finding:
    cited = (citation(law),)
    if group not in law.laufbahngruppen:
        groups = joined(law.laufbahngruppen)
        text = Text(
            f"Die Pflicht betrifft nur: {groups}; genannt ist: {group}.",
            f"The duty concerns only: {groups}; given is: {group}.",
        )
        return Finding("gleistat", Verdict.NOT_APPLICABLE, text, citations=cited)
    children = (_time(law, period), _reading(same, best, law), _complete(left))
    is_open = any(child.verdict is Verdict.OPEN for child in children)
    return Finding(
        "gleistat", Verdict.OPEN if is_open else Verdict.SATISFIED, law.text, citations=cited,
        missing=tuple(m for child in children for m in child.missing), children=children,
        calculated=True,
    )  # fmt: skip


def _time(law: Berichtspflicht, period: Period) -> Finding:
    """Compare the reporting time with the one of the statute, and keep the tension beside it."""
    last = period.end.month == law.ende_monat and period.end.day == law.ende_tag
    fits = last and period.end == end_of_months(period.start, law.monate)
    beside = [one.text for one in law.spannung]
    cited = tuple(citation(one) for one in law.spannung)
    if fits:
        text = Text(
            f"Der Berichtszeitraum {period} hat die vorgesehene Lage.",
            f"The reporting time {period.text.en} lies as provided for.",
        )
        return Finding(
            "gleistat.zeitraum", Verdict.SATISFIED, sentences(text, *beside), citations=cited,
            calculated=True,
        )  # fmt: skip
    text = Text(
        f"Der Berichtszeitraum {period} hat nicht die vorgesehene Lage ({law.monate} Monate bis zum "
        f"{law.ende_tag:02}.{law.ende_monat:02}.).",
        f"The reporting time {period.text.en} does not lie as provided for ({law.monate} months up to "
        f"day {law.ende_tag} of month {law.ende_monat}).",
    )
    missing = needed("gleistat.zeitraum")
    return Finding(
        "gleistat.zeitraum", Verdict.OPEN, sentences(text, *beside), citations=cited,
        missing=(missing,), calculated=True,
    )  # fmt: skip


def _reading(
    same: bool,  # noqa: FBT001 - one of the facts
    best: tuple[tuple[Grade, ...], tuple[Grade, ...]],
    law: Berichtspflicht,
) -> Finding:
    """Two readings of the highest grade awarded; they differ only if a top grade went to nobody."""
    awarded, listed = ([g.code for g in grades] for grades in best)
    given = Text(
        f"Höchste vergebene Noten: {joined(awarded)}.",
        f"Highest grades awarded: {joined(awarded, 'en')}.",
    )
    cited = (citation(law),)
    if same:
        return Finding("gleistat.note", Verdict.SATISFIED, given, citations=cited, calculated=True)
    text = Text(
        f"Höchste Noten der Skala: {joined(listed)}; eine davon ist nicht vergeben. Die Verordnung sagt "
        "„vergebenen“; das führt, die andere Lesart steht daneben.",
        f"Highest grades of the scale: {joined(listed, 'en')}; one of them was not awarded. The ordinance "
        "says “awarded”; that leads, the other reading stands beside it.",
    )
    missing = needed("gleistat.spitzennote")
    return Finding(
        "gleistat.note", Verdict.OPEN, given + text, citations=cited, missing=(missing,),
        leaning=Verdict.SATISFIED, calculated=True,
    )  # fmt: skip


def _complete(left: Mapping[str, int]) -> Finding:
    unknown = {name: n for name, n in left.items() if n}
    if not unknown:
        text = Text("Alle sind zugeordnet.", "Everybody is assigned.")
        return Finding("gleistat.vollstaendig", Verdict.SATISFIED, text, calculated=True)
    counted = {text: unknown[name] for name, _, _, text in _SPLITS if name in unknown}
    text = Text(
        f"Nicht zugeordnet sind: {joined(f'{n} ({t.de})' for t, n in counted.items())}.",
        f"Not assigned are: {joined((f'{n} ({t.en})' for t, n in counted.items()), 'en')}.",
    )
    missing = needed("gleistat.angaben")
    return Finding("gleistat.vollstaendig", Verdict.OPEN, text, missing=(missing,), calculated=True)
