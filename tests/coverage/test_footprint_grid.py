"""The cells that a track crosses, against a slow walk along it, and their numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_rig.crossing import crossed_by
from make import SEAT
from xunhu.coverage.footprint.grid import Tile, degrees, grid_at, tiled

GRID = grid_at(106.9, 29.7)
near = st.floats(-0.004, 0.004)
places = st.tuples(near, near).map(lambda off: (SEAT[0] + off[0], SEAT[1] + off[1]))


def tile_of(lon: float, lat: float) -> tuple[int, int]:
    """The tile of zoom 20 by the textbook's formula."""
    y = (1 - math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat))) / math.pi) / 2
    return math.floor((lon + 180) / 360 * 2**20), math.floor(y * 2**20)


def walked(one: tuple[float, float], other: tuple[float, float]) -> set[tuple[int, int]]:
    """The tiles met when walking in 5,000 steps."""
    shares = [n / 5000 for n in range(5001)]
    return {tile_of(*(a + s * (b - a) for a, b in zip(one, other, strict=True))) for s in shares}


@given(places, places)
def test_a_pair_crosses_what_a_walker_meets(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    pair, x, y = crossed_by(np.array([[*one, *other]]))
    found = list(zip(x.tolist(), y.tolist(), strict=True))
    assert set(pair.tolist()) == {0}
    assert walked(one, other) <= {*found}
    corners = {*found} - walked(one, other)
    assert all(is_barely_touched(corner, one, other) for corner in corners)
    assert (found[0], found[-1]) == (tile_of(*one), tile_of(*other))


def is_barely_touched(
    tile: tuple[int, int], one: tuple[float, float], other: tuple[float, float]
) -> bool:
    """Whether a line cuts less off a tile than the walker's step."""
    x, y = tiled(np.array([one[0], other[0]]), np.array([one[1], other[1]]))
    shares = np.linspace(0, 1, 2_000_001)
    east = x[0] + shares * (x[1] - x[0]) - tile[0]
    south = y[0] + shares * (y[1] - y[0]) - tile[1]
    inside = (east >= 0) & (east < 1) & (south >= 0) & (south < 1)
    return int(inside.sum()) <= 401


def test_each_pair_of_several_has_its_own_cells() -> None:
    pairs = np.array([[*SEAT, SEAT[0] + 0.001, SEAT[1]], [*SEAT, SEAT[0], SEAT[1] - 0.002]])
    pair, x, y = crossed_by(pairs)
    alone = [crossed_by(pairs[n : n + 1]) for n in range(2)]
    for n, (_, east, south) in enumerate(alone):
        assert x[pair == n].tolist() == east.tolist()
        assert y[pair == n].tolist() == south.tolist()


def test_no_pair_crosses_nothing() -> None:
    assert [len(column) for column in crossed_by(np.zeros((0, 4)))] == [0, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 65_535), st.integers(0, 65_535)), min_size=1))
def test_a_number_tells_its_tile(offsets: list[tuple[int, int]]) -> None:
    x, y = np.array(offsets).T + np.array([[GRID.x], [GRID.y]])
    numbers, inside = GRID.numbers(x, y)
    assert inside.all()
    back = GRID.tiles(numbers)
    assert (back[0] == x).all()
    assert (back[1] == y).all()


def test_what_lies_outside_of_the_grid_has_no_number() -> None:
    numbers, inside = GRID.numbers(np.array([GRID.x - 1, GRID.x]), np.array([GRID.y, GRID.y]))
    assert inside.tolist() == [False, True]
    assert numbers.tolist() == [0]


@pytest.mark.parametrize("zoom", [5, 8, 12, 14, 20])
def test_the_cells_of_a_tile_follow_each_other(zoom: int) -> None:
    x, y = tile_of(*SEAT)
    tile = Tile(zoom, x >> (20 - zoom), y >> (20 - zoom))
    first, end = GRID.range_of(tile)
    assert end - first == 4 ** (20 - zoom)
    for number in (first, end - 1):
        [east], [south] = GRID.tiles(np.array([number], dtype=np.uint32))
        assert (east >> (20 - zoom), south >> (20 - zoom)) == (tile.x, tile.y)


@pytest.mark.parametrize("tile", [Tile(14, 0, 0), Tile(5, 31, 31), Tile(1, 0, 1)])
def test_a_tile_elsewhere_has_no_cells(tile: Tile) -> None:
    first, end = GRID.range_of(tile)
    assert first == end


def test_degrees_are_what_was_tiled() -> None:
    lon, lat = degrees(*tiled(np.array([SEAT[0]]), np.array([SEAT[1]])))
    assert (lon[0], lat[0]) == pytest.approx(SEAT, abs=1e-9)
