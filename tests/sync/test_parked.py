"""Readable but not acceptable: kept with its bytes, and every fault named with its place."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from make import (
    ABSENT,
    NANZHUSHAN,
    line,
    make_end,
    make_event,
    make_feature,
    make_patrol,
    make_record,
    make_segment,
    make_sitting,
    point,
    sealed,
    uuid7,
)
from people import XINCHENG, Person
from xunhu.db import db, unsqueeze
from xunhu.records.models import ParkedRecord

PATROL = uuid7()
CONSULTED = {"topic": "labour", "outcome": "advice", "minutes": 5}


def only_fault(person: Person, record: bytes) -> tuple[str, str]:
    """The code of the refusal, and the place of its only fault; it has to be parked."""
    result = person.push(record)[0]
    assert result["status"] == "parked", result
    (fault,) = result["problem"]["errors"]
    return result["problem"]["type"].removeprefix("/problems/"), fault["pointer"]


@pytest.mark.parametrize(
    ("record", "code", "pointer"),
    [
        (make_record("hail", {}), "unknown-kind", "/properties/kind"),
        (make_patrol(kind=7), "unknown-kind", "/properties/kind"),
        (make_patrol(kind=ABSENT), "unknown-kind", "/properties/kind"),
        (make_patrol(schema=2), "unknown-schema", "/properties/schema"),
        (make_patrol(schema="1"), "bad-field", "/properties/schema"),
        (make_patrol(schema=True), "bad-field", "/properties/schema"),
        (make_patrol(schema=ABSENT), "bad-field", "/properties/schema"),
        (make_patrol(type="Record"), "bad-field", "/type"),
        (make_patrol(geometry=ABSENT), "bad-field", "/geometry"),
        (make_patrol(township=ABSENT), "bad-field", "/properties/township"),
        (make_patrol(township="50011910"), "bad-field", "/properties/township"),
        (make_patrol(township="500119108\n"), "bad-field", "/properties/township"),
        (make_patrol(author=""), "bad-field", "/properties/author"),
        (make_patrol(refs=ABSENT), "bad-field", "/properties/refs"),
        (make_patrol(refs={"dog": PATROL}), "bad-field", "/properties/refs/dog"),
        (make_patrol(refs={"a/b~": PATROL}), "bad-field", "/properties/refs/a~1b~0"),
        (make_patrol(refs={"vehicle": "3"}), "bad-field", "/properties/refs/vehicle"),
        (make_patrol(refs={"vehicle": None}), "bad-field", "/properties/refs/vehicle"),
        (make_patrol(data=ABSENT), "bad-field", "/properties/data"),
        (make_patrol(data=[]), "bad-field", "/properties/data"),
        (make_patrol(crew=2), "bad-field", "/properties/data/crew"),
        (make_patrol(crew_count=ABSENT), "bad-field", "/properties/data/crew_count"),
        (make_patrol(crew_count=None), "bad-field", "/properties/data/crew_count"),
        (make_patrol(crew_count="2"), "bad-field", "/properties/data/crew_count"),
        (make_patrol(crew_count=2.5), "bad-field", "/properties/data/crew_count"),
        (make_patrol(crew_count=True), "bad-field", "/properties/data/crew_count"),
        (make_patrol(crew_count=0), "bad-field", "/properties/data/crew_count"),
        (make_patrol(purpose="picnic"), "bad-field", "/properties/data/purpose"),
        (make_patrol(purpose=["routine"]), "bad-field", "/properties/data/purpose"),
        (make_patrol(start_battery_pct=101), "bad-field", "/properties/data/start_battery_pct"),
        (make_patrol(note="字" * 501), "bad-field", "/properties/data/note"),
        (make_patrol(device="phone"), "bad-field", "/properties/device"),
        (make_patrol(clock={"offset_ms": 1}), "bad-field", "/properties/clock/uncertainty_ms"),
        (make_event(audience=["cats"]), "bad-field", "/properties/data/audience/0"),
        (make_event(reached_count=-1), "bad-field", "/properties/data/reached_count"),
        (make_event(venue=""), "bad-field", "/properties/data/venue"),
        (make_end(PATROL, refs={}), "bad-field", "/properties/refs/patrol"),
        (make_end(PATROL, part_count=-1), "bad-field", "/properties/data/part_count"),
        (make_end(PATROL, interruptions=[3]), "bad-field", "/properties/data/interruptions/0"),
    ],
)
def test_a_wrong_field_is_named(chen: Person, record: bytes, code: str, pointer: str) -> None:
    assert only_fault(chen, record) == (code, pointer)


@pytest.mark.parametrize(
    "instant",
    [
        "2026-11-02T09:00:00", "2026-11-02 09:00:00+08:00", "2026-11-02", "", 1762045200000, None,
        "2026-02-30T09:00:00+08:00", "2026-11-02T25:00:00+08:00", "2026-11-02T09:00:00+25:00",
        "２０２６-11-02T09:00:00+08:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59Z",
        "2026-11-02T09:00:00+08:00\n",
    ],
)  # fmt: skip
def test_an_instant_needs_offset_and_a_day_that_exists(chen: Person, instant: object) -> None:
    assert only_fault(chen, make_patrol(occurred_at=instant))[1] == "/properties/occurred_at"


@pytest.mark.parametrize(
    ("geometry", "pointer"),
    [
        ({}, "/geometry/type"),
        ([], "/geometry"),
        ("Point", "/geometry"),
        ({"type": [], "coordinates": [1, 2]}, "/geometry/type"),
        ({"type": {}, "coordinates": [1, 2]}, "/geometry/type"),
        ({"type": None, "coordinates": [1, 2]}, "/geometry/type"),
        ({"type": "Polygon", "coordinates": []}, "/geometry/type"),
        ({"type": "point", "coordinates": [1, 2]}, "/geometry/type"),
        ({"type": "Point"}, "/geometry"),
        ({"type": "Point", "coordinates": [1, 2], "crs": "GCJ-02"}, "/geometry"),
        ({"type": "Point", "coordinates": []}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2, "29"]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2, None]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2, True]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2, 29.1, 1, 2]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [181, 29.1]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": [107.2, -90.5]}, "/geometry/coordinates"),
        ({"type": "Point", "coordinates": {"lon": 107.2}}, "/geometry/coordinates"),
    ],
)
def test_a_wrong_geometry_is_named(chen: Person, geometry: object, pointer: str) -> None:
    assert only_fault(chen, make_patrol(geometry=geometry)) == ("bad-geometry", pointer)


TWO = line((107.2, 29.2), (107.3, 29.2))


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"geometry": None}, "/geometry"),
        ({"geometry": line((107.2, 29.2))}, "/geometry/coordinates"),
        ({"geometry": line(*[(107.2, 29.2)] * 501)}, "/geometry/coordinates"),
        ({"geometry": line((107.2, 29.2), (107.2,))}, "/geometry/coordinates/1"),
        ({"geometry": TWO, "accuracy_m": [1, 2]}, "/properties/data/times"),
        ({"geometry": TWO, "times": [1, 2]}, "/properties/data/accuracy_m"),
        ({"geometry": point(), "times": [1]}, "/properties/data/accuracy_m"),
        ({"times": [1, 2, 2.5]}, "/properties/data/times"),
        ({"times": [1, 2, None]}, "/properties/data/times"),
        ({"times": [1, 2, 2**53]}, "/properties/data/times"),
        ({"accuracy_m": [1, 2, -1]}, "/properties/data/accuracy_m"),
        ({"accuracy_m": [1, 2, "5"]}, "/properties/data/accuracy_m"),
        ({"source": "radio"}, "/properties/data/source"),
        ({"part": -1}, "/properties/data/part"),
    ],
)
def test_the_columns_of_a_segment_fit(chen: Person, changes: dict[str, Any], pointer: str) -> None:
    assert only_fault(chen, make_segment(PATROL, **changes))[1] == pointer


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"consultations": [{**CONSULTED, "topic": "gossip"}]}, "data/consultations/0/topic"),
        ({"consultations": [{**CONSULTED, "name": "李四"}]}, "data/consultations/0/name"),
        ({"consultations": [{**CONSULTED, "age_band": "40"}]}, "data/consultations/0/age_band"),
        ({"consultations": [CONSULTED, 1]}, "data/consultations/1"),
        ({"consultations": [{**CONSULTED, "minutes": -5}]}, "data/consultations/0/minutes"),
        ({"refs": {}}, "refs/clinic"),
    ],
)
def test_a_sitting_has_no_room_for_a_name(liu: Person, changes: dict[str, Any], place: str) -> None:
    assert only_fault(liu, make_sitting(**changes)) == ("bad-field", f"/properties/{place}")


def test_the_place_of_a_sitting_is_its_clinic(liu: Person) -> None:
    assert only_fault(liu, make_sitting(geometry=point()))[0] == "bad-geometry"


def test_a_member_beside_the_properties_is_a_fault(chen: Person) -> None:
    feature = make_feature("patrol", {"purpose": "routine", "crew_count": 2})
    assert only_fault(chen, sealed({**feature, "bbox/": [1, 2]})) == ("bad-field", "/bbox~1")


@pytest.mark.parametrize("properties", [None, [], "patrol", {}])
def test_properties_that_are_none_are_parked(chen: Person, properties: object) -> None:
    feature = make_feature("patrol", {"purpose": "routine", "crew_count": 2})
    assert chen.push(sealed({**feature, "properties": properties}))[0]["status"] == "parked"


@pytest.mark.parametrize(
    ("name", "record", "code", "pointer"),
    [
        ("he", make_patrol(author="he"), "out-of-scope", "township"),
        ("chen", make_patrol(township=NANZHUSHAN), "out-of-scope", "township"),
        ("chen", make_patrol(township=XINCHENG), "out-of-scope", "township"),
        ("chen", make_patrol(township="500119999"), "out-of-scope", "township"),
        ("chen", make_sitting(), "out-of-scope", "kind"),
        ("wang", make_sitting(), "out-of-scope", "kind"),
        ("liu", make_patrol(author="liu"), "out-of-scope", "kind"),
        ("chen", make_patrol(author="nobody"), "unknown-author", "author"),
        ("chen", make_patrol(author="Chen"), "unknown-author", "author"),
        ("chen", make_patrol(author="tan"), "unknown-author", "author"),
        ("chen", make_patrol(author="liu"), "author-may-not", "author"),
        ("wang", make_event(author="zhao"), "author-may-not", "author"),
    ],
)
def test_scope_and_author_are_checked(
    sign_in: Callable[[str], Person], name: str, record: bytes, code: str, pointer: str
) -> None:
    assert only_fault(sign_in(name), record) == (code, f"/properties/{pointer}")


def test_a_colleague_may_be_the_author(wang: Person) -> None:
    assert wang.push(make_patrol(author="chen"))[0]["status"] == "stored"


def test_parked_bytes_are_kept_exactly(chen: Person, town: Flask) -> None:
    record = make_patrol(purpose="picnic").replace(b",", b" ,\n")
    chen.push(record)
    with town.app_context():
        kept = db.session.scalars(db.select(ParkedRecord)).one()
    assert (unsqueeze(kept.content), kept.sender) == (record, "chen")


def test_parked_records_take_no_number_and_are_never_pulled(chen: Person, zhao: Person) -> None:
    parked, stored = chen.push(make_patrol(purpose="picnic"), make_patrol())
    assert "seq" not in parked
    assert stored["seq"] == 1
    assert zhao.sees() == [stored["id"]]


def test_a_thousand_faults_make_a_short_answer(chen: Person) -> None:
    many = {f"field_{n}": n for n in range(1000)}
    errors = chen.push(make_patrol(**many))[0]["problem"]["errors"]
    assert 1 <= len(errors) <= 20
