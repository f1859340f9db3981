"""The list along a line: the villages and schools near it become targets to be visited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.imports.ground import Mode, change_targets
from xunhu.targets.apply import Touched, put_target
from xunhu.targets.changes import CHANGED, SAME, Change, Nearness, change_of
from xunhu.targets.models import Layer, Target
from xunhu.targets.nearby import Strip, strip_along
from xunhu.townships.locate import locator, places_of
from xunhu.townships.models import Village


@dataclass(frozen=True)
class Asked:
    """Which places near which line, and how long they may then stay unvisited at most."""

    line: UUID
    within_m: float
    layers: frozenset[Layer]
    interval_days: int | None
    places: frozenset[UUID] | None = None


@dataclass(frozen=True)
class Listed:
    """Places by their distance; `unplaced` are villages beside the line without a known place."""

    line: Mapping[str, Any]
    items: Sequence[Change]
    unplaced: Sequence[Mapping[str, str]]


def list_near(district: str, asked: Asked, mode: Mode) -> Listed:
    """Give the places near a line an interval where they have none; raises NotFound.

    Only positions that the district knows are used: no village is put where it might be.
    """
    told: list[Listed] = []

    def put(session: Session) -> Touched:
        strip = strip_along(session, district, asked.line, "/line")
        near = _near(session, district, strip, asked)
        items = [_promise(session, target, nearness, asked) for target, nearness in near]
        line = {name: getattr(strip.line, name) for name in ("id", "name", "approximate")}
        told.append(Listed(line, items, _unplaced(session, district, strip, asked)))
        return Touched()

    change_targets(district, put, mode)
    return told[0]


def _near(
    session: Session, district: str, strip: Strip, asked: Asked
) -> list[tuple[Target, Nearness]]:
    layers = [layer.value for layer in asked.layers]
    of_layers = select(Target).where(Target.district == district, Target.layer.in_(layers))
    others = session.scalars(of_layers.where(Target.id != asked.line))
    measured = [(target, strip.nearness(target.geometry)) for target in others]
    near = [pair for pair in measured if pair[1].distance_m <= asked.within_m]
    if asked.places is not None:
        near = [pair for pair in near if pair[0].id in asked.places]
    return sorted(near, key=lambda pair: (pair[1].distance_m, pair[0].name))


def _promise(session: Session, target: Target, near: Nearness, asked: Asked) -> Change:
    """An interval of its own stays: somebody chose it for this place."""
    if asked.interval_days is None or target.interval_days is not None:
        return replace(change_of(target, SAME), near=near)
    district = target.district
    fields = [("interval_days", None, asked.interval_days)]
    kept = {"layer": target.layer, "geometry": target.geometry}
    new = Target(district=district, id=target.id, interval_days=asked.interval_days, **kept)
    put_target(session, district, new, locator(district))
    return replace(change_of(target, CHANGED, fields), near=near)


def _unplaced(session: Session, district: str, strip: Strip, asked: Asked) -> list[dict[str, str]]:
    """Official villages of the townships that the strip meets, which no target stands for."""
    if Layer.VILLAGE not in asked.layers:
        return []
    met = {
        place.code
        for place in places_of(district)
        if place.boundary and strip.nearness(place.boundary).distance_m <= asked.within_m
    }
    villages = select(Village).where(Village.district == district, Village.township.in_(met))
    targets = select(Target.code, Target.name, Target.township).where(
        Target.district == district, Target.layer == Layer.VILLAGE.value
    )
    rows = session.execute(targets).all()
    codes, names = {row.code for row in rows}, {(row.name, row.township) for row in rows}
    return [
        {"code": village.code, "name": village.name, "township": village.township}
        for village in session.scalars(villages.order_by(Village.code))
        if village.code not in codes and (village.name, village.township) not in names
    ]
