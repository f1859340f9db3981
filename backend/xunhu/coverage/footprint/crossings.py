"""Which cells of the footprint a track crossed, day by day."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import shapely
from pyroaring import BitMap

from xunhu.coverage.footprint.grid import Grid, crossed, degrees, grid_at
from xunhu.coverage.sets import bitmap_of
from xunhu.coverage.sums import shanghai_days
from xunhu.patrols.track import Numbers, Track
from xunhu.townships.locate import NOWHERE, locator, while_unchanged


def grid(district: str, version: int | None = None) -> Grid:
    """The grid of a district, from the corner of its townships."""
    return while_unchanged("grid", district, _load, version)


def crossed_by_day(track: Track, district: str, version: int | None) -> Mapping[date, BitMap]:
    """By Shanghai day the cells that the joined pairs of a track cross.

    What lies outside every township counts nowhere (rule 4), by the middle of the cell.
    """
    _, later = track.pairs
    pair, x, y = crossed(track.fixes.lon, track.fixes.lat, later)
    numbers, inside = grid(district, version).numbers(x, y)
    days = shanghai_days(track.fixes.time_ms[later])[pair][inside]
    home = while_unchanged("home", district, lambda _district: _Home(), version)
    return {day: home.of(district, cells) for day, cells in by_day(days, numbers, _cells).items()}


def by_day(
    days: Numbers, numbers: np.ndarray, set_of: Callable[[np.ndarray], BitMap]
) -> Mapping[date, BitMap]:
    """n numbers as a set for each of the days, whose ordinals are beside them."""
    if len(days) and days.min() == days.max():
        return {date.fromordinal(int(days[0])): set_of(numbers)}
    return {date.fromordinal(day): set_of(numbers[days == day]) for day in np.unique(days).tolist()}


def _cells(numbers: np.ndarray) -> BitMap:
    """Where somebody drives, most numbers are followed by the same."""
    changes = np.flatnonzero(np.diff(numbers, prepend=-1))
    return bitmap_of(numbers[changes])


class _Home:
    """Which cells have their middle in a township, as far as somebody has been there."""

    def __init__(self) -> None:
        self.seen = BitMap(), BitMap()  # all, and those inside: always put there together

    def of(self, district: str, cells: BitMap) -> BitMap:
        """Those of these cells that are."""
        known, inside = self.seen
        if new := cells - known:
            numbers = np.array(new, dtype=np.uint32)
            middle = np.stack(grid(district).tiles(numbers)).astype(np.float64) + 0.5
            within = locator(district).indexes(*degrees(*middle)) != NOWHERE
            inside = inside | BitMap(numbers[within].tolist())
            self.seen = known | new, inside
        return cells & inside


def _load(district: str) -> Grid:
    shapes = locator(district).shapes
    if not shapes:
        return Grid(0, 0)
    west, _, _, north = shapely.total_bounds(shapes)
    return grid_at(west, north)
