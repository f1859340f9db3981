"""Never kept: what not every reader would read alike, what has no identity, what names people."""

import json

import pytest
from flask import Flask

from make import id_of, make_event, make_feature, make_patrol, make_sitting, sealed
from people import Person
from xunhu.db import db
from xunhu.records.models import ParkedRecord, SealedRecord

MOBILE, IDENTITY = "13812345678", "50011919900101123X"


def told(contents: str) -> bytes:
    """A patrol with this text where a member of `data` stands."""
    return make_patrol(note=0).replace(b'"note":0', contents.encode("utf-8", "surrogatepass"))


def reason(person: Person, record: bytes) -> str:
    """The code of the fault in a record that has to be rejected."""
    result = person.push(record)[0]
    assert result["status"] == "rejected", result
    assert set(result) == {"n", "id", "digest", "status", "problem"}
    return str(result["problem"]["errors"][0]["code"])


def test_nothing_of_a_rejected_record_is_kept(chen: Person, town: Flask) -> None:
    chen.push(b"{", make_patrol(note=MOBILE), make_patrol(id="1"))
    with town.app_context():
        assert db.session.scalars(db.select(SealedRecord)).all() == []
        assert db.session.scalars(db.select(ParkedRecord)).all() == []


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"{", "syntax"),
        (told('"note":NaN'), "not-a-number"),
        (told('"note":"\\ud83d"'), "lone-surrogate"),
        (make_patrol(id="7"), "bad-id"),
    ],
)
def test_what_cannot_be_read_alike_is_rejected(chen: Person, record: bytes, code: str) -> None:
    assert reason(chen, record) == code


def test_what_is_just_strict_enough_is_read(chen: Person) -> None:
    deep = told('"note":' + "[" * 29 + "]" * 29)
    large = make_patrol(clock={"offset_ms": 2**53, "uncertainty_ms": 1})
    assert [r["status"] for r in chen.push(deep, large)] == ["parked", "stored"]


def test_a_record_has_at_most_256_kib(chen: Person) -> None:
    patrol = make_patrol()
    full = patrol + b" " * (256 * 1024 - len(patrol))
    over = make_patrol().ljust(256 * 1024 + 1)
    stored, rejected = chen.push(full, over)
    assert (stored["status"], rejected["status"]) == ("stored", "rejected")
    assert rejected["problem"]["type"] == "/problems/record-too-large"
    assert rejected["id"] is None


@pytest.mark.parametrize(
    "record",
    [
        make_patrol(note=f"司机电话{MOBILE}"),
        make_patrol(note=IDENTITY),
        make_patrol(note="138-1234-5678"),
        make_event(venue=f"张三家 {MOBILE}"),
        make_event(partners=["村委会", MOBILE]),
        make_sitting(note=f"当事人 {IDENTITY}"),
        make_sitting(phone=MOBILE),
        make_patrol(**{MOBILE: "call"}),
        make_patrol(kind="hail", note=MOBILE),
        make_patrol(schema=9, note=MOBILE),
        make_patrol(data=[MOBILE]),
        make_patrol(refs={"client": IDENTITY}),
        make_patrol(geometry={"type": "Point", "coordinates": [MOBILE]}),
        sealed({**make_feature("patrol", {}), "note": MOBILE}),
        sealed({**make_feature("patrol", {}), "properties": MOBILE}),
    ],
)
def test_numbers_of_people_are_never_kept(liu: Person, town: Flask, record: bytes) -> None:
    result = liu.push(record)[0]
    assert (result["status"], result["id"]) == ("rejected", id_of(record))
    assert result["problem"]["type"] == "/problems/personal-data"
    answer = json.dumps(result, ensure_ascii=False)
    assert MOBILE not in answer
    assert IDENTITY not in answer


def test_digests_and_ids_are_no_numbers_of_people(chen: Person) -> None:
    digits = "0" * 53 + MOBILE
    image = {"slot": "a", "sha256": digits, "size": 1, "media_type": "image/png"}
    clinic = "0192f000-0000-7000-8000-013812345678"
    records = [make_patrol(attachments=[image]), make_event(refs={"target": clinic})]
    assert [r["status"] for r in chen.push(*records)] == ["stored", "stored"]
