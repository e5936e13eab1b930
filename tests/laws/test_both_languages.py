"""Every error speaks both languages, and so does every key of a guideline file.

Type checkers hold the first: a plain text is no message. These tests hold it where they do not look.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import attrs
import pytest
from each import each

from beurteilung import errors, read_guideline
from beurteilung.errors import BeurteilungError
from beurteilung.law import document, files, provisions, thresholds

SOURCE = Path(errors.__file__).parent
NAMES = {name for name in errors.__all__ if name.endswith("Error")}

ENGLISH = re.compile(
    r"\b(the|must|expected|got|unknown|known|with|of|is|are|and|or|not|no|needs|give)\b",
    re.IGNORECASE,
)
TEXT = """
id = "amt-2024"
familie = "amt"
land = "Bremen"
titel = "Richtlinie"
[[quelle]]
id = "rl"
zitat = "Richtlinie"
art = "norm"
[beleg]
quelle = "rl"
evidenz = "normtext"
[[geltung]]
ab = 2024-01-01
[[skala]]
id = "amt-2024"
titel = "Gesamturteil"
stufe = [{ code = "1" }, { code = "2" }, { code = "3" }]
[[abbildung]]
von = "amt-2024"
nach = "schulnoten-1-6"
paar = [{ von = ["1"], nach = ["1"] }, { von = ["2"], nach = ["2"] }, { von = ["3"], nach = ["3"] }]
"""
SLIPS = [
    ('id = "amt-2024"\nfamilie', 'id = "Amt 2024"\nfamilie'),
    ("ab = 2024-01-01", "ab = 2024-01-01\nbis = 2023-01-01"),
    ("ab = 2024-01-01", 'ab = "2024"'),
    ('quelle = "rl"\nevidenz', 'quelle = "r1"\nevidenz'),
    ('{ code = "3" }', '{ code = "1" }'),
    ('{ code = "3" }', '{ code = "1,0" }'),
    ('{ code = "3" }', '{ code = "" }'),
    ('{ code = "3" }', '{ code = "3", zwischenstufe = true }'),
    ('{ code = "3" }', '{ code = "3", rang = 1 }'),
    ('{ code = "3" }', '{ code = "3", reihe = { von = "3", bis = "4", schritt = "0,5" } }'),
    ('{ code = "3" }', '{ code = "3", reihe = { von = "3", bis = "4", schritt = "1/3" } }'),
    ('{ code = "3" }', '{ code = "3", reihe = { von = "3,0000", bis = "8,0000", schritt = "0,0001" } }'),
    ('nach = "schulnoten-1-6"', 'nach = "schulnoten-1-7"'),
    ('nach = "schulnoten-1-6"', 'nach = "amt-2024"'),
    ('nach = ["2"]', 'nach = ["7"]'),
    ('{ von = ["3"], nach = ["3"] }', '{ von = ["1"], nach = ["1"] }'),
    ('{ von = ["2"], nach = ["2"] }', '{ von = ["2"], nach = ["4"] }'),
    ("[[abbildung]]", "[[richtwert]]\nstufen = ['9']\nprozent = 10\n[[abbildung]]"),
    ("[[abbildung]]", "[[richtwert]]\nrang = 9\nprozent = 110\n[[abbildung]]"),
    ("[[abbildung]]", "[[richtwert]]\nrang = 1\nbeste = 1\ntoleranz_ueber = -1\n[[abbildung]]"),
    ("[[abbildung]]", "[[wartezeit]]\nid = 'w'\ntext = 't'\nmonate = { 1 = 36, 2 = 24 }\n[[abbildung]]"),
    ("[[abbildung]]", "[[schwelle]]\nid = 's'\ntext = 't'\nmindestens = '9'\nskala = 'amt-2024'\n[[abbildung]]"),
    ("[[abbildung]]", "[[luecke]]\nwas = 'x'\nbetrifft = 'richtwerte'\n[[abbildung]]"),
    ("[[abbildung]]", "[verteilung]\nregel = 'untersagt'\n[[richtwert]]\nrang = 1\nprozent = 9\n[[abbildung]]"),
    ("[[abbildung]]", "[[turnus]]\nmonate = 0\n[[abbildung]]"),
    ("[[abbildung]]", "[[quelle]]\nid = 'rl'\nzitat = 'x'\nart = 'norm'\n[[abbildung]]"),
    ("[[abbildung]]", "[[beispiel]]\nid = 'b'\ntext = 't'\nrechnung = 'mittel'\n[[abbildung]]"),
    ("[[abbildung]]", "[[rahmen]]\nrichtlinie = 'bund-blv-1999'\n[[abbildung]]"),
]  # fmt: skip


def plain(node: ast.expr) -> bool:
    """Tell whether an expression is words in one language."""
    if isinstance(node, ast.JoinedStr):
        return any(
            isinstance(part, ast.Constant) and " " in str(part.value) for part in node.values
        )
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


@each("file", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_error_is_raised_with_words_in_one_language(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
            continue
        call = node.exc
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        given = [arg.elts if isinstance(arg, ast.List) else [arg] for arg in call.args]
        if name in NAMES | {"of"}:
            assert not any(plain(one) for part in given for one in part), ast.unparse(call)


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_faults_of_a_guideline_file_are_german_in_german(
    tmp_path: Path, right: str, wrong: str
) -> None:
    assert right in TEXT
    file = tmp_path / "amt-2024.toml"
    file.write_text(TEXT.replace(right, wrong), encoding="utf-8")
    with pytest.raises(BeurteilungError) as caught:
        read_guideline(file)
    said = re.sub(
        r"„[^“]*“|'[^']*'|„[^“]*|regel .untersagt.",
        "",
        caught.value.explain("de").replace(str(file), ""),
    )
    assert not ENGLISH.findall(said), said
    assert caught.value.explain("de") != caught.value.explain("en")


@pytest.mark.parametrize("module", [files, document, provisions, thresholds])
def test_every_key_of_a_guideline_file_is_described_in_german(module: object) -> None:
    classes = [c for c in vars(module).values() if isinstance(c, type) and attrs.has(c)]
    keys = [f for c in classes for f in attrs.fields(c) if "doc" in f.metadata]
    same = {f.metadata["doc"] for f in keys if f.metadata["de"] == f.metadata["doc"]}
    assert same <= {"Richtwerte"}
