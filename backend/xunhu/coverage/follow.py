"""Brings coverage up to date with records, in the transaction that stores them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.coverage.kept import forget
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.rows import rows_of
from xunhu.db import db
from xunhu.patrols.apply import fixes_of, patrol_of
from xunhu.patrols.models import Patrol
from xunhu.records.kinds import Sealed, follow
from xunhu.schemas import shanghai_day

OF_ONE_DAY = ("outreach_event", "clinic_session", "check_in")


def register_follower() -> None:
    """Keep coverage current with patrols and their segments, and with what is of one day."""
    follow(("patrol", "track_segment"), follow_patrols)
    follow(OF_ONE_DAY, follow_days)


def follow_patrols(district: str, records: Sequence[Sealed]) -> None:
    """Work out anew every patrol that these records belong to."""
    days = {
        shanghai_day(one.occurred_at).toordinal() for one in records if one.kind.name == "patrol"
    }
    for patrol in sorted({patrol_of(sealed) for sealed in records}):
        days |= refresh(db.session(), district, patrol)
    forget(db.session(), district, days)


def follow_days(district: str, records: Sequence[Sealed]) -> None:
    """What was worked out for the days of these records no longer holds."""
    forget(db.session(), district, {shanghai_day(one.occurred_at).toordinal() for one in records})


def refresh(session: Session, district: str, patrol: UUID) -> set[int]:
    """Replace the rows of one patrol; without its record it has none yet (rule 6).

    Gives the ordinals of the days for which anything may have changed.
    """
    days = set()
    for table in (PatrolDay, PatrolDaySum):
        here = (table.district == district) & (table.patrol == patrol)
        days |= set(session.scalars(select(table.day).where(here)))
        session.execute(delete(table).where(here))
    fixes, known = fixes_of(session, district, patrol), session.get(Patrol, (district, patrol))
    if known is not None:
        days.add(known.began_on)
    if fixes is not None and known is not None:
        rows = rows_of(district, patrol, fixes)
        session.add_all(rows)
        days |= {row.day for row in rows}
    session.flush()
    return {day.toordinal() for day in days}
