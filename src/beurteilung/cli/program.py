"""One call of the program: read what was typed, run the command, hand over its answer and exit code.

Exit codes: 0 nothing violated, nothing open; 1 something violated; 3 nothing violated, something open;
2 bad input, with file, key and the way out; 129, 130, 141 and 143 if a closed terminal, an interrupt, a
closed pipe or SIGTERM ended it.
"""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import re
import signal
import sys
import threading
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, cast

from beurteilung._base.errors import BeurteilungError, UsageError
from beurteilung._base.text import Text, guess, meant
from beurteilung._base.version import VERSION
from beurteilung.cli.arguments import HELP, LANG, LOAD, language, read
from beurteilung.cli.commands import COMMANDS, command
from beurteilung.cli.output import Answer, coloured, inert, refuse_target, standard_error

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from types import ModuleType

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import AnyParameter

__all__ = ["BAD_INPUT", "INTERRUPTED", "main", "parameters"]

BAD_INPUT = 2
# 128 and the number of the signal, as shells have it
INTERRUPTED = 130
CLOSED = 141
SIGNALLED = 128
ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals by which a system or a closed terminal ends a process; not every system has both."""
_OBJECTS = 100_000
"""New objects after which Python looks for cycles; its own measure is a few hundred."""
SHOWN = 300
"""Characters of an error of somebody else that a message repeats."""
_LONG = r"(\S{500})\S+"
"""A word that somebody typed is repeated in full by a message, but not one of a whole file."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Nothing leaves it but that code.

    >>> main(["compare", "ni-pol-1996:5", "ni-pol-1999:4", "--lang", "en", "--format", "text"])
    ... # doctest: +ELLIPSIS
    The grade 5 “übertrifft erheblich die Anforderungen” ...
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if argv is None:  # a process of its own makes few cycles, and reading makes much that stays
        gc.set_threshold(_OBJECTS)
    words = sys.argv[1:] if argv is None else list(argv)
    lang = language(words)
    answer = Answer(cast("TextIO | None", sys.stdout))
    struck: list[BaseException] = []
    try:
        with _terminable(struck), redirect_stdout(answer):
            code = _run(words, lang)
            answer.hand_over()
    except BaseException as error:  # noqa: BLE001 - an exit code of 1 would look like a verdict
        # a library that a signal met may tell of it in an error of its own
        message, code = _ending(struck[0] if struck else error, words, lang)
        if message:
            _complain(message)
    if argv is None:
        gc.freeze()  # or Python looks through every object once more before the process ends
        if "duckdb" in sys.modules:
            atexit.register(_hush)
    return code


def _hush() -> None:  # pragma: no cover - seen in a process of its own only
    """Keep from the terminal what the binding of DuckDB says of its own references as a process ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _ending(error: BaseException, words: Sequence[str], lang: Lang) -> tuple[str, int]:
    """Return what is said of an error, or nothing, and the exit code."""
    match error:
        case UsageError():
            return f"{error.explain(lang)}\n{_usage(words, lang)}", BAD_INPUT
        case BeurteilungError():
            places = import_module("beurteilung._base.places")  # most calls are in order
            return places.with_lines(error).explain(lang), BAD_INPUT
        case KeyboardInterrupt():
            return Text("abgebrochen", "interrupted")[lang], INTERRUPTED
        case _Terminated():
            return Text("beendet", "terminated")[lang], SIGNALLED + error.number
        case BrokenPipeError():
            return "", CLOSED
        case _:
            kind, what = type(error).__name__, " ".join(str(error).split())[:SHOWN]
            text = Text(
                f"unerwarteter Fehler, {kind}: {what}; BEURTEILUNG_DEBUG=1 zeigt, wo",
                f"unexpected error, {kind}: {what}; BEURTEILUNG_DEBUG=1 shows where",
            )
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # that of /tmp, say
                text = Text("der Datenträger ist voll", "the disk is full")
            return text[lang], BAD_INPUT


class _Terminated(BaseException):
    """A signal arrived that ends: what is open is closed, what was written beside is taken away."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal."""
        self.number = number


@contextmanager
def _terminable(struck: list[BaseException]) -> Generator[None, None, None]:
    """Turn signals that end into an exception while a command runs, and keep it in ``struck``."""
    if threading.current_thread() is not threading.main_thread():  # Python sets handlers there only
        yield
        return

    def leave(number: int, _: object) -> None:
        error = KeyboardInterrupt() if number == signal.SIGINT else _Terminated(number)
        struck.append(error)
        raise error

    # nohup has a closed terminal ignored, and a shell the interrupts of a job in the background
    heeded = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        heeded.append(signal.SIGINT)
    before = {one: signal.signal(one, leave) for one in heeded}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _run(words: Sequence[str], lang: Lang) -> int:
    """Run the command that the words name; without one, show what there is."""
    before, name, rest = _command(words)
    read(before, (LANG,), lang)
    if name == "help" and rest and not rest[0].startswith("-"):
        name, rest = rest[0], ["--help"]
    if name in ("--help", "-h", "help") or (not name and "" not in words):
        print(_help().program_help(lang), end="")
        return 0 if name else BAD_INPUT  # nothing was asked, so nothing is in order
    if name == "--version":
        print(f"beurteilung {VERSION}")
        return 0
    taken = parameters(name)
    given = read(rest, taken, lang)
    if given[HELP]:
        print(_help().command_help(name, taken, lang), end="")
        return 0
    own: tuple[str, ...] = given[LOAD]
    if own:
        from beurteilung.law.loading import load_all  # noqa: PLC0415 - most calls load none

        load_all(own)
        if target := next((given[one] for one in taken if one.name == "--output"), None):
            refuse_target(target, own)
    return command(name).run(given)


def parameters(name: str) -> tuple[AnyParameter, ...]:
    """Return what a command takes, with what all of them take."""
    if name not in COMMANDS:
        if name.startswith("-"):
            hint = meant(name, ("--help", "--version", "--lang", "-h"))
            raise UsageError(
                Text(
                    f"„{name}“ ist keine Option vor dem Befehl{hint.de}; zuerst steht der Befehl, "
                    "dahinter seine Optionen",
                    f"{name!r} is no option before the command{hint.en}; the command comes first, its options follow",
                )
            )
        hint, known = _instead(name), ", ".join(COMMANDS)
        raise UsageError(
            Text(
                f"„{name}“ ist kein Befehl{hint.de}; Befehle: {known}",
                f"{name!r} is no command{hint.en}; commands: {known}",
            )
        )
    return (*command(name).PARAMETERS, LOAD, LANG, HELP)


def _instead(name: str) -> Text:
    """Return the hint at what was meant by a word that is no command: a file is one to check or to read."""
    end = name.lower().rpartition(".")[2]
    if end == "toml":
        return guess(f"check {name}")
    if end in ("csv", "tsv", "xlsx", "xls", "ods", "parquet"):
        return guess(f"table {name}")
    return meant(name, (*COMMANDS, "--version"))


def _command(words: Sequence[str]) -> tuple[Sequence[str], str, Sequence[str]]:
    """Return ``--lang`` as far as it stands before the command, the command's name, and what follows it."""
    at = 0
    while at < len(words) and words[at].partition("=")[0] == LANG.name:
        at += 1 if "=" in words[at] else 2
    return words[:at], next(iter(words[at:]), ""), words[at + 1 :]


def _usage(words: Sequence[str], lang: Lang) -> str:
    """Return how the command is called that the words name, or the program if they name none."""
    _, name, _ = _command(words)
    known = name in COMMANDS
    line: str = _help().usage(name if known else None, parameters(name) if known else (), lang)
    return line


def _help() -> ModuleType:
    """Return the module that writes help; a call that is in order needs none."""
    return import_module("beurteilung.cli.usage")


def _complain(message: str) -> None:
    """Write a message to the standard error, with the traceback if somebody wants it."""
    if (stream := standard_error()) is None:
        return
    with suppress(OSError):  # nobody is left to complain to
        if os.environ.get("BEURTEILUNG_DEBUG"):
            import traceback  # noqa: PLC0415 - most calls are in order

            stream.write(inert(traceback.format_exc()))
        shown = inert(re.sub(_LONG, r"\1…", message))
        stream.write(f"{coloured('beurteilung:', '1;31', stream)} {shown}\n")
        stream.flush()
