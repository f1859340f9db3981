"""Two phones in one vehicle are one patrol when they name it, and never merged fix by fix."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from make import MORNING, SEAT, make_end, make_patrol, make_segment, make_void, uuid7
from people import NANCHUAN, Person
from xunhu.coverage.rebuild import rebuild

MONDAY = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}
FIFTEEN_M = 15 / 110_850  # degrees of latitude
DRIVE = [(SEAT[0] + n * 0.0003, SEAT[1]) for n in range(61)]  # ten minutes, some 29 m a fix
BESIDE = [(lon, lat + FIFTEEN_M) for lon, lat in DRIVE]


def totals(reader: Person) -> dict[str, Any]:
    found: dict[str, Any] = reader.get("/api/v1/coverage", **MONDAY).json["totals"]
    return found


def second_phone(patrol: bytes, accuracy: float, **more: Any) -> bytes:
    told = {"author": "wang", "accuracy_m": [accuracy] * len(BESIDE), **more}
    return make_segment(patrol, BESIDE, began_at=MORNING + timedelta(seconds=5), **told)


def test_two_phones_in_a_vehicle_drive_as_far_as_one(
    chen: Person, wang: Person, zhao: Person
) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, DRIVE), make_end(patrol))
    alone = totals(zhao)
    wang.push(second_phone(patrol, 9))
    together = totals(zhao)
    assert together["patrols"] == 1
    assert together["distance_m"] == pytest.approx(alone["distance_m"], rel=0.001)


@pytest.mark.parametrize(("accuracy", "believed"), [(4, "wang"), (9, "chen")])
def test_of_each_minute_the_better_phone_counts(
    chen: Person, zhao: Person, accuracy: float, believed: str
) -> None:
    """The first of the two starts five seconds earlier; what counts shows in the time."""
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, DRIVE[:6]))
    chen.push(second_phone(patrol, accuracy))
    assert totals(zhao)["recorded_s"] == {"wang": 600, "chen": 605}[believed]


def test_two_phones_of_one_officer_are_two_receivers(chen: Person, zhao: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, DRIVE, device=uuid7()))
    alone = totals(zhao)["distance_m"]
    chen.push(second_phone(patrol, 9, author="chen", device=uuid7()))
    assert totals(zhao)["distance_m"] == pytest.approx(alone, rel=0.001)


def test_a_second_phone_that_goes_on_comes_to_what_a_rebuild_gives(
    chen: Person, wang: Person, zhao: Person, town: Flask
) -> None:
    """Within one minute both report; it is not simply added to what the first one came to."""
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, DRIVE[:4]))
    later = MORNING + timedelta(seconds=35)
    told = {"author": "wang", "accuracy_m": [9] * 20}
    wang.push(make_segment(patrol, BESIDE[4:24], began_at=later, **told))
    numbers = totals(zhao)
    with town.app_context():
        rebuild(NANCHUAN)
    assert totals(zhao) == numbers


def test_what_a_second_phone_sent_is_voided_with_the_patrol(
    chen: Person, wang: Person, zhao: Person
) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    wang.push(second_phone(patrol, 9))
    chen.push(make_void(patrol))
    assert totals(zhao)["distance_m"] == 0


def test_another_townships_officer_adds_nothing_to_a_patrol(
    chen: Person, he: Person, zhao: Person
) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    assert he.push(second_phone(patrol, 9, author="he"))[0]["status"] == "parked"
    assert totals(zhao)["distance_m"] == 0
