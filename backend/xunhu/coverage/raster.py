"""Which boxes a line may meet: a raster that knows the boxes of each of its cells. Pure."""

import numpy as np
from numpy.typing import NDArray

from xunhu.geo import Floats

CELL_DEG = 1 / 1024  # about 100 m: a pair of fixes is in one cell or two
MOST_CELLS = 1 << 22  # a larger area has larger cells

Numbers = NDArray[np.int64]


class Raster:
    """n boxes in degrees (west, south, east, north), by the cells that they touch."""

    def __init__(self, boxes: Floats) -> None:
        self.corner = boxes[:, :2].min(axis=0) if len(boxes) else np.zeros(2)
        extent = boxes[:, 2:].max(axis=0) - self.corner if len(boxes) else np.zeros(2)
        self.cell_deg = max(CELL_DEG, float(np.sqrt(extent.prod() / MOST_CELLS)))
        self.shape = tuple(int(n) + 1 for n in extent / self.cell_deg)
        box, cell = self._touched(boxes)
        order = np.argsort(cell, kind="stable")
        self.boxes = box[order]
        counts = np.bincount(cell, minlength=self.shape[0] * self.shape[1])
        self.starts = np.concatenate([[0], np.cumsum(counts)])

    def candidates(self, pairs: Floats) -> tuple[Numbers, Numbers]:
        """Indexes of n pairs (lon, lat, lon, lat) and of the boxes that each may meet.

        Those that it meets are among them, some perhaps twice.
        """
        pair, cell = self._touched(pairs)
        start = self.starts[cell]
        many = self.starts[cell + 1] - start
        return np.repeat(pair, many), self.boxes[_runs(start, many)]

    def _touched(self, ends: Floats) -> tuple[Numbers, Numbers]:
        """Indexes of n boxes (two opposite corners), and of the cells that each touches."""
        x, y, other_x, other_y = ends.T
        column, columns = self._between(0, x, other_x)
        row, rows = self._between(1, y, other_y)
        many = columns * rows
        which = np.repeat(np.arange(len(many)), many)
        down, along = np.divmod(_runs(np.zeros_like(many), many), columns[which])
        return which, (row[which] + down) * self.shape[0] + column[which] + along

    def _between(self, axis: int, one: Floats, other: Floats) -> tuple[Numbers, Numbers]:
        """On one axis the first cell from one position to another, and how many there are."""
        low, high = (
            np.floor((end - self.corner[axis]) / self.cell_deg).astype(np.int64)
            for end in (np.minimum(one, other), np.maximum(one, other))
        )
        first = np.maximum(low, 0)
        return first, np.maximum(np.minimum(high, self.shape[axis] - 1) - first + 1, 0)


def _runs(start: Numbers, many: Numbers) -> Numbers:
    """From each start on so many whole numbers, one run after the other."""
    ends = np.cumsum(many)
    return np.repeat(start - (ends - many), many) + np.arange(ends[-1] if len(ends) else 0)
