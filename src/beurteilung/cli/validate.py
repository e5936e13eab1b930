"""`beurteilung validate DATEI.toml …`: whether files of one's own are in order, each and together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from beurteilung._base.errors import BeurteilungError
from beurteilung._base.places import with_lines
from beurteilung._base.text import Text
from beurteilung._base.toml import read_toml
from beurteilung.cases.report import check, read_case
from beurteilung.cli.arguments import formats, repeated
from beurteilung.cli.documents import named
from beurteilung.cli.output import print_lines
from beurteilung.law import registry
from beurteilung.law.checks import remarks
from beurteilung.law.loading import files_at, validated

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given
    from beurteilung.law.editions import Guideline

__all__ = ["PARAMETERS", "run"]

FILES = repeated(
    "",
    Text("DATEI.toml", "FILE.toml"),
    Text(
        "eine Richtlinien- oder Falldatei, oder ein Ordner davon; mehrere werden zusammen geprüft",
        "a guideline or case file, or a folder of them; several are checked together",
    ),
    needed=True,
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (FILES, FORMAT)
GUIDELINE, CASE = Text("Richtlinie", "guideline"), Text("Fall", "case")


def run(given: Given) -> int:
    """Say that files are in order; the faults of all that are not are one error."""
    paths = list(dict.fromkeys(file for name in given[FILES] for file in files_at(Path(name))))
    cases, faults = _split(paths)
    with validated([path for path in paths if path not in cases and path not in faults]) as found:
        guidelines, others = found
        faults |= others
        faults |= {path: error for path in cases if (error := _fault(path))}
        notes = {path: _notes(item) for path, item in guidelines.items()}
    if faults:
        raise _all(faults, len(paths))
    lang = given.lang
    lines: list[str] = []
    plain: list[dict[str, object]] = []
    printed: set[Text] = set()
    for path in paths:
        kind = CASE if path in cases else GUIDELINE
        lines.append(f"{path}: {kind[lang]} {Text('in Ordnung', 'in order')[lang]}")
        its = [note for note in notes.get(path, ()) if note not in printed]
        printed.update(its)  # two editions say the same of each other
        lines += [f"{Text('Hinweis', 'note')[lang]}: {note[lang]}" for note in its]
        plain.append(
            {
                "file": str(path),
                "kind": kind.en,
                "valid": True,
                "notes": [{"de": note.de, "en": note.en} for note in its],
            }
        )
    title = CASE if cases else GUIDELINE
    one = plain[0] if len(plain) == 1 else {"files": plain}
    return print_lines(given[FORMAT], lang, title[lang], one, lines)


def _split(paths: list[Path]) -> tuple[set[Path], dict[Path, BeurteilungError]]:
    """Return which files are cases, and what is wrong with those that are no TOML."""
    cases: set[Path] = set()
    faults: dict[Path, BeurteilungError] = {}
    for path in paths:
        try:
            if {"beurteilung", "kenntnisstand", "rechtsstand"} & read_toml(path).keys():
                cases.add(path)
        except BeurteilungError as error:
            faults[path] = error
    return cases, faults


def _fault(path: Path) -> BeurteilungError | None:
    """Return what is wrong with a case, if anything is."""
    try:
        with named(path):
            check(read_case(path))
    except BeurteilungError as error:
        return error
    return None


def _notes(item: Guideline) -> tuple[Text, ...]:
    editions = registry.editions(item.family) if item.family else []
    return remarks(item, registry.joined, editions)


def _all(faults: dict[Path, BeurteilungError], number: int) -> BeurteilungError:
    """Return the one error that there is, or one that lists them."""
    if len(faults) == 1:
        return next(iter(faults.values()))
    head = Text(
        f"{len(faults)} von {number} Dateien sind nicht in Ordnung",
        f"{len(faults)} of {number} files are not in order",
    )
    texts = {
        lang: "\n".join(
            [head[lang], *(with_lines(error).explain(lang) for error in faults.values())]
        )
        for lang in ("de", "en")
    }
    return BeurteilungError(Text(texts["de"], texts["en"]))
