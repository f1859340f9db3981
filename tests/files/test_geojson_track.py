import json
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from xunhu.files.bad_file import BadFile
from xunhu.files.geojson_track import read

LINE = [[107.1, 29.1], [107.101, 29.1], [107.102, 29.1]]
ISO = ["2026-03-02T01:00:00Z", "2026-03-02T09:00:10+08:00", "2026-03-02T01:00:20.500Z"]
MORNING_MS = 1772413200000
MS = [MORNING_MS, MORNING_MS + 10_000, MORNING_MS + 20_500]


def feature(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def track(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def refusal(raw):
    with pytest.raises(BadFile) as refused:
        read(raw)
    return refused.value


@pytest.mark.parametrize(
    "properties",
    [
        {"times": MS},
        {"times": ISO},
        {"times": [time / 1000 for time in MS]},
        {"times": [str(time) for time in MS]},
        {"coordTimes": ISO},
        {"coordinateProperties": {"times": ISO}},
    ],
)
def test_times_are_read_however_they_are_written(properties):
    (run,) = read(track(feature("LineString", LINE, **properties))).runs
    assert run.time_ms.tolist() == MS


def test_points_in_a_row_are_one_run():
    points = [feature("Point", at, time=time) for at, time in zip(LINE, ISO, strict=True)]
    (run,) = read(track(*points)).runs
    assert run.time_ms.tolist() == MS
    assert run.lon.tolist() == [107.1, 107.101, 107.102]


def test_lines_are_runs_of_recordings_of_their_own_and_parts_of_one_line_are_not():
    parts = feature("MultiLineString", [LINE, LINE], times=[MS, MS])
    recording = read(track(parts, feature("LineString", LINE, times=MS)))
    assert [run.track for run in recording.runs] == [1, 1, 2]


def test_accuracy_may_stand_beside_the_times():
    given = [5, None, 0]
    (run,) = read(track(feature("LineString", LINE, times=MS, accuracy_m=given))).runs
    np.testing.assert_equal(run.accuracy_m, [5.0, np.nan, np.nan])


def test_a_fourth_ordinate_is_never_read_as_time_or_accuracy():
    line = [[*at, 600, 1456800000000] for at in LINE]
    assert refusal(track(feature("LineString", line))).reason == "no-times"


def test_a_fix_with_invalid_accuracy_or_without_a_time_is_left_out_and_counted():
    raw = track(feature("LineString", LINE, times=[MS[0], None, MS[2]], accuracy_m=[1, 1, -1]))
    recording = read(raw)
    assert (recording.fix_count, recording.untimed_count, recording.invalid_count) == (1, 1, 1)


def test_local_times_are_refused_unless_the_zone_is_told():
    raw = track(feature("Point", LINE[0], time="2026-03-02T09:00:00"))
    assert refusal(raw).reason == "no-zone"
    assert read(raw, ZoneInfo("Asia/Shanghai")).runs[0].time_ms[0] == MORNING_MS


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({}, "no-times"),
        ({"times": MS[:2]}, "lengths-differ"),
        ({"times": MS, "accuracy_m": [1]}, "lengths-differ"),
        ({"times": "2026-03-02T01:00:00Z"}, "bad-time"),
        ({"times": [MS[0], ISO[1], MS[2]]}, "mixed-times"),
        ({"times": [MS[0], MS[1], MS[2] // 1000]}, "mixed-times"),
        ({"times": [MS[0], MS[1], MS[2] * 1000]}, "mixed-times"),
        ({"times": [MS[0], MS[1], True]}, "mixed-times"),
        ({"times": [MS[0], MS[1], {}]}, "mixed-times"),
        ({"times": [*ISO[:2], "2026-03-02"]}, "bad-time"),
        ({"times": [*ISO[:2], "2026-02-30T01:00:00Z"]}, "bad-time"),
    ],
)
def test_times_that_are_unclear_are_refused(properties, reason):
    assert refusal(track(feature("LineString", LINE, **properties))).reason == reason


def test_an_area_is_no_track():
    ring = [*LINE, [107.1, 29.2], LINE[0]]
    assert refusal(track(feature("Polygon", [ring]))).reason == "not-a-recording"
