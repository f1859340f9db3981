"""The 2.5 km list: what is near a line is promised a visit in one step."""

from typing import Any

import pytest
from flask import Flask

from make import SHUIJIANG, line, point, square, target_id
from people import NANCHUAN, Person, make_target
from xunhu.db import writing
from xunhu.townships.models import Village

PATH = "/api/v1/targets/near"
RAIL = str(target_id("铁路"))


@pytest.fixture
def strip(town: Flask) -> None:
    """A railway; a village beside it, one as an area, a school with an interval, one far away."""
    villages = (("001", "黑山村"), ("002", "无名村"))
    with town.app_context():
        make_target("railway", "铁路", line((107.2, 29.2), (107.3, 29.2)), approximate=True)
        make_target("village", "黑山村", point(107.25, 29.21), code=f"{SHUIJIANG}001")
        make_target("village", "面村", square(107.22, 29.215, 0.01))
        make_target("school", "小学", point(107.25, 29.205), interval_days=7, approximate=True)
        make_target("village", "远村", point(107.25, 29.28))
        with writing() as session:
            session.add_all(
                Village(district=NANCHUAN, code=f"{SHUIJIANG}{n}", township=SHUIJIANG, name=name)
                for n, name in villages
            )


def near(person: Person, **asked: Any) -> Any:
    return person.post(PATH, json={"line": RAIL, **asked})


@pytest.mark.usefixtures("strip")
def test_the_nearest_comes_first_and_the_far_not_at_all(sun: Person) -> None:
    told = near(sun).json
    assert [item["name"] for item in told["items"]] == ["小学", "黑山村", "面村"]
    assert [round(item["distance_m"], -1) for item in told["items"]] == [550, 1110, 1660]
    assert (told["items"][0]["at"], told["saved"]) == ("K4+875", False)


@pytest.mark.usefixtures("strip")
def test_what_is_approximate_says_so_and_no_village_is_guessed_at(sun: Person) -> None:
    told = near(sun).json
    assert told["line"]["approximate"]
    assert [item["approximate"] for item in told["items"]] == [True, False, False]
    assert [village["name"] for village in told["unplaced"]] == ["无名村"]
    assert near(sun, layers=["school"]).json["unplaced"] == []


@pytest.mark.usefixtures("strip")
def test_those_without_an_interval_get_it_in_one_step(sun: Person) -> None:
    dry = near(sun, interval_days=30, dry_run=True).json
    assert [item["change"] for item in dry["items"]] == ["same", "changed", "changed"]
    assert near(sun).json["items"][1]["change"] == "same"
    assert near(sun, interval_days=30).json["saved"]
    found = sun.get("/api/v1/targets").json["features"]
    days = {f["properties"]["name"]: f["properties"]["interval_days"] for f in found}
    assert days == {"铁路": None, "黑山村": 30, "面村": 30, "小学": 7, "远村": None}


@pytest.mark.usefixtures("strip")
def test_only_those_chosen_are_promised_a_visit(sun: Person) -> None:
    chosen = str(target_id("黑山村"))
    told = near(sun, interval_days=30, places=[chosen]).json
    assert [(item["id"], item["geometry"]["type"]) for item in told["items"]] == [(chosen, "Point")]
    found = sun.get("/api/v1/targets").json["features"]
    days = {f["properties"]["name"]: f["properties"]["interval_days"] for f in found}
    assert (days["黑山村"], days["面村"]) == (30, None)


@pytest.mark.usefixtures("strip")
def test_what_is_no_line_or_not_there_is_refused(sun: Person, du: Person) -> None:
    refused = near(sun, line=str(target_id("小学")))
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/line")
    assert near(sun, line=str(target_id("没有"))).status_code == 404
    assert near(du).status_code == 404
    assert near(sun, within_m=0).status_code == 422
