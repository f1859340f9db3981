"""A rebuild that is stopped goes on where it was, and works beside pushes and other processes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from coverage_rig.rebuilt import rows_in
from make import MORNING, make_patrol, make_segment, make_void, rfc3339
from people import NANCHUAN, Person
from xunhu.coverage import rebuild as rebuilding
from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail, Rebuild
from xunhu.coverage.rebuild import Rebuilt, rebuild
from xunhu.db import db, utcnow
from xunhu.patrols.models import TrackSegment

RIDES = 6
NOBODY = UUID("0192f000-0000-7000-8000-00000000dead")


class Stopped(Exception):
    """The plug was pulled."""


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "RECORDS_AT_ONCE", 5)
    monkeypatch.setattr(rebuilding, "PATROLS_AT_ONCE", 1)


@pytest.fixture
def rides(chen: Person) -> list[tuple[bytes, bytes]]:
    """Patrols of one morning, each with a segment, as they were pushed."""
    told = []
    for hour in range(RIDES):
        at = MORNING - timedelta(days=hour)
        patrol = make_patrol(occurred_at=rfc3339(at))
        told.append((patrol, make_segment(patrol, began_at=at)))
        chen.push(*told[-1])
    return told


def lose(town: Flask) -> None:
    """As after a mistake in the rules: nothing is as it should be."""
    with town.app_context():
        for table in (PatrolDay, PatrolTail):
            db.session.execute(db.delete(table))
        db.session.execute(db.update(PatrolDaySum).values(distance_um=7))
        db.session.execute(db.delete(TrackSegment))
        db.session.commit()


def stop_at(portion: int) -> Callable[[int, int], None]:
    def progress(done: int, _all: int) -> None:
        if done == portion:
            raise Stopped

    return progress


@pytest.mark.parametrize("portion", [1, 2, 3, 5, 8])
def test_who_is_stopped_goes_on_there(town: Flask, rides: list[Any], portion: int) -> None:
    before, looked_at = rows_in(town), []
    lose(town)
    with town.app_context():
        with pytest.raises(Stopped):
            rebuild(NANCHUAN, stop_at(portion))
        rest = rebuild(NANCHUAN, lambda done, _all: looked_at.append(done))
        assert db.session.scalars(db.select(Rebuild)).all() == []
    assert rest == (RIDES, RIDES)
    assert rows_in(town) == before
    stretches = -(-2 * RIDES // 5)
    assert len(looked_at) == stretches + RIDES - portion


def test_afresh_begins_anew(town: Flask, rides: list[Any]) -> None:
    with town.app_context():
        with pytest.raises(Stopped):
            rebuild(NANCHUAN, stop_at(5))
        assert rebuild(NANCHUAN, afresh=True) == (RIDES, 0)


def test_what_was_begun_under_other_rules_is_not_gone_on_with(
    town: Flask, rides: list[Any]
) -> None:
    with town.app_context():
        with pytest.raises(Stopped):
            rebuild(NANCHUAN, stop_at(5))
        db.session.execute(db.update(Rebuild).values(rules=0, patrol=None, changed=99))
        db.session.commit()
        assert rebuild(NANCHUAN) == (RIDES, 0)


def test_a_rebuild_tells_how_many_patrols_were_wrong(town: Flask, rides: list[Any]) -> None:
    with town.app_context():
        one = db.session.scalars(db.select(PatrolDaySum)).first()
        assert one is not None
        one.recorded_ms += 1
        db.session.commit()
        assert rebuild(NANCHUAN) == Rebuilt(RIDES, 1)
        assert rebuild(NANCHUAN) == Rebuilt(RIDES, 0)


def test_what_is_pushed_after_its_patrol_was_looked_at_is_not_undone(
    chen: Person, town: Flask, rides: list[tuple[bytes, bytes]]
) -> None:
    later = make_segment(rides[0][0], began_at=MORNING + timedelta(minutes=30), part=1)

    def push_in_between(work: Callable[[Any], Any], portions: Sequence[Any]) -> Iterator[Any]:
        found = [work(portion) for portion in portions]
        chen.push(later, make_void(rides[1][0]))
        return iter(found)

    lose(town)
    with town.app_context():
        rebuild(NANCHUAN, run=push_in_between)
    after = rows_in(town)
    with town.app_context():
        assert rebuild(NANCHUAN) == (RIDES - 1, 0)
    assert rows_in(town) == after


def test_rows_of_a_patrol_that_is_gone_go(town: Flask, rides: list[Any]) -> None:
    before = rows_in(town)
    with town.app_context():
        db.session.add(
            PatrolDaySum(
                district=NANCHUAN,
                day=utcnow().date(),
                township="500119107",
                patrol=NOBODY,
                distance_um=1,
                recorded_ms=1,
                step_count=1,
            )
        )
        db.session.commit()
        assert rebuild(NANCHUAN) == (RIDES + 1, 1)
    assert rows_in(town) == before
