"""The list of devices: what it tells of one, whose devices somebody sees, page by page."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from make import NANZHUSHAN
from people import Person
from xunhu.auth import accounts
from xunhu.db import writing

DEVICES = "/api/v1/devices"
OnDevice = Callable[[str, str], Person]


def seen_by(person: Person, **asked: str) -> list[str]:
    answer = person.get(DEVICES, **asked)
    assert answer.status_code == 200, answer.text
    return [device["id"] for device in answer.json["items"]]


def test_signing_in_registers_the_device(on_device: OnDevice) -> None:
    [device] = on_device("chen", "p-1").get(DEVICES).json["items"]
    assert device == {
        "id": "p-1",
        "name": "chen 的手机",
        "username": "chen",
        "users": ["chen"],
        "first_seen_at": "2026-11-02T04:00:00.000Z",
        "last_seen_at": "2026-11-02T04:00:00.000Z",
        "revoked_at": None,
        "revoked_by": None,
        "revoke_reason": None,
        "unsent": None,
        "reported_at": None,
        "before_restore": False,
    }


def test_a_device_without_an_id_is_on_no_list(chen: Person, sun: Person) -> None:
    assert seen_by(chen) == seen_by(sun) == []


def test_an_empty_id_is_none(sign_in_on, sun: Person) -> None:
    assert sign_in_on("chen", "").status_code == 200
    assert seen_by(sun) == []


def test_signing_in_again_renews_it(on_device: OnDevice, clock) -> None:
    on_device("chen", "p-1")
    clock.advance(days=2)
    [device] = on_device("wang", "p-1").get(DEVICES).json["items"]
    assert (device["username"], device["name"]) == ("wang", "wang 的手机")
    assert device["users"] == ["chen", "wang"]
    assert device["first_seen_at"] == "2026-11-02T04:00:00.000Z"
    assert device["last_seen_at"] == "2026-11-04T04:00:00.000Z"


def test_who_signed_out_is_no_longer_on_it(on_device: OnDevice, sun: Person) -> None:
    chen, _ = on_device("chen", "p-1"), on_device("wang", "p-1")
    chen.post("/api/v1/auth/logout")
    assert sun.get(DEVICES).json["items"][0]["users"] == ["wang"]


def test_a_contact_is_written_down_at_most_once_an_hour(on_device: OnDevice, clock) -> None:
    chen = on_device("chen", "p-1")
    for minutes, seen_at in [(59, "04:00:00"), (2, "05:01:00"), (58, "05:01:00")]:
        clock.advance(minutes=minutes)
        told = chen.get(DEVICES).json["items"][0]["last_seen_at"]
        assert told == f"2026-11-02T{seen_at}.000Z"


@pytest.fixture
def phones(on_device: OnDevice, clock) -> None:
    """Everybody's phone, signed in one after the other."""
    for username in ("chen", "wang", "liu", "zhao", "sun", "he", "tan", "du"):
        clock.advance(minutes=1)
        on_device(username, f"p-{username}")


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("sun", ["p-he", "p-sun", "p-zhao", "p-liu", "p-wang", "p-chen"]),
        ("wang", ["p-liu", "p-wang", "p-chen"]),
        ("chen", ["p-chen"]),
        ("liu", ["p-liu"]),
        ("zhao", ["p-zhao"]),
        ("he", ["p-he"]),
        ("tan", ["p-tan"]),
        ("du", ["p-du", "p-tan"]),
    ],
)
def test_everybody_sees_those_they_answer_for(
    phones: None, town: Flask, username: str, seen: list[str]
) -> None:
    assert seen_by(Person(town, username)) == seen


def test_a_stranger_sees_none(town: Flask) -> None:
    assert town.test_client().get(DEVICES).status_code == 401


def test_a_phone_that_a_colleague_took_over_is_the_colleague_s(on_device: OnDevice) -> None:
    chen, liu = on_device("chen", "p-1"), on_device("liu", "p-1")
    assert (seen_by(chen), seen_by(liu)) == ([], ["p-1"])


def test_a_supervisor_sees_a_phone_as_long_as_somebody_of_theirs_is_on_it(
    on_device: OnDevice, wang: Person
) -> None:
    chen, _ = on_device("chen", "p-1"), on_device("he", "p-1")
    assert seen_by(wang) == ["p-1"]
    chen.post("/api/v1/auth/logout")
    assert seen_by(wang) == []


def test_a_sign_in_that_ran_out_puts_nobody_on_a_phone(on_device: OnDevice, town: Flask, clock):
    on_device("chen", "p-1")
    he = on_device("he", "p-1")
    clock.advance(days=60)
    assert he.get(DEVICES).json["items"][0]["users"] == ["chen", "he"]
    clock.advance(days=31)
    assert he.get(DEVICES).json["items"][0]["users"] == ["he"]
    assert seen_by(Person(town, "wang")) == []


def test_a_move_takes_the_phone_along(on_device: OnDevice, town: Flask, wang: Person) -> None:
    on_device("chen", "p-1")
    with town.app_context(), writing() as session:
        chen = accounts.find_user(session, "chen")
        accounts.move(session, chen, chen.role_of, [NANZHUSHAN], date(2026, 11, 2))
    assert seen_by(wang) == []


def test_the_same_id_in_another_district_is_another_device(on_device: OnDevice) -> None:
    sun, du = on_device("sun", "p-1"), on_device("du", "p-1")
    assert sun.get(DEVICES).json["items"][0]["users"] == ["sun"]
    assert du.get(DEVICES).json["items"][0]["users"] == ["du"]


def test_pages_join_into_the_whole_list(phones: None, sun: Person) -> None:
    found, cursor = [], {}
    while cursor is not None:
        page = sun.get(DEVICES, limit="2", **cursor).json
        found += [device["id"] for device in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert found == seen_by(sun)


def test_devices_of_one_moment_are_paged_as_well(on_device: OnDevice, sun: Person) -> None:
    for number in range(3):
        on_device("chen", f"p-{number}")
    first = sun.get(DEVICES, limit="2").json
    assert seen_by(sun, limit="2", cursor=first["next"]) == ["p-0"]


@pytest.mark.parametrize(
    "asked",
    [
        {"cursor": "x"}, {"cursor": "WyIyMDI2Il0"}, {"cursor": "WzEsMl0"}, {"cursor": "MQ"},
        {"cursor": "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwiYSJd"}, {"limit": "0"},
        {"cursor": "WyIyMDI2LTExLTAyVDA0OjAwOjAwKzAwOjAwIiwiXHUwMDAwIl0"},
        {"silent_days": "-1"}, {"silent_days": "1e9"}, {"missing": "maybe"}, {"district": "500199"},
    ],
)  # fmt: skip
def test_a_bad_question_is_refused(sun: Person, asked: dict[str, str]) -> None:
    assert sun.get(DEVICES, **asked).status_code == 422
