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

    >>> need("json", "spark").__name__
    'json'
    """
    try:
        return import_module(module)
    except ImportError as error:
        missing = Text(f"{module} ist nicht installiert", f"{module} is not installed")
        raise MissingExtraError.of(missing, extra) from error
