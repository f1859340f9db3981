"""Rule 5: which pieces and places a track passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from xunhu.geo import EQUATOR_M, Floats, distances_to_pairs_m

LINE_REACH_M = {"railway": 60.0, "road": 30.0}
OTHER_LINE_REACH_M = 30.0  # a line of another layer is reached like a road
MARGIN = 1.02  # a box may be too large, never too small

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """What can be reached: n midpoints with their reach in metres, and polygons."""

    numbers: Numbers
    lon: Floats
    lat: Floats
    reach_m: Floats
    polygon_numbers: Numbers
    polygons: Sequence[Any]


class Reacher:
    """An index over places that answers which of them pairs of fixes reach."""

    def __init__(self, places: Places) -> None:
        self.places = places
        north = np.degrees(places.reach_m / EQUATOR_M) * MARGIN
        east = north / np.cos(np.radians(np.clip(places.lat, -89, 89)))
        lon, lat = places.lon, places.lat
        boxes = shapely.box(lon - east, lat - north, lon + east, lat + north)
        self.points = shapely.STRtree(boxes)
        self.polygons = shapely.STRtree(places.polygons)

    def reached(self, pairs: Floats) -> tuple[NDArray[np.int64], Numbers]:
        """Indexes of pairs, and beside each the number of a place that this pair reaches."""
        if len(pairs) == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        lines = shapely.linestrings(pairs.reshape(-1, 2, 2))
        pair, place = self.points.query(lines)
        near = self._near(pairs[pair], place)
        met, polygon = self.polygons.query(lines, predicate="intersects")
        numbers = (self.places.numbers[place[near]], self.places.polygon_numbers[polygon])
        return np.concatenate([pair[near], met]), np.concatenate(numbers)

    def _near(self, pairs: Floats, place: NDArray[np.int64]) -> NDArray[np.bool_]:
        lon, lat = self.places.lon[place], self.places.lat[place]
        return distances_to_pairs_m(lon, lat, pairs) <= self.places.reach_m[place]
