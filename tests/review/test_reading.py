"""Records as they stand: listed by kind, township and day; what is out of sight is not found."""

from base64 import b64encode
from datetime import datetime
from typing import Any

import pytest

from make import (
    NANZHUSHAN,
    digest_of,
    id_of,
    make_amendment,
    make_event,
    make_patrol,
    make_segment,
    make_sitting,
    uuid7,
)
from people import Person


def listed(person: Person, **asked: Any) -> list[str]:
    answer = person.get("/api/v1/records", **asked)
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json["features"]]  # type: ignore[index]


def test_records_are_listed_by_kind(chen: Person) -> None:
    patrol, event = make_patrol(), make_event()
    chen.push(patrol, event, make_segment(patrol))
    assert listed(chen, kind="outreach_event") == [id_of(event)]
    assert len(listed(chen)) == 3


def test_an_unknown_kind_is_refused(chen: Person) -> None:
    answer = chen.get("/api/v1/records", kind="hail")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/kind")  # type: ignore[index]


def test_by_day_in_shanghai(chen: Person) -> None:
    late = make_event(occurred_at="2026-11-01T15:59:59Z")
    early = make_event(occurred_at="2026-11-01T16:00:00Z")
    chen.push(late, early)
    assert listed(chen, **{"from": "2026-11-02", "to": "2026-11-02"}) == [id_of(early)]
    assert listed(chen, to="2026-11-01") == [id_of(late)]


def test_an_amended_day_is_the_day(chen: Person) -> None:
    event = make_event()
    at = datetime.fromisoformat("2026-10-31T09:00:00+08:00").isoformat()
    chen.push(event, make_amendment(event, {"/properties/occurred_at": at}))
    assert listed(chen, kind="outreach_event", to="2026-10-31") == [id_of(event)]


def test_by_township(wang: Person, zhao: Person, he: Person) -> None:
    ours, theirs = make_event(), make_event(township=NANZHUSHAN, author="he")
    wang.push(ours)
    he.push(theirs)
    assert listed(zhao, township=NANZHUSHAN) == [id_of(theirs)]
    assert listed(wang, township=NANZHUSHAN) == []


def test_a_reversed_range_is_refused(chen: Person) -> None:
    answer = chen.get("/api/v1/records", **{"from": "2026-11-03", "to": "2026-11-02"})
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "bad-range")  # type: ignore[index]


@pytest.mark.parametrize("name", ["he", "zhao", "wang"])
def test_a_sitting_is_not_found_by_others(liu: Person, sign_in: Any, name: str) -> None:
    sitting = make_sitting(author="liu")
    liu.push(sitting)
    person = sign_in(name)
    hidden = person.get(f"/api/v1/records/{id_of(sitting)}")
    never = person.get(f"/api/v1/records/{uuid7()}")
    assert hidden.status_code == never.status_code == 404
    assert {**hidden.json, "instance": ""} == {**never.json, "instance": ""}
    assert listed(person) == []


def test_the_sealed_bytes_are_given_back_one_by_one(chen: Person, he: Person) -> None:
    event = make_event().replace(b",", b" ,\n")
    chen.push(event)
    answer = chen.get(f"/api/v1/records/{id_of(event)}/sealed")
    assert answer.data == event
    told = b64encode(bytes.fromhex(digest_of(event).removeprefix("sha256:"))).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{told}:"
    assert he.get(f"/api/v1/records/{id_of(event)}/sealed").status_code == 404
