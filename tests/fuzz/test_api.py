"""Every public function and class, with one argument that is wrong: only the library's own errors come out."""

from __future__ import annotations

import pytest
from fuzz import api

PYTHONS = {
    ("Laufbahngruppe", "value"),
    ("Record", "versions"),
    ("Interval.hull", "values"),
    ("Interval.format", "spec"),
    ("Evidence", "value"),
    ("Verdict", "value"),
    ("check_richtwert", "distribution"),
    ("check_richtwert", "kind"),
    ("check_richtwert", "stichtag"),
    ("check_richtwert", "je"),
    ("scale.stage_rank", "grade"),
    ("scale.stages_between", "before"),
    ("scale.stages_between", "after"),
    ("scale.of_rank", "first"),
    ("scale.of_rank", "last"),
    ("scale.lowest", "stages"),
    ("grade.format", "spec"),
    ("mapping.pair", "before"),
    ("mapping.pair", "after"),
    ("mapping.evidence", "before"),
    ("mapping.evidence", "after"),
    ("guideline.gap", "on"),
    ("guideline.place", "number"),
    ("vergleiche", "wertung"),
    ("check_cutoff", "values"),
    ("Referenzgruppe.of_persons", "persons"),
    ("check_fortschreibung", "rang"),
    ("Runde.read", "rows"),
    ("Runde.read", "merkmale"),
    ("Runde.read", "person"),
    ("Runde.counted", "cells"),
    ("holm", "values"),
    ("spielraum", "given"),
    ("frames.compare", "prefix"),
    ("frames.convert", "prefix"),
    ("frames.richtwerte", "scale"),
    ("frames.outcomes", "events"),
    ("frames.outcomes()", "one"),
    ("rounds.kalender", "prefix"),
    ("rounds.runde", "merkmale"),
}
"""Arguments of which some wrong value still meets an error of Python's own."""


@pytest.mark.parametrize(
    "case", {case.name: case for case in api.cases()}.values(), ids=lambda c: c.name
)
def test_a_wrong_argument_meets_an_error_of_the_library(case):
    for name in case.right:
        if (case.name, name) not in PYTHONS:
            found = [(w, e) for w in api.WRONG if (e := api.attempt(case, name, w)) is not None]
            assert found == [], name


def test_what_is_listed_is_there():
    assert {(case.name, name) for case in api.cases() for name in case.right} >= PYTHONS
