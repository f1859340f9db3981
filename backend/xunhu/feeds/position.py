"""A position as a tracker reports it: in which units, at which instant, and whether it is one."""

import re
from datetime import UTC, datetime
from math import isfinite
from typing import NamedTuple

from xunhu.files.coordinates import inside
from xunhu.problems import InvalidInput, fault_at

# as Traccar has it: what fits 31 bits is seconds, what doesn't is milliseconds
MOST_SECONDS = 2**31 - 1
_NUMBER = re.compile(r"[0-9]{1,16}(\.[0-9]{1,9})?", re.ASCII)
_PLUS_LOST = re.compile(r" (?=[0-9]{2}:?[0-9]{2}\Z)", re.ASCII)  # an offset's + in a query


class Position(NamedTuple):
    """Epoch milliseconds, WGS-84 degrees, and metres where they are known."""

    time_ms: int
    lon: float
    lat: float
    accuracy_m: float | None


def position(
    time_ms: int, lon: float, lat: float, accuracy_m: float | None, pointer: str = ""
) -> Position | None:
    """A position, or None for what says that there is no fix; raises InvalidInput.

    No fix: exactly 0, 0, or an accuracy below 0 (iOS). An accuracy of 0 says nothing.
    """
    if not inside(lon, lat):
        name = "lat" if abs(lat) > 90 else "lon"
        raise InvalidInput("", [fault_at(f"{pointer}/{name}", "out-of-range")])
    if (lon, lat) == (0, 0) or (accuracy_m is not None and not accuracy_m >= 0):
        return None
    known = accuracy_m if accuracy_m and isfinite(accuracy_m) else None
    return Position(time_ms, lon, lat, known)


def instant_ms(written: str, pointer: str) -> int:
    """Seconds, milliseconds or ISO 8601, UTC where no zone is named; raises InvalidInput."""
    text = written.strip()
    if _NUMBER.fullmatch(text):
        number = float(text)
        return int(number * 1000 if number <= MOST_SECONDS else number)
    if "T" in text.upper():
        text = _PLUS_LOST.sub("+", text)
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return round(aware.timestamp() * 1000)
    except (ValueError, OverflowError) as wrong:
        raise InvalidInput("", [fault_at(pointer, "not-time")]) from wrong
