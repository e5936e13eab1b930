"""What goes out comes back the same: architecture, laws, "round trips"."""

import copy
import json
import pickle
import subprocess
import sys
import tomllib
from fractions import Fraction

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Evidence,
    Finding,
    GradeScale,
    Interval,
    Verdict,
    compare,
    errors,
    grade,
    guideline,
    load,
    mapping,
    scale,
    scales,
)
from beurteilung._base.text import Text
from beurteilung.changes.measure import GradeChange
from beurteilung.law.loading import read_guideline
from beurteilung.model.offices import Befoerderung
from beurteilung.model.scales import Stage, Step
from beurteilung.strategies import (
    appraisals,
    distributions,
    events,
    grades,
    intervals,
    mappings,
    offices,
    periods,
)
from beurteilung.strategies import scales as generated

VALUES = st.one_of(
    appraisals(), distributions(), events(), grades(), intervals(), mappings(), offices(), periods()
)
PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


class TestPickle:
    """pickle (also into another process)"""

    @given(VALUES, st.sampled_from(PROTOCOLS))
    def test_every_value_comes_back_equal(self, value, protocol):
        back = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own
        assert back == value
        assert repr(back) == repr(value)

    @given(generated())
    def test_a_generated_grade_brings_its_scale(self, s):
        back = pickle.loads(pickle.dumps(list(s)))  # noqa: S301 - our own
        assert back == list(s)
        assert len({id(g.scale) for g in back}) == 1
        assert [g.scale[g.code] is g for g in back] == [True] * len(s)
        assert [g.citation for g in back] == [g.citation for g in s]

    @each("s", scales(), ids=lambda s: s.id)
    def test_a_shipped_grade_is_the_same_object(self, s):
        data = pickle.dumps(s.grades[0])
        assert pickle.loads(data) is s.grades[0]  # noqa: S301 - our own
        assert len(data) < 200, "a shipped scale pickles by name"

    def test_a_change_keeps_its_figures_and_its_explanation(self):
        change = compare(grade("ni-pol-1996:5"), grade("ni-pol-1999:3"), events=[Befoerderung()])
        back = pickle.loads(pickle.dumps(change))  # noqa: S301 - our own
        assert isinstance(back, GradeChange)
        assert back == change
        assert back.explain() == change.explain()
        assert pickle.loads(pickle.dumps(change.finding)) == change.finding  # noqa: S301 - our own

    def test_a_guideline_too(self):
        shipped = guideline("ni-pol-1999")
        back = pickle.loads(pickle.dumps(shipped))  # noqa: S301 - our own
        assert back == shipped
        assert back.scale is shipped.scale

    @pytest.mark.parametrize("name", errors.__all__)
    def test_errors_keep_message_and_facts(self, name):
        made = sample(getattr(errors, name))
        back = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
        assert type(back) is type(made)
        assert str(back) == str(made)
        assert vars(back) == vars(made)


def sample(kind):
    """Raise-worthy instances: those with facts of their own get some."""
    facts = {
        "AmbiguousGradeError": lambda: ("several", grade("ni-pol-1996:5").scale.grades[:2]),
        "DataError": lambda: ("datei.toml", ["eins", "zwei"]),
        "NotComparableError": lambda: (
            "not comparable",
            next(iter(mapping("ni-pol-1996", "ni-pol-1999"))).citations[0],
        ),
        "BadRowsError": lambda: (3, 10, ["row 1: x"]),
    }
    return kind(*facts.get(kind.__name__, lambda: ("what was given, what was expected",))())


FRESH = """
import pickle, sys
back = pickle.loads(sys.stdin.buffer.read())
from beurteilung import grade
print([str(g) for g in back], all(g.scale[g.code] is g for g in back), sorted(back) == back)
shipped = [g for g in back if g.scale.id == "ni-pol-1996"]
print(all(grade(str(g)) is g for g in shipped), len(shipped), len(set(back)))
"""


class TestAnotherProcess:
    """A grade of a loaded or generated scale pickles with its scale, so it also opens in a worker that
    never loaded the file
    """

    def send(self, sent):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", FRESH], input=pickle.dumps(sent), capture_output=True, check=True
        )
        return done.stdout.decode().splitlines()

    def test_shipped_loaded_and_generated_grades_arrive(self, tmp_path):
        file = tmp_path / "gesandt.toml"
        file.write_text(
            toml_of(GradeScale("gesandt", (Stage("gut"), Step("naja"), Stage("übel")))), "utf-8"
        )
        loaded = load(file).scale
        made = GradeScale(
            "erzeugt", (Stage("2", "größer", steps=(Step("2 +"), Step("2"))), Stage("1"))
        )
        for s in (scale("ni-pol-1996"), loaded, made):
            worst_first = list(s)[::-1]
            first, second = self.send(worst_first)
            assert first == f"{[str(g) for g in worst_first]} True True"
            shipped = len(s) if s.id == "ni-pol-1996" else 0
            assert second == f"True {shipped} {len(s)}"


class TestCopy:
    """copy"""

    @given(grades())
    def test_a_grade_and_its_scale_are_never_copied(self, g):
        for way in (copy.copy, copy.deepcopy):
            assert way(g) is g
            assert way(g.scale) is g.scale
            assert way([g])[0] is g

    @given(VALUES)
    def test_every_copy_is_equal(self, value):
        assert copy.copy(value) == value
        assert copy.deepcopy(value) == value


class TestJson:
    """JSON"""

    @given(generated())
    def test_a_grade_by_its_text_form(self, s):
        back = json.loads(json.dumps([str(g) for g in s]))
        assert [s[text.partition(":")[2]] for text in back] == list(s)

    @given(generated())
    def test_a_scale_as_plain_values(self, s):
        back = json.loads(json.dumps(s.as_dict()))
        assert back == s.as_dict()
        assert back["id"] == s.id
        assert [s[g["code"]] for g in back["grades"]] == list(s)
        assert [Fraction(g["position"]) for g in back["grades"]] == [g.position for g in s]
        for plain, g in zip(back["grades"], s, strict=True):
            assert plain["label"] == g.label
            assert plain["evidence"] == (g.citation and g.citation.evidence.value)

    @given(intervals())
    def test_an_interval_by_its_ends(self, i):
        assert Interval(*json.loads(json.dumps([i.low, i.high]))) == i


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def toml_of(s):
    """Write a scale as a file of its own; every datum has the same invented source."""
    lines = [
        f"id = {quoted(s.id)}",
        'titel = "erfunden"',
        '[[quelle]]\nid = "q"\nzitat = "erfundene Quelle"\nart = "sekundaer"',
        f"[[skala]]\nid = {quoted(s.id)}\ntitel = {quoted(s.title or 'erfunden')}",
        'quelle = "q"\nevidenz = "sekundaer"',
    ]
    for rung in s.ladder:
        lines.append(f"[[skala.stufe]]\ncode = {quoted(rung.code)}")
        if rung.label:
            lines.append(f"bezeichnung = {{ text = {quoted(rung.label)} }}")
        if not isinstance(rung, Stage):
            lines.append("zwischenstufe = true")
        else:
            lines += [f"[[skala.stufe.schritt]]\ncode = {quoted(step.code)}" for step in rung.steps]
    return "\n".join(lines)


class TestToml:
    """TOML"""

    @given(generated())
    def test_a_scale_written_as_a_file_is_read_as_the_same_scale(self, tmp_path_factory, s):
        file = tmp_path_factory.getbasetemp() / "skala.toml"
        file.write_text(toml_of(s), "utf-8")
        (back,) = read_guideline(file).scales
        assert [str(g) for g in back] == [str(g) for g in s]
        for g, h in zip(s, back, strict=True):
            assert (g.label, g.position, g.stage and g.stage.code) == (
                h.label,
                h.position,
                h.stage and h.stage.code,
            )
            assert h.citation.evidence is Evidence.SECONDARY
        assert back.direction == s.direction

    @given(generated())
    def test_the_text_is_toml(self, s):
        assert tomllib.loads(toml_of(s))["skala"][0]["id"] == s.id


class TestFindings:
    """A finding is the explanation"""

    def test_it_comes_back_with_all_its_parts(self):
        child = Finding("kind", Verdict.OPEN, Text("offen", "open"), leaning=Verdict.VIOLATED)
        finding = Finding("eltern", Verdict.SATISFIED, Text("ja", "yes"), children=(child,))
        assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301 - our own
        assert copy.deepcopy(finding) == finding
        assert len({finding, copy.copy(finding)}) == 1
