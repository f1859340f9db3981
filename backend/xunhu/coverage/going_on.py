"""The fast path: a segment that continues its patrol in order only adds to what is there.

Anything else, a late, repeated or revised one, works its patrol out anew (`anew.refresh`); both
come to the same rows.
"""

from collections.abc import Sequence
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail
from xunhu.coverage.rows import rows_of_track
from xunhu.patrols.apply import fixes_in
from xunhu.patrols.fixes import Fixes, join
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.patrols.steps import steps, tail_of
from xunhu.patrols.track import RULES_VERSION, Tail, clean, plausible
from xunhu.records.kinds import Sealed


def go_on(
    session: Session, district: str, patrol: UUID, records: Sequence[Sealed]
) -> set[int] | None:
    """Add new segments to the rows of their patrol; the ordinals of the days that changed.

    None when they don't simply continue it: then nothing is changed.
    """
    known = session.get(PatrolTail, (district, patrol))
    if known is None or known.rules != RULES_VERSION or not _are_new(session, known, records):
        return None
    # where all else is the same the id settles the order, as in `fixes_of`
    fixes = join(fixes_in(one) for one in sorted(records, key=lambda one: one.id))
    if not _continues(fixes, known):
        return None
    track = clean(fixes, _tail(known))
    moved = steps(track)
    rows = rows_of_track(district, patrol, track, moved)
    for row in rows:
        _add(session, row)
    tail = tail_of(track, moved.counted)
    note_tail(session, district, patrol, tail, known.segment_count + len(records))
    session.flush()
    days = {session.get_one(Patrol, (district, patrol)).began_on, *(row.day for row in rows)}
    return {day.toordinal() for day in days}


def note_tail(
    session: Session, district: str, patrol: UUID, tail: Tail | None, segments: int
) -> None:
    """Write down how far the track of a patrol is worked out; no tail, nothing to go on from."""
    if tail is None:
        return
    session.merge(
        PatrolTail(
            district=district,
            patrol=patrol,
            rules=RULES_VERSION,
            segment_count=segments,
            source=tail.source,
            time_ms=tail.time_ms,
            lon=tail.lon,
            lat=tail.lat,
            drops=tail.drops,
            counted_lon=tail.counted[0],
            counted_lat=tail.counted[1],
            seen_ms=tail.seen_ms,
        )
    )


def _are_new(session: Session, known: PatrolTail, records: Sequence[Sealed]) -> bool:
    """Whether these are segments, all in the table, and beside them just those of the tail."""
    if any(one.kind.name != "track_segment" for one in records):
        return False
    ids = {one.id for one in records}
    here = (TrackSegment.district == known.district) & (TrackSegment.patrol == known.patrol)
    return (
        len(ids) == len(records)
        and _count(session, here & TrackSegment.id.in_(ids)) == len(ids)
        and _count(session, here) == known.segment_count + len(ids)
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(TrackSegment).where(which)).one()


def _continues(fixes: Fixes, known: PatrolTail) -> bool:
    times = fixes.time_ms[plausible(fixes)]
    same_source = bool((fixes.source == known.source).all())
    return same_source and int(times.min(initial=known.seen_ms + 1)) > known.seen_ms


def _tail(known: PatrolTail) -> Tail:
    return Tail(
        time_ms=known.time_ms,
        lon=known.lon,
        lat=known.lat,
        source=known.source,
        drops=known.drops,
        counted=(known.counted_lon, known.counted_lat),
        seen_ms=known.seen_ms,
    )


def _add(session: Session, row: PatrolDay | PatrolDaySum) -> None:
    """A row of the same day and place takes up what is new; both add up in any order."""
    if isinstance(row, PatrolDay):
        day = session.get(PatrolDay, (row.district, row.day, row.patrol))
        if day is not None:
            day.reached = _either(day.reached, row.reached)
            day.crossed = _either(day.crossed, row.crossed)
            return
    else:
        sums = session.get(PatrolDaySum, (row.district, row.day, row.township, row.patrol))
        if sums is not None:
            sums.distance_um += row.distance_um
            sums.recorded_ms += row.recorded_ms
            sums.step_count += row.step_count
            return
    session.add(row)


def _either(one: bytes, other: bytes) -> bytes:
    return (BitMap.deserialize(one) | BitMap.deserialize(other)).serialize()
