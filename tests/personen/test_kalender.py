"""BBG § 21 (1): officers are appraised at least every three years; every line has exactly one state."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Evidence, Laufbahngruppe, guideline
from beurteilung.errors import DateError, UnknownIdError, WrongKindError
from beurteilung.law.editions import Guideline
from beurteilung.law.provisions import Turnus
from beurteilung.personen import Rhythm, State, entry, rhythm

THREE = Rhythm(36)
HOEHERER = Laufbahngruppe("höherer Dienst")
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
ORDER = [State.CURRENT, State.EXPIRING, State.OVERDUE]


@pytest.mark.parametrize(
    ("facts", "am", "state", "due"),
    [
        ({"last": date(2023, 5, 31)}, date(2025, 11, 30), State.CURRENT, date(2026, 5, 31)),
        ({"last": date(2023, 5, 31)}, date(2025, 12, 1), State.EXPIRING, date(2026, 5, 31)),
        ({"last": date(2023, 5, 31)}, date(2026, 5, 31), State.EXPIRING, date(2026, 5, 31)),
        ({"last": date(2023, 5, 31)}, date(2026, 6, 1), State.OVERDUE, date(2026, 5, 31)),
        (
            {"last": None, "since": date(2024, 1, 1)},
            date(2026, 1, 1),
            State.CURRENT,
            date(2026, 12, 31),
        ),
        (
            {"last": None, "since": date(2020, 1, 1)},
            date(2026, 1, 1),
            State.GAP,
            date(2022, 12, 31),
        ),
        ({"last": None}, date(2026, 1, 1), State.OPEN, None),
        ({"last": date(2025, 5, 31), "gap": True}, date(2026, 1, 1), State.GAP, date(2028, 5, 31)),
        ({"last": None, "gap": True}, date(2026, 1, 1), State.GAP, None),
    ],
)
def test_states(facts, am, state, due):
    found = entry(THREE, facts.pop("last"), am=am, **facts)
    assert (found.state, found.due) == (state, due)
    assert found.text.de.startswith(state.label.de)


@given(days, days, st.integers(0, 3000), st.integers(1, 60), st.integers(0, 12))
def test_later_is_never_better(last, am, later, months, ahead):
    of = evolve(Rhythm(months), ahead=ahead)
    if last > am:
        return
    now, then = (entry(of, last, am=on).state for on in (am, am + timedelta(days=later)))
    assert ORDER.index(now) <= ORDER.index(then)


def test_the_rhythm_is_that_of_the_statute():
    blv = guideline("bund-blv-2026")
    assert rhythm(blv).months == 36
    assert rhythm(blv).citation.place == "§ 21 Abs. 1"
    assert rhythm(land="Bund", dienst="soldaten").months == 24
    assert rhythm(land="bund").months == 36
    with pytest.raises(UnknownIdError, match="unknown Dienstherr 'Atlantis'"):
        rhythm(land="Atlantis")
    assert rhythm(land="Hessen").months is None
    assert entry(rhythm(land="Hessen"), date(2020, 1, 1), am=date(2026, 1, 1)).state is State.OPEN
    assert rhythm(land="Hessen", months=36) == Rhythm(36)


def ruled(law, *rhythms):
    """The same guideline with other rhythms."""
    base = {"quelle": "x", "evidenz": Evidence.NORM}
    rows = tuple(Turnus(**base, **keys) for keys in rhythms)
    return Guideline(evolve(law.document, turnus=rows))


def test_the_rhythm_of_a_guideline_counts_where_no_statute_says_less():
    hessen, bund = guideline("he-hlv"), guideline("bund-blv-2026")
    assert rhythm(hessen).months == 36
    assert rhythm(hessen).citation.place == "§ 39"
    assert rhythm(hessen, am=date(2020, 1, 1)).months is None  # before it held
    assert rhythm(hessen, dienst="soldaten").months is None
    assert rhythm(hessen, months=24).months == 24
    assert rhythm(ruled(bund, {"monate": 24})).months == 24
    assert rhythm(ruled(bund, {"monate": 60})).months == 36


def test_a_rhythm_that_is_not_one_for_all_is_not_known():
    law = guideline("he-hlv")
    assert rhythm(ruled(law, {"monate": 24}, {"monate": 36})).months is None
    assert rhythm(ruled(law, {"monate": 36}, {"monate": 36})).months == 36
    assert rhythm(ruled(law, {"monate": 36, "laufbahngruppe": HOEHERER})).months is None
    dated = ruled(
        law, {"monate": 36, "bis": date(2025, 12, 31)}, {"monate": 24, "ab": date(2026, 1, 1)}
    )
    assert rhythm(dated).months == 24
    days_ = [date(2025, 12, 31), date(2026, 1, 1)]
    assert [rhythm(dated, am=on).months for on in days_] == [36, 24]


def test_the_next_stichtag_is_that_of_the_guideline():
    law = guideline("ni-pol-1999")
    known = [s.tag for s in law.document.stichtag]
    assert known
    found = entry(rhythm(law, months=36), min(known) - timedelta(days=1), am=date(2026, 1, 1))
    assert found.next == min(known)
    assert entry(rhythm(law, months=36), max(known), am=date(2026, 1, 1)).next is None


def test_bad_input():
    with pytest.raises(DateError, match="last 2 January 2026 lies after 1 January 2026"):
        entry(THREE, date(2026, 1, 2), am=date(2026, 1, 1))
    begins = entry(THREE, None, am=date(2026, 1, 1), since=date(2026, 1, 2))  # still to come
    assert (begins.state, begins.due) == (State.CURRENT, date(2029, 1, 1))
    with pytest.raises(DateError, match="expected at least one month, got 0"):
        rhythm(months=0)
    assert rhythm(months=1).months == 1


@pytest.mark.parametrize(
    "keys", [{"am": "2026-01-01"}, {"months": "36"}, {"guideline": "he-hlv"}, {"land": 6}], ids=repr
)
def test_a_rhythm_of_what_is_of_another_kind(keys):
    (name,) = keys
    with pytest.raises(WrongKindError, match=f"^{name}: "):
        rhythm(**keys)
