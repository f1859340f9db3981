"""Voids: the record stays and is shown in its history, and counts for nothing."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from make import (
    NANZHUSHAN,
    id_of,
    make_amendment,
    make_end,
    make_event,
    make_patrol,
    make_segment,
    make_sitting,
    make_void,
)
from people import Person
from xunhu.coverage.models import PatrolDaySum
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db

TODAY = date(2026, 11, 2).isoformat()


def numbers(person: Person) -> dict[str, Any]:
    asked = {"from": TODAY, "to": TODAY, "geometry": "none"}
    answer = person.get("/api/v1/coverage", **asked)
    totals: dict[str, Any] = answer.json["totals"]  # type: ignore[index]
    return totals


def states(person: Person) -> dict[str, str]:
    return {f["id"]: f["receipt"]["state"] for f in person.pull(limit=1000)["features"]}


def test_a_voided_event_counts_for_nothing_and_stays(chen: Person) -> None:
    event = make_event()
    chen.push(event)
    assert numbers(chen)["outreach"]["events"] == 1
    chen.push(make_void(event))
    assert numbers(chen)["outreach"]["events"] == 0
    assert states(chen)[id_of(event)] == "voided"


def test_the_void_may_come_first(chen: Person) -> None:
    event = make_event()
    chen.push(make_void(event))
    chen.push(event)
    assert numbers(chen)["outreach"]["events"] == 0


def test_voiding_a_patrol_voids_its_segments_and_its_end_and_nothing_else(chen: Person) -> None:
    patrol = make_patrol()
    segment, end = make_segment(patrol), make_end(patrol)
    event = make_event(refs={"patrol": id_of(patrol)})
    chen.push(patrol, segment, end, event)
    assert numbers(chen)["patrols"] == 1
    chen.push(make_void(patrol))
    assert (numbers(chen)["patrols"], numbers(chen)["distance_m"]) == (0, 0)
    assert numbers(chen)["outreach"]["events"] == 1
    found = states(chen)
    assert [found[id_of(r)] for r in (patrol, segment, end, event)] == ["voided"] * 3 + ["applied"]


def test_a_segment_that_comes_after_its_patrol_was_voided_is_voided(
    chen: Person, town: Flask
) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_void(patrol))
    segment = make_segment(patrol)
    chen.push(segment)
    assert states(chen)[id_of(segment)] == "voided"
    with town.app_context():
        assert db.session.scalars(db.select(PatrolDaySum)).all() == []


def test_a_voided_segment_leaves_the_patrol_without_it(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    segment = make_segment(patrol)
    chen.push(patrol, segment)
    assert numbers(chen)["distance_m"] > 0
    chen.push(make_void(segment))
    assert numbers(chen)["distance_m"] == 0
    before = numbers(chen)
    with town.app_context():
        rebuild("500119")
    assert numbers(chen) == before


def test_a_segment_moves_to_another_patrol_with_its_distance(chen: Person) -> None:
    wrong, right = make_patrol(), make_patrol()
    segment = make_segment(wrong)
    chen.push(wrong, right, segment)
    distance = numbers(chen)["distance_m"]
    chen.push(make_amendment(segment, {"/properties/refs/patrol": id_of(right)}))
    assert numbers(chen)["distance_m"] == distance
    chen.push(make_void(right))
    assert numbers(chen)["distance_m"] == 0


def test_the_supervisor_may_void_and_a_neighbour_may_not(
    chen: Person, wang: Person, he: Person
) -> None:
    event = make_event()
    chen.push(event)
    assert he.push(make_void(event, author="he", township=NANZHUSHAN))[0]["status"] == "parked"
    assert numbers(chen)["outreach"]["events"] == 1
    assert wang.push(make_void(event, author="wang"))[0]["status"] == "stored"
    assert numbers(chen)["outreach"]["events"] == 0


def test_nobody_borrows_a_supervisors_power(chen: Person, wang: Person) -> None:
    event = make_event(author="liu")
    wang.push(event)
    assert chen.push(make_void(event, author="wang"))[0]["status"] == "parked"
    assert wang.push(make_void(event, author="wang"))[0]["status"] == "stored"


def test_a_sender_who_may_not_record_the_kind_may_not_void_it(chen: Person, liu: Person) -> None:
    patrol, sitting = make_patrol(), make_sitting(author="liu")
    chen.push(patrol)
    liu.push(sitting)
    assert liu.push(make_void(patrol, author="chen"))[0]["status"] == "parked"
    assert chen.push(make_void(sitting, author="liu"))[0]["status"] == "parked"


def test_one_sent_in_vain_before_its_record_has_no_effect(chen: Person, liu: Person) -> None:
    patrol = make_patrol()
    assert liu.push(make_void(patrol, author="chen"))[0]["status"] == "stored"
    chen.push(patrol)
    assert numbers(chen)["patrols"] == 1


def test_a_colleague_may_send_the_authors_void(chen: Person, wang: Person) -> None:
    event = make_event(author="chen")
    chen.push(event)
    assert wang.push(make_void(event, author="chen"))[0]["status"] == "stored"


def test_a_supervisor_may_not_void_a_sitting(liu: Person, wang: Person) -> None:
    sitting = make_sitting(author="liu")
    liu.push(sitting)
    assert wang.push(make_void(sitting, author="wang"))[0]["status"] == "parked"
    assert numbers(liu)["clinic"]["sessions"] == 1


def test_a_void_is_final(chen: Person) -> None:
    event = make_event()
    void = make_void(event)
    chen.push(event, void)
    assert chen.push(make_void(void))[0]["problem"]["errors"][0]["code"] == "not-revisable"


@pytest.mark.parametrize("reason", ["", "电话13812345678"])
def test_a_void_needs_a_reason_without_a_number(chen: Person, reason: str) -> None:
    event = make_event()
    assert chen.push(event, make_void(event, reason=reason))[1]["status"] != "stored"
