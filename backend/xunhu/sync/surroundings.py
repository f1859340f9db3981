"""What has to be known about a batch before its scope is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from xunhu.auth.models import User
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.records.kinds import Sealed
from xunhu.records.roles import Role
from xunhu.statements import ask, by_ids, table_of
from xunhu.targets.models import Target
from xunhu.townships.models import Township

_ROLES = by_ids(User.username, User.username, User.role)
_LAYERS = by_ids(Target.id, Target.id, Target.layer)
_TOWNSHIP = table_of(Township)
_CODES = select(_TOWNSHIP.c.code).where(_TOWNSHIP.c.district == bindparam("of"))


@dataclass(frozen=True)
class Scope:
    """What a batch may hold: the sender's townships, and the roles of its authors."""

    sender: Who | None
    townships: frozenset[str]
    authors: dict[str, Role]
    layers: dict[UUID, str]


def scope_of(records: Sequence[Sealed], district: str, sender: Who | None = None) -> Scope:
    """The district's townships, and the authors and targets that these records name."""
    asked = {"district": district, "ids": sorted({s.author for s in records})}
    authors = {username: Role(role) for username, role in ask(db.session(), _ROLES, asked)}
    townships = frozenset(ask(db.session(), _CODES, {"of": district}).scalars())
    return Scope(sender, townships, authors, _layers(district, records))


def _layers(district: str, records: Sequence[Sealed]) -> dict[UUID, str]:
    named = {s.refs[name] for s in records for name in s.kind.layers if name in s.refs}
    asked = {"district": district, "ids": list(named)}
    return {target: layer for target, layer in ask(db.session(), _LAYERS, asked)} if named else {}
