"""A short run of the fuzzer, always the same; `nox -s fuzz` runs on until it finds something."""

from __future__ import annotations

import random

import pytest
from fuzz import files, laws, running
from fuzz.__main__ import COMMAND, main

from beurteilung._base.text import Text
from beurteilung.cases.coverage import _NAMES, why_not_examined


def test_a_short_run_finds_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["--seed", "1", "--count", "40"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("kind", COMMAND)
def test_every_key_of_every_format_is_met(kind):
    """What the schema lists is what is changed: a key that nothing changes would never be tested."""
    for cls in files.classes(files.KINDS[kind]):
        met = {
            name for n in range(40) for name in files.table(cls, random.Random(n), of=kind, depth=2)
        }
        assert met == {*files.keys(cls)}, cls


def test_what_it_writes_is_toml():
    for n in range(30):
        table, _ = files.mutated("case", random.Random(n))
        assert files.written(table).count("=") >= len(table)


def test_a_fault_is_seen():
    call = running.Told(("check",), 2, "", "beurteilung: unexpected error, KeyError: 'x'\x1b", 0.0)
    assert len(running.faults(call)) == 2
    assert running.faults(running.Told(("check",), 7, "", "", 9.0)) == [
        "exit code 7",
        "slow: check",
    ]
    german = running.Told(("check",), 2, "", "beurteilung: a.toml: expected text", 0.0)
    assert running.tongues(german, german) != []


def test_the_form_of_a_case_changes_no_verdict():
    assert [found for n in range(12) if (found := laws.broken(random.Random(n))[1])] == []


def test_every_key_that_no_question_takes_up_says_why():
    """An empty table in a list is a key as well: `dienststelle = [{}]`."""
    for name in files.keys(files.KINDS["case"]):
        if name not in _NAMES:
            assert isinstance(why_not_examined(name), Text)
