"""Carrying an appraisal forward (fiktive Fortschreibung): whether the chosen grade is consistent.

A carried grade is chosen by the Dienstherr; this module checks it against the reference group and never
returns one. The mean of a group is a number, no grade; a printed mean stands for every value that would be
printed so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, TypeAlias

from beurteilung._base.errors import DataError, DateError, ScaleMismatchError, excerpt
from beurteilung._base.kinds import MOST, expect, expect_each, expect_size
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Text, day, joined, percent, sentences, unsigned
from beurteilung._base.toml import number
from beurteilung.law.certainty import backed, decide, law_for
from beurteilung.law.decisions import rule
from beurteilung.law.files import numbers, places
from beurteilung.law.laender import dienstherr
from beurteilung.law.missing import needed
from beurteilung.model.appraisals import end_of_months
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.model.scales import Grade
from beurteilung.personen.norms import carrying_forward, citation, percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from beurteilung._base.errors import Message
    from beurteilung.law.certainty import ApplicableLaw, Dienst
    from beurteilung.model.sources import Citation
    from beurteilung.personen.norms import Fortschreibungsnorm, Grund

__all__ = [
    "MODES",
    "Mean",
    "Mode",
    "Referenzgruppe",
    "Shares",
    "check_fortschreibung",
    "explaining",
    "figures_of",
    "grades_for",
]

Mode: TypeAlias = Literal["abrunden", "kaufmaennisch", "aufrunden"]
MODES: tuple[Mode, ...] = ("abrunden", "kaufmaennisch", "aufrunden")
Printing: TypeAlias = Literal["gerundet", "abgeschnitten"]
_HALF = Fraction(1, 2)


@frozen
class Mean:
    """The mean of a group: a number, or all numbers that a printed mean may stand for.

    ``values`` are the possible means if they are few, since the size of the group is known;
    otherwise they fill the half-open span from ``low`` up to, not including, ``high``.
    """

    low: Fraction
    high: Fraction
    values: tuple[Fraction, ...] | None = None

    @property
    def exact(self) -> Fraction | None:
        """The mean if only one is possible."""
        return self.values[0] if self.values is not None and len(self.values) == 1 else None


@frozen
class Shares:
    """Which exact shares of a group stand better, the same and worse than before."""

    better: Fraction
    same: Fraction
    worse: Fraction


def _features(given: Iterable[str] | None) -> frozenset[str] | None:
    return None if given is None else frozenset(expect_each("merkmale", given, str))


@frozen
class Referenzgruppe:
    """The officers by whose development a career is traced.

    ``ausgang`` is the grade that all had last. ``neue`` counts the grades they have now; where only a
    mean was printed, ``mittel`` is it as text, such as ``"11,32"``, with the number of persons,
    ``groesse``, if known, and ``gedruckt``, whether it was rounded or cut off. ``gebildet`` and
    ``geprueft`` are the days on which the group was formed and last checked; ``merkmale`` says what its
    members share.

    Raises:
        DataError: an empty group, a count below 0 or no whole number, a mean that is none, or one that
            contradicts the counts.
        ScaleMismatchError: new grades of several scales.
        DateError: the group was checked before it was formed.

    >>> from beurteilung import grade
    >>> g = Referenzgruppe(grade("by-llbg:11"), mittel="11,32", groesse=122, gedruckt="gerundet")
    >>> g.mean.exact
    Fraction(1381, 122)
    """

    ausgang: Grade
    neue: Mapping[Grade, int] | None = field(default=None, eq=False)
    mittel: str | None = field(default=None, kw_only=True)
    groesse: int | None = field(default=None, kw_only=True)
    gedruckt: Printing | None = field(default=None, kw_only=True)
    gebildet: date | None = field(default=None, kw_only=True)
    geprueft: date | None = field(default=None, kw_only=True)
    merkmale: frozenset[str] | None = field(default=None, converter=_features, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what is no group, and what contradicts itself."""
        expect("ausgang", self.ausgang, Grade)
        expect("neue", self.neue, Mapping, None)
        expect("mittel", self.mittel, str, None)
        expect("gebildet", self.gebildet, date, None)
        expect("geprueft", self.geprueft, date, None)
        if problems := list(_faults(self)):
            raise DataError("", problems)
        scales = {g.scale.id for g in self.neue or ()}
        if len(scales) > 1:
            raise ScaleMismatchError(
                Text(
                    f"erwartet werden neue Noten einer Skala, da sind {joined(sorted(scales))}",
                    f"expected new grades of one scale, got {joined(sorted(scales), 'en')}",
                )
            )
        if self.gebildet and self.geprueft and self.geprueft < self.gebildet:
            raise DateError(
                Text(
                    f"die Gruppe wurde am {day(self.geprueft)} geprüft, vor ihrer Bildung am {day(self.gebildet)}",
                    f"the group was checked on {day(self.geprueft, 'en')}, before it was formed on "
                    f"{day(self.gebildet, 'en')}",
                )
            )
        if self.mittel is not None and self.neue is not None:
            _agree(self, self.mittel)

    @classmethod
    def of_persons(
        cls,
        ausgang: Grade,
        persons: Iterable[tuple[str, Grade, Grade]],
        *,
        officer: str,
        merkmale: frozenset[str] | None = None,
    ) -> Referenzgruppe:
        """Return the group of persons, each with an opaque id, the grade before and the grade now.

        Raises:
            DataError: somebody counts twice, the officer is one of them, or somebody had another grade
                than ``ausgang``.
        """
        expect("ausgang", ausgang, Grade)
        counts: dict[Grade, int] = {}
        seen: set[str] = set()
        problems: list[Message] = []
        for n, entry in enumerate(expect_each("persons", persons, tuple), 1):
            expect_size(f"persons[{n - 1}]", entry, 3)
            person, before, after = entry
            if person in seen:
                problems.append(
                    Text(f"Person {n} ist schon gezählt", f"person {n} was counted already")
                )
            if person == officer:
                problems.append(
                    Text(
                        f"Person {n} ist die, deren Note fortgeschrieben wird",
                        f"person {n} is the officer whose grade is carried forward",
                    )
                )
            if before != ausgang:
                problems.append(
                    Text(
                        f"Person {n} hatte zuvor {before}, erwartet wird {ausgang}",
                        f"person {n} had {before} before, expected {ausgang}",
                    )
                )
            seen.add(person)
            counts[after] = counts.get(after, 0) + 1
        if problems:
            raise DataError("", problems)
        return cls(ausgang, counts, merkmale=merkmale)

    @property
    def size(self) -> int | None:
        """The number of persons; None if it is not known."""
        return self.groesse if self.neue is None else sum(self.neue.values())

    @property
    def mean(self) -> Mean | None:
        """The mean of the new grades; None without figures, or on a scale whose codes are no whole numbers.

        It is no grade, and no average of ranks.
        """
        if self.neue is None:
            return None if self.mittel is None else _printed(self.mittel, self.gedruckt, self.size)
        figures = figures_of(next(iter(self.neue)))
        if figures is None:
            return None
        total = sum((figures[g] * n for g, n in self.neue.items()), Fraction(0))
        mean = total / sum(self.neue.values())
        return Mean(mean, mean, (mean,))

    @property
    def shares(self) -> Shares | None:
        """How many stand better, the same and worse; None without counts, or across two scales."""
        if self.neue is None or any(g.scale != self.ausgang.scale for g in self.neue):
            return None
        size = sum(self.neue.values())

        def share(counts: Iterable[int]) -> Fraction:
            return Fraction(sum(counts), size)

        return Shares(
            share(n for g, n in self.neue.items() if g > self.ausgang),
            share(n for g, n in self.neue.items() if g == self.ausgang),
            share(n for g, n in self.neue.items() if g < self.ausgang),
        )


def _faults(group: Referenzgruppe) -> Iterable[Text]:
    if group.neue is None and group.mittel is None and group.groesse is None:
        yield Text(
            "anzugeben sind die neuen Noten (neue), ihr gedrucktes Mittel (mittel) oder wenigstens die Größe "
            "(groesse)",
            "give the new grades (neue), or their printed mean (mittel), or at least the size (groesse)",
        )
    for g, n in (group.neue or {}).items():
        if type(n) is not int or not 0 <= n <= MOST:
            yield Text(
                f"{g}: erwartet wird eine Anzahl ab 0, angegeben ist {excerpt(n, 'de')}",
                f"{g}: expected a count from 0 up, got {excerpt(n)}",
            )
    if group.neue is not None and not any(group.neue.values()):
        yield Text("die Gruppe ist leer", "the group is empty")
    if group.groesse is not None and (
        type(group.groesse) is not int or not 1 <= group.groesse <= MOST
    ):
        yield Text(
            f"groesse: erwartet wird eine Zahl von Personen ab 1, angegeben ist {excerpt(group.groesse, 'de')}",
            f"groesse: expected a number of persons from 1 up, got {excerpt(group.groesse)}",
        )
    elif group.neue and group.groesse and sum(map(_whole, group.neue.values())) != group.groesse:
        yield _sizes_differ(sum(map(_whole, group.neue.values())), group.groesse)
    if group.mittel is not None and ("/" in group.mittel or number(group.mittel) is None):
        yield Text(
            f"mittel: erwartet wird ein gedrucktes Mittel wie „11,32“, angegeben ist „{group.mittel}“",
            f"mittel: expected a mean as printed, such as '11,32', got {group.mittel!r}",
        )


def _whole(n: object) -> int:
    return n if isinstance(n, int) and n <= MOST else 0


def _sizes_differ(counted: int, stated: int) -> Text:
    return Text(
        f"gezählt sind {counted} neue Noten, angegeben ist die Größe {stated}",
        f"{counted} new grades are counted, the size given is {stated}",
    )


def _agree(group: Referenzgruppe, printed: str) -> None:
    """Refuse counts and a printed mean that contradict each other."""
    mean, span = group.mean, _printed(printed, group.gedruckt, None)
    if mean is None or mean.exact is None or span.low <= mean.exact < span.high:
        return
    shown = _decimal(mean.exact)
    raise DataError(
        "",
        [
            Text(
                f"die Noten haben das Mittel {shown.de}; das wird nicht als {printed} gedruckt",
                f"the counts have the mean {shown.en}, which is not printed as {printed}",
            )
        ],
    )


def _decimal(value: Fraction) -> Text:
    """Write a number as a decimal; one without end with three places and as the fraction that it is."""
    if 10**6 % value.denominator:
        about = Fraction(floor(value * 1000 + _HALF), 1000)
        return Text(f"{unsigned(about)} ({value})", f"{unsigned(about, 'en')} ({value})")
    return Text(unsigned(value), unsigned(value, "en"))


_EACH = 100
"""Possible means that are told apart."""


def _printed(text: str, printing: Printing | None, size: int | None) -> Mean:
    """Return every mean that is printed so: by a group of known size, only whole sums.

    So many as fill the span to all intents are not listed.
    """
    value = number(text) or Fraction(0)
    unit = Fraction(1, 10 ** places((text,)))
    low = value if printing == "abgeschnitten" else value - unit / 2
    high = value + unit / 2 if printing == "gerundet" else value + unit
    if size is None or unit * size > _EACH:
        return Mean(low, high)
    sums = range(ceil(low * size), ceil(high * size))
    if not sums:
        raise DataError(
            "",
            [
                Text(
                    f"bei {size} in der Gruppe kann das Mittel der Noten nicht {text} sein",
                    f"in a group of {size} the mean of the grades cannot be {text}",
                )
            ],
        )  # fmt: skip
    values = tuple(Fraction(total, size) for total in sums)
    return Mean(values[0], values[-1], values)


def figures_of(of: Grade) -> dict[Grade, Fraction] | None:
    """Return the figures of the grades of a scale whose codes are consecutive whole numbers."""
    figures = numbers(of.scale)
    if len(figures) < len(of.scale) or any(abs(a - b) != 1 for a, b in pairwise(figures)):
        return None
    return {g: value for value, g in figures.items()}


def grades_for(mean: Fraction, mode: Mode) -> tuple[int, ...]:
    """Return the whole numbers that a way of rounding may bring a mean to: two of them at the half.

    >>> grades_for(Fraction(63, 5), "kaufmaennisch"), grades_for(Fraction(25, 2), "kaufmaennisch")
    ((13,), (12, 13))
    """
    if mode == "abrunden":
        return (floor(mean),)
    if mode == "aufrunden":
        return (ceil(mean),)
    below = floor(mean)
    if mean - below == _HALF:
        return below, below + 1
    return (floor(mean + _HALF),)


def _reach(mean: Mean, mode: Mode) -> set[int]:
    """Return all whole numbers that a mean may be rounded to."""
    if mean.values is not None:
        return {n for value in mean.values for n in grades_for(value, mode)}
    first, last = (
        min(grades_for(mean.low, mode)),
        {
            "abrunden": ceil(mean.high) - 1,
            "aufrunden": ceil(mean.high),
            "kaufmaennisch": ceil(mean.high + _HALF) - 1,
        }[mode],
    )  # the upper end is not reached
    return {*range(first, last + 1)}


def explaining(mean: Mean, chosen: int) -> tuple[tuple[Mode, ...], tuple[Mode, ...]]:
    """Return the ways of rounding that surely lead from a mean to a number, and those that may.

    >>> from beurteilung import grade
    >>> g = Referenzgruppe(grade("by-llbg:11"), mittel="11,32", groesse=122)
    >>> explaining(g.mean, 11)
    (('abrunden', 'kaufmaennisch'), ('abrunden', 'kaufmaennisch'))
    """
    sure: list[Mode] = []
    possible: list[Mode] = []
    for mode in MODES:
        found = _reach(mean, mode)
        if chosen in found:
            possible.append(mode)
        if found == {chosen}:
            sure.append(mode)
    return tuple(sure), tuple(possible)


# --- the check ---------------------------------------------------------------------------------

_CODE = "fortschreibung"


def check_fortschreibung(  # noqa: PLR0913 - one keyword for each fact
    gruppe: Referenzgruppe,
    *,
    gewaehlt: Grade,
    land: str,
    dienst: Dienst = "beamte",
    am: date | None = None,
    grund: Grund | None = None,
    anteil_dienst: Fraction | str | None = None,
    vollstaendig: bool | None = None,
    letzte_regel: bool | None = None,
    rundung: Mode | None = None,
    rang: tuple[int, int] | None = None,
    naechste_pruefung: date | None = None,
    rechtsstand: date | None = None,
) -> Finding:
    """Check a carried grade that somebody chose against its reference group.

    ``am`` is the day on which it was carried forward. ``grund`` says why there is no current appraisal,
    ``anteil_dienst`` how much of working time service took (``"24,9 %"``), ``vollstaendig`` whether the
    release was complete, ``letzte_regel`` whether ``gruppe.ausgang`` was the last regular grade,
    ``rundung`` how the guideline rounds, if it says so, ``rang`` the officer's place in the group and how
    many favourable decisions for reference persons there were, ``naechste_pruefung`` the day of the check
    after the one that the group names. What is left out stays open or is not asked.

    Raises:
        DataError: a share that could mean several, or a place or number below 1.
        DateError: the group was formed after ``am``.
        ScaleMismatchError: ``gewaehlt`` is of another scale than the new grades.
        UnknownIdError: no such Dienstherr is known.

    >>> from beurteilung import grade
    >>> g = Referenzgruppe(grade("by-llbg:11"), mittel="11,32", groesse=122)
    >>> f = check_fortschreibung(g, gewaehlt=grade("by-llbg:11"), land="Bayern", letzte_regel=True)
    >>> f.verdict.value, f.leaning.value
    ('open', 'satisfied')
    """
    expect("gruppe", gruppe, Referenzgruppe)
    expect("gewaehlt", gewaehlt, Grade)
    expect("land", land, str)
    expect("am", am, date, None)
    expect("rang", rang, tuple, None)
    if rang is not None:
        expect_size("rang", rang, 2)
        _ = expect_each("rang", rang, int)
    expect("naechste_pruefung", naechste_pruefung, date, None)
    expect("rechtsstand", rechtsstand, date, None)
    if am is not None and gruppe.gebildet is not None and gruppe.gebildet > am:
        raise DateError(
            Text(
                f"die Gruppe wurde am {day(gruppe.gebildet)} gebildet, nach der Fortschreibung am {day(am)}",
                f"the group was formed on {day(gruppe.gebildet, 'en')}, after the carrying forward on {day(am, 'en')}",
            )
        )
    land = dienstherr(land)
    norm, law = carrying_forward(land, dienst, am), law_for(dienst, land, rechtsstand)
    if gruppe.neue is not None:
        next(iter(gruppe.neue)).scale.member(gewaehlt)
    children = [
        _applies(norm, grund, anteil_dienst, vollstaendig),
        _last_regular(gruppe, letzte_regel),
        _size(gruppe, norm, law),
        *_formed(gruppe, norm, law),
        *_mean(gruppe, gewaehlt, rundung, law),
        *_ranked(norm, rang, gruppe.size),
        *_checked(gruppe, naechste_pruefung, law),
    ]
    verdicts = [child.verdict for child in children]
    verdict, leaning = _together(children)
    text = Text(
        f"Fortgeschrieben von {gruppe.ausgang.code} auf {gewaehlt.code}: {verdict.label.de}.",
        f"Carried forward from {gruppe.ausgang.code} to {gewaehlt.code}: {verdict.label.en}.",
    )
    cited = (citation(norm),) if norm else ()
    return Finding(
        _CODE, verdict, sentences(text, norm.text if norm else None), citations=cited,
        ground=Ground.STANDARDS if Verdict.VIOLATED in verdicts else None,
        missing=tuple(dict.fromkeys(m for child in children for m in child.missing))
        if verdict is Verdict.OPEN else (),
        leaning=leaning, children=tuple(children), calculated=True,
    )  # fmt: skip


def _together(children: Sequence[Finding]) -> tuple[Verdict, Verdict | None]:
    """Return verdict and leaning of all; a ground that does not apply carries no grade forward."""
    verdicts = {child.verdict for child in children}
    if children[0].verdict is Verdict.NOT_APPLICABLE and Verdict.VIOLATED not in verdicts:
        return Verdict.OPEN, Verdict.VIOLATED
    for one in (Verdict.VIOLATED, Verdict.OPEN):
        if one in verdicts:
            leanings = {child.leaning for child in children if child.leaning}
            same = leanings.pop() if one is Verdict.OPEN and len(leanings) == 1 else None
            return one, same
    return Verdict.SATISFIED, None


def _applies(
    norm: Fortschreibungsnorm | None,
    grund: Grund | None,
    share: Fraction | str | None,
    complete: bool | None,  # noqa: FBT001 - a fact
) -> Finding:
    """Ask whether the ground is one that the norm names."""
    code = f"{_CODE}.anwendbar"
    exact = None if share is None else percentage(share)
    if norm is None:
        text = Text(
            "Welche Norm hier gilt, ist nicht bekannt.", "Which norm governs here is not known."
        )
        return Finding(code, Verdict.OPEN, text, missing=(needed("fortschreibung.norm"),))
    cited = (citation(norm), *(citation(h) for h in norm.hinweis if grund == "gleichstellung"))
    if grund is None:
        text = Text(
            "Warum eine aktuelle Beurteilung fehlt, ist nicht angegeben.",
            "Why there is no current appraisal is not stated.",
        )
        return Finding(
            code, Verdict.OPEN, text, citations=cited, missing=(needed("fortschreibung.grund"),)
        )
    if grund not in norm.gruende:
        text = Text(
            f"Den Grund „{grund}“ nennt die Norm nicht; abschließend sind ihre Fälle nicht.",
            f"The norm does not name “{grund}”; its cases are not exhaustive.",
        )
        missing = (needed("fortschreibung.anderer-grund"),)
        return Finding(code, Verdict.OPEN, text, citations=cited, missing=missing)
    if grund in norm.anteil_gruende and norm.anteil_unter is not None:
        return _by_share(code, norm.anteil_unter, exact, cited)
    if grund == "elternzeit" and complete is not True:
        return _by_release(code, cited, complete=complete)
    beside = [h.text for h in norm.hinweis] if grund == "gleichstellung" else []
    text = Text(f"Die Norm nennt den Grund „{grund}“.", f"The norm names “{grund}”.")
    return Finding(code, Verdict.SATISFIED, sentences(text, *beside), citations=cited)


def _by_share(
    code: str, bound: Fraction, share: Fraction | None, cited: tuple[Citation, ...]
) -> Finding:
    """Only where service takes less than the share is there too little performance to appraise."""
    below = Text(f"unter {percent(bound)}", f"below {percent(bound, 'en')}")
    if share is None:
        text = Text(
            f"Der Dienst müsste {below.de} der Arbeitszeit ausmachen; sein Anteil ist nicht angegeben.",
            f"Service would have to take {below.en} of working time; its share is not stated.",
        )
        return Finding(
            code, Verdict.OPEN, text, citations=cited, missing=(needed("fortschreibung.anteil"),)
        )
    verdict = Verdict.SATISFIED if share < bound else Verdict.NOT_APPLICABLE
    rest = None if share < bound else Text(
        "Es gab Leistungen, die zu beurteilen sind.", "There was performance to appraise."
    )  # fmt: skip
    text = Text(
        f"Der Dienst machte {percent(share)} der Arbeitszeit aus, verlangt ist {below.de}.",
        f"Service took {percent(share, 'en')} of working time; required is {below.en}.",
    )
    return Finding(code, verdict, sentences(text, rest), citations=cited, calculated=True)


def _by_release(code: str, cited: tuple[Citation, ...], *, complete: bool | None) -> Finding:
    if complete is None:
        text = Text(
            "Ob die Freistellung vollständig war, ist nicht angegeben.",
            "Whether the release was complete is not stated.",
        )
        missing = (needed("fortschreibung.vollstaendig"),)
        return Finding(code, Verdict.OPEN, text, citations=cited, missing=missing)
    text = Text(
        "Die Freistellung war nicht vollständig; es gab Leistungen, die zu beurteilen sind.",
        "The release was not complete; there was performance to appraise.",
    )
    return Finding(code, Verdict.NOT_APPLICABLE, text, citations=cited)


def _last_regular(group: Referenzgruppe, last: bool | None) -> Finding:  # noqa: FBT001 - a fact
    """What is carried forward is the last regular appraisal."""
    code = f"{_CODE}.ausgang"
    name = group.ausgang.code
    if last is None:
        text = Text(
            f"Ob {name} die letzte Regelbeurteilung war, ist nicht angegeben.",
            f"Whether {name} was the last regular appraisal is not stated.",
        )
        missing = (needed("fortschreibung.ausgang"),)
        return Finding(code, Verdict.OPEN, text, missing=missing)
    if last:
        text = Text(
            f"Ausgang ist die letzte Regelbeurteilung ({name}).",
            f"It starts from the last regular appraisal ({name}).",
        )
        return Finding(code, Verdict.SATISFIED, text)
    text = Text(
        f"Ausgang ist nicht die letzte Regelbeurteilung ({name}).",
        f"It does not start from the last regular appraisal ({name}).",
    )
    return Finding(code, Verdict.VIOLATED, text, ground=Ground.STANDARDS)


def _size(group: Referenzgruppe, norm: Fortschreibungsnorm | None, law: ApplicableLaw) -> Finding:
    """Soldiers have a number by statute; for officers nobody has named one."""
    code = f"{_CODE}.gruppe.groesse"
    holding = decide("nachzeichnung.gruppengroesse", law)
    n = group.size
    if n is None:
        text = Text(
            "Die Größe der Referenzgruppe ist nicht bekannt.",
            "The size of the reference group is not known.",
        )
        missing = (needed("fortschreibung.groesse"),)
        return backed(Finding(code, Verdict.OPEN, text, missing=missing), holding)
    counted = Text(f"Referenzpersonen: {n}.", f"Reference persons: {n}.")
    if norm is None or norm.mindestzahl is None or norm.regelzahl is None:
        none = Text(
            "Eine kleinste Zahl ist für diesen Dienst nicht belegt.",
            "A least number is not attested for this service.",
        )
        missing = (needed("fortschreibung.kleinste-gruppe"),)
        return backed(Finding(code, Verdict.OPEN, counted + none, missing=missing), holding)
    cited = (citation(norm), *(citation(h) for h in norm.hinweis))
    rules = Text(
        f"Vorgesehen sind in der Regel {norm.regelzahl}, nie weniger als {norm.mindestzahl}.",
        f"Provided for are as a rule {norm.regelzahl}, never fewer than {norm.mindestzahl}.",
    )
    if n < norm.mindestzahl:
        return backed(
            Finding(code, Verdict.VIOLATED, counted + rules, citations=cited,
                    ground=Ground.STANDARDS, calculated=True), holding,
        )  # fmt: skip
    widened = Text(
        "Dass die Kriterien schrittweise erweitert wurden, muss sich zeigen lassen.",
        "That the criteria were widened step by step must be shown.",
    )
    deviation = widened if n < norm.regelzahl else None
    return backed(
        Finding(code, Verdict.SATISFIED, sentences(counted, rules, deviation), citations=cited,
                deviation=deviation, calculated=True), holding,
    )  # fmt: skip


def _formed(
    group: Referenzgruppe, norm: Fortschreibungsnorm | None, law: ApplicableLaw
) -> Iterable[Finding]:
    """Ask by what the group was formed, if that is stated."""
    if group.merkmale is None:
        return
    code = f"{_CODE}.gruppe.bildung"
    doubts = [
        decide(name, law)
        for name in ("nachzeichnung.homogenitaet", "nachzeichnung.aufsteiger",
                     "nachzeichnung.spitzengruppe", "nachzeichnung.mittige-platzierung")
    ]  # fmt: skip
    named = joined(sorted(group.merkmale))
    by = Text(f"Gebildet nach: {named}.", f"Formed by: {named}.")
    if norm is None or not norm.merkmale:
        missing = (needed("fortschreibung.bildung"),)
        yield backed(Finding(code, Verdict.OPEN, by, missing=missing), *doubts)
        return
    cited = (citation(norm),)
    if lacking := [m for m in norm.merkmale if m not in group.merkmale]:
        text = Text(
            f"Vorgesehen ist auch: {joined(lacking)}.",
            f"Provided for is also: {joined(lacking, 'en')}.",
        )
        missing = (needed("fortschreibung.bildung"),)
        yield backed(
            Finding(code, Verdict.OPEN, by + text, citations=cited, missing=missing,
                    leaning=Verdict.VIOLATED), *doubts,
        )  # fmt: skip
        return
    yield backed(Finding(code, Verdict.SATISFIED, by, citations=cited), *doubts)


def _mean(
    group: Referenzgruppe, chosen: Grade, mode: Mode | None, law: ApplicableLaw
) -> Iterable[Finding]:
    """Compare the chosen grade with the mean of the group, and with how many kept theirs."""
    holding = decide("nachzeichnung.querschnitt", law)
    kept = decide("nachzeichnung.mehrheit", law)
    mean, figures = group.mean, figures_of(chosen)
    code = f"{_CODE}.mittel"
    development = _development(group)
    if mean is None or figures is None:
        text = Text(
            "Ein Mittel lässt sich nicht bilden: keine Zahlen, oder eine Skala ohne fortlaufende ganze "
            "Zahlen.",
            "No mean can be formed: no figures, or a scale without consecutive whole numbers.",
        )
        missing = (needed("fortschreibung.mittel"),)
        yield backed(
            Finding(code, Verdict.OPEN, sentences(development, text), missing=missing),
            holding,
            kept,
        )
        return
    low, high = min(figures.values()), max(figures.values())
    if mean.low > high or mean.high < low:
        ends = f"{low}–{high}"
        fault = Text(
            f"das Mittel liegt außerhalb der Skala ({ends})",
            f"the mean lies off the scale ({ends})",
        )
        raise DataError("", [fault])
    yield backed(
        Finding(
            code, Verdict.NOT_APPLICABLE, sentences(_shown(mean), development), calculated=True
        ),
        holding,
        kept,
    )
    yield _rounding(mean, int(figures[chosen]), chosen, mode)


def _development(group: Referenzgruppe) -> Text | None:
    shares = group.shares
    if shares is None:
        return None
    de, en = (
        [percent(s, lang) for s in (shares.better, shares.same, shares.worse)]
        for lang in ("de", "en")
    )
    return Text(
        f"Besser stehen {de[0]}, gleich {de[1]}, schlechter {de[2]}.",
        f"Better stand {en[0]}, the same {en[1]}, worse {en[2]}.",
    )


def _shown(mean: Mean) -> Text:
    if mean.values is not None:
        values = [_decimal(value) for value in mean.values]
        listed = Text(joined(v.de for v in values), joined((v.en for v in values), "en"))
        return Text(f"Mittel der Gruppe: {listed.de}.", f"Mean of the group: {listed.en}.")
    low, high = _decimal(mean.low), _decimal(mean.high)
    return Text(
        f"Mittel der Gruppe: von {low.de} bis unter {high.de}.",
        f"Mean of the group: from {low.en} to below {high.en}.",
    )


def _rounding(mean: Mean, figure: int, chosen: Grade, mode: Mode | None) -> Finding:
    """Ask which ways of rounding lead from the mean to the chosen grade."""
    code = f"{_CODE}.rundung"
    sure, possible = explaining(mean, figure)
    half = any(value - floor(value) == _HALF for value in mean.values or ())
    names = {"abrunden": Text("Abrunden", "rounding down"),
             "kaufmaennisch": Text("kaufmännisches Runden", "rounding to the nearest"),
             "aufrunden": Text("Aufrunden", "rounding up")}  # fmt: skip
    listed = Text(
        joined(names[m].de for m in possible) or "kein Runden",
        joined((names[m].en for m in possible), "en") or "no rounding",
    )
    text = Text(f"Zu {chosen.code} führt: {listed.de}.", f"{chosen.code} follows by: {listed.en}.")
    missing = (needed("fortschreibung.haelfte") if half else needed("fortschreibung.rundung"),)
    if mode is not None:
        if mode in sure:
            return Finding(code, Verdict.SATISFIED, text, calculated=True)
        if mode not in possible:
            return Finding(code, Verdict.VIOLATED, text, ground=Ground.STANDARDS, calculated=True)
        return Finding(code, Verdict.OPEN, text, missing=missing, calculated=True)
    if half:
        return Finding(code, Verdict.OPEN, text, missing=missing, calculated=True)
    usual = Text(
        "Eine Regel über das Runden ist nicht belegt; aus zwei Entscheidungen mit gedrucktem Mittel erklärt "
        "nur kaufmännisches Runden beide.",
        "No rule on rounding is attested; of two decisions that print a mean, only rounding to the nearest "
        "explains both.",
    )
    leaning = (
        Verdict.SATISFIED if "kaufmaennisch" in sure
        else None if "kaufmaennisch" in possible
        else Verdict.VIOLATED
    )  # fmt: skip
    return Finding(
        code, Verdict.OPEN, text + usual, missing=missing, leaning=leaning, calculated=True
    )


def _ranked(
    norm: Fortschreibungsnorm | None, rank: tuple[int, int] | None, size: int | None
) -> Iterable[Finding]:
    """For soldiers a favourable decision is due once those for reference persons reach the rank place."""
    if rank is None:
        return
    code = f"{_CODE}.rang"
    place, decisions = rank
    if place < 1 or decisions < 0:
        raise DataError(
            "rang",
            [
                Text(
                    f"erwartet werden ein Platz ab 1 und eine Zahl von Entscheidungen, angegeben ist {rank}",
                    f"expected a place from 1 up and a number of decisions, got {rank}",
                )
            ],
        )
    # the officer stands among the reference persons, so there is one place more than persons
    if size is not None and (place > size + 1 or decisions > size):
        raise DataError(
            "rang",
            [
                Text(
                    f"bei {size} Referenzpersonen gibt es {size + 1} Plätze und höchstens {size} Entscheidungen, "
                    f"angegeben ist {rank}",
                    f"{size} reference persons make {size + 1} places and at most {size} decisions, got {rank}",
                )
            ],
        )
    text = Text(
        f"Platz {place}, günstige Entscheidungen: {decisions}.",
        f"Place {place}, favourable decisions: {decisions}.",
    )
    if norm is None or "rang" not in norm.verfahren:
        other = Text(
            "Für diesen Dienst sieht die Norm keinen Rangplatz vor.",
            "For this service the norm provides for no rank place.",
        )
        yield Finding(code, Verdict.NOT_APPLICABLE, text + other)
        return
    cited = (citation(norm),)
    if decisions == place - 1:
        doubt = Text(
            "Ob der Platz damit erreicht ist, sagt die Norm nicht.",
            "Whether the place is reached by that the norm does not say.",
        )
        missing = (needed("fortschreibung.rangplatz"),)
        yield Finding(code, Verdict.OPEN, text + doubt, citations=cited, missing=missing)
        return
    reached = decisions >= place
    due = Text("Der Platz ist erreicht.", "The place is reached.")
    not_yet = Text("Der Platz ist noch nicht erreicht.", "The place is not reached yet.")
    verdict = Verdict.SATISFIED if reached else Verdict.NOT_APPLICABLE
    yield Finding(
        code, verdict, text + (due if reached else not_yet), citations=cited, calculated=True
    )


def _checked(
    group: Referenzgruppe,
    following: date | None,
    law: ApplicableLaw,
) -> Iterable[Finding]:
    """Whether the group still carries a development is to be checked in time."""
    last = group.geprueft or group.gebildet
    if last is None or following is None:
        return
    code = f"{_CODE}.pruefung"
    if following < last:
        raise DateError(
            Text(
                f"die nächste Prüfung am {day(following)} liegt vor der letzten am {day(last)}",
                f"the next check, {day(following, 'en')}, lies before the last one, {day(last, 'en')}",
            )
        )
    holding = decide("nachzeichnung.pruefung", law)
    months = rule("nachzeichnung.pruefung").number("monate")
    limit = end_of_months(last + timedelta(days=1), int(months.wert))
    text = Text(
        f"Zuletzt geprüft am {day(last)}, dann am {day(following)}; längstens bis {day(limit)}.",
        f"Last checked on {day(last, 'en')}, then on {day(following, 'en')}; at the latest by "
        f"{day(limit, 'en')}.",
    )
    settled = holding.direction == "stuetzt" and law.status == "soldat"
    if not settled:
        missing = (needed("fortschreibung.pruefung"),)
        yield backed(
            Finding(code, Verdict.OPEN, text + holding.why, missing=missing, calculated=True),
            holding,
        )
    elif following <= limit:
        yield backed(Finding(code, Verdict.SATISFIED, text, calculated=True), holding)
    else:
        yield backed(
            Finding(code, Verdict.VIOLATED, text, ground=Ground.STANDARDS, calculated=True), holding
        )
