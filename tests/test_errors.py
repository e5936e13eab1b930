"""Bad input: each item of it raises an error of ours that says what was given, expected, and the way out."""

import pickle
import pkgutil
import re
from datetime import date
from importlib import import_module

import pytest

import beurteilung
from beurteilung import (
    Evidence,
    Finding,
    GradeScale,
    Interval,
    Laufbahnwechsel,
    Period,
    Verdict,
    check,
    compare,
    errors,
    grade,
    guideline,
    in_force,
    mapping,
    scale,
)
from beurteilung._base.text import Text
from beurteilung.errors import (
    BeurteilungError,
    DataError,
    ScaleMismatchError,
    WrongKindError,
)
from beurteilung.model.appraisals import Record, Version
from beurteilung.model.findings import Ground
from beurteilung.model.scales import Stage

TEXT = Text("Text", "text")


class TestRoot:
    """every exception, under one root"""

    def test_every_exception_is_listed_and_has_the_root(self):
        listed = {getattr(errors, name) for name in errors.__all__}
        assert errors.__all__ == sorted(errors.__all__)
        assert all(issubclass(kind, BeurteilungError) for kind in listed)
        assert all(kind.__doc__ for kind in listed)

    def test_one_that_another_module_defines_is_of_a_listed_kind(self):
        listed = tuple(
            getattr(errors, name) for name in errors.__all__ if name != "BeurteilungError"
        )
        for module in pkgutil.walk_packages(beurteilung.__path__, "beurteilung."):
            if module.name.endswith("__main__"):
                continue
            try:
                found = vars(import_module(module.name))
            except ImportError:
                continue  # an optional library is not here
            own = {x for x in found.values() if isinstance(x, type) and x.__module__ == module.name}
            wrong = {k for k in own if issubclass(k, Exception) and not k.__name__.startswith("_")}
            assert module.name == "beurteilung.errors" or all(issubclass(k, listed) for k in wrong)

    @pytest.mark.parametrize("name", [n for n in errors.__all__ if n != "BeurteilungError"])
    def test_each_is_also_of_a_kind_that_callers_know(self, name):
        kinds = (ValueError, TypeError, LookupError, ImportError)
        assert issubclass(getattr(errors, name), kinds)


class TestMessages:
    """Errors say what was given, what was expected, and the way out."""

    @pytest.mark.parametrize(
        ("ask", "kind", "message"),
        [
            (
                lambda: scale("ni-pol-199"),
                errors.UnknownIdError,
                (
                    "no scale 'ni-pol-199' is known; "
                    "known names that begin so: ni-pol-1996, ni-pol-1999; scales() lists all"
                ),
            ),
            (
                lambda: grade("ni-pol-1999:6"),
                errors.UnknownGradeError,
                "scale ni-pol-1999 has no grade '6'; its grades, best first: 5, 4, 3, 2, 1",
            ),
            (
                lambda: scale("ni-pol-1996").member(grade("ni-pol-1999:5")),
                errors.ScaleMismatchError,
                "expected a grade of scale ni-pol-1996, got ni-pol-1999:5",
            ),
            (
                lambda: grade("ni-pol-1996:5") < grade("ni-pol-1999:4"),
                errors.ScaleMismatchError,
                (
                    "cannot decide ni-pol-1996:5 < ni-pol-1999:4: grades of two scales have no common "
                    "order; convert first: .to('ni-pol-1999'), or ask compare() for the change"
                ),
            ),
            (
                lambda: grade("ni-pol-1999:2").to("ni-pol-1996"),
                errors.AmbiguousGradeError,
                (
                    "ni-pol-1999:2 corresponds to several grades of ni-pol-1996: 3, 2; "
                    ".candidates() returns all of them"
                ),
            ),
            (
                lambda: grade("ni-pol-1999:4").to("oberstufe-15"),
                errors.NoMappingError,
                (
                    "no mapping from ni-pol-1999 to oberstufe-15 is known; scales joined to ni-pol-1999: "
                    "ni-pol-1996, ni-pol-1999-merkmale, ni-pol-2008; load() a file with [[abbildung]] and "
                    "its source to add one"
                ),
            ),
            (
                lambda: compare(5, grade("ni-pol-1999:4")),
                errors.WrongKindError,
                "expected two grades or two appraisals, got int and Grade",
            ),
            (
                lambda: int(Interval(-2, -1)),
                errors.InexactIntervalError,
                "[-2, -1] is no single number; use .low and .high",
            ),
            (
                lambda: bool(Finding("x", Verdict.OPEN, TEXT)),
                errors.UndecidedTruthError,
                "a finding has four verdicts; ask for finding.verdict is Verdict.SATISFIED",
            ),
            (
                lambda: Period(date(2000, 9, 2), date(2000, 9, 1)),
                errors.DateError,
                "the period ends on 2000-09-01, before it starts on 2000-09-02",
            ),
            (
                lambda: Record(
                    tuple(Version(grade(f"ni-pol-1996:{n}"), date(2001, 3, 19)) for n in (4, 5))
                ),
                errors.DateError,
                "two versions are of the same day, 2001-03-19; which one replaces the other?",
            ),
            (
                lambda: in_force("ni-pol", date(1980, 1, 1), laufbahngruppe="höherer Dienst"),
                errors.NotInForceError,
                None,
            ),
            (lambda: mapping("bmwi-2007", "bmwi-2011"), errors.NotComparableError, None),
            (
                lambda: GradeScale("x", (Stage("1"), Stage("1"))),
                errors.DataError,
                "scale x: 1 problem\n  code '1' is listed twice",
            ),
        ],
    )
    def test_in_full(self, ask, kind, message):
        with pytest.raises(kind) as raised:
            ask()
        assert type(raised.value) is kind
        assert str(raised.value) == (message or str(raised.value))
        assert len(str(raised.value)) > 40

    def test_a_day_outside_every_edition_names_what_is_known(self):
        with pytest.raises(errors.NotInForceError) as raised:
            in_force("ni-pol", date(1980, 1, 1), laufbahngruppe="höherer Dienst")
        assert str(raised.value).startswith(
            "no edition of ni-pol is known for the Stichtag 1 January 1980 for höherer Dienst; known: "
        )
        assert "ni-pol-1996 (gehobener Dienst, 1996-01-04 to 1999-10-31)" in str(raised.value)
        assert "ni-pol-2023 (2023-09-01 to open)" in str(raised.value)

    def test_not_comparable_quotes_the_decision(self):
        with pytest.raises(errors.NotComparableError) as raised:
            mapping("bmwi-2007", "bmwi-2011")
        assert raised.value.citation.source.zitat in str(raised.value)
        assert str(raised.value).startswith("bmwi-2007 and bmwi-2011 are held not comparable by ")

    def test_a_file_is_told_all_its_faults(self):
        error = DataError("datei.toml", ["eins", "zwei"])
        assert str(error) == "datei.toml: 2 problems\n  eins\n  zwei"
        assert error.problems == ("eins", "zwei")

    def test_what_is_wrong_outside_any_file_is_told_without_one(self):
        assert str(DataError("", ["eins"])) == "1 problem\n  eins"
        with pytest.raises(DataError) as raised:
            guideline("jur-18").place(9.1, "jur-18-mittel")
        assert str(raised.value) == (
            "1 problem\n  9.1 is a float and never exact; write it as text: '8,30'"
        )


class TestFindings:
    """An open finding may carry a leaning, a satisfied one a deviation; a violated one the ground"""

    @pytest.mark.parametrize(
        ("verdict", "more", "fault"),
        [
            (Verdict.SATISFIED, {"leaning": Verdict.VIOLATED}, "only an open one leans"),
            (Verdict.OPEN, {"deviation": TEXT}, "only a satisfied one deviates"),
            (Verdict.VIOLATED, {}, "a violated one, and no other, names the ground of review"),
            (Verdict.OPEN, {"ground": Ground.TERM}, "a violated one, and no other, names"),
            (Verdict.OPEN, {"new_appraisal": True}, "only a violated one has it"),
        ],
    )
    def test_what_contradicts_the_verdict_is_refused(self, verdict, more, fault):
        with pytest.raises(DataError) as raised:
            Finding("x", verdict, TEXT, **more)
        assert fault in str(raised.value)

    def test_what_fits_is_taken(self):
        fit = Finding("x", Verdict.VIOLATED, TEXT, ground=Ground.GUIDELINE, new_appraisal=True)
        assert fit.ground.label.de == "gegen die Richtlinie verstoßen"
        assert Verdict.NOT_APPLICABLE.label.en == "not applicable"

    def test_evidence_is_that_of_the_weakest_citation_below(self):
        def citing(evidence, *children):
            cited = beurteilung.Citation(beurteilung.Source("q", "Q", "norm"), evidence)
            return Finding("x", Verdict.OPEN, TEXT, citations=(cited,), children=children)

        tree = citing(Evidence.NORM, citing(Evidence.REASONS), citing(Evidence.SECONDARY))
        assert tree.evidence is Evidence.SECONDARY
        assert [f.code for f in tree.walk()] == ["x"] * 3
        assert len(tree.sources) == 3
        assert Finding("x", Verdict.OPEN, TEXT).evidence is None

    def test_one_more_decision_in_support_never_weakens_the_evidence(self):
        def cited(evidence):
            return beurteilung.Citation(beurteilung.Source("q", "Q", "norm"), evidence)

        read, reported = cited(Evidence.HEADNOTE), cited(Evidence.SECONDARY)
        finding = Finding("x", Verdict.OPEN, TEXT, supporting=(read, reported))
        assert finding.evidence is Evidence.HEADNOTE
        assert (
            Finding("x", Verdict.OPEN, TEXT, supporting=(reported,)).evidence is Evidence.SECONDARY
        )


class TestEvidence:
    """Every datum names its source and its evidence, in this order"""

    def test_the_order(self):
        order = list(Evidence)
        assert [e.value for e in order] == [
            "normtext",
            "gruende",
            "leitsatz",
            "tatbestand",
            "sekundaer",
            "erschlossen",
        ]
        assert order == sorted(order, reverse=True)
        for n, firmer in enumerate(order):
            for weaker in order[n + 1 :]:
                assert firmer > weaker
                assert weaker < firmer
                assert firmer >= weaker
                assert weaker <= firmer
                assert min(firmer, weaker) is weaker

    def test_with_what_is_none_there_is_no_order(self):
        for other in (1, "normtext", None):
            with pytest.raises(TypeError):
                _ = other > Evidence.NORM
            with pytest.raises(TypeError):
                _ = other <= Evidence.NORM


class TestWrongKinds:
    """What is of another kind than expected is named, with what was expected."""

    @pytest.mark.parametrize(
        ("ask", "expected"),
        [
            (lambda: grade(5), "the text form of a grade, such as 'ni-pol-1996:5', got 5 (int)"),
            (lambda: grade(["x"]), "the text form of a grade, such as 'ni-pol-1996:5', got ['x'] (list)"),
            (lambda: scale(None), "the id of a scale, such as 'ni-pol-1996', got None (NoneType)"),
            (lambda: scale("ni-pol-1996")[5], "the code of a grade of scale ni-pol-1996 as text, got 5 (int)"),
            (lambda: grade("ni-pol-1996:5").to(5), "a scale or its id, such as 'ni-pol-1996', got 5 (int)"),
            (lambda: mapping(6, "ni-pol-1999"), "a scale or its id, such as 'ni-pol-1996', got 6 (int)"),
            (
                lambda: mapping("ni-pol-1996", "ni-pol-1999")("ni-pol-1996:5"),
                "a grade of scale ni-pol-1996, got 'ni-pol-1996:5' (str)",
            ),
            (lambda: guideline(5), "the id of a guideline, such as 'ni-pol-1999', got 5 (int)"),
            (lambda: in_force("ni-pol", "2000-01-01"), "a Stichtag such as date(1999, 11, 1), got '2000-01-01' (str)"),
            (lambda: check(5), "a case, or the path of a case file, got 5 (int)"),
            (
                lambda: compare(*[grade("ni-pol-1996:5")] * 2, events=Laufbahnwechsel()),
                "a list of events, got Laufbahnwechsel(datum=None) (",
            ),
            (
                lambda: compare(*[grade("ni-pol-1996:5")] * 2, events=["x"]),
                "events such as Befoerderung() or event('befoerderung'), got 'x' (str)",
            ),
            (lambda: compare(*[grade("ni-pol-1996:5")] * 2, on=5), "the id of a scale, such as 'ni-pol-1996', got 5"),
        ],
    )  # fmt: skip
    def test_each(self, ask, expected):
        with pytest.raises(WrongKindError) as raised:
            ask()
        assert str(raised.value).startswith(f"expected {expected}")

    def test_a_long_value_is_cut(self):
        assert str(WrongKindError.of("text", "x" * 90)) == f"expected text, got '{'x' * 59}… (str)"

    def test_two_scales_with_one_id(self):
        own = GradeScale("ni-pol-1999", (Stage("5"), Stage("4")))
        with pytest.raises(ScaleMismatchError) as raised:
            own.member(grade("ni-pol-1999:5"))
        assert str(raised.value) == (
            "expected a grade of scale ni-pol-1999, got ni-pol-1999:5 of another scale with the same id"
        )


class TestTwoLanguages:
    """Errors that somebody at the command line meets are German or English, and name no Python function."""

    @pytest.mark.parametrize(
        ("call", "german"),
        [
            (lambda: beurteilung.grade("ni-pol-1999:7"), "Skala ni-pol-1999 hat keine Note „7“"),
            (
                lambda: beurteilung.grade("ni-pol-1999"),
                "erwartet wird Skala und Note wie ni-pol-1996:5",
            ),
            (
                lambda: beurteilung.scale("nirgends"),
                (
                    "keine Skala „nirgends“ ist bekannt; alle nennt: beurteilung scales; eigene Richtlinien "
                    "liest --load DATEI"
                ),
            ),
            (
                lambda: beurteilung.guideline("nirgends"),
                "keine Richtlinie „nirgends“ ist bekannt; alle nennt:",
            ),
            (lambda: beurteilung.event("wechsel"), "unbekannte Art von Ereignis „wechsel“"),
            (
                lambda: beurteilung.event("Versetzung"),
                "„Versetzung“ ist für sich kein Wechsel des Statusamts; wechselte auch das Amt",
            ),
            (
                lambda: beurteilung.grade("ni-pol-1999:2").to("ni-pol-1996"),
                "entsprechen mehrere Noten",
            ),
            (lambda: beurteilung.mapping("ni-pol-1999", "schulnoten-1-6"), "keine Abbildung von"),
            (lambda: beurteilung.read_case("fehlt.toml"), "eine solche Datei gibt es nicht"),
            (
                lambda: beurteilung.in_force("ni-pol", date(1900, 1, 1)),
                "für den Stichtag 01.01.1900",
            ),
        ],
        ids=range(10),
    )
    def test_german_and_english(self, call, german):
        with pytest.raises(errors.BeurteilungError) as caught:
            call()
        assert german in caught.value.explain()
        for text in (caught.value.explain("de"), caught.value.explain("en")):
            assert not re.search(r"\w\(\)|\.\w+\(", text), text

    def test_the_message_survives_a_pickle(self):
        with pytest.raises(errors.BeurteilungError) as caught:
            beurteilung.grade("ni-pol-1999:7")
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert (str(again), again.explain()) == (str(caught.value), caught.value.explain())
