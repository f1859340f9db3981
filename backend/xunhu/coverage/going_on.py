"""The fast path: a segment that continues its patrol in order only adds to what is there, and a
patrol that comes whole is worked out as it comes.

Anything else, a late, repeated or revised one, works its patrol out anew (`anew.refresh`); both
come to the same rows.
"""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolTail
from xunhu.coverage.rows import rows_of_track
from xunhu.coverage.worked_out import Kept, WorkedOut
from xunhu.coverage.writing import add_rows, put_row, write_rows
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.segments import fixes_in
from xunhu.patrols.steps import steps, tail_of
from xunhu.patrols.track import RULES_VERSION, Tail, clean, plausible
from xunhu.records.kinds import Sealed


def go_on(
    session: Session, district: str, patrol: UUID, known: WorkedOut, records: Sequence[Sealed]
) -> set[int] | None:
    """Add what is new to the rows of a patrol; the ordinals of the days that changed.

    None when it doesn't simply continue what is there: then nothing is changed.
    """
    segments = [one for one in records if one.kind.name == "track_segment"]
    if known.began_on is None or not _are_all_new(known, records, len(segments)):
        return None
    # where all else is the same the id settles the order, as in `fixes_of`
    fixes = fixes_in(sorted(segments, key=lambda one: one.id))
    if known.tail is not None and not _continues(fixes, known.tail):
        return None
    track = clean(fixes, _tail(known.tail) if known.tail else None)
    moved = steps(track)
    rows = rows_of_track(district, patrol, track, moved)
    tail = tail_of(track, moved.counted) if is_of_one_source(fixes) else None
    told = tail and tail_row(district, patrol, tail, known.segment_count)
    if known.tail is None:
        write_rows(session, [*rows, told] if told else rows)
    else:
        add_rows(session, district, patrol, rows)
        if told:
            put_row(session, told)
    return {day.toordinal() for day in (known.began_on, *(row.day for row in rows))}


def add_late(session: Session, district: str, patrol: UUID, records: Sequence[Sealed]) -> set[int]:
    """Add segments to a patrol that is thinned, as a track of their own; the ordinals of its days.

    What was amended or voided since can't be taken out again: it isn't added a second time.
    """
    seen = Counter(one.id for one in records)
    late = [one for one in records if one.kind.name == "track_segment" and seen[one.id] == 1]
    if not late:
        return set()
    track = clean(fixes_in(sorted(late, key=lambda one: one.id)))
    rows = rows_of_track(district, patrol, track, steps(track))
    add_rows(session, district, patrol, rows)
    return {row.day.toordinal() for row in rows}


def tail_row(district: str, patrol: UUID, tail: Tail, segments: int) -> PatrolTail:
    """How far the track of a patrol is worked out, so many segments of it, as a row."""
    lon, lat = tail.counted
    return PatrolTail(
        district=district,
        patrol=patrol,
        rules=RULES_VERSION,
        segment_count=segments,
        source=tail.source,
        time_ms=tail.time_ms,
        lon=tail.lon,
        lat=tail.lat,
        drops=tail.drops,
        seen_ms=tail.seen_ms,
        counted_lon=lon,
        counted_lat=lat,
    )


def is_of_one_source(fixes: Fixes) -> bool:
    """Dropped ones too: what comes later in the minute may still make theirs the better source."""
    return len(fixes) > 0 and bool((fixes.source == fixes.source[0]).all())


def _are_all_new(known: WorkedOut, records: Sequence[Sealed], segments: int) -> bool:
    """Whether these are segments, all in the table, and beside them just those of the tail; or
    the first that there is of a patrol, with its own record or after it.
    """
    if len({one.id for one in records}) != len(records) or known.new_count != segments:
        return False
    if known.tail is None:
        return known.segment_count == segments
    is_of_now = known.tail.rules == RULES_VERSION and segments == len(records)
    return is_of_now and known.segment_count == known.tail.segment_count + segments


def _continues(fixes: Fixes, known: Kept) -> bool:
    times = fixes.time_ms[plausible(fixes)]
    same_source = bool((fixes.source == known.source).all())
    return same_source and int(times.min(initial=known.seen_ms + 1)) > known.seen_ms


def _tail(known: Kept) -> Tail:
    return Tail(
        time_ms=known.time_ms,
        lon=known.lon,
        lat=known.lat,
        source=known.source,
        drops=known.drops,
        counted=(known.counted_lon, known.counted_lat),
        seen_ms=known.seen_ms,
    )
