"""A write transaction loses no update and keeps nothing of what was rolled back."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from people import NANCHUAN
from xunhu.db import db, writing
from xunhu.records.clock import lock_district, next_number
from xunhu.records.models import DistrictClock

WRITERS, ROUNDS = 6, 5


def names(app: Flask) -> set[str]:
    """The districts that are there."""
    with app.app_context():
        return set(db.session.scalars(db.select(DistrictClock.name)))


def district(code: str) -> DistrictClock:
    return DistrictClock(district=code, name=code, epoch=uuid4())


def test_no_update_is_lost_among_writers(town: Flask) -> None:
    def count_up(_writer: int) -> None:
        with town.app_context():
            for _ in range(ROUNDS):
                with writing() as session:
                    clock = lock_district(session, NANCHUAN)
                    seen = clock.last_piece
                    time.sleep(0.002)  # others get their chance between reading and writing
                    clock.last_piece = seen + 1

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))
    with town.app_context():
        assert db.session.get_one(DistrictClock, NANCHUAN).last_piece == WRITERS * ROUNDS


def test_what_a_session_had_read_before_is_read_again_under_the_lock(town: Flask) -> None:
    def number_meanwhile() -> None:
        with town.app_context(), writing() as session:
            next_number(lock_district(session, NANCHUAN))

    with town.app_context():
        assert db.session.get_one(DistrictClock, NANCHUAN).last_seq == 0
        with ThreadPoolExecutor(1) as pool:
            pool.submit(number_meanwhile).result()
        with writing() as session:
            assert next_number(lock_district(session, NANCHUAN)) == 2


@pytest.mark.parametrize("is_first", [True, False])
def test_a_savepoint_that_was_rolled_back_keeps_no_rows(town: Flask, is_first: bool) -> None:
    with town.app_context(), writing() as session:
        if not is_first:
            session.add(district("100001"))
            session.flush()
        kept = session.begin_nested()
        session.add(district("100002"))
        session.flush()
        kept.rollback()
        session.add(district("100003"))
    assert names(town) & {"100001", "100002", "100003"} == {"100003"} | (
        set() if is_first else {"100001"}
    )


def test_a_transaction_that_fails_takes_its_kept_savepoints_along(town: Flask) -> None:
    def fail() -> None:
        with writing() as session:
            with session.begin_nested():
                session.add(district("100001"))
            raise FloatingPointError

    with town.app_context(), pytest.raises(FloatingPointError):
        fail()
    assert "100001" not in names(town)


def test_a_row_that_others_refer_to_stays(town: Flask) -> None:
    gone = db.delete(DistrictClock).where(DistrictClock.district == NANCHUAN)
    refused = pytest.raises(IntegrityError)
    with town.app_context(), writing() as session, refused, session.begin_nested():
        session.execute(gone)
    assert "南川区" in names(town)
