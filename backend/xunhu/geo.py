"""Pure geometry on (lon, lat) in WGS-84 degrees: distance, length, inside."""

import math

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

WGS84 = Geod(ellps="WGS84")
EQUATOR_M = 6_378_137.0
ECCENTRICITY2 = 0.00669437999014
NEAR_DEG = 0.05  # below this the plane of the middle latitude is right to a tenth of a millimetre

Floats = NDArray[np.float64]


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Metres per degree of longitude and of latitude at a latitude (radii of curvature)."""
    s = math.sin(math.radians(lat))
    w2 = 1.0 - ECCENTRICITY2 * s * s
    north = EQUATOR_M * (1.0 - ECCENTRICITY2) / (w2 * math.sqrt(w2))
    east = EQUATOR_M * math.cos(math.radians(lat)) / math.sqrt(w2)
    return math.radians(east), math.radians(north)


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Geodesic metres between two positions."""
    dlon, dlat = lon2 - lon1, lat2 - lat1
    if abs(dlon) < NEAR_DEG and abs(dlat) < NEAR_DEG:
        east, north = metres_per_degree((lat1 + lat2) / 2)
        return math.hypot(dlon * east, dlat * north)
    return float(WGS84.inv(lon1, lat1, lon2, lat2)[2])


def distances_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Geodesic metres between n positions and n others."""
    dlon, dlat = lon2 - lon1, lat2 - lat1
    east, north = metres_per_degree_at((lat1 + lat2) / 2)
    x, y = dlon * east, dlat * north
    metres: Floats = np.sqrt(x * x + y * y)
    far = (np.abs(dlon) >= NEAR_DEG) | (np.abs(dlat) >= NEAR_DEG)
    if far.any():
        metres[far] = WGS84.inv(lon1[far], lat1[far], lon2[far], lat2[far])[2]
    return metres


def metres_per_degree_at(lat: Floats) -> tuple[Floats, Floats]:
    """`metres_per_degree` at n latitudes."""
    cos = np.cos(np.radians(lat))
    w2 = 1 - ECCENTRICITY2 * (1 - cos * cos)
    w = np.sqrt(w2)
    east = math.radians(EQUATOR_M) * cos / w
    north = math.radians(EQUATOR_M * (1 - ECCENTRICITY2)) / (w2 * w)
    return east, north


def lengths_m(legs: Floats) -> Floats:
    """Geodesic metres of each leg (n x 4: lon, lat, lon, lat)."""
    return np.asarray(WGS84.inv(*legs.T)[2], dtype=np.float64)


def along(legs: Floats, legs_m: Floats, at_m: float) -> tuple[float, float]:
    """The position `at_m` metres from the start of legs (n x 4: lon, lat, lon, lat).

    Between two positions a line is straight in longitude and latitude (RFC 7946, 3.1.1).
    """
    ends = np.cumsum(legs_m)
    leg = min(int(np.searchsorted(ends, at_m)), len(legs_m) - 1)
    share = (at_m - (ends[leg] - legs_m[leg])) / legs_m[leg] if legs_m[leg] else 0.0
    lon, lat = legs[leg, :2] + share * (legs[leg, 2:] - legs[leg, :2])
    return float(lon), float(lat)


def distances_to_pairs_m(lon: Floats, lat: Floats, pairs: Floats) -> Floats:
    """Metres from n points to n pairs (lon, lat, lon, lat), each in the plane at its point."""
    return distances_in_plane_m(lon, lat, metres_per_degree_at(lat), pairs)


def distances_in_plane_m(
    lon: Floats, lat: Floats, scale: tuple[Floats, Floats], pairs: Floats
) -> Floats:
    """The same, where the metres per degree at each point are known."""
    east, north = scale
    ax, ay = (pairs[:, 0] - lon) * east, (pairs[:, 1] - lat) * north
    dx, dy = (pairs[:, 2] - pairs[:, 0]) * east, (pairs[:, 3] - pairs[:, 1]) * north
    square = dx * dx + dy * dy
    square[square == 0] = 1.0
    share = np.clip(-(ax * dx + ay * dy) / square, 0.0, 1.0)
    x, y = ax + share * dx, ay + share * dy
    return np.asarray(np.sqrt(x * x + y * y), dtype=np.float64)
