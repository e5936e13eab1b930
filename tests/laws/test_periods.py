"""Spans of days: architecture, laws, "periods"."""

from datetime import MAXYEAR, date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Period
from beurteilung.errors import DateError
from beurteilung.model.appraisals import Record, Version, end_of_months
from beurteilung.strategies import grades, periods

days = st.dates(date(1949, 5, 24), date(2099, 12, 31))
months = st.integers(1, 120)
near = periods(date(2000, 1, 1), date(2000, 2, 15))
ONE = timedelta(days=1)


def span(p):
    return {p.start + timedelta(days=n) for n in range(p.days)}


class TestMonths:
    """Ist der Beginn eines Tages der für den Anfang einer Frist maßgebende Zeitpunkt, so wird dieser Tag
    bei der Berechnung der Frist mitgerechnet. (§ 187 Abs. 2 Satz 1 BGB)

    Eine Frist, die nach […] Monaten […] bestimmt ist, endigt […] im Falle des § 187 Abs. 2 mit dem
    Ablauf desjenigen Tages […] des letzten Monats, welcher dem Tage vorhergeht, der durch […] seine
    Zahl dem Anfangstag der Frist entspricht. (§ 188 Abs. 2 BGB)

    Fehlt bei einer nach Monaten bestimmten Frist in dem letzten Monat der für ihren Ablauf maßgebende
    Tag, so endigt die Frist mit dem Ablauf des letzten Tages dieses Monats. (§ 188 Abs. 3 BGB)
    """

    @pytest.mark.parametrize(
        ("start", "number", "end"),
        [
            (date(2000, 1, 26), 3, date(2000, 4, 25)),
            (date(2001, 11, 30), 3, date(2002, 2, 28)),
            (date(2003, 11, 30), 3, date(2004, 2, 29)),
            (date(2003, 11, 29), 3, date(2004, 2, 28)),
            (date(2003, 11, 29), 15, date(2005, 2, 28)),
            (date(2001, 1, 31), 1, date(2001, 2, 28)),
            (date(2000, 1, 31), 2, date(2000, 3, 30)),
            (date(2000, 3, 31), 1, date(2000, 4, 30)),
            (date(1998, 6, 1), 27, date(2000, 8, 31)),
            (date(2000, 1, 1), 12, date(2000, 12, 31)),
        ],
    )
    def test_known_ends(self, start, number, end):
        assert end_of_months(start, number) == end

    @given(days, months)
    def test_where_the_numbered_day_exists_it_ends_the_day_before(self, start, number):
        same = start + relativedelta(months=number)
        if same.day == start.day:
            assert end_of_months(start, number) == same - ONE

    @given(days, months)
    def test_where_it_is_lacking_it_ends_on_the_last_day_of_the_month(self, start, number):
        end = end_of_months(start, number)
        clipped = start + relativedelta(months=number)
        if clipped.day != start.day:
            assert end == clipped
            assert (end + ONE).day == 1

    @given(days, months)
    def test_a_longer_span_ends_later(self, start, number):
        assert start <= end_of_months(start, number) < end_of_months(start, number + 1)

    @given(days, months)
    def test_a_span_that_starts_later_never_ends_earlier(self, start, number):
        assert end_of_months(start, number) <= end_of_months(start + ONE, number)

    @given(st.dates(date(1949, 5, 1), date(2099, 12, 1)).map(lambda d: d.replace(day=1)), months)
    def test_from_the_first_of_a_month_it_covers_whole_months(self, start, number):
        assert (end_of_months(start, number) + ONE).day == 1

    @given(days, st.integers(-2, 120))
    def test_lasting_and_lasting_longer_part_at_that_end(self, start, number):
        if number < 1:
            with pytest.raises(DateError, match="expected at least one month"):
                end_of_months(start, number)
            return
        end = end_of_months(start, number)
        exact, longer = Period(start, end), Period(start, end + ONE)
        assert exact.lasts(number)
        assert not exact.longer_than(number)
        assert longer.lasts(number)
        assert longer.longer_than(number)
        if end > start:
            assert not Period(start, end - ONE).lasts(number)

    def test_past_the_calendar_there_is_no_end(self):
        with pytest.raises(DateError) as raised:
            end_of_months(date(MAXYEAR, 11, 2), 3)
        assert (
            str(raised.value)
            == "3 months from 2 November 9999 end after the last day of the calendar"
        )


class TestClosed:
    """closed day intervals"""

    @given(near)
    def test_both_ends_belong_to_it(self, p):
        assert p.start in p
        assert p.end in p
        assert p.start - ONE not in p
        assert p.end + ONE not in p
        assert len(span(p)) == p.days

    def test_one_day_is_the_shortest(self):
        assert Period(date(2000, 9, 1), date(2000, 9, 1)).days == 1

    def test_an_end_before_the_start_is_refused(self):
        with pytest.raises(DateError) as raised:
            Period(date(2000, 9, 2), date(2000, 9, 1))
        assert str(raised.value) == (
            "the period ends on 2000-09-01, before it starts on 2000-09-02"
        )

    def test_in_words(self):
        assert str(Period(date(1998, 6, 1), date(2000, 8, 31))) == "01.06.1998–31.08.2000"


class TestGaps:
    """gaps and overlaps symmetric"""

    @given(near, near)
    def test_they_are_symmetric(self, p, q):
        assert p.gap(q) == q.gap(p)
        assert p.common(q) == q.common(p)

    @given(near, near)
    def test_a_gap_counts_the_days_between_an_overlap_those_of_both(self, p, q):
        shared = span(p) & span(q)
        if shared:
            assert p.gap(q) == -len(shared)
            assert span(p.common(q)) == shared
        else:
            first, second = sorted((p, q), key=lambda x: x.start)
            assert p.gap(q) == (second.start - first.end).days - 1
            assert p.common(q) is None

    @given(near)
    def test_with_itself_it_shares_all_its_days(self, p):
        assert p.gap(p) == -p.days
        assert p.common(p) == p

    @given(near, st.integers(0, 5))
    def test_what_joins_without_a_gap_has_gap_0(self, p, later):
        start = p.end + ONE + timedelta(days=later)
        assert p.gap(Period(start, start)) == later


class TestVersions:
    """replaced versions: the same case can be asked with the facts known on a day"""

    @given(st.lists(days, min_size=1, max_size=4, unique=True), days, st.data())
    def test_the_last_one_known_by_that_day_counts(self, known, on, data):
        versions = tuple(Version(data.draw(grades()), day) for day in known)
        by_then = [v for v in versions if v.known_from <= on]
        last = max(by_then, key=lambda v: v.known_from, default=None)
        record = Record(versions)
        assert record.known(on) == last
        found = record.as_known(on)
        assert (found and found.grade) == (last and last.grade)
        assert record.known() == max(versions, key=lambda v: v.known_from)

    @given(days, grades())
    def test_a_single_version_needs_no_day(self, on, g):
        assert Record((Version(g),)).as_known(on).grade is g

    @given(days, grades())
    def test_versions_that_contradict_each_other_are_refused(self, day, g):
        one = Version(g, day)
        with pytest.raises(DateError, match="two versions are of the same day"):
            Record((one, one))
        with pytest.raises(DateError, match="of several versions each needs its day"):
            Record((Version(g), one))
        with pytest.raises(DateError, match="an appraisal needs at least one version"):
            Record(())
