"""What OsmAnd, Traccar Client and OwnTracks send, as their documentation has it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import NOON
from feeds.lane import OSMAND, OWNTRACKS, TrackerBox, basic, bearer
from xunhu.db import db
from xunhu.feeds.models import TrackerFix

AT_S = round(NOON.timestamp())
AT_MS = AT_S * 1000
PLACE = {"lat": "29.2476", "lon": "107.28443"}


def fixes(town: Flask) -> list[tuple[int, float, float, float | None]]:
    """What waits to be sealed."""
    with town.app_context():
        rows = db.session.scalars(select(TrackerFix).order_by(TrackerFix.time_ms)).all()
        return [(row.time_ms, row.lon, row.lat, row.accuracy_m) for row in rows]


@pytest.mark.parametrize(
    "written",
    [
        str(AT_S),
        str(AT_MS),
        f"{AT_S}.0",
        "2026-11-02T04:00:00Z",
        "2026-11-02T04:00:00.000Z",
        "2026-11-02T12:00:00+08:00",
        "2026-11-02T12:00:00 08:00",
        "2026-11-02T04:00:00",
        "2026-11-02 04:00:00",
    ],
)
def test_a_time_is_seconds_milliseconds_or_iso(
    tracker: TrackerBox, town: Flask, written: str
) -> None:
    assert tracker.osmand(**PLACE, timestamp=written).status_code == 200
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, None)]


def test_osmand_sends_parameters_that_are_not_kept(tracker: TrackerBox, town: Flask) -> None:
    more = {"altitude": "801.5", "speed": "12.3", "bearing": "90", "batt": "55.0", "hdop": "1.2"}
    tracker.osmand(id="356938", **PLACE, timestamp=AT_S, accuracy="4.5", charge="true", **more)
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, 4.5)]


def test_without_a_time_it_is_now(tracker: TrackerBox, town: Flask) -> None:
    tracker.osmand(**PLACE)
    assert fixes(town)[0][0] == AT_MS


def test_a_place_may_be_one_parameter(tracker: TrackerBox, town: Flask) -> None:
    tracker.osmand(location="29.2476,107.28443", timestamp=AT_S)
    assert fixes(town)[0][1:3] == (107.28443, 29.2476)


@pytest.mark.parametrize("as_form", [True, False])
def test_the_parameters_may_be_posted(tracker: TrackerBox, town: Flask, as_form: bool) -> None:
    told = {**PLACE, "timestamp": str(AT_S), "accuracy": "4.5", "id": "1"}
    where: dict[str, Any] = {"data": told} if as_form else {"query_string": told}
    answer = tracker.client.post(OSMAND, headers=bearer(tracker.token), **where)
    assert (answer.status_code, answer.json) == (200, {"kept": True})
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, 4.5)]


def test_traccar_client_9_posts_json(tracker: TrackerBox, town: Flask) -> None:
    coords = {"latitude": 29.2476, "longitude": 107.28443, "accuracy": 4.5, "speed": -1}
    coords |= {"heading": -1, "altitude": 801}
    location = {"timestamp": "2026-11-02T04:00:00.000Z", "coords": coords, "is_moving": True}
    location |= {"odometer": 3, "battery": {"level": 0.5, "is_charging": False}, "extras": {}}
    body = {"location": location, "device_id": "48241179"}
    answer = tracker.client.post(OSMAND, json=body, headers=bearer(tracker.token))
    assert answer.status_code == 200, answer.text
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, 4.5)]


@pytest.mark.parametrize(
    "told",
    [{"valid": "false"}, {"valid": "0"}, {"accuracy": "-1"}, {"lat": "0", "lon": "0"}],
)
def test_no_fix_is_none_and_is_not_sent_again(
    tracker: TrackerBox, town: Flask, told: dict[str, str]
) -> None:
    answer = tracker.osmand(**PLACE | told, timestamp=AT_S)
    assert (answer.status_code, answer.json) == (200, {"kept": False})
    assert fixes(town) == []


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"lat": "29.2"}, "/lon"),
        ({}, "/lat"),
        ({"lat": "91", "lon": "107"}, "/lat"),
        ({"lat": "29", "lon": "nan"}, "/lon"),
        ({"lat": "north", "lon": "107"}, "/lat"),
        ({"location": "29.2"}, "/location"),
        ({"location": "29.2,190"}, "/lon"),
        ({**PLACE, "timestamp": "yesterday"}, "/timestamp"),
        ({**PLACE, "timestamp": "9" * 40}, "/timestamp"),
        ({**PLACE, "accuracy": "fine"}, "/accuracy"),
    ],
)
def test_what_is_no_position_is_refused_with_its_place(
    tracker: TrackerBox, town: Flask, told: dict[str, str], pointer: str
) -> None:
    answer = tracker.osmand(**told)
    assert answer.status_code == 422
    assert pointer in [fault["pointer"] for fault in answer.json["errors"]]  # type: ignore[index]
    assert fixes(town) == []


def message(**changes: Any) -> dict[str, Any]:
    at = {"_type": "location", "lat": 29.2476, "lon": 107.28443, "tst": AT_S, "acc": 5}
    return {**at, "tid": "JJ", "batt": 41, "vel": 5, "alt": 801, "cog": 90, "t": "u", **changes}


def test_owntracks_location_is_kept_and_answered_with_an_empty_list(
    tracker: TrackerBox, town: Flask
) -> None:
    answer = tracker.owntracks(message())
    assert (answer.status_code, answer.json) == (200, [])
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, 5)]


@pytest.mark.parametrize("kind", ["transition", "waypoint", "lwt", "card", "encrypted", "status"])
def test_owntracks_other_messages_are_passed_over(
    tracker: TrackerBox, town: Flask, kind: str
) -> None:
    answer = tracker.owntracks(message(_type=kind))
    assert (answer.status_code, answer.json) == (200, [])
    assert fixes(town) == []


def test_owntracks_empty_message_is_passed_over(tracker: TrackerBox, town: Flask) -> None:
    answer = tracker.client.post(OWNTRACKS, headers=basic(tracker.token))
    assert (answer.status_code, answer.json, fixes(town)) == (200, [], [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (message(lat=91), 422),
        (message(lon="107"), 422),
        (message(tst=None), 422),
        (message(tst=1.5), 422),
        ({"lat": 29.2}, 422),
        ([], 422),
        ("location", 422),
    ],
)
def test_owntracks_location_that_is_none_is_refused(
    tracker: TrackerBox, town: Flask, body: Any, status: int
) -> None:
    assert tracker.owntracks(body).status_code == status
    assert fixes(town) == []


@pytest.mark.parametrize(
    ("sent", "media_type", "status"),
    [
        (b'{"_type":"location","lat":NaN}', "application/json", 400),
        (b"{", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"[" + b"1," * 40_000 + b"1]", "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    tracker: TrackerBox, sent: bytes, media_type: str, status: int
) -> None:
    headers = {**basic(tracker.token), "Content-Type": media_type}
    assert tracker.client.post(OWNTRACKS, data=sent, headers=headers).status_code == status


def test_the_first_of_an_instant_counts(tracker: TrackerBox, town: Flask) -> None:
    tracker.osmand(**PLACE, timestamp=AT_S)
    tracker.osmand(lat="29.3", lon="107.3", timestamp=AT_S)
    assert fixes(town) == [(AT_MS, 107.28443, 29.2476, None)]


def test_a_poor_fix_is_kept_as_it_came(tracker: TrackerBox, town: Flask) -> None:
    """Rule 1 drops it later; what was recorded stays what was recorded."""
    tracker.osmand(**PLACE, timestamp=round((NOON - timedelta(hours=1)).timestamp()), accuracy=900)
    assert fixes(town)[0][3] == 900
