"""Devices under two users at once, and in a database from before there were devices."""

import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from people import Person, credentials
from xunhu.app import MIGRATIONS
from xunhu.auth.models import Device
from xunhu.db import db, writing

DEVICES = "/api/v1/devices"
MIGRATION = Path(MIGRATIONS) / "versions" / "0005_devices.py"


@pytest.mark.parametrize("round", range(3))
def test_first_sign_ins_at_once_register_one_device(town: Flask, sun: Person, round: int) -> None:
    def sign_in(username: str) -> int:
        asked = {**credentials(username), "device_id": "p-1"}
        return town.test_client().post("/api/v1/auth/login", json=asked).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(sign_in, ["chen", "liu", "wang", "chen"])) == {200}
    [device] = sun.get(DEVICES).json["items"]
    assert device["users"] == ["chen", "liu", "wang"]


def test_whoever_was_signed_in_before_is_on_the_list(
    on_device, sun: Person, clock, town: Flask
) -> None:
    on_device("chen", "p-1")
    clock.advance(hours=1)
    on_device("liu", "p-1")
    on_device("tan", "p-1")
    before = sun.get(DEVICES).json
    with town.app_context(), writing() as session:
        session.execute(db.delete(Device))
        session.execute(db.text(runpy.run_path(str(MIGRATION))["ALREADY_SIGNED_IN"]))
    assert sun.get(DEVICES).json == before
