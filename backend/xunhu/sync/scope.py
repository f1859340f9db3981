"""What a sender may push: which kinds, for which townships, in whose name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from xunhu.auth.models import User
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.problems import Fault, fault_at
from xunhu.records.envelope import Read, Refused
from xunhu.records.kinds import Sealed
from xunhu.records.roles import Role
from xunhu.targets.models import Target
from xunhu.townships.models import Township


@dataclass(frozen=True)
class Scope:
    """What a batch may hold: the sender's townships, and the roles of its authors."""

    sender: Who
    townships: frozenset[str]
    authors: dict[str, Role]
    layers: dict[UUID, str]


def scope_of(reads: Sequence[Read], sender: Who) -> Scope:
    """The district's townships, and the authors and targets that these records name."""
    names = {r.sealed.author for r in reads if r.sealed}
    asked = select(User.username, User.role).where(
        User.district == sender.district, User.username.in_(names)
    )
    authors = {username: Role(role) for username, role in db.session.execute(asked)}
    codes = select(Township.code).where(Township.district == sender.district)
    townships = frozenset(db.session.scalars(codes))
    return Scope(sender, townships, authors, _layers(sender.district, reads))


def _layers(district: str, reads: Sequence[Read]) -> dict[UUID, str]:
    sealed = [r.sealed for r in reads if r.sealed]
    named = {s.refs[name] for s in sealed for name in s.kind.layers if name in s.refs}
    asked = select(Target.id, Target.layer).where(Target.district == district, Target.id.in_(named))
    return {target: layer for target, layer in db.session.execute(asked)} if named else {}


def within(scope: Scope, found: Read) -> Read:
    """The same, refused where this sender may not push it or this author not record it."""
    sealed = found.sealed
    if sealed is None:
        return found
    fault = _fault(scope, sealed)
    if fault is None:
        return found
    return replace(found, sealed=None, refused=Refused(fault["code"], [fault], parked=True))


def _fault(scope: Scope, sealed: Sealed) -> Fault | None:
    if scope.sender.role not in sealed.kind.push:
        return fault_at("/properties/kind", "out-of-scope")
    ours = scope.sender.had_township(sealed.township, sealed.occurred_at)
    if sealed.township not in scope.townships or not ours:
        return fault_at("/properties/township", "out-of-scope")
    role = scope.authors.get(sealed.author)
    if role is None or role not in sealed.kind.push:
        code = "unknown-author" if role is None else "author-may-not"
        return fault_at("/properties/author", code)
    return _wrong_layer(scope, sealed)


def _wrong_layer(scope: Scope, sealed: Sealed) -> Fault | None:
    """A target that hasn't come yet may be named; one that is there has to be of the layer."""
    for name, layer in sealed.kind.layers.items():
        if name in sealed.refs and scope.layers.get(sealed.refs[name], layer) != layer:
            return fault_at(f"/properties/refs/{name}", "wrong-layer")
    return None
