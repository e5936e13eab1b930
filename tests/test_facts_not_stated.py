"""Honesty: what a case no longer says is never held for or against anybody."""

from __future__ import annotations

import copy
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from decided import FILES, FOLDER, build, facts_of, read

from beurteilung.cases.report import Report, check
from beurteilung.errors import BeurteilungError
from beurteilung.law import loading
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAW = {"land", "rechtsstand", "entscheidung"}
"""Keys that say by which law a case is judged; without them more decisions count, not fewer facts."""
NAMES = {"id", "titel"}
NOT_LISTED = {"amtszulage", "eigene_amtszulage"}
"""What an office carries is listed with it: without mention it carries none."""


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((FOLDER / "skalen").glob("*.toml")):
        loading.load(path)


def keys(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every key of a case, in the tables of its lists too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in LAW | NAMES | NOT_LISTED:
                yield (*path, name)
            yield from keys(inner, (*path, name))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from keys(inner, (*path, n))


def without(case: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    made = copy.deepcopy(case)
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return made


def settled(report: Report) -> Counter[tuple[str, Verdict]]:
    """Count what is violated or satisfied, code by code."""
    firm = (Verdict.VIOLATED, Verdict.SATISFIED)
    return Counter((f.code, f.verdict) for f in report.walk() if f.verdict in firm)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_fact_struck_out_settles_nothing(path: Path) -> None:
    """Without a key nothing is violated or satisfied that was not before; it opens, or is not asked."""
    case = facts_of(read(path))
    before = settled(check(build(case)))
    for key in keys(case):
        try:
            report = check(build(without(case, key)))
        except BeurteilungError:
            continue  # the case needs it, and says so
        words = {c: n for (c, v), n in (settled(report) - before).items() if c[:7] != "wechsel"}
        assert not words, (key, words)
