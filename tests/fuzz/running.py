"""One call, in this process, and what must hold of every call whatever it was given."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import sys
import time
import warnings
from pathlib import Path

from attrs import frozen

from beurteilung import from_json, to_json
from beurteilung.cli import main
from beurteilung.cli.output import _LIVELY
from beurteilung.errors import BeurteilungError
from beurteilung.law import registry

SECONDS = 5.0
"""Processor time that a small file may take; this machine may be busy."""
CODES = {0, 1, 2, 3}
_FRAME = re.compile(r'File "[^"]*?/(beurteilung/[^"]+)", line (\d+), in (\S+)')


@frozen
class Told:
    """What a call ended with."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    seconds: float


class SlowError(Exception):
    """A call took longer than anybody waits."""


def _alarm(*_: object) -> None:
    raise SlowError("too slow")


@contextlib.contextmanager
def at_most(seconds: int):
    """Stop what is done inside after so many seconds."""
    old = signal.signal(signal.SIGALRM, _alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def told(*words: str, stdin: bytes = b"", limit: int = 20) -> Told:
    """Run one call of the program in this process; what it loads is forgotten afterwards."""
    out, err = io.StringIO(), io.StringIO()
    before = {*registry.loaded}
    stream, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin))
    began = time.process_time()
    debug, os.environ["BEURTEILUNG_DEBUG"] = os.environ.get("BEURTEILUNG_DEBUG", ""), "1"
    try:
        with (
            at_most(limit),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("error", ResourceWarning)
            code = main([*words])
    finally:
        sys.stdin = stream
        os.environ["BEURTEILUNG_DEBUG"] = debug
        seconds = time.process_time() - began
        for name in {*registry.loaded} - before:
            registry.forget(name)
    return Told(words, code, out.getvalue(), err.getvalue(), seconds)


_ENGLISH = re.compile(
    r"\b(expected|unknown|cannot|must|does not|do not|missing|there is|did you|the|was not|is no|problems?|got)\b"
)


def complaint(call: Told) -> str:
    """Return the message of a call, without the traceback before it."""
    return re.split(r"^beurteilung: ", call.err, maxsplit=1, flags=re.MULTILINE)[-1]


def tongues(german: Told, english: Told, names: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with a message in two languages: each is in its own."""
    found = []
    in_place = (
        german.words[:1] == ("table",) and len({*german.words[1:3]}) == 1
    )  # the second call finds its own columns
    if german.code != english.code and not in_place:
        found.append(
            f"{german.words[0]}: exit code {german.code} in German, {english.code} in English"
        )
    if german.code != 2 or english.code != 2 or "--help" in german.words or "-h" in german.words:
        return found
    de, en = complaint(german), complaint(english)
    if _ENGLISH.search(unquoted(de)):
        found.append(f"English in a German message: {signature(de)}")
    if de == en:
        found.append(f"one message for both languages: {signature(de)}")
    return found


def unquoted(message: str) -> str:
    """Return a message without what it repeats of the input, or of another library, which speaks English."""
    message = re.sub(r"(kein TOML|als Parquet nicht lesbar|der Art \.xlsx): .*", r"\1", message)
    return re.sub(r"'[^'\n]*'|„[^“\n]*“|\"[^\"\n]*\"", "…", message)


def signature(message: str) -> str:
    """Return the kind of a message: its last line without names and numbers."""
    lines = unquoted(message).strip().splitlines() or [""]
    line = next((one for one in lines if _ENGLISH.search(one)), lines[-1])
    return re.sub(r"[0-9]+", "N", re.sub(r"\S*/\S*", "F", line)).strip()[:100]


def faults(call: Told, *, wrong: str = "") -> list[str]:
    """Return what is wrong with a call, each as a line that equal faults share.

    ``wrong`` is a key that has a value of a wrong kind, if the file has one.
    """
    found = []
    message = complaint(call)
    if call.code not in CODES:
        found.append(f"exit code {call.code}")
    if "unerwarteter Fehler" in call.err or "unexpected error" in call.err:
        frames = [f for f in _FRAME.findall(call.err) if "cli/program" not in f[0]]
        where = " ".join(frames[-1]) if frames else "?"
        found.append(f"{message.split(';')[0][:90].strip()} @ {where}")
    if call.code == 2 and not message.strip():
        found.append("exit code 2 without a message")
    if call.code == 2 and call.out and call.words and call.words[0] != "check":
        found.append(f"exit code 2 with an answer: {call.words[0]}")
    hint = bool(call.words) and call.words[0] in {
        "guidelines",
        "scales",
    }  # says what words it did not know
    if call.code != 2 and call.err and not hint:
        found.append(f"exit code {call.code} with a complaint: {message[:60]}")
    for what, text in (("answer", call.out), ("message", message)):
        if (lively := re.search(_LIVELY, text)) is not None:
            found.append(f"{what} has the character {lively[0]!a}")
    if call.seconds > SECONDS:
        found.append(f"slow: {call.words[0] if call.words else ''}")
    if wrong and call.code != 2:
        found.append(f"a wrong kind under {wrong} was taken")
    if wrong and call.code == 2 and wrong not in message:
        found.append(f"the message does not name {wrong}")
    if len(message) > 300_000:
        found.append("a message of more than 300,000 characters")
    return found


def round_trip(text: str) -> list[str]:
    """Return what is wrong with a report as JSON: it is read back, and written again it is the same."""
    try:
        again = to_json(from_json(text))
    except BeurteilungError as error:
        return [f"a report is not read back: {str(error)[:100]}"]
    if json.loads(again) != json.loads(text):
        return ["a report read back is another one"]
    return []


@contextlib.contextmanager
def inside(folder: Path):
    """Work in an empty folder, and leave it empty."""
    before = Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(before)
        for one in folder.iterdir():
            if one.is_dir():
                shutil.rmtree(one)
            else:
                one.unlink()
