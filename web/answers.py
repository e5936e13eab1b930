"""Answers what the page asks, inside Pyodide: plain values in, plain values out, and no law of its own.

A case comes as the form holds it. It is written as TOML and read back by the library, so that the file
which a reader saves is the file that was checked. Reports are those of the command line, byte for byte.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import beurteilung
from beurteilung import (
    check,
    compare,
    event,
    example,
    examples,
    guideline,
    guidelines,
    load,
    read_case,
    read_guideline,
    scale,
)
from beurteilung._base.text import faults
from beurteilung.cli import main
from beurteilung.errors import BeurteilungError, DataError
from beurteilung.law.registry import written_grade
from beurteilung.model.offices import EVENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from beurteilung import Grade
    from beurteilung._base.text import Message

__all__ = ["answer", "to_toml"]

Lang = Literal["de", "en"]
Table = dict[str, object]
Steps = tuple[str | int, ...]

SCHEMAS = {"en": "case.json", "de": "case.de.json"}
CASE = Path("/tmp/fall.toml")  # noqa: S108 - the page's own file system, gone with the page
MOST = 400
"""Grades of a scale that are offered as a list; of larger scales a grade is typed."""
LARGEST = 1_000_000
"""Bytes of a file that the page hands over whole; the library refuses more."""
FIRST: Table = {
    "before": "ni-pol-1996:5",
    "after": "ni-pol-1999:3",
    "events": [{"kind": "laufbahnwechsel", "day": ""}],
}
"""What the page shows first; its answer is there before Python is."""
PAIRS = "$pairs"
SAFE = 2**53
"""From here on a browser cannot keep a whole number exactly."""


def answer(request: str) -> str:
    """Answer one request, both as JSON; a fault of the input is an answer with ``problems``."""
    asked = cast("Table", json.loads(request))
    try:
        found = _ANSWERS[str(asked["ask"])](asked)
    except BeurteilungError as error:
        found = {"problems": _problems(error, _lang(asked), {})}
    return json.dumps(found, ensure_ascii=False)


def _problems(error: BeurteilungError, lang: Lang, case: Table) -> list[Table]:
    """Return each fault in the library's own words, and the entry of the form that it is about."""
    places = {_printed(path): path for path in _paths(case)}
    return [_located(fault, lang, places) for fault in faults(error)]


# --- What the page needs before anything is asked ------------------------------------------------------


def _start(asked: Table) -> Table:
    template = tomllib.loads(_command("new", "case"))
    return {
        "version": beurteilung.__version__,
        "schemas": {lang: _schema(lang) for lang in SCHEMAS},
        "template": _plain(template, _schema()),
        "codes": json.loads(_command("explain", "--format", "json")),
        "events": _events(),
        "first": {
            "asked": FIRST,
            "answers": {lang: _compare({**FIRST, "lang": lang}) for lang in SCHEMAS},
        },
        "examples": [_titled(file) for file in map(example, examples()) if file.suffix == ".toml"],
        **_atlas(asked),
    }


def _atlas(_: Table) -> Table:
    """Return every guideline with its scales; the grades of long scales are left out."""
    lands = {one["id"]: one for one in json.loads(_command("guidelines", "--format", "json"))}
    return {
        "guidelines": [
            {**lands[one.id], "scales": [_scale(item.id) for item in one.scales]}
            for one in guidelines()
        ]
    }


def _scale(name: str) -> Table:
    item = scale(name)
    short = len(item) <= MOST
    grades = [[g.code, g.label or ""] for g in item] if short else None
    return {"id": item.id, "title": item.title, "grades": grades}


def _events() -> list[Table]:
    return [
        {"kind": kind, "de": event(kind).name.de, "en": event(kind).name.en} for kind in EVENT_KINDS
    ]


def _titled(file: Path) -> Table:
    return {"id": file.stem, "title": tomllib.loads(file.read_text(encoding="utf-8"))["titel"]}


# --- Two grades ----------------------------------------------------------------------------------------


def _compare(asked: Table) -> Table:
    before, after = written_grade(str(asked["before"])), written_grade(str(asked["after"]))
    events = [
        event(one["kind"], _day(one["day"], before, after))
        for one in cast("list[dict[str, str]]", asked["events"])
    ]
    change = compare(before, after, events=events)
    lang = _lang(asked)
    return {"json": json.loads(change.render("json", lang)), "html": change.render("html", lang)}


def _day(text: str, before: Grade, after: Grade) -> date | None:
    """Read a day, or nothing; what is no day is asked of the command line, which says how to write it."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        _command("compare", str(before), str(after), f"--event={EVENT_KINDS[0]}:{text}")
        raise


def _lang(asked: Table) -> Lang:
    return "en" if asked.get("lang") == "en" else "de"


# --- A case --------------------------------------------------------------------------------------------


def _check(asked: Table) -> Table:
    """Check the case of the form; each problem says at which entry it is."""
    case = cast("Table", _entered(asked["case"]))
    text = to_toml(case)
    CASE.write_text(text, encoding="utf-8")
    lang = _lang(asked)
    try:
        report = check(CASE)
    except BeurteilungError as error:
        return {"toml": text, "problems": _problems(error, lang, case)}
    return {"toml": text, "json": report.render("json", lang), "html": report.render("html", lang)}


def _located(fault: Message, lang: Lang, places: Mapping[str, Steps]) -> Table:
    """Divide a fault into the entry that it is about, or the one around it, and what is said of it."""
    text, place = str(getattr(fault, lang, fault)), getattr(fault, "path", "")
    around = place
    while around and around not in places:
        around = re.sub(r"(\[|\.|^)[^.\[]*\Z", "", around)
    if around == place:
        text = text.removeprefix(f"{place}: ")
    return {"at": [*places.get(around, ())], "text": text}


def _paths(value: object, path: Steps = ()) -> Iterator[Steps]:
    for key, item in _entries(value):
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _entries(value: object) -> list[tuple[str | int, object]]:
    if isinstance(value, dict):
        return [*cast("dict[str | int, object]", value).items()]
    return [*enumerate(cast("list[object]", value))] if isinstance(value, list) else []


def _printed(path: Steps) -> str:
    """Return a path as the library prints it: beurteilung[0].von."""
    words = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return "".join(words).removeprefix(".")


def _open(asked: Table) -> Table:
    """Read a case file into the form, whether or not the library finds faults in its entries."""
    file = Path(str(asked["file"]))
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        table, text = {}, ""
    if not table or len(raw) > LARGEST:
        read_case(file)  # the library says what is wrong with it
    comments = bool(re.search(r"(?m)^\s*#(?!:schema)", text))
    return {"case": _plain(table, _schema()), "comments": comments}


def _example(asked: Table) -> Table:
    return _open({"file": str(example(str(asked["id"])))})


def _plain(value: object, shape: Table) -> object:
    """Return what TOML holds as JSON can hold it.

    A table whose keys are the reader's becomes a list of pairs, because a browser would sort its keys.
    """
    if isinstance(value, dict):
        table = cast("Table", value)
        if isinstance(more := shape.get("additionalProperties"), dict):
            return {PAIRS: [[key, _plain(item, more)] for key, item in table.items()]}
        return {key: _plain(item, _below(shape, key, item)) for key, item in table.items()}
    if isinstance(value, list):
        return [_plain(item, _items(shape)) for item in cast("list[object]", value)]
    exact = isinstance(value, (str, bool)) or (isinstance(value, int) and abs(value) < SAFE)
    return value if exact else str(value)  # days as ISO writes them


def _entered(value: object) -> object:
    """Return what the form holds with its pairs as tables."""
    if isinstance(value, dict):
        table = cast("Table", value)
        if isinstance(pairs := table.get(PAIRS), list):
            return {str(key): _entered(item) for key, item in cast("list[list[object]]", pairs)}
        return {key: _entered(item) for key, item in table.items()}
    if isinstance(value, list):
        return [_entered(item) for item in cast("list[object]", value)]
    return value


# --- Guidelines ----------------------------------------------------------------------------------------


def _guideline(asked: Table) -> Table:
    name = guideline(str(asked["id"])).id
    return {"html": _command("guidelines", "--format=html", f"--lang={asked['lang']}", name)}


def _load(asked: Table) -> Table:
    """Validate a guideline of the reader's own, and load it."""
    file = str(asked["file"])
    read_guideline(file)
    said = _command("validate", f"--lang={asked['lang']}", file)
    load(file)
    return {"said": said.replace(file, Path(file).name), **_atlas(asked)}


def _template(asked: Table) -> Table:
    return {"toml": _command("new", str(asked["kind"]), f"--lang={asked['lang']}")}


_ANSWERS: dict[str, Callable[[Table], Table]] = {
    "ready": lambda _: {},
    "start": _start,
    "compare": _compare,
    "check": _check,
    "open": _open,
    "example": _example,
    "guideline": _guideline,
    "load": _load,
    "template": _template,
}


def _command(*words: str) -> str:
    """Run one command of the library and return what it prints.

    Raises:
        DataError: with what the command says against its input.
    """
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        main(words)
    if said := err.getvalue().removeprefix("beurteilung: ").splitlines():
        more = [line.strip() for line in said[1:] if line.startswith("  ")]  # not how to call it
        raise DataError("", [said[0], *more])
    return out.getvalue()


# --- TOML, of which Python has a reader and no writer ----------------------------------------------------


def to_toml(case: Table) -> str:
    """Write a case as a TOML file; entries that hold tables come last, as TOML demands."""
    return "\n".join(_lines(case, _schema(), ())).strip("\n") + "\n"


@cache
def _schema(lang: str = "en") -> Table:
    file = files(beurteilung) / "data" / "schema" / SCHEMAS[lang]
    return cast("Table", json.loads(file.read_text(encoding="utf-8")))


def _lines(table: Table, shape: Table, path: tuple[str, ...]) -> Iterator[str]:
    indent = "  " * max(len(path) - 1, 0)
    shapes = {key: _below(shape, key, value) for key, value in table.items()}
    below = [key for key, value in table.items() if _is_tables(value, shapes[key])]
    for key, value in table.items():
        if key not in below:
            yield f"{indent}{_key(key)} = {_value(value, shapes[key])}"
    for key in below:
        value = table[key]
        many = isinstance(value, list)
        name = ".".join(_key(one) for one in (*path, key))
        for item in cast("list[Table]", value if many else [value]):
            yield ""
            yield "  " * len(path) + (f"[[{name}]]" if many else f"[{name}]")
            yield from _lines(item, _items(shapes[key]) if many else shapes[key], (*path, key))


def _below(shape: Table, key: str, value: object) -> Table:
    """Return what the schema says of an entry; nothing of one that it does not know."""
    properties = cast("dict[str, Table]", shape.get("properties", {}))
    return _resolved(properties.get(key, {}), value)


def _items(shape: Table) -> Table:
    return _resolved(shape.get("items", {}), {})


def _resolved(shape: object, value: object) -> Table:
    """Follow a reference; of several shapes the one counts that the value may have."""
    found = cast("Table", shape)
    for one in cast("list[Table]", found.get("anyOf", [])):
        if (one.get("type") == "array") == isinstance(value, list):
            return _resolved(one, value)
    name = str(found.get("$ref", "")).removeprefix("#/$defs/")
    return cast("dict[str, Table]", _schema()["$defs"])[name] if name else found


def _is_tables(value: object, shape: Table) -> bool:
    """Tell tables from what stands on one line: lists, and a table whose keys are the reader's."""
    if isinstance(value, list):
        items = cast("list[object]", value)
        return bool(items) and all(isinstance(item, dict) for item in items)
    return isinstance(value, dict) and not isinstance(shape.get("additionalProperties"), dict)


def _value(value: object, shape: Table) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        inner = _items(shape)
        return f"[{', '.join(_value(item, inner) for item in cast('list[object]', value))}]"
    if isinstance(value, dict):
        more = shape.get("additionalProperties")
        inner = _resolved(more if isinstance(more, dict) else {}, None)
        entries = cast("Table", value).items()
        return f"{{ {', '.join(f'{_key(k)} = {_value(v, inner)}' for k, v in entries)} }}"
    text = str(value)
    is_text = isinstance(value, str)
    if not is_text or (shape.get("format") == "date" and _is_day(text)):
        return text
    if shape.get("type") == "integer" and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", text):
        return text
    return _quoted(text)


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and bool(
            date.fromisoformat(text)
        )
    except ValueError:
        return False


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", key) else _quoted(key)


def _quoted(text: str) -> str:
    """Write a text; what TOML forbids in it is escaped, what Unicode forbids is replaced."""
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', _escaped, sound) + '"'


def _escaped(found: re.Match[str]) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return short.get(found[0], f"\\u{ord(found[0]):04x}")
