"""The duty room's number: a setting that hello tells the phones."""

from dataclasses import replace

import pytest
from flask import Flask

from people import Person
from xunhu.settings import phone_told


def test_hello_tells_the_duty_rooms_number(town: Flask, chen: Person) -> None:
    assert chen.get("/api/v1/sync/hello").json["duty_phone"] == ""
    town.config["XUNHU"] = replace(town.config["XUNHU"], duty_phone="023-7142 0110")
    assert chen.get("/api/v1/sync/hello").json["duty_phone"] == "023-7142 0110"


@pytest.mark.parametrize("told", ["110", "023-7142 0110", "+86 138 0000 0000", ""])
def test_a_duty_room_may_have_any_number(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("XUNHU_DUTY_PHONE", f" {told} ")
    assert phone_told("XUNHU_DUTY_PHONE") == told


@pytest.mark.parametrize("told", ["值班室", "javascript:alert(1)", "1-1-0-", "110#"])
def test_a_word_is_no_number_for_the_duty_room(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("XUNHU_DUTY_PHONE", told)
    with pytest.raises(ValueError, match="XUNHU_DUTY_PHONE"):
        phone_told("XUNHU_DUTY_PHONE")
