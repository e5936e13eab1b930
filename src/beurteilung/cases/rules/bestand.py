"""Whether an appraisal still stands, and what follows if somebody annulled or upheld it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import exact, in_words
from beurteilung._base.text import Text, day, sentences
from beurteilung.law.certainty import DECISION, backed, unknown
from beurteilung.law.missing import needed
from beurteilung.model.findings import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beurteilung import Beurteilung, Ueberpruefung

__all__ = ["act", "check"]

FORFEITED, MATTERS = "bestand.verwirkt", "bestand.bedeutung"
STANDS, WITHDRAWN, UPHELD = "bestand.aufgehoben", "bestand.ruecknahme", "bestand.bestaetigt"

_PENDING = {
    "widerspruchsbescheid": Text("der Widerspruch ist anhängig", "the objection is pending"),
    "gericht": Text("das gerichtliche Verfahren ist anhängig", "the case is pending in court"),
}
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
    late = (one for item in every for one in item.ueberpruefung if one.verspaetet is not None)
    return (*found, *_since(facts), *(_late(facts, one) for one in late), *_upheld(facts))


_SINCE = {
    "ruhestand": Text("Der Beamte ist in den Ruhestand getreten.", "The officer has retired."),
    "ausgeschieden": Text(
        "Der Beamte ist aus dem Dienstverhältnis ausgeschieden.",
        "The officer has left the service.",
    ),
    "befoerdert": Text(
        "Der Beamte ist inzwischen befördert.", "The officer has been promoted since."
    ),
    "neu-beurteilt": Text(
        "Der Beamte ist inzwischen erneut beurteilt.", "The officer has been appraised again since."
    ),
}


def _since(facts: Facts) -> Iterator[Finding]:
    """An appraisal serves selections to come: with the end of service it has served, with a later one not."""
    happened = facts.case.seitdem
    if not happened:
        return
    law = facts.law(MATTERS)
    text = sentences(*(_SINCE[one] for one in happened))
    ended = not {"ruhestand", "ausgeschieden"}.isdisjoint(happened)
    settled = law.direction == "stuetzt"
    if not settled:
        found = Finding(MATTERS, Verdict.OPEN, text + law.why, missing=law.missing or (DECISION,))
    elif ended:
        done = Text(
            "Damit hat sich die Beurteilung erledigt; ein Rechtsbehelf gegen sie ist unzulässig.",
            "With that the appraisal has served its purpose; a remedy against it is inadmissible.",
        )
        found = Finding(MATTERS, Verdict.NOT_APPLICABLE, text + done)
    else:
        still = Text(
            "Ihre Bedeutung für künftige Auswahlentscheidungen nimmt das der Beurteilung nicht.",
            "That does not take from the appraisal its bearing on selections to come.",
        )
        found = Finding(MATTERS, Verdict.SATISFIED, text + still)
    yield backed(found, law)


def _late(facts: Facts, one: Ueberpruefung) -> Finding:
    """Lateness alone forfeits nothing: the Dienstherr must also have been entitled to rely on it."""
    law = facts.law(FORFEITED)
    if not one.verspaetet:
        text = Text("Der Antrag kam nicht verspätet.", "The request did not come late.")
        return backed(Finding(FORFEITED, Verdict.SATISFIED, text), law)
    text = Text("Der Antrag kam verspätet.", "The request came late.")
    return backed(unknown(FORFEITED, text + law.why, needed("bestand.verwirkt")), law)


def _reviewed(facts: Facts, item: Beurteilung, *, last: bool) -> Iterator[Finding]:
    annulled = item.annulled_on(facts.case.kenntnisstand)
    for one in item.ueberpruefung:
        if one is annulled:
            yield _annulled(facts, item, one, last=last)
        else:
            name = _name(facts, item)
            if item.replaced_after(one):
                name += Text("(frühere Fassung)", "(earlier version)")
            text = act(name, one, opened=_opened(item))
            yield Finding(STANDS, Verdict.NOT_APPLICABLE, text)
        # An opened appraisal gives its holder a position that the Dienstherr may not take at will.
        by_dienstherr = one.durch in ("dienstherr", "vorgesetzte-behoerde")
        if (
            by_dienstherr
            and one.ergebnis in ("aufgehoben", "geaendert")
            and _opened_before(item, one)
        ):
            yield _withdrawn(facts, item, one)


_ROLES = (
    Text("Zu prüfende Beurteilung", "Appraisal to be checked"),
    Text("Vorbeurteilung", "Previous appraisal"),
    Text("Frühere Beurteilung", "Earlier appraisal"),
)


def _name(facts: Facts, item: Beurteilung) -> Text:
    """Name an appraisal by its place before the last; of several earlier ones by its day too, if that is known."""
    every = facts.case.beurteilung
    back = len(every) - 1 - every.index(item)
    role = _ROLES[min(back, len(_ROLES) - 1)]
    made = item.fassung[-1].vom
    if back < len(_ROLES) - 1 or made is None:
        return role
    on = in_words(made)
    return Text(f"{role.de} vom {on.de}", f"{role.en} of {on.en}")


def _opened(item: Beurteilung) -> date | None:
    """Return the day on which the last version was opened."""
    return exact(item.fassung[-1].eroeffnet)


def act(name: Text, one: Ueberpruefung, *, opened: date | None = None) -> Text:
    """Say what was done about an appraisal or a selection, when, by whom, why, and when it was asked for."""
    if one.ergebnis == "anhaengig":
        done = _PENDING.get(one.durch or "", _DONE[one.ergebnis])
        by = on = Text("", "")
    else:
        done, by = _DONE[one.ergebnis], _BY.get(one.durch or "", Text("", ""))
        on = _on(one)
    more = [Text(f"Az. {one.aktenzeichen}", one.aktenzeichen)] if one.aktenzeichen else []
    if one.rechtskraeftig is False:
        more.append(Text("nicht rechtskräftig", "not final"))
    aside = Text("", "")
    if more:
        aside = Text(f" ({', '.join(m.de for m in more)})", f" ({', '.join(m.en for m in more)})")
    de = f"{name.de}: {' '.join(filter(None, (on.de, by.de, done.de)))}{aside.de}."
    en = f"{name.en}: {' '.join(filter(None, (done.en, by.en, on.en)))}{aside.en}."
    return sentences(Text(de, en), _asked_for(one, opened), _why(one))


def _on(one: Ueberpruefung) -> Text:
    """Say when an act was done: on a day, in a month or in a year."""
    when = one.am_text
    if when is None:
        return Text("", "")
    if exact(one.am):
        return Text(f"am {when.de}", f"on {when.en}")
    year = when.de.isdigit()
    return Text(f"im {'Jahr ' if year else ''}{when.de}", f"in {when.en}")


def _asked_for(one: Ueberpruefung, opened: date | None) -> Text | None:
    """Say when the remedy was sought, and how long after the opening that was."""
    asked = exact(one.eingelegt)
    if asked is None:
        return None
    if opened is None or asked <= opened:
        return Text(f"Eingelegt am {day(asked)}.", f"Filed on {day(asked, 'en')}.")
    days = (asked - opened).days
    return Text(
        f"Eingelegt am {day(asked)}, {days} {'Tag' if days == 1 else 'Tage'} nach der Eröffnung.",
        f"Filed on {day(asked, 'en')}, {days} {'day' if days == 1 else 'days'} after the opening.",
    )


def _why(one: Ueberpruefung) -> Text | None:
    return Text(f"Grund: {one.grund}.", f"Reason: {one.grund}.") if one.grund else None


_DONE = {
    "aufgehoben": Text("aufgehoben", "annulled"),
    "geaendert": Text("geändert", "changed"),
    "bestaetigt": Text("bestätigt", "upheld"),
    "nur-bescheid-aufgehoben": Text(
        "nur der Widerspruchsbescheid aufgehoben; die Beurteilung selbst besteht fort",
        "only the decision on the objection annulled; the appraisal itself stands",
    ),
    "anhaengig": Text("die Überprüfung ist anhängig", "the review is pending"),
}


def _opened_before(item: Beurteilung, one: Ueberpruefung) -> bool:
    """Tell whether a version was opened before an act; without the days nobody can say it was not."""
    first = item.fassung[0]
    return first.eroeffnet is not None or (first.vom is None and one.am is None)


def _annulled(facts: Facts, item: Beurteilung, annulled: Ueberpruefung, *, last: bool) -> Finding:
    """An annulled appraisal is no longer there: none to rely on, none to compare with."""
    head = act(_name(facts, item), annulled, opened=_opened(item))
    none = Text("Eine neue ist nicht erteilt.", "No new one was made.")
    if last:
        what = Text(
            "Die übrigen Befunde betreffen die aufgehobene Fassung.",
            "The other findings are on the annulled version.",
        )
    else:
        what = Text("Mit ihr ist nicht zu vergleichen.", "It cannot serve for a comparison.")
    text = sentences(head, none if annulled.neu_beurteilt is False else None, what)
    return unknown(STANDS, text, needed("bestand.neue"))


def _withdrawn(facts: Facts, item: Beurteilung, one: Ueberpruefung) -> Finding:
    law = facts.law(WITHDRAWN)
    done = "aufgehoben" if one.ergebnis == "aufgehoben" else "geändert"
    english = "annulled" if one.ergebnis == "aufgehoben" else "changed"
    text = Text(
        f"{_name(facts, item).de}: Der Dienstherr hat sie nach der Eröffnung von sich aus {done}.",
        f"{_name(facts, item).en}: the Dienstherr {english} it after the opening, of its own motion.",
    )
    return backed(unknown(WITHDRAWN, text + law.why, needed("bestand.ruecknahme")), law)


def _upheld(facts: Facts) -> Iterator[Finding]:
    """A note that upholds an earlier appraisal changes nothing and judges nothing anew."""
    current = facts.case.beurteilung[-1]
    if not current.bestaetigt:
        return
    text = Text(
        "Die Beurteilung bestätigt nur eine frühere; die Note ist dieselbe. Ob ein Vermerk für den neuen Zeitraum "
        "genügt, ist nicht entschieden.",
        "The appraisal only upholds an earlier one; the grade is the same. Whether a note is enough for the new period "
        "is not decided.",
    )
    law = facts.law(UPHELD)
    yield backed(Finding(UPHELD, Verdict.OPEN, text, missing=law.missing), law)
