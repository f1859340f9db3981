"""A file that is added to a patrol from the desk: once, in WGS-84, in the name of who drove."""

import gzip
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from conftest import NOON
from feeds.lane import CAR, TrackerBox, add_car, issue
from make import MORNING, NANZHUSHAN, SEAT, id_of, make_end, make_patrol, make_segment, make_void
from people import Person
from xunhu.db import db
from xunhu.feeds.settling import settle_due
from xunhu.files.datum import shifted
from xunhu.patrols.models import TrackSegment
from xunhu.records.models import SealedRecord

MORNING_MS = round(MORNING.timestamp() * 1000)
DRIVE = [(SEAT[0] + n * 0.0003, SEAT[1]) for n in range(61)]
MONDAY = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}
CSV = "text/csv"
Places = list[tuple[float, float]]


def csv(places: Places = DRIVE, began_ms: int = MORNING_MS, accuracy: float = 5) -> bytes:
    rows = [
        f"{began_ms + n * 10_000},{x:.7f},{y:.7f},{accuracy}" for n, (x, y) in enumerate(places)
    ]
    return "\n".join(["time,lon,lat,accuracy", *rows]).encode()


def add(person: Person, patrol: bytes | str, file: bytes, **more: Any) -> TestResponse:
    """Send a file; `datum` is told when given."""
    asked = {"datum": more["datum"]} if "datum" in more else {}
    path = f"/api/v1/patrols/{id_of(patrol)}/files"
    headers = {"Content-Type": more.get("media_type", CSV)}
    return person.post(path, data=file, headers=headers, query_string=asked)


def totals(reader: Person) -> dict[str, Any]:
    found: dict[str, Any] = reader.get("/api/v1/coverage", **MONDAY).json["totals"]
    return found


def segments(town: Flask) -> list[TrackSegment]:
    with town.app_context():
        asked = select(TrackSegment).where(TrackSegment.source == "file")
        return list(db.session.scalars(asked.order_by(TrackSegment.part)))


@pytest.fixture
def patrol(chen: Person) -> bytes:
    """Chen's, of an hour on Monday morning, without a single fix."""
    patrol = make_patrol()
    chen.push(patrol, make_end(patrol))
    return patrol


@pytest.mark.parametrize("username", ["wang", "sun"])
def test_a_supervisor_or_an_administrator_adds_a_file(
    sign_in: Any, town: Flask, patrol: bytes, zhao: Person, username: str
) -> None:
    answer = add(sign_in(username), patrol, csv())
    assert answer.status_code == 201, answer.text
    told = {"segment_count": 1, "fix_count": 61, "untimed_count": 0, "invalid_count": 0}
    assert answer.json == {"patrol": id_of(patrol), "is_known": False, **told}
    assert totals(zhao)["recorded_s"] == 600
    with town.app_context():
        row = db.session.scalars(select(SealedRecord).order_by(SealedRecord.seq.desc())).first()
        assert row is not None
        assert (row.author, row.sender, row.kind) == ("chen", username, "track_segment")


def test_the_same_file_counts_once(wang: Person, town: Flask, patrol: bytes) -> None:
    add(wang, patrol, csv())
    again = add(wang, patrol, csv())
    assert (again.status_code, again.json["is_known"]) == (200, True)
    assert len(segments(town)) == 1


@pytest.mark.parametrize("username", ["chen", "liu", "zhao"])
def test_nobody_else_adds_files(sign_in: Any, town: Flask, patrol: bytes, username: str) -> None:
    assert add(sign_in(username), patrol, csv()).status_code == 403
    assert segments(town) == []


def test_a_patrol_elsewhere_is_not_found(
    town: Flask, wang: Person, he: Person, du: Person, patrol: bytes
) -> None:
    other = make_patrol(author="he", township=NANZHUSHAN)
    he.push(other)
    assert add(wang, other, csv()).status_code == 404
    assert add(du, patrol, csv()).status_code == 404
    assert segments(town) == []


def test_a_voided_patrol_is_not_found(wang: Person, chen: Person, patrol: bytes) -> None:
    chen.push(make_void(patrol))
    assert add(wang, patrol, csv()).status_code == 404


def test_a_file_beside_the_phones_track_is_not_merged_fix_by_fix(
    chen: Person, wang: Person, zhao: Person, patrol: bytes
) -> None:
    chen.push(make_segment(patrol, DRIVE))
    alone = totals(zhao)["distance_m"]
    beside = [(lon, lat + 15 / 110_850) for lon, lat in DRIVE]
    assert add(wang, patrol, csv(beside, MORNING_MS + 5000)).status_code == 201
    assert totals(zhao)["distance_m"] == pytest.approx(alone, rel=0.001)


def test_two_files_are_two_receivers(wang: Person, zhao: Person, patrol: bytes) -> None:
    add(wang, patrol, csv())
    alone = totals(zhao)["distance_m"]
    beside = [(lon, lat + 15 / 110_850) for lon, lat in DRIVE]
    add(wang, patrol, csv(beside, MORNING_MS + 5000, accuracy=9))
    assert totals(zhao)["distance_m"] == pytest.approx(alone, rel=0.001)


def moved(places: Places) -> Places:
    lon, lat = shifted(*(np.array(column) for column in zip(*places, strict=True)))
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def test_a_file_that_looks_shifted_is_asked_about(
    chen: Person, wang: Person, town: Flask, patrol: bytes
) -> None:
    chen.push(make_segment(patrol, DRIVE))
    answer = add(wang, patrol, csv(moved(DRIVE)))
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/in-doubt")
    (fault,) = answer.json["errors"]
    assert (fault["pointer"], fault["code"]) == ("/datum", "shifted")
    assert "GCJ-02" in answer.json["detail"]
    assert segments(town) == []


def test_the_datum_that_is_told_is_believed(
    chen: Person, wang: Person, zhao: Person, patrol: bytes
) -> None:
    chen.push(make_segment(patrol, DRIVE, accuracy_m=[9] * 61))
    alone = totals(zhao)["distance_m"]
    assert add(wang, patrol, csv(moved(DRIVE)), datum="gcj02").status_code == 201
    assert totals(zhao)["distance_m"] == pytest.approx(alone, rel=0.001)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (csv(began_ms=MORNING_MS - 86_400_000), "other-time"),
        (csv(began_ms=MORNING_MS + 2 * 3_600_000 + 1), "other-time"),
        (csv([(106.5, 29.1), (106.51, 29.1)]), "outside"),
        (csv([(29.1, 107.3), (29.1, 107.31)]), "swapped"),
        (csv([(36514000, 3230000)]), "projected"),
        (csv(began_ms=MORNING_MS + 86_400_000), "future"),
        (b"<kml><Placemark><LineString/></Placemark></kml>", "not-a-recording"),
        (b"", "empty"),
        (b"\x1f\x8b\x08", "truncated"),
        (b"<html></html>", "html"),
    ],
)
def test_a_file_that_will_not_do_is_refused_with_the_reason(
    wang: Person, town: Flask, patrol: bytes, file: bytes, code: str
) -> None:
    answer = add(wang, patrol, file)
    assert answer.status_code == 422, answer.text
    assert answer.json["errors"][0]["code"] == code
    assert segments(town) == []


def test_two_at_a_time_are_not_one_patrol(wang: Person, town: Flask, patrol: bytes) -> None:
    rows = csv().decode().splitlines()
    twice = [f"vehicle,{rows[0]}", *(f"{car},{row}" for car in "甲乙" for row in rows[1:])]
    answer = add(wang, patrol, "\n".join(twice).encode())
    assert (answer.status_code, "同时进行" in answer.json["detail"]) == (422, True)
    assert segments(town) == []


def test_a_packed_file_is_unpacked(wang: Person, patrol: bytes) -> None:
    packed = gzip.compress(csv())
    assert add(wang, patrol, packed, media_type="application/octet-stream").status_code == 201


def test_another_media_type_is_refused(wang: Person, patrol: bytes) -> None:
    assert add(wang, patrol, csv(), media_type="application/json").status_code == 415


def test_a_file_is_added_to_the_patrol_of_a_vehicle_without_a_person(
    wang: Person, sun: Person, town: Flask
) -> None:
    """Its author is no user, and stays the author."""
    add_car(town)
    TrackerBox(town, issue(sun)).report(MORNING)
    with town.app_context():
        settle_due(NOON + timedelta(minutes=6))
    (found,) = wang.pull()["features"][:1]
    assert found["properties"]["author"] == f"vehicle:{CAR}"
    assert add(wang, found["id"], csv()).status_code == 201
    assert segments(town)[0].author == f"vehicle:{CAR}"
