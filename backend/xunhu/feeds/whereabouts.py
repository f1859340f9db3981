"""The outings of a vehicle as the records tell them, and what its tracker added to each."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from xunhu.feeds.outings import SHIFT_MS, Outing
from xunhu.feeds.sealing import author_of
from xunhu.patrols.models import Patrol, PatrolEnd, TrackSegment
from xunhu.patrols.segments import Segment, segments
from xunhu.schemas import shanghai_day

DAY_MS = 86_400_000
Times = NDArray[np.int64]


def outings_of(
    session: Session, district: str, vehicle: UUID, from_ms: int, to_ms: int
) -> list[Outing]:
    """The patrols that name a vehicle and began between the day before and the day after."""
    first, last = (_day_of(ms) for ms in (from_ms - DAY_MS, to_ms + DAY_MS))
    here = (Patrol.district == district) & (Patrol.vehicle == vehicle)
    asked = select(Patrol).where(here, Patrol.began_on.between(first, last))
    return [_outing(session, patrol) for patrol in session.scalars(asked.order_by(Patrol.id))]


def _outing(session: Session, patrol: Patrol) -> Outing:
    began_ms = _ms(patrol.began_at)
    if patrol.vehicle is not None and patrol.author == author_of(patrol.vehicle):
        times = times_of(segments_of(session, patrol.district, patrol.id, patrol.author))
        known = [began_ms, *times.tolist()]
        return Outing(patrol.id, patrol.township, min(known), max(known), is_own=True)
    ended = select(func.max(PatrolEnd.ended_at)).where(
        PatrolEnd.district == patrol.district, PatrolEnd.patrol == patrol.id
    )
    ended_at = session.scalar(ended)
    until_ms = began_ms + SHIFT_MS if ended_at is None else _ms(ended_at)
    return Outing(patrol.id, patrol.township, began_ms, until_ms)


def segments_of(session: Session, district: str, patrol: UUID, author: str) -> Sequence[Segment]:
    """What the tracker of this name added to a patrol, in the order of its parts."""
    row = TrackSegment
    own = (row.patrol == patrol) & (row.author == author) & (row.source == "tracker")
    return segments(session, district, own)


def times_of(known: Sequence[Segment]) -> Times:
    """The epoch milliseconds of all fixes of these segments."""
    columns = [one.fixes.time_ms for one in known]
    return np.concatenate(columns) if columns else np.empty(0, dtype=np.int64)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _day_of(at_ms: int) -> object:
    return shanghai_day(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms))
