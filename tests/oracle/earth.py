"""Lengths on the WGS-84 ellipsoid, calendar days, and which township a place is in."""

from datetime import UTC, date, datetime, timedelta, timezone
from math import cos, hypot, radians, sin

from pyproj import Geod
from shapely import Point, STRtree
from shapely.geometry import shape

from oracle.plain import Geometry, LonLat

WGS84 = Geod(ellps="WGS84")
SHANGHAI = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def metres_between(a: LonLat, b: LonLat) -> float:
    """Geodesic length."""
    return float(WGS84.inv(a[0], a[1], b[0], b[1])[2])


def ahead(a: LonLat, azimuth: float, metres: float) -> LonLat:
    """Where a geodesic from `a` with this azimuth (degrees from north) ends."""
    lon, lat, _ = WGS84.fwd(a[0], a[1], azimuth, metres)
    return float(lon), float(lat)


def middle(a: LonLat, b: LonLat) -> LonLat:
    """Arithmetic mean of longitude and of latitude."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def seen_from(centre: LonLat, place: LonLat) -> tuple[float, float]:
    """Metres east and north in the azimuthal equidistant projection around `centre`."""
    azimuth, _, metres = WGS84.inv(centre[0], centre[1], place[0], place[1])
    return metres * sin(radians(azimuth)), metres * cos(radians(azimuth))


def metres_to_path(centre: LonLat, a: LonLat, b: LonLat) -> float:
    """Shortest distance from `centre` to the straight way from `a` to `b` (≤ 500 m long)."""
    ax, ay = seen_from(centre, a)
    bx, by = seen_from(centre, b)
    squared = (bx - ax) ** 2 + (by - ay) ** 2
    if squared == 0:
        return hypot(ax, ay)
    along = -(ax * (bx - ax) + ay * (by - ay)) / squared
    along = min(1.0, max(0.0, along))
    return hypot(ax + along * (bx - ax), ay + along * (by - ay))


def day_of_ms(ms: int) -> date:
    """Shanghai day of an epoch time in milliseconds."""
    return day_of(EPOCH + timedelta(milliseconds=ms))


def day_of(moment: datetime) -> date:
    """Shanghai day of an aware moment."""
    return moment.astimezone(SHANGHAI).date()


class TownshipMap:
    """Polygons by township code."""

    def __init__(self, townships: dict[str, Geometry]) -> None:
        self.codes = sorted(townships)
        self.tree = STRtree([shape(townships[code]) for code in self.codes])

    def township_of(self, place: LonLat) -> str | None:
        """Lowest code among the townships that hold the place, border included."""
        found = self.tree.query(Point(place), predicate="intersects")
        return min((self.codes[number] for number in found), default=None)
