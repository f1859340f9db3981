"""The samples that phone and server agree on: which texts hold the number of a person."""

import json
from pathlib import Path

import pytest

from make import make_event, make_patrol
from people import Person
from xunhu.records.personal import is_personal, personal_places

SAMPLES = json.loads(
    (Path(__file__).resolve().parents[1] / "contract" / "personal_data.json").read_text("utf-8")
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"] or "empty")
def test_server_and_phone_judge_alike(sample: dict) -> None:
    assert is_personal(sample["text"]) is sample["personal"]


def test_a_note_of_every_sample_is_rejected_or_stored(chen: Person) -> None:
    results = chen.push(*[make_patrol(note=sample["text"]) for sample in SAMPLES])
    wanted = ["rejected" if sample["personal"] else "stored" for sample in SAMPLES]
    assert [result["status"] for result in results] == wanted


def test_every_place_is_named(chen: Person) -> None:
    record = make_event(note="13812345678", partners=["村委会", "19912345678"])
    errors = chen.push(record)[0]["problem"]["errors"]
    places = {fault["pointer"].removeprefix("/properties/data/") for fault in errors}
    assert places == {"note", "partners/1"}


def test_a_column_of_times_is_not_read_as_text() -> None:
    assert list(personal_places({"times": [13812345678, None, 1.5]}, "")) == []


def test_names_of_members_are_read_as_well() -> None:
    assert list(personal_places({"a/b": {"13812345678": 1}}, "")) == ["/a~1b"]
