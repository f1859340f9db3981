"""A year of 26 vehicles, made from a seed: what their phones would push, a vehicle-day at a time.

Every vehicle drives eight hours a day on the demo's roads, a fix each five seconds; no two days are
the same, and each comes as its phone had signal: whole, or in two or three pushes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from xunhu.demo.drive import fixes, plan
from xunhu.demo.ids import uuid7
from xunhu.demo.people import vehicles
from xunhu.demo.roads import network
from xunhu.reference.plane import to_degrees
from xunhu.schemas import SHANGHAI

SEED = 20261124
FIXES_A_DAY = 5760  # eight hours
FIXES_A_SEGMENT = 480  # forty minutes
EVERY_MS = 5000
OUTINGS = 12  # of each township, of which a day is put together
CUTS = (0.6, 0.3, 0.1)  # how often a day comes whole, in two pushes, in three
HAZARDS_A_DAY, EVENTS_A_DAY = 8, 6
SENDER = "bench"
DEVICE = "0192f0c0-0000-7000-8000-0000000000be"
METRES_A_DEGREE = np.array([97_200.0, 110_900.0])

Places = NDArray[np.float64]


class Push(NamedTuple):
    """The body of one request: how many fixes and records are in it, and whose."""

    body: bytes
    fixes: int
    records: int


@dataclass(frozen=True)
class Ride:
    """A vehicle's day as its phone noted it: epoch ms, degrees, metres."""

    times: NDArray[np.int64]
    lonlat: Places
    accuracy: Places


def townships(count: int) -> list[str]:
    """The townships of the first vehicles."""
    return [vehicle.township for vehicle in vehicles()[:count]]


@cache
def outings(township: str) -> list[Places]:
    """True positions each five seconds, in degrees, of some rounds from the seat and back."""
    rng = np.random.default_rng([SEED, int(township)])
    rounds = []
    for number in range(OUTINGS):
        by_rail = number % 3 == 0 and network(township).nodes("crossing")
        purpose = "railway" if by_rail else ("routine", "school", "night")[number % 3]
        seconds, xy = fixes(plan(township, purpose, rng), rng)
        ticks = np.arange(0, seconds[-1], EVERY_MS / 1000)
        plane = np.column_stack([np.interp(ticks, seconds, xy[:, axis]) for axis in (0, 1)])
        rounds.append(np.asarray(to_degrees(plane), dtype=np.float64))
    return rounds


def ride(township: str, day: date) -> Ride:
    """One day of a township's vehicle: rounds in some order, what its receiver made of them."""
    rng = np.random.default_rng([SEED, int(township), day.toordinal()])
    known = outings(township)
    order = [known[n] for n in rng.integers(0, len(known), 4 * OUTINGS)]
    true = np.vstack(order)
    while len(true) < FIXES_A_DAY:
        true = np.vstack([true, *order])
    true = true[:FIXES_A_DAY]
    accuracy = np.round(np.clip(rng.lognormal(1.9, 0.4, len(true)), 3, 30), 1)
    away = rng.normal(0, 1, true.shape) * (0.35 * accuracy)[:, None]
    spikes = rng.random(len(true)) < 1 / 900
    away[spikes] += rng.normal(0, 500, (int(spikes.sum()), 2))
    began = datetime(day.year, day.month, day.day, 8, tzinfo=SHANGHAI)
    began += timedelta(minutes=int(rng.integers(0, 90)))
    times = round(began.timestamp() * 1000) + EVERY_MS * np.arange(len(true))
    times += rng.integers(0, 60, len(true))
    return Ride(times, np.round(true + away / METRES_A_DEGREE, 7), accuracy)


def pushes_of(township: str, day: date) -> list[Push]:
    """A patrol with its segments and its end, in one to three requests."""
    rng = np.random.default_rng([SEED, int(township), day.toordinal(), 1])
    records = list(_records(township, ride(township, day), rng))
    cuts = sorted(rng.choice(np.arange(2, len(records) - 1), int(rng.choice(3, p=CUTS)), False))
    ends = [0, *map(int, cuts), len(records)]
    return [
        Push(framed([raw for raw, _ in part]), sum(count for _, count in part), len(part))
        for part in (records[a:b] for a, b in pairwise(ends))
    ]


def day_of(vehicles: int, day: date) -> Iterator[Push]:
    """All that comes of a day: the first pushes of every vehicle, then the second ones."""
    towns = townships(vehicles)
    rounds = zip_longest(*(pushes_of(town, day) for town in towns))
    yield from (push for each in rounds for push in each if push)
    yield seen_and_held(towns, day)


def seen_and_held(towns: Sequence[str], day: date) -> Push:
    """Hazards, the steps that follow them, and events of a day: one push of the office's."""
    rng = np.random.default_rng([SEED, day.toordinal(), 2])
    noon = round(datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI).timestamp() * 1000)
    told: list[dict[str, Any]] = []
    for town in rng.choice(towns, HAZARDS_A_DAY):
        hole = {"category": "rail_fence", "severity": "high", "description": "护栏缺口约 2 米"}
        seen = record("hazard", noon, str(town), rng, geometry=_place(str(town), rng), data=hole)
        told.append(seen)
        for action in ("measure", "verified")[: int(rng.integers(0, 3))]:
            refs = {"hazard": seen["id"]}
            step = {"action": action}
            told.append(record("hazard_step", noon + 60_000, str(town), rng, refs=refs, data=step))
    for town in rng.choice(towns, EVENTS_A_DAY):
        event = {
            "activity": "railway_safety",
            "ended_at": datetime.fromtimestamp(noon / 1000 + 3600, SHANGHAI).isoformat(),
            "venue": "中心校",
            "audience": ["pupils"],
            "reached_count": int(rng.integers(20, 200)),
            "materials_count": 50,
            "staff_count": 2,
        }
        place = _place(str(town), rng)
        told.append(record("outreach_event", noon, str(town), rng, geometry=place, data=event))
    return Push(framed([orjson.dumps(one) for one in told]), 0, len(told))


def _place(township: str, rng: np.random.Generator) -> dict[str, Any]:
    round_ = outings(township)[int(rng.integers(0, OUTINGS))]
    lon, lat = np.round(round_[int(rng.integers(0, len(round_)))], 6).tolist()
    return {"type": "Point", "coordinates": [lon, lat]}


def framed(records: Sequence[bytes]) -> bytes:
    """Records as RFC 8142 puts them into one body."""
    return b"".join(b"\x1e" + raw + b"\n" for raw in records)


def record(
    kind: str, at_ms: int, township: str, rng: np.random.Generator, **told: Any
) -> dict[str, Any]:
    """A record of the bench's officer; `geometry`, `refs` and `data` are told."""
    at = datetime.fromtimestamp(at_ms / 1000, SHANGHAI)
    properties = {
        "kind": kind,
        "schema": 1,
        "township": township,
        "author": SENDER,
        "occurred_at": at.isoformat(timespec="milliseconds"),
        "refs": told.get("refs", {}),
        "data": told["data"],
        "device": DEVICE,
        "clock": {"offset_ms": 12, "uncertainty_ms": 30},
    }
    geometry = told.get("geometry")
    return {
        "type": "Feature",
        "id": uuid7(at_ms, rng),
        "geometry": geometry,
        "properties": properties,
    }


def _records(township: str, ride: Ride, rng: np.random.Generator) -> Iterator[tuple[bytes, int]]:
    began, ended = int(ride.times[0]), int(ride.times[-1]) + 20_000
    start = record("patrol", began, township, rng, data={"purpose": "routine", "crew_count": 2})
    refs = {"patrol": start["id"]}
    yield orjson.dumps(start), 0
    parts = range(0, len(ride.times), FIXES_A_SEGMENT)
    for part, first in enumerate(parts):
        here = slice(first, first + FIXES_A_SEGMENT)
        times = ride.times[here].tolist()
        told = {
            "geometry": {"type": "LineString", "coordinates": ride.lonlat[here].tolist()},
            "data": {"part": part, "times": times, "accuracy_m": ride.accuracy[here].tolist()},
            "refs": refs,
        }
        yield orjson.dumps(record("track_segment", times[0], township, rng, **told)), len(times)
    ended_at = datetime.fromtimestamp(ended / 1000, SHANGHAI).isoformat(timespec="seconds")
    told = {"ended_at": ended_at, "part_count": len(parts), "interruptions": []}
    yield orjson.dumps(record("patrol_end", ended, township, rng, data=told, refs=refs)), 0
