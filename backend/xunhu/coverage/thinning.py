"""Positions of patrols that are let go after their time; the numbers stay.

The unit is a whole patrol: all of its segments came longer ago than the limit, its own record is
there, and nothing of it waits to be applied. Before anything goes, its rows are worked out once
more, so that what stays is what the positions told. Afterwards a rebuild, a moved boundary and a
changed target leave its rows as they are, but for pieces that are no more; a void of the patrol
takes them away. A segment that comes later still is added by itself.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session, aliased

from xunhu.coverage.differing import differing, put_right
from xunhu.coverage.kept import forget
from xunhu.coverage.models import PatrolTail, ThinnedPatrol
from xunhu.db import db, utcnow, writing
from xunhu.patrols.models import TrackSegment
from xunhu.patrols.thinning import has_positions, thin_segments
from xunhu.patrols.track import RULES_VERSION
from xunhu.records.clock import lock_district
from xunhu.records.models import DistrictClock, SealedRecord

AT_ONCE = 20  # patrols of eight hours: about as long as a push
LAST_HOUR = "xunhu_thinned"


def limit(now: datetime) -> datetime | None:
    """What was received before this instant may go; None where positions are kept for ever."""
    days = current_app.config["XUNHU"].keep_positions_days
    return now - timedelta(days=days) if days else None


def due(
    session: Session, district: str, before: datetime, most: int | None = None
) -> Sequence[UUID]:
    """The patrols that may be thinned, those first whose segments came first."""
    segment, came = TrackSegment, func.max(TrackSegment.received_at)
    asked = select(segment.patrol).where(segment.district == district, has_positions())
    asked = asked.where(_is_whole(session, district)).group_by(segment.patrol)
    asked = asked.having(came < before).order_by(came, segment.patrol)
    return session.scalars(asked.limit(most)).all()


def thin_some(district: str, before: datetime, most: int = AT_ONCE) -> int:
    """Thin the next patrols in one transaction; gives how many there were."""
    patrols = due(db.session(), district, before, most)
    wrong = differing(district, patrols)
    with writing() as session:
        lock_district(session, district)
        for found in wrong:
            forget(session, district, put_right(session, district, found))
        patrols = [one for one in due(session, district, before, most) if one in patrols]
        for patrol in patrols:
            _thin(session, district, patrol)
    return len(patrols)


def thin_now_and_then() -> None:
    """Before a request: thin a few patrols that are due, at most once an hour."""
    hour = int(utcnow().timestamp()) // 3600
    if current_app.extensions.setdefault(LAST_HOUR, hour) == hour:
        return
    current_app.extensions[LAST_HOUR] = hour
    before = limit(utcnow())
    if before is not None:
        for district in db.session.scalars(select(DistrictClock.district)).all():
            thin_some(district, before)


def _is_whole(session: Session, district: str) -> ColumnElement[bool]:
    """Its own record has come, and nothing of it waits to be applied."""
    own, part, row = aliased(SealedRecord), aliased(SealedRecord), aliased(TrackSegment)
    known = select(own.id).where(own.district == district, own.kind == "patrol")
    known = known.where(own.state != "unapplied")
    waiting = select(row.patrol).join(part, (part.district == row.district) & (part.id == row.id))
    waiting = waiting.where(part.district == district, part.state == "unapplied")
    return TrackSegment.patrol.in_(known) & TrackSegment.patrol.not_in(waiting)


def _thin(session: Session, district: str, patrol: UUID) -> None:
    thin_segments(session, district, patrol)
    tail = (PatrolTail.district == district) & (PatrolTail.patrol == patrol)
    session.execute(delete(PatrolTail).where(tail))
    told = ThinnedPatrol(district=district, patrol=patrol, rules=RULES_VERSION)
    told.thinned_at = utcnow()
    session.merge(told)
