"""The words of every finding, in both languages, with sources and what is missing.

The words are what lawyers read, so they are pinned: ``tests/golden`` holds them, case by case. After a
change on purpose, ``WRITE_GOLDEN=1 pytest tests/test_words.py`` writes them anew; the diff is the review.
"""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_cases import FILES, FOLDER, build, changed, facts_of, read
from test_explaining import CASES
from test_rules import BARE, FREMD, LAW_TABLE, MITTELERDE, SEED, SEED_TABLE, WACHE_TABLE

from beurteilung import library
from beurteilung.cases import check
from beurteilung.changes import compare
from beurteilung.library import grade

if TYPE_CHECKING:
    from beurteilung.facts import Fall
    from beurteilung.findings import Finding

GOLDEN = Path(__file__).parent / "golden"


def words(finding: Finding) -> str:
    """Return all that a finding says, and what its words do not show."""
    flags = [f.code + (" (new appraisal)" if f.new_appraisal else "") for f in finding.walk()]
    return "\n".join([", ".join(flags), finding.explain("de"), finding.explain("en")])


def rows() -> dict[str, Fall]:
    """Return the cases of the rule tables and the decided ones by name."""
    made: dict[str, Fall] = {}
    for table, base in ((SEED_TABLE, SEED), (WACHE_TABLE, copy.deepcopy(FREMD))):
        for name, setze, streiche, code, _ in table:
            change = {"setze": setze, "streiche": list(streiche)}
            made[f"{name}: {code}"] = build(changed(base, change))
    for name, setze, code, _ in LAW_TABLE:
        made[f"{name}: {code}"] = build(changed(copy.deepcopy(BARE), {"setze": setze}))
    return made


def decided() -> dict[str, str]:
    """Return what is found in each decided case, and what its mirrors find otherwise."""
    texts: dict[str, str] = {}
    for path in FILES:
        case = read(path)
        report = check(build(facts_of(case)))
        plain = [words(f) for f in (*report.findings, report.overall)]
        texts[path.stem] = "\n".join(plain)
        for mirror in case.get("spiegel", []):
            other = check(build(changed(facts_of(case), mirror)))
            told = [words(f) for f in (*other.findings, other.overall)]
            texts[f"{path.stem}, {mirror['name']}"] = "\n".join(t for t in told if t not in plain)
    return texts


def told() -> dict[str, dict[str, str]]:
    """Return the golden texts, file by file and paragraph by paragraph."""
    for path in (MITTELERDE, *sorted((FOLDER / "skalen").glob("*.toml"))):
        library.load(path)
    rules: dict[str, str] = {}
    for name, fall in rows().items():
        code = name.rpartition(": ")[2]
        rules[name] = "\n".join(words(f) for f in check(fall).finding(code))
    changes: dict[str, str] = {}
    for before, after, events, _ in CASES:
        kinds = " + ".join(e.key for e in events)
        change = compare(grade(before), grade(after), events=events)
        changes[f"{before} > {after} {kinds}".strip()] = "\n".join(
            [words(change.finding), change.explain("de"), change.explain("en")]
        )
    return {"rules.txt": rules, "cases.txt": decided(), "changes.txt": changes}


def laid_out(texts: dict[str, str]) -> str:
    return "".join(f"## {name}\n\n{text}\n\n" for name, text in texts.items())


@pytest.mark.parametrize("file", ["rules.txt", "cases.txt", "changes.txt"])
def test_words(file: str) -> None:
    texts: dict[str, Any] = told()[file]
    if os.environ.get("WRITE_GOLDEN"):
        (GOLDEN / file).write_text(laid_out(texts), encoding="utf-8")
    golden = (GOLDEN / file).read_text(encoding="utf-8").split("## ")[1:]
    expected = {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip() for part in golden}
    assert list(expected) == list(texts)
    for name, text in texts.items():
        assert text.strip() == expected[name], name
