"""Slips of the pen that make a file no TOML: what is wrong in which line, and how to write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung._base.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["slip"]

_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_SHOWN = 60


def slip(text: str, fault: str) -> Text | None:
    """Say what the parser stumbled over, in words of somebody who writes such a file; None if unknown.

    ``fault`` is the parser's own message, which names the line.

    >>> print(slip('ab = 01.11.1999', "Expected newline (at line 1, column 8)").de)
    Zeile 1: Ein Tag wird so geschrieben: ab = 1999-11-01 (statt 01.11.1999).
    """
    lines = text.splitlines()
    found = re.search(r"at line (\d+)", fault)
    number = int(found[1]) if found else _unclosed(lines)
    if not 1 <= number <= len(lines):
        return None
    # An unclosed quote is noticed a line late where the rest of its line was read as text.
    for at in (number, number - 1):
        if at >= 1 and (slip_ := _of_line(lines[at - 1])):
            return Text(f"Zeile {at}: {slip_.de}", f"line {at}: {slip_.en}")
    return None


def _unclosed(lines: list[str]) -> int:
    """Return the number of the first line with a quote that nothing closes; 0 if there is none."""
    odd = (n for n, line in enumerate(lines, 1) if line.count('"') % 2 or line.count("'") % 2)
    return next(odd, 0)


def _of_line(line: str) -> Text | None:
    return next((slip_ for look in _KNOWN if (slip_ := look(line))), None)


def _german_day(line: str) -> Text | None:
    """A day as Germans write it: TOML takes it for a number with a second point."""
    found = re.search(r"([\w-]+)\s*=\s*\[?\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\b", line)
    turned = re.search(r"([\w-]+)\s*=\s*\[?\s*(\d{4})[./](\d{1,2})[./](\d{1,2})\b", line)
    if found:
        name, day, month, year = found.groups()
    elif turned:
        name, year, month, day = turned.groups()
    else:
        return None
    given = (found or turned or [""])[0].partition("=")[2].strip(" [")
    full = year if len(year) > len("99") else f"..{year}"  # the century is nobody's to guess
    right = f"{name} = {full}-{month:0>2}-{day:0>2}"
    return Text(
        f"Ein Tag wird so geschrieben: {right} (statt {given}).",
        f"a day is written like this: {right} (not {given})",
    )


def _bare_month(line: str) -> Text | None:
    """A month without a day is text, and text stands in quotes."""
    found = re.search(r"([\w-]+)\s*=\s*(\d{4})-(\d{1,2})\s*($|[#,}\]])", line)
    if not found:
        return None
    right = f'{found[1]} = "{found[2]}-{found[3]:0>2}"'
    return Text(
        f"Ein Monat ohne Tag steht in Anführungszeichen: {right}.",
        f"a month without a day stands in quotes: {right}",
    )


def _umlaut(line: str) -> Text | None:
    """Keys are ASCII: ae, oe, ue, ss."""
    outside = re.sub(r'"[^"]*"', '""', line).partition("#")[0]
    found = re.search(r"([\w.-]*[äöüßÄÖÜ][\w.-]*)\s*[\]=]", outside)
    if not found:
        return None
    right = found[1].translate(_ASCII)
    return Text(
        f"Schlüssel stehen ohne Umlaut und ß: {right} (statt {found[1]}).",
        f"keys have no umlaut and no ß: {right} (not {found[1]})",
    )


_YES = {
    "ja": "true",
    "nein": "false",
    "yes": "true",
    "no": "false",
    "wahr": "true",
    "falsch": "false",
}


def _bare(line: str) -> Text | None:
    """A value without quotes is no text; yes and no are true and false."""
    outside = re.sub(r'"[^"]*"', '""', line).partition("#")[0]
    pairs: list[tuple[str, str]] = re.findall(r"([\w.-]+)\s*=\s*([^\s\[{,}\]][^,}\]]*)", outside)
    for name, value in ((n, v.strip()) for n, v in pairs):
        if (yes := _YES.get(value.lower(), value.lower())) in ("true", "false"):
            if yes == value:
                continue
            return Text(
                f"Ja und nein heißen true und false: {name} = {yes}.",
                f"yes and no are true and false: {name} = {yes}",
            )
        if not re.match(r"""["'+\-=]|\d[\d_.:TZ+-]*$""", value):
            shown = value.strip('"„“”«»‚‘’ ')[:_SHOWN]
            right = f'{name} = "{shown}"'
            return Text(
                f"Text steht zwischen geraden Anführungszeichen: {right}.",
                f"text stands between straight quotes: {right}",
            )
    return None


def _no_quote(line: str) -> Text | None:
    """Text needs a quote on both sides."""
    found = re.match(r"""\s*([\w.-]+)\s*=\s*.*["']""", line)
    if not found or not (line.count('"') % 2 or line.count("'") % 2):
        return None
    return Text(
        f'Bei {found[1]} fehlt ein Anführungszeichen; Text steht zwischen zwei geraden: "…".',
        f'a quote is missing at {found[1]}; text stands between two straight ones: "…"',
    )


_KNOWN: tuple[Callable[[str], Text | None], ...] = (
    _german_day,
    _bare_month,
    _umlaut,
    _no_quote,
    _bare,
)
