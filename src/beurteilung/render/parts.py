"""What a report says beside its findings, as rows for every kind of paper. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.dates import in_words
from beurteilung._base.text import LANGUAGES, Text, day, figure, joined, signed, unsigned
from beurteilung._base.translations import remark
from beurteilung.changes import measure
from beurteilung.law.places import place
from beurteilung.model.findings import Verdict
from beurteilung.render.wording import GUIDELINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cases.facts import Facts
    from beurteilung.cases.format.beurteilung import Beurteilung, Fassung, Ueberpruefung
    from beurteilung.cases.report import Head, Report
    from beurteilung.changes.measure import GradeChange
    from beurteilung.law.certainty import ApplicableLaw
    from beurteilung.law.codes import Thema
    from beurteilung.law.document import Geltung
    from beurteilung.law.editions import Guideline
    from beurteilung.model.appraisals import Version
    from beurteilung.model.findings import Finding, Missing
    from beurteilung.model.intervals import Interval
    from beurteilung.model.scales import Grade
    from beurteilung.model.sources import Source
    from beurteilung.render.wording import Row, Wording

__all__ = [
    "CAREER",
    "CHANGE",
    "FIGURES",
    "GAPS",
    "NO_GRADE",
    "REMARKS",
    "appraisal_name",
    "appraisals",
    "change",
    "figures",
    "folded",
    "gap_name",
    "gaps",
    "head",
    "known_columns",
    "law",
    "named",
    "open_points",
    "receipt",
    "result",
    "runs",
    "sources",
    "stages",
    "standing",
    "summary",
    "unchecked",
    "validity",
]

_UNKNOWN, _UNLIMITED = Text("nicht bekannt", "not known"), Text("nicht begrenzt", "not limited")
NO_GRADE = ("nicht ", "unbekannt", "not ", "unknown")
"""How a source, or whoever writes a case, says that no grade is given."""
REMARKS = Text("Anmerkungen", "Remarks")
CAREER = (
    Text("Werdegang und Beurteilungen", "Career and appraisals"),
    Text("den Werdegang mit den Beurteilungen", "the career with its appraisals"),
)
CHANGE = (
    Text("Änderung gegenüber der Vorbeurteilung", "Change against the previous appraisal"),
    Text(
        "die Änderung auf den Skalen und in ihren Teilen",
        "the change on its scales and in its parts",
    ),
)
"""What the two pictures are called, and what the sentence that refers to them says that they show."""


def head(report: Report, head: Head, subject: str, lang: Lang) -> list[Row]:
    """Return what stands above a Vermerk; what is not given stays blank."""
    case = report.case
    rows = [
        (Text("Betreff", "Subject"), subject),
        (Text("Aktenzeichen", "Reference"), head.reference),
        (Text("Datum", "Date"), day(head.day, lang) if head.day else ""),
        (Text("Verfasser", "Author"), head.author),
        (Text("Dienstherr", "Dienstherr"), _dienstherr(report)[lang]),
    ]
    for name, words in (
        (Text("Begehren", "Asked for"), [_CLAIMS[one][lang] for one in case.begehren]),
        (
            Text("Verfahren", "Proceedings"),
            [_STAGES[case.verfahren][lang]] if case.verfahren else [],
        ),
        (Text("Status", "Status"), [_STATUS[case.status][lang]] if case.status else []),
    ):
        if words:
            rows.append((name, ", ".join(words)))
    if case.kenntnisstand:
        rows.append((Text("Kenntnisstand", "Facts known on"), day(case.kenntnisstand, lang)))
    until = day(case.rechtsstand, lang) if case.rechtsstand else _UNLIMITED[lang]
    rows.append((Text("Rechtsstand", "State of the law"), until))
    return [(name[lang], value) for name, value in rows]


def _dienstherr(report: Report) -> Text:
    """Name the Dienstherr, with a remark where the guideline is one of another and the case does not say why."""
    land, other = Text(report.case.land, report.case.land), report.facts.lent
    if other is None:
        return land
    theirs = other.document.land
    return land + Text(
        f"(aber die Richtlinie {other.id} ist eine von {theirs}; deren Recht gilt hier nicht ohne Weiteres)",
        f"(but the guideline {other.id} is one of {theirs}; its law does not hold here as a matter of course)",
    )


_CLAIMS = {
    "neubeurteilung": Text("neue Beurteilung", "a new appraisal"),
    "bessere-note": Text("bessere Note", "a better mark"),
    "aufhebung": Text("Aufhebung", "annulment"),
    "bescheid": Text(
        "Aufhebung des Widerspruchsbescheids", "annulment of the decision on the objection"
    ),
    "auswahl": Text("neue Auswahl", "a new selection"),
    "schadensersatz": Text("Schadensersatz", "damages"),
    "keine-aufnahme": Text("Entfernung aus der Personalakte", "removal from the personnel file"),
    "feststellung": Text("Feststellung der Rechtswidrigkeit", "a declaration that it was unlawful"),
    "nachzeichnung": Text("fiktive Fortschreibung", "an appraisal carried forward"),
    "befoerderung": Text("Beförderung", "promotion"),
}
_STAGES = {
    "verwaltungsverfahren": Text("Verwaltungsverfahren", "before the authority"),
    "eilverfahren": Text("vorläufiger Rechtsschutz", "provisional protection in court"),
    "klage": Text("Klage", "claim in court"),
    "rechtsmittel": Text("Rechtsmittel", "appeal"),
    "verfassungsbeschwerde": Text("Verfassungsbeschwerde", "constitutional complaint"),
    "wehrbeschwerde": Text("Wehrbeschwerdeverfahren", "a soldier's complaint"),
    "dienstgericht": Text("Prüfungsverfahren vor dem Dienstgericht", "before the Dienstgericht"),
}
_STATUS = {
    "beamter": Text("Beamter", "officer"),
    "richter": Text("Richter (im Folgenden „der Beamte“)", "judge (below: the officer)"),
    "soldat": Text("Soldat (im Folgenden „der Beamte“)", "soldier (below: the officer)"),
    "arbeitnehmer": Text(
        "Arbeitnehmer (im Folgenden „der Beamte“)", "employee (below: the officer)"
    ),
}
_OF_EMPLOYEE = Text(
    "fehlerhaft: aus der Personalakte zu entfernen, neu zu beurteilen",
    "faulty: to be removed from the personnel file, a new appraisal is required",
)
"""What follows for employees: their appraisal is no act that a court would annul."""


def _served(finding: Finding) -> bool:
    """Tell whether a finding says that no selection will rest on the appraisal any more."""
    return finding.code == "bestand.bedeutung" and finding.verdict is Verdict.NOT_APPLICABLE


_OF_SELECTION = ("selection", "violation")
_DAMAGES = Text(
    "Auswahl fehlerhaft; ob deshalb Schadensersatz zu leisten ist, ist hier nicht entschieden",
    "selection faulty; whether damages are due for it is not decided here",
)
"""What follows where the post is taken and only damages are claimed: no new selection."""


def result(report: Report, lang: Lang) -> str:
    """Return the result in the words of the law, as a sentence of its own."""
    words = report.follows.label[lang]
    if report.case.status == "arbeitnehmer" and report.overall.verdict is Verdict.VIOLATED:
        words = _OF_EMPLOYEE[lang]
    elif report.case.begehren == ("schadensersatz",) and report.follows.value in _OF_SELECTION:
        words = _DAMAGES[lang]
    if served := [n for n, f in enumerate(report.findings, 1) if _served(f)]:
        done = Text("die Beurteilung hat sich erledigt", "the appraisal has served its purpose")
        words = f"{done[lang]} ({_numbered(served)[lang]}); {Text('sonst', 'else')[lang]} {words}"
    return f"{words[0].upper()}{words[1:]}."


def summary(report: Report, lang: Lang) -> tuple[str, ...]:
    """Return three lines: what is at fault, what became of the grade or how much was checked, what is open."""
    return tuple(line[lang] for line in (_faults(report), _on_change(report), _on_open(report)))


def _numbered(numbers: Iterable[int]) -> Text:
    """Write the numbers of findings: Nr. 3–5, 7."""
    found = list(dict.fromkeys(numbers))
    text = runs(found)
    return Text(f"Nr. {text}", f"{'Nos.' if found[1:] else 'No.'} {text}")


def runs(numbers: Iterable[int]) -> str:
    """Write numbers, runs of them by their ends.

    >>> runs([1, 2, 4, 5, 6, 8])
    '1, 2, 4–6, 8'
    """
    found: list[list[int]] = []
    for n in numbers:
        if found and n == found[-1][-1] + 1:
            found[-1].append(n)
        else:
            found.append([n])
    ends = (f"{r[0]}–{r[-1]}" if r[2:] else ", ".join(map(str, r)) for r in found)
    return ", ".join(ends)


def _with(report: Report, verdict: Verdict) -> list[tuple[int, Finding]]:
    """Return the findings with a verdict, those below others included, each with the number above it."""
    return [
        (n, f)
        for n, one in enumerate(report.findings, 1)
        for f in (one.walk() if one.children else (one,))
        if f.verdict is verdict
    ]


def _faults(report: Report) -> Text:
    violated = _with(report, Verdict.VIOLATED)
    if not violated:
        leaning = [(n, f) for n, f in _with(report, Verdict.OPEN) if f.leaning is Verdict.VIOLATED]
        none = Text("Ein Verstoß ist nicht festgestellt", "No violation is established")
        if not leaning:
            return Text(f"{none.de}.", f"{none.en}.")
        numbers = list(dict.fromkeys(n for n, _ in leaning))
        at = _numbered(numbers)
        return Text(
            f"{none.de}; für einen Verstoß {'sprechen' if numbers[1:] else 'spricht'} {at.de}.",
            f"{none.en}; {at.en} {'point' if numbers[1:] else 'points'} to one.",
        )
    number, first = violated[0]
    at, more = _numbered([number]), _numbered([n for n, _ in violated if n != number] or [number])
    text = Text(
        f"Verstoß ({at.de}): {first.message.de}", f"Violation ({at.en}): {first.message.en}"
    )
    if {n for n, _ in violated} == {number}:
        return text
    return text + Text(f"Weitere Verstöße: {more.de}.", f"Further violations: {more.en}.")


def _on_change(report: Report) -> Text:
    change, found = report.change, report.on_change
    if found is None or found.verdict is Verdict.NOT_APPLICABLE:
        return _how_much(report)
    at = _numbered(n for n, f in enumerate(report.findings, 1) if f is found)
    words = _OF_CHANGE[found.verdict.value]
    if change is None:
        return Text(
            f"Änderung gegenüber der Vorbeurteilung: {words.de} ({at.de}).",
            f"Change against the previous appraisal: {words.en} ({at.en}).",
        )
    size = _size(change)
    return Text(
        f"Änderung gegenüber der Vorbeurteilung von {change.before.code} auf {change.after.code}"
        f"{size.de}: {words.de} ({at.de}).",
        f"Change against the previous appraisal from {change.before.code} to {change.after.code}"
        f"{size.en}: {words.en} ({at.en}).",
    )


def _how_much(report: Report) -> Text:
    """Say how much was checked where there is no change of a grade to speak of."""
    n = len(report.findings)
    if not n:
        return Text("Geprüft: keine Frage.", "Checked: no question.")
    counted = [
        (sum(one.verdict is verdict for one in report.findings), words)
        for verdict, words in _COUNTED
    ]
    de, en = (
        joined([f"{m} {words[lang]}" for m, words in counted if m], lang) for lang in LANGUAGES
    )
    if len({one.verdict for one in report.findings}) == 1:
        (alike,) = (words for m, words in counted if m)
        return Text(
            f"Geprüft: {f'{n} Fragen, alle' if n > 1 else '1 Frage,'} {alike.de}.",
            f"Checked: {f'{n} questions, all' if n > 1 else '1 question,'} {alike.en}.",
        )
    return Text(
        f"Geprüft: {n} Fragen; davon {de}.",
        f"Checked: {n} questions; of these {en}.",
    )


_COUNTED = (
    (Verdict.SATISFIED, Text("ohne Beanstandung", "without objection")),
    (Verdict.VIOLATED, Text("mit Verstoß", "with a violation")),
    (Verdict.OPEN, Text("offen", "open")),
    (Verdict.NOT_APPLICABLE, Text("ohne Wertung", "without a verdict")),
)


def _size(change: GradeChange) -> Text:
    """Say how large a change is in stages; nothing where stages cannot be counted."""
    if change.real is None:
        return Text("", "")
    real = change.real
    return Text(f", der Sache nach {stages(real, 'de')}", f", in substance {stages(real, 'en')}")


_OF_CHANGE = {
    "satisfied": Text("nicht zu beanstanden", "not objectionable"),
    "violated": Text("zu beanstanden", "objectionable"),
    "open": Text("noch offen", "still open"),
}
_SILENT = {
    "fact": Text("dazu fehlen Angaben", "facts are missing"),
    "gap": Text(
        "insoweit reichen die gelesenen Quellen nicht",
        "the sources that were read do not settle them",
    ),
}
_PARTLY = Text(
    "teils fehlen Angaben, teils reichen die gelesenen Quellen nicht",
    "partly facts are missing, partly the sources that were read do not settle them",
)


def _on_open(report: Report) -> Text:
    opened = _with(report, Verdict.OPEN)
    if not opened:
        if report.overall.verdict is Verdict.OPEN:
            return Text(
                "Wesentliche Fragen wurden nicht gestellt, weil der Fall zu wenig angibt.",
                "Essential questions were not asked, because the case states too little.",
            )
        return Text("Offene Punkte gibt es nicht.", "There are no open points.")
    at = _numbered(n for n, _ in opened)
    kinds: set[str] = {m.kind for _, missing in report.to_settle for m in missing}
    which = _SILENT[kinds.pop()] if len(kinds) == 1 else _PARTLY
    return Text(f"Offen: {at.de}; {which.de}.", f"Open: {at.en}; {which.en}.")


def law(report: Report, wording: Wording) -> list[Row]:
    """Return the guideline whose scale the appraisal uses, and why it governs."""
    facts, lang = report.facts, wording.lang
    guideline = facts.guideline
    name = GUIDELINE[lang]
    if guideline is None:
        return [(name, Text("keine bekannt", "none is known")[lang]), *_control(report, wording)]
    rows = [(name, guideline.title)]
    if guideline.document.fundstelle:
        rows.append((Text("Fundstelle", "Published")[lang], guideline.document.fundstelle))
    stichtag = facts.stichtag
    governing = guideline.governs(stichtag, facts.group) if stichtag else None
    spans = (governing,) if governing else guideline.document.geltung
    stated = validity(guideline, wording, spans, facts.applicable_law)
    return rows + stated + _control(report, wording)


def _control(report: Report, wording: Wording) -> list[Row]:
    """Return the decisions on how far courts review appraisals: they bound every answer."""
    name = Text("Gerichtliche Kontrolle", "Review by courts")[wording.lang]
    cited = wording.listed(report.overall.supporting)
    return [(name, cited)] if cited else []


def gap_name(lang: Lang) -> str:
    """Return the word for what no source attests."""
    return Text("Nicht belegt", "Not attested")[lang]


def validity(
    guideline: Guideline,
    wording: Wording,
    spans: Iterable[Geltung],
    law: ApplicableLaw | None = None,
) -> list[Row]:
    """Return which Stichtage an edition governs, each with its source.

    In a case (``law``), the decided one or a later one that reports it is the place of finding only.
    """
    lang = wording.lang
    name = Text("Gilt für Stichtage", "Governs Stichtage")[lang]
    words = Text("vom", "from"), Text("bis", "to"), Text("jeden", "any")
    rows: list[Row] = []
    for one in spans:
        span = [f"{words[0][lang]} {day(one.ab, lang)}"] if one.ab else []
        span += [f"{words[1][lang]} {day(one.bis, lang)}"] if one.bis else []
        if one.ab and not one.bis and lang == "de":  # vom 01.01.2023 an
            span.append("an")
        stated = [" ".join(span)] if span else [words[2][lang]]
        stated += [one.laufbahngruppe.value] if one.laufbahngruppe else []
        cited = guideline.cite(one)
        at = wording.cited(place(cited, law, (guideline,)) if law else cited)
        rows.append((name, f"{', '.join(stated)}: {at}"))
    return rows


def appraisals(report: Report, lang: Lang) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the appraisals as a table, the latest first: its head, and a row for each version."""
    names = (
        Text("Beurteilung", "Appraisal"),
        Text("Zeitraum", "Period"),
        Text("Stichtag", "Stichtag"),
        Text("Amt", "Office"),
        Text("Gesamturteil", "Overall mark"),
        Text("Fassung", "Version"),
    )
    rows = [
        row
        for n, one in enumerate(reversed(report.case.beurteilung))
        for row in _versions(one, appraisal_name(n, one), report.facts, lang)
    ]
    return known_columns(names, rows, lang)


def known_columns(
    names: tuple[Text, ...], rows: Iterable[tuple[str, ...]], lang: Lang
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a table without the columns of which nothing is known in any row.

    >>> known_columns((Text("Amt", "Office"), Text("Tag", "Day")), [("1", ""), ("2", "")], "de")
    (('Amt',), (('1',), ('2',)))
    """
    lines = list(rows)
    kept = [n for n in range(len(names)) if any(line[n] for line in lines)]
    return tuple(names[n][lang] for n in kept), tuple(
        tuple(line[n] for n in kept) for line in lines
    )


_ROLES = (
    Text("Zu prüfende Beurteilung", "Appraisal to be checked"),
    Text("Vorbeurteilung", "Previous appraisal"),
    Text("Frühere Beurteilung", "Earlier appraisal"),
)
_KINDS = {
    "regel": Text("Regelbeurteilung", "regular appraisal"),
    "anlass": Text("Anlassbeurteilung", "Anlassbeurteilung"),
    "regel-und-anlass": Text(
        "Regel- und Anlassbeurteilung", "regular appraisal and Anlassbeurteilung"
    ),
    "probezeit": Text("Beurteilung in der Probezeit", "appraisal in the probation"),
    "erprobung": Text("Beurteilung der Erprobung", "appraisal of a trial"),
    "leistungsnachweis": Text("Leistungsnachweis", "Leistungsnachweis"),
    "zwischen": Text("Zwischenbeurteilung", "interim appraisal"),
}


def appraisal_name(back: int, item: Beurteilung) -> Text:
    """Return what an appraisal is called: by its place before the last one, and its kind."""
    role, kind = _ROLES[min(back, len(_ROLES) - 1)], _KINDS.get(item.art or "")
    return Text(f"{role.de} ({kind.de})", f"{role.en} ({kind.en})") if kind else role


def _versions(item: Beurteilung, name: Text, facts: Facts, lang: Lang) -> Iterator[tuple[str, ...]]:
    record, days = item.record(facts.office_of(item)), item.days
    valid = record.known(facts.case.kenntnisstand)
    gone = item.annulled_on(facts.case.kenntnisstand)
    whole = (
        name[lang],
        days[lang] if days else "",
        day(item.stichtag, lang) if item.stichtag else "",
        str(record.office) if record.office else "",
    )
    for version, stated in zip(record.versions, item.fassung, strict=True):
        yield (
            *whole,
            "; ".join([_mark(version, stated, lang), *_beside(stated, lang)]),
            _standing(version, valid, lang, stated, gone),
        )


def named(grade: Grade, lang: Lang) -> str:
    """Write a grade with its wording and scale."""
    label = ""
    if grade.label and not grade.code.startswith(grade.label):  # Hervorragend Basis
        label = Text(f" „{grade.label}“", f" “{grade.label}”")[lang]
    return f"{grade.code}{label} ({grade.scale.title or grade.scale.id})"


def _mark(version: Version, stated: Fassung, lang: Lang) -> str:
    """Write a grade with its wording and scale, or what the source says of one not attested."""
    grade = version.grade
    if grade is not None:
        return named(grade, lang)
    if stated.ohne_gesamturteil:
        return Text("keines", "none")[lang]
    if stated.angabe in (_UNKNOWN.de, _UNKNOWN.en):
        return _UNKNOWN[lang]
    if stated.angabe.startswith(NO_GRADE):  # of no scale, so none is wanting
        return version.printed
    return f"{version.printed} ({Text('Skala nicht belegt', 'scale not attested')[lang]})"


def _beside(stated: Fassung, lang: Lang) -> Iterator[str]:
    """Write what a version says beside its overall mark: a figure, part marks, a word on aptitude."""
    if stated.wert is not None:
        yield f"{Text('Wert', 'figure')[lang]} {unsigned(stated.wert, lang)}"
    for name, mark in (stated.teilnoten or {}).items():
        yield f"{name} {mark}"
    if stated.eignungsaussage:
        yield f"{Text('Eignung', 'aptitude')[lang]}: {stated.eignungsaussage}"


def _standing(
    version: Version,
    valid: Version | None,
    lang: Lang,
    stated: Fassung,
    gone: Ueberpruefung | None,
) -> str:
    """Say since when a version was known, as exactly as the case tells it, and what became of it."""
    since = stated.eroeffnet or stated.vom
    on = f"{in_words(since)[lang]}, " if since else ""
    if gone is None or version is not valid:
        return on + standing(version, valid)[lang]
    when = gone.am_text
    annulled = Text("aufgehoben", "annulled")[lang]
    return f"{on}{annulled} ({when[lang]})" if when else f"{on}{annulled}"


def standing(version: Version, valid: Version | None) -> Text:
    """Say what became of a version, as known on a day: it holds, was replaced, or came later."""
    if version is valid:
        return Text("gilt", "valid")
    known_from = version.known_from
    if valid and valid.known_from and known_from and known_from < valid.known_from:
        return Text("ersetzt", "replaced")
    return Text("noch nicht bekannt", "not yet known")


def change(change: GradeChange, lang: Lang) -> list[Row]:
    """Return the two grades of a change, and its five figures."""
    grades = [
        (Text("Note vorher", "Grade before"), change.before),
        (Text("Note jetzt", "Grade now"), change.after),
    ]
    return [(name[lang], named(grade, lang)) for name, grade in grades] + folded(
        figures(change, lang)
    )


FIGURES = (
    Text("Nominal (den Ziffern nach)", "Nominal (by the figures)"),
    Text("Durch die Skala", "By the scale"),
    Text("Der Sache nach", "Real"),
    Text("Davon erklärt", "Of that explained"),
    Text("Davon unerklärt", "Of that unexplained"),
)
"""The names of the five figures of a change, in their order."""


def figures(change: GradeChange, lang: Lang) -> list[Row]:
    """Return the five figures of a change by name, in stages."""
    nominal = change.nominal
    first = None if nominal is None else figure(measure.number(nominal), lang)
    counted = {
        "scale_effect": change.scale_effect,
        "real": change.real,
        "explained": change.explained,
        "unexplained": change.unexplained,
    }
    texts = {"nominal": first} | {
        name: None if value is None else stages(value, lang) for name, value in counted.items()
    }
    shown = [text or _undetermined(change.why_not.get(name), lang) for name, text in texts.items()]
    return list(zip((name[lang] for name in FIGURES), shown, strict=True))


def folded(rows: Iterable[Row]) -> list[Row]:
    """Return rows with those that follow each other and say the same in words as one.

    >>> folded([("A", "0"), ("B", "0"), ("C", "unbekannt"), ("D", "unbekannt")])
    [('A', '0'), ('B', '0'), ('C, D', 'unbekannt')]
    """
    found: list[Row] = []
    for name, value in rows:
        if found and found[-1][1] == value and len(value) > _LONGEST_FIGURE:
            found[-1] = (f"{found[-1][0]}, {name}", value)
        else:
            found.append((name, value))
    return found


_LONGEST_FIGURE = 8
"""Letters of the longest number of stages, such as −1 bis 0."""


def _undetermined(why: Text | None, lang: Lang) -> str:
    word = Text("unbestimmt", "undetermined")[lang]
    return f"{word} ({why[lang]})" if why else word


def stages(value: Interval | None, lang: Lang) -> str:
    """Write a number of stages with its sign, an uncertain one with both ends."""
    if value is None:
        return Text("unbestimmt", "undetermined")[lang]
    to = Text("bis", "to")[lang]
    return f" {to} ".join(signed(n) for n in dict.fromkeys((value.low, value.high)))


def open_points(report: Report, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return what would close the open points: facts that a reader can supply, and gaps of the sources."""
    opened = [n for n, _ in _with(report, Verdict.OPEN)]
    wanted: dict[Missing, list[int]] = {}
    for number, (_, missing) in zip(opened, report.to_settle, strict=True):
        for one in missing:
            wanted.setdefault(one, []).append(number)
    known = frozenset(report.facts.stated)
    headings = (
        ("fact", Text("Angaben, die nachgetragen werden können", "Facts that can be supplied")),
        ("gap", Text("Was die Quellen nicht belegen", "What the sources do not attest")),
    )
    for kind, heading in headings:
        points = [_point(one, at, known, lang) for one, at in wanted.items() if one.kind == kind]
        if points:
            yield heading[lang], tuple(points)


def unchecked(report: Report, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the facts that no question took up, and the questions that no fact raised, by topic."""
    from beurteilung.cases.coverage import by_topic  # noqa: PLC0415 - a change alone has no case

    if left_out := report.not_examined:
        heading = Text("Angaben, die nicht geprüft wurden", "Facts that were not examined")
        yield heading[lang], tuple(_not_examined(report.facts, left_out, lang))
    asked = {f.code for f in report.walk()}
    if left := [thema for thema, codes in by_topic().items() if not codes <= asked]:
        heading = Text(
            "Fragen, zu denen der Fall nichts angibt", "Questions on which the case states nothing"
        )
        yield heading[lang], tuple(text[lang] for text in _not_asked(report, left))


def _not_examined(facts: Facts, names: Iterable[str], lang: Lang) -> Iterator[str]:
    """Name what was not examined, facts of one table and one reason together, and say why.

    A table of which nothing was examined, for one reason, is named as a whole.
    """
    from beurteilung.cases import coverage  # noqa: PLC0415 - a change has no case

    left = tuple(names)
    why = {name: coverage.why_not_examined(name) for name in left}
    whole = {
        table
        for table in coverage.left_whole(facts.stated, left)
        if len({why[name] for name in left if name.rpartition(".")[0] == table}) == 1
    }
    plain = coverage.why_not_examined(_PLAIN)
    same: dict[str, dict[str, list[str]]] = {}
    for name in left:
        table, what = coverage.described(name)
        if why[name] == plain:  # they stand above, as they are: their names are enough
            table = Text("", "")
            what = Text("Gegenstand der Auswahl", "what was at stake in the selection")
        found = same.setdefault(why[name][lang], {}).setdefault(table[lang], [])
        if not table.de or name.rpartition(".")[0] not in whole:
            found.append(what[lang])
    for reason, tables in same.items():
        named = (
            ": ".join(filter(None, (t, ("; " if t else ", ").join(dict.fromkeys(found)))))
            for t, found in tables.items()
        )
        yield f"{'; '.join(named)} – {reason}"


_PLAIN = "auswahl.stelle"
"""What merely describes a case, as the head and the section on the selection call it."""


def _not_asked(report: Report, left: list[Thema]) -> Iterator[Text]:
    """Name the topics of which nothing was asked, and those of which not everything was."""
    asked = {f.code.partition(".")[0] for f in report.findings}
    for heading, found in (
        (Text("nichts zu", "nothing on"), [t for t in left if asked.isdisjoint(t.praefix)]),
        (
            Text("nicht alles zu", "not everything on"),
            [t for t in left if not asked.isdisjoint(t.praefix)],
        ),
    ):
        if found:
            yield Text(
                f"{heading.de}: {'; '.join([t.de for t in found])}",
                f"{heading.en}: {'; '.join([t.en for t in found])}",
            )


def gaps(report: Report, lang: Lang) -> tuple[str, ...]:
    """Return what no source attests of the guideline, whether or not a finding needs it."""
    guideline = report.facts.guideline
    return tuple(remark(gap.was, lang) for gap in guideline.gaps) if guideline else ()


GAPS = Text("Was zur Richtlinie nicht belegt ist", "What is not attested of the guideline")


def _point(one: Missing, numbers: list[int], known: frozenset[str], lang: Lang) -> str:
    key = one.key or _only_key(one.code, known)
    supplied = Text(f"; im Fall: {key}", f"; in the case: {key}")[lang] if key else ""
    return f"{one.text[lang].rstrip('.')} ({_numbered(numbers)[lang]}{supplied})"


def _only_key(question: str, known: frozenset[str]) -> str:
    """Return the one key on which a question turns that is not ``known``; nothing if there are several."""
    from beurteilung.cases.coverage import keys_of  # noqa: PLC0415 - a change alone has no case

    left = [name for name in keys_of().get(question, ()) if name not in known]
    return left[0] if len(left) == 1 and not left[0].endswith("*") else ""


def sources(report: Report) -> list[tuple[str, str]]:
    """Return every source as printed, and its address on the web; any other address is part of the text."""
    every = (f for one in (*report.findings, report.overall) for f in one.walk())
    cited = dict.fromkeys(
        c.source for f in every for c in (*f.citations, *f.supporting, *f.opposing)
    )
    return [_addressed(one) for one in cited]


def _addressed(source: Source) -> tuple[str, str]:
    if source.url.startswith(("https://", "http://")):
        return str(source), source.url
    return ", ".join(filter(None, (str(source), source.url))), ""


def receipt(report: Report, lang: Lang) -> list[Row]:
    """Return what the report was made from, so that it can be made again."""
    receipt_ = report.receipt
    rows = [
        (Text("Programm", "Program")[lang], f"beurteilung {receipt_.version}"),
        (Text("Fall", "Case")[lang], report.case.id),
        (Text("Fall (SHA-256)", "Case (SHA-256)")[lang], receipt_.case_sha256),
    ]
    own = Text("eigene Richtlinie", "own guideline")[lang]
    rows += [
        (f"{f'{own} {one.own_id}' if one.own_id else one.name} (SHA-256)", one.sha256)
        for one in receipt_.data
    ]
    guideline = report.facts.guideline
    if guideline and (checked := guideline.document.geprueft_am):
        name = Text("Richtlinie zuletzt geprüft", "Guideline last checked")[lang]
        rows.append((name, f"{guideline.id}, {day(checked, lang)}"))
    return rows
