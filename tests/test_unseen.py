"""What is typed comes back in messages; whatever nobody sees in it is spelled out."""

import json

import pytest

from beurteilung.cli import main
from beurteilung.cli.output import inert

UNSEEN = (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0x2066, 0x202E, 0xFEFF, 0xE0041, 0x1B, 0x9B)


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_it_is_spelled_out_in_messages(code, capsys):
    for words in (["scales"], ["explain"], ["check"], ["check", "x.toml", "--lang"]):
        assert main([*words, f"gut{chr(code)}"]) in {0, 2}
        shown = capsys.readouterr()
        assert chr(code) not in shown.err + shown.out
        assert "gut\\u" in shown.err


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_inside_json_it_is_the_same_letter(code):
    text = json.dumps(f"a{chr(code)}b", ensure_ascii=False)
    assert chr(code) not in inert(text)
    assert json.loads(inert(text)) == f"a{chr(code)}b"
