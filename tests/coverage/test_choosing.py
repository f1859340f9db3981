"""Coverage of some patrols only: by what they were for, and by whose vehicle they had."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from make import (
    MORNING,
    NANZHUSHAN,
    SEAT,
    SHUIJIANG,
    make_check_in,
    make_event,
    make_patrol,
    make_segment,
    point,
    target_id,
)
from people import NANCHUAN, Person, make_target
from xunhu.db import db, writing
from xunhu.patrols.models import Vehicle

TODAY = str(MORNING.date())
OURS, THEIRS = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def places(town: Flask) -> None:
    """A school at the seat, another far from it, and a vehicle in each township."""
    with town.app_context():
        make_target("school", "学校", point())
        make_target("school", "远处", point(SEAT[0] + 0.01, SEAT[1]))
        with writing() as session:
            for vehicle, place in ((OURS, SHUIJIANG), (THEIRS, NANZHUSHAN)):
                row = Vehicle(district=NANCHUAN, id=vehicle, name="车", plate=None, township=place)
                session.add(row)
        db.session.remove()


def ride(person: Person, purpose: str, vehicle: UUID | None = None) -> None:
    refs = {"vehicle": str(vehicle)} if vehicle else {}
    patrol = make_patrol(purpose=purpose, refs=refs)
    person.push(patrol, make_segment(patrol, [SEAT, (SEAT[0] + 0.001, SEAT[1])]))


def numbers(person: Person, **asked: str) -> Any:
    days = {"from": TODAY, "to": TODAY, "geometry": "none"}
    answer = person.get("/api/v1/coverage", **days, **asked)
    assert answer.status_code == 200, answer.json
    return answer.json["totals"]


def patrols(person: Person, **asked: str) -> int:
    return int(numbers(person, **asked)["patrols"])


def test_patrols_are_chosen_by_purpose(chen: Person, zhao: Person) -> None:
    for purpose in ("railway", "railway", "night"):
        ride(chen, purpose)
    assert [patrols(zhao, purpose=p) for p in ("railway", "night", "school")] == [2, 1, 0]
    assert patrols(zhao) == 3


def test_patrols_are_chosen_by_fleet(chen: Person, zhao: Person) -> None:
    for vehicle in (OURS, OURS, THEIRS, None):
        ride(chen, "routine", vehicle)
    fleets = ("any", "none", SHUIJIANG, NANZHUSHAN, "500119999")
    assert [patrols(zhao, fleet=fleet) for fleet in fleets] == [3, 1, 2, 1, 0]


def test_both_choices_hold_together(chen: Person, zhao: Person) -> None:
    ride(chen, "night", OURS)
    ride(chen, "night")
    ride(chen, "routine", OURS)
    assert patrols(zhao, purpose="night", fleet="any") == 1


def test_distance_and_visits_are_those_of_the_chosen(chen: Person, zhao: Person) -> None:
    ride(chen, "night")
    night, routine, every = (
        numbers(zhao, **asked) for asked in ({"purpose": "night"}, {"purpose": "routine"}, {})
    )
    assert night["distance_m"] == every["distance_m"] > 90
    assert (night["school"]["visited"], night["school"]["never"]) == (1, 1)
    assert (routine["distance_m"], routine["school"]["visited"]) == (0, 0)
    assert (routine["active_days"], routine["last_activity_on"]) == (0, None)


def test_what_no_patrol_visited_is_left_out_and_events_are_counted(
    chen: Person, zhao: Person
) -> None:
    chen.push(make_check_in(target_id("远处")), make_event())
    ride(chen, "night")
    assert numbers(zhao)["school"]["visited"] == 2
    night = numbers(zhao, purpose="night")
    assert night["school"]["visited"] == 1
    assert night["outreach"]["events"] == 1


@pytest.mark.parametrize("asked", [{"purpose": "party"}, {"fleet": "all"}, {"fleet": "50011910"}])
def test_there_is_no_other_choice(zhao: Person, asked: dict[str, str]) -> None:
    answer = zhao.get("/api/v1/coverage", **{"from": TODAY, "to": TODAY}, **asked)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/" + next(iter(asked))]


def test_an_answer_that_is_known_is_not_sent_again(chen: Person, zhao: Person, clock: Any) -> None:
    def asked(tag: str = "", **more: str) -> Any:
        days = {"from": TODAY, "to": TODAY}
        known = {"If-None-Match": tag} if tag else {}
        return zhao.client.get("/api/v1/coverage", query_string=days | more, headers=known)

    tag = asked().headers["ETag"]
    assert (asked(tag).status_code, asked(tag, purpose="night").status_code) == (304, 200)
    chen.push(make_event())
    assert asked(tag).status_code == 200
    tag = asked().headers["ETag"]
    clock.advance(minutes=6)
    assert asked(tag).status_code == 200
