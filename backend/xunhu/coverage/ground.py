"""The targets of a district in columns, kept in memory until a boundary or target changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray
from sqlalchemy import select

from xunhu.coverage.visits import LINE_REACH_M, OTHER_LINE_REACH_M, Places, Reacher
from xunhu.db import db
from xunhu.geo import Floats
from xunhu.targets.cut import LINES
from xunhu.targets.models import DEFAULT_RADIUS_M, Piece, Target
from xunhu.townships.locate import while_unchanged

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Ground:
    """n pieces in columns, ordered by number, and the index that finds them."""

    numbers: NDArray[np.int64]
    layers: NDArray[np.str_]
    townships: NDArray[np.str_]
    lengths_m: Floats
    approximate: Mask
    open_from: NDArray[np.int64]
    whole: Mapping[UUID, int]
    reacher: Reacher

    def places_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The indexes of the pieces that still have these numbers."""
        places = np.searchsorted(self.numbers, numbers)
        known = places < len(self.numbers)
        known[known] = self.numbers[places[known]] == numbers[known]
        found: NDArray[np.int64] = places[known]
        return found

    def counting(self, on: date) -> Mask:
        """The pieces that count on a day: not excluded, not inaccessible, in some township."""
        counts: Mask = (self.open_from <= on.toordinal()) & (self.townships != "")
        return counts


def ground(district: str) -> Ground:
    """The ground of a district as it is in the database now."""
    return while_unchanged("ground", district, _load)


def _load(district: str) -> Ground:
    targets = {
        target.id: target
        for target in db.session.scalars(select(Target).where(Target.district == district))
    }
    asked = select(Piece).where(Piece.district == district).order_by(Piece.number)
    pieces = [(piece, targets[piece.target]) for piece in db.session.scalars(asked)]
    lines = [target.geometry["type"] in LINES for _, target in pieces]
    return Ground(
        numbers=np.array([p.number for p, _ in pieces], dtype=np.int64),
        layers=np.array([p.layer for p, _ in pieces], dtype=np.str_),
        townships=np.array([p.township or "" for p, _ in pieces], dtype=np.str_),
        lengths_m=np.array([p.length_m for p, _ in pieces], dtype=np.float64),
        approximate=np.array([t.approximate for _, t in pieces], dtype=bool),
        open_from=np.array([_open_from(t) for _, t in pieces], dtype=np.int64),
        whole={
            target.id: piece.number
            for (piece, target), line in zip(pieces, lines, strict=True)
            if not line
        },
        reacher=Reacher(_places(pieces)),
    )


def _open_from(target: Target) -> int:
    """The ordinal of the first day on which a target counts."""
    if target.status == "open":
        return 0
    if target.status == "inaccessible" and target.status_until_on:
        return target.status_until_on.toordinal() + 1
    return date.max.toordinal() + 1


def _places(pieces: list[tuple[Piece, Target]]) -> Places:
    areas = [(p, t) for p, t in pieces if t.geometry["type"].endswith("Polygon")]
    spots = [(p, t) for p, t in pieces if not t.geometry["type"].endswith("Polygon")]
    return Places(
        numbers=np.array([p.number for p, _ in spots], dtype=np.int64),
        lon=np.array([p.lon for p, _ in spots], dtype=np.float64),
        lat=np.array([p.lat for p, _ in spots], dtype=np.float64),
        reach_m=np.array([_reach_m(t) for _, t in spots], dtype=np.float64),
        polygon_numbers=np.array([p.number for p, _ in areas], dtype=np.int64),
        polygons=[shapely.from_geojson(orjson.dumps(t.geometry)) for _, t in areas],
    )


def _reach_m(target: Target) -> float:
    if target.geometry["type"] in LINES:
        return LINE_REACH_M.get(target.layer, OTHER_LINE_REACH_M)
    return DEFAULT_RADIUS_M if target.radius_m is None else target.radius_m
