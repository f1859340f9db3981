"""Vehicles and campaigns kept up by an administrator."""

from typing import Any

import pytest

from make import NANZHUSHAN, SHUIJIANG, uuid7
from people import XINCHENG, Person

CAR = {"name": "一号车", "township": SHUIJIANG, "plate": "渝D12345"}
DRIVE = {"name": "冬防", "from_on": "2026-11-01", "until_on": "2026-12-31"}


def names(person: Person, what: str) -> list[str]:
    return [each["name"] for each in person.get(f"/api/v1/{what}").json["items"]]


def test_a_vehicle_comes_and_moves(sun: Person, chen: Person, he: Person) -> None:
    car = sun.post("/api/v1/vehicles", json=CAR)
    assert (car.status_code, names(chen, "vehicles"), names(he, "vehicles")) == (
        201,
        ["一号车"],
        [],
    )
    moved = sun.patch(f"/api/v1/vehicles/{car.json['id']}", json={"township": NANZHUSHAN})
    assert moved.json == {**car.json, "township": NANZHUSHAN}
    assert (names(chen, "vehicles"), names(he, "vehicles")) == ([], ["一号车"])


def test_a_campaign_comes_and_goes_on_longer(sun: Person, chen: Person) -> None:
    drive = sun.post("/api/v1/campaigns", json=DRIVE).json
    assert names(chen, "campaigns") == ["冬防"]
    path = f"/api/v1/campaigns/{drive['id']}"
    assert sun.patch(path, json={"until_on": "2027-01-31"}).json["until_on"] == "2027-01-31"
    refused = sun.patch(path, json={"until_on": "2026-10-31"})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "bad-range")


@pytest.mark.parametrize("who", ["chen", "wang", "liu", "zhao"])
def test_only_administrators_keep_them_up(who: str, sign_in: Any) -> None:
    person = sign_in(who)
    assert person.post("/api/v1/vehicles", json=CAR).status_code == 403
    assert person.post("/api/v1/campaigns", json=DRIVE).status_code == 403
    assert person.patch(f"/api/v1/vehicles/{uuid7()}", json={}).status_code == 403


def test_another_district_is_out_of_reach(sun: Person, du: Person) -> None:
    car = sun.post("/api/v1/vehicles", json=CAR).json["id"]
    drive = sun.post("/api/v1/campaigns", json=DRIVE).json["id"]
    assert du.patch(f"/api/v1/vehicles/{car}", json={"name": "x"}).status_code == 404
    assert du.patch(f"/api/v1/campaigns/{drive}", json={"name": "x"}).status_code == 404
    refused = sun.post("/api/v1/vehicles", json={**CAR, "township": XINCHENG})
    assert refused.json["errors"][0]["code"] == "unknown-township"


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("vehicles", {"name": "车"}),
        ("vehicles", {**CAR, "plate": ""}),
        ("vehicles", {**CAR, "driver": "陈"}),
        ("campaigns", {**DRIVE, "from_on": "2027-01-01"}),
        ("campaigns", {**DRIVE, "from_on": "soon"}),
    ],
)
def test_what_will_not_do_is_refused(what: str, body: dict[str, Any], sun: Person) -> None:
    assert sun.post(f"/api/v1/{what}", json=body).status_code == 422
    assert names(sun, what) == []
