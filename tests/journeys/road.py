"""A real track, moved rigidly to the township of the journey, as places to drive through."""

import gzip
import json
import math
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

REAL = "gpxpy-cerknicko-jezero"
STEP_M = 6.0
M_PER_DEGREE = 111_320.0
LonLat = tuple[float, float]


def road(start: LonLat, length_m: float) -> list[LonLat]:
    """Places 6 m apart along the first `length_m` of the track, beginning at `start`."""
    line = moved(real_line() or made_up_line(), start)
    return list(spaced(line))[: round(length_m / STEP_M)]


def real_line() -> list[LonLat]:
    """The recorded track of the shared folder; empty where that folder is absent."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    file = Path(os.environ.get("XUNHU_SHARED", beside)) / "tracks" / "tracks.ndjson.gz"
    if not file.is_file():
        return []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        track = next(track for track in map(json.loads, lines) if track["id"] == REAL)
    return [(lon, lat) for _, lon, lat, *_ in track["points"]]


def made_up_line() -> list[LonLat]:
    """A winding road of some 3 km."""
    return [(step * 1e-4, 4e-4 * math.sin(step / 9)) for step in range(300)]


def moved(line: list[LonLat], start: LonLat) -> list[LonLat]:
    """The same shape, on the ground, with its first place at `start`."""
    (lon0, lat0), narrower = line[0], math.cos(math.radians(line[0][1]))
    wider = narrower / math.cos(math.radians(start[1]))
    return [(start[0] + (lon - lon0) * wider, start[1] + lat - lat0) for lon, lat in line]


def spaced(line: list[LonLat]) -> Iterator[LonLat]:
    """Places `STEP_M` apart along a line."""
    left_m = 0.0
    for a, b in pairwise(line):
        length_m = metres(a, b)
        while left_m < length_m:
            share = left_m / length_m
            yield a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            left_m += STEP_M
        left_m -= length_m


def metres(a: LonLat, b: LonLat) -> float:
    """Length on a plane that is true enough over some hundred metres."""
    east = (b[0] - a[0]) * math.cos(math.radians(a[1]))
    return math.hypot(east, b[1] - a[1]) * M_PER_DEGREE
