"""Patrols with their positions and what their records say of them, for the notes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from xunhu.patrols.fixes import NO_FIXES, join
from xunhu.patrols.models import Patrol, PatrolEnd, TrackSegment
from xunhu.patrols.segments import GONE, Segment, segments
from xunhu.patrols.track import clean
from xunhu.quality.notes import Ridden
from xunhu.records.models import SealedRecord
from xunhu.records.view import sealed_feature

PHONE = "phone"


def ridden_of(session: Session, district: str, patrols: Sequence[Patrol]) -> list[Ridden]:
    """What there is of each of these patrols, in their order."""
    ids = [patrol.id for patrol in patrols]
    found: dict[UUID, list[Segment]] = defaultdict(list)
    for segment in segments(session, district, TrackSegment.patrol.in_(ids)):
        found[segment.row.patrol].append(segment)
    ends = _ends(session, district, ids)
    own = {patrol.id: patrol.id for patrol in patrols}
    offsets = _offsets(session, district, own | {end.id: end.patrol for end in ends.values()})
    return [_ridden(one, found[one.id], ends.get(one.id), offsets[one.id]) for one in patrols]


def _ridden(
    patrol: Patrol, own: Sequence[Segment], end: PatrolEnd | None, offsets_ms: Sequence[int]
) -> Ridden:
    raw = join([NO_FIXES, *(segment.fixes for segment in own)])
    return Ridden(
        began_ms=_ms(patrol.began_at),
        ended_ms=_ms(end.ended_at) if end else None,
        raw=raw,
        track=clean(raw),
        interruptions=[_interruption(told) for told in end.interruptions] if end else (),
        offsets_ms=offsets_ms,
        parts=frozenset(one.row.part for one in own if one.row.source == PHONE),
        part_count=end.part_count if end else None,
        is_thinned=any(one.row.fixes == GONE for one in own),
    )


def _interruption(told: Mapping[str, str]) -> tuple[int, int, str]:
    since, to = (_ms(datetime.fromisoformat(told[name])) for name in ("from", "to"))
    return since, to, told["reason"]


def _ends(session: Session, district: str, patrols: Collection[UUID]) -> dict[UUID, PatrolEnd]:
    """The last end of each patrol: two phones may each have told one."""
    asked = select(PatrolEnd).where(PatrolEnd.district == district, PatrolEnd.patrol.in_(patrols))
    return {end.patrol: end for end in session.scalars(asked.order_by(PatrolEnd.ended_at))}


def _offsets(
    session: Session, district: str, owners: Mapping[UUID, UUID]
) -> Mapping[UUID, list[int]]:
    """How far the phone's clock was off in these records, by the patrol they belong to."""
    row = SealedRecord
    asked = select(row).where(row.district == district, row.id.in_(owners))
    found: dict[UUID, list[int]] = defaultdict(list)
    for kept in session.scalars(asked.where(or_(row.kind == "patrol", row.kind == "patrol_end"))):
        clock = sealed_feature(kept)["properties"].get("clock")
        if clock is not None:
            found[owners[kept.id]].append(int(clock["offset_ms"]))
    return found


def _ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)
