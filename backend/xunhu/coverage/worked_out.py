"""How far the tracks of patrols are worked out when new segments come."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolTail, ThinnedPatrol
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.statements import ask, by_ids


class Kept(NamedTuple):
    """A row of `PatrolTail`, its first columns left out."""

    rules: int
    segment_count: int
    source: int
    time_ms: int
    lon: float
    lat: float
    drops: int
    counted_lon: float
    counted_lat: float
    seen_ms: int


_BEGAN = by_ids(Patrol.id, Patrol.id, Patrol.began_on)
_TAILS = by_ids(
    PatrolTail.patrol, PatrolTail.patrol, *(getattr(PatrolTail, name) for name in Kept._fields)
)
_SEGMENTS = by_ids(TrackSegment.patrol, TrackSegment.patrol, TrackSegment.id)
_THINNED = by_ids(ThinnedPatrol.patrol, ThinnedPatrol.patrol)


def began_on(session: Session, district: str, patrol: UUID) -> date | None:
    """The day on which a patrol began, once its record has come."""
    row = ask(session, _BEGAN, {"district": district, "ids": [patrol]}).first()
    return row.began_on if row else None


def stays(session: Session, district: str, patrol: UUID) -> bool:
    """Whether a patrol can't be worked out anew: its positions are gone, its numbers stay."""
    thinned = ask(session, _THINNED, {"district": district, "ids": [patrol]}).first()
    return thinned is not None and began_on(session, district, patrol) is not None


@dataclass(frozen=True)
class WorkedOut:
    """What the tables know of a patrol.

    `began_on` is null while its record has not come, `tail` while it can't be gone on with.
    `segment_count` and `new_count` are all its segments, and those of them that have just come.
    One that `is_thinned` can't be worked out anew.
    """

    began_on: date | None
    tail: Kept | None
    segment_count: int
    new_count: int
    is_thinned: bool


def worked_out(
    session: Session, district: str, patrols: Collection[UUID], new: Collection[UUID]
) -> Mapping[UUID, WorkedOut]:
    """How these patrols stand, when these segments of them are new."""
    asked = {"district": district, "ids": list(patrols)}
    began = {patrol: day for patrol, day in ask(session, _BEGAN, asked)}
    tails = {patrol: Kept(*told) for patrol, *told in ask(session, _TAILS, asked)}
    thinned = set(ask(session, _THINNED, asked).scalars()) & began.keys()
    known: dict[UUID, list[UUID]] = defaultdict(list)
    for patrol, segment in ask(session, _SEGMENTS, asked):
        known[patrol].append(segment)
    fresh = set(new)
    return {
        patrol: WorkedOut(
            began.get(patrol),
            tails.get(patrol),
            len(known[patrol]),
            sum(segment in fresh for segment in known[patrol]),
            patrol in thinned,
        )
        for patrol in patrols
    }
