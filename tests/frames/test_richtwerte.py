"""On every engine the Richtwerte of a group are those of the scalar check of its distribution."""

from collections import Counter
from unittest import mock

import pandas as pd
import pyarrow as pa
import pytest
from attrs import evolve
from frames import engines
from hypothesis import given, settings
from hypothesis import strategies as st

import beurteilung
from beurteilung import frames
from beurteilung.errors import BadRowsError, ColumnError, ScaleMismatchError
from beurteilung.frames import groups
from beurteilung.frames.questions import too_many
from beurteilung.richtwerte.check import Scope, richtwerte, scoped_subject

LAWS = [g.id for g in beurteilung.guidelines() if g.document.richtwert]


@pytest.fixture(params=[n for n in engines.NAMES if n != "narwhals-join"], scope="session")
def engine(request):
    return request.param


def scale_of(law):
    return beurteilung.guideline(law).scale or beurteilung.scale("schulnoten-1-6")


@st.composite
def rounds(draw):
    law = draw(st.sampled_from(LAWS))
    grade = st.sampled_from(list(scale_of(law)))
    group = st.sampled_from(["A", "B", "C"])
    return law, draw(st.lists(st.tuples(group, grade), min_size=1, max_size=60))


def expected(law, rows, scope):
    for name in {group for group, _ in rows}:
        counts = Counter(grade for group, grade in rows if group == name)
        for result in richtwerte(counts, law, scope):
            yield {
                "gruppe": name,
                "richtwert": scoped_subject(result.richtwert).de,
                "size": result.size,
                "count": result.count,
                "state": result.state.value,
                "possible": "+".join(answer.value for answer in result.answers),
                "verdict": result.verdict.value,
            }


def in_order(rows):
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


@settings(max_examples=engines.EXAMPLES)
@given(case=rounds(), scope=st.sampled_from([None, Scope("regel"), Scope("anlass")]))
def test_every_group_as_the_scalar_check_judges_it(engine, case, scope):
    law, rows = case
    columns = {"gruppe": [g for g, _ in rows], "note": [str(n) for _, n in rows]}
    frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
    found = frames.richtwerte(frame, group="gruppe", grade="note", guideline=law, scope=scope)
    assert type(found) is type(frame)
    assert in_order(engines.rows(found, ordered=True)) == in_order(
        expected(beurteilung.guideline(law), rows, scope)
    )


def test_a_mean_beside_a_bound_on_grades(engine):
    """For a mean every grade is of a kind of its own, also where others are bound together."""
    mean = beurteilung.guideline("by-finanz-2011")
    (found,) = mean.document.richtwert
    bound = evolve(found, gilt_dem_mittel=False, mittelwert=None, bereich=("16", "14"), prozent=20)
    law = evolve(mean, document=evolve(mean.document, richtwert=(found, bound)))
    rows = [("A", grade) for grade in list(law.scale)[:6]]
    columns = {"gruppe": [g for g, _ in rows], "note": [str(n) for _, n in rows]}
    frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
    found = frames.richtwerte(frame, group="gruppe", grade="note", guideline=law)
    assert in_order(engines.rows(found, ordered=True)) == in_order(expected(law, rows, None))


@settings(max_examples=engines.EXAMPLES)
@given(case=rounds(), first=st.integers(1, 5))
def test_no_grade_behind_the_first_rows_is_missed(engine, case, first):
    law, rows = case
    columns = {"gruppe": [g for g, _ in rows], "note": [str(n) for _, n in rows]}
    frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
    with mock.patch.object(groups, "SAMPLE", first):
        found = frames.richtwerte(frame, group="gruppe", grade="note", guideline=law)
    wanted = expected(beurteilung.guideline(law), rows, None)
    assert in_order(engines.rows(found, ordered=True)) == in_order(wanted)


@pytest.mark.parametrize("first", [1, 3, 10_000])
def test_every_bad_row_is_counted(engine, first):
    grades = ["x", "schulnoten-1-6:1", "schulnoten-1-6:2", "x", "y", None]
    columns = {"gruppe": ["A"] * len(grades), "note": grades}
    frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
    with mock.patch.object(groups, "SAMPLE", first), pytest.raises(BadRowsError) as raised:
        frames.richtwerte(frame, group="gruppe", grade="note", guideline="bund-blv-2026")
    assert (raised.value.count, raised.value.of) == (4, 6)


@pytest.mark.parametrize("first", [1, 2, 10_000])
def test_every_scale_is_named_and_bad_rows_come_first(engine, first):
    grades = ["schulnoten-1-6:1", "ni-pol-1999:1", "ni-pol-1996:1"]

    def ask(notes):
        columns = {"gruppe": ["A"] * len(notes), "note": notes}
        frame = engines.made(engine, columns, dict.fromkeys(columns, pa.string()))
        with mock.patch.object(groups, "SAMPLE", first):
            frames.richtwerte(frame, group="gruppe", grade="note", guideline="bund-blv-2026")

    with pytest.raises(ScaleMismatchError, match="ni-pol-1996, ni-pol-1999 and schulnoten-1-6"):
        ask(grades)
    with pytest.raises(BadRowsError, match="1 row of 4"):
        ask([*grades, "x"])


@pytest.mark.parametrize("kind", ["string", "string[pyarrow]", "Int64", "category", object])
def test_a_null_of_pandas_is_a_bad_row(kind):
    notes = pd.Series([1, None, 2] if kind == "Int64" else ["1", None, "2"], dtype=kind)
    frame = pd.DataFrame({"gruppe": "A", "note": notes})
    with pytest.raises(BadRowsError, match=r"1 row of 3(.|\n)*note is null"):
        frames.richtwerte(
            frame, group="gruppe", grade="note", guideline="bund-blv-2026", scale="schulnoten-1-6"
        )


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_every_text_of_pyarrow_is_text(kind):
    columns = {"gruppe": ["A", "A", "B"], "note": ["ni-pol-1999:5", "ni-pol-1999:3", None]}
    table = pa.table({name: pa.array(values, kind) for name, values in columns.items()})
    asked = {"group": "gruppe", "grade": "note", "guideline": "ni-pol-1999"}
    found = frames.richtwerte(table.slice(0, 2), **asked)
    assert found.select(["gruppe", "size", "count"]).to_pylist() == [
        {"gruppe": "A", "size": 2, "count": 1}
    ]
    with pytest.raises(BadRowsError, match="note is null"):
        frames.richtwerte(table, **asked)


def test_bare_codes_and_groups_of_several_columns(engine):
    columns = {"amt": ["A 9", "A 9", "A 10"], "jahr": [1, 1, 1], "note": [1, 2, 3]}
    types = {"amt": pa.string(), "jahr": pa.int64(), "note": pa.int64()}
    frame = engines.made(engine, columns, types)
    found = frames.richtwerte(
        frame, group=["amt", "jahr"], grade="note",
        guideline=beurteilung.guideline("bund-blv-2026"), scale="schulnoten-1-6",
    )  # fmt: skip
    sizes = {(row["amt"], row["jahr"], row["size"]) for row in engines.rows(found, ordered=True)}
    assert sizes == {("A 9", 1, 2), ("A 10", 1, 1)}


def test_counts_have_no_other_names_than_their_own():
    question = groups._Groups((), beurteilung.guideline("bund-blv-2026"), None, "b_", (), most=1)
    assert question.labels == question.keys == ("b_rest",)
    assert "more than 1 different values in b_rest" in str(too_many(question))


def test_without_grades_a_guideline_needs_a_scale_of_its_own(engine):
    empty = engines.made(engine, {"amt": [], "note": []}, {"amt": pa.string(), "note": pa.string()})
    with pytest.raises(ColumnError, match="there are no grades, and bund-blv-2026 has no scale"):
        frames.richtwerte(empty, group="amt", grade="note", guideline="bund-blv-2026")
