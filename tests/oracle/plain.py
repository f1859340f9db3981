"""The plain values that the slow rules read: no database, no record, no bytes."""

from datetime import date, datetime
from typing import Any, Literal, NotRequired, TypedDict

LonLat = tuple[float, float]
Geometry = dict[str, Any]


class TrackSegment(TypedDict):
    """Columns of equal length, in the order in which they were sealed.

    `receiver` tells two of one source apart, such as two phones in a vehicle.
    """

    receiver: NotRequired[str]
    part: int
    source: Literal["phone", "tracker", "file"]
    received_at_ms: int
    times: list[int]
    positions: list[LonLat]
    accuracy_m: list[float | None]


class Patrol(TypedDict):
    """One outing with all its segments; `occurred_at` is aware."""

    id: str
    township: str
    occurred_at: datetime
    segments: list[TrackSegment]


class Target(TypedDict):
    """A place or line; `radius_m` None means 150, `status` other than open leaves the counts."""

    id: str
    layer: str
    geometry: Geometry
    radius_m: float | None
    status: str


class OutreachEvent(TypedDict):
    """`target` is the id of the target that the event names, if any."""

    township: str
    occurred_at: datetime
    target: str | None
    reached_count: int
    materials_count: int | None


class ClinicSession(TypedDict):
    """`clinic` is a target's id, `consultations` how many there were."""

    township: str
    occurred_at: datetime
    clinic: str
    consultations: int


class CheckIn(TypedDict):
    """`target` is the id of the target that it names."""

    occurred_at: datetime
    target: str
    method: Literal["gps", "qr", "manual"]


class HazardStep(TypedDict):
    """`id` is a UUIDv7: it orders steps of one instant."""

    id: str
    action: str
    occurred_at: datetime
    due_on: date | None


class Hazard(TypedDict):
    """`steps` in any order."""

    township: str
    occurred_at: datetime
    steps: list[HazardStep]
