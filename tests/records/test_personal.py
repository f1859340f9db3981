"""The samples that phone and server agree on: which texts hold the number of a person."""

import json
from pathlib import Path

import pytest

from make import id_of, make_amendment, make_event, make_patrol, make_segment
from people import Person
from xunhu.records.personal import is_personal, personal_places

SAMPLES = json.loads(
    (Path(__file__).resolve().parents[1] / "contract" / "personal_data.json").read_text("utf-8")
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"] or "empty")
def test_server_and_phone_judge_alike(sample: dict) -> None:
    assert is_personal(sample["text"]) is sample["personal"]


def test_a_note_of_every_sample_is_rejected_or_stored(chen: Person) -> None:
    notes = [make_patrol(note=sample["text"]) for sample in SAMPLES]
    results = chen.push(*notes[:40]) + chen.push(*notes[40:])
    wanted = ["rejected" if sample["personal"] else "stored" for sample in SAMPLES]
    assert [result["status"] for result in results] == wanted


def test_every_place_is_named(chen: Person) -> None:
    record = make_event(note="13812345678", partners=["村委会", "19912345678"])
    errors = chen.push(record)[0]["problem"]["errors"]
    places = {fault["pointer"].removeprefix("/properties/data/") for fault in errors}
    assert places == {"note", "partners/1"}


MOBILE = 13812345678
TYPED = [
    {"note": MOBILE},
    {"note": 13812345678.0},
    {"note": [1, [MOBILE]]},
    {"note": {"crew_count": MOBILE}},
    {"purpose": MOBILE},
    {"phone": MOBILE},
    {"reached_count": MOBILE},  # no field of a patrol
    {"crew_count": {"tel": MOBILE}},
    {"start_odometer_km": 1, "more": {"a": {"b": [None, True, MOBILE]}}},
]


@pytest.mark.parametrize("told", TYPED, ids=str)
def test_a_number_typed_where_a_text_belongs_is_not_kept(
    chen: Person, wang: Person, told: dict
) -> None:
    (result,) = chen.push(make_patrol(**told))
    assert (result["status"], result["problem"]["type"]) == ("rejected", "/problems/personal-data")
    assert wang.get("/api/v1/parked").json["items"] == []


def test_an_amendment_brings_none_either(chen: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    data = {"purpose": "routine", "crew_count": 1, "note": MOBILE}
    for changes in ({"/properties/data/note": MOBILE}, {"/properties/data": data}):
        assert chen.push(make_amendment(patrol, changes))[0]["status"] == "rejected"


def test_a_parked_record_is_not_accepted_with_one(chen: Person, wang: Person) -> None:
    record = make_patrol(crew_count="two")
    chen.push(record)
    changes = {"/properties/data/crew_count": 2, "/properties/data/note": MOBILE}
    asked = {"changes": changes, "reason": "数字"}
    answer = wang.post(f"/api/v1/parked/{id_of(record)}/accept", json=asked)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "personal-data")


def test_numbers_where_numbers_belong_are_only_numbers(chen: Person) -> None:
    patrol = make_patrol(crew_count=MOBILE)
    segment = make_segment(patrol, times=[MOBILE, MOBILE + 1], accuracy_m=[MOBILE, None])
    late = make_patrol(clock={"offset_ms": MOBILE, "uncertainty_ms": MOBILE})
    changes = {"/properties/data/times/0": MOBILE, "/properties/data/crew_count": MOBILE}
    results = chen.push(patrol, segment, late, make_amendment(segment, changes))
    assert "rejected" not in [result["status"] for result in results]


def test_names_of_members_are_read_as_well() -> None:
    assert list(personal_places({"a/b": {"13812345678": 1}}, "")) == ["/a~1b"]
