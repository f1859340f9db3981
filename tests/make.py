"""A valid record in one call: its sealed bytes, with whatever a test wants to be different."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

SHUIJIANG, NANZHUSHAN = "500119108", "500119117"
MORNING = datetime.fromisoformat("2026-11-02T09:00:00+08:00")  # three hours before `clock`
SEAT = (107.28443, 29.2476)  # lon, lat of the office in 水江
CLINIC = "0192f000-0000-7000-8000-00000000c11c"
ABSENT: Any = object()  # as a value: leave this member out

_ENVELOPE = {"id", "type", "geometry"}
_PROPERTIES = {
    "kind", "schema", "township", "author", "occurred_at", "refs", "data",
    "device", "clock", "attachments",
}  # fmt: skip
_numbers = count(1)


def uuid7(at: datetime = MORNING) -> str:
    """A UUIDv7 (RFC 9562) of a moment, another one on every call."""
    milliseconds = round(at.timestamp() * 1000)
    return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | next(_numbers)))


def point(lon: float = SEAT[0], lat: float = SEAT[1]) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def line(*positions: Sequence[float]) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(p) for p in positions]}


def square(west: float, south: float, side: float = 0.2) -> dict[str, Any]:
    """A Polygon of `side` degrees."""
    east, north = round(west + side, 7), round(south + side, 7)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_feature(kind: str, contents: Mapping[str, Any], /, **changes: Any) -> dict[str, Any]:
    """A record as a dict; `changes` go where contract section 4 has their names, else to `data`.

    The value ABSENT leaves a member out.
    """
    where: dict[str, dict[str, Any]] = {
        "feature": {"type": "Feature", "id": uuid7(), "geometry": None},
        "properties": {
            "kind": kind,
            "schema": 1,
            "township": SHUIJIANG,
            "author": "chen",
            "occurred_at": MORNING.isoformat(),
            "refs": {},
        },
        "data": dict(contents),
    }
    for name, value in changes.items():
        place = "feature" if name in _ENVELOPE else "properties" if name in _PROPERTIES else "data"
        where[place][name] = value
    properties = {"data": _present(where["data"]), **where["properties"]}
    return _present({**where["feature"], "properties": _present(properties)})


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not ABSENT}


def sealed(feature: Mapping[str, Any]) -> bytes:
    """The bytes of a Feature as a phone seals them."""
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()


def make_record(kind: str, contents: Mapping[str, Any], /, **changes: Any) -> bytes:
    """The sealed bytes of a record of any kind."""
    return sealed(make_feature(kind, contents, **changes))


def make_patrol(**changes: Any) -> bytes:
    return make_record("patrol", {"purpose": "routine", "crew_count": 2}, **changes)


def make_segment(
    patrol: str | UUID | bytes,
    positions: Sequence[Sequence[float]] | None = None,
    *,
    began_at: datetime = MORNING,
    step_s: float = 10,
    **changes: Any,
) -> bytes:
    """Fixes `step_s` apart; three of them some 97 m apart to the east unless told."""
    positions = positions or [(SEAT[0] + n * 0.001, SEAT[1]) for n in range(3)]
    start_ms = round(began_at.timestamp() * 1000)
    alone = len(positions) == 1
    contents = {
        "part": 0,
        "times": [start_ms + round(n * step_s * 1000) for n in range(len(positions))],
        "accuracy_m": [5] * len(positions),
    }
    told: dict[str, Any] = {
        "geometry": point(*positions[0]) if alone else line(*positions),
        "refs": {"patrol": id_of(patrol)},
        "occurred_at": began_at.isoformat(),
    }
    return make_record("track_segment", contents, **{**told, **changes})


def make_end(patrol: str | UUID | bytes, **changes: Any) -> bytes:
    ended_at = (MORNING + timedelta(hours=1)).isoformat()
    told = {"refs": {"patrol": id_of(patrol)}, "occurred_at": ended_at, **changes}
    return make_record("patrol_end", {"ended_at": ended_at, "part_count": 1}, **told)


def make_event(**changes: Any) -> bytes:
    contents = {
        "activity": "railway_safety",
        "ended_at": (MORNING + timedelta(hours=1)).isoformat(),
        "venue": "水江镇中心校",
        "audience": ["pupils", "teachers"],
        "reached_count": 120,
        "materials_count": 100,
        "staff_count": 2,
    }
    return make_record("outreach_event", contents, **{"geometry": point(), **changes})


def make_sitting(**changes: Any) -> bytes:
    """A clinic session; the volunteer Liu sits unless told."""
    contents = {
        "ended_at": (MORNING + timedelta(hours=2)).isoformat(),
        "staff_count": 1,
        "consultations": [
            {"topic": "labour", "outcome": "advice", "minutes": 25, "age_band": "36_59"},
            {"topic": "family", "outcome": "mediation", "minutes": 40},
        ],
    }
    told = {"author": "liu", "refs": {"clinic": CLINIC}, **changes}
    return make_record("clinic_session", contents, **told)


def make_check_in(target: str | UUID, **changes: Any) -> bytes:
    """A check-in by position at a target."""
    told = {"geometry": point(), "refs": {"target": str(target)}, **changes}
    return make_record("check_in", {"method": "gps"}, **told)


def make_hazard(**changes: Any) -> bytes:
    """A hole in the fence at the seat."""
    contents = {"category": "rail_fence", "severity": "high", "description": "护栏缺口约 2 米"}
    return make_record("hazard", contents, **{"geometry": point(), **changes})


def make_hazard_step(hazard: str | UUID | bytes, action: str = "measure", **changes: Any) -> bytes:
    """Something done about a hazard, an hour after it was seen unless told."""
    at = (MORNING + timedelta(hours=1)).isoformat()
    told = {"refs": {"hazard": id_of(hazard)}, "occurred_at": at, **changes}
    return make_record("hazard_step", {"action": action}, **told)


def make_amendment(
    record: bytes, changes: Mapping[str, Any], /, base: bytes | None = None, **contents: Any
) -> bytes:
    """An amendment of a record whose author last saw `base`: the record itself unless told."""
    told = {"base_digest": digest_of(base or record), "changes": dict(changes)}
    told |= {"reason": "记错了"}
    return make_record("amendment", told, refs={"record": id_of(record)}, **contents)


def make_void(record: bytes, **contents: Any) -> bytes:
    """A void of a record or of an amendment."""
    return make_record("void", {"reason": "重复记录"}, refs={"record": id_of(record)}, **contents)


def id_of(record: bytes | str | UUID) -> str:
    """The id of a sealed record; an id stays what it is."""
    return json.loads(record)["id"] if isinstance(record, bytes) else str(record)


def digest_of(record: bytes) -> str:
    return f"sha256:{hashlib.sha256(record).hexdigest()}"


def sequence(*records: bytes) -> bytes:
    """Records as a GeoJSON text sequence (RFC 8142): RS before, LF after each."""
    return b"".join(b"\x1e" + record + b"\n" for record in records)


def rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def target_id(name: str) -> UUID:
    """The id that `make_target` gives a target of this name."""
    return uuid5(UUID(CLINIC), name)
