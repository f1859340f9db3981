"""Trackers on the road: a vehicle's token, and positions as OsmAnd and OwnTracks send them."""

import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from conftest import NOON
from make import SEAT, SHUIJIANG
from people import NANCHUAN, Person
from xunhu.db import db, unsqueeze, writing
from xunhu.patrols.models import Vehicle
from xunhu.records.models import SealedRecord

CAR = UUID("0192f000-0000-7000-8000-00000000ca01")
OTHER_CAR = UUID("0192f000-0000-7000-8000-00000000ca02")
OSMAND, OWNTRACKS = "/api/v1/trackers/osmand", "/api/v1/trackers/owntracks"
TOKENS = "/api/v1/auth/tokens"
MONDAY = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}


def add_car(app: Flask, car: UUID = CAR, township: str = SHUIJIANG, name: str = "水江一号") -> UUID:
    """A vehicle of a township of 南川."""
    with app.app_context(), writing() as session:
        session.add(Vehicle(district=NANCHUAN, id=car, name=name, plate=None, township=township))
    return car


def wanted(**changes: Any) -> dict[str, Any]:
    return {"name": "一号车载", "scopes": ["write:positions"], "vehicle": str(CAR), **changes}


def issue(sun: Person, **changes: Any) -> str:
    """A token from the administrator."""
    answer = sun.post(TOKENS, json=wanted(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json["token"]  # type: ignore[index]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def basic(token: str, user: str = "anybody") -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{token}'.encode()).decode()}"}


class TrackerBox:
    """A tracker in a vehicle, without any cookie; it stands still on the road unless told."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client, self.token = app.test_client(use_cookies=False), token

    def osmand(self, **told: Any) -> TestResponse:
        return self.client.get(OSMAND, query_string=told, headers=bearer(self.token))

    def owntracks(self, message: Any, **more: Any) -> TestResponse:
        return self.client.post(OWNTRACKS, json=message, headers=basic(self.token), **more)

    def report(self, at: datetime, lon: float = SEAT[0], accuracy: float = 5) -> None:
        told = {"lat": SEAT[1], "lon": lon, "accuracy": accuracy}
        answer = self.osmand(id="1", timestamp=round(at.timestamp()), **told)
        assert (answer.status_code, answer.json) == (200, {"kept": True}), answer.text

    def drive(self, clock: Any, minutes: float, every_s: int = 10) -> None:
        """Report while the clock goes on, some 97 m a minute to the east."""
        for n in range(round(minutes * 60 / every_s)):
            self.report(clock.now(UTC), SEAT[0] + n * every_s * 0.001 / 60)
            clock.advance(seconds=every_s)


def records(app: Flask, *kinds: str) -> list[dict[str, Any]]:
    """The sealed records, of these kinds if told, in the order of their numbers, with `state`."""
    with app.app_context():
        rows = db.session.scalars(select(SealedRecord).order_by(SealedRecord.seq)).all()
        found = [{**json.loads(unsqueeze(row.content)), "state": row.state} for row in rows]
    return [r for r in found if not kinds or r["properties"]["kind"] in kinds]


def fixes_in(segments: Iterable[dict[str, Any]]) -> list[int]:
    """The times of all fixes of these segments, as sealed."""
    return [at for segment in segments for at in segment["properties"]["data"]["times"]]


def totals(reader: Person) -> dict[str, Any]:
    """Monday's numbers of the district."""
    found: dict[str, Any] = reader.get("/api/v1/coverage", **MONDAY).json["totals"]
    return found


def before_noon(minutes: float) -> datetime:
    return NOON - timedelta(minutes=minutes)
