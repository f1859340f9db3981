"""Rule 5: a line is cut from its start into pieces of 50 m."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from shapely.geometry import shape

from xunhu.geo import Floats, along, lengths_m

PIECE_M = 50.0
LINES = {"LineString", "MultiLineString"}


class Cut(NamedTuple):
    """One piece: metres from the start, length, and the position of its middle."""

    from_m: float
    length_m: float
    lon: float
    lat: float


def cut(geometry: Mapping[str, Any]) -> list[Cut]:
    """The pieces of a target; a point or polygon is one piece of length 0.

    The parts of a MultiLineString follow one another: the chainage goes on from one to the next,
    and nothing lies between them.
    """
    if geometry["type"] not in LINES:
        place = shape(geometry).representative_point()
        return [Cut(0.0, 0.0, place.x, place.y)]
    single = geometry["type"] == "LineString"
    parts = [geometry["coordinates"]] if single else geometry["coordinates"]
    legs = np.array([a[:2] + b[:2] for part in parts for a, b in pairwise(part)], dtype=np.float64)
    return list(_pieces(legs))


def _pieces(legs: Floats) -> Iterator[Cut]:
    legs_m = lengths_m(legs)
    total_m = float(legs_m.sum())
    for from_m in np.arange(0.0, total_m, PIECE_M).tolist():
        length_m = min(PIECE_M, total_m - from_m)
        yield Cut(from_m, length_m, *along(legs, legs_m, from_m + length_m / 2))
