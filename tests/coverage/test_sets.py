"""A set is the same bytes, whichever way it was put together."""

from hypothesis import example, given
from hypothesis import strategies as st
from pyroaring import BitMap

from xunhu.coverage.sets import either, packed_set

runs = st.tuples(st.integers(0, 200_000), st.integers(1, 300)).map(lambda r: range(r[0], sum(r)))
sets = st.lists(runs, max_size=8).map(lambda parts: {n for part in parts for n in part})


@example(set(range(0, 100, 2)), set(range(1, 100, 2)))
@example({18}, {5, 6, 7, 8})
@given(sets, sets)
def test_both_together_are_as_at_once(one: set[int], other: set[int]) -> None:
    both = either(packed_set(BitMap(one)), packed_set(BitMap(other)))
    assert both == packed_set(BitMap(one | other))
    assert set(BitMap.deserialize(both)) == one | other
