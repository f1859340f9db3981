"""The logbook of the rides has to notice what it is there for."""

import json

import pytest

from journeys.person import Heard
from make import MORNING, digest_of, make_patrol, make_segment
from storms.tracks import AT_ONCE_MS, Carried, Logbook, carried, track

PATROL = make_patrol()
FIRST = make_segment(PATROL, part=0)
AGAIN = make_segment(PATROL, part=0)
ROW = {"id": json.loads(PATROL)["id"], "state": "running", "part_count": 1}
LAST_MS = round(MORNING.timestamp() * 1000) + 3_600_000
LATE = Heard(LAST_MS, 107.3, 29.2)


def on_phone(*segments: bytes, chunk: tuple[Heard, ...] = ()) -> Carried:
    """A phone that has sealed these parts and holds a chunk that isn't sealed."""
    records = [json.loads(raw) | {"raw": raw} for raw in (PATROL, *segments)]
    payloads = [{"id": r["id"], "bytes": r["raw"].decode()} for r in records]
    sealed = [
        {"id": r["id"], "digest": digest_of(r["raw"]), "state": "stored"}
        | {"kind": r["properties"]["kind"]}
        for r in records
    ]
    fixes = [{"at": fix.at_ms, "lon": fix.lon, "lat": fix.lat} for fix in chunk]
    chunks = [{"patrol": ROW["id"], "n": 0, "fixes": fixes}]
    return carried([{**ROW, "part_count": len(segments)}], chunks, sealed, payloads)


@pytest.fixture
def logbook() -> Logbook:
    """A logbook after one part was sealed and one fix written, both as they should be."""
    kept = Logbook()
    heard = [LATE, *[fix for _, fix in on_phone(FIRST).track.fixes]]
    kept.look(on_phone(FIRST, chunk=(LATE,)), heard, [])
    assert (kept.lost, kept.doubled, kept.faults) == (set(), [], [])
    return kept


def test_a_fix_that_is_nowhere_is_lost(logbook: Logbook) -> None:
    died = LAST_MS + AT_ONCE_MS + 1
    logbook.look(on_phone(FIRST), [LATE], [range(died, died + 50)])
    assert logbook.lost == {LATE}


def test_a_fix_of_the_last_moment_may_be_missing(logbook: Logbook) -> None:
    died = LAST_MS + AT_ONCE_MS
    logbook.look(on_phone(FIRST), [LATE], [range(died, died + 50)])
    assert (logbook.lost, logbook.unwritten) == (set(), {LATE: AT_ONCE_MS})


def test_a_fix_that_is_sealed_and_still_open_is_doubled(logbook: Logbook) -> None:
    fix = on_phone(FIRST).track.fixes[0]
    logbook.look(on_phone(FIRST, chunk=(fix[1],)), [], [])
    assert logbook.doubled == [fix]


@pytest.mark.parametrize("sealed", [(AGAIN,), (), (FIRST, make_segment(PATROL, part=2))])
def test_a_part_that_was_sealed_anew_or_is_gone_is_a_fault(
    logbook: Logbook, sealed: tuple[bytes, ...]
) -> None:
    logbook.look(on_phone(*sealed), [], [])
    assert len(logbook.faults) == 1


def test_a_part_number_given_twice_is_doubled(logbook: Logbook) -> None:
    logbook.look(on_phone(FIRST, AGAIN), [], [])
    assert (ROW["id"], 0) in logbook.doubled


@pytest.mark.parametrize("wrong", [{"state": "attention", "problem": "x"}, {"digest": "sha256:x"}])
def test_a_sealed_part_that_can_no_longer_be_sent_is_a_fault(wrong: dict[str, str]) -> None:
    row = {"id": "a", "kind": "track_segment", "state": "waiting", "digest": digest_of(FIRST)}
    payloads = [{"id": "a", "bytes": FIRST.decode()}]
    assert carried([], [], [row], payloads).faults == []
    assert len(carried([], [], [{**row, **wrong}], payloads).faults) == 1
    assert len(carried([], [], [row], []).faults) == 1


@pytest.mark.parametrize("arrived", [[], [AGAIN], [FIRST, FIRST]])
def test_a_track_that_arrived_otherwise_than_it_was_sealed_is_noticed(
    logbook: Logbook, arrived: list[bytes]
) -> None:
    there = track((json.loads(raw), digest_of(raw)) for raw in arrived)
    logbook.look_at_server(there, on_phone(FIRST).track)
    assert logbook.faults
