"""The published JSON Schemas: they are what the classes say, and every shipped file fits."""

import json
import runpy
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from each import each

from beurteilung._base.compiled import DATA

ROOT = Path(__file__).parents[2]
FOLDER = DATA / "schema"
FILES = {
    "guideline": [
        *sorted((DATA / "guidelines").glob("*.toml")),
        *sorted((DATA / "mappings").glob("*.toml")),
        DATA / "vorlage.toml",
    ],
    "authorities": [DATA / "authorities.toml"],
    "codes": [DATA / "codes.toml"],
    "case": sorted((ROOT / "examples").glob("*.toml")),
}
ALL = [(name, path) for name, paths in FILES.items() for path in paths]


def plain(value):
    """What a TOML value is in JSON: days are text."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def validator(name):
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_schemas_have_not_drifted_from_the_classes():
    made = runpy.run_path(str(ROOT / "tools" / "schemas.py"))["schemas"]()
    assert {p.name for p in FOLDER.iterdir()} == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, "run tools/schemas.py"


@each(("name", "path"), ALL, ids=[p.stem for _, p in ALL])
def test_shipped_files_fit(name, path):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    faults = [f"{e.json_path}: {e.message}" for e in validator(name).iter_errors(plain(table))]
    assert faults == []


@each(("name", "path"), ALL, ids=[p.stem for _, p in ALL])
def test_shipped_files_name_their_schema(name, path):
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    if name == "codes":
        return
    named = f"{name}.de.json" if path.stem == "vorlage" else f"{name}.json"
    assert (path.parent / first.removeprefix("#:schema ")).resolve() == FOLDER / named


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"titel": 5}, "$.titel"),
        ({"stufen": []}, "$"),
        ({"erlassen": "gestern"}, "$.erlassen"),
        ({"richtwert": [{"rang": "eins"}]}, "$.richtwert[0]"),
    ],
    ids=["type", "unknown key", "no day", "nested"],
)
def test_what_does_not_fit_is_refused(change, where):
    table = tomllib.loads((DATA / "vorlage.toml").read_text(encoding="utf-8"))
    found = validator("guideline").iter_errors(plain({**table, **change}))
    assert any(e.json_path.startswith(where) for e in found)
