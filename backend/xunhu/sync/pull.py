"""What a user may see, newer than a cursor, in the order of the server's numbers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.paging import BadCursor, cursor_of, read_cursor
from xunhu.problems import Problem
from xunhu.records.kept import is_erased
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord, TownshipMove
from xunhu.records.reading import feature_of, missing_slots, visible_to
from xunhu.sync.decisions import decisions_told


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
    """One page, and the cursor for the next; raises BadCursor, EpochChanged or ScopeChanged."""
    epoch = session.get_one(DistrictClock, who.district).epoch
    scope = scope_word(session, who)
    after = _after(cursor, epoch, scope)
    found = (_records(session, who, after, limit), _decisions(session, who, after, limit))
    shown: list[SealedRecord | ParkedRecord] = sorted(chain(*found), key=_place)
    page = shown[:limit]
    records = [row for row in page if isinstance(row, SealedRecord) and row.state != "erased"]
    missing = missing_slots(session, who.district, [row.id for row in records])
    return {
        "type": "FeatureCollection",
        "features": [feature_of(row, missing.get(row.id, ())) for row in records],
        "tombstones": [str(row.id) for row in page if is_erased(row)],
        "decisions": decisions_told([p for p in page if isinstance(p, ParkedRecord)]),
        "next": str(Cursor(epoch, scope, _place(page[-1]) if page else after)),
        "more": len(shown) > limit,
        "epoch": str(epoch),
    }


def _after(cursor: str | None, epoch: UUID, scope: str) -> int:
    """The number up to which a cursor has read; 0 without one."""
    if not cursor:
        return 0
    read = Cursor.parse(cursor)
    if read.epoch != epoch:
        raise EpochChanged
    if read.scope != scope:
        raise ScopeChanged
    return read.seq


def _place(row: SealedRecord | ParkedRecord) -> int:
    assert row.shown is not None
    return row.shown


def _records(session: Session, who: Who, after: int, limit: int) -> Sequence[SealedRecord]:
    asked = select(SealedRecord).where(
        visible_to(who) | _erased_of(who), SealedRecord.shown > after
    )
    return session.scalars(asked.order_by(SealedRecord.shown).limit(limit + 1)).all()


def _erased_of(who: Who) -> ColumnElement[bool]:
    """Whoever recorded or sent it may have a copy, wherever they belong now: they are told."""
    record = SealedRecord
    ours = (record.author == who.username) | (record.sender == who.username)
    return (record.district == who.district) & (record.state == "erased") & ours


def _decisions(session: Session, who: Who, after: int, limit: int) -> Sequence[ParkedRecord]:
    """What was decided about records that this user recorded or sent and that were parked."""
    parked = ParkedRecord
    ours = (parked.author == who.username) | (parked.sender == who.username)
    asked = select(parked).where(parked.district == who.district, parked.shown > after, ours)
    return session.scalars(asked.order_by(parked.shown).limit(limit + 1)).all()


def scope_word(session: Session, who: Who) -> str:
    """A word that changes when what a user may see changes, by a move of theirs or of a record."""
    moves = select(func.max(TownshipMove.number)).where(
        TownshipMove.district == who.district, TownshipMove.township.in_(who.townships)
    )
    last_move = session.scalar(moves) if who.townships else None
    told = orjson.dumps([who.username, who.role, who.townships, last_move])
    return hashlib.sha256(told).hexdigest()[:16]
