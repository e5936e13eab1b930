"""Calls of the command line: every command with every option, right, odd and hostile."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from fuzz import files

from beurteilung import guidelines, scales
from beurteilung.cli.commands import COMMANDS
from beurteilung.cli.program import parameters
from beurteilung.law import codes

if TYPE_CHECKING:
    from pathlib import Path

ODD_WORDS = [
    "", " ", "-", "--", "---", "-x", "--x=y", "=", "\0", "\x1b[31m", "\u202e", "\udc80", "a" * 3000, "9" * 5000,
    "٣", "-1", "0", "1e3", "nan", "/dev/null", "/dev/zero", "/dev/full", "/dev/stdin", ".", "/", "/nirgends/x.csv",
    "x.csv", "x.toml", "x.xlsx", "x.parquet", "01.01.0001", "31.02.2000", "9999-12-31", "2000-W01-1", "20000101",
    "1.1.99999", "Bund", "bund", "Niedersachsen", "ni-pol", "ni-pol-1999", "by-llbg:13", "by-llbg:99", "*", "'", '"',
    "befoerderung", "befoerderung:", ":2000-01-01", "befoerderung:x", "laufbahnwechsel:02.11.1999", "--help", "-h",
]  # fmt: skip
DAYS = ["2000-09-01", "01.09.2000", "1000-01-01", "8999-12-31", "9999-12-31", "0001-01-01"]


def grades(rng) -> str:
    """Return the name of a grade as somebody types it."""
    one = rng.choice(scales())
    code = rng.choice(list(one)).code
    return rng.choice((f"{one.id}:{code}", f"{one.id}: {code} ", code, f"{one.id}:{code}x", one.id))


USUAL = {
    "table": {"--before": ["--before", "alt"], "--after": ["--after", "neu"]},
    "notenspiegel": {"--least": ["--least", "3"]},
    "kalender": {"--months": ["--months", "36"], "--on": ["--on", "2026-01-01"]},
}
"""Options without which a command asks nothing."""


def call(name: str, rng, folder: Path) -> list[str]:
    """Return the words of a call of a command."""
    words = [name]
    for parameter in parameters(name):
        if not parameter.name:
            if parameter.needed or rng.random() < 0.8:
                words += [
                    argument(name, parameter, rng, folder)
                    for _ in range(1 + rng.randrange(2) * parameter.many)
                ]
        elif parameter.name in USUAL.get(name, ()) and rng.random() < 0.9:
            words += USUAL[name][parameter.name]
        elif parameter.name != "--help" and rng.random() < 0.2:
            words += option(name, parameter, rng, folder)
    if rng.random() < 0.1:
        words.insert(rng.randrange(len(words) + 1), rng.choice(ODD_WORDS))
    return words


def argument(name: str, parameter, rng, folder: Path) -> str:
    """Return an argument that fits, mostly."""
    if rng.random() < 0.06:
        return rng.choice(ODD_WORDS)
    if parameter.choices:
        return rng.choice(parameter.choices)
    if name == "compare":
        return grades(rng)
    if name == "scales":
        return rng.choice(scales()).id
    if name == "guidelines":
        return rng.choice((rng.choice(guidelines()).id, str(file(folder, "guideline", rng))))
    if name == "explain":
        return rng.choice([*(code.code for code in codes.codes()), "notensprung", "beitrag", "x"])
    kind = {
        "check": "case",
        "voraussetzungen": "career",
        "fortschreibung": "carried",
        "vergleich": "field",
    }.get(name)
    if name == "validate":
        kind = rng.choice(("case", "guideline"))
    if kind:
        return str(file(folder, kind, rng))
    if parameter.value and parameter.value.en == "OUT":
        return str(
            folder
            / rng.choice(("aus.csv", "aus.xlsx", "aus.parquet", "aus.tsv", "aus.txt", "sheet.csv"))
        )
    if name == "offline":
        return str(folder / "aus.html")
    return str(sheet(folder, rng))


def file(folder: Path, kind: str, rng) -> Path:
    """Write a file of a kind."""
    path = folder / f"{kind}-{rng.randrange(3)}.toml"
    text = rng.choice(files.shipped(kind))
    if rng.random() < 0.5:
        text = files.written(files.mutated(kind, rng)[0])
    raw = files.garbled(text, rng) if rng.random() < 0.1 else text.encode()
    path.write_bytes(raw)
    return path


def option(name: str, parameter, rng, folder: Path) -> list[str]:
    """Return an option with a value, as it may be written."""
    value = word(name, parameter, rng, folder)
    return rng.choice(([parameter.name, value], [f"{parameter.name}={value}"]))


def word(name: str, parameter, rng, folder: Path) -> str:
    """Return the value of an option."""
    if rng.random() < 0.12:
        return rng.choice(ODD_WORDS)
    if parameter.choices:
        return rng.choice(parameter.choices)
    match parameter.name:
        case "--output":
            return str(
                folder / rng.choice(("aus.txt", "aus.pdf", "aus.xlsx", "case-0.toml", "sheet.csv"))
            )
        case "--load":
            return str(file(folder, "guideline", rng))
        case "--example":
            return rng.choice(("vg-stade", "vg-stade-3-a-401-02", "vg"))
        case "--on" if name == "kalender":
            return rng.choice(DAYS)
        case "--on" | "--scale" | "--before-scale" | "--after-scale":
            return rng.choice((rng.choice(scales()).id, "skala", "ni-pol-1999"))
        case "--guideline":
            return rng.choice(guidelines()).id
        case "--least" | "--months" | "--ahead":
            return rng.choice(("0", "1", "5", "36", "100000", "99999999999"))
        case "--columns":
            return str(columns(folder, rng))
        case "--separator":
            return rng.choice((";", ",", "\t", "|", "ab", "ä"))
        case "--event":
            return rng.choice(
                (
                    "befoerderung",
                    "laufbahnwechsel:02.11.1999",
                    "rueckstufung",
                    "amtszulage",
                    "amtswechsel",
                )
            )
        case "--by":
            return rng.choice(("frau=w", "w", "=w", "frau=", "note", "frau=w"))
    if parameter.value and parameter.value.en in {"DAY", "TAG"}:
        return rng.choice(DAYS)
    return rng.choice(HEADS)


def columns(folder: Path, rng) -> Path:
    """Write a TOML file of options for a table."""
    path = folder / "spalten.toml"
    entries = {
        rng.choice(("before", "after", "events", "on", "prefix", "x", "before_scale")): rng.choice(
            files.HOSTILE
        )
    }
    text = files.written(
        {"before": "alt", "after": "neu", **(entries if rng.random() < 0.6 else {})}
    )
    path.write_bytes(files.garbled(text, rng) if rng.random() < 0.2 else text.encode())
    return path


HEADS = ["alt", "neu", "note", "w", "stichtag", "seit", "nr", "skala", "ereignisse"]
CELLS = [
    "", " ", "NULL", "NaN",
    "=1+1", "＝x", "\n=x", "@x", "+1", "-1", "ä", "\u202e", "\x1b[0m", '"', "'", "5,0", "5.0",
    "5", "4", "1e3", "9" * 400, "by-llbg:13", "ni-pol-1996:5", "ni-pol-1999:3", "ni-pol-1999:9", "x" * 3000,
    "ja", "nein", "m", "w", "d", "1", "0", "31.05.2023", "2025-02-01", "2025-02-30", "1.1.1", "0001-01-01",
    "01.01.9999", "9999-12-31",
    "befoerderung", "befoerderung+laufbahnwechsel", "befoerderung+", "+", "2", "-3", "1.5", "99999999999999999999",
]  # fmt: skip


def cell(head: str, rng, odd: float) -> str:
    """Return what stands in a column, mostly; ``odd`` is the share of what does not belong there."""
    if rng.random() < odd:
        return rng.choice(CELLS)
    match head:
        case "alt":
            return rng.choice(("ni-pol-1996:5", "ni-pol-1996:4", "ni-pol-1996:3"))
        case "neu":
            return rng.choice(("ni-pol-1999:3", "ni-pol-1999:4", "ni-pol-1999:5"))
        case "note":
            return f"by-llbg:{rng.randrange(8, 14)}"
        case "w":
            return rng.choice(("ja", "nein", "", "m", "w", "d"))
        case "stichtag" | "seit":
            return rng.choice(("31.05.2023", "2025-02-01", "", "01.01.2020"))
        case "skala":
            return rng.choice(("ni-pol-1996", "by-llbg"))
        case "ereignisse":
            return rng.choice(("", "befoerderung", "laufbahnwechsel"))
    return str(rng.randrange(1000))


def sheet(folder: Path, rng) -> Path:
    """Write a table: CSV as programs write it, Excel, Parquet, or what only looks like one."""
    heads = list(HEADS)
    rng.shuffle(heads)
    heads = heads[: rng.choice((2, 5, 9, 9, 9))]
    if rng.random() < 0.1:
        heads[rng.randrange(len(heads))] = rng.choice((*heads, *CELLS))
    odd = rng.choice((0, 0, 0.01, 0.2))
    rows = [[cell(head, rng, odd) for head in heads] for _ in range(rng.choice((0, 1, 5, 30, 60)))]
    if rows and rng.random() < 0.1:
        rows[0] = (
            rows[0][: rng.randrange(len(rows[0]))] if rng.random() < 0.5 else [*rows[0], "zu viel"]
        )
    how = rng.random()
    if how < 0.7:
        return comma(folder, heads, rows, rng)
    if how < 0.85:
        return excel(folder, heads, rows, rng)
    return parquet(folder, heads, rows, rng)


def comma(folder: Path, heads, rows, rng) -> Path:
    """Write CSV."""
    path = folder / rng.choice(("sheet.csv", "sheet.tsv", "sheet.txt", "sheet.CSV"))
    out = io.StringIO()
    ends = rng.choice(("\n", "\r\n", "\r"))
    writer = csv.writer(out, delimiter=rng.choice((";", ",", "\t", "|")), lineterminator=ends)
    writer.writerows([heads, *rows])
    text = out.getvalue()
    raw = text.encode(rng.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")), "replace")
    path.write_bytes(files.garbled(text, rng) if rng.random() < 0.15 else raw)
    return path


def excel(folder: Path, heads, rows, rng) -> Path:
    """Write a workbook, or a torso of one."""
    import openpyxl  # noqa: PLC0415 - few calls need it
    from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415 - as above

    path = folder / "sheet.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    for row in [heads, *rows]:
        typed = [rng.choice((one, number(one), one)) for one in row]
        try:
            page.append(typed)
        except (IllegalCharacterError, ValueError):
            page.append(["ni-pol-1996:5"])
    book.save(path)
    if rng.random() < 0.15:
        raw = path.read_bytes()
        path.write_bytes(raw[: rng.randrange(len(raw))] if rng.random() < 0.7 else b"PK\3\4")
    return path


def number(text: str) -> object:
    """Return the number that a text prints, as a spreadsheet makes it, or a day, or the text."""
    from datetime import datetime  # noqa: PLC0415 - as above

    try:
        return int(text[:15])
    except ValueError:
        return datetime(2023, 5, 31) if text.startswith("31.05") else text  # noqa: DTZ001 - as Excel has it


def parquet(folder: Path, heads, rows, rng) -> Path:
    """Write Parquet with columns of any type, or a torso of it."""
    import pyarrow as pa  # noqa: PLC0415 - few calls need it
    from pyarrow import parquet as pq  # noqa: PLC0415 - as above

    path = folder / "sheet.parquet"
    names = list(dict.fromkeys(heads))
    made = []
    for name in names:
        texts = [row[heads.index(name)] if heads.index(name) < len(row) else None for row in rows]
        match rng.randrange(12):
            case 0:
                made.append(pa.array([None] * len(rows), pa.null()))
            case 1:
                made.append(pa.array([float(len(t or "")) for t in texts], pa.float64()))
            case 2:
                made.append(pa.array([[t] for t in texts]))
            case 3:
                made.append(pa.array([{"a": t} for t in texts], pa.struct([("a", pa.string())])))
            case 4:
                made.append(pa.array([(t or "").encode() for t in texts], pa.binary()))
            case 5:
                made.append(pa.array(texts, pa.string()).dictionary_encode())
            case 6:
                made.append(
                    pa.array([n * 400 for n in range(len(rows))], pa.int32()).cast(pa.date32())
                )
            case 7:
                made.append(
                    pa.array([n * 10**15 for n in range(len(rows))], pa.int64()).cast(
                        pa.timestamp("us")
                    )
                )
            case _:
                made.append(pa.array(texts, pa.string()))
    pq.write_table(pa.table(made, names=names), path)
    if rng.random() < 0.15:
        raw = path.read_bytes()
        path.write_bytes(raw[: rng.randrange(len(raw))])
    return path


NAMES = [name for name in COMMANDS if name != "offline"]  # it takes no file
NAMES += ["table", "kalender", "notenspiegel"] * 3
