"""A target or boundary that changes: what it touches follows, and all is as a rebuild has it."""

from typing import Any

import pytest
from flask import Flask
from pyroaring import BitMap
from shapely.geometry import shape
from sqlalchemy import select

from make import (
    MORNING,
    SEAT,
    SHUIJIANG,
    line,
    make_check_in,
    make_patrol,
    make_segment,
    point,
    rfc3339,
    square,
    target_id,
)
from people import NANCHUAN, Person, make_target
from xunhu.coverage import touched
from xunhu.coverage.models import PatrolDay, PatrolDaySum, SpanNode
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db
from xunhu.imports.ground import Mode, change_boundaries
from xunhu.targets.apply import note_change, relocate
from xunhu.townships.locate import locator
from xunhu.townships.models import Township

PATH = "/api/v1/targets"
WEST = (107.1, 29.2)
ALL_DAYS = {"from": "2026-10-01", "to": "2026-11-02", "geometry": "none"}


def kept() -> set[Any]:
    """The rows of coverage as they are, sets as lists of numbers."""
    rows = db.session.scalars(select(PatrolDay)).all()
    sums = db.session.scalars(select(PatrolDaySum)).all()
    columns = [column.key for column in PatrolDaySum.__table__.columns]
    return {(r.day, r.patrol, tuple(BitMap.deserialize(r.reached))) for r in rows} | {
        tuple(getattr(row, column) for column in columns) for row in sums
    }


def assert_as_rebuilt(town: Flask, person: Person) -> None:
    with town.app_context():
        before, told = kept(), person.get("/api/v1/coverage", **ALL_DAYS).json
        rebuild(NANCHUAN)
        db.session.expire_all()
        assert kept() == before
    again = person.get("/api/v1/coverage", **ALL_DAYS).json
    assert again["features"] == told["features"]
    assert again["totals"] == told["totals"]


def ride(person: Person, start: tuple[float, float], days_ago: int) -> None:
    began_at = MORNING.replace(day=2) if not days_ago else MORNING.replace(month=10, day=31)
    patrol = make_patrol(occurred_at=rfc3339(began_at))
    positions = [(start[0] + n * 0.001, start[1]) for n in range(5)]
    person.push(patrol, make_segment(patrol, positions, began_at=began_at))


@pytest.fixture
def rides(town: Flask, chen: Person) -> None:
    """A railway by the seat; one ride there today, and one in the west two days ago."""
    with town.app_context():
        make_target("railway", "铁路", line(SEAT, (SEAT[0] + 0.01, SEAT[1])))
    ride(chen, SEAT, 0)
    ride(chen, WEST, 2)


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for every patrol whose track is cleaned from here on."""
    done: list[int] = []
    real = touched.clean

    def counted(fixes: Any) -> Any:
        done.append(len(fixes))
        return real(fixes)

    monkeypatch.setattr(touched, "clean", counted)
    return done


def board(person: Person) -> Any:
    return person.get("/api/v1/coverage", **ALL_DAYS).json["totals"]["school"]


def add(person: Person, **told: Any) -> str:
    answer = person.post(PATH, json={"layer": "school", "name": "校", **told})
    assert answer.status_code == 201, answer.text
    return f"{PATH}/{answer.json['id']}"


@pytest.mark.usefixtures("rides")
def test_a_new_target_is_looked_for_only_in_patrols_near_it(
    town: Flask, sun: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = worked_out(monkeypatch)
    add(sun, geometry=point(*WEST))
    assert len(done) == 1
    assert_as_rebuilt(town, sun)


@pytest.mark.usefixtures("rides")
def test_a_patrol_outside_every_township_is_found_where_a_place_lies_at_the_edge(
    town: Flask, chen: Person, sun: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ride(chen, (107.4005, 29.25), 0)
    done = worked_out(monkeypatch)
    add(sun, geometry=point(107.3995, 29.25))
    assert (len(done), board(sun)["visited"]) == (1, 1)
    assert_as_rebuilt(town, sun)


@pytest.mark.usefixtures("rides")
def test_a_moved_target_leaves_nothing_behind(town: Flask, sun: Person) -> None:
    school = add(sun, geometry=point(*WEST))
    for geometry in (point(*SEAT), square(*WEST, 0.002), point(107.3, 29.29)):
        sun.patch(school, json={"geometry": geometry})
        assert_as_rebuilt(town, sun)


@pytest.mark.usefixtures("rides")
def test_a_wider_reach_finds_more_and_a_narrower_less(town: Flask, sun: Person) -> None:
    school = add(sun, geometry=point(SEAT[0], SEAT[1] + 0.004))
    for radius_m, visited in ((5000, 1), (None, 0), (450, 1), (1, 0)):
        sun.patch(school, json={"radius_m": radius_m})
        assert board(sun)["visited"] == visited
        assert_as_rebuilt(town, sun)


@pytest.mark.usefixtures("rides")
def test_a_name_or_status_touches_no_patrol_and_no_block(
    town: Flask, sun: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = add(sun, geometry=point(*WEST))
    sun.get("/api/v1/coverage", **ALL_DAYS)
    done = worked_out(monkeypatch)
    with town.app_context():
        before = set(db.session.scalars(select(SpanNode.version)))
    sun.patch(school, json={"name": "中心校", "status": "excluded", "status_reason": "撤并"})
    sun.get("/api/v1/coverage", **ALL_DAYS)
    with town.app_context():
        assert set(db.session.scalars(select(SpanNode.version))) == before != set()
    assert done == []


@pytest.mark.usefixtures("rides")
def test_a_line_that_grows_is_covered_where_patrols_were(town: Flask, sun: Person) -> None:
    longer = line(SEAT, (SEAT[0] + 0.01, SEAT[1]), (SEAT[0] + 0.01, SEAT[1] + 0.01), WEST)
    sun.patch(f"{PATH}/{target_id('铁路')}", json={"geometry": longer})
    assert_as_rebuilt(town, sun)


def test_who_checked_in_at_a_target_before_it_was_known_has_visited_it(
    town: Flask, chen: Person, sun: Person
) -> None:
    sun.get("/api/v1/coverage", **ALL_DAYS)
    school = target_id("校")
    began_at = rfc3339(MORNING.replace(month=10, day=20))
    chen.push(make_check_in(school, occurred_at=began_at, geometry=None))
    assert board(sun) is None
    with town.app_context():
        make_target("school", "校", point(107.3, 29.29))
    assert board(sun)["visited"] == 1
    moved = sun.patch(f"{PATH}/{school}", json={"geometry": point(107.35, 29.2)})
    assert moved.status_code == 200
    assert board(sun)["visited"] == 1


@pytest.mark.usefixtures("rides")
def test_land_that_changes_hands_takes_its_steps_along(town: Flask, sun: Person) -> None:
    whole = square(107.2, 29.1)
    smaller = square(107.29, 29.1, 0.1)

    def shrink(session: Any) -> list[Any]:
        row = session.get(Township, (NANCHUAN, SHUIJIANG))
        row.boundary = smaller
        note_change(session, NANCHUAN)
        session.flush()
        relocate(session, NANCHUAN, locator(NANCHUAN))
        return [shape(whole).difference(shape(smaller))]

    told: list[int] = []
    with town.app_context():
        change_boundaries(NANCHUAN, shrink, Mode(False, lambda done, _all: told.append(done)))
    assert_as_rebuilt(town, sun)
    assert told == [1, 2]
