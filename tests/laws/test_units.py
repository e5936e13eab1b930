"""What is counted, and in which unit: architecture, laws, "units" and "everything renders"."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import Befoerderung, Verdict, compare, grade, scales, to_json
from beurteilung._base.text import Text
from beurteilung.changes.measure import MEASURES, WHY_NOT
from beurteilung.errors import BeurteilungError
from beurteilung.model.scales import GradeScale, Row, Stage, Step, WithoutStage
from beurteilung.render.text import paragraph
from beurteilung.strategies import banded_scales, grades, point_scales
from beurteilung.strategies import scales as staged

anything = st.one_of(point_scales(), banded_scales(), staged())
SHIPPED = scales()


@st.composite
def pairs(draw, of=anything):
    s = draw(of)
    return draw(grades(s)), draw(grades(s))


class TestStages:
    """stages must be attested; whoever counts them answers None where they are not"""

    @given(pairs(point_scales()))
    def test_a_difference_is_counted_only_between_attested_stages(self, pair):
        before, after = pair
        change = compare(before, after)
        if before == after:
            assert change.real == 0
        elif not (before.stage_known and after.stage_known):
            assert change.real is change.explained is change.unexplained is None
            assert change.verdict is Verdict.OPEN
        assert change.steps == before.rank - after.rank

    @given(pairs())
    def test_each_none_has_a_reason_and_nothing_else(self, pair):
        change = compare(*pair)
        unknown = {name for name in MEASURES if getattr(change, name) is None}
        assert set(change.why_not) == unknown
        assert all(isinstance(text, Text) for text in change.why_not.values())

    @given(anything, st.integers(1, 6))
    def test_ranks_are_whole_stages_or_not_told(self, s, n):
        found = s.of_rank(0, n - 1)
        if found is not None:
            assert all(g.stage_known for g in found)
            last = s.grades[len(found)] if len(found) < len(s) else None
            assert last is None or last.stage_known
        low = s.lowest(n)
        assert low is None or all(g.stage_known for g in low)

    def test_one_limit_may_be_attested_while_others_are_not(self):
        s = grade("bwl-alt-8:8,0").scale
        assert compare(s["7,5"], s["5,5"]).real == -1
        assert compare(s["7,5"], s["7,0"]).real == 0
        assert compare(s["7,5"], s["5,0"]).real is None
        assert "mindestens eine Stufe" in compare(s["7,5"], s["5,0"]).explain()
        assert (s.stage_count, s.complete, s.of_rank(0, 0)[-1].code) == (4, True, "6,0")
        assert s.of_rank(1, 1) is None

    def test_two_steps_of_one_stage_are_a_difference(self):
        up, down = grade("ni-pol-2008:C oberer Bereich"), grade("ni-pol-2008:C unterer Bereich")
        change = compare(up, down)
        assert (change.real, change.steps, change.verdict) == (0, -2, Verdict.OPEN)
        assert change.code == "wechsel.innerhalb-der-stufe"
        assert compare(up, down, events=[Befoerderung()]).finding.leaning is Verdict.SATISFIED
        assert compare(down, up, events=[Befoerderung()]).finding.leaning is None


class TestNominal:
    """nominal is the exact difference of the printed numbers, better positive; numbering a scale from its
    other end changes no measure
    """

    @given(pairs(point_scales()))
    def test_it_is_that_difference(self, pair):
        before, after = pair
        old, new = (Fraction(g.code.replace(",", ".")) for g in pair)
        change = compare(before, after)
        assert change.nominal == before.scale.figure_direction * (new - old)
        assert (change.nominal > 0) == (after > before)

    @given(st.integers(2, 6), st.sampled_from([True, False]), st.data())
    def test_numbering_from_the_other_end_changes_nothing(self, n, banded, data):
        numbers = range(n, 0, -1)

        def made(row):
            if banded:
                return GradeScale("z", (Stage("a", steps=Row(row[:1])), WithoutStage(Row(row[1:]))))
            return GradeScale("z", tuple(Stage(str(k)) for k in row))

        one, other = made(numbers), made(numbers[::-1])
        i, j = (data.draw(st.integers(0, n - 1)) for _ in "ij")
        first, second = (
            compare(one.grades[i], one.grades[j]),
            compare(other.grades[i], other.grades[j]),
        )
        assert [getattr(first, m) for m in MEASURES] == [getattr(second, m) for m in MEASURES]

    def test_letters_have_none(self):
        s = GradeScale("abcd", tuple(map(Stage, "ABCD")))
        change = compare(s["A"], s["C"])
        assert (change.nominal, change.real) == (None, -2)
        assert "Ziffern" not in change.explain()


STAGES = re.compile(r"\b(Stufen?|stages?)\b")
ALLOWED = re.compile(
    "|".join(re.escape(t) for text in (*WHY_NOT.values(),) for t in (text.de, text.en))
    + "|Stufen werden nicht gezählt|Stages are not counted|mindestens eine Stufe|at least one stage"
)


class TestWords:
    """no text calls a step a stage where the stage is not attested"""

    @given(pairs(point_scales()))
    def test_of_unknown_stages_no_stage_is_counted(self, pair):
        change = compare(*pair)
        if change.real is None:
            for lang in ("de", "en"):
                assert not STAGES.search(ALLOWED.sub("", change.explain(lang)))

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ("zoll-brzv-2010:9", "zoll-brzv-2010:7", "zwei Punkte weniger"),
            ("bwl-pol-2003:3,50", "bwl-pol-2003:2,50", "ein Punkt weniger"),
            ("bwl-pol-2003:3,50", "bwl-pol-2003:2,75", "0,75 Punkte weniger"),
            ("by-llbg:11", "by-llbg:13", "zwei Punkte mehr"),
            ("ihk-100-dezimal:2,4", "ihk-100-dezimal:3,8", "der Unterschied −1,4."),
        ],
    )
    def test_a_difference_is_named_in_the_unit_of_the_scale(self, before, after, words):
        assert words in compare(grade(before), grade(after)).explain()

    def test_a_recorded_gap_is_named(self):
        text = compare(grade("zoll-brzv-2010:9"), grade("zoll-brzv-2010:7")).explain()
        assert "welche Punkte zu welcher der fünf Stufen gehören" in text


def kinds(change):
    """What an outcome is like: which measures are None or intervals, and which way it goes."""
    shape = tuple(
        None if getattr(change, m) is None else getattr(getattr(change, m), "exact", True)
        for m in MEASURES
    )
    way = (change.steps or 0) > 0, (change.steps or 0) < 0
    return shape, way, change.within_a_stage


def some(s):
    """All pairs of a scale of at most 60 grades; of a longer one its ends, limits of bands, a sample."""
    if len(s) <= 60:
        return [*s]
    limits = [g for a, g in zip(s, s.grades[1:], strict=False) if a.stage != g.stage]
    return [*dict.fromkeys((s.grades[0], s.grades[-1], *limits[:8], *s.grades[:: len(s) // 8]))]


class TestEverythingRenders:
    """every pair of every shipped scale of at most 60 grades, and of generated scales, gives text and JSON
    in both languages; each kind of outcome gives all six formats once a scale
    """

    @pytest.mark.parametrize("s", SHIPPED, ids=lambda s: s.id)
    def test_shipped(self, s):
        seen = set()
        for before in some(s):
            for after in some(s):
                change = compare(before, after)
                finding = change.finding  # made once for both languages
                assert paragraph(finding, "de")
                assert paragraph(finding, "en")
                assert to_json(change)
                if kinds(change) not in seen:
                    seen.add(kinds(change))
                    for form in ("text", "md", "html", "json"):
                        for lang in ("de", "en"):
                            assert change.render(form, lang)

    @given(pairs(), st.lists(st.just(Befoerderung()), max_size=2))
    def test_generated(self, pair, events):
        change = compare(*pair, events=events)
        for lang in ("de", "en"):
            assert change.explain(lang)
            for form in ("text", "md", "html", "json"):
                assert change.render(form, lang)

    def test_half_a_stage(self):
        s = GradeScale("halb", (Stage("5"), Step("4,5"), Stage("4"), Step("3,5"), Stage("3")))
        change = compare(s["4,5"], s["3"])
        assert (change.nominal, change.steps, str(change.real)) == (Fraction(-3, 2), -3, "[-2, -1]")


class TestRecordedStandard:
    """A guideline's recorded tightening is shown"""

    def test_on_the_scale_that_it_concerns(self):
        change = compare(grade("bwl-alt-8:7,5"), grade("bwl-alt-8:5,5"))
        assert "ein strengerer Maßstab von einer Runde zur nächsten" in change.explain()
        assert "Recorded of the guideline" in change.explain(lang="en")
        assert change.explained == 0

    def test_not_by_a_decision_after_the_rechtsstand(self):
        old = compare(
            grade("bwl-alt-8:7,5"), grade("bwl-alt-8:5,5"), rechtsstand=date(2010, 12, 19)
        )
        assert "strengerer Maßstab" not in old.explain()
        assert "strengerer Maßstab" not in compare(*[grade("bwl-alt-8:7,5")] * 2).explain()


class TestLaw:
    """authorities count up to the Rechtsstand, and those on the law of the Dienstherr; one verdict"""

    def test_two_points_of_sixteen_are_settled_in_bavaria_and_no_more(self):
        events = [Befoerderung()]
        start = grade("by-llbg:13")
        two = compare(start, grade("by-llbg:11"), events=events)
        assert (two.verdict, two.code) == (Verdict.SATISFIED, "wechsel.erklaert")
        assert "Nach einer erstinstanzlichen Entscheidung" in two.explain()
        assert compare(start, grade("by-llbg:10"), events=events).verdict is Verdict.OPEN
        early = compare(start, grade("by-llbg:11"), events=events, rechtsstand=date(2024, 4, 28))
        assert early.verdict is Verdict.OPEN
        other = compare(start, grade("by-llbg:11"), events=events, dienstherr="Hessen")
        assert other.verdict is Verdict.OPEN

    def test_elsewhere_than_attested_the_numbers_stay_and_the_verdict_is_open_and_leans(self):
        s = GradeScale("sieben", tuple(map(Stage, "7654321")))
        change = compare(s["5"], s["4"], events=[Befoerderung()])
        assert (change.explained, change.unexplained) == (-1, 0)
        assert (change.verdict, change.finding.leaning) == (Verdict.OPEN, Verdict.SATISFIED)
        assert "Belegt ist das für Skalen mit 5 und 6 Stufen" in change.explain()

    @pytest.mark.parametrize("kind", ["pruefung", "entgelt", "schule", "fremdes_recht"])
    def test_on_a_scale_of_another_kind_the_rule_does_not_apply_and_says_why(self, kind):
        s = GradeScale("fremd", tuple(map(Stage, "54321")), kind=kind)
        change = compare(s["5"], s["4"], events=[Befoerderung()])
        assert (change.explained, change.unexplained) == (0, -1)
        [found] = [f for f in change.finding.children if f.code == "wechsel.ereignis"]
        assert found.verdict is Verdict.NOT_APPLICABLE
        assert "gilt für dienstliche Beurteilungen" in found.message.de
        assert change.verdict is change.finding.verdict is Verdict.OPEN

    @pytest.mark.parametrize(
        ("law", "message"),
        [
            ({"dienstherr": "Bayrn"}, "unknown Dienstherr 'Bayrn' (did you mean 'Bayern'?)"),
            ({"dienstherr": 5}, "expected the Dienstherr as text"),
            ({"rechtsstand": "2020-01-01"}, "expected the Rechtsstand as a day"),
        ],
    )
    def test_what_is_none_is_refused(self, law, message):
        with pytest.raises(BeurteilungError) as raised:
            compare(grade("by-llbg:13"), grade("by-llbg:11"), **law)
        assert message in str(raised.value)

    @pytest.mark.parametrize(
        ("short", "name"),
        [("NRW", "Nordrhein-Westfalen"), ("Nds.", "Niedersachsen"), ("bund", "Bund")],
    )
    def test_a_dienstherr_may_be_named_by_an_abbreviation(self, short, name):
        pair = grade("ni-pol-1996:5"), grade("ni-pol-1999:3")
        for_short, for_name = (compare(*pair, dienstherr=d) for d in (short, name))
        assert for_short == for_name
        assert for_short.finding == for_name.finding
