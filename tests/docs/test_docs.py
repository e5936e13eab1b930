"""The pages: what must stand on them does, and what they are made from is complete."""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
import typing
from pathlib import Path

import attrs
import pytest

import beurteilung
from beurteilung._base import errors
from beurteilung.cases.format import Fall
from beurteilung.law.decisions import authorities, rules
from beurteilung.model import offices
from beurteilung.model.offices import EVENT_KINDS, StatusEvent

DOCS = Path(__file__).parent.parent.parent / "docs"
ROOT = DOCS.parent


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


class TestTheFirstScreen:
    def test_the_five_lines_and_the_answer_come_first(self) -> None:
        code = re.search(r"```python\n(.*?)\n```", page("index.md"), re.DOTALL)
        assert code is not None
        assert page("index.md")[: code.start()].count("\n") <= 13  # after title, doors and picture
        lines = [line for line in code[1].splitlines() if line.startswith(">>>")]
        assert len(lines) == 5
        assert "(-2, -1, -1, -1, 0)" in code[1]

    def test_it_is_the_readme_example(self) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        for text in (readme, page("index.md")):
            assert ">>> change.nominal, change.scale_effect, change.real, change.explained" in text

    def test_the_sidebar_has_at_most_twenty_entries(self) -> None:
        blocks = re.findall(r"```{toctree}\n(.*?)```", page("index.md"), re.DOTALL)
        entries = [
            line for block in blocks for line in block.split("\n") if line and line[0] != ":"
        ]
        assert 10 <= len(entries) <= 20

    def test_every_written_page_is_in_a_toctree(self) -> None:
        sections = ("index", "adr/index", "explanation/index", "how-to/tables")
        index = "".join(page(f"{name}.md") for name in sections)
        for file in DOCS.rglob("*.md"):
            name = file.relative_to(DOCS).with_suffix("").as_posix()
            folder = name.partition("/")[0]
            name = name.removeprefix("explanation/")
            if folder not in ("_build", "how-to", "cases", "adr", "atlas", "reference", "index"):
                assert name in index, f"{name} is in no toctree"


class TestTheGlossary:
    rows = re.findall(
        r"^\| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", page("glossary.md"), re.MULTILINE
    )

    # Words of the contract that are English, whole or in parts.
    ENGLISH = frozenset((
        "appraisal", "as", "before", "after", "case", "check", "citation", "compare", "dict", "digest",
        "end", "evidence", "exit", "code", "explain", "finding", "findings", "force", "grade", "grades",
        "guideline", "guidelines", "in", "interval", "kind", "letter", "load", "mapping", "office", "overall",
        "period", "report", "scale", "scales", "source", "sources", "start", "verdict", "change",
    ))  # fmt: skip

    def german(self) -> set[str]:
        """Return the German names of the public contract: classes, kinds of events, attributes of attrs."""
        names = {name for name in beurteilung.__all__ if name[0].isupper()}
        names |= {cls.__name__ for cls in _below(StatusEvent)}
        for name in beurteilung.__all__:
            value = getattr(beurteilung, name)
            if inspect.isclass(value) and attrs.has(value) and name in _OFFICES:
                names |= {field.name for field in attrs.fields(value)}
        names |= {
            name.removeprefix("check_") for name in beurteilung.__all__ if "richtwert" in name
        }
        return {n for n in names if not set(_words(n)) <= self.ENGLISH | _ENGLISH_PARTS}

    def test_each_german_name_has_a_row(self) -> None:
        known = {n.casefold() for row in self.rows for n in re.findall(r"\w+", row[3])}
        missing = [name for name in sorted(self.german()) if name.casefold() not in known]
        assert missing == []

    def test_each_table_of_a_case_file_has_a_row(self) -> None:
        """What a case file speaks of is a term of law: its key stands in the last column."""
        keys = {name for row in self.rows for name in re.findall(r"`(\w+)`", row[3])}
        types = typing.get_type_hints(Fall)
        tables = {
            field.name
            for field in attrs.fields(Fall)
            if any(map(attrs.has, (types[field.name], *typing.get_args(types[field.name]))))
        }
        assert {"konferenz", "beurteilung", "massstab"} <= tables
        assert tables <= keys, sorted(tables - keys)

    def test_the_check_would_notice(self) -> None:
        assert {"Befoerderung", "Laufbahnwechsel", "Besoldungsgruppe", "richtwert"} <= self.german()
        assert "Grade" not in self.german()

    def test_each_row_has_four_cells_and_they_are_sorted(self) -> None:
        terms = [row[0] for row in self.rows if row[0] not in ("German", "---")]
        assert all(all(cell.strip() for cell in row) for row in self.rows)
        assert terms == sorted(terms, key=str.casefold)


_OFFICES = set(offices.__all__)
_ENGLISH_PARTS = {"number", "text", "scale", "change"}


def _words(name: str) -> list[str]:
    return [w.casefold() for w in re.findall(r"[A-Z]?[a-z]+", name)]


def _below(cls: type) -> list[type]:
    return [found for sub in cls.__subclasses__() for found in (sub, *_below(sub))]


class TestWhatIsMade:
    """The texts of the reference, before Sphinx sees them."""

    @pytest.fixture
    def built(self, monkeypatch):
        monkeypatch.setenv("COLUMNS", "80")  # as the maker sets it
        monkeypatch.syspath_prepend(str(DOCS))
        sys.modules.pop("built", None)
        import built  # noqa: PLC0415 - a lone program beside the pages

        return built

    def test_every_public_name_has_a_topic(self, built) -> None:
        text = built.contract()
        assert all(f":: beurteilung.{name}\n" in text for name in beurteilung.__all__)

    def test_every_error_decision_and_command_is_there(self, built) -> None:
        assert all(f"errors.{name}\n" in built.error_page() for name in errors.__all__)
        by_court, _, by_rule = built.decisions().partition("\n## Rules of law\n")
        assert by_court.count("\n- ") == len(authorities())
        assert by_rule.count("\n### ") == len(rules())
        assert all(
            f"({built.place(said.regel)})=" in by_rule
            for one in authorities()
            for said in one.aussage
        )
        text = built.command_line()
        for name in ("check", "compare", "scales", "guidelines", "validate", "explain"):
            assert f"## beurteilung {name}\n" in text

    def test_the_keys_of_the_example_are_described(self, built) -> None:
        text = built.case_file()
        file = ROOT / "examples" / "vg-stade-3-a-401-02.toml"
        for key in tomllib.loads(file.read_text(encoding="utf-8")):
            assert f"| `{key}` |" in text

    def test_a_page_that_stays_the_same_is_not_written_again(self, built, tmp_path) -> None:
        built.generate(tmp_path)
        before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.md")}
        (tmp_path / "reference" / "old.md").write_text("old", encoding="utf-8")
        (tmp_path / "reference" / "stale").mkdir()
        built.generate(tmp_path)
        assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.suffix == ".md"} == before
        assert not (tmp_path / "reference" / "stale").exists()


def test_every_kind_of_event_is_explained_somewhere() -> None:
    text = page("explanation/promotion.md").casefold()
    assert {"befoerderung", "laufbahnwechsel", "amtszulage"} <= set(EVENT_KINDS)
    for word in ("beförderung", "laufbahnwechsel", "amtszulage", "demotion", "same career group"):
        assert word in text


class TestLinksInsideThePages:
    def test_a_page_or_a_place_that_is_not_there_is_found(self, tmp_path, monkeypatch) -> None:
        monkeypatch.syspath_prepend(str(ROOT / "tools"))
        from links import dead  # noqa: PLC0415 - a lone program

        (tmp_path / "deep").mkdir()
        (tmp_path / "picture é.svg").touch()
        (tmp_path / "index.html").write_text(
            '<h1 id="a b">x</h1><a href="#a%20b">1</a><a href="#c">2</a><a href="deep/page.html#d">3</a>'
            '<a href="deep/page.html#e">4</a><img src="picture%20%C3%A9.svg"><a href="gone.html">5</a>'
            '<a href="https://example.org/gone">6</a><a href="#">7</a><a href="mailto:x@y">8</a>',
            encoding="utf-8",
        )
        (tmp_path / "deep" / "page.html").write_text('<a name="d" href="../..">x</a>', "utf-8")
        assert dead(tmp_path) == [
            "index.html: #c",
            "index.html: deep/page.html#e",
            "index.html: gone.html",
        ]


def test_the_version_is_the_same_everywhere() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == beurteilung.__version__
