"""Slips of the pen that make a file no TOML: what is wrong in which line, and how to write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beurteilung._base.dates import WRITTEN, iso
from beurteilung._base.text import ASCII, YES, Text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["explained", "other_kind", "slip"]

_SHOWN = 60


def slip(text: str, fault: str) -> Text | None:
    """Say what the parser stumbled over, in words of somebody who writes such a file; None if unknown.

    ``fault`` is the parser's own message, which names the line.

    >>> print(slip('ab = 01.11.1999', "Expected newline (at line 1, column 8)").de)
    Zeile 1: Ein Tag wird so geschrieben: ab = 1999-11-01 (statt 01.11.1999).
    """
    if alone := re.search(r"\r(?!\n)", text):
        at = text.count("\n", 0, alone.start()) + 1
        return Text(f"Zeile {at}: {_OLD_MAC.de}", f"line {at}: {_OLD_MAC.en}")
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


_OLD_MAC = Text(
    "Sie endet wie auf einem alten Mac nur mit CR; im Editor LF oder CRLF als Zeilenende wählen, neu speichern.",
    "it ends with CR alone, as on an old Mac; choose LF or CRLF as the end of lines in the editor, save anew",
)


def other_kind(raw: bytes) -> Text | None:
    """Say which program wrote a file that is no text, or a table in another encoding; None if unknown.

    >>> print(other_kind(b"%PDF-1.7").de)
    Das ist ein PDF; erwartet wird TOML. Eine Vorlage: beurteilung new case oder beurteilung new guideline.
    """
    for start, kind in _BEGINNINGS.items():
        if raw.startswith(start):
            return _template(Text(f"Das ist {kind.de}", f"this is {kind.en}"))
    first = raw[:_LINE].decode("cp1252", "replace").splitlines()
    return _other_format(first[0]) if first else None


_LINE = 2_000
"""Bytes in which the names of a table's columns stand."""
_BEGINNINGS = {
    b"PK\x03\x04": Text(
        "eine Datei aus Word, Excel oder LibreOffice", "a file of Word, Excel or LibreOffice"
    ),
    b"\xd0\xcf\x11\xe0": Text(
        "eine alte Datei aus Word oder Excel", "an old file of Word or Excel"
    ),
    b"%PDF": Text("ein PDF", "a PDF"),
}


def _template(what: Text) -> Text:
    return Text(
        f"{what.de}; erwartet wird TOML. Eine Vorlage: beurteilung new case oder beurteilung new guideline.",
        f"{what.en}; TOML is expected. A template: beurteilung new case or beurteilung new guideline",
    )


def explained(fault: str) -> Text:
    """Return the parser's own message in both languages, with the way out.

    >>> print(explained("Cannot declare ('richtwert',) twice (at line 9, column 11)").de)
    kein TOML: Zeile 9, Zeichen 11: die Tabelle richtwert steht schon da; gibt es mehrere, heißt jede [[richtwert]]
    """
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", fault)
    words = fault[: place.start()] if place else fault
    what = next((text for start, text in _PARSER.items() if words.startswith(start)), None)
    if what is None:
        return Text(f"kein TOML: {fault}", f"not TOML: {fault}")
    name = ".".join(re.findall(r"'([^',]+)'", words))
    where = ""
    if place:
        where = f"Zeile {place[1]}, Zeichen {place[2]}: " if place[1] else "am Ende der Datei: "
    return Text(
        f"kein TOML: {where}{what.de.replace('@', name)}",
        f"not TOML: {fault}: {what.en.replace('@', name)}",
    )


_THERE = Text(
    "das steht schon da; jeder Schlüssel steht in einer Tabelle einmal, und gibt es mehrere Tabellen eines "
    "Namens, hat jede doppelte Klammern: [[richtwert]]",
    "it stands there already; each key stands once in a table, and of several tables of one name each has "
    "double brackets: [[richtwert]]",
)
_BACKSLASH = Text(
    r"in Text zwischen \"…\" steht jeder \ doppelt; oder den Text zwischen '…' setzen".replace(
        r"\"", '"'
    ),
    r"in text between \"…\" each \ is doubled; or put the text between '…'".replace(r"\"", '"'),
)
_INVISIBLE = Text(
    "hier steht ein Zeichen, das Text nicht enthalten darf, oft ein unsichtbares; löschen und neu tippen",
    "a character stands here that text may not hold, often an invisible one; delete it and type anew",
)
_PARSER = {
    "Invalid value": Text(
        "hier steht kein Wert; ein Wert ist Text in geraden Anführungszeichen, eine Zahl, ein Tag wie "
        "2000-09-01, true, false, eine Liste [ … ] oder eine Tabelle { … }",
        "a value is text in straight quotes, a number, a day such as 2000-09-01, true, false, a list [ … ] "
        "or a table { … }",
    ),
    "Invalid date or datetime": Text(
        "diesen Tag oder diese Uhrzeit gibt es nicht", "there is no such day or time"
    ),
    "Cannot declare": Text(
        "die Tabelle @ steht schon da; gibt es mehrere, heißt jede [[@]]",
        "of several tables each is called [[@]]",
    ),
    "Cannot overwrite": _THERE,
    "Cannot mutate": _THERE,
    "Cannot redefine": _THERE,
    "Duplicate inline table key": _THERE,
    "Expected '='": Text(
        'nach dem Schlüssel fehlt das Gleichheitszeichen: id = "…"',
        'the equals sign is missing after the key: id = "…"',
    ),
    "Expected ']'": Text("die Klammer ] fehlt", "the bracket ] is missing"),
    "Expected ']]'": Text("die Klammern ]] fehlen", "the brackets ]] are missing"),
    "Expected newline": Text(
        "hinter der Angabe steht noch etwas; jede steht auf einer Zeile für sich, Bemerkungen beginnen mit #",
        "each datum stands on a line of its own, and comments begin with #",
    ),
    "Expected": Text("der Text endet nirgends", "the text never ends"),
    "Unterminated string": Text(
        "der Text endet nirgends; das zweite Anführungszeichen fehlt",
        "the text never ends; its second quote is missing",
    ),
    "Unclosed array": Text(
        "in einer Liste fehlt ein Komma oder am Ende die Klammer ]",
        "a list lacks a comma, or the bracket ] at its end",
    ),
    "Unclosed inline table": Text(
        "in einer Tabelle { … } fehlt ein Komma oder am Ende die Klammer }; sie steht auf einer Zeile",
        "a table { … } lacks a comma, or the bracket } at its end; it stands on one line",
    ),
    "Invalid initial character": Text(
        "so beginnt kein Schlüssel; er besteht aus Buchstaben ohne Umlaut, Ziffern, - und _, und nach dem "
        "letzten steht kein Komma",
        "a key has plain letters, digits, - and _, and no comma follows the last one",
    ),
    "Invalid statement": Text(
        'so beginnt keine Angabe; erwartet wird ein Schlüssel wie id = "…" oder eine Tabelle wie [[skala]]',
        'expected a key such as id = "…" or a table such as [[skala]]',
    ),
    "Unescaped": _BACKSLASH,
    "Invalid hex value": _BACKSLASH,
    "Escaped character": _BACKSLASH,
    "Illegal character": _INVISIBLE,
    "Found invalid character": _INVISIBLE,
    "maximum recursion": Text("zu tief geschachtelt", "nested too deeply"),
    "Exceeds the limit": Text(
        "eine Zahl hat höchstens 18 Stellen", "a number has at most 18 digits"
    ),
}
"""What the messages of Python's parser mean, by their beginning; ``@`` is a name that one repeats."""


def _unclosed(lines: list[str]) -> int:
    """Return the number of the first line with a quote that nothing closes; 0 if there is none."""
    odd = (n for n, line in enumerate(lines, 1) if line.count('"') % 2 or line.count("'") % 2)
    return next(odd, 0)


def _of_line(line: str) -> Text | None:
    return next((slip_ for look in _KNOWN if (slip_ := look(line))), None)


def _day(line: str) -> Text | None:
    """A day as people write it: TOML takes it for a number with a second point, or asks for two digits."""
    found = re.search(rf"([\w-]+)\s*=\s*\[?\s*({WRITTEN})", line)
    if not found or (right := iso(found[2])) in {None, found[2]}:
        return None
    name, given = found.groups()
    if "-" in given:
        return Text(
            f"Monat und Tag haben zwei Ziffern: {name} = {right}.",
            f"month and day have two digits: {name} = {right}",
        )
    return Text(
        f"Ein Tag wird so geschrieben: {name} = {right} (statt {given}).",
        f"a day is written like this: {name} = {right} (not {given})",
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
    right = found[1].translate(ASCII)
    return Text(
        f"Schlüssel stehen ohne Umlaut und ß: {right} (statt {found[1]}); ein freier Name in Anführungszeichen: "
        f'"{found[1]}".',
        f'keys have no umlaut and no ß: {right} (not {found[1]}); a name of your own stands in quotes: "{found[1]}"',
    )


def _bare(line: str) -> Text | None:
    """A value without quotes is no text; yes and no are true and false."""
    outside = re.sub(r'"[^"]*"', '""', line).partition("#")[0]
    pairs: list[tuple[str, str]] = re.findall(r"([\w.-]+)\s*=\s*([^\s\[{,}\]][^,}\]]*)", outside)
    for name, value in ((n, v.strip()) for n, v in pairs):
        if (yes := YES.get(value.lower(), value.lower())) in ("true", "false"):
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


def _share(line: str) -> Text | None:
    """A number with a decimal comma stands in quotes, and a percentage without its sign."""
    outside = re.sub(r'"[^"]*"', '""', line).partition("#")[0]
    if sign := re.search(r"([\w.-]+)\s*=\s*(\d+(?:[.,]\d+)?)\s*(?:%|v\. ?H\.|vH|Prozent)", outside):
        number = sign[2] if sign[2].isdecimal() else f'"{sign[2]}"'
        return Text(
            f"Prozente stehen ohne Zeichen: {sign[1]} = {number}.",
            f"percentages have no sign: {sign[1]} = {number}",
        )
    if found := re.search(r"([\w.-]+)\s*=\s*([+-]?\d+,\d+)\s*(?:$|[,}\]])", outside):
        return Text(
            f'Eine Zahl mit Komma steht in Anführungszeichen: {found[1]} = "{found[2]}".',
            f'a number with a comma stands in quotes: {found[1]} = "{found[2]}"',
        )
    return None


def _colon(line: str) -> Text | None:
    """A key is followed by an equals sign."""
    found = re.match(r"\s*([\w-]+)\s*:\s*(.*)", line)
    if not found:
        return None
    return Text(
        f"Nach dem Schlüssel steht ein Gleichheitszeichen: {found[1]} = … (statt {found[1]}: …).",
        f"an equals sign follows a key: {found[1]} = … (not {found[1]}: …)",
    )


def _bare_words(line: str) -> Text | None:
    """Each text of a list has quotes of its own."""
    outside = re.sub(r'"[^"]*"' + r"|'[^']*'", '""', line).partition("#")[0]
    for name, inside in re.findall(r"([\w.-]+)\s*=\s*\[([^\[\]{}]*)\]", outside):
        words = [word.strip() for word in inside.split(",") if word.strip()]
        bare = [
            w for w in words if re.fullmatch(r"[^\W\d_][^\"'=]*", w) and w not in ("true", "false")
        ]
        if bare:
            right = f'{name} = ["{bare[0]}", …]'
            return Text(
                f"Jeder Text einer Liste steht zwischen geraden Anführungszeichen: {right}.",
                f"each text of a list stands between straight quotes: {right}",
            )
    return None


def _invisible(line: str) -> Text | None:
    """A blank of a word processor looks like any other and is none."""
    outside = re.sub(r'"[^"]*"', '""', line)
    if not re.search(r"[\u00a0\u2000-\u200b\u202f\ufeff]", outside):
        return None
    return Text(
        "Hier steht ein geschütztes oder unsichtbares Leerzeichen, wohl aus Word oder Excel; die Leerzeichen "
        "der Zeile neu tippen.",
        "a blank that does not break or cannot be seen stands here, probably from Word or Excel; type the "
        "blanks of this line anew",
    )


def _other_comment(line: str) -> Text | None:
    """A comment as other languages write it."""
    found = re.match(r"\s*(//|--|/\*|;|<!--|')", line)
    if not found:
        return None
    return Text(
        f"Bemerkungen beginnen mit # (statt {found[1]}).", f"comments begin with # (not {found[1]})"
    )


def _other_format(line: str) -> Text | None:
    """The first line of a file that is no TOML at all."""
    plain = line.strip()
    if plain.startswith("```"):
        return Text(
            "Die Zeilen mit ``` gehören nicht in die Datei.",
            "the lines with ``` do not belong in the file",
        )
    if re.fullmatch(r'[^=#\[\]"]+(([;\t|]|,(?!\s))[^=#\[\]"]*)+|"[^"]*"([,;\t|]"[^"]*")+', plain):
        return Text(
            "Das sieht nach CSV aus; erwartet wird TOML. Eine Tabelle liest beurteilung table; eine Vorlage für einen "
            "Fall gibt beurteilung new case aus.",
            "this looks like CSV; TOML is expected. A table is read by beurteilung table; beurteilung new case prints "
            "a case file to start from",
        )
    for kind, begins in _OTHERS:
        if re.match(begins, plain):
            return _template(Text(f"Das sieht nach {kind.de} aus", f"this looks like {kind.en}"))
    return None


_OTHERS = (
    # a line of a list of tables, { ab = …, is TOML
    (Text("JSON", "JSON"), r"\{(?!\s*[\w-]+\s*=)|\[\s*(\{|$)"),
    (Text("XML", "XML"), "<"),
    (Text("fließendem Text", "prose"), r"[A-ZÄÖÜ][^=#\[\]{}:]*(\s[^\s=#\[\]{}:]+){3,}[^=]*$"),
)
"""Kinds of text that are no TOML, by how the first line begins; a key has a small letter and no blank."""


def _range(line: str) -> Text | None:
    """A range of numbers is no number."""
    found = re.search(r"([\w-]+)\s*=\s*(\d{1,3}) ?(?:-|–|bis) ?(\d{1,3})\s*(?:%|$|[,}#])", line)
    if not found:
        return None
    return Text(
        f"Eine Spanne ist keine Zahl: {found[1]} = {found[2]} und {found[1]} = {found[3]} stehen in zwei Tabellen.",
        f"a range is no number: {found[1]} = {found[2]} and {found[1]} = {found[3]} stand in two tables",
    )


_KNOWN: tuple[Callable[[str], Text | None], ...] = (
    _invisible,
    _other_format,
    _other_comment,
    _day,
    _bare_month,
    _umlaut,
    _share,
    _range,
    _colon,
    _no_quote,
    _bare_words,
    _bare,
)
