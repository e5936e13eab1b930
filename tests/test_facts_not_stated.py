"""Honesty: what a case no longer says is never held for or against anybody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from decided import FILES, FOLDER, build, facts_of, keys, read, without
from each import each

from beurteilung.cases.report import Report, check
from beurteilung.errors import BeurteilungError
from beurteilung.law import loading
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((FOLDER / "skalen").glob("*.toml")):
        loading.load(path)


def settled(report: Report) -> Counter[tuple[str, Verdict]]:
    """Count what is violated or satisfied, code by code."""
    firm = (Verdict.VIOLATED, Verdict.SATISFIED)
    return Counter((f.code, f.verdict) for f in report.walk() if f.verdict in firm)


@each("path", FILES, ids=lambda p: p.stem)
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
