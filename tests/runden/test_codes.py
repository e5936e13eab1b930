"""Every code that these wings give a finding is known to `explain`, and the reverse."""

import ast
import re
from pathlib import Path

import pytest

import beurteilung
from beurteilung.law.codes import codes, topic

ROOT = Path(beurteilung.__file__).parent
CODE = re.compile(r"[a-z-]+(\.[a-z-]+)+")
FIRST = {
    "runden": {"notenspiegel", "gleistat", "unterschied"},
    "personen": {"fortschreibung", "voraussetzung", "vergleich"},
}


def texts(wing):
    """Return the texts in the code of a wing, apart from the codes of what is missing."""
    for path in (ROOT / wing).glob("[!_]*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        asked = {
            id(argument)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "needed"
            for argument in node.args
        }
        yield from (
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if id(node) not in asked
        )


@pytest.mark.parametrize("wing", FIRST)
def test_codes_in_code_are_those_in_the_data(wing):
    known = {one.code for one in codes() if one.code.partition(".")[0] in FIRST[wing]}
    raw = set(texts(wing))
    # a code may be put together from its first word and what follows
    words = raw | {f"{first}{text}" for first in FIRST[wing] for text in raw if text[:1] == "."}
    words |= {f"{first}.{text}" for first in FIRST[wing] for text in raw if text.isalpha()}
    assert known <= words
    assert {t for t in raw if CODE.fullmatch(t) and t.split(".")[0] in FIRST[wing]} <= known
    assert all(topic(code).de for code in known)
