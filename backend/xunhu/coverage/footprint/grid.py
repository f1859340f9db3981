"""The grid of the footprint: the tiles of zoom 20, in Morton order from a corner. Pure.

A cell is about 33 m wide in Nanchuan. In Morton order the cells of every tile of zoom 5 or
more follow each other, so that a tile is a range of numbers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xunhu.geo import Floats

ZOOM = 20
SIDE = 1 << 16  # cells: 16 bits each way make a number of 32
ALIGNED_FROM = 5  # tiles from this zoom on are ranges of numbers
CORNER = 1 << (ZOOM - ALIGNED_FROM)  # the corner is a multiple of it, so 1,000 km or more are left
SPREAD = ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555))

Cells = NDArray[np.uint32]
Indexes = NDArray[np.int64]


class Tile(NamedTuple):
    """A square of the web map: `x` from the west, `y` from the north, 2 ** `z` each way."""

    z: int
    x: int
    y: int


class Grid(NamedTuple):
    """The cells of a district; `x` and `y` is the tile of zoom 20 at its corner."""

    x: int
    y: int

    def numbers(self, x: Indexes, y: Indexes) -> tuple[Cells, NDArray[np.bool_]]:
        """The numbers of those tiles of zoom 20 that are in the grid, and which these are."""
        east, south = x - self.x, y - self.y
        inside = (east >= 0) & (east < SIDE) & (south >= 0) & (south < SIDE)
        if not inside.all():
            east, south = east[inside], south[inside]
        return _interleaved(east, south), inside

    def tiles(self, cells: Cells) -> tuple[Indexes, Indexes]:
        """The tiles of zoom 20, x and y, of these numbers."""
        return _every_other(cells) + self.x, _every_other(cells >> np.uint32(1)) + self.y

    def range_of(self, tile: Tile) -> tuple[int, int]:
        """The first of the numbers among which those of a tile are, and the first after them.

        From zoom 5 these are all in the tile; (0, 0) outside of the grid.
        """
        shift = ZOOM - tile.z
        east, south = (tile.x << shift) - self.x, (tile.y << shift) - self.y
        if tile.z < ALIGNED_FROM:
            meets = max(east, south) < SIDE and min(east, south) > -(1 << shift)
            return 0, (SIDE * SIDE if meets else 0)
        if not (0 <= east < SIDE and 0 <= south < SIDE):
            return 0, 0
        first = int(_interleaved(np.array([east]), np.array([south]))[0])
        return first, first + (1 << 2 * shift)


def grid_at(west: float, north: float) -> Grid:
    """The grid for what begins at a north-western corner in degrees."""
    x, y = tiled(np.array([west]), np.array([north]))
    return Grid(int(x[0]) // CORNER * CORNER, int(y[0]) // CORNER * CORNER)


def tiled(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Positions in tiles of zoom 20: x to the east, y to the south (Web Mercator)."""
    many = 1 << ZOOM
    return (lon / 360 + 0.5) * many, (
        0.5 - np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi)
    ) * many


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """What `tiled` was given."""
    many = 1 << ZOOM
    return (x / many - 0.5) * 360, np.degrees(np.arctan(np.sinh((0.5 - y / many) * 2 * np.pi)))


def crossed(lon: Floats, lat: Floats, later: Indexes) -> tuple[Indexes, Indexes, Indexes]:
    """Indexes of pairs of positions, and x and y of each tile of zoom 20 that they cross.

    `later` is the second position of each pair, the first is the one before it. A pair is cut where
    it crosses a border between tiles; the middle of each cut tells its tile.
    """
    x, y = tiled(lon, lat)
    x0, y0, x1, y1 = x[later - 1], y[later - 1], x[later], y[later]
    cuts = [(np.arange(len(later)), np.zeros(len(later))), _borders(x0, x1), _borders(y0, y1)]
    pair, share = (np.concatenate(column) for column in zip(*cuts, strict=True))
    order = np.argsort(pair + share / 2, kind="stable")  # three runs in order: merged, not sorted
    pair, share = pair[order], share[order]
    until = np.append(share[1:], 1.0)
    until[np.append(pair[1:] != pair[:-1], True)] = 1.0
    middle = (share + until) / 2
    x, y = ((a[pair] + middle * (b - a)[pair]) for a, b in ((x0, x1), (y0, y1)))
    return pair, np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)


def _borders(start: Floats, end: Floats) -> tuple[Indexes, Floats]:
    """For each whole number that n lines pass on one axis: the line, and the share until there."""
    first, last = np.floor(start), np.floor(end)
    many = np.abs(last - first).astype(np.int64)
    line = np.repeat(np.arange(len(start)), many)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(many) - many, many)
    border = np.where(last[line] > first[line], first[line] + 1 + nth, first[line] - nth)
    return line, (border - start[line]) / (end[line] - start[line])


def _interleaved(east: Indexes, south: Indexes) -> Cells:
    return _spread(east) | (_spread(south) << np.uint32(1))


def _spread(numbers: Indexes) -> Cells:
    bits = numbers.astype(np.uint32)
    for shift, mask in SPREAD:
        bits = (bits | (bits << np.uint32(shift))) & np.uint32(mask)
    return bits


def _every_other(cells: Cells) -> Indexes:
    bits = cells & np.uint32(0x55555555)
    for shift, mask in ((1, 0x33333333), (2, 0x0F0F0F0F), (4, 0x00FF00FF), (8, 0x0000FFFF)):
        bits = (bits | (bits >> np.uint32(shift))) & np.uint32(mask)
    return bits.astype(np.int64)
