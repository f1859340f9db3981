"""A vehicle's tracker and the phones in it: one patrol, minute by minute the better receiver."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from flask import Flask

from conftest import NOON, FixedClock
from feeds.lane import CAR, OTHER_CAR, TrackerBox, add_car, records, totals
from make import SEAT, id_of, make_amendment, make_end, make_patrol, make_segment
from people import NANCHUAN, Person
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db
from xunhu.patrols.models import TrackSegment

PHONE_DRIVE = [(SEAT[0] + n * 10 * 0.001 / 60, SEAT[1] + 15 / 110_850) for n in range(60)]


def ride(**changes: Any) -> bytes:
    told = {"refs": {"vehicle": str(CAR)}, "occurred_at": NOON.isoformat(), **changes}
    return make_patrol(**told)


def of_phone(patrol: bytes, accuracy: float = 4) -> bytes:
    accuracies = [accuracy] * len(PHONE_DRIVE)
    return make_segment(patrol, PHONE_DRIVE, began_at=NOON, accuracy_m=accuracies)


def end_of(patrol: bytes, minutes: float) -> bytes:
    at = (NOON + timedelta(minutes=minutes)).isoformat()
    return make_end(patrol, ended_at=at, occurred_at=at)


def patrols_of_segments(town: Flask) -> set[str]:
    """The patrols that the tracker's segments belong to now."""
    with town.app_context():
        asked = db.select(TrackSegment.patrol).where(TrackSegment.source == "tracker")
        return {str(patrol) for patrol in db.session.scalars(asked)}


def test_a_feed_joins_the_open_patrol_that_names_its_vehicle(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    patrol = ride()
    chen.push(patrol)
    tracker.drive(clock, 10)
    clock.advance(minutes=6)
    assert totals(zhao)["patrols"] == 1
    assert totals(zhao)["recorded_s"] == 590
    assert patrols_of_segments(town) == {id_of(patrol)}
    assert len(records(town, "patrol")) == 1


def test_phone_and_tracker_are_never_merged_fix_by_fix(
    tracker: TrackerBox, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    patrol = ride()
    chen.push(patrol)
    tracker.drive(clock, 10)
    clock.advance(minutes=6)
    alone = totals(zhao)["distance_m"]
    chen.push(of_phone(patrol))
    assert totals(zhao)["distance_m"] == pytest.approx(alone, rel=0.03)


def test_the_tracker_fills_in_where_the_phone_was_silent(
    tracker: TrackerBox, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    patrol = ride()
    chen.push(patrol, of_phone(patrol))
    tracker.drive(clock, 20)
    clock.advance(minutes=6)
    assert totals(zhao)["recorded_s"] > 590 + 500


def test_a_feed_joins_no_patrol_of_another_vehicle(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    chen.push(ride(refs={"vehicle": str(OTHER_CAR)}), ride(refs={}))
    tracker.drive(clock, 10)
    clock.advance(minutes=6)
    assert totals(zhao)["patrols"] == 3


def test_after_the_patrol_ended_the_feed_opens_its_own(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    patrol = ride()
    chen.push(patrol, end_of(patrol, 5))
    tracker.drive(clock, 10)
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 2
    assert len(patrols_of_segments(town)) == 2


def test_a_patrol_that_a_phone_kept_for_hours_takes_the_drive_over(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    """Else the same drive would count as two patrols and twice its length."""
    tracker.drive(clock, 10)
    clock.advance(hours=3)
    alone = totals(zhao)
    patrol = ride()
    chen.push(patrol, of_phone(patrol), end_of(patrol, 10))
    clock.advance(minutes=1)
    assert totals(zhao)["patrols"] == alone["patrols"] == 1
    assert totals(zhao)["distance_m"] == pytest.approx(alone["distance_m"], rel=0.03)
    assert patrols_of_segments(town) == {id_of(patrol)}
    own, _ = records(town, "patrol")
    assert (own["properties"]["author"], own["state"]) == (f"vehicle:{CAR}", "voided")


def test_what_was_joined_late_is_rebuilt_to_the_same_numbers(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    clock.advance(hours=3)
    patrol = ride()
    chen.push(patrol, of_phone(patrol), end_of(patrol, 10))
    numbers = totals(zhao)
    clock.advance(minutes=1)
    numbers = totals(zhao)
    with town.app_context():
        assert rebuild(NANCHUAN) == (1, 0)
    assert totals(zhao) == numbers
    clock.advance(minutes=31)
    assert totals(zhao) == numbers


def test_what_lies_outside_a_late_patrol_stays_the_feeds_own(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    tracker.drive(clock, 20)
    clock.advance(minutes=31)
    patrol = ride()
    chen.push(patrol, end_of(patrol, 8))
    clock.advance(minutes=1)
    assert totals(zhao)["patrols"] == 2
    assert totals(zhao)["recorded_s"] == pytest.approx(20 * 60 - 10, abs=11)
    assert id_of(patrol) in patrols_of_segments(town)
    assert len(patrols_of_segments(town)) == 2


def test_a_vehicle_named_by_an_amendment_is_one_that_is_named(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    patrol = ride(refs={})
    named = {"/properties/refs/vehicle": str(CAR)}
    chen.push(patrol, end_of(patrol, 10), make_amendment(patrol, named))
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 1
    assert patrols_of_segments(town) == {id_of(patrol)}


def test_a_patrol_whose_end_never_came_takes_no_fix_of_the_next_day(
    tracker: TrackerBox, town: Flask, clock: FixedClock, chen: Person
) -> None:
    patrol = ride()
    chen.push(patrol)
    clock.advance(hours=12, minutes=1)
    tracker.drive(clock, 6)
    assert id_of(patrol) not in patrols_of_segments(town)


def test_two_trackers_keep_apart(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person, tracker_of: Any
) -> None:
    other = tracker_of(add_car(town, OTHER_CAR, name="水江二号"))
    for _ in range(36):
        tracker.report(clock.now(UTC))
        other.report(clock.now(UTC), SEAT[0] + 0.01)
        clock.advance(seconds=10)
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 2
    assert {s["properties"]["author"] for s in records(town)} == {
        f"vehicle:{car}" for car in (CAR, OTHER_CAR)
    }


def test_a_supervisor_elsewhere_sees_nothing_of_it(
    tracker: TrackerBox, clock: FixedClock, sign_in: Any, wang: Person, du: Person
) -> None:
    tracker.drive(clock, 6)
    assert len(wang.sees()) == 2
    assert sign_in("tan").sees() == du.sees() == []
