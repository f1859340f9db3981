"""A patrol worked out anew from all its fixes."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.coverage.going_on import is_of_one_source, tail_row
from xunhu.coverage.models import PatrolTail
from xunhu.coverage.rows import rows_of_track
from xunhu.coverage.worked_out import began_on, stays
from xunhu.coverage.writing import Row, delete_rows, write_rows
from xunhu.patrols.fixes import join
from xunhu.patrols.segments import fixes_of
from xunhu.patrols.steps import steps, tail_of
from xunhu.patrols.track import clean


def refresh(session: Session, district: str, patrol: UUID) -> set[int]:
    """Replace the rows of one patrol; without its record it has none yet (rule 6).

    A thinned one keeps what it has as long as its record is there. Gives the ordinals of the days
    for which anything may have changed.
    """
    if stays(session, district, patrol):
        return set()
    return replace_rows(session, district, patrol, rows_anew(session, district, patrol))


def rows_anew(session: Session, district: str, patrol: UUID) -> list[Row]:
    """What a patrol comes to, as rows that the session doesn't know of."""
    segments = fixes_of(session, district, patrol)
    if not segments or began_on(session, district, patrol) is None:
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
    written = list(rows)
    days = delete_rows(session, district, patrol)
    days |= {row.day for row in written if not isinstance(row, PatrolTail)}
    if (began := began_on(session, district, patrol)) is not None:
        days.add(began)
    write_rows(session, written)
    return {day.toordinal() for day in days}
