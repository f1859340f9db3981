"""What a user may see, newer than a cursor, in the order of the server's numbers."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.paging import BadCursor, cursor_of, read_cursor
from xunhu.problems import Problem
from xunhu.records.models import DistrictClock, SealedRecord
from xunhu.records.reading import feature_of, visible_to


class EpochChanged(Problem):
    """The server was restored: start again from no cursor."""

    status, code = 409, "epoch-changed"


class ScopeChanged(Problem):
    """What this user may see has changed: start again from no cursor."""

    status, code = 409, "scope-changed"


@dataclass(frozen=True)
class Cursor:
    """How far somebody has read, in which epoch and with which scope."""

    epoch: UUID
    scope: str
    seq: int

    def __str__(self) -> str:
        return cursor_of([str(self.epoch), self.scope, self.seq])

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor that this text stands for; raises BadCursor."""
        try:
            epoch, scope, seq = read_cursor(text)
            if not (isinstance(scope, str) and type(seq) is int and 0 <= seq < 2**53):
                raise BadCursor
            return cls(UUID(epoch), scope, seq)
        except (ValueError, TypeError, AttributeError) as error:
            raise BadCursor from error


def pull(session: Session, who: Who, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of Features, and the cursor for the next."""
    clock = session.get_one(DistrictClock, who.district)
    start = Cursor(clock.epoch, scope_of(who), 0)
    if cursor:
        start = Cursor.parse(cursor)
        if start.epoch != clock.epoch:
            raise EpochChanged
        if start.scope != scope_of(who):
            raise ScopeChanged
    asked = (
        select(SealedRecord)
        .where(visible_to(who), SealedRecord.seq > start.seq)
        .order_by(SealedRecord.seq)
        .limit(limit + 1)
    )
    rows = session.scalars(asked).all()
    page = rows[:limit]
    reached = page[-1].seq if page else start.seq
    return {
        "type": "FeatureCollection",
        "features": [feature_of(row) for row in page if row.state != "erased"],
        "tombstones": [str(row.id) for row in page if row.state == "erased"],
        "next": str(Cursor(clock.epoch, start.scope, reached)),
        "more": len(rows) > limit,
        "epoch": str(clock.epoch),
    }


def scope_of(who: Who) -> str:
    """A word that changes when what a user may see changes."""
    told = orjson.dumps([who.username, who.role, who.townships])
    return hashlib.sha256(told).hexdigest()[:16]
