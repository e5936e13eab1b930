"""Answers on their way out: in the format that was asked for, inert on a terminal, whole in a file."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from beurteilung._base.errors import BeurteilungError, DataError
from beurteilung._base.text import Text, escaped, reason, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from beurteilung._base.text import Lang

__all__ = [
    "Answer",
    "coloured",
    "hand_over",
    "inert",
    "print_answer",
    "print_lines",
    "print_table",
    "refuse_target",
    "standard_error",
    "terminal_width",
    "write",
]

_LIVELY = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Characters that move a cursor, colour a terminal, turn the direction of writing or are not seen."""


def inert(text: str) -> str:
    r"""Spell out what a terminal would act on; inside JSON the spelling is the escape of JSON itself.

    >>> inert("a" + chr(0x202E) + "b" + chr(27) + "[31m")
    'a\\u202eb\\u001b[31m'
    """
    # nearly every text is done here, and needs no pattern compiled
    if all(line.isprintable() for line in text.split("\n")):
        return text
    return re.sub(_LIVELY, lambda found: escaped(found[0]), text)


class Answer(io.StringIO):
    """What a command has written and nobody has seen yet; an error leaves it unseen."""

    def __init__(self, stream: TextIO | None) -> None:
        """Write to this stream, in the end; None if it was closed."""
        super().__init__()
        self.stream = stream

    def hand_over(self) -> None:
        """Write what there is so far to the stream.

        Raises:
            BrokenPipeError: whoever read it has gone.
            BeurteilungError: it takes nothing more, such as a disk that is full.
        """
        text = inert(self.getvalue())
        self.seek(0)
        self.truncate()
        if self.stream is None:
            return
        try:
            self.stream.write(text)
            self.stream.flush()
        except OSError as error:
            _silence(self.stream)
            if isinstance(error, BrokenPipeError):
                raise
            why = reason(error)
            raise BeurteilungError(
                Text(f"Standardausgabe: {why.de}", f"standard output: {why.en}")
            ) from error


def _silence(stream: TextIO) -> None:
    """Send nowhere what a stream still keeps back, or Python would complain of it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def hand_over() -> None:
    """Show what a command has written so far: what follows may take long, or much memory."""
    if isinstance(sys.stdout, Answer):  # always, unless a command is called by itself
        sys.stdout.hand_over()


def coloured(text: str, code: str, stream: TextIO | None) -> str:
    """Colour a text on a terminal, never where NO_COLOR is set or the terminal cannot.

    >>> coloured("rot", "31", None)
    'rot'
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if stream is None or plain or not stream.isatty():
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def print_answer(
    form: str, plain: object, text: Callable[[], str], body: Callable[[], str]
) -> None:
    """Print one answer in the format asked for; ``body`` makes HTML, ``text`` the rest."""
    if form == "json":
        from beurteilung._base.plain import indented  # noqa: PLC0415 - commands import what they need

        out = indented(plain)
    elif form == "html":
        out = body()
    else:
        out = text()
    sys.stdout.write(out.rstrip("\n") + "\n")


def _table(rows: Sequence[Sequence[str]], form: str) -> str:
    if form == "md":
        from beurteilung.render.markdown import table  # noqa: PLC0415 - only this format needs it

        return "\n".join(table(rows[0], rows[1:]))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def print_table(  # noqa: PLR0913 - the parts of a printed table
    form: str,
    lang: Lang,
    title: str,
    plain: object,
    rows: Sequence[Sequence[str]],
    *,
    note: str = "",
) -> int:
    """Print a table, its head first, and a note below it, and return 0."""

    def text() -> str:
        return f"{_table(rows, form)}\n\n{note}" if note else _table(rows, form)

    def body() -> str:
        from beurteilung.render.html import page, table_html  # noqa: PLC0415 - commands import what they need

        below = f"<p>{note}</p>\n" if note else ""
        return page(title, table_html(title, rows[0], rows[1:]) + below, lang)

    print_answer(form, plain, text, body)
    return 0


def print_lines(form: str, lang: Lang, title: str, plain: object, lines: Sequence[str]) -> int:
    """Print some lines and return 0."""

    def text() -> str:
        if form == "md":
            from beurteilung.render import markdown  # noqa: PLC0415 - commands import what they need

            return "\n\n".join(markdown.inert(line.strip()) for line in lines)
        return "\n".join(lines)

    def body() -> str:
        from beurteilung.render.escaping import inert as escaped  # noqa: PLC0415 - the same
        from beurteilung.render.html import page  # noqa: PLC0415 - the same

        shown = "\n".join(f"<p>{escaped(line.strip())}</p>" for line in lines)
        return page(title, shown, lang)

    print_answer(form, plain, text, body)
    return 0


def terminal_width() -> int:
    """Return how many letters a line of the terminal holds; 100 where the answer goes elsewhere."""
    if not (sys.__stdout__ and sys.__stdout__.isatty()):
        return 100
    import shutil  # noqa: PLC0415 - commands import what they need

    return shutil.get_terminal_size((100, 24)).columns


def write(name: str, answer: bytes, inputs: Iterable[str]) -> None:
    """Write an answer into a file: beside it first, then in its place, so that nothing is ever half there.

    Raises:
        DataError: it is one of the inputs, no ordinary file, or cannot be written.
    """
    with _writing(name):
        _beside(_place(name, inputs), answer)


def refuse_target(name: str, inputs: Iterable[str] = ()) -> None:
    """Refuse a target that `write` could not write, before anything is computed for it.

    Raises:
        DataError: as `write`.
    """
    import tempfile  # noqa: PLC0415 - commands import what they need

    with (
        _writing(name),
        tempfile.TemporaryFile(prefix=".beurteilung-", dir=_place(name, inputs).parent),
    ):
        pass


@contextmanager
def _writing(name: str) -> Generator[None, None, None]:
    try:
        yield
    except (OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(name, [unwritable(error)]) from None


def _place(name: str, inputs: Iterable[str]) -> Path:
    """Return where a file is to lie; neither an input nor what is no file."""
    place = Path(name).resolve()
    if any(_same(place, one) for one in inputs):
        raise DataError(name, [_INPUT])
    if place.exists() and not place.is_file():
        raise DataError(name, [_NO_FILE])
    if place.exists() and place.suffix.lower() == ".toml":  # whatever way it was read, or was not
        raise DataError(name, [_OWN])
    if place.exists() and not os.access(place, os.W_OK):  # moving another file there would succeed
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return place


_INPUT = Text(
    "das ist die Datei, die gelesen wird; eine andere für die Antwort angeben",
    "this is the file that is read; name another one for the answer",
)
_OWN = Text(
    "eine Datei .toml ist eine eigene Angabe, die keine Antwort ersetzt; die Antwort anders nennen",
    "a file .toml is one of your own, which no answer replaces; call the answer otherwise",
)
_NO_FILE = Text(
    "das ist ein Ordner oder Gerät; eine Datei angeben",
    "this is a folder or a device; name a file",
)


def _same(place: Path, other: str) -> bool:
    if not place.exists():
        return False
    if other == "-":
        try:
            return os.path.samestat(place.stat(), os.fstat(sys.stdin.fileno()))
        except (OSError, ValueError, AttributeError):  # closed, or no file at all
            return False
    return Path(other).exists() and place.samefile(other)


def _beside(place: Path, answer: bytes) -> None:
    import shutil  # noqa: PLC0415 - commands import what they need
    import tempfile  # noqa: PLC0415 - the same

    handle, beside = tempfile.mkstemp(prefix=".beurteilung-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(answer)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        else:
            Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(place)
    except BaseException:  # an interrupt or SIGTERM leaves nothing beside the target either
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def standard_error() -> TextIO | None:
    """Return the standard error; None if it was closed."""
    return cast("TextIO | None", sys.stderr)
