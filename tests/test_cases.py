"""Decided cases: what `check` finds, point by point, and which one fact turns which finding.

Each file under ``tests/cases`` names its source, what was read of it, how far that carries
(``verlaesslichkeit``), the facts, every finding that is expected, and mirrors: the smallest change of
facts together with exactly the findings that it changes (``aendert``) or brings (``neu``). ``text`` has
figures that must stand in a finding. Where the court's reasons were not read, what is expected is what
the facts and other decisions give; the mirror "mit der Entscheidung selbst" counts the decision too.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from decided import FILES, FOLDER, ROOT, Table, build, changed, facts_of, read
from each import each

from beurteilung.cases.facts import Facts
from beurteilung.cases.report import Report, check
from beurteilung.law import loading
from beurteilung.law.decisions import authority
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from beurteilung.cases.format import Fall

LEAST = 850
"""Assertions that the files hold at least: expected findings, figures, and what mirrors change."""


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((FOLDER / "skalen").glob("*.toml")):
        loading.load(path)


def shown(report: Report) -> list[Table]:
    """Return every finding of a report in the form of the case files; words of a change left out."""
    found: list[Table] = []
    for top in (*report.findings, report.overall):
        for one in top.walk():
            if one.code.startswith("wechsel."):
                continue
            item: Table = {"code": one.code, "befund": one.verdict.value}
            if one.leaning:
                item["neigung"] = one.leaning.value
            if one.deviation:
                item["abweichung"] = True
            if one.calculated:
                item["rechnung"] = True
            if one is not top:
                item["unter"] = top.code
            found.append(item)
    return found


def figures(case: Fall) -> Table:
    change = Facts(case).change
    assert change is not None
    names = ("nominal", "scale_effect", "real", "explained", "unexplained")
    values = {name: getattr(change, name) for name in names}
    return {n: int(v) if v.exact else [v.low, v.high] for n, v in values.items()}


MIRRORS = {
    f"{path.stem}: {mirror['name']}": (path, mirror)
    for path in FILES
    for mirror in read(path).get("spiegel", [])
}


@each("path", FILES, ids=lambda p: p.stem)
class TestDecided:
    def test_source(self, path: Path) -> None:
        case = read(path)
        assert authority(case["quelle"]).gelesen == case["gelesen"]
        assert build(facts_of(case)).entscheidung == case["quelle"]

    def test_findings(self, path: Path) -> None:
        case = read(path)
        assert shown(check(build(facts_of(case)))) == case["erwartet"]

    def test_no_authority_is_later_and_none_is_the_case_itself(self, path: Path) -> None:
        """A later decision, or the decided one, may report a provision, and is no authority then."""
        fall = build(facts_of(read(path)))
        for cited in check(fall).sources:
            if cited.source.art == "entscheidung":
                assert cited.source_id != fall.entscheidung
                known = authority(cited.source_id).known_from
                assert fall.rechtsstand is None or known <= fall.rechtsstand

    def test_figures(self, path: Path) -> None:
        case = read(path)
        fall = build(facts_of(case))
        if "wechsel" in case:
            assert figures(fall) == case["wechsel"]
        assert_texts(check(fall), case)

    def test_it_asserts_what_the_source_carries(self, path: Path) -> None:
        """Full facts assert the outcome, partial ones a verdict or a figure, headnotes their rule.

        A verdict or what it leans to: where the decided case alone says it, nothing may settle it.
        """
        case = read(path)
        fall = build(facts_of(case))
        match case["verlaesslichkeit"]:
            case "voll" if case["ergebnis"] == "rechtswidrig":
                itself = evolve(fall, entscheidung="")  # without other law only the decision tells
                verdicts = {check(one).overall.verdict for one in (fall, itself)}
                assert Verdict.VIOLATED in verdicts
                assert Verdict.SATISFIED not in verdicts
            case "voll":
                assert case["ergebnis"] == "rechtmaessig"
                assert check(fall).overall.verdict is not Verdict.VIOLATED
            case "teil":
                itself = [m for m in case["spiegel"] if m.get("streiche") == ["entscheidung"]]
                told = [*case["erwartet"], *(e for m in itself for e in m.get("aendert", []))]
                assert (
                    "text" in case
                    or "wechsel" in case
                    or any(
                        e.get("neigung") or e.get("befund") not in ("open", None)
                        for e in told
                        if e["code"] != "notensprung"
                    )
                )
            case "leitsatz":
                assert authority(case["quelle"]).aussage
            case other:
                pytest.fail(f"unknown verlaesslichkeit {other}")

    def test_an_opposite_outcome_is_never_found(self, path: Path) -> None:
        """What a court held lawful is not found unlawful, nor the other way round."""
        case = read(path)
        verdict = check(build(facts_of(case))).overall.verdict
        if case["ergebnis"] in ("rechtmaessig", "anordnung_abgelehnt"):
            assert verdict is not Verdict.VIOLATED
        if case["ergebnis"] in ("rechtswidrig", "anordnung_erlassen"):
            assert verdict is not Verdict.SATISFIED

    def test_every_violation_names_its_ground_and_every_verdict_its_reasons(
        self, path: Path
    ) -> None:
        report = check(build(facts_of(read(path))))
        for one in report.walk():
            assert one.message.de
            assert one.message.en
            assert (one.ground is not None) == (one.verdict.value == "violated")


@each(("path", "mirror"), MIRRORS.values(), ids=MIRRORS)
def test_mirror(path: Path, mirror: Table) -> None:
    """A change of facts changes exactly the findings that the file names."""
    case = read(path)
    fall = build(changed(facts_of(case), mirror))
    report = check(fall)
    expected = _patched(case["erwartet"], mirror.get("aendert", []))
    added = mirror.get("neu", [])
    codes = {item["code"] for item in added}
    assert [item for item in shown(report) if item["code"] not in codes] == expected
    assert [item for item in shown(report) if item["code"] in codes] == added
    if "wechsel" in mirror:
        assert figures(fall) == mirror["wechsel"]
    assert_texts(report, mirror)


def assert_texts(report: Report, case: Table) -> None:
    for code, part in case.get("text", {}).items():
        assert any(part in f.message.de for f in report.finding(code)), (code, part)


def test_fifty_decisions() -> None:
    assert len(FILES) >= 50


def test_the_number_of_assertions_does_not_fall() -> None:
    total = 0
    for path in FILES:
        case = read(path)
        total += len(case["erwartet"]) + len(case.get("text", {})) + len(case.get("wechsel", {}))
        for mirror in case.get("spiegel", []):
            parts = ("aendert", "neu", "text", "wechsel")
            total += 1 + sum(len(mirror.get(name, ())) for name in parts)
    assert total >= LEAST, total


def _patched(expected: list[Table], changes: list[Table]) -> list[Table]:
    """Replace, for each code named, its findings by those named, in place; struck out if absent."""
    named: dict[str, list[Table]] = {}
    for change in changes:
        named.setdefault(change["code"], []).append(change)
    made: list[Table] = []
    for item in expected:
        group = named.get(item["code"])
        if group is None:
            made.append(item)
        elif group[0].get("fehlt"):
            continue
        else:
            made.append({k: v for k, v in (group[0] | _below(item)).items() if k != "fehlt"})
    return made


def _below(item: Table) -> Table:
    return {"unter": item["unter"]} if "unter" in item else {}


def test_the_table_in_the_docs_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("cases_page", ROOT / "tools" / "cases.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page(), "run python tools/cases.py"
