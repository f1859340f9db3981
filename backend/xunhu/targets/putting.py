"""Targets of a file in their place: added, updated, or found the same; no other is touched."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.targets.apply import put_target
from xunhu.targets.changes import ADDED, CHANGED, SAME, Change, Changes, change_of, differences
from xunhu.targets.cut import LINES
from xunhu.targets.importing import Place, identity
from xunhu.targets.models import Target
from xunhu.targets.nearby import strip_along
from xunhu.targets.wanted import Wanted
from xunhu.townships.locate import Locator, locator


def put_wanted(session: Session, district: str, found: Sequence[Place], wanted: Wanted) -> Changes:
    """Put what is wanted of a file: all of it, or what is near a line, the nearest first."""
    where = locator(district)
    if wanted.near is None:
        return put_places(session, district, found, where, wanted.approver)
    strip = strip_along(session, district, wanted.near, "/near")
    measured = [(place, strip.nearness(place.geometry)) for place in found]
    near = [pair for pair in measured if pair[1].distance_m <= wanted.within_m]
    near.sort(key=lambda pair: pair[1].distance_m)
    changes = put_places(session, district, [place for place, _ in near], where, wanted.approver)
    changes.beyond = len(found) - len(near)
    changes.items = [
        replace(item, near=nearness)
        for item, (_, nearness) in zip(changes.items, near, strict=True)
    ]
    return changes


def put_places(
    session: Session, district: str, found: Sequence[Place], where: Locator, approver: str | None
) -> Changes:
    """Add these targets, or update those whose layer and code are known.

    `approver` is who answers for a status that differs from before.
    """
    changes = Changes()
    for place in found:
        change = _put(session, district, place, where, approver, changes)
        changes.items.append(change)
        if change.township is None and place.geometry["type"] not in LINES:
            changes.outside.append(place.name)
    return changes


def _put(
    session: Session,
    district: str,
    place: Place,
    where: Locator,
    approver: str | None,
    changes: Changes,
) -> Change:
    old = _known(session, district, place)
    said = {
        "name": place.name,
        "geometry": place.geometry,
        "approximate": place.approximate,
        **place.given,
    }
    fields = differences(old, said) if old else []
    if old and not fields:
        return change_of(old, SAME)
    differing = {name for name, *_ in fields} if old else set(said)
    if approver and {"status", "status_reason", "status_until_on"} & differing:
        said |= {"status_approved_by": approver}
    new: dict[str, Any] = {"layer": place.layer.value, "code": place.code, **said}
    target = Target(district=district, id=old.id if old else identity(district, place), **new)
    changes.touched.add(put_target(session, district, target, where))
    kept = session.get_one(Target, (district, target.id))
    return change_of(kept, CHANGED if old else ADDED, fields)


def _known(session: Session, district: str, place: Place) -> Target | None:
    if place.code is None:
        return session.get(Target, (district, identity(district, place)))
    asked = select(Target).where(
        Target.district == district,
        Target.layer == place.layer.value,
        Target.code == place.code,
    )
    return session.scalars(asked).one_or_none()
