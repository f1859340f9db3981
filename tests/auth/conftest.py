"""People on phones that tell their id."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from people import PASSWORD, Person, credentials

Asking = Callable[..., TestResponse]


@pytest.fixture
def sign_in_on(town: Flask) -> Asking:
    """Try to sign somebody in on a device, at a fresh browser unless at the one of a person."""

    def ask(
        username: str, device: str, *, at: Person | None = None, password: str = PASSWORD
    ) -> TestResponse:
        told = {"device_id": device, "device_name": f"{username} 的手机"}
        asked = {**credentials(username, password), **told}
        browser = at or Person(town, username)
        return browser.post("/api/v1/auth/login", json=asked)

    return ask


@pytest.fixture
def on_device(town: Flask, sign_in_on: Asking) -> Callable[[str, str], Person]:
    """One of the cast, signed in on a device with this id."""

    def take(username: str, device: str) -> Person:
        person = Person(town, username)
        assert sign_in_on(username, device, at=person).status_code == 200
        return person

    return take
