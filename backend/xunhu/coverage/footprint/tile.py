"""A vector tile of the footprint: squares with the number of days on which each was passed."""

from datetime import date

import mapbox_vector_tile
import numpy as np
import shapely
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from xunhu.coverage.footprint.crossings import grid
from xunhu.coverage.footprint.grid import ZOOM, Grid, Tile
from xunhu.coverage.footprint.passed import Numbers, footprint, footprint_of
from xunhu.coverage.footprint.prints import Footprint
from xunhu.coverage.ranges import Range
from xunhu.problems import NotFound

LAYER = "footprint"
EXTENT = 4096  # units along the side of a tile
FINEST = 8  # 256 squares along the side of a tile: on coarser tiles several cells make one


def tile_at(z: int, x: int, y: int) -> Tile:
    """A tile of the web map; raises NotFound where there is none, or none that is made."""
    if z > ZOOM or max(x, y) >= 1 << z:
        raise NotFound
    return Tile(z, x, y)


def drawn(
    session: Session, days: Range, today: date, which: ColumnElement[bool] | None, tile: Tile
) -> bytes:
    """A Mapbox vector tile of the days; `which` says of which patrols, None of all.

    Below zoom 12 a square is several cells; it tells the most days of any of them. Ends the
    transaction when blocks of days were worked out that can be kept.
    """
    here = grid(days.district)
    cells = Numbers(*here.range_of(tile))
    if which is None:
        return _encoded(here, tile, footprint(session, days, today, cells))
    return _encoded(here, tile, footprint_of(session, days, which, cells))


def _encoded(grid: Grid, tile: Tile, found: Footprint) -> bytes:
    side = min(ZOOM, tile.z + FINEST)
    inner = side - tile.z
    cells = np.stack(grid.tiles(found.cells), axis=1)
    here = (cells >> (ZOOM - tile.z) == (tile.x, tile.y)).all(axis=1)
    squares, at = np.unique(cells[here] >> (ZOOM - side), axis=0, return_inverse=True)
    days = np.zeros(len(squares), dtype=np.int64)
    np.maximum.at(days, at.reshape(-1), found.days[here])
    unit = EXTENT >> inner
    corner = (squares - (np.array([tile.x, tile.y]) << inner)) * unit
    boxes = shapely.box(corner[:, 0], corner[:, 1], corner[:, 0] + unit, corner[:, 1] + unit)
    features = [
        {"geometry": box, "properties": {"days": many}}
        for box, many in zip(boxes, days.tolist(), strict=True)
    ]
    options = {"y_coord_down": True, "extents": EXTENT}
    made: bytes = mapbox_vector_tile.encode(
        [{"name": LAYER, "features": features}], default_options=options
    )
    return made
