"""A wrong field is named with its place; the record is parked."""

import json

import numpy as np
import pytest

from make import (
    ABSENT,
    make_end,
    make_event,
    make_feature,
    make_patrol,
    make_record,
    make_segment,
    sealed,
    uuid7,
)
from people import NANCHUAN
from records.refusal import only_fault
from xunhu.db import utcnow
from xunhu.records.envelope import read

PATROL = uuid7()


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
def test_a_wrong_field_is_named(record: bytes, code: str, pointer: str) -> None:
    assert only_fault(record) == (code, pointer)


@pytest.mark.parametrize(
    "instant",
    [
        "2026-11-02T09:00:00", "2026-11-02 09:00:00+08:00", "2026-11-02", "", 1762045200000, None,
        "2026-02-30T09:00:00+08:00", "2026-11-02T25:00:00+08:00", "2026-11-02T09:00:00+25:00",
        "２０２６-11-02T09:00:00+08:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59Z",
        "2026-11-02T09:00:00+08:00\n",
    ],
)  # fmt: skip
def test_an_instant_needs_offset_and_a_day_that_exists(instant: object) -> None:
    assert only_fault(make_patrol(occurred_at=instant))[1] == "/properties/occurred_at"


def test_a_member_beside_the_properties_is_a_fault() -> None:
    feature = make_feature("patrol", {"purpose": "routine", "crew_count": 2})
    assert only_fault(sealed({**feature, "bbox/": [1, 2]})) == ("bad-field", "/bbox~1")


@pytest.mark.parametrize("properties", [None, [], "patrol", {}])
def test_properties_that_are_none_are_parked(properties: object) -> None:
    feature = make_feature("patrol", {"purpose": "routine", "crew_count": 2})
    assert read(
        sealed({**feature, "properties": properties}), "500119", "chen", utcnow()
    ).refused.parked


@pytest.mark.parametrize("two", [b"2.0", b"2e0", b"20e-1", b"0.2e1"])
def test_a_whole_number_is_one_however_it_is_written(two: bytes) -> None:
    raw = make_patrol(clock={"offset_ms": 2, "uncertainty_ms": 2}).replace(b":2", b":" + two)
    accepted = read(raw, NANCHUAN, "chen", utcnow()).sealed
    assert accepted is not None
    assert (accepted.raw, repr(accepted.content["crew_count"])) == (raw, "2")


def test_times_and_a_schema_are_whole_numbers_as_well() -> None:
    segment = json.loads(make_segment(PATROL))
    times = segment["properties"]["data"]["times"]
    segment["properties"] |= {"schema": 1.0}
    segment["properties"]["data"] |= {"times": [float(at) for at in times], "part": 0.0}
    accepted = read(sealed(segment), NANCHUAN, "chen", utcnow()).sealed
    assert accepted is not None
    assert accepted.content["times"].dtype == np.int64
    assert accepted.content["times"].tolist() == times


@pytest.mark.parametrize("schema", [0.0, 2.0, 99.0])
def test_a_schema_that_is_not_known_is_not_known_however_it_is_written(schema: float) -> None:
    assert only_fault(make_patrol(schema=schema)) == ("unknown-schema", "/properties/schema")


def test_half_a_millisecond_is_no_time() -> None:
    at = [1762045200000.5, 1762045210000, 1762045220000]
    code, place = only_fault(make_segment(PATROL, times=at))
    assert (code, place) == ("bad-field", "/properties/data/times")
