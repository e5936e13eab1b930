"""The way out of a value that was read and does not fit: where a key belongs, and how a value is written."""

from __future__ import annotations

import difflib
import re
import typing
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from beurteilung._base.dates import LEFT_OUT, iso
from beurteilung._base.records import NAMES, has_keys, keys
from beurteilung._base.text import ASCII, YES, Text, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from beurteilung._base.records import Key

__all__ = [
    "each_as",
    "elsewhere",
    "listed_as",
    "meaning",
    "number_as",
    "places",
    "table_as",
    "word_for",
    "written_as",
]

_NOTHING = Text("", "")
_OPEN = (
    "unbefristet",
    "offen",
    "unbekannt",
    "laufend",
    "heute",
    "keine",
    "mehrere",
    "viele",
    "?",
    "-",
    "–",
    "n/a",
)
"""What people write for a value that there is not, or that they do not know."""
_PLACES = 3
"""Places that a hint names at most."""
_SHORTEST = 5
"""Letters of a word that is looked for in the descriptions of keys."""


def elsewhere(
    whole: type[object], name: str, known: Mapping[str, Key], *, at: str = "", value: object = None
) -> Text:
    """Say where in a file a key belongs, which key takes what it names, or which one is close; or nothing.

    ``known`` are the keys of the table ``at`` which it stands, ``value`` what it has there.
    """
    if type(value) in (int, float, Decimal) and at in _NUMBERS:
        return _NUMBERS[at]
    word, here = _folded(name), list(known)
    if word in here or _alike(word, here):  # capitals, an umlaut, one letter
        return meant(name, here)
    return _here(word, known) or _there(whole, word) or meant(name, here)


def _here(word: str, known: Mapping[str, Key]) -> Text | None:
    """Return which key of the same table says what a word says; None if none does."""
    instead = [one for one in known if one.startswith(f"{word}_")]  # besgr_ab, besgr_bis of besgr
    if not instead and len(word) >= _SHORTEST:
        instead = [one for one in known if one.endswith(word)]  # vergleichsgruppe of gruppe
    instead = instead or [one for one in _MEANT.get(word, ()) if one in known]
    if way := None if instead else _other_unit(word, known) or _as_value(word, known):
        return way
    if not instead and len(word) >= _SHORTEST:
        instead = [n for n, one in known.items() if f" {word} " in f"{_described(one)} "]
    return _for_that(instead) if instead else None


def _there(whole: type[object], word: str) -> Text | None:
    """Return where else in a file a key stands, or which one says what it names; None if none does."""
    every = places(whole)
    if found := [path for path, one, _ in every if one == word]:
        if "" in found and any(path == word for path, _, _ in every):
            return Text(
                f"; das ist eine Tabelle für sich: [{word}], oder [[{word}]] bei mehreren",
                f"; that is a table of its own: [{word}], or [[{word}]] if there are several",
            )
        if "" in found:
            return Text(
                "; er steht oben in der Datei, vor der ersten Tabelle",
                "; it stands at the top of the file, before the first table",
            )
        names = ", ".join(dict.fromkeys(found[:_PLACES]))
        return Text(f"; es gibt ihn unter {names}", f"; it belongs under {names}")
    if len(word) < _SHORTEST:
        return None
    # A word of the key's description, or one that begins so: not every word that holds these letters.
    taking = [f"{path}.{one}".lstrip(".") for path, one, said in every if f" {word}" in said]
    return _for_that(taking) if taking else None


def _for_that(names: list[str]) -> Text:
    listed = ", ".join(names[:_PLACES])
    return Text(f"; dafür gibt es {listed}", f"; for that there is {listed}")


def _alike(word: str, known: Iterable[str]) -> bool:
    """Tell whether a word is a known one with a slip: closer than words that only sound alike."""
    return bool(difflib.get_close_matches(word, list(known), n=1, cutoff=0.8))


_NUMBERS = {
    "verteilung": Text(
        "; Anteile einzelner Noten sind [[richtwert]] mit stufen und prozent",
        "; shares of single grades are [[richtwert]] with stufen and prozent",
    ),
    "zeitraum": Text(
        "; wie lang er wenigstens ist, sagt [mindestzeitraum] mit monate oder tage",
        "; [mindestzeitraum] with monate or tage says how long it is at least",
    ),
}
"""Tables without numbers, and where a number goes that somebody writes there."""
_MEANT = {
    "quote": ("richtwert", "richtwerte", "prozent"),
    "quota": ("richtwert", "richtwerte", "prozent"),
    "vorgabe": ("richtwert", "richtwerte"),
    "scale": ("skala",),
    "source": ("quelle",),
    "note": ("code", "stufen"),
    "grade": ("code", "stufen"),
    "titel": ("zitat",),
    "zahl": ("code", "anzahl"),
    "ziffer": ("code",),
    "punkte": ("code",),
    "wer": ("text", "fuer"),
    "beschreibung": ("text", "definition"),
    "name": ("bezeichnung",),
    "text": ("bezeichnung",),
    "von": ("ab",),
    "beginn": ("ab",),
    "inkrafttreten": ("ab",),
    "ende": ("bis",),
    "datum": ("tag", "erlassen"),
    "vom": ("tag", "erlassen"),
}
"""Words that people write for a key, as far as the table has it."""


_UNITS = {
    "jahre": ("monate", "ein Jahr sind 12", "a year has 12"),
    "monate": ("jahre", "nur ganze Jahre", "whole years only"),
    "wochen": ("tage", "eine Woche sind 7", "a week has 7"),
}
"""For a unit of time: the one in which a key may count instead, and how."""


def _as_value(word: str, known: Mapping[str, Key]) -> Text | None:
    """Return the key of which a word is a value: verbindlichkeit = 'soll' for soll."""
    name = next((n for n, one in known.items() if word in _choices(one)), None)
    return Text(f"; das ist {name} = '{word}'", f"; that is {name} = '{word}'") if name else None


def _choices(one: Key) -> tuple[object, ...]:
    """Return the words that a key may have as its value, if they are listed."""
    kinds = [one.kind, *typing.get_args(one.kind)]
    return next((typing.get_args(k) for k in kinds if typing.get_origin(k) is typing.Literal), ())


def meaning(one: Key) -> Text:
    """Say what a key means that a table lacks, and which words it may have."""
    words = ", ".join(map(str, _choices(one)))
    told = [str(one.metadata[name]) for name in ("de", "doc")]
    de, en = (
        text if not words or words.split(", ")[0] in text else f"{text}: {words}" for text in told
    )
    return Text(f" ({de})", f" ({en})")


def _other_unit(word: str, known: Iterable[str]) -> Text | None:
    """Return the key that counts in another unit of time: monate for jahre."""
    stem, _, unit = word.rpartition("_")
    other, de, en = _UNITS.get(unit, ("", "", ""))
    name = f"{stem}_{other}".lstrip("_")
    if not other or name not in known:
        return None
    return Text(f"; dafür gibt es {name}: {de}", f"; for that there is {name}: {en}")


def _folded(text: str) -> str:
    return text.casefold().translate(ASCII)


_forms: dict[type[object], tuple[tuple[str, str, str], ...]] = {}


def places(whole: type[object]) -> tuple[tuple[str, str, str], ...]:
    """Return every key of a form: the table that it stands in, its name, and what it says in both languages."""
    if whole not in _forms:
        _forms[whole] = tuple(_within(whole, "", frozenset()))
    return _forms[whole]


def _described(one: Key) -> str:
    """Return what a key says in both languages, with a blank before each word."""
    return " " + re.sub(r"\W+", " ", _folded(f"{one.metadata['de']} {one.metadata['doc']}"))


def _within(
    cls: type[object], at: str, above: frozenset[type[object]]
) -> Iterator[tuple[str, str, str]]:
    hints = typing.get_type_hints(cls)
    for one in keys(cls):
        yield at, one.name, _described(one)
        for part in _parts(hints[one.name]):
            if has_keys(part) and part not in above:
                below = f"{at}.{one.name}".lstrip(".")
                yield from _within(part, below, above | {cls})


def _parts(hint: object) -> Iterator[type[object]]:
    """Yield the classes that a type is made of."""
    if isinstance(hint, type):
        yield hint
    for inner in typing.get_args(hint):
        yield from _parts(inner)


_WORDS = {
    "norm": (
        "gesetz", "verordnung", "richtlinie", "erlass", "satzung", "tarif", "dienst", "betriebs", "vertrag",
        "verwaltungs", "vorschrift",
    ),
    "entscheidung": ("urteil", "beschluss", "gericht"),
    "sekundaer": ("presse", "literatur", "aufsatz", "kommentar", "internet", "web"),
    "merkmale": ("befaehigung", "ziel", "kriteri", "kompetenz", "leistung"),
    "eignung": ("potenzial", "potential", "prognose", "perspektive", "verwendung"),
    "entgelt": ("besoldung", "praemie", "lohn", "leistungsentgelt"),
    "koerperschaft": ("hochschule", "universitaet", "kirche", "sparkasse", "bundeswehr", "zoll"),
    "allgemein": ("kommun", "gemeinde", "stadt", "landkreis", "verwaltung"),
    "erstbeurteiler": ("fuehrungskraft", "vorgesetzte"),
}  # fmt: skip
"""How words begin that people write for a value, as far as a key has it."""


def word_for(value: str, known: Iterable[str]) -> str | None:
    """Return the value that a word means: regel for Regelbeurteilung, norm for Gesetz; None if there is none.

    >>> word_for("Regelbeurteilung", ["regel", "anlass"]), word_for("Gesetz", ["norm", "entscheidung"])
    ('regel', 'norm')
    """
    word = _folded(value)
    listed = list(known)
    if found := [name for name in listed if name and word.startswith(name.casefold())]:
        longest = max(found, key=len)
        return longest if len(longest) >= _SHORTEST - 1 else None
    return next((name for name in listed if word.startswith(tuple(_WORDS.get(name, ())))), None)


def listed_as(at: str, value: object, item: type[object] | None) -> Text:
    """Say how a single value is written as a list of texts, or as one of tables of the class ``item``."""
    header = re.sub(r"\[\d+\]", "", at)
    name = header.rpartition(".")[2]
    if item is not None:
        if isinstance(value, dict):
            return Text(
                f"; eine Tabelle der Liste hat doppelte Klammern: [[{header}]], in einer Zeile: {name} = [{{ … }}]",
                f"; a table of the list has double brackets: [[{header}]], on one line: {name} = [{{ … }}]",
            )
        needed = _needed(item)
        stating = Text(f" mit {needed}", f" with {needed}") if needed else _NOTHING
        return Text(
            f"; als Tabelle [[{header}]]{stating.de}, in einer Zeile: {name} = [{{ … }}]",
            f"; as a table [[{header}]]{stating.en}, on one line: {name} = [{{ … }}]",
        )
    if not isinstance(value, str) or '"' in value:
        return _NOTHING
    inside = f'["{value}"]'
    if at.endswith("]"):  # a list of lists
        name = name or header
        return Text(
            f'; in doppelten eckigen Klammern: {name} = [{inside}]; gemeinsam: [["a", "b"]], eines von beiden: '
            '[["a"], ["b"]]',
            f'; in double brackets: {name} = [{inside}]; both together: [["a", "b"]], either of them: '
            '[["a"], ["b"]]',
        )
    return Text(f"; in eckigen Klammern: {name} = {inside}", f"; in brackets: {name} = {inside}")


def _needed(cls: type[object]) -> str:
    """Return the keys that a table must have, source and evidence apart, or the one that names it."""
    names = [one.name for one in keys(cls) if one.required and one.name not in _ATTESTED]
    names = names or [one.name for one in keys(cls) if one.name in NAMES][:1]
    return ", ".join(names)


_ATTESTED = ("quelle", "evidenz")


def written_as(kind: type[object], value: object) -> Text:
    """Say how a value is written that is meant but stands in quotes, lacks them, or has a unit."""
    if kind is str and type(value) in (int, float, Decimal, date):
        return Text(f'; in Anführungszeichen: "{value}"', f'; in quotes: "{value}"')
    if kind is date and isinstance(value, datetime):
        return Text(f"; ohne Uhrzeit: {value:%Y-%m-%d}", f"; without the time: {value:%Y-%m-%d}")
    if not isinstance(value, str):
        return _NOTHING
    plain = value.strip()
    wordy = kind is date and not re.search(r"\d", plain)  # im Herbst
    if value == "" or wordy or (kind is not str and plain.casefold() in _OPEN):
        return LEFT_OUT
    if kind is bool:
        word = plain.casefold()
        plain = YES.get(word, word if word in YES.values() else "")
    elif kind is date:
        return _day_as(plain)
    else:
        figure = re.fullmatch(r"(\d{1,18})(?: [^\W\d]+)?", plain)  # 36 Monate
        plain = figure[1] if figure and kind is int else ""
    return _unquoted(plain) if plain else _NOTHING


def _unquoted(plain: str) -> Text:
    return Text(f"; ohne Anführungszeichen: {plain}", f"; without quotes: {plain}")


def _day_as(text: str) -> Text:
    """Say how a day is written, or what it lacks."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _unquoted(text)
    if day := iso(text):
        return _unquoted(day)
    if re.fullmatch(r"\d{1,2}\. ?(\d{1,2}\.|[^\W\d]+)", text):
        return Text("; das Jahr fehlt", "; the year is missing")
    if re.fullmatch(r"\d{4}", text):
        return Text("; Tag und Monat fehlen", "; day and month are missing")
    if re.fullmatch(r"([^\W\d]+|\d{1,2}[./]) ?\d{4}", text):
        return Text("; der Tag fehlt", "; the day is missing")
    return _NOTHING


_ABOUT = {
    "hoechstens": r"bis zu|höchstens|maximal|max\.?",
    "mindestens": r"mindestens|mind\.?|wenigstens",
    "etwa": r"ca\.?|circa|etwa|rund|ungefähr",
}
"""Words before a share, and the value of ``grenze`` that says the same."""
_IS_SHARE = re.compile(r"(anteile?|erreicht)(\[\d+\])?$")
"""Keys whose value is a share from 0 to 1; others count in per cent."""
_HEADS = re.compile(r"\b(\d{1,9}) (?:Beamt|Beschäftigt|Bedienstet|Person|Richter|Soldat|officer)")
"""A number of people, where a share is expected."""
_UNIT = r"(?:%|€|v\. ?H\.|vH|[^\W\d]+(?: [^\W\d]+)?)"


def number_as(at: str, value: object) -> Text:
    """Say how a number is written that has a unit, a word before it, or is a range.

    >>> number_as("x", "20 %").de, number_as("x", "12,5 v. H.").en
    ('; nur die Zahl: 20', "; the number alone: '12,5'")
    >>> number_as("abwesenheit[0].anteil", "80 %").de
    "; nur die Zahl: '80/100'"
    >>> number_as("richtwerte.anteile[1]", "12,5 %").en
    "; the number alone: '125/1000'"
    >>> number_as("richtwert[0].prozent", "3 Beamte").de
    '; eine Zahl von Personen heißt anzahl = 3'
    """
    if value == "":
        return LEFT_OUT
    text, figure = str(value).strip(), r"(-?\d{1,18}(?:[.,]\d{1,18})?)"
    share = at.endswith("prozent")
    if share and isinstance(value, list):
        text = " bis ".join(map(str, cast("list[object]", value)))
    if share and (found := _HEADS.search(text)):
        return Text(
            f"; eine Zahl von Personen heißt anzahl = {found[1]}",
            f"; a number of people is called anzahl = {found[1]}",
        )
    if found := re.fullmatch(rf"{figure} ?{_UNIT}", text):
        return _alone(_hundredths(found[1]) if _IS_SHARE.search(at) else found[1])
    if share and (
        span := re.fullmatch(rf"{figure} ?{_UNIT}? ?(?:-|–|bis) ?{figure}(?: ?{_UNIT})?", text)
    ):
        least, most = _figure(span[1]), _figure(span[2])
        return Text(
            f"; eine Spanne sind zwei Tabellen: prozent = {least} mit grenze = 'mindestens' und "
            f"prozent = {most} mit grenze = 'hoechstens'",
            f"; a range is two tables: prozent = {least} with grenze = 'mindestens', and "
            f"prozent = {most} with grenze = 'hoechstens'",
        )
    for bound, words in _ABOUT.items() if share else ():
        if found := re.fullmatch(rf"(?:{words}) ?{figure}(?: ?{_UNIT})?", text, re.IGNORECASE):
            alone = _alone(found[1])
            return Text(
                f"{alone.de}, und dazu grenze = '{bound}'", f"{alone.en}, with grenze = '{bound}'"
            )
    return _NOTHING


def _hundredths(figure: str) -> str:
    whole, _, decimals = figure.replace(",", ".").partition(".")
    return f"{whole}{decimals}/100{'0' * len(decimals)}"


def _figure(text: str) -> str:
    return text if text.lstrip("-").isdecimal() else f"'{text}'"


def _alone(text: str) -> Text:
    return Text(f"; nur die Zahl: {_figure(text)}", f"; the number alone: {_figure(text)}")


def table_as(cls: type[object], value: object) -> Text:
    """Say how a value is written as the table that is expected: { code = "A" }."""
    names = [one.name for one in keys(cls)]
    name = next((name for name in NAMES if name in names), None)
    if name is None:
        needed = _needed(cls).replace(", ", " = …, ")
        form = f"{{ {needed} = … }}" if needed else ""
        if example := getattr(cls, "EXAMPLE", ""):
            form = example
    else:
        form = f'{{ {name} = "{value}" }}' if _short(value) else ""
    return Text(f"; in geschweiften Klammern: {form}", f"; in braces: {form}") if form else _NOTHING


def each_as(at: str, value: object) -> Text:
    """Say how one value, or a list, is written for each of several: monate = { "…" = 12 }."""
    if type(value) not in (int, list):
        return _NOTHING
    form = f'{at.rpartition(".")[2]} = {{ "…" = {value if type(value) is int else 12} }}'
    return Text(f"; für jede Note einzeln: {form}", f"; for each grade: {form}")


def _short(value: object) -> bool:
    """Tell whether a value can be repeated between quotes."""
    return type(value) is int or (isinstance(value, str) and '"' not in value)
