"""The cleaned track of a patrol: its lines, its gaps with their reasons, and who may see it."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import defusedxml.ElementTree as ElementTree
import pytest
from flask import Flask

from conftest import FixedClock
from make import (
    MORNING,
    NANZHUSHAN,
    SEAT,
    id_of,
    make_end,
    make_patrol,
    make_segment,
    make_void,
    rfc3339,
)
from people import Person
from xunhu.auth import accounts
from xunhu.db import utcnow, writing
from xunhu.schemas import shanghai_day

EAST = [(SEAT[0] + n * 0.0005, SEAT[1]) for n in range(4)]  # some 49 m apart


def later(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


@pytest.fixture
def ride(chen: Person) -> bytes:
    """Half a minute, a gap of ten, half a minute more; the phone was hidden for most of the gap."""
    ride = make_patrol()
    hidden = {"from": rfc3339(later(1)), "to": rfc3339(later(9)), "reason": "hidden"}
    short = {"from": rfc3339(later(9)), "to": rfc3339(later(9.5)), "reason": "no_signal"}
    chen.push(
        ride,
        make_segment(ride, EAST),
        make_segment(ride, EAST[::-1], began_at=later(10), part=1),
        make_end(ride, interruptions=[hidden, short]),
    )
    return ride


def asked(person: Person, ride: bytes, suffix: str = "") -> Any:
    return person.get(f"/api/v1/patrols/{id_of(ride)}/track{suffix}")


def test_a_gap_is_never_drawn(chen: Person, ride: bytes) -> None:
    feature = asked(chen, ride).json
    lines = feature["geometry"]["coordinates"]
    assert [len(line) for line in lines] == [4, 4]
    assert lines[0] == [list(place) for place in EAST]
    assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "MultiLineString")


def test_a_gap_tells_when_where_and_why(chen: Person, ride: bytes) -> None:
    [gap] = asked(chen, ride).json["properties"]["gaps"]
    assert (gap["from"], gap["to"]) == (rfc3339(later(0.5)), rfc3339(later(10)))
    assert (gap["duration_s"], gap["reason"]) == (570, "hidden")
    assert gap["from_position"] == gap["to_position"] == list(EAST[3])


def test_its_numbers_are_those_of_the_board(chen: Person, zhao: Person, ride: bytes) -> None:
    told = asked(chen, ride).json["properties"]
    day = str(MORNING.date())
    totals = zhao.get("/api/v1/coverage", **{"from": day, "to": day}).json["totals"]
    assert told["distance_m"] == pytest.approx(totals["distance_m"], abs=0.01)
    assert (told["recorded_s"], told["fix_count"], told["rules"]) == (60, 8, 1)
    assert told["recorded_share"] == pytest.approx(60 / 630)


def test_a_patrol_without_a_fix_has_an_empty_track(chen: Person) -> None:
    bare = make_patrol()
    chen.push(bare)
    feature = asked(chen, bare).json
    assert (feature["geometry"]["coordinates"], feature["properties"]["gaps"]) == ([], [])
    assert feature["properties"]["recorded_share"] is None


def test_a_gap_that_nobody_explained_has_no_reason(chen: Person) -> None:
    ride = make_patrol()
    chen.push(ride, make_segment(ride, EAST), make_segment(ride, EAST, began_at=later(3), part=1))
    assert [gap["reason"] for gap in asked(chen, ride).json["properties"]["gaps"]] == [None]


def test_the_file_holds_the_same_track(chen: Person, ride: bytes) -> None:
    answer = asked(chen, ride, ".gpx")
    assert answer.content_type == "application/gpx+xml"
    root = ElementTree.parse(BytesIO(answer.data)).getroot()
    space = {"gpx": "http://www.topografix.com/GPX/1/1"}
    segments = root.findall(".//gpx:trkseg", space)
    assert [len(segment.findall("gpx:trkpt", space)) for segment in segments] == [4, 4]
    assert segments[1][0].find("gpx:time", space).text == rfc3339(later(10))


def test_a_file_has_no_exponents(chen: Person) -> None:
    ride = make_patrol()
    chen.push(ride, make_segment(ride, [(0.00001, 29.2476), (0.00002, 29.2476001)]))
    text = asked(chen, ride, ".gpx").text
    assert 'lat="29.2476001" lon="0.00002"' in text


def test_who_may_see_it(chen: Person, wang: Person, zhao: Person, sun: Person, ride: bytes) -> None:
    assert [asked(who, ride).status_code for who in (chen, wang, zhao, sun)] == [200] * 4
    files = [asked(who, ride, ".gpx").status_code for who in (chen, wang, zhao, sun)]
    assert files == [200, 200, 403, 403]


def test_who_does_not_find_it(he: Person, tan: Person, du: Person, ride: bytes) -> None:
    for suffix in ("", ".gpx"):
        assert [asked(who, ride, suffix).status_code for who in (he, tan)] == [404, 404]
    assert asked(du, ride).status_code == 404


def test_a_volunteer_never_may(liu: Person, ride: bytes) -> None:
    assert [asked(liu, ride, suffix).status_code for suffix in ("", ".gpx")] == [403, 403]


def test_nobody_may_without_signing_in(town: Flask, ride: bytes) -> None:
    for suffix in ("", ".gpx"):
        path = f"/api/v1/patrols/{id_of(ride)}/track{suffix}"
        assert town.test_client().get(path).status_code == 401


def test_who_changed_post_keeps_their_own_alone(
    chen: Person, wang: Person, town: Flask, ride: bytes, clock: FixedClock
) -> None:
    with town.app_context(), writing() as session:
        for username in ("chen", "wang"):
            user = accounts.find_user(session, username)
            accounts.move(session, user, user.role_of, [NANZHUSHAN], shanghai_day(utcnow()))
    clock.advance(days=1)
    assert [asked(who, ride).status_code for who in (chen, wang)] == [200, 404]


def test_what_is_not_found_tells_nothing(he: Person, ride: bytes) -> None:
    there, nowhere = asked(he, ride).json, he.get(f"/api/v1/patrols/{uuid4()}/track").json
    assert {**there, "instance": ""} == {**nowhere, "instance": ""}


def test_what_is_not_there_or_voided_is_not_found(chen: Person, ride: bytes) -> None:
    assert chen.get(f"/api/v1/patrols/{uuid4()}/track").status_code == 404
    chen.push(make_void(ride))
    assert asked(chen, ride).status_code == 404
