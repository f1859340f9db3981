"""The office issues tokens for trackers, lists them and shuts them out."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from click.testing import Result
from flask import Flask

from feeds.lane import CAR, OSMAND, OTHER_CAR, add_car, bearer

Program = Callable[..., Result]
PLACE = {"lat": "29.2476", "lon": "107.28443"}


@pytest.fixture
def office(xunhu: Program, app: Flask) -> Program:
    """The program in a district with one vehicle."""
    add_car(app)
    return xunhu


def issued(office: Program, *more: str) -> str:
    """The secret of a new token, which is all that standard output has."""
    result = office("token", "add", "一号车载", "--vehicle", "水江一号", *more)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def opens(app: Flask, secret: str) -> bool:
    answer = app.test_client().get(OSMAND, query_string=PLACE, headers=bearer(secret))
    return answer.status_code == 200


@pytest.mark.parametrize("told", [str(CAR), "水江一号"])
def test_a_token_is_for_a_vehicle_by_id_or_name(office: Program, app: Flask, told: str) -> None:
    result = office("token", "add", "一号车载", "--vehicle", told)
    assert opens(app, result.stdout.strip())


def test_tokens_are_listed_without_their_secret(office: Program) -> None:
    secret = issued(office, "--days", "30")
    listed = office("token", "list").output
    assert "一号车载 · 水江一号 · 从未使用 · 到期" in listed
    assert secret not in listed


def test_a_revoked_token_opens_nothing(office: Program, app: Flask) -> None:
    secret = issued(office)
    identity = office("token", "list").output.split()[0]
    assert office("token", "revoke", identity).exit_code == 0
    assert not opens(app, secret)
    assert "已停用" in office("token", "list").output


@pytest.mark.parametrize("told", ["没有的车", str(OTHER_CAR), "双胞胎"])
def test_no_vehicle_or_two_of_a_name_get_no_token(office: Program, app: Flask, told: str) -> None:
    for _ in range(2):
        add_car(app, uuid4(), name="双胞胎")
    result = office("token", "add", "一号车载", "--vehicle", told)
    assert (result.exit_code, "没有（唯一的）车辆" in result.output) == (1, True)
    assert office("token", "list").output == ""


@pytest.mark.parametrize("arguments", [("revoke", str(uuid4())), ("add", "无车"), ("revoke", "x")])
def test_what_is_not_there_is_refused_in_one_line(
    office: Program, arguments: tuple[str, ...]
) -> None:
    result = office("token", *arguments)
    assert result.exit_code != 0
    assert "Traceback" not in result.output


def test_settling_trackers_says_how_many(office: Program, app: Flask) -> None:
    secret = issued(office)
    assert opens(app, secret)
    assert "已整理 0 辆车" in office("settle-trackers").output
