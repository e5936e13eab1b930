"""Rows that are one assertion each: a single test meets them all, and shows every one that fails.

A test costs four milliseconds before it asserts anything, and ten thousand rows of shipped data assert for a
tenth of that. ``EACH_ROW=1`` makes every row a test of its own again, for whoever wants one of them with ``-k``.
"""

from __future__ import annotations

import inspect
import os
from functools import wraps
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def each(
    names: str | tuple[str, ...],
    rows: Iterable[Any],
    ids: Callable[[Any], object] | Iterable[object] | None = None,
) -> Callable[[Any], Any]:
    """Do what ``pytest.mark.parametrize`` does for a function or the tests of a class, in one test."""
    keys = (names,) if isinstance(names, str) else names
    listed = [row if len(keys) > 1 else (row,) for row in rows]
    assert listed, f"no rows for {names}"
    if callable(ids):
        ids = [ids(*row) for row in listed]
    labels = [*map(str, ids)] if ids else ["-".join(map(str, row)) for row in listed]
    named = dict(zip(labels, listed, strict=True))
    assert len(named) == len(listed), f"two rows have one name: {labels}"

    def of(target: Any) -> Any:
        if isinstance(target, type):
            for name, method in list(vars(target).items()):
                if name.startswith("test") and {*keys} <= {*inspect.signature(method).parameters}:
                    setattr(target, name, of(method))
            return target
        if os.environ.get("EACH_ROW"):
            return pytest.mark.parametrize(keys, [*named.values()], ids=[*named])(target)
        return together(target, keys, named)

    return of


def together(
    target: Callable[..., None], keys: tuple[str, ...], rows: dict[str, tuple[Any, ...]]
) -> Callable[..., None]:
    """Return a test that meets all rows, and fails with those that failed."""
    signature = inspect.signature(target)

    @wraps(target)
    def test(*args: Any, **fixtures: Any) -> None:
        failed: dict[str, BaseException] = {}
        for name, row in rows.items():
            try:
                target(*args, **fixtures, **dict(zip(keys, row, strict=True)))
            except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - all are shown
                error.add_note(f"row: {name}")
                failed[name] = error
        if failed:
            lines = (f"{name}: {str(e).partition(chr(10))[0]}" for name, e in failed.items())
            message = "\n  ".join((f"{len(failed)} of {len(rows)} rows", *lines))
            raise BaseExceptionGroup(message, [*failed.values()])

    left = [one for one in signature.parameters.values() if one.name not in keys]
    vars(test)["__signature__"] = signature.replace(parameters=left)
    return test
