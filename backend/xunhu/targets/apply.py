"""Targets into rows: a target and its pieces are written together, and only here."""

import secrets
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from shapely.geometry import shape
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.geo import Floats
from xunhu.records.models import DistrictClock
from xunhu.targets.cut import LINES, cut
from xunhu.targets.models import Piece, Target
from xunhu.townships.locate import Locator


def put_target(session: Session, district: str, target: Target, where: Locator) -> None:
    """Add or replace a target with its pieces; numbers of old pieces are never used again."""
    old = session.get(Target, (district, target.id))
    changed = old is None or (old.geometry, old.layer) != (target.geometry, target.layer)
    if changed:
        session.execute(delete(Piece).where(Piece.district == district, Piece.target == target.id))
    target.township = township_of(target.geometry, where)
    session.merge(target)
    note_change(session, district)
    session.flush()
    if changed:
        cut_into_pieces(session, district, target, where)


def cut_into_pieces(session: Session, district: str, target: Target, where: Locator) -> None:
    """Number the pieces of a target that has none."""
    clock = session.get_one(DistrictClock, district)
    cuts = cut(target.geometry)
    first = clock.last_piece + 1
    clock.last_piece += len(cuts)
    lon, lat = _column(cuts, 2), _column(cuts, 3)
    codes = [where.codes[i] if i >= 0 else None for i in where.indexes(lon, lat).tolist()]
    session.add_all(
        Piece(
            district=district,
            number=first + n,
            target=target.id,
            layer=target.layer,
            township=code,
            from_m=piece.from_m,
            length_m=piece.length_m,
            lon=piece.lon,
            lat=piece.lat,
        )
        for n, (piece, code) in enumerate(zip(cuts, codes, strict=True))
    )
    session.flush()


def note_change(session: Session, district: str) -> None:
    """What is kept in memory of the district's boundaries and targets is out of date.

    The new version is drawn by lot: a transaction that is undone must not leave its ground in
    memory under a number that the next one would take.
    """
    session.get_one(DistrictClock, district).reference_version = secrets.randbits(62)


def relocate(session: Session, district: str, where: Locator) -> None:
    """Give every piece and target the township it lies in after the boundaries changed."""
    pieces = session.scalars(select(Piece).where(Piece.district == district)).all()
    if pieces:
        rows = [(0.0, 0.0, p.lon, p.lat) for p in pieces]
        found = where.indexes(_column(rows, 2), _column(rows, 3)).tolist()
        for piece, index in zip(pieces, found, strict=True):
            piece.township = where.codes[index] if index >= 0 else None
    for target in session.scalars(select(Target).where(Target.district == district)):
        target.township = township_of(target.geometry, where)


def township_of(geometry: Mapping[str, Any], where: Locator) -> str | None:
    """The township of a point or polygon; a line has none, its pieces have."""
    if geometry["type"] in LINES:
        return None
    place = shape(geometry).representative_point()
    return where.township(place.x, place.y)


def _column(rows: Any, index: int) -> Floats:
    return np.array([row[index] for row in rows], dtype=np.float64)


def targets_among(session: Session, district: str, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Those of these ids that are targets, each called so."""
    asked = select(Target.id).where(Target.district == district, Target.id.in_(ids))
    return dict.fromkeys(session.scalars(asked), "target")
