"""Signing in and out: what the session is, how long it lasts, and who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from make import NANZHUSHAN, SHUIJIANG
from people import OUR_PAGE, PASSWORD, Person, credentials
from xunhu.auth import accounts
from xunhu.auth.models import LoginSession
from xunhu.db import db, utcnow, writing

ME, LOGIN, LOGOUT = "/api/v1/auth/me", "/api/v1/auth/login", "/api/v1/auth/logout"


def sign_in(app: Flask, **sent: Any) -> TestResponse:
    return app.test_client().post(LOGIN, **sent)


def cookie_of(answer: TestResponse) -> dict[str, str]:
    """The parts of the session cookie, names in lower case."""
    parts = answer.headers["Set-Cookie"].split("; ")
    pairs = (part.partition("=") for part in parts)
    return {name.lower(): value for name, _, value in pairs}


def test_who_signs_in_is_told_who_they_are(town: Flask) -> None:
    answer = sign_in(town, json=credentials("wang"))
    user = answer.json["user"]
    assert answer.status_code == 200
    assert {"id", "username", "name", "role", "townships"} <= set(user)
    assert (user["username"], user["role"]) == ("wang", "township_supervisor")
    assert user["townships"] == [SHUIJIANG]


def test_me_is_the_same_user(chen: Person) -> None:
    assert chen.get(ME).json["user"]["username"] == "chen"


def test_a_viewer_belongs_to_no_township(zhao: Person) -> None:
    assert zhao.get(ME).json["user"]["townships"] == []


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(town: Flask) -> None:
    cookie = cookie_of(sign_in(town, json=credentials("chen")))
    assert {"httponly", "max-age", "samesite"} <= set(cookie)
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert cookie["max-age"] == str(90 * 24 * 3600)
    assert len(cookie["xunhu_session"]) >= 40


def test_over_https_the_cookie_is_sent_over_https_alone(town: Flask) -> None:
    answer = sign_in(town, json=credentials("chen"), base_url="https://localhost")
    assert "secure" in cookie_of(answer)


def test_the_token_itself_is_not_in_the_database(town: Flask) -> None:
    token = cookie_of(sign_in(town, json=credentials("chen")))["xunhu_session"]
    with town.app_context():
        kept = db.session.scalars(db.select(LoginSession)).one()
    assert token.encode() not in kept.token_hash
    assert len(kept.token_hash) == 32


def test_the_device_is_written_down(town: Flask) -> None:
    sign_in(town, json={**credentials("chen"), "device_id": "d-1", "device_name": "陈的手机"})
    with town.app_context():
        kept = db.session.scalars(db.select(LoginSession)).one()
    assert (kept.device, kept.device_name) == ("d-1", "陈的手机")


def test_passwords_are_hashed_with_argon2id(town: Flask) -> None:
    with town.app_context():
        kept = accounts.find_user(db.session(), "chen").password_hash
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("chen", "wrong"), ("nobody", PASSWORD), ("Chen", PASSWORD), ("chen", PASSWORD + " "),
        ("chen", " "), ("' OR 1=1 --", "x"), ("陈", "密码"),
    ],
)  # fmt: skip
def test_every_wrong_sign_in_looks_alike(town: Flask, username: str, password: str) -> None:
    answer = sign_in(town, json=credentials(username, password))
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/bad-credentials")
    assert answer.json["detail"] == "用户名或密码不对"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": []}, 422),
        ({"json": "chen"}, 422),
        ({"data": b"null", "content_type": "application/json"}, 422),
        ({"json": {}}, 422),
        ({"json": {"username": "chen"}}, 422),
        ({"json": credentials("", "x")}, 422),
        ({"json": {"username": 7, "password": ["x"]}}, 422),
        ({"json": {**credentials("chen"), "admin": True}}, 422),
        ({"json": credentials("x" * 61)}, 422),
        ({"json": credentials("chen", "x" * 201)}, 422),
        ({"json": credentials("chen", "x" * 300_000)}, 413),
        ({"json": credentials("chen\x00")}, 400),
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"", "content_type": "application/json"}, 400),
        ({"data": b'{"username":"a","username":"b"}', "content_type": "application/json"}, 400),
        ({"data": b'{"username":"\xff"}', "content_type": "application/json"}, 400),
        ({"data": {"username": "chen"}}, 415),
        ({}, 415),
    ],
)
def test_what_is_no_sign_in_is_refused_by_name(
    town: Flask, sent: dict[str, Any], status: int
) -> None:
    answer = sign_in(town, **sent)
    assert (answer.status_code, answer.json["status"]) == (status, status)
    assert answer.content_type == "application/problem+json"


def test_the_place_of_a_fault_is_a_pointer(town: Flask) -> None:
    assert sign_in(town, json=[]).json["errors"][0]["pointer"] == ""
    errors = sign_in(town, json={**credentials("chen"), "a/b": 1}).json["errors"]
    assert errors[0]["pointer"] == "/a~1b"


def test_a_disabled_user_is_out_at_once(chen: Person, town: Flask) -> None:
    with town.app_context(), writing() as session:
        accounts.disable(session, accounts.find_user(session, "chen"))
    assert chen.get(ME).status_code == 401
    assert sign_in(town, json=credentials("chen")).status_code == 401


def test_another_password_ends_every_session(chen: Person, wang: Person, town: Flask) -> None:
    with town.app_context(), writing() as session:
        accounts.set_password(session, accounts.find_user(session, "chen"), "another password")
    assert (chen.get(ME).status_code, wang.get(ME).status_code) == (401, 200)
    assert sign_in(town, json=credentials("chen", "another password")).status_code == 200


def test_a_session_lasts_90_days(chen: Person, clock) -> None:
    clock.advance(days=90, seconds=-1)
    assert chen.get(ME).status_code == 200


def test_a_session_ends_after_90_days_without_use(chen: Person, clock) -> None:
    clock.advance(days=90, seconds=1)
    assert chen.get(ME).status_code == 401


def test_every_use_lets_a_session_last_longer(chen: Person, clock) -> None:
    for _ in range(4):
        clock.advance(days=60)
        assert chen.get(ME).status_code == 200


def test_the_browser_is_told_that_it_lasts_longer(chen: Person, clock) -> None:
    assert "Set-Cookie" not in chen.get(ME).headers
    clock.advance(days=1)
    answer = chen.get(ME)
    assert cookie_of(answer)["max-age"] == str(90 * 24 * 3600)
    assert cookie_of(answer)["xunhu_session"] == chen.client.get_cookie("xunhu_session").value


def test_who_signs_out_is_out(chen: Person, clock) -> None:
    token = chen.client.get_cookie("xunhu_session").value
    clock.advance(days=1)
    assert chen.post(LOGOUT).status_code == 204
    assert chen.client.get_cookie("xunhu_session") is None
    chen.client.set_cookie("xunhu_session", token)
    assert chen.get(ME).status_code == 401


def test_signing_out_ends_one_session_of_several(sign_in: Callable[[str], Person]) -> None:
    phone, desk = sign_in("chen"), sign_in("chen")
    desk.post(LOGOUT)
    assert (phone.get(ME).status_code, desk.get(ME).status_code) == (200, 401)


def test_signing_out_twice_is_no_fault(town: Flask) -> None:
    assert town.test_client().post(LOGOUT).status_code == 204


@pytest.mark.parametrize("token", ["", "x", "😀", "a" * 4000, "%00", '"'])
def test_a_cookie_that_nobody_gave_is_nobody(town: Flask, token: str) -> None:
    browser = town.test_client()
    browser.set_cookie("xunhu_session", token)
    assert browser.get(ME, headers=OUR_PAGE).status_code == 401


def test_a_move_shows_at_the_next_request(chen: Person, town: Flask) -> None:
    with town.app_context(), writing() as session:
        user = accounts.find_user(session, "chen")
        accounts.move(session, user, user.role_of, [NANZHUSHAN], utcnow().date())
    assert chen.get(ME).json["user"]["townships"] == [NANZHUSHAN]


def test_guessing_is_slowed_down(town: Flask) -> None:
    browser = town.test_client()
    answers = [browser.post(LOGIN, json=credentials("chen", "guess")) for _ in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    assert answers[-1].json["type"] == "/problems/too-often"


def test_one_colleague_s_wrong_guesses_stop_nobody_else(town: Flask) -> None:
    browser = town.test_client()
    for _ in range(11):
        browser.post(LOGIN, json=credentials("chen", "guess"))
    assert browser.post(LOGIN, json=credentials("wang")).status_code == 200


def test_many_good_sign_ins_are_not(town: Flask) -> None:
    browser = town.test_client()
    good = {"json": credentials("chen"), "headers": OUR_PAGE}
    assert {browser.post(LOGIN, **good).status_code for _ in range(25)} == {200}
