"""From the shifted coordinates of Chinese map makers back to WGS-84.

The forward shift is the published GCJ-02 polynomial; BD-09 adds a turn of its own.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]

SEMI_MAJOR_M = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
CLOSE_ENOUGH_DEG = 1e-10
ROUNDS = 50
CHINA = (72.004, 0.8293, 137.8347, 55.8271)


class Datum(StrEnum):
    """What the numbers of a file are measured in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(lon: Degrees, lat: Degrees, datum: Datum) -> tuple[Degrees, Degrees]:
    """The same places in WGS-84, to better than 1e-7 degree; outside China nothing is shifted."""
    if datum is Datum.WGS84:
        return lon, lat
    if datum is Datum.BD09:
        lon, lat = _turned_back(lon, lat)
    return _unshifted(lon, lat)


def geometry_in_wgs84(geometry: dict[str, Any], datum: Datum) -> dict[str, Any]:
    """A GeoJSON geometry of (lon, lat) positions, moved likewise."""
    if datum is Datum.WGS84:
        return geometry
    if geometry["type"] == "GeometryCollection":
        moved = [geometry_in_wgs84(each, datum) for each in geometry["geometries"]]
        return {"type": geometry["type"], "geometries": moved}
    return {"type": geometry["type"], "coordinates": _moved(geometry["coordinates"], datum)}


def _moved(coordinates: list[Any], datum: Datum) -> list[Any]:
    if isinstance(coordinates[0], list):
        return [_moved(each, datum) for each in coordinates]
    lon, lat = to_wgs84(np.array(coordinates[:1]), np.array(coordinates[1:2]), datum)
    return [float(lon[0]), float(lat[0])]


def _unshifted(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """GCJ-02 back to WGS-84."""
    back_lon, back_lat = _back(lon, lat, shifted, (lon, lat))
    west, south, east, north = CHINA
    abroad = (lon < west) | (lon > east) | (lat < south) | (lat > north)
    return np.where(abroad, lon, back_lon), np.where(abroad, lat, back_lat)


def _back(
    lon: Degrees,
    lat: Degrees,
    forth: Callable[[Degrees, Degrees], tuple[Degrees, Degrees]],
    guess: tuple[Degrees, Degrees],
) -> tuple[Degrees, Degrees]:
    """What `forth` moves to these places, by fixed point: move by what it misses."""
    back_lon, back_lat = guess
    for _ in range(ROUNDS):
        forth_lon, forth_lat = forth(back_lon, back_lat)
        miss_lon, miss_lat = lon - forth_lon, lat - forth_lat
        back_lon, back_lat = back_lon + miss_lon, back_lat + miss_lat
        if max(np.abs(miss_lon).max(initial=0), np.abs(miss_lat).max(initial=0)) < CLOSE_ENOUGH_DEG:
            break
    return back_lon, back_lat


def shifted(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """WGS-84 forth to GCJ-02, without the exception for places outside China."""
    x, y = lon - 105.0, lat - 35.0
    turn = np.radians(lat)
    bulge = 1 - ECCENTRICITY_SQUARED * np.sin(turn) ** 2
    metres_a_degree = np.pi / 180 * SEMI_MAJOR_M / np.sqrt(bulge)
    north = _north_m(x, y) / (metres_a_degree * (1 - ECCENTRICITY_SQUARED) / bulge)
    east = _east_m(x, y) / (metres_a_degree * np.cos(turn))
    return lon + east, lat + north


def _north_m(x: Degrees, y: Degrees) -> Degrees:
    return (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
        + _waves(x, 6, 20) + _waves(x, 2, 20)
        + _waves(y, 1, 20) + _waves(y, 1 / 3, 40)
        + _waves(y, 1 / 12, 160) + _waves(y, 1 / 30, 320)
    )  # fmt: skip


def _east_m(x: Degrees, y: Degrees) -> Degrees:
    return (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
        + _waves(x, 6, 20) + _waves(x, 2, 20)
        + _waves(x, 1, 20) + _waves(x, 1 / 3, 40)
        + _waves(x, 1 / 12, 150) + _waves(x, 1 / 30, 300)
    )  # fmt: skip


def _waves(along: Degrees, times: float, height: float) -> Degrees:
    return np.asarray(height * np.sin(times * np.pi * along) * 2 / 3)


_BAIDU_TURN = np.pi * 3000 / 180


def _turned_back(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """BD-09 back to GCJ-02; Baidu's own way back misses by a metre."""
    return _back(lon, lat, turned, (lon - 0.0065, lat - 0.006))


def turned(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """GCJ-02 forth to BD-09."""
    length = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU_TURN)
    return length * np.cos(angle) + 0.0065, length * np.sin(angle) + 0.006
