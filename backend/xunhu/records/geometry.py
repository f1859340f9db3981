"""The geometry of a record: GeoJSON positions checked one by one (RFC 7946)."""

import math
from collections.abc import Mapping
from itertools import chain
from typing import Any

from xunhu.problems import Fault, fault_at

PLACE = "/geometry"


def faults_of(geometry: object, allowed: frozenset[str | None]) -> list[Fault]:
    """What is wrong with a geometry, given the allowed types (None: null is one of them).

    The positions of a LineString may lie anywhere: rule 1 drops those outside the globe. A Point
    has to lie on it.
    """
    if geometry is None:
        return [] if None in allowed else [_fault("", "required")]
    if not isinstance(geometry, Mapping):
        return [_fault("", "not-object")]
    if not isinstance(geometry.get("type"), str) or geometry["type"] not in allowed:
        return [_fault("/type", "not-one-of")]
    if set(geometry) != {"type", "coordinates"}:
        return [_fault("", "unknown-field" if "coordinates" in geometry else "required")]
    return _coordinates(geometry["type"], geometry["coordinates"])


def _coordinates(kind: str, coordinates: Any) -> list[Fault]:
    place = "/coordinates"
    if kind == "Point":
        if not is_position(coordinates):
            return [_fault(place, "bad-geometry")]
        on_globe = abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90
        return [] if on_globe else [_fault(place, "out-of-range")]
    if not isinstance(coordinates, list):
        return [_fault(place, "not-list")]
    if not 2 <= len(coordinates) <= 500:
        return [_fault(place, "wrong-length")]
    if _are_positions(coordinates):
        return []
    bad = next((n for n, p in enumerate(coordinates) if not is_position(p)), None)
    return [] if bad is None else [_fault(f"{place}/{bad}", "bad-geometry")]


def _are_positions(values: list[Any]) -> bool:
    """Whether all values are positions, told at once: a patrol's day has thousands."""
    if set(map(type, values)) != {list} or not set(map(len, values)) <= {2, 3}:
        return False
    if not set(map(type, chain.from_iterable(values))) <= {int, float}:
        return False
    # a sum is finite only of what is finite; one that overflows proves nothing
    return math.isfinite(sum(chain.from_iterable(values))) or all(map(is_position, values))


def is_position(value: object) -> bool:
    """Whether a value is a position: two or three finite numbers."""
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 3
        and all(type(v) in (int, float) and math.isfinite(v) for v in value)
    )


def _fault(below: str, code: str) -> Fault:
    return fault_at(PLACE + below, code)
