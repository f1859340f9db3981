"""Which township a position lies in: each in exactly one, or in none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import orjson
import shapely
from flask import current_app
from numpy.typing import NDArray
from sqlalchemy import select

from xunhu.db import db
from xunhu.geo import Floats
from xunhu.records.models import DistrictClock
from xunhu.townships.models import Township

NOWHERE, BORDER = -1, -2
CELL_DEG = 1 / 256  # about 400 m: of a district's cells one in eight touches a border
T = TypeVar("T")


class Locator:
    """Boundaries ready for asking; `codes` are in ascending order.

    A position on a common border belongs to the lowest code whose polygon it touches. A raster
    answers for the cells that no border meets, the polygons themselves for all others.
    """

    def __init__(self, boundaries: Mapping[str, Mapping[str, Any] | None]) -> None:
        drawn = sorted((code, shape) for code, shape in boundaries.items() if shape)
        self.codes: Sequence[str] = [code for code, _ in drawn]
        self.shapes = [shapely.from_geojson(orjson.dumps(shape)) for _, shape in drawn]
        shapely.prepare(self.shapes)
        self.bounds = shapely.bounds(self.shapes).reshape(-1, 4)
        west, south, east, north = shapely.total_bounds(self.shapes) if drawn else (0, 0, 0, 0)
        self.column0, self.row0 = int(west // CELL_DEG), int(south // CELL_DEG)
        columns, rows = int(east // CELL_DEG) - self.column0, int(north // CELL_DEG) - self.row0
        self.raster = self._raster(columns + 1, rows + 1)

    def _raster(self, columns: int, rows: int) -> NDArray[np.int64]:
        """By row and column the township of the whole cell, NOWHERE, or BORDER."""
        row, column = np.divmod(np.arange(rows * columns), columns)
        west, south = (column + self.column0) * CELL_DEG, (row + self.row0) * CELL_DEG
        cells = shapely.box(west, south, west + CELL_DEG, south + CELL_DEG)
        _, met = shapely.STRtree(cells).query(shapely.boundary(self.shapes), "intersects")
        found = self._exactly(west + CELL_DEG / 2, south + CELL_DEG / 2)
        found[met] = BORDER
        return found.reshape(rows, columns)

    def indexes(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """For each position the index of its township in `codes`, or NOWHERE."""
        column = np.floor(lon / CELL_DEG) - self.column0
        row = np.floor(lat / CELL_DEG) - self.row0
        rows, columns = self.raster.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        if inside.all():
            found = self.raster[row.astype(np.intp), column.astype(np.intp)]
        else:
            found = np.full(len(lon), NOWHERE, dtype=np.int64)
            cells = row[inside].astype(np.intp), column[inside].astype(np.intp)
            found[inside] = self.raster[cells]
        unsure = np.flatnonzero(found == BORDER)
        found[unsure] = self._exactly(lon[unsure], lat[unsure])
        return found

    def _exactly(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        found = np.full(len(lon), NOWHERE, dtype=np.int64)
        for index in self._around(lon, lat) if len(lon) else ():
            west, south, east, north = self.bounds[index]
            ask = (found == NOWHERE) & (lon >= west) & (lon <= east)
            ask &= (lat >= south) & (lat <= north)
            places = np.flatnonzero(ask)
            if len(places):
                inside = shapely.intersects_xy(self.shapes[index], lon[places], lat[places])
                found[places[inside]] = index
        return found

    def _around(self, lon: Floats, lat: Floats) -> Sequence[int]:
        """The shapes whose bounds meet those of these positions."""
        west, south, east, north = self.bounds.T
        met = (west <= lon.max()) & (east >= lon.min()) & (south <= lat.max())
        return list(np.flatnonzero(met & (north >= lat.min())).tolist())

    def township(self, lon: float, lat: float) -> str | None:
        """The township of one position, if any."""
        index = int(self.indexes(np.array([lon]), np.array([lat]))[0])
        return None if index == NOWHERE else self.codes[index]


def while_unchanged(
    name: str, district: str, make: Callable[[str], T], version: int | None = None
) -> T:
    """What `make(district)` gives, kept until the district's boundaries or targets change.

    `version` is the district's `reference_version`, from whoever has just read it.
    """
    if version is None:
        version = reference_version(district)
    kept: dict[tuple[str, str], tuple[int | None, T]]
    kept = current_app.extensions.setdefault("xunhu_reference", {})
    known = kept.get((name, district))
    if known is None or known[0] != version:
        known = kept[name, district] = (version, make(district))
    return known[1]


def reference_version(district: str) -> int | None:
    """Another number whenever the district's boundaries or targets change."""
    clock = db.session.get(DistrictClock, district)  # who writes has it at hand
    return clock.reference_version if clock else None


class Place(NamedTuple):
    """A township as answers name it; `boundary` is a GeoJSON geometry or null."""

    code: str
    name: str
    approximate: bool
    boundary: Mapping[str, Any] | None


def places_of(district: str, version: int | None = None) -> Sequence[Place]:
    """The townships of a district in the order of their codes, as they are in the database now."""
    return while_unchanged("places", district, _load_places, version)


def _load_places(district: str) -> Sequence[Place]:
    asked = select(Township.code, Township.name, Township.approximate, Township.boundary)
    rows = db.session.execute(asked.where(Township.district == district).order_by(Township.code))
    return [Place(*row) for row in rows]


def locator(district: str, version: int | None = None) -> Locator:
    """The locator of a district's boundaries as they are in the database now."""
    return while_unchanged("locator", district, _load, version)


def _load(district: str) -> Locator:
    return Locator({place.code: place.boundary for place in places_of(district)})
