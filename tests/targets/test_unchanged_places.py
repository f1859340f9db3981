"""A phone asks again for what it has: 304 unless it changed, and only what its township needs."""

from datetime import timedelta

import pytest
from flask import Flask

from make import MORNING, NANZHUSHAN, SEAT, SHUIJIANG, line, make_check_in, point, target_id
from people import Person, make_target

TODAY = MORNING.date()
COVERAGE = f"/api/v1/coverage/{SHUIJIANG}/targets?from={TODAY}&to={TODAY}"
PLACES = (f"/api/v1/targets?township={SHUIJIANG}", "/api/v1/townships")


@pytest.fixture
def places(town: Flask) -> None:
    with town.app_context():
        make_target("school", "学校", point(), interval_days=10)
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.01, SEAT[1])))


def again(person: Person, path: str, tag: str) -> int:
    return person.client.get(path, headers={"If-None-Match": tag}).status_code


def tag_of(person: Person, path: str) -> str:
    return person.client.get(path).headers["ETag"]


def names(person: Person, township: str) -> set[str]:
    found = person.get("/api/v1/targets", township=township).json["features"]
    return {feature["properties"]["name"] for feature in found}


def test_a_township_has_its_places_and_the_lines_that_pass(chen: Person, places: None) -> None:
    assert names(chen, SHUIJIANG) >= {"学校", "线"}
    assert "学校" not in names(chen, NANZHUSHAN)
    assert names(chen, "500119999") == set()


@pytest.mark.parametrize("path", [*PLACES, COVERAGE])
def test_what_did_not_change_is_not_sent_again(chen: Person, places: None, path: str) -> None:
    tag = tag_of(chen, path)
    assert again(chen, path, tag) == 304


@pytest.mark.parametrize("path", PLACES)
def test_another_target_is_heard_of(town: Flask, chen: Person, places: None, path: str) -> None:
    tag = tag_of(chen, path)
    with town.app_context():
        make_target("school", "新学校", point())
    assert again(chen, path, tag) == 200


def test_a_visit_is_heard_of_and_moves_no_place(chen: Person, places: None) -> None:
    visits, where = tag_of(chen, COVERAGE), tag_of(chen, PLACES[0])
    chen.push(make_check_in(target_id("学校")))
    assert again(chen, COVERAGE, visits) == 200
    assert again(chen, PLACES[0], where) == 304


def test_the_next_day_is_heard_of(chen: Person, places: None) -> None:
    tomorrow = TODAY + timedelta(days=1)
    path = f"/api/v1/coverage/{SHUIJIANG}/targets?from={TODAY}&to={tomorrow}"
    tag = tag_of(chen, COVERAGE)
    assert again(chen, path, tag) == 200


def test_the_tag_of_another_township_is_none(he: Person, chen: Person, places: None) -> None:
    tag = tag_of(chen, COVERAGE)
    assert again(he, COVERAGE, tag) == 404
