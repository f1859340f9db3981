"""One target added or changed by an administrator."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.imports.ground import Mode, change_targets
from xunhu.problems import InvalidInput, NotFound, fault_at
from xunhu.targets.apply import Touched, put_target
from xunhu.targets.cut import cut
from xunhu.targets.importing import FITTING
from xunhu.targets.models import Layer, Target, TargetStatus
from xunhu.townships.locate import locator

ABOUT_STATUS = ("status_reason", "status_until_on")


def quietly(*, dry_run: bool) -> Mode:
    """Nobody watches how far a request has come."""
    return Mode(dry_run, lambda _done, _patrols: None)


def add_target(who: Who, told: Mapping[str, Any]) -> Target:
    """A new target; raises InvalidInput for a code that its layer has, or a shape it can't be."""
    columns = {"status": TargetStatus.OPEN.value, "approximate": False}
    return _put(who, uuid4(), columns | {"layer": told["layer"].value} | _columns(who, told))


def edit_target(who: Who, target: UUID, told: Mapping[str, Any]) -> Target:
    """A target with some of its fields changed; raises NotFound, and InvalidInput alike."""
    if db.session.get(Target, (who.district, target)) is None:
        raise NotFound
    return _put(who, target, _columns(who, told))


def _columns(who: Who, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told as columns; a status comes with who answers for it, an open one is bare."""
    columns = {name: value for name, value in told.items() if name != "layer"}
    if "status" in told:
        is_open = told["status"] is TargetStatus.OPEN
        bare = dict.fromkeys(ABOUT_STATUS)
        columns = bare | columns | {"status": told["status"].value}
        columns |= {"status_approved_by": None if is_open else who.username}
    return columns


def _put(who: Who, identity: UUID, columns: dict[str, Any]) -> Target:
    district = who.district

    def put(session: Session) -> Touched:
        old = session.get(Target, (district, identity))
        kept = {"layer": old.layer, "geometry": old.geometry} if old else {}
        new = Target(district=district, id=identity, **(kept | columns))
        _check(session, new)
        return put_target(session, district, new, locator(district))

    change_targets(district, put, quietly(dry_run=False))
    return db.session.get_one(Target, (district, identity))


def _check(session: Session, target: Target) -> None:
    """Raises InvalidInput for what the target can't be."""
    kind = target.geometry["type"]
    if kind not in FITTING[Layer(target.layer)] or not cut(target.geometry):
        raise InvalidInput("", [fault_at("/geometry", "bad-geometry")])
    asked = select(Target.id).where(
        Target.district == target.district,
        Target.layer == target.layer,
        Target.code == target.code,
        Target.id != target.id,
    )
    if target.code is not None and session.scalar(asked) is not None:
        raise InvalidInput("", [fault_at("/code", "code-taken")])
