"""Rows of the files that ship: read one by one, and the same as all at once."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung._base.shipped import Rows
from beurteilung._base.toml import read_toml, structure
from beurteilung.law import codes, decisions, missing
from beurteilung.law.codes import Worte
from beurteilung.render.text import _Page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cls", "path"),
    [
        (decisions._Datei, decisions.PATH),
        (codes._Datei, codes.PATH),
        (codes._Fragen, codes.QUESTIONS),
        (missing._Datei, missing.PATH),
    ],
    ids=["authorities", "codes", "questions", "missing"],
)
def test_a_file_has_the_tables_of_its_class_and_no_other(cls: type[object], path: Path) -> None:
    """Rows look at their own table only, so that the whole is checked here."""
    assert isinstance(structure(cls, read_toml(path), path.name), cls)


def test_rows_read_one_by_one_are_those_of_the_file() -> None:
    file = structure(decisions._Datei, read_toml(decisions.PATH), "")
    assert decisions.authorities() == file.entscheidung
    assert decisions.rules() == file.regel
    assert codes.questions() == structure(codes._Fragen, read_toml(codes.QUESTIONS), "").frage
    for rule in file.regel:
        speaking = [d for d in file.entscheidung if rule.code in {a.regel for a in d.aussage}]
        assert list(decisions.authorities_on(rule.code)) == speaking


def test_each_row_is_one_object() -> None:
    rows = Rows(Worte, lambda: {"wort": [{"de": "ja", "en": "yes"}]}, "wort", "de")
    assert list(rows) == ["ja"]
    assert rows.get("ja") is rows.get("ja") is rows.all()[0]
    assert rows.get("nein") is None


@given(
    st.lists(st.text("ab%.", min_size=1, max_size=12), max_size=12),
    st.sampled_from(["", "    ", " " * 38]),
    st.sampled_from([40, 48]),
)
def test_lines_break_as_those_of_textwrap_do(words: list[str], indent: str, width: int) -> None:
    """What is kept together is tested elsewhere; here no per-cent sign follows a space."""
    text = " ".join(word.lstrip("%") for word in words).strip(" ")
    expected = textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=f"{indent}  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    page = _Page(width)
    page.write(text, indent)
    found = page.lines
    assert [" ".join(line.split()) for line in found] == [" ".join(x.split()) for x in expected]
    if "  " not in text:
        assert found == expected
