"""The supervisor's desk for parked records: seen in words, corrected, moved or put aside."""

from typing import Any

import pytest
from flask import Flask

from make import (
    ABSENT,
    NANZHUSHAN,
    SHUIJIANG,
    digest_of,
    id_of,
    make_amendment,
    make_event,
    make_feature,
    make_patrol,
    make_record,
    make_segment,
    make_sitting,
    sealed,
)
from people import Person
from xunhu.coverage.models import PatrolDaySum
from xunhu.db import db

REACHED = "/properties/data/reached_count"


def listed(person: Person, **asked: Any) -> list[dict[str, Any]]:
    answer = person.get("/api/v1/parked", **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["items"]  # type: ignore[index]
    return found


def decide(person: Person, record: bytes, what: str, **wanted: Any) -> Any:
    path = f"/api/v1/parked/{id_of(record)}/{what}"
    return person.post(path, json={"reason": "与陈队员核实", **wanted})


def decisions(person: Person) -> dict[str, dict[str, Any]]:
    return {decision["id"]: decision for decision in person.pull()["decisions"]}


def test_a_parked_record_is_seen_in_words(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    (row,) = listed(wang)
    assert (row["id"], row["author"], row["title"]) == (id_of(event), "chen", "字段不合要求")
    assert [fault["pointer"] for fault in row["errors"]] == [REACHED]
    assert row["feature"]["properties"]["data"]["reached_count"] == -3


def test_it_is_accepted_corrected_and_the_phone_hears_of_it(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    answer = decide(wang, event, "accept", changes={REACHED: 3})
    assert (answer.status_code, answer.json["decision"]) == (200, "accepted")
    told = decisions(chen)[id_of(event)]
    assert (told["decision"], told["digest"], told["seq"]) == ("accepted", digest_of(event), 1)
    assert chen.push(event)[0] | {"received_at": ""} == {
        "n": 0, "id": id_of(event), "digest": digest_of(event), "status": "duplicate", "seq": 1,
        "received_at": "",
    }  # fmt: skip
    record = wang.get(f"/api/v1/records/{id_of(event)}").json
    assert record["properties"]["data"]["reached_count"] == 3  # type: ignore[index]


def test_what_was_sent_stays_as_it_was(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    decide(wang, event, "accept", changes={REACHED: 3})
    (feature,) = chen.pull()["features"]
    assert feature["properties"]["data"]["reached_count"] == -3
    assert feature["receipt"]["digest"] == digest_of(event)


def test_an_unknown_field_is_dropped(chen: Person, wang: Person) -> None:
    event = make_event(weather="晴")
    chen.push(event)
    assert decide(wang, event, "accept").status_code == 422
    assert decide(wang, event, "accept", drop=["/properties/data/weather"]).status_code == 200


@pytest.mark.parametrize("name", ["weather", "device_name", "kind_of_day"])
def test_a_property_that_nobody_knows_is_dropped(chen: Person, wang: Person, name: str) -> None:
    feature = make_feature("patrol", {"purpose": "routine", "crew_count": 2})
    record = sealed({**feature, "properties": {**feature["properties"], name: "晴"}})
    assert chen.push(record)[0]["status"] == "parked"
    assert decide(wang, record, "accept", drop=[f"/properties/{name}"]).status_code == 200


def test_it_moves_to_the_right_township(chen: Person, wang: Person, he: Person) -> None:
    event = make_event(township=NANZHUSHAN)
    chen.push(event)
    changes = {"/properties/township": SHUIJIANG}
    assert decide(wang, event, "accept", changes=changes).status_code == 200
    assert (wang.sees(), he.sees()) == ([id_of(event)], [])


def test_a_record_without_its_officer_in_the_district_gets_another(
    chen: Person, wang: Person
) -> None:
    event = make_event(author="nobody")
    chen.push(event)
    assert decide(wang, event, "accept").status_code == 422
    answer = decide(wang, event, "accept", changes={"/properties/author": "chen"})
    assert answer.status_code == 200


def test_an_accepted_segment_counts_for_its_patrol(chen: Person, wang: Person, town: Flask) -> None:
    patrol = make_patrol()
    segment = make_segment(patrol, township="500119999")
    chen.push(patrol, segment)
    decide(wang, segment, "accept", changes={"/properties/township": SHUIJIANG})
    with town.app_context():
        assert len(db.session.scalars(db.select(PatrolDaySum)).all()) == 1


def test_one_is_put_aside_with_a_reason(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    assert decide(wang, event, "discard").json["decision"] == "discarded"
    told = decisions(chen)[id_of(event)]
    assert (told["reason"], told["seq"]) == ("与陈队员核实", 1)
    assert chen.push(event)[0]["status"] == "parked"
    assert (listed(wang), len(listed(wang, state="decided"))) == ([], 1)


def test_a_decision_is_made_once(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    decide(wang, event, "discard")
    assert decide(wang, event, "accept", changes={REACHED: 3}).json["type"].endswith("decided")


@pytest.mark.parametrize(
    "pointer",
    [
        "/id",
        "/properties/kind",
        "/properties/attachments",
        "/properties/attachments/0",
        "/properties",
    ],
)
def test_what_a_record_is_cannot_be_corrected(chen: Person, wang: Person, pointer: str) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    answer = decide(wang, event, "accept", changes={REACHED: 3, pointer: "x"})
    assert answer.json["errors"][0] == {
        "pointer": pointer, "code": "not-amendable", "message": "这一处不能更正"
    }  # fmt: skip


def test_of_a_parked_sitting_only_the_fault_is_seen(liu: Person, wang: Person, sun: Person) -> None:
    sitting = make_sitting(author="liu", client="张三丰")
    liu.push(sitting)
    for person in (wang, sun):
        answer = person.get(f"/api/v1/parked/{id_of(sitting)}")
        assert answer.json["feature"] is None  # type: ignore[index]
        assert [f["pointer"] for f in answer.json["errors"]] == [  # type: ignore[index]
            "/properties/data"
        ]


def test_a_name_typed_as_a_field_is_not_shown(liu: Person, wang: Person) -> None:
    liu.push(make_sitting(author="liu", **{"张三丰": 1}))
    assert "张三丰" not in wang.get("/api/v1/parked").text


def test_an_unknown_kind_might_be_a_sitting(liu: Person, wang: Person) -> None:
    liu.push(make_record("clinic", {"client": "张三丰"}, author="liu"))
    assert "张三丰" not in wang.get("/api/v1/parked").text


def test_officers_and_viewers_have_no_such_desk(chen: Person, liu: Person, zhao: Person) -> None:
    for person in (chen, liu, zhao):
        assert person.get("/api/v1/parked").status_code == 403


def test_another_township_or_district_is_not_found(chen: Person, du: Person, he: Person) -> None:
    patrol = make_patrol(purpose="picnic")
    chen.push(patrol)
    assert listed(du) == []
    assert decide(du, patrol, "discard").status_code == 404
    assert decide(he, patrol, "discard").status_code == 403


def test_a_reason_names_nobody(chen: Person, wang: Person) -> None:
    event = make_event(reached_count=-3)
    chen.push(event)
    answer = decide(wang, event, "discard", reason="打13812345678核实")
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "personal-data")


def test_an_amendment_that_was_accepted_is_told_as_corrected(chen: Person, wang: Person) -> None:
    event = make_event()
    amendment = make_amendment(event, {"/properties/data/venue": "码头"}, reason=ABSENT)
    assert [r["status"] for r in chen.push(event, amendment)] == ["stored", "parked"]
    decide(wang, amendment, "accept", changes={"/properties/data/reason": "地点写错了"})
    record = chen.get(f"/api/v1/records/{id_of(event)}")
    assert record.status_code == 200, record.text
    assert record.json["properties"]["data"]["venue"] == "码头"  # type: ignore[index]
    assert [told["reason"] for told in record.json["history"]] == ["地点写错了"]  # type: ignore[index]
