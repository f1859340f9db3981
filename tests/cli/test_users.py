"""The office adds users, changes their posts and shuts them out."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from make import NANZHUSHAN, SHUIJIANG
from people import OUR_PAGE, PASSWORD, credentials

Program = Callable[..., Result]
LOGIN = "/api/v1/auth/login"


def add(xunhu: Program, name: str, role: str, *more: str, password: str = PASSWORD) -> Result:
    arguments = ["user", "add", name, "--role", role, *more, "--password-stdin"]
    return xunhu(*arguments, stdin=password + "\n")


def add_officer(xunhu: Program, name: str = "chen") -> Result:
    return add(xunhu, name, "patrol_officer", "--township", SHUIJIANG, "--name", "陈")


def sign_in(app: Flask, name: str, password: str = PASSWORD) -> dict | None:
    """What the user is told who signs in; None for who may not."""
    browser = app.test_client()
    answer = browser.post(LOGIN, json=credentials(name, password), headers=OUR_PAGE)
    return answer.json["user"] if answer.status_code == 200 else None


def refused(result: Result) -> str:
    """The one line of a command that failed."""
    assert result.exit_code != 0
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = result.stderr.strip().splitlines()
    assert "Traceback" not in result.output
    return lines[-1]


def test_an_added_user_signs_in(xunhu: Program, app: Flask) -> None:
    result = add_officer(xunhu)
    assert (result.exit_code, PASSWORD in result.output) == (0, False)
    user = sign_in(app, "chen")
    assert user is not None
    assert (user["name"], user["role"], user["townships"]) == ("陈", "patrol_officer", [SHUIJIANG])


def test_a_supervisor_may_have_several_townships(xunhu: Program, app: Flask) -> None:
    townships = ("--township", NANZHUSHAN, "--township", SHUIJIANG)
    add(xunhu, "wang", "township_supervisor", *townships)
    assert sign_in(app, "wang")["townships"] == [SHUIJIANG, NANZHUSHAN]


@pytest.mark.parametrize("more", [(), ("--district", "500119")])
def test_a_viewer_belongs_to_the_only_district(
    xunhu: Program, app: Flask, more: tuple[str, ...]
) -> None:
    assert add(xunhu, "zhao", "district_viewer", *more).exit_code == 0
    assert sign_in(app, "zhao")["townships"] == []


@pytest.mark.parametrize(
    ("name", "role", "more"),
    [
        ("he", "patrol_officer", ()),
        ("he", "patrol_officer", ("--township", "500119999")),
        ("he", "patrol_officer", ("--township", "水江")),
        ("he", "patrol_officer", ("--township", "")),
        ("he", "patrol_officer", ("--township", SHUIJIANG, "--township", "500199001")),
        ("he", "patrol_officer", ("--township", SHUIJIANG, "--district", "500199")),
        ("he", "district_viewer", ("--township", SHUIJIANG)),
        ("he", "administrator", ("--district", "500199")),
        ("he", "mayor", ()),
        ("", "administrator", ()),
        ("x" * 61, "administrator", ()),
        ("he\n", "administrator", ()),
    ],
)
def test_a_user_that_will_not_do_is_refused(
    xunhu: Program, app: Flask, name: str, role: str, more: tuple[str, ...]
) -> None:
    assert refused(add(xunhu, name, role, *more))
    assert sign_in(app, "he") is None


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_has_8_to_200_characters(xunhu: Program, app: Flask, password: str) -> None:
    assert refused(add(xunhu, "zhao", "district_viewer", password=password))
    assert sign_in(app, "zhao", password) is None


def test_a_name_is_taken_once(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    again = add(xunhu, "chen", "administrator", password="something else")
    assert "用户名已被使用" in refused(again)
    assert sign_in(app, "chen")["role"] == "patrol_officer"


def test_a_password_is_never_an_argument(xunhu: Program) -> None:
    assert refused(xunhu("user", "add", "zhao", "--role", "district_viewer"))
    assert "--password " not in xunhu("user", "add", "--help").output


def test_another_password_takes_the_place_of_the_old(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    xunhu("user", "set", "chen", "--password-stdin", stdin="a newer password\n")
    assert sign_in(app, "chen") is None
    assert sign_in(app, "chen", "a newer password")["townships"] == [SHUIJIANG]


def test_a_move_there_and_back_on_one_day(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    for township in (NANZHUSHAN, SHUIJIANG, NANZHUSHAN, SHUIJIANG):
        assert xunhu("user", "set", "chen", "--township", township).exit_code == 0
        assert sign_in(app, "chen")["townships"] == [township]


def test_another_role_keeps_the_townships(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    xunhu("user", "set", "chen", "--role", "township_supervisor")
    user = sign_in(app, "chen")
    assert (user["role"], user["townships"]) == ("township_supervisor", [SHUIJIANG])


def test_who_comes_to_the_district_leaves_the_township(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    xunhu("user", "set", "chen", "--role", "district_viewer")
    assert sign_in(app, "chen")["townships"] == []
    assert refused(xunhu("user", "set", "chen", "--role", "patrol_officer"))


@pytest.mark.parametrize(
    "change",
    [
        ("--township", "500119999"),
        ("--township", "500199001"),
        ("--role", "district_viewer", "--township", SHUIJIANG),
    ],
)
def test_a_change_that_will_not_do_changes_nothing(
    xunhu: Program, app: Flask, change: tuple[str, ...]
) -> None:
    add_officer(xunhu)
    before = sign_in(app, "chen")
    assert refused(xunhu("user", "set", "chen", "--name", "别人", *change))
    assert sign_in(app, "chen") == before


def test_who_is_shut_out_may_be_let_in_again(xunhu: Program, app: Flask) -> None:
    add_officer(xunhu)
    assert xunhu("user", "disable", "chen").exit_code == 0
    assert sign_in(app, "chen") is None
    xunhu("user", "set", "chen", "--enable")
    assert sign_in(app, "chen") is not None


@pytest.mark.parametrize("command", ["set", "disable"])
def test_a_user_that_is_not_there_is_named(xunhu: Program, command: str) -> None:
    assert "nobody" in refused(xunhu("user", command, "nobody"))
