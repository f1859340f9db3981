"""How far the tracks of patrols are worked out when new segments come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolTail
from xunhu.patrols.models import Patrol, TrackSegment


@dataclass(frozen=True)
class WorkedOut:
    """What the tables know of a patrol.

    `began_on` is null while its record has not come, `tail` while it can't be gone on with.
    `segment_count` and `new_count` are all its segments, and those of them that have just come.
    """

    began_on: date | None
    tail: PatrolTail | None
    segment_count: int
    new_count: int


def worked_out(
    session: Session, district: str, patrols: Collection[UUID], new: Collection[UUID]
) -> Mapping[UUID, WorkedOut]:
    """How these patrols stand, when these segments of them are new."""
    asked = select(Patrol.id, Patrol.began_on)
    asked = asked.where(Patrol.district == district, Patrol.id.in_(patrols))
    began = {patrol: day for patrol, day in session.execute(asked)}
    tails = select(PatrolTail).where(
        PatrolTail.district == district, PatrolTail.patrol.in_(patrols)
    )
    known = {tail.patrol: tail for tail in session.scalars(tails)}
    counts = _counts(session, district, patrols, new)
    return {
        patrol: WorkedOut(
            began.get(patrol),
            known.get(patrol),
            *counts.get(patrol, (0, 0)),
        )
        for patrol in patrols
    }


def _counts(
    session: Session, district: str, patrols: Collection[UUID], new: Collection[UUID]
) -> dict[UUID, tuple[int, int]]:
    row = TrackSegment
    asked = select(row.patrol, func.count(), func.count().filter(row.id.in_(new)))
    asked = asked.where(row.district == district, row.patrol.in_(patrols)).group_by(row.patrol)
    return {patrol: (count, new_count) for patrol, count, new_count in session.execute(asked)}
