"""Real recordings come out of every format as they went in, times backward and all."""

import gzip
import json
from datetime import UTC, datetime

import numpy as np
import pytest

from xunhu.files import tracks

NOW_MS = 1_795_000_000_000
MOST_FIXES = 3000


@pytest.fixture(scope="module")
def recordings(shared):
    """The timed fixes (epoch ms, lon, lat) of each real track of up to 3,000 points."""
    found = {}
    with gzip.open(shared / "tracks" / "tracks.ndjson.gz", "rt") as lines:
        for line in lines:
            track = json.loads(line)
            fixes = [tuple(p[:3]) for p in track["points"] if p[0] and p[0] > 946_684_800_000]
            if 1 < len(fixes) <= MOST_FIXES:
                found[track["id"]] = fixes
    return found


def iso(time_ms):
    return datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(timespec="milliseconds")


def as_gpx(fixes):
    points = "".join(
        f'<trkpt lat="{lat!r}" lon="{lon!r}"><time>{iso(time_ms)}</time></trkpt>'
        for time_ms, lon, lat in fixes
    )
    return f'<gpx version="1.1"><trk><trkseg>{points}</trkseg></trk></gpx>'


def as_csv(fixes):
    return "\n".join(["时间;经度;纬度", *(f"{t};{lon!r};{lat!r}" for t, lon, lat in fixes)])


def as_geojson(fixes):
    line = {"type": "LineString", "coordinates": [[lon, lat] for _, lon, lat in fixes]}
    times = {"times": [time_ms for time_ms, _, _ in fixes]}
    return json.dumps({"type": "Feature", "geometry": line, "properties": times})


@pytest.mark.parametrize("write", [as_gpx, as_csv, as_geojson])
def test_every_real_recording_is_read_as_it_was_written(recordings, write):
    assert len(recordings) > 50
    for name, fixes in recordings.items():
        (run,) = tracks.read(write(fixes).encode(), NOW_MS).runs
        found = np.column_stack([run.time_ms, run.lon, run.lat])
        assert np.array_equal(found, np.array(fixes, dtype=float)), name
