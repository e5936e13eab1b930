"""A guideline as a document: everything that its file says, in sentences, each with its source.

A table without a sentence of its own is written by the descriptions of its keys, so that nothing which
was understood is left out.
"""

from __future__ import annotations

import enum
import re
import typing
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, cast

from beurteilung._base.records import has_keys, keys, named_keys
from beurteilung._base.text import Text, day, german, joined, numeral
from beurteilung._base.translations import remark
from beurteilung.law.document import Dokument, Richtwert, Schwelle
from beurteilung.law.files import Beleg, Datum, few
from beurteilung.law.registry import joined as scales_joined
from beurteilung.law.registry import mapping, not_comparable
from beurteilung.model.mappings import NoCounterpart
from beurteilung.model.scales import STAGE, listed
from beurteilung.render import parts
from beurteilung.render.document import Document, Lines, Rows, Section, Sources, Table
from beurteilung.render.wording import Row, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from beurteilung._base.records import Key
    from beurteilung._base.text import Lang
    from beurteilung.law.document import (
        Anlass,
        Beispiel,
        KleineGruppe,
        Luecke,
        Massstab,
        Pflicht,
        Rahmen,
        Stichtag,
        Vergleichbarkeit,
        Vergleichsgruppe,
        Zeitraum,
    )
    from beurteilung.law.editions import Guideline
    from beurteilung.law.files import Skala
    from beurteilung.law.provisions import (
        Aktualitaetsnorm,
        Ausnahme,
        Befoerderungsnorm,
        Begruendungspflicht,
        Berechnung,
        Bestimmung,
        Beurteiler,
        Geltungsbereich,
        Gesamturteilsnorm,
        Massstabswechsel,
        Merkmal,
        Mindestzeitraum,
        Skalenvorgabe,
        Stufenwert,
        Turnus,
        Verfahrensschritt,
        Verteilung,
        Wartezeit,
    )
    from beurteilung.law.thresholds import Auswahlgrenze
    from beurteilung.model.mappings import Pair, ScaleMapping
    from beurteilung.model.offices import Besoldungsgruppe
    from beurteilung.model.scales import Grade, GradeScale
    from beurteilung.model.sources import Citation
    from beurteilung.render.document import Block

__all__ = [
    "field_name",
    "guideline_dict",
    "guideline_document",
    "is_table",
    "provision",
    "table_name",
]

MOST = 60
"""Grades of a scale that are listed one by one; a longer one is shown by its stages and ends."""

_SECTIONS: dict[str, Text] = {
    "scales": Text("Skalen", "Scales"),
    "time": Text("Wann und worüber beurteilt wird", "When and on what appraisals are made"),
    "shares": Text("Richtwerte und Vergleichsgruppen", "Richtwerte and comparison groups"),
    "forming": Text("Maßstab und Gesamturteil", "Standard and overall grade"),
    "who": Text("Wer beurteilt, und wie", "Who appraises, and how"),
    "career": Text("Schwellen, Wartezeiten, Leistungsentgelt", "Thresholds, waiting times, pay"),
    "comparing": Text("Umrechnung und Vergleich", "Conversion and comparison"),
    "examples": Text("Beispiele", "Examples"),
    "remarks": Text("Anmerkungen", "Remarks"),
    "gaps": Text("Nicht belegt", "Not attested"),
    "sources": Text("Quellen", "Sources"),
}
_PLACES: dict[str, str] = {
    "geltung": "time",
    "geltungsbereich": "time",
    "ausnahme": "time",
    "verfahren": "who",
    "beurteiler": "who",
    "pflicht": "who",
    "bestimmung": "remarks",
    "skalenvorgabe": "scales",
    "stichtag": "time",
    "anlass": "time",
    "turnus": "time",
    "zeitraum": "time",
    "mindestzeitraum": "time",
    "richtwert": "shares",
    "verteilung": "shares",
    "kleine_gruppe": "shares",
    "rahmen": "shares",
    "vergleichsgruppe": "shares",
    "schwelle": "career",
    "wartezeit": "career",
    "auswahlgrenze": "career",
    "stufenwert": "career",
    "vergleichbarkeit": "comparing",
    "beispiel": "examples",
}
"""The section of each table; others stand with the standard and the overall grade."""

_FIELDS: dict[str, Text] = {
    "allgemein": Text("allgemeine Verwaltung", "general administration"),
    "polizei": Text("Polizei", "police"),
    "justiz": Text("Justiz", "justice"),
    "steuer": Text("Steuerverwaltung", "tax administration"),
    "schule": Text("Schule", "schools"),
    "feuerwehr": Text("Feuerwehr", "fire service"),
    "koerperschaft": Text("eigene Körperschaft", "body of its own"),
    "pruefung": Text("Prüfungen", "examinations"),
}
_MEMBERS: dict[str, str] = {
    "besoldungsgruppe": "Besoldungsgruppe",
    "funktionsebene": "Funktionsebene",
    "statusamt": "Statusamt",
    "laufbahn": "Laufbahn",
    "laufbahngruppe": "Laufbahngruppe",
    "dienstgrad": "Dienstgrad",
    "dienststelle": "Dienststelle",
}
"""Terms of art, German in both languages."""
_KINDS: dict[str, Text] = {
    "regel": Text("Regelbeurteilungen", "regular appraisals"),
    "anlass": Text("Anlassbeurteilungen", "Anlassbeurteilungen"),
    "probezeit": Text("Beurteilungen in der Probezeit", "appraisals in the probation"),
}
_WHAT: dict[str, Text] = {
    "beurteilung": Text("dienstliche Beurteilung", "dienstliche Beurteilung"),
    "pruefung": Text("Prüfung", "examination"),
    "entgelt": Text("Leistungsentgelt", "performance pay"),
    "schule": Text("Schulnoten", "school grades"),
    "fremdes_recht": Text("fremdes Recht", "foreign law"),
}


def field_name(name: str) -> Text:
    """Return a field (``fach``) in words."""
    return _FIELDS[name]


def is_table(name: str) -> bool:
    """Tell whether a key of a guideline file is a table whose rows have sources."""
    hint = typing.get_type_hints(Dokument)[name]
    kinds = [hint, *typing.get_args(hint)]
    return any(isinstance(one, type) and issubclass(one, Datum) for one in kinds)


def table_name(name: str) -> Text:
    """Return the heading of a table (``turnus``) in words."""
    one = named_keys(Dokument)[name]
    return _NAMES.get(name) or Text(_described(one, "de"), _described(one, "en"))


def guideline_document(item: Guideline, lang: Lang) -> Document:
    """Return everything that is known of a guideline, in one language."""
    wording = Wording(lang, guideline=item.title)
    blocks: dict[str, list[Block]] = {name: [] for name in _SECTIONS}
    for part, scale in _scales(item):
        blocks["scales"] += _scale(item, part, scale, wording)
    for name, rows in _tables(item, wording):
        blocks[_PLACES.get(name, "forming")].append(Rows(tuple(rows)))
    blocks["comparing"] += [Rows(tuple(rows)) for rows in [_mappings(item, wording)] if rows]
    if item.document.anmerkung:
        blocks["remarks"].append(Lines(tuple(remark(one, lang) for one in item.document.anmerkung)))
    if item.gaps:
        blocks["gaps"].append(Rows(tuple(_gap(one, lang) for one in item.gaps)))
    if sources := _sources(item):
        blocks["sources"].append(Sources(sources))
    sections = tuple(
        Section(_SECTIONS[name][lang], tuple(found)) for name, found in blocks.items() if found
    )
    subject = ", ".join(filter(None, (item.document.land, item.id)))
    return Document(item.title, subject, lang, Rows(tuple(_head(item, lang))), sections)


def _head(item: Guideline, lang: Lang) -> Iterator[Row]:
    rules = item.document
    fields = joined([_FIELDS[name][lang] for name in rules.fach], lang) if rules.fach else ""
    for name, value in (
        (Text("Kennung", "Id"), item.id),
        (Text("Reihe", "Family"), rules.familie),
        (Text("Dienstherr", "Dienstherr"), rules.land),
        (Text("Fach", "Field"), fields),
        (Text("Fundstelle", "Published"), rules.fundstelle),
        (Text("Vom", "Dated"), day(rules.erlassen, lang) if rules.erlassen else ""),
        (Text("Ersetzt", "Replaces"), joined(rules.ersetzt, lang) if rules.ersetzt else ""),
        (
            Text("Zuletzt nachgesehen", "Last checked"),
            day(rules.geprueft_am, lang) if rules.geprueft_am else "",
        ),
    ):
        if value:
            yield name[lang], value
    if rules.fuer_alle:
        every = Text(
            "alle Beamten des Dienstherrn, gleich welche Richtlinie angewandt wurde",
            "all officers of the Dienstherr, whatever guideline was applied",
        )
        yield Text("Gilt für", "Holds for")[lang], every[lang]


def _scales(item: Guideline) -> Iterator[tuple[Skala, GradeScale]]:
    scales = {scale.id: scale for scale in item.scales}
    yield from ((part, scales[part.id]) for part in item.document.skala)


_GRADED = {
    "gesamturteil": Text("Gesamturteil", "overall grade"),
    "merkmale": Text("Merkmale", "features"),
    "eignung": Text("Eignung, als Prognose", "aptitude, as a forecast"),
    "probezeit": Text("Bewährung in der Probezeit", "probation"),
}
_WORDING = re.compile(r"[^\W\d]{4}")
"""A code that is itself the wording: bewährt."""


def _scale(item: Guideline, part: Skala, scale: GradeScale, wording: Wording) -> Iterator[Block]:
    lang = wording.lang
    graded = _GRADED[part.fuer][lang]
    named = part.titel.startswith(graded)
    facts = [part.titel, *([] if named else [graded]), _WHAT[scale.kind][lang]]
    one, several = Text("eine Note", "one grade"), Text("Noten", "grades")
    facts.append(one[lang] if len(scale) == 1 else f"{len(scale)} {several[lang]}")
    if scale.stage_count is not None:
        facts.append(STAGE.count(scale.stage_count, lang))
    elif not scale.stages:
        facts.append(Text("Stufen nicht belegt", "stages not attested")[lang])
    if not any(g.label or _WORDING.search(g.code) for g in scale):
        facts.append(Text("Bezeichnungen nicht belegt", "wordings not attested")[lang])
    if not scale.complete:
        facts.append(Text("nur teilweise belegt", "attested in part only")[lang])
    if unit := part.einheit:
        names = f"{unit.unit.one[lang]}, {unit.unit.several[lang]}"
        facts.append(f"{Text('Einheit', 'unit')[lang]}: {names}")
    rows = [(scale.id, f"{_listed(*facts)}: {wording.cited(item.cite(part))}")]
    if rounding := part.rundung:
        how = _listed(_rounding(rounding.art, lang), _multiples(rounding.schritt, lang))
        name = Text("Rundung", "Rounding")[lang]
        rows.append((name, f"{how}: {wording.cited(item.cite(rounding))}"))
    yield Rows(tuple(rows))
    yield _grades(scale, lang) if len(scale) <= MOST else _bands(scale, lang)
    if rows := [*_meanings(part, lang), *_attested(scale, item.cite(part), wording)]:
        yield Rows(tuple(rows))


def _multiples(step: Fraction | None, lang: Lang) -> str:
    if step is None:
        return ""
    return Text(
        f"auf Vielfache von {_number(step, 'de')}", f"to multiples of {_number(step, 'en')}"
    )[lang]


def _meanings(part: Skala, lang: Lang) -> Iterator[Row]:
    """Yield what the source says a stage means, and which place it has where others are not attested."""
    for stage in part.stufe:
        place = _ranked(stage.rang, lang) if stage.rang else ""
        if meaning := "; ".join(filter(None, (place, stage.definition))):
            yield stage.code, meaning


def _attested(scale: GradeScale, whole: Citation, wording: Wording) -> Iterator[Row]:
    """Yield what attests single grades or their wordings, where it is not what attests the scale."""
    found: dict[Citation, dict[str, None]] = {}
    for g in scale:
        for one in (g.citation, g.label_citation):
            if one is not None and one != whole:
                found.setdefault(one, {})[g.code] = None
    for one, codes in found.items():
        yield few(codes)[wording.lang], wording.cited(one)


def _grades(scale: GradeScale, lang: Lang) -> Table | Rows:
    """List the grades with what is attested of them."""
    columns = [(Text("Note", "Grade"), [g.code for g in scale])]
    if scale.stages and any(g.stage is None or g.stage.code != g.code for g in scale):
        known = [g.stage.code if g.stage else _between(lang, known=g.stage_known) for g in scale]
        columns.append((Text("Stufe", "Stage"), known))
    if any(g.label and not (g.stage and g.stage.code == g.label) for g in scale):
        unknown = Text("nicht belegt", "not attested")[lang]
        columns.append((Text("Bezeichnung", "Wording"), [g.label or unknown for g in scale]))
    if len(columns) == 1:
        name = Text("Noten, beste zuerst", "Grades, best first")[lang]
        return Rows(((name, listed(columns[0][1])),))
    return _table(scale, columns, lang)


def _table(scale: GradeScale, columns: list[tuple[Text, list[str]]], lang: Lang) -> Table:
    head = tuple(name[lang] for name, _ in columns)
    lines = tuple(zip(*(cells for _, cells in columns), strict=True))
    return Table(scale.title or scale.id, head, lines)


def _between(lang: Lang, *, known: bool) -> str:
    if known:
        return Text("zwischen zwei Stufen", "between two stages")[lang]
    return Text("nicht belegt", "not attested")[lang]


def _bands(scale: GradeScale, lang: Lang) -> Table:
    """List the stages of a long scale with the ends of each, and with its wording if any has one."""
    groups: dict[str, list[Grade]] = {}
    for g in scale:
        name = g.stage.code if g.stage else _between(lang, known=g.stage_known)
        groups.setdefault(name, []).append(g)
    columns = [
        (Text("Stufe", "Stage"), list(groups)),
        (Text("beste Note", "Best grade"), [found[0].code for found in groups.values()]),
        (Text("schlechteste", "Worst"), [found[-1].code for found in groups.values()]),
    ]
    labels = [next((g.label for g in found if g.label), "") for found in groups.values()]
    if any(labels):
        unknown = Text("nicht belegt", "not attested")[lang]
        columns.append((Text("Bezeichnung", "Wording"), [one or unknown for one in labels]))
    return _table(scale, columns, lang)


def _tables(item: Guideline, wording: Wording) -> Iterator[tuple[str, list[Row]]]:
    """Yield every table of a file beside its scales and mappings, in sentences with their sources."""
    lang = wording.lang
    for one in keys(type(item.document)):
        value: object = getattr(item.document, one.name)
        rows = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        data = [row for row in rows if isinstance(row, Datum)]
        if one.name in ("skala", "abbildung", "nicht_vergleichbar") or not data:
            continue
        if one.name == "geltung":
            yield one.name, list(parts.validity(item, wording, item.document.geltung))
            continue
        title = table_name(one.name)[lang]
        yield (
            one.name,
            [
                (title, f"{provision(row, lang, item.scale)} – {wording.cited(item.cite(row))}")
                for row in data
            ],
        )


def provision(datum: Datum, lang: Lang, scale: GradeScale | None = None) -> str:
    """Return what one row of a table says, without its source; ``scale`` tells a stage from a grade."""
    if isinstance(datum, Richtwert):
        return _richtwert(datum, lang, scale)
    write = _SENTENCES.get(type(datum).__name__)
    return write(datum, lang) if write else _by_keys(datum, lang)


def _by_keys(datum: object, lang: Lang) -> str:
    """Write a row by the descriptions of its keys."""
    described = {f.name for f in keys(Datum)} | {f.name for f in keys(Beleg)}
    stated = [
        f"{_described(f, lang)}: {_value(getattr(datum, f.name), lang)}"
        for f in keys(type(datum))
        if f.name not in described and getattr(datum, f.name) not in (None, "", (), False, {})
    ]
    return "; ".join(stated)


def _described(one: Key, lang: Lang) -> str:
    words = one.metadata["de" if german(lang) else "doc"]
    text = str(words).partition(";")[0].partition(":")[0].strip()
    return text[:1].upper() + text[1:]


def _value(value: object, lang: Lang) -> str:  # noqa: PLR0911 - one a kind
    match value:
        case bool():
            return (Text("ja", "yes") if value else Text("nein", "no"))[lang]
        case date():
            return day(value, lang)
        case Fraction():
            return _number(value, lang)
        case enum.Enum():
            return str(value.value)
        case tuple() | list():
            return joined([_value(one, lang) for one in cast("Iterable[object]", value)], lang)
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return "; ".join(f"{name}: {_value(one, lang)}" for name, one in pairs)
        case _ if has_keys(type(value)):
            return f"({_by_keys(value, lang)})"
        case _:
            return str(value)


def _number(value: Fraction | int, lang: Lang) -> str:
    """Write an exact number: 12,5; 1/3; 33 1/3."""
    exact = Fraction(value)
    for places in range(7):
        scaled = exact * 10**places
        if scaled.denominator == 1:
            digits = f"{abs(scaled.numerator):0{places + 1}}"
            text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
            signed = f"−{text}" if exact < 0 else text
            return signed.replace(".", ",") if german(lang) else signed
    whole, rest = divmod(abs(exact), 1)
    mixed = f"{whole} {rest}" if whole else str(rest)
    return f"−{mixed}" if exact < 0 else mixed


def _span(ab: date | None, bis: date | None, lang: Lang) -> str:
    if ab and bis:
        return Text(f"vom {day(ab)} bis {day(bis)}", f"from {day(ab, 'en')} to {day(bis, 'en')}")[
            lang
        ]
    if ab:
        return Text(f"vom {day(ab)} an", f"from {day(ab, 'en')} on")[lang]
    return Text(f"bis {day(bis)}", f"until {day(bis, 'en')}")[lang] if bis else ""


def _rounding(art: str, lang: Lang) -> str:
    return {
        "abschneiden": Text("Nachkommastellen abgeschnitten", "cut"),
        "kaufmaennisch": Text("kaufmännisch gerundet", "rounded half up"),
        "aufrunden": Text("aufgerundet", "rounded up"),
        "abrunden": Text("abgerundet", "rounded down"),
    }[art][lang]


def _listed(*items: str) -> str:
    return ", ".join(filter(None, items))


def _bound(r: Richtwert, lang: Lang, scale: GradeScale | None) -> str:  # noqa: PLR0911 - one a kind
    """Say which grades a Richtwert binds."""
    if r.gegenstand:
        return r.gegenstand
    if r.gilt_dem_mittel:
        return Text("das Mittel aller Noten", "the mean of all grades")[lang]
    if r.bereich:
        first, last = r.bereich[0], r.bereich[-1]
        return Text(
            f"die Noten von {first} bis {last} zusammen",
            f"the grades from {first} to {last} together",
        )[lang]
    if r.stufen:
        names = joined(r.stufen, lang)
        grades = (r.grades_on(scale) if scale else None) or ()
        word, inside = Text("Note", "grade"), ""
        if len(grades) > len(r.stufen):
            word, inside = Text("Stufe", "stage"), f" ({_row(grades, lang)})"
        one = Text(f"die {word.de} {names}", f"the {word.en} {names}")
        several = Text(f"die {word.de}n {names} zusammen", f"the {word.en}s {names} together")
        return (one if len(r.stufen) == 1 else several)[lang] + inside
    if r.rang:
        return _ranked(r.rang, lang)
    number, worst = (r.letzte, True) if r.letzte else (r.beste or 1, False)
    if number == 1:
        return (
            Text("die schlechteste Stufe", "the worst stage")[lang] if worst else _ranked(1, lang)
        )
    count = numeral(number, lang)
    if worst:
        return Text(
            f"die {count} schlechtesten Stufen zusammen", f"the worst {count} stages together"
        )[lang]
    return Text(f"die {count} besten Stufen zusammen", f"the best {count} stages together")[lang]


_ORDINALS = (
    Text("die beste Stufe", "the best stage"),
    Text("die zweitbeste Stufe", "the second best stage"),
    Text("die drittbeste Stufe", "the third best stage"),
)


def _ranked(rank: int, lang: Lang) -> str:
    if rank <= len(_ORDINALS):
        return _ORDINALS[rank - 1][lang]
    return Text(f"die {rank}. Stufe von oben", f"stage {rank} from the top")[lang]


def _richtwert(r: Richtwert, lang: Lang, scale: GradeScale | None) -> str:
    limit = {
        "hoechstens": Text("höchstens", "at most"),
        "mindestens": Text("mindestens", "at least"),
        "etwa": Text("etwa", "about"),
    }[r.grenze][lang]
    amount = Text("Zahl nicht belegt", "figure not attested")[lang]
    if r.anzahl is not None:
        amount = f"{limit} {_heads(r.anzahl, lang)}"
    elif r.mittelwert is not None:
        amount = f"{limit} {_number(r.mittelwert, lang)}"
    elif r.prozent is not None:
        amount = f"{limit} {_number(r.prozent, lang)}{Text(' %', '%')[lang]}"
    text = f"{_bound(r, lang, scale)}: {amount}"
    return _listed(f"{text[:1].upper()}{text[1:]}", *_tolerance(r, lang), *_scope(r, lang))


def _heads(number: int, lang: Lang) -> str:
    one = Text("eine Person", "one officer") if number == 1 else None
    return (one or Text(f"{number} Personen", f"{number} officers"))[lang]


def _tolerance(r: Richtwert, lang: Lang) -> Iterator[str]:
    share = not r.gilt_dem_mittel and r.anzahl is None
    unit = Text(" Prozentpunkte", " percentage points")[lang] if share else ""
    both = r.toleranz_ueber is not None and r.toleranz_ueber == r.toleranz_unter
    if both and r.toleranz_ueber is not None:
        yield Text(
            f"Toleranz {_number(r.toleranz_ueber, 'de')}{unit} nach oben und unten",
            f"a tolerance of {_number(r.toleranz_ueber, 'en')}{unit} above and below",
        )[lang]
    for size, way in (
        ()
        if both
        else (
            (r.toleranz_ueber, Text("darüber", "above")),
            (r.toleranz_unter, Text("darunter", "below")),
        )
    ):
        if size is not None:
            yield Text(
                f"Toleranz {_number(size, 'de')}{unit} {way.de}",
                f"a tolerance of {_number(size, 'en')}{unit} {way.en}",
            )[lang]
    if r.rundung:
        yield _rounding(r.rundung, lang)
    if r.rest:
        yield {
            "uebertragbar": Text(
                "ungenutzte Anteile übertragbar", "unused shares may be carried over"
            ),
            "verfaellt": Text("ungenutzte Anteile verfallen", "unused shares lapse"),
        }[r.rest][lang]


def _scope(r: Richtwert, lang: Lang) -> Iterator[str]:
    if not {"regel", "anlass"} <= {*r.arten}:
        kinds = [_KINDS[one] for one in r.arten]
        yield Text(
            f"nur {joined(kind.de for kind in kinds)}",
            f"{joined((kind.en for kind in kinds), 'en')} only",
        )[lang]
    if pay := _pay(r.besgr_ab, r.besgr_bis, lang):
        yield pay
    scope = [
        *(g.value for g in r.laufbahngruppen),
        *r.laufbahnen,
        *r.statusaemter,
        *r.funktionsebenen,
    ]
    if scope:
        yield Text(f"nur {joined(scope)}", f"only {joined(scope, 'en')}")[lang]
    if r.je:
        yield _members(r.je, lang)
    if r.mindestgroesse:
        n = r.mindestgroesse
        yield Text(f"in Gruppen von mindestens {n}", f"in groups of at least {n}")[lang]
    if r.ab or r.bis:
        yield Text("für Stichtage", "for Stichtage")[lang] + " " + _span(r.ab, r.bis, lang)
    if r.nicht_gezaehlt:
        names = r.nicht_gezaehlt
        yield Text(f"ohne {joined(names)}", f"not counting {joined(names, 'en')}")[lang]
    if r.verbindlichkeit:
        yield {
            "verbindlich": Text("verbindlich", "binding"),
            "soll": Text("als Soll", "as a rule"),
            "orientierung": Text("zur Orientierung", "as an orientation"),
        }[r.verbindlichkeit][lang]
    for one in r.ausgenommen:
        yield Text(f"nicht: {one}", f"not: {one}")[lang]


def _members(je: tuple[tuple[str, ...], ...], lang: Lang) -> str:
    groups = [joined([_MEMBERS[one] for one in group], lang) for group in je]
    return Text(f"je {' oder '.join(groups)}", f"for each {' or '.join(groups)}")[lang]


def _pay(ab: Besoldungsgruppe | None, bis: Besoldungsgruppe | None, lang: Lang) -> str:
    """Write between which pay groups something holds; nothing if it says nothing of them."""
    if ab and bis:
        return str(ab) if ab == bis else Text(f"{ab} bis {bis}", f"{ab} to {bis}")[lang]
    return (
        Text(f"ab {ab}", f"from {ab}")[lang]
        if ab
        else Text(f"bis {bis}", f"up to {bis}")[lang]
        if bis
        else ""
    )


def _stichtag(s: Stichtag, lang: Lang) -> str:
    group = s.laufbahngruppe.value if s.laufbahngruppe else ""
    pay = _pay(s.besgr_ab, s.besgr_bis, lang)
    period = _span(s.von, s.bis, lang)
    about = Text(f"Zeitraum {period}", f"period {period}")[lang] if period else ""
    return _listed(day(s.tag, lang), group, pay, about)


def _anlass(a: Anlass, lang: Lang) -> str:
    days = joined([day(one.tag, lang) for one in a.stichtag], lang) if a.stichtag else ""
    event = {
        "laufbahnwechsel": Text("nach einem Laufbahnwechsel", "after a Laufbahnwechsel"),
        "befoerderung": Text("nach einer Beförderung", "after a Beförderung"),
        "sonstiges": Text("", ""),
    }[a.ereignis]
    yearly = _yearly(a.stichtag_monat, a.stichtag_tag, lang)
    return _listed(a.text, event[lang], yearly, days, _id(a.id, lang))


def _yearly(month: int | None, number: int | None, lang: Lang) -> str:
    """Write a Stichtag of each year."""
    if month is None or number is None:
        return ""
    short = day(date(2001, month, number), lang)[: -len("2001")].strip()
    return Text(f"Stichtag jeweils {short}", f"Stichtag {short} each year")[lang]


def _turnus(t: Turnus, lang: Lang) -> str:
    years, rest = divmod(t.monate, 12)
    every = Text(f"alle {t.monate} Monate", f"every {t.monate} months")
    if not rest:
        every = Text(f"alle {years} Jahre", f"every {years} years")
        if years == 1:
            every = Text("jährlich", "every year")
    least = Text(f"mindestens {every.de}", f"at least {every.en}") if t.mindestens else every
    since = ""
    if t.erster_tag:
        since = Text(
            f"gezählt vom {day(t.erster_tag)} an", f"counted from {day(t.erster_tag, 'en')}"
        )[lang]
    group = t.laufbahngruppe.value if t.laufbahngruppe else ""
    on = _yearly(t.stichtag_monat, t.stichtag_tag, lang)
    return _listed(least[lang], on, since, group, _span(t.ab, t.bis, lang))


def _zeitraum(z: Zeitraum, lang: Lang) -> str:
    ends = {
        "stichtag": Text("er endet am Stichtag", "it ends on the Stichtag"),
        "vortag": Text(
            "er endet am Tag vor dem Stichtag", "it ends on the day before the Stichtag"
        ),
    }
    join = Text("er schließt an den vorigen an", "it joins the previous one")
    return _listed(join[lang] if z.anschliessend else "", ends[z.ende][lang] if z.ende else "")


def _months(m: Mindestzeitraum, lang: Lang) -> str:
    follows = {
        None: Text("", ""),
        "keine_beurteilung": Text(
            "darunter wird nicht beurteilt", "below it there is no appraisal"
        ),
        "vorige_note": Text(
            "darunter gilt die vorige Note als erreicht", "below it the previous grade counts"
        ),
    }[m.folge]
    instead = ""
    if m.ersatznote:
        instead = Text(f"ohne vorige: {m.ersatznote}", f"without one: {m.ersatznote}")[lang]
    return _listed(m.length[lang], follows[lang], instead)


def _gesamturteil(g: Gesamturteilsnorm, lang: Lang) -> str:
    by_arithmetic = {
        None: Text("", ""),
        "vorgeschrieben": Text(
            "rechnerische Bildung vorgeschrieben", "formation by arithmetic prescribed"
        ),
        "untersagt": Text("rechnerische Bildung untersagt", "formation by arithmetic forbidden"),
        "zugelassen": Text("rechnerische Bildung zugelassen", "formation by arithmetic allowed"),
    }[g.rechnerisch]
    view = Text("gewichtende Gesamtschau der Merkmale", "a weighing overall view of the features")
    reasons = {
        None: Text("", ""),
        True: Text("zu begründen", "needs reasons"),
        False: Text("nicht zu begründen", "needs no reasons"),
    }[g.begruenden]
    seen = view[lang] if g.gesamtschau else ""
    return _listed(by_arithmetic[lang], seen, reasons[lang], _in_order(g.rang, lang))


def _befoerderung(b: Befoerderungsnorm, lang: Lang) -> str:
    office = Text("Maßstab ist das Amt am Stichtag", "the yardstick is the office at the Stichtag")
    stricter = Text("strengere Maßstäbe verlangt", "stricter standards are demanded")
    return _listed(
        office[lang] if b.amt else "",
        stricter[lang] if b.strenger else "",
        _in_order(b.rang, lang),
    )


def _in_order(rang: str, lang: Lang) -> str:
    """Say which place a provision has in the order of norms; a guideline's own needs no word."""
    return {
        "gesetz": Text("im Rang eines Gesetzes", "with the rank of a statute"),
        "verordnung": Text("im Rang einer Verordnung", "with the rank of an ordinance"),
        "richtlinie": Text("", ""),
    }[rang][lang]


def _begruendung(b: Begruendungspflicht, lang: Lang) -> str:
    of = {
        "gesamturteil": Text("als Gesamturteil", "as overall grade"),
        "merkmal": Text("als Merkmal", "as a feature"),
    }[b.fuer]
    need = (
        Text("zu begründen", "needs reasons")
        if len(b.noten) == 1
        else Text("zu begründen", "need reasons")
    )
    return _listed(f"{joined(b.noten, lang)} {of[lang]}: {need[lang]}", b.text)


def _aktualitaet(a: Aktualitaetsnorm, lang: Lang) -> str:
    since = {
        "zeitraumende": Text("vom Ende des Zeitraums an", "from the end of the period"),
        "stichtag": Text("vom Stichtag an", "from the Stichtag"),
        None: Text("von welchem Tag an, ist nicht gesagt", "from which day is not said"),
    }[a.ab]
    years = Text(f"{a.jahre} Jahre", f"{a.jahre} years")
    if a.jahre == 1:
        years = Text("ein Jahr", "one year")
    mark = " " if a.ab else ", "
    return _listed(f"{years[lang]}{mark}{since[lang]}", _in_order(a.rang, lang))


def _verteilung(v: Verteilung, lang: Lang) -> str:
    rule = {
        "untersagt": Text(
            "eine feste Verteilung ist untersagt", "a fixed distribution is forbidden"
        ),
        "nicht_vorgesehen": Text(
            "Richtwerte sind nicht vorgesehen", "no Richtwerte are provided for"
        ),
        "freigestellt": Text("Richtwerte sind freigestellt", "Richtwerte are optional"),
    }[v.regel][lang]
    return f"{rule}: {v.text}" if v.text else rule


def _kleine_gruppe(k: KleineGruppe, lang: Lang) -> str:
    under = Text("zu kleine Gruppen", "groups that are too small")
    if k.unter:
        under = Text(f"Gruppen unter {k.unter}", f"groups of fewer than {k.unter}")
    rule = {
        "differenzieren": Text(
            "es ist auf andere Weise zu differenzieren", "differentiate in another way"
        ),
        "entfaellt": Text("Richtwerte gelten nicht", "Richtwerte do not apply"),
        "erlaubt": Text(
            f"höchstens {k.erlaubt} dürfen die Note haben",
            f"at most {k.erlaubt} may have the grade",
        ),
    }[k.regel]
    return f"{under[lang]}: {rule[lang]}"


def _rahmen(r: Rahmen, _lang: Lang) -> str:
    return r.richtlinie


def _vergleichsgruppe(v: Vergleichsgruppe, lang: Lang) -> str:
    kinds = joined([_KINDS[one][lang] for one in v.arten], lang)
    size = ""
    if v.mindestgroesse:
        size = Text(
            f"mindestens {v.mindestgroesse} Personen", f"at least {v.mindestgroesse} persons"
        )[lang]
    elif v.groesse_unerheblich:
        size = Text("ihre Größe ist unerheblich", "its size does not matter")[lang]
    place = f"{size} ({v.groesse_nr})" if size and v.groesse_nr else size
    return _listed(kinds, _members(v.je, lang) if v.je else "", place, v.text)


def _massstab(m: Massstab, lang: Lang) -> str:
    kinds = joined([_KINDS[one][lang] for one in m.arten], lang)
    by = {
        "amt": Text("die Anforderungen des Statusamts", "the requirements of the Statusamt"),
        "dienstposten": Text("die Anforderungen des Dienstpostens", "the requirements of the post"),
        "vergleichsgruppe": Text("der Vergleich in der Gruppe", "the comparison in the group"),
    }[m.massstab]
    return f"{kinds}: {by[lang]}"


def _pflicht(p: Pflicht, lang: Lang) -> str:
    what = {
        "taetigkeitsbeschreibung": Text("Tätigkeitsbeschreibung", "description of tasks"),
        "beurteilungsnotiz": Text("Beurteilungsnotiz", "note for the appraisal"),
        "beurteilungsbeitrag": Text("Beurteilungsbeitrag", "contribution to the appraisal"),
        "notenspiegel": Text("Notenspiegel bekannt zu geben", "grade distribution to be published"),
        "lehrgang_bleibt_aussen_vor": Text(
            "Lehrgänge bleiben außer Betracht", "courses are left aside"
        ),
    }[p.gegenstand]
    if p.monate is None:
        return what[lang]
    when = Text(f"von {p.monate} Monaten an", f"from {p.monate} months on")
    if p.laenger:
        when = Text(f"bei mehr als {p.monate} Monaten", f"for more than {p.monate} months")
    return _listed(what[lang], when[lang])


def _schwelle(s: Schwelle, lang: Lang) -> str:
    opens = _for_office(s, lang)
    return _listed(s.text, *_reached(s, lang), opens, _span(s.ab, s.bis, lang), _id(s.id, lang))


def _reached(s: Schwelle, lang: Lang) -> Iterator[str]:
    """Say which grade reaches a threshold, and in how many appraisals of which kind."""
    if s.mindestens:
        yield Text(
            f"erreicht mit {s.mindestens} oder besser auf {s.skala}",
            f"reached with {s.mindestens} or better on {s.skala}",
        )[lang]
    if s.rang:
        yield Text(
            f"erreicht bis zur {s.rang}. Stufe von oben",
            f"reached down to stage {s.rang} from the top",
        )[lang]
    if s.anzahl > 1:
        yield Text(
            f"in den letzten {s.anzahl} Beurteilungen", f"in the last {s.anzahl} appraisals"
        )[lang]
    if s.beurteilungen == "regel":
        yield Text("nur Regelbeurteilungen zählen", "regular appraisals only count")[lang]


def _for_office(one: Schwelle | Wartezeit, lang: Lang) -> str:
    """Name the office that a threshold opens or for which is waited; nothing if none is stated."""
    if not one.besgr:
        return ""
    allowance = Text(" mit Amtszulage", " with Amtszulage")[lang] if one.amtszulage else ""
    return f"{Text('für', 'for')[lang]} {one.besgr}{allowance}"


def _id(name: str, lang: Lang) -> str:
    """Name the word under which case files and commands ask for a row."""
    return Text(f"Kennung {name}", f"id {name}")[lang]


def _wartezeit(w: Wartezeit, lang: Lang) -> str:
    months = [
        Text(f"{grade}: {n} Monate", f"{grade}: {n} months")[lang] for grade, n in w.monate.items()
    ]
    office = _for_office(w, lang)
    since = {
        None: Text("", ""),
        "befoerderung": Text(
            "gezählt von der letzten Beförderung an", "counted from the last promotion"
        ),
        "stichtag": Text("gezählt vom letzten Stichtag an", "counted from the last Stichtag"),
    }[w.zaehlt_ab]
    scale = Text(f"Noten von {w.skala}", f"grades of {w.skala}")[lang] if w.skala else ""
    return _listed(
        w.text,
        office,
        "; ".join(months),
        scale,
        since[lang],
        _span(w.ab, w.bis, lang),
        _id(w.id, lang),
    )


def _berechnung(b: Berechnung, lang: Lang) -> str:
    art = {
        "mittel": Text("arithmetisches Mittel", "arithmetic mean"),
        "summe": Text("Summe", "sum"),
        "gewichtetes_mittel": Text("gewichtetes Mittel", "weighted mean"),
        "gewichtete_summe": Text("gewichtete Summe", "weighted sum"),
    }[b.art][lang]
    result = Text(f"Ergebnis auf {b.nach}", f"result on {b.nach}")[lang] if b.nach else ""
    ends = f"{b.von} → {b.nach}" if b.von and b.nach else b.von or result
    weights = "; ".join(
        f"{remark(g.was, lang)} × {_number(g.gewicht, lang)}"
        + (f" ({g.anzahl})" if g.anzahl > 1 else "")
        for g in b.gewicht
    )
    places = ""
    if b.dezimalstellen is not None:
        n = b.dezimalstellen
        places = Text(f"{n} Dezimalstellen", f"{n} decimal places")[lang]
    return _listed(
        art, ends, weights, places, _rounding(b.rundung, lang) if b.rundung else "", b.text
    )


def _stufenwert(s: Stufenwert, lang: Lang) -> str:
    unit = f" {s.einheit}" if s.einheit else ""
    values = "; ".join(f"{name}: {_number(n, lang)}{unit}" for name, n in s.werte.items())
    return f"{remark(s.was, lang)} ({s.skala}): {values}"


def _massstabswechsel(m: Massstabswechsel, lang: Lang) -> str:
    way = {
        "strenger": Text("strengerer Maßstab", "stricter standard"),
        "milder": Text("milderer Maßstab", "more lenient standard"),
        "offen": Text("anderer Maßstab", "another standard"),
    }[m.richtung]
    by = ""
    if m.um is not None:
        by = Text(f"um {_number(m.um, 'de')}", f"by {_number(m.um, 'en')}")[lang]
    return f"{_listed(way[lang], by, _span(m.ab, None, lang), m.skala)}: {m.text}"


def _vergleichbarkeit(v: Vergleichbarkeit, lang: Lang) -> str:
    finding = {
        "keine_umrechnung": Text("keine Umrechnung gefunden", "no conversion found"),
        "begruendung": Text("jede Übertragung ist zu begründen", "each transfer needs reasons"),
        "massstab": Text("gleiche Skala, anderer Maßstab", "same scale, another standard"),
        "andere_regel": Text("eigene Regel", "a rule of its own"),
        "neue_beurteilung": Text("der Weg ist eine neue Beurteilung", "the way is a new appraisal"),
    }[v.befund]
    head = _listed(joined(v.mit, lang) if v.mit else "", finding[lang], _span(v.ab, None, lang))
    return f"{head}: {v.text}"


def _geltungsbereich(g: Geltungsbereich, lang: Lang) -> str:
    names = joined(g.fuer, lang) if g.fuer else ""
    left = joined(g.ausgenommen, lang) if g.ausgenommen else ""
    return _listed(names, Text(f"nicht {left}", f"not {left}")[lang] if left else "")


def _ausnahme(a: Ausnahme, lang: Lang) -> str:
    age = (
        Text(f"ab {a.ab_alter} Jahren", f"from the age of {a.ab_alter}")[lang] if a.ab_alter else ""
    )
    group = _pay(a.besgr_ab, None, lang)
    asked = Text("nur auf Antrag", "on request only")[lang] if a.auf_antrag else ""
    return _listed(a.text, age, group, asked)


def _beurteiler(b: Beurteiler, lang: Lang) -> str:
    role = {
        "erstbeurteiler": Text("Erstbeurteiler", "first appraiser"),
        "zweitbeurteiler": Text("Zweitbeurteiler", "second appraiser"),
        "endbeurteiler": Text("Endbeurteiler", "final appraiser"),
        "beitrag": Text("wer beiträgt", "who contributes"),
        "gremium": Text("Gremium", "conference"),
    }[b.rolle]
    return _listed(f"{role[lang]}: {b.wer}", b.text)


def _merkmal(m: Merkmal, lang: Lang) -> str:
    weight = ""
    if m.gewicht is not None:
        weight = Text(f"Gewicht {_number(m.gewicht, 'de')}", f"weight {_number(m.gewicht, 'en')}")[
            lang
        ]
    return _listed(m.name, m.gruppe, m.skala, weight)


def _verfahren(v: Verfahrensschritt, lang: Lang) -> str:
    days = ""
    if v.frist_tage:
        days = Text(f"Frist {v.frist_tage} Tage", f"{v.frist_tage} days")[lang]
    months = ""
    if v.frist_monate:
        months = Text(
            f"Frist {v.frist_monate} {'Monate' if v.frist_monate > 1 else 'Monat'}",
            f"{v.frist_monate} month{'s' if v.frist_monate > 1 else ''}",
        )[lang]
    return _listed(v.schritt, days, months, v.text)


def _skalenvorgabe(s: Skalenvorgabe, lang: Lang) -> str:
    least, most = s.stufen_mindestens, s.stufen_hoechstens
    allowed = {"erlaubt": Text("erlaubt", "allowed"), "untersagt": Text("untersagt", "forbidden")}
    between = Text("Zwischenstufen ", "steps between stages ")[lang]
    inside = Text("Binnendifferenzierung ", "finer steps inside a stage ")[lang]
    return _listed(
        Text(f"mindestens {least} Stufen", f"at least {least} stages")[lang] if least else "",
        Text(f"höchstens {most} Stufen", f"at most {most} stages")[lang] if most else "",
        between + allowed[s.zwischenstufen][lang] if s.zwischenstufen else "",
        inside + allowed[s.binnendifferenzierung][lang] if s.binnendifferenzierung else "",
        s.text,
    )


def _bestimmung(b: Bestimmung, lang: Lang) -> str:
    return _listed(f"{b.thema}: {b.text}", _span(b.ab, b.bis, lang))


def _beispiel(b: Beispiel, lang: Lang) -> str:
    grades = Text(f"genannt: {', '.join(b.noten)}", f"named: {', '.join(b.noten)}")[lang]
    return f"{b.text} ({_listed(grades if b.noten else '', _id(b.id, lang))})"


_COUNTED: dict[str, Text] = {
    "gesamturteil": Text("Gesamturteil", "overall grade"),
    "merkmalsumme": Text("Summe der Merkmale", "sum of the features"),
    "rechenwert": Text("Rechenwert", "computed value"),
    "vorbeurteilung": Text("Vorbeurteilung", "earlier appraisal"),
    "schwerbehindert": Text("Schwerbehinderung", "severe disability"),
    "monate_im_amt": Text("Monate im Amt", "months in the office"),
    "dienstmonate": Text("Monate im Dienst", "months of service"),
}


def _auswahlgrenze(a: Auswahlgrenze, lang: Lang) -> str:
    def least(what: str, number: int | None) -> str:
        word = _COUNTED[what][lang] if what in _COUNTED else what
        return word if number is None else f"{word} {Text('ab', 'from')[lang]} {number}"

    steps = [
        least(one.zaehlt, one.mindestens)
        if one.zaehlt
        else Text(" oder ", " or ")[lang].join(least(c.zaehlt, c.mindestens) for c in one.oder)
        for one in a.kriterien
    ]
    then = Text(", bei Gleichstand ", ", then ")[lang].join(steps)
    size = Text(f"{a.plaetze} Plätze", f"{a.plaetze} places")[lang] if a.plaetze else ""
    asked = Text(f"{a.bewerber} Beamte kamen infrage", f"{a.bewerber} officers eligible")[lang]
    known = _listed(size, asked if a.bewerber else "")
    return f"{_listed(str(a.fuer), day(a.stichtag, lang), known, _id(a.id, lang))}: {then}"


_Sentence: TypeAlias = "Callable[..., str]"
_SENTENCES: dict[str, _Sentence] = {
    "Stichtag": _stichtag,
    "Anlass": _anlass,
    "Turnus": _turnus,
    "Zeitraum": _zeitraum,
    "Mindestzeitraum": _months,
    "Gesamturteilsnorm": _gesamturteil,
    "Befoerderungsnorm": _befoerderung,
    "Begruendungspflicht": _begruendung,
    "Aktualitaetsnorm": _aktualitaet,
    "Verteilung": _verteilung,
    "KleineGruppe": _kleine_gruppe,
    "Rahmen": _rahmen,
    "Vergleichsgruppe": _vergleichsgruppe,
    "Massstab": _massstab,
    "Pflicht": _pflicht,
    "Schwelle": _schwelle,
    "Wartezeit": _wartezeit,
    "Berechnung": _berechnung,
    "Stufenwert": _stufenwert,
    "Massstabswechsel": _massstabswechsel,
    "Auswahlgrenze": _auswahlgrenze,
    "Vergleichbarkeit": _vergleichbarkeit,
    "Geltungsbereich": _geltungsbereich,
    "Ausnahme": _ausnahme,
    "Beurteiler": _beurteiler,
    "Merkmal": _merkmal,
    "Verfahrensschritt": _verfahren,
    "Skalenvorgabe": _skalenvorgabe,
    "Bestimmung": _bestimmung,
    "Beispiel": _beispiel,
}
_NAMES: dict[str, Text] = {
    "stichtag": Text("Stichtag", "Stichtag"),
    "anlass": Text("Anlass", "Occasion"),
    "turnus": Text("Turnus", "Interval"),
    "zeitraum": Text("Zeitraum", "Period"),
    "mindestzeitraum": Text("Mindestzeitraum", "Shortest period"),
    "geltungsbereich": Text("Gilt für", "Holds for"),
    "ausnahme": Text("Ausnahme", "Exception"),
    "skalenvorgabe": Text("Vorgabe für Skalen", "Demands on scales"),
    "merkmal": Text("Merkmal", "Feature"),
    "beurteiler": Text("Beurteiler", "Appraiser"),
    "verfahren": Text("Verfahren", "Procedure"),
    "bestimmung": Text("Bestimmung", "Provision"),
    "richtwert": Text("Richtwert", "Richtwert"),
    "verteilung": Text("Verteilung", "Distribution"),
    "kleine_gruppe": Text("Kleine Gruppen", "Small groups"),
    "rahmen": Text("Gebunden durch", "Bound by"),
    "vergleichsgruppe": Text("Vergleichsgruppe", "Comparison group"),
    "massstab": Text("Maßstab", "Standard"),
    "pflicht": Text("Pflicht", "Duty"),
    "schwelle": Text("Schwelle", "Threshold"),
    "wartezeit": Text("Wartezeit", "Waiting time"),
    "gesamturteil": Text("Gesamturteil", "Overall grade"),
    "befoerderung": Text("Nach einer Beförderung", "After a promotion"),
    "begruendung": Text("Zu begründen", "Reasons needed"),
    "aktualitaet": Text("Verwendbar in einer Auswahl", "Usable in a selection"),
    "berechnung": Text("Berechnung", "Calculation"),
    "stufenwert": Text("Zahlen an Stufen", "Numbers of stages"),
    "massstabswechsel": Text("Maßstabswechsel", "Change of standard"),
    "auswahlgrenze": Text("Auswahlgrenze", "Cut-off"),
    "vergleichbarkeit": Text("Vergleich", "Comparison"),
    "beispiel": Text("Beispiel", "Example"),
}


def _mappings(item: Guideline, wording: Wording) -> list[Row]:
    """Return what the scales of a guideline are joined to, and what is held not comparable with them."""
    lang, rows = wording.lang, list[Row]()
    name = Text("Abbildung", "Mapping")[lang]
    joined = {frozenset((m.before.id, m.after.id)): m for m in item.mappings}
    shown: set[frozenset[str]] = set()
    of_others = [m.before for m in item.mappings]  # a file may hold a mapping and no scale
    for scale in dict.fromkeys((*item.scales, *of_others)):
        own = scale in item.scales
        for other in sorted(
            {*(scales_joined(scale.id) if own else ()), *_beside(scale.id, joined)}
        ):
            ends = frozenset((scale.id, other))
            if ends in shown:
                continue
            shown.add(ends)
            relation = joined.get(ends) or mapping(scale.id, other)
            names = f"{relation.before.id} → {relation.after.id}"
            attested = dict.fromkeys(
                c
                for part in (relation.pairs, relation.without)
                for one in part
                for c in _citations(one)
            )
            by = "; ".join(map(wording.cited, attested))
            rows.append((name, f"{names}: {_corresponding(relation, lang)} – {by}"))
    ids = {scale.id for scale in item.scales} | {item.id}
    for pair in [p for p in not_comparable() if ids & p.scales]:
        what = _listed(
            " / ".join(sorted(pair.scales)), pair.dienstherr, _span(pair.since, None, lang)
        )
        rows.append(
            (
                Text("Nicht vergleichbar", "Not comparable")[lang],
                f"{what}: {wording.cited(pair.citation)}",
            )
        )
    return rows


def _citations(one: Pair | NoCounterpart) -> tuple[Citation, ...]:
    return (one.citation,) if isinstance(one, NoCounterpart) else one.citations


def _corresponding(relation: ScaleMapping, lang: Lang) -> str:
    """Say which grades correspond: in rows of neighbours, or by number where there are many."""
    without = len(relation.loss().without)
    if len(relation.before) > MOST:
        return Text(
            f"{len(relation.before)} Noten, davon {without or 'keine'} ohne Gegenstück",
            f"{len(relation.before)} grades, {without or 'none'} of them without counterpart",
        )[lang]
    none = Text("kein Gegenstück", "no counterpart")[lang]
    rows = groupby(relation.before, relation)
    return "; ".join(
        f"{_row([*grades], lang)} → {_row(others, lang) if others else none}"
        for others, grades in rows
    )


def _row(grades: Sequence[Grade], lang: Lang) -> str:
    """Name one grade, or the ends of a row of neighbours."""
    if len(grades) <= 2:  # noqa: PLR2004 - two are no row yet
        return joined([g.code for g in grades], lang)
    word = Text("bis", "to")[lang]
    return f"{grades[0].code} {word} {grades[-1].code}"


def _beside(name: str, joined: Iterable[frozenset[str]]) -> set[str]:
    return {other for ends in joined if name in ends for other in ends - {name}}


def _gap(gap: Luecke, lang: Lang) -> Row:
    hint = f" ({remark(gap.hinweis, lang)})" if gap.hinweis else ""
    topic = _topic(gap.betrifft, lang)
    what = remark(gap.was, lang).removeprefix(f"{topic}: ")
    if gap.was == _topic(gap.betrifft, "de"):
        what = Text("nicht bekannt", "not known")[lang]
    return topic, f"{_listed(what, _span(gap.ab, gap.bis, lang))}{hint}"


def _topic(betrifft: str, lang: Lang) -> str:
    """Return in words what a gap concerns: a table, a key of one, a scale, or a Laufbahngruppe."""
    name, _, key = betrifft.partition(".")
    words = _TOPICS.get(betrifft) or _TOPICS.get(name) or _NAMES.get(name)
    if words is None:
        return betrifft or Text("allgemein", "in general")[lang]
    inner = {"richtwert": Richtwert, "schwelle": Schwelle}.get(name)
    known = named_keys(inner) if inner else {}
    if key in known:
        return f"{words[lang]} ({_described(known[key], lang)})"
    return words[lang]


_TOPICS: dict[str, Text] = {
    "skala": Text("Skala", "Scale"),
    "richtwert": Text("Richtwerte", "Richtwerte"),
    "rundung": Text("Rundung", "Rounding"),
    "geltung": Text("Geltung", "Validity"),
    "geltung.beginn": Text("Beginn der Geltung", "Beginning of validity"),
    "geltung.ende": Text("Ende der Geltung", "End of validity"),
}


def _sources(item: Guideline) -> tuple[tuple[str, str], ...]:
    found: dict[str, tuple[str, str]] = {}
    for one in keys(type(item.document)):
        value: object = getattr(item.document, one.name)
        rows = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        for row in rows:
            if isinstance(row, Datum):
                source = item.cite(row).source
                found[source.id] = (str(source), source.url)
    return tuple(found.values())


def guideline_dict(item: Guideline) -> dict[str, object]:
    """Return a guideline in plain values for JSON: its scales, and its tables as the file has them."""
    rules = item.document
    tables = {
        one.name: _plain(getattr(rules, one.name), item)
        for one in keys(type(rules))
        if one.name not in ("quelle", "beleg", "skala", "abbildung", "luecke")
        and getattr(rules, one.name) not in (None, "", ())
    }
    return {
        "id": item.id,
        "family": item.family,
        "land": rules.land,
        "fields": list(rules.fach),
        "title": item.title,
        "scales": [scale.as_dict() for scale in item.scales],
        "rules": tables,
        "joined": {scale.id: sorted(scales_joined(scale.id)) for scale in item.scales},
        "gaps": [gap.was for gap in item.gaps],
        "open": [_plain(gap, item) for gap in item.gaps],
        "sources": [{"citation": text, "url": url} for text, url in _sources(item)],
    }


def _plain(value: object, item: Guideline) -> object:  # noqa: PLR0911 - one a kind
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case enum.Enum():
            return value.value
        case tuple() | list():
            return [_plain(one, item) for one in cast("Iterable[object]", value)]
        case dict():
            return {k: _plain(v, item) for k, v in cast("dict[str, object]", value).items()}
        case _ if has_keys(type(value)):
            found = {
                f.name: _plain(getattr(value, f.name), item)
                for f in keys(type(value))
                if f.init and getattr(value, f.name) not in (None, "", ())
            }
            if isinstance(value, Datum):
                found["source"] = str(item.cite(value))
            return found
        case _:
            return str(value)
