"""One HTML file that compares two grades without Python: it looks answers up and holds no rule.

Everything it can say is computed here: all outcomes for every mapped pair of scales, and every
sentence with its sources. The script in the file only chooses among them.
"""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.errors import MappingConflictError, NoMappingError
from beurteilung._base.records import evolve
from beurteilung._base.text import LANGUAGES
from beurteilung._base.version import VERSION
from beurteilung.changes.finding import conclusion, on_events, rests_on
from beurteilung.changes.measure import compare
from beurteilung.law.registry import guideline_of, mapping, scales
from beurteilung.model.findings import first_words
from beurteilung.model.mappings import NotComparableError
from beurteilung.model.offices import EVENT_KINDS, event
from beurteilung.render.parts import FIGURES, figures
from beurteilung.render.text import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beurteilung.changes.measure import GradeChange, Outcome
    from beurteilung.model.findings import Finding
    from beurteilung.model.offices import StatusEvent
    from beurteilung.model.scales import GradeScale

__all__ = ["offline_page", "tables"]

MOST = 50
"""Grades of a scale that the page still offers; larger ones are listed with the command to use."""
TOGETHER = 2
"""Events that can be chosen at once."""

Plain = dict[str, object]


class _Pool:
    """Sentences in both languages, and outcomes, each kept once and named by its number."""

    def __init__(self) -> None:
        self.sentences: dict[tuple[str, str], int] = {}
        self.outcomes: dict[str, int] = {}
        self.choices: dict[tuple[int, ...], int] = {}
        self.known: dict[tuple[object, ...], int] = {}
        self.figures: dict[Outcome, Plain] = {}
        self.findings: dict[Finding, int] = {}

    def put(self, de: str, en: str) -> int:
        return self.sentences.setdefault((de, en), len(self.sentences))

    def finding(self, finding: Finding) -> int:
        """Keep one finding, without those below it, as a sentence with its citations."""
        if finding not in self.findings:
            alone = evolve(finding, children=())
            self.findings[finding] = self.put(paragraph(alone, "de"), paragraph(alone, "en"))
        return self.findings[finding]

    def outcomes_of(self, change: GradeChange) -> int:
        """Keep what follows from a change by each choice of events, one row for all that are alike.

        Its figures, the scale and how firmly its conversion and grades are attested decide that, so it is
        asked once for all changes that are alike there.
        """
        other = change.foreign.id if change.foreign else ""  # its own rules tell what follows
        alike = change.outcome, change.on.id, other, rests_on(change)
        if alike not in self.known:
            row = tuple(
                self.outcome(compare(change.before, change.after, events=events))
                for events in _choices()
            )
            self.known[alike] = self.choices.setdefault(row, len(self.choices))
        return self.known[alike]

    def outcome(self, change: GradeChange) -> int:
        found = conclusion(change)
        if change.outcome not in self.figures:
            self.figures[change.outcome] = {
                lang: [answer for _, answer in figures(change, lang)] for lang in LANGUAGES
            }
        answer = json.dumps({
            **self.figures[change.outcome],
            "verdict": self.put(first_words(found, "de"), first_words(found, "en")),
            "events": [self.finding(one) for one in on_events(change)],
            "last": self.finding(found),
        })  # fmt: skip
        return self.outcomes.setdefault(answer, len(self.outcomes))

    def texts(self) -> Plain:
        return {"de": [de for de, _ in self.sentences], "en": [en for _, en in self.sentences]}


def tables(offered: Iterable[GradeScale] | None = None) -> Plain:
    """Return all that the page looks up, for the given scales or all that ship."""
    known = tuple(scales() if offered is None else offered)
    small = [s for s in known if len(s) <= MOST]
    pool = _Pool()
    pairs = {f"{a.id} {b.id}": _pair(a, b, pool) for a in small for b in small if _joined(a, b)}
    return {
        "version": VERSION,
        "scales": {s.id: _scale(s) for s in small},
        "large": [{"id": s.id, "title": s.title} for s in known if len(s) > MOST],
        "figures": [{"de": name.de, "en": name.en} for name in FIGURES],
        "events": [_event(kind) for kind in EVENT_KINDS],
        "combinations": [" ".join(kinds) for kinds in _combinations()],
        "pairs": pairs,
        "outcomes": [json.loads(text) for text in pool.outcomes],
        "choices": list(pool.choices),
        "sentences": pool.texts(),
    }


def _joined(a: GradeScale, b: GradeScale) -> bool:
    try:
        mapping(a, b)
    except (NoMappingError, NotComparableError, MappingConflictError):
        return False
    return True


def _scale(item: GradeScale) -> Plain:
    its = guideline_of(item)
    return {
        "title": item.title or item.id,
        "land": its.document.land if its and its.document.land else "",
        "guideline": its.title if its else "",
        "grades": [[g.code, g.label or ""] for g in item],
    }


def _event(kind: str) -> Plain:
    one = event(kind)
    line = {"amtszulage-eigenes-amt": (" (eigenes Amt)", " (an office of its own)"),
            "amtszulage-kein-amt": (" (kein neues Amt)", " (no new office)")}.get(kind, ("", ""))  # fmt: skip
    return {"kind": kind, "de": one.name.de + line[0], "en": one.name.en + line[1]}


@cache
def _combinations() -> tuple[tuple[str, ...], ...]:
    """Return every choice of up to two kinds of events, the empty one first."""
    return tuple(
        kinds
        for number in range(TOGETHER + 1)
        for kinds in combinations_with_replacement(EVENT_KINDS, number)
    )


@cache
def _choices() -> tuple[tuple[StatusEvent, ...], ...]:
    return tuple(tuple(map(event, kinds)) for kinds in _combinations())


def _pair(a: GradeScale, b: GradeScale, pool: _Pool) -> Plain:
    """Return the answers for two scales: the reasons for each two grades, and its row of outcomes."""
    plain = [compare(before, after) for before in a for after in b]
    rows = [pool.outcomes_of(change) for change in plain]
    reasons = [[pool.finding(child) for child in change.finding.children] for change in plain]
    return {
        "reasons": reasons,
        "rows": rows,
        "counterparts": [[g.rank for g in mapping(a, b)(before)] for before in a],
    }


def offline_page(offered: Iterable[GradeScale] | None = None) -> str:
    """Return the page as one HTML file."""
    data = json.dumps(tables(offered), ensure_ascii=False, separators=(",", ":"))
    # Packed, so that it is small, and in an alphabet that cannot end the element that holds it.
    packed = base64.b64encode(gzip.compress(data.encode(), mtime=0)).decode()
    shell = (Path(__file__).parent / "offline.html").read_text(encoding="utf-8")
    return shell.replace("__DATA__", packed)
