"""Rule 5: which pieces and places a track passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from xunhu.coverage.raster import Raster
from xunhu.geo import EQUATOR_M, Floats, distances_in_plane_m, metres_per_degree_at

LINE_REACH_M = {"railway": 60.0, "road": 30.0}
OTHER_LINE_REACH_M = 30.0  # a line of another layer is reached like a road
ONE_IN_SOME = 8
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
    """An index over places that answers which of them pairs of fixes reach.

    Who can be near is looked up in a raster, polygons by the boxes around them.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.numbers = np.concatenate([places.numbers, places.polygon_numbers])
        self.east_m, self.north_m = metres_per_degree_at(places.lat)
        north = np.degrees(places.reach_m / EQUATOR_M) * MARGIN
        east = north / np.cos(np.radians(np.clip(places.lat, -89, 89)))
        lon, lat = places.lon, places.lat
        boxes = np.stack([lon - east, lat - north, lon + east, lat + north], axis=1)
        around = shapely.bounds(list(places.polygons)).reshape(-1, 4)
        self.raster = Raster(np.concatenate([boxes, around]))
        self.shapes = [*shapely.box(*boxes.T), *places.polygons]
        shapely.prepare(list(places.polygons))
        self.polygons = np.array(places.polygons, dtype=object)

    def reached(self, pairs: Floats) -> Numbers:
        """The numbers of the places that some of these pairs reach, each once.

        Whoever passes a place, passes it with several pairs: what one in some reaches, the others
        need not be asked about.
        """
        pair, place = self.raster.candidates(pairs)
        is_reached = np.zeros(len(self.numbers), dtype=bool)
        for step in (ONE_IN_SOME, 1):
            asked = place[::step]
            still = np.flatnonzero(~is_reached[asked])
            is_reached[self._reached(pairs, pair[::step][still], asked[still])] = True
        return self.numbers[is_reached]

    def _reached(self, pairs: Floats, pair: Numbers, place: Numbers) -> Numbers:
        """Those of n places that the pair beside them reaches."""
        polygon = place - len(self.places.numbers)
        maybe_met, maybe_near = np.flatnonzero(polygon >= 0), np.flatnonzero(polygon < 0)
        near = self._near(pairs[pair[maybe_near]], place[maybe_near])
        met = self._met(pairs[pair[maybe_met]], polygon[maybe_met])
        reached: Numbers = place[np.concatenate([maybe_near[near], maybe_met[met]])]
        return reached

    def _near(self, pairs: Floats, place: Numbers) -> NDArray[np.bool_]:
        lon, lat = self.places.lon[place], self.places.lat[place]
        scale = self.east_m[place], self.north_m[place]
        return distances_in_plane_m(lon, lat, scale, pairs) <= self.places.reach_m[place]

    def _met(self, pairs: Floats, polygon: Numbers) -> NDArray[np.bool_]:
        lines = shapely.linestrings(pairs.reshape(-1, 2, 2))
        met: NDArray[np.bool_] = shapely.intersects(self.polygons[polygon], lines)
        return met
