"""Runs of days whose lengths are powers of two: any range is a few of them. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

TOP = 13  # 8,192 days; what goes on longer takes a few of these


class Block(NamedTuple):
    """2 ** `level` days from the day with the ordinal `start`, a multiple of their number."""

    level: int
    start: int

    @property
    def end(self) -> int:
        """The ordinal of the day after the last."""
        return self.start + (1 << self.level)

    def halves(self) -> tuple["Block", "Block"]:
        """The earlier and the later half; a single day has none."""
        half = Block(self.level - 1, self.start)
        return half, Block(half.level, half.end)


def blocks(first: int, last: int) -> Iterator[Block]:
    """The fewest blocks that make up the days from `first` to `last`, in their order."""
    while first <= last:
        level = min((first & -first).bit_length() - 1 if first else TOP, TOP)
        while (1 << level) > last - first + 1:
            level -= 1
        yield Block(level, first)
        first += 1 << level


def above(day: int) -> Iterator[Block]:
    """Every block that holds a day, from the day itself to the largest."""
    return (Block(level, day >> level << level) for level in range(TOP + 1))
