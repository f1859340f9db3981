"""What a check-in comes to, what it visits, and who may make one."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from make import ABSENT, id_of, line, make_check_in, make_patrol, point, sequence, square
from people import XINCHENG, Person, make_target
from xunhu.check_ins.models import CheckIn
from xunhu.check_ins.schemas import Method
from xunhu.db import db

TODAY = "2026-11-02"


def layer(person: Person, name: str, from_on: str = TODAY, to_on: str = TODAY) -> Any:
    """A layer of the district's totals over a range of days."""
    asked = {"from": from_on, "to": to_on, "geometry": "none"}
    return person.get("/api/v1/coverage", **asked).json["totals"][name]


@pytest.fixture
def school(town: Flask) -> UUID:
    with town.app_context():
        return make_target("school", "水江小学", point(107.3, 29.2))


def test_a_check_in_becomes_a_row(chen: Person, town: Flask) -> None:
    target, patrol = uuid4(), make_patrol()
    refs = {"target": str(target), "patrol": id_of(patrol)}
    chen.push(patrol, make_check_in(target, refs=refs, method="qr", note="门卫处扫码"))
    with town.app_context():
        row = db.session.scalars(db.select(CheckIn)).one()
    assert (row.target, row.patrol) == (target, UUID(id_of(patrol)))
    assert (row.method, row.author, row.occurred_on) == ("qr", "chen", date(2026, 11, 2))


def test_methods_are_those_of_the_contract() -> None:
    assert {m.value for m in Method} == {"gps", "qr", "manual"}


@pytest.mark.parametrize("method", ["gps", "qr"])
def test_a_check_in_visits_the_point_it_names(
    chen: Person, zhao: Person, school: UUID, method: str
) -> None:
    assert chen.push(make_check_in(school, method=method))[0]["status"] == "stored"
    found = layer(zhao, "school")
    assert (found["visited"], found["oldest_days"], found["never"]) == (1, 0, 0)


def test_a_manual_check_in_visits_nothing(chen: Person, zhao: Person, school: UUID) -> None:
    assert chen.push(make_check_in(school, method="manual"))[0]["status"] == "stored"
    assert layer(zhao, "school")["never"] == 1


def test_distance_does_not_matter(chen: Person, zhao: Person, school: UUID) -> None:
    chen.push(make_check_in(school, geometry=point(107.2, 29.1)))
    chen.push(make_check_in(school, geometry=None))
    assert layer(zhao, "school")["visited"] == 1


def test_a_polygon_is_visited_too(chen: Person, zhao: Person, town: Flask) -> None:
    with town.app_context():
        works = make_target("enterprise", "水江工业园", square(107.3, 29.2, 0.01))
    chen.push(make_check_in(works))
    assert layer(zhao, "enterprise")["visited"] == 1


def test_a_line_is_covered_by_tracks_alone(chen: Person, zhao: Person, town: Flask) -> None:
    with town.app_context():
        rail = make_target("railway", "南涪线", line((107.3, 29.2), (107.31, 29.2)))
    assert chen.push(make_check_in(rail))[0]["status"] == "stored"
    assert layer(zhao, "railway")["covered_m"] == 0


def test_a_check_in_counts_on_its_shanghai_day(chen: Person, zhao: Person, school: UUID) -> None:
    chen.push(make_check_in(school, occurred_at="2026-10-30T16:30:00Z"))
    assert layer(zhao, "school")["visited"] == 0
    assert layer(zhao, "school")["oldest_days"] == 2
    assert layer(zhao, "school", "2026-10-31", "2026-10-31")["visited"] == 1
    assert layer(zhao, "school", "2026-10-30", "2026-10-30")["never"] == 1


def test_a_check_in_makes_no_active_day(chen: Person, zhao: Person, school: UUID) -> None:
    chen.push(make_check_in(school))
    assert (layer(zhao, "active_days"), layer(zhao, "last_activity_on")) == (0, None)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"refs": {}}, "/properties/refs/target"),
        ({"method": ABSENT}, "/properties/data/method"),
        ({"method": "hearsay"}, "/properties/data/method"),
        ({"note": "长" * 501}, "/properties/data/note"),
        ({"geometry": line((107.3, 29.2), (107.31, 29.2))}, "/geometry/type"),
    ],
)
def test_a_check_in_that_breaks_the_contract_is_parked(
    chen: Person, changes: dict[str, Any], pointer: str
) -> None:
    result = chen.push(make_check_in(uuid4(), **changes))[0]
    found = [fault["pointer"] for fault in result["problem"]["errors"]]
    assert (result["status"], found) == ("parked", [pointer])


def test_a_volunteer_checks_in_nowhere(liu: Person, zhao: Person, school: UUID) -> None:
    assert liu.push(make_check_in(school, author="liu"))[0]["status"] == "parked"
    assert layer(zhao, "school")["visited"] == 0


def test_a_viewer_checks_in_nowhere(zhao: Person, school: UUID) -> None:
    assert zhao.send(sequence(make_check_in(school, author="zhao"))).status_code == 403


def test_another_districts_officer_visits_nothing_here(
    tan: Person, zhao: Person, school: UUID
) -> None:
    stranger = make_check_in(school, author="tan", township=XINCHENG)
    assert tan.push(stranger)[0]["status"] == "stored"
    assert layer(zhao, "school")["visited"] == 0
