"""`xunhu import targets` with files that look wrong, and `xunhu targets near`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from make import line, point
from people import make_target
from xunhu.db import db
from xunhu.files.datum import shifted
from xunhu.near_cli import targets as chores
from xunhu.targets.models import Target

OURS = ("--district", "500119")
RAIL = [(107.25, 29.2), (107.26, 29.21), (107.28, 29.22), (107.3, 29.2)]


@pytest.fixture
def along(town: Flask) -> Callable[..., Result]:
    """Run `xunhu targets …`."""

    def run(*arguments: object) -> Result:
        script = ScriptInfo(create_app=lambda: town)
        return CliRunner().invoke(chores, [*map(str, arguments), *OURS], obj=script)

    return run


@pytest.fixture
def moved(town: Flask, geojson: Any) -> Path:
    """A file with the known railway, as a map in GCJ-02 has it."""
    with town.app_context():
        make_target("railway", "南涪铁路", line(*RAIL), code="R1", chainage_start_m=12000)
    lon, lat = shifted(*np.array(RAIL).T)
    drawn = line(*zip(lon.tolist(), lat.tolist(), strict=True))
    path: Path = geojson("rail", (drawn, {"name": "南涪铁路", "code": "R1", "layer": "railway"}))
    return path


def railway(town: Flask) -> Any:
    with town.app_context():
        return db.session.scalars(select(Target.geometry)).one()["coordinates"][0]


def test_a_shifted_file_is_refused_in_one_line_with_the_reason(
    office: Any, moved: Path, town: Flask
) -> None:
    told = office("targets", moved, *OURS)
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "看来是 GCJ-02" in told.output
    assert railway(town) == list(RAIL[0])


def test_the_datum_or_a_force_answers(office: Any, moved: Path, town: Flask) -> None:
    assert office("targets", moved, *OURS, "--datum", "gcj02").exit_code == 0
    assert railway(town) == pytest.approx(RAIL[0], abs=1e-6)
    assert office("targets", moved, *OURS, "--force-datum").exit_code == 0
    assert railway(town) != pytest.approx(RAIL[0], abs=1e-3)


def test_a_dry_run_says_field_by_field_what_would_change_and_what_is_asked(
    office: Any, moved: Path, town: Flask
) -> None:
    told = office("targets", moved, *OURS, "--dry-run")
    assert "更新目标 1（试运行，未保存）：南涪铁路" in told.output
    assert "位置 移动 5" in told.output
    assert (told.exit_code, "看来是 GCJ-02" in told.output) == (1, True)
    assert railway(town) == list(RAIL[0])


def test_a_file_of_another_district_is_asked_about(office: Any, geojson: Any) -> None:
    school = (point(116.4, 39.9), {"name": "北京小学", "layer": "school"})
    told = office("targets", geojson("far", school), *OURS)
    assert (told.exit_code, "不在本区：“北京小学”" in told.output) == (1, True)
    assert office("targets", geojson("far", school), *OURS, "--force-outside").exit_code == 0


def test_swapped_ordinates_are_recognised_where_both_could_be(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text("名称,经度,纬度\n校,29.2,107.2\n")
    assert "颠倒" in office("targets", path, "--layer", "school", *OURS).output


def test_a_title_speaks_of_the_datum(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "高德导出.csv"
    path.write_bytes("名称,经度,纬度\n校,107.25,29.2\n".encode("gbk"))
    told = office("targets", path, "--layer", "school", *OURS)
    assert (told.exit_code, "文件写明是 GCJ-02" in told.output) == (1, True)


def test_titles_of_several_datums_say_nothing(office: Any, tmp_path: Path) -> None:
    path = tmp_path / "seats.csv"
    path.write_text("name,lon_wgs84,lat_wgs84,amap_lon_gcj02\n校,107.25,29.2,107.254\n")
    assert office("targets", path, "--layer", "school", *OURS).exit_code == 0


@pytest.mark.usefixtures("moved")
def test_what_is_near_a_line_is_listed_with_its_post(along: Any, town: Flask) -> None:
    with town.app_context():
        make_target("school", "道旁小学", point(107.26, 29.215), approximate=True)
    told = along("near", "R1", "--interval-days", 30, "--dry-run")
    assert "南涪铁路，2500 米以内 1 处" in told.output
    assert "道旁小学（位置近似）：" in told.output
    assert "K13+" in told.output
    assert "设定巡访周期 1 处（试运行，未保存）" in told.output


@pytest.mark.usefixtures("moved")
def test_a_line_that_is_not_there_is_refused(along: Any) -> None:
    told = along("near", "成渝铁路")
    assert (told.exit_code, "没有叫“成渝铁路”的线" in told.output) == (1, True)


@pytest.mark.usefixtures("moved")
def test_of_a_file_only_what_is_near_is_taken(office: Any, geojson: Any, town: Flask) -> None:
    with town.app_context():
        line_id = db.session.scalars(select(Target.id)).one()
    near = (point(107.26, 29.215), {"name": "近校", "layer": "school"})
    far = (point(107.1, 29.15), {"name": "远校", "layer": "school"})
    told = office("targets", geojson("schools", near, far), *OURS, "--near", line_id)
    assert "新增目标 1：近校" in told.output
    assert "离线路过远、未导入：1 处" in told.output
