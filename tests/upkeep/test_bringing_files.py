"""Files of targets over the API: all of a file or nothing, and a question where it looks wrong."""

import gzip
import io
import json
from typing import Any

import numpy as np
import pytest
from flask import Flask

from make import SEAT, SHUIJIANG, line, point, target_id
from people import Person, make_target
from xunhu.files.datum import shifted, turned

PATH = "/api/v1/targets/import"
CSV = "名称,编码,经度,纬度,周期\n水江小学,S1,107.28443,29.2476,30\n".encode("gbk")
RAIL = [(107.25, 29.2), (107.26, 29.21), (107.27, 29.2), (107.28, 29.22), (107.3, 29.2)]


def bring(person: Person, raw: bytes, kind: str = "text/csv", **query: Any) -> Any:
    return person.post(PATH, query_string=query, data=raw, headers={"Content-Type": kind})


def names(person: Person) -> list[str]:
    found = person.get("/api/v1/targets").json["features"]
    return [feature["properties"]["name"] for feature in found]


def collection(*places: tuple[str, dict[str, Any]]) -> bytes:
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"name": name}}
        for name, geometry in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def in_gcj(positions: list[tuple[float, float]]) -> list[tuple[float, float]]:
    lon, lat = shifted(*np.array(positions).T)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def in_bd(positions: list[tuple[float, float]]) -> list[tuple[float, float]]:
    lon, lat = turned(*np.array(in_gcj(positions)).T)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def test_a_dry_run_tells_and_saves_nothing(sun: Person) -> None:
    told = bring(sun, CSV, layer="school", dry_run="true").json
    (item,) = told["items"]
    assert (told["dry_run"], told["saved"], told["asked"]) == (True, False, [])
    assert (item["change"], item["name"], item["township"]) == ("added", "水江小学", SHUIJIANG)
    assert names(sun) == []


def test_a_known_code_keeps_its_id_and_tells_what_changes(sun: Person) -> None:
    first = bring(sun, CSV, layer="school").json["items"][0]
    other = "name,code,lon,lat\n中心校,S1,107.28443,29.2576\n".encode()
    told = bring(sun, other, layer="school").json
    (item,) = told["items"]
    assert (item["id"], item["change"], told["saved"]) == (first["id"], "changed", True)
    assert item["moved_m"] == pytest.approx(1109, abs=1)
    assert {"field": "name", "before": "水江小学", "after": "中心校"} in item["fields"]
    again = bring(sun, other, layer="school").json
    assert (again["items"][0]["change"], again["saved"]) == ("same", False)


def test_a_form_brings_several_files(sun: Person) -> None:
    parts = [(io.BytesIO(CSV), "学校.csv"), (io.BytesIO(collection(("校", point()))), "b.geojson")]
    told = sun.post(f"{PATH}?layer=school", data={"file": parts})
    assert [item["name"] for item in told.json["items"]] == ["水江小学", "校"]
    empty = sun.post(
        f"{PATH}?layer=school", data={"other": "x"}, content_type="multipart/form-data"
    )
    assert (empty.status_code, empty.json["errors"][0]["pointer"]) == (422, "/file")


@pytest.mark.parametrize("told", ["", "; boundary=x"])
def test_a_form_that_is_broken_is_unreadable(sun: Person, told: str) -> None:
    refused = bring(sun, b"--y\r\n\r\n", f"multipart/form-data{told}", layer="school")
    assert refused.status_code == 400


def test_a_gzipped_body_is_unpacked(sun: Person) -> None:
    told = sun.post(
        f"{PATH}?layer=school",
        data=gzip.compress(CSV),
        headers={"Content-Type": "text/csv", "Content-Encoding": "gzip"},
    )
    assert [item["name"] for item in told.json["items"]] == ["水江小学"]


def test_one_bad_row_refuses_the_file(sun: Person) -> None:
    refused = bring(sun, CSV + b",S2,107.2,29.2,\n", layer="school")
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/bad-file")
    assert refused.json["errors"][0]["pointer"].startswith("/row/3")
    assert names(sun) == []


def test_a_body_of_another_kind_or_size_is_refused(sun: Person) -> None:
    assert bring(sun, CSV, "text/html", layer="school").status_code == 415
    assert bring(sun, b" " * (32 * 1024 * 1024 + 1), layer="school").status_code == 413
    assert bring(sun, CSV, layer="school", datum="cgcs").status_code == 422


@pytest.mark.parametrize(("move", "datum"), [(in_gcj, "gcj02"), (in_bd, "bd09")])
def test_a_shifted_line_is_asked_about(town: Flask, sun: Person, move: Any, datum: str) -> None:
    with town.app_context():
        make_target("railway", "测绘线", line(*RAIL))
    raw = collection(("新线", line(*move(RAIL))))
    refused = bring(sun, raw, "application/geo+json", layer="railway")
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/in-doubt")
    (asked,) = bring(sun, raw, "application/geo+json", layer="railway", dry_run="1").json["asked"]
    assert (asked["code"], asked["datum"], asked["answer"]) == ("shifted", datum, "datum")
    assert names(sun) == ["测绘线"]
    right = bring(sun, raw, "application/geo+json", layer="railway", datum=datum)
    assert (right.status_code, right.json["asked"]) == (200, [])


def test_whoever_knows_that_it_is_right_says_so(town: Flask, sun: Person) -> None:
    with town.app_context():
        make_target("school", "校", point(), code="S1")
    (place,) = in_gcj([SEAT])
    raw = f"name,code,lon,lat\n校,S1,{place[0]},{place[1]}\n".encode()
    assert bring(sun, raw, layer="school").json["errors"][0]["code"] == "shifted"
    told = bring(sun, raw, layer="school", force="datum").json
    assert (told["saved"], told["items"][0]["moved_m"]) == (True, pytest.approx(527, abs=30))


def test_a_file_in_the_right_datum_is_not_asked_about(town: Flask, sun: Person) -> None:
    with town.app_context():
        make_target("railway", "测绘线", line(*RAIL))
    wrong = bring(sun, collection(("线", line(*RAIL))), layer="railway", datum="gcj02")
    assert wrong.json["errors"][0]["code"] == "shifted"
    assert bring(sun, collection(("线", line(*RAIL))), layer="railway").status_code == 200
    assert bring(sun, collection(("支线", line(RAIL[0], (107.2, 29.3)))), layer="road").json[
        "saved"
    ]


def test_a_column_that_names_another_datum_is_asked_about(sun: Person) -> None:
    raw = "名称,经度(GCJ-02),纬度(GCJ-02)\n校,107.28,29.24\n".encode()
    assert bring(sun, raw, layer="school").json["errors"][0]["code"] == "named-datum"
    assert bring(sun, raw, layer="school", datum="gcj02").json["saved"]


def test_a_file_of_another_district_is_asked_about(sun: Person) -> None:
    raw = collection(("甲校", point(116.4, 39.9)), ("乙校", point(116.5, 39.9)))
    refused = bring(sun, raw, layer="school")
    assert refused.json["errors"][0]["code"] == "outside"
    assert "甲校" in refused.json["detail"]
    told = bring(sun, raw, layer="school", force="outside").json
    assert (told["saved"], told["outside"]) == (True, ["甲校", "乙校"])


def test_only_what_is_near_a_line_is_taken(town: Flask, sun: Person) -> None:
    with town.app_context():
        make_target("railway", "铁路", line((107.2, 29.2), (107.3, 29.2)), chainage_start_m=12000)
    raw = collection(("近校", point(107.21, 29.21)), ("远校", point(107.21, 29.28)))
    told = bring(sun, raw, layer="school", near=str(target_id("铁路"))).json
    (item,) = told["items"]
    assert (item["name"], told["beyond"]) == ("近校", 1)
    assert item["distance_m"] == pytest.approx(1109, abs=2)
    assert item["at"] == "K12+975"


def test_who_changed_a_status_by_a_file_answers_for_it(sun: Person) -> None:
    raw = "name,lon,lat,status,status_reason\n校,107.28,29.24,excluded,已撤并\n".encode()
    identity = bring(sun, raw, layer="school").json["items"][0]["id"]
    told = sun.get(f"/api/v1/targets/{identity}").json["properties"]
    assert (told["status"], told["status_approved_by"]) == ("excluded", "sun")
