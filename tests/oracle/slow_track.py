"""Rules 1 to 4: from the fixes of a patrol to joined pairs and steps."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from oracle.earth import metres_between
from oracle.plain import LonLat, TrackSegment

YEAR_2000_MS = 946_684_800_000
TEN_MINUTES_MS = 600_000
WORST_ACCURACY_M = 50
FASTEST_MPS = 40
DROPS_BEFORE_A_GAP = 5
LONGEST_PAIR_MS = 60_000
LONGEST_PAIR_M = 500
SHORTEST_STEP_M = 10
SOURCES = ("phone", "tracker", "file")
Receiver = tuple[str, str]


@dataclass(frozen=True)
class Fix:
    """One position, where it was sealed, and whether the way to it is unknown."""

    at_ms: int
    position: LonLat
    accuracy_m: float | None
    source: str
    receiver: str
    part: int
    index: int
    after_gap: bool = False

    @property
    def minute(self) -> int:
        return self.at_ms // 60_000


@dataclass(frozen=True)
class Pair:
    """Two kept neighbours, the earlier first."""

    a: Fix
    b: Fix


def stretches(segments: list[TrackSegment]) -> list[list[Fix]]:
    """Joined stretches of a patrol, each of at least two fixes in order of time."""
    runs: list[list[Fix]] = []
    previous: Fix | None = None
    for fix in kept(segments):
        if previous is not None and is_joined(previous, fix):
            runs[-1].append(fix)
        else:
            runs.append([fix])
        previous = fix
    return [run for run in runs if len(run) >= 2]


def joined_pairs(stretch: list[Fix]) -> list[Pair]:
    """Every two neighbours of a joined stretch."""
    return [Pair(a, b) for a, b in pairwise(stretch)]


def steps(stretch: list[Fix]) -> Iterator[Pair]:
    """From counted fix to counted fix, each at least 10 m."""
    counted = stretch[0]
    for fix in stretch[1:]:
        if metres_between(counted.position, fix.position) >= SHORTEST_STEP_M:
            yield Pair(counted, fix)
            counted = fix


def is_joined(a: Fix, b: Fix) -> bool:
    """Whether nothing is unknown between two kept neighbours (rule 3)."""
    return (
        not b.after_gap
        and b.at_ms - a.at_ms <= LONGEST_PAIR_MS
        and metres_between(a.position, b.position) <= LONGEST_PAIR_M
        and abs(a.position[0] - b.position[0]) <= 180  # not over the antimeridian
    )


def kept(segments: list[TrackSegment]) -> list[Fix]:
    """The fixes that can be trusted, in order of time (rules 1 and 2)."""
    fixes = best_source_of_each_minute(believable(segments))
    fixes.sort(key=lambda fix: (fix.at_ms, fix.part, fix.index))
    result: list[Fix] = []
    too_fast = 0
    for fix in fixes:
        if result and fix.at_ms <= result[-1].at_ms:
            continue
        if result and speed_mps(result[-1], fix) > FASTEST_MPS:
            too_fast += 1
            if too_fast < DROPS_BEFORE_A_GAP:
                continue
            fix = replace(fix, after_gap=True)
        result.append(fix)
        too_fast = 0
    return result


def believable(segments: list[TrackSegment]) -> list[Fix]:
    """The fixes that rule 1 doesn't drop for what they are by themselves."""
    return [
        fix
        for segment in segments
        for fix in fixes_of(segment)
        if YEAR_2000_MS <= fix.at_ms <= segment["received_at_ms"] + TEN_MINUTES_MS
        and abs(fix.position[0]) <= 180
        and abs(fix.position[1]) <= 90
        and (fix.accuracy_m is None or fix.accuracy_m <= WORST_ACCURACY_M)
    ]


def fixes_of(segment: TrackSegment) -> Iterator[Fix]:
    """The fixes of a segment as sealed; a third ordinate is ignored."""
    columns = zip(segment["times"], segment["positions"], segment["accuracy_m"], strict=True)
    for index, (at_ms, position, accuracy_m) in enumerate(columns):
        lon_lat = (position[0], position[1])
        source, receiver = segment["source"], segment.get("receiver", "")
        yield Fix(at_ms, lon_lat, accuracy_m, source, receiver, segment["part"], index)


def best_source_of_each_minute(fixes: list[Fix]) -> list[Fix]:
    """Per clock minute, only the receiver with the lowest median accuracy (rule 1)."""
    minutes: dict[int, dict[Receiver, list[Fix]]] = defaultdict(lambda: defaultdict(list))
    for fix in fixes:
        minutes[fix.minute][fix.source, fix.receiver].append(fix)
    result: list[Fix] = []
    for by_source in minutes.values():
        best = min(by_source, key=lambda name: (typical_accuracy(by_source[name]), rank(name)))
        result.extend(by_source[best])
    return result


def rank(receiver: Receiver) -> tuple[int, str]:
    """The phone is believed before a tracker, a tracker before a file; then names decide."""
    source, name = receiver
    return SOURCES.index(source), name


def typical_accuracy(fixes: list[Fix]) -> float:
    """Median of the known accuracies in metres; infinite when none is known."""
    known = [fix.accuracy_m for fix in fixes if fix.accuracy_m is not None]
    return median(known) if known else inf


def speed_mps(a: Fix, b: Fix) -> float:
    """Speed from `a` to the later `b`."""
    return metres_between(a.position, b.position) / ((b.at_ms - a.at_ms) / 1000)
