"""What the page in a browser asks of the library, answered without one; `nox -s web` asks the page itself."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import check, example, examples

FILE = Path(__file__).parent.parent / "web" / "answers.py"
SPEC = importlib.util.spec_from_file_location("answers", FILE)
answers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(answers)

CASES = [name for name in examples() if example(name).suffix == ".toml"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def ask(what: str, **more: object):
    return json.loads(answers.answer(json.dumps({"ask": what, "lang": "de", **more})))


class TestCases:
    @pytest.mark.parametrize("name", CASES)
    def test_a_case_is_written_as_it_was_read(self, name) -> None:
        opened = ask("example", id=name)["case"]
        written = ask("check", case=opened)
        assert tomllib.loads(written["toml"]) == tomllib.loads(example(name).read_text("utf-8"))
        assert json.loads(written["json"])["receipt"]["case_sha256"] == check(example(name)).digest

    @given(WORDS, st.dictionaries(WORDS, st.integers(-5, 5), max_size=3))
    def test_any_text_and_any_key_come_back(self, text, counts) -> None:
        case = {
            "titel": text,
            "vergleichsgruppe": {"verteilung": counts},
            text: {text: [text, 3, True]},
        }
        assert tomllib.loads(answers.to_toml(case)) == case

    def test_half_a_character_is_replaced(self) -> None:
        assert tomllib.loads(answers.to_toml({"titel": "a\ud83d"})) == {"titel": "a\ufffd"}

    def test_kinds_follow_the_schema(self) -> None:
        case = {
            "titel": "2000-01-01",
            "kenntnisstand": "2000-01-01",
            "rechtsstand": "2000-02-31",
            "vergleichsgruppe": {"groesse": "22", "massstab": "3"},
        }
        assert answers.to_toml(case) == (
            'titel = "2000-01-01"\nkenntnisstand = 2000-01-01\nrechtsstand = "2000-02-31"\n\n'
            '[vergleichsgruppe]\ngroesse = 22\nmassstab = "3"\n'
        )

    def test_a_table_of_the_readers_own_keys_keeps_their_order(self) -> None:
        group = ask("example", id="vg-stade")["case"]["vergleichsgruppe"]
        assert group["verteilung"] == {"$pairs": [["5", 1], ["4", 5], ["3", 16]]}


class TestProblems:
    def test_each_stands_at_its_entry(self) -> None:
        case = ask("example", id="vg-stade")["case"]
        case["vergleichsgruppe"]["verteilung"]["$pairs"][0][1] = "viele"
        case["beurteilung"][1]["fassung"][0]["note"] = "ni-pol-1999:9"
        del case["titel"]
        found = {tuple(p["at"]): p["text"] for p in ask("check", case=case)["problems"]}
        assert {*found} == {
            (),
            ("vergleichsgruppe", "verteilung", "5"),
            ("beurteilung", 1, "fassung", 0),
        }
        assert "titel" in found[()]
        english = ask("check", case=case, lang="en")["problems"]
        assert any("expected a whole number" in p["text"] for p in english)

    def test_one_within_what_the_library_reads_as_a_list_stands_at_the_entry_itself(self) -> None:
        case = {"id": "y", "falsch": 3, "beurteilung": "keine", "amt": [{}, 4]}
        problems = ask("check", case=case)["problems"]
        at = [tuple(p["at"]) for p in problems]
        assert at == [("falsch",), (), (), ("beurteilung",), ("amt", 0), ("amt", 1)]
        assert problems[3]["text"].startswith("beurteilung[0]: der Schlüssel „fassung“ fehlt")

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"before": "--help"}, "--help"),
            ({"after": "ni-pol-1999:9"}, "9"),
            ({"events": [{"kind": "nichts", "day": ""}]}, "nichts"),
            ({"events": [{"kind": "befoerderung", "day": "32.1."}]}, "32.1."),
        ],
    )
    def test_two_grades(self, more, said) -> None:
        asked = {"before": "ni-pol-1996:5", "after": "ni-pol-1999:3", "events": [], **more}
        (problem,) = ask("compare", **asked)["problems"]
        assert said in problem["text"]

    @pytest.mark.parametrize("raw", [b"", b"\xff", b"a = ", b"a = 1\n" + b"#" * 1_000_000])
    def test_a_file_that_is_none(self, tmp_path, raw) -> None:
        file = tmp_path / "x.toml"
        file.write_bytes(raw)
        assert ask("open", file=str(file))["problems"]

    def test_a_guideline(self, tmp_path) -> None:
        file = tmp_path / "r.toml"
        file.write_text('id = "r"\n', encoding="utf-8")
        assert "titel" in ask("load", file=str(file))["problems"][0]["text"]


def test_the_start_names_everything_to_choose_from() -> None:
    start = ask("start")
    assert {one["id"] for one in start["examples"]} == {*CASES}
    assert {*start["schemas"]} == {"de", "en"}
    grades = [s["grades"] for one in start["guidelines"] for s in one["scales"]]
    assert any(grades)
    assert None in grades
    assert all(event["de"] and event["en"] for event in start["events"])
    first = start["first"]
    for lang, answer in first["answers"].items():
        assert answer == ask("compare", **first["asked"], lang=lang)
    assert "id =" in ask("template", kind="guideline")["toml"]
    assert "BRLPol" in ask("guideline", id="ni-pol-1999")["html"]
