"""The drives of the demo, after the cleaning that real ones go through."""

import json
from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from xunhu.demo.activity import SEED, generate
from xunhu.patrols import fixes, track
from xunhu.patrols.steps import steps

UNTIL = date(2026, 11, 22)


@pytest.fixture(scope="module")
def segments():
    """The segments of a week, by patrol, as the server would unpack them."""
    by_patrol = defaultdict(list)
    for push in generate(7, UNTIL, SEED):
        for record in map(json.loads, push.records):
            contents = record["properties"]["data"]
            if record["properties"]["kind"] == "track_segment":
                packed = fixes.pack(record["geometry"], contents)
                unpacked = fixes.unpack(packed, contents["part"], "phone", push.received_at)
                by_patrol[record["properties"]["refs"]["patrol"]].append(unpacked)
    return list(by_patrol.values())


@pytest.fixture(scope="module")
def tracks(segments):
    return [track.clean(fixes.join(parts)) for parts in segments]


def test_a_patrol_drives_some_kilometres(tracks):
    lengths_km = [steps(one).length_m.sum() / 1000 for one in tracks]
    assert 1.5 < min(lengths_km) < max(lengths_km) < 60
    assert 12 < np.median(lengths_km) < 26


def test_vehicles_drive_at_the_pace_of_village_roads(tracks):
    for one in tracks:
        pairs, later = one.pairs
        moved_m = np.hypot(*((pairs[:, 2:] - pairs[:, :2]) * (97_200, 110_800)).T)
        speeds = moved_m / np.diff(one.fixes.time_ms)[later - 1] * 1000
        assert 4.5 < np.median(speeds[speeds > 2]) < 10.5
        assert np.quantile(speeds, 0.99) < 13


def test_spikes_are_there_and_are_dropped(segments, tracks):
    raw = sum(len(part) for parts in segments for part in parts)
    dropped = raw - sum(len(one.fixes) for one in tracks)
    assert 0.0005 < dropped / raw < 0.005


def test_noise_drifts_instead_of_jumping(tracks):
    one = max(tracks, key=lambda t: len(t.fixes))
    heading = np.arctan2(np.diff(one.fixes.lat), np.diff(one.fixes.lon))
    turns = np.abs(np.angle(np.exp(1j * np.diff(heading))))
    assert np.median(turns) < 0.5


def test_some_patrols_have_gaps(tracks):
    with_gap = sum(1 for one in tracks if not one.joined[1:].all())
    assert 0.2 < with_gap / len(tracks) < 0.7
