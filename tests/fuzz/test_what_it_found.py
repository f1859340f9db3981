"""What answered otherwise than described when Schemathesis first asked."""

import pytest
from flask import Flask

from people import Person


@pytest.mark.parametrize("path", ["parked/x/accept", "devices", "attachments/x/photo-1", "x"])
def test_a_wrong_address_of_the_api_is_not_found_whatever_the_method(
    wang: Person, path: str
) -> None:
    wanted = 405 if path == "devices" else 404
    assert wang.post(f"/api/v1/{path}", json={}).status_code == wanted


def test_a_wrong_method_tells_the_right_ones(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/auth/login")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert answer.json["type"] == "/problems/wrong-method"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_records_are_asked_for_from_the_first_day_to_the_last(chen: Person, day: str) -> None:
    for end in ("from", "to"):
        assert chen.get("/api/v1/records", **{end: day}).json["features"] == []  # type: ignore[index]
