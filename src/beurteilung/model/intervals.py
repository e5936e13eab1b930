"""Intervals of whole stages, for what is known up to a range only."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from beurteilung._base.errors import DataError, InexactIntervalError, WrongKindError, excerpt
from beurteilung._base.kinds import expect, expect_each, formatted
from beurteilung._base.records import Factory, frozen
from beurteilung._base.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Interval"]


def _low(interval: Interval) -> int:
    return interval.low


def _number(value: object) -> Fraction | int | None:
    """Return the one number that something stands for; None of what is none; raises like ``int()``."""
    if isinstance(value, Interval):
        return int(value)
    return value if isinstance(value, int | Fraction) else None


@frozen(eq=False, repr=False)
class Interval:
    """A closed interval of whole stages.

    If it is exact it equals, compares, hashes and formats like its ``int``. One that is not has no order
    and no difference: two uncertain changes are not simply one more or less than each other.

    Raises:
        DataError: ``low`` is greater than ``high``.
        WrongKindError: an end is no whole number.

    >>> Interval(-2), Interval(-1, 0), Interval(-2) == -2, -Interval(-1, 0)
    (-2, [-1, 0], True, [0, 1])
    >>> Interval(-1, 0) + 1, 0 in Interval(-1, 0)
    ([0, 1], True)
    """

    low: int
    high: int = Factory(_low, takes_self=True)

    def __attrs_post_init__(self) -> None:
        """Check that both ends are whole numbers, and the interval holds something."""
        for end in (self.low, self.high):
            if type(end) is not int:
                raise WrongKindError.of(
                    Text(
                        "ganze Zahlen als Enden eines Intervalls",
                        "whole numbers as the ends of an interval",
                    ),
                    end,
                )
        if self.low > self.high:
            raise DataError(
                "interval",
                [
                    Text(
                        f"low {excerpt(self.low, 'de')} ist größer als high {excerpt(self.high, 'de')}",
                        f"low {excerpt(self.low)} is greater than high {excerpt(self.high)}",
                    )
                ],
            )

    @classmethod
    def hull(cls, values: Iterable[Fraction | int]) -> Interval:
        """Return the smallest interval that contains every value, outward to whole stages.

        >>> Interval.hull([Fraction(-1, 2)])
        [-1, 0]
        """
        numbers = expect_each("values", values, int, Fraction)
        if not numbers:
            raise DataError(
                "interval",
                [
                    Text(
                        "kein Wert ist angegeben, also liegt nichts dazwischen",
                        "no value is given, so nothing lies between",
                    )
                ],
            )
        return cls(floor(min(numbers)), ceil(max(numbers)))

    @property
    def exact(self) -> bool:
        """Whether it holds one number only."""
        return self.low == self.high

    def __repr__(self) -> str:
        """Show the number, or both ends."""
        return str(self.low) if self.exact else f"[{self.low}, {self.high}]"

    def __format__(self, spec: str) -> str:
        """Format like the number if it is exact; one that is not has no format but its own.

        Raises:
            InexactIntervalError: a format is asked of an interval that holds several.

        >>> f"{Interval(-2):+d}", f"{Interval(-2):>4}", f"{Interval(-2, -1)}"
        ('-2', '  -2', '[-2, -1]')
        """
        return repr(self) if spec == "" else formatted(int(self), spec)

    def __lt__(self, other: Interval | int) -> bool:
        """Tell whether the number is smaller; raises like ``int()`` if either holds several."""
        value = _number(other)
        return NotImplemented if value is None else int(self) < value

    def __le__(self, other: Interval | int) -> bool:
        """Tell whether the number is smaller or the same; raises like ``<``."""
        value = _number(other)
        return NotImplemented if value is None else int(self) <= value

    def __gt__(self, other: Interval | int) -> bool:
        """Tell whether the number is greater; raises like ``<``."""
        value = _number(other)
        return NotImplemented if value is None else int(self) > value

    def __ge__(self, other: Interval | int) -> bool:
        """Tell whether the number is greater or the same; raises like ``<``."""
        value = _number(other)
        return NotImplemented if value is None else int(self) >= value

    def __eq__(self, other: object) -> bool:
        """Compare with an interval by its ends, with a number by the number."""
        if isinstance(other, Interval):
            return (self.low, self.high) == (other.low, other.high)
        return self.low == other if self.exact else NotImplemented

    def __hash__(self) -> int:
        """Hash like the number if it is exact."""
        return hash(self.low) if self.exact else hash((self.low, self.high))

    def __contains__(self, value: object) -> bool:
        """Tell whether a number lies inside, the ends included; an exact interval counts as its number."""
        if isinstance(value, Interval):
            return value.low == value.high and value.issubset(self)
        return isinstance(value, (int, Fraction)) and self.low <= value <= self.high

    def __iter__(self) -> Iterator[int]:
        """Yield the whole numbers, lowest first."""
        return iter(range(self.low, self.high + 1))

    def issubset(self, other: Interval) -> bool:
        """Tell whether all of it lies inside the other."""
        expect("other", other, Interval)
        return other.low <= self.low and self.high <= other.high

    def __add__(self, other: Interval | int) -> Interval:
        """Add end by end."""
        if isinstance(other, int):
            return Interval(self.low + other, self.high + other)
        if isinstance(other, Interval):  # users err
            return Interval(self.low + other.low, self.high + other.high)
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Interval:
        """Mirror at 0."""
        return Interval(-self.high, -self.low)

    def __abs__(self) -> Interval:
        """Return how far from 0 it is.

        >>> abs(Interval(-2)), abs(Interval(-2, 1))
        (2, [0, 2])
        """
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(0, max(-self.low, self.high))

    def __int__(self) -> int:
        """Return the number.

        Raises:
            InexactIntervalError: it holds several.
        """
        if self.exact:
            return self.low
        raise InexactIntervalError(
            Text(
                f"{self!r} ist keine einzelne Zahl; die Enden sind .low und .high",
                f"{self!r} is no single number; use .low and .high",
            )
        )

    def __bool__(self) -> bool:
        """Tell whether the number is not 0; raises like ``int()``."""
        return int(self) != 0
