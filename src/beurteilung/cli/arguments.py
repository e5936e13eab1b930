"""What a command may be given: described once, read strictly, and printed as help from the same words.

The reader is our own and not argparse: help and errors come in both languages, whatever somebody
typed is repeated inertly, and the shells' completions and the reference page are made from it too.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from beurteilung._base.dates import day_in
from beurteilung._base.errors import UsageError, closest
from beurteilung._base.records import frozen
from beurteilung._base.text import LANGUAGES, Text, guess, meant, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from beurteilung._base.text import Lang

__all__ = [
    "HELP",
    "LANG",
    "LOAD",
    "SHEET",
    "AnyParameter",
    "Given",
    "Parameter",
    "argument",
    "choice",
    "day",
    "formats",
    "language",
    "option",
    "optional",
    "read",
    "read_day",
    "repeated",
]

T = TypeVar("T")


@frozen(eq=False)
class Parameter(Generic[T]):
    """One argument or option of a command; commands ask for its value by the object itself.

    ``name`` is such as ``--output``, and empty for an argument. ``add`` makes the next value of the one so
    far and of a word; ``default`` is the first. ``value`` is the word that stands for the value in help, None
    if an option has none.
    """

    name: str
    about: Text
    default: T
    add: Callable[[T, str], T]
    value: Text | None = None
    choices: tuple[str, ...] = ()
    other_words: Callable[[str], str | None] | None = None
    """Which of the choices another word means, if any."""
    needed: bool = False
    many: bool = False

    @property
    def label(self) -> Text:
        """What it is called in help and errors."""
        return Text(self.name, self.name) if self.name else self.value or Text("", "")

    def taken(self, so_far: T, word: str) -> T:
        """Return the value after one more word.

        Raises:
            UsageError: it is none of the words allowed, or no day where a day is expected.
        """
        if self.other_words and word not in self.choices:
            word = self.other_words(word) or word
        if self.choices and word not in self.choices:
            allowed = ", ".join(self.choices)
            hint = meant(word, self.choices)
            raise UsageError(
                Text(
                    f"{self.label.de}: „{word}“ ist nicht möglich{hint.de}; möglich: {allowed}",
                    f"{self.label.en}: {word!r} is not possible{hint.en}; possible: {allowed}",
                )
            )
        try:
            return self.add(so_far, word)
        except UsageError as error:
            raise UsageError(placed(self.name, error)) from None


AnyParameter: TypeAlias = Parameter[Any]
"""One whose kind of value is its command's to know."""


class Given:
    """The values of one call."""

    def __init__(self, values: Mapping[AnyParameter, object], lang: Lang) -> None:
        """Keep the values that were given, the others having their defaults, and the language of all."""
        self._values = values
        self.lang: Lang = lang

    def __getitem__(self, parameter: Parameter[T]) -> T:
        """Return the value of a parameter."""
        return cast("T", self._values.get(parameter, parameter.default))


def argument(value: Text, about: Text, *, choices: tuple[str, ...] = ()) -> Parameter[str]:
    """Describe an argument that is needed."""
    return Parameter("", about, "", _last, value=value, choices=choices, needed=True)


def optional(value: Text, about: Text) -> Parameter[str | None]:
    """Describe an argument that may be left out; then it is None."""
    return Parameter("", about, None, _last, value=value)


def option(
    name: str,
    value: Text,
    about: Text,
    *,
    choices: tuple[str, ...] = (),
    other_words: Callable[[str], str | None] | None = None,
) -> Parameter[str | None]:
    """Describe an option with one word; the last one counts; None if it was not given."""
    return Parameter(
        name, about, None, _last, value=value, choices=choices, other_words=other_words
    )


def choice(name: str, words: tuple[str, ...], about: Text) -> Parameter[str]:
    """Describe an option that is one of some words, the first unless another is given."""
    value = Text("|".join(words), "|".join(words))
    return Parameter(name, about, words[0], _last, value=value, choices=words)


def repeated(
    name: str, value: Text, about: Text, *, needed: bool = False
) -> Parameter[tuple[str, ...]]:
    """Describe an option, or without a name an argument, that may be given several times."""
    return Parameter(name, about, (), _more, value=value, needed=needed, many=True)


def day(name: str, about: Text) -> Parameter[date | None]:
    """Describe an option that is a day."""
    return Parameter(name, about, None, _day, value=Text("TAG", "DAY"))


def formats(*words: str) -> Parameter[str]:
    """Describe the formats of an answer; the first is the one that a terminal shows."""
    return choice("--format", words, Text("Form der Antwort", "form of the answer"))


def _last(_: object, word: str) -> str:
    return word


def _more(so_far: tuple[str, ...], word: str) -> tuple[str, ...]:
    return (*so_far, word)


def _day(_: object, word: str) -> date:
    return read_day(word)


def read_day(text: str) -> date:
    """Read a day as people write it: 2000-09-01 or 01.09.2000.

    Raises:
        UsageError: it is none.
    """
    if (found := day_in(text)) is None:
        raise UsageError(
            Text(
                f"erwartet wird ein Tag wie 01.09.2000 oder 2000-09-01, angegeben ist „{text}“",
                f"expected a day such as 2000-09-01 or 01.09.2000, got {text!r}",
            )
        )
    return found


HELP: Parameter[bool] = Parameter(
    "--help",
    Text("diese Hilfe", "this help"),
    default=False,
    add=lambda _, __: True,
)
LANG = option(
    "--lang",
    Text("de|en", "de|en"),
    Text(
        "Sprache von Antwort, Hilfe und Fehlern; ohne Angabe die der Umgebung, im Zweifel Deutsch",
        "language of answer, help and errors; unless given that of the environment, German in doubt",
    ),
    choices=LANGUAGES,
)
LOAD = repeated(
    "--load",
    Text("DATEI", "FILE"),
    Text(
        "eigene Richtliniendatei oder ein Ordner davon; mehrfach und in beliebiger Reihenfolge",
        "a guideline file of your own or a folder of them; may be repeated, in any order",
    ),
)

SHEET = option(
    "--sheet",
    Text("NAME", "NAME"),
    Text("Blatt der Excel-Datei, wenn nicht das erste", "of an Excel file, if not the first"),
)


def language(words: Sequence[str]) -> Lang:
    """Return the language of a call: what it says, else what the environment says, else German.

    It is asked for before anything else is read, since errors of reading are written in it too.
    """
    found = dict(_languages(words))
    return cast("Lang", found.get("--lang") or _of_environment())


def _languages(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        given = value or (words[place + 1] if place + 1 < len(words) else "")
        if name == "--lang" and given in LANGUAGES:
            yield name, given


def _of_environment() -> str:
    """Return German unless the locale names another language; the names are those of POSIX."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    name = re.split(r"[._@]", locale)[0].lower()
    return "de" if name in ("", "c", "posix", "de") else "en"


def read(words: Sequence[str], parameters: Sequence[AnyParameter], lang: Lang) -> Given:
    """Read the words after the name of a command.

    Raises:
        UsageError: an unknown option, one without its value, a word too many or one missing.
    """
    options = {p.name: p for p in parameters if p.name}
    values: dict[AnyParameter, object] = {}
    plain: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            plain += rest
            break
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        name, equals, value = word.partition("=")
        found = options.get("--help" if name == "-h" else name)
        if found is None:
            raise UsageError(_unknown(name, options))
        if found.value is None:
            value = ""
        elif not equals:
            value = _value(found, rest, options)
        values[found] = found.taken(values.get(found, found.default), value)
    if HELP not in values:
        _arguments(plain, [p for p in parameters if not p.name], values)
        _form_by_ending(options, values)
    return Given(values, lang)


_ENDINGS = {"htm": "html", "markdown": "md", "txt": "text", "": "text"}
"""Endings of files that are called otherwise than their format."""
_OTHERS = "csv|docx?|ipynb|od[st]|parquet|pdf|png|pptx?|ps|rtf|svg|tex|xlsx?|xml|zip"
"""Endings of files that a text of ours would only damage."""


def _form_by_ending(
    options: Mapping[str, AnyParameter], values: dict[AnyParameter, object]
) -> None:
    """Take the form of an answer from the ending of its file, unless one is given."""
    form, output = options.get("--format"), options.get("--output")
    if output is not None and values.get(output) == "":
        raise _nothing_after(output)
    if form is None or output is None or form in values or not values.get(output):
        return
    ending = str(values[output]).rpartition("/")[2].rpartition(".")
    word = ending[2].lower() if ending[1] else ""
    word = _ENDINGS.get(word, word)
    if word in form.choices:
        values[form] = word
    elif re.fullmatch(_OTHERS, word):
        known = ", ".join(f".{one}" for one in form.choices if one != "text")
        raise UsageError(
            Text(
                f"--output: eine Datei .{word} wird hier nicht geschrieben; möglich: .txt, {known}; oder die Form mit "
                "--format angeben",
                f"--output: a file .{word} is not written here; possible: .txt, {known}; or name the form by --format",
            )
        )


def _value(found: AnyParameter, rest: list[str], options: Mapping[str, AnyParameter]) -> str:
    """Take the value of an option from the words that follow it."""
    after = rest[0] if rest else None
    if after is None or after.partition("=")[0] in options:
        raise _nothing_after(found)
    return rest.pop(0)


def _nothing_after(found: AnyParameter) -> UsageError:
    value = found.value or Text("", "")
    return UsageError(
        Text(
            f"{found.name} braucht einen Wert: {value.de}",
            f"{found.name} needs a value: {value.en}",
        )
    )


def _arguments(
    plain: list[str], expected: list[AnyParameter], values: dict[AnyParameter, object]
) -> None:
    """Give the words without a name to the arguments, in their order; one of several takes the rest."""
    for parameter in expected:
        taken = plain if parameter.many else plain[:1]
        if not taken and parameter.needed:
            label, about = parameter.label, parameter.about
            raise UsageError(
                Text(f"{label.de} fehlt: {about.de}", f"{label.en} is missing: {about.en}")
            )
        for word in taken:
            values[parameter] = parameter.taken(values.get(parameter, parameter.default), word)
        plain = plain[len(taken) :]
    if plain:
        raise UsageError(
            Text(f"„{plain[0]}“ ist ein Wort zu viel", f"{plain[0]!r} is one word too many")
        )


def _unknown(name: str, options: Mapping[str, AnyParameter]) -> Text:
    hint = guess(closest(name, options, _ALIKE))
    return Text(
        f"„{name}“ ist keine Option{hint.de}; alle nennt --help",
        f"{name!r} is no option{hint.en}; --help lists all",
    )


_ALIKE = 0.7
"""How alike an option must be to be meant: dashes are part of all of them."""
