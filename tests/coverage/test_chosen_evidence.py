"""What a township opens to is about the same patrols as the numbers it was opened from."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from make import MORNING, SEAT, SHUIJIANG, make_event, make_patrol, make_segment, point, target_id
from people import NANCHUAN, Person, make_target
from xunhu.db import db, writing
from xunhu.patrols.models import Vehicle

DAYS = {"from": str(MORNING.date()), "to": str(MORNING.date())}
VEHICLE = uuid4()


NIGHT, NONE = {"purpose": "night"}, {"fleet": "none"}


@pytest.fixture(autouse=True)
def rides(chen: Person, town: Flask) -> None:
    """A night ride with a vehicle, a routine one and one without a track without, an event."""
    with town.app_context():
        make_target("school", "学校", point())
        with writing() as session:
            row = Vehicle(district=NANCHUAN, id=VEHICLE, name="车", plate=None, township=SHUIJIANG)
            session.add(row)
        db.session.remove()
    ride = make_patrol(purpose="night", refs={"vehicle": str(VEHICLE)})
    other, bare = make_patrol(purpose="routine"), make_patrol(purpose="routine")
    tracks = [make_segment(each, [SEAT, (SEAT[0] + 0.001, SEAT[1])]) for each in (ride, other)]
    chen.push(ride, other, bare, *tracks, make_event(refs={"target": str(target_id("学校"))}))


def read(person: Person, path: str, **asked: str) -> Any:
    answer = person.get(f"/api/v1/coverage{path}", **DAYS, **asked)
    assert answer.status_code == 200, answer.json
    return answer.json


def kinds(person: Person, metric: str, **asked: str) -> list[str]:
    items = read(person, f"/{SHUIJIANG}/evidence", metric=metric, **asked)["items"]
    return [item["kind"] for item in items]


@pytest.mark.parametrize("metric", ["patrols", "distance_m", "recorded_s", "active_days", "school"])
def test_a_figure_of_some_patrols_opens_to_these_alone(zhao: Person, metric: str) -> None:
    assert kinds(zhao, metric, **NIGHT) == ["patrol"]
    assert len(kinds(zhao, metric)) > 2 or metric in ("distance_m", "recorded_s")


def test_what_is_behind_patrols_is_as_many_as_the_number_says(zhao: Person) -> None:
    for chosen in ({}, NIGHT, NONE, {**NIGHT, **NONE}):
        number = read(zhao, "", geometry="none", **chosen)["totals"]["patrols"]
        assert len(kinds(zhao, "patrols", **chosen)) == number
    assert len(kinds(zhao, "patrols", **NONE)) == 2


def test_events_are_behind_their_own_number_whoever_is_chosen(zhao: Person) -> None:
    assert kinds(zhao, "outreach", **NIGHT) == ["outreach_event"]


def test_targets_stand_as_the_chosen_patrols_left_them(zhao: Person) -> None:
    def state(**chosen: str) -> tuple[str, int]:
        [school] = read(zhao, f"/{SHUIJIANG}/targets", **chosen)["items"]
        return school["state"], school["visits"]

    assert state() == state(**NIGHT) == state(fleet=SHUIJIANG) == ("visited", 1)
    assert state(purpose="railway") == ("never", 0)


@pytest.mark.parametrize("fleet", ["anything", "nonesuch", "１２３４５６７８９"])
def test_a_word_that_only_begins_like_a_fleet_is_none(zhao: Person, fleet: str) -> None:
    answer = zhao.get("/api/v1/coverage", **DAYS, fleet=fleet)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")


def test_only_a_faulty_range_is_called_one(zhao: Person) -> None:
    unknown = zhao.get(f"/api/v1/coverage/{SHUIJIANG}/evidence", **DAYS, metric="officers")
    rangeless = zhao.get(f"/api/v1/coverage/{SHUIJIANG}/evidence", metric="officers")
    assert [answer.json["type"] for answer in (unknown, rangeless)] == [
        "/problems/invalid",
        "/problems/bad-range",
    ]
