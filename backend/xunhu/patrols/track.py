"""Raw fixes to a track that can be trusted: rules 1 to 3 of contract section 7, version 1."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xunhu.geo import Floats, distance_m, distances_m
from xunhu.patrols.fixes import Fixes, join

RULES_VERSION = 1
YEAR_2000_MS = 946_684_800_000
LATE_MS = 10 * 60 * 1000
MAX_ACCURACY_M = 50.0
MAX_SPEED_MS = 40.0
DROPS_IN_A_ROW = 5
JOIN_MS = 60_000
JOIN_M = 500.0
HALF_ROUND_DEG = 180.0
MINUTE_MS = 60_000

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
LonLat = tuple[float, float]


@dataclass(frozen=True)
class Tail:
    """Where the cleaning of a patrol stands: what its next fix is measured against.

    The last kept fix, how many after it were dropped in a row for their speed, the position from
    which the next step counts (rule 4), and the time of the last fix that was looked at.
    """

    time_ms: int
    lon: float
    lat: float
    source: int
    drops: int
    counted: LonLat
    seen_ms: int


@dataclass(frozen=True)
class Track:
    """A cleaned track: its kept fixes, whether each is joined to the one before it, and the metres
    between each and the next.

    One that continues another begins with the last fix of that. `counted` is the position from
    which its first step counts, `drops` and `seen_ms` are what its `Tail` will tell.
    """

    fixes: Fixes
    joined: Mask
    apart_m: Floats
    counted: LonLat
    drops: int
    seen_ms: int

    @cached_property
    def pairs(self) -> tuple[Floats, Numbers]:
        """Joined pairs (n x 4: lon, lat, lon, lat) and the index of the later fix of each."""
        later = np.flatnonzero(self.joined)
        lon, lat = self.fixes.lon, self.fixes.lat
        ends = (lon[later - 1], lat[later - 1], lon[later], lat[later])
        return np.stack(ends, axis=1), later


def clean(raw: Fixes, before: Tail | None = None) -> Track:
    """Rules 1 to 3 on all fixes of a patrol, in whatever order they come.

    What continues a track whose tail is known gives the same as the whole of it at once, if it is
    of the same receiver and all its fixes are later than any that the tail has seen.
    """
    fixes = _in_order(raw)
    fixes = _only(fixes, plausible(fixes))
    fixes = _only(fixes, _best_source(fixes))
    if before is not None:
        fixes = join([_last_of(before), fixes])
    if len(fixes) == 0:
        return Track(fixes, np.zeros(0, dtype=bool), np.empty(0), (np.nan, np.nan), 0, 0)
    apart_m = _apart_m(fixes)
    kept, forced, drops = _pass(fixes, apart_m, before.drops if before else 0)
    track = _only(fixes, kept)
    if track is not fixes:
        apart_m, forced = _apart_m(track), forced[kept]
    counted = before.counted if before else (float(track.lon[0]), float(track.lat[0]))
    seen_ms = max(int(fixes.time_ms[-1]), before.seen_ms if before else 0)
    return Track(track, _joined(track, apart_m, forced), apart_m, counted, drops, seen_ms)


def _in_order(fixes: Fixes) -> Fixes:
    """By time; of the same time by part and place in it."""
    if (np.diff(fixes.time_ms) > 0).all():
        return fixes
    return fixes.at(np.lexsort((fixes.index, fixes.part, fixes.time_ms)))


def _only(fixes: Fixes, which: Mask) -> Fixes:
    return fixes if which.all() else fixes.at(which)


def _last_of(tail: Tail) -> Fixes:
    one = np.zeros(1, dtype=np.int64)
    return Fixes(
        time_ms=one + tail.time_ms,
        lon=np.array([tail.lon]),
        lat=np.array([tail.lat]),
        accuracy_m=np.array([np.nan]),
        part=one,
        index=one,
        source=one + tail.source,
        received_ms=one,
    )


def plausible(fixes: Fixes) -> Mask:
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


def _pass(fixes: Fixes, apart_m: Floats, drops: int) -> tuple[Mask, Mask, int]:
    """Rules 1 and 2 against the last kept fix, the first of all being kept.

    Gives which are kept, which of them have a forced gap before them, and how many were dropped in
    a row at the end. Most neighbours are fine as they stand; a walk is for what follows others.
    """
    kept, forced = np.ones(len(fixes), dtype=bool), np.zeros(len(fixes), dtype=bool)
    elapsed_ms = np.diff(fixes.time_ms)
    too_fast = apart_m * 1000 > MAX_SPEED_MS * elapsed_ms
    doubtful = np.flatnonzero((elapsed_ms <= 0) | too_fast) + 1
    if len(doubtful) == 0:
        return kept, forced, 0 if len(fixes) > 1 else drops
    walker = _Walker(fixes, kept, forced)
    settled = 0
    for first in doubtful.tolist():
        if first > settled:
            walker.drops = drops if first == 1 else 0
            settled = walker.walk(first)
    return kept, forced, walker.drops if settled == len(fixes) else 0


class _Walker:
    """Goes on from a fix that doesn't follow the one before it, until one is kept again."""

    def __init__(self, fixes: Fixes, kept: Mask, forced: Mask) -> None:
        self.kept, self.forced, self.drops = kept, forced, 0
        self.time, self.lon, self.lat = fixes.time_ms.item, fixes.lon.item, fixes.lat.item

    def walk(self, first: int) -> int:
        """The index of the next kept fix, or their number when there is none."""
        last = first - 1
        for now in range(first, len(self.kept)):
            elapsed_ms = self.time(now) - self.time(last)
            too_fast = (
                elapsed_ms > 0 and self._moved_m(last, now) * 1000 > MAX_SPEED_MS * elapsed_ms
            )
            self.drops += too_fast
            if elapsed_ms > 0 and (not too_fast or self.drops == DROPS_IN_A_ROW):
                self.forced[now] = too_fast
                return now
            self.kept[now] = False
        return len(self.kept)

    def _moved_m(self, last: int, now: int) -> float:
        return distance_m(self.lon(last), self.lat(last), self.lon(now), self.lat(now))


def _joined(kept: Fixes, apart_m: Floats, gap_before: Mask) -> Mask:
    """Rule 3: which kept fix is joined to the one before it.

    None over the antimeridian: drawn on a map, that pair would pass the whole earth.
    """
    joined = ~gap_before
    joined[0] = False
    joined[1:] &= (np.diff(kept.time_ms) <= JOIN_MS) & (apart_m <= JOIN_M)
    joined[1:] &= np.abs(np.diff(kept.lon)) <= HALF_ROUND_DEG
    return joined


def _apart_m(fixes: Fixes) -> Floats:
    """Metres between each fix and the next."""
    lon, lat = fixes.lon, fixes.lat
    return distances_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
