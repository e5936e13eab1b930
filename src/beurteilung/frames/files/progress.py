"""How far a query is, from a thread of its own."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from beurteilung.frames.files.job import Relation

__all__ = ["watched"]

TICK = 0.25
"""Seconds between two reports of progress."""


@contextmanager
def watched(session: Relation, progress: Callable[[float], None] | None) -> Generator[None]:
    """Tell how far a query is, from a thread of its own; what is told never falls, and ends at 1."""
    if progress is None:
        yield
        return
    session.execute("SET enable_progress_bar = true")
    session.execute("SET enable_progress_bar_print = false")
    session.execute("SET progress_bar_time = 0")
    ended = threading.Event()

    def watch() -> None:
        done = 0.0
        while not ended.wait(TICK):
            done = max(done, session.query_progress() / 100)  # -1 between two queries
            progress(done)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()  # or a report that is under way would come after the last one
    progress(1.0)
