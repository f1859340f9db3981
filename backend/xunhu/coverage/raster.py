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
        box, cell = _spread(*self._cells(boxes), self.shape[0])
        order = np.argsort(cell, kind="stable")
        self.boxes = box[order]
        counts = np.bincount(cell, minlength=self.shape[0] * self.shape[1])
        self.starts = np.concatenate([[0], np.cumsum(counts)])

    def candidates(self, pairs: Floats) -> tuple[Numbers, Numbers]:
        """Indexes of n pairs (lon, lat, lon, lat) and of the boxes that each may meet.

        Those that it meets are among them, some perhaps twice.
        """
        low, high = np.minimum(pairs[:, :2], pairs[:, 2:]), np.maximum(pairs[:, :2], pairs[:, 2:])
        pair, cell = _spread(*self._cells(np.concatenate([low, high], axis=1)), self.shape[0])
        start = self.starts[cell]
        which, nth = _counted(self.starts[cell + 1] - start)
        return pair[which], self.boxes[start[which] + nth]

    def _cells(self, boxes: Floats) -> tuple[Numbers, Numbers]:
        """The lowest and the highest column and row of each box; lower than its lowest: outside."""
        most = np.array(self.shape) - 1
        low, high = (
            np.floor((ends - self.corner) / self.cell_deg).astype(np.int64)
            for ends in (boxes[:, :2], boxes[:, 2:])
        )
        return np.maximum(low, 0), np.minimum(high, most)


def _spread(low: Numbers, high: Numbers, columns: int) -> tuple[Numbers, Numbers]:
    """For each of n blocks of cells its index, and beside it the number of each of its cells."""
    many = np.maximum(high - low + 1, 0)
    which, nth = _counted(many[:, 0] * many[:, 1])
    row, column = np.divmod(nth, np.maximum(many[:, 0], 1)[which])
    return which, (low[which, 1] + row) * columns + low[which, 0] + column


def _counted(many: Numbers) -> tuple[Numbers, Numbers]:
    """Each index as often as it is told, and beside it 0, 1, 2 …"""
    which = np.repeat(np.arange(len(many)), many)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
