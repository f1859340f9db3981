"""KML as phones and Google's programs record it."""

import numpy as np
import pytest

from xunhu.files import tracks
from xunhu.files.bad_file import BadFile
from xunhu.files.kml_track import read

MORNING_MS = 1772413200000  # 2026-03-02T01:00:00Z
NOW_MS = MORNING_MS + 86_400_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'


def kml(*inside: str) -> bytes:
    parts = "".join(inside)
    return f"{HEAD}<kml {SPACES}><Document><Folder>{parts}</Folder></Document></kml>".encode()


def track(*seconds: int, coords: int | None = None, more: str = "") -> str:
    whens = "".join(f"<when>2026-03-02T01:00:{second:02}Z</when>" for second in seconds)
    places = "".join(
        f"<gx:coord>107.{n} 29.15 801</gx:coord>" for n in range(coords or len(seconds))
    )
    return f"<gx:Track>{whens}{places}{more}</gx:Track>"


def point(when: str, place: str = "107.1,29.15,0") -> str:
    time = f"<TimeStamp><when>{when}</when></TimeStamp>" if when else ""
    return f"<Placemark>{time}<Point><coordinates>{place}</coordinates></Point></Placemark>"


def refusal(raw: bytes) -> BadFile:
    with pytest.raises(BadFile) as refused:
        read(raw)
    return refused.value


def test_a_track_is_a_run_with_its_times_and_places() -> None:
    (run,) = read(kml(f"<Placemark>{track(1, 2)}</Placemark>")).runs
    assert (run.time_ms - MORNING_MS).tolist() == [1000, 2000]
    assert (run.lon.tolist(), run.lat.tolist()) == ([107.0, 107.1], [29.15, 29.15])


def test_the_parts_of_a_multitrack_are_of_one_device_and_two_tracks_are_of_two() -> None:
    both = f"<gx:MultiTrack>{track(1, 2)}{track(5, 6)}</gx:MultiTrack>"
    assert [run.track for run in read(kml(both)).runs] == [1, 1]
    assert [run.track for run in read(kml(track(1, 2), track(1, 2))).runs] == [1, 2]


def test_timed_points_are_fixes_and_untimed_ones_are_counted() -> None:
    times = ["2026-03-02T09:00:00+08:00", "", "2026-03-02T01:00:10"]
    recording = read(kml(*map(point, times)))
    assert [(run.time_ms - MORNING_MS).tolist() for run in recording.runs] == [[0, 10_000]]
    assert recording.untimed_count == 1


def test_accuracy_comes_from_extended_data() -> None:
    values = "<gx:value>7.5</gx:value><gx:value></gx:value>"
    column = f'<gx:SimpleArrayData name="accuracy">{values}</gx:SimpleArrayData>'
    more = f"<ExtendedData><SchemaData>{column}</SchemaData></ExtendedData>"
    (run,) = read(kml(track(1, 2, more=more))).runs
    np.testing.assert_equal(run.accuracy_m, [7.5, np.nan])


def test_any_file_of_tracks_may_be_kml() -> None:
    assert tracks.read(kml(track(1, 2)), NOW_MS).fix_count == 2


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (kml(track(1, 2, coords=3)), "lengths-differ"),
        (kml(point("2026-03-02T01:00:00Z", "29.15,107.1")), "swapped"),
        (kml(point("2026-03-02T01:00:00Z", "36514000,3230000")), "projected"),
        (kml(point("2026-03-02T01:00:00Z", "107.1")), "missing"),
        (kml(point("yesterday")), "bad-time"),
        (kml(point("")), "no-times"),
        (kml("<Placemark><LineString/></Placemark>"), "not-a-recording"),
        (kml(), "not-a-recording"),
        (kml(track(1, 2))[:-20], "truncated"),
        (b"<!DOCTYPE kml [<!ENTITY x 'y'>]><kml>&x;</kml>", "entities"),
        (b"<gpx/>", "not-kml"),
    ],
)
def test_what_is_no_recording_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    assert refusal(raw).reason == reason
