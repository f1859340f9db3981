"""A vehicle's tracker opens a patrol, goes on with it, and ends it after half an hour's silence."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from conftest import NOON, FixedClock
from feeds.lane import CAR, TrackerBox, before_noon, fixes_in, records, totals
from make import SEAT, SHUIJIANG, make_void
from people import NANCHUAN, Person
from xunhu.auth.accounts import add_user
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db, writing
from xunhu.feeds.models import TrackerFix
from xunhu.feeds.settling import settle_due
from xunhu.problems import InvalidInput
from xunhu.records.roles import Role


def settle(town: Flask, clock: FixedClock) -> None:
    with town.app_context():
        settle_due(clock.now(UTC))


def test_a_position_waits_on_disk_until_it_is_sealed(
    tracker: TrackerBox, town: Flask, clock: FixedClock
) -> None:
    tracker.report(NOON)
    with town.app_context():
        assert len(db.session.scalars(db.select(TrackerFix)).all()) == 1
    clock.advance(minutes=5)
    settle(town, clock)
    with town.app_context():
        assert db.session.scalars(db.select(TrackerFix)).all() == []
    assert fixes_in(records(town, "track_segment")) == [round(NOON.timestamp() * 1000)]


def test_a_feed_without_a_patrol_opens_one_in_the_vehicles_name(
    tracker: TrackerBox, town: Flask, clock: FixedClock
) -> None:
    tracker.drive(clock, 6)
    patrol, segment = records(town)
    told = patrol["properties"]
    assert (told["kind"], told["author"]) == ("patrol", f"vehicle:{CAR}")
    assert (told["township"], told["refs"]) == (SHUIJIANG, {"vehicle": str(CAR)})
    assert told["occurred_at"] == "2026-11-02T04:00:00.000Z"
    assert segment["properties"]["refs"] == {"patrol": patrol["id"]}
    assert segment["properties"]["data"]["source"] == "tracker"
    assert "定位终端" in told["data"]["note"]


def test_a_drive_is_one_patrol_of_some_segments_a_fix_each(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    tracker.drive(clock, 20)
    clock.advance(minutes=5)
    numbers = totals(zhao)
    assert numbers["patrols"] == 1
    assert numbers["recorded_s"] == 20 * 60 - 10
    assert numbers["distance_m"] == pytest.approx(97.2 * 19.8, rel=0.01)
    segments = records(town, "track_segment")
    assert [s["properties"]["data"]["part"] for s in segments] == [0, 1, 2, 3]
    assert len(fixes_in(segments)) == len(set(fixes_in(segments))) == 120


def test_half_an_hour_of_silence_ends_it_at_its_last_fix(
    tracker: TrackerBox, town: Flask, clock: FixedClock
) -> None:
    tracker.drive(clock, 10)
    clock.advance(minutes=31)
    settle(town, clock)
    (end,) = records(town, "patrol_end")
    assert end["properties"]["data"] == {"ended_at": "2026-11-02T04:09:50.000Z", "part_count": 2}
    settle(town, clock)
    assert len(records(town)) == 4


def test_reading_the_numbers_seals_and_ends_what_is_due(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    tracker.drive(clock, 3)
    assert totals(zhao)["patrols"] == 0
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 1
    assert len(records(town, "patrol_end")) == 1


def test_who_is_not_signed_in_sets_nothing_going(
    tracker: TrackerBox, town: Flask, clock: FixedClock
) -> None:
    tracker.drive(clock, 3)
    clock.advance(minutes=31)
    assert town.test_client().get("/api/v1/coverage").status_code == 401
    assert records(town) == []


def test_after_half_an_hour_the_next_drive_is_another_patrol(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    for _ in range(2):
        tracker.drive(clock, 10)
        clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 2
    first, second = records(town, "patrol_end")
    assert first["properties"]["refs"] != second["properties"]["refs"]


def test_a_pause_of_less_is_the_same_patrol(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    for _ in range(2):
        tracker.drive(clock, 10)
        clock.advance(minutes=29)
    assert totals(zhao)["patrols"] == 1
    assert totals(zhao)["recorded_s"] == 2 * (10 * 60 - 10)


def test_what_a_tracker_sends_again_changes_nothing(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    clock.advance(minutes=31)
    numbers = totals(zhao)
    sealed = len(records(town))
    for minutes in (0, 5):
        tracker.report(NOON + timedelta(minutes=minutes))
    clock.advance(minutes=40)
    assert totals(zhao) == numbers
    assert len(records(town)) == sealed


def test_what_a_tracker_kept_without_a_network_joins_the_patrol_that_was_ended(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    clock.advance(minutes=120)
    assert len(records(town, "patrol_end")) == 0
    for n in range(12):
        tracker.report(NOON + timedelta(minutes=10, seconds=10 * n), SEAT[0] + 0.01)
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 1
    assert totals(zhao)["recorded_s"] == 12 * 60 - 10


def test_late_and_early_fixes_come_to_the_same_numbers_as_in_order(
    tracker: TrackerBox, town: Flask, clock: FixedClock, zhao: Person
) -> None:
    times = [before_noon(60) + timedelta(seconds=10 * n) for n in range(60)]
    for at in [*times[30:], *times[:30]]:
        tracker.report(at)
        clock.advance(seconds=11)
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 1
    assert totals(zhao)["recorded_s"] == 590
    assert len(records(town, "patrol")) == 1


@pytest.mark.parametrize("at", [datetime(1999, 12, 31, tzinfo=UTC), NOON + timedelta(minutes=11)])
def test_a_time_that_could_never_count_opens_nothing_and_holds_nothing_back(
    tracker: TrackerBox, town: Flask, clock: FixedClock, at: datetime
) -> None:
    answer = tracker.osmand(lat=29.2, lon=107.3, timestamp=round(at.timestamp()))
    assert (answer.status_code, answer.json) == (200, {"kept": False})
    clock.advance(minutes=31)
    settle(town, clock)
    assert records(town) == []


def test_a_patrol_that_a_supervisor_voided_takes_no_more_fixes(
    tracker: TrackerBox, town: Flask, clock: FixedClock, wang: Person, zhao: Person
) -> None:
    tracker.drive(clock, 6)
    (patrol,) = records(town, "patrol")
    wang.push(make_void(patrol["id"], author="wang"))
    tracker.drive(clock, 6)
    clock.advance(minutes=31)
    assert totals(zhao)["patrols"] == 1
    assert [p["state"] for p in records(town, "patrol")] == ["voided", "applied"]


def test_its_records_are_kept_like_all_others(
    tracker: TrackerBox, town: Flask, clock: FixedClock, wang: Person, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    clock.advance(minutes=31)
    numbers = totals(zhao)
    seen = [f for f in wang.pull()["features"] if f["properties"]["author"] == f"vehicle:{CAR}"]
    assert len(seen) == 4
    claims = [{"id": f["id"], "digest": f["receipt"]["digest"]} for f in seen]
    verified = wang.post("/api/v1/sync/verify", json={"records": claims}).json["results"]
    assert {each["status"] for each in verified} == {"stored"}
    with town.app_context():
        assert rebuild(NANCHUAN) == (1, 0)
    assert totals(zhao) == numbers


def test_an_officer_is_shown_no_track_of_the_vehicle(
    tracker: TrackerBox, clock: FixedClock, chen: Person, he: Person, zhao: Person
) -> None:
    tracker.drive(clock, 10)
    assert chen.sees() == he.sees() == []
    (patrol,) = zhao.sees()
    assert UUID(patrol).version == 7


def test_a_failed_seal_leaves_every_position_where_it_was(
    tracker: TrackerBox, town: Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr("xunhu.feeds.ledger.Ledger.keep", fail)
        tracker.drive(clock, 6)
    assert records(town) == []
    clock.advance(minutes=6)
    settle(town, clock)
    assert len(fixes_in(records(town, "track_segment"))) == 36


def test_power_that_goes_at_the_commit_seals_nothing_twice(
    tracker: TrackerBox, town: Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows that wait go in the transaction that seals them: both or neither."""
    tracker.drive(clock, 3)
    clock.advance(minutes=6)
    with monkeypatch.context() as broken, town.app_context():
        session = db.session()
        broken.setattr(session, "commit", lambda: 1 / 0)
        settle_due(clock.now(UTC))
    assert records(town) == []
    settle(town, clock)
    assert len(fixes_in(records(town, "track_segment"))) == 18


def test_nobody_may_have_a_name_like_a_vehicles(town: Flask) -> None:
    told = {"role": Role.ADMINISTRATOR, "password_hash": "x", "district": NANCHUAN}
    with town.app_context(), pytest.raises(InvalidInput), writing() as session:
        add_user(session, f"vehicle:{CAR}", **told)
