"""Requests that a district could get: chance alone finds no record, no password and no digest."""

from collections.abc import Mapping
from typing import Any

from attachments.lane import content_digest
from fuzz.small_district import (
    AMENDED,
    ERASED,
    EVENT,
    HAZARD,
    IMAGE,
    KEPT,
    KEY,
    PARKED,
    PATROL,
    PHONES,
    ROLES,
    SCHOOL,
    TOKENS,
    VEHICLE,
    nth,
)
from make import (
    ABSENT,
    NANZHUSHAN,
    SHUIJIANG,
    digest_of,
    id_of,
    make_event,
    sequence,
    target_id,
    uuid7,
)
from people import credentials
from xunhu.coverage.township.evidence import METRICS

Asked = Mapping[str, Any]
RIGHT = {"/properties/data/reached_count": 3}
WRONG = {"/properties/data/reached_count": -1}
NEW = [make_event(id=uuid7()) for _ in range(2)]
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-07"}
ENDS_OF_TIME = {"from": "0001-01-01", "to": "9999-12-31"}
HERE = {"lat": 29.2476, "lon": 107.28443, "timestamp": "1793581200", "accuracy": 5}
SOME_TRACK = b"time,lon,lat\n1793581200000,107.28443,29.2476\n1793581210000,107.28543,29.2476"
FROM_HERE = {"origin": "https://xunhu.example"}
CURSORS = ["bnVsbA", "WzFd", "IiI", "eyJhIjoxfQ", "IlxuIg"]  # null, [1], "", {"a":1}, a newline


def _at(*records: bytes, **more: Any) -> list[Asked]:
    return [{"path_parameters": {"record": id_of(record)}, **more} for record in records]


def _bodies(*bodies: Any, **more: Any) -> list[Asked]:
    return [{"body": body, "media_type": "application/json", **more} for body in bodies]


def _image(record: bytes, slot: str, image: bytes = IMAGE, **headers: str) -> Asked:
    return {
        "path_parameters": {"record": id_of(record), "slot": slot},
        "headers": {"Content-Digest": content_digest(image), **headers},
        "body": image,
        "media_type": "image/jpeg",
    }


def _push(*records: bytes, after: bytes = b"") -> Asked:
    return {"body": sequence(*records) + after, "media_type": "application/geo+json-seq"}


def _queries(*queries: Asked) -> list[Asked]:
    return [{"query": dict(query)} for query in queries]


def _reported(body: Any = None, media_type: str = "application/json", **query: Any) -> Asked:
    """What a tracker sends, with its token."""
    sent = {} if body is None else {"body": body, "media_type": media_type}
    return {"query": {"key": KEY, **query}, **sent}


def _file(body: bytes, media_type: str = "text/csv", **query: str) -> Asked:
    path = {"patrol": id_of(PATROL)}
    return {"path_parameters": path, "query": query, "body": body, "media_type": media_type}


def _of_townships(*queries: Asked) -> list[Asked]:
    return [
        {"path_parameters": {"township": township}, "query": dict(query)}
        for township in (SHUIJIANG, NANZHUSHAN)
        for query in queries
    ]


def _with_body(record: bytes, body: Asked) -> Asked:
    return {**_at(record)[0], **_bodies(body)[0]}


CLAIMS = [{"id": id_of(r), "digest": digest_of(r)} for r in [*KEPT, *PARKED, ERASED]]
WITH_SLOTS = [_image(EVENT, "photo-1"), _image(EVENT, "photo-2"), _image(HAZARD, "photo-2")]
RIDES: list[Asked] = [{"path_parameters": {"patrol": id_of(PATROL)}}]
ANY_RECORD = _at(*KEPT, AMENDED, ERASED)
TRACCAR = {"timestamp": "2026-11-02T01:00:00Z", "coords": {"latitude": 29.2, "longitude": 107.3}}
OWNTRACKS = {"_type": "location", "lat": 29.2, "lon": 107.3, "tst": 1793581200, "acc": 5}
TOKEN = {"name": "车载", "scopes": ["write:positions"], "vehicle": VEHICLE}
KNOWN: dict[str, list[Asked]] = {
    "POST /api/v1/auth/login": _bodies(
        *[{**credentials(name), "device_id": f"{name}-new"} for name in ROLES],
        *[credentials("chen", "wrong") for _ in range(11)],
    ),
    "POST /api/v1/devices/{device}/revoke": [
        {"path_parameters": {"device": phone}, **_bodies({"reason": "丢失"})[0]} for phone in PHONES
    ],
    "POST /api/v1/devices/{device}/reinstate": [
        {"path_parameters": {"device": phone}} for phone in PHONES
    ],
    "POST /api/v1/auth/tokens": _bodies(TOKEN, {**TOKEN, "vehicle": TOKENS[0]}),
    "POST /api/v1/auth/tokens/{token}/revoke": [{"path_parameters": {"token": TOKENS[1]}}],
    "GET /api/v1/trackers/osmand": [_reported(**HERE), _reported(**HERE, valid="false")],
    "POST /api/v1/trackers/osmand": [_reported(**HERE), _reported({"location": TRACCAR})],
    "POST /api/v1/trackers/owntracks": [_reported(OWNTRACKS), _reported({"_type": "lwt"})],
    "POST /api/v1/patrols/{patrol}/files": [
        _file(SOME_TRACK),
        _file(SOME_TRACK, datum="bd09"),
        _file(b"<gpx/>", "application/gpx+xml"),
    ],
    "GET /api/v1/sync/hello": _queries(
        {"waiting": 2, "photos": 1, "oldest_at": "2026-11-01T08:00:00+08:00", "kinds": "patrol:2"}
    ),
    "POST /api/v1/sync/push": [
        _push(*NEW),
        _push(*KEPT),
        _push(PARKED[0], b"{}", b"\xff", make_event(id=ABSENT)),
        _push(*[b"{}"] * 51),
        _push(NEW[0], after=b"\x1e{"),
    ],
    "POST /api/v1/sync/verify": _bodies({"records": CLAIMS}, {"records": CLAIMS * 30}),
    "PUT /api/v1/attachments/{record}/{slot}": [
        *WITH_SLOTS,
        _image(EVENT, "photo-2", b"no image"),
        _image(EVENT, "photo-2", IMAGE[:200]),
        _image(EVENT, "photo-3"),
    ],
    "GET /api/v1/attachments/{record}/{slot}": [
        {"path_parameters": each["path_parameters"]} for each in WITH_SLOTS
    ],
    "GET /api/v1/coverage": _queries(
        NOVEMBER,
        {**NOVEMBER, "purpose": "night", "fleet": "any"},
        ENDS_OF_TIME,
        {**ENDS_OF_TIME, "to": ""},
    ),
    "GET /api/v1/coverage/{township}/targets": _of_townships(
        NOVEMBER, ENDS_OF_TIME, {**NOVEMBER, "layer": "railway"}
    ),
    "GET /api/v1/coverage/{township}/evidence": _of_townships(
        *[{**days, "metric": metric} for metric in METRICS for days in (NOVEMBER, ENDS_OF_TIME)]
    ),
    "GET /api/v1/patrols/{patrol}/track": RIDES,
    "GET /api/v1/patrols/{patrol}/track.gpx": RIDES,
    "GET /api/v1/coverage/footprint/{z}/{x}/{y}.mvt": [
        {"path_parameters": {"z": z, "x": x, "y": y}, "query": days}
        for z, x, y in ((0, 0, 0), (8, 204, 106), (21, 0, 0), (3, 9, 9))
        for days in (NOVEMBER, ENDS_OF_TIME)
    ],
    "GET /api/v1/quality": _queries(
        NOVEMBER, {**NOVEMBER, "township": SHUIJIANG, "limit": 1}, ENDS_OF_TIME
    ),
    "GET /api/v1/quality/townships": _queries(NOVEMBER, ENDS_OF_TIME),
    "GET /api/v1/unresolved": _queries({"days": 0}),
    "GET /api/v1/parked": _queries({"state": "decided"}),
    "GET /api/v1/parked/{record}": _at(*PARKED[:3]),
    "GET /api/v1/records": _queries(ENDS_OF_TIME, {"to": "9999-12-31"}, {"kind": "hazard"}),
    "POST /api/v1/parked/{record}/accept": [
        *[_with_body(record, {"reason": "核实", "changes": RIGHT}) for record in PARKED[2:5]],
        *[_with_body(record, {"reason": "核实", "changes": WRONG}) for record in PARKED[8:]],
    ],
    "POST /api/v1/parked/{record}/discard": [
        _with_body(record, {"reason": "重复"}) for record in PARKED[5:8]
    ],
}


def _files(*bodies: bytes, media_type: str = "text/csv", **query: Any) -> list[Asked]:
    return [{"body": body, "media_type": media_type, "query": query} for body in bodies]


SCHOOL_AT = {"type": "Point", "coordinates": [107.28, 29.24]}
NEW_SCHOOL = {"layer": "school", "name": "新校", "geometry": SCHOOL_AT}
SHUT = {"status": "inaccessible", "status_reason": "塌方", "status_until_on": "2027-01-01"}
LINE, CAR, DRIVE = str(target_id("线路")), nth(50), nth(51)
A_TABLE = "名称,经度,纬度\n河边小学,107.281,29.241\n".encode()
FAR_AWAY = b"name,lon,lat\nA,116.4,39.9\nB,116.5,39.9\n"
KNOWN |= {
    "GET /api/v1/targets/{target}": [{"path_parameters": {"target": LINE}}],
    "POST /api/v1/targets": _bodies(
        NEW_SCHOOL,
        {**NEW_SCHOOL, "code": "S1"},
        {**NEW_SCHOOL, **SHUT},
        {**NEW_SCHOOL, "layer": "road"},
    ),
    "PATCH /api/v1/targets/{target}": [
        {"path_parameters": {"target": str(SCHOOL)}, **body}
        for body in _bodies({"radius_m": 300}, SHUT, {"status": "open"}, {"geometry": SCHOOL_AT})
    ],
    "POST /api/v1/targets/import": [
        *_files(A_TABLE, FAR_AWAY, b"PK\x03\x04", b"{}", layer="school"),
        *_files(A_TABLE, layer="village", near=LINE, dry_run="true"),
    ],
    "GET /api/v1/targets/{target}/label.svg": [
        {"path_parameters": {"target": str(SCHOOL)}, "query": FROM_HERE}
    ],
    "GET /api/v1/vehicles/{vehicle}/label.svg": [
        {"path_parameters": {"vehicle": CAR}, "query": FROM_HERE}
    ],
    "POST /api/v1/targets/near": _bodies(
        {"line": LINE}, {"line": LINE, "interval_days": 30}, {"line": str(SCHOOL)}
    ),
    "POST /api/v1/vehicles": _bodies({"name": "二号车", "township": SHUIJIANG}),
    "PATCH /api/v1/vehicles/{vehicle}": [
        {"path_parameters": {"vehicle": CAR}, **_bodies({"plate": "渝D1"})[0]}
    ],
    "POST /api/v1/campaigns": _bodies(
        {"name": "春防", "from_on": "2027-01-01", "until_on": "2027-03-31"}
    ),
    "PATCH /api/v1/campaigns/{campaign}": [
        {"path_parameters": {"campaign": DRIVE}, **body}
        for body in _bodies({"name": "冬防二"}, {"until_on": "2000-01-01"})
    ],
}


def known_for(operation: str) -> list[Asked]:
    """What is known of an operation; of a record's address, that there are records."""
    return KNOWN.get(operation, ANY_RECORD if "{record}" in operation else [])
