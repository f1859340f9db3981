"""Generated hard cases: the product's days of a patrol against the slow rules."""

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from coverage_rig.real_district import plain_targets, plain_townships, settle_bare
from oracle.plain import Patrol, TrackSegment
from oracle.slow_rules import find_history, measure
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.rows import rows_of_track
from xunhu.patrols import steps as stepping
from xunhu.patrols.fixes import SOURCES, join, pack, unpack
from xunhu.patrols.track import clean
from xunhu.targets.shipped import DISTRICT

SEAT = (107.1049, 29.1551)  # where three townships meet
MIDNIGHT_MS = 1_790_006_400_000 - 8 * 3600 * 1000
RECEIVED_MS = MIDNIGHT_MS + 3600 * 1000
MANY_YEARS = (date(1990, 1, 1), date(2100, 1, 1))

moves = st.sampled_from([0.0, 0.00005, 0.0001, 0.0003, 0.001, 0.004, 0.006, 0.05])
pauses = st.sampled_from([-5000, 0, 1000, 5000, 10_000, 59_999, 60_000, 60_001, 600_000])
accuracies = st.sampled_from([None, 0, 5.0, 12.5, 50, 50.1, 300])
steps = st.tuples(moves, moves, st.booleans(), pauses, accuracies)
runs = st.tuples(
    st.lists(steps, min_size=1, max_size=25),
    st.integers(0, 3),
    st.sampled_from(["phone", "tracker", "file"]),
    st.sampled_from(["", "chen", "wang"]),
)


def segment_of(run: Any, begin_ms: int) -> TrackSegment:
    """A run of moves, pauses and accuracies as a segment near the seat, around midnight."""
    moved, part, source, receiver = run
    lon, lat = SEAT
    at_ms, columns = begin_ms, ([], [], [])
    for east, north, back, pause, accuracy in moved:
        lon, lat, at_ms = lon + (-east if back else east), lat + north / 2, at_ms + pause
        for column, value in zip(columns, (at_ms, (lon, lat), accuracy), strict=True):
            column.append(value)
    return TrackSegment(
        part=part,
        source=source,
        receiver=receiver,
        received_at_ms=RECEIVED_MS,
        times=columns[0],
        positions=columns[1],
        accuracy_m=columns[2],
    )


def patrol_of(drawn: list[Any], begin_ms: int) -> Patrol:
    """Several runs as the segments of one patrol, in the order of their parts."""
    segments = sorted((segment_of(r, begin_ms) for r in drawn), key=lambda s: s["part"])
    began_at = datetime(2026, 9, 21, tzinfo=UTC)
    return Patrol(id="p", township="500119001", occurred_at=began_at, segments=segments)


def product_rows(segments: list[TrackSegment]) -> list[PatrolDay | PatrolDaySum]:
    received_at = datetime.fromtimestamp(RECEIVED_MS / 1000, UTC)
    receivers = sorted({receiver_of(one) for one in segments})
    packed = []
    for one in segments:
        line = {"type": "LineString", "coordinates": [list(p) for p in one["positions"]]}
        columns = {"times": one["times"], "accuracy_m": one["accuracy_m"]}
        fixes = unpack(pack(line, columns), one["part"], one["source"], received_at)
        packed.append(fixes.heard_by(receivers.index(receiver_of(one))))
    track = clean(join(packed))
    return rows_of_track(DISTRICT, uuid.UUID(int=7), track, stepping.steps(track))


def receiver_of(segment: TrackSegment) -> tuple[int, str]:
    return SOURCES.index(segment["source"]), segment["receiver"]


@cache
def plain() -> tuple[Any, Any]:
    """Boundaries and rail lines for the slow rules; no fixture, hypothesis would print it all."""
    rails = [target for target in plain_targets() if target["layer"] == "railway"]
    return plain_townships(), rails


@pytest.fixture
def district(app: Flask) -> Iterator[None]:
    settle_bare(app)
    with app.app_context():
        yield


@settings(
    max_examples=int(os.environ.get("XUNHU_EXAMPLES", "1000")),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(runs, min_size=1, max_size=4), st.integers(-60, 60))
def test_hard_tracks_come_to_the_same_numbers(
    district: None, drawn: list[Any], minutes: int
) -> None:
    patrol = patrol_of(drawn, MIDNIGHT_MS + minutes * 60_000)
    history = find_history([patrol], *plain())
    slow = measure(history, *MANY_YEARS, MANY_YEARS[1]).townships
    rows = product_rows(patrol["segments"])
    for code, numbers in slow.items():
        here = [row for row in rows if isinstance(row, PatrolDaySum) and row.township == code]
        assert sum(r.distance_um / 1000 for r in here) == pytest.approx(
            numbers["distance_m"] * 1000, abs=2
        )
        assert sum(r.recorded_ms for r in here) == round(numbers["recorded_s"] * 1000)
        assert len({r.day for r in here if r.step_count}) == numbers["active_days"]
    reached = [
        (r.day, len(BitMap.deserialize(r.reached))) for r in rows if isinstance(r, PatrolDay)
    ]
    by_day = [day for days in history.visits.values() for day in days]
    visited = [(day, count) for day, count in reached if count]
    assert sorted(visited) == sorted((day, by_day.count(day)) for day in set(by_day))
