"""One call of the program: read what was typed, run the command, hand over its answer and exit code.

Exit codes: 0 nothing violated, nothing open; 1 something violated; 3 nothing violated, something open;
2 bad input, with file, key and the way out.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, cast

from beurteilung._base.errors import BeurteilungError, UsageError
from beurteilung._base.text import Text, meant
from beurteilung._base.version import VERSION
from beurteilung.cli.arguments import HELP, LANG, LOAD, language, read
from beurteilung.cli.commands import COMMANDS, command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import AnyParameter

__all__ = ["BAD_INPUT", "INTERRUPTED", "main", "parameters"]

BAD_INPUT = 2
INTERRUPTED = 130  # 128 and the number of the signal, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    >>> main(["compare", "ni-pol-1996:4", "ni-pol-1999:3", "--lang", "en", "--format", "text"])
    ... # doctest: +ELLIPSIS
    The grade 4 “entspricht voll den Anforderungen” ...
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if argv is None else list(argv)
    lang = language(words)
    answer = io.StringIO()
    try:
        with redirect_stdout(answer):
            code = _run(words, lang)
    except UsageError as error:
        return _complain(f"{error.explain(lang)}\n{_usage(words, lang)}", BAD_INPUT)
    except BeurteilungError as error:
        return _complain(error.explain(lang), BAD_INPUT)
    except KeyboardInterrupt:
        return _complain(Text("abgebrochen", "interrupted")[lang], INTERRUPTED)
    return _hand_over(answer.getvalue(), code)


def _run(words: Sequence[str], lang: Lang) -> int:
    """Run the command that the words name; without one, show what there is."""
    name, rest = _command(words)
    if name in ("--help", "-h", ""):
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
    from beurteilung.law.registry import load  # noqa: PLC0415 - help needs none

    for path in given[LOAD]:
        load(path)
    return command(name).run(given)


def parameters(name: str) -> tuple[AnyParameter, ...]:
    """Return what a command takes, with what all of them take."""
    if name not in COMMANDS:
        hint, known = meant(name, COMMANDS), ", ".join(COMMANDS)
        raise UsageError(
            Text(
                f"{name!r} ist kein Befehl{hint.de}; Befehle: {known}",
                f"{name!r} is no command{hint.en}; commands: {known}",
            )
        )
    return (*command(name).PARAMETERS, LOAD, LANG, HELP)


def _command(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the name of the command and what follows it; ``--lang`` may stand before it."""
    if words and words[0] == "--lang":
        name, rest = _command(words[2:])
    elif words and words[0].startswith("--lang="):
        name, rest = _command(words[1:])
    else:
        return (words[0], words[1:]) if words else ("", ())
    return name, rest


def _usage(words: Sequence[str], lang: Lang) -> str:
    """Return how the command is called that the words name, or the program if they name none."""
    name, _ = _command(words)
    known = name in COMMANDS
    line: str = _help().usage(name if known else None, parameters(name) if known else (), lang)
    return line


def _help() -> ModuleType:
    """Return the module that writes help; a call that is in order needs none."""
    return import_module("beurteilung.cli.usage")


def _hand_over(answer: str, code: int) -> int:
    """Print a finished answer; whoever stops reading early gets the code of the whole."""
    try:
        print(answer, end="", flush=True)
    except OSError as error:  # pragma: no cover - seen in a process of its own only
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # for what is still kept back
        if not isinstance(error, BrokenPipeError):
            return _complain(f"standard output: {error.strerror}", BAD_INPUT)
    return code


def _complain(message: str, code: int) -> int:
    if (stream := cast("TextIO | None", sys.stderr)) is not None:  # None: it was closed
        stream.write(f"beurteilung: {message}\n")
    return code
