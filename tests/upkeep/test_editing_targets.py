"""Targets added and changed by an administrator, and by nobody else."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from make import NANZHUSHAN, SHUIJIANG, line, make_patrol, make_segment, point, target_id
from people import ELSEWHERE, Person, make_target

PATH = "/api/v1/targets"
SCHOOL = {"layer": "school", "name": "水江小学", "geometry": point(), "code": "S1"}
SHUT = {"status": "inaccessible", "status_reason": "塌方", "status_until_on": "2026-12-31"}
DAYS = {"from": "2026-11-01", "to": "2026-11-02", "geometry": "none"}


def add(person: Person, **changes: Any) -> Any:
    return person.post(PATH, json={**SCHOOL, **changes})


@pytest.fixture
def school(sun: Person) -> str:
    return f"{PATH}/{add(sun).json['id']}"


def schools(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = person.get("/api/v1/coverage", **DAYS).json["totals"]["school"]
    return found


def test_a_new_target_is_read_by_all(sun: Person, chen: Person) -> None:
    answer = add(sun, interval_days=30)
    assert (answer.status_code, answer.content_type) == (201, "application/geo+json")
    told = chen.get(f"{PATH}/{answer.json['id']}").json
    assert told == answer.json
    assert (told["properties"]["township"], told["properties"]["interval_days"]) == (SHUIJIANG, 30)


@pytest.mark.parametrize("who", ["chen", "wang", "liu", "zhao"])
def test_only_administrators_write(who: str, school: str, sign_in: Any) -> None:
    person = sign_in(who)
    assert add(person, code="S2").status_code == 403
    assert person.patch(school, json={"name": "别的"}).status_code == 403
    assert person.post(f"{PATH}/import?layer=school", data=b"{}").status_code == 403
    assert person.post(f"{PATH}/near", json={}).status_code == 403


def test_another_district_is_not_found(school: str, du: Person, sun: Person) -> None:
    assert du.get(school).status_code == 404
    assert du.patch(school, json={"name": "别的"}).status_code == 404
    assert sun.get(school).json["properties"]["name"] == "水江小学"


@pytest.mark.usefixtures("school")
def test_a_code_is_given_once_in_a_layer(sun: Person) -> None:
    refused = add(sun)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "code-taken")
    assert refused.json["errors"][0]["pointer"] == "/code"
    assert add(sun, layer="enterprise").status_code == 201


def test_what_is_named_changes_and_the_rest_stays(school: str, sun: Person) -> None:
    told = sun.patch(school, json={"name": "中心校", "code": None}).json
    assert (told["properties"]["name"], told["properties"]["code"]) == ("中心校", None)
    assert told["geometry"] == SCHOOL["geometry"]
    assert sun.patch(school, json={}).json == told


def test_who_approved_that_a_place_is_left_out_is_kept(school: str, sun: Person) -> None:
    told = sun.patch(school, json=SHUT).json["properties"]
    assert {name: told[name] for name in SHUT} == SHUT
    assert told["status_approved_by"] == "sun"
    again = sun.patch(school, json={"status": "open"}).json["properties"]
    assert [again[n] for n in ("status_reason", "status_until_on", "status_approved_by")] == [
        None,
        None,
        None,
    ]


def test_a_place_that_is_left_out_does_not_count(school: str, sun: Person) -> None:
    assert schools(sun)["count"] == 1
    sun.patch(school, json=SHUT)
    assert sun.get("/api/v1/coverage", **DAYS).json["totals"]["school"] is None


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"status": "inaccessible", "status_reason": "塌方"}, "/status_until_on", "required"),
        ({"status": "excluded"}, "/status_reason", "required"),
        ({"status_reason": "塌方"}, "/status_reason", "not-one-of"),
        ({"status": "excluded", "status_reason": "电 13812345678"}, "/status_reason", None),
        ({"name": ""}, "/name", "wrong-length"),
        ({"layer": "road"}, "/layer", "unknown-field"),
        ({"interval_days": 0}, "/interval_days", "out-of-range"),
        ({"geometry": {"type": "Point", "coordinates": [29, 107]}}, "/geometry", "bad-geometry"),
        ({"geometry": line((107, 29), (107.1, 29))}, "/geometry", "bad-geometry"),
    ],
)
def test_what_will_not_do_is_named(
    change: dict[str, Any], pointer: str, code: str | None, school: str, sun: Person
) -> None:
    refused = sun.patch(school, json=change)
    found = refused.json["errors"][0]
    assert (refused.status_code, found["pointer"]) == (422, pointer)
    assert found["code"] == (code or "personal-data")


def test_patrols_of_the_past_visit_a_place_that_moves_to_them(
    school: str, sun: Person, chen: Person
) -> None:
    sun.patch(school, json={"geometry": point(107.1, 29.2)})
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    assert schools(sun)["visited"] == 0
    moved = sun.patch(school, json={"geometry": point()})
    assert moved.json["properties"]["township"] == SHUIJIANG
    assert schools(sun)["visited"] == 1
    assert sun.patch(school, json={"geometry": point(107.1, 29.2)}).status_code == 200
    assert schools(sun)["visited"] == 0


def test_a_line_without_length_is_no_target(sun: Person) -> None:
    flat = line((107.1, 29.2), (107.1, 29.2))
    assert add(sun, layer="road", geometry=flat).json["errors"][0]["pointer"] == "/geometry"


def test_a_target_elsewhere_keeps_its_township(town: Flask, du: Person, sun: Person) -> None:
    with town.app_context():
        other: UUID = make_target("school", "新城小学", point(106.1, 29.2), district=ELSEWHERE)
    assert other == target_id("新城小学")
    assert du.patch(f"{PATH}/{other}", json={"radius_m": 300}).json["properties"]["radius_m"] == 300
    assert add(sun, geometry=point(107.1, 29.2)).json["properties"]["township"] == NANZHUSHAN
