"""Raw fixes to a track that can be trusted: rules 1 to 4 of contract section 7, version 1."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xunhu.geo import Floats, distance_m
from xunhu.patrols.fixes import Fixes

RULES_VERSION = 1
YEAR_2000_MS = 946_684_800_000
LATE_MS = 10 * 60 * 1000
MAX_ACCURACY_M = 50.0
MAX_SPEED_MS = 40.0
DROPS_IN_A_ROW = 5
JOIN_MS = 60_000
JOIN_M = 500.0
STEP_M = 10.0
MINUTE_MS = 60_000

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Track:
    """A cleaned track: its kept fixes, and whether each is joined to the one before it."""

    fixes: Fixes
    joined: Mask

    def pairs(self) -> tuple[Floats, NDArray[np.int64]]:
        """Joined pairs (n x 4: lon, lat, lon, lat) and the index of the later fix of each."""
        later = np.flatnonzero(self.joined)
        lon, lat = self.fixes.lon, self.fixes.lat
        ends = (lon[later - 1], lat[later - 1], lon[later], lat[later])
        return np.stack(ends, axis=1) if len(later) else np.empty((0, 4)), later


@dataclass(frozen=True)
class Steps:
    """Counted steps: midpoints in degrees, lengths in metres, epoch ms of the later fix."""

    lon: Floats
    lat: Floats
    length_m: Floats
    time_ms: NDArray[np.int64]


def clean(raw: Fixes) -> Track:
    """Rules 1 to 3 on all fixes of a patrol, in whatever order they come."""
    order = np.lexsort((raw.index, raw.part, raw.time_ms))
    sorted_fixes = raw.at(order)
    fixes = sorted_fixes.at(_plausible(sorted_fixes))
    fixes = fixes.at(_best_source(fixes))
    kept, gap_before = _pass(fixes)
    return Track(fixes.at(kept), _joined(fixes.at(kept), gap_before))


def _plausible(fixes: Fixes) -> Mask:
    """Rule 1, what a fix alone can tell; an unknown accuracy is kept."""
    return (
        (fixes.time_ms >= YEAR_2000_MS)
        & (fixes.time_ms <= fixes.received_ms + LATE_MS)
        & (np.abs(fixes.lon) <= 180)
        & (np.abs(fixes.lat) <= 90)
        & ~(fixes.accuracy_m > MAX_ACCURACY_M)
    )


def _best_source(fixes: Fixes) -> Mask:
    """Rule 1: where sources overlap, only the best of each clock minute counts."""
    if len(fixes) == 0 or (fixes.source == fixes.source[0]).all():
        return np.ones(len(fixes), dtype=bool)
    minute = fixes.time_ms // MINUTE_MS
    keep = np.zeros(len(fixes), dtype=bool)
    for one in np.unique(minute):
        here = minute == one
        sources = np.unique(fixes.source[here])
        medians = [_median(fixes.accuracy_m[here & (fixes.source == s)]) for s in sources]
        keep |= here & (fixes.source == sources[int(np.argmin(medians))])
    return keep


def _median(accuracy_m: Floats) -> float:
    known = accuracy_m[~np.isnan(accuracy_m)]
    return float(np.median(known)) if len(known) else float("inf")


def _pass(fixes: Fixes) -> tuple[NDArray[np.int64], Mask]:
    """Rules 1 and 2 against the last kept fix: indexes kept, and a forced gap before each."""
    times, lons, lats = fixes.time_ms.tolist(), fixes.lon.tolist(), fixes.lat.tolist()
    kept: list[int] = []
    forced: list[bool] = []
    drops, last = 0, 0
    for now in range(len(times)):
        elapsed_ms = times[now] - times[last] if kept else 1
        if elapsed_ms <= 0:
            continue
        moved = distance_m(lons[last], lats[last], lons[now], lats[now]) if kept else 0.0
        too_fast = moved * 1000 > MAX_SPEED_MS * elapsed_ms
        drops += too_fast
        if too_fast and drops < DROPS_IN_A_ROW:
            continue
        kept.append(now)
        forced.append(too_fast)
        drops, last = 0, now
    return np.array(kept, dtype=np.int64), np.array(forced, dtype=bool)


def _joined(kept: Fixes, gap_before: Mask) -> Mask:
    """Rule 3: which kept fix is joined to the one before it."""
    times, lons, lats = kept.time_ms.tolist(), kept.lon.tolist(), kept.lat.tolist()
    joined = np.zeros(len(times), dtype=bool)
    for n in range(1, len(times)):
        near = times[n] - times[n - 1] <= JOIN_MS and not gap_before[n]
        joined[n] = near and distance_m(lons[n - 1], lats[n - 1], lons[n], lats[n]) <= JOIN_M
    return joined


def steps(track: Track) -> Steps:
    """Rule 4: along each joined stretch, the moves of at least 10 m from the last counted fix."""
    times = track.fixes.time_ms
    lons, lats = track.fixes.lon.tolist(), track.fixes.lat.tolist()
    joined = track.joined.tolist()
    rows: list[tuple[float, float, float, int]] = []
    counted = 0
    for n in range(len(lons)):
        if not joined[n]:
            counted = n
            continue
        length = distance_m(lons[counted], lats[counted], lons[n], lats[n])
        if length >= STEP_M:
            middle = (lons[counted] + lons[n]) / 2, (lats[counted] + lats[n]) / 2
            rows.append((*middle, length, n))
            counted = n
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    later = table[:, 3].astype(np.int64)
    return Steps(table[:, 0], table[:, 1], table[:, 2], times[later])
