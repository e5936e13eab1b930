"""Answers: one value in the format that was asked for, as text, table or lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from beurteilung._base.text import Lang

__all__ = ["print_answer", "print_lines", "print_table", "write"]


def print_answer(
    form: str, plain: object, text: Callable[[], str], body: Callable[[], str]
) -> None:
    """Print one answer in the format asked for; ``body`` makes HTML, ``text`` the rest."""
    if form == "json":
        out = json.dumps(plain, ensure_ascii=False, indent=2)
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


def print_table(
    form: str, lang: Lang, title: str, plain: object, rows: Sequence[Sequence[str]]
) -> int:
    """Print a table, its head first, and return 0."""
    from beurteilung.render.html import page, table_html  # noqa: PLC0415 - commands import what they need

    print_answer(
        form,
        plain,
        lambda: _table(rows, form),
        lambda: page(title, table_html(title, rows[0], rows[1:]), lang),
    )
    return 0


def print_lines(form: str, lang: Lang, title: str, plain: object, lines: Sequence[str]) -> int:
    """Print some lines and return 0."""
    from beurteilung.render import html, markdown  # noqa: PLC0415 - commands import what they need
    from beurteilung.render.escaping import inert  # noqa: PLC0415 - the same

    def text() -> str:
        if form == "md":
            return "\n\n".join(markdown.inert(line.strip()) for line in lines)
        return "\n".join(lines)

    body = "\n".join(f"<p>{inert(line.strip())}</p>" for line in lines)
    print_answer(form, plain, text, lambda: html.page(title, body, lang))
    return 0


def write(name: str, answer: bytes) -> None:
    """Write an answer into a file.

    Raises:
        DataError: it cannot be written.
    """
    try:
        Path(name).write_bytes(answer)
    except OSError as error:
        raise DataError(name, [f"cannot be written: {error.strerror}"]) from None
