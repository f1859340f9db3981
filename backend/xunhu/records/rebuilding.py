"""Rows worked out anew from what was sealed: the records are the only truth."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from xunhu.records.alarms import alarm, raise_outage
from xunhu.records.effects import Effects
from xunhu.records.models import DistrictClock, SealedRecord
from xunhu.records.view import REVISIONS

PAGE = 200


def rebuild_rows(
    session: Session, clock: DistrictClock, progress: Callable[[int, int], None]
) -> None:
    """Put every record's current view into rows again, in the order of their numbers.

    Followers aren't called: they have their own ways to begin anew.
    """
    here = (
        (SealedRecord.district == clock.district)
        & SealedRecord.kind.not_in(REVISIONS)
        & (SealedRecord.state != "erased")
    )
    count = session.scalar(select(func.count()).select_from(SealedRecord).where(here)) or 0
    done, last = 0, 0
    while True:
        asked = select(SealedRecord).where(here, SealedRecord.seq > last)
        rows = session.scalars(asked.order_by(SealedRecord.seq).limit(PAGE)).all()
        if not rows:
            return
        effects = Effects(session, clock, [row.id for row in rows])
        for row in rows:
            _redo(effects, row)
        effects.void_late_parts()
        done, last = done + len(rows), rows[-1].seq
        session.flush()
        session.expunge_all()  # a year of tracks must not stay in memory
        progress(done, count)


def _redo(effects: Effects, row: SealedRecord) -> None:
    try:
        effects.take_again(row)
    except Exception as wrong:
        raise_outage(wrong)
        alarm(row, wrong)
