"""Findings: a verdict that carries its own reasons."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Literal, NoReturn

from beurteilung._base.errors import DataError, UndecidedTruthError
from beurteilung._base.kinds import expect, no_member
from beurteilung._base.ports import Port, picture
from beurteilung._base.records import field, frozen
from beurteilung._base.text import Lang, Text
from beurteilung.model.sources import Citation, Evidence, firmest, weakest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Finding", "Ground", "Missing", "Verdict", "first_words"]


class Verdict(enum.Enum):
    """The four answers of a check.

    >>> Verdict.OPEN.label.de
    'offen'
    """

    SATISFIED = "satisfied"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not applicable"
    OPEN = "open"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        no_member(cls, value)

    @property
    def label(self) -> Text:
        """The verdict as a word."""
        return _VERDICTS[self._value_]


_VERDICTS = {
    "satisfied": Text("erfüllt", "satisfied"),
    "violated": Text("verletzt", "violated"),
    "not applicable": Text("nicht anwendbar", "not applicable"),
    "open": Text("offen", "open"),
}


class Ground(enum.Enum):
    """The grounds on which a court may object to an appraisal (BVerwG, 24.11.1994, 2 C 21/93)."""

    TERM = "begriff"
    FACTS = "sachverhalt"
    STANDARDS = "wertmassstab"
    CONSIDERATIONS = "sachfremd"
    GUIDELINE = "richtlinie"

    @property
    def label(self) -> Text:
        """The ground in words."""
        return _GROUNDS[self._value_]


_GROUNDS = {
    "begriff": Text(
        "anzuwendender Begriff oder gesetzlicher Rahmen verkannt", "term or legal frame misjudged"
    ),
    "sachverhalt": Text("unrichtiger Sachverhalt zugrunde gelegt", "wrong facts taken as a basis"),
    "wertmassstab": Text("allgemeine Wertmaßstäbe nicht beachtet", "general standards ignored"),
    "sachfremd": Text("sachfremde Erwägungen angestellt", "irrelevant considerations"),
    "richtlinie": Text("gegen die Richtlinie verstoßen", "guideline breached"),
}


@frozen
class Missing:
    """What would have to be known to close an open point.

    ``kind`` is ``"fact"`` if whoever knows the case can supply it, under the ``key`` of the case file if
    it has one; ``"gap"`` if no source tells it, which nobody who reads a report can mend. The ``code`` is
    stable; nothing is decided by the ``text``.
    """

    code: str
    text: Text
    kind: Literal["fact", "gap"] = field(default="fact", kw_only=True)
    key: str = field(default="", kw_only=True)


@frozen
class Finding:
    """The answer of one check, with what it stands on.

    ``code`` is stable; `beurteilung explain CODE` describes it. ``citations`` are the places in the
    guideline or mapping that were applied; ``supporting`` and ``opposing`` are decisions for and
    against. ``missing`` says what would have to be known to close an open point. ``leaning`` belongs
    to an open finding, ``deviation`` to a satisfied one, ``ground`` to a violated one. ``new_appraisal``
    says that the fault by itself makes the appraisal unlawful. ``calculated`` marks a verdict that
    is the library's own arithmetic on a rule of the guideline, ``inferred`` one that applies a rule where
    no source says that it holds: to scales of another length, to several events together.

    Raises:
        DataError: a leaning, deviation, ground or consequence with a verdict it does not belong to.
        WrongKindError: code, verdict or message is not what it has to be.

    >>> f = Finding("beispiel", Verdict.OPEN, Text("Offen.", "Open."))
    >>> bool(f)
    Traceback (most recent call last):
    ...
    beurteilung.errors.UndecidedTruthError: a finding has four verdicts; ask for finding.verdict is Verdict.SATISFIED
    """

    code: str
    verdict: Verdict
    message: Text
    citations: tuple[Citation, ...] = field(default=(), kw_only=True)
    supporting: tuple[Citation, ...] = field(default=(), kw_only=True)
    opposing: tuple[Citation, ...] = field(default=(), kw_only=True)
    missing: tuple[Missing, ...] = field(default=(), kw_only=True)
    leaning: Verdict | None = field(default=None, kw_only=True)
    deviation: Text | None = field(default=None, kw_only=True)
    ground: Ground | None = field(default=None, kw_only=True)
    new_appraisal: bool = field(default=False, kw_only=True)
    calculated: bool = field(default=False, kw_only=True)
    inferred: bool = field(default=False, kw_only=True)
    children: tuple[Finding, ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what would contradict the verdict."""
        expect("code", self.code, str)
        expect("verdict", self.verdict, Verdict)
        expect("message", self.message, Text)
        verdict, violated = self.verdict, self.verdict is Verdict.VIOLATED
        leans = self.leaning is not None and verdict is not Verdict.OPEN
        deviates = self.deviation is not None and verdict is not Verdict.SATISFIED
        grounded = (self.ground is None) is violated
        follows = self.new_appraisal and not violated
        if leans or deviates or grounded or follows:
            name, faulty = self.code, (leans, deviates, grounded, follows)
            raise DataError(
                Text(f"Befund {name}, {verdict.value}", f"finding {name}, {verdict.value}"),
                [why for why, holds in zip(_CONTRADICTIONS, faulty, strict=True) if holds],
            )

    def __repr__(self) -> str:
        """Show code and verdict, in one line; ``message`` says the rest."""
        return f"<Finding {self.code}: {self.verdict.value}>"

    def __hash__(self) -> int:
        """Hash code and sentence: equal findings have equal ones, and all sources would take long."""
        return hash((self.code, self.message))

    def __bool__(self) -> bool:
        """Refuse: two of the four verdicts are neither yes nor no."""
        raise UndecidedTruthError(
            Text(
                "ein Befund hat vier mögliche Ergebnisse; nach finding.verdict is Verdict.SATISFIED fragen",
                "a finding has four verdicts; ask for finding.verdict is Verdict.SATISFIED",
            )
        )

    def walk(self) -> Iterator[Finding]:
        """Yield this finding and all below it, parents first."""
        yield self
        for child in self.children:
            if child.children:
                yield from child.walk()
            else:
                yield child

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation of this finding and those below it, each once, in order."""
        return tuple(
            dict.fromkeys(
                c for f in self.walk() for c in (*f.citations, *f.supporting, *f.opposing)
            )
        )

    @property
    def evidence(self) -> Evidence | None:
        """The weakest evidence that the verdict rests on; None if it rests on facts alone.

        Decisions that support one rule are no chain: of them the best attested counts, so that one more
        never weakens a finding.
        """
        grades: list[Evidence] = []
        for f in self.walk():
            grades += [c.evidence for c in f.citations]
            if f.supporting:
                grades.append(firmest([c.evidence for c in f.supporting]))
            if f.inferred:
                grades.append(Evidence.INFERRED)
        return weakest(*grades) if grades else None

    def explain(self, lang: Lang = "de") -> str:
        """Return the finding as text, with sources, in German or English."""
        return _finding_text(self, lang)

    def _repr_html_(self) -> str:
        return picture(self)

    def __str__(self) -> str:
        """Return the German text."""
        return self.explain()


_CONTRADICTIONS = (
    Text("nur ein offener neigt sich", "only an open one leans"),
    Text("nur ein erfüllter weicht ab", "only a satisfied one deviates"),
    Text(
        "ein verletzter, und nur er, nennt den Prüfungsmaßstab",
        "a violated one, and no other, names the ground of review",
    ),
    Text("nur ein verletzter hat sie", "only a violated one has it"),
)
_finding_text: Port[[Finding, Lang], str] = Port("finding_text")


def first_words(finding: Finding, lang: Lang) -> str:
    """Return the verdict with its leaning or deviation, as the head of a line.

    >>> f = Finding("x", Verdict.OPEN, Text("", ""), leaning=Verdict.VIOLATED)
    >>> first_words(f, "de"), first_words(f, "en")
    ('offen (eher verletzt)', 'open (leaning violated)')
    """
    word = finding.verdict.label[lang]
    if finding.leaning:
        extra = Text("eher", "leaning")[lang]
        return f"{word} ({extra} {finding.leaning.label[lang]})"
    if finding.deviation:
        return f"{word} ({Text('mit Abweichung', 'with a deviation')[lang]})"
    return word
