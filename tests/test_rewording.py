"""Reword every text of the library at once: nothing but texts changes.

A translator that changes each `Text` as it is made runs in a program of its own, before anything else is
imported; what the library then answers on every decided case must be the same apart from words.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
WORDS = {"de", "en", "label", "citation", "office", "title"}
"""Keys of JSON that hold words."""

PROGRAM = """
import importlib.util, json, sys
sys.path.insert(0, {tests!r})
if {reworded}:
    from importlib.machinery import PathFinder

    class Rewording:
        def find_spec(self, name, path=None, target=None):
            if name != "beurteilung._base.text":
                return None
            spec = PathFinder.find_spec(name, path)
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                first = module.Text.__init__

                def reworded(self, de, en):
                    first(self, "«" + de.upper() + "»", "<<" + en.swapcase() + ">>")

                module.Text.__init__ = reworded

            spec.loader.exec_module = exec_module
            return spec

    sys.meta_path.insert(0, Rewording())
import beurteilung
from beurteilung.law import loading
from beurteilung.render.forms import read_report, report_dict
from decided import FILES, FOLDER, build, facts_of, read
for path in sorted((FOLDER / "skalen").glob("*.toml")):
    loading.load(path)
for path in FILES:
    report = beurteilung.check(build(facts_of(read(path))))
    back = read_report(json.loads(json.dumps(report_dict(report))))
    print(json.dumps([
        path.stem, report_dict(report), back.follows.value, back.exit_code,
        [[m.code for m in found] for _, found in back.to_settle],
    ]))
for before, after, event in (
    ("ni-pol-1996:5", "ni-pol-1999:3", "laufbahnwechsel"), ("by-llbg:13", "by-llbg:11", "befoerderung"),
    ("ni-pol-2008:C oberer Bereich", "ni-pol-2008:C unterer Bereich", "amtszulage"),
):
    change = beurteilung.compare(
        beurteilung.grade(before), beurteilung.grade(after), events=[beurteilung.event(event)]
    )
    print(json.dumps([before, json.loads(beurteilung.to_json(change)), change.finding.verdict.value]))
"""


def answers(*, reworded: bool) -> list[object]:
    program = PROGRAM.format(tests=str(HERE), reworded=reworded)
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def without_words(value: object) -> object:
    if isinstance(value, dict):
        return {k: without_words(v) for k, v in value.items() if k not in WORDS}
    if isinstance(value, list):
        return [without_words(one) for one in value]
    return value


def test_nothing_but_words_changes() -> None:
    with ThreadPoolExecutor() as pool:  # the last of all files: the other core has nothing to do
        programs = [pool.submit(answers, reworded=reworded) for reworded in (False, True)]
    plain, other = (program.result() for program in programs)
    assert len(plain) == len(other) > 50
    assert any(json.dumps(one) != json.dumps(two) for one, two in zip(plain, other, strict=True))
    for one, two in zip(plain, other, strict=True):
        assert without_words(one) == without_words(two)
