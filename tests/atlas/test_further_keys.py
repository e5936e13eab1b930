"""Keys that schemes from outside needed: pay groups of a Stichtag, a shortest period in days, E 9a"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from beurteilung import Besoldungsgruppe, Laufbahngruppe, Period
from beurteilung.errors import DataError
from beurteilung.law.document import Stichtag
from beurteilung.law.provisions import Mindestzeitraum
from beurteilung.model.offices import Office
from beurteilung.model.sources import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = {"quelle": "q", "evidenz": Evidence("normtext")}


def group(text: str | None) -> Besoldungsgruppe | None:
    return Besoldungsgruppe.parse(text) if text else None


@pytest.mark.parametrize(
    ("ab", "bis", "of", "answer"),
    [
        ("A 12", "A 13", "A 12", True),
        ("A 12", "A 13", "A 13", True),
        ("A 12", "A 13", "A 14", False),
        ("A 12", None, "A 11", False),
        (None, "A 13", "A 9", True),
        ("A 12", "A 13", None, None),
        ("A 12", None, "B 2", None),
        (None, None, None, True),
    ],
)
def test_a_stichtag_of_some_pay_groups(
    ab: str | None, bis: str | None, of: str | None, *, answer: bool | None
) -> None:
    pay = group(of)
    row = Stichtag(tag=date(2011, 6, 1), besgr_ab=group(ab), besgr_bis=group(bis), **SOURCE)
    assert row.of(Office(pay) if pay else None) is answer


def test_of_a_laufbahngruppe_and_some_pay_groups() -> None:
    middle, upper = Laufbahngruppe("mittlerer Dienst"), Laufbahngruppe("gehobener Dienst")
    row = Stichtag(tag=date(2011, 6, 1), laufbahngruppe=upper, besgr_bis=group("A 12"), **SOURCE)
    pay = Besoldungsgruppe("A", 9)
    assert row.of(Office(pay, laufbahngruppe=upper)) is True
    assert row.of(Office(pay, laufbahngruppe=middle)) is False
    assert row.of(Office(Besoldungsgruppe("A", 13), laufbahngruppe=upper)) is False
    assert row.of(Office(pay)) is None


def test_its_pay_groups_run_upwards() -> None:
    with pytest.raises(DataError, match="besgr_ab A 13 is above besgr_bis A 12"):
        Stichtag(tag=date(2011, 6, 1), besgr_ab=group("A 13"), besgr_bis=group("A 12"), **SOURCE)


@pytest.mark.parametrize(
    ("given", "length", "days", "reached"),
    [
        ({"tage": 90}, "90 Tage", 89, False),
        ({"tage": 90}, "90 Tage", 90, True),
        ({"tage": 1}, "1 Tag", 1, True),
        ({"monate": 1}, "1 Monat", 30, False),
        ({"monate": 3}, "3 Monate", 92, True),
    ],
)
def test_a_shortest_period_in_days_or_months(
    given: Mapping[str, int], length: str, days: int, *, reached: bool
) -> None:
    rule = Mindestzeitraum(**{**SOURCE, **given})
    start = date(2024, 1, 1)
    assert rule.length.de == length
    assert rule.reached(Period(start, start.fromordinal(start.toordinal() + days - 1))) is reached


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, "give either monate or tage"),
        ({"monate": 3, "tage": 90}, "give either monate or tage"),
        ({"tage": 0}, "monate or tage must be at least 1, got 0"),
    ],
)
def test_it_has_one_length(given: Mapping[str, int], fault: str) -> None:
    with pytest.raises(DataError, match=fault):
        Mindestzeitraum(**{**SOURCE, **given})


@pytest.mark.parametrize(
    ("one", "other", "above", "apart"),
    [
        ("E 9c", "E 9a", True, None),
        ("E 9a", "E 9c", False, None),
        ("E 10", "E 9c", True, None),
        ("EG 9b", "EG 9b", False, 0),
        ("E 9", "E 9a", None, None),
        ("S 8b", "E 8", None, None),
        ("E 10", "E 9", True, 1),
    ],
)
def test_an_entgeltgruppe_with_a_letter(
    one: str, other: str, *, above: bool | None, apart: int | None
) -> None:
    pay, than = cast("Besoldungsgruppe", group(one)), cast("Besoldungsgruppe", group(other))
    assert str(pay) == one
    assert (pay.is_above(than), pay.steps_above(than)) == (above, apart)


def test_a_besoldungsgruppe_has_none() -> None:
    with pytest.raises(DataError, match="got 'A 9a'"):
        Besoldungsgruppe.parse("A 9a")
