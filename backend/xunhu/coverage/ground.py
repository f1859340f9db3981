"""The targets of a district in columns, kept in memory until a boundary or target changes."""

from collections.abc import Mapping, Sequence
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
from xunhu.townships.locate import places_of, while_unchanged

LINE_LAYERS = ("railway", "road")
LAYERS = (*LINE_LAYERS, "village", "school", "crossing", "enterprise")
NO_GROUP = -1

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Ground:
    """n pieces in columns, ordered by number, and the index that finds them; `openings` are the
    days on which what counts changes, as ordinals.

    A `group` is a township and a layer: the place of its code times the number of LAYERS, plus the
    place of the layer; NO_GROUP for what counts nowhere.
    """

    numbers: Numbers
    group: Numbers
    lengths_m: Floats
    approximate: Mask
    open_from: Numbers
    openings: Numbers
    whole: Mapping[UUID, int]
    reacher: Reacher

    def counting(self, on: date) -> Numbers:
        """The groups on a day: what is excluded or inaccessible then has none."""
        return np.where(self.open_from <= on.toordinal(), self.group, NO_GROUP)


def ground(district: str, version: int | None = None) -> Ground:
    """The ground of a district as it is in the database now."""
    return while_unchanged("ground", district, _load, version)


def _load(district: str) -> Ground:
    targets = {
        target.id: target
        for target in db.session.scalars(select(Target).where(Target.district == district))
    }
    asked = select(Piece).where(Piece.district == district).order_by(Piece.number)
    pieces = [(piece, targets[piece.target]) for piece in db.session.scalars(asked)]
    lines = [target.geometry["type"] in LINES for _, target in pieces]
    places = {place.code: n for n, place in enumerate(places_of(district))}
    groups = [_group(p, line, places) for (p, _), line in zip(pieces, lines, strict=True)]
    open_from = np.array([_open_from(t) for _, t in pieces], dtype=np.int64)
    return Ground(
        numbers=np.array([p.number for p, _ in pieces], dtype=np.int64),
        group=np.array(groups, dtype=np.int64),
        lengths_m=np.array([p.length_m for p, _ in pieces], dtype=np.float64),
        approximate=np.array([t.approximate for _, t in pieces], dtype=bool),
        open_from=open_from,
        openings=np.unique(open_from),
        whole={
            target.id: piece.number
            for (piece, target), line in zip(pieces, lines, strict=True)
            if not line
        },
        reacher=reacher_of(pieces),
    )


def _group(piece: Piece, is_line: bool, places: Mapping[str, int]) -> int:
    place = places.get(piece.township or "")
    if place is None or piece.layer not in LAYERS or is_line != (piece.layer in LINE_LAYERS):
        return NO_GROUP
    return place * len(LAYERS) + LAYERS.index(piece.layer)


def _open_from(target: Target) -> int:
    """The ordinal of the first day on which a target counts."""
    if target.status == "open":
        return 0
    if target.status == "inaccessible" and target.status_until_on:
        return target.status_until_on.toordinal() + 1
    return date.max.toordinal() + 1


def reacher_of(pieces: Sequence[tuple[Piece, Target]]) -> Reacher:
    """The index that finds these pieces."""
    areas = [(p, t) for p, t in pieces if t.geometry["type"].endswith("Polygon")]
    spots = [(p, t) for p, t in pieces if not t.geometry["type"].endswith("Polygon")]
    places = Places(
        numbers=np.array([p.number for p, _ in spots], dtype=np.int64),
        lon=np.array([p.lon for p, _ in spots], dtype=np.float64),
        lat=np.array([p.lat for p, _ in spots], dtype=np.float64),
        reach_m=np.array([_reach_m(t) for _, t in spots], dtype=np.float64),
        polygon_numbers=np.array([p.number for p, _ in areas], dtype=np.int64),
        polygons=[shapely.from_geojson(orjson.dumps(t.geometry)) for _, t in areas],
    )
    return Reacher(places)


def _reach_m(target: Target) -> float:
    if target.geometry["type"] in LINES:
        return LINE_REACH_M.get(target.layer, OTHER_LINE_REACH_M)
    return DEFAULT_RADIUS_M if target.radius_m is None else target.radius_m
