"""What a record refers to has to be what the reference is called; what hasn't come may be named."""

from collections.abc import Callable

import pytest
from flask import Flask

from make import (
    id_of,
    make_amendment,
    make_check_in,
    make_end,
    make_event,
    make_hazard,
    make_hazard_step,
    make_patrol,
    make_segment,
    make_sitting,
    make_void,
    point,
    uuid7,
)
from people import Person, make_target

WRONG: dict[str, tuple[Callable[[], bytes], Callable[[bytes], bytes]]] = {
    "a step of a patrol": (make_patrol, make_hazard_step),
    "a segment of a hazard": (make_hazard, make_segment),
    "an end of an event": (make_event, make_end),
    "a check-in at a patrol": (make_patrol, lambda named: make_check_in(id_of(named))),
    "a patrol with a hazard as its vehicle": (
        make_hazard,
        lambda named: make_patrol(refs={"vehicle": id_of(named)}),
    ),
    "an event of a patrol that is none": (
        make_hazard,
        lambda named: make_event(refs={"patrol": id_of(named)}),
    ),
}


@pytest.mark.parametrize("told", WRONG)
@pytest.mark.parametrize("together", [True, False])
def test_a_reference_to_another_kind_is_parked(chen: Person, told: str, *, together: bool) -> None:
    name, make = WRONG[told]
    named = name()
    naming = make(named)
    results = chen.push(named, naming) if together else chen.push(named) + chen.push(naming)
    assert [result["status"] for result in results] == ["stored", "parked"]
    (fault,) = results[1]["problem"]["errors"]
    assert (fault["code"], fault["message"]) == ("wrong-kind", "引用的不是这一类记录或对象")
    assert fault["pointer"].startswith("/properties/refs/")


def test_a_patrol_that_is_a_place_is_parked(chen: Person, town: Flask) -> None:
    with town.app_context():
        village = make_target("village", "劳动社区", point())
    right, wrong = chen.push(make_check_in(village), make_segment(village))
    assert (right["status"], wrong["status"]) == ("stored", "parked")
    assert wrong["problem"]["errors"][0]["pointer"] == "/properties/refs/patrol"


def test_an_amendment_to_another_kind_is_parked(chen: Person) -> None:
    patrol, event, hazard = make_patrol(), make_event(), make_hazard()
    chen.push(patrol, event, hazard)
    place = "/properties/refs/patrol"
    wrong, whole, right = chen.push(
        make_amendment(event, {place: id_of(hazard)}),
        make_amendment(event, {"/properties/refs": {"patrol": id_of(hazard)}}),
        make_amendment(event, {place: id_of(patrol)}),
    )
    (fault,) = wrong["problem"]["errors"]
    assert fault["pointer"].endswith("/changes/~1properties~1refs~1patrol")
    assert (whole["status"], right["status"]) == ("parked", "stored")


def test_a_sitting_at_a_record_is_parked(chen: Person, liu: Person) -> None:
    hazard = make_hazard()
    chen.push(hazard)
    assert liu.push(make_sitting(refs={"clinic": id_of(hazard)}))[0]["status"] == "parked"


def test_what_is_right_or_unknown_is_stored(chen: Person) -> None:
    patrol, hazard = make_patrol(), make_hazard()
    records = [make_segment(patrol), patrol, make_end(patrol), make_hazard_step(uuid7()), hazard]
    records += [make_hazard_step(hazard), make_check_in(uuid7()), make_void(patrol)]
    assert {result["status"] for result in chen.push(*records)} == {"stored"}


def test_the_desk_does_not_accept_it_as_it_is(chen: Person, wang: Person) -> None:
    patrol, hazard = make_patrol(), make_hazard()
    step = make_hazard_step(patrol)
    chen.push(patrol, hazard, step)
    path, asked = f"/api/v1/parked/{id_of(step)}/accept", {"reason": "核实"}
    assert wang.post(path, json=asked).status_code == 422
    asked["changes"] = {"/properties/refs/hazard": id_of(hazard)}
    assert wang.post(path, json=asked).json["decision"] == "accepted"


def test_what_came_before_waits_on_for_a_patrol(chen: Person, wang: Person) -> None:
    hazard = make_hazard()
    segment = make_segment(hazard)
    assert [r["status"] for r in chen.push(segment, hazard)] == ["stored", "stored"]
    (left,) = wang.get("/api/v1/unresolved", days=0).json["items"]
    assert (left["record"], left["to"]) == (id_of(segment), id_of(hazard))


def test_who_may_not_read_what_is_named_learns_no_more(he: Person, chen: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    naming = make_hazard_step(patrol, author="he", township="500119117")
    (result,) = he.push(naming)
    assert (result["status"], "patrol" in str(result["problem"])) == ("parked", False)
