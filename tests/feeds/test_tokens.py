"""Who issues a token, what it opens, and what it doesn't."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import NOON, FixedClock
from feeds.lane import (
    CAR,
    OSMAND,
    OTHER_CAR,
    OWNTRACKS,
    TOKENS,
    TrackerBox,
    add_car,
    basic,
    bearer,
    issue,
    wanted,
)
from make import make_patrol, sequence
from people import NANCHUAN, OUR_PAGE, Person
from xunhu.auth.models import MachineToken
from xunhu.db import db, writing
from xunhu.feeds.models import Tracker
from xunhu.patrols.models import Vehicle

PLACE = {"lat": "29.2476", "lon": "107.28443"}
pytestmark = pytest.mark.usefixtures("car")


def knocks(town: Flask, headers: dict[str, str] | None = None, **told: str) -> int:
    """What a position sent with these headers and parameters is answered with."""
    client = town.test_client(use_cookies=False)
    asked = {**PLACE, **told}
    return client.get(OSMAND, query_string=asked, headers=headers or {}).status_code


def test_a_token_opens_as_bearer_as_password_and_as_key(town: Flask, sun: Person) -> None:
    token = issue(sun)
    assert knocks(town, bearer(token)) == 200
    assert knocks(town, basic(token)) == 200
    assert knocks(town, key=token) == 200


def test_a_secret_is_shown_once_and_kept_as_its_hash(town: Flask, sun: Person) -> None:
    token = issue(sun)
    assert token not in sun.get(TOKENS).text
    with town.app_context():
        row = db.session.scalars(select(MachineToken)).one()
        assert token.encode() not in row.token_hash


def test_tokens_are_listed_with_their_last_use(town: Flask, sun: Person, clock: FixedClock) -> None:
    token = issue(sun)
    clock.advance(hours=2)
    knocks(town, bearer(token))
    (listed,) = sun.get(TOKENS).json["items"]
    assert (listed["name"], listed["issued_by"]) == ("一号车载", "sun")
    assert listed["used_at"] == "2026-11-02T06:00:00.000Z"
    assert listed["scopes"] == ["write:positions"]


@pytest.mark.parametrize("secret", ["", "xht_", "x" * 43, "密码", "\x00", "a" * 5000])
def test_without_a_token_nobody_reports(town: Flask, sun: Person, secret: str) -> None:
    issue(sun)
    for headers in ({}, basic(secret)):
        assert knocks(town, headers, key=secret.replace("\x00", "")) == 401
    with town.app_context():
        assert db.session.scalars(select(Tracker)).all() == []


def test_a_refusal_asks_for_the_password(town: Flask) -> None:
    """Some clients send it only when they are asked."""
    answer = town.test_client().post("/api/v1/trackers/owntracks", json={})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_sign_in_is_no_token(sun: Person, chen: Person) -> None:
    for person in (sun, chen):
        assert person.get(OSMAND, **PLACE).status_code == 401


def test_a_token_reads_nothing_and_pushes_nothing(town: Flask, sun: Person) -> None:
    headers = {**bearer(issue(sun)), **OUR_PAGE}
    client = town.test_client(use_cookies=False)
    for path in ("auth/me", "coverage?from=2026-11-02&to=2026-11-02", "sync/pull", "auth/tokens"):
        assert client.get(f"/api/v1/{path}", headers=headers).status_code == 403
    told = {**headers, "Content-Type": "application/geo+json-seq"}
    pushed = client.post("/api/v1/sync/push", data=sequence(make_patrol()), headers=told)
    assert pushed.status_code == 403


def test_a_key_opens_the_feeds_alone(town: Flask, sun: Person) -> None:
    client = town.test_client(use_cookies=False)
    answer = client.get("/api/v1/auth/me", query_string={"key": issue(sun)})
    assert answer.status_code == 401


def test_a_revoked_token_opens_nothing_and_stays_in_the_list(town: Flask, sun: Person) -> None:
    token = issue(sun)
    (listed,) = sun.get(TOKENS).json["items"]
    first = sun.post(f"{TOKENS}/{listed['id']}/revoke")
    assert (first.status_code, first.json["revoked_at"]) == (200, "2026-11-02T04:00:00.000Z")
    assert knocks(town, bearer(token)) == 401
    assert sun.post(f"{TOKENS}/{listed['id']}/revoke").json == first.json
    assert len(sun.get(TOKENS).json["items"]) == 1


def test_a_token_ends_on_its_day(town: Flask, sun: Person, clock: FixedClock) -> None:
    token = issue(sun, expires_at=(NOON + timedelta(days=1)).isoformat())
    assert knocks(town, bearer(token)) == 200
    clock.advance(days=1)
    assert knocks(town, bearer(token)) == 401


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"vehicle": str(OTHER_CAR)}, "/vehicle"),
        ({"scopes": ["write:everything"]}, "/scopes/0"),
        ({"scopes": []}, "/scopes"),
        ({"name": ""}, "/name"),
        ({"name": "13812345678"}, "/name"),
        ({"expires_at": NOON.isoformat()}, "/expires_at"),
        ({"role": "administrator"}, "/role"),
    ],
)
def test_a_token_that_will_not_do_is_not_issued(
    sun: Person, changes: dict[str, Any], pointer: str
) -> None:
    answer = sun.post(TOKENS, json=wanted(**changes))
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
    assert sun.get(TOKENS).json["items"] == []


@pytest.mark.parametrize("username", ["chen", "liu", "wang", "zhao"])
def test_only_an_administrator_deals_with_tokens(sign_in: Any, sun: Person, username: str) -> None:
    issue(sun)
    (listed,) = sun.get(TOKENS).json["items"]
    person = sign_in(username)
    assert person.post(TOKENS, json=wanted()).status_code == 403
    assert person.get(TOKENS).status_code == 403
    assert person.post(f"{TOKENS}/{listed['id']}/revoke").status_code == 403


def test_another_district_has_neither_the_vehicle_nor_the_token(sun: Person, du: Person) -> None:
    issue(sun)
    (listed,) = sun.get(TOKENS).json["items"]
    assert du.get(TOKENS).json["items"] == []
    assert du.post(f"{TOKENS}/{listed['id']}/revoke").status_code == 404
    assert du.post(TOKENS, json=wanted()).status_code == 422


def test_a_token_speaks_for_its_vehicle_whatever_id_is_sent(
    town: Flask, sun: Person, tracker: TrackerBox
) -> None:
    add_car(town, OTHER_CAR, name="水江二号")
    tracker.osmand(**PLACE, id=str(OTHER_CAR))
    with town.app_context():
        assert db.session.scalars(select(Tracker.vehicle)).one() != OTHER_CAR


@pytest.mark.parametrize("named", [str(CAR), "水江一号", "渝G·示例01"])
def test_a_token_for_the_fleet_lets_the_tracker_name_its_vehicle(
    town: Flask, sun: Person, named: str
) -> None:
    add_car(town, OTHER_CAR, name="水江二号")
    with town.app_context(), writing() as session:
        session.get_one(Vehicle, (NANCHUAN, CAR)).plate = "渝G·示例01"
    token = issue(sun, vehicle=None)
    assert knocks(town, bearer(token), id=named) == 200
    place = {"_type": "location", "lat": 29.2, "lon": 107.3, "tst": round(NOON.timestamp())}
    headers = basic(token, str(OTHER_CAR))
    assert town.test_client().post(OWNTRACKS, json=place, headers=headers).status_code == 200
    with town.app_context():
        assert set(db.session.scalars(select(Tracker.vehicle))) == {CAR, OTHER_CAR}


@pytest.mark.parametrize("named", ["", "别处的车", "双胞胎", str(OTHER_CAR), "\x00"])
def test_a_token_for_the_fleet_reports_for_no_strangers(
    town: Flask, sun: Person, named: str
) -> None:
    for car in (uuid4(), uuid4()):
        add_car(town, car, name="双胞胎")
    answer = knocks(town, bearer(issue(sun, vehicle=None)), id=named)
    assert answer == 422
    with town.app_context():
        assert db.session.scalars(select(Tracker)).all() == []
