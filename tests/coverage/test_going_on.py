"""A segment that continues its patrol is added; all else works the patrol out anew, to the same."""

import random
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from coverage_rig.rebuilt import check_rebuilt
from make import (
    MORNING,
    SEAT,
    line,
    make_amendment,
    make_patrol,
    make_segment,
    make_void,
    rfc3339,
)
from people import Person, make_target
from xunhu.coverage import follow
from xunhu.coverage.models import PatrolTail
from xunhu.db import db

MIDNIGHT = MORNING.replace(hour=23, minute=58)


@pytest.fixture
def worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Which patrols were worked out anew, one entry each time."""
    seen: list[object] = []
    refresh = follow.refresh

    def noted(session: Any, district: str, patrol: object) -> set[int]:
        seen.append(patrol)
        return refresh(session, district, patrol)  # type: ignore[arg-type]

    monkeypatch.setattr(follow, "refresh", noted)
    return seen


@pytest.fixture(autouse=True)
def railway(town: Flask) -> None:
    with town.app_context():
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))


def run_of(dice: random.Random, part: int, east: float) -> list[tuple[float, float]]:
    """A run of fixes eastward: mostly some 40 m apart, some still, some far off."""
    places, lon = [], SEAT[0] + east
    for _ in range(dice.randint(1, 12)):
        lon += dice.choice([0, 0.00003, 0.0004, 0.0004, 0.0004])
        places.append((lon + dice.choice([0, 0, 0, 0, 0, 0.3]), SEAT[1]))
    return places


def a_ride(dice: random.Random) -> tuple[bytes, list[bytes]]:
    """A patrol over midnight and its segments, in the order of time, some with gaps between."""
    ride, at, segments = make_patrol(occurred_at=rfc3339(MIDNIGHT)), MIDNIGHT, []
    for part in range(8):
        places = run_of(dice, part, part * 0.003)
        segments.append(make_segment(ride, places, began_at=at, part=part))
        at += timedelta(seconds=10 * len(places) + dice.choice([0, 0, 5, 90]))
    return ride, segments


@pytest.mark.parametrize("seed", range(8))
def test_bit_by_bit_is_the_same_as_at_once(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any, seed: int
) -> None:
    clock.advance(days=2)
    ride, segments = a_ride(random.Random(seed))
    chen.push(ride, segments[0])
    for segment in segments[1:]:
        chen.push(segment)
    assert worked_out_anew == []
    check_rebuilt(town)


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_it_comes_to_the_same(
    chen: Person, town: Flask, clock: Any, seed: int
) -> None:
    clock.advance(days=2)
    dice = random.Random(seed)
    ride, segments = a_ride(dice)
    story = [ride, *segments]
    dice.shuffle(story)
    while story:
        chen.push(*story[:2])
        story = story[2:]
    check_rebuilt(town)


def test_what_comes_whole_is_worked_out_as_it_comes(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    (one, ones), (two, twos) = a_ride(random.Random(7)), a_ride(random.Random(8))
    chen.push(*reversed(ones), one, two, *twos)
    assert worked_out_anew == []
    check_rebuilt(town)


def test_a_late_segment_works_its_patrol_out_anew(
    chen: Person, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    ride, segments = a_ride(random.Random(1))
    chen.push(ride, segments[0], segments[2])
    chen.push(segments[1])
    assert len(worked_out_anew) == 1


def test_a_revised_or_repeated_segment_does_not_go_on(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    ride, segments = a_ride(random.Random(2))
    chen.push(ride, *segments[:2])
    chen.push(segments[1])
    assert worked_out_anew == []
    chen.push(make_void(segments[1]))
    chen.push(make_amendment(segments[0], {"/properties/data/part": 7}))
    assert len(worked_out_anew) == 2
    check_rebuilt(town)


def test_another_source_does_not_go_on(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    ride, segments = a_ride(random.Random(3))
    places = [(SEAT[0] + 0.1 + n * 0.0004, SEAT[1]) for n in range(4)]
    far = make_segment(
        ride, places, began_at=MIDNIGHT + timedelta(hours=1), part=9, source="tracker"
    )
    chen.push(ride, *segments)
    chen.push(far)
    assert len(worked_out_anew) == 1
    with town.app_context():
        assert db.session.query(PatrolTail).count() == 0


def test_two_patrols_at_once_go_on_each_for_itself(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    (one, ones), (two, twos) = a_ride(random.Random(4)), a_ride(random.Random(5))
    chen.push(one, ones[0], two, twos[0])
    chen.push(ones[1], twos[1], ones[2], twos[2])
    assert worked_out_anew == []
    check_rebuilt(town)


def test_a_source_that_was_dropped_may_win_its_minute_yet(
    chen: Person, town: Flask, clock: Any
) -> None:
    """As long as nobody knows how good the phone's fixes of the minute will be."""
    clock.advance(days=2)
    ride, places = make_patrol(), [(SEAT[0] + n * 0.0004, SEAT[1]) for n in range(9)]

    def run(first: int, last: int, accuracy_m: float, **told: Any) -> bytes:
        began_at, there = MIDNIGHT + timedelta(seconds=5 * first), places[first:last]
        worse = {"accuracy_m": [accuracy_m] * len(there), "part": first, **told}
        return make_segment(ride, there, began_at=began_at, step_s=5, **worse)

    chen.push(ride, run(0, 2, 5), run(2, 4, 20, source="tracker"))
    chen.push(run(4, 9, 45))
    check_rebuilt(town)


def test_of_two_that_are_otherwise_alike_the_id_decides(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any
) -> None:
    clock.advance(days=2)
    ride, segments = a_ride(random.Random(6))
    late = {"began_at": MIDNIGHT + timedelta(hours=1), "part": 9}
    near, far = [
        make_segment(ride, [(SEAT[0], SEAT[1] + north), SEAT], **late) for north in (0.001, 0.002)
    ]
    chen.push(ride, segments[0])
    chen.push(far, near)
    assert worked_out_anew == []
    check_rebuilt(town)


@pytest.mark.parametrize(("late_ms", "part"), [(12_000, 2), (15_000, 0)])
def test_what_is_not_later_than_all_that_was_seen_does_not_go_on(
    chen: Person, town: Flask, worked_out_anew: list[object], clock: Any, late_ms: int, part: int
) -> None:
    """The last fix seen may have been dropped for its speed; of one moment the part decides."""
    clock.advance(days=2)
    ride, jump = make_patrol(), (SEAT[0] + 0.5, SEAT[1])
    seen = [(SEAT[0] + n * 0.0004, SEAT[1]) for n in range(3)]
    began_at = MIDNIGHT + timedelta(milliseconds=late_ms)
    chen.push(ride, make_segment(ride, [*seen, jump], began_at=MIDNIGHT, step_s=5, part=1))
    chen.push(make_segment(ride, [seen[2], seen[1]], began_at=began_at, step_s=3, part=part))
    assert len(worked_out_anew) == 1
    check_rebuilt(town)
