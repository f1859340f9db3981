"""Ranges of days as blocks of 1, 2, 4, 8 … days."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xunhu.coverage.dyadic import TOP, Block, above, blocks

DAYS = st.integers(1, 800_000)


@given(DAYS, st.integers(0, 9000))
def test_blocks_make_up_a_range_without_gap_or_overlap(first: int, more: int) -> None:
    found = list(blocks(first, first + more))
    assert (found[0].start, found[-1].end) == (first, first + more + 1)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(block.start % (1 << block.level) == 0 for block in found)
    assert len(found) <= 2 * TOP + (more >> TOP)


def test_a_reversed_range_has_no_block() -> None:
    assert list(blocks(5, 4)) == []


@given(DAYS)
def test_a_day_is_in_every_block_above_it(day: int) -> None:
    found = list(above(day))
    assert [block.level for block in found] == list(range(TOP + 1))
    assert all(block.start <= day < block.end for block in found)


@given(DAYS, st.integers(0, 9000), st.integers(0, 9000))
def test_a_day_of_a_range_throws_away_what_holds_it(first: int, more: int, at: int) -> None:
    day = first + min(at, more)
    [holding] = [one for one in blocks(first, first + more) if one.start <= day < one.end]
    assert holding in above(day)


def test_the_halves_of_a_block_are_its_days() -> None:
    assert Block(2, 8).halves() == (Block(1, 8), Block(1, 10))
