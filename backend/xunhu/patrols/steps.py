"""Rule 4 of contract section 7: a track's steps of at least 10 m."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from xunhu.geo import Floats, distance_m, distances_m, metres_per_degree
from xunhu.patrols.track import LonLat, Mask, Numbers, Tail, Track

STEP_M = 10.0
# in the plane at one end, which is right to a millionth
SURELY_SHORT_M2, SURELY_LONG_M2 = (STEP_M * 0.999) ** 2, (STEP_M * 1.001) ** 2
NOT_A_STEP = -1


@dataclass(frozen=True)
class Steps:
    """Counted steps: midpoints in degrees, lengths in metres, epoch ms of the later fix.

    `counted` is the position from which the next step would count.
    """

    lon: Floats
    lat: Floats
    length_m: Floats
    time_ms: Numbers
    counted: LonLat


def steps(track: Track) -> Steps:
    """Along each joined stretch, the moves of at least 10 m from the last counted fix."""
    lon = np.concatenate([[track.counted[0]], track.fixes.lon])
    lat = np.concatenate([[track.counted[1]], track.fixes.lat])
    apart_m = np.concatenate([distances_m(lon[:1], lat[:1], lon[1:2], lat[1:2]), track.apart_m])
    start, last = _starts(lon, lat, apart_m, np.concatenate([[False], track.joined]))
    end = np.flatnonzero(start != NOT_A_STEP)
    begin, length_m = start[end], apart_m[end - 1]
    if len(far := np.flatnonzero(begin != end - 1)):
        one, other = begin[far], end[far]
        length_m[far] = distances_m(lon[one], lat[one], lon[other], lat[other])
    return Steps(
        lon=(lon[begin] + lon[end]) / 2,
        lat=(lat[begin] + lat[end]) / 2,
        length_m=length_m,
        time_ms=track.fixes.time_ms[end - 1],
        counted=(float(lon[last]), float(lat[last])),
    )


def tail_of(track: Track, counted: LonLat) -> Tail | None:
    """What the next fix of a track is measured against; None for a track without any fix."""
    if len(track.fixes) == 0:
        return None
    time_ms, lon, lat = (
        c[-1].item() for c in (track.fixes.time_ms, track.fixes.lon, track.fixes.lat)
    )
    source = int(track.fixes.source[-1])
    return Tail(time_ms, lon, lat, source, track.drops, counted, track.seen_ms)


def _starts(lon: Floats, lat: Floats, apart_m: Floats, joined: Mask) -> tuple[Numbers, int]:
    """For each position the index of the one from which a step ends there, and the last counted.

    Position 0 is where the counting stood before, 1 the first fix. Mostly every move is a step of
    its own; a walk is for the short ones.
    """
    long = apart_m >= STEP_M
    is_step = joined & np.concatenate([[False], long])
    start = np.where(is_step, np.arange(-1, len(lon) - 1), NOT_A_STEP)
    short = np.flatnonzero(joined & ~is_step).tolist()
    if len(lon) > 2 and joined[2] and (lon[0], lat[0]) != (lon[1], lat[1]):
        short.insert(0, 2)
    if not short:
        return start, 0 if len(lon) <= 2 else len(lon) - 1
    walker = _Walker(lon, lat, joined, start)
    settled = 1
    for first in short:
        if first > settled:
            settled = walker.walk(first, 0 if first == 2 else first - 1)
    return start, walker.counted if settled == len(lon) else len(lon) - 1


class _Walker:
    """Goes on from a move that is no step of its own, until a position counts again."""

    def __init__(self, lon: Floats, lat: Floats, joined: Mask, start: Numbers) -> None:
        self.lons, self.lats = lon.tolist(), lat.tolist()
        self.breaks = [*np.flatnonzero(~joined).tolist(), len(lon)]
        self.start, self.counted = start, 0

    def walk(self, first: int, counted: int) -> int:
        """The index of the next position that counts, or their number when there is none."""
        self.counted = counted
        lons, lats = self.lons, self.lats
        lon, lat = lons[counted], lats[counted]
        east, north = metres_per_degree(lat)
        until = self.breaks[bisect_left(self.breaks, first)]
        for now in range(first, until):
            x, y = (lons[now] - lon) * east, (lats[now] - lat) * north
            apart_m2 = x * x + y * y
            if apart_m2 < SURELY_SHORT_M2:
                continue
            if apart_m2 > SURELY_LONG_M2 or distance_m(lon, lat, lons[now], lats[now]) >= STEP_M:
                self.start[first:now], self.start[now] = NOT_A_STEP, counted
                return now
        self.start[first:until] = NOT_A_STEP
        return until
