"""The townships of one's own district, in pages."""

import pytest
from flask import Flask

from make import NANZHUSHAN, SHUIJIANG
from people import OUR_PAGE, XINCHENG, Person
from xunhu.db import writing
from xunhu.townships.models import Village

PATH = "/api/v1/townships"


def test_townships_are_features_with_boundary_and_code(chen: Person) -> None:
    answer = chen.get(PATH)
    assert answer.content_type == "application/geo+json"
    assert answer.json["type"] == "FeatureCollection"
    town = answer.json["features"][0]
    assert (town["type"], town["geometry"]["type"]) == ("Feature", "Polygon")
    assert (town["properties"]["code"], town["properties"]["name"]) == (SHUIJIANG, "水江镇")
    assert town["properties"]["approximate"] is False


@pytest.mark.parametrize("username", ["chen", "wang", "liu", "he", "zhao", "sun"])
def test_everyone_of_the_district_reads_them_all(sign_in, username: str) -> None:
    found = sign_in(username).get(PATH).json["features"]
    assert [f["properties"]["code"] for f in found] == [SHUIJIANG, NANZHUSHAN]


def test_another_district_has_its_own(tan: Person) -> None:
    found = tan.get(PATH).json["features"]
    assert [f["properties"]["code"] for f in found] == [XINCHENG]


def test_a_stranger_reads_none(town: Flask) -> None:
    for path in (PATH, "/api/v1/villages", "/api/v1/targets"):
        assert town.test_client().get(path, headers=OUR_PAGE).status_code == 401


def test_pages_follow_one_another(chen: Person) -> None:
    first = chen.get(PATH, limit=1).json
    second = chen.get(PATH, limit=1, cursor=first["next"]).json
    codes = [f["properties"]["code"] for page in (first, second) for f in page["features"]]
    assert codes == [SHUIJIANG, NANZHUSHAN]
    assert second["next"] is None


@pytest.mark.parametrize("cursor", ["x", "%%", "bnVsbA", "NQ", "WzFd", "ImFcdTAwMDBiIg", "e30"])
def test_a_cursor_that_was_never_given_is_refused(chen: Person, cursor: str) -> None:
    answer = chen.get(PATH, cursor=cursor)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-cursor")


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "colour=red"])
def test_a_wrong_parameter_is_refused(chen: Person, query: str) -> None:
    assert chen.client.get(f"{PATH}?{query}").status_code == 422


def test_villages_have_their_township(chen: Person, tan: Person, town: Flask) -> None:
    village = {"code": "500119108001", "name": "宏图", "kind": "社区", "township": SHUIJIANG}
    with town.app_context(), writing() as session:
        session.add(Village(district="500119", **village))
    assert chen.get("/api/v1/villages").json == {"items": [village], "next": None}
    assert tan.get("/api/v1/villages").json["items"] == []
