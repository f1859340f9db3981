"""Which places lie near a line, and at which metre of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry import shape
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.geo import Floats, metres_per_degree
from xunhu.problems import InvalidInput, NotFound, Said, fault_at
from xunhu.targets.changes import Nearness
from xunhu.targets.cut import LINES
from xunhu.targets.models import Piece, Target

USUAL_M = 2500.0  # the strip along a railway that its protection work looks after


class Strip:
    """A line's pieces, ready for asking how near a place is, in the plane at that place."""

    def __init__(self, line: Target, lonlat: Floats, at_m: Floats) -> None:
        self.line, self.lonlat, self.at_m = line, lonlat, at_m

    def nearness(self, geometry: Mapping[str, Any]) -> Nearness:
        """From a place to the middle of the nearest piece; so true to 25 m, at 2.5 km to 1 m."""
        place = shape(geometry)
        scale = np.array(metres_per_degree(place.centroid.y))
        pieces = shapely.points(self.lonlat * scale)
        away = shapely.distance(pieces, shapely.transform(place, lambda lonlat: lonlat * scale))
        nearest = int(np.argmin(away))
        return Nearness(round(float(away[nearest]), 1), float(self.at_m[nearest]))


def strip_along(session: Session, district: str, target: UUID, pointer: str) -> Strip:
    """The strip of a line target; raises NotFound, and InvalidInput for what is no line."""
    line = session.get(Target, (district, target))
    if line is None:
        raise NotFound
    if line.geometry["type"] not in LINES:
        raise InvalidInput("", [fault_at(pointer, "wrong-layer")])
    asked = select(Piece.lon, Piece.lat, Piece.from_m, Piece.length_m).where(
        Piece.district == district, Piece.target == target
    )
    rows = np.array([tuple(row) for row in session.execute(asked)], dtype=np.float64)
    start_m = line.chainage_start_m or 0.0
    return Strip(line, rows[:, :2], start_m + rows[:, 2] + rows[:, 3] / 2)


def line_called(session: Session, district: str, called: str) -> UUID:
    """The line target of this id, code or name; raises InvalidInput unless it is one alone."""
    lines = [
        target
        for target in session.scalars(select(Target).where(Target.district == district))
        if target.geometry["type"] in LINES and called in (str(target.id), target.code, target.name)
    ]
    if len(lines) == 1:
        return lines[0].id
    if lines:
        words = Said(f"有几条线叫“{called}”，请用 id", f"several lines are “{called}”: give the id")
        raise InvalidInput(words)
    raise InvalidInput(Said(f"没有叫“{called}”的线", f"no line is called “{called}”"))
