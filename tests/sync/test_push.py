"""What becomes of pushed records, one answer each."""

import json

import pytest

from make import (
    digest_of,
    id_of,
    make_end,
    make_event,
    make_patrol,
    make_record,
    make_segment,
    make_sitting,
    point,
    sequence,
)
from people import Person


def statuses(results: list[dict[str, object]]) -> list[object]:
    return [result["status"] for result in results]


def test_a_whole_patrol_is_stored(chen: Person) -> None:
    patrol = make_patrol()
    results = chen.push(patrol, make_segment(patrol), make_end(patrol), make_event())
    assert statuses(results) == ["stored"] * 4


def test_a_sitting_of_a_volunteer_is_stored(liu: Person) -> None:
    assert statuses(liu.push(make_sitting())) == ["stored"]


def test_a_record_may_come_before_what_it_refers_to(chen: Person) -> None:
    patrol = make_patrol()
    assert statuses(chen.push(make_end(patrol), make_segment(patrol), patrol)) == ["stored"] * 3


def test_a_receipt_has_number_and_time_of_receipt(chen: Person) -> None:
    result = chen.push(make_patrol())[0]
    assert result["seq"] == 1
    assert result["received_at"] == "2026-11-02T04:00:00.000Z"


def test_results_come_in_order_with_id_and_digest(chen: Person) -> None:
    records = [make_patrol(), b"not json", make_event(), make_patrol(crew_count=0)]
    results = chen.push(*records)
    assert [r["n"] for r in results] == [0, 1, 2, 3]
    assert [r["id"] for r in results] == [
        id_of(records[0]), None, id_of(records[2]), id_of(records[3]),
    ]  # fmt: skip
    assert [r["digest"] for r in results] == [digest_of(record) for record in records]


def test_the_same_bytes_again_get_the_first_receipt(chen: Person, clock) -> None:
    patrol = make_patrol()
    first = chen.push(patrol)[0]
    clock.advance(hours=3)
    assert chen.push(patrol)[0] == {**first, "status": "duplicate"}


def test_the_same_bytes_twice_in_one_push_are_one_record(chen: Person) -> None:
    patrol = make_patrol()
    stored, again = chen.push(patrol, patrol)
    assert (stored["status"], again["status"]) == ("stored", "duplicate")
    assert stored["seq"] == again["seq"]


def test_a_colleague_may_send_the_same_record_again(chen: Person, wang: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    assert statuses(wang.push(patrol)) == ["duplicate"]


def test_the_same_id_with_other_bytes_is_a_conflict(chen: Person) -> None:
    patrol = make_patrol()
    other = make_patrol(id=id_of(patrol), crew_count=3)
    chen.push(patrol)
    result = chen.push(other)[0]
    assert (result["status"], result["digest"]) == ("conflict", digest_of(other))
    assert result["problem"]["type"] == "/problems/conflicting-bytes"
    assert "seq" not in result


def test_a_space_more_is_a_conflict(chen: Person) -> None:
    patrol = make_patrol()
    assert statuses(chen.push(patrol, patrol + b" ")) == ["stored", "conflict"]


def test_the_same_bytes_are_parked_again(chen: Person) -> None:
    parked = make_patrol(purpose="picnic")
    first, again = chen.push(parked)[0], chen.push(parked)[0]
    assert first == again
    assert first["status"] == "parked"


def test_a_parked_id_with_other_bytes_is_a_conflict(chen: Person) -> None:
    parked = make_patrol(purpose="picnic")
    chen.push(parked)
    assert statuses(chen.push(make_patrol(id=id_of(parked)))) == ["conflict"]


def test_bad_records_hold_nothing_back(chen: Person) -> None:
    good = [make_patrol() for _ in range(3)]
    results = chen.push(good[0], b"{", good[1], make_patrol(purpose="picnic"), good[2])
    assert statuses(results) == ["stored", "rejected", "stored", "parked", "stored"]
    assert [r["seq"] for r in results if "seq" in r] == [1, 2, 3]


def test_a_truncated_last_record_is_to_be_sent_again(chen: Person) -> None:
    whole, cut = make_patrol(), make_patrol(note="雨天")
    for end in (1, len(cut) // 2, cut.index("雨".encode()) + 1, len(cut) - 1):
        result = chen.push(whole) and chen.send(sequence(whole) + b"\x1e" + cut[:end]).json
        assert statuses(result["results"]) == ["duplicate", "retry"]
        assert result["results"][1]["retry_after"] > 0
    assert chen.sees() == [id_of(whole)]


def test_a_last_record_without_its_line_feed_is_asked_for_again(chen: Person) -> None:
    whole, cut = make_patrol(), make_patrol()
    answer = chen.send(sequence(whole, cut)[:-1])
    assert [r["status"] for r in answer.json["results"]] == ["stored", "retry"]  # type: ignore[index]
    assert chen.push(cut)[0]["status"] == "stored"


def test_several_separators_in_a_row_hold_no_record(chen: Person) -> None:
    patrol = make_patrol()
    answer = chen.send(b"\x1e\x1e\x1e" + patrol + b"\n\x1e\x1e" + make_event() + b"\n")
    assert statuses(answer.json["results"]) == ["stored", "stored"]


def test_nothing_sent_gets_no_results(chen: Person) -> None:
    answer = chen.send(b"")
    assert (answer.status_code, answer.json["results"]) == (200, [])


def test_the_answer_says_what_is_on_disk(chen: Person) -> None:
    answer = chen.send(sequence(make_patrol(), make_patrol())).json
    assert set(answer) == {"epoch", "server_time", "durable_seq", "results"}
    assert answer["durable_seq"] == 0  # nothing was backed up yet


@pytest.mark.parametrize(
    "legal",
    [
        {"geometry": {"type": "Point", "coordinates": [107.28443, 29.2476, 812.5]}},
        {"geometry": point(107.284431234567, 29.247612345678)},
        {"geometry": point(180, -90)},
        {"occurred_at": "2026-11-02T01:00:00Z"},
        {"occurred_at": "2026-11-02t09:00:00.123456789+08:00"},
        {"occurred_at": "2026-11-01T20:30:00-04:30"},
        {"occurred_at": "0001-01-02T00:00:00Z"},
        {"occurred_at": "9999-12-31T23:59:59+08:00"},
        {"note": "巡防𠮷\U0001f6b2\ttab\nline"},
        {"note": "字" * 500},
        {"refs": {"vehicle": "019A199C-5328-7000-8000-00000000000A"}},
        {"device": "0192f000-0000-4000-8000-000000000001"},
        {"clock": {"offset_ms": -(2**53), "uncertainty_ms": 0}},
    ],
)
def test_unusual_but_legal_is_stored(chen: Person, legal: dict[str, object]) -> None:
    assert statuses(chen.push(make_patrol(**legal))) == ["stored"]


def test_an_id_in_capitals_is_the_same_id(chen: Person) -> None:
    patrol = make_patrol()
    shouted = make_patrol(id=id_of(patrol).upper())
    stored, conflict = chen.push(shouted, patrol)
    assert (stored["status"], conflict["status"]) == ("stored", "conflict")
    assert stored["id"] == conflict["id"] == id_of(patrol)


def test_a_lone_fix_is_a_segment(chen: Person) -> None:
    assert statuses(chen.push(make_segment(make_patrol(), [(107.28, 29.24)]))) == ["stored"]


def test_pretty_printed_bytes_are_kept_as_they_are(chen: Person) -> None:
    pretty = json.dumps(json.loads(make_patrol()), indent=2).replace("\n", "\r\n").encode()
    assert chen.push(pretty)[0]["digest"] == digest_of(pretty)


def test_fixes_off_the_globe_are_a_matter_of_the_rules(chen: Person) -> None:
    patrol = make_patrol()
    odd = make_segment(patrol, [(107.2, 29.2), (1e300, -95.5)], times=[-5, 10**14])
    assert statuses(chen.push(patrol, odd)) == ["stored", "stored"]


def test_an_unknown_kind_of_the_next_version_is_kept_for_later(chen: Person) -> None:
    assert statuses(chen.push(make_record("drone_flight", {"height_m": 80}))) == ["parked"]
