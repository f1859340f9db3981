"""OsmAnd's and Traccar Client's protocol: parameters, or Traccar Client's newer JSON.

Both are described at traccar.org/osmand. Speed, bearing, altitude and battery may come and are not
kept: a record has no place for them.
"""

from collections.abc import Mapping
from typing import Any

from xunhu.feeds.position import Position, instant_ms, position
from xunhu.problems import InvalidInput, fault_at


def from_parameters(told: Mapping[str, Any], now_ms: int) -> Position | None:
    """The position in parameters, now where no time is told; raises InvalidInput."""
    if not told.get("valid", True):
        return None
    lat, lon = _place(told)
    time = told.get("timestamp")
    time_ms = now_ms if time is None else instant_ms(time, "/timestamp")
    return position(time_ms, lon, lat, told.get("accuracy"))


def _place(told: Mapping[str, Any]) -> tuple[float, float]:
    if "lat" in told and "lon" in told:
        return told["lat"], told["lon"]
    if "location" not in told:
        missing = [name for name in ("lat", "lon") if name not in told]
        raise InvalidInput("", [fault_at(f"/{name}", "required") for name in missing])
    try:
        lat, lon = (float(part) for part in told["location"].split(","))
    except ValueError as wrong:
        raise InvalidInput("", [fault_at("/location", "not-number")]) from wrong
    return lat, lon


def from_json(told: Mapping[str, Any]) -> Position | None:
    """The position in Traccar Client's JSON; raises InvalidInput."""
    location = told["location"]
    time_ms = instant_ms(location["timestamp"], "/location/timestamp")
    at = location["coords"]
    pointer = "/location/coords"
    return position(time_ms, at["longitude"], at["latitude"], at.get("accuracy"), pointer)
