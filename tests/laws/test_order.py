"""The order of grades: architecture, laws, "order"."""

import operator
import pickle
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from beurteilung import GradeScale, scales
from beurteilung.errors import DataError, ScaleMismatchError
from beurteilung.model.scales import Row, Stage, Step
from beurteilung.strategies import grades
from beurteilung.strategies import scales as generated

SHIPPED = scales()
SIGNS = [operator.lt, operator.le, operator.gt, operator.ge]


@st.composite
def of_one_scale(draw, number):
    scale = draw(generated())
    return [draw(grades(scale)) for _ in range(number)]


class TestTotalWithinAScale:
    """total within a scale"""

    @given(of_one_scale(2))
    def test_exactly_one_of_worse_same_better_holds(self, two):
        a, b = two
        assert [a < b, a == b, a > b].count(True) == 1

    @given(of_one_scale(2))
    def test_the_four_signs_agree(self, two):
        a, b = two
        assert (a <= b) == (a < b or a == b)
        assert (a >= b) == (a > b or a == b)
        assert (a < b) == (b > a)

    @given(of_one_scale(3))
    def test_it_is_transitive(self, three):
        a, b, c = three
        if a <= b <= c:
            assert a <= c

    @given(generated())
    def test_a_scale_lists_best_first(self, scale):
        assert list(scale) == sorted(scale, reverse=True)
        assert max(scale) is scale.grades[0]
        assert min(scale) is scale.grades[-1]

    @given(generated(), st.randoms())
    def test_the_documented_key_sorts_best_first(self, scale, chance):
        mixed = list(scale)
        chance.shuffle(mixed)
        assert sorted(mixed, key=operator.attrgetter("rank")) == list(scale)
        assert sorted(mixed) == list(scale)[::-1]

    @given(of_one_scale(2))
    def test_ranks_and_positions_tell_the_same_order_as_far_as_stages_do(self, two):
        a, b = two
        assert (a > b) == (a.rank < b.rank)
        if a.position > b.position:
            assert a > b

    def test_it_holds_between_all_shipped_grades_of_a_scale(self):
        for scale in SHIPPED:
            by_name = sorted(scale, key=lambda grade: grade.code[::-1])
            assert sorted(by_name, reverse=True) == list(scale)


class TestNoOrderAcrossScales:
    """across scales < raises a TypeError and == is False"""

    @given(grades(), grades())
    def test_every_sign_raises(self, a, b):
        assume(a.scale != b.scale)
        for sign in SIGNS:
            with pytest.raises(TypeError) as raised:
                sign(a, b)
            assert isinstance(raised.value, ScaleMismatchError)
            assert str(a) in str(raised.value)
            assert str(b) in str(raised.value)

    @given(grades(), grades())
    def test_they_are_never_equal(self, a, b):
        assume(a.scale != b.scale)
        assert a != b
        assert len({a, b}) == 2

    @given(generated())
    def test_not_even_with_the_same_codes(self, scale):
        twin = GradeScale(f"{scale.id}-zwilling", scale.ladder)
        for one, other in zip(scale, twin, strict=True):
            assert one != other
            assert one.code == other.code

    @given(generated())
    def test_not_even_with_the_same_id(self, scale):
        twin = GradeScale(scale.id, (*scale.ladder, Stage("ganz neu")))
        for one, other in zip(scale, twin, strict=False):
            assert one != other
            with pytest.raises(ScaleMismatchError):
                _ = one < other

    @given(grades(), st.sampled_from([1, "ni-pol-1996:5", None, 2.5]))
    def test_what_is_no_grade_has_no_order_with_one(self, a, other):
        assert a != other
        for sign in SIGNS:
            with pytest.raises(TypeError):
                sign(a, other)
            with pytest.raises(TypeError):
                sign(other, a)


class TestEquality:
    """grades are hashable and == is transitive"""

    @given(st.lists(grades(), min_size=3, max_size=3))
    def test_it_is_transitive(self, three):
        a, b, c = three
        if a == b and b == c:
            assert a == c

    @given(generated())
    def test_equal_content_makes_equal_grades_with_equal_hashes(self, scale):
        twin = GradeScale(scale.id, list(scale.ladder), scale.title, scale.citation)
        assert twin == scale
        assert hash(twin) == hash(scale)
        for one, other in zip(scale, twin, strict=True):
            assert one == other
            assert hash(one) == hash(other)
            assert one <= other
            assert not one < other
            assert other in scale

    @given(generated())
    def test_grades_of_one_scale_are_as_many_as_their_set(self, scale):
        assert len(set(scale)) == len(scale) == len(scale.grades)

    @given(generated())
    def test_a_scale_is_nothing_else(self, scale):
        assert scale != scale.id
        assert scale.id not in scale


class TestPositions:
    """whole for a stage or a step inside a band, strictly between two whole numbers for a step that
    lies between two stages and belongs to neither
    """

    @given(generated())
    def test_stages_count_from_the_worst(self, scale):
        assert [s.code for s in scale.stages] == [
            rung.code for rung in scale.ladder if isinstance(rung, Stage)
        ]
        for grade in scale:
            if grade.stage is not None:
                n = [s.code for s in scale.stages].index(grade.stage.code)
                assert grade.position == len(scale.stages) - n

    @given(generated())
    def test_what_belongs_to_no_stage_lies_between_two(self, scale):
        for grade in scale:
            if grade.stage is None:
                assert grade.position.denominator > 1
                assert 1 < grade.position < len(scale.stages)

    @given(generated())
    def test_positions_never_rise_and_fall_wherever_the_stage_changes(self, scale):
        for better, worse in zip(scale.grades, scale.grades[1:], strict=False):
            same_band = better.stage is not None and better.stage == worse.stage
            assert (
                better.position == worse.position if same_band else better.position > worse.position
            )

    @given(generated())
    def test_steps_between_two_stages_part_the_distance_evenly(self, scale):
        for better, worse in zip(scale.grades, scale.grades[1:], strict=False):
            if better.stage is None and worse.stage is None:
                assert Fraction(1, 2) > better.position - worse.position > 0

    def test_a_half_step_lies_half_way(self):
        scale = GradeScale("halb", (Stage("5"), Step("4,5"), Stage("4")))
        assert [g.position for g in scale] == [2, Fraction(3, 2), 1]
        assert [g.stage and g.stage.code for g in scale] == ["5", None, "4"]

    @given(generated())
    def test_a_stage_knows_its_scale(self, scale):
        assert {s.scale_id for s in scale.stages} == {scale.id}


class TestFigures:
    """both number their stages by consecutive whole numbers in the same direction"""

    @given(generated())
    def test_the_figure_of_a_stage_is_its_code(self, scale):
        if scale.direction is not None:
            for grade in scale:
                if grade.stage is not None and grade.code == grade.stage.code:
                    assert scale.figure(grade) in (int(grade.stage.code), None)

    @given(generated())
    def test_the_direction_tells_whether_higher_figures_are_better(self, scale):
        if scale.figure_direction is not None:
            figures = [scale.figure_direction * scale.figure(g) for g in scale]
            assert figures == sorted(figures, reverse=True)

    @pytest.mark.parametrize(
        ("codes", "direction"),
        [
            ("3 2 1", 1),
            ("1 2 3", -1),
            ("1 0 -1", 1),
            ("3 1", None),
            ("1 2 4", None),
            ("3 2 2a", None),
            ("A B", None),
            ("1", None),
            pytest.param("9" * 5000 + " " + "8" * 5000, None, id="longer than a figure"),
        ],
    )
    def test_only_consecutive_whole_numbers_have_one(self, codes, direction):
        assert GradeScale("zahlen", map(Stage, codes.split())).direction == direction


class TestSelection:
    """Grades come only from their scale"""

    @given(of_one_scale(2))
    def test_between_lists_both_ends_and_all_within(self, two):
        one, other = two
        assert one.scale.between(one, other) == tuple(
            g for g in one.scale if min(two) <= g <= max(two)
        )

    @given(grades(), grades())
    def test_a_grade_of_another_scale_is_refused(self, a, b):
        assume(a.scale != b.scale)
        with pytest.raises(ScaleMismatchError, match="expected a grade of scale"):
            a.scale.member(b)
        assert b not in a.scale
        assert a in a.scale

    @given(grades())
    def test_nothing_of_it_can_be_changed(self, grade):
        with pytest.raises(AttributeError):
            grade.rank = 0
        with pytest.raises(AttributeError):
            grade.scale.id = "anders"


class TestMadeOnce:
    """First use from many threads yields one object"""

    @given(generated())
    def test_two_threads_that_make_them_at_once_get_the_same(self, scale):
        fresh = GradeScale(scale.id, scale.ladder)
        for name in ("grades", "stages"):
            make = getattr(GradeScale, name).func
            assert make(fresh) is make(fresh) is getattr(fresh, name)


def made_or_faults(ladder):
    """What a ladder makes: the grades of a scale, or the faults for which there is none."""
    try:
        made = GradeScale("reihe", ladder)
    except DataError as error:
        return error.problems
    assert all(made[g.code] is g for g in made)
    return [(g.code, g.label, g.rank, g.position, g.stage.code) for g in made]


_rows = st.builds(
    lambda first, count, way, decimals, mark: Row(
        range(first, first + way * count, way), decimals, mark
    ),
    st.integers(-12, 12),
    st.integers(1, 4),
    st.sampled_from((1, -1, 5)),
    st.integers(0, 2),
    st.sampled_from(",."),
)
_numbers = st.sampled_from(
    ["-1", "0", "1", "10", "0,5", "0.5", "1,00", "gut", "Gut", "", "1 bis 2"]
)
_bands = st.builds(
    lambda code, label, steps: Stage(code, label, steps=steps),
    _numbers,
    st.none() | _numbers,
    _rows | st.just(()) | _rows.map(tuple),
)


class TestWhatIsNoScale:
    """A finite list of grades, best first, in stages"""

    @pytest.mark.parametrize(
        ("ladder", "fault"),
        [
            ((), "a scale needs at least one stage"),
            ((Step("4,5"), Stage("4")), "'4,5' lies at an end of the scale"),
            ((Stage("5"), Step("4,5")), "'4,5' lies at an end of the scale"),
            ((Stage("gut"), Stage("GUT ")), "code 'GUT ' of 'GUT ' is also a name of 'gut'"),
            ((Stage("4,5"), Stage("4.5")), "code '4.5' of '4.5' is also a name of '4,5'"),
            ((Stage("2"), Stage("1"), Stage("2")), "code '2' is listed twice"),
            ((Stage("A", steps=(Step("1"), Step("1"))),), "code '1' is listed twice"),
            ((Stage("gut", steps=(Step("Gut"),)),), "code 'Gut' of 'Gut' is also a name of 'gut'"),
            ((Stage("1", "gut", steps=(Step("2", "gut"),)),), "label 'gut' of '2' is also a name"),
            ((Stage("1", "gut"), Stage("Gut")), "code 'Gut' of 'Gut' is also a name of '1'"),
            ((Stage("1", "gut"), Stage("2", "gut")), "label 'gut' of '2' is also a name of '1'"),
            ((Stage("A", steps=(Step("gut"), Step("Gut"))),), "code 'Gut' of 'Gut' is also a name"),
            ((Stage(" "),), "an empty code names nothing"),
            ((Stage("1", ""),), "an empty label names nothing"),
        ],
    )
    def test_it_is_refused_with_its_fault(self, ladder, fault):
        with pytest.raises(DataError) as raised:
            GradeScale("keine", ladder)
        assert fault in str(raised.value)

    @given(st.data())
    def test_a_row_of_numbers_is_its_steps(self, data):
        """A scale with rows has the grades, and the faults, of the same scale spelled out."""
        ladder = tuple(data.draw(st.lists(_bands, min_size=1, max_size=3)))
        spelled = [Stage(s.code, s.label, steps=tuple(s.steps)) for s in ladder]
        assert made_or_faults(ladder) == made_or_faults(spelled)

    @given(_rows)
    def test_a_row_stays_one_when_it_travels(self, row):
        scale = GradeScale("reihe", (Stage("band", steps=row),))
        data = pickle.dumps(scale)
        back = pickle.loads(data)  # noqa: S301 - our own
        assert back == scale
        assert list(back) == list(scale)
        assert back.ladder[0].steps == row
        assert len({*back.stages, *scale.stages}) == 1

    def test_a_step_may_bear_the_code_of_its_stage(self):
        scale = GradeScale("band", (Stage("gut", steps=(Step("gut +"), Step("gut"))),))
        assert scale["gut"].rank == 1

    @pytest.mark.parametrize("name", ["", "Groß", "a--b", "-a", "a_b", "a b", "a:b"])
    def test_a_malformed_id_is_refused(self, name):
        with pytest.raises(
            DataError, match="must be lower-case letters, digits and single hyphens"
        ):
            GradeScale(name, (Stage("1"),))

    def test_all_faults_are_named_at_once(self):
        with pytest.raises(DataError) as raised:
            GradeScale("A", (Step("x"), Stage("1"), Stage("1 ")))
        assert len(raised.value.problems) == 3


def test_a_scale_reads_like_a_sequence_of_grades_by_name():
    """A code that indexing reads is in the scale, and the other way round; reversed, the worst comes first."""
    (s,) = [one for one in SHIPPED if one.id == "ni-pol-2008"]
    assert tuple(reversed(s)) == s.grades[::-1]
    assert "d" in s
    assert s["d"] in s
    assert "C" not in s, "a stage of several grades"
    assert "F" not in s
    assert 4 not in s
    assert "citation" not in repr(s["D"].stage)
