"""One patrol of the demo: the drive, what the phone missed of it, and the sealed records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from xunhu.demo.drive import Route, fixes, plan
from xunhu.demo.receiver import observe
from xunhu.demo.sealed import Author, Contents, chance, identity_at, instant, point, seal
from xunhu.demo.winding import length_m
from xunhu.reference.plane import Coords, to_degrees

PART_FIXES = 300
BREAK_S = 60.0
GAPS: tuple[tuple[str, float, float, float], ...] = (
    ("hidden", 0.22, 75, 600),
    ("no_signal", 0.2, 65, 210),
    ("killed", 0.05, 70, 300),
    ("permission", 0.01, 90, 240),
)
NOTES = {
    "沿途正常，未发现隐患。": 5.0,
    "道口标识清晰，护栏完好。": 2.0,
    "集市人多，已劝导占道摆摊。": 2.0,
    "雨后路面湿滑，慢速通过。": 2.0,
    "提醒住户清理线路旁杂物。": 2.0,
    "隧道内信号较弱。": 1.0,
    "学校放学时段加强值守。": 1.0,
}


@dataclass(frozen=True)
class Outing:
    """What is known before a patrol sets off."""

    author: Author
    vehicle: str
    purpose: str
    began_at: datetime
    odometer_km: float
    campaign: str | None = None


@dataclass(frozen=True)
class Recorded:
    """What the phone holds of a patrol: epoch ms, positions in metres, accuracy, what it missed."""

    times_ms: Coords
    xy: Coords
    accuracy_m: Coords
    missed: tuple[tuple[str, float, float], ...]
    ended_at: datetime


def seal_outing(outing: Outing, rng: np.random.Generator) -> tuple[list[bytes], datetime, float]:
    """All records of a patrol, the moment it ended, and its length in km."""
    route = plan(outing.author.township, outing.purpose, rng)
    recorded = _record(outing, route, rng)
    km = length_m(route.path) / 1000
    patrol = identity_at(outing.began_at, rng)
    segments = list(_segments(outing, patrol, recorded, rng))
    battery = float(rng.integers(62, 101))
    start = _start(outing, patrol, recorded, battery, rng)
    end = _end(outing, patrol, recorded, (len(segments), battery, km), rng)
    return [start, *segments, end], recorded.ended_at, km


def _record(outing: Outing, route: Route, rng: np.random.Generator) -> Recorded:
    seconds, true_xy = fixes(route, rng)
    seen, accuracy = observe(true_xy, rng)
    missed = tuple(_missed(float(seconds[-1]), rng))
    kept = np.ones(len(seconds), dtype=bool)
    for _, start, end in missed:
        kept &= (seconds < start) | (seconds > end)
    began_ms = round(outing.began_at.timestamp() * 1000)
    times = began_ms + np.round(seconds * 1000)
    ended_at = outing.began_at + timedelta(seconds=float(seconds[-1]) + float(rng.uniform(4, 40)))
    return Recorded(times[kept], seen[kept], accuracy[kept], missed, ended_at)


def _missed(until_s: float, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    """Times without fixes, in order and apart, each with its reason."""
    after = 240.0
    for reason, likely, shortest, longest in GAPS:
        start = after + float(rng.uniform(0, 0.4) * until_s)
        end = start + float(rng.uniform(shortest, longest))
        if rng.random() < likely and end < until_s - 240:
            yield reason, start, end
            after = end + 120


def _segments(
    outing: Outing, patrol: str, recorded: Recorded, rng: np.random.Generator
) -> Iterator[bytes]:
    lonlat = to_degrees(recorded.xy)
    for part, (low, high) in enumerate(_parts(recorded.times_ms)):
        times = recorded.times_ms[low:high].astype(int).tolist()
        contents = {
            "part": part,
            "source": "phone",
            "times": times,
            "accuracy_m": recorded.accuracy_m[low:high].tolist(),
        }
        line = {"type": "LineString", "coordinates": lonlat[low:high].tolist()}
        began_at, sealed_at = (datetime.fromtimestamp(t / 1000, UTC) for t in (times[0], times[-1]))
        identity = identity_at(sealed_at, rng)
        refs = {"patrol": patrol}
        yield seal("track_segment", outing.author, began_at, line, refs, contents, identity)


def _parts(times_ms: Coords) -> Iterator[tuple[int, int]]:
    """From and until (exclusive) of each unbroken run of 2 to 300 fixes."""
    breaks = np.flatnonzero(np.diff(times_ms) > BREAK_S * 1000) + 1
    edges = [0, *(int(b) for b in breaks), len(times_ms)]
    for low, high in pairwise(edges):
        for start in range(low, high, PART_FIXES):
            if min(start + PART_FIXES, high) - start >= 2:
                yield start, min(start + PART_FIXES, high)


def _start(
    outing: Outing, patrol: str, recorded: Recorded, battery: float, rng: np.random.Generator
) -> bytes:
    refs = {"vehicle": outing.vehicle}
    if outing.campaign:
        refs["campaign"] = outing.campaign
    contents: Contents = {
        "purpose": outing.purpose,
        "crew_count": int(rng.integers(2, 5)),
        "start_battery_pct": battery,
        "start_odometer_km": round(outing.odometer_km, 1),
    }
    place = point(recorded.xy[0])
    return seal("patrol", outing.author, outing.began_at, place, refs, contents, patrol)


def _end(
    outing: Outing,
    patrol: str,
    recorded: Recorded,
    sums: tuple[int, float, float],
    rng: np.random.Generator,
) -> bytes:
    part_count, battery, km = sums
    contents: Contents = {
        "ended_at": instant(recorded.ended_at),
        "part_count": part_count,
        "end_battery_pct": max(6.0, round(battery - km * float(rng.uniform(0.9, 1.3)))),
        "end_odometer_km": round(outing.odometer_km + km, 1),
    }
    if recorded.missed:
        contents["interruptions"] = [_interruption(outing.began_at, *m) for m in recorded.missed]
    if rng.random() < 0.2:
        contents["note"] = chance(rng, NOTES)
    identity = identity_at(recorded.ended_at, rng)
    place, refs = point(recorded.xy[-1]), {"patrol": patrol}
    return seal("patrol_end", outing.author, recorded.ended_at, place, refs, contents, identity)


def _interruption(began_at: datetime, reason: str, from_s: float, to_s: float) -> Contents:
    moments = (instant(began_at + timedelta(seconds=s)) for s in (from_s, to_s))
    return {"from": next(moments), "to": next(moments), "reason": reason}
