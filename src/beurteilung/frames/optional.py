"""Optional libraries, imported when a call needs them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from beurteilung._base.errors import MissingExtraError
from beurteilung._base.text import Text

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["need"]


def need(module: str, extra: str) -> ModuleType:
    """Import a library, or say which extra brings it.

    Raises:
        MissingExtraError: it is not installed.

    >>> need("no_such_engine", "spark")
    Traceback (most recent call last):
    ...
    beurteilung.errors.MissingExtraError: no_such_engine is not installed; pip install 'beurteilung[spark]'
    """
    try:
        return import_module(module)
    except ImportError as error:
        way = f"pip install 'beurteilung[{extra}]'"
        raise MissingExtraError(
            Text(f"{module} ist nicht installiert; {way}", f"{module} is not installed; {way}")
        ) from error
