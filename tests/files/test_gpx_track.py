import gzip
import io

import numpy as np
import pytest

from xunhu.files import tracks
from xunhu.files.bad_file import BadFile
from xunhu.files.gpx_track import read

NS = "http://www.topografix.com/GPX/1/1"
MORNING_MS = 1772413200000  # 2026-03-02T01:00:00Z


def point(second=0, lon="107.1", lat="29.15", more=""):
    time = f"<time>2026-03-02T01:00:{second:02}Z</time>" if second is not None else ""
    return f'<trkpt lat="{lat}" lon="{lon}">{time}{more}</trkpt>'


def gpx(*segments, head='<?xml version="1.0" encoding="UTF-8"?>', before=""):
    parts = "".join(f"<trk><trkseg>{''.join(points)}</trkseg></trk>" for points in segments)
    return f'{head}<gpx version="1.1" creator="巡护" xmlns="{NS}">{before}{parts}</gpx>'.encode()


def refusal(raw):
    with pytest.raises(BadFile) as refused:
        read(raw)
    return refused.value


def test_fixes_keep_the_order_of_the_file_backward_clocks_and_repeats_included():
    (run,) = read(gpx([point(30), point(10), point(10)])).runs
    assert (run.time_ms - MORNING_MS).tolist() == [30_000, 10_000, 10_000]


def test_every_segment_is_a_run_and_every_track_a_recording_of_its_own():
    recording = read(gpx([point(1), point(2)], [point(1)]))
    assert [(run.track, len(run)) for run in recording.runs] == [(1, 2), (2, 1)]


def test_places_come_as_longitude_then_latitude():
    (run,) = read(gpx([point()])).runs
    assert (run.lon[0], run.lat[0]) == (107.1, 29.15)


@pytest.mark.parametrize("time", ["2026-03-02T01:00:00", "2026-03-02T09:00:00+08:00"])
def test_a_time_without_zone_is_utc_as_the_schema_says(time):
    (run,) = read(gpx([f'<trkpt lat="29" lon="107"><time>{time}</time></trkpt>'])).runs
    assert run.time_ms[0] == MORNING_MS


def test_points_without_a_time_are_left_out_and_counted():
    recording = read(gpx([point(1), point(None), point(2)]))
    assert (recording.fix_count, recording.untimed_count) == (2, 1)


def test_accuracy_comes_from_extensions_and_dilution_is_no_accuracy():
    phone = "<extensions><accuracy>7.5</accuracy></extensions>"
    recording = read(gpx([point(1, more=phone), point(2, more="<hdop>2</hdop>")]))
    np.testing.assert_equal(recording.runs[0].accuracy_m, [7.5, np.nan])


def test_gpx_1_0_is_read():
    raw = gpx([point(more="<speed>5.5</speed>")]).replace(b"GPX/1/1", b"GPX/1/0")
    assert read(raw.replace(b'version="1.1"', b'version="1.0"')).fix_count == 1


def test_gzip_is_unpacked_by_its_content():
    assert read(gzip.compress(gpx([point()]))).fix_count == 1


def test_gbk_is_read_when_it_is_declared():
    head = '<?xml version="1.0" encoding="GBK"?>'
    assert read(gpx([point()], head=head).decode().encode("gbk")).fix_count == 1


ENTITIES = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FILE = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (gpx([point()], head=ENTITIES), "entities"),
        (gpx([point()], head=FILE), "entities"),
        (gpx([point()], head='<?xml version="1.0"?><!DOCTYPE gpx>'), "entities"),
        (gpx([point()])[:-40], "truncated"),
        (gpx([point()]).replace(b"<trkseg>", b"<trkseg"), "xml"),
        (gpx([point()]).decode().encode("gbk"), "not-utf8"),
        (b"<html><body>login</body></html>", "html"),
        (b"<kml></kml>", "not-gpx"),
        (gpx([point(None)]), "no-times"),
        (gpx(), "not-a-recording"),
        (gpx([]), "not-a-recording"),
        (gpx(before='<wpt lat="29" lon="107"/><rte/>'), "not-a-recording"),
        (gpx([point(more="<extensions><accuracy>-1</accuracy></extensions>")]), "no-fix"),
        (gzip.compress(gpx([point()]))[:-9], "truncated"),
        (b"\x1f\x8bnot gzip", "gzip"),
    ],
)
def test_what_is_no_recording_is_refused_by_name(raw, reason):
    assert refusal(raw).reason == reason


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (point(lon="107,1"), "decimal-comma"),
        (point(lon="29.15", lat="107.1"), "swapped"),
        (point(lon="467.1"), "out-of-range"),
        (point(lon="NaN"), "not-a-number"),
        (point(lon="１０７"), "not-a-number"),
        (point(lat=""), "missing"),
        (
            point(more="<time>soon</time>").replace("<time>2026-03-02T01:00:00Z</time>", ""),
            "bad-time",
        ),
    ],
)
def test_a_bad_point_refuses_the_file_and_is_named(second, reason):
    refused = refusal(gpx([point()], [point(), second]))
    assert (refused.reason, refused.pointer) == (reason, "/gpx/trk[2]/trkseg[1]/trkpt[2]")
    assert refused.pointer in refused.said("en")


def test_a_bomb_is_refused_as_too_large_before_it_is_unpacked():
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as bomb:
        for _ in range(40):
            bomb.write(b" " * 1024 * 1024)
    refused = refusal(packed.getvalue())
    assert (refused.status, refused.code) == (413, "too-large")


@pytest.mark.parametrize(("year", "reason"), [(1970, "before-2000"), (2099, "future")])
def test_a_clock_that_was_never_set_or_is_ahead_refuses_the_file(year, reason):
    raw = gpx([point()]).replace(b"2026-", f"{year}-".encode())
    with pytest.raises(BadFile) as refused:
        tracks.read(raw, now_ms=MORNING_MS)
    assert refused.value.reason == reason
