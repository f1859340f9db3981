"""What an amendment or a void of a hazard, a step or a check-in changes in the counts."""

from typing import Any

from flask import Flask

from make import (
    NANZHUSHAN,
    SHUIJIANG,
    make_amendment,
    make_check_in,
    make_hazard,
    make_hazard_step,
    make_void,
    point,
)
from people import Person, make_target
from xunhu.db import db
from xunhu.hazards.models import Hazard

NOTHING = {"opened": 0, "open": 0, "overdue": 0, "closed": 0}
OPEN = {**NOTHING, "opened": 1, "open": 1}
CLOSED = {**NOTHING, "opened": 1, "closed": 1}


def measures(person: Person) -> dict[str, Any]:
    """What `/coverage` says of 水江 on this Monday."""
    asked = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}
    answer = person.get("/api/v1/coverage", **asked).json
    return {f["id"]: f["properties"] for f in answer["features"]}[SHUIJIANG]


def test_a_voided_hazard_counts_for_nothing_whatever_its_steps(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    chen.push(hazard, make_hazard_step(hazard, "verified"), make_void(hazard))
    assert measures(zhao)["hazards"] == NOTHING


def test_a_voided_verification_leaves_the_hazard_open(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    verified = make_hazard_step(hazard, "verified")
    chen.push(hazard, verified)
    assert measures(zhao)["hazards"] == CLOSED
    chen.push(make_void(verified))
    assert measures(zhao)["hazards"] == OPEN


def test_an_amended_due_day_makes_it_overdue(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    step = make_hazard_step(hazard, "assigned", due_on="2026-12-01")
    chen.push(hazard, step, make_amendment(step, {"/properties/data/due_on": "2026-11-01"}))
    assert measures(zhao)["hazards"] == {**OPEN, "overdue": 1}


def test_a_hazard_amended_to_another_place_and_day_moves(
    chen: Person, zhao: Person, town: Flask
) -> None:
    hazard = make_hazard()
    elsewhere = {"/geometry": point(107.31, 29.21)}
    yesterday = {"/properties/occurred_at": "2026-11-01T09:00:00+08:00"}
    chen.push(hazard, make_amendment(hazard, elsewhere | yesterday))
    with town.app_context():
        row = db.session.scalars(db.select(Hazard)).one()
    assert (row.lon, row.lat, row.severity) == (107.31, 29.21, "high")
    assert measures(zhao)["hazards"] == {**NOTHING, "open": 1}


def test_a_strangers_void_changes_nothing(chen: Person, he: Person, zhao: Person) -> None:
    hazard = make_hazard()
    chen.push(hazard)
    he.push(make_void(hazard, author="he", township=NANZHUSHAN))
    assert measures(zhao)["hazards"] == OPEN


def test_a_voided_check_in_visits_nothing(chen: Person, zhao: Person, town: Flask) -> None:
    with town.app_context():
        school = make_target("school", "水江小学", point())
    check_in = make_check_in(school)
    chen.push(check_in)
    assert measures(zhao)["school"]["visited"] == 1
    chen.push(make_void(check_in))
    assert measures(zhao)["school"]["never"] == 1


def test_a_check_in_amended_to_by_hand_visits_nothing(
    chen: Person, zhao: Person, town: Flask
) -> None:
    with town.app_context():
        school = make_target("school", "水江小学", point())
    check_in = make_check_in(school)
    chen.push(check_in, make_amendment(check_in, {"/properties/data/method": "manual"}))
    assert measures(zhao)["school"]["visited"] == 0
