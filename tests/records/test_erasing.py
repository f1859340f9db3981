"""Erasing for privacy: the bytes go, the number stays, and every phone hears of it."""

from datetime import date
from uuid import UUID

from flask import Flask

from make import (
    NANZHUSHAN,
    digest_of,
    id_of,
    make_amendment,
    make_event,
    make_patrol,
    make_record,
    make_segment,
)
from people import NANCHUAN, Person
from xunhu.auth import accounts
from xunhu.db import db, unsqueeze, writing
from xunhu.outreach.models import OutreachEvent
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase
from xunhu.records.models import ParkedRecord, Revision, SealedRecord

VENUE = "/properties/data/venue"


def erased(app: Flask, record: bytes) -> bool:
    with app.app_context(), writing() as session:
        return erase(session, lock_district(session, NANCHUAN), UUID(id_of(record)))


def contents(app: Flask) -> list[bytes]:
    with app.app_context():
        tables = (SealedRecord, ParkedRecord)
        return [c for table in tables for c in db.session.scalars(db.select(table.content))]


def test_an_erased_record_is_a_tombstone_for_those_who_had_it(chen: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event)
    cursor = chen.pull()["next"]
    assert erased(town, event)
    page = chen.pull(cursor=cursor)
    assert (page["tombstones"], page["features"]) == ([id_of(event)], [])
    assert contents(town) == [b""]


def test_who_recorded_it_is_told_after_moving_away(chen: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event)
    with town.app_context(), writing() as session:
        user = accounts.find_user(session, "chen")
        assert user is not None
        accounts.move(session, user, user.role_of, [NANZHUSHAN], date(2026, 11, 2))
    erased(town, event)
    page = chen.pull()
    assert (page["tombstones"], page["features"]) == ([id_of(event)], [])


def test_a_stranger_is_not_told(chen: Person, he: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event)
    erased(town, event)
    assert he.pull()["tombstones"] == []


def test_it_counts_for_nothing(chen: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event)
    erased(town, event)
    with town.app_context():
        assert db.session.scalars(db.select(OutreachEvent)).all() == []


def test_its_amendments_go_with_it(chen: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event, make_amendment(event, {VENUE: "张三家"}))
    erased(town, event)
    assert contents(town) == [b"", b""]
    assert len(chen.pull()["tombstones"]) == 2
    with town.app_context():
        assert db.session.scalars(db.select(Revision)).all() == []


def test_what_was_parked_about_it_goes_with_it(chen: Person, town: Flask) -> None:
    event, other = make_event(), make_event()
    chen.push(event, other)
    about, elsewhere = (make_amendment(e, {VENUE: 1}) for e in (event, other))
    assert [r["status"] for r in chen.push(about, elsewhere)] == ["parked", "parked"]
    erased(town, event)
    left = [content for content in contents(town) if content]
    assert sorted(map(unsqueeze, left)) == sorted([other, elsewhere])
    assert [r["status"] for r in chen.push(about)] == ["erased"]


def test_a_parked_amendment_is_erased_alone(chen: Person, town: Flask) -> None:
    event = make_event()
    parked = make_amendment(event, {VENUE: 1})
    chen.push(event, parked)
    assert erased(town, parked)
    assert [unsqueeze(content) for content in contents(town) if content] == [event]
    assert not erased(town, parked)


def test_an_erased_amendment_leaves_the_record_as_it_was(chen: Person, town: Flask) -> None:
    event = make_event(venue="码头")
    amendment = make_amendment(event, {VENUE: "张三家"})
    chen.push(event, amendment)
    erased(town, amendment)
    record = chen.get(f"/api/v1/records/{id_of(event)}").json
    assert record["properties"]["data"]["venue"] == "码头"  # type: ignore[index]


def test_whoever_sends_it_again_is_told(chen: Person, town: Flask) -> None:
    event = make_event()
    chen.push(event)
    erased(town, event)
    other = make_event(id=id_of(event))
    assert [r["status"] for r in chen.push(event, other)] == ["erased", "erased"]
    claims = {"records": [{"id": id_of(event), "digest": digest_of(event)}]}
    answer = chen.post("/api/v1/sync/verify", json=claims)
    assert answer.json["results"][0]["status"] == "erased"  # type: ignore[index]


def test_a_parked_record_is_erased_too(chen: Person, wang: Person, town: Flask) -> None:
    parked = make_record("hail", {})
    chen.push(parked)
    assert erased(town, parked)
    assert contents(town) == [b""]
    assert chen.push(parked)[0]["status"] == "erased"
    assert chen.pull()["tombstones"] == [id_of(parked)]
    assert wang.get("/api/v1/parked", state="decided").json["items"] == []  # type: ignore[index]


def test_a_segment_leaves_its_patrol(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    segment = make_segment(patrol)
    chen.push(patrol, segment)
    erased(town, segment)
    day = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}
    totals = chen.get("/api/v1/coverage", **day).json["totals"]  # type: ignore[index]
    assert (totals["patrols"], totals["distance_m"]) == (1, 0)


def test_nothing_is_erased_twice(chen: Person, town: Flask) -> None:
    event, parked = make_event(), make_record("hail", {})
    chen.push(event, parked)
    for record in (event, parked):
        assert [erased(town, record), erased(town, record)] == [True, False]
    assert not erased(town, make_event())
