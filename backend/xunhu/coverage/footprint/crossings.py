"""Which cells of the footprint a track crossed, day by day."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import shapely
from pyroaring import BitMap

from xunhu.coverage.footprint.grid import Grid, crossed, degrees, grid_at
from xunhu.coverage.sums import shanghai_days
from xunhu.patrols.track import Numbers, Track
from xunhu.townships.locate import NOWHERE, locator, while_unchanged


def grid(district: str) -> Grid:
    """The grid of a district, from the corner of its townships."""
    return while_unchanged("grid", district, _load)


def crossed_by_day(track: Track, district: str) -> Mapping[date, BitMap]:
    """By Shanghai day the cells that the joined pairs of a track cross.

    What lies outside every township counts nowhere (rule 4), by the middle of the cell.
    """
    pairs, later = track.pairs()
    pair, x, y = crossed(pairs)
    numbers, inside = grid(district).numbers(x, y)
    days = shanghai_days(track.fixes.time_ms[later])[pair][inside]
    return {day: _at_home(district, cells) for day, cells in by_day(days, numbers).items()}


def by_day(days: Numbers, numbers: np.ndarray) -> Mapping[date, BitMap]:
    """n numbers as a set for each of the days, whose ordinals are beside them."""
    return {
        date.fromordinal(day): BitMap(np.unique(numbers[days == day]).tolist())
        for day in np.unique(days).tolist()
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
