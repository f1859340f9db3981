"""A patrol worked out anew from all its fixes."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.coverage.going_on import is_of_one_source, tail_row
from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail, ThinnedPatrol
from xunhu.coverage.rows import rows_of_track
from xunhu.patrols.fixes import join
from xunhu.patrols.models import Patrol
from xunhu.patrols.segments import fixes_of
from xunhu.patrols.steps import steps, tail_of
from xunhu.patrols.track import clean

Row = PatrolDay | PatrolDaySum | PatrolTail
TABLES: tuple[type[Row], ...] = (PatrolDay, PatrolDaySum, PatrolTail)


def refresh(session: Session, district: str, patrol: UUID) -> set[int]:
    """Replace the rows of one patrol; without its record it has none yet (rule 6).

    A thinned one keeps what it has as long as its record is there. Gives the ordinals of the days
    for which anything may have changed.
    """
    if stays(session, district, patrol):
        return set()
    return replace_rows(session, district, patrol, rows_anew(session, district, patrol))


def stays(session: Session, district: str, patrol: UUID) -> bool:
    """Whether a patrol can't be worked out anew: its positions are gone, its numbers stay."""
    return (
        session.get(ThinnedPatrol, (district, patrol)) is not None
        and session.get(Patrol, (district, patrol)) is not None
    )


def rows_anew(session: Session, district: str, patrol: UUID) -> list[Row]:
    """What a patrol comes to, as rows that the session doesn't know of."""
    segments, known = fixes_of(session, district, patrol), session.get(Patrol, (district, patrol))
    if not segments or known is None:
        return []
    fixes = join(segments)
    track = clean(fixes)
    moved = steps(track)
    rows: list[Row] = [*rows_of_track(district, patrol, track, moved)]
    tail = tail_of(track, moved.counted) if is_of_one_source(fixes) else None
    if tail is not None:
        rows.append(tail_row(district, patrol, tail, len(segments)))
    return rows


def replace_rows(session: Session, district: str, patrol: UUID, rows: Iterable[Row]) -> set[int]:
    """Put these rows in the place of all that a patrol has; the ordinals of the days of both."""
    days: set[date] = set()
    for dated in (PatrolDay, PatrolDaySum):
        here = (dated.district == district) & (dated.patrol == patrol)
        days |= set(session.scalars(select(dated.day).where(here)))
    for table in TABLES:
        here = (table.district == district) & (table.patrol == patrol)
        session.execute(delete(table).where(here))
    known = session.get(Patrol, (district, patrol))
    if known is not None:
        days.add(known.began_on)
    for row in rows:
        session.add(row)
        if not isinstance(row, PatrolTail):
            days.add(row.day)
    session.flush()
    return {day.toordinal() for day in days}
