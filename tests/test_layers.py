"""Architecture, layout: nothing imports upwards, and a rule module holds no law of its own."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from each import each

import beurteilung
from beurteilung._base import ports

ROOT = Path(beurteilung.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
RULES = sorted((ROOT / "cases" / "rules").glob("*.py"))
LAW = {
    "a day": r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{4}-\d{2}-\d{2}\b",
    "a file number": r"\b\d+ [A-Z]{1,3} \d+[/.]\d{2}\b",
    "a pay group": r"\b[ABCRW] \d{1,2}\b",
    "a norm": r"§ \d|\bNr\. \d",
    "a court": r"\b(BVerwG|BVerfG|OVG|VGH|VG) ",
}


def name_of(path: Path) -> str:
    parts = ("beurteilung", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


KNOWN = {name_of(path) for path in MODULES}

WINGS = (
    ("_base",),
    ("model",),
    ("law",),
    ("richtwerte",),
    ("changes",),
    ("cases", "personen", "runden"),
    ("integrations", "strategies"),
    ("frames",),
    ("render",),
    ("cli",),
)
"""The wings from the ground up; what stands on one floor does not know of each other."""
FLOOR = {wing: floor for floor, wings in enumerate(WINGS) for wing in wings}
PUBLIC = {"__init__", "__main__", "errors"}
"""The doors: they gather names of the wings, and no wing goes through them."""


@cache
def imported(path: Path) -> frozenset[str]:
    """Return every module of the library that a module imports, in function bodies and for types too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("beurteilung")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beurteilung"):
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & KNOWN
            found |= inner or {str(node.module)}
    return frozenset(found)


def wing_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


@each("path", MODULES, ids=name_of)
def test_a_wing_imports_only_wings_below_it(path: Path) -> None:
    """The design, section 3: a wing imports only wings below it, inside function bodies as well."""
    wing = wing_of(name_of(path))
    if wing in PUBLIC:
        return
    asked = {wing_of(module) for module in imported(path)} - {wing}
    assert {other for other in asked if FLOOR.get(other, len(WINGS)) >= FLOOR[wing]} == set()


def test_no_module_is_imported_by_what_it_imports() -> None:
    graph = {name_of(path): {*imported(path)} for path in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph)


def test_every_port_is_filled_with_a_function_that_exists() -> None:
    for answer in ports._answers.values():
        module, _, name = answer.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), answer


def words(path: Path) -> list[str]:
    """Return the texts in the code of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
    }
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and text not in described]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a day", "ab dem 01.09.2000"),
        ("a day", "2000-09-01"),
        ("a file number", "3 A 401/02"),
        ("a pay group", "ab A 11"),
        ("a norm", "nach § 50"),
        ("a norm", "Nr. 9.2"),
        ("a court", "VG Stade"),
    ],
)
def test_law_is_recognised(what: str, text: str) -> None:
    assert re.search(LAW[what], text)


@each("path", RULES, ids=lambda p: p.stem)
def test_a_rule_module_names_no_law(path: Path) -> None:
    """Law is data: days, decisions, norms and pay groups come from files."""
    found = [(what, t) for what, form in LAW.items() for t in words(path) if re.search(form, t)]
    assert found == []


@each("path", RULES, ids=lambda p: p.stem)
def test_a_rule_module_makes_no_day(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "date"]
    assert [ast.unparse(call) for call in calls] == []
