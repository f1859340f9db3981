"""The shipped district with the demo's places, for the product and for the slow rules alike."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from oracle.plain import Geometry, Target
from xunhu.auth.accounts import add_user, hashed
from xunhu.db import writing
from xunhu.demo.places import targets
from xunhu.demo.rows import add_places
from xunhu.records.clock import lock_district
from xunhu.records.roles import Role
from xunhu.reference.load import railways, townships
from xunhu.targets import shipped

PASSWORD = "a long enough one"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
ENVELOPE_BYTES, ENVELOPE_RECORDS = 1024 * 1024, 50


def settle_bare(app: Flask) -> None:
    """Put only what is shipped into an empty database: townships, villages and rail lines."""
    with app.app_context(), writing() as session:
        shipped.install(session)


def settle(app: Flask) -> None:
    """Put townships, targets, an officer of all townships and a viewer into an empty database."""
    codes = [town.code for town in townships()]
    with app.app_context(), writing() as session:
        shipped.install(session)
        lock_district(session, shipped.DISTRICT)
        add_places(session)
        add_user(
            session,
            "ren",
            role=Role.PATROL_OFFICER,
            password_hash=hashed(PASSWORD),
            townships=codes,
        )
        add_user(session, "zhao", role=Role.DISTRICT_VIEWER, password_hash=hashed(PASSWORD))


def signed_in(app: Flask, username: str) -> FlaskClient:
    """A client with this user's session."""
    client = app.test_client()
    answer = client.post("/api/v1/auth/login", json={"username": username, "password": PASSWORD})
    assert answer.status_code == 200
    return client


def push_all(client: FlaskClient, records: list[bytes]) -> list[dict[str, Any]]:
    """Push records in order in as many envelopes as it takes; gives all results."""
    results: list[dict[str, Any]] = []
    waiting = [b"\x1e" + record + b"\n" for record in records]
    while waiting:
        count = 1
        while count < min(len(waiting), ENVELOPE_RECORDS):
            if sum(map(len, waiting[: count + 1])) > ENVELOPE_BYTES:
                break
            count += 1
        results += push_once(client, b"".join(waiting[:count]))
        waiting = waiting[count:]
    return results


def push_once(client: FlaskClient, body: bytes) -> list[dict[str, Any]]:
    """One envelope and its results."""
    kind = {"Content-Type": "application/geo+json-seq"}
    answer = client.post("/api/v1/sync/push", data=body, headers=SAME_ORIGIN | kind)
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.get_json()["results"]
    return results


def plain_townships() -> dict[str, Geometry]:
    """The boundaries as the slow rules take them."""
    return {town.code: town.geometry for town in townships()}


def plain_targets() -> list[Target]:
    """The targets as the slow rules take them."""
    return [
        Target(
            id=str(shipped.target_id(feature)),
            layer=feature["properties"]["layer"],
            geometry=feature["geometry"],
            radius_m=feature["properties"].get("radius_m"),
            status="open",
        )
        for feature in [*railways(), *targets()]
        if (feature["properties"]["layer"] == "railway") == (feature in railways())
    ]
