"""On how many days of a run each cell of the footprint was passed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from xunhu.coverage.footprint.grid import Cells
from xunhu.db import squeeze, unsqueeze
from xunhu.patrols.columns import pack_whole, unpack_whole

Days = NDArray[np.uint32]


@dataclass(frozen=True)
class Footprint:
    """n cells in the order of their numbers, and the number of days on which each was passed."""

    cells: Cells
    days: Days

    def then(self, later: "Footprint") -> "Footprint":
        """Both runs together, which have no day in common."""
        if not len(self.cells) or not len(later.cells):
            return self if len(self.cells) else later
        cells, at = np.unique(np.concatenate([self.cells, later.cells]), return_inverse=True)
        days = np.zeros(len(cells), dtype=np.uint32)
        days[at[: len(self.cells)]] = self.days
        days[at[len(self.cells) :]] += later.days
        return Footprint(cells, days)

    def between(self, first: int, end: int) -> "Footprint":
        """The cells from `first` to the one before `end`."""
        if first >= end:
            return NOWHERE
        ends = np.array([first, end - 1], dtype=np.uint32)
        here = slice(self.cells.searchsorted(ends[0]), self.cells.searchsorted(ends[1], "right"))
        return Footprint(self.cells[here], self.days[here])


def one_day(cells: Iterable[int]) -> Footprint:
    """A single day, whose cells come in ascending order."""
    numbers = np.fromiter(cells, dtype=np.uint32)
    return Footprint(numbers, np.ones(len(numbers), dtype=np.uint32))


NOWHERE = one_day(())


def together(footprints: Iterable[Footprint]) -> Footprint:
    """Runs without a common day as one."""
    return reduce(Footprint.then, footprints, NOWHERE)


def pack(footprint: Footprint, _start: int) -> bytes:
    """The footprint of a block of days as a row of the tree holds it."""
    cells = pack_whole(footprint.cells.astype(np.int64))
    days = pack_whole(footprint.days.astype(np.int64))
    return squeeze(len(cells).to_bytes(4, "little") + cells + days)


def unpack(packed: bytes, _start: int) -> Footprint:
    """The footprint that `pack` was given."""
    raw = unsqueeze(packed)
    at = 4 + int.from_bytes(raw[:4], "little")
    cells, days = unpack_whole(raw[4:at]), unpack_whole(raw[at:])
    return Footprint(cells.astype(np.uint32), days.astype(np.uint32))
