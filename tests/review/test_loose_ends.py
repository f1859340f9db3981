"""References that never came: listed after five days, gone when they come."""

from typing import Any

import pytest
from flask import Flask

from conftest import FixedClock
from make import (
    NANZHUSHAN,
    id_of,
    make_amendment,
    make_event,
    make_patrol,
    make_segment,
    make_sitting,
    make_void,
    point,
    uuid7,
)
from people import Person, make_target

DAYS_5 = {"days": 5}


def listed(person: Person, **asked: Any) -> list[tuple[str, str, str]]:
    answer = person.get("/api/v1/unresolved", **asked)
    assert answer.status_code == 200, answer.text
    return [(i["record"], i["name"], i["to"]) for i in answer.json["items"]]  # type: ignore[index]


def test_a_segment_without_its_patrol_is_listed_after_five_days(
    chen: Person, wang: Person, clock: FixedClock
) -> None:
    patrol = make_patrol()
    segment = make_segment(patrol)
    chen.push(segment)
    assert listed(wang) == []
    clock.advance(days=5)
    assert listed(wang) == [(id_of(segment), "patrol", id_of(patrol))]


def test_it_goes_when_the_patrol_comes(chen: Person, wang: Person, clock: FixedClock) -> None:
    patrol = make_patrol()
    chen.push(make_segment(patrol))
    chen.push(patrol)
    clock.advance(days=9)
    assert listed(wang) == []


def test_what_is_there_or_comes_along_is_never_missing(chen: Person, wang: Person) -> None:
    patrol = make_patrol()
    chen.push(make_segment(patrol), patrol, make_event(refs={"patrol": id_of(patrol)}))
    assert listed(wang, days=0) == []


def test_a_target_that_was_imported_since_is_not_missing(
    chen: Person, wang: Person, town: Flask
) -> None:
    with town.app_context():
        school = make_target("school", "一小", point())
    other = uuid7()
    known = make_event(refs={"target": str(school)})
    unknown = make_event(refs={"target": other})
    chen.push(known, unknown)
    assert listed(wang, days=0) == [(id_of(unknown), "target", other)]


def test_pages_hold_every_reference_once(chen: Person, wang: Person) -> None:
    events = [make_event(refs={"target": uuid7(), "campaign": uuid7()}) for _ in range(3)]
    chen.push(*events)
    found, cursor = [], ""
    while cursor is not None:
        page = wang.get("/api/v1/unresolved", days=0, limit=2, cursor=cursor).json
        found += [(i["record"], i["name"]) for i in page["items"]]  # type: ignore[index]
        cursor = page["next"]  # type: ignore[index]
    assert found == sorted((id_of(e), name) for e in events for name in ("campaign", "target"))


@pytest.mark.parametrize("cursor", ["nonsense", "WzEsMl0", "eyJhIjoxfQ", "WyJhIiwiYiJd"])
def test_a_cursor_of_ones_own_making_is_refused(wang: Person, cursor: str) -> None:
    answer = wang.get("/api/v1/unresolved", cursor=cursor)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-cursor")


def test_nobody_hears_of_a_sitting(liu: Person, wang: Person, zhao: Person) -> None:
    liu.push(make_sitting(author="liu"))
    assert (listed(wang, days=0), listed(zhao, days=0)) == ([], [])
    assert len(listed(liu, days=0)) == 1


def test_an_amendment_is_listed_while_what_its_author_saw_is_missing(
    chen: Person, wang: Person
) -> None:
    event = make_event()
    first = make_amendment(event, {"/properties/data/venue": "一"})
    second = make_amendment(event, {"/properties/data/venue": "二"}, base=first)
    chen.push(second)
    assert listed(wang, days=0) == [(id_of(second), "record", id_of(event))]
    chen.push(event)
    assert listed(wang, days=0) == [(id_of(second), "base_digest", id_of(event))]
    chen.push(first)
    assert listed(wang, days=0) == []


def test_a_volunteers_amendment_is_not_listed_for_others(liu: Person, wang: Person) -> None:
    sitting = make_sitting(author="liu")
    liu.push(make_amendment(sitting, {"/properties/data/staff_count": 2}, author="liu"))
    assert (listed(wang, days=0), len(listed(liu, days=0))) == ([], 1)


def test_what_has_no_effect_is_found_by_its_state(chen: Person, he: Person, wang: Person) -> None:
    event = make_event()
    theirs = make_void(event, author="he", township=NANZHUSHAN)
    he.push(theirs)
    chen.push(event)
    answer = wang.get("/api/v1/records", state="ineffective")
    assert [f["id"] for f in answer.json["features"]] == [id_of(theirs)]  # type: ignore[index]
