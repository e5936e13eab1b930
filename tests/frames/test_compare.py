"""On every engine the result of a frame equals the scalar result, row by row."""

from contextlib import contextmanager

import pyarrow as pa
import pytest
from frames import engines
from hypothesis import given, settings
from hypothesis import strategies as st

import beurteilung
from beurteilung import Interval, frames
from beurteilung.errors import BadRowsError, BeurteilungError
from beurteilung.frames import questions
from beurteilung.model.offices import EVENT_KINDS, event

TEXT = pa.string()
SCALES = ["ni-pol-1996", "ni-pol-1999", "ni-pol-2008", "ni-pol-1999-merkmale", "schulnoten-1-6"]
INTERVALS = ["scale_effect", "real", "explained", "unexplained"]
GRADES = [str(grade) for name in SCALES for grade in beurteilung.scale(name)]
BAD = [
    None,
    "",
    "5",
    "ni-pol-1996:9",
    "nowhere:1",
    "ni-pol-1996 : 5",
    "NI-POL-1996:5",
    "ni-pol-1999:'",
]
EVENTS = [
    "",
    *EVENT_KINDS,
    "befoerderung+laufbahnwechsel",
    "laufbahnwechsel + befoerderung",
    "befoerderung,laufbahnwechsel",
    "2",
    "99999999999999999999",
]
BAD_EVENTS = [None, "befördert", "befoerderung,befördert", "+", "-1"]
slow = settings(max_examples=engines.EXAMPLES)


@pytest.fixture(params=engines.NAMES, scope="session")
def engine(request):
    return request.param


@contextmanager
def joins(engine):
    """Let the engine without a module of its own answer."""
    with pytest.MonkeyPatch.context() as patch:
        if engine == "narwhals-join":
            patch.setattr("beurteilung.frames.polars.ask_lazily", engines.by_join)
        yield


def ask(engine, function, columns, *args, types=None, **options):
    frame = engines.made(engine, columns, types or dict.fromkeys(columns, TEXT))
    with joins(engine):
        return function(frame, *args, **options)


def answers(engine, *args, **options):
    return engines.rows(ask(engine, *args, **options), ordered=engine not in engines.UNORDERED)


def scalar_events(cell, on):
    if isinstance(cell, int) or (cell and cell.isascii() and cell.isdecimal()):
        return [event("befoerderung")] * min(int(cell), len(on))
    return (
        [event(kind) for kind in cell.replace(",", "+").split("+")] if cell and cell.strip() else []
    )


def ends(interval):
    return (None, None) if interval is None else (interval.low, interval.high)


def scalar(before, after, events="", on=None):
    """Return what the scalar model says about one row, in the columns of a frame."""
    try:
        if {None, ""} & {before, after}:
            raise questions.NullError("x")  # an empty cell states as little as a null
        before, after = (beurteilung.grade(str(text)) for text in (before, after))
        kinds = scalar_events(events, on or after.scale)
        change = beurteilung.compare(before, after, events=kinds, on=on)
    except BeurteilungError as error:
        return questions._code(error)
    row = {
        f"{name}_{end}": value
        for name in INTERVALS
        for end, value in zip(("low", "high"), ends(getattr(change, name)), strict=True)
    }
    whole = isinstance(change.nominal, Interval)
    row["nominal"] = int(change.nominal) if whole else None
    row["nominal_exact"] = None if change.nominal is None else str(change.nominal)
    row["steps"] = change.steps
    row["why_not"] = " ".join("=".join(pair) for pair in change.outcome.why_not) or None
    assert change.verdict is change.finding.verdict
    return row | {"verdict": change.finding.verdict.value, "code": change.finding.code}


def expected(columns, on=None):
    for number, cells in enumerate(zip(*columns.values(), strict=True)):
        given_cells = dict(zip(columns, cells, strict=True))
        found = scalar(**given_cells, on=on)
        bad = isinstance(found, str)
        empty = dict.fromkeys(o.name for o in questions.COMPARED)
        yield {
            "nr": number,
            **given_cells,
            **empty,
            **({} if bad else found),
            "error": found if bad else None,
        }


def table(grades, events):
    row = st.tuples(st.sampled_from(grades), st.sampled_from(grades), st.sampled_from(events))
    return st.lists(row, max_size=12).map(
        lambda rows: (
            dict(
                zip(("before", "after", "events"), map(list, zip(*rows, strict=True)), strict=True)
            )
            if rows
            else {"before": [], "after": [], "events": []}
        )
    )


class TestTheFrameEqualsTheScalarModel:
    """On every engine the frame result equals the scalar result row by row."""

    @slow
    @given(columns=table(GRADES + BAD, EVENTS + BAD_EVENTS))
    def test_with_a_code_beside_bad_rows(self, engine, columns):
        found = answers(
            engine, frames.compare, columns,
            before="before", after="after", events="events", on_error="column",
        )  # fmt: skip
        assert found == list(expected(columns))

    @slow
    @given(columns=table(GRADES + BAD, EVENTS + BAD_EVENTS))
    def test_by_default_bad_rows_are_an_error_that_counts_them(self, engine, columns):
        wanted = list(expected(columns))
        bad = [row for row in wanted if row["error"]]
        options = {"before": "before", "after": "after", "events": "events"}
        if not bad:
            found = answers(engine, frames.compare, columns, **options)
            assert [row | {"error": None} for row in found] == wanted
            return
        with pytest.raises(BadRowsError) as caught:
            ask(engine, frames.compare, columns, **options)
        assert (caught.value.count, caught.value.of) == (len(bad), len(wanted))
        assert len(caught.value.offenders) <= 5

    @slow
    @given(columns=table(GRADES, [""]), on=st.sampled_from(SCALES[:3]))
    def test_counted_on_a_named_scale(self, engine, columns, on):
        del columns["events"]
        found = answers(
            engine,
            frames.compare,
            columns,
            before="before",
            after="after",
            on=on,
            on_error="column",
        )
        assert found == list(expected(columns, on=beurteilung.scale(on)))

    @slow
    @given(
        rows=st.lists(
            st.tuples(
                st.sampled_from([*range(8), None]),
                st.sampled_from(range(8)),
                st.sampled_from([*range(4), -1, None, 2**40]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_with_whole_numbers_as_codes_and_counts(self, engine, rows):
        columns = dict(
            zip(("before", "after", "events"), map(list, zip(*rows, strict=True)), strict=True)
        )
        found = answers(
            engine, frames.compare, columns,
            types=dict.fromkeys(columns, pa.int64()),
            before="before", before_scale="ni-pol-1996", after="after", events="events",
            after_scale=beurteilung.scale("ni-pol-1999"), on_error="column",
        )  # fmt: skip
        named = {
            "before": [None if c is None else f"ni-pol-1996:{c}" for c in columns["before"]],
            "after": [f"ni-pol-1999:{c}" for c in columns["after"]],
            "events": [str(c) if c is not None else None for c in columns["events"]],
        }
        wanted = [row | {k: columns[k][row["nr"]] for k in columns} for row in expected(named)]
        assert found == wanted

    @slow
    @given(
        rows=st.lists(
            st.tuples(*[st.sampled_from([*GRADES, None, "nowhere:1"])] * 2), min_size=1, max_size=12
        )
    )
    def test_with_scales_in_columns_of_their_own(self, engine, rows):
        whole = dict(zip(("before", "after"), map(list, zip(*rows, strict=True)), strict=True))
        parted = {
            f"{name}_{part}": [None if cell is None else cell.split(":")[n] for cell in cells]
            for name, cells in whole.items()
            for n, part in enumerate(("scale", "code"))
        }
        found = answers(
            engine, frames.compare, parted,
            before="before_code", after="after_code",
            before_scale="before_scale", after_scale="after_scale", on_error="column",
        )  # fmt: skip
        wanted = [
            {k: v for k, v in row.items() if k not in whole}
            | {k: parted[k][row["nr"]] for k in parted}
            for row in expected(whole)
        ]
        assert found == wanted

    @slow
    @given(columns=table([*GRADES, *BAD], [""]), to=st.sampled_from(SCALES))
    def test_of_a_conversion(self, engine, columns, to):
        del columns["events"]
        found = answers(engine, frames.convert, columns, "before", to=to, on_error="column")
        for row in found:
            try:
                if not row["before"]:
                    raise questions.NullError("before")
                wanted = str(beurteilung.grade(row["before"]).to(to)), None
            except BeurteilungError as error:
                wanted = None, questions._code(error)
            assert (row["converted"], row["error"]) == wanted
        assert [row["before"] for row in found] == columns["before"]


class TestTheFrameStaysTheUsers:
    """The same kind of frame comes back, other columns untouched, in the order of its rows."""

    def test_the_same_kind(self, engine):
        columns = {"before": ["ni-pol-1996:5"], "after": ["ni-pol-1999:3"]}
        frame = engines.made(engine, columns, dict.fromkeys(columns, TEXT))
        with joins(engine):
            found = frames.compare(frame, before="before", after="after")
        assert type(found) is type(frame)

    def test_null_and_an_empty_cell_beside_each_other_give_one_row_each(self, engine):
        columns = {
            "before": ["ni-pol-1996:5", "ni-pol-1996:5", "", None],
            "after": ["ni-pol-1999:3"] * 4,
            "events": ["", None, None, ""],
        }
        asked = {"before": "before", "after": "after", "events": "events", "on_error": "column"}
        assert answers(engine, frames.compare, columns, **asked) == list(expected(columns))

    def test_ten_thousand_rows_in_their_order(self, engine):
        before = [GRADES[n % 11] for n in range(10_000)]
        after = [GRADES[n % 7 % 5 + 6] for n in range(10_000)]
        after[9_999] = "ni-pol-1999: 1"  # beyond any sample, and spelled as nowhere else
        found = answers(
            engine, frames.compare, {"before": before, "after": after},
            before="before", after="after", on_error="column",
        )  # fmt: skip
        assert [(r["nr"], r["before"], r["after"]) for r in found] == list(
            zip(range(10_000), before, after, strict=True)
        )
        known = {pair: scalar(*pair) for pair in set(zip(before, after, strict=True))}
        for row in found:
            assert row["real_low"] == known[row["before"], row["after"]]["real_low"]
