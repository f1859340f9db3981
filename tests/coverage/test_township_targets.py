"""The targets of one township: visits, stretches of lines by chainage, and how each stands."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from make import (
    MORNING,
    NANZHUSHAN,
    SEAT,
    SHUIJIANG,
    line,
    make_check_in,
    make_patrol,
    make_segment,
    point,
    rfc3339,
    target_id,
)
from people import Person, make_target

TODAY = MORNING.date()


def asked(
    person: Person, since: int = 0, until: int = 0, township: str = SHUIJIANG, **more: str
) -> Any:
    days = {"from": str(TODAY - timedelta(days=since)), "to": str(TODAY - timedelta(days=until))}
    return person.get(f"/api/v1/coverage/{township}/targets", **days, **more)


def of(name: str, answer: Any) -> dict[str, Any]:
    [found] = [one for one in answer.json["items"] if one["name"] == name]
    return found


def seen(person: Person, name: str, days_ago: int) -> None:
    """Somebody checks in at a target."""
    at = rfc3339(MORNING - timedelta(days=days_ago))
    person.push(make_check_in(target_id(name), occurred_at=at))


def ride(person: Person, east_m: float, to_m: float, at: datetime = MORNING) -> None:
    """A patrol drives along the line through the seat, between two places on it."""
    patrol = make_patrol(occurred_at=rfc3339(at))
    places = [
        (SEAT[0] + metres / 97_320, SEAT[1]) for metres in (east_m, (east_m + to_m) / 2, to_m)
    ]
    person.push(patrol, make_segment(patrol, places, began_at=at))


@pytest.fixture
def school(town: Flask) -> str:
    with town.app_context():
        make_target("school", "学校", point(), interval_days=10)
    return "学校"


@pytest.fixture
def railway(town: Flask) -> str:
    """A line of some 973 m through the seat, which begins at K12+300."""
    with town.app_context():
        end = (SEAT[0] + 0.01, SEAT[1])
        make_target("railway", "线", line(SEAT, end), chainage_start_m=12_300.0, interval_days=3)
    return "线"


def test_a_target_tells_when_it_was_visited(chen: Person, zhao: Person, school: str) -> None:
    for days_ago in (20, 4, 4, 2):
        seen(chen, school, days_ago)
    found = of(school, asked(zhao, since=6))
    assert (found["visits"], found["days_since"], found["state"]) == (2, 2, "visited")
    assert found["last_visited_on"] == str(TODAY - timedelta(days=2))
    assert of(school, asked(zhao, since=1))["visits"] == 0
    assert of(school, asked(zhao, since=6, until=3))["days_since"] == 1


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [(0, "visited"), (8, "visited"), (9, "due"), (10, "due"), (11, "overdue")],
)
def test_it_falls_due_in_the_last_fifth_of_its_interval(
    chen: Person, zhao: Person, school: str, days_ago: int, state: str
) -> None:
    seen(chen, school, days_ago)
    assert of(school, asked(zhao))["state"] == state


def test_without_an_interval_it_is_visited_or_never(
    chen: Person, zhao: Person, town: Flask
) -> None:
    with town.app_context():
        make_target("village", "村", point())
    assert (of("村", asked(zhao))["state"], of("村", asked(zhao))["days_since"]) == ("never", None)
    seen(chen, "村", 90)
    assert of("村", asked(zhao))["state"] == "visited"


@pytest.mark.parametrize(
    ("status", "until", "state"),
    [
        ("excluded", None, "excluded"),
        ("inaccessible", None, "inaccessible"),
        ("inaccessible", TODAY, "inaccessible"),
        ("inaccessible", TODAY - timedelta(days=1), "never"),
    ],
)
def test_one_that_cannot_be_reached_says_so_until_it_can(
    zhao: Person, town: Flask, status: str, until: date | None, state: str
) -> None:
    with town.app_context():
        make_target(
            "school", "校", point(), status=status, status_until_on=until, status_reason="塌方"
        )
    found = of("校", asked(zhao))
    assert (found["state"], found["status_reason"]) == (state, "塌方")


def test_a_line_is_told_in_stretches_by_chainage(chen: Person, zhao: Person, railway: str) -> None:
    ride(chen, 300, 500)
    found = of(railway, asked(zhao))
    told = [
        (part["from_m"], part["to_m"], part["covered"], part["state"])
        for part in found["stretches"]
    ]
    assert told[1] == (12_550, 12_850, True, "visited")
    assert [part[2:] for part in told] == [(False, "never"), (True, "visited"), (False, "never")]
    assert (told[0][0], told[0][1], told[2][0]) == (12_300, 12_550, 12_850)
    assert (found["visits"], found["state"], found["covered_m"]) == (1, "never", 300)
    assert found["length_m"] == pytest.approx(973, abs=1)
    assert found["never_m"] == pytest.approx(found["length_m"] - 300)


def test_the_longest_unseen_piece_decides_about_a_line(
    chen: Person, zhao: Person, railway: str
) -> None:
    ride(chen, 0, 490, MORNING - timedelta(days=9))
    ride(chen, 480, 970, MORNING - timedelta(days=9))
    ride(chen, 0, 300)
    found = of(railway, asked(zhao))
    assert (found["oldest_days"], found["days_since"], found["state"]) == (9, 0, "overdue")
    assert [(p["covered"], p["days_since"]) for p in found["stretches"]] == [(True, 0), (False, 9)]


def test_a_line_over_a_border_is_told_on_both_sides(
    chen: Person, zhao: Person, town: Flask
) -> None:
    with town.app_context():
        make_target("railway", "界线", line((107.195, 29.2), (107.205, 29.2)))
    east, west = (of("界线", asked(zhao, township=code)) for code in (SHUIJIANG, NANZHUSHAN))
    assert [p["from_m"] for p in west["stretches"]] == [0]
    assert west["stretches"][0]["to_m"] == east["stretches"][0]["from_m"]
    assert west["length_m"] + east["length_m"] == pytest.approx(973, abs=2)


def test_one_layer_may_be_asked_for(zhao: Person, school: str, railway: str) -> None:
    names = [one["name"] for one in asked(zhao, layer="railway").json["items"]]
    assert names == [railway]
    assert asked(zhao, layer="moon").status_code == 422


def test_another_township_is_not_found(chen: Person, he: Person, wang: Person, school: str) -> None:
    assert (asked(chen).status_code, asked(wang).status_code) == (200, 200)
    assert asked(he).status_code == asked(wang, township=NANZHUSHAN).status_code == 404


def test_another_district_and_nobody_are_not_served(du: Person, zhao: Person, town: Flask) -> None:
    assert (asked(du).status_code, asked(zhao, township="500119999").status_code) == (404, 404)
    assert town.test_client().get(f"/api/v1/coverage/{SHUIJIANG}/targets").status_code == 401


def test_a_range_is_needed(zhao: Person) -> None:
    answer = zhao.get(f"/api/v1/coverage/{SHUIJIANG}/targets")
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-range")


def test_numbers_of_the_board_are_those_of_the_targets(
    chen: Person, zhao: Person, school: str, railway: str
) -> None:
    ride(chen, 300, 500, MORNING - timedelta(days=1))
    days = {"from": str(TODAY - timedelta(days=6)), "to": str(TODAY)}
    board = zhao.get("/api/v1/coverage", **days, geometry="none").json["features"]
    [mine] = [f["properties"] for f in board if f["id"] == SHUIJIANG]
    told, place = of(railway, asked(zhao, since=6)), of(school, asked(zhao, since=6))
    assert (mine["railway"]["covered_m"], mine["railway"]["never_m"]) == (
        told["covered_m"],
        told["never_m"],
    )
    assert mine["school"]["visited"] == int(place["visits"] > 0)
