"""Segments of one patrol from several phones at once, and what is left when one fails half way."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from conftest import FixedClock
from coverage_rig.rebuilt import check_rebuilt, rows_in
from make import MORNING, SEAT, id_of, line, make_patrol, make_segment
from people import Person, make_target
from xunhu.coverage import follow
from xunhu.coverage.models import PatrolTail
from xunhu.db import db
from xunhu.records.models import SealedRecord

PHONES, PARTS = 4, 24


@pytest.fixture
def ride(town: Flask, chen: Person, clock: FixedClock) -> list[bytes]:
    """Two minutes of riding along a railway in segments that go on from one to the next."""
    clock.advance(hours=4)
    with town.app_context():
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.05, SEAT[1])))
    ride = make_patrol()
    segments = [
        make_segment(
            ride,
            [(SEAT[0] + (3 * part + n) * 0.0004, SEAT[1]) for n in range(3)],
            began_at=MORNING + timedelta(seconds=15 * part),
            step_s=5,
            part=part,
        )
        for part in range(PARTS)
    ]
    chen.push(ride, segments[0])
    return segments


def test_phones_that_send_at_once_lose_nothing(
    ride: list[bytes], town: Flask, sign_in: Callable[[str], Person]
) -> None:
    def push_each(phone: Person, segments: Sequence[bytes]) -> None:
        for segment in segments:
            assert phone.push(segment)[0]["status"] == "stored"

    phones = [sign_in("chen") for _ in range(PHONES)]
    with ThreadPoolExecutor(PHONES) as pool:
        list(pool.map(push_each, phones, [ride[1 + n :: PHONES] for n in range(PHONES)]))
    with town.app_context():
        tail = db.session.scalars(db.select(PatrolTail)).one()
        assert tail.segment_count == PARTS
    check_rebuilt(town)


def test_a_segment_sent_by_all_at_once_is_added_once(
    ride: list[bytes], town: Flask, sign_in: Callable[[str], Person]
) -> None:
    phones = [sign_in("chen") for _ in range(PHONES)]
    for segment in ride[1:5]:
        with ThreadPoolExecutor(PHONES) as pool:
            list(pool.map(Person.push, phones, [segment] * PHONES))
    check_rebuilt(town)


def break_forgetting(monkeypatch: pytest.MonkeyPatch, wrong: Exception) -> None:
    """From now on following fails, after the rows of the patrol were written."""

    def fail(*_: object) -> None:
        raise wrong

    monkeypatch.setattr(follow, "forget", fail)


def test_what_fails_after_adding_adds_nothing(
    ride: list[bytes], chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_in(town)
    with monkeypatch.context() as broken:
        break_forgetting(broken, FloatingPointError("a track of knots"))
        chen.push(ride[1])
    assert rows_in(town) == before
    with town.app_context():
        row = db.session.scalars(db.select(SealedRecord).filter_by(id=UUID(id_of(ride[1])))).one()
        assert row.state == "unapplied"
    chen.push(ride[2])
    assert rows_in(town) != before
    check_rebuilt(town)


def test_a_database_that_goes_away_leaves_all_as_it_was(
    ride: list[bytes], chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_in(town)
    with monkeypatch.context() as broken:
        break_forgetting(broken, db.exc.OperationalError("INSERT", {}, Exception("disk full")))
        answer = chen.send(b"\x1e" + ride[1] + b"\n")
    assert "stored" not in answer.text
    assert rows_in(town) == before
    assert chen.push(ride[1])[0]["status"] == "stored"
    check_rebuilt(town)
