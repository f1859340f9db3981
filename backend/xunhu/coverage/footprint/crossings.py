"""Which cells of the footprint a track crossed, day by day."""

from collections.abc import Mapping

import numpy as np
import shapely
from pyroaring import BitMap

from xunhu.coverage.footprint.grid import Grid, crossed, degrees, grid_at
from xunhu.geo import Floats
from xunhu.patrols.track import Numbers
from xunhu.townships.locate import NOWHERE, locator, while_unchanged


def grid(district: str) -> Grid:
    """The grid of a district, from the corner of its townships."""
    return while_unchanged("grid", district, _load)


def crossings(district: str, pairs: Floats, days: Numbers) -> Mapping[int, BitMap]:
    """By ordinal of a day the cells that n joined pairs cross; `days` has that of each pair.

    What lies outside every township counts nowhere (rule 4), by the middle of the cell.
    """
    pair, x, y = crossed(pairs)
    numbers, inside = grid(district).numbers(x, y)
    by = by_day(days[pair][inside], numbers)
    return {day: _at_home(district, cells) for day, cells in by.items()}


def by_day(days: Numbers, numbers: np.ndarray) -> Mapping[int, BitMap]:
    """n numbers as a set for each of the days beside them."""
    return {
        day: BitMap(np.unique(numbers[days == day]).tolist()) for day in np.unique(days).tolist()
    }


def _at_home(district: str, cells: BitMap) -> BitMap:
    numbers = np.array(cells, dtype=np.uint32)
    middle = np.stack(grid(district).tiles(numbers)).astype(np.float64) + 0.5
    within = locator(district).indexes(*degrees(*middle)) != NOWHERE
    return cells if within.all() else BitMap(numbers[within].tolist())


def _load(district: str) -> Grid:
    shapes = locator(district).shapes
    if not shapes:
        return Grid(0, 0)
    west, _, _, north = shapely.total_bounds(shapes)
    return grid_at(west, north)
