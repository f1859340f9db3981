"""The raster forgets no box that a line meets."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from xunhu.coverage.raster import CELL_DEG, Raster

degrees = st.floats(-3 * CELL_DEG, 9 * CELL_DEG)
sizes = st.sampled_from([0.0, CELL_DEG / 7, CELL_DEG, 4 * CELL_DEG])
corners = st.tuples(degrees, degrees, sizes, sizes)
lines = st.tuples(degrees, degrees, degrees, degrees)


@given(st.lists(corners, max_size=6), st.lists(lines, max_size=6))
def test_what_a_line_meets_is_among_its_candidates(
    boxes: list[tuple[float, ...]], pairs: list[tuple[float, ...]]
) -> None:
    west, south, wide, high = np.array(boxes).reshape(-1, 4).T
    ends = np.stack([west, south, west + wide, south + high], axis=1)
    asked = np.array(pairs).reshape(-1, 4)
    found = set(zip(*(c.tolist() for c in Raster(ends).candidates(asked)), strict=True))
    tree = shapely.STRtree(shapely.box(*ends.T))
    met = tree.query(shapely.linestrings(asked.reshape(-1, 2, 2)), predicate="intersects")
    assert {(int(pair), int(box)) for pair, box in met.T} <= found


def test_a_line_far_from_every_box_has_no_candidates() -> None:
    raster = Raster(np.array([[107.0, 29.0, 107.001, 29.001]]))
    pair, box = raster.candidates(np.array([[107.5, 29.5, 107.5001, 29.5], [-180, -90, -180, -90]]))
    assert len(pair) == len(box) == 0


def test_boxes_all_over_the_world_need_no_more_memory() -> None:
    raster = Raster(np.array([[-179.0, -80, -178, -79], [107.0, 29, 107.001, 29.001]]))
    pair, box = raster.candidates(np.array([[107.0005, 29.0005, 107.0006, 29.0005]]))
    assert (set(pair.tolist()), set(box.tolist())) == ({0}, {1})
    assert len(raster.starts) < 5_000_000
