"""Answers from blocks that were kept are those from the rows, whatever came in between."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from make import (
    MORNING,
    SEAT,
    line,
    make_amendment,
    make_check_in,
    make_event,
    make_patrol,
    make_segment,
    make_void,
    point,
    rfc3339,
    target_id,
)
from people import Person, make_target
from xunhu.coverage.models import SpanNode
from xunhu.coverage.spans import SHELF
from xunhu.db import db, writing

RANGES = [(0, 0), (6, 0), (29, 0), (29, 9), (99, 70), (400, 0), (0, -9), (20, -30)]


def some_day(dice: random.Random) -> datetime:
    return MORNING - timedelta(days=dice.choice([0, 0, 1, 2, 3, 8, 20, 33, 64, 98]))


def some_records(dice: random.Random, told: list[bytes]) -> list[bytes]:
    """Something that happened on a day, or that changes what was told before."""
    at, told_at = some_day(dice), {"occurred_at": rfc3339(some_day(dice))}
    kind = dice.choice(["ride", "ride", "event", "visit", "late", "amended", "voided"])
    if kind == "ride":
        ride = make_patrol(occurred_at=rfc3339(at))
        return [ride, *[make_segment(ride, began_at=at)][: dice.randint(0, 1)]]
    rides = [record for record in told if b'"kind":"patrol"' in record]
    if kind == "late" and rides:
        return [make_segment(dice.choice(rides), began_at=at, part=dice.randint(1, 2**20))]
    if kind == "amended" and told:
        return [make_amendment(dice.choice(told), {"/properties/occurred_at": rfc3339(at)})]
    if kind == "voided" and told:
        return [make_void(dice.choice(told))]
    if kind == "visit":
        return [make_check_in(target_id("学校"), **told_at)]
    return [make_event(**told_at, refs={"target": str(target_id("学校"))})]


def answers(person: Person) -> list[Any]:
    today = MORNING.date()
    found = []
    for since, until in RANGES:
        days = {
            "from": str(today - timedelta(days=since)),
            "to": str(today - timedelta(days=until)),
        }
        told = person.get("/api/v1/coverage", **days, geometry="none").json
        found.append({**told, "as_of": None})
    return found


def nodes(app: Flask) -> int:
    with app.app_context():
        return db.session.query(SpanNode).count()


def throw_away(app: Flask) -> None:
    """Every block goes, from the database and from memory."""
    with app.app_context(), writing() as session:
        session.execute(db.delete(SpanNode))
        SHELF.memory().found.clear()


@pytest.mark.parametrize("seed", range(4))
def test_what_was_kept_answers_like_the_rows(
    chen: Person, zhao: Person, town: Flask, seed: int
) -> None:
    dice, told = random.Random(seed), list[bytes]()
    with town.app_context():
        make_target("school", "学校", point())
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))
    for _ in range(12):
        records = some_records(dice, told)
        chen.push(*records)
        told += records
        quick = answers(zhao)
        throw_away(town)
        assert answers(zhao) == quick
    assert any(answer["totals"]["railway"]["covered_m"] for answer in answers(zhao))


def test_a_past_block_is_kept_and_thrown_away_with_a_day_of_it(
    chen: Person, zhao: Person, town: Flask
) -> None:
    days = (40, 3)
    chen.push(*(make_event(occurred_at=rfc3339(MORNING - timedelta(days=n))) for n in days))
    assert nodes(town) == 0
    answers(zhao)
    before = nodes(town)
    answers(zhao)
    assert nodes(town) == before > 38
    chen.push(make_event(occurred_at=rfc3339(MORNING - timedelta(days=30))))
    assert before - 14 <= nodes(town) < before


def test_a_day_of_today_is_never_kept(chen: Person, zhao: Person, town: Flask) -> None:
    chen.push(make_event())
    answers(zhao)
    assert nodes(town) == 0


def test_another_district_keeps_its_own(
    chen: Person, zhao: Person, du: Person, town: Flask
) -> None:
    chen.push(make_event(occurred_at=rfc3339(MORNING - timedelta(days=40))))
    answers(zhao)
    before = nodes(town)
    assert all(answer["totals"]["outreach"]["events"] == 0 for answer in answers(du))
    assert nodes(town) == before


def test_a_database_that_cannot_be_written_answers_all_the_same(
    chen: Person, zhao: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise db.exc.OperationalError("INSERT", {}, Exception("disk full"))

    chen.push(make_event(occurred_at=rfc3339(MORNING - timedelta(days=40))))
    monkeypatch.setattr("xunhu.coverage.kept.Shelf.keep", full)
    assert answers(zhao)[5]["totals"]["outreach"]["events"] == 1
    assert nodes(town) == 0


def test_an_answer_does_not_wait_for_a_long_writer(chen: Person, zhao: Person, town: Flask) -> None:
    days = (40, 3)
    chen.push(*(make_event(occurred_at=rfc3339(MORNING - timedelta(days=n))) for n in days))
    with town.app_context():
        writer = db.engine.connect().execution_options(xunhu_writing=True)
    with writer as long, long.begin():
        long.execute(db.text("UPDATE district_clock SET last_seq = last_seq"))
        events = answers(zhao)[5]["totals"]["outreach"]["events"]
    assert (events, nodes(town)) == (2, 0)
    answers(zhao)
    assert nodes(town) > 38
