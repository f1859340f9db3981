"""What has to be known about a batch before its scope is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from xunhu.auth.models import User
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.records.kinds import Sealed
from xunhu.records.roles import Role
from xunhu.targets.models import Target
from xunhu.townships.models import Township


@dataclass(frozen=True)
class Scope:
    """What a batch may hold: the sender's townships, and the roles of its authors."""

    sender: Who | None
    townships: frozenset[str]
    authors: dict[str, Role]
    layers: dict[UUID, str]


def scope_of(records: Sequence[Sealed], district: str, sender: Who | None = None) -> Scope:
    """The district's townships, and the authors and targets that these records name."""
    asked = select(User.username, User.role).where(
        User.district == district, User.username.in_({s.author for s in records})
    )
    authors = {username: Role(role) for username, role in db.session.execute(asked)}
    codes = select(Township.code).where(Township.district == district)
    townships = frozenset(db.session.scalars(codes))
    return Scope(sender, townships, authors, _layers(district, records))


def _layers(district: str, records: Sequence[Sealed]) -> dict[UUID, str]:
    named = {s.refs[name] for s in records for name in s.kind.layers if name in s.refs}
    asked = select(Target.id, Target.layer).where(Target.district == district, Target.id.in_(named))
    return {target: layer for target, layer in db.session.execute(asked)} if named else {}
