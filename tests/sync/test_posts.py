"""Somebody changes post: old work may still be sent, new work only for the new township."""

from datetime import timedelta

import pytest
from flask import Flask

from conftest import FixedClock
from make import MORNING, NANZHUSHAN, make_patrol
from people import Person
from xunhu.auth import accounts
from xunhu.db import db, utcnow, writing
from xunhu.schemas import shanghai_day


@pytest.fixture
def moved(chen: Person, town: Flask) -> Person:
    """Chen, who went from 水江 to 楠竹山 today."""
    with town.app_context(), writing() as session:
        user = accounts.find_user(db.session(), "chen")
        accounts.move(session, user, user.role_of, [NANZHUSHAN], shanghai_day(utcnow()))
    return chen


def test_work_of_the_old_post_is_still_taken(moved: Person) -> None:
    yesterday = (MORNING - timedelta(days=1)).isoformat()
    assert moved.push(make_patrol(occurred_at=yesterday))[0]["status"] == "stored"


def test_the_day_of_the_move_belongs_to_both_posts(moved: Person) -> None:
    ours, theirs = make_patrol(), make_patrol(township=NANZHUSHAN)
    assert [r["status"] for r in moved.push(ours, theirs)] == ["stored", "stored"]


def test_the_old_township_ends_with_the_move(moved: Person, clock: FixedClock) -> None:
    clock.advance(days=1)
    late = make_patrol(occurred_at=(MORNING + timedelta(days=1)).isoformat())
    assert moved.push(late)[0]["problem"]["type"] == "/problems/out-of-scope"


def test_the_new_township_is_open_for_late_entries(moved: Person) -> None:
    last_week = (MORNING - timedelta(days=7)).isoformat()
    late = make_patrol(township=NANZHUSHAN, occurred_at=last_week)
    assert moved.push(late, make_patrol(township=NANZHUSHAN))[0]["status"] == "stored"


def test_a_day_begins_at_midnight_in_shanghai(moved: Person, clock: FixedClock) -> None:
    clock.advance(days=1)
    last_second, first = "2026-11-02T23:59:59+08:00", "2026-11-02T16:00:00Z"
    results = moved.push(make_patrol(occurred_at=last_second), make_patrol(occurred_at=first))
    assert [r["status"] for r in results] == ["stored", "parked"]
