"""`python -m fuzz`: calls that nobody thought of, until a number or a time is reached.

Prints its seed and each kind of fault once, keeps the files of each below --keep, and ends with 1 if there is
one.
"""

from __future__ import annotations

import argparse
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from fuzz import calls, files, laws, running

COMMAND = {
    "case": ("check",),
    "guideline": ("validate",),
    "career": ("voraussetzungen",),
    "carried": ("fortschreibung",),
    "field": ("vergleich",),
}


def one_file(rng: random.Random, folder: Path, kinds: list[str]):
    """Give a file of a kind to its command, in both languages; a report is read back."""
    kind = rng.choice(kinds)
    wrong = ""
    if rng.random() < 0.06:
        raw = files.garbled(rng.choice(files.shipped(kind)), rng)
    else:
        table, wrong = files.mutated(kind, rng)
        raw = files.written(table).encode()
    path = folder / f"{kind}.toml"
    path.write_bytes(raw)
    words = (*COMMAND[kind], str(path))
    call = running.told(*words, "--lang", "de")
    found = running.faults(call, wrong=wrong)
    found += running.tongues(call, running.told(*words, "--lang", "en"))
    if call.code == 2 and path.name not in call.err:
        found.append(f"a fault of a file {kind} does not name it")
    form = rng.choice(("json", "md", "html", "text"))
    other = running.told(*words, "--lang", rng.choice(("de", "en")), "--format", form)
    found += running.faults(other, wrong=wrong)
    if other.code != call.code:
        found.append(f"{words[0]}: another exit code as {form}")
    if form == "json" and words[0] == "check" and other.code != 2:
        found += running.round_trip(other.out)
    if kind == "guideline" and call.code == 0:
        for more in (
            (*("guidelines", str(path)),),
            ("compare", "ni-pol-1996:4", "ni-pol-1999:3", "--load", str(path)),
        ):
            found += running.faults(running.told(*more))
    return call.words, found, call.code


def one_call(rng: random.Random, folder: Path, kinds: list[str]):
    """Give a command whatever it may be given."""
    words = calls.call(rng.choice(calls.NAMES), rng, folder)
    if "--lang" in words or any(word.startswith("--lang") for word in words):
        call = running.told(*words)
        return call.words, running.faults(call), call.code
    stdin = rng.choice((b"", b"\xff", b"id = 1"))
    there = {*folder.rglob("*")}
    call = running.told(*words, "--lang", "de", stdin=stdin)
    for made in {*folder.rglob("*.toml")} - there:
        made.unlink()  # the other call would take the answer for a file of the user's own, and keep it
    found = running.tongues(call, running.told(*words, "--lang", "en", stdin=stdin))
    return call.words, running.faults(call) + found, call.code


def one_law(rng: random.Random, folder: Path, kinds: list[str]):
    """Change the form of a case, or strike a fact out; keep the case if the answer tells."""
    table, found = laws.broken(rng)
    (folder / "case.toml").write_text(files.written(table), encoding="utf-8")
    return ("check", str(folder / "case.toml")), found, -1


def main(words: list[str] | None = None) -> int:
    """Run, and return 1 if a fault was found."""
    ask = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    ask.add_argument("--seed", type=int, default=None)
    ask.add_argument(
        "--count", type=int, default=0, help="so many inputs; else until the time is up"
    )
    ask.add_argument("--minutes", type=float, default=10)
    ask.add_argument("--keep", type=Path, default=Path("fuzz-faults"))
    ask.add_argument("--only", nargs="*", default=[], help=f"of {', '.join(COMMAND)}, calls, laws")
    given = ask.parse_args(words)
    seed = secrets.randbelow(10**9) if given.seed is None else given.seed
    kinds = [kind for kind in COMMAND if not given.only or kind in given.only]
    makers = [one_file] * 5 * bool(kinds)
    makers += [one_call] * 2 * (not given.only or "calls" in given.only)
    makers += [one_law] * (not given.only or "laws" in given.only)
    print(f"seed {seed}", flush=True)
    known: dict[str, int] = {}
    ended: Counter[int] = Counter()
    began = time.monotonic()
    number = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        while (
            number < given.count if given.count else time.monotonic() - began < given.minutes * 60
        ):
            rng = random.Random(f"{seed}-{number}")
            with running.inside(Path(place).resolve() / "in") as folder:
                words, found, code = rng.choice(makers)(rng, folder, kinds)
                ended[code] += code >= 0
                for fault in found:
                    known[fault] = known.get(fault, 0) + 1
                    if known[fault] == 1:
                        keep(given.keep / f"{len(known)}", folder, words, fault)
                        print(
                            f"[{number}] {fault}\n    {' '.join(map(ascii, words))[:200]}",
                            flush=True,
                        )
            number += 1
    took = time.monotonic() - began
    print(
        f"{number} inputs in {took:.0f} s; exit codes {dict(sorted(ended.items()))}; {len(known)} kinds of fault"
    )
    for fault, times in sorted(known.items(), key=lambda pair: -pair[1]):
        print(f"{times:6} {fault}")
    return 1 if known else 0


def keep(target: Path, folder: Path, words, fault: str) -> None:
    """Keep what shows a fault."""
    shutil.copytree(
        folder, Path(target).resolve() if target.is_absolute() else target, dirs_exist_ok=True
    )
    (target / "call.txt").write_text(f"{fault}\n{' '.join(map(ascii, words))}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
