"""What a whole answered table says: how many rows, by verdict, and why others have no answer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from beurteilung._base.errors import WrongKindError
from beurteilung._base.kinds import expect
from beurteilung._base.records import frozen
from beurteilung._base.text import Text, signed
from beurteilung.frames.optional import need
from beurteilung.frames.questions import FAULT_NAMES
from beurteilung.model.cells import expect_columns
from beurteilung.model.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from beurteilung._base.text import Lang
    from beurteilung.frames.asking import Native

__all__ = ["Summary", "counted", "summary"]

ENDS = ("explained_low", "explained_high", "unexplained_low", "unexplained_high")


@frozen
class Summary:
    """Counts of rows. ``unanswered`` is by the code of the error, ``verdicts`` by the word of the verdict.

    ``explained`` and ``unexplained`` count rows by stages, both ends of an interval; None if not known.
    """

    rows: int
    unanswered: Mapping[str, int]
    verdicts: Mapping[str, int]
    explained: Mapping[tuple[int, int] | None, int]
    unexplained: Mapping[tuple[int, int] | None, int]

    @property
    def answered(self) -> int:
        """How many rows have an answer."""
        return self.rows - sum(self.unanswered.values())

    def lines(self, lang: Lang) -> list[str]:
        """Return it in words, a line a count."""
        rows = Text("Zeile", "row") if self.rows == 1 else Text("Zeilen", "rows")
        answered = Text(f"davon {self.answered} mit Antwort", f"{self.answered} of them answered")
        lines = [f"{self.rows} {rows[lang]}, {answered[lang]}"]
        for code, count in sorted(self.unanswered.items()):
            why = FAULT_NAMES.get(code, Text(code, code))[lang]
            lines.append(
                f"  {count} {Text('ohne Antwort', 'without an answer')[lang]}: {why} ({code})"
            )
        lines += [
            f"  {count} {verdict.label[lang]}"
            for verdict in Verdict
            if (count := self.verdicts.get(verdict.value, 0))
        ]
        for name, counts in ((EXPLAINED, self.explained), (UNEXPLAINED, self.unexplained)):
            parts = ", ".join(
                f"{_stages(ends, lang)}: {n}" for ends, n in sorted(counts.items(), key=_order)
            )
            if parts:
                lines.append(f"  {name[lang]}: {parts}")
        return lines


EXPLAINED = Text("durch Ereignisse erklärte Stufen", "stages explained by events")
UNEXPLAINED = Text("nicht erklärte Stufen", "stages not explained")


def _stages(ends: tuple[int, int] | None, lang: Lang) -> str:
    if ends is None:
        return Text("unbestimmt", "undetermined")[lang]
    low, high = ends
    word = Text("bis", "to")[lang]
    return signed(low) if low == high else f"{signed(low)} {word} {signed(high)}"


def _order(item: tuple[tuple[int, int] | None, int]) -> tuple[bool, tuple[int, int]]:
    return item[0] is None, item[0] or (0, 0)


def summary(frame: object, *, prefix: str = "") -> Summary:
    r"""Count what `compare` has put beside each row of a frame; ``prefix`` is the one that it was given.

    Raises:
        ColumnError: the frame has no answers of `compare`.
        MissingExtraError: narwhals is not installed.

    >>> import polars as pl
    >>> from beurteilung import frames
    >>> akte = pl.DataFrame({"alt": ["ni-pol-1996:5", "x"], "neu": ["ni-pol-1999:3"] * 2})
    >>> found = frames.compare(akte, before="alt", after="neu", on_error="column")
    >>> print(*frames.summary(found).lines("en"), sep="\n")
    2 rows, 1 of them answered
      1 without an answer: grade unknown (unknown-grade)
      1 open
      stages explained by events: 0: 1
      stages not explained: −1: 1
    """
    expect("prefix", prefix, str)
    nw = need("narwhals", "frames")
    try:
        wrapped: Native = nw.from_native(frame)
    except TypeError as refused:
        raise WrongKindError.of(Text("eine Tabelle", "a frame"), frame, "frame") from refused
    names = wrapped.collect_schema().names()
    wanted = [f"{prefix}{name}" for name in ("verdict", *ENDS)]
    expect_columns(wanted, names)
    error = f"{prefix}error"
    keys = [*wanted, *([error] if error in names else [])]
    count = f"{re.sub(r'[^a-z]', '', prefix.lower())}beurteilung_rows"
    asked = wrapped.group_by(*keys).agg(nw.len().alias(count)).lazy().collect()
    return counted(tuple(row) for row in asked.select(*keys, count).iter_rows())


def counted(rows: Iterable[tuple[object, ...]]) -> Summary:
    """Count groups of rows: verdict, ends of both intervals, the error if there is a column, the number."""
    total = 0
    unanswered, verdicts = Counter[str](), Counter[str]()
    explained, unexplained = Counter[tuple[int, int] | None](), Counter[tuple[int, int] | None]()
    for verdict, *others, number in rows:
        count = int(str(number))
        total += count
        error = others[4] if len(others) > len(ENDS) else None
        if _null(verdict):
            unanswered[str(error)] += count
            continue
        verdicts[str(verdict)] += count
        explained[_ends(others[0], others[1])] += count
        unexplained[_ends(others[2], others[3])] += count
    return Summary(total, unanswered, verdicts, explained, unexplained)


def _ends(low: object, high: object) -> tuple[int, int] | None:
    return (
        None
        if _null(low)
        else (int(str(low).removesuffix(".0")), int(str(high).removesuffix(".0")))
    )


def _null(value: object) -> bool:
    return value is None or value != value or str(value) in ("<NA>", "no-outcome")  # noqa: PLR0124 - NaN
