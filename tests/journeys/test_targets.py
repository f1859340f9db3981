"""The district's office keeps its targets up: a file that is asked about, one that is refused."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from journeys.desk import at_desk
from journeys.person import PASSWORD
from rig.server import Server
from xunhu.files.datum import shifted

pytestmark = pytest.mark.browser
NEW = "新设教学点"


@pytest.fixture
def office(page: Page, server: Server) -> Page:
    """The administrator, at the targets of the district."""
    page.goto(f"{server.url}/desk/targets")
    page.get_by_test_id("username").fill("admin")
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("target-row").first.wait_for()
    return page


def school(name: str, code: str | None, lon: float, lat: float) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [lon, lat]}
    properties = {"name": name, "layer": "school", "code": code}
    return {"type": "Feature", "geometry": place, "properties": properties}


def shifted_file(office: Page, url: str, folder: Path) -> Path:
    """Some of the schools that are known as a map of GCJ-02 shows them, and a new one."""
    known = office.request.get(f"{url}/api/v1/targets?layer=school&limit=6").json()["features"]
    places = np.array([one["geometry"]["coordinates"][:2] for one in known] + [[107.3, 29.2]])
    lon, lat = shifted(places[:, 0], places[:, 1])
    names = [*(one["properties"]["name"] for one in known), NEW]
    codes = [*(one["properties"]["code"] for one in known), "NEW-1"]
    rows = zip(names, codes, lon.tolist(), lat.tolist(), strict=True)
    told = {"type": "FeatureCollection", "features": [school(*row) for row in rows]}
    file = folder / "schools.geojson"
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_shifted_file_is_asked_about_before_anything_is_saved(
    office: Page, server: Server, tmp_path: Path
) -> None:
    office.get_by_test_id("part-import").click()
    office.get_by_test_id("choose-file").set_input_files(shifted_file(office, server.url, tmp_path))
    expect(office.get_by_test_id("asked")).to_contain_text("GCJ-02")
    expect(office.get_by_test_id("apply-import")).to_be_disabled()
    office.get_by_test_id("read-as").click()
    expect(office.get_by_test_id("import-datum")).to_have_value("gcj02")
    expect(office.get_by_test_id("summary")).to_contain_text("新增 1 处")
    expect(office.get_by_test_id("change-map").locator("circle.added")).to_have_count(1)
    office.get_by_test_id("apply-import").click()
    expect(office.get_by_test_id("imported")).to_contain_text("新增 1 处")
    office.get_by_test_id("part-list").click()
    office.get_by_test_id("search").fill(NEW)
    expect(office.get_by_test_id("target-row")).to_have_count(1)


def test_a_file_that_will_not_do_is_refused_with_the_place(office: Page, tmp_path: Path) -> None:
    file = tmp_path / "bad.geojson"
    bad = [school("好学校", "A", 107.3, 29.2), school("坏学校", "B", 107.3, 929.2)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": bad}))
    office.get_by_test_id("part-import").click()
    office.get_by_test_id("choose-file").set_input_files(file)
    expect(office.get_by_test_id("import-refused")).to_contain_text("features/1")


def test_a_place_that_can_not_be_reached_wants_a_reason_and_a_last_day(office: Page) -> None:
    row = office.get_by_test_id("target-row").first
    row.get_by_test_id("edit").click()
    dialog = office.get_by_test_id("target-dialog")
    dialog.get_by_label("状态").select_option("inaccessible")
    dialog.get_by_test_id("save-target").click()
    expect(dialog.get_by_role("alert")).to_have_count(2)
    dialog.get_by_label("理由").fill("桥梁施工")
    dialog.get_by_label("到哪一天为止").fill("2030-12-31")
    dialog.get_by_test_id("save-target").click()
    expect(row).to_contain_text("暂不可达，至 2030-12-31")
    expect(row).to_contain_text("admin")


def test_places_beside_a_line_are_listed_by_distance(office: Page) -> None:
    office.get_by_test_id("part-near").click()
    office.get_by_test_id("near-line").select_option(label="南涪铁路（近似）")
    office.get_by_test_id("find-near").click()
    expect(office.get_by_test_id("near-found")).to_contain_text("2500 米内")
    first = office.get_by_test_id("change-row").first
    expect(first).to_contain_text("K")
    first.get_by_role("checkbox").check()
    expect(office.get_by_test_id("apply-near")).to_contain_text("选中的 1 处")


def test_a_viewer_reads_the_list_and_changes_nothing(page: Page, server: Server) -> None:
    at_desk(page, server).get_by_test_id("to-targets").click()
    expect(page.get_by_test_id("target-row").first).to_be_visible()
    expect(page.get_by_test_id("edit")).to_have_count(0)
    expect(page.get_by_test_id("part-import")).to_have_count(0)
