"""What an outreach record comes to."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from flask import Flask

from make import ABSENT, make_event
from people import Person
from xunhu.db import db
from xunhu.outreach.models import OutreachEvent

ACTIVITIES = [
    "railway_safety", "legal_lecture", "anti_fraud", "fire_safety",
    "school_visit", "enterprise_visit", "other",
]  # fmt: skip
AUDIENCE = [
    "villagers", "pupils", "teachers", "workers", "merchants",
    "passengers", "drivers", "elders", "other",
]  # fmt: skip


def only_event(app: Flask) -> OutreachEvent:
    with app.app_context():
        return db.session.scalars(db.select(OutreachEvent)).one()


def test_an_event_becomes_a_row(liu: Person, town: Flask) -> None:
    school = str(uuid4())
    liu.push(make_event(author="liu", refs={"target": school}, partners=["水江派出所"]))
    row = only_event(town)
    assert (row.author, row.target, row.venue) == ("liu", UUID(school), "水江镇中心校")
    assert (row.reached_count, row.materials_count, row.staff_count) == (120, 100, 2)
    assert (row.occurred_on, row.ended_at) == (
        date(2026, 11, 2),
        datetime(2026, 11, 2, 2, tzinfo=UTC),
    )


def test_materials_that_nobody_counted_are_none(chen: Person, town: Flask) -> None:
    chen.push(make_event(materials_count=ABSENT))
    assert only_event(town).materials_count == 0


def test_the_day_of_an_event_is_that_of_shanghai(chen: Person, town: Flask) -> None:
    chen.push(make_event(occurred_at="2026-11-01T23:59:59+08:00"))
    assert only_event(town).occurred_on == date(2026, 11, 1)


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_activity_is_taken(chen: Person, activity: str) -> None:
    assert chen.push(make_event(activity=activity))[0]["status"] == "stored"


def test_everyone_may_be_in_the_audience(chen: Person, town: Flask) -> None:
    chen.push(make_event(audience=AUDIENCE))
    assert only_event(town).audience == AUDIENCE


def test_nobody_may_come(chen: Person) -> None:
    assert chen.push(make_event(audience=[], reached_count=0))[0]["status"] == "stored"


def test_an_event_needs_no_place_on_the_map(chen: Person) -> None:
    assert chen.push(make_event(geometry=None))[0]["status"] == "stored"
