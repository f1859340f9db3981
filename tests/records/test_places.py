"""Geometry and columns that won't do are named with their place; the record is parked."""

from typing import Any

import pytest

from make import (
    line,
    make_patrol,
    make_segment,
    make_sitting,
    point,
    uuid7,
)
from records.refusal import only_fault

PATROL = uuid7()
CONSULTED = {"topic": "labour", "outcome": "advice", "minutes": 5}


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
def test_a_wrong_geometry_is_named(geometry: object, pointer: str) -> None:
    assert only_fault(make_patrol(geometry=geometry)) == ("bad-geometry", pointer)


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
def test_the_columns_of_a_segment_fit(changes: dict[str, Any], pointer: str) -> None:
    assert only_fault(make_segment(PATROL, **changes))[1] == pointer


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
def test_a_sitting_has_no_room_for_a_name(changes: dict[str, Any], place: str) -> None:
    assert only_fault(make_sitting(**changes)) == ("bad-field", f"/properties/{place}")


def test_the_place_of_a_sitting_is_its_clinic() -> None:
    assert only_fault(make_sitting(geometry=point()))[0] == "bad-geometry"
