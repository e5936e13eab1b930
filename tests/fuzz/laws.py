"""What a change of form must not change: the verdicts of a case, whatever else stands in it."""

from __future__ import annotations

import copy
import tomllib
from collections import Counter

from decided import keys, without
from fuzz import files

from beurteilung import check
from beurteilung._base.toml import structure
from beurteilung.cases.coverage import keys_of
from beurteilung.cases.format import Fall
from beurteilung.errors import BeurteilungError
from beurteilung.model.findings import Verdict

FIRM = (Verdict.VIOLATED, Verdict.SATISFIED)


def answer(table):
    """Return what a case is answered: verdicts by code, and the exit code."""
    report = check(structure(Fall, table, "case"))
    found = [(f.code, f.verdict.value, f.leaning and f.leaning.value) for f in report.walk()]
    return found, report.overall.verdict.value, report.exit_code


def turned(value: object) -> object:
    """Return the same tables with their keys in the opposite order."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in reversed(value)}
    if isinstance(value, list):
        return [turned(one) for one in value]
    return value


def commented(text: str, rng) -> str:
    """Return a file with remarks, blank lines and the line ends of another system."""
    lines = [
        f"{line}  # {rng.choice(('ä', 'x = 1', '[[amt]]'))}"
        for line in text.rstrip("\n").split("\n")
    ]
    return rng.choice(("\n\n", "\r\n")).join(["# vorab", *lines, "# zum Schluss", ""])


def renamed(table: dict[str, object]) -> dict[str, object]:
    """Return a case whose appraisals bear other ids."""
    names = {
        a["id"]: f"neu-{n}"
        for n, a in enumerate(table.get("beurteilung", ()))
        if isinstance(a.get("id"), str)
    }

    def value(one: object, key: str) -> object:
        if isinstance(one, dict):
            return {name: value(entry, name) for name, entry in one.items()}
        if isinstance(one, list):
            return [value(entry, key) for entry in one]
        return (
            names.get(one, one)
            if isinstance(one, str) and key in {"id", "bestaetigt", "beurteilung"}
            else one
        )

    return {name: value(one, name) if name != "id" else one for name, one in table.items()}


def respelled(value: object, key: str = "") -> object:
    """Return a case whose grades are spelled as people spell them."""
    if isinstance(value, dict):
        return {name: respelled(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [respelled(one, key) for one in value]
    if key in {"note", "vorher"} and isinstance(value, str) and ":" in value:
        name, _, code = value.partition(":")
        return f"{name}:  {code} "
    return value


def broken(rng) -> tuple[dict[str, object], list[str]]:
    """Return a case and the laws that it breaks."""
    table, _ = files.mutated("case", rng)
    try:
        table = tomllib.loads(files.written(table))
        before = answer(table)
    except (BeurteilungError, tomllib.TOMLDecodeError, ValueError):
        return table, []
    found = []
    same = {
        "order of keys": lambda: turned(table),
        "remarks": lambda: tomllib.loads(commented(files.written(table), rng)),
        "ids": lambda: renamed(table),
        "spelling": lambda: respelled(table),
    }
    for name, change in same.items():
        try:
            after = answer(change())
        except BeurteilungError as error:
            found.append(f"{name}: an error afterwards: {str(error)[-80:]}")
            continue
        if after != before:
            found.append(f"{name}: another answer")
    if counted(answer(reordered(table, rng))) != counted(before):
        found.append("order of lists: another answer")
    found += grafted(table, rng)
    found += shown(table, rng)
    found += struck(table, rng)
    return table, found


IN_ORDER = {"beurteilung", "amt", "dienstposten"}
"""Lists that are a career: what stands later came later."""


def counted(one) -> tuple[Counter, object, object]:
    """Return an answer without the order of its findings."""
    found, overall, code = one
    return Counter(found), overall, code


def reordered(table: dict[str, object], rng) -> dict[str, object]:
    """Return a case whose lists, but those of a career, stand in another order."""
    made = dict(table)
    for name, value in table.items():
        if isinstance(value, list) and name not in IN_ORDER:
            made[name] = rng.sample(value, len(value))
    return made


def grafted(table: dict[str, object], rng) -> list[str]:
    """Take over a fact of another case: no question is answered otherwise that does not turn on it."""
    donor = tomllib.loads(rng.choice(files.shipped("case")))
    names = [name for name in donor if name not in table and name not in OF_LAW]
    if not names:
        return []
    name = rng.choice(names)
    before = verdicts(table)
    try:
        after = verdicts(table | {name: donor[name]})
    except BeurteilungError:  # it contradicts the rest
        return []
    changed = {pair[0] for pair in (before - after) + (after - before)}
    return [
        f"with {name}: {code} is answered otherwise"
        for code, turn in keys_of().items()  # what is not listed stands below one that is
        if code in changed and not any(key.split(".")[0] == name for key in turn)
    ]


OF_LAW = {
    "id",
    "titel",
    "land",
    "rechtsstand",
    "kenntnisstand",
    "entscheidung",
    "richtlinie",
    "status",
}
"""Keys that say which case it is, what is known, and whose law governs; every answer may turn on them."""


def verdicts(table) -> Counter:
    """Count the answers of a case, code by code."""
    return Counter(answer(table)[0])


def shown(table: dict[str, object], rng) -> list[str]:
    """Render a case: every finding stands in every form of its report."""
    report = check(structure(Fall, table, "case"))
    lang = rng.choice(("de", "en"))
    found = []
    for form in ("text", "md", "html"):
        written = report.render(form, lang, width=10**6)
        lost = [f.code for f in report.findings if f.code not in written]
        found += [f"{form}: {code} is not shown" for code in dict.fromkeys(lost)]
    return found


def struck(table: dict[str, object], rng) -> list[str]:
    """Strike one fact out; nothing is settled that was not."""
    every = list(keys(table))
    if not every:
        return []
    key = rng.choice(every)
    before = settled(table)
    try:
        after = settled(without(copy.deepcopy(table), key))
    except BeurteilungError:
        return []
    new = {pair[0] for pair in (after - before) if pair[0][:7] != "wechsel"}
    name = ".".join(part for part in key if isinstance(part, str))
    return [f"without {name}: {code} is settled" for code in sorted(new)]


def settled(table) -> Counter:
    """Count what is violated or satisfied, code by code."""
    report = check(structure(Fall, table, "case"))
    return Counter((f.code, f.verdict) for f in report.walk() if f.verdict in FIRM)
