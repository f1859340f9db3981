"""init, coverage rebuild, openapi: what they print, and that doing them twice does no harm."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from make import SHUIJIANG, make_patrol, make_segment
from people import Person
from xunhu.coverage.models import PatrolDaySum
from xunhu.db import db
from xunhu.records.models import DistrictClock
from xunhu.targets.models import Target
from xunhu.townships.models import Township, Village

Program = Callable[..., Result]
COMMANDS = [
    (),
    ("init",),
    ("serve",),
    ("user",),
    ("user", "add"),
    ("user", "set"),
    ("user", "disable"),
    ("import",),
    ("coverage", "rebuild"),
    ("thin",),
    ("backup",),
    ("restore",),
    ("openapi",),
]


def count(table: type) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def test_init_brings_34_townships_and_244_villages(xunhu: Program, app: Flask) -> None:
    with app.app_context():
        assert (count(Township), count(Village)) == (34, 244)
        assert count(Target) > 0
        assert db.session.get_one(Township, ("500119", SHUIJIANG)).name == "水江镇"


def test_init_again_changes_nothing(xunhu: Program, app: Flask) -> None:
    with app.app_context():
        before = db.session.get_one(DistrictClock, "500119").epoch
    assert xunhu("init").exit_code == 0
    with app.app_context():
        assert (count(Township), count(DistrictClock)) == (34, 1)
        assert db.session.get_one(DistrictClock, "500119").epoch == before


def test_before_init_a_chore_fails_in_one_line(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNHU_DATABASE_URL", f"sqlite:///{tmp_path}/nothing.db")
    result = program("user", "disable", "chen")
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit)
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_rebuild_gives_the_same_numbers(chen: Person, town: Flask, program: Program) -> None:
    def numbers() -> list[tuple[object, ...]]:
        with town.app_context():
            table = PatrolDaySum.__table__
            return [tuple(row) for row in db.session.execute(db.select(table))]

    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    before = numbers()
    result = program("coverage", "rebuild")
    assert (result.exit_code, numbers()) == (0, before)
    assert len(before) == 1
    assert "500119: 1" in result.stdout


def test_a_rebuild_brings_back_what_was_lost(chen: Person, town: Flask, program: Program) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    with town.app_context():
        db.session.execute(db.delete(PatrolDaySum))
        db.session.commit()
    program("coverage", "rebuild")
    with town.app_context():
        assert count(PatrolDaySum) == 1


def test_positions_of_half_a_year_ago_are_let_go(
    chen: Person, town: Flask, program: Program, clock: Any
) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    clock.advance(days=181)
    assert "500119: 1 次" in program("thin", "--dry-run").stdout
    assert "500119: 1 次" in program("thin").stdout
    assert "500119: 0 次" in program("thin").stdout
    assert program("verify").exit_code == 0


def test_who_keeps_positions_for_ever_says_so(
    town: Flask, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XUNHU_KEEP_POSITIONS_DAYS", "0")
    assert "永久" in program("thin").stdout
    monkeypatch.setenv("XUNHU_KEEP_POSITIONS_DAYS", "half a year")
    assert program("thin").exit_code != 0


def test_the_description_is_printed_as_json(program: Program, tmp_path: Path) -> None:
    printed = program("openapi")
    assert json.loads(printed.stdout)["openapi"] == "3.1.0"
    assert program("openapi").stdout == printed.stdout
    program("openapi", "--out", str(tmp_path / "api.json"))
    assert (tmp_path / "api.json").read_text("utf-8") == printed.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(program: Program, command: tuple[str, ...]) -> None:
    result = program(*command, "--help")
    assert (result.exit_code, "Usage: " in result.output) == (0, True)


def test_all_that_can_be_imported_is_listed(program: Program) -> None:
    told = program("import", "--help").output.split()
    assert {"townships", "targets", "tracks", "records"} <= set(told)
    assert "targets, tracks, a phone's records." in " ".join(told)


@pytest.mark.parametrize("wrong", [("fly",), ("init", "--fast"), ("serve", "--port", "x")])
def test_a_wrong_command_is_refused(program: Program, wrong: tuple[str, ...]) -> None:
    assert program(*wrong).exit_code == 2


def test_a_key_is_made_once_and_kept_to_its_owner(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XUNHU_SECRET_KEY")
    key = tmp_path / "var" / "secret_key"
    program("openapi")
    first = key.read_text()
    program("openapi")
    assert (len(first), key.read_text()) == (64, first)
    assert key.stat().st_mode & 0o077 == 0
