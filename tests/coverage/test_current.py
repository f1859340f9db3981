"""What is kept in memory is told only while it is true, whichever process changed it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from make import (
    MORNING,
    NANZHUSHAN,
    SEAT,
    SHUIJIANG,
    make_event,
    make_hazard,
    make_hazard_step,
    point,
    rfc3339,
    square,
)
from people import NANCHUAN, Person, make_target
from xunhu import statements
from xunhu.app import create_app
from xunhu.coverage.answer import coverage
from xunhu.coverage.models import SpanNode
from xunhu.coverage.ranges import Range
from xunhu.db import db, writing
from xunhu.settings import Settings
from xunhu.targets.apply import note_change, relocate
from xunhu.townships.locate import locator
from xunhu.townships.models import Township

TODAY = MORNING.date()
SINCE = TODAY - timedelta(days=40)
LONG_AGO = rfc3339(MORNING - timedelta(days=20))


@pytest.fixture
def next_door(town: Flask, settings: Settings) -> Iterator[Person]:
    """Zhao, answered by another process: it shares nothing but the database."""
    other = create_app(settings)
    other.testing = True
    yield Person(other, "zhao")
    with other.app_context():
        db.engine.dispose()


def read(person: Person) -> dict[str, Any]:
    """Coverage of forty days by township, the totals under ""."""
    asked = {"from": SINCE.isoformat(), "to": TODAY.isoformat(), "geometry": "none"}
    answer = person.get("/api/v1/coverage", **asked).json
    here = {one["id"]: one["properties"] for one in answer["features"]}
    return here | {"": answer["totals"]}


def events(*people: Person) -> list[int]:
    return [read(person)[""]["outreach"]["events"] for person in people]


def test_what_another_process_stored_is_told_at_once(
    chen: Person, zhao: Person, next_door: Person
) -> None:
    assert events(zhao, next_door) == [0, 0]
    for told, at in enumerate((LONG_AGO, LONG_AGO, rfc3339(MORNING)), start=1):
        chen.push(make_event(occurred_at=at))
        assert events(next_door, zhao) == [told, told]


def test_two_processes_that_make_the_same_blocks_tell_the_same(
    chen: Person, zhao: Person, next_door: Person, town: Flask
) -> None:
    chen.push(make_event(occurred_at=LONG_AGO), make_event(occurred_at=rfc3339(MORNING)))
    first = read(zhao)
    with town.app_context(), writing() as session:
        session.execute(db.delete(SpanNode))
    assert [read(person) for person in (next_door, zhao, next_door, zhao)] == [first] * 4


def test_a_hazard_that_another_process_saw_closed_is_closed(
    chen: Person, wang: Person, next_door: Person
) -> None:
    hazard = make_hazard()
    chen.push(hazard)
    assert read(next_door)[""]["hazards"]["open"] == 1
    wang.push(make_hazard_step(hazard, "verified", author="wang"))
    assert read(next_door)[""]["hazards"] == {"opened": 1, "open": 0, "overdue": 0, "closed": 1}


def test_a_target_that_another_process_added_counts(town: Flask, next_door: Person) -> None:
    assert read(next_door)[""]["school"] is None
    with town.app_context():
        make_target("school", "学校", point())
    assert read(next_door)[SHUIJIANG]["school"]["count"] == 1


def test_a_boundary_that_another_process_moved_holds(town: Flask, next_door: Person) -> None:
    with town.app_context():
        make_target("school", "学校", point())
    assert read(next_door)[SHUIJIANG]["school"]["count"] == 1
    with town.app_context(), writing() as session:
        row = session.get_one(Township, (NANCHUAN, SHUIJIANG))
        row.boundary = square(SEAT[0] + 0.5, SEAT[1])
        note_change(session, NANCHUAN)
        session.flush()
        relocate(session, NANCHUAN, locator(NANCHUAN))
    found = read(next_door)
    assert [found[code]["school"] for code in (SHUIJIANG, NANZHUSHAN, "")] == [None] * 3


def test_a_shut_target_counts_from_the_day_after(town: Flask) -> None:
    shut = {"status": "inaccessible", "status_until_on": TODAY - timedelta(days=3)}
    with town.app_context():
        make_target("school", "学校", point(), **shut)
        make_target("school", "另一所", point())
        counts = [
            coverage(db.session(), Range(NANCHUAN, SINCE, TODAY - timedelta(days=n)), TODAY)[""]
            for n in (0, 3, 2, 4)
        ]
    assert [one["school"]["count"] for one in counts] == [2, 1, 2, 1]


def test_what_is_known_takes_one_question_to_the_database(
    chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    chen.push(make_event(occurred_at=LONG_AGO), make_hazard())
    asked: list[str] = []
    with town.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        straight = statements._cursor
        monkeypatch.setattr(
            statements, "_cursor", lambda s, one: asked.append(one.text) or straight(s, one)
        )
        for _ in range(3):
            db.session.remove()
            asked.clear()
            coverage(db.session(), Range(NANCHUAN, SINCE, TODAY), TODAY)
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
