import json

import pytest
from sqlalchemy import select

from make import NANZHUSHAN, SEAT, SHUIJIANG, make_patrol, make_segment
from xunhu.db import db, unsqueeze
from xunhu.patrols.models import Patrol, PatrolEnd, TrackSegment
from xunhu.records.models import ParkedRecord, SealedRecord

HEADER = "time,lon,lat,accuracy"
MORNING_MS = 1793581200000  # 2026-11-02T09:00:00+08:00, three hours before the clock


def rows(count, began_ms=MORNING_MS, lat=SEAT[1]):
    return [f"{began_ms + n * 10_000},{SEAT[0] + n * 0.001:.6f},{lat},5" for n in range(count)]


@pytest.fixture
def track(tmp_path):
    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *lines]))
        return path

    return write


def stored(town, table):
    with town.app_context():
        return db.session.scalars(select(table)).all()


def test_a_file_is_a_patrol_of_its_author_in_the_first_township(office, track, town):
    told = office("tracks", track("a.csv", *rows(4)), "--author", "chen")
    assert told.exit_code == 0
    (patrol,) = stored(town, Patrol)
    assert (patrol.author, patrol.township) == ("chen", SHUIJIANG)
    assert f"已导入，巡防 {patrol.id}，1 段，4 个定位点" in told.output


def test_it_counts_like_a_patrol_from_a_phone(office, track, zhao):
    office("tracks", track("a.csv", *rows(4)), "--author", "chen")
    asked = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}
    totals = zhao.get("/api/v1/coverage", **asked).json["totals"]
    assert totals["patrols"] == 1
    assert totals["distance_m"] == pytest.approx(292, abs=3)


def test_fixes_are_sealed_as_of_a_file_in_parts_of_500(office, track, town):
    office("tracks", track("a.csv", *rows(1001)), "--author", "chen")
    segments = stored(town, TrackSegment)
    assert sorted((s.part, s.fix_count) for s in segments) == [(0, 500), (1, 500), (2, 1)]
    assert {s.source for s in segments} == {"file"}
    (end,) = stored(town, PatrolEnd)
    assert end.part_count == 3


def test_importing_twice_stores_nothing_twice(office, track, town):
    path = track("a.csv", *rows(4))
    office("tracks", path, "--author", "chen")
    before = len(stored(town, SealedRecord))
    assert "此前已导入，未重复" in office("tracks", path, "--author", "chen").output
    assert len(stored(town, SealedRecord)) == before == 3


def test_the_same_file_in_another_datum_is_refused_and_not_stored_twice(office, track, town):
    path = track("a.csv", *rows(4))
    office("tracks", path, "--author", "chen")
    told = office("tracks", path, "--author", "chen", "--datum", "gcj02")
    assert (told.exit_code, "别的选项" in told.output) == (1, True)
    assert len(stored(town, SealedRecord)) == 3


def test_a_dry_run_stores_nothing(office, track, town):
    told = office("tracks", track("a.csv", *rows(4)), "--author", "chen", "--dry-run")
    assert "将导入" in told.output
    assert stored(town, SealedRecord) == []


def test_one_bad_file_refuses_all_of_them_and_is_named(office, track, town):
    bad = track("bad.csv", "1793581200000,29.2,107.2,5")
    told = office("tracks", track("a.csv", *rows(4)), bad, "--author", "chen")
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert "bad.csv：第 2 行" in told.output
    assert stored(town, SealedRecord) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--author", "nobody"], "没有用户 nobody"),
        (["--author", "liu"], "发送人的角色不能做这类记录"),
        (["--author", "sun"], "不属于任何镇街"),
        (["--author", "chen", "--township", NANZHUSHAN], "不在负责的镇街范围内"),
        (["--author", "chen", "--township", "500199001"], "不在负责的镇街范围内"),
        (["--author", "chen", "--patrol", "0192f000-0000-7000-8000-000000000001"], "没有巡防"),
    ],
)
def test_who_may_not_record_there_has_nothing_imported(office, track, town, options, words):
    told = office("tracks", track("a.csv", *rows(4)), *options)
    assert (told.exit_code, told.output.count("\n")) == (1, 1)
    assert words in told.output
    assert stored(town, SealedRecord) == stored(town, ParkedRecord) == []


def test_a_file_can_be_added_to_a_patrol_and_again_without_effect(office, track, town, chen):
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol))
    path, identity = track("a.csv", *rows(4)), json.loads(patrol)["id"]
    for _ in range(2):
        told = office("tracks", path, "--author", "chen", "--patrol", identity)
        assert told.exit_code == 0
    assert [s.part for s in stored(town, TrackSegment)] == [0, 1]
    assert len(stored(town, Patrol)) == 1


def two_vehicles(second_ms):
    named = ["vehicle," + HEADER]
    named += [f"甲,{row}" for row in rows(3)]
    return [*named, *(f"乙,{row}" for row in rows(3, second_ms, SEAT[1] + 0.01))]


def test_two_at_a_time_are_two_patrols_never_joined(office, tmp_path, town):
    path = tmp_path / "two.csv"
    path.write_text("\n".join(two_vehicles(MORNING_MS + 5_000)))
    office("tracks", path, "--author", "chen")
    segments = stored(town, TrackSegment)
    assert len(segments) == len({segment.patrol for segment in segments}) == 2


def test_two_at_a_time_cannot_be_added_to_one_patrol(office, tmp_path, chen):
    patrol = make_patrol()
    chen.push(patrol)
    path = tmp_path / "two.csv"
    path.write_text("\n".join(two_vehicles(MORNING_MS + 5_000)))
    told = office("tracks", path, "--author", "chen", "--patrol", json.loads(patrol)["id"])
    assert (told.exit_code, "同时进行" in told.output) == (1, True)


def test_one_after_the_other_is_one_patrol(office, tmp_path, town):
    path = tmp_path / "shift.csv"
    path.write_text("\n".join(two_vehicles(MORNING_MS + 3_600_000)))
    office("tracks", path, "--author", "chen")
    assert len(stored(town, Patrol)) == 1


def test_local_times_are_those_of_shanghai(office, track, town):
    path = track("a.csv", "2026/11/2 9:00:00,107.28,29.24,5", "2026/11/2 9:00:10,107.28,29.24,5")
    office("tracks", path, "--author", "chen")
    (patrol,) = stored(town, Patrol)
    assert patrol.began_at.timestamp() * 1000 == MORNING_MS


def test_what_is_left_out_is_told(office, track):
    path = track("a.csv", *rows(2), ",107.28,29.24,5", f"{MORNING_MS},107.28,29.24,-1")
    told = office("tracks", path, "--author", "chen")
    assert "略去无时间 1、无效 1" in told.output


def test_gcj02_fixes_are_moved_to_wgs84(office, track, town):
    office("tracks", track("a.csv", *rows(1)), "--author", "chen", "--datum", "gcj02")
    (segment,) = [r for r in stored(town, SealedRecord) if r.kind == "track_segment"]
    lon, _ = json.loads(unsqueeze(segment.content))["geometry"]["coordinates"]
    assert SEAT[0] - lon == pytest.approx(0.0044, abs=0.001)


@pytest.mark.parametrize(
    "name",
    ["03_clock_jump_back_8h", "20_tunnel_gap", "21_reverse_order", "40_two_people_one_file"],
)
def test_hostile_recordings_count_something_and_leave_nothing_unapplied(office, town, shared, name):
    told = office("tracks", shared / "bad_inputs" / "gpx" / f"{name}.gpx", "--author", "chen")
    assert told.exit_code == 0
    assert {record.state for record in stored(town, SealedRecord)} == {"applied"}
