"""The geometry of a record: GeoJSON positions checked one by one (RFC 7946)."""

import math
import struct
from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np

from xunhu.geo import Floats
from xunhu.problems import Fault, fault_at

PLACE = "/geometry"
MOST_POSITIONS = 500


def line_of(geometry: object) -> Floats | None:
    """The positions of a LineString (n x 2, or n x 3 with heights), where nothing can be wrong with
    them: looked at and converted once. None for all that has to be looked at one by one.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") != "LineString":
        return None
    positions = geometry.get("coordinates")
    if not isinstance(positions, list) or not 2 <= len(positions) <= MOST_POSITIONS:
        return None
    try:
        if set(map(len, positions)) not in ({2}, {3}):
            return None
        numbers = tuple(chain.from_iterable(positions))
        packed = struct.pack(f"{len(numbers)}d", *numbers)  # takes numbers, and true and false
    except (TypeError, struct.error, OverflowError):
        return None
    line = np.frombuffer(packed).reshape(len(positions), -1)
    might_be_bool = ((line == 0) | (line == 1)).any()
    return None if might_be_bool or not np.isfinite(line).all() else line


def faults_of(
    geometry: object, allowed: frozenset[str | None], line: Floats | None = None
) -> list[Fault]:
    """What is wrong with a geometry, given the allowed types (None: null is one of them).

    The positions of a LineString may lie anywhere: rule 1 drops those outside the globe. A Point
    has to lie on it. `line` is what `line_of` gave.
    """
    if geometry is None:
        return [] if None in allowed else [_fault("", "required")]
    if not isinstance(geometry, Mapping):
        return [_fault("", "not-object")]
    if not isinstance(geometry.get("type"), str) or geometry["type"] not in allowed:
        return [_fault("/type", "not-one-of")]
    if set(geometry) != {"type", "coordinates"}:
        return [_fault("", "unknown-field" if "coordinates" in geometry else "required")]
    return [] if line is not None else _coordinates(geometry["type"], geometry["coordinates"])


def _coordinates(kind: str, coordinates: Any) -> list[Fault]:
    place = "/coordinates"
    if kind == "Point":
        if not is_position(coordinates):
            return [_fault(place, "bad-geometry")]
        on_globe = abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90
        return [] if on_globe else [_fault(place, "out-of-range")]
    if not isinstance(coordinates, list):
        return [_fault(place, "not-list")]
    if not 2 <= len(coordinates) <= MOST_POSITIONS:
        return [_fault(place, "wrong-length")]
    bad = next((n for n, p in enumerate(coordinates) if not is_position(p)), None)
    return [] if bad is None else [_fault(f"{place}/{bad}", "bad-geometry")]


def is_position(value: object) -> bool:
    """Whether a value is a position: two or three finite numbers."""
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 3
        and all(type(v) in (int, float) and math.isfinite(v) for v in value)
    )


def _fault(below: str, code: str) -> Fault:
    return fault_at(PLACE + below, code)
