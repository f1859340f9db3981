"""Who they are, and where they work: two small districts, each with its people.

水江镇 and 楠竹山镇 are squares side by side in 南川; 新城 is a made-up one in another district.
"""

import gzip
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from make import NANZHUSHAN, SHUIJIANG, sequence, square, target_id
from xunhu.auth import accounts
from xunhu.db import writing
from xunhu.records.models import DistrictClock
from xunhu.records.roles import Role
from xunhu.targets.apply import note_change, put_target
from xunhu.targets.models import Target
from xunhu.townships.locate import locator
from xunhu.townships.models import Township

PASSWORD = "a long password"
NANCHUAN, ELSEWHERE, XINCHENG = "500119", "500199", "500199001"
PLACES = ((NANCHUAN, "南川区"), (ELSEWHERE, "邻区"))
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}

CAST = {
    "chen": (Role.PATROL_OFFICER, [SHUIJIANG], None),
    "wang": (Role.TOWNSHIP_SUPERVISOR, [SHUIJIANG], None),
    "liu": (Role.CLINIC_VOLUNTEER, [SHUIJIANG], None),
    "zhao": (Role.DISTRICT_VIEWER, [], NANCHUAN),
    "sun": (Role.ADMINISTRATOR, [], NANCHUAN),
    "he": (Role.PATROL_OFFICER, [NANZHUSHAN], None),
    "tan": (Role.PATROL_OFFICER, [XINCHENG], None),
    "du": (Role.ADMINISTRATOR, [], ELSEWHERE),
}


class Person:
    """Somebody at a browser of their own, signed in."""

    def __init__(self, app: Flask, username: str) -> None:
        self.username = username
        self.client: FlaskClient = app.test_client()
        answer = self.post("/api/v1/auth/login", json=credentials(username))
        assert answer.status_code == 200, answer.text

    def get(self, path: str, **asked: Any) -> TestResponse:
        """A GET; `asked` are query parameters."""
        return self.client.get(path, query_string=asked)

    def post(self, path: str, **sent: Any) -> TestResponse:
        """A POST from our own page, with whatever werkzeug's client takes."""
        headers = {**OUR_PAGE, **sent.pop("headers", {})}
        return self.client.post(path, headers=headers, **sent)

    def patch(self, path: str, **sent: Any) -> TestResponse:
        """A PATCH from our own page."""
        return self.client.patch(path, headers=OUR_PAGE, **sent)

    def send(self, body: bytes, **headers: str) -> TestResponse:
        """A push of these bytes as they are."""
        told = {"Content-Type": "application/geo+json-seq", **headers}
        return self.post("/api/v1/sync/push", data=body, headers=told)

    def push(self, *records: bytes) -> list[dict[str, Any]]:
        """Push records; one result each."""
        answer = self.send(sequence(*records))
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json["results"]  # type: ignore[index]
        return results

    def push_gzipped(self, body: bytes) -> TestResponse:
        return self.send(gzip.compress(body), **{"Content-Encoding": "gzip"})

    def pull(self, **asked: Any) -> dict[str, Any]:
        """A page of what this person may see; `cursor` and `limit` as asked."""
        answer = self.get("/api/v1/sync/pull", **asked)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json  # type: ignore[assignment]
        return page

    def sees(self) -> list[str]:
        """The ids of all records that a pull from the start gives."""
        return [feature["id"] for feature in self.pull(limit=1000)["features"]]


def credentials(username: str, password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "password": password}


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with the least parameters: the tests hash many passwords."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "hasher", quick)
    monkeypatch.setattr(accounts, "NOBODY", quick.hash("nobody"))


@pytest.fixture
def town(app: Flask, clock: object, quick_hashing: None) -> Flask:
    """The app with both districts and the cast; the clock stands at Monday noon."""
    with app.app_context(), writing() as session:
        session.add_all(
            DistrictClock(district=code, name=name, epoch=uuid4()) for code, name in PLACES
        )
        session.flush()
        session.add_all(
            [
                township(SHUIJIANG, "水江镇", square(107.2, 29.1)),
                township(NANZHUSHAN, "楠竹山镇", square(107.0, 29.1)),
                township(XINCHENG, "新城街道", square(106.0, 29.1)),
            ]
        )
        session.flush()
        for username in CAST:
            add_person(session, username)
    return app


def township(code: str, name: str, boundary: dict[str, Any] | None) -> Township:
    """A row of the district that its code begins with."""
    return Township(district=code[:6], code=code, name=name, boundary=boundary)


def make_township(code: str, name: str, boundary: dict[str, Any] | None) -> None:
    """Add a township to its district, which is there; within an app context."""
    with writing() as session:
        session.add(township(code, name, boundary))
        note_change(session, code[:6])


def add_person(session: Session, username: str) -> None:
    """One of the cast as a user."""
    role, townships, district = CAST[username]
    accounts.add_user(
        session,
        username,
        role=role,
        password_hash=accounts.hashed(PASSWORD),
        townships=townships,
        district=district,
    )


def make_target(
    layer: str, name: str, geometry: dict[str, Any], district: str = NANCHUAN, **columns: Any
) -> UUID:
    """A target, with its pieces; its id follows from its name. Within an app context."""
    columns = {"id": target_id(name), "status": "open", **columns}
    target = Target(district=district, layer=layer, name=name, geometry=geometry, **columns)
    with writing() as session:
        put_target(session, district, target, locator(district))
    return columns["id"]


@pytest.fixture
def sign_in(town: Flask) -> Callable[[str], Person]:
    """Sign one of the cast in, on another browser each time."""
    return lambda username: Person(town, username)


@pytest.fixture
def chen(town: Flask) -> Person:
    """陈: patrol officer of 水江."""
    return Person(town, "chen")


@pytest.fixture
def wang(town: Flask) -> Person:
    """王: supervisor of 水江."""
    return Person(town, "wang")


@pytest.fixture
def liu(town: Flask) -> Person:
    """刘: volunteer at the clinic of 水江."""
    return Person(town, "liu")


@pytest.fixture
def zhao(town: Flask) -> Person:
    """赵: viewer of the district."""
    return Person(town, "zhao")


@pytest.fixture
def sun(town: Flask) -> Person:
    """孙: administrator of the district."""
    return Person(town, "sun")


@pytest.fixture
def he(town: Flask) -> Person:
    """何: patrol officer of 楠竹山, the township to the west of 水江."""
    return Person(town, "he")


@pytest.fixture
def tan(town: Flask) -> Person:
    """谭: patrol officer of another district."""
    return Person(town, "tan")


@pytest.fixture
def du(town: Flask) -> Person:
    """杜: administrator of another district."""
    return Person(town, "du")
