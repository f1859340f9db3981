"""A track that is cleaned bit by bit, as it comes in, is the track that is cleaned at once."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunhu.patrols.fixes import Fixes
from xunhu.patrols.steps import Steps, steps, tail_of
from xunhu.patrols.track import Tail, Track, clean

BEGAN_MS = 1_760_000_000_000
MOVES = st.tuples(
    st.sampled_from([0, 1000, 5000, 5000, 30_000, 60_000, 61_000]),  # ms since the last fix
    st.sampled_from([0, 2, 4, 9.9, 10.1, 40, 150, 499, 501, 9000]),  # metres east
    st.sampled_from([0, 0, 3, -12, 200]),  # metres north
    st.sampled_from([5.0, 50.0, 51.0, np.nan]),  # accuracy
)


def walk(moves: list[tuple[float, float, float, float]]) -> Fixes:
    """Fixes of one phone, in the order of time."""
    gone = np.array(moves, dtype=np.float64).reshape(-1, 4)
    count = len(gone)
    times = BEGAN_MS + np.cumsum(gone[:, 0]).astype(np.int64)
    return Fixes(
        time_ms=times,
        lon=107.1 + np.cumsum(gone[:, 1]) / 97_000,
        lat=29.1 + np.cumsum(gone[:, 2]) / 110_800,
        accuracy_m=gone[:, 3],
        part=np.zeros(count, dtype=np.int64),
        index=np.arange(count),
        source=np.zeros(count, dtype=np.int8),
        received_ms=times,
    )


def bit_by_bit(fixes: Fixes, cuts: list[int]) -> Iterator[tuple[Track, Steps]]:
    tail: Tail | None = None
    for begin, end in zip([0, *cuts], [*cuts, len(fixes)], strict=True):
        track = clean(fixes.at(np.arange(begin, end)), tail)
        found = steps(track)
        tail = tail_of(track, found.counted)
        yield track, found


@given(st.lists(MOVES, max_size=60), st.data())
def test_it_comes_to_the_same_pairs_and_steps(moves: list, data: st.DataObject) -> None:
    fixes = walk(moves)
    later = np.flatnonzero(np.diff(fixes.time_ms) > 0) + 1  # of one moment, all come together
    cuts = (
        sorted(data.draw(st.sets(st.sampled_from(later.tolist()), max_size=4)))
        if len(later)
        else []
    )
    whole = clean(fixes)
    pieces = list(bit_by_bit(fixes, cuts))
    assert np.array_equal(np.concatenate([t.pairs[0] for t, _ in pieces]), whole.pairs[0])
    for name in ("lon", "lat", "length_m", "time_ms"):
        together = np.concatenate([getattr(found, name) for _, found in pieces])
        assert np.array_equal(together, getattr(steps(whole), name)), name
    assert tail_of(pieces[-1][0], pieces[-1][1].counted) == tail_of(whole, steps(whole).counted)


def test_a_jump_that_lasts_over_a_border_of_segments_is_dropped_four_times() -> None:
    moves = [(5000, 20, 0, 5.0)] * 3 + [(5000, 9000, 0, 5.0)] + [(1000, 1, 0, 5.0)] * 6
    [before, after] = [track for track, _ in bit_by_bit(walk(moves), [5])]
    assert (before.drops, len(before.fixes)) == (2, 3)
    assert after.fixes.lon[1] == pytest.approx(107.1 + 9063 / 97_000)
    assert not after.joined[1]
