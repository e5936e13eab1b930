"""Whether an appraisal still stands, and what follows if somebody annulled or upheld it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text, sentences
from beurteilung.law.certainty import backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format import Beurteilung, Ueberpruefung

__all__ = ["check"]

FORFEITED = "bestand.verwirkt"
STANDS, WITHDRAWN, UPHELD = "bestand.aufgehoben", "bestand.ruecknahme", "bestand.bestaetigt"

_BY = {
    "dienstherr": Text("durch den Dienstherrn", "by the Dienstherr"),
    "vorgesetzte-behoerde": Text("durch die vorgesetzte Behörde", "by the higher authority"),
    "widerspruchsbescheid": Text("durch Widerspruchsbescheid", "on the objection"),
    "gericht": Text("durch ein Gericht", "by a court"),
    "vergleich": Text("durch Vergleich", "by a settlement"),
}


def check(facts: Facts) -> tuple[Finding, ...]:
    """Say of each appraisal that was reviewed whether it still stands."""
    every = facts.case.beurteilung
    found = [one for item in every for one in _reviewed(facts, item, last=item is every[-1])]
    late = (act for item in every for act in item.ueberpruefung if act.verspaetet is not None)
    return (*found, *(_late(facts, act) for act in late), *_upheld(facts))


def _late(facts: Facts, act: Ueberpruefung) -> Finding:
    """Lateness alone forfeits nothing: the Dienstherr must also have been entitled to rely on it."""
    law = facts.law(FORFEITED)
    if not act.verspaetet:
        text = Text("Der Antrag kam nicht verspätet.", "The request did not come late.")
        return backed(Finding(FORFEITED, Verdict.SATISFIED, text), law)
    text = Text("Der Antrag kam verspätet.", "The request came late.")
    return backed(unknown(FORFEITED, text + law.why, needed("bestand.verwirkt")), law)


def _reviewed(facts: Facts, item: Beurteilung, *, last: bool) -> Iterator[Finding]:
    act = item.annulled_on(facts.case.kenntnisstand)
    for one in item.ueberpruefung:
        if one is act:
            yield _annulled(item, one, last=last)
        else:
            yield Finding(STANDS, Verdict.NOT_APPLICABLE, _act(item, one))
        # An opened appraisal gives its holder a position that the Dienstherr may not take at will.
        by_dienstherr = one.durch in ("dienstherr", "vorgesetzte-behoerde")
        if (
            by_dienstherr
            and one.ergebnis in ("aufgehoben", "geaendert")
            and _opened_before(item, one)
        ):
            yield _withdrawn(facts, item, one)


def _act(item: Beurteilung, act: Ueberpruefung) -> Text:
    """Say what was done about an appraisal, by whom and when."""
    by, when = _BY.get(act.durch or "", Text("", "")), act.am_text
    done = _DONE[act.ergebnis]
    on = Text(f"({when.de})", f"({when.en})") if when else Text("", "")
    de = f"Beurteilung „{item.id}“: {' '.join(filter(None, (by.de, on.de, done.de)))}."
    en = f"Appraisal “{item.id}”: {' '.join(filter(None, (done.en, by.en, on.en)))}."
    return Text(de, en)


_DONE = {
    "aufgehoben": Text("aufgehoben", "annulled"),
    "geaendert": Text("geändert", "changed"),
    "bestaetigt": Text("bestätigt", "upheld"),
    "nur-bescheid-aufgehoben": Text(
        "nur der Widerspruchsbescheid aufgehoben; die Beurteilung selbst besteht fort",
        "only the decision on the objection annulled; the appraisal itself stands",
    ),
    "anhaengig": Text("Überprüfung anhängig", "review pending"),
}


def _opened_before(item: Beurteilung, act: Ueberpruefung) -> bool:
    """Tell whether a version was opened before an act; without the days nobody can say it was not."""
    first = item.fassung[0]
    return first.eroeffnet is not None or (first.vom is None and act.am is None)


def _annulled(item: Beurteilung, act: Ueberpruefung, *, last: bool) -> Finding:
    """An annulled appraisal is no longer there: none to rely on, none to compare with."""
    head = _act(item, act)
    none = Text("Eine neue ist nicht erteilt.", "No new one was made.")
    if last:
        what = Text(
            "Die übrigen Befunde betreffen die aufgehobene Fassung.",
            "The other findings are on the annulled version.",
        )
    else:
        what = Text("Mit ihr ist nicht zu vergleichen.", "It cannot serve for a comparison.")
    text = sentences(head, none if act.neu_beurteilt is False else None, what)
    return unknown(STANDS, text, needed("bestand.neue"))


def _withdrawn(facts: Facts, item: Beurteilung, act: Ueberpruefung) -> Finding:
    law = facts.law(WITHDRAWN)
    done = "aufgehoben" if act.ergebnis == "aufgehoben" else "geändert"
    english = "annulled" if act.ergebnis == "aufgehoben" else "changed"
    text = Text(
        f"Der Dienstherr hat die eröffnete Beurteilung {item.id} von sich aus {done}.",
        f"The Dienstherr {english} the opened appraisal {item.id} of its own motion.",
    )
    return backed(unknown(WITHDRAWN, text + law.why, needed("bestand.ruecknahme")), law)


def _upheld(facts: Facts) -> Iterator[Finding]:
    """A note that upholds an earlier appraisal changes nothing and judges nothing anew."""
    current = facts.case.beurteilung[-1]
    if not current.bestaetigt:
        return
    text = Text(
        f"Die Beurteilung {current.id} bestätigt nur die Beurteilung {current.bestaetigt}; die Note ist "
        "dieselbe. Ob ein Vermerk für den neuen Zeitraum genügt, ist nicht entschieden.",
        f"The appraisal {current.id} only upholds the appraisal {current.bestaetigt}; the grade is the same. "
        "Whether a note is enough for the new period is not decided.",
    )
    law = facts.law(UPHELD)
    yield backed(Finding(UPHELD, Verdict.OPEN, text, missing=law.missing), law)
