"""What a sender may push: which kinds, for which townships, in whose name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from xunhu.auth.models import User
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.problems import Fault
from xunhu.records.envelope import Read, Refused
from xunhu.records.kinds import Sealed
from xunhu.records.roles import Role
from xunhu.townships.models import Township


@dataclass(frozen=True)
class Scope:
    """What a batch may hold: the sender's townships, and the roles of its authors."""

    sender: Who
    townships: frozenset[str]
    authors: dict[str, Role]


def scope_of(reads: Sequence[Read], sender: Who) -> Scope:
    """The district's townships, and the authors that these records name."""
    names = {r.sealed.author for r in reads if r.sealed}
    asked = select(User.username, User.role).where(
        User.district == sender.district, User.username.in_(names)
    )
    authors = {username: Role(role) for username, role in db.session.execute(asked)}
    codes = select(Township.code).where(Township.district == sender.district)
    return Scope(sender, frozenset(db.session.scalars(codes)), authors)


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
        return Fault(pointer="/properties/kind", code="out-of-scope", message="out-of-scope")
    ours = scope.sender.had_township(sealed.township, sealed.occurred_at)
    if sealed.township not in scope.townships or not ours:
        return Fault(pointer="/properties/township", code="out-of-scope", message="out-of-scope")
    role = scope.authors.get(sealed.author)
    if role is None or role not in sealed.kind.push:
        code = "unknown-author" if role is None else "author-may-not"
        return Fault(pointer="/properties/author", code=code, message=code)
    return None
