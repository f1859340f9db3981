"""What is worth knowing of a patrol's positions: gaps, stops, clocks, what was dropped. Pure.

For the duty manager who wonders why a number is low, and never a score of a person: nothing here
knows who rode.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from xunhu.geo import distance_m
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.track import LATE_MS, MAX_ACCURACY_M, Track

GAP_MS = 120_000  # a tunnel takes a minute: shorter ones are in the recorded share alone
STOP_MS, STOP_M = 10 * 60_000, 60.0  # longer than a talk at a crossing, wider than drift
LOOK_MS = 30_000  # how closely a stop is looked for
CLOCK_MS = 120_000  # rule 1 alone forgives ten minutes, but days begin at midnight
DROPPED_SHARE, DROPPED_FEW = 0.1, 20
SAME_TIMES = 10
UNTOLD = "unknown"

Interruptions = Sequence[tuple[int, int, str]]


@dataclass(frozen=True)
class Ridden:
    """What a patrol's records say; instants are epoch ms, null while they aren't known.

    `interruptions` are from, to and reason; `offsets_ms` what the phone's clock was off in its
    records; `parts` the numbers of the phone's segments that are there, of `part_count`.
    """

    began_ms: int
    ended_ms: int | None
    raw: Fixes
    track: Track
    interruptions: Interruptions = ()
    offsets_ms: Sequence[int] = ()
    parts: frozenset[int] = frozenset()
    part_count: int | None = None
    is_thinned: bool = False


@dataclass(frozen=True)
class Note:
    """One thing of note; its times are epoch ms, `detail` numbers and reasons by name."""

    code: str
    from_ms: int | None = None
    to_ms: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def until_ms(ridden: Ridden) -> int:
    """When a patrol ended, or was last heard of."""
    times = ridden.track.fixes.time_ms
    last = int(times[-1]) if len(times) else ridden.began_ms
    return max(ridden.began_ms, ridden.ended_ms or last)


def recorded_ms(ridden: Ridden) -> int:
    """The time of all joined pairs (rule 3)."""
    times, joined = ridden.track.fixes.time_ms, ridden.track.joined
    return int((times[1:] - times[:-1])[joined[1:]].sum())


def notes(ridden: Ridden) -> list[Note]:
    """All that is of note, in the order of time; what has no time comes first."""
    if ridden.is_thinned:
        return [Note("thinned")]
    if len(ridden.raw) == 0:
        return [Note("no-track")]
    found = [*_records(ridden), *_clock(ridden), *_dropped(ridden), *_gaps(ridden), *_stops(ridden)]
    return sorted(found, key=lambda note: note.from_ms or 0)


def _records(ridden: Ridden) -> Iterator[Note]:
    if ridden.ended_ms is None:
        yield Note("no-end")
    if ridden.part_count is not None:
        missing = len(set(range(ridden.part_count)) - ridden.parts)
        if missing:
            yield Note("parts-missing", detail={"count": missing})


def _clock(ridden: Ridden) -> Iterator[Note]:
    worst = max(ridden.offsets_ms, key=abs, default=0)
    if abs(worst) > CLOCK_MS:
        yield Note("clock-off", detail={"seconds": round(worst / 1000)})
    spread = max(ridden.offsets_ms, default=0) - min(ridden.offsets_ms, default=0)
    if spread > CLOCK_MS:
        yield Note("clock-changed", detail={"seconds": round(spread / 1000)})
    raw = ridden.raw
    future = int((raw.time_ms > raw.received_ms + LATE_MS).sum())
    if future:
        yield Note("in-the-future", detail={"count": future})
    per_source = raw.source.astype(np.int64) * 2**42 + raw.time_ms % 2**42
    same = len(raw) - len(np.unique(per_source))
    if same >= SAME_TIMES:
        yield Note("same-times", detail={"count": same})


def _dropped(ridden: Ridden) -> Iterator[Note]:
    raw, kept = ridden.raw, len(ridden.track.fixes)
    sources = len(np.unique(raw.source))
    if sources > 1:
        yield Note("several-receivers", detail={"count": sources})
        return  # what one of them lacks, the other has: rule 1 drops whole minutes
    dropped = len(raw) - kept
    if dropped >= max(DROPPED_FEW, DROPPED_SHARE * len(raw)):
        vague = int((raw.accuracy_m > MAX_ACCURACY_M).sum())
        yield Note("many-dropped", detail={"count": dropped, "of": len(raw), "inaccurate": vague})


def _gaps(ridden: Ridden) -> Iterator[Note]:
    times = ridden.track.fixes.time_ms
    if len(times) == 0:
        ends = [(ridden.began_ms, until_ms(ridden))]
    else:
        breaks = np.flatnonzero(~ridden.track.joined[1:]).tolist()
        ends = [(ridden.began_ms, int(times[0]))]
        ends += [(int(times[n]), int(times[n + 1])) for n in breaks]
        ends += [(int(times[-1]), until_ms(ridden))]
    for begin, end in ends:
        if end - begin > GAP_MS:
            reason = _reason(begin, end, ridden.interruptions)
            yield Note("gap", begin, end, {"reason": reason})


def _reason(begin_ms: int, end_ms: int, told: Interruptions) -> str:
    """Of what the phone told the reason that takes most of the gap."""
    shared = [(min(end_ms, to) - max(begin_ms, since), why) for since, to, why in told]
    longest, reason = max(shared, default=(0, UNTOLD))
    return reason if longest > 0 else UNTOLD


def _stops(ridden: Ridden) -> Iterator[Note]:
    """Where the vehicle stood; a stretch without a gap, looked at every half minute."""
    fixes, joined = ridden.track.fixes, ridden.track.joined
    begins = [*np.flatnonzero(~joined).tolist(), len(fixes)]
    for first, after in pairwise(begins):
        times = fixes.time_ms[first:after]
        ticks = np.arange(times[0], times[-1] + 1, LOOK_MS)
        at = first + np.searchsorted(times, ticks)
        yield from _stood(fixes, at.tolist())


def _stood(fixes: Fixes, at: list[int]) -> Iterator[Note]:
    lon, lat, times = fixes.lon[at].tolist(), fixes.lat[at].tolist(), fixes.time_ms[at].tolist()
    begin = 0
    for n in range(1, len(at) + 1):
        is_here = n < len(at) and distance_m(lon[begin], lat[begin], lon[n], lat[n]) <= STOP_M
        if is_here:
            continue
        if times[n - 1] - times[begin] >= STOP_MS:
            middle = at[(begin + n - 1) // 2]
            yield Note("stop", times[begin], times[n - 1], {"fix": middle})
        begin = n
