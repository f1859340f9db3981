"""The recorded tracks, moved and sealed, against their index and against plain arithmetic."""

import csv
import json
from itertools import pairwise
from uuid import UUID

import pytest

from oracle.earth import metres_between
from oracle.real_tracks import (
    SealedPatrol,
    real_tracks,
    sealed_patrols,
    shared_folder,
    township_seats,
)
from oracle.slow_track import joined_pairs, kept, steps, stretches

RECEIVED_MS = 1_790_000_000_000


@pytest.fixture(scope="module")
def sealed() -> list[SealedPatrol]:
    patrols = sealed_patrols("chen", RECEIVED_MS)
    if patrols is None:
        pytest.skip("no shared data: set XUNHU_SHARED to the folder that holds tracks/")
    return patrols


def test_every_timed_fix_of_the_index_is_sealed(sealed: list[SealedPatrol]) -> None:
    folder = shared_folder()
    assert folder is not None
    with (folder / "tracks" / "index.csv").open(encoding="utf-8-sig", newline="") as rows:
        timed = {r["id"]: int(r["points"]) - int(r["no_time_points"]) for r in csv.DictReader(rows)}
    found = {one.track: sum(len(s["times"]) for s in one.patrol["segments"]) for one in sealed}
    assert len(timed) == 93
    assert found == {track: count for track, count in timed.items() if count}


def test_every_record_has_its_own_uuid7_and_the_same_bytes_again(
    sealed: list[SealedPatrol],
) -> None:
    ids = [UUID(json.loads(record)["id"]) for one in sealed for record in one.records]
    assert {found.version for found in ids} == {7}
    assert len(set(ids)) == len(ids)
    assert sealed_patrols("chen", RECEIVED_MS) == sealed


def test_every_segment_fits_its_limits(sealed: list[SealedPatrol]) -> None:
    records = [record for one in sealed for record in one.records]
    segments = [one for one in map(json.loads, records) if "part" in one["properties"]["data"]]
    lengths = {len(one["properties"]["data"]["times"]) for one in segments}
    assert max(lengths) == 500
    assert max(map(len, records)) < 256 * 1024
    assert all(len(s["geometry"]["coordinates"]) >= 2 for s in segments)


def test_every_track_begins_at_its_seat_and_keeps_its_shape(sealed: list[SealedPatrol]) -> None:
    seats, tracks = township_seats(), real_tracks()
    assert seats is not None
    assert tracks is not None
    assert {one.patrol["township"] for one in sealed} == set(seats)
    for track, one in zip(tracks, sealed, strict=True):
        moved = [position for s in one.patrol["segments"] for position in s["positions"]]
        assert moved[0] == pytest.approx(seats[one.patrol["township"]])
        for (was, now), (was_next, now_next) in pairwise(
            zip((fix.position for fix in track.fixes), moved, strict=True)
        ):
            assert abs((now_next[0] - now[0]) - (was_next[0] - was[0])) < 3e-9
            assert abs((now_next[1] - now[1]) - (was_next[1] - was[1])) < 3e-9


def test_what_is_kept_of_every_track_is_possible(sealed: list[SealedPatrol]) -> None:
    """Times rise, no joined pair is a jump, and steps are never longer than the way itself."""
    for one in sealed:
        fixes = kept(one.patrol["segments"])
        assert all(a.at_ms < b.at_ms for a, b in pairwise(fixes))
        for stretch in stretches(one.patrol["segments"]):
            ways_m = [metres_between(p.a.position, p.b.position) for p in joined_pairs(stretch)]
            assert max(ways_m) <= 500
            walked_m = sum(metres_between(s.a.position, s.b.position) for s in steps(stretch))
            assert walked_m <= sum(ways_m) + 1e-6
