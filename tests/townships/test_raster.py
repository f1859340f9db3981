"""The raster of the townships gives what their polygons give, on their borders above all."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from xunhu.townships.locate import CELL_DEG, NOWHERE, Locator

SQUARE = [[107.0, 29.0], [107.1, 29.0], [107.1, 29.1], [107.0, 29.1], [107.0, 29.0]]
RING = [
    [[107.1, 28.9], [107.3, 29.2], [107.1, 29.2], [107.1, 28.9]],
    [[107.12, 29.1], [107.15, 29.1], [107.15, 29.15], [107.12, 29.1]],
]
TOWNSHIPS = {
    "500119002": {"type": "Polygon", "coordinates": [SQUARE]},
    "500119001": {"type": "Polygon", "coordinates": RING},
    "500119003": None,
}
LOCATOR = Locator(TOWNSHIPS)
CORNERS = [tuple(xy) for ring in (SQUARE, *RING) for xy in ring]
CELLS = st.builds(
    lambda a, b: (a * CELL_DEG, b * CELL_DEG), st.integers(27380, 27480), st.integers(7390, 7490)
)
ANYWHERE = st.tuples(st.floats(106.9, 107.4), st.floats(28.8, 29.3))


def slowly(lon: float, lat: float) -> int:
    here = shapely.Point(lon, lat)
    met = [n for n, shape in enumerate(LOCATOR.shapes) if shapely.intersects(shape, here)]
    return met[0] if met else NOWHERE


@given(st.lists(st.one_of(st.sampled_from(CORNERS), CELLS, ANYWHERE), min_size=1, max_size=40))
def test_it_answers_like_the_polygons(places: list[tuple[float, float]]) -> None:
    lon, lat = np.array(places).T
    assert LOCATOR.indexes(lon, lat).tolist() == [slowly(x, y) for x, y in places]


def test_most_cells_need_no_polygon() -> None:
    assert (LOCATOR.raster < NOWHERE).mean() < 0.2


def test_a_district_without_boundaries_has_nobody_anywhere() -> None:
    empty = Locator({"500119003": None})
    assert (empty.township(107.1, 29.1), empty.township(0.0, 0.0)) == (None, None)


def test_far_away_and_nowhere_at_all_is_nowhere() -> None:
    far = np.array([-180.0, 180.0, 1e300, -1e300])
    assert LOCATOR.indexes(far, far).tolist() == [NOWHERE] * 4
