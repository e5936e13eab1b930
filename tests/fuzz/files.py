"""Files that are right, files that are nearly right, and files that a vandal wrote, all from the schema.

The classes that read a kind of file say which keys it has; the shipped files say what stands in them.
So every key of every format is met, and a key that is new tomorrow is met without a word here.
"""

from __future__ import annotations

import copy
import json
import re
import tomllib
import typing
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path

import attrs

from beurteilung._base import toml as reading
from beurteilung._base.compiled import DATA
from beurteilung._base.records import members as members_of
from beurteilung._base.records import named_keys, without_none
from beurteilung.cases.format import Fall
from beurteilung.law.document import Dokument
from beurteilung.personen.format import Felddatei, Fortschreibungsdatei, Laufbahndatei

ROOT = Path(__file__).parents[2]

CARRIED = """
ausgang = "by-llbg:11"
gewaehlt = "by-llbg:12"
land = "Bayern"
am = 2025-06-01
neue = { "12" = 3, "11" = 5 }
groesse = 8
gebildet = 2022-06-01
"""
CAREER = """
richtlinie = "by-stmuv-2023"
am = 2026-01-01
ziel = "A 14"
[[beurteilung]]
note = "by-llbg:10"
stichtag = 2025-05-31
art = "regel"
"""
FIELD = """
ordnung = "by-stmgp"
am = 2025-07-01
plaetze = 1
[[bewerbung]]
id = "a"
note = "by-llbg:13"
amt = "A 11"
von = 2022-06-01
bis = 2025-05-31
art = "regel"
merkmale = { "Führung" = "by-llbg:13" }
frueher = ["by-llbg:11"]
[[bewerbung]]
id = "b"
note = "by-llbg:12"
amt = "A 12"
von = 2022-06-01
bis = 2025-05-31
art = "regel"
merkmale = { "Führung" = "by-llbg:12" }
"""
OWN = """
id = "fuzz"
familie = "fuzz"
land = "Niedersachsen"
titel = "Eigene"
[[quelle]]
id = "q"
zitat = "Eigene Richtlinie"
art = "norm"
[[skala]]
id = "fuzz"
titel = "s"
quelle = "q"
evidenz = "normtext"
stufe = [{ code = "5" }, { code = "4" }, { code = "3" }, { code = "2" }, { code = "1" }]
[[abbildung]]
von = "fuzz"
nach = "ni-pol-1999"
quelle = "q"
evidenz = "gruende"
paar = [{ von = ["5"], nach = ["5"] }, { von = ["4", "3"], nach = ["4"] }]
"""

KINDS: dict[str, type] = {
    "case": Fall,
    "guideline": Dokument,
    "career": Laufbahndatei,
    "carried": Fortschreibungsdatei,
    "field": Felddatei,
}


@cache
def shipped(kind: str) -> tuple[str, ...]:
    """Return the texts of files of a kind that are in order."""
    folders = {
        "case": [*(ROOT / "examples").glob("*.toml"), *(ROOT / "tests/cases").glob("*.toml")],
        "guideline": [*(DATA / "guidelines").glob("*.toml"), ROOT / "tests/mittelerde.toml"],
    }
    own = {"career": CAREER, "carried": CARRIED, "field": FIELD, "guideline": OWN}
    texts = [path.read_text("utf-8") for path in sorted(folders.get(kind, []))]
    if kind == "case":
        tables = [tomllib.loads(text) for text in texts]
        decided = [table["fall"] for table in tables if isinstance(table.get("fall"), dict)]
        texts = [written(facts) for facts in (*decided, *(t for t in tables if "quelle" not in t))]
    if kind == "guideline":
        texts = [_renamed(text) for text in texts]
    return (*texts, *([own[kind]] if kind in own else []))


def _renamed(text: str) -> str:
    """Return a shipped guideline under another id, so that it can be loaded beside the shipped one."""
    table = tomllib.loads(text)
    names = {str(table["id"]), *(str(one["id"]) for one in table.get("skala", ()))}
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf'"{re.escape(name)}(?=[":])', f'"fuzz-{name}', text)
    return text


@cache
def seen(kind: str) -> dict[tuple[type, str], list[object]]:
    """Return what stands under each key of each class in the shipped files."""
    found: dict[tuple[type, str], list[object]] = {}
    for text in shipped(kind):
        for cls, table in tables(KINDS[kind], tomllib.loads(text)):
            for name, value in table.items():
                found.setdefault((cls, name), []).append(value)
    return found


def keys(cls: type) -> dict[str, tuple[object, bool]]:
    """Return what each key of a class holds, and whether it is needed."""
    return {name: (one.kind, one.required) for name, one in named_keys(cls).items()}


def inner(kind: object) -> tuple[object, bool]:
    """Return the kind of one entry, and whether the key holds a list."""
    plain = without_none(kind)
    if typing.get_origin(plain) is tuple:
        return typing.get_args(plain)[0], True
    return plain, False


def table_class(kind: object) -> type | None:
    """Return the class of a kind that is a table."""
    for one in members_of(kind):
        if isinstance(one, type) and attrs.has(one) and reading._parser(one) is None:
            return one
    return None


def tables(cls: type, table: object):
    """Yield each table of a file with its class, the outer one first."""
    if not isinstance(table, dict):
        return
    yield cls, table
    for name, (kind, _) in keys(cls).items():
        one, many = inner(kind)
        if (below := table_class(one)) is not None and name in table:
            value = table[name]
            for entry in value if many and isinstance(value, list) else [value]:
                yield from tables(below, entry)


def classes(cls: type) -> set[type]:
    """Return the classes of all tables that a file of a class may have."""
    found, waiting = set(), [cls]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            kinds = [inner(kind)[0] for kind, _ in keys(one).values()]
            waiting += [below for kind in kinds if (below := table_class(kind)) is not None]
    return found


# --- values --------------------------------------------------------------------------------------

ODD = [
    "", " ", "\0", "\ufeff", "\u202eabc", "\x1b[31mrot", "\u2028", "a" * 5000, "9" * 400, "-1", "1/0",
    "1e9", "0x10", "१२", "４", "½", "²", "NaN", "inf", "\n", "=1+1", "@x", "<b>&", "|`*_", "$x$", "{{", "%s",
    "ni-pol-1999:3", "ni-pol-1999:", ":", "::", "by-llbg:99", "A 9", "A 99", "B 0", "1999-13", "2000-02-30",
    "0000", "9999-12", "e\u0301", "\U0001f600", "../x", "/dev/zero", "q", "ja", "true", "None",
]  # fmt: skip
NUMBERS = [
    0, 1, -1, 2, 12, 13, 31, 99, 366, 1000, 10_000, 10**6, 10**9, 10**17, 10**18, 10**30, -(10**17), 1.5,
    -0.0, float("inf"), float("nan"), 1e308, 5e-324,
]  # fmt: skip
DAYS = [
    date(1, 1, 1), date(999, 12, 31), date(1000, 1, 1), date(1582, 10, 10), date(1900, 2, 28), date(1999, 9, 1),
    date(2000, 2, 29), date(2024, 2, 29), date(2099, 12, 31), date(8999, 12, 31), date(9000, 1, 1),
    date(9999, 12, 31), datetime(2000, 1, 1, 12, tzinfo=UTC), time(12, 0),
]  # fmt: skip
SHAPES = [
    True,
    False,
    [],
    {},
    [[]],
    [{}],
    {"": ""},
    {"x": {"y": [1, "a"]}},
    [1, "a", True],
    [[[[1]]]],
]
HOSTILE = [*ODD, *NUMBERS, *DAYS, *SHAPES]


def valid(kind: object, key: tuple[type, str], rng, *, of: str, depth: int = 0) -> object:
    """Return a value that the reader of a key takes, or nearly: a shipped one, or one made of its kind."""
    known = seen(of).get(key)
    if known and rng.random() < 0.85:
        return copy.deepcopy(rng.choice(known))
    one, many = inner(kind)
    if many:
        return [made(one, key, rng, of=of, depth=depth) for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    return made(one, key, rng, of=of, depth=depth)


def made(kind: object, key: tuple[type, str], rng, *, of: str, depth: int) -> object:
    """Return one value of a kind."""
    members = members_of(kind)
    one = rng.choice(members)
    if (below := table_class(one)) is not None:
        return table(below, rng, of=of, depth=depth + 1)
    args = typing.get_args(one)
    origin = typing.get_origin(one)
    if origin is typing.Literal:
        return rng.choice(args)
    if origin is dict:
        names = rng.sample(["5", "4", "3", "2", "1", "A", "Führung", "12"], rng.randrange(4))
        return {name: made(args[1], key, rng, of=of, depth=depth) for name in names}
    if origin is tuple:
        return [made(args[0], key, rng, of=of, depth=depth) for _ in range(rng.randrange(3))]
    return plain(one, key, rng, of=of)


def plain(kind: type, key: tuple[type, str], rng, *, of: str) -> object:
    """Return a number, a day, a text."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return rng.choice(list(kind)).value
    if kind is bool:
        return rng.random() < 0.5
    if kind is int:
        return rng.choice((0, 1, 1, 2, 3, 5, 12, 100, -1, 10**6, 10**17))
    if kind is date:
        if rng.random() < 0.2:
            return rng.choice([d for d in DAYS if isinstance(d, date) and 1000 <= d.year <= 8999])
        return date(1990, 1, 1) + timedelta(days=rng.randrange(14_000))
    if kind is Fraction:
        return rng.choice((0, 1, -1, 15, "12,5", "100/3", "1/3", "0,5", "0", "99999999999", 100))
    name = getattr(kind, "__name__", "")
    if name in {"PartialDay", "Day"}:
        return rng.choice(("1999", "1999-09", "2001-12", "8999-12", "1000"))
    texts = [v for (cls, other), values in seen(of).items() if other == key[1] for v in values]
    texts = [v for v in texts if isinstance(v, str)]
    if texts and rng.random() < 0.7:
        return rng.choice(texts)
    return rng.choice(
        ("5", "A 9", "x", "ni-pol-1999:3", "ni-pol-1996:5", "q", "Bund", "1/2", "12,34")
    )


def table(cls: type, rng, *, of: str, depth: int = 0) -> dict[str, object]:
    """Return a table of a class with the keys that it needs and some of the others."""
    rows: dict[str, object] = {}
    for name, (kind, required) in keys(cls).items():
        if required or rng.random() < (0.35 if depth < 3 else 0.1):
            rows[name] = valid(kind, (cls, name), rng, of=of, depth=depth)
    return rows


# --- what breaks a file ----------------------------------------------------------------------------


def mutated(of: str, rng) -> tuple[dict[str, object], str]:
    """Return a table of a kind with one to four changes, and the key of the only one that is a wrong kind.

    The key is empty if there is no such one: then nothing is said about the message.
    """
    cls = KINDS[of]
    if rng.random() < 0.08:
        return table(cls, rng, of=of), ""
    whole = tomllib.loads(rng.choice(shipped(of)))
    if rng.random() < 0.12:
        return whole, retyped(cls, whole, rng)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        change(of, whole, rng)
    return whole, ""


def retyped(cls: type, whole: dict[str, object], rng) -> str:
    """Put a value of no kind that a key has in its place; return the key."""
    below, entries = rng.choice(list(tables(cls, whole)))
    name = rng.choice(list(keys(below)))
    wrong = rng.choice((date(9999, 12, 31), time(1, 2), float("nan"), {"zz": 1}, [[[]]], 10**30))
    one, _ = inner(keys(below)[name][0])
    is_dict = isinstance(wrong, dict) and typing.get_origin(one) is dict
    if table_class(one) is not None or is_dict:
        wrong = True  # a number may be the name of the one table
    entries[name] = wrong
    return name


def change(of: str, whole: dict[str, object], rng) -> None:
    """Change one thing of a file."""
    cls, entries = rng.choice(list(tables(KINDS[of], whole)))
    known = keys(cls)
    absent = [name for name in known if name not in entries]
    present = [name for name in known if name in entries]
    what = rng.choice((0, 0, 0, 0, 0, 0, 4, 5, 6, 6, 6, 6, 6, 6, 8, 8, 9))
    if what == 0 and absent:
        name = rng.choice(absent)
        entries[name] = valid(known[name][0], (cls, name), rng, of=of)
    elif what == 4 and present:
        del entries[rng.choice(present)]
    elif what == 5:
        entries[rng.choice(list(known))] = copy.deepcopy(rng.choice(HOSTILE))
    elif what == 6 and present:
        name = rng.choice(present)
        entries[name] = valid(known[name][0], (cls, name), rng, of=of)
    elif what == 8 and present:
        listed(entries, rng.choice(present), rng)
    elif present:
        a, b = rng.choice(present), rng.choice(present)
        entries[a], entries[b] = entries[b], entries[a]


def listed(entries: dict[str, object], name: str, rng) -> None:
    """Repeat, drop or turn round the entries of a list; odd text for anything else."""
    value = entries[name]
    if not isinstance(value, list) or not value:
        entries[name] = rng.choice(ODD)
        return
    match rng.randrange(4):
        case 0:
            value.append(copy.deepcopy(rng.choice(value)))
        case 1:
            value.pop(rng.randrange(len(value)))
        case 2:
            value.reverse()
        case _:
            value += [copy.deepcopy(value)] * rng.choice((1, 20))


def garbled(text: str, rng) -> bytes:
    """Return the bytes of a file that an editor, a mail program or a vandal had."""
    raw = bytearray(text.encode())
    lines = text.splitlines()
    match rng.randrange(14):
        case 0:
            return b"\xef\xbb\xbf" + bytes(raw)
        case 1:
            return text.replace("\n", "\r\n").encode()
        case 2:
            return text.replace("\n", "\r").encode()
        case 3:
            return text.encode("cp1252", "replace")
        case 4:
            return text.encode("utf-16")
        case 5:
            return bytes(raw[: rng.randrange(len(raw))])
        case 6:
            rng.shuffle(lines)
        case 7:
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
        case 8:
            del lines[rng.randrange(len(lines))]
        case 9:
            odd = rng.choice(
                ("\0", "\x1b[2J", "\u202e", '"""', "[[", "]]", "{", "=", "# x", "a.b.c=1", "'")
            )
            lines.insert(rng.randrange(len(lines)), odd)
        case 10:
            raw[rng.randrange(len(raw))] = rng.randrange(256)
            return bytes(raw)
        case 11:
            at = rng.randrange(len(raw))
            return bytes(raw[:at] + b"\xed\xa0\x80" + raw[at:])  # a surrogate, which UTF-8 has not
        case 12:
            lines.append("x = " + "[" * rng.choice((5, 500)))
        case _:
            return b""
    return "\n".join(lines).encode()


# --- writing -------------------------------------------------------------------------------------


def written(table: dict[str, object]) -> str:
    """Return a table as TOML, each key of the file on a line of its own."""
    return "".join(f"{word(name)} = {value(entry)}\n" for name, entry in table.items())


def word(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(entry: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(entry, str):
        return word(entry)
    if isinstance(entry, bool):
        return str(entry).lower()
    if isinstance(entry, (int, float)):
        return repr(entry)
    if isinstance(entry, (date, time)):
        return entry.isoformat()
    if isinstance(entry, dict):
        return "{ " + ", ".join(f"{word(k)} = {value(v)}" for k, v in entry.items()) + " }"
    return "[" + ", ".join(map(value, entry)) + "]"
