"""Amendments: both originals stay, the current view follows the server's numbers."""

from typing import Any

from flask import Flask

from make import (
    NANZHUSHAN,
    SHUIJIANG,
    digest_of,
    id_of,
    make_amendment,
    make_event,
    make_sitting,
    make_void,
)
from people import Person
from xunhu.db import db
from xunhu.outreach.models import OutreachEvent

VENUE, REACHED = "/properties/data/venue", "/properties/data/reached_count"


def as_it_stands(person: Person, record: bytes) -> dict[str, Any]:
    answer = person.get(f"/api/v1/records/{id_of(record)}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json  # type: ignore[assignment]
    return told


def venue_of(person: Person, record: bytes) -> str:
    return str(as_it_stands(person, record)["properties"]["data"]["venue"])


def statuses(results: list[dict[str, Any]]) -> list[str]:
    return [result["status"] for result in results]


def test_an_amendment_changes_the_view_and_leaves_both_originals(chen: Person) -> None:
    event = make_event(venue="码头")
    amendment = make_amendment(event, {VENUE: "学校"})
    assert statuses(chen.push(event, amendment)) == ["stored", "stored"]
    assert venue_of(chen, event) == "学校"
    pulled = {f["id"]: f for f in chen.pull()["features"]}
    assert pulled[id_of(event)]["properties"]["data"]["venue"] == "码头"
    assert pulled[id_of(amendment)]["properties"]["data"]["changes"] == {VENUE: "学校"}


def test_the_amendment_may_come_first(chen: Person, town: Flask) -> None:
    event = make_event(reached_count=5)
    chen.push(make_amendment(event, {REACHED: 50}))
    chen.push(event)
    with town.app_context():
        assert db.session.scalars(db.select(OutreachEvent.reached_count)).all() == [50]


def test_amendments_apply_in_the_order_of_their_numbers(chen: Person, wang: Person) -> None:
    event = make_event(venue="一")
    first, second = make_amendment(event, {VENUE: "二"}), make_amendment(event, {VENUE: "三"})
    chen.push(event)
    chen.push(second)
    wang.push(first)
    assert venue_of(chen, event) == "二"


def test_an_amendment_waits_for_what_its_author_last_saw(chen: Person) -> None:
    event = make_event(venue="一")
    first = make_amendment(event, {VENUE: "二"})
    second = make_amendment(event, {VENUE: "三"}, base=first)
    chen.push(event, second)
    assert venue_of(chen, event) == "一"
    assert as_it_stands(chen, event)["history"][0]["state"] == "waiting"
    chen.push(first)
    assert venue_of(chen, event) == "二"  # by number, although `second` saw `first`


def test_one_field_set_twice_from_the_same_view_is_flagged(chen: Person, wang: Person) -> None:
    event = make_event()
    chen.push(event)
    one, other = make_amendment(event, {VENUE: "东"}), make_amendment(event, {VENUE: "西"})
    chen.push(one, make_amendment(event, {REACHED: 9}))
    wang.push(other)
    found = wang.get("/api/v1/contradictions").json["items"]  # type: ignore[index]
    assert [a["id"] for a in found[0]["amendments"]] == [id_of(one), id_of(other)]
    wang.push(make_amendment(event, {VENUE: "西"}, base=other))
    assert wang.get("/api/v1/contradictions").json["items"] == []  # type: ignore[index]


def test_the_same_value_twice_is_no_contradiction(chen: Person, wang: Person) -> None:
    event = make_event()
    chen.push(event, *[make_amendment(event, {VENUE: "东"}) for _ in range(2)])
    assert wang.get("/api/v1/contradictions").json["items"] == []  # type: ignore[index]


def test_an_amendment_that_makes_no_sense_is_parked_with_its_place(chen: Person) -> None:
    event = make_event()
    result = chen.push(event, make_amendment(event, {REACHED: -1}))[1]
    assert result["status"] == "parked"
    assert [fault["pointer"] for fault in result["problem"]["errors"]] == [
        "/properties/data/changes/~1properties~1data~1reached_count"
    ]


def test_what_must_not_be_amended_is_parked(chen: Person) -> None:
    event = make_event()
    results = chen.push(event, make_amendment(event, {"/properties/author": "wang"}))
    assert results[1]["problem"]["errors"][0]["code"] == "not-amendable"


def test_an_amendment_of_an_amendment_is_parked(chen: Person) -> None:
    event = make_event()
    amendment = make_amendment(event, {VENUE: "东"})
    results = chen.push(event, amendment)
    results += chen.push(make_amendment(amendment, {VENUE: "西"}))
    assert results[2]["problem"]["errors"][0]["code"] == "not-revisable"


def test_one_that_came_before_what_it_cannot_amend_has_no_effect(chen: Person) -> None:
    event = make_event(venue="码头")
    amendment = make_amendment(event, {VENUE: "东"})
    chen.push(make_amendment(amendment, {VENUE: "西"}))
    chen.push(amendment, event)
    assert venue_of(chen, event) == "东"
    states = {f["id"]: f["receipt"]["state"] for f in chen.pull()["features"]}
    assert sorted(states.values()) == ["applied", "applied", "ineffective"]


def test_a_colleague_may_not_amend_but_the_supervisor_may(
    chen: Person, wang: Person, he: Person
) -> None:
    event = make_event(venue="码头")
    chen.push(event)
    theirs = make_amendment(event, {VENUE: "别处"}, author="he", township=NANZHUSHAN)
    assert statuses(he.push(theirs)) == ["parked"]
    assert statuses(wang.push(make_amendment(event, {VENUE: "学校"}, author="wang"))) == ["stored"]
    assert venue_of(wang, event) == "学校"


def test_one_from_outside_that_came_first_has_no_effect(chen: Person, he: Person) -> None:
    event = make_event(venue="码头")
    theirs = make_amendment(event, {VENUE: "别处"}, author="he", township=NANZHUSHAN)
    assert statuses(he.push(theirs)) == ["stored"]
    chen.push(event)
    assert venue_of(chen, event) == "码头"


def test_nobody_moves_a_record_to_a_township_of_others(chen: Person) -> None:
    event = make_event()
    moved = make_amendment(event, {"/properties/township": NANZHUSHAN})
    result = chen.push(event, moved)[1]
    assert result["problem"]["errors"][0]["code"] == "out-of-scope"


def test_a_supervisor_sees_nothing_of_an_amended_sitting(liu: Person, wang: Person) -> None:
    sitting = make_sitting(author="liu")
    liu.push(sitting, make_amendment(sitting, {"/properties/data/staff_count": 3}, author="liu"))
    assert (len(liu.sees()), wang.sees()) == (2, [])
    assert wang.get(f"/api/v1/records/{id_of(sitting)}").status_code == 404


def test_an_amendment_whose_record_comes_late_is_pulled_then(
    chen: Person, wang: Person, sign_in: Any
) -> None:
    event = make_event(author="chen")
    amendment = make_amendment(event, {VENUE: "东"}, author="wang")
    wang.push(amendment)
    cursor = chen.pull()["next"]
    assert chen.sees() == []
    chen.push(event)
    page = chen.pull(cursor=cursor)
    assert sorted(f["id"] for f in page["features"]) == sorted([id_of(event), id_of(amendment)])


def test_an_amendment_may_be_voided(chen: Person) -> None:
    event = make_event(venue="码头")
    amendment = make_amendment(event, {VENUE: "学校"})
    chen.push(event, amendment, make_void(amendment))
    assert venue_of(chen, event) == "码头"
    assert digest_of(event) == as_it_stands(chen, event)["receipt"]["digest"]
    assert as_it_stands(chen, event)["properties"]["township"] == SHUIJIANG
