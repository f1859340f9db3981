"""What a track adds up to, by day and township (rules 4 and 6)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from xunhu.patrols.steps import Steps
from xunhu.patrols.track import Numbers, Track
from xunhu.townships.locate import NOWHERE, Locator

SHANGHAI_MS = 8 * 3600 * 1000
DAY_MS = 24 * 3600 * 1000
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
PLACES = 1 << 20  # more than a district has townships


class Sum(NamedTuple):
    """One township on one Shanghai day; whole micrometres and milliseconds add up in any order."""

    day: date
    township: str
    distance_um: int
    recorded_ms: int
    step_count: int


def sums_of(track: Track, moved: Steps, where: Locator) -> Iterator[Sum]:
    """The sums of a track, for every day and township in which it has a pair or a step."""
    pairs, later = track.pairs
    times = track.fixes.time_ms
    middle = (pairs[:, :2] + pairs[:, 2:]) / 2
    pair_at, pair_key = _keys(where.indexes(middle[:, 0], middle[:, 1]), times[later])
    step_at, step_key = _keys(where.indexes(moved.lon, moved.lat), moved.time_ms)
    recorded = times[later[pair_at]] - times[later[pair_at] - 1]
    length_um = np.rint(moved.length_m[step_at] * 1e6).astype(np.int64)
    for key in np.union1d(pair_key, step_key).tolist():
        day, place = divmod(key, PLACES)
        stepped = step_key == key
        yield Sum(
            day=date.fromordinal(day),
            township=where.codes[place],
            distance_um=int(length_um[stepped].sum()),
            recorded_ms=int(recorded[pair_key == key].sum()),
            step_count=int(stepped.sum()),
        )


def _keys(places: Numbers, time_ms: Numbers) -> tuple[Numbers, Numbers]:
    """The indexes of what lies in some township, and a number for the day and place of each."""
    inside = np.flatnonzero(places != NOWHERE)
    return inside, shanghai_days(time_ms[inside]) * PLACES + places[inside]


def shanghai_days(time_ms: Numbers) -> Numbers:
    """Ordinals of the calendar days in Asia/Shanghai."""
    ordinals: Numbers = (time_ms + SHANGHAI_MS) // DAY_MS + EPOCH_ORDINAL
    return ordinals
