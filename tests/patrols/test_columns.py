"""Fixes as few bytes: every number comes out exactly as it went in."""

from datetime import UTC, datetime
from math import isnan

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xunhu.db import squeeze
from xunhu.patrols.columns import pack_column, pack_whole, unpack_column, unpack_whole
from xunhu.patrols.fixes import pack, unpack

RECEIVED = datetime(2026, 11, 2, 4, tzinfo=UTC)
WRITTEN = st.builds(
    lambda n, decimals: round(n / 10**decimals, decimals),
    st.integers(-(10**9), 10**9),
    st.integers(0, 7),
)
NUMBERS = st.one_of(WRITTEN, st.floats(allow_nan=True, allow_infinity=True, width=64))
TIMES = st.integers(-253_402_300_799_999, 253_402_300_799_999)
FIXES = st.tuples(
    TIMES,
    st.one_of(WRITTEN, st.floats(-1e300, 1e300)),
    st.one_of(WRITTEN, st.floats(-1e300, 1e300)),
    st.one_of(st.none(), st.floats(0, 1e6), st.sampled_from([4.5, 12.0, 0])),
)


def same(one: float | None, other: float) -> bool:
    return isnan(other) if one is None or isnan(one) else one == other


@given(st.lists(st.integers(-(2**53), 2**53), max_size=40))
def test_whole_numbers_come_out_as_they_went_in(numbers: list[int]) -> None:
    assert unpack_whole(pack_whole(np.array(numbers, dtype=np.int64))).tolist() == numbers


@given(st.lists(NUMBERS, max_size=40))
def test_numbers_come_out_as_they_went_in(numbers: list[float]) -> None:
    packed = pack_column(np.array(numbers, dtype=np.float64))
    out = unpack_column(packed, len(numbers)).tolist()
    assert len(out) == len(numbers)
    assert all(map(same, numbers, out))


@given(st.lists(FIXES, min_size=1, max_size=30))
def test_fixes_come_out_as_they_were_sealed(fixes: list) -> None:
    times, lons, lats, accuracies = (list(column) for column in zip(*fixes, strict=True))
    geometry = {
        "type": "LineString",
        "coordinates": [list(p) for p in zip(lons, lats, strict=True)],
    }
    out = unpack(pack(geometry, {"times": times, "accuracy_m": accuracies}), 3, "tracker", RECEIVED)
    assert (out.time_ms.tolist(), out.lon.tolist(), out.lat.tolist()) == (times, lons, lats)
    assert all(map(same, accuracies, out.accuracy_m.tolist()))
    assert (set(out.part.tolist()), set(out.source.tolist())) == ({3}, {1})


def test_what_was_packed_before_is_read_for_ever() -> None:
    columns = np.array([[1, 2], [107, 108], [29, 30]]).astype("<f8"), np.array([4.5, np.nan])
    raw = columns[0][0].astype("<i8").tobytes() + columns[0][1:].tobytes() + columns[1].tobytes()
    out = unpack(squeeze(raw), 0, "phone", RECEIVED)
    assert (out.time_ms.tolist(), out.lon.tolist(), out.lat.tolist()) == (
        [1, 2],
        [107, 108],
        [29, 30],
    )
    assert out.accuracy_m[0] == 4.5
    assert isnan(out.accuracy_m[1])


def test_an_hour_of_a_vehicle_takes_few_bytes() -> None:
    dice = np.random.default_rng(1)
    moved = np.cumsum(dice.normal(4e-4, 1e-4, (720, 2)), axis=0)
    geometry = {
        "type": "LineString",
        "coordinates": np.round(moved + np.array([107.1, 29.1]), 6).tolist(),
    }
    times = (1_790_000_000_000 + 5000 * np.arange(720)).tolist()
    accuracies = np.round(dice.uniform(4, 12, 720), 1).tolist()
    assert len(pack(geometry, {"times": times, "accuracy_m": accuracies})) < 6 * 720
