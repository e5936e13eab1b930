"""The examples that ship: files by name, so that what a page shows runs wherever the library is installed."""

from __future__ import annotations

from pathlib import Path

from beurteilung._base.compiled import DATA
from beurteilung._base.errors import UnknownIdError, closest
from beurteilung._base.kinds import expect
from beurteilung._base.text import Text, guess

__all__ = ["example", "examples"]

_FOLDERS = (DATA / "examples", Path(__file__).parents[3] / "examples")
"""Where they lie in an installed package, to which the build copies them, and in a checkout."""


def examples() -> tuple[str, ...]:
    """Return the names of the examples: decided cases, and a round as a CSV file.

    >>> "vg-stade-3-a-401-02" in examples(), "runde-2000" in examples()
    (True, True)
    """
    return tuple(sorted(path.stem for path in _files()))


def example(name: str) -> Path:
    """Return the path of an example; the beginning of its name will do if no other begins so.

    Raises:
        UnknownIdError: no example, or more than one, has this name.

    >>> example("vg-stade").name
    'vg-stade-3-a-401-02.toml'
    """
    expect("name", name, str)
    found = [path for path in _files() if path.stem == name or path.stem.startswith(f"{name}-")]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(path.stem for path in found)
        raise UnknownIdError(
            Text(
                f"mehrere Beispiele beginnen mit „{name}“: {several}",
                f"several examples begin with {name!r}: {several}",
            )
        )
    known = ", ".join(examples())
    close = closest(name, [*examples(), *(one[: len(name)] for one in examples())])
    whole = next((one for one in examples() if close and one.startswith(close)), None)
    hint = guess(whole)
    raise UnknownIdError(
        Text(
            f"kein Beispiel „{name}“ wird mitgeliefert{hint.de}; die Beispiele: {known}",
            f"no example {name!r} ships{hint.en}; the examples: {known}",
        )
    )


def _files() -> list[Path]:
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    return sorted(path for path in folder.iterdir() if path.suffix in (".toml", ".csv"))
