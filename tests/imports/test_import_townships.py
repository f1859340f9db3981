import pytest

from make import NANZHUSHAN, SHUIJIANG, line, make_patrol, make_segment, point, square
from xunhu.db import db
from xunhu.townships.models import Township

NEW = "500119199"


def township(town, code):
    with town.app_context():
        return db.session.get(Township, (code[:6], code))


def test_a_known_code_is_updated_and_no_other_is_touched(office, geojson, town):
    survey = geojson("survey", (square(107.2, 29.1, 0.1), {"code": SHUIJIANG, "name": "水江"}))
    told = office("townships", survey)
    assert told.exit_code == 0
    assert "更新镇街 1：水江" in told.output
    assert township(town, SHUIJIANG).boundary == square(107.2, 29.1, 0.1)
    assert township(town, NANZHUSHAN).boundary == square(107.0, 29.1)


def test_an_unknown_code_of_the_district_is_a_new_township(office, geojson, town):
    survey = geojson("survey", (square(107.5, 29.1), {"code": NEW, "name": "新镇"}))
    assert "新增镇街 1：新镇" in office("townships", survey).output
    assert township(town, NEW).name == "新镇"


def test_what_is_imported_is_surveyed_unless_it_says_approximate(office, geojson, town):
    drawn = square(107.2, 29.1)
    files = [
        geojson(f"{said}", (drawn, {"code": SHUIJIANG, "name": "水江镇", "approximate": said}))
        for said in (True, False)
    ]
    found = []
    for path in files:
        office("townships", path)
        found.append(township(town, SHUIJIANG).approximate)
    assert found == [True, False]


@pytest.mark.parametrize("code", [int(SHUIJIANG), float(SHUIJIANG), f" {SHUIJIANG} "])
def test_a_code_that_a_spreadsheet_made_a_number_is_the_code(office, geojson, town, code):
    survey = geojson("survey", (square(107.2, 29.1), {"code": code, "name": "水江"}))
    assert "更新镇街 1：水江" in office("townships", survey).output


def test_importing_twice_changes_nothing_the_second_time(office, geojson):
    survey = geojson("survey", (square(107.2, 29.1), {"code": SHUIJIANG, "name": "水江"}))
    office("townships", survey)
    assert "未变镇街 1：水江" in office("townships", survey).output


def test_a_dry_run_says_what_would_change_and_changes_nothing(office, geojson, town):
    survey = geojson("survey", (square(107.2, 29.1), {"code": SHUIJIANG, "name": "水江"}))
    assert "更新镇街 1（试运行，未保存）：水江" in office("townships", survey, "--dry-run").output
    assert township(town, SHUIJIANG).name == "水江镇"


def test_a_township_without_a_boundary_keeps_the_old_one_and_is_told(office, geojson, town):
    told = office("townships", geojson("survey", (None, {"code": SHUIJIANG, "name": "水江"})))
    assert "没有边界、原边界未动：水江" in told.output
    assert township(town, SHUIJIANG).boundary == square(107.2, 29.1)


def test_an_empty_collection_imports_nothing_and_says_so(office, geojson):
    told = office("townships", geojson("empty"))
    assert (told.exit_code, "更新镇街 0" in told.output) == (0, True)


GOOD = (square(107.2, 29.1), {"code": SHUIJIANG, "name": "水江"})


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ((square(107.0, 29.1), {"code": SHUIJIANG, "name": "别的"}), "重复"),
        ((square(107.3, 29.1), {"code": NANZHUSHAN, "name": "楠竹山镇"}), "与“水江”重叠"),
        ((point(), {"code": NANZHUSHAN, "name": "楠竹山镇"}), "不是 Point"),
        ((line((107.1, 29.1), (107.1, 29.2)), {"code": NANZHUSHAN, "name": "楠"}), "LineString"),
        ((square(107.0, 29.1), {"code": "500119117.0", "name": "楠竹山镇"}), "不是 9 位数字"),
        ((square(107.0, 29.1), {"code": 500119117.5, "name": "楠竹山镇"}), "不是编码"),
        (
            (square(107.0, 29.1), {"code": "５００１１９１１７", "name": "楠竹山镇"}),
            "不是 9 位数字",
        ),
        ((square(107.0, 29.1), {"code": True, "name": "楠竹山镇"}), "应为不超过"),
        ((square(107.0, 29.1), {"name": "楠竹山镇"}), "缺少 code"),
        ((square(107.0, 29.1), {"code": NANZHUSHAN}), "缺少 name"),
        ((square(107.0, 29.1), {"code": NANZHUSHAN, "name": "a\x1b[2J"}), "应为不超过"),
        ((square(106.0, 29.1), {"code": "500199001", "name": "新城街道"}), "多个区县"),
    ],
)
def test_one_bad_feature_refuses_the_file_in_one_line(office, geojson, town, feature, words):
    told = office("townships", geojson("survey", GOOD, feature))
    assert told.exit_code == 1
    assert words in told.output.replace("而不是", "不是")
    assert told.output.count("\n") == 1
    assert township(town, SHUIJIANG).name == "水江镇"


def test_a_township_of_an_unknown_district_is_refused(office, geojson):
    survey = geojson("survey", (square(107.0, 29.1), {"code": "500118001", "name": "别处"}))
    assert "没有区县 500118" in office("townships", survey).output


def test_two_files_are_one_survey(office, geojson, town):
    clash = geojson("two", (square(107.3, 29.1), {"code": NANZHUSHAN, "name": "楠竹山"}))
    assert office("townships", geojson("one", GOOD), clash).exit_code == 1
    assert township(town, SHUIJIANG).name == "水江镇"


def test_running_over_a_township_that_is_not_in_the_file_is_told(office, geojson):
    survey = geojson("survey", (square(107.1, 29.1), {"code": SHUIJIANG, "name": "水江"}))
    assert "楠竹山镇" in office("townships", survey).output.splitlines()[-1]


def test_gcj02_boundaries_are_moved_to_wgs84(office, geojson, town):
    office("townships", geojson("survey", GOOD), "--datum", "gcj02")
    lon, lat = township(town, SHUIJIANG).boundary["coordinates"][0][0]
    assert 107.2 - lon == pytest.approx(0.0044, abs=0.001)
    assert lat - 29.1 == pytest.approx(0.0028, abs=0.001)


def test_coverage_follows_the_boundaries(office, geojson, chen, zhao):
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    gone = geojson("survey", (square(107.5, 29.1), {"code": SHUIJIANG, "name": "水江镇"}))

    def distance():
        asked = {"from": "2026-11-01", "to": "2026-11-02", "geometry": "none"}
        return zhao.get("/api/v1/coverage", **asked).json["totals"]["distance_m"]

    before = distance()
    office("townships", gone)
    assert before > 100
    assert distance() == 0
