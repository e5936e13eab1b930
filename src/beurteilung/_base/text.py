"""Two languages, and how each of them writes dates, shares and numbers.

German is the master text: the terms that a norm fixes stay German in the English text too.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Literal

from beurteilung._base.errors import (
    BeurteilungError,
    DataError,
    Lang,
    LanguageError,
    Message,
    closest,
    excerpt,
    spoken,
)
from beurteilung._base.records import cached_property, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

TextFormat = Literal["text", "md", "html", "notebook", "json", "jsonl"]
"""The output formats that are text; a PDF is none."""
LANGUAGES: tuple[Lang, ...] = ("de", "en")

__all__ = [
    "ASCII",
    "YES",
    "Bilingual",
    "Lang",
    "Message",
    "Placed",
    "Text",
    "TextFormat",
    "day",
    "escaped",
    "faults",
    "figure",
    "german",
    "guess",
    "joined",
    "meant",
    "month",
    "numeral",
    "opened",
    "percent",
    "placed",
    "plural",
    "reason",
    "sentences",
    "signed",
    "unsigned",
    "unwritable",
    "words",
]

ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
"""Letters as a keyboard without umlauts writes them."""


def words(text: str) -> list[str]:
    """Return the words of a text without capitals, umlauts and signs.

    >>> words("Baden-Württemberg, Polizei")
    ['baden', 'wuerttemberg', 'polizei']
    """
    plain = text.casefold().translate(ASCII)
    return "".join(c if c.isascii() and c.isalnum() else " " for c in plain).split()


YES = {
    "ja": "true",
    "nein": "false",
    "yes": "true",
    "no": "false",
    "wahr": "true",
    "falsch": "false",
}
"""What people write for true and false."""


@frozen
class Text:
    """One statement in German and in English.

    >>> Text("erfüllt", "satisfied").en
    'satisfied'
    """

    de: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        """Return the text in ``"de"`` or ``"en"``; a `LanguageError` for any other language."""
        return self.de if lang == "de" or german(lang) else self.en

    def __add__(self, other: Text) -> Text:
        """Join two texts, language by language, with a space."""
        return Text(f"{self.de} {other.de}", f"{self.en} {other.en}")


@frozen
class Placed(Text):
    """A fault with the place in front of it; ``path`` is that place in the file, as in ``amt[0].seit``."""

    path: str = ""


def placed(place: Message | str, message: Message | BeurteilungError) -> Text:
    """Return a message, or that of an error, with the place in front of it.

    >>> placed("amt[0]", Text("fehlt", "is missing")).de
    'amt[0]: fehlt'
    """
    if isinstance(message, BeurteilungError):
        message = Text(message.explain("de"), message.explain("en"))
    de, en = (f"{spoken(place, lang)}: {spoken(message, lang)}" for lang in LANGUAGES)
    within = f".{message.path}" if isinstance(message, Placed) else ""
    return Placed(de, en, f"{spoken(place, 'en')}{within}")


def faults(error: BeurteilungError) -> tuple[Message, ...]:
    """Return the faults that an error lists, or what it says.

    >>> [fault.de for fault in faults(BeurteilungError(Text("nein", "no")))]
    ['nein']
    """
    if isinstance(error, DataError):
        return error.faults
    return (Text(error.explain("de"), error.explain("en")),)


def reason(error: Exception) -> Text:
    """Say why the system does not do what was asked; what is not listed here stays as it says it.

    >>> reason(OSError(28, "No space left on device")).de
    'auf dem Datenträger ist kein Platz mehr'
    """
    stated = getattr(error, "strerror", None) or str(error)
    return Text(_IN_GERMAN.get(getattr(error, "errno", None), stated), stated)


def unwritable(error: Exception) -> Text:
    """Say why a file cannot be written.

    >>> unwritable(OSError(2, "No such file or directory")).de
    'lässt sich nicht schreiben: diesen Ordner gibt es nicht; ihn zuerst anlegen'
    """
    why = reason(error)
    if getattr(error, "errno", None) == errno.ENOENT:
        why = Text("diesen Ordner gibt es nicht; ihn zuerst anlegen", why.en)
    return Text(f"lässt sich nicht schreiben: {why.de}", f"cannot be written: {why.en}")


_IN_GERMAN: dict[int | None, str] = {
    errno.EACCES: "die Berechtigung fehlt",
    errno.EFBIG: "größer darf eine Datei hier nicht werden",
    errno.EIO: "das Gerät meldet einen Fehler",
    errno.ELOOP: "die Verknüpfung führt im Kreis",
    errno.EMFILE: "es sind zu viele Dateien offen",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.ENOENT: "eine solche Datei gibt es nicht",
    errno.ENOSPC: "auf dem Datenträger ist kein Platz mehr",
    errno.ENOTDIR: "das vor dem letzten / ist kein Ordner",
    errno.EPERM: "das ist nicht erlaubt",
    errno.EROFS: "das Dateisystem lässt sich nur lesen",
}


def german(lang: Lang) -> bool:
    """Return whether a language is German, the other one being English.

    >>> german("fr")
    Traceback (most recent call last):
    ...
    beurteilung.errors.LanguageError: expected the language 'de' or 'en', got 'fr'
    """
    if lang not in LANGUAGES:
        raise LanguageError(
            Text(
                f"erwartet wird die Sprache „de“ oder „en“, angegeben ist {excerpt(lang, 'de')}",
                f"expected the language 'de' or 'en', got {excerpt(lang)}",
            )
        )
    return lang == "de"


def sentences(*texts: Text | None) -> Text:
    """Join the statements that there are.

    >>> sentences(Text("Ja.", "Yes."), None, Text("Nein.", "No.")).de
    'Ja. Nein.'
    """
    present = [t for t in texts if t is not None]
    return Text(" ".join(t.de for t in present), " ".join(t.en for t in present))


def opened(text: Text) -> Text:
    """Begin a statement with a capital.

    >>> opened(Text("eine Stufe.", "one stage.")).en
    'One stage.'
    """
    return Text(text.de[:1].upper() + text.de[1:], text.en[:1].upper() + text.en[1:])


class Bilingual:
    """What a file says in German and in English; a file class declares both keys."""

    __slots__ = ()
    de: str
    en: str

    @cached_property
    def text(self) -> Text:
        """The statement in both languages."""
        return Text(self.de, self.en)


def day(value: date, lang: Lang = "de") -> str:
    """Write a day: 01.09.2000 in German, 1 September 2000 in English.

    >>> from datetime import date
    >>> day(date(2000, 9, 1)), day(date(2000, 9, 1), "en")
    ('01.09.2000', '1 September 2000')
    """
    if lang == "de" or german(lang):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date, lang: Lang = "de") -> str:
    """Write the month of a day: Mai 2009; May 2009.

    >>> from datetime import date
    >>> month(date(2009, 3, 1)), month(date(2009, 3, 1), "en")
    ('März 2009', 'March 2009')
    """
    names = _MONATE if german(lang) else _MONTHS
    return f"{names[value.month - 1]} {value.year}"


def percent(share: Fraction, lang: Lang = "de") -> str:
    """Write an exact share as per cent with two decimals, half up; only the text is rounded.

    >>> from fractions import Fraction
    >>> percent(Fraction(16, 22)), percent(Fraction(1, 10), "en")
    ('72,73 %', '10%')
    """
    # in whole numbers: fractions make a new fraction at each step
    hundredths = (share.numerator * 20_000 + share.denominator) // (2 * share.denominator)
    whole, part = divmod(hundredths, 100)
    text = f"{whole}" if part == 0 else f"{whole}.{part:02}"
    return f"{text.replace('.', ',')} %" if german(lang) else f"{text}%"


def escaped(letter: str) -> str:
    r"""Return a character as JSON escapes it, beyond the first 65,536 as two.

    >>> escaped(chr(0x202E)), escaped(chr(0xE0041))
    ('\\u202e', '\\udb40\\udc41')
    """
    units = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[n : n + 4]}" for n in range(0, len(units), 4))


def signed(value: int) -> str:
    """Write a whole number with its sign, a true minus included.

    >>> signed(-2), signed(0), signed(1)
    ('−2', '0', '+1')
    """
    return f"+{value}" if value > 0 else str(value).replace("-", "−")


def figure(value: Fraction | int, lang: Lang = "de") -> str:
    """Write an exact number with its sign: as a decimal, or as a fraction where it has no end.

    >>> from fractions import Fraction
    >>> figure(Fraction(-3, 2)), figure(Fraction(5, 4), "en"), figure(Fraction(1, 3)), figure(-2)
    ('−1,5', '+1.25', '+1/3', '−2')
    """
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + unsigned(value if value > 0 else -value, lang)


def unsigned(value: Fraction | int, lang: Lang = "de") -> str:
    """Write an exact number that is not negative, like `figure`, without a sign.

    >>> from fractions import Fraction
    >>> unsigned(Fraction(3, 2)), unsigned(Fraction(1, 3)), unsigned(2)
    ('1,5', '1/3', '2')
    """
    for places in range(_PLACES):
        scaled = value * 10**places
        if scaled == int(scaled):
            digits = str(int(scaled)).zfill(places + 1)
            mark = "," if german(lang) else "."
            return f"{digits[:-places]}{mark}{digits[-places:]}" if places else digits
    return str(value)


_PLACES = 19
"""Decimals that a printed number may have, and one more."""


def plural(number: int, lang: Lang = "de") -> str:
    """Count stages: eine Stufe, zwei Stufen; one stage, two stages.

    >>> plural(1), plural(2), plural(11), plural(2, "en")
    ('eine Stufe', 'zwei Stufen', '11 Stufen', 'two stages')
    """
    one, several = ("Stufe", "Stufen") if german(lang) else ("stage", "stages")
    return f"{numeral(number, lang)} {one if number == 1 else several}"


def numeral(number: int, lang: Lang = "de") -> str:
    """Write a number of stages as a word, up to six: eine bis zwei Stufen.

    >>> numeral(1), numeral(2, "en"), numeral(11)
    ('eine', 'two', '11')
    """
    words = _NUMERALS_DE if german(lang) else _NUMERALS_EN
    return words[number] if number < len(words) else str(number)


def joined(items: Iterable[str], lang: Lang = "de") -> str:
    """Enumerate: a, b und c.

    >>> joined(["5", "4", "3"]), joined(["5"]), joined([])
    ('5, 4 und 3', '5', '')
    """
    *head, last = list(items) or [""]
    word = "und" if lang == "de" or german(lang) else "and"
    return f"{', '.join(head)} {word} {last}" if head else last


def meant(given: str, known: Iterable[str]) -> Text:
    """Return what was probably meant by a word that is not known, to follow a message; or nothing.

    >>> meant("notensprng", ["notensprung", "vorgabe"]).de
    '; gemeint ist wohl „notensprung“'
    """
    return guess(closest(given, known))


def guess(close: str | None) -> Text:
    """Return the hint at a word that was probably meant, if there is one."""
    return (
        Text(f"; gemeint ist wohl „{close}“", f" (did you mean {close!r}?)")
        if close
        else Text("", "")
    )


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_NUMERALS_DE = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs")
_NUMERALS_EN = ("no", "one", "two", "three", "four", "five", "six")
