"""The records behind every number of a township: together they come to it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from make import (
    MORNING,
    NANZHUSHAN,
    SEAT,
    SHUIJIANG,
    id_of,
    line,
    make_check_in,
    make_event,
    make_hazard,
    make_hazard_step,
    make_patrol,
    make_segment,
    make_sitting,
    make_void,
    point,
    rfc3339,
    target_id,
)
from people import Person, make_target

TODAY = MORNING.date()
DAYS = {"from": str(TODAY - timedelta(days=6)), "to": str(TODAY)}
YESTERDAY = MORNING - timedelta(days=1)


def behind(person: Person, metric: str, township: str = SHUIJIANG) -> Any:
    return person.get(f"/api/v1/coverage/{township}/evidence", metric=metric, **DAYS)


def items(person: Person, metric: str) -> list[dict[str, Any]]:
    return behind(person, metric).json["items"]


def added(person: Person, metric: str, name: str) -> float:
    return sum(item["counts"].get(name, 0) for item in items(person, metric))


def board(person: Person) -> dict[str, Any]:
    features = person.get("/api/v1/coverage", **DAYS, geometry="none").json["features"]
    [mine] = [feature["properties"] for feature in features if feature["id"] == SHUIJIANG]
    return mine


@pytest.fixture
def week(chen: Person, liu: Person, town: Flask) -> dict[str, bytes]:
    """Two rides, one without a track, an event at a school, a sitting, a hazard, a check-in."""
    with town.app_context():
        make_target("school", "学校", point())
        make_target("village", "村", point(SEAT[0] + 0.1))
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.01, SEAT[1])))
    ride, late, bare = make_patrol(), make_patrol(occurred_at=rfc3339(YESTERDAY)), make_patrol()
    event = make_event(refs={"target": str(target_id("学校"))})
    visit = make_check_in(target_id("村"), occurred_at=rfc3339(YESTERDAY))
    hazard = make_hazard(occurred_at=rfc3339(YESTERDAY))
    told = [ride, make_segment(ride), late, make_segment(late, began_at=YESTERDAY), bare]
    chen.push(*told, event, visit, hazard, make_hazard_step(hazard, "verified"))
    liu.push(make_sitting())
    return {
        "ride": ride,
        "late": late,
        "bare": bare,
        "event": event,
        "visit": visit,
        "hazard": hazard,
    }


def test_every_number_is_what_its_records_come_to(zhao: Person, week: dict[str, bytes]) -> None:
    numbers = board(zhao)
    assert added(zhao, "patrols", "patrols") == numbers["patrols"] == 3
    assert added(zhao, "distance_m", "distance_m") == pytest.approx(numbers["distance_m"])
    assert added(zhao, "recorded_s", "recorded_s") == numbers["recorded_s"] == 40
    for group, names in (("outreach", ("events", "reached", "materials")),
                         ("clinic", ("sessions", "consultations")),
                         ("hazards", ("opened", "open", "overdue", "closed"))):  # fmt: skip
        for name in names:
            assert added(zhao, group, name) == numbers[group][name], name


def test_active_days_and_the_last_of_them(zhao: Person, week: dict[str, bytes]) -> None:
    numbers = board(zhao)
    assert len({item["on"] for item in items(zhao, "active_days")}) == numbers["active_days"] == 2
    assert {item["on"] for item in items(zhao, "last_activity_on")} == {numbers["last_activity_on"]}


def test_what_visited_a_place_is_named(zhao: Person, week: dict[str, bytes]) -> None:
    found = [(item["kind"], item["record"]) for item in items(zhao, "school")]
    rides = [("patrol", id_of(week[name])) for name in ("ride", "late")]
    assert sorted(found) == sorted([("outreach_event", id_of(week["event"])), *rides])
    assert [item["record"] for item in items(zhao, "village")] == [id_of(week["visit"])]
    assert items(zhao, "crossing") == []


def test_who_covered_a_line_tells_how_much(zhao: Person, week: dict[str, bytes]) -> None:
    found = items(zhao, "railway")
    assert [item["record"] for item in found] == [id_of(week["late"]), id_of(week["ride"])]
    assert [item["counts"]["covered_m"] for item in found] == [
        board(zhao)["railway"]["covered_m"]
    ] * 2


def test_a_voided_record_is_behind_nothing(
    chen: Person, zhao: Person, week: dict[str, bytes]
) -> None:
    chen.push(make_void(week["ride"]), make_void(week["event"]))
    for metric in ("patrols", "distance_m", "active_days", "outreach", "school", "railway"):
        gone = {id_of(week["ride"]), id_of(week["event"])}
        assert gone.isdisjoint(item["record"] for item in items(zhao, metric)), metric


def test_of_sittings_only_counts_are_told(zhao: Person, week: dict[str, bytes]) -> None:
    told = [*items(zhao, "clinic"), *items(zhao, "active_days")]
    sittings = [item for item in told if item["kind"] == "clinic_session"]
    assert [item["record"] for item in sittings] == [None, None]
    assert "liu" not in behind(zhao, "clinic").text


def test_nobody_is_named(zhao: Person, week: dict[str, bytes]) -> None:
    for metric in ("patrols", "outreach", "hazards", "school"):
        assert "chen" not in behind(zhao, metric).text


def test_a_patrol_from_next_door_counts_but_opens_only_to_those_who_may_read_it(
    he: Person, wang: Person, zhao: Person, week: dict[str, bytes]
) -> None:
    visitor = make_patrol(township=NANZHUSHAN, author="he")
    he.push(visitor, make_segment(visitor, township=NANZHUSHAN, author="he"))

    def opens(reader: Person) -> dict[str, bool]:
        return {one["record"]: one["readable"] for one in items(reader, "distance_m")}

    assert opens(zhao) == dict.fromkeys(opens(zhao), True)
    assert opens(wang) == opens(zhao) | {id_of(visitor): False}


def test_nobody_may_open_a_sitting(zhao: Person, week: dict[str, bytes]) -> None:
    assert [item["readable"] for item in items(zhao, "clinic")] == [False]


def test_another_township_is_not_found(chen: Person, he: Person, zhao: Person) -> None:
    assert behind(chen, "patrols").status_code == behind(zhao, "patrols").status_code == 200
    assert behind(he, "patrols").status_code == 404
    assert behind(chen, "patrols", NANZHUSHAN).status_code == 404


def test_another_district_and_nobody_are_not_served(du: Person, town: Flask) -> None:
    assert behind(du, "patrols").status_code == 404
    path = f"/api/v1/coverage/{SHUIJIANG}/evidence?metric=patrols"
    assert town.test_client().get(path).status_code == 401


def test_a_metric_is_a_number_of_the_board(zhao: Person) -> None:
    answer = behind(zhao, "officers")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/metric")
