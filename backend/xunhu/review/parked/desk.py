"""What a supervisor makes of a parked record, under the district's lock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.db import writing
from xunhu.problems import Problem
from xunhu.records.clock import lock_district
from xunhu.records.correcting import Decision
from xunhu.records.deciding import accept, discard
from xunhu.records.models import ParkedRecord
from xunhu.review.parked.reach import one_parked
from xunhu.sync.scope import answered_for


class AlreadyDecided(Problem):
    """Somebody decided about this record before."""

    code = "already-decided"


def accept_parked(who: Who, record: UUID, wanted: Mapping[str, Any], now: datetime) -> None:
    """Seal it with its corrections; raises NotFound, AlreadyDecided or InvalidInput."""
    with writing() as session:
        clock = lock_district(session, who.district)
        row = _open(session, who, record)
        accept(session, clock, row, _decision(who, wanted, now), answered_for(who.district))


def discard_parked(who: Who, record: UUID, wanted: Mapping[str, Any], now: datetime) -> None:
    """Put it aside with a reason; raises NotFound or AlreadyDecided."""
    with writing() as session:
        clock = lock_district(session, who.district)
        discard(clock, _open(session, who, record), _decision(who, wanted, now))


def _open(session: Session, who: Who, record: UUID) -> ParkedRecord:
    row = one_parked(session, who, record)
    if row.decision is not None:
        raise AlreadyDecided
    return row


def _decision(who: Who, wanted: Mapping[str, Any], now: datetime) -> Decision:
    changes, dropped = wanted.get("changes", {}), wanted.get("drop", [])
    return Decision(who.username, now, wanted["reason"], changes, dropped)
