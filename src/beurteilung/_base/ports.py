"""What an object asks of a wing above its own: each question is a port, and the root says who answers.

A grade converts itself, though mappings lie in the law above the model; a finding explains itself,
though sentences are written further up. The object names the port only. `fill` is called once, by the
package root, which Python runs before any module of the package, so the order of imports cannot matter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Port", "fill", "picture"]

P = ParamSpec("P")
R = TypeVar("R")

_answers: dict[str, str] = {}


def fill(answers: Mapping[str, str]) -> None:
    """Say which function answers each port: ``{"picture": "beurteilung.render.notebook:html_of"}``."""
    _answers.update(answers)


class Port(Generic[P, R]):
    """A function of a wing above, imported when it is first called.

    >>> from beurteilung._base.ports import Port, fill
    >>> fill({"example": "math:gcd"})
    >>> ask: Port[[int, int], int] = Port("example")
    >>> ask(12, 18)
    6
    """

    def __init__(self, name: str) -> None:
        """Name the port."""
        self.name = name
        self._function: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Ask the function that the root named."""
        if self._function is None:
            module, _, name = _answers[self.name].partition(":")
            self._function = cast("Callable[P, R]", getattr(import_module(module), name))
        return self._function(*args, **kwargs)


picture: Port[[object], str] = Port("picture")
"""The picture of an object as HTML, for a notebook."""
