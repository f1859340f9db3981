"""A patrol worked out anew from all its fixes."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.coverage.going_on import is_of_one_source, note_tail
from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail
from xunhu.coverage.rows import rows_of_track
from xunhu.patrols.fixes import join
from xunhu.patrols.models import Patrol
from xunhu.patrols.segments import fixes_of
from xunhu.patrols.steps import steps, tail_of
from xunhu.patrols.track import clean


def refresh(session: Session, district: str, patrol: UUID) -> set[int]:
    """Replace the rows of one patrol; without its record it has none yet (rule 6).

    Gives the ordinals of the days for which anything may have changed.
    """
    days = set()
    for table in (PatrolDay, PatrolDaySum):
        here = (table.district == district) & (table.patrol == patrol)
        days |= set(session.scalars(select(table.day).where(here)))
        session.execute(delete(table).where(here))
    tails = (PatrolTail.district == district) & (PatrolTail.patrol == patrol)
    session.execute(delete(PatrolTail).where(tails))
    segments, known = fixes_of(session, district, patrol), session.get(Patrol, (district, patrol))
    if known is not None:
        days.add(known.began_on)
    if segments and known is not None:
        fixes = join(segments)
        track = clean(fixes)
        moved = steps(track)
        rows = rows_of_track(district, patrol, track, moved)
        session.add_all(rows)
        if is_of_one_source(fixes):
            tail = tail_of(track, moved.counted)
            note_tail(session, district, patrol, tail, len(segments))
        days |= {row.day for row in rows}
    session.flush()
    return {day.toordinal() for day in days}
