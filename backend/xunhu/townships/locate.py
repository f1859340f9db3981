"""Which township a position lies in: each in exactly one, or in none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

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

NOWHERE = -1
T = TypeVar("T")


class Locator:
    """Boundaries ready for asking; `codes` are in ascending order.

    A position on a common border belongs to the lowest code whose polygon it touches.
    """

    def __init__(self, boundaries: Mapping[str, Mapping[str, Any] | None]) -> None:
        drawn = sorted((code, shape) for code, shape in boundaries.items() if shape)
        self.codes: Sequence[str] = [code for code, _ in drawn]
        self.shapes = [shapely.from_geojson(orjson.dumps(shape)) for _, shape in drawn]
        shapely.prepare(self.shapes)

    def indexes(self, lon: Floats, lat: Floats) -> NDArray[np.int32]:
        """For each position the index of its township in `codes`, or NOWHERE."""
        found = np.full(len(lon), NOWHERE, dtype=np.int32)
        for index, shape in enumerate(self.shapes):
            west, south, east, north = shape.bounds
            ask = (found == NOWHERE) & (lon >= west) & (lon <= east)
            ask &= (lat >= south) & (lat <= north)
            places = np.flatnonzero(ask)
            if len(places):
                inside = shapely.intersects_xy(shape, lon[places], lat[places])
                found[places[inside]] = index
        return found

    def township(self, lon: float, lat: float) -> str | None:
        """The township of one position, if any."""
        index = int(self.indexes(np.array([lon]), np.array([lat]))[0])
        return None if index == NOWHERE else self.codes[index]


def while_unchanged(name: str, district: str, make: Callable[[str], T]) -> T:
    """What `make(district)` gives, kept until the district's boundaries or targets change."""
    asked = select(DistrictClock.reference_version).where(DistrictClock.district == district)
    version = db.session.scalar(asked)
    kept: dict[tuple[str, str], tuple[int | None, T]]
    kept = current_app.extensions.setdefault("xunhu_reference", {})
    known = kept.get((name, district))
    if known is None or known[0] != version:
        known = kept[name, district] = (version, make(district))
    return known[1]


def locator(district: str) -> Locator:
    """The locator of a district's boundaries as they are in the database now."""
    return while_unchanged("locator", district, _load)


def _load(district: str) -> Locator:
    asked = select(Township.code, Township.boundary).where(Township.district == district)
    return Locator({code: boundary for code, boundary in db.session.execute(asked)})
