"""Small promises that the laws leave open: whole messages, orders of citations, plain values."""

from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from papers import SCALES, dropped

from beurteilung._base.text import Text
from beurteilung.changes.measure import compare, measure
from beurteilung.errors import (
    AmbiguousGradeError,
    DataError,
    MappingConflictError,
    NoCounterpartError,
    NoMappingError,
    NotComparableError,
    ScaleMismatchError,
    UndecidedTruthError,
)
from beurteilung.law.document import Richtwert
from beurteilung.law.registry import grade, guideline, guidelines, scale
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.intervals import Interval
from beurteilung.model.mappings import (
    NoCounterpart,
    NotComparable,
    Pair,
    ScaleMapping,
    find_mapping,
)
from beurteilung.model.offices import Besoldungsgruppe, Office
from beurteilung.model.scales import GradeScale, Row, Stage, Step
from beurteilung.model.sources import Citation, Evidence, Source
from beurteilung.render.formats import FORMATS

ROLL = Source("rolle", "Rolle", "norm")
SAID = Citation(ROLL, Evidence.NORM, "Nr. 1", note="so gewollt")
ALSO = Citation(ROLL, Evidence.HEADNOTE, "Nr. 2")


def ladder(name: str, *codes: str) -> GradeScale:
    return GradeScale(name, tuple(Stage(code) for code in codes))


OLD, NEW = ladder("alt", "1", "2", "3", "4"), ladder("neu", "A", "B", "C")


def partial(*missing: NoCounterpart) -> ScaleMapping:
    """Return 1 to A, 2 to A and B, nothing for 3, 4 to C."""
    ends = [("1", "A"), ("2", "A"), ("2", "B"), ("4", "C")]
    return ScaleMapping(OLD, NEW, tuple(Pair(OLD[a], NEW[b]) for a, b in ends), missing)


class TestNoCounterpart:
    """The message names the nearest neighbours on both sides and every source that says so."""

    def test_with_two_sources(self) -> None:
        mapping = partial(NoCounterpart(OLD["3"], SAID), NoCounterpart(OLD["3"], ALSO))
        with pytest.raises(NoCounterpartError) as raised:
            mapping.only(OLD["3"])
        assert str(raised.value) == (
            "alt:3 has no counterpart on neu; its neighbours with one are 2 (A, B) and 4 (C); "
            "see Nr. 1 (Rolle): so gewollt; see Nr. 2 (Rolle)"
        )

    def test_without_a_source(self) -> None:
        with pytest.raises(NoCounterpartError) as raised:
            partial().only(OLD["3"])
        assert str(raised.value).endswith("neighbours with one are 2 (A, B) and 4 (C)")


class TestSeveralAnswers:
    """What has several answers refuses to be one, and says how to get all of them."""

    def test_counterparts(self) -> None:
        with pytest.raises(AmbiguousGradeError) as raised:
            partial().only(OLD["2"])
        assert str(raised.value) == (
            "alt:2 corresponds to several grades of neu: A, B; .candidates() returns all of them"
        )
        assert raised.value.candidates == (NEW["A"], NEW["B"])

    def test_verdicts(self) -> None:
        with pytest.raises(UndecidedTruthError) as raised:
            bool(Finding("x", Verdict.SATISFIED, Text("Ja.", "Yes.")))
        assert str(raised.value) == (
            "a finding has four verdicts; ask for finding.verdict is Verdict.SATISFIED"
        )


class TestFindingRefusesContradictions:
    """A finding says only what belongs to its verdict; the message names what does not."""

    @pytest.mark.parametrize(
        ("verdict", "extra", "why"),
        [
            (Verdict.SATISFIED, {"leaning": Verdict.VIOLATED}, "only an open one leans"),
            (Verdict.OPEN, {"deviation": Text("a", "b")}, "only a satisfied one deviates"),
            (Verdict.VIOLATED, {}, "a violated one, and no other, names the ground of review"),
            (Verdict.OPEN, {"new_appraisal": True}, "only a violated one has it"),
        ],
    )
    def test_each(self, verdict: Verdict, extra: dict, why: str) -> None:
        with pytest.raises(DataError) as raised:
            Finding("probe", verdict, Text("", ""), **extra)
        assert raised.value.where == f"finding probe, {verdict.value}"
        assert raised.value.problems == (why,)


class TestEventsBetween:
    """Events are derived from two offices only if both are known."""

    def test_with_one_office(self) -> None:
        office = Office(Besoldungsgruppe("A", 9))
        grades = grade("ni-pol-1999:4"), grade("ni-pol-1999:3")
        for first, second in ((office, None), (None, office)):
            change = compare(Appraisal(grades[0], first), Appraisal(grades[1], second))
            assert (change.events, change.derived) == ((), False)


class TestNoMapping:
    """The message names every scale that is joined to the first, and the way out."""

    def test_several_scales_are_listed(self) -> None:
        ways = {"alt": ["x", "y"], "x": ["alt"], "y": ["alt"]}
        with pytest.raises(NoMappingError, match="scales joined to alt: x, y; load"):
            find_mapping(OLD, NEW, ways, lambda a, b: partial())

    @pytest.mark.parametrize(
        ("cited", "shown"), [(SAID, r"Nr. 1 (Rolle): so gewollt; c"), (ALSO, r"Nr. 2 (Rolle); c")]
    )
    def test_a_wall_quotes_its_decision(self, cited: Citation, shown: str) -> None:
        wall = NotComparable(frozenset(("alt", "neu")), cited)
        with pytest.raises(NotComparableError) as raised:
            find_mapping(OLD, NEW, {}, lambda a, b: partial(), [wall])
        assert f"held not comparable by {shown}ompare the grades" in str(raised.value)

    def test_two_ways_that_disagree_are_shown_whole(self) -> None:
        left, right = ladder("l", "1"), ladder("r", "1")
        goal, start = ladder("z", "x", "y"), ladder("s", "1")
        both = tuple(Pair(left["1"], g) for g in goal)
        ways = {
            ("s", "l"): ScaleMapping(start, left, (Pair(start["1"], left["1"]),)),
            ("l", "z"): ScaleMapping(left, goal, both),
            ("s", "r"): ScaleMapping(start, right, (Pair(start["1"], right["1"]),)),
            ("r", "z"): ScaleMapping(right, goal, (Pair(right["1"], goal["y"]),)),
        }
        edges = {"s": ["l", "r"], "l": ["z"], "r": ["z"]}
        with pytest.raises(MappingConflictError) as raised:
            find_mapping(start, goal, edges, lambda a, b: ways[a, b])
        assert "s > l > z gives x, y; s > r > z gives y; take one" in str(raised.value)


class TestPathsOfEqualLength:
    """Two ways that agree are one mapping, with every citation and every missing grade."""

    def test_they_are_joined(self) -> None:
        left, right, goal = ladder("l", "x", "y"), ladder("r", "x", "y"), ladder("z", "x", "y")
        start = ladder("s", "x", "y")

        def one(a: GradeScale, b: GradeScale, cited: Citation) -> ScaleMapping:
            pair = Pair(a["x"], b["x"], cited.evidence, (cited,))
            return ScaleMapping(a, b, (pair,), (NoCounterpart(a["y"], cited),))

        weak = Citation(ROLL, Evidence.INFERRED, "Nr. 1")
        ways = {
            ("s", "l"): one(start, left, SAID),
            ("l", "z"): one(left, goal, SAID),
            ("s", "r"): one(start, right, weak),
            ("r", "z"): one(right, goal, ALSO),
        }
        edges = {"s": ["l", "r"], "l": ["s", "z"], "r": ["s", "z"], "z": ["l", "r"]}
        found = find_mapping(start, goal, edges, lambda a, b: ways[a, b])
        assert (found.before, found.after) == (start, goal)
        (pair,) = found
        assert (pair.before, pair.after) == (start["x"], goal["x"])
        assert pair.evidence is Evidence.NORM
        assert pair.citations == (SAID, weak, ALSO)
        assert {m.grade for m in found.without} == {start["y"]}


class TestMismatch:
    def test_then_names_both_ends(self) -> None:
        mapping = partial()
        with pytest.raises(
            ScaleMismatchError,
            match=r"leads to neu, but the other mapping starts from alt; they join",
        ):
            mapping.then(mapping)

    @pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
    def test_each_comparison_names_its_sign(self, sign: str) -> None:
        decide = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]
        with pytest.raises(
            ScaleMismatchError,
            match=f"^cannot decide alt:1 {sign} neu:A: grades of two scales have no common order; "
            r"convert first: \.to\('neu'\), or ask compare\(\) for the change$",
        ):
            decide(OLD["1"], NEW["A"])


class TestPlainValues:
    def test_a_scale(self) -> None:
        plain = scale("ni-pol-1996").as_dict()
        assert (plain["id"], plain["title"]) == ("ni-pol-1996", "Wertungsstufen der BRLPol 1996")
        grades = plain["grades"]
        assert isinstance(grades, list)
        assert grades[:2] == [
            {
                "code": "6",
                "label": None,
                "stage": "6",
                "stage_known": True,
                "position": "6",
                "evidence": "gruende",
                "label_evidence": None,
            },
            {
                "code": "5",
                "label": "übertrifft erheblich die Anforderungen",
                "stage": "5",
                "stage_known": True,
                "position": "5",
                "evidence": "gruende",
                "label_evidence": "gruende",
            },
        ]

    @pytest.mark.parametrize(("count", "shown"), [(12, 12), (13, 13), (100, 13)])
    def test_long_lists_are_shortened(self, count: int, shown: int) -> None:
        made = ladder("lang", *(f"n{n}" for n in range(count)))
        assert len(repr(made).removesuffix(">").split()) == shown + 2

    def test_german_is_the_language_of_a_finding(self) -> None:
        one = Finding("x", Verdict.OPEN, Text("Ob.", "Whether."))
        assert one.explain() == "offen: Ob."
        assert grade("ni-pol-1999:4").label in str(
            Finding("x", Verdict.OPEN, Text(grade("ni-pol-1999:4").label or "", ""))
        )

    def test_a_guideline_prints_as_its_title(self) -> None:
        title = "Beurteilungsrichtlinien für den Polizeivollzugsdienst (BRLPol) vom 29.12.1999"
        assert str(guideline("ni-pol-1999")) == title


class TestEveryScheme:
    """Whatever ships can be checked: a case of any scheme gets an answer on every paper."""

    def test_guidelines_are_hashable(self) -> None:
        assert len({*guidelines()}) == len(guidelines())

    @pytest.mark.parametrize("name", SCALES)
    def test_a_drop_from_best_to_worst(self, name: str) -> None:
        report = dropped(name)
        assert report.exit_code in (1, 3)
        assert report.explain("de") != report.explain("en")
        for form in {*FORMATS} - {"pdf"}:  # `nox -s pdf` typesets them: it takes six times as long
            assert report.render(form)


class TestFiguresAreExact:
    """A figure of a Richtwert is a fraction, whoever gives it; a float is refused."""

    @pytest.mark.parametrize("name", ["prozent", "toleranz_ueber", "toleranz_unter"])
    def test_each(self, name: str) -> None:
        rule = {"quelle": "rolle", "evidenz": Evidence.NORM, "rang": 1}
        assert isinstance(getattr(Richtwert(**rule, **{name: 10}), name), Fraction)
        with pytest.raises(DataError, match=r"7\.5 is a float and never exact"):
            Richtwert(**rule, **{name: 7.5})

    def test_a_mean(self) -> None:
        rule = {"quelle": "rolle", "evidenz": Evidence.NORM, "gilt_dem_mittel": True}
        assert Richtwert(**rule, mittelwert="2,5").mittelwert == Fraction(5, 2)


class TestIntervals:
    """A refusal names what is refused."""

    def test_ends_in_the_wrong_order(self) -> None:
        with pytest.raises(DataError) as raised:
            Interval(2, 1)
        assert raised.value.where == "interval"
        assert raised.value.problems == ("low 2 is greater than high 1",)

    def test_the_hull_of_nothing(self) -> None:
        with pytest.raises(DataError) as raised:
            Interval.hull([])
        assert raised.value.where == "interval"
        assert raised.value.problems == ("no value is given, so nothing lies between",)


class TestRefusedMappings:
    """Every fault is named at once, under the two scales."""

    def test_a_pair_twice(self) -> None:
        pair = Pair(OLD["1"], NEW["A"])
        with pytest.raises(DataError) as raised:
            ScaleMapping(OLD, NEW, (pair, pair))
        assert raised.value.where == "mapping alt to neu"
        assert raised.value.problems == ("a pair is given twice",)

    @pytest.mark.parametrize(
        ("ends", "holes"),
        [
            (["1A", "1D", "2B", "2C", "2D"], "B, C"),
            (["1A", "1B", "1D", "2C", "2D"], "C"),  # behind two neighbours
        ],
    )
    def test_counterparts_with_holes(self, ends: list[str], holes: str) -> None:
        wide = ladder("weit", "A", "B", "C", "D")
        with pytest.raises(DataError) as raised:
            ScaleMapping(OLD, wide, tuple(Pair(OLD[a], wide[b]) for a, b in ends))
        assert raised.value.problems[0] == (
            f"alt:1 corresponds to grades on both sides of {holes}, but not to {holes}"
        )


def test_two_figures_of_scales_without_a_direction_have_no_nominal() -> None:
    """One stage shows no direction, so its figure compares with nothing."""
    first, second = ladder("eins", "3"), ladder("zwei", "2")
    change = measure(first["3"], second["2"], lambda _: (NEW["A"],), ())
    assert (first.direction, second.direction, change.nominal) == (None, None, None)


def test_a_step_is_attested_by_its_stage() -> None:
    scale = GradeScale("neu", (Stage("A", citation=SAID, steps=(Step("A+"),)), Stage("B")))
    assert scale["A+"].citation == SAID


class TestWhoAttestsALabel:
    """A label and its citation belong together: a step has its own, or those of its stage."""

    def attested(self, step: Step) -> tuple[str | None, Citation | None]:
        scale = GradeScale(
            "neu", (Stage("A", "gut", label_citation=SAID, steps=(step,)), Stage("B"))
        )
        first = scale.grades[0]
        return first.label, first.label_citation

    def test_its_own(self) -> None:
        assert self.attested(Step("A+", "sehr gut", label_citation=ALSO)) == ("sehr gut", ALSO)

    def test_that_of_its_stage(self) -> None:
        assert self.attested(Step("A+")) == ("gut", SAID)
        assert self.attested(Step("A+", label_citation=ALSO)) == ("gut", SAID)

    def test_a_label_of_its_own_is_not_attested_by_the_stage(self) -> None:
        assert self.attested(Step("A+", "sehr gut")) == ("sehr gut", None)

    def test_between_two_stages(self) -> None:
        scale = GradeScale("neu", (Stage("A"), Step("A/B", label_citation=ALSO), Stage("B")))
        assert scale["A/B"].label_citation == ALSO


class TestRowsOfNumbers:
    """A number of a row is a name like any other: it may stand there once."""

    def test_two_rows_that_overlap(self) -> None:
        upper, lower = Row(range(5, 3, -1)), Row(range(4, 2, -1))
        with pytest.raises(DataError) as raised:
            GradeScale("doppelt", (Stage("gut", steps=upper), Stage("ausreichend", steps=lower)))
        assert raised.value.problems == ("code '4' is listed twice",)

    def test_a_label_that_is_a_number_of_a_row(self) -> None:
        row = Row(range(5, 3, -1))
        with pytest.raises(DataError) as raised:
            GradeScale("doppelt", (Stage("gut", steps=row), Stage("schlecht", "4")))
        assert raised.value.problems == (
            "label '4' of 'schlecht' is also a name of '4' (after folding)",
        )

    def test_rows_of_other_decimals_side_by_side(self) -> None:
        fine, whole = Row(range(15, 13, -1), 1), Row(range(1, -1, -1))
        scale = GradeScale("gemischt", (Stage("gut", steps=fine), Stage("schlecht", steps=whole)))
        assert [g.code for g in scale] == ["1,5", "1,4", "1", "0"]


def test_a_scale_without_stages() -> None:
    with pytest.raises(DataError) as raised:
        GradeScale("leer", ())
    assert raised.value.where == "scale leer"
    assert raised.value.problems == ("a scale needs at least one stage",)
