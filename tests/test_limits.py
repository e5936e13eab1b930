"""What is too large, too deep or too long is refused at once, with the limit in the message."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sys
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    allowed,
    check,
    check_richtwert,
    example,
    grade,
    guideline,
    guidelines,
    load,
    mapping,
    read_case,
    read_guideline,
    scale,
)
from beurteilung._base import toml
from beurteilung._base.natural import _word
from beurteilung._base.records import cached_property
from beurteilung.cases.rules.beitrag import covered
from beurteilung.cli import main
from beurteilung.errors import (
    DataError,
    NoMappingError,
    ScaleMismatchError,
    UnknownGradeError,
    UnknownIdError,
)
from beurteilung.law import files, loading, registry
from beurteilung.law.registry import guideline_of
from beurteilung.model.appraisals import Period
from beurteilung.model.mappings import find_mapping
from beurteilung.model.scales import GradeScale
from beurteilung.personen import Referenzgruppe

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'id = "grenze"\ntitel = "t"\n'
SOURCE = '[[quelle]]\nid = "q"\nzitat = "z"\nart = "norm"\n'
CASE = 'id = "x"\ntitel = "t"\nland = "Niedersachsen"\n'
VERSION = '[[beurteilung]]\nid = "a"\n[[beurteilung.fassung]]\nnote = "ni-pol-1999:3"\n'


def scale_of(name: str, body: str) -> str:
    return f'[[skala]]\nid = "{name}"\ntitel = "s"\nquelle = "q"\nevidenz = "normtext"\n{body}\n'


def row(count: int) -> str:
    return f'reihe = {{ von = "{count}", bis = "1", schritt = 1 }}'


def pairs(goals: str) -> str:
    relation = (
        '[[abbildung]]\nvon = "grenze-a"\nnach = "grenze-b"\nquelle = "q"\nevidenz = "normtext"\n'
    )
    return f"{relation}paar = [{{ von = [{goals}], nach = [{goals}] }}]\n"


TOO_MANY_GRADES = "".join(scale_of(f"grenze-{n}", row(20_000)) for n in range(6))
TOO_MANY_PAIRS = (
    scale_of("grenze-a", row(300)) + scale_of("grenze-b", row(300)) + pairs('"300", "1"')
)
ROWS = scale_of("grenze-a", row(20_000)) + scale_of("grenze-b", row(20_000))
TOO_MANY_WITHOUT = ROWS + pairs('"1"') + "ohne = [" + '{ stufe = ["20000", "2"] },' * 500 + "]\n"
TOO_MANY_MAPPINGS = (
    ROWS
    + scale_of("grenze-c", row(20_000))
    + pairs('"20000", "1"').replace('nach = ["20000", "1"]', 'nach = ["1"]') * 3
)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (HEAD + SOURCE + TOO_MANY_GRADES, "at most 100,000 grades"),
        (HEAD + SOURCE + TOO_MANY_PAIRS, "at most 50000 pairs"),
        (HEAD + SOURCE + TOO_MANY_WITHOUT, "at most 50000 pairs"),
        (HEAD + SOURCE + TOO_MANY_MAPPINGS, "at most 50000 pairs"),
        (HEAD + '[[luecke]]\nwas = "w"\n' * 501, "at most 500 tables"),
        (HEAD + "x = [" + "1," * 100_000 + "]\n", "at most 100,000 commas"),
        (HEAD + "".join(f"k{n}=1\n" for n in range(100_000)), "at most 100,000 commas"),
        (HEAD + "[[richtwert]]\nstufen = [" + '"a",' * 2001 + "]\n", "2000 entries"),
        (HEAD + ".".join("a" * 17) + " = 1\n", "at most 16 tables"),
        (HEAD + "[" + ".".join(['"a"'] * 400) + "]\n", "at most 16 tables"),
        (HEAD + "x = " + "[" * 40 + "]" * 40 + "\n", "at most 16 tables"),
        (HEAD + "x = { " + ".".join(["'a'"] * 3000) + " = 1 }\n", "at most 16 tables"),
    ],
)
def test_a_limit_stands_in_the_message(tmp_path: Path, text: str, limit: str) -> None:
    file = tmp_path / "grenze.toml"
    file.write_text(text)
    with pytest.raises(DataError, match=limit):
        read_guideline(file)


def test_as_many_pairs_as_the_limit_says_are_possible(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "grenze.toml"
    both = pairs('"2", "1"') + pairs('"2", "1"').replace("grenze-b", "grenze-c")  # four pairs each
    scales = "".join(scale_of(f"grenze-{one}", row(2)) for one in "abc")
    file.write_text(HEAD + SOURCE + scales + both)
    monkeypatch.setattr(files, "MOST_PAIRS", 8)
    assert read_guideline(file).id == "grenze"
    monkeypatch.setattr(files, "MOST_PAIRS", 7)
    with pytest.raises(DataError, match=r"abbildung\[1\]: at most 50000 pairs"):
        read_guideline(file)


def test_the_limit_of_a_table_stands_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "grenze.toml"
    counts = ",".join(f'"{n}" = 1' for n in range(2001))
    file.write_text(f"{CASE}{VERSION}[vergleichsgruppe]\nverteilung = {{{counts}}}\n")
    with pytest.raises(DataError, match="2000 entries"):
        read_case(file)


def test_each_file_of_a_folder_is_loaded_once_whatever_it_is_called(
    tmp_path: Path, monkeypatch
) -> None:
    """A mapping is read behind both of its scales, or a chain of sixty files would be read sixty times."""
    for n in range(6):
        relation = (
            f'[[abbildung]]\nvon = "kette{n}"\nnach = "kette{n + 1}"\nquelle = "q"\nevidenz = "normtext"\n'
            'paar = [{ von = ["a"], nach = ["a"] }, { von = ["b"], nach = ["b"] }]\n'
        )
        text = HEAD.replace("grenze", f"kette{n}") + SOURCE
        text += scale_of(f"kette{n}", 'stufe = [{ code = "a" }, { code = "b" }]')
        (tmp_path / f"{n}.toml").write_text(text + (relation if n < 5 else ""))
    calls: list[Path] = []
    once = loading.load
    monkeypatch.setattr(loading, "load", lambda path: calls.append(path) or once(path))
    with loading.validated(loading.files_at(tmp_path)) as (known, faults):
        assert (len(known), faults) == (6, {})
    assert [path.name for path in calls] == [f"{n}.toml" for n in reversed(range(6))]


def test_files_that_need_each_other_name_one_mapping_too_many(tmp_path: Path, capsys) -> None:
    for one, other in (("hin", "her"), ("her", "hin")):
        relation = (
            f'[[abbildung]]\nvon = "{one}"\nnach = "{other}"\nquelle = "q"\nevidenz = "normtext"\n'
            'paar = [{ von = ["a"], nach = ["a"] }, { von = ["b"], nach = ["b"] }]\n'
        )
        text = HEAD.replace("grenze", one) + SOURCE
        text += scale_of(one, 'stufe = [{ code = "a" }, { code = "b" }]') + relation
        (tmp_path / f"{one}.toml").write_text(text)
    assert main(["scales", "--lang", "de", "--load", str(tmp_path)]) == 2
    assert f"„hin“ steht in {tmp_path / 'hin.toml'}, das selbst" in capsys.readouterr().err
    assert main(["validate", "--lang", "en", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err.count("inverse and composition are computed") == 2
    (tmp_path / "her.toml").write_text(
        "id = "
    )  # what is wrong with the other is no fault of this one
    assert main(["validate", "--lang", "en", str(tmp_path / "hin.toml")]) == 2
    assert "inverse and composition" not in capsys.readouterr().err


def test_more_events_than_any_career_has(tmp_path: Path, capsys) -> None:
    words = ["compare", "ni-pol-1996:5", "ni-pol-1999:3", "--lang", "en"]
    assert main([*words, *["--event", "befoerderung"] * 51]) == 2
    assert "at most 50 are possible between two grades, got 51" in capsys.readouterr().err
    file = tmp_path / "fall.toml"
    events = "".join(
        f'[[ereignis]]\nart = "befoerderung"\ndatum = {date(1999, 1, 1) + timedelta(n)}\n'
        for n in range(51)
    )
    file.write_text(example("vg-stade-3-a-401-02").read_text("utf-8") + events, "utf-8")
    for lang, message in (
        ("de", "Ereignisse: möglich sind höchstens 50 zwischen zwei Noten"),
        ("en", "events: at most 50 are possible between two grades"),
    ):
        assert main(["check", str(file), "--lang", lang]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"beurteilung: {file}: 1 ")
        assert message in err


def test_more_words_than_name_a_guideline(capsys) -> None:
    """Each word is compared with all that a hundred guidelines are called."""
    assert main(["scales", "--lang", "en", *(f"wort{n}" for n in range(31))]) == 2
    assert "at most 30 words look for a guideline, got 31" in capsys.readouterr().err
    assert main(["scales", *["polizei"] * 3000, "bayern"]) == 0
    assert "by-pol" in capsys.readouterr().out
    for name in ("z" * 100_000, "a-" * 50_000):
        assert main(["scales", name]) == 2


def test_richtwerte_that_say_the_same_are_named_once_each(tmp_path: Path, capsys) -> None:
    file = tmp_path / "grenze.toml"
    datum = 'quelle = "q"\nevidenz = "normtext"\n'
    one = f"[[richtwert]]\nrang = 1\nprozent = 10\n{datum}"
    stages = scale_of("grenze", 'stufe = [{ code = "a" }, { code = "b" }]')
    file.write_text(HEAD + SOURCE + stages + one * 400)
    assert main(["validate", str(file), "--lang", "en"]) == 0
    assert capsys.readouterr().out.count("say the same") == 399


def test_what_only_looks_like_a_dotted_key_is_read() -> None:
    dots = ".".join("a" * 60)
    assert toml.parse_toml(f'a = "{dots}"\nb = ["{dots}", "x"]\n'.encode(), "x") == {
        "a": dots,
        "b": [dots, "x"],
    }


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ("".join(f"k{n} = 1\n" for n in range(20_000)), 201),
        ("".join(f'[[quelle]]\nid = "q{n}"\nzitat = 1\n' for n in range(9_000)), 201),
    ],
)
def test_faults_are_counted_to_a_limit_and_the_message_is_short(
    tmp_path: Path, entry: str, faults: int
) -> None:
    file = tmp_path / "grenze.toml"
    file.write_text(CASE + entry + VERSION)
    with pytest.raises(DataError) as caught:
        read_case(file)
    assert len(caught.value.problems) <= faults
    for message in (str(caught.value), caught.value.explain("de")):
        assert len(message) < 100_000


def test_reading_stops_after_many_faults() -> None:
    error = DataError("f", ["x" * 5000, *("y" for _ in range(149))])
    assert "… and 50 more" in str(error)
    assert "… und 50 weitere" in error.explain("de")
    assert max(map(len, str(error).splitlines())) < 2100


def test_faults_of_content_are_looked_for_to_a_limit(tmp_path: Path, monkeypatch) -> None:
    """Each that nobody reads would be compared with all names that there are, to find what was meant."""
    file = tmp_path / "grenze.toml"
    names = ",".join(f'"grenze-a:x{n}"' for n in range(2000))
    ends = ",".join(f'"x{n}"' for n in range(2000))
    scales = ROWS.replace("20000", "300")
    asked: list[str] = []
    hint = GradeScale._meant
    monkeypatch.setattr(
        GradeScale, "_meant", lambda one, text: asked.append(text) or hint(one, text)
    )
    for more in (
        f'[[beispiel]]\nid = "b"\ntext = "x"\nquelle = "q"\nevidenz = "normtext"\nnoten = [{names}]\n',
        pairs('"1"').replace('von = ["1"]', f"von = [{ends}]"),
    ):
        file.write_text(HEAD + SOURCE + scales + more)
        asked.clear()
        with pytest.raises(DataError) as caught:
            read_guideline(file)
        assert "reading stopped after 200 problems" in caught.value.problems
        assert len(caught.value.problems) == 201
        assert len(asked) == 200


def test_a_long_word_is_compared_with_none_that_is_known() -> None:
    """Two thousand of them in a list took seconds."""
    assert _word(("höherer Dienst",), "x" * 101) == "x" * 101
    assert _word(("höherer Dienst",), "  Höherer  dienst") == "höherer Dienst"


def test_a_slip_is_looked_for_among_names_of_its_shape_only() -> None:
    words = scale("ni-pol-1996")
    with pytest.raises(
        UnknownGradeError, match="did you mean 'übertrifft erheblich die Anforderungen'"
    ):
        words["übertrift erheblich die Anforderungen"]
    assert words["5 (übertrifft erheblich die Anforderungen)"].code == "5"


def test_an_id_that_is_no_text_replaces_nothing(tmp_path: Path) -> None:
    file = tmp_path / "grenze.toml"
    for wrong in ("[]", "{}", "[[]]"):
        file.write_text(f'id = {wrong}\ntitel = "t"\n')
        with pytest.raises(DataError):
            load(file, replace=True)


@pytest.mark.parametrize(
    ("printed", "read"),
    [("1/3", True), ("100/1000", True), ("1/1001", False), ("1/0", False), ("0,12345678", True)],
)
def test_fractions_have_denominators_that_add_up(printed: str, *, read: bool) -> None:
    assert (toml.number(printed) is not None) is read


def test_a_month_beyond_every_calendar_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "grenze.toml"
    what = 'id = "a"\ntext = "x"\nquelle = "q"\nevidenz = "normtext"\n'
    file.write_text(
        f"{HEAD}{SOURCE}[[anlass]]\n{what}stichtag_monat = 3000000000\nstichtag_tag = 1\n"
    )
    with pytest.raises(DataError, match="no day of the year"):
        read_guideline(file)


def test_a_feature_may_print_more_digits_than_a_number_has(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(f'{CASE}{VERSION}[[merkmal]]\nnote = "{"9" * 4400}"\n')
    assert check(read_case(file)).findings


def test_the_limit_of_a_fraction_stands_in_the_message(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(f'{CASE}{VERSION}[[merkmal]]\nnote = "1"\ngewicht = "1/1001"\n')
    with pytest.raises(DataError, match="1000 as the denominator"):
        read_case(file)


START = date(2000, 1, 1)
days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))


@given(st.lists(periods, max_size=6), periods)
def test_days_are_counted_as_by_a_set_of_them(spans: list[Period], inside: Period) -> None:
    every = {
        day
        for span in spans
        for day in range(span.start.toordinal(), span.end.toordinal() + 1)
        if inside.start.toordinal() <= day <= inside.end.toordinal()
    }
    assert covered(spans, inside) == len(every)


def test_ways_between_scales_are_followed_to_a_limit(tmp_path: Path) -> None:
    wide, long = 8, 6
    names = [
        ["grenze-s"],
        *([f"grenze-{d}x{n}" for n in range(wide)] for d in range(long)),
        ["grenze-z"],
    ]
    text = HEAD + SOURCE
    for name in (one for layer in names for one in layer):
        text += scale_of(name, 'stufe = [{ code = "A" }, { code = "B" }]')
    for layer, following in itertools.pairwise(names):
        for a in layer:
            for b in following:
                text += (
                    f'[[abbildung]]\nvon = "{a}"\nnach = "{b}"\nquelle = "q"\nevidenz = "normtext"\n'
                    'paar = [{ von = ["A"], nach = ["A"] }, { von = ["B"], nach = ["B"] }]\n'
                )
    file = tmp_path / "grenze.toml"
    file.write_text(text)
    made = read_guideline(file)
    direct = {(m.before.id, m.after.id): m for m in made.mappings}
    edges: dict[str, set[str]] = {}
    for a, b in direct:
        edges.setdefault(a, set()).add(b)
    by_id = {s.id: s for s in made.scales}
    with pytest.raises(NoMappingError, match="more than 1000 ways"):
        find_mapping(by_id["grenze-s"], by_id["grenze-z"], edges, lambda a, b: direct[a, b])


def test_a_code_that_no_finding_has_is_a_slip() -> None:
    report = check(example("vg-stade-3-a-401-02"))
    assert report.finding("beitrag.tiefe") == ()
    with pytest.raises(UnknownIdError, match=r"notensprung\.begruendung"):
        report.finding("notensprung.begrundung")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_process_forked_while_files_are_read_can_read() -> None:
    """The child of a fork that strikes while another thread holds the lock never waits for it."""
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with registry.lock:
            inside.set()
            leave.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    context = multiprocessing.get_context("fork")
    child = context.Process(target=guidelines)
    child.start()
    child.join(60)
    holder.join()
    assert child.exitcode == 0


def test_what_one_object_finds_out_waits_for_no_other_object() -> None:
    """Python 3.11 has one lock for all; a process forked meanwhile would wait for ever."""
    both = threading.Barrier(2)

    class Scale:
        @cached_property
        def slow(self) -> int:
            return both.wait(10)  # until the other thread is here too

    found = list[int]()
    threads = [threading.Thread(target=lambda: found.append(Scale().slow)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 1]
    assert isinstance(Scale.slow, cached_property)


def test_readers_beside_a_thread_that_loads(tmp_path: Path) -> None:
    """Thirty-two threads ask while files are loaded; none meets a half shelf."""
    one, faults, stop = scale("ni-pol-1999"), list[Exception](), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                assert guideline_of(one) is guideline("ni-pol-1999")
                assert grade("ni-pol-1999:4").scale is one
                assert mapping("ni-pol-1996", "ni-pol-1999").after is one
            except Exception as error:  # noqa: BLE001 - counted, whatever it is
                faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(32)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for n in range(20):
            file = tmp_path / f"{n}.toml"
            file.write_text(f'id = "faden-{n}"\ntitel = "t"\n')
            load(file)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(before)
        for n in range(20):
            if f"faden-{n}" in registry.loaded:
                registry.forget(f"faden-{n}")
    assert faults == []


def test_a_distribution_may_name_grades_and_guideline() -> None:
    one = scale("schulnoten-1-6")
    by_grades = check_richtwert({one["1"]: 3, one["3"]: 25}, guideline("bund-blv-2026"))
    by_text = check_richtwert({"schulnoten-1-6:1": 3, "schulnoten-1-6:3": 25}, "bund-blv-2026")
    assert by_text == by_grades
    assert allowed("bund-blv-2026", 37) == allowed(guideline("bund-blv-2026"), 37)


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"1": 3}, UnknownGradeError),
        ({"schulnoten-1-6:1": 1, "schulnoten-1-6: 1": 2}, DataError),
    ],
)
def test_text_that_names_no_grade_or_one_twice_errs(
    keys: dict[str, int], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_richtwert(keys, "bund-blv-2026")


def test_guidelines_and_reports_show_themselves_in_one_line() -> None:
    for shown in map(repr, (*guidelines(), check(example("vg-stade-3-a-401-02")))):
        assert shown.startswith("<")
        assert len(shown) < 120
        assert "\n" not in shown


@pytest.mark.parametrize("many", [10**6, 10**15])
def test_a_number_that_nobody_has_costs_nothing(many: int) -> None:
    """What a number counts is never made one by one."""
    group = Referenzgruppe(grade("by-llbg:11"), mittel="11,32", groesse=many)
    assert group.mean is not None
    assert group.mean.values is None
    assert scale("by-llbg").of_rank(-many, many) is None
    assert scale("ni-pol-1999").lowest(many) == scale("ni-pol-1999").grades


def test_grades_of_another_scale_have_no_place_here() -> None:
    one, other = scale("ni-pol-1999"), grade("ni-pol-1996:5")
    for ask in (
        lambda: one.stage_rank(other),
        lambda: one.stages_between(one["4"], other),
        lambda: one.steps_between(other, one["4"]),
        lambda: mapping("ni-pol-1999", "ni-pol-2008").pair(other, other),
    ):
        with pytest.raises(ScaleMismatchError):
            ask()
