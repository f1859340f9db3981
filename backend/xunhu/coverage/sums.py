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
    lon, lat, later_lon, later_lat = pairs.T  # a column at once is far quicker than two
    middle = (lon + later_lon) / 2, (lat + later_lat) / 2
    first = shanghai_days(times[:1]).sum()  # a track is in order of time
    keys = _Keys(int(first), len(where.codes))
    pair_at, pair_key = keys.of(where.indexes(*middle), times[later])
    step_at, step_key = keys.of(where.indexes(moved.lon, moved.lat), moved.time_ms)
    recorded = times[later[pair_at]] - times[later[pair_at] - 1]
    length_um = np.rint(moved.length_m[step_at] * 1e6)
    most = int(max(pair_key.max(initial=-1), step_key.max(initial=-1))) + 1
    # whole numbers below 2**53 add up exactly as floats
    distance_um, recorded_ms, steps_in, pairs_in = (
        np.bincount(keys_of, weights, most)
        for keys_of, weights in (
            (step_key, length_um),
            (pair_key, recorded),
            (step_key, None),
            (pair_key, None),
        )
    )
    for key in np.flatnonzero(pairs_in + steps_in).tolist():
        day, place = keys.day_and_place(key)
        yield Sum(
            day=day,
            township=where.codes[place],
            distance_um=int(distance_um[key]),
            recorded_ms=int(recorded_ms[key]),
            step_count=int(steps_in[key]),
        )


class _Keys(NamedTuple):
    """Numbers for a day and a place together, from 0 on."""

    first: int
    places: int

    def of(self, places: Numbers, time_ms: Numbers) -> tuple[Numbers, Numbers]:
        """The indexes of what lies in some township, and the key of each."""
        inside = np.flatnonzero(places != NOWHERE)
        return inside, (shanghai_days(time_ms[inside]) - self.first) * self.places + places[inside]

    def day_and_place(self, key: int) -> tuple[date, int]:
        """What a key stands for."""
        day, place = divmod(key, self.places)
        return date.fromordinal(self.first + day), place


def shanghai_days(time_ms: Numbers) -> Numbers:
    """Ordinals of the calendar days in Asia/Shanghai."""
    ordinals: Numbers = (time_ms + SHANGHAI_MS) // DAY_MS + EPOCH_ORDINAL
    return ordinals
