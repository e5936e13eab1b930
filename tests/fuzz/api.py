"""Every public function and class, called rightly but for one argument that is wrong.

Only an error of the library may come out, or an answer: an argument that is taken as it is need not be checked.
"""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

import attrs
import polars as pl
from attrs import frozen
from fuzz import running

import beurteilung as b
from beurteilung import errors, frames, personen, runden
from beurteilung._base.errors import excerpt
from beurteilung.errors import BeurteilungError
from beurteilung.frames import rounds
from beurteilung.model import appraisals, offices
from beurteilung.personen.kalender import Rhythm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DAY, LATER = date(2022, 6, 1), date(2025, 5, 31)


class Rude:
    """An object that cannot even be shown."""

    def __repr__(self) -> str:
        """Fail."""
        raise RuntimeError


class Hostile:
    """An object of nobody's kind."""

    __hash__ = None

    def __repr__(self) -> str:
        """Say something that a terminal would act on."""
        return "\x1b[31m<hostile>"


WRONG: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    1,
    10**30,
    10**5000,
    -(10**5000),
    Fraction(10**5000, 3),
    Decimal("Infinity"),
    Decimal("1e999999"),
    complex(1, 1),
    1.5,
    float("nan"),
    float("inf"),
    Fraction(1, 3),
    Decimal("NaN"),
    "",
    "x",
    "\0",
    "\ud800",
    "a" * 5000,
    "9" * 5000,
    "ni-pol-1999:3",
    "ni-pol-1999",
    b"x",
    date.min,
    date.max,
    datetime(2020, 1, 1, tzinfo=UTC),
    (),
    [],
    {},
    set(),
    [None],
    [1, "a"],
    {"x": 1},
    {1: None},
    {None: 1},
    object(),
    Hostile(),
    Rude(),
    {"x": {}},
    {"gesamturteil": 10**5000},
    [[]],
    ["\ud800"],
    (date.max, date.min),
    iter(()),
    bytearray(b"x"),
    memoryview(b"x"),
    "\u202eabc",
    "a\u0301" * 50,
    "١٢",
    len,
    int,
    range(3),
    (1, 2),
    ("a", "b", "c"),
)


@frozen
class Case:
    """A function, and arguments that are right."""

    name: str
    call: Callable[..., object]
    right: Mapping[str, object]


@cache
def cases() -> tuple[Case, ...]:
    """Return what is called."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    one, other = b.grade("ni-pol-1996:5"), b.grade("ni-pol-1999:3")
    llbg = b.scale("by-llbg")
    office = b.Office("A 11")
    period = b.Period(DAY, LATER)
    appraisal = b.Appraisal(llbg["12"], office, period, LATER, "regel")
    law, quota = b.guideline("by-stmuv-2023"), b.guideline("bund-blv-2026")
    notes = b.scale("schulnoten-1-6")
    first = personen.Bewerbung("a", appraisal, {"f": llbg["12"]})
    second = personen.Bewerbung("b", b.Appraisal(llbg["13"], office, period))
    group = personen.Referenzgruppe(llbg["11"], {llbg["11"]: 5, llbg["12"]: 3}, groesse=8)
    rows = [{"note": f"by-llbg:{9 + n % 4}", "w": "ja" if n % 2 else "nein"} for n in range(40)]
    akte = pl.DataFrame(
        {**{k: [row[k] for row in rows] for k in ("note", "w")}, "tag": [LATER] * 40}
    )
    table = pl.DataFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"], "e": [""]})
    runde = runden.Runde.read(rows, note="note", merkmale=["w"])
    way = b.mapping("ni-pol-1996", "ni-pol-1999")
    change = b.compare(one, other)
    report = b.check(b.example("vg-stade-3-a-401-02"))
    field = personen.Feld([first, second], ordnung="by-stmgp")
    source = b.Source("q", "Z", "norm")

    for kind in offices.EVENT_KINDS:
        made = b.event(kind)
        yield Case(type(made).__name__, type(made), {"datum": DAY})
    yield Case(
        "Massstabsaenderung(stufen)", offices.Massstabsaenderung, {"datum": DAY, "stufen": 1}
    )
    yield Case("Amtszulage(eigenes_amt)", b.Amtszulage, {"datum": DAY, "eigenes_amt": True})
    yield Case("event", b.event, {"kind": "befoerderung", "datum": DAY})
    yield Case(
        "derive_events",
        offices.derive_events,
        {"before": office, "after": b.Office("A 12"), "datum": DAY},
    )
    yield Case("Besoldungsgruppe", b.Besoldungsgruppe, {"ordnung": "A", "nummer": 9})
    yield Case("Besoldungsgruppe.parse", b.Besoldungsgruppe.parse, {"text": "A 9"})
    yield Case(
        "Besoldungsgruppe.is_above",
        b.Besoldungsgruppe("A", 9).is_above,
        {"other": b.Besoldungsgruppe("A", 8)},
    )
    yield Case("Laufbahngruppe", b.Laufbahngruppe, {"value": "gehobener Dienst"})
    yield Case(
        "Laufbahngruppe.is_above",
        b.Laufbahngruppe.GEHOBENER.is_above,
        {"other": b.Laufbahngruppe.MITTLERER},
    )
    yield Case(
        "Office",
        b.Office,
        {"besoldungsgruppe": "A 9", "laufbahngruppe": None, "amtszulage": False, "bezeichnung": ""},
    )
    yield Case("Period", b.Period, {"start": DAY, "end": LATER})
    for name in ("lasts", "longer_than"):
        yield Case(f"Period.{name}", getattr(period, name), {"months": 3})
    for name in ("gap", "common"):
        yield Case(f"Period.{name}", getattr(period, name), {"other": period})
    yield Case("Period.__contains__", period.__contains__, {"value": DAY})
    yield Case("end_of_months", appraisals.end_of_months, {"start": DAY, "months": 3})
    yield Case(
        "Appraisal",
        b.Appraisal,
        {
            "grade": other,
            "office": office,
            "period": period,
            "stichtag": DAY,
            "kind": "regel",
            "occasion": "",
            "made": DAY,
            "opened": DAY,
        },
    )
    yield Case(
        "Version",
        appraisals.Version,
        {"grade": other, "known_from": DAY, "made": DAY, "opened": DAY, "printed": ""},
    )
    yield Case(
        "Record",
        appraisals.Record,
        {
            "versions": (appraisals.Version(other, DAY),),
            "office": office,
            "period": period,
            "stichtag": DAY,
            "kind": "regel",
            "occasion": "",
            "id": "",
        },
    )
    record = appraisals.Record((appraisals.Version(other, DAY),))
    yield Case("Record.known", record.known, {"on": DAY})
    yield Case("Record.as_known", record.as_known, {"on": DAY})
    yield Case("Interval", b.Interval, {"low": 1, "high": 2})
    yield Case("Interval.hull", b.Interval.hull, {"values": [1, 2]})
    yield Case("Interval.issubset", b.Interval(1, 2).issubset, {"other": b.Interval(1, 3)})
    yield Case("Interval.format", b.Interval(1).__format__, {"spec": ""})
    yield Case(
        "Source", b.Source, {"id": "q", "zitat": "z", "art": "norm", "url": "", "geprueft_am": DAY}
    )
    yield Case(
        "Citation",
        b.Citation,
        {"source": source, "evidence": b.Evidence.NORM, "place": "", "note": "", "via": ""},
    )
    yield Case("Evidence", b.Evidence, {"value": "normtext"})
    yield Case("Verdict", b.Verdict, {"value": "open"})

    yield Case("grade", b.grade, {"text": "ni-pol-1999:3"})
    yield Case("scale", b.scale, {"name": "ni-pol-1999"})
    yield Case("guideline", b.guideline, {"name": "ni-pol-1999"})
    yield Case("mapping", b.mapping, {"before": "ni-pol-1996", "after": "ni-pol-1999"})
    yield Case(
        "in_force",
        b.in_force,
        {"family": "ni-pol", "stichtag": DAY, "laufbahngruppe": "gehobener Dienst"},
    )
    yield Case("load", b.load, {"path": "nirgends.toml", "replace": False})
    yield Case("load_all", b.load_all, {"paths": []})
    yield Case("read_case", b.read_case, {"path": str(b.example("vg-stade-3-a-401-02"))})
    yield Case("read_guideline", b.read_guideline, {"path": "nirgends.toml"})
    yield Case("example", b.example, {"name": "vg-stade"})
    yield Case("check", b.check, {"case": str(b.example("vg-stade-3-a-401-02"))})
    yield Case("to_json", b.to_json, {"thing": other, "indent": 2})
    yield Case("from_json", b.from_json, {"text": '"ni-pol-1999:3"'})
    yield Case(
        "compare",
        b.compare,
        {
            "before": one,
            "after": other,
            "events": [b.Befoerderung()],
            "on": "ni-pol-1999",
            "rechtsstand": DAY,
            "dienstherr": "Bund",
        },
    )
    yield Case("change.explain", change.explain, {"lang": "de"})
    yield Case("change.render", change.render, {"format": "text", "lang": "de", "width": 80})
    yield Case("report.render", report.render, {"format": "text", "lang": "de", "width": 80})
    yield Case("report.finding", report.finding, {"code": "notensprung"})
    yield Case("finding.explain", report.overall.explain, {"lang": "de"})
    yield Case("allowed", b.allowed, {"guideline": quota, "size": 37, "stichtag": DAY})
    yield Case(
        "check_richtwert",
        b.check_richtwert,
        {
            "distribution": {notes["1"]: 3, notes["3"]: 25},
            "guideline": quota,
            "group": b.Besoldungsgruppe("A", 9),
            "kind": "regel",
            "stichtag": DAY,
            "laufbahngruppe": b.Laufbahngruppe.GEHOBENER,
            "laufbahn": "",
            "statusamt": "",
            "funktionsebene": "",
            "je": None,
            "rechtsstand": DAY,
        },
    )
    yield Case("scale[]", llbg.__getitem__, {"text": "12"})
    yield Case("scale.contains", llbg.__contains__, {"item": llbg["12"]})
    for name in ("figure", "stage_rank"):
        yield Case(f"scale.{name}", getattr(llbg, name), {"grade": llbg["12"]})
    for name in ("stages_between", "between"):
        yield Case(
            f"scale.{name}",
            getattr(llbg, name),
            dict(
                zip(
                    inspect.signature(getattr(llbg, name)).parameters,
                    (llbg["12"], llbg["10"]),
                    strict=True,
                )
            ),
        )
    yield Case("scale.of_rank", b.scale("ni-pol-1999").of_rank, {"first": 1, "last": 2})
    yield Case("scale.lowest", b.scale("ni-pol-1999").lowest, {"stages": 1})
    yield Case("grade.candidates", one.candidates, {"target": "ni-pol-1999"})
    yield Case("grade.to", one.to, {"target": "ni-pol-1999"})
    yield Case("grade.__lt__", lambda item: llbg["12"] == item, {"item": llbg["11"]})
    yield Case("grade.format", one.__format__, {"spec": ">20"})
    yield Case("mapping.only", way.only, {"grade": one})
    yield Case("mapping.pair", way.pair, {"before": one, "after": other})
    yield Case("mapping.evidence", way.evidence, {"before": one, "after": other})
    yield Case("mapping.then", way.then, {"other": way.inverse()})
    yield Case(
        "guideline.governs", law.governs, {"stichtag": DAY, "group": b.Laufbahngruppe.GEHOBENER}
    )
    yield Case(
        "guideline.holds_on", law.holds_on, {"stichtag": DAY, "group": b.Laufbahngruppe.GEHOBENER}
    )
    yield Case("guideline.gap", law.gap, {"topic": "richtwert", "on": DAY})
    yield Case("guideline.place", b.guideline("ni-pol-1999").place, {"number": 3, "scale_id": ""})

    yield Case(
        "Bewerbung",
        personen.Bewerbung,
        {
            "id": "a",
            "beurteilung": appraisal,
            "merkmale": {"f": llbg["12"]},
            "frueher": (appraisal,),
            "endgrundgehalt": Fraction(5000),
            "fiktiv": False,
        },
    )
    yield Case("Wertung", personen.Wertung, {"ergebnis": "vor", "begruendet": True})
    yield Case(
        "vergleiche",
        personen.vergleiche,
        {
            "a": first,
            "b": second,
            "ordnung": "by-stmgp",
            "am": LATER,
            "rechtsstand": LATER,
            "wertung": {"gesamturteil": personen.Wertung("vor")},
        },
    )
    yield Case(
        "Feld",
        personen.Feld,
        {"bewerbungen": [first, second], "ordnung": "by-stmgp", "am": LATER, "rechtsstand": LATER},
    )
    yield Case("Feld.vergleich", field.vergleich, {"a": "a", "b": "b"})
    yield Case("Feld.ahead", field.ahead, {"a": "a", "b": "b", "mit_neigung": False})
    yield Case("Feld.span", field.span, {"candidate": "a", "mit_neigung": False})
    yield Case("Feld.lage", field.lage, {"plaetze": 1, "mit_neigung": False})
    yield Case("Days", personen.Days, {"low": DAY, "high": LATER})
    yield Case(
        "Laufbahn",
        personen.Laufbahn,
        {
            "beurteilungen": (appraisal,),
            "wirksam_ab": DAY,
            "ausgehaendigt_am": None,
            "muss_nicht_durchlaufen_werden": False,
            "vergeben": (llbg["12"],),
        },
    )
    yield Case("Laufbahn.last", personen.Laufbahn((appraisal,)).last, {"on": LATER})
    yield Case(
        "Target",
        personen.Target,
        {"besoldungsgruppe": b.Besoldungsgruppe("A", 9), "amtszulage": None},
    )
    yield Case(
        "check_eligibility",
        personen.check_eligibility,
        {
            "guideline": law,
            "laufbahn": personen.Laufbahn((appraisal,)),
            "am": date(2026, 1, 1),
            "schwelle": None,
            "ziel": "A 14",
            "dienst": "beamte",
        },
    )
    yield Case(
        "earliest", personen.earliest, {"months": 12, "since": DAY, "first_day_counts": True}
    )
    yield Case("probation", personen.probation, {"start": DAY, "months": 36})
    yield Case("office_of", personen.office_of, {"text": "A 9"})
    yield Case(
        "waiting",
        personen.waiting,
        {
            "guideline": b.guideline("by-pol-befoerderung"),
            "target": personen.office_of("A 9+AZ"),
            "grade": llbg["13"],
            "since": DAY,
        },
    )
    cutoffs = [c for g in b.guidelines() for c in g.document.auswahlgrenze]
    if cutoffs:
        yield Case("check_cutoff", personen.check_cutoff, {"cutoff": cutoffs[0], "values": {}})
    yield Case(
        "Rhythm", Rhythm, {"months": 36, "stichtage": (LATER,), "ahead": 6, "citation": None}
    )
    yield Case(
        "rhythm",
        personen.rhythm,
        {"guideline": None, "land": "Bund", "dienst": "beamte", "am": DAY, "months": 36},
    )
    yield Case(
        "entry",
        personen.entry,
        {"of": Rhythm(36), "last": DAY, "am": LATER, "since": DAY, "gap": False},
    )
    yield Case(
        "Referenzgruppe",
        personen.Referenzgruppe,
        {
            "ausgang": llbg["11"],
            "neue": {llbg["11"]: 5, llbg["12"]: 3},
            "mittel": None,
            "groesse": 8,
            "gedruckt": None,
            "gebildet": DAY,
            "geprueft": DAY,
            "merkmale": frozenset({"x"}),
        },
    )
    yield Case(
        "Referenzgruppe.of_persons",
        personen.Referenzgruppe.of_persons,
        {
            "ausgang": llbg["11"],
            "persons": [("a", llbg["11"], llbg["12"]), ("b", llbg["11"], llbg["11"])],
            "officer": "c",
            "merkmale": frozenset({"x"}),
        },
    )
    yield Case(
        "check_fortschreibung",
        personen.check_fortschreibung,
        {
            "gruppe": group,
            "gewaehlt": llbg["12"],
            "land": "Bayern",
            "dienst": "beamte",
            "am": LATER,
            "grund": None,
            "anteil_dienst": None,
            "vollstaendig": True,
            "letzte_regel": True,
            "rundung": None,
            "rang": (1, 1),
            "naechste_pruefung": None,
            "rechtsstand": LATER,
        },
    )

    yield Case(
        "Runde.read",
        runden.Runde.read,
        {
            "rows": rows,
            "note": "note",
            "scale": None,
            "gruppe": None,
            "merkmale": ["w"],
            "person": None,
        },
    )
    yield Case(
        "Runde.counted",
        runden.Runde.counted,
        {
            "scale": llbg,
            "cells": {("ja",): {llbg["12"]: 2}, ("nein",): {llbg["10"]: 3}},
            "merkmale": ["w"],
            "group": "",
        },
    )
    for name in ("in_group",):
        yield Case(f"Runde.{name}", getattr(runde, name), {"group": ""})
    yield Case("Runde.parts", runde.parts, {"merkmal": "w"})
    yield Case("Runde.part", runde.part, {"merkmal": "w", "teil": "ja"})
    yield Case("Runde.crossed", runde.crossed, {"merkmale": ["w"]})
    yield Case(
        "notenspiegel", runden.notenspiegel, {"runde": runde, "mindestzahl": 3, "pflicht": None}
    )
    yield Case("duty", runden.duty, {"name": "blv-2026"})
    yield Case("duty_of", runden.duty_of, {"land": "Bund", "stichtag": LATER, "dienst": "beamte"})
    yield Case(
        "gleistat",
        runden.gleistat,
        {
            "runde": runde,
            "laufbahngruppe": "gehobener Dienst",
            "von": DAY,
            "bis": LATER,
            "pflicht": "gleistatv",
        },
    )
    yield Case("holm", runden.holm, {"values": [Fraction(1, 3)]})
    yield Case("next_head", runden.next_head, {"guideline": quota, "size": 37})
    yield Case(
        "spielraum", runden.spielraum, {"guideline": quota, "size": 37, "given": {notes["1"]: 3}}
    )
    yield Case("split", runden.split, {"guideline": quota, "parts": [10, 20]})
    yield Case(
        "unterschied",
        runden.unterschied,
        {"runde": runde, "nach": "w", "stratified": True, "teile": ("ja", "nein")},
    )
    yield Case(
        "unterschiede", runden.unterschiede, {"runde": runde, "nach": ["w"], "stratified": True}
    )

    yield Case(
        "frames.compare",
        frames.compare,
        {
            "frame": table,
            "before": "alt",
            "after": "neu",
            "events": "e",
            "before_scale": None,
            "after_scale": None,
            "on": None,
            "rechtsstand": DAY,
            "dienstherr": "Bund",
            "prefix": "",
            "on_error": "raise",
        },
    )
    yield Case(
        "frames.convert",
        frames.convert,
        {
            "frame": table,
            "column": "alt",
            "to": "ni-pol-1999",
            "scale": None,
            "prefix": "",
            "on_error": "raise",
        },
    )
    yield Case(
        "frames.richtwerte",
        frames.richtwerte,
        {
            "frame": pl.DataFrame({"g": ["A"] * 10, "note": ["schulnoten-1-6:1"] * 10}),
            "group": "g",
            "grade": "note",
            "guideline": quota,
            "scale": None,
            "scope": None,
        },
    )
    yield Case(
        "frames.outcomes",
        frames.outcomes,
        {
            "events": ("",),
            "on": None,
            "rechtsstand": DAY,
            "dienstherr": "Bund",
            "codes": "text",
            "on_error": "raise",
        },
    )
    yield Case("frames.outcomes()", lambda one: frames.outcomes(one), {"one": "ni-pol-1999"})  # noqa: PLW0108 - one of many
    answers = frames.compare(table, before="alt", after="neu")
    yield Case("frames.summary", frames.summary, {"frame": answers, "prefix": ""})
    yield Case(
        "rounds.distribution",
        rounds.distribution,
        {"frame": akte, "group": "w", "note": "note", "scale": None},
    )
    yield Case(
        "rounds.kalender",
        rounds.kalender,
        {
            "frame": akte,
            "last": "tag",
            "of": Rhythm(36),
            "am": date(2026, 1, 1),
            "since": None,
            "prefix": "",
            "on_error": "raise",
        },
    )
    yield Case(
        "rounds.runde",
        rounds.runde,
        {
            "frame": akte,
            "note": "note",
            "scale": None,
            "gruppe": None,
            "merkmale": ["w"],
            "person": None,
        },
    )

    for one in known_answers():
        kind = type(one)
        if kind not in NOT_MADE_BY_USERS and not isinstance(one, BeurteilungError):
            right = {key.alias: getattr(one, key.name) for key in attrs.fields(kind)}
            yield Case(kind.__name__, kind, right)
    yield Case("Result", personen.Result, {"value": "vor"})
    yield Case("State", personen.State, {"value": "offen"})
    yield Case(
        "so_far",
        runden.so_far,
        {"rows": rows, "note": "note", "scale": None, "gruppe": None, "numbers": range(2, 99)},
    )


PUBLIC = (b, runden, personen, frames, errors)
"""The modules whose ``__all__`` is promised."""
NOT_MADE_BY_USERS = {
    b.Grade: "has no constructor; a scale has its grades",
    b.GradeChange: "compare makes it, by the million",
    b.Guideline: "read from a file, which is checked",
}
"""Public classes besides the errors of which users meet objects and make none, and why."""


@cache
def known_answers() -> tuple[attrs.AttrsInstance | Exception, ...]:
    """Return an object of each public class whose objects are answers, or come from files."""
    one, other = b.grade("ni-pol-1996:5"), b.grade("ni-pol-1999:3")
    llbg, quota = b.scale("by-llbg"), b.guideline("bund-blv-2026")
    office, period = b.Office("A 11"), b.Period(DAY, LATER)
    first, second = (
        personen.Bewerbung(name, b.Appraisal(llbg[code], office, period))
        for name, code in (("a", "12"), ("b", "13"))
    )
    runde = runden.Runde.counted(
        llbg, {("ja",): {llbg["12"]: 2}, ("nein",): {llbg["10"]: 3}}, ["w"]
    )
    names = ["geschlecht", "teilzeit", "fuehrung"]
    sexes = runden.Runde.counted(llbg, {("w", "ja", "nein"): {llbg["12"]: 9}}, names)
    statistics = runden.gleistat(sexes, laufbahngruppe="gehobener Dienst", von=DAY, bis=LATER)
    table = pl.DataFrame({"alt": ["ni-pol-1996:5"], "neu": ["ni-pol-1999:3"]})
    report = b.check(b.example("vg-stade-3-a-401-02"))
    citation = b.Citation(b.Source("q", "Z", "norm"), b.Evidence.NORM)
    text = report.overall.message
    parts: dict[str, tuple[object, ...]] = {
        "AmbiguousGradeError": (text, [one, other]),
        "BadRowsError": (1, 2, [text]),
        "DataError": (text, [text]),
        "NotComparableError": (text, citation),
    }
    return (
        one,
        b.compare(one, other, events=[b.Befoerderung(DAY)]),
        report,
        report.overall,
        b.scale("ni-pol-1999"),
        b.guideline("ni-pol-1999"),
        b.mapping("ni-pol-1996", "ni-pol-1999"),
        runde,
        runden.notenspiegel(runde, mindestzahl=3),
        runde.parts("w")[0],
        runden.Withheld("w", "ja", "klein"),
        runden.unterschied(runde, "w"),
        runden.spielraum(quota, 37)[0],
        statistics,
        statistics.rows[0],
        personen.entry(Rhythm(36), last=DAY, am=LATER),
        personen.Span(1, 2),
        personen.vergleiche(first, second, ordnung="by-stmgp"),
        frames.outcomes("ni-pol-1999"),
        frames.summary(frames.compare(table, before="alt", after="neu")),
        *(getattr(errors, name)(*parts.get(name, (text,))) for name in errors.__all__),
    )


SHORT = 1000
"""Entries after which a test takes a list for endless, to be quick."""


class Endless:
    """The same entry again and again: a list that has no end, as far as anybody reads on."""

    def __init__(self, entry: object) -> None:
        """Repeat an entry."""
        self.entry = entry

    def __iter__(self) -> Iterator[object]:
        """Yield it until it is clear that nobody stops."""
        yield from repeat(self.entry, 10 * SHORT)
        message = "read to its end"
        raise RuntimeError(message)


def listed() -> Iterator[tuple[Case, str, object]]:
    """Yield each argument that is a list, with one of its entries."""
    for case in cases():
        for name, right in case.right.items():
            if isinstance(right, list | tuple | frozenset) and right:
                yield case, name, next(iter(right))


def attempt(case: Case, name: str, wrong: object) -> Exception | None:
    """Call with one wrong argument; return what came out that is no error of the library."""
    if excerpt(wrong) == "…" and isinstance(case.call, type) and issubclass(case.call, Enum):
        return None  # Python itself shows the value before it asks the class
    try:
        with running.at_most(5):
            made = called(case, name, wrong)
            if excerpt(wrong) != "…":  # of what cannot be shown, nor can what holds it
                repr(made)
    except BeurteilungError as error:
        for lang in ("de", "en"):
            error.explain(lang)
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return error
    return None


def called(case: Case, name: str, value: object) -> object:
    """Call with one argument that is another."""
    return case.call(**{**case.right, name: value}) if _named(case) else case.call(value)


def _named(case: Case) -> bool:
    return len(case.right) > 1 or "." not in case.name


def broken() -> Iterator[tuple[Case, str, object, Exception]]:
    """Yield each wrong argument that makes another error than one of the library."""
    for case in cases():
        for name in case.right:
            for wrong in WRONG:
                if (error := attempt(case, name, wrong)) is not None:
                    yield case, name, wrong, error
