"""What comes down: in the order of the server's numbers, nothing twice, nothing skipped."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from make import (
    NANZHUSHAN,
    digest_of,
    id_of,
    make_amendment,
    make_event,
    make_patrol,
    make_void,
)
from people import NANCHUAN, OUR_PAGE, Person
from xunhu.auth import accounts
from xunhu.db import db, utcnow, writing
from xunhu.records.models import DistrictClock
from xunhu.records.roles import Role
from xunhu.schemas import shanghai_day


def pages(person: Person, limit: int) -> Iterator[dict[str, Any]]:
    """Every page from the start on."""
    page = person.pull(limit=limit)
    yield page
    while page["more"]:
        page = person.pull(limit=limit, cursor=page["next"])
        yield page


def cursor(epoch: object, scope: object, seq: object) -> str:
    return base64.urlsafe_b64encode(json.dumps([epoch, scope, seq]).encode()).decode()


def test_an_empty_district_has_a_page_to_go_on_from(chen: Person) -> None:
    page = chen.pull()
    assert (page["type"], page["features"], page["tombstones"]) == ("FeatureCollection", [], [])
    assert page["more"] is False
    chen.push(make_patrol())
    assert len(chen.pull(cursor=page["next"])["features"]) == 1


def test_a_pulled_feature_is_what_was_sealed_with_its_receipt(chen: Person) -> None:
    patrol = make_patrol(geometry={"type": "Point", "coordinates": [107.1234567, 29.7654321, 9]})
    receipt = chen.push(patrol)[0]
    feature = chen.pull()["features"][0]
    told = feature.pop("receipt")
    assert feature.pop("missing_attachments") == []
    assert feature == json.loads(patrol)
    assert (told["seq"], told["digest"]) == (receipt["seq"], digest_of(patrol))
    assert (told["received_at"], told["sender"]) == (receipt["received_at"], "chen")


def test_pages_hold_every_record_once_and_in_order(chen: Person) -> None:
    records = [make_event() for _ in range(7)]
    chen.push(*records)
    found = list(pages(chen, limit=3))
    assert [len(page["features"]) for page in found] == [3, 3, 1]
    assert [f["id"] for page in found for f in page["features"]] == [id_of(r) for r in records]


def test_a_full_last_page_says_that_no_more_follows(chen: Person) -> None:
    chen.push(*[make_event() for _ in range(4)])
    assert [page["more"] for page in pages(chen, limit=2)] == [True, False]


def test_a_last_cursor_gives_only_what_is_newer(chen: Person) -> None:
    chen.push(make_event())
    done = chen.pull()["next"]
    assert chen.pull(cursor=done)["features"] == []
    newer = make_event()
    chen.push(newer)
    assert [f["id"] for f in chen.pull(cursor=done)["features"]] == [id_of(newer)]


def test_an_empty_cursor_is_none(chen: Person) -> None:
    chen.push(make_event())
    assert len(chen.pull(cursor="")["features"]) == 1


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "x", "1.5", "9" * 5000, "1e2"])
def test_a_limit_is_from_1_to_1000(chen: Person, limit: str) -> None:
    answer = chen.get("/api/v1/sync/pull", limit=limit)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/limit")


def test_an_unknown_parameter_is_refused(chen: Person) -> None:
    answer = chen.get("/api/v1/sync/pull", since="2026-11-01")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/since")


EPOCH, SCOPE = str(UUID(int=7)), "0" * 16


@pytest.mark.parametrize(
    "bad",
    [
        "x", "%%%", "游标", "\x00", "e30=", "bnVsbA==", "A" * 5000,
        cursor(EPOCH, SCOPE, -1), cursor(EPOCH, SCOPE, "1"), cursor(EPOCH, SCOPE, True),
        cursor(EPOCH, SCOPE, 2**53), cursor(EPOCH, SCOPE, 1.5), cursor(EPOCH, None, 1),
        cursor("epoch", SCOPE, 1), cursor(7, SCOPE, 1), cursor([], SCOPE, 1),
    ],
)  # fmt: skip
def test_a_cursor_that_was_never_given_is_refused(chen: Person, bad: str) -> None:
    assert chen.get("/api/v1/sync/pull", cursor=bad).status_code == 422


def test_a_restored_server_makes_everyone_start_again(chen: Person, town: Flask) -> None:
    done = chen.pull()["next"]
    with town.app_context(), writing() as session:
        session.get_one(DistrictClock, NANCHUAN).epoch = uuid4()
    refused = chen.get("/api/v1/sync/pull", cursor=done)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/epoch-changed")
    assert chen.pull()["epoch"] != chen.pull(cursor="")["next"]


@pytest.mark.parametrize(
    ("role", "townships"),
    [(Role.PATROL_OFFICER, [NANZHUSHAN]), (Role.TOWNSHIP_SUPERVISOR, [])],
)
def test_another_post_makes_one_start_again(
    chen: Person, town: Flask, role: Role, townships: list[str]
) -> None:
    done = chen.pull()["next"]
    with town.app_context(), writing() as session:
        user = accounts.find_user(db.session(), "chen")
        accounts.move(session, user, role, townships, shanghai_day(utcnow()))
    refused = chen.get("/api/v1/sync/pull", cursor=done)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/scope-changed")


def test_the_cursor_of_another_user_is_no_way_in(chen: Person, he: Person) -> None:
    assert he.get("/api/v1/sync/pull", cursor=chen.pull()["next"]).status_code == 409


def test_a_page_is_geojson(chen: Person) -> None:
    assert chen.get("/api/v1/sync/pull").content_type == "application/geo+json"


@pytest.mark.parametrize("path", ["pull", "hello"])
def test_a_stranger_gets_nothing(town: Flask, path: str) -> None:
    answer = town.test_client().get(f"/api/v1/sync/{path}", headers=OUR_PAGE)
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/not-signed-in")


def test_hello_tells_clock_epoch_and_limits(chen: Person) -> None:
    chen.push(make_patrol())
    told = chen.get("/api/v1/sync/hello").json
    assert told["server_time"] == "2026-11-02T04:00:00.000Z"
    assert (told["epoch"], told["durable_seq"]) == (chen.pull()["epoch"], 0)
    assert told["limits"]["records"] == 50
    assert told["limits"]["bytes"] == 4 * told["limits"]["record_bytes"] == 1024 * 1024
    assert told["schema_versions"] == [1]
    assert told["minimum_client"]


def standing(page: dict[str, Any]) -> dict[str, str]:
    return {feature["id"]: feature["receipt"]["state"] for feature in page["features"]}


def test_a_record_that_is_voided_comes_again_and_says_so(chen: Person) -> None:
    event = make_event()
    chen.push(event)
    cursor = chen.pull()["next"]
    void = make_void(event)
    chen.push(void)
    assert standing(chen.pull(cursor=cursor)) == {id_of(void): "applied", id_of(event): "voided"}


def test_an_amendment_that_is_voided_comes_again_and_the_record_does_not(chen: Person) -> None:
    event = make_event()
    amendment = make_amendment(event, {"/properties/data/reached_count": 7})
    chen.push(event, amendment)
    cursor = chen.pull()["next"]
    void = make_void(amendment)
    chen.push(void)
    told = {id_of(void): "applied", id_of(amendment): "voided"}
    assert standing(chen.pull(cursor=cursor)) == told


def test_a_revision_stays_its_authors_when_its_record_comes(liu: Person, chen: Person) -> None:
    patrol = make_patrol()
    void = make_void(patrol, author="liu")
    liu.push(void)
    before = liu.sees()
    chen.push(patrol)
    assert before == liu.sees() == [id_of(void)]
    assert standing(chen.pull()) == {id_of(patrol): "applied", id_of(void): "ineffective"}
