import pytest
from sqlalchemy import select

from make import NANZHUSHAN, SHUIJIANG, line, make_patrol, make_segment, point, square
from xunhu.db import db
from xunhu.targets.models import Piece, Target

OURS = ("--district", "500119")
SCHOOL = (point(107.25, 29.2), {"name": "水江镇中心校", "code": "S1", "interval_days": 30})
RAIL = (line((107.1, 29.2), (107.3, 29.2)), {"name": "南涪铁路", "layer": "railway"})


def targets(town):
    with town.app_context():
        return {target.name: target for target in db.session.scalars(select(Target))}


def piece_count(town):
    with town.app_context():
        return len(db.session.scalars(select(Piece)).all())


def test_a_target_is_added_with_its_township_and_values(office, geojson, town):
    told = office("targets", geojson("schools", SCHOOL), "--layer", "school", *OURS)
    assert "新增目标 1：水江镇中心校" in told.output
    school = targets(town)["水江镇中心校"]
    assert (school.layer, school.code, school.township) == ("school", "S1", SHUIJIANG)
    assert (school.interval_days, school.radius_m, school.status) == (30, None, "open")


def test_a_line_is_cut_into_pieces_of_the_townships_it_crosses(office, geojson, town):
    office("targets", geojson("rail", RAIL), *OURS)
    with town.app_context():
        codes = db.session.scalars(select(Piece.township).distinct()).all()
    assert set(codes) == {SHUIJIANG, NANZHUSHAN}


def test_a_known_code_is_updated_and_what_the_file_leaves_out_stays(office, geojson, town):
    office("targets", geojson("first", SCHOOL), "--layer", "school", *OURS)
    moved = geojson("second", (point(107.1, 29.2), {"name": "中心校", "code": "S1"}))
    assert "更新目标 1：中心校" in office("targets", moved, "--layer", "school", *OURS).output
    school = targets(town)["中心校"]
    assert (school.township, school.interval_days) == (NANZHUSHAN, 30)
    assert piece_count(town) == 1


@pytest.mark.parametrize("feature", [SCHOOL, (point(107.25, 29.2), {"name": "无编码"})])
def test_importing_twice_adds_nothing(office, geojson, town, feature):
    path = geojson("again", feature)
    office("targets", path, "--layer", "school", *OURS)
    assert "未变目标 1" in office("targets", path, "--layer", "school", *OURS).output
    assert (len(targets(town)), piece_count(town)) == (1, 1)


def test_a_dry_run_changes_nothing(office, geojson, town):
    told = office("targets", geojson("rail", RAIL), "--dry-run", *OURS)
    assert "新增目标 1（试运行，未保存）：南涪铁路" in told.output
    assert targets(town) == {}


def test_a_place_outside_every_township_is_kept_and_told(office, geojson, town):
    far = geojson("far", (point(106.87, 28.97), {"name": "万盛站"}))
    told = office("targets", far, "--layer", "other", *OURS)
    assert "在所有镇街之外、不计入：万盛站" in told.output
    assert targets(town)["万盛站"].township is None


def test_a_feature_without_a_place_is_left_out_and_told(office, geojson, town):
    told = office("targets", geojson("none", (None, {"name": "福寿镇"})), *OURS)
    assert "没有位置、未导入：福寿镇" in told.output
    assert (told.exit_code, targets(town)) == (0, {})


def test_html_in_a_name_is_text(office, geojson, town):
    name = "<img src=x onerror=alert(1)>三泉镇"
    office("targets", geojson("xss", (point(), {"name": name})), "--layer", "other", *OURS)
    assert name in targets(town)


BOX = square(107.2, 29.1, 0.01)


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        (SCHOOL, "重复"),
        ((point(), {"code": "S2"}), "缺少 name"),
        ((point(), {"name": "校" * 121}), "不超过 120 字"),
        ((line((107, 29), (107, 30)), {"name": "线"}), "school 不能是 LineString"),
        ((point(), {"name": "线", "layer": "railway"}), "图层“railway”不对"),
        ((point(), {"name": "校", "layer": "School"}), "图层“School”不对"),
        ((point(), {"name": "校", "interval_days": 0}), "interval_days 应为"),
        ((point(), {"name": "校", "interval_days": 1.5}), "interval_days 应为整数"),
        ((point(), {"name": "校", "interval_days": "30"}), "interval_days 应为"),
        ((point(), {"name": "校", "radius_m": True}), "radius_m 应为"),
        ((point(), {"name": "校", "approximate": "yes"}), "approximate 应为"),
        ((point(29.2, 107.2), {"name": "校"}), "颠倒"),
        (({"type": "MultiPoint", "coordinates": [[107, 29]]}, {"name": "校"}), "MultiPoint"),
        (({"type": "GeometryCollection", "geometries": []}, {"name": "校"}), "GeometryCollection"),
    ],
)
def test_one_bad_feature_refuses_the_file_in_one_line(office, geojson, town, feature, words):
    told = office("targets", geojson("schools", SCHOOL, feature), "--layer", "school", *OURS)
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "schools.geojson：第 2 个要素" in told.output
    assert words in told.output
    assert targets(town) == {}


def test_a_line_without_length_is_refused(office, geojson):
    flat = geojson("flat", (line((107, 29), (107, 29)), {"name": "线"}))
    assert "线长为零" in office("targets", flat, "--layer", "road", *OURS).output


def test_a_layer_must_be_told_one_way_or_the_other(office, geojson):
    assert "--layer" in office("targets", geojson("schools", SCHOOL), *OURS).output


def test_where_there_are_several_districts_one_must_be_told(office, geojson):
    schools = geojson("schools", SCHOOL)
    assert "--district" in office("targets", schools, "--layer", "school").output
    told = office("targets", schools, "--layer", "school", "--district", "500118")
    assert "没有区县 500118" in told.output


def test_an_area_is_taken_for_what_may_be_one(office, geojson, town):
    office("targets", geojson("village", (BOX, {"name": "玉龙村"})), "--layer", "village", *OURS)
    assert targets(town)["玉龙村"].township == SHUIJIANG


def test_patrols_of_the_past_have_visited_a_target_that_comes_later(office, geojson, chen, zhao):
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    office("targets", geojson("late", (point(), {"name": "校"})), "--layer", "school", *OURS)
    asked = {"from": "2026-11-01", "to": "2026-11-02", "geometry": "none"}
    totals = zhao.get("/api/v1/coverage", **asked).json["totals"]
    assert (totals["school"]["count"], totals["school"]["visited"]) == (1, 1)


CLOSED = {"status": "inaccessible", "status_reason": "滑坡", "status_until_on": "2030-01-01"}


def test_a_place_that_nobody_can_reach_says_why_and_for_how_long(office, geojson, town):
    closed = (SCHOOL[0], SCHOOL[1] | CLOSED)
    office("targets", geojson("closed", closed), "--layer", "school", *OURS)
    school = targets(town)["水江镇中心校"]
    assert (school.status, school.status_reason) == ("inaccessible", "滑坡")
    assert str(school.status_until_on) == "2030-01-01"


@pytest.mark.parametrize(
    "status", [{"status": "gone"}, {"status": "inaccessible"}, CLOSED | {"status_until_on": "soon"}]
)
def test_a_status_that_says_too_little_refuses_the_file(office, geojson, town, status):
    closed = (SCHOOL[0], SCHOOL[1] | status)
    told = office("targets", geojson("closed", closed), "--layer", "school", *OURS)
    assert told.exit_code == 1
    assert targets(town) == {}
