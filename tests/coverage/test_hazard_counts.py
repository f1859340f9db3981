"""`hazards` in `/coverage`, from what was pushed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from make import MORNING, NANZHUSHAN, make_hazard, make_hazard_step
from people import NANCHUAN, Person

NOTHING = {"opened": 0, "open": 0, "overdue": 0, "closed": 0}
ONE_OPEN = {**NOTHING, "opened": 1, "open": 1}


def day(days: int) -> str:
    return (MORNING + timedelta(days=days)).date().isoformat()


def at(days: int) -> str:
    return (MORNING + timedelta(days=days)).isoformat()


def hazards(person: Person, first: int = 0, last: int = 0) -> dict[str, Any]:
    """`hazards` by township over days counted from Monday, the totals under ""."""
    asked = {"from": day(first), "to": day(last), "geometry": "none"}
    answer = person.get("/api/v1/coverage", **asked).json
    here = {f["id"]: f["properties"]["hazards"] for f in answer["features"]}
    return here | {"": answer["totals"]["hazards"]}


def test_without_hazards_all_are_zero_and_never_null(zhao: Person) -> None:
    found = hazards(zhao)
    assert len(found) == 3
    assert all(numbers == NOTHING for numbers in found.values())


def test_a_hazard_counts_in_its_own_township(chen: Person, zhao: Person) -> None:
    chen.push(make_hazard())
    found = hazards(zhao)
    assert (found["500119108"], found[NANZHUSHAN], found[""]) == (ONE_OPEN, NOTHING, ONE_OPEN)


def test_from_seen_to_overdue_to_closed(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    chen.push(
        hazard,
        make_hazard_step(hazard, "assigned", due_on=day(3)),
        make_hazard_step(hazard, "rectified", occurred_at=at(5)),
        make_hazard_step(hazard, "verified", occurred_at=at(6)),
    )
    assert hazards(zhao, 0, 3)[""] == ONE_OPEN
    assert hazards(zhao, 4, 5)[""] == {**NOTHING, "open": 1, "overdue": 1}
    assert hazards(zhao, 4, 6)[""] == {**NOTHING, "closed": 1}
    assert hazards(zhao, 7, 9)[""] == NOTHING


def test_a_reopened_one_is_open_again(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    verified = make_hazard_step(hazard, "verified", occurred_at=at(1))
    chen.push(make_hazard_step(hazard, "reopened", occurred_at=at(2)), verified, hazard)
    assert hazards(zhao, 0, 1)[""] == {**NOTHING, "opened": 1, "closed": 1}
    assert hazards(zhao, 0, 2)[""] == ONE_OPEN


def test_steps_count_once_their_hazard_comes(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    chen.push(make_hazard_step(hazard, "verified"))
    assert hazards(zhao)[""] == NOTHING
    chen.push(hazard)
    assert hazards(zhao)[""] == {**NOTHING, "opened": 1, "closed": 1}


def test_of_two_steps_at_once_the_later_made_decides(chen: Person, zhao: Person) -> None:
    hazard = make_hazard()
    verified, reopened = (make_hazard_step(hazard, name) for name in ("verified", "reopened"))
    chen.push(hazard, reopened, verified)
    assert hazards(zhao)[""] == ONE_OPEN


def test_hazards_make_no_active_day(chen: Person, zhao: Person) -> None:
    chen.push(make_hazard())
    totals = zhao.get("/api/v1/coverage", **{"from": day(0), "to": day(0)}).json["totals"]
    assert (totals["active_days"], totals["last_activity_on"]) == (0, None)


@pytest.mark.parametrize("username", ["chen", "liu", "wang", "zhao", "sun"])
def test_everyone_reads_the_counts(chen: Person, sign_in: Any, username: str) -> None:
    chen.push(make_hazard())
    assert hazards(sign_in(username))[""] == ONE_OPEN


def test_another_district_reads_nothing_of_it(chen: Person, du: Person, town: Flask) -> None:
    chen.push(make_hazard())
    found = hazards(du)
    assert not any(code.startswith(NANCHUAN) for code in found)
    assert found[""] == NOTHING
