"""Made-up places and walks, given in metres around one spot, so that answers are easy by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from pyproj import Geod

from oracle.plain import (
    CheckIn,
    ClinicSession,
    Geometry,
    Hazard,
    HazardStep,
    LonLat,
    OutreachEvent,
    Patrol,
    Target,
    TrackSegment,
)

GEOD = Geod(ellps="WGS84")
HERE: LonLat = (107.1, 29.15)
MORNING = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
RECEIVED = MORNING + timedelta(days=1)
numbers = count(1)


def spot(east_m: float, north_m: float = 0.0) -> LonLat:
    """A place so many metres east, then north, of here."""
    lon, lat, _ = GEOD.fwd(HERE[0], HERE[1], 90, east_m)
    lon, lat, _ = GEOD.fwd(lon, lat, 0, north_m)
    return float(lon), float(lat)


def square(west_m: float, east_m: float, half_height_m: float = 5000.0) -> Geometry:
    """A polygon from west to east, as high to the north as to the south of here."""
    south, north = -half_height_m, half_height_m
    corners = [(west_m, south), (east_m, south), (east_m, north), (west_m, north)]
    ring = [spot(x, y) for x, y in [*corners, corners[0]]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(east_m: float, north_m: float = 0.0) -> Geometry:
    return {"type": "Point", "coordinates": spot(east_m, north_m)}


def line(*spots: tuple[float, float]) -> Geometry:
    return {"type": "LineString", "coordinates": [spot(x, y) for x, y in spots]}


def segment(
    seconds: Sequence[float], spots: Sequence[LonLat], began_at: datetime = MORNING, **changes: Any
) -> TrackSegment:
    """Fixes so many seconds after `began_at`, without accuracy unless told."""
    start_ms = round(began_at.timestamp() * 1000)
    made: TrackSegment = {
        "part": 0,
        "source": "phone",
        "received_at_ms": round(RECEIVED.timestamp() * 1000),
        "times": [start_ms + round(s * 1000) for s in seconds],
        "positions": list(spots),
        "accuracy_m": [None] * len(spots),
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def walk(*easts_m: float, every_s: float = 10, north_m: float = 0, **changes: Any) -> TrackSegment:
    """A fix at each of these metres east, one every 10 seconds."""
    spots = [spot(east_m, north_m) for east_m in easts_m]
    return segment([every_s * i for i in range(len(spots))], spots, **changes)


def outing(*segments: TrackSegment, township: str = "500119001", **changes: Any) -> Patrol:
    """A patrol of these segments, begun this morning."""
    made: Patrol = {
        "id": f"patrol-{next(numbers)}",
        "township": township,
        "occurred_at": MORNING,
        "segments": list(segments),
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def goal(name: str, layer: str, geometry: Geometry, **changes: Any) -> Target:
    """An open target."""
    made: Target = {
        "id": name,
        "layer": layer,
        "geometry": geometry,
        "radius_m": None,
        "status": "open",
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def talk(target: str | None = None, **changes: Any) -> OutreachEvent:
    """An event this morning that reached 40 people."""
    made: OutreachEvent = {
        "township": "500119001",
        "occurred_at": MORNING,
        "target": target,
        "reached_count": 40,
        "materials_count": None,
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def sitting(clinic: str, **changes: Any) -> ClinicSession:
    """A clinic sitting this morning with three consultations."""
    made: ClinicSession = {
        "township": "500119001",
        "occurred_at": MORNING,
        "clinic": clinic,
        "consultations": 3,
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def check_in(target: str, method: str = "gps") -> CheckIn:
    """A check-in this morning."""
    made = {"occurred_at": MORNING, "target": target, "method": method}
    return made  # type: ignore[return-value]


def danger(*steps: HazardStep, township: str = "500119001", days: int = 0) -> Hazard:
    """A hazard seen so many days after this morning."""
    occurred_at = MORNING + timedelta(days=days)
    return {"township": township, "occurred_at": occurred_at, "steps": list(steps)}


def step(action: str, days: int, due_in: int | None = None) -> HazardStep:
    """A step so many days after this morning, due so many days after it."""
    due_on: date | None = None if due_in is None else (MORNING + timedelta(days=due_in)).date()
    at = MORNING + timedelta(days=days)
    return {"id": f"{next(numbers):05d}", "action": action, "occurred_at": at, "due_on": due_on}
