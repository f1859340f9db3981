"""Targets of one's own district, by layer and by township."""

import pytest
from flask import Flask

from make import NANZHUSHAN, SHUIJIANG, line, point, square
from people import ELSEWHERE, Person, make_target

PATH = "/api/v1/targets"


@pytest.fixture
def places(town: Flask) -> None:
    """A school, an enterprise, a rail line through both townships, and a school elsewhere."""
    with town.app_context():
        make_target("school", "水江小学", point(107.3, 29.2), code="S1", interval_days=30)
        make_target("enterprise", "楠竹山砖厂", square(107.1, 29.2, 0.01))
        make_target("railway", "铁路", line((107.1, 29.2), (107.3, 29.2)), approximate=True)
        make_target("school", "新城小学", point(106.1, 29.2), district=ELSEWHERE)


def names(person: Person, **asked: str) -> set[str]:
    return {f["properties"]["name"] for f in person.get(PATH, **asked).json["features"]}


@pytest.mark.usefixtures("places")
def test_all_of_the_district_are_read(chen: Person) -> None:
    assert names(chen) == {"水江小学", "楠竹山砖厂", "铁路"}


@pytest.mark.usefixtures("places")
def test_those_of_another_district_are_not(tan: Person, chen: Person) -> None:
    assert names(tan) == {"新城小学"}
    assert names(chen, township="500199001") == set()


@pytest.mark.usefixtures("places")
def test_layer_and_township_choose(chen: Person) -> None:
    assert names(chen, layer="railway") == {"铁路"}
    assert names(chen, layer="enterprise", township=NANZHUSHAN) == {"楠竹山砖厂"}
    assert names(chen, layer="school", township=NANZHUSHAN) == set()
    assert names(chen, layer="", township="") == names(chen)


@pytest.mark.usefixtures("places")
def test_a_line_is_found_in_every_township_that_it_runs_through(chen: Person, town: Flask) -> None:
    with town.app_context():
        make_target("road", "镇内公路", line((107.1, 29.2), (107.11, 29.2)))
    assert names(chen, township=NANZHUSHAN) == {"楠竹山砖厂", "铁路", "镇内公路"}
    assert names(chen, township=SHUIJIANG) == {"水江小学", "铁路"}
    assert names(chen, layer="railway", township="500119999") == set()


@pytest.mark.usefixtures("places")
def test_a_target_tells_all_that_a_map_needs(chen: Person) -> None:
    answer = chen.get(PATH, layer="school")
    school = answer.json["features"][0]
    assert answer.content_type == "application/geo+json"
    assert school["geometry"] == {"type": "Point", "coordinates": [107.3, 29.2]}
    told = school["properties"]
    assert (told["code"], told["township"], told["interval_days"]) == ("S1", SHUIJIANG, 30)
    assert (told["status"], told["radius_m"], told["approximate"]) == ("open", None, False)


@pytest.mark.usefixtures("places")
def test_a_line_lies_in_no_one_township_and_says_that_it_is_approximate(chen: Person) -> None:
    told = chen.get(PATH, layer="railway").json["features"][0]["properties"]
    assert (told["township"], told["approximate"]) == (None, True)


@pytest.mark.usefixtures("places")
def test_pages_hold_every_target_once(chen: Person) -> None:
    found, cursor = [], None
    while cursor is not None or not found:
        page = chen.get(PATH, limit=2, **({"cursor": cursor} if cursor else {})).json
        found += [f["id"] for f in page["features"]]
        cursor = page["next"]
    assert len(found) == len(set(found)) == 3


@pytest.mark.parametrize("query", ["layer=castle", "layer=Railway", "layers=road", "limit=-1"])
def test_a_wrong_parameter_is_refused(chen: Person, query: str) -> None:
    answer = chen.client.get(f"{PATH}?{query}")
    assert (answer.status_code, answer.json["status"]) == (422, 422)
