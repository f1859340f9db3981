"""A lost phone is shut out: who may do it, what it is told, and how it comes back."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from make import make_patrol, sequence
from people import Person
from xunhu.auth.models import LoginSession
from xunhu.db import db

ME, LOGIN = "/api/v1/auth/me", "/api/v1/auth/login"
DEVICES = "/api/v1/devices"
REVOKED = (401, "/problems/device-revoked")
OnDevice = Callable[[str, str], Person]


def revoke(person: Person, device: str = "p-1", **sent: object):
    return person.post(f"{DEVICES}/{device}/revoke", **sent)


def reinstate(person: Person, device: str = "p-1"):
    return person.post(f"{DEVICES}/{device}/reinstate")


def outcome(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["type"]


@pytest.fixture
def phone(on_device: OnDevice) -> Person:
    """陈 on a phone of his own."""
    return on_device("chen", "p-1")


def test_a_revoked_phone_is_out_in_the_middle_of_its_work(phone: Person, wang: Person) -> None:
    phone.push(make_patrol())
    assert revoke(wang).status_code == 200
    assert outcome(phone.send(sequence(make_patrol()))) == REVOKED
    for path in (ME, DEVICES, "/api/v1/sync/pull", "/api/v1/sync/hello", "/api/v1/townships"):
        assert outcome(phone.get(path)) == REVOKED


def test_it_is_told_in_words(phone: Person, wang: Person) -> None:
    revoke(wang)
    assert phone.get(ME).json["title"] == "这台设备已被停用；尚未上传的记录仍在设备上"


def test_who_did_it_when_and_why_is_kept(phone: Person, wang: Person) -> None:
    told = revoke(wang, json={"reason": "落在班车上"}).json
    assert (told["revoked_by"], told["revoke_reason"]) == ("wang", "落在班车上")
    assert told["revoked_at"] == "2026-11-02T04:00:00.000Z"
    assert wang.get(DEVICES).json["items"] == [told]


def test_revoking_twice_keeps_the_first(phone: Person, wang: Person, sun: Person, clock) -> None:
    first = revoke(wang, json={"reason": "丢失"}).json
    clock.advance(minutes=5)
    assert revoke(sun, json={"reason": "another"}).json == first


def test_it_stays_out_for_as_long_as_the_sign_in_lasts(phone: Person, wang: Person, clock) -> None:
    revoke(wang)
    clock.advance(days=89)
    assert outcome(phone.get(ME)) == REVOKED
    clock.advance(days=2)
    assert outcome(phone.get(ME)) == (401, "/problems/not-signed-in")


def test_a_revoked_phone_is_not_seen_any_more(phone: Person, sun: Person, clock) -> None:
    revoke(sun)
    clock.advance(hours=2)
    phone.get(ME)
    assert sun.get(DEVICES).json["items"][0]["last_seen_at"] == "2026-11-02T04:00:00.000Z"


def test_signing_in_on_it_is_refused_after_the_password(
    phone: Person, wang: Person, sign_in_on
) -> None:
    revoke(wang)
    assert outcome(sign_in_on("chen", "p-1")) == REVOKED
    assert outcome(sign_in_on("liu", "p-1", at=phone)) == REVOKED
    wrong = sign_in_on("chen", "p-1", at=phone, password="wrong")
    assert outcome(wrong) == (401, "/problems/bad-credentials")


def test_a_refused_sign_in_leaves_no_trace(
    phone: Person, wang: Person, sign_in_on, town: Flask
) -> None:
    told = revoke(wang).json
    assert "Set-Cookie" not in sign_in_on("liu", "p-1", at=phone).headers
    assert wang.get(DEVICES).json["items"] == [told]
    with town.app_context():
        asked = db.select(LoginSession.username).where(LoginSession.device == "p-1")
        assert db.session.scalars(asked).all() == ["chen"]


def test_the_user_goes_on_at_another_phone(phone: Person, wang: Person, sign_in_on) -> None:
    revoke(wang)
    assert sign_in_on("chen", "p-2", at=phone).status_code == 200
    assert phone.get(ME).status_code == 200


def test_a_sign_in_without_an_id_is_no_device_s(phone: Person, wang: Person, town: Flask) -> None:
    revoke(wang)
    assert Person(town, "chen").get(ME).status_code == 200


def test_both_users_of_a_shared_phone_are_out(on_device: OnDevice, wang: Person) -> None:
    chen, liu = on_device("chen", "p-1"), on_device("liu", "p-1")
    assert revoke(wang).json["users"] == ["chen", "liu"]
    assert [outcome(person.get(ME)) for person in (chen, liu)] == [REVOKED, REVOKED]


def test_who_signs_out_there_is_signed_out_after_it_comes_back(phone: Person, wang: Person) -> None:
    token = phone.client.get_cookie("xunhu_session").value
    revoke(wang)
    assert phone.post("/api/v1/auth/logout").status_code == 204
    reinstate(wang)
    phone.client.set_cookie("xunhu_session", token)
    assert outcome(phone.get(ME)) == (401, "/problems/not-signed-in")


def test_a_reinstated_phone_sends_what_it_kept(phone: Person, wang: Person, sign_in_on) -> None:
    revoke(wang, json={"reason": "丢失"})
    told = reinstate(wang).json
    assert (told["revoked_at"], told["revoked_by"], told["revoke_reason"]) == (None, None, None)
    assert phone.push(make_patrol())[0]["status"] == "stored"
    assert sign_in_on("chen", "p-1").status_code == 200


def test_reinstating_what_was_not_revoked_changes_nothing(phone: Person, sun: Person) -> None:
    assert reinstate(sun).json == sun.get(DEVICES).json["items"][0]


@pytest.mark.parametrize("username", ["chen", "wang", "sun"])
def test_its_user_the_supervisor_and_the_administrator_may(
    phone: Person, town: Flask, username: str
) -> None:
    assert revoke(Person(town, username)).status_code == 200
    assert outcome(phone.get(ME)) == REVOKED


@pytest.mark.parametrize("username", ["liu", "zhao", "he", "tan", "du"])
def test_nobody_else_finds_it(phone: Person, town: Flask, username: str) -> None:
    person = Person(town, username)
    refused, random = (revoke(person, device).json for device in ("p-1", "p-2"))
    assert {**refused, "instance": ""} == {**random, "instance": ""}
    assert refused["type"] == "/problems/not-found"
    assert phone.get(ME).status_code == 200


@pytest.mark.parametrize(("username", "status"), [("chen", 403), ("zhao", 403), ("du", 404)])
def test_only_who_supervises_it_lets_it_in_again(
    phone: Person, town: Flask, wang: Person, username: str, status: int
) -> None:
    revoke(wang)
    assert reinstate(Person(town, username)).status_code == status
    assert outcome(phone.get(ME)) == REVOKED


def test_a_supervisor_shuts_out_no_phone_of_another_township(
    on_device: OnDevice, wang: Person, sun: Person
) -> None:
    he = on_device("he", "p-1")
    assert (revoke(wang).status_code, he.get(ME).status_code) == (404, 200)
    revoke(sun)
    assert reinstate(wang).status_code == 404


def test_another_page_can_not_shut_it_out(phone: Person) -> None:
    refused = phone.client.post(f"{DEVICES}/p-1/revoke")
    assert outcome(refused) == (403, "/problems/csrf-rejected")


def test_a_stranger_can_not_either(phone: Person, town: Flask) -> None:
    assert town.test_client().post(f"{DEVICES}/p-1/revoke").status_code == 401
    assert phone.get(ME).status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 200), ({"json": {}}, 200), ({"json": {"reason": "丢" * 500}}, 200),
        ({"json": {"reason": "丢" * 501}}, 422), ({"json": {"reason": None}}, 422),
        ({"json": {"reason": "打 13800138000 问"}}, 422), ({"json": {"why": "x"}}, 422),
        ({"json": []}, 422), ({"data": "x"}, 415),
        ({"data": b"{", "content_type": "application/json"}, 400),
    ],
)  # fmt: skip
def test_a_reason_may_be_given(phone: Person, wang: Person, sent: dict, status: int) -> None:
    assert revoke(wang, **sent).status_code == status
    assert phone.get(ME).status_code == (401 if status == 200 else 200)


@pytest.mark.parametrize("device", ["手机/一", "a b", "%", "?", "x" * 60])
def test_whatever_id_it_gave_it_can_be_shut_out(
    on_device: OnDevice, sun: Person, device: str
) -> None:
    person = on_device("chen", device)
    assert sun.post(f"{DEVICES}/{quote(device, safe='')}/revoke").status_code == 200
    assert outcome(person.get(ME)) == REVOKED


@pytest.mark.parametrize("device", ["%00", "x" * 61, "%ff", "%ED%A0%80"])
def test_what_no_device_is_called_is_not_found(sun: Person, device: str) -> None:
    assert (revoke(sun, device).status_code, reinstate(sun, device).status_code) == (404, 404)
