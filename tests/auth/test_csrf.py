"""An unsafe method with a cookie has to come from our own page."""

import pytest
from werkzeug.test import TestResponse

from make import make_patrol, sequence
from people import Person, credentials


def push(person: Person, **headers: str) -> TestResponse:
    told = {"Content-Type": "application/geo+json-seq", **headers}
    return person.client.post("/api/v1/sync/push", data=sequence(make_patrol()), headers=told)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    ],
)
def test_our_own_page_is_let_through(chen: Person, headers: dict[str, str]) -> None:
    assert push(chen, **headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Referer": "http://localhost/"},
    ],
)
def test_everywhere_else_is_refused(chen: Person, headers: dict[str, str]) -> None:
    answer = push(chen, **headers)
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/csrf-rejected")
    assert chen.sees() == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_needs_no_proof(chen: Person, method: str) -> None:
    assert chen.client.open("/api/v1/auth/me", method=method).status_code == 200


def test_signing_out_needs_proof_as_well(chen: Person) -> None:
    assert chen.client.post("/api/v1/auth/logout").status_code == 403
    assert chen.get("/api/v1/auth/me").status_code == 200


def test_signing_in_without_a_cookie_needs_none(town) -> None:
    answer = town.test_client().post("/api/v1/auth/login", json=credentials("chen"))
    assert answer.status_code == 200


def test_no_other_site_is_invited(chen: Person) -> None:
    told = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "GET"):
        answer = chen.client.open("/api/v1/auth/me", method=method, headers=told)
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
