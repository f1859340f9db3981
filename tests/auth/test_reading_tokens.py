"""Machines that read: what their tokens open, and what they don't."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from conftest import NOON, FixedClock
from feeds.lane import TOKENS
from make import id_of, make_event, make_patrol, make_segment, make_sitting
from people import Person

DAYS = "from=2026-11-01&to=2026-11-03"
COVERAGE = ("/townships", "/targets", f"/coverage?{DAYS}", f"/coverage/500119108/targets?{DAYS}")
RECORDS = ("/records", "/sync/pull")
ELSEWHERE = ("/auth/me", "/devices", "/vehicles", "/parked", "/sync/hello", "/auth/tokens")
Asks = Callable[..., Any]


@pytest.fixture
def token(sun: Person) -> Callable[..., str]:
    """A token with these scopes."""

    def issue(*scopes: str, **told: Any) -> str:
        answer = sun.post(TOKENS, json={"name": "大屏", "scopes": list(scopes), **told})
        assert answer.status_code == 201, answer.text
        return str(answer.json["token"])  # type: ignore[index]

    return issue


@pytest.fixture
def asks(town: Flask) -> Asks:
    """What a machine with a token is answered."""
    client = town.test_client(use_cookies=False)

    def ask(token: str, path: str, method: str = "GET", **sent: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        return client.open(f"/api/v1{path}", method=method, headers=headers, **sent)

    return ask


@pytest.mark.parametrize(
    ("scope", "opened", "shut"),
    [("read:coverage", COVERAGE, RECORDS), ("read:records", RECORDS, COVERAGE)],
)
def test_a_scope_opens_its_own_and_nothing_else(
    token: Callable[..., str], asks: Asks, scope: str, opened: Any, shut: Any
) -> None:
    secret = token(scope)
    assert {path: asks(secret, path).status_code for path in opened} == dict.fromkeys(opened, 200)
    shut = (*shut, *ELSEWHERE)
    assert {path: asks(secret, path).status_code for path in shut} == dict.fromkeys(shut, 403)


def test_two_scopes_open_both(token: Callable[..., str], asks: Asks) -> None:
    secret = token("read:coverage", "read:records")
    assert {asks(secret, path).status_code for path in (*COVERAGE, *RECORDS)} == {200}


def test_records_come_without_sittings_and_raw_tracks(
    token: Callable[..., str], asks: Asks, chen: Person, liu: Person
) -> None:
    ride, event, sitting = make_patrol(), make_event(), make_sitting()
    chen.push(ride, make_segment(ride), event)
    liu.push(sitting)
    told = asks(token("read:records"), "/records").json["features"]
    assert {one["id"] for one in told} == {id_of(ride), id_of(event)}


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_a_reading_token_writes_nothing(token: Callable[..., str], asks: Asks, method: str) -> None:
    secret = token("read:coverage", "read:records")
    assert asks(secret, "/targets", method, json={}).status_code == 403
    assert asks(secret, "/sync/push", method, data=b"").status_code == 403


def test_a_token_for_positions_reads_nothing(token: Callable[..., str], asks: Asks) -> None:
    secret = token("write:positions")
    assert {asks(secret, path).status_code for path in (*COVERAGE, *RECORDS)} == {403}


def test_what_was_revoked_or_is_over_or_never_was_is_answered_401(
    token: Callable[..., str], asks: Asks, sun: Person, clock: FixedClock
) -> None:
    over = token("read:coverage", expires_at=(NOON + timedelta(hours=1)).isoformat())
    revoked = token("read:coverage")
    listed = sun.get(TOKENS).json["items"]
    for one in listed:
        if one["expires_at"] is None:
            sun.post(f"{TOKENS}/{one['id']}/revoke")
    clock.advance(hours=2)
    for secret in (over, revoked, "xht_" + "x" * 43):
        assert asks(secret, "/townships").status_code == 401


def test_another_district_is_not_there(token: Callable[..., str], asks: Asks, tan: Person) -> None:
    event = make_event(township="500199001", author="tan")
    tan.push(event)
    secret = token("read:records", "read:coverage")
    assert asks(secret, f"/records/{id_of(event)}").status_code == 404
    assert {one["id"][:6] for one in asks(secret, "/townships").json["features"]} == {"500119"}


def test_a_session_is_worth_more_than_a_token(chen: Person, token: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {token('read:records')}"}
    assert chen.client.get("/api/v1/auth/me", headers=headers).status_code == 200
